//! What each tool takes, as a JSON Schema.
//!
//! The schemas are those of the types (`made`), kept in `tools.json`: a server that made them itself would carry the
//! schemas of most of the library.

use serde_json::{Map, Value};
use std::collections::BTreeMap;
use std::sync::LazyLock;

static ALL: LazyLock<BTreeMap<String, Map<String, Value>>> =
    LazyLock::new(|| serde_json::from_str(include_str!("tools.json")).unwrap_or_default());

/// The schema of what comes with a call of this tool.
pub(crate) fn of(tool: &str) -> Map<String, Value> {
    ALL.get(tool).cloned().unwrap_or_default()
}
