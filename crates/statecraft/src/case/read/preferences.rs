//! Who wants what: statements, a ranking, or weights.

use super::fields::{Entry, Reader, Shape, Value, span, whole};
use crate::case::{
    Decimal, Line, MOST_DEGREES, Order, Preference, Ranked, Ranking, Reading, Statement, Support, Weight,
};
use crate::diag::{Diagnostic, Span, Spanned, shown};
use crate::expr::{Expr, Name};
use std::collections::HashMap;
use toml::de::{DeTable, DeValue};

const ORDER: Shape = Shape {
    what: "a preference",
    written: FORMS,
    keys: &[
        "wants",
        "ranking",
        "weights",
        "unknown",
        "degrees",
        "states",
        "within",
        "strong",
        "degree",
        "unsure",
        "claims",
        "assumption",
        "leap",
    ],
};
const RANKED: Shape =
    Shape { what: "a state of a ranking", written: "{ taken = [\"actor.option\", …] }", keys: &["taken"] };
const LINE: Shape = Shape {
    what: "a preference line",
    written: "{ wants = '…', claims = [\"…\"] }",
    keys: &["wants", "strong", "degree", "unsure", "claims", "assumption", "leap"],
};
const FORMS: &str =
    "a list of statements, most important first, or { ranking = [[…], …] }, or { weights = { … } }, or \"unknown\"";

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
            Order::Statements { lines: Vec::new(), span: span(value) }
        });
        found.push(Preference { actor, order });
    }
    found
}

fn order(reader: &mut Reader, value: &Value, at: Span) -> Option<Order> {
    match value.get_ref() {
        DeValue::Array(_) => Some(Order::Statements { lines: lines(reader, value), span: span(value) }),
        DeValue::Table(_) => {
            let entry = reader.table(value, at, ORDER)?;
            in_one_form(reader, &entry)
        }
        DeValue::String(word) if word == "unknown" => Some(Order::Unknown(Support::default())),
        other => {
            reader.wrong_type(value, "a preference is a list of statements", other, &format!("write {FORMS}"));
            None
        }
    }
}

/// The keys that say what an actor wants.
const KINDS: [&str; 4] = ["wants", "ranking", "weights", "unknown"];

fn in_one_form(reader: &mut Reader, entry: &Entry) -> Option<Order> {
    let support = reader.support(entry);
    let mut present = KINDS.into_iter().filter(|kind| entry.get(kind).is_some());
    let (Some(kind), None) = (present.next(), present.next()) else {
        not_one_form(reader, entry);
        return None;
    };
    nothing_else(reader, entry, kind);
    let value = entry.get(kind)?;
    Some(match kind {
        "wants" => Order::Statements { lines: alike_lines(reader, entry, value, &support), span: span(value) },
        "ranking" => {
            let lists = ranking_lists(reader, value)?;
            let degrees = degrees(reader, entry, lists.len());
            let states = reader.string(entry, "states");
            let within = within(reader, entry);
            Order::Ranking(Ranking { lists, degrees, within, states, support, span: entry.key(kind) })
        }
        "weights" => Order::Weights(all_weights(reader, value)?, entry.key(kind), support),
        _ => {
            if reader.boolean(entry, kind)? {
                return Some(Order::Unknown(support));
            }
            let help = "write what the actor wants, or unknown = true";
            reader
                .lose(Diagnostic::error("bad-value", span(value), "this does not say what the actor wants").help(help));
            return None;
        }
    })
}

/// Whether what is said beside one kind of preference belongs to another.
fn nothing_else(reader: &mut Reader, entry: &Entry, kind: &str) {
    for (key, its, message, help) in [
        ("degrees", "ranking", "`degrees` stand between the lists of a ranking", "of a statement write degree = 2"),
        (
            "states",
            "ranking",
            "`states` says for which states a ranking was written",
            "leave it out: only a ranking names states by number",
        ),
        (
            "within",
            "ranking",
            "`within` decides between states of one list of a ranking",
            "leave it out: these statements can stand in `wants` themselves",
        ),
        ("strong", "wants", "`strong` is said of statements", "in a ranking write degrees = [1, 2, …]"),
        ("degree", "wants", "`degree` is said of statements", "in a ranking write degrees = [1, 2, …]"),
        (
            "unsure",
            "wants",
            "`unsure` is said of statements",
            "unknown = true says that nothing is known of a preference",
        ),
    ] {
        if kind != its && entry.get(key).is_some() {
            reader.lose(Diagnostic::error("bad-preference", entry.key(key), message).help(help));
        }
    }
}

fn not_one_form(reader: &mut Reader, entry: &Entry) {
    let mut present = KINDS.into_iter().filter(|key| entry.get(key).is_some());
    match (present.next(), present.next_back()) {
        (Some(first), Some(last)) => reader.tell(
            Diagnostic::error("bad-preference", entry.key(last), "a preference is written in one way")
                .label("this is another")
                .also(entry.key(first), "this is one way")
                .help("keep one of the two"),
        ),
        _ if entry.misspells(&KINDS) => {}
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
                Some(wants) => found.extend(alike_lines(reader, &entry, wants, &support)),
                None => {
                    reader.missing(&entry, "wants");
                    reader.lost();
                }
            }
        } else {
            let statement = reader.statement(item, "a preference line");
            let (item, support) = (span(item), Support::default());
            found.extend(statement.map(|wants| Line { wants, degree: 1, unsure: false, item, support }));
        }
    }
    found
}

/// `wants` is a statement or a list of them; what is said beside it is said of all.
fn alike_lines(reader: &mut Reader, entry: &Entry, wants: &Value, support: &Support) -> Vec<Line> {
    let unsure = reader.boolean(entry, "unsure") == Some(true);
    let degree = line_degree(reader, entry);
    let statements = match wants.get_ref() {
        DeValue::Array(_) => reader.statements(wants, "`wants`"),
        _ => reader.statement(wants, "`wants`").into_iter().collect(),
    };
    let line = |wants| Line { wants, degree, unsure, item: entry.at, support: support.clone() };
    statements.into_iter().map(line).collect()
}

/// `strong = true` is `degree = 2`.
fn line_degree(reader: &mut Reader, entry: &Entry) -> u8 {
    let strong = reader.boolean(entry, "strong") == Some(true);
    let Some(value) = entry.get("degree") else { return 1 + u8::from(strong) };
    if entry.get("strong").is_some() {
        let problem = Diagnostic::error("bad-preference", entry.key("degree"), "how strongly is said in one way");
        let help = "keep one of the two; strong = true is degree = 2";
        reader.lose(problem.label("this is another").also(entry.key("strong"), "this is one way").help(help));
    }
    degree(reader, value).unwrap_or(1)
}

fn degree(reader: &mut Reader, value: &Value) -> Option<u8> {
    let help = format!("write a whole number from 1 (as any preference) to {MOST_DEGREES} (most strongly)");
    let Some(number) = value.get_ref().as_integer() else {
        reader.wrong_type(value, "a degree is a whole number", value.get_ref(), &help);
        return None;
    };
    let found = whole(number).and_then(|number| u8::try_from(number).ok());
    let found = found.filter(|degree| (1..=MOST_DEGREES).contains(degree));
    if found.is_none() {
        reader.lose(Diagnostic::error("bad-value", span(value), "this number cannot be a degree").help(help));
    }
    found
}

/// Degrees between the lists of a ranking: one less than there are lists, or none at all.
fn degrees(reader: &mut Reader, entry: &Entry, lists: usize) -> Vec<u8> {
    let Some(value) = entry.get("degrees") else { return Vec::new() };
    let Some(items) = reader.array(value, "`degrees`", "write [1, 2, …], one between each list and the next") else {
        return Vec::new();
    };
    let found: Vec<u8> = items.iter().filter_map(|item| degree(reader, item)).collect();
    if items.len() + 1 != lists.max(1) {
        let message = format!("between {lists} lists there are {} steps, not {}", lists.saturating_sub(1), items.len());
        let help = "write one degree between each list of the ranking and the next";
        reader.lose(Diagnostic::error("bad-ranking", entry.key("degrees"), message).help(help));
    }
    found
}

/// What decides between states of one list. How strongly is then not said: degrees stand between lists alone.
fn within(reader: &mut Reader, entry: &Entry) -> Vec<Statement> {
    let Some(value) = entry.get("within") else { return Vec::new() };
    if entry.get("degrees").is_some() {
        let message = "a ranking has `degrees`, or `within` to decide between states of one list";
        let problem = Diagnostic::error("bad-preference", entry.key("within"), message).label("this is another");
        reader.lose(problem.also(entry.key("degrees"), "this is one way").help("keep one of the two"));
    }
    reader.statements(value, "`within`")
}

fn ranking_lists(reader: &mut Reader, value: &Value) -> Option<Vec<Vec<Ranked>>> {
    let help = "write [[4], [1, 3], [2]]: best first, ties in one list";
    let mut lists = Vec::new();
    for item in reader.array(value, "a ranking", help)? {
        let members: Vec<&Value> = match item.get_ref() {
            DeValue::Array(members) => members.iter().collect(),
            _ => vec![item],
        };
        lists.push(members.into_iter().filter_map(|member| ranked(reader, member)).collect());
    }
    Some(lists)
}

/// A number, a name, the options taken, or a statement; no name has a point, and every statement has one.
fn ranked(reader: &mut Reader, value: &Value) -> Option<Ranked> {
    match value.get_ref() {
        DeValue::Table(_) => {
            let entry = reader.table(value, span(value), RANKED)?;
            let Some(_) = entry.get("taken") else {
                reader.missing(&entry, "taken");
                reader.lost();
                return None;
            };
            let names = reader.strings(&entry, "taken");
            let options: Vec<_> = names.iter().filter_map(|name| reader.option_name(name)).collect();
            (options.len() == names.len()).then(|| Ranked::Taken(options, span(value)))
        }
        DeValue::String(text) if text.contains('.') => reader.statement(value, "each of a ranking").map(Ranked::Where),
        _ => reader.state_name(value, "each of a ranking").map(Ranked::Name),
    }
}

/// `{ "iran.back" = 3 }`, or without quotation marks `{ iran.back = 3 }`; or `{ 'iran.back and us.lift' = 3 }`.
fn all_weights(reader: &mut Reader, value: &Value) -> Option<Vec<(Statement, Weight)>> {
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
        let name = Spanned::new(key.get_ref().to_string(), key.span());
        match value.get_ref() {
            DeValue::Table(options) => weights_of_actor(reader, &name, options, &mut found),
            _ => found.extend(weighed(reader, &name).zip(weight(reader, value))),
        }
    }
    weighed_twice(reader, &found);
    Some(found)
}

/// An option or another statement as the key of a weight.
fn weighed(reader: &mut Reader, key: &Spanned<String>) -> Option<Statement> {
    if key.value.contains('.') {
        return reader.statement_in(&key.value, key.span);
    }
    reader.option_name(key).map(of_option)
}

/// The statement that an option is taken.
fn of_option(name: Spanned<Name>) -> Statement {
    Statement { text: name.value.to_string(), span: name.span, tree: Expr::Taken(name) }
}

/// `"iran.back" = 3` and `iran.back = 4` are two keys of one option.
fn weighed_twice(reader: &mut Reader, weights: &[(Statement, Weight)]) {
    let mut first: HashMap<String, Span> = HashMap::new();
    for (what, _) in weights {
        if let Some(before) = first.insert(what.tree.to_string(), what.span) {
            let message = format!("`{}` has two weights", shown(&what.text));
            let problem = Diagnostic::error("bad-value", what.span, message).also(before, "the first");
            reader.lose(problem.help("keep one of the two"));
        }
    }
}

fn weights_of_actor(
    reader: &mut Reader,
    actor: &Spanned<String>,
    options: &DeTable,
    found: &mut Vec<(Statement, Weight)>,
) {
    for (option, value) in options.iter() {
        let name = Spanned::new(format!("{}.{}", actor.value, option.get_ref()), option.span());
        let what = reader.option_name(&name).map(of_option);
        found.extend(what.zip(weight(reader, value)));
    }
}

fn weight(reader: &mut Reader, value: &Value) -> Option<Weight> {
    let shorter = value.get_ref().as_float().and_then(|number| shorter(number.as_str()));
    let help = match shorter {
        Some(shorter) => format!("write {shorter}: a weight has at most 15 digits"),
        None => {
            "write a number of at most 15 digits, such as 3 or -0.25, or a fraction in quotation marks, \"1/3\"".into()
        }
    };
    let found = match value.get_ref() {
        DeValue::Integer(number) if number.radix() == 10 => Decimal::parse(number.as_str()).map(Weight::Decimal),
        DeValue::Float(number) => Decimal::parse(number.as_str()).map(Weight::Decimal),
        DeValue::Integer(_) => None,
        DeValue::String(text) if text.contains('/') => Weight::fraction(text),
        other => {
            reader.wrong_type(value, "a weight is a number", other, &help);
            return None;
        }
    };
    if found.is_none() {
        let (span, said) = (span(value), if value.get_ref().is_str() { "fraction" } else { "number" });
        let message = format!("this {said} cannot be a weight");
        reader.lose(Diagnostic::error("bad-value", span, message).help(help));
    }
    found
}

/// A fraction with too many digits, rounded so that it can be a weight.
fn shorter(written: &str) -> Option<Decimal> {
    let number: f64 = written.replace('_', "").parse().ok()?;
    (0..=15)
        .rev()
        .map(|places| format!("{number:.places$}"))
        .find_map(|rounded| Decimal::parse(&rounded))
        .filter(|rounded| rounded.digits != 0)
}
