//! The situation as the case describes it: who can do what, what cannot be, where things stand, who argues which account.

use super::{quote, rests_on};
use crate::links::To;
use crate::shell::{Sheet, head};
use crate::words::View;
use maud::{Markup, html};
use statecraft::answers::explain::RestsOn;
use statecraft::case::{Case, OneWay, Rule, RuleKind, Statement, Support};
use statecraft::diag::Spanned;
use statecraft::expr::Name;
use statecraft::phrase::{capital, count, small};

pub(crate) fn sheet(view: View) -> Sheet {
    Sheet { to: To::Situation, title: "Situation".into(), main: main(view) }
}

fn main(view: View) -> Markup {
    let case = &view.study().case;
    let rules: Vec<&Rule> = case.rules.iter().chain(case.accounts.iter().flat_map(|account| &account.rules)).collect();
    html! {
        (head("Who can do what, and what cannot be", &format!("{}, {}. A filled box is what is done today.", count(case.actors.len(), "actor", "actors"), count(options(case), "thing to do or leave", "things to do or leave"))))
        div.lanesof { @for (at, actor) in case.actors.iter().enumerate() {
            section.actor {
                h2 { (view.chip_at(at)) bdi { (capital(&actor.in_text)) } }
                ul { @for option in &actor.options { (option_line(view, &actor.key.value, option)) } }
                @if actor.options.is_empty() { p.note { "Can do nothing of its own here." } }
            }
        } }
        @if !rules.is_empty() { section.sec { h2 { "What cannot be" } ul.rules { @for rule in rules { (rule_line(view, rule)) } } } }
        @if let Some(today) = &case.status_quo { section.sec { h2 { "Where things stand" } (why(view, &today.support, 3)) } }
        @if view.is_several() { (accounts(view)) }
    }
}

fn options(case: &Case) -> usize {
    case.actors.iter().map(|actor| actor.options.len()).sum()
}

fn option_line(view: View, actor: &str, option: &statecraft::case::ActorOption) -> Markup {
    let key = format!("{actor}.{}", option.key.value);
    let model = view.model();
    let bit = model.map_or(0, |model| model.option_bits(std::slice::from_ref(&key)));
    let today = view.today().is_some_and(|today| today.code & bit != 0);
    html! {
        li {
            span.bx.y[today] role="img" aria-label=(if today { "today: yes" } else { "today: no" }) {}
            details { summary { bdi { (option.label) }
                @match option.one_way { Some(OneWay::Take) => span.tag { "for good once done" }, Some(OneWay::Drop) => span.tag { "for good once ended" }, None => {} } }
                @if let Some(drop) = &option.drop { p.note { "Not to: " bdi { (small(drop)) } } }
                (why(view, &option.support, 3)) }
        }
    }
}

/// What something rests on.
fn why(view: View, support: &Support, most: usize) -> Markup {
    let claims = support.claims.iter().map(|claim| claim.value.clone()).collect();
    rests_on(view, &RestsOn { claims, assumption: support.assumption.clone() }, most)
}

fn rule_line(view: View, rule: &Rule) -> Markup {
    html! { li { p { bdi { (capital(&rule_in_words(view, &rule.kind))) } "." } @if let Some(reason) = rule.reason.as_ref().filter(|reason| rule.support.assumption.as_ref() != Some(reason)) { p.bq.as { bdi { (reason) } } } (why(view, &rule.support, 1)) } }
}

/// A statement with the labels of its options.
pub(crate) fn statement(view: View, statement: &Statement) -> String {
    let label = |atom: &Spanned<Name>| {
        let key = atom.value.to_string();
        let known = view.model().and_then(|model| model.options().iter().find(|option| option.key == key));
        known.map_or(key, |option| format!("“{}”", option.label))
    };
    statement.tree.display_with(&label).to_string()
}

/// A rule with the labels of its options.
pub(crate) fn rule_in_words(view: View, kind: &RuleKind) -> String {
    let all = |statements: &[Statement]| statements.iter().map(|one| statement(view, one)).collect::<Vec<_>>();
    match kind {
        RuleKind::Never(never) => format!("never {}", statement(view, never)),
        RuleKind::Needs(when, needs) => format!("{} only with {}", statement(view, when), statement(view, needs)),
        RuleKind::AtMostOne(of) if of.len() == 2 => format!("not both {}", statecraft::phrase::list(&all(of))),
        RuleKind::AtMostOne(of) => format!("at most one of {}", statecraft::phrase::list(&all(of))),
        RuleKind::AtLeastOne(of) => format!("at least one of {}", statecraft::phrase::list(&all(of))),
        RuleKind::ExactlyOne(of) => format!("exactly one of {}", statecraft::phrase::list(&all(of))),
        RuleKind::Same(same) => format!("what else is done does not matter where {}", statement(view, same)),
        RuleKind::Cannot(actor, from, to) => {
            let name = view.actor(&actor.value).map_or(actor.value.clone(), |actor| actor.in_text.clone());
            format!("{name} cannot go from {} to {}", statement(view, from), statement(view, to))
        }
    }
}

fn accounts(view: View) -> Markup {
    let case = &view.study().case;
    html! {
        section.sec { h2 { "Who argues which explanation" }
            div.tally { @for (at, account) in view.names().accounts.iter().enumerate() { div {
                p { (view.ring(at, "z", "explanation")) " " b { bdi { (account.short) } } }
                p { bdi { (account.rest) } }
                @if let Some(written) = account.id.as_deref().and_then(|id| case.account(id)) {
                    @for source in &written.sources { @if let Some(source) = case.source(&source.value) { p { "Argued in " i { bdi { (source.title) } } } } }
                    @if !written.against.is_empty() { p { "Against it: " @for claim in &written.against { @if let Some(claim) = case.claim(&claim.value) { (quote(view, claim)) " " } } } }
                }
            } } } }
    }
}
