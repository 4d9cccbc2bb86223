//! How far verdicts are from their opposites, as data.

use crate::answers::header::Header;
use crate::answers::impact::needs::{Sentence, sentences};
use crate::case::{Case, LineId, Support};
use crate::change::{
    Change, Costs, Edit, EditKind, Editable, Laid, NoAnswer, Reversals, StateVerdict, Wanted, least_reversals,
};
use crate::graph::{LimitReached, Limits, StateId, StateSet};
use crate::model::{ActorId, OptionId, Preference, Wish};
use crate::stability::{self, Concept};
use crate::study::{LaidOut, StateName, Study};
use serde::{Deserialize, Serialize};

/// How far some states of a case are from holding, or from falling: `statecraft-change`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Distances {
    /// What every answer opens with.
    #[serde(flatten)]
    pub header: Header,
    /// The concept.
    pub concept: String,
    /// So many edits were allowed.
    pub edits: usize,
    /// The accounts.
    pub accounts: Vec<AccountDistances>,
}

/// How far some states of one account are from holding, or from falling.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct AccountDistances {
    /// Its name; none if the case has no accounts.
    pub id: Option<String>,
    /// The states.
    pub states: Vec<Distance>,
    /// How many outcomes there are beside these.
    pub left_out: usize,
    /// Whether a limit stopped the work before all were looked at.
    pub stopped: bool,
}

/// How far one state is from holding, or from falling.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Distance {
    /// The state.
    pub state: StateName,
    /// Whether it holds now.
    pub holds: bool,
    /// Whether it is to hold.
    pub wanted: bool,
    /// The least cost of edits; none if it is so already, or if no edits allowed would do.
    pub cost: Option<f64>,
    /// Every way of this cost, up to a hundred.
    pub ways: Vec<Vec<EditInWords>>,
    /// How many lists of lines were looked at.
    pub looked_at: usize,
    /// For each actor whose verdict would have to turn, the fewest states whose order against this one must turn; Nash, GMR and
    /// SMR only.
    pub reversals: Vec<ReversalsInWords>,
}

/// One edit of one line.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct EditInWords {
    /// Whose preference.
    pub actor: String,
    /// `above`, `below`, `drop` or `negate`.
    pub does: String,
    /// The name of the line.
    pub id: LineId,
    /// The line of the file.
    pub line: usize,
    /// What it wants.
    pub wants: String,
    /// The line that it is moved above, or below.
    pub other: Option<Neighbour>,
    /// The claims that the line cites.
    pub claims: Vec<Sentence>,
    /// The analyst's assumption on which it rests.
    pub assumption: Option<String>,
}

/// The line that another changes places with.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Neighbour {
    /// The name of the line.
    pub id: LineId,
    /// The line of the file.
    pub line: usize,
    /// What it wants.
    pub wants: String,
}

/// States whose order against one state must turn, for one actor.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ReversalsInWords {
    /// Whose preference.
    pub actor: String,
    /// States that must be no better than it.
    pub demoted: Vec<StateName>,
    /// States that must be better than it.
    pub promoted: Vec<StateName>,
    /// Whether no fewer would do.
    pub exact: bool,
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

impl Distances {
    /// How far the states named are, in each account; if none is, the outcomes, those that hold under most concepts first.
    ///
    /// What a limit cuts off is left out, and the header says why.
    ///
    /// # Errors
    /// A concept that cannot be asked after.
    pub fn of(opened: &Study, states: &[Option<StateId>], ask: Ask, limits: &Limits) -> Result<Distances, NoAnswer> {
        if !Concept::USUAL.contains(&ask.concept) {
            return Err(NoAnswer::Concept);
        }
        let case = &opened.case;
        let actors: Vec<&str> = case.actors.iter().map(|actor| actor.key.value.as_str()).collect();
        let (mut header, mut accounts) = (Header::new("statecraft-change", 1, opened), Vec::new());
        for (laid_out, state) in opened.accounts.iter().zip(states) {
            match AccountDistances::of(Page { case, laid_out, ask, limits }, *state) {
                Ok((account, limit)) => {
                    limit.into_iter().for_each(|limit| header.stop(limit));
                    accounts.push(account);
                }
                Err(NoAnswer::Limit(limit)) => {
                    header.stop(limit);
                    header.accounts_not_done.extend(laid_out.account.id().map(String::from));
                }
                Err(refused) => return Err(refused),
            }
        }
        Ok(Distances { header, concept: ask.concept.key(&actors), edits: ask.costs.most, accounts })
    }
}

/// For each state the single edits of least cost by which it falls under Nash; none if no single edit does it.
pub(super) fn single_edits(
    case: &Case,
    laid_out: &LaidOut,
    states: &[StateId],
    limits: &Limits,
) -> Result<Vec<Vec<EditInWords>>, NoAnswer> {
    let (concept, costs) = (Concept::Nash, Costs { most: 1, ..Costs::default() });
    let page = Page { case, laid_out, ask: Ask { concept, holds: Some(false), costs, most: 0 }, limits };
    let editable = page.editable();
    let of = |&state: &StateId| -> Result<Vec<EditInWords>, NoAnswer> {
        let found = editable.least_edits(Wanted { state, concept, holds: false }, limits)?;
        Ok(found.ways.iter().flat_map(|way| page.in_words(way)).collect())
    };
    states.iter().map(of).collect()
}

#[derive(Clone, Copy)]
struct Page<'c, 'l> {
    case: &'c Case,
    laid_out: &'c LaidOut,
    ask: Ask,
    limits: &'l Limits,
}

impl AccountDistances {
    /// As many states as could be looked at, and the limit that cut the others off; if it was none of them, that is the error.
    fn of(page: Page, state: Option<StateId>) -> Result<(AccountDistances, Option<LimitReached>), NoAnswer> {
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
        let editable = page.editable();
        let (mut distances, mut stopped, asked) = (Vec::new(), None, states.len());
        for state in states {
            match page.distance(&editable, state, holding.contains(state)) {
                Ok(distance) => distances.push(distance),
                Err(NoAnswer::Limit(limit)) if !distances.is_empty() => {
                    stopped = Some(limit);
                    break;
                }
                Err(refused) => return Err(refused),
            }
        }
        left_out += asked - distances.len();
        let id = laid_out.account.id().map(String::from);
        Ok((AccountDistances { id, states: distances, left_out, stopped: stopped.is_some() }, stopped))
    }
}

impl<'c> Page<'c, '_> {
    /// What can be edited; a line that no claim supports costs less.
    fn editable(self) -> Editable<'c> {
        let weak = |actor| {
            self.wishes(actor).iter().map(|wish| self.support(wish).is_none_or(|it| it.claims.is_empty())).collect()
        };
        let weak: Vec<Vec<bool>> = self.laid_out.model.actor_ids().map(weak).collect();
        Editable::of(self.laid(), &weak, self.ask.costs)
    }

    fn laid(self) -> Laid<'c> {
        Laid { model: &self.laid_out.model, graph: &self.laid_out.graph }
    }

    fn distance(self, editable: &Editable, state: StateId, holds: bool) -> Result<Distance, NoAnswer> {
        let wanted = Wanted { state, concept: self.ask.concept, holds: self.ask.holds.unwrap_or(!holds) };
        let found = editable.least_edits(wanted, self.limits)?;
        Ok(Distance {
            state: StateName::of(&self.laid_out.graph, state),
            holds,
            wanted: wanted.holds,
            cost: found.ways.first().map(|way| f64::from(way.cost) / 2.0),
            ways: found.ways.iter().map(|way| self.in_words(way)).collect(),
            looked_at: found.looked_at,
            reversals: if found.already { Vec::new() } else { self.reversals(wanted)? },
        })
    }

    /// Of each actor whose verdict must turn if the state is to hold; of the actor with the fewest if it is to fall.
    fn reversals(self, wanted: Wanted) -> Result<Vec<ReversalsInWords>, NoAnswer> {
        let laid = self.laid();
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
                actor: actor.key.clone(),
                demoted: names(&of.demoted),
                promoted: names(&of.promoted),
                exact: of.exact,
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

    fn in_words(self, way: &Change) -> Vec<EditInWords> {
        way.edits.iter().filter_map(|edit| self.edit(edit)).collect()
    }

    fn edit(self, edit: &Edit) -> Option<EditInWords> {
        let actor = &self.laid_out.model.actors[edit.actor.index()];
        let wishes = self.wishes(edit.actor);
        let place = |at: usize| {
            let line = self.case.line(&wishes.get(at)?.line)?;
            let row = self.case.file.position(line.span.start).0;
            let key = |option: &OptionId| self.laid_out.model.options()[option.index()].key.clone();
            Some(Neighbour { id: line.id, line: row, wants: wishes[at].statement.tree.display_with(&key) })
        };
        let Neighbour { id, line, wants } = place(edit.line)?;
        let support = self.support(&wishes[edit.line])?;
        Some(EditInWords {
            actor: actor.key.clone(),
            does: match edit.kind {
                EditKind::Above(_) => "above",
                EditKind::Below(_) => "below",
                EditKind::Dropped => "drop",
                EditKind::Negated => "negate",
            }
            .to_string(),
            id,
            line,
            wants,
            other: match edit.kind {
                EditKind::Above(other) | EditKind::Below(other) => place(other),
                EditKind::Dropped | EditKind::Negated => None,
            },
            claims: sentences(self.case, support),
            assumption: support.assumption.clone(),
        })
    }
}
