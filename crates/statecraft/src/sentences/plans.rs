//! Parts of sentences about plans: which moves can change places, and which must wait.

use crate::answers::explain::step::Move;
use crate::answers::explain::why::Rank;
use crate::answers::paths::plans::{Conceded, PathPlan, PlanStep, PlanWait, TooEarly, WhyWait};
use crate::phrase::english::{capital, list};
use crate::phrase::names::Words;
use crate::sentences::explain::{changed, why_not};

/// The moves of a plan by their positions, in groups of which each is over before the next begins; as many as there are.
pub(crate) fn groups(plan: &PathPlan) -> Vec<Vec<usize>> {
    let mut after = vec![0u64; plan.steps.len()];
    for (at, step) in plan.steps.iter().enumerate() {
        let waits = step.waits_for.iter().filter(|wait| wait.step < at.min(64));
        after[at] = waits.fold(0, |all, wait| all | after[wait.step] | 1 << wait.step);
    }
    // Moves stand by how long they must wait, so a group that is over first stands first.
    let mut groups: Vec<Vec<usize>> = Vec::new();
    for at in 0..plan.steps.len() {
        let over = (1u64 << at.min(63)) - 1;
        match groups.last_mut() {
            Some(group) if !after[at..].iter().all(|after| after & over == over) => group.push(at),
            _ => groups.push(vec![at]),
        }
    }
    groups
}

/// `First, in any order`: what is said of a group of moves.
pub(crate) fn group_opens(plan: &PathPlan, group: &[usize], first: bool, only: bool) -> String {
    let waits = |at: &usize| plan.steps[*at].waits_for.iter().any(|wait| group.contains(&wait.step));
    let how = match group {
        [_] => "",
        _ if group.iter().any(waits) => "in any order, but for what must wait",
        _ => "in any order",
    };
    match (how, only) {
        ("", _) => if first { "First" } else { "Then" }.to_string(),
        (how, true) => capital(how),
        (how, false) => format!("{}, {how}", if first { "First" } else { "Then" }),
    }
}

/// `The Taliban take up “Settle with Kabul”. A concession.`
pub(crate) fn deed(words: Words, step: &PlanStep) -> String {
    let who = capital(words.actor(&step.by));
    let does = changed(words, &step.by, words.is_plural(&step.by), (&step.takes_up, &step.drops));
    let cost = match step.concession {
        Conceded::Never => "",
        Conceded::Sometimes => " In some of these orders that is a concession.",
        Conceded::Always => " A concession.",
    };
    format!("{who} {does}.{cost}")
}

/// `Must wait for Iran and ISIS: before that, this would be no better for it.`: one sentence for each reason.
pub(crate) fn waits(words: Words, plan: &PathPlan, step: &PlanStep) -> Vec<String> {
    let mut alike: Vec<(String, Vec<String>)> = Vec::new();
    for wait in &step.waits_for {
        let (reason, other) = (reasons(words, plan, wait), other(words, plan, wait.step));
        match alike.iter_mut().find(|(known, _)| *known == reason) {
            Some((_, others)) => others.push(other),
            None => alike.push((reason, vec![other])),
        }
    }
    alike.into_iter().map(|(reason, others)| format!("Must wait for {}: {reason}.", list(&others))).collect()
}

/// `the Taliban`, or where these have several moves in the plan `the Taliban to drop “Press on”`.
fn other(words: Words, plan: &PathPlan, at: usize) -> String {
    let Some(step) = plan.steps.get(at) else { return String::new() };
    let name = words.actor(&step.by);
    if plan.steps.iter().filter(|other| other.by == step.by).count() == 1 {
        return name.to_string();
    }
    format!("{name} to {}", changed(words, &step.by, true, (&step.takes_up, &step.drops)))
}

fn reasons(words: Words, plan: &PathPlan, wait: &PlanWait) -> String {
    let other = plan.steps.get(wait.step).map_or("", |step| words.actor(&step.by));
    let told: Vec<String> = wait.too_early.iter().map(|early| reason(words, early, other)).collect();
    told.join("; elsewhere, ")
}

fn reason(words: Words, early: &TooEarly, other: &str) -> String {
    let rule = early.rule.as_ref().map(|rule| format!(" ({rule})")).unwrap_or_default();
    let cost = |step: &Option<Move>| step.as_ref().map(|step| why_not(words, step)).unwrap_or_default();
    match early.because {
        WhyWait::NotLegal => format!("before that, this cannot be done{rule}"),
        WhyWait::NoImprovement => format!("before that, this would be {}", cost(&early.step)),
        WhyWait::TwiceRunning => "in the other order somebody would move twice running".to_string(),
        WhyWait::Stopped => "before that, this leads to a state where paths end".to_string(),
        WhyWait::OtherNotLegal => format!("after this, the move of {other} can no longer be made{rule}"),
        WhyWait::OtherNoImprovement => format!("after this, the move of {other} would be {}", cost(&early.step)),
        WhyWait::LeadsElsewhere => "the two in the other order lead elsewhere".to_string(),
        WhyWait::OtherPlan => "the other order belongs to another plan".to_string(),
    }
}

/// What not to wait comes to, in a word or two.
pub(crate) fn in_short(wait: &PlanWait) -> &'static str {
    let Some(early) = wait.too_early.first() else { return "" };
    let at_a_loss = early.step.as_ref().is_some_and(|step| step.for_the_mover.is == Rank::Worse);
    match early.because {
        WhyWait::NotLegal => "else not possible",
        WhyWait::NoImprovement if at_a_loss => "else a loss",
        WhyWait::NoImprovement => "else no gain",
        WhyWait::TwiceRunning => "else twice running",
        WhyWait::Stopped => "else paths end",
        WhyWait::OtherNotLegal => "else the other is not possible",
        WhyWait::OtherNoImprovement if at_a_loss => "else the other is a loss",
        WhyWait::OtherNoImprovement => "else the other is no gain",
        WhyWait::LeadsElsewhere => "else elsewhere",
        WhyWait::OtherPlan => "else another plan",
    }
}
