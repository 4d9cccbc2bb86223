//! The style and the module that every page loads, as they stand in the binary.

/// Tokens and parts.
pub(crate) const STYLE: &str = include_str!("../assets/style.css");
/// What single pages add.
pub(crate) const PAGES: &str = concat!(include_str!("../assets/pages.css"), include_str!("../assets/more.css"));
/// Swaps pieces of pages instead of loading whole ones, and knows the keys.
pub(crate) const SWAP: &str = include_str!("../assets/swap.js");
/// Moves lines of wishes by pointer and keys.
pub(crate) const LINES: &str = include_str!("../assets/lines.js");

/// A file by its name, with its kind.
pub(crate) fn file(name: &str) -> Option<(&'static str, &'static str)> {
    Some(match name {
        "style.css" => ("text/css; charset=utf-8", STYLE),
        "pages.css" => ("text/css; charset=utf-8", PAGES),
        "swap.js" => ("text/javascript; charset=utf-8", SWAP),
        "lines.js" => ("text/javascript; charset=utf-8", LINES),
        _ => return None,
    })
}
