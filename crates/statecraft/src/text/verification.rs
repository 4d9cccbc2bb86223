//! What became of a certificate, made for reading.

use crate::certificate::{AccountVerification, Failed, ReadSo, Verification, Wrong};
use crate::phrase::english::{count, list, number};

/// So many failures are shown.
const SHOWN: usize = 10;

impl Verification {
    /// For reading.
    pub fn text(&self) -> String {
        let mut text = format!("{}\n", self.case);
        if let Some(title) = &self.other_title {
            text += &format!("The certificate is of a case with another title, “{title}”.\n");
        }
        text += &self.wrong.as_ref().map_or(String::new(), is_wrong);
        self.accounts.iter().for_each(|account| text += &account.text());
        let missing: Vec<&str> = self.accounts_missing.iter().map(String::as_str).collect();
        text += &match missing[..] {
            [] => String::new(),
            [one] => format!("The certificate says nothing of account {one}.\n"),
            _ => format!("The certificate says nothing of accounts {}.\n", list(&missing)),
        };
        text
    }
}

fn is_wrong(wrong: &Wrong) -> String {
    format!("The certificate is wrong: {wrong}.\n")
}

impl AccountVerification {
    /// Where preferences are read in other ways, in one sentence.
    fn read_also(&self) -> String {
        let (orders, mut said): (Vec<&ReadSo>, Vec<&ReadSo>) =
            self.read_as.iter().partition(|read_as| matches!(read_as, ReadSo::Order(_)));
        let mut said: Vec<String> = said.drain(..).map(ReadSo::to_string).collect();
        match orders.len() {
            0 => {}
            1 => said.push("the only compatible order".to_string()),
            many => said.push(format!("all {} compatible orders", number(many))),
        }
        if said.is_empty() {
            String::new()
        } else {
            format!("So it has with preferences read as: {}.\n", said.join(", "))
        }
    }

    fn text(&self) -> String {
        let mut text = self.id.as_ref().map(|id| format!("Account {id}\n")).unwrap_or_default();
        let witnesses = count(self.witnesses, "witness", "witnesses");
        if let Some(limit) = &self.stopped {
            text += &format!("{witnesses}, of which {} were checked; not more, since {limit}.\n", number(self.checked));
        }
        if !self.failed.is_empty() {
            text += &format!("{} of {witnesses} do not hold.\n", number(self.failed.len()));
        } else if self.wrong.is_none() && self.stopped.is_none() {
            text += &format!("{witnesses}: all hold.\n");
        }
        for Failed { actor, concept, read_as, state, why } in self.failed.iter().take(SHOWN) {
            let reading = read_as.as_ref().map(|read_as| format!(" ({read_as})")).unwrap_or_default();
            text += &format!("  {actor}, {concept}{reading}, state {state}: {why}\n");
        }
        if self.failed.len() > SHOWN {
            text += &format!("  … and {} more\n", number(self.failed.len() - SHOWN));
        }
        text += &match (&self.wrong, self.complete) {
            _ if self.stopped.is_some() => String::new(),
            (Some(wrong), _) => is_wrong(wrong),
            (None, true) => format!("Every state has a verdict for every actor and concept.\n{}", self.read_also()),
            (None, false) => "It does not claim to have every verdict.\n".to_string(),
        };
        text
    }
}
