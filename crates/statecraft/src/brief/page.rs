//! A page as data: sections of sentences with notes.

use serde::Serialize;

/// A page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Page {
    /// What it is called.
    pub title: String,
    /// What it answers.
    pub question: Option<String>,
    /// The sections; the first has no heading.
    pub sections: Vec<Section>,
    /// What backs the sentences; they refer to places here, from 0.
    pub notes: Vec<String>,
    /// The sources with what they are called.
    pub sources: Vec<String>,
}

/// A part of a page.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Section {
    /// Its heading.
    pub heading: String,
    /// What stands below.
    pub blocks: Vec<Block>,
}

/// Sentences that stand together.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Block {
    /// One after another.
    Paragraph(Vec<Sentence>),
    /// Points, each of a few sentences.
    Points(Vec<Vec<Sentence>>),
    /// The same in an order that matters.
    Numbered(Vec<Vec<Sentence>>),
}

/// A sentence and what backs it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Sentence {
    /// Its words, with the full stop.
    pub text: String,
    /// The notes that back it, by place.
    pub notes: Vec<usize>,
}

impl Page {
    /// The page with the notes that are referred to, in the order in which they are.
    pub(super) fn with_notes_in_order(mut self) -> Page {
        let mut order: Vec<usize> = Vec::new();
        let blocks = self.sections.iter_mut().flat_map(|section| &mut section.blocks);
        let sentences = blocks.flat_map(|block| match block {
            Block::Paragraph(sentences) => sentences.iter_mut().collect::<Vec<_>>(),
            Block::Points(points) | Block::Numbered(points) => points.iter_mut().flatten().collect(),
        });
        for sentence in sentences {
            for note in &mut sentence.notes {
                let place = order.iter().position(|known| known == note).unwrap_or_else(|| {
                    order.push(*note);
                    order.len() - 1
                });
                *note = place;
            }
            sentence.notes.sort_unstable();
            sentence.notes.dedup();
        }
        self.notes = order.iter().map(|&note| self.notes[note].clone()).collect();
        self
    }

    /// How many words stand before the notes.
    pub fn words(&self) -> usize {
        let blocks = self.sections.iter().flat_map(|section| &section.blocks);
        let sentences = blocks.flat_map(|block| match block {
            Block::Paragraph(sentences) => sentences.iter().collect::<Vec<_>>(),
            Block::Points(points) | Block::Numbered(points) => points.iter().flatten().collect(),
        });
        let headings = self.sections.iter().map(|section| section.heading.split_whitespace().count()).sum::<usize>();
        headings + sentences.map(|sentence| sentence.text.split_whitespace().count()).sum::<usize>()
    }
}
