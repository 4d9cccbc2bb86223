//! Which state is meant, which actor, and which concepts.

use super::Exit;
use crate::advice::typed_text;
use crate::terminal;
use anyhow::{anyhow, bail, ensure};
use statecraft::answers::concepts;
use statecraft::diag::{Diagnostic, SourceFile, nearest, shown};
use statecraft::graph::{StateId, StateSet, StateSpace};
use statecraft::model::{ActorId, Model};
use statecraft::patterns::nearest as nearest_to_today;
use statecraft::stability::{Concept, UnknownConcept};
use statecraft::study::{LaidOut, Refused, Study, Which};
use statecraft::text::render;
use std::io;

/// Which state is meant: today's, if nothing is said.
#[derive(clap::Args)]
pub(crate) struct StateArgs {
    /// This state, by its number, by a scenario that has no other, or in a bare graph by its name [default: today's]
    #[arg(long, value_name = "STATE", conflicts_with = "condition")]
    state: Option<String>,
    /// The state where this statement is true, such as 'iran.back and not us.lift'
    #[arg(long = "where", value_name = "EXPR")]
    condition: Option<String>,
}

impl StateArgs {
    /// The state in each account, in order; a statement that is wrong is shown in place.
    pub(crate) fn choose(&self, opened: &Study) -> anyhow::Result<Result<Vec<StateId>, Exit>> {
        let mut chosen = Vec::new();
        for laid_out in &opened.accounts {
            let state = match (&self.state, &self.condition) {
                (Some(name), _) => named_state(laid_out, name, Some("--where"))?,
                (_, Some(condition)) => match states_where(laid_out, condition, "--where")? {
                    Ok(states) => only_state(laid_out, &states, &format!("'{condition}'"))?,
                    Err(exit) => return Ok(Err(exit)),
                },
                _ => today(laid_out)?,
            };
            chosen.push(state);
        }
        if let Some(name) = &self.state {
            one_meaning(opened, &chosen, name)?;
        }
        Ok(Ok(chosen))
    }
}

fn today(laid_out: &LaidOut) -> anyhow::Result<StateId> {
    match laid_out.graph.status_quo {
        Some(today) => Ok(today),
        None => bail!("the case does not say where things stand{}; name a state with --state", of(laid_out)),
    }
}

/// ` in the account pay`.
fn of(laid_out: &LaidOut) -> String {
    laid_out.account.id().map(|id| format!(" in the account {id}")).unwrap_or_default()
}

/// The state of this number or name; `statement` is the flag that takes a statement instead, if one does.
pub(crate) fn named_state(laid_out: &LaidOut, name: &str, statement: Option<&str>) -> anyhow::Result<StateId> {
    if let (None, Some(states)) = (laid_out.graph.states.named(name), laid_out.scenario(name)) {
        return only_state(laid_out, states, &format!("the scenario {name}"));
    }
    let found = laid_out.which(&Which::Named(name.into()));
    found.map_err(|refused| anyhow!("{refused}{}", where_instead(&shown(name), statement)))
}

/// What to use where a statement was given for a number.
fn where_instead(name: &str, flag: Option<&str>) -> String {
    let is_statement = name.contains('.') || name.contains(' ');
    match flag {
        Some(flag) if is_statement => format!("; a statement goes behind {flag}: {flag} {}", typed_text(name)),
        _ => String::new(),
    }
}

/// The states of this name, one for each account; it must mean the same in all.
pub(crate) fn named_states(opened: &Study, name: &str, statement: Option<&str>) -> anyhow::Result<Vec<StateId>> {
    let chosen: Vec<StateId> =
        opened.accounts.iter().map(|of| named_state(of, name, statement)).collect::<Result<_, _>>()?;
    one_meaning(opened, &chosen, name)?;
    Ok(chosen)
}

/// The same as a question says it: a state, or else a scenario.
pub(crate) fn named(opened: &Study, name: &str) -> Which {
    if is_scenario(opened, name) {
        return Which::Scenario(name.to_string());
    }
    Which::Named(name.into())
}

/// Whether a name is that of a scenario and of no state.
pub(crate) fn is_scenario(opened: &Study, name: &str) -> bool {
    let is_state = opened.accounts.iter().any(|laid_out| laid_out.graph.states.named(name).is_some());
    !is_state && opened.case.scenario(name).is_some()
}

/// The states where a statement is true; what is wrong with it is shown in place.
pub(crate) fn states_where(laid_out: &LaidOut, condition: &str, flag: &str) -> anyhow::Result<Result<StateSet, Exit>> {
    ensure!(
        matches!(laid_out.graph.states, StateSpace::Settings(_)),
        "the case is a bare graph: its states have no options for {flag} to ask about; name one with --state"
    );
    match laid_out.states_where(condition) {
        Err(Refused::Statement { problem, .. }) => Ok(Err(complain(flag, condition, &problem))),
        states => Ok(Ok(states?)),
    }
}

fn complain(flag: &str, condition: &str, problem: &Diagnostic) -> Exit {
    let file = SourceFile::new("", condition);
    let problem = Diagnostic { message: format!("{flag}: {}", problem.message), ..problem.clone() };
    let style = terminal::style(&io::stderr());
    terminal::complain_styled(&format!("{}\n", render(&file, &problem, style)), style);
    Exit::Usage
}

/// The only state of a set; if there are several, the error names those nearest to today.
fn only_state(laid_out: &LaidOut, states: &StateSet, what: &str) -> anyhow::Result<StateId> {
    const MOST: usize = 5;
    let (of, what) = (of(laid_out), shown(what));
    let mut some = states.iter();
    match (some.next(), states.len()) {
        (None, _) => bail!("no state{of} fits {what}"),
        (Some(only), 1) => Ok(only),
        (Some(_), many) => {
            let near = nearest_to_today(laid_out, states);
            let (which, names): (_, Vec<String>) = if near.is_empty() {
                ("the first are", states.iter().map(|state| laid_out.graph.state_name(state)).take(MOST).collect())
            } else {
                ("nearest to today are", near.iter().map(|near| near.state.to_string()).take(MOST).collect())
            };
            bail!("{many} states{of} fit {what}; {which} {}; name one with --state", names.join(", "))
        }
    }
}

/// A number must mean the same in all accounts: rules of its own give an account its own numbers.
pub(crate) fn one_meaning(opened: &Study, chosen: &[StateId], name: &str) -> anyhow::Result<()> {
    ensure!(
        opened.are_one(chosen),
        "state {} is not the same state in all accounts, as some have rules of their own; choose one with --account",
        shown(name)
    );
    Ok(())
}

/// The actor of this name in the file, or of this name for readers.
pub(crate) fn actor(model: &Model, key: &str) -> anyhow::Result<ActorId> {
    let keys = model.actor_keys();
    let called = |actor: &ActorId| model.actors()[actor.index()].name == key;
    let known = model.actor(key).or_else(|| model.actor_ids().find(called));
    match (known, nearest(key, keys.iter().copied())) {
        (Some(actor), _) => Ok(actor),
        (_, Some(near)) => bail!("there is no actor `{}`; did you mean `{near}`?", shown(key)),
        _ => bail!("there is no actor `{}`; there are: {}", shown(key), keys.join(", ")),
    }
}

const CONCEPTS: &str = "\
These concepts instead of the usual five; may be given more than once

For every case:
  nash                nothing it can do improves an actor's position
  gmr                 general metarationality: improvements can be answered
  smr                 symmetric metarationality: and the answers not escaped
  seq                 sequential stability: answered by others' improvements
  symseq              symmetric sequential stability: and not escaped
  mr1 to mr99         generalised metarationality, by the number of moves
  cmr1 to cmr99       the same, each move an improvement for its mover

For cases with options, without `same` and `cannot` rules:
  sim                 simultaneous stability: all improve at one moment
  seq-or-sim          each actor by seq or by sim

For every case up to a size:
  lcs                 the largest consistent set: every move could lead on to what lasts

For two actors:
  l1 to l99           limited-move stability, by the number of moves
  nm                  non-myopic stability: looking as far as one likes
  stackelberg-ACTOR   this actor leads: it alone foresees the other's answer";

/// Which concepts are meant.
#[derive(clap::Args)]
pub(crate) struct ConceptArgs {
    /// These concepts instead of the usual five; may be given more than once
    #[arg(long = "concept", value_name = "CONCEPT", value_delimiter = ',', long_help = CONCEPTS)]
    concepts: Vec<String>,
}

impl ConceptArgs {
    /// The keys as they were typed.
    pub(crate) fn keys(&self) -> Vec<String> {
        self.concepts.clone()
    }

    /// The concepts asked for; the usual ones if none is.
    pub(crate) fn chosen(&self, opened: &Study) -> Result<Vec<Concept>, UnknownConcept> {
        concepts(opened, &self.concepts)
    }
}
