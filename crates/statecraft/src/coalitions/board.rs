//! What each actor and each coalition can do, state by state.

use super::ends::Ends;
use super::gains::Gains;
use super::{Coalition, Joint, Players, Question, Refused};
use crate::graph::{Directions, Graph, LimitReached, Limits, Lists, Moves, StateId, StateSpace, States, parallel};
use crate::model::{ActorId, Model, OptionSet};
use crate::stability::Concept;
use crate::witness::Replies;
use std::collections::BTreeMap;

/// So many parties' turns are written down before the memory is counted.
const AT_ONCE: usize = 16;

/// A graph with a question about its coalitions.
pub struct Coalitions<'g> {
    pub(super) graph: &'g Graph,
    pub(super) question: Question,
    pub(super) limits: Limits,
    /// For each actor the best rank there is.
    best: Vec<u32>,
    /// For each actor its moves.
    pub(super) moves: Vec<Turns>,
    /// Which options can be changed in one direction only.
    directions: Directions,
    /// Who may reply, and where to.
    pub(super) turns: Vec<Turns>,
}

/// Where one party can take the conflict in one turn.
pub(super) struct Turns {
    pub(super) by: Coalition,
    pub(super) to: Lists<u32>,
    /// Whether two in a row are also possible as one.
    transitive: bool,
}

impl<'g> Coalitions<'g> {
    /// Puts a question to a graph: writes down all moves, and all turns of those who may reply.
    ///
    /// # Errors
    /// The question has no answer on this graph, or there is too much to do.
    pub fn of(
        graph: &'g Graph,
        model: &Model,
        question: &Question,
        limits: &Limits,
    ) -> Result<Coalitions<'g>, Refused> {
        let barred = graph.barred;
        question.check(graph, barred)?;
        let mut board = Coalitions {
            graph,
            question: question.clone(),
            limits: limits.clone(),
            best: graph.ranks.iter().map(|ranks| ranks.iter().copied().max().unwrap_or(0)).collect(),
            moves: Vec::new(),
            directions: Directions::of(model),
            turns: Vec::new(),
        };
        for actor in graph.actor_ids() {
            let mut moves = Lists::new();
            for state in graph.state_ids() {
                moves.push(graph.moves_from(actor, state).into_iter().map(|to| to.index() as u32));
            }
            board.took(&moves)?;
            let transitive = are_transitive(graph, actor, &moves);
            board.moves.push(Turns { by: Coalition::of([actor]), to: moves, transitive });
        }
        for parties in board.repliers()?.chunks(AT_ONCE) {
            let turns = parallel::map(parties, |&party| board.turns(party));
            let turns = turns.into_iter().collect::<Result<Vec<Turns>, LimitReached>>()?;
            turns.iter().try_for_each(|turns| board.took(&turns.to))?;
            board.turns.extend(turns);
        }
        Ok(board)
    }

    /// Counts lists against the memory allowed.
    fn took(&mut self, lists: &Lists<u32>) -> Result<(), LimitReached> {
        self.limits.watch.check()?;
        let bytes = 4 * lists.items() as u64 + 8 * lists.len() as u64;
        self.limits.allow(bytes)?;
        self.limits = self.limits.less(bytes);
        Ok(())
    }

    /// Those who act as one when they reply: the blocks of a structure, or every actor by itself.
    pub(super) fn parties(&self) -> Vec<Coalition> {
        let blocks: &[Coalition] = match &self.question.players {
            Players::Blocks(blocks) => blocks,
            _ => &[],
        };
        let alone = |&actor: &ActorId| !blocks.iter().any(|block| block.contains(actor));
        let alone = self.graph.actor_ids().filter(alone).map(|actor| Coalition::of([actor]));
        let mut found: Vec<Coalition> = blocks.iter().copied().chain(alone).filter(|block| !block.is_empty()).collect();
        found.sort_by_key(|block| block.members().next());
        found
    }

    /// The players that are asked, the smallest first.
    pub(super) fn players(&self) -> Result<Vec<Coalition>, Refused> {
        match &self.question.players {
            Players::All => unions(&self.parties()),
            Players::These(these) => Ok(these.iter().copied().filter(|coalition| !coalition.is_empty()).collect()),
            Players::Blocks(_) => Ok(self.parties()),
        }
    }

    /// All who may take a turn in some reply.
    fn repliers(&self) -> Result<Vec<Coalition>, Refused> {
        let all = Coalition::first(self.graph.ranks.len());
        match self.question.replies() {
            _ if self.question.concept == Concept::Nash => Ok(Vec::new()),
            Replies::Joint => Ok(unions(&self.parties())?.into_iter().filter(|&union| union != all).collect()),
            // Sequences of blocks that move in sequences are sequences of their members.
            Replies::Any if self.question.joint == Joint::Sequence => {
                Ok(self.graph.actor_ids().map(|actor| Coalition::of([actor])).collect())
            }
            Replies::Any | Replies::Improvements => Ok(self.parties()),
        }
    }

    /// The turns of one party.
    fn turns(&self, by: Coalition) -> Result<Turns, LimitReached> {
        let (any, gains) = (self.question.replies() == Replies::Any, self.gains(by));
        let ends = if alone(by).is_none() { Some(self.own(by)?) } else { None };
        let mut lists = Lists::new();
        for from in self.graph.state_ids() {
            if !any && gains.are_exhausted(from) {
                lists.push([]);
                continue;
            }
            let moves = alone(by).map_or(&[][..], |actor| self.moves[actor.index()].to.get(from.index()));
            let moves = moves.iter().map(|&to| StateId::new(to as usize));
            let all = moves.chain(ends.iter().flat_map(|ends| ends.from(from)));
            lists.push(all.filter(|&to| any || gains.from(from, to)).map(|to| to.index() as u32));
        }
        Ok(Turns { by, to: lists, transitive: self.is_transitive(by) })
    }

    /// Whether two turns of a party are one; jumps are asked for only where the moves of all are so.
    fn is_transitive(&self, party: Coalition) -> bool {
        party.members().all(|actor| self.moves[actor.index()].transitive)
    }

    /// When a coalition is better off.
    pub(super) fn gains(&self, party: Coalition) -> Gains<'_> {
        Gains::of(self.graph, &self.best, party, self.question.improvement)
    }

    /// Where a coalition can take the conflict.
    pub(super) fn own(&self, party: Coalition) -> Result<Ends, LimitReached> {
        match (&self.graph.states, self.question.joint) {
            (StateSpace::Settings(states), Joint::Jump) if party.len() > 1 => {
                Ends::of(&self.jump_steps(states, party), 1, &self.limits)
            }
            _ => {
                let members: Vec<&Lists<u32>> = party.members().map(|actor| &self.moves[actor.index()].to).collect();
                sequences(&members, self.is_transitive(party), self.graph.len(), &self.limits)
            }
        }
    }

    /// Where those outside a coalition can take the conflict by the replies that count.
    pub(super) fn replies_to(&self, party: Coalition) -> Result<Ends, LimitReached> {
        let turns: Vec<&Turns> = self.repliers_to(party).collect();
        let transitive = turns.iter().all(|turns| turns.transitive);
        let lists: Vec<&Lists<u32>> = turns.iter().map(|turns| &turns.to).collect();
        sequences(&lists, transitive, self.graph.len(), &self.limits)
    }

    /// The turns of those outside a coalition that count in a reply.
    fn repliers_to(&self, party: Coalition) -> impl Iterator<Item = &Turns> {
        self.turns.iter().filter(move |turns| turns.by.is_apart(party))
    }

    /// Whether two turns of any party are one.
    pub(super) fn is_all_transitive(&self) -> bool {
        self.moves.iter().all(|moves| moves.transitive)
    }

    /// Whether a coalition of several moves in a way that no sequence of its members' moves may show. Where every setting is a state and
    /// can be left for any other, sequences lead wherever jumps do.
    pub(super) fn jumps(&self) -> bool {
        self.question.joint == Joint::Jump && !self.graph.is_free()
    }

    /// The settings, where a state is one of them and changes by what actors do with their own options alone.
    pub(super) fn settings(&self) -> Option<&States> {
        match (&self.graph.states, &self.graph.moves) {
            (StateSpace::Settings(states), Moves::Lattice(_) | Moves::Cells(_)) => Some(states),
            _ => None,
        }
    }

    /// Steps whose sequences are the jumps of a coalition: round among the states that it can jump between, and from there to
    /// one of each other such set in the right direction.
    fn jump_steps(&self, states: &States, party: Coalition) -> Lists<u32> {
        let own = party.members().fold(0, |all, actor| all | states.own(actor));
        let mut slices: BTreeMap<OptionSet, BTreeMap<OptionSet, Vec<u32>>> = BTreeMap::new();
        for state in self.graph.state_ids() {
            let code = states.code(state);
            let sets = slices.entry(code & !own).or_default();
            sets.entry(self.directions.one_way(code & own)).or_default().push(state.index() as u32);
        }
        let mut next = vec![Vec::new(); self.graph.len()];
        for sets in slices.values() {
            for (from, members) in sets {
                let further = sets.iter().filter(|&(to, _)| to != from && self.directions.allow(*from, *to));
                next[members[0] as usize].extend(further.map(|(_, others)| others[0]));
                let round = members.iter().zip(members.iter().cycle().skip(1)).filter(|(from, to)| from != to);
                round.for_each(|(&from, &to)| next[from as usize].push(to));
            }
        }
        let mut lists = Lists::new();
        next.into_iter().for_each(|list| lists.push(list));
        lists
    }
}

/// The only member.
pub(super) fn alone(party: Coalition) -> Option<ActorId> {
    if party.len() == 1 { party.members().next() } else { None }
}

/// All unions of one or more parties, if they are not too many.
fn unions(parties: &[Coalition]) -> Result<Vec<Coalition>, Refused> {
    if parties.len() > super::MOST_PARTIES {
        Err(Refused::TooMany(parties.len()))
    } else {
        Ok(Coalition::unions(parties))
    }
}

/// Where legal sequences of these players' turns end: nobody takes two turns running, which makes no difference where two
/// turns are one.
fn sequences(players: &[&Lists<u32>], transitive: bool, states: usize, limits: &Limits) -> Result<Ends, LimitReached> {
    let mut steps = Lists::new();
    if transitive {
        (0..states).for_each(|state| steps.push(players.iter().flat_map(|turns| turns.get(state)).copied()));
        return Ends::of(&steps, 1, limits);
    }
    let per = players.len() + 1; // the last mover, or nobody
    let items: usize = players.iter().map(|turns| turns.items()).sum();
    limits.allow((4 * items * players.len() + 16 * states * per) as u64)?;
    if u32::try_from(states * per).is_err() {
        return Err(LimitReached::Arcs(limits.steps));
    }
    for state in 0..states {
        for last in 0..per {
            let others = players.iter().enumerate().filter(|(player, _)| *player != last);
            steps.push(
                others.flat_map(|(player, turns)| {
                    turns.get(state).iter().map(move |&to| to * per as u32 + player as u32)
                }),
            );
        }
    }
    Ends::of(&steps, per, limits)
}

/// Whether two moves of an actor that do not lead back are one.
fn are_transitive(graph: &Graph, actor: ActorId, moves: &Lists<u32>) -> bool {
    let written = |from: usize, to: u32| moves.get(from).binary_search(&to).is_ok();
    let joined =
        |from: usize, by: &u32| moves.get(*by as usize).iter().all(|&to| to as usize == from || written(from, to));
    match &graph.moves {
        Moves::Lattice(lattice) if lattice.bars[actor.index()].is_none() => true,
        Moves::Cells(_) => true,
        _ => (0..graph.len()).all(|from| moves.get(from).iter().all(|by| joined(from, by))),
    }
}
