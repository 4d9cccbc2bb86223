//! Where things stand: the options taken today, or the state of a bare graph.

use super::commas::Commas;
use super::named::account_exists;
use super::splice::{Change, Work};
use super::strings::quoted;
use super::syntax::{List, Placed, Value, string};
use super::wishes::strings;
use super::{EditError, Today, step};

/// Says where things stand. Options that stay taken keep their place and their comments; the other form goes if it stands there.
pub(super) fn set(work: &mut Work, account: Option<&str>, today: &Today) -> Result<(), EditError> {
    let (key, other, written) = match today {
        Today::Taken(options) => ("taken", "state", strings(options)),
        Today::State(state) => ("state", "taken", quoted(state)),
    };
    let place = |key| {
        account.map_or(Vec::new(), |account| vec!["accounts", account]).into_iter().chain(["status_quo", key]).collect()
    };
    let (path, other): (Vec<&str>, Vec<&str>) = (place(key), place(other));
    let mut done = false;
    while !done {
        step(work, |page| {
            account.map_or(Ok(()), |account| account_exists(page.tree, account))?;
            if page.tree.value(&other).is_some() && page.tree.value(&path).is_some() {
                return Ok(page.remove(&other));
            }
            let next = match (page.tree.value(&path), today) {
                (None, _) => Some(page.put(&path, &written)),
                (Some(Value::List(list)), Today::Taken(options)) => nearer(page.text, list, options),
                (Some(value), _) => {
                    let span = value.span();
                    (page.text[span.start..span.end] != written).then(|| vec![(span, written.clone())])
                }
            };
            done = next.is_none();
            Ok(next.unwrap_or_default())
        })?;
    }
    Ok(())
}

/// One step to a list of these options: one goes that is not among them, or one comes that is missing.
fn nearer(text: &str, list: &List<Value>, options: &[String]) -> Option<Vec<Change>> {
    let names = |item: &Value, option: &String| string(text, item).is_some_and(|written| written.text == *option);
    let commas = Commas::new(text, list);
    let stays = |item: &Value| options.iter().any(|option| names(item, option));
    if let Some(gone) = list.items.iter().rposition(|item| !stays(item)) {
        return Some(commas.remove(gone));
    }
    let missing = options.iter().find(|option| !list.items.iter().any(|item| names(item, option)))?;
    Some(commas.insert(list.items.len(), &quoted(missing)))
}
