//! Structured cases: many actors, levels, rules, and statements that each speak of a few options; from fixed seeds.

use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use std::fmt::Write;

const SEED: u64 = 1987;

/// What the cases of a family have.
pub(crate) struct Family {
    pub(crate) key: &'static str,
    actors: usize,
    /// How many levels each actor's choice has; 0 if it has none.
    levels: usize,
    /// How many options each actor has beside it.
    free: usize,
    /// How many rules there are: two literals of different actors that are never true together.
    rules: usize,
    /// How deep a statement is at most: at 1 it is a literal or two of them joined, at 2 up to four.
    depth: usize,
}

/// So many statements does each actor want.
const STATEMENTS: usize = 8;

const fn family(key: &'static str, [actors, levels, free, rules, depth]: [usize; 5]) -> Family {
    Family { key, actors, levels, free, rules, depth }
}

pub(crate) const FAMILIES: [Family; 8] = [
    family("levels-12x4", [12, 4, 0, 0, 1]),
    family("linked-8x(4+1)", [8, 4, 1, 8, 1]),
    family("free-5x6", [5, 0, 6, 0, 1]),
    family("free-6x6", [6, 0, 6, 0, 1]),
    family("free-8x6", [8, 0, 6, 0, 1]),
    family("mixed-8x(5+3)", [8, 5, 3, 8, 1]),
    family("deep-levels-12x4", [12, 4, 0, 0, 2]),
    family("deep-free-5x6", [5, 0, 6, 0, 2]),
];

impl Family {
    /// The case of a seed.
    pub(crate) fn text(&self, seed: u64) -> String {
        let mut rng = ChaCha8Rng::seed_from_u64(SEED + seed);
        let mut text = String::from("title = 'generated'\n");
        for actor in 0..self.actors {
            let _ = write!(text, "[actors.a{actor}]\nname = 'Actor {actor}'\n");
            if self.levels > 0 {
                let levels: Vec<String> = (0..self.levels).map(|level| format!("'{level}'")).collect();
                let levels = levels.join(", ");
                let _ =
                    writeln!(text, "choices.c = {{ label = 'Choose', levels = [{levels}], assumption = 'random' }}");
            }
            for option in 0..self.free {
                let _ = writeln!(text, "options.o{option} = {{ label = 'Do {option}', assumption = 'random' }}");
            }
        }
        for _ in 0..self.rules {
            let one = pick(&mut rng, self.actors);
            let other = (one + 1 + pick(&mut rng, self.actors - 1)) % self.actors;
            let (one, other) = (self.literal(&mut rng, one), self.literal(&mut rng, other));
            let _ = write!(text, "[[rules]]\nnever = \"{one} and {other}\"\nreason = 'random'\n");
        }
        text += "[preferences]\n";
        for actor in 0..self.actors {
            let wants: Vec<String> =
                (0..STATEMENTS).map(|_| format!("\"{}\"", self.statement(&mut rng, self.depth))).collect();
            let _ = writeln!(text, "a{actor} = {{ wants = [{}], assumption = 'random' }}", wants.join(", "));
        }
        text
    }

    /// A random statement, at most so deep.
    fn statement(&self, rng: &mut ChaCha8Rng, depth: usize) -> String {
        if depth == 0 || rng.random_bool(0.3) {
            let actor = pick(rng, self.actors);
            return self.literal(rng, actor);
        }
        let joined = [" and ", " or ", " if ", " iff "][pick(rng, 4)];
        format!("({}{joined}{})", self.statement(rng, depth - 1), self.statement(rng, depth - 1))
    }

    fn literal(&self, rng: &mut ChaCha8Rng, actor: usize) -> String {
        let at = pick(rng, self.levels + self.free);
        let not = if rng.random() { "" } else { "not " };
        match at.checked_sub(self.levels) {
            None => format!("{not}a{actor}.c = '{at}'"),
            Some(option) => format!("{not}a{actor}.o{option}"),
        }
    }
}

/// A position among so many, from one word whatever their number.
fn pick(rng: &mut ChaCha8Rng, among: usize) -> usize {
    ((u64::from(rng.random::<u32>()) * among as u64) >> 32) as usize
}
