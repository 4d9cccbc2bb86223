//! The second drafter: word order alone. It uses parts of speech but no tree, so that it errs elsewhere than the rules do.

use super::Found;
use super::cues;
use super::frames::Frame;
use crate::segments::Paragraph;
use std::ops::Range;

/// What word order tells of a paragraph: quotations beside a name and a plain verb of speech, and "NAME said that …".
pub(crate) fn found(text: &str, frames: &[Frame], _paragraph: &Paragraph) -> Vec<Found> {
    let mut out: Vec<Found> = Vec::new();
    let mut carried: Option<Range<usize>> = None;
    for frame in frames {
        let bare = frame.words.iter().all(|word| frame_is_mark(&word.form));
        let quotations: Vec<Range<usize>> = frame.holes.iter().map(|hole| hole.1.inner.clone()).collect();
        if bare && !quotations.is_empty() && carried.is_some() {
            if let Some(last) = out.iter_mut().rev().find(|one| one.direct) {
                last.content.extend(quotations);
            }
            continue;
        }
        let cue = (0..frame.words.len()).find(|&at| cues::is_core(&frame.low(at)) && frame.upos(at) == "VERB");
        let speaker = cue
            .and_then(|cue| name_before(frame, cue).or_else(|| name_behind(frame, cue)))
            .and_then(|words| frame.span(words));
        if !quotations.is_empty() {
            carried.clone_from(&speaker);
            out.push(Found { speaker, content: quotations, direct: true, ..Found::default() });
        } else {
            carried = None;
        }
        out.extend(clauses(text, frame));
    }
    out
}

fn frame_is_mark(form: &str) -> bool {
    !form.chars().any(char::is_alphanumeric)
}

/// "NAME said (that) …" to the end or to the next pause with a cue, "…, NAME said", "according to NAME".
fn clauses(text: &str, frame: &Frame) -> Vec<Found> {
    let mut out = Vec::new();
    for at in 0..frame.words.len() {
        if frame.low(at) == "according" && frame.low(at + 1) == "to" {
            out.extend(according(frame, at));
        }
        if !cues::is_core(&frame.low(at)) || frame.upos(at) != "VERB" {
            continue;
        }
        let participle = frame.xpos(at) == "VBG";
        let before = if participle { earlier(frame, at) } else { name_before(frame, at) };
        let start = (at + 1..(at + 4).min(frame.words.len()))
            .find(|&word| frame.low(word) == "that")
            .map_or(at + 1, |that| that + 1);
        let end = clause_end(frame, start);
        if end > start + 2 {
            out.extend(one(frame, before.clone(), std::iter::once(start..end).collect()));
        }
        let comma = (0..at).rev().find(|&word| frame.low(word) == ",");
        if let Some(comma) = comma.filter(|&comma| comma > 2 && at - comma <= 12) {
            let name = (name_before(frame, at)).or_else(|| name_behind(frame, at));
            out.extend(one(frame, name, std::iter::once(0..comma).collect()));
        }
    }
    out.retain(|one| one.content.iter().all(|span| !text[span.clone()].is_empty()));
    out
}

fn one(frame: &Frame, name: Option<Range<usize>>, content: Vec<Range<usize>>) -> Option<Found> {
    let speaker = frame.span(name?)?;
    let content = content.into_iter().flat_map(|words| frame.bytes(words)).collect();
    Some(Found { speaker: Some(speaker), content, ..Found::default() })
}

fn according(frame: &Frame, at: usize) -> Option<Found> {
    let start = at + 2;
    let pause = |word: &usize| matches!(frame.low(*word).as_str(), "," | "." | ";");
    let end = (start..frame.words.len()).find(pause).unwrap_or(frame.words.len());
    let rest = [0..at, end..frame.words.len()];
    one(frame, Some(start..end), rest.into_iter().filter(|piece| piece.len() > 2).collect())
}

/// To the end of the sentence, or to a pause behind which somebody says something.
fn clause_end(frame: &Frame, start: usize) -> usize {
    let speaks = |word: usize| cues::is_speech(&frame.low(word)) && frame.upos(word) == "VERB";
    let stop = |&word: &usize| {
        let link = frame.low(word + 1);
        let joint = matches!(link.as_str(), "while" | "whereas")
            || (frame.xpos(word + 1) == "VBG" && speaks(word + 1))
            || link == "according";
        frame.low(word) == ";" || (frame.low(word) == "," && joint)
    };
    (start..frame.words.len()).find(stop).unwrap_or(frame.words.len())
}

/// The words that name somebody right before a verb, over helping verbs and adverbs.
///
/// "The host, Ivo Mandel, said" names both; of "the union, whose members strike on Monday, wants" the words before the first comma.
pub(super) fn name_before(frame: &Frame, verb: usize) -> Option<Range<usize>> {
    let end = (0..verb).rev().find(|&at| !frame.is_helper(at) && frame.upos(at) != "PART")? + 1;
    let close = end - 1;
    if frame.low(close) != "," {
        return run_back(frame, end);
    }
    let Some(open) = (0..close).rev().find(|&at| frame.low(at) == ",") else { return run_back(frame, close) };
    let first = open + 1;
    let relative = matches!(frame.low(first).as_str(), "who" | "whose" | "whom" | "which" | "when" | "where");
    let inner = run_back(frame, close).filter(|inner| inner.start == first && !relative);
    let outer = run_back(frame, open);
    match (outer, inner) {
        (Some(outer), Some(_)) => Some(outer.start..close),
        (outer, inner) => outer.or(inner),
    }
}

/// The run of name-like words up to here, without a preposition before it; a time is nobody.
fn run_back(frame: &Frame, end: usize) -> Option<Range<usize>> {
    let is_name = |at: &usize| {
        matches!(frame.upos(*at), "PROPN" | "NOUN" | "PRON" | "ADJ" | "DET" | "NUM" | "ADP")
            || matches!(frame.low(*at).as_str(), "-" | "'s" | "’s" | "'" | "’" | "&")
    };
    let first = end - (0..end).rev().take_while(is_name).count();
    let start = (first..end).find(|&at| frame.upos(at) != "ADP")?;
    let time = start > first && crate::times::first_in(&frame.words[start].form, None).is_some();
    (!time).then_some(start..end)
}

fn name_behind(frame: &Frame, verb: usize) -> Option<Range<usize>> {
    let is_name = |at: &usize| {
        matches!(frame.upos(*at), "PROPN" | "NOUN" | "ADJ" | "DET" | "NUM" | "ADP" | "PRON")
            || matches!(frame.low(*at).as_str(), "-" | "'s" | "’s")
    };
    let run = (verb + 1..frame.words.len()).take_while(is_name).count();
    (run > 0).then(|| verb + 1..verb + 1 + run)
}

/// The speaker of the last finite cue before a participle.
fn earlier(frame: &Frame, participle: usize) -> Option<Range<usize>> {
    let finite = |at: &usize| frame.upos(*at) == "VERB" && frame.xpos(*at) != "VBG" && cues::is_speech(&frame.low(*at));
    name_before(frame, (0..participle).rev().find(finite)?)
}
