//! Which judgements changed, and which changes are enough for it.

use super::outcomes::{Held, Names, Outcome, held};
use super::{Change, Part, changes, merged};
use crate::case::Case;
use crate::graph::{LimitReached, Limits};
use crate::stability::Concept;
use std::collections::{BTreeMap, BTreeSet};

/// Of so many judgements of an account under a concept it is found out why they changed; the others are counted.
const MOST: usize = 200;

/// What differs between two cases, and what that turned.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Compared {
    /// The differences, in the order of the sections.
    pub changes: Vec<Change>,
    /// The accounts of either case, those of the old one first.
    pub accounts: Vec<AccountJudgements>,
    /// Why it was not found out of all judgements why they changed, if it was not.
    pub stopped: Option<LimitReached>,
}

/// The judgements that changed in one account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AccountJudgements {
    /// The account; none if the cases have no accounts.
    pub account: Option<String>,
    /// How many outcomes there were, over all concepts; none if the old case does not have the account.
    pub before: Option<usize>,
    /// How many there are.
    pub after: Option<usize>,
    /// Why nothing can be said, if nothing can.
    pub undecided: Option<String>,
    /// What changed, the first few under each concept.
    pub judgements: Vec<Judgement>,
    /// How many more changed.
    pub left_out: usize,
}

/// A judgement that changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Judgement {
    /// Under which concept.
    pub concept: Concept,
    /// The options that the outcome takes.
    pub taken: Vec<String>,
    /// Those that some members of a merged state take.
    pub open: Vec<String>,
    /// The state of a bare graph.
    pub state: Option<String>,
    /// Whether it holds now.
    pub holds: bool,
    /// The changes each of which is enough for it, by their places.
    pub alone: Vec<usize>,
    /// If none is: changes that are enough together, each of them needed.
    pub together: Vec<usize>,
}

/// What differs between two cases, and which judgements under these concepts that turned.
///
/// # Errors
/// The work was told to stop before both cases were analysed.
pub fn compare(old: &Case, new: &Case, concepts: &[Concept], limits: &Limits) -> Result<Compared, LimitReached> {
    let changes = changes(old, new);
    let mut search =
        Search { old, new, changes: &changes, concepts, limits, names: Names::default(), known: BTreeMap::new() };
    let ids = old.accounts.iter().chain(&new.accounts).map(|account| account.id().map(String::from));
    let mut accounts: Vec<AccountJudgements> = Vec::new();
    let mut stopped = None;
    for id in ids {
        if accounts.iter().all(|known| known.account != id) {
            accounts.push(search.account(id, &mut stopped)?);
        }
    }
    Ok(Compared { changes, accounts, stopped })
}

struct Search<'c> {
    old: &'c Case,
    new: &'c Case,
    changes: &'c [Change],
    concepts: &'c [Concept],
    limits: &'c Limits,
    names: Names,
    /// What holds in the old case with some changes; nothing where that cannot be said.
    known: BTreeMap<BTreeSet<usize>, Option<Held>>,
}

/// A judgement while its causes are looked for.
struct Turned {
    concept: usize,
    outcome: Outcome,
    holds: bool,
}

impl Turned {
    /// Whether the judgement is as in the new case.
    fn is_so(&self, held: Option<&Held>) -> bool {
        held.and_then(|held| held.get(self.concept)).is_some_and(|set| set.contains(&self.outcome) == self.holds)
    }
}

impl Search<'_> {
    fn account(
        &mut self,
        account: Option<String>,
        stopped: &mut Option<LimitReached>,
    ) -> Result<AccountJudgements, LimitReached> {
        let id = account.as_deref();
        let (before, after) = (self.held_in(self.old, id)?, self.held_in(self.new, id)?);
        let count = |held: &Option<Result<Held, String>>| {
            held.as_ref().map(|held| held.as_ref().map_or(0, |held| held.iter().map(BTreeSet::len).sum()))
        };
        let mut found = AccountJudgements {
            before: count(&before),
            after: count(&after),
            account: account.clone(),
            undecided: None,
            judgements: Vec::new(),
            left_out: 0,
        };
        let none = || vec![BTreeSet::new(); self.concepts.len()];
        let (before, after) = match (before.unwrap_or_else(|| Ok(none())), after.unwrap_or_else(|| Ok(none()))) {
            (Ok(before), Ok(after)) => (before, after),
            (Err(why), _) | (_, Err(why)) => return Ok(AccountJudgements { undecided: Some(why), ..found }),
        };
        let (turned, left_out) = turned(&before, &after);
        found.left_out = left_out;
        self.known = BTreeMap::new();
        let bearing = |at: &usize| self.changes[*at].bears() && self.changes[*at].is_in(id);
        let bearing: Vec<usize> = (0..self.changes.len()).filter(bearing).collect();
        for it in turned {
            let causes = match stopped {
                Some(_) => (Vec::new(), Vec::new()),
                None => self.causes(id, &bearing, &it).unwrap_or_else(|limit| {
                    *stopped = Some(limit);
                    (Vec::new(), Vec::new())
                }),
            };
            found.judgements.push(self.judgement(it, causes));
        }
        Ok(found)
    }

    fn judgement(&self, turned: Turned, (alone, together): (Vec<usize>, Vec<usize>)) -> Judgement {
        let (taken, open, state) = match turned.outcome {
            Outcome::Setting(taken, open) => (self.names.of(taken), self.names.of(open), None),
            Outcome::State(name) => (Vec::new(), Vec::new(), Some(name)),
        };
        Judgement { concept: self.concepts[turned.concept], taken, open, state, holds: turned.holds, alone, together }
    }

    /// The changes that are enough alone; else some that are enough together.
    fn causes(
        &mut self,
        account: Option<&str>,
        bearing: &[usize],
        it: &Turned,
    ) -> Result<(Vec<usize>, Vec<usize>), LimitReached> {
        let mut alone = Vec::new();
        for &at in bearing {
            if it.is_so(self.with(account, &BTreeSet::from([at]))?) {
                alone.push(at);
            }
        }
        let mut needed: BTreeSet<usize> = bearing.iter().copied().collect();
        if !alone.is_empty() || !it.is_so(self.with(account, &needed)?) {
            return Ok((alone, Vec::new()));
        }
        // What was needed beside a change that was taken back later may no longer be, so again until each is.
        loop {
            let before = needed.len();
            for at in bearing.iter().filter(|at| needed.contains(at)).copied().collect::<Vec<_>>() {
                let fewer: BTreeSet<usize> = needed.iter().copied().filter(|other| *other != at).collect();
                if it.is_so(self.with(account, &fewer)?) {
                    needed = fewer;
                }
            }
            if needed.len() == before {
                return Ok((alone, needed.into_iter().collect()));
            }
        }
    }

    /// What holds in the old case with some changes; nothing where that cannot be said.
    fn with(&mut self, account: Option<&str>, picked: &BTreeSet<usize>) -> Result<Option<&Held>, LimitReached> {
        if !self.known.contains_key(picked) {
            let parts: BTreeSet<&Part> = picked.iter().map(|&at| &self.changes[at].part).collect();
            let case = merged(self.old, self.new, &parts);
            // An account that is not there yet, or no longer, has no outcomes.
            let none = || Ok(vec![BTreeSet::new(); self.concepts.len()]);
            let held = self.held_in(&case, account)?.unwrap_or_else(none).ok();
            self.known.insert(picked.clone(), held);
        }
        Ok(self.known.get(picked).and_then(Option::as_ref))
    }

    /// What holds in an account of a case, if the case has it.
    fn held_in(&mut self, case: &Case, id: Option<&str>) -> Result<Option<Result<Held, String>>, LimitReached> {
        self.limits.watch.check()?;
        let Some(account) =
            case.accounts.iter().find(|account| account.id() == id).filter(|of| of.id() == id && case.has_actors())
        else {
            return Ok(None);
        };
        held(case, account, self.concepts, &mut self.names, self.limits).map(Some)
    }
}

/// The judgements that are not the same, the first few under each concept, and how many more.
fn turned(before: &Held, after: &Held) -> (Vec<Turned>, usize) {
    let (mut found, mut left_out) = (Vec::new(), 0);
    for (concept, (before, after)) in before.iter().zip(after).enumerate() {
        let of = |outcome: &Outcome, holds| Turned { concept, outcome: outcome.clone(), holds };
        let lost = before.difference(after).map(|outcome| of(outcome, false));
        let gained = after.difference(before).map(|outcome| of(outcome, true));
        let all = before.symmetric_difference(after).count();
        found.extend(lost.chain(gained).take(MOST));
        left_out += all.saturating_sub(MOST);
    }
    (found, left_out)
}
