//! Whether a case is sound: problems, what rests on what, quotes.

use crate::answers::header::Header;
use crate::answers::no_paper;
use crate::case::{Account, Case, QuoteReport, Support};
use crate::diag::{Diagnostic, Severity, SourceFile, Span, in_order};
use crate::evidence::{Finding, Sentence};
use crate::study::Study;
use serde::{Deserialize, Serialize};

/// How many lines rest on what.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Grounds {
    /// Lines that cite at least one claim.
    pub cited: usize,
    /// Lines that rest on the analyst's judgement alone.
    pub assumed: usize,
    /// Lines that rest on nothing.
    pub unsupported: usize,
}

impl Grounds {
    /// Those in force in one account.
    pub fn in_account(case: &Case, account: &Account) -> Grounds {
        let mut grounds = Grounds::default();
        for Support { claims, assumption, .. } in case.supports_in(account) {
            match (claims.is_empty(), assumption) {
                (false, _) => grounds.cited += 1,
                (true, Some(_)) => grounds.assumed += 1,
                (true, None) => grounds.unsupported += 1,
            }
        }
        grounds
    }
}

/// The answer of `check`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Check {
    /// `statecraft-check`, and what every answer opens with.
    #[serde(flatten)]
    pub header: Header,
    /// The name of the file.
    pub file: String,
    /// Whether there is an error.
    pub errors: bool,
    /// Everything that is wrong, errors and warnings, in reading order.
    pub problems: Vec<Problem>,
    /// The accounts.
    pub accounts: Vec<CheckedAccount>,
    /// What became of the quotes that could be looked for.
    pub quotes: Vec<CheckedQuote>,
}

/// Something that is wrong.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Problem {
    /// Error or warning.
    pub severity: Severity,
    /// A stable name of this kind of problem.
    pub code: String,
    /// What is wrong, in one sentence.
    pub message: String,
    /// Where.
    pub at: Extent,
    /// A few words beside that place; may be empty.
    pub label: String,
    /// One thing to try.
    pub help: Option<String>,
    /// Other places that matter.
    pub related: Vec<Related>,
}

/// Another place that matters.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Related {
    /// Where.
    pub at: Extent,
    /// A few words beside it.
    pub label: String,
}

/// A place in the file; lines and columns count from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Extent {
    /// The line of its first character.
    pub line: usize,
    /// The column of its first character.
    pub column: usize,
    /// The line of the character behind it.
    pub end_line: usize,
    /// The column of the character behind it.
    pub end_column: usize,
}

/// What the lines of an account rest on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct CheckedAccount {
    /// Its name; none if the case has no accounts.
    pub id: Option<String>,
    /// How many states there are.
    pub states: usize,
    /// What its lines rest on.
    pub grounds: Grounds,
}

/// What became of a quote.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct CheckedQuote {
    /// The claim.
    pub claim: String,
    /// `found`, `normalised`, `moved`, `ambiguous`, `cut` or `lost`.
    pub finding: String,
    /// The sentence that it stands in, if it stands in one place.
    pub sentence: Option<Sentence>,
}

impl Check {
    /// Sums up a study and its problems; `quotes` and `further` are what a look into more documents gave.
    pub fn new(study: &Study, quotes: Vec<QuoteReport>, further: &[Diagnostic]) -> Check {
        let case = &study.case;
        let account = |laid_out: &crate::study::LaidOut| CheckedAccount {
            id: laid_out.account.id().map(String::from),
            states: laid_out.graph.len(),
            grounds: Grounds::in_account(case, &laid_out.account),
        };
        let quote = |quote: QuoteReport| CheckedQuote {
            claim: quote.claim,
            finding: finding(&quote.finding).to_string(),
            sentence: quote.sentence,
        };
        let problems = Check::problems(study, further);
        Check {
            header: Header::new("statecraft-check", 1, study),
            file: case.file.name.clone(),
            errors: problems.iter().any(Diagnostic::is_error),
            problems: problems.iter().map(|problem| Problem::new(&case.file, problem)).collect(),
            accounts: study.accounts.iter().map(account).collect(),
            quotes: case.quotes.iter().cloned().chain(quotes).map(quote).collect(),
        }
    }

    /// The problems of a study and further ones, in reading order: those of which the answer tells.
    pub fn problems(study: &Study, further: &[Diagnostic]) -> Vec<Diagnostic> {
        let links = if study.has_errors() { Vec::new() } else { no_paper::warnings(study) };
        in_order(study.problems.iter().chain(further).cloned().chain(links).collect())
    }
}

impl Problem {
    fn new(file: &SourceFile, problem: &Diagnostic) -> Problem {
        let related = |(span, label): &(Span, String)| Related { at: Extent::new(file, *span), label: label.clone() };
        Problem {
            severity: problem.severity,
            code: problem.code.to_string(),
            message: problem.message.clone(),
            at: Extent::new(file, problem.span),
            label: problem.label.clone(),
            help: problem.help.clone(),
            related: problem.related.iter().map(related).collect(),
        }
    }
}

impl Extent {
    fn new(file: &SourceFile, span: Span) -> Extent {
        let ((line, column), (end_line, end_column)) = (file.position(span.start), file.position(span.end));
        Extent { line, column, end_line, end_column }
    }
}

/// The word for what became of a quote.
fn finding(finding: &Finding) -> &'static str {
    match finding {
        Finding::Found(place) if place.normalised => "normalised",
        Finding::Found(_) => "found",
        Finding::Moved(_) => "moved",
        Finding::Ambiguous(_) => "ambiguous",
        Finding::Cut { .. } => "cut",
        Finding::Lost { .. } => "lost",
    }
}
