//! The easiest paths as a picture.

use crate::answers::explain::step::Move;
use crate::answers::explain::why::Rank;
use crate::answers::paths::AccountPaths;
use crate::answers::paths::goals::{Goal, Reached};
use crate::draw::{Arrow, Look, Node, Picture};
use crate::graph::StateId;
use crate::model::ActorId;
use crate::paths::{self, Cost};
use crate::phrase::english::{capital, count};
use crate::phrase::names::Words;
use crate::phrase::names::label;
use crate::sentences::explain::changes;
use crate::sentences::paths::under;
use std::collections::{BTreeMap, BTreeSet};

/// A move between two places.
type Arc = (paths::Node, paths::Node, ActorId);

/// The moves that go on from a place.
type GoesOn = BTreeSet<(paths::Node, ActorId)>;

/// What is drawn.
#[derive(Default)]
struct Drawn {
    places: BTreeSet<paths::Node>,
    arcs: BTreeSet<Arc>,
    /// What there was no room for.
    left_out: Vec<String>,
}

impl AccountPaths<'_> {
    /// The easiest paths to the goals of the first kind, all of them where that takes no more than so many boxes.
    pub fn picture(&self, most: usize) -> Picture {
        let goals = self.goals.first();
        let told = || goals.iter().flat_map(|goals| &goals.told);
        let mut drawn = Drawn::default();
        drawn.places.insert(paths::Node { cost: Cost::default(), state: self.start, last: None });
        told().for_each(|goal| drawn.add(goal, self, most));
        let untold = goals.map_or(0, |goals| goals.states - goals.told.len());
        if untold > 0 {
            drawn.left_out.push(count(untold, "more state", "more states"));
        }
        drawn.join();
        let mut picture = Picture { title: self.picture_title(), ..Picture::default() };
        let places: BTreeMap<&paths::Node, usize> = drawn.places.iter().zip(0..).collect();
        let twice = |place: &paths::Node| {
            drawn.places.iter().filter(|other| (other.state, other.cost) == (place.state, place.cost)).count() > 1
        };
        picture.boxes.extend(drawn.places.iter().map(|place| self.place(place, twice(place))));
        for (from, to, by) in &drawn.arcs {
            let step = Move::of(self.case, self.laid_out, *by, from.state, to.state);
            picture.arrows.push(arrow(Words(&self.laid_out.model), &step, [places[from], places[to]]));
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

    fn picture_title(&self) -> String {
        let account = self.id.map(|id| format!(", account {id}")).unwrap_or_default();
        format!(
            "The easiest paths from state {}{account}: first the fewest concessions, then the fewest moves",
            self.from
        )
    }

    /// A box; if there are more for its state, with who moved last.
    fn place(&self, place: &paths::Node, twice: bool) -> Node {
        let goals = self.goals.first();
        let goal = goals.filter(|goals| goals.told.iter().any(|goal| goal.id == place.state));
        let start = place.state == self.start;
        let mut lines: Vec<String> = label(&self.laid_out.model, place.state).map(String::from).into_iter().collect();
        if start {
            lines.push(if self.today { "today" } else { "where the paths begin" }.to_string());
        }
        lines.extend(goal.map(|goals| match goals.asked_for {
            Some(_) => "asked for".to_string(),
            None => {
                format!("holds {}", under(&goals.concepts, &self.concepts, &self.laid_out.model.actor_keys()))
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
        Node { title: format!("State {}", self.laid_out.graph.state_name(place.state)), lines, look }
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

impl Drawn {
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

    /// Adds all of the easiest paths to a goal, or one, or says that there is no room.
    fn add(&mut self, goal: &Goal, account: &AccountPaths, most: usize) {
        let name = account.laid_out.graph.state_name(goal.id);
        if let Some(ways) = &goal.all_ways {
            let new = ways.nodes.iter().filter(|node| !self.places.contains(node)).count();
            if self.places.len() + new <= most {
                self.places.extend(&ways.nodes);
                self.arcs.extend(ways.steps.iter().map(|step| (ways.nodes[step.from], ways.nodes[step.to], step.by)));
                return;
            }
        }
        if self.places.len() + goal.way.len() > most {
            self.left_out.push(format!("the paths to state {name}"));
            return;
        }
        let mut at = paths::Node { cost: Cost::default(), state: account.start, last: None };
        for (step, &(by, to)) in goal.way.iter().zip(&goal.one_way) {
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
