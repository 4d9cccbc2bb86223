//! The outcomes in a grid of two questions, with today in its own cell.

use super::axes::{Axis, axes};
use super::{MOST_DOTS, Outcome, group_of, of_account};
use crate::words::View;
use maud::{Markup, html};
use statecraft::model::{Model, OptionSet};
use statecraft::phrase::{count, number};

/// So many names stand in one cell.
const NAMES: usize = 3;
/// So many dots of one account.
const DOTS: usize = if MOST_DOTS < 12 { MOST_DOTS } else { 12 };

/// The grid; nothing where no two questions part the outcomes, or where there are too few for one. `anchors` are the places of the
/// groups below, in the order of `groups`.
pub(super) fn grid(view: View, outcomes: &[Outcome], groups: &[(String, Vec<&Outcome>)]) -> Markup {
    let Some(model) = view.model().filter(|model| !model.options().is_empty()) else { return html! {} };
    let kind = |title: &str| groups.iter().position(|(known, _)| known == title).unwrap_or(0);
    let kinds: Vec<(OptionSet, usize)> = outcomes
        .iter()
        .map(|outcome| {
            let scenario = if groups.len() > 1 { kind(&group_of(view, outcome)) } else { outcome.signature() };
            (outcome.code, scenario)
        })
        .collect();
    let today = view.today().map(|spot| spot.code);
    let also: Vec<OptionSet> = today.into_iter().collect();
    let Some((columns, rows)) = axes(&kinds, model.options().len(), &also).filter(|_| outcomes.len() > 2) else {
        return html! {};
    };
    html! {
        div.grid2 { table {
            caption.vh { "The outcomes by two questions" }
            thead { tr { td {} @for &answer in &columns.answers { th scope="col" { (head(view, model, &columns, answer)) } } } }
            tbody { @for &row in &rows.answers { tr {
                th scope="row" { (head(view, model, &rows, row)) }
                @for &column in &columns.answers {
                    @let here: Vec<&Outcome> = outcomes.iter().filter(|it| columns.answer(it.code) == column && rows.answer(it.code) == row).collect();
                    @let is_today = today.is_some_and(|code| columns.answer(code) == column && rows.answer(code) == row);
                    td.empty[here.is_empty()].now[is_today] {
                        div.phone.colname { (head(view, model, &columns, column)) }
                        @if is_today { p.today { i.pin {} " Today" } }
                        (cell(view, &here, groups))
                    }
                }
            } } }
        } }
    }
}

/// An answer: what is taken and what is not.
fn head(view: View, model: &Model, axis: &Axis, answer: OptionSet) -> Markup {
    html! { @for &at in &axis.options {
        @let option = &model.options()[at];
        @let taken = answer >> at & 1 == 1;
        span.ans { (view.chip_at(option.actor.index())) span.bx.y[taken] role="img" aria-label=(if taken { "done:" } else { "not done:" }) {} " " bdi { (option.label) } }
    } }
}

fn cell(view: View, here: &[&Outcome], groups: &[(String, Vec<&Outcome>)]) -> Markup {
    let mut titles: Vec<(usize, String)> = Vec::new();
    for outcome in here {
        let title = group_of(view, outcome);
        let place = groups.iter().position(|(known, _)| *known == title).unwrap_or(0);
        if !titles.iter().any(|(known, _)| *known == place) {
            titles.push((place, title));
        }
    }
    titles.sort_unstable();
    html! {
        @if here.is_empty() { p.none { "nothing lasts here" } } @else {
            @for (place, title) in titles.iter().take(NAMES).filter(|_| groups.len() > 1) { p.name { a.door href=(format!("#scen-{}", place + 1)) { bdi { (title) } } } }
            @if titles.len() > NAMES { p.note { "and " (count(titles.len() - NAMES, "more", "more")) } }
            @for at in 0..view.names().accounts.len() {
                @let mine = of_account(here, at);
                @if !mine.is_empty() { p.od3 {
                    (view.ring(at, "z", &count(mine.len(), "outcome", "outcomes")))
                    span.dd aria-hidden="true" { @for (_, firm) in mine.iter().take(DOTS) { i.(firm.class()) {} } @if mine.len() > DOTS { span.note { "+" (number(mine.len() - DOTS)) } } }
                } }
            }
        }
    }
}
