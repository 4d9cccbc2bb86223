//! Paths, against every legal sequence of moves, counted one step at a time.

use crate::boxes::{by_arcs, varied};
use crate::engine::laid_out;
use crate::spec::Spec;
use crate::spec::{Plain, World};
use rand::RngExt;
use statecraft::graph::{Graph, Limits, Moves, StateId, StateSet, StateSpace};
use statecraft::model::ActorId;
use statecraft::paths::{Best as Which, Paths, WhyNot};
use std::collections::BTreeMap;

/// Concessions, then moves.
type Cost = (usize, usize);

/// A question about paths as the definition has it.
#[derive(Clone)]
struct Question<'p> {
    plain: &'p Plain,
    from: usize,
    /// No path goes on from these.
    stops: Vec<bool>,
    /// These actors do not move.
    still: Vec<usize>,
    /// No path touches these.
    gone: Vec<usize>,
    /// Whether an actor may move twice running.
    twice: bool,
}

impl Question<'_> {
    /// For every state and number of concessions and of moves: how many legal sequences of moves end there, but for those that
    /// come by a state and a last mover where they could have been sooner with no more concessions.
    fn sequences(&self) -> BTreeMap<(usize, Cost), u128> {
        let mut now = BTreeMap::from([((self.from, usize::MAX, 0), 1u128)]);
        let mut found = BTreeMap::from([((self.from, (0, 0)), 1)]);
        let mut fewest = BTreeMap::from([((self.from, usize::MAX), 0)]);
        for moves in 1.. {
            let mut next = BTreeMap::new();
            for (&(state, last, concessions), count) in &now {
                if state != self.from && self.stops[state] {
                    continue;
                }
                for by in (0..self.plain.actors).filter(|by| self.twice || *by != last) {
                    for &to in &self.plain.moves[by][state] {
                        if self.still.contains(&by) || self.gone.contains(&to) {
                            continue;
                        }
                        let gains = self.plain.rank[by][to] > self.plain.rank[by][state];
                        *next.entry((to, by, concessions + usize::from(!gains))).or_insert(0) += count;
                    }
                }
            }
            next.retain(|&(state, last, concessions), _| {
                fewest.get(&(state, last)).is_none_or(|&fewest| concessions < fewest)
            });
            for (&(state, last, concessions), count) in next.iter().rev() {
                *found.entry((state, (concessions, moves))).or_insert(0) += count;
                fewest.insert((state, last), concessions); // the least comes last
            }
            now = next;
            if now.is_empty() {
                break;
            }
        }
        found
    }

    /// For each state the least costs of paths to it.
    fn best(&self) -> Vec<Bests> {
        let mut found = vec![Bests::default(); self.plain.states];
        for (&(state, (concessions, moves)), &count) in &self.sequences() {
            let Bests { short, easy } = &mut found[state];
            least(short, (0, moves), count);
            least(easy, (concessions, moves), count);
        }
        found
    }

    fn without_actor(&self, actor: usize) -> Self {
        Question { still: vec![actor], ..self.clone() }
    }
}

/// The least cost of a path, and how many paths have it.
type Best = Option<(Cost, u128)>;

/// The best paths to a state.
#[derive(Clone, Copy, Default)]
struct Bests {
    /// By moves alone.
    short: Best,
    /// By concessions first.
    easy: Best,
}

fn least(best: &mut Best, cost: Cost, count: u128) {
    *best = match *best {
        Some((known, all)) if known == cost => Some((known, all + count)),
        Some(known) if known.0 < cost => Some(known),
        _ => Some((cost, count)),
    };
}

fn ids(states: impl IntoIterator<Item = usize>) -> Vec<StateId> {
    states.into_iter().map(StateId::new).collect()
}

/// A model with a place to begin and states to stop at.
fn question(plain: &Plain, k: u64) -> Question<'_> {
    let mut rng = crate::spec::random::stream(k ^ 0x9A75);
    let stops = (0..plain.states).map(|_| k.is_multiple_of(3) && rng.random_range(0..4) == 0).collect();
    let from = rng.random_range(0..plain.states);
    Question { plain, from, stops, still: vec![], gone: vec![], twice: false }
}

fn paths<'g>(graph: &'g Graph, question: &Question) -> Paths<'g> {
    let stops = StateSet::of(graph.len(), |state| question.stops[state.index()]);
    Paths::from(graph, StateId::new(question.from), stops, &Limits::default()).expect("small models have room")
}

#[derive(Debug, Default)]
struct Seen {
    cells: usize,
    intransitive: usize,
    conceding: usize,
    must: usize,
    through: usize,
    why: BTreeMap<&'static str, usize>,
}

#[test]
fn paths_are_those_of_the_definition() {
    let mut seen = Seen::default();
    for k in 0..2_000 {
        compare(&Spec::random(k), k, &mut seen);
    }
    for k in (0..600).step_by(10) {
        compare(&Spec::random_sparse(k), k, &mut seen);
    }
    assert!(seen.cells > 20 && seen.intransitive > 500 && seen.conceding > 500, "{seen:?}");
    assert!(seen.must > 500 && seen.through > 250, "{seen:?}");
    for why in ["Stopped", "TwiceRunning", "NobodyLeaves", "Fixed", "NobodyEnters", "NoSequence"] {
        assert!(seen.why.get(why).is_some_and(|&count| count > 5), "{why}: {seen:?}");
    }
}

/// In a box costs are found in other ways than over arcs, where the search remembers who moved last; up to nine actors.
#[test]
fn boxes_and_arcs_have_the_same_paths() {
    let shapes: [&[usize]; 6] = [&[1; 9], &[2, 2, 2, 2], &[4, 4, 1], &[3, 0, 5], &[1, 2, 3, 1, 1], &[1; 6]];
    let (mut musts, mut stopped) = (0, 0);
    for (at, options) in shapes.into_iter().enumerate() {
        for variant in 0..16 {
            let text = varied(at, variant, options);
            let [(_, in_box), (_, over_arcs)] = [text.clone(), by_arcs(&text)].map(|text| laid_out(&text));
            assert!(matches!((&in_box.moves, &over_arcs.moves), (Moves::Lattice(_), Moves::Arcs(_))));
            let (states, from) = (in_box.len(), StateId::new(variant * 7919 % in_box.len()));
            let stops = StateSet::of(states, |state| variant >= 12 && state.index() % 5 == 3);
            stopped += stops.len();
            let [one, other] = [&in_box, &over_arcs]
                .map(|graph| Paths::from(graph, from, stops.clone(), &Limits::default()).expect("there is room"));
            for state in ids(0..states) {
                assert_eq!(one.moves(state), other.moves(state), "{text}\nfrom {from:?} to {state:?}");
                assert_eq!(one.easiest(state), other.easiest(state), "{text}\nfrom {from:?} to {state:?}");
            }
            for improvements in [false, true] {
                let [found, expected] = [&one, &other]
                    .map(|paths| paths.who_must_move(&ids(0..states), improvements).expect("not stopped"));
                assert_eq!(found, expected, "{text}\nfrom {from:?}, improvements: {improvements}");
                musts += found.iter().flatten().count();
            }
        }
    }
    assert!(musts > 10_000 && stopped > 1_000, "{musts} {stopped}");
}

fn compare(spec: &Spec, k: u64, seen: &mut Seen) {
    let (plain, (_, graph)) = (spec.plain(), laid_out(&spec.to_toml()));
    if plain.states > 16 && !k.is_multiple_of(10) {
        return;
    }
    let question = question(&plain, k);
    let paths = paths(&graph, &question);
    seen.cells += usize::from(matches!(graph.moves, Moves::Cells(_)));
    seen.intransitive += usize::from(!graph.is_transitive());
    let bests = question.best();
    let all = ids(0..plain.states);
    for &to in &all {
        let of = format!("{}: from {} to {}", spec.title, question.from, to.index());
        let Bests { short, easy } = bests[to.index()];
        assert_eq!(paths.moves(to).map(|moves| (0, moves as usize)), cost(short), "moves, {of}");
        let found = paths.easiest(to).map(|cost| (cost.concessions as usize, cost.moves as usize));
        assert_eq!(found, cost(easy), "concessions, {of}");
        seen.conceding += usize::from(found.is_some_and(|(concessions, _)| concessions > 0));
        for (which, expected) in [(Which::Shortest, short), (Which::Easiest, easy)] {
            ways(&paths, to, which, expected, &question, &of);
        }
    }
    if k.is_multiple_of(4) && plain.states <= 16 {
        through(&paths, &bests, &question, seen, &spec.title);
    }
    must_move(&paths, &bests, &question, seen, &spec.title);
    why_not(spec, &graph, &paths, &question, seen);
}

fn cost(best: Best) -> Option<Cost> {
    best.map(|(cost, _)| cost)
}

/// The best paths are legal, cost what they should, and are all there are.
fn ways(paths: &Paths, to: StateId, which: Which, expected: Best, question: &Question, of: &str) {
    let (way, ways) = (paths.one_way(to, which), paths.ways(&[to], which).expect("small"));
    let Some((cost, count)) = expected else {
        assert_eq!((way, ways.count(), ways.ends.len()), (None, 0, 0), "{of}");
        return;
    };
    assert_eq!(u128::from(ways.count()), count, "{which:?} ways, {of}");
    let way = way.expect("there is one");
    let (mut state, mut last, mut concessions) = (question.from, usize::MAX, 0);
    for &(by, next) in &way {
        let (by, next) = (by.index(), next.index());
        assert!(by != last && question.plain.moves[by][state].contains(&next), "{of}: {way:?}");
        assert!(state == question.from || !question.stops[state], "{of}: {way:?}");
        concessions += usize::from(question.plain.rank[by][next] <= question.plain.rank[by][state]);
        (state, last) = (next, by);
    }
    assert_eq!(state, to.index(), "{of}: {way:?}");
    let conceded = if which == Which::Easiest { concessions } else { 0 };
    assert_eq!((conceded, way.len()), cost, "{of}: {way:?}");
    for step in &ways.steps {
        let [from, to] = [step.from, step.to].map(|node| ways.nodes[node]);
        let by = step.by.index();
        assert!(question.plain.moves[by][from.state.index()].contains(&to.state.index()), "{of}");
        let gains = question.plain.rank[by][to.state.index()] > question.plain.rank[by][from.state.index()];
        assert_eq!(step.concession, !gains, "{of}");
        assert!(from.cost < to.cost && step.from < step.to, "{of}");
    }
}

/// A state is on every best path when without it none is as good.
fn through(paths: &Paths, bests: &[Bests], question: &Question, seen: &mut Seen, of: &str) {
    let states = question.plain.states;
    let mut expected = vec![vec![]; states];
    for gone in (0..states).filter(|&gone| gone != question.from) {
        let left = Question { gone: vec![gone], ..question.clone() }.best();
        for to in (0..states).filter(|&to| to != gone && cost(left[to].easy) != cost(bests[to].easy)) {
            expected[to].push(gone);
        }
    }
    for (to, expected) in expected.into_iter().enumerate() {
        let mut found = paths.ways(&[StateId::new(to)], Which::Easiest).expect("small").through();
        found.sort_unstable();
        assert_eq!(found, ids(expected), "{of}: from {} to {to}", question.from);
        seen.through += found.len();
    }
}

/// An actor must move when without its moves there is no path.
fn must_move(paths: &Paths, bests: &[Bests], question: &Question, seen: &mut Seen, of: &str) {
    let all = ids(0..question.plain.states);
    let without: Vec<_> = (0..question.plain.actors).map(|actor| question.without_actor(actor).best()).collect();
    for improvements in [false, true] {
        let found = paths.who_must_move(&all, improvements).expect("not stopped");
        for (to, found) in found.iter().enumerate() {
            let there = |bests: &[Bests]| cost(bests[to].easy).is_some_and(|cost| !improvements || cost.0 == 0);
            let must = |&actor: &usize| there(bests) && !there(&without[actor]);
            let expected: Vec<ActorId> = (0..question.plain.actors).filter(must).map(ActorId::new).collect();
            assert_eq!(*found, expected, "{of}: from {} to {to}, improvements: {improvements}", question.from);
            seen.must += found.len();
        }
    }
}

/// Every reason is true.
fn why_not(spec: &Spec, graph: &Graph, paths: &Paths, question: &Question, seen: &mut Seen) {
    let states = question.plain.states;
    let open = Question { stops: vec![false; states], ..question.clone() };
    let twice = Question { twice: true, ..open.clone() };
    let [here, open, twice] = [question, &open, &twice].map(|question| {
        let reached = question.best().into_iter().map(|best| best.easy.is_some());
        reached.collect::<Vec<bool>>()
    });
    let reasons = paths.why_not(&ids(0..states)).expect("not stopped");
    for (to, reason) in reasons.into_iter().enumerate() {
        let of = format!("{}: from {} to {to}: {reason:?}", spec.title, question.from);
        assert_eq!(reason.is_none(), here[to], "{of}");
        let Some(reason) = reason else { continue };
        let leaves = question.plain.moves.iter().any(|moves| !moves[question.from].is_empty());
        let enters = question.plain.moves.iter().flatten().any(|moves| moves.contains(&to));
        let beyond = !open[to] && !twice[to];
        let (name, truth) = match &reason {
            WhyNot::Stopped => ("Stopped", open[to]),
            WhyNot::TwiceRunning => ("TwiceRunning", !open[to] && twice[to]),
            WhyNot::NobodyLeaves => ("NobodyLeaves", beyond && !leaves),
            WhyNot::Fixed(options) => {
                let World::Options(_) = spec.world else { panic!("{of}") };
                let StateSpace::Settings(settings) = &graph.states else { panic!("{of}") };
                let taken = |state: usize, option: usize| -> Vec<bool> {
                    let members = settings.members(StateId::new(state));
                    members.iter().map(|code| code >> option & 1 == 1).collect()
                };
                let fixed = options.iter().all(|option| {
                    let stands = taken(to, option.index());
                    let reached = (0..states).filter(|&state| twice[state]);
                    let mut otherwise = reached.flat_map(|state| taken(state, option.index()));
                    stands.iter().all(|&one| one == stands[0]) && otherwise.all(|taken| taken != stands[0])
                });
                ("Fixed", beyond && leaves && fixed && !options.is_empty())
            }
            WhyNot::NobodyEnters => ("NobodyEnters", beyond && leaves && !enters),
            WhyNot::NoSequence => ("NoSequence", beyond && leaves && enters),
        };
        assert!(truth, "{of}");
        *seen.why.entry(name).or_default() += 1;
    }
}
