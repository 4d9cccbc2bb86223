//! What follows a move: options that nobody sets, changed by what somebody does.
//!
//! An actor that *ends* where a statement is true has no moves there: these are barred like any others. What is pointless without it
//! is dropped with the move that ends it, and may not be taken there: a state rule forbids it. So the states with an ended actor are not
//! told in copies, one for each setting of options that decide nothing any more. `then` of an option changes others once, with the
//! move that takes it up; `after` bars the move that takes it up too early.

use super::{ActorId, Model, ModelOption, OneWay, OptionForm, OptionId, OptionSet, Statement};
use crate::expr::Expr;

/// What changes of itself with a move that makes a statement true.
#[derive(Clone, Debug)]
pub struct Follow {
    /// It follows only if the mover takes this up; else it follows wherever the statement is true.
    pub newly: Option<OptionId>,
    /// What must be true after the move.
    pub when: Expr<OptionId>,
    /// The options that are then taken, one bit each.
    pub takes: OptionSet,
    /// The options that are then dropped.
    pub drops: OptionSet,
}

/// Since when and until when an actor acts.
#[derive(Clone, Debug)]
pub struct Presence {
    /// It acts only where this is true.
    pub begins: Option<Statement>,
    /// It acts no more where this is true.
    pub ends: Option<Statement>,
    /// The options that are pointless where it acts no more, one bit each.
    pub moot: OptionSet,
}

impl Presence {
    /// Whether the actor acts where these options are taken.
    pub fn acts(&self, taken: OptionSet) -> bool {
        let holds = |statement: &Statement| holds(&statement.tree, taken);
        self.begins.as_ref().is_none_or(holds) && !self.ends.as_ref().is_some_and(holds)
    }
}

impl OptionForm {
    /// The setting that comes about when somebody sets its options so: `set` is the setting before, but for the mover's options.
    pub fn after(&self, before: OptionSet, set: OptionSet) -> OptionSet {
        let (drops, takes) = self.following(before, set);
        set & !drops | takes
    }

    /// The options that fall and those that come with a move to `set`; what is pointless in the end is dropped last.
    fn following(&self, before: OptionSet, set: OptionSet) -> (OptionSet, OptionSet) {
        let (mut dropped, mut taken) = (0, 0);
        for follow in &self.follows {
            let is_new = follow.newly.is_none_or(|option| (set & !before) >> option.index() & 1 == 1);
            let seen = if follow.newly.is_some() { set } else { set & !dropped | taken };
            if is_new && holds(&follow.when, seen) {
                dropped = dropped & !follow.takes | follow.drops;
                taken = taken & !follow.drops | follow.takes;
            }
        }
        (dropped, taken)
    }

    /// The options that anything can change without being set, one bit each.
    pub(crate) fn followers(&self) -> OptionSet {
        self.follows.iter().fold(0, |all, follow| all | follow.takes | follow.drops)
    }

    /// Whether an actor with these options (one bit each) can take the conflict from one setting to another.
    pub(crate) fn can_move(&self, (actor, own): (ActorId, OptionSet), before: OptionSet, to: OptionSet) -> bool {
        self.move_to((actor, own), before, to & own) == Some(to)
    }

    /// Where an actor takes the conflict that sets its own options so: against none of its one ways; what follows follows; and nothing
    /// bars it. None too where what follows sets its own options otherwise, for then that is what it would have to set.
    pub(crate) fn move_to(
        &self,
        (actor, own): (ActorId, OptionSet),
        before: OptionSet,
        own_set: OptionSet,
    ) -> Option<OptionSet> {
        let set = before & !own | own_set;
        let (dropped, taken) = self.following(before, set);
        let to = set & !dropped | taken;
        let free = !(dropped | taken);
        let against = |(at, option): (usize, &ModelOption)| match option.one_way {
            Some(OneWay::Take) => (before & !set & free) >> at & 1 == 1,
            Some(OneWay::Drop) => (set & !before & free) >> at & 1 == 1,
            None => false,
        };
        let is_barred = |barred: &super::Barred| {
            barred.actor == actor && holds(&barred.from.tree, before) && holds(&barred.to.tree, to)
        };
        let can =
            to & own == own_set && !self.options.iter().enumerate().any(against) && !self.barred.iter().any(is_barred);
        can.then_some(to)
    }
}

impl Model {
    /// Whether an actor acts where these options are taken: it has begun, and has not ended.
    pub fn acts(&self, actor: ActorId, taken: OptionSet) -> bool {
        self.actors[actor.index()].presence.as_ref().is_none_or(|presence| presence.acts(taken))
    }
}

/// Whether a statement is true where these options are taken, one bit each.
pub(crate) fn holds(statement: &Expr<OptionId>, taken: OptionSet) -> bool {
    statement.eval(&|option: &OptionId| taken >> option.index() & 1 == 1)
}
