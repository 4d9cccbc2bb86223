//! Models too large for the oracle: the three ways to lay out moves must agree.
//!
//! A `same` rule that merges nothing makes the library go arc by arc; rules that leave few, scattered states make it use cliques.

use crate::engine::answer;
use rand::{Rng, RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use statecraft::case::Case;
use statecraft::graph::{Graph, Limits, Moves};
use statecraft::model::{ActorId, Model};
use statecraft::stability::{Concept, analyze};

/// Merges nothing: its condition is true in no state.
const ARC_BY_ARC: &str = "[[rules]]\nsame = 'a0.o0 and not a0.o0'\n";

#[test]
fn boxes_and_arcs_agree() {
    let shapes: [&[usize]; 8] =
        [&[5, 4, 1], &[4, 4, 2], &[1, 3, 5], &[2, 2, 2, 2, 2], &[9, 1], &[1; 9], &[3, 0, 6], &[6, 2, 1]];
    for (at, options) in shapes.into_iter().enumerate() {
        for variant in 0..16 {
            agree(&varied(at, variant, options), |moves| matches!(moves, Moves::Lattice(_)));
        }
    }
}

#[test]
fn cliques_and_arcs_agree() {
    for seed in 0..12 {
        let rng = &mut ChaCha8Rng::seed_from_u64(1000 + seed);
        let options = [5, 5, 4];
        let rules = scattered(rng, &options, 150);
        agree(&case(rng, &options, &rules, seed % 2 == 1), |moves| matches!(moves, Moves::Cells(_)));
    }
}

/// Places on an axis are told by 16 bits less one; an actor with so many options gets no box.
#[test]
fn an_actor_may_have_sixteen_options() {
    let options: String = (0..16).map(|at| format!("o{at} = {{ label = 'o', assumption = 'a' }}\n")).collect();
    let text = format!(
        "title = 'long'\n[actors.a]\nname = 'a'\n[actors.a.options]\n{options}[actors.b]\nname = 'b'\n[actors.b.options]\n\
         x = {{ label = 'x', assumption = 'a' }}\n[preferences]\na = {{ wants = ['a.o15 iff b.x'], assumption = 'a' }}\n\
         b = {{ wants = ['not a.o15', 'b.x'], assumption = 'a' }}\n"
    );
    let case = Case::parse(&text).expect("a case without errors");
    let model = Model::from_case(&case, &case.accounts[0]).expect("a model");
    let graph = Graph::explore(&model, &Limits::default()).expect("a graph");
    let found = analyze(&graph, &[Concept::Seq]).expect("a concept for every graph");
    // b is deterred from taking x where a then takes o15; from o15 without x nothing deters it
    assert_eq!(found.stable(Concept::Seq, ActorId::new(1)).len(), 3 << 15);
}

fn agree(text: &str, laid_out_as: impl Fn(&Moves) -> bool) {
    let by_arcs = by_arcs(text);
    assert!(
        laid_out_as(&moves(text)) && matches!(moves(&by_arcs), Moves::Arcs(_)),
        "not the forms to compare:\n{text}"
    );
    assert!(answer(text) == answer(&by_arcs), "the two ways differ:\n{text}");
}

fn moves(text: &str) -> Moves {
    let case = Case::parse(text).expect("a case without errors");
    let model = Model::from_case(&case, &case.accounts[0]).expect("a model");
    Graph::explore(&model, &Limits::default()).expect("a graph").moves
}

/// A case with holes in the box, or with one-way options, or with barred moves, or with some or all of these, as its variant says.
pub(crate) fn varied(shape: usize, variant: usize, options: &[usize]) -> String {
    let rng = &mut ChaCha8Rng::seed_from_u64((shape * 100 + variant) as u64);
    let mut rules = if variant % 2 == 1 { never_rules(rng, options) } else { String::new() };
    if variant % 8 >= 4 {
        rules += &cannot_rules(rng, options);
    }
    case(rng, options, &rules, variant % 4 >= 2)
}

/// The same case, laid out arc by arc.
pub(crate) fn by_arcs(text: &str) -> String {
    text.replace("[preferences]", &format!("{ARC_BY_ARC}[preferences]"))
}

/// A case with so many options for each actor, 12 random statements each.
pub(crate) fn case(rng: &mut impl Rng, options: &[usize], rules: &str, one_way: bool) -> String {
    let mut text = "title = 'box'\n".to_string();
    for (actor, &count) in options.iter().enumerate() {
        text += &format!("[actors.a{actor}]\nname = 'a'\n[actors.a{actor}.options]\n");
        for option in 0..count {
            let way =
                ["", "one_way = 'take', ", "one_way = 'drop', "][if one_way { rng.random_range(0..3) } else { 0 }];
            text += &format!("o{option} = {{ {way}label = 'o' }}\n");
        }
    }
    text += rules;
    text += "[preferences]\n";
    let all = names(options);
    for actor in 0..options.len() {
        let lines: Vec<String> = (0..12).map(|_| format!("'{}'", statement(rng, &all))).collect();
        text += &format!("a{actor} = [{}]\n", lines.join(", "));
    }
    text
}

fn names(options: &[usize]) -> Vec<String> {
    let of = |(actor, &count): (usize, &usize)| {
        (0..count).map(move |option| format!("a{actor}.o{option}")).collect::<Vec<_>>()
    };
    options.iter().enumerate().flat_map(of).collect()
}

fn statement(rng: &mut impl Rng, names: &[String]) -> String {
    let literal = |rng: &mut dyn Rng| {
        let not = if rng.random_bool(0.5) { "not " } else { "" };
        format!("{not}{}", names[rng.random_range(0..names.len())])
    };
    let words = ["and", "or", "if", "iff"];
    let (a, b, c) = (literal(rng), literal(rng), literal(rng));
    format!("({a} {} {b}) {} {c}", words[rng.random_range(0..4)], words[rng.random_range(0..4)])
}

/// Two random rules: holes in the box.
pub(crate) fn never_rules(rng: &mut impl Rng, options: &[usize]) -> String {
    let all = names(options);
    let rule = |rng: &mut dyn Rng| {
        let two: Vec<&String> = (0..2).map(|_| &all[rng.random_range(0..all.len())]).collect();
        format!("[[rules]]\nnever = '{} and not ({} and {})'\n", all[rng.random_range(0..all.len())], two[0], two[1])
    };
    format!("{}{}", rule(rng), rule(rng))
}

/// Three random rules about moves: then they need not be transitive.
pub(crate) fn cannot_rules(rng: &mut impl Rng, options: &[usize]) -> String {
    let all = names(options);
    let rule = |rng: &mut dyn Rng| {
        let one = |rng: &mut dyn Rng| all[rng.random_range(0..all.len())].clone();
        let actor = rng.random_range(0..options.len());
        let (from, to) = (format!("{} or {}", one(rng), one(rng)), format!("{} iff {}", one(rng), one(rng)));
        format!("[[rules]]\nactor = 'a{actor}'\nfrom = '{from}'\nto = '{to}'\ncannot = true\n")
    };
    (0..3).map(|_| rule(rng)).collect()
}

/// Leaves only the settings that a random walk visits, each step changing the options of one actor.
fn scattered(rng: &mut impl Rng, options: &[usize], steps: usize) -> String {
    let (all, mut setting) = (names(options), 0usize);
    let mut visited = vec![];
    for _ in 0..steps {
        let actor = rng.random_range(0..options.len());
        let first: usize = options[..actor].iter().sum();
        let own = ((1 << options[actor]) - 1) << first;
        setting = setting & !own | rng.random_range(0..1usize << options[actor]) << first;
        let literal =
            |(at, name): (usize, &String)| if setting >> at & 1 == 1 { name.clone() } else { format!("not {name}") };
        visited.push(format!("'{}'", all.iter().enumerate().map(literal).collect::<Vec<_>>().join(" and ")));
    }
    format!("[[rules]]\nat_least_one = [{}]\n", visited.join(", "))
}
