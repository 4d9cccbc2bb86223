//! **coalitions**: who together would leave what nobody leaves alone.
//!
//! A coalition `H` is a set of actors that can agree on what they do. From `s` it can bring about `R_H(s)`, the ends of legal
//! sequences of its members' moves, and it wants those that are better for all of them. Under each of the five usual concepts it
//! keeps `s` when each such improvement meets a reply of those outside that deters: that leaves the coalition, as a whole, no
//! better off than in `s` (`judge`). Single actors are coalitions of one, and for them this is what [`stability`]
//! says. Three readings part the literature and so are named: what a coalition's improvement is ([`Improvement`]), how it moves
//! ([`Joint`]), and whose improvements deter under SEQ ([`Sanctions`]).
//!
//! [`analyze`] finds the *outcomes*, the states that every player by itself would keep, and asks every coalition about them. What no
//! coalition leaves is *universally* stable. Which outcomes fall, to whom (the smallest coalitions by inclusion), for what better state
//! and by which moves say [`Coalitions::departures`]; [`Coalitions::outcome_jumps`] are improvements from one outcome to another.
//! [`Coalitions::proofs`] proves verdicts, those on the blocks of a structure like the others.
//!
//! Sets of ends are computed for all states at once (`ends`); everything else is the definition, word by word.

mod around;
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

use crate::graph::{Among, Graph, LimitReached, Limits, Phase, StateId, StateSet, parallel};
use crate::model::{ActorId, Model};
use crate::stability;
use around::Around;
use board::alone;
use judge::{Judge, Memory};
use std::sync::Arc;

/// So many states are few.
const FEW: usize = 256;

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
    pub keeps: Vec<(Coalition, Among)>,
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
        self.limits.watch.begin(Phase::Coalitions, parties.len());
        let all = StateSet::full(self.graph.len());
        let alone = self.alone(&parties)?;
        let outcomes = alone.iter().fold(all.clone(), |all, (_, keeps)| all.intersection(keeps));
        let asked = match about {
            About::Outcomes => outcomes.clone(),
            About::All => all,
            About::Also(more) => outcomes.union(more),
        };
        let states: Arc<[StateId]> = asked.iter().collect();
        self.limits.allow((players.len() * states.len() / 4) as u64)?;
        let few = states.len() / FEW <= players.len();
        let keeps = match if few { Around::of(self, &players) } else { None } {
            Some(around) => self.keep_by_state(&around, &players, states)?,
            None => self.keep_by_coalition(&players, states)?,
        };
        Ok(Found { outcomes, alone, asked, keeps })
    }

    /// What each player by itself would keep, of all states.
    fn alone(&self, parties: &[Coalition]) -> Result<Vec<(Coalition, StateSet)>, LimitReached> {
        let Question { concept, sanctions, .. } = self.question;
        let actors: Option<Vec<ActorId>> = parties.iter().map(|&party| alone(party)).collect();
        if let Some(actors) = actors
            && sanctions == Sanctions::Individual
            && let Ok(found) = stability::analyze_within(self.graph, &[concept], &self.limits)
        {
            found.stopped().map_or(Ok(()), Err)?;
            return Ok(parties.iter().copied().zip(actors.into_iter().map(|one| found.stable(concept, one))).collect());
        }
        let states = self.graph.state_ids().collect();
        let keeps = self.keep_by_coalition(parties, states)?;
        Ok(keeps.into_iter().map(|(party, keeps)| (party, keeps.in_all(self.graph.len()))).collect())
    }

    /// Which of some states each coalition keeps, one coalition after the other.
    fn keep_by_coalition(
        &self,
        coalitions: &[Coalition],
        asked: Arc<[StateId]>,
    ) -> Result<Vec<(Coalition, Among)>, LimitReached> {
        self.limits.watch.begin(Phase::Coalitions, coalitions.len());
        let one = |&coalition: &Coalition| {
            let judge = if asked.len() <= FEW { Judge::of(self, coalition)? } else { Judge::of_many(self, coalition)? };
            let (mut memory, mut keeps) = (judge.memory(), Among::none(asked.clone()));
            for (place, &state) in asked.iter().enumerate() {
                self.limits.watch.check()?;
                if judge.keeps(state, &mut memory) {
                    keeps.insert_at(place);
                }
            }
            self.limits.watch.step();
            Ok((coalition, keeps))
        };
        parallel::map(coalitions, one).into_iter().collect()
    }

    /// Which of some states each coalition keeps, one state after the other.
    fn keep_by_state(
        &self,
        around: &Around,
        coalitions: &[Coalition],
        asked: Arc<[StateId]>,
    ) -> Result<Vec<(Coalition, Among)>, LimitReached> {
        self.limits.watch.begin(Phase::Coalitions, asked.len());
        Judge::allow_searching(self)?;
        let room = || Judge::searching(self, Coalition::default()).memory();
        let of_state = |memory: &mut Memory, _, state| {
            let leave = around.leave(state, memory);
            self.limits.watch.step();
            leave
        };
        let leave = parallel::map_with(asked.to_vec(), room, of_state).into_iter().collect::<Result<Vec<_>, _>>()?;
        let mut leaves: Vec<Among> = coalitions.iter().map(|_| Among::none(asked.clone())).collect();
        for (place, leave) in leave.iter().enumerate() {
            leave.iter().for_each(|coalition| leaves[coalition.index()].insert_at(place));
        }
        Ok(coalitions.iter().copied().zip(leaves.iter().map(Among::others)).collect())
    }
}

impl Found {
    /// The outcomes that every coalition asked would keep.
    pub fn held_by_all(&self) -> StateSet {
        let holds = |state: StateId, place: usize| {
            self.outcomes.contains(state) && self.keeps.iter().all(|(_, keeps)| keeps.contains_at(place))
        };
        let mut held = StateSet::empty(self.outcomes.states());
        self.asked
            .iter()
            .enumerate()
            .filter(|(at, state)| holds(*state, *at))
            .for_each(|(_, state)| held.insert(state));
        held
    }

    /// All verdicts: of each player by itself on all states, and of the other coalitions on those about which they were asked:
    /// who, and which it keeps.
    pub(crate) fn verdicts(&self) -> Vec<(Coalition, Verdicts<'_>)> {
        let alone = self.alone.iter().map(|(who, keeps)| (*who, Verdicts::OfAll(keeps)));
        let others = self.keeps.iter().filter(|(who, _)| !self.alone.iter().any(|(alone, _)| alone == who));
        alone.chain(others.map(|(who, keeps)| (*who, Verdicts::Of(&self.asked, keeps)))).collect()
    }

    /// The coalitions that would leave a state about which they were asked, the smallest first.
    pub fn leaving(&self, state: StateId) -> Vec<Coalition> {
        let Some(place) = self.asked.iter().position(|asked| asked == state) else { return Vec::new() };
        let leaves = self.keeps.iter().filter(|(_, keeps)| !keeps.contains_at(place));
        leaves.map(|(coalition, _)| *coalition).collect()
    }
}

/// The verdicts on one coalition.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Verdicts<'f> {
    /// Which of all states it keeps.
    OfAll(&'f StateSet),
    /// On which states they are, and which of these it keeps.
    Of(&'f StateSet, &'f Among),
}

impl Verdicts<'_> {
    /// Whether the coalition keeps a state; nothing if it was not asked.
    pub(crate) fn keeps(self, state: StateId) -> Option<bool> {
        match self {
            Verdicts::OfAll(keeps) => Some(keeps.contains(state)),
            Verdicts::Of(asked, keeps) => asked.contains(state).then(|| keeps.contains(state)),
        }
    }

    /// How many there are.
    pub(crate) fn len(self) -> usize {
        match self {
            Verdicts::OfAll(keeps) => keeps.states(),
            Verdicts::Of(asked, _) => asked.len(),
        }
    }
}
