//! States, moves and preferences, as the model says that they are; each worked out when it is first asked for.

use super::{Fault, Place};
use crate::expr::Expr;
use crate::model::{ActorId, Form, Model, OneWay, OptionForm, OptionId, Preference, RuleKind, Wish};
use std::cmp::Reverse;
use std::collections::HashMap;

/// All settings are gone through if there are at most so many.
const MOST: u64 = 1 << 24;

/// A model, state by state; a state is known by its position among those met so far.
pub(super) struct World<'m> {
    pub(super) model: &'m Model,
    /// For each state the settings that are one: usually a single one, in a bare graph the position of the state.
    members: Vec<Vec<u64>>,
    worth: Vec<Vec<Worth>>,
    /// The state of a setting, if it is feasible.
    known: HashMap<u64, Option<usize>>,
    /// All states are known already, in the order of their numbers.
    whole: bool,
    /// How many steps were taken, and how many may be.
    pub(super) steps: u64,
    most: u64,
}

/// How good a state is for an actor: the truth of its statements, the sum of its weights, or its place in a ranking.
#[derive(PartialEq, PartialOrd)]
enum Worth {
    Truths(Vec<bool>),
    Sum(i128),
    Place(Reverse<Option<usize>>),
}

impl<'m> World<'m> {
    pub(super) fn of(model: &'m Model, most: u64) -> Result<World<'m>, Fault> {
        let by_number = model.preferences.iter().any(|preference| matches!(preference, Preference::Ranking(..)));
        let whole = by_number || !matches!(&model.form, Form::Options(form) if form.merges.is_empty());
        let members = if whole { all_states(model, most)? } else { Vec::new() };
        let of_state = |(at, members): (usize, &Vec<u64>)| {
            members.iter().map(move |&setting| (setting, Some(at))).collect::<Vec<_>>()
        };
        let known = members.iter().enumerate().flat_map(of_state).collect();
        let worth = members.iter().enumerate().map(|(at, members)| worth(model, at, members)).collect();
        Ok(World { model, steps: members.len() as u64, members, worth, known, whole, most })
    }

    /// Counts steps, until there are too many.
    pub(super) fn spend(&mut self, steps: usize) -> Result<(), Fault> {
        self.steps = self.steps.saturating_add(steps as u64);
        if self.steps > self.most { Err(Fault::TooMuch) } else { Ok(()) }
    }

    /// The state of a place; a merged state goes by its last member.
    pub(super) fn state(&mut self, place: Place) -> Option<usize> {
        self.having(place.0).filter(|&state| self.place(state) == place)
    }

    /// Whether every state is one setting.
    pub(super) fn is_unmerged(&self) -> bool {
        self.members.iter().all(|members| members.len() == 1)
    }

    pub(super) fn place(&self, state: usize) -> Place {
        Place(self.members[state].last().copied().unwrap_or_default())
    }

    /// The state that has a setting, if one has.
    pub(super) fn having(&mut self, setting: u64) -> Option<usize> {
        let unknown = !self.whole && !self.known.contains_key(&setting);
        if unknown {
            let found = is_feasible(self.model, setting).then_some(self.members.len());
            if let Some(at) = found {
                self.worth.push(worth(self.model, at, &[setting]));
                self.members.push(vec![setting]);
            }
            self.known.insert(setting, found);
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
                Preference::Ranking(_, degrees, _),
                (Worth::Place(Reverse(Some(one))), Worth::Place(Reverse(Some(other)))),
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
            _ => self.prefers(actor, better, worse),
        }
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
        let form = match &self.model.form {
            Form::Options(form) => form,
            Form::Graph(form) => {
                let moves = form.moves.iter().filter(|(by, start, _)| actors == [*by] && start.index() == from);
                return Ok(moves.map(|(.., to)| to.index()).collect());
            }
        };
        let own = own(form, actors);
        self.spend(self.members[from].len().checked_shl(own.count_ones()).unwrap_or(usize::MAX))?;
        let mut found = Vec::new();
        for setting in self.members[from].clone() {
            let mut changed = Some(own);
            while let Some(options) = changed {
                let to = setting & !own | options;
                if can(form, actors, setting, to) {
                    found.extend(self.having(to).filter(|&to| to != from));
                }
                changed = options.checked_sub(1).map(|less| less & own); // the next smaller part of the options
            }
        }
        Ok(found)
    }
}

/// Whether one statement of an actor is more important than another for sure. A statement whose place is not sure may change places
/// with the nearest sure one on either side: so one such may pass a sure statement, and two such each other and two sure ones.
fn is_surely_above(wanted: &[Wish], above: usize, below: usize) -> bool {
    let between = || wanted[above + 1..below].iter().filter(|wish| !wish.unsure).count();
    let passed = [0, 1, 3][usize::from(wanted[above].unsure) + usize::from(wanted[below].unsure)];
    above < below && between() >= passed
}

/// The options of some actors, one bit each.
pub(super) fn own(form: &OptionForm, actors: &[ActorId]) -> u64 {
    let options = form.options.iter().enumerate().filter(|(_, option)| actors.contains(&option.actor));
    options.fold(0, |own, (at, _)| own | 1 << at)
}

/// No option is changed against its one way, and no rule bars the move.
fn can(form: &OptionForm, actors: &[ActorId], from: u64, to: u64) -> bool {
    let kept = |(at, way): (usize, Option<OneWay>)| match way {
        Some(OneWay::Take) => from >> at & 1 <= to >> at & 1,
        Some(OneWay::Drop) => from >> at & 1 >= to >> at & 1,
        None => true,
    };
    let mut barred = form.barred.iter().filter(|barred| actors.contains(&barred.actor));
    form.options.iter().map(|option| option.one_way).enumerate().all(kept)
        && !barred.any(|barred| is_true(&barred.from.tree, from) && is_true(&barred.to.tree, to))
}

/// The states in ascending order of their last members: settings in which one `same` statement is true are one.
pub(super) fn all_states(model: &Model, most: u64) -> Result<Vec<Vec<u64>>, Fault> {
    let (settings, merges) = match &model.form {
        Form::Graph(form) => (form.states.len() as u64, [].as_slice()),
        Form::Options(form) => {
            (1u64.checked_shl(form.options.len() as u32).unwrap_or(u64::MAX), form.merges.as_slice())
        }
    };
    if settings > MOST.min(most) {
        return Err(Fault::TooMuch);
    }
    let mut states: Vec<Vec<u64>> = (0..settings).filter(|&at| is_feasible(model, at)).map(|at| vec![at]).collect();
    for same in merges {
        let (one, others): (Vec<_>, Vec<_>) =
            states.into_iter().partition(|state| state.iter().any(|&setting| is_true(&same.tree, setting)));
        states = others;
        states.extend(Some(one.concat()).filter(|one| !one.is_empty()));
    }
    states.iter_mut().for_each(|state| state.sort_unstable());
    states.sort_by_key(|state| state.last().copied());
    Ok(states)
}

fn is_feasible(model: &Model, setting: u64) -> bool {
    let Form::Options(form) = &model.form else { return true };
    let breaks = |kind: &RuleKind| match kind {
        RuleKind::Never(tree) => is_true(tree, setting),
        RuleKind::Needs(when, needs) => is_true(when, setting) && !is_true(needs, setting),
        RuleKind::Count { of, at_least_one, at_most_one } => {
            let count = of.iter().filter(|tree| is_true(tree, setting)).count();
            *at_least_one && count == 0 || *at_most_one && count > 1
        }
    };
    setting.checked_shr(form.options.len() as u32).unwrap_or(0) == 0
        && !form.rules.iter().any(|rule| breaks(&rule.kind))
}

/// What a state with this number (from 0) and these members is worth to each actor.
fn worth(model: &Model, number: usize, members: &[u64]) -> Vec<Worth> {
    let in_all = |tree: &Expr<OptionId>| members.iter().all(|&setting| is_true(tree, setting));
    let name = match &model.form {
        Form::Graph(form) => form.states[number].clone(),
        Form::Options(_) => (number + 1).to_string(),
    };
    let one = |preference: &Preference| match preference {
        Preference::Statements(wanted) => {
            Worth::Truths(wanted.iter().map(|wanted| in_all(&wanted.statement.tree)).collect())
        }
        Preference::Unknown(_) => Worth::Truths(Vec::new()),
        Preference::Weights(weights, _) => Worth::Sum(
            weights.iter().filter(|(option, _)| in_all(&Expr::Taken(*option))).map(|(_, weight)| weight).sum(),
        ),
        Preference::Ranking(lists, ..) => {
            Worth::Place(Reverse(lists.value.iter().position(|tied| tied.iter().any(|state| state.value == name))))
        }
    };
    model.preferences.iter().map(one).collect()
}

fn is_true(tree: &Expr<OptionId>, setting: u64) -> bool {
    let holds = |part: &Expr<OptionId>| is_true(part, setting);
    match tree {
        Expr::Taken(option) => setting >> option.index() & 1 == 1,
        Expr::Not(part) => !holds(part),
        Expr::And(parts) => parts.iter().all(holds),
        Expr::Or(parts) => parts.iter().any(holds),
        Expr::If(then, when) => holds(then) || !holds(when),
        Expr::Iff(one, other) => holds(one) == holds(other),
    }
}
