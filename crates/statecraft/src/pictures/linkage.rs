//! The papers of an account: from each outcome the move that tempts in one issue, and the answer in another.

use crate::answers::explain::{Comparison, Move};
use crate::answers::linkage::{AccountLinkage, Linkage, Paper};
use crate::answers::naming::Names;
use crate::draw::{Arrow, Look, Node, Picture};
use crate::phrase::english::{capital, count, list};
use crate::phrase::names::Words;
use crate::sentences::concepts::names;
use crate::sentences::explain::{changes, compared};
use crate::study::{LaidOut, Study};

/// So many papers are drawn.
const PAPERS: usize = 6;

impl Linkage {
    /// The papers of each account that the study has: outcomes in the first column, what tempts within an issue in the next, the answers in
    /// other issues in the last. Without papers it says so.
    pub fn pictures(&self, study: &Study) -> Vec<Picture> {
        let drawn = |account: &AccountLinkage| {
            let laid_out = study.account(account.id.as_deref())?;
            let of = account.title.as_ref().map(|title| format!(", {title}")).unwrap_or_default();
            let title = format!("Papers across issues{of}: {}", study.case.title);
            let names = Names::new(study, laid_out);
            let mut lanes = Lanes { of: self, laid_out, names, picture: Picture { title, ..Picture::default() } };
            account.papers.iter().take(PAPERS).for_each(|paper| lanes.paper(paper));
            if account.papers.is_empty() {
                let lines = vec!["No threat across the issues is to be believed.".to_string()];
                lanes.picture.boxes.push(Node { title: "No paper".into(), lines, look: Look::Faint });
            }
            Some(lanes.picture)
        };
        self.accounts.iter().filter_map(drawn).collect()
    }
}

/// A picture while it is drawn.
struct Lanes<'l> {
    of: &'l Linkage,
    laid_out: &'l LaidOut,
    names: Names<'l>,
    picture: Picture,
}

impl<'l> Lanes<'l> {
    fn words(&self) -> Words<'l> {
        Words(&self.laid_out.model)
    }

    fn paper(&mut self, paper: &'l Paper) {
        let Paper { temptation, answer, end, .. } = paper;
        let outcomes = match paper.outcomes.len() {
            1 => Vec::new(),
            many => vec![format!("And the same in {} in all", count(many, "outcome", "outcomes"))],
        };
        let under = format!("Under {}", names(&self.laid_out.model, &paper.concepts));
        let home = capital(&self.names.of_name(&temptation.from));
        let start = self.add(home, [vec![under], outcomes].concat(), Look::Start);
        let moved = self.step(start, std::slice::from_ref(&paper.issue), temptation, Look::Good);
        let answered = self.step(moved, &paper.answered_in, answer, Look::Bad);
        let against = self.against(end, &temptation.by);
        self.picture.boxes[answered].lines.push(against);
    }

    fn add(&mut self, title: String, lines: Vec<String>, look: Look) -> usize {
        self.picture.boxes.push(Node { title, lines, look });
        self.picture.boxes.len() - 1
    }

    /// A move in some issues, to a box of its own.
    fn step(&mut self, from: usize, issues: &[String], step: &'l Move, look: Look) -> usize {
        let within = self.of.issues.iter().filter(|issue| issues.contains(&issue.key));
        let titles: Vec<String> = within.map(|issue| format!("“{}”", issue.title)).collect();
        let than = format!("for {}", self.words().actor(&step.by));
        let why = capital(&compared(self.words(), &step.for_the_mover, &than));
        let to = self.add(capital(&self.names.of_name(&step.to)), vec![why], look);
        let told = format!("In {}: {} {}", list(&titles), self.words().actor(&step.by), changes(self.words(), step));
        self.picture.arrows.push(Arrow { from, to, label: told, look });
        to
    }

    fn against(&self, end: &Comparison, actor: &'l str) -> String {
        let than = format!("for {} than state {}", self.words().actor(actor), end.from);
        capital(&compared(self.words(), end, &than))
    }
}
