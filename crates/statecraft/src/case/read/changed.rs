//! A list of wishes that is as another one, but for some lines.

use super::fields::{Entry, Reader, Shape, Value, span};
use super::lines::{Beside, alike_lines};
use crate::case::{Line, Reading, Statement};
use crate::diag::{Diagnostic, Span, nearest, shown};

const CHANGE: Shape = Shape {
    what: "a change of a list",
    written: "{ wants = '…', in_place_of = '…' }, { wants = '…', before = '…' }, { without = '…' } or { move = '…', before = '…' }",
    keys: &[
        "wants",
        "without",
        "move",
        "in_place_of",
        "before",
        "after",
        "strong",
        "degree",
        "unsure",
        "claims",
        "assumption",
        "leap",
    ],
};

/// What is done, with the keys that say where, and those that are said of a new line.
const DEEDS: [(&str, &[&str]); 3] = [
    ("wants", &["in_place_of", "before", "after", "strong", "degree", "unsure", "claims", "assumption", "leap"]),
    ("without", &[]),
    ("move", &["before", "after"]),
];
const PLACES: [&str; 3] = ["in_place_of", "before", "after"];

/// What a line weighs besides its text, in bytes.
const A_LINE: usize = 200;

/// The list that is changed.
pub(super) struct Base<'b> {
    /// Its lines.
    pub(super) lines: &'b [Line],
    /// Whose wishes they are, where that stands.
    pub(super) at: Span,
}

/// The lines of the list after all changes, one after the other.
pub(super) fn changed(reader: &mut Reader, changes: &Value, base: &Base, of_all: &Beside) -> Option<Vec<Line>> {
    let help = "write changes = [{ without = '…' }, { wants = '…', in_place_of = '…' }, …]";
    let items = reader.array(changes, "`changes`", help)?;
    let length: usize = base.lines.iter().map(|line| line.wants.text.len() + A_LINE).sum();
    if !reader.affords(length.saturating_mul(items.len() + 1)) {
        let problem =
            Diagnostic::error("too-many-changes", base.at, "the lists that are changed are too long together");
        reader.tell(problem.help("write the lists of the accounts out, or join accounts"));
        return None;
    }
    let mut lines = base.lines.to_vec();
    for item in items {
        let Some(entry) = reader.table(item, span(item), CHANGE) else { continue };
        if let Some(deed) = one_deed(reader, &entry) {
            let place = place(reader, &entry, deed);
            Change { reader, entry, base, lines: &mut lines }.make(deed, place, of_all);
        }
    }
    Some(lines)
}

/// A change that says one thing and nothing that belongs to another.
fn one_deed(reader: &mut Reader, entry: &Entry) -> Option<&'static str> {
    let mut present = DEEDS.into_iter().filter(|(deed, _)| entry.get(deed).is_some());
    let (Some((deed, beside)), None) = (present.next(), present.next()) else {
        if !entry.misspells(&["wants", "without", "move"]) {
            let problem = Diagnostic::error("bad-change", entry.at, "a change of a list does one thing");
            reader.tell(problem.help(format!("write {}", CHANGE.written)));
        }
        reader.lost();
        return None;
    };
    let strange = CHANGE.keys.iter().find(|&&key| key != deed && !beside.contains(&key) && entry.get(key).is_some());
    if let Some(key) = strange {
        let problem = Diagnostic::error("bad-change", entry.key(key), format!("`{key}` says nothing beside `{deed}`"));
        reader.lose(problem.also(entry.key(deed), "this is what is done").help("leave it out"));
        return None;
    }
    Some(deed)
}

/// Where a line is put; none for a line that is left out.
fn place(reader: &mut Reader, entry: &Entry, deed: &str) -> Option<&'static str> {
    let mut present = PLACES.into_iter().filter(|key| entry.get(key).is_some());
    match (present.next(), present.next()) {
        (Some(place), None) => return Some(place),
        (None, _) if deed == "without" || entry.misspells(&PLACES) => {}
        (first, second) => {
            let at = second.map_or(entry.at, |key| entry.key(key));
            let message =
                if first.is_some() { "a line is put in one place" } else { "this does not say where the line goes" };
            let help = "add before = '…' or after = '…', or with `wants` in_place_of = '…': a line of the list";
            reader.tell(Diagnostic::error("bad-change", at, message).help(help));
        }
    }
    None
}

/// One change under way.
struct Change<'c, 'r, 't> {
    reader: &'c mut Reader<'r>,
    entry: Entry<'t>,
    base: &'c Base<'c>,
    lines: &'c mut Vec<Line>,
}

impl Change<'_, '_, '_> {
    /// What cannot be done is told, and the list is then as it was.
    fn make(&mut self, deed: &str, place: Option<&str>, of_all: &Beside) {
        let done = match deed {
            "without" => self.find(deed).map(|at| drop(self.lines.remove(at))),
            "move" => self.shift(place),
            _ => self.put(place, of_all),
        };
        if done.is_none() {
            self.reader.lost();
        }
    }

    fn put(&mut self, place: Option<&str>, of_all: &Beside) -> Option<()> {
        let new = alike_lines(self.reader, &self.entry, self.entry.get("wants")?, of_all);
        let place = place?;
        let at = self.find(place)?;
        let gone = match place {
            "in_place_of" => at..at + 1,
            "before" => at..at,
            _ => at + 1..at + 1,
        };
        self.lines.splice(gone, new);
        Some(())
    }

    fn shift(&mut self, place: Option<&str>) -> Option<()> {
        let (from, place) = (self.find("move"), place?);
        let (from, to) = from.zip(self.find(place))?;
        if from == to {
            let problem =
                Diagnostic::error("bad-change", self.entry.key(place), "a line cannot be moved beside itself");
            self.reader.tell(problem.help("name the line beside which it is to stand"));
            return None;
        }
        let line = self.lines.remove(from);
        let to = to - usize::from(from < to) + usize::from(place == "after");
        self.lines.insert(to, line);
        Some(())
    }

    /// The one line that a key names by its statement.
    fn find(&mut self, key: &str) -> Option<usize> {
        let named = self.reader.statement(self.entry.get(key)?, &format!("`{key}`"))?;
        let said = named.tree.to_string();
        let mut alike = (0..self.lines.len()).filter(|&at| self.lines[at].wants.tree.to_string() == said);
        let (found, more) = (alike.next(), alike.next());
        match (found, more) {
            (Some(at), None) => return Some(at),
            (Some(first), Some(second)) => self.ambiguous(&named, first, second),
            // A line may only seem to be missing where some could not be read.
            (None, _) if self.reader.reading == Reading::Whole => self.no_such_line(&named, &said),
            (None, _) => {}
        }
        None
    }

    fn ambiguous(&mut self, named: &Statement, first: usize, second: usize) {
        let message = format!("two lines of the list are `{}`", shown(&named.text));
        let problem = Diagnostic::error("ambiguous-line", named.span, message).label("which of the two?");
        let problem = problem.also(self.lines[first].wants.span, "one is here");
        let problem = problem.also(self.lines[second].wants.span, "the other is here");
        self.reader.tell(problem.help("remove the second from the list: it decides nothing that the first has not"));
    }

    fn no_such_line(&mut self, named: &Statement, said: &str) {
        let known: Vec<String> = self.lines.iter().map(|line| line.wants.tree.to_string()).collect();
        let help = match nearest(said, known.iter().map(String::as_str)) {
            Some(near) => format!("did you mean '{}'?", shown(near)),
            None => "name a line by its whole statement, as it stands in the list".into(),
        };
        let message = format!("the list that is changed has no line `{}`", shown(&named.text));
        let problem = Diagnostic::error("unknown-line", named.span, message).label("not in the list");
        self.reader.tell(problem.also(self.base.at, "this list is changed").help(help));
    }
}
