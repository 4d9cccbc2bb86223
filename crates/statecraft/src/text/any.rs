//! Any answer, made for reading.

use crate::answers::Answer;
use crate::brief::{Audience, page_for};
use crate::study::Study;
use crate::text::Style;
use crate::text::analysis::TextOptions;

/// So many states are listed unless all are asked for.
const STATES: usize = 40;

impl Answer {
    /// The answer as text, with the words of the study that was asked.
    pub fn text(&self, study: &Study, options: TextOptions) -> String {
        let width = options.width;
        match self {
            Answer::Analysis(answer) => answer.text(study, options),
            Answer::OutcomeSets(answer) => answer.text(&study.case, options),
            Answer::States(answer) => answer.text(study, if options.all { usize::MAX } else { STATES }, width),
            Answer::Check(answer) => answer.text(study, &study.problems, None, Style::default()),
            Answer::Explanation(answer) => answer.text(study, width),
            Answer::Comparison(answer) => answer.text(study, options),
            Answer::Perceptions(answer) => answer.text(study, options),
            Answer::Robust(answer) => answer.text(study, options),
            Answer::Ledger(answer) => answer.text(options),
            Answer::Change(answer) => answer.text(study, options),
            Answer::Paths(answer) => answer.text(study, options),
            Answer::Coalitions(answer) => answer.text(study, options),
            Answer::Impact(answer) => answer.text(study, options),
            Answer::Needs(answers) => answers.iter().map(|needs| needs.text(study, options)).collect(),
            Answer::Brief(answer) => page_for(study, answer, Audience::Reader).markdown(),
            Answer::Scenarios(answer) => answer.text(study, width),
            Answer::Variants(answer) => answer.text(width),
            Answer::Watch(answer) => answer.text(options),
            Answer::Linkage(answer) => answer.text(study, options),
            Answer::Seal(answer) => answer.text(study, width),
            Answer::SealCheck(answer) => answer.text(study, width, options.all),
            Answer::Score(answer) => answer.text(study, options),
        }
    }
}
