//! The notes of a page: the sentences of sources, assumptions and states that back it.

use crate::case::{Case, Claim, LineId};
use crate::phrase::english::{count, list};
use crate::phrase::line::in_words;

/// The words of a claim in one line.
pub(super) fn quote_of(claim: &Claim) -> String {
    claim.anchor.quote.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Notes as they are made; the same note stands once.
pub(super) struct Notes<'c> {
    case: &'c Case,
    pub(super) texts: Vec<String>,
}

impl<'c> Notes<'c> {
    pub(super) fn new(case: &'c Case) -> Notes<'c> {
        Notes { case, texts: Vec::new() }
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

    /// The sources whose sentences carry a line of the case, as a reader finds them, with how many of these there are.
    pub(super) fn cited(&self) -> Vec<String> {
        let lines = self.case.lines();
        let carries = |claim: &&Claim| {
            lines.iter().any(|line| line.support.claims.iter().any(|cited| cited.value == claim.key.value))
        };
        let told = |source: &crate::case::Source| {
            let own = self.case.claims.iter().filter(|claim| claim.source.value == source.key.value);
            let used = own.filter(carries).count();
            let parts = [source.publisher.as_deref(), source.author.as_deref(), source.date.as_deref()];
            let parts: Vec<&str> = [Some(source.title.as_str())].into_iter().chain(parts).flatten().collect();
            (used > 0).then(|| format!("{} ({} used)", parts.join(", "), count(used, "passage", "passages")))
        };
        self.case.sources.iter().filter_map(told).collect()
    }
}
