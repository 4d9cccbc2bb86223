//! Edits of a preference as clauses.

use crate::answers::change::EditInWords;
use crate::expr::{self, Expr};
use crate::model::{Model, OptionId};
use crate::phrase::names::Words;
use crate::phrase::statement::{opposite, refused, statement};

/// What an edit comes to, to stand after "if": `Iran ranked “Host talks” above “Settle” (Taliban)`.
pub(crate) fn edit(model: &Model, edit: &EditInWords) -> String {
    let words = Words(model);
    let who = words.actor(&edit.actor);
    let (wants, other) = (Wish::of(model, edit, &edit.wants), edit.other.as_ref());
    let other = other.map(|other| Wish::of(model, edit, &other.wants).said(|tree| tree.clone()));
    match (other, edit.does.as_str()) {
        (Some(lower), "below") => format!("{who} ranked {lower} above {}", wants.said(|tree| tree.clone())),
        (Some(higher), _) => format!("{who} ranked {} above {higher}", wants.said(|tree| tree.clone())),
        (None, "drop") if wants.is_refusal() => format!("{who} did not mind {}", wants.refused()),
        (None, "drop") => format!("{who} did not care for {}", wants.said(|tree| tree.clone())),
        (None, _) if wants.turned().is_refusal() => format!("{who} were against {}", wants.turned().refused()),
        (None, _) => format!("{who} wanted {}", wants.said(opposite)),
    }
}

/// A wish as it was written, in the labels of its options.
struct Wish<'w> {
    model: &'w Model,
    actor: &'w str,
    written: &'w str,
    tree: Option<Expr<OptionId>>,
}

impl<'w> Wish<'w> {
    fn of(model: &'w Model, edit: &'w EditInWords, written: &'w str) -> Wish<'w> {
        let tree = expr::parse(written, 0).ok().and_then(|read| model.resolve(&read).ok());
        Wish { model, actor: &edit.actor, written, tree }
    }

    /// The opposite.
    fn turned(&self) -> Wish<'w> {
        Wish { tree: self.tree.as_ref().map(opposite), ..*self }
    }

    fn said(&self, turned: impl Fn(&Expr<OptionId>) -> Expr<OptionId>) -> String {
        match self.tree.as_ref().zip(self.model.actor(self.actor)) {
            Some((tree, actor)) => statement(self.model, actor, &turned(tree)),
            None => format!("‘{}’", self.written),
        }
    }

    /// What it wants not to be.
    fn refused(&self) -> String {
        self.said(|tree| refused(tree).unwrap_or_else(|| tree.clone()))
    }

    /// Whether it wants something not to be.
    fn is_refusal(&self) -> bool {
        self.tree.as_ref().and_then(refused).is_some()
    }
}
