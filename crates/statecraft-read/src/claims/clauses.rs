//! Claims without quotation marks: a cue, its subject and its clause in the dependency tree, and a few fixed frames.

use super::cues::{self, Cue};
use super::frames::Frame;
use super::{Found, Kind};
use std::ops::Range;

/// The claims of a frame, without what was lifted out of it.
pub(crate) fn indirect(frame: &Frame) -> Vec<Found> {
    let mut out: Vec<Found> = Vec::new();
    let mut add = |found: Found| {
        let taken = |span: &Range<usize>| out.iter().any(|one| one.content.contains(span) || one.cue.contains(span));
        if !found.cue.iter().any(taken) {
            out.push(found);
        }
    };
    for at in 0..frame.words.len() {
        let found = according_to(frame, at).or_else(|| in_the_view_of(frame, at)).or_else(|| what_they_want(frame, at));
        found.into_iter().for_each(&mut add);
    }
    for at in 0..frame.words.len() {
        let found = by_verb(frame, at)
            .or_else(|| by_adjective(frame, at))
            .or_else(|| taken_for_a_noun(frame, at))
            .or_else(|| by_noun(frame, at));
        found.into_iter().for_each(&mut add);
    }
    out
}

/// A cue verb with its clause.
fn by_verb(frame: &Frame, at: usize) -> Option<Found> {
    let cue = cues::verb(&frame.words[at].form).filter(|_| frame.upos(at) == "VERB")?;
    let be = |child: usize| {
        matches!(
            frame.low(child).as_str(),
            "is" | "are" | "was" | "were" | "be" | "been" | "being" | "get" | "got" | "'s" | "’s"
        )
    };
    let passive = frame.children(at).any(|child| matches!(frame.relation(child), "aux:pass" | "aux") && be(child))
        && frame.xpos(at) != "VBG";
    if brings_in_nothing(frame, at, cue) {
        return None;
    }
    let content = content(frame, at, cue)?;
    let anonymity = |words: &Range<usize>| {
        words.clone().any(|word| matches!(frame.low(word).as_str(), "named" | "identified" | "anonymity" | "anonymous"))
    };
    if cue.kind == Kind::Demands && content.iter().all(|words| words.len() < 8 && anonymity(words)) {
        return None;
    }
    let (speaker, unsure) = speaker(frame, at, passive);
    let content = to_its_end(frame, at, cue, content);
    let found = Found {
        cue: frame.bytes(cue_words(frame, at)),
        content: content.iter().flat_map(|words| frame.bytes(words.clone())).collect(),
        kind: Some(cue.kind),
        core: cue.core && !passive,
        unsure,
        attitude: matches!(cue.kind, Kind::Believes | Kind::Wants | Kind::Fears),
        sentence: frame.sentence.clone(),
        ..Found::default()
    };
    let we = |words: &Range<usize>| words.len() == 1 && matches!(frame.low(words.start).as_str(), "i" | "we");
    if frame.label.is_some() && speaker.as_ref().is_some_and(we) {
        return Some(Found { speaker: frame.label.clone(), ..found });
    }
    if speaker.is_none() && matches!(frame.xpos(at), "VB")
        || speaker.as_ref().is_some_and(|words| is_nobody(frame, words))
    {
        return None;
    }
    let speaker = speaker.filter(|words| is_somebody(frame, words, passive));
    let it = (0..at).rev().take(4).any(|word| frame.low(word) == "it");
    if passive && speaker.is_none() && !it && found.attitude {
        return None;
    }
    let missing = speaker.is_none();
    let inside =
        speaker.as_ref().is_some_and(|words| content.iter().any(|one| one.start < words.end && words.start < one.end));
    Some(Found {
        speaker: speaker.filter(|_| !inside).and_then(|words| frame.span(words)),
        kind: Some(if passive && missing { Kind::Reported } else { cue.kind }),
        unsure: unsure || missing,
        ..found
    })
}

/// The content up to where the article goes on: of "which he said contained no entry, and asked …" to the comma, and of a view without its reason.
fn to_its_end(frame: &Frame, at: usize, cue: Cue, content: Vec<Range<usize>>) -> Vec<Range<usize>> {
    let relative = at > 1 && matches!(frame.low(at - 2).as_str(), "which" | "who" | "that" | "whom");
    let comma = |words: &Range<usize>| words.clone().find(|&word| frame.low(word) == ",").unwrap_or(words.end);
    let end = |words: Range<usize>| match cue.kind {
        Kind::Believes | Kind::Wants | Kind::Fears => without_reason(frame, words),
        _ if relative && words.start == at + 1 => words.start..comma(&words),
        _ => words,
    };
    content.into_iter().map(end).collect()
}

/// "reports" as a noun, what is not said, and who is asked rather than asks.
fn brings_in_nothing(frame: &Frame, at: usize, cue: Cue) -> bool {
    let noun = frame.low(at) == "reports"
        && (at == 0 || matches!(frame.low(at - 1).as_str(), "amid" | "following" | "despite" | "after"));
    let denied = frame.children(at).any(|child| matches!(frame.low(child).as_str(), "not" | "n't" | "n’t" | "never"));
    noun || (denied && matches!(cue.kind, Kind::Said | Kind::Demands | Kind::Denies)) || is_asked_itself(frame, at)
}

/// "Thorn, asked whether it could recover, said …", "When asked, she …": whoever is named answers.
fn is_asked_itself(frame: &Frame, at: usize) -> bool {
    let ends = |&comma: &usize| {
        frame.low(comma) == "," && matches!(frame.upos(comma + 1), "VERB" | "AUX") && frame.xpos(comma + 1) != "VBG"
    };
    let before = at.checked_sub(1).map(|word| frame.low(word)).unwrap_or_default();
    frame.low(at) == "asked"
        && match before.as_str() {
            "" | "when" | "if" => true,
            "," => (at + 1..frame.words.len()).any(|word| ends(&word)),
            _ => false,
        }
}

/// "I", "you", "there": nobody that the text names.
fn is_nobody(frame: &Frame, words: &Range<usize>) -> bool {
    words.len() == 1 && matches!(frame.low(words.start).as_str(), "i" | "we" | "you" | "one" | "there" | "what")
}

/// No bare relative pronoun; "it" only as a subject.
fn is_somebody(frame: &Frame, words: &Range<usize>, passive: bool) -> bool {
    !matches!(frame.low(words.start).as_str(), "who" | "which" | "that" | "it")
        || words.len() > 1
        || (frame.low(words.start) == "it" && !passive && frame.relation(words.start) == "nsubj")
}

/// Of a view that the article ascribes, the reason is the article's: ", since …", ", because …", ", as …".
fn without_reason(frame: &Frame, words: Range<usize>) -> Range<usize> {
    let reason = |word: &usize| {
        matches!(frame.low(*word).as_str(), "since" | "because" | "as" | "although" | "though")
            && frame.low(word - 1) == ","
            && frame.upos(*word) != "ADV"
    };
    let end = (words.start + 2..words.end).find(reason).unwrap_or(words.end);
    words.start..end
}

/// The verb with the particle behind it.
fn cue_words(frame: &Frame, at: usize) -> Range<usize> {
    let particle = frame.relation(at + 1) == "compound:prt"
        || (matches!(frame.low(at).as_str(), "pointed" | "pointing" | "points") && frame.low(at + 1) == "out");
    at..at + 1 + usize::from(particle)
}

/// The words that a verb brings in.
fn content(frame: &Frame, at: usize, cue: Cue) -> Option<Vec<Range<usize>>> {
    if let Some(pieces) = inserted(frame, at).filter(|_| matches!(cue.kind, Kind::Said | Kind::Believes)) {
        return Some(pieces);
    }
    if let Some(words) = told_to_do(frame, at) {
        return Some(vec![cut(frame, words)]);
    }
    let is_clause = |child: &usize| matches!(frame.relation(*child), "ccomp" | "csubj:pass" | "csubj");
    let clause = frame.children(at).filter(|&child| child > at).find(is_clause);
    if let Some(clause) = clause.or_else(|| frame.children(at).find(is_clause)) {
        let reach = frame.reach(clause);
        if reach.start > at {
            // The parser sometimes hangs the clause's second verb on the cue.
            let more = frame.children(at).filter(|&child| {
                child >= reach.end
                    && frame.relation(child) == "conj"
                    && frame.child(child, &["nsubj"]).is_none()
                    && cues::verb(&frame.low(child)).is_none()
            });
            let end = more.map(|child| frame.reach(child).end).max().unwrap_or(reach.end);
            return Some(vec![cut(frame, without_that(frame, reach.start..end))]);
        }
        if is_offered_behind(frame, at) {
            return without(frame, reach, frame.reach(at).start.max(at.saturating_sub(12))..at + 1, at);
        }
    }
    if let Some(that) = that_behind(frame, at) {
        return Some(vec![cut(frame, that + 1..sentence_words(frame))]).filter(|one| one[0].len() > 2);
    }
    if frame.relation(at) == "parataxis" && cue.kind == Kind::Said && frame.child(at, &["nsubj"]).is_some() {
        let head = frame.words[at].node.head?;
        return without(frame, frame.reach(head), frame.reach(at), at);
    }
    if let Some(words) = with_complement(frame, at, cue).or_else(|| infinitive(frame, at, cue)) {
        return Some(vec![cut(frame, words)]);
    }
    object(frame, at, cue)
}

/// "said on Friday that …", "said in a letter to shareholders that …": the "that" behind what only tells when, where or to whom.
fn that_behind(frame: &Frame, at: usize) -> Option<usize> {
    let that = (at + 1..(at + 12).min(frame.words.len()))
        .find(|&word| frame.low(word) == "that" && frame.upos(word) == "SCONJ")?;
    let plain = |word: usize| {
        matches!(frame.upos(word), "ADV" | "ADP" | "DET" | "ADJ" | "NOUN" | "PROPN" | "NUM" | "PRON" | "PART")
    };
    let tells = that == at + 1 || matches!(frame.upos(at + 1), "ADV" | "ADP");
    (tells && (at + 1..that).all(plain)).then_some(that)
}

/// "urged both sides to sit down", "warned its members to prepare": who is told, and to do what.
fn told_to_do(frame: &Frame, at: usize) -> Option<Range<usize>> {
    let form = frame.low(at);
    let tells = ["warn", "urg", "advis", "tell", "told", "ask", "remind", "order", "beg", "exhort", "request"];
    let plain = |&word: &usize| {
        matches!(frame.upos(word), "DET" | "ADJ" | "NOUN" | "PROPN" | "NUM" | "PRON" | "CCONJ")
            || matches!(frame.low(word).as_str(), "'s" | "’s" | "'" | "’" | "of")
    };
    let to = at + 1 + (at + 1..frame.words.len()).take_while(plain).count();
    let told = tells.iter().any(|stem| form.starts_with(stem)) && to > at + 1 && frame.low(to) == "to";
    let verb = (to + 1..to + 4).find(|&word| !matches!(frame.upos(word), "ADV" | "PART"))?;
    let pause = |&word: &usize| {
        let next = frame.low(word + 1);
        frame.low(word) == ","
            && (frame.xpos(word + 1) == "VBG" || matches!(next.as_str(), "after" | "as" | "because" | "since" | "and"))
    };
    let end = (verb..frame.words.len()).find(pause).unwrap_or_else(|| clause_end(frame, verb));
    (told && frame.upos(verb) == "VERB").then_some(at + 1..end)
}

/// The words of an infinitive that a verb brings in, with whoever is asked.
fn infinitive(frame: &Frame, at: usize, cue: Cue) -> Option<Range<usize>> {
    let to = |child: usize| frame.children(child).any(|mark| frame.low(mark) == "to" && frame.relation(mark) == "mark");
    let clause = frame
        .children(at)
        .filter(|&child| child > at && matches!(frame.relation(child), "xcomp" | "advcl" | "ccomp"))
        .find(|&child| to(child));
    let reach = frame.reach(clause.filter(|_| cue.infinitive)?);
    let start = if cue.kind == Kind::Demands { addressee(frame, at).unwrap_or(reach.start) } else { reach.start };
    Some(start.min(reach.start)..reach.end)
}

/// The words of what a verb has for an object, or behind its preposition.
fn object(frame: &Frame, at: usize, cue: Cue) -> Option<Vec<Range<usize>>> {
    let after = |child: usize| (child > at).then_some(child);
    let object = frame.child(at, &["obj"]).and_then(after);
    let preposition = |name: &'static str| {
        frame.children(at).find(move |&child| {
            child > at
                && matches!(frame.relation(child), "obl" | "nmod")
                && frame.children(child).any(|case| frame.low(case) == name)
        })
    };
    let form = frame.low(at);
    if form.starts_with("call")
        || form.starts_with("hope")
        || form.starts_with("hoping")
        || form.starts_with("appeal")
        || form.starts_with("wish")
    {
        let wanted = preposition("for")?;
        return Some(vec![cut(frame, without_mark(frame, frame.reach(wanted)))]);
    }
    if matches!(form.as_str(), "see" | "sees" | "saw" | "seen")
        && (preposition("in").is_some() || preposition("as").is_some())
    {
        return object.map(|object| vec![cut(frame, frame.reach(object))]);
    }
    if cue.kind == Kind::Fears && object.is_none() {
        return preposition("about")
            .or_else(|| preposition("for"))
            .map(|child| vec![cut(frame, without_mark(frame, frame.reach(child)))]);
    }
    let finite = |word: usize| matches!(frame.xpos(word), "VBD" | "VBZ" | "VBP" | "MD");
    let says = cue.core
        && cue.kind == Kind::Said
        && finite(at)
        && frame.upos(at + 1) != "PUNCT"
        && frame.upos(at + 1) != "ADP";
    if says && object.is_none_or(|object| finite(object + 1)) && (at + 2..frame.words.len()).any(finite) {
        return Some(vec![cut(frame, at + 1..clause_end(frame, at + 1))]);
    }
    Some(vec![noun_object(frame, object.filter(|_| cue.object)?, cue)])
}

/// The words of an object, to where the article goes on.
fn noun_object(frame: &Frame, object: usize, cue: Cue) -> Range<usize> {
    let reach = frame.reach(object);
    // ", which …" is the article's.
    let which =
        |word: &usize| matches!(frame.low(*word).as_str(), "which" | "who" | "whose") && frame.low(word - 1) == ",";
    let reach = reach.start..(reach.start + 1..reach.end).find(which).unwrap_or(reach.end);
    // "announced the troops would leave": the parser took the clause's subject for an object.
    let helper = (reach.start..frame.words.len())
        .find(|&word| matches!(frame.low(word).as_str(), "will" | "would") && cue.kind == Kind::Said);
    let plain = |helper: usize| {
        (reach.start..helper).all(|word| !matches!(frame.low(word).as_str(), "which" | "that" | "who" | ","))
    };
    let end = if helper.is_some_and(plain) { clause_end(frame, reach.start) } else { reach.end };
    cut(frame, reach.start..end)
}

/// The end of the sentence, without the mark.
fn clause_end(frame: &Frame, start: usize) -> usize {
    (start..frame.words.len()).rev().find(|&at| frame.upos(at) != "PUNCT").map_or(start + 1, |last| last + 1)
}

/// "…, two officials said, …" and "…, aid groups reported.": the sentence around the insertion.
fn inserted(frame: &Frame, at: usize) -> Option<Vec<Range<usize>>> {
    let next = frame.low(at + 1);
    let finite = matches!(frame.xpos(at), "VBD" | "VBZ" | "VBP");
    if !finite || !matches!(next.as_str(), "," | "." | "" | ";") {
        return None;
    }
    let comma = (at.saturating_sub(14)..at).rev().find(|&before| frame.low(before) == ",")?;
    let is_noun = |word: usize| matches!(frame.upos(word), "NOUN" | "PROPN" | "PRON");
    let is_verb = |word: usize| matches!(frame.upos(word), "VERB" | "AUX");
    let first =
        (0..comma).rev().find(|&word| matches!(frame.low(word).as_str(), ";" | "while")).map_or(0, |stop| stop + 1);
    let named = (comma + 1..at).any(is_noun)
        && !(comma + 1..at).any(|word| matches!(frame.low(word).as_str(), "who" | "which" | "whose"));
    // "Sorn, the president, said.": no verb before, so nothing is said there.
    let pieces = around(frame, comma..at + 1);
    let told = (first..comma).any(is_verb) || (pieces.len() > 1 && next == ",");
    (named && told).then_some(pieces)
}

/// An object with what is said of it: "accused X of …", "called it a …", "expects prices to rise", "dismissed it as …".
fn with_complement(frame: &Frame, at: usize, cue: Cue) -> Option<Range<usize>> {
    let object = frame.child(at, &["obj", "iobj"]).filter(|&object| object > at)?;
    let form = frame.low(at);
    let one_of = |stems: &[&str]| stems.iter().any(|stem| form.starts_with(stem));
    let with = |names: &[&str]| {
        frame.children(at).find(|&child| {
            let marked = || frame.children(child).any(|mark| names.contains(&frame.low(mark).as_str()));
            child > object && matches!(frame.relation(child), "obl" | "advcl" | "nmod" | "xcomp") && marked()
        })
    };
    let of_object = |name: &str| {
        frame
            .children(object)
            .find(|&child| child > object && frame.children(child).any(|mark| frame.low(mark) == name && mark > object))
    };
    let end = if one_of(&["accus", "blam", "critici"]) {
        let of = (object..frame.words.len()).find(|&word| matches!(frame.low(word).as_str(), "of" | "for"))?;
        let next = |word: &usize| {
            frame.upos(*word) == "PUNCT" && frame.low(*word) != "-"
                || (frame.upos(*word) == "CCONJ"
                    && frame.upos(word + 1) == "VERB"
                    && cues::verb(&frame.low(word + 1)).is_some())
        };
        let end = (of..frame.words.len()).find(next).unwrap_or(frame.words.len());
        return Some(frame.reach(object).start.max(at + 1)..end);
    } else if one_of(&["describ", "dismiss", "regard", "reject", "see", "saw", "view", "portray", "denounc", "condemn"])
    {
        with(&["as"]).or_else(|| of_object("as"))
    } else if one_of(&[
        "call", "consider", "deem", "want", "expect", "warn", "urg", "advis", "tell", "told", "ask", "remind", "order",
    ]) {
        frame.children(at).find(|&child| child > object && matches!(frame.relation(child), "xcomp" | "ccomp" | "advcl"))
    } else {
        None
    };
    let as_is = matches!(cue.kind, Kind::Denies) || one_of(&["expect"]);
    let start = frame.reach(object).start;
    let end = end.map(|end| frame.reach(end).end).or_else(|| as_is.then(|| frame.reach(object).end))?;
    (start > at && end > start).then_some(start..end)
}

/// Does the cue stand behind what it brings in, after a comma: "…, she said"?
fn is_offered_behind(frame: &Frame, at: usize) -> bool {
    (at.saturating_sub(12)..at).any(|before| frame.low(before) == ",")
}

fn addressee(frame: &Frame, verb: usize) -> Option<usize> {
    let child =
        frame.children(verb).find(|&child| child > verb && matches!(frame.relation(child), "obj" | "obl" | "iobj"))?;
    let reach = without_mark(frame, frame.reach(child));
    (reach.start <= verb + 3).then_some(reach.start)
}

fn sentence_words(frame: &Frame) -> usize {
    frame.words.len()
}

/// "that" is not content.
fn without_that(frame: &Frame, words: Range<usize>) -> Range<usize> {
    let is_that = |at: &usize| {
        matches!(frame.low(*at).as_str(), "that" | "," | ":" | "-") && !matches!(frame.upos(*at), "PRON" | "DET")
    };
    words.clone().take(words.len().saturating_sub(1)).find(|at| !is_that(at)).unwrap_or(words.start)..words.end
}

/// Neither "that" nor a preposition is content.
fn without_mark(frame: &Frame, words: Range<usize>) -> Range<usize> {
    let mut rest = without_that(frame, words);
    while rest.len() > 1 && frame.upos(rest.start) == "ADP" && frame.relation(rest.start) == "case" {
        rest = without_that(frame, rest.start + 1..rest.end);
    }
    rest
}

/// Ends a clause where the sentence goes on with somebody's next words: ", adding that", ", while X said", ", according to".
fn cut(frame: &Frame, words: Range<usize>) -> Range<usize> {
    let stops = |at: usize| {
        let low = frame.low(at);
        let speaks = |range: Range<usize>| {
            range.clone().any(|near| frame.upos(near) == "VERB" && cues::is_speech(&frame.low(near)))
        };
        let participle = frame.xpos(at) == "VBG" && cues::is_speech(&low);
        participle
            || low == "according"
            || (matches!(low.as_str(), "while" | "but" | "whereas") && speaks(at + 1..(at + 9).min(frame.words.len())))
            || (low == "and" && frame.upos(at + 1) == "PRON" && speaks(at + 2..(at + 5).min(frame.words.len())))
            || (low == "and"
                && matches!(frame.xpos(at + 1), "VBD" | "VBZ" | "VBP")
                && cues::is_speech(&frame.low(at + 1)))
    };
    let comma = |at: &usize| matches!(frame.low(at - 1).as_str(), "," | ";" | "-" | "–" | "—");
    let ends = |&at: &usize| frame.low(at) == ";" || (comma(&at) && stops(at));
    let end = (words.start + 2..words.end).find(ends).unwrap_or(words.end);
    let while_clause = (words.start + 2..end).filter(comma).find(|&at| frame.low(at) == "while");
    let end = while_clause.unwrap_or(end);
    words.start..end
}

/// The words of a clause on both sides of what is left out.
fn without(frame: &Frame, reach: Range<usize>, out: Range<usize>, cue: usize) -> Option<Vec<Range<usize>>> {
    // From the cue's own comma on it is the speaker's.
    let comma = (reach.start..cue).rev().find(|&at| frame.low(at) == ",");
    let start = comma.unwrap_or(out.start).max(reach.start);
    let before = reach.start..start;
    (before.len() > 2).then(|| vec![before])
}

/// Who says it: the words of the speaker, and is that a guess?
fn speaker(frame: &Frame, verb: usize, passive: bool) -> (Option<Range<usize>>, bool) {
    if passive {
        let by = |child: &usize| {
            frame.relation(*child).starts_with("obl") && frame.children(*child).any(|case| frame.low(case) == "by")
        };
        return (frame.children(verb).find(by).map(|agent| frame.phrase(agent)), false);
    }
    let before = (0..verb).rev().find(|&at| !frame.is_helper(at));
    let pronoun = before.filter(|&at| matches!(frame.low(at).as_str(), "he" | "she" | "they" | "it" | "we" | "i"));
    if let Some(pronoun) = pronoun.filter(|_| frame.xpos(verb) != "VBG") {
        return (Some(pronoun..pronoun + 1), false);
    }
    let mut at = verb;
    for step in 0..6 {
        if let Some(subject) = frame.child(at, &["nsubj"]) {
            if matches!(frame.low(subject).as_str(), "who" | "which" | "that") && frame.relation(at).starts_with("acl")
            {
                return (frame.words[at].node.head.map(|noun| frame.phrase(noun)), false);
            }
            let phrase = frame.phrase(subject);
            let runs_over = phrase
                .clone()
                .any(|word| frame.upos(word) == "VERB" && frame.xpos(word) != "VBN" && frame.xpos(word) != "VBG");
            let nearer = super::surface::name_before(frame, verb).filter(|_| runs_over && step == 0);
            return (Some(nearer.unwrap_or(phrase)), step > 2);
        }
        let Some(head) = frame.words[at].node.head else { break };
        match frame.relation(at) {
            "acl"
                if frame.xpos(at) == "VBG"
                    && matches!(frame.upos(head), "NOUN")
                    && frame.low(at.saturating_sub(1)) != "," =>
            {
                return (Some(frame.phrase(head)), false);
            }
            "conj" | "xcomp" | "advcl" | "parataxis" | "ccomp" | "acl" | "dep" => {
                at = if frame.xpos(verb) == "VBG" { main_clause(frame, verb).unwrap_or(head) } else { head }
            }
            _ => break,
        }
        if at == verb {
            break;
        }
    }
    if matches!(frame.xpos(verb), "VBD" | "VBZ" | "VBP" | "VBN")
        && let Some(name) = super::surface::name_before(frame, verb)
    {
        return (Some(name), false);
    }
    let before = (0..verb).rev().find(|&one| frame.relation(one) == "nsubj" && frame.xpos(verb) == "VBG");
    (before.map(|noun| frame.phrase(noun)), true)
}

/// A participle belongs to the last one before it that says something in a clause with a subject, or to the sentence's main clause.
fn main_clause(frame: &Frame, participle: usize) -> Option<usize> {
    let says = |at: &usize| {
        frame.upos(*at) == "VERB"
            && frame.xpos(*at) != "VBG"
            && cues::is_speech(&frame.low(*at))
            && frame.child(*at, &["nsubj"]).is_some()
    };
    let root = (0..frame.words.len()).find(|&at| frame.words[at].node.head.is_none());
    (0..participle).rev().find(says).or(root).filter(|&at| at != participle)
}

/// "according to X".
fn according_to(frame: &Frame, at: usize) -> Option<Found> {
    if frame.low(at) != "according" || frame.low(at + 1) != "to" {
        return None;
    }
    let name = named_after(frame, at + 2)?;
    let kind =
        if matches!(frame.low(name.end - 1).as_str(), "reports" | "rumours" | "rumors" | "report") && name.len() < 3 {
            Kind::Reported
        } else {
            Kind::Said
        };
    let content = around(frame, at..name.end);
    Some(Found { core: true, ..framed(frame, at..at + 2, name, content, kind)? })
}

/// A name or noun phrase that starts here: to its comma, with a name in apposition.
fn named_after(frame: &Frame, start: usize) -> Option<Range<usize>> {
    let noun = (start..frame.words.len().min(start + 25)).find(|&at| {
        matches!(frame.upos(at), "NOUN" | "PROPN" | "PRON")
            && !frame.words[at]
                .node
                .head
                .is_some_and(|head| (start..start + 25).contains(&head) && frame.upos(head) != "VERB")
    })?;
    let phrase = frame.phrase(noun);
    let comma = (start..frame.words.len())
        .find(|&at| matches!(frame.upos(at), "PUNCT") && frame.low(at) != "-" && frame.low(at) != "'");
    let hole = frame.holes.iter().map(|hole| hole.0).find(|&hole| hole > start);
    let most = comma.unwrap_or(frame.words.len()).min(hole.unwrap_or(usize::MAX));
    let mut end = phrase.end.clamp(start + 1, most.max(start + 1));
    let is_name = |at: usize| frame.upos(at) == "PROPN" || frame.low(at) == "-";
    if frame.low(end) == ","
        && is_name(end + 1)
        && frame.words[start].form.chars().next().is_some_and(char::is_lowercase)
    {
        let run = (end + 1..frame.words.len()).take_while(|&at| is_name(at)).count();
        let closed = matches!(frame.low(end + 1 + run).as_str(), "," | "." | "");
        if closed {
            end += 1 + run;
        }
    }
    Some(start..end)
}

/// The rest of the sentence around an insertion, to the clause's ends.
fn around(frame: &Frame, out: Range<usize>) -> Vec<Range<usize>> {
    let stop = |at: &usize| {
        let low = frame.low(*at);
        low == ";" || (matches!(low.as_str(), "while" | "whereas" | "but") && *at > 0 && frame.low(at - 1) == ",")
    };
    let start = (0..out.start).rev().find(stop).map_or(0, |at| at + 1);
    let end = (out.end..frame.words.len()).find(stop).unwrap_or(frame.words.len());
    let pieces = [start..out.start, out.end..end];
    let is_words = |piece: &Range<usize>| piece.clone().filter(|&at| frame.upos(at) != "PUNCT").count() > 1;
    let kept: Vec<Range<usize>> = pieces.into_iter().filter(is_words).collect();
    kept.into_iter().map(|piece| cut_keep(frame, piece)).collect()
}

fn cut_keep(frame: &Frame, piece: Range<usize>) -> Range<usize> {
    let skip = piece.clone().take_while(|&at| matches!(frame.upos(at), "PUNCT")).count();
    piece.start + skip..piece.end
}

fn framed(
    frame: &Frame,
    cue: Range<usize>,
    name: Range<usize>,
    content: Vec<Range<usize>>,
    kind: Kind,
) -> Option<Found> {
    if content.is_empty() || name.is_empty() {
        return None;
    }
    Some(Found {
        speaker: frame.span(name),
        cue: frame.bytes(cue),
        content: content.into_iter().flat_map(|words| frame.bytes(words)).collect(),
        kind: Some(kind),
        attitude: matches!(kind, Kind::Believes | Kind::Wants | Kind::Fears),
        sentence: frame.sentence.clone(),
        ..Found::default()
    })
}

const VIEWS: &[&str] = &[
    "view",
    "opinion",
    "eyes",
    "words",
    "perspective",
    "standpoint",
    "point",
    "estimation",
    "account",
    "telling",
    "viewpoint",
];

/// "from X's point of view", "in the eyes of X", "in X's view".
fn in_the_view_of(frame: &Frame, at: usize) -> Option<Found> {
    if !matches!(frame.low(at).as_str(), "in" | "from" | "by") {
        return None;
    }
    let view = (at + 1..(at + 9).min(frame.words.len())).find(|&word| VIEWS.contains(&frame.low(word).as_str()))?;
    let of = usize::from(frame.low(view) == "point") * 2;
    let (name, end) = if matches!(frame.low(view - 1).as_str(), "'s" | "’s" | "'" | "’") {
        (at + 1..view - 1, view + 1 + of)
    } else if frame.low(view + of + 1) == "of" && view == at + 2 && frame.low(at + 1) == "the" {
        let name = named_after(frame, view + of + 2)?;
        let end = name.end;
        (name, end)
    } else {
        return None;
    };
    let comma = frame.low(end) == "," || frame.low(at.wrapping_sub(1)) == ",";
    let content = around(frame, at..end);
    framed(frame, at..end, name, content, Kind::Believes).filter(|_| comma)
}

/// "What X wants is …", "what worries X is …".
fn what_they_want(frame: &Frame, at: usize) -> Option<Found> {
    if frame.low(at) != "what" {
        return None;
    }
    let is = (at + 2..(at + 12).min(frame.words.len()))
        .find(|&word| matches!(frame.low(word).as_str(), "is" | "are" | "was" | "were"))?;
    let wants = |word: usize| {
        cues::verb(&frame.low(word))
            .map(|cue| cue.kind)
            .filter(|kind| matches!(kind, Kind::Wants | Kind::Fears | Kind::Demands))
    };
    let worries = |word: usize| {
        matches!(
            frame.low(word).as_str(),
            "worries" | "worried" | "frightens" | "concerns" | "alarms" | "troubles" | "scares"
        )
    };
    let content = vec![cut(frame, is + 1..frame.words.len())];
    let from_worry = (at + 1..is).find(|&word| worries(word)).filter(|&word| word + 1 < is);
    if let Some(word) = from_worry {
        return framed(frame, at..word + 1, word + 1..is, content, Kind::Fears);
    }
    let kind = wants(is - 1)?;
    framed(frame, is - 1..is + 1, at + 1..is - 1, content, kind)
}

/// "aware of", "worried that".
fn by_adjective(frame: &Frame, at: usize) -> Option<Found> {
    let kind = cues::adjective(&frame.low(at)).filter(|_| matches!(frame.upos(at), "ADJ" | "VERB"))?;
    let link = frame.low(at + 1);
    if !matches!(link.as_str(), "of" | "that" | "about" | "with" | "by" | "over" | "to")
        || (link == "to" && kind != Kind::Wants)
    {
        return None;
    }
    let hangs = frame
        .children(at)
        .filter(|&child| child > at && matches!(frame.relation(child), "obl" | "ccomp" | "advcl" | "xcomp" | "nmod"))
        .find(|&child| frame.reach(child).start <= at + 2);
    let end = hangs.map_or_else(
        || (at + 2..frame.words.len()).find(|&end| frame.upos(end) == "PUNCT").unwrap_or(frame.words.len()),
        |child| {
            if frame.relation(child) == "obl" || frame.relation(child) == "nmod" {
                frame.phrase(child).end
            } else {
                frame.reach(child).end
            }
        },
    );
    let start = if link == "to" { at + 1 } else { at + 2 };
    if end <= start {
        return None;
    }
    let plain = |&word: &usize| frame.upos(word) == "ADV" || frame.low(word) == "well";
    let is = (0..at).rev().find(|word| !plain(word)).filter(|&word| {
        frame.upos(word) == "AUX" && matches!(frame.low(word).as_str(), "is" | "are" | "was" | "were" | "been")
    });
    let named = is.filter(|_| frame.child(at, &["nsubj"]).is_none());
    if let Some(name) = named.and_then(|is| super::surface::name_before(frame, is)) {
        return framed(frame, at..at + 2, name, vec![without_reason(frame, cut(frame, start..end))], kind);
    }
    let mut top = at;
    let mut subject = frame.child(top, &["nsubj", "nsubj:pass"]);
    while subject.is_none() {
        let Some(head) = frame.words[top].node.head.filter(|_| {
            matches!(frame.relation(top), "advcl" | "conj" | "xcomp" | "acl" | "amod" | "dep" | "parataxis")
        }) else {
            break;
        };
        if frame.relation(top) == "acl" && frame.upos(head) != "VERB" {
            subject = Some(head);
            break;
        }
        top = head;
        subject = frame.child(top, &["nsubj"]);
    }
    let root = (0..frame.words.len()).find(|&word| frame.words[word].node.head.is_none());
    let subject = subject.or_else(|| frame.child(root?, &["nsubj"]).filter(|&noun| at < noun))?;
    framed(frame, at..at + 2, frame.phrase(subject), vec![without_reason(frame, cut(frame, start..end))], kind)
}

/// "the claim that", "X's fear of", "reports that".
fn by_noun(frame: &Frame, at: usize) -> Option<Found> {
    let kind = cues::noun(&frame.low(at))?;
    let amid = at > 0
        && matches!(
            frame.low(at - 1).as_str(),
            "amid" | "following" | "despite" | "after" | "with" | "on" | "by" | "from" | "of"
        );
    let first = at == 0 && frame.low(0) == "reports";
    if frame.upos(at) != "NOUN" && !(frame.low(at) == "reports" && (amid || first)) {
        return None;
    }
    let link = frame.low(at + 1);
    let clause = link == "that" && frame.upos(at + 2) != "VERB" && frame.upos(at + 2) != "AUX";
    let owner = frame.child(at, &["nmod:poss"]);
    let of = matches!(link.as_str(), "of" | "about" | "over" | "for")
        && owner.is_some()
        && matches!(kind, Kind::Fears | Kind::Wants | Kind::Demands);
    if !clause && !of {
        return None;
    }
    let end = noun_end(frame, at, of);
    if end <= at + 2 {
        return None;
    }
    let carrier = frame.words[at]
        .node
        .head
        .filter(|_| frame.relation(at) == "obj")
        .and_then(|verb| frame.child(verb, &["nsubj"]));
    let owner = owner
        .map(|owner| owner_phrase(frame, owner))
        .or_else(|| carrier.filter(|_| kind != Kind::Reported).map(|noun| frame.phrase(noun)));
    let content = frame.bytes(cut(frame, at + 2..end));
    // "reports that": the reports are all that is named.
    let itself = matches!(frame.low(at).as_str(), "reports" | "rumours" | "rumors").then_some(at..at + 1);
    let unsure = owner.is_none();
    let owner = owner.or(itself);
    Some(Found {
        speaker: owner.and_then(|words| frame.span(words)),
        cue: frame.bytes(at..at + 2),
        content,
        kind: Some(if unsure { Kind::Reported } else { kind }),
        unsure,
        attitude: matches!(kind, Kind::Believes | Kind::Wants | Kind::Fears),
        sentence: frame.sentence.clone(),
        ..Found::default()
    })
}

/// Where the words that hang on a noun end.
fn noun_end(frame: &Frame, at: usize, of: bool) -> usize {
    let hangs = frame
        .children(at)
        .filter(|&child| {
            child > at && matches!(frame.relation(child), "acl" | "acl:relcl" | "ccomp" | "nmod" | "dep" | "advcl")
        })
        .find(|&child| frame.reach(child).start <= at + 1);
    let whole = (frame.relation(at) == "nsubj").then(|| frame.reach(at).end);
    let end = hangs.map_or(frame.words.len(), |child| frame.reach(child).end).max(whole.unwrap_or(0));
    // "X's fear of Y and its Z is …": up to the verb.
    let finite = (at + 2..frame.words.len()).find(|&word| {
        frame.upos(word) == "PUNCT" || matches!(frame.xpos(word), "VBD" | "VBZ" | "VBP" | "MD" | "WDT" | "WP")
    });
    if of {
        finite.filter(|&word| matches!(frame.xpos(word), "VBD" | "VBZ" | "VBP" | "MD")).unwrap_or(end)
    } else {
        end
    }
}

/// "The council fears that …", "The union plans to …": a verb that the tagger took for a noun. Its subject is the phrase before it, which opens
/// the clause.
fn taken_for_a_noun(frame: &Frame, at: usize) -> Option<Found> {
    let cue = cues::verb(&frame.low(at)).filter(|_| frame.low(at).ends_with('s') && frame.upos(at) == "NOUN")?;
    let name = super::surface::name_before(frame, at)?;
    let (start, end) = (name.start, name.end);
    let opens = start == 0 || matches!(frame.upos(start - 1), "PUNCT" | "CCONJ" | "SCONJ");
    let owned = matches!(frame.low(start).as_str(), "its" | "their" | "his" | "her");
    let beside = end == at || frame.low(end) == ",";
    let named = beside
        && (owned || matches!(frame.upos(start), "DET" | "PROPN"))
        && matches!(frame.upos(end - 1), "NOUN" | "PROPN" | "ADJ");
    let finite = (at + 2..frame.words.len()).any(|word| matches!(frame.xpos(word), "VBD" | "VBZ" | "VBP" | "MD"));
    let first = match frame.low(at + 1).as_str() {
        "that" if finite => at + 2,
        "to" if cue.infinitive && frame.upos(at + 2) == "VERB" && !finite => at + 1,
        _ => return None,
    };
    let content = vec![cut(frame, first..clause_end(frame, first))];
    framed(frame, at..at + 1, name, content, cue.kind).filter(|_| opens && named)
}

/// The owner without its `'s`.
fn owner_phrase(frame: &Frame, noun: usize) -> Range<usize> {
    let phrase = frame.phrase(noun);
    let ends = matches!(frame.low(phrase.end.saturating_sub(1)).as_str(), "'s" | "’s" | "'" | "’");
    phrase.start..phrase.end - usize::from(ends && phrase.len() > 1)
}
