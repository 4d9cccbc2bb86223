//! Certificates: written, read again, and checked against the case alone.

use crate::spec::Spec;
use crate::witnesses::concepts;
use statecraft::answers::{Analysis, StructuresAsked};
use statecraft::case::Case;
use statecraft::certificate::{Certificate, ReadSo, ReadingCertificate, Verification, Why};
use statecraft::graph::Limits;
use statecraft::stability::Concept;
use statecraft::structures::{self, Extension, Ties};
use statecraft::study::{StateName, Study};
use std::path::Path;

fn opened(case: Case) -> Study {
    let opened = Study::of(case, Vec::new(), None, &Limits::default());
    assert!(!opened.has_errors(), "{:?}", opened.problems);
    opened
}

/// Written with the concepts that apply, and read again.
fn certificate(opened: &Study) -> Certificate {
    let applies = |concept: &Concept| Analysis::within(opened, &[*concept], &Limits::default()).is_ok();
    let concepts: Vec<Concept> = concepts().into_iter().filter(applies).collect();
    let analysis = Analysis::within(opened, &concepts, &Limits::default()).expect("they apply");
    assert!(!analysis.is_defective());
    written_and_read(&analysis)
}

fn written_and_read(analysis: &Analysis) -> Certificate {
    let certificate = Certificate::of(analysis).expect("a certificate");
    let text = serde_json::to_string(&certificate).expect("it can be written");
    let read: Certificate = serde_json::from_str(&text).expect("it can be read");
    assert_eq!(read, certificate);
    certificate
}

#[test]
fn certificates_of_random_models_hold() {
    for k in 0..120 {
        let spec = Spec::random(k);
        let opened = opened(Case::parse(&spec.to_toml()).expect("a case"));
        let verification = Verification::of(&opened.case, &certificate(&opened));
        assert!(verification.holds() && verification.accounts[0].complete, "{}: {}", spec.title, verification.text());
    }
}

#[test]
fn certificates_of_the_catalogue_hold() {
    let cases = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../cases");
    for name in ["elmira", "cuban-missile-crisis-1962", "prisoners-dilemma", "north-korea-2017-original"] {
        let (case, _) = Case::read(cases.join(name)).expect("a case");
        let opened = opened(case);
        let verification = Verification::of(&opened.case, &certificate(&opened));
        assert!(verification.holds(), "{}", verification.text());
    }
}

/// Attitudes, degrees and unsure lines.
const DECORATED: &str = r#"
    title = "More than an order, and less"
    actors.one = { name = "One", options = { a = { label = "A" }, b = { label = "B" } } }
    actors.two = { name = "Two", options.c = { label = "C" } }
    [preferences]
    one = [
      { wants = 'two.c', strong = true },
      { wants = 'one.a', unsure = true },
      'one.b if two.c',
    ]
    two = ['one.a', { wants = 'not two.c', unsure = true }]
    [attitudes]
    one = { two = "+" }
    two = { one = "-" }
"#;

/// An analysis that reads preferences in every way, with its certificate.
fn certificate_of_structures(opened: &Study, small: bool) -> Certificate {
    let mut analysis = Analysis::within(opened, &Concept::USUAL, &Limits::default()).expect("they apply");
    let asked = StructuresAsked {
        attitudes: Some(Ties::Weak),
        strength: true,
        unknown: Extension::ALL.to_vec(),
        concepts: structures::CONCEPTS.to_vec(),
    };
    analysis.read_as(&asked, &Limits::default());
    assert!(!analysis.is_defective());
    for checked in analysis.checked() {
        assert!(checked.checked == checked.verdicts || !small && checked.checked > 0, "{checked:?}");
    }
    written_and_read(&analysis)
}

#[test]
fn certificates_of_other_structures_hold_and_what_fails_is_said() {
    let opened = opened(Case::parse(DECORATED).expect("a case"));
    let certificate = certificate_of_structures(&opened, true);
    let after = |change: &dyn Fn(&mut Vec<ReadingCertificate>)| {
        let mut certificate = certificate.clone();
        change(&mut certificate.accounts[0].readings);
        let verification = Verification::of(&opened.case, &certificate);
        let text = verification.text();
        assert_eq!(verification.holds(), text.contains("all hold") && !text.contains("wrong"), "{text}");
        text
    };
    assert_eq!(
        after(&|_| ()),
        "More than an order, and less\n912 witnesses: all hold.\nEvery state has a verdict for every actor and concept.\n\
         So it has with preferences read as: attitudes weak, level 0, level 2, unknown a, unknown b, unknown c, unknown d, \
         all 6 compatible orders.\n"
    );
    let level = after(&|readings| readings[1].read_as = ReadSo::Level(2));
    assert!(level.contains("(level 2), state "), "{level}");
    let attitudes = after(&|readings| readings[0].read_as = ReadSo::Level(0));
    assert!(attitudes.contains("do not hold"), "{attitudes}");
    let fewer = after(&|readings| drop(readings.pop()));
    assert!(fewer.contains("and lacks orders that are compatible with what is known"), "{fewer}");
    let missing = after(&|readings| drop(readings[0].verdicts.remove("two")));
    assert!(missing.contains("lacks verdicts of two (attitudes weak)"), "{missing}");
    let elsewhere = after(&|readings| readings[0].read_as = ReadSo::Attitudes("odd".into()));
    assert!(elsewhere.contains("it speaks of `odd`"), "{elsewhere}");
    let impossible = after(&|readings| {
        let last = readings.last_mut().expect("an order");
        last.read_as = ReadSo::Order([("one".to_string(), vec![3, 1, 2]), ("two".to_string(), vec![1, 2])].into());
    });
    assert!(impossible.contains("not compatible with what is known"), "{impossible}");
}

#[test]
fn certificates_of_structures_of_the_catalogue_hold() {
    let cases = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../cases");
    for name in ["elmira", "tutorial-harbour-strike", "lake-gisborne-unknown-preference", "prisoners-dilemma"] {
        let (case, _) = Case::read(cases.join(name)).expect("a case");
        let opened = opened(case);
        let verification = Verification::of(&opened.case, &certificate_of_structures(&opened, false));
        assert!(verification.holds(), "{}", verification.text());
    }
}

const CASE: &str = r#"
    title = "Two prisoners"
    actors.one = { name = "Prisoner one", options.confess = { label = "Confess" } }
    actors.two = { name = "Prisoner two", options.confess = { label = "Confess" } }
    preferences.one = ['not two.confess', 'one.confess']
    preferences.two = ['not one.confess', 'two.confess']
"#;

/// What verification says of the prisoners' certificate after a change.
fn after(change: impl Fn(&mut Certificate)) -> String {
    let opened = opened(Case::parse(CASE).expect("a case"));
    let analysis = Analysis::of(&opened.case, &opened.accounts, &[Concept::Nash, Concept::Seq]).expect("they apply");
    let mut certificate = Certificate::of(&analysis).expect("a certificate");
    change(&mut certificate);
    let verification = Verification::of(&opened.case, &certificate);
    let text = verification.text();
    assert_eq!(verification.holds(), text.contains("all hold") && !text.contains("wrong"), "{text}");
    text
}

#[test]
fn what_fails_is_said() {
    let fine = "Two prisoners\n16 witnesses: all hold.\nEvery state has a verdict for every actor and concept.\n";
    assert_eq!(after(|_| ()), fine);
    let list = |certificate: &mut Certificate, change: &dyn Fn(&mut Vec<Option<Why>>)| {
        let by_concept = certificate.accounts[0].verdicts.get_mut("one").expect("an actor");
        change(by_concept.get_mut("nash").expect("a concept"));
    };
    let flipped = after(|certificate| list(certificate, &|whys| whys[0] = Some(Why::Stays(vec![]))));
    assert!(flipped.contains("1 of 16 witnesses do not hold.\n  one, nash, state 1: the player can still move to {one.confess}, which it prefers"), "{flipped}");
    let missing = after(|certificate| list(certificate, &|whys| whys[1] = None));
    assert!(missing.contains("it says that it is complete, and lacks verdicts of one"), "{missing}");
    let short = after(|certificate| list(certificate, &|whys| drop(whys.pop())));
    assert!(short.contains("lacks verdicts of one"), "{short}");
    let modest = after(|certificate| {
        list(certificate, &|whys| whys[1] = None);
        certificate.accounts[0].complete = false;
    });
    assert!(modest.contains("15 witnesses: all hold.\nIt does not claim to have every verdict."), "{modest}");
    let renamed = after(|certificate| certificate.accounts[0].states[0].0 = StateName::Number(7));
    assert!(renamed.contains("it speaks of `1`"), "{renamed}");
    let swapped = after(|certificate| certificate.accounts[0].states.swap(0, 1));
    assert!(swapped.contains("the state that it calls 2 is another or stands elsewhere"), "{swapped}");
    let lost = after(|certificate| drop(certificate.accounts[0].replies.pop()));
    assert!(lost.contains("it refers to number"), "{lost}");
    let actorless = after(|certificate| drop(certificate.accounts[0].verdicts.remove("two")));
    assert!(actorless.contains("lacks verdicts of two"), "{actorless}");
    let elsewhere = after(|certificate| certificate.accounts[0].id = Some("other".into()));
    assert!(elsewhere.contains("no such account"), "{elsewhere}");
}
