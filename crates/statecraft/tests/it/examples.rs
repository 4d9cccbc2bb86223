//! Small conflicts that tell the definitions from their misreadings, each small enough to follow by hand.

use crate::engine::answer;
use crate::oracle::{GMR, NASH, SEQ, SMR, SYM_SEQ};

/// Under which concepts, out of Nash, GMR, SMR, SEQ and SymSEQ, is the state stable for the actor?
fn stable(case: &str, actor: &str, state: &str) -> Vec<usize> {
    let found = answer(case);
    [NASH, GMR, SMR, SEQ, SYM_SEQ].into_iter().filter(|&concept| found.stable(concept, actor, state)).collect()
}

/// A bare graph: who can go where, and what each ranks how, best first.
fn graph(moves: &[(&str, &str, &str)], states: &[&str], rankings: &[(&str, &str)]) -> String {
    let each = |lines: Vec<String>| lines.join("\n");
    let actors = rankings.iter().map(|(actor, _)| format!("[actors.{actor}]\nname = \"{actor}\"")).collect();
    let states = states.iter().map(|state| format!("[states.{state}]")).collect();
    let arc = |(actor, from, to): &(&str, &str, &str)| {
        format!("[[moves]]\nactor = \"{actor}\"\nfrom = \"{from}\"\nto = \"{to}\"")
    };
    let moves = moves.iter().map(arc).collect();
    let rankings =
        rankings.iter().map(|(actor, best_first)| format!("{actor} = {{ ranking = {best_first} }}")).collect();
    let [actors, states, moves, rankings] = [each(actors), each(states), each(moves), each(rankings)];
    format!("title = \"A small graph\"\n{actors}\n{states}\n{moves}\n[preferences]\n{rankings}\n")
}

const NONE: [usize; 0] = [];
const ALL: [usize; 5] = [NASH, GMR, SMR, SEQ, SYM_SEQ];
const ALL_BUT_NASH: [usize; 4] = [GMR, SMR, SEQ, SYM_SEQ];

/// The focal actor gains by moving, but A, then C, then A again would improve step by step to where it is worse off
/// than at the start. Opponents who moved only once each could not get there.
#[test]
fn an_opponent_improves_twice_with_another_between() {
    let case = r#"
        title = "Three actors, one option each"
        [actors.F]
        name = "Focal"
        options.f = { label = "Start" }
        [actors.A]
        name = "Ally"
        options.a = { label = "Join" }
        [actors.C]
        name = "Critic"
        options.c = { label = "Object" }
        [preferences]
        # 1 ---, 2 f--, 4 fa-, 8 fac, 6 f-c
        F = { ranking = [2, 4, 8, 1, [3, 5, 6, 7]] }
        A = { ranking = [[4, 6], [1, 3, 5, 7], [2, 8]] }
        C = { ranking = [[2, 8], [1, 3, 5, 7], [4, 6]] }
    "#;
    assert_eq!(stable(case, "F", "1"), ALL_BUT_NASH);
}

/// As above with moves instead of improvements: only the sequence A, B, A reaches the one state that deters.
#[test]
fn a_sanction_may_take_the_same_opponent_twice() {
    let moves = [("F", "s", "t"), ("A", "t", "u"), ("B", "u", "v"), ("A", "v", "w")];
    let rankings = [("F", r#"[["t", "u", "v"], "s", "w"]"#), ("A", ANY), ("B", ANY)];
    let case = graph(&moves, &["s", "t", "u", "v", "w"], &rankings);
    assert_eq!(stable(&case, "F", "s"), [GMR, SMR]);
}

const ANY: &str = r#"[["s", "t", "u", "v", "w"]]"#;

/// The state that would deter is two moves of the same opponent away, and nobody else can move between.
#[test]
fn an_opponent_may_not_move_twice_in_a_row() {
    let moves = [("F", "s", "t"), ("A", "t", "u"), ("A", "u", "v")];
    let rankings = [("F", r#"[["t", "u", "w"], "s", "v"]"#), ("A", r#"["v", "u", "t", ["s", "w"]]"#), ("B", ANY)];
    let case = graph(&moves, &["s", "t", "u", "v", "w"], &rankings);
    assert_eq!(stable(&case, "F", "s"), NONE);
}

/// As before, but B can make the first of the two moves, too: then A is free to make the second.
#[test]
fn a_state_reached_by_two_movers_may_be_left_by_either() {
    let moves = [("F", "s", "t"), ("A", "t", "u"), ("B", "t", "u"), ("A", "u", "v")];
    let rankings = [("F", r#"[["t", "u", "w"], "s", "v"]"#), ("A", r#"["v", "u", "t", ["s", "w"]]"#), ("B", ANY)];
    let case = graph(&moves, &["s", "t", "u", "v", "w"], &rankings);
    assert_eq!(stable(&case, "F", "s"), [GMR, SMR]);
}

/// The opponent puts the conflict back where it was. That is no gain for the focal actor, so it deters; but the focal
/// actor can simply go again, so it is not symmetric. A matrix with an empty diagonal would miss the sanction.
#[test]
fn a_return_to_the_state_itself_deters() {
    let moves = [("one", "s", "t"), ("two", "t", "s")];
    let willing = graph(&moves, &["s", "t"], &[("one", r#"["t", "s"]"#), ("two", r#"["s", "t"]"#)]);
    assert_eq!(stable(&willing, "one", "s"), [GMR, SEQ]);
    assert_eq!(stable(&willing, "one", "t"), ALL);
    let unwilling = graph(&moves, &["s", "t"], &[("one", r#"["t", "s"]"#), ("two", r#"["t", "s"]"#)]);
    assert_eq!(stable(&unwilling, "one", "s"), [GMR]);
}

/// The only reply leads to a state as good as the start, not worse. Nothing is gained by moving, so it deters.
#[test]
fn a_tie_deters() {
    let case = r#"
        title = "Two actors, one option each"
        [actors.F]
        name = "Focal"
        options.o0 = { label = "Start" }
        [actors.G]
        name = "Other"
        options.o1 = { label = "Answer" }
        [preferences]
        F = { ranking = [2, [1, 3, 4]] }
        G = { ranking = [[3, 4], [1, 2]] }
    "#;
    assert_eq!(stable(case, "F", "1"), ALL_BUT_NASH);
}

/// After the sanction `u` the focal actor can recover a little, to `v`. An escape is a state better than `s`, where it
/// began; a state better than `u` alone is none, and a state as good as `s` is none either.
#[test]
fn an_escape_must_beat_the_start() {
    let moves = [("F", "s", "t"), ("G", "t", "u"), ("F", "u", "v")];
    let case = |ranking| graph(&moves, &["s", "t", "u", "v"], &[("F", ranking), ("G", r#"["u", "t", ["s", "v"]]"#)]);
    assert_eq!(stable(&case(r#"["t", "s", "v", "u"]"#), "F", "s"), ALL_BUT_NASH);
    assert_eq!(stable(&case(r#"["t", ["s", "v"], "u"]"#), "F", "s"), ALL_BUT_NASH);
    assert_eq!(stable(&case(r#"["t", "v", "s", "u"]"#), "F", "s"), [GMR, SEQ]);
}

/// Of two improvements the second is sanctioned, the first is not. Every improvement must be, so nothing holds.
#[test]
fn every_improvement_must_be_deterred() {
    let case = r#"
        title = "Two options against one"
        [actors.F]
        name = "Focal"
        [actors.F.options]
        o0 = { label = "Start" }
        o1 = { label = "Push" }
        [actors.G]
        name = "Other"
        options.o2 = { label = "Answer" }
        [preferences]
        F = { ranking = [[2, 6], 3, [1, 5], [4, 7, 8]] }
        G = ['G.o2']
    "#;
    assert_eq!(stable(case, "F", "1"), NONE);
}

/// The first sanction found can be escaped, another cannot. One that holds is enough; whether the opponent wants it is
/// not asked by SMR, and as it does not, nothing sequential holds.
#[test]
fn one_sanction_that_holds_is_enough() {
    let case = r#"
        title = "One option against two"
        [actors.F]
        name = "Focal"
        options.o0 = { label = "Start" }
        [actors.G]
        name = "Other"
        [actors.G.options]
        o1 = { label = "Answer" }
        o2 = { label = "Answer more" }
        [preferences]
        F = { ranking = [2, 3, 1, [4, 5, 6, 7, 8]] }
        G = []
    "#;
    assert_eq!(stable(case, "F", "1"), [GMR, SMR]);
}

/// Both others would answer at once, and the joint outcome would deter. But neither can answer alone, as each single
/// answer is infeasible, so there is no legal sequence and nothing deters.
#[test]
fn a_joint_answer_needs_feasible_steps() {
    let case = r#"
        title = "Answers only together"
        [actors.one]
        name = "One"
        options.a = { label = "Start" }
        [actors.two]
        name = "Two"
        options.b = { label = "Answer" }
        [actors.three]
        name = "Three"
        options.c = { label = "Answer" }
        [[rules]]
        never = 'one.a and two.b and not three.c'
        [[rules]]
        never = 'one.a and not two.b and three.c'
        [preferences]
        # 1 ---, 2 a--, 3 -b-, 4 --c, 5 -bc, 6 abc
        one = { ranking = [2, 1, [3, 4, 5], 6] }
        two = { ranking = [[3, 5, 6], [1, 2, 4]] }
        three = { ranking = [[4, 5, 6], [1, 2, 3]] }
    "#;
    assert_eq!(stable(case, "one", "1"), NONE);
}

/// Eighty statements of which only the last tells two states apart: more than any sum of powers of two in a machine
/// word can order.
#[test]
fn the_eightieth_statement_counts() {
    let tautologies = "'A.a or not A.a', ".repeat(78);
    let case = format!(
        "title = \"Many statements\"\n[actors.A]\nname = \"A\"\n[actors.A.options]\na = {{ label = \"a\" }}\n\
         b = {{ label = \"b\" }}\n[preferences]\nA = ['A.a', {tautologies}'A.b']\n"
    );
    assert_eq!(answer(&case).equilibria(NASH), ["4"]);
}
