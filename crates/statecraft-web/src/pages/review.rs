//! Drafted claims, one after the other: the sentence inside its text, what the draft makes of it, and one key for each decision.

use crate::links::{To, address};
use crate::reading::{Entry, Queue, Standing, Who, document, drafted_speaker, is_whole, one_line};
use crate::shell::{Sheet, head, no_answer};
use crate::words::View;
use maud::{Markup, html};
use statecraft::phrase::{count, list};
use statecraft_desk::drafts::Report;
use statecraft_desk::{Verdict, speaker};
use statecraft_read::claims::{Claim, Kind, Span, Tier};
use statecraft_read::document::Document;
use statecraft_read::times::Time;

/// So many bytes of the text stand before and behind a sentence.
const AROUND: usize = 700;
/// So many of them stand beside it in a narrow window too.
const NEAR: usize = 60;
/// So many names of the report are offered as speakers.
const NAMES: usize = 6;
/// The longest name that is written down as a speaker, in letters.
pub(crate) const LONGEST_NAME: usize = 200;
/// So many reports are listed.
const REPORTS: usize = 60;

/// Everything that can be done with a content, with the words for it.
const KINDS: [(Kind, &str, &str); 7] = [
    (Kind::Said, "said", "says it"),
    (Kind::Reported, "reported", "is reported to say it; nobody vouches for it"),
    (Kind::Believes, "believes", "believes it"),
    (Kind::Wants, "wants", "wants it"),
    (Kind::Fears, "fears", "fears it"),
    (Kind::Demands, "demands", "demands or proposes it"),
    (Kind::Denies, "denies", "denies or rejects it"),
];

/// The kind of this name.
pub(crate) fn kind_named(name: &str) -> Option<Kind> {
    KINDS.iter().find(|kind| kind.1 == name).map(|kind| kind.0)
}

/// The page from this claim on; with what went wrong with the last decision.
pub(crate) fn sheet(view: View, at: &str, wrong: Option<&str>) -> Sheet {
    let main = match Queue::of(view.edition) {
        Err(why) => html! { (head("Review", "")) (no_answer(&why.to_string())) },
        Ok(queue) if queue.entries.is_empty() => nothing(view),
        Ok(queue) => page(view, &queue, at.parse().unwrap_or(0), wrong),
    };
    Sheet { to: To::Review, title: "Review".into(), main }
}

fn nothing(view: View) -> Markup {
    let words = if view.edition.reading.is_there() { "The drafts have no claims." } else { "There are no drafts." };
    html! {
        (head("Review", words))
        p.read { "Draft what reports say, and keep the drafts beside the case:" }
        pre.diff { "statecraft read REPORTS --drafts CASE/drafts.jsonl" }
        p.read { "Then each claim is asked about here, with its sentence. Nothing is accepted unseen." }
    }
}

fn page(view: View, queue: &Queue, from: usize, wrong: Option<&str>) -> Markup {
    let open = queue.count(Standing::Open);
    let asked = match queue.asked() {
        0 => String::new(),
        number => format!("; of {number} the text does not tell whose words they are"),
    };
    let there = queue.count(Standing::There);
    let before = if there == 0 { String::new() } else { format!(" {there} more were in the case before.") };
    let all = queue.entries.len() - there;
    let decided = all - open;
    html! {
        (head("Review of drafts", &format!("{decided} of {all} decided{asked}.{before}")))
        progress.decided max=(all) value=(decided) aria-label="Decided so far" {}
        @if let Some(wrong) = wrong { p.refuse role="alert" { (wrong) } }
        (last(view, queue))
        @match queue.open_from(from) {
            Some(at) => (asks(view, queue, at)),
            None if open > 0 => p.read { (count(open, "claim was", "claims were")) " left for later. " a.btn href=(address(To::Review, &[])) data-press="l" { "Go on with them " kbd { "l" } } },
            None => p.read role="status" { "Every claim is decided. " a.door href="/sources" { "See them in the sources" } },
        }
        (reports(queue))
    }
}

/// The last decision, and the way to take it back.
fn last(view: View, queue: &Queue) -> Markup {
    let Some(last) = queue.journal.last() else { return html! {} };
    let entry = queue
        .entries
        .iter()
        .find(|one| queue.report(one).sha256 == last.sha256 && queue.claim(one).spans == last.spans);
    let words = entry.map(|entry| short(&words(queue.claim(entry)), 60));
    html! {
        form.last method="post" action="/review" {
            input type="hidden" name="version" value=(view.edition.version);
            span role="status" {
                "Last: " (if last.decision == Verdict::Accepted { "accepted" } else { "refused" })
                @if let Some(words) = words { " " q dir="auto" { (words) } }
                @if last.decision == Verdict::Accepted { ", " bdi { (last.speaker.as_deref().map_or("the report itself".into(), one_line)) } }
            }
            button.btn name="do" value="undo" data-press="u" aria-keyshortcuts="u" { "Take it back " kbd { "u" } }
        }
    }
}

/// A claim to be decided.
fn asks(view: View, queue: &Queue, at: usize) -> Markup {
    let entry = &queue.entries[at];
    let (report, claim) = (queue.report(entry), queue.claim(entry));
    let text = document(view.edition, report);
    let whole = is_whole(text.as_ref(), claim);
    html! {
        div.review {
            div.passage role="region" aria-label="The sentence in its text" tabindex="0" {
                p.kick { bdi { (title(report)) } span { "claim " (entry.claim + 1) " of " (report.claims.len()) " in it" } }
                @match text.as_ref().filter(|_| whole) {
                    Some(text) => (passage(text, claim)),
                    None => { p.text dir="auto" { mark { (words(claim)) } } (missing(report, text.is_some())) }
                }
                @for note in &report.notes { p.note { (note) } }
            }
            (decision(view, queue, at, whole))
        }
    }
}

fn missing(report: &Report, there: bool) -> Markup {
    html! {
        p.refuse {
            @if there { "These words do not stand at their place in the text, so the claim cannot be accepted. Draft the report again." }
            @else { "The text of this report is not here. It was read from " code { (report.path) } ": put it back there, or open the case with " code { "--texts DIR" } "." }
        }
    }
}

/// What the draft makes of the words, and what can be decided.
fn decision(view: View, queue: &Queue, at: usize, whole: bool) -> Markup {
    let (report, claim) = (queue.report(&queue.entries[at]), queue.claim(&queue.entries[at]));
    html! {
        form.decide method="post" action="/review" {
            input type="hidden" name="version" value=(view.edition.version);
            input type="hidden" name="sha256" value=(report.sha256);
            input type="hidden" name="spans" value=(places(&claim.spans));
            input type="hidden" name="at" value=(at);
            p.tier { (tier(claim)) @if queue.entries[at].unseen { " It is in the case already, as a draft that nobody has looked at." } }
            (speakers(queue, at))
            label.kind { span { "And the speaker … " kbd { "k" } }
                select name="kind" data-press="k" aria-keyshortcuts="k" {
                    @for (kind, name, says) in KINDS { option value=(name) selected[kind == claim.kind] { (says) } }
                }
            }
            (facts(claim))
            div.acts {
                button.btn.pri name="do" value="accept" data-press="y" aria-keyshortcuts="y" disabled[!whole] { "Accept " kbd { "y" } }
                button.btn name="do" value="refuse" data-press="n" aria-keyshortcuts="n" { "Refuse " kbd { "n" } }
                a.btn href=(address(To::Review, &[("at", &(at + 1).to_string())])) data-press="l" aria-keyshortcuts="l" { "Later " kbd { "l" } }
            }
        }
    }
}

/// Who says it: the drafted speaker, the report itself, others of the same report, or a name to be written.
fn speakers(queue: &Queue, at: usize) -> Markup {
    let claim = queue.claim(&queue.entries[at]);
    let chosen = drafted_speaker(claim);
    let drafted = speaker(claim).map(one_line);
    let mut names: Vec<String> = drafted.iter().cloned().collect();
    for name in others(queue, &queue.entries[at]) {
        if names.len() < NAMES && !names.contains(&name) {
            names.push(name);
        }
    }
    let is = |who: &Who| chosen.as_ref() == Some(who);
    html! {
        fieldset.who {
            legend { @if chosen.is_some() { "Who says it?" } @else { "Whose words are they? Choose." } }
            @for (at, name) in names.iter().enumerate() {
                label { input type="radio" name="who" value=(format!("name:{name}")) checked[is(&Who::Name(name.clone()))] data-press=(at + 1); kbd { (at + 1) }
                    span { bdi { (name) } @if at == 0 && drafted.is_some() { (as_written(claim)) } } }
            }
            label { input type="radio" name="who" value="report" checked[is(&Who::Report)] data-press="0"; kbd { "0" } span { "The report itself" } }
            label.other { input type="radio" name="who" value="other"; kbd { "w" } span { "Somebody else" }
                input type="text" name="name" autocomplete="off" maxlength=(LONGEST_NAME) aria-label="Who says it" data-press="w" aria-keyshortcuts="w"; }
        }
    }
}

/// How the draft came by its speaker.
fn as_written(claim: &Claim) -> Markup {
    let written = claim.speaker.as_deref().map(one_line);
    let stands = claim.stands_for.is_some();
    html! {
        @if let Some(written) = written.filter(|_| stands) { span.note { ", written " q { bdi { (written) } } } }
        @if claim.tier == Tier::Whose { span.note { ", as drafted" } }
    }
}

/// Other speakers of the same report, the nearest claims first.
fn others(queue: &Queue, entry: &Entry) -> Vec<String> {
    let claims = &queue.report(entry).claims;
    let mut near: Vec<(usize, &Claim)> = claims.iter().enumerate().collect();
    near.sort_by_key(|(at, _)| at.abs_diff(entry.claim));
    let named = near.into_iter().filter(|(_, claim)| claim.tier != Tier::Whose);
    named.filter_map(|(_, claim)| speaker(claim).map(one_line)).collect()
}

fn tier(claim: &Claim) -> Markup {
    let by = list(&claim.drafters);
    html! {
        @match claim.tier {
            Tier::Agreed => { span.tag { "agreed" } " Two drafters found the same." },
            Tier::One => { span.tag { "one drafter" } " Found by " bdi { (by) } " alone." },
            Tier::Whose => { span.tag.inv { "whose?" } " The text does not tell for certain who says it" @if claim.direct && claim.speaker.is_none() { ": a quotation stands alone" } "." },
        }
        " " (if claim.direct { "In quotation marks." } else { "Not in quotation marks: the words are the report’s." })
    }
}

/// What else the draft notes of a claim.
fn facts(claim: &Claim) -> Markup {
    let times: Vec<String> = claim.times.iter().map(time).collect();
    let rows = [
        ("Brought in by", claim.cue.clone()),
        ("Hedged by", Some(claim.hedges.join(", "))),
        ("Told by", Some(claim.chain.join(", who has it from "))),
        ("The view of", claim.holder.clone()),
        ("Said", claim.said_at.as_ref().map(time)),
        ("Speaks of", Some(times.join("; "))),
    ];
    let rows =
        rows.into_iter().filter_map(|(name, value)| Some((name, one_line(&value.filter(|value| !value.is_empty())?))));
    html! { dl.facts { @for (name, value) in rows { div { dt { (name) } dd dir="auto" { (value) } } } } }
}

/// A time as written, and as days where they are known.
fn time(time: &Time) -> String {
    match time.days {
        Some((first, last)) if first == last => format!("{} ({first})", time.words),
        Some((first, last)) => format!("{} ({first} to {last})", time.words),
        None => time.words.clone(),
    }
}

/// The reports and how far each is.
fn reports(queue: &Queue) -> Markup {
    let of = |report: usize| queue.entries.iter().enumerate().filter(move |(_, entry)| entry.report == report);
    let some = |report: usize, standing| of(report).filter(|(_, entry)| entry.standing == standing).count();
    html! {
        section.sec { h2 { "The reports" }
            div.scroll { table.each {
                thead { tr { th scope="col" { "Report" } @for head in ["open", "accepted", "refused", "in the case before"] { th.num scope="col" { (head) } } } }
                tbody { @for (at, report) in queue.reports.iter().enumerate().take(REPORTS) { tr {
                    th scope="row" { @match of(at).next() { Some((first, _)) => a.door href=(address(To::Review, &[("at", &first.to_string())])) { bdi { (title(report)) } }, None => bdi { (title(report)) } } }
                    @for standing in [Standing::Open, Standing::Accepted, Standing::Refused, Standing::There] { td.num { (some(at, standing)) } }
                } } }
            } }
            @if queue.reports.len() > REPORTS { p.note { "And " (count(queue.reports.len() - REPORTS, "more report", "more reports")) "." } }
            p.note { "Decisions are kept in " code { (statecraft_desk::JOURNAL) } " beside the case; " code { "statecraft read REPORTS --into CASE" } " goes on from them in the terminal, and this page from the terminal’s." }
        }
    }
}

fn title(report: &Report) -> String {
    one_line(report.title.as_deref().unwrap_or(&report.path))
}

fn words(claim: &Claim) -> String {
    one_line(&claim.quotes.join(" … "))
}

/// The first words, as many as fit.
fn short(words: &str, most: usize) -> String {
    let fits: String = words.chars().take(most).collect();
    if fits.len() == words.len() { fits } else { format!("{}…", fits.trim_end()) }
}

/// `31-60,72-80`.
fn places(spans: &[Span]) -> String {
    spans.iter().map(|[start, end]| format!("{start}-{end}")).collect::<Vec<_>>().join(",")
}

/// The places of such a text.
pub(crate) fn places_read(text: &str) -> Option<Vec<Span>> {
    let one = |part: &str| {
        let (start, end) = part.split_once('-')?;
        Some([start.parse().ok()?, end.parse().ok()?])
    };
    text.split(',').map(one).collect()
}

/// The sentence with what stands around it; the claim's words, its speaker and what brings it in are marked.
fn passage(document: &Document, claim: &Claim) -> Markup {
    let text = &document.text;
    let [start, end] = whole(claim);
    let (from, near) = (before(text, start, AROUND), before(text, start, NEAR));
    let (until, close) = (behind(text, end, AROUND), behind(text, end, NEAR));
    let mut cuts = vec![start, end];
    let marks = claim.spans.iter().chain(&claim.speaker_spans).chain(&claim.cue_spans);
    cuts.extend(marks.flatten().copied().filter(|&at| start < at && at < end && text.is_char_boundary(at)));
    cuts.sort_unstable();
    cuts.dedup();
    let part = |from: usize, to: usize| text.get(from..to).unwrap_or_default();
    html! {
        p.text dir="auto" {
            span.ctx { @if from > 0 { "… " } span.far { (part(from, near).trim_start()) } (part(near, start)) }
            span.sent { @for two in cuts.windows(2) { (piece(part(two[0], two[1]), two[0], claim)) } }
            span.ctx { (part(end, close)) span.far { (part(close, until).trim_end()) } @if until < text.len() { " …" } }
        }
        p.legend { span { mark { "what is said" } } span { b.spk { "who" } } span { i.cue { "what brings it in" } } }
    }
}

fn piece(words: &str, at: usize, claim: &Claim) -> Markup {
    let within = |spans: &[Span]| spans.iter().any(|span| span[0] <= at && at < span[1]);
    html! {
        @if within(&claim.spans) { mark { (words) } }
        @else if within(&claim.speaker_spans) { b.spk { (words) } }
        @else if within(&claim.cue_spans) { i.cue { (words) } }
        @else { (words) }
    }
}

/// From the first to the last of the sentence and of the words.
fn whole(claim: &Claim) -> Span {
    let starts = claim.spans.iter().map(|span| span[0]);
    let ends = claim.spans.iter().map(|span| span[1]);
    [starts.fold(claim.sentence[0], usize::min), ends.fold(claim.sentence[1], usize::max)]
}

/// Where the last words before a place begin, so many bytes at most, not inside a word.
fn before(text: &str, at: usize, most: usize) -> usize {
    let least = at.saturating_sub(most);
    if least == 0 {
        return 0;
    }
    let first = (least..=at).find(|&at| text.is_char_boundary(at)).unwrap_or(at);
    text[first..at].find(char::is_whitespace).map_or(at, |blank| first + blank)
}

/// Where the first words behind a place end, likewise.
fn behind(text: &str, at: usize, most: usize) -> usize {
    let last = at.saturating_add(most);
    if last >= text.len() {
        return text.len();
    }
    let last = (at..=last).rev().find(|&at| text.is_char_boundary(at)).unwrap_or(at);
    text[at..last].rfind(char::is_whitespace).map_or(at, |blank| at + blank)
}
