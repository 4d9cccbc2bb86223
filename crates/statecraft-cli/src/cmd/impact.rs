//! `statecraft impact`: what rests on what.

use super::choose::{named, named_states};
use super::{AnswerFormat, CaseArgs, Exit};
use crate::advice::with_all;
use crate::terminal;
use anyhow::{anyhow, bail};
use clap::ValueEnum;
use statecraft::answers::{AskImpact, AskNeeds, Impact, Needs};
use statecraft::case::{Case, Grade};
use statecraft::diag::{Span, nearest};
use statecraft::graph::{LimitReached, Limits};
use statecraft::impact::{Dropped, Policy};
use statecraft::study::{Refused, Study};
use statecraft::text::TextOptions;

/// Show what rests on each sentence: drop it, and see which outcomes fall
#[derive(clap::Args)]
pub(crate) struct Args {
    #[command(flatten)]
    case: CaseArgs,
    /// Drop this claim
    #[arg(long, value_name = "CLAIM", group = "what")]
    claim: Option<String>,
    /// Drop everything that this source says
    #[arg(long, value_name = "SOURCE", group = "what")]
    source: Option<String>,
    /// Drop everything that this speaker says
    #[arg(long, value_name = "NAME", group = "what")]
    speaker: Option<String>,
    /// Drop everything graded worse than this, such as C3: a source less reliable, or a claim less credible
    #[arg(long, value_name = "GRADE", group = "what")]
    below: Option<String>,
    /// Drop the line at this line of the file, whatever it rests on
    #[arg(long, value_name = "N", group = "what")]
    line: Option<usize>,
    /// The other way round: the lines and sentences that this outcome needs
    #[arg(long, value_name = "STATE", group = "what")]
    state: Option<String>,
    /// What becomes of a line that has lost all its claims
    #[arg(long, value_enum, default_value_t = Fate::Falls)]
    policy: Fate,
    /// How the answer is written
    #[arg(long, value_enum, default_value_t = AnswerFormat::Text)]
    format: AnswerFormat,
    /// Show everything, however long
    #[arg(long)]
    all: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Fate {
    /// It falls, and everything is computed without it
    Falls,
    /// It becomes an assumption of the analyst
    Assumed,
}

pub(crate) fn run(args: &Args) -> anyhow::Result<Exit> {
    let mut control = args.case.control()?;
    let opened = match args.case.open_all(&mut control)? {
        Ok(opened) => opened,
        Err(exit) => return Ok(exit),
    };
    let dropped = args.dropped(&opened.case)?;
    if let Some(name) = &args.state {
        named_states(&opened, name, None)?;
    }
    let answer = match args.answer(&opened, dropped, &control.limits) {
        Ok(answer) => answer,
        Err(refused) => return args.case.not_answered_whole(refused),
    };
    control.named(&opened);
    answer.write(&opened, args)?;
    Ok(args.case.end(answer.stopped()))
}

/// What was asked for.
enum Answer {
    Impact(Box<Impact>),
    Needs(Vec<Needs>),
}

impl Args {
    /// What is to be dropped; nothing if it is to be everything, one by one.
    fn dropped(&self, case: &Case) -> anyhow::Result<Vec<Dropped>> {
        let known = |what: &str, name: &str, names: Vec<&str>| match (
            names.contains(&name),
            nearest(name, names.iter().copied()),
        ) {
            (true, _) => Ok(name.to_string()),
            (false, Some(near)) => Err(anyhow!("there is no {what} `{name}`; did you mean `{near}`?")),
            (false, None) => {
                Err(anyhow!("there is no {what} `{name}`; `{}` lists what there is", self.case.typed("show", "")))
            }
        };
        let mut found = Vec::new();
        if let Some(name) = &self.claim {
            let names = case.claims.iter().map(|claim| claim.key.value.as_str()).collect();
            found.push(Dropped::Claim(known("claim", name, names)?));
        }
        if let Some(name) = &self.source {
            let names = case.sources.iter().map(|source| source.key.value.as_str()).collect();
            found.push(Dropped::Source(known("source", name, names)?));
        }
        if let Some(name) = &self.speaker {
            let speakers = case.claims.iter().filter_map(|claim| claim.speaker.as_deref());
            let names: Vec<&str> =
                speakers.clone().chain(speakers.flat_map(|one| case.names_of_speaker(one))).collect();
            found.push(Dropped::Speaker(known("speaker", name, names)?));
        }
        if let Some(text) = &self.below {
            let grade = Grade::parse(text);
            let told = "a grade is a letter from A to F and a number from 1 to 6, such as C3";
            found.push(Dropped::Below(grade.ok_or_else(|| anyhow!("`{text}` is no grade: {told}"))?));
        }
        if let Some(number) = self.line {
            let row = |at: usize| case.file.position(at).0;
            let is_here = |span: Span| (row(span.start)..=row(span.end)).contains(&number);
            let here = case.lines().into_iter().filter(|line| is_here(line.span));
            found.extend(here.map(|line| Dropped::Line(line.id)));
            if found.is_empty() {
                bail!(
                    "line {number} of {} is no option, rule, status quo, preference or attitude; `{}` lists what there is",
                    case.file.name,
                    self.case.typed("show", "")
                );
            }
        }
        Ok(found)
    }

    fn answer(&self, opened: &Study, dropped: Vec<Dropped>, limits: &Limits) -> Result<Answer, Refused> {
        if let Some(name) = &self.state {
            let question = AskNeeds { state: named(opened, name), ..AskNeeds::default() };
            return Ok(Answer::Needs(opened.ask(&question, limits)?));
        }
        let policy = if self.policy == Fate::Falls { Policy::Falls } else { Policy::Assumed };
        let question = AskImpact { dropped, policy, ..AskImpact::default() };
        Ok(Answer::Impact(Box::new(opened.ask(&question, limits)?)))
    }
}

impl Answer {
    /// Why it is not all that was asked for.
    fn stopped(&self) -> Option<LimitReached> {
        match self {
            Answer::Impact(impact) => impact.header.limit,
            Answer::Needs(needs) => needs.iter().find_map(|needs| needs.header.limit),
        }
    }

    fn write(&self, opened: &Study, args: &Args) -> anyhow::Result<()> {
        let options = TextOptions { width: terminal::width(), all: args.all };
        match (self, args.format) {
            (Answer::Impact(impact), AnswerFormat::Json) => terminal::say_json(&**impact)?,
            (Answer::Impact(impact), _) => terminal::say(&with_all(impact.text(opened, options), args.all))?,
            (Answer::Needs(needs), AnswerFormat::Json) => terminal::say_json(needs)?,
            (Answer::Needs(needs), _) => {
                let texts: Vec<String> = needs.iter().map(|needs| needs.text(opened, options)).collect();
                terminal::say(&texts.join("\n"))?;
            }
        }
        Ok(())
    }
}
