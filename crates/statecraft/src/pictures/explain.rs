//! An explanation as a tree: the tempting moves, how they are answered, and what escapes.

use crate::answers::explain::AccountExplanation;
use crate::answers::explain::opinion::Standing;
use crate::answers::explain::play::{Answer, Answered, Escape, Temptation};
use crate::answers::explain::step::Move;
use crate::answers::explain::why::{Comparison, Rank};
use crate::draw::{Arrow, Look, Node, Picture};
use crate::graph::StateId;
use crate::model::Actor;
use crate::phrase::english::{capital, list};
use crate::phrase::names::label;
use crate::sentences::explain::{changes, compared, is_credible, no_escape, undeterred};
use crate::stability::Concept;

impl AccountExplanation<'_> {
    /// The state, the moves that tempt from it, and what could come of each.
    pub fn picture(&self) -> Picture {
        let title = format!("Why state {} holds or not: {}", self.state, self.case.title);
        let mut tree = Tree { of: self, picture: Picture { title, ..Picture::default() } };
        tree.root();
        for temptation in self.actors.iter().flat_map(|opinion| &opinion.temptations) {
            tree.temptation(0, temptation);
        }
        tree.picture
    }
}

struct Tree<'t, 'c> {
    of: &'t AccountExplanation<'c>,
    picture: Picture,
}

impl Tree<'_, '_> {
    fn root(&mut self) {
        let home = self.of;
        let mut lines: Vec<String> =
            label(&home.laid_out.model, home.id_of_state).map(String::from).into_iter().collect();
        for (standing, words) in [
            (Standing::Leaves, "would leave"),
            (Standing::Deterred, "tempted"),
            (Standing::NotTempted, "not tempted"),
            (Standing::CannotMove, "without a move"),
        ] {
            let who = home.actors.iter().filter(|opinion| opinion.standing == standing);
            let names: Vec<&str> = who.map(|opinion| opinion.actor.name.as_str()).collect();
            if !names.is_empty() {
                lines.push(format!("{}: {}", capital(words), list(&names)));
            }
        }
        let today = if home.today { " (today)" } else { "" };
        let title = format!("State {}{today}", home.state);
        self.picture.boxes.push(Node { title, lines, look: Look::Start });
    }

    /// A box for a state, and an arrow to it.
    fn add(&mut self, from: usize, state: StateId, label_of_arrow: String, lines: Vec<String>, look: Look) -> usize {
        let laid_out = self.of.laid_out;
        let called = label(&laid_out.model, state).map(String::from);
        let title = format!("State {}", laid_out.graph.state_name(state));
        let to = self.picture.boxes.len();
        self.picture.boxes.push(Node { title, lines: called.into_iter().chain(lines).collect(), look });
        self.picture.arrows.push(Arrow { from, to, label: label_of_arrow, look });
        to
    }

    fn temptation(&mut self, from: usize, temptation: &Temptation) {
        let step = &temptation.step;
        let at = self.add(from, step.end, told(step, ""), vec![for_whom(step)], Look::Good);
        for (concepts, answer) in temptation.by_answer() {
            let keys = self.of.laid_out.model.actor_keys();
            let names: Vec<String> = concepts.iter().map(|concept| concept.name(&keys)).collect();
            self.answer(at, &list(&names), step.by, answer);
        }
    }

    fn answer(&mut self, at: usize, concept: &str, actor: &Actor, answer: &Answer) {
        let home = format!("state {}", self.of.state);
        let would = if is_credible(answer.asked) { "would" } else { "could" };
        match &answer.what {
            Answered::Deterred { reply, end, no_escape_by, then } => {
                let start = format!("{concept}, the others {would}: ");
                let last = match answer.asked {
                    Concept::Sim => self.at_once(at, reply, &start, end),
                    _ => self.moves(at, reply, &start, Look::Bad),
                };
                self.picture.boxes[last].lines.push(against(end, actor, &home));
                match (then, no_escape_by) {
                    (Some(then), _) => self.temptation(last, then),
                    (None, Some(moves)) => self.picture.boxes[last].lines.push(no_escape(&actor.name, *moves, &home)),
                    (None, None) => {}
                }
            }
            Answered::Foreseen { line, end } => {
                let look = if end.is == Rank::Better { Look::Good } else { Look::Bad };
                let last = self.moves(at, line, &format!("{concept}, foreseen: "), look);
                self.picture.boxes[last].lines.push(against(end, actor, &home));
            }
            Answered::NotDeterred { escape: None, .. } => {
                let why = format!("{concept}: {}", undeterred(answer, &actor.name, &home));
                self.picture.boxes[at].lines.push(why);
            }
            Answered::NotDeterred { escape: Some(escape), .. } => self.escape(at, concept, actor, escape, &home),
        }
    }

    /// Moves one after another; gives the box of the last.
    fn moves(&mut self, from: usize, moves: &[Move], start: &str, look: Look) -> usize {
        let mut at = from;
        for (place, step) in moves.iter().enumerate() {
            let look = if place + 1 == moves.len() { look } else { Look::Plain };
            at = self.add(at, step.end, told(step, if place == 0 { start } else { "" }), vec![for_whom(step)], look);
        }
        at
    }

    /// Moves that are made at the same moment as the tempting one.
    fn at_once(&mut self, from: usize, moves: &[Move], start: &str, end: &Comparison) -> usize {
        let deeds: Vec<String> = moves.iter().map(|step| told(step, "")).collect();
        let lines = moves.iter().map(for_whom).collect();
        match self.of.laid_out.graph.states.named(&end.to.to_string()) {
            Some(end) => self.add(from, end, format!("{start}at the same moment {}", list(&deeds)), lines, Look::Bad),
            None => from,
        }
    }

    /// A way out from where the others could lead.
    fn escape(&mut self, at: usize, concept: &str, actor: &Actor, Escape { step, end }: &Escape, home: &str) {
        let deterring = format!("State {}", step.from);
        let there = self
            .picture
            .arrows
            .iter()
            .position(|arrow| self.picture.boxes[arrow.to].title == deterring && self.begins_at(arrow.from, at));
        let there = match there {
            Some(arrow) => self.picture.arrows[arrow].to,
            None => {
                let Some(from) = self.of.laid_out.graph.states.named(&step.from.to_string()) else { return };
                self.add(at, from, format!("{concept}: the others could lead here"), Vec::new(), Look::Faint)
            }
        };
        self.add(there, step.end, told(step, &format!("{concept}: ")), vec![against(end, actor, home)], Look::Good);
    }

    /// Whether a box is another, or hangs below it.
    fn begins_at(&self, mut below: usize, top: usize) -> bool {
        while below != top {
            match self.picture.arrows.iter().find(|arrow| arrow.to == below) {
                Some(arrow) => below = arrow.from,
                None => return false,
            }
        }
        true
    }
}

/// `Iran drops “Host talks”`.
fn told(step: &Move, start: &str) -> String {
    let changes = changes(step);
    format!("{start}{} {}", step.by.name, if changes.is_empty() { "moves" } else { &changes })
}

fn for_whom(step: &Move) -> String {
    capital(&compared(&step.for_the_mover, &format!("for {}", step.by.name)))
}

fn against(end: &Comparison, actor: &Actor, home: &str) -> String {
    match end.from == end.to {
        true => format!("{} has gained nothing.", capital(&actor.name)),
        false => capital(&compared(end, &format!("for {} than {home}", actor.name))),
    }
}
