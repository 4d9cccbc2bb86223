//! Lists of states as rows.

use crate::answers::states::{StateList, StateTable};
use crate::graph::StateSpace;
use crate::study::LaidOut;
use std::io::Write;

impl StateList<'_> {
    /// One row for each state, one column for each option: 1 taken, 0 not, ? either (in a merged state).
    ///
    /// # Errors
    /// Whatever the writer says.
    pub fn write_csv(&self, out: impl Write) -> Result<(), csv::Error> {
        let mut out = csv::Writer::from_writer(out);
        if let Some(first) = self.accounts.first() {
            let options = first.table.laid_out.model.options().iter().map(|option| option.key.as_str());
            out.write_record(["account", "state"].into_iter().chain(options))?;
        }
        self.accounts.iter().try_for_each(|account| account.table.write_rows(&mut out))?;
        out.flush()?;
        Ok(())
    }
}

impl StateTable<'_> {
    fn write_rows(&self, out: &mut csv::Writer<impl Write>) -> Result<(), csv::Error> {
        let LaidOut { account, model, graph } = self.laid_out;
        for state in self.states.iter() {
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
}
