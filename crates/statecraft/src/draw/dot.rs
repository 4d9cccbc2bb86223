//! Pictures for Graphviz.

use super::{Look, Picture};
use crate::diag::visible;
use std::fmt::Write;

impl Picture {
    /// The picture in the language of Graphviz.
    pub fn dot(&self) -> String {
        let mut dot = String::from("digraph {\n  rankdir=LR;\n  node [shape=box, fontname=\"sans-serif\"];\n");
        dot += "  edge [fontname=\"sans-serif\"];\n";
        let _ = writeln!(dot, "  tooltip={};", quoted(&self.title));
        for (at, node) in self.boxes.iter().enumerate() {
            let label = [std::slice::from_ref(&node.title), &node.lines].concat().join("\n");
            let _ = writeln!(dot, "  b{at} [label={}{}];", quoted(&label), box_style(node.look));
        }
        for (_, arrow) in self.sound_arrows() {
            let label = quoted(&arrow.label);
            let _ = writeln!(dot, "  b{} -> b{} [label={label}{}];", arrow.from, arrow.to, line_style(arrow.look));
        }
        dot + "}\n"
    }
}

fn box_style(look: Look) -> &'static str {
    match look {
        Look::Plain => "",
        Look::Start => ", penwidth=3, color=\"#0b5cad\"",
        Look::Good => ", peripheries=2, color=\"#00694b\"",
        Look::Bad => ", style=dashed, penwidth=2, color=\"#b3380b\"",
        Look::Faint => ", style=dotted, fontcolor=\"#5c5c5c\"",
    }
}

fn line_style(look: Look) -> &'static str {
    match look {
        Look::Plain => "",
        Look::Start => ", penwidth=3, color=\"#0b5cad\"",
        Look::Good => ", penwidth=2, color=\"#00694b\"",
        Look::Bad => ", style=dashed, penwidth=2, color=\"#b3380b\"",
        Look::Faint => ", style=dotted, fontcolor=\"#5c5c5c\"",
    }
}

/// A quoted string. Graphviz reads a backslash as the beginning of an escape and an ampersand as that of a character's name.
fn quoted(text: &str) -> String {
    let mut found = String::from("\"");
    for letter in text.chars() {
        match letter {
            '"' => found += "\\\"",
            '\\' => found += "\\\\",
            '&' => found += "&amp;",
            '\n' => found += "\\n",
            letter if letter.is_control() => found.push(' '),
            letter => found.push(visible(letter)),
        }
    }
    found + "\""
}
