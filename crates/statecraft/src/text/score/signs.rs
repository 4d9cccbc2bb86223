//! What was to be watched for, and whether it came.

use super::Page;
use crate::answers::score::{Came, SignSeen};
use crate::answers::watch::Sides;
use crate::phrase::english::{count, list};

/// So many signs are told unless all are asked for.
const MOST: usize = 8;

impl Page<'_> {
    pub(super) fn signs(&self) -> String {
        let signs = &self.score.signs;
        if signs.is_empty() {
            return String::new();
        }
        let of = |came: Came| signs.iter().filter(move |sign| sign.came == came);
        let mut text = "\nWhat was to be watched for\n".to_string();
        let telling: Vec<&SignSeen> =
            of(Came::Yes).chain(of(Came::No)).filter(|sign| sign.says.as_ref().is_some_and(tells)).collect();
        let most = if self.options.all { usize::MAX } else { MOST };
        for sign in telling.iter().take(most) {
            let answer = match &sign.date {
                Some(date) => format!("Yes, on {date}"),
                None => "No".into(),
            };
            let says = sign.says.as_ref().map(sides).unwrap_or_default();
            text += &self.line("  ", &format!("{} {answer}: {says}.", sign.words));
        }
        if telling.len() > most {
            text += &format!("  … and {} more\n", telling.len() - most);
        }
        let rest = [(Came::Unclear, "cannot be told"), (Came::NotTested, "never came to the test")];
        let rest = rest.into_iter().filter_map(|(came, words)| {
            let many = of(came).count();
            (many > 0).then(|| format!("{} {words}", count(many, "sign", "signs")))
        });
        let silent = signs.len() - telling.len() - of(Came::Unclear).count() - of(Came::NotTested).count();
        let silent = (silent > 0).then(|| format!("{} said nothing by how it went", count(silent, "sign", "signs")));
        let rest: Vec<String> = rest.chain(silent).collect();
        if rest.is_empty() { text } else { text + &self.line("  ", &format!("{}.", list(&rest))) }
    }
}

/// Whether it says anything for or against an account.
fn tells(sides: &Sides) -> bool {
    !sides.by.is_empty() || !sides.against.is_empty()
}

fn sides(of: &Sides) -> String {
    let part = |word: &str, ids: &[String]| (!ids.is_empty()).then(|| format!("{word} {}", list(ids)));
    let parts = [part("it speaks for", &of.by), part("against", &of.against), part("fits", &of.fits)];
    parts.into_iter().flatten().collect::<Vec<_>>().join("; ")
}
