//! Where sequences of moves can end, from all states at once.
//!
//! Steps lead from node to node; a node is a state, or, where it matters who moved last, a state with a last mover. Nodes that
//! reach each other are a *class*; the classes are found by one search (Tarjan 1972), the last ones first, and each reaches
//! what its steps lead to and what that reaches. Sets of ends are bits over a *slice*, the states connected by steps, so that
//! they stay small where a coalition can change little. `O(steps · slice / 64)` at most, mostly far less.

use crate::graph::{LimitReached, Limits, Lists, StateId, parallel};

/// What else is written down for each node while ends are found, in bytes.
const AT_A_NODE: usize = 64;

/// For each state, where sequences from it can end; whether a state that can be returned to is among its own ends is left open.
pub(super) struct Ends {
    /// For each state its class.
    class: Vec<u32>,
    /// For each class its set.
    sets: Vec<Set>,
    words: Vec<u64>,
    /// All states, slice by slice.
    order: Vec<StateId>,
}

/// Bits over one slice.
#[derive(Clone, Copy)]
struct Set {
    first_word: usize,
    words: usize,
    first_state: usize,
}

impl Ends {
    /// The ends of all sequences of steps, where each state has so many nodes: those of state `s` are from `s · per`, and
    /// sequences start at the last of them.
    pub(super) fn of(steps: &Lists<u32>, per: usize, limits: &Limits) -> Result<Ends, LimitReached> {
        let states = steps.len() / per;
        let slices = Slices::of(steps, per);
        let classes = classes(steps);
        let words_of = |class: usize| (slices.len[classes.nodes.get(class)[0] as usize / per] as usize).div_ceil(64);
        let words: usize = (0..classes.nodes.len()).map(words_of).sum();
        let needed = 8 * words + AT_A_NODE * steps.len() + 4 * steps.items();
        limits.allow(needed as u64 * 2 * parallel::threads() as u64)?; // a coalition's own and the replies to it
        let mut found = Ends { class: Vec::new(), sets: Vec::new(), words: Vec::new(), order: slices.order };
        found.words.reserve_exact(words);
        let mut joined = vec![u32::MAX; classes.nodes.len()];
        for class in 0..classes.nodes.len() {
            if class % 1024 == 0 {
                limits.watch.check()?;
            }
            let first_state = slices.first[classes.nodes.get(class)[0] as usize / per] as usize;
            let mut set = vec![0u64; words_of(class)];
            for &next in classes.nodes.get(class).iter().flat_map(|&node| steps.get(node as usize)) {
                let place = slices.place[next as usize / per] as usize - first_state;
                let known = set[place / 64] >> (place % 64) & 1 == 1;
                set[place / 64] |= 1 << (place % 64);
                let other = classes.of[next as usize] as usize;
                // Where nodes are states, what is in the set stands there with all that it reaches.
                if other != class && joined[other] != class as u32 && !(known && per == 1) {
                    joined[other] = class as u32;
                    set.iter_mut().zip(found.words_of(other)).for_each(|(mine, theirs)| *mine |= theirs);
                }
            }
            found.sets.push(Set { first_word: found.words.len(), words: set.len(), first_state });
            found.words.extend(set);
        }
        found.class = (0..states).map(|state| classes.of[(state + 1) * per - 1]).collect();
        Ok(found)
    }

    /// The class of a state; states of one class have the same ends.
    pub(super) fn class(&self, state: StateId) -> usize {
        self.class[state.index()] as usize
    }

    /// How many classes there are.
    pub(super) fn classes(&self) -> usize {
        self.sets.len()
    }

    fn words_of(&self, class: usize) -> &[u64] {
        let set = self.sets[class];
        &self.words[set.first_word..set.first_word + set.words]
    }

    /// Where sequences from a state can end.
    pub(super) fn from(&self, state: StateId) -> impl Iterator<Item = StateId> + '_ {
        let class = self.class(state);
        let first = self.sets[class].first_state;
        self.words_of(class).iter().enumerate().flat_map(move |(at, &word)| {
            let bits = std::iter::successors(Some(word), |rest| Some(rest & rest.wrapping_sub(1)));
            let bits = bits.take_while(|&rest| rest != 0);
            bits.map(move |rest| self.order[first + at * 64 + rest.trailing_zeros() as usize])
        })
    }
}

/// The connected components: states joined by steps in either direction.
struct Slices {
    /// All states, slice by slice.
    order: Vec<StateId>,
    /// For each state its place in the order.
    place: Vec<u32>,
    /// For each state where its slice begins.
    first: Vec<u32>,
    /// For each state how many states its slice has.
    len: Vec<u32>,
}

impl Slices {
    fn of(steps: &Lists<u32>, per: usize) -> Slices {
        let states = steps.len() / per;
        let mut parent: Vec<u32> = (0..states as u32).collect();
        for node in 0..steps.len() {
            for &next in steps.get(node) {
                let (one, other) = (root(&mut parent, node / per), root(&mut parent, next as usize / per));
                parent[one.max(other)] = one.min(other) as u32;
            }
        }
        let slice_of: Vec<u32> = (0..states).map(|state| root(&mut parent, state) as u32).collect();
        let members = Lists::of_members(states, &slice_of);
        let (mut found, mut at) =
            (Slices { order: Vec::new(), place: vec![0; states], first: vec![0; states], len: vec![0; states] }, 0);
        for slice in (0..states).map(|slice| members.get(slice)) {
            for (place, state) in slice.iter().enumerate() {
                found.place[state.index()] = (at + place) as u32;
                found.first[state.index()] = at as u32;
                found.len[state.index()] = slice.len() as u32;
            }
            found.order.extend(slice);
            at += slice.len();
        }
        found
    }
}

/// The least state known to be in the same component as this one.
fn root(parent: &mut [u32], mut state: usize) -> usize {
    while parent[state] as usize != state {
        parent[state] = parent[parent[state] as usize];
        state = parent[state] as usize;
    }
    state
}

/// Nodes that reach each other.
struct Classes {
    /// For each node its class; steps lead to classes before, or stay.
    of: Vec<u32>,
    /// For each class its nodes.
    nodes: Lists<u32>,
}

/// The strongly connected components, each after those that it leads to (Tarjan 1972), without recursion.
fn classes(steps: &Lists<u32>) -> Classes {
    const NEW: u32 = u32::MAX;
    let count = steps.len();
    let (mut of, mut nodes) = (vec![NEW; count], Lists::new());
    let (mut number, mut low, mut next) = (vec![NEW; count], vec![0u32; count], 0);
    let (mut open, mut path): (Vec<u32>, Vec<(u32, usize)>) = (Vec::new(), Vec::new());
    for start in 0..count {
        if number[start] == NEW {
            path.push((start as u32, 0));
        }
        while let Some((node, done)) = path.last_mut() {
            let at = *node as usize;
            if *done == 0 && number[at] == NEW {
                (number[at], low[at]) = (next, next);
                next += 1;
                open.push(*node);
            }
            if let Some(&to) = steps.get(at).get(*done) {
                *done += 1;
                match number[to as usize] {
                    NEW => path.push((to, 0)),
                    seen if of[to as usize] == NEW => low[at] = low[at].min(seen),
                    _ => {}
                }
                continue;
            }
            path.pop();
            if let Some(&(before, _)) = path.last() {
                low[before as usize] = low[before as usize].min(low[at]);
            }
            if low[at] == number[at] {
                let first = open.iter().rposition(|&one| one as usize == at).unwrap_or(0);
                open[first..].iter().for_each(|&one| of[one as usize] = nodes.len() as u32);
                nodes.push(open.drain(first..));
            }
        }
    }
    Classes { of, nodes }
}
