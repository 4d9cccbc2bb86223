//! A case and the texts that it ships, read from files: all that the feature `files` brings.

use super::{Case, MAX_BYTES, OpenError, Source};
use crate::diag::{Diagnostic, SourceFile, Spanned, shown};
use crate::evidence::Document;
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Component, Path, PathBuf};

impl Case {
    /// Opens a case: the folder, or its `case.toml`.
    ///
    /// # Errors
    /// The file cannot be read, or has errors: then all of them.
    pub fn open(path: impl AsRef<Path>) -> Result<Case, OpenError> {
        let (case, problems) = Case::read(path)?;
        case.unless_errors(problems).map_err(OpenError::Rejected)
    }

    /// Reads as much of a case as can be read, with everything that is wrong in the file, for tools that show problems.
    ///
    /// # Errors
    /// The file cannot be read at all.
    pub fn read(path: impl AsRef<Path>) -> Result<(Case, Vec<Diagnostic>), OpenError> {
        let file = file_of(path.as_ref());
        let text = read_file(&file)?;
        Ok(Case::read_as(&file, text))
    }

    /// The same, as if this were the text of the file.
    pub fn read_as(file: &Path, text: String) -> (Case, Vec<Diagnostic>) {
        let name = |source: &Source| source.text.clone().filter(|name| !name.value.trim().is_empty());
        let shipped = |source: &Source| Some(shipped_text(file, &name(source)?));
        Case::build(SourceFile::new(file.display().to_string(), text), &shipped)
    }
}

/// The file beside a case that says what happened later, `later.toml`, if there is one.
pub fn later_beside(case: &Path) -> Option<PathBuf> {
    let file = file_of(case).with_file_name("later.toml");
    file.is_file().then_some(file)
}

/// The file of a case that is named by itself or by its folder.
pub(crate) fn file_of(path: &Path) -> PathBuf {
    if path.is_dir() { path.join("case.toml") } else { path.to_path_buf() }
}

pub(crate) fn read_file(path: &Path) -> Result<String, OpenError> {
    read_text(path).map_err(|error| {
        let reason = match error {
            NotRead::Missing => "there is no such file; name a folder that holds a case.toml".into(),
            NotRead::TooLarge(_) => format!("{error}, which no case file should be"),
            other => other.to_string(),
        };
        OpenError::Unreadable { path: path.to_path_buf(), reason }
    })
}

/// Why a file was not read.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum NotRead {
    /// Nothing is there.
    #[error("there is no such file")]
    Missing,
    /// A folder, a device or a pipe.
    #[error("this is not a file but something that may never end")]
    NotAFile,
    /// It has more than so many bytes.
    #[error("larger than {} MB", .0 >> 20)]
    TooLarge(u64),
    /// It is no text from this line on.
    #[error("line {0} has bytes that are not UTF-8; save the file as UTF-8")]
    NotUtf8(usize),
    /// It cannot be read.
    #[error(transparent)]
    Io(#[from] io::Error),
}

/// The bytes of a file of at most `most` bytes. A device or a pipe is read only where it was handed over as one, such as
/// `/dev/stdin`; so nothing is waited for, and never more is held than was allowed.
///
/// # Errors
/// Why it was not read.
pub fn read_bytes(path: &Path, most: u64) -> Result<Vec<u8>, NotRead> {
    let about = fs::metadata(path).map_err(|error| match error.kind() {
        io::ErrorKind::NotFound => NotRead::Missing,
        _ => error.into(),
    })?;
    let handed_over =
        path == Path::new("/dev/stdin") || ["/dev/fd", "/proc/self/fd"].iter().any(|fd| path.starts_with(fd));
    if !about.is_file() && !handed_over {
        return Err(NotRead::NotAFile);
    }
    let mut bytes = Vec::new();
    File::open(path)?.take(most.saturating_add(1)).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > most {
        return Err(NotRead::TooLarge(most));
    }
    Ok(bytes)
}

fn read_text(path: &Path) -> Result<String, NotRead> {
    String::from_utf8(read_bytes(path, MAX_BYTES)?).map_err(|error| {
        let valid = &error.as_bytes()[..error.utf8_error().valid_up_to()];
        NotRead::NotUtf8(valid.iter().filter(|&&byte| byte == b'\n').count() + 1)
    })
}

/// The text that a source ships, from inside the folder of the case file.
fn shipped_text(case_file: &Path, name: &Spanned<String>) -> Result<Document, Diagnostic> {
    let shown = shown(&name.value);
    let problem = |message: String, help: &str| Err(Diagnostic::error("no-text", name.span, message).help(help));
    let inside = "put the text there and write a path such as \"sources/report.txt\"";
    let path = Path::new(&name.value);
    if !path.components().all(|part| matches!(part, Component::Normal(_) | Component::CurDir)) {
        return problem("a text lies inside the case folder".into(), inside);
    }
    let folder = case_file.parent().unwrap_or(Path::new(""));
    let path = folder.join(path);
    // Where the links lead; what cannot be followed cannot be read either, and is told below.
    let real = |path: &Path| path.canonicalize().ok();
    if let (Some(text), Some(file)) = (real(&path), real(case_file)) {
        if text == file {
            return problem("the case file cannot be its own source".into(), inside);
        }
        if !real(if folder.as_os_str().is_empty() { Path::new(".") } else { folder })
            .is_some_and(|folder| text.starts_with(folder))
        {
            let message = format!("`{shown}` is a link that leads out of the case folder");
            return problem(message, "a text lies inside the case folder: put a copy there");
        }
    }
    match read_text(&path) {
        Ok(text) => Ok(Document::new(text)),
        Err(NotRead::Missing) => problem(
            format!("there is no text `{shown}` in the case folder"),
            "put the text there, or remove the line: quotes may stand alone",
        ),
        Err(NotRead::NotAFile) => problem(format!("`{shown}` is not a file"), "name the file that has the text"),
        Err(error @ NotRead::TooLarge(_)) => problem(format!("the text `{shown}` is {error}"), "ship a part of it"),
        Err(NotRead::NotUtf8(_)) => {
            problem(format!("the text `{shown}` is not UTF-8"), "save it as plain text in UTF-8")
        }
        Err(NotRead::Io(_)) => {
            problem(format!("the text `{shown}` cannot be read"), "look whether you may read the file")
        }
    }
}
