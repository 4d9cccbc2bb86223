//! Whose view stands behind a line. What one actor believes bears on what that actor wants. It says nothing of what another
//! wants or of what cannot be, unless the source vouches for it, or the analyst says why it should be so.

use super::{Attitudes, Case, Claim, LineRef, LineSays, Preference};
use crate::diag::{Diagnostic, shown};

/// Rules, and wishes of an actor, behind which nothing stands but what others believe.
pub(super) fn check(case: &Case) -> Vec<Diagnostic> {
    case.lines().iter().filter_map(|line| alone(case, line)).collect()
}

fn alone(case: &Case, line: &LineRef) -> Option<Diagnostic> {
    let whose = match line.says {
        LineSays::Rule(_) | LineSays::Presence(..) => None,
        LineSays::Wish(Preference { actor, .. }, _)
        | LineSays::Order(Preference { actor, .. })
        | LineSays::Attitude(Attitudes { actor, .. }, _) => Some(actor.value.as_str()),
        LineSays::Option(..)
        | LineSays::Choice(..)
        | LineSays::StatusQuo(_)
        | LineSays::State(_)
        | LineSays::Move(_) => return None,
    };
    if line.support.leap.is_some() || line.support.claims.is_empty() {
        return None;
    }
    let views: Vec<&Claim> = line
        .support
        .claims
        .iter()
        .map(|key| case.claim(&key.value).filter(|claim| is_view_of_another(claim, whose)))
        .collect::<Option<_>>()?;
    let mut holders: Vec<String> = Vec::new();
    for holder in views.iter().filter_map(|claim| claim.holder.as_ref()) {
        let name = format!("`{}`", shown(&holder.value));
        holders.extend(Some(name).filter(|name| !holders.contains(name)));
    }
    let believe = if holders.len() == 1 { "believes" } else { "believe" };
    let what = match whose {
        Some(actor) => format!("what `{}` wants here", shown(actor)),
        None => "this rule".to_string(),
    };
    let message = format!("only what {} {believe} stands behind {what}", holders.join(" and "));
    let problem = Diagnostic::warning("belief-alone", line.span, message);
    let problem = views.iter().take(3).fold(problem, |problem, claim| problem.also(claim.key.span, "this view"));
    Some(problem.help("cite what speaks of the thing itself, or add leap = \"why it should be so\""))
}

/// Whether the claim is the view of somebody else, and no more than that.
fn is_view_of_another(claim: &Claim, whose: Option<&str>) -> bool {
    claim.holder.as_ref().is_some_and(|holder| !claim.factive && Some(holder.value.as_str()) != whose)
}
