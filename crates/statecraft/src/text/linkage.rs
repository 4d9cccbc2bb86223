//! What holds only because issues are linked, made for reading.

use crate::answers::explain::{Comparison, Move};
use crate::answers::linkage::{AccountLinkage, IssueTable, Linkage, LinkageUnder, Loss, Paper};
use crate::answers::naming::Names;
use crate::phrase::english::{capital, count, form, list, number};
use crate::phrase::names::Words;
use crate::sentences::concepts;
use crate::sentences::explain::{changes, compared, grounds, state};
use crate::study::{LaidOut, StateName, Study};
use crate::text::analysis::TextOptions;
use crate::text::explain::cited_sources;
use crate::text::table::{Align, Table};
use crate::text::words::wrapped;
use std::collections::BTreeSet;

/// So many papers of an account are told unless all are asked for.
const PAPERS: usize = 3;
/// So many states are named.
const BY_NAME: usize = 12;

impl Linkage {
    /// The whole answer as text, with the words of the study that was asked; accounts that it has not are left out.
    pub fn text(&self, study: &Study, options: TextOptions) -> String {
        let mut text = format!("{}\n", self.header.case);
        text += &wrapped("", &self.tables(study), options.width);
        for account in &self.accounts {
            let Some(laid_out) = study.account(account.id.as_deref()) else { continue };
            let page = Page { of: self, account, study, laid_out, options, cited: BTreeSet::new() };
            text += &format!("\n{}", page.text());
        }
        let not_done = &self.header.accounts_not_done;
        if !not_done.is_empty() {
            let accounts = form(not_done.len() > 1, "account", "accounts");
            text +=
                &format!("\n{}", wrapped("", &format!("Not done: the {accounts} {}.", list(not_done)), options.width));
        }
        if !self.accounts.is_empty() {
            text += &format!("\n{}", wrapped("", MEANING, options.width));
        }
        text + &cited_sources(&self.sources, options.width)
    }

    /// The issues, and who sits at several tables.
    fn tables(&self, study: &Study) -> String {
        let Some(first) = study.accounts.first() else { return String::new() };
        let words = Words(&first.model);
        let names = |keys: &[String]| list(&keys.iter().map(|key| words.actor(key)).collect::<Vec<_>>());
        let table = |issue: &IssueTable| format!("“{}” ({})", issue.title, names(&issue.actors));
        let tables: Vec<String> = self.issues.iter().map(table).collect();
        let issues = format!("{}: {}.", capital(&count(self.issues.len(), "issue", "issues")), list(&tables));
        match self.common.as_slice() {
            [] => {
                format!("{issues} Nobody sits at two tables, so that nobody can trade one issue against another alone.")
            }
            [one] => {
                let sits = form(words.is_plural(one), "sits", "sit");
                format!("{issues} {} {sits} at more than one table.", capital(words.actor(one)))
            }
            some => format!("{issues} {} sit at more than one table.", capital(&names(some))),
        }
    }
}

const MEANING: &str = "An outcome holds issue by issue when it would hold in each issue alone, with everything else as it is in it. A paper is a \
    threat across issues: an actor is tempted within one issue, where nothing deters it, and another would answer in another issue, for its own \
    good. Only answers count that serve whoever gives them better than any part of them would, and that it could not have given for its own good \
    before. Outcomes that hold only by the link and without a paper rest on other answers, which few would believe.";

/// An account of the answer beside what the study knows of it.
struct Page<'p> {
    of: &'p Linkage,
    account: &'p AccountLinkage,
    study: &'p Study,
    laid_out: &'p LaidOut,
    options: TextOptions,
    /// What was cited already for each actor.
    cited: BTreeSet<(&'p str, String)>,
}

impl<'p> Page<'p> {
    fn text(mut self) -> String {
        let mut text = match (&self.account.id, &self.account.title) {
            (Some(id), Some(title)) => self.line(&format!("Account {id}: "), title),
            (Some(id), None) => format!("Account {id}\n"),
            _ => String::new(),
        };
        text += &self.line("", &self.settings());
        text += &format!("\n{}\n", self.table());
        text += &self.line("", &self.in_short());
        let account = self.account;
        let shown = if self.options.all { usize::MAX } else { PAPERS };
        for (at, paper) in account.papers.iter().take(shown).enumerate() {
            text += &format!("\n{}", self.paper(at + 1, paper));
        }
        let left = account.papers.len().saturating_sub(shown);
        if left > 0 {
            text += &format!("\n… and {}.\n", count(left, "more paper", "more papers"));
        }
        for loss in &account.losses {
            text += &format!("\n{}", self.loss(loss));
        }
        text
    }

    fn line(&self, first: &str, text: &str) -> String {
        wrapped(first, text, self.options.width)
    }

    fn words(&self) -> Words<'p> {
        Words(&self.laid_out.model)
    }

    /// The title of an issue, by its key.
    fn issue(&self, key: &'p str) -> String {
        let title = self.of.issues.iter().find(|issue| issue.key == key).map_or(key, |issue| &issue.title);
        format!("“{title}”")
    }

    fn settings(&self) -> String {
        let issues = self.of.issues.iter().zip(&self.account.settings);
        let part = |(at, (issue, many)): (usize, (&IssueTable, &usize))| {
            let settings = if at == 0 { " settings" } else { "" };
            format!("{}{settings} of “{}”", number(*many), issue.title)
        };
        let parts: Vec<String> = issues.enumerate().map(part).collect();
        format!("{}: {}.", count(self.account.states, "state", "states"), list(&parts))
    }

    fn table(&self) -> String {
        let head = ["", "outcomes", "issue by issue", "by the link", "with paper", "paper alone", "lost"];
        let row = |under: &LinkageUnder| {
            let all = under.looked_at == under.only_linked.len();
            let at_least = |n: usize| if all { number(n) } else { format!("at least {}", number(n)) };
            vec![
                concepts::name(&self.laid_out.model, &under.concept),
                number(under.outcomes()),
                number(under.issue_by_issue.len()),
                number(under.only_linked.len()),
                at_least(under.some_paper.len()),
                at_least(under.papers_alone.len()),
                number(under.lost.len()),
            ]
        };
        let rows = self.account.concepts.iter().map(row).collect();
        let table = Table { head: head.map(String::from).to_vec(), rows, names: 1, align: &[Align::Right] };
        table.text(self.options.width)
    }

    /// Whether the link carries anything here.
    fn in_short(&self) -> String {
        let linked = self.account.concepts.iter().filter(|under| !under.only_linked.is_empty());
        let linked: Vec<String> = linked.map(|under| concepts::name(&self.laid_out.model, &under.concept)).collect();
        let papers = self.account.papers_in_all;
        let cut = self.account.concepts.iter().any(|under| under.looked_at < under.only_linked.len());
        let carried = match (linked.is_empty(), papers) {
            (true, _) => "Nothing holds here only because the issues are linked.".to_string(),
            (false, 0) if cut => "No paper was found in the outcomes that were looked at.".to_string(),
            (false, 0) => format!(
                "Under {} some outcomes hold only because the issues are linked, but no paper stands in any of them: they rest on answers \
                 that few would believe.",
                list(&linked)
            ),
            (false, many) => {
                let told = self.account.papers.len();
                let told = match (self.options.all || told <= PAPERS, told < many) {
                    (true, false) => String::new(),
                    (true, true) => format!(" Of these {} are told.", number(told)),
                    (false, _) => format!(" Of these {} are told.", number(PAPERS)),
                };
                format!("{} {} here.{told}", count(many, "paper", "papers"), form(many > 1, "stands", "stand"))
            }
        };
        let cut = if cut { " There are too many such outcomes for papers to be looked for in all." } else { "" };
        capital(&carried) + cut
    }

    /// Who is tempted to what, whose answer elsewhere deters it, and on whose word.
    fn paper(&mut self, place: usize, paper: &'p Paper) -> String {
        let Paper { temptation, answer, end, .. } = paper;
        let model = &self.laid_out.model;
        let home = Names::new(self.study, self.laid_out).of_name(&temptation.from);
        let among = match paper.outcomes.len() {
            1 => format!("In {home}"),
            many => format!("In {home}, and in the same way in {} in all", count(many, "outcome", "outcomes")),
        };
        let under = concepts::names(model, &paper.concepts);
        let mut text = self.line(&format!("{place}. "), &format!("{among}, under {under}{}:", self.names(paper)));
        let issue = self.issue(&paper.issue);
        text += &self.step(&format!("In {issue} {} could move", self.words().actor(&temptation.by)), temptation);
        let elsewhere: Vec<String> = paper.answered_in.iter().map(|key| self.issue(key)).collect();
        text +=
            &self.step(&format!("In {} {} would then move", list(&elsewhere), self.words().actor(&answer.by)), answer);
        let name = self.words().actor(&temptation.by);
        let than = format!("for {name} than state {}", temptation.from);
        let why = format!("State {} is {}", end.to, compared(self.words(), end, &than));
        text + &self.reason(&why, &temptation.by, end)
    }

    /// The outcomes of a paper by name, if there are several and not too many.
    fn names(&self, paper: &Paper) -> String {
        let states: Vec<StateName> = paper.outcomes.iter().take(BY_NAME + 1).collect();
        let few = (2..=BY_NAME).contains(&states.len());
        if few {
            format!(" ({})", Names::new(self.study, self.laid_out).list_of(&states, BY_NAME))
        } else {
            String::new()
        }
    }

    fn loss(&mut self, loss: &'p Loss) -> String {
        let step = &loss.leaves;
        let under = concepts::names(&self.laid_out.model, &loss.concepts);
        let home = capital(&Names::new(self.study, self.laid_out).of_name(&step.from));
        let text = self.line("", &format!("{home} would hold issue by issue under {under}, and is lost:"));
        text + &self.step(&format!("{} would move", capital(self.words().actor(&step.by))), step)
    }

    /// A move, and what it is to the one who moves.
    fn step(&mut self, who_moves: &str, step: &'p Move) -> String {
        let what = format!("{who_moves} to {}: {}.", state(self.laid_out, &step.to), changes(self.words(), step));
        let than = format!("for {}", form(self.words().is_plural(&step.by), "it", "them"));
        let why = capital(&compared(self.words(), &step.for_the_mover, &than));
        self.line("  ", &what) + &self.reason(&why, &step.by, &step.for_the_mover)
    }

    /// A reason, and on whose word; that is said once.
    fn reason(&mut self, why: &str, actor: &'p str, comparison: &Comparison) -> String {
        let text = self.line("    ", why);
        match grounds(&self.study.case, comparison) {
            Some(grounds) if self.cited.insert((actor, grounds.clone())) => text + &self.line("      ", &grounds),
            _ => text,
        }
    }
}
