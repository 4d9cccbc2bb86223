//! An answer with the study that it is about: JSON, text, pictures, rows, pages.

use crate::error::raise;
use pyo3::prelude::*;
use statecraft::answers::brief::{AskBrief, Brief};
use statecraft::answers::{Analysis, Answer, Diff};
use statecraft::brief::{Audience, Page, page_for};
use statecraft::draw::Picture;
use statecraft::edit::variant_problems;
use statecraft::graph::Limits;
use statecraft::stability::Concept;
use statecraft::study::Study;
use statecraft::text::{Style, TextOptions};

/// So many boxes of a kind are shown unless all are asked for: as the commands do.
const BOXES: [usize; 2] = [60, 600];
/// With more states than this a text has no headlines.
const HEADLINES_UP_TO: usize = 1 << 14;

/// Any answer of a study, or what changed between two.
pub(crate) enum About {
    Any(Box<Answer>),
    Diff(Box<Diff>),
}

/// An answer with the study that it is about.
#[pyclass(frozen, module = "statecraft._engine")]
pub(crate) struct Told {
    about: About,
    study: Study,
}

impl Told {
    pub(crate) fn new(about: About, study: Study) -> Told {
        Told { about, study }
    }

    fn picture_list(&self, all: bool) -> Vec<Picture> {
        let study = &self.study;
        let About::Any(answer) = &self.about else { return Vec::new() };
        match &**answer {
            Answer::Explanation(answer) => answer.accounts.iter().map(|account| account.picture(study)).collect(),
            Answer::Paths(answer) => answer.pictures(study, BOXES[usize::from(all)]),
            Answer::Comparison(answer) => vec![answer.picture(study)],
            Answer::Linkage(answer) => answer.pictures(study),
            _ => Vec::new(),
        }
    }

    fn page(&self, py: Python<'_>, analyst: bool) -> PyResult<Page> {
        let audience = if analyst { Audience::Analyst } else { Audience::Reader };
        match &self.about {
            About::Any(answer) if let Answer::Brief(brief) = &**answer => Ok(page_for(&self.study, brief, audience)),
            _ => Err(raise(py, "only a brief is a page", "page", Vec::new())),
        }
    }

    fn answer_text(&self, answer: &Answer, options: TextOptions) -> String {
        let (study, width) = (&self.study, options.width);
        match answer {
            Answer::Analysis(answer) => analysis_text(answer, study, options),
            Answer::Check(answer) => {
                let problems = statecraft::answers::Check::problems(study, &variant_problems(&study.case));
                let most = (!options.all).then_some(50);
                answer.text(study, &problems, most, Style { colour: false, width })
            }
            Answer::Needs(answer) => {
                answer.iter().map(|needs| needs.text(study, options)).collect::<Vec<_>>().join("\n")
            }
            _ => answer.text(study, options),
        }
    }
}

/// As the command ends it: with headlines, where the usual concepts were asked and the case is not large.
fn analysis_text(analysis: &Analysis, study: &Study, options: TextOptions) -> String {
    let states: usize = study.accounts.iter().map(|account| account.graph.len()).sum();
    let usual = Concept::USUAL.iter().all(|concept| analysis.concepts.contains(&concept.key(&[])));
    let whole = usual && states <= HEADLINES_UP_TO && analysis.header.limit.is_none();
    let question = AskBrief { headlines: true, ..AskBrief::default() };
    let brief: Option<Brief> = if whole { study.ask(&question, &Limits::default()).ok() } else { None };
    analysis.text_with(study, brief.as_ref(), options)
}

#[pymethods]
impl Told {
    /// The answer as the command writes it with `--format json`.
    fn json(&self, py: Python<'_>) -> PyResult<String> {
        py.detach(|| match &self.about {
            // The commands write these two on many lines.
            About::Any(answer) if matches!(**answer, Answer::Check(_) | Answer::Brief(_)) => {
                serde_json::to_string_pretty(answer)
            }
            About::Any(answer) => serde_json::to_string(answer),
            About::Diff(diff) => serde_json::to_string(diff),
        })
        .map_err(|error| raise(py, &error.to_string(), "json", Vec::new()))
    }

    /// The answer laid out for a terminal of this width.
    fn text(&self, py: Python<'_>, width: usize, all: bool) -> String {
        let options = TextOptions { width, all };
        let text = py.detach(|| match &self.about {
            About::Any(answer) => self.answer_text(answer, options),
            About::Diff(diff) => diff.text(&self.study, options),
        });
        text.chars().map(|c| if c == '\n' { c } else { statecraft::diag::visible(c) }).collect()
    }

    /// Pictures as SVG or, for Graphviz, as DOT; none of an answer that has no picture.
    fn pictures(&self, py: Python<'_>, all: bool, dot: bool) -> Vec<String> {
        py.detach(|| {
            let draw = |picture: &Picture| if dot { picture.dot() } else { picture.svg() };
            self.picture_list(all).iter().map(draw).collect()
        })
    }

    /// The rows of the command's CSV; none where the command writes no table.
    fn csv(&self, py: Python<'_>) -> PyResult<Option<String>> {
        let written = py.detach(|| {
            let mut out = Vec::new();
            let About::Any(answer) = &self.about else { return Ok(None) };
            match &**answer {
                Answer::Analysis(answer) => answer.write_csv(&self.study, &mut out),
                Answer::States(answer) => answer.write_csv(&self.study, &mut out),
                Answer::Watch(answer) => answer.write_csv(&mut out),
                _ => return Ok(None),
            }
            .map(|()| Some(String::from_utf8_lossy(&out).into_owned()))
        });
        written.map_err(|error| raise(py, &error.to_string(), "csv", Vec::new()))
    }

    /// A watch list as days of a calendar.
    fn ics(&self, py: Python<'_>) -> PyResult<String> {
        match &self.about {
            About::Any(answer) if let Answer::Watch(list) = &**answer => {
                list.ics().map_err(|why| raise(py, &why.to_string(), "calendar", Vec::new()))
            }
            _ => Err(raise(py, "only a watch list is a calendar", "calendar", Vec::new())),
        }
    }

    /// A brief as Markdown.
    fn markdown(&self, py: Python<'_>, analyst: bool) -> PyResult<String> {
        Ok(self.page(py, analyst)?.markdown())
    }

    /// A brief as one page for a browser.
    fn html(&self, py: Python<'_>, analyst: bool) -> PyResult<String> {
        Ok(self.page(py, analyst)?.html())
    }

    /// A brief as a document for a word processor.
    fn docx(&self, py: Python<'_>, analyst: bool) -> PyResult<Vec<u8>> {
        self.page(py, analyst)?.docx().map_err(|error| raise(py, &error.to_string(), "docx", Vec::new()))
    }
}
