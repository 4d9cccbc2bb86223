//! What a page for a reader says of a case, as data: which outcomes to name, what is settled, where explanations part, who moves
//! first and at what price, who could upset an outcome, what most rests on, what to watch.
//!
//! The *outcomes told* of an account are those from which nobody gains by moving (Nash) and the other believable ones
//! ([`crate::believable`]). What holds only by bundles, standing answers or chains is left to the analysis.

mod bargains;
mod moves;
mod outcomes;
mod rests;

pub use bargains::{Bargain, BargainFrom, Gives};
pub use moves::{FirstMove, Response, ResponseTest};
pub(super) use moves::{could_answer, response_tests};
pub use outcomes::{BriefOutcome, Holds, OptionSign, Settled, Way};
pub use rests::{Fragile, Linchpin, RestsOn};

use crate::answers::header::Header;
use crate::answers::ledger::Ledger;
use crate::believable;
use crate::graph::{LimitReached, Limits, StateId, StateSet, StateSpace};
use crate::model::OptionSet;
use crate::stability::{self, Concept};
use crate::study::{Ask, LaidOut, Refused, Study};
use serde::{Deserialize, Serialize};

/// So many outcomes of an account are told; with more, only those from which nobody gains by moving, and no more of these.
pub const MOST_OUTCOMES: usize = 8;

/// Asks for what a page says of a case.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
pub struct AskBrief {
    /// In these accounts; in all if none is named.
    pub accounts: Vec<String>,
    /// Without what most rests on, which takes longest to find out.
    pub headlines: bool,
}

impl Ask for AskBrief {
    type Answer = Brief;

    fn answer(&self, study: &Study, limits: &Limits) -> Result<Brief, Refused> {
        let study = study.only(&self.accounts)?;
        if self.headlines { Brief::headlines(&study, limits) } else { Brief::of(&study, limits) }
    }
}

/// What a page says of a case: `statecraft-brief`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Brief {
    /// What every answer opens with.
    #[serde(flatten)]
    pub header: Header,
    /// The accounts.
    pub accounts: Vec<BriefAccount>,
    /// The outcomes told, each once, however many accounts have it: first those of the first account.
    pub outcomes: Vec<BriefOutcome>,
    /// The options that are the same in every outcome told, in the order of the file.
    pub settled: Vec<Settled>,
    /// The options that part the accounts: taken in every outcome told of one and in none of another.
    pub signs: Vec<OptionSign>,
    /// What actors gain by doing today.
    pub first_moves: Vec<FirstMove>,
    /// What several actors would do together where none gains alone.
    pub bargains: Vec<Bargain>,
    /// What others would answer to a first move, where accounts differ on it.
    pub tests: Vec<ResponseTest>,
    /// What most outcomes rest on; none if the case is too large to be computed again without each line.
    pub rests_on: Option<RestsOn>,
    /// How each outcome from which nobody gains by moving would fall if one line were otherwise; none if that is too much to find out.
    #[serde(default)]
    pub fragile: Option<Vec<Fragile>>,
}

/// One account on the page.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct BriefAccount {
    /// Its name; none if the case has no accounts.
    pub id: Option<String>,
    /// Its title.
    pub title: Option<String>,
    /// How many outcomes are told.
    pub told: usize,
    /// How many there are from which nobody gains by moving.
    pub at_rest: usize,
    /// How many others are believable.
    pub believable: usize,
    /// Whether today is told as an outcome; none if the case does not say where things stand.
    pub today: Option<bool>,
    /// From how many origins what speaks for it comes.
    pub origins: usize,
    /// The claims that speak against it.
    pub against: Vec<String>,
}

/// An account with the outcomes that are told of it.
pub(super) struct Told<'s> {
    pub(super) laid_out: &'s LaidOut,
    pub(super) at_rest: StateSet,
    pub(super) believable: StateSet,
    /// Those told, those at rest first.
    pub(super) states: Vec<StateId>,
}

impl<'s> Told<'s> {
    pub(super) fn of(laid_out: &'s LaidOut, limits: &Limits) -> Result<Told<'s>, Refused> {
        let graph = &laid_out.graph;
        let found = stability::analyze_within(graph, &[Concept::Nash, Concept::Seq], limits)?;
        found.stopped().map_or(Ok(()), Err)?;
        let at_rest = found.equilibria(Concept::Nash);
        let others = found.equilibria(Concept::Seq).difference(&at_rest);
        let believable = believable::believable(graph, &others, &limits.watch)?;
        let few = at_rest.len() + believable.len() <= MOST_OUTCOMES;
        let more = believable.iter().take(if few || at_rest.is_empty() { MOST_OUTCOMES } else { 0 });
        let states = at_rest.iter().take(MOST_OUTCOMES).chain(more).collect();
        Ok(Told { laid_out, states, at_rest, believable })
    }

    /// All outcomes, told or not: those at rest and the other believable ones.
    pub(super) fn outcomes(&self) -> StateSet {
        self.at_rest.union(&self.believable)
    }

    pub(super) fn id(&self) -> Option<String> {
        self.laid_out.account.id().map(String::from)
    }
}

/// What is taken in a state, and what is not, one bit for each option; of a merged state what all members agree on.
pub(super) fn bits(laid_out: &LaidOut, state: StateId) -> (OptionSet, OptionSet) {
    match &laid_out.graph.states {
        StateSpace::Settings(states) => (states.taken(state), !(states.taken(state) | states.open(state))),
        StateSpace::Named(_) => (0, 0),
    }
}

/// What is taken today, if all accounts agree on it.
pub(super) fn today(told: &[Told]) -> Option<OptionSet> {
    let mut todays = told.iter().map(|it| it.laid_out.graph.status_quo.map(|today| bits(it.laid_out, today).0));
    let first = todays.next()??;
    todays.all(|today| today == Some(first)).then_some(first)
}

pub(super) fn told<'s>(study: &'s Study, limits: &Limits) -> Result<Vec<Told<'s>>, Refused> {
    study.accounts.iter().map(|laid_out| Told::of(laid_out, limits)).collect()
}

impl Brief {
    /// What a page says of a case.
    ///
    /// # Errors
    /// A limit: half a page would be taken for a whole one.
    pub fn of(study: &Study, limits: &Limits) -> Result<Brief, Refused> {
        let told = told(study, limits)?;
        let rests_on = rests::rests_on(study, &told, limits)?;
        let fragile = rests::fragile(study, &told, limits)?;
        Ok(Brief { rests_on, fragile, ..Brief::told(study, &told, limits)? })
    }

    /// The same without what most rests on, and how it would fall.
    ///
    /// # Errors
    /// As above.
    pub fn headlines(study: &Study, limits: &Limits) -> Result<Brief, Refused> {
        Brief::told(study, &told(study, limits)?, limits)
    }

    fn told(study: &Study, told: &[Told], limits: &Limits) -> Result<Brief, Refused> {
        let ledger = Ledger::without_sources(study, &[], limits)?;
        let mut outcomes = outcomes::outcomes(told, limits)?;
        let bargains = bargains::bargains(told, &mut outcomes, limits)?;
        bargains::mark_exchanges(&mut outcomes, &bargains);
        Ok(Brief {
            header: Header::new("statecraft-brief", 1, study),
            accounts: told.iter().map(|account| BriefAccount::new(account, &ledger)).collect(),
            outcomes,
            settled: outcomes::settled(told),
            signs: outcomes::signs(told),
            first_moves: moves::first_moves(told),
            bargains,
            tests: response_tests(told),
            rests_on: None,
            fragile: None,
        })
    }
}

impl BriefAccount {
    fn new(told: &Told, ledger: &Ledger) -> BriefAccount {
        let evidence = ledger.accounts.iter().find(|account| account.id == told.id());
        BriefAccount {
            id: told.id(),
            title: told.laid_out.account.title.clone(),
            told: told.states.len(),
            at_rest: told.at_rest.len(),
            believable: told.believable.len(),
            today: told.laid_out.graph.status_quo.map(|today| told.states.contains(&today)),
            origins: evidence.map_or(0, |evidence| evidence.favours.origins.all),
            against: evidence.map(|evidence| evidence.against.claims.clone()).unwrap_or_default(),
        }
    }
}

/// Whether an actor has it so after a limit: nothing where the work is too much, an error where it is to stop.
pub(super) fn unless_too_much<T>(found: Result<T, LimitReached>) -> Result<Option<T>, LimitReached> {
    match found {
        Ok(found) => Ok(Some(found)),
        Err(stopped @ LimitReached::Stopped(_)) => Err(stopped),
        Err(_) => Ok(None),
    }
}
