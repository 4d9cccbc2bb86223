//! Small conflicts for the concepts of other foresight, each small enough to follow by hand; and what their keys are.

use statecraft::answers::Analysis;
use statecraft::case::Case;
use statecraft::graph::{Graph, Limits};
use statecraft::model::{ActorId, Model, StateId};
use statecraft::stability::{Concept, Horizon, Reason, UnknownConcept};
use statecraft::study::Study;
use statecraft::text::TextOptions;

use crate::engine::{laid_out, verdicts};

/// The states, from 1, that are stable for each actor.
fn stable(case: &str, key: &str) -> Vec<Vec<usize>> {
    let (model, graph) = laid_out(case);
    numbers(&model, &graph, key)
}

fn numbers(model: &Model, graph: &Graph, key: &str) -> Vec<Vec<usize>> {
    let concept = Concept::parse(key, &model.actor_keys()).expect("a concept");
    let found = verdicts(graph, concept).unwrap_or_else(|refused| panic!("{refused}"));
    let of = |stable: &Vec<bool>| (1..).zip(stable).filter(|(_, stable)| **stable).map(|(number, _)| number).collect();
    found.iter().map(of).collect()
}

/// Two actors with one option each; states 1 (neither), 2 (row only), 3 (column only), 4 (both).
fn two_by_two(row: &str, column: &str) -> String {
    format!(
        r#"
        title = "Two by two"
        [actors.row]
        name = "Row"
        options.o = {{ label = "Do it" }}
        [actors.column]
        name = "Column"
        options.o = {{ label = "Do it" }}
        [preferences]
        row = {{ ranking = {row} }}
        column = {{ ranking = {column} }}
        "#
    )
}

fn prisoners_dilemma() -> String {
    two_by_two("[2, 1, 4, 3]", "[3, 1, 4, 2]")
}

fn chicken() -> String {
    two_by_two("[2, 1, 3, 4]", "[3, 1, 2, 4]")
}

/// From mutual cooperation, whoever defects is followed, which is worse; after that nothing changes however far one looks.
#[test]
fn the_prisoners_look_ahead() {
    let case = prisoners_dilemma();
    assert_eq!(stable(&case, "l1"), [[2, 4], [3, 4]]);
    for key in ["l2", "l3", "l4", "l9", "nm"] {
        assert_eq!(stable(&case, key), [[1, 2, 4], [1, 3, 4]], "{key}");
    }
    assert_eq!(stable(&case, "stackelberg-row"), [vec![1, 2, 4], vec![3, 4]]);
}

/// Two moves ahead, each driver would go straight to make the other swerve; three moves ahead both see that the other would
/// have done so first.
#[test]
fn the_drivers_look_ahead() {
    let case = chicken();
    assert_eq!(stable(&case, "l1"), [[2, 3], [2, 3]]);
    assert_eq!(stable(&case, "l2"), [[2], [3]]);
    for key in ["l3", "l4", "l5", "l9", "nm"] {
        assert_eq!(stable(&case, key), [[1, 2], [1, 3]], "{key}");
    }
    assert_eq!(stable(&case, "stackelberg-row"), [vec![2], vec![2, 3]]);
    assert_eq!(stable(&case, "stackelberg-column"), [vec![2, 3], vec![3]]);
}

/// Matching pennies: whoever loses would move, unless the other could move again; so what is foreseen alternates with the number
/// of moves, and only the winner stays all around the cycle.
#[test]
fn a_cycle_of_foresight() {
    let case = two_by_two("[[1, 4], [2, 3]]", "[[2, 3], [1, 4]]");
    assert_eq!(stable(&case, "l1"), [[1, 4], [2, 3]]);
    assert_eq!(stable(&case, "l2"), [[1, 2, 3, 4], [1, 2, 3, 4]]);
    assert_eq!(stable(&case, "l3"), [[1, 4], [2, 3]]);
    assert_eq!(stable(&case, "nm"), [[1, 4], [2, 3]]);
}

/// The second actor has two equally good answers, one good and one bad for the first: the first is not sure to stay.
#[test]
fn a_tie_of_the_other_makes_the_outcome_uncertain() {
    let graph = |first: &str| {
        format!(
            r#"
            title = "Two answers"
            [actors.a]
            name = "First"
            [actors.b]
            name = "Second"
            [states.s]
            [states.t]
            [states.good]
            [states.bad]
            [[moves]]
            actor = "a"
            from = "s"
            to = "t"
            [[moves]]
            actor = "b"
            from = "t"
            to = "good"
            [[moves]]
            actor = "b"
            from = "t"
            to = "bad"
            [preferences]
            a = {{ ranking = {first} }}
            b = {{ ranking = [["good", "bad"], ["s", "t"]] }}
            "#
        )
    };
    let hopeful = graph(r#"["good", "s", ["t", "bad"]]"#);
    assert_eq!(stable(&hopeful, "l1")[0], [1, 2, 3, 4]);
    assert_eq!(stable(&hopeful, "l2")[0], [2, 3, 4], "it might gain");
    assert_eq!(stable(&graph(r#"["s", "good", ["t", "bad"]]"#), "l2")[0], [1, 2, 3, 4], "it cannot gain");
}

/// SIM ⊄ GMR: from 100 nobody can move, but had the other two moved at the same moment, 111 would have come about.
#[test]
fn a_simultaneous_sanction_that_no_sequence_reaches() {
    let case = r#"
        title = "Three at once"
        [actors.first]
        name = "First"
        options.o = { label = "Do it" }
        [actors.second]
        name = "Second"
        options.o = { label = "Do it" }
        [actors.third]
        name = "Third"
        options.o = { label = "Do it" }
        [[rules]]
        never = 'first.o and second.o and not third.o'
        [[rules]]
        never = 'first.o and third.o and not second.o'
        [preferences]
        # 1 000, 2 100, 3 010, 4 001, 5 011, 6 111
        first  = { ranking = [2, 1, [3, 4, 5, 6]] }
        second = { ranking = [3, [1, 2, 4, 5, 6]] }
        third  = { ranking = [4, [1, 2, 3, 5, 6]] }
    "#;
    assert!(stable(case, "sim")[0].contains(&1));
    assert!(!stable(case, "gmr")[0].contains(&1));
    assert!(stable(case, "seq-or-sim")[0].contains(&1));
    assert!(!stable(case, "seq")[0].contains(&1));
}

/// Both improvements of the focal actor are sanctioned by the same improvement of the other; a program that runs through the
/// other's choices only once finds the second unsanctioned.
#[test]
fn every_improvement_meets_all_combinations() {
    let case = r#"
        title = "Twice the same answer"
        [actors.focal]
        name = "Focal"
        options.a = { label = "Do the one" }
        options.b = { label = "Do the other" }
        [actors.other]
        name = "Other"
        options.c = { label = "Answer" }
        [preferences]
        # by value 0 to 7: 5, 6, 6, 1, 5, 1, 1, 1
        focal = { ranking = [[2, 3], [1, 5], [4, 6, 7, 8]] }
        other = ['other.c']
    "#;
    assert!(stable(case, "sim")[0].contains(&1));
}

/// By hand. The prisoners: who leaves mutual cooperation is followed to mutual defection, which nobody can leave for a state that
/// anybody could reach and both want; so both of these last, and neither of the others. Chicken: who does it alone must fear that the
/// other does it too, to have the first give way; so all but the clash last, and the clash does not.
#[test]
fn consistent_sets_by_hand() {
    assert_eq!(stable(&prisoners_dilemma(), "lcs"), [[1, 2, 4], [1, 3, 4]]);
    assert_eq!(stable(&chicken(), "lcs"), [[1, 2, 3], [1, 2, 3]]);
}

/// With single moves: who moves away first looks to the end, whatever it thinks of the state between.
#[test]
fn a_mover_looks_past_the_next_state() {
    let case = r#"
        title = "A way round"
        states = { here = { label = "Here" }, between = { label = "Between" }, there = { label = "There" } }
        moves = [
            { actor = "a", from = "here", to = "between" },
            { actor = "b", from = "between", to = "there" },
        ]
        actors = { a = { name = "A" }, b = { name = "B" } }
        [preferences]
        a = { ranking = ["there", "here", "between"] }
        b = { ranking = ["there", "between", "here"] }
    "#;
    assert_eq!(stable(case, "lcs"), [vec![2, 3], vec![1, 3]]);
}

/// Nothing shows such a verdict move by move: `explain` and certificates refuse in words, and the check by independent code
/// says that it left them out.
#[test]
fn consistent_sets_have_no_witness() {
    let (_, graph) = laid_out(&prisoners_dilemma());
    let refused = statecraft::reasons::witness(&graph, Concept::Lcs, ActorId::new(0), StateId::new(0));
    assert_eq!(refused.map(|_| ()), Err(Reason::NoWitness));
    let study = Study::of(Case::parse(&prisoners_dilemma()).expect("a case"), vec![], &Limits::default());
    let said = |concepts: &[Concept]| {
        let analysis = Analysis::of(&study, concepts, &Limits::default()).expect("they apply");
        analysis.accounts[0].checked.sentence()
    };
    assert_eq!(said(&[Concept::Lcs]), "Not checked by independent code: no proof move by move can show these verdicts");
    let both = said(&[Concept::Nash, Concept::Lcs]);
    assert!(
        both.ends_with("none was wrong; 8 others no proof move by move can show, and they were not checked"),
        "{both}"
    );
}

#[test]
fn concepts_that_do_not_apply_say_why() {
    let merged = "[[rules]]\nsame = 'row.o'\n";
    let barred = "[[rules]]\nactor = 'row'\nfrom = 'row.o'\nto = 'not row.o'\ncannot = true\n";
    let free = two_by_two("[[1, 2, 3, 4]]", "[[1, 2, 3, 4]]").replace("{ ranking = [[1, 2, 3, 4]] }", "[]");
    let reason = |case: &str, concept| verdicts(&laid_out(case).1, concept).unwrap_err().reason;
    assert_eq!(reason(&(free.clone() + merged), Concept::Sim), Reason::MergedStates);
    assert_eq!(reason(&(free.clone() + barred), Concept::SeqOrSim), Reason::BarredMoves);
    assert_eq!(reason(&free, Concept::Stackelberg(ActorId::new(2))), Reason::NoSuchLeader);
    let merges_nothing = "[[rules]]\nsame = 'row.o and not row.o'\n";
    assert_eq!(stable(&(free.clone() + merges_nothing), "sim"), stable(&free, "sim"));
    let says = |case: &str, concept| verdicts(&laid_out(case).1, concept).unwrap_err().to_string();
    assert_eq!(
        says(&(free.clone() + merged), Concept::Sim),
        "SIM adds up what the actors change at one moment: it is not defined where `same` rules merge states"
    );
    let alone =
        "title = 'Alone'\n[actors.a]\nname = 'A'\noptions.o = { label = 'Do it' }\n[preferences]\na = ['a.o']\n";
    let three = free.replace("[preferences]", "[actors.third]\nname = 'Third'\n[preferences]\nthird = []");
    assert_eq!(says(alone, Concept::NonMyopic), "NM is defined for two actors, and the case has only one");
    assert_eq!(
        says(&three, Concept::NonMyopic),
        "NM is defined for two actors, and the case has 3: for more there is no settled definition"
    );
}

#[test]
fn keys_name_concepts_and_concepts_their_keys() {
    let actors = ["iran", "us"];
    let keys = ["nash", "symseq", "sim", "seq-or-sim", "mr1", "mr99", "cmr3", "l12", "nm", "lcs", "stackelberg-us"];
    for key in keys {
        assert_eq!(Concept::parse(key, &actors).map(|concept| concept.key(&actors)).as_deref(), Ok(key));
    }
    assert_eq!(Concept::parse("l12", &actors), Ok(Concept::Limited(Horizon::new(12).unwrap())));
    assert_eq!(Concept::parse("stackelberg-us", &actors), Ok(Concept::Stackelberg(ActorId::new(1))));
    for key in ["mr0", "mr100", "cmr01", "l99999999999999999999"] {
        assert_eq!(Concept::parse(key, &actors), Err(UnknownConcept::Horizon(key.to_string())));
    }
    let says = |key: &str| Concept::parse(key, &actors).unwrap_err().to_string();
    assert_eq!(says("stackelberg-uk"), "there is no concept `stackelberg-uk`; did you mean `stackelberg-us`?");
    assert_eq!(says("Nash"), "there is no concept `Nash`; did you mean `nash`?");
    assert_eq!(says("mr"), "there is no concept `mr`; did you mean `gmr`?");
    assert_eq!(says("stackelberg"), "there is no concept `stackelberg`; did you mean `stackelberg-us`?");
    assert_eq!(
        says("rationality"),
        "there is no concept `rationality`; there are: nash, gmr, smr, seq, symseq, sim, seq-or-sim, nm, lcs, mr1 to mr99, \
         cmr1 to cmr99, l1 to l99, stackelberg-iran, stackelberg-us"
    );
}

/// Text, JSON and CSV name the concepts by key or name, those with parameters too.
#[test]
fn every_form_of_the_answer_knows_the_further_concepts() {
    let case = Case::parse(&chicken()).expect("a case");
    let opened = Study::of(case, vec![], &Limits::default());
    let keys = ["mr4", "nm", "stackelberg-column", "seq-or-sim"];
    let concepts: Vec<Concept> = keys.iter().map(|key| Concept::parse(key, &["row", "column"]).unwrap()).collect();
    let mut analysis = Analysis::of(&opened, &concepts, &Limits::default()).expect("all apply");
    analysis.summarise(&opened);
    let json = serde_json::to_value(&analysis).unwrap();
    assert_eq!(json["accounts"][0]["equilibria"]["nm"], serde_json::json!([1]));
    assert_eq!(json["accounts"][0]["equilibria"]["stackelberg-column"], serde_json::json!([3]));
    let mut csv = Vec::new();
    analysis.write_csv(&opened, &mut csv).unwrap();
    let csv = String::from_utf8(csv).unwrap();
    assert!(
        csv.lines().next().unwrap().contains("stackelberg-column.row,stackelberg-column.column,stackelberg-column.all")
    );
    let text = analysis.text(&opened, TextOptions { width: 100, all: false });
    let table = "  States kept by  MR_4  NM  Stackelberg (column)  SEQ or SIM\n  Row                3   2                     2           3\n";
    assert!(text.contains(table), "{text}");
    assert!(text.contains("  SEQ or SIM            it would keep the state under SEQ, or under SIM\n"), "{text}");
}
