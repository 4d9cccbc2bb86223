//! The statement language: what is printed reads back as the same, and every way to evaluate gives the same.

use proptest::prelude::*;
use proptest::test_runner::RngSeed;
use statecraft::diag::{Span, Spanned};
use statecraft::expr::{Expr, MAX_NESTING, Name, Written, parse};

/// Options by their place in this list.
const NAMES: [(&str, &str); 6] =
    [("iran", "press"), ("us", "lift"), ("a", "b"), ("1st-fleet", "2_ships"), ("türkei", "öffnen"), ("nota", "andb")];

type Tree = Expr<usize>;

fn config(cases: u32) -> ProptestConfig {
    ProptestConfig { cases, failure_persistence: None, rng_seed: RngSeed::Fixed(7), ..ProptestConfig::default() }
}

fn tree() -> impl Strategy<Value = Tree> {
    (0..NAMES.len()).prop_map(Expr::Taken).prop_recursive(6, 60, 4, |part| {
        let parts = prop::collection::vec(part.clone(), 2..5);
        prop_oneof![
            part.clone().prop_map(|part| Expr::Not(part.into())),
            parts.clone().prop_map(Expr::And),
            parts.prop_map(Expr::Or),
            (part.clone(), part.clone()).prop_map(|(a, b)| Expr::If(a.into(), b.into())),
            (part.clone(), part).prop_map(|(a, b)| Expr::Iff(a.into(), b.into())),
        ]
    })
}

/// Statements as people may write them: parentheses where none are needed, and blanks of all kinds.
fn statement() -> impl Strategy<Value = String> {
    const BEFORE: [&str; 6] = ["", "", "not ", "(", "not (", "((\n"];
    const AFTER: [&str; 4] = ["", "", ")", ") "];
    const BETWEEN: [&str; 5] = [" and ", " or ", " if ", " iff ", "\u{a0}\tand\r\n"];
    let part = (prop::sample::select(&BEFORE[..]), 0..NAMES.len(), prop::sample::select(&AFTER[..]));
    prop::collection::vec((part, prop::sample::select(&BETWEEN[..])), 1..10).prop_map(|parts| {
        let (mut text, mut open) = (String::new(), 0usize);
        for (at, ((before, name, after), between)) in parts.into_iter().enumerate() {
            text += if at == 0 { "" } else { between };
            text += &format!("{before}{}.{}", NAMES[name].0, NAMES[name].1);
            open += before.matches('(').count();
            text += if open > 0 { after } else { "" };
            open -= after.matches(')').count().min(open);
        }
        text + &")".repeat(open)
    })
}

/// Pieces of statements, hardly ever one when they are put together.
fn words() -> impl Strategy<Value = String> {
    const WORDS: [&str; 14] =
        ["a.b", "iran.press", "not", "not", "and", "or", "if", "iff", "(", ")", "(a.b", "us.lift)", "\n", "\u{a0}"];
    prop::collection::vec(prop::sample::select(&WORDS[..]).prop_map(String::from), 1..14)
        .prop_map(|words| words.join(" "))
}

fn written(tree: &Tree) -> Written {
    let name = |at: &usize| Name::new(NAMES[*at].0, NAMES[*at].1);
    tree.try_map(&|at| Some(Spanned::new(name(at), Span::default()))).expect("every option has a name")
}

/// The tree without places.
fn bare(tree: &Written) -> Expr<Name> {
    tree.try_map(&|name| Some(name.value.clone())).expect("nothing is left out")
}

proptest! {
    #![proptest_config(config(2_000))]

    #[test]
    fn what_is_printed_reads_back(tree in tree()) {
        let written = written(&tree);
        let read = parse(&written.to_string(), 0).expect("readable");
        prop_assert_eq!(bare(&read), bare(&written));
        prop_assert_eq!(read.to_string(), written.to_string());
    }

    #[test]
    fn what_reads_prints_and_reads_back(text in statement()) {
        let read = parse(&text, 0).expect("readable");
        let again = parse(&read.to_string(), 0).expect("readable");
        prop_assert_eq!(bare(&again), bare(&read));
    }

    #[test]
    fn a_name_stands_where_its_place_says(text in statement(), offset in 0usize..100) {
        for name in parse(&text, offset).expect("readable").atoms() {
            prop_assert_eq!(&text[name.span.start - offset..name.span.end - offset], name.value.to_string());
        }
    }

    #[test]
    fn what_cannot_be_read_is_told_inside(text in words(), offset in 0usize..100) {
        if let Err(problem) = parse(&text, offset) {
            let (start, end) = (problem.span.start, problem.span.end);
            prop_assert!(offset <= start && start <= end && end <= offset + text.len(), "{problem:?}");
            prop_assert!(text.get(start - offset..end - offset).is_some() && problem.help.is_some(), "{problem:?}");
        }
    }

    /// One state, a fully known state, and the same state among 64.
    #[test]
    fn all_ways_to_evaluate_agree(tree in tree(), blocks in prop::array::uniform6(any::<u64>())) {
        let together = tree.eval(&|at: &usize| blocks[*at]);
        for state in 0..64 {
            let taken = |at: &usize| blocks[*at] >> state & 1 == 1;
            let alone = tree.eval(&taken);
            prop_assert_eq!(tree.eval(&|at: &usize| Some(taken(at))), Some(alone));
            prop_assert_eq!(together >> state & 1 == 1, alone);
        }
    }

    /// What is known of a partly known state is true of all states that it may be.
    #[test]
    fn what_is_known_stays_so(tree in tree(), taken in 0u64..64, known in 0u64..64) {
        let partly = |at: &usize| (known >> at & 1 == 1).then_some(taken >> at & 1 == 1);
        if let Some(value) = tree.eval(&partly) {
            for rest in 0..64u64 {
                let state = taken & known | rest & !known;
                prop_assert_eq!(tree.eval(&|at: &usize| state >> at & 1 == 1), value);
            }
        }
    }
}

/// The table of the reference page, literally.
#[test]
fn words_mean_what_the_page_says() {
    let (a, b) = (Expr::Taken(0usize), Expr::Taken(1usize));
    let both = |make: fn(Box<Tree>, Box<Tree>) -> Tree| make(a.clone().into(), b.clone().into());
    let list = |make: fn(Vec<Tree>) -> Tree| make(vec![a.clone(), b.clone()]);
    for (x, y) in [(false, false), (false, true), (true, false), (true, true)] {
        let value = |tree: &Tree| tree.eval(&|at: &usize| if *at == 0 { x } else { y });
        assert_eq!(value(&Expr::Not(a.clone().into())), !x);
        assert_eq!(value(&list(Expr::And)), x && y);
        assert_eq!(value(&list(Expr::Or)), x || y);
        assert_eq!(value(&both(Expr::If)), if y { x } else { true });
        assert_eq!(value(&both(Expr::Iff)), x == y);
    }
}

#[test]
fn words_bind_as_the_page_says() {
    for (written, meant) in [
        ("not a.b and c.d", "(not a.b) and c.d"),
        ("a.b or c.d and e.f", "a.b or (c.d and e.f)"),
        ("a.b and c.d or e.f", "(a.b and c.d) or e.f"),
        ("a.b or c.d if e.f or g.h", "(a.b or c.d) if (e.f or g.h)"),
        ("a.b if c.d iff e.f", "(a.b if c.d) iff e.f"),
        ("a.b iff c.d if e.f", "a.b iff (c.d if e.f)"),
        ("a.b if c.d if e.f", "(a.b if c.d) if e.f"),
        ("a.b iff c.d iff e.f", "(a.b iff c.d) iff e.f"),
        ("not not a.b", "not (not a.b)"),
        ("a.b and c.d and e.f", "a.b and c.d and e.f"),
    ] {
        assert_eq!(bare(&parse(written, 0).expect(written)), bare(&parse(meant, 0).expect(meant)), "{written}");
    }
    assert_eq!(parse("a.b if c.d if e.f", 0).expect("readable").to_string(), "(a.b if c.d) if e.f");
    assert_ne!(bare(&parse("(a.b and c.d) and e.f", 0).unwrap()), bare(&parse("a.b and c.d and e.f", 0).unwrap()));
}

/// Whatever is as deep as allowed still reads back when it is printed with all its parentheses.
#[test]
fn the_deepest_statements_read_back() {
    let half = MAX_NESTING / 2;
    for text in [
        "not ".repeat(MAX_NESTING) + "a.b",
        vec!["a.b"; MAX_NESTING + 1].join(" if "),
        "not ".repeat(half) + "(" + &vec!["a.b"; half].join(" iff ") + ")",
        "not (".repeat(half) + "a.b" + &")".repeat(half),
    ] {
        let read = parse(&text, 0).unwrap_or_else(|problem| panic!("{problem:?}"));
        assert_eq!(bare(&parse(&read.to_string(), 0).expect("readable")), bare(&read));
    }
    let both = "not ".repeat(MAX_NESTING) + "(" + &vec!["a.b"; MAX_NESTING].join(" if ") + ")";
    let deeper = "not ".repeat(half + 1) + "(" + &vec!["a.b"; half + 1].join(" if ") + ")";
    for text in [both, deeper, "(".repeat(MAX_NESTING + 1) + "a.b" + &")".repeat(MAX_NESTING + 1)] {
        assert!(parse(&text, 0).is_err(), "{} characters", text.len());
    }
}

/// What counts is how deep parts stand in each other, not how many there are.
#[test]
fn many_shallow_parts_are_not_deep() {
    let text = vec!["not (a.b or not c.d)"; 2 * MAX_NESTING].join(" and ");
    assert!(parse(&text, 0).is_ok());
}

/// `unless` is said in answers, so it may be written too.
#[test]
fn unless_is_if_not() {
    let read = |text: &str| parse(text, 0).map(|tree| tree.to_string());
    assert_eq!(read("a.x unless b.y or b.z").unwrap(), read("a.x if not (b.y or b.z)").unwrap());
    assert_eq!(read("a.x unless b.y if c.z").unwrap(), read("(a.x if not b.y) if c.z").unwrap());
    assert!(parse("unless a.x", 0).is_err() && parse("a.x unless", 0).is_err());
}
