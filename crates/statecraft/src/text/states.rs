//! Lists of states, a line for each.

use super::words::wrapped;
use crate::answers::states::StateList;
use crate::graph::StateSet;
use crate::phrase::english::{count, number};
use crate::phrase::names::label;
use crate::study::{LaidOut, Study};

impl StateList {
    /// One line for each state, the first `most` of each account.
    pub fn text(&self, study: &Study, most: usize, width: usize) -> String {
        let accounts = self.accounts.iter().filter_map(|account| {
            let laid_out = study.account(account.id.as_deref())?;
            Some(lines(laid_out, &account.table.in_graph(&laid_out.graph), most, width))
        });
        accounts.collect::<Vec<_>>().join("\n")
    }
}

/// One line for each state, the first `most` of them.
fn lines(laid_out: &LaidOut, states: &StateSet, most: usize, width: usize) -> String {
    let LaidOut { account, model, graph, .. } = laid_out;
    let of = account.id().map(|id| format!(" in the account {id}")).unwrap_or_default();
    let total = if states.is_full() {
        count(graph.len(), "state", "states")
    } else {
        format!("{} of {}", number(states.len()), count(graph.len(), "state", "states"))
    };
    let mut text = format!("{total}{of}\n");
    let margin = states.iter().last().map_or(1, |last| graph.state_name(last).len().min(width / 2));
    for state in states.iter().take(most) {
        let today = if graph.status_quo == Some(state) { "(today) " } else { "" };
        let mut taken: Vec<String> = laid_out.taken(state).into_iter().map(String::from).collect();
        taken.extend(laid_out.open(state).into_iter().map(|option| format!("{option}?")));
        let what = match label(model, state) {
            Some(label) => label.to_string(),
            None if taken.is_empty() && model.options().is_empty() => String::new(),
            None if taken.is_empty() => "nothing is taken".to_string(),
            None => taken.join(", "),
        };
        text += &wrapped(&format!("  {:>margin$}  ", graph.state_name(state)), &format!("{today}{what}"), width);
    }
    if states.len() > most {
        text += &format!("  … and {} more\n", number(states.len() - most));
    }
    text
}
