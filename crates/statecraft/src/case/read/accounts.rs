//! `[status_quo]` and `[accounts.NAME]`.

use super::fields::{Entry, Reader, Shape};
use super::{attitudes, likelihood, preferences, rules};
use crate::case::{Account, Issue, Preference, StatusQuo, Today};
use crate::diag::Diagnostic;

const STATUS_QUO: Shape = Shape {
    what: "a status quo",
    written: "[status_quo] above its keys",
    keys: &["taken", "state", "claims", "assumption", "leap"],
};
const ACCOUNT: Shape = Shape {
    what: "an account",
    written: "[accounts.NAME] above its keys",
    keys: &[
        "title",
        "sources",
        "rules",
        "status_quo",
        "preferences",
        "attitudes",
        "for",
        "against",
        "prior",
        "refines",
        "excludes",
        "same_as",
    ],
};

const TODAY: &str = "write taken = [\"actor.option\", …], or in a bare graph state = \"…\"";

/// The `status_quo` of a case or an account.
pub(super) fn status_quo(reader: &mut Reader, parent: &Entry) -> Option<StatusQuo> {
    let value = parent.get("status_quo")?;
    let at = parent.key("status_quo");
    let entry = reader.table(value, at, STATUS_QUO)?;
    let support = reader.support(&entry);
    let today = match (entry.get("taken"), entry.get("state")) {
        (Some(_), None) => {
            let names = reader.strings(&entry, "taken");
            Today::Taken(names.iter().filter_map(|name| reader.option_name(name)).collect())
        }
        (None, Some(state)) => Today::State(reader.state_name(state, "`state`")?),
        (None, None) => {
            if !entry.misspells(&["taken", "state"]) {
                reader.tell(Diagnostic::error("missing", at, "this does not say what the status quo is").help(TODAY));
            }
            reader.lost();
            return None;
        }
        (Some(_), Some(_)) => {
            let problem = Diagnostic::error("two-forms", entry.key("state"), "a status quo is written in one way");
            reader.lose(problem.label("this is another").also(entry.key("taken"), "this is one way").help(TODAY));
            return None;
        }
    };
    Some(StatusQuo { today, support, span: at })
}

/// The accounts, or the one unnamed account of a case that has none.
pub(super) fn accounts(reader: &mut Reader, root: &Entry, issues: &[Issue], common: &[Preference]) -> Vec<Account> {
    let mut found: Vec<Account> = Vec::new();
    for (key, entry) in reader.named(root, "accounts", ACCOUNT) {
        let before = preferences::Before { issues, common: Some(common), accounts: &found };
        let account = Account {
            title: Some(reader.for_readers(&entry, "title", &key)),
            sources: reader.strings(&entry, "sources"),
            rules: rules::rules(reader, &entry),
            status_quo: status_quo(reader, &entry),
            preferences: preferences::preferences(reader, &entry, before),
            attitudes: attitudes::attitudes(reader, &entry),
            favours: reader.strings(&entry, "for"),
            against: reader.strings(&entry, "against"),
            refines: reader.one_or_more(&entry, "refines"),
            excludes: reader.one_or_more(&entry, "excludes"),
            same_as: reader.one_or_more(&entry, "same_as"),
            prior: entry.get("prior").and_then(|value| likelihood::range(reader, value, "`prior`")),
            key: Some(key),
        };
        found.push(account);
    }
    if found.is_empty() { vec![Account::default()] } else { found }
}
