//! A case as it comes about: keys from names, lines that rest on the file, and states ranked by number.

use super::{Fault, Imported, fault, rejected};
use statecraft::case::{Case, CaseBuilder, Rejected};
use statecraft::diag::{SourceFile, Span, visible};
use statecraft::expr::{KEYWORDS, Level};
use statecraft::graph::{Graph, Limits, StateSpace, States, fingerprint};
use statecraft::model::MAX_OPTIONS;
use statecraft::study::{LaidOut, Study};
use std::collections::{BTreeMap, BTreeSet};
use toml::{Table, Value};

/// A key is made of so many letters of a name at most.
const LONGEST_KEY: usize = 24;

/// Keys that are taken already, in one section.
#[derive(Clone, Debug, Default)]
pub(super) struct Keys {
    taken: BTreeSet<String>,
    /// For each key without a number how often it was asked for.
    asked: BTreeMap<String, usize>,
}

impl Keys {
    /// A key of its own for something of this name: its first words in small letters; `otherwise` and a number where the name has no letter.
    pub(super) fn of(&mut self, name: &str, otherwise: &str) -> String {
        let words = name.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
        let words: Vec<String> = words.map(str::to_lowercase).collect();
        let articles = words.iter().take_while(|word| ["a", "an", "the"].contains(&word.as_str())).count();
        let words = if articles < words.len() { &words[articles..] } else { &words };
        let mut key = String::new();
        for word in words {
            if !key.is_empty() && key.chars().count() + 1 + word.chars().count() > LONGEST_KEY {
                break;
            }
            key = if key.is_empty() { word.chars().take(LONGEST_KEY).collect() } else { format!("{key}_{word}") };
        }
        if key.is_empty() {
            key = format!("{otherwise}_{}", self.taken.len() + 1);
        }
        if KEYWORDS.contains(&key.as_str()) || key == "all" {
            key.push('_');
        }
        let asked = self.asked.entry(key.clone()).or_insert(0);
        loop {
            *asked += 1;
            let free = if *asked == 1 { key.clone() } else { format!("{key}_{asked}") };
            if self.taken.insert(free.clone()) {
                return free;
            }
        }
    }
}

/// A text on one line, without characters that do something to a screen.
pub(super) fn plain(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ").chars().map(visible).collect()
}

/// Names of levels that a statement can quote, each once.
pub(super) fn levels(names: &[String]) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for (at, name) in names.iter().enumerate() {
        let name = plain(name);
        let name = if Level::can_be(&name) { name } else { name.replace('"', "'") };
        let name = if name.is_empty() { (at + 1).to_string() } else { name };
        let numbered = (2..).map(|number| format!("{name} ({number})"));
        let free = std::iter::once(name.clone()).chain(numbered).find(|name| !found.contains(name));
        found.push(free.unwrap_or(name));
    }
    found
}

/// A case that is being written.
pub(super) struct Draft<'f> {
    pub(super) case: CaseBuilder,
    /// What its lines rest on.
    pub(super) support: String,
    pub(super) notes: Vec<String>,
    /// What is said of the file at the head of the case.
    pub(super) head: Vec<String>,
    file: &'f SourceFile,
    limits: &'f Limits,
}

impl<'f> Draft<'f> {
    pub(super) fn new(file: &'f SourceFile, title: &str, limits: &'f Limits) -> Draft<'f> {
        let name = file.name.rsplit(['/', '\\']).next().unwrap_or_default();
        let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
        let title = [title, stem, "Imported"].into_iter().map(plain).find(|title| !title.is_empty());
        let name = plain(name);
        Draft {
            case: CaseBuilder::new(&title.unwrap_or_default()),
            support: format!("as in {name}"),
            notes: Vec::new(),
            head: vec![format!("Read from {name}.")],
            file,
            limits,
        }
    }

    pub(super) fn note(&mut self, note: impl Into<String>) {
        let note = note.into();
        if !self.notes.contains(&note) {
            self.notes.push(note);
        }
    }

    /// Notes what the case does not have.
    pub(super) fn lost(&mut self, what: impl std::fmt::Display) {
        self.note(format!("not carried: {what}"));
    }

    /// Adds to the case by a step of its builder.
    pub(super) fn add(&mut self, step: impl FnOnce(CaseBuilder) -> CaseBuilder) {
        self.case = step(std::mem::take(&mut self.case));
    }

    /// A table with these keys that rests on the file.
    pub(super) fn supported(&self, keys: impl IntoIterator<Item = (&'static str, Value)>) -> Table {
        let keys = keys.into_iter().map(|(key, value)| (key.to_string(), value));
        keys.chain([("assumption".to_string(), self.support.as_str().into())]).collect()
    }

    pub(super) fn actor(&mut self, key: &str, name: &str) {
        let name = plain(name);
        self.add(|case| case.actor(key, if name.is_empty() { key } else { &name }));
    }

    pub(super) fn option(&mut self, actor: &str, key: &str, label: &str, one_way: Option<&str>) {
        let label = ("label", Value::from(plain(label)));
        let one_way = one_way.map(|way| ("one_way", Value::from(way)));
        let option = self.supported([label].into_iter().chain(one_way));
        self.add(|case| case.set(&["actors", actor, "options", key], option));
    }

    pub(super) fn choice(&mut self, actor: &str, key: &str, label: &str, levels: &[String]) {
        let levels: Vec<Value> = levels.iter().map(|level| level.as_str().into()).collect();
        let choice = self.supported([("label", plain(label).into()), ("levels", levels.into())]);
        self.add(|case| case.set(&["actors", actor, "choices", key], choice));
    }

    pub(super) fn rule(&mut self, keys: &[(&str, Value)]) {
        let support = ("assumption", Value::from(self.support.as_str()));
        let keys: Vec<(&str, Value)> = keys.iter().cloned().chain([support]).collect();
        self.add(|case| case.rule(&keys));
    }

    /// Statements, the most important first, each on a line of its own.
    pub(super) fn wishes(&mut self, actor: &str, statements: &[String]) {
        let line = |statement: &String| Value::Table(self.supported([("wants", statement.as_str().into())]));
        let lines: Vec<Value> = statements.iter().map(line).collect();
        self.add(|case| case.set(&["preferences", actor], lines));
    }

    /// What is wrong with the file.
    pub(super) fn rejected(&self, problem: Fault) -> Rejected {
        rejected(self.file, problem)
    }

    /// States by their numbers from 1, best first, ties in one list; said in the account of `laid_out`, and bound to its states.
    pub(super) fn ranking(&mut self, actor: &str, lists: &[Vec<usize>], laid_out: &LaidOut) {
        let number = |number: &usize| Value::from(i64::try_from(*number).unwrap_or(i64::MAX));
        let list = |list: &Vec<usize>| match list.as_slice() {
            [one] => number(one),
            more => more.iter().map(number).collect::<Vec<_>>().into(),
        };
        let lists: Vec<Value> = lists.iter().map(list).collect();
        let mut ranking = vec![("ranking", Value::from(lists))];
        if let StateSpace::Settings(states) = &laid_out.graph.states {
            ranking.push(("states", fingerprint(laid_out.model.options(), states).into()));
        }
        let ranking = self.supported(ranking);
        let account = laid_out.account.id().map(|id| ["accounts", id]);
        let path: Vec<&str> = account.iter().flatten().copied().chain(["preferences", actor]).collect();
        self.add(|case| case.set(&path, ranking));
    }

    /// The states of the case as far as it is written, where every actor of these is indifferent; account by account.
    pub(super) fn laid_out(&self, actors: &[String]) -> Result<Study, Rejected> {
        let mut case = self.case.clone();
        for actor in actors {
            case = case.set(&["preferences", actor], Value::Array(Vec::new()));
        }
        self.study(case.build()?)
    }

    fn study(&self, case: Case) -> Result<Study, Rejected> {
        let study = Study::of(case, Vec::new(), self.limits);
        if let Some(limit) = study.stopped {
            let message = format!("the states cannot be laid out: {limit}");
            return Err(rejected(self.file, fault(Span::default(), message, "import a smaller model")));
        }
        let problems: Vec<_> = study.problems.iter().filter(|problem| problem.is_error()).cloned().collect();
        if problems.is_empty() { Ok(study) } else { Err(Rejected { file: study.case.file.clone(), problems }) }
    }

    /// The case as a file. Its states were looked at where there are few enough; so it opens without errors.
    pub(super) fn finish(self, named: &str) -> Result<Imported, Rejected> {
        let case = self.case.build()?;
        if case.has_actors() {
            self.study(case.clone())?;
        }
        let said = |note: &String| format!("# {}\n", plain(note));
        let head: String = self.head.iter().map(said).collect();
        let notes: String = self.notes.iter().map(said).collect();
        let notes = if notes.is_empty() { notes } else { format!("#\n{notes}") };
        let text = format!("{head}{notes}\n{}", case.file.text);
        let (case, problems) = Case::read_text(&text);
        if problems.iter().any(statecraft::diag::Diagnostic::is_error) {
            return Err(Rejected { file: SourceFile::new(named, text), problems });
        }
        Ok(Imported { text, case, notes: self.notes })
    }

    /// Whether there is room for so many options.
    pub(super) fn room(&self, options: usize, span: Span, what: &str) -> Result<(), Fault> {
        let help = "leave out those between which nobody's wishes distinguish";
        let message = format!("a case has room for {MAX_OPTIONS} {what}, and the file has {options}");
        if options > MAX_OPTIONS { Err(fault(span, message, help)) } else { Ok(()) }
    }
}

/// The states of an account that has options.
pub(super) fn settings(graph: &Graph) -> Option<&States> {
    match &graph.states {
        StateSpace::Settings(states) => Some(states),
        StateSpace::Named(_) => None,
    }
}

/// Numbers of states, from 1, by what they are worth: the best first, equal ones in one list.
pub(super) fn by_worth<W: Ord>(worth: impl IntoIterator<Item = W>) -> Vec<Vec<usize>> {
    let mut all: Vec<(W, usize)> = worth.into_iter().zip(1..).collect();
    all.sort_by(|one, other| other.0.cmp(&one.0).then(one.1.cmp(&other.1)));
    all.chunk_by(|one, next| one.0 == next.0).map(|tied| tied.iter().map(|(_, number)| *number).collect()).collect()
}
