//! Numbers, names and states in words.

use crate::graph::{Graph, StateId, StateSpace};
use crate::model::{ActorId, Form, Model};
use textwrap::core::Word;
use textwrap::{WordSeparator, WordSplitter};

/// `1,200`.
pub(super) fn number(n: usize) -> String {
    let digits = n.to_string();
    let mut out = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// `1 state`, `2 states`.
pub(super) fn count(n: usize, one: &str, many: &str) -> String {
    format!("{} {}", number(n), if n == 1 { one } else { many })
}

/// `a`, `a and b`, `a, b and c`.
pub(super) fn list<S: AsRef<str>>(items: &[S]) -> String {
    match items {
        [] => String::new(),
        [only] => only.as_ref().to_string(),
        [rest @ .., last] => {
            let rest: Vec<&str> = rest.iter().map(AsRef::as_ref).collect();
            format!("{} and {}", rest.join(", "), last.as_ref())
        }
    }
}

/// `text`, beginning with a capital.
pub(super) fn capital(text: &str) -> String {
    let mut rest = text.chars();
    rest.next().map_or(String::new(), |first| first.to_uppercase().chain(rest).collect())
}

/// Text wrapped to `width`; the first line after `first`, the others after as many blanks.
pub(super) fn wrapped(first: &str, text: &str, width: usize) -> String {
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

/// What each actor does in a state.
pub(super) struct Deed {
    pub(super) actor: String,
    /// Labels of the options taken.
    pub(super) does: Vec<String>,
}

/// What each actor does in a state, and who does nothing; in a bare graph, nobody does anything.
pub(super) fn deeds(model: &Model, graph: &Graph, state: StateId) -> Vec<Deed> {
    let StateSpace::Settings(states) = &graph.states else { return Vec::new() };
    let (taken, open) = (states.taken(state), states.open(state));
    let does = |actor: ActorId| {
        let own = model.actors[actor.index()].options.clone();
        own.filter_map(|option| {
            let label = &model.options()[option].label;
            match (taken >> option & 1, open >> option & 1) {
                (1, _) => Some(label.clone()),
                (_, 1) => Some(format!("{label} (or not)")),
                _ => None,
            }
        })
        .collect()
    };
    let with_options = model.actor_ids().filter(|actor| !model.actors[actor.index()].options.is_empty());
    with_options.map(|actor| Deed { actor: model.actors[actor.index()].name.clone(), does: does(actor) }).collect()
}

/// Options with their labels, actor by actor: `Union “Strike” and “Block the gate”; Town “Review”`.
pub(super) fn by_actor(model: &Model, keys: &[&str]) -> String {
    let of = |actor: &crate::model::Actor| {
        let own =
            actor.options.clone().map(|at| &model.options()[at]).filter(|option| keys.contains(&option.key.as_str()));
        let labels: Vec<String> = own.map(|option| format!("“{}”", option.label)).collect();
        (!labels.is_empty()).then(|| format!("{} {}", actor.name, list(&labels)))
    };
    model.actors.iter().filter_map(of).collect::<Vec<_>>().join("; ")
}

/// What each actor does in a state, a line for each, and who does nothing.
pub(super) fn who_does_what(model: &Model, graph: &Graph, state: StateId, margin: &str, width: usize) -> String {
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

/// The label of a state in a bare graph.
pub(super) fn label(model: &Model, state: StateId) -> Option<&str> {
    match &model.form {
        Form::Graph(form) => form.labels[state.index()].as_deref(),
        Form::Options(_) => None,
    }
}
