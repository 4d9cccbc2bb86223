//! What the watch list says of each sign, against outcomes, first steps and paths worked out by the oracle.

use crate::believable::lean_improvements;
use crate::oracle;
use crate::spec::{Rule, Spec, World};
use serde_json::Value;
use statecraft::answers::compare::AccountComparison;
use statecraft::graph::Limits;
use statecraft::stability::Concept;
use statecraft::study::Study;
use statecraft::text::TextOptions;
use std::collections::{BTreeMap, BTreeSet};

fn opened(toml: &str) -> Study {
    let case = statecraft::case::Case::parse(toml).expect("a case");
    Study::of(case, Vec::new(), &Limits::default())
}

fn compared(toml: &str, concept: Concept) -> (Value, String) {
    let opened = opened(toml);
    let comparison = AccountComparison::of(&opened, &[concept], &Limits::default()).expect("a usual concept");
    let text = comparison.text(&opened, TextOptions { width: 200, all: true });
    (serde_json::to_value(&comparison).expect("data"), text)
}

fn list(value: &Value) -> impl Iterator<Item = &Value> {
    value.as_array().into_iter().flatten()
}

/// Two accounts: under the one nothing holds, as `b` runs after `a` and `a` away from `b`.
const RUNNING: &str = r#"
title = "Running"
[actors.a]
name = "The fox"
options.x = { label = "Go left", assumption = "a" }
[actors.b]
name = "The hound"
options.y = { label = "Look left", assumption = "a" }
[preferences]
a = [{ wants = 'a.x', assumption = "a" }]
b = [{ wants = 'b.y iff a.x', assumption = "a" }]
[accounts.p]
title = "The fox does not mind"
[accounts.q]
title = "The fox runs"
preferences.a = [{ wants = 'not (a.x iff b.y)', assumption = "a" }]
"#;

#[test]
fn an_account_that_predicts_nothing_makes_no_sign() {
    let (data, text) = compared(RUNNING, Concept::Nash);
    assert_eq!(data["concepts"][0]["outcomes"], serde_json::json!({ "p": 1, "q": 0 }));
    for separation in list(&data["concepts"][0]["separators"]) {
        assert_eq!((&separation["exact"], &separation["combinations"]), (&false.into(), &Value::Array(Vec::new())));
    }
    assert_eq!(data["watch"], Value::Array(Vec::new()));
    assert!(text.contains("nothing holds in the account q, so of where it comes to rest it can say nothing"), "{text}");
    assert!(
        text.contains("Only the account p would end in the outcome with “Go left” and “Look left” (state 4).\n"),
        "{text}"
    );
    assert!(!text.contains("would be the same") && !text.contains("  * "), "{text}");
}

/// Of the first steps of `a` those without x and those without y are the same; of the outcomes they are not.
const FIRST_STEPS: &str = r#"
title = "First steps"
[actors.a]
name = "Ann"
options.x = { label = "Sing", assumption = "a" }
options.y = { label = "Dance", assumption = "a" }
[actors.b]
name = "Bob"
options.z = { label = "Clap", assumption = "a" }
[status_quo]
taken = ["a.y"]
assumption = "a"
[preferences]
b = []
[accounts.p]
title = "p"
preferences.a = [
  { wants = 'a.y', assumption = "a" }, { wants = 'b.z', assumption = "a" }, { wants = 'a.x', assumption = "a" },
]
[accounts.q]
title = "q"
preferences.a = [{ wants = 'not a.x', assumption = "a" }, { wants = 'not a.y', assumption = "a" }]
"#;

#[test]
fn what_comes_to_the_same_at_first_need_not_at_rest() {
    let (data, text) = compared(FIRST_STEPS, Concept::Gmr);
    let seen = |entry: &&Value| entry["seen"]["words"] == "Ann no longer dance";
    let entry = list(&data["watch"]).find(seen).expect("a sign");
    assert_eq!(entry["alike"], Value::Array(Vec::new()), "{entry}");
    assert!(!text.contains("comes to the same: Ann not sing"), "{text}");
}

/// Three accounts of one conflict without merged states, and a setting that is feasible in all.
pub(crate) fn accounts(k: u64) -> Option<(Vec<Spec>, usize)> {
    let first = Spec::random(k);
    let specs = vec![first.sibling(k), first.sibling(k + 1), first];
    let plain = |spec: &Spec| match &spec.world {
        World::Options(rules) => !rules.iter().any(|rule| matches!(rule, Rule::Same(_))),
        World::Graph { .. } => false,
    };
    let common =
        specs.iter().map(Spec::feasible).reduce(|all, next| all.into_iter().filter(|s| next.contains(s)).collect());
    let common = common.filter(|common| !common.is_empty() && specs.iter().all(plain))?;
    Some((specs, common[k as usize % common.len()]))
}

/// Options as a program reads them.
struct Sign {
    taken: Vec<usize>,
    not_taken: Vec<usize>,
}

impl Sign {
    fn of(value: &Value, names: &[String]) -> Sign {
        let places = |value: &Value| {
            let place = |name: &Value| names.iter().position(|known| known == name).expect("an option");
            list(value).map(place).collect()
        };
        Sign { taken: places(&value["taken"]), not_taken: places(&value["not_taken"]) }
    }

    fn holds(&self, setting: usize) -> bool {
        self.taken.iter().all(|at| setting >> at & 1 == 1) && self.not_taken.iter().all(|at| setting >> at & 1 == 0)
    }
}

/// What an account predicts, setting by setting.
struct Predicted {
    outcomes: Vec<usize>,
    /// For each actor where its improvements from today lead.
    first: BTreeMap<String, Vec<usize>>,
}

fn predicted(spec: &Spec, today: usize, concept: usize) -> Predicted {
    let (plain, feasible) = (spec.plain(), spec.feasible());
    let stable = oracle::equilibria(&oracle::verdicts(&plain)[concept], plain.states);
    let here = feasible.iter().position(|setting| *setting == today).expect("feasible");
    let steps = |actor| lean_improvements(spec, &plain, actor, here).into_iter().map(|to| feasible[to]).collect();
    Predicted {
        outcomes: (0..plain.states).filter(|&state| stable[state]).map(|state| feasible[state]).collect(),
        first: spec.actors.iter().enumerate().map(|(at, actor)| (actor.key.clone(), steps(at))).collect(),
    }
}

/// What an account makes of a sign at one time: the settings of that time, where they are counted.
fn settings<'p>(because: &Value, predicted: &'p Predicted) -> Option<&'p [usize]> {
    match because["when"].as_str() {
        Some("at_rest") => Some(&predicted.outcomes),
        Some("first_step") => predicted.first.get(because["actor"].as_str()?).map(Vec::as_slice),
        _ => None,
    }
}

/// That what is said of an entry follows from what is predicted; which of the three was said how often.
fn check(speaks: &Value, sign: &Sign, predicted: &[Predicted], title: &str) -> [usize; 3] {
    let mut said = [0; 3];
    let mut kinds = BTreeSet::new();
    for (at, predicted) in predicted.iter().enumerate() {
        let id = format!("k{at}");
        let mut at_times = BTreeSet::new();
        for because in list(&speaks["because"]) {
            let account = &because["accounts"][at];
            let mut fit = account["predicts"].as_str().expect("a word");
            if let Some(settings) = settings(because, predicted) {
                let holds = settings.iter().filter(|&&setting| sign.holds(setting)).count();
                fit = match (holds, settings.len()) {
                    (_, 0) if because["when"] == "at_rest" => "silent",
                    (0, _) => "never",
                    (holds, all) if holds == all => "always",
                    _ => "sometimes",
                };
                assert_eq!(account["predicts"], fit, "{title}: {id} {speaks}");
            }
            at_times.extend(Some(fit).filter(|fit| *fit != "silent"));
        }
        let expected = match at_times.into_iter().collect::<Vec<_>>()[..] {
            [] => continue,
            ["always"] => 0,
            ["never"] => 2,
            _ => 1,
        };
        let named = |kind: &str| list(&speaks[kind]).any(|known| *known == id.as_str());
        assert_eq!(
            [named("for"), named("fits"), named("against")],
            [0, 1, 2].map(|kind| kind == expected),
            "{title}: {speaks}"
        );
        said[expected] += 1;
        kinds.insert(expected);
    }
    assert!(kinds.len() > 1, "{title}: tells nothing: {speaks}");
    said
}

/// What is said to come to the same does so in each outcome, and in each first step if the sign is one of these.
fn check_alike(entry: &Value, sign: &Sign, names: &[String], predicted: &[Predicted], title: &str) -> usize {
    let alike: Vec<Sign> = list(&entry["alike"]).map(|alike| Sign::of(alike, names)).collect();
    for other in &alike {
        for because in list(&entry["speaks"]["because"]) {
            assert_ne!(because["when"], "on_the_way", "{title}: {entry}");
        }
        for predicted in predicted {
            let first = list(&entry["speaks"]["because"]).filter_map(|because| settings(because, predicted)).flatten();
            for &setting in predicted.outcomes.iter().chain(first) {
                assert_eq!(sign.holds(setting), other.holds(setting), "{title}: {entry}");
            }
        }
    }
    alike.len()
}

#[test]
fn what_signs_say_follows_from_what_is_predicted() {
    let (mut said, mut alike, mut silent, mut cases) = ([0; 3], 0, 0, 0);
    for k in 0..4_000 {
        let Some((specs, today)) = accounts(k) else { continue };
        let names = specs[0].option_names();
        let at = k as usize / 2 % Concept::USUAL.len();
        let predicted: Vec<Predicted> = specs.iter().map(|spec| predicted(spec, today, at)).collect();
        let opened = opened(&Spec::as_accounts(&specs, today));
        let comparison = AccountComparison::of(&opened, &[Concept::USUAL[at]], &Limits::default()).expect("usual");
        let data = serde_json::to_value(&comparison).expect("data");
        let title = format!("{} ({:?})", specs[0].title, Concept::USUAL[at]);
        for separation in list(&data["concepts"][0]["separators"]) {
            let none = |id: &Value| data["concepts"][0]["outcomes"][id.as_str().expect("a name")] == 0;
            if none(&separation["account"]) || list(&separation["against"]).all(none) {
                assert_eq!(
                    (&separation["exact"], list(&separation["combinations"]).count()),
                    (&false.into(), 0),
                    "{title}"
                );
                silent += 1;
            }
        }
        for entry in list(&data["watch"]) {
            let sign = Sign::of(&entry["seen"], &names);
            check(&entry["speaks"], &sign, &predicted, &title).iter().zip(&mut said).for_each(|(one, all)| *all += one);
            if !entry["otherwise"].is_null() {
                let reverse = Sign { taken: sign.not_taken.clone(), not_taken: sign.taken.clone() };
                check(&entry["otherwise"], &reverse, &predicted, &title);
            }
            alike += check_alike(entry, &sign, &names, &predicted, &title);
        }
        cases += 1;
    }
    assert!(
        cases > 500 && alike > 100 && silent > 5 && said.iter().all(|count| *count > 500),
        "{cases} {alike} {silent} {said:?}"
    );
}

/// Both accounts agree on all that Ann does; of her options one is taken today.
const MIXED: &str = r#"
title = "Mixed"
[actors.a]
name = "Ann"
options.x = { label = "Sing", assumption = "a" }
options.y = { label = "Dance", assumption = "a" }
options.z = { label = "March", assumption = "a" }
options.w = { label = "Pray", assumption = "a" }
[actors.b]
name = "Bob"
options.c = { label = "Clap", assumption = "a" }
[status_quo]
taken = ["a.y"]
assumption = "a"
[preferences]
a = [
  { wants = 'a.x', assumption = "a" }, { wants = 'not a.y', assumption = "a" }, { wants = 'not a.z', assumption = "a" },
  { wants = 'not a.w', assumption = "a" },
]
[accounts.p]
title = "p"
preferences.b = [{ wants = 'b.c', assumption = "a" }]
[accounts.q]
title = "q"
preferences.b = [{ wants = 'not b.c', assumption = "a" }]
"#;

/// What is done, what is no longer done and what is not done each have a verb of their own.
#[test]
fn what_is_not_done_never_stands_under_the_verb_of_what_is() {
    let (_, text) = compared(MIXED, Concept::Nash);
    assert!(text.contains("Ann would sing; would no longer dance; and would not march or pray."), "{text}");
}
