//! PDF files: a text with a warning, and whatever a damaged file holds, an answer.

use statecraft_read::draft::draft;
use statecraft_read::intake::from_bytes;

/// A file of one page with this line, its table of places computed.
fn file(line: &str) -> Vec<u8> {
    let page = format!("BT /F1 12 Tf 72 720 Td ({line}) Tj ET");
    let objects = [
        "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>".to_owned(),
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>".to_owned(),
        format!("<< /Length {} >>\nstream\n{page}\nendstream", page.len()),
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>".to_owned(),
    ];
    let (mut out, mut places) = ("%PDF-1.4\n".to_owned(), Vec::new());
    for (number, object) in objects.iter().enumerate() {
        places.push(out.len());
        out += &format!("{} 0 obj\n{object}\nendobj\n", number + 1);
    }
    let start = out.len();
    out += &format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1);
    for place in places {
        out += &format!("{place:010} 00000 n \n");
    }
    out += &format!("trailer\n<< /Size {} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n", objects.len() + 1);
    out.into_bytes()
}

#[test]
fn a_page_has_its_text_and_a_warning() {
    let document = from_bytes("report.pdf", &file("The council said that the bridge would close."));
    assert!(document.text.contains("The council said that the bridge would close."), "{:?}", document.text);
    assert!(document.notes.iter().any(|note| note.contains("Check the text")), "{:?}", document.notes);
    let drafted = draft(&document);
    assert_eq!(drafted.claims.len(), 1, "{:?}", drafted.claims);
    assert_eq!(drafted.claims[0].speaker.as_deref(), Some("The council"));
}

#[test]
fn damaged_files_are_answered() {
    let whole = file("The council said that the bridge would close.");
    for cut in (0..whole.len()).step_by(17) {
        let document = from_bytes("report.pdf", &whole[..cut]);
        assert_eq!(document.notes.len(), 1);
        let mut turned = whole.clone();
        turned[cut] = turned[cut].wrapping_add(13);
        assert_eq!(from_bytes("report.pdf", &turned).notes.len(), 1);
    }
    let none = from_bytes("report.pdf", b"%PDF-1.7 and nothing else");
    assert!(none.text.is_empty() && none.notes[0].contains("No text"), "{:?}", none.notes);
}
