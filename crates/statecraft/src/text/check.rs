//! Whether a case is sound, made for reading.

use super::problems::{Style, render_all};
use crate::answers::check::{Check, Grounds};
use crate::diag::Severity;
use crate::evidence::Finding;
use crate::phrase::english::{count, list, number};

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

impl Check<'_> {
    /// All problems, then what the case has, in a few lines.
    pub fn text(&self, most: usize, style: Style) -> String {
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
}
