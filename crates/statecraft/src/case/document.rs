//! A case as a document: its TOML file, the same as JSON, and the one written from the other.
//!
//! As JSON a case has exactly the keys of its file, so that docs/reference/case.schema.json describes both. Dates are texts.

use super::{Case, Rejected, write};
use crate::diag::{Diagnostic, SourceFile, Span};
use toml::{Table, Value};

impl Case {
    /// The case as JSON, with the keys of its file and everything that the file says but comments. None if the file is no TOML.
    pub fn to_json(&self) -> Option<serde_json::Value> {
        Some(json_table(self.document()?))
    }

    /// The case written anew, section by section, as a careful person would. Comments are not kept. None if the file is no TOML.
    pub fn to_toml(&self) -> Option<String> {
        Some(write::file(&self.document()?))
    }

    /// Reads a case from JSON; the texts of sources are not looked at. What is wrong with it is shown in the file as
    /// [`Case::to_toml`] writes it, but for what is no JSON.
    ///
    /// # Errors
    /// Everything that is wrong with it.
    pub fn from_json(text: &str) -> Result<Case, Rejected> {
        let reject = |message: String, at: usize| {
            let at = text.floor_char_boundary(at.min(text.len()));
            let help = "a case as JSON is an object with the keys of a case file";
            let problem = Diagnostic::error("json", Span::new(at, at), message).help(help);
            Rejected { file: SourceFile::new("case.json", text), problems: vec![problem] }
        };
        match serde_json::from_str(text) {
            Ok(serde_json::Value::Object(object)) => Case::parse(&write::file(&toml_table(object))),
            Ok(_) => Err(reject("this is not an object".into(), 0)),
            Err(error) => {
                let before: usize = text.split_inclusive('\n').take(error.line().saturating_sub(1)).map(str::len).sum();
                Err(reject(format!("this is not JSON: {error}"), before + error.column().saturating_sub(1)))
            }
        }
    }

    /// The file as a tree.
    fn document(&self) -> Option<Table> {
        self.file.text.trim_start_matches('\u{feff}').parse().ok()
    }
}

fn json_table(table: Table) -> serde_json::Value {
    table.into_iter().map(|(key, value)| (key, json(value))).collect()
}

fn json(value: Value) -> serde_json::Value {
    match value {
        Value::String(text) => text.into(),
        Value::Integer(number) => number.into(),
        Value::Float(number) => number.into(),
        Value::Boolean(truth) => truth.into(),
        Value::Datetime(date) => date.to_string().into(),
        Value::Array(items) => items.into_iter().map(json).collect(),
        Value::Table(table) => json_table(table),
    }
}

/// What is null is left out.
fn toml_table(object: serde_json::Map<String, serde_json::Value>) -> Table {
    object.into_iter().filter_map(|(key, value)| Some((key, toml(value)?))).collect()
}

fn toml(value: serde_json::Value) -> Option<Value> {
    Some(match value {
        serde_json::Value::Null => return None,
        serde_json::Value::Bool(truth) => Value::Boolean(truth),
        serde_json::Value::Number(number) => match number.as_i64() {
            Some(whole) => Value::Integer(whole),
            None => Value::Float(number.as_f64()?),
        },
        serde_json::Value::String(text) => Value::String(text),
        serde_json::Value::Array(items) => Value::Array(items.into_iter().filter_map(toml).collect()),
        serde_json::Value::Object(object) => Value::Table(toml_table(object)),
    })
}
