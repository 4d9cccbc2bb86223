//! What rests on what, made for reading.

use crate::answers::impact::needs::{Need, Needs};
use crate::answers::impact::{AccountChange, ConceptChange, Drop, Impact};
use crate::answers::naming::Names;
use crate::case::LineId;
use crate::model::Model;
use crate::phrase::english::{capital, count, list, number};
use crate::phrase::line::LineInWords;
use crate::sentences::concepts::{name, names};
use crate::study::Study;
use crate::text::analysis::TextOptions;
use crate::text::table::{Align, Table};
use crate::text::words::wrapped;

/// So many rows of a kind are shown unless all are asked for.
const ROWS: usize = 10;
/// So many states are listed.
const BY_NUMBER: usize = 12;
/// So much of a quote stands in a table.
const IN_TABLE: usize = 40;
/// What falls with an attitude.
const ATTITUDES: &str = "No verdict here depends on attitudes; they count only in answers that ask for them.";

impl Impact {
    /// The answer as text: one thing dropped in full, many as a table.
    pub fn text(&self, study: &Study, options: TextOptions) -> String {
        let title = format!("{}\n", self.header.case);
        match self.dropped.as_slice() {
            [only] if self.not_done == 0 => title + &self.single(study, only, options),
            _ => title + &self.table(study, options),
        }
    }

    fn single(&self, study: &Study, drop: &Drop, options: TextOptions) -> String {
        let what = match drop.kind.as_str() {
            "line" => format!("Without line {}: {}", drop.name, drop.says),
            "below" => format!("Without what is graded worse than {}: {}", drop.name, drop.says),
            kind => format!("Without the {kind} {}: {}", drop.name, drop.says),
        };
        let mut text = "\n".to_string() + &wrapped("", &what, options.width);
        if !drop.ungraded.is_empty() {
            let stay = count(drop.ungraded.len(), "claim stays", "claims stay");
            let line = format!("{stay} for want of a grade, of its own or of its source: {}.", list(&drop.ungraded));
            text += &wrapped("", &line, options.width);
        }
        let falls = match (drop.kind.as_str(), self.policy.as_str()) {
            ("line", _) => "",
            (_, "falls") => "What falls, for nothing else supports it:",
            _ => "What becomes an assumption, for nothing else supports it:",
        };
        text += &block(falls, &drop.falls, options);
        text += &block("What cites it and stands on something else:", &drop.stands, options);
        if drop.falls.is_empty() {
            return text + &wrapped("", "No line falls, so nothing changes in what holds.", options.width);
        }
        if self.policy != "falls" && drop.kind != "line" {
            return text
                + &wrapped(
                    "",
                    "An assumption counts as a cited line does: nothing changes in what holds.",
                    options.width,
                );
        }
        let falling = |kind: fn(&LineId) -> bool| drop.falls.iter().filter(|line| kind(&line.id)).count();
        let attitudes = falling(|line| matches!(line, LineId::Attitude { .. }));
        if attitudes > 0 {
            text += &wrapped("", ATTITUDES, options.width);
        }
        if attitudes == drop.falls.len() {
            return text;
        }
        let frozen = falling(|line| matches!(line, LineId::Option { .. }));
        if frozen > 0 {
            let frozen = match frozen {
                1 => "The option is then frozen as it is today: the states in which it is otherwise are gone.",
                _ => "The options are then frozen as they are today: the states in which they are otherwise are gone.",
            };
            text += &wrapped("", frozen, options.width);
        }
        for account in &drop.accounts {
            let names = study.account(account.id.as_deref()).map(|laid_out| Names::new(study, laid_out));
            text += &names.map(|names| account.text(&names, options)).unwrap_or_default();
        }
        text
    }

    fn table(&self, study: &Study, options: TextOptions) -> String {
        let mut text = self.head(study, options.width);
        for (kind, title) in [
            ("claim", "Claims"),
            ("source", "Sources"),
            ("speaker", "Speakers"),
            ("below", "Grades"),
            ("line", "Assumptions, by line"),
        ] {
            let all: Vec<&Drop> = self.dropped.iter().filter(|drop| drop.kind == kind).collect();
            if !all.is_empty() {
                text += &format!("\n{title}\n");
                text += &self.of_kind(&all, options);
            }
        }
        let mut falls = self.dropped.iter().flat_map(|drop| &drop.falls);
        if falls.any(|line| matches!(line.id, LineId::Attitude { .. })) {
            text += &("\n".to_string() + &wrapped("", ATTITUDES, options.width));
        }
        text
    }

    /// What the figures mean.
    fn head(&self, study: &Study, width: usize) -> String {
        let what = match self.policy.as_str() {
            "falls" => {
                "What hangs on each sentence, source and assumption: it is dropped, the lines that then stand on nothing \
                 fall, and everything is computed again."
            }
            _ => {
                "What becomes an assumption without each sentence and source; nothing changes in what holds but where an \
                 assumption itself is dropped."
            }
        };
        let counted = format!(
            "Outcomes are counted in each account under each concept ({}): {} as the case stands.",
            study.accounts.first().map(|first| names(&first.model, &self.concepts)).unwrap_or_default(),
            number(self.outcomes)
        );
        let mut text = wrapped("", what, width) + &wrapped("", &counted, width);
        if self.not_done > 0 {
            let left = count(self.not_done, "thing was", "things were");
            text += &wrapped("", &format!("The work was stopped: {left} not dropped."), width);
        }
        text
    }

    /// Those on which something hangs as rows, the others by their number.
    fn of_kind(&self, all: &[&Drop], options: TextOptions) -> String {
        let telling: Vec<&Drop> = all.iter().copied().filter(|drop| !drop.falls.is_empty()).collect();
        let shown = if options.all { telling.len() } else { telling.len().min(ROWS) };
        let mut text = match shown {
            0 => String::new(),
            _ => table(&telling[..shown], self.outcomes, options.width),
        };
        if shown < telling.len() {
            let more = number(telling.len() - shown);
            text += &format!("  … and {more} more that change less\n");
        }
        let more = if shown > 0 { " more" } else { "" };
        let idle = match all.len() - telling.len() {
            0 => return text,
            1 => format!("1{more} is nowhere a line's only support: without it nothing changes."),
            idle => format!(
                "{}{more} are nowhere a line's only support: without any one of them nothing changes.",
                number(idle)
            ),
        };
        text + &wrapped("  ", &idle, options.width)
    }
}

/// Rows of what is dropped.
fn table(drops: &[&Drop], outcomes: usize, width: usize) -> String {
    let lost = format!("lost of {}", number(outcomes));
    let head = ["", "", "lines", &lost, "gained", "verdicts"].map(String::from).to_vec();
    let room = IN_TABLE.min(width.saturating_sub(53)).max(16);
    let row = |drop: &&Drop| {
        let undecided = drop.accounts.iter().any(|account| account.undecided.is_some());
        let figures = [drop.falls.len(), drop.lost, drop.gained, drop.verdicts].map(number);
        let says = format!("{}{}", shortened(&drop.says, room), if undecided { " (*)" } else { "" });
        [drop.name.clone(), says].into_iter().chain(figures).collect()
    };
    let rows = drops.iter().map(row).collect();
    let mut text = Table { head, rows, names: 2, align: &[Align::Right] }.text(width);
    if drops.iter().any(|drop| drop.accounts.iter().any(|account| account.undecided.is_some())) {
        text += "  (*) some account cannot be computed without it; name it to see why\n";
    }
    text
}

/// The beginning of a text, cut between words.
fn shortened(text: &str, most: usize) -> String {
    if text.chars().count() <= most {
        return text.to_string();
    }
    let mut short = String::new();
    for word in text.split(' ') {
        if short.chars().count() + word.chars().count() + 2 > most {
            break;
        }
        short += word;
        short.push(' ');
    }
    format!("{}…", short.trim_end())
}

fn block(title: &str, lines: &[LineInWords], options: TextOptions) -> String {
    if lines.is_empty() {
        return String::new();
    }
    let mut text = if title.is_empty() { String::new() } else { format!("{title}\n") };
    for line in lines {
        text += &wrapped(&format!("  line {:>3}  ", line.line), &line.says, options.width);
    }
    text
}

impl AccountChange {
    fn text(&self, names: &Names, options: TextOptions) -> String {
        let mut text = self.id.as_ref().map(|id| format!("Account {id}\n")).unwrap_or("What changes\n".into());
        if let Some(reason) = &self.undecided {
            return text + &wrapped("  ", &format!("Nothing can be said without it: {reason}."), options.width);
        }
        if self.concepts.is_empty() {
            return text + "  Nothing changes.\n";
        }
        for change in &self.concepts {
            text += &wrapped("  ", &change.sentence(names, options.all), options.width);
        }
        text
    }
}

impl ConceptChange {
    fn sentence(&self, names: &Names, all: bool) -> String {
        let most = if all { usize::MAX } else { BY_NUMBER };
        let mut parts = Vec::new();
        if !self.lost.is_empty() {
            let gone = match (self.gone, self.lost.len()) {
                (0, _) => String::new(),
                (1, 1) => ", its state is gone".to_string(),
                (gone, lost) if gone == lost => ", their states are gone".to_string(),
                (gone, _) => format!(", the states of {} are gone", number(gone)),
            };
            let lost = count(self.lost.len(), "outcome is", "outcomes are");
            parts.push(format!("{lost} lost: {}{gone}", names.list_of(&self.lost, most)));
        }
        if !self.gained.is_empty() {
            let gained = count(self.gained.len(), "outcome is", "outcomes are");
            parts.push(format!("{gained} gained: {}", names.list_of(&self.gained, most)));
        }
        if !self.gained_new.is_empty() {
            parts.push(format!(
                "{} that rules forbade",
                count(self.gained_new.len(), "outcome is gained", "outcomes are gained")
            ));
        }
        let concept = name(&names.laid_out().model, &self.concept);
        if parts.is_empty() {
            format!(
                "{concept}: the outcomes stay; {}",
                count(self.verdicts, "verdict of one actor changes", "verdicts of single actors change")
            )
        } else {
            format!("{concept}: {}", parts.join("; "))
        }
    }
}

impl Needs {
    /// The answer as text.
    pub fn text(&self, study: &Study, options: TextOptions) -> String {
        let Some(laid_out) = study.account(self.account.as_deref()) else { return String::new() };
        let model = &laid_out.model;
        let under = self.account.as_ref().map(|id| format!(" in account {id}")).unwrap_or_default();
        let state = capital(&Names::new(study, laid_out).of_name(&self.state));
        let mut text = format!("{}\n\n", self.header.case);
        if self.holds.is_empty() {
            let line = format!("{state}{under} holds under none of the concepts, so there is nothing that it needs.");
            return text + &wrapped("", &line, options.width);
        }
        let holds = names(model, &self.holds);
        text += &wrapped(
            "",
            &format!(
                "{state}{under} holds under {holds}. It needs {} of {} lines: without any one of them it falls, under {}.",
                number(self.lines.len()),
                number(self.of),
                if self.holds.len() == 1 { "that concept" } else { "all of these concepts where no others are named" }
            ),
            options.width,
        );
        if self.not_done > 0 {
            let left = count(self.not_done, "line was", "lines were");
            text += &wrapped("", &format!("The work was stopped: {left} not tried."), options.width);
        }
        for need in &self.lines {
            text += &need.text(model, self.holds.len(), options);
        }
        text
    }
}

impl Need {
    fn text(&self, model: &Model, of: usize, options: TextOptions) -> String {
        let only =
            if self.falls.len() == of { String::new() } else { format!(" (under {} only)", names(model, &self.falls)) };
        let head = format!("  line {:>3}  ", self.line.line);
        let mut text = wrapped(&head, &format!("{}{only}", self.line.says), options.width);
        for sentence in &self.claims {
            let by = sentence.speaker.as_ref().map(|speaker| format!("{speaker}, ")).unwrap_or_default();
            text +=
                &wrapped("              ", &format!("“{}” — {by}{}", sentence.quote, sentence.title), options.width);
        }
        if let Some(assumption) = &self.assumption {
            text += &wrapped("              ", &format!("assumed: {assumption}"), options.width);
        }
        text
    }
}
