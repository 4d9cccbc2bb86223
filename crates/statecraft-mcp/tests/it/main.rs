//! The schemas of the tools are those of their types.
#![cfg(feature = "schema")]
#![allow(clippy::expect_used)]

#[test]
fn tool_schemas_are_those_of_the_types() {
    let file = concat!(env!("CARGO_MANIFEST_DIR"), "/src/tools.json");
    let text = serde_json::to_string_pretty(&statecraft_mcp::schemas_of_tools()).expect("they are data") + "\n";
    if std::env::var_os("UPDATE_SCHEMAS").is_some() {
        std::fs::write(file, &text).expect("the file can be written");
    }
    assert!(
        std::fs::read_to_string(file).expect("the file is there") == text,
        "`cargo run -p xtask -- schemas` remakes {file}"
    );
}
