//! From names to meaning.

use super::lookup::Lookup;
use super::{
    Actor, ActorId, Attitude, Barred, Form, GraphForm, Model, ModelOption, OptionForm, OptionId, OptionSet, Preference,
    Presence, Ranked, RankedStates, Ranking, Rule, RuleKind, Scenario, StateId, Statement, StatusQuo, Today, Wish,
    Within, bit, issues, levels,
};
use crate::case::{self, Account, Case, LineId, Order, Reading, Weight};
use crate::diag::{Diagnostic, Names, Span, Spanned, shown};
use crate::expr::{Expr, Name, Written};
use std::collections::{HashMap, HashSet};

impl Model {
    /// The model of one account of a case.
    ///
    /// # Errors
    /// Every name that names nothing, and every actor without a preference. None of these if the case itself has errors
    /// that leave its meaning open.
    pub fn from_case(case: &Case, account: &Account) -> Result<Model, Vec<Diagnostic>> {
        if case.reading == Reading::Parts {
            return Err(Vec::new());
        }
        let mut resolver = Resolver::new(case);
        let mut actors = actors(case);
        let form = if case.is_bare_graph() {
            Form::Graph(resolver.graph_form())
        } else {
            let presences = resolver.presences();
            let form = resolver.option_form(account, &presences);
            actors.iter_mut().zip(presences).for_each(|(actor, presence)| actor.presence = presence);
            Form::Options(form)
        };
        let status_quo = case.status_quo_in(account).and_then(|today| resolver.status_quo(today));
        let preferences = resolver.preferences(account);
        let attitudes = resolver.attitudes(account);
        let scenarios = case.scenarios.iter().filter_map(|scenario| resolver.scenario(scenario)).collect();
        let issues = issues::issues(case, &resolver.lookup, &resolver.options);
        let issues = issues.map_err(|problems| resolver.problems.extend(problems)).unwrap_or_default();
        for forecast in &case.forecasts {
            resolver.statement(&forecast.statement); // nothing here rests on it; its names must be known
        }
        if resolver.problems.is_empty() && case.reading == Reading::Whole {
            Ok(Model { actors, form, preferences, attitudes, status_quo, scenarios, issues })
        } else {
            Err(resolver.problems)
        }
    }
}

fn actors(case: &Case) -> Vec<Actor> {
    let mut first = 0;
    let mut found = Vec::new();
    for actor in &case.actors {
        let options = first..first + actor.options.len();
        first = options.end;
        found.push(Actor {
            key: actor.key.value.clone(),
            name: actor.name.clone(),
            in_text: actor.in_text.clone(),
            mark: actor.mark.clone(),
            plural: actor.plural,
            options,
            presence: None,
        });
    }
    found
}

/// Follows names and collects those that lead nowhere.
pub(super) struct Resolver<'c> {
    pub(super) case: &'c Case,
    actors: HashMap<&'c str, ActorId>,
    states: HashMap<&'c str, StateId>,
    pub(super) options: Vec<ModelOption>,
    lookup: Lookup,
    names: Declared,
    pub(super) problems: Vec<Diagnostic>,
}

/// The names of actors and states.
struct Declared {
    actors: Names,
    states: Names,
}

impl Declared {
    fn by(case: &Case) -> Declared {
        Declared {
            actors: Names::new(case.actors.iter().map(|actor| &actor.key.value)),
            states: Names::new(case.states.iter().map(|state| &state.key.value)),
        }
    }
}

impl<'c> Resolver<'c> {
    fn new(case: &'c Case) -> Resolver<'c> {
        let key = |spanned: &'c Spanned<String>| spanned.value.as_str();
        let options = levels::options(case);
        Resolver {
            case,
            actors: case.actors.iter().enumerate().map(|(at, actor)| (key(&actor.key), ActorId::new(at))).collect(),
            states: case.states.iter().enumerate().map(|(at, state)| (key(&state.key), StateId::new(at))).collect(),
            lookup: Lookup::new(case.actors.iter().map(|actor| &actor.key.value), &options),
            options,
            names: Declared::by(case),
            problems: Vec::new(),
        }
    }

    fn option_form(&mut self, account: &Account, presences: &[Option<Presence>]) -> OptionForm {
        self.problems.extend(levels::too_many(&self.options));
        let (rules, barred) = (levels::rules(self.case), levels::barred(self.case));
        let mut form =
            OptionForm { options: self.options.clone(), rules, merges: Vec::new(), barred, follows: Vec::new() };
        let case = self.case;
        for rule in case.rules_in(account) {
            self.rule(rule, &mut form);
        }
        self.follow(presences, &mut form);
        form
    }

    fn rule(&mut self, rule: &case::Rule, form: &mut OptionForm) {
        let kind = match &rule.kind {
            case::RuleKind::Never(tree) => self.tree(tree).map(RuleKind::Never),
            case::RuleKind::Needs(when, needs) => {
                let (when, needs) = (self.tree(when), self.tree(needs));
                when.zip(needs).map(|(when, needs)| RuleKind::Needs(when, needs))
            }
            case::RuleKind::AtMostOne(list) => self.count(list, false, true),
            case::RuleKind::AtLeastOne(list) => self.count(list, true, false),
            case::RuleKind::ExactlyOne(list) => self.count(list, true, true),
            case::RuleKind::Same(same) => {
                form.merges.extend(self.statement(same));
                None
            }
            case::RuleKind::Cannot(actor, from, to) => {
                let (actor, from, to) = (self.actor(actor), self.statement(from), self.statement(to));
                if let (Some(actor), Some(from), Some(to)) = (actor, from, to) {
                    form.barred.push(Barred { actor, from, to });
                }
                None
            }
        };
        form.rules.extend(kind.map(|kind| Rule { kind, span: rule.span }));
    }

    fn count(&mut self, list: &[case::Statement], at_least_one: bool, at_most_one: bool) -> Option<RuleKind> {
        let of: Vec<_> = list.iter().filter_map(|statement| self.tree(statement)).collect();
        (of.len() == list.len()).then_some(RuleKind::Count { of, at_least_one, at_most_one })
    }

    fn graph_form(&mut self) -> GraphForm {
        let case = self.case;
        let states = case.states.iter().map(|state| state.key.value.clone()).collect();
        let labels = case.states.iter().map(|state| state.label.clone()).collect();
        let mut moves = Vec::new();
        for step in &case.moves {
            let (actor, from, to) = (self.actor(&step.actor), self.state(&step.from), self.state(&step.to));
            if from.is_some() && from == to {
                let problem = Diagnostic::error("bad-move", step.to.span, "a move leads to another state")
                    .label("it ends where it begins")
                    .also(step.from.span, "it begins here")
                    .help("name the state that the move leads to, or remove the move: staying needs none");
                self.problems.push(problem);
            }
            if let (Some(actor), Some(from), Some(to)) = (actor, from, to) {
                moves.push((actor, from, to));
            }
        }
        GraphForm { states, labels, moves }
    }

    fn status_quo(&mut self, written: &case::StatusQuo) -> Option<StatusQuo> {
        let today = match &written.today {
            case::Today::Taken(names) if self.case.is_bare_graph() => {
                let span = names.first().map_or(written.span, |name| name.span);
                let problem = Diagnostic::error("two-forms", span, "in a bare graph the status quo is a state");
                self.problems.push(problem.help("write state = \"…\""));
                return None;
            }
            case::Today::Taken(names) => Today::Taken(self.taken(names, written.span)?),
            case::Today::State(name) if self.case.is_bare_graph() => Today::State(self.state(name)?),
            case::Today::State(name) => {
                let problem =
                    Diagnostic::error("two-forms", name.span, "in a case with options the status quo is what is taken")
                        .help("write taken = [\"actor.option\", …]");
                self.problems.push(problem);
                return None;
            }
        };
        Some(StatusQuo { today, span: written.span })
    }

    /// One preference for each actor; also the common ones that the account replaces are looked at.
    fn preferences(&mut self, account: &'c Account) -> Vec<Preference> {
        let mut by_actor: HashMap<ActorId, Preference> = HashMap::new();
        let common = self.case.preferences.iter().map(|written| (None, written));
        let own = account.preferences.iter().map(|written| (account.id(), written));
        for (of, written) in common.chain(own) {
            let (actor, order) = (self.actor(&written.actor), self.order(of, written));
            by_actor.extend(actor.zip(order));
        }
        // Who is said to want something; a name that is unknown stands for the one that was probably meant.
        let written = self.case.preferences.iter().chain(&account.preferences).map(|written| &written.actor.value);
        let meant = |name: &'c String| self.names.actors.nearest(name, "").map(String::from);
        let unknown = written.clone().filter(|name| !self.actors.contains_key(name.as_str()));
        let given: HashSet<String> = written.clone().cloned().chain(unknown.filter_map(meant)).collect();
        let mut found = Vec::new();
        for (at, actor) in self.case.actors.iter().enumerate() {
            match by_actor.remove(&ActorId::new(at)) {
                Some(preference) => found.push(preference),
                None if given.contains(&actor.key.value) => {}
                None => self.problems.push(no_preference(&actor.key, self.case)),
            }
        }
        found
    }

    fn order(&mut self, account: Option<&str>, written: &case::Preference) -> Option<Preference> {
        let (account, actor) = (account.map(String::from), written.actor.value.clone());
        match &written.order {
            Order::Statements { lines, .. }
                if self.case.is_bare_graph() && self.options.is_empty() && !lines.is_empty() =>
            {
                self.not_by_options(lines[0].wants.span)
            }
            Order::Weights(_, span, _) if self.case.is_bare_graph() && self.options.is_empty() => {
                self.not_by_options(*span)
            }
            Order::Statements { lines, .. } => {
                let id = |place| LineId::Wish { account: account.clone(), actor: actor.clone(), place };
                let numbered = lines.iter().zip(1..);
                let found: Vec<_> = numbered.filter_map(|(line, place)| self.wish(line, id(place))).collect();
                (found.len() == lines.len()).then_some(Preference::Statements(found))
            }
            Order::Ranking(ranking) => self.ranking(ranking, LineId::Order { account, actor }).map(Preference::Ranking),
            Order::Unknown(_) => Some(Preference::Unknown(LineId::Order { account, actor })),
            Order::Weights(weights, span, _) => self.weights(weights, *span, LineId::Order { account, actor }),
        }
    }

    /// Statements with their weights, made whole.
    fn weights(&mut self, written: &[(case::Statement, Weight)], span: Span, line: LineId) -> Option<Preference> {
        let statements: Vec<_> = written.iter().filter_map(|(statement, _)| self.statement(statement)).collect();
        let weights: Vec<Weight> = written.iter().map(|(_, weight)| *weight).collect();
        let Some(whole) = case::whole(&weights) else {
            let message = "these weights are too unlike to be added exactly";
            let help = "write fewer different denominators, or numbers of fewer digits";
            self.problems.push(Diagnostic::error("bad-weights", span, message).help(help));
            return None;
        };
        if statements.len() < written.len() {
            return None;
        }
        Some(Preference::Weights(statements.into_iter().zip(whole).collect(), line))
    }

    fn wish(&mut self, written: &case::Line, line: LineId) -> Option<Wish> {
        let statement = self.statement(&written.wants)?;
        Some(Wish { statement, degree: written.degree, unsure: written.unsure, line })
    }

    fn ranking(&mut self, written: &case::Ranking, line: LineId) -> Option<Ranking> {
        let (lists, incomparable) = (self.ranked_lists(&written.lists), self.ranked_lists(&written.incomparable));
        let (lists, incomparable) = lists.zip(incomparable)?;
        let (degrees, states) = (written.degrees.clone(), written.states.clone());
        let within: Vec<_> = written.within.iter().filter_map(|statement| self.statement(statement)).collect();
        if within.len() < written.within.len() {
            return None;
        }
        let wish = |statement| Wish { statement, degree: 1, unsure: false, line: line.clone() };
        let within = within.into_iter().map(wish).collect();
        Some(Ranking { lists, degrees, within, incomparable, states, span: written.span, line })
    }

    fn ranked_lists(&mut self, written: &[Vec<case::Ranked>]) -> Option<Vec<Vec<Ranked>>> {
        let mut lists = Vec::new();
        for list in written {
            let found: Vec<Ranked> = list.iter().filter_map(|ranked| self.ranked(ranked)).collect();
            lists.push((found.len() == list.len()).then_some(found));
        }
        lists.into_iter().collect()
    }

    fn ranked(&mut self, written: &case::Ranked) -> Option<Ranked> {
        let (states, span) = match written {
            case::Ranked::Name(name) => match self.case.scenario(&name.value).map(|scenario| &scenario.within) {
                Some(case::Within::Where(statement)) => (RankedStates::Where(self.tree(statement)?), name.span),
                _ => (RankedStates::Name(name.value.clone()), name.span),
            },
            case::Ranked::Taken(names, span) => (RankedStates::Taken(self.taken(names, *span)?), *span),
            case::Ranked::Where(statement) => (RankedStates::Where(self.tree(statement)?), statement.span),
        };
        Some(Ranked { states, span })
    }

    /// The options taken, one bit each; of each choice exactly one level.
    fn taken(&mut self, names: &[Spanned<Name>], span: Span) -> Option<OptionSet> {
        let options: Vec<_> = names.iter().filter_map(|name| Some((self.option(name)?, name.span))).collect();
        if options.len() < names.len() {
            return None;
        }
        let problems = levels::not_one_level(&self.options, &options, span);
        let bits = problems.is_empty().then(|| options.iter().fold(0, |all, (id, _)| all | bit(id.index())));
        self.problems.extend(problems);
        bits
    }

    /// What each actor wants for each; also the common attitudes that the account replaces are looked at.
    fn attitudes(&mut self, account: &'c Account) -> Vec<Vec<Attitude>> {
        let count = self.case.actors.len();
        let unsaid = |from: usize| (0..count).map(|to| Attitude::unsaid(from == to)).collect::<Vec<_>>();
        let mut found: Vec<Vec<Attitude>> = (0..count).map(unsaid).collect();
        for written in self.case.attitudes.iter().chain(&account.attitudes) {
            let mut row = self.actor(&written.actor).map(|actor| (actor, unsaid(actor.index())));
            for toward in &written.toward {
                if let (Some(other), Some((_, row))) = (self.actor(&toward.actor), &mut row) {
                    row[other.index()] = toward.attitude;
                }
            }
            if let Some((actor, row)) = row {
                found[actor.index()] = row;
            }
        }
        found
    }

    fn scenario(&mut self, written: &case::Scenario) -> Option<Scenario> {
        let within = match &written.within {
            case::Within::Where(statement) if self.case.is_bare_graph() => {
                let message = "in a bare graph a scenario has states of a name";
                let problem = Diagnostic::error("two-forms", statement.span, message);
                self.problems.push(problem.help("write states = [\"…\"] with the names of its states"));
                return None;
            }
            case::Within::Where(statement) => Within::Where(self.statement(statement)?),
            case::Within::States(_) if !self.case.is_bare_graph() => {
                let message = "in a case with options a scenario is a statement";
                let problem = Diagnostic::error("two-forms", written.key.span, message);
                self.problems.push(problem.help("write where = '…', a statement that is true in its states"));
                return None;
            }
            case::Within::States(names) => {
                let states: Vec<StateId> = names.iter().filter_map(|name| self.state(name)).collect();
                (states.len() == names.len()).then_some(Within::States(states))?
            }
        };
        let (key, title) = (written.key.value.clone(), written.title.clone());
        Some(Scenario { key, title, within, exclusive: written.exclusive, span: written.key.span })
    }

    fn not_by_options(&mut self, span: Span) -> Option<Preference> {
        let problem = Diagnostic::error("two-forms", span, "in a bare graph a preference is a ranking of its states");
        self.problems.push(problem.help("write { ranking = [\"best\", …, \"worst\"] } with the names of all states"));
        None
    }

    fn tree(&mut self, statement: &case::Statement) -> Option<Expr<OptionId>> {
        let unknown = statement.tree.atoms().into_iter().filter_map(|name| self.lookup.find(name).err());
        let unknown: Vec<Diagnostic> = unknown.collect();
        if !unknown.is_empty() {
            self.problems.extend(unknown);
            return None;
        }
        statement.tree.try_replace(&|name| self.lookup.find(name).ok())
    }

    pub(super) fn statement(&mut self, statement: &case::Statement) -> Option<Statement> {
        let tree = self.tree(statement)?;
        Some(Statement { tree, text: statement.text.clone(), span: statement.span })
    }

    fn actor(&mut self, name: &Spanned<String>) -> Option<ActorId> {
        let found = self.actors.get(name.value.as_str()).copied();
        if found.is_none() {
            self.problems.extend(case::unknown("actor", name, &self.names.actors));
        }
        found
    }

    fn state(&mut self, name: &Spanned<String>) -> Option<StateId> {
        let found = self.states.get(name.value.as_str()).copied();
        if found.is_none() {
            self.problems.extend(case::unknown("state", name, &self.names.states));
        }
        found
    }

    /// One option, or one level of a choice.
    pub(super) fn option(&mut self, name: &Spanned<Name>) -> Option<OptionId> {
        let found = self.lookup.option(name);
        found.map_err(|problem| self.problems.push(problem)).ok()
    }
}

impl Model {
    /// A statement as it is written, for this model.
    ///
    /// # Errors
    /// The first name that is not an option, nor a choice with one of its levels.
    pub fn resolve(&self, written: &Written) -> Result<Expr<OptionId>, Diagnostic> {
        let lookup = Lookup::new(self.actors.iter().map(|actor| &actor.key), self.options());
        let unknown = written.atoms().into_iter().find_map(|name| lookup.find(name).err());
        let unclear = || Diagnostic::error("unknown-name", Span::default(), "an option is not known");
        unknown.map_or_else(|| written.try_replace(&|name| lookup.find(name).ok()).ok_or_else(unclear), Err)
    }
}

/// The same in every account, so that it is told once.
fn no_preference(actor: &Spanned<String>, case: &Case) -> Diagnostic {
    let lack = |account: &&Account| case.preference_in(account, &actor.value).is_none();
    let without: Vec<String> = case.accounts.iter().filter(lack).filter_map(Account::id).map(shown).collect();
    let (in_account, section) = match without.as_slice() {
        [first, ..] if without.len() < case.accounts.len() => {
            let named = without.iter().map(|id| format!("`{id}`")).collect::<Vec<_>>().join(", ");
            let accounts = if without.len() == 1 { "account" } else { "accounts" };
            (format!(" in the {accounts} {named}"), format!("[accounts.{first}.preferences] or [preferences]"))
        }
        _ => (String::new(), "[preferences]".into()),
    };
    let name = shown(&actor.value);
    Diagnostic::error("no-preference", actor.span, format!("nothing says what `{name}` wants{in_account}"))
        .label("no preference")
        .help(format!("add {name} = ['…', …] below {section}; {name} = [] if all is the same to it"))
}
