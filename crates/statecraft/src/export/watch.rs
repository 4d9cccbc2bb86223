//! A watch list as a log to be filled in and as days of a calendar.

use crate::answers::compare::BearingLine;
use crate::answers::watch::{Indicator, Sides, WatchList};
use crate::diag::visible;
use sha2::{Digest, Sha256};
use std::collections::BTreeSet;
use std::io::Write;
use toml::value::{Date, Datetime};

/// The columns of the log; the last four are left empty.
const COLUMNS: [&str; 16] = [
    "id",
    "kind",
    "words",
    "counts",
    "for",
    "fits",
    "against",
    "unless",
    "no_for",
    "no_against",
    "claims",
    "by",
    "seen",
    "date",
    "source",
    "note",
];
/// A line of a calendar has so many bytes at most (RFC 5545, 3.1).
const LINE: usize = 75;

/// Why a watch list is no calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NoCalendar {
    /// There is no day to put the entries at.
    #[error("the case names no day by which things should have been seen; write horizon = 2021-12-31 below its title")]
    NoDay,
    /// A calendar without an entry is none.
    #[error("there is nothing to watch for")]
    Nothing,
}

impl WatchList {
    /// One row for each indicator, surprise and thing that all expect, with empty cells for whether it was `seen` (yes, no or unclear),
    /// the `date`, the `source` and a `note`. No cell is read as a formula, and none has a character that does something to a screen.
    ///
    /// # Errors
    /// Whatever the writer says.
    pub fn write_csv(&self, out: impl Write) -> Result<(), csv::Error> {
        let mut out = csv::Writer::from_writer(out);
        out.write_record(COLUMNS)?;
        for indicator in self.indicators.iter().chain(&self.surprises).chain(&self.expected) {
            out.write_record(row(indicator).map(|cell| harmless(&cell)))?;
        }
        out.flush()?;
        Ok(())
    }

    /// The same as days of a calendar (RFC 5545), due on the day by which things should have been seen; without what tells nothing. The
    /// time stamp is the day of the case, so that the same case makes the same calendar.
    ///
    /// # Errors
    /// No day, or nothing to watch for.
    pub fn ics(&self) -> Result<String, NoCalendar> {
        let due = self.by.as_deref().and_then(day).ok_or(NoCalendar::NoDay)?;
        let stamp = self.as_of.as_deref().and_then(day).unwrap_or_else(|| due.clone());
        let mut all = self.indicators.iter().chain(&self.surprises).peekable();
        all.peek().ok_or(NoCalendar::Nothing)?;
        let mut lines: Vec<String> =
            ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//statecraft//watch//EN"].map(String::from).to_vec();
        for indicator in all {
            let digest = Sha256::digest(format!("{}\n{}", self.header.case, indicator.id));
            let uid: String = digest.iter().take(16).map(|byte| format!("{byte:02x}")).collect();
            lines.extend([
                "BEGIN:VEVENT".to_string(),
                format!("UID:{uid}@statecraft"),
                format!("DTSTAMP:{stamp}T000000Z"),
                format!("DTSTART;VALUE=DATE:{due}"),
                format!("SUMMARY:{}", escaped(&indicator.words)),
                format!("DESCRIPTION:{}", escaped(&described(indicator))),
                "TRANSP:TRANSPARENT".to_string(),
                "END:VEVENT".to_string(),
            ]);
        }
        lines.push("END:VCALENDAR".to_string());
        Ok(lines.iter().map(|line| folded(line)).collect())
    }
}

fn row(indicator: &Indicator) -> [String; COLUMNS.len()] {
    let no = indicator.no.clone().unwrap_or_default();
    let join = |accounts: &[String]| accounts.join(" ");
    [
        indicator.id.clone(),
        indicator.kind.name().to_string(),
        indicator.words.clone(),
        counts(indicator),
        join(&indicator.yes.by),
        join(&indicator.yes.fits),
        join(&indicator.yes.against),
        unless(indicator),
        join(&no.by),
        join(&no.against),
        claims(indicator),
        indicator.by.clone().unwrap_or_default(),
        String::new(),
        String::new(),
        String::new(),
        String::new(),
    ]
}

fn counts(indicator: &Indicator) -> String {
    let each = indicator.counts.iter().map(|counts| format!("{}: {}", counts.option, counts.words));
    each.collect::<Vec<_>>().join("; ")
}

fn unless(indicator: &Indicator) -> String {
    let each = indicator.unless.iter().map(|exception| {
        let changes: Vec<&str> = exception.any_of.iter().map(|what| what.words.as_str()).collect();
        format!("fits {} where you also see {}", exception.account, changes.join(" or "))
    });
    each.collect::<Vec<_>>().join("; ")
}

/// Whose word it rests on: for each account the claims that its lines cite.
fn claims(indicator: &Indicator) -> String {
    let of = |(account, lines): (&String, &Vec<BearingLine>)| {
        let keys: BTreeSet<&str> =
            lines.iter().flat_map(|line| &line.claims).map(|cited| cited.claim.as_str()).collect();
        (!keys.is_empty()).then(|| format!("{account}: {}", keys.into_iter().collect::<Vec<_>>().join(" ")))
    };
    indicator.lines.iter().filter_map(of).collect::<Vec<_>>().join("; ")
}

/// What an entry says below its title.
fn described(indicator: &Indicator) -> String {
    let side = |name: &str, sides: &Sides| {
        let part =
            |word: &str, accounts: &[String]| (!accounts.is_empty()).then(|| format!("{word} {}", accounts.join(", ")));
        let parts = [part("for", &sides.by), part("fits", &sides.fits), part("against", &sides.against)];
        format!("{name}: {}", parts.into_iter().flatten().collect::<Vec<_>>().join("; "))
    };
    let said = [unless(indicator), counts(indicator), claims(indicator), indicator.id.clone()];
    let yes = side("Yes", &indicator.yes);
    let no = indicator.no.as_ref().map(|sides| side("No", sides));
    let lines = [yes].into_iter().chain(no).chain(said.into_iter().filter(|part| !part.is_empty()));
    lines.collect::<Vec<_>>().join("\n")
}

/// A cell that a spreadsheet reads as text.
fn harmless(cell: &str) -> String {
    let shown: String = cell.chars().map(visible).collect();
    if shown.starts_with(['=', '+', '-', '@']) { format!("'{shown}") } else { shown }
}

/// `20211231`, if a text is a day or begins with one.
fn day(text: &str) -> Option<String> {
    let Date { year, month, day } = text.parse::<Datetime>().ok()?.date?;
    Some(format!("{year:04}{month:02}{day:02}"))
}

/// A text as the value of a property (RFC 5545, 3.3.11).
fn escaped(text: &str) -> String {
    let mut found = String::new();
    for c in text.chars() {
        match c {
            '\\' | ';' | ',' => found.extend(['\\', c]),
            '\n' => found += "\\n",
            c => found.push(visible(c)),
        }
    }
    found
}

/// A line with its end, folded so that no part is longer than allowed and no character is cut.
fn folded(line: &str) -> String {
    let (mut found, mut length) = (String::new(), 0);
    for c in line.chars() {
        if length + c.len_utf8() > LINE {
            found += "\r\n ";
            length = 1;
        }
        found.push(c);
        length += c.len_utf8();
    }
    found + "\r\n"
}
