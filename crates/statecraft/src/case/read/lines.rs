//! The lines of a preference by statements.

use super::fields::{Entry, Reader, Shape, Value, span, whole};
use crate::case::{Line, MOST_DEGREES, Statement, Support};
use crate::diag::{Diagnostic, Span};
use toml::de::DeValue;

const LINE: Shape = Shape {
    what: "a preference line",
    written: "{ wants = '…', claims = [\"…\"] }",
    keys: &["wants", "strong", "degree", "unsure", "claims", "assumption", "leap"],
};

/// What is said beside statements.
#[derive(Clone, Default)]
pub(super) struct Beside {
    degree: Option<u8>,
    unsure: Option<bool>,
    support: Support,
}

impl Beside {
    /// What a table says; where it is silent, what is said of the whole list.
    pub(super) fn of(reader: &mut Reader, entry: &Entry, of_all: &Beside) -> Beside {
        let support = reader.support(entry);
        Beside {
            unsure: reader.boolean(entry, "unsure").or(of_all.unsure),
            degree: line_degree(reader, entry).or(of_all.degree),
            support: if support == Support::default() { of_all.support.clone() } else { support },
        }
    }

    fn line(&self, wants: Statement, item: Span) -> Line {
        let (degree, unsure) = (self.degree.unwrap_or(1), self.unsure.unwrap_or(false));
        Line { wants, degree, unsure, item, support: self.support.clone() }
    }
}

/// A list of lines, each a statement or a table with `wants`.
pub(super) fn lines(reader: &mut Reader, value: &Value, of_all: &Beside) -> Vec<Line> {
    let mut found = Vec::new();
    for item in value.get_ref().as_array().into_iter().flatten() {
        if item.get_ref().is_table() {
            let Some(entry) = reader.table(item, span(item), LINE) else { continue };
            match entry.get("wants") {
                Some(wants) => found.extend(alike_lines(reader, &entry, wants, of_all)),
                None => {
                    reader.missing(&entry, "wants");
                    reader.lost();
                }
            }
        } else {
            let statement = reader.statement(item, "a preference line");
            found.extend(statement.map(|wants| of_all.line(wants, span(item))));
        }
    }
    found
}

/// `wants` is a statement or a list of them; what is said beside it is said of all.
pub(super) fn alike_lines(reader: &mut Reader, entry: &Entry, wants: &Value, of_all: &Beside) -> Vec<Line> {
    let beside = Beside::of(reader, entry, of_all);
    let statements = match wants.get_ref() {
        DeValue::Array(_) => reader.statements(wants, "`wants`"),
        _ => reader.statement(wants, "`wants`").into_iter().collect(),
    };
    statements.into_iter().map(|wants| beside.line(wants, entry.at)).collect()
}

/// `strong = true` is `degree = 2`.
fn line_degree(reader: &mut Reader, entry: &Entry) -> Option<u8> {
    let strong = reader.boolean(entry, "strong").map(|strong| 1 + u8::from(strong));
    let Some(value) = entry.get("degree") else { return strong };
    if entry.get("strong").is_some() {
        let problem = Diagnostic::error("bad-preference", entry.key("degree"), "how strongly is said in one way");
        let help = "keep one of the two; strong = true is degree = 2";
        reader.lose(problem.label("this is another").also(entry.key("strong"), "this is one way").help(help));
    }
    degree(reader, value)
}

pub(super) fn degree(reader: &mut Reader, value: &Value) -> Option<u8> {
    let help = format!("write a whole number from 1 (as any preference) to {MOST_DEGREES} (most strongly)");
    let Some(number) = value.get_ref().as_integer() else {
        reader.wrong_type(value, "a degree is a whole number", value.get_ref(), &help);
        return None;
    };
    let found = whole(number).and_then(|number| u8::try_from(number).ok());
    let found = found.filter(|degree| (1..=MOST_DEGREES).contains(degree));
    if found.is_none() {
        reader.lose(Diagnostic::error("bad-value", span(value), "this number cannot be a degree").help(help));
    }
    found
}
