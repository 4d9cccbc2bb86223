//! The lists that come of a preference by few edits, each with its least cost.

use super::orders::LineUse;
use crate::model::ActorId;
use std::collections::BTreeMap;

/// What an edit costs. A line that no claim supports costs half; so does a move past such a line, which is then the one that moves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Costs {
    /// To move a line one place.
    pub shift: u32,
    /// To drop a line.
    pub drop: u32,
    /// To negate a line.
    pub negate: u32,
    /// So many edits at most, for each actor.
    pub most: usize,
}

impl Default for Costs {
    /// Every edit costs the same, so that the fewest edits are the least cost, but for lines without claims.
    fn default() -> Costs {
        Costs { shift: 1, drop: 1, negate: 1, most: 3 }
    }
}

/// One edit of one line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Edit {
    /// Whose preference.
    pub actor: ActorId,
    /// Which line, by its position in the preference as written.
    pub line: usize,
    /// What is done with it.
    pub kind: EditKind,
}

/// What is done with a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum EditKind {
    /// It becomes more important than this line, which stood just above it.
    Above(usize),
    /// It becomes less important than this line, which stood just below it.
    Below(usize),
    /// It is dropped.
    Dropped,
    /// Its opposite is wanted.
    Negated,
}

/// A list that edits make of a preference.
#[derive(Clone, Debug)]
pub(super) struct Variant {
    /// In half points, so that half a cost is whole.
    pub(super) cost: u32,
    pub(super) edits: Vec<Edit>,
    pub(super) wishes: Vec<LineUse>,
}

/// Every list that so many edits can make, each by the cheapest way, the cheapest first; the list as written is the first of all.
pub(super) fn variants(actor: ActorId, weak: &[bool], costs: Costs) -> Vec<Variant> {
    let written = (0..weak.len()).map(|line| LineUse { line: line as u8, negated: false }).collect();
    let mut known: BTreeMap<Vec<LineUse>, (u32, Vec<Edit>)> = BTreeMap::from([(written, (0, Vec::new()))]);
    let mut last = known.clone();
    for _ in 0..costs.most {
        let mut next: BTreeMap<Vec<LineUse>, (u32, Vec<Edit>)> = BTreeMap::new();
        for (wishes, (cost, edits)) in &last {
            for (edited, edit, more) in edited(actor, wishes, weak, costs) {
                let found = (cost + more, [edits.as_slice(), &[edit]].concat());
                let better = |known: Option<&(u32, Vec<Edit>)>| known.is_none_or(|known| found.0 < known.0);
                if better(known.get(&edited)) && better(next.get(&edited)) {
                    next.insert(edited, found);
                }
            }
        }
        known.extend(next.clone());
        last = next;
    }
    let mut found: Vec<Variant> =
        known.into_iter().map(|(wishes, (cost, edits))| Variant { cost, edits, wishes }).collect();
    found.sort_by(|a, b| (a.cost, a.edits.len(), &a.edits).cmp(&(b.cost, b.edits.len(), &b.edits)));
    found
}

/// Every list that one edit can make, with the edit and its cost in half points.
fn edited(actor: ActorId, wishes: &[LineUse], weak: &[bool], costs: Costs) -> Vec<(Vec<LineUse>, Edit, u32)> {
    let half = |cost: u32, line: usize| if weak[line] { cost } else { 2 * cost };
    let line = |at: usize| usize::from(wishes[at].line);
    let mut found = Vec::new();
    for at in 0..wishes.len() {
        let edit = |kind| Edit { actor, line: line(at), kind };
        let mut dropped = wishes.to_vec();
        dropped.remove(at);
        found.push((dropped, edit(EditKind::Dropped), half(costs.drop, line(at))));
        let mut negated = wishes.to_vec();
        negated[at].negated = !negated[at].negated;
        found.push((negated, edit(EditKind::Negated), half(costs.negate, line(at))));
        if at > 0 {
            let mut moved = wishes.to_vec();
            moved.swap(at - 1, at);
            let (own, other) = (half(costs.shift, line(at)), half(costs.shift, line(at - 1)));
            let edit = if own <= other {
                edit(EditKind::Above(line(at - 1)))
            } else {
                Edit { actor, line: line(at - 1), kind: EditKind::Below(line(at)) }
            };
            found.push((moved, edit, own.min(other)));
        }
    }
    found
}
