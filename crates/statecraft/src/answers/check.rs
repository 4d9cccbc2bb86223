//! Whether a case is sound: problems, what rests on what, quotes.

use crate::case::{Account, Case, QuoteReport, Support};
use crate::diag::Diagnostic;
use crate::evidence::Finding;
use crate::study::Study;

/// How many lines rest on what.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize)]
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
        for Support { claims, assumption } in case.supports_in(account) {
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
pub struct Check<'c> {
    pub(crate) opened: &'c Study,
    pub(crate) quotes: Vec<QuoteReport>,
    pub(crate) problems: Vec<Diagnostic>,
}

impl<'c> Check<'c> {
    /// Sums up a case; `quotes` and `problems` are what a look into further documents gave.
    pub fn of(opened: &'c Study, quotes: Vec<QuoteReport>, problems: Vec<Diagnostic>) -> Check<'c> {
        let quotes = opened.case.quotes.iter().cloned().chain(quotes).collect();
        let problems = crate::diag::in_order(opened.problems.iter().cloned().chain(problems).collect());
        Check { opened, quotes, problems }
    }

    /// Whether there is an error.
    pub fn has_errors(&self) -> bool {
        self.problems.iter().any(Diagnostic::is_error)
    }

    /// The same as data.
    pub fn json(&self) -> serde_json::Value {
        let case = &self.opened.case;
        let place = |span: crate::diag::Span| {
            let ((line, column), (end_line, end_column)) =
                (case.file.position(span.start), case.file.position(span.end));
            serde_json::json!({ "line": line, "column": column, "end_line": end_line, "end_column": end_column })
        };
        let problems = self.problems.iter().map(|problem| {
            serde_json::json!({
                "severity": problem.severity, "code": problem.code, "message": problem.message,
                "at": place(problem.span), "label": problem.label, "help": problem.help,
                "related": problem.related.iter().map(|(span, label)| serde_json::json!({ "at": place(*span), "label": label })).collect::<Vec<_>>(),
            })
        });
        let accounts = self.opened.accounts.iter().map(|laid_out| {
            serde_json::json!({
                "id": laid_out.account.id(), "states": laid_out.graph.len(),
                "grounds": Grounds::in_account(case, &laid_out.account),
            })
        });
        let quotes: Vec<_> = self
            .quotes
            .iter()
            .map(|quote| serde_json::json!({ "claim": quote.claim, "finding": finding(&quote.finding) }))
            .collect();
        serde_json::json!({
            "format": "statecraft-check", "version": 1, "case": case.title, "file": case.file.name,
            "errors": self.has_errors(), "problems": problems.collect::<Vec<_>>(), "accounts": accounts.collect::<Vec<_>>(), "quotes": quotes,
        })
    }
}

fn finding(finding: &Finding) -> &'static str {
    match finding {
        Finding::Found(place) if place.normalised => "normalised",
        Finding::Found(_) => "found",
        Finding::Moved(_) => "moved",
        Finding::Ambiguous(_) => "ambiguous",
        Finding::Lost { .. } => "lost",
    }
}
