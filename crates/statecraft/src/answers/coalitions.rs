//! Who would leave an outcome together, as data.

use crate::answers::analysis::verdicts::StateNames;
use crate::answers::header::in_words;
use crate::answers::states::StateTable;
use crate::case::Case;
use crate::coalitions::{
    About, Coalition, Coalitions, Departure, Found, Improvement, Joint, Move, Players, Question, Refused, Sanctions,
};
use crate::graph::{LimitReached, Limits, Phase, StateId, StateSet};
use crate::proofs::Checked;
use crate::proofs::MOST_STEPS;
use crate::stability::Concept;
use crate::study::StateName;
use crate::study::{LaidOut, Study};

/// With more outcomes than this the improvements between them are not listed.
const MOST_OUTCOMES: usize = 256;

/// Who would leave the outcomes of a case together, account by account.
#[derive(Debug, serde::Serialize)]
pub struct CoalitionReport<'c> {
    /// `statecraft-coalitions`.
    pub format: &'static str,
    /// The version of the format; it grows when a field changes its meaning or goes away.
    pub version: u32,
    /// The title of the case.
    pub case: &'c str,
    /// The concept.
    pub concept: String,
    /// When a coalition is better off: `strict` or `pareto`.
    pub improvement: &'static str,
    /// How a coalition moves: in a `sequence` or in one `jump`.
    pub moves: &'static str,
    /// Whose improvements deter, `individual` or `joint`; none unless the concept asks.
    pub seq: Option<&'static str>,
    /// The blocks of a structure, if one was given.
    pub structure: Option<Vec<Vec<Member<'c>>>>,
    /// Whether every coalition was asked.
    pub every: bool,
    /// Why something was not done, if something was not.
    #[serde(serialize_with = "in_words")]
    pub stopped: Option<LimitReached>,
    /// The names of the accounts that were not done for that reason.
    pub accounts_not_done: Vec<&'c str>,
    /// The accounts.
    pub accounts: Vec<AccountCoalitions<'c>>,
    #[serde(skip)]
    pub(crate) question: Question,
}

/// The name of an actor in the file.
pub type Member<'c> = &'c str;

/// Who would leave the outcomes of one account together.
#[derive(Debug, serde::Serialize)]
pub struct AccountCoalitions<'c> {
    /// Its name; none if the case has no accounts.
    pub id: Option<&'c str>,
    /// Its title.
    pub title: Option<&'c str>,
    /// How many states there are.
    pub states: usize,
    /// The states that every actor, or every block, by itself would keep.
    pub outcomes: StateNames,
    /// With a structure of blocks: the states that every actor by itself would keep.
    pub outcomes_alone: Option<StateNames>,
    /// Those that every coalition asked would keep.
    pub held_by_all: StateNames,
    /// The coalitions asked, the smallest first, each with the states asked about that it would leave.
    pub coalitions: Vec<Leaves<'c>>,
    /// How the smallest coalitions would leave each state asked about.
    pub departures: Vec<Way<'c>>,
    /// The improvements from one outcome to another by the smallest coalitions of two or more; none if the outcomes are too many.
    pub between_outcomes: Option<Vec<Way<'c>>>,
    /// The options and, for each state that is named above, which are taken.
    #[serde(flatten)]
    pub table: StateTable,
    /// How many of the verdicts were checked by independent code: those of every actor or block on all states, and of
    /// every other coalition on those that it was asked about.
    pub checked: Checked,
    #[serde(skip)]
    pub(crate) case: &'c Case,
    #[serde(skip)]
    pub(crate) laid_out: &'c LaidOut,
    #[serde(skip)]
    pub(crate) found: Found,
    #[serde(skip)]
    pub(crate) ways: Vec<Departure>,
    #[serde(skip)]
    pub(crate) state: Option<StateId>,
}

/// A coalition and what it would leave.
#[derive(Debug, serde::Serialize)]
pub struct Leaves<'c> {
    /// Who they are.
    pub members: Vec<Member<'c>>,
    /// What they would leave.
    pub leaves: StateNames,
}

/// How a coalition leaves a state for a better one.
#[derive(Debug, serde::Serialize)]
pub struct Way<'c> {
    /// The state.
    pub from: StateName,
    /// Who leaves it.
    pub members: Vec<Member<'c>>,
    /// The better state.
    pub to: StateName,
    /// Whether that is an outcome itself.
    pub to_outcome: bool,
    /// The way there.
    pub moves: Vec<Moved<'c>>,
}

/// One move of an actor, or one jump of a coalition.
#[derive(Debug, serde::Serialize)]
pub struct Moved<'c> {
    /// Who moves.
    pub by: Vec<Member<'c>>,
    /// Where to.
    pub to: StateName,
}

impl<'c> CoalitionReport<'c> {
    /// Asks the coalitions of each account about its outcomes, and about one state by name if one is given.
    ///
    /// # Errors
    /// The question has no answer on the case, or there is too much to do.
    pub fn within(
        opened: &'c Study,
        question: &Question,
        state: Option<&str>,
        limits: &Limits,
    ) -> Result<CoalitionReport<'c>, Refused> {
        let mut report = CoalitionReport::empty(opened, question);
        let mut taken: u64 = opened.accounts.iter().map(|laid_out| laid_out.graph.bytes).sum();
        for laid_out in &opened.accounts {
            let steps = MOST_STEPS / opened.accounts.len() as u64;
            match AccountCoalitions::of(&opened.case, laid_out, question, state, steps, &limits.less(taken)) {
                Ok(account) => {
                    let sets = account.found.keeps.len() as u64 + 4;
                    taken += sets * (account.states as u64).div_ceil(8);
                    report.accounts.push(account);
                }
                Err(Refused::Limit(limit)) => {
                    report.stopped.get_or_insert(limit);
                    report.accounts_not_done.extend(laid_out.account.id());
                }
                Err(refused) => return Err(refused),
            }
        }
        report.stopped = report.stopped.or(limits.watch.check().err());
        limits.watch.begin(Phase::Report, 0);
        Ok(report)
    }

    /// Whether independent code found a verdict wrong: a defect of the program.
    pub fn is_defective(&self) -> bool {
        self.accounts.iter().any(|account| !account.checked.failed.is_empty())
    }

    fn empty(opened: &'c Study, question: &Question) -> CoalitionReport<'c> {
        let asks = matches!(question.concept, Concept::Seq | Concept::SymSeq);
        let blocks = |laid_out: &'c LaidOut| match &question.players {
            Players::Blocks(blocks) => Some(blocks.iter().map(|&block| members(laid_out, block)).collect()),
            _ => None,
        };
        CoalitionReport {
            format: "statecraft-coalitions",
            version: 1,
            case: &opened.case.title,
            concept: question.concept.key(&[]),
            improvement: match question.improvement {
                Improvement::Strict => "strict",
                Improvement::Pareto => "pareto",
            },
            moves: match question.joint {
                Joint::Sequence => "sequence",
                Joint::Jump => "jump",
            },
            seq: asks.then_some(match question.sanctions {
                Sanctions::Individual => "individual",
                Sanctions::Joint => "joint",
            }),
            structure: opened.accounts.first().and_then(blocks),
            every: question.players == Players::All,
            stopped: opened.stopped,
            accounts_not_done: opened.not_done.iter().map(String::as_str).collect(),
            accounts: Vec::new(),
            question: question.clone(),
        }
    }
}

impl<'c> AccountCoalitions<'c> {
    fn of(
        case: &'c Case,
        laid_out: &'c LaidOut,
        question: &Question,
        state: Option<&str>,
        steps: u64,
        limits: &Limits,
    ) -> Result<AccountCoalitions<'c>, Refused> {
        let LaidOut { account, model, graph, .. } = laid_out;
        let state = state.and_then(|name| graph.states.named(name));
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
        let leaves = |(who, keeps): &(Coalition, StateSet)| Leaves {
            members: members(laid_out, *who),
            leaves: names(&found.asked.difference(keeps)),
        };
        let in_names = |ways: &[Departure]| ways.iter().map(|way| self::way(laid_out, &found, way)).collect::<Vec<_>>();
        let mut named = found.asked.clone();
        let all = ways.iter().chain(jumps.iter().flatten());
        all.flat_map(|way| &way.moves).for_each(|step| named.insert(step.to));
        Ok(AccountCoalitions {
            id: account.id(),
            title: account.title.as_deref(),
            states: graph.len(),
            outcomes: names(&found.outcomes),
            outcomes_alone: alone.as_ref().map(names),
            held_by_all: names(&found.held_by_all()),
            coalitions: found.keeps.iter().map(leaves).collect(),
            departures: in_names(&ways),
            between_outcomes: jumps.as_deref().map(in_names),
            table: StateTable::only(laid_out, named),
            checked: Checked::of_coalitions(laid_out, &coalitions, &found, steps / 2, &limits.watch)?.and(of_alone),
            case,
            laid_out,
            found,
            ways,
            state,
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
fn members(laid_out: &LaidOut, coalition: Coalition) -> Vec<Member<'_>> {
    coalition.members().map(|actor| laid_out.model.actors[actor.index()].key.as_str()).collect()
}

fn way<'c>(laid_out: &'c LaidOut, found: &Found, way: &Departure) -> Way<'c> {
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
