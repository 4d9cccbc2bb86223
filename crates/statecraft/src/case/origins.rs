//! Where claims come from, so that what has one origin counts once.

use super::{Case, Claim, Source};
use crate::diag::{Diagnostic, shown};
use std::collections::{BTreeSet, HashMap, HashSet};

/// What claims go back to: one person, one document, one wire story.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Origin {
    /// What the case names, or a source that speaks for itself.
    Named(String),
    /// A speaker in a source, or in the sources of one origin.
    Speaker {
        /// Who.
        name: String,
        /// The source, or the origin of the sources.
        source: String,
    },
}

impl std::fmt::Display for Origin {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Origin::Named(name) => write!(f, "{name}"),
            Origin::Speaker { name, source } => write!(f, "{name} ({source})"),
        }
    }
}

impl Case {
    /// What each claim goes back to, in the order of the claims: the origin that it names; else its speaker, within its source; else
    /// its source. A source that names an origin stands for that one, as does a speaker whose name is an origin anywhere in the case.
    pub fn origins(&self) -> Vec<Origin> {
        let steps: HashMap<&str, &str> = self.sources.iter().filter_map(step).collect();
        let of_claims = self.claims.iter().filter_map(|claim| claim.origin.as_ref());
        let of_sources = self.sources.iter().filter_map(|source| source.origin.as_ref());
        let named: HashSet<&str> = of_claims.chain(of_sources).map(|origin| origin.value.as_str()).collect();
        self.claims.iter().map(|claim| origin(claim, &steps, &named)).collect()
    }
}

impl Case {
    /// The names of one speaker: all that claims give to whoever this is, as they name the same origin or each other's.
    pub fn names_of_speaker<'c>(&'c self, name: &'c str) -> BTreeSet<&'c str> {
        let mut names = BTreeSet::from([name]);
        let both = self.claims.iter().filter_map(|claim| Some((claim.speaker.as_deref()?, claim.origin.as_ref()?)));
        let both: Vec<[&str; 2]> = both.map(|(speaker, origin)| [speaker, origin.value.as_str()]).collect();
        loop {
            let known = names.len();
            names.extend(
                both.iter().filter(|both| both.iter().any(|one| names.contains(one))).flatten().collect::<Vec<_>>(),
            );
            if names.len() == known {
                return names;
            }
        }
    }
}

fn origin(claim: &Claim, steps: &HashMap<&str, &str>, named: &HashSet<&str>) -> Origin {
    let root = |name: &str| walk(name, steps).last().map_or(name, |last| last).to_string();
    match (&claim.origin, &claim.speaker) {
        (Some(origin), _) => Origin::Named(root(&origin.value)),
        (None, Some(name)) if named.contains(name.as_str()) => Origin::Named(root(name)),
        (None, Some(name)) => Origin::Speaker { name: name.clone(), source: root(&claim.source.value) },
        (None, None) => Origin::Named(root(&claim.source.value)),
    }
}

/// A source and the origin that it names.
fn step(source: &Source) -> Option<(&str, &str)> {
    Some((&source.key.value, &source.origin.as_ref()?.value))
}

/// The origins after a source or an origin, one of the other, until there is no more or one comes again.
fn walk<'c>(name: &str, steps: &HashMap<&str, &'c str>) -> Vec<&'c str> {
    let mut found: Vec<&str> = Vec::new();
    let mut last = steps.get(name).copied();
    while let Some(next) = last.filter(|next| !found.contains(next)) {
        found.push(next);
        last = steps.get(next).copied();
    }
    found
}

/// Sources of which each has the next as its origin, round in a circle; one error for each circle.
pub(super) fn circles(case: &Case) -> Vec<Diagnostic> {
    let steps: HashMap<&str, &str> = case.sources.iter().filter_map(step).collect();
    let mut told: HashSet<&str> = HashSet::new();
    let mut found = Vec::new();
    for (source, origin) in case.sources.iter().filter_map(|source| Some((source, source.origin.as_ref()?))) {
        let name = source.key.value.as_str();
        let after = walk(name, &steps);
        if after.contains(&name) && !told.contains(name) {
            let help = match after.len() {
                1 => "leave it out: a source is its own origin",
                _ => "leave out the origin of the one that the others copied",
            };
            told.extend(after);
            let message = format!("the origin of `{0}` leads back to `{0}`", shown(name));
            let problem = Diagnostic::error("origin-circle", origin.span, message).label("round in a circle");
            found.push(problem.help(help));
        }
    }
    found
}
