//! The schemas of questions, answers and certificates are made from the types, and stand in docs/reference.

use statecraft::schema;
use std::path::Path;

#[test]
fn the_schemas_in_the_documentation_are_those_of_the_types() {
    let update = std::env::var_os("UPDATE_SCHEMAS").is_some();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/reference");
    let made = [
        ("question", schema::of_questions()),
        ("answer", schema::of_answers()),
        ("certificate", schema::of_certificates()),
    ];
    for (name, schema) in made {
        let file = folder.join(format!("{name}.schema.json"));
        let text = serde_json::to_string_pretty(&schema).unwrap() + "\n";
        if update {
            std::fs::write(&file, &text).unwrap();
        }
        let known = std::fs::read_to_string(&file).unwrap_or_default();
        assert!(known == text, "`cargo run -p xtask -- schemas` remakes {}", file.display());
    }
}
