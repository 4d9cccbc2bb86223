//! **coalitions**: who together would leave what nobody leaves alone.
//!
//! A coalition `H` is a set of actors that can agree on what they do. From `s` it can bring about `R_H(s)`, the ends of legal
//! sequences of its members' moves, and it wants those that are better for all of them. Under each of the five usual concepts it
//! keeps `s` when each such improvement meets a reply of those outside that deters: that leaves the coalition, as a whole, no
//! better off than in `s` (`judge`). Single actors are coalitions of one, and for them this is what [`stability`](crate::stability)
//! says. Three readings part the literature and so are named: what a coalition's improvement is ([`Improvement`]), how it moves
//! ([`Joint`]), and whose improvements deter under SEQ ([`Sanctions`]).
//!
//! [`analyze`] finds the *outcomes*, the states that every player by itself would keep, and asks every coalition about them. What no
//! coalition leaves is *universally* stable. Which outcomes fall, to whom (the smallest coalitions by inclusion), for what better state
//! and by which moves say [`Coalitions::departures`]; [`Coalitions::outcome_jumps`] are improvements from one outcome to another.
//! [`Coalitions::proofs`] proves verdicts, those on the blocks of a structure like the others.
//!
//! Sets of ends are computed for all states at once (`ends`); everything else is the definition, word by word.

mod board;
mod coalition;
mod departures;
mod ends;
mod gains;
mod judge;
mod names;
mod path;
mod proof;
mod question;

pub use board::Coalitions;
pub use coalition::{Coalition, smallest};
pub use departures::Departure;
pub use names::UnknownActor;
pub use path::Move;
pub use proof::Proofs;
pub use question::{Improvement, Joint, MOST_PARTIES, Players, Question, Refused, Sanctions};

use crate::graph::{Graph, LimitReached, Limits, Phase, StateId, StateSet, parallel};
use crate::model::Model;
use judge::Judge;

/// What coalitions keep.
#[derive(Clone, Debug)]
pub struct Found {
    /// The states that every player by itself would keep: every actor, or every block of a structure.
    pub outcomes: StateSet,
    /// For each of these players what it would keep, of all states.
    pub alone: Vec<(Coalition, StateSet)>,
    /// The states about which coalitions were asked.
    pub asked: StateSet,
    /// For each coalition, the smallest first, which of these it keeps.
    pub keeps: Vec<(Coalition, StateSet)>,
}

/// About which states coalitions are asked.
#[derive(Clone, Debug, Default)]
pub enum About {
    /// Those that every player by itself would keep.
    #[default]
    Outcomes,
    /// All.
    All,
    /// Those that every player by itself would keep, and these.
    Also(StateSet),
}

/// Asks coalitions which states they would keep; the answer does not depend on the number of threads.
///
/// Cost: for each coalition the moves of all actors, a bit for each pair of states that are connected by its moves or by the
/// replies to it, and what `judge` says.
///
/// # Errors
/// The question has no answer on this graph, or there is too much to do.
pub fn analyze(
    graph: &Graph,
    model: &Model,
    question: &Question,
    about: &About,
    limits: &Limits,
) -> Result<Found, Refused> {
    Coalitions::of(graph, model, question, limits)?.keeps(about)
}

impl Coalitions<'_> {
    /// Which states the coalitions would keep.
    ///
    /// # Errors
    /// Too many coalitions, or too much to do.
    pub fn keeps(&self, about: &About) -> Result<Found, Refused> {
        let (parties, players) = (self.parties(), self.players()?);
        let all = StateSet::full(self.graph.len());
        self.limits.watch.begin(Phase::Coalitions, players.len());
        let alone = self.each_keeps(&parties, &all)?;
        let outcomes = alone.iter().fold(all.clone(), |all, (_, keeps)| all.intersection(keeps));
        let asked = match about {
            About::Outcomes => outcomes.clone(),
            About::All => all,
            About::Also(more) => outcomes.union(more),
        };
        self.limits.watch.begin(Phase::Coalitions, players.len());
        let keeps = self.each_keeps(&players, &asked)?;
        Ok(Found { outcomes, alone, asked, keeps })
    }

    /// Which of some states each coalition keeps.
    fn each_keeps(
        &self,
        coalitions: &[Coalition],
        asked: &StateSet,
    ) -> Result<Vec<(Coalition, StateSet)>, LimitReached> {
        let one = |&coalition: &Coalition| {
            let judge = Judge::of(self, coalition)?;
            let (mut memory, mut keeps) = (judge.memory(), StateSet::empty(self.graph.len()));
            for state in asked.iter() {
                self.limits.watch.check()?;
                if judge.keeps(state, &mut memory) {
                    keeps.insert(state);
                }
            }
            self.limits.watch.step();
            Ok((coalition, keeps))
        };
        parallel::map(coalitions, one)
    }
}

impl Found {
    /// The outcomes that every coalition asked would keep.
    pub fn held_by_all(&self) -> StateSet {
        self.keeps.iter().fold(self.outcomes.clone(), |all, (_, keeps)| all.intersection(keeps))
    }

    /// All verdicts: of each player by itself on all states, and of the other coalitions on those about which they were asked:
    /// who, on which states, and which of these it keeps.
    pub fn verdicts(&self) -> Vec<(Coalition, Option<&StateSet>, &StateSet)> {
        let alone = self.alone.iter().map(|(who, keeps)| (*who, None, keeps));
        let others = self.keeps.iter().filter(|(who, _)| !self.alone.iter().any(|(alone, _)| alone == who));
        alone.chain(others.map(|(who, keeps)| (*who, Some(&self.asked), keeps))).collect()
    }

    /// The coalitions that would leave a state about which they were asked, the smallest first.
    pub fn leaving(&self, state: StateId) -> Vec<Coalition> {
        let leaves = self.keeps.iter().filter(|(_, keeps)| self.asked.contains(state) && !keeps.contains(state));
        leaves.map(|(coalition, _)| *coalition).collect()
    }
}
