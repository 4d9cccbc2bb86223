//! What happened later, from a file beside the case.

#[cfg(feature = "files")]
use super::OpenError;
use super::{Case, Rejected, later, read};
use crate::diag::{Diagnostic, SourceFile, Span, in_order};

impl Case {
    /// Takes what happened from the text of a file beside the case.
    ///
    /// # Errors
    /// Everything that is wrong with it, or that the case says itself what happened.
    pub fn add_later(&mut self, name: &str, text: &str) -> Result<(), Rejected> {
        let file = SourceFile::new(name, text);
        let (mut found, mut problems) = read::later(file.clone());
        found.file = Some(file.clone());
        if !self.later.is_empty() {
            let message = "the case says itself what happened later";
            let help = "leave the file out, or take [[later]] out of the case file";
            problems.push(Diagnostic::error("two-forms", Span::new(0, 0), message).help(help));
        }
        problems.extend(later::check(self, &found));
        let problems = in_order(problems);
        if problems.iter().any(Diagnostic::is_error) {
            return Err(Rejected { file, problems });
        }
        self.later = found;
        Ok(())
    }

    /// The same from a file.
    ///
    /// # Errors
    /// It cannot be read, or has errors: then all of them.
    #[cfg(feature = "files")]
    pub fn open_later(&mut self, path: &std::path::Path) -> Result<(), OpenError> {
        let text = super::files::read_file(path)?;
        self.add_later(&path.display().to_string(), &text).map_err(OpenError::Rejected)
    }
}
