//! What to try when something was refused: the library says what is wrong, and only here there are flags to turn.

use statecraft::graph::{LimitReached, Stop};
use statecraft::text::leaves_out;
use std::ffi::OsString;
use std::path::Path;
use std::sync::OnceLock;

/// What to try where a limit was reached; `concepts` if fewer of them could be asked for.
pub(crate) fn advice(limit: &LimitReached, concepts: bool) -> Option<String> {
    Some(match limit {
        LimitReached::States(_) => "add rules that exclude what cannot be, or raise --limit-states".into(),
        LimitReached::Free { .. } => {
            "leave options out, add rules that exclude what cannot be, or raise --limit-states \
                                      if there is room for them"
                .into()
        }
        LimitReached::Memory { .. } => {
            let concepts = if concepts { "fewer concepts (--concept) or " } else { "" };
            format!(
                "leave options out, add rules that exclude what cannot be, ask for {concepts}one account (--account), or \
                 raise --limit-memory"
            )
        }
        LimitReached::Nodes(_) => {
            "leave options or statements out, let each statement speak of fewer options, or raise --limit-memory".into()
        }
        LimitReached::Steps(_) => "use fewer options".into(),
        LimitReached::Arcs(_) => "use fewer options, or do without `same` and `cannot` rules".into(),
        LimitReached::Orders(_) => "mark fewer of them".into(),
        LimitReached::Stopped(Stop::Time) if concepts => {
            "give it more with --time-limit, leave options out, or ask for fewer concepts (--concept)".into()
        }
        LimitReached::Stopped(Stop::Time) => "give it more with --time-limit, or leave options out".into(),
        _ => return None,
    })
}

/// The same behind what it is about.
pub(crate) fn with_advice(limit: &LimitReached, concepts: bool) -> String {
    match advice(limit, concepts) {
        Some(advice) => format!("{limit}; {advice}"),
        None => limit.to_string(),
    }
}

/// A path as one would type it in a shell.
pub(crate) fn typed(path: &Path) -> String {
    typed_text(&path.display().to_string())
}

/// A word as one would type it in a shell.
pub(crate) fn typed_text(word: &str) -> String {
    let plain = |letter: char| letter.is_alphanumeric() || "_-./+:@%,=".contains(letter);
    match word {
        _ if word.starts_with('-') => typed_text(&format!("./{word}")),
        _ if !word.is_empty() && word.chars().all(plain) => word.to_string(),
        _ => format!("'{}'", word.replace('\'', r"'\''")),
    }
}

/// What was typed behind the program's name: a wheel's entry point is not the first argument of its process.
static TYPED: OnceLock<Vec<String>> = OnceLock::new();

/// Remembers what was typed, the program's name first.
pub(crate) fn remember(typed: &[OsString]) {
    let words = typed.iter().skip(1).map(|word| word.to_string_lossy().into_owned());
    TYPED.get_or_init(|| words.collect());
}

/// The command that was given, as one would type it again with something behind it.
fn again(more: &str) -> String {
    let typed = TYPED.get().into_iter().flatten().cloned();
    let given = typed.map(|word| if word.starts_with("--") { word } else { typed_text(&word) });
    std::iter::once("statecraft".to_string()).chain(given).chain([more.to_string()]).collect::<Vec<_>>().join(" ")
}

/// The text of an answer and, where it leaves something out, what to type for all of it.
pub(crate) fn with_all(text: String, all: bool) -> String {
    if all || !leaves_out(&text) { text } else { format!("{text}\nTo see everything:  {}\n", again("--all")) }
}

#[cfg(test)]
mod tests {
    use super::typed_text;

    #[test]
    fn words_are_typed_so_that_a_shell_reads_one() {
        assert_eq!(typed_text("cases/iran"), "cases/iran");
        assert_eq!(typed_text("my case"), "'my case'");
        assert_eq!(typed_text("it's"), r"'it'\''s'");
        assert_eq!(typed_text("-x"), "./-x");
        assert_eq!(typed_text(""), "''");
    }
}
