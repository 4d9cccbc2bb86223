//! Laws that hold whatever the model: inclusions between concepts, and rewritings that change no verdict.

use rand::seq::SliceRandom;
use rand_chacha::ChaCha8Rng;

use crate::engine::{Answer, answer};
use crate::oracle::{GMR, NASH, SEQ, SMR, SYM_SEQ, Verdicts};
use crate::spec::random::stream;
use crate::spec::{Actor, Plain, Preference, Rule, Spec, Statement, World};

/// Other models than those of the comparison with the oracle.
const FIRST: u64 = 1_000_000;
const MODELS: u64 = 1_500;

fn specs() -> impl Iterator<Item = (Spec, ChaCha8Rng)> {
    // The rewriting draws from a stream of its own, so that it is brought back by the model's number, too.
    (FIRST..FIRST + MODELS).map(|k| (Spec::random(k), stream(k + MODELS)))
}

/// Nash ⊆ SymSEQ ⊆ SEQ ⊆ GMR and SymSEQ ⊆ SMR ⊆ GMR, for each actor and for equilibria (Fang, Hipel & Kilgour 1993;
/// Rêgo & Vieira 2015, 2017).
#[test]
fn concepts_include_one_another() {
    const INCLUSIONS: [(usize, usize); 5] = [(NASH, SYM_SEQ), (SYM_SEQ, SEQ), (SEQ, GMR), (SYM_SEQ, SMR), (SMR, GMR)];
    let mut strict = [0; 5];
    for (spec, _) in specs() {
        let text = spec.to_toml();
        let found = answer(&text);
        for (place, (inner, outer)) in INCLUSIONS.into_iter().enumerate() {
            let within =
                |inner: &[bool], outer: &[bool]| inner.iter().zip(outer).all(|(inner, outer)| *outer || !*inner);
            for (inner, outer) in found.verdicts[inner].iter().zip(&found.verdicts[outer]) {
                assert!(within(inner, outer), "{}: {inner:?} is not within {outer:?}\n{text}", spec.title);
                strict[place] += usize::from(inner != outer);
            }
            assert!(within(&found.equilibria[inner], &found.equilibria[outer]), "{}\n{text}", spec.title);
        }
    }
    assert!(strict.iter().all(|&strict| strict > 20), "each inclusion is strict somewhere: {strict:?}");
}

#[test]
fn names_mean_nothing() {
    for (spec, _) in specs() {
        let mut renamed = spec.clone();
        for (place, actor) in renamed.actors.iter_mut().enumerate() {
            actor.key = format!("player{}", 9 - place);
            for (place, option) in actor.options.iter_mut().enumerate() {
                option.key = format!("o{}", 9 - place);
            }
        }
        if let World::Graph { states, .. } = &mut renamed.world {
            let count = states.len();
            states.iter_mut().enumerate().for_each(|(place, name)| *name = format!("{}", count - place));
        }
        assert_same_verdicts(&spec, &renamed);
    }
}

#[test]
fn the_order_of_actors_and_options_means_nothing() {
    for (spec, mut rng) in specs() {
        let (reordered, actor_at, state_at) = reordered(&spec, &mut rng);
        let (before, after) = (answer(&spec.to_toml()), answer(&reordered.to_toml()));
        let expected = before.verdicts.clone().map(|actors| {
            let mut moved = vec![vec![false; state_at.len()]; actors.len()];
            for (actor, states) in actors.iter().enumerate() {
                states.iter().enumerate().for_each(|(state, stable)| moved[actor_at[actor]][state_at[state]] = *stable);
            }
            moved
        });
        assert_verdicts(&after, &expected, &spec, &reordered);
    }
}

#[test]
fn a_ranking_of_the_same_order_means_the_same() {
    for (spec, _) in specs() {
        let plain = spec.plain();
        let mut ranked = spec.clone();
        for (actor, rank) in ranked.actors.iter_mut().zip(&plain.rank) {
            actor.preference = Preference::Ranking(ranking(rank));
        }
        assert_same_verdicts(&spec, &ranked);
    }
}

#[test]
fn options_written_out_as_a_graph_mean_the_same() {
    for (spec, _) in specs() {
        assert_same_verdicts(&spec, &graph_of(&spec, &spec.plain()));
    }
}

fn assert_same_verdicts(spec: &Spec, rewritten: &Spec) {
    let expected = answer(&spec.to_toml()).verdicts;
    assert_verdicts(&answer(&rewritten.to_toml()), &expected, spec, rewritten);
}

fn assert_verdicts(found: &Answer, expected: &Verdicts, spec: &Spec, rewritten: &Spec) {
    let texts = || format!("{}\n{}\nrewritten\n{}", spec.title, spec.to_toml(), rewritten.to_toml());
    assert_eq!(found.verdicts, *expected, "{}", texts());
}

/// The states of equal rank, best first.
fn ranking(rank: &[i64]) -> Vec<Vec<usize>> {
    let mut levels = rank.to_vec();
    levels.sort_unstable();
    levels.dedup();
    levels.iter().rev().map(|level| (0..rank.len()).filter(|&state| rank[state] == *level).collect()).collect()
}

/// The same conflict as a list of states and moves.
fn graph_of(spec: &Spec, plain: &Plain) -> Spec {
    let mut moves = vec![];
    for (actor, of_actor) in plain.moves.iter().enumerate() {
        for (from, targets) in of_actor.iter().enumerate() {
            moves.extend(targets.iter().map(|&to| (actor, from, to)));
        }
    }
    let actor = |(actor, rank): (&Actor, &Vec<i64>)| Actor {
        key: actor.key.clone(),
        options: vec![],
        preference: Preference::Ranking(ranking(rank)),
    };
    Spec {
        title: format!("{} as a graph", spec.title),
        actors: spec.actors.iter().zip(&plain.rank).map(actor).collect(),
        world: World::Graph { states: (1..=plain.states).map(|number| format!("state-{number}")).collect(), moves },
        sparing: spec.sparing,
        account: spec.account,
    }
}

/// The model with its actors, the options of each, the rules and the states of a bare graph in another order, and
/// where each actor and each state has gone.
fn reordered(spec: &Spec, rng: &mut ChaCha8Rng) -> (Spec, Vec<usize>, Vec<usize>) {
    let mut actors: Vec<usize> = (0..spec.actors.len()).collect();
    actors.shuffle(rng);
    let actor_at = places(&actors);
    let mut new = Spec { actors: actors.iter().map(|&old| spec.actors[old].clone()).collect(), ..spec.clone() };

    let state_at = match &mut new.world {
        World::Options(rules) => {
            let option_at = shuffle_options(spec, &actors, &mut new.actors, rng);
            rules.iter_mut().for_each(|rule| *rule = moved_rule(rule, &actor_at, &option_at));
            rules.shuffle(rng);
            for actor in &mut new.actors {
                move_options(&mut actor.preference, &option_at);
            }
            states_moved(&spec.members(), &new.members(), &option_at)
        }
        World::Graph { states, moves } => {
            let mut order: Vec<usize> = (0..states.len()).collect();
            order.shuffle(rng);
            let state_at = places(&order);
            *states = order.iter().map(|&old| states[old].clone()).collect();
            for (actor, from, to) in moves {
                (*actor, *from, *to) = (actor_at[*actor], state_at[*from], state_at[*to]);
            }
            state_at
        }
    };
    for actor in &mut new.actors {
        if let Preference::Ranking(best_first) = &mut actor.preference {
            best_first.iter_mut().flatten().for_each(|state| *state = state_at[*state]);
        }
    }
    (new, actor_at, state_at)
}

/// `order` lists old places in their new order; this says where each old place went.
fn places(order: &[usize]) -> Vec<usize> {
    let place = |old| order.iter().position(|&other| other == old).expect("an order lists every place");
    (0..order.len()).map(place).collect()
}

/// Shuffles each actor's options; where has each option of the model gone?
fn shuffle_options(spec: &Spec, order: &[usize], actors: &mut [Actor], rng: &mut ChaCha8Rng) -> Vec<usize> {
    let mut now = vec![];
    for (actor, &old) in actors.iter_mut().zip(order) {
        let mut options: Vec<usize> = (0..actor.options.len()).collect();
        options.shuffle(rng);
        actor.options = options.iter().map(|&option| actor.options[option].clone()).collect();
        now.extend(options.iter().map(|option| spec.own_options(old).start + option));
    }
    places(&now)
}

fn moved_rule(rule: &Rule, actor_at: &[usize], option_at: &[usize]) -> Rule {
    let all = |list: &[Statement]| list.iter().map(|a| a.renumbered(option_at)).collect();
    match rule {
        Rule::Never(a) => Rule::Never(a.renumbered(option_at)),
        Rule::Needs { when, needs } => {
            Rule::Needs { when: when.renumbered(option_at), needs: needs.renumbered(option_at) }
        }
        Rule::AtMostOne(list) => Rule::AtMostOne(all(list)),
        Rule::AtLeastOne(list) => Rule::AtLeastOne(all(list)),
        Rule::ExactlyOne(list) => Rule::ExactlyOne(all(list)),
        Rule::Same(a) => Rule::Same(a.renumbered(option_at)),
        Rule::Cannot { actor, from, to } => {
            Rule::Cannot { actor: actor_at[*actor], from: from.renumbered(option_at), to: to.renumbered(option_at) }
        }
    }
}

fn move_options(preference: &mut Preference, option_at: &[usize]) {
    match preference {
        Preference::Statements(statements) => {
            statements.iter_mut().for_each(|statement| *statement = statement.renumbered(option_at));
        }
        Preference::Weights(weights) => {
            weights.iter_mut().for_each(|(what, _)| *what = what.renumbered(option_at));
        }
        Preference::Ranking(_) => {}
    }
}

/// Where each state has gone when its settings are written with the options in their new places.
fn states_moved(old: &[Vec<usize>], new: &[Vec<usize>], option_at: &[usize]) -> Vec<usize> {
    let rewritten = |setting: usize| {
        let taken = (0..option_at.len()).filter(|option| setting >> option & 1 == 1);
        taken.map(|option| 1 << option_at[option]).sum::<usize>()
    };
    let place = |members: &Vec<usize>| {
        let first = rewritten(members[0]);
        new.iter()
            .position(|state| state.contains(&first))
            .expect("a setting stays feasible when options change places")
    };
    old.iter().map(place).collect()
}
