//! One decision after the other: the sentence in sight, one letter each, undo, and where one left off.

use super::into::{Desk, speaker};
use crate::terminal;
use anyhow::Context;
use serde::{Deserialize, Serialize};
use statecraft_read::claims::{Claim, Tier};
use statecraft_read::document::Document;
use statecraft_read::draft::Drafted;
use std::fs;
use std::io::BufRead;

/// A decision as it is kept beside the case.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct Decision {
    sha256: String,
    spans: Vec<[usize; 2]>,
    /// accepted or rejected
    decision: String,
    /// The claim's key in the case.
    #[serde(skip_serializing_if = "Option::is_none")]
    claim: Option<String>,
}

const HELP: &str = "  y accept   n reject   w another speaker   l later   u undo   q quit (what is decided stays)\n";

/// Asks about each claim that the case does not have and that nobody has rejected.
pub(super) fn review(desk: &mut Desk, documents: &[Document], drafts: &[Drafted]) -> anyhow::Result<()> {
    let mut journal = read(desk)?;
    let mut undo: Vec<(usize, String)> = Vec::new();
    let open: Vec<(&Document, &Claim)> = documents
        .iter()
        .zip(drafts)
        .flat_map(|(document, draft)| draft.claims.iter().map(move |claim| (document, claim)))
        .filter(|(document, claim)| !desk.shelf(document).has(document, claim))
        .filter(|(document, claim)| {
            !journal.iter().any(|one| one.sha256 == document.sha256 && one.spans == claim.spans)
        })
        .collect();
    terminal::say(&format!("{} to decide.\n{HELP}", open.len()))?;
    let mut lines = std::io::stdin().lock().lines();
    let mut at = 0;
    while let Some((document, claim)) = open.get(at) {
        terminal::say(&shown(document, claim, at + 1, open.len()))?;
        let Some(answer) = lines.next().transpose()? else { break };
        let name = speaker(claim).map(str::to_owned);
        match answer.trim() {
            "q" => break,
            "l" => at += 1,
            "u" => {
                if let Some((before, text)) = undo.pop() {
                    desk.back_to(&text)?;
                    journal.pop();
                    keep(desk, &journal)?;
                    at = before;
                }
            }
            "y" | "w" | "n" => {
                let name = if answer.trim() == "w" { asked(&mut lines)? } else { name };
                undo.push((at, desk.text()));
                let key =
                    if answer.trim() == "n" { None } else { Some(desk.add(document, claim, name.as_deref(), true)?) };
                let decision = if key.is_some() { "accepted" } else { "rejected" };
                journal.push(Decision {
                    sha256: document.sha256.clone(),
                    spans: claim.spans.clone(),
                    decision: decision.to_owned(),
                    claim: key,
                });
                keep(desk, &journal)?;
                at += 1;
            }
            _ => terminal::say(HELP)?,
        }
    }
    let left = open.len() - at.min(open.len());
    terminal::say(&format!("{} decided, {left} left. The same command goes on from here.\n", undo.len()))?;
    Ok(())
}

fn asked(lines: &mut impl Iterator<Item = std::io::Result<String>>) -> anyhow::Result<Option<String>> {
    terminal::say("  Who says it? (an empty line: the article itself)\n")?;
    let name = lines.next().transpose()?.unwrap_or_default();
    Ok(Some(name.trim().to_owned()).filter(|name| !name.is_empty()))
}

fn shown(document: &Document, claim: &Claim, number: usize, of: usize) -> String {
    let [start, end] = claim.sentence;
    let sentence = document.text.get(start..end).unwrap_or_default().split_whitespace().collect::<Vec<_>>().join(" ");
    let whose = if claim.tier == Tier::Whose { "\n  Whose words? The text does not tell for certain." } else { "" };
    format!("\n[{number} of {of}] {sentence}{whose}\n  -> {}\n", super::sentence(claim))
}

fn read(desk: &Desk) -> anyhow::Result<Vec<Decision>> {
    let path = desk.journal();
    let Ok(text) = fs::read_to_string(&path) else { return Ok(Vec::new()) };
    let lines = text.lines().filter(|line| !line.trim().is_empty());
    lines
        .map(|line| serde_json::from_str(line).with_context(|| format!("{} is damaged: {line}", path.display())))
        .collect()
}

fn keep(desk: &Desk, journal: &[Decision]) -> anyhow::Result<()> {
    let lines: Vec<String> = journal.iter().map(serde_json::to_string).collect::<Result<_, _>>()?;
    let path = desk.journal();
    fs::write(&path, lines.join("\n") + "\n").with_context(|| format!("cannot write {}", path.display()))
}
