//! Questions and their answers: the whole answer as JSON, and a short text of it.

use crate::refusal::{Refusal, plain};
use serde::Serialize;
use serde_json::{Value, json};
use statecraft::answers::check::Check;
use statecraft::answers::{Answer, Question};
use statecraft::case::{Case, OpenError, later_beside};
use statecraft::diag::Diagnostic;
use statecraft::evidence::fingerprint;
use statecraft::graph::Limits;
use statecraft::study::Study;
use statecraft::text::{Style, TextOptions, describe};
use std::io::{self, Write};
use std::path::Path;

/// What a tool gives.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Done {
    /// All of it.
    pub(crate) json: Value,
    /// The same for reading, shortened.
    pub(crate) text: String,
}

/// An answer larger than this, as JSON, is not sent.
const MOST_BYTES: usize = 2 << 20;
/// So many characters of a text are sent.
const MOST_CHARACTERS: usize = 12_000;
const WIDTH: usize = 100;
const OPTIONS: TextOptions = TextOptions { width: WIDTH, all: false };

impl Done {
    /// An answer with its text; both within bounds.
    pub(crate) fn new(json: &impl Serialize, text: &str) -> Result<Done, Refusal> {
        let mut room = Room(Vec::new());
        serde_json::to_writer(&mut room, json).map_err(|_| too_long())?;
        let json = serde_json::from_slice(&room.0).map_err(|_| too_long())?;
        Ok(Done { json, text: shortened(&plain(text)) })
    }
}

fn too_long() -> Refusal {
    let most = MOST_BYTES >> 20;
    let try_this = "name one account, fewer concepts, or a condition";
    Refusal::new("too-large", format!("the answer is larger than {most} MiB; {try_this}"))
}

fn shortened(text: &str) -> String {
    match text.char_indices().nth(MOST_CHARACTERS) {
        Some((end, _)) => format!("{}\n… shortened; the structured answer has all of it", &text[..end]),
        None => text.to_string(),
    }
}

/// Memory that takes so many bytes and no more.
struct Room(Vec<u8>);

impl Write for Room {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.0.len() + bytes.len() > MOST_BYTES {
            return Err(io::ErrorKind::FileTooLarge.into());
        }
        self.0.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Opens a case; with what happened later where a question is about that.
pub(crate) fn study(file: &Path, later: bool, limits: &Limits) -> Result<Study, Refusal> {
    let (mut case, problems) = Case::read(file)?;
    let sound = !problems.iter().any(Diagnostic::is_error);
    if let (true, true, Some(beside)) = (later && sound, case.later.is_empty(), later_beside(file)) {
        case.open_later(&beside).map_err(|error| match error {
            OpenError::Rejected(rejected) => Refusal::new("later", "later.toml beside the case has errors")
                .with_problems(&rejected.file, &rejected.problems),
            other => other.into(),
        })?;
    }
    Ok(Study::of(case, problems, limits))
}

/// Asks a question of a case.
pub(crate) fn ask(file: &Path, question: &Question, limits: &Limits) -> Result<Done, Refusal> {
    let study = study(file, matches!(question, Question::Score(_)), limits)?;
    if matches!(question, Question::Check(_)) {
        return check(&study); // also of a case with errors
    }
    let answer = study.ask(question, limits).map_err(|refused| Refusal::of(&refused, &study.case.file))?;
    let text = answer.text(&study, OPTIONS);
    match &answer {
        Answer::Needs(needs) => Done::new(&json!({ "needs": needs }), &text), // what is structured is an object
        answer => Done::new(answer, &text),
    }
}

/// What is wrong with a case, and what its lines rest on.
pub(crate) fn check(study: &Study) -> Result<Done, Refusal> {
    let answer = Check::new(study, Vec::new(), &[]);
    let problems = Check::problems(study, &[]);
    Done::new(&answer, &answer.text(study, &problems, Some(50), Style::default()))
}

/// The case in words, and its version, which an edit must name.
pub(crate) fn show(study: &Study) -> Result<Done, Refusal> {
    let errors = study.problems.iter().filter(|problem| problem.is_error()).count();
    let words = describe(study, WIDTH);
    let json = json!({ "version": version(&study.case.file.text), "errors": errors, "words": words });
    Done::new(&json, &words)
}

/// Which text of a case file it is.
pub(crate) fn version(text: &str) -> String {
    fingerprint(text)
}
