//! **evidence**: documents, and whether a quote stands in one.
//!
//! A claim is only as good as the sentence that it rests on. A quote is therefore looked for word by word: as it stands, or
//! as it stands after white space and quotation marks are normalised, because word processors change those. Nothing
//! else is ever treated as equal: a quote that is not there is *lost*, one that begins or ends inside a word is *cut*, one that
//! stands elsewhere than its anchor says is *moved*, one that could be in several places is *ambiguous*, and each is said so.
//! See [`locate`]. What stands around a quote may turn its meaning round; see [`Sentence`].

mod document;
mod locate;
mod sentence;
mod words;

pub use document::{Document, fingerprint, is_fingerprint};
pub use locate::{Anchor, Finding, Place, locate};
pub use sentence::Sentence;
pub use words::is_invisible;
