//! What parts of a case say, as texts that are the same where it is: what they mean, their words, what they rest on.

use crate::case::{
    ActorOption, Attitudes, Choice, Line, NamedMove, NamedState, Order, Rule, RuleKind, Scenario, Statement, StatusQuo,
    Support, Today, Within,
};

fn joined<T>(items: &[T], text: impl Fn(&T) -> String) -> String {
    items.iter().map(text).collect::<Vec<_>>().join("; ")
}

fn tree(statement: &Statement) -> String {
    statement.tree.to_string()
}

pub(super) fn support(of: &Support) -> String {
    let claims = joined(&of.claims, |claim| claim.value.clone());
    format!("{claims} | {:?} | {:?}", of.assumption, of.leap)
}

pub(super) fn option_means(option: &ActorOption) -> String {
    format!("{:?}", option.one_way)
}

pub(super) fn option_words(option: &ActorOption) -> String {
    format!("{} | {:?} | {:?}", option.label, option.drop, option.indicator)
}

pub(super) fn choice_means(choice: &Choice) -> String {
    format!("{} | {:?}", joined(&choice.levels, |level| level.value.clone()), choice.one_way)
}

pub(super) fn rule(rule: &Rule) -> String {
    let all = |of: &[Statement]| joined(of, tree);
    match &rule.kind {
        RuleKind::Never(never) => format!("never {}", tree(never)),
        RuleKind::Needs(when, needs) => format!("when {} needs {}", tree(when), tree(needs)),
        RuleKind::AtMostOne(of) => format!("at most one of {}", all(of)),
        RuleKind::AtLeastOne(of) => format!("at least one of {}", all(of)),
        RuleKind::ExactlyOne(of) => format!("exactly one of {}", all(of)),
        RuleKind::Same(same) => format!("same {}", tree(same)),
        RuleKind::Cannot(actor, from, to) => format!("{} cannot {} to {}", actor.value, tree(from), tree(to)),
    }
}

pub(super) fn state(state: &NamedState) -> String {
    state.key.value.clone()
}

pub(super) fn step(step: &NamedMove) -> String {
    format!("{}: {} to {}", step.actor.value, step.from.value, step.to.value)
}

pub(super) fn scenario_means(scenario: &Scenario) -> String {
    match &scenario.within {
        Within::Where(statement) => tree(statement),
        Within::States(states) => joined(states, |state| state.value.clone()),
    }
}

pub(super) fn today(today: &StatusQuo) -> String {
    match &today.today {
        Today::State(state) => state.value.clone(),
        Today::Taken(taken) => {
            let mut names: Vec<String> = taken.iter().map(|option| option.value.to_string()).collect();
            names.sort_unstable();
            names.join("; ")
        }
    }
}

/// One line of a preference; a list in `wants` is one line.
pub(super) fn wish(statements: &[Line]) -> String {
    joined(statements, |line| format!("{} | {} | {}", line.wants.tree, line.degree, line.unsure))
}

pub(super) fn order(order: &Order) -> String {
    match order {
        Order::Statements { lines, .. } => {
            joined(lines, |line| format!("{} | {} | {}", line.wants.tree, line.degree, line.unsure))
        }
        Order::Ranking(ranking) => {
            let lists = joined(&ranking.lists, |tied| joined(tied, ToString::to_string));
            let within = joined(&ranking.within, tree);
            let incomparable = joined(&ranking.incomparable, |list| joined(list, ToString::to_string));
            format!("{lists} | {:?} | {within} | {incomparable}", ranking.degrees)
        }
        Order::Weights(weights, ..) => joined(weights, |(statement, weight)| format!("{}: {weight}", tree(statement))),
        Order::Unknown(_) => "unknown".into(),
    }
}

/// What a preference that is one line rests on.
pub(super) fn order_support(order: &Order) -> String {
    match order {
        Order::Statements { .. } => String::new(),
        Order::Ranking(ranking) => support(&ranking.support),
        Order::Weights(_, _, of) | Order::Unknown(of) => support(of),
    }
}

pub(super) fn attitudes(of: &Attitudes) -> String {
    joined(&of.toward, |toward| format!("{} {}", toward.actor.value, toward.attitude.sign()))
}

pub(super) fn attitudes_support(of: &Attitudes) -> String {
    joined(&of.toward, |toward| support(&toward.support))
}
