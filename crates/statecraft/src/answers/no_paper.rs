//! What `check` says of cases with issues that nothing ties together.

use crate::diag::{Diagnostic, shown};
use crate::graph::Limits;
use crate::linkage::{self, Linked};
use crate::study::{LaidOut, Refused, Study};

/// `check` looks for papers in accounts of at most so many states.
const MOST_CHECKED: usize = 1 << 14;
/// And for each concept in about so many steps.
const STEPS_CHECKED: usize = 1 << 22;

/// The accounts with issues in which no paper stands in any outcome that holds only by the link, or no outcome holds only by it: whoever
/// divided the case expected that the issues bear on each other. Accounts for which that is too much to compute are left out.
pub(crate) fn warnings(study: &Study) -> Vec<Diagnostic> {
    let warning = |laid_out: &LaidOut| {
        let issue = study.case.issues.get(1)?;
        let is_small = laid_out.graph.len() <= MOST_CHECKED;
        if !is_small || has_paper(laid_out).ok()? {
            return None;
        }
        let (span, of) = match &laid_out.account.key {
            Some(key) => (key.span, format!("in the account {}, ", shown(&key.value))),
            None => (issue.key.span, String::new()),
        };
        let message = format!("{of}no threat across the issues is to be believed");
        let help = "leave it if the issues do not bear on each other here; if they do, ask who would answer in one issue what is done in \
                    another, and which wish says so";
        Some(Diagnostic::warning("no-paper", span, message).label("nothing links the issues").help(help))
    };
    study.accounts.iter().filter_map(warning).collect()
}

/// Whether a paper stands in an outcome under one of the concepts; also where there is too much to look at.
fn has_paper(laid_out: &LaidOut) -> Result<bool, Refused> {
    let limits = Limits::default();
    let Some(linked) = Linked::of(&laid_out.model, &laid_out.graph, &limits)? else { return Ok(true) };
    for under in linked.under(&linkage::CONCEPTS, &limits)? {
        let carried = linked.papers(&under, STEPS_CHECKED, &limits)?;
        if !carried.some.is_empty() || carried.looked.len() < under.only_linked().len() {
            return Ok(true);
        }
    }
    Ok(false)
}
