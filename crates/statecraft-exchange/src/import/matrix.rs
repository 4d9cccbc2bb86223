//! A matrix of evidence × hypotheses, as in the analysis of competing hypotheses (Heuer 1999): a case without actors.
//!
//! A hypothesis becomes an account, an item of evidence a claim whose words are those of the table. A cell says that the item is
//! consistent (`C`, `CC`, `+`, a number above 0), inconsistent (`I`, `II`, `-`, a number below 0) or neither (`N`, `NA`, nothing); or how
//! likely one would see it if the hypothesis were true: `0.2`, `0.2-0.5` or `20-50 %`. A column `source` says where it comes from; what has
//! one source counts once, and without that column each item is a source of its own.

use super::draft::{Draft, Keys, plain};
use super::sheet::{Cell, Sheet, folded};
use super::{Fault, fault};
use statecraft::case::MAX_EVIDENCE;
use statecraft::diag::shown;
use toml::{Table, Value};

/// A matrix has so many items at most.
const MOST_ITEMS: usize = 10_000;

/// What a cell says of an item under a hypothesis.
enum Bearing {
    For,
    Against,
    Nothing,
    Likely(f64, f64),
}

/// Whether all cells but those of the first row and column say what an item says of a hypothesis, and some say it by a letter.
pub(super) fn is_one(sheet: &Sheet) -> bool {
    let letters = ["c", "cc", "i", "ii"];
    let cells = || sheet.rows.iter().flat_map(|row| row.iter().skip(1));
    let known = |cell: &Cell| Likely { numbers: false }.bearing(cell).is_ok();
    cells().all(known) && cells().any(|cell| letters.contains(&cell.text.to_lowercase().as_str()))
}

pub(super) fn read(sheet: &Sheet, draft: &mut Draft) -> Result<(), Fault> {
    let turned = sheet.headings.first().is_some_and(|first| folded(&first.text).starts_with("hypothes"));
    let turned = turned.then(|| sheet.turned());
    let sheet = turned.as_ref().unwrap_or(sheet);
    let source = sheet.column(&["source", "sources"]);
    let hypotheses = hypotheses(sheet, source, draft)?;
    if let Some(row) = sheet.rows.get(MOST_ITEMS) {
        let message = format!("the matrix has more than {MOST_ITEMS} items");
        return Err(fault(row[0].span, message, "import a part of it"));
    }
    let likely = Likely::of(sheet, &hypotheses)?;
    let mut keys = Keys::default();
    let accounts: Vec<String> = hypotheses.iter().map(|at| keys.of(&sheet.headings[*at].text, "account")).collect();
    for (at, key) in hypotheses.iter().zip(&accounts) {
        let title = plain(&sheet.headings[*at].text);
        draft.add(|case| case.set(&["accounts", key, "title"], title));
    }
    let mut matrix =
        Items { draft, source, accounts, sources: Vec::new(), source_keys: Keys::default(), items: Keys::default() };
    let (mut favours, mut against) = (vec![Vec::new(); hypotheses.len()], vec![Vec::new(); hypotheses.len()]);
    let mut weighed = 0;
    for row in &sheet.rows {
        let claim = matrix.claim(row)?;
        let mut ranges = Table::new();
        for (place, at) in hypotheses.iter().enumerate() {
            if ["cc", "ii", "++", "--"].contains(&row[*at].text.trim().to_lowercase().as_str()) {
                matrix.draft.lost("how strongly an item is consistent or inconsistent: CC counts as C, II as I");
            }
            match likely.bearing(&row[*at])? {
                Bearing::For => favours[place].push(Value::from(claim.as_str())),
                Bearing::Against => against[place].push(Value::from(claim.as_str())),
                Bearing::Nothing => {}
                Bearing::Likely(least, most) => {
                    ranges.insert(matrix.accounts[place].clone(), vec![least, most].into());
                }
            }
        }
        weighed += usize::from(!ranges.is_empty());
        if weighed > MAX_EVIDENCE {
            let message = format!("at most {MAX_EVIDENCE} items can be weighed");
            return Err(fault(row[0].span, message, "leave out those that tell no hypotheses apart"));
        }
        if !ranges.is_empty() {
            matrix.weigh(&claim, &row[0].text, ranges);
        }
    }
    for (place, key) in matrix.accounts.clone().iter().enumerate() {
        for (side, claims) in [("for", &favours[place]), ("against", &against[place])] {
            if !claims.is_empty() {
                let claims = claims.clone();
                matrix.draft.add(|case| case.set(&["accounts", key, side], claims));
            }
        }
    }
    Ok(())
}

/// The columns of hypotheses.
fn hypotheses(sheet: &Sheet, source: Option<usize>, draft: &mut Draft) -> Result<Vec<usize>, Fault> {
    let notes = ["credibility", "relevance", "type", "date", "weight", "reliability", "notes", "note", "id"];
    let is_note = |at: &usize| notes.contains(&folded(&sheet.headings[*at].text).as_str());
    let (others, hypotheses): (Vec<usize>, Vec<usize>) =
        (1..sheet.headings.len()).filter(|at| Some(*at) != source).partition(is_note);
    for at in others {
        draft.lost(format!("the column “{}”", plain(&sheet.headings[at].text)));
    }
    if hypotheses.is_empty() {
        return Err(fault(sheet.headings[0].span, "the matrix has no hypothesis", "give each hypothesis a column"));
    }
    Ok(hypotheses)
}

/// The items as they are written.
struct Items<'d, 'f> {
    draft: &'d mut Draft<'f>,
    source: Option<usize>,
    accounts: Vec<String>,
    /// What each source is called, and its key.
    sources: Vec<(String, String)>,
    source_keys: Keys,
    items: Keys,
}

impl Items<'_, '_> {
    /// An item as a claim; gives its key.
    fn claim(&mut self, row: &[Cell]) -> Result<String, Fault> {
        let words = plain(&row[0].text);
        if words.is_empty() {
            return Err(fault(row[0].span, "this row has no words", "say what was seen"));
        }
        let named = self.source.map(|at| plain(&row[at].text)).filter(|named| !named.is_empty());
        let key = self.items.of(&words, "item");
        let title = named.clone().unwrap_or_else(|| self.draft.support.trim_start_matches("as in ").to_string());
        let source = match self.sources.iter().find(|(known, _)| *known == title) {
            Some((_, key)) => key.clone(),
            None => {
                let key = self.source_keys.of(&title, "source");
                self.draft.add(|case| case.set(&["sources", &key, "title"], title.as_str()));
                self.sources.push((title, key.clone()));
                key
            }
        };
        let mut claim = vec![("source", source), ("quote", words)];
        if named.is_none() {
            claim.push(("origin", format!("item {key}")));
            self.draft.note("an item without a source counts as an origin of its own");
        }
        let claim: Table = claim.into_iter().map(|(key, value)| (key.to_string(), value.into())).collect();
        self.draft.add(|case| case.set(&["claims", &key], claim));
        Ok(key)
    }

    fn weigh(&mut self, claim: &str, words: &str, ranges: Table) {
        let item: Table = [
            ("says".to_string(), Value::from(plain(words))),
            ("claims".to_string(), vec![Value::from(claim)].into()),
            ("likelihood".to_string(), Value::Table(ranges)),
        ]
        .into_iter()
        .collect();
        self.draft.add(|case| case.set(&["evidence", claim], item));
    }
}

/// How the numbers of a matrix are read.
struct Likely {
    /// As likelihoods; else as scores.
    numbers: bool,
}

impl Likely {
    /// Numbers are likelihoods where all are above 0 and at most 1, and not all are 1.
    fn of(sheet: &Sheet, columns: &[usize]) -> Result<Likely, Fault> {
        let cells = sheet.rows.iter().flat_map(|row| columns.iter().map(|at| &row[*at].text));
        let numbers: Vec<(f64, f64)> = cells.filter_map(|text| range(text)).collect();
        let fits = |(least, most): &(f64, f64)| *least > 0.0 && *most <= 1.0 && least <= most;
        Ok(Likely { numbers: numbers.iter().all(fits) && numbers.iter().any(|(least, _)| *least < 1.0) })
    }

    fn bearing(&self, cell: &Cell) -> Result<Bearing, Fault> {
        if let Some((least, most)) = range(&cell.text) {
            return Ok(match (self.numbers, least) {
                (true, _) => Bearing::Likely(least, most),
                (false, score) if least == most && score > 0.0 => Bearing::For,
                (false, score) if least == most && score < 0.0 => Bearing::Against,
                (false, score) if least == most && score == 0.0 => Bearing::Nothing,
                _ => {
                    let help = "write the least and the most that you hold possible, above 0 and at most 1: 0.2-0.5";
                    return Err(fault(cell.span, format!("“{}” is no range of likelihoods", shown(&cell.text)), help));
                }
            });
        }
        match cell.text.trim().to_lowercase().as_str() {
            "c" | "cc" | "+" | "++" | "consistent" | "very consistent" => Ok(Bearing::For),
            "i" | "ii" | "-" | "--" | "−" | "−−" | "inconsistent" | "very inconsistent" => Ok(Bearing::Against),
            "" | "n" | "na" | "n/a" | "neutral" | "not applicable" | "?" => Ok(Bearing::Nothing),
            _ => {
                let help = "write C, I or N, or how likely the item would be seen: 0.2-0.5";
                Err(fault(cell.span, format!("“{}” says nothing of the hypothesis", shown(&cell.text)), help))
            }
        }
    }
}

/// `0.2`, `0.2-0.5`, `0.2 to 0.5` or `20-50 %`, the same number twice if there is one.
fn range(text: &str) -> Option<(f64, f64)> {
    let text = text.trim();
    let (text, part) = text.strip_suffix('%').map_or((text, 1.0), |text| (text.trim(), 100.0));
    let number =
        |text: &str| text.trim().trim_end_matches('%').trim().parse::<f64>().ok().filter(|number| number.is_finite());
    if let Some(one) = number(text) {
        return Some((one / part, one / part));
    }
    let (least, most) = text.split_once(" to ").or_else(|| text.split_once('–')).or_else(|| {
        let at = text.char_indices().skip(1).find(|(_, letter)| *letter == '-')?.0;
        Some((&text[..at], &text[at + 1..]))
    })?;
    Some((number(least)? / part, number(most)? / part))
}
