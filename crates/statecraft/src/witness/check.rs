//! The definitions, as a witness has to meet them.

use super::budget::{Budget, Stop};
use super::wants::{Asked, Want};
use super::world::World;
use super::{Fault, Place, Position, Proof, Question, Reading, Replies, Reply, Step, Turn, Witness};
use crate::model::{ActorId, Model};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

/// Checks witnesses against a model; what it worked out for one serves the next.
pub struct Checker<'m> {
    pub(super) world: World<'m>,
    /// For each actor where it can move from each state.
    moves: Vec<Vec<Option<Arc<[usize]>>>>,
    /// The same for several together.
    together: HashMap<(Vec<ActorId>, bool, usize), Arc<[usize]>>,
    closed: ClosedSets,
    pub(super) foreseen: Vec<Arc<Vec<Level>>>,
}

/// What can come about, by who has the move and where.
pub(super) type Level = BTreeMap<(usize, usize), BTreeSet<usize>>;

/// The states of a closed set of positions, and who moved last there.
type Closed = BTreeMap<usize, Vec<Vec<ActorId>>>;

/// Sets that were found closed, by where they stand in memory and who asks.
type ClosedSets = HashMap<(usize, Vec<ActorId>, Reading, Replies), (Arc<[Position]>, Arc<Closed>)>;

impl<'m> Checker<'m> {
    /// For the witnesses of one model.
    ///
    /// # Errors
    /// All states must be known, because of `same` rules or a ranking, and there are too many.
    pub fn new(model: &'m Model) -> Result<Checker<'m>, Fault> {
        Checker::within(model, u64::from(u32::MAX), &|| false)
    }

    /// The same with a limit of steps, for all witnesses together, and until it is to stop.
    ///
    /// # Errors
    /// All states must be known, and there are too many; or it is to stop.
    pub fn within(model: &'m Model, most: u64, stop: Stop<'m>) -> Result<Checker<'m>, Fault> {
        let (moves, together, closed) = (vec![Vec::new(); model.actors.len()], HashMap::new(), HashMap::new());
        Ok(Checker { world: World::of(model, Budget::of(most, stop))?, moves, together, closed, foreseen: Vec::new() })
    }

    /// All states, in the order of their numbers.
    ///
    /// # Errors
    /// There are too many.
    pub fn states(&mut self) -> Result<Vec<Place>, Fault> {
        self.world.states()
    }

    /// All orders of everybody's statements that are compatible with what is known, if these are at most so many; none if of
    /// somebody nothing is known.
    pub fn orders(&self, most: usize) -> Option<Vec<Arc<[Vec<usize>]>>> {
        let mut all = vec![Vec::new()];
        for actor in self.world.model.actor_ids() {
            let own = self.world.orders(actor, most)?;
            if all.len() * own.len() > most {
                return None;
            }
            let with = |before: &Vec<Vec<usize>>| {
                own.iter().map(|own| [before, std::slice::from_ref(own)].concat()).collect::<Vec<_>>()
            };
            all = all.iter().flat_map(with).collect();
        }
        Some(all.into_iter().map(Arc::from).collect())
    }

    /// How many steps it took so far.
    pub fn steps(&self) -> u64 {
        self.world.budget.steps
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
        let asked = Asked::of(&mut self.world, witness, replies)?;
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

    /// **It stays**: every tempting move has a reply that deters. If the player has a move left there must be none from there that
    /// helps it and has no reply that deters.
    fn stays(&mut self, asked: &Asked, moves: u8, turns: &[Vec<Arc<Reply>>]) -> Result<(), Fault> {
        due(turns.len(), moves / 2)?;
        let (mut standing, mut want): (_, Want) = (vec![asked.start], Asked::tempts);
        for replies in turns {
            let mut ends = Vec::new();
            for (to, reply) in self.answers(asked, want, &standing, replies)? {
                let end = self.walk(asked, false, to, &reply.path)?;
                self.deters(asked, end)?;
                ends.push(end);
            }
            (standing, want) = (ends, Asked::helps);
        }
        let tempting = if moves % 2 == 1 { self.tempting(asked, want, &standing)? } else { BTreeSet::new() };
        tempting.first().map_or(Ok(()), |&to| Err(Fault::Escape(self.say(to))))
    }

    /// **It leaves**: its move tempts it, and nothing that the others can bring about from there deters, or else the player has a
    /// move left that helps, and the same holds of that.
    fn leaves(&mut self, asked: &Asked, moves: u8, turns: &[Turn]) -> Result<(), Fault> {
        due(turns.len(), moves.div_ceil(2))?;
        let (mut standing, mut want): (_, Want) = (vec![asked.start], Asked::tempts);
        for (turn, left) in turns.iter().zip((0..moves).rev().step_by(2)) {
            let closed = self.closed(asked, &turn.positions)?;
            let mut begun = BTreeSet::new();
            for from in standing {
                let to = self.goes(asked, want, from, turn)?;
                let anyone_may = closed.get(&to).is_some_and(|last| last.iter().any(Vec::is_empty));
                if left > 0 && !anyone_may {
                    return Err(Fault::LeftOut(self.names(&asked.player), self.say(to)));
                }
                begun.insert(to);
            }
            want = Asked::helps;
            self.world.budget.spend(closed.len())?;
            standing = closed.keys().copied().filter(|&state| asked.deters(&self.world, state)).collect();
            for to in begun {
                // What deters although it tempts is no reply as long as nobody comes back to it.
                if standing.contains(&to) && !self.is_entered(asked, to, &closed)? {
                    standing.retain(|&state| state != to);
                }
            }
        }
        standing.first().map_or(Ok(()), |&state| Err(Fault::Stuck(self.say(state))))
    }

    /// Where the player goes from a state at one of its turns: to what it wants, by a legal sequence of its members' moves.
    pub(super) fn goes(&mut self, asked: &Asked, want: Want, from: usize, turn: &Turn) -> Result<usize, Fault> {
        let place = self.world.place(from);
        let (_, path) = turn.moves.iter().find(|(at, _)| *at == place).ok_or_else(|| Fault::Stuck(self.say(from)))?;
        let to = self.walk(asked, true, from, path)?;
        if want(asked, &self.world, to) { Ok(to) } else { Err(Fault::NoGain(self.say(to))) }
    }

    /// A state deters the player.
    pub(super) fn deters(&self, asked: &Asked, end: usize) -> Result<(), Fault> {
        if asked.deters(&self.world, end) { Ok(()) } else { Err(Fault::NoDeterrent(self.say(end))) }
    }

    /// A set of positions is closed: whoever may move next finds where it can move among them.
    fn closed(&mut self, asked: &Asked, positions: &Arc<[Position]>) -> Result<Arc<Closed>, Fault> {
        let key = (positions.as_ptr().addr(), asked.player.clone(), asked.reading.clone(), asked.replies);
        if let Some((_, closed)) = self.closed.get(&key) {
            return Ok(closed.clone());
        }
        let mut closed = Closed::new();
        for position in positions.iter() {
            closed.entry(self.state(position.state)?).or_default().push(position.last.clone());
        }
        for (&from, before) in &closed {
            for by in asked.others.iter().filter(|by| before.iter().any(|last| last != *by)) {
                let moves = self.moves(by, &asked.reading, from)?;
                self.world.budget.spend(1 + moves.len())?;
                for &to in moves.iter() {
                    let listed =
                        closed.get(&to).is_some_and(|last| last.iter().any(|last| last.is_empty() || last == by));
                    if !listed && asked.take(&self.world, by, to, from) {
                        return Err(Fault::LeftOut(self.names(by), self.say(to)));
                    }
                }
            }
        }
        let closed = Arc::new(closed);
        self.closed.insert(key, (positions.clone(), closed.clone()));
        Ok(closed)
    }

    /// Whether somebody moves to a state from a position in a set.
    fn is_entered(&mut self, asked: &Asked, to: usize, closed: &Closed) -> Result<bool, Fault> {
        for (&from, before) in closed {
            for by in asked.others.iter().filter(|by| before.iter().any(|last| last != *by)) {
                self.world.budget.spend(1)?;
                let moves = self.moves(by, &asked.reading, from)?;
                if moves.binary_search(&to).is_ok() && asked.take(&self.world, by, to, from) {
                    return Ok(true);
                }
            }
        }
        Ok(false)
    }

    /// The end of a legal sequence: nobody moves twice running, and in a reply each move is one that its mover would take.
    fn walk(&mut self, asked: &Asked, own: bool, from: usize, path: &[Step]) -> Result<usize, Fault> {
        let turn = if own { &asked.own } else { &asked.others };
        let (mut at, mut last) = (from, None);
        for Step { by, to } in path {
            let to = self.state(*to)?;
            let legal =
                turn.contains(by) && last != Some(by) && self.moves(by, &asked.reading, at)?.binary_search(&to).is_ok();
            if !legal || !own && !asked.take(&self.world, by, to, at) {
                return Err(Fault::NoMove(self.names(by), self.say(at), self.say(to)));
            }
            (at, last) = (to, Some(by));
        }
        if path.is_empty() { Err(Fault::Nothing(self.say(from))) } else { Ok(at) }
    }

    /// For each state that the player wants to go to from one of these, what is said against it.
    pub(super) fn answers<'w>(
        &mut self,
        asked: &Asked,
        want: Want,
        standing: &[usize],
        replies: &'w [Arc<Reply>],
    ) -> Result<Vec<(usize, &'w Reply)>, Fault> {
        let mut tempting = self.tempting(asked, want, standing)?;
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

    /// Where the player can move from some states that it wants.
    fn tempting(&mut self, asked: &Asked, want: Want, standing: &[usize]) -> Result<BTreeSet<usize>, Fault> {
        let mut found = BTreeSet::new();
        for &from in standing {
            let moves = self.moves(&asked.player, &asked.reading, from)?;
            self.world.budget.spend(moves.len())?;
            found.extend(moves.iter().copied().filter(|&to| want(asked, &self.world, to)));
        }
        Ok(found)
    }

    /// Where actors can take the conflict together: by one move, or by any legal sequence of theirs.
    pub(super) fn moves(&mut self, by: &[ActorId], reading: &Reading, from: usize) -> Result<Arc<[usize]>, Fault> {
        match by {
            [one] => self.moves_of(*one, from),
            _ => self.moves_of_several(by, reading, from),
        }
    }

    fn moves_of(&mut self, actor: ActorId, from: usize) -> Result<Arc<[usize]>, Fault> {
        if let Some(Some(known)) = self.moves.get(actor.index()).and_then(|moves| moves.get(from)) {
            return Ok(known.clone());
        }
        let found: BTreeSet<usize> = self.world.moves(&[actor], from)?.into_iter().collect();
        let found: Arc<[usize]> = found.into_iter().collect();
        if let Some(moves) = self.moves.get_mut(actor.index()) {
            moves.resize(moves.len().max(from + 1), None);
            moves[from] = Some(found.clone());
        }
        Ok(found)
    }

    fn moves_of_several(&mut self, by: &[ActorId], reading: &Reading, from: usize) -> Result<Arc<[usize]>, Fault> {
        let key = (by.to_vec(), reading.jump, from);
        if let Some(known) = self.together.get(&key) {
            return Ok(known.clone());
        }
        let mut found = BTreeSet::new();
        if reading.jump {
            found.extend(self.world.moves(by, from)?);
        } else {
            let (mut seen, mut open) = (BTreeSet::new(), vec![(from, None)]);
            while let Some((at, last)) = open.pop() {
                for &next in by.iter().filter(|&&next| Some(next) != last) {
                    let ends = self.moves_of(next, at)?;
                    found.extend(ends.iter().copied());
                    open.extend(ends.iter().map(|&to| (to, Some(next))).filter(|&node| seen.insert(node)));
                }
            }
        }
        let found: Arc<[usize]> = found.into_iter().collect();
        self.together.insert(key, found.clone());
        Ok(found)
    }

    pub(super) fn state(&mut self, place: Place) -> Result<usize, Fault> {
        self.world.state(place)
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
