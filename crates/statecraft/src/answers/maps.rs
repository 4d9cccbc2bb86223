//! Maps that keep their order.

use serde::ser::{Serialize, Serializer};

/// Pairs that serialise as a map and keep their order.
#[derive(Clone, Debug)]
pub(crate) struct Map<V>(pub(crate) Vec<(String, V)>);

impl<V: Serialize> Serialize for Map<V> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|(key, value)| (key, value)))
    }
}
