//! A track record made for reading: what failed comes first.

use super::table::{Align, Table};
use super::words::wrapped;
use crate::answers::record::{ConceptRecord, Recorded, TrackRecord};
use crate::hindsight::Inside;
use crate::phrase::english::{capital, count, list};
use crate::stability::Concept;
use std::collections::BTreeSet;

impl TrackRecord {
    /// The record as text.
    pub fn text(&self, width: usize) -> String {
        let folders: BTreeSet<&str> = self.predictions.iter().map(|it| it.folder.as_str()).collect();
        let mut text = "Track record\n".to_string();
        let lead = format!(
            "{} whose history is known, with {}.",
            count(folders.len(), "case", "cases"),
            count(self.predictions.len(), "account", "accounts")
        );
        text += &wrapped("", &lead, width);
        text += &wrapped("", &self.caveat(), width);
        text += &part("What failed", &self.those(|it| it.failed() > 0), width);
        let open = |it: &Recorded| it.failed() == 0 && it.concepts.iter().any(|set| set.inside != Some(Inside::Yes));
        text += &part("What cannot be told", &self.those(open), width);
        let held = |it: &Recorded| it.failed() == 0 && !open(it);
        text += &part("What held", &self.those(held), width);
        text += &self.by_concept(width);
        if !self.not_known.is_empty() {
            let line = format!("Nothing is known of what happened in {}.", list(&self.not_known));
            text += &format!("\n{}", wrapped("", &line, width));
        }
        text
    }

    fn caveat(&self) -> String {
        let sealed = self.predictions.iter().filter(|it| it.foresight).count();
        let after = self.predictions.len() - sealed;
        let foresight = match sealed {
            0 => "None of them was sealed before it was known what happened".to_string(),
            1 => "One of them was sealed before it was known what happened".to_string(),
            some => format!("{some} of them were sealed before it was known what happened"),
        };
        let who = if sealed == 0 { "They" } else { "The others" };
        let made = format!(
            " {who} may have been made by somebody who knew the end, so that a hit says how well a model fits, and only a miss says something of foresight."
        );
        let made = if after == 0 { String::new() } else { made };
        format!("{foresight}.{made} Several cases of one conflict are not independent.")
    }

    fn those(&self, wanted: impl Fn(&Recorded) -> bool) -> Vec<&Recorded> {
        self.predictions.iter().filter(|it| wanted(it)).collect()
    }

    fn by_concept(&self, width: usize) -> String {
        let head = ["Concept", "Hit", "Depends", "Missed", "Silent", "Bits", "Right", "No change", "Random"];
        let percent = |share: Option<f64>| share.map(|share| format!("{:.0} %", share * 100.0)).unwrap_or_default();
        let row = |it: &ConceptRecord| {
            let figures = [it.hits, it.depends, it.misses, it.silent].map(|figure| figure.to_string());
            let bits = it.bits.map(|bits| format!("{bits:.1}")).unwrap_or_default();
            let shares = [it.right, it.nothing_changes, it.at_random].map(percent);
            [vec![called(&it.concept)], figures.to_vec(), vec![bits], shares.to_vec()].concat()
        };
        let table = Table {
            head: head.map(String::from).to_vec(),
            rows: self.concepts.iter().map(row).collect(),
            names: 1,
            align: &[Align::Right],
        };
        let note = "Depends: on how what is unclear is read. Silent: no outcome at all. Bits: by how much a hit narrowed the states down. Right: the share of options that the outcomes have as they came, on average, beside “nothing changes” and a state drawn at random.";
        format!("\nBy concept\n{}{}", table.text(width), wrapped("  ", note, width))
    }
}

/// A concept as readers call it; one with a leader goes by its key, as the actors of many cases are not the same.
fn called(key: &str) -> String {
    Concept::parse(key, &[]).map_or(key.to_string(), |concept| concept.name(&[]))
}

fn part(title: &str, of: &[&Recorded], width: usize) -> String {
    if of.is_empty() {
        return String::new();
    }
    let mut text = format!("\n{title}\n");
    for it in of {
        let account = it.account.as_ref().map(|id| format!(", account {id}")).unwrap_or_default();
        text += &wrapped("  ", &format!("{}{account}", it.case), width);
        let those = |inside: Option<Inside>| {
            let sets = it.concepts.iter().filter(|set| set.inside == inside);
            sets.map(|set| called(&set.concept)).collect::<Vec<_>>()
        };
        let kinds = [
            (Some(Inside::No), "not the end under"),
            (Some(Inside::Perhaps), "the end in some readings under"),
            (Some(Inside::Yes), "the end under"),
            (None, "no outcome under"),
        ];
        let parts = kinds.into_iter().map(|(inside, words)| (those(inside), words));
        let parts = parts.filter(|(sets, _)| !sets.is_empty()).map(|(sets, words)| format!("{words} {}", list(&sets)));
        let verdicts = capital(&parts.collect::<Vec<_>>().join("; "));
        text += &wrapped("    ", &format!("{verdicts}. {}", beside(it)), width);
    }
    text
}

/// How the best concept did beside predictions that need no model.
fn beside(it: &Recorded) -> String {
    let first = it.concepts.iter().find(|set| set.average.is_some());
    let right = first.map(|set| {
        let average = set.average.unwrap_or_default();
        format!("{}: right of {average:.1} of {} on average", called(&set.concept), it.clear)
    });
    let same = it.nothing_changes.map(|same| format!("nothing changes: {same}"));
    let random = Some(format!("at random: {:.1}", it.at_random));
    let parts: Vec<String> = [right, same, random].into_iter().flatten().collect();
    format!("{}.", parts.join("; "))
}
