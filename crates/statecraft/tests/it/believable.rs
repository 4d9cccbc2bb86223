//! Lean moves, fresh answers and believable outcomes against their definitions, on random models and on published counts.

use crate::engine::{laid_out, verdicts};
use crate::spec::{Plain, Spec};
use statecraft::believable::{Hold, believable, hold, is_fresh, is_lean, lean_improvements as found_lean, replies};
use statecraft::case::Case;
use statecraft::graph::{Graph, StateId, Watch};
use statecraft::model::Model;
use statecraft::stability::{Concept, analyze};

const MODELS: u64 = 2_000;

/// The improvements of an actor that are lean by the definition.
pub(crate) fn lean_improvements(spec: &Spec, plain: &Plain, actor: usize, state: usize) -> Vec<usize> {
    let settings = spec.members().iter().map(|members| *members.last().unwrap()).collect();
    let oracle = Oracle { plain: plain.clone(), spec, settings };
    let all = crate::oracle::improvements(plain, actor, state);
    all.into_iter().filter(|&to| oracle.lean(actor, state, to)).collect()
}

/// Whether nobody gains by leaving a state, or it is believable.
pub(crate) fn believed(spec: &Spec, plain: &Plain, state: usize) -> bool {
    let settings = spec.members().iter().map(|members| *members.last().unwrap()).collect();
    let (_, believable, tempted) = Oracle { plain: plain.clone(), spec, settings }.met(state);
    believable || !tempted
}

/// The improvements of an actor from a state that one may believe as answers to a move that led there.
pub(crate) fn answers(spec: &Spec, plain: &Plain, actor: usize, before: usize, state: usize) -> Vec<usize> {
    let settings = spec.members().iter().map(|members| *members.last().unwrap()).collect();
    let oracle = Oracle { plain: plain.clone(), spec, settings };
    let lean = lean_improvements(spec, plain, actor, state);
    lean.into_iter().filter(|&to| oracle.fresh(actor, before, state, to)).collect()
}

/// The definitions, on a model as plain data.
struct Oracle<'s> {
    spec: &'s Spec,
    plain: Plain,
    /// The last member of each state; empty in a bare graph.
    settings: Vec<usize>,
}

impl Oracle<'_> {
    /// The options that the actor has different in the second state, as bits.
    fn change(&self, actor: usize, from: usize, to: usize) -> Vec<usize> {
        let differ = |&option: &usize| self.settings[from] >> option & 1 != self.settings[to] >> option & 1;
        self.spec.own_options(actor).filter(differ).collect()
    }

    fn better(&self, actor: usize, one: usize, other: usize) -> bool {
        self.plain.rank[actor][one] > self.plain.rank[actor][other]
    }

    fn lean(&self, actor: usize, from: usize, to: usize) -> bool {
        if self.settings.is_empty() {
            return true;
        }
        let whole = self.change(actor, from, to);
        !self.plain.moves[actor][from].iter().any(|&end| {
            let part = self.change(actor, from, end);
            let is_part = !part.is_empty() && part.len() < whole.len() && part.iter().all(|it| whole.contains(it));
            is_part && self.better(actor, end, to)
        })
    }

    fn fresh(&self, actor: usize, before: usize, from: usize, to: usize) -> bool {
        if self.settings.is_empty() {
            return true;
        }
        let changed =
            self.change(actor, from, to).iter().fold(self.settings[before], |code, option| code ^ 1 << option);
        let members = self.spec.members();
        let Some(end) = members.iter().position(|members| members.contains(&changed)) else { return true };
        !(self.plain.moves[actor][before].contains(&end) && self.better(actor, end, before))
    }

    /// Whether every improvement from the state meets a single answer; whether each meets one that is fresh and lean; whether
    /// there is any improvement.
    fn met(&self, state: usize) -> (bool, bool, bool) {
        let (mut single, mut believable, mut tempted) = (true, true, false);
        for actor in 0..self.plain.actors {
            for &moved in self.plain.moves[actor][state].iter().filter(|&&to| self.better(actor, to, state)) {
                tempted = true;
                let (mut some, mut good) = (false, false);
                for other in (0..self.plain.actors).filter(|other| *other != actor) {
                    for &end in &self.plain.moves[other][moved] {
                        if self.better(other, end, moved) && !self.better(actor, end, state) {
                            some = true;
                            good |= self.lean(other, moved, end) && self.fresh(other, state, moved, end);
                        }
                    }
                }
                single &= some;
                believable &= good;
            }
        }
        (single, believable, tempted)
    }
}

#[test]
fn holds_agree_with_the_definition() {
    let (mut counts, mut bundles, mut standing) = ([0; 4], 0, 0);
    for k in 0..MODELS {
        let spec = Spec::random(k);
        let settings = spec.members().iter().map(|members| *members.last().unwrap()).collect();
        let oracle = Oracle { plain: spec.plain(), spec: &spec, settings };
        let (_, graph) = laid_out(&spec.to_toml());
        for state in graph.state_ids() {
            let expected = match oracle.met(state.index()) {
                (_, _, false) => Hold::AtRest,
                (_, true, _) => Hold::Believable,
                (true, false, _) => Hold::Doubtful,
                (false, ..) => Hold::Chain,
            };
            assert_eq!(hold(&graph, state), expected, "state {state:?}\n{}", spec.to_toml());
            counts[expected as usize] += 1;
            (bundles, standing) = each_move(&oracle, &graph, state, (bundles, standing));
        }
        let seq = verdicts(&graph, Concept::Seq).unwrap();
        let is_seq = |state: StateId| seq.iter().all(|stable| stable[state.index()]);
        let found = analyze(&graph, &[Concept::Seq]).unwrap().equilibria(Concept::Seq);
        let kept = believable(&graph, &found, &Watch::default()).unwrap();
        for state in graph.state_ids() {
            let believed = hold(&graph, state) <= Hold::Believable;
            assert!(!believed || is_seq(state), "a believable outcome holds under SEQ\n{}", spec.to_toml());
            assert_eq!(kept.contains(state), believed);
        }
    }
    assert!(counts.iter().all(|count| *count > 200), "{counts:?}");
    assert!(bundles > 500 && standing > 200, "{bundles} {standing}");
}

/// Compares what is said of single moves and answers; counts the moves that are not lean and the answers that are not fresh.
fn each_move(oracle: &Oracle, graph: &Graph, state: StateId, (mut bundles, mut standing): (u32, u32)) -> (u32, u32) {
    for actor in graph.actor_ids() {
        let all = graph.improvements_from(actor, state);
        let lean: Vec<StateId> = all.iter().copied().filter(|&to| is_lean(graph, actor, state, to)).collect();
        assert_eq!(found_lean(graph, actor, state), lean);
        assert_eq!(lean.is_empty(), all.is_empty(), "of the best improvements no part is better");
        for to in graph.moves_from(actor, state) {
            let lean = is_lean(graph, actor, state, to);
            assert_eq!(lean, oracle.lean(actor.index(), state.index(), to.index()));
            bundles += u32::from(!lean);
            for reply in replies(graph, actor, state, to) {
                let (by, end) = (reply.by.index(), reply.to.index());
                assert_eq!(reply.lean, oracle.lean(by, to.index(), end));
                assert_eq!(reply.fresh, oracle.fresh(by, state.index(), to.index(), end));
                assert_eq!(reply.fresh, is_fresh(graph, reply.by, state, to, reply.to));
                standing += u32::from(!reply.fresh);
            }
        }
    }
    (bundles, standing)
}

/// The accounts of a case of the catalogue, with their believable outcomes.
fn of_catalogue(name: &str) -> Vec<(String, Vec<String>)> {
    let case = Case::read(format!("../../cases/{name}")).unwrap().0;
    let of_account = |account: &statecraft::case::Account| {
        let graph = Graph::explore(&Model::from_case(&case, account).unwrap(), &Default::default()).unwrap();
        let seq = analyze(&graph, &[Concept::Seq]).unwrap().equilibria(Concept::Seq);
        let kept = believable(&graph, &seq, &Watch::default()).unwrap();
        let names = kept.iter().map(|state| graph.state_name(state)).collect();
        (account.id().unwrap_or_default().to_string(), names)
    };
    case.accounts.iter().map(of_account).collect()
}

#[test]
fn few_outcomes_of_the_catalogue_are_believable() {
    let expected = |all: &[(&str, &[&str])]| {
        let one = |(id, names): &(&str, &[&str])| (id.to_string(), names.iter().map(|it| it.to_string()).collect());
        all.iter().map(one).collect::<Vec<(String, Vec<String>)>>()
    };
    let iran = [
        ("leverage", &["211", "222", "447", "456", "671", "681"][..]),
        ("spoiler", &["211", "221", "447", "455"]),
        ("isis", &["210", "446"]),
    ];
    assert_eq!(of_catalogue("iran-taliban-2021-first"), expected(&iran));
    assert_eq!(of_catalogue("tutorial-harbour-strike"), expected(&[("pay", &["4", "11"]), ("jobs", &["7", "11"])]));
}

/// Two neighbours. One would like to open a gate alone and gets it cheaper without the fence, so that opening with the fence
/// is a bundle.
#[test]
fn a_move_that_bundles_a_loss_with_a_gain_is_not_lean() {
    let (model, graph) = laid_out(
        r#"
        title = "Two neighbours"
        [actors.one]
        name = "One"
        options.gate = { label = "Open the gate", assumption = "a sample" }
        options.fence = { label = "Paint the fence", assumption = "a sample" }
        [actors.two]
        name = "Two"
        options.sing = { label = "Sing", assumption = "a sample" }
        [preferences]
        one = { wants = ['one.gate', 'not one.fence'], assumption = "a sample" }
        two = { wants = ['two.sing'], assumption = "a sample" }
        "#,
    );
    let one = model.actor("one").unwrap();
    let state = |name: &str| graph.states.named(name).unwrap();
    let nothing = state("1");
    assert!(is_lean(&graph, one, nothing, state("2")), "the gate alone");
    assert!(!is_lean(&graph, one, nothing, state("4")), "with the fence");
    assert!(is_lean(&graph, one, nothing, state("3")), "the fence alone has no part");
}
