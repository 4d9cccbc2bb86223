//! `statecraft impact`: what rests on what.

use super::{CaseArgs, Exit, Format};
use crate::terminal;
use anyhow::{anyhow, bail};
use clap::ValueEnum;
use statecraft::case::Case;
use statecraft::diag::nearest;
use statecraft::graph::LimitReached;
use statecraft::impact::{Dropped, Ground, Policy, lines};
use statecraft::report::{Impact, Needs, Opened, TextOptions};
use statecraft::stability::Concept;

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
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
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
    if args.format == Format::Csv {
        bail!("impact writes text or JSON, not CSV");
    }
    let mut control = args.case.control()?;
    let opened = match args.case.open(&mut control)? {
        Ok(opened) => opened,
        Err(exit) => return Ok(exit),
    };
    if opened.stopped.is_some() {
        return Ok(args.case.end(opened.stopped));
    }
    let dropped = args.dropped(&opened.case)?;
    let mut asked = opened.case.clone();
    asked.accounts = opened.accounts.iter().map(|laid_out| laid_out.account.clone()).collect();
    let answer = match Ground::of(&asked, &Concept::USUAL, &control.limits) {
        Ok(ground) => args.answer(&ground, &opened, &dropped)?,
        Err(limit) => Err(limit),
    };
    control.computed();
    match answer {
        Ok(answer) => answer.write(args)?,
        Err(limit) => return Ok(args.case.end(Some(limit))),
    }
    Ok(Exit::Fine)
}

/// What was asked for.
enum Answer<'c> {
    Impact(Impact<'c>),
    Needs(Vec<Needs<'c>>),
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
            (false, None) => Err(anyhow!("there is no {what} `{name}`; `statecraft show` lists what there is")),
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
            let names = case.claims.iter().filter_map(|claim| claim.speaker.as_deref()).collect();
            found.push(Dropped::Speaker(known("speaker", name, names)?));
        }
        if let Some(number) = self.line {
            let here = lines(case).into_iter().filter(|line| case.file.position(line.span.start).0 == number);
            found.extend(here.map(|line| Dropped::Line(line.id)));
            if found.is_empty() {
                bail!("line {number} of {} is no option, rule, status quo or preference", case.file.name);
            }
        }
        Ok(found)
    }

    fn answer<'c>(
        &self,
        ground: &Ground<'c>,
        opened: &'c Opened,
        dropped: &[Dropped],
    ) -> anyhow::Result<Result<Answer<'c>, LimitReached>> {
        let policy = if self.policy == Fate::Falls { Policy::Falls } else { Policy::Assumed };
        let Some(name) = &self.state else {
            let impact = Impact::of(ground, &opened.accounts, dropped, &Concept::USUAL, policy);
            return Ok(impact.map(Answer::Impact));
        };
        let mut needs = Vec::new();
        for (at, laid_out) in opened.accounts.iter().enumerate() {
            let Some(state) = laid_out.graph.states.named(name) else {
                bail!("there is no state {name}; `statecraft states {}` lists them", self.case.path.display());
            };
            match Needs::of(ground, laid_out, at, state) {
                Ok(found) => needs.push(found),
                Err(limit) => return Ok(Err(limit)),
            }
        }
        Ok(Ok(Answer::Needs(needs)))
    }
}

impl Answer<'_> {
    fn write(&self, args: &Args) -> anyhow::Result<()> {
        let options = TextOptions { width: terminal::width(), all: args.all };
        match (self, args.format) {
            (Answer::Impact(impact), Format::Json) => terminal::say_json(impact)?,
            (Answer::Impact(impact), _) => terminal::say(&impact.text(options))?,
            (Answer::Needs(needs), Format::Json) => terminal::say_json(needs)?,
            (Answer::Needs(needs), _) => {
                let texts: Vec<String> = needs.iter().map(|needs| needs.text(options)).collect();
                terminal::say(&texts.join("\n"))?;
            }
        }
        Ok(())
    }
}
