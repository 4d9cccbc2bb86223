//! Work that is stopped half-way: a concept is done and right, or not done, on every board.

use rand::SeedableRng;
use rand_chacha::ChaCha8Rng;
use statecraft::case::Case;
use statecraft::graph::{Graph, LimitReached, Limits, Moves, Phase, StateId, Stop};
use statecraft::model::Model;
use statecraft::reasons::Reasons;
use statecraft::stability::{self, Concept, Found, Horizon, Reason};
use std::thread;

use crate::boxes::{cannot_rules, case};

fn graph(text: &str) -> Graph {
    let case = Case::parse(text).expect("a case without errors");
    let model = Model::from_case(&case, &case.accounts[0]).expect("a model");
    Graph::explore(&model, &Limits::default()).expect("a graph")
}

/// Every state in an order of its own.
fn widen(graph: &mut Graph) {
    let states = graph.len() as u64;
    let rank = |at: u64, actor: u64| ((at * (2 * actor + 40_503) + actor * 977) % states) as u32;
    graph.ranks = (0..graph.ranks.len() as u64).map(|actor| (0..states).map(|at| rank(at, actor)).collect()).collect();
}

/// The verdicts when the work is stopped as soon as so many concepts are done.
fn stopped_after(graph: &Graph, concepts: &[Concept], done: usize) -> Found {
    let limits = Limits::default();
    let (watch, stopper) = (limits.watch.clone(), limits.watch.clone());
    thread::scope(|scope| {
        scope.spawn(move || {
            while stopper.stopped().is_none() {
                let progress = stopper.progress();
                if progress.phase == Phase::Verdicts && progress.done >= done {
                    stopper.stop(Stop::Interrupted);
                }
                thread::yield_now();
            }
        });
        let found = stability::analyze_within(graph, concepts, &limits).expect("all apply");
        watch.stop(Stop::Time); // the stopper may have come too late
        found
    })
}

/// Stops at the beginning of each concept in turn.
fn stop_everywhere(form: &str, graph: &Graph, concepts: &[Concept]) {
    let all = stability::analyze(graph, concepts).expect("all apply");
    let mut cut = 0;
    for done in 0..concepts.len() {
        let found = stopped_after(graph, concepts, done);
        assert_eq!(found.concepts().count() + found.not_done().len(), concepts.len(), "{form}");
        for concept in found.concepts() {
            for actor in graph.actor_ids() {
                assert!(found.stable(concept, actor) == all.stable(concept, actor), "{form}: {concept:?}");
            }
        }
        if !found.not_done().is_empty() {
            assert_eq!(found.stopped(), Some(LimitReached::Stopped(Stop::Interrupted)), "{form}");
            cut += 1;
        }
    }
    assert!(cut > 0, "{form}: nothing was ever stopped half-way");
}

#[test]
fn what_is_stopped_is_not_done_or_right() {
    let rng = &mut ChaCha8Rng::seed_from_u64(5);
    let alike: String = (0..7).map(|at| format!("[[rules]]\nnever = 'not (a0.o{at} iff a1.o{at})'\n")).collect();
    let barred = cannot_rules(rng, &[4, 4, 4]);
    let full = case(rng, &[5, 5, 4], "", false);
    let further = [
        Concept::Sim,
        Concept::SeqOrSim,
        Concept::Mr(Horizon::new(6).expect("from 1 to 99")),
        Concept::Cmr(Horizon::new(7).expect("from 1 to 99")),
        Concept::Lcs,
    ];
    let mut wide = graph(&case(rng, &[6, 6, 5], "", true));
    widen(&mut wide);
    let cells = graph(&case(rng, &[7, 7, 6], &alike, false));
    let arcs = graph(&case(rng, &[4, 4, 4], "[[rules]]\nsame = 'a0.o0 and a1.o1'\n", false));
    assert!(matches!(cells.moves, Moves::Cells(_)) && matches!(arcs.moves, Moves::Arcs(_)));
    stop_everywhere("narrow box", &graph(&full), &Concept::USUAL);
    stop_everywhere("further concepts", &graph(&full), &further);
    stop_everywhere("wide box", &wide, &Concept::USUAL);
    stop_everywhere("barred box", &graph(&case(rng, &[4, 4, 4], &barred, false)), &Concept::USUAL);
    stop_everywhere("cells", &cells, &Concept::USUAL);
    stop_everywhere("arcs", &arcs, &Concept::USUAL);
    let mut two = graph(&case(rng, &[6, 6], "", false));
    widen(&mut two);
    let looks = |moves: u8| Concept::Limited(Horizon::new(moves).expect("from 1 to 99"));
    stop_everywhere("two actors", &two, &[looks(2), looks(9), looks(30), Concept::NonMyopic]);
}

/// A reason is found in full, or the limit is told; nothing in between is taken for one.
#[test]
fn reasons_end_when_they_are_stopped_or_take_too_much_memory() {
    let rng = &mut ChaCha8Rng::seed_from_u64(6);
    let graph = graph(&case(rng, &[4, 4, 4], "", false));
    let cmr = Concept::Cmr(Horizon::new(7).expect("from 1 to 99"));
    let concepts = [Concept::Nash, Concept::Smr, Concept::SymSeq, cmr, Concept::Sim];
    let (stopped, small) = (Limits::default(), Limits { bytes: 100, ..Limits::default() });
    stopped.watch.stop(Stop::Time);
    let (mut ended, mut refused) = (0, 0);
    for (concept, actor) in
        concepts.into_iter().flat_map(|concept| graph.actor_ids().map(move |actor| (concept, actor)))
    {
        let reasons =
            |limits: &Limits| Reasons::of_one(&graph, actor).limited(limits).witness(concept, StateId::new(9));
        let whole = reasons(&Limits::default()).ok();
        for (limits, refused) in [(&stopped, &mut ended), (&small, &mut refused)] {
            match reasons(limits) {
                Ok(witness) => assert_eq!(Some(&witness), whole.as_ref(), "{concept:?}"),
                Err(Reason::Limit(LimitReached::Stopped(Stop::Time) | LimitReached::Memory { .. })) => *refused += 1,
                Err(other) => panic!("{concept:?}: {other}"),
            }
        }
    }
    assert!(ended > 0, "nothing was stopped");
    assert!(refused > 0, "nothing took too much");
}
