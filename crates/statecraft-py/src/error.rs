//! Why something was refused, as the exception that Python sees.

use pyo3::prelude::*;
use statecraft::case::{OpenError, Rejected};
use statecraft::diag::{Diagnostic, SourceFile};
use statecraft::study::{Refused, Study};
use statecraft::text::{Style, render_all};

/// So many problems are written out; `diagnostics` has all.
const MOST: usize = 50;

/// A problem with its place: code, severity, message, help, file, line, column.
pub(crate) type Place = (String, String, String, Option<String>, String, usize, usize);

/// An exception of the package with its words, its code and what is wrong where.
pub(crate) fn raise(py: Python<'_>, message: &str, code: &str, places: Vec<Place>) -> PyErr {
    let make = || py.import("statecraft._errors")?.getattr("raised")?.call1((message, code, places));
    make().map_or_else(|error| error, PyErr::from_value)
}

fn place(file: &SourceFile, problem: &Diagnostic) -> Place {
    let (line, column) = file.position(problem.span.start);
    let severity = if problem.is_error() { "error" } else { "warning" };
    (
        problem.code.to_string(),
        severity.to_string(),
        problem.message.clone(),
        problem.help.clone(),
        file.name.clone(),
        line,
        column,
    )
}

/// The problems of a study with their places.
pub(crate) fn places(file: &SourceFile, problems: &[Diagnostic]) -> Vec<Place> {
    problems.iter().map(|problem| place(file, problem)).collect()
}

/// Errors of a case, in the words of the command.
pub(crate) fn case_errors(py: Python<'_>, file: &SourceFile, problems: &[Diagnostic]) -> PyErr {
    let errors: Vec<Diagnostic> = problems.iter().filter(|problem| problem.is_error()).cloned().collect();
    let text = render_all(file, &errors, Some(MOST), Style::default());
    let many = if errors.len() == 1 { "" } else { "s" };
    let message = format!("{text}{}: {} error{many}", file.name, errors.len());
    raise(py, &message, "case", places(file, &errors))
}

/// Why a question was not answered.
pub(crate) fn refused(py: Python<'_>, study: &Study, refused: &Refused) -> PyErr {
    match refused {
        Refused::Case(problems) => case_errors(py, &study.case.file, problems),
        Refused::Statement { statement, problem } => {
            let file = SourceFile::new("", statement);
            let text = render_all(&file, std::slice::from_ref(&**problem), None, Style::default());
            raise(py, text.trim_end(), "statement", places(&file, std::slice::from_ref(&**problem)))
        }
        other => raise(py, &other.to_string(), other.code(), Vec::new()),
    }
}

/// Why a file was not read.
pub(crate) fn not_opened(py: Python<'_>, error: &OpenError) -> PyErr {
    match error {
        OpenError::Rejected(Rejected { file, problems }) => case_errors(py, file, problems),
        other => raise(py, &other.to_string(), "file", Vec::new()),
    }
}
