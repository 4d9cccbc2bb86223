//! What would surprise every account, and what all expect.

use super::maker::Maker;
use super::{Indicator, Kind, Sides};
use crate::accounts::{Course, SettingPattern};
use crate::graph::Limits;
use crate::model::OptionSet;
use crate::study::Refused;

/// What speaks against every account: changes that none expects, and that something stays which all expect to change.
pub(super) fn surprises(maker: &Maker, limits: &Limits) -> Result<Vec<Indicator>, Refused> {
    let Some(possible) = possible(maker, limits)? else { return Ok(Vec::new()) };
    let mut found = Vec::new();
    for change in maker.changes() {
        let kept = SettingPattern { taken: change.not_taken, not_taken: change.taken };
        if maker.in_every_outcome(change) {
            found.push(against_all(maker, Kind::Stays, kept));
        } else if maker.in_every_outcome(kept) && possible & change.options() == 0 {
            found.push(against_all(maker, Kind::Surprise, change));
        }
    }
    Ok(found)
}

/// The changes that all accounts expect.
pub(super) fn expected(maker: &Maker) -> Vec<Indicator> {
    let all = || Sides { fits: maker.ids(), ..Sides::default() };
    let no = || Sides { against: maker.ids(), ..Sides::default() };
    let changes = maker.changes().into_iter().filter(|change| maker.in_every_outcome(*change));
    let of = |change| Indicator {
        yes: all(),
        no: Some(no()),
        ..maker.indicator(Kind::Expected, None, maker.combination(change))
    };
    changes.map(of).collect()
}

/// The options that may change on paths of lean improvements from today under some account, one bit each; nothing if that is too much
/// to find out.
fn possible(maker: &Maker, limits: &Limits) -> Result<Option<OptionSet>, Refused> {
    let mut all = 0;
    for laid_out in &maker.study.accounts {
        let course = Course::of(&laid_out.graph, &limits.watch)?;
        let Some(course) = course.filter(|course| course.ends.is_some()) else { return Ok(None) };
        all |= course.possible;
    }
    Ok(Some(all))
}

fn against_all(maker: &Maker, kind: Kind, seen: SettingPattern) -> Indicator {
    let yes = Sides { against: maker.ids(), ..Sides::default() };
    Indicator { yes, ..maker.indicator(kind, None, maker.combination(seen)) }
}

impl Maker<'_> {
    /// Whether a setting is in every outcome of every account, and each has some.
    fn in_every_outcome(&self, what: SettingPattern) -> bool {
        self.outcomes.iter().all(|all| !all.is_empty() && all.iter().all(|&setting| what.holds(setting)))
    }
}
