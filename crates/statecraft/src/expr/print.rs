//! Printing: what [`super::parse`] reads back as the same tree.

use super::Expr;
use crate::diag::Spanned;
use std::fmt::{self, Display, Formatter};

impl<A> Expr<A> {
    /// The statement in its own language, options written by `name`.
    ///
    /// Every part that is itself compound stands in parentheses, so nobody needs to know which word binds tighter.
    pub fn display_with(&self, name: &impl Fn(&A) -> String) -> String {
        let part = |part: &Expr<A>| match part {
            Expr::Taken(_) | Expr::Not(_) => part.display_with(name),
            _ => format!("({})", part.display_with(name)),
        };
        let joined = |parts: &[Expr<A>], word: &str| parts.iter().map(&part).collect::<Vec<_>>().join(word);
        match self {
            Expr::Taken(atom) => name(atom),
            Expr::Not(inner) => format!("not {}", part(inner)),
            Expr::And(parts) => joined(parts, " and "),
            Expr::Or(parts) => joined(parts, " or "),
            Expr::If(a, b) => format!("{} if {}", part(a), part(b)),
            Expr::Iff(a, b) => format!("{} iff {}", part(a), part(b)),
        }
    }
}

impl<A: Display> Display for Expr<Spanned<A>> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str(&self.display_with(&|atom| atom.value.to_string()))
    }
}
