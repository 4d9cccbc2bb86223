//! The schemas of what the tools take, made from their types. A test holds `tools.json` to them.

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

/// The schema of each tool, by its name.
pub fn schemas_of_tools() -> BTreeMap<&'static str, Value> {
    TOOLS.iter().filter_map(|tool| Some((tool.name, whole(tool)?))).collect()
}

/// The schema of what comes with a call.
fn whole(tool: &Tool) -> Option<Value> {
    let mut schema = takes(tool.name)?;
    if tool.does != Does::Read {
        let about = "The case, by its folder as open lists it; may be left out where there is only one.";
        schema["properties"]["case"] = json!({ "type": ["string", "null"], "description": about });
    }
    schema["additionalProperties"] = json!(false);
    Some(schema)
}

/// The schema of what a tool takes, but for the case.
fn takes(tool: &str) -> Option<Value> {
    Some(match tool {
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
        _ => return None,
    })
}

fn schema<T: JsonSchema>() -> Value {
    SchemaSettings::draft2020_12().into_generator().into_root_schema_for::<T>().to_value()
}
