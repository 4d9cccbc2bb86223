//! What tempts an actor, what the others could make of it, and whether the actor could then escape.

use crate::answers::explain::step::Move;
use crate::answers::explain::why::Comparison;
use crate::case::Case;
use crate::graph::{StateId, StateSpace};
use crate::model::ActorId;
use crate::reasons;
use crate::stability::Concept;
use crate::study::{LaidOut, StateName};
use crate::witness::{Place, Proof, Question, Reply, Step, Turn, Witness};
use serde::{Deserialize, Serialize};
use std::cmp::Reverse;
use std::collections::BTreeSet;
use std::sync::Arc;

/// A move that tempts an actor.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Temptation {
    /// The move.
    #[serde(rename = "move")]
    pub step: Move,
    /// What could come of it, concept by concept, as far as one does not follow from another.
    pub answers: Vec<Answer>,
}

/// What could come of a tempting move.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Answer {
    /// The concept that sees it so, by its key.
    pub concept: String,
    /// What it sees.
    #[serde(flatten)]
    pub what: Answered,
}

/// Whether the others deter.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(tag = "verdict", rename_all = "snake_case")]
pub enum Answered {
    /// They do.
    Deterred {
        /// Their moves, one after another; under SIM at the same moment as the tempting move.
        reply: Vec<Move>,
        /// Where that leads, against the state in question.
        end: Comparison,
        /// How many moves the actor has from there, none of which mends it; none where the concept does not look at them.
        no_escape_by: Option<usize>,
        /// What would tempt it next and is answered in turn, where the concept looks so far; the first.
        then: Option<Box<Temptation>>,
    },
    /// They do not.
    NotDeterred {
        /// How many states they could bring about.
        others_reach: usize,
        /// From how many of these the actor must move on so as not to lose.
        ways_on: usize,
        /// One such move.
        escape: Option<Box<Escape>>,
        /// Whether the concept has the others answer again after that, to no avail.
        answered_again: bool,
    },
    /// Where both sides foresee a line of play: what follows the move, and where it ends.
    Foreseen {
        /// The moves of both.
        line: Vec<Move>,
        /// Where that leads, against the state in question.
        end: Comparison,
    },
}

/// A move by which an actor mends what the others did.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Escape {
    /// The move.
    #[serde(rename = "move")]
    pub step: Move,
    /// Where it leads, against the state in question.
    pub end: Comparison,
}

/// One actor in one state.
pub(crate) struct Play<'c> {
    pub(crate) case: &'c Case,
    pub(crate) laid_out: &'c LaidOut,
    pub(crate) actor: ActorId,
    pub(crate) state: StateId,
}

/// Proofs, each with its concept.
type Proofs<'p> = &'p [(Concept, Witness)];

impl Play<'_> {
    /// Where the moves lead that tempt the actor, its improvements and what a proof answers: the best first, of those the
    /// smallest.
    pub(crate) fn tempting(&self, told: Proofs) -> Vec<StateId> {
        let graph = &self.laid_out.graph;
        let first_turn = told.iter().filter_map(|(_, witness)| match &witness.proof {
            Proof::Stays(turns) => turns.first(),
            Proof::Leaves(_) => None,
        });
        let answered = first_turn.flatten().filter_map(|reply| self.at(reply.to));
        let all: BTreeSet<StateId> =
            graph.improvements_from(self.actor, self.state).into_iter().chain(answered).collect();
        let mut all: Vec<StateId> = all.into_iter().collect();
        let rank = |to: StateId| graph.ranks[self.actor.index()][to.index()];
        let changes = |to: StateId| (self.place(to).0 ^ self.place(self.state).0).count_ones();
        all.sort_by_key(|&to| (Reverse(rank(to)), changes(to)));
        all
    }

    /// Where the moves lead that nothing deters, each once. Where no answer is looked at any that tempts will do.
    pub(crate) fn undeterred(&self, told: Proofs) -> Vec<StateId> {
        let mut found = Vec::new();
        for (concept, witness) in told {
            let to = match &witness.proof {
                Proof::Leaves(turns) if looks_at_answers(*concept) => self.first_move(turns),
                Proof::Leaves(_) if told.len() == 1 => self.tempting(told).first().copied(),
                _ => None,
            };
            found.extend(to.filter(|to| !found.contains(to)));
        }
        found
    }

    /// A tempting move with what could come of it.
    pub(crate) fn temptation(&self, to: StateId, told: Proofs) -> Temptation {
        let mut answers: Vec<Answer> = Vec::new();
        let stays = |proof: &&(Concept, Witness)| matches!(proof.1.proof, Proof::Stays(_));
        let leaves = |proof: &&(Concept, Witness)| !stays(proof) && looks_at_answers(proof.0);
        for (concept, witness) in told.iter().filter(stays).chain(told.iter().filter(leaves)) {
            let what = match &witness.proof {
                Proof::Stays(turns) => self.answered(to, turns, *concept, moves_seen(*concept).saturating_sub(2)),
                Proof::Leaves(turns) if self.first_move(turns) == Some(to) => {
                    self.unanswered(turns, *concept, &answers)
                }
                Proof::Leaves(_) => None,
            };
            answers.extend(what.map(|what| self.answer(*concept, what)));
        }
        Temptation { step: self.step(self.actor, self.state, to), answers }
    }

    fn answer(&self, concept: Concept, what: Answered) -> Answer {
        Answer { concept: concept.key(&self.laid_out.model.actor_keys()), what }
    }

    /// How the others answer a move, and what tempts next, in the proof that the actor stays; with so many moves left to see.
    fn answered(&self, to: StateId, turns: &[Vec<Arc<Reply>>], concept: Concept, left: u8) -> Option<Answered> {
        let (first, later) = turns.split_first()?;
        let reply = first.iter().find(|reply| reply.to == self.place(to))?;
        let (reply, end) = match concept {
            Concept::Sim => (self.at_once(&reply.path)?, self.joint_end(to, &reply.path)?),
            _ => self.in_turn(to, &reply.path)?,
        };
        if is_foreseen(concept) {
            return Some(Answered::Foreseen { line: reply, end: self.against(end) });
        }
        let moves = self.laid_out.graph.moves_from(self.actor, end);
        let next_left = left.saturating_sub(2);
        let next = moves.iter().find_map(|&next| Some((next, self.answered(next, later, concept, next_left)?)));
        let then = next.map(|(next, what)| Temptation {
            step: self.step(self.actor, end, next),
            answers: vec![self.answer(concept, what)],
        });
        let no_escape_by = (left > 0).then_some(moves.len());
        Some(Answered::Deterred { reply, end: self.against(end), no_escape_by, then: then.map(Box::new) })
    }

    /// What the others can do about a move in the proof that the actor leaves by it. If the actor must move on, it is shown
    /// from where an answer that is already told leads.
    fn unanswered(&self, turns: &[Turn], concept: Concept, told: &[Answer]) -> Option<Answered> {
        let first = turns.first()?;
        let (line, end) = self.in_turn(self.state, &first.moves.first()?.1)?;
        if is_foreseen(concept) {
            return Some(Answered::Foreseen { line: line.into_iter().skip(1).collect(), end: self.against(end) });
        }
        let reached: BTreeSet<Place> = first.positions.iter().map(|position| position.state).collect();
        let ways_on = turns.get(1).map_or(&[][..], |turn| &turn.moves);
        let ends: Vec<&StateName> = told.iter().filter_map(|answer| answer.what.end()).collect();
        let name = |from| self.at(from).map(|from| StateName::of(&self.laid_out.graph, from));
        let from_told = |(from, _): &&(Place, Vec<Step>)| name(*from).is_some_and(|from| ends.contains(&&from));
        let way_on = ways_on.iter().find(from_told).or(ways_on.first());
        let escape = way_on.and_then(|(from, steps)| {
            let (mut steps, end) = self.in_turn(self.at(*from)?, steps)?;
            Some(Escape { step: steps.pop()?, end: self.against(end) })
        });
        let others_reach = reached.len().saturating_sub(1);
        let answered_again = turns.get(1).is_some_and(|turn| !turn.positions.is_empty());
        Some(Answered::NotDeterred {
            others_reach,
            ways_on: ways_on.len(),
            escape: escape.map(Box::new),
            answered_again,
        })
    }

    /// Moves one after another, and where they end.
    fn in_turn(&self, from: StateId, path: &[Step]) -> Option<(Vec<Move>, StateId)> {
        let (mut told, mut here) = (Vec::new(), from);
        for step in path {
            let to = self.at(step.to)?;
            told.push(self.step(*step.by.first()?, here, to));
            here = to;
        }
        Some((told, here))
    }

    /// Moves that are all made from the state in question.
    fn at_once(&self, path: &[Step]) -> Option<Vec<Move>> {
        path.iter().map(|step| Some(self.step(*step.by.first()?, self.state, self.at(step.to)?))).collect()
    }

    /// Where moves lead that are made at one moment: each changes options of its own.
    fn joint_end(&self, to: StateId, path: &[Step]) -> Option<StateId> {
        let (Place(here), Place(to)) = (self.place(self.state), self.place(to));
        self.at(path.iter().fold(Place(to), |Place(end), step| Place(end ^ here ^ step.to.0)))
    }

    fn step(&self, by: ActorId, from: StateId, to: StateId) -> Move {
        Move::of(self.case, self.laid_out, by, from, to)
    }

    /// How the actor ranks a state against the one in question.
    fn against(&self, end: StateId) -> Comparison {
        Comparison::of(self.case, self.laid_out, self.actor, self.state, end)
    }

    fn first_move(&self, turns: &[Turn]) -> Option<StateId> {
        self.at(turns.first()?.moves.first()?.1.first()?.to)
    }

    fn place(&self, state: StateId) -> Place {
        reasons::place(&self.laid_out.graph, state)
    }

    /// The state at a place.
    fn at(&self, place: Place) -> Option<StateId> {
        match &self.laid_out.graph.states {
            StateSpace::Settings(states) => states.find(place.0),
            StateSpace::Named(names) => usize::try_from(place.0).ok().filter(|&at| at < names.len()).map(StateId::new),
        }
    }
}

/// Whether a concept is about the line of play that is foreseen.
fn is_foreseen(concept: Concept) -> bool {
    matches!(concept, Concept::Limited(_) | Concept::NonMyopic | Concept::Stackelberg(_))
}

fn looks_at_answers(concept: Concept) -> bool {
    moves_seen(concept) != 1
}

/// How many moves a concept looks ahead, by turns.
fn moves_seen(concept: Concept) -> u8 {
    match reasons::question(concept) {
        Some(Question::Foresight { moves, .. }) => moves,
        _ => 0,
    }
}

impl Temptation {
    /// The answers, those that are alike as one, each with the concepts that see it so.
    pub(crate) fn by_answer(&self) -> Vec<(Vec<&str>, &Answer)> {
        let mut groups: Vec<(Vec<&str>, &Answer)> = Vec::new();
        for answer in &self.answers {
            match groups.iter_mut().find(|(_, first)| first.what == answer.what) {
                Some((concepts, _)) => concepts.push(&answer.concept),
                None => groups.push((vec![&answer.concept], answer)),
            }
        }
        groups
    }
}

impl Answered {
    /// Where an answer leads.
    fn end(&self) -> Option<&StateName> {
        match self {
            Answered::Deterred { reply, .. } => reply.last().map(|step| &step.to),
            _ => None,
        }
    }
}
