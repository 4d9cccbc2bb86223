//! What the sources carry, made for reading.

use crate::answers::sources::{CarriedOutcome, Gap, OnOneOrigin, SourceSummary};
use crate::phrase::english::{count, list};
use crate::text::analysis::TextOptions;
use crate::text::words::wrapped;

/// So many outcomes, origins or lines are shown unless all are asked for.
const SHOWN: usize = 6;

impl SourceSummary {
    /// As a part of the ledger.
    pub(super) fn text(&self, options: TextOptions) -> String {
        self.one_origin(options) + &self.gaps(options)
    }

    fn one_origin(&self, options: TextOptions) -> String {
        let width = options.width;
        let mut text = "\nWhat rests on one origin\n".to_string();
        if !self.tried {
            return text + &wrapped("  ", "The case is too large to take each origin away in turn.", width);
        }
        if self.on_one_origin.is_empty() {
            return text + &wrapped("  ", "No outcome falls if any one origin is not to be believed.", width);
        }
        let note = "If this one origin were not to be believed, the lines that rest on it alone would fall, and of the \
                    outcomes from which nobody gains by moving these would hold no longer:";
        text += &wrapped("  ", note, width);
        let (mut last, mut shown) = (None, 0);
        for carried in &self.on_one_origin {
            if last != Some(&carried.account) {
                text += &carried.account.as_ref().map_or(String::new(), |id| wrapped("  ", id, width));
                (last, shown) = (Some(&carried.account), 0);
            }
            shown += 1;
            if options.all || shown <= SHOWN {
                text += &carried.text(options);
            } else if shown == SHOWN + 1 {
                text += "    … and more that carry as many or fewer\n";
            }
        }
        if !self.undecided.is_empty() {
            let line = format!("Without {} some account cannot be computed.", list(&self.undecided));
            text += &wrapped("  ", &line, width);
        }
        text
    }

    fn gaps(&self, options: TextOptions) -> String {
        let title = "\nWhat no source speaks of\n";
        if self.gaps.is_empty() {
            return format!("{title}  Every line cites a claim.\n");
        }
        let bare = self.gaps.iter().filter(|gap| gap.assumption.is_none()).count();
        let assumed = match (self.gaps.len() - bare, bare) {
            (1, 0) => "the analyst assumes what it says".to_string(),
            (_, 0) => "the analyst assumes what they say".to_string(),
            (0, _) => "nothing stands in its place".to_string(),
            (assumed, bare) => format!("the analyst assumes {assumed} of them, and {bare} rest on nothing"),
        };
        let cite = if self.gaps.len() == 1 { "cites" } else { "cite" };
        let line = format!("{} {cite} no claim; {assumed}.", count(self.gaps.len(), "line", "lines"));
        let mut text = title.to_string() + &wrapped("  ", &line, options.width);
        let most = if options.all { usize::MAX } else { SHOWN };
        text += &self.gaps.iter().take(most).map(|gap| gap.text(options.width)).collect::<String>();
        let more = self.gaps.len().saturating_sub(most);
        if more > 0 {
            text += &format!("    … and {}\n", count(more, "more line", "more lines"));
        }
        text
    }
}

impl OnOneOrigin {
    fn text(&self, options: TextOptions) -> String {
        let most = if options.all { usize::MAX } else { SHOWN };
        let mut names: Vec<String> = self.outcomes.iter().take(most).map(CarriedOutcome::called).collect();
        let more = self.outcomes.len().saturating_sub(most);
        names.extend((more > 0).then(|| format!("{more} more")));
        let how_many = match (self.outcomes.len(), self.of) {
            (1, 1) => "the only outcome".to_string(),
            (2, 2) => "both outcomes".to_string(),
            (lost, of) if lost == of => format!("all {of} outcomes"),
            (lost, of) => format!("{lost} of {of} outcomes"),
        };
        wrapped("    ", &format!("{}: {how_many}, {}", self.origin, list(&names)), options.width)
    }
}

impl CarriedOutcome {
    fn called(&self) -> String {
        match &self.scenario {
            Some(title) => format!("“{title}” (state {})", self.state),
            None => format!("state {}", self.state),
        }
    }
}

impl Gap {
    fn text(&self, width: usize) -> String {
        let assumed = self.assumption.as_ref().map(|why| format!("; assumed: {why}")).unwrap_or_default();
        wrapped(&format!("    line {:>3}  ", self.line.line), &format!("{}{assumed}", self.line.says), width)
    }
}
