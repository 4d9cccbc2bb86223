//! How well the reading desk reads: its drafts against annotations by hand.
//!
//! A claim is hit if its content shares at least half of the letters of both together (Jaccard, blanks left out), matched one to one,
//! best first. Its speaker is right if the places overlap, or if neither names one.

use anyhow::Context;
use clap::Args as Arguments;
use statecraft_read::claims::{Claim, Tier};
use statecraft_read::document::Document;
use statecraft_read::draft::draft;
use std::ops::Range;
use std::path::{Path, PathBuf};

/// What to score on.
#[derive(Arguments)]
pub(crate) struct Args {
    /// Folders of texts (NAME.txt) with annotations (NAME.claims), or a table of claims in Markdown beside a folder `seeds`
    #[arg(required = true)]
    on: Vec<PathBuf>,
    /// Show what was missed and what was found in vain
    #[arg(long)]
    show: bool,
}

/// A claim as annotated: places of the content, and all places that would be the right speaker.
struct Gold {
    name: String,
    content: Vec<Range<usize>>,
    speakers: Vec<Range<usize>>,
}

/// What was found of one text or of several.
#[derive(Default, Clone, Copy)]
struct Count {
    gold: usize,
    drafted: usize,
    hit: usize,
    right: usize,
    agreed: usize,
    agreed_right: usize,
}

/// Scores on each folder or table.
#[allow(clippy::print_stdout)]
pub(crate) fn run(args: &Args) -> anyhow::Result<()> {
    for on in &args.on {
        let texts = if on.extension().is_some_and(|ending| ending == "md") { table(on)? } else { folder(on)? };
        let mut sum = Count::default();
        for (name, text, golds) in &texts {
            let count = score(name, text, golds, args.show);
            println!(
                "{name}: {} annotated, {} hit, {} with the right speaker, {} drafted; agreed {} of {} right",
                count.gold, count.hit, count.right, count.drafted, count.agreed_right, count.agreed
            );
            sum = plus(sum, count);
        }
        println!("{}: {}", on.display(), said(sum));
    }
    Ok(())
}

fn plus(a: Count, b: Count) -> Count {
    Count {
        gold: a.gold + b.gold,
        drafted: a.drafted + b.drafted,
        hit: a.hit + b.hit,
        right: a.right + b.right,
        agreed: a.agreed + b.agreed,
        agreed_right: a.agreed_right + b.agreed_right,
    }
}

fn said(count: Count) -> String {
    let percent = |part: usize, whole: usize| 100.0 * part as f64 / whole.max(1) as f64;
    let (precision, recall) = (percent(count.right, count.drafted), percent(count.right, count.gold));
    let f1 = 2.0 * precision * recall / (precision + recall).max(1e-9);
    format!(
        "content and speaker P {precision:.1} R {recall:.1} F1 {f1:.1}; speaker, given content {:.1}; agreed tier P {:.1} R {:.1}",
        percent(count.right, count.hit),
        percent(count.agreed_right, count.agreed),
        percent(count.agreed_right, count.gold)
    )
}

type Texts = Vec<(String, String, Vec<Gold>)>;

fn folder(folder: &Path) -> anyhow::Result<Texts> {
    let mut out = Vec::new();
    let entries = std::fs::read_dir(folder).with_context(|| format!("{} cannot be read", folder.display()))?;
    let mut paths: Vec<PathBuf> = entries.filter_map(|entry| Some(entry.ok()?.path())).collect();
    paths.sort();
    for path in paths.iter().filter(|path| path.extension().is_some_and(|ending| ending == "txt")) {
        let text = std::fs::read_to_string(path)?;
        let claims = std::fs::read_to_string(path.with_extension("claims"))
            .with_context(|| format!("{} has no annotations", path.display()))?;
        let name = path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
        out.push((name, text.clone(), annotated(&text, &claims)?));
    }
    Ok(out)
}

/// Lines of kind, speaker, cue and pieces of content, with tabs between; `...` joins first and last words.
fn annotated(text: &str, claims: &str) -> anyhow::Result<Vec<Gold>> {
    let mut out = Vec::new();
    for (number, line) in claims.lines().enumerate().filter(|(_, line)| !line.is_empty() && !line.starts_with('#')) {
        let fields: Vec<&str> = line.split('\t').collect();
        anyhow::ensure!(fields.len() >= 4, "line {} has no content: {line}", number + 1);
        let mut last = out.last().map_or(0, |last: &Gold| last.content.first().map_or(0, |first| first.start));
        let from =
            out.last().map_or(0, |last: &Gold| last.content.first().map_or(0, |first| first.start.saturating_sub(500)));
        let mut content = Vec::new();
        let mut at = from;
        for piece in &fields[3..] {
            let found = place(text, piece, last)
                .or_else(|| place(text, piece, at))
                .or_else(|| place(text, piece, 0))
                .with_context(|| format!("not in the text: {piece}"))?;
            (at, last) = (found.end, found.end);
            content.push(found);
        }
        let speakers = fields[1].split('|').flat_map(|speaker| everywhere(text, speaker)).collect();
        out.push(Gold { name: format!("{} {}", number + 1, fields[0]), content, speakers });
    }
    Ok(out)
}

/// Where words begin, not in the middle of a word.
fn find(text: &str, words: &str) -> Option<usize> {
    let inner = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    let whole = |at: &usize| !inner(text[..*at].chars().next_back()) && !inner(text[at + words.len()..].chars().next());
    text.match_indices(words).map(|found| found.0).find(whole)
}

/// Where words stand, `first ... last` from the first to the last.
fn place(text: &str, words: &str, from: usize) -> Option<Range<usize>> {
    let (first, last) = words.split_once(" ... ").unwrap_or((words, ""));
    let from = ceil(text, from);
    let start = from + find(text.get(from..)?, first)?;
    let end = start + first.len();
    Some(start..if last.is_empty() { end } else { end + text[end..].find(last)? + last.len() })
}

fn ceil(text: &str, mut at: usize) -> usize {
    while at < text.len() && !text.is_char_boundary(at) {
        at += 1;
    }
    at
}

fn everywhere(text: &str, words: &str) -> Vec<Range<usize>> {
    if words.trim().is_empty() || words == "-" {
        return Vec::new();
    }
    text.match_indices(words.trim()).map(|(at, found)| at..at + found.len()).collect()
}

/// The tables of `seed-claims.md`: `| A1 | segment | kind | speaker | cue | content |`.
fn table(path: &Path) -> anyhow::Result<Texts> {
    let claims = std::fs::read_to_string(path)?;
    let seeds = path.with_file_name("seeds");
    let mut files: Vec<PathBuf> = std::fs::read_dir(seeds)?.filter_map(|entry| Some(entry.ok()?.path())).collect();
    files.sort();
    let mut out = Vec::new();
    for (letter, file) in ["A", "B"].iter().zip(files) {
        let text = std::fs::read_to_string(file)?;
        let rows = claims.lines().map(|line| line.split('|').map(str::trim).collect::<Vec<_>>());
        let is_claim = |row: &Vec<&str>| {
            row.len() >= 7
                && row[1]
                    .strip_prefix(letter)
                    .is_some_and(|id| !id.is_empty() && id.bytes().all(|b| b.is_ascii_digit()))
        };
        let mut golds = Vec::new();
        for row in rows.filter(is_claim) {
            let (speaker, content) = if row.len() >= 8 { (row[4], row[6]) } else { (row[3], row[5]) };
            let content =
                content.split(" (reason").next().unwrap_or_default().split(" (inside").next().unwrap_or_default();
            let pieces = content.split(" + ").map(|piece| piece.replace("` ... `", " ... ").replace('`', ""));
            let content = pieces
                .map(|piece| {
                    place(&text, piece.trim(), 0).with_context(|| format!("{}: not in the text: {piece}", row[1]))
                })
                .collect::<Result<_, _>>()?;
            let speakers = speaker.split('`').skip(1).step_by(2).flat_map(|name| everywhere(&text, name)).collect();
            golds.push(Gold { name: row[1].to_owned(), content, speakers });
        }
        out.push((format!("seed {letter}"), text, golds));
    }
    Ok(out)
}

fn letters(text: &str, spans: impl Iterator<Item = Range<usize>>) -> Vec<usize> {
    let mut out: Vec<usize> =
        spans.flatten().filter(|&at| text.as_bytes().get(at).is_some_and(|byte| !byte.is_ascii_whitespace())).collect();
    out.sort_unstable();
    out.dedup();
    out
}

fn jaccard(a: &[usize], b: &[usize]) -> f64 {
    let shared = a.iter().filter(|at| b.binary_search(at).is_ok()).count();
    shared as f64 / (a.len() + b.len() - shared).max(1) as f64
}

#[allow(clippy::print_stdout)]
fn score(name: &str, text: &str, golds: &[Gold], show: bool) -> Count {
    let drafted = draft(&Document::new(name, text)).claims;
    let of_claim = |claim: &Claim| letters(text, claim.spans.iter().map(|span| span[0]..span[1]));
    let mut pairs = Vec::new();
    for (g, gold) in golds.iter().enumerate() {
        for (c, claim) in drafted.iter().enumerate() {
            pairs.push((jaccard(&letters(text, gold.content.iter().cloned()), &of_claim(claim)), g, c));
        }
    }
    pairs.sort_by(|a, b| b.0.total_cmp(&a.0));
    let (mut gold_of, mut claim_of) = (vec![None; drafted.len()], vec![None; golds.len()]);
    for (share, g, c) in pairs {
        if share >= 0.5 && gold_of[c].is_none() && claim_of[g].is_none() {
            gold_of[c] = Some(g);
            claim_of[g] = Some(c);
        }
    }
    let right = |c: usize| gold_of[c].is_some_and(|g| is_right(&golds[g], &drafted[c]));
    let agreed: Vec<usize> = (0..drafted.len()).filter(|&c| drafted[c].tier == Tier::Agreed).collect();
    if show {
        for (g, gold) in golds.iter().enumerate().filter(|(g, _)| claim_of[*g].is_none()) {
            println!(
                "   missed {}: {} [{g}]",
                gold.name,
                gold.content.iter().map(|span| &text[span.clone()]).collect::<Vec<_>>().join(" … ")
            );
        }
        for (c, claim) in drafted.iter().enumerate().filter(|(c, _)| !right(*c)) {
            let what = gold_of[c].map_or("in vain".to_owned(), |g| format!("speaker of {}", golds[g].name));
            println!(
                "   {what} ({:?}): {:?} / {:?}: {}",
                claim.tier,
                claim.speaker,
                claim.cue,
                claim.quotes.join(" … ")
            );
        }
    }
    Count {
        gold: golds.len(),
        drafted: drafted.len(),
        hit: gold_of.iter().flatten().count(),
        right: (0..drafted.len()).filter(|&c| right(c)).count(),
        agreed: agreed.len(),
        agreed_right: agreed.iter().filter(|&&c| right(c)).count(),
    }
}

fn is_right(gold: &Gold, claim: &Claim) -> bool {
    let touches =
        |span: &[usize; 2]| gold.speakers.iter().any(|speaker| speaker.start < span[1] && span[0] < speaker.end);
    if gold.speakers.is_empty() { claim.speaker.is_none() } else { claim.speaker_spans.iter().any(touches) }
}
