//! Names and marks of actors and accounts, and what a situation is called: never by its number.

use crate::edition::{Edition, Wait};
use crate::links::{Links, To};
use maud::{Markup, html};
use statecraft::graph::{StateId, StateSpace};
use statecraft::model::{Model, OptionSet};
use statecraft::phrase::{capital, count, small};
use statecraft::study::{LaidOut, Study};

/// An account as pages call it.
#[derive(Clone, Debug)]
pub(crate) struct AccountName {
    pub(crate) id: Option<String>,
    /// The first words of its title.
    pub(crate) short: String,
    /// The rest of the title.
    pub(crate) rest: String,
    /// A letter for its ring.
    pub(crate) mark: String,
}

/// An actor as pages call it.
#[derive(Clone, Debug)]
pub(crate) struct ActorName {
    pub(crate) key: String,
    pub(crate) name: String,
    pub(crate) in_text: String,
    pub(crate) plural: bool,
    /// Two letters for its chip.
    pub(crate) mark: String,
    /// Which of the colours.
    pub(crate) class: String,
}

impl ActorName {
    /// `it` or `they`.
    pub(crate) fn it(&self) -> &'static str {
        if self.plural { "they" } else { "it" }
    }

    /// The form of a verb: `wants` or `want`.
    pub(crate) fn verb(&self, one: &'static str, many: &'static str) -> &'static str {
        if self.plural { many } else { one }
    }
}

/// The names of one edition.
#[derive(Clone, Debug, Default)]
pub(crate) struct Names {
    pub(crate) accounts: Vec<AccountName>,
    pub(crate) actors: Vec<ActorName>,
}

/// So many colours there are; then they come again, with outlined chips.
const COLOURS: usize = 6;

impl Names {
    pub(crate) fn of(study: &Study) -> Names {
        let title = |laid_out: &LaidOut| {
            let id = laid_out.account.id().map(String::from);
            let title = laid_out.account.title.clone().or(id).unwrap_or_else(|| "This reading".to_string());
            match title.split_once(": ") {
                Some((short, rest)) => (short.to_string(), capital(rest)),
                None => (title, String::new()),
            }
        };
        let titles: Vec<(String, String)> = study.accounts.iter().map(title).collect();
        let letters = marks(titles.iter().map(|(short, _)| short.as_str()), 1);
        let accounts = study.accounts.iter().zip(titles).zip(letters);
        let accounts = accounts.map(|((laid_out, (short, rest)), mark)| AccountName {
            id: laid_out.account.id().map(String::from),
            short,
            rest,
            mark,
        });
        let actors = &study.case.actors;
        let letters = marks(actors.iter().map(|actor| actor.name.as_str()), 2);
        let actor = |(at, (actor, mark)): (usize, (&statecraft::case::Actor, String))| ActorName {
            key: actor.key.value.clone(),
            name: actor.name.clone(),
            in_text: actor.in_text.clone(),
            plural: actor.plural,
            mark,
            class: format!("c{}{}", at % COLOURS + 1, if at < COLOURS { "" } else { " again" }),
        };
        Names { accounts: accounts.collect(), actors: actors.iter().zip(letters).enumerate().map(actor).collect() }
    }
}

/// Short marks of names, all different: the first letters of two words, or of one. Short names choose first, since they have fewer
/// letters to choose from; a mark that is taken makes room for the first letter with another one of the name, else for a digit.
fn marks<'n>(names: impl Iterator<Item = &'n str>, letters: usize) -> Vec<String> {
    let names: Vec<&str> = names.collect();
    let mut order: Vec<usize> = (0..names.len()).collect();
    order.sort_by_key(|&at| names[at].chars().count());
    let mut found = vec![String::new(); names.len()];
    for at in order {
        let first = mark(names[at], letters);
        let others = names[at].chars().rev().filter(|c| c.is_alphabetic() && letters > 1 && first.is_ascii());
        let others = others.filter_map(|other| Some(format!("{}{other}", first.chars().next()?).to_uppercase()));
        let words = names[at].split_whitespace().rev().filter_map(|word| word.chars().find(|c| c.is_alphanumeric()));
        let words =
            words.take(if letters == 1 { usize::MAX } else { 0 }).map(|other| other.to_uppercase().collect::<String>());
        let numbered = (2..=names.len() + 1).map(|n| format!("{first}{n}"));
        let free = std::iter::once(first.clone())
            .chain(others)
            .chain(words)
            .chain(numbered)
            .find(|mark| !found.contains(mark));
        found[at] = free.unwrap_or(first);
    }
    found
}

fn mark(name: &str, letters: usize) -> String {
    let words: Vec<&str> = name.split_whitespace().filter(|word| !["the", "of"].contains(word)).collect();
    let words: Vec<&str> = words.into_iter().map(|word| word.strip_prefix("ال").unwrap_or(word)).collect(); // the Arabic article
    let is_wide = |c: char| matches!(u32::from(c), 0x2E80..=0x9FFF | 0xAC00..=0xD7AF | 0xF900..=0xFAFF);
    let first = |word: &str| word.chars().find(|c| c.is_alphanumeric());
    let mark: String = match words.as_slice() {
        [one, ..] if first(one).is_some_and(is_wide) => first(one).into_iter().collect(),
        [one, two, ..] if letters > 1 => [one, two].into_iter().filter_map(|word| first(word)).collect(),
        [one, ..] => one.chars().filter(|c| c.is_alphanumeric()).take(letters).collect(),
        [] => "?".to_string(),
    };
    mark.to_uppercase()
}

/// A situation: one setting of the options, or one state of a bare graph, in whichever accounts it is a state.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Spot {
    /// The options taken, one bit each; in a bare graph none.
    pub(crate) code: OptionSet,
    /// Its state in each account.
    pub(crate) states: Vec<Option<StateId>>,
}

/// What a page is made from.
#[derive(Clone, Copy)]
pub(crate) struct View<'e> {
    pub(crate) edition: &'e Edition,
    pub(crate) links: &'e Links,
}

/// A part of what differs between two situations: whose, and what is done.
pub(crate) struct Change {
    /// The actor's place.
    pub(crate) actor: usize,
    /// What is done: `Stop hosting talks`.
    pub(crate) words: String,
}

impl<'e> View<'e> {
    pub(crate) fn study(&self) -> &'e Study {
        &self.edition.study
    }

    /// How this page waits for what may take long.
    pub(crate) fn wait(&self) -> Wait {
        if self.links.is_report() { Wait::Whole } else { Wait::Moment }
    }

    pub(crate) fn names(&self) -> &'e Names {
        &self.edition.names
    }

    /// The model of the first account: its actors and options are those of all.
    pub(crate) fn model(&self) -> Option<&'e Model> {
        self.study().accounts.first().map(|first| &*first.model)
    }

    /// Whether the case has more than one account.
    pub(crate) fn is_several(&self) -> bool {
        self.names().accounts.len() > 1
    }

    pub(crate) fn actor(&self, key: &str) -> Option<&'e ActorName> {
        self.names().actors.iter().find(|actor| actor.key == key)
    }

    pub(crate) fn account(&self, id: Option<&str>) -> Option<(usize, &'e AccountName)> {
        self.names().accounts.iter().enumerate().find(|(_, account)| account.id.as_deref() == id)
    }

    /// The situation of this setting.
    pub(crate) fn spot(&self, code: OptionSet) -> Spot {
        let state = |laid_out: &LaidOut| match &laid_out.graph.states {
            StateSpace::Settings(states) => states.find(code),
            StateSpace::Named(_) => None,
        };
        Spot { code, states: self.study().accounts.iter().map(state).collect() }
    }

    /// The situation that a state of an account is.
    pub(crate) fn spot_of(&self, account: usize, state: StateId) -> Spot {
        match self.study().accounts.get(account).map(|laid_out| &laid_out.graph.states) {
            Some(StateSpace::Settings(states)) => self.spot(states.code(state)),
            _ => Spot { code: 0, states: vec![Some(state); self.study().accounts.len()] },
        }
    }

    /// Where things stand; none if the case does not say it.
    pub(crate) fn today(&self) -> Option<Spot> {
        let laid_out = self.study().accounts.first()?;
        Some(self.spot_of(0, laid_out.graph.status_quo?))
    }

    /// The situation that an address names: `today`, the options taken, or `state:NAME` in a bare graph.
    pub(crate) fn spot_at(&self, at: &str) -> Option<Spot> {
        if at.is_empty() || at == "today" {
            return self.today();
        }
        let model = self.model()?;
        if let Some(name) = at.strip_prefix("state:") {
            let first = self.study().accounts.first()?;
            let named = matches!(first.graph.states, StateSpace::Named(_)).then(|| first.graph.states.named(name));
            return Some(self.spot_of(0, named??));
        }
        let options = model.options();
        let bit = |key: &str| options.iter().position(|option| token(&option.key) == key).map(|at| 1 << at);
        let code = at.split(',').filter(|key| *key != "none").map(bit).try_fold(0, |all, bit| Some(all | bit?))?;
        Some(self.spot(code))
    }

    /// How an address names a situation.
    pub(crate) fn at(&self, spot: &Spot) -> String {
        if self.today().as_ref() == Some(spot) {
            return "today".to_string();
        }
        self.setting(spot)
    }

    /// The same without the word for today.
    pub(crate) fn setting(&self, spot: &Spot) -> String {
        let Some(model) = self.model() else { return String::new() };
        if model.options().is_empty() {
            let first = self.study().accounts.first().zip(spot.states.first().copied().flatten());
            return first
                .map(|(laid_out, state)| format!("state:{}", laid_out.graph.state_name(state)))
                .unwrap_or_default();
        }
        let keys: Vec<String> = model.option_keys(spot.code).into_iter().map(token).collect();
        if keys.is_empty() { "none".to_string() } else { keys.join(",") }
    }

    /// The title of the scenario that a situation is in, in the first account that names it.
    pub(crate) fn scenario(&self, spot: &Spot) -> Option<&'e str> {
        let named =
            |(laid_out, state): (&'e LaidOut, &Option<StateId>)| Some(laid_out.scenario_of((*state)?)?.title.as_str());
        self.study().accounts.iter().zip(&spot.states).find_map(named)
    }

    /// What a situation is called.
    pub(crate) fn title(&self, spot: &Spot) -> String {
        if self.today().as_ref() == Some(spot) {
            return "Today".to_string();
        }
        if let Some(title) = self.scenario(spot) {
            return title.to_string();
        }
        if self.model().is_some_and(|model| model.options().is_empty()) {
            return self.label_of_state(spot);
        }
        if self.today().is_some() { "As today, except".to_string() } else { "A situation without a name".to_string() }
    }

    fn label_of_state(&self, spot: &Spot) -> String {
        let first = self.study().accounts.first().zip(spot.states.first().copied().flatten());
        let name = first.map(|(laid_out, state)| laid_out.graph.state_name(state)).unwrap_or_default();
        let label = self.study().case.states.iter().find(|state| state.key.value == name);
        label.and_then(|state| state.label.clone()).unwrap_or(name)
    }

    /// What differs from today, actor by actor.
    pub(crate) fn unlike_today(&self, spot: &Spot) -> Vec<Change> {
        let from = self.today().map_or(0, |today| today.code);
        self.changes(from, spot.code)
    }

    /// What is done to come from one setting to another, option by option.
    pub(crate) fn changes(&self, from: OptionSet, to: OptionSet) -> Vec<Change> {
        let Some(model) = self.model() else { return Vec::new() };
        let (takes, drops) = (to & !from, from & !to);
        let drops = model.to_tell(takes, drops);
        let options = model.options().iter().enumerate();
        let changed = options.filter(|(at, _)| (takes | drops) >> at & 1 == 1);
        let words = |(at, option): (usize, &statecraft::model::ModelOption)| Change {
            actor: option.actor.index(),
            words: if takes >> at & 1 == 1 { option.label.clone() } else { dropped(option) },
        };
        changed.map(words).collect()
    }

    /// A situation in one line: what it is called, and what differs from today.
    pub(crate) fn spot_in_words(&self, spot: &Spot) -> Markup {
        let changes = self.unlike_today(spot);
        let is_today = self.today().as_ref() == Some(spot);
        html! {
            b { bdi { (self.title(spot)) } }
            @if !is_today && self.today().is_some() && !changes.is_empty() {
                span.how { (self.told(&changes)) }
            }
        }
    }

    /// Changes in a line, each with the mark of its actor; of many how many they are.
    pub(crate) fn told(&self, changes: &[Change]) -> Markup {
        const MOST: usize = 7;
        html! {
            @for (at, change) in changes.iter().take(MOST).enumerate() {
                @if at > 0 { "; " }
                span.piece { (self.chip_at(change.actor)) bdi { (small(&change.words)) } }
            }
            @if changes.len() > MOST { "; and " (count(changes.len() - MOST, "more change", "more changes")) }
        }
    }

    /// A chip with the two letters of an actor.
    pub(crate) fn chip_at(&self, actor: usize) -> Markup {
        self.names().actors.get(actor).map(chip).unwrap_or_default()
    }

    /// A chip and the name of an actor as inside a sentence.
    pub(crate) fn named(&self, key: &str) -> Markup {
        match self.actor(key) {
            Some(actor) => html! { span.nb { (chip(actor)) bdi { (actor.in_text) } } },
            None => html! { bdi { (key) } },
        }
    }

    /// A link, or the words alone where there is nowhere to go.
    pub(crate) fn door(&self, to: To, query: &[(&str, &str)], words: &str) -> Markup {
        match self.links.query(to, query) {
            Some(href) => html! { a.door href=(href) { (words) } },
            None => html! { (words) },
        }
    }

    /// The ring of an account. What it says stands beside it for those who do not see it.
    pub(crate) fn ring(&self, account: usize, class: &str, says: &str) -> Markup {
        let Some(account) = self.names().accounts.get(account) else { return html! {} };
        let label = format!("{}: {says}", account.short);
        html! { span class=(format!("acc {class}")) role="img" aria-label=(label) title=(label) { (account.mark) } }
    }
}

/// What is done when an option is dropped.
pub(crate) fn dropped(option: &statecraft::model::ModelOption) -> String {
    option.drop.clone().unwrap_or_else(|| format!("No longer {}", small(&option.label)))
}

/// The two letters of an actor on its colour.
pub(crate) fn chip(actor: &ActorName) -> Markup {
    html! { span class=(format!("a {}", actor.class)) data-k=(actor.mark) title=(actor.name) {} }
}

/// The name of an option in an address: without the marks by which lists are cut.
pub(crate) fn token(key: &str) -> String {
    let fits = |c: char| c.is_alphanumeric() || "._-".contains(c);
    key.chars().map(|c| if fits(c) { c.to_string() } else { format!("*{:x}*", u32::from(c)) }).collect()
}

/// Parts of a sentence: the first as it is, the others small, with commas and `and`.
pub(crate) fn in_one(parts: &[Change]) -> String {
    let words: Vec<String> = parts
        .iter()
        .enumerate()
        .map(|(at, change)| if at == 0 { change.words.clone() } else { small(&change.words) })
        .collect();
    statecraft::phrase::list(&words)
}
