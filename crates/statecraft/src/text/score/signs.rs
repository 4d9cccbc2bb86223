//! What was to be watched for, and whether it came.

use super::Page;
use crate::answers::score::{Came, SignSeen};
use crate::answers::watch::Sides;
use crate::phrase::english::{count, list};
use crate::text::analysis::TextOptions;
use crate::text::words::wrapped;

/// So many signs are told unless all are asked for.
const MOST: usize = 8;

impl Page<'_> {
    pub(super) fn signs(&self) -> String {
        signs("What was to be watched for", &self.score.signs, self.options)
    }
}

/// The signs that say something by how they came, under a title; the rest counted. Empty if there are none.
pub(in crate::text) fn signs(title: &str, signs: &[SignSeen], options: TextOptions) -> String {
    if signs.is_empty() {
        return String::new();
    }
    let of = |came: Came| signs.iter().filter(move |sign| sign.came == came);
    let mut text = format!("\n{title}\n");
    let telling: Vec<&SignSeen> =
        of(Came::Yes).chain(of(Came::No)).filter(|sign| sign.says.as_ref().is_some_and(tells)).collect();
    let most = if options.all { usize::MAX } else { MOST };
    for sign in telling.iter().take(most) {
        let says = sign.says.as_ref().map(sides).unwrap_or_default();
        text += &wrapped(
            "  ",
            &format!("{} {}: {says}.", sign.words, came(sign.came, sign.date.as_deref())),
            options.width,
        );
    }
    if telling.len() > most {
        text += &format!("  … and {} more\n", telling.len() - most);
    }
    let rest = [Came::Unclear, Came::NotTested].into_iter().filter_map(|came| {
        let many = of(came).count();
        (many > 0).then(|| format!("{} {}", count(many, "sign", "signs"), self::came(came, None)))
    });
    let silent = signs.len() - telling.len() - of(Came::Unclear).count() - of(Came::NotTested).count();
    let silent = (silent > 0).then(|| format!("{} said nothing by how it went", count(silent, "sign", "signs")));
    let rest: Vec<String> = rest.chain(silent).collect();
    if rest.is_empty() { text } else { text + &wrapped("  ", &format!("{}.", list(&rest)), options.width) }
}

/// Whether something came, to stand after the question for it.
fn came(came: Came, date: Option<&str>) -> String {
    match (came, date) {
        (Came::Yes, Some(date)) => format!("Yes, on {date}"),
        (Came::Yes, None) => "Yes".into(),
        (Came::No, _) => "No".into(),
        (Came::Unclear, _) => "cannot be told".into(),
        (Came::NotTested, _) => "never came to the test".into(),
    }
}

/// Whether it says anything for or against an account.
fn tells(sides: &Sides) -> bool {
    !sides.by.is_empty() || !sides.against.is_empty()
}

fn sides(of: &Sides) -> String {
    let part = |word: &str, ids: &[String]| (!ids.is_empty()).then(|| format!("{word} {}", list(ids)));
    let spoken: Vec<String> = [part("for", &of.by), part("against", &of.against)].into_iter().flatten().collect();
    let spoken = (!spoken.is_empty()).then(|| format!("that speaks {}", spoken.join(", ")));
    [spoken, part("fits", &of.fits)].into_iter().flatten().collect::<Vec<_>>().join("; ")
}
