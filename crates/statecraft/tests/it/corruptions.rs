//! Witnesses spoiled in many ways: the checker must reject each.
//!
//! What is spoiled must be truly wrong, and that is judged without the checker. Either the claim is wrong: the witness is moved to
//! another state, actor or concept for which the engine, which the oracle vouches for, has the other verdict. Or a part is
//! wrong that nothing can make up for, as the model worked out by hand shows: a move that is none, an end that does not deter, a
//! tempting move without its reply, a position left out that the others can reach.

use crate::engine::{laid_out, verdicts};
use crate::foresight_oracle::{nothing_left, one_more};
use crate::oracle_structures::Four;
use crate::spec::random::stream;
use crate::spec::{Plain, Spec};
use crate::structure_witnesses::Decorated;
use crate::witnesses::concepts;
use rand::RngExt;
use rand::seq::IndexedRandom;
use rand_chacha::ChaCha8Rng;
use statecraft::graph::{Graph, StateId};
use statecraft::model::{ActorId, Model};
use statecraft::reasons::{self, Reasons, place};
use statecraft::stability::{Concept, Horizon};
use statecraft::structures::{CONCEPTS, ReadAs};
use statecraft::witness::{Checker, Place, Proof, Question, Reading, Replies, Reply, Step, Structure, Turn, Witness};
use std::collections::BTreeMap;
use std::sync::Arc;

/// A model, its verdicts, and what goes wrong with its witnesses.
struct Workshop {
    spec: Spec,
    plain: Plain,
    graph: Graph,
    /// By concept and structure of preference: actor, state.
    verdicts: Vec<(Concept, Option<ReadAs>, Vec<Vec<bool>>)>,
    model: Model,
    rng: ChaCha8Rng,
}

#[test]
fn corrupted_witnesses_are_rejected() {
    let mut spoiled: BTreeMap<&str, usize> = BTreeMap::new();
    let mut k = 0;
    while spoiled.values().sum::<usize>() < 10_000 || spoiled.len() < KINDS.len() || spoiled.values().any(|&n| n < 50) {
        let spec = Spec::random(k);
        let mut workshop = if k.is_multiple_of(2) { Workshop::of(spec, k) } else { Workshop::of_structures(k) };
        let model = workshop.model.clone();
        let mut checker = Checker::new(&model).expect("few states");
        for _ in 0..12 {
            let witness = workshop.any_witness();
            for (kind, spoil) in KINDS {
                let Some(wrong) = spoil(&mut workshop, &witness) else { continue };
                assert!(
                    checker.check(&wrong).is_err(),
                    "{}, {kind}: {witness:?} became {wrong:?}",
                    workshop.spec.title
                );
                *spoiled.entry(kind).or_default() += 1;
            }
        }
        k += 1;
        assert!(k < 5_000, "too few: {spoiled:?}");
    }
}

type Spoil = fn(&mut Workshop, &Witness) -> Option<Witness>;

const KINDS: [(&str, Spoil); 17] = [
    ("another state with the other verdict", Workshop::other_state),
    ("another actor with the other verdict", Workshop::other_player),
    ("another concept with the other verdict", Workshop::other_concept),
    ("another structure of preference with the other verdict", Workshop::other_structure),
    ("a reply dropped", Workshop::reply_dropped),
    ("a reply to another state", Workshop::reply_misplaced),
    ("a reply that ends elsewhere", Workshop::reply_elsewhere),
    ("a step of another actor", Workshop::step_by_another),
    ("a step of the player itself", Workshop::step_by_player),
    ("a reply of no steps", Workshop::reply_empty),
    ("a step more of the same actor", Workshop::twice_running),
    ("nothing said of why it stays", Workshop::silence),
    ("a position dropped", Workshop::position_dropped),
    ("a move that is none, or gains nothing", Workshop::move_elsewhere),
    ("a turn dropped", Workshop::turn_dropped),
    ("a way on dropped", Workshop::way_on_dropped),
    ("a line of play cut short", Workshop::line_cut),
];

impl Workshop {
    /// The ordinary concepts.
    fn of(spec: Spec, k: u64) -> Workshop {
        let (model, graph) = laid_out(&spec.to_toml());
        let verdicts = concepts().into_iter().filter_map(|at| Some((at, None, verdicts(&graph, at).ok()?))).collect();
        Workshop { plain: spec.plain(), spec, graph, verdicts, model, rng: stream(k) }
    }

    /// Preferences that are more than an order, or less.
    fn of_structures(k: u64) -> Workshop {
        let Decorated { spec, plain, model, graph, read } = Decorated::draw(k);
        let each = |(read_as, four): (ReadAs, Four)| {
            CONCEPTS.into_iter().zip(four).map(move |(concept, bits)| (concept, Some(read_as), bits))
        };
        let verdicts = read.into_iter().flat_map(each).collect();
        Workshop { plain, spec, graph, verdicts, model, rng: stream(k) }
    }

    fn any_witness(&mut self) -> Witness {
        let (concept, read_as, verdicts) =
            self.verdicts.choose(&mut self.rng).expect("the usual concepts always apply");
        let (actor, state) = (self.rng.random_range(0..verdicts.len()), self.rng.random_range(0..self.plain.states));
        let structure = read_as.map(|read_as| read_as.structure(&self.graph, &self.model));
        let mut alone = Reasons::alone(&self.graph, ActorId::new(actor), 1 << 32);
        if let (Some(read_as), Some(structure)) = (read_as, &structure) {
            alone = alone.read_as(reasons::structure(*read_as), Some(&**structure));
        }
        alone.witness(*concept, StateId::new(state)).expect("a reason")
    }

    /// Whether ranks decide what the player wants.
    fn is_ordinary(witness: &Witness) -> bool {
        witness.reading.structure == Structure::Order
    }

    fn any_place(&mut self) -> Place {
        let state = self.rng.random_range(0..self.plain.states);
        place(&self.graph, StateId::new(state))
    }

    fn number(&self, at: Place) -> usize {
        (0..self.plain.states).find(|&state| place(&self.graph, StateId::new(state)) == at).expect("a state")
    }

    /// The witness with another claim, if the engine has the other verdict on it.
    fn if_wrong(&self, wrong: Witness) -> Option<Witness> {
        let of = |verdicts: &Vec<Vec<bool>>| verdicts[wrong.player[0].index()][self.number(wrong.state)];
        let (.., verdicts) = self.verdicts.iter().find(|(concept, read_as, _)| {
            reasons::question(*concept).as_ref() == Some(&wrong.question)
                && read_as.map_or(Structure::Order, reasons::structure) == wrong.reading.structure
        })?;
        (of(verdicts) != matches!(wrong.proof, Proof::Stays(_))).then_some(wrong)
    }

    fn other_state(&mut self, witness: &Witness) -> Option<Witness> {
        let state = self.any_place();
        self.if_wrong(Witness { state, ..witness.clone() })
    }

    fn other_player(&mut self, witness: &Witness) -> Option<Witness> {
        let player = vec![ActorId::new(self.rng.random_range(0..self.plain.actors))];
        self.if_wrong(Witness { player, ..witness.clone() })
    }

    fn other_concept(&mut self, witness: &Witness) -> Option<Witness> {
        let question = reasons::question(self.verdicts.choose(&mut self.rng)?.0)?;
        self.if_wrong(Witness { question, ..witness.clone() })
    }

    fn other_structure(&mut self, witness: &Witness) -> Option<Witness> {
        let structure = reasons::structure(self.verdicts.choose(&mut self.rng)?.1?);
        self.if_wrong(Witness { reading: Reading { structure, ..Reading::default() }, ..witness.clone() })
    }

    fn silence(&mut self, witness: &Witness) -> Option<Witness> {
        let Proof::Stays(turns) = &witness.proof else { return None };
        let wrong = Witness { proof: Proof::Stays(vec![vec![]; turns.len()]), ..witness.clone() };
        turns.iter().any(|turn| !turn.is_empty()).then_some(wrong)
    }

    /// One of the replies changed, or, where nothing comes back, dropped.
    fn with_reply(
        &mut self,
        witness: &Witness,
        change: impl Fn(&mut Workshop, &mut Reply) -> Option<bool>,
    ) -> Option<Witness> {
        let Proof::Stays(mut turns) = witness.proof.clone() else { return None };
        let turn = self.rng.random_range(0..turns.len().max(1));
        let replies = turns.get_mut(turn).filter(|replies| !replies.is_empty())?;
        let at = self.rng.random_range(0..replies.len());
        let mut reply = (*replies[at]).clone();
        match change(self, &mut reply)? {
            true => replies[at] = Arc::new(reply),
            false => drop(replies.remove(at)),
        }
        Some(Witness { proof: Proof::Stays(turns), ..witness.clone() })
    }

    fn reply_dropped(&mut self, witness: &Witness) -> Option<Witness> {
        self.with_reply(witness, |_, _| Some(false))
    }

    fn reply_misplaced(&mut self, witness: &Witness) -> Option<Witness> {
        self.with_reply(witness, |workshop, reply| {
            let to = workshop.any_place();
            (std::mem::replace(&mut reply.to, to) != to).then_some(true)
        })
    }

    fn reply_empty(&mut self, witness: &Witness) -> Option<Witness> {
        self.with_reply(witness, |_, reply| {
            reply.path.clear();
            Some(true)
        })
    }

    /// Where replies are moves one after another, each must be one; so another end is wrong that is not among the mover's moves, or
    /// that the player prefers.
    fn reply_elsewhere(&mut self, witness: &Witness) -> Option<Witness> {
        let player = witness.player[0].index();
        let start = self.number(witness.state);
        self.with_reply(witness, |workshop, reply| {
            let from = match (witness.question, reply.path.len()) {
                (Question::Simultaneous | Question::SequentialOrSimultaneous, _) => return None,
                (_, 1) => workshop.number(reply.to),
                (_, many) => workshop.number(reply.path[many - 2].to),
            };
            let to = workshop.any_place();
            let end = workshop.number(to);
            let last = reply.path.last_mut()?;
            let is_move = workshop.plain.moves[last.by[0].index()][from].contains(&end);
            last.to = to;
            let no_deterrent =
                Workshop::is_ordinary(witness) && workshop.plain.rank[player][end] > workshop.plain.rank[player][start];
            (!is_move || no_deterrent).then_some(true)
        })
    }

    fn step_by_another(&mut self, witness: &Witness) -> Option<Witness> {
        let start = self.number(witness.state);
        self.with_reply(witness, |workshop, reply| {
            let at = workshop.rng.random_range(0..reply.path.len());
            let another = workshop.rng.random_range(0..workshop.plain.actors);
            let from = match (witness.question, at) {
                (Question::Simultaneous, _) => start,
                (Question::SequentialOrSimultaneous, _) => return None,
                (_, 0) => workshop.number(reply.to),
                (_, later) => workshop.number(reply.path[later - 1].to),
            };
            let to = workshop.number(reply.path[at].to);
            reply.path[at].by = vec![ActorId::new(another)];
            (!workshop.plain.moves[another][from].contains(&to)).then_some(true)
        })
    }

    /// To a state that deters as well, if there is one.
    fn twice_running(&mut self, witness: &Witness) -> Option<Witness> {
        let (player, start) = (witness.player[0].index(), self.number(witness.state));
        self.with_reply(witness, |workshop, reply| {
            let last = reply.path.last()?.clone();
            let moves = &workshop.plain.moves[last.by[0].index()][workshop.number(last.to)];
            let deters = |to: &&usize| workshop.plain.rank[player][**to] <= workshop.plain.rank[player][start];
            let to = *moves.iter().find(deters).or(moves.first())?;
            reply.path.push(Step { by: last.by, to: place(&workshop.graph, StateId::new(to)) });
            Some(true)
        })
    }

    /// The player may not answer itself; under SIM not even by the move that it makes anyway. Where two foresee each other it has
    /// its turns, too.
    fn step_by_player(&mut self, witness: &Witness) -> Option<Witness> {
        self.with_reply(witness, |workshop, reply| {
            if witness.question == Question::Simultaneous {
                reply.path.push(Step { by: witness.player.clone(), to: reply.to });
                return Some(true);
            }
            let first = workshop.rng.random_range(0..reply.path.len());
            let by = std::mem::replace(&mut reply.path[first].by, witness.player.clone());
            (by != witness.player).then_some(true)
        })
    }

    fn with_turns(
        &mut self,
        witness: &Witness,
        change: impl Fn(&mut Workshop, &mut Vec<Turn>) -> Option<()>,
    ) -> Option<Witness> {
        let Proof::Leaves(mut turns) = witness.proof.clone() else { return None };
        change(self, &mut turns)?;
        Some(Witness { proof: Proof::Leaves(turns), ..witness.clone() })
    }

    /// The sets of our witnesses hold nothing that cannot be reached, so nothing can be spared.
    fn position_dropped(&mut self, witness: &Witness) -> Option<Witness> {
        self.with_turns(witness, |workshop, turns| {
            let turn = workshop.rng.random_range(0..turns.len());
            let mut positions = turns[turn].positions.to_vec();
            let at = workshop.rng.random_range(0..positions.len().max(1));
            positions.get(at)?;
            positions.remove(at);
            turns[turn].positions = positions.into();
            Some(())
        })
    }

    /// Another first step of the player that is none of its moves or, if what comes at once counts, that gains nothing.
    fn move_elsewhere(&mut self, witness: &Witness) -> Option<Witness> {
        let (player, start) = (witness.player[0].index(), self.number(witness.state));
        let by_turns =
            matches!(witness.question, Question::Limited(_) | Question::NonMyopic | Question::Stackelberg(_));
        self.with_turns(witness, |workshop, turns| {
            let to = workshop.any_place();
            let state = workshop.number(to);
            let step = Step { by: vec![ActorId::new(player)], to };
            let is_move = workshop.plain.moves[player][start].contains(&state);
            let gains = workshop.plain.rank[player][state] > workshop.plain.rank[player][start];
            turns[0].moves = [(witness.state, vec![step])].into();
            (!is_move || Workshop::is_ordinary(witness) && !by_turns && !gains).then_some(())
        })
    }

    fn turn_dropped(&mut self, witness: &Witness) -> Option<Witness> {
        self.with_turns(witness, |workshop, turns| {
            let turn = workshop.rng.random_range(0..turns.len());
            turns.remove(turn);
            Some(())
        })
    }

    /// Of two actors who foresee some moves; where the line is cut it would end in a state that the definition does not foresee.
    fn line_cut(&mut self, witness: &Witness) -> Option<Witness> {
        let horizon = self.rng.random_range(2..=6);
        let concept = Concept::Limited(Horizon::new(horizon).filter(|_| Workshop::is_ordinary(witness))?);
        let state = StateId::new(self.number(witness.state));
        let line = reasons::witness(&self.graph, concept, witness.player[0], state).ok()?;
        let foreseen = (0..horizon).try_fold(nothing_left(&self.plain), |before, _| one_more(&self.plain, &before))?;
        self.with_turns(&line, |workshop, turns| {
            let mut path = turns[0].moves[0].1.clone();
            path.pop();
            let end = workshop.number(path.last()?.to);
            turns[0].moves = [(line.state, path)].into();
            (!foreseen[line.player[0].index()][state.index()].contains(&end)).then_some(())
        })
    }

    /// From where the others' replies leave the player no better off it must go on; a witness for one verdict says no more.
    fn way_on_dropped(&mut self, witness: &Witness) -> Option<Witness> {
        let Question::Foresight { replies: Replies::Any | Replies::Improvements, .. } = witness.question else {
            return None;
        };
        self.with_turns(witness, |workshop, turns| {
            let turn = workshop.rng.random_range(0..turns.len());
            let mut moves = turns[turn].moves.to_vec();
            let at = workshop.rng.random_range(0..moves.len().max(1));
            moves.get(at)?;
            moves.remove(at);
            turns[turn].moves = moves.into();
            Some(())
        })
    }
}

/// A forger who wants to keep what an actor would leave: some legal sequence of the others against each tempting move.
#[test]
fn no_forged_reply_makes_an_unstable_state_stable() {
    let mut forged = 0;
    for k in 0..400 {
        let spec = Spec::random(k);
        let (model, graph) = laid_out(&spec.to_toml());
        let (plain, mut rng) = (spec.plain(), stream(k));
        let mut checker = Checker::new(&model).expect("few states");
        for concept in Concept::USUAL {
            let verdicts = verdicts(&graph, concept).expect("they always apply");
            for (actor, state) in (0..plain.actors).flat_map(|actor| (0..plain.states).map(move |state| (actor, state)))
            {
                if verdicts[actor][state] {
                    continue;
                }
                let tempting =
                    plain.moves[actor][state].iter().filter(|&&to| plain.rank[actor][to] > plain.rank[actor][state]);
                let reply = |&to: &usize| {
                    let path = wandering(&plain, &graph, actor, to, &mut rng);
                    Arc::new(Reply { to: place(&graph, StateId::new(to)), path })
                };
                let replies: Vec<Arc<Reply>> = tempting.map(reply).collect();
                let turns = if concept == Concept::Nash { vec![] } else { vec![replies] };
                let wrong = Witness {
                    proof: Proof::Stays(turns),
                    ..reasons::witness(&graph, concept, ActorId::new(actor), StateId::new(state)).expect("a reason")
                };
                assert!(checker.check(&wrong).is_err(), "{}: {wrong:?}", spec.title);
                forged += 1;
            }
        }
    }
    assert!(forged > 10_000, "{forged}");
}

/// Up to four moves of others, nobody twice running.
fn wandering(plain: &Plain, graph: &Graph, actor: usize, start: usize, rng: &mut ChaCha8Rng) -> Vec<Step> {
    let (mut at, mut last, mut path) = (start, actor, Vec::new());
    for _ in 0..rng.random_range(1..=4) {
        let movers = (0..plain.actors).filter(|&by| by != actor && by != last);
        let moves: Vec<(usize, usize)> =
            movers.flat_map(|by| plain.moves[by][at].iter().map(move |&to| (by, to))).collect();
        let Some(&(by, to)) = moves.choose(rng) else { break };
        path.push(Step { by: vec![ActorId::new(by)], to: place(graph, StateId::new(to)) });
        (at, last) = (to, by);
    }
    path
}
