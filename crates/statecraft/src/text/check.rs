//! Whether a case is sound, made for reading.

use super::problems::{Style, render_all};
use super::words::wrapped;
use crate::answers::check::{Check, Grounds};
use crate::diag::{Diagnostic, Severity};
use crate::phrase::english::{count, form, list, number};
use crate::study::Study;

impl Grounds {
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

impl Check {
    /// Each quote in its whole sentence, `[[` and `]]` around it, so that a reader sees what it leaves out.
    pub fn quotes_in_sentences(&self, study: &Study, width: usize) -> String {
        let mut text = String::new();
        for quote in &self.quotes {
            let claim = study.case.claim(&quote.claim);
            let source = claim.map_or("", |claim| claim.source.value.as_str());
            let beside = match quote.sentence.as_ref().and_then(|sentence| sentence.negation.as_ref()) {
                Some(word) => format!("; “{word}” stands just outside it"),
                None => String::new(),
            };
            text += &format!("{} ({source}): {}{beside}\n", quote.claim, quote.finding);
            let sentence = quote.sentence.as_ref().map(|sentence| sentence.marked("[[", "]]"));
            let words = sentence.or_else(|| Some(claim?.anchor.quote.clone())).unwrap_or_default();
            text += &(wrapped("    ", &words, width) + "\n");
        }
        text
    }

    /// The problems, or every kind of them (see [`render_all`]), then what the case has, in a few lines. The problems are those
    /// of [`Check::problems`].
    pub fn text(&self, study: &Study, problems: &[Diagnostic], most: Option<usize>, style: Style) -> String {
        let of = |severity| self.problems.iter().filter(|problem| problem.severity == severity).count();
        let (errors, warnings) = (of(Severity::Error), of(Severity::Warning));
        let no = |n: usize, one: &str, many: &str| if n == 0 { format!("no {many}") } else { count(n, one, many) };
        let mut text = render_all(&study.case.file, problems, most, style);
        text += &format!("{}: {}, {}\n", self.file, no(errors, "error", "errors"), no(warnings, "warning", "warnings"));
        if errors == 0 {
            text += &self.summary(study);
        }
        text
    }

    fn summary(&self, study: &Study) -> String {
        let case = &study.case;
        let options = case.actors.iter().map(|actor| actor.options.len()).sum();
        let rules = case.rules.len() + case.accounts.iter().map(|account| account.rules.len()).sum::<usize>();
        let mut has = vec![count(case.actors.len(), "actor", "actors")];
        if case.is_bare_graph() {
            has.push(count(case.moves.len(), "move", "moves"));
        } else {
            has.extend([count(options, "option", "options"), count(rules, "rule", "rules")]);
        }
        has.extend([count(case.sources.len(), "source", "sources"), count(case.claims.len(), "claim", "claims")]);
        let mut text = format!("  {}\n", list(&has));
        for account in &self.accounts {
            let of = account.id.as_ref().map(|id| format!("{id}: ")).unwrap_or_default();
            text += &format!("  {of}{}; {}\n", count(account.states, "state", "states"), account.grounds.sentence());
        }
        text + &self.quote_sentence(case.claims.len())
    }

    fn quote_sentence(&self, claims: usize) -> String {
        if claims == 0 {
            return String::new();
        }
        let of = |words: &[&str]| self.quotes.iter().filter(|quote| words.contains(&quote.finding.as_str())).count();
        let (found, normalised) = (of(&["found", "normalised"]), of(&["normalised"]));
        if self.quotes.is_empty() {
            let (quotes, their) =
                (count(claims, "quote", "quotes"), form(claims > 1, "its text is", "their texts are"));
            return format!("  {quotes} not looked for, as {their} not here\n");
        }
        let mut parts = vec![format!("{} of {} found in their texts", number(found), count(claims, "quote", "quotes"))];
        if normalised > 0 {
            parts.push(format!("{} of them after normalising white space and quotation marks", number(normalised)));
        }
        let unchecked = claims.saturating_sub(self.quotes.len());
        if unchecked > 0 {
            parts.push(format!("{} not looked for, as their texts are not here", number(unchecked)));
        }
        format!("  {}\n", parts.join("; "))
    }
}
