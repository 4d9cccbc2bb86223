//! Who would leave an outcome together, as data.

use crate::answers::analysis::verdicts::StateNames;
use crate::answers::header::Header;
use crate::answers::states::StateTable;
use crate::coalitions::{
    About, Coalition, Coalitions, Departure, Found, Improvement, Joint, Move, Players, Question, Refused, Sanctions,
};
use crate::graph::{Among, Limits, Phase, StateId, StateSet};
use crate::proofs::{Checked, MOST_STEPS};
use crate::stability::Concept;
use crate::study::{LaidOut, StateName, Study};
use serde::{Deserialize, Serialize};

/// With more outcomes than this the improvements between them are not listed.
const MOST_OUTCOMES: usize = 256;

/// Who would leave the outcomes of a case together, account by account: `statecraft-coalitions`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct CoalitionReport {
    /// What every answer opens with.
    #[serde(flatten)]
    pub header: Header,
    /// The concept.
    pub concept: String,
    /// When a coalition is better off.
    pub improvement: Improvement,
    /// How a coalition moves.
    pub moves: Joint,
    /// Whose improvements deter; none unless the concept asks.
    pub seq: Option<Sanctions>,
    /// The blocks of a structure, if one was given.
    pub structure: Option<Vec<Vec<Member>>>,
    /// Whether every coalition was asked.
    pub every: bool,
    /// The accounts.
    pub accounts: Vec<AccountCoalitions>,
}

/// The name of an actor in the file.
pub type Member = String;

/// Who would leave the outcomes of one account together.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct AccountCoalitions {
    /// Its name; none if the case has no accounts.
    pub id: Option<String>,
    /// Its title.
    pub title: Option<String>,
    /// How many states there are.
    pub states: usize,
    /// The one state asked about, if one was named; else the outcomes are.
    pub about: Option<StateName>,
    /// The states that every actor, or every block, by itself would keep.
    pub outcomes: StateNames,
    /// With a structure of blocks: the states that every actor by itself would keep.
    pub outcomes_alone: Option<StateNames>,
    /// Those that every coalition asked would keep.
    pub held_by_all: StateNames,
    /// The coalitions asked, the smallest first, each with the states asked about that it would leave.
    pub coalitions: Vec<Leaves>,
    /// How the smallest coalitions would leave each state asked about.
    pub departures: Vec<Way>,
    /// The improvements from one outcome to another by the smallest coalitions of two or more; none if the outcomes are too many.
    pub between_outcomes: Option<Vec<Way>>,
    /// The options and, for each state that is named above, which are taken.
    #[serde(flatten)]
    pub table: StateTable,
    /// How many of the verdicts were checked by independent code: those of every actor or block on all states, and of
    /// every other coalition on those that it was asked about.
    pub checked: Checked,
}

/// A coalition and what it would leave.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Leaves {
    /// Who they are.
    pub members: Vec<Member>,
    /// What they would leave.
    pub leaves: StateNames,
}

/// How a coalition leaves a state for a better one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Way {
    /// The state.
    pub from: StateName,
    /// Who leaves it.
    pub members: Vec<Member>,
    /// The better state.
    pub to: StateName,
    /// Whether that is an outcome itself.
    pub to_outcome: bool,
    /// The way there.
    pub moves: Vec<Moved>,
}

/// One move of an actor, or one jump of a coalition.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Moved {
    /// Who moves.
    pub by: Vec<Member>,
    /// Where to.
    pub to: StateName,
}

impl CoalitionReport {
    /// Asks the coalitions of each account about its outcomes, and about one state if one is given for each account in order.
    ///
    /// # Errors
    /// The question has no answer on the case, or there is too much to do.
    pub fn of(
        study: &Study,
        question: &Question,
        about: Option<&[StateId]>,
        limits: &Limits,
    ) -> Result<CoalitionReport, Refused> {
        let mut report = CoalitionReport::empty(study, question);
        let mut taken: u64 = study.accounts.iter().map(|laid_out| laid_out.graph.bytes).sum();
        for (at, laid_out) in study.accounts.iter().enumerate() {
            let steps = MOST_STEPS / study.accounts.len() as u64;
            let state = about.and_then(|states| states.get(at).copied());
            match AccountCoalitions::of(laid_out, question, state, steps, &limits.less(taken)) {
                Ok(account) => {
                    taken += 4 * (account.states as u64).div_ceil(8);
                    taken += account.coalitions.iter().map(|one| one.leaves.bytes()).sum::<u64>();
                    report.accounts.push(account);
                }
                Err(Refused::Limit(limit)) => {
                    report.header.stop(limit);
                    report.header.accounts_not_done.extend(laid_out.account.id().map(String::from));
                }
                Err(refused) => return Err(refused),
            }
        }
        limits.watch.check().err().into_iter().for_each(|limit| report.header.stop(limit));
        limits.watch.begin(Phase::Report, 0);
        Ok(report)
    }

    /// Whether independent code found a verdict wrong: a defect of the program.
    pub fn is_defective(&self) -> bool {
        self.accounts.iter().any(|account| !account.checked.failed.is_empty())
    }

    fn empty(study: &Study, question: &Question) -> CoalitionReport {
        let asks = matches!(question.concept, Concept::Seq | Concept::SymSeq);
        let blocks = |laid_out: &LaidOut| match &question.players {
            Players::Blocks(blocks) => Some(blocks.iter().map(|&block| members(laid_out, block)).collect()),
            _ => None,
        };
        CoalitionReport {
            header: Header::new("statecraft-coalitions", 1, study),
            concept: question.concept.key(&[]),
            improvement: question.improvement,
            moves: question.joint,
            seq: asks.then_some(question.sanctions),
            structure: study.accounts.first().and_then(blocks),
            every: question.players == Players::All,
            accounts: Vec::new(),
        }
    }
}

impl AccountCoalitions {
    fn of(
        laid_out: &LaidOut,
        question: &Question,
        state: Option<StateId>,
        steps: u64,
        limits: &Limits,
    ) -> Result<AccountCoalitions, Refused> {
        let LaidOut { account, model, graph, .. } = laid_out;
        let alone = match question.players {
            Players::Blocks(_) => Some(outcomes_alone(laid_out, question, steps / 2, limits)?),
            _ => None,
        };
        let (alone, of_alone) = alone.unzip();
        let more = state.map(|state| only(graph.len(), state)).or(alone.clone());
        let coalitions = Coalitions::of(graph, model, question, limits)?;
        let found = coalitions.keeps(&more.map_or(About::Outcomes, About::Also))?;
        let asked = state.map_or(found.asked.clone(), |state| only(graph.len(), state));
        let ways = coalitions.departures(&found, &asked)?;
        let few = found.outcomes.len() <= MOST_OUTCOMES;
        let jumps = if few { Some(coalitions.outcome_jumps(&found)?) } else { None };
        let names = |set: &StateSet| StateNames::of(&laid_out.graph, set.clone());
        let leaves = |(who, keeps): &(Coalition, Among)| Leaves {
            members: members(laid_out, *who),
            leaves: StateNames::among(graph, keeps.others()),
        };
        let in_names = |ways: &[Departure]| ways.iter().map(|way| self::way(laid_out, &found, way)).collect::<Vec<_>>();
        let mut named = found.asked.clone();
        let all = ways.iter().chain(jumps.iter().flatten());
        all.flat_map(|way| &way.moves).for_each(|step| named.insert(step.to));
        Ok(AccountCoalitions {
            id: account.id().map(String::from),
            title: account.title.clone(),
            states: graph.len(),
            about: state.map(|state| StateName::of(graph, state)),
            outcomes: names(&found.outcomes),
            outcomes_alone: alone.as_ref().map(names),
            held_by_all: names(&found.held_by_all()),
            coalitions: found.keeps.iter().map(leaves).collect(),
            departures: in_names(&ways),
            between_outcomes: jumps.as_deref().map(in_names),
            table: StateTable::only(laid_out, named),
            checked: Checked::of_coalitions(laid_out, &coalitions, &found, steps / 2, &limits.watch)?.and(of_alone),
        })
    }
}

/// What would hold if every actor were by itself, and how far that was checked.
fn outcomes_alone(
    laid_out: &LaidOut,
    question: &Question,
    steps: u64,
    limits: &Limits,
) -> Result<(StateSet, Checked), Refused> {
    let nobody = Question { players: Players::These(Vec::new()), ..question.clone() };
    let coalitions = Coalitions::of(&laid_out.graph, &laid_out.model, &nobody, limits)?;
    let found = coalitions.keeps(&About::Outcomes)?;
    let checked = Checked::of_coalitions(laid_out, &coalitions, &found, steps, &limits.watch)?;
    Ok((found.outcomes, checked))
}

fn only(states: usize, state: StateId) -> StateSet {
    StateSet::of(states, |other| other == state)
}

/// The names of the members.
fn members(laid_out: &LaidOut, coalition: Coalition) -> Vec<Member> {
    coalition.members().map(|actor| laid_out.model.actors[actor.index()].key.clone()).collect()
}

fn way(laid_out: &LaidOut, found: &Found, way: &Departure) -> Way {
    let name = |state| StateName::of(&laid_out.graph, state);
    let one = |step: &Move| Moved { by: members(laid_out, step.by), to: name(step.to) };
    Way {
        from: name(way.from),
        members: members(laid_out, way.coalition),
        to: name(way.to),
        to_outcome: found.outcomes.contains(way.to),
        moves: way.moves.iter().map(one).collect(),
    }
}
