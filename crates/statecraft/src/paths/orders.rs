//! The fewest partial orders whose linear extensions are exactly some sequences.
//!
//! Each sequence has the things `0..n` once. A partial order *fits* if all of its linear extensions are among the sequences. Those
//! that fit and hold a sequence are found from that sequence outwards: begin with every sequence; as long as the order that all
//! that are left agree on has a linear extension that is none of the sequences, that one must be shut out by a pair of things which
//! it has the other way round than the first sequence, so try each such pair. Linear extensions are connected by swaps of
//! neighbours, so it is enough to look at those one swap away from a sequence that is left. The sets that this finds hold every
//! largest one, and a least cover by these is a least cover by any.
//!
//! Both searches are exhaustive up to a fixed number of steps, so that the same sequences give the same orders; beyond it, orders are taken one
//! by one, each as large as a first try finds.

use std::collections::{BTreeSet, HashMap};

/// A partial order of things, as the sequences it has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Order {
    /// For each thing those that come before it, one bit each.
    pub(super) before: Vec<u64>,
    /// Its linear extensions, by their positions among the sequences.
    pub(super) members: Vec<usize>,
}

/// So many looks at a sequence may the search for orders take, and so many choices that for a least cover.
const MOST_LOOKS: usize = 1 << 18;
const MOST_CHOICES: usize = 1 << 16;

/// Sequences of the things `0..n`, `n` at most 64, each thing once in each; sorted, none twice.
pub(super) struct Sequences<'s> {
    sequences: &'s [Vec<usize>],
    /// For each sequence and thing, what comes before it there.
    before: Vec<Vec<u64>>,
    /// For each sequence and place, whether it is one of the sequences with this thing and the next one swapped.
    swaps: Vec<Vec<bool>>,
}

/// An extension that is none of the sequences: a sequence with the things at this place and the next one swapped.
type Stray = (usize, usize);

impl<'s> Sequences<'s> {
    pub(super) fn of(sequences: &'s [Vec<usize>]) -> Sequences<'s> {
        let known: HashMap<&[usize], usize> = sequences.iter().map(Vec::as_slice).zip(0..).collect();
        let swaps = |sequence: &Vec<usize>| {
            let swapped = |at: usize| {
                let mut other = sequence.clone();
                other.swap(at, at + 1);
                known.contains_key(other.as_slice())
            };
            (0..sequence.len().saturating_sub(1)).map(swapped).collect()
        };
        Sequences {
            sequences,
            before: sequences.iter().map(|one| before(one)).collect(),
            swaps: sequences.iter().map(swaps).collect(),
        }
    }

    /// Whether it is one of the sequences with the thing at a place and the next one swapped.
    pub(super) fn may_swap(&self, sequence: usize, at: usize) -> bool {
        self.swaps[sequence][at]
    }

    /// The one order that has exactly these sequences, if there is one.
    pub(super) fn one_order(&self) -> Option<Order> {
        let order = self.agreed((0..self.sequences.len()).collect());
        let fits = self.strays(&order).next().is_none();
        fits.then_some(order)
    }

    /// The fewest orders that have exactly these sequences together, and whether that is certain.
    pub(super) fn fewest(&self) -> (Vec<Order>, bool) {
        if let Some(order) = self.one_order() {
            return (vec![order], true);
        }
        let greedy = self.one_by_one();
        let Some(all) = self.largest() else { return (greedy, false) };
        let (cover, sure) = least_cover(&all, self.sequences.len(), greedy.len());
        (cover.map_or(greedy, |cover| cover.into_iter().map(|at| all[at].clone()).collect()), sure)
    }

    /// What some sequences agree on.
    fn agreed(&self, members: Vec<usize>) -> Order {
        let things = members.first().map_or(0, |&one| self.sequences[one].len());
        let mut before = vec![u64::MAX; things];
        for &member in &members {
            before.iter_mut().zip(&self.before[member]).for_each(|(all, one)| *all &= one);
        }
        Order { before, members }
    }

    /// The extensions of what some sequences agree on that are none of the sequences and one swap away from one of these.
    fn strays<'a>(&'a self, order: &'a Order) -> impl Iterator<Item = Stray> + 'a {
        order.members.iter().flat_map(move |&member| {
            let sequence = &self.sequences[member];
            let open = move |at: usize| order.before[sequence[at + 1]] >> sequence[at] & 1 == 0;
            let places = 0..sequence.len().saturating_sub(1);
            places.filter(move |&at| open(at) && !self.swaps[member][at]).map(move |at| (member, at))
        })
    }

    /// The pairs by which an order that has this sequence can shut out a stray: for each thing, those that come before it in the
    /// sequence, not yet by agreement, and after it in the stray.
    fn ways_out(&self, order: &Order, base: usize, (member, at): Stray) -> Vec<(usize, usize)> {
        let mut stray = self.before[member].clone();
        let (first, second) = (self.sequences[member][at], self.sequences[member][at + 1]);
        stray[second] &= !(1 << first);
        stray[first] |= 1 << second;
        let pairs = (0..stray.len()).flat_map(|thing| {
            let earlier = self.before[base][thing] & !order.before[thing] & !stray[thing];
            (0..64).filter(move |bit| earlier >> bit & 1 == 1).map(move |bit| (bit, thing))
        });
        pairs.collect()
    }

    /// The pairs to try for the stray that leaves the fewest; nothing if the order fits.
    fn branches(&self, order: &Order, base: usize) -> Option<Vec<(usize, usize)>> {
        let mut least: Option<Vec<(usize, usize)>> = None;
        for stray in self.strays(order) {
            let pairs = self.ways_out(order, base, stray);
            let one = pairs.len() == 1;
            if least.as_ref().is_none_or(|least| pairs.len() < least.len()) {
                least = Some(pairs);
            }
            if one {
                break;
            }
        }
        least
    }

    /// What the sequences agree on in which a pair stands so.
    fn with(&self, order: &Order, (first, then): (usize, usize)) -> Order {
        let stands = |&&member: &&usize| self.before[member][then] >> first & 1 == 1;
        self.agreed(order.members.iter().filter(stands).copied().collect())
    }

    /// Orders that fit, among them all that are largest; nothing if the search takes too long.
    fn largest(&self) -> Option<Vec<Order>> {
        let whole: Vec<usize> = (0..self.sequences.len()).collect();
        let (mut found, mut looks) = (BTreeSet::new(), 0);
        for base in 0..self.sequences.len() {
            let (mut open, mut seen) = (vec![whole.clone()], BTreeSet::new());
            while let Some(members) = open.pop() {
                looks += members.len();
                if looks > MOST_LOOKS {
                    return None;
                }
                let order = self.agreed(members);
                match self.branches(&order, base) {
                    None => {
                        found.insert(order.members);
                    }
                    Some(pairs) => {
                        let next = pairs.into_iter().map(|pair| self.with(&order, pair).members);
                        open.extend(next.filter(|members| seen.insert(members.clone())));
                    }
                }
            }
        }
        Some(found.into_iter().map(|members| self.agreed(members)).collect())
    }

    /// Orders that fit, one for the first sequence that none has yet, until each sequence is in one.
    fn one_by_one(&self) -> Vec<Order> {
        let mut covered = vec![false; self.sequences.len()];
        let mut found = Vec::new();
        for base in 0..self.sequences.len() {
            if covered[base] {
                continue;
            }
            let mut order = self.agreed((0..self.sequences.len()).collect());
            while let Some(pairs) = self.branches(&order, base) {
                let tried = pairs.into_iter().map(|pair| self.with(&order, pair));
                let Some(best) = tried.max_by_key(|order| order.members.len()) else { break };
                order = best;
            }
            order.members.iter().for_each(|&member| covered[member] = true);
            found.push(order);
        }
        found
    }
}

/// For each thing, what comes before it.
fn before(sequence: &[usize]) -> Vec<u64> {
    let (mut before, mut passed) = (vec![0; sequence.len()], 0);
    for &thing in sequence {
        before[thing] = passed;
        passed |= 1 << thing;
    }
    before
}

/// The fewest of the orders that have all of so many sequences, if fewer than `known` do; and whether that is certain.
fn least_cover(orders: &[Order], sequences: usize, known: usize) -> (Option<Vec<usize>>, bool) {
    let mut holding = vec![Vec::new(); sequences];
    for (at, order) in orders.iter().enumerate() {
        order.members.iter().for_each(|&member| holding[member].push(at));
    }
    let mut search = Cover { orders, holding, covered: vec![0; sequences], chosen: Vec::new(), choices: 0 };
    for most in 1..known {
        match search.within(most) {
            Some(true) => return (Some(search.chosen), true),
            Some(false) => {}
            None => return (None, false),
        }
    }
    (None, true)
}

/// A search for a cover.
struct Cover<'o> {
    orders: &'o [Order],
    /// For each sequence the orders that have it.
    holding: Vec<Vec<usize>>,
    /// For each sequence, how many chosen orders have it.
    covered: Vec<usize>,
    chosen: Vec<usize>,
    choices: usize,
}

impl Cover<'_> {
    /// Whether so many orders more can have all sequences; if so, they are chosen. Nothing if the search takes too long.
    fn within(&mut self, most: usize) -> Option<bool> {
        self.choices += 1;
        if self.choices > MOST_CHOICES {
            return None;
        }
        let open = (0..self.covered.len()).filter(|&at| self.covered[at] == 0);
        let Some(hardest) = open.min_by_key(|&at| self.holding[at].len()) else { return Some(true) };
        if most == 0 {
            return Some(false);
        }
        for order in self.holding[hardest].clone() {
            self.choose(order, 1);
            self.chosen.push(order);
            if self.within(most - 1)? {
                return Some(true);
            }
            self.chosen.pop();
            self.choose(order, usize::MAX);
        }
        Some(false)
    }

    /// Adds one to the counts of what an order has; the greatest number takes one off.
    fn choose(&mut self, order: usize, by: usize) {
        let orders = self.orders;
        orders[order].members.iter().for_each(|&member| self.covered[member] = self.covered[member].wrapping_add(by));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rand::{Rng, RngExt, SeedableRng};

    /// All sequences of `0..n`, sorted.
    fn permutations(n: usize) -> Vec<Vec<usize>> {
        let mut found = vec![Vec::new()];
        for _ in 0..n {
            let longer = |begun: &Vec<usize>| {
                let new = (0..n).filter(|thing| !begun.contains(thing));
                new.map(|thing| [&begun[..], &[thing]].concat()).collect::<Vec<_>>()
            };
            found = found.iter().flat_map(longer).collect();
        }
        found
    }

    /// So many in ten of some sequences.
    fn some(rng: &mut impl Rng, all: &[Vec<usize>], share: u32) -> Vec<Vec<usize>> {
        let chosen: Vec<bool> = all.iter().map(|_| rng.random_ratio(share, 10)).collect();
        all.iter().zip(chosen).filter(|(_, chosen)| *chosen).map(|(one, _)| one.clone()).collect()
    }

    /// The sequences that heed an order.
    fn extensions(all: &[Vec<usize>], order: &Order) -> Vec<Vec<usize>> {
        let heeds = |sequence: &&Vec<usize>| {
            let earlier = before(sequence);
            order.before.iter().zip(earlier).all(|(must, earlier)| must & !earlier == 0)
        };
        all.iter().filter(heeds).cloned().collect()
    }

    fn is_exact(all: &[Vec<usize>], sequences: &[Vec<usize>], orders: &[Order]) {
        let mut shown = BTreeSet::new();
        for order in orders {
            let members: Vec<Vec<usize>> = order.members.iter().map(|&member| sequences[member].clone()).collect();
            assert_eq!(extensions(all, order), members);
            shown.extend(members);
        }
        assert!(shown.iter().eq(sequences));
    }

    /// The fewest sets of some sequences that are all extensions of what they agree on, every set tried.
    fn least(all: &[Vec<usize>], sequences: &Sequences) -> usize {
        let whole = (1u32 << sequences.sequences.len()) - 1;
        let members = |set: u32| (0..sequences.sequences.len()).filter(|at| set >> at & 1 == 1).collect::<Vec<_>>();
        let fits = |set: &u32| extensions(all, &sequences.agreed(members(*set))).len() == set.count_ones() as usize;
        let fits: Vec<u32> = (1..=whole).filter(fits).collect();
        let (mut reached, mut sets) = (BTreeSet::from([0u32]), 0);
        while !reached.contains(&whole) {
            reached = reached.iter().flat_map(|&had| fits.iter().map(move |&set| had | set)).collect();
            sets += 1;
        }
        sets
    }

    #[test]
    fn the_fewest_orders_have_exactly_the_sequences() {
        let mut rng = rand_chacha::ChaCha8Rng::seed_from_u64(7);
        let (mut several, mut greedy_is_worse) = (0, 0);
        for round in 0..600 {
            let all = permutations(3 + round % 2);
            let share = rng.random_range(1..10);
            let mut sequences = some(&mut rng, &all, share);
            sequences.truncate(9);
            if sequences.is_empty() {
                continue;
            }
            let known = Sequences::of(&sequences);
            let ((found, sure), greedy) = (known.fewest(), known.one_by_one());
            is_exact(&all, &sequences, &found);
            is_exact(&all, &sequences, &greedy);
            assert!(sure);
            assert_eq!(found.len(), least(&all, &known), "{sequences:?}");
            several += usize::from(found.len() > 1);
            greedy_is_worse += usize::from(greedy.len() > found.len());
        }
        assert!(several > 300 && greedy_is_worse > 5, "{several} {greedy_is_worse}");
    }

    /// Where the search is given up, what is found one by one is exact all the same.
    #[test]
    fn many_sequences_are_divided_exactly() {
        let mut rng = rand_chacha::ChaCha8Rng::seed_from_u64(8);
        let all = permutations(6);
        let mut unsure = 0;
        for _ in 0..3 {
            let sequences = some(&mut rng, &all, 9);
            let (found, sure) = Sequences::of(&sequences).fewest();
            is_exact(&all, &sequences, &found);
            unsure += usize::from(!sure);
        }
        assert!(unsure > 0);
    }
}
