//! The lines of a case that rest on something, and their names.

use super::{
    Account, Actor, ActorOption, Attitudes, Case, Choice, Line, NamedMove, NamedState, Order, Preference, Presence,
    Ranking, Rule, StatusQuo, Support, Toward,
};
use crate::diag::Span;
use serde::{Deserialize, Serialize};

/// Which line of a case, by the names in its file. What has no name is counted from 1. Without an account it is a line that is
/// common to all accounts.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(tag = "line", rename_all = "snake_case", deny_unknown_fields)]
pub enum LineId {
    /// An option of an actor.
    Option {
        /// The actor.
        actor: String,
        /// The option, without the actor.
        option: String,
    },
    /// Since when and until when an actor acts.
    Presence {
        /// The actor.
        actor: String,
    },
    /// A rule.
    Rule {
        /// The account.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        account: Option<String>,
        /// Its place among the rules, from 1.
        place: usize,
    },
    /// The status quo.
    StatusQuo {
        /// The account.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        account: Option<String>,
    },
    /// A statement of a preference. A list in `wants` is one line and goes by its first statement.
    Wish {
        /// The account.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        account: Option<String>,
        /// Whose preference.
        actor: String,
        /// Its place among the statements, from 1; the first is the most important.
        place: usize,
    },
    /// A whole preference that is a ranking, or weights, or not known.
    Order {
        /// The account.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        account: Option<String>,
        /// Whose preference.
        actor: String,
    },
    /// An attitude of an actor toward another.
    Attitude {
        /// The account.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        account: Option<String>,
        /// Whose attitude.
        actor: String,
        /// Toward whom.
        toward: String,
    },
    /// A state of a bare graph.
    State {
        /// Its name.
        state: String,
    },
    /// A move of a bare graph.
    Move {
        /// Its place among the moves, from 1.
        place: usize,
    },
}

/// A line and what it rests on.
#[derive(Clone, Debug)]
pub struct LineRef<'c> {
    /// Which.
    pub id: LineId,
    /// What it says.
    pub says: LineSays<'c>,
    /// Where it stands in the file, from its first word that says something to its last statement if it has several.
    pub span: Span,
    /// What it rests on.
    pub support: &'c Support,
}

/// What a line says.
#[derive(Clone, Copy, Debug)]
pub enum LineSays<'c> {
    /// That an actor has an option.
    Option(&'c Actor, &'c ActorOption),
    /// That an actor chooses among levels.
    Choice(&'c Actor, &'c Choice),
    /// Since when and until when an actor acts.
    Presence(&'c Actor, &'c Presence),
    /// A rule.
    Rule(&'c Rule),
    /// Where things stand.
    StatusQuo(&'c StatusQuo),
    /// What an actor wants; more than one statement if they are written as one list.
    Wish(&'c Preference, &'c [Line]),
    /// How an actor orders the states.
    Order(&'c Preference),
    /// What an actor wants for another.
    Attitude(&'c Attitudes, &'c Toward),
    /// A state of a bare graph.
    State(&'c NamedState),
    /// A move of a bare graph.
    Move(&'c NamedMove),
}

/// The lines of the case for all accounts, or those of one account.
#[derive(Clone, Copy)]
struct Part<'c> {
    account: Option<&'c str>,
    rules: &'c [Rule],
    status_quo: Option<&'c StatusQuo>,
    preferences: &'c [Preference],
    attitudes: &'c [Attitudes],
}

impl LineId {
    /// The account that the line belongs to; none if it is common to all.
    pub fn account(&self) -> Option<&str> {
        match self {
            LineId::Option { .. } | LineId::Presence { .. } | LineId::State { .. } | LineId::Move { .. } => None,
            LineId::Rule { account, .. }
            | LineId::StatusQuo { account }
            | LineId::Wish { account, .. }
            | LineId::Order { account, .. }
            | LineId::Attitude { account, .. } => account.as_deref(),
        }
    }

    /// Whether the line is in force in an account.
    pub fn is_in(&self, account: &Account) -> bool {
        if let Some(own) = self.account() {
            return account.id() == Some(own);
        }
        match self {
            LineId::Option { .. }
            | LineId::Presence { .. }
            | LineId::State { .. }
            | LineId::Move { .. }
            | LineId::Rule { .. } => true,
            LineId::StatusQuo { .. } => account.status_quo.is_none(),
            LineId::Wish { actor, .. } | LineId::Order { actor, .. } => account.preference(actor).is_none(),
            LineId::Attitude { actor, .. } => !account.attitudes.iter().any(|own| own.actor.value == *actor),
        }
    }
}

impl Case {
    /// Every line that may cite claims, in the order of the sections.
    pub fn lines(&self) -> Vec<LineRef<'_>> {
        let mut found = Vec::new();
        for actor in &self.actors {
            found.extend(actor.plain_options().iter().map(|option| LineRef {
                id: LineId::Option { actor: actor.key.value.clone(), option: option.key.value.clone() },
                says: LineSays::Option(actor, option),
                span: option.key.span,
                support: &option.support,
            }));
        }
        for actor in &self.actors {
            found.extend(actor.choices.iter().map(|choice| LineRef {
                id: LineId::Option { actor: actor.key.value.clone(), option: choice.key.value.clone() },
                says: LineSays::Choice(actor, choice),
                span: choice.key.span,
                support: &choice.support,
            }));
        }
        found.extend(self.actors.iter().filter_map(|actor| {
            let presence = actor.presence.as_ref()?;
            Some(LineRef {
                id: LineId::Presence { actor: actor.key.value.clone() },
                says: LineSays::Presence(actor, presence),
                span: presence.span,
                support: &presence.support,
            })
        }));
        found.extend(self.states.iter().map(|state| LineRef {
            id: LineId::State { state: state.key.value.clone() },
            says: LineSays::State(state),
            span: state.key.span,
            support: &state.support,
        }));
        found.extend(self.moves.iter().enumerate().map(|(at, step)| LineRef {
            id: LineId::Move { place: at + 1 },
            says: LineSays::Move(step),
            span: step.from.span,
            support: &step.support,
        }));
        self.parts().for_each(|part| part.lines(&mut found));
        found
    }

    /// The line of this name. Each statement of a list in `wants` has a name here.
    pub fn line(&self, id: &LineId) -> Option<LineRef<'_>> {
        if let LineId::Wish { account, actor, place } = id {
            let preference = self.preference(account.as_deref(), actor)?;
            let Order::Statements { lines, .. } = &preference.order else { return None };
            let line = lines.get(place.checked_sub(1)?)?;
            let says = LineSays::Wish(preference, std::slice::from_ref(line));
            return Some(LineRef { id: id.clone(), says, span: line.wants.span, support: &line.support });
        }
        self.lines().into_iter().find(|line| line.id == *id)
    }

    /// What an account itself says of an actor's preference, or the case for all accounts.
    pub fn preference(&self, account: Option<&str>, actor: &str) -> Option<&Preference> {
        let part = self.parts().find(|part| part.account == account)?;
        part.preferences.iter().find(|preference| preference.actor.value == actor)
    }

    fn parts(&self) -> impl Iterator<Item = Part<'_>> {
        let common = Part {
            account: None,
            rules: &self.rules,
            status_quo: self.status_quo.as_ref(),
            preferences: &self.preferences,
            attitudes: &self.attitudes,
        };
        let own = self.accounts.iter().filter(|account| account.id().is_some()).map(|account| Part {
            account: account.id(),
            rules: &account.rules,
            status_quo: account.status_quo.as_ref(),
            preferences: &account.preferences,
            attitudes: &account.attitudes,
        });
        std::iter::once(common).chain(own)
    }
}

impl<'c> Part<'c> {
    fn lines(self, found: &mut Vec<LineRef<'c>>) {
        let account = || self.account.map(String::from);
        found.extend(self.rules.iter().enumerate().map(|(at, rule)| LineRef {
            id: LineId::Rule { account: account(), place: at + 1 },
            says: LineSays::Rule(rule),
            span: rule.span,
            support: &rule.support,
        }));
        found.extend(self.status_quo.map(|today| LineRef {
            id: LineId::StatusQuo { account: account() },
            says: LineSays::StatusQuo(today),
            span: today.span,
            support: &today.support,
        }));
        self.preferences.iter().for_each(|preference| self.wishes(preference, found));
        for of in self.attitudes {
            found.extend(of.toward.iter().map(|toward| LineRef {
                id: LineId::Attitude {
                    account: account(),
                    actor: of.actor.value.clone(),
                    toward: toward.actor.value.clone(),
                },
                says: LineSays::Attitude(of, toward),
                span: toward.actor.span,
                support: &toward.support,
            }));
        }
    }

    fn wishes(self, preference: &'c Preference, found: &mut Vec<LineRef<'c>>) {
        let (account, actor) = (self.account.map(String::from), preference.actor.value.clone());
        match &preference.order {
            Order::Statements { lines, .. } => found.extend(written(lines).filter_map(|(place, wishes)| {
                let one = wishes.first()?;
                let (start, end) =
                    (wishes.iter().map(|wish| wish.wants.span.start), wishes.iter().map(|wish| wish.wants.span.end));
                let span = Span::new(start.min()?, end.max()?);
                let id = LineId::Wish { account: account.clone(), actor: actor.clone(), place };
                Some(LineRef { id, says: LineSays::Wish(preference, wishes), span, support: &one.support })
            })),
            Order::Ranking(Ranking { support, .. }) | Order::Weights(_, _, support) | Order::Unknown(support) => {
                let (id, span) = (LineId::Order { account, actor }, preference.actor.span);
                found.push(LineRef { id, says: LineSays::Order(preference), span, support });
            }
        }
    }
}

/// Statements line by line as they are written, each line with the place of its first statement, from 1.
pub(crate) fn written(statements: &[Line]) -> impl Iterator<Item = (usize, &[Line])> {
    statements.chunk_by(|one, next| one.item == next.item).scan(1, |next, line| {
        let first = *next;
        *next += line.len();
        Some((first, line))
    })
}
