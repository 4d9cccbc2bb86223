//! How far verdicts are from their opposites, made for reading.

use crate::answers::change::{AccountDistances, Distance, Distances, EditInWords, ReversalsInWords};
use crate::answers::naming::Names;
use crate::change::Costs;
use crate::phrase::english::{capital, count, form, list, number};
use crate::phrase::names::Words;
use crate::sentences::change::edit as in_words;
use crate::sentences::concepts::name;
use crate::study::{LaidOut, StateName, Study};
use crate::text::analysis::TextOptions;
use crate::text::words::wrapped;

/// So many ways are put in words unless all are asked for.
const IN_WORDS: usize = 4;
/// So many states are listed.
const BY_NUMBER: usize = 12;

impl Distances {
    /// The answer as text, with the words of the study that was asked; accounts that it has not are left out.
    pub fn text(&self, study: &Study, options: TextOptions) -> String {
        Distances::text_of(std::slice::from_ref(self), study, options)
    }

    /// The same of one question under several concepts, account by account.
    pub fn text_of(all: &[Distances], study: &Study, options: TextOptions) -> String {
        let mut text = all.first().map(|first| format!("{}\n", first.header.case)).unwrap_or_default();
        for laid_out in &study.accounts {
            let id = laid_out.account.id();
            let here = all.iter().filter_map(|of| {
                let account = of.accounts.iter().find(|account| account.id.as_deref() == id)?;
                Some(of.account_text(study, laid_out, account, options))
            });
            let here: Vec<String> = here.collect();
            if !here.is_empty() {
                text += &id.map_or("\n".to_string(), |id| format!("\nAccount {id}\n"));
                text += &here.join("\n");
            }
        }
        text += "\n";
        text + &wrapped(
            "",
            "An edit moves a line of a preference one place, drops it or negates it. A line that no claim supports costs half, also to move another past it.",
            options.width,
        )
    }
}

impl Distances {
    fn account_text(
        &self,
        study: &Study,
        laid_out: &LaidOut,
        account: &AccountDistances,
        options: TextOptions,
    ) -> String {
        let concept = name(&laid_out.model, &self.concept);
        let names = Names::new(study, laid_out);
        let page = Page { laid_out, names, words: Words(&laid_out.model), concept, edits: self.edits, options };
        page.account(account)
    }
}

/// What would have to change in one account for its state to hold, under the name of the account.
pub(super) fn would_hold(study: &Study, account: &AccountDistances, concept: &str, options: TextOptions) -> String {
    let Some(laid_out) = study.account(account.id.as_deref()) else { return String::new() };
    let concept = name(&laid_out.model, concept);
    let edits = Costs::default().most;
    let names = Names::new(study, laid_out);
    let page = Page { laid_out, names, words: Words(&laid_out.model), concept, edits, options };
    let title = account.id.as_ref().map(|id| format!("  Account {id}\n")).unwrap_or_default();
    title + &account.states.iter().map(|one| page.distance(one, 1)).collect::<String>()
}

/// One account, while it is written.
struct Page<'p> {
    laid_out: &'p LaidOut,
    names: Names<'p>,
    words: Words<'p>,
    concept: String,
    edits: usize,
    options: TextOptions,
}

impl Page<'_> {
    fn account(&self, of: &AccountDistances) -> String {
        let options = self.options;
        let mut text = match of.states.as_slice() {
            [] => wrapped("  ", &format!("Nothing holds under {}.", self.concept), options.width),
            [only] => self.distance(only, if options.all { usize::MAX } else { IN_WORDS }),
            many => many.iter().map(|one| self.distance(one, if options.all { usize::MAX } else { 1 })).collect(),
        };
        if of.left_out > 0 {
            let line = format!("… and {} more, not looked at.", count(of.left_out, "outcome", "outcomes"));
            text += &wrapped("  ", &line, options.width);
        }
        text
    }

    fn distance(&self, of: &Distance, most: usize) -> String {
        let (state, width) = (&of.state, self.options.width);
        let now = if of.holds { "holds" } else { "does not hold" };
        let verb = if of.wanted { "would hold" } else { "would fall" };
        let head = format!("{} {now} under {}", capital(&self.names.of_name(state)), self.concept);
        let Some(way) = of.ways.first() else {
            let rest = if of.holds == of.wanted {
                ": nothing needs to change.".to_string()
            } else {
                format!("; no {} would turn that.", count(self.edits, "edit", "edits"))
            };
            return wrapped("  ", &(head + &rest), width) + &self.reversals(of);
        };
        let size = if way.len() == 1 { "one edit".to_string() } else { format!("{} edits", way.len()) };
        let line = format!(
            "{head}. It {verb} with {size} (cost {}), in {}:",
            cost(of.cost),
            count(of.ways.len(), "way", "ways")
        );
        let mut text = wrapped("  ", &line, width);
        let most = if of.ways.len() == most.saturating_add(1) { of.ways.len() } else { most };
        for way in of.ways.iter().take(most) {
            for (at, edit) in way.iter().enumerate() {
                text += &self.edit(edit, if at == 0 { "    if " } else { "    and " });
            }
        }
        if of.ways.len() > most {
            text += &format!("    … and {} more\n", number(of.ways.len() - most));
        }
        text + &self.reversals(of)
    }

    /// Each of several actors must turn for the state to hold; any one of them for it to fall.
    fn reversals(&self, of: &Distance) -> String {
        let sentences: Vec<String> = of.reversals.iter().map(|reversals| self.sentence(reversals)).collect();
        let (first, shown) = match (sentences.first(), of.wanted) {
            (None, _) => return String::new(),
            (Some(_), true) => ("Whatever the lines: it is enough that ", list(&sentences)),
            (Some(_), false) => {
                let most = if self.options.all { usize::MAX } else { IN_WORDS };
                let most = if sentences.len() == most.saturating_add(1) { sentences.len() } else { most };
                let (shown, more) = sentences.split_at(sentences.len().min(most));
                let more = match more.len() {
                    0 => String::new(),
                    more => format!(", or one of {} other actors turns so", number(more)),
                };
                ("Whatever the lines: it falls as soon as ", shown.join(", or ") + &more)
            }
        };
        wrapped("    ", &format!("{first}{shown}."), self.options.width)
    }

    fn edit(&self, edit: &EditInWords, first: &str) -> String {
        let what = in_words(&self.laid_out.model, edit);
        let grounds = match (edit.claims.first(), &edit.assumption) {
            (Some(claim), _) => {
                let by = claim.speaker.as_ref().unwrap_or(&claim.title);
                let more =
                    if edit.claims.len() > 1 { format!(", and {} more", edit.claims.len() - 1) } else { String::new() };
                format!(": “{}”, {by}{more}", claim.quote)
            }
            (None, Some(assumption)) => format!(", assumed: {assumption}"),
            (None, None) => ", which rests on nothing".to_string(),
        };
        wrapped(first, &format!("{what} (line {}{grounds})", edit.line), self.options.width)
    }

    fn sentence(&self, of: &ReversalsInWords) -> String {
        let mut parts = Vec::new();
        if !of.demoted.is_empty() {
            parts.push(format!("{} no better than it", self.states(&of.demoted)));
        }
        if !of.promoted.is_empty() {
            parts.push(format!("{} better than it", self.states(&of.promoted)));
        }
        let bound = if of.exact { "" } else { " (fewer may do)" };
        let finds = form(self.words.is_plural(&of.actor), "finds", "find");
        format!("{} {finds} {}{bound}", self.words.actor(&of.actor), list(&parts))
    }

    fn states(&self, names: &[StateName]) -> String {
        self.names.list_of(names, BY_NUMBER)
    }
}

fn cost(cost: Option<f64>) -> String {
    cost.map(|cost| cost.to_string()).unwrap_or_default()
}
