//! Rankings as they are printed, on the whole catalogue: whatever an actor's preference is written as, the same order written as a
//! ranking by number, by pattern or by scenario ranks the states alike.

use statecraft::case::Case;
use statecraft::graph::{Graph, Limits, StateId, StateSpace, States, fingerprint};
use statecraft::model::{Model, OptionSet};
use std::fs;
use std::path::Path;
use toml::{Table, Value};

/// How states are named in a ranking.
#[derive(Clone, Copy, Debug)]
enum Named {
    Number,
    Pattern,
    Scenario,
}

/// A set of settings: those in which the options of `fixed` are as in `taken`.
#[derive(Clone, Copy)]
struct Pattern {
    fixed: OptionSet,
    taken: OptionSet,
}

impl Pattern {
    fn has(self, setting: OptionSet) -> bool {
        (setting ^ self.taken) & self.fixed == 0
    }

    /// `a.x and not b.y`; what fixes nothing is true everywhere.
    fn statement(self, options: &[String]) -> String {
        let literal = |at: usize| {
            if self.taken >> at & 1 == 1 { options[at].clone() } else { format!("not {}", options[at]) }
        };
        let fixed: Vec<String> = (0..options.len()).filter(|at| self.fixed >> at & 1 == 1).map(literal).collect();
        if fixed.is_empty() { format!("{} iff {}", options[0], options[0]) } else { fixed.join(" and ") }
    }
}

/// What is true in these states and in no other: patterns that leave open whatever can be left open.
fn statement(states: &States, options: &[String], of: &[usize]) -> String {
    let inside = |state: &usize| of.contains(state);
    let settings = |state: usize| states.members(StateId::new(state)).into_owned();
    let outside: Vec<OptionSet> = (0..states.len()).filter(|state| !inside(state)).flat_map(settings).collect();
    let mut found: Vec<Pattern> = Vec::new();
    for setting in of.iter().copied().flat_map(settings) {
        if found.iter().any(|pattern| pattern.has(setting)) {
            continue;
        }
        let mut pattern = Pattern { fixed: (1 << options.len()) - 1, taken: setting };
        for option in 0..options.len() {
            let wider = Pattern { fixed: pattern.fixed & !(1 << option), ..pattern };
            if !outside.iter().any(|&other| wider.has(other)) {
                pattern = wider;
            }
        }
        found.push(pattern);
    }
    found.iter().map(|pattern| format!("({})", pattern.statement(options))).collect::<Vec<_>>().join(" or ")
}

/// The states of each rank, the best first.
fn tiers(ranks: &[u32]) -> Vec<Vec<usize>> {
    let mut levels = ranks.to_vec();
    levels.sort_unstable_by(|one, other| other.cmp(one));
    levels.dedup();
    levels.into_iter().map(|level| (0..ranks.len()).filter(|&at| ranks[at] == level).collect()).collect()
}

/// The case with one account left, in which every preference is a ranking.
fn restated(table: &Table, account: Option<&str>, model: &Model, graph: &Graph, named: Named) -> String {
    let StateSpace::Settings(states) = &graph.states else { panic!("options") };
    let options: Vec<String> = model.options().iter().map(|option| option.key.clone()).collect();
    let mut scenarios = Table::new();
    let mut preferences = Table::new();
    for (actor, ranks) in model.actor_keys().into_iter().zip(&graph.ranks) {
        let mut lists = Vec::new();
        for (place, tier) in tiers(ranks).iter().enumerate() {
            lists.push(Value::Array(match named {
                Named::Number => tier.iter().map(|&state| Value::Integer(state as i64 + 1)).collect(),
                Named::Pattern => vec![Value::String(statement(states, &options, tier))],
                Named::Scenario => {
                    let (key, mut scenario) = (format!("{actor}-tier-{place}"), Table::new());
                    scenario.insert("title".into(), Value::String(key.clone()));
                    scenario.insert("where".into(), Value::String(statement(states, &options, tier)));
                    scenarios.insert(key.clone(), Value::Table(scenario));
                    vec![Value::String(key)]
                }
            }));
        }
        let mut order = Table::from_iter([("ranking".to_string(), Value::Array(lists))]);
        if matches!(named, Named::Number) {
            order.insert("states".into(), Value::String(fingerprint(model.options(), states)));
        }
        preferences.insert(actor.into(), Value::Table(order));
    }
    let mut table = table.clone();
    let own = account.and_then(|key| table["accounts"].get(key)).and_then(Value::as_table).cloned();
    for section in ["perceptions", "evidence", "accounts", "story"] {
        table.remove(section);
    }
    if let (Some(key), Some(own)) = (account, own) {
        let kept = own.into_iter().filter(|(key, _)| ["title", "rules", "status_quo"].contains(&key.as_str()));
        let accounts = Table::from_iter([(key.to_string(), Value::Table(kept.collect()))]);
        table.insert("accounts".into(), Value::Table(accounts));
    }
    table.insert("preferences".into(), Value::Table(preferences));
    table.insert("scenarios".into(), Value::Table(scenarios));
    table.to_string()
}

fn explored(text: &str, account: Option<&str>) -> (Model, Graph) {
    let case = Case::parse(text).unwrap_or_else(|rejected| panic!("{:?}\n{text}", rejected.problems));
    let account = case.accounts.iter().find(|of| of.id() == account).expect("the account");
    let model = Model::from_case(&case, account).unwrap_or_else(|problems| panic!("{problems:?}\n{text}"));
    let graph = Graph::explore(&model, &Limits::default()).unwrap_or_else(|error| panic!("{error:?}\n{text}"));
    (model, graph)
}

#[test]
fn rankings_by_number_by_pattern_and_by_scenario_mean_the_same_on_the_whole_catalogue() {
    let cases = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../cases");
    let (mut files, mut rankings, mut tied) = (0, 0, 0);
    for folder in fs::read_dir(cases).unwrap().map(|entry| entry.unwrap().path()) {
        let Ok(text) = fs::read_to_string(folder.join("case.toml")) else { continue };
        let table: Table = text.parse().unwrap();
        files += 1;
        for account in Case::parse(&text).expect("a case").accounts {
            let (model, graph) = explored(&text, account.id());
            for named in [Named::Number, Named::Pattern, Named::Scenario] {
                let text = restated(&table, account.id(), &model, &graph, named);
                let (_, again) = explored(&text, account.id());
                let orders = |graph: &Graph| graph.ranks.iter().map(|ranks| tiers(ranks)).collect::<Vec<_>>();
                assert_eq!(orders(&again), orders(&graph), "{named:?} in {}:\n{text}", folder.display());
                assert_eq!(again.status_quo, graph.status_quo);
                rankings += graph.ranks.len();
                tied += orders(&graph).iter().flatten().filter(|tier| tier.len() > 1).count();
            }
        }
    }
    assert!(files >= 13 && rankings > 80 && tied > 100, "{files} files, {rankings} rankings, {tied} ties");
}
