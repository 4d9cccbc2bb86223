//! A sweep as rows.

use crate::answers::sweep::Sweep;
use std::io::Write;

impl Sweep {
    /// One row for each reading, account, concept and state that ever holds: `cell`, `account`, `concept`, `state`, `scenario`, `taken`
    /// (options, blanks between), `holds` (under so many orders), `orders` (of so many), `written` (1 if it holds with the preferences as
    /// they are written).
    ///
    /// # Errors
    /// Whatever the writer says.
    pub fn write_csv(&self, out: impl Write) -> Result<(), csv::Error> {
        let mut out = csv::Writer::from_writer(out);
        out.write_record(["cell", "account", "concept", "state", "scenario", "taken", "holds", "orders", "written"])?;
        for cell in &self.cells {
            for account in &cell.accounts {
                let counted = &account.counted;
                for (concept, counts) in &counted.counts {
                    let written = counted.written.get(concept).map(Vec::as_slice).unwrap_or_default();
                    for (state, holds) in &counts.0 {
                        let about = account.states.get(state);
                        let is_written = written.iter().any(|name| name.to_string() == *state);
                        out.write_record([
                            cell.cell.name.as_str(),
                            counted.id.as_deref().unwrap_or_default(),
                            concept,
                            state,
                            about.and_then(|about| about.scenario.as_deref()).unwrap_or_default(),
                            &about.map(|about| about.taken.join(" ")).unwrap_or_default(),
                            &holds.to_string(),
                            &counted.orders.to_string(),
                            if is_written { "1" } else { "0" },
                        ])?;
                    }
                }
            }
        }
        out.flush()?;
        Ok(())
    }
}
