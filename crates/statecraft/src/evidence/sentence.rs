//! The sentence around a quote, and whether a negation stands in it just outside the quote.
//!
//! Whoever quotes "signs of easing" from "showing no signs of easing" has every letter right and the meaning wrong. No program can
//! tell for certain which words a negation reaches, so what is found here is shown to a person: [`Sentence::negation`] errs on
//! the side of asking. It looks back from the quote over eight words, as far as a `;`, a `:`, a dash or a "but", and ahead over
//! four: right behind the quote for "not" and its like, a little further for verbs of denial.

use super::document::Document;
use super::locate::Place;
use super::words::is_letter;

/// Marks that may stand behind the stop of a sentence.
const CLOSING: [char; 7] = ['"', '”', '’', '\'', '»', ')', ']'];
/// So many bytes of a sentence are shown on either side.
const MOST: usize = 600;

/// A quote in its sentence, white space as single blanks.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Sentence {
    /// What stands before the quote.
    pub before: String,
    /// The quote as the document has it.
    pub quote: String,
    /// What stands after it.
    pub after: String,
    /// The word just outside the quote that may turn its meaning round.
    pub negation: Option<String>,
}

impl Sentence {
    /// The sentence, or the sentences, that this place of a document stands in.
    pub fn around(document: &Document, place: &Place) -> Sentence {
        let text = &document.text;
        let (before, after) = (begin(&text[..place.start]), end(&text[place.start..], place.end - place.start));
        let (before, after) = (one_line(before), one_line(after));
        let negation = negated_before(&before).or_else(|| negated_after(&after));
        let quote = text[place.start..place.end].split_whitespace().collect::<Vec<_>>().join(" ");
        Sentence { before, quote, after, negation }
    }

    /// The whole sentence, the quote between these marks.
    pub fn marked(&self, open: &str, close: &str) -> String {
        format!("{}{open}{}{close}{}", self.before, self.quote, self.after)
    }
}

/// White space as single blanks, also at the ends.
fn one_line(text: &str) -> String {
    let mut line = String::with_capacity(text.len());
    for c in text.chars() {
        if !c.is_whitespace() {
            line.push(c);
        } else if !line.ends_with(' ') {
            line.push(' ');
        }
    }
    line
}

/// The end of `text` in which the sentence begins that is still open there.
fn begin(text: &str) -> &str {
    let from = (text.len().saturating_sub(MOST)..=text.len()).find(|&at| text.is_char_boundary(at)).unwrap_or(0);
    let start = text[from..].char_indices().rev().map(|(at, _)| from + at).find(|&at| ends_at(text, at));
    let open = &text[start.map_or(from, |at| at + text[at..].chars().next().map_or(0, char::len_utf8))..];
    // Closing marks belong to the sentence before.
    let rest = open.trim_start_matches(CLOSING);
    if rest.starts_with(char::is_whitespace) { rest.trim_start() } else { open.trim_start() }
}

/// What stands behind the first `quoted` bytes of `text`, up to the end of the sentence.
fn end(text: &str, quoted: usize) -> &str {
    let most = (0..=(quoted + MOST).min(text.len())).rev().find(|&at| text.is_char_boundary(at)).unwrap_or(quoted);
    // A quote that ends in a full stop ends its sentence.
    let closed = text[..quoted].char_indices().next_back().is_some_and(|(at, _)| ends_at(text, at));
    let stop = text[quoted..most].char_indices().map(|(at, _)| quoted + at).find(|&at| ends_at(text, at));
    match stop {
        _ if closed => "",
        Some(at) => text[quoted..at + text[at..].chars().next().map_or(0, char::len_utf8)].trim_end(),
        None => text[quoted..most].trim_end(),
    }
}

/// Whether a sentence ends with the character at this byte: a stop before a blank and no small letter, or an empty line.
fn ends_at(text: &str, at: usize) -> bool {
    let mut rest = text[at..].chars();
    match rest.next() {
        Some('。' | '！' | '？' | '\u{2029}') => true,
        Some('\n') => rest.find(|c| *c == '\n' || !c.is_whitespace()).is_none_or(|c| c == '\n'),
        Some(stop @ ('.' | '!' | '?' | '…')) => {
            let rest = rest.as_str().trim_start_matches(CLOSING);
            let next = rest.trim_start().chars().next();
            let apart = rest.is_empty() || rest.starts_with(char::is_whitespace);
            apart && next.is_none_or(|c| !c.is_lowercase()) && !(stop == '.' && is_abbreviated(&text[..at]))
        }
        _ => false,
    }
}

/// Whether a point that follows is part of a title, an initial or an abbreviation of initials.
fn is_abbreviated(text: &str) -> bool {
    let word = text.rsplit(|c: char| !is_letter(c)).next().unwrap_or("");
    let initial = word.chars().count() == 1 && word.chars().all(char::is_uppercase);
    initial
        || ["Mr", "Mrs", "Ms", "Dr", "Prof", "Gen", "Col", "Lt", "Capt", "Adm", "Sen", "Rep", "Gov", "St", "Jr"]
            .contains(&word)
}

/// Words that turn round what follows them.
const NEGATIONS: [&str; 29] = [
    "no",
    "not",
    "never",
    "none",
    "nobody",
    "nothing",
    "nowhere",
    "nor",
    "neither",
    "without",
    "hardly",
    "barely",
    "scarcely",
    "seldom",
    "rarely",
    "cannot",
    "cant",
    "dont",
    "unable",
    "unwilling",
    "unlikely",
    "impossible",
    "false",
    "falsely",
    "untrue",
    "un",
    "non",
    "incapable",
    "reluctant",
];
/// How verbs of denial begin, in any of their forms.
const DENIALS: [&str; 25] = [
    "deny",
    "denie",
    "denial",
    "refus",
    "reject",
    "fail",
    "declin",
    "dismiss",
    "disput",
    "doubt",
    "refut",
    "rebuff",
    "contradict",
    "disavow",
    "repudiat",
    "lack",
    "rul",
    "stop",
    "far",
    "short",
    "instead",
    "rather",
    "prevent",
    "avoid",
    "oppos",
];
/// What must follow some of them to deny anything.
const SECOND: [(&str, &[&str]); 6] = [
    ("short", &["of"]),
    ("rul", &["out"]),
    ("stop", &["short"]),
    ("far", &["from"]),
    ("instead", &["of"]),
    ("rather", &["than"]),
];
/// Words with which a negation is none.
const NO_NEGATIONS: [(&str, &[&str]); 4] = [
    ("not", &["only", "just", "merely", "least", "simply", "but"]),
    ("no", &["doubt", "less", "fewer", "sooner"]),
    ("without", &["doubt", "question"]),
    ("nothing", &["but", "less"]),
];
/// What a negation does not reach across.
const TURNS: [&str; 9] = ["but", "yet", "however", "although", "though", "while", "whereas", "because", "since"];

/// The words of a text, small, each with whether a negation stops behind it.
fn words(text: &str) -> Vec<(String, bool)> {
    let bare = |word: &str| word.trim_matches(|c: char| !is_letter(c)).to_lowercase().replace('’', "'");
    let stops = |word: &str| word.ends_with([';', ':', '—', '–']) || word.starts_with(['—', '–']) || word == "-";
    let words = text.split_whitespace().flat_map(|word| word.split_inclusive(['—', '–']));
    words.map(|word| (bare(word), stops(word))).filter(|(word, stops)| !word.is_empty() || *stops).collect()
}

/// Whether the word at this place negates.
fn negates(words: &[(String, bool)], at: usize) -> bool {
    let word = |at: usize| words.get(at).map_or("", |(word, _)| word.as_str());
    // Nothing if the list does not have the first word; else whether one of its seconds follows.
    let follows = |list: &[(&str, &[&str])], first: &str, second: &str| {
        list.iter().find(|(known, _)| *known == first).map(|(_, seconds)| seconds.contains(&second))
    };
    let idiom = |at: usize| follows(&NO_NEGATIONS, word(at), word(at + 1)) == Some(true);
    if idiom(at) || at > 0 && idiom(at - 1) {
        return false;
    }
    let negation = NEGATIONS.contains(&word(at)) || word(at).ends_with("n't");
    negation || denial(word(at)).is_some_and(|stem| follows(&SECOND, stem, word(at + 1)) != Some(false))
}

/// The beginning of a verb of denial that this word is a form of.
fn denial(word: &str) -> Option<&'static str> {
    const ENDINGS: [&str; 20] = [
        "", "s", "es", "e", "ed", "d", "ing", "al", "als", "ion", "ure", "ures", "ped", "ping", "of", "ful", "led",
        "ling", "y", "ies",
    ];
    DENIALS.into_iter().find(|stem| word.strip_prefix(stem).is_some_and(|rest| ENDINGS.contains(&rest)))
}

fn negated_before(text: &str) -> Option<String> {
    const REACH: usize = 8;
    let words = words(text);
    let near = (0..words.len()).rev().take(REACH);
    let mut open = near.take_while(|&at| !words[at].1 && !TURNS.contains(&words[at].0.as_str()));
    open.find(|&at| negates(&words, at)).map(|at| words[at].0.clone())
}

fn negated_after(text: &str) -> Option<String> {
    const REACH: usize = 4;
    let words = words(text);
    let turns = |word: &str| TURNS.contains(&word) || ["and", "or"].contains(&word);
    let mut near = (0..words.len().min(REACH)).take_while(|&at| !turns(&words[at].0));
    // Further behind, "no" and "without" speak of something else.
    let bears = |word: &str| denial(word).is_some() || ["not", "never", "false", "untrue"].contains(&word);
    near.find(|&at| negates(&words, at) && (at == 0 || bears(&words[at].0))).map(|at| words[at].0.clone())
}
