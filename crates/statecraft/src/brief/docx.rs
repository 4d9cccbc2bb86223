//! A page as a Word document (Office Open XML, ECMA-376): headings, paragraphs and lists, with the notes numbered at its end.
//!
//! The same page gives the same bytes: nothing in the document is dated, and nothing is compressed.

use super::html::escaped;
use super::page::{Block, Page, Sentence};
use std::io::{Cursor, Write};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

/// Which parts there are, and what each is.
const CONTENT_TYPES: &str = r#"<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/><Override PartName="/word/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml"/><Override PartName="/word/numbering.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.numbering+xml"/><Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/></Types>"#;

const RELATIONS: &str = r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/><Relationship Id="rId2" Type="http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties" Target="docProps/core.xml"/></Relationships>"#;

const DOCUMENT_RELATIONS: &str = r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/><Relationship Id="rId2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/numbering" Target="numbering.xml"/></Relationships>"#;

const STYLES: &str = r#"<w:styles xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="Georgia" w:hAnsi="Georgia" w:cs="Georgia"/><w:sz w:val="21"/><w:lang w:val="en-GB"/></w:rPr></w:rPrDefault><w:pPrDefault><w:pPr><w:spacing w:after="100" w:line="264" w:lineRule="auto"/></w:pPr></w:pPrDefault></w:docDefaults><w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style><w:style w:type="paragraph" w:styleId="Title"><w:name w:val="Title"/><w:basedOn w:val="Normal"/><w:next w:val="Normal"/><w:rPr><w:b/><w:sz w:val="34"/></w:rPr></w:style><w:style w:type="paragraph" w:styleId="Subtitle"><w:name w:val="Subtitle"/><w:basedOn w:val="Normal"/><w:next w:val="Normal"/><w:rPr><w:i/></w:rPr></w:style><w:style w:type="paragraph" w:styleId="Heading1"><w:name w:val="heading 1"/><w:basedOn w:val="Normal"/><w:next w:val="Normal"/><w:pPr><w:keepNext/><w:spacing w:before="220" w:after="60"/><w:outlineLvl w:val="0"/></w:pPr><w:rPr><w:b/><w:sz w:val="24"/></w:rPr></w:style><w:style w:type="paragraph" w:styleId="ListParagraph"><w:name w:val="List Paragraph"/><w:basedOn w:val="Normal"/><w:pPr><w:spacing w:after="60"/></w:pPr></w:style><w:style w:type="paragraph" w:styleId="Note"><w:name w:val="Note"/><w:basedOn w:val="ListParagraph"/><w:rPr><w:sz w:val="18"/></w:rPr></w:style></w:styles>"#;

const CORE: &str = r#"<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/">"#;
const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
const MAIN: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";

/// The list of points among the lists of the document; numbered lists follow, each with a number of its own.
const BULLETS: usize = 1;

impl Page {
    /// The page as the bytes of a `.docx` file.
    ///
    /// # Errors
    /// The text is larger than such a file can be.
    pub fn docx(&self) -> Result<Vec<u8>, std::io::Error> {
        let (document, lists) = document(self);
        let core = format!("{CORE}<dc:title>{}</dc:title></cp:coreProperties>", escaped(&self.title));
        let parts = [
            ("[Content_Types].xml", CONTENT_TYPES.to_string()),
            ("_rels/.rels", RELATIONS.to_string()),
            ("docProps/core.xml", core),
            ("word/document.xml", document),
            ("word/_rels/document.xml.rels", DOCUMENT_RELATIONS.to_string()),
            ("word/styles.xml", STYLES.to_string()),
            ("word/numbering.xml", numbering(lists)),
        ];
        let mut file = ZipWriter::new(Cursor::new(Vec::new()));
        let options = SimpleFileOptions::default()
            .compression_method(CompressionMethod::Stored)
            .last_modified_time(DateTime::default());
        for (name, text) in parts {
            file.start_file(name, options)?;
            file.write_all(HEAD.as_bytes())?;
            file.write_all(text.as_bytes())?;
        }
        Ok(file.finish()?.into_inner())
    }
}

/// The text, and how many lists it has.
fn document(page: &Page) -> (String, usize) {
    let mut lists = BULLETS;
    let mut text = paragraph("Title", "", &run(&page.title));
    text += &page.question.iter().map(|it| paragraph("Subtitle", "", &run(it))).collect::<String>();
    for section in &page.sections {
        if !section.heading.is_empty() {
            text += &paragraph("Heading1", "", &run(&section.heading));
        }
        for block in &section.blocks {
            text += &match block {
                Block::Paragraph(sentences) => paragraph("Normal", "", &told(sentences)),
                Block::Points(points) => points.iter().map(|it| item("ListParagraph", BULLETS, &told(it))).collect(),
                Block::Numbered(points) => {
                    lists += 1;
                    points.iter().map(|it| item("ListParagraph", lists, &told(it))).collect::<String>()
                }
            };
        }
    }
    if !page.sources.is_empty() {
        text += &paragraph("Heading1", "", &run("Sources"));
        text += &page.sources.iter().map(|it| item("Note", BULLETS, &run(it))).collect::<String>();
    }
    if !page.notes.is_empty() {
        lists += 1;
        text += &paragraph("Heading1", "", &run("Notes"));
        text += &page.notes.iter().map(|it| item("Note", lists, &run(it))).collect::<String>();
    }
    let sheet = "<w:sectPr><w:pgSz w:w=\"11906\" w:h=\"16838\"/><w:pgMar w:top=\"1134\" w:right=\"1304\" w:bottom=\"1134\" \
                 w:left=\"1304\" w:header=\"567\" w:footer=\"567\" w:gutter=\"0\"/></w:sectPr>";
    (format!("<w:document xmlns:w=\"{MAIN}\"><w:body>{text}{sheet}</w:body></w:document>"), lists)
}

fn paragraph(style: &str, more: &str, runs: &str) -> String {
    format!("<w:p><w:pPr><w:pStyle w:val=\"{style}\"/>{more}</w:pPr>{runs}</w:p>")
}

/// A point of a list.
fn item(style: &str, list: usize, runs: &str) -> String {
    let number = format!("<w:numPr><w:ilvl w:val=\"0\"/><w:numId w:val=\"{list}\"/></w:numPr>");
    paragraph(style, &number, runs)
}

fn run(text: &str) -> String {
    format!("<w:r><w:t xml:space=\"preserve\">{}</w:t></w:r>", escaped(text))
}

/// Sentences with the numbers of their notes in brackets, as in the other forms of the page.
fn told(sentences: &[Sentence]) -> String {
    let one = |(at, sentence): (usize, &Sentence)| {
        let space = if at == 0 { "" } else { " " };
        let notes: Vec<String> = sentence.notes.iter().map(|note| (note + 1).to_string()).collect();
        let notes = if notes.is_empty() { String::new() } else { format!(" [{}]", notes.join(", ")) };
        run(&format!("{space}{}{notes}", sentence.text))
    };
    sentences.iter().enumerate().map(one).collect()
}

/// How each list is marked: the first with points, the others with numbers from 1.
fn numbering(lists: usize) -> String {
    let level = |kind: &str, mark: &str| {
        format!(
            "<w:lvl w:ilvl=\"0\"><w:start w:val=\"1\"/><w:numFmt w:val=\"{kind}\"/><w:lvlText w:val=\"{mark}\"/><w:lvlJc \
             w:val=\"left\"/><w:pPr><w:ind w:left=\"454\" w:hanging=\"454\"/></w:pPr></w:lvl>"
        )
    };
    let kind = |list: usize| if list == BULLETS { level("bullet", "•") } else { level("decimal", "%1.") };
    let kinds = (BULLETS..=lists)
        .map(|list| format!("<w:abstractNum w:abstractNumId=\"{list}\">{}</w:abstractNum>", kind(list)));
    let lists =
        (BULLETS..=lists).map(|list| format!("<w:num w:numId=\"{list}\"><w:abstractNumId w:val=\"{list}\"/></w:num>"));
    format!("<w:numbering xmlns:w=\"{MAIN}\">{}{}</w:numbering>", kinds.collect::<String>(), lists.collect::<String>())
}
