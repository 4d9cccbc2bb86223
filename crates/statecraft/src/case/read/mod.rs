//! The file, section by section.
//!
//! Every reader takes what it can and reports what it cannot, so that one run finds all problems of a file.

mod accounts;
mod actors;
mod evidence;
mod fields;
mod preferences;
mod rules;

use super::Case;
use crate::diag::{Diagnostic, SourceFile, Span};
use fields::{Entry, Reader, Shape};
use toml::de::DeTable;

const CASE: Shape = Shape {
    what: "a case",
    keys: &[
        "title",
        "question",
        "as_of",
        "sources",
        "claims",
        "actors",
        "rules",
        "states",
        "moves",
        "status_quo",
        "preferences",
        "accounts",
    ],
};

/// Reads a whole file; the case has what could be read.
pub(super) fn case(file: SourceFile) -> (Case, Vec<Diagnostic>) {
    let text = file.text.strip_prefix('\u{feff}').unwrap_or(&file.text);
    let skipped = file.text.len() - text.len();
    let blank = format!("{}{text}", " ".repeat(skipped)); // a byte order mark must not shift the places
    let (table, errors) = DeTable::parse_recoverable(&blank);
    let mut reader = Reader::new(&blank);
    let root = reader.root(table.get_ref(), CASE);
    let mut case = Case {
        title: reader.required_string(&root, "title").map(|title| title.value).unwrap_or_default(),
        question: reader.text(&root, "question"),
        as_of: reader.date(&root, "as_of"),
        sources: evidence::sources(&mut reader, &root),
        claims: evidence::claims(&mut reader, &root),
        actors: actors::actors(&mut reader, &root),
        rules: rules::rules(&mut reader, &root),
        states: actors::states(&mut reader, &root),
        moves: actors::moves(&mut reader, &root),
        status_quo: accounts::status_quo(&mut reader, &root),
        preferences: preferences::preferences(&mut reader, &root),
        accounts: accounts::accounts(&mut reader, &root),
        warnings: Vec::new(),
        quotes: Vec::new(),
        file: SourceFile::new("", ""),
    };
    forms_do_not_mix(&mut reader, &root, &case);
    let mut problems = reader.problems;
    if !errors.is_empty() {
        // What stands around a broken line may be lost: names that seem missing or unknown are not its fault.
        problems.retain(|problem| problem.code != "missing" && problem.code != "unknown-name");
        problems.extend(errors.iter().map(|error| broken(error, text.len())));
    }
    case.file = file;
    (case, problems)
}

/// Options or a graph, and somebody who acts.
fn forms_do_not_mix(reader: &mut Reader, root: &Entry, case: &Case) {
    let optioned = case.actors.iter().find(|actor| !actor.options.is_empty());
    if case.actors.is_empty() && root.get("actors").is_none() {
        reader.problems.push(
            Diagnostic::error("missing", root.at, "the case has no actors")
                .help("declare one: [actors.iran] with a `name`"),
        );
    }
    if !case.is_bare_graph() {
        if optioned.is_none() && !case.actors.is_empty() {
            let at = case.actors[0].key.span;
            reader.problems.push(
                Diagnostic::error("missing", at, "no actor has an option, so nothing can happen")
                    .help("declare options, [actors.NAME.options], or a bare graph, [states.NAME] and [[moves]]"),
            );
        }
        return;
    }
    let state = case.states.first().map(|state| state.key.span).or(case.moves.first().map(|step| step.from.span));
    for (span, what) in optioned
        .map(|actor| (actor.options[0].key.span, "options"))
        .into_iter()
        .chain(case.rules.first().map(|rule| (rule.span, "rules")))
    {
        reader.problems.push(
            Diagnostic::error("two-forms", span, format!("a case with states and moves of its own has no {what}"))
                .also(state.unwrap_or_default(), "the bare graph is declared here")
                .help("write the case with options and rules, or with states and moves, not both"),
        );
    }
}

/// A line that is not TOML, in plain words.
fn broken(error: &toml::de::Error, length: usize) -> Diagnostic {
    let span = error.span().map(Span::from).unwrap_or_default();
    let span = Span::new(span.start.min(length), span.end.clamp(span.start.min(length), length));
    let message = error.message().trim().replace('\n', "; ");
    let help = if message.contains("duplicate key") {
        "each name stands once; rename one of them or merge the two"
    } else if message.contains("string") || message.contains("quote") || message.contains("value") {
        "texts stand in double quotes (\"…\"), statements in single ones ('…'), both closed on the same line"
    } else if message.contains("array") || message.contains("bracket") {
        "a list opens with [ and closes with ], its items separated by commas"
    } else {
        "a line is `key = value`, `[section]` or `[[list section]]`"
    };
    Diagnostic::error("toml", span, format!("not readable as TOML: {message}")).label("here").help(help)
}
