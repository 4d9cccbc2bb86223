//! How an option stood in the end, in a few words.

use crate::answers::score::CameAbout;

impl CameAbout {
    /// How it stood, beside how it was before: `done, and was not before`.
    pub fn how(&self) -> &'static str {
        match (self.taken, self.before) {
            (None, _) => "cannot be told",
            (Some(true), Some(false)) => "done, and was not before",
            (Some(false), Some(true)) => "no longer done",
            (Some(true), Some(true)) => "done, as before",
            (Some(false), Some(false)) => "not done, as before",
            (Some(true), None) => "done",
            (Some(false), None) => "not done",
        }
    }
}
