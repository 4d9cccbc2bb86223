//! What came with a call. Nothing of it is left aside without a word.

use crate::refusal::Refusal;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};
use statecraft::diag::{nearest, shown};

/// What came with a call.
pub(crate) type Arguments = Map<String, Value>;

/// Arguments longer than this, about as many bytes as JSON, are refused.
const MOST_BYTES: usize = 256 << 10;

/// Refuses arguments that are too long.
pub(crate) fn within_bounds(arguments: &Arguments) -> Result<(), Refusal> {
    let size: usize = arguments.iter().map(|(key, value)| key.len() + length(value)).sum();
    if size <= MOST_BYTES {
        return Ok(());
    }
    let most = MOST_BYTES >> 10;
    Err(Refusal::new("too-large", format!("the arguments are larger than {most} KiB; send less at once")))
}

/// About how many bytes a value has as JSON.
fn length(value: &Value) -> usize {
    match value {
        Value::String(text) => text.len() + 2,
        Value::Array(items) => items.iter().map(|item| length(item) + 1).sum(),
        Value::Object(pairs) => pairs.iter().map(|(key, value)| key.len() + length(value) + 4).sum(),
        _ => 8,
    }
}

/// The arguments as what the tool takes.
///
/// # Errors
/// They do not fit, or have a name that was not read: a misspelt one would change what is asked.
pub(crate) fn read<A: DeserializeOwned + Serialize>(arguments: Arguments) -> Result<A, Refusal> {
    let unfit = |error: serde_json::Error| {
        let why: String = error.to_string().chars().take(300).collect(); // it may repeat what was sent
        Refusal::new("argument", format!("the arguments do not fit: {why}; see the tool's schema"))
    };
    let sent = Value::Object(arguments);
    let read: A = serde_json::from_value(sent.clone()).map_err(unfit)?;
    let Some((unread, known)) = unread(&sent, &serde_json::to_value(&read).map_err(unfit)?) else { return Ok(read) };
    let hint = match nearest(&unread, known.iter().map(String::as_str)) {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("there are: {}", known.join(", ")),
    };
    Err(Refusal::new("argument", format!("there is no argument `{}`; {hint}", shown(&unread))))
}

/// The first name that was sent and not read, and those that could have stood there.
fn unread(sent: &Value, read: &Value) -> Option<(String, Vec<String>)> {
    match (sent, read) {
        (Value::Object(sent), Value::Object(read)) => sent.iter().find_map(|(key, value)| match read.get(key) {
            Some(read) => unread(value, read),
            None if value.is_null() => None,
            None => Some((key.clone(), read.keys().cloned().collect())),
        }),
        (Value::Array(sent), Value::Array(read)) => sent.iter().zip(read).find_map(|(sent, read)| unread(sent, read)),
        _ => None,
    }
}
