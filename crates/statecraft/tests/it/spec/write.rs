//! A specification in the words of the case format.

use std::fmt::Write;

use super::{Actor, OneWay, PARTS, Preference, Rule, Spec, Statement, World};

impl Spec {
    /// The text of the case file.
    pub(crate) fn to_toml(&self) -> String {
        let mut text = format!("title = {:?}\n", self.title);
        for actor in &self.actors {
            text += &actor_table(actor);
        }
        text += &self.world();
        text += "\n[preferences]\n";
        for (place, actor) in self.actors.iter().enumerate() {
            // What the account replaces must not count.
            let replaced = self.of_account(place);
            let order = if replaced { "[]".to_string() } else { self.preference(&actor.preference) };
            let _ = writeln!(text, "{} = {order}", actor.key);
        }
        if self.account { text + &self.account_table() } else { text }
    }

    /// Several models with the same options as the accounts `k0`, `k1`, … of one case, in which this setting is today's.
    pub(crate) fn as_accounts(specs: &[Spec], today: usize) -> String {
        let names = specs[0].option_names();
        let taken: Vec<&String> =
            names.iter().enumerate().filter(|(at, _)| today >> at & 1 == 1).map(|it| it.1).collect();
        let mut text = format!("title = {:?}\n", specs[0].title);
        text += &specs[0].actors.iter().map(actor_table).collect::<String>();
        let _ = write!(text, "\n[status_quo]\ntaken = {taken:?}\n");
        for (at, spec) in specs.iter().enumerate() {
            let _ = write!(text, "\n[accounts.k{at}]\ntitle = \"Account {at}\"\n");
            if let World::Options(rules) = &spec.world {
                rules.iter().for_each(|rule| text += &format!("\n[[accounts.k{at}.rules]]\n{}\n", spec.rule(rule)));
            }
            let _ = write!(text, "\n[accounts.k{at}.preferences]\n");
            for actor in &spec.actors {
                let _ = writeln!(text, "{} = {}", actor.key, spec.preference(&actor.preference));
            }
        }
        text
    }

    /// Rules, or states and moves.
    fn world(&self) -> String {
        let mut text = String::new();
        match &self.world {
            World::Options(rules) => {
                for (place, rule) in rules.iter().enumerate() {
                    let table = if self.of_account(place) { "accounts.only.rules" } else { "rules" };
                    let _ = write!(text, "\n[[{table}]]\n{}\n", self.rule(rule));
                }
            }
            World::Graph { states, moves } => {
                for state in states {
                    let _ = write!(text, "\n[states.{state}]\n");
                }
                for &(actor, from, to) in moves {
                    let (actor, from, to) = (&self.actors[actor].key, &states[from], &states[to]);
                    let _ = write!(text, "\n[[moves]]\nactor = {actor:?}\nfrom = {from:?}\nto = {to:?}\n");
                }
            }
        }
        text
    }

    /// The account, with the preferences of every second actor.
    fn account_table(&self) -> String {
        let mut text = "\n[accounts.only]\ntitle = \"The only account\"\n".to_string();
        text += "[accounts.only.preferences]\n";
        for (_, actor) in self.actors.iter().enumerate().filter(|(place, _)| self.of_account(*place)) {
            let _ = writeln!(text, "{} = {}", actor.key, self.preference(&actor.preference));
        }
        text
    }

    /// Does the account say the rule or the preference at this place? Every second one, if there is an account.
    fn of_account(&self, place: usize) -> bool {
        self.account && place.is_multiple_of(2)
    }

    /// `actor.option` for every option, in the order in which they are declared.
    pub(crate) fn option_names(&self) -> Vec<String> {
        let of = |actor: &Actor| -> Vec<String> {
            actor.options.iter().map(|choice| format!("{}.{}", actor.key, choice.key)).collect()
        };
        self.actors.iter().flat_map(of).collect()
    }

    fn statement(&self, statement: &Statement) -> String {
        format!("'{}'", statement.write(&self.option_names(), self.sparing))
    }

    fn rule(&self, rule: &Rule) -> String {
        let list = |list: &[Statement]| format!("[{}]", joined(list, |statement| self.statement(statement)));
        match rule {
            Rule::Never(a) => format!("never = {}\nreason = \"It cannot be\"", self.statement(a)),
            Rule::Needs { when, needs } => {
                format!("when = {}\nneeds = {}", self.statement(when), self.statement(needs))
            }
            Rule::AtMostOne(of) => format!("at_most_one = {}", list(of)),
            Rule::AtLeastOne(of) => format!("at_least_one = {}", list(of)),
            Rule::ExactlyOne(of) => format!("exactly_one = {}", list(of)),
            Rule::Same(a) => format!("same = {}", self.statement(a)),
            Rule::Cannot { actor, from, to } => format!(
                "actor = {:?}\nfrom = {}\nto = {}\ncannot = true",
                self.actors[*actor].key,
                self.statement(from),
                self.statement(to)
            ),
        }
    }

    fn preference(&self, preference: &Preference) -> String {
        match preference {
            Preference::Statements(statements) => self.statements(statements),
            Preference::Weights(weights) => {
                let names = self.option_names();
                let pair = |(what, weight): &(Statement, i64)| {
                    format!("'{}' = {}", what.write(&names, self.sparing), number(*weight))
                };
                format!("{{ weights = {{ {} }} }}", joined(weights, pair))
            }
            Preference::Ranking(best_first) => {
                let state = |state: &usize| match &self.world {
                    World::Options(_) => (state + 1).to_string(),
                    World::Graph { states, .. } => format!("{:?}", states[*state]),
                };
                // One state alone may go without brackets; every other one does.
                let mut singles = 0;
                let tied = |tied: &Vec<usize>| {
                    singles += usize::from(tied.len() == 1);
                    let alone = tied.len() == 1 && singles % 2 == 0;
                    if alone { state(&tied[0]) } else { format!("[{}]", joined(tied, state)) }
                };
                format!("{{ ranking = [{}] }}", joined(best_first, tied))
            }
        }
    }

    /// Statements in all the forms that the format has: alone, in a table, and several in one table at the end.
    fn statements(&self, statements: &[Statement]) -> String {
        let written: Vec<String> = statements.iter().map(|statement| self.statement(statement)).collect();
        let (single, grouped) = written.split_at(if written.len() < 4 { written.len() } else { written.len() - 2 });
        let mut lines: Vec<String> = single
            .iter()
            .enumerate()
            .map(|(i, text)| if i % 2 == 0 { text.clone() } else { format!("{{ wants = {text} }}") })
            .collect();
        if !grouped.is_empty() {
            lines.push(format!("{{ wants = [{}], assumption = \"of a kind\" }}", grouped.join(", ")));
        }
        format!("[{}]", lines.join(", "))
    }
}

fn actor_table(actor: &Actor) -> String {
    let mut text = format!("\n[actors.{}]\nname = \"Actor {}\"\n", actor.key, actor.key);
    if !actor.options.is_empty() {
        let _ = writeln!(text, "[actors.{}.options]", actor.key);
    }
    for choice in &actor.options {
        let one_way = match choice.one_way {
            None => "",
            Some(OneWay::Take) => ", one_way = \"take\"",
            Some(OneWay::Drop) => ", one_way = \"drop\"",
        };
        let _ = writeln!(text, "{} = {{ label = \"Do {}\"{one_way} }}", choice.key, choice.key);
    }
    text
}

fn joined<T>(items: &[T], one: impl FnMut(&T) -> String) -> String {
    items.iter().map(one).collect::<Vec<_>>().join(", ")
}

/// Thousandths as a decimal number without needless digits: 300 is `0.3`, -2000 is `-2`.
/// A decimal number where the weight is one of three places, else a fraction.
fn number(weight: i64) -> String {
    if weight % 3 == 0 { decimal(weight / 3) } else { format!("\"{weight}/{PARTS}\"") }
}

fn decimal(thousandths: i64) -> String {
    let sign = if thousandths < 0 { "-" } else { "" };
    let (whole, part) = (thousandths.abs() / 1000, thousandths.abs() % 1000);
    let digits = format!("{part:03}");
    match digits.trim_end_matches('0') {
        "" => format!("{sign}{whole}"),
        digits => format!("{sign}{whole}.{digits}"),
    }
}
