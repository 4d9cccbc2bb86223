//! One decision after the other: the sentence in sight, one letter each, undo, and where one left off.
//!
//! One report is drafted when its turn comes, so that a folder of many needs the memory of one. A report whose claims are all decided is
//! remembered and not drafted again by the same drafters.

use super::{Args, document, paths, with_others};
use crate::terminal;
use statecraft_desk::{Decision, Desk, Journal, Verdict, speaker};
use statecraft_read::claims::{Claim, Span, Tier};
use statecraft_read::document::Document;
use std::io::{BufRead, StdinLock};

const HELP: &str = "  y accept   n reject   w another speaker   l later   u undo   q quit (what is decided stays)\n";

/// What was decided, to be taken back: in which report, of which claim, and the case's text before.
struct Undo {
    report: usize,
    spans: Vec<Span>,
    text: String,
}

/// A review as it goes on.
struct Review<'a> {
    desk: &'a mut Desk,
    journal: Journal,
    lines: std::io::Lines<StdinLock<'static>>,
    undo: Vec<Undo>,
    later: usize,
}

/// Where to go on.
enum Next {
    Report,
    /// The claim of these places in an earlier report, or in this.
    Back(usize, Vec<Span>),
    End,
}

/// Asks about each claim that the case does not have and that nobody has rejected.
pub(super) fn review(desk: &mut Desk, args: &Args) -> anyhow::Result<()> {
    let files = paths(&args.files)?;
    let journal = Journal::open(desk.journal())?;
    let lines = std::io::stdin().lock().lines();
    let mut review = Review { desk, journal, lines, undo: Vec::new(), later: 0 };
    terminal::say(HELP)?;
    let (mut at, mut first) = (0, None);
    while let Some(path) = files.get(at) {
        let document = document(path, args.date)?;
        match review.report(args, &document, (at, files.len()), first.take())? {
            Next::Report => at += 1,
            Next::Back(report, spans) => (at, first) = (report, Some(spans)),
            Next::End => break,
        }
    }
    terminal::say(&format!(
        "{} decided, {} left for later, {} of {} reports gone through. The same command goes on from here.\n",
        review.undo.len(),
        review.later,
        at.min(files.len()),
        files.len()
    ))?;
    Ok(())
}

/// Who drafts: the program in this version, and whoever else is asked.
fn drafters(args: &Args) -> String {
    let others = [&args.drafter_command, &args.drafter, &args.model];
    let own = concat!("statecraft read ", env!("CARGO_PKG_VERSION")).to_owned();
    std::iter::once(own).chain(others.into_iter().flatten().cloned()).collect::<Vec<_>>().join(", ")
}

impl Review<'_> {
    /// Asks about the claims of one report, from the one of these places on.
    fn report(
        &mut self,
        args: &Args,
        document: &Document,
        of: (usize, usize),
        first: Option<Vec<Span>>,
    ) -> anyhow::Result<Next> {
        if self.journal.is_finished(document, &drafters(args)) {
            return Ok(Next::Report);
        }
        let drafted = with_others(args, document);
        let shelf = self.desk.shelf(document);
        let is_open =
            |claim: &&Claim| shelf.is_open(document, claim) && self.journal.verdict(&document.sha256, claim).is_none();
        let open: Vec<&Claim> = drafted.claims.iter().filter(is_open).collect();
        let start = first.and_then(|spans| open.iter().position(|claim| claim.spans == spans)).unwrap_or(0);
        let later = self.later;
        for (number, claim) in open.iter().enumerate().skip(start) {
            terminal::say(&shown(document, claim, (number + 1, open.len()), of))?;
            if let Some(next) = self.asked(document, claim, of.0)? {
                return Ok(next);
            }
        }
        if self.later == later && start == 0 {
            let finished = Decision::new(&document.sha256, &[], Verdict::Finished);
            self.journal.add(Decision { drafters: Some(drafters(args)), ..finished })?;
        }
        Ok(Next::Report)
    }

    /// Asks until there is an answer. Gives where to go on, if not with the next claim.
    fn asked(&mut self, document: &Document, claim: &Claim, report: usize) -> anyhow::Result<Option<Next>> {
        loop {
            let Some(answer) = self.lines.next().transpose()? else { return Ok(Some(Next::End)) };
            match answer.trim() {
                "q" => return Ok(Some(Next::End)),
                "l" => self.later += 1,
                "u" => match self.undo.pop() {
                    Some(last) => {
                        self.desk.back_to(&last.text)?;
                        self.journal.undo()?;
                        return Ok(Some(Next::Back(last.report, last.spans)));
                    }
                    None => {
                        terminal::say("  Nothing was decided since you began.\n")?;
                        continue;
                    }
                },
                answer @ ("y" | "w" | "n") => {
                    if let Err(why) = self.decide(answer, document, claim, report) {
                        terminal::say(&format!("  {why}\n"))?;
                        continue;
                    }
                }
                _ => {
                    terminal::say(HELP)?;
                    continue;
                }
            }
            return Ok(None);
        }
    }

    fn decide(&mut self, answer: &str, document: &Document, claim: &Claim, report: usize) -> anyhow::Result<()> {
        let name = if answer == "w" { self.named()? } else { speaker(claim).map(str::to_owned) };
        let text = self.desk.text();
        let mut line = Decision::new(&document.sha256, &claim.spans, Verdict::Rejected);
        if answer == "n" {
            line.claim = self.desk.refuse(document, claim)?;
        } else {
            let added = self.desk.add(document, claim, name.as_deref(), true)?;
            line.decision = Verdict::Accepted;
            line.claim = Some(added.key);
            line.confirmed = added.confirmed;
            line.speaker = name;
        }
        self.undo.push(Undo { report, spans: claim.spans.clone(), text });
        self.journal.add(line)?;
        Ok(())
    }

    fn named(&mut self) -> anyhow::Result<Option<String>> {
        terminal::say("  Who says it? (an empty line: the article itself)\n")?;
        let name = self.lines.next().transpose()?.unwrap_or_default();
        Ok(Some(name.trim().to_owned()).filter(|name| !name.is_empty()))
    }
}

fn shown(
    document: &Document,
    claim: &Claim,
    (number, all): (usize, usize),
    (report, reports): (usize, usize),
) -> String {
    let [start, end] = claim.sentence;
    let sentence = document.text.get(start..end).unwrap_or_default().split_whitespace().collect::<Vec<_>>().join(" ");
    let whose = if claim.tier == Tier::Whose { "\n  Whose words? The text does not tell for certain." } else { "" };
    let place = if reports > 1 { format!(", report {} of {reports}", report + 1) } else { String::new() };
    format!("\n[{number} of {all}{place}] {sentence}{whose}\n  -> {}\n", super::sentence(claim))
}
