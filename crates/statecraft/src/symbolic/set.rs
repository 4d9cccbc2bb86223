//! Sets of states.

use super::variables::Variables;
use crate::model::OptionSet;
use biodivine_lib_bdd::{Bdd, BddPointer};
use std::collections::HashMap;
use std::sync::Arc;

/// A set of settings of a model's options, as a diagram. Sets of one model can be combined; a setting has one bit for each option,
/// the first the lowest.
#[derive(Clone, Debug)]
pub struct Set {
    pub(super) variables: Arc<Variables>,
    pub(super) diagram: Bdd,
}

impl PartialEq for Set {
    fn eq(&self, other: &Set) -> bool {
        self.diagram == other.diagram
    }
}

impl Set {
    /// How many settings it has, exactly; of all 2^128 settings of 128 options one less is counted.
    pub fn count(&self) -> u128 {
        Counts::of(self).all()
    }

    /// Whether it has none.
    pub fn is_empty(&self) -> bool {
        self.diagram.is_false()
    }

    /// Whether it has this setting.
    pub fn contains(&self, setting: OptionSet) -> bool {
        let mut at = self.diagram.root_pointer();
        while let Some(option) = self.option_at(at) {
            at = if setting >> option & 1 == 1 { self.diagram.high_link_of(at) } else { self.diagram.low_link_of(at) };
        }
        at.is_one()
    }

    /// What is in either.
    pub fn union(&self, other: &Set) -> Set {
        self.with(self.diagram.or(&other.diagram))
    }

    /// What is in both.
    pub fn intersection(&self, other: &Set) -> Set {
        self.with(self.diagram.and(&other.diagram))
    }

    /// What is in this one and not in the other.
    pub fn difference(&self, other: &Set) -> Set {
        self.with(self.diagram.and_not(&other.diagram))
    }

    /// How many nodes the diagram has.
    pub fn nodes(&self) -> usize {
        self.diagram.size()
    }

    /// What all of its settings have in common: none if it is empty.
    pub fn shared(&self) -> Option<Same> {
        if self.is_empty() { None } else { Some(SameBelow::of(self).at(self.diagram.root_pointer())) }
    }

    /// At most so many of its settings, spread evenly over their ascending order, in the order of the variables; the same ones each time.
    pub fn members(&self, most: usize) -> Vec<OptionSet> {
        let counts = Counts::of(self);
        let all = counts.all();
        let most = (most as u128).min(all);
        (0..most).map(|at| counts.member(all / most * at + all % most * at / most)).collect()
    }

    /// At most so many of the settings that differ from one in the fewest options, in the order of the variables.
    pub fn nearest(&self, setting: OptionSet, most: usize) -> Vec<OptionSet> {
        Near { set: self, from: setting, known: HashMap::new() }.found(most)
    }

    fn with(&self, diagram: Bdd) -> Set {
        Set { variables: self.variables.clone(), diagram }
    }

    /// The option that a node asks about; none at a leaf.
    pub(super) fn option_at(&self, node: BddPointer) -> Option<usize> {
        if node.is_terminal() { None } else { self.variables.option_of(self.diagram.var_of(node)) }
    }

    /// The place of the option in the order of the variables; at a leaf the number of options.
    pub(super) fn place_at(&self, node: BddPointer) -> usize {
        self.option_at(node).map_or(self.variables.options(), |option| self.variables.before(option).to_index() / 2)
    }
}

/// How many settings there are below each node, the options above it left out.
pub(super) struct Counts<'s> {
    set: &'s Set,
    below: HashMap<BddPointer, u128>,
}

impl<'s> Counts<'s> {
    pub(super) fn of(set: &'s Set) -> Counts<'s> {
        let mut counts = Counts { set, below: HashMap::new() };
        counts.count(set.diagram.root_pointer());
        counts
    }

    /// No deeper than there are options.
    fn count(&mut self, node: BddPointer) -> u128 {
        if let Some(known) = self.below.get(&node) {
            return *known;
        }
        let diagram = &self.set.diagram;
        let found = match node.as_bool() {
            Some(truth) => u128::from(truth),
            None => {
                let (low, high) = (diagram.low_link_of(node), diagram.high_link_of(node));
                let (below_low, below_high) = (self.count(low), self.count(high));
                (below_low << self.skipped(node, low)) + (below_high << self.skipped(node, high))
            }
        };
        self.below.insert(node, found);
        found
    }

    /// The options between a node and one below it.
    fn skipped(&self, node: BddPointer, below: BddPointer) -> usize {
        self.set.place_at(below) - self.set.place_at(node) - 1
    }

    pub(super) fn below(self) -> HashMap<BddPointer, u128> {
        self.below
    }

    fn all(&self) -> u128 {
        let root = self.set.diagram.root_pointer();
        self.at(root).checked_shl(self.set.place_at(root) as u32).unwrap_or(u128::MAX)
    }

    /// How many there are below a node.
    pub(super) fn at(&self, node: BddPointer) -> u128 {
        self.below.get(&node).copied().unwrap_or(0)
    }

    /// The member of this number, from 0, when members are counted in the order of the variables.
    fn member(&self, mut number: u128) -> OptionSet {
        let diagram = &self.set.diagram;
        let (mut node, mut found) = (diagram.root_pointer(), 0);
        for (place, option) in self.set.variables.in_order().iter().enumerate() {
            let asks = self.set.place_at(node) == place;
            let (low, high) = if asks { (diagram.low_link_of(node), diagram.high_link_of(node)) } else { (node, node) };
            let below_low = self.at(low) << (self.set.place_at(low) - place - 1);
            if number < below_low {
                node = low;
            } else {
                (number, node, found) = (number - below_low, high, found | 1 << option);
            }
        }
        found
    }
}

/// What is the same in many settings, one bit for each option.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Same {
    /// The options taken in all.
    pub taken: OptionSet,
    /// The options taken in none.
    pub not_taken: OptionSet,
}

/// What is the same in all settings below a node, as far as the options from there on tell.
#[derive(Debug)]
pub(super) struct SameBelow<'s> {
    set: &'s Set,
    known: HashMap<BddPointer, Same>,
}

impl<'s> SameBelow<'s> {
    pub(super) fn of(set: &'s Set) -> SameBelow<'s> {
        SameBelow { set, known: HashMap::new() }
    }

    /// No deeper than there are options.
    pub(super) fn at(&mut self, node: BddPointer) -> Same {
        let Some(option) = self.set.option_at(node) else { return Same::default() };
        if let Some(known) = self.known.get(&node) {
            return *known;
        }
        let diagram = &self.set.diagram;
        let (low, high) = (diagram.low_link_of(node), diagram.high_link_of(node));
        let found = if low.is_zero() {
            let below = self.at(high);
            Same { taken: below.taken | 1 << option, ..below }
        } else if high.is_zero() {
            let below = self.at(low);
            Same { not_taken: below.not_taken | 1 << option, ..below }
        } else {
            let (one, other) = (self.at(low), self.at(high));
            Same { taken: one.taken & other.taken, not_taken: one.not_taken & other.not_taken }
        };
        self.known.insert(node, found);
        found
    }
}

/// The fewest changes from a setting to some member below a node.
struct Near<'s> {
    set: &'s Set,
    from: OptionSet,
    known: HashMap<BddPointer, Option<u32>>,
}

impl Near<'_> {
    /// The members that are nearest, followed from the root; options that the diagram does not ask about stay as they are.
    fn found(&mut self, most: usize) -> Vec<OptionSet> {
        let mut open = vec![(self.set.diagram.root_pointer(), self.from)];
        let mut found = Vec::new();
        while let (Some((node, so_far)), true) = (open.pop(), found.len() < most) {
            let Some(least) = self.fewest(node) else { continue };
            let Some(option) = self.set.option_at(node) else {
                found.push(so_far);
                continue;
            };
            for (taken, below) in self.sides(node).into_iter().enumerate().rev() {
                let setting = so_far & !(1 << option) | (taken as OptionSet) << option;
                let changes = u32::from(setting != so_far);
                if self.fewest(below).is_some_and(|rest| rest + changes == least) {
                    open.push((below, setting));
                }
            }
        }
        found
    }

    /// No deeper than there are options.
    fn fewest(&mut self, node: BddPointer) -> Option<u32> {
        let Some(option) = self.set.option_at(node) else { return node.is_one().then_some(0) };
        if let Some(known) = self.known.get(&node) {
            return *known;
        }
        let [low, high] = self.sides(node).map(|below| self.fewest(below));
        let taken = (self.from >> option & 1) as u32;
        let found =
            [low.map(|fewest| fewest + taken), high.map(|fewest| fewest + 1 - taken)].into_iter().flatten().min();
        self.known.insert(node, found);
        found
    }

    fn sides(&self, node: BddPointer) -> [BddPointer; 2] {
        [self.set.diagram.low_link_of(node), self.set.diagram.high_link_of(node)]
    }
}
