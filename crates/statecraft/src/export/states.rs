//! Lists of states as rows.

use crate::answers::states::StateList;
use crate::graph::{StateSet, StateSpace};
use crate::study::{LaidOut, Study};
use std::io::Write;

impl StateList {
    /// One row for each state, one column for each option: 1 taken, 0 not, ? either (in a merged state).
    ///
    /// # Errors
    /// Whatever the writer says.
    pub fn write_csv(&self, study: &Study, out: impl Write) -> Result<(), csv::Error> {
        let mut out = csv::Writer::from_writer(out);
        if let Some(first) = self.accounts.first() {
            let options = first.table.options().iter().map(String::as_str);
            out.write_record(["account", "state"].into_iter().chain(options))?;
        }
        for account in &self.accounts {
            if let Some(laid_out) = study.account(account.id.as_deref()) {
                write_rows(laid_out, &account.table.in_graph(&laid_out.graph), &mut out)?;
            }
        }
        out.flush()?;
        Ok(())
    }
}

fn write_rows(laid_out: &LaidOut, set: &StateSet, out: &mut csv::Writer<impl Write>) -> Result<(), csv::Error> {
    let LaidOut { account, model, graph, .. } = laid_out;
    for state in set.iter() {
        let mut row = vec![account.id().unwrap_or("").to_string(), graph.state_name(state)];
        if let StateSpace::Settings(states) = &graph.states {
            let (taken, open) = (states.taken(state), states.open(state));
            row.extend((0..model.options().len()).map(|at| match (taken >> at & 1, open >> at & 1) {
                (1, _) => "1".to_string(),
                (_, 1) => "?".to_string(),
                _ => "0".to_string(),
            }));
        }
        out.write_record(&row)?;
    }
    Ok(())
}
