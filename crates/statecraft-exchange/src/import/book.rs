//! Workbooks: the sheets of an XLSX file, within bounds.
//!
//! A small file can stand for a huge one: its parts are compressed, and a cell can stand in the last row of an empty sheet. So the parts
//! are unpacked once without being kept, and cells are read one after the other, none into a table that the sheet says is so large.

use super::sheet::{Cell, MOST_CELLS, MOST_COLUMNS, MOST_ROWS, Sheet};
use super::{Fault, fault};
use calamine::{Data, DataRef, Reader, Xlsx};
use statecraft::diag::{SourceFile, Span};
use std::io::{Cursor, Read};

/// All parts of a workbook have so many bytes at most when unpacked.
const MOST_BYTES: u64 = 64 << 20;
/// It has so many parts at most.
const MOST_PARTS: usize = 1000;

pub(super) fn sheets(name: &str, bytes: &[u8]) -> Result<Vec<Sheet>, Fault> {
    let broken = |why: String| {
        fault(Span::default(), format!("this is no workbook: {why}"), "save it as .xlsx once more, or as .csv")
    };
    bounded(bytes).map_err(|why| why.unwrap_or_else(broken))?;
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(|error| broken(error.to_string()))?;
    let mut found = Vec::new();
    for title in book.sheet_names() {
        let mut cells: Vec<(usize, usize, String)> = Vec::new();
        let mut reader = book.worksheet_cells_reader(&title).map_err(|error| broken(error.to_string()))?;
        while let Some(cell) = reader.next_cell().map_err(|error| broken(error.to_string()))? {
            let (row, column) = cell.get_position();
            let text = written(cell.get_value());
            if text.is_empty() {
                continue;
            }
            let (row, column) = (row as usize, column as usize);
            if row >= MOST_ROWS || column >= MOST_COLUMNS || cells.len() >= MOST_CELLS {
                let message = format!("sheet “{title}” is larger than {MOST_ROWS} rows of {MOST_COLUMNS} columns");
                return Err(fault(Span::default(), message, "import a part of it"));
            }
            cells.push((row, column, text));
        }
        if !cells.is_empty() {
            found.push(sheet(&format!("{name}, sheet {title}"), cells)?);
        }
    }
    if found.is_empty() { Err(broken("no sheet has a cell".into())) } else { Ok(found) }
}

/// Unpacks every part without keeping it.
fn bounded(bytes: &[u8]) -> Result<(), Result<Fault, String>> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).map_err(|error| Err(error.to_string()))?;
    let large = || {
        Ok(fault(
            Span::default(),
            format!("the workbook is larger than {} MB", MOST_BYTES >> 20),
            "import a part of it",
        ))
    };
    if archive.len() > MOST_PARTS {
        return Err(large());
    }
    let mut left = MOST_BYTES;
    for part in 0..archive.len() {
        let part = archive.by_index(part).map_err(|error| Err(error.to_string()))?;
        let read =
            std::io::copy(&mut part.take(left + 1), &mut std::io::sink()).map_err(|error| Err(error.to_string()))?;
        left = left.checked_sub(read).ok_or_else(large)?;
    }
    Ok(())
}

/// What a cell says. A whole number has no point, whatever the workbook keeps it as.
fn written(cell: &DataRef) -> String {
    match Data::from(cell.clone()) {
        Data::Float(number) if number.fract() == 0.0 && number.abs() < 1e15 => format!("{number:.0}"),
        Data::Bool(truth) => if truth { "1" } else { "0" }.to_string(),
        other => other.to_string().trim().to_string(),
    }
}

/// A sheet as a text with a line for each row, so that a problem can be shown in it.
fn sheet(name: &str, cells: Vec<(usize, usize, String)>) -> Result<Sheet, Fault> {
    let (mut text, mut rows) = (String::new(), Vec::<Vec<Cell>>::new());
    let mut last = None;
    for (row, column, words) in cells {
        if last != Some(row) {
            if last.is_some() {
                text.push('\n');
            }
            rows.push(Vec::new());
            last = Some(row);
        }
        let Some(cells) = rows.last_mut() else { continue };
        while cells.len() <= column {
            if !cells.is_empty() {
                text.push('\t');
            }
            cells.push(Cell { text: String::new(), span: Span::new(text.len(), text.len()) });
        }
        let words = words.replace(['\n', '\r', '\t'], " ");
        cells[column] = Cell { span: Span::new(text.len(), text.len() + words.len()), text: words.clone() };
        text += &words;
    }
    Sheet::of(SourceFile::new(name, text), rows)
}
