//! From `begins`, `ends`, `moot`, `after` and `then` as they are written to what they mean.

use super::follows::{Follow, Presence};
use super::from_case::Resolver;
use super::{ActorId, Barred, OptionForm, OptionId, OptionSet, Rule, RuleKind, Statement, bit, positions};
use crate::case;
use crate::diag::{Diagnostic, Span, Spanned, shown};
use crate::expr::{Expr, Name};

impl Resolver<'_> {
    /// Since when and until when each actor acts.
    pub(super) fn presences(&mut self) -> Vec<Option<Presence>> {
        let case = self.case;
        let presences = case.actors.iter().map(|actor| {
            let written = actor.presence.as_ref()?;
            let mut resolved =
                |statement: &Option<case::Statement>| statement.as_ref().and_then(|it| self.statement(it));
            let (begins, ends) = (resolved(&written.begins), resolved(&written.ends));
            let moot =
                written.moot.iter().filter_map(|name| self.moot(name)).fold(0, |all, option| all | bit(option.index()));
            Some(Presence { begins, ends, moot })
        });
        presences.collect()
    }

    /// An option that is pointless once an actor has ended.
    fn moot(&mut self, name: &Spanned<Name>) -> Option<OptionId> {
        let option = self.option(name)?;
        if self.options[option.index()].level.is_some() {
            let problem = Diagnostic::error("bad-presence", name.span, "one level of a choice always holds").help(
                "name options without levels; say with `then` which level holds after the move that ends the actor",
            );
            self.problems.push(problem);
            return None;
        }
        Some(option)
    }

    /// What `begins`, `ends`, `moot`, `after` and `then` add to the rules and moves.
    pub(super) fn follow(&mut self, presences: &[Option<Presence>], form: &mut OptionForm) {
        let case = self.case;
        let mut at = 0;
        for (actor, written) in case.actors.iter().enumerate() {
            let actor = ActorId::new(actor);
            for option in &written.options {
                let id = OptionId::new(at);
                at += 1;
                self.option_follows(actor, id, option, form);
            }
        }
        let presences = presences.iter().zip(&case.actors).enumerate();
        let presences: Vec<_> = presences
            .filter_map(|(at, (presence, actor))| Some((at, presence.as_ref()?, actor.presence.as_ref()?.span)))
            .collect();
        let moot = presences.iter().fold(0, |all, (_, presence, _)| all | presence.moot);
        for (at, presence, span) in presences {
            form.barred.extend(presence.bars(ActorId::new(at), case.actors[at].options.len(), self.first_option(at)));
            if let Some(ends) = &presence.ends {
                self.ends_by_nothing_moot(ends, moot);
                form.rules.extend(positions(presence.moot).map(OptionId::new).map(|option| Rule {
                    kind: RuleKind::Never(Expr::And(vec![ends.tree.clone(), Expr::Taken(option)])),
                    span,
                }));
                if presence.moot != 0 {
                    form.follows.push(Follow { newly: None, when: ends.tree.clone(), takes: 0, drops: presence.moot });
                }
            }
        }
    }

    fn first_option(&self, actor: usize) -> usize {
        self.case.actors[..actor].iter().map(|actor| actor.options.len()).sum()
    }

    /// An error where the end of an actor hangs on what is dropped with it.
    fn ends_by_nothing_moot(&mut self, ends: &Statement, moot: OptionSet) {
        if let Some(option) = ends.tree.atoms().into_iter().find(|option| moot & bit(option.index()) != 0) {
            let name = shown(&self.options[option.index()].key);
            let message = format!("an actor ends by `{name}`, which is dropped where an actor ends");
            let problem = Diagnostic::error("bad-presence", ends.span, message);
            self.problems.push(problem.help(format!("take \"{name}\" out of `moot`, or out of `ends`")));
        }
    }

    fn option_follows(&mut self, actor: ActorId, id: OptionId, option: &case::ActorOption, form: &mut OptionForm) {
        if let Some(after) = option.after.as_ref().and_then(|after| self.statement(after)) {
            let not = |tree| Expr::Not(Box::new(tree));
            let from = Expr::And(vec![not(after.tree.clone()), not(Expr::Taken(id))]);
            let to = Statement { tree: Expr::Taken(id), ..after.clone() };
            form.barred.push(Barred { actor, from: Statement { tree: from, ..after }, to });
        }
        let Some(then) = option.then.as_ref().and_then(|then| self.statement(then)) else { return };
        match self.effects(&then.tree) {
            Some((takes, drops)) if (takes | drops) & bit(id.index()) == 0 && takes & drops == 0 => {
                form.follows.push(Follow { newly: Some(id), when: Expr::Taken(id), takes, drops });
            }
            _ => self.problems.push(bad_then(then.span)),
        }
    }

    /// What options a statement sets, if it says so outright: those that it takes, and those that it drops.
    fn effects(&self, tree: &Expr<OptionId>) -> Option<(OptionSet, OptionSet)> {
        match tree {
            Expr::And(parts) => parts.iter().try_fold((0, 0), |(takes, drops), part| {
                let (more, fewer) = self.effects(part)?;
                Some((takes | more, drops | fewer))
            }),
            Expr::Taken(option) => {
                let level = self.options[option.index()].level.as_ref();
                let others = level.map_or(0, |level| level.options());
                Some((bit(option.index()), others & !bit(option.index())))
            }
            Expr::Not(part) => match **part {
                Expr::Taken(option) if self.options[option.index()].level.is_none() => Some((0, bit(option.index()))),
                _ => None,
            },
            _ => None,
        }
    }
}

impl Presence {
    /// The moves that an actor does not have as long as it does not act.
    fn bars(&self, actor: ActorId, options: usize, first: usize) -> Vec<Barred> {
        let one = Expr::Taken(OptionId::new(first));
        let anything = Expr::Or(vec![one.clone(), Expr::Not(Box::new(one))]);
        let bar = |from: Expr<OptionId>, said: &Statement| Barred {
            actor,
            from: Statement { tree: from, ..said.clone() },
            to: Statement { tree: anything.clone(), ..said.clone() },
        };
        let not_begun = self.begins.iter().map(|begins| bar(Expr::Not(Box::new(begins.tree.clone())), begins));
        let ended = self.ends.iter().map(|ends| bar(ends.tree.clone(), ends));
        if options == 0 { Vec::new() } else { not_begun.chain(ended).collect() }
    }
}

fn bad_then(span: Span) -> Diagnostic {
    Diagnostic::error("bad-then", span, "`then` says outright which other options are taken or dropped").help(
        "write options joined by `and`, such as 'kabul.share and not iran.host'; of a choice, 'iran.enrich = \"stop\"'",
    )
}
