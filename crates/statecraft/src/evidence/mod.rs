//! **evidence**: documents, and whether a quote stands in one.
//!
//! A claim is only as good as the sentence that it rests on. A quote is therefore looked for word by word: as it stands, or
//! as it stands after white space and quotation marks are normalised, because word processors change those. Nothing
//! else is ever treated as equal: a quote that is not there is *lost*, one that stands elsewhere than its anchor says is
//! *moved*, one that could be in several places is *ambiguous*, and each is said so. See [`locate`].

mod document;
mod locate;

pub use document::{Document, fingerprint};
pub use locate::{Anchor, Finding, Place, locate};
