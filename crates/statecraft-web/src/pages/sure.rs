//! How sure the answer is: which sentences and assumptions carry most, how small a change of wishes would make an outcome fall.

use crate::links::To;
use crate::shell::{Sheet, head, no_answer};
use crate::words::View;
use maud::{Markup, html};
use statecraft::answers::impact::{Drop, Impact};
use statecraft::answers::{AccountDistances, Distance, EditInWords};
use statecraft::phrase::{capital, count, number};

/// So many sentences and lines are listed.
const MOST: usize = 12;

pub(crate) fn sheet(view: View) -> Sheet {
    Sheet { to: To::Sure, title: "How sure".into(), main: main(view) }
}

fn main(view: View) -> Markup {
    html! {
        (head("How sure is this?", "The answer follows from what is written down. Here stands how much hangs on each piece of it, and how small a mistake would change it. None of this is a probability."))
        @match view.edition.impact() { Ok(impact) => (impact_told(view, impact)), Err(why) => (no_answer(why)) }
        @match view.edition.change() { Ok(change) => {
            section.sec {
                h2 { "The smallest mistakes that would change it" }
                p { "For each outcome that lasts by own next move: the fewest wishes that would have to be wrong." }
                @for account in &change.accounts { (distances(view, account)) }
            }
        }, Err(why) => (no_answer(why)) }
    }
}

fn impact_told(view: View, impact: &Impact) -> Markup {
    let telling = |kind: &'static str| move |drop: &&Drop| drop.kind == kind && drop.lost > 0;
    let claims: Vec<&Drop> = impact.dropped.iter().filter(telling("claim")).collect();
    let lines: Vec<&Drop> = impact.dropped.iter().filter(telling("line")).collect();
    let idle = impact.dropped.iter().filter(|drop| drop.kind == "claim" && drop.lost == 0 && drop.gained == 0).count();
    html! {
        @if !claims.is_empty() { section.sec {
            h2 { "Sentences that carry most" }
            p { "If the sentence were struck out, so many of the " (number(impact.outcomes)) " outcomes would fall. An outcome counts once in each explanation and under each kind of foresight." }
            ul.carry { @for drop in claims.iter().take(MOST) { (claim_drop(view, drop, impact.outcomes)) } }
            @if idle > 0 { p.note { "Without any one of " (count(idle, "other sentence", "other sentences")) " nothing would change." } }
        } }
        @if !lines.is_empty() { section.sec {
            h2 { "Lines of the case that carry most" }
            ul.carry { @for drop in lines.iter().take(MOST) { li { (bar(drop.lost, impact.outcomes)) p { bdi { (in_labels(view, &capital(&drop.says))) } } } } }
        } }
    }
}

fn bar(lost: usize, of: usize) -> Markup {
    let twentieths = (lost * 20).div_ceil(of.max(1)).min(20);
    html! { span.measure { b.num { (lost) " of " (of) } span.frac aria-hidden="true" { i class=(format!("w{twentieths}")) {} } } }
}

fn claim_drop(view: View, drop: &Drop, of: usize) -> Markup {
    html! {
        li {
            (bar(drop.lost, of))
            div {
                @if let Some(claim) = view.study().case.claim(&drop.name) { p { (super::quote(view, claim)) } }
                @for line in drop.falls.iter().take(2) { p.note { "It alone carries: " bdi { (in_labels(view, &line.says)) } } }
            }
        }
    }
}

/// A line of the case with labels in place of the keys of options.
pub(crate) fn in_labels(view: View, says: &str) -> String {
    let Some(model) = view.model() else { return says.to_string() };
    let word = |word: &str| {
        let bare = word.trim_matches(|c: char| !c.is_alphanumeric() && c != '_' && c != '.' && c != '-');
        let bare = bare.trim_end_matches('.');
        match model.options().iter().find(|option| option.key == bare) {
            Some(option) => word.replace(bare, &format!("“{}”", option.label)),
            None => word.to_string(),
        }
    };
    let words: Vec<String> = says.split(' ').map(word).collect();
    let named = |text: String, account: &crate::words::AccountName| match &account.id {
        Some(id) => text.replace(&format!("(account {id})"), &format!("(under {})", account.short)),
        None => text,
    };
    view.names().accounts.iter().fold(words.join(" ").replace(" iff ", " exactly when "), named)
}

fn distances(view: View, account: &AccountDistances) -> Markup {
    let Some((at, name)) = view.account(account.id.as_deref()) else { return html! {} };
    html! {
        @if !account.states.is_empty() {
            h3 { (view.ring(at, "y", "explanation")) " " bdi { (name.short) } }
            ul.carry { @for distance in &account.states { (one(view, at, distance)) } }
        }
    }
}

fn one(view: View, at: usize, distance: &Distance) -> Markup {
    let spot = view.study().accounts[at].state(&distance.state).map(|state| view.spot_of(at, state));
    html! {
        li {
            span.measure { b { @match distance.ways.first() {
                None => "No such change found",
                Some(way) => (count(way.len(), "change", "changes")),
            } } }
            div {
                @if let Some(spot) = &spot { p.ends { (view.spot_in_words(spot)) } }
                @if let Some(way) = distance.ways.first() { p { "Falls if " @for (at, edit) in way.iter().enumerate() { @if at > 0 { ", and " } (edit_in_words(view, edit)) } "." } }
                @if distance.ways.len() > 1 { p.note { (count(distance.ways.len() - 1, "other change", "other changes")) " as small would do the same." } }
            }
        }
    }
}

/// What would have to be otherwise: `the Taliban did not want “Settle with Kabul”`.
fn edit_in_words(view: View, edit: &EditInWords) -> Markup {
    let wants = in_labels(view, &edit.wants);
    let other = edit.other.as_ref().map(|other| in_labels(view, &other.wants)).unwrap_or_default();
    let who = view.named(&edit.actor);
    match edit.does.as_str() {
        "negate" => html! { (who) " wanted the opposite of: " bdi { (wants) } },
        "drop" => html! { (who) " did not care about: " bdi { (wants) } },
        "above" => html! { (who) " put " bdi { (wants) } " above " bdi { (other) } },
        _ => html! { (who) " put " bdi { (wants) } " below " bdi { (other) } },
    }
}
