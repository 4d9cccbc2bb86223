//! The best costs in a box without holes and barred moves, where actors have few settings each.
//!
//! There costs are kept point by point and spread along one axis at a time until nothing changes, as values do in `stability`: that
//! is many more looks than a search needs, but all in the order of memory. What has not changed since it was last looked at along an
//! axis is left out. The fewest moves need no search at all: whoever stands elsewhere moves once.

use super::cost::{AllowedMoves, Cost, PathQuery};
use crate::graph::{Axis, Lattice, LimitReached, StateId, Watch};
use crate::model::ActorId;

/// On longer axes a search is faster than to compare all places.
const SHORT: usize = 8;
/// Neighbouring points that are looked at together.
const PIECE: usize = 64;
/// Above all costs, with room for one more.
const FAR: u64 = 1 << 63;

/// The actors who move, and their axes.
type Movers<'g> = Vec<(ActorId, &'g Axis)>;

/// The least cost of a path to each state, where it can be found in this way.
///
/// # Errors
/// The work was stopped.
pub(super) fn costs(
    lattice: &Lattice,
    ranks: &[Vec<u32>],
    from: StateId,
    asked: PathQuery,
    watch: &Watch,
) -> Result<Option<Vec<Cost>>, LimitReached> {
    let actors = lattice.axes.iter().enumerate().map(|(at, axis)| (ActorId::new(at), axis));
    let movers: Movers = actors.clone().filter(|(actor, axis)| axis.len > 1 && Some(*actor) != asked.without).collect();
    let still = |state: StateId| {
        let stays = |axis: &Axis| axis.place(state.index()) == axis.place(from.index());
        asked.without.is_none_or(|actor| stays(&lattice.axes[actor.index()]))
    };
    if !lattice.is_full() || lattice.bars.iter().any(Option::is_some) {
        return Ok(None);
    }
    if asked.moves == AllowedMoves::Any {
        let cost = |state| if still(state) { one_by_one(&movers, from, state) } else { Cost::NONE };
        return Ok(Some((0..lattice.size()).map(StateId::new).map(cost).collect()));
    }
    if movers.iter().any(|(_, axis)| axis.len > SHORT) {
        return Ok(None);
    }
    let mut costs = vec![FAR; lattice.size()];
    costs[from.index()] = 0;
    spread(&mut costs, &movers, ranks, asked.moves, watch)?;
    Ok(Some(costs.into_iter().map(unpacked).collect()))
}

/// What it costs when everybody moves once who stands elsewhere in the end.
fn one_by_one(movers: &Movers, from: StateId, to: StateId) -> Cost {
    let mut moves = 0;
    for (_, axis) in movers {
        let [from, to] = [from, to].map(|state| axis.place(state.index()));
        if from != to && !axis.leads(from, to) {
            return Cost::NONE;
        }
        moves += u32::from(from != to);
    }
    Cost { concessions: 0, moves }
}

fn packed(cost: Option<Cost>) -> u64 {
    cost.map_or(FAR, |cost| u64::from(cost.concessions) << 32 | u64::from(cost.moves))
}

fn unpacked(cost: u64) -> Cost {
    if cost < FAR { Cost { concessions: (cost >> 32) as u32, moves: cost as u32 } } else { Cost::NONE }
}

/// Lowers costs along one axis after the other, until there is nothing to lower along any.
fn spread(
    costs: &mut [u64],
    movers: &Movers,
    ranks: &[Vec<u32>],
    moves: AllowedMoves,
    watch: &Watch,
) -> Result<(), LimitReached> {
    let steps = [true, false].map(|improves| packed(moves.after(Cost::NOTHING, improves)));
    let mut changed = vec![1u32; costs.len().div_ceil(PIECE)]; // for each piece the last pass that changed it
    let mut since = vec![0; movers.len()];
    let (mut pass, mut left) = (1, movers.len());
    for (at, (actor, axis)) in movers.iter().enumerate().cycle() {
        watch.check()?;
        if left == 0 {
            break;
        }
        pass += 1;
        let last = std::mem::replace(&mut since[at], pass);
        let along = Along { axis, ranks: &ranks[actor.index()], steps };
        left = if along.lower(costs, &mut changed, last, pass) { movers.len() - 1 } else { left - 1 };
    }
    Ok(())
}

/// One actor's moves, and what an improvement and another move cost.
struct Along<'g> {
    axis: &'g Axis,
    ranks: &'g [u32],
    steps: [u64; 2],
}

impl Along<'_> {
    /// Lowers costs along the axis, but where nothing changed since a pass. Tells whether any was lowered.
    fn lower(&self, costs: &mut [u64], changed: &mut [u32], since: u32, pass: u32) -> bool {
        let Axis { len, stride, .. } = *self.axis;
        let mut any = false;
        for first in (0..costs.len()).step_by(stride * len) {
            for start in (first..first + stride).step_by(PIECE) {
                let width = PIECE.min(first + stride - start);
                for (here, there) in (0..len).flat_map(|here| (0..here).map(move |there| (there, here))) {
                    let [here, there] = [here, there].map(|place| start + place * stride);
                    let pieces = [here / PIECE, (here + width - 1) / PIECE, there / PIECE, (there + width - 1) / PIECE];
                    if pieces.iter().all(|&piece| changed[piece] <= since) {
                        continue;
                    }
                    let lowered = self.between(costs, here, there, width);
                    for (lowered, pieces) in lowered.into_iter().zip(pieces.chunks(2)) {
                        if lowered {
                            pieces.iter().for_each(|&piece| changed[piece] = pass);
                            any = true;
                        }
                    }
                }
            }
        }
        any
    }

    /// Lowers costs between neighbouring points and those at another place of their lines. Tells which of the two were lowered.
    fn between(&self, costs: &mut [u64], here: usize, there: usize, width: usize) -> [bool; 2] {
        let [one, other] = [here, there].map(|point| self.axis.place(point));
        let [out, back] = [(one, other), (other, one)].map(|(from, to)| self.axis.leads(from, to));
        let steps = |leads: bool| if leads { self.steps } else { [FAR; 2] };
        let ([out_up, out_else], [back_up, back_else]) = (steps(out), steps(back));
        let (before, after) = costs.split_at_mut(there);
        let ranks = self.ranks[here..here + width].iter().zip(&self.ranks[there..there + width]);
        let mut lowered = [false; 2];
        for ((one, other), (own, others)) in before[here..here + width].iter_mut().zip(&mut after[..width]).zip(ranks) {
            let out = one.saturating_add(if others > own { out_up } else { out_else });
            let back = other.saturating_add(if own > others { back_up } else { back_else });
            lowered[0] |= back < *one;
            lowered[1] |= out < *other;
            (*one, *other) = ((*one).min(back), (*other).min(out));
        }
        lowered
    }
}
