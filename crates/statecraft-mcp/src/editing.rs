//! Edits of a case by an assistant: whole or not at all, every quote held against its text, every claim signed by who drafted it.

use crate::asking::{Done, check, study, version};
use crate::place::Place;
use crate::refusal::Refusal;
use serde::{Deserialize, Serialize};
use serde_json::json;
use statecraft::case::Case;
use statecraft::edit::{CaseFile, Edit, NewClaim, NewSource, apply_checked};
use statecraft::evidence::{Finding, fingerprint};
use statecraft::graph::Limits;
use std::path::Path;

/// Edits of one case, made one after the other; none if one is refused.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub(crate) struct EditCase {
    /// The version of the case file that the edits were made for, as open, show or the last edit gave it.
    version: String,
    /// The edits.
    edits: Vec<Edit>,
    /// Whether the edits are only tried and nothing is written.
    #[serde(default)]
    dry_run: bool,
}

/// Who drafts into which case.
#[derive(Clone, Debug)]
pub(crate) struct Draft<'d> {
    /// The folder.
    pub(crate) place: &'d Place,
    /// The case in it.
    pub(crate) case: &'d str,
    /// Who drafts, as it will stand in the case.
    pub(crate) by: &'d str,
}

/// So many edits are made at once.
const MOST_EDITS: usize = 200;
/// No edit makes a case file larger than this.
const MOST_BYTES: usize = 1 << 20;

/// Makes the edits and writes the file.
pub(crate) fn edit(draft: &Draft, asked: &EditCase, limits: &Limits) -> Result<Done, Refusal> {
    let path = draft.place.case(draft.case)?;
    let mut file = CaseFile::open(&path)?;
    if version(&file.text) != asked.version {
        return Err(Refusal::changed());
    }
    let text = draft.made(&path, file.text.clone(), &asked.edits, limits)?;
    if !asked.dry_run {
        file.write(&text)?;
    }
    told(draft.case, &path, text, !asked.dry_run, limits)
}

/// What became of a case file.
pub(crate) fn told(case: &str, path: &Path, text: String, written: bool, limits: &Limits) -> Result<Done, Refusal> {
    let version = version(&text);
    let checked = if written {
        check(&study(path, false, limits)?)?
    } else {
        let (case, problems) = Case::read_as(path, text);
        check(&statecraft::study::Study::of(case, problems, limits))?
    };
    let first = if written { format!("Written; the version is now {version}.") } else { "Nothing was written.".into() };
    let json = json!({ "case": case, "written": written, "version": version, "check": checked.json });
    Done::new(&json, &format!("{first}\n{}", checked.text))
}

impl Draft<'_> {
    /// The text of a case file after the edits.
    pub(crate) fn made(&self, path: &Path, text: String, edits: &[Edit], limits: &Limits) -> Result<String, Refusal> {
        if edits.len() > MOST_EDITS {
            return Err(Refusal::new("too-large", format!("make at most {MOST_EDITS} edits at once")));
        }
        let problems = |text: &str| Case::read_as(path, text.to_owned()).1;
        let mut text = text;
        for edit in edits {
            limits.watch.check().map_err(|limit| Refusal::new(limit.code(), limit))?;
            text = apply_checked(&self.signed(edit.clone())?, &text, &problems)?.text;
            if text.len() > MOST_BYTES {
                return Err(Refusal::new("too-large", "the case file would be larger than 1 MiB; nothing was written"));
            }
        }
        let claims = edits.iter().filter_map(|edit| if let Edit::AddClaim(claim) = edit { Some(claim) } else { None });
        verified(path, &text, claims)?;
        Ok(text)
    }

    /// An edit that says who drafted what it adds, and which text was quoted.
    fn signed(&self, edit: Edit) -> Result<Edit, Refusal> {
        Ok(match edit {
            Edit::AddClaim(claim) => Edit::AddClaim(self.claim(claim)),
            Edit::AddSource(source) => Edit::AddSource(self.source(source)?),
            other => other,
        })
    }

    /// A claim that says who drafted it; whether it is accepted is for a person to say.
    pub(crate) fn claim(&self, claim: NewClaim) -> NewClaim {
        NewClaim { drafted_by: Some(self.by.to_string()), accepted_by: None, ..claim }
    }

    /// A source with the fingerprint of its text.
    pub(crate) fn source(&self, source: NewSource) -> Result<NewSource, Refusal> {
        let Some(text) = &source.text else { return Ok(source) };
        self.place.inside(text)?; // also where the case lies deeper, the path starts at the case
        let words = self.place.read(&format!("{}/{text}", self.case))?;
        Ok(NewSource { sha256: Some(fingerprint(&words)), ..source })
    }
}

/// Refuses claims whose quotes do not stand in a text beside the case.
pub(crate) fn verified<'c>(path: &Path, text: &str, claims: impl Iterator<Item = &'c NewClaim>) -> Result<(), Refusal> {
    let (case, problems) = Case::read_as(path, text.to_owned());
    let stands = |key: &str| {
        let report = case.quotes.iter().find(|report| report.claim == key);
        report.is_some_and(|report| matches!(report.finding, Finding::Found(_)))
    };
    let lying: Vec<&str> = claims.map(|claim| claim.key.as_str()).filter(|key| !stands(key)).collect();
    if lying.is_empty() {
        return Ok(());
    }
    let about: Vec<_> = problems.into_iter().filter(|problem| problem.code.starts_with("quote-")).collect();
    let message = format!(
        "no text beside the case bears out the quotes of: {}; nothing was written; copy the words as they stand, from a source \
         with a text",
        lying.join(", ")
    );
    Err(Refusal::new("quote", message).with_problems(&case.file, &about))
}
