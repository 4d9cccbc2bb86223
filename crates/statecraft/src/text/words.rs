//! Numbers, names and states in words.

use crate::diag::whole_words;
use crate::graph::{Graph, StateId};
use crate::model::Model;
use crate::phrase::english::{capital, list};
use crate::phrase::names::deeds;
use textwrap::core::display_width;
use textwrap::{WordSeparator, WordSplitter};

/// Text wrapped to `width`; the first line after `first`, the others after as many blanks. What is longer than half a line
/// stands above the text.
pub(crate) fn wrapped(first: &str, text: &str, width: usize) -> String {
    let width = width.max(40);
    if display_width(first) > width / 2 && !first.trim().is_empty() {
        let margin = &first[..first.len() - first.trim_start().len()];
        let alone =
            textwrap::fill(first.trim(), options(width).initial_indent(margin).subsequent_indent(margin)) + "\n";
        let below = margin.to_string() + "  ";
        return if text.is_empty() { alone } else { alone + &wrapped(&below, text, width) };
    }
    let blank = " ".repeat(display_width(first));
    textwrap::fill(text, options(width).initial_indent(first).subsequent_indent(&blank)) + "\n"
}

/// Text as lines of this width, or of one column at least; what fits stays as it is.
pub(crate) fn lines(text: &str, width: usize) -> Vec<String> {
    if display_width(text) <= width {
        return vec![text.to_string()];
    }
    textwrap::wrap(text, options(width.max(1))).into_iter().map(String::from).collect()
}

fn options<'a>(width: usize) -> textwrap::Options<'a> {
    let options = textwrap::Options::new(width).word_splitter(WordSplitter::NoHyphenation);
    options.word_separator(WordSeparator::Custom(whole_words))
}

/// A text and blanks behind it, this wide at least.
pub(crate) fn padded(text: &str, columns: usize) -> String {
    text.to_string() + &" ".repeat(columns.saturating_sub(display_width(text)))
}

/// How wide a column of names is, with what is said of each beside it: a name that is longer stands on lines of its own.
pub(crate) fn column<'a>(names: impl IntoIterator<Item = &'a str>, width: usize) -> usize {
    names.into_iter().map(display_width).max().unwrap_or(0).min((width.max(40) / 2).saturating_sub(6))
}

/// What each actor does in a state, a line for each, and who does nothing.
pub(crate) fn who_does_what(model: &Model, graph: &Graph, state: StateId, margin: &str, width: usize) -> String {
    let (busy, idle): (Vec<_>, Vec<_>) = deeds(model, graph, state).into_iter().partition(|deed| !deed.does.is_empty());
    let longest = column(busy.iter().map(|deed| deed.actor.as_str()), width);
    let mut text = String::new();
    for deed in &busy {
        text +=
            &wrapped(&format!("{margin}{}  ", padded(&capital(&deed.actor), longest)), &deed.does.join("; "), width);
    }
    let idle: Vec<&str> = idle.iter().map(|deed| deed.in_text.as_str()).collect();
    if !idle.is_empty() {
        let one = matches!(idle.as_slice(), [name] if !model.actors.iter().any(|it| it.plural && it.in_text == *name));
        let (take, their) = if one { ("takes", "its") } else { ("take", "their") };
        text += &wrapped(margin, &capital(&format!("{} {take} none of {their} options", list(&idle))), width);
    }
    text
}
