//! Verdicts as decision diagrams against the definitions, on thousands of random models; and the sets themselves against their settings.

use crate::choices::Leveled;
use crate::engine::laid_out;
use crate::oracle;
use crate::spec::random::stream;
use crate::spec::{Plain, Preference, Rule, Spec, World};
use rand::RngExt;
use statecraft::answers::{Answer, AskOutcomeSets, Question};
use statecraft::case::Case;
use statecraft::graph::{LimitReached, Limits, StateSpace, Stop, Watch};
use statecraft::model::{ActorId, Model, OptionSet};
use statecraft::stability::{Concept, analyze};
use statecraft::study::Study;
use statecraft::symbolic::{NotSymbolic, Set, Symbolic};
use statecraft::text::TextOptions;
use statecraft::witness::{Foresight, Place, Replies, stays};
use std::collections::BTreeSet;
use std::ops::Range;
use toml::{Table, Value};

/// The only account of a case.
fn model(text: &str) -> Model {
    let case = Case::parse(text).unwrap_or_else(|problem| panic!("the case is refused: {problem:?}\n{text}"));
    Model::from_case(&case, &case.accounts[0]).unwrap_or_else(|problem| panic!("no model: {problem:?}\n{text}"))
}

fn symbolic(model: &Model) -> Result<Symbolic, NotSymbolic> {
    Symbolic::of(model, &Concept::USUAL, &Limits::default())
}

/// A random model without merged states, whose rankings name states by what is taken.
fn random(k: u64) -> (Spec, String) {
    let mut spec = Spec::random(k);
    if let World::Options(rules) = &mut spec.world {
        let rankings = spec.actors.iter().any(|actor| matches!(actor.preference, Preference::Ranking(_)));
        if rules.iter().any(|rule| matches!(rule, Rule::Same(_))) {
            rules.retain(|rule| !matches!(rule, Rule::Same(_)));
            if rankings {
                return random(k + 1_000_000); // the ranking was of merged states
            }
        }
    }
    let text = by_what_is_taken(&spec, &spec.to_toml());
    (spec, text)
}

/// The case with numbers of states in rankings replaced by what is taken in them.
fn by_what_is_taken(spec: &Spec, text: &str) -> String {
    let (mut table, names) = (text.parse::<Table>().expect("TOML"), spec.option_names());
    let settings = spec.feasible();
    let taken = |value: &Value| {
        let setting = settings[value.as_integer().expect("a number") as usize - 1];
        let names = names.iter().enumerate().filter(|(at, _)| setting >> at & 1 == 1);
        let taken = names.map(|(_, name)| Value::String(name.clone())).collect();
        Value::Table([("taken".to_string(), Value::Array(taken))].into_iter().collect())
    };
    each_ranking(&mut table, &|lists| {
        for list in lists {
            match list {
                Value::Array(tied) => tied.iter_mut().for_each(|state| *state = taken(state)),
                alone => *alone = taken(alone),
            }
        }
    });
    table.to_string()
}

fn each_ranking(table: &mut Table, change: &dyn Fn(&mut Vec<Value>)) {
    for (key, value) in table.iter_mut() {
        match value {
            Value::Array(lists) if key == "ranking" => change(lists),
            Value::Table(inner) => each_ranking(inner, change),
            _ => {}
        }
    }
}

/// Every verdict and every set of outcomes; returns how many verdicts of each kind there were.
fn compare(text: &str, plain: &Plain, settings: &[usize]) -> [usize; 2] {
    let (found, verdicts) =
        (symbolic(&model(text)).unwrap_or_else(|why| panic!("{why}\n{text}")), oracle::verdicts(plain));
    assert_eq!(found.states.count(), settings.len() as u128, "{text}");
    let mut seen = [0; 2];
    for (at, concept) in Concept::USUAL.into_iter().enumerate() {
        for actor in 0..plain.actors {
            let stable = found.stable(concept, ActorId::new(actor)).expect("it was asked");
            for (state, &setting) in settings.iter().enumerate() {
                let definition = verdicts[at][actor][state];
                seen[usize::from(definition)] += 1;
                assert_eq!(
                    stable.contains(setting as OptionSet),
                    definition,
                    "is {setting:b} stable for actor {actor} by {}? right: definition\n{text}",
                    oracle::NAMES[at]
                );
            }
            assert!(stable.difference(&found.states).is_empty(), "only states are stable\n{text}");
        }
        let definition = oracle::equilibria(&verdicts[at], settings.len());
        let outcomes: Vec<OptionSet> = settings
            .iter()
            .zip(&definition)
            .filter(|(_, holds)| **holds)
            .map(|(setting, _)| *setting as OptionSet)
            .collect();
        is_the_set(found.outcomes(concept).expect("it was asked"), &outcomes, &found.states, settings, text);
    }
    seen
}

/// A set has these settings and no others, however it is asked.
fn is_the_set(set: &Set, members: &[OptionSet], states: &Set, settings: &[usize], text: &str) {
    let expected: BTreeSet<OptionSet> = members.iter().copied().collect();
    assert_eq!(set.count(), members.len() as u128, "{text}");
    assert_eq!(set.members(usize::MAX).into_iter().collect::<BTreeSet<_>>(), expected, "{text}");
    let few = set.members(3);
    assert_eq!(few.iter().collect::<BTreeSet<_>>().len(), members.len().min(3), "{few:?}\n{text}");
    assert!(few.iter().all(|setting| expected.contains(setting)), "{few:?}\n{text}");
    let cubes: Vec<_> = set.cubes(states).collect();
    assert_eq!(set.cubes(states).total(), Some(cubes.len() as u128), "{text}");
    assert!(cubes.is_sorted_by_key(|cube| std::cmp::Reverse(cube.settings)), "{cubes:?}\n{text}");
    for &setting in settings {
        let setting = setting as OptionSet;
        let fits = cubes.iter().filter(|cube| setting & cube.taken == cube.taken && setting & cube.not_taken == 0);
        assert_eq!(fits.count(), usize::from(expected.contains(&setting)), "{setting:b} {cubes:?}\n{text}");
    }
    for cube in &cubes {
        let within: Vec<OptionSet> = members
            .iter()
            .copied()
            .filter(|setting| setting & cube.taken == cube.taken && setting & cube.not_taken == 0)
            .collect();
        assert_eq!(cube.settings, within.len() as u128, "{text}");
        let (all, any) = within.iter().fold((OptionSet::MAX, 0), |(all, any), setting| (all & setting, any | setting));
        assert_eq!((cube.taken, cube.not_taken & any), (all, 0), "what is the same in all is said\n{text}");
    }
    let shared = set.shared().map(|same| (same.taken, same.not_taken));
    let all = members.iter().fold(None, |all: Option<(OptionSet, OptionSet)>, setting| {
        let (taken, not_taken) = all.unwrap_or((OptionSet::MAX, OptionSet::MAX));
        Some((taken & setting, not_taken & !setting))
    });
    let known = ((1 as OptionSet) << settings.iter().max().map_or(0, |most| usize::BITS - most.leading_zeros())) - 1;
    assert_eq!(
        shared.map(|(taken, not)| (taken & known, not & known)),
        all.map(|(taken, not)| (taken & known, not & known))
    );
}

/// How many models of each kind were drawn.
#[derive(Debug, Default)]
struct Seen {
    models: usize,
    barred: usize,
    rules: usize,
    one_way: usize,
    rankings: usize,
    weights: usize,
    verdicts: [usize; 2],
}

impl Seen {
    fn count(&mut self, spec: &Spec, verdicts: [usize; 2]) {
        let World::Options(rules) = &spec.world else { return };
        self.models += 1;
        let (barring, ruling): (Vec<&Rule>, Vec<&Rule>) =
            rules.iter().partition(|rule| matches!(rule, Rule::Cannot { .. }));
        self.barred += usize::from(!barring.is_empty());
        self.rules += usize::from(!ruling.is_empty());
        self.one_way += usize::from(spec.actors.iter().flat_map(|actor| &actor.options).any(|it| it.one_way.is_some()));
        let any = |kind: fn(&Preference) -> bool| usize::from(spec.actors.iter().any(|actor| kind(&actor.preference)));
        self.rankings += any(|preference| matches!(preference, Preference::Ranking(_)));
        self.weights += any(|preference| matches!(preference, Preference::Weights(_)));
        (0..2).for_each(|kind| self.verdicts[kind] += verdicts[kind]);
    }
}

/// The range is halved so that both halves run at once.
#[test]
fn diagrams_agree_with_the_definitions() {
    compare_all(0..4_500);
}

#[test]
fn more_diagrams_agree_with_the_definitions() {
    compare_all(4_500..9_000);
}

fn compare_all(numbers: Range<u64>) {
    let mut seen = Seen::default();
    for k in numbers.filter(|k| k % 2 == 0) {
        let (spec, text) = random(k);
        let settings = spec.feasible();
        let verdicts = compare(&text, &spec.plain(), &settings);
        seen.count(&spec, verdicts);
    }
    assert!(seen.models >= 2_250, "{seen:#?}");
    assert!(
        [seen.barred, seen.rules, seen.one_way, seen.rankings, seen.weights].iter().all(|&of| of > 150),
        "{seen:#?}"
    );
    assert!(seen.verdicts.iter().all(|&of| of > 10_000), "{seen:#?}");
}

#[test]
fn diagrams_of_levels_agree_with_the_definitions() {
    for k in 0..500 {
        let leveled = Leveled::random(k);
        compare(&leveled.text(k), &leveled.spec.plain(), &leveled.spec.feasible());
    }
}

/// What diagrams do not say is said in words, not answered wrongly.
#[test]
fn what_diagrams_do_not_say_is_refused() {
    let case = |rest: &str| {
        format!(
            "title = 'T'\n[actors.a]\nname = 'A'\noptions.x = {{ label = 'X' }}\noptions.y = {{ label = 'Y' }}\n{rest}"
        )
    };
    let refused = |rest: &str| symbolic(&model(&case(rest))).expect_err("it is refused").to_string();
    let told = refused("[[rules]]\nsame = 'a.x'\n[preferences]\na = []\n");
    assert!(told.contains("`same` rules"), "{told}");
    let told = refused("[preferences]\na = { ranking = [[1, 2], 3, 4] }\n");
    assert!(told.contains("names states by number"), "{told}");
    let told = refused("[[rules]]\nnever = 'a.x'\n[[rules]]\nnever = 'not a.x'\n[preferences]\na = []\n");
    assert_eq!(told, "the rules leave no state");
    let told = refused("[preferences]\na = { ranking = ['a.x', 'a.y'] }\n");
    assert!(told.contains("every state exactly once"), "{told}");
    let told = refused("[status_quo]\ntaken = ['a.x']\n[[rules]]\nnever = 'a.x'\n[preferences]\na = []\n");
    assert_eq!(told, "the rules forbid the status quo");
    let text = case("[preferences]\na = []\n").replace("label = 'X'", "label = 'X', then = 'not a.y'");
    let told = symbolic(&model(&text)).expect_err("it is refused").to_string();
    assert!(told.contains("`then`"), "{told}");
    let bare = "title = 'T'\n[actors.a]\nname = 'A'\n[states.s]\n[states.t]\n[[moves]]\nactor = 'a'\nfrom = 's'\nto = 't'\n\
                [preferences]\na = []\n";
    assert!(matches!(symbolic(&model(bare)), Err(NotSymbolic::Unsaid(_))));
    let other = Symbolic::of(&model(&case("[preferences]\na = []\n")), &[Concept::Sim], &Limits::default());
    assert!(matches!(other, Err(NotSymbolic::Unsaid(_))));
}

/// Many statements over everything.
fn tangled(options: usize) -> Model {
    let mut text = String::from("title = 'T'\n");
    for actor in 0..4 {
        text += &format!("[actors.a{actor}]\nname = 'A{actor}'\n");
        for option in (actor * options / 4)..((actor + 1) * options / 4) {
            text += &format!("options.o{option} = {{ label = 'Do {option}' }}\n");
        }
    }
    let name = |at: usize| format!("a{}.o{}", (at % options) * 4 / options, at % options);
    text += "[preferences]\n";
    for actor in 0..4 {
        let wish = |at: usize| {
            let at = 7 * at + 3 * actor;
            format!("'({} iff {}) or ({} and not {})'", name(at), name(5 * at + 1), name(3 * at + 2), name(11 * at + 4))
        };
        text += &format!("a{actor} = [{}]\n", (0..10).map(wish).collect::<Vec<_>>().join(", "));
    }
    model(&text)
}

#[test]
fn a_limit_or_a_stop_ends_the_work_in_words() {
    let model = tangled(24);
    let limits = Limits { bytes: 1 << 20, ..Limits::default() };
    let Err(NotSymbolic::Limit(limit)) = Symbolic::of(&model, &Concept::USUAL, &limits) else { panic!("no limit") };
    assert!(matches!(limit, LimitReached::Nodes(_)) && limit.code() == "nodes", "{limit}");
    let watch = Watch::default();
    watch.stop(Stop::Interrupted);
    let stopped = Symbolic::of(&model, &Concept::USUAL, &Limits { watch, ..Limits::default() });
    assert_eq!(stopped.expect_err("it was stopped"), NotSymbolic::Limit(LimitReached::Stopped(Stop::Interrupted)));
}

/// A case whose statements each speak of two options: four actors, each with a choice of three levels and so many options beside it.
fn large(seed: u64, free: usize) -> String {
    let mut rng = stream(9_000_000 + seed);
    let mut text = String::from("title = 'T'\n");
    for actor in 0..4 {
        text +=
            &format!("[actors.a{actor}]\nname = 'A{actor}'\nchoices.c = {{ label = 'C', levels = ['x', 'y', 'z'] }}\n");
        text +=
            &(0..free).map(|option| format!("options.o{option} = {{ label = 'Do {option}' }}\n")).collect::<String>();
    }
    let mut literal = || {
        let (actor, option) = (rng.random_range(0..4), rng.random_range(0..free + 3));
        let not = if rng.random_bool(0.5) { "not " } else { "" };
        match option.checked_sub(free) {
            None => format!("{not}a{actor}.o{option}"),
            Some(level) => format!("{not}a{actor}.c = '{}'", ["x", "y", "z"][level]),
        }
    };
    for _ in 0..4 {
        text += &format!("[[rules]]\nnever = \"{} and {}\"\n", literal(), literal());
    }
    text += "[[rules]]\nactor = 'a1'\nfrom = 'a0.o0'\nto = 'a1.o1 and a0.o1'\ncannot = true\n[preferences]\n";
    for actor in 0..4 {
        let wants: Vec<String> = (0..5).map(|_| format!("\"{} if {}\"", literal(), literal())).collect();
        text += &format!("a{actor} = [{}]\n", wants.join(", "));
    }
    text
}

/// Verdicts in cases with some hundred thousand states, worked out once more by the definition around states drawn from them.
#[test]
fn verdicts_of_large_cases_hold_around_drawn_states() {
    let (mut decided, mut of_each) = (0, [0; 2]);
    for seed in 0..3 {
        let text = large(seed, 4);
        let model = model(&text);
        let found = symbolic(&model).unwrap_or_else(|why| panic!("{why}\n{text}"));
        assert!(found.states.count() > 1 << 18, "{}", found.states.count());
        for concept in Concept::USUAL {
            for actor in model.actor_ids() {
                let stable = found.stable(concept, actor).expect("it was asked");
                let drawn = [stable.members(4), found.states.difference(stable).members(4)].concat();
                for setting in drawn {
                    let asked = foresight(concept);
                    let Ok(stays) = stays(&model, actor, asked, Place(setting), 1 << 14, &|| false) else { continue };
                    assert_eq!(stable.contains(setting), stays, "{concept:?} {actor:?} {setting:b}\n{text}");
                    decided += 1;
                    of_each[usize::from(stays)] += 1;
                }
            }
        }
    }
    assert!(decided > 200 && of_each.iter().all(|&of| of > 50), "{decided} {of_each:?}");
}

/// So many verdicts are worked out by the definition around drawn states, unless the environment says another number.
const SAMPLED: usize = 2_000;
/// For changes to the engine: `STATECRAFT_SAMPLED=100000`.
const HOW_MANY: &str = "STATECRAFT_SAMPLED";

/// A case with 20 to 40 options: a third of them with moves that are barred, half of them with options that only go one way.
fn sampled_case(number: u64) -> String {
    let mut text = large(1_000 + number, 2 + number as usize % 6);
    if !number.is_multiple_of(3) {
        text = text.replace("[[rules]]\nactor = 'a1'\nfrom = 'a0.o0'\nto = 'a1.o1 and a0.o1'\ncannot = true\n", "");
    }
    if number.is_multiple_of(2) {
        text = text.replace("label = 'Do 1' }", "label = 'Do 1', one_way = 'take' }");
    }
    text
}

/// Verdicts on states drawn at random from cases of up to a billion settings, worked out once more by the definition around each.
#[test]
fn verdicts_of_sampled_states_follow_from_the_definition() {
    let wanted = std::env::var(HOW_MANY).ok().and_then(|number| number.parse().ok()).unwrap_or(SAMPLED);
    let (cases, mut of_each, mut too_much) = (12, [0; 2], 0);
    for number in 0..cases {
        let text = sampled_case(number);
        let (model, mut rng) = (model(&text), stream(9_500_000 + number));
        let found = symbolic(&model).unwrap_or_else(|why| panic!("{why}\n{text}"));
        let mut left = wanted.div_ceil(cases as usize);
        while left > 0 {
            let setting = rng.random::<OptionSet>() >> (OptionSet::BITS as usize - model.options().len());
            if !found.states.contains(setting) {
                continue;
            }
            for (at, concept) in Concept::USUAL.into_iter().enumerate() {
                let actor = ActorId::new((left + at) % model.actors().len());
                let stable = found.stable(concept, actor).expect("it was asked").contains(setting);
                match stays(&model, actor, foresight(concept), Place(setting), 1 << 12, &|| false) {
                    Ok(stays) => assert_eq!(stable, stays, "{concept:?} {actor:?} {setting:b}\n{text}"),
                    Err(_) => too_much += 1,
                }
                of_each[usize::from(stable)] += 1;
            }
            left -= 1;
        }
    }
    let verdicts: usize = of_each.iter().sum();
    assert!(of_each.iter().all(|&of| of > wanted / 4) && 3 * too_much < verdicts, "{of_each:?} {too_much}");
}

pub(crate) fn foresight(concept: Concept) -> Foresight {
    let (moves, replies) = match concept {
        Concept::Nash => (1, Replies::Any),
        Concept::Gmr => (2, Replies::Any),
        Concept::Smr => (3, Replies::Any),
        Concept::Seq => (2, Replies::Improvements),
        _ => (3, Replies::Improvements),
    };
    Foresight { moves, replies }
}

/// All verdicts of cases that both engines can do, with some ten thousand states and moves that are barred.
#[test]
fn diagrams_agree_with_the_engine() {
    for seed in 0..3 {
        let text = large(seed, 2);
        let (model, graph) = laid_out(&text);
        let found = symbolic(&model).unwrap_or_else(|why| panic!("{why}\n{text}"));
        assert_eq!(found.states.count(), graph.len() as u128);
        let StateSpace::Settings(states) = &graph.states else { panic!("options") };
        let engine = analyze(&graph, &Concept::USUAL).expect("they apply");
        for concept in Concept::USUAL {
            for actor in model.actor_ids() {
                let (one, other) = (found.stable(concept, actor).expect("it was asked"), engine.stable(concept, actor));
                assert_eq!(one.count(), other.len() as u128, "{concept:?} {actor:?}\n{text}");
                let wrong = other.iter().find(|&state| !one.contains(states.taken(state)));
                assert_eq!(wrong, None, "{concept:?} {actor:?}\n{text}");
            }
        }
    }
}

/// The outcomes that are nearest to a setting are those that differ in the fewest options.
#[test]
fn the_nearest_members_are_the_nearest() {
    for k in (0..600).filter(|k| k % 2 == 0) {
        let (spec, text) = random(k);
        let found = symbolic(&model(&text)).unwrap_or_else(|why| panic!("{why}\n{text}"));
        let outcomes = found.outcomes(Concept::Gmr).expect("it was asked");
        let all = outcomes.members(usize::MAX);
        for from in spec.feasible().into_iter().take(4).map(|setting| setting as OptionSet) {
            let least = all.iter().map(|to| (to ^ from).count_ones()).min();
            let near = |to: &&OptionSet| Some((**to ^ from).count_ones()) == least;
            let expected: BTreeSet<OptionSet> = all.iter().filter(near).copied().collect();
            assert_eq!(outcomes.nearest(from, usize::MAX).into_iter().collect::<BTreeSet<_>>(), expected, "{text}");
            assert_eq!(outcomes.nearest(from, 1).len(), expected.len().min(1));
        }
    }
}

/// The answer is owned data, told in words, and confirmed around its states; one account can be asked for.
#[test]
fn the_answer_is_read_back_and_told() {
    let text = large(1, 6) + "[scenarios.quiet]\ntitle = 'Quiet'\nwhere = 'not a0.o0 and not a1.o0'\n";
    let case = Case::parse(&text).unwrap_or_else(|problem| panic!("{problem:?}\n{text}"));
    let study = Study::not_laid_out(case, Vec::new());
    let question: Question =
        serde_json::from_str(r#"{"question": "outcome-sets", "concepts": ["nash", "seq"]}"#).expect("a question");
    let answer = study.ask(&question, &Limits::default()).expect("an answer");
    let written = serde_json::to_string(&answer).expect("it is written");
    assert_eq!(serde_json::from_str::<Answer>(&written).expect("it is read"), answer);
    let Answer::OutcomeSets(answer) = answer else { panic!("{written}") };
    assert_eq!(answer.concepts, ["nash", "seq"]);
    let account = &answer.accounts[0];
    assert!(account.checked.failed.is_empty() && account.checked.checked > 10, "{:?}", account.checked);
    let seq = account.sets.get("seq").expect("it was asked");
    assert!(
        account.sets.get("nash").expect("it was asked").outcomes <= seq.outcomes && seq.outcomes.0 > 1000,
        "{seq:?}"
    );
    let within = seq.scenarios.get("quiet").expect("the scenario").0;
    assert!(within > 0 && within < seq.outcomes.0, "{within}");
    let told = answer.text(&study.case, TextOptions { width: 100, all: false });
    for said in [&format!("{} states, as sets", account.states), "more patterns for", "“Quiet”", "Independent code"]
    {
        assert!(told.contains(said), "{said}: {told}");
    }
    assert!(told.lines().all(|line| line.chars().count() <= 100), "{told}");
    let other = AskOutcomeSets { concepts: vec!["sim".into()], ..AskOutcomeSets::default() };
    assert_eq!(study.ask(&other, &Limits::default()).expect_err("it is refused").code(), "not-symbolic");
    let nobody = AskOutcomeSets { accounts: vec!["x".into()], ..AskOutcomeSets::default() };
    assert_eq!(study.ask(&nobody, &Limits::default()).expect_err("it is refused").code(), "account");
}
