//! **expr**: the statement language.
//!
//! A statement is a logical expression over options: `iran.press if not us.lift`. It is how an analyst writes what cannot
//! be (rules) and what an actor wants (preferences). The language is that of *option prioritising* (Hipel, Kilgour, Fang &
//! Peng 1997; Fang, Hipel, Kilgour & Peng 2003): negation, conjunction, disjunction, the conditional `A if B`, which is
//! true when B is false (DESIGN.md, "Which definitions hold?"), and the biconditional `A iff B`.
//!
//! Text becomes tokens (`lexer`), tokens become a tree ([`parse`]); the tree prints back (`print`) and is evaluated
//! over one state, over a partly known state, or over 64 states at a time ([`Truth`]).
//!
//! ```
//! use statecraft::expr::{self, Expr};
//!
//! let tree = expr::parse("iran.press if not us.lift", 0).unwrap();
//! assert_eq!(tree.to_string(), "iran.press if not us.lift");
//! let truth = tree.eval(&|name| name.value.actor == "us");   // only the options of `us` are taken
//! assert!(truth);
//! ```

mod level;
mod lexer;
mod parser;
mod print;
mod truth;

pub use level::{Compare, Level};
pub use lexer::KEYWORDS;
pub use parser::{MAX_NESTING, parse, parse_name};
pub use truth::Truth;

use crate::diag::Spanned;

/// A logical expression; `A` is what stands for an option (a name, then an id).
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Expr<A> {
    /// The option is taken.
    Taken(A),
    /// The part is false.
    Not(Box<Expr<A>>),
    /// All parts are true (two or more).
    And(Vec<Expr<A>>),
    /// At least one part is true (two or more).
    Or(Vec<Expr<A>>),
    /// `A if B`: B is false or A is true.
    If(Box<Expr<A>>, Box<Expr<A>>),
    /// `A iff B`: both are true or both are false.
    Iff(Box<Expr<A>>, Box<Expr<A>>),
}

/// The name of an option as it is written: `actor.option`; or what is said of a choice: `actor.choice = 'level'`.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Name {
    /// The actor.
    pub actor: String,
    /// The actor's option, or choice.
    pub option: String,
    /// What is said of the level of a choice.
    pub level: Option<Level>,
}

impl Name {
    /// The name of an option without levels.
    pub fn new(actor: &str, option: &str) -> Name {
        Name { actor: actor.into(), option: option.into(), level: None }
    }
}

impl std::fmt::Display for Name {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}.{}", self.actor, self.option)?;
        self.level.as_ref().map_or(Ok(()), |level| write!(f, " {level}"))
    }
}

/// An expression as it is written, every name with its place.
pub type Written = Expr<Spanned<Name>>;

impl<A> Expr<A> {
    /// The options mentioned, in order of appearance, repeats included.
    pub fn atoms(&self) -> Vec<&A> {
        match self {
            Expr::Taken(atom) => vec![atom],
            Expr::Not(part) => part.atoms(),
            Expr::And(parts) | Expr::Or(parts) => parts.iter().flat_map(Expr::atoms).collect(),
            Expr::If(a, b) | Expr::Iff(a, b) => [a.atoms(), b.atoms()].concat(),
        }
    }

    /// The same expression with every option replaced; `None` as soon as `f` gives `None`.
    pub fn try_map<B>(&self, f: &impl Fn(&A) -> Option<B>) -> Option<Expr<B>> {
        let boxed = |part: &Expr<A>| part.try_map(f).map(Box::new);
        let all = |parts: &[Expr<A>]| parts.iter().map(|part| part.try_map(f)).collect::<Option<Vec<_>>>();
        Some(match self {
            Expr::Taken(atom) => Expr::Taken(f(atom)?),
            Expr::Not(part) => Expr::Not(boxed(part)?),
            Expr::And(parts) => Expr::And(all(parts)?),
            Expr::Or(parts) => Expr::Or(all(parts)?),
            Expr::If(a, b) => Expr::If(boxed(a)?, boxed(b)?),
            Expr::Iff(a, b) => Expr::Iff(boxed(a)?, boxed(b)?),
        })
    }

    /// The same expression with every option replaced by an expression; `None` as soon as `f` gives `None`.
    pub fn try_replace<B>(&self, f: &impl Fn(&A) -> Option<Expr<B>>) -> Option<Expr<B>> {
        let boxed = |part: &Expr<A>| part.try_replace(f).map(Box::new);
        let all = |parts: &[Expr<A>]| parts.iter().map(|part| part.try_replace(f)).collect::<Option<Vec<_>>>();
        Some(match self {
            Expr::Taken(atom) => f(atom)?,
            Expr::Not(part) => Expr::Not(boxed(part)?),
            Expr::And(parts) => Expr::And(all(parts)?),
            Expr::Or(parts) => Expr::Or(all(parts)?),
            Expr::If(a, b) => Expr::If(boxed(a)?, boxed(b)?),
            Expr::Iff(a, b) => Expr::Iff(boxed(a)?, boxed(b)?),
        })
    }
}
