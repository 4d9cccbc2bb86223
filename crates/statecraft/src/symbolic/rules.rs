//! Statements, rules and moves as diagrams.

use super::variables::Variables;
use super::work::Work;
use crate::expr::Expr;
use crate::graph::LimitReached;
use crate::model::{ActorId, OneWay, OptionForm, OptionId, OptionSet, RuleKind};
use biodivine_lib_bdd::Bdd;

/// A model's variables and the work on them.
#[derive(Clone, Copy)]
pub(super) struct Diagrams<'d> {
    pub(super) variables: &'d Variables,
    pub(super) work: &'d Work<'d>,
}

type Made = Result<Bdd, LimitReached>;

impl Diagrams<'_> {
    /// Where a statement is true.
    pub(super) fn holding(&self, tree: &Expr<OptionId>) -> Made {
        let Diagrams { variables, work } = self;
        match tree {
            Expr::Taken(option) => Ok(variables.taken(option.index())),
            Expr::Not(part) => Ok(self.holding(part)?.into_not()),
            Expr::And(parts) => {
                parts.iter().try_fold(variables.always(), |all, part| work.and(&all, &self.holding(part)?))
            }
            Expr::Or(parts) => {
                parts.iter().try_fold(variables.never(), |any, part| work.or(&any, &self.holding(part)?))
            }
            Expr::If(then, when) => work.or(&self.holding(then)?, &self.holding(when)?.into_not()),
            Expr::Iff(one, other) => work.iff(&self.holding(one)?, &self.holding(other)?),
        }
    }

    /// The states: what no rule forbids.
    pub(super) fn feasible(&self, form: &OptionForm) -> Made {
        let rules = form.rules.iter();
        rules
            .map(|rule| self.kept(&rule.kind))
            .try_fold(self.variables.always(), |all, kept| self.work.and(&all, &kept?))
    }

    /// Where a rule is kept.
    fn kept(&self, rule: &RuleKind) -> Made {
        let work = self.work;
        match rule {
            RuleKind::Never(tree) => Ok(self.holding(tree)?.into_not()),
            RuleKind::Needs(when, needs) => work.or(&self.holding(needs)?, &self.holding(when)?.into_not()),
            RuleKind::Count { of, at_least_one, at_most_one } => {
                let (mut one, mut two) = (self.variables.never(), self.variables.never());
                for part in of {
                    let part = self.holding(part)?;
                    two = work.or(&two, &work.and(&one, &part)?)?;
                    one = work.or(&one, &part)?;
                }
                let enough = if *at_least_one { one } else { self.variables.always() };
                if *at_most_one { work.and_not(&enough, &two) } else { Ok(enough) }
            }
        }
    }

    /// The moves of an actor with these options, one bit each. An actor may also stay where it is, unless `elsewhere` is asked for.
    pub(super) fn moves(
        &self,
        form: &OptionForm,
        actor: ActorId,
        own: OptionSet,
        feasible: &Bdd,
        elsewhere: bool,
    ) -> Made {
        let Diagrams { variables, work } = self;
        let mut moves = work.and(feasible, &work.moved(variables, feasible, own)?)?;
        let mut same = variables.always();
        for at in (0..form.options.len()).filter(|at| own >> at & 1 == 1) {
            let (before, after) = (variables.taken(at), variables.taken_after(at));
            same = work.and(&same, &work.iff(&before, &after)?)?;
            moves = match form.options[at].one_way {
                Some(OneWay::Take) => work.and_not(&moves, &work.and_not(&before, &after)?)?,
                Some(OneWay::Drop) => work.and_not(&moves, &work.and_not(&after, &before)?)?,
                None => moves,
            };
        }
        for barred in form.barred.iter().filter(|barred| barred.actor == actor) {
            let to = work.moved(variables, &self.holding(&barred.to.tree)?, own)?;
            moves = work.and_not(&moves, &work.and(&self.holding(&barred.from.tree)?, &to)?)?;
        }
        if elsewhere { work.and_not(&moves, &same) } else { Ok(moves) }
    }
}
