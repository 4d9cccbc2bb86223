//! Names of actors, options and states as a case has them.

use super::english::list;
use crate::graph::{Graph, StateId, StateSpace};
use crate::model::{ActorId, Form, Model};

/// The words of one account: its actors, options and states by their keys.
#[derive(Clone, Copy, Debug)]
pub struct Words<'m>(pub &'m Model);

impl<'m> Words<'m> {
    /// The name of an actor as it stands inside a sentence; what is not known is called by its key.
    pub fn actor(self, key: &'m str) -> &'m str {
        self.0.actors.iter().find(|actor| actor.key == key).map_or(key, |actor| &actor.in_text)
    }

    /// The short name of an actor for tables; what is not known is called by its key.
    pub fn mark(self, key: &'m str) -> &'m str {
        self.0.actors.iter().find(|actor| actor.key == key).map_or(key, |actor| &actor.mark)
    }

    /// Whether verbs stand in the plural with an actor.
    pub fn is_plural(self, key: &str) -> bool {
        self.0.actors.iter().any(|actor| actor.key == key && actor.plural)
    }

    /// The label of an option, `actor.option`; what is not known is called by its key.
    pub fn option(self, key: &'m str) -> &'m str {
        self.known_option(key).unwrap_or(key)
    }

    /// The label of an option, `actor.option`, if it is one.
    pub fn known_option(self, key: &str) -> Option<&'m str> {
        self.0.options().iter().find(|option| option.key == key).map(|option| option.label.as_str())
    }
}

/// What each actor does in a state.
pub(crate) struct Deed {
    pub(crate) actor: String,
    /// The same as it stands inside a sentence.
    pub(crate) in_text: String,
    /// Labels of the options taken.
    pub(crate) does: Vec<String>,
}

/// What each actor does in a state, and who does nothing; in a bare graph, nobody does anything.
pub(crate) fn deeds(model: &Model, graph: &Graph, state: StateId) -> Vec<Deed> {
    let StateSpace::Settings(states) = &graph.states else { return Vec::new() };
    let (taken, open) = (states.taken(state), states.open(state));
    let does = |actor: ActorId| {
        let own = model.actors[actor.index()].options.clone();
        own.filter_map(|option| {
            let label = &model.options()[option].label;
            match (taken >> option & 1, open >> option & 1) {
                (1, _) => Some(label.clone()),
                (_, 1) => Some(format!("{label} (or not)")),
                _ => None,
            }
        })
        .collect()
    };
    let with_options = model.actor_ids().filter(|actor| !model.actors[actor.index()].options.is_empty());
    let deed = |actor: ActorId| {
        let named = &model.actors[actor.index()];
        Deed { actor: named.name.clone(), in_text: named.in_text.clone(), does: does(actor) }
    };
    with_options.map(deed).collect()
}

/// Options with their labels, actor by actor: `Union “Strike” and “Block the gate”; Town “Review”`.
pub(crate) fn by_actor(model: &Model, keys: &[&str]) -> String {
    let of = |actor: &crate::model::Actor| {
        let own =
            actor.options.clone().map(|at| &model.options()[at]).filter(|option| keys.contains(&option.key.as_str()));
        let labels: Vec<String> = own.map(|option| format!("“{}”", option.label)).collect();
        (!labels.is_empty()).then(|| format!("{} {}", actor.name, list(&labels)))
    };
    model.actors.iter().filter_map(of).collect::<Vec<_>>().join("; ")
}

/// The label of a state in a bare graph.
pub(crate) fn label(model: &Model, state: StateId) -> Option<&str> {
    match &model.form {
        Form::Graph(form) => form.labels[state.index()].as_deref(),
        Form::Options(_) => None,
    }
}
