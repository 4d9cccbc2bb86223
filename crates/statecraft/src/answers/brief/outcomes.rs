//! The outcomes told, what is the same in all of them, and what parts the accounts.

use super::{Told, bits, today};
use crate::believable::{Hold, answered_by, hold, lean_improvements};
use crate::graph::{Graph, LimitReached, Limits, StateId, StateSet, StateSpace};
use crate::model::OptionSet;
use crate::paths::{Best, Paths};
use crate::study::{LaidOut, StateName};
use serde::{Deserialize, Serialize};

/// In larger graphs it is not looked up whether lean moves alone lead somewhere.
const LEAN_UP_TO: usize = 1 << 14;

/// An outcome, in whichever accounts it is told.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct BriefOutcome {
    /// The scenario that it is called by in the first of them.
    pub scenario: Option<String>,
    /// The options taken; in a bare graph none.
    pub taken: Vec<String>,
    /// Those taken today and not in it.
    pub ends: Vec<String>,
    /// Those taken in it and not today.
    pub begins: Vec<String>,
    /// Whether it is nowhere at rest, and differs from an outcome that is by what the members of one bargain decide: it is then told
    /// as their exchange.
    pub exchange: bool,
    /// In which accounts, and why there.
    pub holds: Vec<Holds>,
}

/// How an outcome holds in one account.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Holds {
    /// The account; none if the case has no accounts.
    pub account: Option<String>,
    /// The state.
    pub state: StateName,
    /// Why it holds.
    pub hold: Hold,
    /// Whose answers that one may believe keep the others from leaving it.
    pub answered_by: Vec<String>,
    /// Whether some group would leave it together, where nobody would alone; none if that is too much to find out.
    pub left_together: Option<bool>,
    /// How it comes about from today; none if the case does not say where things stand, or if that is too much to find out.
    pub way: Option<Way>,
}

/// How an outcome comes about from today.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Way {
    /// It is where things stand.
    Here,
    /// Each step is a gain to whoever takes it, and bundles no loss with it.
    Gains,
    /// Each step is a gain on the whole, but some bundle a loss with it.
    Bundles,
    /// Somebody must first take a step that is no gain: the actor, and whether it is a loss.
    Concession {
        /// Who.
        actor: String,
        /// Whether it ends worse, not merely no better.
        loss: bool,
    },
    /// No moves lead there.
    Never,
}

/// An option that is the same in all outcomes told.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Settled {
    /// The option.
    pub option: String,
    /// Whether it is taken.
    pub taken: bool,
    /// Whether it is today, where all accounts agree on that.
    pub today: Option<bool>,
    /// Whether it is so in every outcome told, or only where nobody gains by moving.
    pub everywhere: bool,
}

/// An option that parts the accounts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct OptionSign {
    /// The option.
    pub option: String,
    /// Whether it is taken today, where all accounts agree on that.
    pub today: Option<bool>,
    /// The accounts where it is taken in every outcome told.
    pub always: Vec<String>,
    /// Those where it is in none.
    pub never: Vec<String>,
    /// Those where it is in some.
    pub open: Vec<String>,
}

pub(super) fn outcomes(told: &[Told], limits: &Limits) -> Result<Vec<BriefOutcome>, LimitReached> {
    let mut found: Vec<BriefOutcome> = Vec::new();
    for account in told {
        let ways = Ways::of(account.laid_out, limits)?;
        for &state in &account.states {
            limits.watch.check()?;
            let LaidOut { graph, .. } = account.laid_out;
            let holds = Holds {
                account: account.id(),
                state: StateName::of(graph, state),
                hold: hold(graph, state),
                answered_by: answered_by(graph, state)
                    .into_iter()
                    .map(|actor| account.laid_out.model.actors()[actor.index()].key.clone())
                    .collect(),
                left_together: None,
                way: ways.as_ref().map(|ways| ways.to(state)),
            };
            let outcome = BriefOutcome::new(account.laid_out, state);
            let is_same = |known: &&mut BriefOutcome| match graph.states {
                StateSpace::Settings(_) => known.taken == outcome.taken,
                StateSpace::Named(_) => known.holds.iter().any(|other| other.state == holds.state),
            };
            match found.iter_mut().find(is_same) {
                Some(known) => known.holds.push(holds),
                None => found.push(BriefOutcome { holds: vec![holds], ..outcome }),
            }
        }
    }
    Ok(found)
}

impl BriefOutcome {
    fn new(laid_out: &LaidOut, state: StateId) -> BriefOutcome {
        let strings = |keys: Vec<&str>| keys.into_iter().map(String::from).collect::<Vec<_>>();
        let taken = strings(laid_out.taken(state));
        let today = laid_out.graph.status_quo.map(|today| strings(laid_out.taken(today))).unwrap_or(taken.clone());
        BriefOutcome {
            scenario: laid_out.scenario_of(state).map(|scenario| scenario.key.clone()),
            ends: today.iter().filter(|option| !taken.contains(option)).cloned().collect(),
            begins: taken.iter().filter(|option| !today.contains(option)).cloned().collect(),
            taken,
            exchange: false,
            holds: Vec::new(),
        }
    }

    /// Whether nobody gains by leaving it alone, in some account.
    pub fn is_at_rest(&self) -> bool {
        self.holds.iter().any(|holds| holds.hold == Hold::AtRest)
    }
}

/// How states come about from today in one account.
struct Ways<'s> {
    graph: &'s Graph,
    today: StateId,
    paths: Paths<'s>,
    /// What lean improvements alone lead to; none in a larger graph.
    lean: Option<StateSet>,
    keys: Vec<String>,
}

impl<'s> Ways<'s> {
    fn of(laid_out: &'s LaidOut, limits: &Limits) -> Result<Option<Ways<'s>>, LimitReached> {
        let graph = &*laid_out.graph;
        let Some(today) = graph.status_quo else { return Ok(None) };
        let paths = Paths::from(graph, today, StateSet::empty(graph.len()), limits);
        let Some(paths) = super::unless_too_much(paths)? else { return Ok(None) };
        let lean = if graph.len() <= LEAN_UP_TO { Some(by_lean_moves(graph, today, limits)?) } else { None };
        let keys = laid_out.model.actor_keys().into_iter().map(String::from).collect();
        Ok(Some(Ways { graph, today, paths, lean, keys }))
    }

    fn to(&self, state: StateId) -> Way {
        match self.paths.easiest(state) {
            _ if state == self.today => Way::Here,
            None => Way::Never,
            Some(cost) if cost.concessions == 0 => {
                let lean = self.lean.as_ref().is_none_or(|lean| lean.contains(state));
                if lean { Way::Gains } else { Way::Bundles }
            }
            Some(_) => self.first_concession(state).unwrap_or(Way::Never),
        }
    }

    /// The first step of an easiest path that is no gain to its mover.
    fn first_concession(&self, state: StateId) -> Option<Way> {
        let mut from = self.today;
        for (actor, to) in self.paths.one_way(state, Best::Easiest)? {
            if !self.graph.prefers(actor, to, from) {
                let actor_key = self.keys[actor.index()].clone();
                return Some(Way::Concession { actor: actor_key, loss: self.graph.prefers(actor, from, to) });
            }
            from = to;
        }
        None
    }
}

/// What lean improvements lead to, one after another.
fn by_lean_moves(graph: &Graph, from: StateId, limits: &Limits) -> Result<StateSet, LimitReached> {
    let mut reached = StateSet::empty(graph.len());
    reached.insert(from);
    let mut open = vec![from];
    while let Some(state) = open.pop() {
        limits.watch.check()?;
        for to in graph.actor_ids().flat_map(|actor| lean_improvements(graph, actor, state)) {
            if !reached.contains(to) {
                reached.insert(to);
                open.push(to);
            }
        }
    }
    Ok(reached)
}

/// What is taken in all of some states, and what in none.
fn common(laid_out: &LaidOut, states: impl Iterator<Item = StateId>) -> (OptionSet, OptionSet) {
    states
        .map(|state| bits(laid_out, state))
        .fold((OptionSet::MAX, OptionSet::MAX), |all, one| (all.0 & one.0, all.1 & one.1))
}

/// The options that are the same in every outcome told, or in every one from which nobody gains by moving.
pub(super) fn settled(told: &[Told]) -> Vec<Settled> {
    let (Some(first), true) = (told.first(), told.iter().all(|account| !account.states.is_empty())) else {
        return Vec::new();
    };
    let over = |only_at_rest: bool| {
        let of = |account: &Told| {
            let shown = account.states.iter().copied();
            common(account.laid_out, shown.filter(|&state| !only_at_rest || account.at_rest.contains(state)))
        };
        told.iter().map(of).fold((OptionSet::MAX, OptionSet::MAX), |all, one| (all.0 & one.0, all.1 & one.1))
    };
    let (everywhere, at_rest) = (over(false), over(true));
    let rests = told.iter().any(|account| !account.at_rest.is_empty());
    let today = today(told);
    let of = |(at, option): (usize, &crate::model::ModelOption)| {
        let has = |bits: OptionSet| bits >> at & 1 == 1;
        let all = has(everywhere.0) || has(everywhere.1);
        let some = rests && (has(at_rest.0) || has(at_rest.1));
        (all || some).then(|| Settled {
            option: option.key.clone(),
            taken: if all { has(everywhere.0) } else { has(at_rest.0) },
            today: today.map(has),
            everywhere: all,
        })
    };
    first.laid_out.model.options().iter().enumerate().filter_map(of).collect()
}

/// The options that are taken in every outcome told of one account and in none of another.
pub(super) fn signs(told: &[Told]) -> Vec<OptionSign> {
    let Some(first) = told.first() else { return Vec::new() };
    let sure = |account: &Told| common(account.laid_out, account.states.iter().copied());
    let of_accounts: Vec<(String, OptionSet, OptionSet)> = told
        .iter()
        .filter(|account| !account.states.is_empty())
        .map(|account| (account.id().unwrap_or_default(), sure(account).0, sure(account).1))
        .collect();
    let today = today(told);
    let of = |(at, option): (usize, &crate::model::ModelOption)| {
        let has = |bits: OptionSet| bits >> at & 1 == 1;
        let named = |fits: &dyn Fn(&(String, OptionSet, OptionSet)) -> bool| {
            of_accounts.iter().filter(|it| fits(it)).map(|(id, ..)| id.clone()).collect::<Vec<_>>()
        };
        let sign = OptionSign {
            option: option.key.clone(),
            today: today.map(has),
            always: named(&|(_, taken, _)| has(*taken)),
            never: named(&|(_, _, not)| has(*not)),
            open: named(&|(_, taken, not)| !has(*taken) && !has(*not)),
        };
        let parts = [&sign.always, &sign.never, &sign.open].iter().filter(|accounts| !accounts.is_empty()).count() > 1;
        (parts && (!sign.always.is_empty() || !sign.never.is_empty())).then_some(sign)
    };
    first.laid_out.model.options().iter().enumerate().filter_map(of).collect()
}
