//! The schema of a draft is made from its types, and stands in docs/reference.

use statecraft_read::schema;
use std::path::Path;

#[test]
fn the_schema_in_the_documentation_is_that_of_the_types() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/reference/draft.schema.json");
    let text = serde_json::to_string_pretty(&schema::of_drafts()).unwrap() + "\n";
    if std::env::var_os("UPDATE_SCHEMAS").is_some() {
        std::fs::write(&file, &text).unwrap();
    }
    let known = std::fs::read_to_string(&file).unwrap_or_default();
    assert!(known == text, "`cargo run -p xtask -- schemas` remakes {}", file.display());
}
