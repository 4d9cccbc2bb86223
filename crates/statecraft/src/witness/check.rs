//! The definitions, as a witness has to meet them.

use super::world::{World, all_states};
use super::{Fault, Place, Position, Proof, Question, Reading, Replies, Reply, Step, Turn, Witness};
use crate::model::{ActorId, Model};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

/// Checks witnesses against a model; what it worked out for one serves the next.
pub struct Checker<'m> {
    pub(super) world: World<'m>,
    asked: Vec<Arc<Asked>>,
    moves: HashMap<(Vec<ActorId>, bool, usize), Arc<[usize]>>,
    /// Sets that were found closed, by who asks and where they stand in memory.
    closed: HashMap<(usize, usize), (Arc<[Position]>, Arc<Closed>)>,
    /// Lists of moves that were found legal, likewise.
    legal: HashMap<(usize, usize), (Arc<[(Place, Vec<Step>)]>, Arc<BTreeMap<usize, usize>>)>,
    pub(super) foreseen: Vec<Arc<Vec<Level>>>,
}

/// For each of two actors what can come about from each state when it has the move.
pub(super) type Level = [BTreeMap<usize, BTreeSet<usize>>; 2];

/// Who asks, and who may answer how.
pub(super) struct Asked {
    pub(super) player: Vec<ActorId>,
    pub(super) reading: Reading,
    replies: Replies,
    /// Who can move together when it is the player's turn, and the others'.
    own: Vec<Vec<ActorId>>,
    pub(super) others: Vec<Vec<ActorId>>,
    at: usize,
}

/// The states of a closed set of positions, and those where anyone may move next.
struct Closed {
    states: Vec<usize>,
    anyone: BTreeSet<usize>,
}

impl<'m> Checker<'m> {
    /// For the witnesses of one model.
    ///
    /// # Errors
    /// All states must be known, because of `same` rules or a ranking, and there are too many.
    pub fn new(model: &'m Model) -> Result<Checker<'m>, Fault> {
        Checker::within(model, u64::from(u32::MAX))
    }

    /// The same with a limit of steps, for all witnesses together.
    ///
    /// # Errors
    /// All states must be known, and there are too many.
    pub fn within(model: &'m Model, most: u64) -> Result<Checker<'m>, Fault> {
        let (moves, closed, legal) = Default::default();
        Ok(Checker { world: World::of(model, most)?, asked: Vec::new(), moves, closed, legal, foreseen: Vec::new() })
    }

    /// All states, in the order of their numbers.
    ///
    /// # Errors
    /// There are too many settings to go through.
    pub fn states(&self) -> Result<Vec<Place>, Fault> {
        Ok(all_states(self.world.model, u64::MAX)?
            .iter()
            .filter_map(|members| members.last().copied().map(Place))
            .collect())
    }

    /// How many steps it took so far.
    pub fn steps(&self) -> u64 {
        self.world.steps
    }

    /// Whether a witness proves what it says.
    ///
    /// # Errors
    /// The first step that fails.
    pub fn check(&mut self, witness: &Witness) -> Result<(), Fault> {
        let start = self.state(witness.state)?;
        let (moves, replies) = match witness.question {
            Question::Foresight { moves, replies } => (moves, replies),
            _ => (2, Replies::Improvements),
        };
        let asked = self.asked(&witness.player, witness.reading, replies)?;
        match (witness.question, &witness.proof) {
            (Question::Foresight { .. }, Proof::Stays(turns)) => self.stays(&asked, start, moves, turns),
            (Question::Foresight { .. }, Proof::Leaves(turns)) => self.leaves(&asked, start, moves, turns),
            (Question::Simultaneous, Proof::Stays(turns)) => self.spoiled(&asked, start, turns),
            (Question::Simultaneous, Proof::Leaves(turns)) => self.unspoiled(&asked, start, turns),
            (Question::SequentialOrSimultaneous, Proof::Stays(turns)) => {
                self.stays(&asked, start, 2, turns).or_else(|_| self.spoiled(&asked, start, turns))
            }
            (Question::SequentialOrSimultaneous, Proof::Leaves(turns)) => {
                let (one, other) = turns.split_at(turns.len() / 2);
                self.leaves(&asked, start, 2, one)?;
                self.unspoiled(&asked, start, other)
            }
            (Question::Limited(_) | Question::NonMyopic | Question::Stackelberg(_), proof) => {
                self.foreseen(&asked, witness.question, start, proof)
            }
        }
    }

    /// **It stays**: every tempting move has a reply that deters. What deters is a state that is no better for the player and, if
    /// it has a move left, from which no move tempts it that has no reply that deters.
    fn stays(&mut self, asked: &Asked, start: usize, moves: u8, turns: &[Vec<Arc<Reply>>]) -> Result<(), Fault> {
        due(turns.len(), moves / 2)?;
        let mut standing = vec![start];
        for replies in turns {
            let mut ends = Vec::new();
            for (to, reply) in self.answers(asked, start, &standing, replies)? {
                let end = self.walk(asked, false, to, &reply.path)?;
                if self.gains(asked, &asked.player, end, start) {
                    return Err(Fault::NoDeterrent(self.say(end)));
                }
                ends.push(end);
            }
            standing = ends;
        }
        let tempting = if moves % 2 == 1 { self.tempting(asked, start, &standing)? } else { BTreeSet::new() };
        tempting.first().map_or(Ok(()), |&to| Err(Fault::Escape(self.say(to))))
    }

    /// **It leaves**: its move is to something better, and so is all that the others can bring about from there, or else the
    /// player has a move left, and the same holds of that.
    fn leaves(&mut self, asked: &Asked, start: usize, moves: u8, turns: &[Turn]) -> Result<(), Fault> {
        due(turns.len(), moves.div_ceil(2))?;
        let mut standing = vec![start];
        for (turn, left) in turns.iter().zip((0..moves).rev().step_by(2)) {
            let own = self.own_moves(asked, &turn.moves)?;
            let closed = self.closed(asked, &turn.positions)?;
            for from in standing {
                let &to = own.get(&from).ok_or_else(|| Fault::Stuck(self.say(from)))?;
                if !self.gains(asked, &asked.player, to, start) {
                    return Err(Fault::NoGain(self.say(to)));
                }
                if left > 0 && !closed.anyone.contains(&to) {
                    return Err(Fault::LeftOut(self.names(&asked.player), self.say(to)));
                }
            }
            let deters = |&&state: &&usize| !self.gains(asked, &asked.player, state, start);
            standing = closed.states.iter().filter(deters).copied().collect();
        }
        standing.first().map_or(Ok(()), |&state| Err(Fault::Stuck(self.say(state))))
    }

    /// A set of positions is closed: whoever may move next finds where it can move among them.
    fn closed(&mut self, asked: &Asked, positions: &Arc<[Position]>) -> Result<Arc<Closed>, Fault> {
        let key = (asked.at, positions.as_ptr().addr());
        if let Some((_, closed)) = self.closed.get(&key) {
            return Ok(closed.clone());
        }
        let mut last: BTreeMap<usize, Vec<&[ActorId]>> = BTreeMap::new();
        for position in positions.iter() {
            last.entry(self.state(position.state)?).or_default().push(&position.last);
        }
        for (&from, before) in &last {
            for by in asked.others.iter().filter(|by| before.iter().any(|last| last != by)) {
                let moves = self.moves(by, asked.reading, from)?;
                self.world.spend(1 + moves.len())?;
                for &to in moves.iter() {
                    let listed =
                        last.get(&to).is_some_and(|last| last.iter().any(|last| last.is_empty() || last == by));
                    if !listed && self.has_reason(asked, by, to, from) {
                        return Err(Fault::LeftOut(self.names(by), self.say(to)));
                    }
                }
            }
        }
        let anyone = last.iter().filter(|(_, last)| last.iter().any(|last| last.is_empty())).map(|(&state, _)| state);
        let closed = Arc::new(Closed { states: last.keys().copied().collect(), anyone: anyone.collect() });
        self.closed.insert(key, (positions.clone(), closed.clone()));
        Ok(closed)
    }

    /// Where the player moves from where, each time by a legal sequence of its members' moves.
    pub(super) fn own_moves(
        &mut self,
        asked: &Asked,
        moves: &Arc<[(Place, Vec<Step>)]>,
    ) -> Result<Arc<BTreeMap<usize, usize>>, Fault> {
        let key = (asked.at, moves.as_ptr().addr());
        if let Some((_, legal)) = self.legal.get(&key) {
            return Ok(legal.clone());
        }
        let mut legal = BTreeMap::new();
        for (from, path) in moves.iter() {
            let from = self.state(*from)?;
            legal.insert(from, self.walk(asked, true, from, path)?);
        }
        let legal = Arc::new(legal);
        if moves.len() > 1 {
            self.legal.insert(key, (moves.clone(), legal.clone()));
        }
        Ok(legal)
    }

    /// The end of a legal sequence: nobody moves twice running, and in a reply that is to improve, everybody improves.
    fn walk(&mut self, asked: &Asked, own: bool, from: usize, path: &[Step]) -> Result<usize, Fault> {
        let turn = if own { &asked.own } else { &asked.others };
        let (mut at, mut last) = (from, None);
        for Step { by, to } in path {
            let to = self.state(*to)?;
            let legal = turn.contains(by) && last != Some(by) && self.moves(by, asked.reading, at)?.contains(&to);
            if !legal || !own && !self.has_reason(asked, by, to, at) {
                return Err(Fault::NoMove(self.names(by), self.say(at), self.say(to)));
            }
            (at, last) = (to, Some(by));
        }
        if path.is_empty() { Err(Fault::Nothing(self.say(from))) } else { Ok(at) }
    }

    /// For each state that tempts the player from one of these, what is said against it.
    pub(super) fn answers<'w>(
        &mut self,
        asked: &Asked,
        start: usize,
        standing: &[usize],
        replies: &'w [Arc<Reply>],
    ) -> Result<Vec<(usize, &'w Reply)>, Fault> {
        let mut tempting = self.tempting(asked, start, standing)?;
        let mut answers = Vec::new();
        for reply in replies {
            let to = self.state(reply.to)?;
            if !tempting.remove(&to) {
                return Err(Fault::Needless(self.say(to)));
            }
            answers.push((to, &**reply));
        }
        tempting.first().map_or(Ok(answers), |&to| Err(Fault::Unanswered(self.say(to))))
    }

    /// Where the player can move from some states that is better for it than `start`.
    fn tempting(&mut self, asked: &Asked, start: usize, standing: &[usize]) -> Result<BTreeSet<usize>, Fault> {
        let mut found = BTreeSet::new();
        for &from in standing {
            found.extend(self.moves(&asked.player, asked.reading, from)?.iter().copied());
        }
        found.retain(|&to| self.gains(asked, &asked.player, to, start));
        Ok(found)
    }

    /// Where actors can take the conflict together: by one move, or by any legal sequence of theirs.
    pub(super) fn moves(&mut self, by: &[ActorId], reading: Reading, from: usize) -> Result<Arc<[usize]>, Fault> {
        let key = (by.to_vec(), reading.jump, from);
        if let Some(known) = self.moves.get(&key) {
            return Ok(known.clone());
        }
        let mut found = BTreeSet::new();
        if by.len() == 1 || reading.jump {
            found.extend(self.world.moves(by, from)?);
        } else {
            let (mut seen, mut open) = (BTreeSet::new(), vec![(from, None)]);
            while let Some((at, last)) = open.pop() {
                for &next in by.iter().filter(|&&next| Some(next) != last) {
                    let ends = self.moves(&[next], reading, at)?;
                    found.extend(ends.iter().copied());
                    open.extend(ends.iter().map(|&to| (to, Some(next))).filter(|&node| seen.insert(node)));
                }
            }
        }
        let found: Arc<[usize]> = found.into_iter().collect();
        self.moves.insert(key, found.clone());
        Ok(found)
    }

    /// Whether actors who move in reply do so to the end that the concept gives them.
    fn has_reason(&self, asked: &Asked, by: &[ActorId], to: usize, from: usize) -> bool {
        asked.replies == Replies::Any || self.gains(asked, by, to, from)
    }

    /// Whether one state is better than another for all of some actors; by Pareto, for one of them and worse for none.
    pub(super) fn gains(&self, asked: &Asked, actors: &[ActorId], to: usize, from: usize) -> bool {
        let better = |&actor: &ActorId| self.world.prefers(actor, to, from);
        let worse = |&actor: &ActorId| self.world.prefers(actor, from, to);
        if asked.reading.pareto {
            actors.iter().any(better) && !actors.iter().any(worse)
        } else {
            actors.iter().all(better)
        }
    }

    fn asked(&mut self, player: &[ActorId], reading: Reading, replies: Replies) -> Result<Arc<Asked>, Fault> {
        let known =
            |asked: &&Arc<Asked>| asked.player == player && (asked.reading, asked.replies) == (reading, replies);
        if let Some(asked) = self.asked.iter().find(known) {
            return Ok(asked.clone());
        }
        let all: Vec<ActorId> = self.world.model.actor_ids().collect();
        if player.is_empty()
            || !player.is_sorted_by(|one, next| one < next)
            || !player.iter().all(|by| all.contains(by))
        {
            return Err(Fault::NoPlayer);
        }
        let alone = |actors: &[ActorId]| actors.iter().map(|&by| vec![by]).collect::<Vec<_>>();
        let others: Vec<ActorId> = all.iter().copied().filter(|by| !player.contains(by)).collect();
        let own = if reading.jump { vec![player.to_vec()] } else { alone(player) };
        let others = if replies == Replies::Joint { subsets(&others)? } else { alone(&others) };
        let asked = Arc::new(Asked { player: player.to_vec(), reading, replies, own, others, at: self.asked.len() });
        self.asked.push(asked.clone());
        Ok(asked)
    }

    pub(super) fn state(&mut self, place: Place) -> Result<usize, Fault> {
        self.world.state(place).ok_or_else(|| Fault::NoState(place.called(self.world.model)))
    }

    pub(super) fn say(&self, state: usize) -> String {
        self.world.place(state).called(self.world.model)
    }

    fn names(&self, actors: &[ActorId]) -> String {
        let name = |actor: &ActorId| self.world.model.actors.get(actor.index()).map_or("nobody", |actor| &actor.key);
        actors.iter().map(name).collect::<Vec<_>>().join(" with ")
    }
}

/// As many turns are said as there are.
fn due(said: usize, turns: u8) -> Result<(), Fault> {
    if said == usize::from(turns) { Ok(()) } else { Err(Fault::Turns(said, turns.into())) }
}

/// All coalitions of some actors.
fn subsets(actors: &[ActorId]) -> Result<Vec<Vec<ActorId>>, Fault> {
    if actors.len() > 16 {
        return Err(Fault::TooMuch);
    }
    let taken = |set: usize| (0..actors.len()).filter(|at| set >> at & 1 == 1).map(|at| actors[at]).collect();
    Ok((1..1 << actors.len()).map(taken).collect())
}
