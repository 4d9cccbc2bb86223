//! An explanation to be read.

use crate::answers::explain::opinion::{Opinion, Standing};
use crate::answers::explain::outline::Outline;
use crate::answers::explain::play::{Answer, Answered, Escape, Temptation};
use crate::answers::explain::step::Move;
use crate::answers::explain::why::Comparison;
use crate::answers::explain::{AccountExplanation, CitedSource, Explanation};
use crate::answers::naming::Names;
use crate::graph::StateSpace;
use crate::model::Preference;
use crate::phrase::english::{capital, count, form, list, number};
use crate::phrase::names::Words;
use crate::sentences::concepts::{concept, names};
use crate::sentences::explain::{changes, compared, grounds, is_credible, no_escape, state, undeterred, why_not};
use crate::stability::Concept;
use crate::study::{LaidOut, StateName, Study};
use crate::text::words::{column, padded, who_does_what, wrapped};
use std::collections::{BTreeMap, BTreeSet};

impl Explanation {
    /// Everything in sentences, as text of this width, with the words of the study that was asked; accounts that it has not
    /// are left out.
    pub fn text(&self, study: &Study, width: usize) -> String {
        let mut text = format!("{}\n", self.header.case);
        for (at, account) in self.accounts.iter().enumerate() {
            let Some(laid_out) = study.account(account.id.as_deref()) else { continue };
            let before = &self.accounts[..at];
            let page = Page { study, laid_out, of: self, account, before, width, cited: BTreeSet::new() };
            text += &format!("\n{}", page.text());
        }
        text + &self.meanings(study, width) + &cited_sources(&self.sources, width)
    }

    fn meanings(&self, study: &Study, width: usize) -> String {
        let Some(LaidOut { model, .. }) = study.accounts.first() else { return String::new() };
        let keys = model.actor_keys();
        let told = self.accounts.iter().flat_map(|account| &account.actors).flat_map(|opinion| &opinion.temptations);
        let answers = told.flat_map(|temptation| &temptation.answers).map(|answer| &answer.concept);
        let mut concepts: BTreeSet<Concept> =
            answers.chain(&self.concepts).filter_map(|key| concept(model, key)).collect();
        for (concept, before) in
            [(Concept::SymSeq, Concept::Seq), (Concept::Seq, Concept::Gmr), (Concept::Smr, Concept::Gmr)]
        {
            concepts.extend(concepts.contains(&concept).then_some(before)); // it is said in terms of the other
        }
        let names: Vec<String> = concepts.iter().map(|concept| concept.name(&keys)).collect();
        let margin = column(names.iter().map(String::as_str), width);
        let mut text = "\nWhat it means that an actor stays\n".to_string();
        for (name, concept) in names.iter().zip(&concepts) {
            text += &wrapped(&format!("  {}  ", padded(name, margin)), &concept.meaning(), width);
        }
        let accounts = self.accounts.iter().filter_map(|account| study.account(account.id.as_deref()));
        let mut preferences = accounts.flat_map(|laid_out| &laid_out.model.preferences);
        if preferences.any(|preference| matches!(preference, Preference::Statements(_))) {
            let wishes = "Wishes are numbered from the most important down. Of those in which two states differ the first decides. \
                          What a wish rests on is said once.";
            text += &wrapped("", wishes, width);
        }
        text
    }
}

/// The sources, with who published them and when.
pub(crate) fn cited_sources(sources: &BTreeMap<String, CitedSource>, width: usize) -> String {
    let margin = column(sources.keys().map(String::as_str), width);
    let mut text = if sources.is_empty() { String::new() } else { "\nSources\n".to_string() };
    for (key, source) in sources {
        let details = [&source.author, &source.publisher, &source.date];
        let details: Vec<&str> = details.into_iter().filter_map(|detail| detail.as_deref()).collect();
        let by = if details.is_empty() { String::new() } else { format!(" ({})", details.join(", ")) };
        text += &wrapped(&format!("  {}  ", padded(key, margin)), &format!("{}{by}", source.title), width);
    }
    text
}

/// One account, while it is written.
struct Page<'p> {
    study: &'p Study,
    laid_out: &'p LaidOut,
    of: &'p Explanation,
    account: &'p AccountExplanation,
    /// The accounts that were written before.
    before: &'p [AccountExplanation],
    width: usize,
    /// What was cited already for each actor.
    cited: BTreeSet<(&'p str, String)>,
}

impl<'p> Page<'p> {
    fn text(mut self) -> String {
        let account = self.account;
        let mut text = match (&account.id, &account.title) {
            (Some(id), Some(title)) => wrapped(&format!("Account {id}: "), title, self.width),
            (Some(id), None) => format!("Account {id}\n"),
            _ => String::new(),
        };
        text += &self.line(0, &self.verdict());
        let LaidOut { model, graph, .. } = self.laid_out;
        let here = self.laid_out.state(&account.state);
        if let Some(here) = here
            && self.before.last().is_none_or(|last| last.taken != account.taken)
        {
            text += &who_does_what(model, graph, here, "  ", self.width);
        }
        let mut same: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        let (mut stuck, mut gone): (Vec<(&str, bool)>, Vec<&str>) = Default::default();
        for opinion in &account.actors {
            let name = self.name(&opinion.actor);
            match self.told_before(opinion) {
                Some(account) => same.entry(account).or_default().push(name),
                None if opinion.standing == Standing::CannotMove && self.has_ended(&opinion.actor) => {
                    gone.push(name);
                }
                None if opinion.standing == Standing::CannotMove => {
                    stuck.push((name, self.words().is_plural(&opinion.actor)))
                }
                None => text += &format!("\n{}", self.opinion(opinion)),
            }
        }
        let stuck = match stuck.as_slice() {
            [] => None,
            [(one, false)] => Some(format!("{} has no move here: it stays whatever it wants.", capital(one))),
            many => {
                let names: Vec<&str> = many.iter().map(|(name, _)| *name).collect();
                Some(capital(&format!("{} have no move here: they stay whatever they want.", list(&names))))
            }
        };
        let same = same.iter().map(|(account, names)| format!("{}: as in the account {account}.", list(names)));
        let gone =
            (!gone.is_empty()).then(|| format!("{} {} no say here.", list(&gone), form(gone.len() > 1, "has", "have")));
        for line in gone.into_iter().chain(stuck).chain(same) {
            text += &format!("\n{}", self.line(0, &capital(&line)));
        }
        text
    }

    fn line(&self, margin: usize, text: &str) -> String {
        wrapped(&" ".repeat(margin), text, self.width)
    }

    /// Whether an actor does not act in the state: it has not begun, or has ended.
    fn has_ended(&self, actor: &str) -> bool {
        let LaidOut { model, graph, .. } = self.laid_out;
        let taken = self.laid_out.state(&self.account.state).map(|state| match &graph.states {
            StateSpace::Settings(states) => states.code(state),
            StateSpace::Named(_) => 0,
        });
        taken.zip(model.actor(actor)).is_some_and(|(taken, actor)| !model.acts(actor, taken))
    }

    fn words(&self) -> Words<'p> {
        Words(&self.laid_out.model)
    }

    /// The name of an actor.
    fn name(&self, key: &'p str) -> &'p str {
        self.words().actor(key)
    }

    fn called(&self, concepts: &[&str]) -> String {
        names(&self.laid_out.model, concepts)
    }

    fn concept(&self, key: &str) -> Option<Concept> {
        concept(&self.laid_out.model, key)
    }

    /// A state; its title is told where it is not that of the state in question.
    fn state(&self, name: &StateName) -> String {
        let title = |name: &StateName| self.laid_out.title_of(self.laid_out.state(name)?);
        match title(name) {
            Some(same) if *name != self.account.state && title(&self.account.state) == Some(same) => {
                format!("state {name}")
            }
            _ => state(self.laid_out, name),
        }
    }

    /// The state in question.
    fn home(&self) -> String {
        format!("state {}", self.account.state)
    }

    /// The form of a word that agrees with an actor.
    fn form<'t>(&self, actor: &str, one: &'t str, many: &'t str) -> &'t str {
        form(self.words().is_plural(actor), one, many)
    }

    /// Whether the state holds, in one sentence.
    fn verdict(&self) -> String {
        let account = self.account;
        let today = if account.today { ", where things stand today" } else { "" };
        let called = if account.today {
            self.state(&account.state)
        } else {
            Names::new(self.study, self.laid_out).of_name(&account.state)
        };
        let state = capital(&called) + today;
        let Some(equilibrium) = &account.equilibrium else { return state + ":" };
        let state = if account.today { state + "," } else { state };
        let (holds, fails) = (equilibrium.keys_of(&true), equilibrium.keys_of(&false));
        match (holds.is_empty(), fails.is_empty()) {
            (_, true) => format!("{state} holds under {}.", self.called(&holds)),
            (true, _) => format!(
                "{state} does not hold under {}.",
                if fails.len() == 1 { self.called(&fails) } else { format!("any of {}", self.called(&fails)) }
            ),
            _ => format!("{state} holds under {}, and not under {}.", self.called(&holds), self.called(&fails)),
        }
    }

    fn opinion(&mut self, opinion: &'p Opinion) -> String {
        let name = capital(self.name(&opinion.actor));
        let mut text = self.line(0, &format!("{name} {}", self.headline(opinion)));
        if let Some(best) = &opinion.best_move {
            let which = match opinion.moves {
                1 => format!("{} only move", self.form(&opinion.actor, "Its", "Their")),
                many => format!("The best of {} {} moves", self.form(&opinion.actor, "its", "their"), number(many)),
            };
            let (changes, it) = (changes(self.words(), best), self.form(&opinion.actor, "it", "they"));
            let what = if changes.is_empty() { String::new() } else { format!(", where {it} {changes},") };
            let (to, why) = (self.state(&best.to), why_not(self.words(), best));
            text += &self.line(2, &format!("{which}, to {to}{what} is {why}."));
        }
        let several = opinion.temptations.len() > 1;
        let mut outlines: Vec<Option<Outline>> = Vec::new();
        for (at, temptation) in opinion.temptations.iter().enumerate() {
            let start = if several { format!("{}. ", at + 1) } else { String::new() };
            let outline = Outline::of(temptation);
            let same = outlines.iter().position(|told| outline.is_some() && *told == outline);
            text += &match same {
                Some(same) => self.like(&start, &temptation.step, same + 1),
                None => self.temptation(2, &start, temptation),
            };
            outlines.push(outline);
        }
        let left = opinion.tempting.saturating_sub(opinion.temptations.len());
        if left > 0 {
            let more = count(left, "more move tempts", "more moves tempt");
            let more = format!("{more} {}", self.form(&opinion.actor, "it", "them"));
            let leaves = opinion.standing == Standing::Leaves;
            let rest = if leaves { "; one that nothing deters is enough" } else { "" };
            text += &self.line(2, &format!("… and {more}{rest}."));
        }
        text
    }

    /// The account that had the same to say of the same actor in the same state.
    fn told_before(&self, opinion: &Opinion) -> Option<&'p str> {
        let same =
            |account: &&AccountExplanation| account.taken == self.account.taken && account.actors.contains(opinion);
        self.before.iter().find(same)?.id.as_deref()
    }

    /// Whether an actor is the first of which it is said that nothing tempts it.
    fn first_not_tempted(&self, opinion: &Opinion) -> bool {
        let mut told = self.account.actors.iter().filter(|other| self.told_before(other).is_none());
        let first = told.find(|other| other.standing == Standing::NotTempted);
        first.is_some_and(|first| first.actor == opinion.actor)
    }

    /// How the actor stands to the state.
    fn headline(&self, opinion: &Opinion) -> String {
        let (stays, leaves) = (opinion.stable.keys_of(&true), opinion.stable.keys_of(&false));
        let (keeps, leaves) = (self.called(&stays), self.called(&leaves));
        let usual = self.of.concepts.iter().filter_map(|key| self.concept(key)).eq(Concept::USUAL);
        let (is, it) = (self.form(&opinion.actor, "is", "are"), self.form(&opinion.actor, "it", "they"));
        let (stay, leave) = (self.form(&opinion.actor, "stays", "stay"), self.form(&opinion.actor, "leaves", "leave"));
        match opinion.standing {
            Standing::NotTempted if self.first_not_tempted(opinion) => {
                format!("{is} not tempted; no deterrent is needed.")
            }
            Standing::NotTempted | Standing::CannotMove => format!("{is} not tempted either."),
            Standing::Leaves if usual && self.laid_out.model.actors.len() == 1 => {
                "would leave: there are no others to answer.".to_string()
            }
            Standing::Leaves if usual => format!("would leave, however much {it} feared the others' answers."),
            Standing::Leaves => format!("would leave under {leaves}."),
            Standing::Deterred if usual => {
                format!(
                    "{is} tempted, but {}. {} {stay} under {keeps}, and {leave} under {leaves}.",
                    why_kept(&stays, it),
                    capital(it)
                )
            }
            Standing::Deterred if leaves.is_empty() => format!("{is} tempted, and {stay} under {keeps}."),
            Standing::Deterred => format!("{is} tempted; {it} {stay} under {keeps}, and {leave} under {leaves}."),
        }
    }

    /// A temptation of which the same can be said as of an earlier one.
    fn like(&self, start: &str, step: &Move, same: usize) -> String {
        let (to, changes) = (self.state(&step.to), changes(self.words(), step));
        let it = self.form(&step.by, "It", "They");
        let decides =
            if step.for_the_mover.deciding().is_some() { "The same wishes decide" } else { "The same decides" };
        self.line(
            2,
            &format!("{start}{it} could move to {to}: {changes}. {decides} as in {same}, and the answer is the same."),
        )
    }

    /// A move, what it brings, and what could come of it.
    fn temptation(&mut self, margin: usize, start: &str, temptation: &'p Temptation) -> String {
        let mut text = self.step(
            margin,
            &format!("{start}{} could move", self.form(&temptation.step.by, "It", "They")),
            &temptation.step,
        );
        let answers = temptation.by_answer();
        for (concepts, answer) in &answers {
            let under = (answers.len() > 1).then(|| self.called(concepts));
            text += &self.answer(margin + 2, under, &temptation.step.by, answer);
        }
        text
    }

    /// What could come of a tempting move, and under which concepts, if others see it otherwise.
    fn answer(&mut self, margin: usize, under: Option<String>, actor: &'p str, answer: &'p Answer) -> String {
        let (concept, name) = (self.concept(&answer.concept), self.name(actor));
        let would = if is_credible(concept) { "would" } else { "could" };
        match &answer.what {
            Answered::Deterred { reply, end, no_escape_by, then } => {
                let under = under.map(|under| format!(", under {under},")).unwrap_or_default();
                let moves = match concept {
                    Some(Concept::Sim) => self.at_once(margin, &under, reply, end),
                    _ => self.moves(margin, &format!("Then{under}"), would, reply),
                };
                let text = moves + &self.end(margin, actor, end);
                match (then, no_escape_by) {
                    (Some(then), _) => text + &self.temptation(margin, "From there it could go on. ", then),
                    (None, Some(moves)) => {
                        text + &self.line(margin, &no_escape(name, self.words().is_plural(actor), *moves, &self.home()))
                    }
                    (None, None) => text,
                }
            }
            Answered::Foreseen { line, end } => {
                let under = under.map(|under| format!(" under {under}")).unwrap_or_default();
                if line.is_empty() {
                    return self.line(margin, &format!("No answer is foreseen{under}."));
                }
                let then = format!("Then, as is foreseen{under},");
                self.moves(margin, &then, would, line) + &self.end(margin, actor, end)
            }
            Answered::NotDeterred { .. } if self.laid_out.model.actors.len() == 1 => String::new(),
            Answered::NotDeterred { escape, answered_again, .. } => {
                let not = undeterred(&answer.what, concept, name, &self.home());
                let not = under.map_or(capital(&not), |under| format!("Not so under {under}: {not}"));
                match escape.as_deref() {
                    Some(Escape { step, end }) => {
                        let (from, to, changes) = (&step.from, self.state(&step.to), changes(self.words(), step));
                        let where_it = if changes.is_empty() {
                            String::new()
                        } else {
                            format!(", where {} {changes}", self.form(&step.by, "it", "they"))
                        };
                        let text = self.line(margin, &format!("{not} from state {from} to {to}{where_it}."));
                        let text = text + &self.end(margin + 2, actor, end);
                        let again = "The others could then answer again; nothing that they could do deters either.";
                        if *answered_again { text + &self.line(margin + 2, again) } else { text }
                    }
                    None => self.line(margin, &not),
                }
            }
        }
    }

    /// Moves that are made at the same moment as the tempting one.
    fn at_once(&mut self, margin: usize, under: &str, moves: &'p [Move], end: &Comparison) -> String {
        let mut text = String::new();
        for step in moves {
            let (by, changes) = (self.name(&step.by), changes(self.words(), step));
            text += &self.line(margin, &format!("It may be{under} that at the same moment {by} {changes}."));
            let why = capital(&compared(
                self.words(),
                &step.for_the_mover,
                &format!("for {}, as things stood", self.form(&step.by, "it", "them")),
            ));
            text += &self.reason(margin + 2, &why, &step.by, &step.for_the_mover);
        }
        text + &self.line(margin, &format!("Together that leads to state {}.", end.to))
    }

    /// Moves one after another.
    fn moves(&mut self, margin: usize, then: &str, would: &str, moves: &'p [Move]) -> String {
        let mut text = String::new();
        for (at, step) in moves.iter().enumerate() {
            let then = if at == 0 { then } else { "And" };
            text += &self.step(margin, &format!("{then} {} {would} move", self.name(&step.by)), step);
        }
        text
    }

    /// A move, and what it is to the one who moves.
    fn step(&mut self, margin: usize, who_could_move: &str, step: &'p Move) -> String {
        let changes = changes(self.words(), step);
        let colon = if changes.is_empty() { "" } else { ": " };
        let text = self.line(margin, &format!("{who_could_move} to {}{colon}{changes}.", self.state(&step.to)));
        let why = capital(&compared(
            self.words(),
            &step.for_the_mover,
            &format!("for {}", self.form(&step.by, "it", "them")),
        ));
        text + &self.reason(margin + 2, &why, &step.by, &step.for_the_mover)
    }

    /// What the end of an answer is to the actor, beside the state in question.
    fn end(&mut self, margin: usize, actor: &'p str, end: &Comparison) -> String {
        let (home, name) = (self.home(), self.name(actor));
        if end.from == end.to {
            return self.line(
                margin,
                &format!("That is {home} again: {name} {} gained nothing.", self.form(actor, "has", "have")),
            );
        }
        let than = format!("for {name} than {home}");
        let why = format!("State {} is {}", end.to, compared(self.words(), end, &than));
        self.reason(margin, &why, actor, end)
    }

    /// A reason, and on whose word.
    fn reason(&mut self, margin: usize, why: &str, actor: &'p str, comparison: &Comparison) -> String {
        let text = self.line(margin, why);
        match grounds(&self.study.case, comparison) {
            Some(grounds) if self.cited.insert((actor, grounds.clone())) => text + &self.line(margin + 2, &grounds),
            _ => text,
        }
    }
}

/// What keeps an actor that keeps the state under these of the usual concepts, and not under the others.
fn why_kept(keeps: &[&str], it: &str) -> String {
    let has = |concept: Concept| keeps.contains(&concept.key(&[]).as_str());
    match (has(Concept::SymSeq), has(Concept::Seq), has(Concept::Smr)) {
        (true, ..) => format!("the others would answer, for their own good, and {it} could not escape"),
        (_, true, true) => format!(
            "the others would answer, for their own good, though {it} could escape; answers that {it} could not escape \
             would not all be for their good"
        ),
        (_, true, false) => format!("the others would answer, for their own good, though {it} could escape"),
        (_, false, true) => {
            format!("the others could answer, if not always for their own good, so that {it} could not escape")
        }
        _ => format!("the others could answer, if not always for their own good, though {it} could then escape"),
    }
}
