//! Scenarios that a case could name: what the outcomes without a scenario have that others have not.

use super::apart::{Fixed, apart};
use super::brief::{Told, bits, told};
use super::header::Header;
use crate::graph::{Limits, StateSet, StateSpace};
use crate::model::first_options;
use crate::patterns::patterns;
use crate::study::{Ask, LaidOut, Refused, StateName, Study};
use serde::{Deserialize, Serialize};

/// So many are proposed at most.
const MOST: usize = 12;
/// Of so many patterns of an account the largest are looked at.
const MOST_PATTERNS: usize = 8;

/// Asks which scenarios a case could name.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
pub struct AskScenarios {
    /// In these accounts; in all if none is named.
    pub accounts: Vec<String>,
}

impl Ask for AskScenarios {
    type Answer = Proposals;

    fn answer(&self, study: &Study, limits: &Limits) -> Result<Proposals, Refused> {
        Proposals::of(&study.only(&self.accounts)?, limits)
    }
}

/// Scenarios that a case could name: `statecraft-scenarios`. What they are called is left to the analyst.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Proposals {
    /// What every answer opens with.
    #[serde(flatten)]
    pub header: Header,
    /// How many scenarios the case has.
    pub named: usize,
    /// The proposals, those that stand for most outcomes first.
    pub proposed: Vec<Proposed>,
}

/// A scenario that a case could name.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Proposed {
    /// A key that no scenario of the case has.
    pub key: String,
    /// The statement that is true in its states.
    #[serde(rename = "where")]
    pub condition: String,
    /// The options that the statement says are taken.
    pub taken: Vec<String>,
    /// Those that it says are not.
    pub not_taken: Vec<String>,
    /// The outcomes that it stands for, account by account.
    pub outcomes: Vec<ProposedFor>,
}

/// What a proposal stands for in one account.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ProposedFor {
    /// The account; none if the case has no accounts.
    pub account: Option<String>,
    /// The outcomes, the first few of them.
    pub states: Vec<StateName>,
    /// How many there are.
    pub count: usize,
}

/// Some outcomes of an account that belong together.
struct Group<'t> {
    laid_out: &'t LaidOut,
    states: StateSet,
    fixed: Fixed,
}

impl Proposals {
    /// Scenarios for the outcomes that a brief would tell: one by one, or where there are too many, by their patterns.
    ///
    /// # Errors
    /// A limit.
    pub fn of(study: &Study, limits: &Limits) -> Result<Proposals, Refused> {
        let told = told(study, limits)?;
        let groups: Vec<Group> = told.iter().flat_map(groups).collect();
        let named = study.case.scenarios.len();
        let mut proposed: Vec<Proposed> = Vec::new();
        for group in groups.iter().filter(|group| group.has_no_scenario()) {
            let others: Vec<Fixed> = groups.iter().map(|other| other.fixed).filter(|it| *it != group.fixed).collect();
            let Fixed { taken, not_taken } = group.fixed;
            let own = Fixed { taken, not_taken: group.laid_out.model.to_tell(taken, not_taken) };
            let chosen = apart(own, &others);
            let model = &group.laid_out.model;
            let keys = |bits| model.option_keys(bits).into_iter().map(String::from).collect::<Vec<_>>();
            let (taken, not_taken) = (keys(chosen & group.fixed.taken), keys(chosen & group.fixed.not_taken));
            if chosen == 0 || proposed.iter().any(|it| it.taken == taken && it.not_taken == not_taken) {
                continue;
            }
            let literals = taken.iter().cloned().chain(not_taken.iter().map(|key| format!("not {key}")));
            let condition = literals.collect::<Vec<_>>().join(" and ");
            let outcomes: Vec<ProposedFor> = told.iter().filter_map(|told| ProposedFor::of(told, &condition)).collect();
            let key = new_key(study, &proposed, &taken);
            proposed.push(Proposed { key, condition, taken, not_taken, outcomes });
        }
        let stands_for = |it: &Proposed| it.outcomes.iter().map(|outcomes| outcomes.count).sum::<usize>();
        proposed.sort_by_key(|it| std::cmp::Reverse(stands_for(it)));
        proposed.truncate(MOST);
        Ok(Proposals { header: Header::new("statecraft-scenarios", 1, study), named, proposed })
    }
}

fn groups<'t>(told: &'t Told<'t>) -> Vec<Group<'t>> {
    let laid_out = told.laid_out;
    let StateSpace::Settings(settings) = &laid_out.graph.states else { return Vec::new() };
    let all = told.outcomes();
    if told.states.len() < all.len()
        && let Some(patterns) = patterns(laid_out, &all)
    {
        let of = |pattern: &crate::patterns::Pattern| {
            let bits = |keys: &[String]| laid_out.model.option_bits(keys);
            let fixed = Fixed { taken: bits(&pattern.taken), not_taken: bits(&pattern.not_taken) };
            let fits = |state: &crate::graph::StateId| {
                let (taken, open) = (settings.taken(*state), settings.open(*state));
                taken & fixed.not_taken == 0 && fixed.taken & !(taken | open) == 0
            };
            let mut states = StateSet::empty(laid_out.graph.len());
            all.iter().filter(fits).for_each(|state| states.insert(state));
            Group { laid_out, states, fixed }
        };
        return patterns.iter().take(MOST_PATTERNS).map(of).collect();
    }
    let of = |&state: &crate::graph::StateId| {
        let mut states = StateSet::empty(laid_out.graph.len());
        states.insert(state);
        let (taken, not_taken) = bits(laid_out, state);
        let options = laid_out.model.options().len();
        let all = first_options(options);
        Group { laid_out, states, fixed: Fixed { taken, not_taken: not_taken & all } }
    };
    told.states.iter().map(of).collect()
}

impl Group<'_> {
    fn has_no_scenario(&self) -> bool {
        self.states.iter().any(|state| self.laid_out.scenario_of(state).is_none())
    }
}

impl ProposedFor {
    fn of(told: &Told, condition: &str) -> Option<ProposedFor> {
        const SHOWN: usize = 8;
        let states = told.laid_out.states_where(condition).ok()?.intersection(&told.outcomes());
        let graph = &told.laid_out.graph;
        (!states.is_empty()).then(|| ProposedFor {
            account: told.id(),
            states: states.iter().take(SHOWN).map(|state| StateName::of(graph, state)).collect(),
            count: states.len(),
        })
    }
}

/// The first option taken as a key, with a number if it is taken already.
fn new_key(study: &Study, proposed: &[Proposed], taken: &[String]) -> String {
    let fits = |c: char| c.is_alphanumeric() || c == '_' || c == '-';
    let words = |key: &String| key.split(|c| !fits(c)).filter(|word| !word.is_empty()).collect::<Vec<_>>().join("_");
    let first = taken.first().map_or("otherwise".to_string(), words);
    let known = |key: &str| study.case.scenario(key).is_some() || proposed.iter().any(|it| it.key == key);
    let numbered = (2..).map(|number| format!("{first}_{number}"));
    std::iter::once(first.clone()).chain(numbered).find(|key| !known(key)).unwrap_or(first)
}
