//! Files of other tools as cases.
//!
//! A reader takes the bytes of a file and gives a [`Imported`]: the text of a case, the same as values, and what was not carried. Names
//! become the keys of the case, and stay as labels. Every line rests on the file that it comes from. What is wrong with a file is
//! told as what is wrong with a case is: the place, and one thing to try. The readers know nothing of each other; what they share is
//! `draft`, the case as it comes about.

mod book;
mod draft;
mod gmcr;
mod impacts;
mod json;
mod matrix;
mod nfg;
mod number;
mod options;
mod ranks;
mod sheet;
mod tables;

use statecraft::case::{Case, MAX_BYTES, Rejected};
use statecraft::diag::{Diagnostic, SourceFile, Span};
use statecraft::graph::Limits;

/// A file that is a case now.
#[derive(Clone, Debug)]
pub struct Imported {
    /// The text of the case file.
    pub text: String,
    /// The same as values.
    pub case: Case,
    /// What of the file the case does not have, and what had to be taken for granted: a sentence each, without a full stop.
    pub notes: Vec<String>,
}

/// The formats that are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Source {
    /// `.gmcr`: a graph model as gmcr-py saves it, in JSON.
    Gmcr,
    /// `.nfg`: a game in strategic form, as Gambit saves it.
    Nfg,
    /// `.scw`: a cross-impact matrix, as ScenarioWizard saves it.
    Scw,
    /// A table with commas, semicolons or tabs.
    Csv,
    /// A workbook.
    Xlsx,
}

impl Source {
    /// All of them.
    pub const ALL: [Source; 5] = [Source::Gmcr, Source::Nfg, Source::Scw, Source::Csv, Source::Xlsx];

    /// How its files end.
    pub fn ending(self) -> &'static str {
        match self {
            Source::Gmcr => "gmcr",
            Source::Nfg => "nfg",
            Source::Scw => "scw",
            Source::Csv => "csv",
            Source::Xlsx => "xlsx",
        }
    }

    /// By the end of a file's name, else by how the file begins.
    pub fn of(name: &str, bytes: &[u8]) -> Option<Source> {
        let ending = name.rsplit_once('.').map(|(_, ending)| ending.to_lowercase()).unwrap_or_default();
        let by_ending = Source::ALL.into_iter().find(|source| source.ending() == ending);
        by_ending.or_else(|| match (ending.as_str(), bytes.trim_ascii_start()) {
            ("tsv", _) => Some(Source::Csv),
            (_, [b'P', b'K', 3, 4, ..]) => Some(Source::Xlsx),
            (_, [b'N', b'F', b'G', ..]) => Some(Source::Nfg),
            (_, [b'&', ..]) => Some(Source::Scw),
            (_, [b'{', ..]) => Some(Source::Gmcr),
            _ => None,
        })
    }
}

/// Reads a file of another tool. `name` is what the file is called, with or without a folder; without a `source` the format is told from it.
/// `limits` bound how many states are laid out where a file ranks states.
///
/// # Errors
/// What is wrong with the file, in its text; of a workbook, in the text of its sheet.
pub fn read(name: &str, bytes: &[u8], source: Option<Source>, limits: &Limits) -> Result<Imported, Rejected> {
    let fail = |problem: Fault| Rejected { file: SourceFile::new(name, ""), problems: vec![problem] };
    if bytes.len() as u64 > MAX_BYTES {
        let message = format!("the file is larger than {} MB", MAX_BYTES >> 20);
        return Err(fail(fault(Span::default(), message, "import a part of it")));
    }
    let Some(source) = source.or_else(|| Source::of(name, bytes)) else {
        let endings: Vec<&str> = Source::ALL.into_iter().map(Source::ending).collect();
        let help = format!("say which it is with --from: {}", endings.join(", "));
        return Err(fail(fault(Span::default(), "neither the name nor the beginning tells the format", help)));
    };
    if source == Source::Xlsx {
        let sheets = book::sheets(name, bytes).map_err(fail)?;
        return tables::read(name, &sheets, limits);
    }
    let file = SourceFile::new(name, decoded(bytes));
    match source {
        Source::Gmcr => gmcr::read(&file, limits),
        Source::Nfg => nfg::read(&file, limits),
        Source::Scw => impacts::read(&file, limits),
        Source::Csv | Source::Xlsx => {
            let sheet = sheet::Sheet::from_csv(file.clone()).map_err(|problem| rejected(&file, problem))?;
            tables::read(name, &[sheet], limits)
        }
    }
}

/// One problem of a file, the first that was found.
type Fault = Diagnostic;

fn fault(span: Span, message: impl Into<String>, help: impl Into<String>) -> Fault {
    Diagnostic::error("import", span, message).help(help)
}

fn rejected(file: &SourceFile, problem: Fault) -> Rejected {
    Rejected { file: file.clone(), problems: vec![problem] }
}

/// The text of a file. What is not UTF-8 is read as Latin-1, which older programs write.
fn decoded(bytes: &[u8]) -> String {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    str::from_utf8(bytes).map_or_else(|_| bytes.iter().map(|&byte| char::from(byte)).collect(), String::from)
}
