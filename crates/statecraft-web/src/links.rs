//! Where a link leads: on the server an address with its query, in the report a place in the same file.

use std::collections::BTreeSet;
use std::fmt::Write;

/// A page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum To {
    Brief,
    Outcomes,
    Why,
    Paths,
    Story,
    Board,
    Preferences,
    Accounts,
    Sources,
    Situation,
    Sure,
    Linkage,
    Record,
    Review,
    Readers,
    Missing,
}

impl To {
    /// What it is called in the list of pages.
    pub(crate) fn name(self) -> &'static str {
        match self {
            To::Brief => "Brief",
            To::Outcomes => "Outcomes",
            To::Why => "Why",
            To::Paths => "Paths",
            To::Story => "Story",
            To::Board => "Board",
            To::Preferences => "Preferences",
            To::Accounts => "Explanations",
            To::Sources => "Sources",
            To::Situation => "Situation",
            To::Sure => "How sure",
            To::Linkage => "Linkage",
            To::Record => "Track record",
            To::Review => "Review",
            To::Readers => "Readers",
            To::Missing => "What is missing",
        }
    }

    /// Its address without the slash; in the report its anchor.
    pub(crate) fn slug(self) -> &'static str {
        match self {
            To::Brief => "brief",
            To::Outcomes => "outcomes",
            To::Why => "why",
            To::Paths => "paths",
            To::Story => "story",
            To::Board => "board",
            To::Preferences => "preferences",
            To::Accounts => "explanations",
            To::Sources => "sources",
            To::Situation => "situation",
            To::Sure => "how-sure",
            To::Linkage => "linkage",
            To::Record => "track-record",
            To::Review => "review",
            To::Readers => "readers",
            To::Missing => "what-is-missing",
        }
    }

    /// The letter that leads there after `g`.
    pub(crate) fn key(self) -> char {
        match self {
            To::Brief => 'b',
            To::Outcomes => 'u',
            To::Why => 'w',
            To::Paths => 'p',
            To::Story => 'y',
            To::Board => 'o',
            To::Preferences => 'f',
            To::Accounts => 'x',
            To::Sources => 's',
            To::Situation => 'i',
            To::Sure => 'h',
            To::Linkage => 'l',
            To::Record => 't',
            To::Review => 'v',
            To::Readers => 'd',
            To::Missing => 'm',
        }
    }
}

/// How links are written.
#[derive(Debug)]
pub(crate) enum Links {
    /// As addresses.
    Served,
    /// As anchors of one file; only what is in it can be reached.
    Report(BTreeSet<String>),
}

impl Links {
    /// The way to a page; none if the report does not have it.
    pub(crate) fn page(&self, to: To) -> Option<String> {
        self.query(to, &[])
    }

    /// The way to a page about something.
    pub(crate) fn query(&self, to: To, query: &[(&str, &str)]) -> Option<String> {
        match self {
            Links::Served => Some(address(to, query)),
            Links::Report(there) => {
                let anchor = anchor(to, query);
                there.contains(&anchor).then(|| format!("#{anchor}"))
            }
        }
    }

    /// Whether this is the report, in which nothing can be changed.
    pub(crate) fn is_report(&self) -> bool {
        matches!(self, Links::Report(_))
    }
}

/// The address of a page on the server.
pub(crate) fn address(to: To, query: &[(&str, &str)]) -> String {
    let mut address = if to == To::Brief { "/".to_string() } else { format!("/{}", to.slug()) };
    for (at, (name, value)) in query.iter().filter(|(_, value)| !value.is_empty()).enumerate() {
        address.push(if at == 0 { '?' } else { '&' });
        address += &format!("{name}={}", escaped(value));
    }
    address
}

/// The anchor of a page, or of its part about a situation, in the report.
pub(crate) fn anchor(to: To, query: &[(&str, &str)]) -> String {
    let at = query.iter().find(|(name, value)| *name == "at" && *value != "today" && !value.is_empty());
    match at {
        Some((_, at)) => {
            let letters = at.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '-' });
            format!("{}-{}", to.slug(), letters.collect::<String>())
        }
        None => to.slug().to_string(),
    }
}

/// A text as part of a query: letters, digits and a few marks stay, the rest is written by its bytes.
pub(crate) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~,:*".contains(&byte) {
            out.push(char::from(byte));
        } else {
            let _ = write!(out, "%{byte:02X}"); // a String takes whatever is written
        }
    }
    out
}
