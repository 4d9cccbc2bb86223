//! Numbers, names and states in words.

use crate::graph::{Graph, StateId};
use crate::model::Model;
use crate::phrase::english::{capital, list};
use crate::phrase::names::deeds;
use textwrap::core::Word;
use textwrap::{WordSeparator, WordSplitter};

/// Text wrapped to `width`; the first line after `first`, the others after as many blanks.
pub(crate) fn wrapped(first: &str, text: &str, width: usize) -> String {
    let blank = " ".repeat(textwrap::core::display_width(first));
    let options = textwrap::Options::new(width.max(40)).initial_indent(first).subsequent_indent(&blank);
    let options = options.word_splitter(WordSplitter::NoHyphenation).word_separator(WordSeparator::Custom(whole_words));
    textwrap::fill(text, options) + "\n"
}

/// The words of a line as Unicode has them, but for hyphens: `Al-Nasser` stays one.
fn whole_words(line: &str) -> Box<dyn Iterator<Item = Word<'_>> + '_> {
    let (mut words, mut start, mut end) = (Vec::new(), 0, 0);
    for word in WordSeparator::new().find_words(line) {
        end += word.word.len() + word.whitespace.len();
        if !line[start..end].ends_with('-') {
            words.push(Word::from(&line[start..end]));
            start = end;
        }
    }
    words.extend((start < line.len()).then(|| Word::from(&line[start..])));
    Box::new(words.into_iter())
}

/// What each actor does in a state, a line for each, and who does nothing.
pub(crate) fn who_does_what(model: &Model, graph: &Graph, state: StateId, margin: &str, width: usize) -> String {
    let (busy, idle): (Vec<_>, Vec<_>) = deeds(model, graph, state).into_iter().partition(|deed| !deed.does.is_empty());
    let longest = busy.iter().map(|deed| deed.actor.chars().count()).max().unwrap_or(0);
    let mut text = String::new();
    for deed in &busy {
        text += &wrapped(&format!("{margin}{:<longest$}  ", capital(&deed.actor)), &deed.does.join("; "), width);
    }
    let idle: Vec<&str> = idle.iter().map(|deed| deed.actor.as_str()).collect();
    if !idle.is_empty() {
        let (take, their) = if idle.len() == 1 { ("takes", "its") } else { ("take", "their") };
        text += &wrapped(margin, &capital(&format!("{} {take} none of {their} options", list(&idle))), width);
    }
    text
}
