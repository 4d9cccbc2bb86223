//! The variables: for each option one before a move and one after it, side by side, and below them the rank to beat.

use crate::model::OptionSet;
use biodivine_lib_bdd::{Bdd, BddNode, BddVariable, BddVariableSet};

/// The variables of a model.
#[derive(Debug)]
pub(super) struct Variables {
    all: BddVariableSet,
    /// For each option its place in the order.
    places: Vec<usize>,
    /// For each place the option.
    options: Vec<usize>,
}

impl Variables {
    /// For options in this order, and for ranks with at most so many digits.
    pub(super) fn new(options: Vec<usize>, digits: usize) -> Variables {
        let mut places = vec![0; options.len()];
        options.iter().enumerate().for_each(|(place, &option)| places[option] = place);
        let all = BddVariableSet::new_anonymous((2 * options.len() + digits) as u16);
        Variables { all, places, options }
    }

    /// How many options there are.
    pub(super) fn options(&self) -> usize {
        self.options.len()
    }

    /// The options in their order.
    pub(super) fn in_order(&self) -> &[usize] {
        &self.options
    }

    pub(super) fn always(&self) -> Bdd {
        self.all.mk_true()
    }

    pub(super) fn never(&self) -> Bdd {
        self.all.mk_false()
    }

    /// The option is taken.
    pub(super) fn taken(&self, option: usize) -> Bdd {
        self.all.mk_var(self.before(option))
    }

    /// It is taken after the move.
    pub(super) fn taken_after(&self, option: usize) -> Bdd {
        self.all.mk_var(self.after(option))
    }

    /// This digit of the rank to beat is 1.
    pub(super) fn digit(&self, at: usize) -> Bdd {
        self.all.mk_var(self.rank(at))
    }

    pub(super) fn before(&self, option: usize) -> BddVariable {
        BddVariable::from_index(2 * self.places[option])
    }

    fn after(&self, option: usize) -> BddVariable {
        BddVariable::from_index(2 * self.places[option] + 1)
    }

    pub(super) fn rank(&self, at: usize) -> BddVariable {
        BddVariable::from_index(2 * self.options.len() + at)
    }

    /// Whether a variable is an option after a move.
    pub(super) fn is_after(&self, variable: BddVariable) -> bool {
        let at = variable.to_index();
        at % 2 == 1 && at < 2 * self.options.len()
    }

    /// The option whose state before a move a variable is; none for other variables.
    pub(super) fn option_of(&self, variable: BddVariable) -> Option<usize> {
        let at = variable.to_index();
        if at.is_multiple_of(2) { self.options.get(at / 2).copied() } else { None }
    }

    /// The same with these options after the move in place of before it; the order of the variables stays, as the two are neighbours
    /// and the diagram has only one of them.
    pub(super) fn moved(&self, of: &Bdd, options: OptionSet) -> Bdd {
        let moved = |node: BddNode| match self.option_of(node.var) {
            Some(option) if options >> option & 1 == 1 => BddNode { var: self.after(option), ..node },
            _ => node,
        };
        let nodes: Vec<BddNode> = of.clone().to_nodes().into_iter().map(moved).collect();
        Bdd::from_nodes(&nodes).unwrap_or_else(|_| self.never()) // the order is that of `of`
    }
}
