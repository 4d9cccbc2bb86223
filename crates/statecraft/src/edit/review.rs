//! What a person says of a drafted claim: it holds, by whose word, or the person takes that back.

use super::named::{declared, known};
use super::splice::Work;
use super::strings::quoted;
use super::syntax::{Placed, string};
use super::{EditError, Kind, step};

/// What a person says of a drafted claim. Each is what stands in the claim afterwards; what is none does not stand there.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Acceptance {
    /// The claim's name in the file.
    pub claim: String,
    /// Who says it, if not the source itself.
    pub speaker: Option<String>,
    /// How directly it comes: said, reported, believed or unnamed.
    pub directness: Option<String>,
    /// Who or what drafted it.
    pub drafted_by: Option<String>,
    /// Who accepts it; nobody if that is taken back.
    pub accepted_by: Option<String>,
}

pub(super) fn accept(work: &mut Work, new: &Acceptance) -> Result<(), EditError> {
    let pairs = [
        ("speaker", &new.speaker),
        ("directness", &new.directness),
        ("drafted_by", &new.drafted_by),
        ("accepted_by", &new.accepted_by),
    ];
    for (key, value) in pairs {
        step(work, |page| {
            known(Kind::Claim.word(), &new.claim, &declared(page.tree, Kind::Claim))?;
            let path = ["claims", &new.claim, key];
            Ok(match (page.tree.value(&path), value) {
                (Some(there), Some(value)) if string(page.text, there).is_some_and(|word| word.text == *value) => {
                    vec![]
                }
                (Some(there), Some(value)) => vec![(there.span(), quoted(value))],
                (None, Some(value)) => page.put(&path, &quoted(value)),
                (Some(_), None) => page.remove(&path),
                (None, None) => vec![],
            })
        })?;
    }
    Ok(())
}
