//! The checker lists the states that the rules leave, however many options these are made of, and stops when it is asked to.

use crate::certificates::{certificate, opened};
use crate::spec::Spec;
use statecraft::answers::Analysis;
use statecraft::case::Case;
use statecraft::certificate::{Certificate, NotCertified, Verification};
use statecraft::graph::{Limits, Stop, Watch};
use statecraft::model::{Model, OptionSet};
use statecraft::stability::Concept;
use statecraft::witness::{Checker, Fault, Place};

/// Actors that each take exactly one of so many levels.
fn levels(levels: &[usize], option: &str, more: &str) -> String {
    let mut text = String::from("title = 'Levels'\n");
    for (actor, count) in levels.iter().enumerate() {
        text += &format!("[actors.a{actor}]\nname = 'A{actor}'\n[actors.a{actor}.options]\n");
        (0..*count).for_each(|level| text += &format!("l{level} = {{ label = 'Level {level}'{option} }}\n"));
    }
    for (actor, count) in levels.iter().enumerate() {
        let names: Vec<String> = (0..*count).map(|level| format!("'a{actor}.l{level}'")).collect();
        text += &format!("[[rules]]\nexactly_one = [{}]\n", names.join(", "));
    }
    format!("{text}{more}")
}

/// Each wants its own first level, and the next actor's last but one.
fn wishes(levels: &[usize]) -> String {
    let wish = |actor: usize| {
        let next = (actor + 1) % levels.len();
        format!("a{actor} = ['a{actor}.l0 if a{next}.l1', 'a{next}.l{}', 'not a{actor}.l2']\n", levels[next] - 2)
    };
    format!("[preferences]\n{}", (0..levels.len()).map(wish).collect::<String>())
}

fn model(text: &str) -> Model {
    let case = Case::parse(text).expect("a case without errors");
    Model::from_case(&case, &case.accounts[0]).expect("a model")
}

#[test]
fn the_checker_lists_the_states_of_random_models() {
    for k in (0..2_000).step_by(2) {
        let spec = Spec::random(k);
        let last = |members: &Vec<usize>| members.last().map(|&setting| Place(setting as OptionSet));
        let expected: Vec<Place> = spec.members().iter().filter_map(last).collect();
        let model = model(&spec.to_toml());
        let states = Checker::new(&model).and_then(|mut checker| checker.states());
        assert_eq!(states, Ok(expected), "{}", spec.title);
    }
}

/// A thousand states or so of 26 to 60 options, with rules of all kinds: everything is checked in steps near their number.
#[test]
fn states_of_many_options_are_few() {
    let between = "[[rules]]\nwhen = 'a0.l3 or a0.l4'\nneeds = 'a1.l1 or a1.l2 or a1.l3'\n\
                   [[rules]]\nnever = 'a1.l5 and not a0.l0'\n";
    let cannot = "[[rules]]\nactor = 'a0'\ncannot = true\nfrom = 'a1.l1'\nto = 'a0.l2'\n";
    let same = "[[rules]]\nsame = 'a0.l1 and a1.l1'\n[[rules]]\nsame = 'a0.l2 or a1.l2'\n";
    for (sizes, option, rules, states) in [
        (&[13, 13][..], "", String::new(), 169),
        (&[40, 20], "", between.to_string(), 800 - 2 * 17 - 37),
        (&[30, 30], ", one_way = 'take'", cannot.to_string(), 900),
        (&[10, 10, 6], "", format!("{between}{cannot}"), (100 - 2 * 7 - 7) * 6),
        (&[12, 20], "", same.to_string(), 1 + 1 + 11 * 19 - 1),
    ] {
        let text = levels(sizes, option, &format!("{rules}{}", wishes(sizes)));
        let model = model(&text);
        let mut checker = Checker::within(&model, 1 << 21, &|| false).expect("few states");
        assert_eq!(checker.states().map(|states| states.len()), Ok(states), "{text}");
        let opened = opened(Case::parse(&text).expect("a case"));
        let analysis = Analysis::of(&opened, &Concept::USUAL, &Limits::default()).expect("they apply");
        for checked in analysis.checked().filter(|_| sizes.len() == 2 && rules.is_empty()) {
            assert_eq!((checked.checked, checked.failed.len()), (checked.verdicts, 0));
        }
        let verification = Verification::of(&opened.case, &certificate(&opened));
        assert!(verification.holds(), "{}", verification.text());
    }
}

/// A ranking by number needs all states; of 25 options there are 156 here.
#[test]
fn rankings_of_few_states_of_many_options_are_checked() {
    let ranking = |step: usize| (0..156).map(|at| (at * step % 156 + 1).to_string()).collect::<Vec<_>>().join(", ");
    let preferences =
        format!("[preferences]\na0 = {{ ranking = [{}] }}\na1 = {{ ranking = [{}] }}\n", ranking(5), ranking(7));
    let opened = opened(Case::parse(&levels(&[12, 13], "", &preferences)).expect("a case"));
    let analysis = Analysis::of(&opened, &Concept::USUAL, &Limits::default()).expect("they apply");
    let checked = &analysis.accounts[0].checked;
    assert_eq!((checked.verdicts, checked.checked, checked.failed.len()), (1_560, 1_560, 0));
}

/// So many that whoever looked at pairs of them would look at 3.6 thousand million.
#[test]
fn large_rankings_and_bare_graphs_are_read_whole() {
    let names = |step: usize| (0..60_000).map(|at| format!("'s{}'", at * step % 60_000)).collect::<Vec<_>>().join(", ");
    let mut bare = String::from("title = 'bare'\n[actors.a]\nname = 'A'\n[actors.b]\nname = 'B'\n");
    (0..60_000).for_each(|at| bare += &format!("[states.s{at}]\n"));
    for at in 0..60_000 {
        let (by, to) = (["a", "b"][at % 2], (at + 1) % 60_000);
        bare += &format!("[[moves]]\nactor = '{by}'\nfrom = 's{at}'\nto = 's{to}'\n");
    }
    bare += &format!("[preferences]\na = {{ ranking = [{}] }}\nb = {{ ranking = [{}] }}\n", names(7), names(11));
    let model = model(&bare);
    let checker = Checker::new(&model).expect("a checker");
    assert!(checker.steps() >= 60_000, "{}", checker.steps());
}

/// A limit says nothing against a certificate; nor does it pass.
#[test]
fn a_limit_is_no_fault() {
    let text = levels(&[13, 13], "", &wishes(&[13, 13]));
    let model = model(&text);
    let mut few = Checker::within(&model, 100, &|| false).expect("no states yet");
    assert_eq!(few.states(), Err(Fault::TooMuch));
    let mut stopped = Checker::within(&model, u64::MAX, &|| true).expect("no states yet");
    assert_eq!(stopped.states(), Err(Fault::Stopped));

    let opened = opened(Case::parse(&text).expect("a case"));
    let analysis = Analysis::of(&opened, &Concept::USUAL, &Limits::default()).expect("they apply");
    let certificate = Certificate::of(&opened, &analysis, &Watch::default()).expect("a certificate");
    let limits = Limits::default();
    limits.watch.stop(Stop::Time);
    let verification = Verification::within(&opened.case, &certificate, &limits.watch);
    assert!(!verification.holds() && !verification.is_refuted(), "{}", verification.text());
    assert_eq!(
        verification.text(),
        "Levels\n1,690 witnesses, of which 0 were checked; not more, since it was stopped.\n"
    );
    assert!(matches!(Certificate::of(&opened, &analysis, &limits.watch), Err(NotCertified::Stopped(_))));
    let analysis = Analysis::of(&opened, &Concept::USUAL, &limits).expect("they apply");
    assert!(analysis.header.limit.is_some() && !analysis.is_defective());
}
