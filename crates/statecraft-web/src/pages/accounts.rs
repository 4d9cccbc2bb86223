//! The explanations side by side: what ends differently, what to watch for, what would surprise all, who says so.

use super::brief::accounts_in_words;
use super::sure::in_labels;
use crate::links::To;
use crate::shell::{Sheet, head, no_answer};
use crate::words::{View, token};
use maud::{Markup, html};
use statecraft::answers::compare::{ComparedOption, Prediction};
use statecraft::answers::ledger::{AccountEvidence, Ledger};
use statecraft::answers::watch::{Indicator, Sides, WatchList};
use statecraft::model::{ModelOption, OptionSet};
use statecraft::phrase::{capital, count, or_levels};

/// Which signs were seen, and which were not when the time was up, by their names as in an address.
#[derive(Clone, Debug, Default)]
pub(crate) struct Ticks {
    seen: Vec<String>,
    unseen: Vec<String>,
}

impl Ticks {
    /// As an address has them: names with commas between.
    pub(crate) fn read(seen: &str, unseen: &str) -> Ticks {
        let names = |text: &str| text.split(',').filter(|name| !name.is_empty()).map(String::from).collect();
        Ticks { seen: names(seen), unseen: names(unseen) }
    }

    /// The address after a sign is ticked so.
    fn after(&self, name: &str, seen: Option<bool>) -> String {
        let list = |names: &[String], with: bool| {
            let mut names: Vec<&str> = names.iter().map(String::as_str).filter(|other| *other != name).collect();
            names.extend(with.then_some(name));
            names.join(",")
        };
        let (yes, no) = (list(&self.seen, seen == Some(true)), list(&self.unseen, seen == Some(false)));
        crate::links::address(To::Accounts, &[("seen", &yes), ("unseen", &no)])
    }

    fn of(&self, name: &str) -> Option<bool> {
        let has = |names: &[String]| names.iter().any(|other| other == name);
        if has(&self.seen) { Some(true) } else { has(&self.unseen).then_some(false) }
    }
}

pub(crate) fn sheet(view: View, ticks: &Ticks) -> Sheet {
    Sheet { to: To::Accounts, title: "Explanations".into(), main: main(view, ticks) }
}

fn main(view: View, ticks: &Ticks) -> Markup {
    if !view.is_several() {
        return html! {
            (head("One explanation", "The case tells one story. What would show it to be wrong stands below, and in How sure."))
            (watch(view, ticks)) (ledger(view))
        };
    }
    html! {
        (head("Where the explanations part", "What each expects to be done when things come to rest, with everybody looking at the own next move only; then what to look out for."))
        (matrix(view))
        (watch(view, ticks))
        (ledger(view))
    }
}

fn matrix(view: View) -> Markup {
    let comparison = match view.edition.compare() {
        Ok(comparison) => comparison,
        Err(why) => return no_answer(why),
    };
    let Some(compared) = comparison.concepts.first() else { return html! {} };
    let differs = |option: &&ComparedOption| {
        let mut said = option.taken.values().filter(|taken| **taken != Prediction::Silent);
        said.next().is_some_and(|first| option.taken.values().any(|other| other != first))
    };
    let (parting, same): (Vec<_>, Vec<_>) =
        rows(view, &compared.options).into_iter().partition(|row| row.iter().any(|option| differs(&option)));
    let today = view.today();
    let columns = view.names().accounts.len();
    html! {
        div.scroll { table.mx {
            thead { tr { th scope="col" { "What is done" } th.c scope="col" { "today" } @for account in &view.names().accounts { th.c scope="col" { bdi { (account.short) } } } } }
            tbody { @for row in parting { (table_row(view, row, today.as_ref().map(|today| today.code), "")) } }
            @if !same.is_empty() { tbody {
                tr.grp { td colspan=(columns + 2) { "The same under all" } }
                @for row in same { (table_row(view, row, today.as_ref().map(|today| today.code), "same")) }
            } }
        } }
        p.note.legend { span { span.bx.y {} " in every outcome" } span { span.bx.h {} " in some" } span { span.bx {} " in none" } }
    }
}

/// The options row by row: an option, or all levels of a choice.
fn rows<'c>(view: View, options: &'c [ComparedOption]) -> Vec<&'c [ComparedOption]> {
    let choice = |option: &ComparedOption| Some(&known(view, option)?.1.level.as_ref()?.choice);
    options.chunk_by(|one, next| choice(one).is_some() && choice(one) == choice(next)).collect()
}

/// An option of the model, with its place among all.
fn known<'e>(view: View<'e>, option: &ComparedOption) -> Option<(usize, &'e ModelOption)> {
    view.model()?.options().iter().enumerate().find(|(_, known)| known.key == option.option)
}

fn table_row(view: View, row: &[ComparedOption], today: Option<OptionSet>, class: &str) -> Markup {
    match row {
        [option] => option_row(view, option, today, class),
        levels => choice_row(view, levels, today, class),
    }
}

/// A choice with the level that it has today, and those that it has in the outcomes.
fn choice_row(view: View, levels: &[ComparedOption], today: Option<OptionSet>, class: &str) -> Markup {
    let known: Vec<(usize, &ModelOption)> = levels.iter().filter_map(|level| known(view, level)).collect();
    let Some((_, first)) = known.first() else { return html! {} };
    let text = |option: &ModelOption| option.level.as_ref().map_or(String::new(), |level| level.text.clone());
    let now = |code: OptionSet| known.iter().find(|(at, _)| code >> at & 1 == 1).map(|(_, option)| text(option));
    let held = |id: &str| {
        let held = levels
            .iter()
            .zip(&known)
            .filter(|(level, _)| matches!(level.taken.get(id), Some(Prediction::Always | Prediction::Sometimes)));
        or_levels(&held.map(|(_, (at, option))| (*at, text(option))).collect::<Vec<_>>())
    };
    html! {
        tr class=(class) {
            th.what scope="row" { (view.chip_at(first.actor.index())) bdi { @match &first.level { Some(level) => (level.label), None => (first.label) } } }
            td.c { @if let Some(level) = today.and_then(now) { bdi { (level) } } }
            @for account in &view.names().accounts {
                @let level = held(account.id.as_deref().unwrap_or_default());
                td.c { @if level.is_empty() { span.none { "says nothing" } } @else { bdi { (level) } } }
            }
        }
    }
}

fn option_row(view: View, option: &ComparedOption, today: Option<OptionSet>, class: &str) -> Markup {
    let Some((at, known)) = known(view, option) else { return html! {} };
    html! {
        tr class=(class) {
            th.what scope="row" { (view.chip_at(known.actor.index())) bdi { (known.label) } }
            td.c { @if let Some(code) = today { (tick(if code >> at & 1 == 1 { Prediction::Always } else { Prediction::Never }, "today: yes", "today: no")) } }
            @for account in &view.names().accounts {
                td.c { @match option.taken.get(account.id.as_deref().unwrap_or_default()) { Some(Prediction::Silent) | None => span.none { "says nothing" }, Some(taken) => (tick(*taken, "in every outcome", "in none")) } }
            }
        }
    }
}

fn tick(taken: Prediction, yes: &str, no: &str) -> Markup {
    let (class, says) = match taken {
        Prediction::Always => ("bx y", yes),
        Prediction::Sometimes => ("bx h", "in some"),
        _ => ("bx", no),
    };
    html! { span class=(class) role="img" aria-label=(says) {} }
}

fn watch(view: View, ticks: &Ticks) -> Markup {
    let list = match view.edition.watch() {
        Ok(list) => list,
        Err(why) => return no_answer(why),
    };
    html! {
        @if !list.indicators.is_empty() { section.sec {
            h2 { "What to watch" }
            p { "The sharpest first. Filled: seeing it speaks for the explanation. Ring: it fits. Cross: it speaks against." }
            ul.wl { @for indicator in &list.indicators { (sign(view, indicator, ticks)) } }
            (left_out(list))
            (tally(view, list, ticks))
        } }
        @if !list.surprises.is_empty() { section.sec { h2 { "Every explanation would be surprised to see" } ul.bul { @for surprise in &list.surprises { li { bdi { (capital(&surprise.seen.words)) } "." } } } } }
        @if !list.expected.is_empty() && view.is_several() { section.sec { h2 { "All expect to see, so seeing it tells nothing" } ul.bul { @for expected in &list.expected { li { bdi { (capital(&expected.seen.words)) } "." } } } } }
    }
}

/// For whom what was ticked speaks, counted.
fn tally(view: View, list: &WatchList, ticks: &Ticks) -> Markup {
    let said = |indicator: &Indicator| match ticks.of(&token(&indicator.id))? {
        true => Some(indicator.yes.clone()),
        false => indicator.no.clone(),
    };
    let sides: Vec<Sides> = list.indicators.iter().filter_map(said).collect();
    let how_many = |ids: fn(&Sides) -> &Vec<String>, id: &Option<String>| {
        sides.iter().filter(|side| id.as_ref().is_some_and(|id| ids(side).contains(id))).count()
    };
    html! {
        @if !sides.is_empty() {
            div.tally #tally role="status" {
                @for (at, account) in view.names().accounts.iter().enumerate() { div {
                    p { (view.ring(at, "z", "explanation")) " " b { bdi { (account.short) } } }
                    p { (how_many(|side| &side.by, &account.id)) " for it, " (how_many(|side| &side.against, &account.id)) " against it, " (how_many(|side| &side.fits, &account.id)) " fit it." }
                } }
            }
            p.note { "Each sign counts as one. That is a count, not a probability, and several signs may have one cause. The address of this page keeps the ticks." }
        }
    }
}

fn left_out(list: &WatchList) -> Markup {
    html! { @if list.left_out > 0 { p.note { (count(list.left_out, "weaker sign is", "weaker signs are")) " left out." } } }
}

fn sign(view: View, indicator: &Indicator, ticks: &Ticks) -> Markup {
    let name = token(&indicator.id);
    let now = ticks.of(&name);
    let cited: Vec<_> = indicator
        .lines
        .values()
        .flatten()
        .flat_map(|line| &line.claims)
        .chain(indicator.options.values().flatten())
        .collect();
    html! {
        li id=(format!("sign-{name}")) {
            div {
                p.what { bdi { (indicator.words) } }
                @if !view.links.is_report() { span.seg.tick { @for (at, (words, seen)) in [("not seen", Some(false)), ("unclear", None), ("seen", Some(true))].into_iter().enumerate() {
                    a href=(ticks.after(&name, seen)) data-swap id=(format!("tick-{name}-{at}")) aria-current=[(now == seen).then_some("true")] { (words) }
                } } }
            }
            span.accs { (rings(view, &indicator.yes)) }
            div.ev {
                p { (sides("Seen", view, &indicator.yes)) }
                @if let Some(no) = &indicator.no { p { (sides("Not seen in the end", view, no)) } }
                @if let Some(first) = cited.first() { p { q dir="auto" { (first.quote) } @if let Some(speaker) = &first.speaker { " " bdi { (speaker) } } } }
                @for counts in &indicator.counts { p { "Counts as seen: " bdi { (counts.words) } } }
            }
        }
    }
}

/// `Seen, it speaks for Leverage, against Spoiling and Fear.`
fn sides(when: &str, view: View, sides: &Sides) -> String {
    let part =
        |word: &str, ids: &[String]| (!ids.is_empty()).then(|| format!("{word} {}", accounts_in_words(view, ids)));
    let parts: Vec<String> =
        [part("speaks for", &sides.by), part("speaks against", &sides.against), part("fits", &sides.fits)]
            .into_iter()
            .flatten()
            .collect();
    format!("{when}, it {}.", parts.join("; "))
}

/// A ring for each account: filled, plain or crossed.
pub(crate) fn rings(view: View, sides: &Sides) -> Markup {
    let has = |ids: &[String], id: Option<&str>| id.is_some_and(|id| ids.iter().any(|known| known == id));
    html! {
        @for (at, account) in view.names().accounts.iter().enumerate() {
            @let id = account.id.as_deref();
            @if has(&sides.by, id) { (view.ring(at, "y", "speaks for")) }
            @else if has(&sides.against, id) { (view.ring(at, "n", "speaks against")) }
            @else if has(&sides.fits, id) { (view.ring(at, "h", "fits")) }
            @else { (view.ring(at, "z", "says nothing")) }
        }
    }
}

fn ledger(view: View) -> Markup {
    let ledger: &Ledger = match view.edition.ledger() {
        Ok(ledger) => ledger,
        Err(why) => return no_answer(why),
    };
    html! {
        section.sec {
            h2 { "Who says so" }
            p { "A dot is one origin, a person or a report, however often it is quoted. Full: said on the record. Centre: reported. Open: unnamed or not marked." }
            div.scroll { table.mx { thead { tr { th { "Explanation" } th { "Speaks for it" } th { "Speaks against it" } } }
                tbody { @for evidence in &ledger.accounts { (evidence_row(view, evidence)) } } } }
            @if let Some(leader) = ledger.leader.as_deref().and_then(|id| view.account(Some(id))) { p.note { "By the likelihoods in the case, " bdi { (leader.1.short) } " leads." } }
            @else { p.note { "The case gives no likelihoods, so none of this says which explanation is right." } }
        }
        @if let Some(sources) = &ledger.sources {
            @if !sources.gaps.is_empty() { section.sec { h2 { "What no sentence carries" } ul.bul.gaps { @for gap in sources.gaps.iter().take(12) { li { bdi { (capital(&in_labels(view, &gap.line.says))) } @if let Some(why) = &gap.assumption { ": " i { bdi { (why) } } } } } } } }
        }
    }
}

fn evidence_row(view: View, evidence: &AccountEvidence) -> Markup {
    let name = view.account(evidence.id.as_deref()).map(|(_, account)| account.short.clone()).unwrap_or_default();
    let dots = |side: &statecraft::answers::ledger::Side| {
        let origins = &side.origins;
        html! {
            span.d role="img" aria-label=(count(origins.all, "origin", "origins")) {
                @for _ in 0..origins.said { i {} }
                @for _ in 0..origins.reported + origins.believed { i.r {} }
                @for _ in 0..origins.unnamed + origins.unmarked { i.u {} }
            }
            @if origins.all == 0 { "–" }
        }
    };
    html! { tr { th scope="row" { bdi { (name) } } td { (dots(&evidence.favours)) } td { (dots(&evidence.against)) } } }
}
