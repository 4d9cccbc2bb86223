//! What several readers decided of the same claims: how far they agree, and where they differ.

use crate::links::To;
use crate::reading::one_line;
use crate::shell::{Sheet, head, no_answer};
use crate::words::View;
use maud::{Markup, html};
use statecraft::phrase::count;
use statecraft_desk::Verdict;
use statecraft_desk::readers::{Disputed, Readers, side_by_side};

/// So many claims on which readers differ are told.
const MOST: usize = 200;

pub(crate) fn sheet(view: View) -> Sheet {
    let reading = &view.edition.reading;
    let paths = reading.readers();
    let main = match side_by_side(&paths) {
        _ if !reading.has_others() => html! {
            (head("Several readers", "Nobody else’s decisions were named."))
            p.read { "Let each reader decide in a case of their own, and open one of them with the others:" }
            pre.diff { "statecraft serve CASE --decisions OTHER-CASE …" }
        },
        Err(why) => html! { (head("Several readers", "")) (no_answer(&why.to_string())) },
        Ok(found) => html! {
            (told(&found))
            @if !reading.has_decided() { p.note { "Nothing is decided here yet." } }
        },
    };
    Sheet { to: To::Readers, title: "Readers".into(), main }
}

fn told(found: &Readers) -> Markup {
    let words = format!(
        "{} decided by at least two of {}; they differ on {}.",
        count(found.agreement.claims, "claim was", "claims were"),
        count(found.readers.len(), "reader", "readers"),
        found.disputed.len()
    );
    html! {
        (head("Several readers", &words))
        (figures(found))
        @if !found.disputed.is_empty() { section.sec {
            h2 { "Where they differ" }
            ul.reads { @for claim in found.disputed.iter().take(MOST) { (disputed(found, claim)) } }
            @if found.disputed.len() > MOST { p.note { "And " (count(found.disputed.len() - MOST, "more", "more")) "." } }
        } }
    }
}

/// The figures of agreement, with what they mean.
fn figures(found: &Readers) -> Markup {
    html! {
        div.scroll { table.pairs {
            thead { tr { th scope="col" { "Readers" } th.num scope="col" { "alike" } th.num scope="col" { "of both" } th.num scope="col" { "Cohen’s kappa" } } }
            tbody { @for pair in &found.agreement.pairs { tr {
                th scope="row" { bdi { (found.readers[pair.readers[0]]) } " and " bdi { (found.readers[pair.readers[1]]) } }
                td.num { (pair.alike) } td.num { (pair.both) } td.num { (figure(pair.kappa)) }
            } } }
        } }
        p.read { "Krippendorff’s alpha over all readers: " b { (figure(found.agreement.alpha)) } "." }
        p.note { "Both figures are 1 where readers always agree and 0 where they agree as often as chance would have it. Neither is told where everybody always decides the same way. They are about accepting and refusing, not about who is written down as the speaker." }
    }
}

fn figure(value: Option<f64>) -> String {
    value.map_or_else(|| "not told".to_string(), |value| format!("{value:.2}"))
}

/// A claim on which readers differ, with what each decided.
fn disputed(found: &Readers, claim: &Disputed) -> Markup {
    html! {
        li {
            @match &claim.words {
                Some(words) => q dir="auto" { (words) },
                None => span.note { "Its text is beside none of the cases; its fingerprint is " code { (claim.sha256.chars().take(12).collect::<String>()) } "." },
            }
            dl { @for (reader, decided) in claim.decided.iter().enumerate() { div {
                dt { bdi { (found.readers[reader]) } }
                dd { @match decided {
                    None => "has not decided",
                    Some(Verdict::Accepted) => { "accepts it, said by " bdi { (claim.speakers[reader].as_deref().map_or("the report itself".into(), one_line)) } },
                    Some(_) => "refuses it",
                } }
            } } }
        }
    }
}
