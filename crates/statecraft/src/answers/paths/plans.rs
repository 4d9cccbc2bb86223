//! The easiest paths to a state as plans: moves, and which must wait for which, and why.

use crate::answers::explain::step::{Move, deed};
use crate::case::Case;
use crate::expr::Expr;
use crate::graph::{StateId, StateSpace};
use crate::model::{ActorId, Barred, Form, OptionId, OptionSet, RuleKind, holds};
use crate::paths::{Concedes, Deed, NoPlans, Paths, Plan, Plans, Wait, Ways};
use crate::phrase::english::{form, list, number};
use crate::phrase::statement::statement;
use crate::study::LaidOut;
use serde::{Deserialize, Serialize};

/// Plans for one state: their orders of moves are together exactly the easiest paths to it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct PathPlans {
    /// The plans, those with the most paths first.
    pub told: Vec<PathPlan>,
    /// Whether it is certain that no fewer plans have exactly these paths.
    pub fewest: bool,
    /// Why there are no plans although there are paths; nothing if there are plans, or no moves to plan.
    pub why_none: Option<WhyNoPlans>,
}

/// Moves, and which must wait for which; each order of the moves that heeds this is one of the easiest paths.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct PathPlan {
    /// How many paths it has.
    pub ways: u64,
    /// The moves; each stands after those that it waits for.
    pub steps: Vec<PlanStep>,
}

/// A move of a plan.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct PlanStep {
    /// Who moves: an actor by its key.
    pub by: String,
    /// The options that it takes up, by their keys.
    pub takes_up: Vec<String>,
    /// The options that it drops.
    pub drops: Vec<String>,
    /// Whether it is a concession: in no order of the moves, in some, or in each.
    pub concession: Conceded,
    /// What it waits for; what follows from other moves that wait is left out.
    pub waits_for: Vec<PlanWait>,
}

/// In which orders of its plan a move is a concession.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Conceded {
    /// In none.
    Never,
    /// In some.
    Sometimes,
    /// In each.
    Always,
}

/// A move that another waits for, and what would be lost by not waiting.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct PlanWait {
    /// The move, by its position in the plan from 0.
    pub step: usize,
    /// What becomes of the one that waits if it is made right before the other instead of right after; one of each kind.
    pub too_early: Vec<TooEarly>,
}

/// What becomes of a move that is made too early.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct TooEarly {
    /// What goes wrong.
    pub because: WhyWait,
    /// The move that is then a concession, with what its mover thinks of it: the one that is made too early, or the one that it
    /// should have waited for.
    pub step: Option<Move>,
    /// The rule that forbids it, in words.
    pub rule: Option<String>,
}

/// Why a move waits for another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum WhyWait {
    /// Before the other it cannot be made.
    NotLegal,
    /// Before the other it is no improvement for its mover.
    NoImprovement,
    /// Before the other somebody would move twice running.
    TwiceRunning,
    /// Before the other it leads to a state where paths end.
    Stopped,
    /// After it the other cannot be made any more.
    OtherNotLegal,
    /// After it the other is no improvement for its mover any more.
    OtherNoImprovement,
    /// The two in the other order lead to another state.
    LeadsElsewhere,
    /// The other order belongs to another plan.
    OtherPlan,
}

/// Why the paths to a state are not told as plans.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct WhyNoPlans {
    /// `bare-graph`, `too-many-paths`, `too-many-plans` or `same-deed`.
    pub because: String,
    /// The same in a sentence.
    pub words: String,
}

impl PathPlans {
    /// The plans of these ways to one state.
    pub(crate) fn of(case: &Case, laid_out: &LaidOut, paths: &Paths, ways: Option<&Ways>) -> PathPlans {
        let no = |why_none| PathPlans { told: Vec::new(), fewest: true, why_none };
        let Some(ways) = ways else { return no(Some(WhyNoPlans::of(NoPlans::TooManyPaths))) };
        if matches!(laid_out.graph.states, StateSpace::Named(_)) && ways.nodes.len() > 1 {
            return no(Some(WhyNoPlans {
                because: "bare-graph".to_string(),
                words: "moves have no options here, so they are known only by where they lead".to_string(),
            }));
        }
        let ground = Ground { case, laid_out, paths, ways };
        match Plans::of(ways, |by, from, to| deed(laid_out, by, from, to)) {
            Ok(Plans { plans, fewest }) => {
                PathPlans { told: plans.iter().map(|plan| ground.plan(plan)).collect(), fewest, why_none: None }
            }
            Err(NoPlans::NoMoves) => no(None),
            Err(why) => no(Some(WhyNoPlans::of(why))),
        }
    }
}

impl WhyNoPlans {
    fn of(why: NoPlans) -> WhyNoPlans {
        let (because, words) = match why {
            NoPlans::TooManyPaths | NoPlans::NoMoves => (
                "too-many-paths",
                "the ways are too many, or too long, to see which moves can change places".to_string(),
            ),
            NoPlans::TooManyPlans => (
                "too-many-plans",
                format!("it would take more than {} plans to have all ways and no others", number(Plans::MOST)),
            ),
            NoPlans::SameDeed => {
                ("same-deed", "one and the same move can lead to two states here, as states are merged".to_string())
            }
        };
        WhyNoPlans { because: because.to_string(), words }
    }
}

/// What plans are told from.
struct Ground<'p> {
    case: &'p Case,
    laid_out: &'p LaidOut,
    paths: &'p Paths<'p>,
    ways: &'p Ways,
}

/// So many places are looked at to see what becomes of a move made too early.
const MOST_TRIED: usize = 64;

impl Ground<'_> {
    fn plan(&self, plan: &Plan) -> PathPlan {
        let model = &self.laid_out.model;
        let keys = |bits: OptionSet| model.option_keys(bits).into_iter().map(String::from).collect();
        let step = |(at, deed): (usize, &Deed)| PlanStep {
            by: model.actors[deed.by.index()].key.clone(),
            takes_up: keys(deed.takes_up),
            drops: keys(deed.drops),
            concession: match plan.concession[at] {
                Concedes::Never => Conceded::Never,
                Concedes::Sometimes => Conceded::Sometimes,
                Concedes::Always => Conceded::Always,
            },
            waits_for: plan.waits.iter().filter(|wait| wait.then == at).map(|wait| self.wait(plan, wait)).collect(),
        };
        PathPlan { ways: plan.paths, steps: plan.steps.iter().enumerate().map(step).collect() }
    }

    fn wait(&self, plan: &Plan, wait: &Wait) -> PlanWait {
        let mut too_early: Vec<TooEarly> = Vec::new();
        for &(node, next) in wait.tried.iter().take(MOST_TRIED) {
            let found = self.too_early(node, next, plan.steps[wait.first], plan.steps[wait.then]);
            if too_early.iter().all(|known| known.because != found.because) {
                too_early.push(found);
            }
        }
        if too_early.is_empty() {
            too_early.push(TooEarly { because: WhyWait::OtherPlan, step: None, rule: None });
        }
        PlanWait { step: wait.first, too_early }
    }

    /// What goes wrong where, at a node, the second of two moves is made before the first.
    fn too_early(&self, node: usize, next: Option<ActorId>, first: Deed, then: Deed) -> TooEarly {
        let node = self.ways.nodes[node];
        let plain = |because| TooEarly { because, step: None, rule: None };
        let Some(early) = self.lead(node.state, then) else {
            return TooEarly { rule: self.forbidden(node.state, then), ..plain(WhyWait::NotLegal) };
        };
        let in_order = self.lead(node.state, first).map(|middle| (middle, self.lead(middle, then)));
        let cost = |deed: Deed, from: StateId, to: StateId| i32::from(!self.laid_out.graph.prefers(deed.by, to, from));
        let due = in_order.map_or(0, |(middle, end)| end.map_or(0, |end| cost(then, middle, end)));
        let due_first = in_order.map_or(0, |(middle, _)| cost(first, node.state, middle));
        let more = cost(then, node.state, early) - due;
        let late = self.lead(early, first);
        let more_first = late.map_or(0, |late| cost(first, early, late) - due_first);
        let told = |because, deed: Deed, from, to| TooEarly {
            because,
            step: Some(Move::of(self.case, self.laid_out, deed.by, from, to)),
            rule: None,
        };
        match late {
            _ if more > 0 && more + more_first > 0 => told(WhyWait::NoImprovement, then, node.state, early),
            _ if node.last == Some(then.by) => plain(WhyWait::TwiceRunning),
            _ if self.paths.ends_at(early) => plain(WhyWait::Stopped),
            None => TooEarly { rule: self.forbidden(early, first), ..plain(WhyWait::OtherNotLegal) },
            Some(late) if more + more_first > 0 => told(WhyWait::OtherNoImprovement, first, early, late),
            Some(_) if next == Some(first.by) => plain(WhyWait::TwiceRunning),
            Some(_) => plain(WhyWait::LeadsElsewhere),
        }
    }

    /// Where a move leads from a state, if it can be made.
    fn lead(&self, from: StateId, what: Deed) -> Option<StateId> {
        let to = self.laid_out.graph.moves_from(what.by, from);
        to.into_iter().find(|&to| deed(self.laid_out, what.by, from, to) == what)
    }

    /// The rule that forbids a move from a state, in words; nothing where states are merged.
    fn forbidden(&self, from: StateId, deed: Deed) -> Option<String> {
        let model = &self.laid_out.model;
        let (Form::Options(options), StateSpace::Settings(states)) = (&model.form, &self.laid_out.graph.states) else {
            return None;
        };
        if !states.merged().is_empty() {
            return None;
        }
        let before = states.code(from);
        if !model.acts(deed.by, before) {
            let actor = &model.actors()[deed.by.index()];
            return Some(format!("{} {} no say there", actor.in_text, form(actor.plural, "has", "have")));
        }
        let after = (before & !deed.drops) | deed.takes_up;
        let words = |tree: &Expr<OptionId>| statement(model, deed.by, tree);
        let broken = |option: &OptionId| after >> option.index() & 1 == 1;
        if let Some(rule) = options.rules.iter().find(|rule| rule.kind.is_broken(&broken)) {
            return Some(in_words(&rule.kind, words));
        }
        let bars = |barred: &&Barred| {
            barred.actor == deed.by && holds(&barred.from.tree, before) && holds(&barred.to.tree, after)
        };
        let barred = options.barred.iter().find(bars)?;
        Some(format!("no move from {} to {}", words(&barred.from.tree), words(&barred.to.tree)))
    }
}

fn in_words(rule: &RuleKind, words: impl Fn(&Expr<OptionId>) -> String) -> String {
    match rule {
        RuleKind::Never(tree) => format!("never {}", words(tree)),
        RuleKind::Needs(when, needs) => format!("{} needs {}", words(when), words(needs)),
        RuleKind::Count { of, at_least_one, at_most_one } => {
            let many = match (at_least_one, at_most_one) {
                (true, true) => "exactly one",
                (true, false) => "at least one",
                _ => "at most one",
            };
            format!("{many} of {}", list(&of.iter().map(words).collect::<Vec<_>>()))
        }
    }
}
