//! What happened after the day that a case describes, as it is written: in the case file or in a file beside it.

use super::links::unknown;
use super::{Case, Claim, Source};
use crate::diag::{Diagnostic, Names, SourceFile, Span, Spanned, shown};
use crate::expr::Name;
use std::collections::BTreeMap;

/// What happened after the day that a case describes, and how it may be read.
#[derive(Clone, Debug, Default)]
pub struct Later {
    /// The file beside the case that says so; none if the case file says it.
    pub file: Option<SourceFile>,
    /// The day at which things are compared with what was predicted; without one the last day of the entries.
    pub until: Option<Spanned<String>>,
    /// What happened, as it is written; its order in the file means nothing.
    pub entries: Vec<LaterEntry>,
    /// Other readings of what is unclear.
    pub codings: Vec<Coding>,
    /// The sources of the file beside the case.
    pub sources: Vec<Source>,
    /// The claims of the file beside the case.
    pub claims: Vec<Claim>,
}

/// Something that happened on one day.
#[derive(Clone, Debug)]
pub struct LaterEntry {
    /// The day, as `2021-08-30`.
    pub date: Spanned<String>,
    /// What happened, in words.
    pub says: Option<String>,
    /// How options stand from that day on.
    pub settings: Settings,
    /// What says so.
    pub claims: Vec<Spanned<String>>,
    /// The analyst's own reading of it.
    pub assumption: Option<String>,
    /// Where it stands.
    pub span: Span,
}

/// Another reading of how things stood in the end.
#[derive(Clone, Debug)]
pub struct Coding {
    /// Its name in the file.
    pub key: Spanned<String>,
    /// Its title.
    pub title: String,
    /// Why one could read it so.
    pub reason: Option<String>,
    /// What is otherwise than the entries say.
    pub settings: Settings,
}

/// How some options stand.
#[derive(Clone, Debug, Default)]
pub struct Settings {
    /// Taken.
    pub taken: Vec<Spanned<Name>>,
    /// Not taken.
    pub dropped: Vec<Spanned<Name>>,
    /// What the sources do not decide.
    pub unclear: Vec<Spanned<Name>>,
}

impl Settings {
    /// Every option named.
    pub fn all(&self) -> impl Iterator<Item = &Spanned<Name>> {
        self.taken.iter().chain(&self.dropped).chain(&self.unclear)
    }
}

impl Later {
    /// Whether nothing is said of what happened.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// The claim of this name: of the file beside the case, else of the case.
    pub fn claim<'a>(&'a self, case: &'a Case, key: &str) -> Option<&'a Claim> {
        self.claims.iter().find(|claim| claim.key.value == key).or_else(|| case.claim(key))
    }

    /// The last day that counts.
    pub fn last_day(&self) -> Option<&str> {
        let last = || self.entries.iter().map(|entry| entry.date.value.as_str()).max();
        self.until.as_ref().map(|until| until.value.as_str()).or_else(last)
    }
}

/// What is wrong with what is said to have happened, as far as the file alone shows it.
pub(super) fn check(case: &Case, later: &Later) -> Vec<Diagnostic> {
    let claims = case.claims.iter().chain(&later.claims).map(|claim| &claim.key.value);
    let claims = Names::new(claims);
    let sources = Names::new(case.sources.iter().chain(&later.sources).map(|source| &source.key.value));
    let cited = later.entries.iter().flat_map(|entry| &entry.claims);
    let mut problems: Vec<Diagnostic> = cited.filter_map(|name| unknown("claim", name, &claims)).collect();
    let from = later.claims.iter().map(|claim| &claim.source).filter(|source| !source.value.is_empty());
    problems.extend(from.filter_map(|name| unknown("source", name, &sources)));
    let twice = later.claims.iter().filter(|claim| case.claim(&claim.key.value).is_some());
    problems.extend(twice.map(|claim| {
        let message = format!("the case has a claim `{}` already", shown(&claim.key.value));
        Diagnostic::error("twice", claim.key.span, message).help("give this one another name")
    }));
    if case.is_bare_graph() {
        problems.extend(later.entries.iter().filter(|entry| entry.settings.all().next().is_some()).map(|entry| {
            let message = "a bare graph has no options that could be taken or dropped";
            Diagnostic::error("two-forms", entry.span, message).help("say in words what happened: says = \"…\"")
        }));
        return problems;
    }
    let settings = later.entries.iter().map(|entry| &entry.settings);
    let all = settings.chain(later.codings.iter().map(|coding| &coding.settings)).flat_map(Settings::all);
    problems.extend(all.filter_map(|name| no_such_option(case, name)));
    problems.extend(days(case, later));
    problems.extend(contradictions(later));
    problems
}

/// An option that nobody has, or a choice of which no level is named.
fn no_such_option(case: &Case, name: &Spanned<Name>) -> Option<Diagnostic> {
    let keys = case
        .actors
        .iter()
        .flat_map(|actor| actor.options.iter().map(move |option| format!("{}.{}", actor.key.value, option.key.value)));
    let keys: Vec<String> = keys.collect();
    let written = name.value.to_string();
    if keys.contains(&written) {
        return None;
    }
    let help = match Names::new(&keys).nearest(&written, &format!("{}.", name.value.actor)) {
        Some(near) => format!("did you mean `{near}`?"),
        None => "name an option of the case with its actor, \"actor.option\", and of a choice a level".into(),
    };
    let message = format!("there is no option `{}`", shown(&written));
    Some(Diagnostic::error("unknown-name", name.span, message).label("not declared").help(help))
}

/// Entries of days before the day that the case describes.
fn days(case: &Case, later: &Later) -> Vec<Diagnostic> {
    let Some(today) = case.as_of.as_deref().filter(|day| is_day(day)) else { return Vec::new() };
    let early = later.entries.iter().filter(|entry| is_day(&entry.date.value) && entry.date.value.as_str() < today);
    let warn = |entry: &LaterEntry| {
        let message = format!("this day is before {today}, which the case describes");
        Diagnostic::error("too-early", entry.date.span, message)
            .help("what was so by then belongs into the status quo; leave the entry out")
    };
    early.map(warn).collect()
}

/// Options that stand in two ways on one day, or in one coding.
fn contradictions(later: &Later) -> Vec<Diagnostic> {
    let mut known: BTreeMap<(String, String), (usize, Span)> = BTreeMap::new();
    let mut problems = Vec::new();
    let days = later.entries.iter().map(|entry| (format!("day {}", entry.date.value), &entry.settings));
    let codings = later.codings.iter().map(|coding| (format!("coding {}", coding.key.value), &coding.settings));
    for (place, settings) in days.chain(codings) {
        let lists = [&settings.taken, &settings.dropped, &settings.unclear];
        for (how, name) in lists.into_iter().enumerate().flat_map(|(how, list)| list.iter().map(move |it| (how, it))) {
            let said = known.entry((place.clone(), name.value.to_string())).or_insert((how, name.span));
            if said.0 != how {
                let message = format!("`{}` stands in two ways on one day", shown(&name.value.to_string()));
                let help = "say what the day ends with, or leave it `unclear`";
                let problem = Diagnostic::error("two-forms", name.span, message).also(said.1, "this is another");
                problems.push(problem.help(help));
            }
        }
    }
    problems
}

/// Whether a text is a day, such as 2021-08-30, so that days can be put in order.
pub(crate) fn is_day(text: &str) -> bool {
    text.len() == 10 && text.parse::<toml::value::Datetime>().is_ok_and(|date| date.date.is_some())
}
