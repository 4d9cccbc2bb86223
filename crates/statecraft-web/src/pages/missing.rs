//! What is still missing in the case, in the order in which a case is best made: who, what, what cannot be, where things stand, who wants what, and
//! whether the reports bear it. Each gap says where it is filled.

use crate::links::{To, address};
use crate::reading::{Queue, Standing};
use crate::shell::{Sheet, head};
use crate::words::View;
use maud::{Markup, html};
use statecraft::case::{Account, Case, Claim, Line, Order, Preference, Support};
use statecraft::diag::Span;
use statecraft::phrase::{count, list};

/// Something that is missing.
struct Gap {
    words: String,
    place: Place,
}

/// Where a gap is filled.
enum Place {
    /// On a page.
    Page(To, Vec<(&'static str, String)>, &'static str),
    /// In the file, at this place.
    File(Span),
    /// In the file, as such a line.
    New(&'static str),
}

/// A question with what is there and what is missing.
struct Question {
    asks: &'static str,
    there: String,
    gaps: Vec<Gap>,
}

pub(crate) fn sheet(view: View) -> Sheet {
    let case = &view.study().case;
    let questions = [who(case), what(case), cannot(case), stand(case), wants(view), said(view)];
    let open = questions.iter().filter(|question| !question.gaps.is_empty()).count();
    let words = match open {
        0 => "Every question has an answer that rests on something. Whether it is the right one, the program cannot know.".to_string(),
        open => format!("{} of {} questions have gaps. Begin at the top: later answers rest on earlier ones.", open, questions.len()),
    };
    let main = html! {
        (head("What is still missing", &words))
        ol.asks { @for (at, question) in questions.iter().enumerate() { (asked(case, at + 1, question)) } }
    };
    Sheet { to: To::Missing, title: "What is missing".into(), main }
}

fn asked(case: &Case, number: usize, question: &Question) -> Markup {
    html! {
        li {
            h2 { (number) ". " (question.asks) }
            p.note { (question.there) "." @if question.gaps.is_empty() { " No gap." } }
            ul.bul { @for gap in &question.gaps { li { bdi { (gap.words) } ". " (place(case, &gap.place)) } } }
        }
    }
}

fn place(case: &Case, place: &Place) -> Markup {
    html! {
        @match place {
            Place::Page(to, query, words) => {
                @let query: Vec<(&str, &str)> = query.iter().map(|(name, value)| (*name, value.as_str())).collect();
                a.door href=(address(*to, &query)) { (words) }
            },
            Place::File(span) => span.note { "In the file, line " (case.file.position(span.start).0) "." },
            Place::New(line) => span.note { "In the file, as " code { (line) } "." },
        }
    }
}

fn gap(words: impl Into<String>, place: Place) -> Gap {
    Gap { words: words.into(), place }
}

/// A gap if something rests on nothing.
fn unsupported(what: String, support: &Support, span: Span) -> Option<Gap> {
    support.is_none().then(|| gap(format!("{what} rests on no sentence and on no assumption"), Place::File(span)))
}

fn who(case: &Case) -> Question {
    let mut gaps = Vec::new();
    if case.actors.len() < 2 {
        gaps.push(gap("A conflict has two actors at least", Place::New("[actors.name]")));
    }
    let names: Vec<String> = case.actors.iter().map(|actor| actor.name.clone()).collect();
    let there = if names.is_empty() { "No actor is there".to_string() } else { list(&names) };
    Question { asks: "Who acts? Who is missing, and are two of these one?", there, gaps }
}

fn what(case: &Case) -> Question {
    let options = case.actors.iter().flat_map(|actor| actor.options.iter().map(move |option| (actor, option)));
    let idle = case.actors.iter().filter(|actor| actor.options.is_empty() && actor.choices.is_empty());
    let mut gaps: Vec<Gap> = if case.is_bare_graph() {
        Vec::new()
    } else {
        idle.map(|actor| gap(format!("{} can do nothing of its own", actor.name), Place::File(actor.key.span)))
            .collect()
    };
    let rests = |(actor, option): (&statecraft::case::Actor, &statecraft::case::ActorOption)| {
        unsupported(format!("“{}” ({})", option.label, actor.name), &option.support, option.key.span)
    };
    gaps.extend(options.clone().filter_map(rests));
    let there = if case.is_bare_graph() {
        format!("{}, {}", count(case.states.len(), "state", "states"), count(case.moves.len(), "move", "moves"))
    } else {
        count(options.count(), "thing to do or leave", "things to do or leave")
    };
    Question { asks: "What can each do, or leave?", there, gaps }
}

fn cannot(case: &Case) -> Question {
    let rules: Vec<_> = case.rules.iter().chain(case.accounts.iter().flat_map(|account| &account.rules)).collect();
    let mut gaps = Vec::new();
    if rules.is_empty() && !case.is_bare_graph() {
        gaps.push(gap("No rule says which of these exclude, need or follow each other", Place::New("[[rules]]")));
    }
    let why = |rule: &&statecraft::case::Rule| rule.reason.is_none();
    let bare = rules.iter().copied().filter(why);
    gaps.extend(bare.filter_map(|rule| unsupported("A rule".into(), &rule.support, rule.span)));
    Question { asks: "What cannot be?", there: count(rules.len(), "rule", "rules"), gaps }
}

fn stand(case: &Case) -> Question {
    let stands = case.status_quo.iter().chain(case.accounts.iter().filter_map(|account| account.status_quo.as_ref()));
    let mut gaps: Vec<Gap> =
        stands.clone().filter_map(|today| unsupported("Today".into(), &today.support, today.span)).collect();
    let there = if stands.count() > 0 { "Today is described" } else { "Today is not described" };
    if case.status_quo.is_none() && !case.accounts.iter().any(|account| account.status_quo.is_some()) {
        gaps.push(gap("Without it no way leads from today to an outcome", Place::New("[status_quo]")));
    }
    if case.as_of.is_none() {
        gaps.push(gap("No day is given for which this holds", Place::New("as_of = 2024-05-16")));
    }
    Question { asks: "Where do things stand?", there: there.into(), gaps }
}

fn wants(view: View) -> Question {
    let case = &view.study().case;
    let mut gaps = Vec::new();
    let mut lines = 0;
    for actor in &case.actors {
        let key = &actor.key.value;
        let silent: Vec<&Account> = case.accounts.iter().filter(|account| says_nothing(case, account, key)).collect();
        let page = |words| Place::Page(To::Preferences, vec![("who", key.clone())], words);
        if !silent.is_empty() && silent.len() == case.accounts.len() {
            gaps.push(gap(
                format!("Nothing says what {} wants, so it is held to be indifferent", actor.name),
                page("Add a wish"),
            ));
        } else if !silent.is_empty() {
            let titles: Vec<String> = silent.iter().map(|account| title(account)).collect();
            gaps.push(gap(
                format!("{} is held to be indifferent in {}", actor.name, list(&titles)),
                page("Add a wish"),
            ));
        }
        let mine: Vec<&Line> = wishes(case).filter(|(of, _)| of == key).map(|(_, line)| line).collect();
        lines += mine.len();
        let bare = mine.iter().filter(|line| line.support.is_none()).count();
        if bare > 0 {
            let rest = if bare == 1 { "rests" } else { "rest" };
            let words = format!(
                "{} of {} {rest} on no sentence and on no assumption",
                count(bare, "wish", "wishes"),
                actor.name
            );
            gaps.push(gap(words, page("See them")));
        }
    }
    Question { asks: "Who wants what, the most important first?", there: count(lines, "wish", "wishes"), gaps }
}

/// All lines of wishes with whose they are.
fn wishes(case: &Case) -> impl Iterator<Item = (&str, &Line)> {
    let all = case.preferences.iter().chain(case.accounts.iter().flat_map(|account| &account.preferences));
    all.flat_map(|preference| {
        let lines = if let Order::Statements { lines, .. } = &preference.order { lines.as_slice() } else { &[] };
        lines.iter().map(|line| (preference.actor.value.as_str(), line))
    })
}

/// Whether an actor has no wishes in an account, and nothing says that they are not known.
fn says_nothing(case: &Case, account: &Account, actor: &str) -> bool {
    let of = |preference: &&Preference| preference.actor.value == actor;
    let own = account.preferences.iter().find(of).or_else(|| case.preferences.iter().find(of));
    own.is_none_or(|preference| matches!(&preference.order, Order::Statements { lines, .. } if lines.is_empty()))
}

fn title(account: &Account) -> String {
    account.title.clone().or_else(|| account.id().map(str::to_string)).unwrap_or_else(|| "the case".into())
}

fn said(view: View) -> Question {
    let case = &view.study().case;
    let sources = |words| Place::Page(To::Sources, Vec::new(), words);
    let mut gaps = Vec::new();
    if let Ok(queue) = Queue::of(view.edition) {
        let open = queue.count(Standing::Open);
        if open > 0 {
            let words = format!("{} to be decided", count(open, "drafted claim waits", "drafted claims wait"));
            gaps.push(gap(words, Place::Page(To::Review, Vec::new(), "Review them")));
        }
    }
    let unseen = |claim: &&Claim| claim.drafted_by.is_some() && claim.accepted_by.is_none();
    let unseen = case.claims.iter().filter(unseen).count();
    if unseen > 0 {
        gaps.push(gap(
            format!("{} that nobody has looked at", count(unseen, "claim was drafted", "claims were drafted")),
            sources("Read them"),
        ));
    }
    let texts = &view.edition.texts;
    let without = case.sources.iter().filter(|source| !texts.iter().any(|(key, _)| *key == source.key.value));
    let without: Vec<String> = without.map(|source| source.title.clone()).collect();
    if !without.is_empty() {
        let words = format!("The text is not here, so quotes cannot be checked, of {}", list(&without));
        gaps.push(gap(words, sources("See the quotes")));
    }
    let there = format!(
        "{}, {}",
        count(case.sources.len(), "source", "sources"),
        count(case.claims.len(), "passage", "passages")
    );
    Question { asks: "What do the reports say, and does it bear what cites it?", there, gaps }
}
