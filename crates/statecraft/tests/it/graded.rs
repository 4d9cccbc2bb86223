//! Grades of sources and claims, whose view a claim is, and what is said of both.

use crate::samples::text_of;
use statecraft::case::{Case, Credibility, Grade, Reliability};

/// What the file of the sample says of its sources and claims, in one string.
fn told(case: &Case) -> String {
    let sources = case.sources.iter().map(|source| {
        let texts = [&source.basis, &source.descriptor, &source.accessed, &source.archived];
        format!("{} {:?} {texts:?}\n", source.key.value, source.reliability)
    });
    let claims = case.claims.iter().map(|claim| {
        let confirms: Vec<&str> = claim.confirms.iter().map(|other| other.value.as_str()).collect();
        let (credibility, holder) = (claim.credibility.as_ref().map(|it| it.value.number()), &claim.holder);
        let holder = holder.as_ref().map(|holder| holder.value.as_str());
        let by = (&claim.drafted_by, &claim.accepted_by);
        format!("{} {credibility:?} {confirms:?} {holder:?} {} {by:?}\n", claim.key.value, claim.factive)
    });
    let leaps = case.lines().into_iter().filter_map(|line| line.support.leap.clone());
    sources.chain(claims).chain(leaps).collect()
}

#[test]
fn grades_are_read_and_written_back() {
    let case = Case::parse(&text_of("valid", "graded")).expect("a case");
    let expected = r#"gazette Some(B) [Some("right on the last two strikes"), Some("a local paper"), Some("2024-05-17"), Some("archive.example/1234")]
echo None [None, None, None, None]
walkout Some(2) ["demand"] None false (Some("a clerk"), Some("the editor, 2024-05-18"))
demand Some(3) ["walkout"] Some("union") true (None, None)
a sample"#;
    assert_eq!(told(&case), expected);
    let written = case.to_toml().expect("it is TOML");
    assert!(written.contains("accessed    = 2024-05-17\n"), "a date is written as a date:\n{written}");
    assert_eq!(told(&Case::parse(&written).expect("what was written")), expected);
    let json = case.to_json().expect("it is TOML").to_string();
    assert_eq!(told(&Case::from_json(&json).expect("the same case")), expected);
}

#[test]
fn a_grade_is_a_letter_and_a_number() {
    for (at, reliability) in Reliability::ALL.into_iter().enumerate() {
        for number in 1..=6 {
            let text = format!("{}{number}", ["A", "B", "C", "D", "E", "F"][at]);
            let grade = Grade::parse(&text).expect("a grade");
            assert_eq!((grade.reliability, Some(grade.credibility)), (reliability, Credibility::of(number)));
            assert_eq!((grade.to_string(), Grade::parse(&text.to_lowercase())), (text, Some(grade)));
        }
    }
    for text in ["", "C", "3", "C0", "C7", "G1", "3C", "C33", "C+3", "C 3", "é3", "Cé"] {
        assert_eq!(Grade::parse(text), None, "{text}");
    }
}
