//! The pages, one file each: an answer and the case become HTML. A page reads without script, and every view of it is a link.

pub(crate) mod accounts;
pub(crate) mod board;
pub(crate) mod brief;
pub(crate) mod linkage;
pub(crate) mod missing;
pub(crate) mod outcomes;
pub(crate) mod paths;
pub(crate) mod preferences;
pub(crate) mod readers;
pub(crate) mod record;
pub(crate) mod review;
pub(crate) mod situation;
pub(crate) mod sources;
pub(crate) mod story;
pub(crate) mod sure;
pub(crate) mod why;

use crate::edition::Long;
use crate::jobs::Seen;
use crate::links::To;
use crate::shell::no_answer;
use crate::words::View;
use maud::{Markup, html};
use statecraft::answers::explain::RestsOn;
use statecraft::graph::{Phase, Progress};
use statecraft::phrase::number;

/// What stands in place of an answer that is not there yet: how far it is, and a way to cancel it or to begin it again.
pub(crate) fn not_there(to: To, long: Long, seen: &Seen<()>) -> Markup {
    let (words, act, button) = match seen {
        Seen::There(()) => return html! {},
        Seen::Failed(why) => return no_answer(why),
        Seen::Working(progress) => (how_far(*progress), "cancel", "Cancel"),
        Seen::Cancelled => ("Cancelled. Nothing of it was kept.".to_string(), "begin", "Begin again"),
        Seen::NotBegun => ("Not computed yet.".to_string(), "begin", "Begin"),
    };
    let working = matches!(seen, Seen::Working(_));
    html! {
        div.job data-job=[working.then(|| long.key())] id=(format!("job-{}", long.key())) {
            p role="status" { (words) }
            form method="post" action="/job" {
                input type="hidden" name="what" value=(long.key()); input type="hidden" name="do" value=(act);
                input type="hidden" name="back" value=(to.slug());
                button.btn { (button) }
            }
            @if working { noscript { a.door href=(format!("/{}", to.slug())) { "Look again" } } }
        }
    }
}

/// How far long work is, in words.
pub(crate) fn how_far(Progress { phase, done, of }: Progress) -> String {
    let doing = match phase {
        Phase::Orders => "looking at one order of wishes after another",
        Phase::Coalitions => "asking one coalition after another",
        Phase::Verdicts => "deciding what would last",
        Phase::Report => "summing up",
        _ => "laying out the situations",
    };
    let counted = matches!(phase, Phase::Orders | Phase::Coalitions) && of > 0;
    let far = if counted { format!(", {} of {}", number(done.min(of)), number(of)) } else { String::new() };
    format!("Computing: {doing}{far} …")
}

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
