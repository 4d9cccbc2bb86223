//! The template: *every tempting move has a reply that deters and that cannot be escaped.*
//!
//! `∀ s1 ∈ T_i(s) ∃ s2 ∈ L_{N−i}(s1): Det_i(s, s2) ∧ ∀ s3 ∈ R_i(s2): ¬Help_i(s, s3)`, where `L` are ends of legal sequences.
//! Cost for one concept and actor: for each state that tempts from anywhere one search over the others' moves, `O(moves)`, until
//! nobody is tempted any more; for each move to it a look at what the search reached, times the actor's moves from there under
//! SMR. At worst that is the states squared times the moves from a state: for thousands of states, not for millions.

use super::Verdicts;
use crate::graph::{Bytes, Graph, LimitReached, Limits, Phase, StateId, StateSet, Watch, parallel};
use crate::model::ActorId;
use crate::stability::Concept;

/// What a structure of preference says of moves.
pub trait PreferenceStructure: Sync {
    /// Whether the move tempts the actor.
    fn tempts(&self, actor: ActorId, from: StateId, to: StateId) -> bool;
    /// Whether the actor would take the move of its own accord, in reply to another's.
    fn takes(&self, actor: ActorId, from: StateId, to: StateId) -> bool;
    /// Whether an actor that left `start` is deterred when things end so.
    fn deters(&self, actor: ActorId, start: StateId, end: StateId) -> bool;
    /// Whether it helps an actor that left `start` to end up there.
    fn helps(&self, actor: ActorId, start: StateId, end: StateId) -> bool;
}

/// Everything that a structure is asked on: a graph with its moves written out, and who watches over the work.
pub(super) struct MoveTable<'g> {
    pub(super) graph: &'g Graph,
    watch: &'g Watch,
    /// For each actor and state where the actor can move.
    moves: Vec<Vec<Box<[StateId]>>>,
}

impl<'g> MoveTable<'g> {
    /// Writes the moves out, if there is room for them.
    pub(super) fn of(graph: &'g Graph, limits: &'g Limits) -> Result<MoveTable<'g>, LimitReached> {
        let needed = estimated_bytes(graph);
        if needed > limits.bytes {
            return Err(LimitReached::Memory { needed: Bytes(needed), allowed: Bytes(limits.bytes) });
        }
        let from = |actor: ActorId| {
            limits.watch.check()?;
            Ok(graph.state_ids().map(|state| graph.moves_from(actor, state).into_boxed_slice()).collect())
        };
        let moves = graph.actor_ids().map(from).collect::<Result<_, LimitReached>>()?;
        Ok(MoveTable { graph, watch: &limits.watch, moves })
    }

    fn moves(&self, actor: ActorId, from: StateId) -> &[StateId] {
        &self.moves[actor.index()][from.index()]
    }

    /// What is stable under these concepts.
    ///
    /// # Errors
    /// It was asked to stop.
    pub(super) fn verdicts(
        &self,
        structure: &impl PreferenceStructure,
        concepts: &[Concept],
    ) -> Result<Vec<Verdicts>, LimitReached> {
        self.watch.begin(Phase::Verdicts, concepts.len());
        let one = |&concept: &Concept| {
            let stable = self.graph.actor_ids().map(|actor| self.stable(structure, concept, actor));
            let stable = stable.collect::<Result<_, _>>()?;
            self.watch.step();
            Ok(Verdicts::of(concept, self.graph.len(), stable))
        };
        concepts.iter().map(one).collect()
    }

    /// The states that an actor would keep.
    fn stable(
        &self,
        structure: &impl PreferenceStructure,
        concept: Concept,
        actor: ActorId,
    ) -> Result<StateSet, LimitReached> {
        let mut tempted_from: Vec<Vec<StateId>> = vec![Vec::new(); self.graph.len()];
        for from in self.graph.state_ids() {
            let tempting = self.moves(actor, from).iter().filter(|to| structure.tempts(actor, from, **to));
            tempting.for_each(|to| tempted_from[to.index()].push(from));
        }
        let question = ActorQuestion { ground: self, structure, concept, actor };
        let leaving: Vec<Vec<StateId>> = parallel::map_with(
            tempted_from,
            || ReplySearch::none(self.graph.len()),
            |replies, to, tempted| question.undeterred(StateId::new(to), tempted, replies),
        );
        self.watch.check()?; // what was stopped half-way is worth nothing
        let mut stable = StateSet::full(self.graph.len());
        leaving.into_iter().flatten().for_each(|state| stable.remove(state));
        Ok(stable)
    }
}

/// The memory that the moves take, from those of some states.
fn estimated_bytes(graph: &Graph) -> u64 {
    const LOOKED_AT: usize = 64;
    let states = graph.len();
    let sample: Vec<StateId> = (0..states).step_by(states.div_ceil(LOOKED_AT).max(1)).map(StateId::new).collect();
    let moves = |state: &StateId| graph.actor_ids().map(|actor| graph.moves_from(actor, *state).len()).sum::<usize>();
    let moves: usize = sample.iter().map(moves).sum();
    // Each move once where it begins, once where it tempts.
    let for_each_state = 40 * (graph.actor_ids().count() + 1);
    (8 * moves as u64 * states as u64) / sample.len().max(1) as u64 + (for_each_state * states) as u64
}

/// One actor under one concept.
struct ActorQuestion<'q, 'g, S> {
    ground: &'q MoveTable<'g>,
    structure: &'q S,
    concept: Concept,
    actor: ActorId,
}

impl<S: PreferenceStructure> ActorQuestion<'_, '_, S> {
    /// Of the states from which the actor is tempted to go `to`, those from which nothing deters it.
    fn undeterred(&self, to: StateId, tempted: Vec<StateId>, replies: &mut ReplySearch) -> Vec<StateId> {
        if self.concept == Concept::Nash || tempted.is_empty() || self.ground.watch.stopped().is_some() {
            return tempted;
        }
        replies.search(self, to, tempted)
    }

    /// Whether the actor would rather not have left `start` when the others lead things to `end`.
    fn holds_back(&self, start: StateId, end: StateId) -> bool {
        let escapes =
            || self.ground.moves(self.actor, end).iter().any(|&to| self.structure.helps(self.actor, start, to));
        self.structure.deters(self.actor, start, end) && !(self.concept == Concept::Smr && escapes())
    }

    /// Whether one of the others may make this move in a reply.
    fn counts(&self, mover: ActorId, from: StateId, to: StateId) -> bool {
        self.concept != Concept::Seq || self.structure.takes(mover, from, to)
    }
}

/// Where legal sequences of the others' moves end. Two different last movers at a state leave every way on open, so each move is
/// looked at once.
struct ReplySearch {
    last: Vec<LastMover>,
    ends: Vec<StateId>,
    to_do: Vec<(StateId, Next)>,
}

/// Who moved last, in the sequences found so far.
#[derive(Clone, Copy, PartialEq, Eq)]
enum LastMover {
    Nobody,
    One(ActorId),
    Several,
}

/// Who is to move next.
#[derive(Clone, Copy)]
enum Next {
    Anyone,
    AnyoneBut(ActorId),
    Only(ActorId),
}

impl Next {
    fn may_be(self, mover: ActorId) -> bool {
        match self {
            Next::Anyone => true,
            Next::AnyoneBut(last) => mover != last,
            Next::Only(one) => mover == one,
        }
    }
}

impl ReplySearch {
    fn none(states: usize) -> ReplySearch {
        ReplySearch { last: vec![LastMover::Nobody; states], ends: Vec::new(), to_do: Vec::new() }
    }

    /// Looks for replies at `start` until nobody goes there any more; gives the states from which the actor still does.
    fn search<S: PreferenceStructure>(
        &mut self,
        question: &ActorQuestion<S>,
        start: StateId,
        mut tempted: Vec<StateId>,
    ) -> Vec<StateId> {
        self.ends.drain(..).for_each(|end| self.last[end.index()] = LastMover::Nobody);
        self.to_do.clear();
        self.to_do.push((start, Next::Anyone));
        let mut looked_at = 0;
        while let Some((from, next)) = self.to_do.pop() {
            for mover in
                question.ground.graph.actor_ids().filter(|&mover| mover != question.actor && next.may_be(mover))
            {
                let moves = question.ground.moves(mover, from).iter().copied();
                moves.filter(|&to| question.counts(mover, from, to)).for_each(|to| self.reach(to, mover));
            }
            for &end in &self.ends[looked_at..] {
                tempted.retain(|&start| !question.holds_back(start, end));
            }
            looked_at = self.ends.len();
            if tempted.is_empty() {
                break;
            }
        }
        tempted
    }

    fn reach(&mut self, state: StateId, by: ActorId) {
        match self.last[state.index()] {
            LastMover::Nobody => {
                self.last[state.index()] = LastMover::One(by);
                self.ends.push(state);
                self.to_do.push((state, Next::AnyoneBut(by)));
            }
            LastMover::One(first) if first != by => {
                self.last[state.index()] = LastMover::Several;
                self.to_do.push((state, Next::Only(first)));
            }
            LastMover::One(_) | LastMover::Several => {}
        }
    }
}
