//! The full verdicts, one row for each account and state, written as they are made.

use crate::answers::analysis::{Analysis, InStudy};
use crate::answers::maps::Map;
use crate::graph::{StateId, StateSet};
use crate::stability::Concept;
use crate::study::{LaidOut, StateName, Study};
use serde::ser::{Serialize, SerializeMap, Serializer};
use std::io::{self, Write};

/// For each concept the stable states of each actor and those of all; nothing if the concept was not computed.
pub(crate) type Columns = Vec<(String, Option<(Vec<StateSet>, StateSet)>)>;

impl Analysis {
    /// One row for each account and state: what is taken; for each concept and actor whether it is stable (1 or 0), and
    /// whether it is for all. Cells are empty where a concept was not computed.
    ///
    /// # Errors
    /// Whatever the writer says.
    pub fn write_csv(&self, study: &Study, out: impl Write) -> Result<(), csv::Error> {
        let mut out = csv::Writer::from_writer(out);
        out.write_record(
            ["account", "state", "taken"].into_iter().chain(self.verdict_columns(study).iter().map(String::as_str)),
        )?;
        self.in_study(study).iter().try_for_each(|account| account.write_rows(&self.concepts, &mut out))?;
        out.flush()?;
        Ok(())
    }

    /// The names of the columns of verdicts: for each concept `concept.actor` for each actor, and `concept.all`.
    pub(crate) fn verdict_columns(&self, study: &Study) -> Vec<String> {
        let actors = study.accounts.first().map(|first| first.model.actor_keys()).unwrap_or_default();
        let of = |concept: &String| {
            actors.iter().chain([&"all"]).map(|actor| format!("{concept}.{actor}")).collect::<Vec<_>>()
        };
        self.concepts.iter().flat_map(of).collect()
    }

    /// The same as one JSON object on each line: `account`, `state`, `taken`, and for each concept in `stable` the actors who
    /// would keep the state and in `equilibrium` whether all would.
    ///
    /// # Errors
    /// Whatever the writer says.
    pub fn write_jsonl(&self, study: &Study, mut out: impl Write) -> io::Result<()> {
        for account in &self.in_study(study) {
            let columns = account.columns(&self.concepts);
            for state in account.laid_out.graph.state_ids() {
                serde_json::to_writer(&mut out, &Row { account, columns: &columns, state })?;
                out.write_all(b"\n")?;
            }
        }
        out.flush()
    }
}

impl InStudy<'_> {
    pub(crate) fn columns(&self, concepts: &[String]) -> Columns {
        let LaidOut { model, .. } = self.laid_out;
        let keys = model.actor_keys();
        let sets = |key: &String| {
            let concept = Concept::parse(key, &keys).ok()?;
            let done = self.found.concepts().any(|done| done == concept);
            let stable = || model.actor_ids().map(|actor| self.found.stable(concept, actor)).collect();
            done.then(|| (stable(), self.found.equilibria(concept)))
        };
        concepts.iter().map(|key| (key.clone(), sets(key))).collect()
    }

    fn write_rows(&self, concepts: &[String], out: &mut csv::Writer<impl Write>) -> Result<(), csv::Error> {
        let LaidOut { account, model, graph, .. } = self.laid_out;
        let columns = self.columns(concepts);
        for state in graph.state_ids() {
            out.write_field(account.id().unwrap_or(""))?;
            out.write_field(graph.state_name(state))?;
            out.write_field(self.laid_out.taken(state).join(" "))?;
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
    account: &'r InStudy<'c>,
    columns: &'r Columns,
    state: StateId,
}

impl Serialize for Row<'_, '_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let LaidOut { model, graph, .. } = self.account.laid_out;
        let done = || self.columns.iter().filter_map(|(concept, sets)| Some((concept.as_str(), sets.as_ref()?)));
        let keep = |actors: &[StateSet]| {
            let actors = model.actors.iter().zip(actors).filter(|(_, set)| set.contains(self.state));
            actors.map(|(actor, _)| actor.key.as_str()).collect::<Vec<_>>()
        };
        let mut row = serializer.serialize_map(Some(5))?;
        row.serialize_entry("account", &self.account.laid_out.account.id())?;
        row.serialize_entry("state", &StateName::of(graph, self.state))?;
        row.serialize_entry("taken", &self.account.laid_out.taken(self.state))?;
        row.serialize_entry("stable", &done().map(|(key, (actors, _))| (key, keep(actors))).collect::<Map<_>>())?;
        row.serialize_entry(
            "equilibrium",
            &done().map(|(key, (_, all))| (key, all.contains(self.state))).collect::<Map<_>>(),
        )?;
        row.end()
    }
}
