//! Whether independent code finds the verdicts right.

use super::LaidOut;
use super::words::{count, number};
use crate::graph::StateId;
use crate::model::ActorId;
use crate::reasons::Reasons;
use crate::stability::{Concept, Found};
use crate::witness::{Checker, Fault, Proof};

/// So many steps are spent on a case: a tenth of a second, about.
pub(super) const MOST_STEPS: u64 = 1 << 21;
/// What a verdict costs at least.
const STEPS_EACH: u64 = 1 << 7;
/// With more states than this, what was found for one verdict is not kept for the next: it would take too much memory.
const SHARED: usize = 1 << 13;
/// Then one verdict may take this part of all steps of its actor, or else it is passed over.
const PART: u64 = 1 << 5;

/// How many verdicts were checked by the checker of `witness`, and what it did not confirm.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize)]
pub struct Checked {
    /// How many verdicts there are.
    pub verdicts: usize,
    /// How many of them were checked: all, or a fixed sample.
    pub checked: usize,
    /// What was not confirmed. If this is not empty the program has a defect.
    pub failed: Vec<String>,
}

impl Checked {
    /// Checks all verdicts or, if that takes more than so many steps, always the same ones.
    pub(super) fn of(laid_out: &LaidOut, found: &Found, steps: u64) -> Checked {
        let graph = &laid_out.graph;
        let verdicts = found.concepts().count() * graph.ranks.len() * graph.len();
        let mut checked = Checked { verdicts, ..Checked::default() };
        let Ok(mut checker) = Checker::within(&laid_out.model, steps) else { return checked };
        let share = steps / graph.ranks.len().max(1) as u64;
        graph.actor_ids().for_each(|actor| checked.look_at(laid_out, found, actor, &mut checker, share));
        checked
    }

    /// The verdicts of one actor, until its share of the steps is spent.
    fn look_at(&mut self, laid_out: &LaidOut, found: &Found, actor: ActorId, checker: &mut Checker, share: u64) {
        let graph = &laid_out.graph;
        let fresh = || match graph.len() <= SHARED {
            true => Reasons::within(graph, actor, share),
            false => Reasons::alone(graph, actor, share / PART),
        };
        let (mut reasons, mut spent, begun) = (fresh(), 0, checker.steps());
        for (state, concept) in scattered(graph.len()).flat_map(|state| found.concepts().map(move |at| (state, at))) {
            if graph.len() > SHARED {
                spent += reasons.steps();
                reasons = fresh();
            }
            spent += STEPS_EACH;
            if spent + reasons.steps() + (checker.steps() - begun) > share {
                return;
            }
            let Ok(witness) = reasons.witness(concept, state) else { continue };
            let stable = found.stable_in(concept, actor, state);
            match checker.check(&witness) {
                Ok(()) if matches!(witness.proof, Proof::Stays(_)) == stable => self.checked += 1,
                Err(Fault::TooMuch) => {}
                result => {
                    let fault =
                        result.err().map_or("the reasons say the opposite".to_string(), |fault| fault.to_string());
                    self.failed.push(self.defect(laid_out, (concept, actor, state), &fault));
                }
            }
        }
    }

    fn defect(&self, laid_out: &LaidOut, (concept, actor, state): (Concept, ActorId, StateId), fault: &str) -> String {
        let keys = laid_out.model.actor_keys();
        let state = laid_out.graph.state_name(state);
        format!("{}, {}, state {state}: {fault}", keys[actor.index()], concept.name(&keys))
    }

    /// In one sentence.
    pub fn sentence(&self) -> String {
        match (self.failed.first(), self.checked) {
            (Some(failed), _) => format!(
                "DEFECT OF THE PROGRAM: independent code does not confirm {} of the verdicts ({failed}). Do not rely on \
                 this answer, and please report it with the case",
                number(self.failed.len())
            ),
            (None, 0) => "Not checked by independent code: the case is too large".to_string(),
            (None, all) if all == self.verdicts => {
                let all = count(all, "verdict", "verdicts");
                format!(
                    "Checked by independent code: all {all} (would this actor keep this state?), and none was wrong"
                )
            }
            (None, some) => {
                let all = count(self.verdicts, "verdict", "verdicts");
                format!(
                    "Checked by independent code: of {all} (would this actor keep this state?) a sample of {}, and none was wrong",
                    number(some)
                )
            }
        }
    }
}

/// All states, those near each other far apart.
fn scattered(states: usize) -> impl Iterator<Item = StateId> {
    let common = |mut one: usize, mut other: usize| {
        while other > 0 {
            (one, other) = (other, one % other);
        }
        one
    };
    let golden = (states as f64 * 0.618) as usize;
    let stride = (golden.max(1)..).find(|&stride| common(stride, states) == 1).unwrap_or(1);
    (0..states).map(move |at| StateId::new((at * stride) % states))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::case::Case;
    use crate::graph::Limits;
    use crate::report::Opened;
    use crate::stability;

    const CASE: &str = r#"
        title = "Two who would"
        actors.a = { name = "A", options.o = { label = "Do it" } }
        actors.b = { name = "B", options.o = { label = "Do it" } }
        preferences.a = ['a.o']
        preferences.b = ['b.o']
    "#;

    fn opened(text: &str) -> Result<Opened, &'static str> {
        let case = Case::parse(text).map_err(|_| "the case is refused")?;
        Ok(Opened::of(case, Vec::new(), None, &Limits::default()))
    }

    #[test]
    fn wrong_verdicts_are_told_loudly() -> Result<(), Box<dyn std::error::Error>> {
        let (right, other) = (opened(CASE)?, opened(&CASE.replace("['a.o']", "['not a.o']"))?);
        let check = |verdicts_of: &Opened| {
            let found = stability::analyze(&verdicts_of.accounts[0].graph, &Concept::USUAL)?;
            Ok::<_, stability::Refused>(Checked::of(&right.accounts[0], &found, MOST_STEPS))
        };
        assert_eq!(
            check(&right)?.sentence(),
            "Checked by independent code: all 40 verdicts (would this actor keep this state?), and none was wrong"
        );
        let wrong = check(&other)?;
        assert_eq!((wrong.checked, wrong.failed.len()), (20, 20));
        assert!(wrong.sentence().starts_with(
            "DEFECT OF THE PROGRAM: independent code does not confirm 20 of the verdicts (a, Nash, state 1:"
        ));
        Ok(())
    }

    #[test]
    fn every_state_is_once_among_the_scattered() {
        for states in 1..200 {
            let mut found: Vec<usize> = scattered(states).map(StateId::index).collect();
            found.sort_unstable();
            assert_eq!(found, (0..states).collect::<Vec<_>>());
        }
    }
}
