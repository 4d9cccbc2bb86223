//! A page as Markdown.

use super::page::{Block, Page, Sentence};

impl Page {
    /// The page as Markdown, its notes as footnotes of numbers in brackets.
    pub fn markdown(&self) -> String {
        let mut text = format!("# {}\n", escaped(&self.title));
        text += &self.question.iter().map(|question| format!("\n*{}*\n", escaped(question))).collect::<String>();
        for section in &self.sections {
            if !section.heading.is_empty() {
                text += &format!("\n## {}\n", escaped(&section.heading));
            }
            for block in &section.blocks {
                text += "\n";
                text += &match block {
                    Block::Paragraph(sentences) => told(sentences) + "\n",
                    Block::Points(points) => points.iter().map(|point| format!("- {}\n", told(point))).collect(),
                    Block::Numbered(points) => {
                        let numbered = points.iter().zip(1..);
                        numbered.map(|(point, number)| format!("{number}. {}\n", told(point))).collect()
                    }
                };
            }
        }
        if !self.sources.is_empty() {
            text += "\n## Sources\n\n";
            text += &self.sources.iter().map(|source| format!("- {}\n", escaped(source))).collect::<String>();
        }
        if !self.notes.is_empty() {
            text += "\n## Notes\n\n";
            let notes = self.notes.iter().zip(1..);
            text += &notes.map(|(note, number)| format!("{number}. {}\n", escaped(note))).collect::<String>();
        }
        text
    }
}

fn told(sentences: &[Sentence]) -> String {
    let one = |sentence: &Sentence| {
        let notes: Vec<String> = sentence.notes.iter().map(|note| (note + 1).to_string()).collect();
        let notes = if notes.is_empty() { String::new() } else { format!(" [{}]", notes.join(", ")) };
        escaped(&sentence.text) + &notes
    };
    sentences.iter().map(one).collect::<Vec<_>>().join(" ")
}

/// A text in which nothing is taken for markup.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if matches!(c, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '#' | '|' | '&') {
            out.push('\\');
        }
        out.push(if c.is_control() { ' ' } else { c });
    }
    out
}
