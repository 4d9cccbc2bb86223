//! What one actor thinks of a state, under several concepts at once.

use crate::answers::explain::play::{Play, Temptation};
use crate::answers::explain::step::Move;
use crate::answers::explain::{Asked, by_concept};
use crate::answers::maps::Map;
use crate::case::Case;
use crate::graph::{Limits, StateId};
use crate::model::ActorId;
use crate::reasons::Reasons;
use crate::stability::{Concept, Refused};
use crate::study::LaidOut;
use crate::witness::{Proof, Witness};
use serde::{Deserialize, Serialize};

/// Whether an actor would keep a state, and why.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Opinion {
    /// The actor, by its key.
    pub actor: String,
    /// In one word.
    pub standing: Standing,
    /// For each concept whether the actor would keep the state.
    pub stable: Map<bool>,
    /// How many moves it has.
    pub moves: usize,
    /// How many of them tempt it.
    pub tempting: usize,
    /// Those that are told: those that nothing deters, then the best.
    pub temptations: Vec<Temptation>,
    /// If none tempts it: the best of its moves all the same.
    pub best_move: Option<Move>,
}

/// How an actor stands to a state; the first decides most.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    /// It would leave under every concept asked for.
    Leaves,
    /// It is tempted, and under some or all concepts kept by what the others could do.
    Deterred,
    /// It has moves, but none tempts it.
    NotTempted,
    /// It has no move.
    CannotMove,
}

/// So many temptations are all told; of more only the best, unless all are asked for.
const FEW: usize = 3;
/// So many of them.
const BEST: usize = 2;

impl Opinion {
    pub(crate) fn of(
        case: &Case,
        (laid_out, actor, state): (&LaidOut, ActorId, StateId),
        asked: &Asked,
        limits: &Limits,
    ) -> Result<Opinion, Refused> {
        let LaidOut { graph, model, .. } = laid_out;
        let proofs = Proofs::of((laid_out, actor, state), &asked.concepts, limits)?;
        let keeps = |concept: Concept| proofs.keeps(concept) == Some(true);
        let play = Play { case, laid_out, actor, state };
        let (tempting, moves) = (play.tempting(&proofs.told), graph.moves_from(actor, state));
        let standing = match (moves.len(), tempting.len(), asked.concepts.iter().any(|&concept| keeps(concept))) {
            (_, _, false) => Standing::Leaves,
            (0, ..) => Standing::CannotMove,
            (_, 0, _) => Standing::NotTempted,
            _ => Standing::Deterred,
        };
        let told = told(&play, &proofs, &tempting, asked.all);
        let best = || moves.iter().rev().max_by_key(|to| graph.ranks[actor.index()][to.index()]);
        let best = if tempting.is_empty() { best() } else { None };
        Ok(Opinion {
            actor: model.actors[actor.index()].key.clone(),
            standing,
            stable: by_concept(laid_out, &asked.concepts, keeps),
            moves: moves.len(),
            tempting: tempting.len(),
            temptations: told.into_iter().map(|to| play.temptation(to, &proofs.told)).collect(),
            best_move: best.map(|&to| Move::of(case, laid_out, actor, state, to)),
        })
    }
}

/// Which of the tempting moves are told: those that nothing deters and, if the actor is kept by answers, the best of the others.
fn told(play: &Play, proofs: &Proofs, tempting: &[StateId], all: bool) -> Vec<StateId> {
    let undeterred = play.undeterred(&proofs.told);
    let most = if all || tempting.len() <= FEW { usize::MAX } else { BEST };
    let answered = proofs.told.iter().any(|(_, witness)| stays(witness));
    let others = tempting.iter().filter(|to| answered && !undeterred.contains(to));
    let others = others.take(most.saturating_sub(undeterred.len())).copied();
    undeterred.iter().copied().chain(others).collect()
}

/// The verdicts of one actor on one state, and the proofs that are worth telling.
struct Proofs {
    verdicts: Vec<(Concept, bool)>,
    told: Vec<(Concept, Witness)>,
}

fn stays(witness: &Witness) -> bool {
    matches!(witness.proof, Proof::Stays(_))
}

impl Proofs {
    fn of(
        (laid_out, actor, state): (&LaidOut, ActorId, StateId),
        asked: &[Concept],
        limits: &Limits,
    ) -> Result<Proofs, Refused> {
        let witness = |concept| {
            let witness = Reasons::of_one(&laid_out.graph, actor).limited(limits).witness(concept, state);
            witness.map_err(|reason| Refused { concept, reason })
        };
        let mut proofs = Proofs { verdicts: Vec::new(), told: Vec::new() };
        let usual = IN_TURN.into_iter().filter(|concept| asked.contains(concept));
        let others = asked.iter().copied().filter(|concept| !IN_TURN.contains(concept));
        for concept in usual.chain(others) {
            if proofs.keeps(concept).is_none() {
                proofs.look(concept, witness)?;
            }
        }
        let verdicts = proofs.verdicts.clone();
        let kept = |concept| verdicts.iter().find(|(known, _)| *known == concept).map(|(_, keeps)| *keeps);
        // What follows from another proof that is told needs no telling.
        proofs.told.retain(|&(concept, _)| {
            let stronger = |&(other, keeps): &(Concept, bool)| {
                let follows = if keeps { implies(other, concept) } else { implies(concept, other) };
                Some(keeps) == kept(concept) && follows
            };
            !verdicts.iter().any(stronger)
        });
        Ok(proofs)
    }

    fn look(&mut self, concept: Concept, witness: impl Fn(Concept) -> Result<Witness, Refused>) -> Result<(), Refused> {
        if concept == Concept::SeqOrSim {
            let (seq, sim) = (witness(Concept::Seq)?, witness(Concept::Sim)?);
            self.verdicts.push((concept, stays(&seq) || stays(&sim)));
            let both = [(Concept::Seq, seq), (Concept::Sim, sim)];
            let any = both.iter().any(|(_, witness)| stays(witness));
            let known: Vec<Concept> = self.told.iter().map(|(concept, _)| *concept).collect();
            let new = |(concept, witness): &(Concept, Witness)| stays(witness) == any && !known.contains(concept);
            self.told.extend(both.into_iter().filter(new));
            return Ok(());
        }
        let found = witness(concept)?;
        self.verdicts.push((concept, stays(&found)));
        self.told.push((concept, found));
        Ok(())
    }

    /// Whether the actor would keep the state, as far as it is known or follows from what is known.
    fn keeps(&self, concept: Concept) -> Option<bool> {
        let told = |&(other, keeps): &(Concept, bool)| {
            let follows = other == concept || if keeps { implies(other, concept) } else { implies(concept, other) };
            follows.then_some(keeps)
        };
        self.verdicts.iter().find_map(told)
    }
}

/// The usual concepts, those first whose verdict tells most about the others.
const IN_TURN: [Concept; 5] = [Concept::Nash, Concept::Gmr, Concept::SymSeq, Concept::Seq, Concept::Smr];

/// Whether an actor that keeps a state under the first concept keeps it under the second (Nash ⊆ SymSEQ ⊆ SEQ, SMR ⊆ GMR).
fn implies(first: Concept, second: Concept) -> bool {
    use Concept::{Gmr, Nash, Seq, Smr, SymSeq};
    match first {
        Nash => matches!(second, SymSeq | Seq | Smr | Gmr),
        SymSeq => matches!(second, Seq | Smr | Gmr),
        Seq | Smr => second == Gmr,
        _ => false,
    }
}
