//! Tables: which of them a sheet is, by its headings; and the case that they make together.
//!
//! | first heading, or two headings | table |
//! |---|---|
//! | `actor` and `option` | options × actors, an option a row (`options`) |
//! | `option` | the same with a column for each actor |
//! | `state` | states × ranks, a state a row (`ranks`) |
//! | `actor`, `from` and `to` | moves between states, where these have no options |
//! | `evidence` or `hypothesis` | evidence × hypotheses (`matrix`) |

use super::draft::{Draft, plain};
use super::options::{self, Actors};
use super::sheet::{Sheet, folded};
use super::{Fault, Imported, fault, matrix, ranks};
use statecraft::case::Rejected;
use statecraft::diag::Span;
use statecraft::graph::Limits;

#[derive(Clone, Copy, PartialEq, Eq)]
enum Table {
    Options,
    States,
    Moves,
    Evidence,
}

impl Table {
    fn of(sheet: &Sheet) -> Option<Table> {
        let first = sheet.headings.first().map(|heading| folded(&heading.text)).unwrap_or_default();
        let has = |name| sheet.column(&[name]).is_some();
        match first.as_str() {
            _ if has("actor") && has("from") && has("to") => Some(Table::Moves),
            _ if has("actor") && has("option") => Some(Table::Options),
            "option" | "options" => Some(Table::Options),
            "state" | "states" => Some(Table::States),
            "item" | "items" => Some(Table::Evidence),
            first if first.contains("evidence") || first.starts_with("hypothes") => Some(Table::Evidence),
            "" if matrix::is_one(sheet) => Some(Table::Evidence),
            _ => None,
        }
    }
}

pub(super) fn read(name: &str, sheets: &[Sheet], limits: &Limits) -> Result<Imported, Rejected> {
    let known: Vec<(Table, &Sheet)> = sheets.iter().filter_map(|sheet| Some((Table::of(sheet)?, sheet))).collect();
    let find = |table| known.iter().find(|(kind, _)| *kind == table).map(|(_, sheet)| *sheet);
    let Some((_, first)) = known.first() else {
        let sheet = &sheets[0];
        let span = sheet.headings.first().map_or(Span::default(), |heading| heading.span);
        let help =
            "begin the table with `actor` and `option`, with `state`, or with `evidence`; docs/exchange.md shows each";
        let problem = fault(span, "the headings do not tell what this table is", help);
        return Err(Rejected { file: sheet.file.clone(), problems: vec![problem] });
    };
    let mut source = first.file.clone();
    source.name = name.into();
    let mut draft = Draft::new(&source, "", limits);
    for sheet in sheets.iter().filter(|sheet| !known.iter().any(|(_, known)| std::ptr::eq(*known, *sheet))) {
        draft.lost(format!("the table of {}, whose headings tell nothing that is known here", plain(&sheet.file.name)));
    }
    let wrong = |sheet: &Sheet| {
        let file = sheet.file.clone();
        move |problem: Fault| Rejected { file, problems: vec![problem] }
    };
    let mut actors = Actors::default();
    if let Some(sheet) = find(Table::Options) {
        actors = options::read(sheet, &mut draft).map_err(wrong(sheet))?;
    }
    if let Some(sheet) = find(Table::States) {
        ranks::read(sheet, find(Table::Moves), &mut actors, &mut draft)?;
    }
    if let Some(sheet) = find(Table::Evidence) {
        matrix::read(sheet, &mut draft).map_err(wrong(sheet))?;
    }
    actors.unknown(&mut draft);
    draft.finish(name)
}
