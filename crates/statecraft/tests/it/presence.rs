//! Actors that end or begin, options that are dropped with them, and options that follow others: against the definition, worked out one
//! setting and one pair of states at a time.

use crate::certificates::{certificate, opened};
use crate::engine::{answer, laid_out};
use crate::oracle;
use crate::spec::random::stream;
use crate::spec::{Actor, OneWay, Plain, Preference, Rule, Spec, Statement, World};
use rand::RngExt;
use rand_chacha::ChaCha8Rng;
use statecraft::case::Case;
use statecraft::certificate::Verification;
use statecraft::edit::{Edit, Kind, apply};
use statecraft::graph::{Graph, Limits, StateSpace};
use statecraft::model::ActorId;
use statecraft::stability::{self, Concept};
use statecraft::study::Study;

/// What is said of one actor, and of one option.
#[derive(Clone, Default)]
struct Present {
    begins: Option<Statement>,
    ends: Option<Statement>,
    moot: usize,
}

#[derive(Clone, Default)]
struct Ordered {
    after: Option<Statement>,
    /// The options that are then taken, and those that are then dropped.
    then: Option<(usize, usize)>,
}

struct Passing {
    spec: Spec,
    present: Vec<Present>,
    ordered: Vec<Ordered>,
}

impl Passing {
    fn random(k: u64) -> Passing {
        let mut rng = stream(9_000_000 + k);
        for at in 0.. {
            let mut spec = Spec::random(2 * (k + 1_000 * at));
            let options = spec.options();
            let World::Options(rules) = &mut spec.world else { continue };
            rules.retain(|rule| !matches!(rule, Rule::Same(_)));
            rules.truncate(2);
            if !(2..=6).contains(&options) {
                continue;
            }
            for actor in &mut spec.actors {
                if matches!(actor.preference, Preference::Ranking(_)) {
                    let wishes = (0..4).map(|_| Statement::random(&mut rng, options, 2)).collect();
                    actor.preference = Preference::Statements(wishes);
                }
            }
            let found = Passing::drawn(&mut rng, spec);
            if !found.states().is_empty() {
                return found;
            }
        }
        unreachable!("there is always another model")
    }

    fn drawn(rng: &mut ChaCha8Rng, spec: Spec) -> Passing {
        let options = spec.options();
        // What ends an actor is said of options that no end drops.
        let moot: usize = (0..options).filter(|_| rng.random_bool(0.4)).fold(0, |all, at| all | 1 << at);
        let firm: Vec<usize> = (0..options).filter(|at| moot >> at & 1 == 0).collect();
        let of_firm = |rng: &mut ChaCha8Rng| Statement::random(rng, firm.len(), 1).renumbered(&firm);
        let mut present = |_| {
            let ends = (!firm.is_empty() && rng.random_bool(0.6)).then(|| of_firm(rng));
            let begins = rng.random_bool(0.2).then(|| Statement::random(rng, options, 1));
            let moot = if ends.is_some() { moot & rng.random_range(0..1 << options) } else { 0 };
            Present { begins, ends, moot }
        };
        let present = spec.actors.iter().map(&mut present).collect();
        let ordered = (0..options).map(|at| {
            let after = rng.random_bool(0.2).then(|| Statement::random(rng, options, 1));
            let other = rng.random_range(0..options);
            let then = (rng.random_bool(0.3) && other != at)
                .then(|| if rng.random_bool(0.5) { (1 << other, 0) } else { (0, 1 << other) });
            Ordered { after, then }
        });
        let ordered = ordered.collect();
        Passing { spec, present, ordered }
    }

    /// The case file: that of the model, with what is said here beside names and labels.
    fn text(&self) -> String {
        let (names, mut text) = (self.spec.option_names(), self.spec.to_toml());
        let said = |key: &str, statement: &Option<Statement>| {
            statement
                .as_ref()
                .map_or(String::new(), |it| format!("{key} = '{}'\n", it.write(&names, self.spec.sparing)))
        };
        for (actor, present) in self.spec.actors.iter().zip(&self.present) {
            let moot: Vec<&String> =
                (0..names.len()).filter(|at| present.moot >> at & 1 == 1).map(|at| &names[at]).collect();
            let name = format!("name = \"Actor {}\"\n", actor.key);
            let moot = if present.ends.is_some() { format!("moot = {moot:?}\n") } else { String::new() };
            text = text.replace(
                &name,
                &format!("{name}{}{}{moot}", said("begins", &present.begins), said("ends", &present.ends)),
            );
        }
        let mut at = 0;
        for actor in &self.spec.actors {
            let head = format!("[actors.{}.options]\n", actor.key);
            let Some((before, after)) = text.split_once(&head).map(|(a, b)| (a.to_string(), b.to_string())) else {
                continue;
            };
            let mut lines = after.splitn(actor.options.len() + 1, '\n').map(String::from).collect::<Vec<_>>();
            for line in lines.iter_mut().take(actor.options.len()) {
                let ordered = &self.ordered[at];
                let after = ordered.after.as_ref().map(|it| format!(", after = '{}'", it.write(&names, true)));
                let then = ordered.then.map(|(takes, drops)| {
                    let not = if takes == 0 { "not " } else { "" };
                    format!(", then = '{not}{}'", names[(takes | drops).trailing_zeros() as usize])
                });
                let more: String = after.into_iter().chain(then).collect();
                *line = line.replace(" }", &format!("{more} }}"));
                at += 1;
            }
            text = format!("{before}{head}{}", lines.join("\n"));
        }
        text
    }

    /// No state has what is pointless in it.
    fn states(&self) -> Vec<usize> {
        let dropped = |setting: &usize| self.present.iter().all(|it| !it.has_ended(*setting) || it.moot & setting == 0);
        self.spec.feasible().into_iter().filter(dropped).collect()
    }

    fn moves(&self, actor: usize, from: usize, to: usize) -> bool {
        let (own, present) = (self.spec.own_options(actor), &self.present[actor]);
        let begun = present.begins.as_ref().is_none_or(|begins| begins.holds(from));
        // The mover sets its own options; then, in this order, what `then` says of those newly taken, and what ends drop.
        let set =
            (0..self.spec.options()).fold(0, |all, at| all | (if own.contains(&at) { to } else { from }) & 1 << at);
        let (mut end, mut touched) = (set, 0);
        for (at, ordered) in self.ordered.iter().enumerate() {
            if let (1, 0, Some((takes, drops))) = (set >> at & 1, from >> at & 1, ordered.then) {
                (end, touched) = ((end | takes) & !drops, touched | takes | drops);
            }
        }
        for present in self.present.iter() {
            if present.has_ended(end) {
                (end, touched) = (end & !present.moot, touched | present.moot);
            }
        }
        let in_order = own.clone().all(|at| {
            let after = self.ordered[at].after.as_ref();
            let newly = to >> at & 1 == 1 && from >> at & 1 == 0;
            !newly || after.is_none_or(|after| after.holds(from))
        });
        let kept = own.clone().zip(&self.spec.actors[actor].options).all(|(at, choice)| match choice.one_way {
            _ if touched >> at & 1 == 1 => true,
            Some(OneWay::Take) => from >> at & 1 <= set >> at & 1,
            Some(OneWay::Drop) => from >> at & 1 >= set >> at & 1,
            None => true,
        });
        let World::Options(rules) = &self.spec.world else { return false };
        let barred = rules.iter().any(|rule| match rule {
            Rule::Cannot { actor: whose, from: one, to: other } => {
                *whose == actor && one.holds(from) && other.holds(to)
            }
            _ => false,
        });
        from != to && end == to && begun && !present.has_ended(from) && in_order && kept && !barred
    }

    fn plain(&self) -> Plain {
        let states = self.states();
        let from = |actor: usize, from: usize| {
            (0..states.len()).filter(|&to| self.moves(actor, states[from], states[to])).collect()
        };
        let actors = self.spec.actors.len();
        let moves = (0..actors).map(|actor| (0..states.len()).map(|at| from(actor, at)).collect()).collect();
        let worth = |actor: &Actor| -> Vec<i64> {
            let key = |setting: usize| match &actor.preference {
                Preference::Weights(weights) => {
                    vec![weights.iter().filter(|(what, _)| what.holds(setting)).map(|(_, it)| *it).sum()]
                }
                Preference::Statements(wishes) => wishes.iter().map(|wish| i64::from(wish.holds(setting))).collect(),
                Preference::Ranking(_) => unreachable!("none is drawn"),
            };
            let keys: Vec<Vec<i64>> = states.iter().map(|&setting| key(setting)).collect();
            keys.iter().map(|own| keys.iter().filter(|other| *other < own).count() as i64).collect()
        };
        let rank = self.spec.actors.iter().map(worth).collect();
        Plain {
            actors,
            states: states.len(),
            moves,
            rank,
            names: (1..=states.len()).map(|it| it.to_string()).collect(),
        }
    }
}

impl Present {
    fn has_ended(&self, setting: usize) -> bool {
        self.ends.as_ref().is_some_and(|ends| ends.holds(setting))
    }
}

#[test]
fn actors_that_end_and_options_that_follow_are_as_defined() {
    let (mut silenced, mut followed) = (0, 0);
    for k in 0..2_000 {
        let passing = Passing::random(k);
        let (text, plain) = (passing.text(), passing.plain());
        let (_, graph) = laid_out(&text);
        let StateSpace::Settings(states) = &graph.states else { panic!("options have settings") };
        let listed: Vec<usize> = graph.state_ids().map(|state| states.code(state) as usize).collect();
        assert_eq!(listed, passing.states(), "{text}");
        let moves = |actor: usize, from| moves_of(&graph, actor, from);
        let found: Vec<Vec<Vec<usize>>> =
            (0..plain.actors).map(|i| (0..plain.states).map(|s| moves(i, s)).collect()).collect();
        assert_eq!(found, plain.moves, "{text}");
        assert_eq!(answer(&text).verdicts, oracle::verdicts(&plain), "{text}");
        let ended = |it: &Present| passing.states().iter().any(|&setting| it.has_ended(setting));
        silenced += usize::from(passing.present.iter().any(ended));
        let code = |at: usize| listed[at];
        let by_others = |(i, s): (usize, usize)| {
            let own = passing.spec.own_options(i).fold(0, |all, at| all | 1 << at);
            plain.moves[i][s].iter().any(|&t| (code(s) ^ code(t)) & !own != 0)
        };
        followed += usize::from((0..plain.actors).flat_map(|i| (0..plain.states).map(move |s| (i, s))).any(by_others));
    }
    assert!(silenced > 1_000 && followed > 500, "{silenced} with an end, {followed} with something that follows");
}

fn moves_of(graph: &Graph, actor: usize, from: usize) -> Vec<usize> {
    let mut found: Vec<usize> = graph
        .moves_from(ActorId::new(actor), statecraft::graph::StateId::new(from))
        .into_iter()
        .map(|state| state.index())
        .collect();
    found.sort_unstable();
    found
}

#[test]
fn certificates_of_ended_actors_hold() {
    for k in 0..300 {
        let text = Passing::random(k).text();
        let opened = opened(Case::parse(&text).expect("a case"));
        let verification = Verification::of(&opened.case, &certificate(&opened));
        assert!(verification.holds() && verification.accounts[0].complete, "{}\n{text}", verification.text());
    }
}

#[test]
fn what_is_said_of_presence_survives_being_written_anew() {
    for k in 0..200 {
        let text = Passing::random(k).text();
        let case = Case::parse(&text).expect("a case");
        let again = Case::parse(&case.to_toml().expect("TOML")).expect("the same case");
        assert_eq!(case.to_json(), again.to_json(), "{text}");
        let json = case.to_json().expect("JSON").to_string();
        assert_eq!(case.to_json(), Case::from_json(&json).expect("the same case").to_json(), "{text}");
    }
}

const KABUL: &str = r#"
title = "Power"
[actors.taliban]
name = "the Taliban"
plural = true
options.rule = { label = "Take power", one_way = "take", after = 'us.leave' }
[actors.kabul]
name = "Kabul"
ends = 'taliban.rule'
moot = ["kabul.share", "iran.host"]
claims = ["weak"]
options.share = { label = "Share power" }
[actors.iran]
name = "Iran"
options.host = { label = "Host talks" }
[actors.us]
name = "the United States"
options.leave = { label = "Leave", then = 'not iran.host' }
[status_quo]
taken = ["iran.host"]
[preferences]
taliban = ['taliban.rule']
kabul = ['not taliban.rule', 'not kabul.share']
iran = ['iran.host']
us = ['us.leave', 'iran.host if kabul.share']
[sources.s]
title = "S"
text = "s.txt"
[claims.weak]
source = "s"
quote = "cannot stand up"
"#;

#[test]
fn names_in_presence_are_renamed_everywhere() {
    let rename = |kind, from: &str, to: &str| {
        apply(&Edit::Rename { kind, from: from.into(), to: to.into() }, KABUL).expect("it is renamed").text
    };
    assert_eq!(rename(Kind::Claim, "weak", "frail"), KABUL.replace("weak", "frail"));
    assert_eq!(
        rename(Kind::Option, "us.leave", "go"),
        KABUL.replace("us.leave", "us.go").replace("options.leave", "options.go")
    );
    let hosted = KABUL.replace("iran.host", "iran.mediate").replace("options.host", "options.mediate");
    assert_eq!(rename(Kind::Option, "iran.host", "mediate"), hosted);
    let in_use = Edit::Remove { kind: Kind::Option, name: "iran.host".into(), cited: false };
    assert!(apply(&in_use, KABUL).is_err());
}

#[test]
fn doubts_about_presence_are_told() {
    let codes = |text: &str| -> Vec<String> {
        let case = Case::parse(text).expect("a case");
        case.warnings.iter().map(|warning| warning.code.to_string()).collect()
    };
    assert!(codes(KABUL).contains(&"true-for-nothing".to_string()), "{:?}", codes(KABUL));
    assert!(!codes(KABUL).contains(&"veto".to_string()));
    let vetoed = KABUL.replace("[preferences]", "[[rules]]\nnever = 'taliban.rule and iran.host'\n[preferences]");
    assert!(codes(&vetoed).contains(&"veto".to_string()), "{:?}", codes(&vetoed));
}

#[test]
fn what_cannot_be_meant_is_refused() {
    let refused = |text: &str, code: &str| {
        let found: Vec<String> = match Case::parse(text) {
            Err(rejected) => rejected.problems.iter().map(|problem| problem.code.to_string()).collect(),
            Ok(case) => match statecraft::model::Model::from_case(&case, &case.accounts[0]) {
                Err(problems) => problems.iter().map(|problem| problem.code.to_string()).collect(),
                Ok(_) => vec!["accepted".into()],
            },
        };
        assert!(found.iter().any(|it| it == code), "{found:?}, not {code}:\n{text}");
    };
    refused(&KABUL.replace("'not iran.host'", "'iran.host or kabul.share'"), "bad-then");
    refused(&KABUL.replace("'not iran.host'", "'not us.leave'"), "bad-then");
    refused(&KABUL.replace("\"kabul.share\", ", "\"taliban.rule\", "), "bad-presence");
    refused(&KABUL.replace("\"kabul.share\", ", "\"kabul.shares\", "), "unknown-name");
    refused(&KABUL.replace("ends = 'taliban.rule'\n", ""), "bad-presence");
    refused(&KABUL.replace("ends = 'taliban.rule'\nmoot = [\"kabul.share\", \"iran.host\"]\n", ""), "bad-presence");
}

/// More options than a state has bits are refused as such, whatever is said of the last ones.
#[test]
fn too_many_options_are_refused_with_presence() {
    let mut text = String::from(
        "title = 'T'\n[actors.a]\nname = 'A'\nends = 'a.o139'\nmoot = ['a.o138', 'a.o137']\n[actors.a.options]\n",
    );
    (0..140).for_each(|at| {
        text += &format!("o{at} = {{ label = 'O', after = 'a.o136', then = 'not a.o{}' }}\n", (at + 1) % 136)
    });
    let study = Study::from_text(&format!("{text}[preferences]\na = []\n"), &Limits::default());
    assert!(study.problems.iter().any(|problem| problem.code == "too-many-options"), "{:?}", study.problems);
}

/// The shipped case, in which Kabul ends: the numbers that another engine found where what is moot is dropped.
#[test]
fn the_shipped_case_has_its_outcomes_once() {
    let study = Study::open("../../cases/iran-taliban-2021", &Limits::default()).expect("a case without errors");
    let counts: Vec<Vec<usize>> = study
        .accounts
        .iter()
        .map(|account| {
            let found = stability::analyze(&account.graph, &Concept::USUAL).expect("they apply");
            assert_eq!(account.graph.len(), 2_016);
            [Concept::Nash, Concept::Gmr, Concept::Smr, Concept::Seq, Concept::SymSeq]
                .map(|concept| found.equilibria(concept).len())
                .to_vec()
        })
        .collect();
    assert_eq!(counts, [[2, 76, 38, 20, 11], [2, 56, 28, 9, 9], [1, 18, 7, 3, 3]]);
}
