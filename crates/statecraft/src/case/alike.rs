//! Names that a reader cannot tell apart: equal but for capitals, blanks and marks, or with letters of another script that look the
//! same.

use super::Case;
use crate::diag::{Diagnostic, Spanned, shown};
use crate::evidence::is_invisible;
use std::collections::HashMap;

/// Warnings of names that look like another of their kind, each told once.
pub(super) fn check(case: &Case) -> Vec<Diagnostic> {
    let actors = case.actors.iter().map(|actor| (&actor.key, actor.name.as_str()));
    let mut found = in_one_list("actors", actors);
    for actor in &case.actors {
        let choices = actor.choices.iter().map(|choice| (&choice.key, choice.label.as_str()));
        found.extend(in_one_list(
            "options",
            choices.chain(actor.plain_options().iter().map(|option| (&option.key, option.label.as_str()))),
        ));
        for choice in &actor.choices {
            found.extend(in_one_list("levels", choice.levels.iter().map(|level| (level, level.value.as_str()))));
        }
    }
    let accounts = case.accounts.iter().filter_map(|account| Some((account.key.as_ref()?, account.title.as_deref()?)));
    found.extend(in_one_list("accounts", accounts));
    let states = case.states.iter().map(|state| (&state.key, state.label.as_deref().unwrap_or(&state.key.value)));
    found.extend(in_one_list("states", states));
    found.extend(in_one_list("sources", case.sources.iter().map(|source| (&source.key, source.key.value.as_str()))));
    found.extend(in_one_list("claims", case.claims.iter().map(|claim| (&claim.key, claim.key.value.as_str()))));
    found
}

/// Those of one kind whose key, or whose name for readers, looks like that of one before.
fn in_one_list<'a>(kind: &str, names: impl Iterator<Item = (&'a Spanned<String>, &'a str)>) -> Vec<Diagnostic> {
    let (mut keys, mut labels) = (HashMap::new(), HashMap::new());
    let mut found = Vec::new();
    for (key, label) in names {
        let like_key = keys.insert(skeleton(&key.value), key);
        let like_label: Option<&Spanned<String>> = labels.insert(skeleton(label), key);
        let Some(other) = like_label.or(like_key) else { continue };
        let message = match like_label {
            Some(_) => format!("two {kind} look the same to a reader: “{}”", shown(label)),
            None => {
                format!("the names of two {kind} look the same: `{}` and `{}`", shown(&other.value), shown(&key.value))
            }
        };
        let problem = Diagnostic::warning("alike-names", key.span, message).label("this one");
        found.push(problem.also(other.span, "and this").help("give them names that a reader can tell apart"));
    }
    found
}

/// What is left of a name when all that looks the same is the same.
fn skeleton(name: &str) -> String {
    let letters = name.chars().flat_map(char::to_lowercase).filter(|c| !c.is_whitespace() && !is_invisible(*c));
    letters.map(latin).collect()
}

/// The Latin letter that a small letter or digit looks like, else itself.
fn latin(c: char) -> char {
    match c {
        '_' | '\u{2010}'..='\u{2015}' => '-',
        '’' | '‘' => '\'',
        'а' | 'α' => 'a',
        'в' | 'β' => 'b',
        'с' | 'ϲ' => 'c',
        'ԁ' => 'd',
        'ɡ' => 'g',
        'е' | 'є' | 'ε' | 'ё' => 'e',
        'һ' | 'н' => 'h',
        'і' | 'ι' | 'ı' | 'ї' | 'l' | '1' | 'ӏ' | 'ɩ' => 'i',
        'ј' => 'j',
        'к' | 'κ' => 'k',
        'м' | 'μ' => 'm',
        'η' | 'ո' => 'n',
        'о' | 'ο' | 'օ' | '0' | 'σ' => 'o',
        'р' | 'ρ' => 'p',
        'ԛ' => 'q',
        'г' => 'r',
        'ѕ' => 's',
        'т' | 'τ' => 't',
        'υ' | 'ս' => 'u',
        'ν' | 'ѵ' => 'v',
        'ԝ' | 'ω' => 'w',
        'х' | 'χ' => 'x',
        'у' | 'γ' => 'y',
        'ζ' => 'z',
        // The wide forms of letters and digits.
        '\u{ff10}'..='\u{ff5a}' => char::from_u32(u32::from(c) - 0xfee0).map_or(c, latin),
        _ => c,
    }
}
