//! The notes of a page: the sentences of sources, assumptions and states that back it.

use crate::case::{Case, Claim, LineId};
use crate::phrase::english::list;
use crate::phrase::line::in_words;

/// The words of a claim in one line.
pub(super) fn quote_of(claim: &Claim) -> String {
    claim.anchor.quote.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Notes as they are made; the same note stands once.
pub(super) struct Notes<'c> {
    case: &'c Case,
    pub(super) texts: Vec<String>,
    /// The sources cited.
    pub(super) sources: Vec<String>,
}

impl<'c> Notes<'c> {
    pub(super) fn new(case: &'c Case) -> Notes<'c> {
        Notes { case, texts: Vec::new(), sources: Vec::new() }
    }

    /// A note of these words.
    pub(super) fn say(&mut self, text: String) -> usize {
        let at = self.texts.iter().position(|known| *known == text);
        at.unwrap_or_else(|| {
            self.texts.push(text);
            self.texts.len() - 1
        })
    }

    /// A sentence of a source.
    pub(super) fn claim(&mut self, key: &str) -> Option<usize> {
        let claim = self.case.claim(key)?;
        let source = self.case.source(&claim.source.value)?;
        let who = claim.speaker.as_ref().map(|speaker| format!("{speaker}, in ")).unwrap_or_default();
        if !self.sources.contains(&source.key.value) {
            self.sources.push(source.key.value.clone());
        }
        Some(self.say(format!("“{}” ({who}{})", quote_of(claim), source.title)))
    }

    /// What an option rests on: its sentences, or the analyst's assumption.
    pub(super) fn option(&mut self, key: &str) -> Vec<usize> {
        let found = key.split_once('.').and_then(|(actor, option)| {
            let of = self.case.actors.iter().find(|it| it.key.value == actor)?;
            of.options.iter().find(|it| it.key.value == option).map(|option| &option.support)
        });
        let Some(support) = found else { return Vec::new() };
        match support.claims.first() {
            Some(claim) => self.claim(&claim.value).into_iter().collect(),
            None => support.assumption.iter().map(|why| self.say(format!("Assumed: {why}"))).collect(),
        }
    }

    /// A line of the case.
    pub(super) fn lines(&mut self, ids: &[LineId]) -> Option<usize> {
        let lines = in_words(self.case, &ids.iter().cloned().collect());
        let told: Vec<String> = lines.iter().map(|line| format!("line {}, {}", line.line, line.says)).collect();
        (!told.is_empty()).then(|| self.say(format!("It carries {}", list(&told))))
    }

    /// The sources cited, as a reader finds them, with how many of their sentences are used.
    pub(super) fn cited(&self) -> Vec<String> {
        let of = |source: &&crate::case::Source| self.sources.contains(&source.key.value);
        let told = |source: &crate::case::Source| {
            let parts = [source.publisher.as_deref(), source.author.as_deref(), source.date.as_deref()];
            let parts: Vec<&str> = [Some(source.title.as_str())].into_iter().chain(parts).flatten().collect();
            let used = self.case.claims.iter().filter(|claim| claim.source.value == source.key.value).count();
            format!("{} ({} used)", parts.join(", "), crate::phrase::english::count(used, "passage", "passages"))
        };
        self.case.sources.iter().filter(of).map(told).collect()
    }
}
