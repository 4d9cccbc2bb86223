//! Ranks from a list of all states, best first; every state must stand in it once.
//!
//! A number means another state as soon as an option or a rule changes. Numbers are therefore bound to their states by a
//! [`fingerprint`]; states that are named by what is taken in them need none.

use super::findings::Notes;
use super::{StateId, StateSpace, States};
use crate::diag::{Diagnostic, Names, Span, shown};
use crate::model::{Model, ModelOption, OptionSet, Ranked, RankedStates, Ranking};
use sha2::{Digest, Sha256};
use std::collections::HashMap;

/// What tells these states from others: the options in their order, and the settings that are feasible. Eight hexadecimal digits.
pub fn fingerprint(options: &[ModelOption], states: &States) -> String {
    let mut hash = Sha256::new();
    for option in options {
        hash.update(&option.key);
        hash.update("\n");
    }
    for state in (0..states.len()).map(StateId::new) {
        let members = states.members(state);
        hash.update((members.len() as u64).to_le_bytes());
        // In as few bytes as there were when a case had at most 64 options: fingerprints stand in files.
        let bytes = if options.len() <= u64::BITS as usize { size_of::<u64>() } else { size_of::<OptionSet>() };
        members.iter().for_each(|setting| hash.update(&setting.to_le_bytes()[..bytes]));
    }
    hash.finalize()[..4].iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The rank of each state.
pub(super) fn ranks(model: &Model, states: &StateSpace, ranking: &Ranking, notes: &mut Notes) -> Vec<u32> {
    let unbound = match binding(model, states, ranking) {
        Binding::Broken(problem) => {
            notes.errors.push(problem);
            return vec![0; states.len()];
        }
        Binding::None(warning) => Some(warning),
        Binding::Sound => None,
    };
    let mut found =
        Places { states, known: StateNaming::of(states), place: vec![None; states.len()], problems: Vec::new() };
    let worst = ranking.lists.len() as u32;
    for (level, list) in ranking.lists.iter().enumerate() {
        list.iter().for_each(|ranked| found.put(ranked, worst - level as u32));
    }
    if found.problems.is_empty() {
        found.problems.extend(found.missing(model, ranking.span));
    }
    ranking.incomparable.iter().for_each(|list| found.not_compared(list));
    if found.problems.is_empty() {
        notes.warnings.extend(unbound);
    }
    notes.errors.extend(found.problems);
    found.place.into_iter().map(|place| place.map_or(0, |(rank, _)| rank)).collect()
}

/// In which list of a ranking a state stands, from 1; none if it stands in none.
pub(crate) fn place_in(ranking: &Ranking, states: &StateSpace, state: StateId) -> Option<usize> {
    let is_meant = |ranked: &Ranked| match (&ranked.states, states) {
        (RankedStates::Name(name), _) => states.named(name) == Some(state),
        (RankedStates::Taken(code), StateSpace::Settings(states)) => states.find(*code) == Some(state),
        (RankedStates::Where(tree), StateSpace::Settings(states)) => states.holds(tree, state),
        (RankedStates::Taken(_) | RankedStates::Where(_), StateSpace::Named(_)) => false,
    };
    ranking.lists.iter().position(|list| list.iter().any(is_meant)).map(|at| at + 1)
}

/// The states that an actor does not compare with each other: list by list how many entries it has, and in which of them a state is.
pub(crate) struct Incomparable(Vec<(usize, HashMap<StateId, Within>)>);

/// In which entries of a list a state is.
enum Within {
    One(usize),
    Several,
}

impl Incomparable {
    /// Those of a ranking.
    pub(crate) fn of(ranking: &Ranking, states: &StateSpace) -> Incomparable {
        let meant = |ranked: &Ranked| -> Vec<StateId> {
            match (&ranked.states, states) {
                (RankedStates::Name(name), _) => states.named(name).into_iter().collect(),
                (RankedStates::Taken(code), StateSpace::Settings(states)) => states.find(*code).into_iter().collect(),
                (RankedStates::Where(tree), StateSpace::Settings(states)) => states.holding(tree).iter().collect(),
                (RankedStates::Taken(_) | RankedStates::Where(_), StateSpace::Named(_)) => Vec::new(),
            }
        };
        let list = |list: &Vec<Ranked>| {
            let mut within = HashMap::new();
            for (entry, state) in
                list.iter().enumerate().flat_map(|(at, one)| meant(one).into_iter().map(move |s| (at, s)))
            {
                within.entry(state).and_modify(|within| *within = Within::Several).or_insert(Within::One(entry));
            }
            (list.len(), within)
        };
        Incomparable(ranking.incomparable.iter().map(list).collect())
    }

    /// Whether two states are not compared: they are of different entries of a list, or the list has only one.
    pub(crate) fn has(&self, one: StateId, other: StateId) -> bool {
        let apart = |(entries, within): &(usize, HashMap<StateId, Within>)| match (within.get(&one), within.get(&other))
        {
            (Some(Within::One(one)), Some(Within::One(other))) => one != other || *entries == 1,
            (Some(_), Some(_)) => true,
            _ => false,
        };
        one != other && self.0.iter().any(apart)
    }
}

/// Whether the numbers of a ranking are bound to the states that they were written for.
enum Binding {
    Sound,
    None(Diagnostic),
    Broken(Diagnostic),
}

fn binding(model: &Model, states: &StateSpace, ranking: &Ranking) -> Binding {
    let StateSpace::Settings(states) = states else { return Binding::Sound };
    if ranking.states.is_none() && !ranking.has_names() {
        return Binding::Sound;
    }
    let now = fingerprint(model.options(), states);
    match &ranking.states {
        Some(written) if written.value == now => Binding::Sound,
        Some(written) => {
            let message = "this ranking was written for other states: options or rules have changed since";
            let help = format!(
                "put each number right and write states = \"{now}\"; or name states by what is taken: {{ taken = [\"a.x\"] }} or 'a.x and not b.y'"
            );
            Binding::Broken(Diagnostic::error("bad-ranking", written.span, message).help(help))
        }
        None => {
            let message =
                "these numbers will mean other states when an option or a rule changes, and nobody will notice";
            let help = format!("add states = \"{now}\" beside the ranking, or name states by what is taken in them");
            Binding::None(Diagnostic::warning("unbound-ranking", ranking.span, message).help(help))
        }
    }
}

/// The rank that each state has so far, and where that is said.
struct Places<'s> {
    states: &'s StateSpace,
    known: StateNaming<'s>,
    place: Vec<Option<(u32, Span)>>,
    problems: Vec<Diagnostic>,
}

impl Places<'_> {
    fn put(&mut self, ranked: &Ranked, rank: u32) {
        let mut twice: Option<(Span, Vec<String>)> = None;
        for state in self.meant(ranked) {
            match &mut self.place[state.index()] {
                Some((_, first)) => {
                    let first = *first;
                    twice.get_or_insert((first, Vec::new())).1.push(self.states.name(state));
                }
                unranked => *unranked = Some((rank, ranked.span)),
            }
        }
        self.problems.extend(twice.map(|(first, names)| ranked_twice(ranked.span, first, &names)));
    }

    /// Says of a list of states that are not compared if it names none, or only one.
    fn not_compared(&mut self, list: &[Ranked]) {
        let before = self.problems.len();
        let mut states: Vec<StateId> = list.iter().flat_map(|ranked| self.meant(ranked)).collect();
        states.sort_unstable();
        states.dedup();
        if let (true, [_], Some(first)) = (self.problems.len() == before, states.as_slice(), list.first()) {
            let message = "this is one state, and there is no other that it is not compared with";
            let help = "name two states or more: those of different entries of one list are not compared";
            self.problems.push(Diagnostic::error("bad-ranking", first.span, message).help(help));
        }
    }

    /// The states that are meant.
    fn meant(&mut self, ranked: &Ranked) -> Vec<StateId> {
        let (found, problem) = match (&ranked.states, self.states) {
            (RankedStates::Name(name), _) => {
                let found = self.known.state(name);
                (found.into_iter().collect(), self.known.not_a_state(name, ranked.span))
            }
            (RankedStates::Taken(code), StateSpace::Settings(states)) => {
                let problem = Diagnostic::error("bad-ranking", ranked.span, "the rules forbid this state");
                (states.find(*code).into_iter().collect(), problem.help("remove it, or mend the rule that forbids it"))
            }
            (RankedStates::Where(tree), StateSpace::Settings(states)) => {
                let problem = Diagnostic::error("bad-ranking", ranked.span, "this is true in no state");
                (states.holding(tree).iter().collect(), problem.help("remove it, or look whether a rule forbids it"))
            }
            // The model does not let this pass.
            (RankedStates::Taken(_) | RankedStates::Where(_), StateSpace::Named(_)) => return Vec::new(),
        };
        let found: Vec<StateId> = found;
        if found.is_empty() {
            self.problems.push(problem);
        }
        found
    }

    fn missing(&self, model: &Model, ranking: Span) -> Option<Diagnostic> {
        let unranked = (0..self.states.len()).filter(|&at| self.place[at].is_none()).map(StateId::new);
        let missing: Vec<StateId> = unranked.collect();
        let first = missing.first()?;
        let is = if missing.len() == 1 { "is" } else { "are" };
        let names: Vec<String> = missing.iter().map(|&state| self.states.name(state)).collect();
        let message = format!("{} of {} states {is} not ranked: {}", missing.len(), self.states.len(), some_of(&names));
        let rank_all = "rank every state; those that are equally good or bad go into one inner list";
        let help = match self.states {
            StateSpace::Settings(states) => {
                format!("{rank_all}; state {} is {}", names[0], taken(model, states, *first))
            }
            StateSpace::Named(_) => rank_all.to_string(),
        };
        Some(Diagnostic::error("bad-ranking", ranking, message).help(help))
    }
}

/// A state as it may be written in a ranking.
fn taken(model: &Model, states: &States, state: StateId) -> String {
    let code = states.code(state);
    let taken = model.options().iter().enumerate().filter(|(at, _)| code >> at & 1 == 1);
    let names: Vec<String> = taken.map(|(_, option)| format!("\"{}\"", shown(&option.key))).collect();
    format!("{{ taken = [{}] }}", names.join(", "))
}

/// The first few names.
fn some_of(names: &[String]) -> String {
    const MOST: usize = 8;
    let more = if names.len() > MOST { ", …" } else { "" };
    let names: Vec<String> = names.iter().take(MOST).map(|name| shown(name)).collect();
    names.join(", ") + more
}

fn ranked_twice(second: Span, first: Span, names: &[String]) -> Diagnostic {
    let message = match names {
        [name] => format!("state {} is ranked twice", shown(name)),
        names => format!("{} states are ranked twice: {}", names.len(), some_of(names)),
    };
    Diagnostic::error("bad-ranking", second, message)
        .label("the second")
        .also(first, "the first")
        .help("keep one of the two; states in one inner list are tied")
}

/// What readers call the states.
enum StateNaming<'s> {
    Numbers(usize),
    Names(HashMap<&'s str, StateId>, Names),
}

impl StateNaming<'_> {
    fn of(states: &StateSpace) -> StateNaming<'_> {
        match states {
            StateSpace::Settings(states) => StateNaming::Numbers(states.len()),
            StateSpace::Named(names) => {
                let ids = names.iter().enumerate().map(|(at, name)| (name.as_str(), StateId::new(at)));
                StateNaming::Names(ids.collect(), Names::new(names.iter()))
            }
        }
    }

    fn state(&self, name: &str) -> Option<StateId> {
        match self {
            StateNaming::Numbers(count) => {
                let at = name.parse::<usize>().ok()?.checked_sub(1)?;
                (at < *count).then_some(StateId::new(at))
            }
            StateNaming::Names(ids, _) => ids.get(name).copied(),
        }
    }

    fn not_a_state(&self, name: &str, span: Span) -> Diagnostic {
        let help = match self {
            StateNaming::Numbers(count) => {
                format!("states are numbered from 1 to {count}")
            }
            StateNaming::Names(_, names) => match names.nearest(name, "") {
                Some(near) => format!("did you mean `{near}`?"),
                None => format!("declare it, or use one that is: {}", names.listed("")),
            },
        };
        let message = format!("there is no state `{}`", shown(name));
        Diagnostic::error("unknown-name", span, message).label("not declared").help(help)
    }
}
