//! A difference in words.

use super::DiffLine;
use crate::answers::impact::needs::sentences;
use crate::case::{ActorOption, Case, LineId, LineSays, OneWay, Scenario};
use crate::diff::{Change, How, Part};
use crate::phrase::english::{form, list};
use crate::phrase::line::line_in_words;
use crate::phrase::statement::{refused, statement};
use crate::study::Study;
use std::collections::BTreeSet;

/// Both cases, for their words.
pub(super) struct Writer<'s> {
    pub(super) old: &'s Study,
    pub(super) new: &'s Study,
}

/// Lines with what they rest on.
pub(super) fn lines(study: &Study, ids: &BTreeSet<LineId>) -> Vec<DiffLine> {
    let case = &study.case;
    let all = case.lines();
    let of = all.iter().filter(|line| ids.contains(&line.id)).map(|line| DiffLine {
        line: line_in_words(case, line),
        claims: sentences(case, line.support),
        assumption: line.support.assumption.clone(),
    });
    of.collect()
}

impl Writer<'_> {
    /// The difference as a clause: `the dockers' union now also wants “Raise wages” (Harbour company)`.
    pub(super) fn says(&self, change: &Change) -> String {
        let says = self.clause(change);
        match change.account() {
            Some(id) if !matches!(change.part, Part::Account(_)) => format!("under {}, {says}", self.account(id)),
            _ => says,
        }
    }

    fn clause(&self, change: &Change) -> String {
        let how = change.how;
        match &change.part {
            Part::Actor(key) => {
                let is = form(self.is_plural(key), "is", "are");
                let (added, removed) =
                    (format!("{is} new among the actors"), format!("{is} no longer among the actors"));
                format!("{} {}", self.actor(key), became(how, &added, &removed))
            }
            Part::Option(actor, option) => self.option(how, actor, option),
            Part::Choice(actor, choice) => self.choice(how, actor, choice),
            Part::State(key) => format!("the state {key} {}", became(how, "is new", "is gone")),
            Part::Move(step, _) => format!("the move {step} {}", became(how, "is new", "is gone")),
            Part::Scenario(key) => {
                let title = self.scenario(key).map_or(key.as_str(), |scenario| scenario.title.as_str());
                format!("the scenario “{title}” {}", became(how, "is new", "is gone"))
            }
            Part::Account(id) => {
                let account = id.as_ref().map_or("the case without accounts".into(), |id| self.account(id));
                format!("{account} {}", became(how, "is a new account", "is no account any more"))
            }
            Part::Rule(..) => {
                let rule = self.rule(change);
                match how {
                    How::Added => format!("there is a new rule: {rule}"),
                    How::Removed => format!("this rule is gone: {rule}"),
                    how => format!("this rule {}: {rule}", became(how, "", "")),
                }
            }
            Part::StatusQuo(_) => format!("where things stand today {}", became(how, "is said", "is no longer said")),
            Part::Preference(_, actor) => {
                let plural = self.is_plural(actor);
                let (has, its) = (form(plural, "has", "have"), form(plural, "its", "their"));
                let added = format!("{has} wishes of {its} own");
                let removed = format!("{has} no wishes of {its} own any more");
                let what = format!("what {} {}", self.actor(actor), form(plural, "wants", "want"));
                match how {
                    How::Added | How::Removed => format!("{} {}", self.actor(actor), became(how, &added, &removed)),
                    how => format!("{what} {}", became(how, "", "")),
                }
            }
            Part::Wish(_, actor, old, new) => self.wish(change, actor, new < old),
            Part::Attitudes(_, actor) => {
                let wants = form(self.is_plural(actor), "wants", "want");
                format!("what {} {wants} for others {}", self.actor(actor), became(how, "is said", "is no longer said"))
            }
        }
    }

    fn option(&self, how: How, actor: &str, option: &str) -> String {
        fn find<'s>(study: &'s Study, actor: &str, option: &str) -> Option<&'s ActorOption> {
            let of = study.case.actors.iter().find(|it| it.key.value == actor)?;
            of.options.iter().find(|it| it.key.value == option)
        }
        let found = find(self.new, actor, option).or_else(|| find(self.old, actor, option));
        let label = found.map_or(option, |found| &found.label);
        let (who, has) = (self.actor(actor), form(self.is_plural(actor), "has", "have"));
        let can = match found.and_then(|found| found.one_way) {
            None => "both be taken up and be dropped",
            Some(OneWay::Take) => "be taken up, and no longer be dropped",
            Some(OneWay::Drop) => "be dropped, and no longer be taken up",
        };
        match how {
            How::Added => format!("{who} {has} a new option, “{label}”"),
            How::Removed => format!("{who} no longer {has} the option “{label}”"),
            How::Changed => format!("“{label}” ({who}) can now {can}"),
            how => format!("the option “{label}” ({who}) {}", became(how, "", "")),
        }
    }

    fn choice(&self, how: How, actor: &str, choice: &str) -> String {
        let find = |study: &Study| {
            let of = study.case.actors.iter().find(|it| it.key.value == actor)?;
            of.choices.iter().find(|it| it.key.value == choice).map(|choice| choice.label.clone())
        };
        let label = find(self.new).or_else(|| find(self.old)).unwrap_or_else(|| choice.into());
        let (who, has) = (self.actor(actor), form(self.is_plural(actor), "has", "have"));
        match how {
            How::Added => format!("{who} {has} a new choice, “{label}”"),
            How::Removed => format!("{who} no longer {has} the choice “{label}”"),
            How::Changed => format!("“{label}” ({who}) has other levels than before"),
            how => format!("the choice “{label}” ({who}) {}", became(how, "", "")),
        }
    }

    fn wish(&self, change: &Change, actor: &str, higher: bool) -> String {
        let of =
            |study: &Study, ids: &BTreeSet<LineId>| ids.first().map(|id| wishes(study, actor, id)).unwrap_or_default();
        let against = |study: &Study, ids: &BTreeSet<LineId>| against(study, actor, ids.first()?);
        let (old, new) = (of(self.old, &change.old), of(self.new, &change.new));
        let who = self.actor(actor);
        let plural = self.is_plural(actor);
        let (wants, puts, its, is) = (
            form(plural, "wants", "want"),
            form(plural, "puts", "put"),
            form(plural, "its", "their"),
            form(plural, "is", "are"),
        );
        match change.how {
            How::Added => match against(self.new, &change.new) {
                Some(what) => format!("{who} {is} now also against {what}"),
                None => format!("{who} now also {wants} {new}"),
            },
            How::Removed => match against(self.old, &change.old) {
                Some(what) => format!("{who} {is} no longer against {what}"),
                None => format!("{who} no longer {wants} {old}"),
            },
            How::Changed => format!("{who} now {wants} {new} in place of {old}"),
            How::Moved => {
                format!("{who} now {puts} {new} {} among {its} wishes", if higher { "higher" } else { "lower" })
            }
            how => format!("the wish of {who} for {new} {}", became(how, "", "")),
        }
    }

    fn rule(&self, change: &Change) -> String {
        let of = |study: &Study, ids: &BTreeSet<LineId>| {
            let line = ids.first().and_then(|id| study.case.line(id))?;
            let LineSays::Rule(rule) = line.says else { return None };
            Some(crate::phrase::rule::rule_in_words(&study.case, &rule.kind))
        };
        of(self.new, &change.new).or_else(|| of(self.old, &change.old)).unwrap_or_default()
    }

    fn actor(&self, key: &str) -> String {
        let find = |case: &Case| case.actors.iter().find(|it| it.key.value == key).map(|it| it.in_text.clone());
        find(&self.new.case).or_else(|| find(&self.old.case)).unwrap_or_else(|| key.into())
    }

    fn is_plural(&self, key: &str) -> bool {
        let is = |case: &Case| case.actors.iter().any(|it| it.key.value == key && it.plural);
        is(&self.new.case) || is(&self.old.case)
    }

    fn scenario(&self, key: &str) -> Option<&Scenario> {
        self.new.case.scenario(key).or_else(|| self.old.case.scenario(key))
    }

    /// `“It is about pay”`; by its name, if it has no title.
    fn account(&self, id: &str) -> String {
        let account = self.new.case.account(id).or_else(|| self.old.case.account(id));
        format!("“{}”", account.and_then(|account| account.title.as_deref()).unwrap_or(id))
    }
}

/// What became of something; the words for what is new and gone are its own.
fn became<'w>(how: How, added: &'w str, removed: &'w str) -> &'w str {
    match how {
        How::Added => added,
        How::Removed => removed,
        How::Moved => "stands elsewhere",
        How::Changed => "is otherwise",
        How::Reworded => "is said in other words",
        How::Supported => "rests on something else",
    }
}

/// What the only statement of a line is against, in the labels of its options; nothing if it wants something to be.
fn against(study: &Study, actor: &str, id: &LineId) -> Option<String> {
    let lines = study.case.lines();
    let LineSays::Wish(_, [wish]) = lines.iter().find(|line| line.id == *id)?.says else { return None };
    let model = &study.accounts.first()?.model;
    Some(statement(model, model.actor(actor)?, &refused(&model.resolve(&wish.wants.tree).ok()?)?))
}

/// The statements of a line in the labels of their options.
fn wishes(study: &Study, actor: &str, id: &LineId) -> String {
    let lines = study.case.lines();
    let Some(LineSays::Wish(_, wishes)) = lines.iter().find(|line| line.id == *id).map(|line| line.says) else {
        return String::new();
    };
    let model = study.accounts.first().map(|first| &first.model);
    let told = wishes.iter().map(|wish| {
        let in_labels =
            model.and_then(|model| Some(statement(model, model.actor(actor)?, &model.resolve(&wish.wants.tree).ok()?)));
        in_labels.unwrap_or_else(|| format!("‘{}’", wish.wants.tree))
    });
    list(&told.collect::<Vec<_>>())
}
