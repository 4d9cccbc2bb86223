//! Who does what to whom, by whose word: the clauses of a text with an actor for a subject.
//!
//! A [`Deed`] is a verb of a sentence with somebody who acts. The subject is the verb's own; without one it is that of the verb that it
//! is joined to ("visited and signed"), and of "wants to leave" or "called on Kabul to leave" whoever wants or is asked. It is a proposal: a
//! lexicon and a parse cannot know what a sentence means, so each deed has its sentence.
//!
//! Somebody is who has a name, or a group that acts, such as "the council" (a short list). Pronouns are not followed, but "we" in somebody's
//! words is the speaker.

mod lemma;
mod lexicon;

pub use lexicon::{Event, Sign};

use crate::claims::{Claim, Frame, Kind, Span, Tier, cue, frame_of, frames};
use crate::document::Document;
use crate::names;
use crate::segments::{Kind as Part, paragraphs, sentences};
use serde::{Deserialize, Serialize};
use std::ops::Range;

/// How real a deed is, as the text has it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum Status {
    /// It is so at the time of the text.
    Now,
    /// It happened.
    Past,
    /// Somebody will do it, wants, plans, promises or threatens to.
    Planned,
    /// Somebody asks for it.
    Demanded,
    /// Its actor refuses it.
    Refused,
    /// It may be, or under a condition.
    Possible,
}

/// What somebody else, or the actor itself, holds of a deed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Wish {
    /// Who.
    pub whose: String,
    /// Is it wanted, or else feared or refused?
    pub wanted: bool,
}

/// Somebody does something.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Deed {
    /// Who acts, as written, without the article.
    pub actor: String,
    /// Where the actor is named; of "we", where the speaker is.
    pub actor_span: Span,
    /// The verb in its dictionary form.
    pub verb: String,
    /// The verb and what belongs to it.
    pub words: Span,
    /// The same with the verb in its dictionary form: "review the harbour licence".
    pub label: String,
    /// To whom it is done, if to somebody who is named.
    pub whom: Option<String>,
    /// How real it is.
    pub status: Status,
    /// "does not", "never".
    pub negated: bool,
    /// Who is said to want, demand, fear or refuse it.
    pub wish: Option<Wish>,
    /// What kind of event it is, if the lexicon knows the verb.
    pub event: Option<Event>,
    /// The claim in whose content it stands, by its place in the list; none if the article itself says it.
    pub claim: Option<usize>,
    /// Who says so; none if the article itself does.
    pub by: Option<String>,
    /// The sentence.
    pub sentence: Span,
}

/// The deeds of a text, in its order.
#[must_use]
pub fn deeds(document: &Document, claims: &[Claim]) -> Vec<Deed> {
    let text = &document.text;
    let mut out = Vec::new();
    for paragraph in paragraphs(text).iter().filter(|paragraph| paragraph.kind == Part::Body) {
        for frame in frames(text, paragraph) {
            for (_, quotation) in &frame.holes {
                for piece in sentences(text, &quotation.inner, &[]) {
                    let mut inner = frame_of(text, piece);
                    inner.sentence = frame.sentence.clone();
                    out.extend(in_frame(document, &inner, claims));
                }
            }
            out.extend(in_frame(document, &frame, claims));
        }
    }
    out.sort_by_key(|deed| deed.words);
    out.dedup_by_key(|deed| deed.words);
    out
}

fn in_frame(document: &Document, frame: &Frame, claims: &[Claim]) -> Vec<Deed> {
    (0..frame.words.len()).filter_map(|verb| deed(document, frame, verb, claims)).collect()
}

fn deed(document: &Document, frame: &Frame, verb: usize, claims: &[Claim]) -> Option<Deed> {
    if !is_verb(frame, verb) || lemma::is_no_deed(&frame.low(verb)) || is_carrier(frame, verb) {
        return None;
    }
    let at = frame.words.get(verb)?.span.start;
    let claim = innermost(claims, at);
    let speaker = claim.and_then(|claim| who_says(&claims[claim]));
    let passive = is_passive(frame, verb);
    let found = if passive { agent(frame, verb) } else { subject(frame, verb, 0) };
    let wanted = claim.map(|claim| &claims[claim]).filter(|_| found.is_none()).and_then(|claim| holder(claim, at));
    let (actor, actor_span) = found.and_then(|found| named(frame, found)).or_else(|| wanted.clone()).or_else(|| {
        let said = claim.filter(|&claim| found.is_some_and(|found| is_itself(frame, found, Some(&claims[claim]))))?;
        Some((speaker.clone()?, *claims[said].speaker_spans.first()?))
    })?;
    let itself = found.is_some_and(|found| is_itself(frame, found, claim.map(|claim| &claims[claim])));
    let words = predicate(frame, verb);
    let span = frame.span(words.clone())?;
    let lemma = lemma::of(&frame.low(verb));
    let object = if passive { frame.child(verb, &["nsubj:pass"]) } else { object(frame, verb) };
    let whom = object.and_then(|object| named(frame, object)).map(|named| named.0).filter(|whom| *whom != actor);
    let (status, wish) = match wanted {
        Some((whose, _)) => (Status::Planned, Some(Wish { whose, wanted: true })),
        None if itself && is_negated(frame, verb) && has_auxiliary(frame, verb, &["would", "will"]) => {
            (Status::Refused, Some(Wish { whose: actor.clone(), wanted: true }))
        }
        None if itself && has_auxiliary(frame, verb, &["would"]) => (Status::Planned, None),
        None => status(frame, verb, claim.map(|claim| (&claims[claim], speaker.as_deref()))),
    };
    let rest = document.text.get(frame.words[verb].span.end..span.end)?;
    let patient = object.filter(|_| passive).and_then(|object| frame.span(frame.phrase(object)));
    let patient = patient.and_then(|span| document.text.get(span)).unwrap_or_default();
    let label =
        [lemma.as_str(), patient, rest].iter().flat_map(|part| part.split_whitespace()).collect::<Vec<_>>().join(" ");
    let deed = Deed {
        actor,
        actor_span,
        event: lexicon::event(&lemma, rest),
        verb: lemma,
        words: [span.start, span.end],
        label,
        whom,
        status,
        negated: is_negated(frame, verb),
        wish,
        claim,
        by: speaker,
        sentence: [frame.sentence.start, frame.sentence.end],
    };
    Some(turned(document, frame, verb, deed))
}

/// "Tehran wants to receive guarantees from the Taliban": it is for the Taliban to give them.
fn turned(document: &Document, frame: &Frame, verb: usize, deed: Deed) -> Deed {
    let receives = matches!(deed.verb.as_str(), "receive" | "obtain" | "secure" | "win" | "gain" | "get");
    let wanted = deed.wish.as_ref().is_some_and(|wish| wish.wanted && wish.whose == deed.actor) && !deed.negated;
    let from = (verb + 1..frame.words.len()).find(|&at| frame.low(at) == "from").filter(|_| receives && wanted);
    let giver = from.and_then(|from| Some((from, named(frame, frame.words[from].node.head?)?)));
    let Some((from, (giver, place))) = giver.filter(|(from, _)| *from > verb + 1) else { return deed };
    let what = frame.span(verb + 1..from).and_then(|span| document.text.get(span)).unwrap_or_default();
    let what = what.split_whitespace().collect::<Vec<_>>().join(" ");
    Deed {
        label: format!("give {what} to {}", deed.actor),
        verb: "give".to_owned(),
        whom: Some(deed.actor.clone()),
        event: lexicon::event("give", &what),
        status: Status::Demanded,
        words: [deed.words[0].min(place[0]), deed.words[1].max(place[1])],
        actor: giver,
        actor_span: place,
        ..deed
    }
}

/// Does a subject mean whoever says the claim: "we" in their own words, "it" in "the company said it would not pay"?
fn is_itself(frame: &Frame, subject: usize, claim: Option<&Claim>) -> bool {
    let Some(claim) = claim.filter(|claim| !claim.speaker_spans.is_empty()) else { return false };
    let low = frame.low(subject);
    let first = |span: &Span| frame.words[subject].span.start <= span[0] + "that ".len();
    match low.as_str() {
        "we" | "i" => true,
        // Further on in the clause "it" may be something else that was named there.
        "it" | "he" | "she" | "they" => {
            let several = claim.speaker.as_deref().is_some_and(|speaker| is_plural(&speaker.to_lowercase(), speaker));
            let agrees = several == (low == "they");
            agrees && !claim.direct && claim.kind == Kind::Said && claim.spans.first().is_some_and(first)
        }
        _ => false,
    }
}

/// Does a phrase tell of several: its noun, before "of", "in" and the like, ends in -s and is no name?
fn is_plural(low: &str, phrase: &str) -> bool {
    let ends = [" of ", " in ", " from ", " with ", " at ", " who ", " familiar ", ","];
    let end = ends.iter().filter_map(|end| low.find(end)).min().unwrap_or(low.len());
    let noun = phrase.get(..end).and_then(|head| head.rsplit(' ').next()).unwrap_or_default();
    let common = noun.starts_with(char::is_lowercase);
    low == "they"
        || low.contains(" and ")
        || (common && noun.ends_with('s') && !noun.ends_with("ss"))
        || noun == "people"
}

fn has_auxiliary(frame: &Frame, verb: usize, words: &[&str]) -> bool {
    frame.children(verb).any(|child| frame.upos(child) == "AUX" && words.contains(&frame.low(child).as_str()))
}

/// Is it a verb, and no noun that looks like one: "an ISIS uprising", "government representatives"?
fn is_verb(frame: &Frame, verb: usize) -> bool {
    let before = verb.checked_sub(1).map(|at| frame.upos(at)).unwrap_or_default();
    let auxiliary = frame.children(verb).any(|child| frame.upos(child) == "AUX");
    let noun = match frame.xpos(verb) {
        "VBG" => {
            matches!(before, "NOUN" | "PROPN" | "DET" | "ADJ" | "ADP") && !auxiliary && frame.relation(verb) != "acl"
        }
        "VBZ" => ["tives", "ships", "isms"].iter().any(|end| frame.low(verb).ends_with(end)),
        _ => false,
    };
    let low = frame.low(verb);
    let adverb =
        low.ends_with("ly") && !["apply", "rely", "supply", "reply", "comply", "ally", "fly"].contains(&low.as_str());
    frame.upos(verb) == "VERB" && !noun && !adverb
}

/// Does it only bring in what is told: "refuses to pay", "stipulated that …"?
fn is_carrier(frame: &Frame, verb: usize) -> bool {
    let form = frame.low(verb);
    let lemma = lemma::of(&form);
    let refuses =
        matches!(lemma.as_str(), "refuse" | "decline" | "agree" | "offer" | "threaten" | "promise" | "pledge");
    let says = matches!(cue(&form), Some(Kind::Said | Kind::Believes | Kind::Reported));
    let more = frame.child(verb, &["xcomp", "ccomp"]).is_some();
    (refuses && more) || (says && (more || lexicon::event(&lemma, "").is_none()))
}

/// The claim with the fewest words around a place.
fn innermost(claims: &[Claim], at: usize) -> Option<usize> {
    let length = |claim: &Claim| claim.spans.iter().map(|span| span[1] - span[0]).sum::<usize>();
    let around = |claim: &Claim| claim.spans.iter().any(|span| span[0] <= at && at < span[1]);
    (0..claims.len()).filter(|&claim| around(&claims[claim])).min_by_key(|&claim| length(&claims[claim]))
}

/// Who says a claim: none where the article reports what somebody believes, wants or fears, for that is the article's word.
fn who_says(claim: &Claim) -> Option<String> {
    if claim.tier == Tier::Whose || matches!(claim.kind, Kind::Believes | Kind::Wants | Kind::Fears) && !claim.direct {
        return None;
    }
    let named = claim.speaker.as_deref().filter(|name| !crate::claims::is_pronoun(name));
    named.or(claim.stands_for.as_deref()).map(names::core)
}

/// Who wants what a claim begins with: of "what Tehran wants is to receive guarantees", Tehran.
fn holder(claim: &Claim, verb: usize) -> Option<(String, Span)> {
    let first = claim.spans.first().is_some_and(|span| verb <= span[0] + "to ".len());
    let named = claim.speaker.as_deref().filter(|name| !crate::claims::is_pronoun(name));
    let name = named.filter(|_| first && claim.kind == Kind::Wants && claim.tier != Tier::Whose)?;
    Some((names::core(name), *claim.speaker_spans.first()?))
}

fn is_passive(frame: &Frame, verb: usize) -> bool {
    frame.children(verb).any(|child| matches!(frame.relation(child), "aux:pass" | "nsubj:pass"))
}

fn agent(frame: &Frame, verb: usize) -> Option<usize> {
    let by = |child: &usize| {
        frame.relation(*child).starts_with("obl") && frame.children(*child).any(|case| frame.low(case) == "by")
    };
    frame.children(verb).find(by)
}

/// The verb's subject, or that of the verb above it.
fn subject(frame: &Frame, verb: usize, depth: usize) -> Option<usize> {
    if let Some(own) = frame.child(verb, &["nsubj", "nsubj:pass"]) {
        let relative = matches!(frame.low(own).as_str(), "who" | "which" | "that");
        let commas = (own..verb).filter(|&at| frame.low(at) == ",").count();
        // "With their victories in the north, the Taliban …": what hangs on a preposition is no subject.
        let case = frame.children(own).any(|child| frame.relation(child) == "case" && frame.upos(child) == "ADP");
        let nearer = || (own + 1..verb).rev().find(|&at| matches!(frame.upos(at), "PROPN" | "NOUN"));
        return if relative {
            frame.words[verb].node.head
        } else if case || commas == 1 {
            nearer().or(Some(own))
        } else {
            Some(own)
        };
    }
    let head = frame.words[verb].node.head.filter(|_| depth < 4)?;
    match frame.relation(verb) {
        "xcomp" | "advcl" | "ccomp" => {
            let asked = object(frame, head).filter(|&object| object < verb);
            let demands = cue(&frame.low(head)) == Some(Kind::Demands);
            let asked = asked.filter(|_| demands || frame.relation(verb) != "advcl");
            asked.or_else(|| subject(frame, head, depth + 1))
        }
        "conj" | "parataxis" => subject(frame, head, depth + 1),
        "acl" => (frame.xpos(verb) == "VBG").then_some(head),
        _ => None,
    }
}

/// The object, or whoever stands behind "with", "on", "to", "against", "from".
fn object(frame: &Frame, verb: usize) -> Option<usize> {
    let preposition = |child: &usize| {
        let case = |case: usize| {
            matches!(frame.low(case).as_str(), "with" | "on" | "upon" | "to" | "against" | "from" | "at" | "for")
        };
        frame.relation(*child).starts_with("obl") && frame.children(*child).any(case)
    };
    frame.child(verb, &["obj", "iobj"]).or_else(|| frame.children(verb).find(preposition))
}

/// The name around a noun, if it is somebody, and where it stands.
fn named(frame: &Frame, noun: usize) -> Option<(String, Span)> {
    let words = name_words(frame, noun);
    let acts = match frame.upos(noun) {
        "PROPN" => !lexicon::is_time(&frame.low(noun)),
        "NOUN" => lexicon::is_group(&frame.low(noun)) || (words.end > noun + 1 && is_owner(frame, noun + 1)),
        _ => false,
    };
    let span = frame.span(words.clone()).filter(|_| acts && words.len() <= 8)?;
    let name = words.map(|at| frame.words[at].form.as_str()).collect::<Vec<_>>();
    let name = name
        .join(" ")
        .replace(" ’s", "’s")
        .replace(" 's", "'s")
        .replace(" - ", "-")
        .replace("s ’ ", "s’ ")
        .replace("s ' ", "s' ");
    let own = frame.words[noun].form.as_str();
    let name = if name.len() > 60 { own.to_owned() } else { name };
    Some((name, [span.start, span.end]))
}

/// Is it the mark of an owner: "'s"?
fn is_owner(frame: &Frame, at: usize) -> bool {
    matches!(frame.low(at).as_str(), "'" | "’" | "'s" | "’s")
}

/// The words of a name: without an article, what is joined to it, and a day ("the ministry on Friday").
fn name_words(frame: &Frame, noun: usize) -> Range<usize> {
    let mut words = frame.phrase(noun);
    let stops = |&at: &usize| {
        let joined = matches!(frame.upos(at), "CCONJ" | "VERB" | "AUX" | "ADJ" | "ADV" | "NUM") && frame.low(at) != "&";
        let mark = frame.upos(at) == "PUNCT" && frame.low(at) != "-" && !is_owner(frame, at);
        let day =
            frame.upos(at) == "ADP" && (at + 1..(at + 3).min(words.end)).any(|next| lexicon::is_time(&frame.low(next)));
        joined || mark || day
    };
    words.end = (noun + 1..words.end).find(stops).unwrap_or(words.end);
    while words.start < noun && matches!(frame.upos(words.start), "DET" | "NUM" | "SCONJ" | "ADV" | "ADP") {
        words.start += 1;
    }
    // "the Brewers' League": not without what is theirs.
    if words.end > noun + 1 && is_owner(frame, words.end - 1) {
        words.end +=
            (words.end..frame.words.len()).take_while(|&at| matches!(frame.upos(at), "PROPN" | "NOUN")).count();
    }
    words
}

/// The verb with what belongs to it: to the next clause, comma or the twelfth word.
fn predicate(frame: &Frame, verb: usize) -> Range<usize> {
    const MOST: usize = 12;
    let stops = |&at: &usize| {
        let mark = frame.upos(at) == "PUNCT" && !matches!(frame.low(at).as_str(), "-" | "$" | "%");
        let clause = matches!(
            frame.low(at).as_str(),
            "if" | "while"
                | "since"
                | "because"
                | "when"
                | "unless"
                | "which"
                | "who"
                | "that"
                | "as"
                | "amid"
                | "but"
                | "where"
                | "until"
                | "after"
                | "before"
        );
        let exchange = frame.low(at) == "in"
            && matches!(frame.low(at + 1).as_str(), "exchange" | "return")
            && frame.low(at + 2) == "for";
        let verb = frame.upos(at) == "CCONJ" && (at + 1..at + 4).any(|next| matches!(frame.upos(next), "VERB" | "AUX"));
        mark || clause || verb || exchange || frame.holes.iter().any(|hole| hole.0 == at)
    };
    let end = (verb + 1..frame.words.len()).find(stops).unwrap_or(frame.words.len());
    let mut end = end.min(verb + MOST);
    while end > verb + 1
        && matches!(frame.upos(end - 1), "ADP" | "DET" | "CCONJ" | "PART" | "SCONJ" | "PUNCT" | "AUX" | "ADJ")
    {
        end -= 1;
    }
    verb..end
}

fn is_negated(frame: &Frame, verb: usize) -> bool {
    frame.children(verb).any(|child| matches!(frame.low(child).as_str(), "not" | "n't" | "n’t" | "never" | "no"))
}

/// How real it is, and who is said to want it or not.
fn status(frame: &Frame, verb: usize, claim: Option<(&Claim, Option<&str>)>) -> (Status, Option<Wish>) {
    if let Some((kind, refused, cue)) = governor(frame, verb, 0) {
        let whose = subject(frame, cue, 0);
        let whose = whose.and_then(|noun| match frame.low(noun).as_str() {
            "we" | "i" | "he" | "she" | "they" | "it" => claim.and_then(|(_, speaker)| speaker.map(str::to_owned)),
            _ => named(frame, noun).map(|named| named.0),
        });
        let denied = is_negated(frame, cue);
        let wish = |wanted| whose.clone().map(|whose| Wish { whose, wanted: wanted != denied });
        return match kind {
            _ if refused => (Status::Refused, wish(false)),
            Kind::Wants if denied => (Status::Refused, wish(true)),
            Kind::Wants | Kind::Said => (Status::Planned, wish(true)),
            Kind::Demands => (Status::Demanded, wish(true)),
            _ => (Status::Possible, wish(false)),
        };
    }
    let auxiliary = |words: &[&str]| has_auxiliary(frame, verb, words);
    // "X stipulated that Y should stop …": X asks Y for it.
    let asks = claim.filter(|(claim, _)| matches!(claim.kind, Kind::Said | Kind::Demands));
    if let Some((_, Some(whose))) = asks.filter(|_| auxiliary(&["should", "must"])) {
        return (Status::Demanded, Some(Wish { whose: whose.to_owned(), wanted: true }));
    }
    let condition = frame.children(verb).any(|child| matches!(frame.low(child).as_str(), "if" | "unless"));
    let status = match frame.xpos(verb) {
        _ if condition || auxiliary(&["may", "might", "could", "can", "should", "must", "would"]) => Status::Possible,
        _ if auxiliary(&["will", "shall", "'ll", "’ll"]) => Status::Planned,
        "VBZ" | "VBP" | "VBG" if !auxiliary(&["was", "were"]) => Status::Now,
        "VBD" | "VBN" | "VBG" => Status::Past,
        _ => Status::Possible,
    };
    (status, None)
}

/// The verb above that wants, demands, fears, promises or refuses this one: its kind, is it a refusal, and where it is.
fn governor(frame: &Frame, verb: usize, depth: usize) -> Option<(Kind, bool, usize)> {
    let head = frame.words[verb].node.head.filter(|_| depth < 3)?;
    match frame.relation(verb) {
        "xcomp" | "ccomp" | "advcl" => {
            let form = lemma::of(&frame.low(head));
            let refused = matches!(form.as_str(), "refuse" | "decline" | "reject" | "oppose");
            let infinitive = frame.children(verb).any(|mark| frame.low(mark) == "to" && frame.relation(mark) == "mark");
            if refused {
                return Some((Kind::Denies, true, head));
            }
            let kind = cue(&frame.low(head))?;
            let promises =
                infinitive && matches!(form.as_str(), "promise" | "vow" | "pledge" | "threaten" | "agree" | "offer");
            let asks = matches!(kind, Kind::Wants | Kind::Fears) || kind == Kind::Demands;
            (promises || (asks && (infinitive || frame.relation(verb) == "ccomp"))).then_some((kind, false, head))
        }
        "conj" => governor(frame, head, depth + 1),
        _ => None,
    }
}
