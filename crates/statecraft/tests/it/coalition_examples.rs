//! Coalitions in conflicts that are small enough to be worked out by hand, each chosen so that another reading gives another
//! answer.

use crate::engine::laid_out;
use statecraft::coalitions::{
    About, Coalition, Coalitions, Found, Improvement, Joint, Players, Question, Refused, Sanctions, analyze,
};
use statecraft::graph::{Graph, Limits, StateId};
use statecraft::model::{ActorId, Model};
use statecraft::stability::Concept;

/// A bare graph: (actor, from, to) by letter, and for each actor its states, best first, ties in brackets.
fn graph(states: &str, moves: &[&str], best_first: &[(&str, &str)]) -> (Model, Graph) {
    let mut text = "title = 'Worked by hand'\n".to_string();
    best_first.iter().for_each(|(actor, _)| text += &format!("[actors.{actor}]\nname = '{actor}'\n"));
    states.chars().for_each(|state| text += &format!("[states.{state}]\nlabel = '{state}'\n"));
    for one in moves {
        let [actor, from, to]: [&str; 3] = one.split(' ').collect::<Vec<_>>().try_into().expect("three words");
        text += &format!("[[moves]]\nactor = '{actor}'\nfrom = '{from}'\nto = '{to}'\n");
    }
    text += "[preferences]\n";
    for (actor, order) in best_first {
        let classes = order.split(' ').map(|tied| {
            let tied: Vec<String> = tied.chars().map(|state| format!("'{state}'")).collect();
            format!("[{}]", tied.join(","))
        });
        text += &format!("{actor} = {{ ranking = [{}] }}\n", classes.collect::<Vec<_>>().join(","));
    }
    laid_out(&text)
}

fn who(members: &[usize]) -> Coalition {
    Coalition::of(members.iter().map(|&actor| ActorId::new(actor)))
}

/// Does the coalition keep the first state?
fn keeps((model, graph): &(Model, Graph), question: Question, members: &[usize]) -> bool {
    let question = Question { players: Players::These(vec![who(members)]), ..question };
    let found = analyze(graph, model, &question, &About::All, &Limits::default()).expect("an answer");
    found.keeps[0].1.contains(StateId::new(0))
}

/// Two actors with one option each, and nothing but both or neither is feasible.
const BOTH_OR_NEITHER: &str = "
title = 'Both or neither'
[actors.a]
name = 'A'
options.x = { label = 'X', assumption = '-' }
[actors.b]
name = 'B'
options.y = { label = 'Y', assumption = '-' }
[[rules]]
never = 'a.x and not b.y'
reason = '-'
[[rules]]
never = 'b.y and not a.x'
reason = '-'
[preferences]
a = { wants = ['a.x'], assumption = '-' }
b = { wants = ['b.y'], assumption = '-' }
";

#[test]
fn a_coalition_moves_through_feasible_states_unless_it_is_said_to_jump() {
    let case = laid_out(BOTH_OR_NEITHER);
    let sequence = Question::of(Concept::Nash);
    assert!(keeps(&case, sequence.clone(), &[0, 1]));
    assert!(!keeps(&case, Question { joint: Joint::Jump, ..sequence }, &[0, 1]));
}

#[test]
fn jumps_are_refused_where_they_mean_nothing() {
    let refused = |text: &str| {
        let (model, graph) = laid_out(text);
        let question = Question { joint: Joint::Jump, ..Question::of(Concept::Nash) };
        analyze(&graph, &model, &question, &About::All, &Limits::default()).map(drop)
    };
    let with = |rule: &str| BOTH_OR_NEITHER.replace("[preferences]", &format!("[[rules]]\n{rule}\n[preferences]"));
    assert_eq!(refused(&with("same = 'a.x'\nreason = '-'")), Err(Refused::MergedStates));
    let cannot = "actor = 'a'\nfrom = 'a.x'\nto = 'not a.x'\ncannot = true\nreason = '-'";
    assert_eq!(refused(&with(cannot)), Err(Refused::BarredMoves));
    let (model, graph) = graph("st", &["a s t"], &[("a", "t s")]);
    let question = Question { joint: Joint::Jump, ..Question::of(Concept::Nash) };
    let found = analyze(&graph, &model, &question, &About::All, &Limits::default()).map(drop);
    assert_eq!(found, Err(Refused::NeedsOptions));
    let other = Question::of(Concept::Sim);
    let found = analyze(&graph, &model, &other, &About::All, &Limits::default()).map(drop);
    assert_eq!(found, Err(Refused::Concept));
}

/// From s the two go to t; the third answers with u, which is bad for b only; from u they go on to v: better than s for both,
/// and for a worse than u. It is a way out all the same.
#[test]
fn a_way_out_is_measured_against_the_start_only() {
    let moves = ["a s t", "c t u", "a u v"];
    let case = graph("stuv", &moves, &[("a", "u t v s"), ("b", "t v s u"), ("c", "stuv")]);
    assert!(keeps(&case, Question::of(Concept::Gmr), &[0, 1]), "u deters: b is worse off");
    assert!(!keeps(&case, Question::of(Concept::Smr), &[0, 1]), "v is better than s for both");
}

/// What leaves one member no better off deters all.
#[test]
fn one_member_is_enough_to_deter() {
    let case = graph("stu", &["a s t", "c t u"], &[("a", "u t s"), ("b", "t su"), ("c", "stu")]);
    assert!(!keeps(&case, Question::of(Concept::Nash), &[0, 1]));
    assert!(keeps(&case, Question::of(Concept::Gmr), &[0, 1]), "b is where it was");
}

/// The way there need not please whoever takes it.
#[test]
fn improvements_are_judged_at_the_end() {
    let case = graph("stu", &["a s t", "b t u"], &[("a", "u s t"), ("b", "u s t")]);
    assert!(!keeps(&case, Question::of(Concept::Nash), &[0, 1]));
    assert!(keeps(&case, Question::of(Concept::Nash), &[0]) && keeps(&case, Question::of(Concept::Nash), &[1]));
}

/// Nobody in a coalition moves twice running either.
#[test]
fn a_member_does_not_move_twice_running() {
    let far = [("a", "u t s"), ("b", "u t s"), ("c", "stu")];
    let case = graph("stu", &["a s t", "a t u"], &[("a", "u s t"), ("b", "u s t"), ("c", "stu")]);
    assert!(keeps(&case, Question::of(Concept::Nash), &[0, 1]));
    let case = graph("stu", &["a s t", "b t u"], &far);
    assert!(!keeps(&case, Question::of(Concept::Nash), &[0, 1]));
}

/// a gains, b is as well off.
#[test]
fn a_tie_is_enough_for_pareto_only() {
    let case = graph("st", &["a s t"], &[("a", "t s"), ("b", "st")]);
    let pareto = |concept| Question { improvement: Improvement::Pareto, ..Question::of(concept) };
    assert!(keeps(&case, Question::of(Concept::Nash), &[0, 1]));
    assert!(!keeps(&case, pareto(Concept::Nash), &[0, 1]));
    // A reply after which a still gains and b is where it was does not deter, for that is what tempted them.
    let case = graph("stu", &["a s t", "c t u"], &[("a", "tu s"), ("b", "stu"), ("c", "stu")]);
    assert!(!keeps(&case, pareto(Concept::Gmr), &[0, 1]));
}

/// From t neither b nor c gains by a step of its own; together they get to v, which deters a.
#[test]
fn sanctions_by_coalitions_are_more_than_those_by_actors() {
    let moves = ["a s t", "b t u", "c u v"];
    let case = graph("stuv", &moves, &[("a", "t u s v"), ("b", "v t u s"), ("c", "v t u s")]);
    let joint = Question { sanctions: Sanctions::Joint, ..Question::of(Concept::Seq) };
    assert!(!keeps(&case, Question::of(Concept::Seq), &[0]), "b would not go to u");
    assert!(keeps(&case, joint, &[0]));
}

/// {b} moves from t to u, then {b, c} by b's step to v: two coalitions, one actor twice running. So reading (b) is printed, and
/// so it may reach what GMR does not.
#[test]
fn no_coalition_moves_twice_running_but_an_actor_of_two_may() {
    let moves = ["a s t", "b t u", "b u v"];
    let case = graph("stuv", &moves, &[("a", "t u s v"), ("b", "v u t s"), ("c", "v u t s")]);
    let joint = Question { sanctions: Sanctions::Joint, ..Question::of(Concept::Seq) };
    assert!(!keeps(&case, Question::of(Concept::Gmr), &[0]));
    assert!(keeps(&case, joint, &[0]));
}

/// b and c reply as one: only what improves both counts.
#[test]
fn a_block_replies_as_one() {
    let case = graph("stu", &["a s t", "b t u"], &[("a", "t s u"), ("b", "u t s"), ("c", "t s u")]);
    let (model, graph) = &case;
    let held = |question: &Question| {
        let found = analyze(graph, model, question, &About::All, &Limits::default()).expect("an answer");
        found.keeps.iter().find(|(asked, _)| *asked == who(&[0])).expect("asked").1.contains(StateId::new(0))
    };
    let seq = Question::of(Concept::Seq);
    assert!(held(&seq), "b would answer");
    assert!(!held(&Question { players: Players::Blocks(vec![who(&[1, 2])]), ..seq.clone() }), "b and c would not");
    let overlap = Question { players: Players::Blocks(vec![who(&[1, 2]), who(&[2])]), ..seq };
    let refused = analyze(graph, model, &overlap, &About::All, &Limits::default()).map(drop);
    assert_eq!(refused, Err(Refused::Overlap));
}

/// Elmira: the ministry and Uniroyal upset 5 for 8, the only coalition that does; and nobody upsets 8 or 9.
#[test]
fn the_smallest_coalition_leaves_by_the_shortest_way() {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../cases/elmira/case.toml");
    let (model, graph) = laid_out(&std::fs::read_to_string(path).expect("the case"));
    for concept in Concept::USUAL {
        let coalitions = Coalitions::of(&graph, &model, &Question::of(concept), &Limits::default()).expect("an answer");
        let found: Found = coalitions.keeps(&About::Outcomes).expect("an answer");
        let ways = coalitions.departures(&found, &found.outcomes).expect("no limit");
        let five: Vec<_> = ways.iter().filter(|way| way.from == StateId::new(4)).collect();
        let [only] = five.as_slice() else { panic!("{concept:?}: {five:?}") };
        assert_eq!((only.coalition, only.to), (who(&[0, 1]), StateId::new(7)), "{concept:?}");
        let moves: Vec<_> = only.moves.iter().map(|step| (step.by, step.to)).collect();
        assert_eq!(moves, [(who(&[0]), StateId::new(5)), (who(&[1]), StateId::new(7))], "{concept:?}");
        let jumps = coalitions.outcome_jumps(&found).expect("no limit");
        assert!(jumps.iter().any(|jump| jump == *only), "{concept:?}: {jumps:?}");
        let held: Vec<usize> = found.held_by_all().iter().map(|state| state.index() + 1).collect();
        assert!(held.ends_with(&[8, 9]) && !held.contains(&5), "{concept:?}: {held:?}");
    }
}
