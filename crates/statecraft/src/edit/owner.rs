//! How an actor's wishes are written, and where.

use super::blocks::{Page, header};
use super::commas::newline;
use super::named::{declared, known};
use super::syntax::{Found, List, Pair, Placed, Section, Tree, Value, begins};
use super::{EditError, Kind};
use crate::diag::Span;

/// How an actor's wishes are written.
pub(super) struct Wishes<'t> {
    pub(super) form: Form<'t>,
    pub(super) items: Vec<Wants<'t>>,
}

pub(super) enum Form<'t> {
    List(&'t List<Value>),
    /// `[[preferences.actor]]`
    Each(Vec<&'t Section>),
    /// One table with `wants`; where it is in braces, its place.
    Alone(Option<Span>),
}

/// What one item wants.
pub(super) enum Wants<'t> {
    One(&'t Value),
    Many(&'t List<Value>),
}

impl Wants<'_> {
    fn len(&self) -> usize {
        match self {
            Wants::One(_) => 1,
            Wants::Many(list) => list.items.len(),
        }
    }
}

/// A line: in which item, and there in which place.
pub(super) type At = (usize, usize);

impl Wishes<'_> {
    pub(super) fn lines(&self) -> Vec<At> {
        self.items.iter().enumerate().flat_map(|(item, wants)| (0..wants.len()).map(move |at| (item, at))).collect()
    }

    pub(super) fn statement(&self, (item, at): At) -> &Value {
        match &self.items[item] {
            Wants::One(value) => value,
            Wants::Many(list) => &list.items[at],
        }
    }
}

/// Whose wishes are edited, where they stand.
#[derive(Clone)]
pub(super) struct Owner<'e> {
    pub(super) actor: &'e str,
    pub(super) path: Vec<&'e str>,
}

impl<'e> Owner<'e> {
    pub(super) fn new(account: Option<&'e str>, actor: &'e str) -> Owner<'e> {
        let mut path = account.map_or(Vec::new(), |account| vec!["accounts", account]);
        path.extend(["preferences", actor]);
        Owner { actor, path }
    }

    pub(super) fn wishes<'t>(&self, tree: &'t Tree) -> Result<Option<Wishes<'t>>, EditError> {
        let other = || EditError::Form(format!("what `{}` wants is not written as a list of statements", self.actor));
        let path = &self.path;
        self.can_be_edited(tree)?;
        let wants = [path.as_slice(), &["wants"]].concat();
        let each = tree.each(path);
        let found = if let Some(value) = tree.value(path) {
            match value {
                Value::List(list) => {
                    let items = list.items.iter().map(wants_of).collect::<Option<Vec<_>>>();
                    items.map(|items| Wishes { form: Form::List(list), items })
                }
                Value::Table(table) => wants_of(value).map(|wants| {
                    let form = Form::Alone(Some(table.span));
                    Wishes { form, items: vec![wants] }
                }),
                Value::Scalar(_) => None,
            }
        } else if !each.is_empty() {
            let items = each.iter().map(|section| wants_in(&section.pairs)).collect::<Option<Vec<_>>>();
            items.map(|items| Wishes { form: Form::Each(each), items })
        } else if let Some(value) = tree.value(&wants) {
            Some(Wishes { form: Form::Alone(None), items: vec![many_or_one(value)] })
        } else if is_written(tree, path) {
            None
        } else {
            return Ok(None);
        };
        found.map(Some).ok_or_else(other)
    }

    /// An error where the place of a wish in the file is not its place among the wishes.
    fn can_be_edited(&self, tree: &Tree) -> Result<(), EditError> {
        let has = |key: &str| is_written(tree, &[self.path.as_slice(), &[key]].concat());
        let how = match (has("changes"), has("order")) {
            (true, _) => "written as changes of another list; write `changes` anew, or the list as a whole",
            (_, true) => "put in the order of its issues; change `order` or `wants` in the file, or leave `order` out",
            _ => return Ok(()),
        };
        Err(EditError::Form(format!("what `{}` wants is {how}", self.actor)))
    }

    /// The wishes, which there must be.
    pub(super) fn present<'t>(&self, tree: &'t Tree) -> Result<Wishes<'t>, EditError> {
        if let Some(wishes) = self.wishes(tree)? {
            return Ok(wishes);
        }
        known("actor", self.actor, &declared(tree, Kind::Actor))?;
        let accounts = tree.pairs().into_iter().map(|found| found.path);
        let accounts = accounts.chain(tree.sections.iter().map(|section| section.path.clone()));
        let has_own =
            |path: &Vec<String>| path.len() > 3 && path[0] == "accounts" && path[2..4] == ["preferences", self.actor];
        let mut accounts: Vec<String> = accounts.filter(has_own).map(|path| path[1].clone()).collect();
        accounts.dedup();
        if accounts.is_empty() {
            Err(EditError::NoPlace { of: self.of(), count: 0 })
        } else {
            Err(EditError::Elsewhere { actor: self.actor.to_string(), accounts })
        }
    }

    pub(super) fn of(&self) -> String {
        format!("the list of what `{}` wants", self.actor)
    }

    /// A line by its number from 1.
    pub(super) fn line(&self, wishes: &Wishes, place: usize) -> Result<At, EditError> {
        let lines = wishes.lines();
        let at = place.checked_sub(1).and_then(|place| lines.get(place)).copied();
        at.ok_or_else(|| EditError::NoPlace { of: self.of(), count: lines.len() })
    }
}

/// Whether anything is written under a path.
pub(super) fn is_written(tree: &Tree, path: &[&str]) -> bool {
    tree.pairs().iter().any(|found| begins(&found.path, path))
        || tree.sections.iter().any(|section| !section.keys.is_empty() && begins(&section.path, path))
}

fn many_or_one(value: &Value) -> Wants<'_> {
    match value {
        Value::List(list) => Wants::Many(list),
        _ => Wants::One(value),
    }
}

fn wants_of(item: &Value) -> Option<Wants<'_>> {
    match item {
        Value::Scalar(_) => Some(Wants::One(item)),
        Value::Table(table) => wants_in(&table.items),
        Value::List(_) => None,
    }
}

fn wants_in(pairs: &[Pair]) -> Option<Wants<'_>> {
    let is_one = |pair: &&Pair| pair.keys.len() == 1 && pair.keys[0].name == "wants";
    pairs.iter().find(is_one).map(|pair| many_or_one(&pair.value))
}

/// What is written under a path, as one value.
pub(super) fn copy_of(page: &Page, path: &[&str]) -> Option<String> {
    let text = |span: Span| &page.text[span.start..span.end];
    if let Some(value) = page.tree.value(path) {
        return Some(text(value.span()).to_string());
    }
    let each = page.tree.each(path);
    if !each.is_empty() {
        let newline = newline(page.text);
        let item = |section: &&Section| format!("  {},{newline}", pairs_in_braces(page, &section.pairs));
        return Some(format!("[{newline}{}]", each.iter().map(item).collect::<String>()));
    }
    let pairs = page.tree.pairs().into_iter().filter(|found| begins(&found.path, path));
    let outer = |found: &Found| found.path.len() - found.pair.keys.len() <= path.len();
    let pair =
        |found: Found| format!("{} = {}", header(&strs(&found.path[path.len()..])), text(found.pair.value.span()));
    let pairs: Vec<String> = pairs.filter(outer).map(pair).collect();
    (!pairs.is_empty()).then(|| format!("{{ {} }}", pairs.join(", ")))
}

fn strs(path: &[String]) -> Vec<&str> {
    path.iter().map(String::as_str).collect()
}

/// Pairs as one table in braces.
pub(super) fn pairs_in_braces(page: &Page, pairs: &[Pair]) -> String {
    let pairs = pairs.iter().map(|pair| &page.text[pair.span().start..pair.span().end]);
    format!("{{ {} }}", pairs.collect::<Vec<_>>().join(", "))
}
