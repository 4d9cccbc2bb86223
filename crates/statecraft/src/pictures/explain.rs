//! An explanation as a tree: the tempting moves, how they are answered, and what escapes.

use crate::answers::explain::AccountExplanation;
use crate::answers::explain::opinion::Standing;
use crate::answers::explain::play::{Answer, Answered, Escape, Temptation};
use crate::answers::explain::step::Move;
use crate::answers::explain::why::{Comparison, Rank};
use crate::draw::{Arrow, Look, Node, Picture};
use crate::phrase::english::{capital, list};
use crate::phrase::names::{Words, label};
use crate::sentences::concepts::{concept, names};
use crate::sentences::explain::{changes, compared, is_credible, no_escape, undeterred};
use crate::stability::Concept;
use crate::study::{LaidOut, StateName, Study};

impl AccountExplanation {
    /// The state, the moves that tempt from it, and what could come of each, with the words of the study that was asked; nothing
    /// if it has not this account.
    pub fn picture(&self, study: &Study) -> Picture {
        let title = format!("Why state {} holds or not: {}", self.state, study.case.title);
        let picture = Picture { title, ..Picture::default() };
        let Some(laid_out) = study.account(self.id.as_deref()) else { return picture };
        let mut tree = Tree { of: self, laid_out, picture };
        tree.root();
        for temptation in self.actors.iter().flat_map(|opinion| &opinion.temptations) {
            tree.temptation(0, temptation);
        }
        tree.picture
    }
}

struct Tree<'t> {
    of: &'t AccountExplanation,
    laid_out: &'t LaidOut,
    picture: Picture,
}

impl<'t> Tree<'t> {
    fn words(&self) -> Words<'t> {
        Words(&self.laid_out.model)
    }

    /// The label of a state in a bare graph.
    fn label(&self, state: &StateName) -> Option<String> {
        label(&self.laid_out.model, self.laid_out.state(state)?).map(String::from)
    }

    fn root(&mut self) {
        let home = self.of;
        let mut lines: Vec<String> = self.label(&home.state).into_iter().collect();
        for (standing, words) in [
            (Standing::Leaves, "would leave"),
            (Standing::Deterred, "tempted"),
            (Standing::NotTempted, "not tempted"),
            (Standing::CannotMove, "without a move"),
        ] {
            let who = home.actors.iter().filter(|opinion| opinion.standing == standing);
            let names: Vec<&str> = who.map(|opinion| self.words().actor(&opinion.actor)).collect();
            if !names.is_empty() {
                lines.push(format!("{}: {}", capital(words), list(&names)));
            }
        }
        let today = if home.today { " (today)" } else { "" };
        let title = format!("State {}{today}", home.state);
        self.picture.boxes.push(Node { title, lines, look: Look::Start });
    }

    /// A box for a state, and an arrow to it.
    fn add(&mut self, from: usize, state: &StateName, label_of_arrow: String, lines: Vec<String>, look: Look) -> usize {
        let (title, called) = (format!("State {state}"), self.label(state));
        let to = self.picture.boxes.len();
        self.picture.boxes.push(Node { title, lines: called.into_iter().chain(lines).collect(), look });
        self.picture.arrows.push(Arrow { from, to, label: label_of_arrow, look });
        to
    }

    fn temptation(&mut self, from: usize, temptation: &Temptation) {
        let step = &temptation.step;
        let at = self.add(from, &step.to, self.told(step, ""), vec![self.for_whom(step)], Look::Good);
        for (concepts, answer) in temptation.by_answer() {
            self.answer(at, &names(&self.laid_out.model, &concepts), &step.by, answer);
        }
    }

    fn answer(&mut self, at: usize, concepts: &str, key: &str, answer: &Answer) {
        let (actor, plural) = (self.words().actor(key).to_string(), self.words().is_plural(key));
        let actor = actor.as_str();
        let home = format!("state {}", self.of.state);
        let concept = concept(&self.laid_out.model, &answer.concept);
        let would = if is_credible(concept) { "would" } else { "could" };
        match &answer.what {
            Answered::Deterred { reply, end, no_escape_by, then } => {
                let start = format!("{concepts}, the others {would}: ");
                let last = match concept {
                    Some(Concept::Sim) => self.at_once(at, reply, &start, end),
                    _ => self.moves(at, reply, &start, Look::Bad),
                };
                let against = self.against(end, actor, &home);
                self.picture.boxes[last].lines.push(against);
                match (then, no_escape_by) {
                    (Some(then), _) => self.temptation(last, then),
                    (None, Some(moves)) => self.picture.boxes[last].lines.push(no_escape(actor, plural, *moves, &home)),
                    (None, None) => {}
                }
            }
            Answered::Foreseen { line, end } => {
                let look = if end.is == Rank::Better { Look::Good } else { Look::Bad };
                let last = self.moves(at, line, &format!("{concepts}, foreseen: "), look);
                let against = self.against(end, actor, &home);
                self.picture.boxes[last].lines.push(against);
            }
            Answered::NotDeterred { escape: None, .. } => {
                let why = format!("{concepts}: {}", undeterred(&answer.what, concept, actor, &home));
                self.picture.boxes[at].lines.push(why);
            }
            Answered::NotDeterred { escape: Some(escape), .. } => self.escape(at, concepts, actor, escape, &home),
        }
    }

    /// Moves one after another; gives the box of the last.
    fn moves(&mut self, from: usize, moves: &[Move], start: &str, look: Look) -> usize {
        let mut at = from;
        for (place, step) in moves.iter().enumerate() {
            let look = if place + 1 == moves.len() { look } else { Look::Plain };
            let told = self.told(step, if place == 0 { start } else { "" });
            at = self.add(at, &step.to, told, vec![self.for_whom(step)], look);
        }
        at
    }

    /// Moves that are made at the same moment as the tempting one.
    fn at_once(&mut self, from: usize, moves: &[Move], start: &str, end: &Comparison) -> usize {
        let deeds: Vec<String> = moves.iter().map(|step| self.told(step, "")).collect();
        let lines = moves.iter().map(|step| self.for_whom(step)).collect();
        self.add(from, &end.to, format!("{start}at the same moment {}", list(&deeds)), lines, Look::Bad)
    }

    /// A way out from where the others could lead.
    fn escape(&mut self, at: usize, concepts: &str, actor: &str, Escape { step, end }: &Escape, home: &str) {
        let deterring = format!("State {}", step.from);
        let there = self
            .picture
            .arrows
            .iter()
            .position(|arrow| self.picture.boxes[arrow.to].title == deterring && self.begins_at(arrow.from, at));
        let there = match there {
            Some(arrow) => self.picture.arrows[arrow].to,
            None => {
                let lead = format!("{concepts}: the others could lead here");
                self.add(at, &step.from, lead, Vec::new(), Look::Faint)
            }
        };
        let (told, against) = (self.told(step, &format!("{concepts}: ")), self.against(end, actor, home));
        self.add(there, &step.to, told, vec![against], Look::Good);
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

    /// `Iran drops “Host talks”`.
    fn told(&self, step: &Move, start: &str) -> String {
        let changes = changes(self.words(), step);
        let told = format!("{} {}", self.words().actor(&step.by), if changes.is_empty() { "moves" } else { &changes });
        if start.is_empty() { capital(&told) } else { format!("{start}{told}") }
    }

    fn for_whom(&self, step: &Move) -> String {
        let than = format!("for {}", self.words().actor(&step.by));
        capital(&compared(self.words(), &step.for_the_mover, &than))
    }

    fn against(&self, end: &Comparison, actor: &str, home: &str) -> String {
        if end.from == end.to {
            format!("{} has gained nothing.", capital(actor))
        } else {
            capital(&compared(self.words(), end, &format!("for {actor} than {home}")))
        }
    }
}
