//! Which issue each option belongs to.

use super::lookup::Lookup;
use super::{Issue, ModelOption, bit};
use crate::case::{self, Case, Reading};
use crate::diag::{Diagnostic, Spanned, shown};
use crate::expr::Name;

/// The issues of a case, with all levels of each choice that they have.
///
/// # Errors
/// Options that there are not, that are in two issues, or in none while others are in one.
pub(super) fn issues(case: &Case, lookup: &Lookup, options: &[ModelOption]) -> Result<Vec<Issue>, Vec<Diagnostic>> {
    let mut problems = Vec::new();
    if case.is_bare_graph() && !case.issues.is_empty() {
        let message = "a bare graph has no options, so it has no issues";
        let problem = Diagnostic::error("two-forms", case.issues[0].key.span, message);
        return Err(vec![problem.help("remove the section, or write the case with options")]);
    }
    let mut placed: Vec<Option<&Spanned<Name>>> = vec![None; options.len()];
    let mut found = Vec::new();
    for written in &case.issues {
        let mut bits = 0;
        for name in &written.options {
            for option in named(name, lookup, options, &mut problems) {
                match placed[option] {
                    Some(before) => problems.push(twice(name, before)),
                    None => bits |= bit(option),
                }
                placed[option].get_or_insert(name);
            }
        }
        let case::Issue { key, title, .. } = written;
        found.push(Issue { key: key.value.clone(), title: title.clone(), options: bits, span: key.span });
    }
    if let (Some(first), true) = (case.issues.first(), problems.is_empty() && case.reading == Reading::Whole) {
        problems.extend(in_none(first, options, &placed));
    }
    if problems.is_empty() { Ok(found) } else { Err(problems) }
}

/// The option of this name, or all levels of the choice, by their places among all options.
fn named(name: &Spanned<Name>, lookup: &Lookup, options: &[ModelOption], problems: &mut Vec<Diagnostic>) -> Vec<usize> {
    let key = format!("{}.{}", name.value.actor, name.value.option);
    let is_it = |option: &ModelOption| option.level.as_ref().map_or(&option.key, |level| &level.choice) == &key;
    let found: Vec<usize> = (0..options.len()).filter(|&at| is_it(&options[at])).collect();
    if found.is_empty() {
        problems.extend(lookup.option(name).err());
    } else if name.value.level.is_some() {
        let message = format!("an issue has all levels of `{}`", shown(&key));
        problems.push(Diagnostic::error("bad-level", name.span, message).help(format!("write \"{}\"", shown(&key))));
    }
    found
}

fn twice(name: &Spanned<Name>, before: &Spanned<Name>) -> Diagnostic {
    let message = format!("`{}` is in two issues", shown(&name.value.to_string()));
    let problem = Diagnostic::error("two-issues", name.span, message).label("here again");
    problem.also(before.span, "it is in an issue here").help("leave it in the one where it is decided")
}

/// Options that are in no issue: told once, with the first few of them.
fn in_none(first: &case::Issue, options: &[ModelOption], placed: &[Option<&Spanned<Name>>]) -> Option<Diagnostic> {
    const FEW: usize = 6;
    let name = |option: &ModelOption| option.level.as_ref().map_or(&option.key, |level| &level.choice).clone();
    let mut missing: Vec<String> =
        options.iter().zip(placed).filter(|(_, place)| place.is_none()).map(|(option, _)| name(option)).collect();
    missing.dedup();
    let (few, rest) = missing.split_at(missing.len().min(FEW));
    let option = options.iter().zip(placed).find(|(_, place)| place.is_none())?.0;
    let mut names = few.iter().map(|key| format!("`{}`", shown(key))).collect::<Vec<_>>().join(", ");
    if !rest.is_empty() {
        names += &format!(" and {} more", rest.len());
    }
    let message = format!("in no issue: {names}");
    let problem = Diagnostic::error("no-issue", first.key.span, message).label("the case has issues");
    let problem = problem.also(option.span, "this is in none");
    Some(problem.help("where a case has issues, each option is in exactly one: add these to the options of an issue"))
}
