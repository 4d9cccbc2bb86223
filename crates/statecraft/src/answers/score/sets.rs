//! Sets of outcomes, scored.

use super::told::Coding;
use super::{AccountScore, CameAbout, CodingScore, ConceptScore, OutcomeScore};
use crate::accounts::{settings, state_of};
use crate::answers::seal::{Seal, SealedOutcomes};
use crate::evidence::fingerprint;
use crate::graph::{Limits, StateSpace};
use crate::hindsight::{Agreement, Inside, Stand, agreement};
use crate::model::{Model, OptionSet};
use crate::stability::{self, Concept};
use crate::study::{LaidOut, Refused, StateName, Study};

/// So many outcomes or states are listed one by one.
const MOST: usize = 12;

/// What one account predicts under one concept.
pub(super) struct Predicted {
    account: Option<String>,
    concept: String,
    /// The settings that are outcomes.
    pub(super) settings: Vec<OptionSet>,
    /// How many outcomes that are, and of how many states.
    outcomes: u64,
    states: u64,
}

impl Predicted {
    /// Whether it is what this account says under this concept.
    pub(super) fn is_of(&self, account: Option<&str>, concept: Concept, study: &Study) -> bool {
        let actors: Vec<&str> = study.case.actors.iter().map(|actor| actor.key.value.as_str()).collect();
        self.account.as_deref() == account && self.concept == concept.key(&actors)
    }
}

/// What the accounts predict: as it was sealed, else as the case says now.
pub(super) fn predicted(
    study: &Study,
    concepts: &[Concept],
    sealed: Option<&Seal>,
    limits: &Limits,
) -> Result<Vec<Predicted>, Refused> {
    let mut found = Vec::new();
    for laid_out in &study.accounts {
        let account = laid_out.account.id().map(String::from);
        let keys = laid_out.model.actor_keys();
        let computed = stability::analyze_within(&laid_out.graph, concepts, limits)?;
        computed.stopped().map_or(Ok(()), Err)?;
        for &concept in concepts {
            let key = concept.key(&keys);
            let states = computed.equilibria(concept);
            let now = Predicted {
                account: account.clone(),
                concept: key.clone(),
                settings: settings(&laid_out.graph, &states),
                outcomes: states.len() as u64,
                states: laid_out.graph.len() as u64,
            };
            found.push(match sealed {
                Some(seal) => as_sealed(study, laid_out, seal, &key, now)?,
                None => now,
            });
        }
    }
    Ok(found)
}

/// The prediction as it was sealed; too many outcomes for a list are those of the case if it is still the same.
fn as_sealed(
    study: &Study,
    laid_out: &LaidOut,
    seal: &Seal,
    concept: &str,
    now: Predicted,
) -> Result<Predicted, Refused> {
    let refuse = |message: String| Err(Refused::question("sealed", message));
    let account = seal.accounts.iter().find(|it| it.account.as_deref() == laid_out.account.id());
    let Some(account) = account else {
        return refuse("an account of the case was not sealed; leave it out, or score the case itself".into());
    };
    let Some(outcomes) = account.outcomes.iter().find(|it| it.concept == concept) else {
        return refuse(format!("the outcomes under {concept} were not sealed"));
    };
    if outcomes.sha256.is_some() {
        if seal.sha256 == fingerprint(&study.case.file.text) {
            return Ok(now);
        }
        return refuse(format!(
            "{} outcomes under {concept} were sealed by a fingerprint alone, and the case is another now",
            outcomes.count
        ));
    }
    let now_options = laid_out.model.option_keys(OptionSet::MAX);
    if let Some(gone) = seal.options.iter().find(|option| !now_options.contains(&option.as_str())) {
        return refuse(format!("the case has no option `{gone}` any more, which the seal speaks of"));
    }
    Ok(Predicted {
        settings: sealed_settings(&laid_out.model, outcomes),
        outcomes: outcomes.count as u64,
        states: account.states as u64,
        ..now
    })
}

fn sealed_settings(model: &Model, outcomes: &SealedOutcomes) -> Vec<OptionSet> {
    let mut found: Vec<OptionSet> = outcomes.listed.iter().flat_map(|outcome| outcome.settings(model)).collect();
    found.sort_unstable();
    found.dedup();
    found
}

/// All settings of an account.
fn all_settings(laid_out: &LaidOut) -> impl Iterator<Item = OptionSet> {
    let graph = &laid_out.graph;
    graph.state_ids().flat_map(move |state| match &graph.states {
        StateSpace::Settings(states) => states.members(state).into_owned(),
        StateSpace::Named(_) => Vec::new(),
    })
}

/// The score in one coding.
pub(super) fn score(study: &Study, coding: Coding, start: Stand, predicted: &[Predicted]) -> CodingScore {
    let stand = coding.stand;
    let overall: Vec<Agreement> =
        study.accounts.iter().map(|it| agreement(all_settings(it), stand).unwrap_or_default()).collect();
    let model = study.accounts.first().map(|it| &*it.model);
    let account = |(laid_out, overall): (&LaidOut, &Agreement)| account_score(laid_out, overall, stand, predicted);
    let accounts: Vec<AccountScore> = study.accounts.iter().zip(&overall).map(account).collect();
    let total = overall.iter().map(|it| it.settings).sum::<u64>().max(1);
    let mut concepts: Vec<&str> = Vec::new();
    predicted.iter().for_each(|it| {
        if !concepts.contains(&it.concept.as_str()) {
            concepts.push(&it.concept)
        }
    });
    let in_any = if study.accounts.len() > 1 && total < 1 << 24 { in_any(study, stand) } else { (0, 0) };
    let together = |concept: &&str| {
        let of = predicted.iter().filter(|it| it.concept == **concept);
        let mut settings: Vec<OptionSet> = of.flat_map(|it| it.settings.iter().copied()).collect();
        settings.sort_unstable();
        settings.dedup();
        let of = Of { concept, outcomes: settings.len() as u64, states: in_any.0, fitting: in_any.1, stand };
        of.score(model, agreement(settings, stand))
    };
    let known = |today: Stand| today.clear() & stand.clear() == stand.clear();
    CodingScore {
        options: came_about(model, start, stand),
        clear: stand.clear().count_ones() as usize,
        nothing_changes: known(start).then(|| stand.agrees(start.taken)),
        accounts,
        together: if in_any.0 > 0 { concepts.iter().map(together).collect() } else { Vec::new() },
        coding: coding.key,
        title: coding.title,
        reason: coding.reason,
    }
}

/// How many settings there are in any account, and how many of them agree with what is clear.
fn in_any(study: &Study, stand: Stand) -> (u64, u64) {
    let (mut all, mut fitting) = (0, 0);
    for (at, laid_out) in study.accounts.iter().enumerate() {
        let before = &study.accounts[..at];
        let new = |setting: &OptionSet| before.iter().all(|other| state_of(&other.graph, *setting).is_none());
        for setting in all_settings(laid_out).filter(new) {
            all += 1;
            fitting += u64::from(stand.fits(setting));
        }
    }
    (all, fitting)
}

fn came_about(model: Option<&Model>, start: Stand, stand: Stand) -> Vec<CameAbout> {
    let how = |stand: Stand, at: usize| (stand.clear() >> at & 1 == 1).then(|| stand.taken >> at & 1 == 1);
    let options = model.map(Model::options).unwrap_or_default().iter().enumerate();
    let one = |(at, option): (usize, &crate::model::ModelOption)| CameAbout {
        option: option.key.clone(),
        taken: how(stand, at),
        before: how(start, at),
    };
    options.map(one).collect()
}

fn account_score(laid_out: &LaidOut, overall: &Agreement, stand: Stand, predicted: &[Predicted]) -> AccountScore {
    let graph = &laid_out.graph;
    let fits = |state: &crate::graph::StateId| match &graph.states {
        StateSpace::Settings(states) => states.members(*state).iter().any(|setting| stand.fits(*setting)),
        StateSpace::Named(_) => false,
    };
    let own = predicted.iter().filter(|it| it.account.as_deref() == laid_out.account.id());
    let concept = |it: &Predicted| {
        let fitting = overall.fitting;
        let of = Of { concept: &it.concept, outcomes: it.outcomes, states: it.states, fitting, stand };
        let listed = if it.outcomes <= MOST as u64 { listed(laid_out, it, stand) } else { Vec::new() };
        ConceptScore { listed, ..of.score(Some(&laid_out.model), agreement(it.settings.iter().copied(), stand)) }
    };
    AccountScore {
        account: laid_out.account.id().map(String::from),
        states: graph.len(),
        possible: graph.state_ids().filter(fits).take(MOST).map(|state| StateName::of(graph, state)).collect(),
        at_random: rounded(overall.sum as f64 / overall.settings.max(1) as f64),
        concepts: own.map(concept).collect(),
    }
}

/// Each outcome by its state, with the most options in which it agrees.
fn listed(laid_out: &LaidOut, predicted: &Predicted, stand: Stand) -> Vec<OutcomeScore> {
    let mut found: Vec<(Option<crate::graph::StateId>, u32)> = Vec::new();
    for &setting in &predicted.settings {
        let (state, agrees) = (state_of(&laid_out.graph, setting), stand.agrees(setting));
        match found.iter_mut().find(|(known, _)| state.is_some() && *known == state) {
            Some((_, most)) => *most = agrees.max(*most),
            None => found.push((state, agrees)),
        }
    }
    let name = |state| StateName::of(&laid_out.graph, state);
    found.into_iter().map(|(state, agrees)| OutcomeScore { state: state.map(name), agrees }).collect()
}

/// A set of outcomes, and what it is measured against.
struct Of<'c> {
    concept: &'c str,
    outcomes: u64,
    states: u64,
    /// How many settings agree with what is clear in all.
    fitting: u64,
    stand: Stand,
}

impl Of<'_> {
    fn score(&self, model: Option<&Model>, found: Option<Agreement>) -> ConceptScore {
        let keys = |bits: OptionSet| {
            let keys = model.map(|model| model.option_keys(bits)).unwrap_or_default();
            keys.into_iter().map(String::from).collect::<Vec<_>>()
        };
        let (right, wrong) = found.map_or((0, 0), |it| (it.right(self.stand), it.wrong(self.stand)));
        let inside = found.map(|it| it.inside(self.fitting));
        let lies = inside.is_some_and(|inside| inside != Inside::No);
        ConceptScore {
            concept: self.concept.to_string(),
            outcomes: self.outcomes,
            states: self.states,
            inside,
            bits: lies.then(|| rounded((self.states.max(1) as f64 / self.outcomes.max(1) as f64).log2())),
            best: found.map(|it| it.best),
            worst: found.map(|it| it.worst),
            average: found.map(|it| rounded(it.sum as f64 / it.settings.max(1) as f64)),
            right: keys(right),
            wrong: keys(wrong),
            says_nothing: found.map_or(Vec::new(), |_| keys(self.stand.clear() & !right & !wrong)),
            listed: Vec::new(),
        }
    }
}

/// To three decimals, so that the same score is written the same everywhere.
fn rounded(number: f64) -> f64 {
    (number * 1000.0).round() / 1000.0
}
