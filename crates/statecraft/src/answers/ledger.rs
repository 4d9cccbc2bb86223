//! The ledger of evidence, as data.

use crate::case::{Case, Claim, Origin};
use crate::graph::{LimitReached, Watch};
use crate::ledger::{self, Bearing, Counts, Fact, Interval, Standing, Weighed, What};
use crate::model::Model;
use crate::study::Study;
use serde::Serialize;
use std::collections::{BTreeSet, HashMap};

/// The evidence for and against each account of a case.
#[derive(Debug, Serialize)]
pub struct Ledger<'c> {
    /// `statecraft-ledger`.
    pub format: &'static str,
    /// The version of the format.
    pub version: u32,
    /// The title of the case.
    pub case: &'c str,
    /// What it is meant to answer.
    pub question: Option<&'c str>,
    /// The accounts, with what bears on each.
    pub accounts: Vec<AccountEvidence<'c>>,
    /// What stands behind lines that every account has.
    pub alike: Side<'c>,
    /// The claims that bear on something, by origin and name.
    pub claims: Vec<LedgerClaim<'c>>,
    /// What is so today, and which accounts explain it.
    pub facts: Vec<LedgerFact<'c>>,
    /// The items of evidence for which the analyst gives ranges.
    pub evidence: Vec<LedgerEvidence<'c>>,
    /// Each two accounts against each other.
    pub pairs: Vec<LedgerPair<'c>>,
    /// The account that leads every other over the whole range, if one does.
    pub leader: Option<&'c str>,
}

/// What bears on one account.
#[derive(Debug, Serialize)]
pub struct AccountEvidence<'c> {
    /// Its name; none if the case has no accounts.
    pub id: Option<&'c str>,
    /// Its title.
    pub title: Option<&'c str>,
    /// What speaks for it.
    #[serde(rename = "for")]
    pub favours: Side<'c>,
    /// What speaks against it.
    pub against: Side<'c>,
}

/// Claims, counted by their origins.
#[derive(Debug, Serialize)]
pub struct Side<'c> {
    /// How many origins they have.
    pub origins: Origins,
    /// Their names, by origin, the most direct first.
    pub claims: Vec<&'c str>,
}

/// How many origins, each under the most direct of its claims.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
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
#[derive(Debug, Serialize)]
pub struct LedgerClaim<'c> {
    /// Its name in the file.
    pub claim: &'c str,
    /// What it goes back to.
    pub origin: String,
    /// The source.
    pub source: &'c str,
    /// Who says it, if not the source itself.
    pub speaker: Option<&'c str>,
    /// `said`, `reported`, `believed` or `unnamed`.
    pub directness: Option<&'static str>,
    /// When it was said or happened.
    pub date: Option<&'c str>,
    /// When the source appeared.
    pub appeared: Option<&'c str>,
    /// The words.
    pub quote: &'c str,
}

/// Something that is so today.
#[derive(Debug, Serialize)]
pub struct LedgerFact<'c> {
    /// The option; in a bare graph the state.
    pub fact: &'c str,
    /// Whether the option is taken; true of a state.
    pub taken: bool,
    /// What is done, or what the state is.
    pub label: &'c str,
    /// Whose option it is.
    pub actor: Option<&'c str>,
    /// How each account stands to it.
    pub accounts: Vec<Stands<'c>>,
}

/// How an account stands to a fact.
#[derive(Debug, Serialize)]
pub struct Stands<'c> {
    /// The account.
    pub account: Option<&'c str>,
    /// Whether it explains it.
    pub standing: Standing,
}

/// An item of evidence with ranges.
#[derive(Debug, Serialize)]
pub struct LedgerEvidence<'c> {
    /// Its name in the file.
    pub item: &'c str,
    /// What was seen.
    pub says: &'c str,
    /// The claims that it rests on.
    pub claims: Vec<&'c str>,
    /// What these go back to.
    pub origins: BTreeSet<String>,
}

/// Two accounts against each other.
#[derive(Debug, Serialize)]
pub struct LedgerPair<'c> {
    /// The first.
    pub account: &'c str,
    /// The second.
    pub other: &'c str,
    /// The facts that the first explains and the second does not.
    pub explains: Vec<String>,
    /// The facts that the second explains and the first does not.
    pub other_explains: Vec<String>,
    /// The natural logarithm of the odds of the first against the second; without priors, of how the evidence changes them.
    pub log_odds: Option<Interval>,
    /// Whether the priors of both count.
    pub priors: bool,
    /// What is counted.
    pub counted: Vec<WeighedPart<'c>>,
    /// The items that count for neither, since one of the two has no range for them.
    pub left_out: Vec<&'c str>,
    #[serde(skip)]
    pub(crate) weighed: Weighed,
}

/// Items that hang together through their origins, and what they add.
#[derive(Debug, Serialize)]
pub struct WeighedPart<'c> {
    /// The items; none for the priors.
    pub items: Vec<&'c str>,
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

impl<'c> Ledger<'c> {
    /// The ledger of a case. What bears on all accounts alike is asked of all that were laid out; shown are those named, or
    /// all if none is.
    ///
    /// # Errors
    /// The work was stopped.
    pub fn of(opened: &'c Study, only: &[String], watch: &Watch) -> Result<Ledger<'c>, LimitReached> {
        let case = &opened.case;
        let is_laid_out = |id: Option<&str>| opened.accounts.iter().any(|laid_out| laid_out.account.id() == id);
        let asked = |id: Option<&str>| only.is_empty() || only.iter().any(|only| Some(only.as_str()) == id);
        let is_shown = |id: Option<&str>| asked(id) && is_laid_out(id);
        let origins = case.origins();
        let bearing = Bearing::of(case, &origins);
        let named = case.claims.iter().zip(&origins);
        let claims = named.map(|(claim, origin)| (claim.key.value.as_str(), (claim, origin))).collect();
        let shown = (0..case.accounts.len()).filter(|&at| is_shown(case.accounts[at].id())).collect();
        let books = Books { case, claims, origins: &origins, shown };
        let laid_out = opened.accounts.iter().filter(|laid_out| is_shown(laid_out.account.id()));
        let laid_out: Vec<_> = laid_out.map(|of| (&*of.account, &*of.model, &*of.graph)).collect();
        let model = laid_out.first().map(|(_, model, _)| *model);
        let found = ledger::facts(case, &laid_out);
        let facts: Vec<LedgerFact> = found.iter().filter_map(|fact| books.fact(fact, model?)).collect();
        let pairs = books.pairs(&facts, watch)?;
        Ok(Ledger {
            format: "statecraft-ledger",
            version: 1,
            case: &case.title,
            question: case.question.as_deref(),
            accounts: books.shown.iter().map(|&at| books.account(at, &bearing)).collect(),
            alike: books.side(&bearing.alike),
            claims: books.listed(&bearing),
            facts,
            evidence: books.evidence(),
            leader: books.leader(&pairs),
            pairs,
        })
    }
}

impl<'c> Books<'c, '_> {
    fn account(&self, at: usize, bearing: &Bearing<'_>) -> AccountEvidence<'c> {
        let account = &self.case.accounts[at];
        AccountEvidence {
            id: account.id(),
            title: account.title.as_deref(),
            favours: self.side(&bearing.favours[at]),
            against: self.side(&bearing.against[at]),
        }
    }

    fn side(&self, names: &BTreeSet<&str>) -> Side<'c> {
        let mut claims: Vec<_> = names.iter().filter_map(|name| self.claims.get(name)).collect();
        let place = |claim: &Claim| claim.directness.map_or(usize::MAX, |directness| directness as usize);
        claims.sort_by_key(|(claim, origin)| (*origin, place(claim), &claim.key.value));
        let counts = Counts::of(claims.iter().copied().copied());
        let [said, reported, believed, unnamed] = counts.direct;
        let origins = Origins { said, reported, believed, unnamed, unmarked: counts.unmarked, all: counts.all() };
        Side { origins, claims: claims.iter().map(|(claim, _)| claim.key.value.as_str()).collect() }
    }

    /// The claims on any side.
    fn listed(&self, bearing: &Bearing<'_>) -> Vec<LedgerClaim<'c>> {
        let sides = self.shown.iter().flat_map(|&at| [&bearing.favours[at], &bearing.against[at]]);
        let names: BTreeSet<&str> = sides.chain([&bearing.alike]).flatten().copied().collect();
        let of = |claim: &'c str| {
            let (claim, origin) = self.claims.get(claim)?;
            Some(LedgerClaim {
                claim: &claim.key.value,
                origin: origin.to_string(),
                source: &claim.source.value,
                speaker: claim.speaker.as_deref(),
                directness: claim.directness.map(|directness| directness.word()),
                date: claim.date.as_deref(),
                appeared: self.case.source(&claim.source.value).and_then(|source| source.date.as_deref()),
                quote: &claim.anchor.quote,
            })
        };
        self.side(&names).claims.into_iter().filter_map(of).collect()
    }

    fn fact(&self, fact: &Fact, model: &'c Model) -> Option<LedgerFact<'c>> {
        let standings = self.shown.iter().zip(&fact.standings);
        let accounts = standings.map(|(&at, &standing)| Stands { account: self.case.accounts[at].id(), standing });
        let (key, label, actor, taken) = match fact.what {
            What::Option(at, taken) => {
                let option = &model.options()[at];
                (
                    option.key.as_str(),
                    option.label.as_str(),
                    Some(model.actors[option.actor.index()].name.as_str()),
                    taken,
                )
            }
            What::State(state) => {
                let state = self.case.states.get(state.index())?;
                (state.key.value.as_str(), state.label.as_deref().unwrap_or(&state.key.value), None, true)
            }
        };
        Some(LedgerFact { fact: key, taken, label, actor, accounts: accounts.collect() })
    }

    fn evidence(&self) -> Vec<LedgerEvidence<'c>> {
        let origin = |claim: &&'c str| Some(self.claims.get(claim)?.1.to_string());
        let item = |item: &'c crate::case::Evidence| {
            let claims: Vec<&str> = item.claims.iter().map(|claim| claim.value.as_str()).collect();
            let origins = claims.iter().filter_map(origin).collect();
            LedgerEvidence { item: &item.key.value, says: &item.says, claims, origins }
        };
        self.case.evidence.iter().map(item).collect()
    }

    fn pairs(&self, facts: &[LedgerFact], watch: &Watch) -> Result<Vec<LedgerPair<'c>>, LimitReached> {
        let mut found = Vec::new();
        for (place, &one) in self.shown.iter().enumerate() {
            for (behind, &other) in self.shown.iter().enumerate().skip(place + 1) {
                let weighed = Weighed::of(self.case, self.origins, (one, other), watch)?;
                found.extend(self.pair((place, behind), facts, weighed));
            }
        }
        Ok(found)
    }

    fn pair(&self, (one, other): (usize, usize), facts: &[LedgerFact], weighed: Weighed) -> Option<LedgerPair<'c>> {
        let explained = |by: usize, not: usize| {
            let explains = |fact: &LedgerFact, at: usize| fact.accounts[at].standing == Standing::Explains;
            let apart = facts.iter().filter(|fact| explains(fact, by) && !explains(fact, not));
            apart.map(|fact| format!("{}{}", if fact.taken { "" } else { "not " }, fact.fact)).collect()
        };
        let name = |item: &usize| self.case.evidence[*item].key.value.as_str();
        let deciding = weighed.deciding();
        let part = |part: &ledger::Part| WeighedPart {
            items: part.items.iter().map(name).collect(),
            adds: part.adds,
            deciding: deciding.contains(&part),
        };
        Some(LedgerPair {
            account: self.case.accounts[self.shown[one]].id()?,
            other: self.case.accounts[self.shown[other]].id()?,
            explains: explained(one, other),
            other_explains: explained(other, one),
            log_odds: weighed.log_odds,
            priors: weighed.parts.iter().any(|part| part.items.is_empty()),
            counted: weighed.parts.iter().map(part).collect(),
            left_out: weighed.left_out.iter().map(name).collect(),
            weighed,
        })
    }

    fn leader(&self, pairs: &[LedgerPair<'c>]) -> Option<&'c str> {
        let leads = |one: &str, other: &str| {
            let mut both = pairs.iter().filter(|pair| [pair.account, pair.other].contains(&one));
            both.find(|pair| [pair.account, pair.other].contains(&other))
                .is_some_and(|pair| if pair.account == one { pair.weighed.leads() } else { pair.weighed.trails() })
        };
        let ids: Vec<&str> = self.shown.iter().filter_map(|&at| self.case.accounts[at].id()).collect();
        let over_all = |one: &&&str| ids.iter().all(|other| other == *one || leads(one, other));
        ids.iter().find(over_all).copied().filter(|_| ids.len() > 1)
    }
}
