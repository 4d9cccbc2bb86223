//! What is graded as confirmed: credibility 1 asks for a second origin that says the same, independent of the first.

use super::{Case, Claim, Credibility, Origin};
use crate::diag::{Diagnostic, shown};

const HELP: &str = "name a claim of another origin that says the same, confirms = \"CLAIM\", or write credibility = 2";

/// Claims of credibility 1 for which no claim of another origin says the same.
pub(super) fn check(case: &Case) -> Vec<Diagnostic> {
    let origins = case.origins();
    let same = classes(case);
    let mut found = Vec::new();
    for (at, claim) in case.claims.iter().enumerate() {
        let Some(grade) = claim.credibility.as_ref().filter(|grade| grade.value == Credibility::CONFIRMED) else {
            continue;
        };
        let others: Vec<usize> = (0..same.len()).filter(|&other| other != at && same[other] == same[at]).collect();
        if others.iter().all(|&other| origins[other] == origins[at]) {
            let told = unconfirmed(claim, others.first().map(|&other| &case.claims[other]), &origins[at]);
            found.push(Diagnostic::error("unconfirmed", grade.span, told).help(HELP));
        }
    }
    found
}

/// For each claim the first of those that say the same: which confirm each other, in either direction, or by way of a third.
fn classes(case: &Case) -> Vec<usize> {
    let mut class: Vec<usize> = (0..case.claims.len()).collect();
    for (at, claim) in case.claims.iter().enumerate() {
        for other in &claim.confirms {
            let Some(other) = case.claims.iter().position(|known| known.key.value == other.value) else { continue };
            let (low, high) = (class[at].min(class[other]), class[at].max(class[other]));
            class.iter_mut().filter(|of| **of == high).for_each(|of| *of = low);
        }
    }
    class
}

fn unconfirmed(claim: &Claim, other: Option<&Claim>, origin: &Origin) -> String {
    let name = shown(&claim.key.value);
    match other {
        None => format!("nothing says the same as the claim `{name}`, so it is not confirmed"),
        Some(other) => format!(
            "the claim `{name}` is not confirmed: what says the same, `{}`, also goes back to {}",
            shown(&other.key.value),
            shown(&origin.to_string())
        ),
    }
}
