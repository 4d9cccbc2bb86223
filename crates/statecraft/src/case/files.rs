//! A case and the texts that it ships, read from files: all that the feature `files` brings.

use super::{Case, MAX_BYTES, OpenError, Source};
use crate::diag::{Diagnostic, SourceFile, Spanned, shown};
use crate::evidence::Document;
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
        let text = read_text(&file)?;
        Ok(Case::read_as(&file, text))
    }

    /// The same, as if this were the text of the file.
    pub fn read_as(file: &Path, text: String) -> (Case, Vec<Diagnostic>) {
        let folder = file.parent().unwrap_or(Path::new("")).to_path_buf();
        let name = |source: &Source| source.text.clone().filter(|name| !name.value.trim().is_empty());
        let shipped = |source: &Source| Some(shipped_text(&folder, &name(source)?));
        Case::build(SourceFile::new(file.display().to_string(), text), &shipped)
    }
}

/// The file of a case that is named by itself or by its folder.
pub(crate) fn file_of(path: &Path) -> PathBuf {
    if path.is_dir() { path.join("case.toml") } else { path.to_path_buf() }
}

pub(crate) fn read_text(path: &Path) -> Result<String, OpenError> {
    let unreadable = |reason: String| OpenError::Unreadable { path: path.to_path_buf(), reason };
    let size = std::fs::metadata(path)
        .map_err(|error| match error.kind() {
            std::io::ErrorKind::NotFound => {
                unreadable("there is no such file; name a folder that holds a case.toml".into())
            }
            _ => unreadable(error.to_string()),
        })?
        .len();
    if size > MAX_BYTES {
        return Err(unreadable(format!("larger than {} MB, which no case file should be", MAX_BYTES >> 20)));
    }
    let bytes = std::fs::read(path).map_err(|error| unreadable(error.to_string()))?;
    String::from_utf8(bytes).map_err(|error| {
        let valid = error.utf8_error().valid_up_to();
        let line = error.as_bytes()[..valid].iter().filter(|&&byte| byte == b'\n').count() + 1;
        unreadable(format!("line {line} has bytes that are not UTF-8; save the file as UTF-8"))
    })
}

/// The text that a source ships, from inside the case folder.
fn shipped_text(folder: &Path, name: &Spanned<String>) -> Result<Document, Diagnostic> {
    let shown = shown(&name.value);
    let problem = |message: String, help: &str| Err(Diagnostic::error("no-text", name.span, message).help(help));
    let path = Path::new(&name.value);
    if !path.components().all(|part| matches!(part, Component::Normal(_) | Component::CurDir)) {
        let help = "put the text there and write a path such as \"sources/report.txt\"";
        return problem("a text lies inside the case folder".into(), help);
    }
    let path = folder.join(path);
    let size = match std::fs::metadata(&path) {
        Ok(file) if file.is_file() => file.len(),
        Ok(_) => return problem(format!("`{shown}` is not a file"), "name the file that has the text"),
        Err(_) => {
            return problem(
                format!("there is no text `{shown}` in the case folder"),
                "put the text there, or remove the line: quotes may stand alone",
            );
        }
    };
    if size > MAX_BYTES {
        return problem(format!("the text `{shown}` is larger than {} MB", MAX_BYTES >> 20), "ship a part of it");
    }
    match std::fs::read_to_string(&path) {
        Ok(text) => Ok(Document::new(text)),
        Err(error) if error.kind() == std::io::ErrorKind::InvalidData => {
            problem(format!("the text `{shown}` is not UTF-8"), "save it as plain text in UTF-8")
        }
        Err(_) => problem(format!("the text `{shown}` cannot be read"), "look whether you may read the file"),
    }
}
