//! Lists of states, a line for each.

use super::words::wrapped;
use crate::answers::states::{StateList, StateTable};
use crate::phrase::english::{count, number};
use crate::phrase::names::label;
use crate::study::LaidOut;

impl StateList<'_> {
    /// One line for each state, the first `most` of each account.
    pub fn text(&self, most: usize, width: usize) -> String {
        let texts: Vec<String> = self.accounts.iter().map(|account| account.table.text(most, width)).collect();
        texts.join("\n")
    }
}

impl StateTable<'_> {
    /// One line for each state, the first `most` of them.
    fn text(&self, most: usize, width: usize) -> String {
        let LaidOut { account, model, graph } = self.laid_out;
        let of = account.id().map(|id| format!(" in the account {id}")).unwrap_or_default();
        let total = match self.len() == graph.len() {
            true => count(graph.len(), "state", "states"),
            false => format!("{} of {}", number(self.len()), count(graph.len(), "state", "states")),
        };
        let mut text = format!("{total}{of}\n");
        let margin = self.states.iter().last().map_or(1, |last| graph.state_name(last).len());
        for state in self.states.iter().take(most) {
            let today = if graph.status_quo == Some(state) { "(today) " } else { "" };
            let mut taken: Vec<String> = self.taken(state).into_iter().map(String::from).collect();
            taken.extend(self.open(state));
            let what = match label(model, state) {
                Some(label) => label.to_string(),
                None if taken.is_empty() && model.options().is_empty() => String::new(),
                None if taken.is_empty() => "nothing is taken".to_string(),
                None => taken.join(", "),
            };
            text += &wrapped(&format!("  {:>margin$}  ", graph.state_name(state)), &format!("{today}{what}"), width);
        }
        if self.len() > most {
            text +=
                &format!("  … and {} more; --all shows them, --where 'EXPR' picks some\n", number(self.len() - most));
        }
        text
    }
}
