//! Why an actor ranks one state as it does against another, and on whose word.

use crate::case::{self, Case, LineId, LineSays, Order, Support};
use crate::graph::{StateId, StateSpace, place_in};
use crate::model::{self, ActorId, Preference};
use crate::phrase::statement::statement;
use crate::study::{LaidOut, StateName};
use serde::{Deserialize, Serialize};
use std::cmp::Ordering;

/// How an actor ranks a second state against a first, and why.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Comparison {
    /// The first state.
    pub from: StateName,
    /// The second state.
    pub to: StateName,
    /// What the second is to the actor.
    pub is: Rank,
    /// Why.
    #[serde(flatten)]
    pub because: Because,
}

/// What a second state is to an actor, beside a first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum Rank {
    /// Preferred.
    Better,
    /// Neither preferred nor the other way round.
    Same,
    /// The other way round.
    Worse,
}

/// Why an actor ranks a state so, by the form of its preference.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(tag = "by", rename_all = "lowercase")]
pub enum Because {
    /// By wishes: of those in which the states differ the most important one decides.
    Statements {
        /// The place of that wish, from 1; none if they differ in no wish.
        decides: Option<usize>,
        /// The wishes that come true, the most important first.
        gains: Vec<Wish>,
        /// The wishes that come true no more.
        loses: Vec<Wish>,
    },
    /// By weights.
    Weights {
        /// What adds to its worth.
        gains: Vec<Weighed>,
        /// What takes from its worth.
        loses: Vec<Weighed>,
        /// What the weights rest on.
        #[serde(flatten)]
        rests_on: RestsOn,
    },
    /// By a list of states.
    Ranking {
        /// In which place of the list the first state stands, from 1.
        first: usize,
        /// In which place the second stands.
        second: usize,
        /// How many places there are.
        places: usize,
        /// What the list rests on.
        #[serde(flatten)]
        rests_on: RestsOn,
    },
}

/// One line of a preference by statements.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Wish {
    /// Its place, from 1; the first counts most.
    pub place: usize,
    /// What the actor wants, as it is written.
    pub wants: String,
    /// The same, with the labels of the options.
    pub words: String,
    /// What it rests on.
    #[serde(flatten)]
    pub rests_on: RestsOn,
}

/// A statement that counts in a preference by weights, most often a single option.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Weighed {
    /// What is weighed, as it is written: an option by its key, or a statement.
    pub what: String,
    /// The same, with the labels of the options.
    pub words: String,
    /// Whether it is true in the second state, or in the first; a single option is true where it is taken.
    pub holds: bool,
    /// Its weight.
    pub weight: String,
}

/// What a line rests on.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct RestsOn {
    /// The claims cited.
    pub claims: Vec<String>,
    /// The analyst's own judgement.
    pub assumption: Option<String>,
}

impl RestsOn {
    fn of(support: &Support) -> RestsOn {
        let claims = support.claims.iter().map(|key| key.value.clone()).collect();
        RestsOn { claims, assumption: support.assumption.clone() }
    }
}

impl Comparison {
    /// How this actor ranks the state `to` against the state `from` in one account of a case.
    pub fn of(case: &Case, laid_out: &LaidOut, actor: ActorId, from: StateId, to: StateId) -> Comparison {
        let graph = &laid_out.graph;
        let ranks = &graph.ranks[actor.index()];
        let is = match ranks[to.index()].cmp(&ranks[from.index()]) {
            Ordering::Greater => Rank::Better,
            Ordering::Equal => Rank::Same,
            Ordering::Less => Rank::Worse,
        };
        let because = Two { case, laid_out, actor, from, to }.because();
        Comparison { from: StateName::of(graph, from), to: StateName::of(graph, to), is, because }
    }

    /// The wish that decides, if it is a wish.
    pub fn deciding(&self) -> Option<&Wish> {
        let Because::Statements { decides, gains, loses } = &self.because else { return None };
        gains.iter().chain(loses).find(|wish| Some(wish.place) == *decides)
    }
}

/// Two states through the eyes of an actor.
struct Two<'c> {
    case: &'c Case,
    laid_out: &'c LaidOut,
    actor: ActorId,
    from: StateId,
    to: StateId,
}

impl Two<'_> {
    fn because(&self) -> Because {
        let model = &self.laid_out.model;
        match &model.preferences[self.actor.index()] {
            Preference::Statements(wishes) => self.by_statements(wishes),
            Preference::Weights(weights, line) => {
                let (gains, loses) = self.by_weights(weights, &self.weights_as_written(line));
                Because::Weights { gains, loses, rests_on: self.rests_on(line) }
            }
            Preference::Ranking(ranking) => {
                let (states, places) = (&self.laid_out.graph.states, ranking.lists.len());
                let place = |state: StateId| place_in(ranking, states, state).unwrap_or(places);
                let (first, second) = (place(self.from), place(self.to));
                if first == second && !ranking.within.is_empty() {
                    return self.by_statements(&ranking.within);
                }
                Because::Ranking { first, second, places, rests_on: self.rests_on(&ranking.line) }
            }
            Preference::Unknown(_) => Because::Statements { decides: None, gains: Vec::new(), loses: Vec::new() },
        }
    }

    /// What a line of the case rests on.
    fn rests_on(&self, line: &LineId) -> RestsOn {
        let nothing = RestsOn { claims: Vec::new(), assumption: None };
        self.case.line(line).map_or(nothing, |line| RestsOn::of(line.support))
    }

    /// The weights of a preference as they stand in the file.
    fn weights_as_written(&self, line: &LineId) -> Vec<String> {
        match self.case.line(line).map(|line| line.says) {
            Some(LineSays::Order(case::Preference { order: Order::Weights(weights, ..), .. })) => {
                weights.iter().map(|(_, weight)| weight.to_string()).collect()
            }
            _ => Vec::new(),
        }
    }

    fn by_statements(&self, wishes: &[model::Wish]) -> Because {
        let (mut gains, mut loses) = (Vec::new(), Vec::new());
        let model = &self.laid_out.model;
        if let StateSpace::Settings(states) = &self.laid_out.graph.states {
            for (at, wish) in wishes.iter().enumerate() {
                let (before, after) =
                    (states.holds(&wish.statement.tree, self.from), states.holds(&wish.statement.tree, self.to));
                let told = || Wish {
                    place: at + 1,
                    wants: wish.statement.text.clone(),
                    words: statement(model, self.actor, &wish.statement.tree),
                    rests_on: self.rests_on(&wish.line),
                };
                match (before, after) {
                    (false, true) => gains.push(told()),
                    (true, false) => loses.push(told()),
                    _ => {}
                }
            }
        }
        let decides = gains.first().into_iter().chain(loses.first()).map(|wish: &Wish| wish.place).min();
        Because::Statements { decides, gains, loses }
    }

    /// What adds and what takes, of statements with their weights.
    fn by_weights(&self, weights: &[(model::Statement, i128)], written: &[String]) -> (Vec<Weighed>, Vec<Weighed>) {
        let (mut gains, mut loses) = (Vec::new(), Vec::new());
        let StateSpace::Settings(states) = &self.laid_out.graph.states else { return (gains, loses) };
        for ((of, weight), written) in weights.iter().zip(written) {
            let (before, after) = (states.holds(&of.tree, self.from), states.holds(&of.tree, self.to));
            if before == after || *weight == 0 {
                continue;
            }
            let words = statement(&self.laid_out.model, self.actor, &of.tree);
            let told = Weighed { what: of.text.clone(), words, holds: after, weight: written.clone() };
            if after == (*weight > 0) { gains.push(told) } else { loses.push(told) }
        }
        (gains, loses)
    }
}
