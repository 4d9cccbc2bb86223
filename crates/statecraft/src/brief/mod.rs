//! **brief**: the one page that goes to a reader.
//!
//! [`page`] puts what [`crate::answers::brief`] found into sentences: the bottom line first, then where each explanation leads, who
//! moves first and at what price, who together could upset it, what it rests on, what to watch, how sure it is and what it cannot
//! show. A [`Page`] is paragraphs of sentences, each with the notes that back it; [`Page::markdown`] and [`Page::html`] print it, and
//! with the feature `docx` `Page::docx` writes it for a word processor.
//!
//! Rules of writing: names before numbers, never a state's number or a concept's name in the text; what is done and what is not done never
//! under one verb; no likelihoods; what has nothing to say is left out.

#[cfg(feature = "docx")]
mod docx;
mod grounds;
mod html;
mod in_short;
mod leads;
mod markdown;
mod names;
mod notes;
mod page;
mod words;

pub use in_short::{InShort, in_short};
pub use names::outcomes as outcome_names;
pub use page::{Block, Page, Section, Sentence};
pub use words::{Audience, page, page_for};
