//! **Unknown preference** (Li, Hipel, Kilgour & Fang 2004).
//!
//! Of two states exactly one holds: `s ≻ t`, `t ≻ s`, `s ~ t`, or `s U t`: which is preferred is not known. Here two states are
//! U for an actor of whom nothing is known, for one with unsure statements when its compatible orders
//! ([`Places`]) disagree about them, and for one with a ranking when it says that they are not compared. Four extensions of each concept say how far an actor acts on, and is held back by, what it
//! (or the analyst) does not know:
//!
//! | | tempted by U | deterred by U | an escape to U counts |
//! |---|---|---|---|
//! | a | yes | no | yes |
//! | b | no | no | yes |
//! | c | yes | yes | no |
//! | d | no | yes | no |
//!
//! Under SEQ the others reply in all four by legal sequences of moves that are improvements or U for whoever takes them. For each
//! concept a ⊆ b ⊆ d and a ⊆ c ⊆ d. Where nothing is unknown all four are the ordinary concept. Cost: that of the template, times
//! the statements of a preference that has unsure ones.

use super::Verdicts;
use super::template::{MoveTable, PreferenceStructure};
use crate::graph::{Graph, Incomparable, LimitReached, Limits, StateId, StateSet};
use crate::model::{ActorId, Model, Places, Preference};
use crate::stability::{self, Concept};

/// How a concept is carried over to unknown preference.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Extension {
    /// Tempted by what is unknown, not deterred by it.
    A,
    /// Neither.
    B,
    /// Both.
    C,
    /// Not tempted, but deterred.
    D,
}

impl Extension {
    /// All four.
    pub const ALL: [Extension; 4] = [Extension::A, Extension::B, Extension::C, Extension::D];

    /// The letter.
    pub fn key(self) -> &'static str {
        match self {
            Extension::A => "a",
            Extension::B => "b",
            Extension::C => "c",
            Extension::D => "d",
        }
    }

    /// What it means, in one clause.
    pub fn meaning(self) -> &'static str {
        match self {
            Extension::A => "goes where it may be better off; only what is surely no better deters it",
            Extension::B => "goes where it is surely better off; only what is surely no better deters it",
            Extension::C => "goes where it may be better off; what may be no better deters it",
            Extension::D => "goes where it is surely better off; what may be no better deters it",
        }
    }

    /// Whether an actor goes where it may be better off.
    pub fn tempted_by_unknown(self) -> bool {
        matches!(self, Extension::A | Extension::C)
    }

    /// Whether what may be no better deters it.
    pub fn deterred_by_unknown(self) -> bool {
        matches!(self, Extension::C | Extension::D)
    }
}

/// What is stable under each of some extensions.
///
/// # Errors
/// A limit.
pub fn unknown(
    graph: &Graph,
    model: &Model,
    extensions: &[Extension],
    concepts: &[Concept],
    limits: &Limits,
) -> Result<Vec<Vec<Verdicts>>, LimitReached> {
    let known = model.preferences.iter().all(|preference| match preference {
        Preference::Unknown(_) => false,
        Preference::Statements(wishes) => !wishes.iter().any(|wish| wish.unsure),
        Preference::Ranking(ranking) => ranking.incomparable.is_empty(),
        Preference::Weights(..) => true,
    });
    if known {
        let found = stability::deterred_by(graph, &graph.ranks, concepts, limits)?;
        let ordinary: Vec<Verdicts> = concepts.iter().map(|&concept| Verdicts::found(&found, concept, graph)).collect();
        return Ok(vec![ordinary; extensions.len()]);
    }
    let ground = MoveTable::of(graph, limits)?;
    let read = |&extension: &Extension| ground.verdicts(&UnknownPreference::of(graph, model, extension), concepts);
    extensions.iter().map(read).collect()
}

/// What is known of a preference.
enum KnownPreference {
    /// The whole order.
    Order,
    /// What its statements say, of whose order not all is known: where each is true.
    Statements(Places, Vec<StateSet>),
    /// The order of its ranking, but for some pairs.
    Ranking(Incomparable),
    /// Nothing.
    Nothing,
}

/// How a state compares with another.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Relation {
    Better,
    NoBetter,
    Unknown,
}

impl KnownPreference {
    fn of(graph: &Graph, preference: &Preference) -> KnownPreference {
        match preference {
            Preference::Unknown(_) => KnownPreference::Nothing,
            Preference::Statements(wishes) if wishes.iter().any(|wish| wish.unsure) => {
                let holding = wishes.iter().map(|wish| graph.holding(&wish.statement.tree));
                KnownPreference::Statements(Places::of(wishes), holding.collect())
            }
            Preference::Ranking(ranking) => KnownPreference::Ranking(Incomparable::of(ranking, &graph.states)),
            _ => KnownPreference::Order,
        }
    }

    /// How `t` compares with `s`; `ranks` are the actor's.
    fn relation(&self, t: StateId, s: StateId, ranks: &[u32]) -> Relation {
        let by_rank = || if ranks[t.index()] > ranks[s.index()] { Relation::Better } else { Relation::NoBetter };
        match self {
            KnownPreference::Order => by_rank(),
            KnownPreference::Ranking(incomparable) if incomparable.has(s, t) => Relation::Unknown,
            KnownPreference::Ranking(_) => by_rank(),
            KnownPreference::Nothing if s == t => Relation::NoBetter,
            KnownPreference::Nothing => Relation::Unknown,
            KnownPreference::Statements(places, holding) => {
                let differing =
                    (0..holding.len()).filter(|&line| holding[line].contains(s) != holding[line].contains(t));
                // Each of these decides in some compatible order, no other in any.
                let mut for_t = places.foremost(differing).map(|line| holding[line].contains(t));
                match for_t.next() {
                    None => Relation::NoBetter,
                    Some(first) if for_t.any(|other| other != first) => Relation::Unknown,
                    Some(true) => Relation::Better,
                    Some(false) => Relation::NoBetter,
                }
            }
        }
    }
}

pub(super) struct UnknownPreference<'g> {
    graph: &'g Graph,
    known: Vec<KnownPreference>,
    extension: Extension,
}

impl<'g> UnknownPreference<'g> {
    pub(super) fn of(graph: &'g Graph, model: &Model, extension: Extension) -> UnknownPreference<'g> {
        let known = model.preferences.iter().map(|preference| KnownPreference::of(graph, preference)).collect();
        UnknownPreference { graph, known, extension }
    }

    fn relation(&self, actor: ActorId, t: StateId, s: StateId) -> Relation {
        self.known[actor.index()].relation(t, s, &self.graph.ranks[actor.index()])
    }

    /// Whether an actor prefers `t` to `s`, or, where the unknown counts as well, may do so.
    fn prefers(&self, actor: ActorId, t: StateId, s: StateId, unknown_counts: bool) -> bool {
        match self.relation(actor, t, s) {
            Relation::Better => true,
            Relation::NoBetter => false,
            Relation::Unknown => unknown_counts,
        }
    }
}

impl PreferenceStructure for UnknownPreference<'_> {
    fn tempts(&self, actor: ActorId, from: StateId, to: StateId) -> bool {
        self.prefers(actor, to, from, self.extension.tempted_by_unknown())
    }

    fn takes(&self, actor: ActorId, from: StateId, to: StateId) -> bool {
        self.prefers(actor, to, from, true)
    }

    fn deters(&self, actor: ActorId, start: StateId, end: StateId) -> bool {
        !self.helps(actor, start, end)
    }

    fn helps(&self, actor: ActorId, start: StateId, end: StateId) -> bool {
        self.prefers(actor, end, start, !self.extension.deterred_by_unknown())
    }
}
