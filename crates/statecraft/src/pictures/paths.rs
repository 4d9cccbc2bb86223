//! The easiest paths as a picture.

use crate::answers::explain::step::Move;
use crate::answers::explain::why::Rank;
use crate::answers::paths::goals::{EasiestPaths, Goal, PathPlace, Reached};
use crate::answers::paths::{AccountPaths, PathsReport};
use crate::draw::{Arrow, Look, Node, Picture};
use crate::graph::StateId;
use crate::model::ActorId;
use crate::paths::{self, Cost};
use crate::phrase::english::{capital, count};
use crate::phrase::names::Words;
use crate::phrase::names::label;
use crate::pictures::plans;
use crate::sentences::explain::changes;
use crate::sentences::paths::under;
use crate::study::{LaidOut, StateName, Study};
use std::collections::{BTreeMap, BTreeSet};

/// A move between two places.
type Arc = (paths::Node, paths::Node, ActorId);

/// The moves that go on from a place.
type GoesOn = BTreeSet<(paths::Node, ActorId)>;

/// What is drawn.
#[derive(Default)]
struct Drawn<'g> {
    places: BTreeSet<paths::Node>,
    arcs: BTreeSet<Arc>,
    /// Goals whose paths are drawn as plans, where they are, and how many boxes that takes besides.
    planned: Vec<(&'g Goal, paths::Node)>,
    moves: usize,
    /// What there was no room for.
    left_out: Vec<String>,
}

impl PathsReport {
    /// For each account that the study has, the easiest paths to the goals of the first kind: all of them where that takes no
    /// more than so many boxes. Where there are several to some goal they are drawn as plans, with a box for each move, as far as
    /// there are plans; else state by state.
    pub fn pictures(&self, study: &Study, most: usize) -> Vec<Picture> {
        let page = |account: &AccountPaths| {
            let laid_out = study.account(account.id.as_deref())?;
            let start = laid_out.state(&account.from)?;
            Some(Page { of: self, account, study, laid_out, start }.picture(most))
        };
        self.accounts.iter().filter_map(page).collect()
    }
}

/// An account of the answer beside what the study knows of it.
struct Page<'p> {
    of: &'p PathsReport,
    account: &'p AccountPaths,
    study: &'p Study,
    laid_out: &'p LaidOut,
    start: StateId,
}

impl Page<'_> {
    fn picture(&self, most: usize) -> Picture {
        let goals = self.account.goals.first();
        let told = || goals.iter().flat_map(|goals| &goals.told);
        let mut drawn = Drawn::default();
        drawn.places.insert(paths::Node { cost: Cost::default(), state: self.start, last: None });
        let as_plans = plans::are_worth_it(told());
        told().for_each(|goal| drawn.add(goal, self, most, as_plans));
        let untold = goals.map_or(0, |goals| goals.states - goals.told.len());
        if untold > 0 {
            drawn.left_out.push(count(untold, "more state", "more states"));
        }
        drawn.join();
        let mut picture = Picture { title: self.picture_title(!drawn.planned.is_empty()), ..Picture::default() };
        let places: BTreeMap<&paths::Node, usize> = drawn.places.iter().zip(0..).collect();
        let twice = |place: &paths::Node| {
            drawn.places.iter().filter(|other| (other.state, other.cost) == (place.state, place.cost)).count() > 1
        };
        picture.boxes.extend(drawn.places.iter().map(|place| self.place(place, twice(place))));
        for (from, to, by) in &drawn.arcs {
            let step = Move::of(&self.study.case, self.laid_out, *by, from.state, to.state);
            picture.arrows.push(arrow(Words(&self.laid_out.model), &step, [places[from], places[to]]));
        }
        let at = |state: StateId, cost: Cost| {
            let found = places.iter().find(|(place, _)| (place.state, place.cost) == (state, cost));
            found.map(|(_, &at)| at)
        };
        for (goal, place) in &drawn.planned {
            if let (Some(start), Some(end)) = (at(self.start, Cost::default()), at(place.state, place.cost)) {
                plans::draw(&mut picture, Words(&self.laid_out.model), goal, [start, end]);
            }
        }
        for goal in told().filter(|goal| goal.reached == Reached::NotAtAll) {
            let lines = vec!["cannot be reached".to_string()];
            picture.boxes.push(Node { title: format!("State {}", goal.state), lines, look: Look::Faint });
        }
        if !drawn.left_out.is_empty() {
            picture.boxes.push(Node { title: "Left out".into(), lines: drawn.left_out, look: Look::Faint });
        }
        picture
    }

    fn picture_title(&self, plans: bool) -> String {
        let moves = if plans { "; a move waits for those from which arrows lead to it" } else { "" };
        let account = self.account.id.as_ref().map(|id| format!(", account {id}")).unwrap_or_default();
        format!(
            "The easiest paths from state {}{account}: first the fewest concessions, then the fewest moves{moves}",
            self.account.from
        )
    }

    /// A box; if there are more for its state, with who moved last.
    fn place(&self, place: &paths::Node, twice: bool) -> Node {
        let name = StateName::of(&self.laid_out.graph, place.state);
        let goals = self.account.goals.first();
        let goal = goals.filter(|goals| goals.told.iter().any(|goal| goal.state == name));
        let start = place.state == self.start;
        let mut lines: Vec<String> = label(&self.laid_out.model, place.state).map(String::from).into_iter().collect();
        if start {
            lines.push(if self.account.today { "today" } else { "where the paths begin" }.to_string());
        }
        lines.extend(goal.map(|goals| match goals.asked_for {
            Some(_) => "asked for".to_string(),
            None => {
                let concepts = goals.holds_under.as_deref().unwrap_or_default();
                format!("holds {}", under(&self.laid_out.model, concepts, &self.of.concepts))
            }
        }));
        let last = if twice { place.last } else { None };
        let last = last.map(|by| &self.laid_out.model.actors[by.index()]);
        lines.extend(last.map(|actor| format!("after a move of {}", actor.name)));
        let look = match (start, goal.is_some()) {
            (true, _) => Look::Start,
            (_, true) => Look::Good,
            _ => Look::Plain,
        };
        Node { title: format!("State {name}"), lines, look }
    }

    /// A place and the moves between places as they are drawn; nothing if the account has not all of these states and actors.
    fn net(&self, ways: &EasiestPaths) -> Option<(Vec<paths::Node>, Vec<Arc>)> {
        let actor = |key: &String| self.laid_out.model.actor(key);
        let place = |place: &PathPlace| {
            let cost = Cost { concessions: place.concessions, moves: place.moves };
            let last = place.last.as_ref().map(|key| actor(key).ok_or(())).transpose().ok()?;
            Some(paths::Node { cost, state: self.laid_out.state(&place.state)?, last })
        };
        let places = ways.places.iter().map(place).collect::<Option<Vec<_>>>()?;
        let arcs =
            ways.steps.iter().map(|step| Some((*places.get(step.from)?, *places.get(step.to)?, actor(&step.by)?)));
        let arcs = arcs.collect::<Option<Vec<_>>>()?;
        Some((places, arcs))
    }
}

fn arrow(words: Words, step: &Move, [from, to]: [usize; 2]) -> Arrow {
    let (look, gain) = match step.for_the_mover.is {
        Rank::Better => (Look::Good, ""),
        Rank::Same => (Look::Plain, " (no\u{a0}gain)"),
        Rank::Worse => (Look::Bad, " (a\u{a0}loss)"),
    };
    let (who, changes) = (capital(words.actor(&step.by)), changes(words, step));
    Arrow { from, to, label: format!("{who} {changes}").trim_end().to_string() + gain, look }
}

impl<'g> Drawn<'g> {
    /// Makes one of places that differ in who moved last, where the same moves go on from them.
    fn join(&mut self) {
        let mut one_of: BTreeMap<paths::Node, paths::Node> = BTreeMap::new();
        let mut known: BTreeMap<(Cost, StateId, GoesOn), paths::Node> = BTreeMap::new();
        for &place in self.places.iter().rev() {
            let on = self.arcs.iter().filter(|(from, ..)| *from == place);
            let on = on.map(|(_, to, by)| (one_of.get(to).copied().unwrap_or(*to), *by)).collect::<GoesOn>();
            one_of.insert(place, *known.entry((place.cost, place.state, on)).or_insert(place));
        }
        let joined = |place: &paths::Node| one_of.get(place).copied().unwrap_or(*place);
        self.places = self.places.iter().map(joined).collect();
        self.arcs = self.arcs.iter().map(|(from, to, by)| (joined(from), joined(to), *by)).collect();
    }

    fn boxes(&self) -> usize {
        self.places.len() + self.moves
    }

    /// Adds all of the easiest paths to a goal, or one, or says that there is no room.
    fn add(&mut self, goal: &'g Goal, page: &Page, most: usize, as_plans: bool) {
        let name = &goal.state;
        let cost = Cost { concessions: goal.concessions.unwrap_or(0), moves: goal.moves.unwrap_or(0) };
        let moves = if as_plans { plans::boxes(goal) } else { None };
        if let (Some(moves), Some(state)) = (moves, page.laid_out.state(name)) {
            let place = paths::Node { cost, state, last: None };
            if self.boxes() + moves + usize::from(!self.places.contains(&place)) <= most {
                self.moves += moves;
                self.places.insert(place);
                self.planned.push((goal, place));
                return;
            }
        }
        if let Some((places, arcs)) = goal.all_ways.as_ref().and_then(|ways| page.net(ways)) {
            let new = places.iter().filter(|place| !self.places.contains(place)).count();
            if self.boxes() + new <= most {
                self.places.extend(places);
                self.arcs.extend(arcs);
                return;
            }
        }
        if self.boxes() + goal.way.len() > most {
            self.left_out.push(format!("the paths to state {name}"));
            return;
        }
        let mut at = paths::Node { cost: Cost::default(), state: page.start, last: None };
        for step in &goal.way {
            let (Some(by), Some(to)) = (page.laid_out.model.actor(&step.by), page.laid_out.state(&step.to)) else {
                break;
            };
            let concessions = at.cost.concessions + u32::from(step.for_the_mover.is != Rank::Better);
            let cost = Cost { concessions, moves: at.cost.moves + 1 };
            let next = paths::Node { cost, state: to, last: None };
            self.places.insert(next);
            self.arcs.insert((at, next, by));
            at = next;
        }
        let more = goal.ways.map_or("very many".to_string(), |ways| (ways - 1).to_string());
        self.left_out.push(format!("{more} other ways to state {name}"));
    }
}
