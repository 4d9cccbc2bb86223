//! Whether a case is sound: problems, what rests on what, quotes.

use super::words::{count, list, number, wrapped};
use super::{Opened, Style, is_shortened, render_all};
use crate::case::{Account, Case, QuoteReport, Support};
use crate::diag::{Diagnostic, Severity};
use crate::evidence::Finding;

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

    /// In one sentence.
    pub fn sentence(&self) -> String {
        let mut parts = vec![
            count(self.cited, "line cites claims", "lines cite claims"),
            count(self.assumed, "is an assumption of the analyst", "are assumptions of the analyst"),
        ];
        if self.unsupported > 0 {
            parts.push(count(self.unsupported, "rests on nothing", "rest on nothing"));
        }
        list(&parts)
    }
}

/// The answer of `check`.
pub struct Check<'c> {
    opened: &'c Opened,
    quotes: Vec<QuoteReport>,
    problems: Vec<Diagnostic>,
}

impl<'c> Check<'c> {
    /// Sums up a case; `quotes` and `problems` are what a look into further documents gave.
    pub fn of(opened: &'c Opened, quotes: Vec<QuoteReport>, problems: Vec<Diagnostic>) -> Check<'c> {
        let quotes = opened.case.quotes.iter().cloned().chain(quotes).collect();
        let problems = crate::diag::in_order(opened.problems.iter().cloned().chain(problems).collect());
        Check { opened, quotes, problems }
    }

    /// Whether there is an error.
    pub fn has_errors(&self) -> bool {
        self.problems.iter().any(Diagnostic::is_error)
    }

    /// Whether [`Check::text`] with this limit leaves problems out.
    pub fn is_shortened(&self, most: usize) -> bool {
        is_shortened(&self.problems, most)
    }

    /// Each quote in its whole sentence, `[[` and `]]` around it, so that a reader sees what it leaves out.
    pub fn quotes_in_sentences(&self, width: usize) -> String {
        let mut text = String::new();
        for quote in &self.quotes {
            let claim = self.opened.case.claim(&quote.claim);
            let source = claim.map_or("", |claim| claim.source.value.as_str());
            let beside = match quote.sentence.as_ref().and_then(|sentence| sentence.negation.as_ref()) {
                Some(word) => format!("; “{word}” stands just outside it"),
                None => String::new(),
            };
            text += &format!("{} ({source}): {}{beside}\n", quote.claim, finding(&quote.finding));
            let sentence = quote.sentence.as_ref().map(|sentence| sentence.marked("[[", "]]"));
            let words = sentence.or_else(|| Some(claim?.anchor.quote.clone())).unwrap_or_default();
            text += &(wrapped("    ", &words, width) + "\n");
        }
        text
    }

    /// All problems, or every kind of them (see [`render_all`]), then what the case has, in a few lines.
    pub fn text(&self, most: Option<usize>, style: Style) -> String {
        let case = &self.opened.case;
        let of = |severity| self.problems.iter().filter(|problem| problem.severity == severity).count();
        let (errors, warnings) = (of(Severity::Error), of(Severity::Warning));
        let no = |n: usize, one: &str, many: &str| if n == 0 { format!("no {many}") } else { count(n, one, many) };
        let mut text = render_all(&case.file, &self.problems, most, style);
        text += &format!(
            "{}: {}, {}\n",
            case.file.name,
            no(errors, "error", "errors"),
            no(warnings, "warning", "warnings")
        );
        if errors == 0 {
            text += &self.summary();
        }
        text
    }

    fn summary(&self) -> String {
        let case = &self.opened.case;
        let options = case.actors.iter().map(|actor| actor.options.len()).sum();
        let rules = case.rules.len() + case.accounts.iter().map(|account| account.rules.len()).sum::<usize>();
        let mut has = vec![count(case.actors.len(), "actor", "actors")];
        match case.is_bare_graph() {
            true => has.push(count(case.moves.len(), "move", "moves")),
            false => has.extend([count(options, "option", "options"), count(rules, "rule", "rules")]),
        }
        has.extend([count(case.sources.len(), "source", "sources"), count(case.claims.len(), "claim", "claims")]);
        let mut text = format!("  {}\n", list(&has));
        for laid_out in &self.opened.accounts {
            let of = laid_out.account.id().map(|id| format!("{id}: ")).unwrap_or_default();
            let grounds = Grounds::in_account(case, &laid_out.account);
            text += &format!("  {of}{}; {}\n", count(laid_out.graph.len(), "state", "states"), grounds.sentence());
        }
        text + &self.quote_sentence()
    }

    fn quote_sentence(&self) -> String {
        let claims = self.opened.case.claims.len();
        if claims == 0 {
            return String::new();
        }
        let of = |fits: &dyn Fn(&Finding) -> bool| self.quotes.iter().filter(|quote| fits(&quote.finding)).count();
        let found = of(&|finding| matches!(finding, Finding::Found(_)));
        let normalised = of(&|finding| matches!(finding, Finding::Found(place) if place.normalised));
        let mut parts = vec![format!("{} of {} found in their texts", number(found), count(claims, "quote", "quotes"))];
        if normalised > 0 {
            parts.push(format!("{} of them after normalising white space and quotation marks", number(normalised)));
        }
        let unchecked = claims - self.quotes.len();
        if unchecked > 0 {
            parts.push(format!(
                "{} not looked for, as their texts are not here (--texts DIR names a folder that has them)",
                number(unchecked)
            ));
        }
        format!("  {}\n", parts.join("; "))
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
            .map(|quote| serde_json::json!({ "claim": quote.claim, "finding": finding(&quote.finding), "sentence": quote.sentence }))
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
        Finding::Cut { .. } => "cut",
        Finding::Lost { .. } => "lost",
    }
}
