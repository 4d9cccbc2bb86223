//! The file of a case on disk: written whole or not at all, and never over what somebody else has written meanwhile.

use crate::case::OpenError;
use crate::case::files::{file_of, read_file};
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// A case file as it was read.
#[derive(Clone, Debug)]
pub struct CaseFile {
    /// As it was named, with its folder.
    pub path: PathBuf,
    /// What stands in it.
    pub text: String,
    /// The file itself, where `path` is a link.
    target: PathBuf,
}

/// Why a file was not written.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum FileError {
    /// Somebody else has written it.
    #[error("{} has changed since it was read; nothing was written", .0.display())]
    Changed(PathBuf),
    /// It cannot be written.
    #[error("{} cannot be written: {reason}", path.display())]
    Unwritable {
        /// The file.
        path: PathBuf,
        /// What the system says.
        reason: io::Error,
    },
}

impl CaseFile {
    /// Reads a case file, or the one in a folder.
    ///
    /// # Errors
    /// It cannot be read.
    pub fn open(path: impl AsRef<Path>) -> Result<CaseFile, OpenError> {
        let path = file_of(path.as_ref());
        let text = read_file(&path)?;
        let unreadable = |error: io::Error| OpenError::Unreadable { path: path.clone(), reason: error.to_string() };
        let target = fs::canonicalize(&path).map_err(unreadable)?;
        Ok(CaseFile { path, text, target })
    }

    /// Writes another text in place of the one that was read.
    ///
    /// # Errors
    /// The file has changed, or cannot be written; then it is as it was.
    pub fn write(&mut self, text: &str) -> Result<(), FileError> {
        self.unchanged()?;
        let unwritable = |reason: io::Error| FileError::Unwritable { path: self.path.clone(), reason };
        let new = Unfinished::beside(&self.target, text).map_err(unwritable)?;
        self.unchanged()?;
        fs::rename(&new.path, &self.target).map_err(unwritable)?;
        self.text = text.to_string();
        Ok(())
    }

    fn unchanged(&self) -> Result<(), FileError> {
        match fs::read(&self.target) {
            Ok(bytes) if bytes == self.text.as_bytes() => Ok(()),
            _ => Err(FileError::Changed(self.path.clone())),
        }
    }
}

/// A whole file under a name of its own; removed unless it took another.
struct Unfinished {
    path: PathBuf,
}

impl Unfinished {
    fn beside(target: &Path, text: &str) -> io::Result<Unfinished> {
        let mut name = target.file_name().unwrap_or_default().to_os_string();
        name.push(format!(".{}.unfinished", std::process::id()));
        let path = target.with_file_name(name);
        let mut file = File::create_new(&path)?;
        let unfinished = Unfinished { path };
        file.set_permissions(fs::metadata(target)?.permissions())?;
        file.write_all(text.as_bytes())?;
        file.sync_all()?;
        Ok(unfinished)
    }
}

impl Drop for Unfinished {
    fn drop(&mut self) {
        let _ = fs::remove_file(&self.path); // once it has its name, there is nothing to remove
    }
}
