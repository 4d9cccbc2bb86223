//! Quotations and who speaks them: the cue beside the marks, and its subject.

use super::cues;
use super::frames::Frame;
use super::{Found, Kind};
use crate::segments::Paragraph;
use std::ops::Range;

/// The quotations of a paragraph with their speakers. A quotation that goes on after "he said" is one claim in two pieces.
pub(crate) fn quoted(text: &str, _paragraph: &Paragraph, frames: &[Frame]) -> Vec<Found> {
    let mut out: Vec<Found> = Vec::new();
    let mut alone = false; // did the last quotation stand in a sentence of its own?
    let mut goes_on = false; // did the last frame end in a quotation whose speaker is known, or did it hold nothing else?
    for frame in frames {
        if frame.holes.is_empty() {
            // "“A?” Smith asked." and the like leave the speaker in the sentence after the quotation.
            goes_on = alone && follow_up(text, frame, &mut out);
            continue;
        }
        let bare = frame.words.iter().all(|word| word.node.upos == "PUNCT");
        alone = bare;
        let mut here = attributed(text, frame);
        if bare
            && goes_on
            && let Some(last) = out.last_mut()
        {
            last.content.extend(here.into_iter().flat_map(|found| found.content));
            continue;
        }
        // A quotation before this one in the same paragraph, still nobody's, is this speaker's.
        if frame.holes[0].0 == 0
            && let (Some(last), Some(first)) = (out.last(), here.first_mut())
            && last.speaker.is_none()
            && last.direct
        {
            first.content.splice(0..0, last.content.clone());
            out.pop();
        }
        goes_on = true;
        out.extend(here);
    }
    out
}

/// A sentence behind a bare quotation that only names the speaker.
fn follow_up(text: &str, frame: &Frame, out: &mut [Found]) -> bool {
    let Some(last) = out.last_mut().filter(|last| last.direct && last.speaker.is_none()) else { return false };
    let close = text.get(last.sentence.end..frame.sentence.start).is_some_and(|gap| gap.trim().is_empty());
    let short = frame.words.len() <= 14;
    let cue = (0..frame.words.len()).find(|&at| cues::is_speech(&frame.low(at)) && frame.upos(at) == "VERB");
    let Some(cue) = cue.filter(|_| close && short) else { return false };
    let Some(name) = speaker_near(frame, cue) else { return false };
    last.speaker = frame.span(name);
    last.cue = frame.bytes(cue..cue + 1);
    last.core = cues::is_core(&frame.low(cue));
    last.unsure = false;
    true
}

/// The quotations of one sentence, each with its cue; those of one cue are one claim.
fn attributed(text: &str, frame: &Frame) -> Vec<Found> {
    let mut out: Vec<(Option<usize>, Found)> = Vec::new();
    for (place, (at, quotation)) in frame.holes.iter().enumerate() {
        let comma = text[quotation.inner.clone()].trim_end().ends_with([',', '?', '!', '—', '–']);
        let cue = cue_beside(frame, place, *at, comma);
        if let Some((_, found)) = out.iter_mut().find(|(other, _)| cue.is_some() && *other == cue) {
            found.content.push(quotation.inner.clone());
            continue;
        }
        let named = cue.and_then(|cue| speaker_of(frame, cue)).map(|name| (name, cue));
        let named = named.or_else(|| with_colon(frame, *at).filter(|_| cue.is_none()));
        let (name, cue) = named.map_or((None, cue), |(name, cue)| (Some(name), cue));
        let core = cue.is_some_and(|cue| cues::is_core(&frame.low(cue)) || frame.low(cue) == "according");
        out.push((
            cue,
            Found {
                speaker: name.and_then(|name| frame.span(name)),
                cue: cue.map(|cue| frame.bytes(cue..cue + 1)).unwrap_or_default(),
                content: vec![quotation.inner.clone()],
                kind: Some(cue.and_then(|cue| cues::verb(&frame.low(cue))).map_or(Kind::Said, |cue| cue.kind)),
                core,
                direct: true,
                unsure: quotation.broken,
                sentence: frame.sentence.clone(),
                ..Found::default()
            },
        ));
    }
    out.into_iter().map(|(_, found)| found).collect()
}

/// "Her colleague Milo Strand went further: “…”": whoever the sentence before the colon is about, if that is somebody with a name, and its verb.
fn with_colon(frame: &Frame, at: usize) -> Option<(Range<usize>, Option<usize>)> {
    let colon = at.checked_sub(1).filter(|&word| frame.low(word) == ":")?;
    let verb = (0..colon).find(|&word| frame.words[word].node.head.is_none() && frame.upos(word) == "VERB")?;
    let name = named(frame, frame.child(verb, &["nsubj"])?);
    let somebody =
        |word: usize| frame.upos(word) == "PROPN" || matches!(frame.low(word).as_str(), "he" | "she" | "they");
    name.clone().any(somebody).then_some((name, Some(verb)))
}

/// The cue of a quotation: behind it before the next pause ("“…,” Smith said"), or right before it ("Smith said: “…”").
fn cue_beside(frame: &Frame, place: usize, at: usize, comma: bool) -> Option<usize> {
    let next = frame.holes.get(place + 1).map_or(frame.words.len(), |hole| hole.0);
    let last = place.checked_sub(1).map_or(0, |before| frame.holes[before].0);
    let pause = |word: usize| word >= frame.words.len() || frame.upos(word) == "PUNCT";
    let is_cue = |&word: &usize| {
        let low = frame.low(word);
        // Behind a strange name the tagger takes "adds" for a noun.
        let verb = matches!(frame.upos(word), "VERB" | "AUX") || (cues::is_core(&low) && pause(word + 1));
        let puts = low.starts_with("put") && frame.low(word + 1) == "it";
        low == "according" || ((cues::is_speech(&low) || puts) && verb)
    };
    let is_comma = |word: usize| frame.upos(word) == "PUNCT";
    let behind = || {
        (at..next.min(at + 16))
            .find(is_cue)
            .filter(|&cue| at > 0 && (at..cue).all(|word| !is_comma(word)) || at == 0 || comma)
    };
    let before = || (last..at).rev().find(is_cue).filter(|&cue| at - cue <= 10);
    let introduced = at
        .checked_sub(1)
        .is_some_and(|word| frame.low(word) == ":" || is_cue(&word) || (frame.low(word) == "," && !comma));
    if introduced { before().or_else(behind) } else { behind().or_else(before) }
}

fn speaker_of(frame: &Frame, cue: usize) -> Option<Range<usize>> {
    if frame.low(cue) == "according" {
        let start = cue + 2;
        let end = (start..frame.words.len())
            .find(|&at| frame.upos(at) == "PUNCT" && frame.low(at) != "-")
            .unwrap_or(frame.words.len());
        return (start < end).then_some(start..end);
    }
    speaker_near(frame, cue)
}

/// The cue's subject in the tree; failing that the name beside it.
pub(crate) fn speaker_near(frame: &Frame, cue: usize) -> Option<Range<usize>> {
    if frame.xpos(cue) == "VBG" {
        let finite = |at: &usize| {
            frame.upos(*at) == "VERB" && frame.xpos(*at) != "VBG" && frame.child(*at, &["nsubj"]).is_some()
        };
        let says = (0..cue).rev().filter(finite).find(|&at| cues::is_speech(&frame.low(at)));
        let root = (0..cue).find(|&at| frame.words[at].node.head.is_none());
        // "was quoted as saying": whoever was quoted.
        let passive = frame.words[cue].node.head.filter(|_| cue > 0 && frame.low(cue - 1) == "as");
        if let Some(quoted) = passive.and_then(|head| frame.child(head, &["nsubj:pass", "nsubj"])) {
            return Some(named(frame, quoted));
        }
        let before = says.or(root.filter(|root| finite(root)));
        return frame
            .child(cue, &["nsubj"])
            .or_else(|| frame.child(before?, &["nsubj"]))
            .map(|noun| named(frame, noun));
    }
    if let Some(noun) = frame.child(cue, &["nsubj"]).filter(|_| frame.upos(cue) == "VERB") {
        return Some(named(frame, noun));
    }
    if frame.relation(cue) == "conj"
        && let Some(noun) = frame.words[cue].node.head.and_then(|head| frame.child(head, &["nsubj"]))
    {
        return Some(named(frame, noun));
    }
    let is_name = |at: usize| {
        matches!(frame.upos(at), "PROPN" | "NOUN" | "PRON" | "ADJ" | "DET" | "NUM")
            || matches!(frame.low(at).as_str(), "-" | "of" | "'s" | "’s")
    };
    let behind = (cue + 1..frame.words.len()).take_while(|&at| is_name(at)).last().map(|last| cue + 1..last + 1);
    // "told reporters": whoever stands behind is spoken to.
    let spoken_to = matches!(frame.low(cue).as_str(), "told" | "tell" | "tells" | "reminded" | "assured" | "informed");
    super::surface::name_before(frame, cue).or(behind.filter(|_| !spoken_to))
}

/// The noun's phrase; "who" and "which" stand for the noun before their clause.
fn named(frame: &Frame, noun: usize) -> Range<usize> {
    let clause = frame.words[noun].node.head;
    let antecedent = clause.filter(|&clause| {
        matches!(frame.low(noun).as_str(), "who" | "which") && frame.relation(clause).starts_with("acl")
    });
    frame.phrase(antecedent.and_then(|clause| frame.words[clause].node.head).unwrap_or(noun))
}
