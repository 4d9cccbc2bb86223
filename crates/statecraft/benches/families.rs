//! The models that are measured: families that grow, from fixed seeds, so that every run has the same models.
//!
//! Within a family the models of one seed are alike: the same random statements, their names spread over as many options as
//! there are. Still each size is another throw of dice; so there are several seeds, and what changes from one size to the next
//! over all of them is the size.

use anyhow::{Context, bail};
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use statecraft::case::Case;
use statecraft::model::{ActorId, GraphForm, Model, StateId};
use std::fmt::Write;
use std::path::Path;

/// The first seed; the others follow.
const SEED: u64 = 1987;
/// The stream of the rules; the actors have the streams from 0.
const RULES: u64 = 1 << 32;
const STATEMENTS: usize = 14;
/// In bare graphs.
const ARCS_PER_STATE: usize = 10;
/// What part of the settings the rules leave: nearly the same at every size, so that twice the settings are twice the states.
const LEFT: std::ops::RangeInclusive<f64> = 0.070..=0.075;

/// A family of models.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Family {
    RandomStatements,
    OnePerActor,
    Rules,
    OneWay,
    RulesAndOneWay,
    Barred,
    BareGraph,
    /// Not a family: the Cuban missile crisis of the catalogue.
    TwelveStates,
}

/// A model, and its ranks where no preference could say them.
pub(crate) struct Subject {
    pub(crate) model: Model,
    pub(crate) ranks: Option<Vec<Vec<u32>>>,
}

impl Family {
    pub(crate) const ALL: [Family; 8] = [
        Family::RandomStatements,
        Family::OnePerActor,
        Family::Rules,
        Family::OneWay,
        Family::RulesAndOneWay,
        Family::Barred,
        Family::BareGraph,
        Family::TwelveStates,
    ];

    pub(crate) fn key(self) -> &'static str {
        match self {
            Family::RandomStatements => "random-statements",
            Family::OnePerActor => "one-option-per-actor",
            Family::Rules => "rules",
            Family::OneWay => "one-way",
            Family::RulesAndOneWay => "rules-and-one-way",
            Family::Barred => "barred",
            Family::BareGraph => "bare-graph",
            Family::TwelveStates => "twelve-states",
        }
    }

    pub(crate) fn of_key(key: &str) -> Option<Family> {
        Family::ALL.into_iter().find(|family| family.key() == key)
    }

    /// What its models are.
    pub(crate) fn meaning(self) -> &'static str {
        match self {
            Family::RandomStatements => "4 actors, their options in equal parts, 14 random statements each",
            Family::OnePerActor => "as many actors as options, 14 random statements each",
            Family::Rules => "as random-statements, with random rules that leave 7 % of the settings",
            Family::OneWay => "as random-statements, every third option one-way",
            Family::RulesAndOneWay => "as random-statements, with both",
            Family::Barred => "as random-statements, each actor with a random rule that bars some of its moves",
            Family::BareGraph => "4 actors, 10 random moves from each state, so that moves are not transitive",
            Family::TwelveStates => "the Cuban missile crisis of the catalogue",
        }
    }

    /// The model of a seed with so many settings: a power of two, except in bare graphs.
    pub(crate) fn subject(self, settings: usize, seed: u64) -> anyhow::Result<Subject> {
        if self == Family::BareGraph {
            return bare_graph(settings, seed);
        }
        let case = Case::parse(&self.text(settings, seed)?).ok().context("the case has errors")?;
        let model = Model::from_case(&case, &case.accounts[0]).ok().context("the model has errors")?;
        Ok(Subject { model, ranks: None })
    }

    /// The same as a case file; a bare graph has none.
    pub(crate) fn text(self, settings: usize, seed: u64) -> anyhow::Result<String> {
        let options = settings.ilog2() as usize;
        let four = Text::with(4, options, seed);
        Ok(match self {
            Family::BareGraph => bail!("a bare graph is not written"),
            Family::TwelveStates => {
                let catalogue = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../cases");
                std::fs::read_to_string(catalogue.join("cuban-missile-crisis-1962/case.toml"))?
            }
            Family::OnePerActor => Text::with(options, options, seed).written(&[]),
            Family::RandomStatements => four.written(&[]),
            Family::Rules => four.written(&rules(options, seed)),
            Family::OneWay => Text { one_way: true, ..four }.written(&[]),
            Family::RulesAndOneWay => Text { one_way: true, ..four }.written(&rules(options, seed)),
            Family::Barred => four.written(&[]) + &four.bars(),
        })
    }
}

fn stream(seed: u64, number: u64) -> ChaCha8Rng {
    let mut rng = ChaCha8Rng::seed_from_u64(SEED + seed);
    rng.set_stream(number);
    rng
}

/// A position among so many, from one word whatever their number.
fn pick(rng: &mut ChaCha8Rng, among: usize) -> usize {
    ((u64::from(rng.random::<u32>()) * among as u64) >> 32) as usize
}

/// A case that is to be written.
struct Text {
    actors: usize,
    /// For each option its name.
    names: Vec<String>,
    one_way: bool,
    seed: u64,
}

impl Text {
    fn with(actors: usize, options: usize, seed: u64) -> Text {
        let name = |option: usize| format!("a{}.o{option}", option * actors / options);
        Text { actors, names: (0..options).map(name).collect(), one_way: false, seed }
    }

    fn written(&self, rules: &[Rule]) -> String {
        let mut text = String::from("title = 'generated'\n");
        for actor in 0..self.actors {
            let own = |name: &&String| name.split('.').next() == Some(&format!("a{actor}"));
            let options: Vec<String> =
                self.names.iter().enumerate().filter(|(_, name)| own(name)).map(|(at, _)| self.option(at)).collect();
            let _ = write!(text, "[actors.a{actor}]\nname = 'Actor {actor}'\n[actors.a{actor}.options]\n");
            text += &options.concat();
        }
        text.extend(rules.iter().map(|rule| rule.written(&self.names)));
        text += "[preferences]\n";
        for actor in 0..self.actors {
            let mut rng = stream(self.seed, actor as u64);
            let wants: Vec<String> = (0..STATEMENTS).map(|_| format!("'{}'", self.statement(&mut rng, 2))).collect();
            let _ = writeln!(text, "a{actor} = {{ wants = [{}], assumption = 'random' }}", wants.join(", "));
        }
        text
    }

    /// For each actor a rule that bars some of its moves.
    fn bars(&self) -> String {
        let mut rng = stream(self.seed, RULES);
        let mut bar = |actor: usize| {
            let [from, to] = [(); 2].map(|()| self.statement(&mut rng, 2));
            format!("[[rules]]\nactor = 'a{actor}'\nfrom = '{from}'\nto = '{to}'\ncannot = true\nreason = 'random'\n")
        };
        (0..self.actors).map(&mut bar).collect()
    }

    fn option(&self, at: usize) -> String {
        let one_way = match at % 6 {
            0 if self.one_way => ", one_way = 'take'",
            3 if self.one_way => ", one_way = 'drop'",
            _ => "",
        };
        format!("o{at} = {{ label = 'Do {at}', assumption = 'random'{one_way} }}\n")
    }

    /// A random statement, at most so deep.
    fn statement(&self, rng: &mut ChaCha8Rng, depth: usize) -> String {
        if depth == 0 || rng.random_bool(0.3) {
            return Literal::random(rng, self.names.len()).written(&self.names);
        }
        let joined = [" and ", " or ", " if ", " iff "][pick(rng, 4)];
        format!("({}{joined}{})", self.statement(rng, depth - 1), self.statement(rng, depth - 1))
    }
}

/// An option taken or not.
#[derive(Clone, Copy)]
struct Literal {
    option: usize,
    taken: bool,
}

impl Literal {
    fn random(rng: &mut ChaCha8Rng, options: usize) -> Literal {
        Literal { option: pick(rng, options), taken: rng.random() }
    }

    fn holds(self, setting: u64) -> bool {
        (setting >> self.option & 1 == 1) == self.taken
    }

    fn written(self, names: &[String]) -> String {
        format!("{}{}", if self.taken { "" } else { "not " }, names[self.option])
    }
}

/// Not both.
struct Rule {
    one: Literal,
    other: Literal,
    /// Which of three ways to say it.
    way: usize,
}

impl Rule {
    fn written(&self, names: &[String]) -> String {
        let (one, other) = (self.one.written(names), self.other.written(names));
        let said = match self.way {
            0 => format!("never = '{one} and {other}'"),
            1 => format!("when = '{one}'\nneeds = 'not ({other})'"),
            _ => format!("at_most_one = ['{one}', '{other}']"),
        };
        format!("[[rules]]\n{said}\nreason = 'random'\n")
    }
}

/// Random rules, until few enough settings are left; counted over all settings or over many random ones.
fn rules(options: usize, seed: u64) -> Vec<Rule> {
    let mut rng = stream(seed, RULES);
    let mut left: Vec<u64> = match options {
        0..=16 => (0..1 << options).collect(),
        _ => (0..1 << 16).map(|_| rng.random()).collect(),
    };
    let all = left.len() as f64;
    let mut found = Vec::new();
    while left.len() as f64 / all > *LEFT.end() {
        let (one, other) = (Literal::random(&mut rng, options), Literal::random(&mut rng, options));
        let rule = Rule { one, other, way: pick(&mut rng, 3) };
        let allowed: Vec<u64> =
            left.iter().copied().filter(|&setting| !(one.holds(setting) && other.holds(setting))).collect();
        if one.option != other.option && allowed.len() as f64 / all >= *LEFT.start() {
            left = allowed;
            found.push(rule);
        }
    }
    found
}

/// Random moves and random ranks, a quarter as many as there are states.
///
/// The ranks are handed over beside the model: a ranking would name each state, and its names would be most of the case.
fn bare_graph(states: usize, seed: u64) -> anyhow::Result<Subject> {
    let mut rng = stream(seed, 0);
    let actors = (0..4).map(|at| (format!("a{at}"), format!("Actor {at}"))).collect();
    let mut moves = Vec::with_capacity(states * ARCS_PER_STATE);
    for from in 0..states {
        for _ in 0..ARCS_PER_STATE {
            let (actor, further) = (pick(&mut rng, 4), 1 + pick(&mut rng, states - 1));
            moves.push((ActorId::new(actor), StateId::new(from), StateId::new((from + further) % states)));
        }
    }
    let form =
        GraphForm { states: (0..states).map(|at| format!("s{at}")).collect(), labels: vec![None; states], moves };
    let mut ranks = || (0..states).map(|_| pick(&mut rng, states / 4) as u32).collect();
    let ranks = Some((0..4).map(|_| ranks()).collect());
    let model = Model::of_graph(actors, form)?;
    Ok(Subject { model, ranks })
}
