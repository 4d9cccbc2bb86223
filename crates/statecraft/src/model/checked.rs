//! Models may be looked at from everywhere and changed only in ways that leave them sound.

use super::{
    Actor, ActorId, Attitude, Form, GraphForm, MAX_OPTIONS, MOST_DEGREES, Model, OptionId, Preference, RankedStates,
    Ranking, StatusQuo, Wish,
};
use std::collections::HashSet;

/// Why a model may not be changed so.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ModelError {
    /// There are fewer actors.
    #[error("there is no actor number {}", .0 + 1)]
    NoActor(usize),
    /// There are fewer options.
    #[error("there is no option number {}", .0 + 1)]
    NoOption(usize),
    /// A degree of preference is out of bounds.
    #[error("a degree of preference is from 1 to {MOST_DEGREES}, not {0}")]
    Degree(u8),
    /// There must be a degree between each list of a ranking and the next.
    #[error("between {lists} lists there are {} degrees, not {degrees}", .lists.saturating_sub(1))]
    Degrees {
        /// The lists.
        lists: usize,
        /// The degrees.
        degrees: usize,
    },
    /// The states of a bare graph have different names, and a label or none each.
    #[error("states have different names, and a label or none each")]
    States,
    /// A move of a bare graph leads from one of its states to another.
    #[error("no move leads from state {} to state {}", .0 + 1, .1 + 1)]
    Move(usize, usize),
    /// There must be an attitude of each actor toward each.
    #[error("attitudes are those of each actor toward each")]
    Attitudes,
}

impl Model {
    /// A bare graph of actors to whom all states are the same, for graphs too large to be written down. The actors are given by their
    /// keys and names.
    ///
    /// # Errors
    /// A move of nobody, from or to no state, or to where it begins; two states of one name; or not a label for each.
    pub fn of_graph(actors: Vec<(String, String)>, form: GraphForm) -> Result<Model, ModelError> {
        let (count, states) = (actors.len(), form.states.len());
        if form.labels.len() != states || form.states.iter().collect::<HashSet<_>>().len() != states {
            return Err(ModelError::States);
        }
        for &(actor, from, to) in &form.moves {
            if actor.index() >= count {
                return Err(ModelError::NoActor(actor.index()));
            }
            if from == to || from.index().max(to.index()) >= states {
                return Err(ModelError::Move(from.index(), to.index()));
            }
        }
        let unsaid = |from: usize| (0..count).map(|to| Attitude::unsaid(from == to)).collect();
        Ok(Model {
            actors: actors
                .into_iter()
                .map(|(key, name)| Actor {
                    key,
                    in_text: name.clone(),
                    mark: name.clone(),
                    name,
                    plural: false,
                    options: 0..0,
                    presence: None,
                })
                .collect(),
            form: Form::Graph(form),
            preferences: vec![Preference::Statements(Vec::new()); count],
            attitudes: (0..count).map(unsaid).collect(),
            status_quo: None,
            scenarios: Vec::new(),
            issues: Vec::new(),
        })
    }

    /// The decision makers, in the order declared.
    pub fn actors(&self) -> &[Actor] {
        &self.actors
    }

    /// The actor of this key.
    pub fn actor(&self, key: &str) -> Option<ActorId> {
        self.actors.iter().position(|actor| actor.key == key).map(ActorId::new)
    }

    /// What can be and who can change it.
    pub fn form(&self) -> &Form {
        &self.form
    }

    /// How each actor orders states.
    pub fn preferences(&self) -> &[Preference] {
        &self.preferences
    }

    /// For each actor, what it wants for each, itself among them.
    pub fn attitudes(&self) -> &[Vec<Attitude>] {
        &self.attitudes
    }

    /// Today.
    pub fn status_quo(&self) -> Option<&StatusQuo> {
        self.status_quo.as_ref()
    }

    /// The same, but for what an actor wants.
    ///
    /// # Errors
    /// No such actor, or a preference that mentions what the model does not have.
    pub fn with_preference(mut self, actor: ActorId, preference: Preference) -> Result<Model, ModelError> {
        self.allows(&preference)?;
        let place = self.preferences.get_mut(actor.index()).ok_or(ModelError::NoActor(actor.index()))?;
        *place = preference;
        Ok(self)
    }

    /// The same with other attitudes: for each actor those toward each.
    ///
    /// # Errors
    /// Not one for each two actors.
    pub fn with_attitudes(mut self, attitudes: Vec<Vec<Attitude>>) -> Result<Model, ModelError> {
        let count = self.actors.len();
        if attitudes.len() != count || attitudes.iter().any(|toward| toward.len() != count) {
            return Err(ModelError::Attitudes);
        }
        self.attitudes = attitudes;
        Ok(self)
    }

    fn allows(&self, preference: &Preference) -> Result<(), ModelError> {
        match preference {
            Preference::Statements(wishes) => wishes.iter().try_for_each(|wish| self.allows_wish(wish)),
            Preference::Ranking(ranking) => self.allows_ranking(ranking),
            Preference::Weights(weights, _) => {
                self.have(weights.iter().flat_map(|(statement, _)| statement.tree.atoms()).copied())
            }
            Preference::Unknown(_) => Ok(()),
        }
    }

    fn allows_wish(&self, wish: &Wish) -> Result<(), ModelError> {
        degree(wish.degree)?;
        self.have(wish.statement.tree.atoms().into_iter().copied())
    }

    fn allows_ranking(&self, ranking: &Ranking) -> Result<(), ModelError> {
        let (lists, degrees) = (ranking.lists.len(), ranking.degrees.len());
        if degrees > 0 && degrees + 1 != lists {
            return Err(ModelError::Degrees { lists, degrees });
        }
        ranking.degrees.iter().try_for_each(|&of| degree(of))?;
        ranking.entries().try_for_each(|ranked| match &ranked.states {
            RankedStates::Name(_) => Ok(()),
            RankedStates::Taken(taken) => {
                self.have((0..MAX_OPTIONS).filter(|at| taken >> at & 1 == 1).map(OptionId::new))
            }
            RankedStates::Where(tree) => self.have(tree.atoms().into_iter().copied()),
        })
    }

    /// Whether there are these options.
    fn have(&self, mut options: impl Iterator<Item = OptionId>) -> Result<(), ModelError> {
        let unknown = options.find(|option| option.index() >= self.options().len());
        unknown.map_or(Ok(()), |option| Err(ModelError::NoOption(option.index())))
    }
}

fn degree(degree: u8) -> Result<(), ModelError> {
    if (1..=MOST_DEGREES).contains(&degree) { Ok(()) } else { Err(ModelError::Degree(degree)) }
}
