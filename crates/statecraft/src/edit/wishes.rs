//! Wishes by statements: moving, dropping, negating, adding a line.
//!
//! A wish is a string or a table with `wants`, in a list or as `[[preferences.actor]]`; `wants` may itself be a list of several.
//! A line that leaves such a list takes along what is said beside it: the list is cut in two.

use super::blocks::{Page, header};
use super::commas::{Commas, newline};
use super::named::{account_exists, declared, known};
use super::owner::{Form, Owner, Wants, copy_of, is_written, pairs_in_braces};
use super::splice::{Change, Work};
use super::strings::{literal, quoted};
use super::syntax::{Placed, Section, Tree, Value, string};
use super::{EditError, Kind, Wish, look, step};
use crate::diag::Span;
use crate::expr::{self, Expr};
use serde::{Deserialize, Serialize};
use std::ops::Range;

/// A wish that is to be added.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
pub struct NewWish {
    /// The statement.
    pub wants: String,
    /// How strongly, if not as any wish.
    pub degree: Option<u8>,
    /// Whether its place among its neighbours is not known.
    pub unsure: bool,
    /// What it rests on.
    pub claims: Vec<String>,
    /// The analyst's own judgement, with its reason.
    pub assumption: Option<String>,
}

impl NewWish {
    /// As it stands in a list; in its short form if nothing is said beside it.
    pub(super) fn written(&self) -> String {
        let mut beside = String::new();
        if let Some(degree) = self.degree {
            beside += &format!(", degree = {degree}");
        }
        if self.unsure {
            beside += ", unsure = true";
        }
        for pair in support(&self.claims, self.assumption.as_deref()) {
            beside += &format!(", {pair}");
        }
        let wants = literal(&self.wants);
        if beside.is_empty() { wants } else { format!("{{ wants = {wants}{beside} }}") }
    }
}

/// `claims` and `assumption` as pairs.
pub(super) fn support(claims: &[String], assumption: Option<&str>) -> Vec<String> {
    let cited = (!claims.is_empty()).then(|| format!("claims = {}", strings(claims)));
    cited.into_iter().chain(assumption.map(|why| format!("assumption = {}", quoted(why)))).collect()
}

/// A list of strings.
pub(super) fn strings(items: &[String]) -> String {
    format!("[{}]", items.iter().map(|item| quoted(item)).collect::<Vec<_>>().join(", "))
}

/// The wishes that an edit speaks of: an account first gets its own copy of common ones.
fn owner<'e>(work: &mut Work, account: Option<&'e str>, actor: &'e str) -> Result<Owner<'e>, EditError> {
    let owner = Owner::new(account, actor);
    let Some(account) = account else { return Ok(owner) };
    let common = Owner::new(None, actor);
    step(work, |page| {
        account_exists(page.tree, account)?;
        if is_written(page.tree, &owner.path) {
            return Ok(Vec::new());
        }
        let copy = copy_of(page, &common.path);
        Ok(copy.map_or(Vec::new(), |copy| page.put(&owner.path, &copy)))
    })?;
    Ok(owner)
}

pub(super) fn shift(work: &mut Work, wish: &Wish, to: usize) -> Result<(), EditError> {
    let owner = owner(work, wish.account.as_deref(), &wish.actor)?;
    let (from, place) = (wish.place, to);
    let within = look(work, |page| {
        let wishes = owner.present(page.tree)?;
        let (first, last) = (owner.line(&wishes, from)?, owner.line(&wishes, place)?);
        Ok(match &wishes.items[first.0] {
            Wants::Many(list) if first.0 == last.0 => Some(Commas::new(page.text, list).shift(first.1, last.1)),
            _ => None,
        })
    })?;
    if let Some(changes) = within {
        return work.make(changes);
    }
    let behind = if place > from { place } else { place - 1 };
    cut(work, &owner, from - 1)?;
    cut(work, &owner, from)?;
    let to = cut(work, &owner, behind)?;
    step(work, |page| {
        let wishes = owner.present(page.tree)?;
        let (item, _) = owner.line(&wishes, from)?;
        let to = if to > item { to - 1 } else { to };
        Ok(match &wishes.form {
            Form::List(list) => Commas::new(page.text, list).shift(item, to),
            Form::Each(sections) => shift_sections(page, sections, item, to),
            Form::Alone(_) => Vec::new(),
        })
    })
}

/// Sections change places; what stands between them stays.
fn shift_sections(page: &Page, sections: &[&Section], from: usize, to: usize) -> Vec<Change> {
    let blocks: Vec<Span> = sections.iter().map(|section| page.block(section)).collect();
    let mut order = blocks.clone();
    let block = order.remove(from);
    order.insert(to, block);
    let changed = blocks.iter().zip(&order).filter(|(old, new)| old != new);
    changed.map(|(old, new)| (*old, page.text[new.start..new.end].to_string())).collect()
}

/// Sees to it that an item begins after so many lines; gives how many items there are before.
fn cut(work: &mut Work, owner: &Owner, lines: usize) -> Result<usize, EditError> {
    let (item, at) = look(work, |page| {
        let wishes = owner.present(page.tree)?;
        Ok(wishes.lines().get(lines).copied().unwrap_or((wishes.items.len(), 0)))
    })?;
    if at == 0 {
        return Ok(item);
    }
    listed(work, owner)?;
    step(work, |page| {
        let wishes = owner.present(page.tree)?;
        let Wants::Many(wants) = &wishes.items[item] else { return Ok(Vec::new()) };
        let text = |start: usize, end: usize| &page.text[start..end];
        let (start, end) = (wants.span.start, wants.span.end);
        let first = without(text(start, end), at..wants.items.len())?;
        let rest = without(text(start, end), 0..at)?;
        let copy = |around: Span| format!("{}{rest}{}", text(around.start, start), text(end, around.end));
        let behind = match &wishes.form {
            Form::List(list) => Commas::new(page.text, list).insert(item + 1, &copy(list.items[item].span())),
            Form::Each(sections) => {
                let (section, end) = (sections[item], page.block(sections[item]).end);
                let blank = newline(page.text).repeat(2);
                vec![(Span::new(end, end), blank + &copy(Span::new(section.header.start, end)))]
            }
            Form::Alone(_) => return Err(not_a_list(owner)),
        };
        Ok([vec![(wants.span, first)], behind].concat())
    })?;
    Ok(item + 1)
}

fn not_a_list(owner: &Owner) -> EditError {
    EditError::Form(format!(
        "`{0}` wants several statements under one heading; write them as a list first: {0} = [{{ wants = '…' }}, …]",
        owner.actor
    ))
}

/// Where one table in braces says what the actor wants, makes a list of one item out of it.
fn listed(work: &mut Work, owner: &Owner) -> Result<(), EditError> {
    step(work, |page| match owner.present(page.tree)?.form {
        Form::List(_) | Form::Each(_) => Ok(Vec::new()),
        Form::Alone(Some(span)) => {
            Ok(vec![(Span::new(span.start, span.start), "[".into()), (Span::new(span.end, span.end), "]".into())])
        }
        Form::Alone(None) => Err(not_a_list(owner)),
    })
}

/// A list without some of its items.
fn without(list: &str, gone: Range<usize>) -> Result<String, EditError> {
    const BEFORE: &str = "x = ";
    let mut work = Work::new(&format!("{BEFORE}{list}"));
    for at in gone.rev() {
        step(&mut work, |page| match page.tree.value(&["x"]) {
            Some(Value::List(list)) => Ok(Commas::new(page.text, list).remove(at)),
            _ => Ok(Vec::new()),
        })?;
    }
    Ok(work.text[BEFORE.len()..].to_string())
}

pub(super) fn drop(work: &mut Work, wish: &Wish) -> Result<(), EditError> {
    let owner = owner(work, wish.account.as_deref(), &wish.actor)?;
    step(work, |page| {
        let wishes = owner.present(page.tree)?;
        let (item, at) = owner.line(&wishes, wish.place)?;
        Ok(match (&wishes.items[item], &wishes.form) {
            (Wants::Many(list), Form::Alone(_)) => Commas::new(page.text, list).remove(at),
            (Wants::Many(list), _) if list.items.len() > 1 => Commas::new(page.text, list).remove(at),
            (Wants::One(value), Form::Alone(_)) => vec![(value.span(), "[]".into())],
            (_, Form::List(list)) => Commas::new(page.text, list).remove(item),
            (_, Form::Each(_)) => {
                let number = format!("#{item}");
                page.remove(&[owner.path.as_slice(), &[number.as_str()]].concat())
            }
        })
    })?;
    // An actor whose last wish stood in a section of its own still has a preference: none.
    step(work, |page| Ok(if is_written(page.tree, &owner.path) { Vec::new() } else { page.put(&owner.path, "[]") }))
}

pub(super) fn negate(work: &mut Work, wish: &Wish) -> Result<(), EditError> {
    let owner = owner(work, wish.account.as_deref(), &wish.actor)?;
    step(work, |page| {
        let wishes = owner.present(page.tree)?;
        let value = wishes.statement(owner.line(&wishes, wish.place)?);
        let unreadable = || EditError::Form("this line is no statement; mend it first".into());
        let written = string(page.text, value).ok_or_else(unreadable)?;
        let tree = expr::parse(&written.text, 0).map_err(|_| unreadable())?;
        let start = written.text.len() - written.text.trim_start().len();
        let (said, end) = (written.text.trim(), written.text.trim_end().len());
        let around = |open: &str, close: &str| {
            let place = |at: usize| written.place(Span::new(at, at));
            vec![(place(start), open.to_string()), (place(end), close.to_string())]
        };
        Ok(match (said.strip_prefix("not"), &tree) {
            (Some(rest), Expr::Not(inner)) => {
                let blank = rest.len() - rest.trim_start().len();
                let (open, close) = match rest.trim_start().strip_prefix('(') {
                    Some(_) if !matches!(**inner, Expr::Taken(_) | Expr::Not(_)) => (1, 1),
                    _ => (0, 0),
                };
                let gone = |from: usize, to: usize| (written.place(Span::new(from, to)), String::new());
                vec![gone(start, start + "not".len() + blank + open), gone(end - close, end)]
            }
            (_, Expr::Taken(_) | Expr::Not(_)) => around("not ", ""),
            _ => around("not (", ")"),
        })
    })
}

pub(super) fn add(
    work: &mut Work,
    account: Option<&str>,
    actor: &str,
    at: Option<usize>,
    item: &str,
) -> Result<(), EditError> {
    let owner = owner(work, account, actor)?;
    let count = look(work, |page| {
        known("actor", actor, &declared(page.tree, Kind::Actor))?;
        Ok(owner.wishes(page.tree)?.map(|wishes| wishes.lines().len()))
    })?;
    let Some(count) = count else {
        return step(work, |page| match owner.present(page.tree) {
            // Common wishes would not hold in accounts that have their own.
            Err(error @ EditError::Elsewhere { .. }) if account.is_none() => Err(error),
            _ => Ok(page.put(&owner.path, &format!("[{item}]"))),
        });
    };
    let at = at.unwrap_or(count + 1);
    if at == 0 || at > count + 1 {
        return Err(EditError::NoPlace { of: owner.of(), count });
    }
    listed(work, &owner)?;
    let behind = cut(work, &owner, at - 1)?;
    step(work, |page| match owner.present(page.tree)?.form {
        Form::List(list) => Ok(Commas::new(page.text, list).insert(behind, item)),
        Form::Each(sections) => Ok(vec![section_among(page, &owner, &sections, behind, item)]),
        Form::Alone(_) => Err(not_a_list(&owner)),
    })
}

/// A wish as a section of its own among others.
fn section_among(page: &Page, owner: &Owner, sections: &[&Section], at: usize, item: &str) -> Change {
    let newline = newline(page.text);
    let line = format!("x = {item}");
    let pairs = match Tree::read(&line).as_ref().and_then(|tree| tree.value(&["x"])) {
        Some(Value::Table(table)) => {
            let pairs = table.items.iter().map(Placed::span);
            pairs.map(|span| line[span.start..span.end].to_string()).collect()
        }
        _ => vec![format!("wants = {item}")],
    };
    let block = format!("[[{}]]{newline}{}", header(&owner.path), pairs.join(newline));
    match sections.get(at) {
        Some(next) => {
            let start = page.block(next).start;
            (Span::new(start, start), format!("{block}{newline}{newline}"))
        }
        None => {
            let end = sections.last().map_or(page.text.len(), |last| page.block(last).end);
            (Span::new(end, end), format!("{newline}{newline}{block}"))
        }
    }
}

pub(super) fn give(work: &mut Work, wish: &Wish, to: &str) -> Result<(), EditError> {
    let item = look(work, |page| {
        wish.account.iter().try_for_each(|account| account_exists(page.tree, account))?;
        account_exists(page.tree, to)?;
        let own = Owner::new(wish.account.as_deref(), &wish.actor);
        let from = if is_written(page.tree, &own.path) { own } else { Owner::new(None, &wish.actor) };
        let wishes = from.present(page.tree)?;
        let (item, at) = from.line(&wishes, wish.place)?;
        let text = |span: Span| &page.text[span.start..span.end];
        let whole = match &wishes.form {
            Form::List(list) => text(list.items[item].span()).to_string(),
            Form::Each(sections) => pairs_in_braces(page, &sections[item].pairs),
            Form::Alone(_) => copy_of(page, &from.path).unwrap_or_default(),
        };
        match &wishes.items[item] {
            Wants::Many(list) => Ok(whole.replacen(text(list.span), text(list.items[at].span()), 1)),
            Wants::One(_) => Ok(whole),
        }
    })?;
    add(work, Some(to), &wish.actor, None, &item)
}
