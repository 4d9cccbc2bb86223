//! Changes of wishes that are tried and not yet written: a list of edits that fits into an address, so that a draft can be undone by
//! going back, kept as a link, and made again on another edition of the file.

use crate::words::token;
use statecraft::case::Case;
use statecraft::edit::{Edit, EditError, Line, NewWish, Wish, apply};
use statecraft::graph::Limits;
use statecraft::study::{Refused, Study};

/// So many edits are tried at once.
const MOST: usize = 200;

/// One change of a list of wishes. Places count from 1.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Step {
    /// To another place.
    Move(usize, usize),
    /// Into its opposite.
    Negate(usize),
    /// Left out.
    Drop(usize),
    /// One more, last: what is wanted, and why it is assumed.
    Add(String, String),
}

/// Edits of the wishes of one actor.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Draft {
    pub(crate) actor: String,
    /// In which account, or in what is common to all, and what.
    pub(crate) steps: Vec<(Option<String>, Step)>,
}

impl Draft {
    /// Reads a draft from an address: `leverage:4>3,~:!2,isis:-1,isis:+STATEMENT:REASON`.
    pub(crate) fn read(actor: &str, text: &str, case: &Case) -> Option<Draft> {
        let parts = text.split(',').filter(|part| !part.is_empty());
        let steps = parts.map(|part| step(part, case)).collect::<Option<Vec<_>>>()?;
        (steps.len() <= MOST).then(|| Draft { actor: actor.to_string(), steps })
    }

    /// How an address names it.
    pub(crate) fn written(&self) -> String {
        let one = |(owner, step): &(Option<String>, Step)| {
            let owner = owner.as_deref().map_or("~".to_string(), token);
            match step {
                Step::Move(from, to) => format!("{owner}:{from}>{to}"),
                Step::Negate(at) => format!("{owner}:!{at}"),
                Step::Drop(at) => format!("{owner}:-{at}"),
                Step::Add(wants, why) => format!("{owner}:+{}:{}", token(wants), token(why)),
            }
        };
        self.steps.iter().map(one).collect::<Vec<_>>().join(",")
    }

    /// The same with one more change.
    pub(crate) fn with(&self, owner: Option<&str>, step: Step) -> Draft {
        let mut draft = self.clone();
        draft.steps.push((owner.map(String::from), step));
        draft
    }

    /// The edits of the library.
    pub(crate) fn edits(&self) -> Vec<Edit> {
        let wish = |account: &Option<String>, place: usize| Wish {
            account: account.clone(),
            actor: self.actor.clone(),
            place,
        };
        let edit = |(account, step): &(Option<String>, Step)| match step {
            Step::Move(from, to) => Edit::Move { wish: wish(account, *from), to: *to },
            Step::Negate(at) => Edit::Negate(wish(account, *at)),
            Step::Drop(at) => Edit::Drop(Line::Wish(wish(account, *at))),
            Step::Add(wants, why) => Edit::Add {
                account: account.clone(),
                actor: self.actor.clone(),
                at: None,
                wish: NewWish { wants: wants.clone(), assumption: Some(why.clone()), ..NewWish::default() },
            },
        };
        self.steps.iter().map(edit).collect()
    }

    /// The study as it would be.
    ///
    /// # Errors
    /// An edit does not fit the case.
    pub(crate) fn tried(&self, study: &Study, limits: &Limits) -> Result<Study, Refused> {
        self.edits().iter().try_fold(study.clone(), |study, edit| study.edit(edit, limits))
    }

    /// The text of the file as it would be.
    ///
    /// # Errors
    /// An edit does not fit the text.
    pub(crate) fn made(&self, text: &str) -> Result<String, EditError> {
        self.edits().iter().try_fold(text.to_string(), |text, edit| Ok(apply(edit, &text)?.text))
    }
}

fn step(part: &str, case: &Case) -> Option<(Option<String>, Step)> {
    let (owner, step) = part.split_once(':')?;
    let owner = match owner {
        "~" => None,
        owner => {
            Some(case.accounts.iter().filter_map(|account| account.id()).find(|id| token(id) == owner)?.to_string())
        }
    };
    let place = |text: &str| text.parse::<usize>().ok().filter(|place| *place > 0);
    let step = if let Some(at) = step.strip_prefix('!') {
        Step::Negate(place(at)?)
    } else if let Some(at) = step.strip_prefix('-') {
        Step::Drop(place(at)?)
    } else if let Some(new) = step.strip_prefix('+') {
        let (wants, why) = new.split_once(':')?;
        Step::Add(untoken(wants)?, untoken(why)?)
    } else {
        let (from, to) = step.split_once('>')?;
        Step::Move(place(from)?, place(to)?)
    };
    Some((owner, step))
}

/// The text that [`token`] wrote.
fn untoken(text: &str) -> Option<String> {
    let letter = |(at, part): (usize, &str)| {
        if at % 2 == 0 {
            Some(part.to_string())
        } else {
            char::from_u32(u32::from_str_radix(part, 16).ok()?).map(String::from)
        }
    };
    text.split('*').enumerate().map(letter).collect()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn a_draft_reads_back_as_it_was_written() {
        let (case, _) = Case::read_text("title = \"x\"\n[accounts.\"a b\"]\n[accounts.c]\n");
        let draft = Draft { actor: "one".into(), steps: Vec::new() }
            .with(Some("a b"), Step::Move(4, 3))
            .with(None, Step::Negate(2))
            .with(Some("c"), Step::Drop(1))
            .with(Some("c"), Step::Add("one.x if not 'two:y', really".into(), "because: 100 % sure, *so* 中文".into()));
        assert_eq!(Draft::read("one", &draft.written(), &case), Some(draft));
        for wrong in ["x:1>2", "c:0>1", "c:1", "c:!x", "c:+a", "c:-99999999999999999999999", "nothing"] {
            assert_eq!(Draft::read("one", wrong, &case), None, "{wrong}");
        }
    }
}
