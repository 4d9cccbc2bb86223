//! The schemas of the tools are those of their types.
#![cfg(feature = "schema")]

#[test]
fn tool_schemas_are_those_of_the_types() {
    let file = concat!(env!("CARGO_MANIFEST_DIR"), "/src/tools.json");
    let text = serde_json::to_string_pretty(&statecraft_mcp::schemas_of_tools()).unwrap() + "\n";
    if std::env::var_os("UPDATE_SCHEMAS").is_some() {
        std::fs::write(file, &text).unwrap();
    }
    assert!(std::fs::read_to_string(file).unwrap() == text, "`cargo run -p xtask -- schemas` remakes {file}");
}
