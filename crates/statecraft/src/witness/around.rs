//! A verdict worked out around one state, by the printed definition and nothing else: no state is listed that is not met on the way.

use super::budget::{Budget, Stop};
use super::world::World;
use super::{Fault, Place, Replies};
use crate::model::{ActorId, Model};
use std::collections::{HashSet, VecDeque};

/// What is asked: whether an actor can force something better within so many moves, its own and the others' by turns. Nash is 1, GMR
/// and SEQ are 2, SMR and SymSEQ are 3.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Foresight {
    /// How many moves: 1, 2 or 3.
    pub moves: u8,
    /// Which replies count: any, or improvements.
    pub replies: Replies,
}

/// Whether an actor would stay in a state: every improvement has a reply, by a sequence in which nobody moves twice running, that leaves
/// it no better off than it was; with three moves, also after its own best answer.
///
/// # Errors
/// The state is none, it takes more than so many steps, or it is to stop.
pub fn stays<'m>(
    model: &'m Model,
    actor: ActorId,
    asked: Foresight,
    state: Place,
    most: u64,
    stop: Stop<'m>,
) -> Result<bool, Fault> {
    let mut around = Around { world: World::of(model, Budget::of(most, stop))?, actor, asked, start: 0 };
    around.start = around.world.state(state)?;
    for to in around.better(actor, around.start)? {
        if asked.moves == 1 || !around.is_answered(to)? {
            return Ok(false);
        }
    }
    Ok(true)
}

struct Around<'m> {
    world: World<'m>,
    actor: ActorId,
    asked: Foresight,
    start: usize,
}

impl Around<'_> {
    /// Where an actor can move that it prefers.
    fn better(&mut self, actor: ActorId, from: usize) -> Result<Vec<usize>, Fault> {
        let mut found = self.world.moves(&[actor], from)?;
        found.retain(|&to| self.world.prefers(actor, to, from));
        Ok(found)
    }

    /// Whether the others' replies to a move end somewhere that deters; those that are found first are followed first.
    fn is_answered(&mut self, from: usize) -> Result<bool, Fault> {
        let mut open = VecDeque::from([(from, None)]);
        let mut met: HashSet<(usize, ActorId)> = HashSet::new();
        while let Some((at, last)) = open.pop_front() {
            let mine = self.actor;
            for other in self.world.model.actor_ids().filter(|&other| other != mine && Some(other) != last) {
                let replies = match self.asked.replies {
                    Replies::Any => self.world.moves(&[other], at)?,
                    _ => self.better(other, at)?,
                };
                for to in replies.into_iter().filter(|&to| met.insert((to, other))) {
                    if self.deters(to)? {
                        return Ok(true);
                    }
                    open.push_back((to, Some(other)));
                }
            }
        }
        Ok(false)
    }

    fn deters(&mut self, at: usize) -> Result<bool, Fault> {
        let (actor, start) = (self.actor, self.start);
        if self.world.prefers(actor, at, start) {
            return Ok(false);
        }
        let escapes = if self.asked.moves == 3 { self.world.moves(&[actor], at)? } else { Vec::new() };
        Ok(!escapes.into_iter().any(|to| self.world.prefers(actor, to, start)))
    }
}
