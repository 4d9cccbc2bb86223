//! What became of a certificate, made for reading.

use crate::certificate::{AccountVerification, Failed, ReadSo, Verification};
use crate::phrase::english::{count, number};

/// So many failures are shown.
const SHOWN: usize = 10;

impl Verification {
    /// For reading.
    pub fn text(&self) -> String {
        let mut text = format!("{}\n", self.case);
        self.accounts.iter().for_each(|account| text += &account.text());
        text
    }
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
        text += &match self.failed.len() {
            0 => format!("{}: all hold.\n", count(self.witnesses, "witness", "witnesses")),
            _ => format!(
                "{} of {} do not hold.\n",
                number(self.failed.len()),
                count(self.witnesses, "witness", "witnesses")
            ),
        };
        for Failed { actor, concept, read_as, state, why } in self.failed.iter().take(SHOWN) {
            let reading = read_as.as_ref().map(|read_as| format!(" ({read_as})")).unwrap_or_default();
            text += &format!("  {actor}, {concept}{reading}, state {state}: {why}\n");
        }
        if self.failed.len() > SHOWN {
            text += &format!("  … and {} more; --format json lists them\n", number(self.failed.len() - SHOWN));
        }
        text += &match (&self.wrong, self.complete) {
            (Some(wrong), _) => format!("The certificate is wrong: {wrong}.\n"),
            (None, true) => format!("Every state has a verdict for every actor and concept.\n{}", self.read_also()),
            (None, false) => "It does not claim to have every verdict.\n".to_string(),
        };
        text
    }
}
