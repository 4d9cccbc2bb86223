//! Operations on diagrams that can be stopped.
//!
//! The library that makes the diagrams asks a closure what an operation comes to at the leaves, at every step of its search. The
//! closure counts the steps. When there were too many, or the work is to stop, it says *false* for all that is left: the operation
//! ends at once, and what came of it is thrown away.

use super::variables::Variables;
use crate::graph::{LimitReached, Limits, Watch, parallel};
use crate::model::OptionSet;
use biodivine_lib_bdd::{Bdd, BddVariable, op_function};
use std::cell::Cell;

/// So many steps may be spent on one operation, whatever the memory: of the order of seconds.
const MOST_STEPS: u64 = 1 << 25;
/// The memory of a step: what is remembered of a pair of nodes, and a node.
const BYTES_PER_STEP: u64 = 48;
/// How often the watch is looked at.
const LOOK: u64 = 1 << 14;

type Leaf = Option<bool>;

/// What one thread does.
pub(super) struct Work<'w> {
    watch: &'w Watch,
    most: u64,
    steps: Cell<u64>,
    over: Cell<Option<LimitReached>>,
}

impl<'w> Work<'w> {
    pub(super) fn new(limits: &'w Limits) -> Work<'w> {
        let bytes = limits.bytes / parallel::threads().max(1) as u64;
        let most = MOST_STEPS.min(bytes / BYTES_PER_STEP);
        Work { watch: &limits.watch, most, steps: Cell::new(0), over: Cell::new(None) }
    }

    fn step(&self) -> bool {
        let steps = self.steps.get() + 1;
        self.steps.set(steps);
        if steps.is_multiple_of(LOOK) {
            self.look(steps);
        }
        self.over.get().is_none()
    }

    fn look(&self, steps: u64) {
        let stopped = self.watch.check().err();
        let many = (steps > self.most).then_some(LimitReached::Nodes(self.most));
        self.over.set(self.over.get().or(stopped).or(many));
    }

    /// What an operation comes to at the leaves, as long as it may go on.
    fn counted(&self, leaf: impl Fn(Leaf, Leaf) -> Leaf) -> impl Fn(Leaf, Leaf) -> Leaf {
        move |one, other| if self.step() { leaf(one, other) } else { Some(false) }
    }

    fn done(&self, found: Bdd) -> Result<Bdd, LimitReached> {
        self.steps.set(0);
        self.over.get().map_or(Ok(found), Err)
    }

    fn operation(&self, one: &Bdd, other: &Bdd, leaf: impl Fn(Leaf, Leaf) -> Leaf) -> Result<Bdd, LimitReached> {
        self.done(Bdd::binary_op(one, other, self.counted(leaf)))
    }

    pub(super) fn and(&self, one: &Bdd, other: &Bdd) -> Result<Bdd, LimitReached> {
        self.operation(one, other, op_function::and)
    }

    pub(super) fn or(&self, one: &Bdd, other: &Bdd) -> Result<Bdd, LimitReached> {
        self.operation(one, other, op_function::or)
    }

    pub(super) fn iff(&self, one: &Bdd, other: &Bdd) -> Result<Bdd, LimitReached> {
        self.operation(one, other, op_function::iff)
    }

    pub(super) fn and_not(&self, one: &Bdd, other: &Bdd) -> Result<Bdd, LimitReached> {
        self.operation(one, other, op_function::and_not)
    }

    /// Both, with some variables left open: true where they are for some values of these.
    pub(super) fn both_for_some(
        &self,
        one: &Bdd,
        other: &Bdd,
        open: impl Fn(BddVariable) -> bool,
    ) -> Result<Bdd, LimitReached> {
        let (and, or) = (self.counted(op_function::and), self.counted(op_function::or));
        self.done(Bdd::binary_op_nested(one, other, open, and, or))
    }

    /// Where a diagram is true once some options are changed to their values after the move: these variables in place of those
    /// before it.
    pub(super) fn moved(&self, variables: &Variables, of: &Bdd, options: OptionSet) -> Result<Bdd, LimitReached> {
        self.watch.check()?;
        Ok(variables.moved(of, options))
    }
}
