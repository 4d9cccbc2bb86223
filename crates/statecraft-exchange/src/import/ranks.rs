//! A table of states × ranks: a row for each state, a column for each option with 1 or 0 and for each actor with its rank.
//!
//! An option's column is headed `actor.option` (or `actor: option`, `actor / option`), an actor's `rank.actor`, where 1 is best, or
//! `payoff.actor`, where more is better; the name of an actor alone counts as its rank. Settings that no row has cannot be. Without options
//! the states are those of a bare graph, and a table of `actor`, `from`, `to` has its moves.

use super::draft::{Draft, Keys, by_worth, plain, settings};
use super::number::{BigRational, number};
use super::options::Actors;
use super::sheet::{Cell, Sheet, folded, truth};
use super::{Fault, fault};
use statecraft::case::Rejected;
use statecraft::diag::{Span, shown};
use statecraft::expr::{Compare, Level, Name, parse_name};
use statecraft::graph::StateSet;
use statecraft::model::OptionSet;
use statecraft::patterns::patterns;
use statecraft::study::LaidOut;
use std::collections::HashMap;
use toml::Value;

/// With more options than this, settings that are missing are not looked for.
const MOST_OPTIONS: usize = 20;
/// So many rules say at most what cannot be.
const MOST_RULES: usize = 1000;

/// What the columns of a table have.
#[derive(Default)]
struct Columns {
    /// A column and the option in it, as a statement writes it.
    options: Vec<(usize, String)>,
    /// A column, the actor, and whether a smaller number is better.
    ranks: Vec<(usize, String, bool)>,
    label: Option<usize>,
}

pub(super) fn read(
    sheet: &Sheet,
    moves: Option<&Sheet>,
    actors: &mut Actors,
    draft: &mut Draft,
) -> Result<(), Rejected> {
    let reject = |problem: Fault| Rejected { file: sheet.file.clone(), problems: vec![problem] };
    let columns = Columns::of(sheet, actors, draft).map_err(reject)?;
    if columns.options.is_empty() {
        columns.bare(sheet, actors, draft).map_err(reject)?;
        return match moves {
            Some(moves) => moved(moves, sheet, actors, draft)
                .map_err(|problem| Rejected { file: moves.file.clone(), problems: vec![problem] }),
            None => {
                draft.note("the file does not say who can move: add [[moves]] with actor, from and to");
                Ok(())
            }
        };
    }
    if let Some(label) = columns.label {
        draft.lost(format!("the column “{}”", plain(&sheet.headings[label].text)));
    }
    let keys: Vec<String> = actors.all.iter().map(|actor| actor.key.clone()).collect();
    let all = draft.laid_out(&keys)?;
    let bits = columns.bits(&all.accounts[0]).map_err(reject)?;
    let rows = columns.settings(sheet, &bits).map_err(reject)?;
    columns.missing(&all.accounts[0], &rows, sheet, draft).map_err(reject)?;
    let study = draft.laid_out(&keys)?;
    let laid_out = &study.accounts[0];
    let Some(states) = settings(&laid_out.graph) else { return Ok(()) };
    for (column, actor, small) in &columns.ranks {
        let mut worth = Vec::new();
        for state in laid_out.graph.state_ids() {
            let Some(row) = rows.get(&states.code(state)) else { continue };
            worth.push(worth_of(&sheet.rows[*row][*column], *small).map_err(reject)?);
        }
        if worth.len() != laid_out.graph.len() {
            let problem = fault(Span::default(), "this setting is possible, and no row has it", "give it a row");
            return Err(reject(problem));
        }
        draft.ranking(actor, &by_worth(worth), laid_out);
        actors.ranked.push(actor.clone());
    }
    Ok(())
}

impl Columns {
    fn of(sheet: &Sheet, actors: &mut Actors, draft: &mut Draft) -> Result<Columns, Fault> {
        let mut columns = Columns::default();
        choices(sheet, actors, draft);
        let mut ranks: Vec<(usize, String, bool)> = Vec::new();
        let is_option = |at: usize| sheet.rows.iter().all(|row| truth(&row[at].text).is_some());
        for (at, heading) in sheet.headings.iter().enumerate().skip(1) {
            let text = heading.text.trim();
            if let Some((actor, small)) = rank_of(text) {
                ranks.push((at, actor.to_string(), small));
            } else if ["label", "name", "description"].contains(&folded(text).as_str()) {
                columns.label = Some(at);
            } else if let Some(option) = known(text, actors) {
                columns.options.push((at, option));
            } else if let Some((actor, option)) = parts(text).filter(|_| is_option(at)) {
                columns.options.push((at, declared(actor, option, actors, draft)));
            } else if actors.find(text).is_none() && !sheet.rows.is_empty() && is_option(at) {
                let help = format!("head the column with its actor: ACTOR: {}", plain(text));
                return Err(fault(heading.span, format!("whose option is “{}”?", shown(text)), help));
            } else if actors.find(text).is_some() || sheet.rows.iter().all(|row| number(&row[at].text).is_some()) {
                ranks.push((at, text.to_string(), true));
                draft.note("of ranks 1 counts as the best; head a column payoff.ACTOR where more is better");
            } else {
                draft.lost(format!("the column “{}”", plain(text)));
            }
        }
        for (at, written, small) in ranks {
            let actor = actors.named(&written, None, draft);
            columns.ranks.push((at, actors.all[actor].key.clone(), small));
        }
        if columns.ranks.is_empty() {
            let span = sheet.headings[0].span;
            return Err(fault(span, "no column has the ranks of an actor", "head one rank.ACTOR for each actor"));
        }
        draft.room(columns.options.len(), sheet.headings[0].span, "options")?;
        Ok(columns)
    }

    /// The bit of each column of an option.
    fn bits(&self, laid_out: &LaidOut) -> Result<Vec<(usize, usize)>, Fault> {
        let options = laid_out.model.options();
        let bit = |(column, name): &(usize, String)| {
            let bit = options.iter().position(|option| option.key == *name)?;
            Some((*column, bit))
        };
        let bits: Vec<(usize, usize)> = self.options.iter().filter_map(bit).collect();
        let without = options.iter().enumerate().find(|(at, _)| !bits.iter().any(|(_, bit)| bit == at));
        match without {
            None => Ok(bits),
            Some((_, option)) => {
                let message = format!("no column has the option {}", option.key);
                Err(fault(Span::default(), message, "give each option a column with 1 or 0"))
            }
        }
    }

    /// The row of each setting.
    fn settings(&self, sheet: &Sheet, bits: &[(usize, usize)]) -> Result<HashMap<OptionSet, usize>, Fault> {
        let mut rows = HashMap::new();
        for (at, row) in sheet.rows.iter().enumerate() {
            let mut setting = 0;
            for (column, bit) in bits {
                let cell = &row[*column];
                let taken = truth(&cell.text).ok_or_else(|| {
                    let message =
                        format!("“{}” says neither that the option is taken nor that it is not", shown(&cell.text));
                    fault(cell.span, message, "write 1 or 0, or Y or N")
                })?;
                setting |= OptionSet::from(taken) << bit;
            }
            if let Some(before) = rows.insert(setting, at) {
                let mut twice =
                    fault(row[0].span, "this state has the same options as another", "take one of the two out");
                twice.related.push((sheet.rows[before][0].span, "the other".into()));
                return Err(twice);
            }
        }
        Ok(rows)
    }

    /// Rules for the settings that no row has.
    fn missing(
        &self,
        all: &LaidOut,
        rows: &HashMap<OptionSet, usize>,
        sheet: &Sheet,
        draft: &mut Draft,
    ) -> Result<(), Fault> {
        let Some(states) = settings(&all.graph) else { return Ok(()) };
        let missing = StateSet::of(all.graph.len(), |state| !rows.contains_key(&states.code(state)));
        if let Some(row) = rows.iter().find(|(code, _)| states.find(**code).is_none()).map(|(_, row)| *row) {
            let span = sheet.rows[row][0].span;
            return Err(fault(
                span,
                "of a choice exactly one level holds, and not so here",
                "write 1 in the column of one level",
            ));
        }
        let many = || {
            fault(
                Span::default(),
                "too many settings are missing to say by rules which",
                "write the rules in a case file",
            )
        };
        if missing.is_empty() {
            return Ok(());
        }
        if all.model.options().len() > MOST_OPTIONS {
            return Err(many());
        }
        let found = patterns(all, &missing).filter(|found| found.len() <= MOST_RULES).ok_or_else(many)?;
        for pattern in found {
            let level = |name: &String| name.contains(" = ");
            let dropped = pattern.not_taken.iter().filter(|name| !level(name)).map(|name| format!("not {name}"));
            let levels = pattern.not_taken.iter().filter(|name| level(name));
            let told =
                |name: &&String| !pattern.taken.iter().any(|taken| level(taken) && choice(taken) == choice(name));
            let levels = levels.filter(told).map(|name| format!("not {name}"));
            let parts: Vec<String> = pattern.taken.iter().cloned().chain(dropped).chain(levels).collect();
            draft.rule(&[("never", parts.join(" and ").into())]);
        }
        Ok(())
    }

    /// The states of a bare graph.
    fn bare(&self, sheet: &Sheet, actors: &mut Actors, draft: &mut Draft) -> Result<(), Fault> {
        let names = state_names(sheet);
        for (row, name) in sheet.rows.iter().zip(&names) {
            let label = self.label.map(|at| plain(&row[at].text)).filter(|label| !label.is_empty());
            let label = label.or_else(|| Some(plain(&row[0].text)).filter(|label| label != name));
            let state: toml::Table = label.map(|label| ("label".to_string(), Value::from(label))).into_iter().collect();
            draft.add(|case| case.set(&["states", name], state));
        }
        for (column, actor, small) in &self.ranks {
            let worth =
                sheet.rows.iter().map(|row| worth_of(&row[*column], *small)).collect::<Result<Vec<_>, Fault>>()?;
            let name = |place: usize| Value::from(names[place - 1].as_str());
            let list = |list: Vec<usize>| Value::from(list.into_iter().map(name).collect::<Vec<_>>());
            let lists: Vec<Value> = by_worth(worth).into_iter().map(list).collect();
            let ranking = draft.supported([("ranking", lists.into())]);
            draft.add(|case| case.preference(actor, ranking));
            actors.ranked.push(actor.clone());
        }
        Ok(())
    }
}

/// The keys of the states of a table, in the order of its rows.
fn state_names(sheet: &Sheet) -> Vec<String> {
    let mut keys = Keys::default();
    sheet.rows.iter().map(|row| keys.of(&row[0].text, "state")).collect()
}

fn moved(moves: &Sheet, states: &Sheet, actors: &Actors, draft: &mut Draft) -> Result<(), Fault> {
    let names = state_names(states);
    let column = |name| moves.column(&[name]).unwrap_or(0);
    let (actor, ends) = (column("actor"), [column("from"), column("to")]);
    let known: HashMap<&str, &str> =
        states.rows.iter().zip(&names).map(|(row, name)| (row[0].text.as_str(), name.as_str())).collect();
    let state = |cell: &Cell| {
        let message = format!("“{}” is no state", shown(&cell.text));
        known
            .get(cell.text.as_str())
            .copied()
            .ok_or_else(|| fault(cell.span, message, "name one of the table of states"))
    };
    let mut all = Vec::new();
    for row in &moves.rows {
        let message = format!("“{}” is no actor", shown(&row[actor].text));
        let who = actors.find(&row[actor].text);
        let who =
            who.ok_or_else(|| fault(row[actor].span, message, "name one that has ranks in the table of states"))?;
        let keys =
            [("actor", actors.all[who].key.as_str()), ("from", state(&row[ends[0]])?), ("to", state(&row[ends[1]])?)];
        let step: toml::Table = keys.into_iter().map(|(key, value)| (key.to_string(), Value::from(value))).collect();
        all.push(Value::Table(step));
    }
    draft.add(|case| case.set(&["moves"], all));
    Ok(())
}

fn choice(level: &str) -> &str {
    level.split(" = ").next().unwrap_or_default()
}

/// How much a state is worth, so that more is better.
fn worth_of(cell: &Cell, small_is_better: bool) -> Result<BigRational, Fault> {
    let message = format!("“{}” is no rank", shown(&cell.text));
    let number = number(&cell.text).ok_or_else(|| fault(cell.span, message, "write a number for each state"))?;
    Ok(if small_is_better { -number } else { number })
}

/// The actor of a heading such as `rank.us`, `rank of US` or `US payoff`, and whether less is better.
fn rank_of(heading: &str) -> Option<(&str, bool)> {
    const WORDS: [(&str, bool); 6] =
        [("ranks", true), ("rank", true), ("payoff", false), ("payoffs", false), ("utility", false), ("value", false)];
    let marks = |c: char| c.is_whitespace() || ".:/-_".contains(c);
    let split = |at: usize| (heading[..at].trim_matches(marks), heading[at..].trim_matches(marks));
    let (first, rest) = split(heading.find(marks)?);
    let (start, last) = split(heading.rfind(marks)?);
    let word = |text: &str| WORDS.iter().find(|(word, _)| text.eq_ignore_ascii_case(word)).map(|(_, small)| *small);
    let of = |rest: &str| rest.len() > 3 && rest.get(..3).is_some_and(|of| of.eq_ignore_ascii_case("of "));
    let named = if of(rest) { rest[3..].trim() } else { rest };
    let before = word(first).map(|small| (named, small));
    before.or_else(|| word(last).map(|small| (start, small))).filter(|(actor, _)| !actor.is_empty())
}

/// The actor and the option of a heading.
fn parts(heading: &str) -> Option<(&str, &str)> {
    let marks = [". ", ": ", " / ", " - ", ".", ":", "/"];
    let (actor, option) = marks.iter().find_map(|mark| heading.split_once(mark))?;
    let (actor, option) = (actor.trim(), option.trim());
    (!actor.is_empty() && !option.is_empty()).then_some((actor, option))
}

/// Declares the actors of the headings, and the choices whose levels have a column each, headed as a statement writes them: `us.offer = 'half'`.
fn choices(sheet: &Sheet, actors: &mut Actors, draft: &mut Draft) {
    let mut found: Vec<(Name, Vec<String>)> = Vec::new();
    for (at, heading) in sheet.headings.iter().enumerate().skip(1) {
        let is_option = || sheet.rows.iter().all(|row| truth(&row[at].text).is_some());
        let written = parts(&heading.text).filter(|_| rank_of(&heading.text).is_none() && is_option());
        let Some((actor, _)) = written.filter(|_| known(&heading.text, actors).is_none()) else { continue };
        let name = parse_name(&heading.text);
        actors.named(name.as_ref().map_or(actor, |name| &name.actor), None, draft); // in the order of their options
        let Some(name) = name else { continue };
        let Some(level) = name.level.filter(|level| level.compare == Compare::Is) else { continue };
        let choice = Name::new(&name.actor, &name.option);
        match found.iter_mut().find(|(known, _)| *known == choice) {
            Some((_, levels)) => levels.push(level.text),
            None => found.push((choice, vec![level.text])),
        }
    }
    for (choice, levels) in found.into_iter().filter(|(_, levels)| levels.len() > 1) {
        let at = actors.named(&choice.actor, None, draft);
        let (key, name) = actors.option(at, &choice.option);
        let owner = actors.all[at].key.clone();
        draft.choice(&owner, &key, &choice.option, &levels);
        let told = |level: &String| (format!("{name} {}", Level::is(level)), level.clone());
        actors.all[at].options.extend(levels.iter().map(told));
    }
}

/// An option that is declared already.
fn known(heading: &str, actors: &Actors) -> Option<String> {
    let all = || actors.all.iter().flat_map(|actor| &actor.options);
    let named = all().find(|(name, _)| *name == heading || folded(name) == folded(heading));
    let mut labelled = all().filter(|(_, label)| folded(label) == folded(heading));
    let only = labelled.next().filter(|_| labelled.next().is_none());
    named.or(only).map(|(name, _)| name.clone())
}

/// An option that only this heading declares; a level of a choice as an option, unless it is written as a statement writes it.
fn declared(actor: &str, option: &str, actors: &mut Actors, draft: &mut Draft) -> String {
    let at = actors.named(actor, None, draft);
    let (key, name) = actors.option(at, option);
    let owner = actors.all[at].key.clone();
    draft.option(&owner, &key, option, None);
    actors.all[at].options.push((name.clone(), option.to_string()));
    name
}
