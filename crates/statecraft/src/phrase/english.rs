//! Numbers, counts and lists in English.

/// `1,200`.
pub fn number(n: usize) -> String {
    let digits = n.to_string();
    let mut out = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// `1 state`, `2 states`.
pub fn count(n: usize, one: &str, many: &str) -> String {
    format!("{} {}", number(n), if n == 1 { one } else { many })
}

/// `a`, `a and b`, `a, b and c`.
pub fn list<S: AsRef<str>>(items: &[S]) -> String {
    listed(items, "and")
}

/// `a`, `a or b`, `a, b or c`.
pub fn or_list<S: AsRef<str>>(items: &[S]) -> String {
    listed(items, "or")
}

/// So many levels in a row are listed; more are told by the first and the last.
const LISTED_LEVELS: usize = 6;

/// Some levels of a choice, each with its place among them, ascending: `stop or to 60 %`; a long row of them `1 % … 9 %`.
pub fn or_levels<S: AsRef<str>>(levels: &[(usize, S)]) -> String {
    let mut told: Vec<String> = Vec::new();
    for row in levels.chunk_by(|(one, _), (next, _)| one + 1 == *next) {
        match row {
            [(_, first), .., (_, last)] if row.len() > LISTED_LEVELS => {
                told.push(format!("{} … {}", first.as_ref(), last.as_ref()))
            }
            few => told.extend(few.iter().map(|(_, level)| level.as_ref().to_string())),
        }
    }
    or_list(&told)
}

fn listed<S: AsRef<str>>(items: &[S], joint: &str) -> String {
    match items {
        [] => String::new(),
        [only] => only.as_ref().to_string(),
        [rest @ .., last] => {
            let rest: Vec<&str> = rest.iter().map(AsRef::as_ref).collect();
            format!("{} {joint} {}", rest.join(", "), last.as_ref())
        }
    }
}

/// `a and b`; where they hold lists of their own, `a and b, and c`, or `a and b; c; and d`, so that no list runs into another.
pub(crate) fn clauses<S: AsRef<str>>(items: &[S]) -> String {
    let nested = |item: &S| [", ", "; ", ": ", " and ", " or "].iter().any(|joint| item.as_ref().contains(joint));
    match items {
        [one, other] if nested(one) || nested(other) => format!("{}, and {}", one.as_ref(), other.as_ref()),
        [rest @ .., last] if rest.len() > 1 && items.iter().any(nested) => {
            format!("{}; and {}", rest.iter().map(AsRef::as_ref).collect::<Vec<_>>().join("; "), last.as_ref())
        }
        _ => list(items),
    }
}

/// The form of a word that agrees with who acts.
pub(crate) fn form<'t>(plural: bool, one: &'t str, many: &'t str) -> &'t str {
    if plural { many } else { one }
}

/// `text`, beginning with a capital, behind a quotation mark too.
pub fn capital(text: &str) -> String {
    if let Some(quoted) = text.strip_prefix('“') {
        return format!("“{}", capital(quoted));
    }
    let mut rest = text.chars();
    rest.next().map_or(String::new(), |first| first.to_uppercase().chain(rest).collect())
}
