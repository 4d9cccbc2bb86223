//! The front page: the question, the bottom line, where it could come to rest, who could upset it, what to watch, what it rests on.

use crate::links::To;
use crate::shell::{Sheet, facts, no_answer};
use crate::words::{View, in_one};
use maud::{Markup, html};
use statecraft::answers::brief::{Brief, BriefOutcome, Holds, Way};
use statecraft::believable::Hold;
use statecraft::brief::{Block, Page, Section, Sentence};
use statecraft::phrase::{capital, count, list, or_list, small};
use statecraft::study::StateName;
use std::collections::BTreeSet;

pub(crate) fn sheet(view: View) -> Sheet {
    let main = match view.edition.brief() {
        Ok((brief, page, names)) => whole(view, brief, page, names),
        Err(why) => no_answer(why),
    };
    Sheet { to: To::Brief, title: "Brief".into(), main }
}

fn whole(view: View, brief: &Brief, page: &Page, names: &[String]) -> Markup {
    let section = |heading: &str| page.sections.iter().find(|section| section.heading == heading);
    let bottom = section("");
    let beside = ["Who could upset it", "Who together could upset it", "What to watch", "What it rests on"];
    let beside: Vec<&Section> = beside.iter().filter_map(|heading| section(heading)).collect();
    let after = ["Who moves first, at what price", "How sure", "What this cannot show"];
    let after: Vec<&Section> = after.iter().filter_map(|heading| section(heading)).collect();
    html! {
        article.brief {
            p.kick { "Brief" span { (facts(view)) } }
            h1 { bdi { (page.question.as_ref().unwrap_or(&page.title)) } }
            div.cols {
                div.text { (today_in_a_line(view, brief)) @if let Some(bottom) = bottom { @for block in &bottom.blocks { (bottom_line(block)) } } }
                div.side.desk { (beside_notes(page, bottom)) }
            }
            (grid(view, brief, names))
            div.three { @for section in &beside { section { h2 { (section.heading) } @for block in &section.blocks { (told(block)) } (more(view, section)) } } }
            div.after { @for section in &after { section { h2 { (section.heading) } @for block in &section.blocks { (told(block)) } } } }
            (all_notes(page))
        }
    }
}

/// Where a section leads on to.
fn more(view: View, section: &Section) -> Markup {
    let (to, words) = match section.heading.as_str() {
        "What to watch" => (To::Accounts, "All the signs, to be ticked off"),
        "What it rests on" => (To::Sources, "Every sentence, and what falls without it"),
        _ => (To::Outcomes, "Everything that could hold"),
    };
    html! { p.note { (view.door(to, &[], words)) } }
}

/// The first sentences in large letters, but for what is said of today already.
fn bottom_line(block: &Block) -> Markup {
    let Block::Paragraph(sentences) = block else { return told(block) };
    let others = sentences.iter().filter(|sentence| !sentence.text.starts_with("Today's situation"));
    html! { @for sentence in others { p.bottom { (one(sentence)) } } }
}

/// Whether today's situation lasts.
fn lasts(brief: &Brief) -> String {
    let lasts = brief.accounts.iter().filter(|account| account.today == Some(true)).count();
    match (lasts, brief.accounts.len()) {
        (0, 1) => "does not last".to_string(),
        (_, 1) => "lasts".to_string(),
        (0, 2) => "lasts under neither explanation".to_string(),
        (0, all) => format!("does not last under any of the {} explanations", in_letters(all)),
        (some, all) if some == all => "lasts under every explanation".to_string(),
        (some, all) => format!("lasts under {some} of {}", count(all, "explanation", "explanations")),
    }
}

/// Small numbers in letters, as they stand in a sentence.
fn in_letters(n: usize) -> String {
    const WORDS: [&str; 10] = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"];
    WORDS.get(n).map_or_else(|| n.to_string(), |word| (*word).to_string())
}

fn today_in_a_line(view: View, brief: &Brief) -> Markup {
    html! { @if view.today().is_some() { p.bottom { b { "Today’s situation " (lasts(brief)) "." } } } }
}

fn told(block: &Block) -> Markup {
    let all = |sentences: &[Sentence]| html! { @for sentence in sentences { (one(sentence)) " " } };
    html! {
        @match block {
            Block::Paragraph(sentences) => p { (all(sentences)) },
            Block::Points(points) => ul.rests { @for point in points { li { (all(point)) } } },
            Block::Numbered(points) => ol.rests { @for point in points { li { (all(point)) } } },
        }
    }
}

/// A sentence with the numbers of its reasons.
fn one(sentence: &Sentence) -> Markup {
    html! {
        bdi { (sentence.text) }
        @for &note in &sentence.notes {
            a.ref href=(format!("#n{}", note + 1)) aria-label=(format!("reason {}", note + 1)) { (note + 1) }
        }
    }
}

/// The reasons of the bottom line, in the margin beside it.
fn beside_notes(page: &Page, bottom: Option<&Section>) -> Markup {
    let sentences = bottom.into_iter().flat_map(|section| &section.blocks).flat_map(|block| match block {
        Block::Paragraph(sentences) => sentences.as_slice(),
        _ => &[],
    });
    let noted: BTreeSet<usize> = sentences.flat_map(|sentence| sentence.notes.iter().copied()).collect();
    html! {
        @for at in noted {
            @if let Some(note) = page.notes.get(at) { p.sn { sup { (at + 1) } (note_in_words(note)) } }
        }
    }
}

/// A note, its quoted words as such.
fn note_in_words(note: &str) -> Markup {
    match note.strip_prefix('“').and_then(|rest| rest.rsplit_once('”')) {
        Some((words, by)) if !words.contains('”') => {
            let by = by.trim().trim_start_matches('(').trim_end_matches(')');
            html! { q dir="auto" { (words) } " " span { bdi { (capital(by)) } } }
        }
        _ => match note.strip_prefix("Assumed: ") {
            Some(why) => html! { span.tag.inv { "assumed" } " " bdi { (why) } },
            None => html! { bdi { (note) } },
        },
    }
}

/// `Nobody gains by moving alone` for `Nobody gains by moving alone (state 671)`: states have names here, not numbers.
fn without_numbers(note: &str) -> String {
    let part = |part: &'_ str| part.split_once(" (state ").map_or(part, |(says, _)| says).to_string();
    note.split("; ").map(part).collect::<Vec<_>>().join("; ")
}

fn all_notes(page: &Page) -> Markup {
    html! {
        section.notes {
            h2 { "The reasons, one by one" }
            ol { @for (at, note) in page.notes.iter().enumerate() { li id=(format!("n{}", at + 1)) { (note_in_words(&without_numbers(note))) } } }
        }
    }
}

/// A reading: its name, what it means, and the outcomes that last by it, with what they are called.
type Group<'b> = (&'static str, String, Vec<(&'b BriefOutcome, &'b String)>);

/// Where it stands and where it could come to rest: today first, then the outcomes in the two readings, account by account.
fn grid(view: View, brief: &Brief, names: &[String]) -> Markup {
    let is_at_rest = |outcome: &BriefOutcome| outcome.holds.iter().any(|holds| holds.hold == Hold::AtRest);
    let told = || brief.outcomes.iter().zip(names);
    let groups: [Group; 3] = [
        (
            "Own next move",
            "Nobody gains by moving, even without thinking further.".into(),
            told().filter(|(outcome, _)| is_at_rest(outcome)).collect(),
        ),
        (
            "Credible answers",
            "Somebody could gain, but foresees an answer that the others would really give.".into(),
            told().filter(|(outcome, _)| !is_at_rest(outcome) && !outcome.exchange).collect(),
        ),
        (
            "After a bargain",
            bargain(view, brief),
            told().filter(|(outcome, _)| !is_at_rest(outcome) && outcome.exchange).collect(),
        ),
    ];
    let columns = view.names().accounts.len();
    html! {
        figure.gridfig {
            figcaption { h2 { "Where it stands, and where it could come to rest" } }
            div.scroll { table.ends {
                thead { tr {
                    th scope="col" { span.vh { "Outcome" } }
                    @for at in 0..columns { th.c scope="col" { (heading(view, at)) } }
                } }
                @if let Some(today) = today(view, brief) { tbody { (today) } }
                @for (title, words, outcomes) in &groups {
                    @if !outcomes.is_empty() { tbody {
                        tr.grp { th colspan=(columns + 1) scope="rowgroup" { b { (title) } " " (words) } }
                        @for (outcome, name) in outcomes { (row(view, brief, outcome, name)) }
                    } }
                }
            } }
            p.note.legend { span { i.k0 {} " lasts by own next move" } span { i.k1 {} " lasts for fear of credible answers" } span { "Empty: does not last under that explanation." } (view.door(To::Outcomes, &[], "All that could last")) }
        }
    }
}

/// What the bargain exchanges, if there is one only: `Iran would stop this, the United States would begin that`.
fn bargain(view: View, brief: &Brief) -> String {
    let Some(model) = view.model() else { return String::new() };
    let [bargain] = brief.bargains.as_slice() else {
        return "Several would have to move together. Then it lasts for fear of the answer.".to_string();
    };
    let gives = bargain.gives.iter();
    let told = gives.filter_map(|gives| {
        let parts = view.changes(model.option_bits(&gives.drops), model.option_bits(&gives.takes));
        Some(format!("{} would {}", view.actor(&gives.actor)?.in_text, small(&in_one(&parts))))
    });
    capital(&list(&told.collect::<Vec<_>>())) + ". Then it lasts for fear of the answer."
}

fn heading(view: View, at: usize) -> Markup {
    let account = &view.names().accounts[at];
    html! { (view.ring(at, "z", "explanation")) " " b { bdi { (account.short) } } @if !account.rest.is_empty() { small { bdi { (account.rest) } } } }
}

/// Where things stand, as a row of its own.
fn today(view: View, brief: &Brief) -> Option<Markup> {
    let today = view.today()?;
    let words = format!("It {}.", lasts(brief));
    let scenario = view.scenario(&today).map(|title| format!("“{title}”. ")).unwrap_or_default();
    Some(html! {
        tr.today {
            th scope="row" { i.pin {} " " (view.door(To::Board, &[("at", "today")], "Today")) span.how { bdi { (scenario) } (words) " " (view.door(To::Why, &[("at", "today")], "Why?")) } }
            @for account in &brief.accounts { td.c { @if account.today == Some(true) { i.k0 title="lasts" {} span.vh { "lasts" } } @else { span.none { "does not last" } } } }
        }
    })
}

fn row(view: View, brief: &Brief, outcome: &BriefOutcome, name: &str) -> Markup {
    let spot = outcome.holds.first().and_then(|holds| spot(view, holds));
    let at = spot.as_ref().map(|spot| view.at(spot)).unwrap_or_default();
    // What is the same in all outcomes is said above.
    let settled = |taken: bool| {
        brief
            .settled
            .iter()
            .filter(|option| option.everywhere && option.taken == taken)
            .map(|option| option.option.clone())
            .collect::<Vec<_>>()
    };
    let bits = |keys: &[String]| view.model().map_or(0, |model| model.option_bits(keys));
    let (yes, no) = (bits(&settled(true)), bits(&settled(false)));
    let from = view.today().map_or(0, |today| (today.code | yes) & !no);
    let changes = spot.as_ref().map(|spot| view.changes(from, spot.code)).unwrap_or_default();
    let name = plain(name);
    html! {
        tr {
            th scope="row" {
                (view.door(To::Board, &[("at", &at)], &name)) " "
                span.how { @if !changes.is_empty() { (view.told(&changes)) ". " } (view.door(To::Why, &[("at", &at)], "Why?")) }
            }
            @for account in &view.names().accounts {
                td.c { @if let Some(holds) = outcome.holds.iter().find(|holds| holds.account == account.id) { (cell(view, holds)) } }
            }
        }
    }
}

/// What an outcome is called, without the quotation marks of a sentence.
pub(crate) fn plain(name: &str) -> String {
    let name = name.trim();
    match name.strip_prefix('“').and_then(|rest| rest.split_once('”')) {
        Some((title, more)) if more.trim().is_empty() => capital(title),
        Some((title, more)) => format!("{}, {}", capital(title), more.trim()),
        None => capital(name),
    }
}

/// The situation in which an outcome holds.
pub(crate) fn spot(view: View, holds: &Holds) -> Option<crate::words::Spot> {
    let (at, _) = view.account(holds.account.as_deref())?;
    let laid_out = view.study().accounts.get(at)?;
    Some(view.spot_of(at, laid_out.state(&StateName::clone(&holds.state))?))
}

fn cell(view: View, holds: &Holds) -> Markup {
    let (class, says) = if holds.hold == Hold::AtRest {
        ("k0", "lasts by own next move")
    } else {
        ("k1", "lasts for fear of credible answers")
    };
    let name = |key: &String| view.actor(key).map_or(key.clone(), |actor| actor.in_text.clone());
    let feared: Vec<String> = holds.answered_by.iter().map(name).collect();
    let way = match &holds.way {
        Some(Way::Here) => "It is how things stand.".to_string(),
        Some(Way::Gains) => "Reached by gains alone.".to_string(),
        Some(Way::Bundles) => "Reached by gains, some with a loss in them.".to_string(),
        Some(Way::Concession { actor, loss }) => {
            format!(
                "{} would have to {} first.",
                capital(&name(actor)),
                if *loss { "give way" } else { "move for no gain" }
            )
        }
        Some(Way::Never) => "No moves lead there.".to_string(),
        None => String::new(),
    };
    html! {
        span.phone { (view.ring(view.account(holds.account.as_deref()).map_or(0, |(at, _)| at), "y", says)) }
        i class=(class) title=(says) {} span.vh { (says) ". " }
        span.how { @if !feared.is_empty() { "For fear of " (or_list(&feared)) ". " } (way) }
    }
}

/// Names of accounts in a list.
pub(crate) fn accounts_in_words(view: View, ids: &[String]) -> String {
    let short = |id: &String| view.account(Some(id)).map_or(id.clone(), |(_, account)| account.short.clone());
    list(&ids.iter().map(short).collect::<Vec<_>>())
}
