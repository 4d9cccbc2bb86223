//! What was said, and what rests on it: each source with its text, where it is there, and its claims in place; else its quotes.

use super::not_there;
use crate::edition::Long;
use crate::jobs::Seen;
use crate::links::{To, address};
use crate::shell::{Sheet, head};
use crate::words::View;
use maud::{Markup, html};
use statecraft::answers::impact::{Drop, Impact};
use statecraft::case::{Claim, Source};
use statecraft::edit::NewClaim;
use statecraft::evidence::{Anchor, Document, Finding, locate};
use statecraft::phrase::count;

pub(crate) fn sheet(view: View) -> Sheet {
    Sheet { to: To::Sources, title: "Sources".into(), main: main(view) }
}

fn main(view: View) -> Markup {
    let case = &view.study().case;
    let seen = view.edition.impact(view.wait());
    let impact = if let Seen::There(impact) = &seen { Some(*impact) } else { None };
    let words = format!(
        "{}, {}, each with its exact words. Marked in yellow: outcomes fall without it. Underlined: none does.{}",
        count(case.sources.len(), "source", "sources"),
        count(case.claims.len(), "passage", "passages"),
        if view.edition.texts.is_empty() || view.links.is_report() {
            ""
        } else {
            " Mark words to make a claim of them."
        }
    );
    html! {
        (head("What was said, and what rests on it", &words))
        @if impact.is_none() { p.note { "What falls without each sentence is not known yet." } (not_there(To::Sources, Long::Impact, &seen.stage())) }
        @if !view.links.is_report() && view.edition.reading.is_there() { p.read { a.door href=(address(To::Review, &[])) { "Review the drafts of reports" } } }
        @for source in &case.sources { (document(view, source, impact)) }
        @if let Some(impact) = impact { p.note { "An outcome counts once in each explanation and under each of " (count(impact.concepts.len(), "kind of foresight", "kinds of foresight")) ": " (impact.outcomes) " in all." } }
    }
}

fn document(view: View, source: &Source, impact: Option<&Impact>) -> Markup {
    let case = &view.study().case;
    let claims: Vec<&Claim> = case.claims.iter().filter(|claim| claim.source.value == source.key.value).collect();
    let text = view.edition.texts.iter().find(|(key, _)| *key == source.key.value).map(|(_, text)| text);
    let by = [source.publisher.as_deref(), source.author.as_deref(), source.date.as_deref()];
    let by: Vec<&str> = by.into_iter().flatten().collect();
    html! {
        section.doc id=(format!("source-{}", source.key.value)) {
            header { h2 { bdi { (source.title) } } span.note { bdi { (by.join(", ")) } } }
            @match text {
                Some(text) => { (in_place(view, text, &claims, impact)) @if !view.links.is_report() { (draft(view, source)) } },
                None => {
                    div.text { p.note { "The text itself is not here: only the quoted words are. Give " code { "--texts DIR" } " with your own copy to read them in place." } }
                    div.notes {}
                    @for (at, claim) in claims.iter().enumerate() {
                        p.p { (marked(&quote_of(claim), at, claim, impact)) }
                        div.notes { (margin(view, at, claim, impact)) }
                    }
                },
            }
        }
    }
}

fn quote_of(claim: &Claim) -> String {
    claim.anchor.quote.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn dropped<'i>(impact: Option<&'i Impact>, claim: &Claim) -> Option<&'i Drop> {
    impact?.dropped.iter().find(|drop| drop.kind == "claim" && drop.name == claim.key.value)
}

/// Words of a claim, marked; the number leads to its note.
fn marked(words: &str, at: usize, claim: &Claim, impact: Option<&Impact>) -> Markup {
    let weak = dropped(impact, claim).is_none_or(|drop| drop.lost == 0);
    html! { a.mk.weak[weak] href=(format!("#claim-{}", claim.key.value)) dir="auto" { (words) sup { (at + 1) } } }
}

/// The text with its claims highlighted, paragraph by paragraph, the notes beside.
fn in_place(view: View, text: &Document, claims: &[&Claim], impact: Option<&Impact>) -> Markup {
    let mut places: Vec<(usize, usize, usize)> = Vec::new();
    let mut lost: Vec<usize> = Vec::new();
    for (at, claim) in claims.iter().enumerate() {
        match locate(text, &claim.anchor) {
            Finding::Found(place) | Finding::Moved(place) | Finding::Cut { place, .. } => {
                places.push((place.start, place.end, at))
            }
            Finding::Ambiguous(several) => places.extend(several.first().map(|place| (place.start, place.end, at))),
            Finding::Lost { .. } => lost.push(at),
        }
    }
    places.sort_unstable();
    html! {
        @for (start, end) in paragraphs(&text.text) {
            @let mine: Vec<(usize, usize, usize)> = places.iter().copied().filter(|place| start <= place.0 && place.0 < end).collect();
            p.p dir="auto" data-source="" { (pieces(&text.text, (start, end), &mine, claims, impact)) }
            div.notes { @for (_, _, at) in &mine { (margin(view, *at, claims[*at], impact)) } }
        }
        @for at in lost { p.p { span.tag { "not found in the text" } " " (marked(&quote_of(claims[at]), at, claims[at], impact)) } div.notes { (margin(view, at, claims[at], impact)) } }
    }
}

/// A claim of these words, if they stand in the source once and begin and end with words.
pub(crate) fn new_claim(view: View, source: &str, quote: &str) -> Result<NewClaim, String> {
    let text = view.edition.texts.iter().find(|(key, _)| key == source).map(|(_, text)| text);
    let text = text.ok_or("the text of this source is not here")?;
    let quote = quote.split_whitespace().collect::<Vec<_>>().join(" ");
    if quote.is_empty() {
        return Err("no words are marked".to_string());
    }
    match locate(text, &Anchor { quote: quote.clone(), ..Anchor::default() }) {
        Finding::Found(_) | Finding::Moved(_) => {}
        Finding::Ambiguous(places) => {
            return Err(format!("the words stand in {} places; mark more of them", places.len()));
        }
        Finding::Cut { word, .. } => {
            return Err(format!("the words begin or end inside the word “{word}”; mark the whole of it"));
        }
        Finding::Lost { .. } => return Err("the words do not stand so in the text".to_string()),
    }
    let taken = |key: &String| view.study().case.claim(key).is_some();
    let key = (1..).map(|n| format!("{source}_{n}")).find(|key| !taken(key)).unwrap_or_default();
    Ok(NewClaim { key, source: source.to_string(), quote, ..NewClaim::default() })
}

/// What becomes of words that are marked with the pointer: a draft in the margin, shown by the module.
fn draft(view: View, source: &Source) -> Markup {
    html! {
        form.draft hidden method="post" action="/claim" data-draft-of=(source.key.value) {
            input type="hidden" name="source" value=(source.key.value); input type="hidden" name="version" value=(view.edition.version); input type="hidden" name="quote" value="";
            q {}
            label { "What it says, in your words" input name="says" autocomplete="off"; }
            label { "Who says so, if not the source itself" input name="speaker" autocomplete="off"; }
            div.row { button.btn.pri { "Make a claim" } }
        }
    }
}

/// A paragraph as marked and unmarked pieces; where two passages overlap, the second begins where the first ends.
fn pieces(
    text: &str,
    (start, end): (usize, usize),
    places: &[(usize, usize, usize)],
    claims: &[&Claim],
    impact: Option<&Impact>,
) -> Markup {
    let mut at = start;
    let mut out = Vec::new();
    for &(from, to, claim) in places {
        let (from, to) = (from.max(at), to.max(at).min(end));
        let (before, words) = (text.get(at..from).unwrap_or_default(), text.get(from..to).unwrap_or_default());
        out.push(html! { (before) (marked(words, claim, claims[claim], impact)) });
        at = to;
    }
    html! { @for piece in &out { (piece) } (text.get(at..end).unwrap_or_default()) }
}

/// The byte ranges of the paragraphs of a text: what stands between empty lines.
fn paragraphs(text: &str) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    let mut start = None;
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        match (line.trim().is_empty(), start) {
            (true, Some(from)) => {
                found.push((from, at));
                start = None;
            }
            (false, None) => start = Some(at),
            _ => {}
        }
        at += line.len();
    }
    found.extend(start.map(|from| (from, at)));
    found
}

/// The note of a claim: what it says, who, how directly, what falls without it.
fn margin(view: View, at: usize, claim: &Claim, impact: Option<&Impact>) -> Markup {
    let drop = dropped(impact, claim);
    html! {
        div.mn id=(format!("claim-{}", claim.key.value)) {
            sup { (at + 1) }
            b { bdi { (claim.says.clone().unwrap_or_else(|| "Read as it stands.".into())) } }
            span.sup {
                @match &claim.speaker { Some(speaker) => bdi { (speaker) }, None => "The source itself" }
                @if let Some(how) = claim.directness { ", " (format!("{how:?}").to_lowercase()) }
                @if let Some(day) = &claim.date { ", " bdi { (day) } }
            }
            @if let Some(drop) = drop {
                @if drop.lost > 0 { span.fall { "Without it, " (drop.lost) " of " (impact.map_or(0, |impact| impact.outcomes)) " outcomes fall" } }
                @for line in drop.falls.iter().take(2) { span.sup { "Only this carries: " bdi { (super::sure::in_labels(view, &line.says)) } } }
            }
        }
    }
}
