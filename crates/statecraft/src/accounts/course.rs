//! **The course of improvements** from today (status quo analysis: Li, Kilgour & Hipel 2005; Xu, Kilgour, Hipel & Kemkes 2010).
//!
//! A path is a sequence of improvements from today on in which nobody moves twice running, all of them lean: an improvement that
//! bundles what its mover wants with what it does not is no step that one would wait for ([`crate::believable`]). It can end in a state that nobody would
//! leave by an improvement. Something *happens* when an option is first otherwise than today (in a bare graph, when a state is
//! first entered). On every path `e` comes before `f` when `f` can happen, and no path has `f` happen before `e` or with it.
//!
//! Cost: one search over pairs of state and last mover, and one for each thing that can happen, within [`STEPS`] arcs.

use super::members;
use crate::believable::lean_improvements;
use crate::graph::{Graph, LimitReached, StateId, StateSpace, Watch};
use crate::model::{ActorId, OptionSet, bit};
use std::collections::{BTreeSet, HashMap, VecDeque};

/// So many improvements are followed at most.
const STEPS: usize = 1 << 21;

/// The lean improvements of an actor from today.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FirstMove {
    /// Whose.
    pub actor: ActorId,
    /// Where they lead, ascending.
    pub to: Vec<StateId>,
    /// Those that the actor likes best, among all of its improvements as well.
    pub best: Vec<StateId>,
    /// How many other improvements it has, which are not lean.
    pub not_lean: usize,
}

/// Where paths of improvements can end.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Ends {
    /// The states in which they can end, each with the fewest moves it takes, ascending.
    pub states: Vec<(StateId, usize)>,
    /// Whether a path may go round for ever.
    pub circles: bool,
}

/// The paths of improvements from today in one account.
#[derive(Clone, Debug)]
pub struct Course {
    /// Who can improve at once, and how.
    pub first: Vec<FirstMove>,
    /// Where paths end; nothing if there was too much to follow.
    pub ends: Option<Ends>,
    /// Everything that can happen on some path, one bit each.
    pub possible: OptionSet,
    /// What can happen on some path on which everybody takes a step that it likes best.
    pub likely: OptionSet,
    /// How many improvements were not followed since they are not lean: those from the states of the paths, by actors whose turn it
    /// may be.
    pub not_lean: usize,
    nodes: Vec<CourseNode>,
}

/// A state as it is reached by one last mover.
#[derive(Clone, Debug)]
struct CourseNode {
    state: StateId,
    last: Option<ActorId>,
    /// What is otherwise than today, one bit each.
    happened: OptionSet,
    moves: usize,
    next: Vec<u32>,
}

impl Course {
    /// Follows the improvements from today; nothing if today is not known.
    ///
    /// # Errors
    /// The work was stopped.
    pub fn of(graph: &Graph, watch: &Watch) -> Result<Option<Course>, LimitReached> {
        let Some(today) = graph.status_quo else { return Ok(None) };
        let first = graph.actor_ids().map(|actor| first_move(graph, actor, today)).collect();
        let mut course = Course { first, ends: None, possible: 0, likely: 0, not_lean: 0, nodes: Vec::new() };
        let all = |actor, state| lean_improvements(graph, actor, state);
        let best = |actor, state| best(graph, actor, &all(actor, state));
        if let (Some(nodes), Some(best)) = (follow(graph, today, &all, watch)?, follow(graph, today, &best, watch)?) {
            let happening = |nodes: &[CourseNode]| nodes.iter().fold(0, |all, node| all | node.happened);
            (course.possible, course.likely) = (happening(&nodes), happening(&best));
            course.nodes = nodes;
            course.not_lean = course.left_out(graph, watch)?;
            course.ends = Some(course.all_ends(graph));
        }
        Ok(Some(course))
    }

    fn left_out(&self, graph: &Graph, watch: &Watch) -> Result<usize, LimitReached> {
        let turns = |node: &CourseNode| {
            let (state, last) = (node.state, node.last);
            graph.actor_ids().filter(move |actor| Some(*actor) != last).map(move |actor| (state, actor))
        };
        let turns: BTreeSet<(StateId, ActorId)> = self.nodes.iter().flat_map(turns).collect();
        let mut count = 0;
        for (state, actor) in turns {
            watch.check()?;
            count += graph.improvements_from(actor, state).len() - lean_improvements(graph, actor, state).len();
        }
        Ok(count)
    }

    fn all_ends(&self, graph: &Graph) -> Ends {
        let rests = |state| graph.actor_ids().all(|actor| graph.improvements_from(actor, state).is_empty());
        let ends = self.nodes.iter().filter(|node| node.next.is_empty() && rests(node.state));
        let mut states: Vec<(StateId, usize)> = ends.map(|node| (node.state, node.moves)).collect();
        states.sort_unstable();
        states.dedup_by_key(|(state, _)| *state);
        Ends { states, circles: self.circles() }
    }

    /// Whether taking away, one after another, the nodes that nothing leads to leaves some.
    fn circles(&self) -> bool {
        let mut entries = vec![0usize; self.nodes.len()];
        self.nodes.iter().flat_map(|node| &node.next).for_each(|&next| entries[next as usize] += 1);
        let mut free: Vec<usize> = (0..self.nodes.len()).filter(|&at| entries[at] == 0).collect();
        let mut gone = 0;
        while let Some(at) = free.pop() {
            gone += 1;
            for &next in &self.nodes[at].next {
                entries[next as usize] -= 1;
                if entries[next as usize] == 0 {
                    free.push(next as usize);
                }
            }
        }
        gone < self.nodes.len()
    }

    /// Whether something happens on every path; no if a path may go round for ever.
    pub fn is_certain(&self, event: usize) -> bool {
        let mut ends_without = self.ends.as_ref().is_none_or(|ends| ends.circles);
        self.without(event, |node| ends_without |= node.happened >> event & 1 == 0 && node.next.is_empty());
        !ends_without
    }

    /// What can happen on some path without `event` having happened by an earlier move.
    pub fn not_after(&self, event: usize) -> OptionSet {
        let mut found = 0;
        self.without(event, |node| found |= node.happened);
        found & !(1 << event)
    }

    /// Visits the nodes that paths come to until `event` happens, and those where it does.
    fn without(&self, event: usize, mut visit: impl FnMut(&CourseNode)) {
        let mut seen = vec![false; self.nodes.len()];
        let mut open: Vec<usize> = (0..self.nodes.len().min(1)).collect();
        self.nodes.first().into_iter().for_each(&mut visit);
        while let Some(at) = open.pop() {
            for &next in &self.nodes[at].next {
                let node = &self.nodes[next as usize];
                visit(node);
                if node.happened >> event & 1 == 0 && !std::mem::replace(&mut seen[next as usize], true) {
                    open.push(next as usize);
                }
            }
        }
    }

    /// What happens only after `event`, on every path where it happens at all; one bit each.
    pub fn only_after(&self, event: usize) -> OptionSet {
        match self.possible >> event & 1 {
            1 => self.possible & !self.not_after(event) & !(1 << event),
            _ => 0,
        }
    }
}

/// The nodes of all paths that take such steps from today; nothing if they are too many.
fn follow(
    graph: &Graph,
    today: StateId,
    steps: &dyn Fn(ActorId, StateId) -> Vec<StateId>,
    watch: &Watch,
) -> Result<Option<Vec<CourseNode>>, LimitReached> {
    let happened = happenings(graph, today);
    let mut known: HashMap<(StateId, Option<ActorId>), u32> = HashMap::from([((today, None), 0)]);
    let mut open = VecDeque::from([(today, None)]);
    let mut nodes = vec![CourseNode { state: today, last: None, happened: 0, moves: 0, next: Vec::new() }];
    let mut taken = 0;
    while let Some((state, last)) = open.pop_front() {
        watch.check()?;
        let at = known[&(state, last)] as usize;
        for actor in graph.actor_ids().filter(|&actor| Some(actor) != last) {
            for to in steps(actor, state) {
                taken += 1;
                let next = *known.entry((to, Some(actor))).or_insert_with(|| {
                    open.push_back((to, Some(actor)));
                    nodes.push(CourseNode {
                        state: to,
                        last: Some(actor),
                        happened: happened(to),
                        moves: nodes[at].moves + 1,
                        next: Vec::new(),
                    });
                    (nodes.len() - 1) as u32
                });
                nodes[at].next.push(next);
            }
        }
        if taken > STEPS {
            return Ok(None);
        }
    }
    Ok(Some(nodes))
}

fn first_move(graph: &Graph, actor: ActorId, today: StateId) -> FirstMove {
    let to = lean_improvements(graph, actor, today);
    let not_lean = graph.improvements_from(actor, today).len() - to.len();
    FirstMove { actor, best: best(graph, actor, &to), to, not_lean }
}

/// Those of some states that an actor likes best.
fn best(graph: &Graph, actor: ActorId, states: &[StateId]) -> Vec<StateId> {
    let rank = |state: &StateId| graph.ranks[actor.index()][state.index()];
    let highest = states.iter().map(rank).max();
    states.iter().copied().filter(|state| Some(rank(state)) == highest).collect()
}

/// What has happened in a state that was not so today: options that are otherwise in all of its settings and were so in none of
/// today's; in a bare graph the state itself, of the first [`MAX_OPTIONS`].
fn happenings(graph: &Graph, today: StateId) -> impl Fn(StateId) -> OptionSet {
    let common = |state| {
        let members = members(graph, state);
        members.iter().fold((OptionSet::MAX, 0), |(every, any), code| (every & code, any | code))
    };
    let (every_today, any_today) = common(today);
    let bare = matches!(graph.states, StateSpace::Named(_));
    move |state| {
        if bare {
            return if state == today { 0 } else { bit(state.index()) };
        }
        let (every, any) = common(state);
        (every & !any_today) | (every_today & !any)
    }
}
