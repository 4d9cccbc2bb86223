//! `.gmcr`: a graph model as gmcr-py reads it, in JSON; `import::gmcr` says what stands where.
//!
//! All decision makers are ranked in one way there: by prioritised statements where all are here, else by lists of states. What somebody
//! holds impossible that is possible becomes a misperception, where the account of what is so has no rules of its own.

use super::patterns::{Pattern, forbidden, patterns};
use super::{NotExported, rows};
use serde_json::{Map, Value, json};
use statecraft::case::{OneWay, Perception};
use statecraft::graph::{StateId, StateSpace};
use statecraft::model::{Form, Model, OptionForm, OptionSet, Preference, Rule, positions};
use statecraft::study::{LaidOut, Study};

pub(super) fn write(study: &Study, laid_out: &LaidOut, notes: &mut Vec<String>) -> Result<Vec<u8>, NotExported> {
    let Form::Options(form) = laid_out.model.form() else { return Err(NotExported::NoOptions) };
    let statements = |preference: &Preference| match preference {
        Preference::Statements(wishes) => {
            wishes.iter().map(|wish| patterns(&wish.statement.tree, true)).collect::<Option<Vec<_>>>()
        }
        _ => None,
    };
    let model = &laid_out.model;
    let wishes: Option<Vec<Vec<Vec<Pattern>>>> = model.preferences().iter().map(statements).collect();
    let mut makers = Vec::new();
    for (at, actor) in model.actors().iter().enumerate() {
        let mut maker = Map::new();
        maker.insert("name".into(), actor.name.as_str().into());
        maker.insert("options".into(), actor.options.clone().collect::<Vec<_>>().into());
        let own = wishes.as_ref().map(|wishes| wishes[at].iter().map(|wish| condition(wish)).collect::<Vec<_>>());
        maker.insert("preferences".into(), own.unwrap_or_default().into());
        if wishes.is_none() {
            maker.insert("preferenceRanking".into(), ranking(laid_out, at));
        }
        let denied = misperceptions(study, laid_out, &actor.key, form.rules.len(), notes)?;
        if !denied.is_empty() {
            maker.insert("misperceptions".into(), denied.into());
        }
        makers.push(Value::Object(maker));
    }
    if form.options.iter().any(|option| option.level.is_some()) {
        notes.push("choices stand as options of which exactly one is taken".into());
    }
    let file = json!({
        "program": "statecraft",
        "version": env!("CARGO_PKG_VERSION"),
        "useManualPreferenceRanking": wishes.is_none(),
        "options": form.options.iter().map(option).collect::<Vec<_>>(),
        "decisionMakers": makers,
        "infeasibles": infeasible(&form.rules)?,
        "coalitions": (0..model.actors().len()).collect::<Vec<_>>(),
    });
    serde_json::to_vec_pretty(&file).map_err(|error| NotExported::Writer(error.to_string()))
}

fn option(option: &statecraft::model::ModelOption) -> Value {
    let direction = match option.one_way {
        None => "both",
        Some(OneWay::Take) => "fwd",
        Some(OneWay::Drop) => "back",
    };
    let label = option.level.as_ref().map_or(option.label.clone(), |level| format!("{}: {}", level.label, level.text));
    json!({ "name": label, "permittedDirection": direction })
}

/// A pattern as a list of options with Y or N, the options in their order.
fn listed(pattern: &Pattern) -> Value {
    let all = pattern.taken | pattern.not_taken;
    let letter = |at: usize| if pattern.taken >> at & 1 == 1 { "Y" } else { "N" };
    positions(all).map(|at| json!([at, letter(at)])).collect::<Vec<_>>().into()
}

/// A statement; one that is never true stands as an option that is both taken and not.
fn condition(patterns: &[Pattern]) -> Value {
    match patterns {
        [one] if one.taken | one.not_taken != 0 => listed(one),
        more if more.iter().all(|one| one.taken | one.not_taken != 0) && !more.is_empty() => {
            json!({ "compound": true, "members": more.iter().map(listed).collect::<Vec<_>>() })
        }
        [] => json!([[0, "Y"], [0, "N"]]),
        _ => json!({ "compound": true, "members": [[[0, "Y"]], [[0, "N"]]] }),
    }
}

fn infeasible(rules: &[Rule]) -> Result<Vec<Value>, NotExported> {
    let all = rules.iter().map(|rule| forbidden(&rule.kind)).collect::<Option<Vec<_>>>();
    let all = all.ok_or(NotExported::TooLarge(1 << 12, "patterns of what cannot be"))?;
    Ok(all.concat().iter().map(listed).collect())
}

/// The states by their numbers, best first. The members of a merged state stand for themselves.
fn ranking(laid_out: &LaidOut, actor: usize) -> Value {
    let StateSpace::Settings(states) = &laid_out.graph.states else { return Value::Null };
    let members = |state: usize| states.members(StateId::new(state - 1)).into_owned();
    let mut all: Vec<OptionSet> = (1..=states.len()).flat_map(members).collect();
    all.sort_unstable();
    let number = |setting: OptionSet| all.partition_point(|known| *known < setting) + 1;
    let lists = rows::best_first(laid_out, actor).into_iter().map(|list| {
        let mut list: Vec<usize> = list.into_iter().flat_map(members).map(number).collect();
        list.sort_unstable();
        list
    });
    let list = |list: Vec<usize>| if let [one] = list[..] { json!(one) } else { json!(list) };
    lists.map(list).collect::<Vec<_>>().into()
}

/// What an actor holds impossible beside what is: the rules of the account that it believes.
fn misperceptions(
    study: &Study,
    laid_out: &LaidOut,
    actor: &str,
    common: usize,
    notes: &mut Vec<String>,
) -> Result<Vec<Value>, NotExported> {
    let believes = |perception: &&Perception| perception.actor.value == actor;
    let case = &study.case;
    let believed = case.perceptions.iter().find(believes).and_then(|believed| case.account(&believed.account.value));
    let Some(believed) = believed.filter(|believed| believed.id() != laid_out.account.id()) else {
        return Ok(Vec::new());
    };
    let differs = believed.status_quo.is_some() || !believed.attitudes.is_empty();
    if !laid_out.account.rules.is_empty() || differs || !same_wants(believed, laid_out) {
        notes.push(format!("not carried: what {actor} believes beside what cannot be"));
    }
    if !laid_out.account.rules.is_empty() {
        return Ok(Vec::new());
    }
    let Ok(model) = Model::from_case(case, believed) else { return Ok(Vec::new()) };
    match model.form() {
        Form::Options(OptionForm { rules, .. }) => infeasible(&rules[common.min(rules.len())..]),
        Form::Graph(_) => Ok(Vec::new()),
    }
}

/// Whether an account says nothing of preferences that the other does not say; rankings differ where states do.
fn same_wants(believed: &statecraft::case::Account, laid_out: &LaidOut) -> bool {
    use statecraft::case::Order;
    let by_statements = |order: &Order| matches!(order, Order::Statements { .. } | Order::Weights(..));
    believed.preferences.iter().chain(&laid_out.account.preferences).all(|own| !by_statements(&own.order))
}
