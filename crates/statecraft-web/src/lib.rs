//! **statecraft-web**: the case in the browser, and as one file that can be mailed.
//!
//! Everything is rendered here, from the answers of `statecraft`: [`Edition`] keeps one text of the case with its answers, `pages` has
//! one file for each page, `shell` what stands around them, `words` what things are called, `links` where they lead. [`Server`]
//! shows the pages on this machine to whoever has the token (`guard`). Without script the pages read and every view is a link; one
//! small module (`assets/swap.js`) swaps pieces instead of loading whole pages.

mod app;
mod assets;
mod draft;
mod edition;
mod guard;
mod jobs;
mod links;
mod pages;
mod reading;
mod report;
mod save;
mod server;
mod shell;
mod three;
mod words;

pub use app::{App, NotOpened};
pub use edition::Edition;
pub use guard::Guard;
pub use report::report;
pub use server::{NotServed, Server, router};
