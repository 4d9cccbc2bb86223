//! The report: the same pages in one file, for those who have no program. Nothing in it is loaded from elsewhere and nothing runs.

use crate::assets;
use crate::edition::Edition;
use crate::links::{Links, To, anchor};
use crate::pages::{self, board, brief, why};
use crate::shell;
use crate::words::{Spot, View};
use maud::{DOCTYPE, Markup, PreEscaped, html};
use std::collections::BTreeSet;

/// So many outcomes have a page of reasons and a board of their own.
const MOST: usize = 24;

/// What the report allows itself: its own style, and nothing else.
const POLICY: &str =
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'";

/// A part of the report.
struct Part {
    anchor: String,
    main: Markup,
}

/// The report of an edition: one HTML file.
pub fn report(edition: &Edition) -> String {
    let served = Links::Served;
    let spots = told(View { edition, links: &served });
    let links = Links::Report(anchors(View { edition, links: &served }, &spots));
    let view = View { edition, links: &links };
    let parts = parts(view, &spots);
    let case = &edition.study.case;
    let page = html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width,initial-scale=1";
                meta http-equiv="Content-Security-Policy" content=(POLICY);
                title { (case.title) }
                style { (PreEscaped(assets::STYLE)) (PreEscaped(assets::PAGES)) }
            }
            body.report {
                a.skip href="#main" { "Skip to the report" }
                (shell::top(view, None))
                div.shell {
                    (shell::rail(view, None))
                    main #main { @for part in &parts { section.part id=(part.anchor) { (part.main) } } }
                }
            }
        }
    };
    page.into_string()
}

/// Today and the outcomes that the front page tells, each once.
fn told(view: View) -> Vec<Spot> {
    let outcomes = view.edition.brief().map(|(brief, ..)| brief.outcomes.as_slice()).unwrap_or_default();
    let outcomes = outcomes.iter().filter_map(|outcome| brief::spot(view, outcome.holds.first()?));
    let mut spots: Vec<Spot> = Vec::new();
    for spot in view.today().into_iter().chain(outcomes) {
        if !spots.contains(&spot) && spots.len() < MOST {
            spots.push(spot);
        }
    }
    spots
}

/// Every place that a link can lead to.
fn anchors(view: View, spots: &[Spot]) -> BTreeSet<String> {
    let pages = [
        To::Brief,
        To::Story,
        To::Outcomes,
        To::Why,
        To::Paths,
        To::Board,
        To::Situation,
        To::Accounts,
        To::Sources,
        To::Sure,
        To::Linkage,
        To::Record,
    ];
    let pages = pages.into_iter().map(|to| to.slug().to_string());
    let of = |to: To| spots.iter().map(move |spot| anchor(to, &[("at", &view.at(spot))]));
    pages.chain(of(To::Why)).chain(of(To::Board)).collect()
}

fn parts(view: View, spots: &[Spot]) -> Vec<Part> {
    let mut parts = vec![
        Part { anchor: To::Brief.slug().into(), main: brief::sheet(view).main },
        Part { anchor: To::Outcomes.slug().into(), main: pages::outcomes::sheet(view, "").main },
    ];
    if !view.study().case.story.is_empty() {
        parts.insert(1, Part { anchor: To::Story.slug().into(), main: pages::story::all(view) });
    }
    let title = |to: To, at: &str| if at == "today" { to.slug().to_string() } else { anchor(to, &[("at", at)]) };
    for spot in spots {
        let at = view.at(spot);
        let main = html! { @for account in accounts(view, spot) { (why::main(view, &why::Asked { at: at.clone(), who: None, account })) } };
        parts.push(Part { anchor: title(To::Why, &at), main });
    }
    parts.push(Part { anchor: To::Paths.slug().into(), main: pages::paths::sheet(view, "", "").main });
    for spot in spots {
        let at = view.at(spot);
        let main = board::main(view, &board::Asked { at: at.clone(), ..board::Asked::default() });
        parts.push(Part { anchor: title(To::Board, &at), main });
    }
    parts.extend([
        Part { anchor: To::Situation.slug().into(), main: pages::situation::sheet(view).main },
        Part {
            anchor: To::Accounts.slug().into(),
            main: pages::accounts::sheet(view, &pages::accounts::Ticks::default()).main,
        },
        Part { anchor: To::Sources.slug().into(), main: pages::sources::sheet(view).main },
        Part { anchor: To::Sure.slug().into(), main: pages::sure::sheet(view).main },
    ]);
    if !view.study().case.issues.is_empty() {
        parts.push(Part { anchor: To::Linkage.slug().into(), main: pages::linkage::sheet(view).main });
    }
    if view.edition.is_scored() {
        parts.push(Part { anchor: To::Record.slug().into(), main: pages::record::sheet(view).main });
    }
    parts
}

/// The accounts under which a situation is explained: all of them for today, else the first that has it.
fn accounts(view: View, spot: &Spot) -> Vec<Option<String>> {
    let there = view.names().accounts.iter().zip(&spot.states).filter(|(_, state)| state.is_some());
    let most = if view.today().as_ref() == Some(spot) { usize::MAX } else { 1 };
    there.map(|(account, _)| account.id.clone()).take(most).collect()
}
