//! Parts of speech and dependencies, from models trained on the English Web Treebank of Universal Dependencies.
//!
//! The weights are `model/english.bin`, made by `cargo run --release -p xtask -- train-reading DIR`; their licence is beside them.

mod linear;
mod parser;
mod tagger;
pub mod train;

use linear::Linear;
use std::sync::OnceLock;

/// The most words that are parsed as one sentence; what comes after hangs on the root.
const LONGEST: usize = 400;

static ENGLISH: &[u8] = include_bytes!("../../model/english.bin");

/// The licence notice of the weights.
pub const LICENCE: &str = include_str!("../../model/NOTICE.md");

/// A word with its place in the sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Node {
    /// Universal part of speech, such as `VERB`.
    pub upos: String,
    /// Penn tag, such as `VBD`.
    pub xpos: String,
    /// The word that it hangs on; none for the root.
    pub head: Option<usize>,
    /// How it hangs there: a relation of Universal Dependencies, such as `nsubj`.
    pub relation: String,
}

/// A tagger and a parser.
#[derive(Debug, Clone, Default)]
struct Models {
    tagger: Linear,
    parser: Linear,
    relations: Vec<String>,
}

impl Models {
    fn read(bytes: &'static [u8]) -> Self {
        let (tagger, rest) = Linear::read(bytes);
        let (parser, _) = Linear::read(rest);
        let names = parser.classes();
        let relations =
            (0..names.len() / 2).map(|at| names[1 + 2 * at].trim_start_matches("left ").to_owned()).collect();
        Self { tagger, parser, relations }
    }

    fn analyse(&self, tokens: &[&str]) -> Vec<Node> {
        let words: Vec<tagger::Word> = tokens.iter().map(|token| tagger::Word::new(token)).collect();
        let tags = tagger::tag(&self.tagger, &words);
        let forms: Vec<u32> = words.iter().map(|word| word.form).collect();
        let count = words.len().min(LONGEST);
        let sentence = parser::Sentence { forms: &forms[..count], tags: &tags[..count] };
        let parsed = parser::parse(&self.parser, sentence);
        let node = |at: usize| {
            let class = self.tagger.classes().get(usize::from(tags[at]));
            let (upos, xpos) = class.and_then(|class| class.split_once(' ')).unwrap_or(("X", "XX"));
            let head = parsed.heads.get(at).copied().filter(|&head| head < count);
            let relation = parsed.relations.get(at).and_then(|&relation| self.relations.get(usize::from(relation)));
            Node {
                upos: upos.to_owned(),
                xpos: xpos.to_owned(),
                head,
                relation: relation.map_or("dep", String::as_str).to_owned(),
            }
        };
        (0..words.len()).map(node).collect()
    }
}

/// Tags and parses one sentence.
#[must_use]
pub fn analyse(tokens: &[&str]) -> Vec<Node> {
    static MODELS: OnceLock<Models> = OnceLock::new();
    MODELS.get_or_init(|| Models::read(ENGLISH)).analyse(tokens)
}
