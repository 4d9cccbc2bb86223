//! What a witness says, in terms of the model alone. Parts that many witnesses share stand once in memory.

use crate::model::{ActorId, Form, Model, OptionSet};
use std::sync::Arc;

/// A state in terms of the model: the options taken, one bit each (of a merged state those of its last member), or the position
/// of a state of a bare graph.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Place(pub OptionSet);

impl Place {
    /// What readers of the case file call it: the options taken, or a name.
    pub fn called(self, model: &Model) -> String {
        match &model.form {
            Form::Graph(form) => {
                form.states.get(self.0 as usize).cloned().unwrap_or_else(|| format!("number {}", self.0))
            }
            Form::Options(form) => {
                let taken = form.options.iter().enumerate().filter(|(at, _)| self.0 >> at & 1 == 1);
                format!("{{{}}}", taken.map(|(_, option)| option.key.as_str()).collect::<Vec<_>>().join(", "))
            }
        }
    }
}

/// What proves one verdict.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Witness {
    /// Who asks whether to stay: one actor, or the members of a coalition, ascending.
    pub player: Vec<ActorId>,
    /// Under which concept.
    pub question: Question,
    /// How coalitions and preferences are read.
    pub reading: Reading,
    /// The state in question.
    pub state: Place,
    /// Whether the player stays, and why.
    pub proof: Proof,
}

/// What is asked of a state, and how it is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Question {
    /// Whether the player can force something better within so many moves, its own and the others' by turns: Nash is 1, GMR and
    /// SEQ are 2, SMR and SymSEQ are 3, `MR_h` and `CMR_h` are h.
    Foresight {
        /// How many moves.
        moves: u8,
        /// Which replies count.
        replies: Replies,
    },
    /// SIM.
    Simultaneous,
    /// SEQ or SIM.
    SequentialOrSimultaneous,
    /// `L_h`.
    Limited(u8),
    /// NM.
    NonMyopic,
    /// Stackelberg, with this leader.
    Stackelberg(ActorId),
}

/// How the others may reply.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Replies {
    /// By any moves.
    Any,
    /// Each by improvements of its own.
    Improvements,
    /// By improvements of coalitions among them, no coalition twice running (Inohara & Hipel 2008).
    Joint,
}

/// How coalitions and preferences are read.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Reading {
    /// Members may gain nothing as long as one gains and none loses (Pareto); otherwise all must gain.
    pub pareto: bool,
    /// Members change their options together in one jump; otherwise they move one after another, nobody twice running.
    pub jump: bool,
    /// Who replies as one, each block ascending; all others by themselves.
    pub blocks: Arc<[Vec<ActorId>]>,
    /// What counts as better, and as bad enough.
    pub structure: Structure,
}

/// How preferences are read: as an order, or as more than that, or less.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub enum Structure {
    /// As an order.
    #[default]
    Order,
    /// An actor wants what its attitudes make of everybody's preferences (Inohara, Hipel & Walker 2007).
    Attitudes {
        /// Whether a state that is just as good is as good as a better one.
        ties: bool,
    },
    /// A state deters if it is worse by this degree at least; at 0, if it is no better (Hamouda, Kilgour & Hipel 2006).
    Degree(u8),
    /// Some pairs of states are not known to be in one order or the other (Li, Hipel, Kilgour & Fang 2004).
    Unknown {
        /// Whether what may be better tempts.
        tempts: bool,
        /// Whether what may be no better deters.
        deters: bool,
    },
    /// For each actor its statements, from 0, the most important first: one of the orders that are compatible with what is
    /// known. Nothing for an actor whose preference is of another kind.
    InOrder(Arc<[Vec<usize>]>),
}

/// Whether the player stays, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Proof {
    /// It stays. For each turn of the others, the first first, their reply to every state that would tempt the player there; without
    /// any, nothing tempts it, which is weaker news than a deterrent.
    Stays(Vec<Vec<Arc<Reply>>>),
    /// It leaves. For each turn of the player, the first first, what it does and what can then happen. Under SEQ or SIM there
    /// are two: what it does under SEQ, and under SIM. Where two actors foresee a line of play, the moves of the only turn are
    /// this line.
    Leaves(Vec<Turn>),
}

/// How the others answer.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Reply {
    /// The state that would tempt the player.
    pub to: Place,
    /// Their moves from there, no actor twice running; under SIM, the move that each makes at the same moment from the state in
    /// question; where two actors foresee a line of play, the moves of both by turns, the other first.
    pub path: Vec<Step>,
}

/// A turn of the player and what the others can make of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Turn {
    /// Where it stands and the moves it makes: one move of an actor, or a sequence of a coalition's. On the first turn one, from
    /// the state in question; later one for each of the positions that would deter it.
    pub moves: Ways,
    /// Where the moves lead and every position that the others can bring about from there, closed under their replies; empty if
    /// they have no turn any more, and under SIM.
    pub positions: Arc<[Position]>,
}

/// From where a player goes on, and by which moves.
pub type Ways = Arc<[(Place, Vec<Step>)]>;

/// Where the others' replies may stand.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Position {
    /// The state.
    pub state: Place,
    /// Who moved last and so may not move next; nobody where that makes no difference.
    pub last: Vec<ActorId>,
}

/// One move, of an actor or of a coalition.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Step {
    /// Who moves.
    pub by: Vec<ActorId>,
    /// Where to.
    pub to: Place,
}
