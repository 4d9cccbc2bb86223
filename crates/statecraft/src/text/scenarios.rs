//! Proposed scenarios as lines to paste into a case file.

use super::words::wrapped;
use crate::accounts::SettingPattern;
use crate::answers::compare::build::wording;
use crate::answers::scenarios::Proposals;
use crate::case::statement;
use crate::phrase::english::{capital, count, list, number};
use crate::study::Study;

impl Proposals {
    /// Each as a section of a case file, with what it is in words.
    pub fn text(&self, study: &Study, width: usize) -> String {
        let mut text = format!("{}\n", self.header.case);
        if self.proposed.is_empty() {
            let why = match self.named {
                0 => "Nothing to propose: no outcome can be told from the others by what is taken in it.",
                _ => "Every outcome that a brief would tell has a scenario.",
            };
            return text + &wrapped("", why, width);
        }
        let lead = format!(
            "{} for outcomes that have none. Give each a title in your own words, and a better key; then paste them into the case.",
            capital(&count(self.proposed.len(), "scenario", "scenarios"))
        );
        text += &wrapped("", &lead, width);
        let wording = wording(&study.accounts.iter().collect::<Vec<_>>());
        for it in &self.proposed {
            let (taken, not_taken) = (wording.bits(&it.taken), wording.bits(&it.not_taken));
            let what = wording.clauses(SettingPattern { taken, not_taken });
            let outcomes = it.outcomes.iter().map(|outcomes| {
                let of = outcomes.account.as_ref().map(|id| format!("{id} ")).unwrap_or_default();
                let mut states: Vec<String> = outcomes.states.iter().map(ToString::to_string).collect();
                if outcomes.count > states.len() {
                    states.push(format!("{} more", number(outcomes.count - states.len())));
                }
                format!("{of}{}", list(&states))
            });
            let stands_for = format!("{} ({})", what.join("; "), outcomes.collect::<Vec<_>>().join("; "));
            text += "\n";
            let comment = wrapped("", &capital(&stands_for), width.saturating_sub(2));
            text += &comment.lines().map(|line| format!("# {}\n", line.trim_start())).collect::<String>();
            text += &format!("[scenarios.{}]\ntitle = \"…\"\nwhere = {}\n", it.key, statement(&it.condition));
        }
        text
    }
}
