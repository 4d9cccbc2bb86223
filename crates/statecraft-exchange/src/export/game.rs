//! `.nfg`: a game in strategic form, as Gambit reads it; `import::nfg` says what stands where.
//!
//! A strategy is a setting of an actor's own options that some state has; a payoff the rank of the state, more is better. A game has
//! every profile of strategies. One that the rules of the case forbid pays 0 to all, which is less than any state: so a player
//! leaves it where that is possible, and no outcome of the case is lost. Every move is possible in a game, so options that go one way
//! only can make the game have fewer outcomes than the case.

use super::{NotExported, title};
use statecraft::graph::{StateSpace, States};
use statecraft::model::OptionSet;
use statecraft::phrase::small;
use statecraft::study::{LaidOut, Study};
use std::collections::{BTreeSet, HashMap};
use std::fmt::Write;

/// A game has so many profiles at most.
const MOST: usize = 1 << 20;

pub(super) fn write(study: &Study, laid_out: &LaidOut, notes: &mut Vec<String>) -> Result<Vec<u8>, NotExported> {
    let StateSpace::Settings(states) = &laid_out.graph.states else { return Err(NotExported::NoOptions) };
    let ranks: Vec<Vec<usize>> = super::rows::ranks(laid_out);
    let (strategies, pays) = strategies(laid_out, states);
    let profiles = strategies.iter().try_fold(1usize, |all, own| all.checked_mul(own.len()));
    let profiles = profiles.filter(|all| *all <= MOST).ok_or(NotExported::TooLarge(MOST, "profiles of strategies"))?;
    let actors = laid_out.model.actors();
    let mut game = format!("NFG 1 R {} {{", quoted(&title(study, laid_out)));
    for name in distinct(actors.iter().map(|actor| actor.name.clone())) {
        let _ = write!(game, " {}", quoted(&name));
    }
    game += " }\n\n{\n";
    for (actor, own) in actors.iter().zip(&strategies) {
        let names = distinct(own.iter().map(|setting| told(laid_out, actor.options.clone(), *setting)));
        let names: Vec<String> = names.iter().map(|name| quoted(name)).collect();
        let _ = writeln!(game, "  {{ {} }}", names.join(" "));
    }
    game += "}\n\"\"\n\n";
    let worst: Vec<usize> = ranks.iter().map(|ranks| ranks.iter().max().map_or(1, |worst| worst + 1)).collect();
    let mut holes = 0;
    for profile in 0..profiles {
        let mut rest = profile;
        let setting = strategies.iter().fold(0, |setting, own| {
            let at = rest % own.len();
            rest /= own.len();
            setting | own[at]
        });
        let state = pays.get(&setting);
        holes += usize::from(state.is_none());
        let payoffs = ranks.iter().zip(&worst).map(|(ranks, worst)| state.map_or(0, |state| worst - ranks[*state]));
        game += &payoffs.map(|payoff| payoff.to_string()).collect::<Vec<_>>().join(" ");
        game.push('\n');
    }
    if holes > 0 {
        notes.push(format!("{holes} of {profiles} profiles are no states: they pay 0 to all, less than any state"));
    }
    Ok(game.into_bytes())
}

/// The settings that each actor chooses among, and the state of each setting of all.
fn strategies(laid_out: &LaidOut, states: &States) -> (Vec<Vec<OptionSet>>, HashMap<OptionSet, usize>) {
    let mut own = vec![BTreeSet::new(); laid_out.model.actors().len()];
    let mut found = HashMap::new();
    for state in laid_out.graph.state_ids() {
        for setting in states.members(state).iter() {
            for actor in laid_out.model.actor_ids() {
                own[actor.index()].insert(setting & states.own(actor));
            }
            found.insert(*setting, state.index());
        }
    }
    (own.into_iter().map(|own| own.into_iter().collect()).collect(), found)
}

/// What a strategy does: the options that it takes.
fn told(laid_out: &LaidOut, own: std::ops::Range<usize>, setting: OptionSet) -> String {
    let taken =
        laid_out.model.options().iter().enumerate().filter(|(at, _)| own.contains(at) && setting >> at & 1 == 1);
    let words = taken.map(|(_, option)| option.level.as_ref().map_or(option.label.clone(), |level| level.text.clone()));
    let words: Vec<String> = words.collect();
    match words.as_slice() {
        [] => "nothing".into(),
        [first, rest @ ..] => rest.iter().fold(first.clone(), |all, next| format!("{all} and {}", small(next))),
    }
}

/// The same names, where one stands twice the second with a number.
fn distinct(names: impl Iterator<Item = String>) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for name in names {
        let numbered = (2..).map(|number| format!("{name} ({number})"));
        let free = std::iter::once(name.clone()).chain(numbered).find(|name| !found.contains(name));
        found.push(free.unwrap_or(name));
    }
    found
}

fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}
