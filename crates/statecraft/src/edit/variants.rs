//! A case as another honest reader could write it: the edits of a variant, made one after the other.

use super::named::unknown;
use super::{Edit, EditError, apply};
use crate::case::{Case, Variant};
use crate::diag::{Diagnostic, shown};
use serde::Deserialize;

/// The text of a case in one of its variants.
///
/// # Errors
/// An edit that is none, or that does not fit the case; the place is that of the edit.
fn varied(case: &Case, variant: &Variant) -> Result<String, Diagnostic> {
    let key = shown(&variant.key.value);
    let mut text = case.file.text.clone();
    for written in &variant.edits {
        let edit = Edit::deserialize(written.value.clone()).map_err(|why| {
            let message = format!("this is no edit: {}", shown(why.message()));
            Diagnostic::error("bad-edit", written.span, message).help("docs/reference/edit.md has all edits")
        })?;
        let applied = apply(&edit, &text).map_err(|why| {
            let because = match why {
                EditError::Breaks { problems, .. } => {
                    problems.first().map_or(String::new(), |first| first.message.clone())
                }
                other => other.to_string(),
            };
            let message = format!("the variant `{key}` cannot be made: {because}");
            Diagnostic::error("bad-variant", written.span, message)
                .help("say which line is meant as the case has it now")
        })?;
        text = applied.text;
    }
    Ok(text)
}

/// A case in one of its variants, with what is wrong in it.
///
/// # Errors
/// There is no variant of this name, or its edits do not fit the case.
pub fn in_variant(case: &Case, name: &str) -> Result<(Case, Vec<Diagnostic>), EditError> {
    let Some(variant) = case.variants.iter().find(|variant| variant.key.value == name) else {
        let names: Vec<String> = case.variants.iter().map(|variant| variant.key.value.clone()).collect();
        return Err(unknown("variant", name, &names));
    };
    match varied(case, variant) {
        Ok(text) => Ok(case.with_text(&text)),
        Err(problem) => Err(EditError::Breaks { file: case.file.clone(), problems: vec![problem] }),
    }
}

/// What is wrong with the variants of a case.
pub fn variant_problems(case: &Case) -> Vec<Diagnostic> {
    case.variants.iter().filter_map(|variant| varied(case, variant).err()).collect()
}
