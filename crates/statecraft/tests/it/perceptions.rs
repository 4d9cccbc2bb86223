//! Hypergames against their definition: each actor judged in the model that it believes in, one setting at a time.

use crate::engine::laid_out;
use crate::oracle;
use crate::spec::{Plain, Rule, Spec, World};
use statecraft::accounts::{BelievedCourse, Hypergame};
use statecraft::answers::perceptions::{Perceived, beliefs};
use statecraft::graph::{Graph, Limits, StateSet, Watch};
use statecraft::model::OptionSet;
use statecraft::stability::{self, Concept, Found};
use statecraft::study::Study;
use statecraft::text::TextOptions;
use std::collections::BTreeSet;
use std::path::Path;

/// What an actor believes in, by hand.
struct View {
    plain: Plain,
    /// For each state its settings; in a bare graph its position.
    members: Vec<Vec<OptionSet>>,
    verdicts: oracle::Verdicts,
}

impl View {
    fn of(spec: &Spec) -> View {
        let plain = spec.plain();
        let members = match &spec.world {
            World::Options(_) => {
                spec.members().iter().map(|all| all.iter().map(|&code| code as OptionSet).collect()).collect()
            }
            World::Graph { .. } => (0..plain.states as OptionSet).map(|state| vec![state]).collect(),
        };
        View { verdicts: oracle::verdicts(&plain), plain, members }
    }

    fn state(&self, setting: OptionSet) -> Option<usize> {
        self.members.iter().position(|members| members.contains(&setting))
    }

    /// Whether the actor would keep a setting; nothing if it is none here.
    fn keeps(&self, concept: usize, actor: usize, setting: OptionSet) -> Option<bool> {
        Some(self.verdicts[concept][actor][self.state(setting)?])
    }
}

/// Three accounts of one conflict, and which of them each actor believes.
fn random(k: u64) -> (Vec<Spec>, Vec<usize>) {
    let first = Spec::random(k);
    let specs = vec![first.sibling(k), first.sibling(k + 1), first];
    let believed = (0..specs[0].actors.len()).map(|actor| (k as usize / 3 + actor * 5 + actor * actor) % 3).collect();
    (specs, believed)
}

fn chosen(game: &Hypergame, set: &StateSet) -> BTreeSet<OptionSet> {
    set.iter().map(|at| game.settings[at.index()]).collect()
}

#[test]
fn hypergames_agree_with_the_definition() {
    let mut seen = [0; 5];
    for k in 0..1_500 {
        let (specs, believed) = random(k);
        let views: Vec<View> = specs.iter().map(View::of).collect();
        let graphs: Vec<Graph> = specs.iter().map(|spec| laid_out(&spec.to_toml()).1).collect();
        let found: Vec<Found> =
            graphs.iter().map(|graph| stability::analyze(graph, &Concept::USUAL).expect("usual")).collect();
        let all: BTreeSet<OptionSet> =
            believed.iter().flat_map(|&at| views[at].members.iter().flatten().copied()).collect();
        let by_actor: Vec<(&Graph, &Found)> = believed.iter().map(|&at| (&graphs[at], &found[at])).collect();
        for (concept, name) in Concept::USUAL.into_iter().enumerate() {
            let game = Hypergame::of(&by_actor, name);
            assert_eq!(game.settings, all.iter().copied().collect::<Vec<_>>(), "{k}");
            let own = |actor: usize, setting| views[believed[actor]].keeps(concept, actor, setting);
            let actors = 0..believed.len();
            let holds = |setting: &OptionSet| actors.clone().all(|actor| own(actor, *setting) == Some(true));
            let undecided = |setting: &OptionSet| {
                let verdicts: Vec<_> = actors.clone().map(|actor| own(actor, *setting)).collect();
                verdicts.contains(&None) && !verdicts.contains(&Some(false))
            };
            let expected_holds: BTreeSet<OptionSet> = all.iter().copied().filter(holds).collect();
            let expected_open: BTreeSet<OptionSet> = all.iter().copied().filter(undecided).collect();
            assert_eq!(chosen(&game, &game.holds()), expected_holds, "{k} {name:?}: holds");
            assert_eq!(chosen(&game, &game.undecided()), expected_open, "{k} {name:?}: undecided");
            seen[0] += expected_holds.len();
            seen[1] += expected_open.len();
            for actor in game.actors() {
                let view = &views[believed[actor.index()]];
                let believes = |setting: &OptionSet| {
                    actors.clone().all(|other| view.keeps(concept, other, *setting) == Some(true))
                };
                let expected: BTreeSet<OptionSet> = all.iter().copied().filter(believes).collect();
                assert_eq!(chosen(&game, &game.believes(actor)), expected, "{k} {name:?}: believes");
                seen[2] += expected.difference(&expected_holds).count();
                seen[3] += expected_holds.difference(&expected).count();
            }
            // Who all believe the same are in an ordinary conflict.
            if believed.iter().all(|at| *at == believed[0]) {
                assert_eq!(game.holds(), game.believes(statecraft::model::ActorId::new(0)), "{k}");
                seen[4] += 1;
            }
        }
    }
    assert!(seen.iter().all(|count| *count > 50), "{seen:?}");
}

/// The paths from today by what each mover takes for an improvement, followed by hand in models without merged states.
#[test]
fn play_agrees_with_the_definition() {
    let (mut surprised, mut ended) = (0, 0);
    for k in 0..1_500 {
        let (specs, believed) = random(k);
        let merged = |spec: &Spec| matches!(&spec.world, World::Options(rules) if rules.iter().any(|rule| matches!(rule, Rule::Same(_))));
        if specs.iter().any(merged) {
            continue;
        }
        let views: Vec<View> = specs.iter().map(View::of).collect();
        let graphs: Vec<Graph> = specs.iter().map(|spec| laid_out(&spec.to_toml()).1).collect();
        let today = views[believed[0]].members[k as usize % views[believed[0]].members.len()][0];
        let (mut surprises, mut ends) = (BTreeSet::new(), BTreeSet::new());
        let mut known: BTreeSet<(OptionSet, Option<usize>)> = BTreeSet::from([(today, None)]);
        let mut open = vec![(today, None)];
        while let Some((from, last)) = open.pop() {
            let mut left = false;
            for (mover, &at) in believed.iter().enumerate() {
                let view = &views[at];
                let Some(state) = view.state(from) else { continue };
                for to in oracle::improvements(&view.plain, mover, state) {
                    let to = view.members[to][0];
                    left = true;
                    let unseen: Vec<usize> =
                        (0..believed.len()).filter(|&other| views[believed[other]].state(to).is_none()).collect();
                    match unseen.is_empty() {
                        _ if Some(mover) == last => {}
                        true if known.insert((to, Some(mover))) => open.push((to, Some(mover))),
                        true => {}
                        false => drop(surprises.insert((mover, from, to, unseen))),
                    }
                }
            }
            if !left {
                ends.insert(from);
            }
        }
        let by_actor: Vec<&Graph> = believed.iter().map(|&at| &graphs[at]).collect();
        let play = BelievedCourse::from(today, &by_actor, &Watch::default()).expect("not stopped");
        let entry = |entry: &statecraft::accounts::Surprising| {
            let unseen = entry.unseen_by.iter().map(|actor| actor.index()).collect();
            (entry.mover.index(), entry.from, entry.to, unseen)
        };
        assert_eq!(play.ends.iter().copied().collect::<BTreeSet<_>>(), ends, "{k}");
        assert_eq!(play.surprises.iter().map(entry).collect::<BTreeSet<_>>(), surprises, "{k}");
        surprised += usize::from(!surprises.is_empty());
        ended += usize::from(!ends.is_empty());
    }
    assert!(surprised > 30 && ended > 100, "{surprised} {ended}");
}

#[test]
fn the_order_of_actors_changes_nothing_but_order() {
    for k in (1..600).step_by(2) {
        let (mut specs, mut believed) = random(k);
        let sets = |specs: &[Spec], believed: &[usize]| {
            let graphs: Vec<Graph> = specs.iter().map(|spec| laid_out(&spec.to_toml()).1).collect();
            let found: Vec<Found> =
                graphs.iter().map(|graph| stability::analyze(graph, &[Concept::Seq]).expect("usual")).collect();
            let views: Vec<(&Graph, &Found)> = believed.iter().map(|&at| (&graphs[at], &found[at])).collect();
            let game = Hypergame::of(&views, Concept::Seq);
            let mut believes: Vec<StateSet> = game.actors().map(|actor| game.believes(actor)).collect();
            believes.sort_by_key(|set| format!("{set:?}"));
            (game.holds(), game.undecided(), believes)
        };
        let before = sets(&specs, &believed);
        believed.reverse();
        for spec in &mut specs {
            spec.actors.reverse();
            let last = spec.actors.len() - 1;
            if let World::Graph { moves, .. } = &mut spec.world {
                moves.iter_mut().for_each(|(actor, ..)| *actor = last - *actor);
            }
        }
        assert_eq!(before, sets(&specs, &believed), "{k}");
    }
}

#[test]
fn the_answer_reads_well() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../cases/iran-taliban-2021-first");
    let opened = Study::open(folder, &Limits::default()).expect("a case");
    let said = ["iran=leverage", "taliban=isis", "kabul=spoiler", "us=spoiler", "israel=leverage", "isis=isis"];
    let said: Vec<(String, String)> =
        said.iter().filter_map(|text| text.split_once('=')).map(|(a, b)| (a.into(), b.into())).collect();
    let believed = beliefs(&opened, &said).expect("all are known");
    let perceived = Perceived::of(&opened, &believed, &Concept::USUAL, &Limits::default()).expect("usual");
    let text = perceived.text(&opened, TextOptions { width: 80, all: false });
    assert!(text.lines().all(|line| line.chars().count() <= 80), "{text}");
    insta::assert_snapshot!("iran", text);
    let problem = |said: &[(&str, &str)]| {
        let said: Vec<(String, String)> = said.iter().map(|(a, b)| (a.to_string(), b.to_string())).collect();
        beliefs(&opened, &said).expect_err("a mistake").to_string()
    };
    insta::assert_snapshot!(
        "mistakes",
        [
            problem(&[]),
            problem(&[("irann", "leverage")]),
            problem(&[("iran", "leverag")]),
            problem(&[("iran", "leverage")]),
            problem(&[("iran", "elsewhere entirely")]),
        ]
        .join("\n")
    );
}

/// An account with a today of its own beside one that has the case's: nobody can say which is today, whoever is asked first.
#[test]
fn a_today_of_one_believer_alone_is_none() {
    let case = r#"
title = "Today"
status_quo = { taken = [], assumption = "a" }
[actors.a]
name = "Ann"
options.x = { label = "Sing", assumption = "a" }
[actors.b]
name = "Bob"
options.y = { label = "Clap", assumption = "a" }
[preferences]
a = ['a.x']
b = ['b.y']
[accounts.p]
title = "She sings"
status_quo = { taken = ["a.x"], assumption = "a" }
[accounts.r]
title = "She is silent"
"#;
    let case = statecraft::case::Case::parse(case).expect("a case");
    let opened = Study::of(case, Vec::new(), &Limits::default());
    let asked = |believed: &[usize]| {
        let perceived = Perceived::of(&opened, believed, &[Concept::Nash], &Limits::default()).expect("usual");
        let data = serde_json::to_value(&perceived).expect("data");
        (data["from_today"].clone(), perceived.text(&opened, TextOptions { width: 80, all: false }))
    };
    for believed in [[0, 1], [1, 0]] {
        let (from_today, text) = asked(&believed);
        assert!(from_today.is_null(), "{from_today}");
        assert!(text.contains("not all believe in the same today:"), "{text}");
    }
    let (from_today, text) = asked(&[0, 0]);
    assert_eq!(from_today["today"]["taken"], serde_json::json!(["a.x"]));
    assert!(text.contains("All begin in today's situation (state 2): Ann “Sing”."), "{text}");
    let (from_today, _) = asked(&[1, 1]);
    assert_eq!(from_today["today"]["taken"], serde_json::json!([]));
}
