//! Work side by side: on threads with the feature `parallel`, else the same calls one after the other.

use std::sync::Mutex;

#[cfg(feature = "parallel")]
pub(crate) use rayon::join;

/// Two answers.
#[cfg(not(feature = "parallel"))]
pub(crate) fn join<A, B>(one: impl FnOnce() -> A, other: impl FnOnce() -> B) -> (A, B) {
    (one(), other())
}

/// How many threads there are.
pub(crate) fn threads() -> usize {
    #[cfg(feature = "parallel")]
    return rayon::current_num_threads();
    #[cfg(not(feature = "parallel"))]
    return 1;
}

/// The same work on every thread. It is not generic: what hands out the work is built once, not for each question.
fn on_all(work: &(dyn Fn() + Sync)) {
    #[cfg(feature = "parallel")]
    rayon::iter::ParallelIterator::for_each(rayon::iter::repeat_n((), threads()), |()| work());
    #[cfg(not(feature = "parallel"))]
    work();
}

/// One answer for each item, in their order.
pub(crate) fn map<T: Sync, R: Send>(items: &[T], answer: impl Fn(&T) -> R + Sync) -> Vec<R> {
    map_with(items.iter().collect(), || (), |(), _, item| answer(item))
}

/// One answer for each item and its position, in their order; each thread has something to work in.
pub(crate) fn map_with<T: Send, W, R: Send>(
    items: Vec<T>,
    workspace: impl Fn() -> W + Sync,
    answer: impl Fn(&mut W, usize, T) -> R + Sync,
) -> Vec<R> {
    if items.len() <= 1 {
        let mut work = workspace(); // nobody need wait for a thread
        return items.into_iter().enumerate().map(|(at, item)| answer(&mut work, at, item)).collect();
    }
    let answers = Mutex::new(items.iter().map(|_| None).collect::<Vec<Option<R>>>());
    let items = Mutex::new(items.into_iter().enumerate());
    // No lock is held while an answer is sought, so none is ever poisoned.
    let next = || items.lock().ok()?.next();
    on_all(&|| {
        let (mut work, mut own) = (None, Vec::new());
        while let Some((at, item)) = next() {
            own.push((at, answer(work.get_or_insert_with(&workspace), at, item)));
        }
        if let Ok(mut answers) = answers.lock() {
            own.into_iter().for_each(|(at, answer)| answers[at] = Some(answer));
        }
    });
    answers.into_inner().map(|answers| answers.into_iter().flatten().collect()).unwrap_or_default()
}
