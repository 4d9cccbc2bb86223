//! Who wants what: statements, a ranking, or weights.

use super::fields::{Entry, Reader, Shape, Value, span};
use crate::case::{Decimal, Line, Order, Preference, Reading, Support};
use crate::diag::{Diagnostic, Span, Spanned, shown};
use crate::expr::Name;
use std::collections::HashMap;
use toml::de::{DeTable, DeValue};

const ORDER: Shape =
    Shape { what: "a preference", written: FORMS, keys: &["wants", "ranking", "weights", "claims", "assumption"] };
const LINE: Shape = Shape {
    what: "a preference line",
    written: "{ wants = '…', claims = [\"…\"] }",
    keys: &["wants", "claims", "assumption"],
};
const FORMS: &str = "a list of statements, most important first, or { ranking = [[…], …] }, or { weights = { … } }";

/// The `preferences` of a case or an account.
pub(super) fn preferences(reader: &mut Reader, parent: &Entry) -> Vec<Preference> {
    let Some(value) = parent.get("preferences") else { return Vec::new() };
    let DeValue::Table(table) = value.get_ref() else {
        let help = "write [preferences], and below it ACTOR = [ … ] for each actor";
        reader.wrong_type(value, "in `preferences` each preference stands under its actor", value.get_ref(), help);
        reader.reading = Reading::Parts;
        return Vec::new();
    };
    let mut found = Vec::new();
    for (actor, value) in table.iter() {
        let actor = Spanned::new(actor.get_ref().to_string(), actor.span());
        let order = order(reader, value, actor.span).unwrap_or_else(|| {
            reader.lost();
            Order::Statements(Vec::new())
        });
        found.push(Preference { actor, order });
    }
    found
}

fn order(reader: &mut Reader, value: &Value, at: Span) -> Option<Order> {
    match value.get_ref() {
        DeValue::Array(_) => Some(Order::Statements(lines(reader, value))),
        DeValue::Table(_) => {
            let entry = reader.table(value, at, ORDER)?;
            let support = reader.support(&entry);
            let forms = ["wants", "ranking", "weights"].map(|key| entry.get(key));
            match forms {
                [Some(wants), None, None] => Some(Order::Statements(supported_lines(reader, wants, &support))),
                [None, Some(ranking), None] => {
                    Some(Order::Ranking(Spanned::new(ranking_lists(reader, ranking)?, entry.key("ranking")), support))
                }
                [None, None, Some(weights)] => {
                    Some(Order::Weights(option_weights(reader, weights)?, entry.key("weights"), support))
                }
                _ => {
                    not_one_form(reader, &entry);
                    None
                }
            }
        }
        other => {
            reader.wrong_type(value, "a preference is a list of statements", other, &format!("write {FORMS}"));
            None
        }
    }
}

fn not_one_form(reader: &mut Reader, entry: &Entry) {
    let forms = ["wants", "ranking", "weights"];
    let mut present = forms.into_iter().filter(|key| entry.get(key).is_some());
    match (present.next(), present.next_back()) {
        (Some(first), Some(last)) => reader.tell(
            Diagnostic::error("bad-preference", entry.key(last), "a preference is written in one way")
                .label("this is another")
                .also(entry.key(first), "this is one way")
                .help("keep one of the two"),
        ),
        _ if entry.misspells(&forms) => {}
        _ => reader.tell(
            Diagnostic::error("bad-preference", entry.at, "this preference does not say what the actor wants")
                .help(format!("write {FORMS}")),
        ),
    }
}

fn lines(reader: &mut Reader, value: &Value) -> Vec<Line> {
    let mut found = Vec::new();
    for item in value.get_ref().as_array().into_iter().flatten() {
        if item.get_ref().is_table() {
            let Some(entry) = reader.table(item, span(item), LINE) else { continue };
            let support = reader.support(&entry);
            match entry.get("wants") {
                Some(wants) => found.extend(supported_lines(reader, wants, &support)),
                None => {
                    reader.missing(&entry, "wants");
                    reader.lost();
                }
            }
        } else {
            let statement = reader.statement(item, "a preference line");
            found.extend(statement.map(|wants| Line { wants, support: Support::default() }));
        }
    }
    found
}

/// `wants` is a statement or a list of them; all have the same support.
fn supported_lines(reader: &mut Reader, wants: &Value, support: &Support) -> Vec<Line> {
    let statements = match wants.get_ref() {
        DeValue::Array(_) => reader.statements(wants, "`wants`"),
        _ => reader.statement(wants, "`wants`").into_iter().collect(),
    };
    statements.into_iter().map(|wants| Line { wants, support: support.clone() }).collect()
}

fn ranking_lists(reader: &mut Reader, value: &Value) -> Option<Vec<Vec<Spanned<String>>>> {
    let help = "write [[4], [1, 3], [2]]: best first, ties in one list";
    let mut lists = Vec::new();
    for item in reader.array(value, "a ranking", help)? {
        let members: Vec<&Value> = match item.get_ref() {
            DeValue::Array(members) => members.iter().collect(),
            _ => vec![item],
        };
        lists.push(members.into_iter().filter_map(|member| reader.state_name(member, "each of a ranking")).collect());
    }
    Some(lists)
}

/// `{ "iran.back" = 3 }`, or without quotation marks `{ iran.back = 3 }`.
fn option_weights(reader: &mut Reader, value: &Value) -> Option<Vec<(Spanned<Name>, Decimal)>> {
    let DeValue::Table(table) = value.get_ref() else {
        reader.wrong_type(
            value,
            "`weights` has a number for each option",
            value.get_ref(),
            "write { \"iran.back\" = 3 }",
        );
        return None;
    };
    let mut found = Vec::new();
    for (key, value) in table.iter() {
        let key = Spanned::new(key.get_ref().to_string(), key.span());
        match value.get_ref() {
            DeValue::Table(options) => weights_of_actor(reader, &key, options, &mut found),
            _ => found.extend(reader.option_name(&key).zip(weight(reader, value))),
        }
    }
    weighed_twice(reader, &found);
    Some(found)
}

/// `"iran.back" = 3` and `iran.back = 4` are two keys of one option.
fn weighed_twice(reader: &mut Reader, weights: &[(Spanned<Name>, Decimal)]) {
    let mut first: HashMap<&Name, Span> = HashMap::new();
    for (name, _) in weights {
        if let Some(before) = first.insert(&name.value, name.span) {
            let message = format!("`{}` has two weights", shown(&name.value.to_string()));
            let problem = Diagnostic::error("bad-value", name.span, message).also(before, "the first");
            reader.lose(problem.help("keep one of the two"));
        }
    }
}

fn weights_of_actor(
    reader: &mut Reader,
    actor: &Spanned<String>,
    options: &DeTable,
    found: &mut Vec<(Spanned<Name>, Decimal)>,
) {
    for (option, value) in options.iter() {
        let name = Name { actor: actor.value.clone(), option: option.get_ref().to_string() };
        found.extend(weight(reader, value).map(|weight| (Spanned::new(name, option.span()), weight)));
    }
}

fn weight(reader: &mut Reader, value: &Value) -> Option<Decimal> {
    let help = "write a whole number or a fraction of at most 15 digits, such as 3 or -0.25";
    let found = match value.get_ref() {
        DeValue::Integer(number) if number.radix() == 10 => Decimal::parse(number.as_str()),
        DeValue::Float(number) => Decimal::parse(number.as_str()),
        DeValue::Integer(_) => None,
        other => {
            reader.wrong_type(value, "a weight is a number", other, help);
            return None;
        }
    };
    if found.is_none() {
        reader.lose(Diagnostic::error("bad-value", span(value), "this number cannot be a weight").help(help));
    }
    found
}
