//! The reading desk: what reports say, who says it, and in which words.
//!
//! A [`document::Document`] is a text. [`segments`] cuts it into paragraphs, quotations and sentences, [`tokens`] into words,
//! [`syntax`] tags and parses a sentence, and [`claims`] drafts who says what. [`deeds`] are who does
//! what to whom, and a [`proposal`] is a
//! model of them. Nothing is decided here: a draft is for a person.

pub mod agreement;
pub mod claims;
pub mod compare;
pub mod deeds;
pub mod document;
pub mod draft;
pub mod drafters;
mod formats;
pub mod intake;
pub mod isolated;
pub mod names;
pub mod proposal;
#[cfg(feature = "schema")]
pub mod schema;
pub mod segments;
pub mod syntax;
pub mod ties;
pub mod times;
pub mod tokens;
