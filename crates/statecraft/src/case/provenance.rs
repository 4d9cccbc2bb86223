//! How far the words of a claim were read.

/// How far the words of a claim were read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum Provenance {
    /// In the text of the source.
    Text,
    /// In an excerpt of it.
    Excerpt,
    /// Not at all: it is recalled.
    Memory,
}

impl Provenance {
    /// All of them, the best first.
    pub const ALL: [Provenance; 3] = [Provenance::Text, Provenance::Excerpt, Provenance::Memory];

    /// As it is written.
    pub fn word(self) -> &'static str {
        match self {
            Provenance::Text => "text",
            Provenance::Excerpt => "excerpt",
            Provenance::Memory => "memory",
        }
    }
}
