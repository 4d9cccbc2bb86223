//! What falls with a line, against the same model written without it and worked out by hand.

use crate::oracle;
use crate::spec::{Preference, Rule, Spec, Statement, World};
use statecraft::case::Case;
use statecraft::graph::Limits;
use statecraft::impact::{Dropped, Effect, Ground, LineId};
use statecraft::stability::Concept;
use std::collections::BTreeSet;

/// Concept: the settings that hold (of a merged state the last), and for each actor and setting whether it would stay.
type Held = Vec<(BTreeSet<usize>, Vec<Vec<(usize, bool)>>)>;

fn held(spec: &Spec) -> Held {
    let plain = spec.plain();
    let last: Vec<usize> = match spec.world {
        World::Options(_) => spec.members().iter().map(|members| members[members.len() - 1]).collect(),
        World::Graph { .. } => (0..plain.states).collect(),
    };
    let of_concept = |verdicts: &Vec<Vec<bool>>| {
        let holds = oracle::equilibria(verdicts, plain.states);
        let outcomes = last.iter().zip(holds).filter(|(_, holds)| *holds).map(|(setting, _)| *setting);
        let stable = verdicts.iter().map(|of| last.iter().copied().zip(of.iter().copied()).collect());
        (outcomes.collect(), stable.collect())
    };
    oracle::verdicts(&plain).iter().map(of_concept).collect()
}

fn effect(spec: &Spec, fallen: LineId) -> Effect {
    let text = spec.to_toml();
    let case = Case::parse(&text).unwrap_or_else(|problem| panic!("{problem:?}\n{text}"));
    let ground = Ground::of(&case, &Concept::USUAL, &Limits::default()).unwrap();
    ground.effect(&ground.falling(&Dropped::Line(fallen))).unwrap()
}

/// Compares every figure; says whether an outcome was lost or gained.
fn compare(spec: &Spec, edited: &Spec, fallen: LineId) -> bool {
    let (before, after, effect) = (held(spec), held(edited), effect(spec, fallen));
    let settings = |states: &[statecraft::graph::StateId]| -> BTreeSet<usize> {
        states
            .iter()
            .map(|state| spec.members().get(state.index()).map_or(state.index(), |of| of[of.len() - 1]))
            .collect()
    };
    let [account] = effect.accounts.as_slice() else { panic!("{effect:?}") };
    let concepts = account.concepts.as_ref().unwrap_or_else(|reason| panic!("{reason}\n{}", edited.to_toml()));
    for (found, ((before, kept), (after, keeping))) in concepts.iter().zip(before.iter().zip(&after)) {
        let of = format!("{} without {fallen:?} under {:?}", spec.title, found.concept);
        assert_eq!(settings(&found.lost), before - after, "lost: {of}");
        let new: BTreeSet<usize> = found.gained.new.iter().map(|&setting| setting as usize).collect();
        assert_eq!(&settings(&found.gained.known) | &new, after - before, "gained: {of}");
        let changed = kept.iter().zip(keeping).map(|(kept, keeping)| {
            let later = |setting| keeping.iter().find(|(other, _)| *other == setting).map(|(_, stays)| *stays);
            kept.iter().filter(|(setting, stays)| later(*setting).is_some_and(|later| later != *stays)).count()
        });
        assert_eq!(found.verdicts, changed.collect::<Vec<_>>(), "verdicts: {of}");
    }
    effect.outcomes() > 0
}

/// All in the case itself, and nothing that names states by number, which a line less would change.
fn common(k: u64) -> Spec {
    let mut spec = Spec::random(k);
    spec.account = false;
    if let World::Options(rules) = &mut spec.world {
        rules.retain(|rule| !matches!(rule, Rule::Same(_)));
    }
    spec
}

fn names_states(spec: &Spec) -> bool {
    spec.actors.iter().any(|actor| matches!(actor.preference, Preference::Ranking(_)))
}

#[test]
fn a_line_of_a_preference_falls() {
    let mut telling = 0;
    for k in (0..1_600).step_by(2) {
        let spec = common(k);
        let line = spec
            .actors
            .iter()
            .position(|actor| matches!(&actor.preference, Preference::Statements(all) if all.len() > 1));
        let Some(actor) = line.filter(|_| !names_states(&spec)) else { continue };
        let mut edited = spec.clone();
        if let Preference::Statements(statements) = &mut edited.actors[actor].preference {
            let at = k as usize % statements.len();
            statements.remove(at);
            telling += usize::from(compare(&spec, &edited, LineId::Wish(None, actor, at)));
        }
    }
    assert!(telling > 50, "{telling}");
}

#[test]
fn a_rule_falls() {
    let mut telling = 0;
    for k in (0..1_600).step_by(2) {
        let spec = common(k);
        let mut edited = spec.clone();
        let World::Options(rules) = &mut edited.world else { continue };
        if rules.is_empty() || names_states(&spec) {
            continue;
        }
        let at = k as usize % rules.len();
        rules.remove(at);
        telling += usize::from(compare(&spec, &edited, LineId::Rule(None, at)));
    }
    assert!(telling > 50, "{telling}");
}

#[test]
fn an_option_falls_where_nothing_is_said_of_today() {
    let mut telling = 0;
    for k in (0..1_600).step_by(2) {
        let spec = common(k);
        let Some(actor) = spec.actors.iter().position(|actor| !actor.options.is_empty()) else { continue };
        let (option, options) = (spec.own_options(actor).start, spec.options());
        let mut edited = spec.clone();
        let World::Options(rules) = &mut edited.world else { continue };
        let taking = (0..1 << options).filter(|setting| setting >> option & 1 == 1);
        rules.extend(taking.map(|setting| Rule::Never(Statement::exactly(setting, options))));
        if names_states(&spec) || edited.feasible().is_empty() {
            continue;
        }
        telling += usize::from(compare(&spec, &edited, LineId::Option(actor, 0)));
    }
    assert!(telling > 50, "{telling}");
}

#[test]
fn a_move_of_a_bare_graph_falls() {
    let mut telling = 0;
    for k in (1..1_600).step_by(2) {
        let spec = common(k);
        let mut edited = spec.clone();
        let World::Graph { moves, .. } = &mut edited.world else { continue };
        if moves.is_empty() {
            continue;
        }
        let at = k as usize % moves.len();
        let gone = moves.remove(at);
        moves.retain(|other| *other != gone); // written twice, it would still be there
        if moves.len() + 1 == spec_moves(&spec) {
            telling += usize::from(compare(&spec, &edited, LineId::Move(at)));
        }
    }
    assert!(telling > 50, "{telling}");
}

fn spec_moves(spec: &Spec) -> usize {
    match &spec.world {
        World::Graph { moves, .. } => moves.len(),
        World::Options(_) => 0,
    }
}

const CASE: &str = r#"
title = "Who says so"
[sources.one]
title = "One"
[claims.a]
source = "one"
speaker = "Somebody"
quote = "a"
[claims.b]
source = "one"
quote = "b"
[actors.x]
name = "X"
options.go = { label = "Go", claims = ["a", "b"] }
[actors.y]
name = "Y"
options.stay = { label = "Stay", claims = ["b"], assumption = "so it seems" }
[status_quo]
taken = ["x.go"]
claims = ["a"]
[preferences]
x = [{ wants = 'x.go', claims = ["a"] }]
y = [{ wants = 'y.stay', assumption = "a guess" }]
"#;

/// A line stands as long as one claim is left, or an assumption; a source or a speaker takes all its claims along.
#[test]
fn what_stands_and_what_falls() {
    let case = Case::parse(CASE).unwrap();
    let ground = Ground::of(&case, &Concept::USUAL, &Limits::default()).unwrap();
    let falling = |dropped: Dropped| ground.falling(&dropped).into_iter().collect::<Vec<_>>();
    let wish = LineId::Wish(None, 0, 0);
    assert_eq!(falling(Dropped::Claim("a".into())), [LineId::StatusQuo(None), wish]);
    assert_eq!(falling(Dropped::Claim("b".into())), []);
    assert_eq!(falling(Dropped::Speaker("Somebody".into())), [LineId::StatusQuo(None), wish]);
    assert_eq!(falling(Dropped::Source("one".into())), [LineId::Option(0, 0), LineId::StatusQuo(None), wish]);
    assert_eq!(ground.citing(&Dropped::Claim("b".into())).len(), 2);
}

/// An option that falls stays as it is today; the status quo says so even where it falls itself.
#[test]
fn an_option_that_falls_stays_as_it_is_today() {
    let case = Case::parse(CASE).unwrap();
    let ground = Ground::of(&case, &Concept::USUAL, &Limits::default()).unwrap();
    let (graph, found) = ground.account(0).unwrap();
    assert_eq!((graph.len(), found.equilibria(Concept::Nash).len()), (4, 1));
    let effect = ground.effect(&ground.falling(&Dropped::Source("one".into()))).unwrap();
    let nash = &effect.accounts[0].concepts.as_ref().unwrap()[0];
    assert_eq!((nash.lost.len(), nash.gone, nash.verdicts.as_slice()), (0, 0, [0, 0].as_slice()));
}
