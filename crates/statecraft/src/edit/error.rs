//! Why an edit cannot be made.

use crate::diag::{Diagnostic, SourceFile, Span};

/// Why an edit cannot be made.
#[derive(Clone, Debug, thiserror::Error)]
#[non_exhaustive]
pub enum EditError {
    /// The file is not TOML, so nobody knows what stands where in it.
    #[error("the file has a line that cannot be read; mend it first")]
    Unreadable(Vec<Diagnostic>),
    /// There is nothing of this name.
    #[error("there is no {what} `{name}`{}", hint(.near, .known))]
    Unknown {
        /// What was looked for.
        what: &'static str,
        /// The name that was given.
        name: String,
        /// The name that may have been meant.
        near: Option<String>,
        /// Names that there are.
        known: Vec<String>,
    },
    /// The name is taken.
    #[error("there already is {what} `{name}`; choose another name")]
    Taken {
        /// What has it.
        what: &'static str,
        /// The name.
        name: String,
        /// Where.
        at: Span,
    },
    /// This cannot be a name.
    #[error(
        "`{0}` cannot be a name: names have letters, digits, `_` and `-`, do not begin with `-`, and are none of the words not, and, or, if, iff"
    )]
    BadName(String),
    /// The list is not that long.
    #[error("{of} {}", extent(*.count))]
    NoPlace {
        /// Whose list.
        of: String,
        /// How long it is.
        count: usize,
    },
    /// The wishes are not common to all.
    #[error("`{actor}` has no wishes that are common to all; they stand in the {}", accounts_named(.accounts))]
    Elsewhere {
        /// The actor.
        actor: String,
        /// The accounts that have wishes of the actor.
        accounts: Vec<String>,
    },
    /// It is written in a form that this edit does not know.
    #[error("{0}")]
    Form(String),
    /// Something refers to it.
    #[error("the {what} `{name}` is still used in {} place{}", .places.len(), if .places.len() == 1 { "" } else { "s" })]
    InUse {
        /// What.
        what: &'static str,
        /// Its name.
        name: String,
        /// Where.
        places: Vec<Span>,
    },
    /// With the edit the case would have errors that it does not have now.
    #[error("after this edit the case would have errors")]
    Breaks {
        /// The text as it would be.
        file: SourceFile,
        /// Its new errors.
        problems: Vec<Diagnostic>,
    },
    /// The text is not the one that the edit was made for.
    #[error("the text has changed since the edit")]
    Changed,
}

fn hint(near: &Option<String>, known: &[String]) -> String {
    match near {
        Some(near) => format!("; did you mean `{near}`?"),
        None if known.is_empty() => String::new(),
        None => {
            let more = if known.len() > 12 { ", …" } else { "" };
            format!("; there are: {}{more}", known.iter().take(12).cloned().collect::<Vec<_>>().join(", "))
        }
    }
}

fn extent(count: usize) -> String {
    match count {
        0 => "has no lines".into(),
        1 => "has one line, number 1".into(),
        count => format!("has {count} lines, from 1 to {count}"),
    }
}

fn accounts_named(accounts: &[String]) -> String {
    let accounts: Vec<String> = accounts.iter().map(|account| format!("`{account}`")).collect();
    format!("account{} {}", if accounts.len() == 1 { "" } else { "s" }, accounts.join(", "))
}
