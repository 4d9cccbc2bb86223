//! A case built in Rust, without a file.

use super::{Case, Rejected, write};
use toml::{Table, Value};

/// Builds a case line by line. What it builds is checked like a file: [`CaseBuilder::build`] writes the file and reads it.
///
/// ```
/// use statecraft::case::CaseBuilder;
///
/// let case = CaseBuilder::new("The prisoners")
///     .actor("row", "Row")
///     .option("row", "confess", "Confess")
///     .actor("column", "Column")
///     .option("column", "confess", "Confess")
///     .wants("row", &["not column.confess", "row.confess"])
///     .wants("column", &["not row.confess", "column.confess"])
///     .build();
/// assert!(case.is_ok());
/// ```
#[derive(Clone, Debug, Default)]
pub struct CaseBuilder {
    document: Table,
    /// The account that rules, status quo and preferences belong to.
    account: Option<String>,
}

impl CaseBuilder {
    /// A case of this title.
    pub fn new(title: &str) -> CaseBuilder {
        CaseBuilder::default().set(&["title"], title)
    }

    /// Sets any key of a case file, such as `["sources", "report", "title"]`; docs/reference/case-file.md has them all.
    pub fn set(mut self, path: &[&str], value: impl Into<Value>) -> CaseBuilder {
        if let Some((key, parents)) = path.split_last() {
            let value = value.into();
            within(&mut self.document, parents, |table| {
                table.insert((*key).to_string(), value);
            });
        }
        self
    }

    /// Adds an actor.
    pub fn actor(self, key: &str, name: &str) -> CaseBuilder {
        self.set(&["actors", key, "name"], name)
    }

    /// Gives an actor an option.
    pub fn option(self, actor: &str, key: &str, label: &str) -> CaseBuilder {
        self.set(&["actors", actor, "options", key, "label"], label)
    }

    /// Begins an account: what is said of rules, today and preferences from here on holds in it alone.
    pub fn account(mut self, key: &str, title: &str) -> CaseBuilder {
        self.account = Some(key.into());
        self.set(&["accounts", key, "title"], title)
    }

    /// No state where the statement is true.
    pub fn never(self, statement: &str, reason: &str) -> CaseBuilder {
        self.rule(&[("never", statement.into()), ("reason", reason.into())])
    }

    /// No state where the first is true and the second is not.
    pub fn needs(self, when: &str, needs: &str, reason: &str) -> CaseBuilder {
        self.rule(&[("when", when.into()), ("needs", needs.into()), ("reason", reason.into())])
    }

    /// A rule of any kind, by the keys that it has in a file.
    pub fn rule(mut self, keys: &[(&str, Value)]) -> CaseBuilder {
        let rule: Table = keys.iter().map(|(key, value)| ((*key).to_string(), value.clone())).collect();
        self.part(&[], |part| {
            if let Value::Array(rules) = part.entry("rules").or_insert_with(|| Value::Array(Vec::new())) {
                rules.push(rule.into());
            }
        });
        self
    }

    /// The options that are taken today, as `actor.option`.
    pub fn today(mut self, taken: &[&str]) -> CaseBuilder {
        self.part(&["status_quo"], |today| {
            today.insert("taken".into(), strings(taken));
        });
        self
    }

    /// What an actor wants, the most important first; nothing if all states are the same to it.
    pub fn wants(self, actor: &str, statements: &[&str]) -> CaseBuilder {
        self.preference(actor, strings(statements))
    }

    /// The preference of an actor as it stands in a file.
    pub fn preference(mut self, actor: &str, order: impl Into<Value>) -> CaseBuilder {
        let order = order.into();
        self.part(&["preferences"], |preferences| {
            preferences.insert(actor.into(), order);
        });
        self
    }

    /// The case, checked like a file.
    ///
    /// # Errors
    /// Everything that is wrong with it, shown in the file that was written.
    pub fn build(&self) -> Result<Case, Rejected> {
        Case::parse(&write::file(&self.document))
    }

    /// Changes a section of the case, or of the account that is being written.
    fn part(&mut self, section: &[&str], change: impl FnOnce(&mut Table)) {
        let account = self.account.clone();
        let path: Vec<&str> = account.iter().flat_map(|id| ["accounts", id]).chain(section.iter().copied()).collect();
        within(&mut self.document, &path, change);
    }
}

/// Changes the table at a path, which is made where there is none.
fn within(table: &mut Table, path: &[&str], change: impl FnOnce(&mut Table)) {
    let Some((first, rest)) = path.split_first() else { return change(table) };
    let inner = table.entry(*first).or_insert_with(|| Value::Table(Table::new()));
    if !inner.is_table() {
        *inner = Value::Table(Table::new());
    }
    if let Value::Table(inner) = inner {
        within(inner, rest, change);
    }
}

fn strings(texts: &[&str]) -> Value {
    Value::Array(texts.iter().map(|text| Value::from(*text)).collect())
}
