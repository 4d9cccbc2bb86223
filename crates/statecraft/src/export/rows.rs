//! The full verdicts, one row for each account and state, written as they are made.

use crate::answers::analysis::{AccountAnalysis, Analysis};
use crate::answers::maps::Map;
use crate::graph::{StateId, StateSet};
use crate::stability::Concept;
use crate::study::LaidOut;
use crate::study::StateName;
use serde::ser::{Serialize, SerializeMap, Serializer};
use std::io::{self, Write};

/// For each concept the stable states of each actor and those of all; nothing if the concept was not computed.
pub(crate) type Columns = Vec<(Concept, Option<(Vec<StateSet>, StateSet)>)>;

impl Analysis<'_> {
    /// One row for each account and state: what is taken; for each concept and actor whether it is stable (1 or 0), and
    /// whether it is for all. Cells are empty where a concept was not computed.
    ///
    /// # Errors
    /// Whatever the writer says.
    pub fn write_csv(&self, out: impl Write) -> Result<(), csv::Error> {
        let mut out = csv::Writer::from_writer(out);
        out.write_record(
            ["account", "state", "taken"].into_iter().chain(self.verdict_columns().iter().map(String::as_str)),
        )?;
        self.accounts.iter().try_for_each(|account| account.write_rows(&self.concepts, &mut out))?;
        out.flush()?;
        Ok(())
    }

    /// The names of the columns of verdicts: for each concept `concept.actor` for each actor, and `concept.all`.
    pub(crate) fn verdict_columns(&self) -> Vec<String> {
        let actors = self.accounts.first().map(|first| first.laid_out().model.actor_keys()).unwrap_or_default();
        let of = |concept: &Concept| {
            let key = concept.key(&actors);
            actors.iter().chain([&"all"]).map(|actor| format!("{key}.{actor}")).collect::<Vec<_>>()
        };
        self.concepts.iter().flat_map(of).collect()
    }

    /// The same as one JSON object on each line: `account`, `state`, `taken`, and for each concept in `stable` the actors who
    /// would keep the state and in `equilibrium` whether all would.
    ///
    /// # Errors
    /// Whatever the writer says.
    pub fn write_jsonl(&self, mut out: impl Write) -> io::Result<()> {
        for account in &self.accounts {
            let columns = account.columns(&self.concepts);
            for state in account.laid_out().graph.state_ids() {
                serde_json::to_writer(&mut out, &Row { account, columns: &columns, state })?;
                out.write_all(b"\n")?;
            }
        }
        out.flush()
    }
}

impl AccountAnalysis<'_> {
    pub(crate) fn columns(&self, concepts: &[Concept]) -> Columns {
        let found = self.found();
        let sets = |concept: Concept| {
            let actors = self.laid_out().model.actor_ids();
            (actors.map(|actor| found.stable(concept, actor)).collect(), found.equilibria(concept))
        };
        let done = |concept| !found.not_done().contains(&concept);
        concepts.iter().map(|&concept| (concept, done(concept).then(|| sets(concept)))).collect()
    }

    fn write_rows(&self, concepts: &[Concept], out: &mut csv::Writer<impl Write>) -> Result<(), csv::Error> {
        let LaidOut { model, graph, .. } = self.laid_out();
        let columns = self.columns(concepts);
        for state in graph.state_ids() {
            out.write_field(self.id.unwrap_or(""))?;
            out.write_field(graph.state_name(state))?;
            out.write_field(self.table.taken(state).join(" "))?;
            for (_, sets) in &columns {
                match sets {
                    Some((actors, all)) => {
                        let cell = |set: &StateSet| if set.contains(state) { "1" } else { "0" };
                        actors.iter().chain([all]).try_for_each(|set| out.write_field(cell(set)))?;
                    }
                    None => (0..=model.actors.len()).try_for_each(|_| out.write_field(""))?,
                }
            }
            out.write_record(None::<&[u8]>)?;
        }
        Ok(())
    }
}

/// One line of JSON.
struct Row<'r, 'c> {
    account: &'r AccountAnalysis<'c>,
    columns: &'r Columns,
    state: StateId,
}

impl Serialize for Row<'_, '_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let LaidOut { model, graph, .. } = self.account.laid_out();
        let actors = model.actor_keys();
        let done = || self.columns.iter().filter_map(|(concept, sets)| Some((concept.key(&actors), sets.as_ref()?)));
        let keep = |actors: &[StateSet]| {
            let actors = model.actors.iter().zip(actors).filter(|(_, set)| set.contains(self.state));
            actors.map(|(actor, _)| actor.key.as_str()).collect::<Vec<_>>()
        };
        let mut row = serializer.serialize_map(Some(5))?;
        row.serialize_entry("account", &self.account.id)?;
        row.serialize_entry("state", &StateName::of(graph, self.state))?;
        row.serialize_entry("taken", &self.account.table.taken(self.state))?;
        row.serialize_entry("stable", &Map(done().map(|(key, (actors, _))| (key, keep(actors))).collect()))?;
        row.serialize_entry(
            "equilibrium",
            &Map(done().map(|(key, (_, all))| (key, all.contains(self.state))).collect()),
        )?;
        row.end()
    }
}
