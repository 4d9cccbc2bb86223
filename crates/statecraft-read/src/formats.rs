//! The text of HTML pages, and of DOCX and PDF documents.

use crate::document::LARGEST;
use std::io::Read as _;

/// Deeper nesting than this is no page that somebody wrote.
const DEEPEST: usize = 500;

/// The article of a page with its title; the page without its marks where no article is found.
#[must_use]
pub(crate) fn html(page: &str) -> String {
    let article = if depth(page) <= DEEPEST { article(page) } else { None };
    article.filter(|text| !text.trim().is_empty()).unwrap_or_else(|| stripped(page))
}

fn article(page: &str) -> Option<String> {
    let config =
        dom_smoothie::Config { text_mode: dom_smoothie::TextMode::Formatted, ..dom_smoothie::Config::default() };
    let article = dom_smoothie::Readability::new(page, None, Some(config)).ok()?.parse().ok()?;
    let (title, text) = (article.title.trim().to_owned(), article.text_content.to_string());
    Some(if title.is_empty() || text.trim_start().starts_with(&title) {
        text
    } else {
        format!("{title}\n\n{}", text.trim_start())
    })
}

/// How deep tags are open within each other, about.
fn depth(page: &str) -> usize {
    let (mut open, mut most) = (0_usize, 0);
    for tag in page.split('<').skip(1) {
        let void = ["br", "img", "meta", "link", "input", "hr", "!", "?"]
            .iter()
            .any(|name| tag.to_ascii_lowercase().starts_with(name));
        if tag.starts_with('/') {
            open = open.saturating_sub(1);
        } else if !void && !tag.split('>').next().is_some_and(|inner| inner.ends_with('/')) {
            open += 1;
        }
        most = most.max(open);
    }
    most
}

/// A page without tags, scripts and styles; what ends a block ends a paragraph.
fn stripped(page: &str) -> String {
    let (mut out, mut rest) = (String::new(), page);
    while let Some(at) = rest.find('<') {
        out.push_str(&rest[..at]);
        let inside = &rest[at + 1..];
        let name: String = inside
            .trim_start_matches('/')
            .chars()
            .take_while(char::is_ascii_alphanumeric)
            .collect::<String>()
            .to_ascii_lowercase();
        let close = match name.as_str() {
            "script" => "</script",
            "style" => "</style",
            _ => "",
        };
        let from = if close.is_empty() { 0 } else { inside.find(close).map_or(inside.len(), |at| at + 1) };
        rest = inside[from..].find('>').map_or("", |end| &inside[from + end + 1..]);
        if matches!(
            name.as_str(),
            "p" | "div" | "br" | "li" | "h1" | "h2" | "h3" | "h4" | "tr" | "title" | "section" | "article"
        ) {
            out.push_str("\n\n");
        }
    }
    out.push_str(rest);
    for (entity, letter) in [
        ("&nbsp;", " "),
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&quot;", "\""),
        ("&#39;", "'"),
        ("&rsquo;", "’"),
        ("&ldquo;", "“"),
        ("&rdquo;", "”"),
        ("&amp;", "&"),
    ] {
        out = out.replace(entity, letter);
    }
    out
}

/// The text of a PDF file; none if it cannot be had. What reads it may panic on a damaged file, or never end: it has a thread of its own, and so
/// long. Within a limit that holds whatever it does, only a program of its own is ([`isolated`](crate::isolated)).
#[cfg(feature = "pdf")]
#[must_use]
pub(crate) fn pdf(bytes: &[u8]) -> Option<String> {
    let bytes = bytes.to_vec();
    let (done, text) = std::sync::mpsc::channel();
    let thread = std::thread::Builder::new().stack_size(PDF_STACK);
    // A thread that panics drops its end of the channel.
    let work = move || drop(done.send(pdf_extract::extract_text_from_mem(&bytes).ok()));
    thread.spawn(work).ok()?;
    let text = text.recv_timeout(PDF_TIME).ok()??;
    Some(text).filter(|text| text.len() <= LARGEST)
}

/// So long may the text of a PDF file take.
pub(crate) const PDF_TIME: std::time::Duration = std::time::Duration::from_secs(60);

/// Pages may be nested.
#[cfg(feature = "pdf")]
const PDF_STACK: usize = 64 << 20;

/// Without the feature `pdf` no PDF file has a text.
#[cfg(not(feature = "pdf"))]
#[must_use]
pub(crate) fn pdf(_: &[u8]) -> Option<String> {
    None
}

/// The text of a DOCX file, without what is marked as deleted; none if it is no such file. At most `LARGEST` bytes are unpacked.
#[must_use]
pub(crate) fn docx(bytes: &[u8]) -> Option<String> {
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(bytes)).ok()?;
    let file = archive.by_name("word/document.xml").ok()?;
    let mut xml = Vec::new();
    file.take(u64::try_from(LARGEST).ok()? * 4).read_to_end(&mut xml).ok()?;
    Some(paragraphs(&String::from_utf8_lossy(&xml)))
}

fn paragraphs(xml: &str) -> String {
    use quick_xml::events::Event;
    let mut reader = quick_xml::Reader::from_str(xml);
    let (mut out, mut in_text, mut deleted) = (String::new(), false, 0_usize);
    loop {
        match reader.read_event() {
            Ok(Event::Start(tag)) => match tag.name().as_ref() {
                "w:t" => in_text = true,
                "w:del" | "w:moveFrom" => deleted += 1,
                _ => {}
            },
            Ok(Event::Empty(tag)) => match tag.name().as_ref() {
                "w:tab" => out.push('\t'),
                "w:br" | "w:cr" => out.push('\n'),
                "w:p" => out.push_str("\n\n"),
                _ => {}
            },
            Ok(Event::End(tag)) => match tag.name().as_ref() {
                "w:t" => in_text = false,
                "w:p" => out.push_str("\n\n"),
                "w:del" | "w:moveFrom" => deleted = deleted.saturating_sub(1),
                _ => {}
            },
            Ok(Event::Text(text)) if in_text && deleted == 0 => out.push_str(&text),
            Ok(Event::GeneralRef(name)) if in_text && deleted == 0 => out.push_str(entity(&name)),
            Ok(Event::Eof) | Err(_) => break,
            Ok(_) => {}
        }
        if out.len() > LARGEST {
            break;
        }
    }
    out
}

fn entity(name: &str) -> &'static str {
    match name {
        "amp" => "&",
        "lt" => "<",
        "gt" => ">",
        "quot" => "\"",
        "apos" => "'",
        _ => "",
    }
}
