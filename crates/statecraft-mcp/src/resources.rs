//! What can be read without a tool: case files, the texts beside them, and the glossary of the method.

use crate::place::{CASE, Place};
use crate::refusal::Refusal;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};
use rmcp::model::Resource;

/// The words of the method.
const GLOSSARY: &str = include_str!("../glossary.md");
const GLOSSARY_URI: &str = "statecraft:glossary";
const FILE: &str = "statecraft:file/";
/// What stands in an address as it is.
const PLAIN: &AsciiSet = &NON_ALPHANUMERIC.remove(b'/').remove(b'.').remove(b'-').remove(b'_');

/// All resources of a folder.
pub(crate) fn list(place: &Place) -> Vec<Resource> {
    let glossary =
        Resource::new(GLOSSARY_URI, "glossary").with_title("The words of the method").with_mime_type("text/markdown");
    let cases = place.cases();
    let own = if cases.iter().any(|case| case == ".") { None } else { Some(".".to_string()) };
    let texts = cases.iter().chain(own.iter()).flat_map(|case| place.texts(case));
    let files = cases.iter().map(|case| if case == "." { CASE.to_string() } else { format!("{case}/{CASE}") });
    let resource = |path: String| {
        let kind = if path.ends_with(".toml") { "application/toml" } else { "text/plain" };
        Resource::new(format!("{FILE}{}", utf8_percent_encode(&path, PLAIN)), path).with_mime_type(kind)
    };
    std::iter::once(glossary).chain(files.chain(texts).map(resource)).collect()
}

/// The words of a resource.
pub(crate) fn read(place: &Place, uri: &str) -> Result<String, Refusal> {
    if uri == GLOSSARY_URI {
        return Ok(GLOSSARY.to_string());
    }
    let unknown = || Refusal::new("no-resource", "there is no such resource; list the resources");
    let path = uri.strip_prefix(FILE).ok_or_else(unknown)?;
    place.read(&percent_decode_str(path).decode_utf8().map_err(|_| unknown())?)
}
