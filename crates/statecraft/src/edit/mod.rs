//! **edit**: changing a case file without touching the rest of it.
//!
//! An [`Edit`] says what is to change in the words of the case: which line of whose wishes, which name. [`apply`] makes the
//! change in the text of the file. It reads the text into places (`syntax`), finds what the edit speaks of and replaces those bytes
//! alone. Comments, order and layout of everything else stay byte for byte, in every form in which TOML lets a case be written. Then
//! the new text is read as any case file is, and refused if it has errors that the old one did not have.
//!
//! Each edit comes with what takes it back, [`Undo`]. Edit and undo together leave every byte as it was.

mod blocks;
mod commas;
#[cfg(feature = "files")]
mod disk;
mod entries;
mod error;
mod named;
mod owner;
mod rankings;
mod review;
mod roles;
mod rules;
mod splice;
mod strings;
mod syntax;
mod today;
mod variants;
mod wishes;

#[cfg(feature = "files")]
pub use disk::{CaseFile, FileError};
pub use entries::{NewClaim, NewOption, NewSource};
pub use error::EditError;
pub use review::Acceptance;
pub use rules::{NewRule, Says};
pub use splice::Undo;
pub use variants::{in_variant, variant_problems};
pub use wishes::NewWish;

use crate::case::{Case, LineId};
use crate::diag::{Diagnostic, SourceFile};
use crate::model::Model;
use blocks::Page;
use serde::{Deserialize, Serialize};
use splice::{Change, Work};
use syntax::Tree;

/// One change of a case.
///
/// Where an edit names an account, it concerns this account alone: if the account has no wishes of its own for the actor, or no
/// status quo of its own, it first gets a copy of the common ones. Without an account it concerns what is common to all.
/// Places count from 1.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Edit {
    /// Moves a wish to another place among the actor's wishes.
    Move {
        /// Which.
        wish: Wish,
        /// The place that it has afterwards.
        to: usize,
    },
    /// Removes a wish or a rule.
    Drop(Line),
    /// Turns a wish into its opposite.
    Negate(Wish),
    /// Adds a wish.
    Add {
        /// To the wishes in this account.
        account: Option<String>,
        /// Whose.
        actor: String,
        /// The place that it has afterwards; the last if none is given.
        at: Option<usize>,
        /// What is wanted.
        wish: NewWish,
    },
    /// Says where things stand.
    Today {
        /// In this account.
        account: Option<String>,
        /// How they stand.
        today: Today,
    },
    /// Gives something another name, everywhere.
    Rename {
        /// What it is.
        kind: Kind,
        /// Its name; of an option with its actor, `actor.option`.
        from: String,
        /// Its new name; of an option without its actor.
        to: String,
    },
    /// Adds a source.
    AddSource(NewSource),
    /// Adds a claim.
    AddClaim(NewClaim),
    /// Adds an option.
    AddOption(NewOption),
    /// Adds a rule.
    AddRule {
        /// In this account.
        account: Option<String>,
        /// What it says.
        rule: NewRule,
    },
    /// Removes what nothing else refers to.
    Remove {
        /// What it is.
        kind: Kind,
        /// Its name; of an option with its actor, `actor.option`.
        name: String,
        /// Removes a claim also from the lists that cite it.
        cited: bool,
    },
    /// Lets an account have a line that stands elsewhere: a copy is written there.
    Give {
        /// Which.
        line: Line,
        /// The account.
        to: String,
    },
    /// Lets an account be without a line. A rule that is common to all is then written in each of the others.
    Take {
        /// Which: common to all, or the account's own.
        line: Line,
        /// The account.
        from: String,
    },
    /// Names the states of all rankings by the options that are taken, and not by numbers, which other rules would change.
    RestateRankings,
}

/// One of an actor's wishes.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Wish {
    /// As it is in this account; as it is common to all.
    pub account: Option<String>,
    /// Whose.
    pub actor: String,
    /// Its place, the most important being 1.
    pub place: usize,
}

/// A line that can be dropped, given or taken.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Line {
    /// One of an actor's wishes.
    Wish(Wish),
    /// A rule.
    Rule {
        /// Among those of this account; among the common ones.
        account: Option<String>,
        /// Its place in the file, from 1.
        place: usize,
    },
}

impl Line {
    /// The line of this name, if it is one that can be dropped, given or taken.
    pub fn of(line: &LineId) -> Option<Line> {
        match line.clone() {
            LineId::Wish { account, actor, place } => Some(Line::Wish(Wish { account, actor, place })),
            LineId::Rule { account, place } => Some(Line::Rule { account, place }),
            _ => None,
        }
    }
}

/// Where things stand.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Today {
    /// Exactly these options are taken, each with its actor.
    Taken(Vec<String>),
    /// In a bare graph, the state.
    State(String),
}

/// What has a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// An actor.
    Actor,
    /// An option of an actor.
    Option,
    /// An account.
    Account,
    /// A claim.
    Claim,
    /// A source.
    Source,
    /// A state of a bare graph.
    State,
    /// An item of evidence.
    Evidence,
    /// A scenario.
    Scenario,
}

/// What an edit can change of the answers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Touches {
    /// Names or sources alone; what is computed stays.
    Words,
    /// Who wants what: in this account, or wherever the common wishes hold.
    Wishes {
        /// The account.
        account: Option<String>,
        /// The actor.
        actor: String,
    },
    /// Where things stand today.
    Today,
    /// Which states and moves there are.
    States,
}

impl Touches {
    /// Whether the wishes of an account may change.
    pub(crate) fn ranks(&self, id: Option<&str>) -> bool {
        match self {
            Touches::Wishes { account, .. } => account.is_none() || account.as_deref() == id,
            Touches::States => true,
            _ => false,
        }
    }
}

impl Edit {
    /// What of the answers may change, so that the rest need not be computed anew.
    pub fn touches(&self) -> Touches {
        let wishes = |account: &Option<String>, actor: &str| Touches::Wishes {
            account: account.clone(),
            actor: actor.to_string(),
        };
        let other = |line: &Line, account: &str| match line {
            Line::Wish(wish) => wishes(&Some(account.to_string()), &wish.actor),
            Line::Rule { .. } => Touches::States,
        };
        match self {
            Edit::Move { wish, .. } | Edit::Negate(wish) | Edit::Drop(Line::Wish(wish)) => {
                wishes(&wish.account, &wish.actor)
            }
            Edit::Add { account, actor, .. } => wishes(account, actor),
            Edit::Give { line, to: account } | Edit::Take { line, from: account } => other(line, account),
            Edit::Today { .. } => Touches::Today,
            Edit::Rename { .. } | Edit::RestateRankings | Edit::AddSource(_) | Edit::AddClaim(_) => Touches::Words,
            Edit::Remove { kind: Kind::Claim | Kind::Source | Kind::Evidence | Kind::Scenario, .. } => Touches::Words,
            Edit::AddOption(_) | Edit::AddRule { .. } | Edit::Remove { .. } | Edit::Drop(_) => Touches::States,
        }
    }
}

/// A text after an edit.
#[derive(Clone, Debug)]
pub struct Applied {
    /// The text.
    pub text: String,
    /// What takes the edit back.
    pub undo: Undo,
}

/// Makes an edit in the text of a case file; the texts of sources are not looked at.
///
/// # Errors
/// The edit speaks of what is not there, or would leave the case with new errors.
pub fn apply(edit: &Edit, text: &str) -> Result<Applied, EditError> {
    apply_checked(edit, text, &problems)
}

/// The same with another reader of the file, which gives all its problems.
///
/// # Errors
/// As [`apply`].
pub fn apply_checked(edit: &Edit, text: &str, read: &dyn Fn(&str) -> Vec<Diagnostic>) -> Result<Applied, EditError> {
    made(text, read, |work| make(edit, work))
}

/// Writes into a drafted claim what a person says of it. It is no [`Edit`], for programs send those, and only a person accepts.
///
/// # Errors
/// As [`apply_checked`].
pub fn accept(accepted: &Acceptance, text: &str, read: &dyn Fn(&str) -> Vec<Diagnostic>) -> Result<Applied, EditError> {
    made(text, read, |work| review::accept(work, accepted))
}

fn made(
    text: &str,
    read: &dyn Fn(&str) -> Vec<Diagnostic>,
    make: impl FnOnce(&mut Work) -> Result<(), EditError>,
) -> Result<Applied, EditError> {
    if Tree::read(text).is_none() {
        return Err(EditError::Unreadable(errors(problems(text))));
    }
    let mut work = Work::new(text);
    make(&mut work)?;
    let problems = new_errors(errors(read(text)), errors(read(&work.text)));
    let (text, undo) = work.done();
    if problems.is_empty() {
        return Ok(Applied { text, undo });
    }
    Err(EditError::Breaks { file: SourceFile::new("case.toml", text), problems })
}

fn make(edit: &Edit, work: &mut Work) -> Result<(), EditError> {
    match edit {
        Edit::Move { wish, to } => wishes::shift(work, wish, *to),
        Edit::Drop(Line::Wish(wish)) => wishes::drop(work, wish),
        Edit::Drop(Line::Rule { account, place }) => rules::drop(work, account.as_deref(), *place),
        Edit::Negate(wish) => wishes::negate(work, wish),
        Edit::Add { account, actor, at, wish } => wishes::add(work, account.as_deref(), actor, *at, &wish.written()),
        Edit::Today { account, today } => today::set(work, account.as_deref(), today),
        Edit::Rename { kind, from, to } => {
            let before = work.text.clone();
            named::rename(work, *kind, from, to)?;
            rankings::rebind(work, &before)
        }
        Edit::RestateRankings => rankings::restate(work),
        Edit::AddSource(source) => entries::add_source(work, source),
        Edit::AddClaim(claim) => entries::add_claim(work, claim),
        Edit::AddOption(option) => entries::add_option(work, option),
        Edit::AddRule { account, rule } => rules::add(work, account.as_deref(), rule),
        Edit::Remove { kind, name, cited } => named::remove(work, *kind, name, *cited),
        Edit::Give { line: Line::Wish(wish), to } => wishes::give(work, wish, to),
        Edit::Give { line: Line::Rule { account, place }, to } => rules::give(work, account.as_deref(), *place, to),
        Edit::Take { line: Line::Wish(wish), from } => {
            wishes::drop(work, &Wish { account: Some(from.clone()), ..wish.clone() })
        }
        Edit::Take { line: Line::Rule { account, place }, from } => rules::take(work, account.as_deref(), *place, from),
    }
}

/// Finds replacements in the text as it is on the way, and makes them.
fn step(work: &mut Work, find: impl FnOnce(&Page<'_>) -> Result<Vec<Change>, EditError>) -> Result<(), EditError> {
    let changes = look(work, find)?;
    work.make(changes)
}

/// Looks something up in the text as it is on the way.
fn look<R>(work: &Work, find: impl FnOnce(&Page<'_>) -> Result<R, EditError>) -> Result<R, EditError> {
    let text = &work.text;
    // Whatever an edit writes is TOML; if ever it were not, nothing is changed.
    let tree = Tree::read(text).ok_or_else(|| EditError::Breaks {
        file: SourceFile::new("case.toml", text.clone()),
        problems: errors(problems(text)),
    })?;
    find(&Page { text, tree: &tree })
}

/// What is wrong with a case file by itself: with how it is written, and with the names in it.
fn problems(text: &str) -> Vec<Diagnostic> {
    let (case, mut problems) = Case::read_text(text);
    for account in &case.accounts {
        problems.extend(Model::from_case(&case, account).err().unwrap_or_default());
    }
    crate::diag::in_order(problems)
}

fn errors(problems: Vec<Diagnostic>) -> Vec<Diagnostic> {
    problems.into_iter().filter(Diagnostic::is_error).collect()
}

/// Of each kind of error, those by which there are more than before.
fn new_errors(before: Vec<Diagnostic>, after: Vec<Diagnostic>) -> Vec<Diagnostic> {
    let count = |errors: &[Diagnostic], code: &str| errors.iter().filter(|error| error.code == code).count();
    let is_new = |error: &Diagnostic| {
        let told = before.iter().any(|old| old.code == error.code && old.message == error.message);
        count(&after, error.code) > count(&before, error.code) && !told
    };
    let new: Vec<Diagnostic> = after.iter().filter(|error| is_new(error)).cloned().collect();
    let more = |error: &&Diagnostic| count(&after, error.code) > count(&before, error.code);
    if new.is_empty() { after.iter().filter(more).cloned().collect() } else { new }
}
