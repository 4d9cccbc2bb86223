//! Getting the text of a file.
//!
//! What is stored and hashed is the extracted text. Plain text and Markdown are their own text, without a byte order mark; bytes
//! that are no UTF-8 are replaced, and the document says so. Of an HTML page the article is taken, of a DOCX file its paragraphs, of a PDF file
//! what looks like its text, if the program has the feature `pdf`.

use crate::document::{Document, LARGEST};
use crate::formats;
use std::io::Read as _;
use std::path::{Path, PathBuf};

/// Why a text cannot be had.
#[derive(Debug, thiserror::Error)]
pub enum NotRead {
    /// The file cannot be read.
    #[error("{path} cannot be read: {error}")]
    File {
        /// Where it is.
        path: String,
        /// What the system says.
        error: std::io::Error,
    },
    /// The file is too large.
    #[error("{path} is larger than {} MB; split it", LARGEST >> 20)]
    TooLarge {
        /// Where it is.
        path: String,
    },
}

const ENDINGS: &[&str] = &["txt", "text", "md", "markdown", "html", "htm", "xhtml", "docx", "pdf"];

const PDF_WARNING: &str = "The text was taken out of a PDF file: columns, line ends and joined letters may be wrong. Check the text (`read --text`).";

/// Is it a PDF file, by its first bytes?
#[must_use]
pub fn is_pdf(bytes: &[u8]) -> bool {
    bytes.starts_with(b"%PDF-")
}

/// The document of a PDF file whose text was had, or not.
fn from_pdf(name: &str, text: Option<&str>) -> Document {
    let mut document = Document::new(name, text.unwrap_or_default());
    let none = if cfg!(feature = "pdf") {
        "No text could be taken out of this PDF file."
    } else {
        "PDF files are read only by a program that was built with the feature `pdf`."
    };
    document.notes.push(if document.text.trim().is_empty() { none } else { PDF_WARNING }.to_owned());
    document
}

/// Reads a PDF file with the help of a program that writes its text, which is stopped when it takes a minute.
///
/// # Errors
/// The program cannot be run.
pub fn pdf_by(path: &Path, program: &mut std::process::Command) -> Result<Document, NotRead> {
    let name = path.display().to_string();
    let ran = crate::isolated::run(program, String::new(), formats::PDF_TIME)
        .map_err(|error| NotRead::File { path: name.clone(), error })?;
    let text = ran.filter(|ran| ran.0.success()).and_then(|ran| String::from_utf8(ran.1).ok());
    Ok(from_pdf(&name, text.as_deref()))
}

/// The files meant by a path: itself, or the texts of a folder and its folders, sorted.
///
/// # Errors
/// A folder cannot be listed.
pub fn files(path: &Path) -> Result<Vec<PathBuf>, NotRead> {
    if !path.is_dir() {
        return Ok(vec![path.to_owned()]);
    }
    let failed = |error| NotRead::File { path: path.display().to_string(), error };
    let mut inside = Vec::new();
    for entry in std::fs::read_dir(path).map_err(failed)? {
        inside.push(entry.map_err(failed)?);
    }
    inside.sort_by_key(std::fs::DirEntry::file_name);
    let mut out = Vec::new();
    for entry in inside {
        let kind = entry.file_type().map_err(failed)?;
        let ending = entry.path().extension().map(|ending| ending.to_string_lossy().to_lowercase()).unwrap_or_default();
        if kind.is_dir() {
            out.extend(files(&entry.path())?);
        } else if kind.is_file() && ENDINGS.contains(&ending.as_str()) {
            out.push(entry.path());
        }
    }
    Ok(out)
}

/// Reads a file.
///
/// # Errors
/// It cannot be read or is too large.
pub fn read(path: &Path) -> Result<Document, NotRead> {
    let name = path.display().to_string();
    let failed = |error| NotRead::File { path: name.clone(), error };
    let file = std::fs::File::open(path).map_err(failed)?;
    read_from(&name, file)
}

/// Reads whatever a reader gives.
///
/// # Errors
/// It cannot be read or is too large.
pub fn read_from(name: &str, from: impl std::io::Read) -> Result<Document, NotRead> {
    let mut bytes = Vec::new();
    let most = u64::try_from(LARGEST).unwrap_or(u64::MAX);
    let failed = |error| NotRead::File { path: name.to_owned(), error };
    from.take(most + 1).read_to_end(&mut bytes).map_err(failed)?;
    if bytes.len() > LARGEST {
        return Err(NotRead::TooLarge { path: name.to_owned() });
    }
    Ok(from_bytes(name, &bytes))
}

/// The document of a file's bytes.
#[must_use]
pub fn from_bytes(name: &str, bytes: &[u8]) -> Document {
    let ending = Path::new(name).extension().map(|ending| ending.to_string_lossy().to_lowercase()).unwrap_or_default();
    if is_pdf(bytes) || ending == "pdf" {
        return from_pdf(name, formats::pdf(bytes).as_deref());
    }
    if bytes.starts_with(b"PK\x03\x04") || ending == "docx" {
        let mut document = Document::new(name, &formats::docx(bytes).unwrap_or_default());
        if document.text.trim().is_empty() {
            document.notes.push("No text was found in it.".to_owned());
        }
        return document;
    }
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let text = String::from_utf8_lossy(bytes);
    let page = matches!(ending.as_str(), "html" | "htm" | "xhtml") || is_page(&text);
    let mut document = if page { Document::new(name, &formats::html(&text)) } else { Document::new(name, &text) };
    if matches!(text, std::borrow::Cow::Owned(_)) {
        document.notes.push("Some bytes are no UTF-8 and were replaced: check the text.".to_owned());
    }
    document
}

/// Does the text open as a page does, whatever its file is called?
fn is_page(text: &str) -> bool {
    let first: String = text.trim_start().chars().take(15).collect::<String>().to_ascii_lowercase();
    first.starts_with("<!doctype html") || first.starts_with("<html")
}
