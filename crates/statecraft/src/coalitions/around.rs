//! Which coalitions would leave a state, all of them at once.
//!
//! In option form a state that a coalition brings about differs in options of its members alone, and an improvement is better for
//! all of them. So those with the improvement `t` have the owners of what differs as members, and nobody to whom `t` is not better.
//! Few states have any coalition between the two, and only for these few replies are looked at. **Cost.** For each state asked
//! about, a look at every other state, and for each improvement of each coalition the replies until one deters.

use super::board::Coalitions;
use super::judge::{Judge, Memory};
use super::{Coalition, Improvement, smallest};
use crate::graph::{LimitReached, StateId, StateSet, States};
use crate::model::{ActorId, MAX_OPTIONS};

/// Coalitions of at most so many actors are found by number.
const NUMBERED: usize = 16;
/// So many states are looked at before the watch is.
const AT_ONCE: usize = 1 << 14;

/// All coalitions that are asked about states.
pub(super) struct Around<'b> {
    board: &'b Coalitions<'b>,
    states: &'b States,
    /// For each option its owner.
    owners: Vec<ActorId>,
    players: &'b [Coalition],
    /// For each coalition by number its place among those asked; nothing if there are too many.
    places: Vec<Option<u32>>,
}

impl<'b> Around<'b> {
    /// Nothing where states do not differ by what actors do with their options alone.
    pub(super) fn of(board: &'b Coalitions, players: &'b [Coalition]) -> Option<Around<'b>> {
        let states = if board.jumps() { None } else { board.settings() }?;
        let actors = board.graph.ranks.len();
        let owned = |option: usize| board.graph.actor_ids().find(|&actor| states.own(actor) >> option & 1 == 1);
        let mut places = if actors > NUMBERED { Vec::new() } else { vec![None; 1 << actors] };
        for (place, player) in (0u32..).zip(players) {
            places.get_mut(player.number()).into_iter().for_each(|at| *at = Some(place));
        }
        Some(Around { board, states, owners: (0..MAX_OPTIONS).map_while(owned).collect(), players, places })
    }

    /// The places of the coalitions that would leave a state.
    pub(super) fn leave(&self, state: StateId, memory: &mut Memory) -> Result<StateSet, LimitReached> {
        let (mut leave, floor) = (StateSet::empty(self.players.len()), self.floor(state));
        for to in self.board.graph.state_ids() {
            if to.index() % AT_ONCE == 0 {
                self.board.limits.watch.check()?;
            }
            let Some((least, most)) = self.bounds(state, to, &floor) else { continue };
            let mut always = self.board.graph.is_free();
            for place in self.between(least, most) {
                if leave.contains(StateId::new(place)) {
                    continue;
                }
                let judge = Judge::searching(self.board, self.players[place]);
                // Whatever a coalition brings about, a larger one can.
                always = always || Judge::searching(self.board, least).reaches(state, to, memory);
                if judge.gains(state, to)
                    && (always || judge.reaches(state, to, memory))
                    && !judge.deters(to, state, memory)
                {
                    leave.insert(StateId::new(place));
                }
            }
        }
        Ok(leave)
    }

    /// The smallest of the coalitions asked that have an improvement from one state to another.
    pub(super) fn smallest_with(&self, state: StateId, to: StateId, memory: &mut Memory) -> Vec<Coalition> {
        let Some((least, most)) = self.bounds(state, to, &self.floor(state)) else { return Vec::new() };
        let mut places: Vec<usize> = self.between(least, most).collect();
        places.sort_unstable();
        let mut found: Vec<Coalition> = Vec::new();
        for one in places.into_iter().map(|place| self.players[place]) {
            let judge = Judge::searching(self.board, one);
            if !found.iter().any(|less| less.is_subset(one))
                && judge.gains(state, to)
                && judge.reaches(state, to, memory)
            {
                found.push(one);
            }
        }
        smallest(&found)
    }

    /// Who is at least, and at most, in a coalition that has an improvement from one state to another: the owners of the options that
    /// differ, and all who may be members. Nothing if the states are the same, or an owner may not be a member.
    fn bounds(&self, state: StateId, to: StateId, floor: &[u32]) -> Option<(Coalition, Coalition)> {
        let ranks = &self.board.graph.ranks;
        let may_join = |actor: ActorId| ranks[actor.index()][to.index()] >= floor[actor.index()];
        let (mut differs, mut least) = (self.states.code(state) ^ self.states.code(to), Coalition::default());
        while differs != 0 {
            let owner = *self.owners.get(differs.trailing_zeros() as usize)?;
            if !may_join(owner) {
                return None;
            }
            least = least.with(owner.index());
            differs &= !self.states.own(owner);
        }
        if least.is_empty() {
            return None;
        }
        let others = self.board.graph.actor_ids().filter(|&actor| may_join(actor));
        Some((least, others.fold(least, |most, actor| most.with(actor.index()))))
    }

    /// For each actor the least rank of a state to which it can leave this one as a member of a coalition.
    fn floor(&self, state: StateId) -> Vec<u32> {
        let more = u32::from(self.board.question.improvement == Improvement::Strict);
        self.board.graph.ranks.iter().map(|ranks| ranks[state.index()] + more).collect()
    }

    /// The places of the coalitions asked that have at least these members and at most those.
    fn between(&self, least: Coalition, most: Coalition) -> Box<dyn Iterator<Item = usize> + '_> {
        let open = most.len() - least.len();
        if self.places.is_empty() || self.players.len() >> open == 0 {
            let fit = move |player: &Coalition| least.is_subset(*player) && player.is_subset(most);
            return Box::new((0..self.players.len()).filter(move |&place| fit(&self.players[place])));
        }
        Box::new(least.up_to(most).filter_map(|one| self.places[one.number()]).map(|place| place as usize))
    }
}
