//! `.gmcr`: a graph model as gmcr-py saves it, in JSON.
//!
//! Options stand in one list, and decision makers name theirs by place from 0. A *condition* is a list of `[option, "Y" or "N"]`, all of
//! which must hold, or `{ "compound": true, "members": […] }`, of which one must. `infeasibles` are conditions that no state fulfils;
//! `preferences` are conditions, the most important first; where `useManualPreferenceRanking` is set, `preferenceRanking` lists the
//! states instead, best first, by their number from 1 among the feasible ones in ascending binary order, the first option the lowest
//! bit. `permittedDirection` is `both`, `fwd` (may only be taken up) or `back` (may only be dropped). `misperceptions` are conditions
//! that one decision maker believes no state can fulfil. Older files write `…PreferenceVectors` and `preferenceVector`.

use super::draft::{Draft, Keys, by_worth, plain, settings};
use super::json::{Node, parsed};
use super::{Fault, Imported, rejected};
use serde_json::Value as Json;
use statecraft::case::Rejected;
use statecraft::diag::SourceFile;
use statecraft::graph::Limits;
use statecraft::model::OptionSet;
use statecraft::study::LaidOut;
use std::collections::BTreeSet;

/// What is read of a file, and of a decision maker. What tools compute from the rest (`payoffs`, `coalitionsFull`) is computed anew.
const KEYS: [&str; 9] = [
    "decisionMakers",
    "options",
    "infeasibles",
    "coalitions",
    "coalitionsFull",
    "program",
    "version",
    "useManualPreferenceRanking",
    "useManualPreferenceVectors",
];
const ACTOR_KEYS: [&str; 7] =
    ["name", "options", "preferences", "preferenceRanking", "preferenceVector", "payoffs", "misperceptions"];
/// The account of what is so, where decision makers believe otherwise.
const BASE: &str = "as_it_is";

/// Options by their places, taken or not; all of them at once.
type Pattern = Vec<(usize, bool)>;
/// Patterns of which one fits.
type Condition = Vec<Pattern>;

struct Actor<'f> {
    key: String,
    name: String,
    node: Node<'f>,
    wishes: Vec<Condition>,
    denies: Vec<Condition>,
}

struct Model<'f> {
    /// The names of the options as a statement writes them.
    options: Vec<String>,
    actors: Vec<Actor<'f>>,
    never: Vec<Condition>,
    by_ranking: bool,
}

pub(super) fn read(file: &SourceFile, limits: &Limits) -> Result<Imported, Rejected> {
    let problem = |problem| rejected(file, problem);
    let value = parsed(file).map_err(problem)?;
    let top = Node::top(file, &value);
    let mut draft = Draft::new(file, "", limits);
    let model = Model::of(&top, &mut draft).map_err(problem)?;
    rules(&mut draft, &model, &model.never);
    let seen = model.actors.iter().any(|actor| !actor.denies.is_empty());
    if seen {
        model.accounts(&mut draft);
    }
    model.preferences(&mut draft)?;
    draft.finish(&file.name)
}

impl<'f> Model<'f> {
    fn of(top: &Node<'f>, draft: &mut Draft) -> Result<Model<'f>, Fault> {
        let written = |key| top.get(key).and_then(|node| node.value().as_str().map(plain));
        if let Some(program) = written("program") {
            draft
                .head
                .push(format!("Written by {program} {}.", written("version").unwrap_or_default()).replace(" .", "."));
        }
        let manual = |key| top.get(key).is_some_and(|node| node.value() == &Json::Bool(true));
        let options = top.required("options")?.items()?;
        draft.room(options.len(), top.required("options")?.fault("", "").span, "options")?;
        let mut model = Model {
            options: vec![String::new(); options.len()],
            actors: Vec::new(),
            never: Vec::new(),
            by_ranking: manual("useManualPreferenceRanking") || manual("useManualPreferenceVectors"),
        };
        let mut keys = Keys::default();
        for node in top.required("decisionMakers")?.items()? {
            let actor = model.actor(&node, &options, &mut keys, draft)?;
            model.actors.push(actor);
        }
        if let Some(orphan) = model.options.iter().position(String::is_empty) {
            let help = "give it to a decision maker, or take it out";
            return Err(options[orphan].fault("no decision maker has this option", help));
        }
        model.never = conditions(top.get("infeasibles"), options.len())?;
        model.coalitions(top, draft)?;
        unread(top, &KEYS, "", draft);
        Ok(model)
    }

    fn actor(
        &mut self,
        node: &Node<'f>,
        options: &[Node<'f>],
        keys: &mut Keys,
        draft: &mut Draft,
    ) -> Result<Actor<'f>, Fault> {
        let name = plain(node.required("name")?.text()?);
        let key = keys.of(&name, "actor");
        draft.actor(&key, &name);
        let mut option_keys = Keys::default();
        for place in node.required("options")?.items()? {
            let at = place.place(0, options.len(), "option")?;
            if !self.options[at].is_empty() {
                let message = format!("two decision makers have this option, {} and {key}", owner(&self.options[at]));
                return Err(
                    place.fault(message, "give each an option of its own: here one option belongs to one actor")
                );
            }
            let label = plain(options[at].required("name")?.text()?);
            let option = option_keys.of(&label, "option");
            draft.option(&key, &option, if label.is_empty() { &option } else { &label }, one_way(&options[at])?);
            self.options[at] = format!("{key}.{option}");
        }
        if node.required("options")?.items()?.is_empty() {
            draft.note(format!("{name} has no option, so it never moves"));
        }
        unread(node, &ACTOR_KEYS, &format!(" of {name}"), draft);
        Ok(Actor {
            wishes: conditions(node.get("preferences"), options.len())?,
            denies: conditions(node.get("misperceptions"), options.len())?,
            node: node.clone(),
            name,
            key,
        })
    }

    /// Those who act as one: no part of a case, but a question to it.
    fn coalitions(&self, top: &Node<'f>, draft: &mut Draft) -> Result<(), Fault> {
        let Some(coalitions) = top.get("coalitions") else { return Ok(()) };
        let mut blocks = Vec::new();
        for block in coalitions.items()? {
            let members = if block.value().is_array() { block.items()? } else { vec![block] };
            let member = |node: &Node| node.place(0, self.actors.len(), "decision maker");
            let members = members.iter().map(member).collect::<Result<Vec<_>, Fault>>()?;
            blocks.push(members.iter().map(|&at| self.actors[at].key.as_str()).collect::<Vec<_>>());
        }
        let joint: Vec<String> = blocks.iter().filter(|block| block.len() > 1).map(|block| block.join("+")).collect();
        if !joint.is_empty() {
            let joint = joint.join(",");
            draft.note(format!(
                "not carried: who acts as one; it is asked with `statecraft coalitions CASE --structure {joint}`"
            ));
        }
        Ok(())
    }

    /// An account of what is so, and one for each decision maker who believes otherwise.
    fn accounts(&self, draft: &mut Draft) {
        draft.add(|case| case.account(BASE, "As it is"));
        for actor in &self.actors {
            let account = if actor.denies.is_empty() { BASE.to_string() } else { believed(actor) };
            if !actor.denies.is_empty() {
                draft.add(|case| case.account(&account, &format!("As {} sees it", actor.name)));
                rules(draft, self, &actor.denies);
            }
            draft.add(|case| case.set(&["perceptions", &actor.key], account));
        }
    }

    fn preferences(&self, draft: &mut Draft) -> Result<(), Rejected> {
        let keys: Vec<String> = self.actors.iter().map(|actor| actor.key.clone()).collect();
        let ranked = |actor: &&Actor| self.by_ranking || actor.wishes.is_empty() && actor.node.get("payoffs").is_some();
        for actor in self.actors.iter().filter(|actor| !ranked(actor)) {
            let wishes: Vec<String> = actor.wishes.iter().map(|wish| self.statement(wish)).collect();
            draft.wishes(&actor.key, &wishes);
        }
        if self.actors.iter().filter(ranked).count() == 0 {
            return Ok(());
        }
        let study = draft.laid_out(&keys)?;
        let base = &study.accounts[0];
        let order = self.file_order(base);
        for actor in self.actors.iter().filter(ranked) {
            let lists = self.ranking(actor, &order).map_err(|problem| draft.rejected(problem))?;
            if !actor.wishes.is_empty() {
                let said: Vec<String> = actor.wishes.iter().map(|wish| self.statement(wish)).collect();
                draft.lost(format!(
                    "the prioritised statements of {}, which the file has beside the ranking that counts: {}",
                    actor.name,
                    said.join("; ")
                ));
            }
            for laid_out in &study.accounts {
                let lists = renumbered(&lists, base, laid_out);
                draft.ranking(&actor.key, &lists, laid_out);
            }
        }
        Ok(())
    }

    /// Our numbers of the states, in the order in which the file counts them.
    fn file_order(&self, laid_out: &LaidOut) -> Vec<usize> {
        let Some(states) = settings(&laid_out.graph) else { return Vec::new() };
        let own = laid_out.model.options();
        // The bit of each option of the file.
        let bit = |key: &String| own.iter().position(|option| option.key == *key).unwrap_or(0);
        let bits: Vec<usize> = self.options.iter().map(bit).collect();
        let code =
            |code: OptionSet| bits.iter().enumerate().fold(0, |found, (at, bit)| found | (code >> bit & 1) << at);
        let mut order: Vec<(OptionSet, usize)> =
            laid_out.graph.state_ids().map(|state| (code(states.code(state)), state.index() + 1)).collect();
        order.sort_unstable();
        order.into_iter().map(|(_, number)| number).collect()
    }

    /// The ranking of a decision maker, by our numbers.
    fn ranking(&self, actor: &Actor, order: &[usize]) -> Result<Vec<Vec<usize>>, Fault> {
        let listed = actor.node.get("preferenceRanking").or_else(|| actor.node.get("preferenceVector"));
        let Some(listed) = listed.filter(|_| self.by_ranking) else { return payoffs(&actor.node, order) };
        let (mut lists, mut known) = (Vec::new(), BTreeSet::new());
        for item in listed.items()? {
            let mut list = Vec::new();
            for state in if item.value().is_array() { item.items()? } else { vec![item] } {
                let place = state.place(1, order.len(), "state")?;
                if !known.insert(place) {
                    return Err(state.fault("this state stands in the ranking twice", "take one of the two out"));
                }
                list.push(order[place]);
            }
            lists.push(list);
        }
        if let Some(missing) = (0..order.len()).find(|place| !known.contains(place)) {
            let message = format!("state {} is not in this ranking", missing + 1);
            return Err(listed.fault(message, format!("rank all {} states", order.len())));
        }
        lists.retain(|list| !list.is_empty());
        Ok(lists)
    }

    fn statement(&self, condition: &[Pattern]) -> String {
        let literal =
            |(at, taken): &(usize, bool)| format!("{}{}", if *taken { "" } else { "not " }, self.options[*at]);
        let all = |pattern: &Pattern| pattern.iter().map(literal).collect::<Vec<_>>().join(" and ");
        match condition {
            [one] => all(one),
            more => {
                let part =
                    |pattern: &Pattern| if pattern.len() > 1 { format!("({})", all(pattern)) } else { all(pattern) };
                more.iter().map(part).collect::<Vec<_>>().join(" or ")
            }
        }
    }
}

/// What each state is worth, in the order of the file.
fn payoffs(actor: &Node, order: &[usize]) -> Result<Vec<Vec<usize>>, Fault> {
    let Some(payoffs) = actor.get("payoffs") else {
        return Err(actor.fault("the states are not ranked here", "add \"preferenceRanking\": [ … ]"));
    };
    let items = payoffs.items()?;
    if items.len() != order.len() {
        let message = format!("{} payoffs for {} feasible states", items.len(), order.len());
        return Err(payoffs.fault(message, "give each feasible state one, in ascending binary order"));
    }
    let worth = |item: &Node| {
        let number = item.value().as_i64();
        number.ok_or_else(|| item.fault("a whole number should stand here", "payoffs are ranks; higher is better"))
    };
    let worth = items.iter().map(worth).collect::<Result<Vec<_>, Fault>>()?;
    let ours = |list: Vec<usize>| list.into_iter().map(|place| order[place - 1]).collect();
    Ok(by_worth(worth).into_iter().map(ours).collect())
}

/// The ranking of the states that an account shares with another, by its own numbers.
fn renumbered(lists: &[Vec<usize>], from: &LaidOut, to: &LaidOut) -> Vec<Vec<usize>> {
    let (Some(old), Some(new)) = (settings(&from.graph), settings(&to.graph)) else { return Vec::new() };
    let number = |number: &usize| {
        let state = new.find(old.code(statecraft::graph::StateId::new(number - 1)))?;
        Some(state.index() + 1)
    };
    let lists = lists.iter().map(|list| {
        let mut list: Vec<usize> = list.iter().filter_map(number).collect();
        list.sort_unstable();
        list
    });
    lists.filter(|list| !list.is_empty()).collect()
}

fn believed(actor: &Actor) -> String {
    format!("seen_by_{}", actor.key)
}

fn owner(option: &str) -> &str {
    option.split('.').next().unwrap_or_default()
}

/// What is not looked at.
fn unread(node: &Node, known: &[&str], of: &str, draft: &mut Draft) {
    for key in node.keys().into_iter().filter(|key| !known.contains(key)) {
        draft.lost(format!("`{}`{of}, which is not known here", plain(key)));
    }
}

fn one_way(option: &Node) -> Result<Option<&'static str>, Fault> {
    let Some(direction) = option.get("permittedDirection") else { return Ok(None) };
    match direction.text()? {
        "both" => Ok(None),
        "fwd" => Ok(Some("take")),
        "back" => Ok(Some("drop")),
        _ => Err(direction.fault("this direction is not known", "write \"both\", \"fwd\" or \"back\"")),
    }
}

fn conditions(list: Option<Node>, options: usize) -> Result<Vec<Condition>, Fault> {
    let Some(list) = list else { return Ok(Vec::new()) };
    list.items()?.iter().map(|node| condition(node, options)).collect()
}

fn condition(node: &Node, options: usize) -> Result<Condition, Fault> {
    let Some(members) = node.get("members") else { return Ok(vec![pattern(node, options)?]) };
    let members = members.items()?;
    if members.is_empty() {
        return Err(node.fault("a condition without members is never true", "give it one, or take it out"));
    }
    members.iter().map(|member| pattern(member, options)).collect()
}

/// Options with `Y` or `N`, or one letter for each option.
fn pattern(node: &Node, options: usize) -> Result<Pattern, Fault> {
    const HELP: &str = "write [[0, \"Y\"], [1, \"N\"]]: option 0 is taken, option 1 is not";
    let mut found = Pattern::new();
    let mut put = |at: usize, letter: &str, here: &Node| {
        match letter {
            "Y" | "y" => found.push((at, true)),
            "N" | "n" => found.push((at, false)),
            "-" => {}
            _ => return Err(here.fault("an option is taken, Y, or not, N", HELP)),
        }
        Ok(())
    };
    if let Some(letters) = node.value().as_str() {
        if letters.chars().count() != options {
            return Err(node.fault(format!("{options} options, and not as many letters"), HELP));
        }
        letters.chars().enumerate().try_for_each(|(at, letter)| put(at, &letter.to_string(), node))?;
    } else {
        for pair in node.items()? {
            let [option, taken] = &pair.items()?[..] else { return Err(pair.fault("this is no pair", HELP)) };
            put(option.place(0, options, "option")?, taken.text()?, taken)?;
        }
    }
    found.sort_unstable();
    found.dedup();
    if found.is_empty() { Err(node.fault("this says nothing of any option", HELP)) } else { Ok(found) }
}

/// What no state fulfils, as a person would write it: of options that exclude each other at most one, or exactly one; a pattern of one
/// option taken and one not as a need.
fn rules(draft: &mut Draft, model: &Model, never: &[Condition]) {
    let patterns: Vec<&Pattern> = never.iter().flatten().collect();
    let pair = |one: usize, other: usize| {
        let wanted = [(one.min(other), true), (one.max(other), true)];
        patterns.iter().any(|pattern| pattern.as_slice() == wanted)
    };
    let mut groups: Vec<Vec<usize>> = Vec::new();
    for pattern in &patterns {
        let [(one, true), (other, true)] = pattern.as_slice() else { continue };
        if groups.iter().any(|group| group.contains(one) && group.contains(other)) {
            continue;
        }
        let mut group = vec![*one, *other];
        let fits = |group: &[usize], at: usize| !group.contains(&at) && group.iter().all(|&member| pair(member, at));
        for at in 0..model.options.len() {
            if fits(&group, at) {
                group.push(at);
            }
        }
        group.sort_unstable();
        groups.push(group);
    }
    let none = |group: &[usize]| {
        patterns.iter().any(|pattern| **pattern == group.iter().map(|&at| (at, false)).collect::<Pattern>())
    };
    let list = |group: &[usize]| -> toml::Value {
        group.iter().map(|&at| toml::Value::from(model.options[at].as_str())).collect::<Vec<_>>().into()
    };
    for group in &groups {
        draft.rule(&[(if none(group) { "exactly_one" } else { "at_most_one" }, list(group))]);
    }
    for pattern in patterns {
        let members: Vec<usize> = pattern.iter().map(|(at, _)| *at).collect();
        match pattern.as_slice() {
            [(_, true), (_, true)] => {}
            [(one, true), (other, false)] | [(other, false), (one, true)] => draft.rule(&[
                ("when", model.options[*one].as_str().into()),
                ("needs", model.options[*other].as_str().into()),
            ]),
            all if all.len() > 1 && all.iter().all(|(_, taken)| !taken) => {
                if !groups.contains(&members) {
                    draft.rule(&[("at_least_one", list(&members))]);
                }
            }
            _ => draft.rule(&[("never", model.statement(std::slice::from_ref(pattern)).into())]),
        }
    }
}
