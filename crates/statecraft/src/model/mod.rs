//! **model**: the case as it is meant.
//!
//! One account of a case becomes one graph model ⟨N, S, (Aᵢ), (≽ᵢ)⟩ (Kilgour, Hipel & Fraser 1987; Fang, Hipel & Kilgour
//! 1993), still in intension: actors N; options and rules that say what S and Aᵢ will be, or the states and moves of a bare
//! graph themselves; and for each actor how it orders states. Names have become typed ids; what stands where is kept, so that
//! later findings can point into the file. [`Model::from_case`] is the way in; a case need not be a file
//! ([`crate::case::CaseBuilder`]). What is changed of a model later is checked (`checked`).

mod checked;
mod follows;
mod from_case;
mod gaps;
mod ids;
mod issues;
mod levels;
mod lookup;
mod option_set;
mod places;
mod presence;

pub use checked::ModelError;
pub(crate) use follows::holds;
pub use follows::{Follow, Presence};
pub(crate) use gaps::{factorial, permuted};
pub use ids::{ActorId, OptionId, StateId};
pub(crate) use option_set::bit;
use option_set::bits;
pub use option_set::{MAX_OPTIONS, OptionSet, first_options, positions};
pub use places::Places;

pub use crate::case::{Attitude, LineId, MOST_DEGREES, OneWay};
use crate::diag::{Span, Spanned};
use crate::expr::{Expr, Truth};
use std::ops::Range;

/// One account as a graph model.
#[derive(Clone, Debug)]
pub struct Model {
    /// The decision makers, in the order declared.
    pub(crate) actors: Vec<Actor>,
    /// What can be and who can change it.
    pub(crate) form: Form,
    /// How each actor orders states.
    pub(crate) preferences: Vec<Preference>,
    /// For each actor, what it wants for each, itself among them.
    pub(crate) attitudes: Vec<Vec<Attitude>>,
    /// Today.
    pub(crate) status_quo: Option<StatusQuo>,
    /// Sets of states that have a name.
    pub(crate) scenarios: Vec<Scenario>,
    /// The parts of the conflict; none, or every option is in exactly one.
    pub(crate) issues: Vec<Issue>,
}

/// A part of the conflict.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Issue {
    /// Its name in the file.
    pub key: String,
    /// Its title.
    pub title: String,
    /// Its options, one bit each.
    pub options: OptionSet,
    /// Where its name stands.
    pub span: Span,
}

/// A set of states that has a name.
#[derive(Clone, Debug)]
pub struct Scenario {
    /// Its name in the file.
    pub key: String,
    /// Its title.
    pub title: String,
    /// Its states.
    pub within: Within,
    /// Whether no other scenario may have states in common with it.
    pub exclusive: bool,
    /// Where its name stands.
    pub span: Span,
}

/// The states of a scenario.
#[derive(Clone, Debug)]
pub enum Within {
    /// All in which a statement is true.
    Where(Statement),
    /// These, in a bare graph.
    States(Vec<StateId>),
}

/// A decision maker.
#[derive(Clone, Debug)]
pub struct Actor {
    /// Its name in the file.
    pub key: String,
    /// Its name for readers.
    pub name: String,
    /// The name as it stands inside a sentence.
    pub in_text: String,
    /// A short name for tables.
    pub mark: String,
    /// Whether verbs stand in the plural with it.
    pub plural: bool,
    /// Its options: a range of all.
    pub options: Range<usize>,
    /// Since when and until when it acts, if not always.
    pub presence: Option<Presence>,
}

impl Actor {
    /// Its options, one bit each.
    pub fn own(&self) -> OptionSet {
        bits(self.options.clone())
    }
}

/// The two ways to give states and moves.
#[derive(Clone, Debug)]
pub enum Form {
    /// States are the feasible settings of options; an actor may change its own.
    Options(OptionForm),
    /// States and moves are listed.
    Graph(GraphForm),
}

/// States and moves by options.
#[derive(Clone, Debug)]
pub struct OptionForm {
    /// All options, those of the first actor first.
    pub options: Vec<ModelOption>,
    /// What no state may break.
    pub rules: Vec<Rule>,
    /// States where one of these is true are one state.
    pub merges: Vec<Statement>,
    /// Moves that cannot be made.
    pub barred: Vec<Barred>,
    /// What follows a move, in this order.
    pub follows: Vec<Follow>,
}

/// An option.
#[derive(Clone, Debug)]
pub struct ModelOption {
    /// Whose it is.
    pub actor: ActorId,
    /// `actor.option`, as in the file.
    pub key: String,
    /// What is done when it is taken.
    pub label: String,
    /// What is done when it is dropped, if that has words of its own.
    pub drop: Option<String>,
    /// Whether it can be changed in one direction only.
    pub one_way: Option<OneWay>,
    /// Which level of a choice it is, if it is one.
    pub level: Option<Level>,
    /// Where it is declared.
    pub span: Span,
}

/// A level of a choice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Level {
    /// The key of the choice, `actor.choice`.
    pub choice: String,
    /// What is chosen, for readers.
    pub label: String,
    /// What the level is called, in the file and for readers.
    pub text: String,
    /// All levels of the choice, the lowest first: a range of all options. Exactly one of them is taken in every state.
    pub all: Range<usize>,
}

impl Level {
    /// All levels of its choice, one bit each.
    pub(crate) fn options(&self) -> OptionSet {
        bits(self.all.clone())
    }
}

/// A statement over options.
#[derive(Clone, Debug)]
pub struct Statement {
    /// Its tree.
    pub tree: Expr<OptionId>,
    /// Its words.
    pub text: String,
    /// Where they stand.
    pub span: Span,
}

/// A rule about states.
#[derive(Clone, Debug)]
pub struct Rule {
    /// What it says.
    pub kind: RuleKind,
    /// Where it stands.
    pub span: Span,
}

/// The kinds of rules about states.
#[derive(Clone, Debug)]
pub enum RuleKind {
    /// Never true.
    Never(Expr<OptionId>),
    /// The second whenever the first.
    Needs(Expr<OptionId>, Expr<OptionId>),
    /// How many of these may be true.
    Count {
        /// The statements.
        of: Vec<Expr<OptionId>>,
        /// Not none.
        at_least_one: bool,
        /// Not two.
        at_most_one: bool,
    },
}

/// Moves that an actor cannot make.
#[derive(Clone, Debug)]
pub struct Barred {
    /// Who cannot.
    pub actor: ActorId,
    /// From which states.
    pub from: Statement,
    /// To which states.
    pub to: Statement,
}

/// States and moves by name.
#[derive(Clone, Debug)]
pub struct GraphForm {
    /// The names of the states.
    pub states: Vec<String>,
    /// What each is, for readers.
    pub labels: Vec<Option<String>>,
    /// Who can move from where to where.
    pub moves: Vec<(ActorId, StateId, StateId)>,
}

/// How an actor orders states.
#[derive(Clone, Debug)]
pub enum Preference {
    /// By statements, the most important first.
    Statements(Vec<Wish>),
    /// By a list of all states, best first.
    Ranking(Ranking),
    /// By the sum of the weights of the statements that are true; all weights are multiplied by one number that makes them whole, so that
    /// sums are exact.
    Weights(Vec<(Statement, i128)>, LineId),
    /// Nothing is known of it; where an order is needed, all states count as the same to the actor.
    Unknown(LineId),
}

impl Preference {
    /// Whether two preferences over the same options are seen to order states alike: they want the same, in the same order. Of
    /// rankings this is not looked at.
    pub(crate) fn wants_the_same(&self, other: &Preference) -> bool {
        match (self, other) {
            (Preference::Statements(one), Preference::Statements(other)) => {
                one.iter().map(|wish| &wish.statement.tree).eq(other.iter().map(|wish| &wish.statement.tree))
            }
            (Preference::Weights(one, _), Preference::Weights(other, _)) => {
                let of = |(statement, weight): &(Statement, i128)| (statement.tree.clone(), *weight);
                one.iter().map(of).eq(other.iter().map(of))
            }
            (Preference::Unknown(_), Preference::Unknown(_)) => true,
            _ => false,
        }
    }
}

/// A list of all states, best first; which states are meant shows once the states are known.
#[derive(Clone, Debug)]
pub struct Ranking {
    /// Ties stand in one list.
    pub lists: Vec<Vec<Ranked>>,
    /// The degrees of preference between neighbouring lists, if any are given.
    pub degrees: Vec<u8>,
    /// What decides between states of one list, the most important first.
    pub within: Vec<Wish>,
    /// States that are not compared: those of different entries of one list; of a list with one entry all of its states.
    pub incomparable: Vec<Vec<Ranked>>,
    /// The fingerprint of the states that its numbers were written for.
    pub states: Option<Spanned<String>>,
    /// Where it stands.
    pub span: Span,
    /// The line of the case that says so.
    pub line: LineId,
}

/// States of a ranking.
#[derive(Clone, Debug)]
pub struct Ranked {
    /// Which.
    pub states: RankedStates,
    /// Where that is said.
    pub span: Span,
}

/// Which states are meant.
#[derive(Clone, Debug)]
pub enum RankedStates {
    /// The one of this number or name.
    Name(String),
    /// The one with these options taken, one bit each.
    Taken(OptionSet),
    /// All in which this is true.
    Where(Expr<OptionId>),
}

impl Ranking {
    /// All that names states.
    pub(crate) fn entries(&self) -> impl Iterator<Item = &Ranked> {
        self.lists.iter().chain(&self.incomparable).flatten()
    }

    /// Whether it names a state by number or name.
    pub fn has_names(&self) -> bool {
        self.entries().any(|ranked| matches!(ranked.states, RankedStates::Name(_)))
    }
}

/// A statement that an actor wants true.
#[derive(Clone, Debug)]
pub struct Wish {
    /// The statement.
    pub statement: Statement,
    /// How strongly: two states that first differ in this statement differ by this degree; 1 unless said otherwise.
    pub degree: u8,
    /// Whether its place among its neighbours is not known.
    pub unsure: bool,
    /// The line of the case that says so.
    pub line: LineId,
}

/// Today's state.
#[derive(Clone, Debug)]
pub struct StatusQuo {
    /// The state.
    pub today: Today,
    /// Where it stands in the file.
    pub span: Span,
}

/// How today's state is given.
#[derive(Clone, Copy, Debug)]
pub enum Today {
    /// The options taken, one bit each.
    Taken(OptionSet),
    /// A state of a bare graph.
    State(StateId),
}

impl Model {
    /// The ids of all actors.
    pub fn actor_ids(&self) -> impl Iterator<Item = ActorId> + use<> {
        (0..self.actors.len()).map(ActorId::new)
    }

    /// The keys of all actors, in order.
    pub fn actor_keys(&self) -> Vec<&str> {
        self.actors.iter().map(|actor| actor.key.as_str()).collect()
    }

    /// The keys of the options given as bits, the first option the lowest.
    pub fn option_keys(&self, bits: OptionSet) -> Vec<&str> {
        let options = self.options().iter().enumerate();
        options.filter(|(at, _)| bits >> at & 1 == 1).map(|(_, option)| option.key.as_str()).collect()
    }

    /// The options with these names, one bit each; names that no option has are left out.
    pub fn option_bits(&self, keys: &[String]) -> OptionSet {
        let options = self.options().iter().enumerate();
        options.filter(|(_, option)| keys.contains(&option.key)).fold(0, |bits, (at, _)| bits | 1 << at)
    }

    /// Those of the options not taken, or dropped, that are to be told beside those taken, as bits: where the level of a choice is
    /// told, that no other holds goes without saying.
    pub fn to_tell(&self, taken: OptionSet, not_taken: OptionSet) -> OptionSet {
        let levels = self.choices().map(Level::options);
        levels.filter(|all| all & taken != 0).fold(not_taken, |left, all| left & !all)
    }

    /// The choices, each by its lowest level.
    pub(crate) fn choices(&self) -> impl Iterator<Item = &Level> {
        let options = self.options().iter().enumerate();
        options.filter_map(|(at, option)| option.level.as_ref().filter(|level| level.all.start == at))
    }

    /// The parts of the conflict; none where the case names none.
    pub fn issues(&self) -> &[Issue] {
        &self.issues
    }

    /// The statements that the actors want to be true.
    pub fn statements(&self) -> impl Iterator<Item = &Statement> {
        let wishes = self.preferences.iter().flat_map(|preference| match preference {
            Preference::Statements(wishes) => wishes.as_slice(),
            _ => &[],
        });
        wishes.map(|wish| &wish.statement)
    }

    /// The options; none in a bare graph.
    pub fn options(&self) -> &[ModelOption] {
        match &self.form {
            Form::Options(form) => &form.options,
            Form::Graph(_) => &[],
        }
    }
}

impl RuleKind {
    /// The options that the rule mentions, one bit each.
    pub fn options(&self) -> OptionSet {
        let parts: Vec<&Expr<OptionId>> = match self {
            RuleKind::Never(tree) => vec![tree],
            RuleKind::Needs(when, needs) => vec![when, needs],
            RuleKind::Count { of, .. } => of.iter().collect(),
        };
        parts.iter().flat_map(|tree| tree.atoms()).fold(0, |all, option| all | bit(option.index()))
    }

    /// Whether the rule is broken, for any kind of truth value.
    pub fn is_broken<T: Truth + Copy>(&self, taken: &impl Fn(&OptionId) -> T) -> T {
        match self {
            RuleKind::Never(tree) => tree.eval(taken),
            RuleKind::Needs(when, needs) => when.eval(taken).and(needs.eval(taken).not()),
            RuleKind::Count { of, at_least_one, at_most_one } => {
                let (mut one, mut two) = (T::FALSE, T::FALSE);
                for part in of.iter().map(|tree| tree.eval(taken)) {
                    two = two.or(one.and(part));
                    one = one.or(part);
                }
                let none = if *at_least_one { one.not() } else { T::FALSE };
                if *at_most_one { none.or(two) } else { none }
            }
        }
    }
}
