//! The track record: what the case predicts, or what was sealed, against what happened.

use super::why::concept_in_words;
use crate::links::To;
use crate::shell::{Sheet, day_in_words, head, no_answer};
use crate::words::View;
use maud::{Markup, html};
use statecraft::answers::came::Came;
use statecraft::answers::score::{AccountScore, CameAbout, CodingScore, ConceptScore, Score, SignSeen};
use statecraft::hindsight::Inside;
use statecraft::phrase::{capital, count, list, number, small};

/// So many signs are told.
const SIGNS: usize = 10;

pub(crate) fn sheet(view: View) -> Sheet {
    Sheet { to: To::Record, title: "Track record".into(), main: main(view) }
}

fn main(view: View) -> Markup {
    html! {
        (head("Was it right?", "What this case predicts, held against what happened after the day that it describes. Misses stand here like hits, beside what one could have said without any model."))
        @match view.edition.score() {
            None => p.read { "Nothing is written down of what happened later. It goes into the case as [[later]], or into later.toml beside it." },
            Some(Err(why)) => (no_answer(why)),
            Some(Ok(score)) => (told(view, score)),
        }
    }
}

fn told(view: View, score: &Score) -> Markup {
    html! {
        (caveat(score))
        @if let Some(coding) = score.codings.first() {
            section.sec { h2 { "What came about" } (came_about(view, coding)) (beyond(score)) }
            section.sec { h2 { "How much of it was foreseen" } (foreseen(view, coding)) (other_readings(view, score)) }
        }
        (surprises(view, score))
        (signs(view, score))
    }
}

/// Whether this can be a test of foresight at all.
fn caveat(score: &Score) -> Markup {
    let facts = &score.facts;
    let claims = facts.in_text + facts.in_excerpt + facts.recalled;
    html! {
        p { b { @match &score.sealed {
            None => "Nothing was sealed beforehand, so this tells how well the case fits, not how well it foresees.",
            Some(seal) if seal.before => { "Sealed on " (day_in_words(&seal.sealed)) ", before anything told here happened." },
            Some(seal) => { "Sealed on " (day_in_words(&seal.sealed)) ", when some of what is told here had already happened." },
        } } }
        p.note {
            @if let Some(at) = &score.at { "As things stood on " (day_in_words(at)) ". " }
            (count(facts.entries, "entry", "entries")) " tell what happened, from " (count(claims, "passage", "passages")) " of " (count(facts.origins, "origin", "origins")) "; "
            @if facts.in_text == 0 { "none" } @else { (number(facts.in_text)) } " of these passages were read in the text of their source" @if facts.in_text < claims { ", the others only as excerpts or from memory" } "."
        }
    }
}

fn came_about(view: View, coding: &CodingScore) -> Markup {
    html! {
        div.scroll { table.mx {
            thead { tr { th scope="col" { "What could be done" } th scope="col" { "In the end" } th scope="col" { "Outcomes by own next move" } } }
            tbody { @for came in &coding.options { (option_row(view, coding, came)) } }
        } }
        p.note { "A filled ring: every outcome has it as it came. A crossed one: every outcome has it otherwise. An open one: the outcomes differ, so it says nothing. What cannot be told counts neither way." }
    }
}

fn option_row(view: View, coding: &CodingScore, came: &CameAbout) -> Markup {
    let option = view.model().and_then(|model| model.options().iter().find(|option| option.key == came.option));
    let Some(option) = option else { return html! {} };
    let how = came.how();
    let changed = matches!((came.taken, came.before), (Some(now), Some(before)) if now != before);
    html! {
        tr {
            th.what scope="row" { (view.chip_at(option.actor.index())) bdi { (option.label) } }
            td { @if changed { b { (how) } } @else { (how) } }
            td { @for account in &coding.accounts { @if let Some(under) = account.concepts.first() { (verdict(view, account, under, &came.option)) " " } } }
        }
    }
}

/// Whether an account had an option right, as its ring: filled, half or empty.
fn verdict(view: View, account: &AccountScore, under: &ConceptScore, option: &String) -> Markup {
    let Some((at, _)) = view.account(account.account.as_deref()) else { return html! {} };
    let (class, says) = match () {
        () if under.right.contains(option) => ("y", "right"),
        () if under.wrong.contains(option) => ("n", "wrong"),
        () if under.says_nothing.contains(option) => ("h", "says nothing"),
        () => return html! {},
    };
    view.ring(at, class, says)
}

fn foreseen(view: View, coding: &CodingScore) -> Markup {
    let of = coding.clear;
    let random: Vec<f64> = coding.accounts.iter().map(|account| account.at_random).collect();
    let random = random.iter().sum::<f64>() / random.len().max(1) as f64;
    html! {
        p { "Of " (count(of, "thing", "things")) " that can be told. An outcome is right of so many; the nearest and the farthest outcome are given." }
        div.scroll { table.mx {
            thead { tr { th scope="col" { "Who says it" } th.c scope="col" { "right of" } th.c scope="col" { "outcomes" } th scope="col" { "is it among them?" } } }
            tbody {
                @if let Some(same) = coding.nothing_changes { tr.same { th.what scope="row" { "“Nothing changes”" } td.c.num { (same) } td.c.num { "1" } td { } } }
                tr.same { th.what scope="row" { "A situation drawn at random" } td.c.num { (format!("{random:.1}")) } td.c.num { "1" } td { } }
            }
            @for key in ["nash", "seq", "gmr"] { tbody {
                tr.grp { td colspan="4" { (capital(concept_in_words(key))) } }
                @for account in &coding.accounts {
                    @if let (Some((at, name)), Some(under)) = (view.account(account.account.as_deref()), account.concepts.iter().find(|it| it.concept == key)) {
                        (set_row(&html! { (view.ring(at, "y", "explanation")) " " bdi { (name.short) } }, under))
                    }
                }
                @if let Some(under) = coding.together.iter().find(|it| it.concept == key).filter(|_| view.is_several()) {
                    (set_row(&html! { "All of them together" }, under))
                }
            } }
        } }
        p.note { "Perhaps: what is unclear decides it. A set of outcomes that allows everything is never wrong and says nothing: the fewer outcomes, the more it says." }
    }
}

fn set_row(who: &Markup, under: &ConceptScore) -> Markup {
    let inside = match under.inside {
        None => "it has no outcome",
        Some(Inside::Yes) => "yes",
        Some(Inside::Perhaps) => "perhaps",
        Some(Inside::No) => "no",
    };
    let right = match (under.best, under.worst) {
        (Some(best), Some(worst)) if best != worst => format!("{best} to {worst}"),
        (Some(only), _) => only.to_string(),
        _ => String::new(),
    };
    html! { tr {
        th.what scope="row" { (who) } td.c.num { (right) }
        td.c.num { (under.outcomes) " of " (number(usize::try_from(under.states).unwrap_or(usize::MAX))) } td { (inside) }
    } }
}

/// The same in each reading of what is unclear.
fn other_readings(view: View, score: &Score) -> Markup {
    let cell = |account: &AccountScore| {
        let under = account.concepts.first()?;
        let listed: Vec<String> = under.listed.iter().map(|outcome| outcome.agrees.to_string()).collect();
        Some(if listed.is_empty() { under.best.map(|best| best.to_string())? } else { list(&listed) })
    };
    html! { @if score.codings.len() > 1 {
        h3 { "Other readings of what is unclear" }
        div.scroll { table.mx {
            thead { tr { th scope="col" { "Reading" } th.c scope="col" { "of" } th.c scope="col" { "“Nothing changes”" } @for account in &view.names().accounts { th.c scope="col" { bdi { (account.short) } } } } }
            tbody { @for coding in &score.codings { tr {
                th.what scope="row" { bdi { (coding.title.as_deref().unwrap_or("As the entries have it")) } } td.c.num { (coding.clear) }
                td.c.num { @if let Some(same) = coding.nothing_changes { (same) } }
                @for account in &coding.accounts { td.c.num { (cell(account).unwrap_or_default()) } }
            } } }
        } }
    } }
}

fn beyond(score: &Score) -> Markup {
    html! { @if !score.beyond.is_empty() {
        h3 { "What happened that nothing in the case can say" }
        ul.bul { @for it in &score.beyond { li { b { (day_in_words(&it.date)) } ": " bdi { (it.says) } } } }
    } }
}

fn surprises(view: View, score: &Score) -> Markup {
    let label = |key: &str| {
        let option = view.model().and_then(|model| model.options().iter().find(|option| option.key == key));
        option.map_or_else(String::new, |option| small(&option.label))
    };
    html! { @if !score.surprises.is_empty() { section.sec {
        h2 { "What surprised every explanation" }
        ul.bul { @for it in &score.surprises { li {
            b { bdi { (capital(&label(&it.option))) } }
            @if it.taken { ": it was done, and no outcome has it." } @else { ": it was not done, and every outcome has it." }
        } } }
    } } }
}

fn signs(view: View, score: &Score) -> Markup {
    let telling = |sign: &&SignSeen| {
        matches!(sign.came, Came::Yes | Came::No)
            && sign.says.as_ref().is_some_and(|says| !says.by.is_empty() || !says.against.is_empty())
    };
    let told: Vec<&SignSeen> = score.signs.iter().filter(telling).collect();
    let names = |ids: &[String]| {
        let short = ids.iter().filter_map(|id| Some(view.account(Some(id))?.1.short.clone()));
        list(&short.collect::<Vec<_>>())
    };
    html! { @if !told.is_empty() { section.sec {
        h2 { "What was to be watched for, and what it says now" }
        ul.carry { @for sign in told.iter().take(SIGNS) { li {
            span.measure { b { @match (&sign.date, sign.came) { (Some(date), _) => (day_in_words(date)), (None, Came::Yes) => "it came", _ => "it did not come" } } }
            div {
                p { bdi { (sign.words) } }
                @if let Some(says) = &sign.says { p.note {
                    @if !says.by.is_empty() { "Speaks for " bdi { (names(&says.by)) } ". " }
                    @if !says.against.is_empty() { "Speaks against " bdi { (names(&says.against)) } ". " }
                    @if !says.fits.is_empty() { "Fits " bdi { (names(&says.fits)) } "." }
                } }
            }
        } } }
        @if score.signs.len() > told.len().min(SIGNS) { p.note { (capital(&count(score.signs.len() - told.len().min(SIGNS), "other sign says", "other signs say"))) " nothing by how it went, or cannot be told." } }
    } } }
}
