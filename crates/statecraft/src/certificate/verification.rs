//! A certificate, checked against the case by the checker alone.

use crate::case::Case;
use crate::certificate::{AccountCertificate, Certificate, Path, Position, ReadSo, StateName, Why, Whys};
use crate::graph::Watch;
use crate::model::{ActorId, Form, Model};
use crate::reasons;
use crate::stability::Concept;
use crate::structures::{Extension, ReadAs, Ties};
use crate::witness::{self, Checker, Fault, Place, Proof, Reading, Reply, Step, Stop, Structure, Turn, Ways, Witness};
use std::collections::{BTreeMap, HashMap, HashSet};
use std::iter;
use std::sync::Arc;

/// What became of a certificate.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Verification {
    /// `statecraft-verification`.
    pub format: &'static str,
    /// The version of the format.
    pub version: u32,
    /// The title of the case.
    pub case: String,
    /// The title that the certificate has for it, if that is another.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub other_title: Option<String>,
    /// The accounts of the case that the certificate does not speak of.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub accounts_missing: Vec<String>,
    /// What is wrong with the certificate as a whole.
    pub wrong: Option<Wrong>,
    /// The accounts that it speaks of.
    pub accounts: Vec<AccountVerification>,
}

/// What became of the witnesses of one account.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct AccountVerification {
    /// Its name; none if the case has no accounts.
    pub id: Option<String>,
    /// How many witnesses there are.
    pub witnesses: usize,
    /// How many of them were checked.
    pub checked: usize,
    /// Those that do not hold.
    pub failed: Vec<Failed>,
    /// What is wrong with all of it: it cannot be followed, or lacks verdicts that it claims to have.
    pub wrong: Option<Wrong>,
    /// The limit that was reached, if one was; then nothing is said of what was not checked.
    pub stopped: Option<Wrong>,
    /// How preferences are read beside the ordinary way.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub read_as: Vec<ReadSo>,
    /// Whether every verdict of the account is claimed.
    pub complete: bool,
}

/// A witness that does not hold.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Failed {
    /// The actor.
    pub actor: String,
    /// The concept.
    pub concept: String,
    /// How preferences are read, if not as an order.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub read_as: Option<ReadSo>,
    /// The state.
    pub state: StateName,
    /// Which step fails.
    pub why: Wrong,
}

/// What is wrong with a certificate or a witness.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Wrong {
    /// No such account.
    #[error("the case has no such account")]
    NoAccount,
    /// The case has errors.
    #[error("the case has errors")]
    NoModel,
    /// A name that means nothing.
    #[error("it speaks of `{0}`, which the case or the certificate does not have")]
    Unknown(String),
    /// A list is shorter than what refers to it.
    #[error("it refers to number {0} of a list that is shorter")]
    OutOfRange(usize),
    /// A state goes by the name of another.
    #[error("state {0} is {1} in the case, and {2} in the certificate")]
    Misnamed(StateName, String, String),
    /// A state or an account stands there twice.
    #[error("it has {0} twice")]
    Twice(String),
    /// Nothing is claimed.
    #[error("it has no verdict, so it proves nothing")]
    Nothing,
    /// It says that every verdict is there.
    #[error("it says that it is complete, and {0}")]
    Incomplete(String),
    /// The concept has no proofs.
    #[error("there are no proofs move by move for `{0}`")]
    NoProofs(String),
    /// A step fails.
    #[error(transparent)]
    Fault(#[from] Fault),
}

impl serde::Serialize for Wrong {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl Verification {
    /// Checks every witness, and that none is missing where none should be.
    pub fn of(case: &Case, certificate: &Certificate) -> Verification {
        Verification::within(case, certificate, &Watch::default())
    }

    /// The same until it is to stop.
    pub fn within(case: &Case, certificate: &Certificate, watch: &Watch) -> Verification {
        let of_account = |account| AccountVerification::of(case, account, &|| watch.stopped().is_some());
        let accounts: Vec<AccountVerification> = certificate.accounts.iter().map(of_account).collect();
        let ids = || accounts.iter().map(|account| account.id.as_deref());
        let twice = ids().enumerate().find(|(at, id)| ids().take(*at).any(|before| before == *id));
        let missing = case.accounts.iter().filter(|account| ids().all(|id| id != account.id()));
        Verification {
            format: "statecraft-verification",
            version: 1,
            case: case.title.clone(),
            other_title: (certificate.case != case.title).then(|| certificate.case.clone()),
            accounts_missing: missing.filter_map(|account| account.id().map(String::from)).collect(),
            wrong: match twice {
                Some((_, id)) => Some(Wrong::Twice(id.map_or("an account".to_string(), |id| format!("account {id}")))),
                None => accounts.is_empty().then_some(Wrong::Nothing),
            },
            accounts,
        }
    }

    /// Whether everything was checked, and all is well.
    pub fn holds(&self) -> bool {
        !self.is_refuted() && self.accounts.iter().all(|account| account.stopped.is_none())
    }

    /// Whether something is wrong.
    pub fn is_refuted(&self) -> bool {
        self.wrong.is_some() || self.accounts.iter().any(|it| it.wrong.is_some() || !it.failed.is_empty())
    }
}

/// So many steps are spent on an account: some minutes.
const MOST_STEPS: u64 = 1 << 36;

impl AccountCertificate {
    /// All verdicts, by the reading that they are of.
    fn by_reading(&self) -> impl Iterator<Item = (Option<&ReadSo>, &Whys)> {
        let more = self.readings.iter().map(|reading| (Some(&reading.read_as), &reading.verdicts));
        iter::once((None, &self.verdicts)).chain(more)
    }
}

impl AccountVerification {
    fn of(case: &Case, certificate: &AccountCertificate, stop: Stop) -> AccountVerification {
        let whys = certificate.by_reading().flat_map(|(_, whys)| whys.values().flat_map(BTreeMap::values));
        let mut found = AccountVerification {
            id: certificate.id.clone(),
            witnesses: whys.map(|whys| whys.iter().flatten().count()).sum(),
            checked: 0,
            failed: Vec::new(),
            wrong: None,
            stopped: None,
            read_as: certificate.readings.iter().map(|reading| reading.read_as.clone()).collect(),
            complete: certificate.complete,
        };
        match found.fill(case, certificate, stop) {
            Err(Wrong::Fault(limit)) if limit.is_limit() => found.stopped = Some(limit.into()),
            result => found.wrong = result.err(),
        }
        found.complete &= found.wrong.is_none() && found.stopped.is_none();
        found
    }

    fn fill(&mut self, case: &Case, certificate: &AccountCertificate, stop: Stop) -> Result<(), Wrong> {
        let account = case.accounts.iter().find(|account| account.id() == certificate.id.as_deref());
        let model = Model::from_case(case, account.ok_or(Wrong::NoAccount)?).map_err(|_| Wrong::NoModel)?;
        let mut checker = Checker::within(&model, MOST_STEPS, stop)?;
        let states = checker.states()?;
        let reader = Reader::of(&model, &states, certificate)?;
        for (read_as, whys) in certificate.by_reading() {
            self.go_through((read_as, whys), certificate, &reader, &mut checker)?;
        }
        if certificate.complete {
            reader.is_complete(&checker, &states, certificate)?;
        }
        if self.witnesses == 0 { Err(Wrong::Nothing) } else { Ok(()) }
    }

    /// The witnesses in one reading of preferences.
    fn go_through(
        &mut self,
        (read_as, whys): (Option<&ReadSo>, &Whys),
        certificate: &AccountCertificate,
        reader: &Reader,
        checker: &mut Checker,
    ) -> Result<(), Wrong> {
        let structure = read_as.map_or(Ok(Structure::Order), |read_as| reader.structure(read_as));
        let reading = structure.map(|structure| Reading { structure, ..Reading::default() });
        for (actor, by_concept) in whys {
            for (concept, whys) in by_concept {
                if whys.len() > certificate.states.len() {
                    return Err(Wrong::OutOfRange(certificate.states.len()));
                }
                for ((state, _), why) in certificate.states.iter().zip(whys) {
                    let Some(why) = why else { continue };
                    let witness = reading.clone().and_then(|it| reader.witness((actor, concept, state), it, why));
                    match witness.and_then(|witness| Ok(checker.check(&witness)?)) {
                        Ok(()) => {}
                        Err(Wrong::Fault(limit)) if limit.is_limit() => return Err(limit.into()),
                        Err(why) => {
                            let (actor, concept, state) = (actor.clone(), concept.clone(), state.clone());
                            self.failed.push(Failed { actor, concept, read_as: read_as.cloned(), state, why });
                        }
                    }
                    self.checked += 1;
                }
            }
        }
        Ok(())
    }
}

/// Reads what a certificate says in terms of the model.
struct Reader<'m> {
    actors: Vec<&'m str>,
    places: HashMap<StateName, Place>,
    replies: Vec<Arc<Reply>>,
    moves: Vec<Ways>,
    sets: Vec<Arc<[witness::Position]>>,
}

impl<'m> Reader<'m> {
    fn of(model: &'m Model, states: &[Place], certificate: &AccountCertificate) -> Result<Reader<'m>, Wrong> {
        let (names, mut places) = (names(model, states), HashMap::new());
        for (name, taken) in &certificate.states {
            let place = *names.get(name).ok_or_else(|| Wrong::Unknown(name.to_string()))?;
            let is_bare = matches!(model.form, Form::Graph(_)) && taken.is_empty();
            let said = if is_bare { place } else { setting(model, taken)? };
            if said != place {
                return Err(Wrong::Misnamed(name.clone(), place.called(model), said.called(model)));
            }
            if places.insert(name.clone(), place).is_some() {
                return Err(Wrong::Twice(format!("state {name}")));
            }
        }
        let (replies, moves, sets) = Default::default();
        let mut reader = Reader { actors: model.actor_keys(), places, replies, moves, sets };
        for (to, path) in &certificate.replies {
            reader.replies.push(Arc::new(Reply { to: reader.place(to)?, path: reader.path(path)? }));
        }
        for moves in &certificate.moves {
            let one = |(from, path): &(StateName, Path)| Ok((reader.place(from)?, reader.path(path)?));
            reader.moves.push(moves.iter().map(one).collect::<Result<_, Wrong>>()?);
        }
        for set in &certificate.sets {
            reader.sets.push(set.iter().map(|position| reader.position(position)).collect::<Result<_, Wrong>>()?);
        }
        Ok(reader)
    }

    /// How preferences are read.
    fn structure(&self, read_as: &ReadSo) -> Result<Structure, Wrong> {
        let unknown = |name: &str| Wrong::Unknown(name.to_string());
        let known = match read_as {
            ReadSo::Level(level) => ReadAs::Level(*level),
            ReadSo::Attitudes(key) => {
                let ties = [Ties::Weak, Ties::Strict].into_iter().find(|ties| ties.key() == key);
                ReadAs::Attitudes(ties.ok_or_else(|| unknown(key))?)
            }
            ReadSo::Unknown(key) => {
                let extension = Extension::ALL.into_iter().find(|extension| extension.key() == key);
                ReadAs::Unknown(extension.ok_or_else(|| unknown(key))?)
            }
            ReadSo::Order(orders) => {
                let line = |line: &usize| line.checked_sub(1).ok_or(Wrong::OutOfRange(0));
                let one = |key: &&str| orders.get(*key).into_iter().flatten().map(line).collect::<Result<_, _>>();
                let order = self.actors.iter().map(one).collect::<Result<_, _>>()?;
                orders.keys().try_for_each(|key| self.actor(key).map(drop))?;
                return Ok(Structure::InOrder(order));
            }
        };
        Ok(reasons::structure(known))
    }

    fn witness(
        &self,
        (actor, concept, state): (&str, &str, &StateName),
        reading: Reading,
        why: &Why,
    ) -> Result<Witness, Wrong> {
        let known = Concept::parse(concept, &self.actors).map_err(|_| Wrong::Unknown(concept.to_string()))?;
        let question = reasons::question(known).ok_or_else(|| Wrong::NoProofs(concept.to_string()))?;
        let none: Arc<[witness::Position]> = Arc::default();
        let proof = match why {
            Why::Stays(turns) => {
                let turn = |turn: &Vec<usize>| turn.iter().map(|&at| number_of(&self.replies, at)).collect();
                Proof::Stays(turns.iter().map(turn).collect::<Result<_, Wrong>>()?)
            }
            Why::Leaves(turns) => {
                let turn = |&(moves, set): &(usize, Option<usize>)| {
                    let positions = set.map_or(Ok(none.clone()), |set| number_of(&self.sets, set))?;
                    Ok(Turn { moves: number_of(&self.moves, moves)?, positions })
                };
                Proof::Leaves(turns.iter().map(turn).collect::<Result<_, Wrong>>()?)
            }
        };
        Ok(Witness { player: vec![self.actor(actor)?], question, reading, state: self.place(state)?, proof })
    }

    /// Every state is there under its own name, and has a verdict for every actor and concept.
    fn is_complete(&self, checker: &Checker, states: &[Place], certificate: &AccountCertificate) -> Result<(), Wrong> {
        let lacks = |what: String| Err(Wrong::Incomplete(what));
        if states.len() != certificate.states.len() {
            return lacks(format!("has {} of {} states", certificate.states.len(), states.len()));
        }
        for (place, (name, _)) in states.iter().zip(&certificate.states) {
            if self.places[name] != *place {
                return lacks(format!("state {name} does not stand in its place"));
            }
        }
        for (read_as, whys) in certificate.by_reading() {
            let concepts = |actor: &str| whys.get(actor).map(|by_concept| by_concept.keys().collect::<Vec<_>>());
            for actor in &self.actors {
                let every = |whys: &Vec<Option<Why>>| whys.len() == states.len() && whys.iter().all(Option::is_some);
                let all = whys.get(*actor).is_some_and(|whys| !whys.is_empty() && whys.values().all(every));
                if concepts(actor) != concepts(self.actors[0]) || !all {
                    let reading = read_as.map(|read_as| format!(" ({read_as})")).unwrap_or_default();
                    return lacks(format!("lacks verdicts of {actor}{reading}"));
                }
            }
        }
        self.has_all_orders(checker, certificate)
    }

    /// If there is one order, all are there that are compatible with what is known, under the same concepts.
    fn has_all_orders(&self, checker: &Checker, certificate: &AccountCertificate) -> Result<(), Wrong> {
        let in_orders = certificate.readings.iter().filter(|reading| matches!(reading.read_as, ReadSo::Order(_)));
        let said: HashSet<Structure> =
            in_orders.clone().map(|reading| self.structure(&reading.read_as)).collect::<Result<_, _>>()?;
        let lacks = |what: &str| Err(Wrong::Incomplete(what.to_string()));
        let Some(first) = in_orders.clone().next() else { return Ok(()) };
        let concepts = |whys: &Whys| whys.values().next().map(|whys| whys.keys().cloned().collect::<Vec<_>>());
        if in_orders.clone().any(|reading| concepts(&reading.verdicts) != concepts(&first.verdicts)) {
            return lacks("lacks concepts in some orders");
        }
        let all = checker.orders(said.len());
        if all.is_some_and(|all| all.into_iter().all(|order| said.contains(&Structure::InOrder(order)))) {
            Ok(())
        } else {
            lacks("lacks orders that are compatible with what is known")
        }
    }

    fn actor(&self, key: &str) -> Result<ActorId, Wrong> {
        let at = self.actors.iter().position(|actor| *actor == key);
        at.map(ActorId::new).ok_or_else(|| Wrong::Unknown(key.to_string()))
    }

    fn place(&self, name: &StateName) -> Result<Place, Wrong> {
        self.places.get(name).copied().ok_or_else(|| Wrong::Unknown(name.to_string()))
    }

    fn path(&self, path: &Path) -> Result<Vec<Step>, Wrong> {
        path.iter().map(|(by, to)| Ok(Step { by: vec![self.actor(by)?], to: self.place(to)? })).collect()
    }

    fn position(&self, position: &Position) -> Result<witness::Position, Wrong> {
        let (state, last) = match position {
            Position::Anyone(state) => (state, Vec::new()),
            Position::After(state, last) => (state, vec![self.actor(last)?]),
        };
        Ok(witness::Position { state: self.place(state)?, last })
    }
}

fn number_of<T: Clone>(list: &[T], at: usize) -> Result<T, Wrong> {
    list.get(at).cloned().ok_or(Wrong::OutOfRange(at))
}

/// The place with these options taken.
fn setting(model: &Model, taken: &[String]) -> Result<Place, Wrong> {
    taken.iter().try_fold(Place(0), |place, key| {
        let at = model.options().iter().position(|option| option.key == *key);
        at.map(|at| Place(place.0 | 1 << at)).ok_or_else(|| Wrong::Unknown(key.clone()))
    })
}

/// What each state of the case is called.
fn names(model: &Model, states: &[Place]) -> HashMap<StateName, Place> {
    let name = |(at, place): (usize, &Place)| match &model.form {
        Form::Graph(_) => (StateName::Name(place.called(model)), *place),
        Form::Options(_) => (StateName::Number(at as u64 + 1), *place),
    };
    states.iter().enumerate().map(name).collect()
}
