//! Variants for reading: what is read otherwise, and what that changes.

use super::words::wrapped;
use crate::answers::variants::{Leads, OutcomesOf, VariantLeads, Variants};
use crate::phrase::english::{count, list};

impl Variants {
    /// The outcomes as the case stands; of each variant those accounts where they differ.
    pub fn text(&self, width: usize) -> String {
        let mut text = format!("{}\n", self.header.case);
        let lead = "What another honest reader could write, and where it would lead. Nash: nobody gains by a next move of its own. \
                    SEQ: whoever would gain fears an answer that is good for those who give it.";
        text += &wrapped("", lead, width);
        text += "\nAs the case stands\n";
        self.as_it_stands.iter().for_each(|leads| text += &self.account(leads, width));
        if self.variants.is_empty() {
            text += "\nThe case names no variants.\n";
        }
        self.variants.iter().for_each(|variant| text += &self.variant(variant, width));
        text
    }

    fn variant(&self, variant: &VariantLeads, width: usize) -> String {
        let mut text = format!("\n{}", wrapped("", &format!("{}: {}", variant.key, variant.title), width));
        let base = |leads: &Leads| self.as_it_stands.iter().find(|base| base.account == leads.account);
        let same = |leads: &&Leads| base(leads).is_some_and(|base| told(base) == told(leads));
        let (alike, others): (Vec<&Leads>, Vec<&Leads>) = variant.leads.iter().partition(same);
        others.iter().for_each(|leads| text += &self.account(leads, width));
        if others.is_empty() {
            text += "  the same outcomes, in every account\n";
        } else if !alike.is_empty() {
            let names: Vec<&str> = alike.iter().filter_map(|leads| leads.account.as_deref()).collect();
            text += &wrapped("  ", &format!("{}: the same outcomes", list(&names)), width);
        }
        text
    }

    fn account(&self, leads: &Leads, width: usize) -> String {
        let mut text = leads.account.as_ref().map(|id| format!("  {id}\n")).unwrap_or_default();
        for (concept, outcomes) in ["Nash", "SEQ"].iter().zip(&leads.outcomes) {
            let named: Vec<String> = outcomes.iter().map(outcomes_of).collect();
            let said = if named.is_empty() { "nothing holds".to_string() } else { named.join("; ") };
            text += &wrapped(&format!("    {concept:<4}  "), &said, width);
        }
        text
    }
}

/// The scenarios with how many outcomes each has: what a variant changes, whatever the states are numbered.
fn told(leads: &Leads) -> Vec<Vec<(Option<&str>, usize)>> {
    let sorted = leads.outcomes.iter().map(|all| {
        let mut all: Vec<_> = all.iter().map(|of| (of.scenario.as_deref(), of.states.len())).collect();
        all.sort_unstable();
        all
    });
    sorted.collect()
}

fn outcomes_of(outcomes: &OutcomesOf) -> String {
    let many = outcomes.states.len();
    match &outcomes.scenario {
        Some(title) if many == 1 => title.clone(),
        Some(title) => format!("{title} ({many})"),
        None => count(many, "outcome without a scenario", "outcomes without a scenario"),
    }
}
