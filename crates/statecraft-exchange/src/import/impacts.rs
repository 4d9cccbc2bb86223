//! `.scw`: a cross-impact matrix, as ScenarioWizard saves it (Weimer-Jehle 2006, *Cross-impact balances*).
//!
//! Lines `&` name descriptors and lines `-` below them their variants, up to a line that begins with `#`; the matrix is the block of
//! as many lines of as many numbers as there are variants, the row the variant that acts, the column the one that is acted on.
//! A scenario sets each descriptor to one variant. It is *consistent* when no other variant of any descriptor would have a higher sum
//! of impacts from the variants of the others. So a descriptor becomes an actor with one choice, an impact the weight that the actor
//! gives to its variant beside the other's, and consistent scenarios are the Nash outcomes.

use super::draft::{Draft, Keys, levels, plain};
use super::{Fault, Imported, fault, rejected};
use statecraft::case::{Decimal, Rejected};
use statecraft::diag::{SourceFile, Span, shown};
use statecraft::expr::Level;
use statecraft::graph::Limits;
use toml::map::Map;
use toml::{Table, Value};

/// The name of the one choice of a descriptor.
const CHOICE: &str = "is";
/// Impacts are small numbers; this bounds sums.
const LARGEST: f64 = 1e6;

struct Descriptor {
    name: String,
    variants: Vec<String>,
    /// Where its variants stand in the matrix.
    first: usize,
}

struct Matrix {
    descriptors: Vec<Descriptor>,
    impacts: Vec<Vec<f64>>,
    /// Lines among the descriptors that are neither.
    unread: Vec<String>,
}

pub(super) fn read(file: &SourceFile, limits: &Limits) -> Result<Imported, Rejected> {
    let matrix = Matrix::of(file).map_err(|problem| rejected(file, problem))?;
    let mut draft = Draft::new(file, "", limits);
    let mut keys = Keys::default();
    let keys: Vec<String> =
        matrix.descriptors.iter().map(|descriptor| keys.of(&descriptor.name, "descriptor")).collect();
    let free: Vec<&Descriptor> = matrix.descriptors.iter().filter(|descriptor| descriptor.variants.len() > 1).collect();
    draft
        .room(free.iter().map(|descriptor| descriptor.variants.len()).sum(), Span::default(), "variants")
        .map_err(|problem| draft.rejected(problem))?;
    for (at, (descriptor, key)) in matrix.descriptors.iter().zip(&keys).enumerate() {
        if descriptor.variants.len() < 2 {
            let variant = descriptor.variants.join("");
            draft.note(format!(
                "{} has one variant, “{variant}”, so it is no actor; its impacts count",
                descriptor.name
            ));
            continue;
        }
        draft.actor(key, &descriptor.name);
        draft.choice(key, CHOICE, &descriptor.name, &descriptor.variants);
        let weights = matrix.weights(at, &keys);
        if weights.is_empty() {
            draft.wishes(key, &[]);
        } else {
            let weights = draft.supported([("weights", Value::Table(weights))]);
            draft.add(|case| case.preference(key, weights));
        }
    }
    for line in &matrix.unread {
        draft.lost(format!("the line “{line}”"));
    }
    if matrix.acts_on_itself() {
        draft.lost("impacts of a descriptor on itself");
    }
    draft.head.push("A scenario is consistent when it is an outcome under nash.".into());
    draft.finish(&file.name)
}

impl Matrix {
    fn of(file: &SourceFile) -> Result<Matrix, Fault> {
        let mut lines = lines(&file.text).peekable();
        let (mut descriptors, mut unread): (Vec<Descriptor>, Vec<String>) = Default::default();
        let mut count = 0;
        while let Some((line, span)) = lines.next_if(|(line, _)| !line.starts_with('#')) {
            if let Some(name) = line.strip_prefix('&') {
                let name = plain(name);
                let name = if name.is_empty() { format!("Descriptor {}", descriptors.len() + 1) } else { name };
                descriptors.push(Descriptor { name, variants: Vec::new(), first: count });
            } else if let Some(variant) = line.strip_prefix('-') {
                let help = "put a line `&Name of the descriptor` above it";
                let last = descriptors.last_mut().ok_or_else(|| fault(span, "a variant without a descriptor", help))?;
                last.variants.push(variant.to_string());
                count += 1;
            } else {
                unread.push(shown(line));
            }
        }
        for descriptor in &mut descriptors {
            if descriptor.variants.is_empty() {
                let message = format!("{} has no variant", shown(&descriptor.name));
                return Err(fault(Span::default(), message, "write its variants below it, each after a `-`"));
            }
            descriptor.variants = levels(&descriptor.variants);
        }
        if descriptors.is_empty() {
            return Err(fault(
                Span::default(),
                "the file has no descriptor",
                "a cross-impact matrix begins with a line `&Name`",
            ));
        }
        Ok(Matrix { impacts: impacts(lines, count, file)?, descriptors, unread })
    }

    /// What a descriptor gives to each of its variants beside a variant of another; nothing is left out that is not 0.
    fn weights(&self, of: usize, keys: &[String]) -> Table {
        let is = |at: usize, variant: &str| format!("{}.{CHOICE} {}", keys[at], Level::is(variant));
        let mut weights: Map<String, f64> = Map::new();
        let target = &self.descriptors[of];
        for (column, variant) in target.variants.iter().enumerate() {
            for (at, source) in self.descriptors.iter().enumerate().filter(|(at, _)| *at != of) {
                for (row, acting) in source.variants.iter().enumerate() {
                    let impact = self.impacts[source.first + row][target.first + column];
                    if impact == 0.0 {
                        continue;
                    }
                    let own = is(of, variant);
                    let both = if source.variants.len() > 1 { format!("{own} and {}", is(at, acting)) } else { own };
                    let before = weights.get(&both).copied().unwrap_or(0.0);
                    weights.insert(both, before + impact);
                }
            }
        }
        let value = |impact: f64| if impact.fract() == 0.0 { Value::from(impact as i64) } else { Value::from(impact) };
        weights.into_iter().map(|(both, impact)| (both, value(impact))).collect()
    }

    fn acts_on_itself(&self) -> bool {
        self.descriptors.iter().any(|descriptor| {
            let own = descriptor.first..descriptor.first + descriptor.variants.len();
            own.clone().any(|row| own.clone().any(|column| self.impacts[row][column] != 0.0))
        })
    }
}

/// The lines that have something on them, with their places.
fn lines(text: &str) -> impl Iterator<Item = (&str, Span)> {
    let starts = text.split_inclusive('\n').scan(0, |at, line| {
        let start = *at;
        *at += line.len();
        Some((line, start))
    });
    let trimmed = starts.map(|(line, start)| {
        let before = line.len() - line.trim_start().len();
        let line = line.trim();
        (line, Span::new(start + before, start + before + line.len()))
    });
    trimmed.filter(|(line, _)| !line.is_empty())
}

/// The matrix: the first `count` lines of `count` numbers that follow each other.
fn impacts<'t>(
    lines: impl Iterator<Item = (&'t str, Span)>,
    count: usize,
    file: &SourceFile,
) -> Result<Vec<Vec<f64>>, Fault> {
    let mut found: Vec<Vec<f64>> = Vec::new();
    let end = file.text.trim_end().len();
    let missing = |rows: usize, span: Span| {
        let message = format!("row {} of the matrix is missing: there are {count} variants", rows + 1);
        (rows, fault(span, message, "give each variant a row of numbers with commas between them"))
    };
    let mut nearest = missing(0, Span::new(end, end));
    for (line, span) in lines {
        match row(line) {
            Some(row) if row.len() == count => found.push(row),
            other => {
                let rows = found.len();
                let length = other.map_or(0, |row| row.len());
                if rows > nearest.0 || nearest.0 == 0 && length > 1 {
                    nearest = if length > 1 { (rows, wrong_row(length, count, span)) } else { missing(rows, span) };
                }
                found.clear();
            }
        }
        if found.len() == count {
            return Ok(found);
        }
    }
    Err(if found.len() > nearest.0 { missing(found.len(), Span::new(end, end)).1 } else { nearest.1 })
}

fn wrong_row(length: usize, count: usize, span: Span) -> Fault {
    let message = format!("this row has {length} numbers, and there are {count} variants");
    fault(span, message, "give each row one number for each variant, those of its own descriptor too")
}

/// The numbers of a line, with commas between them, or with semicolons where a comma stands in the numbers.
fn row(line: &str) -> Option<Vec<f64>> {
    let line = if line.contains(';') { line.replace(',', ".") } else { line.replace(',', ";") };
    let cells = line.split([';', '\t', ' ']).map(str::trim).filter(|cell| !cell.is_empty());
    let impact =
        |cell: &str| Decimal::parse(cell).and(cell.parse().ok()).filter(|impact: &f64| impact.abs() <= LARGEST);
    cells.map(impact).collect()
}
