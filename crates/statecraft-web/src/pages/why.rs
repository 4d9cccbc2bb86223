//! Why a situation lasts or not: one actor's verdict as a tree of move, answer and escape, each step with the wish that decides and
//! the sentence on which the wish rests; then how it depends on foresight; then the other actors, one line each.

use super::rests_on;
use crate::links::To;
use crate::shell::{Sheet, no_answer};
use crate::words::{ActorName, Spot, View, chip, in_one};
use maud::{Markup, html};
use statecraft::answers::Explain;
use statecraft::answers::explain::{
    AccountExplanation, Answered, Because, Comparison, Move, Opinion, Rank, Standing, Temptation,
};
use statecraft::phrase::{capital, count, number, small};
use statecraft::study::{StateName, Which};

/// What is asked: which situation, of whom, under which account.
#[derive(Clone, Debug, Default)]
pub(crate) struct Asked {
    pub(crate) at: String,
    pub(crate) who: Option<String>,
    pub(crate) account: Option<String>,
}

pub(crate) fn sheet(view: View, asked: &Asked) -> Sheet {
    Sheet { to: To::Why, title: "Why".into(), main: main(view, asked) }
}

/// The accounts in which a situation is a state, by place.
fn possible(view: View, spot: &Spot) -> Vec<usize> {
    (0..view.names().accounts.len()).filter(|&at| spot.states.get(at).copied().flatten().is_some()).collect()
}

pub(crate) fn main(view: View, asked: &Asked) -> Markup {
    let Some(spot) = view.spot_at(&asked.at) else {
        return html! { div.head { h1 { "Why?" } p { "The case does not say where things stand. " (view.door(To::Outcomes, &[], "Choose an outcome")) " to ask about." } } };
    };
    let there = possible(view, &spot);
    let wanted = there.iter().copied().find(|&at| view.names().accounts[at].id == asked.account);
    let Some(at) = wanted.or(there.first().copied()) else {
        return html! { div.head { h1 { "Why?" } p { "The rules allow no such situation." } } };
    };
    let found = explanation(view, &spot, at);
    match found {
        Ok(found) => told(view, &spot, (at, &there), &found, asked),
        Err(why) => no_answer(&why),
    }
}

/// The explanation of a situation in one account.
pub(crate) fn explanation(view: View, spot: &Spot, at: usize) -> Result<AccountExplanation, String> {
    let laid_out = &view.study().accounts[at];
    let state = spot.states[at].ok_or("the rules allow no such situation")?;
    let state = Which::Named(StateName::of(&laid_out.graph, state));
    let accounts = laid_out.account.id().map(String::from).into_iter().collect();
    let asked = Explain { accounts, state, ..Explain::default() };
    view.edition.explain(&asked)?.accounts.into_iter().next().ok_or_else(|| "there is no such account".to_string())
}

fn told(view: View, spot: &Spot, (at, there): (usize, &[usize]), found: &AccountExplanation, asked: &Asked) -> Markup {
    let shown =
        found.actors.iter().find(|opinion| asked.who.as_deref() == Some(&opinion.actor)).or(found.actors.first());
    let title = view.title(spot);
    let here = view.at(spot);
    let is_today = found.today;
    html! {
        div.pick {
            span.kick { "Why" span { bdi { (title) } } }
            @if there.len() > 1 {
                nav.seg aria-label="Explanation" { @for &other in there { (tab(view, &here, other, other == at, asked)) } }
            }
        }
        @if let Some(opinion) = shown {
            @if let Some(actor) = view.actor(&opinion.actor) {
                h1.verdict { "Would " (chip(actor)) bdi { (actor.in_text) } @if is_today { " leave things as they are today?" } @else { " leave “" bdi { (title) } "”?" } }
                p.setting { @if !is_today { (view.spot_in_words(spot)) } }
                (verdict(actor, opinion))
                @match opinion.temptations.first() {
                    Some(temptation) => (tree(view, actor, temptation, spot)),
                    None => (untempted(view, actor, opinion)),
                }
                (further(view, actor, opinion))
                (foresight(actor, opinion))
            }
        }
        (others(view, found, shown, &here, at))
        p.note { (view.door(To::Board, &[("at", &here)], "Play this on the board")) }
    }
}

fn tab(view: View, here: &str, other: usize, current: bool, asked: &Asked) -> Markup {
    let account = &view.names().accounts[other];
    let (who, id) = (asked.who.as_deref().unwrap_or_default(), account.id.as_deref().unwrap_or_default());
    let current = current.then_some("true");
    match view.links.query(To::Why, &[("at", here), ("who", who), ("account", id)]) {
        Some(href) if !view.links.is_report() => {
            html! { a href=(href) aria-current=[current] { bdi { (account.short) } } }
        }
        _ => html! { span aria-current=[current] { bdi { (account.short) } } },
    }
}

/// The answer in one sentence.
fn verdict(actor: &ActorName, opinion: &Opinion) -> Markup {
    let it = actor.it();
    let stays_under_any = opinion.stable.iter().any(|(_, stays)| *stays);
    let (lead, rest) = match opinion.standing {
        Standing::CannotMove => ("No.", format!("{} cannot move at all.", capital(it))),
        Standing::NotTempted => {
            ("No.", format!("None of the moves open to {} would be a gain.", if actor.plural { "them" } else { "it" }))
        }
        Standing::Leaves => (
            "Yes, whatever it feared.",
            format!("{} would gain, and no answer by the others could take the gain back.", capital(it)),
        ),
        Standing::Deterred if stays_under_any && opinion.stable.get("seq") == Some(&true) => (
            "Not if it looks ahead.",
            format!(
                "{} would gain by a move, but an answer that the others would really give takes the gain back.",
                capital(it)
            ),
        ),
        Standing::Deterred => (
            "Yes, unless it feared answers that would hurt whoever gives them.",
            format!("{} would gain; the others could spoil the gain only at a price to themselves.", capital(it)),
        ),
    };
    let lead = if actor.plural { lead.replace(" it ", " they ") } else { lead.to_string() };
    let moves = count(opinion.moves, "move is", "moves are");
    let tempting = if opinion.moves > 0 && opinion.tempting > 0 {
        format!(
            " {} open to {}; {} would be a gain.",
            capital(&moves),
            if actor.plural { "them" } else { "it" },
            number(opinion.tempting)
        )
    } else {
        String::new()
    };
    html! { p.verd { b { (lead) } " " (rest) (tempting) } }
}

/// The other moves that would be gains, in a line.
fn further(view: View, actor: &ActorName, opinion: &Opinion) -> Markup {
    let others: Vec<String> = opinion.temptations.iter().skip(1).map(|other| small(&deed(view, &other.step))).collect();
    html! {
        @if !others.is_empty() { p.read { (capital(actor.it())) " could also gain by one of these: " bdi { (others.join("; ")) } "." } }
    }
}

/// Today, the move, the answer, the escape.
fn tree(view: View, actor: &ActorName, temptation: &Temptation, spot: &Spot) -> Markup {
    let mut nodes: Vec<Markup> = vec![start(view, spot), step(view, 1, "Move by", &temptation.step, true)];
    let mut shown = 2;
    for answer in &temptation.answers {
        match &answer.what {
            Answered::Deterred { reply, end, .. } => {
                for reply in reply.iter().take(2) {
                    nodes.push(step(view, shown, "Answer by", reply, true));
                    shown += 1;
                }
                nodes.push(ending(view, actor, end, concept_in_words(&answer.concept)));
            }
            Answered::NotDeterred { others_reach, ways_on, escape, .. } => {
                nodes.push(no_deterrent(actor, *others_reach, *ways_on, escape.is_some(), &answer.concept));
                if let Some(escape) = escape {
                    nodes.push(step(view, shown, "Escape by", &escape.step, false));
                    shown += 1;
                    nodes.push(ending(view, actor, &escape.end, "after the escape"));
                }
            }
            Answered::Foreseen { end, .. } => nodes.push(ending(view, actor, end, "where it foresees to end")),
        }
    }
    html! { div.tree { @for node in nodes.iter().take(8) { (node) } } }
}

pub(crate) fn start(view: View, spot: &Spot) -> Markup {
    html! { div.node { p.kind { i.pin {} @if view.today().as_ref() == Some(spot) { "Today" } @else { "From here" } } h2 { bdi { (view.title(spot)) } } } }
}

/// One step: who, what, and what it is to the mover.
pub(crate) fn step(view: View, at: usize, kind: &str, step: &Move, reasons: bool) -> Markup {
    let Some(actor) = view.actor(&step.by) else { return html! {} };
    let loss = if step.for_the_mover.is == Rank::Worse { "loss" } else { "" };
    html! {
        div class=(format!("node {} {loss}", actor.class)) {
            p.kind { i { (at) } (kind) " " (chip(actor)) bdi { (actor.in_text) } }
            h2 { bdi { (deed(view, step)) } }
            (worth(view, actor, &step.for_the_mover, if kind == "Answer by" { "itself" } else { "" }, reasons))
        }
    }
}

/// What a move does: `Stop hosting talks and end the confrontation`.
pub(crate) fn deed(view: View, step: &Move) -> String {
    let Some(model) = view.model() else { return String::new() };
    if model.options().is_empty() {
        let label = view.study().case.states.iter().find(|state| state.key.value == step.to.to_string());
        return label.and_then(|state| state.label.clone()).unwrap_or_else(|| step.to.to_string());
    }
    let bits = |keys: &[String]| model.option_bits(keys);
    in_one(&view.changes(bits(&step.drops), bits(&step.takes_up)))
}

/// Better, the same or worse, and the wish that decides.
fn worth(view: View, actor: &ActorName, comparison: &Comparison, whom: &str, reasons: bool) -> Markup {
    let (class, words) = match comparison.is {
        Rank::Better => ("up", "Better"),
        Rank::Same => ("eq", "No better and no worse"),
        Rank::Worse => ("dn", "Worse"),
    };
    let whom = match whom {
        "" => {
            if actor.plural {
                "them".to_string()
            } else {
                "it".to_string()
            }
        }
        _ => actor.in_text.clone() + if actor.plural { " themselves" } else { " itself" },
    };
    html! {
        p.eff { b class=(class) { (words) " for " bdi { (whom) } "." } " " (reason(view, comparison)) }
        @if reasons && let Some(wish) = comparison.deciding() { (rests_on(view, &wish.rests_on, 1)) }
    }
}

/// The wish that decides, in words.
fn reason(view: View, comparison: &Comparison) -> String {
    match &comparison.because {
        Because::Statements { decides: None, .. } => "Just the same wishes come true.".to_string(),
        Because::Statements { gains, .. } => {
            let Some(wish) = comparison.deciding() else { return String::new() };
            let is_gain = gains.iter().any(|gained| gained.place == wish.place);
            let comes = if is_gain { "comes true" } else { "is lost" };
            format!("Wish {} {comes}: {}.", wish.place, wished(view, &wish.words))
        }
        Because::Weights { .. } => "The weights of its wishes say so.".to_string(),
        Because::Ranking { first, second, places, .. } => {
            format!("It stands in place {second} of {places} in its order; before, in place {first}.")
        }
    }
}

/// The words of a wish to stand after `wants`: `to settle with Kabul if “Agree to share power” (Kabul government)`.
pub(crate) fn wished(view: View, words: &str) -> String {
    let (not, rest) = match words.strip_prefix("not “") {
        Some(rest) => ("not ", Some(rest)),
        None => ("", words.strip_prefix('“')),
    };
    let Some((label, tail)) = rest.and_then(|rest| rest.split_once('”')) else { return words.to_string() };
    let owner =
        view.names().actors.iter().find_map(|actor| Some((actor, tail.strip_prefix(&format!(" ({})", actor.name))?)));
    match owner {
        Some((actor, tail)) => format!("{} {not}to {}{tail}", actor.in_text, small(label)),
        None => format!("{not}to {}{tail}", small(label)),
    }
}

pub(crate) fn ending(view: View, actor: &ActorName, end: &Comparison, when: &str) -> Markup {
    html! { div.node.end { p.kind { i.pin {} "Then, " (when) } (worth(view, actor, end, "", false)) } }
}

fn no_deterrent(actor: &ActorName, reach: usize, ways: usize, escapes: bool, concept: &str) -> Markup {
    let whom = if actor.plural { "them" } else { "it" };
    html! {
        div.node.open {
            p.kind { i.pin {} (capital(concept_in_words(concept))) }
            p.eff {
                @if reach == 0 { "Nobody could answer at all." }
                @else if escapes { b { (number(ways)) " of the " (number(reach)) } " situations to which the others could lead on would be no better for " (whom) ", but from each " (actor.it()) " could move on." (share(ways, reach)) }
                @else { b { "Every one of the " (number(reach)) } " situations to which the others could lead on is still better for " (whom) " than staying." }
            }
        }
    }
}

/// A bar for a share; its length is one of twenty, as no style may stand in the page.
fn share(part: usize, of: usize) -> Markup {
    let twentieths = (part * 20).div_ceil(of.max(1)).min(20);
    html! { span.frac aria-hidden="true" { i class=(format!("w{twentieths}")) {} } }
}

fn untempted(view: View, actor: &ActorName, opinion: &Opinion) -> Markup {
    match &opinion.best_move {
        Some(step) => html! {
            div.tree {
                div class=(format!("node {}", actor.class)) {
                    p.kind { i { "1" } "The best " (actor.it()) " could do" }
                    h2 { bdi { (deed(view, step)) } }
                    (worth(view, actor, &step.for_the_mover, "", true))
                }
            }
        },
        None => html! {},
    }
}

/// A concept as the foresight that it stands for.
pub(crate) fn concept_in_words(key: &str) -> &'static str {
    match key {
        "nash" => "looking at the own next move only",
        "gmr" => "fearing any answer, even one that hurts its author",
        "smr" => "fearing any answer, but seeing the way out",
        "seq" => "fearing credible answers only",
        "symseq" => "fearing credible answers, and seeing the way out",
        _ => "with another kind of foresight",
    }
}

/// What the actor does under each of the five kinds of foresight.
fn foresight(actor: &ActorName, opinion: &Opinion) -> Markup {
    html! {
        h2 { "So it depends on how far " (actor.it()) " " (actor.verb("looks", "look")) }
        div.fore {
            @for (key, stays) in opinion.stable.iter() {
                div class=[stays.then_some("st")] {
                    b { @if *stays { (capital(actor.it())) " " (actor.verb("stays", "stay")) } @else { (capital(actor.it())) " " (actor.verb("leaves", "leave")) } }
                    (capital(concept_in_words(key))) " " small { (short(key)) }
                }
            }
        }
    }
}

/// The name of a concept in the literature.
fn short(key: &str) -> String {
    if key == "symseq" {
        "SymSEQ".into()
    } else if key == "nash" {
        "Nash".into()
    } else {
        key.to_uppercase()
    }
}

/// The other actors, one line each.
fn others(view: View, found: &AccountExplanation, shown: Option<&Opinion>, here: &str, at: usize) -> Markup {
    let others: Vec<&Opinion> =
        found.actors.iter().filter(|other| shown.is_none_or(|shown| shown.actor != other.actor)).collect();
    let id = view.names().accounts[at].id.as_deref().unwrap_or_default();
    html! {
        @if !others.is_empty() {
            h2 { "And the others?" }
            table.others { tbody { @for opinion in others {
                @if let Some(actor) = view.actor(&opinion.actor) {
                    tr {
                        th scope="row" { (chip(actor)) bdi { (capital(&actor.in_text)) } }
                        td { @if view.links.is_report() { (stands(actor, opinion)) } @else { (view.door(To::Why, &[("at", here), ("who", &opinion.actor), ("account", id)], &stands(actor, opinion))) } }
                        td { (line(view, actor, opinion)) }
                    }
                }
            } } }
        }
    }
}

fn stands(actor: &ActorName, opinion: &Opinion) -> String {
    match opinion.standing {
        Standing::Leaves => "would leave, whatever it feared".replace("it", actor.it()),
        Standing::Deterred if opinion.stable.get("seq") == Some(&true) => {
            actor.verb("stays for fear", "stay for fear").into()
        }
        Standing::Deterred => {
            "would leave, unless it feared harm at any price".replace(" it ", &format!(" {} ", actor.it()))
        }
        Standing::NotTempted => actor.verb("stays", "stay").into(),
        Standing::CannotMove => "cannot move".into(),
    }
}

fn line(view: View, actor: &ActorName, opinion: &Opinion) -> Markup {
    let step = opinion.temptations.first().map(|temptation| &temptation.step).or(opinion.best_move.as_ref());
    match step {
        Some(step) => {
            let is = match step.for_the_mover.is {
                Rank::Better => "a gain",
                Rank::Same => "no gain",
                Rank::Worse => "a loss",
            };
            let best = if opinion.moves == 1 { "The only move open" } else { "The best move open" };
            html! { (best) ", to " bdi { (small(&deed(view, step))) } ", would be " (is) ". " (reason(view, &step.for_the_mover)) }
        }
        None => html! { (capital(actor.it())) " " (actor.verb("has", "have")) " no move here." },
    }
}
