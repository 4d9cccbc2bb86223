//! What was checked, in a sentence.

use crate::phrase::english::{count, number};
use crate::proofs::Checked;

impl Checked {
    /// In one sentence.
    pub fn sentence(&self) -> String {
        let mut text = self.of_those_with_proofs();
        if self.verdicts > 0 && self.without_proof > 0 && !self.left_out {
            let others = count(self.without_proof, "other", "others");
            text += &format!("; {others} no proof move by move can show, and they were not checked");
        }
        text
    }

    fn of_those_with_proofs(&self) -> String {
        match (self.failed.first(), self.checked) {
            (Some(failed), _) => format!(
                "DEFECT OF THE PROGRAM: independent code does not confirm {} of the verdicts ({failed}). Do not rely on \
                 this answer, and please report it with the case",
                number(self.failed.len())
            ),
            (None, 0) if self.left_out => "Not checked by independent code, as nobody asked for it".to_string(),
            (None, 0) if self.verdicts == 0 && self.without_proof > 0 => {
                "Not checked by independent code: no proof move by move can show these verdicts".to_string()
            }
            (None, 0) => "Not checked by independent code: the case is too large".to_string(),
            (None, all) if all == self.verdicts => {
                let all = count(all, "verdict", "verdicts");
                format!(
                    "Checked by independent code: all {all} (would this actor keep this state?), and none was wrong"
                )
            }
            (None, some) => {
                let all = count(self.verdicts, "verdict", "verdicts");
                format!(
                    "Checked by independent code: of {all} (would this actor keep this state?) a sample of {}, and none was wrong",
                    number(some)
                )
            }
        }
    }
}
