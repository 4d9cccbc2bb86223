//! Coalitions: the library against the definitions on random models, and what follows from the definitions.

use crate::engine::laid_out;
use crate::oracle_coalitions::{Group, RULES, Reading, Rule, can_jump, members};
use crate::spec::{Actor, Choice, Plain, Preference, Spec, Statement, World};
use rand::RngExt;
use statecraft::coalitions::{
    self, About, Coalition, Coalitions, Found, Improvement, Joint, Players, Question, Refused, Sanctions,
};
use statecraft::graph::{Graph, LimitReached, Limits, StateId, Stop};
use statecraft::model::{ActorId, Model};
use statecraft::stability::{self, Concept};
use statecraft::witness::{Checker, Proof, Reading as WitnessReading, Witness};

pub(crate) fn question(rule: Rule, reading: Reading) -> Question {
    let at = RULES.iter().position(|known| *known == rule).expect("a known rule");
    Question {
        improvement: if reading.pareto { Improvement::Pareto } else { Improvement::Strict },
        joint: if reading.jump { Joint::Jump } else { Joint::Sequence },
        sanctions: if reading.joint { Sanctions::Joint } else { Sanctions::Individual },
        ..Question::of(Concept::USUAL[at])
    }
}

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

/// Any way of dividing the actors into up to three blocks.
fn blocks(spec: &Spec, k: u64) -> Vec<usize> {
    let mut rng = crate::spec::random::stream(k + (1 << 40));
    let of: Vec<usize> = spec.actors.iter().map(|_| rng.random_range(0..3)).collect();
    let block = |b: usize| of.iter().enumerate().filter(|(_, of)| **of == b).map(|(actor, _)| 1 << actor).sum();
    (0..3).map(block).filter(|&block| block != 0).collect()
}

#[test]
fn structures_agree_with_the_definitions() {
    let mut seen = [0; 4];
    for k in 0..1_500 {
        let spec = Spec::random(k);
        compare(&spec, Some(blocks(&spec, k)), &mut seen);
    }
    assert!(seen[0] > 10_000 && seen[1] > 50_000 && seen[2] > 100 && seen[3] > 100, "{seen:?}");
}

/// Every answer of a model under one reading, by rule.
fn answers(model: &Model, graph: &Graph, reading: Reading, players: &Players) -> Vec<Found> {
    let one = |&rule: &Rule| ask(model, graph, &Question { players: players.clone(), ..question(rule, reading) });
    RULES.iter().map(one).collect()
}

#[test]
fn what_follows_from_the_definitions_is_so() {
    let mut parted = [0; 4];
    for k in 0..600 {
        let spec = Spec::random(k);
        let plain = spec.plain();
        if plain.actors > 4 {
            continue;
        }
        let (model, graph) = laid_out(&spec.to_toml());
        let alone = stability::analyze(&graph, &Concept::USUAL).expect("they apply to every case");
        for reading in readings(&spec, &plain) {
            let found = answers(&model, &graph, reading, &Players::All);
            let [nash, gmr, smr, seq, symseq] = found.as_slice() else { panic!("five rules") };
            for at in 0..nash.keeps.len() {
                let of = |found: &Found| found.keeps[at].1.clone();
                let who = nash.keeps[at].0;
                for [inner, outer] in [[nash, symseq], [symseq, seq], [nash, smr], [smr, gmr]] {
                    assert!(of(inner).is_subset(&of(outer)), "{}: {reading:?} {who:?}", spec.title);
                }
                // Coalitions that reply may do what no legal sequence of their members does: jump, or move an actor twice running.
                let within = !reading.joint || !reading.jump && !graph_is_intransitive(&plain);
                for [inner, outer] in [[seq, gmr], [symseq, smr]] {
                    assert!(!within || of(inner).is_subset(&of(outer)), "{}: {reading:?} {who:?}", spec.title);
                }
                if who.len() == 1 && !reading.joint {
                    let actor = who.members().next().expect("one member");
                    for (found, concept) in found.iter().zip(Concept::USUAL) {
                        assert_eq!(
                            of(found).in_all(graph.len()),
                            alone.stable(concept, actor),
                            "{}: {concept:?} {actor:?}",
                            spec.title
                        );
                    }
                }
                if who.len() == plain.actors {
                    assert!(
                        found.iter().all(|found| of(found) == of(nash)),
                        "{}: nobody is left to answer",
                        spec.title
                    );
                }
            }
            for (found, concept) in found.iter().zip(Concept::USUAL).filter(|_| !reading.joint) {
                assert_eq!(found.outcomes, alone.equilibria(concept), "{}: {concept:?}", spec.title);
                assert!(found.held_by_all().is_subset(&found.outcomes));
                parted[0] += usize::from(found.held_by_all() != found.outcomes);
            }
            if reading.joint {
                let individual = answers(&model, &graph, Reading { joint: false, ..reading }, &Players::All);
                for ((who, one), (_, other)) in individual[3].keeps.iter().zip(&seq.keeps) {
                    assert!(one.is_subset(other), "{}: {who:?} (a) is within (b)", spec.title);
                    parted[1] += usize::from(one != other);
                }
            }
        }
    }
    assert!(parted[0] > 100 && parted[1] > 50, "{parted:?}");
}

fn graph_is_intransitive(plain: &Plain) -> bool {
    plain.moves.iter().any(|moves| {
        (0..plain.states).any(|s| moves[s].iter().any(|&t| moves[t].iter().any(|&u| u != s && !moves[s].contains(&u))))
    })
}

/// Sequences of blocks that move in sequences are sequences of their members, so a structure matters under SEQ and in jumps.
#[test]
fn a_structure_changes_nothing_where_replies_are_sequences_of_any_moves() {
    for k in 0..400 {
        let spec = Spec::random(k);
        if spec.actors.len() < 3 {
            continue;
        }
        let (model, graph) = laid_out(&spec.to_toml());
        let blocks = vec![coalition(0b11)];
        let reading = Reading { pareto: k % 3 == 0, jump: false, joint: false };
        let structure = answers(&model, &graph, reading, &Players::Blocks(blocks.clone()));
        let free = answers(&model, &graph, reading, &Players::These(blocks));
        for rule in 0..3 {
            let of = |found: &Found| found.keeps.iter().find(|(who, _)| mask(*who) == 0b11).expect("asked").1.clone();
            assert_eq!(of(&structure[rule]), of(&free[rule]), "{}: {:?}", spec.title, RULES[rule]);
        }
    }
}

/// Eight actors with twelve options, no rule, and statements at random.
fn eight_actors() -> Spec {
    let mut rng = crate::spec::random::stream(1 << 41);
    let statements = |_| Preference::Statements((0..14).map(|_| Statement::random(&mut rng, 12, 3)).collect());
    let preferences: Vec<Preference> = (0..8).map(statements).collect();
    let actor = |(at, preference)| Actor {
        key: format!("a{at}"),
        options: (0..if at < 4 { 2 } else { 1 })
            .map(|place| Choice { key: format!("o{place}"), one_way: None })
            .collect(),
        preference,
    };
    Spec {
        title: "Eight actors".into(),
        actors: preferences.into_iter().enumerate().map(actor).collect(),
        world: World::Options(Vec::new()),
        sparing: true,
        account: false,
    }
}

/// What the checker, which sees the model alone, makes of every verdict; and of the same with one part left out.
#[test]
fn every_verdict_has_a_witness_that_proves_it() {
    let proved = prove(500, |_, _| Players::All);
    assert!(proved[0] > 10_000 && proved[1] > 5_000 && proved[2] > 10_000, "{proved:?}");
}

#[test]
fn every_verdict_on_blocks_has_a_witness_that_proves_it() {
    let proved = prove(1_200, |spec, k| Players::Blocks(blocks(spec, k).into_iter().map(coalition).collect()));
    assert!(proved[0] > 10_000 && proved[1] > 2_000 && proved[2] > 10_000, "{proved:?}");
}

/// How many verdicts to stay and to leave were proved, and how many spoiled proofs refused.
fn prove(models: u64, players: impl Fn(&Spec, u64) -> Players) -> [usize; 3] {
    let mut proved = [0; 3];
    for k in 0..models {
        let spec = Spec::random(k);
        let plain = spec.plain();
        let players = players(&spec, k);
        let most = if players == Players::All { 160 } else { 400 };
        if plain.actors > 5 || plain.states * (1 << plain.actors) > most {
            continue;
        }
        let (model, graph) = laid_out(&spec.to_toml());
        let mut checker = Checker::new(&model).expect("a small model");
        for (at, reading) in readings(&spec, &plain).into_iter().enumerate() {
            let rule = RULES[(k as usize + at) % RULES.len()];
            let question = Question { players: players.clone(), ..question(rule, reading) };
            let coalitions = Coalitions::of(&graph, &model, &question, &Limits::default()).expect("an answer");
            for (who, keeps) in coalitions.keeps(&About::All).expect("an answer").keeps {
                let mut proofs = coalitions.proofs(who).expect("no limit");
                for state in graph.state_ids() {
                    let witness = proofs.witness(state);
                    let place = format!("{}: {rule:?} {reading:?} {who:?} of {players:?} {state:?}", spec.title);
                    let stays = matches!(witness.proof, Proof::Stays(_));
                    assert_eq!(stays, keeps.contains(state), "{place}");
                    checker.check(&witness).unwrap_or_else(|fault| panic!("{place}: {fault}\n{}", spec.to_toml()));
                    proved[usize::from(!stays)] += 1;
                    for corruption in corruptions(&witness) {
                        assert!(checker.check(&corruption).is_err(), "{place}: {corruption:?}");
                        proved[2] += 1;
                    }
                    let without =
                        Witness { reading: WitnessReading { blocks: [].into(), ..witness.reading.clone() }, ..witness };
                    if who.len() == 1 && checker.check(&without).is_ok() {
                        let alone = Group::of(&spec, &plain, reading, None).keeps(mask(who), rule);
                        assert_eq!(alone[state.index()], stays, "{place}: as if there were no blocks");
                    }
                }
            }
        }
    }
    proved
}

/// The witness without one of its replies, or of its positions, or with the contrary verdict.
fn corruptions(witness: &Witness) -> Vec<Witness> {
    let with = |proof| Witness { proof, ..witness.clone() };
    match &witness.proof {
        Proof::Stays(turns) => {
            let replies = turns.first().map_or(0, Vec::len);
            let less = |at: usize| {
                let mut turns = turns.clone();
                turns[0].remove(at);
                with(Proof::Stays(turns))
            };
            (0..replies).map(less).chain([with(Proof::Leaves(Vec::new()))]).collect()
        }
        Proof::Leaves(turns) => {
            let less = |at: usize| {
                let mut turns = turns.clone();
                let mut positions = turns[0].positions.to_vec();
                positions.remove(at);
                turns[0].positions = positions.into();
                with(Proof::Leaves(turns))
            };
            let nothing = with(Proof::Stays(vec![Vec::new(); usize::from(!turns[0].positions.is_empty())]));
            (0..turns[0].positions.len()).map(less).chain([nothing]).collect()
        }
    }
}

#[test]
fn limits_stop_the_work_and_say_why() {
    let (model, graph) = laid_out(&eight_actors().to_toml());
    let refused = |question: &Question, limits: &Limits| {
        coalitions::analyze(&graph, &model, question, &About::Outcomes, limits).map(drop).unwrap_err()
    };
    let seq = Question::of(Concept::Seq);
    let stopped = Limits::default();
    stopped.watch.stop(Stop::Time);
    assert_eq!(refused(&seq, &stopped), Refused::Limit(LimitReached::Stopped(Stop::Time)));
    for bytes in [1 << 10, 1 << 19, 1 << 20] {
        let found = refused(&seq, &Limits { bytes, ..Limits::default() });
        assert!(matches!(found, Refused::Limit(LimitReached::Memory { .. })), "{bytes}: {found:?}");
    }
    let many: String = (0..17).map(|at| format!("[actors.a{at}]\nname = 'A'\noptions.x.label = 'X'\n")).collect();
    let rule = "[[rules]]\nexactly_one = [".to_string()
        + &(0..17).map(|at| format!("'a{at}.x'")).collect::<Vec<_>>().join(",")
        + "]\n[preferences]\n";
    let wants: String = (0..17).map(|at| format!("a{at} = ['a{at}.x']\n")).collect();
    let (model, graph) = laid_out(&format!("title = 'Many'\n{many}{rule}{wants}"));
    let found = coalitions::analyze(&graph, &model, &seq, &About::All, &Limits::default()).map(drop);
    assert_eq!(found, Err(Refused::TooMany(17)));
    let some = Question { players: Players::These(vec![coalition(0b11)]), ..seq };
    assert!(coalitions::analyze(&graph, &model, &some, &About::All, &Limits::default()).is_ok());
}
