//! What the watch list says of each sign, against outcomes, first steps and paths worked out by the oracle.

use crate::oracle;
use crate::spec::{Rule, Spec, World};
use serde_json::Value;
use statecraft::graph::Limits;
use statecraft::report::{Opened, TextOptions, compare::Comparison};
use statecraft::stability::Concept;
use std::collections::{BTreeMap, BTreeSet};

fn opened(toml: &str) -> Opened {
    let case = statecraft::case::Case::parse(toml).expect("a case");
    Opened::of(case, Vec::new(), None, &Limits::default())
}

fn compared(toml: &str, concept: Concept) -> (Value, String) {
    let opened = opened(toml);
    let comparison = Comparison::within(&opened, &[concept], &Limits::default()).expect("a usual concept");
    let text = comparison.text(TextOptions { width: 80, all: true });
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
    assert!(text.contains("Only the account p would end in state 4.\n"), "{text}");
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

/// A case with three accounts of one conflict without merged states, all from the same today.
fn accounts(k: u64) -> Option<(Vec<Spec>, String)> {
    let first = Spec::random(k);
    let specs = vec![first.sibling(k), first.sibling(k + 1), first];
    let plain = |spec: &Spec| match &spec.world {
        World::Options(rules) => !rules.iter().any(|rule| matches!(rule, Rule::Same(_))),
        World::Graph { .. } => false,
    };
    let toml = specs.iter().all(plain).then(|| Spec::as_accounts(&specs))??;
    Some((specs, toml))
}
