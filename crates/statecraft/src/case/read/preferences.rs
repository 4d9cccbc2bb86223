//! Who wants what: statements, a ranking, or weights.

use super::by_issue::by_issue;
use super::changed::{Base, changed};
use super::fields::{Entry, Reader, Shape, Value, span};
use super::lines::{Beside, alike_lines, degree, lines};
use crate::case::{
    Account, Decimal, Issue, Line, Order, Preference, Ranked, Ranking, Reading, Statement, Support, Weight,
};
use crate::diag::{Diagnostic, Span, Spanned, nearest, shown};
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
        "changes",
        "like",
        "order",
        "degrees",
        "states",
        "within",
        "incomparable",
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
const FORMS: &str =
    "a list of statements, most important first, or { ranking = [[…], …] }, or { weights = { … } }, or \"unknown\"";

/// What the preferences of an account may refer to.
#[derive(Clone, Copy)]
pub(super) struct Before<'b> {
    /// The parts of the conflict.
    pub(super) issues: &'b [Issue],
    /// What is common to all accounts; nothing while that itself is read.
    pub(super) common: Option<&'b [Preference]>,
    /// The accounts that stand above.
    pub(super) accounts: &'b [Account],
}

/// The `preferences` of a case or an account.
pub(super) fn preferences(reader: &mut Reader, parent: &Entry, before: Before) -> Vec<Preference> {
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
        let order = order(reader, value, &actor, before).unwrap_or_else(|| {
            reader.lost();
            Order::Statements { lines: Vec::new(), span: span(value) }
        });
        found.push(Preference { actor, order });
    }
    found
}

fn order(reader: &mut Reader, value: &Value, actor: &Spanned<String>, before: Before) -> Option<Order> {
    match value.get_ref() {
        DeValue::Array(_) => {
            Some(Order::Statements { lines: lines(reader, value, &Beside::default()), span: span(value) })
        }
        DeValue::Table(_) => {
            let entry = reader.table(value, actor.span, ORDER)?;
            in_one_form(reader, &entry, actor, before)
        }
        DeValue::String(word) if word == "unknown" => Some(Order::Unknown(Support::default())),
        other => {
            reader.wrong_type(value, "a preference is a list of statements", other, &format!("write {FORMS}"));
            None
        }
    }
}

/// The keys that say what an actor wants.
const KINDS: [&str; 5] = ["wants", "ranking", "weights", "unknown", "changes"];

fn in_one_form(reader: &mut Reader, entry: &Entry, actor: &Spanned<String>, before: Before) -> Option<Order> {
    let mut present = KINDS.into_iter().filter(|kind| entry.get(kind).is_some());
    let (Some(kind), None) = (present.next(), present.next()) else {
        reader.support(entry);
        not_one_form(reader, entry);
        return None;
    };
    nothing_else(reader, entry, kind);
    let value = entry.get(kind)?;
    if let "wants" | "changes" = kind {
        let lines = wanted(reader, entry, value, actor, before)?;
        return Some(Order::Statements { lines: by_issue(reader, entry, lines, before.issues), span: span(value) });
    }
    let support = reader.support(entry);
    Some(match kind {
        "ranking" => {
            let lists = ranking_lists(reader, value)?;
            let degrees = degrees(reader, entry, lists.len());
            let states = reader.string(entry, "states");
            let (within, incomparable) = (within(reader, entry), incomparable(reader, entry));
            Order::Ranking(Ranking { lists, degrees, within, incomparable, states, support, span: entry.key(kind) })
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

/// The lines of a list, or of one that is as another but for some changes.
fn wanted(
    reader: &mut Reader,
    entry: &Entry,
    value: &Value,
    actor: &Spanned<String>,
    before: Before,
) -> Option<Vec<Line>> {
    if entry.get("changes").is_some() {
        let beside = Beside::of(reader, entry, &Beside::default());
        let base = base(reader, entry, actor, before)?;
        return changed(reader, value, &base, &beside);
    }
    if entry.get("order").is_some() && value.get_ref().is_array() {
        let beside = Beside::of(reader, entry, &Beside::default());
        return Some(lines(reader, value, &beside));
    }
    Some(alike_lines(reader, entry, value, &Beside::default()))
}

/// The list that is changed: the one that is common to all accounts, or that of the account named under `like`.
fn base<'b>(reader: &mut Reader, entry: &Entry, actor: &Spanned<String>, before: Before<'b>) -> Option<Base<'b>> {
    let like = reader.string(entry, "like");
    if let Some(name) = like.as_ref().filter(|name| before.accounts.iter().all(|of| of.id() != Some(&name.value))) {
        let message = format!("no account further up in the file is called `{}`", shown(&name.value));
        let help = match nearest(&name.value, before.accounts.iter().filter_map(Account::id)) {
            Some(near) => format!("did you mean `{near}`?"),
            None => "move the account that is meant up, or leave `like` out to change the common list".into(),
        };
        reader.tell(Diagnostic::error("unknown-name", name.span, message).label("not further up").help(help));
        return None;
    }
    let of_account = like.as_ref().and_then(|name| {
        before.accounts.iter().find(|account| account.id() == Some(&name.value))?.preference(&actor.value)
    });
    let common = before.common.unwrap_or_default().iter().find(|common| common.actor.value == actor.value);
    let (at, name) = (entry.key("changes"), shown(&actor.value));
    match of_account.or(common) {
        Some(Preference { actor, order: Order::Statements { lines, .. } }) => Some(Base { lines, at: actor.span }),
        Some(other) => {
            let problem =
                Diagnostic::error("bad-change", at, format!("what `{name}` wants there is no list of statements"));
            reader.tell(
                problem.also(other.actor.span, "this would be changed").help("write what it wants here as a whole"),
            );
            None
        }
        None => {
            let message = format!("there is no list of what `{name}` wants that could be changed");
            let help = match before.common {
                Some(_) => format!("write it in [preferences], which is common to all accounts: {name} = ['…', '…']"),
                None => "only the preferences of an account can be changes of others; write a list here".into(),
            };
            reader.tell(Diagnostic::error("bad-change", at, message).help(help));
            None
        }
    }
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
        (
            "incomparable",
            "ranking",
            "`incomparable` says which states of a ranking are not compared",
            "of a statement write unsure = true",
        ),
        ("like", "changes", "`like` says which list is changed", "add changes = [ … ]"),
        (
            "order",
            "wants",
            "`order` puts wishes in the order of their issues",
            "leave it out, or write wants = ['…', '…']",
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

/// Lists of states that are not compared with each other.
fn incomparable(reader: &mut Reader, entry: &Entry) -> Vec<Vec<Ranked>> {
    let Some(value) = entry.get("incomparable") else { return Vec::new() };
    let help = "write [['a.x', 'b.y'], …]: states of different entries of one list are not compared";
    let mut lists = Vec::new();
    for item in reader.array(value, "`incomparable`", help).into_iter().flatten() {
        let Some(members) = reader.array(item, "each of `incomparable`", help) else { continue };
        if members.is_empty() {
            let problem = Diagnostic::error("bad-value", span(item), "no states are named here");
            reader.lose(problem.help(help));
        }
        lists.push(members.iter().filter_map(|member| ranked(reader, member)).collect());
    }
    lists
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
