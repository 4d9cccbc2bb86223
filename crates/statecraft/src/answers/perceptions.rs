//! What follows when each actor believes an account of its own: what holds, what somebody waits for or relies on in vain, what
//! comes as a surprise, and what is not decided.

use crate::accounts::{BelievedCourse, Hypergame, Surprising, state_of};
use crate::answers::compare::{NamedSetting, called};
use crate::answers::explain::CitedSource;
use crate::answers::explain::sources::sources;
use crate::answers::header::Header;
use crate::case::Case;
use crate::diag::nearest;
use crate::graph::{Graph, LimitReached, Limits, Phase, StateId, StateSet, StateSpace};
use crate::model::{ActorId, OptionSet};
use crate::stability::{self, Concept, Found, Refused};
use crate::study::StateName;
use crate::study::{LaidOut, Study};
use serde::{Deserialize, Serialize};
use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};

/// So many settings of a kind are listed.
const LISTED: usize = 1000;

/// A case in which each actor decides by the account that it believes.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Perceived {
    /// A `statecraft-perceptions`.
    #[serde(flatten)]
    pub header: Header,
    /// Who believes what.
    pub perceptions: Vec<Belief>,
    /// What holds under each concept.
    pub concepts: Vec<Perceptions>,
    /// The sources of all accounts that are believed.
    #[serde(default)]
    pub sources: BTreeMap<String, CitedSource>,
    /// Where improvements lead from today; none if it is not clear what today is.
    pub from_today: Option<FromToday>,
}

/// What an actor believes.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Belief {
    /// The actor.
    pub actor: String,
    /// The account that it believes.
    pub account: String,
    /// The sources of the claims that the account rests on.
    #[serde(default)]
    pub sources: Vec<String>,
    /// How many settings it sees.
    pub sees: usize,
    /// How many settings others see and it does not.
    pub does_not_see: usize,
}

/// What holds under one concept when each decides by what it believes.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Perceptions {
    /// The concept.
    pub concept: String,
    /// How many settings of each kind there are; lists end after a thousand.
    pub counts: Counts,
    /// The hypergame equilibria: every actor sees them and keeps them.
    pub holds: Vec<NamedSetting>,
    /// Those among them that somebody waits to see left.
    pub waited: Vec<Mistaken>,
    /// What does not hold, though somebody believes that it does.
    pub relied_on: Vec<Mistaken>,
    /// What all who see it keep and somebody does not see: what that one would do there is for the analyst to say.
    pub undecided: Vec<Undecided>,
}

/// How many settings there are of each kind.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Counts {
    /// Hypergame equilibria.
    pub holds: usize,
    /// Those among them that every actor believes in.
    pub believed_by_all: usize,
    /// Those among them that somebody does not believe in.
    pub waited: usize,
    /// Those that do not hold and that somebody believes in.
    pub relied_on: usize,
    /// Those that are not decided.
    pub undecided: usize,
}

/// A setting about which somebody is mistaken.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Mistaken {
    /// The setting.
    pub setting: NamedSetting,
    /// Who is mistaken, and about whom.
    pub who: Vec<Mistake>,
}

/// Somebody's mistake about a setting.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Mistake {
    /// Who is mistaken.
    pub actor: String,
    /// Who it thinks would leave and stays; or who leaves and it thinks would stay.
    pub about: Vec<String>,
}

/// A setting that somebody does not see.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Undecided {
    /// The setting.
    pub setting: NamedSetting,
    /// Who does not see it.
    pub unseen_by: Vec<String>,
}

/// Where improvements lead from today, each as its mover sees it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct FromToday {
    /// Today.
    pub today: NamedSetting,
    /// Who does not see it.
    pub unseen_by: Vec<String>,
    /// What nobody leaves any more.
    pub ends: Vec<NamedSetting>,
    /// Moves into what somebody does not see.
    pub surprises: Vec<Surprise>,
    /// Whether there was too much to follow.
    pub cut: bool,
}

/// A move into a setting that somebody does not see.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Surprise {
    /// Who moves.
    pub mover: String,
    /// From where.
    pub from: NamedSetting,
    /// Where to.
    pub to: NamedSetting,
    /// Who does not see it.
    pub unseen_by: Vec<String>,
}

/// Why it is not known who believes what.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum NoBelief {
    /// Nothing is said of an actor.
    #[error("nothing says which account `{0}` believes; write it below [perceptions]")]
    Missing(String),
    /// There is no such thing.
    #[error("there is no {what} `{name}`; {}", .near.as_ref().map_or_else(|| format!("there are: {}", .known.join(", ")), |near| format!("did you mean `{near}`?")))]
    Unknown {
        /// Actor or account.
        what: &'static str,
        /// As written.
        name: String,
        /// What is called nearly so.
        near: Option<String>,
        /// Those that there are.
        known: Vec<String>,
    },
}

/// The account that each actor believes, by position: as said here, else as the case says.
///
/// # Errors
/// An actor without one, or a name that names nothing.
pub fn beliefs(opened: &Study, said: &[(String, String)]) -> Result<Vec<usize>, NoBelief> {
    let actors: Vec<&str> = opened.case.actors.iter().map(|actor| actor.key.value.as_str()).collect();
    let accounts: Vec<&str> = opened.accounts.iter().filter_map(|account| account.account.id()).collect();
    let unknown = |what, name: &str, known: &[&str]| NoBelief::Unknown {
        what,
        name: name.into(),
        near: nearest(name, known.iter().copied()).map(String::from),
        known: known.iter().map(|known| known.to_string()).collect(),
    };
    if let Some((actor, _)) = said.iter().find(|(actor, _)| !actors.contains(&actor.as_str())) {
        return Err(unknown("actor", actor, &actors));
    }
    let written = |actor: &str| {
        let here = said.iter().rev().find(|(name, _)| name == actor).map(|(_, account)| account);
        let case = || opened.case.perceptions.iter().find(|it| it.actor.value == actor).map(|it| &it.account.value);
        here.or_else(case).ok_or_else(|| NoBelief::Missing(actor.to_string()))
    };
    let place = |account: &String| {
        let found = opened.accounts.iter().position(|known| known.account.id() == Some(account));
        found.ok_or_else(|| unknown("account", account, &accounts))
    };
    actors.iter().map(|actor| place(written(actor)?)).collect()
}

impl Perceived {
    /// What follows when each actor believes the account at this position.
    ///
    /// # Errors
    /// The first concept that does not apply to the case, or that has too much to do.
    pub fn of(study: &Study, believed: &[usize], concepts: &[Concept], limits: &Limits) -> Result<Perceived, Refused> {
        let mut header = Header::new("statecraft-perceptions", 1, study);
        let mut found: BTreeMap<usize, Found> = BTreeMap::new();
        let mut taken: u64 = study.accounts.iter().map(|account| account.graph.bytes).sum();
        for &at in believed {
            if let Entry::Vacant(place) = found.entry(at) {
                let one = stability::analyze_within(&study.accounts[at].graph, concepts, &limits.less(taken))?;
                taken += one.bytes();
                one.stopped().into_iter().for_each(|limit| header.stop(limit));
                place.insert(one);
            }
        }
        limits.watch.begin(Phase::Report, 0);
        let views = Views(believed.iter().map(|&at| &study.accounts[at]).collect());
        let keys: Vec<&str> = study.case.actors.iter().map(|actor| actor.key.value.as_str()).collect();
        let (mut perceptions, mut under) = (Vec::new(), Vec::new());
        for &concept in concepts.iter().filter(|concept| !found.values().any(|one| one.not_done().contains(concept))) {
            let graphs: Vec<(&Graph, &Found)> =
                views.0.iter().zip(believed).map(|(view, at)| (&*view.graph, &found[at])).collect();
            let game = Hypergame::of(&graphs, concept);
            if perceptions.is_empty() {
                perceptions = views.believed(&game);
            }
            under.push(views.under(concept.key(&keys), &game));
        }
        let from_today = views.play(limits).unwrap_or_else(|limit| {
            header.stop(limit);
            None
        });
        perceptions.iter_mut().zip(&views.0).for_each(|(belief, view)| belief.sources = sources_of(&study.case, view));
        let cited = perceptions.iter().flat_map(|belief| &belief.sources);
        let sources = sources(&study.case, cited.map(String::as_str));
        Ok(Perceived { header, perceptions, sources, concepts: under, from_today })
    }
}

/// The sources whose claims an account cites, by name.
fn sources_of(case: &Case, view: &LaidOut) -> Vec<String> {
    let claims = case.supports_in(&view.account).into_iter().flat_map(|support| &support.claims);
    let sources = claims.filter_map(|claim| Some(case.claim(&claim.value)?.source.value.clone()));
    sources.collect::<BTreeSet<_>>().into_iter().collect()
}

/// The account that each actor believes, actor by actor.
struct Views<'s>(Vec<&'s LaidOut>);

impl Views<'_> {
    fn believed(&self, game: &Hypergame) -> Vec<Belief> {
        let belief = |(actor, view): (ActorId, &&LaidOut)| Belief {
            actor: self.key(actor),
            account: view.account.id().unwrap_or_default().to_string(),
            sources: Vec::new(),
            sees: game.sees[actor.index()].len(),
            does_not_see: game.settings.len() - game.sees[actor.index()].len(),
        };
        game.actors().zip(&self.0).map(belief).collect()
    }

    fn under(&self, concept: String, game: &Hypergame) -> Perceptions {
        let holds = game.holds();
        let believed: Vec<StateSet> = game.actors().map(|actor| game.believes(actor)).collect();
        let nobody = || StateSet::empty(game.settings.len());
        let anybody = believed.iter().fold(nobody(), |all, believed| all.union(believed));
        let everybody = believed.iter().fold(holds.clone(), |all, believed| all.intersection(believed));
        let (waited, undecided) = (holds.difference(&everybody), game.undecided());
        let relied_on = anybody.difference(&holds).difference(&undecided);
        let mistaken =
            |state: StateId, who: &dyn Fn(ActorId) -> bool, about: &dyn Fn(ActorId, ActorId) -> bool| Mistaken {
                setting: self.named(game.settings[state.index()]),
                who: game
                    .who(who)
                    .iter()
                    .map(|&actor| self.mistake(actor, game.who(|other| about(actor, other))))
                    .collect(),
            };
        let believes = |actor: ActorId, state| believed[actor.index()].contains(state);
        let would_leave = |actor: ActorId, other: ActorId, state| {
            game.sees[actor.index()].contains(state) && !game.thinks[actor.index()][other.index()].contains(state)
        };
        let waiting =
            |state| mistaken(state, &|who| !believes(who, state), &|who, other| would_leave(who, other, state));
        let relying =
            |state| mistaken(state, &|who| believes(who, state), &|_, other| would_leave(other, other, state));
        let unseen = |state: StateId| Undecided {
            setting: self.named(game.settings[state.index()]),
            unseen_by: self.keys(&game.who(|actor| !game.sees[actor.index()].contains(state))),
        };
        Perceptions {
            concept,
            counts: Counts {
                holds: holds.len(),
                believed_by_all: everybody.len(),
                waited: waited.len(),
                relied_on: relied_on.len(),
                undecided: undecided.len(),
            },
            holds: holds.iter().take(LISTED).map(|state| self.named(game.settings[state.index()])).collect(),
            waited: waited.iter().take(LISTED).map(waiting).collect(),
            relied_on: relied_on.iter().take(LISTED).map(relying).collect(),
            undecided: undecided.iter().take(LISTED).map(unseen).collect(),
        }
    }

    fn mistake(&self, actor: ActorId, about: Vec<ActorId>) -> Mistake {
        Mistake { actor: self.key(actor), about: self.keys(&about) }
    }

    fn play(&self, limits: &Limits) -> Result<Option<FromToday>, LimitReached> {
        let Some(today) = self.today() else { return Ok(None) };
        let graphs: Vec<&Graph> = self.0.iter().map(|view| &*view.graph).collect();
        let play = BelievedCourse::from(today, &graphs, &limits.watch)?;
        let surprise = |entry: &Surprising| Surprise {
            mover: self.key(entry.mover),
            from: self.named(entry.from),
            to: self.named(entry.to),
            unseen_by: self.keys(&entry.unseen_by),
        };
        let blind = graphs.iter().enumerate().filter(|(_, graph)| state_of(graph, today).is_none());
        Ok(Some(FromToday {
            today: self.named(today),
            unseen_by: blind.map(|(at, _)| self.key(ActorId::new(at))).collect(),
            ends: play.ends.iter().take(LISTED).map(|&setting| self.named(setting)).collect(),
            surprises: play.surprises.iter().take(LISTED).map(surprise).collect(),
            cut: play.cut,
        }))
    }

    /// Today, if all accounts that are believed agree on it.
    fn today(&self) -> Option<OptionSet> {
        let of = |view: &&LaidOut| {
            let today = view.graph.status_quo?;
            Some(match &view.graph.states {
                StateSpace::Settings(states) => states.code(today),
                StateSpace::Named(_) => today.index() as OptionSet,
            })
        };
        if self.0.iter().all(|view| view.account.status_quo.is_none()) {
            return self.0.iter().find_map(of); // what the case says for all
        }
        let first = self.0.first().and_then(of)?;
        self.0.iter().all(|view| of(view) == Some(first)).then_some(first)
    }

    fn key(&self, actor: ActorId) -> String {
        self.0.first().map_or_else(String::new, |view| view.model.actors[actor.index()].key.clone())
    }

    fn keys(&self, actors: &[ActorId]) -> Vec<String> {
        actors.iter().map(|&actor| self.key(actor)).collect()
    }

    fn named(&self, setting: OptionSet) -> NamedSetting {
        let state = |view: &&LaidOut| {
            let state = state_of(&view.graph, setting)?;
            Some((called(view.account.id()).to_string(), StateName::of(&view.graph, state)))
        };
        let options = self.0.first().map(|view| view.model.options()).unwrap_or_default().iter().enumerate();
        let taken = options.filter(|(at, _)| setting >> at & 1 == 1).map(|(_, option)| option.key.clone());
        NamedSetting { taken: taken.collect(), state: self.0.iter().filter_map(state).collect() }
    }
}
