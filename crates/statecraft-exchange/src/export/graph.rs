//! The graph of states and moves, with ranks and outcomes: GraphML, and a picture for Graphviz.
//!
//! GraphML (Brandes et al. 2002): a node is a state, with `name`, the options `taken`, `today`, `rank.ACTOR` (1 is best) for each
//! actor and for each concept whether the state is an outcome; an edge is a move, with `actor` and whether it is an improvement.

use super::{Move, NotExported, moves, rows, title};
use quick_xml::escape::escape;
use statecraft::draw::{Arrow, Look, Node, Picture};
use statecraft::graph::StateId;
use statecraft::stability::{Concept, Found};
use statecraft::study::{LaidOut, Study};
use std::fmt::Write;

pub(super) fn graphml(study: &Study, laid_out: &LaidOut, found: &Found) -> Result<Vec<u8>, NotExported> {
    let (ranks, actors) = (rows::ranks(laid_out), laid_out.model.actor_keys());
    let outcomes = Concept::USUAL.map(|concept| found.equilibria(concept));
    let mut xml = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<graphml xmlns=\"http://graphml.graphdrawing.org/xmlns\">\n",
    );
    let mut key = |id: &str, of: &str, name: &str, kind: &str| {
        let _ = writeln!(xml, "  <key id=\"{id}\" for=\"{of}\" attr.name=\"{}\" attr.type=\"{kind}\"/>", escape(name));
    };
    key("title", "graph", "title", "string");
    for (name, kind) in [("name", "string"), ("taken", "string"), ("today", "boolean")] {
        key(name, "node", name, kind);
    }
    for (at, actor) in actors.iter().enumerate() {
        key(&format!("r{at}"), "node", &format!("rank.{actor}"), "int");
    }
    for concept in Concept::USUAL {
        key(&concept.key(&[]), "node", &concept.key(&[]), "boolean");
    }
    key("actor", "edge", "actor", "string");
    key("improvement", "edge", "improvement", "boolean");
    let title = title(study, laid_out);
    let _ =
        writeln!(xml, "  <graph id=\"g\" edgedefault=\"directed\">\n    <data key=\"title\">{}</data>", escape(&title));
    for state in laid_out.graph.state_ids() {
        let _ = write!(xml, "    <node id=\"s{}\">", state.index());
        let mut data = |key: &str, value: &str| {
            let _ = write!(xml, "<data key=\"{key}\">{}</data>", escape(value));
        };
        data("name", &laid_out.graph.state_name(state));
        data("taken", &laid_out.taken(state).join("; "));
        data("today", if laid_out.graph.status_quo == Some(state) { "true" } else { "false" });
        for (at, ranks) in ranks.iter().enumerate() {
            data(&format!("r{at}"), &ranks[state.index()].to_string());
        }
        for (at, concept) in Concept::USUAL.into_iter().enumerate() {
            data(&concept.key(&[]), if outcomes[at].contains(state) { "true" } else { "false" });
        }
        xml += "</node>\n";
    }
    for Move { actor, from, to, improves } in moves(laid_out)? {
        let actor = escape(actors[actor]);
        let _ = writeln!(
            xml,
            "    <edge source=\"s{from}\" target=\"s{to}\"><data key=\"actor\">{actor}</data><data key=\"improvement\">{improves}</data></edge>"
        );
    }
    xml += "  </graph>\n</graphml>\n";
    Ok(xml.into_bytes())
}

/// A box for each state, with what is taken in it and the concepts under which it is an outcome; moves that are no improvements are faint.
pub(super) fn dot(study: &Study, laid_out: &LaidOut, found: &Found) -> Result<Vec<u8>, NotExported> {
    let graph = &laid_out.graph;
    let outcomes = Concept::USUAL.map(|concept| (concept.key(&[]), found.equilibria(concept)));
    let node = |state: StateId| {
        let concepts = outcomes.iter().filter(|(_, outcomes)| outcomes.contains(state));
        let concepts: Vec<&str> = concepts.map(|(concept, _)| concept.as_str()).collect();
        let taken = laid_out.taken(state).into_iter().map(String::from);
        let holds = (!concepts.is_empty()).then(|| format!("holds under {}", concepts.join(", ")));
        let look = match (graph.status_quo == Some(state), concepts.is_empty()) {
            (true, _) => Look::Start,
            (_, false) => Look::Good,
            _ => Look::Plain,
        };
        Node { title: graph.state_name(state), lines: taken.chain(holds).collect(), look }
    };
    let arrow = |step: Move| Arrow {
        from: step.from,
        to: step.to,
        label: laid_out.model.actors()[step.actor].mark.clone(),
        look: if step.improves { Look::Plain } else { Look::Faint },
    };
    let picture = Picture {
        title: title(study, laid_out),
        boxes: graph.state_ids().map(node).collect(),
        arrows: moves(laid_out)?.into_iter().map(arrow).collect(),
    };
    Ok(picture.dot().into_bytes())
}
