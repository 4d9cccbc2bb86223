//! Time words, as written and as dates, resolved against the date of the report.
//!
//! "yesterday", "on Friday", "last January", "since April", "13 May", "2018": each is a span of days. Without a date of the report only what
//! says its year is resolved; the others stay as written, since nothing tells which year is meant. "on Friday" with a weekday is the last one
//! before the report, or the report's own day; "next" is the first one after it.

use jiff::civil;
use jiff::{Span, ToSpan};
use serde::{Deserialize, Serialize};

/// A day.
pub type Date = civil::Date;

/// A time that a text names.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Time {
    /// As written.
    pub words: String,
    /// Its first and last day, if they can be told.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schemars(with = "Option<[String; 2]>"))]
    pub days: Option<(Date, Date)>,
}

const MONTHS: &[&str] = &[
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];
const DAYS: &[&str] = &["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

/// The first time that a sentence names.
#[must_use]
pub fn first_in(sentence: &str, report: Option<Date>) -> Option<Time> {
    times(sentence, report).into_iter().next()
}

/// The times that a sentence names, in its order.
#[must_use]
pub fn times(sentence: &str, report: Option<Date>) -> Vec<Time> {
    let words: Vec<(usize, &str)> = words(sentence);
    let (mut out, mut at) = (Vec::new(), 0);
    while at < words.len() {
        let Some((length, days)) = time_at(&words, at, report) else {
            at += 1;
            continue;
        };
        let last = words[at + length - 1];
        out.push(Time { words: sentence[words[at].0..last.0 + last.1.len()].to_owned(), days });
        at += length;
    }
    out
}

/// The date of a report: the first whole date in its first lines.
#[must_use]
pub fn date_of(text: &str) -> Option<Date> {
    let head: String = text.lines().filter(|line| !line.trim().is_empty()).take(4).collect::<Vec<_>>().join("\n");
    let whole = |time: Time| time.days.filter(|(first, last)| first == last).map(|days| days.0);
    times(&head, None).into_iter().find_map(whole)
}

fn words(sentence: &str) -> Vec<(usize, &str)> {
    let inner = |c: char| c.is_alphanumeric() || c == '-';
    let mut out = Vec::new();
    let mut start = None;
    for (at, c) in sentence.char_indices().chain([(sentence.len(), ' ')]) {
        match (start, inner(c)) {
            (None, true) => start = Some(at),
            (Some(from), false) => {
                out.push((from, &sentence[from..at]));
                start = None;
            }
            _ => {}
        }
    }
    out
}

/// The time that begins at a word: how many words it has, and its days.
#[allow(clippy::type_complexity)]
fn time_at(words: &[(usize, &str)], at: usize, report: Option<Date>) -> Option<(usize, Option<(Date, Date)>)> {
    let low = |at: usize| words.get(at).map(|word| word.1.to_lowercase()).unwrap_or_default();
    let first = low(at);
    if let Ok(date) = first.parse::<Date>()
        && first.len() == 10
    {
        return Some((1, Some((date, date))));
    }
    let shift = |span: Span| report.and_then(|day| day.checked_add(span).ok()).map(|day| (day, day));
    match first.as_str() {
        "today" | "tonight" => return Some((1, shift(0.days()))),
        "yesterday" => return Some((1, shift((-1).days()))),
        "tomorrow" => return Some((1, shift(1.days()))),
        "last" | "next" | "this" => return relative(&first, &low(at + 1), report).map(|days| (2, days)),
        _ => {}
    }
    if let Some(time) = dated(&low, at, report) {
        return Some(time);
    }
    // "May" and "march" are months only with a capital, and "may" at the start of a sentence is a verb.
    let capital =
        words[at].1.starts_with(char::is_uppercase) && !(at == 0 && matches!(first.as_str(), "may" | "march"));
    if let Some(month) = month(&first).filter(|_| capital) {
        return Some((1, report.and_then(|report| month_before(month, report))));
    }
    if let Some(day) = DAYS.iter().position(|day| *day == first) {
        return Some((1, report.and_then(|report| weekday(day, report, false))));
    }
    year(&first).map(|year| (1, days_of_year(year)))
}

/// "13 May 2024", "May 13, 2024", "13 May", "May 2024".
#[allow(clippy::type_complexity)]
fn dated(low: &impl Fn(usize) -> String, at: usize, report: Option<Date>) -> Option<(usize, Option<(Date, Date)>)> {
    let number = |at: usize| low(at).parse::<i8>().ok().filter(|day| (1..=31).contains(day));
    let (day, month, length) = match (number(at), month(&low(at))) {
        (Some(day), _) => (Some(day), month(&low(at + 1))?, 2),
        (None, Some(month)) => match number(at + 1) {
            Some(day) => (Some(day), month, 2),
            None => (None, month, 1),
        },
        (None, None) => return None,
    };
    let named = year(&low(at + length));
    let Some(day) = day else {
        let first = Date::new(named?, month, 1).ok()?;
        return Some((2, Some((first, first.last_of_month()))));
    };
    let without_year = || {
        let report = report?;
        let this = Date::new(report.year(), month, day).ok()?;
        if this > report { Date::new(report.year() - 1, month, day).ok() } else { Some(this) }
    };
    let date = match named {
        Some(year) => Date::new(year, month, day).ok(),
        None => without_year(),
    };
    Some((length + usize::from(named.is_some()), date.map(|date| (date, date))))
}

/// "last week", "next January", "this year", "last Friday"; nothing if that is no time.
#[allow(clippy::option_option)]
fn relative(which: &str, what: &str, report: Option<Date>) -> Option<Option<(Date, Date)>> {
    let steps = match which {
        "last" => -1,
        "next" => 1,
        _ => 0,
    };
    if let Some(day) = DAYS.iter().position(|day| *day == what) {
        return Some(report.and_then(|report| weekday(day, report, steps > 0)));
    }
    if let Some(month) = month(what) {
        let before = || month_before(month, report?);
        let after = || {
            let report = report?;
            let year = report.year() + i16::from(month <= report.month());
            let first = Date::new(year, month, 1).ok()?;
            Some((first, first.last_of_month()))
        };
        return Some(if steps > 0 { after() } else { before() });
    }
    let days = |report: Date| match what {
        "week" => {
            let monday = report.checked_sub(i64::from(report.weekday().to_monday_zero_offset()).days()).ok()?;
            let first = monday.checked_add((7 * steps).days()).ok()?;
            Some((first, first.checked_add(6.days()).ok()?))
        }
        "month" => {
            let first = report.first_of_month().checked_add(steps.months()).ok()?;
            Some((first, first.last_of_month()))
        }
        _ => days_of_year(report.year() + i16::try_from(steps).ok()?),
    };
    matches!(what, "week" | "month" | "year").then(|| report.and_then(days))
}

/// The last such day up to the report, or the first one after it.
fn weekday(day: usize, report: Date, after: bool) -> Option<(Date, Date)> {
    let today = i64::from(report.weekday().to_monday_zero_offset());
    let day = i64::try_from(day).ok()?;
    let back = (today - day).rem_euclid(7);
    let date = if after { report.checked_add((7 - back).days()) } else { report.checked_sub(back.days()) }.ok()?;
    Some((date, date))
}

/// The last such month that has begun by the report.
fn month_before(month: i8, report: Date) -> Option<(Date, Date)> {
    let year = report.year() - i16::from(month > report.month());
    let first = Date::new(year, month, 1).ok()?;
    Some((first, first.last_of_month()))
}

fn days_of_year(year: i16) -> Option<(Date, Date)> {
    Some((Date::new(year, 1, 1).ok()?, Date::new(year, 12, 31).ok()?))
}

fn month(low: &str) -> Option<i8> {
    MONTHS.iter().position(|month| *month == low).and_then(|at| i8::try_from(at + 1).ok())
}

fn year(low: &str) -> Option<i16> {
    low.parse().ok().filter(|year| (1900..2100).contains(year) && low.len() == 4)
}
