//! **statecraft-exchange**: models of other tools in, and models, graphs, verdicts and evidence out.
//!
//! [`import`] turns a file of another tool into the text of a case that a person could have written, and says what it could not carry.
//! [`export`] writes one account of a case, laid out, in a format that another tool reads, and says the same. Both stand on what
//! `statecraft` makes public, and nothing in `statecraft` knows of them: a format is never a reason for a change of the engine.
//!
//! ```
//! use statecraft::graph::Limits;
//! use statecraft_exchange::import::{Source, read};
//!
//! let game = "NFG 1 R \"Chicken\" { \"Ann\" \"Ben\" } { { \"stay\" \"swerve\" } { \"stay\" \"swerve\" } }\n0 0 1 3 3 1 2 2";
//! let imported = read("chicken.nfg", game.as_bytes(), Some(Source::Nfg), &Limits::default()).expect("a game");
//! assert_eq!(imported.case.actors.len(), 2);
//! assert!(imported.text.contains("levels = [\"stay\", \"swerve\"]"));
//! ```

pub mod export;
pub mod import;
