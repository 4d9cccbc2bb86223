//! A module of PRISM (Kwiatkowska, Norman & Parker 2011): the graph as a Markov decision process without chances.
//!
//! One variable `s` has the number of the state; a command is a move, named `by_ACTOR`, or `gain_ACTOR` where it is an improvement. A
//! state without moves stays. Labels say which states are today's and which are outcomes under each concept; a reward structure `rank_ACTOR` has the
//! rank of each state, 1 the best.

use super::{NotExported, moves, rows, title};
use statecraft::stability::{Concept, Found};
use statecraft::study::{LaidOut, Study};
use std::fmt::Write;

pub(super) fn write(
    study: &Study,
    laid_out: &LaidOut,
    found: &Found,
    notes: &mut Vec<String>,
) -> Result<Vec<u8>, NotExported> {
    let graph = &laid_out.graph;
    let names: Vec<String> =
        laid_out.model.actor_keys().into_iter().enumerate().map(|(at, key)| identifier(at, key)).collect();
    let start = graph.status_quo.map_or(1, |today| today.index() + 1);
    if graph.status_quo.is_none() {
        notes.push("the case says nothing of today: the process begins in state 1".into());
    }
    let mut text = format!("// {}\n", title(study, laid_out));
    for state in graph.state_ids() {
        let _ = writeln!(
            text,
            "// {}: {} {}",
            state.index() + 1,
            graph.state_name(state),
            laid_out.taken(state).join(", ")
        );
    }
    let _ = writeln!(text, "mdp\n\nmodule conflict\n  s : [1..{}] init {start};", graph.len());
    let mut leaves = vec![false; graph.len()];
    for step in moves(laid_out)? {
        leaves[step.from] = true;
        let kind = if step.improves { "gain" } else { "by" };
        let _ = writeln!(text, "  [{kind}_{}] s={} -> (s'={});", names[step.actor], step.from + 1, step.to + 1);
    }
    for state in (0..graph.len()).filter(|state| !leaves[*state]) {
        let _ = writeln!(text, "  [stay] s={0} -> (s'={0});", state + 1);
    }
    text += "endmodule\n\n";
    let mut label = |name: &str, states: Vec<String>| {
        let states = if states.is_empty() { "false".to_string() } else { states.join(" | ") };
        let _ = writeln!(text, "label \"{name}\" = {states};");
    };
    label("today", graph.status_quo.map(|today| format!("s={}", today.index() + 1)).into_iter().collect());
    for concept in Concept::USUAL {
        label(
            &concept.key(&[]),
            found.equilibria(concept).iter().map(|state| format!("s={}", state.index() + 1)).collect(),
        );
    }
    for (name, ranks) in names.iter().zip(rows::ranks(laid_out)) {
        let _ = writeln!(text, "\nrewards \"rank_{name}\"");
        for (at, rank) in ranks.iter().enumerate() {
            let _ = writeln!(text, "  s={} : {rank};", at + 1);
        }
        text += "endrewards\n";
    }
    Ok(text.into_bytes())
}

/// A name of PRISM: letters, digits and `_`; one that would be another's with its number behind it.
fn identifier(at: usize, key: &str) -> String {
    let plain: String = key.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '_' }).collect();
    if plain == key { plain } else { format!("{plain}_{}", at + 1) }
}
