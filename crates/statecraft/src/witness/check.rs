//! The definitions, as a witness has to meet them.

use super::world::{World, all_states};
use super::{Fault, Place, Position, Proof, Question, Reading, Replies, Reply, Step, Turn, Witness};
use crate::model::{ActorId, Model};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

/// Checks witnesses against a model; what it worked out for one serves the next.
pub struct Checker<'m> {
    pub(super) world: World<'m>,
    moves: HashMap<(Vec<ActorId>, bool, usize), Arc<[usize]>>,
    closed: ClosedSets,
    pub(super) foreseen: Vec<Arc<Vec<Level>>>,
}

/// What can come about, by who has the move and where.
pub(super) type Level = BTreeMap<(usize, usize), BTreeSet<usize>>;

/// The states of a closed set of positions, and whether anyone may move next.
type Closed = BTreeMap<usize, bool>;

/// Sets that were found closed, by where they stand in memory and who asks.
type ClosedSets = HashMap<(usize, Vec<ActorId>, Reading, Replies), (Arc<[Position]>, Arc<Closed>)>;

/// Who asks, which state is in question, and who can move together when it is the player's turn, and the others'.
pub(super) struct Asked {
    pub(super) player: Vec<ActorId>,
    pub(super) start: usize,
    pub(super) reading: Reading,
    replies: Replies,
    own: Vec<Vec<ActorId>>,
    pub(super) others: Vec<Vec<ActorId>>,
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
        let (moves, closed) = Default::default();
        Ok(Checker { world: World::of(model, most)?, moves, closed, foreseen: Vec::new() })
    }

    /// All states, in the order of their numbers.
    ///
    /// # Errors
    /// There are too many settings to go through.
    pub fn states(&self) -> Result<Vec<Place>, Fault> {
        let states = all_states(self.world.model, u64::MAX)?;
        Ok(states.iter().filter_map(|members| members.last().copied().map(Place)).collect())
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
        let (moves, replies) = match witness.question {
            Question::Foresight { moves: 0, .. } => return Err(Fault::Undefined),
            Question::Foresight { moves, replies } => (moves, replies),
            _ => (2, Replies::Improvements),
        };
        let asked = self.asked(witness, replies)?;
        match (witness.question, &witness.proof) {
            (Question::Foresight { .. }, Proof::Stays(turns)) => self.stays(&asked, moves, turns),
            (Question::Foresight { .. }, Proof::Leaves(turns)) => self.leaves(&asked, moves, turns),
            (Question::Simultaneous, Proof::Stays(turns)) => self.spoiled(&asked, turns),
            (Question::Simultaneous, Proof::Leaves(turns)) => self.unspoiled(&asked, turns),
            (Question::SequentialOrSimultaneous, Proof::Stays(turns)) => {
                self.stays(&asked, 2, turns).or_else(|_| self.spoiled(&asked, turns))
            }
            (Question::SequentialOrSimultaneous, Proof::Leaves(turns)) => {
                let (one, other) = turns.split_at(turns.len() / 2);
                self.leaves(&asked, 2, one).and_then(|()| self.unspoiled(&asked, other))
            }
            (question, proof) => self.foreseen(&asked, question, proof),
        }
    }

    /// **It stays**: every tempting move has a reply that deters. What deters is a state that is no better for the player and, if
    /// it has a move left, from which no move tempts it that has no reply that deters.
    fn stays(&mut self, asked: &Asked, moves: u8, turns: &[Vec<Arc<Reply>>]) -> Result<(), Fault> {
        due(turns.len(), moves / 2)?;
        let mut standing = vec![asked.start];
        for replies in turns {
            let mut ends = Vec::new();
            for (to, reply) in self.answers(asked, &standing, replies)? {
                let end = self.walk(asked, false, to, &reply.path)?;
                self.deters(asked, end)?;
                ends.push(end);
            }
            standing = ends;
        }
        let tempting = if moves % 2 == 1 { self.tempting(asked, &standing)? } else { BTreeSet::new() };
        tempting.first().map_or(Ok(()), |&to| Err(Fault::Escape(self.say(to))))
    }

    /// **It leaves**: its move is to something better, and so is all that the others can bring about from there, or else the
    /// player has a move left, and the same holds of that.
    fn leaves(&mut self, asked: &Asked, moves: u8, turns: &[Turn]) -> Result<(), Fault> {
        due(turns.len(), moves.div_ceil(2))?;
        let mut standing = vec![asked.start];
        for (turn, left) in turns.iter().zip((0..moves).rev().step_by(2)) {
            let closed = self.closed(asked, &turn.positions)?;
            for from in standing {
                let to = self.goes(asked, from, turn)?;
                if left > 0 && closed.get(&to) != Some(&true) {
                    return Err(Fault::LeftOut(self.names(&asked.player), self.say(to)));
                }
            }
            standing =
                closed.keys().copied().filter(|&state| !self.gains(asked, &asked.player, state, asked.start)).collect();
        }
        standing.first().map_or(Ok(()), |&state| Err(Fault::Stuck(self.say(state))))
    }

    /// Where the player goes from a state at one of its turns: to something better, by a legal sequence of its members' moves.
    pub(super) fn goes(&mut self, asked: &Asked, from: usize, turn: &Turn) -> Result<usize, Fault> {
        let place = self.world.place(from);
        let (_, path) = turn.moves.iter().find(|(at, _)| *at == place).ok_or_else(|| Fault::Stuck(self.say(from)))?;
        let to = self.walk(asked, true, from, path)?;
        if self.gains(asked, &asked.player, to, asked.start) { Ok(to) } else { Err(Fault::NoGain(self.say(to))) }
    }

    /// A state is no better for the player than the one in question.
    pub(super) fn deters(&self, asked: &Asked, end: usize) -> Result<(), Fault> {
        if self.gains(asked, &asked.player, end, asked.start) { Err(Fault::NoDeterrent(self.say(end))) } else { Ok(()) }
    }

    /// A set of positions is closed: whoever may move next finds where it can move among them.
    fn closed(&mut self, asked: &Asked, positions: &Arc<[Position]>) -> Result<Arc<Closed>, Fault> {
        let key = (positions.as_ptr().addr(), asked.player.clone(), asked.reading, asked.replies);
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
        let anyone = |last: Vec<&[ActorId]>| last.iter().any(|last| last.is_empty());
        let closed: Arc<Closed> = Arc::new(last.into_iter().map(|(state, last)| (state, anyone(last))).collect());
        self.closed.insert(key, (positions.clone(), closed.clone()));
        Ok(closed)
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
        standing: &[usize],
        replies: &'w [Arc<Reply>],
    ) -> Result<Vec<(usize, &'w Reply)>, Fault> {
        let mut tempting = self.tempting(asked, standing)?;
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

    /// Where the player can move from some states that is better for it than the state in question.
    fn tempting(&mut self, asked: &Asked, standing: &[usize]) -> Result<BTreeSet<usize>, Fault> {
        let mut found = BTreeSet::new();
        for &from in standing {
            found.extend(self.moves(&asked.player, asked.reading, from)?.iter().copied());
        }
        found.retain(|&to| self.gains(asked, &asked.player, to, asked.start));
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

    fn asked(&mut self, witness: &Witness, replies: Replies) -> Result<Asked, Fault> {
        let (player, reading, start) = (witness.player.clone(), witness.reading, self.state(witness.state)?);
        let others: Vec<ActorId> = self.world.model.actor_ids().filter(|by| !player.contains(by)).collect();
        if player.is_empty() || player.len() + others.len() != self.world.model.actors.len() {
            return Err(Fault::NoPlayer);
        }
        let alone = |actors: &[ActorId]| actors.iter().map(|&by| vec![by]).collect::<Vec<_>>();
        let own = if reading.jump { vec![player.clone()] } else { alone(&player) };
        let others = if replies == Replies::Joint { subsets(&others)? } else { alone(&others) };
        Ok(Asked { player, start, reading, replies, own, others })
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
