//! The file, section by section.
//!
//! Every reader takes what it can and reports what it cannot, so that one run finds all problems of a file.

mod accounts;
mod actors;
mod attitudes;
mod broken;
mod by_issue;
mod changed;
mod choices;
mod evidence;
mod fields;
mod issues;
mod later;
mod likelihood;
mod lines;
mod perceptions;
mod preferences;
mod rules;
mod scan;
mod scenarios;
mod story;
mod variants;
mod wording;

use super::{Case, Reading};
use crate::diag::{Diagnostic, SourceFile, Span, Spanned, shown};
use fields::{CASE, Entry, Reader};
pub(super) use later::file as later;
use toml::de::DeTable;

/// Reads a whole file; the case has what could be read.
pub(super) fn case(file: SourceFile) -> (Case, Vec<Diagnostic>) {
    let mark = usize::from(file.text.starts_with('\u{feff}'));
    let text = file.text.replacen('\u{feff}', "   ", mark); // so that a byte order mark does not shift the places
    let (table, errors) = DeTable::parse_recoverable(&text);
    let (mut case, problems) = if errors.is_empty() { sections(table.get_ref(), &text) } else { partly(&text, errors) };
    case.file = file;
    (case, problems)
}

/// Reads what can be read of a file that is not TOML throughout.
fn partly(text: &str, errors: Vec<toml::de::Error>) -> (Case, Vec<Diagnostic>) {
    let (rest, broken) = broken::without_broken_lines(text, errors);
    let (mut case, mut problems) = sections(DeTable::parse_recoverable(&rest).0.get_ref(), &rest);
    // What seems to be missing, unknown or contradictory may be the fault of a line that was lost.
    problems.retain(|problem| ["wrong-type", "bad-value", "bad-name", "syntax"].contains(&problem.code));
    problems.extend(broken);
    case.reading = Reading::Parts;
    (case, problems)
}

fn sections(table: &DeTable, text: &str) -> (Case, Vec<Diagnostic>) {
    let mut reader = Reader::new(text);
    let root = reader.root(table, CASE);
    let issues = issues::issues(&mut reader, &root);
    let before = preferences::Before { issues: &issues, common: None, accounts: &[] };
    let preferences = preferences::preferences(&mut reader, &root, before);
    let mut case = Case {
        title: reader.title(&root),
        question: reader.prose(&root, "question"),
        as_of: reader.date(&root, "as_of"),
        horizon: reader
            .date(&root, "horizon")
            .map(|day| Spanned::new(day, root.get("horizon").map_or(0..0, |value| value.span()))),
        scale: evidence::scale(&mut reader, &root),
        sources: evidence::sources(&mut reader, &root),
        claims: evidence::claims(&mut reader, &root),
        actors: actors::actors(&mut reader, &root),
        rules: rules::rules(&mut reader, &root),
        states: actors::states(&mut reader, &root),
        moves: actors::moves(&mut reader, &root),
        scenarios: scenarios::scenarios(&mut reader, &root),
        variants: variants::variants(&mut reader, &root),
        story: story::story(&mut reader, &root),
        status_quo: accounts::status_quo(&mut reader, &root),
        attitudes: attitudes::attitudes(&mut reader, &root),
        accounts: accounts::accounts(&mut reader, &root, &issues, &preferences),
        perceptions: perceptions::perceptions(&mut reader, &root),
        evidence: likelihood::evidence(&mut reader, &root),
        forecasts: likelihood::forecasts(&mut reader, &root),
        later: later::later(&mut reader, &root),
        warnings: Vec::new(),
        quotes: Vec::new(),
        texts: Vec::new(),
        issues,
        preferences,
        reading: Reading::Whole,
        file: SourceFile::new("", ""),
    };
    forms_do_not_mix(&mut reader, &root, &case);
    if !case.states.is_empty() {
        no_statements(&mut reader, &root, &case);
    }
    case.reading = reader.reading;
    (case, reader.problems)
}

/// In a bare graph no line of a preference is a statement: that is said once for each preference, in place of what is wrong with its
/// lines as statements.
fn no_statements(reader: &mut Reader, root: &Entry, case: &Case) {
    let accounts = root.get("accounts").and_then(|value| value.get_ref().as_table());
    let accounts = accounts.into_iter().flat_map(|accounts| accounts.values());
    let of_accounts = accounts.filter_map(|account| account.get_ref().as_table()?.get("preferences"));
    let sections = root.get("preferences").into_iter().chain(of_accounts);
    let values = sections.filter_map(|value| value.get_ref().as_table()).flat_map(|table| table.values());
    let mut best = case.states.iter().take(2).map(|state| format!("\"{}\"", shown(&state.key.value)));
    let first = best.next().unwrap_or_default();
    let help = format!(
        "write a ranking of all states, best first: {{ ranking = [{first}, {}] }}",
        best.next().map_or("…".into(), |second| second + ", …")
    );
    for value in values.map(fields::span) {
        let inside = |problem: &Diagnostic| {
            problem.code == "syntax" && value.start <= problem.span.start && problem.span.end <= value.end
        };
        let Some(first) = reader.problems.iter().find(|problem| inside(problem)).map(|problem| problem.span) else {
            continue;
        };
        reader.problems.retain(|problem| !inside(problem));
        let message = "a statement speaks of options, and a bare graph has none";
        reader.tell(Diagnostic::error("two-forms", first, message).label("not a statement").help(&*help));
    }
}

/// Options or a graph, and somebody who acts.
fn forms_do_not_mix(reader: &mut Reader, root: &Entry, case: &Case) {
    let optioned = case.actors.iter().find(|actor| !actor.options.is_empty());
    if case.actors.is_empty() {
        let problem = Diagnostic::error("missing", root.at, "the case has no actors");
        if root.get("actors").is_none() && !root.misspells(&["actors"]) && !is_evidence_alone(root, case) {
            reader.tell(
                problem.label("none in the whole file").help("declare one: [actors.NAME], and below it name = \"…\""),
            );
        }
        reader.reading = Reading::Parts;
    } else if case.is_bare_graph() {
        one_form(reader, case, optioned.map(|actor| actor.options[0].key.span));
    } else if optioned.is_none() && reader.reading > Reading::Parts {
        let problem =
            Diagnostic::error("missing", case.actors[0].key.span, "no actor has an option, so nothing can happen");
        let help = "declare options below [actors.NAME.options], or a bare graph with [states.NAME] and [[moves]]";
        reader.tell(problem.help(help));
        reader.reading = Reading::Parts;
    }
}

/// Evidence before a game: sources, claims, explanations, and nothing that needs an actor.
fn is_evidence_alone(root: &Entry, case: &Case) -> bool {
    let game = [
        "states",
        "moves",
        "issues",
        "rules",
        "status_quo",
        "preferences",
        "scenarios",
        "attitudes",
        "perceptions",
        "forecasts",
        "story",
    ];
    let of_game = |account: &crate::case::Account| {
        !account.rules.is_empty() || !account.preferences.is_empty() || account.status_quo.is_some()
    };
    let has_evidence = !case.claims.is_empty() || !case.evidence.is_empty();
    has_evidence && game.iter().all(|key| root.get(key).is_none()) && !case.accounts.iter().any(of_game)
}

/// A bare graph has states to move between, and neither options nor rules.
fn one_form(reader: &mut Reader, case: &Case, option: Option<Span>) {
    let state = case.states.first().map(|state| state.key.span);
    let graph = state.or(case.moves.first().map(|step| step.from.span)).unwrap_or_default();
    let rule = case.rules.iter().chain(case.accounts.iter().flat_map(|account| &account.rules)).next();
    let options = option.map(|span| (span, "options"));
    for (span, what) in options.into_iter().chain(rule.map(|rule| (rule.span, "rules"))) {
        let message = format!("a case with states and moves of its own has no {what}");
        reader.lose(
            Diagnostic::error("two-forms", span, message)
                .also(graph, "the bare graph is declared here")
                .help("write the case with options and rules, or with states and moves, not both"),
        );
    }
    if case.states.is_empty() && option.is_none() && reader.reading > Reading::Parts {
        let problem = Diagnostic::error("missing", graph, "the moves lead between states, and the case has none");
        reader.tell(problem.help("declare each state: [states.NAME]"));
        reader.reading = Reading::Parts;
    }
}
