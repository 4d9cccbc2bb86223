//! Everything that could hold: the outcomes by scenario, a dot for each and each account; a scenario opens its rows of options.

mod axes;
mod grid;

use crate::edition::CONCEPTS;
use crate::links::To;
use crate::shell::{Sheet, head, no_answer};
use crate::words::View;
use maud::{Markup, html};
use statecraft::graph::{StateId, StateSpace};
use statecraft::model::OptionSet;
use statecraft::phrase::{count, number};
use statecraft::stability::{Concept, Found};
use std::collections::BTreeMap;

/// So many rows are listed under one scenario.
const MOST_ROWS: usize = 30;
/// So many dots are drawn for one account; the rest is counted.
const MOST_DOTS: usize = 40;
/// So many outcomes are looked at one by one; of more only those of the firmer kinds.
const MOST: usize = 20_000;

/// How firmly something lasts in one account.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Firm {
    /// Nobody gains by moving.
    OwnMove,
    /// For fear of credible answers.
    Credible,
    /// Only for fear of any answer.
    Any,
}

impl Firm {
    fn class(self) -> &'static str {
        match self {
            Firm::OwnMove => "k0",
            Firm::Credible => "k1",
            Firm::Any => "k2",
        }
    }

    fn says(self) -> &'static str {
        match self {
            Firm::OwnMove => "lasts by own next move",
            Firm::Credible => "lasts for fear of credible answers",
            Firm::Any => "lasts only for fear of any answer",
        }
    }
}

/// An outcome: its state in the first account that has it, and how firmly it lasts in each.
struct Outcome {
    code: OptionSet,
    state: (usize, StateId),
    firm: Vec<Option<Firm>>,
}

impl Outcome {
    /// How firmly it lasts in each account, as one number.
    fn signature(&self) -> usize {
        let one = |firm: &Option<Firm>| firm.map_or(0, |firm| firm as usize + 1);
        self.firm.iter().fold(0, |all: usize, firm| all.wrapping_mul(5).wrapping_add(one(firm))) // of many accounts a hash
    }

    fn firmest(&self) -> Option<Firm> {
        self.firm.iter().flatten().min().copied()
    }
}

/// The page, with the outcomes that fit a statement brought out, if one is given.
pub(crate) fn sheet(view: View, filter: &str) -> Sheet {
    let main = match view.edition.found() {
        Ok(found) => whole(view, found, filter),
        Err(why) => no_answer(why),
    };
    Sheet { to: To::Outcomes, title: "Outcomes".into(), main }
}

/// The outcomes of all accounts, each setting once; and how many were not looked at.
fn outcomes(view: View, found: &[Found]) -> (Vec<Outcome>, usize) {
    let mut all: BTreeMap<(OptionSet, usize), Outcome> = BTreeMap::new();
    let mut left_out = 0;
    for (at, (laid_out, found)) in view.study().accounts.iter().zip(found).enumerate() {
        let sets = CONCEPTS.map(|concept| found.equilibria(concept));
        let whole = sets.iter().skip(1).fold(sets[0].clone(), |all, set| all.union(set));
        left_out += whole.len().saturating_sub(MOST);
        for state in whole.iter().take(MOST) {
            let is = |concept: Concept| {
                CONCEPTS.iter().zip(&sets).any(|(known, set)| *known == concept && set.contains(state))
            };
            let firm = if is(Concept::Nash) {
                Firm::OwnMove
            } else if is(Concept::Seq) {
                Firm::Credible
            } else {
                Firm::Any
            };
            let key = match &laid_out.graph.states {
                StateSpace::Settings(states) => (states.code(state), 0),
                StateSpace::Named(_) => (0, state.index() + 1),
            };
            let new = || Outcome { code: key.0, state: (at, state), firm: vec![None; found_accounts(view)] };
            all.entry(key).or_insert_with(new).firm[at] = Some(firm);
        }
    }
    (all.into_values().collect(), left_out)
}

fn found_accounts(view: View) -> usize {
    view.names().accounts.len()
}

fn whole(view: View, found: &[Found], filter: &str) -> Markup {
    let (outcomes, left_out) = outcomes(view, found);
    let total = outcomes.len();
    let (fitting, refused) = fitting(view, filter);
    let fits = |outcome: &Outcome| fitting.as_ref().is_none_or(|sets| sets[outcome.state.0].contains(&outcome.state.1));
    let mut groups: Vec<(String, Vec<&Outcome>)> = Vec::new();
    for outcome in &outcomes {
        let title = group_of(view, outcome);
        match groups.iter_mut().find(|(known, _)| *known == title) {
            Some((_, members)) => members.push(outcome),
            None => groups.push((title, vec![outcome])),
        }
    }
    groups.iter_mut().for_each(|(_, members)| members.sort_by_key(|outcome| outcome.firmest()));
    groups.sort_by_key(|(_, members)| members.first().and_then(|outcome| outcome.firmest()));
    html! {
        (head(&format!("Everything that could last: {}", count(total + left_out, "outcome", "outcomes")),
            "Each dot is an outcome under one explanation. The further everybody looks, the more can last, and the less that says."))
        p.note.legend { span { i.k0 {} " lasts with everybody looking at the own next move only" } span { i.k1 {} " with credible answers in view" } span { i.k2 {} " only for fear of any answer, even one that hurts its author" } }
        @if !view.links.is_report() { (filter_box(filter, refused.as_deref())) }
        @if fitting.is_some() { p.note role="status" { (number(outcomes.iter().filter(|outcome| fits(outcome)).count())) " of " (number(total)) " outcomes fit; the others are faint." } }
        @if left_out > 0 { p.note { (number(left_out)) " more are not listed; ask with a filter, or the command line with " code { "analyze" } "." } }
        (grid::grid(view, &outcomes, &groups))
        @for (at, (title, members)) in groups.iter().enumerate() { (group(view, at, title, members, &fits)) }
    }
}

/// The states that fit a statement, account by account; or why it cannot be read.
fn fitting(view: View, filter: &str) -> (Option<Vec<std::collections::BTreeSet<StateId>>>, Option<String>) {
    if filter.trim().is_empty() {
        return (None, None);
    }
    let sets = view.study().accounts.iter().map(|laid_out| laid_out.states_where(filter));
    match sets.collect::<Result<Vec<_>, _>>() {
        Ok(sets) => (Some(sets.iter().map(|set| set.iter().collect()).collect()), None),
        Err(why) => (None, Some(why.to_string())),
    }
}

fn filter_box(filter: &str, refused: Option<&str>) -> Markup {
    html! {
        form.filter method="get" action="/outcomes" {
            label for="where" { "Only those where" }
            input #where name="where" value=(filter) placeholder="taliban.settle and not iran.press" spellcheck="false" autocomplete="off" data-find="";
            button.btn { "Show" }
        }
        @if let Some(why) = refused { p.refuse role="alert" { "This cannot be read: " (why) "." } }
    }
}

fn group_of(view: View, outcome: &Outcome) -> String {
    let laid_out = &view.study().accounts[outcome.state.0];
    laid_out
        .scenario_of(outcome.state.1)
        .map_or("No scenario of the case".to_string(), |scenario| scenario.title.clone())
}

fn group(view: View, at: usize, title: &str, members: &[&Outcome], fits: &impl Fn(&Outcome) -> bool) -> Markup {
    let open = members.iter().any(|outcome| outcome.firmest() == Some(Firm::OwnMove));
    html! {
        section.scen id=(format!("scen-{}", at + 1)) {
            h2 { bdi { (title) } }
            p.note { (count(members.len(), "outcome", "outcomes")) }
            @for (at, account) in view.names().accounts.iter().enumerate() {
                @let mine = of_account(members, at);
                @if !mine.is_empty() {
                    div.od2 {
                        (view.ring(at, "z", &count(mine.len(), "outcome", "outcomes")))
                        span.dd {
                            @for (outcome, firm) in mine.iter().take(MOST_DOTS) { i.(firm.class()).faint[!fits(outcome)] title=(firm.says()) {} }
                            @if mine.len() > MOST_DOTS { span.note { "and " (number(mine.len() - MOST_DOTS)) " more" } }
                        }
                        span.vh { bdi { (account.short) } }
                    }
                }
            }
            details open[open && !view.links.is_report()] { summary { "What is done in them" } (rows(view, members, fits)) }
        }
    }
}

/// The outcomes of an account, the firmest first.
fn of_account<'o>(members: &[&'o Outcome], at: usize) -> Vec<(&'o Outcome, Firm)> {
    let mut mine: Vec<(&Outcome, Firm)> =
        members.iter().filter_map(|outcome| Some((*outcome, outcome.firm[at]?))).collect();
    mine.sort_by_key(|(_, firm)| *firm);
    mine
}

/// The outcomes of one scenario as rows: what they share is said once, what differs are columns.
fn rows(view: View, members: &[&Outcome], fits: &impl Fn(&Outcome) -> bool) -> Markup {
    let Some(model) = view.model() else { return html! {} };
    let (firm, weak): (Vec<&Outcome>, Vec<&Outcome>) =
        members.iter().partition(|outcome| outcome.firmest() != Some(Firm::Any));
    let weak = weak.len();
    let members: &[&Outcome] = if firm.is_empty() { members } else { &firm };
    let all = members.iter().fold(OptionSet::MAX, |bits, outcome| bits & outcome.code);
    let some = members.iter().fold(0, |bits, outcome| bits | outcome.code);
    let options = model.options();
    let varying: Vec<usize> = (0..options.len()).filter(|at| (some & !all) >> at & 1 == 1).collect();
    let common: Vec<usize> = (0..options.len()).filter(|at| all >> at & 1 == 1).collect();
    html! {
        @if !common.is_empty() && !members.is_empty() {
            p.common { @if members.len() > 1 { "In all of them: " } @else { "In it: " }
                @for (at, option) in common.iter().enumerate() { @if at > 0 { "; " } span.piece { (view.chip_at(options[*option].actor.index())) bdi { (statecraft::phrase::small(&options[*option].label)) } } } "." }
        }
        @if firm.is_empty() { p.note { "All of them last only for fear of any answer, even one that hurts its author." } } @else { div.scroll { table.mx.pt {
            thead { tr {
                @if varying.is_empty() { th { "Outcome" } }
                @for &option in &varying { th.c scope="col" { (view.chip_at(options[option].actor.index())) span { bdi { (options[option].label) } } } }
                @for at in 0..found_accounts(view) { th.c scope="col" { (view.ring(at, "z", "lasts how")) } }
                th { span.vh { "Doors" } }
            } }
            tbody { @for outcome in firm.iter().take(MOST_ROWS) { (outcome_row(view, outcome, &varying, fits(outcome))) } }
        } } }
        @if firm.len() > MOST_ROWS { p.note { (number(firm.len() - MOST_ROWS)) " more are not listed." } }
        @if !firm.is_empty() && weak > 0 { p.note { (count(weak, "more lasts", "more last")) " only for fear of any answer, even one that hurts its author." } }
    }
}

fn outcome_row(view: View, outcome: &Outcome, varying: &[usize], fits: bool) -> Markup {
    let spot = view.spot_of(outcome.state.0, outcome.state.1);
    let at = view.at(&spot);
    html! {
        tr.faint[!fits] {
            @if varying.is_empty() { td { (view.title(&spot)) } }
            @for option in varying { td.c { @if outcome.code >> option & 1 == 1 { span.bx.y role="img" aria-label="yes" {} } @else { span.bx role="img" aria-label="no" {} } } }
            @for firm in &outcome.firm { td.c { @if let Some(firm) = firm { i.(firm.class()) role="img" aria-label=(firm.says()) title=(firm.says()) {} } } }
            td { (view.door(To::Board, &[("at", &at)], "play")) " " (view.door(To::Why, &[("at", &at)], "why")) }
        }
    }
}
