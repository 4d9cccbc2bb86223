//! Moves, reasons and their sources as sentences.

use crate::answers::explain::play::Answered;
use crate::answers::explain::step::Move;
use crate::answers::explain::why::{Because, Comparison, Rank, RestsOn, Weighed, Wish};
use crate::case::Case;
use crate::phrase::english::{form, list, number};
use crate::phrase::names::Words;
use crate::phrase::statement::quoted;
use crate::stability::Concept;
use crate::study::{LaidOut, StateName};

/// `takes up “Raise wages” and drops “Stay on strike”`; nothing in a bare graph.
pub(crate) fn changes(words: Words, step: &Move) -> String {
    changed(words, &step.by, words.is_plural(&step.by), (&step.takes_up, &step.drops))
}

/// The same of what an actor takes up and drops, with the verb in the plural or not; what follows for others' options is said apart:
/// `takes up “Take power”; with that “Share power” is dropped`.
pub(crate) fn changed(words: Words, by: &str, plural: bool, (takes_up, drops): (&[String], &[String])) -> String {
    let model = words.0;
    let told = model.option_keys(model.to_tell(model.option_bits(takes_up), model.option_bits(drops)));
    let drops: Vec<String> = told.into_iter().map(String::from).collect();
    let is_own = |key: &&String| key.split_once('.').is_some_and(|(actor, _)| actor == by);
    let named = |options: &[&String]| list(&options.iter().map(|key| quoted(words.option(key))).collect::<Vec<_>>());
    let are = |options: &[&String]| form(options.len() > 1, "is", "are");
    let (own_up, other_up): (Vec<_>, Vec<_>) = takes_up.iter().partition(is_own);
    let (own_down, other_down): (Vec<_>, Vec<_>) = drops.iter().partition(is_own);
    let some = |options: &[&String], said: String| (!options.is_empty()).then_some(said);
    let joined = |parts: [Option<String>; 2]| parts.into_iter().flatten().collect::<Vec<_>>().join(" and ");
    let own = joined([
        some(&own_up, format!("{} {}", form(plural, "takes up", "take up"), named(&own_up))),
        some(&own_down, format!("{} {}", form(plural, "drops", "drop"), named(&own_down))),
    ]);
    let follows = joined([
        some(&other_up, format!("{} {} taken up", named(&other_up), are(&other_up))),
        some(&other_down, format!("{} {} dropped", named(&other_down), are(&other_down))),
    ]);
    if follows.is_empty() { own } else { format!("{own}; with that {follows}") }
}

/// `state 7`, or `“Work goes on” (state 7)` if the case gives it a title.
pub(crate) fn state(laid_out: &LaidOut, name: &StateName) -> String {
    laid_out.state(name).map_or_else(|| format!("state {name}"), |state| laid_out.called(state))
}

/// `better for it: wish 3 comes true, …`.
pub(crate) fn compared(words: Words, comparison: &Comparison, than: &str) -> String {
    let rank = match comparison.is {
        Rank::Better => "better",
        Rank::Same => "no better",
        Rank::Worse => "worse",
    };
    format!("{rank} {than}: {}.", reason(words, comparison))
}

/// Why the actor ranks the second state so: `wish 3 comes true: …`.
fn reason(words: Words, comparison: &Comparison) -> String {
    match &comparison.because {
        Because::Statements { gains, loses, .. } => match comparison.deciding() {
            None => "just the same wishes come true".to_string(),
            Some(wish) if comparison.is == Rank::Better => wish_told(wish, "comes true", loses, "loses"),
            Some(wish) => wish_told(wish, "is lost", gains, "gains"),
        },
        Because::Weights { gains, loses, .. } => weighed(words, comparison.is, gains, loses),
        Because::Ranking { first, second, places, .. } => match comparison.is {
            Rank::Same => format!("it ranks both in place {first} of {places}"),
            _ => {
                let (from, to) = (&comparison.from, &comparison.to);
                format!("it ranks state {to} in place {second} of {places}, state {from} in place {first}")
            }
        },
    }
}

/// A wish, and those that count less and speak against it.
fn wish_told(wish: &Wish, becomes: &str, against: &[Wish], word: &str) -> String {
    let told = format!("wish {} {becomes}, {}", wish.place, wish.words);
    let places: Vec<String> = against.iter().map(|wish| wish.place.to_string()).collect();
    let wishes = if places.len() == 1 { "wish" } else { "wishes" };
    if places.is_empty() {
        told
    } else {
        format!("{told}; that counts for more than {wishes} {}, which it {word}", list(&places))
    }
}

/// `for it counts that “Export” is taken (weight 3)`.
fn weighed(words: Words, is: Rank, gains: &[Weighed], loses: &[Weighed]) -> String {
    let told = |weighed: &[Weighed]| {
        let each = |one: &Weighed| {
            let told = match (words.known_option(&one.what), one.holds) {
                (Some(label), true) => format!("{} is taken", quoted(label)),
                (Some(label), false) => format!("{} is not", quoted(label)),
                (None, true) => format!("it comes true that {}", one.words),
                (None, false) => format!("it is true no more that {}", one.words),
            };
            format!("{told} (weight {})", one.weight)
        };
        list(&weighed.iter().map(each).collect::<Vec<_>>())
    };
    let weighs = match is {
        Rank::Better => "less",
        Rank::Same => "the same",
        Rank::Worse => "more",
    };
    match (gains, loses) {
        ([], []) => "nothing that it weighs is changed".to_string(),
        (_, []) => format!("in favour counts that {}", told(gains)),
        ([], _) => format!("against it counts that {}", told(loses)),
        _ => format!("in favour counts that {}; what counts against it weighs {weighs}: {}", told(gains), told(loses)),
    }
}

/// What a reason rests on: `Zarif in mena: “…”; assumed: …`.
pub(crate) fn grounds(case: &Case, comparison: &Comparison) -> Option<String> {
    let RestsOn { claims, assumption } = match &comparison.because {
        Because::Statements { .. } => &comparison.deciding()?.rests_on,
        Because::Weights { rests_on, .. } | Because::Ranking { rests_on, .. } => rests_on,
    };
    let said = claims.iter().filter_map(|key| case.claim(key)).map(|claim| {
        let by = claim.speaker.as_ref().map(|speaker| format!("{speaker} in ")).unwrap_or_default();
        format!("{by}{}: {}", claim.source.value, quoted(&claim.anchor.quote))
    });
    let assumed = assumption.iter().map(|assumption| format!("assumed: {assumption}"));
    let all: Vec<String> = said.chain(assumed).collect();
    Some(if all.is_empty() { "neither claim nor assumption is given for this".to_string() } else { all.join("; ") })
}

/// The wish that decides in a few words, with the claims on which it rests: `for wish 3, “Settle” [claims talks and truce]`; nothing
/// where it is no wish that decides.
pub(crate) fn in_brief(comparison: &Comparison) -> Option<String> {
    let wish = comparison.deciding()?;
    let RestsOn { claims, assumption } = &wish.rests_on;
    let grounds = match (claims.as_slice(), assumption) {
        ([], None) => String::new(),
        ([], Some(_)) => " [assumed]".to_string(),
        ([one], _) => format!(" [claim {one}]"),
        (many, _) => format!(" [claims {}]", list(many)),
    };
    Some(format!("wish {}, {}{grounds}", wish.place, wish.words))
}

/// What a move that does not tempt would be to its actor: `worse for it, as wish 4 is lost`.
pub(crate) fn why_not(words: Words, step: &Move) -> String {
    let it = form(words.is_plural(&step.by), "it", "them");
    match (step.for_the_mover.is, step.for_the_mover.deciding()) {
        (Rank::Same, _) => format!("no better for {it}"),
        (_, Some(wish)) => format!("worse for {it}, as wish {} is lost ({})", wish.place, wish.words),
        _ => format!("worse for {it}"),
    }
}

/// Whether the others answer for their own good only.
pub(crate) fn is_credible(concept: Option<Concept>) -> bool {
    !matches!(concept, Some(Concept::Gmr | Concept::Smr | Concept::Mr(_)))
}

/// That an actor cannot mend what the others did.
pub(crate) fn no_escape(name: &str, plural: bool, moves: usize, home: &str) -> String {
    let has = form(plural, "has", "have");
    match moves {
        0 => format!("{name} {has} no move from there."),
        1 => format!("The only move that {name} {has} from there leads to nothing better than {home}."),
        many => {
            let many = number(many);
            format!("None of the {many} moves that {name} {has} from there leads to anything better than {home}.")
        }
    }
}

/// Why nothing that the others could do deters; ends before the way out if there is one.
pub(crate) fn undeterred(what: &Answered, concept: Option<Concept>, name: &str, home: &str) -> String {
    let credible = is_credible(concept);
    let (reach, no_better) = match *what {
        _ if concept == Some(Concept::Sim) => {
            return format!("whoever else moved at the same moment for its own good, {name} would still gain.");
        }
        Answered::NotDeterred { others_reach: 0, .. } if credible => {
            return "none of the others would gain by a move from there.".to_string();
        }
        Answered::NotDeterred { others_reach, ways_on, .. } => (others_reach, ways_on),
        _ => (0, 0),
    };
    let lead = if credible { "could lead on for their own good" } else { "could lead on" };
    let of = match reach {
        1 => "the only state".to_string(),
        many => format!("of the {} states", number(many)),
    };
    match (reach, no_better) {
        (0, _) => "none of the others has a move from there.".to_string(),
        (1, 0) => format!("{of} to which the others {lead} is better for {name} than {home}."),
        (_, 0) => format!("each {of} to which the others {lead} is better for {name} than {home}."),
        (1, _) => {
            format!("{of} to which the others {lead} is no better for {name} than {home}, but {name} could move on:")
        }
        (_, 1) => format!(
            "{of} to which the others {lead}, one is no better for {name} than {home}, but {name} could move on:"
        ),
        (_, some) => {
            let some = number(some);
            format!(
                "{of} to which the others {lead}, {some} are no better for {name} than {home}, but from each {name} could move on: for one,"
            )
        }
    }
}
