//! Which models are drawn. Model `k` comes from stream `k` of one seed, so its number alone brings it back.

use rand::seq::{IndexedRandom, SliceRandom};
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

use super::{Actor, Choice, OneWay, PARTS, Preference, Rule, Spec, Statement, World};

const SEED: u64 = 1971;

/// Names whose alphabetical order is not the order of declaration, and which look like words of the language.
const ACTORS: [&str; 6] = ["zeta", "alpha", "notice", "B-2", "k_9", "iffy"];
const OPTIONS: [&str; 9] = ["yes", "b", "x-2", "C", "a_1", "or-else", "9", "android", "if2"];

/// Enough for every rule and few enough for the slow oracle.
const MOST_STATES: usize = 72;

impl Spec {
    /// Model `k`: option form for even `k`, a bare graph for odd `k`.
    pub(crate) fn random(k: u64) -> Spec {
        let mut rng = stream(k);
        let mut spec = if k.is_multiple_of(2) { option_form(&mut rng) } else { bare_graph(&mut rng) };
        spec.title = format!("Random model {k}");
        spec
    }
}

impl Spec {
    /// Another account of the same actors and what they can do: rules and preferences drawn anew; of a bare graph only preferences.
    pub(crate) fn sibling(&self, k: u64) -> Spec {
        let mut rng = stream(1_000_000 + k);
        loop {
            let mut sibling = self.clone();
            sibling.title = format!("{}, sibling {k}", self.title);
            if let World::Options(_) = sibling.world {
                sibling.world = World::Options(if rng.random_bool(0.5) { rules(&mut rng, self) } else { self.rules() });
            }
            let states = match &sibling.world {
                World::Options(_) => sibling.members().len(),
                World::Graph { states, .. } => states.len(),
            };
            if !(1..=MOST_STATES).contains(&states) {
                continue;
            }
            let options = sibling.options();
            for actor in &mut sibling.actors {
                if rng.random_bool(0.6) || matches!(actor.preference, Preference::Ranking(_)) {
                    actor.preference = match options {
                        0 => Preference::Ranking(ranking(&mut rng, states)),
                        _ => preference(&mut rng, options, states),
                    };
                }
            }
            return sibling;
        }
    }

    fn rules(&self) -> Vec<Rule> {
        match &self.world {
            World::Options(rules) => rules.clone(),
            World::Graph { .. } => vec![],
        }
    }
}

/// The random numbers of model `k`.
pub(crate) fn stream(k: u64) -> ChaCha8Rng {
    let mut rng = ChaCha8Rng::seed_from_u64(SEED);
    rng.set_stream(k);
    rng
}

fn option_form(rng: &mut ChaCha8Rng) -> Spec {
    loop {
        let spec = Spec {
            title: String::new(),
            actors: actors_with_options(rng),
            world: World::Options(vec![]),
            sparing: rng.random_bool(0.5),
            account: rng.random_bool(0.3),
        };
        let rules = rules(rng, &spec);
        let mut spec = Spec { world: World::Options(rules), ..spec };
        // Rules that leave no state leave no model: draw again.
        let states = spec.members().len();
        if (1..=MOST_STATES).contains(&states) {
            let options = spec.options();
            for actor in &mut spec.actors {
                actor.preference = preference(rng, options, states);
            }
            return spec;
        }
    }
}

fn actors_with_options(rng: &mut ChaCha8Rng) -> Vec<Actor> {
    let total: usize = if rng.random_bool(0.15) { rng.random_range(7..=9) } else { rng.random_range(1..=6) };
    let count = rng.random_range(total.div_ceil(4)..=6);
    let mut actors = actors(rng, count);
    let one_way = if rng.random_bool(0.4) { 0.5 } else { 0.0 };
    for _ in 0..total {
        let owner = loop {
            let owner = rng.random_range(0..count);
            if actors[owner].options.len() < 4 {
                break owner;
            }
        };
        let way = if rng.random_bool(0.5) { OneWay::Take } else { OneWay::Drop };
        let key = free_key(rng, &actors[owner]);
        actors[owner].options.push(Choice { key, one_way: rng.random_bool(one_way).then_some(way) });
    }
    actors
}

fn free_key(rng: &mut ChaCha8Rng, actor: &Actor) -> String {
    loop {
        let key = OPTIONS[rng.random_range(0..OPTIONS.len())];
        if actor.options.iter().all(|choice| choice.key != key) {
            return key.to_string();
        }
    }
}

fn actors(rng: &mut ChaCha8Rng, count: usize) -> Vec<Actor> {
    let mut keys = ACTORS;
    keys.shuffle(rng);
    let actor = |key: &str| Actor { key: key.to_string(), options: vec![], preference: Preference::Statements(vec![]) };
    keys[..count].iter().map(|key| actor(key)).collect()
}

/// Up to four rules of any kinds; models with many options get more, until their states are few enough.
fn rules(rng: &mut ChaCha8Rng, spec: &Spec) -> Vec<Rule> {
    let (actors, options) = (spec.actors.len(), spec.options());
    let mut rules: Vec<Rule> = vec![];
    let few = rng.random_range(0..=4);
    loop {
        let enough = Spec { world: World::Options(rules.clone()), ..spec.clone() }.feasible().len() <= MOST_STATES;
        if rules.len() >= few && enough {
            return rules;
        }
        rules.push(rule(rng, actors, options));
    }
}

fn rule(rng: &mut ChaCha8Rng, actors: usize, options: usize) -> Rule {
    let length = rng.random_range(1..=3);
    match rng.random_range(0..9) {
        0 => Rule::Never(Statement::random_pattern(rng, options, length)),
        1 => Rule::Never(Statement::random(rng, options, 2)),
        2 => Rule::Needs {
            when: Statement::random_pattern(rng, options, length),
            needs: Statement::random(rng, options, 2),
        },
        3 => Rule::AtMostOne(some_statements(rng, options)),
        4 => Rule::AtLeastOne(some_statements(rng, options)),
        5 => Rule::ExactlyOne(some_statements(rng, options)),
        6 => Rule::Same(Statement::random_pattern(rng, options, length)),
        _ => Rule::Cannot {
            actor: rng.random_range(0..actors),
            from: Statement::random(rng, options, 2),
            to: Statement::random_pattern(rng, options, length),
        },
    }
}

/// Up to four options; one in ten is any statement instead.
fn some_statements(rng: &mut ChaCha8Rng, options: usize) -> Vec<Statement> {
    let mut all: Vec<usize> = (0..options).collect();
    all.shuffle(rng);
    all.truncate(rng.random_range(1..=4));
    let mut either = |option| {
        if rng.random_bool(0.9) { Statement::Taken(option) } else { Statement::random(rng, options, 2) }
    };
    all.into_iter().map(&mut either).collect()
}

fn preference(rng: &mut ChaCha8Rng, options: usize, states: usize) -> Preference {
    match rng.random_range(0..4) {
        0 => Preference::Ranking(ranking(rng, states)),
        1 => Preference::Weights(weights(rng, options)),
        _ => {
            let count = rng.random_range(0..=6);
            Preference::Statements((0..count).map(|_| Statement::random(rng, options, 3)).collect())
        }
    }
}

/// Whole numbers, tenths (0.1 + 0.2 and 0.3 are equal only in exact arithmetic), thousandths, or all three;
/// some options have none, and some other statements have one. One preference in five has thirds among them.
fn weights(rng: &mut ChaCha8Rng, options: usize) -> Vec<(Statement, i64)> {
    const UNITS: [i64; 4] = [3000, 300, 300, 3];
    let one_unit = UNITS[rng.random_range(0..UNITS.len())];
    let mixed = rng.random_bool(0.2);
    let weighted: Vec<usize> = (0..options).filter(|_| rng.random_bool(0.9)).collect();
    let mut weight = || {
        let unit = if mixed { UNITS[rng.random_range(0..UNITS.len())] } else { one_unit };
        unit * rng.random_range(-4..=4)
    };
    let mut found: Vec<(Statement, i64)> =
        weighted.into_iter().map(|option| (Statement::Taken(option), weight())).collect();
    // A stream of its own, so that the rest of the model does not hang on what is drawn here.
    let mut further = rng.clone();
    further.set_stream(!rng.get_stream());
    for _ in 0..further.random_range(0..=2) {
        let what = Statement::random(&mut further, options, 3);
        let same = |other: &Statement| (0..1 << options).all(|setting| other.holds(setting) == what.holds(setting));
        if !found.iter().any(|(other, _)| same(other)) {
            found.push((what, one_unit * further.random_range(-4..=4)));
        }
    }
    if further.random_bool(0.2) {
        for (_, weight) in &mut found {
            if further.random_bool(0.5) {
                *weight = PARTS / 3 * further.random_range(-4..=4);
            }
        }
    }
    found
}

/// A ranking of few levels has many ties, one of many levels few.
fn ranking(rng: &mut ChaCha8Rng, states: usize) -> Vec<Vec<usize>> {
    let levels = *[1, 2, 3, 5, states, 4 * states].choose(rng).expect("the list of levels is not empty");
    let mut tied = vec![vec![]; levels];
    for state in 0..states {
        tied[rng.random_range(0..levels)].push(state);
    }
    tied.retain(|states| !states.is_empty());
    tied.iter_mut().for_each(|states| states.shuffle(rng));
    tied
}

fn bare_graph(rng: &mut ChaCha8Rng) -> Spec {
    let (count, states) = (rng.random_range(1..=6), rng.random_range(1..=14));
    let mut actors = actors(rng, count);
    for actor in &mut actors {
        if rng.random_bool(0.95) {
            actor.preference = Preference::Ranking(ranking(rng, states));
        }
    }
    let mut moves = vec![];
    let both_ways = rng.random_bool(0.3);
    for actor in 0..count {
        // How many moves an actor has from a state, on average.
        let degree = *[0.0, 0.4, 0.7, 1.0, 1.5, 2.5, 5.0].choose(rng).expect("the list of degrees is not empty");
        let density = f64::min(degree / states as f64, 0.9);
        moves.extend(arcs(rng, states, density, both_ways).into_iter().map(|(from, to)| (actor, from, to)));
    }
    moves.shuffle(rng);
    let mut names: Vec<String> = (1..=states).map(|number| format!("s{number}")).collect();
    names.shuffle(rng);
    Spec {
        title: String::new(),
        actors,
        world: World::Graph { states: names, moves },
        sparing: true,
        account: rng.random_bool(0.3),
    }
}

fn arcs(rng: &mut ChaCha8Rng, states: usize, density: f64, both_ways: bool) -> Vec<(usize, usize)> {
    let mut arcs = vec![];
    for from in 0..states {
        for to in (0..states).filter(|&to| to != from) {
            if both_ways && from < to && rng.random_bool(density) {
                arcs.extend([(from, to), (to, from)]);
            } else if !both_ways && rng.random_bool(density) {
                arcs.push((from, to));
            }
        }
    }
    arcs
}

impl Spec {
    /// Model `k` of those with many options and few states: each state but the first differs from an earlier one in the
    /// options of one actor.
    pub(crate) fn random_sparse(k: u64) -> Spec {
        let mut rng = stream(k);
        let count = if rng.random_bool(0.3) { 2 } else { 3 };
        let mut actors = actors(&mut rng, count);
        let one_way = if rng.random_bool(0.4) { 0.3 } else { 0.0 };
        for actor in &mut actors {
            for place in 0..if count == 2 { 7 } else { 5 } {
                let way = if rng.random_bool(0.5) { OneWay::Take } else { OneWay::Drop };
                actor
                    .options
                    .push(Choice { key: format!("o{place}"), one_way: rng.random_bool(one_way).then_some(way) });
            }
        }
        let mut spec = Spec {
            title: format!("Random sparse model {k}"),
            actors,
            world: World::Options(vec![]),
            sparing: true,
            account: false,
        };
        let settings = branching(&mut rng, &spec);
        let options = spec.options();
        spec.world =
            World::Options(vec![Rule::AtLeastOne(settings.iter().map(|&s| Statement::exactly(s, options)).collect())]);
        for actor in &mut spec.actors {
            actor.preference = preference(&mut rng, options, settings.len());
        }
        spec
    }
}

/// Settings of which each but the first is like an earlier one in all but one actor's options. Two actors get new settings of
/// their own each time, and more of them: only so is their box mostly holes.
fn branching(rng: &mut ChaCha8Rng, spec: &Spec) -> Vec<usize> {
    let two = spec.actors.len() == 2;
    let mut settings = vec![0];
    let mut fresh = [0; 3];
    while settings.len() < if two { 2 * MOST_STATES } else { MOST_STATES } {
        let from = settings[rng.random_range(0..settings.len())];
        let actor = rng.random_range(0..spec.actors.len());
        let own = spec.own_options(actor);
        let size = 1usize << own.len();
        fresh[actor] += 1;
        let other = if two { fresh[actor] % size } else { rng.random_range(0..size) };
        let next = from & !((size - 1) << own.start) | other << own.start;
        if !settings.contains(&next) {
            settings.push(next);
        }
    }
    settings
}
