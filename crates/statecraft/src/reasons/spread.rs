//! Where the others' replies can lead from one state.

use super::place;
use super::steps::Steps;
use crate::graph::{Graph, Moves, StateId, StateSet};
use crate::model::ActorId;
use crate::structures::PreferenceStructure;
use crate::witness::{Place, Position, Replies, Step};
use std::borrow::Cow;

/// Those who may reply to an actor.
pub(super) struct Others<'g> {
    graph: &'g Graph,
    actors: Vec<ActorId>,
    replies: Replies,
    /// What each would take of its own accord, if that is not what improves its position.
    takes: Option<&'g (dyn PreferenceStructure + 'g)>,
    /// Two moves of one actor are one move of it, so that it makes no difference who moved last.
    transitive: bool,
    /// Every move can be undone, so that all states that can be reached can reach each other.
    pub(super) symmetric: bool,
    /// Where each may move from each state, once found; only where many verdicts are asked for.
    known: Option<Vec<Option<Vec<StateId>>>>,
}

impl<'g> Others<'g> {
    pub(super) fn of(graph: &'g Graph, actor: ActorId, replies: Replies, shares: bool) -> Others<'g> {
        let actors: Vec<ActorId> = graph.actor_ids().filter(|&other| other != actor).collect();
        let transitive = match &graph.moves {
            Moves::Lattice(lattice) => actors.iter().all(|other| lattice.bars[other.index()].is_none()),
            Moves::Cells(_) => true,
            Moves::Arcs(_) => false,
        };
        let symmetric = match &graph.moves {
            Moves::Lattice(lattice) => {
                transitive && replies == Replies::Any && lattice.axes.iter().all(|axis| axis.reach.len() == 1)
            }
            Moves::Cells(_) | Moves::Arcs(_) => false,
        };
        let known = shares.then(|| vec![None; graph.len() * graph.ranks.len()]);
        Others { graph, actors, replies, takes: None, transitive, symmetric, known }
    }

    /// The same where a structure of preference says what they would take.
    pub(super) fn taking(self, structure: &'g (dyn PreferenceStructure + 'g)) -> Others<'g> {
        Others { takes: Some(structure), transitive: false, symmetric: false, ..self }
    }

    /// Where one of the others may move in reply.
    fn moves(&mut self, other: ActorId, from: StateId) -> Cow<'_, [StateId]> {
        let found = || match (self.replies, self.takes) {
            (Replies::Any, _) => self.graph.moves_from(other, from),
            (_, None) => self.graph.improvements_from(other, from),
            (_, Some(structure)) => {
                let mut moves = self.graph.moves_from(other, from);
                moves.retain(|&to| structure.takes(other, from, to));
                moves
            }
        };
        match &mut self.known {
            None => Cow::Owned(found()),
            Some(known) => {
                let known = &mut known[from.index() * self.graph.ranks.len() + other.index()];
                Cow::Borrowed(known.get_or_insert_with(found))
            }
        }
    }
}

/// The legal sequences of replies from one state, the shortest to each end first, found as far as asked for.
///
/// Where moves are not transitive it matters who moved last, and an end may be found once for each last mover.
pub(super) struct Spread {
    found: Vec<SpreadNode>,
    /// How many of those found were looked at for more.
    done: usize,
    seen: StateSet,
}

/// The end of a sequence.
#[derive(Clone, Copy)]
struct SpreadNode {
    state: StateId,
    by: Option<ActorId>,
    before: usize,
}

impl Spread {
    /// Nothing but the start.
    pub(super) fn from(start: StateId, others: &Others, steps: &mut Steps) -> Spread {
        let keys = others.graph.len() * if others.transitive { 1 } else { others.graph.ranks.len() };
        steps.keep::<u64>(keys.div_ceil(64));
        let mut seen = StateSet::empty(keys);
        if others.transitive {
            seen.insert(start);
        }
        Spread { found: vec![SpreadNode { state: start, by: None, before: 0 }], done: 0, seen }
    }

    /// The end found at this place; the first is the start. Counts the moves that it looks at, and looks no
    /// further once no more may be done.
    pub(super) fn end(&mut self, at: usize, others: &mut Others, steps: &mut Steps) -> Option<StateId> {
        while self.found.len() <= at && self.done < self.found.len() && !steps.are_over() {
            self.look_on(others, steps);
        }
        self.found.get(at).map(|node| node.state)
    }

    fn look_on(&mut self, others: &mut Others, steps: &mut Steps) {
        let (before, node, known) = (self.done, self.found[self.done], self.found.len());
        self.done += 1;
        let keys = (!others.transitive).then_some(others.graph.ranks.len());
        for at in 0..others.actors.len() {
            let by = others.actors[at];
            if node.by == Some(by) {
                continue;
            }
            let moves = others.moves(by, node.state);
            steps.taken += 1 + moves.len() as u64;
            for &state in moves.iter() {
                let key = keys.map_or(state, |keys| StateId::new(state.index() * keys + by.index()));
                if !self.seen.contains(key) {
                    self.seen.insert(key);
                    self.found.push(SpreadNode { state, by: Some(by), before });
                }
            }
        }
        steps.keep::<SpreadNode>(self.found.len() - known);
    }

    /// The states found, some more than once.
    pub(super) fn ends(&self) -> impl Iterator<Item = StateId> + '_ {
        self.found.iter().map(|node| node.state)
    }

    /// How many ends were found.
    pub(super) fn len(&self) -> usize {
        self.found.len()
    }

    /// The sequence that leads to an end.
    pub(super) fn path(&self, mut at: usize, others: &Others) -> Vec<Step> {
        let mut steps = Vec::new();
        while let SpreadNode { state, by: Some(by), before } = self.found[at] {
            steps.push(Step { by: vec![by], to: place(others.graph, state) });
            at = before;
        }
        steps.reverse();
        steps
    }

    /// All that was found, as positions in ascending order; who moved last is left out where that makes no difference.
    pub(super) fn positions(&self, others: &Others) -> Vec<Position> {
        let mut ends: Vec<(Place, Option<ActorId>)> =
            self.found.iter().map(|node| (place(others.graph, node.state), node.by)).collect();
        ends.sort_unstable();
        let of_state = |ends: &[(Place, Option<ActorId>)]| {
            let anyone_may = others.transitive || ends.len() > 1 || ends[0].1.is_none();
            let last = if anyone_may { None } else { ends[0].1 };
            Position { state: ends[0].0, last: last.into_iter().collect() }
        };
        ends.chunk_by(|one, other| one.0 == other.0).map(of_state).collect()
    }
}
