//! A page as one file of HTML: no script, nothing to load.

use super::page::{Block, Page, Sentence};

/// How the page looks, on a screen and on paper.
const STYLE: &str = "body{font:1.05rem/1.5 Georgia,serif;max-width:42rem;margin:2rem auto;padding:0 1rem;color:#1a1a1a;\
background:#fff}h1{font-size:1.5rem;line-height:1.25}h2{font-size:1.1rem;margin:1.4rem 0 .3rem}p,ul,ol{margin:.4rem 0}\
sup{line-height:0}sup a{text-decoration:none}.notes,.sources{font-size:.85rem}:target{background:#fff3c4}\
@media print{body{margin:0;max-width:none;font-size:10.5pt}a{color:inherit}}\
@media(prefers-color-scheme:dark){body{background:#161616;color:#e8e8e8}a{color:#8ab4f8}:target{background:#4a3d00}}";

impl Page {
    /// The page as HTML, its notes as links both ways.
    pub fn html(&self) -> String {
        let title = escaped(&self.title);
        let mut text = format!(
            "<!doctype html>\n<html lang=\"en\">\n<meta charset=\"utf-8\">\n\
             <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
             <title>{title}</title>\n<style>{STYLE}</style>\n<h1>{title}</h1>\n"
        );
        text += &self.question.iter().map(|it| format!("<p><em>{}</em></p>\n", escaped(it))).collect::<String>();
        for section in &self.sections {
            if !section.heading.is_empty() {
                text += &format!("<h2>{}</h2>\n", escaped(&section.heading));
            }
            text += &section.blocks.iter().map(block).collect::<String>();
        }
        let sources = self.sources.iter().map(|source| format!("<li>{}</li>\n", escaped(source)));
        text += &part("sources", "ul", "Sources", sources.collect());
        let notes = self.notes.iter().zip(1..);
        let notes = notes.map(|(note, at)| format!("<li id=\"n{at}\">{}</li>\n", escaped(note)));
        text + &part("notes", "ol", "Notes", notes.collect())
    }
}

fn part(class: &str, list: &str, heading: &str, items: String) -> String {
    if items.is_empty() {
        return String::new();
    }
    format!("<section class=\"{class}\"><h2>{heading}</h2>\n<{list}>\n{items}</{list}></section>\n")
}

fn block(block: &Block) -> String {
    let items =
        |points: &[Vec<Sentence>]| points.iter().map(|point| format!("<li>{}</li>\n", told(point))).collect::<String>();
    match block {
        Block::Paragraph(sentences) => format!("<p>{}</p>\n", told(sentences)),
        Block::Points(points) => format!("<ul>\n{}</ul>\n", items(points)),
        Block::Numbered(points) => format!("<ol>\n{}</ol>\n", items(points)),
    }
}

fn told(sentences: &[Sentence]) -> String {
    let one = |sentence: &Sentence| {
        let links = sentence.notes.iter().map(|note| format!("<a href=\"#n{0}\">{0}</a>", note + 1));
        let links = links.collect::<Vec<_>>().join(", ");
        let links = if links.is_empty() { links } else { format!("<sup>{links}</sup>") };
        escaped(&sentence.text) + &links
    };
    sentences.iter().map(one).collect::<Vec<_>>().join(" ")
}

/// A text in which nothing is taken for markup, in HTML or XML, and without what XML 1.0 cannot hold.
pub(super) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            c if c.is_control() || matches!(c, '\u{fffe}' | '\u{ffff}') => out.push(' '),
            c => out.push(c),
        }
    }
    out
}
