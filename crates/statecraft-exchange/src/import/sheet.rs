//! A table: cells that know where they stand.

use super::{Fault, fault};
use statecraft::diag::{SourceFile, Span};

/// A table has so many rows, columns and cells at most.
pub(super) const MOST_ROWS: usize = 1 << 20;
pub(super) const MOST_COLUMNS: usize = 1 << 10;
pub(super) const MOST_CELLS: usize = 1 << 22;

/// A cell.
#[derive(Clone, Debug, Default)]
pub(super) struct Cell {
    pub(super) text: String,
    pub(super) span: Span,
}

/// A table. The first row has the headings; rows without a word are left out, and all rows are as long as the first.
#[derive(Clone, Debug)]
pub(super) struct Sheet {
    /// The text that cells stand in: that of a CSV file; of a workbook the sheet, a line for each row.
    pub(super) file: SourceFile,
    pub(super) headings: Vec<Cell>,
    pub(super) rows: Vec<Vec<Cell>>,
}

impl Sheet {
    pub(super) fn from_csv(file: SourceFile) -> Result<Sheet, Fault> {
        let first = file.text.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
        let count = |mark: &u8| first.bytes().filter(|byte| byte == mark).count();
        let mark = [b',', b';', b'\t'].into_iter().max_by_key(|mark| (count(mark), *mark == b',')).unwrap_or(b',');
        let mut reader = csv::ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .delimiter(mark)
            .from_reader(file.text.as_bytes());
        let mut rows = Vec::new();
        let mut record = csv::StringRecord::new();
        loop {
            let start = usize::try_from(reader.position().byte()).unwrap_or(0);
            let more = reader.read_record(&mut record).map_err(|error| {
                fault(
                    Span::new(start, start),
                    format!("this row cannot be read: {error}"),
                    "save the table as CSV once more",
                )
            })?;
            if !more {
                break;
            }
            let end = usize::try_from(reader.position().byte()).unwrap_or(start).min(file.text.len());
            rows.push(cells(&file.text, start, end, &record));
        }
        Sheet::of(file, rows)
    }

    pub(super) fn of(file: SourceFile, mut rows: Vec<Vec<Cell>>) -> Result<Sheet, Fault> {
        rows.retain(|row| row.iter().any(|cell| !cell.text.is_empty()));
        let mut rows = rows.into_iter();
        let Some(mut headings) = rows.next() else {
            return Err(fault(Span::default(), "the table is empty", "put headings into its first row"));
        };
        while headings.last().is_some_and(|cell| cell.text.is_empty()) {
            headings.pop();
        }
        let width = headings.len();
        let mut all = Vec::new();
        for mut row in rows {
            if let Some(more) = row.iter().skip(width).find(|cell| !cell.text.is_empty()) {
                return Err(fault(
                    more.span,
                    "this cell stands under no heading",
                    "put a heading above it, or empty it",
                ));
            }
            let end = row.last().map_or(Span::default(), |cell| Span::new(cell.span.end, cell.span.end));
            row.resize(width, Cell { text: String::new(), span: end });
            all.push(row);
        }
        if let Some(many) = all.get(MOST_ROWS) {
            let span = many.first().map(|cell| cell.span).unwrap_or_default();
            return Err(fault(span, format!("the table has more than {MOST_ROWS} rows"), "import a part of it"));
        }
        if width > MOST_COLUMNS || width * all.len() > MOST_CELLS {
            let message = format!("the table has more than {MOST_COLUMNS} columns or {MOST_CELLS} cells");
            return Err(fault(Span::default(), message, "import a part of it"));
        }
        Ok(Sheet { file, headings, rows: all })
    }

    /// The same with rows and columns changed for each other.
    pub(super) fn turned(&self) -> Sheet {
        let column = |at: usize| -> Vec<Cell> {
            std::iter::once(&self.headings).chain(&self.rows).map(|row| row[at].clone()).collect()
        };
        let rows = (1..self.headings.len()).map(column).collect();
        Sheet { file: self.file.clone(), headings: column(0), rows }
    }

    /// The column with one of these headings; capitals and marks between words do not matter.
    pub(super) fn column(&self, names: &[&str]) -> Option<usize> {
        self.headings.iter().position(|heading| names.contains(&folded(&heading.text).as_str()))
    }
}

/// A heading in small letters, with one blank for whatever stands between its words.
pub(super) fn folded(text: &str) -> String {
    let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.map(str::to_lowercase).collect::<Vec<_>>().join(" ")
}

/// The cells of a record, with their places; where a cell is written with doubled quotation marks, its place is that of its row.
fn cells(text: &str, start: usize, end: usize, record: &csv::StringRecord) -> Vec<Cell> {
    let row = text.get(start..end).unwrap_or_default();
    let lead = row.len() - row.trim_start_matches(['\r', '\n']).len();
    let whole = Span::new(start + lead, start + lead + row.trim().len());
    let mut from = lead;
    record
        .iter()
        .map(|cell| {
            let found = row.get(from..).and_then(|rest| rest.find(cell)).map(|at| from + at);
            let span = found.map_or(whole, |at| Span::new(start + at, start + at + cell.len()));
            from = found.map_or(from, |at| at + cell.len());
            Cell { text: cell.trim().to_string(), span }
        })
        .collect()
}

/// What a cell says of yes and no; nothing where it says neither.
pub(super) fn truth(text: &str) -> Option<bool> {
    match text.trim().to_lowercase().as_str() {
        "1" | "y" | "yes" | "x" | "true" | "taken" | "✓" => Some(true),
        "" | "0" | "n" | "no" | "false" | "-" | "–" | "not taken" => Some(false),
        _ => None,
    }
}
