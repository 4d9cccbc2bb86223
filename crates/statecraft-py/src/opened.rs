//! A case opened: questions and edits in, answers and cases out.

use crate::answer::{About, Told};
use crate::arrays::{holding, numbers, ranks_in, truths};
use crate::error::{case_errors, not_opened, places, raise, refused};
use crate::watched::{Spend, watched};
use pyo3::buffer::PyBuffer;
use pyo3::prelude::*;
use pyo3::types::PyBytes;
use statecraft::answers::{Answer, Ask, Check, Diff, Distances, Question, concepts};
use statecraft::case::{Case, Rejected, later_beside};
use statecraft::change::Costs;
use statecraft::edit::{CaseFile, Edit, variant_problems};
use statecraft::graph::{Limits, StateSpace};
use statecraft::study::{LaidOut, Refused, Study, Which, known_account};
use statecraft::text::describe;
use std::path::PathBuf;

/// So many outcomes of an account are looked at unless all are asked for.
const OUTCOMES: usize = 8;

/// A case opened, with what may be spent on a question about it.
#[pyclass(frozen, module = "statecraft._engine")]
pub(crate) struct Opened {
    study: Study,
    path: Option<PathBuf>,
    spend: Spend,
}

impl Opened {
    fn with(&self, study: Study) -> Opened {
        Opened { study, path: self.path.clone(), spend: self.spend }
    }

    /// The same spending with another time.
    fn spend(&self, seconds: Option<f64>) -> PyResult<Spend> {
        match seconds {
            Some(_) => Spend::new(self.spend.states, self.spend.memory, seconds),
            None => Ok(self.spend),
        }
    }

    /// The account of this name; the only one if none is named.
    fn account(&self, py: Python<'_>, id: Option<&str>) -> PyResult<&LaidOut> {
        self.usable(py)?;
        if let Some(id) = id {
            known_account(&self.study.case, id).map_err(|why| refused(py, &self.study, &why))?;
        }
        let found = match (id, self.study.accounts.as_slice()) {
            (None, [only]) => Some(only),
            (None, _) => None,
            (Some(_), _) => self.study.account(id),
        };
        found.ok_or_else(|| {
            let known: Vec<&str> = self.study.accounts.iter().filter_map(|laid_out| laid_out.account.id()).collect();
            raise(
                py,
                &format!("name one account that was laid out; there are: {}", known.join(", ")),
                "account",
                vec![],
            )
        })
    }

    fn usable(&self, py: Python<'_>) -> PyResult<()> {
        if self.study.has_errors() {
            return Err(case_errors(py, &self.study.case.file, &self.study.problems));
        }
        Ok(())
    }

    fn told(&self, py: Python<'_>, answer: Result<About, Refused>) -> PyResult<Told> {
        let about = answer.map_err(|why| refused(py, &self.study, &why))?;
        Ok(Told::new(about, self.study.clone()))
    }
}

/// Opens a case without anything being asked; what is wrong with it is told when something is.
fn opened(
    py: Python<'_>,
    path: Option<PathBuf>,
    spend: Spend,
    open: impl FnOnce(&Limits) -> Study + Send,
) -> PyResult<Opened> {
    let study = watched(py, spend, open)?;
    Ok(Opened { study, path, spend })
}

#[pymethods]
impl Opened {
    /// From a folder or its case.toml.
    #[staticmethod]
    fn open(
        py: Python<'_>,
        path: PathBuf,
        states: Option<usize>,
        memory: Option<u64>,
        seconds: Option<f64>,
    ) -> PyResult<Opened> {
        let (case, problems) = Case::read(&path).map_err(|error| not_opened(py, &error))?;
        opened(py, Some(path), Spend::new(states, memory, seconds)?, |limits| Study::of(case, problems, limits))
    }

    /// From the text of a case file.
    #[staticmethod]
    fn from_text(
        py: Python<'_>,
        text: &str,
        states: Option<usize>,
        memory: Option<u64>,
        seconds: Option<f64>,
    ) -> PyResult<Opened> {
        opened(py, None, Spend::new(states, memory, seconds)?, |limits| Study::from_text(text, limits))
    }

    /// From the same as JSON, written as a file first, so that problems have places.
    #[staticmethod]
    fn from_json(
        py: Python<'_>,
        json: &str,
        states: Option<usize>,
        memory: Option<u64>,
        seconds: Option<f64>,
    ) -> PyResult<Opened> {
        let text = match Case::from_json(json) {
            Ok(case) => case.file.text,
            Err(Rejected { file, problems }) if problems.iter().any(|problem| problem.code == "json") => {
                return Err(case_errors(py, &file, &problems));
            }
            Err(Rejected { file, .. }) => file.text,
        };
        Opened::from_text(py, &text, states, memory, seconds)
    }

    /// Asks any question, as JSON.
    fn ask(&self, py: Python<'_>, question: &str, seconds: Option<f64>) -> PyResult<Told> {
        self.usable(py)?;
        let question: Question = serde_json::from_str(question)
            .map_err(|error| raise(py, &format!("this is no question: {error}"), "question", Vec::new()))?;
        let evidence = matches!(question, Question::Ledger(_));
        if !evidence && !self.study.case.has_actors() {
            let message =
                "the case has no actors yet, so nothing can happen in it; check and ledger work on its evidence";
            return Err(raise(py, message, "actors", Vec::new()));
        }
        let answer = watched(py, self.spend(seconds)?, |limits| self.study.ask(&question, limits))?;
        let told = self.told(py, answer.map(|answer| About::Any(Box::new(answer))))?;
        Ok(told)
    }

    /// The same case with some of its accounts.
    fn only(&self, py: Python<'_>, accounts: Vec<String>) -> PyResult<Opened> {
        self.usable(py)?;
        self.study.only(&accounts).map(|study| self.with(study)).map_err(|why| refused(py, &self.study, &why))
    }

    /// Everything that is wrong with the case, or probably not meant.
    fn check(&self, py: Python<'_>) -> Told {
        let check = py.detach(|| Check::new(&self.study, Vec::new(), &variant_problems(&self.study.case)));
        Told::new(About::Any(Box::new(Answer::Check(check))), self.study.clone())
    }

    /// What changed from another case to this one.
    fn diff(
        &self,
        py: Python<'_>,
        old: &Opened,
        accounts: Vec<String>,
        keys: Vec<String>,
        seconds: Option<f64>,
    ) -> PyResult<Told> {
        self.usable(py)?;
        old.usable(py)?;
        let (old, new) = (&old.study, &self.study);
        let diff = watched(py, self.spend(seconds)?, |limits| {
            let concepts = concepts(new, &keys)?;
            Diff::of(old, new, &accounts, &concepts, limits)
        })?;
        self.told(py, diff.map(|diff| About::Diff(Box::new(diff))))
    }

    /// How few edits would make outcomes fall or a state hold; the costs are those of a move, a drop and a negation.
    #[allow(clippy::too_many_arguments)] // as many as the command has
    fn change(
        &self,
        py: Python<'_>,
        concept: &str,
        state: Option<&str>,
        holds: Option<bool>,
        costs: (u32, u32, u32),
        edits: usize,
        all: bool,
        seconds: Option<f64>,
    ) -> PyResult<Told> {
        self.usable(py)?;
        let wrong = |message: String| raise(py, &message, "change", Vec::new());
        if !(1..=4).contains(&edits) {
            return Err(wrong(format!("edits={edits}: from 1 to 4 edits can be tried")));
        }
        if ![costs.0, costs.1, costs.2].iter().all(|cost| (1..=1000).contains(cost)) {
            return Err(wrong("cost: a whole number from 1 to 1000 is expected for each edit".into()));
        }
        let state: Option<Which> = match state.map(serde_json::from_str).transpose() {
            Ok(state) => state,
            Err(error) => return Err(wrong(error.to_string())),
        };
        let costs = Costs { shift: costs.0, drop: costs.1, negate: costs.2, most: edits };
        let distances = watched(py, self.spend(seconds)?, |limits| {
            let concept = concepts(&self.study, &[concept.to_string()])?[0];
            let states = match &state {
                Some(which) => self.study.which(which)?.into_iter().map(Some).collect(),
                None => vec![None; self.study.accounts.len()],
            };
            let ask = Ask { concept, holds, costs, most: if all { usize::MAX } else { OUTCOMES } };
            Ok::<_, Refused>(Distances::of(&self.study, &states, ask, limits))
        })?;
        let distances = distances.map_err(|why| refused(py, &self.study, &why))?;
        let distances = distances.map_err(|why| raise(py, &why.to_string(), "concept", Vec::new()))?;
        self.told(py, Ok(About::Any(Box::new(Answer::Change(distances)))))
    }

    /// The case after an edit, which is given as JSON; the file is not written.
    fn edit(&self, py: Python<'_>, edit: &str) -> PyResult<Opened> {
        self.usable(py)?;
        let edit: Edit = serde_json::from_str(edit)
            .map_err(|error| raise(py, &format!("this is no edit: {error}"), "edit", Vec::new()))?;
        let study = watched(py, self.spend, |limits| self.study.edit(&edit, limits))?;
        study.map(|study| self.with(study)).map_err(|why| refused(py, &self.study, &why))
    }

    /// The case in one of its variants.
    fn variant(&self, py: Python<'_>, name: &str) -> PyResult<Opened> {
        self.usable(py)?;
        let study = watched(py, self.spend, |limits| self.study.variant(name, limits))?;
        study.map(|study| self.with(study)).map_err(|why| refused(py, &self.study, &why))
    }

    /// The case with what happened later, from this file or from the one beside the case.
    fn with_later(&self, py: Python<'_>, path: Option<PathBuf>) -> PyResult<Opened> {
        self.usable(py)?;
        let beside = || self.path.as_deref().filter(|_| self.study.case.later.is_empty()).and_then(later_beside);
        let Some(path) = path.or_else(beside) else { return Ok(self.with(self.study.clone())) };
        let mut case = Case::clone(&self.study.case);
        case.open_later(&path).map_err(|error| not_opened(py, &error))?;
        opened(py, self.path.clone(), self.spend, |limits| Study::of(case, Vec::new(), limits))
    }

    /// Writes the text into the file that it was read from, which must be as this text was: nothing of somebody else's is lost.
    fn save(&self, py: Python<'_>, before: &str) -> PyResult<()> {
        let Some(path) = &self.path else {
            return Err(raise(
                py,
                "the case was read from no file; write `case.text` where you like",
                "file",
                Vec::new(),
            ));
        };
        let mut file = CaseFile::open(path).map_err(|error| not_opened(py, &error))?;
        if file.text != before {
            let message = format!("{} has changed since it was read; nothing was written", path.display());
            return Err(raise(py, &message, "file", Vec::new()));
        }
        file.write(&self.study.case.file.text).map_err(|error| raise(py, &error.to_string(), "file", Vec::new()))
    }

    /// Which state is meant by a number, a name or a scenario, as JSON.
    fn named(&self, name: &str) -> String {
        let is_state = self.study.accounts.iter().any(|laid_out| laid_out.graph.states.named(name).is_some());
        let scenario = !is_state && self.study.case.scenario(name).is_some();
        let which = if scenario { Which::Scenario(name.to_string()) } else { Which::Named(name.into()) };
        serde_json::to_string(&which).unwrap_or_default()
    }

    /// The names of the lines of the file that begin at or reach over this line, as JSON.
    fn lines_at(&self, number: usize) -> String {
        let case = &self.study.case;
        let row = |at: usize| case.file.position(at).0;
        let here =
            |line: &&statecraft::case::LineRef<'_>| (row(line.span.start)..=row(line.span.end)).contains(&number);
        let lines = case.lines();
        let ids: Vec<_> = lines.iter().filter(here).map(|line| &line.id).collect();
        serde_json::to_string(&ids).unwrap_or_default()
    }

    /// The case in words.
    fn describe(&self, width: usize) -> String {
        describe(&self.study, width)
    }

    /// How an actor ranks the states of an account, as bytes of numbers of 32 bits; higher is preferred.
    fn ranks<'py>(&self, py: Python<'py>, actor: &str, account: Option<&str>) -> PyResult<Bound<'py, PyBytes>> {
        let laid_out = self.account(py, account)?;
        let actor = laid_out.actor(actor).map_err(|why| refused(py, &self.study, &why))?;
        numbers(py, &laid_out.graph.ranks[actor.index()])
    }

    /// The states that hold, one byte for each, when some actors rank them otherwise.
    fn holding<'py>(
        &self,
        py: Python<'py>,
        concept: &str,
        actor: Option<&str>,
        account: Option<&str>,
        ranks: Vec<(String, PyBuffer<u32>)>,
    ) -> PyResult<Bound<'py, PyBytes>> {
        let laid_out = self.account(py, account)?;
        let known = |key: &str| laid_out.actor(key).map_err(|why| refused(py, &self.study, &why));
        let states = laid_out.graph.len();
        let ranks = ranks.iter().map(|(key, buffer)| Ok((known(key)?, ranks_in(py, key, buffer, states)?)));
        let ranks = ranks.collect::<PyResult<Vec<_>>>()?;
        let actor = actor.map(known).transpose()?;
        let found = watched(py, self.spend, |limits| holding(laid_out, concept, actor, ranks, limits))?;
        truths(py, states, &found.map_err(|why| refused(py, &self.study, &why))?)
    }

    /// How many states an account has.
    fn states(&self, py: Python<'_>, account: Option<&str>) -> PyResult<usize> {
        Ok(self.account(py, account)?.graph.len())
    }

    /// Whether the states of an account go by name, as in a bare graph.
    fn is_bare_graph(&self) -> bool {
        self.study.accounts.iter().any(|laid_out| matches!(laid_out.graph.states, StateSpace::Named(_)))
    }

    /// The text of the case file.
    #[getter]
    fn text(&self) -> &str {
        &self.study.case.file.text
    }

    #[getter]
    fn title(&self) -> &str {
        &self.study.case.title
    }

    #[getter]
    fn question(&self) -> Option<&str> {
        self.study.case.question.as_deref()
    }

    /// The names of the accounts that were laid out.
    #[getter]
    fn accounts(&self) -> Vec<&str> {
        self.study.accounts.iter().filter_map(|laid_out| laid_out.account.id()).collect()
    }

    /// The names of the actors.
    #[getter]
    fn actors(&self) -> Vec<&str> {
        self.study.case.actors.iter().map(|actor| actor.key.value.as_str()).collect()
    }

    /// The case as JSON with the keys of its file; none if the file is no TOML.
    #[getter]
    fn json(&self) -> Option<String> {
        Some(self.study.case.to_json()?.to_string())
    }

    /// All problems with their places.
    #[getter]
    fn problems(&self) -> Vec<crate::error::Place> {
        places(&self.study.case.file, &self.study.problems)
    }
}
