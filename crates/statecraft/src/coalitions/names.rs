//! Coalitions as users write them.

use super::Coalition;
use crate::diag::nearest;
use crate::model::ActorId;

/// A name that is no actor's.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("there is no actor `{written}`; {}", match .near {
    Some(near) => format!("did you mean `{near}`?"),
    None => format!("there are: {known}"),
})]
pub struct UnknownActor {
    /// What was written.
    pub written: String,
    /// What is called nearly so.
    pub near: Option<String>,
    /// All there are.
    pub known: String,
}

impl Coalition {
    /// The coalition of these names, where the actors have these keys.
    ///
    /// ```
    /// use statecraft::coalitions::Coalition;
    ///
    /// let found = Coalition::named(["iran", "taliban"], &["iran", "us", "taliban"]).expect("both are known");
    /// assert_eq!(found.members().map(|actor| actor.index()).collect::<Vec<_>>(), [0, 2]);
    /// assert_eq!(Coalition::named(["iram"], &["iran", "us"]).unwrap_err().to_string(),
    ///     "there is no actor `iram`; did you mean `iran`?");
    /// ```
    ///
    /// # Errors
    /// The first name that is no actor's.
    pub fn named<'w>(names: impl IntoIterator<Item = &'w str>, actors: &[&str]) -> Result<Coalition, UnknownActor> {
        let one = |name: &str| {
            let name = name.trim();
            let unknown = || UnknownActor {
                written: name.to_string(),
                near: nearest(name, actors.iter().copied()).map(str::to_string),
                known: actors.join(", "),
            };
            actors.iter().position(|actor| *actor == name).map(ActorId::new).ok_or_else(unknown)
        };
        names.into_iter().map(one).collect::<Result<Vec<_>, _>>().map(Coalition::of)
    }
}
