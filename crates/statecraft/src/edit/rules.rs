//! Rules: adding one, dropping one, and saying in which accounts it holds.

use super::blocks::{Page, header};
use super::commas::{Commas, line_end, line_start};
use super::named::{account_exists, declared};
use super::splice::Work;
use super::strings::{literal, quoted};
use super::syntax::{Home, List, Placed, Section, Tree, Value, begins};
use super::wishes::support;
use super::{EditError, Kind, look, step};
use crate::diag::Span;
use serde::{Deserialize, Serialize};

/// A rule that is to be added.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct NewRule {
    /// What it says.
    pub says: Says,
    /// Why.
    #[serde(default)]
    pub reason: Option<String>,
    /// What it rests on.
    #[serde(default)]
    pub claims: Vec<String>,
}

/// What a rule says, in statements.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Says {
    /// This is never true.
    Never(String),
    /// Where the first is true, the second is.
    Needs(String, String),
    /// No more than one of these is true.
    AtMostOne(Vec<String>),
    /// One of these or more are true.
    AtLeastOne(Vec<String>),
    /// One of these is true, and no other.
    ExactlyOne(Vec<String>),
    /// All states where this is true are one state.
    Same(String),
    /// The actor cannot move from where the first is true to where the second is.
    Cannot {
        /// The actor.
        actor: String,
        /// True before the move.
        from: String,
        /// True after it.
        to: String,
    },
}

impl NewRule {
    fn pairs(&self) -> Vec<String> {
        let list = |key: &str, items: &[String]| {
            vec![format!("{key} = [{}]", items.iter().map(|item| literal(item)).collect::<Vec<_>>().join(", "))]
        };
        let one = |key: &str, statement: &str| format!("{key} = {}", literal(statement));
        let mut pairs = match &self.says {
            Says::Never(statement) => vec![one("never", statement)],
            Says::Needs(when, needs) => vec![one("when", when), one("needs", needs)],
            Says::AtMostOne(items) => list("at_most_one", items),
            Says::AtLeastOne(items) => list("at_least_one", items),
            Says::ExactlyOne(items) => list("exactly_one", items),
            Says::Same(statement) => vec![one("same", statement)],
            Says::Cannot { actor, from, to } => {
                vec![format!("actor = {}", quoted(actor)), one("from", from), one("to", to), "cannot = true".into()]
            }
        };
        pairs.extend(support(&self.claims, None));
        pairs.extend(self.reason.as_ref().map(|why| format!("reason = {}", quoted(why))));
        pairs
    }
}

/// The rules of an account, or the common ones.
enum Rules<'t> {
    Each(Vec<&'t Section>),
    List(&'t List<Value>),
}

fn path(account: Option<&str>) -> Vec<&str> {
    let mut path = account.map_or(Vec::new(), |account| vec!["accounts", account]);
    path.push("rules");
    path
}

fn rules<'t>(tree: &'t Tree, path: &[&str]) -> Rules<'t> {
    match tree.value(path) {
        Some(Value::List(list)) => Rules::List(list),
        _ => Rules::Each(tree.each(path)),
    }
}

/// The place of a rule counted from 0, and all rules.
fn find<'t>(page: &Page<'t>, account: Option<&str>, place: usize) -> Result<(usize, Rules<'t>), EditError> {
    account.map_or(Ok(()), |account| account_exists(page.tree, account))?;
    let rules = rules(page.tree, &path(account));
    let count = match &rules {
        Rules::Each(sections) => sections.len(),
        Rules::List(list) => list.items.len(),
    };
    let of = account.map_or("the list of common rules".into(), |account| format!("the list of rules of `{account}`"));
    let at = place.checked_sub(1).filter(|at| *at < count).ok_or(EditError::NoPlace { of, count })?;
    Ok((at, rules))
}

pub(super) fn drop(work: &mut Work, account: Option<&str>, place: usize) -> Result<(), EditError> {
    step(work, |page| {
        let (at, rules) = find(page, account, place)?;
        Ok(match rules {
            Rules::Each(_) => page.remove(&[path(account).as_slice(), &[format!("#{at}").as_str()]].concat()),
            Rules::List(list) => Commas::new(page.text, list).remove(at),
        })
    })
}

pub(super) fn add(work: &mut Work, account: Option<&str>, rule: &NewRule) -> Result<(), EditError> {
    put(work, account, "", &rule.pairs(), false)
}

/// Writes a rule: the lines above it, then its own.
fn put(work: &mut Work, account: Option<&str>, above: &str, lines: &[String], copied: bool) -> Result<(), EditError> {
    step(work, |page| {
        account.map_or(Ok(()), |account| account_exists(page.tree, account))?;
        let path = path(account);
        let in_braces = || format!("{{ {} }}", pairs_of(lines, copied).join(", "));
        Ok(match rules(page.tree, &path) {
            Rules::List(list) => Commas::new(page.text, list).insert(list.items.len(), &in_braces()),
            Rules::Each(sections) if sections.is_empty() && !takes_sections(page, account) => {
                page.put(&path, &format!("[{}]", in_braces()))
            }
            Rules::Each(_) => vec![page.new_section(&format!("{above}[[{}]]", header(&path)), lines, &path, true)],
        })
    })
}

/// The pairs of a rule, without the comments that are copied with its lines.
fn pairs_of(lines: &[String], copied: bool) -> Vec<String> {
    if !copied {
        return lines.to_vec();
    }
    let text = lines.join("\n");
    Tree::read(&text).map_or(Vec::new(), |tree| {
        let pairs = tree.sections.iter().flat_map(|section| &section.pairs).map(Placed::span);
        pairs.map(|span: Span| text[span.start..span.end].to_string()).collect()
    })
}

/// Whether an account is written in sections, and not in braces or dotted keys.
fn takes_sections(page: &Page, account: Option<&str>) -> bool {
    let Some(account) = account else { return true };
    let path = ["accounts", account];
    let within = |home: &Home| matches!(home, Home::Braces(_));
    let mut pairs = page.tree.pairs().into_iter().filter(|found| begins(&found.path, &path));
    pairs.all(|found| found.path.len() - found.pair.keys.len() >= 2 && !(within(&found.home) && found.path.len() == 3))
}

/// The lines above a rule, and its own.
fn written(page: &Page, at: usize, rules: &Rules) -> (String, Vec<String>) {
    match rules {
        Rules::Each(sections) => {
            let section = sections[at];
            let (block, line) = (page.block(section), line_start(page.text, section.header.start));
            let body = line_end(page.text, section.header.end);
            let lines = page.text[body..block.end].lines().skip(1).map(str::to_string).collect();
            (page.text[block.start..line].to_string(), lines)
        }
        Rules::List(list) => match &list.items[at] {
            Value::Table(table) => {
                let pairs = table.items.iter().map(Placed::span);
                (String::new(), pairs.map(|span| page.text[span.start..span.end].to_string()).collect())
            }
            _ => (String::new(), Vec::new()),
        },
    }
}

pub(super) fn give(work: &mut Work, account: Option<&str>, place: usize, to: &str) -> Result<(), EditError> {
    if account.is_none() {
        look(work, |page| find(page, None, place).map(|_| ()))?;
        return Err(EditError::Form("this rule is common to all accounts, so it holds there already".into()));
    }
    let (above, lines) = look(work, |page| {
        let (at, rules) = find(page, account, place)?;
        Ok(written(page, at, &rules))
    })?;
    put(work, Some(to), &above, &lines, true)
}

pub(super) fn take(work: &mut Work, account: Option<&str>, place: usize, from: &str) -> Result<(), EditError> {
    match account {
        Some(account) if account != from => {
            return Err(EditError::Form(format!("a rule of `{account}` does not hold in `{from}`")));
        }
        Some(account) => return drop(work, Some(account), place),
        None => {}
    }
    let (others, above, lines) = look(work, |page| {
        account_exists(page.tree, from)?;
        let (at, rules) = find(page, None, place)?;
        let (above, lines) = written(page, at, &rules);
        let others: Vec<String> =
            declared(page.tree, Kind::Account).into_iter().filter(|other| other != from).collect();
        Ok((others, above, lines))
    })?;
    for other in others {
        put(work, Some(&other), &above, &lines, true)?;
    }
    drop(work, None, place)
}
