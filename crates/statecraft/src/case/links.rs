//! From names of the evidence to what they name; and what rests on nothing.
//!
//! Names of actors, options and states belong to the meaning of the case and are followed in [`crate::model`].

use super::{
    Account, Actor, Attitudes, Case, Order, Preference, Provenance, Ranking, Reading, Rule, StatusQuo, Support,
    confirmed, origins,
};
use crate::diag::{Diagnostic, Names, Span, Spanned, shown};
use std::collections::HashSet;

/// What is wrong, or probably not meant, among sources, claims and supports.
pub(super) fn check(case: &Case) -> Vec<Diagnostic> {
    let mut problems = Vec::new();
    let sources = Names::new(case.sources.iter().map(|source| &source.key.value));
    let claims = Names::new(case.claims.iter().map(|claim| &claim.key.value));
    let source_names = case.claims.iter().map(|claim| &claim.source).filter(|source| !source.value.is_empty());
    let account_sources = case.accounts.iter().flat_map(|account| &account.sources);
    problems.extend(source_names.chain(account_sources).filter_map(|name| unknown("source", name, &sources)));
    let actors = Names::new(case.actors.iter().map(|actor| &actor.key.value));
    let holders = case.claims.iter().filter_map(|claim| claim.holder.as_ref());
    problems.extend(holders.filter(|name| !name.value.is_empty()).filter_map(|name| unknown("actor", name, &actors)));
    problems.extend(perceptions(case));
    problems.extend(evidence_accounts(case));
    problems.extend(story(case, &claims));
    problems.extend(origins::circles(case));
    let supports = supports(case);
    let by_lines = supports.iter().flat_map(|(_, support)| &support.claims);
    let by_accounts = case.accounts.iter().flat_map(|account| account.favours.iter().chain(&account.against));
    let by_evidence = case.evidence.iter().flat_map(|item| &item.claims);
    let by_later = case.later.entries.iter().flat_map(|entry| &entry.claims); // whether there are such, `later` looks
    let cited = || by_lines.clone().chain(by_accounts.clone()).chain(by_evidence.clone());
    let confirmed = case.claims.iter().flat_map(|claim| &claim.confirms);
    problems.extend(cited().chain(confirmed).filter_map(|name| unknown("claim", name, &claims)));
    if problems.is_empty() && case.reading == Reading::Whole {
        problems.extend(confirmed::check(case));
        problems.extend(recalled(case, cited()));
        problems.extend(unused(case, &cited().chain(by_later).map(|name| name.value.as_str()).collect()));
        problems.extend(unsupported(case));
        problems.extend(idle_actors(case));
    }
    problems
}

/// An error when `name` is not among `known`.
pub(crate) fn unknown(what: &str, name: &Spanned<String>, known: &Names) -> Option<Diagnostic> {
    if known.contains(&name.value) {
        return None;
    }
    let help = match known.nearest(&name.value, "") {
        Some(near) => format!("did you mean `{near}`?"),
        None if known.is_empty() => format!("declare it as [{what}s.NAME]: the case has no {what} yet"),
        None => format!("declare it, or use one that is: {}", known.listed("")),
    };
    let message = format!("there is no {what} `{}`", shown(&name.value));
    Some(Diagnostic::error("unknown-name", name.span, message).label("not declared").help(help))
}

/// Perceptions of actors and accounts that there are not; and actors that are without one while others have it.
fn perceptions(case: &Case) -> Vec<Diagnostic> {
    let actors = Names::new(case.actors.iter().map(|actor| &actor.key.value));
    let accounts = Names::new(case.accounts.iter().filter_map(|account| account.key.as_ref()).map(|key| &key.value));
    let unknown_ones = case.perceptions.iter().flat_map(|perception| {
        [unknown("actor", &perception.actor, &actors), unknown("account", &perception.account, &accounts)]
    });
    let mut problems: Vec<Diagnostic> = unknown_ones.flatten().collect();
    let given: HashSet<&str> = case.perceptions.iter().map(|perception| perception.actor.value.as_str()).collect();
    let without = case.actors.iter().find(|actor| !given.contains(actor.key.value.as_str()));
    let whole = case.reading == Reading::Whole && problems.is_empty();
    if let (Some(first), Some(actor), true) = (case.perceptions.first(), without, whole) {
        let name = shown(&actor.key.value);
        let message = format!("nothing says which account `{name}` believes");
        let problem = Diagnostic::error("no-perception", actor.key.span, message).label("no perception");
        let help = format!("add {name} = \"ACCOUNT\" below [perceptions]: there each actor has one, or none has");
        problems.push(problem.also(first.actor.span, "others have one here").help(help));
    }
    problems
}

/// Likelihoods under accounts that there are not.
fn evidence_accounts(case: &Case) -> Vec<Diagnostic> {
    let accounts = Names::new(case.accounts.iter().filter_map(|account| account.key.as_ref()).map(|key| &key.value));
    let ranges = case.evidence.iter().flat_map(|item| &item.likelihood);
    ranges.filter_map(|(account, _)| unknown("account", account, &accounts)).collect()
}

/// Accounts, claims and options in the story that there are not.
fn story(case: &Case, claims: &Names) -> Vec<Diagnostic> {
    let accounts = Names::new(case.accounts.iter().filter_map(|account| account.key.as_ref()).map(|key| &key.value));
    let actors = Names::new(case.actors.iter().map(|actor| &actor.key.value));
    let own = |actor: &Actor| {
        let key = actor.key.value.clone();
        actor.options.iter().map(move |option| format!("{key}.{}", option.key.value)).collect::<Vec<_>>()
    };
    let options: Vec<String> = case.actors.iter().flat_map(own).collect();
    let options = Names::new(options.iter());
    let taken = case.story.iter().flat_map(|step| step.taken.iter().flatten());
    let names = taken.map(|name| Spanned { value: name.value.to_string(), span: name.span });
    let unknown_options =
        names.filter(|name| !name.value.contains('=')).filter_map(|name| unknown("option", &name, &options));
    let named = case.story.iter().flat_map(|step| {
        let account = step.account.iter().filter_map(|name| unknown("account", name, &accounts));
        let actor = step.actor.iter().filter_map(|name| unknown("actor", name, &actors));
        account.chain(actor).chain(step.claims.iter().filter_map(|name| unknown("claim", name, claims)))
    });
    named.chain(unknown_options).collect()
}

/// Every line of the file that may cite claims.
fn supports(case: &Case) -> Vec<(Span, &Support)> {
    let options = case.actors.iter().flat_map(Actor::plain_options).map(|option| (option.key.span, &option.support));
    let choices = case.actors.iter().flat_map(|actor| &actor.choices).map(|choice| (choice.key.span, &choice.support));
    let presences = case.actors.iter().filter_map(|actor| actor.presence.as_ref()).map(|it| (it.span, &it.support));
    let states = case.states.iter().map(|state| (state.key.span, &state.support));
    let moves = case.moves.iter().map(|step| (step.from.span, &step.support));
    let rules = all_rules(case).map(|rule| (rule.span, &rule.support));
    let today = all_status_quos(case).map(|today| (today.span, &today.support));
    let wants = all_preferences(case).flat_map(order_supports);
    let attitudes = all_attitudes(case).flat_map(attitude_supports);
    let options = options.chain(choices).chain(presences);
    options.chain(states).chain(moves).chain(rules).chain(today).chain(wants).chain(attitudes).collect()
}

/// The supports of the lines that are in force in an account: options, rules, status quo, preferences, attitudes.
pub(super) fn supports_in<'a>(case: &'a Case, account: &'a Account) -> Vec<&'a Support> {
    let options = case.actors.iter().flat_map(Actor::plain_options).map(|option| &option.support);
    let choices = case.actors.iter().flat_map(|actor| &actor.choices).map(|choice| &choice.support);
    let presences = case.actors.iter().filter_map(|actor| actor.presence.as_ref()).map(|it| &it.support);
    let rules = case.rules_in(account).map(|rule| &rule.support);
    let today = case.status_quo_in(account).into_iter().map(|today| &today.support);
    let wants = case.actors.iter().filter_map(|actor| case.preference_in(account, &actor.key.value));
    let wants = wants.flat_map(order_supports).map(|(_, support)| support);
    let attitudes = case.actors.iter().filter_map(|actor| case.attitudes_in(account, &actor.key.value));
    let attitudes = attitudes.flat_map(attitude_supports).map(|(_, support)| support);
    options.chain(choices).chain(presences).chain(rules).chain(today).chain(wants).chain(attitudes).collect()
}

fn all_rules(case: &Case) -> impl Iterator<Item = &Rule> {
    case.rules.iter().chain(case.accounts.iter().flat_map(|account| &account.rules))
}

fn all_status_quos(case: &Case) -> impl Iterator<Item = &StatusQuo> {
    case.status_quo.iter().chain(case.accounts.iter().flat_map(|account| &account.status_quo))
}

fn all_preferences(case: &Case) -> impl Iterator<Item = &Preference> {
    case.preferences.iter().chain(case.accounts.iter().flat_map(|account| &account.preferences))
}

fn all_attitudes(case: &Case) -> impl Iterator<Item = &Attitudes> {
    case.attitudes.iter().chain(case.accounts.iter().flat_map(|account| &account.attitudes))
}

fn attitude_supports(attitudes: &Attitudes) -> Vec<(Span, &Support)> {
    attitudes.toward.iter().map(|toward| (toward.actor.span, &toward.support)).collect()
}

/// The supports of a preference: one for each line, or one for any other order.
fn order_supports(preference: &Preference) -> Vec<(Span, &Support)> {
    match &preference.order {
        Order::Statements { lines, .. } => lines.iter().map(|line| (line.wants.span, &line.support)).collect(),
        Order::Ranking(Ranking { support, .. }) | Order::Weights(_, _, support) | Order::Unknown(support) => {
            vec![(preference.actor.span, support)]
        }
    }
}

fn unused(case: &Case, cited: &HashSet<&str>) -> Vec<Diagnostic> {
    let quoted: HashSet<&str> = case.claims.iter().map(|claim| claim.source.value.as_str()).collect();
    let claims = case.claims.iter().filter(|claim| !cited.contains(claim.key.value.as_str())).map(|claim| {
        Diagnostic::warning(
            "unused-claim",
            claim.key.span,
            format!("no line rests on the claim `{}`", shown(&claim.key.value)),
        )
        .help("cite it where it bears on something, or remove it")
    });
    let sources = case.sources.iter().filter(|source| !quoted.contains(source.key.value.as_str())).map(|source| {
        Diagnostic::warning(
            "unused-source",
            source.key.span,
            format!("the source `{}` has no claims", shown(&source.key.value)),
        )
        .help("write down what it says as [claims.NAME], or remove it")
    });
    claims.chain(sources).collect()
}

/// Claims without a quote, of which only what happened later may speak.
fn recalled<'c>(case: &Case, cited: impl Iterator<Item = &'c Spanned<String>>) -> Vec<Diagnostic> {
    let without = |name: &&Spanned<String>| {
        case.claim(&name.value).is_some_and(|claim| claim.provenance == Some(Provenance::Memory) && !claim.has_quote())
    };
    let tell = |name: &Spanned<String>| {
        let message = format!("the claim `{}` has no quote", shown(&name.value));
        let help = "only [[later]] may cite what is recalled and not read; quote the words";
        Diagnostic::error("no-quote", name.span, message).help(help)
    };
    cited.filter(without).map(tell).collect()
}

const RESTS_ON_NOTHING: &str = "cite claims = [\"…\"], or say assumption = \"why you think so\"";

/// Lines with neither claim nor assumption; one warning for each preference, not for each of its lines.
fn unsupported(case: &Case) -> Vec<Diagnostic> {
    let warn = |span: Span, what: String| {
        Diagnostic::warning("unsupported", span, format!("{what} rests on neither claim nor assumption"))
            .help(RESTS_ON_NOTHING)
    };
    let full = |actor: &Actor, key: &Spanned<String>| shown(&format!("{}.{}", actor.key.value, key.value));
    let own = |actor: &Actor| {
        let options = actor.plain_options().iter().filter(|option| option.support.is_none());
        let options = options.map(|option| (&option.key, "option"));
        let choices = actor.choices.iter().filter(|choice| choice.support.is_none());
        let all = options.chain(choices.map(|choice| (&choice.key, "choice")));
        all.map(|(key, what)| warn(key.span, format!("the {what} `{}`", full(actor, key)))).collect::<Vec<_>>()
    };
    let options = case.actors.iter().flat_map(own);
    let rules = all_rules(case).filter(|rule| rule.support.is_none()).map(|rule| warn(rule.span, "this rule".into()));
    let today = all_status_quos(case)
        .filter(|today| today.support.is_none())
        .map(|today| warn(today.span, "the status quo".into()));
    // A line that stands in several lists, since one is written as changes of another, is told of once.
    let mut told: HashSet<Span> = HashSet::new();
    let wants = all_preferences(case).filter_map(|preference| {
        let actor = shown(&preference.actor.value);
        let mut bare = bare(order_supports(preference));
        bare.retain(|span| told.insert(*span));
        let what = match (bare.len(), &preference.order) {
            (1, Order::Statements { .. }) => format!("a preference line of `{actor}`"),
            (n, Order::Statements { .. }) => format!("each of {n} preference lines of `{actor}`"),
            _ => format!("the preference of `{actor}`"),
        };
        together(&bare, warn, what)
    });
    let attitudes = all_attitudes(case).filter_map(|attitudes| {
        let actor = shown(&attitudes.actor.value);
        let bare = bare(attitude_supports(attitudes));
        let what = match bare.len() {
            1 => format!("an attitude of `{actor}`"),
            n => format!("each of {n} attitudes of `{actor}`"),
        };
        together(&bare, warn, what)
    });
    options.chain(rules).chain(today).chain(wants).chain(attitudes).collect()
}

/// Where the lines stand that rest on nothing.
fn bare(supports: Vec<(Span, &Support)>) -> Vec<Span> {
    supports.into_iter().filter(|(_, support)| support.is_none()).map(|(span, _)| span).collect()
}

/// One warning for lines of a kind.
fn together(bare: &[Span], warn: impl Fn(Span, String) -> Diagnostic, what: String) -> Option<Diagnostic> {
    let (first, rest) = bare.split_first()?;
    Some(rest.iter().take(3).fold(warn(*first, what), |diagnostic, span| diagnostic.also(*span, "")))
}

fn idle_actors(case: &Case) -> Vec<Diagnostic> {
    let movers: HashSet<&str> = case.moves.iter().map(|step| step.actor.value.as_str()).collect();
    let (what, article) = if case.is_bare_graph() { ("move", "a") } else { ("option", "an") };
    let idle = |actor: &&super::Actor| actor.options.is_empty() && !movers.contains(actor.key.value.as_str());
    let warn = |actor: &super::Actor| {
        let message = format!("`{}` has no {what}, so it can only look on", shown(&actor.key.value));
        Diagnostic::warning("idle-actor", actor.key.span, message)
            .help(format!("give it {article} {what}, or remove the actor"))
    };
    case.actors.iter().filter(idle).map(warn).collect()
}
