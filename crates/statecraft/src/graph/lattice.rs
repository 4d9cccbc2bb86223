//! The moves of all actors in option form, as a box: one axis for each actor, one place on it for each of its own settings.
//!
//! A state is a point of the box, and an actor moves along its own axis. Nothing needs to be stored but the axes: the clique
//! of an actor at a point is the line through that point. What the rules forbid are holes. One-way options divide the places
//! of an axis into classes, with moves between two classes all possible or none.

use super::cells::{Directions, own_options};
use super::{StateId, StateSet, States};
use crate::model::{ActorId, Barred, Model, OptionForm, OptionSet, Statement};
use std::collections::BTreeMap;

/// A box is used when it has at most so many points for each state.
const SPARSEST: usize = 12;
/// Smaller boxes are always used.
const SMALL: usize = 1 << 12;
/// An actor with more options than this has no axis: a place must fit 16 bits, with one to spare.
const LONGEST: usize = 15;

/// The states as points of a box.
#[derive(Clone, Debug)]
pub struct Lattice {
    /// One for each actor; the first actor's places are next to each other.
    pub axes: Vec<Axis>,
    /// For each actor the moves along its axis that are barred, if any is.
    pub bars: Vec<Option<Bars>>,
    /// For each state its point, ascending; without one, all points are states.
    points: Option<Vec<u32>>,
    size: usize,
}

/// Moves of one actor that are barred, by up to eight rules: from a point to another when their bits meet.
#[derive(Clone, Debug)]
pub struct Bars {
    /// For each point the rules whose `from` is true there, one bit each.
    pub from: Vec<u8>,
    /// For each point the rules whose `to` is true there.
    pub to: Vec<u8>,
    /// What occurs in `from`, ascending.
    pub masks: Vec<u8>,
}

/// The settings of one actor's options.
#[derive(Clone, Debug)]
pub struct Axis {
    /// How many there are.
    pub len: usize,
    /// How far two neighbours are apart in the box.
    pub stride: usize,
    /// For each place its class: settings that agree on the one-way options.
    pub class_of: Vec<usize>,
    /// For each class the classes that can be reached from it, itself among them.
    pub reach: Vec<Vec<usize>>,
    /// For each class its one-way options, one bit each, so that a move only adds bits.
    pub codes: Vec<u16>,
}

impl Lattice {
    /// The box of a model's states, unless it would be mostly holes or bars too much.
    pub(super) fn of(model: &Model, form: &OptionForm, states: &States) -> Option<Lattice> {
        let settings: Vec<Vec<OptionSet>> =
            model.actor_ids().map(|actor| own_settings(model, actor, states)).collect::<Option<_>>()?;
        let size = settings.iter().try_fold(1usize, |size, own| size.checked_mul(own.len()))?;
        if size > SMALL.max(states.len().saturating_mul(SPARSEST)) || u32::try_from(size).is_err() {
            return None;
        }
        let directions = Directions::of(model);
        let mut stride = 1;
        let mut axes = Vec::new();
        for (own, actor) in settings.iter().zip(&model.actors) {
            axes.push(Axis::of(own, stride, directions, actor.options.start));
            stride *= own.len();
        }
        let points = (size > states.len()).then(|| points(model, states, &settings, &axes));
        let mut lattice = Lattice { axes, bars: Vec::new(), points, size };
        lattice.bars = model.actor_ids().map(|actor| lattice.bars_of(actor, form, states)).collect::<Option<_>>()?;
        Some(lattice)
    }

    /// The barred moves of an actor; none at all if there are too many rules.
    fn bars_of(&self, actor: ActorId, form: &OptionForm, states: &States) -> Option<Option<Bars>> {
        let rules: Vec<&Barred> = form.barred.iter().filter(|barred| barred.actor == actor).collect();
        if rules.is_empty() || rules.len() > 8 {
            return rules.is_empty().then_some(None);
        }
        let bits = |trees: Vec<&Statement>| {
            let holding: Vec<StateSet> = trees.iter().map(|statement| states.holding(&statement.tree)).collect();
            let bits = |state: StateId| holding.iter().fold(0, |bits, set| bits << 1 | u8::from(set.contains(state)));
            self.to_points(0, (0..states.len()).map(|at| bits(StateId::new(at))))
        };
        let (from, to) = rules.iter().map(|rule| (&rule.from, &rule.to)).unzip();
        let (from, to) = (bits(from), bits(to));
        let mut occurs = [false; 1 << u8::BITS];
        from.iter().for_each(|&mask| occurs[usize::from(mask)] = true);
        let masks = (0..=u8::MAX).filter(|&mask| occurs[usize::from(mask)]).collect();
        Some(Some(Bars { from, to, masks }))
    }

    /// Whether every point is a state.
    pub fn is_full(&self) -> bool {
        self.points.is_none()
    }

    /// The memory that it takes.
    pub(super) fn bytes(&self) -> u64 {
        let bars = self.bars.iter().flatten().map(|bars| bars.from.len() + bars.to.len()).sum::<usize>();
        (bars + self.points.as_deref().map_or(0, size_of_val)) as u64
    }

    /// How many points there are.
    pub fn size(&self) -> usize {
        self.size
    }

    /// The point of a state.
    pub fn point(&self, state: StateId) -> usize {
        self.points.as_ref().map_or(state.index(), |points| points[state.index()] as usize)
    }

    /// The state at a point, if it is no hole.
    pub fn state(&self, point: usize) -> Option<StateId> {
        match &self.points {
            None => Some(StateId::new(point)),
            Some(points) => points.binary_search(&(point as u32)).ok().map(StateId::new),
        }
    }

    /// Values of states as values of points; holes have `hole`.
    pub fn to_points<T: Copy>(&self, hole: T, of_states: impl Iterator<Item = T>) -> Vec<T> {
        match &self.points {
            None => of_states.collect(),
            Some(points) => {
                let mut found = vec![hole; self.size];
                points.iter().zip(of_states).for_each(|(&point, value)| found[point as usize] = value);
                found
            }
        }
    }

    /// The states whose points fit.
    pub fn states(&self, fits: impl Fn(usize) -> bool) -> StateSet {
        match &self.points {
            None => StateSet::of(self.size, |state| fits(state.index())),
            Some(points) => StateSet::of(points.len(), |state| fits(points[state.index()] as usize)),
        }
    }
}

impl Axis {
    /// The place of a point.
    pub fn place(&self, point: usize) -> usize {
        point / self.stride % self.len
    }

    /// Whether the actor can move from one place to the other.
    pub fn leads(&self, from: usize, to: usize) -> bool {
        self.reach.len() == 1 || self.reach[self.class_of[from]].contains(&self.class_of[to])
    }
}

impl Axis {
    fn of(settings: &[OptionSet], stride: usize, directions: Directions, first: usize) -> Axis {
        let mut classes: BTreeMap<OptionSet, usize> = BTreeMap::new();
        let class_of = settings.iter().map(|&own| {
            let next = classes.len();
            *classes.entry(directions.one_way(own)).or_insert(next)
        });
        let class_of = class_of.collect();
        let reached = |from: OptionSet| {
            classes
                .iter()
                .filter(move |(to, _)| directions.allow(from, **to))
                .map(|(_, &class)| class)
                .collect::<Vec<_>>()
        };
        let mut reach = vec![Vec::new(); classes.len()];
        let mut codes = vec![0; classes.len()];
        for (&from, &class) in &classes {
            reach[class] = reached(from);
            codes[class] = (directions.code(from) >> first) as u16;
        }
        Axis { len: settings.len(), stride, class_of, reach, codes }
    }
}

/// The settings of an actor's options that occur, ascending; not for actors with more options than any box has room for.
fn own_settings(model: &Model, actor: ActorId, states: &States) -> Option<Vec<OptionSet>> {
    let (own, options) = (own_options(model, actor), &model.actors[actor.index()].options);
    if options.len() > LONGEST {
        return None;
    }
    if states.are_all() {
        return Some((0..1 << options.len()).map(|setting| setting << options.start).collect());
    }
    let mut seen = vec![false; 1 << options.len()];
    (0..states.len()).for_each(|at| seen[((states.code(StateId::new(at)) & own) >> options.start) as usize] = true);
    Some(
        (0..seen.len() as OptionSet)
            .filter(|&setting| seen[setting as usize])
            .map(|setting| setting << options.start)
            .collect(),
    )
}

/// For each state its point.
fn points(model: &Model, states: &States, settings: &[Vec<OptionSet>], axes: &[Axis]) -> Vec<u32> {
    let mut found = vec![0u32; states.len()];
    for ((actor, own), axis) in model.actor_ids().zip(settings).zip(axes) {
        let mask = own_options(model, actor);
        let first = model.actors[actor.index()].options.start;
        let mut place = vec![0u32; own.last().map_or(1, |last| (last >> first) as usize + 1)];
        own.iter().enumerate().for_each(|(at, setting)| place[(setting >> first) as usize] = (at * axis.stride) as u32);
        for (at, point) in found.iter_mut().enumerate() {
            *point += place[((states.code(StateId::new(at)) & mask) >> first) as usize];
        }
    }
    found
}
