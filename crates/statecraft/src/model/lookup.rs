//! What a name in a statement means.

use super::{Level, ModelOption, OptionId};
use crate::diag::{Diagnostic, Names, Spanned, nearest, shown};
use crate::expr::{Compare, Expr, Name};
use std::collections::HashMap;

/// The options and choices of a model by their names.
pub(super) struct Lookup {
    actors: Names,
    /// All that can be named: options that are no levels, and choices.
    named: Names,
    options: HashMap<String, OptionId>,
    /// For each choice its first level and the names of all.
    choices: HashMap<String, (usize, Vec<String>)>,
}

impl Lookup {
    pub(super) fn new(actors: impl Iterator<Item = impl Into<String>>, options: &[ModelOption]) -> Lookup {
        let mut choices: HashMap<String, (usize, Vec<String>)> = HashMap::new();
        let (mut plain, mut named) = (HashMap::new(), Vec::new());
        for (at, option) in options.iter().enumerate() {
            match &option.level {
                None => {
                    plain.insert(option.key.clone(), OptionId::new(at));
                    named.push(option.key.clone());
                }
                Some(Level { choice, text, .. }) => {
                    let (_, levels) = choices.entry(choice.clone()).or_insert_with(|| {
                        named.push(choice.clone());
                        (at, Vec::new())
                    });
                    levels.push(text.clone());
                }
            }
        }
        let actors = Names::new(actors);
        Lookup { actors, named: Names::new(named), options: plain, choices }
    }

    /// What a name says: that an option is taken, or that one of the levels that it allows holds.
    pub(super) fn find(&self, name: &Spanned<Name>) -> Result<Expr<OptionId>, Diagnostic> {
        let key = format!("{}.{}", name.value.actor, name.value.option);
        let Some(level) = &name.value.level else {
            return self.options.get(&key).copied().map(Expr::Taken).ok_or_else(|| match self.choices.get(&key) {
                Some((_, levels)) => without_level(name, &key, levels),
                None => self.unknown(name),
            });
        };
        let Some((first, levels)) = self.choices.get(&key) else {
            return Err(if self.options.contains_key(&key) { no_levels(name, &key) } else { self.unknown(name) });
        };
        let Some(place) = levels.iter().position(|of| *of == level.text) else {
            return Err(no_such_level(name, &key, &level.text, levels));
        };
        let holding = (0..levels.len()).filter(|&at| level.compare.holds(at, place));
        let mut parts: Vec<_> = holding.map(|at| Expr::Taken(OptionId::new(first + at))).collect();
        match parts.len() {
            0 => Err(beyond(name, level.compare, &level.text)),
            1 => Ok(parts.remove(0)),
            _ => Ok(Expr::Or(parts)),
        }
    }

    /// One option, or one level of a choice.
    pub(super) fn option(&self, name: &Spanned<Name>) -> Result<OptionId, Diagnostic> {
        let exact = name.value.level.as_ref().is_none_or(|level| level.compare == Compare::Is);
        match self.find(name)? {
            Expr::Taken(option) if exact => Ok(option),
            _ => {
                let message = format!("`{}` does not say one level", shown(&name.value.to_string()));
                let help = "here one level is meant: write `=` before it";
                Err(Diagnostic::error("bad-level", name.span, message).help(help))
            }
        }
    }

    fn unknown(&self, name: &Spanned<Name>) -> Diagnostic {
        let Name { actor, option, .. } = &name.value;
        let known = self.actors.contains(actor);
        let message = if known {
            format!("`{}` has no option `{}`", shown(actor), shown(option))
        } else {
            format!("there is no actor `{}`", shown(actor))
        };
        let (written, own) = (format!("{actor}.{option}"), format!("{actor}."));
        let near = self.named.nearest(&written, &own).or_else(|| self.named.nearest(&written, ""));
        let help = match (near, self.named.listed(&own)) {
            (Some(near), _) => format!("did you mean `{near}`?"),
            (None, own) if !own.is_empty() => format!("declare it, or use one of its options: {own}"),
            (None, _) if known => format!("it has none; declare one below [actors.{}.options]", shown(actor)),
            (None, _) => format!("declare it, or use an actor that is: {}", self.actors.listed("")),
        };
        Diagnostic::error("unknown-name", name.span, message).label("not declared").help(help)
    }
}

/// A choice of which no level is said.
fn without_level(name: &Spanned<Name>, key: &str, levels: &[String]) -> Diagnostic {
    let message = format!("`{}` has levels, and none is named", shown(key));
    let example = levels.first().map_or("", String::as_str);
    let help = format!("say which: `{} {}`, or another of {}", shown(key), level(example), listed(levels));
    Diagnostic::error("bad-level", name.span, message).label("which level?").help(help)
}

/// An option that is not a choice, with a level.
fn no_levels(name: &Spanned<Name>, key: &str) -> Diagnostic {
    let key = shown(key);
    Diagnostic::error("bad-level", name.span, format!("`{key}` has no levels"))
        .help(format!("an option is either taken or not: write `{key}` or `not {key}`"))
}

fn no_such_level(name: &Spanned<Name>, key: &str, text: &str, levels: &[String]) -> Diagnostic {
    let message = format!("`{}` has no level `{}`", shown(key), shown(text));
    let help = match nearest(text, levels.iter().map(String::as_str)) {
        Some(near) => format!("did you mean `{}`?", shown(near)),
        None => format!("its levels are {}", listed(levels)),
    };
    Diagnostic::error("bad-level", name.span, message).label("no such level").help(help)
}

/// A comparison that no level meets.
fn beyond(name: &Spanned<Name>, compare: Compare, text: &str) -> Diagnostic {
    let (which, side) = if compare == Compare::Above { ("highest", "above") } else { ("lowest", "below") };
    let message = format!("`{}` is the {which} level: no level is {side} it", shown(text));
    Diagnostic::error("bad-level", name.span, message).help(format!("name a level that has others {side} it"))
}

fn level(text: &str) -> String {
    shown(&crate::expr::Level::is(text).to_string())
}

/// The levels from the lowest, some of many.
fn listed(levels: &[String]) -> String {
    const MOST: usize = 12;
    let mut names: Vec<String> = levels.iter().take(MOST).map(|text| format!("`{}`", shown(text))).collect();
    if levels.len() > MOST {
        names.push(format!("{} more", levels.len() - MOST));
    }
    names.join(", ")
}
