//! `read --ties` and `read --compare`: what reports say of how actors stand to each other, and two reports side by side.
//!
//! Ties are asked of reports and not of a case: a case keeps what its model needs, and most deeds between actors never become options.

use super::AnswerFormat;
use crate::terminal;
use anyhow::{Context, bail};
use statecraft::draw::{Arrow, Look, Node, Picture};
use statecraft_read::compare::{Comparison, Pair, Relation, Telling, compare};
use statecraft_read::deeds::Sign;
use statecraft_read::draft::Drafted;
use statecraft_read::ties::{Tie, Ties, Told, ties};
use statecraft_read::times::Date;
use std::fmt::Write as _;
use std::fs::File;
use std::io::Write as _;
use std::path::Path;

/// Tells the ties, and draws them where a file is named.
pub(super) fn tell_ties(
    drafts: &[Drafted],
    dates: &[Option<Date>],
    format: AnswerFormat,
    picture: Option<&Path>,
) -> anyhow::Result<()> {
    let ties = ties(drafts, dates);
    if let Some(path) = picture {
        let file = File::create_new(path);
        file.and_then(|mut file| file.write_all(drawn(&ties).svg().as_bytes()))
            .with_context(|| format!("cannot write {}; name a file that is not there yet", path.display()))?;
    }
    match format {
        AnswerFormat::Json => terminal::say_json(&ties)?,
        AnswerFormat::Text => terminal::say(&text(&ties))?,
    }
    Ok(())
}

fn word(sign: Sign) -> &'static str {
    match sign {
        Sign::Supportive => "supportive",
        Sign::Hostile => "hostile",
        Sign::Mixed => "mixed",
    }
}

/// A name of the serialised form, as a word.
fn name(value: &impl serde::Serialize) -> String {
    serde_json::to_value(value).ok().and_then(|value| value.as_str().map(str::to_owned)).unwrap_or_default()
}

fn text(ties: &Ties) -> String {
    if ties.ties.is_empty() {
        return "No report tells of a deed of one named actor towards another that the lexicon knows.\n".to_owned();
    }
    let mut out = "Ties that the reports tell of: proposals of a small lexicon, each with its sentence.\n".to_owned();
    for tie in &ties.ties {
        let _ = writeln!(out, "\n{} → {}: {}", tie.from, tie.to, word(tie.sign));
        tie.events.iter().for_each(|told| out.push_str(&told_line(told)));
    }
    if !ties.triangles.is_empty() {
        out.push_str("\nTriangles, as described (balance is no law):\n");
    }
    for triangle in &ties.triangles {
        let state = if triangle.balanced { "balanced" } else { "not balanced" };
        let _ = writeln!(out, "  {}: {state}", triangle.actors.join(", "));
    }
    for odd in &ties.odd {
        let _ = writeln!(out, "\nThe odd one out: {}", odd.question);
    }
    out
}

fn told_line(told: &Told) -> String {
    let by = told.by.as_deref().unwrap_or("the report itself");
    let time = told.time.as_ref().map(|time| match time.days {
        Some((first, last)) if first == last => format!(", {} ({first})", time.words),
        Some((first, last)) => format!(", {} ({first} to {last})", time.words),
        None => format!(", {}", time.words),
    });
    format!(
        "  {}, {} ({}{}), says {by}: {}\n",
        name(&told.event),
        word(told.sign),
        name(&told.status),
        time.unwrap_or_default(),
        told.sentence
    )
}

/// Boxes for actors; an arrow for each tie, its sign as a word beside it.
fn drawn(ties: &Ties) -> Picture {
    let place = |name: &str| ties.actors.iter().position(|actor| actor == name).unwrap_or_default();
    let look = |sign| match sign {
        Sign::Supportive => Look::Good,
        Sign::Hostile => Look::Bad,
        Sign::Mixed => Look::Plain,
    };
    let arrow = |tie: &Tie| Arrow {
        from: place(&tie.from),
        to: place(&tie.to),
        label: word(tie.sign).to_owned(),
        look: look(tie.sign),
    };
    let node = |name: &String| Node { title: name.clone(), lines: Vec::new(), look: Look::Plain };
    Picture {
        title: "How the reports say that actors stand to each other".to_owned(),
        boxes: ties.actors.iter().map(node).collect(),
        arrows: ties.ties.iter().map(arrow).collect(),
    }
}

/// Tells two reports side by side.
pub(super) fn tell_comparison(
    drafts: Vec<Drafted>,
    dates: &[Option<Date>],
    format: AnswerFormat,
) -> anyhow::Result<()> {
    let (Ok(pair), [one, two]) = (<[Drafted; 2]>::try_from(drafts), dates) else {
        bail!("--compare takes two reports; name two files");
    };
    let comparison = compare(&pair, [*one, *two]);
    match format {
        AnswerFormat::Json => terminal::say_json(&comparison)?,
        AnswerFormat::Text => terminal::say(&side_by_side(&comparison))?,
    }
    Ok(())
}

fn side_by_side(comparison: &Comparison) -> String {
    let [first, second] = &comparison.reports;
    let mut out = format!("A: {first}\nB: {second}\n");
    let headings = [
        (Relation::Sign, "One tells that it is done, the other that it is not"),
        (Relation::Value, "Other numbers"),
        (Relation::Date, "Other days"),
        (Relation::Explanation, "Another reason"),
        (Relation::Same, "Both tell it"),
    ];
    for (relation, heading) in headings {
        let pairs: Vec<&Pair> = comparison.pairs.iter().filter(|pair| pair.relation == relation).collect();
        if !pairs.is_empty() {
            let _ = writeln!(out, "\n{heading}:");
        }
        for pair in pairs {
            let origin = if pair.one_origin { "   [one origin: counts once]" } else { "" };
            let _ = writeln!(
                out,
                "  {}{origin}\n    A{}\n    B{}",
                line(&pair.first),
                said(&pair.first),
                said(&pair.second)
            );
        }
    }
    for (name, only) in [("A", &comparison.only_first), ("B", &comparison.only_second)] {
        if !only.is_empty() {
            let _ = writeln!(out, "\nOnly {name} tells it, which the other does not deny:");
        }
        only.iter().for_each(|telling| {
            let _ = writeln!(out, "  {}", line(telling));
        });
    }
    out
}

fn line(telling: &Telling) -> String {
    format!("{}: {}", telling.actor, telling.what)
}

fn said(telling: &Telling) -> String {
    format!(", {}: {}", telling.by.as_deref().unwrap_or("the report itself"), telling.sentence)
}
