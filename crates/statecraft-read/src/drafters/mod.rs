//! Other drafters: programs and endpoints that read the same text. Nothing that they say is believed.
//!
//! The contract. A drafter gets the text and gives JSON:
//!
//! ```json
//! {"claims": [{"speaker": [12, 20], "cue": [21, 25], "spans": [[31, 60]], "kind": "said"}]}
//! ```
//!
//! Places are bytes of the text, start and end. Instead of a place it may give words: `"speaker": "Maren Holt"`, `"quotes": ["…"]`. Words
//! are searched for verbatim and dropped when they are not there. `kind` is said, reported, believes, wants, fears, demands or denies.
//! A place that is not between two letters of the text is refused. What is left is a draft like any other: where a drafter and
//! the rules agree, the claim rises to *agreed*; what only the drafter found is found by *one*.

mod command;
mod endpoint;

pub use command::from_command;
pub use endpoint::from_endpoint;

use crate::claims::{Claim, Kind, Span, Tier};
use crate::document::Document;
use serde_json::Value;

/// Why a drafter gave nothing.
#[derive(Debug, thiserror::Error)]
pub enum Failed {
    /// The program cannot be run.
    #[error("the drafter {0} cannot be run: {1}")]
    Unrunnable(String, std::io::Error),
    /// It took too long.
    #[error("the drafter {0} took longer than {1} seconds and was stopped")]
    TooSlow(String, u64),
    /// It ended with an error.
    #[error("the drafter {0} failed: {1}")]
    Refused(String, String),
    /// What it gave is not what the contract asks for.
    #[error("the drafter {0} gave no claims: {1}")]
    Unreadable(String, String),
}

/// What a drafter gave, checked.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Checked {
    /// Claims whose every place stands in the text.
    pub claims: Vec<Claim>,
    /// What was refused, and why.
    pub dropped: Vec<String>,
}

/// The most claims that are taken from one drafter for one document.
const MOST: usize = 10_000;

/// Checks what a drafter gave against the text.
///
/// # Errors
/// There is no list of claims.
pub fn check(document: &Document, name: &str, given: &str) -> Result<Checked, Failed> {
    let unreadable = |why: &str| Failed::Unreadable(name.to_owned(), why.to_owned());
    let value: Value = lenient(given).ok_or_else(|| unreadable("that is no JSON"))?;
    let list = value
        .get("claims")
        .and_then(Value::as_array)
        .or_else(|| value.as_array())
        .ok_or_else(|| unreadable("there is no list \"claims\""))?;
    let mut out = Checked::default();
    for (number, item) in list.iter().take(MOST).enumerate() {
        match claim(document, name, item) {
            Ok(claim) => out.claims.push(claim),
            Err(why) => out.dropped.push(format!("claim {}: {why}", number + 1)),
        }
    }
    Ok(out)
}

/// JSON as it is, or the part between the first and the last brace of a chatty answer.
fn lenient(given: &str) -> Option<Value> {
    let inner = || given.get(given.find('{')?..=given.rfind('}')?);
    serde_json::from_str(given).ok().or_else(|| serde_json::from_str(inner()?).ok())
}

fn claim(document: &Document, name: &str, item: &Value) -> Result<Claim, String> {
    let text = &document.text;
    let mut spans = match (item.get("spans"), item.get("quotes").or_else(|| item.get("quote"))) {
        (Some(Value::Array(given)), _) if !given.is_empty() => {
            given.iter().map(|span| place(text, span, 0)).collect::<Result<Vec<_>, _>>()?
        }
        (_, Some(Value::Array(given))) if !given.is_empty() => in_order(text, given)?,
        (_, Some(quote @ Value::String(_))) => vec![place(text, quote, 0)?],
        _ => return Err("it has no content".to_owned()),
    };
    spans.sort_unstable();
    let near = spans.first().map_or(0, |span| span[0]);
    let optional = |key: &str| match item.get(key) {
        None | Some(Value::Null) => Ok(None),
        Some(Value::String(empty)) if empty.trim().is_empty() => Ok(None),
        Some(given) => nearest(text, given, near).map(Some).map_err(|why| format!("its {key}: {why}")),
    };
    let (speaker, cue) = (optional("speaker")?, optional("cue").unwrap_or(None));
    let kind = item.get("kind").and_then(Value::as_str).unwrap_or("said");
    let words = |span: &Span| text[span[0]..span[1]].to_owned();
    let mut claim = Claim {
        speaker: speaker.as_ref().map(words),
        stands_for: None,
        speaker_spans: speaker.into_iter().collect(),
        cue: cue.as_ref().map(words),
        cue_spans: cue.into_iter().collect(),
        quotes: spans.iter().map(words).collect(),
        kind: kind_of(kind).ok_or_else(|| format!("there is no kind {kind:?}"))?,
        tier: if speaker.is_some() { Tier::One } else { Tier::Whose },
        direct: false,
        holder: None,
        hedges: Vec::new(),
        chain: Vec::new(),
        times: Vec::new(),
        said_at: None,
        sentence: around(text, near),
        drafters: vec![name.to_owned()],
        spans,
    };
    claim.tell_times(document);
    Ok(claim)
}

fn kind_of(word: &str) -> Option<Kind> {
    serde_json::from_value(Value::String(word.to_owned())).ok()
}

/// A place as given, or where the words stand first from `from` on.
fn place(text: &str, given: &Value, from: usize) -> Result<Span, String> {
    if let Value::String(words) = given {
        let words = words.trim();
        let rest = text.get(from..).unwrap_or(text);
        let skipped = text.len() - rest.len();
        let at = rest.find(words).filter(|_| !words.is_empty());
        return at
            .map(|at| [skipped + at, skipped + at + words.len()])
            .ok_or_else(|| format!("not in the text: {words:?}"));
    }
    let number = |at: usize| given.get(at).and_then(Value::as_u64).and_then(|number| usize::try_from(number).ok());
    let (Some(start), Some(end)) = (number(0), number(1)) else {
        return Err("a place is two numbers, start and end".to_owned());
    };
    match text.get(start..end) {
        Some(words) if !words.trim().is_empty() => Ok([start, end]),
        _ => Err(format!("{start} to {end} is no place in the text")),
    }
}

/// A place as given; words where they stand nearest to `near`.
fn nearest(text: &str, given: &Value, near: usize) -> Result<Span, String> {
    let Value::String(words) = given else { return place(text, given, 0) };
    let words = words.trim();
    let places = text.match_indices(words).map(|(at, _)| at).min_by_key(|at| at.abs_diff(near));
    places.map(|at| [at, at + words.len()]).ok_or_else(|| format!("not in the text: {words:?}"))
}

fn in_order(text: &str, given: &[Value]) -> Result<Vec<Span>, String> {
    let mut out: Vec<Span> = Vec::new();
    for piece in given {
        let from = out.last().map_or(0, |last| last[1]);
        out.push(place(text, piece, from)?);
    }
    Ok(out)
}

fn around(text: &str, at: usize) -> Span {
    let paragraphs = crate::segments::paragraphs(text);
    let sentence = paragraphs.iter().flat_map(|paragraph| &paragraph.sentences).find(|sentence| sentence.contains(&at));
    sentence.map_or([at, at], |sentence| [sentence.start, sentence.end])
}

/// Puts another drafter's claims beside those at hand. Where both mean the same, the claim at hand rises to *agreed*.
pub fn merge(claims: &mut Vec<Claim>, others: Vec<Claim>) {
    for other in others {
        let alike = |claim: &&mut Claim| share(claim, &other) >= 0.8;
        match claims.iter_mut().find(alike) {
            Some(claim) => {
                let speaker =
                    claim.speaker_spans.iter().any(|a| other.speaker_spans.iter().any(|b| a[0] < b[1] && b[0] < a[1]));
                claim.drafters.extend(other.drafters);
                if speaker && claim.tier == Tier::One {
                    claim.tier = Tier::Agreed;
                }
            }
            None => claims.push(other),
        }
    }
    claims.sort_by_key(|claim| claim.spans.first().map(|span| span[0]));
}

/// How much of the content of both together is in both, by bytes.
fn share(one: &Claim, other: &Claim) -> f64 {
    let length = |claim: &Claim| claim.spans.iter().map(|span| span[1] - span[0]).sum::<usize>();
    let common = |a: &Span, b: &Span| a[1].min(b[1]).saturating_sub(a[0].max(b[0]));
    let shared: usize = one.spans.iter().map(|a| other.spans.iter().map(|b| common(a, b)).sum::<usize>()).sum();
    shared as f64 / (length(one) + length(other)).saturating_sub(shared).max(1) as f64
}
