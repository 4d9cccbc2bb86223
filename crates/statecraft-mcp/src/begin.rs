//! A case from texts that lie in the folder already. The assistant names them; it cannot bring its own.

use crate::asking::Done;
use crate::editing::{Draft, told, verified};
use crate::place::CASE;
use crate::refusal::Refusal;
use serde::{Deserialize, Serialize};
use statecraft::case::Case;
use statecraft::diag::Diagnostic;
use statecraft::edit::{Edit, NewClaim, NewOption, NewSource};
use statecraft::graph::Limits;
use statecraft::study::Study;
use std::fs::File;
use std::io::{ErrorKind, Write};
use toml::{Table, Value};

/// A case that is to be written where none is.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub(crate) struct BeginCase {
    /// What the case is called.
    title: String,
    /// What it is meant to answer.
    question: String,
    /// The day that the status quo describes, such as 2024-05-16.
    #[serde(default)]
    as_of: Option<String>,
    /// The documents, each with a `text` that lies in the folder of the case.
    sources: Vec<NewSource>,
    /// What they say, each with words that stand in the text.
    #[serde(default)]
    claims: Vec<NewClaim>,
    /// Who acts.
    actors: Vec<NewActor>,
    /// What each can do.
    options: Vec<NewOption>,
    /// The options that are taken today, as `actor.option`.
    #[serde(default)]
    today: Vec<String>,
    /// The claims that today's state rests on.
    #[serde(default)]
    today_claims: Vec<String>,
    /// Rival explanations, if there are some.
    #[serde(default)]
    accounts: Vec<NewAccount>,
    /// What is added then: wishes and rules.
    #[serde(default)]
    edits: Vec<Edit>,
    /// Whether the case is only tried and nothing is written.
    #[serde(default)]
    dry_run: bool,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct NewActor {
    /// Its name in the file.
    key: String,
    /// Its name for readers.
    name: String,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct NewAccount {
    /// Its name in the file.
    key: String,
    /// What it is called.
    title: String,
    /// The sources that it follows.
    #[serde(default)]
    sources: Vec<String>,
}

/// Writes the case, if it has no errors and there is none yet.
pub(crate) fn begin(draft: &Draft, asked: &BeginCase, limits: &Limits) -> Result<Done, Refusal> {
    let folder = draft.place.folder(draft.case)?;
    let path = folder.join(CASE);
    let first = asked.first(draft)?;
    let text = draft.made(&path, first, &asked.edits, limits)?;
    verified(&path, &text, asked.claims.iter())?;
    let (case, problems) = Case::read_as(&path, text.clone());
    let study = Study::of(case, problems, limits);
    let errors: Vec<Diagnostic> = study.problems.iter().filter(|problem| problem.is_error()).cloned().collect();
    if !errors.is_empty() {
        return Err(Refusal::new("case", "the case would have errors; nothing was written")
            .with_problems(&study.case.file, &errors));
    }
    if !asked.dry_run {
        let written = File::create_new(&path).and_then(|mut file| file.write_all(text.as_bytes()));
        written.map_err(|error| match error.kind() {
            ErrorKind::AlreadyExists => Refusal::new("exists", "there is a case already; change it with edit"),
            _ => Refusal::new("unwritable", format!("the case cannot be written: {error}")),
        })?;
    }
    told(draft.case, &path, text, !asked.dry_run, limits)
}

impl BeginCase {
    /// The case file before its wishes and rules.
    fn first(&self, draft: &Draft) -> Result<String, Refusal> {
        let mut case = Table::new();
        case.insert("title".into(), self.title.clone().into());
        case.insert("question".into(), self.question.clone().into());
        case.extend(self.as_of.as_deref().map(|day| ("as_of".to_string(), date(day))));
        let source = |source: &NewSource| Ok((source.key.clone(), entry(&draft.source(source.clone())?)?));
        case.insert("sources".into(), Value::Table(self.sources.iter().map(source).collect::<Result<_, Refusal>>()?));
        let claim = |claim: &NewClaim| Ok((claim.key.clone(), entry(&draft.claim(claim.clone()))?));
        case.insert("claims".into(), Value::Table(self.claims.iter().map(claim).collect::<Result<_, Refusal>>()?));
        let actors = self.actors.iter().map(|actor| Ok((actor.key.clone(), self.actor(actor)?)));
        case.insert("actors".into(), Value::Table(actors.collect::<Result<_, Refusal>>()?));
        case.insert("status_quo".into(), Value::Table(self.status_quo()));
        let account = |account: &NewAccount| Ok((account.key.clone(), entry(account)?));
        case.insert(
            "accounts".into(),
            Value::Table(self.accounts.iter().map(account).collect::<Result<_, Refusal>>()?),
        );
        case.retain(|_, part| part.as_table().is_none_or(|table| !table.is_empty()));
        toml::to_string(&case).map_err(unwritten)
    }

    fn actor(&self, actor: &NewActor) -> Result<Value, Refusal> {
        let own = |option: &&NewOption| option.name.split_once('.').is_some_and(|(of, _)| of == actor.key);
        let options = self.options.iter().filter(own).map(|option| {
            let name = option.name.split_once('.').map_or("", |(_, name)| name);
            Ok((name.to_string(), entry(option)?))
        });
        let mut table = Table::new();
        table.insert("name".into(), actor.name.clone().into());
        table.insert("options".into(), Value::Table(options.collect::<Result<_, Refusal>>()?));
        Ok(Value::Table(table))
    }

    fn status_quo(&self) -> Table {
        let list = |of: &[String]| Value::Array(of.iter().cloned().map(Value::from).collect());
        let mut table = Table::new();
        table.insert("taken".into(), list(&self.today));
        if self.today_claims.is_empty() {
            table.insert("assumption".into(), "as the drafter understands the texts".into());
        } else {
            table.insert("claims".into(), list(&self.today_claims));
        }
        table
    }
}

/// What was given, as a table of the case file: without its name, and without what is empty.
fn entry(given: &impl Serialize) -> Result<Value, Refusal> {
    let mut table = Table::try_from(given).map_err(unwritten)?;
    table.retain(|key, value| {
        let empty = value.as_array().is_some_and(Vec::is_empty);
        !empty && !["key", "name"].contains(&key)
    });
    if let Some(day) = table.get("date").and_then(Value::as_str).map(date) {
        table.insert("date".into(), day);
    }
    Ok(Value::Table(table))
}

/// A day as a day, and words as words.
fn date(day: &str) -> Value {
    day.parse().map_or_else(|_| Value::from(day), Value::Datetime)
}

fn unwritten(error: toml::ser::Error) -> Refusal {
    Refusal::new("argument", format!("the case cannot be written as TOML: {error}; see the tool's schema"))
}
