//! Explanations are true: every move, reason and count that is told, against the model worked out by hand.

use crate::oracle::{self, joint_improvements, joint_moves, others};
use crate::spec::{PARTS, Plain, Preference, Spec};
use statecraft::answers::{
    Answered, Asked, Because, Comparison, Explanation, Move, Opinion, Rank, Standing, Temptation,
};
use statecraft::case::Case;
use statecraft::graph::{Limits, StateId};
use statecraft::stability::{self, Concept, Horizon};
use statecraft::study::Study;
use std::collections::BTreeMap;
use std::path::Path;

fn opened(text: &str) -> Study {
    let case = Case::parse(text).unwrap_or_else(|problem| panic!("{problem:?}\n{text}"));
    let opened = Study::of(case, Vec::new(), &Limits::default());
    assert!(!opened.has_errors(), "{:?}\n{text}", opened.problems);
    opened
}

/// A model as it is drawn and as it is worked out, and how often each kind of thing was told.
struct World<'w> {
    spec: &'w Spec,
    plain: Plain,
    told: BTreeMap<&'static str, usize>,
}

impl World<'_> {
    fn state(&self, name: impl ToString) -> usize {
        let name = name.to_string();
        self.plain.names.iter().position(|known| *known == name).unwrap_or_else(|| panic!("no state {name}"))
    }

    fn actor(&self, key: &str) -> usize {
        self.spec.actors.iter().position(|actor| actor.key == key).unwrap_or_else(|| panic!("no actor {key}"))
    }

    fn saw(&mut self, what: &'static str) {
        *self.told.entry(what).or_default() += 1;
    }

    /// The states differ as is told, and the reason is the one that decides.
    fn compared(&mut self, actor: usize, told: &Comparison) {
        let (from, to) = (self.state(&told.from), self.state(&told.to));
        let rank = &self.plain.rank[actor];
        let expected = match rank[to].cmp(&rank[from]) {
            std::cmp::Ordering::Greater => Rank::Better,
            std::cmp::Ordering::Equal => Rank::Same,
            std::cmp::Ordering::Less => Rank::Worse,
        };
        assert_eq!(told.is, expected, "{}", self.spec.title);
        let members = self.spec.members();
        match (&told.because, &self.spec.actors[actor].preference) {
            (Because::Statements { decides, gains, loses }, Preference::Statements(wishes)) => {
                let truth = |state: usize, at: usize| members[state].iter().all(|&code| wishes[at].holds(code));
                let differ: Vec<usize> = (0..wishes.len()).filter(|&at| truth(from, at) != truth(to, at)).collect();
                let places = |after: bool| -> Vec<usize> {
                    differ.iter().filter(|&&at| truth(to, at) == after).map(|at| at + 1).collect()
                };
                assert_eq!(*decides, differ.first().map(|at| at + 1), "all more important wishes agree");
                assert_eq!(gains.iter().map(|wish| wish.place).collect::<Vec<_>>(), places(true));
                assert_eq!(loses.iter().map(|wish| wish.place).collect::<Vec<_>>(), places(false));
                assert_eq!(told.is == Rank::Same, differ.is_empty());
                let decided = told.deciding().map(|wish| gains.iter().any(|gain| gain.place == wish.place));
                assert_eq!(decided, decides.map(|_| told.is == Rank::Better));
                self.saw("wishes");
            }
            (Because::Weights { gains, loses, .. }, Preference::Weights(_)) => {
                let sum = |list: &[statecraft::answers::Weighed]| -> f64 {
                    list.iter().map(|one| number(&one.weight).abs()).sum()
                };
                let worth = (sum(gains) - sum(loses)) * PARTS as f64;
                assert!((worth - (rank[to] - rank[from]) as f64).abs() < 1e-6, "{worth}");
                self.saw("weights");
            }
            (Because::Ranking { first, second, .. }, Preference::Ranking(lists)) => {
                let place = |state: usize| lists.iter().position(|tied| tied.contains(&state)).expect("ranked") + 1;
                assert_eq!((*first, *second), (place(from), place(to)));
                self.saw("ranking");
            }
            other => panic!("{other:?}"),
        }
    }

    /// The move can be made, by the changes that are told.
    fn moved(&mut self, told: &Move) -> (usize, usize, usize) {
        let (by, from, to) = (self.actor(&told.by), self.state(&told.from), self.state(&told.to));
        assert!(self.plain.moves[by][from].contains(&to), "{}: {told:?} cannot be", self.spec.title);
        assert_eq!((self.state(&told.for_the_mover.from), self.state(&told.for_the_mover.to)), (from, to));
        self.compared(by, &told.for_the_mover);
        let members = self.spec.members();
        if !members.is_empty() {
            let keys: Vec<String> = self
                .spec
                .actors
                .iter()
                .flat_map(|actor| actor.options.iter().map(move |option| format!("{}.{}", actor.key, option.key)))
                .collect();
            let bits = |options: &[String]| -> usize {
                options.iter().map(|option| 1 << keys.iter().position(|key| key == option).expect("known")).sum()
            };
            let (up, down) = (bits(&told.takes_up), bits(&told.drops));
            let leads = |&before: &usize| {
                before & up == 0 && before & down == down && {
                    let after = before | up & !down;
                    members[to].contains(&(after & !down)) && self.spec.can_set(by, before, after & !down)
                }
            };
            assert!(members[from].iter().any(leads), "{}: {told:?}", self.spec.title);
        }
        (by, from, to)
    }

    /// Moves of others, one after another, nobody twice running; gives their end.
    fn reply(&mut self, actor: usize, start: usize, moves: &[Move], credible: bool) -> usize {
        let (mut here, mut last) = (start, actor);
        for step in moves {
            let (by, from, to) = self.moved(step);
            assert!(from == here && by != last && by != actor, "{}: {moves:?}", self.spec.title);
            assert!(!credible || self.plain.rank[by][to] > self.plain.rank[by][from], "not for its own good");
            (here, last) = (to, by);
        }
        here
    }

    fn temptation(&mut self, home: usize, actor: usize, told: &Temptation, concepts: &[Concept]) {
        let (by, from, to) = self.moved(&told.step);
        assert!(by == actor && from == home);
        for answer in &told.answers {
            let key = |concept: &&Concept| concept.key(&[]) == answer.concept;
            let concept = *concepts.iter().find(key).expect("a concept that was asked for");
            self.answered(home, actor, to, &answer.what, concept);
        }
    }

    fn answered(&mut self, home: usize, actor: usize, to: usize, what: &Answered, concept: Concept) {
        let credible = matches!(concept, Concept::Seq | Concept::SymSeq | Concept::Cmr(_));
        let rank = self.plain.rank[actor].clone();
        match what {
            Answered::Deterred { reply, end, no_escape_by, then } => {
                let there = self.reply(actor, to, reply, credible);
                assert!(!reply.is_empty() && (self.state(&end.from), self.state(&end.to)) == (home, there));
                self.compared(actor, end);
                let looks_on = matches!(concept, Concept::Smr | Concept::SymSeq | Concept::Mr(_) | Concept::Cmr(_));
                assert!(end.is != Rank::Better || looks_on);
                let moves = self.plain.moves[actor][there].clone();
                assert!(no_escape_by.is_none_or(|told| told == moves.len()));
                match (then, no_escape_by) {
                    (Some(then), _) => {
                        self.saw("and then");
                        let (_, from, to) = self.moved(&then.step);
                        assert!(from == there && rank[to] > rank[home]);
                        then.answers.iter().for_each(|answer| self.answered(home, actor, to, &answer.what, concept));
                    }
                    (None, Some(_)) => {
                        self.saw("no escape");
                        assert!(moves.iter().all(|&next| rank[next] <= rank[home]), "{}", self.spec.title);
                    }
                    (None, None) => self.saw("deterred"),
                }
            }
            Answered::NotDeterred { others_reach, ways_on, escape, answered_again } => {
                let group = others(&self.plain, actor);
                let reached = match credible {
                    true => joint_improvements(&self.plain, &group, to),
                    false => joint_moves(&self.plain, &group, to),
                };
                let reached: Vec<usize> = reached.into_iter().filter(|&end| end != to).collect();
                assert_eq!(*others_reach, reached.len(), "{}", self.spec.title);
                let no_better = reached.iter().filter(|&&end| rank[end] <= rank[home]).count();
                assert_eq!(*ways_on, no_better, "{}: {concept:?}", self.spec.title);
                assert_eq!(escape.is_some(), no_better > 0);
                let horizon = match concept {
                    Concept::Mr(horizon) | Concept::Cmr(horizon) => horizon.moves(),
                    _ => 3,
                };
                assert!(!answered_again || horizon >= 4);
                if *answered_again {
                    self.saw("answered again");
                }
                if let Some(escape) = escape {
                    self.saw("escape");
                    let (by, from, to) = self.moved(&escape.step);
                    assert!(by == actor && reached.contains(&from) && rank[from] <= rank[home]);
                    assert!((self.state(&escape.end.from), self.state(&escape.end.to)) == (home, to));
                    self.compared(actor, &escape.end);
                } else {
                    self.saw("nothing deters");
                }
            }
            Answered::Foreseen { .. } => panic!("of no concept that was asked for"),
        }
    }

    fn opinion(&mut self, home: usize, told: &Opinion, concepts: &[Concept]) {
        let actor = self.actor(&told.actor);
        let (moves, rank) = (self.plain.moves[actor][home].clone(), self.plain.rank[actor].clone());
        let tempting = moves.iter().filter(|&&to| rank[to] > rank[home]).count();
        assert_eq!((told.moves, told.tempting), (moves.len(), tempting), "{}", self.spec.title);
        let standing = match (told.stable.keys_of(&true).is_empty(), moves.len(), tempting) {
            (true, ..) => Standing::Leaves,
            (_, 0, _) => Standing::CannotMove,
            (_, _, 0) => Standing::NotTempted,
            _ => Standing::Deterred,
        };
        assert_eq!(told.standing, standing);
        assert_eq!(told.temptations.is_empty(), tempting == 0, "{}: {told:?}", self.spec.title);
        told.temptations.iter().for_each(|temptation| self.temptation(home, actor, temptation, concepts));
        assert_eq!(told.best_move.is_some(), standing == Standing::NotTempted);
        if let Some(best) = &told.best_move {
            let (by, from, to) = self.moved(best);
            assert!(by == actor && from == home && moves.iter().all(|&other| rank[other] <= rank[to]));
        }
    }
}

/// Explains every state of a model under these concepts, and looks whether all that is told is true.
fn check(k: u64, concepts: &[Concept], all: bool, told: &mut BTreeMap<&'static str, usize>) {
    let spec = Spec::random(k);
    let opened = opened(&spec.to_toml());
    let laid_out = &opened.accounts[0];
    let found = stability::analyze(&laid_out.graph, concepts).expect("they apply");
    let mut world = World { plain: spec.plain(), spec: &spec, told: std::mem::take(told) };
    for home in 0..world.plain.states {
        let state = StateId::new(home);
        let asked = Asked { concepts: concepts.to_vec(), actor: None, all };
        let explanation =
            Explanation::of(&opened, &[(laid_out, state)], &asked, &Limits::default()).expect("they apply");
        let account = &explanation.accounts[0];
        assert_eq!(account.actors.len(), world.plain.actors);
        assert!(account.actors.is_sorted_by_key(|opinion| opinion.standing), "those who decide first");
        for opinion in &account.actors {
            let actor = statecraft::model::ActorId::new(world.actor(&opinion.actor));
            for concept in concepts {
                let keeps = found.stable(*concept, actor).contains(state);
                let told = opinion.stable.get(&concept.key(&[]));
                assert_eq!(told, Some(&keeps), "{}: {concept:?} in {home}", spec.title);
            }
            world.opinion(home, opinion, concepts);
        }
        let text = explanation.text(&opened, 80);
        assert!(text.lines().all(|line| line.chars().count() <= 80), "{text}");
        let picture = account.picture(&opened);
        assert_eq!(picture.boxes.len(), picture.arrows.len() + 1, "a tree");
        assert!(picture.arrows.iter().enumerate().all(|(at, arrow)| arrow.to == at + 1 && arrow.from <= at));
    }
    *told = world.told;
}

/// A weight as it is written.
fn number(written: &str) -> f64 {
    let part = |digits: &str| digits.parse::<f64>().expect("a number");
    written.split_once('/').map_or_else(|| part(written), |(above, below)| part(above) / part(below))
}

#[test]
fn what_is_told_is_true() {
    let mut told = BTreeMap::new();
    for k in 0..240 {
        check(k, &Concept::USUAL, false, &mut told);
    }
    for what in ["wishes", "weights", "ranking", "no escape", "deterred", "escape", "nothing deters"] {
        assert!(told.get(what).is_some_and(|&times| times > 100), "{what}: {told:?}");
    }
}

/// Between merged states an actor may have moves that other members, and other changes, do not have.
#[test]
fn moves_between_merged_states_are_told_truly() {
    let mut told = BTreeMap::new();
    let merged = |k: &u64| Spec::random(*k).members().iter().any(|members| members.len() > 1);
    for k in (1_000..4_000).filter(|k| k % 2 == 0).filter(merged) {
        check(k, &[Concept::Gmr], true, &mut told);
    }
}

#[test]
fn single_concepts_and_longer_horizons_are_told_truly() {
    let mut told = BTreeMap::new();
    let horizon = |moves| Horizon::new(moves).expect("in range");
    for k in 600..660 {
        for concept in Concept::USUAL {
            check(k, &[concept], true, &mut told);
        }
        let further: Vec<Concept> = (1..=4).flat_map(|h| [Concept::Mr(horizon(h)), Concept::Cmr(horizon(h))]).collect();
        check(k, &further, k % 2 == 0, &mut told);
    }
    assert!(told["and then"] > 50 && told["answered again"] > 50, "{told:?}");
}

/// The usual verdicts are those of the definitions, also where one is taken to follow from another.
#[test]
fn verdicts_are_those_of_the_definitions() {
    for k in 800..900 {
        let spec = Spec::random(k);
        let (plain, opened) = (spec.plain(), opened(&spec.to_toml()));
        let verdicts = oracle::verdicts(&plain);
        for state in opened.accounts[0].graph.state_ids() {
            let states = [(&opened.accounts[0], state)];
            let asked = Asked { concepts: Concept::USUAL.to_vec(), actor: None, all: false };
            let explanation = Explanation::of(&opened, &states, &asked, &Limits::default()).expect("they apply");
            for opinion in &explanation.accounts[0].actors {
                let actor = spec.actors.iter().position(|actor| actor.key == opinion.actor).expect("known");
                for (at, concept) in Concept::USUAL.iter().enumerate() {
                    let told = opinion.stable.get(&concept.key(&[]));
                    assert_eq!(told, Some(&verdicts[at][actor][state.index()]), "{}", spec.title);
                }
            }
        }
    }
}

fn shipped(name: &str) -> Study {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../cases").join(name);
    Study::open(path, &Limits::default()).expect("the case can be read")
}

/// The text of a state, by its number, in each account of a shipped case.
fn text(opened: &Study, state: usize, account: Option<&str>) -> String {
    let accounts = opened.accounts.iter().filter(|laid_out| account.is_none() || laid_out.account.id() == account);
    let states: Vec<_> = accounts.map(|laid_out| (laid_out, StateId::new(state - 1))).collect();
    let asked = Asked { concepts: Concept::USUAL.to_vec(), actor: None, all: false };
    Explanation::of(opened, &states, &asked, &Limits::default()).expect("they apply").text(opened, 80)
}

#[test]
fn the_shipped_case_in_words() {
    let iran = shipped("iran-taliban-2021-first");
    insta::assert_snapshot!("explain-today", text(&iran, 1387, None));
    insta::assert_snapshot!("explain-bargain", text(&iran, 447, Some("leverage")));
    insta::assert_snapshot!("explain-restraint", text(&iran, 178, Some("leverage")));
    insta::assert_snapshot!("explain-merged", text(&shipped("elmira"), 5, None));
}

/// What is cited is what the reasons cite, no more and no less.
#[test]
fn claims_and_sources_are_those_cited() {
    let iran = shipped("iran-taliban-2021-first");
    let states: Vec<_> = iran.accounts.iter().map(|laid_out| (laid_out, StateId::new(446))).collect();
    let asked = Asked { concepts: Concept::USUAL.to_vec(), actor: None, all: true };
    let explanation = Explanation::of(&iran, &states, &asked, &Limits::default()).expect("they apply");
    let data = serde_json::to_value(&explanation).expect("data");
    let mut cited = std::collections::BTreeSet::new();
    gather(&data["accounts"], &mut cited);
    let claims: Vec<&str> = explanation.claims.keys().map(String::as_str).collect();
    assert!(claims.len() > 5 && claims.iter().copied().eq(cited.iter().map(String::as_str)), "{claims:?}\n{cited:?}");
    assert!(explanation.sources.keys().eq(["cozies", "mena"]));
    let text = explanation.text(&iran, 80);
    assert!(text.contains("\nSources\n  cozies"), "{text}");
}

fn gather(data: &serde_json::Value, cited: &mut std::collections::BTreeSet<String>) {
    match data {
        serde_json::Value::Object(fields) => {
            for (key, value) in fields {
                match (key.as_str(), value) {
                    ("claims", serde_json::Value::Array(claims)) => {
                        cited.extend(claims.iter().filter_map(|claim| claim.as_str()).map(String::from));
                    }
                    _ => gather(value, cited),
                }
            }
        }
        serde_json::Value::Array(items) => items.iter().for_each(|item| gather(item, cited)),
        _ => {}
    }
}
