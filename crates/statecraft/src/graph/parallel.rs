//! Work side by side: on threads with the feature `parallel`, else the same calls one after the other.

#[cfg(feature = "parallel")]
pub(crate) use on_threads::{join, map, map_with, threads};
#[cfg(not(feature = "parallel"))]
pub(crate) use one_by_one::{join, map, map_with, threads};

#[cfg(feature = "parallel")]
mod on_threads {
    use rayon::prelude::*;

    /// How many threads there are.
    pub(crate) fn threads() -> usize {
        rayon::current_num_threads()
    }

    /// Two answers.
    pub(crate) fn join<A: Send, B: Send>(one: impl FnOnce() -> A + Send, other: impl FnOnce() -> B + Send) -> (A, B) {
        rayon::join(one, other)
    }

    /// One answer for each item, in their order.
    pub(crate) fn map<T: Sync, R: Send, C: FromParallelIterator<R>>(
        items: &[T],
        answer: impl Fn(&T) -> R + Sync + Send,
    ) -> C {
        items.par_iter().map(answer).collect()
    }

    /// One answer for each item and its position, in their order; each thread has something to work in.
    pub(crate) fn map_with<T: Send, W, R: Send>(
        items: Vec<T>,
        workspace: impl Fn() -> W + Sync + Send,
        answer: impl Fn(&mut W, usize, T) -> R + Sync + Send,
    ) -> Vec<R> {
        if items.len() <= 1 {
            let mut work = workspace(); // nobody need wait for a thread
            return items.into_iter().enumerate().map(|(at, item)| answer(&mut work, at, item)).collect();
        }
        let items = items.into_par_iter().enumerate();
        items.map_init(workspace, |work, (at, item)| answer(work, at, item)).collect()
    }
}

#[cfg(not(feature = "parallel"))]
mod one_by_one {
    /// How many threads there are.
    pub(crate) fn threads() -> usize {
        1
    }

    /// Two answers.
    pub(crate) fn join<A, B>(one: impl FnOnce() -> A, other: impl FnOnce() -> B) -> (A, B) {
        (one(), other())
    }

    /// One answer for each item, in their order.
    pub(crate) fn map<T, R, C: FromIterator<R>>(items: &[T], answer: impl Fn(&T) -> R) -> C {
        items.iter().map(answer).collect()
    }

    /// One answer for each item and its position, in their order, with something to work in.
    pub(crate) fn map_with<T, W, R>(
        items: Vec<T>,
        workspace: impl Fn() -> W,
        answer: impl Fn(&mut W, usize, T) -> R,
    ) -> Vec<R> {
        let mut work = workspace();
        items.into_iter().enumerate().map(|(at, item)| answer(&mut work, at, item)).collect()
    }
}
