//! States, moves and preferences, as the model says that they are; each worked out when it is first asked for.

use super::budget::Budget;
use super::feasible::{Part, Rules, all_states, is_feasible, is_true};
use super::{Fault, Place};
use crate::expr::Expr;
use crate::model::{
    ActorId, Form, GraphForm, Model, OneWay, OptionForm, OptionId, OptionSet, Preference, Ranked, RankedStates,
    Ranking, Wish,
};
use std::cmp::Reverse;
use std::collections::HashMap;
use std::sync::Arc;

/// A model, state by state; a state is known by its position among those met so far.
pub(super) struct World<'m> {
    pub(super) model: &'m Model,
    /// For each state the settings that are one: usually a single one, in a bare graph the position of the state.
    members: Vec<Vec<OptionSet>>,
    worth: Vec<Vec<Worth>>,
    /// For each state and actor, and each list of states that the actor does not compare, the entries that mean the state.
    entries: Vec<Vec<Vec<Vec<usize>>>>,
    /// The state of a setting, if it is feasible.
    known: HashMap<OptionSet, Option<usize>>,
    /// All states are known already, in the order of their numbers.
    whole: bool,
    /// Some states are more than one setting.
    pub(super) is_merged: bool,
    moves: Moves<'m>,
    /// For each actor the places in its ranking, if it has one.
    rankings: Vec<Places<'m>>,
    pub(super) budget: Budget<'m>,
}

/// What moves are made of.
enum Moves<'m> {
    /// For options that are changed together, and a setting of all others, the states that have it.
    Options { rules: Rules<'m>, lines: HashMap<(OptionSet, OptionSet), Line> },
    /// Where each actor can move from each state.
    Listed(HashMap<(ActorId, usize), Vec<usize>>),
}

/// Settings, and which states they are.
type Line = Arc<[(OptionSet, usize)]>;

/// How good a state is for an actor: the truth of its statements, the sum of its weights, or its place in a ranking.
#[derive(PartialEq, PartialOrd)]
enum Worth {
    Truths(Vec<bool>),
    Sum(i128),
    /// In one place of a ranking statements may decide.
    Place(Reverse<Option<usize>>, Vec<bool>),
}

impl<'m> World<'m> {
    pub(super) fn of(model: &'m Model, mut budget: Budget<'m>) -> Result<World<'m>, Fault> {
        let by_number = model
            .preferences
            .iter()
            .any(|preference| matches!(preference, Preference::Ranking(ranking) if ranking.has_names()));
        let whole = by_number || !matches!(&model.form, Form::Options(form) if form.merges.is_empty());
        let states = if whole { all_states(model, &mut budget)? } else { Vec::new() };
        let moves = match &model.form {
            Form::Options(form) => Moves::Options { rules: Rules::of(form), lines: HashMap::new() },
            Form::Graph(form) => Moves::Listed(listed(form)),
        };
        let (members, worth, entries, known) = Default::default();
        let is_merged = states.iter().any(|members| members.len() > 1);
        let rankings = model.preferences.iter().map(places).collect();
        let mut world = World { model, members, worth, entries, known, whole, is_merged, moves, rankings, budget };
        for members in states {
            world.budget.spend(model.actors.len())?;
            world.add(members);
        }
        Ok(world)
    }

    /// One more state; gives its position.
    fn add(&mut self, members: Vec<OptionSet>) -> usize {
        let at = self.members.len();
        self.worth.push(self.worth_of(at, &members));
        self.entries.push(self.entries_of(at, &members));
        self.known.extend(members.iter().map(|&setting| (setting, Some(at))));
        self.members.push(members);
        at
    }

    /// What a state with this number (from 0) and these members is worth to each actor.
    fn worth_of(&self, number: usize, members: &[OptionSet]) -> Vec<Worth> {
        let in_all = |tree: &Expr<OptionId>| members.iter().all(|&setting| is_true(tree, setting));
        let place = |ranking: &Places| {
            let by_name = match &self.model.form {
                Form::Graph(form) => ranking.names.get(form.states[number].as_str()),
                Form::Options(_) => ranking.names.get((number + 1).to_string().as_str()),
            };
            let by_taken = || members.iter().find_map(|setting| ranking.taken.get(setting));
            let by_truth = || ranking.truths.iter().find(|(tree, _)| in_all(tree)).map(|(_, place)| place);
            by_name.or_else(by_taken).or_else(by_truth).copied()
        };
        let truths = |wanted: &[Wish]| wanted.iter().map(|wanted| in_all(&wanted.statement.tree)).collect();
        let one = |(preference, ranking): (&Preference, &Places)| match preference {
            Preference::Statements(wanted) => Worth::Truths(truths(wanted)),
            Preference::Unknown(_) => Worth::Truths(Vec::new()),
            Preference::Weights(weights, _) => Worth::Sum(
                weights.iter().filter(|(statement, _)| in_all(&statement.tree)).map(|(_, weight)| weight).sum(),
            ),
            Preference::Ranking(Ranking { within, .. }) => Worth::Place(Reverse(place(ranking)), truths(within)),
        };
        self.model.preferences.iter().zip(&self.rankings).map(one).collect()
    }

    /// All states, in the order of their numbers.
    pub(super) fn states(&mut self) -> Result<Vec<Place>, Fault> {
        let last = |states: &[Vec<OptionSet>]| {
            states.iter().filter_map(|members| members.last().copied().map(Place)).collect()
        };
        Ok(if self.whole { last(&self.members) } else { last(&all_states(self.model, &mut self.budget)?) })
    }

    /// The state of a place; a merged state goes by its last member.
    pub(super) fn state(&mut self, place: Place) -> Result<usize, Fault> {
        let found = self.having(place.0).filter(|&state| self.place(state) == place);
        found.ok_or_else(|| Fault::NoState(place.called(self.model)))
    }

    pub(super) fn place(&self, state: usize) -> Place {
        Place(self.members[state].last().copied().unwrap_or_default())
    }

    /// The state that has a setting, if one has.
    pub(super) fn having(&mut self, setting: OptionSet) -> Option<usize> {
        if let (Form::Options(form), false) = (&self.model.form, self.whole || self.known.contains_key(&setting)) {
            if is_feasible(form, setting) {
                return Some(self.add(vec![setting]));
            }
            self.known.insert(setting, None);
        }
        self.known.get(&setting).copied().flatten()
    }

    pub(super) fn prefers(&self, actor: ActorId, better: usize, worse: usize) -> bool {
        self.worth[better][actor.index()] > self.worth[worse][actor.index()]
    }

    /// By which degree an actor prefers one state to another, from 1; by 0 if it does not.
    pub(super) fn degree(&self, actor: ActorId, better: usize, worse: usize) -> u8 {
        let said = match (&self.model.preferences[actor.index()], self.pair(actor, better, worse)) {
            _ if !self.prefers(actor, better, worse) => Some(0),
            (Preference::Statements(wanted), (Worth::Truths(one), Worth::Truths(other))) => {
                (0..wanted.len()).find(|&line| one[line] != other[line]).map(|line| wanted[line].degree)
            }
            (
                Preference::Ranking(Ranking { degrees, .. }),
                (Worth::Place(Reverse(Some(one)), _), Worth::Place(Reverse(Some(other)), _)),
            ) => degrees.get(*one..*other).into_iter().flatten().copied().max(),
            _ => None,
        };
        said.unwrap_or(1)
    }

    /// Whether an actor may prefer one state to another, as far as its preference is known: a statement that no other in which they
    /// differ is sure to stand above may decide.
    pub(super) fn may_prefer(&self, actor: ActorId, better: usize, worse: usize) -> bool {
        match (&self.model.preferences[actor.index()], self.pair(actor, better, worse)) {
            (Preference::Unknown(_), _) => better != worse,
            (Preference::Statements(wanted), (Worth::Truths(one), Worth::Truths(other))) => {
                let differing = (0..wanted.len()).filter(|&line| one[line] != other[line]);
                let first = |line: usize| !differing.clone().any(|above| is_surely_above(wanted, above, line));
                differing.clone().any(|line| one[line] && first(line))
            }
            (Preference::Ranking(ranking), _) if self.is_not_compared(actor, ranking, better, worse) => true,
            _ => self.prefers(actor, better, worse),
        }
    }

    /// Whether a ranking says of two states that they are not compared: they are of different entries of a list, or the list has one.
    fn is_not_compared(&self, actor: ActorId, ranking: &Ranking, one: usize, other: usize) -> bool {
        let entries = |state: usize| self.entries[state].get(actor.index()).into_iter().flatten();
        let mut lists = ranking.incomparable.iter().zip(entries(one).zip(entries(other)));
        one != other
            && lists.any(|(list, (ours, theirs))| {
                ours.iter().any(|at| theirs.iter().any(|other| at != other || list.len() == 1))
            })
    }

    /// For each actor, and each list of states that it does not compare, the entries that mean a state; nothing where all compare all.
    fn entries_of(&self, number: usize, members: &[OptionSet]) -> Vec<Vec<Vec<usize>>> {
        let is_meant = |ranked: &Ranked| match &ranked.states {
            RankedStates::Name(name) => match &self.model.form {
                Form::Graph(form) => form.states[number] == *name,
                Form::Options(_) => (number + 1).to_string() == *name,
            },
            RankedStates::Taken(setting) => members.contains(setting),
            RankedStates::Where(tree) => members.iter().all(|&setting| is_true(tree, setting)),
        };
        let entries = |list: &Vec<Ranked>| (0..list.len()).filter(|&at| is_meant(&list[at])).collect();
        let lists = |preference: &Preference| match preference {
            Preference::Ranking(ranking) => ranking.incomparable.iter().map(entries).collect(),
            _ => Vec::new(),
        };
        let are_lists =
            |preference: &Preference| matches!(preference, Preference::Ranking(of) if !of.incomparable.is_empty());
        let any = self.model.preferences.iter().any(are_lists);
        if any { self.model.preferences.iter().map(lists).collect() } else { Vec::new() }
    }

    /// Whether an actor prefers one state to another when its statements stand in this order.
    pub(super) fn prefers_in(&self, order: &[usize], actor: ActorId, better: usize, worse: usize) -> bool {
        match self.pair(actor, better, worse) {
            (Worth::Truths(one), Worth::Truths(other)) => {
                order.iter().find(|&&line| one[line] != other[line]).is_some_and(|&line| one[line])
            }
            _ => self.prefers(actor, better, worse),
        }
    }

    /// Whether an actor's statements may stand in this order, as far as their places are known.
    pub(super) fn is_compatible(&self, actor: ActorId, order: &[usize]) -> bool {
        let Preference::Statements(wanted) = &self.model.preferences[actor.index()] else { return order.is_empty() };
        let mut lines = order.to_vec();
        lines.sort_unstable();
        let wrong =
            |(at, &line): (usize, &usize)| order[at..].iter().any(|&below| is_surely_above(wanted, below, line));
        lines.into_iter().eq(0..wanted.len()) && !order.iter().enumerate().any(wrong)
    }

    /// All orders in which an actor's statements may stand, if these are at most so many.
    pub(super) fn orders(&self, actor: ActorId, most: usize) -> Option<Vec<Vec<usize>>> {
        let mut orders = vec![Vec::new()];
        let wanted = match &self.model.preferences[actor.index()] {
            Preference::Statements(wanted) => wanted.as_slice(),
            Preference::Unknown(_) => return None,
            Preference::Ranking(ranking) if !ranking.incomparable.is_empty() => return None,
            Preference::Ranking(..) | Preference::Weights(..) => &[],
        };
        for _ in wanted {
            let longer = |order: Vec<usize>| {
                let left: Vec<usize> = (0..wanted.len()).filter(|line| !order.contains(line)).collect();
                let next = |&line: &usize| !left.iter().any(|&above| is_surely_above(wanted, above, line));
                left.iter().copied().filter(next).map(|line| [&order[..], &[line]].concat()).collect::<Vec<_>>()
            };
            orders = orders.into_iter().flat_map(longer).collect();
            if orders.len() > most {
                return None;
            }
        }
        Some(orders)
    }

    fn pair(&self, actor: ActorId, one: usize, other: usize) -> (&Worth, &Worth) {
        (&self.worth[one][actor.index()], &self.worth[other][actor.index()])
    }

    /// Where actors can take the conflict in one move, each changing its own options.
    pub(super) fn moves(&mut self, actors: &[ActorId], from: usize) -> Result<Vec<usize>, Fault> {
        let form = match (&self.model.form, &self.moves) {
            (Form::Options(form), _) => form,
            (_, Moves::Listed(listed)) if actors.len() == 1 => {
                return Ok(listed.get(&(actors[0], from)).cloned().unwrap_or_default());
            }
            _ => return Ok(Vec::new()),
        };
        let mut found = Vec::new();
        for setting in self.members[from].clone() {
            let own = own(form, actors);
            let line = self.line(own | may_follow(form), setting)?;
            self.budget.spend(line.len())?;
            let goes = |&&(to, state): &&(OptionSet, usize)| state != from && can(form, (actors, own), setting, to);
            found.extend(line.iter().filter(goes).map(|(_, state)| *state));
        }
        Ok(found)
    }

    /// The settings that are feasible and differ from one in these options alone, itself among them, and their states.
    fn line(&mut self, own: OptionSet, setting: OptionSet) -> Result<Line, Fault> {
        let (part, Moves::Options { rules, lines }) = (Part { known: !own, taken: setting & !own }, &mut self.moves)
        else {
            return Ok(Line::default());
        };
        if let Some(line) = lines.get(&(own, part.taken)) {
            return Ok(line.clone());
        }
        let settings = rules.completed(part, &mut self.budget)?;
        let line: Line = settings.into_iter().filter_map(|to| Some((to, self.having(to)?))).collect();
        if let Moves::Options { lines, .. } = &mut self.moves {
            lines.insert((own, part.taken), line.clone());
        }
        Ok(line)
    }
}

/// Where each actor can move from each state of a bare graph.
fn listed(form: &GraphForm) -> HashMap<(ActorId, usize), Vec<usize>> {
    let mut listed: HashMap<_, Vec<usize>> = HashMap::new();
    for (by, from, to) in &form.moves {
        listed.entry((*by, from.index())).or_default().push(to.index());
    }
    listed
}

/// The places of a ranking, by number or name, by what is taken, and by what is true.
#[derive(Default)]
struct Places<'m> {
    names: HashMap<&'m str, usize>,
    taken: HashMap<OptionSet, usize>,
    truths: Vec<(&'m Expr<OptionId>, usize)>,
}

fn places(preference: &Preference) -> Places<'_> {
    let mut places = Places::default();
    let Preference::Ranking(ranking) = preference else { return places };
    for (place, tied) in ranking.lists.iter().enumerate() {
        for ranked in tied {
            match &ranked.states {
                RankedStates::Name(name) => _ = places.names.entry(name).or_insert(place),
                RankedStates::Taken(setting) => _ = places.taken.entry(*setting).or_insert(place),
                RankedStates::Where(tree) => places.truths.push((tree, place)),
            }
        }
    }
    places
}

/// Whether one statement of an actor is more important than another for sure. A statement whose place is not sure may change places
/// with the nearest sure one on either side: so one such may pass a sure statement, and two such each other and two sure ones.
fn is_surely_above(wanted: &[Wish], above: usize, below: usize) -> bool {
    let between = || wanted[above + 1..below].iter().filter(|wish| !wish.unsure).count();
    let passed = [0, 1, 3][usize::from(wanted[above].unsure) + usize::from(wanted[below].unsure)];
    above < below && between() >= passed
}

/// The options of some actors, one bit each.
pub(super) fn own(form: &OptionForm, actors: &[ActorId]) -> OptionSet {
    let options = form.options.iter().enumerate().filter(|(_, option)| actors.contains(&option.actor));
    options.fold(0, |own, (at, _)| own | 1 << at)
}

/// The options that can change without being set, one bit each.
fn may_follow(form: &OptionForm) -> OptionSet {
    form.follows.iter().fold(0, |all, follow| all | follow.takes | follow.drops)
}

/// Whether one setting becomes another when these actors set their own options: no option is set against its one way, all else is as
/// it was but for what follows, and no rule bars the move.
fn can(form: &OptionForm, (actors, own): (&[ActorId], OptionSet), from: OptionSet, to: OptionSet) -> bool {
    let set = from & !own | to & own;
    let mut end: Vec<bool> = (0..form.options.len()).map(|at| set >> at & 1 == 1).collect();
    let mut is_open = vec![true; end.len()];
    for follow in &form.follows {
        let now = end.iter().enumerate().fold(0, |all, (at, taken)| all | OptionSet::from(*taken) << at);
        let follows = match follow.newly {
            Some(option) => (set & !from) >> option.index() & 1 == 1,
            None => is_true(&follow.when, now),
        };
        for at in (0..end.len()).filter(|at| follows && (follow.takes | follow.drops) >> at & 1 == 1) {
            (end[at], is_open[at]) = (follow.takes >> at & 1 == 1, false);
        }
    }
    let kept = |(at, way): (usize, Option<OneWay>)| match way {
        _ if !is_open[at] => true,
        Some(OneWay::Take) => from >> at & 1 <= set >> at & 1,
        Some(OneWay::Drop) => from >> at & 1 >= set >> at & 1,
        None => true,
    };
    let mut barred = form.barred.iter().filter(|barred| actors.contains(&barred.actor));
    end.iter().enumerate().all(|(at, taken)| *taken == (to >> at & 1 == 1))
        && form.options.iter().map(|option| option.one_way).enumerate().all(kept)
        && !barred.any(|barred| is_true(&barred.from.tree, from) && is_true(&barred.to.tree, to))
}
