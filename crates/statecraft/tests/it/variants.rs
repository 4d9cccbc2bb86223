//! Variants: a case read otherwise is the case that its edits write.

use statecraft::answers::variants::AskVariants;
use statecraft::case::Case;
use statecraft::edit::{Edit, Kind, apply, variant_problems};
use statecraft::graph::Limits;
use statecraft::study::Study;

const STRIKE: &str = r#"
title = "Strike"
[actors.union]
name = "The union"
options.strike = { label = "Stay out" }
[actors.owners]
name = "The company"
options.pay = { label = "Pay more" }
[status_quo]
taken = []
[scenarios.peace]
title = "Work goes on for more pay"
where = 'owners.pay and not union.strike'
[preferences]
union = ['owners.pay', 'not union.strike']
owners = ['not owners.pay', 'not union.strike']
[variants.fair]
title = "The company would rather pay"
edits = [{ negate = { actor = "owners", place = 1 } }, { move = { wish = { actor = "union", place = 2 }, to = 1 } }]
[variants.bound]
title = "It cannot pay"
edits = [{ add_rule = { rule = { says = { never = 'owners.pay' } } } }]
"#;

fn study(text: &str) -> Study {
    Study::of(Case::parse(text).expect("a case"), Vec::new(), &Limits::default())
}

#[test]
fn a_variant_is_the_case_with_its_edits() {
    let study = study(STRIKE);
    let answer = study.ask(&AskVariants::default(), &Limits::default()).expect("an answer");
    let named = |leads: &[statecraft::answers::variants::Leads]| -> Vec<(Option<String>, usize)> {
        leads[0].outcomes[0].iter().map(|of| (of.scenario.clone(), of.states.len())).collect()
    };
    let peace = Some("Work goes on for more pay".to_string());
    assert_eq!(named(&answer.as_it_stands), [(None, 1)]);
    assert_eq!(named(&answer.variants[0].leads), [(peace, 1)]);
    assert_eq!(answer.variants[1].leads[0].states, 2);
    let text = answer.text(80);
    assert!(text.contains("fair: The company would rather pay\n    Nash  Work goes on for more pay"), "{text}");
    let by_hand = STRIKE.replace("'not owners.pay', 'not union", "'owners.pay', 'not union");
    let fair = study.variant("fair", &Limits::default()).expect("it can be made");
    let wanted =
        by_hand.replace("union = ['owners.pay', 'not union.strike']", "union = ['not union.strike', 'owners.pay']");
    assert_eq!(fair.case.file.text, wanted);
    assert!(study.variant("unfair", &Limits::default()).is_err());
}

#[test]
fn names_are_followed_into_variants() {
    let rename = |kind, from: &str, to: &str| {
        apply(&Edit::Rename { kind, from: from.into(), to: to.into() }, STRIKE).expect("it is renamed").text
    };
    assert!(rename(Kind::Actor, "owners", "company").contains("{ negate = { actor = \"company\", place = 1 } }"));
    assert!(rename(Kind::Option, "owners.pay", "raise").contains("{ never = 'owners.raise' }"));
}

#[test]
fn what_is_no_edit_is_told_where_it_stands() {
    let codes = |text: &str| -> Vec<&'static str> {
        variant_problems(&Case::parse(text).expect("a case")).iter().map(|problem| problem.code).collect()
    };
    assert_eq!(codes(STRIKE), [""; 0]);
    assert_eq!(codes(&STRIKE.replace("negate =", "negated =")), ["bad-edit"]);
    assert_eq!(codes(&STRIKE.replace("\"union\", place = 2", "\"union\", place = 3")), ["bad-variant"]);
    assert_eq!(codes(&STRIKE.replace("'owners.pay' } } } }]", "'owners.pays' } } } }]")), ["bad-variant"]);
}

#[test]
fn variants_survive_being_written_anew() {
    let case = Case::parse(STRIKE).expect("a case");
    let again = Case::parse(&case.to_toml().expect("TOML")).expect("the same case");
    assert_eq!(case.to_json(), again.to_json());
    assert!(variant_problems(&again).is_empty());
    let json = case.to_json().expect("JSON").to_string();
    let answer = |study: &Study| study.ask(&AskVariants::default(), &Limits::default()).expect("an answer");
    let read = study(&Case::from_json(&json).expect("a case").file.text);
    assert_eq!(answer(&read).variants, answer(&study(STRIKE)).variants);
}
