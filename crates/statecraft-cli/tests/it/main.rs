//! One test binary, which runs the real program as a user does; every file of this folder is listed here.
#![allow(clippy::expect_used, clippy::unwrap_used, clippy::panic)]

mod command_pages;
mod commands;
mod compare;
mod course;
mod diff;
mod docs;
mod document;
mod drafts;
mod edit;
mod exchange;
mod explain;
mod gallery;
mod golden;
mod hindsight;
mod ledger;
mod limits;
mod linkage;
mod mcp;
mod paths;
mod pictures;
mod proofs;
mod reading;
mod run;
mod schemas;
mod sensitivity;
mod setup;
mod sweep;
mod terminal;
