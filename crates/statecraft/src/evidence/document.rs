//! A text, its fingerprint, and its normal form.

use sha2::{Digest, Sha256};

/// SHA-256 of the bytes of a text, in small hexadecimal.
pub fn fingerprint(text: &str) -> String {
    Sha256::digest(text.as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Whether this is a SHA-256 fingerprint in small hexadecimal.
pub fn is_fingerprint(text: &str) -> bool {
    text.len() == 64 && text.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'))
}

/// A text that claims quote.
#[derive(Clone, Debug)]
pub struct Document {
    /// The text as it stands.
    pub text: String,
    /// SHA-256 of its bytes, in small hexadecimal.
    pub sha256: String,
    normal: Normal,
}

impl Document {
    /// A document with this text.
    pub fn new(text: impl Into<String>) -> Document {
        let text = text.into();
        let sha256 = fingerprint(&text);
        let normal = Normal::of(&text);
        Document { text, sha256, normal }
    }

    pub(super) fn normal(&self) -> &Normal {
        &self.normal
    }

    /// How many characters stand before this byte.
    pub fn characters_before(&self, byte: usize) -> usize {
        self.text.get(..byte).map_or(0, |before| before.chars().count())
    }
}

/// A text with white space and quotation marks normalised, and where each of its bytes comes from.
#[derive(Clone, Debug)]
pub(super) struct Normal {
    pub(super) text: String,
    /// For each byte of `text`, and one past the end: the byte of the original.
    pub(super) origin: Vec<usize>,
}

impl Normal {
    pub(super) fn of(original: &str) -> Normal {
        let (mut text, mut origin) = (String::with_capacity(original.len()), Vec::with_capacity(original.len() + 1));
        for (at, c) in original.char_indices() {
            let plain = plain(c);
            if plain == ' ' && (text.is_empty() || text.ends_with(' ')) {
                continue;
            }
            text.push(plain);
            origin.resize(text.len(), at);
        }
        if text.ends_with(' ') {
            text.pop();
            origin.pop();
        }
        origin.push(original.len());
        Normal { text, origin }
    }
}

/// One form for all white space, one for double and one for single quotation marks.
fn plain(c: char) -> char {
    match c {
        c if c.is_whitespace() => ' ',
        '“' | '”' | '„' | '‟' | '«' | '»' | '″' | '＂' => '"',
        '‘' | '’' | '‚' | '‛' | '‹' | '›' | '′' | '`' | '´' => '\'',
        _ => c,
    }
}
