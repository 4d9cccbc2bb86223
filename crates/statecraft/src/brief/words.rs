//! A page put together: its sections, and the words that all of them use.

use super::names;
use super::notes::Notes;
use super::page::{Block, Page, Section, Sentence};
use crate::accounts::SettingPattern;
use crate::answers::brief::{Brief, BriefOutcome, OptionSign};
use crate::answers::compare::build::wording;
use crate::model::Model;
use crate::phrase::english::{clauses, list};
use crate::phrase::names::Words;
use crate::phrase::settings::Wording;
use crate::study::Study;

/// So many points stand under one heading at most.
pub(super) const MOST: usize = 5;

/// So many words are enough for a page, before its sources and notes.
const WORDS: usize = 500;

/// The page of a brief; the study is the one that was asked. If it becomes long, the least important sentences are left out, one kind
/// after another.
pub fn page(study: &Study, brief: &Brief) -> Page {
    page_for(study, brief, Audience::Reader)
}

/// Who reads a page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Audience {
    /// Somebody who knows the reports and not the method: none of its words.
    #[default]
    Reader,
    /// Somebody who knows the method: with the names of its concepts.
    Analyst,
}

/// The same for a certain audience. An analyst is told the same as a reader, with the method's words, and how it was computed; that
/// may be a few words more.
pub fn page_for(study: &Study, brief: &Brief, audience: Audience) -> Page {
    let Some(first) = study.accounts.first() else { return empty(study) };
    let page = |left_out, audience| Writer { audience, ..Writer::new(study, &first.model, brief, left_out) }.page();
    let fits = |left_out: &usize| page(*left_out, Audience::Reader).words() <= WORDS;
    let left_out = (0..Writer::MOST_LEFT_OUT).find(fits).unwrap_or(Writer::MOST_LEFT_OUT);
    page(left_out, audience)
}

fn empty(study: &Study) -> Page {
    let (title, question) = (study.case.title.clone(), study.case.question.clone());
    Page { title, question, sections: Vec::new(), notes: Vec::new(), sources: Vec::new() }
}

/// A section, unless it has nothing to say.
fn section(heading: &str, blocks: Vec<Block>) -> Option<Section> {
    let says = |block: &Block| match block {
        Block::Paragraph(sentences) => !sentences.is_empty(),
        Block::Points(points) | Block::Numbered(points) => !points.is_empty(),
    };
    let blocks: Vec<Block> = blocks.into_iter().filter(says).collect();
    (!blocks.is_empty()).then(|| Section { heading: heading.to_string(), blocks })
}

pub(super) fn plain(text: impl Into<String>) -> Sentence {
    Sentence { text: text.into(), notes: Vec::new() }
}

pub(super) struct Writer<'s> {
    pub(super) study: &'s Study,
    pub(super) brief: &'s Brief,
    pub(super) model: &'s Model,
    pub(super) wording: Wording<'s>,
    /// What the outcomes are called, in their order.
    pub(super) names: Vec<String>,
    /// Whether a name tells all that is otherwise than today.
    pub(super) from_today: Vec<bool>,
    pub(super) notes: Notes<'s>,
    /// How many kinds of sentences are left out.
    pub(super) left_out: usize,
    pub(super) audience: Audience,
}

impl<'s> Writer<'s> {
    const MOST_LEFT_OUT: usize = 10;

    pub(super) fn new(study: &'s Study, model: &'s Model, brief: &'s Brief, left_out: usize) -> Writer<'s> {
        let wording = wording(&study.accounts.iter().collect::<Vec<_>>());
        let named = names::named(study, brief).into_iter().map(|name| (name.text, name.from_today));
        let ((names, from_today), notes) = (named.unzip(), Notes::new(&study.case));
        Writer { study, brief, model, wording, names, from_today, notes, left_out, audience: Audience::Reader }
    }

    fn page(mut self) -> Page {
        let leads = if self.is_several() { "Where each explanation leads" } else { "Where it leads" };
        let sections = vec![
            section("", vec![self.bottom_line()]),
            section(leads, self.outcomes()),
            section("Who moves first, at what price", vec![Block::Paragraph(self.first_moves())]),
            section("Who together could upset it", vec![Block::Paragraph(self.bargains())]),
            section("What it rests on", self.rests_on()),
            section("What to watch", vec![Block::Points(self.watch())]),
            section("How sure", vec![Block::Paragraph(self.how_sure())]),
            section("What this cannot show", vec![Block::Paragraph(self.cannot_show())]),
            section("How it was computed", vec![Block::Paragraph(self.method())]),
        ];
        Page {
            title: self.study.case.title.clone(),
            question: self.study.case.question.clone(),
            sections: sections.into_iter().flatten().collect(),
            sources: self.notes.cited(),
            notes: self.notes.texts,
        }
        .with_notes_in_order()
    }
}

impl<'s> Writer<'s> {
    pub(super) fn words(&self) -> Words<'_> {
        Words(self.model)
    }

    /// `the three explanations`, for a case with several accounts.
    pub(super) fn is_several(&self) -> bool {
        self.brief.accounts.len() > 1
    }

    pub(super) fn label(&self, option: &str) -> String {
        let actor = option.split_once('.').map_or("", |(actor, _)| actor);
        format!("“{}” ({})", self.words().option(option), self.words().actor(actor))
    }

    /// What each actor would do of these options, as far as they are mentioned; against today, where all agree on it.
    pub(super) fn clauses(&self, taken: &[String], not_taken: &[String]) -> String {
        let seen = SettingPattern { taken: self.wording.bits(taken), not_taken: self.wording.bits(not_taken) };
        clauses(&self.wording.clauses(seen))
    }

    /// `taking up “X” and dropping “Y”`.
    pub(super) fn doing(&self, takes: &[String], drops: &[String]) -> String {
        let labels = |options: &[String]| {
            list(&options.iter().map(|key| format!("“{}”", self.words().option(key))).collect::<Vec<_>>())
        };
        let part =
            |word: &str, options: &[String]| (!options.is_empty()).then(|| format!("{word} {}", labels(options)));
        let told = self.model.to_tell(self.model.option_bits(takes), self.model.option_bits(drops));
        let drops: Vec<String> = self.model.option_keys(told).into_iter().map(String::from).collect();
        let parts: Vec<String> = [part("taking up", takes), part("dropping", &drops)].into_iter().flatten().collect();
        list(&parts)
    }

    pub(super) fn under(&self, ids: &[String]) -> String {
        format!("under {}", names::accounts(self.study, ids))
    }

    /// The method's word for something, in parentheses; only for analysts.
    pub(super) fn term(&self, word: &str) -> String {
        if self.audience == Audience::Analyst { format!(" ({word})") } else { String::new() }
    }

    /// The options that part the explanations; of a choice of two levels the one that does not hold today, as the other says the same.
    pub(super) fn signs(&self) -> Vec<&'s OptionSign> {
        let repeats = |sign: &OptionSign| {
            let option = self.model.options().iter().find(|option| option.key == sign.option);
            let of_two = option.and_then(|option| option.level.as_ref()).is_some_and(|level| level.all.len() == 2);
            of_two && sign.today == Some(true)
        };
        self.brief.signs.iter().filter(|sign| !repeats(sign)).collect()
    }

    /// The outcomes that are not told as exchanges, with their names.
    pub(super) fn told(&self) -> impl Iterator<Item = (&BriefOutcome, &String)> {
        self.brief.outcomes.iter().zip(&self.names).filter(|(outcome, _)| !outcome.exchange)
    }

    /// Which concepts stand behind the words of the page; only for analysts.
    fn method(&self) -> Vec<Sentence> {
        if self.audience == Audience::Reader {
            return Vec::new();
        }
        let text = "Outcomes are the equilibria under Nash, and those under SEQ that hold by lean moves and fresh answers. \
                    Groups move by strict improvements in sequence. What rests on a sentence is counted over Nash.";
        vec![plain(text)]
    }

    fn cannot_show(&self) -> Vec<Sentence> {
        let explanations = if self.is_several() { "all of these explanations" } else { "the explanation" };
        let text = format!(
            "Only the choices that the case lists can change here. No dates, no odds; and {explanations} may be wrong."
        );
        vec![plain(text)]
    }
}
