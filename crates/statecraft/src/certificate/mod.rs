//! **certificate**: witnesses of all verdicts, as a file that somebody else can check.

mod read;
mod verification;

pub use read::NotRead;
pub use verification::{AccountVerification, Failed, Verification, Wrong};

use crate::answers::analysis::structures::Readings;
use crate::answers::analysis::{Analysis, InStudy};
use crate::graph::{Graph, LimitReached, StateId, StateSpace, Watch};
use crate::model::{ActorId, Model};
use crate::phrase::english::number;
use crate::reasons::{self, Reasons};
use crate::stability::{Concept, Reason};
use crate::structures::in_orders;
use crate::structures::{ReadAs, Verdicts, in_order, orders};
use crate::study::StateName;
use crate::study::{LaidOut, Study};
use crate::witness::{self, Place, Proof, Reply, Step, Witness};
use std::collections::{BTreeMap, HashMap};
use std::hash::Hash;
use std::sync::Arc;

/// So many verdicts are put into one file.
const MOST_VERDICTS: usize = 1 << 20;

/// The witnesses of all verdicts of a case.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Certificate {
    /// `statecraft-certificate`.
    pub format: String,
    /// The version of the format.
    pub version: u32,
    /// The title of the case.
    pub case: String,
    /// The accounts.
    pub accounts: Vec<AccountCertificate>,
}

/// The witnesses of the verdicts of one account. What several have in common stands in a list once, and they refer to its
/// place there, from 0.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct AccountCertificate {
    /// Its name; none if the case has no accounts.
    pub id: Option<String>,
    /// Whether every state of the account is there, with every verdict.
    pub complete: bool,
    /// The states: what each is called, and the options taken in it (of a merged state, in its last member).
    pub states: Vec<(StateName, Vec<String>)>,
    /// For each actor and concept the proof for each of the states; none where nothing is claimed.
    pub verdicts: Whys,
    /// The same where preferences are read in other ways. If one of these is an order of statements, all compatible orders are there:
    /// what is stable in each is stable in all.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub readings: Vec<ReadingCertificate>,
    /// Replies: the tempting state, and the moves against it.
    pub replies: Vec<(StateName, Path)>,
    /// Moves of the player at one turn: from where, and which.
    pub moves: Vec<Vec<(StateName, Path)>>,
    /// Sets of positions that are closed under the others' replies.
    pub sets: Vec<Vec<Position>>,
}

/// By actor, then by concept: the proof for each of the states.
pub type Whys = BTreeMap<String, BTreeMap<String, Vec<Option<Why>>>>;

/// The witnesses of the verdicts in another reading of preferences.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ReadingCertificate {
    /// Which.
    pub read_as: ReadSo,
    /// As in the account.
    pub verdicts: Whys,
}

/// How preferences are read.
#[derive(Clone, Debug, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum ReadSo {
    /// With attitudes; ties `weak` or `strict`.
    Attitudes(String),
    /// By degrees, at this level; in general at 0.
    Level(u8),
    /// With unknown preference, by the extension `a`, `b`, `c` or `d`.
    Unknown(String),
    /// In one compatible order: the numbers of statements, from 1, of each actor that has any, the most important first.
    Order(BTreeMap<String, Vec<usize>>),
}

impl ReadSo {
    fn of(read_as: ReadAs) -> ReadSo {
        match read_as {
            ReadAs::Attitudes(ties) => ReadSo::Attitudes(ties.key().to_string()),
            ReadAs::Level(level) => ReadSo::Level(level),
            ReadAs::Unknown(extension) => ReadSo::Unknown(extension.key().to_string()),
        }
    }

    fn in_order(keys: &[&str], order: &[Vec<usize>]) -> ReadSo {
        let said = keys.iter().zip(order).filter(|(_, lines)| !lines.is_empty());
        ReadSo::Order(said.map(|(key, lines)| (key.to_string(), lines.iter().map(|line| line + 1).collect())).collect())
    }
}

impl std::fmt::Display for ReadSo {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            ReadSo::Attitudes(ties) => write!(f, "attitudes {ties}"),
            ReadSo::Level(level) => write!(f, "level {level}"),
            ReadSo::Unknown(extension) => write!(f, "unknown {extension}"),
            ReadSo::Order(orders) => {
                let said = |(actor, lines): (&String, &Vec<usize>)| {
                    format!("{actor} {}", lines.iter().map(usize::to_string).collect::<Vec<_>>().join(" "))
                };
                write!(f, "order {}", orders.iter().map(said).collect::<Vec<_>>().join(", "))
            }
        }
    }
}

/// Moves one after another: who, and where to.
pub type Path = Vec<(String, StateName)>;

/// Where the others may stand.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(untagged)]
pub enum Position {
    /// Here, and any of them may move next.
    Anyone(StateName),
    /// Here, and any but this one, who moved last.
    After(StateName, String),
}

/// Why an actor stays in a state, or leaves it.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum Why {
    /// For each turn of the others their replies, by place in `replies`.
    Stays(Vec<Vec<usize>>),
    /// For each turn of the actor its moves, by place in `moves`, and what can follow, by place in `sets`.
    Leaves(Vec<(usize, Option<usize>)>),
}

/// Why there is no certificate.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum NotCertified {
    /// Too many verdicts.
    #[error(
        "{} verdicts are too many for one certificate, which holds {} at most; {}",
        number(*.verdicts), number(MOST_VERDICTS), .less.iter().map(Less::to_string).collect::<Vec<_>>().join(", or ")
    )]
    TooMany {
        /// How many.
        verdicts: usize,
        /// What would help, the most helpful first.
        less: Vec<Less>,
    },
    /// It was asked to stop.
    #[error(transparent)]
    Stopped(#[from] LimitReached),
    /// A reason was not found.
    #[error("{1} {0}")]
    Reason(Reason, String),
    /// The engine and the search for reasons disagree.
    #[error(
        "this is a defect of the program, please report it: for {actor} in state {state} under {concept} there is no proof of the verdict"
    )]
    Defect {
        /// The actor.
        actor: String,
        /// The concept.
        concept: String,
        /// The state.
        state: String,
    },
}

/// What makes a certificate smaller.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Less {
    /// Not to read preferences as unknown, or in other ways.
    #[error("leave out the other readings of preferences, which make {} of them", number(*.0))]
    Readings(usize),
    /// One account.
    #[error("take one account of the {0}")]
    Accounts(usize),
    /// Fewer concepts.
    #[error("take fewer concepts than {0}")]
    Concepts(usize),
    /// Fewer options, or more rules.
    #[error("leave options out, or add rules that exclude what cannot be")]
    Options,
}

impl Less {
    /// What would help with an analysis, the most helpful first.
    fn than(analysis: &Analysis, ordinary: usize, verdicts: usize) -> Vec<Less> {
        let (accounts, concepts) = (analysis.accounts.len(), analysis.concepts.len());
        let less = [
            (verdicts > ordinary).then_some(Less::Readings(verdicts - ordinary)),
            (accounts > 1).then_some(Less::Accounts(accounts)),
            (concepts > 1).then_some(Less::Concepts(concepts)),
        ];
        let less: Vec<Less> = less.into_iter().flatten().collect();
        if less.is_empty() { vec![Less::Options] } else { less }
    }
}

impl Certificate {
    /// Witnesses of every verdict of an analysis.
    ///
    /// # Errors
    /// There are too many verdicts, the reason for one is not found, or it is asked to stop.
    pub fn of(study: &Study, analysis: &Analysis, watch: &Watch) -> Result<Certificate, NotCertified> {
        let accounts = analysis.in_study(study);
        let ordinary: usize = accounts.iter().map(InStudy::verdicts_count).sum();
        let in_readings = |readings: &Readings| {
            study.account(readings.id.as_deref()).map_or(0, |laid_out| readings.witnesses_count(laid_out))
        };
        let verdicts = analysis.structures.all().map(in_readings).fold(ordinary, usize::saturating_add);
        if verdicts > MOST_VERDICTS {
            return Err(NotCertified::TooMany { verdicts, less: Less::than(analysis, ordinary, verdicts) });
        }
        Ok(Certificate {
            format: "statecraft-certificate".to_string(),
            version: 1,
            case: analysis.header.case.clone(),
            accounts: accounts
                .iter()
                .map(|account| AccountCertificate::of(analysis, account, watch))
                .collect::<Result<_, _>>()?,
        })
    }
}

impl AccountCertificate {
    fn of(analysis: &Analysis, account: &InStudy, watch: &Watch) -> Result<AccountCertificate, NotCertified> {
        let LaidOut { account: of, model, graph, .. } = account.laid_out;
        let mut tables =
            Tables { model, graph, watch, replies: Table::default(), moves: Table::default(), sets: Table::default() };
        let (found, ordinary) = (&account.found, |actor| Reasons::of(graph, actor));
        let concepts: Vec<Concept> = found.concepts().collect();
        let verdicts = tables.whys(&concepts, ordinary, |concept, actor, state, stays| {
            stays == found.stable_in(concept, actor, state)
        })?;
        let mut read = Vec::new();
        for readings in analysis.structures.all().filter(|readings| readings.id.as_deref() == of.id()) {
            let named = readings.named(account.laid_out);
            for named in &named {
                read.extend(named.read_as.map(|read_as| tables.reading(read_as, &named.verdicts)).transpose()?);
            }
            if let Some(in_orders) = in_orders(&named) {
                read.extend(tables.in_orders(in_orders)?);
            }
        }
        Ok(AccountCertificate {
            id: of.id().map(String::from),
            complete: true,
            states: graph.state_ids().map(|state| tables.state(state)).collect(),
            verdicts,
            readings: read,
            replies: tables.replies.all.iter().map(|reply| (tables.name(reply.to), tables.path(&reply.path))).collect(),
            moves: tables.moves.all.iter().map(|moves| tables.moves_of(moves)).collect(),
            sets: tables.sets.all.iter().map(|set| tables.positions(set)).collect(),
        })
    }
}

fn concepts(verdicts: &[Verdicts]) -> Vec<Concept> {
    verdicts.iter().map(|verdicts| verdicts.concept).collect()
}

/// What several witnesses have in common.
struct Tables<'c> {
    model: &'c Model,
    graph: &'c Graph,
    watch: &'c Watch,
    replies: Table<Reply>,
    moves: Table<[(Place, Vec<Step>)]>,
    sets: Table<[witness::Position]>,
}

/// Things that stand once. What is shared in memory is known by where it stands there.
struct Table<T: ?Sized> {
    all: Vec<Arc<T>>,
    known: HashMap<usize, usize>,
    alike: HashMap<Arc<T>, usize>,
}

impl<T: ?Sized> Default for Table<T> {
    fn default() -> Table<T> {
        Table { all: Vec::new(), known: HashMap::new(), alike: HashMap::new() }
    }
}

impl<T: ?Sized + Hash + Eq> Table<T> {
    fn place(&mut self, thing: &Arc<T>) -> usize {
        let address = Arc::as_ptr(thing).cast::<()>().addr();
        if let Some(&known) = self.known.get(&address) {
            return known;
        }
        if let Some(&alike) = self.alike.get(thing) {
            return alike;
        }
        let place = self.all.len();
        self.all.push(thing.clone());
        self.known.insert(address, place);
        self.alike.insert(thing.clone(), place);
        place
    }
}

impl Tables<'_> {
    /// The proofs of all verdicts in one reading.
    fn whys<'g>(
        &mut self,
        concepts: &[Concept],
        begin: impl Fn(ActorId) -> Reasons<'g>,
        agrees: impl Fn(Concept, ActorId, StateId, bool) -> bool,
    ) -> Result<Whys, NotCertified> {
        let (mut whys, keys, graph) = (Whys::new(), self.model.actor_keys(), self.graph);
        for actor in graph.actor_ids() {
            let mut reasons = begin(actor);
            let of_actor = whys.entry(keys[actor.index()].to_string()).or_default();
            for &concept in concepts {
                let agrees = |state, stays| agrees(concept, actor, state, stays);
                let why = |state| self.why(&mut reasons, (concept, actor, state), &agrees).map(Some);
                of_actor.insert(concept.key(&keys), graph.state_ids().map(why).collect::<Result<_, _>>()?);
            }
        }
        Ok(whys)
    }

    /// With another structure of preference.
    fn reading(&mut self, read_as: ReadAs, verdicts: &[Verdicts]) -> Result<ReadingCertificate, NotCertified> {
        let (graph, concepts) = (self.graph, concepts(verdicts));
        let structure = read_as.structure(graph, self.model);
        let begin = |actor| Reasons::of(graph, actor).read_as(reasons::structure(read_as), Some(&*structure));
        let verdicts = self.whys(&concepts, begin, |concept, actor, state, stays| {
            verdicts.iter().any(|it| it.concept == concept && it.is_stable(actor, state) == stays)
        })?;
        Ok(ReadingCertificate { read_as: ReadSo::of(read_as), verdicts })
    }

    /// In every compatible order: what is stable in all, or in some, can be read off.
    fn in_orders(&mut self, [in_all, in_some]: [&[Verdicts]; 2]) -> Result<Vec<ReadingCertificate>, NotCertified> {
        let (mut all, concepts) = (Vec::new(), concepts(in_all));
        for order in orders(self.model) {
            let ranked = self.graph.reordered(&in_order(self.model, &order));
            let said = witness::Structure::InOrder(order.clone());
            let begin = |actor| Reasons::of(&ranked, actor).read_as(said.clone(), None);
            let verdicts = self.whys(&concepts, begin, |concept, actor, state, stays| {
                let stable = |of: &[Verdicts]| of.iter().any(|it| it.concept == concept && it.is_stable(actor, state));
                if stays { stable(in_some) } else { !stable(in_all) }
            })?;
            all.push(ReadingCertificate { read_as: ReadSo::in_order(&self.model.actor_keys(), &order), verdicts });
        }
        Ok(all)
    }

    fn why(
        &mut self,
        reasons: &mut Reasons,
        (concept, actor, state): (Concept, ActorId, StateId),
        agrees: &dyn Fn(StateId, bool) -> bool,
    ) -> Result<Why, NotCertified> {
        self.watch.check()?;
        let keys = self.model.actor_keys();
        let name = || concept.name(&keys);
        let Witness { proof, .. } =
            reasons.witness(concept, state).map_err(|reason| NotCertified::Reason(reason, name()))?;
        if !agrees(state, matches!(proof, Proof::Stays(_))) {
            let state = self.graph.state_name(state);
            return Err(NotCertified::Defect { actor: keys[actor.index()].to_string(), concept: name(), state });
        }
        Ok(match proof {
            Proof::Stays(turns) => {
                let mut replies = |turn: &Vec<_>| turn.iter().map(|reply| self.replies.place(reply)).collect();
                Why::Stays(turns.iter().map(&mut replies).collect())
            }
            Proof::Leaves(turns) => {
                let mut set = |set: &Arc<[_]>| (!set.is_empty()).then(|| self.sets.place(set));
                Why::Leaves(turns.iter().map(|turn| (self.moves.place(&turn.moves), set(&turn.positions))).collect())
            }
        })
    }

    /// What a state is called, and the options taken in it.
    fn state(&self, state: StateId) -> (StateName, Vec<String>) {
        let place = reasons::place(self.graph, state);
        let options = self.model.options().iter().enumerate().filter(|(at, _)| place.0 >> at & 1 == 1);
        (self.name(place), options.map(|(_, option)| option.key.clone()).collect())
    }

    fn name(&self, place: Place) -> StateName {
        match &self.graph.states {
            StateSpace::Named(names) => StateName::Name(names.get(place.0 as usize).cloned().unwrap_or_default()),
            StateSpace::Settings(states) => {
                StateName::Number(states.find(place.0).map_or(0, |state| state.index() as u64 + 1))
            }
        }
    }

    fn actor(&self, actors: &[ActorId]) -> String {
        actors.iter().map(|actor| self.model.actors[actor.index()].key.as_str()).collect()
    }

    fn path(&self, path: &[Step]) -> Path {
        path.iter().map(|step| (self.actor(&step.by), self.name(step.to))).collect()
    }

    fn moves_of(&self, moves: &[(Place, Vec<Step>)]) -> Vec<(StateName, Path)> {
        moves.iter().map(|(from, path)| (self.name(*from), self.path(path))).collect()
    }

    fn positions(&self, set: &[witness::Position]) -> Vec<Position> {
        let position = |position: &witness::Position| {
            if position.last.is_empty() {
                Position::Anyone(self.name(position.state))
            } else {
                Position::After(self.name(position.state), self.actor(&position.last))
            }
        };
        set.iter().map(position).collect()
    }
}
