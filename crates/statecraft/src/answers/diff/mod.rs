//! What changed from one case to another, as data: which judgements, because of which lines, and what new sources touch.

pub(crate) mod outcome;
mod records;
mod touched;
mod words;

pub use records::{Record, RecordKind};
pub use touched::{Role, Touch, TouchedAccount};

use crate::answers::header::Header;
use crate::answers::impact::Sentence;
use crate::diff::{self, Change, Compared, How, Judgement};
use crate::graph::Limits;
use crate::phrase::line::LineInWords;
use crate::stability::Concept;
use crate::study::{Refused, Study};
use serde::{Deserialize, Serialize};
use words::Writer;

/// What changed from one case to another: `statecraft-diff`. The header is that of the new case.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Diff {
    /// What every answer opens with.
    #[serde(flatten)]
    pub header: Header,
    /// The title of the old case.
    pub old_case: String,
    /// The concepts under which judgements were compared.
    pub concepts: Vec<String>,
    /// What differs in options, rules, where things stand, wishes, scenarios and accounts, in the order of the sections.
    pub changes: Vec<ChangeInWords>,
    /// The judgements that changed, account by account.
    pub accounts: Vec<AccountDiff>,
    /// The sources, claims and whatever else turns no judgement that differ.
    pub records: Vec<Record>,
    /// What rests on the sources and claims that only the new case has.
    pub touches: Vec<Touch>,
}

/// One difference in words.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ChangeInWords {
    /// What became of it.
    pub how: How,
    /// The account that it is in; none if it is common to all.
    pub account: Option<String>,
    /// What changed, as a clause.
    pub says: String,
    /// Whether it can turn a judgement; not if only the words changed, or what the line rests on.
    pub bears: bool,
    /// The lines of the old case.
    pub old: Vec<DiffLine>,
    /// The lines of the new case.
    pub new: Vec<DiffLine>,
}

/// A line and what it rests on.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct DiffLine {
    /// The line.
    #[serde(flatten)]
    pub line: LineInWords,
    /// The sentences that it cites.
    pub claims: Vec<Sentence>,
    /// The analyst's assumption.
    pub assumption: Option<String>,
}

/// The judgements that changed in one account.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct AccountDiff {
    /// Its name; none if the cases have no accounts.
    pub id: Option<String>,
    /// How many outcomes there were, over all concepts; none if the old case does not have the account.
    pub before: Option<usize>,
    /// How many there are; none if the new case does not have it.
    pub after: Option<usize>,
    /// Why nothing can be said, if nothing can.
    pub undecided: Option<String>,
    /// The judgements: those of the same outcome with the same causes are one.
    pub judgements: Vec<JudgementInWords>,
    /// How many more changed, of an outcome under a concept each; why was not looked for.
    pub left_out: usize,
}

/// An outcome that no longer holds, or holds now.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct JudgementInWords {
    /// Under which concepts.
    pub concepts: Vec<String>,
    /// Whether it holds now.
    pub holds: bool,
    /// The scenario that the outcome is called by, in the case where it holds.
    pub scenario: Option<String>,
    /// What the outcome is in words: the title of its scenario, and how it differs from today.
    pub says: String,
    /// The options taken.
    pub taken: Vec<String>,
    /// Those that some members of a merged state take.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub open: Vec<String>,
    /// The state of a bare graph.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub state: Option<String>,
    /// The changes each of which is enough for it, by their places from 0.
    pub alone: Vec<usize>,
    /// If none is: changes that are enough together, and each of which is needed for it; none if the work was stopped before.
    pub together: Vec<usize>,
}

impl Diff {
    /// What changed between two cases without errors, in these accounts, or in all if none is named.
    ///
    /// # Errors
    /// An account that neither case has; or a limit, before anything was done.
    pub fn of(
        old: &Study,
        new: &Study,
        accounts: &[String],
        concepts: &[Concept],
        limits: &Limits,
    ) -> Result<Diff, Refused> {
        let known = |id: &&String| old.case.account(id).is_some() || new.case.account(id).is_some();
        if let Some(unknown) = accounts.iter().find(|id| !known(id)) {
            crate::study::known_account(&new.case, unknown)?;
        }
        let Compared { changes, accounts: judged, stopped } = diff::compare(&old.case, &new.case, concepts, limits)?;
        let writer = Writer { old, new };
        let mut header = Header::new("statecraft-diff", 1, new);
        stopped.into_iter().for_each(|limit| header.stop(limit));
        let touches = match touched::touches(&old.case, new, concepts, limits) {
            Ok(touches) => touches,
            Err(limit) => {
                header.stop(limit);
                Vec::new()
            }
        };
        let actors: Vec<&str> = new.case.actors.iter().map(|actor| actor.key.value.as_str()).collect();
        let asked = |id: &Option<String>| accounts.is_empty() || id.as_ref().is_some_and(|id| accounts.contains(id));
        let of_account = |of: diff::AccountJudgements| AccountDiff {
            judgements: grouped(&writer, of.account.as_deref(), &of.judgements, &actors),
            id: of.account,
            before: of.before,
            after: of.after,
            undecided: of.undecided,
            left_out: of.left_out,
        };
        Ok(Diff {
            header,
            old_case: old.case.title.clone(),
            concepts: concepts.iter().map(|concept| concept.key(&actors)).collect(),
            changes: changes.iter().map(|change| writer.change(change)).collect(),
            accounts: judged.into_iter().filter(|of| asked(&of.account)).map(of_account).collect(),
            records: records::records(&old.case, &new.case),
            touches,
        })
    }

    /// How many judgements changed, of an outcome under a concept each.
    pub fn judgements(&self) -> usize {
        let of = |account: &AccountDiff| {
            account.left_out + account.judgements.iter().map(|judgement| judgement.concepts.len()).sum::<usize>()
        };
        self.accounts.iter().map(of).sum()
    }
}

/// Judgements on the same outcome with the same causes as one, under all their concepts.
fn grouped(writer: &Writer, account: Option<&str>, all: &[Judgement], actors: &[&str]) -> Vec<JudgementInWords> {
    let mut found: Vec<JudgementInWords> = Vec::new();
    for judgement in all {
        let concept = judgement.concept.key(actors);
        let same = |it: &&mut JudgementInWords| {
            it.holds == judgement.holds
                && (&it.taken, &it.open, &it.state) == (&judgement.taken, &judgement.open, &judgement.state)
                && (&it.alone, &it.together) == (&judgement.alone, &judgement.together)
        };
        if let Some(known) = found.iter_mut().find(same) {
            known.concepts.push(concept);
            continue;
        }
        let study = if judgement.holds { writer.new } else { writer.old };
        let (scenario, says) = outcome::in_words(study, account, judgement);
        found.push(JudgementInWords {
            concepts: vec![concept],
            holds: judgement.holds,
            scenario,
            says,
            taken: judgement.taken.clone(),
            open: judgement.open.clone(),
            state: judgement.state.clone(),
            alone: judgement.alone.clone(),
            together: judgement.together.clone(),
        });
    }
    found.sort_by_key(|it| (it.holds, std::cmp::Reverse(it.concepts.len())));
    found
}

impl Writer<'_> {
    fn change(&self, change: &Change) -> ChangeInWords {
        ChangeInWords {
            how: change.how,
            account: change.account().map(String::from),
            says: self.says(change),
            bears: change.bears(),
            old: words::lines(self.old, &change.old),
            new: words::lines(self.new, &change.new),
        }
    }
}
