//! The story that the case tells, step by step, like a talk: words, the sentences they rest on, and something to look at.

use super::{board, quote, why};
use crate::links::{To, address};
use crate::shell::{Sheet, head};
use crate::words::{Spot, View, token};
use maud::{Markup, html};
use statecraft::case::StoryStep;

pub(crate) fn sheet(view: View, step: &str) -> Sheet {
    let main = match place(view, step) {
        Some(at) => one(view, at),
        None => head("There is no story", "A case tells one with [[story]] steps in its file."),
    };
    Sheet { to: To::Story, title: "Story".into(), main }
}

/// The place of the step that is asked for, from 0; the nearest that there is.
fn place(view: View, step: &str) -> Option<usize> {
    let last = view.study().case.story.len().checked_sub(1)?;
    Some(step.parse::<usize>().unwrap_or(1).saturating_sub(1).min(last))
}

fn one(view: View, at: usize) -> Markup {
    let steps = &view.study().case.story;
    let to = |at: usize| address(To::Story, &[("step", &(at + 1).to_string())]);
    html! {
        nav.steps aria-label="Steps" {
            @for (other, step) in steps.iter().enumerate() { a href=(to(other)) data-swap aria-current=[(other == at).then_some("step")] title=(step.title) { (other + 1) } }
        }
        (told(view, at))
        p.pick {
            @if at > 0 { a.btn #before href=(to(at - 1)) data-swap { "← " bdi { (steps[at - 1].title) } } }
            @if at + 1 < steps.len() { a.btn.pri #next href=(to(at + 1)) data-swap { bdi { (steps[at + 1].title) } " →" } }
        }
        (shown(view, &steps[at]))
    }
}

/// All steps, one below the other: in the report.
pub(crate) fn all(view: View) -> Markup {
    html! { @for at in 0..view.study().case.story.len() { section.step id=(format!("story-{}", at + 1)) { (told(view, at)) } } }
}

fn told(view: View, at: usize) -> Markup {
    let step = &view.study().case.story[at];
    let paragraphs = step.text.split("\n\n").map(|part| part.split_whitespace().collect::<Vec<_>>().join(" "));
    html! {
        article.tell {
            p.kick { "Step " (at + 1) " of " (view.study().case.story.len()) }
            h1 { bdi { (step.title) } }
            div.cols {
                div { @for words in paragraphs { p.lead dir="auto" { (words) } } p.note { (door(view, step)) } }
                div.side { @for claim in &step.claims { @if let Some(claim) = view.study().case.claim(&claim.value) { blockquote.bq { (quote(view, claim)) } } } }
            }
        }
    }
}

/// The situation that a step looks at.
fn spot(view: View, step: &StoryStep) -> Option<Spot> {
    match &step.taken {
        Some(taken) if taken.is_empty() => view.spot_at("none"),
        Some(taken) => {
            view.spot_at(&taken.iter().map(|name| token(&name.value.to_string())).collect::<Vec<_>>().join(","))
        }
        None => view.today(),
    }
}

/// A link to what a step looks at.
fn door(view: View, step: &StoryStep) -> Markup {
    let at = spot(view, step).map(|spot| view.at(&spot)).unwrap_or_default();
    let account = step.account.as_ref().map_or("", |account| account.value.as_str());
    let who = step.actor.as_ref().map_or("", |actor| actor.value.as_str());
    match step.show.as_deref().unwrap_or("board") {
        "why" => view.door(To::Why, &[("at", &at), ("who", who), ("account", account)], "Ask why"),
        "outcomes" => view.door(To::Outcomes, &[], "See everything that could last"),
        "paths" => view.door(To::Paths, &[], "See the paths"),
        "explanations" => view.door(To::Accounts, &[], "See where the explanations part"),
        "sources" => view.door(To::Sources, &[], "Read the sentences"),
        "how-sure" => view.door(To::Sure, &[], "See how sure it is"),
        _ => view.door(To::Board, &[("at", &at)], "Play it on the board"),
    }
}

/// What a step shows below its words.
fn shown(view: View, step: &StoryStep) -> Markup {
    let at = spot(view, step).map(|spot| view.at(&spot)).unwrap_or_default();
    let account = step.account.as_ref().map(|account| account.value.clone());
    let who = step.actor.as_ref().map(|actor| actor.value.clone());
    let main = match step.show.as_deref().unwrap_or("board") {
        "why" => why::main(view, &why::Asked { at, who, account }),
        "outcomes" => super::outcomes::sheet(view, "").main,
        "paths" => super::paths::sheet(view, "", "").main,
        "explanations" => super::accounts::sheet(view, &super::accounts::Ticks::default()).main,
        "sources" => super::sources::sheet(view).main,
        "how-sure" => super::sure::sheet(view).main,
        _ => board::main(view, &board::Asked { at, ..board::Asked::default() }),
    };
    html! { section.shown { (main) } }
}
