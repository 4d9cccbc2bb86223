//! The fast engine against the slow oracle, on thousands of random models.
//!
//! A model that fails is brought back by its number: `Spec::random(k)`.

use crate::engine::answer;
use crate::oracle;
use crate::spec::{PARTS, Plain, Preference, Rule, Spec, Statement, World};

/// Even numbers are models in option form, odd ones bare graphs; the ranges are halved so that both halves run at once.
const HALF: u64 = 10_000;

#[test]
fn option_form_agrees_with_the_definitions() {
    let seen = compare_all((0..HALF).filter(|k| k % 2 == 0));
    seen.expect_every_kind_of_option_form();
}

#[test]
fn more_option_form_agrees_with_the_definitions() {
    let seen = compare_all((HALF..2 * HALF).filter(|k| k % 2 == 0));
    seen.expect_every_kind_of_option_form();
}

#[test]
fn bare_graphs_agree_with_the_definitions() {
    let seen = compare_all((0..HALF).filter(|k| k % 2 == 1));
    seen.expect_every_kind_of_graph();
}

#[test]
fn more_bare_graphs_agree_with_the_definitions() {
    let seen = compare_all((HALF..2 * HALF).filter(|k| k % 2 == 1));
    seen.expect_every_kind_of_graph();
}

/// A longer run: `cargo test --release --test it differential -- --ignored`.
#[test]
#[ignore = "takes minutes; for changes to the engine"]
fn a_hundred_thousand_models_agree_with_the_definitions() {
    compare_all(2 * HALF..2 * HALF + 100_000);
}

fn compare_all(numbers: impl Iterator<Item = u64>) -> Seen {
    let mut seen = Seen::default();
    for k in numbers {
        let spec = Spec::random(k);
        let plain = spec.plain();
        let verdicts = oracle::verdicts(&plain);
        compare(&spec, &plain, &verdicts);
        seen.count(&spec, &plain, &verdicts);
    }
    seen
}

/// The library has the same actors, the same states in the same order and the same verdicts.
fn compare(spec: &Spec, plain: &Plain, verdicts: &oracle::Verdicts) {
    let text = spec.to_toml();
    let found = answer(&text);
    let title = &spec.title;
    let keys: Vec<&str> = spec.actors.iter().map(|actor| actor.key.as_str()).collect();
    assert_eq!(found.actors, keys, "{title}: actors\n{text}");
    assert_eq!(found.states, plain.names, "{title}: states\n{text}");
    for (concept, name) in oracle::NAMES.iter().enumerate() {
        for (actor, key) in keys.iter().enumerate() {
            for (state, number) in plain.names.iter().enumerate() {
                let (library, definition) = (found.verdicts[concept][actor][state], verdicts[concept][actor][state]);
                assert_eq!(
                    library, definition,
                    "{title}: is state {number} {name} stable for {key}? left: library, right: definition\n{text}"
                );
            }
        }
        let definition = oracle::equilibria(&verdicts[concept], plain.states);
        assert_eq!(found.equilibria[concept], definition, "{title}: {name} equilibria\n{text}");
    }
}

/// How many models of each kind were drawn: a comparison that never meets a kind says nothing about it.
#[derive(Debug, Default)]
struct Seen {
    models: usize,
    one_actor: usize,
    four_actors: usize,
    seven_options: usize,
    actor_without_moves: usize,
    ties: usize,
    one_way: usize,
    intransitive: usize,
    infeasible: usize,
    merged: usize,
    cannot: usize,
    accounts: usize,
    rule_kinds: [usize; 7],
    preference_kinds: [usize; 3],
    ties_of_tenths: usize,
    stable: [usize; 5],
    unstable: [usize; 5],
}

impl Seen {
    fn count(&mut self, spec: &Spec, plain: &Plain, verdicts: &oracle::Verdicts) {
        self.models += 1;
        self.one_actor += usize::from(plain.actors == 1);
        self.four_actors += usize::from(plain.actors >= 4);
        self.seven_options += usize::from(spec.options() >= 7);
        self.accounts += usize::from(spec.account);
        self.actor_without_moves += usize::from(plain.moves.iter().any(|moves| moves.iter().all(Vec::is_empty)));
        self.ties += usize::from(plain.rank.iter().any(|rank| has_ties(rank)));
        self.one_way += usize::from(has_one_way_moves(plain));
        self.intransitive += usize::from(is_intransitive(plain));
        if let World::Options(rules) = &spec.world {
            let feasible = spec.feasible().len();
            self.infeasible += usize::from(feasible < 1 << spec.options());
            self.merged += usize::from(plain.states < feasible);
            self.cannot += usize::from(bars_moves(spec, plain));
            rules.iter().for_each(|rule| self.rule_kinds[kind_of_rule(rule)] += 1);
        }
        for actor in &spec.actors {
            match &actor.preference {
                Preference::Statements(_) => self.preference_kinds[0] += 1,
                Preference::Weights(weights) => {
                    self.preference_kinds[1] += 1;
                    self.ties_of_tenths += usize::from(needs_exact_sums(weights));
                }
                Preference::Ranking(_) => self.preference_kinds[2] += 1,
            }
        }
        for (concept, actors) in verdicts.iter().enumerate() {
            let all: usize = actors.iter().map(Vec::len).sum();
            let stable = actors.iter().flatten().filter(|stable| **stable).count();
            self.stable[concept] += stable;
            self.unstable[concept] += all - stable;
        }
    }

    fn expect_every_kind_of_option_form(&self) {
        assert!(self.models >= 5_000, "{self:#?}");
        let kinds = [self.infeasible, self.merged, self.cannot, self.ties_of_tenths, self.intransitive];
        assert!(kinds.iter().all(|&models| models > 200), "{self:#?}");
        // Up to six options the library looks at all settings at once; above, it searches.
        assert!(self.seven_options > 500, "{self:#?}");
        assert!(self.rule_kinds.iter().all(|&rules| rules > 300), "{self:#?}");
        assert!(self.preference_kinds.iter().all(|&actors| actors > 1_000), "{self:#?}");
        self.expect_every_kind();
    }

    fn expect_every_kind_of_graph(&self) {
        assert!(self.models >= 5_000, "{self:#?}");
        assert!(self.intransitive > 1_000, "{self:#?}");
        self.expect_every_kind();
    }

    fn expect_every_kind(&self) {
        let kinds =
            [self.one_actor, self.four_actors, self.actor_without_moves, self.ties, self.one_way, self.accounts];
        assert!(kinds.iter().all(|&models| models > 200), "{self:#?}");
        assert!(self.stable.iter().chain(&self.unstable).all(|&states| states > 3_000), "{self:#?}");
    }
}

fn has_ties(rank: &[i64]) -> bool {
    rank.iter().enumerate().any(|(state, value)| rank[..state].contains(value))
}

fn has_one_way_moves(plain: &Plain) -> bool {
    plain
        .moves
        .iter()
        .any(|moves| (0..plain.states).any(|from| moves[from].iter().any(|&to| !moves[to].contains(&from))))
}

/// Some actor can go from s to t and from t to u, but not from s to u.
fn is_intransitive(plain: &Plain) -> bool {
    plain.moves.iter().any(|moves| {
        (0..plain.states).any(|s| moves[s].iter().any(|&t| moves[t].iter().any(|&u| u != s && !moves[s].contains(&u))))
    })
}

/// Do the rules of the kind `cannot` take any move away?
fn bars_moves(spec: &Spec, plain: &Plain) -> bool {
    let mut free = spec.clone();
    if let World::Options(rules) = &mut free.world {
        rules.retain(|rule| !matches!(rule, Rule::Cannot { .. }));
    }
    free.plain().moves != plain.moves
}

fn kind_of_rule(rule: &Rule) -> usize {
    match rule {
        Rule::Never(_) => 0,
        Rule::Needs { .. } => 1,
        Rule::AtMostOne(_) => 2,
        Rule::AtLeastOne(_) => 3,
        Rule::ExactlyOne(_) => 4,
        Rule::Same(_) => 5,
        Rule::Cannot { .. } => 6,
    }
}

/// Are there two sets of statements that weigh the same, but not when the weights are added as floating-point numbers?
fn needs_exact_sums(weights: &[(Statement, i64)]) -> bool {
    let sums = |set: usize| {
        let chosen = weights.iter().enumerate().filter(move |(i, _)| set >> i & 1 == 1);
        chosen.fold((0, 0.0), |(exact, float), (_, (_, w))| (exact + w, float + *w as f64 / PARTS as f64))
    };
    let all: Vec<(i64, f64)> = (0..1 << weights.len()).map(sums).collect();
    all.iter().any(|(exact, float)| all.iter().any(|(e, f)| e == exact && f != float))
}
