//! What several actors would do together where none gains alone.

use super::Told;
use super::moves::change;
use super::outcomes::BriefOutcome;
use crate::believable::{Hold, hold};
use crate::coalitions::{About, Coalition, Coalitions, Departure, Found, Move, Question, Refused};
use crate::graph::{Graph, LimitReached, Limits, StateId, StateSpace};
use crate::model::ActorId;
use crate::stability::Concept;
use crate::study::{self, StateName};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, VecDeque};

/// More actors are not asked about all their coalitions.
const MOST_ACTORS: usize = 8;
/// In larger graphs the nearest end is told, whether it lasts or not.
const SEARCHED_UP_TO: usize = 1 << 14;
/// Of larger groups it is not looked up who can go first.
const MOST_IN_ORDER: usize = 4;

/// An exchange among several actors.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Bargain {
    /// Who, in the order of the file.
    pub members: Vec<String>,
    /// What each gives, from whichever outcome: what differs from one to the other is left out.
    pub gives: Vec<Gives>,
    /// From which outcomes.
    pub from: Vec<BargainFrom>,
}

/// What one member gives.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Gives {
    /// Who.
    pub actor: String,
    /// What it takes up.
    pub takes: Vec<String>,
    /// What it drops.
    pub drops: Vec<String>,
}

/// An outcome that is left.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct BargainFrom {
    /// The account; none if the case has no accounts.
    pub account: Option<String>,
    /// The outcome.
    pub state: StateName,
    /// Where the exchange leads.
    pub to: StateName,
    /// Whether that lasts, and why.
    pub lasts: Hold,
    /// The only one who can go first so that each step after it is a gain to whoever takes it, if its own step is a loss to it.
    pub first_at_loss: Option<String>,
}

/// The exchanges by which the smallest coalitions leave the outcomes from which nobody gains alone, those from most outcomes first;
/// says of the outcomes whether a group leaves them.
pub(super) fn bargains(
    told: &[Told],
    outcomes: &mut [BriefOutcome],
    limits: &Limits,
) -> Result<Vec<Bargain>, study::Refused> {
    let mut found: Vec<Bargain> = Vec::new();
    for account in told.iter().filter(|account| !account.at_rest.is_empty()) {
        let Some(departures) = departures(account, limits)? else { continue };
        let id = account.id();
        let here = outcomes.iter_mut().flat_map(|outcome| &mut outcome.holds).filter(|holds| holds.account == id);
        for holds in here.filter(|holds| holds.hold == Hold::AtRest) {
            let from = |departure: &Departure| StateName::of(&account.laid_out.graph, departure.from) == holds.state;
            holds.left_together = Some(departures.iter().any(from));
        }
        for departure in departures {
            if departure.coalition.len() < 2 || !account.states.contains(&departure.from) {
                continue;
            }
            let departure = better_end(account, departure);
            let (from, bargain) = Bargain::new(account, &departure);
            match found.iter_mut().find(|known| known.members == bargain.members && known.agrees(&bargain)) {
                Some(known) => {
                    known.gives.iter_mut().zip(&bargain.gives).for_each(|(gives, other)| gives.keep(other));
                    known.from.push(from);
                }
                None => found.push(Bargain { from: vec![from], ..bargain }),
            }
        }
    }
    let lasting = |bargain: &Bargain| bargain.from.iter().filter(|from| from.lasts <= Hold::Believable).count();
    found.sort_by_key(|bargain| std::cmp::Reverse((bargain.from.len(), lasting(bargain))));
    Ok(found)
}

/// Marks the outcomes that are told as exchanges.
pub(super) fn mark_exchanges(outcomes: &mut [BriefOutcome], bargains: &[Bargain]) {
    let at_rest: Vec<Vec<String>> =
        outcomes.iter().filter(|outcome| outcome.is_at_rest()).map(|outcome| outcome.taken.clone()).collect();
    for outcome in outcomes.iter_mut().filter(|outcome| !outcome.is_at_rest()) {
        let decided = |other: &Vec<String>, bargain: &Bargain| {
            let differ = outcome.taken.iter().filter(|option| !other.contains(option));
            let mut differ = differ.chain(other.iter().filter(|option| !outcome.taken.contains(option)));
            differ.all(|option| bargain.members.iter().any(|member| option.split('.').next() == Some(member)))
        };
        outcome.exchange = at_rest.iter().any(|other| bargains.iter().any(|bargain| decided(other, bargain)));
    }
}

fn departures(account: &Told, limits: &Limits) -> Result<Option<Vec<Departure>>, study::Refused> {
    let (graph, model) = (&*account.laid_out.graph, &*account.laid_out.model);
    if model.actors().len() > MOST_ACTORS || account.at_rest.len() > super::MOST_OUTCOMES {
        return Ok(None);
    }
    let question = Question::of(Concept::Nash);
    let ask = || -> Result<Vec<Departure>, Refused> {
        let coalitions = Coalitions::of(graph, model, &question, limits)?;
        let found: Found = coalitions.keeps(&About::Outcomes)?;
        Ok(coalitions.departures(&found, &found.outcomes)?)
    };
    match ask() {
        Ok(found) => Ok(Some(found)),
        Err(Refused::Limit(stopped @ LimitReached::Stopped(_))) => Err(stopped.into()),
        Err(_) => Ok(None),
    }
}

/// The same departure to the nearest outcome told that all members prefer and can bring about together, if there is one: an end that
/// lasts is worth more to a reader than a nearer one.
fn better_end(account: &Told, departure: Departure) -> Departure {
    let graph = &*account.laid_out.graph;
    if graph.len() > SEARCHED_UP_TO {
        return departure;
    }
    let Departure { coalition, from, .. } = departure;
    let mut came: BTreeMap<StateId, Move> = BTreeMap::new();
    let mut open = VecDeque::from([from]);
    while let Some(state) = open.pop_front() {
        for (actor, to) in
            coalition.members().flat_map(|by| graph.moves_from(by, state).into_iter().map(move |to| (by, to)))
        {
            if to != from && !came.contains_key(&to) {
                came.insert(to, Move { by: Coalition::of([actor]), to: state });
                open.push_back(to);
            }
        }
        let wanted = |to: &StateId| coalition.members().all(|member| graph.prefers(member, *to, from));
        if account.states.contains(&state) && state != from && wanted(&state) {
            return Departure { to: state, moves: way(&came, from, state), ..departure };
        }
    }
    departure
}

/// The moves that lead there; for each state it is known from where it was reached.
fn way(came: &BTreeMap<StateId, Move>, from: StateId, to: StateId) -> Vec<Move> {
    let (mut state, mut moves) = (to, Vec::new());
    while state != from
        && let Some(step) = came.get(&state)
    {
        moves.push(Move { by: step.by, to: state });
        state = step.to;
    }
    moves.reverse();
    moves
}

/// The only member that can go first so that each step after it is a gain to whoever takes it, if its own step is a loss to it.
fn first_at_loss(graph: &Graph, departure: &Departure) -> Option<ActorId> {
    let Departure { coalition, from, to, .. } = *departure;
    if coalition.len() > MOST_IN_ORDER {
        return None;
    }
    let members: Vec<ActorId> = coalition.members().collect();
    let mut able = members.iter().filter_map(|&first| {
        let next = own_part(graph, first, from, to)?;
        rest_follows(graph, &without(&members, first), next, to).then_some((first, next))
    });
    let (Some((first, next)), None) = (able.next(), able.next()) else { return None };
    graph.prefers(first, from, next).then_some(first)
}

/// Whether these actors can bring about the end, one after another, so that each gains by its own step.
fn rest_follows(graph: &Graph, members: &[ActorId], state: StateId, end: StateId) -> bool {
    let gains = |actor: ActorId| {
        let next = own_part(graph, actor, state, end).filter(|next| graph.prefers(actor, *next, state));
        next.is_some_and(|next| rest_follows(graph, &without(members, actor), next, end))
    };
    state == end || members.iter().copied().any(gains)
}

fn without(members: &[ActorId], one: ActorId) -> Vec<ActorId> {
    members.iter().copied().filter(|actor| *actor != one).collect()
}

/// Where an actor's move leads by which its own options become as they are at the end; nothing if they are so, or it has no such move.
fn own_part(graph: &Graph, actor: ActorId, state: StateId, end: StateId) -> Option<StateId> {
    let StateSpace::Settings(states) = &graph.states else { return None };
    let differ = |state: StateId| (states.code(state) ^ states.code(end)) & states.own(actor);
    (differ(state) != 0).then(|| graph.moves_from(actor, state).into_iter().find(|to| differ(*to) == 0))?
}

impl Gives {
    /// Whether two have something in common, or nothing is given by either.
    fn agrees(&self, other: &Gives) -> bool {
        let mut common = self.clone();
        common.keep(other);
        let nothing = |gives: &Gives| gives.takes.is_empty() && gives.drops.is_empty();
        !nothing(&common) || (nothing(self) && nothing(other))
    }

    /// Leaves what another gives too.
    fn keep(&mut self, other: &Gives) {
        self.takes.retain(|option| other.takes.contains(option));
        self.drops.retain(|option| other.drops.contains(option));
    }
}

impl Bargain {
    /// Whether each member gives something in both.
    fn agrees(&self, other: &Bargain) -> bool {
        self.gives.iter().zip(&other.gives).all(|(one, other)| one.agrees(other))
    }

    fn new(account: &Told, departure: &Departure) -> (BargainFrom, Bargain) {
        let (graph, model) = (&account.laid_out.graph, &account.laid_out.model);
        let key = |actor: ActorId| model.actors()[actor.index()].key.clone();
        let gives = departure.coalition.members().map(|actor| {
            let (takes, drops) = change(model, graph, actor, departure.from, departure.to);
            Gives { actor: key(actor), takes, drops }
        });
        let bargain = Bargain {
            members: departure.coalition.members().map(key).collect(),
            gives: gives.collect(),
            from: Vec::new(),
        };
        let from = BargainFrom {
            account: account.id(),
            state: StateName::of(graph, departure.from),
            to: StateName::of(graph, departure.to),
            lasts: hold(graph, departure.to),
            first_at_loss: first_at_loss(graph, departure).map(key),
        };
        (from, bargain)
    }
}
