//! The quotes of a case as W3C Web Annotations (Recommendation of 2017), in JSON-LD: a collection with one page.
//!
//! A claim is an annotation. Its target is the source, with the words as a `TextQuoteSelector` and, where a text of the source is shipped, their
//! place in its bytes as a `DataPositionSelector`; its bodies say what the claim comes to.

use serde_json::{Map, Value, json};
use statecraft::case::{Claim, Source};
use statecraft::evidence::Finding;
use statecraft::study::Study;

const CONTEXT: &str = "http://www.w3.org/ns/anno.jsonld";

pub(super) fn write(study: &Study, notes: &mut Vec<String>) -> Value {
    let case = &study.case;
    let (quoted, recalled): (Vec<&Claim>, Vec<&Claim>) = case.claims.iter().partition(|claim| claim.has_quote());
    if !recalled.is_empty() {
        let keys: Vec<&str> = recalled.iter().map(|claim| claim.key.value.as_str()).collect();
        notes.push(format!("not carried: claims without a quote: {}", keys.join(", ")));
    }
    if quoted.iter().any(|claim| claim.origin.is_some() || claim.credibility.is_some() || claim.holder.is_some()) {
        notes.push("not carried: origins, grades and holders of claims".into());
    }
    let items: Vec<Value> = quoted.iter().map(|claim| annotation(study, claim)).collect();
    json!({
        "@context": CONTEXT,
        "id": "urn:statecraft:claims",
        "type": "AnnotationCollection",
        "label": case.title,
        "total": items.len(),
        "first": { "id": "urn:statecraft:claims:page", "type": "AnnotationPage", "startIndex": 0, "items": items },
    })
}

fn annotation(study: &Study, claim: &Claim) -> Value {
    let mut bodies: Vec<Value> = claim.says.iter().map(|says| body(says, "describing")).collect();
    bodies.extend(claim.speaker.iter().map(|speaker| body(&format!("said by {speaker}"), "commenting")));
    let mut found = Map::new();
    found.insert("id".into(), format!("urn:statecraft:claim:{}", claim.key.value).into());
    found.insert("type".into(), "Annotation".into());
    found.insert("motivation".into(), if bodies.is_empty() { "highlighting" } else { "describing" }.into());
    found.insert(
        "created".into(),
        claim.date.clone().filter(|date| is_day(date)).map(|day| format!("{day}T00:00:00Z")).into(),
    );
    found.insert("body".into(), bodies.into());
    found.insert("target".into(), target(study, claim));
    found.retain(|_, value| !value.is_null());
    Value::Object(found)
}

fn body(text: &str, purpose: &str) -> Value {
    json!({ "type": "TextualBody", "value": text, "format": "text/plain", "purpose": purpose })
}

fn target(study: &Study, claim: &Claim) -> Value {
    let source = study.case.source(&claim.source.value);
    let mut quote = Map::new();
    quote.insert("type".into(), "TextQuoteSelector".into());
    quote.insert("exact".into(), claim.anchor.quote.as_str().into());
    for (key, words) in [("prefix", &claim.anchor.before), ("suffix", &claim.anchor.after)] {
        if let Some(words) = words {
            quote.insert(key.into(), words.as_str().into());
        }
    }
    let mut selectors = vec![Value::Object(quote)];
    let report = study.case.quotes.iter().find(|report| report.claim == claim.key.value);
    if let Some(Finding::Found(place) | Finding::Moved(place)) = report.map(|report| &report.finding) {
        selectors.push(json!({ "type": "DataPositionSelector", "start": place.start, "end": place.end }));
    }
    json!({ "source": address(source, &claim.source.value), "selector": selectors })
}

/// Where a source is: its address, its text beside the case, or a name for it.
fn address(source: Option<&Source>, key: &str) -> String {
    let known = source.and_then(|source| source.url.clone().or_else(|| Some(source.text.as_ref()?.value.clone())));
    known.unwrap_or_else(|| format!("urn:statecraft:source:{key}"))
}

fn is_day(date: &str) -> bool {
    date.len() == 10 && date.parse::<toml::value::Datetime>().is_ok()
}
