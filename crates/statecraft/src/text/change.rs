//! How far verdicts are from their opposites, made for reading.

use crate::answers::change::{AccountDistances, Distance, Distances, EditInWords, ReversalsInWords};
use crate::phrase::english::{capital, count, list, number};
use crate::study::StateName;
use crate::text::analysis::TextOptions;
use crate::text::words::wrapped;

/// So many ways are put in words unless all are asked for.
const IN_WORDS: usize = 4;
/// So many states are listed.
const BY_NUMBER: usize = 12;

impl Distances<'_> {
    /// The answer as text.
    pub fn text(&self, options: TextOptions) -> String {
        let mut text = format!("{}\n", self.case);
        for account in &self.accounts {
            text += "\n";
            text += &account.id.map(|id| format!("Account {id}\n")).unwrap_or_default();
            text += &account.text(&self.called, self.edits, options);
        }
        text += "\n";
        text + &wrapped(
            "",
            "An edit moves a line of a preference one place, drops it or negates it. A line that no claim supports costs half, also to move another past it.",
            options.width,
        )
    }
}

impl AccountDistances<'_> {
    fn text(&self, concept: &str, edits: usize, options: TextOptions) -> String {
        let mut text = match self.states.as_slice() {
            [] => wrapped("  ", &format!("Nothing holds under {concept}."), options.width),
            [only] => only.text(concept, edits, if options.all { usize::MAX } else { IN_WORDS }, options),
            many => many
                .iter()
                .map(|one| one.text(concept, edits, if options.all { usize::MAX } else { 1 }, options))
                .collect(),
        };
        if self.left_out > 0 {
            let line = match options.all || self.stopped {
                false => {
                    format!("… and {} more (--all looks at them too)", count(self.left_out, "outcome", "outcomes"))
                }
                true => format!("… and {} more, not looked at", count(self.left_out, "outcome", "outcomes")),
            };
            text += &wrapped("  ", &line, options.width);
        }
        text
    }
}

impl Distance<'_> {
    fn text(&self, concept: &str, edits: usize, most: usize, options: TextOptions) -> String {
        let state = name(&self.state);
        let now = if self.holds { "holds" } else { "does not hold" };
        let verb = if self.wanted { "would hold" } else { "would fall" };
        let head = format!("State {state} {now} under {concept}");
        let Some(way) = self.ways.first() else {
            let rest = match self.holds == self.wanted {
                true => ": nothing needs to change.".to_string(),
                false => format!("; no {} would turn that.", count(edits, "edit", "edits")),
            };
            return wrapped("  ", &(head + &rest), options.width) + &self.reversals(options);
        };
        let size = if way.len() == 1 { "one edit".to_string() } else { format!("{} edits", way.len()) };
        let line = format!(
            "{head}. It {verb} with {size} (cost {}), in {}:",
            cost(self.cost),
            count(self.ways.len(), "way", "ways")
        );
        let mut text = wrapped("  ", &line, options.width);
        for way in self.ways.iter().take(most) {
            for (at, edit) in way.iter().enumerate() {
                text += &edit.text(if at == 0 { "    if " } else { "    and " }, options.width);
            }
        }
        if self.ways.len() > most {
            text += &format!("    … and {} more (--all shows them)\n", number(self.ways.len() - most));
        }
        text + &self.reversals(options)
    }

    /// Each of several actors must turn for the state to hold; any one of them for it to fall.
    fn reversals(&self, options: TextOptions) -> String {
        let sentences: Vec<String> = self.reversals.iter().map(ReversalsInWords::sentence).collect();
        let (first, shown) = match (sentences.first(), self.wanted) {
            (None, _) => return String::new(),
            (Some(_), true) => ("Whatever the lines: it is enough that ", list(&sentences)),
            (Some(_), false) => {
                let most = if options.all { usize::MAX } else { IN_WORDS };
                let (shown, more) = sentences.split_at(sentences.len().min(most));
                let more = match more.len() {
                    0 => String::new(),
                    more => format!(" ({} can do as much; --all shows them)", count(more, "more actor", "more actors")),
                };
                ("Whatever the lines: it falls as soon as ", shown.join(", or ") + &more)
            }
        };
        wrapped("    ", &format!("{first}{shown}."), options.width)
    }
}

impl EditInWords<'_> {
    fn text(&self, first: &str, width: usize) -> String {
        let (who, wants) = (capital(self.name), &self.wants);
        let what = match (&self.other, self.does) {
            (Some(other), "below") => format!("{who} cared less for ‘{wants}’ than for ‘{}’", other.wants),
            (Some(other), _) => format!("{who} cared more for ‘{wants}’ than for ‘{}’", other.wants),
            (None, "drop") => format!("{who} did not care for ‘{wants}’"),
            (None, _) => format!("{who} wanted the opposite of ‘{wants}’"),
        };
        let grounds = match (self.claims.first(), self.assumption) {
            (Some(claim), _) => {
                let by = claim.speaker.unwrap_or(claim.title);
                let more =
                    if self.claims.len() > 1 { format!(", and {} more", self.claims.len() - 1) } else { String::new() };
                format!(": “{}”, {by}{more}", claim.quote)
            }
            (None, Some(assumption)) => format!(": assumed: {assumption}"),
            (None, None) => ", which rests on nothing".to_string(),
        };
        wrapped(first, &format!("{what} (line {}{grounds})", self.line), width)
    }
}

impl ReversalsInWords<'_> {
    fn sentence(&self) -> String {
        let mut parts = Vec::new();
        if !self.demoted.is_empty() {
            parts.push(format!("{} no better than it", states(&self.demoted)));
        }
        if !self.promoted.is_empty() {
            parts.push(format!("{} better than it", states(&self.promoted)));
        }
        let bound = if self.exact { "" } else { " (fewer may do)" };
        format!("{} finds {}{bound}", capital(self.name), list(&parts))
    }
}

fn states(names: &[StateName]) -> String {
    let shown: Vec<String> = names.iter().take(BY_NUMBER).map(name).collect();
    let more =
        if names.len() > BY_NUMBER { format!(" and {} more", number(names.len() - BY_NUMBER)) } else { String::new() };
    match names.len() {
        1 => format!("state {}", shown[0]),
        _ => format!("states {}{more}", if more.is_empty() { list(&shown) } else { shown.join(", ") }),
    }
}

fn name(state: &StateName) -> String {
    match state {
        StateName::Number(number) => number.to_string(),
        StateName::Name(name) => (*name).to_string(),
    }
}

fn cost(cost: Option<f64>) -> String {
    cost.map(|cost| cost.to_string()).unwrap_or_default()
}
