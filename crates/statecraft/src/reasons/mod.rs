//! **reasons**: why a verdict holds, found where it matters.
//!
//! The engine decides all verdicts at once and keeps no reasons. Here the reason for one verdict is looked for from its state
//! outwards: the tempting moves, and from each where the others' replies can lead, nearest first (`spread`), until one deters.
//! If each tempting move has such a reply the player stays, and the shortest replies are the proof; if one has none, all that
//! the others can bring about from there is the proof that the player leaves. No state is looked at that these moves do not
//! reach. Where preferences are more than an order, or less, replies are gone through one by one (`structured`). What is found is a
//! [`Witness`], which [`crate::witness`] can check without any of this.

mod foresight;
mod line;
mod simultaneous;
mod spread;
mod steps;
mod structured;

use crate::graph::{Graph, Limits, StateId, StateSpace};
use crate::model::{ActorId, OptionSet};
use crate::stability::{Concept, Reason, settings};
use crate::structures::{PreferenceStructure, ReadAs, Ties};
use crate::witness::{self, Place, Proof, Question, Reading, Replies, Witness};
use foresight::Foresight;
use line::Foreseen;
use steps::Steps;
use structured::Structured;

/// The search for the reasons of one actor stops after so many steps.
const MOST_STEPS: u64 = 1 << 32;

/// Why an actor would or would not keep a state under a concept: no more than this verdict needs.
///
/// # Errors
/// The concept does not apply to the case, or the search took too many steps.
pub fn witness(graph: &Graph, concept: Concept, actor: ActorId, state: StateId) -> Result<Witness, Reason> {
    Reasons::of_one(graph, actor).witness(concept, state)
}

/// The reasons of one actor, for many verdicts: what was found for one serves the others, and witnesses share their parts.
pub struct Reasons<'g> {
    graph: &'g Graph,
    actor: ActorId,
    reading: Reading,
    shares: bool,
    foresight: Vec<(Replies, Foresight<'g>)>,
    structure: Option<&'g (dyn PreferenceStructure + 'g)>,
    structured: Vec<(Replies, Structured<'g>)>,
    foreseen: Vec<Foreseen<'g>>,
    steps: Steps,
}

impl<'g> Reasons<'g> {
    /// Nothing found yet.
    pub fn of(graph: &'g Graph, actor: ActorId) -> Reasons<'g> {
        Reasons::within(graph, actor, MOST_STEPS)
    }

    /// The same with a limit of steps, for all verdicts together.
    pub fn within(graph: &'g Graph, actor: ActorId, most: u64) -> Reasons<'g> {
        Reasons { shares: true, ..Reasons::alone(graph, actor, most) }
    }

    /// For one verdict, with what it needs and no more.
    pub fn of_one(graph: &'g Graph, actor: ActorId) -> Reasons<'g> {
        Reasons::alone(graph, actor, MOST_STEPS)
    }

    /// The same with a limit of steps.
    pub fn alone(graph: &'g Graph, actor: ActorId, most: u64) -> Reasons<'g> {
        let steps = Steps::of(most);
        let (reading, foresight, structured, foreseen) = Default::default();
        Reasons { graph, actor, reading, shares: false, foresight, structure: None, structured, foreseen, steps }
    }

    /// The same where preferences are read in another way: by a structure of preference or, without any, in an order of the
    /// statements by which the graph is ranked. Of the concepts those that are defined for every structure remain.
    #[must_use]
    pub fn read_as(
        self,
        said: witness::Structure,
        structure: Option<&'g (dyn PreferenceStructure + 'g)>,
    ) -> Reasons<'g> {
        Reasons { reading: Reading { structure: said, ..self.reading }, structure, ..self }
    }

    /// The same within limits: of memory, and as long as nobody stops it.
    #[must_use]
    pub fn limited(self, limits: &Limits) -> Reasons<'g> {
        Reasons { steps: Steps { limits: limits.clone(), ..self.steps }, ..self }
    }

    /// How many steps it took so far.
    pub fn steps(&self) -> u64 {
        self.steps.taken + self.foresight.iter().map(|(_, foresight)| foresight.steps()).sum::<u64>()
    }

    /// Why the actor would or would not keep a state under a concept.
    ///
    /// # Errors
    /// The concept does not apply to the case, or the search took too many steps.
    pub fn witness(&mut self, concept: Concept, state: StateId) -> Result<Witness, Reason> {
        let question = question(concept).ok_or(Reason::NoWitness)?;
        let (player, reading) = (vec![self.actor], self.reading.clone());
        let proof = self.proof(question, state)?;
        Ok(Witness { player, question, reading, state: place(self.graph, state), proof })
    }

    fn proof(&mut self, question: Question, state: StateId) -> Result<Proof, Reason> {
        match question {
            Question::Foresight { moves, replies } => match self.structure {
                Some(structure) => self.structured(replies, structure, moves, state),
                None => self.foresight(replies).proof(moves, state),
            },
            Question::Simultaneous => {
                simultaneous::proof(self.graph, settings(self.graph)?, (self.actor, state), &mut self.steps)
            }
            Question::SequentialOrSimultaneous => {
                match (
                    self.foresight(Replies::Improvements).proof(2, state)?,
                    self.proof(Question::Simultaneous, state)?,
                ) {
                    (Proof::Leaves(one), Proof::Leaves(other)) => Ok(Proof::Leaves([one, other].concat())),
                    (stays @ Proof::Stays(_), _) | (_, stays) => Ok(stays),
                }
            }
            _ => {
                let at = self.foreseen(state)?;
                self.foreseen[at].proof(question, (self.actor, state), &mut self.steps)
            }
        }
    }

    fn structured(
        &mut self,
        replies: Replies,
        structure: &'g (dyn PreferenceStructure + 'g),
        moves: u8,
        state: StateId,
    ) -> Result<Proof, Reason> {
        let known = self.structured.iter().position(|(known, _)| *known == replies);
        let at = known.unwrap_or_else(|| {
            let structured = Structured::of(self.graph, self.actor, replies, structure, self.shares);
            self.structured.push((replies, structured));
            self.structured.len() - 1
        });
        self.structured[at].1.proof(moves, state, &mut self.steps)
    }

    fn foresight(&mut self, replies: Replies) -> &mut Foresight<'g> {
        let known = self.foresight.iter().position(|(known, _)| *known == replies);
        let at = known.unwrap_or_else(|| {
            let foresight = Foresight::of(self.graph, self.actor, replies, self.shares, self.steps.anew());
            self.foresight.push((replies, foresight));
            self.foresight.len() - 1
        });
        &mut self.foresight[at].1
    }

    /// Which of those found is for this state.
    fn foreseen(&mut self, state: StateId) -> Result<usize, Reason> {
        if let Some(at) = self.foreseen.iter().position(|foreseen| foreseen.is_for(state)) {
            return Ok(at);
        }
        self.foreseen.push(Foreseen::from(self.graph, state, &mut self.steps)?);
        Ok(self.foreseen.len() - 1)
    }
}

/// What a concept asks; nothing where no proof shows that a state is stable under it without showing the same of all others.
pub fn question(concept: Concept) -> Option<Question> {
    let foresight = |moves, replies| Question::Foresight { moves, replies };
    Some(match concept {
        Concept::Nash => foresight(1, Replies::Any),
        Concept::Gmr => foresight(2, Replies::Any),
        Concept::Smr => foresight(3, Replies::Any),
        Concept::Seq => foresight(2, Replies::Improvements),
        Concept::SymSeq => foresight(3, Replies::Improvements),
        Concept::Mr(horizon) => foresight(horizon.moves(), Replies::Any),
        Concept::Cmr(horizon) => foresight(horizon.moves(), Replies::Improvements),
        Concept::Sim => Question::Simultaneous,
        Concept::SeqOrSim => Question::SequentialOrSimultaneous,
        Concept::Limited(horizon) => Question::Limited(horizon.moves()),
        Concept::NonMyopic => Question::NonMyopic,
        Concept::Stackelberg(leader) => Question::Stackelberg(leader),
        Concept::Lcs => return None,
    })
}

/// What a witness calls a structure of preference.
pub fn structure(read_as: ReadAs) -> witness::Structure {
    match read_as {
        ReadAs::Attitudes(ties) => witness::Structure::Attitudes { ties: ties == Ties::Weak },
        ReadAs::Level(level) => witness::Structure::Degree(level),
        ReadAs::Unknown(extension) => witness::Structure::Unknown {
            tempts: extension.tempted_by_unknown(),
            deters: extension.deterred_by_unknown(),
        },
    }
}

/// A state in terms of the model.
pub fn place(graph: &Graph, state: StateId) -> Place {
    match &graph.states {
        StateSpace::Settings(states) => Place(states.code(state)),
        StateSpace::Named(_) => Place(state.index() as OptionSet),
    }
}
