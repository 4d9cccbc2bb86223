//! Files of other kinds: their text, and nothing of what is around it.

use statecraft_read::intake::from_bytes;
use std::io::Write as _;

#[test]
fn a_page_gives_its_article() {
    let words = "The minister said that the talks had failed and that no further round was planned before the winter. "
        .repeat(6);
    let page = format!(
        "<!doctype html><html><head><title>Talks stall</title><script>if (a < b) {{ x() }}</script></head><body><nav><a>Home</a></nav>\
         <article><h1>Talks stall</h1><p>{words}</p><p>{words}</p></article></body></html>"
    );
    let text = from_bytes("page.html", page.as_bytes()).text;
    assert!(text.contains("the talks had failed") && !text.contains("x()") && !text.contains('<'), "{text}");
}

#[test]
fn pages_that_are_traps_end() {
    for page in [
        "<div>".repeat(100_000),
        "<".repeat(100_000),
        "<script>".to_owned(),
        "<!--".repeat(10_000),
        "<html>\0\u{fffd}".to_owned(),
        "<p>a<p>b".to_owned(),
    ] {
        let _ = from_bytes("page.html", page.as_bytes());
    }
}

fn docx(xml: &str) -> Vec<u8> {
    let mut archive = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    archive.start_file("word/document.xml", zip::write::SimpleFileOptions::default()).unwrap();
    archive.write_all(xml.as_bytes()).unwrap();
    archive.finish().unwrap().into_inner()
}

#[test]
fn a_docx_gives_its_paragraphs_without_what_is_deleted() {
    let xml = "<w:document><w:body><w:p><w:r><w:t>Fish &amp; ships</w:t></w:r></w:p><w:p><w:del><w:r><w:t>gone</w:t></w:r></w:del>\
        <w:r><w:t>He said</w:t><w:tab/><w:t>so.</w:t></w:r></w:p></w:body></w:document>";
    assert_eq!(from_bytes("a.docx", &docx(xml)).text, "Fish & ships\n\nHe said\tso.\n\n");
}

#[test]
fn a_file_that_is_no_docx_says_so_and_a_bomb_is_bounded() {
    assert_eq!(from_bytes("a.docx", b"PK\x03\x04 no").notes.len(), 1);
    let bomb = format!("<w:p><w:t>{}", "a".repeat(66 << 20));
    assert!(from_bytes("a.docx", &docx(&bomb)).text.len() <= 66 << 20);
}

#[test]
fn bytes_that_are_no_utf8_are_told_of() {
    let document = from_bytes("a.txt", b"caf\xe9 said");
    assert_eq!((document.text.as_str(), document.notes.len()), ("caf\u{fffd} said", 1));
    assert_eq!(from_bytes("a.txt", b"\xef\xbb\xbfHe").text, "He");
}
