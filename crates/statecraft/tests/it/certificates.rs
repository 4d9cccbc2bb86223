//! Certificates: written, read again, and checked against the case alone.

use crate::spec::Spec;
use crate::witnesses::concepts;
use statecraft::answers::{Analysis, StructuresAsked};
use statecraft::case::Case;
use statecraft::certificate::{Certificate, ReadSo, ReadingCertificate, Verification, Why};
use statecraft::graph::{Limits, Watch};
use statecraft::stability::Concept;
use statecraft::structures::{self, Extension, Ties};
use statecraft::study::{StateName, Study};
use std::path::Path;

pub(crate) fn opened(case: Case) -> Study {
    let opened = Study::of(case, Vec::new(), &Limits::default());
    assert!(!opened.has_errors(), "{:?}", opened.problems);
    opened
}

/// Written with the concepts that apply, and read again.
pub(crate) fn certificate(opened: &Study) -> Certificate {
    let applies = |concept: &Concept| Analysis::of(opened, &[*concept], &Limits::default()).is_ok();
    let concepts: Vec<Concept> = concepts().into_iter().filter(applies).collect();
    let analysis = Analysis::of(opened, &concepts, &Limits::default()).expect("they apply");
    assert!(!analysis.is_defective());
    written_and_read(opened, &analysis)
}

pub(crate) fn written_and_read(study: &Study, analysis: &Analysis) -> Certificate {
    let certificate = Certificate::of(study, analysis, &Watch::default()).expect("a certificate");
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
    let mut analysis = Analysis::of(opened, &Concept::USUAL, &Limits::default()).expect("they apply");
    let asked = StructuresAsked {
        attitudes: Some(Ties::Weak),
        strength: true,
        unknown: Extension::ALL.to_vec(),
        concepts: structures::CONCEPTS.to_vec(),
    };
    analysis.read_as(opened, &asked, &Limits::default());
    assert!(!analysis.is_defective());
    for checked in analysis.checked() {
        assert!(checked.checked == checked.verdicts || !small && checked.checked > 0, "{checked:?}");
    }
    written_and_read(opened, &analysis)
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
    let analysis = Analysis::of(&opened, &[Concept::Nash, Concept::Seq], &Limits::default()).expect("they apply");
    let mut certificate = Certificate::of(&opened, &analysis, &Watch::default()).expect("a certificate");
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
    assert!(renamed.contains("it speaks of `7`"), "{renamed}");
    let swapped = after(|certificate| certificate.accounts[0].states.swap(0, 1));
    assert!(swapped.contains("state 2 does not stand in its place"), "{swapped}");
    let lost = after(|certificate| drop(certificate.accounts[0].replies.pop()));
    assert!(lost.contains("it refers to number"), "{lost}");
    let actorless = after(|certificate| drop(certificate.accounts[0].verdicts.remove("two")));
    assert!(actorless.contains("lacks verdicts of two"), "{actorless}");
    let elsewhere = after(|certificate| certificate.accounts[0].id = Some("other".into()));
    assert!(elsewhere.contains("no such account"), "{elsewhere}");
}

/// What verification says of the harbour strike's certificate after a change, and whether all holds.
fn harbour(change: impl Fn(&mut Certificate)) -> (String, bool) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../cases/tutorial-harbour-strike");
    let opened = opened(Case::read(path).expect("a case").0);
    let analysis = Analysis::of(&opened, &Concept::USUAL, &Limits::default()).expect("they apply");
    let mut certificate = written_and_read(&opened, &analysis);
    change(&mut certificate);
    let verification = Verification::of(&opened.case, &certificate);
    (verification.text(), verification.holds())
}

/// Every state under the name that another has.
fn permute(certificate: &mut Certificate, complete: bool, name: impl Fn(u64) -> StateName + Copy) {
    let other = |number: u64| name(number * 5 % 19);
    let mut text = serde_json::to_value(&*certificate).expect("JSON");
    for account in text["accounts"].as_array_mut().expect("accounts") {
        account["complete"] = complete.into();
        rename(account, &|number| serde_json::to_value(other(number)).expect("a name"));
    }
    *certificate = serde_json::from_value(text).expect("a certificate");
}

/// States stand first in these lists: in `states`, `replies` and `moves`, last in a step, alone or first in `sets`.
fn rename(account: &mut serde_json::Value, other: &dyn Fn(u64) -> serde_json::Value) {
    fn each(value: &mut serde_json::Value, other: &dyn Fn(u64) -> serde_json::Value) {
        match value.as_u64() {
            Some(number) => *value = other(number),
            None => value.as_array_mut().into_iter().flatten().for_each(|part| each(part, other)),
        }
    }
    ["states", "replies", "moves", "sets"].into_iter().for_each(|list| each(&mut account[list], other));
}

#[test]
fn states_go_by_their_own_names() {
    for complete in [true, false] {
        let (numbers, holds) = harbour(|certificate| permute(certificate, complete, StateName::Number));
        assert!(!holds && numbers.contains("state 5 is "), "{numbers}");
        let (texts, holds) =
            harbour(|certificate| permute(certificate, complete, |at| StateName::Name(at.to_string())));
        assert!(!holds && texts.contains("it speaks of `5`"), "{texts}");
        let (twice, holds) = harbour(|certificate| {
            let account = &mut certificate.accounts[0];
            account.complete = complete;
            account.states[1] = account.states[0].clone();
        });
        assert!(!holds && twice.contains("it has state 1 twice"), "{twice}");
    }
    let (taken, holds) = harbour(|certificate| certificate.accounts[1].states[3].1.clear());
    assert!(!holds && taken.contains("state 4 is {company.raise} in the case, and {} in the certificate"), "{taken}");
}

/// The names of a bare graph say all that there is to say of its states.
#[test]
fn states_of_a_bare_graph_take_no_options() {
    let text = "title = 'bare'\n[actors.a]\nname = 'A'\n[states.s]\n[states.t]\n[[moves]]\nactor = 'a'\nfrom = 's'\nto = 't'\n\
                [preferences]\na = { ranking = ['t', 's'] }\n";
    let opened = opened(Case::parse(text).expect("a case"));
    let analysis = Analysis::of(&opened, &[Concept::Nash], &Limits::default()).expect("it applies");
    let mut certificate = written_and_read(&opened, &analysis);
    assert!(Verification::of(&opened.case, &certificate).holds());
    certificate.accounts[0].states[0].1.push("a.x".to_string());
    let text = Verification::of(&opened.case, &certificate).text();
    assert!(text.contains("it speaks of `a.x`") && !text.contains("all hold"), "{text}");
    let (number, name) = (StateName::Number(1), StateName::Name("s".to_string()));
    certificate.accounts[0].states[0] = (number, Vec::new());
    assert!(!Verification::of(&opened.case, &certificate).holds());
    certificate.accounts[0].states[0] = (name, Vec::new());
    assert!(Verification::of(&opened.case, &certificate).holds());
}

#[test]
fn what_proves_nothing_does_not_pass() {
    let nothing = "it has no verdict, so it proves nothing";
    let (none, holds) = harbour(|certificate| certificate.accounts.clear());
    assert!(!holds && none.contains(nothing) && !none.contains("all hold"), "{none}");
    for complete in [true, false] {
        let (no_concept, holds) = harbour(|certificate| {
            for account in &mut certificate.accounts {
                account.complete = complete;
                account.verdicts.values_mut().for_each(|by_concept| by_concept.clear());
            }
        });
        let said = if complete { "lacks verdicts of union" } else { nothing };
        assert!(!holds && no_concept.contains(said) && !no_concept.contains("all hold"), "{no_concept}");
    }
    let (reading, holds) = harbour(|certificate| {
        let verdicts = certificate.accounts[0].verdicts.keys().map(|actor| (actor.clone(), [].into())).collect();
        certificate.accounts[0].readings.push(ReadingCertificate { read_as: ReadSo::Level(0), verdicts });
    });
    assert!(!holds && reading.contains("lacks verdicts of union (level 0)"), "{reading}");
    let (more, holds) = harbour(|certificate| {
        let account = &mut certificate.accounts[0];
        account.complete = false;
        account.verdicts.values_mut().flat_map(|by_concept| by_concept.values_mut()).for_each(|whys| whys.push(None));
    });
    assert!(!holds && more.contains("it refers to number 18 of a list that is shorter"), "{more}");
}

#[test]
fn what_a_certificate_leaves_out_is_told() {
    let (missing, holds) = harbour(|certificate| drop(certificate.accounts.pop()));
    assert!(holds && missing.ends_with("The certificate says nothing of account jobs.\n"), "{missing}");
    let (title, holds) = harbour(|certificate| certificate.case = "Another".to_string());
    assert!(holds && title.contains("The certificate is of a case with another title, “Another”."), "{title}");
    let (twice, holds) = harbour(|certificate| certificate.accounts.push(certificate.accounts[0].clone()));
    assert!(!holds && twice.contains("it has account pay twice"), "{twice}");
}

/// At every depth, in what a reader may know and what it may not.
#[test]
fn no_key_stands_twice() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../cases/tutorial-harbour-strike");
    let opened = opened(Case::read(path).expect("a case").0);
    let analysis = Analysis::of(&opened, &Concept::USUAL, &Limits::default()).expect("they apply");
    let certificate = Certificate::of(&opened, &analysis, &Watch::default()).expect("a certificate");
    let text = serde_json::to_string(&certificate).expect("JSON");
    assert_eq!(Certificate::read(text.as_bytes()).expect("as it was written"), certificate);
    for (before, after, key) in [
        (r#""union":{"#, r#""union":{},"union":{"#, "union"),
        (r#""nash":["#, r#""nash":[],"nash":["#, "nash"),
        (r#""version":1"#, r#""version":1,"version":1"#, "version"),
        (r#""version":1"#, r#""version":1,"note":[{"a":1.5,"a":null}]"#, "a"),
    ] {
        let forged = text.replacen(before, after, 1);
        assert_ne!(forged, text);
        let refused = Certificate::read(forged.as_bytes()).expect_err("a key twice").to_string();
        assert!(refused.contains(&format!("the key `{key}` stands twice")), "{refused}");
    }
}
