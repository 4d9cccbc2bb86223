//! **paths**: from one state to another, move by move.
//!
//! A path is a sequence of moves of several actors in which nobody moves twice running (status quo analysis: Li, Kilgour & Hipel
//! 2005; Xu, Kilgour, Hipel & Kemkes 2010). Three questions are asked of it: how few moves lead to a state; whether
//! improvements alone do, each judged by its mover against the state that it leaves; and if not, how few *concessions* are needed,
//! moves after which the mover is no better off. The last question contains the second: a path of no concessions is one of
//! improvements. So two searches from one state answer all three for every state (`search`), each of them Dijkstra's with
//! few different costs; in a box of short axes costs are spread instead (`spread`). What lies on the best paths to a state is then
//! gathered backwards (`ways`), and said as moves that wait for others, not as every order of them (`plans`); who must move on every path is found by searching without each actor, and why a state cannot be
//! reached by looking at what never changes (`why_not`).
//!
//! Where moves are transitive, whoever moves twice running could have moved once, so a best path never does, and states are
//! all there is to search. Else the search goes over pairs of a state and who moved last; the best two costs by different last
//! movers are enough to remember, since whoever comes next may go on from one of them.

mod cost;
mod orders;
mod plans;
mod search;
mod spread;
mod ways;
mod why_not;

pub use cost::Cost;
pub use plans::{Concedes, Deed, NoPlans, Plan, Plans, Wait};
pub use ways::{Node, Step, Ways};
pub use why_not::WhyNot;

use crate::graph::{Graph, LimitReached, Limits, Reach, StateId, StateSet, StateSpace, parallel};
use crate::model::ActorId;
use cost::{AllowedMoves, PathQuery};
use search::{Distances, SearchGraph};

/// The best paths from one state to all others.
pub struct Paths<'g> {
    ground: SearchGraph<'g>,
    from: StateId,
    shortest: Distances,
    easiest: Distances,
    limits: Limits,
}

/// Which paths are the best.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Best {
    /// Those with the fewest moves.
    Shortest,
    /// Those with the fewest concessions, and among these the fewest moves.
    Easiest,
}

/// The memory that it takes: where actors can move; two searches at once and their answers, or these and a third search. A
/// search keeps two costs and a last mover of each state, a queue, and what each actor has seen.
fn bytes(graph: &Graph) -> u64 {
    let reach: u64 = graph.actor_ids().map(|actor| Reach::bytes(graph, actor)).sum();
    let cells: usize = graph.actor_ids().map(|actor| Reach::count_cells(graph, actor)).sum();
    let (of_state, of_cell) = if graph.is_transitive() { (20, 4) } else { (36, 5) };
    reach + 3 * of_state * graph.len() as u64 + 2 * of_cell * cells as u64
}

impl<'g> Paths<'g> {
    /// Finds the paths from a state; none goes on past the states of `stops`, but for the one where it begins.
    ///
    /// Cost: a few passes over the states for each actor in option form, over the arcs of a bare graph.
    ///
    /// # Errors
    /// There is not memory enough, or the work was stopped.
    pub fn from(graph: &'g Graph, from: StateId, stops: StateSet, limits: &Limits) -> Result<Paths<'g>, LimitReached> {
        limits.allow(bytes(graph))?;
        let reach = graph.actor_ids().map(|actor| Reach::of(graph, actor)).collect();
        let ground = SearchGraph { graph, reach, stops, remembers: !graph.is_transitive() };
        let search = |moves| Distances::from(&ground, from, PathQuery::with(moves), &limits.watch);
        let (shortest, easiest) = parallel::join(|| search(AllowedMoves::Any), || search(AllowedMoves::Weighed));
        Ok(Paths { shortest: shortest?, easiest: easiest?, ground, from, limits: limits.clone() })
    }

    /// Where the paths begin.
    pub fn start(&self) -> StateId {
        self.from
    }

    /// Whether paths end at a state, if they do not begin there.
    pub fn ends_at(&self, state: StateId) -> bool {
        state != self.from && self.ground.stops.contains(state)
    }

    /// Whether the work may go on.
    pub(crate) fn check(&self) -> Result<(), LimitReached> {
        self.limits.watch.check()
    }

    /// The fewest moves that lead to a state; nothing if none do.
    pub fn moves(&self, to: StateId) -> Option<u32> {
        self.shortest.best(to).map(|cost| cost.moves)
    }

    /// The fewest concessions on a path to a state, and the fewest moves on such a path; nothing if none leads there.
    pub fn easiest(&self, to: StateId) -> Option<Cost> {
        self.easiest.best(to)
    }

    /// The states that can be reached, the first among them.
    pub fn reached(&self) -> StateSet {
        self.shortest.reached()
    }

    /// The states that can be reached by improvements alone, the first among them.
    pub fn reached_by_improvements(&self) -> StateSet {
        let alone = |state| self.easiest.best(state).is_some_and(|cost| cost.concessions == 0);
        StateSet::of(self.ground.graph.len(), alone)
    }

    /// Everything that lies on the best paths to some states; nothing if it is too much to gather.
    pub fn ways(&self, to: &[StateId], best: Best) -> Option<Ways> {
        Ways::to(&self.ground, self.from, self.distances(best), to)
    }

    /// One of the best paths to a state, always the same one; nothing if none leads there.
    pub fn one_way(&self, to: StateId, best: Best) -> Option<Vec<(ActorId, StateId)>> {
        ways::one(&self.ground, self.from, self.distances(best), to)
    }

    fn distances(&self, best: Best) -> &Distances {
        match best {
            Best::Shortest => &self.shortest,
            Best::Easiest => &self.easiest,
        }
    }

    /// For each of some states the actors who move on every path there; on every path of improvements alone, if these are asked
    /// for. Nobody, where there is no such path.
    ///
    /// # Errors
    /// The work was stopped.
    pub fn who_must_move(&self, to: &[StateId], improvements: bool) -> Result<Vec<Vec<ActorId>>, LimitReached> {
        let (best, asked) = if improvements {
            (Best::Easiest, PathQuery::with(AllowedMoves::Improvements))
        } else {
            (Best::Shortest, PathQuery::with(AllowedMoves::Any))
        };
        let there = |to| !improvements || self.easiest.best(to).is_some_and(|cost| cost.concessions == 0);
        let watch = &self.limits.watch;
        let some_way = |&to: &StateId| if there(to) { self.one_way(to, best).unwrap_or_default() } else { Vec::new() };
        let some_ways: Vec<_> = to.iter().map(some_way).collect();
        let mut must = vec![Vec::new(); to.len()];
        for actor in self.ground.graph.actor_ids() {
            // Whoever does not move on one path need not move.
            let moves = |way: &[(ActorId, StateId)]| way.iter().any(|&(by, _)| by == actor);
            let open = |(to, way): (&StateId, &Vec<_>)| moves(way) && !self.is_due_to(actor, *to);
            let without = if to.iter().zip(&some_ways).any(open) {
                Some(Distances::from(&self.ground, self.from, PathQuery { without: Some(actor), ..asked }, watch)?)
            } else {
                None
            };
            let avoidable = |to: &StateId| without.as_ref().is_some_and(|without| without.best(*to).is_some());
            for ((to, way), must) in to.iter().zip(&some_ways).zip(&mut must) {
                must.extend((moves(way) && !avoidable(to)).then_some(actor));
            }
        }
        Ok(must)
    }

    /// Whether a state differs in an actor's own options that nobody else can change.
    fn is_due_to(&self, actor: ActorId, to: StateId) -> bool {
        let StateSpace::Settings(states) = &self.ground.graph.states else { return false };
        let own = states.own(actor) & !states.followers();
        states.merged().is_empty() && (states.code(self.from) ^ states.code(to)) & own != 0
    }
}
