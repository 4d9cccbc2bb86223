//! The JSON Schema of a draft, made from its types. docs/reference/draft.schema.json is what this says; a test holds the two together.

use crate::draft::Draft;
use schemars::generate::SchemaSettings;
use serde_json::Value;

/// The schema of what `statecraft read --format json` writes.
#[must_use]
pub fn of_drafts() -> Value {
    SchemaSettings::draft2020_12().for_serialize().into_generator().into_root_schema_for::<Draft>().to_value()
}
