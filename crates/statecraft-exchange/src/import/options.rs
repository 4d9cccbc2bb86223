//! A table of options × actors: a row for each option, with its actor; or a column for each actor, marked where the option is its own.
//!
//! Beside `actor` and `option` a list may have `name` (of the actor; then `actor` has its key), `label` (of the option; then `option` has
//! its key), `level`, `one way` and `today`, and for each actor a column with the weight that it gives the option.

use super::draft::{Draft, Keys, levels, plain};
use super::sheet::{Cell, Sheet, folded, truth};
use super::{Fault, fault};
use statecraft::case::Decimal;
use statecraft::diag::shown;
use statecraft::expr::Level;
use toml::{Table, Value};

/// The actors of a table, with their options.
#[derive(Default)]
pub(super) struct Actors {
    pub(super) all: Vec<Actor>,
    keys: Keys,
    /// Whose preference is written.
    pub(super) ranked: Vec<String>,
}

pub(super) struct Actor {
    pub(super) key: String,
    pub(super) name: String,
    /// The options and levels as a statement writes them, and their labels.
    pub(super) options: Vec<(String, String)>,
    keys: Keys,
}

/// Rows that belong together: an option, or the levels of a choice.
struct Rows<'s> {
    actor: usize,
    written: &'s Cell,
    rows: Vec<&'s Vec<Cell>>,
}

impl Actors {
    /// The actor that goes by this name or key; a new one if there is none.
    pub(super) fn named(&mut self, written: &str, name: Option<&str>, draft: &mut Draft) -> usize {
        if let Some(at) = self.find(written) {
            return at;
        }
        let key = self.keys.of(written, "actor");
        let name = plain(name.unwrap_or(written));
        draft.actor(&key, &name);
        self.all.push(Actor { key, name: plain(written), options: Vec::new(), keys: Keys::default() });
        self.all.len() - 1
    }

    pub(super) fn find(&self, written: &str) -> Option<usize> {
        let written = folded(written);
        self.all.iter().position(|actor| folded(&actor.key) == written || folded(&actor.name) == written)
    }

    /// A key for an option of an actor, as a statement writes it.
    pub(super) fn option(&mut self, actor: usize, written: &str) -> (String, String) {
        let actor = &mut self.all[actor];
        let key = actor.keys.of(written, "option");
        let name = format!("{}.{key}", actor.key);
        (key, name)
    }

    /// Says of everybody whose preference is not written that it is unknown.
    pub(super) fn unknown(&self, draft: &mut Draft) {
        for actor in self.all.iter().filter(|actor| !self.ranked.contains(&actor.key)) {
            draft.note(format!("the file does not say what {} wants: write it in place of `unknown`", actor.name));
            let unknown = draft.supported([("unknown", true.into())]);
            draft.add(|case| case.set(&["preferences", &actor.key], unknown));
        }
    }
}

pub(super) fn read(sheet: &Sheet, draft: &mut Draft) -> Result<Actors, Fault> {
    let mut actors = Actors::default();
    let listed = if sheet.column(&["actor"]).is_none() { Some(listed(sheet)?) } else { None };
    let sheet = listed.as_ref().unwrap_or(sheet);
    let column = |names| sheet.column(names).unwrap_or(0);
    let columns = Columns::of(sheet, column(&["actor"]), column(&["option", "options"]));
    let mut groups: Vec<Rows> = Vec::new();
    for row in &sheet.rows {
        draft.room(groups.len(), row[columns.option].span, "options and levels")?;
        let (actor, option) = (&row[columns.actor], &row[columns.option]);
        for (cell, what) in [(actor, "actor"), (option, "option")] {
            if cell.text.is_empty() {
                return Err(fault(cell.span, format!("this row has no {what}"), format!("name its {what}")));
            }
        }
        let name = columns.name.map(|at| row[at].text.as_str()).filter(|name| !name.is_empty());
        let actor = actors.named(&actor.text, name, draft);
        let level = columns.level.is_some_and(|at| !row[at].text.is_empty());
        match groups.iter_mut().find(|group| group.actor == actor && group.written.text == option.text) {
            Some(group) if level => group.rows.push(row),
            Some(group) => {
                let place = group.written.span;
                let mut twice = fault(option.span, "this option stands here twice", "take one of the two out");
                twice.related.push((place, "the first".into()));
                return Err(twice);
            }
            None => groups.push(Rows { actor, written: option, rows: vec![row] }),
        }
    }
    columns.write(sheet, &groups, &mut actors, draft)?;
    Ok(actors)
}

/// Where what stands.
struct Columns {
    actor: usize,
    name: Option<usize>,
    option: usize,
    label: Option<usize>,
    level: Option<usize>,
    one_way: Option<usize>,
    today: Option<usize>,
}

impl Columns {
    fn of(sheet: &Sheet, actor: usize, option: usize) -> Columns {
        Columns {
            actor,
            option,
            name: sheet.column(&["name", "actor name", "name of the actor"]),
            label: sheet.column(&["label", "description"]),
            level: sheet.column(&["level"]),
            one_way: sheet.column(&["one way", "direction"]),
            today: sheet.column(&["today", "status quo"]),
        }
    }

    fn write(&self, sheet: &Sheet, groups: &[Rows], actors: &mut Actors, draft: &mut Draft) -> Result<(), Fault> {
        let (mut today, mut weights) = (Vec::new(), vec![Table::new(); actors.all.len()]);
        let fixed = [Some(self.actor), Some(self.option), self.name, self.label, self.level, self.one_way, self.today];
        let of_actors: Vec<(usize, usize)> = (0..sheet.headings.len())
            .filter(|at| !fixed.contains(&Some(*at)))
            .filter_map(|at| Some((at, actors.find(&sheet.headings[at].text)?)))
            .collect();
        let other = |at: &usize| !fixed.contains(&Some(*at)) && !of_actors.iter().any(|(column, _)| column == at);
        for at in (0..sheet.headings.len()).filter(other) {
            draft.lost(format!("the column “{}”", plain(&sheet.headings[at].text)));
        }
        let count = groups.iter().map(|group| group.rows.len()).sum();
        draft.room(count, sheet.headings[self.option].span, "options and levels")?;
        for group in groups {
            let names = self.declare(group, actors, draft)?;
            for (row, name) in group.rows.iter().zip(&names) {
                if self.today.map(|at| said(&row[at])).transpose()?.unwrap_or(false) {
                    today.push(name.clone());
                }
                for (column, actor) in &of_actors {
                    if let Some(weight) = weight(&row[*column])? {
                        weights[*actor].insert(name.clone(), weight);
                    }
                }
            }
            let label =
                |at: Option<usize>, row: &[Cell]| at.map(|at| row[at].text.clone()).filter(|label| !label.is_empty());
            let labels = group.rows.iter().map(|row| {
                let option = label(self.label, row).unwrap_or(group.written.text.clone());
                label(self.level, row).map_or(option.clone(), |level| format!("{option} {level}"))
            });
            actors.all[group.actor].options.extend(names.into_iter().zip(labels));
        }
        if !today.is_empty() {
            let taken: Vec<Value> = today.into_iter().map(Value::from).collect();
            let today = draft.supported([("taken", taken.into())]);
            draft.add(|case| case.set(&["status_quo"], today));
        }
        for (weights, (_, actor)) in weights
            .into_iter()
            .enumerate()
            .filter_map(|(at, weights)| Some((weights, of_actors.iter().find(|(_, actor)| *actor == at)?)))
        {
            let key = actors.all[*actor].key.clone();
            let order = draft.supported([("weights", Value::Table(weights))]);
            draft.add(|case| case.preference(&key, order));
            actors.ranked.push(key);
        }
        Ok(())
    }

    /// An option, or a choice with its levels; by what statements name them.
    fn declare(&self, group: &Rows, actors: &mut Actors, draft: &mut Draft) -> Result<Vec<String>, Fault> {
        let (key, name) = actors.option(group.actor, &group.written.text);
        let label = self.label.map(|at| group.rows[0][at].text.as_str()).filter(|label| !label.is_empty());
        let label = label.unwrap_or(&group.written.text);
        let actor = actors.all[group.actor].key.clone();
        let one_way = self.one_way.map(|at| &group.rows[0][at]);
        let has_levels = self.level.is_some_and(|at| !group.rows[0][at].text.is_empty());
        let ways: &[(&str, &str)] = if has_levels { &[("up", "up"), ("down", "down")] } else { &WAYS };
        let way = |cell: &Cell| match folded(&cell.text).as_str() {
            "" | "both" | "no" => Ok(None),
            written => ways.iter().find(|(word, _)| *word == written).map(|(_, way)| Some(*way)).ok_or_else(|| {
                let known: Vec<&str> = ways.iter().map(|(word, _)| *word).collect();
                let message = format!("“{}” is no direction", shown(&cell.text));
                fault(cell.span, message, format!("write {}, or leave it empty", known.join(" or ")))
            }),
        };
        let way = one_way.map(way).transpose()?.flatten();
        if !has_levels {
            draft.option(&actor, &key, label, way);
            return Ok(vec![name]);
        }
        let written = |row: &&Vec<Cell>| self.level.map(|at| row[at].text.clone()).unwrap_or_default();
        let written: Vec<String> = group.rows.iter().map(written).collect();
        if written.len() < 2 {
            return Err(fault(
                group.written.span,
                "a choice has at least two levels",
                "give each level a row of its own",
            ));
        }
        let levels = levels(&written);
        draft.choice(&actor, &key, label, &levels);
        if let Some(way) = way {
            draft.add(|case| case.set(&["actors", &actor, "choices", &key, "one_way"], way));
        }
        Ok(levels.iter().map(|level| format!("{name} {}", Level::is(level))).collect())
    }
}

const WAYS: [(&str, &str); 4] = [("take", "take"), ("drop", "drop"), ("fwd", "take"), ("back", "drop")];

fn said(cell: &Cell) -> Result<bool, Fault> {
    truth(&cell.text).ok_or_else(|| {
        fault(cell.span, format!("“{}” says neither yes nor no", shown(&cell.text)), "write yes or no, 1 or 0, or x")
    })
}

/// A weight; none where the cell is empty.
fn weight(cell: &Cell) -> Result<Option<Value>, Fault> {
    if cell.text.is_empty() {
        return Ok(None);
    }
    let whole = cell.text.parse::<i64>().ok().map(Value::from);
    let decimal = || cell.text.parse::<f64>().ok().map(Value::from);
    let found = Decimal::parse(&cell.text).and_then(|_| whole.or_else(decimal));
    found.map(Some).ok_or_else(|| {
        let message = format!("“{}” is no weight", shown(&cell.text));
        fault(cell.span, message, "write how much the actor gives for this option: 3, -1 or 0.5")
    })
}

/// A table with a column for each actor, and a mark where the option is its own, as a table with a column that names the actor.
fn listed(sheet: &Sheet) -> Result<Sheet, Fault> {
    let columns = Columns::of(sheet, 0, 0);
    let own = [columns.label, columns.level, columns.one_way, columns.today];
    let (beside, actors): (Vec<usize>, Vec<usize>) = (1..sheet.headings.len()).partition(|at| own.contains(&Some(*at)));
    let heading = |text: &str| Cell { text: text.into(), span: sheet.headings[0].span };
    let with =
        |first: [Cell; 2], row: &[Cell]| first.into_iter().chain(beside.iter().map(|at| row[*at].clone())).collect();
    let mut rows = Vec::new();
    for row in &sheet.rows {
        let mut owners = Vec::new();
        for at in &actors {
            if said(&row[*at])? {
                owners.push(*at);
            }
        }
        let [owner] = owners[..] else {
            let message = format!("this option has {} owners", owners.len());
            return Err(fault(row[0].span, message, "mark the one actor that can take it with x"));
        };
        rows.push(with([sheet.headings[owner].clone(), row[0].clone()], row));
    }
    let headings = with([heading("actor"), heading("option")], &sheet.headings);
    Ok(Sheet { file: sheet.file.clone(), headings, rows })
}
