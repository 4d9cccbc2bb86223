//! Which step of a witness fails, in words.

/// Why a witness does not hold. States are called by the options taken in them, or by name; actors by name.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    /// No such state.
    #[error("{0} is no state of the case")]
    NoState(String),
    /// Nobody, or somebody twice, or no actor of the case.
    #[error("those who are asked are not actors of the case, each named once and in its order")]
    NoPlayer,
    /// Who moves may not, cannot, or has no reason to.
    #[error("{0} does not move from {1} to {2}: it has no turn, no such move, or no reason for it")]
    NoMove(String, String, String),
    /// Nothing happens where something should.
    #[error("nobody does anything at {0}, where something must happen")]
    Nothing(String),
    /// More or fewer turns than the concept gives.
    #[error("the number of turns is {0}, where the concept has {1}")]
    Turns(usize, usize),
    /// A tempting move without an answer.
    #[error("nothing is said against the tempting move to {0}")]
    Unanswered(String),
    /// An answer to what does not tempt, or a second one.
    #[error("a move to {0} is answered that does not tempt there, or is answered already")]
    Needless(String),
    /// The answer leaves the player better off.
    #[error("{0}, where the reply ends, does not deter")]
    NoDeterrent(String),
    /// The player gets away.
    #[error("the player can still move to {0}, which it prefers")]
    Escape(String),
    /// It would deter, and no way on is given.
    #[error("{0} deters, and nothing says how the player gets away from there")]
    Stuck(String),
    /// No order of an actor's statements that may be theirs.
    #[error("the statements of an actor stand in an order that is not compatible with what is known of it")]
    Incompatible,
    /// The move gains nothing.
    #[error("{0}, where the player moves, is not better for it")]
    NoGain(String),
    /// The others can bring about something that is left out.
    #[error("{1} is left out, where {0} can take the conflict")]
    LeftOut(String, String),
    /// The concept has no meaning here.
    #[error("the concept is not defined for this case or player")]
    Undefined,
    /// Not what the actors would do.
    #[error("both would not foresee this line of play from {0}")]
    Unforeseen(String),
    /// The other verdict is right.
    #[error("foreseeing what follows, the actor {}", if *.0 { "stays" } else { "does not stay" })]
    Foreseen(bool),
    /// More than the checker does.
    #[error("there is too much to go through")]
    TooMuch,
    /// It was asked to stop.
    #[error("it was stopped")]
    Stopped,
}

impl Fault {
    /// Whether nothing is said of the witness, since a limit was reached.
    pub fn is_limit(&self) -> bool {
        matches!(self, Fault::TooMuch | Fault::Stopped)
    }
}
