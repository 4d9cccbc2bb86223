//! Coalitions: the library against the definitions on random models, and what follows from the definitions.

use crate::engine::laid_out;
use crate::oracle_coalitions::{Group, RULES, Reading, Rule, can_jump, members};
use crate::spec::{Plain, Spec};
use rand::RngExt;
use statecraft::coalitions::{
    self, About, Coalition, Found, Improvement, Joint, Players, Question, Refused, Sanctions,
};
use statecraft::graph::{Graph, Limits, StateId};
use statecraft::model::{ActorId, Model};
use statecraft::stability::{self, Concept};

const CONCEPTS: [Concept; 5] = Concept::USUAL;

pub(crate) fn question(rule: Rule, reading: Reading) -> Question {
    let at = RULES.iter().position(|known| *known == rule).expect("a known rule");
    Question {
        improvement: if reading.pareto { Improvement::Pareto } else { Improvement::Strict },
        joint: if reading.jump { Joint::Jump } else { Joint::Sequence },
        sanctions: if reading.joint { Sanctions::Joint } else { Sanctions::Individual },
        ..Question::of(CONCEPTS_AS_RULES[at])
    }
}

const CONCEPTS_AS_RULES: [Concept; 5] = [Concept::Nash, Concept::Gmr, Concept::Smr, Concept::Seq, Concept::SymSeq];

fn mask(coalition: Coalition) -> usize {
    coalition.members().map(|actor| 1 << actor.index()).sum()
}

fn coalition(mask: usize) -> Coalition {
    Coalition::of(members(mask).into_iter().map(ActorId::new))
}

fn ask(model: &Model, graph: &Graph, question: &Question) -> Found {
    coalitions::analyze(graph, model, question, &About::All, &Limits::default()).expect("an answer")
}

/// Every reading that a model has; (b) only where there are few states, for the definition takes long.
fn readings(spec: &Spec, plain: &Plain) -> Vec<Reading> {
    let mut found = Vec::new();
    for pareto in [false, true] {
        for jump in [false, true] {
            for joint in [false, true] {
                found.push(Reading { pareto, jump, joint });
            }
        }
    }
    let small = plain.states * (1 << plain.actors) <= 256;
    found.retain(|reading| (!reading.jump || can_jump(spec)) && (!reading.joint || small));
    found
}

fn compare(spec: &Spec, blocks: Option<Vec<usize>>, seen: &mut [usize; 4]) {
    let plain = spec.plain();
    if plain.actors > 5 || plain.states * (1 << plain.actors) > 1200 {
        return;
    }
    let (model, graph) = laid_out(&spec.to_toml());
    for reading in readings(spec, &plain) {
        let group = Group::of(spec, &plain, reading, blocks.clone());
        for rule in RULES {
            let mut question = question(rule, reading);
            if let Some(blocks) = &blocks {
                question.players = Players::Blocks(blocks.iter().map(|&block| coalition(block)).collect());
            }
            let found = ask(&model, &graph, &question);
            let all = blocks.as_ref().map_or((1 << plain.actors) - 1, Vec::len);
            assert_eq!(found.keeps.len(), all, "{}", spec.title);
            for (who, keeps) in &found.keeps {
                let expected = group.keeps(mask(*who), rule);
                for (state, &expected) in expected.iter().enumerate() {
                    let found = keeps.contains(StateId::new(state));
                    assert_eq!(
                        found,
                        expected,
                        "{}: {rule:?}, {reading:?}, {blocks:?}: does {:?} keep {}? left: library, right: definition\n{}",
                        spec.title,
                        members(mask(*who)),
                        plain.names[state],
                        spec.to_toml()
                    );
                    if who.len() > 1 {
                        seen[usize::from(expected)] += 1;
                    }
                }
            }
        }
        seen[2] += usize::from(reading.jump);
        seen[3] += usize::from(reading.joint);
    }
}

#[test]
fn option_form_agrees_with_the_definitions() {
    let mut seen = [0; 4];
    (0..1_500).filter(|k| k % 2 == 0).for_each(|k| compare(&Spec::random(k), None, &mut seen));
    assert!(seen[0] > 100_000 && seen[1] > 100_000 && seen[2] > 200 && seen[3] > 200, "{seen:?}");
}

#[test]
fn bare_graphs_agree_with_the_definitions() {
    let mut seen = [0; 4];
    (0..1_500).filter(|k| k % 2 == 1).for_each(|k| compare(&Spec::random(k), None, &mut seen));
    assert!(seen[0] > 10_000 && seen[1] > 100_000 && seen[3] > 200, "{seen:?}");
}

#[test]
fn structures_agree_with_the_definitions() {
    let mut seen = [0; 4];
    for k in 0..1_500 {
        let spec = Spec::random(k);
        let mut rng = crate::spec::random::stream(k + (1 << 40));
        let of: Vec<usize> = spec.actors.iter().map(|_| rng.random_range(0..3)).collect();
        let block = |b: usize| of.iter().enumerate().filter(|(_, of)| **of == b).map(|(actor, _)| 1 << actor).sum();
        let blocks: Vec<usize> = (0..3).map(block).filter(|&block| block != 0).collect();
        compare(&spec, Some(blocks), &mut seen);
    }
    assert!(seen[0] > 10_000 && seen[1] > 50_000 && seen[2] > 100 && seen[3] > 100, "{seen:?}");
}
