//! From names to meaning.

use super::{
    Actor, ActorId, Barred, Form, GraphForm, MAX_OPTIONS, Model, ModelOption, OptionForm, OptionId, Preference, Rule,
    RuleKind, StateId, Statement, StatusQuo, Today,
};
use crate::case::{self, Account, Case, Decimal, Order};
use crate::diag::{Diagnostic, Span, Spanned, nearest};
use crate::expr::{Expr, Name, Written};
use std::collections::HashMap;

impl Model {
    /// The model of one account of a case.
    ///
    /// # Errors
    /// Every name that names nothing, and every actor without a preference.
    pub fn from_case(case: &Case, account: &Account) -> Result<Model, Vec<Diagnostic>> {
        let mut resolver = Resolver::new(case);
        let actors = actors(case);
        let form = match case.is_bare_graph() {
            true => Form::Graph(resolver.graph_form()),
            false => Form::Options(resolver.option_form(account)),
        };
        let status_quo = case.status_quo_in(account).and_then(|today| resolver.status_quo(today));
        let preferences = resolver.preferences(account);
        if resolver.problems.is_empty() {
            Ok(Model { actors, form, preferences, status_quo })
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
        found.push(Actor { key: actor.key.value.clone(), name: actor.name.clone(), options });
    }
    found
}

/// Follows names and collects those that lead nowhere.
struct Resolver<'c> {
    case: &'c Case,
    actors: HashMap<&'c str, ActorId>,
    options: HashMap<(&'c str, &'c str), OptionId>,
    states: HashMap<&'c str, StateId>,
    problems: Vec<Diagnostic>,
}

impl<'c> Resolver<'c> {
    fn new(case: &'c Case) -> Resolver<'c> {
        let key = |spanned: &'c Spanned<String>| spanned.value.as_str();
        let options = case.actors.iter().flat_map(|actor| actor.options.iter().map(move |option| (actor, option)));
        Resolver {
            case,
            actors: case.actors.iter().enumerate().map(|(at, actor)| (key(&actor.key), ActorId::new(at))).collect(),
            options: options
                .enumerate()
                .map(|(at, (actor, option))| ((key(&actor.key), key(&option.key)), OptionId::new(at)))
                .collect(),
            states: case.states.iter().enumerate().map(|(at, state)| (key(&state.key), StateId::new(at))).collect(),
            problems: Vec::new(),
        }
    }

    fn option_form(&mut self, account: &Account) -> OptionForm {
        let options = self.all_options();
        let mut form = OptionForm { options, rules: Vec::new(), merges: Vec::new(), barred: Vec::new() };
        let case = self.case;
        for rule in case.rules_in(account) {
            self.rule(rule, &mut form);
        }
        form
    }

    fn all_options(&mut self) -> Vec<ModelOption> {
        let mut found = Vec::new();
        for (at, actor) in self.case.actors.iter().enumerate() {
            found.extend(actor.options.iter().map(|option| ModelOption {
                actor: ActorId::new(at),
                key: format!("{}.{}", actor.key.value, option.key.value),
                label: option.label.clone(),
                one_way: option.one_way,
                span: option.key.span,
            }));
        }
        if let Some(first_too_many) = found.get(MAX_OPTIONS) {
            let message = format!("the case has {} options; at most {MAX_OPTIONS} can be analysed", found.len());
            let problem = Diagnostic::error("too-many-options", first_too_many.span, message)
                .label(format!("option number {}", MAX_OPTIONS + 1))
                .help("leave out options that decide nothing, or join those that are always taken together");
            self.problems.push(problem);
        }
        found
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
            case::Today::Taken(names) => {
                let bits: Vec<_> = names.iter().filter_map(|name| self.option(name)).collect();
                if bits.len() < names.len() {
                    return None;
                }
                let bit = |id: &OptionId| 1u64.checked_shl(id.index() as u32).unwrap_or(0);
                Today::Taken(bits.iter().map(bit).fold(0, |all, bit| all | bit))
            }
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
    fn preferences(&mut self, account: &Account) -> Vec<Preference> {
        let mut by_actor: HashMap<ActorId, Preference> = HashMap::new();
        for written in self.case.preferences.iter().chain(&account.preferences) {
            let (actor, order) = (self.actor(&written.actor), self.order(&written.order));
            by_actor.extend(actor.zip(order));
        }
        let mut found = Vec::new();
        for (at, actor) in self.case.actors.iter().enumerate() {
            match by_actor.remove(&ActorId::new(at)) {
                Some(preference) => found.push(preference),
                None if self.case.preference_in(account, &actor.key.value).is_some() => {}
                None => self.problems.push(no_preference(&actor.key, account)),
            }
        }
        found
    }

    fn order(&mut self, order: &Order) -> Option<Preference> {
        match order {
            Order::Statements(lines) => {
                let found: Vec<_> = lines.iter().filter_map(|line| self.statement(&line.wants)).collect();
                (found.len() == lines.len()).then_some(Preference::Statements(found))
            }
            Order::Ranking(lists, _) => Some(Preference::Ranking(lists.clone())),
            Order::Weights(weights, ..) => {
                let scale = weights.iter().map(|(_, weight)| weight.scale).max().unwrap_or(0);
                let exact = |weight: &Decimal| weight.at_scale(scale);
                let found: Vec<_> =
                    weights.iter().filter_map(|(name, weight)| Some((self.option(name)?, exact(weight)))).collect();
                (found.len() == weights.len()).then_some(Preference::Weights(found))
            }
        }
    }

    fn tree(&mut self, statement: &case::Statement) -> Option<Expr<OptionId>> {
        let names = statement.tree.atoms();
        let resolved = names.iter().filter_map(|name| self.option(name)).count();
        if resolved < names.len() {
            return None;
        }
        let id =
            |name: &Spanned<Name>| self.options.get(&(name.value.actor.as_str(), name.value.option.as_str())).copied();
        statement.tree.try_map(&id)
    }

    fn statement(&mut self, statement: &case::Statement) -> Option<Statement> {
        let tree = self.tree(statement)?;
        Some(Statement { tree, text: statement.text.clone(), span: statement.span })
    }

    fn actor(&mut self, name: &Spanned<String>) -> Option<ActorId> {
        let found = self.actors.get(name.value.as_str()).copied();
        if found.is_none() {
            let known: Vec<&str> = self.case.actors.iter().map(|actor| actor.key.value.as_str()).collect();
            self.problems.extend(case::unknown("actor", name, &known));
        }
        found
    }

    fn state(&mut self, name: &Spanned<String>) -> Option<StateId> {
        let found = self.states.get(name.value.as_str()).copied();
        if found.is_none() {
            let known: Vec<&str> = self.case.states.iter().map(|state| state.key.value.as_str()).collect();
            self.problems.extend(case::unknown("state", name, &known));
        }
        found
    }

    fn option(&mut self, name: &Spanned<Name>) -> Option<OptionId> {
        let key = (name.value.actor.as_str(), name.value.option.as_str());
        let found = self.options.get(&key).copied();
        if found.is_none() {
            let actors: Vec<&str> = self.case.actors.iter().map(|actor| actor.key.value.as_str()).collect();
            let keys: Vec<String> = self.options.keys().map(|(actor, option)| format!("{actor}.{option}")).collect();
            let mut options: Vec<&str> = keys.iter().map(String::as_str).collect();
            options.sort_unstable();
            self.problems.push(unknown_option(&actors, &options, name));
        }
        found
    }
}

impl Model {
    /// A statement as it is written, for this model.
    ///
    /// # Errors
    /// The first name that is not an option.
    pub fn resolve(&self, written: &Written) -> Result<Expr<OptionId>, Diagnostic> {
        let position = |name: &Spanned<Name>| {
            let key = name.value.to_string();
            self.options().iter().position(|option| option.key == key).map(OptionId::new)
        };
        written.try_map(&position).ok_or_else(|| {
            let actors: Vec<&str> = self.actors.iter().map(|actor| actor.key.as_str()).collect();
            let options: Vec<&str> = self.options().iter().map(|option| option.key.as_str()).collect();
            let unknown = written.atoms().into_iter().find(|name| position(name).is_none());
            unknown.map_or(Diagnostic::error("unknown-name", Span::default(), "an option is not known"), |name| {
                unknown_option(&actors, &options, name)
            })
        })
    }
}

fn unknown_option(actors: &[&str], options: &[&str], name: &Spanned<Name>) -> Diagnostic {
    let Name { actor, option } = &name.value;
    let known = actors.contains(&actor.as_str());
    let message = match known {
        true => format!("`{actor}` has no option `{option}`"),
        false => format!("there is no actor `{actor}`"),
    };
    let own: Vec<&str> =
        options.iter().copied().filter(|key| key.split_once('.').is_some_and(|(owner, _)| owner == actor)).collect();
    let written = name.value.to_string();
    let near = nearest(&written, own.iter().copied()).or_else(|| nearest(&written, options.iter().copied()));
    let help = match near {
        Some(near) => format!("did you mean `{near}`?"),
        None if !own.is_empty() => format!("its options are: {}", own.join(", ")),
        None if known => "it has none; declare the option, or use a ranking in a bare graph".into(),
        None => format!("the actors are: {}", actors.join(", ")),
    };
    Diagnostic::error("unknown-name", name.span, message).label("not declared").help(help)
}

fn no_preference(actor: &Spanned<String>, account: &Account) -> Diagnostic {
    let (where_, section) = match account.id() {
        Some(id) => (format!(" in the account `{id}`"), format!("[accounts.{id}.preferences] or [preferences]")),
        None => (String::new(), "[preferences]".into()),
    };
    let message = format!("nothing says what `{}` wants{where_}", actor.value);
    Diagnostic::error("no-preference", actor.span, message)
        .label("no preference")
        .help(format!("add {0} = ['…', …] under {section}; {0} = [] if all is the same to it", actor.value))
}
