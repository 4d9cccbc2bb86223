//! Whether independent code finds the verdicts right.

use crate::coalitions::{self, Coalitions};
use crate::graph::{Graph, LimitReached, StateId, Watch};
use crate::model::ActorId;
use crate::reasons::{self, Reasons};
use crate::stability::{Concept, Found};
use crate::structures::{MOST_ORDERS, Named, PreferenceStructure, Verdicts, in_order, in_orders};
use crate::study::LaidOut;
use crate::witness::{self, Checker, Fault, Proof};
use std::collections::{HashMap, HashSet};

/// So many steps are spent on a case: a few hundredths of a second, about.
pub(crate) const MOST_STEPS: u64 = 1 << 21;
/// What a verdict costs at least.
const STEPS_EACH: u64 = 1 << 7;
/// With more states than this, what was found for one verdict is not kept for the next: it would take too much memory.
const SHARED: usize = 1 << 13;
/// Then one verdict may take this part of all steps of its actor, or else it is passed over.
const PART: u64 = 1 << 5;

/// How many verdicts were checked by the checker of `witness`, and what it did not confirm.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Checked {
    /// How many verdicts there are.
    pub verdicts: usize,
    /// How many of them were checked: all, or a fixed sample.
    pub checked: usize,
    /// What was not confirmed. If this is not empty the program has a defect.
    pub failed: Vec<String>,
    /// Whether nobody asked for it to be checked.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub left_out: bool,
    /// How many verdicts stand beside those, under concepts whose verdicts no proof move by move can show.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub without_proof: usize,
}

/// The verdicts of one actor, in one way to read preferences.
struct Lot<'v> {
    laid_out: &'v LaidOut,
    /// By this the reasons are found.
    graph: &'v Graph,
    actor: ActorId,
    concepts: &'v [Concept],
    /// How preferences are read.
    said: witness::Structure,
    structure: Option<&'v (dyn PreferenceStructure + 'v)>,
    /// What readers call that.
    reading: &'v str,
}

impl Checked {
    /// Checks all verdicts or, if that takes more than so many steps, always the same ones; with no step nothing, as asked.
    pub(crate) fn of(laid_out: &LaidOut, found: &Found, steps: u64, watch: &Watch) -> Checked {
        let stop = || watch.stopped().is_some();
        let graph = &laid_out.graph;
        let (concepts, others): (Vec<Concept>, Vec<Concept>) =
            found.concepts().partition(|concept| reasons::question(*concept).is_some());
        let of_each = graph.ranks.len() * graph.len();
        let (verdicts, without_proof) = (concepts.len() * of_each, others.len() * of_each);
        let mut checked = Checked { verdicts, left_out: steps == 0, without_proof, ..Checked::default() };
        if steps == 0 {
            return checked;
        }
        let Ok(mut checker) = Checker::within(&laid_out.model, steps, &stop) else { return checked };
        let share = steps / graph.ranks.len().max(1) as u64;
        for actor in graph.actor_ids() {
            let lot = Lot::of(laid_out, graph, actor, &concepts);
            checked.look_at(&lot, &mut checker, share, |concept, state, stays| {
                stays == found.stable_in(concept, actor, state)
            });
        }
        checked
    }

    /// The same for other structures of preference.
    pub(crate) fn of_readings(laid_out: &LaidOut, readings: &[Named], steps: u64, watch: &Watch) -> Checked {
        let stop = || watch.stopped().is_some();
        let LaidOut { model, graph, .. } = laid_out;
        let concepts: Vec<Concept> =
            readings.first().map_or(Vec::new(), |first| first.verdicts.iter().map(|it| it.concept).collect());
        let in_orders = in_orders(readings);
        let read: Vec<_> = readings.iter().filter_map(|named| Some((named, named.read_as?))).collect();
        let each = concepts.len() * graph.ranks.len() * graph.len();
        let lots = read.len() + 2 * usize::from(in_orders.is_some());
        let mut checked = Checked { verdicts: lots * each, ..Checked::default() };
        let Ok(mut checker) = Checker::within(model, steps, &stop) else { return checked };
        // What one lot leaves the others may use, and the orders what is left.
        let (mut left, mut to_do) = (steps, (lots * graph.ranks.len()).max(1) as u64);
        for (named, read_as) in read {
            let structure = read_as.structure(graph, model);
            let (said, structure) = (reasons::structure(read_as), Some(&*structure));
            for actor in graph.actor_ids() {
                let lot = Lot {
                    said: said.clone(),
                    structure,
                    reading: &named.name,
                    ..Lot::of(laid_out, graph, actor, &concepts)
                };
                left -= checked.look_at(&lot, &mut checker, left / to_do, |concept, state, stays| {
                    let of_concept = named.verdicts.iter().find(|verdicts| verdicts.concept == concept);
                    of_concept.is_some_and(|verdicts| verdicts.is_stable(actor, state) == stays)
                });
                to_do -= 1;
            }
        }
        if let Some([in_all, in_some]) = in_orders {
            checked.in_orders(laid_out, &concepts, [in_all, in_some], &mut checker, left);
        }
        checked
    }

    /// What is stable in all compatible orders, or in none, once every verdict in every order is checked; what is stable in
    /// some, or not in all, once it is in one.
    fn in_orders(
        &mut self,
        laid_out: &LaidOut,
        concepts: &[Concept],
        [in_all, in_some]: [&[Verdicts]; 2],
        checker: &mut Checker,
        mut left: u64,
    ) {
        let graph = &laid_out.graph;
        let Some(orders) = checker.orders(MOST_ORDERS as usize) else { return };
        let every = concepts.len() * graph.ranks.len() * graph.len();
        let (mut seen, mut held, mut tally) = (HashSet::new(), HashSet::new(), Checked::default());
        let mut to_do = (orders.len() * graph.ranks.len()) as u64;
        for order in &orders {
            let ranked = graph.reordered(&in_order(&laid_out.model, order));
            let mut keep: HashMap<(usize, StateId), usize> = HashMap::new();
            for actor in graph.actor_ids() {
                let said = witness::Structure::InOrder(order.clone());
                let lot = Lot { said, reading: "in one order", ..Lot::of(laid_out, &ranked, actor, concepts) };
                left -= tally.look_at(&lot, checker, left / to_do, |concept, state, stays| {
                    let at = concepts.iter().position(|known| *known == concept).unwrap_or_default();
                    seen.insert((at, actor, state, stays));
                    *keep.entry((at, state)).or_default() += usize::from(stays);
                    if stays { in_some[at].is_stable(actor, state) } else { !in_all[at].is_stable(actor, state) }
                });
                to_do -= 1;
            }
            held.extend(keep.into_iter().filter(|(_, actors)| *actors == graph.ranks.len()).map(|(state, _)| state));
        }
        // What was seen in one order is proved by that; the rest, and what holds for all in one order, once all was seen in each.
        let whole = tally.checked == orders.len() * every;
        self.checked += if whole { 2 * every } else { seen.len() };
        let holds = |at: usize| {
            graph.state_ids().all(|state| in_some[at].equilibria.contains(state) == held.contains(&(at, state)))
        };
        if whole && !(0..concepts.len()).all(holds) {
            tally.failed.push("what holds for all in one and the same order is something else".to_string());
        }
        self.failed.extend(tally.failed);
    }

    /// The same for what coalitions, or blocks, would keep.
    pub(crate) fn of_coalitions(
        laid_out: &LaidOut,
        coalitions: &Coalitions,
        found: &coalitions::Found,
        steps: u64,
        watch: &Watch,
    ) -> Result<Checked, LimitReached> {
        let stop = || watch.stopped().is_some();
        let (graph, lots) = (&laid_out.graph, found.verdicts());
        let all = graph.len();
        let verdicts = lots.iter().map(|(_, verdicts)| verdicts.len()).sum();
        let mut checked = Checked { verdicts, ..Checked::default() };
        let Ok(mut checker) = Checker::within(&laid_out.model, steps, &stop) else { return Ok(checked) };
        let (mut begun, share) = (0, steps / lots.len().max(1) as u64);
        for (who, verdicts) in scattered(lots.len()).map(|lot| lots[lot.index()]) {
            begun += STEPS_EACH / 16 * all as u64;
            if begun > steps {
                break;
            }
            let (mut proofs, mut spent, before) = (coalitions.proofs(who)?, 0, checker.steps());
            for (state, keeps) in scattered(all).filter_map(|state| Some((state, verdicts.keeps(state)?))) {
                spent += STEPS_EACH;
                if spent + proofs.steps() + (checker.steps() - before) > share {
                    break;
                }
                let witness = proofs.witness(state);
                let agrees = matches!(witness.proof, Proof::Stays(_)) == keeps;
                let fault = match checker.check(&witness) {
                    Ok(()) if agrees => {
                        checked.checked += 1;
                        continue;
                    }
                    Err(Fault::TooMuch) => continue,
                    Err(Fault::Stopped) => break,
                    Ok(()) => "the reasons say the opposite".to_string(),
                    Err(fault) => fault.to_string(),
                };
                let names: Vec<&str> = who.members().map(|at| laid_out.model.actors[at.index()].key.as_str()).collect();
                checked.failed.push(format!("{}, state {}: {fault}", names.join(" with "), graph.state_name(state)));
            }
        }
        Ok(checked)
    }

    /// Together with what else was checked.
    pub(crate) fn and(mut self, other: Option<Checked>) -> Checked {
        let Some(other) = other else { return self };
        self.failed.extend(other.failed);
        Checked { verdicts: self.verdicts + other.verdicts, checked: self.checked + other.checked, ..self }
    }

    /// The verdicts of one actor, until its share of the steps is spent; gives how much was.
    fn look_at(
        &mut self,
        lot: &Lot,
        checker: &mut Checker,
        share: u64,
        mut agrees: impl FnMut(Concept, StateId, bool) -> bool,
    ) -> u64 {
        let states = lot.graph.len();
        let (mut reasons, mut spent, begun) = (lot.reasons(share), 0, checker.steps());
        for (state, concept) in scattered(states).flat_map(|state| lot.concepts.iter().map(move |at| (state, *at))) {
            if states > SHARED {
                spent += reasons.steps();
                reasons = lot.reasons(share);
            }
            spent += STEPS_EACH;
            if spent + reasons.steps() + (checker.steps() - begun) > share {
                return share;
            }
            let Ok(witness) = reasons.witness(concept, state) else { continue };
            match checker.check(&witness) {
                Ok(()) if agrees(concept, state, matches!(witness.proof, Proof::Stays(_))) => self.checked += 1,
                Err(Fault::TooMuch) => {}
                Err(Fault::Stopped) => return share,
                result => {
                    let fault =
                        result.err().map_or("the reasons say the opposite".to_string(), |fault| fault.to_string());
                    self.failed.push(lot.defect((concept, state), &fault));
                }
            }
        }
        share.min(spent + reasons.steps() + (checker.steps() - begun))
    }
}

impl<'v> Lot<'v> {
    fn of(laid_out: &'v LaidOut, graph: &'v Graph, actor: ActorId, concepts: &'v [Concept]) -> Lot<'v> {
        Lot { laid_out, graph, actor, concepts, said: witness::Structure::Order, structure: None, reading: "" }
    }

    /// Reasons that cost at most this share of all steps.
    fn reasons(&self, share: u64) -> Reasons<'v> {
        let ordinary = if self.graph.len() <= SHARED {
            Reasons::within(self.graph, self.actor, share)
        } else {
            Reasons::alone(self.graph, self.actor, share / PART)
        };
        ordinary.read_as(self.said.clone(), self.structure)
    }

    fn defect(&self, (concept, state): (Concept, StateId), fault: &str) -> String {
        let keys = self.laid_out.model.actor_keys();
        let state = self.graph.state_name(state);
        let reading =
            if self.reading.is_empty() { String::new() } else { format!(" ({})", self.reading.replace('_', " ")) };
        format!("{}, {}{reading}, state {state}: {fault}", keys[self.actor.index()], concept.name(&keys))
    }
}

fn is_zero(number: &usize) -> bool {
    *number == 0
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
    use crate::answers::analysis::Analysis;
    use crate::answers::analysis::structures::StructuresAsked;
    use crate::case::Case;
    use crate::coalitions::Question;
    use crate::graph::Limits;
    use crate::stability;
    use crate::structures::Extension;
    use crate::study::Study;

    const CASE: &str = r#"
        title = "Two who would"
        actors.a = { name = "A", options.o = { label = "Do it" } }
        actors.b = { name = "B", options.o = { label = "Do it" } }
        preferences.a = ['a.o']
        preferences.b = ['b.o']
    "#;

    fn opened(text: &str) -> Result<Study, &'static str> {
        let case = Case::parse(text).map_err(|_| "the case is refused")?;
        Ok(Study::of(case, Vec::new(), &Limits::default()))
    }

    #[test]
    fn wrong_verdicts_are_told_loudly() -> Result<(), Box<dyn std::error::Error>> {
        let (right, other) = (opened(CASE)?, opened(&CASE.replace("['a.o']", "['not a.o']"))?);
        let check = |verdicts_of: &Study| {
            let found = stability::analyze(&verdicts_of.accounts[0].graph, &Concept::USUAL)?;
            Ok::<_, stability::Refused>(Checked::of(&right.accounts[0], &found, MOST_STEPS, &Watch::default()))
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

    /// Each to the other what it is to itself, in a structure that knows all and in one that does not.
    #[test]
    fn wrong_verdicts_of_structures_and_coalitions_are_told_loudly() -> Result<(), Box<dyn std::error::Error>> {
        let unsure = CASE.replace("['a.o']", "['b.o', {wants = 'a.o', unsure = true}]");
        let (right, other) = (opened(&unsure)?, opened(&unsure.replace("'a.o'", "'not a.o'"))?);
        let asked = StructuresAsked {
            strength: true,
            unknown: vec![Extension::A],
            concepts: vec![Concept::Nash, Concept::Gmr],
            ..StructuresAsked::default()
        };
        let (mut of_right, mut of_other) = (
            Analysis::of(&right, &[Concept::Nash], &Limits::default())?,
            Analysis::of(&other, &[Concept::Nash], &Limits::default())?,
        );
        of_right.read_as(&right, &asked, &Limits::default());
        of_other.read_as(&other, &asked, &Limits::default());
        for (readings, wrong) in of_right.structures.all().zip(of_other.structures.all()) {
            assert_eq!((readings.checked.checked, readings.checked.failed.len()), (readings.checked.verdicts, 0));
            let checked = Checked::of_readings(
                &right.accounts[0],
                &wrong.named(&other.accounts[0]),
                MOST_STEPS,
                &Watch::default(),
            );
            assert!(!checked.failed.is_empty() && checked.sentence().starts_with("DEFECT"), "{checked:?}");
        }
        let question = Question::of(Concept::Nash);
        let ask = |of: &Study| -> Result<Checked, Box<dyn std::error::Error>> {
            let LaidOut { model, graph, .. } = &of.accounts[0];
            let found = coalitions::analyze(graph, model, &question, &coalitions::About::All, &Limits::default())?;
            let LaidOut { model, graph, .. } = &right.accounts[0];
            let coalitions = Coalitions::of(graph, model, &question, &Limits::default())?;
            Ok(Checked::of_coalitions(&right.accounts[0], &coalitions, &found, MOST_STEPS, &Watch::default())?)
        };
        let (fine, wrong) = (ask(&right)?, ask(&other)?);
        assert_eq!(
            fine.sentence(),
            "Checked by independent code: all 12 verdicts (would this actor keep this state?), and none was wrong"
        );
        assert!(!wrong.failed.is_empty(), "{wrong:?}");
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
