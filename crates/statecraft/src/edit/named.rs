//! Names: giving something another one wherever it stands, and removing what nothing refers to.

use super::blocks::Page;
use super::commas::Commas;
use super::roles::{At, Role, Word, words};
use super::splice::{Change, Work};
use super::syntax::{List, Placed, Tree, Value, begins};
use super::{EditError, Kind, look, step, strings};
use crate::diag::{Span, nearest};
use crate::expr::{self, KEYWORDS, Name};

impl Kind {
    /// As it stands in a sentence, without an article.
    pub fn word(self) -> &'static str {
        match self {
            Kind::Actor => "actor",
            Kind::Option => "option",
            Kind::Account => "account",
            Kind::Claim => "claim",
            Kind::Source => "source",
            Kind::State => "state",
            Kind::Evidence => "item of evidence",
            Kind::Scenario => "scenario",
        }
    }

    fn with_article(self) -> &'static str {
        match self {
            Kind::Actor => "an actor",
            Kind::Option => "an option",
            Kind::Account => "an account",
            Kind::Claim => "a claim",
            Kind::Source => "a source",
            Kind::State => "a state",
            Kind::Evidence => "an item of evidence",
            Kind::Scenario => "a scenario",
        }
    }

    /// Where one of the kind is declared.
    pub(super) fn path(self, name: &str) -> Vec<&str> {
        match (self, name.split_once('.')) {
            (Kind::Option, Some((actor, option))) => vec!["actors", actor, "options", option],
            (Kind::Option, None) => vec!["actors", name, "options", ""],
            (Kind::Actor, _) => vec!["actors", name],
            (Kind::Account, _) => vec!["accounts", name],
            (Kind::Claim, _) => vec!["claims", name],
            (Kind::Source, _) => vec!["sources", name],
            (Kind::State, _) => vec!["states", name],
            (Kind::Evidence, _) => vec!["evidence", name],
            (Kind::Scenario, _) => vec!["scenarios", name],
        }
    }

    /// Where one of the kind may be declared: an option also as a choice, which has levels.
    fn paths(self, name: &str) -> Vec<Vec<&str>> {
        let path = self.path(name);
        match (self, path.as_slice()) {
            (Kind::Option, [actors, actor, _, option]) => {
                let as_choice = vec![*actors, *actor, "choices", *option];
                vec![path, as_choice]
            }
            _ => vec![path],
        }
    }
}

/// All names of a kind that are declared, in the order of the file; options with their actors.
pub(super) fn declared(tree: &Tree, kind: Kind) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for word in words(tree) {
        let path: Vec<&str> = word.path.iter().map(String::as_str).collect();
        let name = match (kind, path.as_slice(), &word.at) {
            (Kind::Option, ["actors", actor, "options" | "choices", option], At::Key(_)) => format!("{actor}.{option}"),
            (Kind::Option, ..) => continue,
            (_, [.., name], At::Key(_)) if path == kind.path(name) => name.to_string(),
            _ => continue,
        };
        if !found.contains(&name) {
            found.push(name);
        }
    }
    found
}

/// An error if the name is none of these.
pub(super) fn known(what: &'static str, name: &str, names: &[String]) -> Result<(), EditError> {
    if names.iter().any(|known| known == name) {
        return Ok(());
    }
    Err(unknown(what, name, names))
}

/// That the name is none of these.
pub(super) fn unknown(what: &'static str, name: &str, names: &[String]) -> EditError {
    let near = nearest(name, names.iter().map(String::as_str)).map(str::to_string);
    EditError::Unknown { what, name: name.to_string(), near, known: names.to_vec() }
}

pub(super) fn account_exists(tree: &Tree, account: &str) -> Result<(), EditError> {
    known(Kind::Account.word(), account, &declared(tree, Kind::Account))
}

/// An error if this cannot be a name, or is taken.
pub(super) fn is_free(page: &Page, kind: Kind, name: &str, new: &str) -> Result<(), EditError> {
    let fits = |c: char| c.is_alphanumeric() || c == '_' || c == '-';
    let reserved = matches!(kind, Kind::Actor | Kind::Option) && KEYWORDS.contains(&new);
    if new.is_empty() || new.starts_with('-') || !new.chars().all(fits) || reserved {
        return Err(EditError::BadName(new.to_string()));
    }
    let paths = kind.paths(name);
    let taken = |at: Span| EditError::Taken { what: kind.with_article(), name: name.to_string(), at };
    for word in words(page.tree) {
        match (&word.at, word.role) {
            (At::Key(key), _) if paths.iter().any(|path| word.path == *path) => return Err(taken(key.span)),
            // What goes back to something of this name would then go back to the source.
            (At::Value(span), Role::Origin) if kind == Kind::Source && content(page, *span) == new => {
                return Err(taken(*span));
            }
            _ => {}
        }
    }
    Ok(())
}

fn content(page: &Page, span: Span) -> String {
    strings::read(page.text, span).map(|written| written.text).unwrap_or_default()
}

/// What is looked for: one of a kind.
#[derive(Clone, Copy)]
struct Sought<'e> {
    kind: Kind,
    /// The actor of an option.
    actor: &'e str,
    name: &'e str,
}

impl<'e> Sought<'e> {
    fn new(kind: Kind, name: &'e str) -> Sought<'e> {
        match (kind, name.split_once('.')) {
            (Kind::Option, Some((actor, name))) => Sought { kind, actor, name },
            _ => Sought { kind, actor: "", name },
        }
    }

    /// Where a word speaks of it: each place of the name in the text, and whether it is a key without quotation marks.
    fn places(&self, page: &Page, word: &Word) -> Vec<(Span, bool)> {
        let place = |name: &Name, at: usize| -> Option<Span> {
            let point = at + name.actor.len();
            match self.kind {
                Kind::Actor if name.actor == self.name => Some(Span::new(at, point)),
                Kind::Option if name.actor == self.actor && name.option == self.name => {
                    Some(Span::new(point + 1, point + 1 + name.option.len()))
                }
                _ => None,
            }
        };
        let (span, bare) = match &word.at {
            At::Key(key) => (key.span, !page.text[key.span.start..].starts_with(['"', '\''])),
            At::Value(span) => (*span, false),
        };
        if bare {
            return if self.is_named_by(word, word.path.last().map_or("", String::as_str)) {
                vec![(span, true)]
            } else {
                vec![]
            };
        }
        let Some(written) = strings::read(page.text, span) else { return Vec::new() };
        let found = match word.role {
            Role::Ranked if matches!(self.kind, Kind::State | Kind::Scenario) => {
                (written.text == self.name).then(|| Span::new(0, written.text.len())).into_iter().collect()
            }
            Role::Statement | Role::Ranked => expr::parse(&written.text, 0).map_or(Vec::new(), |tree| {
                tree.atoms().into_iter().filter_map(|atom| place(&atom.value, atom.span.start)).collect()
            }),
            Role::OptionName => {
                let plain = || written.text.split_once('.').map(|(actor, option)| Name::new(actor, option));
                let name = expr::parse_name(&written.text).or_else(plain);
                name.and_then(|name| place(&name, 0)).into_iter().collect()
            }
            // The key of a weight for a level: `"enrich = 'stop'" = 3` below its actor.
            Role::Name(Kind::Option) if written.text.contains('=') && self.is_of_actor(word) => {
                let name = expr::parse_name(&format!("{}.{}", self.actor, written.text));
                let is_sought = self.kind == Kind::Option && name.is_some_and(|name| name.option == self.name);
                is_sought.then(|| Span::new(0, self.name.len())).into_iter().collect()
            }
            _ if self.is_named_by(word, &written.text) => vec![Span::new(0, written.text.len())],
            _ => Vec::new(),
        };
        found.into_iter().map(|part| (written.place(part), false)).collect()
    }

    fn is_named_by(&self, word: &Word, name: &str) -> bool {
        let of_kind = match word.role {
            Role::Name(Kind::Option) => self.kind == Kind::Option && self.is_of_actor(word),
            Role::Name(kind) => kind == self.kind,
            Role::Origin => self.kind == Kind::Source,
            _ => false,
        };
        of_kind && name == self.name
    }

    /// Whether the key of an option, `actors.A.options.O` or `weights.A.O`, is one of the actor's.
    fn is_of_actor(&self, word: &Word) -> bool {
        match word.path.as_slice() {
            [actors, actor, _, _] if actors == "actors" => actor == self.actor,
            [.., actor, _] => actor == self.actor,
            _ => false,
        }
    }
}

pub(super) fn rename(work: &mut Work, kind: Kind, from: &str, to: &str) -> Result<(), EditError> {
    step(work, |page| {
        known(kind.word(), from, &declared(page.tree, kind))?;
        let sought = Sought::new(kind, from);
        let whole = if kind == Kind::Option { format!("{}.{to}", sought.actor) } else { to.to_string() };
        is_free(page, kind, &whole, to)?;
        let mut changes: Vec<Change> = Vec::new();
        for word in words(page.tree) {
            for (span, bare) in sought.places(page, &word) {
                changes.push((span, if bare { strings::key(to) } else { to.to_string() }));
            }
        }
        Ok(changes)
    })
}

pub(super) fn remove(work: &mut Work, kind: Kind, name: &str, cited: bool) -> Result<(), EditError> {
    look(work, |page| known(kind.word(), name, &declared(page.tree, kind)))?;
    let is_declared = |path: &Vec<&str>| look(work, |page| Ok(words(page.tree).iter().any(|word| word.path == *path)));
    let mut path = kind.path(name);
    for other in kind.paths(name) {
        if is_declared(&other)? {
            path = other;
        }
    }
    let sought = Sought::new(kind, name);
    while cited && let Some(changes) = look(work, |page| Ok(uncited(page, &path, &sought)))? {
        work.make(changes)?;
    }
    step(work, |page| {
        let outside = words(page.tree).into_iter().filter(|word| !begins(&word.path, &path));
        let places: Vec<Span> = outside.flat_map(|word| sought.places(page, &word)).map(|(place, _)| place).collect();
        if places.is_empty() {
            return Ok(page.remove(&path));
        }
        Err(EditError::InUse { what: kind.word(), name: name.to_string(), places })
    })
}

/// Takes a name out of the last list that has it.
fn uncited(page: &Page, path: &[&str], sought: &Sought) -> Option<Vec<Change>> {
    let mut in_lists = words(page.tree).into_iter().filter(|word| {
        !begins(&word.path, path)
            && word.path.last().is_some_and(|step| step == "#")
            && word.role == Role::Name(sought.kind)
    });
    let word = in_lists.rfind(|word| !sought.places(page, word).is_empty())?;
    let At::Value(span) = word.at else { return None };
    let pairs = page.tree.sections.iter().flat_map(|section| &section.pairs);
    let (list, at) = pairs.filter_map(|pair| list_with(&pair.value, span)).next()?;
    Some(Commas::new(page.text, list).remove(at))
}

/// The list that has the value at this place as an item.
fn list_with(value: &Value, span: Span) -> Option<(&List<Value>, usize)> {
    match value {
        Value::Scalar(_) => None,
        Value::List(list) => match list.items.iter().position(|item| item.span() == span) {
            Some(at) => Some((list, at)),
            None => list.items.iter().find_map(|item| list_with(item, span)),
        },
        Value::Table(table) => table.items.iter().find_map(|pair| list_with(&pair.value, span)),
    }
}
