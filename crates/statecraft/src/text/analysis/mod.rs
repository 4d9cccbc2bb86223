//! What holds, made for reading: the outcomes first, in words; then who would keep how many states; then what it rests on.

pub(crate) mod patterns;
mod side_by_side;
mod structures;

use crate::answers::analysis::{Analysis, InStudy};
use crate::answers::brief::Brief;
use crate::answers::naming::Names;
use crate::brief::{InShort, in_short as in_words};
use crate::graph::{StateId, StateSet};
use crate::model::ActorId;
use crate::phrase::english::{capital, count, list, number};
use crate::stability::Concept;
use crate::study::Study;
use crate::text::table::{Align, Table};
use crate::text::words::{column, padded, who_does_what, wrapped};

/// How the text of an analysis is set.
#[derive(Clone, Copy, Debug)]
pub struct TextOptions {
    /// How many columns a line has.
    pub width: usize,
    /// Whether everything is shown, however long.
    pub all: bool,
}

/// So many outcomes of an account are put in words unless all are asked for.
const IN_WORDS: usize = 4;
/// So many states are listed by number unless all are asked for.
const BY_NUMBER: usize = 12;

impl Analysis {
    /// The whole answer as text.
    pub fn text(&self, study: &Study, options: TextOptions) -> String {
        self.text_with(study, None, options)
    }

    /// The same, which ends with the headlines of a brief of the same accounts.
    pub fn text_with(&self, study: &Study, brief: Option<&Brief>, options: TextOptions) -> String {
        let accounts = self.in_study(study);
        let mut text = format!("{}\n", self.header.case);
        if let Some(question) = &self.header.question {
            text += &wrapped("", question, options.width);
        }
        text += &meanings(&accounts, options);
        for account in &accounts {
            text += "\n";
            text += &account.text(study, options);
        }
        if !self.header.accounts_not_done.is_empty() {
            let accounts = if self.header.accounts_not_done.len() == 1 { "account" } else { "accounts" };
            let line = format!("Not done: the {accounts} {}.", list(&self.header.accounts_not_done));
            text += &format!("\n{}", wrapped("", &line, options.width));
        }
        text += &names_in_patterns(&accounts, options);
        text += &match brief {
            Some(brief) => headlines(study, brief, options.width),
            None => in_short(&accounts, options),
        };
        text += &self.structures_text(study, options);
        text
    }

    /// The state whose reasons one would ask for first, and in which account: the first outcome, else today's.
    pub fn first_to_explain(&self, study: &Study) -> Option<(Option<String>, String)> {
        let accounts = self.in_study(study);
        let account = accounts.first()?;
        let state = account.found.groups().first().and_then(|(_, states)| states.iter().next());
        let state = state.or(account.laid_out.graph.status_quo)?;
        Some((account.laid_out.account.id().map(String::from), account.laid_out.graph.state_name(state)))
    }
}

fn meanings(accounts: &[InStudy], options: TextOptions) -> String {
    let Some(account) = accounts.first() else { return String::new() };
    if account.found.concepts().next().is_none() {
        return String::new();
    }
    let mut text = "\nWhat it means that an actor would keep a state\n".to_string();
    let names: Vec<String> = account.found.concepts().map(|concept| account.called(concept)).collect();
    let margin = column(names.iter().map(String::as_str), options.width).max(6) + 2;
    for (name, concept) in names.iter().zip(account.found.concepts()) {
        text += &wrapped(&format!("  {}", padded(name, margin)), &concept.meaning(), options.width);
    }
    text
}

/// The options that patterns name, with their labels, if there are patterns.
fn names_in_patterns(accounts: &[InStudy], options: TextOptions) -> String {
    if !accounts.iter().any(InStudy::has_patterns) {
        return String::new();
    }
    let Some(first) = accounts.first() else { return String::new() };
    let model = &first.laid_out.model;
    let mut named: Vec<(&str, &str)> = model
        .options()
        .iter()
        .map(|option| match &option.level {
            Some(level) => (level.choice.as_str(), level.label.as_str()),
            None => (option.key.as_str(), option.label.as_str()),
        })
        .collect();
    named.dedup();
    let margin = column(named.iter().map(|(key, _)| *key), options.width);
    let line = |(key, label): &(&str, &str)| wrapped(&format!("  {}  ", padded(key, margin)), label, options.width);
    format!("\nThe options named above\n{}", named.iter().map(line).collect::<String>())
}

/// What holds and why, in a few sentences for each account.
fn headlines(study: &Study, brief: &Brief, width: usize) -> String {
    let of = |short: &InShort| {
        let head = short.account.as_ref().map(|account| format!("  {account}\n")).unwrap_or_default();
        head + &short.sentences.iter().map(|sentence| wrapped("    ", sentence, width)).collect::<String>()
    };
    format!("\nIn short\n{}", in_words(study, brief).iter().map(of).collect::<String>())
}

/// The outcomes of all accounts side by side, under the first concept: those that need no foresight to hold.
fn in_short(accounts: &[InStudy], options: TextOptions) -> String {
    let [first, _, ..] = accounts else { return String::new() };
    let Some(concept) = first.found.concepts().next() else { return String::new() };
    let shown = if options.all { side_by_side::MOST } else { IN_WORDS };
    let text = side_by_side::text(accounts, concept, shown, options.width);
    format!("\nIn short: the outcomes under {}, account by account\n{text}", first.called(concept))
}

impl InStudy<'_> {
    /// What readers call a concept.
    fn called(&self, concept: Concept) -> String {
        concept.name(&self.laid_out.model.actor_keys())
    }

    fn text(&self, study: &Study, options: TextOptions) -> String {
        let names = &Names::new(study, self.laid_out);
        let mut text = match (&self.account.id, &self.account.title) {
            (Some(id), Some(title)) => wrapped(&format!("Account {id}: "), title, options.width),
            _ => String::new(),
        };
        text += &wrapped(
            "",
            &format!("{}. {}", count(self.laid_out.graph.len(), "state", "states"), self.today()),
            options.width,
        );
        text +=
            &self.account.not_counted.iter().map(|note| wrapped("", &note.words, options.width)).collect::<String>();
        text += "\n";
        text += &self.outcomes(names, options);
        text += &self.believable(names, options);
        text += "\n";
        if self.found.concepts().next().is_some() {
            text += &self.table(options.width);
            text += "\n";
        }
        text += &wrapped("", &format!("What this rests on: {}.", self.account.grounds.sentence()), options.width);
        text += &wrapped("", &format!("{}.", self.account.checked.sentence()), options.width);
        text
    }

    /// Where things stand, and who would not leave it so.
    fn today(&self) -> String {
        let (graph, model) = (&self.laid_out.graph, &self.laid_out.model);
        let Some(today) = graph.status_quo else { return String::new() };
        let name = self.laid_out.called(today);
        let holding = self.found.concepts().filter(|&concept| self.found.equilibria(concept).contains(today));
        let holds: Vec<String> = holding.map(|concept| self.called(concept)).collect();
        if !holds.is_empty() {
            return format!("Today is {name}, which holds under {}.", list(&holds));
        }
        let Some(concept) = self.found.concepts().next() else { return String::new() };
        let restless = model.actor_ids().filter(|&actor| !self.found.stable(concept, actor).contains(today));
        let restless: Vec<&str> = restless.map(|actor| model.actors[actor.index()].in_text.as_str()).collect();
        let not = match self.found.concepts().count() {
            1 => format!("Today is {name}, which does not hold under {}", self.called(concept)),
            _ => format!("Today is {name}, which holds under none of these concepts"),
        };
        match concept {
            Concept::Nash => format!(
                "{not}: {} could do better by a move of {} own.",
                list(&restless),
                if restless.len() == 1 { "its" } else { "their" }
            ),
            _ => format!("{not}: under {} {} would not keep it.", self.called(concept), list(&restless)),
        }
    }

    /// The states that hold for all, by the concepts under which they do: first those that hold under most.
    fn outcomes(&self, names: &Names, options: TextOptions) -> String {
        let mut text = "Outcomes: the states that every actor would keep\n".to_string();
        for concept in self.found.concepts().filter(|&concept| self.found.equilibria(concept).is_empty()) {
            text += &format!("  Under {} there is none.\n", self.called(concept));
        }
        let not_done: Vec<String> = self.found.not_done().iter().map(|&concept| self.called(concept)).collect();
        if !not_done.is_empty() {
            text += &wrapped("  ", &format!("Not done: {}.", list(&not_done)), options.width);
        }
        let mut words_left = if options.all { usize::MAX } else { IN_WORDS };
        for (place, (concepts, states)) in self.found.groups().iter().enumerate() {
            let under: Vec<String> = concepts.iter().map(|&concept| self.called(concept)).collect();
            let all = under.len() > 1 && under.len() == self.found.concepts().count();
            let under = if all { format!("every concept ({})", under.join(", ")) } else { list(&under) };
            let size = states.len();
            text += &wrapped("  ", &format!("Under {under}: {}", count(size, "state", "states")), options.width);
            let in_words = if place == 0 || options.all { words_left } else { 0 };
            let patterns = if size > BY_NUMBER { patterns::text(self.laid_out, states, options) } else { None };
            match patterns {
                Some(patterns) => text += &(self.nearest(names, states, in_words, options.width) + &patterns),
                None => {
                    text += &self.one_by_one(names, states, in_words.min(size), options.width);
                    words_left -= in_words.min(size);
                }
            }
        }
        text
    }

    /// How many of the outcomes under SEQ one may believe, and which.
    fn believable(&self, names: &Names, options: TextOptions) -> String {
        let Some(believable) = &self.account.believable else { return String::new() };
        let all = self.found.equilibria(Concept::Seq).len();
        let kept = believable.in_graph(&self.laid_out.graph);
        if all == 0 || kept.len() == all {
            return String::new();
        }
        let names = names.list(kept.iter(), BY_NUMBER);
        let which = if names.is_empty() { String::new() } else { format!(": {names}") };
        let line = format!(
            "Of the {} under SEQ one may believe {}{which}. The others hold only by answers that take a loss along with a gain, \
             that were open before, or that come in a chain.",
            number(all),
            if kept.is_empty() { "none".to_string() } else { number(kept.len()) }
        );
        wrapped("  ", &line, options.width)
    }

    /// The states that are nearest to today, the first of them in words.
    fn nearest(&self, names: &Names, states: &StateSet, in_words: usize, width: usize) -> String {
        let near = patterns::closest(self.laid_out, states);
        let in_words = near
            .iter()
            .filter_map(|near| self.laid_out.state(&near.state))
            .take(in_words.min(IN_WORDS))
            .map(|near| self.outcome(names, near, width));
        patterns::nearest_line(&near, width) + &in_words.collect::<String>()
    }

    /// Some states in words, the others by number or name.
    fn one_by_one(&self, names: &Names, states: &StateSet, in_words: usize, width: usize) -> String {
        let mut text: String = states.iter().take(in_words).map(|state| self.outcome(names, state, width)).collect();
        let rest = states.len() - in_words;
        let others: Vec<StateId> = states.iter().skip(in_words).collect();
        if others.iter().any(|&state| self.laid_out.scenario_of(state).is_some()) {
            return text + &self.by_scenario(&others, width);
        }
        let names: Vec<String> =
            others.iter().take(BY_NUMBER).map(|&state| self.laid_out.graph.state_name(state)).collect();
        let also = if in_words > 0 { "also " } else { "" };
        match rest {
            0 => {}
            many if many > BY_NUMBER => {
                let more = number(many - BY_NUMBER);
                let shown = names.join(", ");
                text += &wrapped("    ", &format!("{also}{shown}, … and {more} more"), width);
            }
            _ => text += &wrapped("    ", &format!("{also}{}", list(&names)), width),
        }
        text
    }

    /// States by the scenarios that they are called by, in the order of the file; those of none at the end.
    fn by_scenario(&self, states: &[StateId], width: usize) -> String {
        let titles = self.laid_out.scenarios().map(|(scenario, _)| Some(scenario.key.as_str())).chain([None]);
        let of = |key: Option<&str>| {
            let named = |state: &&StateId| self.laid_out.scenario_of(**state).map(|it| it.key.as_str()) == key;
            let names: Vec<String> =
                states.iter().filter(named).map(|&state| self.laid_out.graph.state_name(state)).collect();
            let title = self.laid_out.scenarios().find(|(scenario, _)| Some(scenario.key.as_str()) == key);
            let title = title.map_or("in no scenario", |(scenario, _)| &scenario.title);
            if names.is_empty() { String::new() } else { wrapped(&format!("    {title}: "), &list(&names), width) }
        };
        titles.map(of).collect()
    }

    /// Whether some outcomes are told as patterns.
    fn has_patterns(&self) -> bool {
        let many = self.found.groups().iter().any(|(_, states)| states.len() > BY_NUMBER);
        many && !self.laid_out.model.options().is_empty()
    }

    /// One state: who does what in it, and who does nothing.
    fn outcome(&self, names: &Names, state: StateId, width: usize) -> String {
        let (model, graph) = (&self.laid_out.model, &self.laid_out.graph);
        let today = if graph.status_quo == Some(state) { " (today)" } else { "" };
        let called = if today.is_empty() { names.called(state) } else { self.laid_out.called(state) };
        wrapped("    ", &format!("{}{today}", capital(&called)), width)
            + &who_does_what(model, graph, state, "      ", width)
    }

    /// For each actor and concept how many states it would keep.
    fn table(&self, width: usize) -> String {
        let model = &self.laid_out.model;
        let head = self.found.concepts().map(|concept| self.called(concept));
        let head = std::iter::once("States kept by".to_string()).chain(head).collect();
        let row = |actor: ActorId| {
            let counts = self.found.concepts().map(|concept| number(self.found.stable(concept, actor).len()));
            std::iter::once(model.actors[actor.index()].mark.clone()).chain(counts).collect()
        };
        let mut rows: Vec<Vec<String>> = model.actor_ids().map(row).collect();
        let all = self.found.concepts().map(|concept| number(self.found.equilibria(concept).len()));
        rows.push(std::iter::once("All together".to_string()).chain(all).collect());
        Table { head, rows, names: 1, align: &[Align::Right] }.text(width)
    }
}
