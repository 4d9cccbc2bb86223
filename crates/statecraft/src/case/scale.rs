//! Words of likelihood and of confidence. They are the analyst's own and are never made out of counts of outcomes; what is looked
//! at is only that they are used as the scale asks (ICD 203 and the PHIA yardstick, as summaries have them).

use super::{Case, LineSays};
use crate::diag::{Diagnostic, Span};

/// A scale of words of likelihood.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scale {
    /// The table of Intelligence Community Directive 203.
    Icd203,
    /// The yardstick of the Professional Head of Intelligence Assessment.
    Phia,
}

impl Scale {
    /// All of them.
    pub const ALL: [Scale; 2] = [Scale::Icd203, Scale::Phia];

    /// As it is written in a case file.
    pub fn word(self) -> &'static str {
        match self {
            Scale::Icd203 => "icd203",
            Scale::Phia => "phia",
        }
    }

    /// What readers call it.
    fn name(self) -> &'static str {
        match self {
            Scale::Icd203 => "ICD 203",
            Scale::Phia => "the PHIA yardstick",
        }
    }

    /// The words that this scale has and the other has not.
    fn own(self) -> &'static [&'static str] {
        match self {
            Scale::Icd203 => &[
                "almost no chance",
                "very unlikely",
                "highly improbable",
                "improbable",
                "roughly even chance",
                "roughly even odds",
                "very likely",
                "highly probable",
                "nearly certain",
            ],
            Scale::Phia => &["remote chance", "highly unlikely", "realistic possibility", "highly likely"],
        }
    }
}

/// The words that both scales have.
const BOTH: [&str; 5] = ["almost certain", "unlikely", "likely", "probable", "probably"];
const CONFIDENCE: [&str; 5] =
    ["high confidence", "moderate confidence", "low confidence", "confident that", "highly confident"];

/// Sentences with a word of likelihood and one of confidence, and words of a scale that the case does not declare.
pub(super) fn check(case: &Case) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for (text, span) in texts(case) {
        let at = place(case, text, span);
        for sentence in text.split_inclusive(['.', '!', '?']) {
            let likelihoods: Vec<&str> =
                Scale::ALL.iter().flat_map(|scale| scale.own()).chain(&BOTH).copied().collect();
            let likelihood = longest(sentence, &likelihoods);
            if let (Some(likelihood), Some(confidence)) = (likelihood, longest(sentence, &CONFIDENCE)) {
                let message = format!(
                    "one sentence says how likely, \u{201c}{likelihood}\u{201d}, and how sure, \u{201c}{confidence}\u{201d}"
                );
                let problem = Diagnostic::warning("likely-and-sure", at, message);
                found.push(problem.help("make two sentences of it: readers take one for the other"));
            }
            found.extend(of_another_scale(case, sentence, at));
        }
    }
    found
}

/// A word that only the other scale has.
fn of_another_scale(case: &Case, sentence: &str, at: Span) -> Option<Diagnostic> {
    let declared = case.scale?;
    let other = Scale::ALL.into_iter().find(|scale| *scale != declared)?;
    let word = longest(sentence, other.own())?;
    let message =
        format!("\u{201c}{word}\u{201d} is a word of {}, and the case declares {}", other.name(), declared.name());
    let help = format!("use the words of one scale, or write scale = \"{}\"", other.word());
    Some(Diagnostic::warning("other-scale", at, message).help(help))
}

/// What the analyst says in words: titles, reasons, assumptions and leaps, each with a place near it.
fn texts(case: &Case) -> Vec<(&str, Span)> {
    let mut found = vec![(case.title.as_str(), Span::new(0, 0))];
    for account in &case.accounts {
        found.extend(account.title.as_deref().zip(account.key.as_ref()).map(|(title, key)| (title, key.span)));
    }
    found.extend(case.scenarios.iter().map(|scenario| (scenario.title.as_str(), scenario.key.span)));
    for line in case.lines() {
        let reason = if let LineSays::Rule(rule) = line.says { rule.reason.as_deref() } else { None };
        let assumption = line.support.assumption.as_deref().filter(|assumption| Some(*assumption) != reason);
        found.extend(
            [reason, assumption, line.support.leap.as_deref()].into_iter().flatten().map(|text| (text, line.span)),
        );
    }
    found
}

/// Where the text stands, at or behind a place near it; else that place.
fn place(case: &Case, text: &str, near: Span) -> Span {
    let rest = case.file.text.get(near.start..).unwrap_or("");
    rest.find(text).map_or(near, |at| Span::new(near.start + at, near.start + at + text.len()))
}

/// Of these words the longest that stands in a sentence as whole words.
fn longest<'w>(sentence: &str, words: &[&'w str]) -> Option<&'w str> {
    let lower = sentence.to_lowercase();
    let plain: Vec<&str> = lower.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let plain = format!(" {} ", plain.join(" "));
    let there = words.iter().copied().filter(|word| plain.contains(&format!(" {word} ")));
    there.max_by_key(|word| word.len())
}
