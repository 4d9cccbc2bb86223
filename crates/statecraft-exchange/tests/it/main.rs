//! One test binary; every file of this folder is listed here.
#![allow(clippy::expect_used, clippy::unwrap_used, clippy::panic, missing_docs)]

mod broken;
mod impacts;
mod models;
mod read;
mod round_trips;
mod written;
