//! XLSX: the sheets Options, States and Outcomes, Moves where states have no options, and Evidence; the first two and the last are read
//! back by `import`.

use super::parts::Part;
use super::rows;
use super::{NotExported, moves};
use rust_xlsxwriter::{Format, Workbook, Worksheet, XlsxError};
use statecraft::graph::StateSpace;
use statecraft::model::{ModelOption, OneWay};
use statecraft::stability::{Concept, Found};
use statecraft::study::{LaidOut, Study};

/// A cell.
enum Cell {
    Text(String),
    Number(f64),
}

impl From<String> for Cell {
    fn from(text: String) -> Cell {
        Cell::Text(text)
    }
}

impl From<usize> for Cell {
    fn from(number: usize) -> Cell {
        Cell::Number(number as f64)
    }
}

pub(super) fn write(
    study: &Study,
    laid_out: &LaidOut,
    found: &Found,
    notes: &mut Vec<String>,
) -> Result<Vec<u8>, NotExported> {
    let failed = |error: XlsxError| NotExported::Writer(error.to_string());
    let mut book = Workbook::new();
    let named = matches!(laid_out.graph.states, StateSpace::Named(_));
    if !named {
        fill(&mut book, "Options", options(laid_out)).map_err(failed)?;
    }
    fill(&mut book, "States", states(laid_out)).map_err(failed)?;
    if named {
        let table = moves_of(laid_out)?;
        fill(&mut book, "Moves", table).map_err(failed)?;
        notes.push("not carried: the names of actors and the labels of states".into());
    }
    fill(&mut book, "Outcomes", outcomes(laid_out, found)).map_err(failed)?;
    let evidence = evidence(study);
    if evidence.len() > 1 {
        fill(&mut book, "Evidence", evidence).map_err(failed)?;
        notes.retain(|note| *note != Part::Evidence.left_out());
        notes.push(
            "not carried: what lines cite or assume, and of evidence all but items, sources and likelihoods".into(),
        );
    }
    book.save_to_buffer().map_err(failed)
}

/// A sheet with headings that stay in sight.
fn fill(book: &mut Workbook, name: &str, table: Vec<Vec<Cell>>) -> Result<(), XlsxError> {
    let bold = Format::new().set_bold();
    let sheet: &mut Worksheet = book.add_worksheet();
    sheet.set_name(name)?.set_freeze_panes(1, 0)?;
    for (at, row) in (0u32..).zip(table) {
        for (column, cell) in (0u16..).zip(row) {
            match cell {
                Cell::Text(text) if at == 0 => sheet.write_string_with_format(at, column, text, &bold)?,
                Cell::Text(text) => sheet.write_string(at, column, text)?,
                Cell::Number(number) => sheet.write_number(at, column, number)?,
            };
        }
    }
    Ok(())
}

fn texts<const N: usize>(cells: [&str; N]) -> Vec<Cell> {
    cells.into_iter().map(|cell| Cell::Text(cell.into())).collect()
}

fn options(laid_out: &LaidOut) -> Vec<Vec<Cell>> {
    let mut table = vec![texts(["actor", "name", "option", "label", "level", "one way", "today"])];
    let today = laid_out.graph.status_quo.map(|today| laid_out.taken(today)).unwrap_or_default();
    for option in laid_out.model.options() {
        let actor = &laid_out.model.actors()[option.actor.index()];
        let ModelOption { key, label, level, one_way, .. } = option;
        let (key, label, text) = match level {
            Some(level) => (level.choice.as_str(), level.label.as_str(), level.text.as_str()),
            None => (key.as_str(), label.as_str(), ""),
        };
        let own = key.split_once('.').map_or(key, |(_, own)| own);
        let way = match one_way {
            None => "",
            Some(OneWay::Take) => "take",
            Some(OneWay::Drop) => "drop",
        };
        let today = if today.contains(&option.key.as_str()) { "yes" } else { "" };
        table.push(texts([&actor.key, &actor.name, own, label, text, way, today]));
    }
    table
}

fn states(laid_out: &LaidOut) -> Vec<Vec<Cell>> {
    let headings = rows::headings(laid_out).into_iter().map(Cell::Text).collect();
    let row = |(state, cells): (String, Vec<usize>)| {
        std::iter::once(Cell::Text(state)).chain(cells.into_iter().map(Cell::from)).collect()
    };
    std::iter::once(headings).chain(rows::rows(laid_out).map(row)).collect()
}

fn moves_of(laid_out: &LaidOut) -> Result<Vec<Vec<Cell>>, NotExported> {
    let state = |at: usize| laid_out.graph.state_name(statecraft::graph::StateId::new(at));
    let row = |step: super::Move| texts([&laid_out.model.actors()[step.actor].key, &state(step.from), &state(step.to)]);
    Ok(std::iter::once(texts(["actor", "from", "to"])).chain(moves(laid_out)?.into_iter().map(row)).collect())
}

/// A row for each state that is an outcome under some concept.
fn outcomes(laid_out: &LaidOut, found: &Found) -> Vec<Vec<Cell>> {
    let concepts = Concept::USUAL.map(|concept| (concept.key(&[]), found.equilibria(concept)));
    let mut table = vec![texts(["outcome", "taken"])];
    table[0].extend(concepts.iter().map(|(key, _)| Cell::Text(key.clone())));
    for state in laid_out.graph.state_ids().filter(|state| concepts.iter().any(|(_, all)| all.contains(*state))) {
        let mut row = texts([&laid_out.graph.state_name(state), &laid_out.taken(state).join(", ")]);
        row.extend(concepts.iter().map(|(_, all)| Cell::from(usize::from(all.contains(state)))));
        table.push(row);
    }
    table
}

/// A row for each item of evidence, or claim that is for or against an account, a column for each account.
fn evidence(study: &Study) -> Vec<Vec<Cell>> {
    let case = &study.case;
    let accounts = &case.accounts;
    let title = |account: &statecraft::case::Account| account.title.clone().or(account.id().map(String::from));
    let mut table = vec![texts(["evidence", "source"])];
    table[0].extend(accounts.iter().map(|account| Cell::Text(title(account).unwrap_or_default())));
    let source = |claim: &str| {
        let source = case.claim(claim).and_then(|claim| case.source(&claim.source.value));
        source.map(|source| source.title.clone()).unwrap_or_default()
    };
    for item in &case.evidence {
        let mut row = vec![Cell::Text(item.says.clone())];
        row.push(Cell::Text(item.claims.first().map(|claim| source(&claim.value)).unwrap_or_default()));
        row.extend(accounts.iter().map(|account| {
            let range = item.likelihood.iter().find(|(of, _)| Some(of.value.as_str()) == account.id());
            Cell::Text(range.map(|(_, range)| format!("{}-{}", range.low, range.high)).unwrap_or_default())
        }));
        table.push(row);
    }
    for claim in &case.claims {
        let named =
            |claims: &[statecraft::diag::Spanned<String>]| claims.iter().any(|one| one.value == claim.key.value);
        if !accounts.iter().any(|account| named(&account.favours) || named(&account.against)) {
            continue;
        }
        let mut row = vec![Cell::Text(claim.anchor.quote.clone()), Cell::Text(source(&claim.key.value))];
        row.extend(accounts.iter().map(|account| {
            let bears = if named(&account.favours) {
                "C"
            } else if named(&account.against) {
                "I"
            } else {
                "N"
            };
            Cell::Text(bears.into())
        }));
        table.push(row);
    }
    table
}
