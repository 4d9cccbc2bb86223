//! `brief -o FILE.docx`: a document that other programs can read, with the words of the page; `--audience`.

use crate::run::{root, scratch, statecraft};
use std::fs;
use std::io::{Cursor, Read};
use std::path::Path;

const STRIKE: &str = "cases/tutorial-harbour-strike";
const IRAN: &str = "cases/iran-taliban-2021-first";

fn written(case: &str, path: &Path) -> Vec<u8> {
    let ran = statecraft(&["brief", case, "-o", path.to_str().unwrap()]);
    assert_eq!((ran.code, ran.out.as_str()), (Some(0), ""), "{}", ran.err);
    fs::read(path).unwrap()
}

/// A part of a document.
fn part(bytes: &[u8], name: &str) -> String {
    let mut file = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut text = String::new();
    file.by_name(name).unwrap().read_to_string(&mut text).unwrap();
    text
}

/// The paragraphs of a document, each with its style, read tag by tag.
fn paragraphs(document: &str) -> Vec<(String, String)> {
    let of = |paragraph: &str| {
        let style = paragraph.split("<w:pStyle w:val=\"").nth(1).and_then(|rest| rest.split('"').next()).unwrap();
        let runs = paragraph.split("<w:t xml:space=\"preserve\">").skip(1);
        let text: String = runs.map(|run| run.split("</w:t>").next().unwrap()).collect();
        let plain = [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&amp;", "&")];
        (style.to_string(), plain.iter().fold(text, |text, (from, to)| text.replace(from, to)))
    };
    document.split("<w:p>").skip(1).map(of).collect()
}

/// The same of a page of Markdown: titles, points, and what stands between.
fn of_markdown(text: &str) -> Vec<(String, String)> {
    let (mut found, mut notes) = (Vec::new(), false);
    for line in text.lines().filter(|line| !line.is_empty()) {
        notes |= ["## Sources", "## Notes"].contains(&line);
        let item = if notes { "Note" } else { "ListParagraph" };
        let digits = line.trim_start_matches(|c: char| c.is_ascii_digit());
        let (style, text) = match line {
            _ if line.starts_with("# ") => ("Title", &line[2..]),
            _ if line.starts_with("## ") => ("Heading1", &line[3..]),
            _ if line.starts_with("- ") => (item, &line[2..]),
            _ if digits.len() < line.len() && digits.starts_with(". ") => (item, &digits[2..]),
            _ if line.starts_with('*') => ("Subtitle", line.trim_matches('*')),
            _ => ("Normal", line),
        };
        found.push((style.to_string(), text.replace('\\', "")));
    }
    found
}

#[test]
fn a_document_says_what_the_page_says() {
    let folder = scratch("document");
    let cases = fs::read_dir(root().join("cases")).unwrap().map(|entry| entry.unwrap().file_name());
    let mut notes = 0;
    for case in cases.map(|name| format!("cases/{}", name.to_str().unwrap())) {
        if !root().join(&case).join("case.toml").is_file() {
            continue;
        }
        let bytes = written(&case, &folder.join(format!("{}.docx", case.replace('/', "-"))));
        let document = part(&bytes, "word/document.xml");
        let page = statecraft(&["brief", &case]).out;
        assert_eq!(paragraphs(&document), of_markdown(&page), "{case}");
        notes += paragraphs(&document).iter().filter(|(style, _)| style == "Note").count();
        // What begins ends, and every list that is used is declared.
        for tag in ["w:p", "w:r", "w:t", "w:body", "w:document"] {
            let begins = document.matches(&format!("<{tag}>")).count() + document.matches(&format!("<{tag} ")).count();
            assert_eq!(begins, document.matches(&format!("</{tag}>")).count(), "{case}: {tag}");
        }
        let numbering = part(&bytes, "word/numbering.xml");
        for list in document.split("<w:numId w:val=\"").skip(1).map(|rest| rest.split('"').next().unwrap()) {
            assert!(numbering.contains(&format!("<w:num w:numId=\"{list}\">")), "{case}: {list}");
        }
    }
    assert!(notes > 20, "{notes}");
}

#[test]
fn the_same_page_gives_the_same_bytes() {
    let folder = scratch("document-bytes");
    let (one, other) = (written(STRIKE, &folder.join("one.docx")), written(STRIKE, &folder.join("other.docx")));
    assert!(one == other && one.starts_with(b"PK"));
    let ran = statecraft(&["brief", STRIKE, "--format", "docx"]);
    assert_eq!((ran.code, ran.out.as_str()), (Some(2), ""));
    assert!(ran.err.contains("add -o FILE.docx"), "{}", ran.err);
}

#[test]
fn markup_in_a_case_is_text_in_a_document() {
    let folder = scratch("document-markup");
    let text = fs::read_to_string(root().join(STRIKE).join("case.toml")).unwrap();
    let text = text.replace("\"The strike at Port Merrow\"", "'A <w:p> & \"B\"'");
    let lines = text.lines().filter(|line| !line.starts_with("text ") && !line.starts_with("sha256"));
    fs::write(folder.join("case.toml"), lines.collect::<Vec<_>>().join("\n")).unwrap();
    let bytes = written(folder.to_str().unwrap(), &folder.join("page.docx"));
    assert!(part(&bytes, "docProps/core.xml").contains("A &lt;w:p&gt; &amp; &quot;B&quot;"));
    assert_eq!(paragraphs(&part(&bytes, "word/document.xml"))[0].1, "A <w:p> & \"B\"");
}

#[test]
fn only_an_analyst_reads_the_words_of_the_method() {
    let page = |case: &str, more: &[&str]| {
        let ran = statecraft(&[&["brief", case][..], more].concat());
        assert_eq!(ran.code, Some(0), "{}", ran.err);
        ran.out
    };
    for case in [STRIKE, IRAN] {
        let (reader, analyst) = (page(case, &[]), page(case, &["--audience", "analyst"]));
        assert_eq!(page(case, &["--audience", "reader"]), reader);
        for word in ["Nash", "SEQ", "equilibri", "lean"] {
            assert!(!reader.contains(word) && analyst.contains(word), "{case}: {word}");
        }
        // Without the title and the question, the marks of headings and points, and the numbers of notes.
        let text = analyst.split("## Sources").next().unwrap().lines().skip(4).collect::<Vec<_>>().join(" ");
        let is_mark = |word: &&str| {
            word.starts_with(['[', '#', '-']) || word.trim_end_matches([']', ',', '.']).parse::<u32>().is_ok()
        };
        let words = text.split_whitespace().filter(|word| !is_mark(word)).count();
        assert!((250..=560).contains(&words), "{case}: {words}");
    }
}
