//! `statecraft analyze`: which outcomes hold.

use super::choose::ConceptArgs;
use super::engine::{Asked, Engine};
use super::structures::StructureArgs;
use super::{CaseArgs, Exit, Format, Read};
use crate::advice::{typed_text, with_all};
use crate::control::Control;
use crate::out_file::{ForceArgs, OutFile};
use crate::terminal;
use anyhow::{bail, ensure};
use statecraft::answers::Analysis;
use statecraft::answers::brief::{AskBrief, Brief};
use statecraft::case::Case;
use statecraft::certificate::{Certificate, Less, NotCertified};
use statecraft::graph::{Limits, Watch};
use statecraft::phrase::not_counted::ReadBy;
use statecraft::stability::Concept;
use statecraft::study::Study;
use statecraft::text::TextOptions;
use std::collections::BTreeSet;
use std::io::Write;
use std::path::{Path, PathBuf};

/// With more states than this in all accounts together the text ends with the outcomes side by side: headlines would take longer than
/// the analysis.
const HEADLINES_UP_TO: usize = 1 << 14;

/// Compute which outcomes hold, for whom, and against what foresight
#[derive(clap::Args)]
pub(crate) struct Args {
    #[command(flatten)]
    case: CaseArgs,
    #[command(flatten)]
    concepts: ConceptArgs,
    #[command(flatten)]
    structures: StructureArgs,
    /// How verdicts are computed: by a list of all states or, where there are too many, by decision diagrams, which give sets
    #[arg(long, value_enum, default_value_t = Engine::Auto)]
    engine: Engine,
    /// How the answer is written
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    /// Show everything, however long
    #[arg(long)]
    all: bool,
    /// Also write all verdicts, one row for each state, to this file: .csv, .jsonl or .parquet
    #[arg(long, value_name = "FILE", conflicts_with = "format")]
    out: Option<PathBuf>,
    /// Also write a proof of every verdict to this file; `statecraft verify` checks it
    #[arg(long, value_name = "FILE")]
    certify: Option<PathBuf>,
    #[command(flatten)]
    force: ForceArgs,
}

pub(crate) fn run(args: &Args) -> anyhow::Result<Exit> {
    let mut control = args.case.control()?;
    let read = args.case.read()?;
    if let Some(exit) = args.by_diagrams(&read, &mut control)? {
        return Ok(exit);
    }
    let files = Files::begin(args, &read.case, &control)?;
    let opened = match args.case.open_read(read, &mut control)? {
        Ok(opened) => opened,
        Err(exit) => {
            args.not_written();
            return Ok(exit);
        }
    };
    let concepts = args.concepts.chosen(&opened)?;
    let asked = args.structures.asked(&concepts, args.format)?;
    let mut analysis = match Analysis::of(&opened, &concepts, &control.limits) {
        Ok(analysis) => analysis,
        Err(refused) => {
            control.computed();
            args.not_written();
            return Ok(args.case.refuse(&refused));
        }
    };
    if let (Some(asked), None) = (asked, analysis.header.limit) {
        analysis.read_as(&opened, &asked, &control.limits);
    }
    let stopped = match analysis.header.limit {
        Some(limit) => Some(limit),
        None => control.finished(files.finish(&opened, &analysis, &control.limits.watch))?,
    };
    args.say(&opened, &mut analysis, &mut control)?;
    if stopped.is_some() {
        args.not_written();
    }
    if analysis.is_defective() {
        for checked in analysis.checked().filter(|checked| !checked.failed.is_empty()) {
            terminal::complain(&format!("{}\n", checked.sentence()));
        }
        return Ok(Exit::Refuted);
    }
    Ok(args.case.end_of_concepts(stopped))
}

/// Proofs of all verdicts; if there are too many, with the flags that would make them fewer.
fn certificate_of(study: &Study, analysis: &Analysis, watch: &Watch) -> anyhow::Result<Certificate> {
    Certificate::of(study, analysis, watch).map_err(|refused| match &refused {
        NotCertified::TooMany { less, .. } => {
            let flags = less.iter().filter_map(|less| match less {
                Less::Readings(_) => Some("--unknown"),
                Less::Accounts(_) => Some("--account"),
                Less::Concepts(_) => Some("--concept"),
                _ => None,
            });
            let flags = flags.collect::<Vec<_>>().join(", ");
            anyhow::anyhow!("{refused}{}", if flags.is_empty() { flags } else { format!(" ({flags})") })
        }
        _ => refused.into(),
    })
}

impl Args {
    /// The answer by decision diagrams, where they are to give it and can.
    fn by_diagrams(&self, read: &Read, control: &mut Control) -> anyhow::Result<Option<Exit>> {
        let unsaid = [
            ("--format csv", self.format == Format::Csv),
            ("--out", self.out.is_some()),
            ("--certify", self.certify.is_some()),
            ("--attitudes, --strength and --unknown", self.structures.any()),
        ];
        let unsaid = unsaid.into_iter().find(|(_, given)| *given);
        match (self.engine, unsaid) {
            (Engine::Symbolic, Some((flag, _))) => {
                bail!("{flag} needs a list of the states; leave it out, or --engine symbolic")
            }
            (Engine::Auto, Some(_)) => return Ok(None),
            _ => {}
        }
        let concepts = self.concepts.keys();
        let usual = concepts.iter().all(|key| Concept::USUAL.iter().any(|concept| concept.key(&[]) == *key));
        if self.engine == Engine::Auto && !usual || !self.case.suits_diagrams(self.engine, read, &control.limits) {
            return Ok(None);
        }
        let asked = Asked { concepts, json: self.format == Format::Json, all: self.all };
        self.case.tell_sets(self.engine, read, &asked, control)
    }

    /// Writes the answer to standard output. Until its text is set, it can be stopped like all other work.
    fn say(&self, opened: &Study, analysis: &mut Analysis, control: &mut Control) -> anyhow::Result<()> {
        if self.format == Format::Text {
            let brief = self.headlines(opened, analysis, &control.limits);
            let options = TextOptions { width: terminal::width(), all: self.all };
            let text = analysis.text_with(opened, brief.as_ref(), options);
            let text = with_all(text + &self.next(opened, analysis), self.all);
            control.computed();
            return Ok(terminal::say(&text)?);
        }
        control.computed();
        match self.format {
            Format::Csv => Ok(analysis.write_csv(opened, terminal::out())?),
            _ => {
                analysis.summarise(opened);
                terminal::say_json(analysis)
            }
        }
    }

    /// What the text ends with, if the usual concepts are asked and the case is not large.
    fn headlines(&self, opened: &Study, analysis: &Analysis, limits: &Limits) -> Option<Brief> {
        let states: usize = opened.accounts.iter().map(|account| account.graph.len()).sum();
        let usual =
            Concept::USUAL.iter().all(|concept| analysis.concepts.iter().any(|asked| *asked == concept.key(&[])));
        let question = AskBrief { headlines: true, ..AskBrief::default() };
        if usual && states <= HEADLINES_UP_TO && analysis.header.limit.is_none() {
            opened.ask(&question, limits).ok()
        } else {
            None
        }
    }

    /// What to ask next.
    fn next(&self, opened: &Study, analysis: &Analysis) -> String {
        let Some((account, state)) = analysis.first_to_explain(opened) else { return String::new() };
        let account = account.map(|id| format!("--account {} ", typed_text(&id))).unwrap_or_default();
        let explain = self.case.typed("explain", &format!("{account}--state {}", typed_text(&state)));
        let mut text = format!("\nTo ask next\n  why state {state} holds, or not:  {explain}\n");
        if analysis.accounts.len() > 1 {
            text += &format!("  where the accounts part:  {}\n", self.case.typed("compare", ""));
        }
        text += &format!("  the page for a reader:  {}\n", self.case.typed("brief", ""));
        text + &self.readings(analysis)
    }

    /// What would count what is not counted here.
    fn readings(&self, analysis: &Analysis) -> String {
        let not_counted = analysis.accounts.iter().flat_map(|account| &account.not_counted);
        let readings: BTreeSet<ReadBy> = not_counted.map(|not_counted| not_counted.read_by).collect();
        let typed =
            readings.into_iter().filter(|read_by| !self.structures.reads(*read_by)).map(|read_by| match read_by {
                ReadBy::Unknown => ("what is unknown", "--unknown all"),
                ReadBy::Strength => ("how strongly states differ", "--strength"),
                ReadBy::Attitudes => ("attitudes toward each other", "--attitudes weak"),
            });
        typed.map(|(what, flag)| format!("  with {what}:  {}\n", self.case.typed("analyze", flag))).collect()
    }

    /// Says that the files asked for are not there, if some were.
    fn not_written(&self) {
        for path in self.out.iter().chain(&self.certify) {
            terminal::complain(&format!("{} was not written\n", path.display()));
        }
    }
}

/// The files asked for.
struct Files {
    rows: Option<(Rows, OutFile)>,
    certificate: Option<OutFile>,
}

impl Files {
    fn begin(args: &Args, case: &Case, control: &Control) -> anyhow::Result<Files> {
        let own = args.case.files(case);
        let begin = |path: &Path| OutFile::begin(path, &own, args.force, &control.limits.watch);
        let rows = args.out.as_deref().map(|path| anyhow::Ok((Rows::named(path)?, begin(path)?))).transpose()?;
        let certificate = args.certify.as_deref().map(begin).transpose()?;
        if let (Some((_, rows)), Some(certificate)) = (&rows, &certificate) {
            ensure!(!rows.is_same(certificate), "--out and --certify name the same file; name two");
        }
        Ok(Files { rows, certificate })
    }

    fn finish(self, opened: &Study, analysis: &Analysis, watch: &Watch) -> anyhow::Result<()> {
        if let Some((rows, file)) = self.rows {
            file.finish(|out| rows.write(opened, analysis, out))?;
        }
        if let Some(file) = self.certificate {
            let certificate = certificate_of(opened, analysis, watch)?;
            file.finish(|out| Ok(serde_json::to_writer(out, &certificate)?))?;
        }
        Ok(())
    }
}

/// How rows are written to a file.
#[derive(Clone, Copy)]
enum Rows {
    Csv,
    Jsonl,
    #[cfg(feature = "parquet")]
    Parquet,
}

impl Rows {
    /// By the end of the name.
    fn named(path: &Path) -> anyhow::Result<Rows> {
        match path.extension().and_then(|end| end.to_str()) {
            Some("csv") => Ok(Rows::Csv),
            Some("jsonl") => Ok(Rows::Jsonl),
            #[cfg(feature = "parquet")]
            Some("parquet") => Ok(Rows::Parquet),
            #[cfg(not(feature = "parquet"))]
            Some("parquet") => bail!(
                "--out {}: this program was built without Parquet; build it with `cargo build --release --features parquet`, \
                 or name a file that ends in .csv or .jsonl",
                path.display()
            ),
            _ => bail!("--out {}: name a file that ends in .csv, .jsonl or .parquet", path.display()),
        }
    }

    fn write(self, study: &Study, analysis: &Analysis, out: &mut (dyn Write + Send)) -> anyhow::Result<()> {
        match self {
            Rows::Csv => Ok(analysis.write_csv(study, out)?),
            Rows::Jsonl => Ok(analysis.write_jsonl(study, out)?),
            #[cfg(feature = "parquet")]
            Rows::Parquet => Ok(analysis.write_parquet(study, out)?),
        }
    }
}
