//! What each tool takes, as a JSON Schema.
//!
//! The schemas are those of the types, made by the test below and kept in `tools.json`: a server that made them itself would carry
//! the schemas of most of the library.

use serde_json::{Map, Value};
use std::collections::BTreeMap;
use std::sync::LazyLock;

static ALL: LazyLock<BTreeMap<String, Map<String, Value>>> =
    LazyLock::new(|| serde_json::from_str(include_str!("tools.json")).unwrap_or_default());

/// The schema of what comes with a call of this tool.
pub(crate) fn of(tool: &str) -> Map<String, Value> {
    ALL.get(tool).cloned().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use crate::tools::TOOLS;

    #[test]
    fn every_tool_has_its_schema() {
        for tool in &TOOLS {
            assert_eq!(super::of(tool.name).get("type"), Some(&"object".into()), "{}", tool.name);
        }
    }
}

#[cfg(all(test, feature = "schema"))]
mod made {
    use crate::begin::BeginCase;
    use crate::editing::EditCase;
    use crate::tools::{Does, Nothing, ReadText, TOOLS, Tool};
    use schemars::JsonSchema;
    use schemars::generate::SchemaSettings;
    use serde_json::{Value, json};
    use statecraft::answers::brief::AskBrief;
    use statecraft::answers::scenarios::AskScenarios;
    use statecraft::answers::score::AskScore;
    use statecraft::answers::seal::{AskSeal, CheckSeal};
    use statecraft::answers::variants::AskVariants;
    use statecraft::answers::watch::AskWatch;
    use statecraft::answers::{
        Analyze, AskChange, AskCoalitions, AskImpact, AskLedger, AskLinkage, AskNeeds, AskPaths, AskRobust, CheckCase,
        Compare, Explain, ListStates, Perceive,
    };
    use std::collections::BTreeMap;

    fn schema<T: JsonSchema>() -> Value {
        SchemaSettings::draft2020_12().into_generator().into_root_schema_for::<T>().to_value()
    }

    /// What a tool takes, but for the case.
    fn takes(tool: &str) -> Value {
        match tool {
            "open" | "show" => schema::<Nothing>(),
            "read" => schema::<ReadText>(),
            "check" => schema::<CheckCase>(),
            "states" => schema::<ListStates>(),
            "analyze" => schema::<Analyze>(),
            "explain" => schema::<Explain>(),
            "compare" => schema::<Compare>(),
            "brief" => schema::<AskBrief>(),
            "impact" => schema::<AskImpact>(),
            "needs" => schema::<AskNeeds>(),
            "ledger" => schema::<AskLedger>(),
            "change" => schema::<AskChange>(),
            "robust" => schema::<AskRobust>(),
            "paths" => schema::<AskPaths>(),
            "coalitions" => schema::<AskCoalitions>(),
            "linkage" => schema::<AskLinkage>(),
            "perceptions" => schema::<Perceive>(),
            "scenarios" => schema::<AskScenarios>(),
            "variants" => schema::<AskVariants>(),
            "watch" => schema::<AskWatch>(),
            "seal" => schema::<AskSeal>(),
            "seal_check" => schema::<CheckSeal>(),
            "score" => schema::<AskScore>(),
            "begin" => schema::<BeginCase>(),
            "edit" => schema::<EditCase>(),
            other => panic!("say here what {other} takes"),
        }
    }

    fn whole(tool: &Tool) -> Value {
        let mut schema = takes(tool.name);
        if tool.does != Does::Read {
            let about = "The case, by its folder as open lists it; may be left out where there is only one.";
            schema["properties"]["case"] = json!({ "type": ["string", "null"], "description": about });
        }
        schema["additionalProperties"] = json!(false);
        schema
    }

    #[test]
    fn tool_schemas_are_those_of_the_types() {
        let file = concat!(env!("CARGO_MANIFEST_DIR"), "/src/tools.json");
        let made: BTreeMap<&str, Value> = TOOLS.iter().map(|tool| (tool.name, whole(tool))).collect();
        let text = serde_json::to_string_pretty(&made).unwrap() + "\n";
        if std::env::var_os("UPDATE_SCHEMAS").is_some() {
            std::fs::write(file, &text).unwrap();
        }
        assert!(std::fs::read_to_string(file).unwrap() == text, "`cargo run -p xtask -- schemas` remakes {file}");
    }
}
