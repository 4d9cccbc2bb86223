//! `statecraft exercise`: whether what a learner filled in is right.
//!
//! An exercise is a case with a gap, and beside it `exercise.toml`:
//!
//! ```toml
//! task  = "…"                    # what is to be done
//! sound = true                   # `check` is to find nothing, warnings included
//! [[goals]]
//! says    = "…"                  # what is to be so, in words
//! account = "pay"                # in this account; in each, if none is named
//! concept = "seq"                # of the outcomes under this concept; of today's state with `today = true`; else of all states
//! actor   = "union"              # of the states that this actor would keep, in place of outcomes
//! states  = [1, 4]               # they are these;
//! count   = 2                    # so many;
//! some    = 'company.raise'      # true in one of them at least,
//! every   = 'company.raise'      # in each, of which there is one at least,
//! none    = 'company.raise'      # in none
//! hint    = "…"                  # shown while it is not so
//! ```
//!
//! The gap may be in either file. A goal that asks for nothing, or by an empty statement, waits for an answer.

use super::{AnswerFormat, CaseArgs, Exit};
use crate::control::{Control, LimitArgs};
use crate::terminal;
use anyhow::{Context, anyhow, ensure};
use serde::{Deserialize, Serialize};
use statecraft::case::read_bytes;
use statecraft::graph::{Limits, StateSet};
use statecraft::stability::{Concept, analyze_within};
use statecraft::study::{LaidOut, StateName, Study, known_account};
use std::path::{Path, PathBuf};

/// Check what was filled in: a case with a gap, or a question about it
///
/// An exercise is a folder with a case and `exercise.toml`, which says what is to be done and what is to be so once it is done. Exit code 0
/// if all of it is so, else 1. Several folders are checked one after another.
#[derive(clap::Args)]
pub(crate) struct Args {
    /// Folders with an exercise each
    #[arg(value_name = "FOLDER", required = true)]
    folders: Vec<PathBuf>,
    /// Check against this file, not against the exercise.toml of the folder
    #[arg(long, value_name = "FILE")]
    goals: Option<PathBuf>,
    #[command(flatten)]
    limits: LimitArgs,
    /// How the answer is written
    #[arg(long, value_enum, default_value_t = AnswerFormat::Text)]
    format: AnswerFormat,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Exercise {
    task: String,
    #[serde(default)]
    sound: bool,
    #[serde(default)]
    goals: Vec<Goal>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Goal {
    says: String,
    hint: Option<String>,
    account: Option<String>,
    concept: Option<String>,
    actor: Option<String>,
    #[serde(default)]
    today: bool,
    states: Option<Vec<StateName>>,
    count: Option<usize>,
    some: Option<String>,
    every: Option<String>,
    none: Option<String>,
}

/// How exercises stand, as other answers open.
#[derive(Serialize)]
struct Reports {
    format: &'static str,
    version: u32,
    exercises: Vec<Report>,
}

/// How an exercise stands.
#[derive(Serialize)]
struct Report {
    folder: String,
    title: String,
    task: String,
    solved: bool,
    goals: Vec<Stands>,
}

/// How a goal stands.
#[derive(Serialize)]
struct Stands {
    says: String,
    standing: Standing,
    #[serde(skip_serializing_if = "Option::is_none")]
    hint: Option<String>,
}

#[derive(Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
enum Standing {
    Right,
    NotYet,
    Unanswered,
}

/// No exercise is larger.
const MOST_BYTES: u64 = 1 << 20;

pub(crate) fn run(args: &Args) -> anyhow::Result<Exit> {
    let mut control = Control::new(&args.limits)?;
    let (mut reports, mut worst) = (Vec::new(), Exit::Fine);
    for folder in &args.folders {
        let exercise = read(&args.goals.clone().unwrap_or_else(|| folder.join("exercise.toml")))?;
        let case = CaseArgs { path: folder.clone(), accounts: Vec::new(), variant: None, limits: args.limits.clone() };
        match case.open_all(&mut control)? {
            Ok(study) => reports.push(exercise.report(folder, &study, &control.limits)),
            Err(Exit::CaseHasErrors) => reports.push(exercise.not_read(folder)),
            Err(exit) => worst = exit,
        }
        if let Err(limit) = control.limits.watch.check() {
            return Ok(case.end(Some(limit)));
        }
    }
    control.computed();
    let reports = Reports { format: "statecraft-exercises", version: 1, exercises: reports };
    match args.format {
        AnswerFormat::Json => terminal::say_json(&reports)?,
        AnswerFormat::Text => terminal::say(&reports.text())?,
    }
    let solved = reports.exercises.iter().all(|report| report.solved);
    Ok(if worst == Exit::Fine && !solved { Exit::CaseHasErrors } else { worst })
}

fn read(file: &Path) -> anyhow::Result<Exercise> {
    let name = file.display();
    let bytes = read_bytes(file, MOST_BYTES).with_context(|| format!("cannot read {name}"))?;
    let text = String::from_utf8(bytes).map_err(|_| anyhow!("{name} is not UTF-8"))?;
    toml::from_str(&text).with_context(|| format!("{name} is no exercise"))
}

impl Exercise {
    /// Of a case that has errors nothing else can be said.
    fn not_read(self, folder: &Path) -> Report {
        let hint = Some("what is wrong stands above; mend it first".to_string());
        let goals = vec![Stands { says: "The case has no errors".into(), standing: Standing::NotYet, hint }];
        Report {
            folder: folder.display().to_string(),
            title: "An exercise".into(),
            task: self.task,
            solved: false,
            goals,
        }
    }

    fn report(self, folder: &Path, study: &Study, limits: &Limits) -> Report {
        let sound = self.sound.then(|| Stands {
            says: "`check` finds nothing, no warning either".into(),
            standing: if study.problems.is_empty() { Standing::Right } else { Standing::NotYet },
            hint: (!study.problems.is_empty()).then(|| "`statecraft check` on this folder shows what it finds".into()),
        });
        let goals: Vec<Stands> =
            sound.into_iter().chain(self.goals.into_iter().map(|goal| goal.stands(study, limits))).collect();
        Report {
            folder: folder.display().to_string(),
            title: study.case.title.clone(),
            task: self.task,
            solved: goals.iter().all(|goal| goal.standing == Standing::Right),
            goals,
        }
    }
}

impl Goal {
    fn stands(self, study: &Study, limits: &Limits) -> Stands {
        let (standing, why) = match self.holds(study, limits) {
            _ if self.is_unanswered() => (Standing::Unanswered, None),
            Ok(true) => (Standing::Right, None),
            Ok(false) => (Standing::NotYet, None),
            Err(why) => (Standing::NotYet, Some(why.to_string())),
        };
        let hint = if standing == Standing::NotYet { why.or(self.hint) } else { None };
        Stands { says: self.says, standing, hint }
    }

    /// What is to be true of some, of every one or of none.
    fn statements(&self) -> [Option<&str>; 3] {
        [self.some.as_deref(), self.every.as_deref(), self.none.as_deref()]
    }

    fn is_unanswered(&self) -> bool {
        let blank = |statement: &str| statement.trim().is_empty();
        let asks = self.states.is_some() || self.count.is_some() || self.statements().iter().any(Option::is_some);
        !asks || self.statements().into_iter().flatten().any(blank)
    }

    fn holds(&self, study: &Study, limits: &Limits) -> anyhow::Result<bool> {
        if let Some(account) = &self.account {
            known_account(&study.case, account)?;
        }
        let asked = |laid_out: &&LaidOut| self.account.is_none() || self.account.as_deref() == laid_out.account.id();
        for laid_out in study.accounts.iter().filter(asked) {
            if !self.holds_in(laid_out, limits)? {
                return Ok(false);
            }
        }
        Ok(true)
    }

    fn holds_in(&self, laid_out: &LaidOut, limits: &Limits) -> anyhow::Result<bool> {
        let set = self.set(laid_out, limits)?;
        let [some, every, none] =
            self.statements().map(|statement| statement.map(|s| laid_out.states_where(s)).transpose());
        let named = |names: &Vec<StateName>| {
            let known: Option<Vec<_>> = names.iter().map(|name| laid_out.state(name)).collect();
            known.is_some_and(|known| known.iter().all(|&state| set.contains(state)) && known.len() == set.len())
        };
        Ok(self.states.as_ref().is_none_or(named)
            && self.count.is_none_or(|count| count == set.len())
            && some?.is_none_or(|fits| !set.intersection(&fits).is_empty())
            && every?.is_none_or(|fits| !set.is_empty() && set.is_subset(&fits))
            && none?.is_none_or(|fits| set.intersection(&fits).is_empty()))
    }

    /// The states that the goal speaks of.
    fn set(&self, laid_out: &LaidOut, limits: &Limits) -> anyhow::Result<StateSet> {
        let (graph, keys) = (&laid_out.graph, laid_out.model.actor_keys());
        let Some(concept) = &self.concept else {
            ensure!(!self.today || graph.status_quo.is_some(), "the case does not say where things stand today");
            let meant = |state| !self.today || graph.status_quo == Some(state);
            return Ok(StateSet::of(graph.len(), meant));
        };
        let concept = Concept::parse(concept, &keys)?;
        let found = analyze_within(graph, &[concept], limits)?;
        if let Some(limit) = found.stopped() {
            return Err(limit.into());
        }
        Ok(match &self.actor {
            Some(actor) => found.stable(concept, laid_out.actor(actor)?),
            None => found.equilibria(concept),
        })
    }
}

impl Reports {
    fn text(&self) -> String {
        self.exercises.iter().map(Report::text).collect::<Vec<_>>().join("\n")
    }
}

impl Report {
    fn text(&self) -> String {
        let width = terminal::width();
        let right = self.goals.iter().filter(|goal| goal.standing == Standing::Right).count();
        let goals: String = self.goals.iter().enumerate().map(|(at, goal)| goal.text(at + 1, width)).collect();
        let task = textwrap::fill(&self.task, width);
        let end = if self.solved { "Solved." } else { "Not solved yet." };
        format!("{}\n{task}\n\n{goals}\n{right} of {} right. {end}\n", self.title, self.goals.len())
    }
}

impl Stands {
    fn text(&self, number: usize, width: usize) -> String {
        let word = match self.standing {
            Standing::Right => "right",
            Standing::NotYet => "not yet",
            Standing::Unanswered => "no answer",
        };
        let indented = |first: &str, text: &str| {
            let options = textwrap::Options::new(width).initial_indent(first).subsequent_indent("                ");
            textwrap::fill(text, options) + "\n"
        };
        let hint = self.hint.as_ref().map(|hint| indented("                ", &format!("Hint: {hint}")));
        indented(&format!("  {number:>2}. {word:<10}"), &self.says) + &hint.unwrap_or_default()
    }
}
