//! The concepts by name: what there is, what files and the command line call it, and what it means in one clause.

use crate::diag::nearest;
use crate::model::ActorId;

/// A solution concept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Concept {
    /// No improvement at all.
    Nash,
    /// General metarationality.
    Gmr,
    /// Symmetric metarationality.
    Smr,
    /// Sequential stability.
    Seq,
    /// Symmetric sequential stability.
    SymSeq,
    /// Simultaneous stability.
    Sim,
    /// Each actor by sequential or by simultaneous stability.
    SeqOrSim,
    /// Generalised metarationality, by so many moves.
    Mr(Horizon),
    /// Generalised metarationality with credible moves only.
    Cmr(Horizon),
    /// Limited-move stability.
    Limited(Horizon),
    /// Non-myopic stability.
    NonMyopic,
    /// Stackelberg stability with this leader.
    Stackelberg(ActorId),
    /// The largest consistent set, of moves by single actors.
    Lcs,
}

/// How many moves are foreseen, each side's counted: from 1 to [`Horizon::MOST`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Horizon(u8);

impl Horizon {
    /// The longest.
    pub const MOST: u8 = 99;

    /// So many moves; none if they are too few or too many.
    pub fn new(moves: u8) -> Option<Horizon> {
        (1..=Horizon::MOST).contains(&moves).then_some(Horizon(moves))
    }

    /// How many moves.
    pub fn moves(self) -> u8 {
        self.0
    }
}

/// Why a key names no concept.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum UnknownConcept {
    /// Nothing is called so, but something nearly.
    #[error("there is no concept `{written}`; did you mean `{near}`?")]
    Near {
        /// The key as written.
        written: String,
        /// What is called nearly so.
        near: String,
    },
    /// Nothing is called nearly so.
    #[error("there is no concept `{written}`; there are: {known}")]
    Other {
        /// The key as written.
        written: String,
        /// What there is.
        known: String,
    },
    /// The number of moves is out of range.
    #[error("`{0}` foresees too few or too many moves: a number from 1 to {most} is expected", most = Horizon::MOST)]
    Horizon(String),
}

/// The concepts without parameters.
const PLAIN: [Concept; 9] = [
    Concept::Nash,
    Concept::Gmr,
    Concept::Smr,
    Concept::Seq,
    Concept::SymSeq,
    Concept::Sim,
    Concept::SeqOrSim,
    Concept::NonMyopic,
    Concept::Lcs,
];

/// A concept for each number of moves.
type ByHorizon = fn(Horizon) -> Concept;
/// The concepts with a number of moves, by how their keys begin.
const BY_HORIZON: [(&str, ByHorizon); 3] = [("mr", Concept::Mr), ("cmr", Concept::Cmr), ("l", Concept::Limited)];

/// How the keys with a leader begin.
const LED: &str = "stackelberg-";

impl Concept {
    /// The five that apply to every case; what is computed when nothing else is asked for, in the order in which they are
    /// shown.
    pub const USUAL: [Concept; 5] = [Concept::Nash, Concept::Gmr, Concept::Smr, Concept::Seq, Concept::SymSeq];

    /// The name in files and on the command line; a leader is named by its key among those of all actors.
    pub fn key(self, actors: &[&str]) -> String {
        match self {
            Concept::Nash => "nash".into(),
            Concept::Gmr => "gmr".into(),
            Concept::Smr => "smr".into(),
            Concept::Seq => "seq".into(),
            Concept::SymSeq => "symseq".into(),
            Concept::Sim => "sim".into(),
            Concept::SeqOrSim => "seq-or-sim".into(),
            Concept::Mr(horizon) => format!("mr{}", horizon.moves()),
            Concept::Cmr(horizon) => format!("cmr{}", horizon.moves()),
            Concept::Limited(horizon) => format!("l{}", horizon.moves()),
            Concept::NonMyopic => "nm".into(),
            Concept::Stackelberg(leader) => format!("{LED}{}", called(leader, actors)),
            Concept::Lcs => "lcs".into(),
        }
    }

    /// The name for readers; a leader is called as in the list of all actors.
    pub fn name(self, actors: &[&str]) -> String {
        match self {
            Concept::Nash => "Nash".into(),
            Concept::Gmr => "GMR".into(),
            Concept::Smr => "SMR".into(),
            Concept::Seq => "SEQ".into(),
            Concept::SymSeq => "SymSEQ".into(),
            Concept::Sim => "SIM".into(),
            Concept::SeqOrSim => "SEQ or SIM".into(),
            Concept::Mr(horizon) => format!("MR_{}", horizon.moves()),
            Concept::Cmr(horizon) => format!("CMR_{}", horizon.moves()),
            Concept::Limited(horizon) => format!("L_{}", horizon.moves()),
            Concept::NonMyopic => "NM".into(),
            Concept::Stackelberg(leader) => format!("Stackelberg ({})", called(leader, actors)),
            Concept::Lcs => "LCS".into(),
        }
    }

    /// What it means for an actor to stay, in one clause.
    pub fn meaning(self) -> String {
        let moves = |horizon: Horizon| match horizon.moves() {
            1 => "one move".to_string(),
            many => format!("{many} moves"),
        };
        match self {
            Concept::Nash => "no move of its own improves its position".into(),
            Concept::Gmr => "the others could answer every improvement so that nothing is gained".into(),
            Concept::Smr => "the same, and it could not escape that answer".into(),
            Concept::Seq => "the others could so answer while improving their own positions".into(),
            Concept::SymSeq => "the same, and it could not escape that answer".into(),
            Concept::Sim => {
                "every improvement could come to nothing if the others took theirs at the same moment".into()
            }
            Concept::SeqOrSim => "it would keep the state under SEQ, or under SIM".into(),
            Concept::Mr(horizon) => {
                format!("within {}, its own and the others' by turns, it cannot force anything better", moves(horizon))
            }
            Concept::Cmr(horizon) => format!(
                "within {}, each an improvement for whoever makes it, it cannot force anything better",
                moves(horizon)
            ),
            Concept::Limited(horizon) => {
                format!("when both sides look {} ahead, each for its own good, it does best to stay", moves(horizon))
            }
            Concept::NonMyopic => "however far beyond some point both sides look ahead, it does best to stay".into(),
            Concept::Stackelberg(_) => {
                "the leader does best to stay foreseeing the other's answer, the other foreseeing none".into()
            }
            Concept::Lcs => {
                "each of its moves could lead on to a state that would last in turn and is no better for it".into()
            }
        }
    }

    /// The concept of a key, where the actors have these keys: `nash`, `seq-or-sim`, `mr4`, `stackelberg-iran`.
    ///
    /// ```
    /// use statecraft::stability::{Concept, Horizon};
    ///
    /// assert_eq!(Concept::parse("mr4", &["iran", "us"]), Ok(Concept::Mr(Horizon::new(4).expect("4 is in range"))));
    /// assert_eq!(Concept::parse("symmseq", &[]).unwrap_err().to_string(),
    ///     "there is no concept `symmseq`; did you mean `symseq`?");
    /// ```
    ///
    /// # Errors
    /// What is wrong with the key, and the nearest one that there is.
    pub fn parse(key: &str, actors: &[&str]) -> Result<Concept, UnknownConcept> {
        if let Some(concept) = PLAIN.into_iter().find(|concept| concept.key(actors) == key) {
            return Ok(concept);
        }
        if let Some(leader) = key.strip_prefix(LED).and_then(|leader| actors.iter().position(|actor| *actor == leader))
        {
            return Ok(Concept::Stackelberg(ActorId::new(leader)));
        }
        for (prefix, concept) in BY_HORIZON {
            match key.strip_prefix(prefix) {
                Some(number) if !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit()) => {
                    let parsed = if number.starts_with('0') { None } else { number.parse().ok() };
                    let horizon = parsed.and_then(Horizon::new);
                    return horizon.map(concept).ok_or_else(|| UnknownConcept::Horizon(key.to_string()));
                }
                _ => {}
            }
        }
        Err(unknown(key, actors))
    }
}

fn called(leader: ActorId, actors: &[&str]) -> String {
    actors.get(leader.index()).map_or_else(|| (leader.index() + 1).to_string(), |key| (*key).to_string())
}

fn unknown(key: &str, actors: &[&str]) -> UnknownConcept {
    let mut known: Vec<String> = PLAIN.iter().map(|concept| concept.key(actors)).collect();
    let led: Vec<String> = actors.iter().map(|leader| format!("{LED}{leader}")).collect();
    let some: Vec<String> =
        BY_HORIZON.iter().flat_map(|(prefix, _)| (1..=9).map(move |moves| format!("{prefix}{moves}"))).collect();
    let written = key.to_string();
    if let Some(near) = nearest(key, known.iter().chain(&led).chain(&some).map(String::as_str)) {
        return UnknownConcept::Near { written, near: near.to_string() };
    }
    known.extend(BY_HORIZON.iter().map(|(prefix, _)| format!("{prefix}1 to {prefix}{}", Horizon::MOST)));
    known.extend(led);
    UnknownConcept::Other { written, known: known.join(", ") }
}
