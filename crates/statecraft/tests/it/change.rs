//! The least changes, against every change that there is.

use crate::engine::laid_out;
use crate::oracle;
use crate::spec::{Plain, Preference, Spec, World};
use statecraft::change::{Change, Costs, Edit, EditKind, Laid, StateVerdict, Wanted, least_edits, least_reversals};
use statecraft::graph::{Limits, StateId};
use statecraft::model::ActorId;
use statecraft::stability::Concept;

/// A preference while it is being edited: which line, and whether its opposite is wanted.
type Lines = Vec<(usize, bool)>;

/// For each line and state whether the line is true there, and whether its opposite is.
type Truth = Vec<Vec<[bool; 2]>>;

/// For each actor with statements, what each says of each state; of a merged state it must say so of all members.
fn truths(spec: &Spec) -> Vec<Option<Truth>> {
    let members = spec.members();
    let of = |preference: &Preference| match preference {
        Preference::Statements(lines) if !members.is_empty() => Some(
            lines
                .iter()
                .map(|line| {
                    let all = |of: &Vec<usize>, is| of.iter().all(|&setting| line.holds(setting) == is);
                    members.iter().map(|of| [all(of, true), all(of, false)]).collect()
                })
                .collect(),
        ),
        _ => None,
    };
    spec.actors.iter().map(|actor| of(&actor.preference)).collect()
}

/// The model with an actor's rank as these lines make it.
fn ranked(plain: &mut Plain, actor: usize, truth: &Truth, lines: &Lines) {
    let of = |state: usize| {
        lines.iter().map(|&(line, negated)| truth[line][state][usize::from(negated)]).collect::<Vec<_>>()
    };
    let all: Vec<Vec<bool>> = (0..plain.states).map(of).collect();
    plain.rank[actor] = all.iter().map(|own| all.iter().filter(|other| *other < own).count() as i64).collect();
}

/// All lists that one edit makes, with the cost of the edit in half points.
fn edited(lines: &Lines, weak: &[bool]) -> Vec<(Lines, u32)> {
    let cost = |at: usize| if weak[lines[at].0] { 1 } else { 2 };
    let mut found = vec![];
    for at in 0..lines.len() {
        let mut dropped = lines.clone();
        dropped.remove(at);
        found.push((dropped, cost(at)));
        let mut negated = lines.clone();
        negated[at].1 = !negated[at].1;
        found.push((negated, cost(at)));
        if at + 1 < lines.len() {
            let mut moved = lines.clone();
            moved.swap(at, at + 1);
            found.push((moved, cost(at).min(cost(at + 1))));
        }
    }
    found
}

struct Trial {
    plain: Plain,
    truths: Vec<Option<Truth>>,
    weak: Vec<Vec<bool>>,
    concept: usize,
    state: usize,
    holds: bool,
}

impl Trial {
    fn holds(&self, plain: &Plain) -> bool {
        oracle::equilibria(&oracle::verdicts(plain)[self.concept], plain.states)[self.state]
    }

    /// Is there a way with at most so many edits that costs less than this?
    fn is_beaten(&self, plain: &Plain, lists: &[Lines], most: usize, below: u32) -> bool {
        if below == 0 {
            return false;
        }
        if self.holds(plain) == self.holds {
            return true;
        }
        let actors = self.truths.iter().enumerate().filter_map(|(actor, truth)| Some((actor, truth.as_ref()?)));
        most > 0
            && actors.into_iter().any(|(actor, truth)| {
                edited(&lists[actor], &self.weak[actor]).into_iter().filter(|(_, cost)| *cost < below).any(
                    |(list, cost)| {
                        let (mut next, mut lists) = (plain.clone(), lists.to_vec());
                        ranked(&mut next, actor, truth, &list);
                        lists[actor] = list;
                        self.is_beaten(&next, &lists, most - 1, below - cost)
                    },
                )
            })
    }

    /// Whether it wants the opposite of a line that is true in some members only of a merged state.
    fn is_in_part(&self, edit: &Edit) -> bool {
        let truth = self.truths[edit.actor.index()].as_ref();
        edit.kind == EditKind::Negated && truth.is_some_and(|truth| truth[edit.line].contains(&[false, false]))
    }

    /// The model after these edits, one after another.
    fn after(&self, change: &Change, lists: &[Lines]) -> Plain {
        let (mut plain, mut lists) = (self.plain.clone(), lists.to_vec());
        for Edit { actor, line, kind } in &change.edits {
            let actor = actor.index();
            let list = &mut lists[actor];
            let at = list.iter().position(|(known, _)| known == line).expect("the line is there");
            match kind {
                EditKind::Above(other) => {
                    assert_eq!(list[at - 1].0, *other, "the line stood just below");
                    list.swap(at - 1, at);
                }
                EditKind::Below(other) => {
                    assert_eq!(list[at + 1].0, *other, "the line stood just above");
                    list.swap(at, at + 1);
                }
                EditKind::Dropped => drop(list.remove(at)),
                EditKind::Negated => list[at].1 = !list[at].1,
            }
            let list = list.clone();
            ranked(&mut plain, actor, self.truths[actor].as_ref().expect("it has lines"), &list);
        }
        plain
    }
}

fn is_small(spec: &Spec) -> bool {
    let few = |preference: &Preference| !matches!(preference, Preference::Statements(lines) if lines.len() > 4);
    matches!(spec.world, World::Options(_))
        && (2..=3).contains(&spec.actors.len())
        && spec.members().len() <= 16
        && spec.actors.iter().all(|actor| few(&actor.preference))
        && spec.actors.iter().any(|actor| matches!(&actor.preference, Preference::Statements(lines) if lines.len() > 1))
}

#[test]
fn no_cheaper_edits_turn_a_verdict() {
    let (mut trials, mut ways, mut by_two, mut none, mut below_too, mut in_part) = (0, 0, 0, 0, 0, 0);
    for k in (0..14_000).step_by(2) {
        let mut spec = Spec::random(k);
        spec.account = false;
        if !is_small(&spec) || trials >= 500 {
            continue;
        }
        trials += 1;
        let (model, graph) = laid_out(&spec.to_toml());
        let (plain, truths) = (spec.plain(), truths(&spec));
        let weak: Vec<Vec<bool>> = (0..plain.actors)
            .map(|actor| (0..8).map(|line| (k as usize + actor + line).is_multiple_of(3)).collect())
            .collect();
        let lists: Vec<Lines> = truths
            .iter()
            .map(|truth| (0..truth.as_ref().map_or(0, Vec::len)).map(|line| (line, false)).collect())
            .collect();
        let (concept, state, most) = (trials % 5, k as usize / 2 % plain.states, if trials % 10 == 0 { 3 } else { 2 });
        let mut trial = Trial { plain, truths, weak, concept, state, holds: false };
        trial.holds = !trial.holds(&trial.plain);
        let wanted = Wanted { state: StateId::new(state), concept: Concept::USUAL[concept], holds: trial.holds };
        let costs = Costs { most, ..Costs::default() };
        let laid = Laid { model: &model, graph: &graph };
        let found = least_edits(laid, wanted, &trial.weak, costs, &Limits::default()).unwrap();
        assert!(!found.already, "{}", spec.title);
        for way in &found.ways {
            assert_eq!(trial.holds(&trial.after(way, &lists)), trial.holds, "{} {wanted:?} {way:?}", spec.title);
            // What an edit costs is said by the line that it is of, and by no other.
            let of_lines = |edit: &Edit| if trial.weak[edit.actor.index()][edit.line] { 1 } else { 2 };
            assert_eq!(way.cost, way.edits.iter().map(of_lines).sum::<u32>(), "{} {way:?}", spec.title);
            below_too += way.edits.iter().filter(|edit| matches!(edit.kind, EditKind::Below(_))).count();
            in_part += way.edits.iter().filter(|edit| trial.is_in_part(edit)).count();
            by_two += usize::from(way.edits.len() > 1);
        }
        let below = found.ways.first().map_or(u32::MAX, |way| way.cost);
        assert!(!trial.is_beaten(&trial.plain, &lists, most, below), "{} {wanted:?} {found:?}", spec.title);
        ways += found.ways.len();
        none += usize::from(found.ways.is_empty());
    }
    assert!(trials == 500 && ways > 300 && by_two > 20 && none > 20, "{trials} {ways} {by_two} {none}");
    assert!(below_too > 5 && in_part > 0, "{below_too} {in_part}");
}

#[test]
fn no_fewer_reversals_turn_a_verdict() {
    let (mut trials, mut by_two, mut none) = (0, 0, 0);
    for k in 0..3_000 {
        let spec = Spec::random(k);
        let plain = spec.plain();
        if !(2..=8).contains(&plain.states) || trials >= 600 {
            continue;
        }
        trials += 1;
        let (model, graph) = laid_out(&spec.to_toml());
        let (actor, state, concept) = (k as usize % plain.actors, k as usize / 7 % plain.states, trials % 3);
        let stays = |plain: &Plain| oracle::verdicts(plain)[concept][actor][state];
        let wanted = !stays(&plain);
        let others: Vec<usize> = (0..plain.states).filter(|&other| other != state).collect();
        let turned = |set: usize| {
            let (mut turned, own) = (plain.clone(), plain.rank[actor][state]);
            for (at, &other) in others.iter().enumerate() {
                let better = (plain.rank[actor][other] > own) != (set >> at & 1 == 1);
                turned.rank[actor][other] = i64::from(better);
            }
            turned.rank[actor][state] = 0;
            turned
        };
        let least =
            (0..1usize << others.len()).filter(|&set| stays(&turned(set)) == wanted).map(usize::count_ones).min();
        let laid = Laid { model: &model, graph: &graph };
        let concept = Concept::USUAL[concept];
        let verdict = StateVerdict { actor: ActorId::new(actor), state: StateId::new(state), concept };
        let found = least_reversals(laid, verdict, wanted, &Limits::default()).unwrap();
        let size = found.as_ref().map(|found| (found.demoted.len() + found.promoted.len()) as u32);
        assert_eq!(size, least, "{} actor {actor} state {state} {concept:?} {found:?}", spec.title);
        if let Some(found) = found {
            assert!(found.exact);
            let states = found.demoted.iter().chain(&found.promoted);
            let set = states.map(|turned| others.iter().position(|&other| other == turned.index()).unwrap());
            assert_eq!(stays(&turned(set.fold(0, |set, at| set | 1 << at))), wanted, "{}", spec.title);
        }
        by_two += usize::from(size > Some(1));
        none += usize::from(size.is_none());
    }
    assert!(trials == 600 && by_two > 50 && none > 20, "{trials} {by_two} {none}");
}

const MERGED: &str = r#"
title = "Merged"
[actors.a]
name = "A"
options.x = { label = "X", assumption = "so" }
[actors.b]
name = "B"
options.y = { label = "Y", assumption = "so" }
options.z = { label = "Z", assumption = "so" }
[[rules]]
same = 'a.x'
reason = "so"
[preferences]
a = ['b.y']
b = []
"#;

/// The opposite of a line is what `not` in the file makes of it: in a merged state neither need be true.
#[test]
fn the_opposite_is_what_not_would_be() {
    let holding = |text: &str| {
        let (_, graph) = laid_out(text);
        statecraft::stability::analyze(&graph, &[Concept::Nash]).unwrap().equilibria(Concept::Nash)
    };
    let negated = holding(&MERGED.replace("'b.y'", "'not b.y'"));
    let (model, graph) = laid_out(MERGED);
    let laid = Laid { model: &model, graph: &graph };
    for state in graph.state_ids() {
        let wanted = Wanted { state, concept: Concept::Nash, holds: negated.contains(state) };
        let costs = Costs { drop: 100, most: 1, ..Costs::default() };
        let found = least_edits(laid, wanted, &[], costs, &Limits::default()).unwrap();
        let is_so = found.already || found.ways.iter().any(|way| way.edits[0].kind == EditKind::Negated);
        assert!(is_so, "state {state:?} {negated:?} {found:?}");
        let wanted = Wanted { holds: !negated.contains(state), ..wanted };
        let found = least_edits(laid, wanted, &[], costs, &Limits::default()).unwrap();
        assert!(found.already || found.ways.iter().all(|way| way.edits[0].kind != EditKind::Negated), "{found:?}");
    }
}
