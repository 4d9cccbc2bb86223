//! How today could lead to what lasts: for each explanation the easiest ways as lines of moves. Moves on one line come in that order;
//! lines side by side do not wait for each other.

use super::brief::accounts_in_words;
use crate::links::{To, address};
use crate::shell::{Sheet, head, no_answer};
use crate::words::{Spot, View, chip, in_one};
use maud::{Markup, html};
use statecraft::answers::AskPaths;
use statecraft::answers::paths::{AccountPaths, Conceded, Goal, PathPlan, PathsReport, PlanStep, Reached};
use statecraft::phrase::{capital, count, list, number};
use statecraft::study::{StateName, Which};

/// So many goals of one account are drawn.
const MOST: usize = 8;

/// The page, for paths from today or from another situation, to everything that lasts or to one situation only.
pub(crate) fn sheet(view: View, from: &str, only: &str) -> Sheet {
    Sheet { to: To::Paths, title: "Paths".into(), main: main(view, from, only) }
}

fn main(view: View, from: &str, only: &str) -> Markup {
    let words = "Moves on one line come in that order; lines that run side by side do not wait for each other. Every move shown is a gain for whoever makes it, unless its border is dashed.";
    let Some(spot) = view.spot_at(from) else {
        return html! { (head("Paths", "The case does not say where things stand today, so no path begins anywhere.")) };
    };
    let is_today = view.today().as_ref() == Some(&spot);
    if !is_today {
        let elsewhere = ask(view, &spot);
        let title = format!("What could follow from “{}”", view.title(&spot));
        return html! { (head(&title, words)) p.setting { (view.spot_in_words(&spot)) } @match &elsewhere { Ok(report) => (all(view, report, &spot, only)), Err(why) => (no_answer(why)) } };
    }
    html! { (head("How today could lead there", words)) @match view.edition.paths() { Ok(report) => (all(view, report, &spot, only)), Err(why) => (no_answer(why)) } }
}

/// The paths from a situation that is not today's, in the accounts that have it.
fn ask(view: View, spot: &Spot) -> Result<PathsReport, String> {
    let there = view.study().accounts.iter().zip(&spot.states).filter(|(_, state)| state.is_some());
    let accounts = there.filter_map(|(laid_out, _)| laid_out.account.id().map(String::from)).collect();
    let model = view.model().ok_or("the case has no actors")?;
    let from =
        match (model.options().is_empty(), view.study().accounts.first().zip(spot.states.first().copied().flatten())) {
            (true, Some((laid_out, state))) => Which::Named(StateName::of(&laid_out.graph, state)),
            _ => Which::Taken(model.option_keys(spot.code).into_iter().map(String::from).collect()),
        };
    view.edition.ask(&AskPaths { accounts, from, concepts: vec!["nash".into()], ..AskPaths::default() })
}

fn all(view: View, report: &PathsReport, from: &Spot, only: &str) -> Markup {
    html! {
        @if !only.is_empty() { p.pick { a.btn href=(address(To::Paths, &[("from", &view.at(from))])) data-swap { "Show every path" } } }
        @for account in &report.accounts { @if let Some((at, _)) = view.account(account.id.as_deref()) { (of_account(view, at, account, from, only)) } }
        p.note { @for account in &report.accounts {
            @let ids: Vec<String> = account.id.iter().cloned().collect();
            @if view.is_several() { "Under " (accounts_in_words(view, &ids)) ", " }
            (count(account.reached_by_improvements, "situation", "situations")) " of " (number(account.states)) " can be reached by gains alone. "
        } }
    }
}

fn of_account(view: View, at: usize, account: &AccountPaths, from: &Spot, only: &str) -> Markup {
    let leads = |goal: &&Goal| {
        let state = view.study().accounts[at].state(&goal.state);
        only.is_empty() || state.is_some_and(|state| view.at(&view.spot_of(at, state)) == only)
    };
    let goals: Vec<&Goal> = account.goals.iter().flat_map(|goals| &goals.told).filter(leads).collect();
    if goals.is_empty() && !only.is_empty() {
        return html! {}; // it lasts under other explanations alone
    }
    let by_gains = goals.iter().filter(|goal| goal.reached == Reached::ByImprovements).count();
    let words =
        format!("{} told; {} in reach by gains alone.", count(goals.len(), "outcome", "outcomes"), number(by_gains));
    html! {
        section.pa {
            header { (view.ring(at, "y", "explanation")) h2 { bdi { (view.names().accounts[at].short) } } p { (words) } }
            @for goal in goals.iter().take(MOST) { (goal_drawn(view, at, goal, from)) }
            @if goals.len() > MOST { p.note { (count(goals.len() - MOST, "more outcome is", "more outcomes are")) " not drawn." } }
        }
    }
}

fn goal_drawn(view: View, at: usize, goal: &Goal, from: &Spot) -> Markup {
    let laid_out = &view.study().accounts[at];
    let Some(state) = laid_out.state(&goal.state) else { return html! {} };
    let spot = view.spot_of(at, state);
    let plan = goal.plans.told.first();
    html! {
        @match (&goal.reached, plan) {
            (Reached::Here, _) => p.read { "It is how things stand: " b { bdi { (view.title(&spot)) } } },
            (Reached::NotAtAll, _) => p.read { b { bdi { (view.title(&spot)) } } ": no moves lead there. " @if let Some(why) = &goal.why_unreached { bdi { (capital(&why.words)) } "." } },
            (_, Some(plan)) => { (drawn(view, plan, &spot, goal, from)) (order(view, plan)) (alone(view, &spot, from)) },
            (_, None) => (one_way(view, goal, &spot, from)),
        }
        @if goal.plans.told.len() > 1 { p.note { (capital(&count(goal.plans.told.len() - 1, "other plan leads", "other plans lead"))) " there as easily." } }
    }
}

/// A link to the page with the paths to one situation alone.
fn alone(view: View, spot: &Spot, from: &Spot) -> Markup {
    let address = address(To::Paths, &[("from", &view.at(from)), ("to", &view.at(spot))]);
    html! { @if !view.links.is_report() { p.note { a.door href=(address) data-swap { "Only this, under every explanation" } } } }
}

fn goal_end(view: View, spot: &Spot, goal: &Goal) -> Markup {
    let at = view.at(spot);
    let gives: Vec<String> =
        goal.who_concedes.iter().filter_map(|key| Some(view.actor(key)?.in_text.clone())).collect();
    html! {
        div.end {
            b { (view.door(To::Board, &[("at", &at)], &view.title(spot))) }
            span.note {
                @if let Some(moves) = goal.moves { (count(moves as usize, "move", "moves")) }
                @if let Some(ways) = goal.ways && ways > 1 { ", in " (count(usize::try_from(ways).unwrap_or(usize::MAX), "order", "orders")) }
                @if gives.is_empty() { "; nobody gives way" } @else { "; " (list(&gives)) " would have to give way" }
                ". " (view.door(To::Why, &[("at", &at)], "Why it lasts"))
            }
        }
    }
}

/// The steps of a plan in lines: a step stands behind one that it waits for if that is the last of its line, else it begins a line.
fn lanes(plan: &PathPlan) -> Vec<Vec<usize>> {
    let mut lanes: Vec<Vec<usize>> = Vec::new();
    for (at, step) in plan.steps.iter().enumerate() {
        let waits =
            |last: Option<&usize>| last.is_some_and(|last| step.waits_for.iter().any(|wait| wait.step == *last));
        match lanes.iter_mut().find(|lane| waits(lane.last())) {
            Some(lane) => lane.push(at),
            None => lanes.push(vec![at]),
        }
    }
    lanes
}

fn drawn(view: View, plan: &PathPlan, spot: &Spot, goal: &Goal, from: &Spot) -> Markup {
    let lanes = lanes(plan);
    html! {
        div.po {
            div.from { i.pin {} @if view.today().as_ref() == Some(from) { "Today" } @else { "Here" } }
            div.lanes.one[lanes.len() == 1] {
                @for lane in &lanes { div.lane { @for &at in lane { (move_drawn(view, plan, at, lane)) } } }
            }
            (goal_end(view, spot, goal))
        }
    }
}

fn step_words(view: View, step: &PlanStep) -> String {
    let Some(model) = view.model() else { return String::new() };
    in_one(&view.changes(model.option_bits(&step.drops), model.option_bits(&step.takes_up)))
}

fn move_drawn(view: View, plan: &PathPlan, at: usize, lane: &[usize]) -> Markup {
    let step = &plan.steps[at];
    let Some(actor) = view.actor(&step.by) else { return html! {} };
    let elsewhere: Vec<String> = step
        .waits_for
        .iter()
        .filter(|wait| !lane.contains(&wait.step))
        .filter_map(|wait| {
            let other = plan.steps.get(wait.step)?;
            Some(view.actor(&other.by)?.in_text.clone())
        })
        .collect();
    let concedes = match step.concession {
        Conceded::Never => None,
        Conceded::Sometimes => Some("no gain, in some orders"),
        Conceded::Always => Some("no gain for whoever makes it"),
    };
    html! {
        div class=(format!("mv {}{}", actor.class, if concedes.is_some() { " conc" } else { "" })) {
            (chip(actor)) bdi { (step_words(view, step)) }
            @if let Some(words) = concedes { small { (words) } }
            @if !elsewhere.is_empty() { small { "once " (list(&elsewhere)) " moved" } }
        }
    }
}

/// Why something must come before something else, in a sentence.
fn order(view: View, plan: &PathPlan) -> Markup {
    let sentence = |step: &PlanStep| {
        let by = view.actor(&step.by)?;
        let wait = step.waits_for.first()?;
        let other = plan.steps.get(wait.step)?;
        let before = view.actor(&other.by)?;
        let rule = wait.too_early.iter().find_map(|early| early.rule.as_ref());
        let why = if rule.is_some() { "the rules allow it no earlier" } else { "earlier it would be no gain" };
        Some(format!("{} only after {}: {why}.", capital(&by.in_text), before.in_text))
    };
    let told: Vec<String> = plan.steps.iter().filter_map(sentence).collect();
    html! { @if !told.is_empty() { p.read { b { "The order: " } (told.join(" ")) } } @else if plan.steps.len() > 1 { p.read { b { "In any order." } } } }
}

/// Where there is no plan, one path, move by move.
fn one_way(view: View, goal: &Goal, spot: &Spot, from: &Spot) -> Markup {
    html! {
        div.po {
            div.from { i.pin {} @if view.today().as_ref() == Some(from) { "Today" } @else { "Here" } }
            div.lanes.one { div.lane { @for step in &goal.way { @if let Some(actor) = view.actor(&step.by) {
                div class=(format!("mv {}", actor.class)) { (chip(actor)) bdi { (super::why::deed(view, step)) } }
            } } } }
            (goal_end(view, spot, goal))
        }
    }
}
