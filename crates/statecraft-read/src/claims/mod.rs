//! Who says what: claims with their speakers, by rules over quotations, parts of speech and dependencies.
//!
//! Each claim is words of the text and nothing else: speaker, cue and content are spans of it.

mod clauses;
mod cues;
mod frames;
mod speech;
mod surface;

pub(crate) use frames::{Frame, frame_of, frames};

use crate::document::Document;
use crate::segments::{Kind as Part, paragraphs};
use crate::times::{Time, times};
use serde::{Deserialize, Serialize};
use std::ops::Range;

/// What is done with the content.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum Kind {
    /// Somebody says it.
    Said,
    /// It is reported, and nobody vouches for it.
    Reported,
    /// Somebody believes, sees or knows it.
    Believes,
    /// Somebody wants it.
    Wants,
    /// Somebody fears it.
    Fears,
    /// Somebody demands or proposes it.
    Demands,
    /// Somebody denies or rejects it.
    Denies,
}

/// How sure the desk is of speaker and words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum Tier {
    /// Two drafters found the same, with a plain verb of speech.
    Agreed,
    /// One drafter found it.
    One,
    /// The text does not tell who says it: ask.
    Whose,
}

/// A place in the text, in bytes: start and end.
pub type Span = [usize; 2];

/// One thing that somebody is said to say, believe, want, fear, demand or deny.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Claim {
    /// The speaker as written; none if the text names none.
    pub speaker: Option<String>,
    /// Whom "he", "she", "it" or "they" stands for, as far as the same paragraph tells: the last speaker named there.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stands_for: Option<String>,
    /// Where the speaker is named.
    pub speaker_spans: Vec<Span>,
    /// The words that bring the content in.
    pub cue: Option<String>,
    /// Where they are.
    pub cue_spans: Vec<Span>,
    /// Where the content is: one piece, or two where it goes on after "he said".
    pub spans: Vec<Span>,
    /// The content as written, piece by piece.
    pub quotes: Vec<String>,
    /// What is done with it.
    pub kind: Kind,
    /// How sure the desk is.
    pub tier: Tier,
    /// Is it in quotation marks?
    pub direct: bool,
    /// Whose view it is, where the article ascribes it to somebody rather than quoting them.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub holder: Option<String>,
    /// Words that take the edge off it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub hedges: Vec<String>,
    /// Who says that this speaker says it, from the outside in.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub chain: Vec<String>,
    /// The times that its content names, as written and as days.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub times: Vec<Time>,
    /// When it was said, as far as the rest of its sentence tells: "said on Friday".
    #[serde(skip_serializing_if = "Option::is_none")]
    pub said_at: Option<Time>,
    /// The sentence that it stands in.
    pub sentence: Span,
    /// Which drafters found it.
    pub drafters: Vec<String>,
}

/// What a rule found: places only. The words are read off the text at the end, so that they are always the text's.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Found {
    pub(crate) speaker: Option<Range<usize>>,
    pub(crate) cue: Vec<Range<usize>>,
    pub(crate) content: Vec<Range<usize>>,
    pub(crate) kind: Option<Kind>,
    pub(crate) core: bool,
    pub(crate) direct: bool,
    pub(crate) unsure: bool,
    pub(crate) attitude: bool,
    pub(crate) sentence: Range<usize>,
}

/// The claims of a text, in its order.
#[must_use]
pub fn claims(document: &Document) -> Vec<Claim> {
    let text = &document.text;
    let mut out = Vec::new();
    for paragraph in paragraphs(text).iter().filter(|paragraph| paragraph.kind == Part::Body) {
        let frames = frames(text, paragraph);
        let mut found = speech::quoted(text, paragraph, &frames);
        for frame in &frames {
            let indirect = clauses::indirect(frame);
            let others = indirect.into_iter().filter(|one| !found.iter().any(|quoted| overlaps(quoted, one)));
            let mut others: Vec<Found> = others.collect();
            others.iter_mut().for_each(|one| share_speaker(text, one, &found));
            found.extend(others);
        }
        let second = surface::found(text, &frames, paragraph);
        found.iter_mut().for_each(|one| tidy(text, one));
        found.retain(|one| is_worth_telling(text, one));
        found.sort_by_key(|one| one.content.first().map(|span| span.start));
        let mut drafted: Vec<Claim> = found.iter().map(|one| claim(text, one, &second)).collect();
        resolve(&mut drafted);
        out.extend(drafted);
    }
    nest(&mut out);
    out.iter_mut().for_each(|claim| claim.tell_times(document));
    out
}

impl Claim {
    /// Reads the times in its content, and when it was said, against the date of the report.
    pub(crate) fn tell_times(&mut self, document: &Document) {
        self.times = self.quotes.iter().flat_map(|piece| times(piece, document.date)).collect();
        let inside = |at: usize| self.spans.iter().any(|span| span[0] <= at && at < span[1]);
        let [start, end] = self.sentence;
        let sentence = document.text.get(start..end).unwrap_or_default();
        // Only right behind the cue: "said on Friday that …". Further off it may be the time of anything.
        let cue = self.cue_spans.last().map_or(end, |cue| cue[1]);
        let behind = sentence.get(cue.saturating_sub(start)..).unwrap_or_default();
        let near =
            behind.trim_start().trim_start_matches("on ").trim_start_matches("late ").trim_start_matches("earlier ");
        let from = end - near.len();
        self.said_at =
            times(near, document.date).into_iter().next().filter(|time| near.starts_with(&time.words) && !inside(from));
    }
}

/// "“…,” NAME adds, noting that …": the participle is the quotation's speaker's, where the tree names nobody.
fn share_speaker(text: &str, one: &mut Found, quoted: &[Found]) {
    let participle = one
        .cue
        .first()
        .is_some_and(|cue| text[cue.clone()].split(' ').next().is_some_and(|word| word.ends_with("ing")));
    let same = quoted.iter().find(|other| other.sentence == one.sentence && other.speaker.is_some());
    if let Some(other) = same.filter(|_| participle && one.speaker.is_none()) {
        one.speaker.clone_from(&other.speaker);
        one.unsure = false;
    }
}

/// Pronouns stand for the last speaker that was named before them in the paragraph: a proposal, never across a paragraph.
fn resolve(claims: &mut [Claim]) {
    for at in 0..claims.len() {
        let Some(pronoun) =
            claims[at].speaker_spans.first().filter(|_| claims[at].speaker.as_deref().is_some_and(is_pronoun))
        else {
            continue;
        };
        let before = claims.iter().filter(|other| other.speaker_spans.first().is_some_and(|span| span[0] < pronoun[0]));
        let named = before.filter(|other| other.speaker.as_deref().is_some_and(|name| !is_pronoun(name)));
        claims[at].stands_for =
            named.max_by_key(|other| other.speaker_spans[0][0]).and_then(|other| other.speaker.clone());
    }
}

/// What a verb brings in, if it is a cue.
pub(crate) fn cue(form: &str) -> Option<Kind> {
    cues::verb(form).map(|cue| cue.kind)
}

/// Is the speaker only "he", "she", "it", "they" or the like?
#[must_use]
pub fn is_pronoun(speaker: &str) -> bool {
    ["he", "she", "it", "they", "him", "her", "them"].contains(&speaker.to_lowercase().as_str())
}

fn overlaps(one: &Found, other: &Found) -> bool {
    let shared = |a: &Range<usize>, b: &Range<usize>| a.start < b.end && b.start < a.end;
    let named_by = |a: &Found| other.content.iter().any(|b| a.speaker.iter().any(|speaker| shared(speaker, b)));
    let same_cue = !one.cue.is_empty() && one.cue == other.cue;
    if same_cue && (named_by(one) || other.speaker.is_none()) {
        return true;
    }
    one.content.iter().any(|a| other.content.iter().any(|b| shared(a, b)))
}

/// Blanks and marks at the ends are not content.
fn tidy(text: &str, found: &mut Found) {
    let trim = |span: &Range<usize>| {
        let piece = text.get(span.clone()).unwrap_or_default();
        let marks = |c: char| c.is_whitespace() || ",;:\"“”«»„—–".contains(c);
        let cut = piece.trim_start_matches(marks);
        let start = span.end - cut.len();
        let end = cut.trim_end_matches(|c| marks(c) || (!found.direct && ".!?".contains(c)));
        start..start + end.len()
    };
    found.content = found.content.iter().map(trim).filter(|span| !span.is_empty()).collect();
    found.content.sort_by_key(|span| span.start);
}

fn is_worth_telling(text: &str, found: &Found) -> bool {
    let words: usize = found.content.iter().map(|span| text[span.clone()].split_whitespace().count()).sum();
    let least = match found.kind {
        Some(Kind::Denies | Kind::Fears) => 1,
        _ if found.direct || found.attitude => 2,
        _ => 3,
    };
    words >= least
}

fn claim(text: &str, found: &Found, second: &[Found]) -> Claim {
    let span = |range: &Range<usize>| [range.start, range.end];
    let words = |range: &Range<usize>| text[range.clone()].to_owned();
    let witness = second.iter().any(|other| agree(text, found, other));
    let tier = match found.speaker {
        None => Tier::Whose,
        _ if found.unsure => Tier::Whose,
        _ if found.core && witness => Tier::Agreed,
        _ => Tier::One,
    };
    let content: String = found.content.iter().map(|span| &text[span.clone()]).collect::<Vec<_>>().join(" ");
    let sentence = &text[found.sentence.clone()];
    let near = if content.len() < sentence.len() { sentence } else { content.as_str() };
    let hedges =
        near.split(|c: char| !c.is_alphanumeric()).filter(|word| cues::HEDGES.contains(&word.to_lowercase().as_str()));
    let speaker = found.speaker.as_ref().map(words);
    Claim {
        holder: speaker.clone().filter(|_| found.attitude),
        speaker,
        stands_for: None,
        speaker_spans: found.speaker.iter().map(span).collect(),
        cue: (!found.cue.is_empty()).then(|| found.cue.iter().map(words).collect::<Vec<_>>().join(" … ")),
        cue_spans: found.cue.iter().map(span).collect(),
        spans: found.content.iter().map(span).collect(),
        quotes: found.content.iter().map(words).collect(),
        kind: found.kind.unwrap_or(Kind::Said),
        tier,
        direct: found.direct,
        hedges: hedges.map(str::to_owned).collect(),
        chain: Vec::new(),
        times: Vec::new(),
        said_at: None,
        sentence: span(&found.sentence),
        drafters: if witness { vec!["rules".to_owned(), "surface".to_owned()] } else { vec!["rules".to_owned()] },
    }
}

/// Do two drafters mean the same: nearly the same words, and a speaker in common?
fn agree(text: &str, one: &Found, other: &Found) -> bool {
    let bytes = |found: &Found| {
        found.content.iter().flat_map(Clone::clone).filter(|&at| text.as_bytes()[at] > b' ').collect::<Vec<usize>>()
    };
    let (a, b) = (bytes(one), bytes(other));
    let shared = a.iter().filter(|at| b.binary_search(at).is_ok()).count();
    let alike = 10 * shared >= 8 * (a.len() + b.len() - shared).max(1);
    let speaker = one.speaker.as_ref().zip(other.speaker.as_ref());
    alike && speaker.is_some_and(|(one, other)| one.start < other.end && other.start < one.end)
}

/// A claim inside another's content is said by that one's speaker first.
///
/// What somebody is said to want, fear or believe inside another's words is part of these, and no claim of its own.
fn nest(claims: &mut Vec<Claim>) {
    let inside = |inner: &Claim, outer: &Claim| {
        let outer_cue_apart = outer.cue_spans != inner.cue_spans;
        let within = |span: &Span| outer.spans.iter().any(|around| around[0] <= span[0] && span[1] <= around[1]);
        outer_cue_apart && inner.cue_spans.iter().all(within) && !inner.cue_spans.is_empty()
    };
    let around =
        |inner: &Claim| claims.iter().filter(|outer| inside(inner, outer)).map(|outer| outer.speaker.clone()).collect();
    let chains: Vec<Vec<Option<String>>> = claims.iter().map(around).collect();
    let attitude = |kind| matches!(kind, Kind::Wants | Kind::Fears | Kind::Believes);
    let mut kept = Vec::new();
    for (mut claim, chain) in claims.drain(..).zip(chains) {
        if chain.is_empty() || !attitude(claim.kind) {
            claim.chain = chain.into_iter().flatten().collect();
            kept.push(claim);
        }
    }
    *claims = kept;
}
