//! A study of the case after an edit.

use super::opened::lay_out;
use super::{LaidOut, Refused, Study};
use crate::case::{Account, Case};
use crate::edit::{self, Edit, EditError, Touches};
use crate::graph::{ExploreError, Limits};
use crate::model::{ActorId, Model};
use std::sync::Arc;

impl Study {
    /// The study of the case after an edit; this one stays as it is. States are laid out anew only where the edit can change
    /// them, and only who wants something else is ranked anew. The file is not written: see [`edit::CaseFile`].
    ///
    /// # Errors
    /// The edit does not fit the case, or the case would have errors after it.
    pub fn edit(&self, edit: &Edit, limits: &Limits) -> Result<Study, Refused> {
        let applied = edit::apply(edit, &self.case.file.text).map_err(|why| Refused::question("edit", why))?;
        let (case, problems) = self.case.with_text(&applied.text);
        let touches = edit.touches();
        let lay_out_again = |case: &Case, account: &Account, limits: &Limits| match self.account(account.id()) {
            Some(before) if touches != Touches::States && touches != Touches::Today => {
                again(case, account, before, touches.ranks(account.id()))
            }
            _ => lay_out(case, account, limits),
        };
        let study = Study::laid_out_by(case, problems, limits, &lay_out_again);
        let errors: Vec<_> = study.problems.iter().filter(|problem| problem.is_error()).cloned().collect();
        if errors.is_empty() { Ok(study) } else { Err(Refused::Case(errors)) }
    }
}

impl Study {
    /// The study of the case in one of its variants.
    ///
    /// # Errors
    /// There is no such variant, or its edits do not fit the case.
    pub fn variant(&self, name: &str, limits: &Limits) -> Result<Study, Refused> {
        let (case, problems) = edit::in_variant(&self.case, name).map_err(|why| match why {
            EditError::Breaks { problems, .. } => Refused::Case(problems),
            other => Refused::question("variant", other),
        })?;
        Ok(Study::of(case, problems, limits))
    }
}

/// The account on the states that it had; ranked anew, or not.
fn again(case: &Case, account: &Account, before: &LaidOut, ranked: bool) -> Result<LaidOut, ExploreError> {
    let LaidOut { model: old, graph, .. } = before;
    let model = Model::from_case(case, account).map_err(ExploreError::Invalid)?;
    let wants_else = |actor: &ActorId| {
        let [before, now] = [old, &model].map(|model| model.preferences.get(actor.index()));
        !before.zip(now).is_some_and(|(before, now)| before.wants_the_same(now))
    };
    let graph = if ranked {
        let actors: Vec<ActorId> = model.actor_ids().filter(wants_else).collect();
        Arc::new(graph.ranked_by_some(&model, &actors)?)
    } else {
        graph.clone()
    };
    Ok(LaidOut::new(account, model, graph))
}
