//! How sure the answer is: which sentences and assumptions carry most, how small a change of wishes would make an outcome fall.

use super::not_there;
use crate::edition::Long;
use crate::jobs::Seen;
use crate::links::To;
use crate::shell::{Sheet, head};
use crate::words::View;
use maud::{Markup, html};
use statecraft::answers::impact::{Drop, Impact};
use statecraft::answers::{AccountDistances, AccountRobustness, Distance, EditInWords, Robustness, Share};
use statecraft::phrase::{capital, count, number};
use statecraft::stability::Concept;
use statecraft::study::StateName;

/// So many sentences and lines are listed.
const MOST: usize = 12;
/// So many outcomes of an explanation have dots.
const MOST_DOTS: usize = 10;
/// And so many that would last only under another order.
const MOST_NEW: usize = 3;
/// The report of a larger case does without what takes minutes.
const REPORTED_UP_TO: usize = 1 << 14;

pub(crate) fn sheet(view: View) -> Sheet {
    Sheet { to: To::Sure, title: "How sure".into(), main: main(view) }
}

fn main(view: View) -> Markup {
    if !view.links.is_report() {
        [Long::Impact, Long::Robust, Long::Change].into_iter().for_each(|long| view.edition.begin_once(long)); // side by side
    }
    html! {
        (head("How sure is this?", "The answer follows from what is written down. Here stands how much hangs on each piece of it, and how small a mistake would change it. None of this is a probability."))
        @match view.edition.impact(view.wait()) {
            Seen::There(impact) => (impact_told(view, impact)),
            other => section.sec { h2 { "Sentences that carry most" } (not_there(To::Sure, Long::Impact, &other.stage())) },
        }
        @if !(view.links.is_report() && is_large(view)) { section.sec #orders {
            h2 { "If the order of wishes is not quite so" }
            @match view.edition.robust(view.wait()) {
                Seen::There(robust) => (shares(view, robust)),
                other => (not_there(To::Sure, Long::Robust, &other.stage())),
            }
        } }
        @if !(view.links.is_report() && is_large(view)) { section.sec {
            h2 { "The smallest mistakes that would change it" }
            p { "For each outcome that lasts by own next move: the fewest wishes that would have to be wrong." }
            @match view.edition.change(view.wait()) {
                Seen::There(change) => { @for account in &change.accounts { (distances(view, account)) } },
                other => (not_there(To::Sure, Long::Change, &other.stage())),
            }
        } }
    }
}

/// Whether the report does without what takes minutes.
fn is_large(view: View) -> bool {
    view.study().accounts.iter().any(|laid_out| laid_out.graph.len() > REPORTED_UP_TO)
}

/// Under how many orders outcomes last, as dots with intervals.
fn shares(view: View, robust: &Robustness) -> Markup {
    let marked = robust.accounts.iter().any(|account| account.doubt == "marked");
    let drawn = robust.accounts.iter().map(AccountRobustness::counted).max().unwrap_or(0);
    let all = robust.accounts.iter().all(|account| account.all);
    let drawn = number(usize::try_from(drawn).unwrap_or(usize::MAX));
    html! {
        p {
            @if marked { "Some wishes are marked as unsure in their place. " } @else { "Suppose that every wish could stand one place higher or lower than it is written. " }
            @if all { "Every combination was looked at; a dot shows under how many of them an outcome lasts." }
            @else { "Of all combinations " (drawn) " were drawn for each explanation; a dot shows under how many of them an outcome lasts, a bar how far that may be off (95 %)." }
        }
        p.note.legend { span { i.k0 {} " by own next move" } span { i.k1 {} " for fear of credible answers" } }
        @for account in &robust.accounts { (account_shares(view, account)) }
    }
}

fn account_shares(view: View, account: &AccountRobustness) -> Markup {
    let Some((at, name)) = view.account(account.id.as_deref()) else { return html! {} };
    let concepts = [Concept::Nash, Concept::Seq].map(|concept| concept.key(&[]));
    let laid_out = &view.study().accounts[at];
    let ranked = account.ranked(&concepts);
    let (mut shown, rest): (Vec<&str>, Vec<&str>) =
        ranked.iter().partition(|state| concepts.iter().any(|concept| account.share(concept, state).written));
    shown.truncate(MOST_DOTS);
    let (written, new) = (shown.len(), MOST_NEW.min(rest.len()));
    shown.extend(&rest[..new]);
    html! {
        h3 { (view.ring(at, "y", "explanation")) " " bdi { (name.short) } }
        @if account.compatible.is_empty() { p.note { "Only one order is possible, the one that is written." } } @else {
            ul.shares {
                li.axis aria-hidden="true" { span {} div { span { "0" } span { "50" } span { "100 %" } } span {} }
                @for (place, state) in shown.iter().enumerate() {
                    @if let Some(id) = laid_out.state(&StateName::from(*state)) {
                        li { div.ends { (view.spot_in_words(&view.spot_of(at, id))) @if place >= written { span.tag.inv { "not as written" } } }
                            @for (mark, concept) in concepts.iter().enumerate() { (dot(mark, account.share(concept, state))) } }
                    }
                }
            }
            @if ranked.len() > shown.len() { p.note { (capital(&count(ranked.len() - shown.len(), "more situation lasts", "more situations last"))) " under some order." } }
        }
    }
}

/// One share on its line, and in words.
fn dot(mark: usize, of: Share) -> Markup {
    if of.share <= 0.0 {
        return html! {};
    }
    let percent = |share: f64| format!("{:.1}%", share * 100.0);
    let whole = |share: f64| format!("{:.0}", share * 100.0);
    let (low, high) = of.interval;
    let words = if whole(low) == whole(high) {
        format!("{} %", whole(of.share))
    } else {
        format!("{} % ({}–{})", whole(of.share), whole(low), whole(high))
    };
    html! {
        div.share {
            svg.track aria-hidden="true" height="20" {
                line.rail-line x1="0" x2="100%" y1="10" y2="10" {} line.whisker x1=(percent(low)) x2=(percent(high)) y1="10" y2="10" {}
                svg x=(percent(of.share)) y="10" overflow="visible" {
                    @if mark == 0 { path d="M0,-6L6,0L0,6L-6,0z" {} } @else { circle r="5" {} }
                }
            }
            span.num { span.vh { (["by own next move: ", "for fear of credible answers: "][mark]) } (words) }
        }
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
