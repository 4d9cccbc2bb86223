//! `read --decisions A B`: what several readers decided of the same claims, side by side.

use crate::cmd::{AnswerFormat, plural};
use crate::terminal;
use statecraft_desk::Verdict;
use statecraft_desk::readers::{Readers, side_by_side};
use std::fmt::Write as _;
use std::path::PathBuf;

/// Tells how far readers agree.
pub(super) fn tell(paths: &[PathBuf], format: AnswerFormat) -> anyhow::Result<()> {
    let found = side_by_side(paths)?;
    match format {
        AnswerFormat::Json => terminal::say_json(&found)?,
        AnswerFormat::Text => terminal::say(&text(&found))?,
    }
    Ok(())
}

fn text(found: &Readers) -> String {
    let name = |reader: usize| found.readers[reader].as_str();
    let figure = |value: Option<f64>| value.map_or("not told".to_owned(), |value| format!("{value:.2}"));
    let mut out = format!(
        "{} decided by at least two of {}.\n",
        plural(found.agreement.claims, "claim"),
        plural(found.readers.len(), "reader")
    );
    for pair in &found.agreement.pairs {
        let [one, other] = pair.readers;
        let _ = writeln!(
            out,
            "  {} and {}: alike on {} of {}; Cohen's kappa {}",
            name(one),
            name(other),
            pair.alike,
            pair.both,
            figure(pair.kappa)
        );
    }
    let _ = writeln!(out, "  all: Krippendorff's alpha {}", figure(found.agreement.alpha));
    if !found.disputed.is_empty() {
        out.push_str("\nWhere they differ:\n");
    }
    for claim in &found.disputed {
        let unknown =
            || format!("bytes {:?} of the text {}", claim.spans, claim.sha256.chars().take(12).collect::<String>());
        let _ = writeln!(out, "\n  {}", claim.words.clone().unwrap_or_else(unknown));
        for (reader, decided) in claim.decided.iter().enumerate() {
            let does = match decided {
                None => "has not decided".to_owned(),
                Some(Verdict::Accepted) => {
                    format!("accepts, said by {}", claim.speakers[reader].as_deref().unwrap_or("the article itself"))
                }
                Some(_) => "rejects".to_owned(),
            };
            let _ = writeln!(out, "    {}: {does}", name(reader));
        }
    }
    out
}
