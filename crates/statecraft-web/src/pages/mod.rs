//! The pages, one file each: an answer and the case become HTML. A page reads without script, and every view of it is a link.

pub(crate) mod accounts;
pub(crate) mod board;
pub(crate) mod brief;
pub(crate) mod linkage;
pub(crate) mod outcomes;
pub(crate) mod paths;
pub(crate) mod preferences;
pub(crate) mod record;
pub(crate) mod situation;
pub(crate) mod sources;
pub(crate) mod story;
pub(crate) mod sure;
pub(crate) mod why;

use crate::words::View;
use maud::{Markup, html};
use statecraft::answers::explain::RestsOn;

/// A quoted sentence and who says it, or what is assumed.
pub(crate) fn rests_on(view: View, on: &RestsOn, most: usize) -> Markup {
    html! {
        @for key in on.claims.iter().take(most) {
            @if let Some(claim) = view.study().case.claim(key) {
                blockquote.bq { (quote(view, claim)) }
            }
        }
        @if let Some(why) = &on.assumption { p.bq.as { span.tag.inv { "assumed" } " " bdi { (why) } } }
    }
}

/// The words of a claim, a link to where it stands among the sources, and who says it.
pub(crate) fn quote(view: View, claim: &statecraft::case::Claim) -> Markup {
    let words = claim.anchor.quote.split_whitespace().collect::<Vec<_>>().join(" ");
    let anchor = format!("claim-{}", claim.key.value);
    let href = match view.links.page(crate::links::To::Sources) {
        Some(_) if view.links.is_report() => Some(format!("#{anchor}")),
        Some(page) => Some(format!("{page}#{anchor}")),
        None => None,
    };
    let source = view.study().case.source(&claim.source.value);
    html! {
        @if let Some(href) = href { a.same href=(href) { q dir="auto" { (words) } } } @else { q dir="auto" { (words) } }
        span.by { " "
            @if let Some(speaker) = &claim.speaker { bdi { (speaker) } ", in " }
            @if let Some(source) = source { bdi { (source.title) } }
        }
    }
}
