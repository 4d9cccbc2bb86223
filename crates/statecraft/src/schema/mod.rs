//! **schema**: the JSON Schemas of questions, answers and certificates, made from their types.
//!
//! What stands in docs/reference is what these functions say; a test holds the two together. An answer may have fields that its
//! schema does not name: new ones may come without a new version.

use crate::answers::brief::Brief;
use crate::answers::compare::AccountComparison;
use crate::answers::linkage::Linkage;
use crate::answers::outcome_sets::Count;
use crate::answers::record::TrackRecord;
use crate::answers::scenarios::Proposals;
use crate::answers::score::Score;
use crate::answers::seal::{Seal, SealCheck};
use crate::answers::sweep::{Sweep, SweepPart, SweepPlan};
use crate::answers::variants::Variants;
use crate::answers::watch::WatchList;
use crate::answers::{
    Analysis, Check, CoalitionReport, Diff, Distances, Explanation, Impact, Ledger, Map, Needs, OutcomeSets,
    PathsReport, Perceived, Question, Robustness, StateList, StateNames, StateTable,
};
use crate::certificate::{Certificate, Verification, Wrong};
use crate::study::StateName;
use schemars::generate::SchemaSettings;
use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde_json::{Value, json};
use std::borrow::Cow;

/// The schema of a question, as [`Question`] reads it.
pub fn of_questions() -> Value {
    SchemaSettings::draft2020_12().into_generator().into_root_schema_for::<Question>().to_value()
}

/// The schema of a certificate, as `--certify` writes it and [`Certificate`] reads it.
pub fn of_certificates() -> Value {
    SchemaSettings::draft2020_12().into_generator().into_root_schema_for::<Certificate>().to_value()
}

/// The schema of an answer: of [`Answer`](crate::answers::Answer), and of what the check of a certificate says.
pub fn of_answers() -> Value {
    let mut generator = SchemaSettings::draft2020_12().for_serialize().into_generator();
    let answers = [
        answer::<Analysis>("analysis", &mut generator),
        answer::<OutcomeSets>("outcome-sets", &mut generator),
        answer::<StateList>("states", &mut generator),
        answer::<Check>("check", &mut generator),
        answer::<Explanation>("explanation", &mut generator),
        answer::<AccountComparison>("comparison", &mut generator),
        answer::<Perceived>("perceptions", &mut generator),
        answer::<Robustness>("robust", &mut generator),
        answer::<Ledger>("ledger", &mut generator),
        answer::<Distances>("change", &mut generator),
        answer::<PathsReport>("paths", &mut generator),
        answer::<CoalitionReport>("coalitions", &mut generator),
        answer::<Impact>("impact", &mut generator),
        answer::<Brief>("brief", &mut generator),
        answer::<Proposals>("scenarios", &mut generator),
        answer::<Variants>("variants", &mut generator),
        answer::<WatchList>("watch", &mut generator),
        answer::<Diff>("diff", &mut generator),
        answer::<Linkage>("linkage", &mut generator),
        answer::<Seal>("seal", &mut generator),
        answer::<SealCheck>("seal-check", &mut generator),
        answer::<SweepPlan>("sweep-plan", &mut generator),
        answer::<SweepPart>("sweep-part", &mut generator),
        answer::<Sweep>("sweep", &mut generator),
        answer::<Score>("score", &mut generator),
        answer::<TrackRecord>("record", &mut generator),
        answer::<Verification>("verification", &mut generator),
        generator.subschema_for::<Vec<Needs>>().to_value(),
    ];
    json!({
        "$schema": generator.settings().meta_schema,
        "title": "Answer",
        "description": "An answer of statecraft, as every command writes it with --format json.",
        "anyOf": answers,
        "$defs": generator.take_definitions(true),
    })
}

fn answer<A: JsonSchema>(format: &str, generator: &mut SchemaGenerator) -> Value {
    let mut schema = generator.subschema_for::<A>().to_value();
    schema["properties"] = json!({ "format": { "const": format!("statecraft-{format}") } });
    schema
}

fn object(value: Value) -> Schema {
    Schema::from(value.as_object().cloned().unwrap_or_default())
}

impl<V: JsonSchema> JsonSchema for Map<V> {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        format!("MapTo{}", V::schema_name()).into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        object(json!({ "type": "object", "additionalProperties": generator.subschema_for::<V>() }))
    }
}

impl JsonSchema for Count {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "Count".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        object(json!({ "description": "A number of states, as digits.", "type": "string", "pattern": "^[0-9]+$" }))
    }
}

impl JsonSchema for StateNames {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "States".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        Vec::<StateName>::json_schema(generator)
    }
}

impl JsonSchema for StateTable {
    fn schema_name() -> Cow<'static, str> {
        "StateTable".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        object(json!({
            "description": "The states listed: the names of all options, and for each state those that are taken in it.",
            "type": "object",
            "properties": {
                "options": generator.subschema_for::<Vec<String>>(),
                "state": generator.subschema_for::<Map<Vec<String>>>(),
            },
            "required": ["options", "state"],
        }))
    }
}

impl JsonSchema for Wrong {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "Wrong".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        String::json_schema(generator)
    }
}
