//! **impact**: what rests on what.
//!
//! Every line of a case (an option, a rule, the status quo, a preference) cites claims or is the analyst's assumption. Take some
//! of that away, as if a source were not to be believed, and the lines that then stand on nothing *fall*: the case is computed
//! again without them, and what holds is compared ([`ImpactBase::effect`]). So each sentence can be asked what hangs on it ([`Dropped`]), and
//! each outcome which lines it needs. It is the plainest form of sensitivity analysis: one thing at a time, and the
//! whole answer recomputed.
//!
//! What it means that a line falls:
//!
//! | line | what is left |
//! |---|---|
//! | a rule | it no longer holds |
//! | a line of a preference | the actor no longer wants it; without any line it is indifferent. A list in `wants` is one line |
//! | a ranking, or weights | the actor is indifferent |
//! | an option | nobody can change it: it stays as the case says it is today, even if that line falls too; not taken where nothing is said of today |
//! | the status quo | nothing is said of today; no verdict depends on it |
//! | an attitude | the actor has the one that goes without saying; no verdict computed here depends on it |
//! | a move, or a state of a bare graph | the move, or all moves to the state, cannot be made |

mod compared;
mod without;

pub(crate) use without::without;

pub use compared::{AccountEffect, ConceptEffect, Effect, Outcomes};

use crate::case::{Account, Case, Claim, Grade, Graded, LineId, LineRef, Order, Ranked, Support};
use crate::graph::{ExploreError, Graph, LimitReached, Limits, Moves, StateSpace};
use crate::model::{ActorId, Model, Preference, Wish};
use crate::stability::{self, Concept, Found};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// What is taken away from a case.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Dropped {
    /// One claim.
    Claim(String),
    /// All claims of a source.
    Source(String),
    /// All claims of a speaker, under whichever of its names ([`Case::names_of_speaker`]).
    Speaker(String),
    /// All claims that are graded worse, or whose source is; what is not graded stays ([`Case::graded`]).
    Below(Grade),
    /// A line itself, whatever it rests on; the analyst's assumptions are dropped so, one by one.
    Line(LineId),
}

/// What is done with a line that has lost all its claims.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Policy {
    /// It falls.
    #[default]
    Falls,
    /// It becomes an assumption of the analyst, and nothing changes in what holds.
    Assumed,
}

/// An account of a case computed, if it can be said what holds.
type Computed = Result<Known, String>;

/// What is known of an account.
struct Known {
    model: Model,
    graph: Graph,
    found: Found,
}

impl Known {
    /// The actors of lines that are all wishes, or orders of states; nothing if others are among them.
    fn wishing(&self, lines: &[&LineId]) -> Option<Vec<ActorId>> {
        let whose = |line: &&LineId| match line {
            LineId::Wish { actor, .. } | LineId::Order { actor, .. } => self.model.actor(actor),
            _ => None,
        };
        let actors: BTreeSet<ActorId> = lines.iter().map(whose).collect::<Option<_>>()?;
        Some(actors.into_iter().collect())
    }

    /// Whether these actors improve their positions by the same moves in another model: their wishes differ in such alone as speak of no
    /// option of their own, and so are as true before each of their moves as after it.
    fn improve_alike(&self, other: &Model, actors: &[ActorId]) -> bool {
        let StateSpace::Settings(states) = &self.graph.states else { return false };
        let plain = matches!(self.graph.moves, Moves::Lattice(_) | Moves::Cells(_));
        let alike = |&actor: &ActorId| {
            let own = states.own(actor);
            let speaks = |wish: &&Wish| wish.statement.tree.atoms().iter().any(|option| own >> option.index() & 1 == 1);
            let of = |wishes: &'_ [Wish]| -> Vec<_> {
                wishes.iter().filter(speaks).map(|wish| wish.statement.tree.clone()).collect()
            };
            match (&self.model.preferences[actor.index()], &other.preferences[actor.index()]) {
                (Preference::Statements(before), Preference::Statements(after)) => of(before) == of(after),
                _ => false,
            }
        };
        plain && actors.iter().all(alike)
    }

    /// The same without some wishes.
    fn without(&self, model: Model, actors: &[ActorId], limits: &Limits) -> Result<Computed, LimitReached> {
        let graph = match self.graph.ranked_by_some(&model, actors) {
            Ok(graph) => graph,
            Err(error) => return undecided(error),
        };
        let found = if graph.ranks == self.graph.ranks {
            Ok(self.found.clone())
        } else {
            stability::analyze_again(&graph, &self.found, (actors, self.improve_alike(&model, actors)), limits)
        };
        known(model, graph, found)
    }
}

/// A case whose answers are known, to be asked what they rest on.
pub struct ImpactBase<'c> {
    case: &'c Case,
    concepts: Vec<Concept>,
    limits: Limits,
    accounts: Vec<Computed>,
}

impl<'c> ImpactBase<'c> {
    /// Computes what holds in every account under these concepts.
    ///
    /// # Errors
    /// A limit.
    pub fn of(case: &'c Case, concepts: &[Concept], limits: &Limits) -> Result<ImpactBase<'c>, LimitReached> {
        let accounts = case.accounts.iter().map(|account| computed(case, account, concepts, limits));
        let accounts = accounts.collect::<Result<_, _>>()?;
        Ok(ImpactBase { case, concepts: concepts.to_vec(), limits: limits.clone(), accounts })
    }

    /// The case.
    pub fn case(&self) -> &'c Case {
        self.case
    }

    /// The graph of an account and what holds in it, by the account's position; nothing if that cannot be said.
    pub fn account(&self, at: usize) -> Option<(&Graph, &Found)> {
        self.accounts.get(at)?.as_ref().ok().map(|known| (&known.graph, &known.found))
    }

    /// The lines that cite something of what is dropped; of [`Dropped::Line`] the line itself.
    pub fn citing(&self, dropped: &Dropped) -> BTreeSet<LineId> {
        let gone = self.gone(dropped);
        self.lines(|line| match dropped {
            Dropped::Line(id) => line.id == *id,
            _ => line.support.claims.iter().any(|claim| gone.contains(claim.value.as_str())),
        })
    }

    /// The lines that stand on nothing when something is dropped: no claim is left, and they are no assumption.
    pub fn falling(&self, dropped: &Dropped) -> BTreeSet<LineId> {
        match dropped {
            Dropped::Line(id) => self.lines(|line| line.id == *id),
            _ => self.without_claims(&self.gone(dropped)),
        }
    }

    /// The lines that stand on nothing without these claims.
    pub fn without_claims(&self, gone: &BTreeSet<&str>) -> BTreeSet<LineId> {
        self.lines(|line| {
            let Support { claims, assumption, .. } = line.support;
            let all = claims.iter().all(|claim| gone.contains(claim.value.as_str()));
            !claims.is_empty() && all && assumption.is_none()
        })
    }

    fn lines(&self, fits: impl Fn(&LineRef) -> bool) -> BTreeSet<LineId> {
        self.case.lines().into_iter().filter(fits).map(|line| line.id).collect()
    }

    /// The claims among what is dropped.
    fn gone(&self, dropped: &Dropped) -> BTreeSet<&str> {
        let names = match dropped {
            Dropped::Speaker(name) => self.case.names_of_speaker(name),
            _ => BTreeSet::new(),
        };
        let is_gone = |claim: &&Claim| match dropped {
            Dropped::Claim(name) => *name == claim.key.value,
            Dropped::Source(name) => *name == claim.source.value,
            Dropped::Speaker(_) => claim.speaker.as_deref().is_some_and(|speaker| names.contains(speaker)),
            Dropped::Below(grade) => self.case.graded(claim, *grade) == Graded::Worse,
            Dropped::Line(_) => false,
        };
        self.case.claims.iter().filter(is_gone).map(|claim| claim.key.value.as_str()).collect()
    }

    /// What changes when these lines fall; an account that comes up against a limit without them is not decided.
    ///
    /// # Errors
    /// The work was told to stop.
    pub fn effect(&self, fallen: &BTreeSet<LineId>) -> Result<Effect, LimitReached> {
        if fallen.is_empty() {
            return Ok(Effect::default());
        }
        let without = without(self.case, fallen);
        let mut accounts = Vec::new();
        for (at, (before, account)) in self.accounts.iter().zip(&without.accounts).enumerate() {
            let here: Vec<&LineId> = fallen.iter().filter(|line| line.is_in(&self.case.accounts[at])).collect();
            let ranked = !self.case.is_bare_graph() && is_ranked(&without, account);
            if here.is_empty() {
                accounts.push(compared::accounts(at, &self.concepts, before, before, ranked));
                continue;
            }
            // Wishes change neither what can be nor who can move where.
            let wishing = before.as_ref().ok().and_then(|known| Some((known, known.wishing(&here)?)));
            let after = match (wishing, Model::from_case(&without, account)) {
                (Some((known, actors)), Ok(model)) => known.without(model, &actors, &self.limits),
                _ => computed(&without, account, &self.concepts, &self.limits),
            };
            let after = match after {
                Err(stopped @ LimitReached::Stopped(_)) => return Err(stopped),
                Err(limit) => Err(limit.to_string()),
                Ok(after) => after,
            };
            accounts.push(compared::accounts(at, &self.concepts, before, &after, ranked));
        }
        Ok(Effect { accounts })
    }

    /// The effects of many; those with the same lines are computed once. Fewer than asked for, and why, if the work was told to stop.
    pub fn effects(&self, fallen: &[BTreeSet<LineId>]) -> (Vec<Effect>, Option<LimitReached>) {
        let mut known: BTreeMap<&BTreeSet<LineId>, Effect> = BTreeMap::new();
        let mut found = Vec::new();
        for lines in fallen {
            let effect = known.get(lines).cloned().map_or_else(|| self.effect(lines), Ok);
            match effect {
                Ok(effect) => found.push(known.entry(lines).or_insert(effect).clone()),
                Err(stopped) => return (found, Some(stopped)),
            }
        }
        (found, None)
    }
}

/// Whether somebody's preference names states by number.
fn is_ranked(case: &Case, account: &Account) -> bool {
    let orders = case.actors.iter().filter_map(|actor| case.preference_in(account, &actor.key.value));
    let by_number = |order: &Order| {
        let Order::Ranking(ranking) = order else { return false };
        ranking.entries().any(Ranked::is_number)
    };
    orders.into_iter().any(|preference| by_number(&preference.order))
}

/// What holds in an account.
fn computed(case: &Case, account: &Account, concepts: &[Concept], limits: &Limits) -> Result<Computed, LimitReached> {
    let model = match Model::from_case(case, account) {
        Ok(model) => model,
        Err(problems) => return undecided(ExploreError::Invalid(problems)),
    };
    match Graph::explore(&model, limits) {
        Ok(graph) => {
            let found = stability::analyze_within(&graph, concepts, limits);
            known(model, graph, found)
        }
        Err(error) => undecided(error),
    }
}

fn known(model: Model, graph: Graph, found: Result<Found, stability::Refused>) -> Result<Computed, LimitReached> {
    match found {
        Ok(found) => {
            found.stopped().map_or(Ok(()), Err)?;
            Ok(Ok(Known { model, graph, found }))
        }
        Err(refused) => Ok(Err(refused.to_string())),
    }
}

/// Why nothing can be said.
fn undecided(error: ExploreError) -> Result<Computed, LimitReached> {
    match error {
        ExploreError::Limit(limit) => Err(limit),
        ExploreError::Invalid(problems) => {
            Ok(Err(problems.first().map(|problem| problem.message.clone()).unwrap_or_default()))
        }
    }
}
