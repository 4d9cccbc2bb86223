//! `[evidence.NAME]`, and the ranges that the analyst gives.

use super::fields::{Entry, Reader, Shape, Value, span};
use crate::case::{Evidence, Forecast, MAX_EVIDENCE, Range};
use crate::diag::{Diagnostic, Span, Spanned, shown};
use toml::de::DeValue;

const ITEM: Shape = Shape {
    what: "an item of evidence",
    written: "[evidence.NAME] above its keys",
    keys: &["says", "claims", "absence", "assumption", "likelihood"],
};
const FORECAST: Shape =
    Shape { what: "a forecast", written: "[forecasts.NAME] above its keys", keys: &["where", "probability"] };
const LIKELIHOOD: &str =
    "write likelihood = { ACCOUNT = [0.6, 0.9] }: how likely one would see this if the account were true";
const RANGE: &str = "write the least and the most that you hold possible, such as [0.6, 0.9]";

/// The `evidence` of a case.
pub(super) fn evidence(reader: &mut Reader, root: &Entry) -> Vec<Evidence> {
    let mut found = Vec::new();
    let items = reader.named(root, "evidence", ITEM);
    if let Some((key, _)) = items.get(MAX_EVIDENCE) {
        let message = format!("the case has {} items of evidence; at most {MAX_EVIDENCE} can be weighed", items.len());
        let help = "put together what was seen at one time, or leave out what tells no accounts apart";
        let label = format!("item number {}", MAX_EVIDENCE + 1);
        reader.lose(Diagnostic::error("too-much-evidence", key.span, message).label(label).help(help));
    }
    for (key, entry) in items.into_iter().take(MAX_EVIDENCE) {
        let claims = reader.strings(&entry, "claims");
        let (absence, assumption) = (reader.prose(&entry, "absence"), reader.prose(&entry, "assumption"));
        let otherwise = entry.get("absence").is_some() || entry.get("assumption").is_some();
        if claims.is_empty() && !otherwise && !entry.misspells(&["absence", "assumption"]) {
            let help = "add claims = [\"…\"]: what has one origin counts once, so the claims must be known; or say \
                        absence = \"…\", what was looked for and not found, or assumption = \"…\"";
            nothing(reader, &entry, "claims", "cites no claim", help);
        }
        let likelihood = likelihood(reader, &entry);
        if likelihood.is_empty() {
            nothing(reader, &entry, "likelihood", "has no range", LIKELIHOOD);
        }
        let says = reader.for_readers(&entry, "says", &key);
        found.push(Evidence { says, claims, absence, assumption, likelihood, key });
    }
    found
}

/// An error where a key is left out or empty; a value of another kind was told of already.
fn nothing(reader: &mut Reader, entry: &Entry, key: &str, is_so: &str, help: &str) {
    let empty = match entry.get(key).map(Value::get_ref) {
        None => !entry.misspells(&[key]),
        Some(DeValue::Array(items)) => items.is_empty(),
        Some(DeValue::Table(table)) => table.is_empty(),
        Some(_) => false,
    };
    if empty {
        let message = format!("{} {is_so}", entry.shape.what);
        reader.tell(Diagnostic::error("missing", entry.key(key), message).help(help));
    }
}

fn likelihood(reader: &mut Reader, entry: &Entry) -> Vec<(Spanned<String>, Range)> {
    let Some(value) = entry.get("likelihood") else { return Vec::new() };
    let DeValue::Table(table) = value.get_ref() else {
        reader.wrong_type(value, "`likelihood` has a range for each account", value.get_ref(), LIKELIHOOD);
        return Vec::new();
    };
    let mut found = Vec::new();
    for (account, value) in table.iter() {
        let account = Spanned::new(account.get_ref().to_string(), account.span());
        let what = format!("the likelihood under `{}`", shown(&account.value));
        found.extend(range(reader, value, &what).map(|range| (account, range)));
    }
    found
}

/// The `forecasts` of a case.
pub(super) fn forecasts(reader: &mut Reader, root: &Entry) -> Vec<Forecast> {
    let mut found = Vec::new();
    for (key, entry) in reader.named(root, "forecasts", FORECAST) {
        let missing = FORECAST.keys.iter().filter(|key| entry.get(key).is_none());
        missing.for_each(|key| reader.missing(&entry, key));
        let statement = entry.get("where").and_then(|value| reader.statement(value, "`where`"));
        let probability = entry.get("probability").and_then(|value| match value.get_ref() {
            DeValue::Integer(_) | DeValue::Float(_) => {
                let one = probability(reader, value, "`probability`")?;
                Some(Range { low: one, high: one })
            }
            _ => range(reader, value, "`probability`"),
        });
        match (statement, probability) {
            (Some(statement), Some(probability)) => found.push(Forecast { key, statement, probability }),
            _ => reader.lost(),
        }
    }
    found
}

/// Two probabilities, the lower first.
pub(super) fn range(reader: &mut Reader, value: &Value, what: &str) -> Option<Range> {
    let DeValue::Array(ends) = value.get_ref() else {
        reader.wrong_type(value, &format!("{what} is a range of two numbers"), value.get_ref(), RANGE);
        return None;
    };
    let ends: Vec<&Value> = ends.iter().collect();
    let [low, high] = ends.as_slice() else {
        let message = format!("{what} has two numbers");
        let label = format!("this has {}", ends.len());
        reader.lose(Diagnostic::error("bad-value", span(value), message).label(label).help(RANGE));
        return None;
    };
    let (low, high) = (probability(reader, low, what), probability(reader, high, what));
    let (low, high) = (low?, high?);
    if low > high {
        let message = format!("{what} begins above its end");
        let help = "write the smaller number first";
        reader.lose(Diagnostic::error("bad-value", Span::from(value.span()), message).help(help));
        return None;
    }
    Some(Range { low, high })
}

fn probability(reader: &mut Reader, value: &Value, what: &str) -> Option<f64> {
    let found: Option<f64> = match value.get_ref() {
        DeValue::Integer(number) => super::fields::whole(number).map(|number| number as f64),
        DeValue::Float(number) => number.as_str().replace('_', "").parse().ok(),
        other => {
            reader.wrong_type(value, &format!("{what} is a range of two numbers"), other, RANGE);
            return None;
        }
    };
    let found = found.filter(|number| *number > 0.0 && *number <= 1.0);
    if found.is_none() {
        let message = "a likelihood is above 0 and at most 1";
        let help = "write a number such as 0.05; what is held impossible would end all weighing, so 0 cannot be";
        reader.lose(Diagnostic::error("bad-value", span(value), message).help(help));
    }
    found
}
