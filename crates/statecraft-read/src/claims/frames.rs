//! A sentence without its quotations, tagged and parsed.
//!
//! A quotation that is a speech of its own is lifted out before parsing: what is left ("Smith said, adding that …") is short and parses
//! well. Words in marks that belong to the sentence around them ("a “very serious” threat") stay.

use super::cues;
use crate::segments::{Paragraph, Quotation};
use crate::syntax::{Node, analyse};
use crate::tokens::tokens;
use std::ops::Range;

/// The most words of a sentence that are looked at.
const LONGEST: usize = 400;

/// A sentence and what was lifted out of it.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Frame {
    pub(crate) sentence: Range<usize>,
    pub(crate) words: Vec<Word>,
    /// Quotations that were lifted out, each with the number of words before it.
    pub(crate) holes: Vec<(usize, Quotation)>,
    /// Who speaks in the whole paragraph, where it opens with a name and a colon, as in a transcript: "MS VARGA: We …".
    pub(crate) label: Option<Range<usize>>,
}

/// A word of a frame.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Word {
    pub(crate) span: Range<usize>,
    pub(crate) form: String,
    pub(crate) node: Node,
}

/// The frames of a paragraph.
pub(crate) fn frames(text: &str, paragraph: &Paragraph) -> Vec<Frame> {
    let label = label(text, &paragraph.span);
    let said = |mut frame: Frame| {
        frame.label.clone_from(&label);
        frame
    };
    let start = |sentence: &Range<usize>| {
        label
            .as_ref()
            .filter(|label| sentence.contains(&label.start))
            .map_or(0, |label| (label.end + 1 - sentence.start).min(sentence.len()))
    };
    let one = |sentence: &Range<usize>| said(frame(text, paragraph, sentence, start(sentence)));
    paragraph.sentences.iter().map(one).collect()
}

/// A name of at most four words, each with a capital, before a colon that opens a paragraph.
fn label(text: &str, paragraph: &Range<usize>) -> Option<Range<usize>> {
    let words = text.get(paragraph.clone())?;
    let end = words.find(": ").filter(|&end| (2..=40).contains(&end))?;
    let capital = |word: &str| word.starts_with(char::is_uppercase);
    let name = &words[..end];
    let is_name = name.split(' ').count() <= 4 && name.split(' ').all(capital);
    (is_name && words[end + 2..].trim_start_matches(['“', '"', '‘']).starts_with(char::is_uppercase))
        .then(|| paragraph.start..paragraph.start + end)
}

fn frame(text: &str, paragraph: &Paragraph, sentence: &Range<usize>, label: usize) -> Frame {
    let here =
        paragraph.quotations.iter().filter(|one| sentence.start <= one.outer.start && one.outer.start < sentence.end);
    let full: Vec<&Quotation> = here.filter(|one| is_speech_of_its_own(text, sentence, one)).collect();
    let (mut spans, mut holes, mut start) =
        (Vec::new(), Vec::new(), sentence.start + label.max(dateline(&text[sentence.clone()])));
    for quotation in full {
        spans.extend(plain_tokens(text, start..quotation.outer.start));
        holes.push((spans.len(), quotation.clone()));
        start = quotation.outer.end.min(sentence.end).max(start);
    }
    spans.extend(plain_tokens(text, start..sentence.end));
    built(text, sentence.clone(), spans, holes)
}

/// A piece of the text as a sentence, with nothing lifted out.
pub(crate) fn frame_of(text: &str, piece: Range<usize>) -> Frame {
    let spans = plain_tokens(text, piece.clone());
    built(text, piece, spans, Vec::new())
}

fn built(
    text: &str,
    sentence: Range<usize>,
    mut spans: Vec<Range<usize>>,
    mut holes: Vec<(usize, Quotation)>,
) -> Frame {
    // No sentence that somebody wrote is longer; the rules look at each word from each.
    spans.truncate(LONGEST);
    holes.retain(|hole| hole.0 <= spans.len());
    let forms: Vec<&str> = spans.iter().map(|span| &text[span.clone()]).collect();
    let nodes = analyse(&forms);
    let words = spans.iter().zip(nodes).map(|(span, node)| Word {
        span: span.clone(),
        form: text[span.clone()].to_owned(),
        node,
    });
    Frame { sentence, words: words.collect(), holes, label: None }
}

/// How many bytes of a sentence are a dateline, such as "PORT LASSIN (Wire) - ".
fn dateline(sentence: &str) -> usize {
    let marks = [" - ", " -- ", " – ", " — "];
    let end = marks.iter().filter_map(|mark| sentence.find(mark).map(|at| (at, at + mark.len()))).min();
    let Some((at, end)) = end.filter(|&(at, _)| at <= 60) else { return 0 };
    let first = sentence[..at].split(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
    let capitals = first.chars().count() >= 3 && first.chars().all(char::is_uppercase);
    if capitals || sentence[..at].ends_with(')') { end } else { 0 }
}

/// Tokens without quotation marks: they say nothing to the parser.
fn plain_tokens(text: &str, piece: Range<usize>) -> Vec<Range<usize>> {
    let spans = tokens(text, piece).into_iter().map(|token| token.span);
    spans.filter(|span| !matches!(&text[span.clone()], "\"" | "“" | "”" | "«" | "»" | "„")).collect()
}

fn is_speech_of_its_own(text: &str, sentence: &Range<usize>, quotation: &Quotation) -> bool {
    let inner = text[quotation.inner.clone()].trim();
    let before = text[sentence.start..quotation.outer.start].trim_end();
    let last = before.rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
    let free =
        before.is_empty() || before.ends_with([',', ':', ';', '—', '–', '-', '.', '”', '"']) || cues::is_speech(last);
    free && (inner.ends_with([',', '.', '!', '?', '…', ';']) || inner.split_whitespace().count() >= 4)
}

impl Frame {
    /// Words that hang on a word.
    pub(crate) fn children(&self, of: usize) -> impl Iterator<Item = usize> + '_ {
        (0..self.words.len()).filter(move |&at| self.words[at].node.head == Some(of))
    }

    /// The first child with one of these relations.
    pub(crate) fn child(&self, of: usize, relations: &[&str]) -> Option<usize> {
        self.children(of).find(|&at| relations.contains(&self.words[at].node.relation.as_str()))
    }

    /// Is the word below the other, or the other itself?
    pub(crate) fn is_below(&self, mut word: usize, top: usize) -> bool {
        for _ in 0..=self.words.len() {
            if word == top {
                return true;
            }
            match self.words[word].node.head {
                Some(head) => word = head,
                None => return false,
            }
        }
        false
    }

    /// The words from the first to the last below `top`.
    pub(crate) fn reach(&self, top: usize) -> Range<usize> {
        let below: Vec<usize> = (0..self.words.len()).filter(|&at| self.is_below(at, top)).collect();
        below.first().copied().unwrap_or(top)..below.last().map_or(top + 1, |last| last + 1)
    }

    /// The form in lower case, or nothing beyond the ends.
    pub(crate) fn low(&self, at: usize) -> String {
        self.words.get(at).map(|word| word.form.to_lowercase()).unwrap_or_default()
    }

    pub(crate) fn relation(&self, at: usize) -> &str {
        self.words.get(at).map_or("", |word| word.node.relation.as_str())
    }

    pub(crate) fn upos(&self, at: usize) -> &str {
        self.words.get(at).map_or("", |word| word.node.upos.as_str())
    }

    pub(crate) fn xpos(&self, at: usize) -> &str {
        self.words.get(at).map_or("", |word| word.node.xpos.as_str())
    }

    /// Does it stand between a subject and its verb: "has", "will", "repeatedly"?
    pub(crate) fn is_helper(&self, at: usize) -> bool {
        matches!(self.upos(at), "AUX" | "ADV") || self.relation(at) == "aux"
    }

    /// The bytes of some words, in pieces where a quotation was lifted out between them.
    pub(crate) fn bytes(&self, words: Range<usize>) -> Vec<Range<usize>> {
        let mut cuts = vec![words.start];
        cuts.extend(self.holes.iter().map(|hole| hole.0).filter(|at| words.start < *at && *at < words.end));
        cuts.push(words.end);
        let piece = |from: usize, to: usize| {
            Some(self.words.get(from)?.span.start..self.words.get(to.checked_sub(1)?)?.span.end)
        };
        cuts.windows(2).filter_map(|pair| piece(pair[0], pair[1])).filter(|span| span.start < span.end).collect()
    }

    /// The bytes from the first to the last of some words.
    pub(crate) fn span(&self, words: Range<usize>) -> Option<Range<usize>> {
        let pieces = self.bytes(words);
        Some(pieces.first()?.start..pieces.last()?.end)
    }

    /// The name or noun phrase around a noun: without clauses that hang on it, and not across a quotation.
    pub(crate) fn phrase(&self, noun: usize) -> Range<usize> {
        let mut reach = self.reach(noun);
        let clause = |at: &usize| {
            matches!(
                self.relation(*at),
                "acl"
                    | "acl:relcl"
                    | "advcl"
                    | "parataxis"
                    | "ccomp"
                    | "nsubj"
                    | "cop"
                    | "aux"
                    | "xcomp"
                    | "advmod"
                    | "advcl:relcl"
                    | "nsubj:pass"
            )
        };
        for child in self.children(noun).filter(clause) {
            let part = self.reach(child);
            if part.start > noun {
                reach.end = reach.end.min(part.start);
            } else {
                reach.start = reach.start.max(part.end);
            }
        }
        for (at, _) in &self.holes {
            if *at > noun {
                reach.end = reach.end.min(*at);
            } else {
                reach.start = reach.start.max(*at);
            }
        }
        while reach.end > reach.start + 1 && matches!(self.upos(reach.end - 1), "PUNCT" | "CCONJ" | "ADP") {
            reach.end -= 1;
        }
        while reach.start + 1 < reach.end && matches!(self.upos(reach.start), "PUNCT" | "CCONJ" | "ADP" | "SCONJ") {
            reach.start += 1;
        }
        reach
    }
}
