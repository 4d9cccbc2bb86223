//! Cases for assistants: a server of the [Model Context Protocol](https://modelcontextprotocol.io) over standard input and output.
//!
//! An assistant asks the questions of `statecraft::study` and reads the texts that a case rests on. Where writing is allowed it
//! drafts: each change is an edit of `statecraft::edit`, each quote is looked for in its text, and each claim says who drafted it.
//! The checker decides, not the assistant. What it sends is not trusted:
//!
//! - paths stay inside the folder that the server was given (`place`);
//! - a file is written whole, and only if it still is what the assistant has read (`editing`, `begin`);
//! - arguments, answers, work and waiting have limits (`asking`, `server`).
//!
//! | module | what it does |
//! |---|---|
//! | `place` | the folder, the cases in it, the files that may be read |
//! | `refusal` | why something was not done |
//! | `arguments` | what came with a call |
//! | `asking` | questions and their answers |
//! | `editing` | edits of a case |
//! | `begin` | a case from texts that are there |
//! | `tools` | the table of all tools |
//! | `schemas`, `made` | what each takes |
//! | `resources` | case files, texts and the glossary |
//! | `server` | the protocol |

mod arguments;
mod asking;
mod begin;
mod editing;
#[cfg(feature = "schema")]
mod made;
mod place;
mod refusal;
mod resources;
mod schemas;
mod server;
mod tools;

#[cfg(feature = "schema")]
pub use made::schemas_of_tools;
pub use place::Place;
pub use refusal::Refusal;
pub use server::{Rights, ServeError, serve};
