//! Statements of the random models: a tree of their own, evaluated by hand.

use rand::RngExt;
use rand::seq::SliceRandom;
use rand_chacha::ChaCha8Rng;

/// A logical expression over options; an option is named by its position among all options of the model.
#[derive(Clone, Debug)]
pub(crate) enum Statement {
    Taken(usize),
    Not(Box<Statement>),
    Two(Word, Box<Statement>, Box<Statement>),
}

/// The words that join two statements, from the tightest to the loosest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Word {
    And,
    Or,
    If,
    Iff,
}

const WORDS: [Word; 4] = [Word::And, Word::Or, Word::If, Word::Iff];

impl Statement {
    /// Is it true at this setting? Option `o` is taken when bit `o` is set.
    pub(crate) fn holds(&self, setting: usize) -> bool {
        match self {
            Statement::Taken(option) => setting >> option & 1 == 1,
            Statement::Not(a) => !a.holds(setting),
            Statement::Two(Word::And, a, b) => a.holds(setting) && b.holds(setting),
            Statement::Two(Word::Or, a, b) => a.holds(setting) || b.holds(setting),
            Statement::Two(Word::If, a, b) => !b.holds(setting) || a.holds(setting),
            Statement::Two(Word::Iff, a, b) => a.holds(setting) == b.holds(setting),
        }
    }

    /// As the case file has it: `sparing` leaves out every pair of parentheses that precedence makes needless.
    pub(crate) fn write(&self, options: &[String], sparing: bool) -> String {
        match self {
            Statement::Taken(option) => options[*option].clone(),
            Statement::Not(a) => format!("not {}", a.inside(options, sparing, None, false)),
            Statement::Two(word, a, b) => format!(
                "{} {} {}",
                a.inside(options, sparing, Some(*word), false),
                word.text(),
                b.inside(options, sparing, Some(*word), true)
            ),
        }
    }

    /// As an operand of `parent` (`None` is `not`), in parentheses where they are wanted. All words group to the
    /// left, so the right operand needs them already when it is joined by the same word.
    fn inside(&self, options: &[String], sparing: bool, parent: Option<Word>, right: bool) -> String {
        let text = self.write(options, sparing);
        let bare = match (self, parent) {
            (Statement::Taken(_), _) => true,
            (Statement::Not(_), _) => sparing,
            (Statement::Two(..), None) => false,
            (Statement::Two(word, ..), Some(parent)) => sparing && if right { *word < parent } else { *word <= parent },
        };
        if bare { text } else { format!("({text})") }
    }

    /// The same statement when option `o` has moved to place `to[o]`.
    pub(crate) fn renumbered(&self, to: &[usize]) -> Statement {
        match self {
            Statement::Taken(option) => Statement::Taken(to[*option]),
            Statement::Not(a) => Statement::Not(Box::new(a.renumbered(to))),
            Statement::Two(word, a, b) => Statement::Two(*word, Box::new(a.renumbered(to)), Box::new(b.renumbered(to))),
        }
    }

    /// Any statement over `options` options, at most `depth` words deep.
    pub(crate) fn random(rng: &mut ChaCha8Rng, options: usize, depth: usize) -> Statement {
        match rng.random_range(0..10) {
            _ if depth == 0 => Statement::Taken(rng.random_range(0..options)),
            0..3 => Statement::Taken(rng.random_range(0..options)),
            3..5 => Statement::Not(Box::new(Statement::random(rng, options, depth - 1))),
            _ => {
                let word = WORDS[rng.random_range(0..WORDS.len())];
                let left = Statement::random(rng, options, depth - 1);
                let right = Statement::random(rng, options, depth - 1);
                Statement::Two(word, Box::new(left), Box::new(right))
            }
        }
    }

    /// True in one setting only.
    pub(crate) fn exactly(setting: usize, options: usize) -> Statement {
        let literal = |option: usize| match setting >> option & 1 {
            1 => Statement::Taken(option),
            _ => Statement::Not(Box::new(Statement::Taken(option))),
        };
        (1..options)
            .fold(literal(0), |pattern, option| Statement::Two(Word::And, Box::new(pattern), Box::new(literal(option))))
    }

    /// A pattern: some options taken, some not, the others either. Rules made of patterns leave states over.
    pub(crate) fn random_pattern(rng: &mut ChaCha8Rng, options: usize, length: usize) -> Statement {
        let mut order: Vec<usize> = (0..options).collect();
        order.shuffle(rng);
        let literal = |option: usize, rng: &mut ChaCha8Rng| {
            let option = Statement::Taken(option);
            if rng.random_bool(0.5) { option } else { Statement::Not(Box::new(option)) }
        };
        let first = literal(order[0], rng);
        order[1..].iter().take(length - 1).fold(first, |pattern, &option| {
            Statement::Two(Word::And, Box::new(pattern), Box::new(literal(option, rng)))
        })
    }
}

impl Word {
    fn text(self) -> &'static str {
        match self {
            Word::And => "and",
            Word::Or => "or",
            Word::If => "if",
            Word::Iff => "iff",
        }
    }
}
