//! **Simultaneous stability** (after Fraser & Hipel 1979, 1984, in the form that later programs give it).
//!
//! An actor would improve from `s` to `s1`; at the same moment each of the others may take one of its own improvements from `s`,
//! or stay. Each adds its change of options. `s` is stable iff every improvement can so come to nothing:
//!
//! ```text
//! C_j = {0} ∪ {t − s : t ∈ R_j⁺(s)}                  what each of the others may add
//! ∀ s1 ∈ R_i⁺(s) ∃ c ∈ Π_{j≠i} C_j :  s1 + Σ c_j is feasible, and s ≽_i s1 + Σ c_j
//! ```
//!
//! Unlike the printed tableau, the others' improvements count even where they are stable themselves, and any of them may move.
//! Combinations that are not feasible are passed over. The concept adds options, so it is not defined for bare graphs, merged
//! states or barred moves. It is no refinement of the others: SIM ⊄ GMR.
//!
//! Cost: the combinations are as many as the others' improvements multiplied, but they are not listed. The states form a tree
//! that branches by the actor's options, then by those of one other after another; below each branch the least rank is known,
//! so a branch without a deterrent is left at once, and the first deterrent ends the search ([`Tree`]). In practice it takes
//! about as many steps as there are improvements; at [`MOST_STEPS`] it stops and says so.

use super::refused::Reason;
use super::tree::Tree;
use super::{each_part, tree};
use crate::graph::{Graph, Reach, StateId, StateSet, StateSpace, States, Watch};
use crate::model::{ActorId, OptionSet};
use std::sync::atomic::{AtomicU64, Ordering};

/// The search stops after so many steps, those of all states and actors together.
pub(super) const MOST_STEPS: u64 = 1 << 32;

/// For each actor the stable states.
pub(super) fn stable(graph: &Graph, watch: &Watch) -> Result<Vec<StateSet>, Reason> {
    within(graph, MOST_STEPS, watch)
}

/// The same with another limit.
fn within(graph: &Graph, most: u64, watch: &Watch) -> Result<Vec<StateSet>, Reason> {
    let states = settings(graph)?;
    let actors: Vec<ActorId> = graph.actor_ids().collect();
    let reach: Vec<Reach> = actors.iter().map(|&actor| Reach::of(graph, actor)).collect();
    let budget = Budget { spent: AtomicU64::new(0), most, watch };
    actors.iter().map(|&focal| of_actor(graph, states, &reach, focal, &budget)).collect()
}

/// The settings of the states, if changes of options can be added up.
///
/// # Errors
/// Why they cannot.
pub fn settings(graph: &Graph) -> Result<&States, Reason> {
    match &graph.states {
        StateSpace::Named(_) => Err(Reason::NeedsOptions),
        StateSpace::Settings(states) if !states.merged().is_empty() => Err(Reason::MergedStates),
        StateSpace::Settings(_) if graph.barred => Err(Reason::BarredMoves),
        StateSpace::Settings(states) => Ok(states),
    }
}

/// How many steps all may take together.
struct Budget<'w> {
    spent: AtomicU64,
    most: u64,
    watch: &'w Watch,
}

impl Budget<'_> {
    /// Whether the sum of all steps stays within the limit: the same answer in whatever order they are counted.
    fn allows(&self, steps: u64) -> bool {
        self.spent.fetch_add(steps, Ordering::Relaxed) + steps <= self.most
    }
}

fn of_actor(
    graph: &Graph,
    states: &States,
    reach: &[Reach],
    focal: ActorId,
    budget: &Budget<'_>,
) -> Result<StateSet, Reason> {
    let others: Vec<ActorId> = graph.actor_ids().filter(|&j| j != focal && states.own(j) != 0).collect();
    let tree = Tree::of(states, &graph.ranks[focal.index()], focal, &others);
    let parts = each_part(graph.len(), graph.len(), |part| {
        let mut moment =
            SimultaneousMoves { graph, states, reach, focal, others: &others, tree: &tree, choices: vec![] };
        moment.choices.resize(others.len(), Vec::new());
        let mut unstable = Vec::new();
        for state in part.map(StateId::new) {
            let mut steps = tree::StepBudget { taken: 0, most: budget.most };
            let holds = moment.holds(state, &mut steps);
            budget.watch.check().map_err(Reason::Limit)?;
            if !budget.allows(steps.taken) {
                return Err(Reason::Work(budget.most));
            }
            unstable.extend((!holds).then_some(state));
        }
        Ok(unstable)
    });
    let mut stable = StateSet::full(graph.len());
    for part in parts {
        part?.into_iter().for_each(|state| stable.remove(state));
    }
    Ok(stable)
}

/// All actors about to improve at once.
struct SimultaneousMoves<'g> {
    graph: &'g Graph,
    states: &'g States,
    reach: &'g [Reach<'g>],
    focal: ActorId,
    others: &'g [ActorId],
    tree: &'g Tree,
    /// For each of the others what its options may be afterwards, ascending.
    choices: Vec<Vec<OptionSet>>,
}

impl SimultaneousMoves<'_> {
    /// Whether each of the actor's improvements could come to nothing: first whether it could whatever the others might do, then
    /// whether it could by what they would do.
    fn holds(&mut self, state: StateId, steps: &mut tree::StepBudget) -> bool {
        let rank = &self.graph.ranks[self.focal.index()];
        let mut improvements = Vec::new();
        self.reach[self.focal.index()].each_improvement(state, rank, |to| improvements.push(to));
        steps.taken += self.reach[self.focal.index()].options(state);
        let own = self.states.own(self.focal);
        let roots = improvements.into_iter().map(|to| self.tree.root(self.states.taken(to) & own));
        let Some(roots) = roots.collect::<Option<Vec<usize>>>() else { return false };
        let rank = rank[state.index()];
        if roots.iter().any(|&root| self.tree.least(root) > rank) {
            return false;
        }
        if !roots.is_empty() {
            self.look_around(state, steps);
        }
        roots.into_iter().all(|root| self.tree.can_fall_to(rank, root, &self.choices, steps))
    }

    /// What each of the others may do at this moment.
    fn look_around(&mut self, state: StateId, steps: &mut tree::StepBudget) {
        for (&other, choices) in self.others.iter().zip(&mut self.choices) {
            let own = self.states.own(other);
            choices.clear();
            choices.push(self.states.taken(state) & own);
            let rank = &self.graph.ranks[other.index()];
            self.reach[other.index()].each_improvement(state, rank, |to| choices.push(self.states.taken(to) & own));
            choices.sort_unstable(); // sorted but for the first, unless the actor has one-way options
            steps.taken += self.reach[other.index()].options(state);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::case::Case;
    use crate::graph::Limits;
    use crate::model::Model;

    /// Two actors who each would rather do the one thing, whatever the other does.
    const CASE: &str = r#"
        title = "Two who would"
        actors.a = { name = "A", options.o = { label = "Do it" } }
        actors.b = { name = "B", options.o = { label = "Do it" } }
        preferences.a = ['a.o']
        preferences.b = ['b.o']
    "#;

    #[test]
    fn more_steps_than_allowed_are_said_and_not_guessed() -> Result<(), Box<dyn std::error::Error>> {
        let case = Case::parse(CASE).map_err(|_| "the case is refused")?;
        let model = Model::from_case(&case, &case.accounts[0]).map_err(|_| "no model")?;
        let graph = Graph::explore(&model, &Limits::default())?;
        let allowed = |most| {
            within(&graph, most, &Watch::default()).map(|stable| stable.iter().map(StateSet::len).collect::<Vec<_>>())
        };
        let enough = (0..1000).find(|&most| allowed(most).is_ok()).ok_or("no limit is enough")?;
        assert!(enough > 4);
        assert_eq!(allowed(enough), Ok(vec![2, 2]));
        assert_eq!(allowed(enough - 1), Err(Reason::Work(enough - 1)));
        Ok(())
    }
}
