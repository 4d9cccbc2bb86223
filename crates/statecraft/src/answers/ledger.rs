//! The ledger of evidence, as data.

use crate::answers::came::SignSeen;
use crate::answers::header::Header;
use crate::answers::maps::Map;
use crate::answers::sources::SourceSummary;
use crate::case::{Case, Claim, Origin};
use crate::graph::{LimitReached, Limits, Watch};
use crate::ledger::{self, Bearing, Counts, Fact, Interval, Standing, Weighed, What};
use crate::model::Model;
use crate::study::{LaidOut, Study};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeSet, HashMap};

/// The evidence for and against each account of a case: `statecraft-ledger`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Ledger {
    /// What every answer opens with.
    #[serde(flatten)]
    pub header: Header,
    /// The accounts, with what bears on each.
    pub accounts: Vec<AccountEvidence>,
    /// What stands behind lines that every account has.
    pub alike: Side,
    /// The claims that bear on something, by origin and name.
    pub claims: Vec<LedgerClaim>,
    /// What is so today, and which accounts explain it.
    pub facts: Vec<LedgerFact>,
    /// The items of evidence for which the analyst gives ranges.
    pub evidence: Vec<LedgerEvidence>,
    /// Each two accounts against each other.
    pub pairs: Vec<LedgerPair>,
    /// The account that leads every other over the whole range, if one does.
    pub leader: Option<String>,
    /// What the sources carry: what rests on one origin, and what no source speaks of.
    /// None where nobody acts yet.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sources: Option<SourceSummary>,
    /// What happened after the day of the case, as evidence: the signs that the case gives for its accounts, and whether they came.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub since: Vec<SignSeen>,
}

/// What bears on one account.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct AccountEvidence {
    /// Its name; none if the case has no accounts.
    pub id: Option<String>,
    /// Its title.
    pub title: Option<String>,
    /// What speaks for it.
    #[serde(rename = "for")]
    pub favours: Side,
    /// What speaks against it.
    pub against: Side,
}

/// Claims, counted by their origins.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Side {
    /// How many origins they have.
    pub origins: Origins,
    /// Their names, by origin, the most direct first.
    pub claims: Vec<String>,
}

/// How many origins, each under the most direct of its claims.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Origins {
    /// A speaker who is named says it.
    pub said: usize,
    /// The source reports it.
    pub reported: usize,
    /// Somebody believes it.
    pub believed: usize,
    /// From somebody who is not named.
    pub unnamed: usize,
    /// The case does not say how directly.
    pub unmarked: usize,
    /// All of them.
    pub all: usize,
}

/// A claim, with what is known of it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct LedgerClaim {
    /// Its name in the file.
    pub claim: String,
    /// What it goes back to.
    pub origin: String,
    /// The source.
    pub source: String,
    /// Who says it, if not the source itself.
    pub speaker: Option<String>,
    /// `said`, `reported`, `believed` or `unnamed`.
    pub directness: Option<String>,
    /// When it was said or happened.
    pub date: Option<String>,
    /// When the source appeared.
    pub appeared: Option<String>,
    /// The words.
    pub quote: String,
}

/// Something that is so today.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct LedgerFact {
    /// The option; in a bare graph the state.
    pub fact: String,
    /// Whether the option is taken; true of a state.
    pub taken: bool,
    /// What is done, or what the state is.
    pub label: String,
    /// Whose option it is.
    pub actor: Option<String>,
    /// How each account stands to it.
    pub accounts: Vec<Stands>,
}

/// How an account stands to a fact.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Stands {
    /// The account.
    pub account: Option<String>,
    /// Whether it explains it.
    pub standing: Standing,
}

/// An item of evidence with ranges.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct LedgerEvidence {
    /// Its name in the file.
    pub item: String,
    /// What was seen.
    pub says: String,
    /// The claims that it rests on.
    pub claims: Vec<String>,
    /// What these go back to.
    pub origins: BTreeSet<String>,
    /// What was looked for and not found, where that is what it rests on.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub absence: Option<String>,
    /// Why the analyst takes it for so, where that is what it rests on.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub assumption: Option<String>,
    /// How likely one would see it under each account that has a range for it.
    pub likelihood: Map<(f64, f64)>,
    /// Whether it tells the accounts shown apart: some two of them have ranges, and not the same.
    pub tells: bool,
}

/// Two accounts against each other.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct LedgerPair {
    /// The first.
    pub account: String,
    /// The second.
    pub other: String,
    /// The facts that the first explains and the second does not.
    pub explains: Vec<String>,
    /// The facts that the second explains and the first does not.
    pub other_explains: Vec<String>,
    /// The natural logarithm of the odds of the first against the second; without priors, of how the evidence changes them.
    pub log_odds: Option<Interval>,
    /// Whether the priors of both count.
    pub priors: bool,
    /// What is counted.
    pub counted: Vec<WeighedPart>,
    /// The items that count for neither, since one of the two has no range for them.
    pub left_out: Vec<String>,
    /// Which of the two leads the other over the whole range, if one does.
    pub leader: Option<String>,
}

/// Items that hang together through their origins, and what they add.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct WeighedPart {
    /// The items; none for the priors.
    pub items: Vec<String>,
    /// What they add to the log-odds.
    pub adds: Interval,
    /// Whether one of the two accounts could lead if the ranges of these alone were narrower; only where neither leads.
    pub deciding: bool,
}

/// What the ledger of a case is made from.
struct Books<'c, 'o> {
    case: &'c Case,
    claims: HashMap<&'c str, (&'c Claim, &'o Origin)>,
    origins: &'o [Origin],
    shown: Vec<usize>,
}

impl Ledger {
    /// The ledger of a case, without what happened since (`AskLedger` adds it). What bears on all accounts alike is asked of all that were laid out; shown are those named, or
    /// all if none is.
    ///
    /// # Errors
    /// The work was stopped.
    pub fn of(opened: &Study, only: &[String], limits: &Limits) -> Result<Ledger, LimitReached> {
        let mut ledger = Ledger::without_sources(opened, only, limits)?;
        let is_shown = |laid_out: &&LaidOut| ledger.accounts.iter().any(|of| of.id.as_deref() == laid_out.account.id());
        let shown: Vec<&LaidOut> = opened.accounts.iter().filter(is_shown).collect();
        if opened.case.has_actors() {
            ledger.sources = Some(SourceSummary::of(opened, &shown, limits)?);
        }
        Ok(ledger)
    }

    /// The ledger without what the sources carry, for which every account is computed again.
    pub(super) fn without_sources(opened: &Study, only: &[String], limits: &Limits) -> Result<Ledger, LimitReached> {
        let case = &opened.case;
        let is_laid_out = |id: Option<&str>| opened.accounts.iter().any(|laid_out| laid_out.account.id() == id);
        let asked = |id: Option<&str>| only.is_empty() || only.iter().any(|only| Some(only.as_str()) == id);
        let is_shown = |id: Option<&str>| asked(id) && (is_laid_out(id) || !case.has_actors());
        let origins = case.origins();
        let bearing = Bearing::of(case, &origins);
        let named = case.claims.iter().zip(&origins);
        let claims = named.map(|(claim, origin)| (claim.key.value.as_str(), (claim, origin))).collect();
        let shown = (0..case.accounts.len()).filter(|&at| is_shown(case.accounts[at].id())).collect();
        let books = Books { case, claims, origins: &origins, shown };
        let laid_out = opened.accounts.iter().filter(|laid_out| is_shown(laid_out.account.id()));
        let laid_out: Vec<_> = laid_out.map(|of| (&*of.account, &*of.model, &*of.graph)).collect();
        let model = laid_out.first().map(|(_, model, _)| *model);
        let found = ledger::facts(&laid_out);
        let facts: Vec<LedgerFact> = found.iter().filter_map(|fact| books.fact(fact, model?)).collect();
        let pairs = books.pairs(&facts, &limits.watch)?;
        Ok(Ledger {
            header: Header::new("statecraft-ledger", 1, opened),
            accounts: books.shown.iter().map(|&at| books.account(at, &bearing)).collect(),
            alike: books.side(&bearing.alike),
            claims: books.listed(&bearing),
            facts,
            evidence: books.evidence(),
            leader: books.leader(&pairs),
            pairs,
            sources: None,
            since: Vec::new(),
        })
    }
}

impl Books<'_, '_> {
    fn account(&self, at: usize, bearing: &Bearing<'_>) -> AccountEvidence {
        let account = &self.case.accounts[at];
        AccountEvidence {
            id: account.id().map(String::from),
            title: account.title.clone(),
            favours: self.side(&bearing.favours[at]),
            against: self.side(&bearing.against[at]),
        }
    }

    fn side(&self, names: &BTreeSet<&str>) -> Side {
        let mut claims: Vec<_> = names.iter().filter_map(|name| self.claims.get(name)).collect();
        let place = |claim: &Claim| claim.directness.map_or(usize::MAX, |directness| directness as usize);
        claims.sort_by_key(|(claim, origin)| (*origin, place(claim), &claim.key.value));
        let counts = Counts::of(claims.iter().copied().copied());
        let [said, reported, believed, unnamed] = counts.direct;
        let origins = Origins { said, reported, believed, unnamed, unmarked: counts.unmarked, all: counts.all() };
        Side { origins, claims: claims.iter().map(|(claim, _)| claim.key.value.clone()).collect() }
    }

    /// The claims on any side.
    fn listed(&self, bearing: &Bearing<'_>) -> Vec<LedgerClaim> {
        let sides = self.shown.iter().flat_map(|&at| [&bearing.favours[at], &bearing.against[at]]);
        let names: BTreeSet<&str> = sides.chain([&bearing.alike]).flatten().copied().collect();
        let of = |claim: String| {
            let (claim, origin) = self.claims.get(claim.as_str())?;
            Some(LedgerClaim {
                claim: claim.key.value.clone(),
                origin: origin.to_string(),
                source: claim.source.value.clone(),
                speaker: claim.speaker.clone(),
                directness: claim.directness.map(|directness| directness.word().to_string()),
                date: claim.date.clone(),
                appeared: self.case.source(&claim.source.value).and_then(|source| source.date.clone()),
                quote: claim.anchor.quote.clone(),
            })
        };
        self.side(&names).claims.into_iter().filter_map(of).collect()
    }

    fn fact(&self, fact: &Fact, model: &Model) -> Option<LedgerFact> {
        let standings = self.shown.iter().zip(&fact.standings);
        let accounts = standings
            .map(|(&at, &standing)| Stands { account: self.case.accounts[at].id().map(String::from), standing });
        let accounts = accounts.collect();
        match fact.what {
            What::Option(at, taken) => {
                let option = &model.options()[at];
                let actor = Some(model.actors[option.actor.index()].name.clone());
                Some(LedgerFact { fact: option.key.clone(), taken, label: option.label.clone(), actor, accounts })
            }
            What::State(state) => {
                let state = self.case.states.get(state.index())?;
                let (fact, label) = (state.key.value.clone(), state.label.as_ref().unwrap_or(&state.key.value).clone());
                Some(LedgerFact { fact, taken: true, label, actor: None, accounts })
            }
        }
    }

    fn evidence(&self) -> Vec<LedgerEvidence> {
        let origin = |claim: &String| Some(self.claims.get(claim.as_str())?.1.to_string());
        let item = |item: &crate::case::Evidence| {
            let claims: Vec<String> = item.claims.iter().map(|claim| claim.value.clone()).collect();
            let origins = claims.iter().filter_map(origin).collect();
            let shown = |id: &str| self.shown.iter().any(|&at| self.case.accounts[at].id() == Some(id));
            let ranges = item.likelihood.iter().filter(|(account, _)| shown(&account.value));
            let likelihood: Map<(f64, f64)> =
                ranges.map(|(account, range)| (account.value.clone(), (range.low, range.high))).collect();
            let tells = likelihood.iter().any(|(_, range)| likelihood.iter().any(|(_, other)| range != other));
            LedgerEvidence {
                item: item.key.value.clone(),
                says: item.says.clone(),
                claims,
                origins,
                absence: item.absence.clone(),
                assumption: item.assumption.clone(),
                likelihood,
                tells,
            }
        };
        self.case.evidence.iter().map(item).collect()
    }

    fn pairs(&self, facts: &[LedgerFact], watch: &Watch) -> Result<Vec<LedgerPair>, LimitReached> {
        let mut found = Vec::new();
        for (place, &one) in self.shown.iter().enumerate() {
            for (behind, &other) in self.shown.iter().enumerate().skip(place + 1) {
                let weighed = Weighed::of(self.case, self.origins, (one, other), watch)?;
                found.extend(self.pair((place, behind), facts, weighed));
            }
        }
        Ok(found)
    }

    fn pair(&self, (one, other): (usize, usize), facts: &[LedgerFact], weighed: Weighed) -> Option<LedgerPair> {
        let explained = |by: usize, not: usize| {
            let explains = |fact: &LedgerFact, at: usize| fact.accounts[at].standing == Standing::Explains;
            let apart = facts.iter().filter(|fact| explains(fact, by) && !explains(fact, not));
            apart.map(|fact| format!("{}{}", if fact.taken { "" } else { "not " }, fact.fact)).collect()
        };
        let name = |item: &usize| self.case.evidence[*item].key.value.clone();
        let deciding = weighed.deciding();
        let part = |part: &ledger::Part| WeighedPart {
            items: part.items.iter().map(name).collect(),
            adds: part.adds,
            deciding: deciding.contains(&part),
        };
        let [account, second] = [one, other].map(|at| self.case.accounts[self.shown[at]].id().map(String::from));
        let (account, second) = (account?, second?);
        Some(LedgerPair {
            leader: weighed.leads().then_some(&account).or(weighed.trails().then_some(&second)).cloned(),
            account,
            other: second,
            explains: explained(one, other),
            other_explains: explained(other, one),
            log_odds: weighed.log_odds,
            priors: weighed.parts.iter().any(|part| part.items.is_empty()),
            counted: weighed.parts.iter().map(part).collect(),
            left_out: weighed.left_out.iter().map(name).collect(),
        })
    }

    fn leader(&self, pairs: &[LedgerPair]) -> Option<String> {
        let leads = |one: &str, other: &str| {
            let mut both = pairs.iter().filter(|pair| [pair.account.as_str(), &pair.other].contains(&one));
            both.find(|pair| [pair.account.as_str(), &pair.other].contains(&other))
                .is_some_and(|pair| pair.leader.as_deref() == Some(one))
        };
        let ids: Vec<&str> = self.shown.iter().filter_map(|&at| self.case.accounts[at].id()).collect();
        let over_all = |one: &&&str| ids.iter().all(|other| other == *one || leads(one, other));
        if ids.len() > 1 { ids.iter().find(over_all).map(ToString::to_string) } else { None }
    }
}
