//! What falls with a line, against the same model written without it and worked out by hand.

use crate::oracle;
use crate::spec::{Preference, Rule, Spec, Statement, World};
use statecraft::answers::Impact;
use statecraft::case::{Case, LineId};
use statecraft::graph::Limits;
use statecraft::impact::{Dropped, Effect, ImpactBase, Policy};
use statecraft::stability::Concept;
use statecraft::study::Study;
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

fn effect(text: &str, fallen: LineId) -> Effect {
    let case = Case::parse(text).unwrap_or_else(|problem| panic!("{problem:?}\n{text}"));
    let ground = ImpactBase::of(&case, &Concept::USUAL, &Limits::default()).unwrap();
    ground.effect(&ground.falling(&Dropped::Line(fallen))).unwrap()
}

fn wish(actor: &str, place: usize) -> LineId {
    LineId::Wish { account: None, actor: actor.into(), place }
}

fn compare(spec: &Spec, edited: &Spec, fallen: &LineId) -> bool {
    compare_written(&spec.to_toml(), spec, edited, fallen)
}

/// Compares every figure of a case that says what the first model does; says whether an outcome was lost or gained.
pub(crate) fn compare_written(text: &str, spec: &Spec, edited: &Spec, fallen: &LineId) -> bool {
    let (before, after, effect) = (held(spec), held(edited), effect(text, fallen.clone()));
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
    let (mut telling, mut lists) = (0, 0);
    for k in (0..1_600).step_by(2) {
        let spec = common(k);
        let line = spec
            .actors
            .iter()
            .position(|actor| matches!(&actor.preference, Preference::Statements(all) if all.len() > 1));
        let Some(actor) = line.filter(|_| !names_states(&spec)) else { continue };
        let mut edited = spec.clone();
        if let Preference::Statements(statements) = &mut edited.actors[actor].preference {
            // Of four and more, the last two are written as one line.
            let (all, at) = (statements.len(), k as usize % statements.len());
            let (at, of) = if all >= 4 && at >= all - 2 { (all - 2, 2) } else { (at, 1) };
            statements.drain(at..at + of);
            lists += usize::from(of == 2);
            telling += usize::from(compare(&spec, &edited, &wish(&spec.actors[actor].key, at + 1)));
        }
    }
    assert!(telling > 50 && lists > 20, "{telling} {lists}");
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
        telling += usize::from(compare(&spec, &edited, &LineId::Rule { account: None, place: at + 1 }));
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
        let (actor, option) = (spec.actors[actor].key.clone(), spec.actors[actor].options[0].key.clone());
        telling += usize::from(compare(&spec, &edited, &LineId::Option { actor, option }));
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
            telling += usize::from(compare(&spec, &edited, &LineId::Move { place: at + 1 }));
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
    let ground = ImpactBase::of(&case, &Concept::USUAL, &Limits::default()).unwrap();
    let falling = |dropped: Dropped| ground.falling(&dropped).into_iter().collect::<Vec<_>>();
    let (today, wish) = (LineId::StatusQuo { account: None }, wish("x", 1));
    let option = LineId::Option { actor: "x".into(), option: "go".into() };
    assert_eq!(falling(Dropped::Claim("a".into())), [today.clone(), wish.clone()]);
    assert_eq!(falling(Dropped::Claim("b".into())), []);
    assert_eq!(falling(Dropped::Speaker("Somebody".into())), [today.clone(), wish.clone()]);
    assert_eq!(falling(Dropped::Source("one".into())), [option, today, wish]);
    assert_eq!(ground.citing(&Dropped::Claim("b".into())).len(), 2);
}

/// A speaker whom claims call by several names is one: those that name the same origin, or each other's name as theirs.
#[test]
fn a_speaker_has_all_its_names() {
    let text = CASE.replace("speaker = \"Somebody\"", "speaker = \"Mr Somebody\"\norigin = \"Somebody\"");
    let case = Case::parse(&text).unwrap();
    let ground = ImpactBase::of(&case, &Concept::USUAL, &Limits::default()).unwrap();
    let falling = |name: &str| ground.falling(&Dropped::Speaker(name.into()));
    assert_eq!(falling("Somebody"), falling("Mr Somebody"));
    assert!(!falling("Somebody").is_empty() && falling("Nobody").is_empty());
}

/// An option that falls stays as it is today; the status quo says so even where it falls itself.
#[test]
fn an_option_that_falls_stays_as_it_is_today() {
    let case = Case::parse(CASE).unwrap();
    let ground = ImpactBase::of(&case, &Concept::USUAL, &Limits::default()).unwrap();
    let (graph, found) = ground.account(0).unwrap();
    assert_eq!((graph.len(), found.equilibria(Concept::Nash).len()), (4, 1));
    let effect = ground.effect(&ground.falling(&Dropped::Source("one".into()))).unwrap();
    let nash = &effect.accounts[0].concepts.as_ref().unwrap()[0];
    assert_eq!((nash.lost.len(), nash.gone, nash.verdicts.as_slice()), (0, 0, [0, 0].as_slice()));
}

fn impact_of(text: &str, dropped: &[Dropped], limits: &Limits, told: impl FnOnce(&Impact, &Study)) {
    let case = Case::parse(text).unwrap();
    let opened = Study::of(case.clone(), vec![], &Limits::default());
    let ground = ImpactBase::of(&case, &Concept::USUAL, limits).unwrap();
    told(&Impact::of(&ground, &opened, dropped, &Concept::USUAL, Policy::Falls), &opened);
}

const LIST: &str = r#"
title = "List"
[actors.a]
name = "A"
options.x = { label = "X", assumption = "so" }
[actors.b]
name = "B"
options.y = { label = "Y", assumption = "so" }
[preferences]
a = [{ wants = ['a.x', 'a.x or not b.y'], assumption = "both" }, { wants = ['not a.x'], assumption = "less" }]
b = { wants = ['b.y if a.x', 'not b.y'], assumption = "all of it" }
"#;

/// A list in `wants` is one line: it falls as a whole, and everything of it, also where the whole preference is one line.
#[test]
fn a_list_of_wishes_is_one_line() {
    let case = Case::parse(LIST).unwrap();
    let wishes = case.lines().into_iter().map(|line| line.id).filter(|id| matches!(id, LineId::Wish { .. }));
    let wishes: Vec<LineId> = wishes.collect();
    assert_eq!(wishes, [wish("a", 1), wish("a", 3), wish("b", 1)]);
    let nash = |text: &str| {
        let case = Case::parse(text).unwrap();
        let ground = ImpactBase::of(&case, &Concept::USUAL, &Limits::default()).unwrap();
        ground.account(0).unwrap().1.equilibria(Concept::Nash)
    };
    let without = LIST.replace("{ wants = ['a.x', 'a.x or not b.y'], assumption = \"both\" }, ", "");
    let (before, after) = (nash(LIST), nash(&without));
    impact_of(LIST, &[Dropped::Line(wishes[0].clone())], &Limits::default(), |impact, _| {
        let drop = &impact.dropped[0];
        assert_eq!(drop.falls[0].says, "A wants: “X”; “X” or not “Y” (B)");
        let change = drop.accounts[0].concepts.iter().find(|change| change.concept == "nash").unwrap();
        assert_eq!(change.lost.len(), before.difference(&after).len());
        assert_eq!(change.gained.len(), after.difference(&before).len());
        assert!(!change.lost.is_empty() && change.lost.len() + change.gained.len() < 5, "{change:?}");
    });
}

const BOUND: &str = r#"
title = "Bound"
[actors.a]
name = "A"
options.x = { label = "X", assumption = "so" }
options.w = { label = "W", assumption = "so" }
[actors.b]
name = "B"
options.y = { label = "Y", assumption = "so" }
[preferences]
a = [{ wants = 'a.x', assumption = "so" }]
b = [{ wants = 'b.y', assumption = "so" }]
[status_quo]
taken = ["a.x", "b.y"]
assumption = "so"
[accounts.one]
[[accounts.one.rules]]
never = 'a.x and b.y'
reason = "so"
[accounts.one.status_quo]
taken = ["a.x"]
assumption = "so"
"#;

/// A drop after which there is too much to do is undecided, the others are not; and nothing hangs on where things stand.
#[test]
fn a_drop_that_comes_up_against_a_limit_spoils_no_other() {
    let limits = Limits { states: 6, ..Limits::default() };
    impact_of(BOUND, &[], &limits, |impact, _| {
        assert_eq!((impact.not_done, &impact.header.stopped), (0, &None));
        let undecided: Vec<&str> = impact
            .dropped
            .iter()
            .filter(|drop| drop.accounts.iter().any(|account| account.undecided.is_some()))
            .map(|drop| drop.falls[0].says.as_str())
            .collect();
        assert_eq!(undecided, ["rule: never “X” (A) and “Y” (B) (account one)"]);
        let reasons = impact.dropped.iter().flat_map(|drop| &drop.accounts).filter_map(|of| of.undecided.as_deref());
        let told = "3 options that no rule mentions make at least 8 states, 6 are allowed";
        assert!(reasons.into_iter().all(|reason| reason.starts_with(told)));
        assert_eq!(impact.dropped.len(), 8, "{impact:?}");
    });
}

/// A ranking says states by number; where the same numbers come to mean other states, nothing can be said.
#[test]
fn a_ranking_whose_numbers_mean_other_states_is_undecided() {
    let text = r#"
title = "Numbers"
[sources.s]
title = "S"
[claims.c]
source = "s"
quote = "c"
[actors.a]
name = "A"
options.x = { label = "X", claims = ["c"] }
options.w = { label = "W", assumption = "so" }
[[rules]]
never = 'a.x iff a.w'
claims = ["c"]
[preferences]
a = { ranking = [[2], [1]], assumption = "so" }
"#;
    impact_of(text, &[Dropped::Claim("c".into())], &Limits::default(), |impact, _| {
        let undecided = impact.dropped[0].accounts[0].undecided.as_deref().unwrap();
        assert!(undecided.contains("the numbers mean other states"), "{undecided}");
    });
}

/// An attitude is a line like others, but no verdict here depends on it.
#[test]
fn an_attitude_falls_and_no_verdict_with_it() {
    let text = r#"
title = "Attitude"
[sources.s]
title = "S"
[claims.c]
source = "s"
quote = "c"
[actors.a]
name = "A"
options.x = { label = "X", assumption = "so" }
[actors.b]
name = "B"
options.y = { label = "Y", assumption = "so" }
[preferences]
a = ['a.x']
b = ['b.y']
[attitudes]
a = { b = { sign = "-", claims = ["c"] } }
"#;
    impact_of(text, &[Dropped::Claim("c".into())], &Limits::default(), |impact, study| {
        let drop = &impact.dropped[0];
        assert_eq!(drop.falls[0].says, "attitude of A toward B: -");
        assert_eq!((drop.lost, drop.gained, drop.verdicts), (0, 0, 0));
        let told = impact.text(study, statecraft::text::TextOptions { width: 80, all: false });
        assert!(told.contains("attitude of A toward B: -\nNo verdict here depends on attitudes"), "{told}");
    });
}

/// When the work is told to stop, what was dropped until then is told, and how much was not.
#[test]
fn what_is_not_done_is_counted() {
    let case = Case::parse(BOUND).unwrap();
    let opened = Study::of(case.clone(), vec![], &Limits::default());
    let limits = Limits::default();
    let ground = ImpactBase::of(&case, &Concept::USUAL, &limits).unwrap();
    limits.watch.stop(statecraft::graph::Stop::Time);
    let impact = Impact::of(&ground, &opened, &[], &Concept::USUAL, Policy::Falls);
    assert_eq!((impact.dropped.len(), impact.not_done), (0, 8));
    let stopped = impact.header.limit.unwrap();
    assert_eq!(stopped.code(), "time");
}
