//! One test binary, which runs the real program as a user does; every file of this folder is listed here.
#![allow(clippy::expect_used, clippy::unwrap_used, clippy::panic)]

mod commands;
mod compare;
mod diff;
mod docs;
mod document;
mod drafts;
mod edit;
mod exchange;
mod explain;
mod golden;
mod hindsight;
mod ledger;
mod limits;
mod linkage;
mod mcp;
mod paths;
mod proofs;
mod reading;
mod run;
mod schemas;
mod sensitivity;
mod sweep;
mod terminal;
