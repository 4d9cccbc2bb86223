//! `[perceptions]`: which account each actor believes.

use super::fields::{Entry, Reader};
use crate::case::Perception;
use crate::diag::Spanned;
use toml::de::DeValue;

const HELP: &str = "write [perceptions], and below it ACTOR = \"ACCOUNT\" for each actor";

/// The `perceptions` of a case.
pub(super) fn perceptions(reader: &mut Reader, root: &Entry) -> Vec<Perception> {
    let Some(value) = root.get("perceptions") else { return Vec::new() };
    let DeValue::Table(table) = value.get_ref() else {
        reader.wrong_type(value, "`perceptions` names an account for each actor", value.get_ref(), HELP);
        return Vec::new();
    };
    let mut found = Vec::new();
    for (actor, value) in table.iter() {
        let actor = Spanned::new(actor.get_ref().to_string(), actor.span());
        match value.get_ref() {
            DeValue::String(account) => {
                found.push(Perception { actor, account: Spanned::new(account.to_string(), value.span()) });
            }
            other => reader.wrong_type(value, "an actor believes the account of a name", other, HELP),
        }
    }
    found
}
