//! The least edits that turn a verdict.

use super::orders::{OrderOfStates, PreferenceLines};
use super::stays::MovesAndReplies;
use super::variants::{Costs, Edit, Variant, variants};
use super::{Laid, NoAnswer, Wanted};
use crate::graph::{Graph, LimitReached, Limits, parallel};
use crate::model::ActorId;
use crate::stability::Concept;
use std::collections::BTreeSet;

/// The answer: every cheapest way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Changes {
    /// Whether it is so already, and nothing needs to change.
    pub already: bool,
    /// The cheapest ways, if there are any within the edits allowed; no more than [`Changes::MOST`].
    pub ways: Vec<Change>,
    /// How many lists of lines were looked at.
    pub looked_at: usize,
}

/// Edits that turn the verdict together.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Change {
    /// Their cost, in half points.
    pub cost: u32,
    /// The edits, by actor.
    pub edits: Vec<Edit>,
}

impl Changes {
    /// So many ways of the same cost are listed.
    pub const MOST: usize = 100;
}

/// The cheapest edits after which the state holds for all actors, or falls for some.
///
/// `weak` says for each actor which of its lines no claim supports. Exact for up to `costs.most` edits: of each actor under Nash, GMR
/// and SMR, of all together under SEQ and SymSEQ. Actors that rank states by a list or by weights have no lines to edit.
///
/// # Errors
/// Another concept, or a limit.
pub fn least_edits(
    laid: Laid,
    wanted: Wanted,
    weak: &[Vec<bool>],
    costs: Costs,
    limits: &Limits,
) -> Result<Changes, NoAnswer> {
    Editable::of(laid, weak, costs).least_edits(wanted, limits)
}

/// What the lines of all actors can become; it can be asked about one state after the other.
pub struct Editable<'g> {
    graph: &'g Graph,
    costs: Costs,
    lines: Vec<Option<PreferenceLines>>,
    variants: Vec<Vec<Variant>>,
}

impl<'g> Editable<'g> {
    /// Every list that few edits can make of each actor's lines; the arguments are those of [`least_edits`].
    pub fn of(laid: Laid<'g>, weak: &[Vec<bool>], costs: Costs) -> Editable<'g> {
        let actors: Vec<ActorId> = laid.graph.actor_ids().collect();
        let lines: Vec<Option<PreferenceLines>> = parallel::map(&actors, |&actor| PreferenceLines::of(laid, actor));
        let of = |&actor: &ActorId| match &lines[actor.index()] {
            Some(lines) => {
                let known = weak.get(actor.index()).map_or([].as_slice(), Vec::as_slice);
                let weak: Vec<bool> = (0..lines.len()).map(|line| known.get(line) == Some(&true)).collect();
                variants(actor, &weak, costs)
            }
            None => vec![Variant { cost: 0, edits: Vec::new(), wishes: Vec::new() }],
        };
        let variants = parallel::map(&actors, of);
        Editable { graph: laid.graph, costs, lines, variants }
    }

    /// As [`least_edits`].
    ///
    /// # Errors
    /// As there.
    pub fn least_edits(&self, wanted: Wanted, limits: &Limits) -> Result<Changes, NoAnswer> {
        if !Concept::USUAL.contains(&wanted.concept) {
            return Err(NoAnswer::Concept);
        }
        let of = |actor: ActorId| MovesAndReplies::new(self.graph, actor, wanted.state);
        let search = EditSearch { of: self, wanted, limits, by_actor: self.graph.actor_ids().map(of).collect() };
        Ok(match (wanted.concept, wanted.holds) {
            (Concept::Seq | Concept::SymSeq, _) => search.together()?,
            (_, true) => search.each_stays()?,
            (_, false) => search.some_leaves()?,
        })
    }
}

struct EditSearch<'g> {
    of: &'g Editable<'g>,
    wanted: Wanted,
    limits: &'g Limits,
    by_actor: Vec<MovesAndReplies<'g>>,
}

impl EditSearch<'_> {
    /// Everybody's order, when each has chosen a variant.
    fn orders<'o>(&'o self, chosen: &[&'o Variant]) -> Vec<OrderOfStates<'o>> {
        let ranks = &self.of.graph.ranks;
        let of = |(at, variant): (usize, &&'o Variant)| match &self.of.lines[at] {
            Some(lines) => OrderOfStates::Edited(lines, &variant.wishes),
            None => OrderOfStates::Given(&ranks[at]),
        };
        chosen.iter().enumerate().map(of).collect()
    }

    /// The variants as written.
    fn written(&self) -> Vec<&Variant> {
        self.of.variants.iter().map(|variants| &variants[0]).collect()
    }

    /// The cheapest variants of one actor with which it stays, or does not; what the others want does not matter here.
    fn of_one(&self, actor: usize, stays: bool, looked_at: &mut usize) -> Result<Vec<&Variant>, LimitReached> {
        let mut chosen = self.written();
        let mut found: Vec<&Variant> = Vec::new();
        for variant in &self.of.variants[actor] {
            if found.first().is_some_and(|first| first.cost < variant.cost) || found.len() >= Changes::MOST {
                break;
            }
            self.limits.watch.check()?;
            *looked_at += 1;
            chosen[actor] = variant;
            if self.by_actor[actor].stays(self.wanted.concept, &self.orders(&chosen)) == stays {
                found.push(variant);
            }
        }
        Ok(found)
    }

    fn some_leaves(&self) -> Result<Changes, LimitReached> {
        let mut looked_at = 0;
        let mut ways = Vec::new();
        for actor in 0..self.by_actor.len() {
            let found = self.of_one(actor, false, &mut looked_at)?;
            ways.extend(found.iter().map(|variant| Change { cost: variant.cost, edits: variant.edits.clone() }));
        }
        Ok(cheapest(ways, looked_at))
    }

    fn each_stays(&self) -> Result<Changes, LimitReached> {
        let mut looked_at = 0;
        let mut ways = vec![Change { cost: 0, edits: Vec::new() }];
        for actor in 0..self.by_actor.len() {
            let found = self.of_one(actor, true, &mut looked_at)?;
            let with = |way: &Change, variant: &Variant| Change {
                cost: way.cost + variant.cost,
                edits: [way.edits.as_slice(), &variant.edits].concat(),
            };
            ways = ways
                .iter()
                .flat_map(|way| found.iter().map(move |variant| with(way, variant)))
                .take(Changes::MOST)
                .collect();
        }
        Ok(cheapest(ways, looked_at))
    }

    /// Edits of all actors, cheaper ones first.
    fn together(&self) -> Result<Changes, LimitReached> {
        let levels: BTreeSet<u32> = self.sums();
        let mut tried = Tried { ways: Vec::new(), looked_at: 0 };
        for cost in levels {
            self.choose(&mut Vec::new(), cost, self.of.costs.most, &mut tried)?;
            if !tried.ways.is_empty() {
                break;
            }
        }
        Ok(cheapest(tried.ways, tried.looked_at))
    }

    /// The costs that so many edits can have together.
    fn sums(&self) -> BTreeSet<u32> {
        let single: BTreeSet<u32> = [self.of.costs.shift, self.of.costs.drop, self.of.costs.negate]
            .iter()
            .flat_map(|&cost| [cost, 2 * cost])
            .collect();
        let mut sums = BTreeSet::from([0]);
        for _ in 0..self.of.costs.most {
            sums = sums
                .iter()
                .flat_map(|sum| single.iter().map(move |cost| sum + cost))
                .chain(sums.iter().copied())
                .collect();
        }
        sums
    }

    /// Chooses a variant for each further actor, such that costs add up to `cost` and edits to no more than `most`.
    fn choose<'s>(
        &'s self,
        chosen: &mut Vec<&'s Variant>,
        cost: u32,
        most: usize,
        tried: &mut Tried,
    ) -> Result<(), LimitReached> {
        if tried.ways.len() >= Changes::MOST {
            return Ok(());
        }
        let Some(variants) = self.of.variants.get(chosen.len()) else {
            return if cost == 0 { self.try_out(chosen, tried) } else { Ok(()) };
        };
        let affordable = variants.iter().take_while(|variant| variant.cost <= cost);
        for variant in affordable.filter(|variant| variant.edits.len() <= most) {
            chosen.push(variant);
            self.choose(chosen, cost - variant.cost, most - variant.edits.len(), tried)?;
            chosen.pop();
        }
        Ok(())
    }

    fn try_out(&self, chosen: &[&Variant], tried: &mut Tried) -> Result<(), LimitReached> {
        self.limits.watch.check()?;
        tried.looked_at += 1;
        let orders = self.orders(chosen);
        if self.by_actor.iter().all(|actor| actor.stays(self.wanted.concept, &orders)) == self.wanted.holds {
            let cost = chosen.iter().map(|variant| variant.cost).sum();
            tried.ways.push(Change { cost, edits: chosen.iter().flat_map(|variant| variant.edits.clone()).collect() });
        }
        Ok(())
    }
}

/// What has been found so far.
struct Tried {
    ways: Vec<Change>,
    looked_at: usize,
}

/// The cheapest of these; those with fewer edits first.
fn cheapest(mut ways: Vec<Change>, looked_at: usize) -> Changes {
    let least = ways.iter().map(|way| way.cost).min();
    ways.retain(|way| Some(way.cost) == least);
    ways.sort_by(|a, b| (a.edits.len(), &a.edits).cmp(&(b.edits.len(), &b.edits)));
    ways.dedup();
    let already = ways.first().is_some_and(|way| way.edits.is_empty());
    Changes { already, ways: if already { Vec::new() } else { ways }, looked_at }
}
