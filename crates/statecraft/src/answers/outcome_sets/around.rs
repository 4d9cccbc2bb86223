//! Verdicts drawn from the sets and worked out once more around each state, by code that shares nothing with the diagrams.

use crate::graph::Watch;
use crate::model::{ActorId, Model, OptionSet};
use crate::stability::Concept;
use crate::symbolic::{Set, Symbolic};
use crate::witness::{Fault, Foresight, Place, Replies, stays};
use serde::{Deserialize, Serialize};

/// So many steps are spent on all verdicts of an account.
const MOST_STEPS: u64 = 1 << 20;
/// So many outcomes are drawn for each concept.
const OUTCOMES: usize = 3;

/// How many verdicts were worked out once more by the definition around their states.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct CheckedAround {
    /// How many were drawn: for each concept and actor one state that it would keep and one that it would not, and a few outcomes; and
    /// all verdicts on today.
    pub drawn: usize,
    /// How many of them were worked out.
    pub checked: usize,
    /// The others would have taken too many steps, or the work was stopped.
    pub too_long: usize,
    /// What came out otherwise. If this is not empty the program has a defect.
    pub failed: Vec<String>,
}

/// A verdict.
struct Verdict {
    concept: Concept,
    actor: ActorId,
    setting: OptionSet,
    stays: bool,
}

impl CheckedAround {
    /// Of the verdicts of an account, always the same ones.
    pub(super) fn of(model: &Model, found: &Symbolic, today: Option<OptionSet>, watch: &Watch) -> CheckedAround {
        let drawn = drawn(model, found, today);
        let each = MOST_STEPS / drawn.len().max(1) as u64;
        let stop = || watch.stopped().is_some();
        let mut checked = CheckedAround { drawn: drawn.len(), ..CheckedAround::default() };
        for Verdict { concept, actor, setting, stays: expected } in drawn {
            let Some(asked) = foresight(concept) else { continue };
            match stays(model, actor, asked, Place(setting), each, &stop) {
                Ok(found) if found == expected => checked.checked += 1,
                Ok(_) => checked.failed.push(told(model, concept, actor, setting, expected)),
                Err(Fault::TooMuch | Fault::Stopped) => checked.too_long += 1,
                Err(fault) => checked.failed.push(fault.to_string()),
            }
        }
        checked
    }

    /// The same as a sentence, without its full stop.
    pub fn sentence(&self) -> String {
        let CheckedAround { drawn, checked, too_long, failed } = self;
        if !failed.is_empty() {
            return format!(
                "A defect of the program: independent code found otherwise in {} of {drawn} verdicts: {}",
                failed.len(),
                failed.join("; ")
            );
        }
        let rest = if *too_long == 0 { String::new() } else { format!("; {too_long} would have taken too long") };
        format!(
            "Independent code worked out {checked} of {drawn} verdicts drawn from the sets, each around its state, and found the same{rest}"
        )
    }
}

fn drawn(model: &Model, found: &Symbolic, today: Option<OptionSet>) -> Vec<Verdict> {
    let mut drawn = Vec::new();
    for &concept in found.concepts() {
        for actor in model.actor_ids() {
            let Some(stable) = found.stable(concept, actor) else { continue };
            let mut draw = |set: &Set, most: usize| {
                let verdict = |setting| Verdict { concept, actor, setting, stays: stable.contains(setting) };
                drawn.extend(set.members(most).into_iter().map(verdict));
            };
            draw(stable, 1);
            draw(&found.states.difference(stable), 1);
            found.outcomes(concept).into_iter().for_each(|outcomes| draw(outcomes, OUTCOMES));
            drawn.extend(today.map(|setting| Verdict { concept, actor, setting, stays: stable.contains(setting) }));
        }
    }
    drawn
}

fn foresight(concept: Concept) -> Option<Foresight> {
    let (moves, replies) = match concept {
        Concept::Nash => (1, Replies::Any),
        Concept::Gmr => (2, Replies::Any),
        Concept::Smr => (3, Replies::Any),
        Concept::Seq => (2, Replies::Improvements),
        Concept::SymSeq => (3, Replies::Improvements),
        _ => return None,
    };
    Some(Foresight { moves, replies })
}

fn told(model: &Model, concept: Concept, actor: ActorId, setting: OptionSet, stays: bool) -> String {
    let keys = model.actor_keys();
    let said = if stays { "stay" } else { "leave" };
    format!("{}: {} was said to {said} where {}", concept.key(&keys), keys[actor.index()], Place(setting).called(model))
}
