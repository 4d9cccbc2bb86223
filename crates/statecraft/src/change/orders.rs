//! An actor's order over states while its lines are being edited.

use super::Laid;
use crate::expr::Expr;
use crate::graph::{StateId, StateSet};
use crate::model::{ActorId, OptionId, Preference};

/// One line of an edited preference: which line it was, and whether it is negated.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) struct LineUse {
    pub(super) line: u8,
    pub(super) negated: bool,
}

/// What an actor's lines say of every state.
pub(super) struct PreferenceLines {
    /// For each line where it is true, and where its opposite is: in a merged state perhaps neither.
    holding: Vec<[StateSet; 2]>,
}

/// An actor's order over states.
#[derive(Clone, Copy)]
pub(super) enum OrderOfStates<'o> {
    /// As the graph ranks them.
    Given(&'o [u32]),
    /// By lines, the most important first.
    Edited(&'o PreferenceLines, &'o [LineUse]),
}

impl PreferenceLines {
    /// The lines of an actor, if its preference is by statements and has no more of them than can be edited.
    pub(super) fn of(laid: Laid, actor: ActorId) -> Option<PreferenceLines> {
        let Preference::Statements(statements) = &laid.model.preferences[actor.index()] else { return None };
        u8::try_from(statements.len()).ok()?;
        let of = |tree: &Expr<OptionId>| {
            [tree.clone(), Expr::Not(Box::new(tree.clone()))].map(|tree| laid.graph.holding(&tree))
        };
        Some(PreferenceLines { holding: statements.iter().map(|line| of(&line.statement.tree)).collect() })
    }

    /// How many there are.
    pub(super) fn len(&self) -> usize {
        self.holding.len()
    }

    fn holds(&self, wish: LineUse, state: StateId) -> bool {
        self.holding[usize::from(wish.line)][usize::from(wish.negated)].contains(state)
    }
}

impl OrderOfStates<'_> {
    /// Whether the actor prefers the first state to the second.
    pub(super) fn prefers(&self, better: StateId, worse: StateId) -> bool {
        match self {
            OrderOfStates::Given(ranks) => ranks[better.index()] > ranks[worse.index()],
            OrderOfStates::Edited(lines, wishes) => {
                let parting = wishes.iter().find(|&&wish| lines.holds(wish, better) != lines.holds(wish, worse));
                parting.is_some_and(|&wish| lines.holds(wish, better))
            }
        }
    }
}
