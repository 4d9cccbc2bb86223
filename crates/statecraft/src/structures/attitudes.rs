//! **Attitudes** (Inohara, Hipel & Walker 2007; Inohara & Hipel 2009).
//!
//! Actor `i` has an attitude toward each actor `j`, itself among them: positive (it wants what `j` wants), neutral, or negative (it
//! wants the opposite). `t` is a *total relational reply* at `s`, `t TRP_i s`, when for every `j`: `t ≽_j s` if the attitude is
//! positive, `s ≽_j t` if it is negative. RNash, RGMR, RSMR and RSEQ put total relational replies in place of improvements:
//!
//! - RNash: no move of `i` leads to a total relational reply.
//! - RGMR: ∀ `s1 ∈ TRR_i(s)∖{s}` ∃ `s2 ∈ R_{N−i}(s1)`: not `s2 TRP_i s`. RSMR: and not `s3 TRP_i s` for all `s3 ∈ R_i(s2)`.
//! - RSEQ: as RGMR, by legal sequences of the others' total relational replies.
//!
//! `s` itself counts as no reply at `s`, though `s TRP_i s`: the others deter by leading things back to it, as they do under the
//! ordinary concepts, and who ends there has not escaped. So, where nobody is indifferent, actors who care for themselves alone
//! follow the ordinary concepts in every graph; and where nobody cares for anybody RNash = RSMR and RGMR = RSEQ, two pairs.
//!
//! As printed, a tie is reached: `≽`. Then, where an actor that cares for itself alone can move to a state that it likes just as
//! well, it does so, and Nash stability is not relational Nash stability. The strict reading, `≻` for `≽`, gives the ordinary
//! concepts back for actors who care for themselves alone, ties or not. Cost: that of the template, times the actors.

use super::Verdicts;
use super::template::{MoveTable, PreferenceStructure};
use crate::graph::{Graph, LimitReached, Limits, StateId};
use crate::model::{ActorId, Attitude, Model};
use crate::stability::Concept;

/// Whether a state that is just as good is a relational reply.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Ties {
    /// It is, as in print.
    Weak,
    /// It is not.
    Strict,
}

impl Ties {
    /// The name in files and on the command line.
    pub fn key(self) -> &'static str {
        match self {
            Ties::Weak => "weak",
            Ties::Strict => "strict",
        }
    }
}

/// What is stable when every actor follows its attitudes.
///
/// # Errors
/// A limit.
pub fn attitudes(
    graph: &Graph,
    model: &Model,
    ties: Ties,
    concepts: &[Concept],
    limits: &Limits,
) -> Result<Vec<Verdicts>, LimitReached> {
    MoveTable::of(graph, limits)?.verdicts(&Attitudes { graph, toward: &model.attitudes, ties }, concepts)
}

pub(super) struct Attitudes<'g> {
    pub(super) graph: &'g Graph,
    pub(super) toward: &'g [Vec<Attitude>],
    pub(super) ties: Ties,
}

impl Attitudes<'_> {
    /// `t TRP_i s` and `t ≠ s`.
    fn prefers(&self, i: ActorId, t: StateId, s: StateId) -> bool {
        let for_the_sake_of = |j: ActorId| match self.toward[i.index()][j.index()] {
            Attitude::Positive => self.likes(j, t, s),
            Attitude::Neutral => true,
            Attitude::Negative => self.likes(j, s, t),
        };
        t != s && self.graph.actor_ids().all(for_the_sake_of)
    }

    fn likes(&self, j: ActorId, better: StateId, worse: StateId) -> bool {
        match self.ties {
            Ties::Weak => !self.graph.prefers(j, worse, better),
            Ties::Strict => self.graph.prefers(j, better, worse),
        }
    }
}

impl PreferenceStructure for Attitudes<'_> {
    fn tempts(&self, actor: ActorId, from: StateId, to: StateId) -> bool {
        self.prefers(actor, to, from)
    }

    fn takes(&self, actor: ActorId, from: StateId, to: StateId) -> bool {
        self.prefers(actor, to, from)
    }

    fn deters(&self, actor: ActorId, start: StateId, end: StateId) -> bool {
        !self.prefers(actor, end, start)
    }

    fn helps(&self, actor: ActorId, start: StateId, end: StateId) -> bool {
        self.prefers(actor, end, start)
    }
}
