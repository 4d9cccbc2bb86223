//! Evaluation, once for every kind of truth value.

use super::Expr;

/// A kind of truth value: one state (`bool`), a partly known state (`Option<bool>`), 64 states at once (`u64`), several of these.
pub trait Truth: Sized {
    /// False.
    const FALSE: Self;
    /// Logical negation.
    fn not(self) -> Self;
    /// Logical conjunction.
    fn and(self, other: Self) -> Self;
    /// Logical disjunction.
    fn or(self, other: Self) -> Self {
        self.not().and(other.not()).not()
    }
}

impl Truth for bool {
    const FALSE: bool = false;
    fn not(self) -> bool {
        !self
    }
    fn and(self, other: bool) -> bool {
        self && other
    }
}

/// Kleene's three-valued logic: `None` is not known yet.
impl Truth for Option<bool> {
    const FALSE: Option<bool> = Some(false);
    fn not(self) -> Option<bool> {
        self.map(|known| !known)
    }
    fn and(self, other: Option<bool>) -> Option<bool> {
        match (self, other) {
            (Some(false), _) | (_, Some(false)) => Some(false),
            (Some(true), Some(true)) => Some(true),
            _ => None,
        }
    }
}

/// One bit per state.
impl Truth for u64 {
    const FALSE: u64 = 0;
    fn not(self) -> u64 {
        !self
    }
    fn and(self, other: u64) -> u64 {
        self & other
    }
}

/// So many of one kind.
impl<T: Truth + Copy, const N: usize> Truth for [T; N] {
    const FALSE: [T; N] = [T::FALSE; N];
    fn not(self) -> [T; N] {
        self.map(T::not)
    }
    fn and(self, other: [T; N]) -> [T; N] {
        std::array::from_fn(|at| self[at].and(other[at]))
    }
    fn or(self, other: [T; N]) -> [T; N] {
        std::array::from_fn(|at| self[at].or(other[at]))
    }
}

impl<A> Expr<A> {
    /// The truth of the expression, given the truth of each option.
    pub fn eval<T: Truth + Copy>(&self, taken: &impl Fn(&A) -> T) -> T {
        let both = |a: T, b: T| a.and(b).or(a.not().and(b.not()));
        match self {
            Expr::Taken(atom) => taken(atom),
            Expr::Not(part) => part.eval(taken).not(),
            Expr::And(parts) => parts.iter().map(|part| part.eval(taken)).fold(T::FALSE.not(), T::and),
            Expr::Or(parts) => parts.iter().map(|part| part.eval(taken)).fold(T::FALSE, T::or),
            Expr::If(a, b) => a.eval(taken).or(b.eval(taken).not()),
            Expr::Iff(a, b) => both(a.eval(taken), b.eval(taken)),
        }
    }
}
