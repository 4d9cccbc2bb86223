//! Lists whose items have names, or stand for themselves: what was added and removed, and lists between the two.

use std::collections::BTreeMap;

/// The name of an item in its list, and which of several with the same name it is.
pub(super) type Key = (String, usize);

/// The items by their names.
pub(super) fn keyed<'t, T>(items: &'t [T], name: &dyn Fn(&T) -> String) -> Vec<(Key, &'t T)> {
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    let of = |item: &'t T| {
        let name = name(item);
        let count = seen.entry(name.clone()).or_default();
        *count += 1;
        ((name, *count), item)
    };
    items.iter().map(of).collect()
}

/// Each name of two lists with its place in either, those of the old list first.
pub(super) fn pairs<T>(old: &[T], new: &[T], name: &dyn Fn(&T) -> String) -> Vec<(Key, Option<usize>, Option<usize>)> {
    let (old, new) = (keyed(old, name), keyed(new, name));
    let places: BTreeMap<&Key, usize> = new.iter().enumerate().map(|(at, (key, _))| (key, at)).collect();
    let known: BTreeMap<&Key, usize> = old.iter().enumerate().map(|(at, (key, _))| (key, at)).collect();
    let both = old.iter().enumerate().map(|(at, (key, _))| (key.clone(), Some(at), places.get(key).copied()));
    let more = new.iter().enumerate().filter(|(_, (key, _))| !known.contains_key(key));
    both.chain(more.map(|(at, (key, _))| (key.clone(), None, Some(at)))).collect()
}

/// The old list with those of its differences from the new one that are picked.
pub(super) fn patched<T: Clone>(
    old: &[T],
    new: &[T],
    name: &dyn Fn(&T) -> String,
    picked: &dyn Fn(&Key) -> bool,
    both: &dyn Fn(&Key, &T, &T) -> T,
) -> Vec<T> {
    let of = |(key, before, after): (Key, Option<usize>, Option<usize>)| {
        let (before, after) = (before.map(|at| &old[at]), after.map(|at| &new[at]));
        match (before, after) {
            (Some(before), Some(after)) => Some(both(&key, before, after)),
            (Some(before), None) => (!picked(&key)).then(|| before.clone()),
            (None, after) => {
                if picked(&key) {
                    after.cloned()
                } else {
                    None
                }
            }
        }
    };
    pairs(old, new, name).into_iter().filter_map(of).collect()
}
