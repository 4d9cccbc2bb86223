//! Lists that are as another but for some lines, and lists in the order of their issues: each the same as the list written out.

use crate::spec::random::stream;
use crate::spec::{Preference, Spec, Statement, World};
use rand::RngExt;
use rand::seq::SliceRandom;
use rand_chacha::ChaCha8Rng;
use statecraft::case::{Case, Order};
use statecraft::edit::{Edit, EditError, Kind, Line as Which, Wish, apply};
use statecraft::graph::{Graph, Limits};
use statecraft::model::Model;
use statecraft::study::Study;
use statecraft::text::describe;
use std::fmt::Write;

/// A line as it is written: its statement, and what stands behind it in its table.
type Line = (String, String);

fn quoted(text: &str) -> String {
    format!("'{text}'")
}

fn list(lines: &[Line]) -> String {
    let tables = lines.iter().map(|(wants, beside)| format!("{{ wants = {}{beside} }}", quoted(wants)));
    format!("[{}]", tables.collect::<Vec<_>>().join(", "))
}

fn beside(rng: &mut ChaCha8Rng) -> String {
    let said = ["", ", unsure = true", ", degree = 3", ", strong = true", ", assumption = \"a guess\""];
    said[rng.random_range(0..said.len())].to_string()
}

/// The same statement in another text.
fn otherwise_written(text: &str, rng: &mut ChaCha8Rng) -> String {
    if rng.random_bool(0.5) { format!("( {text} )") } else { text.replace(' ', "  ") }
}

/// A change of a list, as it is written, made to the list itself.
fn change(lines: &mut Vec<Line>, fresh: &mut Vec<String>, rng: &mut ChaCha8Rng) -> String {
    let at = rng.random_range(0..lines.len());
    let named = quoted(&otherwise_written(&lines[at].0, rng));
    match (rng.random_range(0..5), fresh.pop()) {
        (0, _) if lines.len() > 1 => {
            lines.remove(at);
            format!("{{ without = {named} }}")
        }
        (1, _) if lines.len() > 1 => {
            let moved = lines.remove(at);
            let beside = rng.random_range(0..lines.len());
            let other = quoted(&lines[beside].0);
            let (place, to) = if rng.random_bool(0.5) { ("before", beside) } else { ("after", beside + 1) };
            lines.insert(to, moved);
            format!("{{ move = {named}, {place} = {other} }}")
        }
        (_, Some(wants)) => {
            let new = (wants, beside(rng));
            let (place, to) = [("before", at), ("after", at + 1), ("in_place_of", at)][rng.random_range(0..3)];
            if place == "in_place_of" {
                lines.remove(at);
            }
            lines.insert(to, new.clone());
            format!("{{ wants = {}{}, {place} = {named} }}", quoted(&new.0), new.1)
        }
        _ => String::from("{ wants = [], after = ") + &named + " }",
    }
}

/// Different statements of a model: so many for the list, and some to put in.
fn statements(spec: &Spec, rng: &mut ChaCha8Rng) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for _ in 0..14 {
        let text = Statement::random(rng, spec.options(), 2).write(&spec.option_names(), true);
        // The library tells statements apart as it prints them.
        let key = |text: &str| statecraft::expr::parse(text, 0).expect("a statement").to_string();
        if found.iter().all(|other| key(other) != key(&text)) {
            found.push(text);
        }
    }
    found
}

/// For each actor of an account what it wants, without where that stands.
fn said(case: &Case, account: usize) -> Vec<String> {
    let account = &case.accounts[account];
    let of = |actor: &statecraft::case::Actor| match &case.preference_in(account, &actor.key.value)?.order {
        Order::Statements { lines, .. } => Some(
            lines
                .iter()
                .map(|it| format!("{}|{}|{}|{:?}\n", it.wants.tree, it.degree, it.unsure, it.support.assumption))
                .collect::<String>(),
        ),
        _ => None,
    };
    case.actors.iter().filter_map(of).collect()
}

fn graph(case: &Case, account: usize) -> Graph {
    let model = Model::from_case(case, &case.accounts[account]).expect("a model");
    Graph::explore(&model, &Limits::default()).expect("states")
}

fn parsed(text: &str) -> Case {
    Case::parse(text).unwrap_or_else(|rejected| panic!("{:#?}\n{text}", rejected.problems))
}

/// The options of a random model, nobody wanting anything.
fn options(k: u64) -> Option<(Spec, String)> {
    let mut spec = Spec::random(k);
    if !matches!(spec.world, World::Options(_)) {
        return None;
    }
    spec.account = false;
    spec.actors.iter_mut().for_each(|actor| actor.preference = Preference::Statements(Vec::new()));
    let text = spec.to_toml();
    let (world, _) = text.split_once("\n[preferences]")?;
    Some((spec, world.to_string()))
}

#[test]
fn a_changed_list_is_the_list_written_out() {
    let mut seen = 0;
    for k in (0..2_000).step_by(2) {
        let Some((spec, mut text)) = options(k) else { continue };
        let rng = &mut stream(k + 70_000);
        let (mut common, mut one, mut two) = (Vec::new(), Vec::new(), Vec::new());
        let (mut changes, mut further) = (Vec::new(), Vec::new());
        for _ in &spec.actors {
            let mut fresh = statements(&spec, rng);
            let first = fresh.split_off(fresh.len() / 2);
            let mut lines: Vec<Line> = first.into_iter().map(|wants| (wants, beside(rng))).collect();
            common.push(list(&lines));
            let mut some = |lines: &mut Vec<Line>| {
                let count = rng.random_range(0..4);
                (0..count).map(|_| change(lines, &mut fresh, rng)).collect::<Vec<_>>().join(", ")
            };
            changes.push(format!("{{ changes = [{}] }}", some(&mut lines)));
            one.push(list(&lines));
            further.push(format!("{{ like = \"changed\", changes = [{}] }}", some(&mut lines)));
            two.push(list(&lines));
        }
        let accounts = [("changed", &changes), ("out", &one), ("further", &further), ("further_out", &two)];
        let each = |text: &mut String, lists: &[String]| {
            spec.actors.iter().zip(lists).for_each(|(actor, list)| {
                let _ = writeln!(text, "{} = {list}", actor.key);
            });
        };
        text += "\n[preferences]\n";
        each(&mut text, &common);
        for (name, lists) in accounts {
            let _ = writeln!(text, "[accounts.{name}]\ntitle = \"{name}\"\n[accounts.{name}.preferences]");
            each(&mut text, lists);
        }
        let case = parsed(&text);
        for (changed, out) in [(0, 1), (2, 3)] {
            assert_eq!(said(&case, changed), said(&case, out), "{text}");
            if k % 5 == 0 {
                assert_eq!(graph(&case, changed).ranks, graph(&case, out).ranks, "{text}");
            }
        }
        let again = parsed(&case.to_toml().expect("a file"));
        (0..4).for_each(|account| assert_eq!(said(&again, account), said(&case, account), "{text}"));
        seen += 1;
    }
    assert!(seen > 900, "{seen}");
}

/// Lexicographic across the issues: literally, all wishes of the first issue, then all of the second.
#[test]
fn wishes_in_the_order_of_issues_are_the_wishes_written_in_that_order() {
    let mut seen = 0;
    for k in (0..2_000).step_by(2) {
        let Some((spec, mut text)) = options(k) else { continue };
        let rng = &mut stream(k + 80_000);
        let names = spec.option_names();
        let issue_of: Vec<usize> = names.iter().map(|_| rng.random_range(0..3)).collect();
        let of = |issue: usize| (0..names.len()).filter(|&at| issue_of[at] == issue).collect::<Vec<_>>();
        for issue in 0..3 {
            let options: Vec<&String> = of(issue).into_iter().map(|at| &names[at]).collect();
            if !options.is_empty() {
                let _ = write!(text, "\n[issues.i{issue}]\ntitle = \"I\"\noptions = {options:?}\n");
            }
        }
        let (mut ordered, mut out) = (String::new(), String::new());
        for actor in &spec.actors {
            let mut order: Vec<usize> = (0..3).filter(|&issue| !of(issue).is_empty()).collect();
            order.shuffle(rng);
            let wish = |_| {
                let issue = order[rng.random_range(0..order.len())];
                let own = of(issue);
                let wants = Statement::random(rng, own.len(), 2).renumbered(&own).write(&names, true);
                (issue, (wants, beside(rng)))
            };
            let wishes: Vec<(usize, Line)> = (0..6).map(wish).collect();
            let written: Vec<Line> = wishes.iter().map(|(_, line)| line.clone()).collect();
            let by_issue = order.iter().flat_map(|issue| wishes.iter().filter(move |(of, _)| of == issue));
            let by_issue: Vec<Line> = by_issue.map(|(_, line)| line.clone()).collect();
            let order: Vec<String> = order.iter().map(|issue| format!("i{issue}")).collect();
            let _ = writeln!(ordered, "{} = {{ order = {order:?}, wants = {} }}", actor.key, list(&written));
            let _ = writeln!(out, "{} = {}", actor.key, list(&by_issue));
        }
        for (name, wishes) in [("ordered", ordered), ("out", out)] {
            let _ = write!(text, "[accounts.{name}]\ntitle = \"{name}\"\n[accounts.{name}.preferences]\n{wishes}");
        }
        let case = parsed(&text);
        assert_eq!(said(&case, 0), said(&case, 1), "{text}");
        if k % 5 == 0 {
            assert_eq!(graph(&case, 0).ranks, graph(&case, 1).ranks, "{text}");
        }
        let again = parsed(&case.to_toml().expect("a file"));
        assert_eq!(said(&again, 0), said(&case, 0), "{text}");
        seen += 1;
    }
    assert!(seen > 900, "{seen}");
}

#[test]
fn a_changed_list_is_shown_as_it_is_meant() {
    let study = Study::of(parsed(CHANGED), Vec::new(), &Limits::default());
    let shown = describe(&study, 100);
    let (_, jobs) = shown.split_once("It is about jobs").expect("the account");
    let lines = "wants (some lines are those of other accounts)\n     1. not union.strike [assumed: a sample]\n     \
                 2. not owners.raise; its place among its neighbours is not known [gazette]\n";
    assert!(jobs.contains(lines), "{shown}");
}

/// A line that stands in two lists is told of once.
#[test]
fn an_unsupported_line_is_told_of_once() {
    let text = CHANGED.replace("'not union.strike'], assumption", "'not union.strike'], degree = 2 } # ");
    let warnings = parsed(&text).warnings;
    let told = warnings.iter().filter(|warning| warning.code == "unsupported").count();
    assert_eq!(told, 1, "{warnings:#?}");
}

const CHANGED: &str = include_str!("../samples/valid/changes.toml");
const ORDERED: &str = include_str!("../samples/valid/order-of-issues.toml");

fn wish(account: Option<&str>, actor: &str, place: usize) -> Wish {
    Wish { account: account.map(String::from), actor: actor.into(), place }
}

#[test]
fn edits_of_a_changed_or_ordered_list_are_refused_in_words() {
    let edit = Edit::Negate(wish(Some("jobs"), "union", 1));
    let refused = apply(&edit, CHANGED).expect_err("no place in the file");
    assert_eq!(
        refused.to_string(),
        "what `union` wants is written as changes of another list; write `changes` anew, or the list as a whole"
    );
    let refused = apply(&Edit::Move { wish: wish(None, "up", 1), to: 2 }, ORDERED).expect_err("no place in the file");
    assert_eq!(
        refused.to_string(),
        "what `up` wants is put in the order of its issues; change `order` or `wants` in the file, or leave `order` out"
    );
}

/// What others change can be edited as long as the changes still find their lines.
#[test]
fn a_list_that_others_change_keeps_the_lines_that_they_name() {
    let refused = apply(&Edit::Drop(Which::Wish(wish(None, "union", 1))), CHANGED).expect_err("the line is named");
    assert!(
        matches!(&refused, EditError::Breaks { problems, .. } if problems[0].code == "unknown-line"),
        "{refused:?}"
    );
    assert!(apply(&Edit::Move { wish: wish(None, "union", 2), to: 1 }, CHANGED).is_ok());
    let renamed = Edit::Rename { kind: Kind::Option, from: "owners.raise".into(), to: "pay".into() };
    let renamed = apply(&renamed, CHANGED).expect("a case").text;
    assert!(!renamed.contains("owners.raise") && renamed.contains("in_place_of = 'owners.pay'"), "{renamed}");
}
