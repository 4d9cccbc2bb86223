//! Options with levels are the same model as plain options under a rule that exactly one is taken.
//!
//! Each random model is written twice: with levels, compared in all the ways of the language, and with a plain option for each level,
//! an `exactly_one` rule for each choice and a `cannot` rule for each level that a one-way choice cannot leave downwards or upwards.

use crate::certificates::{certificate, opened};
use crate::engine::{answer, laid_out, verdicts};
use crate::impact::compare_written;
use crate::oracle;
use crate::spec::random::stream;
use crate::spec::{Actor, Choice, Preference, Rule, Spec, Statement, World};
use crate::witnesses::concepts;
use rand::RngExt;
use rand_chacha::ChaCha8Rng;
use statecraft::answers::brief::AskBrief;
use statecraft::case::{Case, LineId};
use statecraft::certificate::Verification;
use statecraft::diag::Diagnostic;
use statecraft::edit::{Edit, EditError, Kind, Today, apply};
use statecraft::graph::Limits;
use statecraft::model::Model;
use statecraft::study::Study;
use std::fmt::Write;
use std::ops::Range;

/// Names that look like parts of statements, with either kind of quotation marks.
const LEVELS: [&str; 6] = ["stop", "to 3.67 %", "don't", "a.x = \"b\"", ">= and (not", "höher"];

/// One choice of an actor: where its levels stand among all options.
struct Levels {
    actor: usize,
    key: String,
    all: Range<usize>,
    one_way: Option<&'static str>,
}

/// A model in plain options, and which of them are levels.
pub(crate) struct Leveled {
    pub(crate) spec: Spec,
    choices: Vec<Levels>,
    today: usize,
    rules: Vec<Rule>,
}

impl Leveled {
    pub(crate) fn random(k: u64) -> Leveled {
        let mut rng = stream(7_000_000 + k);
        loop {
            let found = Leveled::drawn(&mut rng, k);
            let states = found.spec.members().len();
            if found.spec.options() <= 11 && !found.choices.is_empty() && (1..=40).contains(&states) {
                let states = found.spec.feasible();
                let today = states[rng.random_range(0..states.len())];
                return Leveled { today, ..found };
            }
        }
    }

    fn drawn(rng: &mut ChaCha8Rng, k: u64) -> Leveled {
        let (mut actors, mut choices, mut rules, mut first) = (vec![], vec![], vec![], 0);
        for actor in 0..rng.random_range(2..=3) {
            let plain: usize = rng.random_range(0..=1);
            let mut options: Vec<Choice> =
                (0..plain).map(|at| Choice { key: format!("o{at}"), one_way: None }).collect();
            for choice in 0..rng.random_range(0..=2) {
                let start = first + options.len();
                let all = start..start + rng.random_range(2..=4);
                options.extend(all.clone().map(|at| Choice { key: format!("c{choice}_{at}"), one_way: None }));
                let one_way = [None, None, Some("up"), Some("down")][rng.random_range(0..4)];
                choices.push(Levels { actor, key: format!("c{choice}"), all, one_way });
            }
            first += options.len();
            actors.push(Actor { key: format!("a{actor}"), options, preference: Preference::Statements(vec![]) });
        }
        if first > 0 {
            let patterns = rng.random_range(0..=2);
            rules.extend((0..patterns).map(|_| Rule::Never(Statement::random_pattern(rng, first, 2.min(first)))));
            for actor in &mut actors {
                let wishes = rng.random_range(0..=4);
                actor.preference = if rng.random_bool(0.2) {
                    Preference::Weights(
                        (0..first).map(|at| (Statement::Taken(at), rng.random_range(-3000..3000))).collect(),
                    )
                } else {
                    Preference::Statements((0..wishes).map(|_| Statement::random(rng, first, 3)).collect())
                };
            }
        }
        let world = World::Options(choices.iter().flat_map(Levels::rules).chain(rules.iter().cloned()).collect());
        let spec = Spec { title: format!("Levels {k}"), actors, world, sparing: rng.random_bool(0.5), account: false };
        Leveled { spec, choices, today: 0, rules }
    }

    /// The options by their names: a level with its choice, in one of the ways to say that it holds.
    fn names(&self, rng: &mut ChaCha8Rng, only_equal: bool) -> Vec<String> {
        let mut names = self.spec.option_names();
        for choice in &self.choices {
            for at in choice.all.clone() {
                names[at] =
                    self.level(choice, at - choice.all.start, if only_equal { 0 } else { rng.random_range(0..6) });
            }
        }
        names
    }

    fn level(&self, choice: &Levels, place: usize, way: usize) -> String {
        let name = format!("{}.{}", self.spec.actors[choice.actor].key, choice.key);
        let last = choice.all.len() - 1;
        let quoted = |place: usize| quoted(LEVELS[place], way.is_multiple_of(2));
        match way {
            1 if place == 0 => format!("{name} <= {}", quoted(0)),
            2 if place == 0 => format!("{name}<{}", quoted(1)),
            1 if place == last => format!("{name}>={}", quoted(last)),
            2 if place == last => format!("{name} > {}", quoted(last - 1)),
            3 => format!("({name} >= {} and not {name} > {})", quoted(place.min(last)), quoted(place))
                .replace(&format!("and not {name} > {}", quoted(last)), &format!("and {name} = {}", quoted(last))),
            4 if place > 0 => format!("({name} <= {} and {name} > {})", quoted(place), quoted(place - 1)),
            _ => format!("{name} = {}", quoted(place)),
        }
    }

    /// The case file with levels.
    pub(crate) fn text(&self, k: u64) -> String {
        let mut rng = stream(8_000_000 + k);
        let mut text = format!("title = {:?}\n", self.spec.title);
        for (at, actor) in self.spec.actors.iter().enumerate() {
            let _ = write!(text, "\n[actors.{}]\n", actor.key);
            for plain in actor.options.iter().filter(|option| option.key.starts_with('o')) {
                let _ = writeln!(text, "options.{} = {{ label = \"Do {}\" }}", plain.key, plain.key);
            }
            for choice in self.choices.iter().filter(|choice| choice.actor == at) {
                let levels = &LEVELS[..choice.all.len()];
                let way = choice.one_way.map(|way| format!(", one_way = {way:?}")).unwrap_or_default();
                let _ = writeln!(text, "choices.{} = {{ label = \"Choose\", levels = {levels:?}{way} }}", choice.key);
            }
        }
        let equal = self.names(&mut rng, true);
        let taken: Vec<&String> =
            (0..equal.len()).filter(|at| self.today >> at & 1 == 1).map(|at| &equal[at]).collect();
        let _ = write!(text, "\n[status_quo]\ntaken = {taken:?}\n");
        for rule in &self.rules {
            let Rule::Never(never) = rule else { continue };
            let names = self.names(&mut rng, false);
            let _ = write!(text, "\n[[rules]]\nnever = {:?}\n", never.write(&names, self.spec.sparing));
        }
        text += "\n[preferences]\n";
        for actor in &self.spec.actors {
            let order = match &actor.preference {
                Preference::Weights(weights) => {
                    let pair = |(what, weight): &(Statement, i64)| {
                        format!("{:?} = {:.3}", what.write(&equal, true), *weight as f64 / 1000.0)
                    };
                    format!("{{ weights = {{ {} }} }}", weights.iter().map(pair).collect::<Vec<_>>().join(", "))
                }
                Preference::Statements(wishes) => {
                    let mut wish = |wish: &Statement| wish.write(&self.names(&mut rng, false), self.spec.sparing);
                    format!("{:?}", wishes.iter().map(&mut wish).collect::<Vec<_>>())
                }
                Preference::Ranking(_) => unreachable!("none is drawn"),
            };
            let _ = writeln!(text, "{} = {order}", actor.key);
        }
        text
    }
}

impl Levels {
    /// What makes plain options of these levels.
    fn rules(&self) -> Vec<Rule> {
        let mut rules = vec![Rule::ExactlyOne(self.all.clone().map(Statement::Taken).collect())];
        for from in self.all.clone() {
            let barred = self.all.clone().filter(|&to| match self.one_way {
                Some("up") => to < from,
                Some(_) => to > from,
                None => false,
            });
            let one = |to: usize| {
                let (from, to) = (Statement::Taken(from), Statement::Taken(to));
                Rule::Cannot { actor: self.actor, from, to }
            };
            rules.extend(barred.map(one));
        }
        rules
    }
}

/// In marks of the kind that the text does not have, or of either kind.
fn quoted(text: &str, single: bool) -> String {
    let single = !text.contains('\'') && (single || text.contains('"'));
    if single { format!("'{text}'") } else { format!("\"{text}\"") }
}

#[test]
fn levels_are_plain_options_of_which_exactly_one_is_taken() {
    let (mut one_way, mut compared) = (0, 0);
    for k in 0..500 {
        let leveled = Leveled::random(k);
        let (text, plain) = (leveled.text(k), leveled.spec.plain());
        // The definitions, worked out from the plain options.
        let (found, by_definition) = (answer(&text), oracle::verdicts(&plain));
        assert_eq!(found.states, plain.names, "{text}");
        assert_eq!(found.verdicts, by_definition, "{text}\n{}", leveled.spec.to_toml());
        // Every other concept, as of the plain options.
        let ((_, with_levels), (_, without)) = (laid_out(&text), laid_out(&leveled.spec.to_toml()));
        for concept in concepts() {
            let (one, other) = (verdicts(&with_levels, concept), verdicts(&without, concept));
            compared += usize::from(one.is_ok());
            assert_eq!(one.ok(), other.ok(), "{concept:?}\n{text}");
        }
        one_way += usize::from(leveled.choices.iter().any(|choice| choice.one_way.is_some()));
    }
    assert!(one_way > 100 && compared > 5_000, "{one_way} go one way, {compared} compared");
}

#[test]
fn certificates_of_levels_and_of_plain_options_hold() {
    for k in 0..500 {
        let leveled = Leveled::random(k);
        for text in [leveled.text(k), leveled.spec.to_toml()] {
            let opened = opened(Case::parse(&text).expect("a case"));
            let verification = Verification::of(&opened.case, &certificate(&opened));
            assert!(verification.holds() && verification.accounts[0].complete, "{}\n{text}", verification.text());
        }
    }
}

/// A case with levels, written anew, is the same case.
#[test]
fn levels_survive_being_written_anew() {
    for k in 0..200 {
        let text = Leveled::random(k).text(k);
        let case = Case::parse(&text).expect("a case");
        for again in [
            Case::parse(&case.to_toml().expect("TOML")).expect("the same case"),
            Case::from_json(&case.to_json().expect("TOML").to_string()).expect("the same case"),
        ] {
            assert_eq!(case.to_json(), again.to_json(), "{text}");
            let keys = |case: &Case| {
                let model = Model::from_case(case, &case.accounts[0]).expect("a model");
                model.options().iter().map(|option| option.key.clone()).collect::<Vec<_>>()
            };
            assert_eq!(keys(&case), keys(&again), "{text}");
        }
    }
}

/// A choice that falls stays at the level of today.
#[test]
fn a_choice_that_falls_stays_at_its_level() {
    let mut telling = 0;
    for k in 0..300 {
        let leveled = Leveled::random(k);
        let choice = &leveled.choices[k as usize % leveled.choices.len()];
        let mut edited = leveled.spec.clone();
        let World::Options(rules) = &mut edited.world else { continue };
        let level = choice.all.clone().find(|at| leveled.today >> at & 1 == 1).expect("one level holds");
        rules.push(Rule::Never(Statement::Not(Box::new(Statement::Taken(level)))));
        let line = LineId::Option { actor: format!("a{}", choice.actor), option: choice.key.clone() };
        telling += usize::from(compare_written(&leveled.text(k), &leveled.spec, &edited, &line));
    }
    assert!(telling > 50, "{telling}");
}

const IRAN: &str = r#"
title = "Enrichment and sanctions"
[actors.iran]
name = "Iran"
[actors.iran.options]
host = { label = "Host inspectors" }
[actors.iran.choices]
enrich = { label = "Enrich uranium", levels = ["stop", "to 3.67 %", "to 60 %"] }
[actors.us]
name = "the United States"
[actors.us.choices]
sanctions = { label = "Sanction Iran", levels = ["not at all", "on arms", "on oil"], one_way = "up" }
[status_quo]
taken = ["iran.enrich = 'to 60 %'", 'us.sanctions = "on arms"']
[[rules]]
when = 'iran.host'
needs = "iran.enrich <= 'to 3.67 %'"
[preferences]
iran = ["us.sanctions < 'on oil'", "not iran.host and iran.enrich >= 'to 3.67 %'"]
us = { weights = { "iran.enrich = 'stop'" = 3, us = { "sanctions = 'on oil'" = 1 } } }
"#;

/// The sentences name the level that holds, and no other beside it.
#[test]
fn no_other_level_is_told_beside_the_one_that_holds() {
    let study = Study::of(Case::parse(IRAN).expect("a case"), Vec::new(), &Limits::default());
    let brief = study.ask(&AskBrief::default(), &Limits::default()).expect("a brief");
    let page = statecraft::brief::page(&study, &brief).markdown();
    assert!(page.contains("Iran would") && page.contains("to 3.67 %"), "{page}");
    for sentence in page.split(['.', ';']).filter(|sentence| sentence.contains(" would ")) {
        for wrong in ["not enrich", "no longer enrich", "not sanction", "no longer sanction", "dropping"] {
            assert!(!sentence.contains(wrong), "{wrong}: {sentence}");
        }
    }
    let shown = statecraft::text::describe(&study, 100);
    assert!(shown.contains("iran.enrich   Enrich uranium: stop, to 3.67 % or to 60 %"), "{shown}");
    assert!(shown.contains("Sanction Iran: not at all, on arms or on oil; only to later levels"), "{shown}");
}

#[test]
fn a_choice_is_renamed_everywhere_and_set_to_a_level() {
    let made = |edit: Edit| apply(&edit, IRAN).map(|applied| applied.text);
    let rename = |kind, from: &str, to: &str| Edit::Rename { kind, from: from.into(), to: to.into() };
    let choice = made(rename(Kind::Option, "us.sanctions", "ban")).expect("it is renamed");
    assert_eq!(choice, IRAN.replace("sanctions =", "ban =").replace("us.sanctions <", "us.ban <"));
    let actor = made(rename(Kind::Actor, "iran", "persia")).expect("it is renamed");
    let as_asked = IRAN.replace("iran.", "persia.").replace("[actors.iran]", "[actors.persia]");
    assert_eq!(actor, as_asked.replace("\niran = [", "\npersia = ["));
    assert!(matches!(made(rename(Kind::Option, "iran.host", "enrich")), Err(EditError::Taken { .. })));
    let remove = Edit::Remove { kind: Kind::Option, name: "iran.enrich".into(), cited: false };
    assert!(matches!(made(remove), Err(EditError::InUse { .. })));
    let today = |taken: &[&str]| Edit::Today {
        account: None,
        today: Today::Taken(taken.iter().map(|option| (*option).to_string()).collect()),
    };
    let set = made(today(&["iran.enrich = 'stop'", "us.sanctions = \"on arms\"", "iran.host"])).expect("it is set");
    assert!(Case::parse(&set).is_ok_and(|case| case.status_quo.is_some()), "{set}");
    assert!(matches!(made(today(&["iran.host"])), Err(EditError::Breaks { .. })));
}

/// More levels than a setting has bits are refused; it is said that each counts, and which choice has the most.
#[test]
fn too_many_levels_are_refused() {
    let levels: Vec<String> = (0..40).map(|level| format!("{level} %")).collect();
    let actor =
        |key: &str| format!("[actors.{key}]\nname = '{key}'\nchoices.c = {{ label = 'C', levels = {levels:?} }}\n");
    let text = |actors: &str| format!("title = 'T'\n{actors}[preferences]\na = []\nb = []\n");
    let problems = |text: &str| Study::of(Case::parse(text).expect("a case"), Vec::new(), &Limits::default()).problems;
    let four = problems(&text(&["a", "b", "d", "e"].map(actor).concat()));
    let refused = |it: &Diagnostic| {
        let help = it.help.as_deref().unwrap_or_default();
        it.message.contains("160 options, each level counted as one; at most 128")
            && help.contains("`e.c`, which has 40")
    };
    assert!(four.iter().any(refused), "{four:?}");
    let two = problems(&text(&(actor("a") + &actor("b"))));
    assert!(!two.iter().any(|it| it.is_error()), "{two:?}");
}
