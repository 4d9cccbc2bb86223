//! Grades of sources and claims, whose view a claim is, and what is said of both.

use crate::samples::text_of;
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use statecraft::answers::AskImpact;
use statecraft::case::{Case, Credibility, Grade, Reliability};
use statecraft::diag::Diagnostic;
use statecraft::graph::Limits;
use statecraft::impact::{Dropped, ImpactBase};
use statecraft::stability::Concept;
use statecraft::study::Study;
use statecraft::text::{TextOptions, describe};
use std::collections::BTreeSet;
use std::path::Path;

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
    for text in ["", "C", "3", "C0", "C7", "G1", "3C", "C33", "C03", "C+3", "C 3", "é3", "Cé"] {
        assert_eq!(Grade::parse(text), None, "{text}");
    }
}

/// The shipped case says why ISIS should lie low where Tehran alone believes that it can be held down.
#[test]
fn without_its_leap_the_case_on_iran_is_warned() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../cases/iran-taliban-2021-first/case.toml");
    let text = std::fs::read_to_string(root).expect("a case");
    let told = |text: &str| -> Vec<(usize, String)> {
        let case = Case::parse(text).expect("a case");
        let line = |problem: &Diagnostic| (case.file.position(problem.span.start).0, problem.message.clone());
        case.warnings.iter().filter(|problem| problem.code == "belief-alone").map(line).collect()
    };
    assert_eq!(told(&text), []);
    let leap = text.find(", leap = ").expect("a leap");
    let end = leap + text[leap..].find(" },").expect("the end of the line");
    let without = format!("{}{}", &text[..leap], &text[end..]);
    let line = text.lines().position(|line| line.contains("'not isis.expand if taliban.curb'")).expect("its wish") + 1;
    let message = "only what `iran` believes stands behind what `isis` wants here";
    assert_eq!(told(&without), [(line, message.to_string())]);
}

/// The lines with beliefs alone behind them and the claims that nothing confirms, straight from the definitions, on random cases.
#[test]
fn beliefs_and_confirmations_as_defined() {
    let mut rng = ChaCha8Rng::seed_from_u64(5);
    let (mut beliefs, mut unconfirmed) = (0, 0);
    for _ in 0..2_000 {
        let random = Random::new(&mut rng);
        let text = random.text();
        let (case, problems) = Case::read_text(&text);
        let errors: BTreeSet<String> = random.unconfirmed();
        let named = |code: &str, all: &[Diagnostic]| {
            let of_code = all.iter().filter(|problem| problem.code == code);
            of_code.map(|problem| name_at(&text, problem.span.start)).collect::<BTreeSet<String>>()
        };
        assert_eq!(named("unconfirmed", &problems), errors, "{text}");
        unconfirmed += errors.len();
        if errors.is_empty() {
            let case = Case::parse(&case.file.text).expect("a case without errors");
            let expected = random.on_beliefs();
            assert_eq!(named("belief-alone", &case.warnings), expected, "{text}");
            beliefs += expected.len();
        }
    }
    assert!(beliefs > 500 && unconfirmed > 200, "{beliefs} lines, {unconfirmed} claims");
}

/// What the comment at the end of a line of the file says.
fn name_at(text: &str, at: usize) -> String {
    let line = text[at..].lines().next().unwrap_or("");
    line.rsplit("# ").next().unwrap_or("").to_string()
}

struct RandomClaim {
    source: usize,
    origin: Option<usize>,
    holder: Option<usize>,
    factive: bool,
    /// 0 where there is none.
    credibility: i64,
    confirms: Vec<usize>,
}

struct RandomLine {
    /// Whose wish; none of a rule.
    actor: Option<usize>,
    claims: Vec<usize>,
    assumption: bool,
    leap: bool,
}

struct Random {
    /// How reliable each source is, if it is graded.
    sources: [Option<Reliability>; 2],
    claims: Vec<RandomClaim>,
    lines: Vec<RandomLine>,
}

impl Random {
    fn new(rng: &mut ChaCha8Rng) -> Random {
        let of = rng.random_range(2..6);
        let some = |rng: &mut ChaCha8Rng, share: f64| {
            let mut found: Vec<usize> = (0..of).collect();
            found.retain(|_| rng.random_bool(share));
            found
        };
        let claim = |rng: &mut ChaCha8Rng| RandomClaim {
            source: rng.random_range(0..2),
            origin: rng.random_bool(0.3).then(|| rng.random_range(0..2)),
            holder: rng.random_bool(0.7).then(|| rng.random_range(0..2)),
            factive: rng.random_bool(0.2),
            credibility: rng.random_range(0..7),
            confirms: some(rng, 0.2),
        };
        let claims = (0..of).map(|_| claim(rng)).collect();
        let line = |at: usize, rng: &mut ChaCha8Rng| RandomLine {
            actor: (at < 2).then_some(at),
            claims: some(rng, 0.4),
            assumption: rng.random_bool(0.5),
            leap: rng.random_bool(0.2),
        };
        let sources = [(); 2].map(|()| Reliability::ALL.get(rng.random_range(0..8_usize)).copied());
        Random { sources, claims, lines: (0..3).map(|at| line(at, rng)).collect() }
    }

    fn text(&self) -> String {
        let names = |of: &[usize]| of.iter().map(|at| format!("\"c{at}\"")).collect::<Vec<_>>().join(", ");
        let mut text = "title = \"Random\"\n".to_string();
        for at in 0..2 {
            let grade = self.sources[at].map(|grade| format!("reliability = \"{}\"\n", grade.letter()));
            let grade = grade.unwrap_or_default();
            text += &format!("[sources.s{at}]\ntitle = \"S\"\n{grade}[actors.a{at}]\nname = \"A\"\n");
            text += &format!("[actors.a{at}.options]\no = {{ label = \"O\", assumption = \"r\" }}\n");
        }
        let support = |line: &RandomLine| {
            let leap = if line.leap { ", leap = \"l\"" } else { "" };
            let assumption = if line.assumption { ", assumption = \"r\"" } else { "" };
            format!("claims = [{}]{assumption}{leap}", names(&line.claims))
        };
        text += &format!(
            "[[rules]]\nnever = 'a0.o and a1.o' # 2\n{}\n",
            support(&self.lines[2]).replace(", a", "\na").replace(", leap", "\nleap")
        );
        text += "[preferences]\n";
        for at in 0..2 {
            text += &format!("a{at} = [{{ wants = 'a0.o or a1.o', {} }}] # {at}\n", support(&self.lines[at]));
        }
        for (at, claim) in self.claims.iter().enumerate() {
            text += &format!(
                "[claims.c{at}]\nsource = \"s{}\"\nquote = \"q\"\nconfirms = [{}]\n",
                claim.source,
                names(&claim.confirms)
            );
            if claim.credibility > 0 {
                text += &format!("credibility = {} # c{at}\n", claim.credibility);
            }
            text += &claim.origin.map(|origin| format!("origin = \"o{origin}\"\n")).unwrap_or_default();
            let view = claim.holder.map(|holder| format!("holder = \"a{holder}\"\nfactive = {}\n", claim.factive));
            text += &view.unwrap_or_default();
        }
        text
    }

    /// Claims of credibility 1 from which no chain of claims that say the same leads to another origin.
    fn unconfirmed(&self) -> BTreeSet<String> {
        let origin = |at: usize| self.claims[at].origin.map_or((0, self.claims[at].source), |origin| (1, origin));
        let linked = |a: usize, b: usize| self.claims[a].confirms.contains(&b) || self.claims[b].confirms.contains(&a);
        let confirmed = |at: usize| {
            let mut reached = BTreeSet::from([at]);
            for _ in &self.claims {
                let next =
                    (0..self.claims.len()).filter(|&b| reached.iter().any(|&a| linked(a, b))).collect::<Vec<_>>();
                reached.extend(next);
            }
            reached.iter().any(|&other| origin(other) != origin(at))
        };
        let graded = (0..self.claims.len()).filter(|&at| self.claims[at].credibility == 1);
        graded.filter(|&at| !confirmed(at)).map(|at| format!("c{at}")).collect()
    }

    /// Lines that cite claims, of which each is what another believes, and that are no leap.
    fn on_beliefs(&self) -> BTreeSet<String> {
        let is_belief = |line: &RandomLine, claim: &RandomClaim| {
            claim.holder.is_some() && claim.holder != line.actor && !claim.factive
        };
        let alone = |line: &RandomLine| {
            !line.claims.is_empty() && !line.leap && line.claims.iter().all(|&at| is_belief(line, &self.claims[at]))
        };
        (0..3).filter(|&at| alone(&self.lines[at])).map(|at| at.to_string()).collect()
    }
}

/// What falls below a grade, and what is not graded, on random cases.
#[test]
fn what_falls_below_a_grade_as_defined() {
    let mut rng = ChaCha8Rng::seed_from_u64(6);
    let (mut fallen, mut ungraded) = (0, 0);
    for _ in 0..600 {
        let random = Random::new(&mut rng);
        let Ok(case) = Case::parse(&random.text()) else { continue };
        let study = Study::from_text(&random.text(), &Limits::default());
        let base = ImpactBase::of(&case, &[Concept::Nash], &Limits::default()).expect("it is small");
        let letter = ["A", "B", "C", "D", "E", "F"][rng.random_range(0..6)];
        let grade = Grade::parse(&format!("{letter}{}", rng.random_range(1..=6))).expect("a grade");
        let (mut worse, mut unknown) = (BTreeSet::new(), Vec::new());
        for (at, claim) in random.claims.iter().enumerate() {
            let reliability = random.sources[claim.source];
            let credibility = i64::from(grade.credibility.number());
            if reliability.is_some_and(|of| of.letter() > letter) || claim.credibility > credibility {
                worse.insert(at);
            } else if reliability.is_none() || claim.credibility == 0 {
                unknown.push(format!("c{at}"));
            }
        }
        let bare = |line: &RandomLine| !line.assumption && !line.claims.is_empty();
        let falls = |line: &RandomLine| bare(line) && line.claims.iter().all(|at| worse.contains(at));
        let falling = base.falling(&Dropped::Below(grade));
        assert_eq!(falling.len(), random.lines.iter().filter(|line| falls(line)).count(), "{grade} {}", random.text());
        let impact =
            study.ask(&AskImpact { dropped: vec![Dropped::Below(grade)], ..AskImpact::default() }, &Limits::default());
        let impact = impact.expect("an answer");
        assert_eq!((&impact.dropped[0].name, &impact.dropped[0].ungraded), (&grade.to_string(), &unknown));
        fallen += falling.len();
        ungraded += unknown.len();
    }
    assert!(fallen > 50 && ungraded > 200, "{fallen} lines, {ungraded} claims");
}

/// What is asked and answered of a grade, in words.
#[test]
fn what_falls_below_a_grade_is_told() {
    let study = Study::from_text(&text_of("valid", "graded"), &Limits::default());
    let told = |grade: &str| {
        let question: AskImpact =
            serde_json::from_str(&format!(r#"{{"dropped": [{{"below": "{grade}"}}]}}"#)).expect(grade);
        let answer = study.ask(&question, &Limits::default()).expect("an answer");
        answer.text(&study, TextOptions { width: 100, all: false })
    };
    let [c3, c2, a1] = [told("C3"), told("C2"), told("A1")];
    assert!(c3.contains("Without what is graded worse than C3: no claim\n"), "{c3}");
    assert!(c3.contains("1 claim stays for want of a grade, of its own or of its source: demand.\n"), "{c3}");
    assert!(
        c2.contains("Without what is graded worse than C2: 1 claim, demand\n") && c2.contains("What falls"),
        "{c2}"
    );
    assert!(a1.contains("2 claims, walkout and demand\n") && !a1.contains("for want of a grade"), "{a1}");
    assert!(serde_json::from_str::<AskImpact>(r#"{"dropped": [{"below": "C9"}]}"#).is_err());
}

#[test]
fn relations_of_accounts_are_shown_and_written_back() {
    let study = Study::from_text(&text_of("valid", "relations"), &Limits::default());
    let told = describe(&study, 100);
    assert!(told.contains("(4 states)\n  refines jobs; excludes pride\n"), "{told}");
    assert!(told.contains("  gives the same explanation as pay\n"), "{told}");
    let case = Case::from_json(&study.case.to_json().expect("TOML").to_string()).expect("the same case");
    let graded = describe(&Study::from_text(&text_of("valid", "graded"), &Limits::default()), 100);
    assert!(graded.contains("; 1 claim; reliability B (right on the last two strikes)\n"), "{graded}");
    let names = |of: &[statecraft::diag::Spanned<String>]| of.iter().map(|name| name.value.clone()).collect::<Vec<_>>();
    let [pay, jobs] = ["pay", "jobs"].map(|id| case.account(id).expect("an account"));
    assert_eq!(
        (names(&pay.refines), names(&pay.excludes), names(&pay.same_as)),
        (vec!["jobs".into()], vec!["pride".into()], vec![])
    );
    assert_eq!(names(&jobs.same_as), ["pay"]);
}

/// Every sentence with one word of each kind is told, in any of the analyst's texts; sentences with one kind alone are not.
#[test]
fn how_likely_and_how_sure_are_two_sentences() {
    let likely = ["likely", "almost certain", "roughly even chance", "highly unlikely", "realistic possibility"];
    let sure = ["with high confidence", "and low confidence", "we are confident that"];
    let told = |assumption: &str, code: &str| {
        let text = text_of("valid", "plain").replace("assumption = \"", &format!("assumption = \"{assumption} "));
        let case = Case::parse(&format!("scale = \"icd203\"\n{text}")).expect("a case");
        case.warnings.iter().filter(|problem| problem.code == code).count()
    };
    let lines = text_of("valid", "plain").matches("assumption = \"").count();
    assert!(lines > 0);
    for word in likely {
        let phia = ["highly unlikely", "realistic possibility"].contains(&word);
        assert_eq!(told(&format!("It is {word}."), "other-scale"), if phia { lines } else { 0 }, "{word}");
        for words in sure {
            assert_eq!(told(&format!("It is {word}, {words} so."), "likely-and-sure"), lines, "{word} {words}");
            assert_eq!(told(&format!("It is {word}. It is {words} so."), "likely-and-sure"), 0, "{word} {words}");
        }
    }
    assert_eq!(told("The unlikelihood of a lack of confidence.", "likely-and-sure"), 0);
}
