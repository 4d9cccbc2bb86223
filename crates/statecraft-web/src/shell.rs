//! What stands around every page: the list of pages, the case, what has happened to its file.

use crate::links::To;
use crate::words::View;
use maud::{DOCTYPE, Markup, html};
use statecraft::phrase::count;

/// The pages, in groups.
pub(crate) const GROUPS: [(&str, &[To]); 3] = [
    ("Answer", &[To::Brief, To::Story, To::Outcomes, To::Why, To::Paths, To::Linkage]),
    ("Play", &[To::Board, To::Preferences]),
    ("Ground", &[To::Situation, To::Accounts, To::Sources, To::Review, To::Readers, To::Missing, To::Sure, To::Record]),
];

/// A page as it stands in the shell.
pub(crate) struct Sheet {
    /// Which.
    pub(crate) to: To,
    /// Its name for the tab.
    pub(crate) title: String,
    /// What stands in it.
    pub(crate) main: Markup,
}

/// A whole page.
pub(crate) fn page(view: View, sheet: &Sheet, notice: &Markup) -> Markup {
    let case = &view.study().case;
    html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width,initial-scale=1";
                title { (sheet.title) " · " (case.title) }
                link rel="icon" href="data:,";
                link rel="stylesheet" href="/assets/style.css";
                link rel="stylesheet" href="/assets/pages.css";
                script type="module" src="/assets/swap.js" {}
                script type="module" src="/assets/lines.js" {}
            }
            body {
                a.skip href="#main" { "Skip to the page" }
                (top(view, Some(sheet.to)))
                div.shell {
                    (rail(view, Some(sheet.to)))
                    main #main data-page=(sheet.to.slug()) data-version=(view.edition.version) { (notice) (sheet.main) }
                }
            }
        }
    }
}

/// The list of pages beside the page.
pub(crate) fn rail(view: View, here: Option<To>) -> Markup {
    let case = &view.study().case;
    html! {
        nav.rail aria-label="Pages" {
            div.case { bdi { (case.title) } @if let Some(day) = &case.as_of { small { "as of " (day_in_words(day)) } } }
            (pages(view, here, true))
            div.foot {
                @if view.links.is_report() { "A report: nothing is loaded from elsewhere. " (view.edition.checked().unwrap_or_default()) }
                @else {
                    span #status { (if here == Some(To::Review) { "Each decision is written at once." } else { "Nothing is written until you save." }) }
                    span #checked aria-live="polite" { a href="/checked" { "Is it checked?" } }
                }
            }
        }
    }
}

/// The same in a narrow window.
pub(crate) fn top(view: View, here: Option<To>) -> Markup {
    html! {
        header.top {
            b { bdi { (view.study().case.title) } }
            details { summary { (here.map_or("Pages", To::name)) " ▾" } nav aria-label="Pages, in a narrow window" { (pages(view, here, false)) } }
        }
    }
}

fn pages(view: View, here: Option<To>, keys: bool) -> Markup {
    html! {
        @for (group, pages) in GROUPS {
            div {
                p.group { (group) }
                @for &to in pages {
                    @if let Some(href) = shown(view, to) {
                        a href=(href) aria-current=[(here == Some(to)).then_some("page")] data-key=[keys.then(|| to.key())] {
                            (to.name()) @if keys && !view.links.is_report() { kbd { (to.key()) } }
                        }
                    }
                }
            }
        }
    }
}

/// The way to a page, if there is something to see on it.
fn shown(view: View, to: To) -> Option<String> {
    let story = !view.study().case.story.is_empty();
    let wishes = !view.links.is_report();
    let there = match to {
        To::Story => story,
        To::Preferences => wishes,
        To::Linkage => !view.study().case.issues.is_empty(),
        To::Record => view.edition.is_scored(),
        To::Missing => wishes,
        To::Readers => wishes && view.edition.reading.has_others(),
        To::Review => wishes && view.edition.reading.is_there(),
        _ => true,
    };
    if there { view.links.page(to) } else { None }
}

/// The head of a page.
pub(crate) fn head(title: &str, words: &str) -> Markup {
    html! { div.head { h1 { (title) } @if !words.is_empty() { p { (words) } } } }
}

/// What stands instead of an answer that could not be given.
pub(crate) fn no_answer(why: &str) -> Markup {
    html! { p.refuse role="alert" { "This could not be computed: " (why) "." } }
}

/// `as of 9 July 2021 · 2 sources, 49 claims, 3 explanations`.
pub(crate) fn facts(view: View) -> String {
    let case = &view.study().case;
    let mut parts = vec![
        count(case.sources.len(), "source", "sources"),
        count(case.claims.len(), "quoted passage", "quoted passages"),
    ];
    if view.is_several() {
        parts.push(count(view.names().accounts.len(), "explanation", "explanations"));
    }
    let day = case.as_of.as_deref().map(|day| format!("as of {} · ", day_in_words(day))).unwrap_or_default();
    day + &parts.join(", ")
}

/// `9 July 2021` for `2021-07-09`; other days as they are written.
pub(crate) fn day_in_words(day: &str) -> String {
    const MONTHS: [&str; 12] = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ];
    let parts: Vec<&str> = day.split('-').collect();
    let [year, month, date] = parts.as_slice() else { return day.to_string() };
    let month = month.parse::<usize>().ok().and_then(|month| MONTHS.get(month.checked_sub(1)?));
    match (month, date.parse::<u8>()) {
        (Some(month), Ok(date)) => format!("{date} {month} {year}"),
        _ => day.to_string(),
    }
}
