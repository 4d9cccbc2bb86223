//! What that stands on: what it rests on, what to watch, how sure it is.

use super::names;
use super::notes::quote_of;
use super::page::{Block, Sentence};
use super::words::{MOST, Writer, plain};
use crate::answers::brief::{BriefOutcome, Fragile, Holds, Linchpin, OptionSign, ResponseTest, Settled};
use crate::answers::change::EditInWords;
use crate::believable::Hold;
use crate::model::{Model, Preference};
use crate::phrase::english::{capital, list};
use crate::sentences;

impl Writer<'_> {
    pub(super) fn rests_on(&mut self) -> Vec<Block> {
        let Some(rests) = self.brief.rests_on.clone() else { return Vec::new() };
        let most = match self.left_out {
            10.. => 1,
            4.. => 2,
            _ => 3,
        };
        let points =
            rests.claims.iter().take(most).map(|linchpin| vec![self.linchpin(linchpin, rests.outcomes)]).collect();
        let mut last = Vec::new();
        if let Some(assumption) = &rests.assumption {
            last.push(self.assumption(assumption, rests.outcomes));
        } else if rests.outcomes > 0 && rests.not_computed == 0 {
            let hold = if rests.outcomes == 1 { "the outcome still holds" } else { "these outcomes still hold" };
            last.push(plain(format!("Whichever one assumption of the analyst is left out, {hold}.")));
        }
        if self.study.case.lines().iter().all(|line| line.support.claims.is_empty()) {
            last.push(plain(
                "No sentence of a source stands behind any of this: every line is the analyst's assumption.",
            ));
        }
        vec![Block::Numbered(points), Block::Paragraph(last)]
    }

    /// What falls of the outcomes from which nobody gains by moving alone.
    fn falls(&self, linchpin: &Linchpin, of: usize) -> String {
        let named = |(outcome, name): (&BriefOutcome, &String)| {
            let gone = |holds: &&Holds| {
                linchpin.lost.iter().any(|(account, state)| *account == holds.account && *state == holds.state)
            };
            let at_rest = outcome.holds.iter().filter(|holds| holds.hold == Hold::AtRest).count();
            let lost: Vec<&Holds> = outcome.holds.iter().filter(gone).collect();
            let ids: Vec<String> = lost.iter().filter_map(|holds| holds.account.clone()).collect();
            match lost.len() {
                0 => None,
                some if some == at_rest => Some(name.clone()),
                _ => Some(format!("{name} {}", self.under(&ids))),
            }
        };
        let names: Vec<String> = self.told().filter_map(named).collect();
        match linchpin.lost.len() {
            all if all == of && of > 1 => "all of these outcomes fall".to_string(),
            _ if names.is_empty() => "outcomes fall that are not told here".to_string(),
            _ if names.len() == 1 => format!("{} no longer holds", names[0]),
            _ => format!("{} no longer hold", list(&names)),
        }
    }

    fn linchpin(&mut self, linchpin: &Linchpin, of: usize) -> Sentence {
        let key = linchpin.claim.clone().unwrap_or_default();
        let claim = self.study.case.claim(&key);
        let quote = claim.map(quote_of);
        let who = claim.and_then(|claim| claim.speaker.as_ref()).map(|who| format!(" ({who})")).unwrap_or_default();
        let notes = self.notes.claim(&key).into_iter().chain(self.notes.lines(&linchpin.lines)).collect();
        let text = format!("“{}”{who}: without it {}.", quote.unwrap_or_default(), self.falls(linchpin, of));
        Sentence { text, notes }
    }

    fn assumption(&mut self, linchpin: &Linchpin, of: usize) -> Sentence {
        let line = self.study.case.lines().into_iter().find(|line| linchpin.lines.contains(&line.id));
        let why = line.and_then(|line| line.support.assumption.clone()).unwrap_or_default();
        let notes = self.notes.lines(&linchpin.lines).into_iter().collect();
        let text = format!("One assumption carries most: “{why}”. Without it {}.", self.falls(linchpin, of));
        Sentence { text, notes }
    }

    pub(super) fn watch(&mut self) -> Vec<Vec<Sentence>> {
        let mut points: Vec<Vec<Sentence>> = Vec::new();
        for test in self.brief.tests.clone().iter().take(2) {
            points.push(vec![self.response_test(test)]);
        }
        for sign in self.signs().into_iter().cloned().collect::<Vec<_>>() {
            points.push(vec![self.sign(&sign)]);
        }
        points.truncate(match self.left_out {
            9.. => 2,
            5.. => 3,
            _ => MOST,
        });
        let changes = |it: &&Settled| it.everywhere && it.today.is_some_and(|today| today != it.taken);
        let surprise: Vec<String> =
            self.brief.settled.iter().filter(changes).map(|it| self.label(&it.option)).collect();
        if !surprise.is_empty() && self.is_several() && self.left_out < 3 {
            let any = if surprise.len() == 1 { "that does" } else { "one of these does" };
            let text = format!("{}: if {any} not change, it speaks against every explanation.", list(&surprise));
            points.push(vec![plain(capital(&text))]);
        }
        points
    }

    fn response_test(&mut self, test: &ResponseTest) -> Sentence {
        let (actor, by) = (self.words().actor(&test.actor).to_string(), self.words().actor(&test.by).to_string());
        let responses: Vec<String> = test
            .responses
            .iter()
            .map(|response| match (response.takes.is_empty(), response.drops.is_empty()) {
                (true, true) => format!("doing nothing new, for {}", names::accounts(self.study, &response.accounts)),
                _ => format!(
                    "{} speaks for {}",
                    self.doing(&response.takes, &response.drops),
                    names::accounts(self.study, &response.accounts)
                ),
            })
            .collect();
        let mut responses = responses;
        responses.sort_by_key(|response| response.starts_with("doing nothing"));
        let notes = test.takes.iter().chain(&test.drops).flat_map(|option| self.notes.option(option)).collect();
        let doing = self.doing(&test.takes, &test.drops);
        let text = format!("If {actor} moves first by {doing}: {by} {}.", responses.join("; "));
        Sentence { text, notes }
    }

    fn sign(&mut self, sign: &OptionSign) -> Sentence {
        let label = self.label(&sign.option);
        let against = |ids: &[String]| format!("speaks against {}", names::accounts(self.study, ids));
        let (seen, unseen) = match sign.today {
            Some(true) => ("goes on", "ends"),
            _ => ("comes", "does not come"),
        };
        let parts = [
            (!sign.never.is_empty()).then(|| format!("{seen}, that {}", against(&sign.never))),
            (!sign.always.is_empty()).then(|| format!("{unseen}, that {}", against(&sign.always))),
        ];
        let parts: Vec<String> = parts.into_iter().flatten().collect();
        let text = format!("If {label} {}.", parts.join("; if it "));
        Sentence { text, notes: self.notes.option(&sign.option) }
    }

    pub(super) fn how_sure(&mut self) -> Vec<Sentence> {
        let mut told = Vec::new();
        let fewest = self.brief.accounts.iter().map(|account| account.origins).min().unwrap_or(0);
        let thin = self.brief.accounts.iter().filter(|account| account.origins == fewest && fewest <= 1);
        let ids: Vec<String> = thin.filter_map(|account| account.id.clone()).collect();
        if !ids.is_empty() {
            let rests = if ids.len() == 1 { "rests" } else { "rest" };
            let on = match (fewest, ids.len()) {
                (0, 1) => "no source of its own",
                (0, _) => "no sources of their own",
                _ => "one origin alone",
            };
            told.push(plain(match ids.len() {
                all if all > 1 && all == self.brief.accounts.len() && fewest == 0 => {
                    "None of the explanations rests on a source of its own.".to_string()
                }
                _ => format!("{} {rests} on {on}.", names::accounts(self.study, &ids)),
            }));
        }
        for account in &self.brief.accounts {
            let (Some(id), false) = (&account.id, account.against.is_empty()) else { continue };
            let notes = account.against.iter().filter_map(|claim| self.notes.claim(claim)).collect();
            let first = account.against.first().and_then(|claim| self.study.case.claim(claim));
            let quote = first.map(quote_of);
            let account = names::account(self.study, id);
            let text = match quote {
                Some(quote) if self.left_out < 7 => format!("Against {account} stands “{quote}”."),
                _ => format!("Some sentences of the sources speak against {account}."),
            };
            told.push(Sentence { text, notes });
        }
        told.extend(self.fragile());
        told
    }

    /// By how small a change the outcomes would fall from which nobody gains by moving alone.
    fn fragile(&mut self) -> Option<Sentence> {
        let all = self.brief.fragile.as_ref().filter(|all| !all.is_empty())?;
        let is_assumed = |edit: &EditInWords| edit.claims.is_empty();
        let same = |one: &EditInWords, other: &EditInWords| {
            (&one.actor, &one.does, &one.wants, &one.other.as_ref().map(|it| &it.wants))
                == (&other.actor, &other.does, &other.wants, &other.other.as_ref().map(|it| &it.wants))
        };
        let felled = |edit: &EditInWords| -> Vec<&Fragile> {
            all.iter().filter(|one| one.edits.iter().any(|other| same(edit, other))).collect()
        };
        let edits = all.iter().flat_map(|one| &one.edits);
        // The first of those that fell most; a change of an assumption before one of what a source says.
        let best = edits.rev().max_by_key(|edit| (felled(edit).len(), is_assumed(edit)));
        let Some(edit) = best else {
            let by_lines = |model: &Model| model.preferences.iter().all(|it| matches!(it, Preference::Statements(_)));
            if !self.study.accounts.iter().all(|account| by_lines(&account.model)) {
                return None;
            }
            let text =
                "No change of one wish alone would fell any of the outcomes that last without fear of an answer.";
            return Some(plain(text));
        };
        let fallen = felled(edit);
        let is_felled =
            |holds: &Holds| fallen.iter().any(|one| one.account == holds.account && one.state == holds.state);
        let told = self.told().filter(|(outcome, _)| outcome.holds.iter().any(is_felled));
        let names: Vec<String> = told.map(|(_, name)| name.clone()).collect();
        let mut ids: Vec<String> = fallen.iter().filter_map(|one| one.account.clone()).collect();
        ids.dedup();
        let everywhere = ids.is_empty() || ids.len() == self.brief.accounts.len();
        let under = if everywhere { String::new() } else { format!("{}, ", self.under(&ids)) };
        let change = if is_assumed(edit) { "one changed assumption fells" } else { "one changed wish fells" };
        let which = if self.is_all(&names) { "each of these outcomes".to_string() } else { list(&names) };
        let how = sentences::change::edit(self.model, edit);
        let how = if self.left_out >= 8 { String::new() } else { format!(": if {how}") };
        let text = format!("{under}{change} {which}{how}.");
        let notes = self.notes.lines(std::slice::from_ref(&edit.id)).into_iter().collect();
        Some(Sentence { text: capital(&text), notes })
    }
}
