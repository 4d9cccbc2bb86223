//! What somebody wants, as each structure of preference has it: what tempts, what the others would do in reply, and what deters.
//! An escape helps where it would not deter.

use super::world::World;
use super::{Fault, Question, Reading, Replies, Structure, Witness};
use crate::model::{ActorId, Attitude};

/// Who asks, which state is in question, and who can move together when it is the player's turn, and the others'.
pub(super) struct Asked {
    pub(super) player: Vec<ActorId>,
    pub(super) start: usize,
    pub(super) reading: Reading,
    pub(super) replies: Replies,
    pub(super) own: Vec<Vec<ActorId>>,
    pub(super) others: Vec<Vec<ActorId>>,
}

/// Whether the player wants to go to a state.
pub(super) type Want = fn(&Asked, &World, usize) -> bool;

impl Asked {
    pub(super) fn of(world: &mut World, witness: &Witness, replies: Replies) -> Result<Asked, Fault> {
        let (player, reading, start) = (witness.player.clone(), witness.reading.clone(), world.state(witness.state)?);
        is_defined(world, witness)?;
        let everybody: Vec<ActorId> = world.model.actor_ids().collect();
        let alone = |actors: &[ActorId]| actors.iter().map(|&by| vec![by]).collect::<Vec<_>>();
        let in_blocks = reading.blocks.concat();
        let others = alone(&everybody).into_iter().filter(|by| !in_blocks.contains(&by[0]));
        let parties: Vec<Vec<ActorId>> = reading.blocks.iter().cloned().chain(others).collect();
        let outside = |party: &&Vec<ActorId>| !party.iter().any(|by| player.contains(by));
        let apart: Vec<Vec<ActorId>> = parties.iter().filter(outside).cloned().collect();
        let each_once = |mut actors: Vec<ActorId>| {
            actors.sort_unstable();
            actors == everybody
        };
        if player.is_empty() || !each_once(parties.concat()) || !each_once([&player[..], &apart.concat()].concat()) {
            return Err(Fault::NoPlayer);
        }
        let own = if reading.jump { vec![player.clone()] } else { alone(&player) };
        let others = match replies {
            Replies::Joint => unions(&apart)?,
            Replies::Any if !reading.jump => alone(&apart.concat()),
            Replies::Any | Replies::Improvements => apart,
        };
        Ok(Asked { player, start, reading, replies, own, others })
    }

    /// Whether a move tempts the player.
    pub(super) fn tempts(&self, world: &World, to: usize) -> bool {
        match self.reading.structure {
            Structure::Unknown { tempts, .. } => likes(world, self.player[0], to, self.start, tempts),
            _ => self.gains(world, &self.player, to, self.start),
        }
    }

    /// Whether some of the others would make a move in reply.
    pub(super) fn take(&self, world: &World, by: &[ActorId], to: usize, from: usize) -> bool {
        match self.reading.structure {
            _ if self.replies == Replies::Any => true,
            Structure::Unknown { .. } => likes(world, by[0], to, from, true),
            _ => self.gains(world, by, to, from),
        }
    }

    /// Whether the player would rather not have left the state in question when things end so.
    pub(super) fn deters(&self, world: &World, end: usize) -> bool {
        match self.reading.structure {
            Structure::Degree(level @ 1..) => world.degree(self.player[0], self.start, end) >= level,
            Structure::Unknown { deters, .. } => !likes(world, self.player[0], end, self.start, !deters),
            _ => !self.gains(world, &self.player, end, self.start),
        }
    }

    /// Whether it helps a player that is deterred to move on there.
    pub(super) fn helps(&self, world: &World, end: usize) -> bool {
        !self.deters(world, end)
    }

    /// Whether one state is better than another for all of some actors; by Pareto, for one of them and worse for none; with
    /// attitudes, another, and better for all whom the only one is for, and worse for all whom it is against.
    pub(super) fn gains(&self, world: &World, actors: &[ActorId], to: usize, from: usize) -> bool {
        let prefers = |actor: ActorId, better: usize, worse: usize| match &self.reading.structure {
            Structure::InOrder(orders) => world.prefers_in(&orders[actor.index()], actor, better, worse),
            _ => world.prefers(actor, better, worse),
        };
        let better = |&actor: &ActorId| prefers(actor, to, from);
        let worse = |&actor: &ActorId| prefers(actor, from, to);
        match (&self.reading.structure, self.reading.pareto) {
            (Structure::Attitudes { ties }, _) => {
                let for_the_sake_of = |(toward, attitude): (ActorId, &Attitude)| match attitude {
                    Attitude::Neutral => true,
                    Attitude::Positive => better(&toward) || *ties && !worse(&toward),
                    Attitude::Negative => worse(&toward) || *ties && !better(&toward),
                };
                to != from
                    && world.model.actor_ids().zip(&world.model.attitudes[actors[0].index()]).all(for_the_sake_of)
            }
            (_, true) => actors.iter().any(better) && !actors.iter().any(worse),
            (_, false) => actors.iter().all(better),
        }
    }
}

/// Whether an actor prefers one state to another, for sure or, where that is enough, perhaps.
fn likes(world: &World, actor: ActorId, better: usize, worse: usize, perhaps: bool) -> bool {
    world.may_prefer(actor, better, worse) && (perhaps || !world.may_prefer(actor, worse, better))
}

/// Preferences that are no order are defined for an actor alone, up to its second move; and an order of statements must be one
/// that may be theirs.
fn is_defined(world: &World, Witness { player, question, reading, .. }: &Witness) -> Result<(), Fault> {
    let alone = player.len() == 1 && reading.blocks.is_empty();
    let template =
        matches!(question, Question::Foresight { moves: 1..=3, replies: Replies::Any | Replies::Improvements });
    match &reading.structure {
        Structure::Order => Ok(()),
        _ if !alone || !template => Err(Fault::Undefined),
        Structure::InOrder(orders) => {
            let fits = |(actor, order): (ActorId, &Vec<usize>)| world.is_compatible(actor, order);
            let all = orders.len() == world.model.actors.len() && world.model.actor_ids().zip(&**orders).all(fits);
            if all { Ok(()) } else { Err(Fault::Incompatible) }
        }
        _ => Ok(()),
    }
}

/// All coalitions of some parties.
fn unions(parties: &[Vec<ActorId>]) -> Result<Vec<Vec<ActorId>>, Fault> {
    if parties.len() > 16 {
        return Err(Fault::TooMuch);
    }
    let union = |set: usize| {
        let taken = (0..parties.len()).filter(|at| set >> at & 1 == 1);
        let mut all: Vec<ActorId> = taken.flat_map(|at| parties[at].clone()).collect();
        all.sort_unstable();
        all
    };
    Ok((1..1 << parties.len()).map(union).collect())
}
