//! How far verdicts are from their opposites, as data.

use crate::answers::impact::needs::{Sentence, sentences};
use crate::case::{Case, Support};
use crate::change::{
    Change, Costs, Edit, EditKind, Laid, NoAnswer, Reversals, StateVerdict, Wanted, least_edits, least_reversals,
};
use crate::graph::{LimitReached, Limits, StateId, StateSet};
use crate::model::{ActorId, OptionId, Preference, Wish};
use crate::stability::{self, Concept};
use crate::study::StateName;
use crate::study::{LaidOut, Study};

/// How far some states of a case are from holding, or from falling.
#[derive(Debug, serde::Serialize)]
pub struct Distances<'c> {
    /// `statecraft-change`.
    pub format: &'static str,
    /// The version of the format.
    pub version: u32,
    /// The title of the case.
    pub case: &'c str,
    /// The concept.
    pub concept: String,
    #[serde(skip)]
    pub(crate) called: String,
    /// So many edits were allowed.
    pub edits: usize,
    /// Why something was not done.
    #[serde(serialize_with = "crate::answers::header::in_words")]
    pub stopped: Option<LimitReached>,
    /// The accounts that were not looked at for that reason.
    pub accounts_not_done: Vec<String>,
    /// The accounts.
    pub accounts: Vec<AccountDistances<'c>>,
}

/// How far some states of one account are from holding, or from falling.
#[derive(Debug, serde::Serialize)]
pub struct AccountDistances<'c> {
    /// Its name; none if the case has no accounts.
    pub id: Option<&'c str>,
    /// The states.
    pub states: Vec<Distance<'c>>,
    /// How many outcomes there are beside these.
    pub left_out: usize,
    #[serde(skip)]
    pub(crate) stopped: bool,
}

/// How far one state is from holding, or from falling.
#[derive(Debug, serde::Serialize)]
pub struct Distance<'c> {
    /// The state.
    pub state: StateName,
    /// Whether it holds now.
    pub holds: bool,
    /// Whether it is to hold.
    pub wanted: bool,
    /// The least cost of edits; none if it is so already, or if no edits allowed would do.
    pub cost: Option<f64>,
    /// Every way of this cost, up to a hundred.
    pub ways: Vec<Vec<EditInWords<'c>>>,
    /// How many lists of lines were looked at.
    pub looked_at: usize,
    /// For each actor whose verdict would have to turn, the fewest states whose order against this one must turn; Nash, GMR and
    /// SMR only.
    pub reversals: Vec<ReversalsInWords<'c>>,
}

/// One edit of one line.
#[derive(Debug, serde::Serialize)]
pub struct EditInWords<'c> {
    /// Whose preference.
    pub actor: &'c str,
    /// `above`, `below`, `drop` or `negate`.
    pub does: &'static str,
    /// The line of the file.
    pub line: usize,
    /// What it wants.
    pub wants: String,
    /// The line that it is moved above, or below.
    pub other: Option<Neighbour>,
    /// The claims that the line cites.
    pub claims: Vec<Sentence<'c>>,
    /// The analyst's assumption on which it rests.
    pub assumption: Option<&'c str>,
    #[serde(skip)]
    pub(crate) name: &'c str,
}

/// The line that another changes places with.
#[derive(Debug, serde::Serialize)]
pub struct Neighbour {
    /// The line of the file.
    pub line: usize,
    /// What it wants.
    pub wants: String,
}

/// States whose order against one state must turn, for one actor.
#[derive(Debug, serde::Serialize)]
pub struct ReversalsInWords<'c> {
    /// Whose preference.
    pub actor: &'c str,
    /// States that must be no better than it.
    pub demoted: Vec<StateName>,
    /// States that must be better than it.
    pub promoted: Vec<StateName>,
    /// Whether no fewer would do.
    pub exact: bool,
    #[serde(skip)]
    pub(crate) name: &'c str,
}

/// What is asked of every account.
#[derive(Clone, Copy, Debug)]
pub struct Ask {
    /// Under which concept.
    pub concept: Concept,
    /// Whether the states are to hold; if nothing is said, the opposite of what is.
    pub holds: Option<bool>,
    /// What edits cost.
    pub costs: Costs,
    /// So many outcomes of an account are looked at, if no state is named.
    pub most: usize,
}

impl<'c> Distances<'c> {
    /// How far the states named are, in each account; if none is, the outcomes, those that hold under most concepts first.
    ///
    /// What a limit cuts off is left out, and [`Distances::stopped`] says why.
    ///
    /// # Errors
    /// A concept that cannot be asked after.
    pub fn of(
        opened: &'c Study,
        states: &[Option<StateId>],
        ask: Ask,
        limits: &Limits,
    ) -> Result<Distances<'c>, NoAnswer> {
        if !Concept::USUAL.contains(&ask.concept) {
            return Err(NoAnswer::Concept);
        }
        let case = &opened.case;
        let actors: Vec<&str> = case.actors.iter().map(|actor| actor.key.value.as_str()).collect();
        let (mut found, mut accounts_not_done) = (Vec::new(), opened.not_done.clone());
        let mut stopped = opened.stopped;
        for (laid_out, state) in opened.accounts.iter().zip(states) {
            match AccountDistances::of(Page { case, laid_out, ask, limits }, *state) {
                Ok((account, limit)) => {
                    stopped = stopped.or(limit);
                    found.push(account);
                }
                Err(NoAnswer::Limit(limit)) => {
                    stopped.get_or_insert(limit);
                    accounts_not_done.extend(laid_out.account.id().map(String::from));
                }
                Err(refused) => return Err(refused),
            }
        }
        Ok(Distances {
            format: "statecraft-change",
            version: 1,
            case: &case.title,
            concept: ask.concept.key(&actors),
            called: ask.concept.name(&actors),
            edits: ask.costs.most,
            stopped,
            accounts_not_done,
            accounts: found,
        })
    }
}

#[derive(Clone, Copy)]
struct Page<'c, 'l> {
    case: &'c Case,
    laid_out: &'c LaidOut,
    ask: Ask,
    limits: &'l Limits,
}

impl<'c> AccountDistances<'c> {
    /// As many states as could be looked at, and the limit that cut the others off; if it was none of them, that is the error.
    fn of(
        page: Page<'c, '_>,
        state: Option<StateId>,
    ) -> Result<(AccountDistances<'c>, Option<LimitReached>), NoAnswer> {
        let laid_out = page.laid_out;
        let found =
            stability::analyze_within(&laid_out.graph, &Concept::USUAL, page.limits).map_err(|_| NoAnswer::Concept)?;
        found.stopped().map_or(Ok(()), |limit| Err(NoAnswer::Limit(limit)))?;
        let holding = found.equilibria(page.ask.concept);
        let (states, mut left_out) = match state {
            Some(state) => (vec![state], 0),
            None => {
                let outcomes: Vec<StateSet> = Concept::USUAL.iter().map(|&concept| found.equilibria(concept)).collect();
                let mut states: Vec<StateId> = holding.iter().collect();
                states.sort_by_key(|&state| outcomes.iter().filter(|holding| !holding.contains(state)).count());
                let left_out = states.len().saturating_sub(page.ask.most);
                states.truncate(page.ask.most);
                (states, left_out)
            }
        };
        let (mut distances, mut stopped, asked) = (Vec::new(), None, states.len());
        for state in states {
            match page.distance(state, holding.contains(state)) {
                Ok(distance) => distances.push(distance),
                Err(NoAnswer::Limit(limit)) if !distances.is_empty() => {
                    stopped = Some(limit);
                    break;
                }
                Err(refused) => return Err(refused),
            }
        }
        left_out += asked - distances.len();
        let id = laid_out.account.id();
        Ok((AccountDistances { id, states: distances, left_out, stopped: stopped.is_some() }, stopped))
    }
}

impl<'c> Page<'c, '_> {
    fn distance(self, state: StateId, holds: bool) -> Result<Distance<'c>, NoAnswer> {
        let (model, graph) = (&self.laid_out.model, &self.laid_out.graph);
        let wanted = Wanted { state, concept: self.ask.concept, holds: self.ask.holds.unwrap_or(!holds) };
        let weak: Vec<Vec<bool>> = model
            .actor_ids()
            .map(|actor| {
                self.wishes(actor).iter().map(|wish| self.support(wish).is_none_or(|it| it.claims.is_empty())).collect()
            })
            .collect();
        let laid = Laid { model, graph };
        let found = least_edits(laid, wanted, &weak, self.ask.costs, self.limits)?;
        Ok(Distance {
            state: StateName::of(graph, state),
            holds,
            wanted: wanted.holds,
            cost: found.ways.first().map(|way| f64::from(way.cost) / 2.0),
            ways: found.ways.iter().map(|way| self.in_words(way)).collect(),
            looked_at: found.looked_at,
            reversals: if found.already { Vec::new() } else { self.reversals(laid, wanted)? },
        })
    }

    /// Of each actor whose verdict must turn if the state is to hold; of the actor with the fewest if it is to fall.
    fn reversals(self, laid: Laid, wanted: Wanted) -> Result<Vec<ReversalsInWords<'c>>, NoAnswer> {
        if !matches!(wanted.concept, Concept::Nash | Concept::Gmr | Concept::Smr) {
            return Ok(Vec::new());
        }
        let mut found = Vec::new();
        for actor in laid.graph.actor_ids() {
            let verdict = StateVerdict { actor, state: wanted.state, concept: wanted.concept };
            found.extend(least_reversals(laid, verdict, wanted.holds, self.limits)?);
        }
        let size = |of: &Reversals| of.demoted.len() + of.promoted.len();
        found.retain(|of| size(of) > 0);
        if !wanted.holds {
            let least = found.iter().map(size).min();
            found.retain(|of| Some(size(of)) == least);
        }
        let names =
            |states: &[StateId]| states.iter().map(|&state| StateName::of(&self.laid_out.graph, state)).collect();
        let in_words = |of: Reversals| {
            let actor = &self.laid_out.model.actors[of.actor.index()];
            ReversalsInWords {
                actor: &actor.key,
                demoted: names(&of.demoted),
                promoted: names(&of.promoted),
                exact: of.exact,
                name: &actor.name,
            }
        };
        Ok(found.into_iter().map(in_words).collect())
    }

    /// The wishes of an actor; none if its preference is not by statements.
    fn wishes(self, actor: ActorId) -> &'c [Wish] {
        match &self.laid_out.model.preferences[actor.index()] {
            Preference::Statements(wishes) => wishes,
            _ => &[],
        }
    }

    /// What a wish rests on.
    fn support(self, wish: &Wish) -> Option<&'c Support> {
        self.case.line(&wish.line).map(|line| line.support)
    }

    fn in_words(self, way: &Change) -> Vec<EditInWords<'c>> {
        way.edits.iter().filter_map(|edit| self.edit(edit)).collect()
    }

    fn edit(self, edit: &Edit) -> Option<EditInWords<'c>> {
        let actor = &self.laid_out.model.actors[edit.actor.index()];
        let wishes = self.wishes(edit.actor);
        let place = |at: usize| {
            let line = self.case.line(&wishes.get(at)?.line)?;
            let key = |option: &OptionId| self.laid_out.model.options()[option.index()].key.clone();
            Some((self.case.file.position(line.span.start).0, wishes[at].statement.tree.display_with(&key)))
        };
        let (line, wants) = place(edit.line)?;
        let support = self.support(&wishes[edit.line])?;
        Some(EditInWords {
            actor: &actor.key,
            does: match edit.kind {
                EditKind::Above(_) => "above",
                EditKind::Below(_) => "below",
                EditKind::Dropped => "drop",
                EditKind::Negated => "negate",
            },
            line,
            wants,
            other: match edit.kind {
                EditKind::Above(other) | EditKind::Below(other) => {
                    place(other).map(|(line, wants)| Neighbour { line, wants })
                }
                EditKind::Dropped | EditKind::Negated => None,
            },
            claims: sentences(self.case, support),
            assumption: support.assumption.as_deref(),
            name: &actor.name,
        })
    }
}
