//! The states: what the rules leave.
//!
//! Settings are listed depth first. Whatever a rule leaves only one choice for is settled at once, so the search seldom goes where no
//! state is, and the work is near the number of states. Each setting that it arrives at is then held against all rules as they stand.

use super::Fault;
use super::budget::Budget;
use crate::expr::Expr;
use crate::model::{Form, Model, OptionForm, OptionId, OptionSet, RuleKind, first_options, positions};

/// A model has at most so many states here.
const MOST: usize = 1 << 24;

/// A setting as far as it is settled: which options are, and which of these are taken.
#[derive(Clone, Copy)]
pub(super) struct Part {
    pub(super) known: OptionSet,
    pub(super) taken: OptionSet,
}

/// The rules about states, each with the options in it, and the options in the order in which they are chosen.
pub(super) struct Rules<'m> {
    form: &'m OptionForm,
    rules: Vec<(&'m RuleKind, OptionSet)>,
    order: Vec<OptionSet>,
}

impl<'m> Rules<'m> {
    /// Next come always the options of the rule that has the fewest left.
    pub(super) fn of(form: &'m OptionForm) -> Rules<'m> {
        let rules: Vec<_> = form.rules.iter().map(|rule| (&rule.kind, rule.kind.options())).collect();
        let (mut left, mut order) = (every(form), Vec::new());
        while left != 0 {
            let open = rules.iter().map(|(_, options)| options & left).filter(|open| *open != 0);
            let next = open.min_by_key(|open| open.count_ones()).unwrap_or(left);
            order.extend(positions(next).map(|at| 1 << at));
            left &= !next;
        }
        Rules { form, rules, order }
    }

    /// All states that have this part.
    pub(super) fn completed(&self, part: Part, budget: &mut Budget) -> Result<Vec<OptionSet>, Fault> {
        let mut found = Vec::new();
        let part = Part { known: part.known | !every(self.form), ..part };
        if let Some(part) = self.settled(part, OptionSet::MAX, budget)? {
            self.descend(part, budget, &mut found)?;
        }
        found.retain(|&setting| is_feasible(self.form, setting));
        found.sort_unstable();
        Ok(found)
    }

    fn descend(&self, part: Part, budget: &mut Budget, found: &mut Vec<OptionSet>) -> Result<(), Fault> {
        budget.spend(1)?;
        let Some(&next) = self.order.iter().find(|&bit| part.known & bit == 0) else {
            found.push(part.taken);
            return if found.len() > MOST { Err(Fault::TooMuch) } else { Ok(()) };
        };
        for choice in [0, next] {
            let part = Part { known: part.known | next, taken: part.taken | choice };
            if let Some(part) = self.settled(part, next, budget)? {
                self.descend(part, budget, found)?;
            }
        }
        Ok(())
    }

    /// With all that follows from one rule at a time, after some options have changed; nothing if a rule is broken.
    fn settled(&self, mut part: Part, mut changed: OptionSet, budget: &mut Budget) -> Result<Option<Part>, Fault> {
        while changed != 0 {
            let before = part.known;
            for (rule, options) in self.rules.iter().filter(|(_, options)| options & changed != 0) {
                budget.spend(1 + options.count_ones() as usize)?;
                let Some(next) = part.under(rule) else { return Ok(None) };
                part = next;
            }
            changed = part.known & !before;
        }
        Ok(Some(part))
    }
}

impl Part {
    /// With what follows from a rule; nothing if it is broken.
    fn under(self, rule: &RuleKind) -> Option<Part> {
        match rule {
            RuleKind::Never(tree) => self.with(tree, false),
            RuleKind::Needs(when, needs) => self.with_one([(needs, true), (when, false)]),
            RuleKind::Count { of, at_least_one, at_most_one } => {
                let is = |truth: Option<bool>| move |tree: &&Expr<OptionId>| self.truth(tree) == truth;
                let part = match of.iter().filter(is(Some(true))).count() {
                    0 if *at_least_one => self.with_one(of.iter().map(|tree| (tree, true)))?,
                    2.. if *at_most_one => return None,
                    1 if *at_most_one => {
                        of.iter().filter(is(None)).try_fold(self, |part, tree| part.with(tree, false))?
                    }
                    _ => self,
                };
                Some(part)
            }
        }
    }

    /// With what follows when a statement is true, or false; nothing if it cannot be.
    fn with(self, tree: &Expr<OptionId>, truth: bool) -> Option<Part> {
        match tree {
            Expr::Taken(option) => {
                let bit = 1 << option.index();
                let taken = self.taken & !bit | if truth { bit } else { 0 };
                (self.known & bit == 0 || self.taken == taken).then_some(Part { known: self.known | bit, taken })
            }
            Expr::Not(part) => self.with(part, !truth),
            Expr::And(parts) if truth => parts.iter().try_fold(self, |known, part| known.with(part, true)),
            Expr::Or(parts) if !truth => parts.iter().try_fold(self, |known, part| known.with(part, false)),
            Expr::And(parts) | Expr::Or(parts) => self.with_one(parts.iter().map(|part| (part, truth))),
            Expr::If(then, when) if truth => self.with_one([(&**then, true), (&**when, false)]),
            Expr::If(then, when) => self.with(then, false)?.with(when, true),
            Expr::Iff(one, other) => match (self.truth(one), self.truth(other)) {
                (Some(known), _) => self.with(other, known == truth),
                (_, Some(known)) => self.with(one, known == truth),
                _ => Some(self),
            },
        }
    }

    /// With what follows when one or more of these statements come out as said: of the last that can, that it does.
    fn with_one<'t>(self, statements: impl IntoIterator<Item = (&'t Expr<OptionId>, bool)>) -> Option<Part> {
        let mut open = None;
        for (tree, wanted) in statements {
            match (self.truth(tree), open) {
                (Some(truth), _) if truth == wanted => return Some(self),
                (Some(_), _) => {}
                (None, Some(_)) => return Some(self),
                (None, None) => open = Some((tree, wanted)),
            }
        }
        open.and_then(|(tree, wanted)| self.with(tree, wanted))
    }

    /// Whether a statement is true, as far as that is settled.
    fn truth(self, tree: &Expr<OptionId>) -> Option<bool> {
        let any = |parts: &[Expr<OptionId>], wanted: bool| {
            let mut truths = parts.iter().map(|part| self.truth(part));
            let open = truths.clone().any(|truth| truth.is_none());
            if truths.any(|truth| truth == Some(wanted)) { Some(wanted) } else { (!open).then_some(!wanted) }
        };
        match tree {
            Expr::Taken(option) => {
                (self.known >> option.index() & 1 == 1).then_some(self.taken >> option.index() & 1 == 1)
            }
            Expr::Not(part) => self.truth(part).map(|truth| !truth),
            Expr::And(parts) => any(parts, false),
            Expr::Or(parts) => any(parts, true),
            Expr::If(then, when) => match (self.truth(then), self.truth(when)) {
                (Some(true), _) | (_, Some(false)) => Some(true),
                (Some(false), Some(true)) => Some(false),
                _ => None,
            },
            Expr::Iff(one, other) => Some(self.truth(one)? == self.truth(other)?),
        }
    }
}

/// All options, one bit each.
fn every(form: &OptionForm) -> OptionSet {
    first_options(form.options.len())
}

/// The states in ascending order of their last members: settings in which one `same` statement is true are one.
pub(super) fn all_states(model: &Model, budget: &mut Budget) -> Result<Vec<Vec<OptionSet>>, Fault> {
    let form = match &model.form {
        Form::Graph(form) => {
            budget.spend(form.states.len())?;
            return Ok((0..form.states.len() as OptionSet).map(|state| vec![state]).collect());
        }
        Form::Options(form) => form,
    };
    let settings = Rules::of(form).completed(Part { known: 0, taken: 0 }, budget)?;
    let mut states: Vec<Vec<OptionSet>> = settings.into_iter().map(|setting| vec![setting]).collect();
    for same in &form.merges {
        budget.spend(states.len())?;
        let (one, others): (Vec<_>, Vec<_>) =
            states.into_iter().partition(|state| state.iter().any(|&setting| is_true(&same.tree, setting)));
        states = others;
        states.extend(Some(one.concat()).filter(|one| !one.is_empty()));
    }
    states.iter_mut().for_each(|state| state.sort_unstable());
    states.sort_by_key(|state| state.last().copied());
    Ok(states)
}

/// Whether no rule forbids a setting.
pub(super) fn is_feasible(form: &OptionForm, setting: OptionSet) -> bool {
    let breaks = |kind: &RuleKind| match kind {
        RuleKind::Never(tree) => is_true(tree, setting),
        RuleKind::Needs(when, needs) => is_true(when, setting) && !is_true(needs, setting),
        RuleKind::Count { of, at_least_one, at_most_one } => {
            let count = of.iter().filter(|tree| is_true(tree, setting)).count();
            *at_least_one && count == 0 || *at_most_one && count > 1
        }
    };
    setting & !every(form) == 0 && !form.rules.iter().any(|rule| breaks(&rule.kind))
}

pub(super) fn is_true(tree: &Expr<OptionId>, setting: OptionSet) -> bool {
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
