//! One edition of the case: the text of its file at one moment, laid out, with the answers that pages show. Each answer is
//! computed when it is first asked for, once, whoever asks, and kept as long as the edition is.

use crate::jobs::{Job, MOMENT, Seen};
use crate::reading::Reading;
use crate::words::Names;
use statecraft::answers::brief::{AskBrief, Brief};
use statecraft::answers::change::Distances;
use statecraft::answers::compare::AccountComparison;
use statecraft::answers::explain::Explanation;
use statecraft::answers::impact::Impact;
use statecraft::answers::ledger::Ledger;
use statecraft::answers::linkage::{AskLinkage, Linkage};
use statecraft::answers::paths::PathsReport;
use statecraft::answers::score::{AskScore, Score};
use statecraft::answers::seal::Seal;
use statecraft::answers::watch::{AskWatch, WatchList};
use statecraft::answers::{Analyze, AskChange, AskImpact, AskLedger, AskPaths, Compare, Draws, Explain, Robustness};
use statecraft::brief::{Page, outcome_names, page};
use statecraft::case::Case;
use statecraft::evidence::{Document, fingerprint};
use statecraft::graph::{Limits, Watch};
use statecraft::robust::Doubt;
use statecraft::stability::{Concept, Found, analyze_within};
use statecraft::study::{Ask, Study};
use std::sync::{Arc, OnceLock};
use std::time::Duration;

/// The concepts that pages speak of: own next move, any answer, credible answers.
pub(crate) const CONCEPTS: [Concept; 3] = [Concept::Nash, Concept::Gmr, Concept::Seq];

/// An answer that is computed once, or why there is none.
type Once<T> = OnceLock<Result<T, String>>;

/// Work that may take long.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Long {
    Impact,
    Change,
    Robust,
    Linkage,
}

impl Long {
    const ALL: [Long; 4] = [Long::Impact, Long::Change, Long::Robust, Long::Linkage];

    /// Its name in an address.
    pub(crate) fn key(self) -> &'static str {
        match self {
            Long::Impact => "impact",
            Long::Change => "change",
            Long::Robust => "robust",
            Long::Linkage => "linkage",
        }
    }

    /// The work of this name.
    pub(crate) fn named(key: &str) -> Option<Long> {
        Long::ALL.into_iter().find(|long| long.key() == key)
    }
}

/// How a page waits for an answer that may take long.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Wait {
    /// A moment; then it says how far the work is.
    Moment,
    /// Until it is there: for the report.
    Whole,
}

impl Wait {
    fn look<T: Send + Sync + 'static>(
        self,
        job: &Job<T>,
        work: impl FnOnce(&Watch) -> Result<T, String> + Send + 'static,
    ) -> Seen<'_, T> {
        match self {
            Wait::Whole => job.whole(work).map_or_else(Seen::Failed, Seen::There),
            Wait::Moment => {
                if let Seen::NotBegun = job.look(Duration::ZERO) {
                    job.begin(work);
                }
                job.look(MOMENT)
            }
        }
    }
}

/// So many orders are drawn.
const DRAWS: u64 = 400;

/// What holds under orders that are compatible with what is marked as not known; where nothing is marked, with every line one place
/// higher or lower.
fn robust(study: &Study, limits: &Limits) -> Result<Robustness, String> {
    let of = |doubt| {
        let draws = Draws { doubt, most: DRAWS, seed: 1, shard: (0, 1) };
        Robustness::of(study, draws, limits).map_err(|why| why.to_string())
    };
    let marked = of(Doubt::Marked)?;
    if marked.has_doubt() { Ok(marked) } else { of(Doubt::EveryLine) }
}

/// A case at one moment.
#[derive(Debug)]
pub struct Edition {
    /// The case, laid out.
    pub study: Study,
    /// Texts of sources that were found, by the key of the source.
    pub(crate) texts: Vec<(String, Document)>,
    /// The fingerprint of the file's text.
    pub(crate) version: String,
    /// What actors and accounts are called.
    pub(crate) names: Names,
    limits: Limits,
    brief: Once<(Brief, Page, Vec<String>)>,
    found: Once<Vec<Found>>,
    compare: Once<AccountComparison>,
    watch: Once<WatchList>,
    ledger: Once<Ledger>,
    impact: Job<Impact>,
    paths: Once<PathsReport>,
    change: Job<Distances>,
    robust: Job<Robustness>,
    linkage: Job<Linkage>,
    /// The case with what happened later, and what was sealed, where either is known.
    later: Option<(Case, Option<Seal>)>,
    score: Once<Score>,
    checked: Once<String>,
    /// Drafts that wait for a decision.
    pub(crate) reading: Arc<Reading>,
}

impl Edition {
    /// An edition of this study, whose answers are computed within these limits, with these texts of its sources.
    pub fn new(study: Study, texts: Vec<(String, Document)>, limits: Limits) -> Edition {
        Edition {
            version: fingerprint(&study.case.file.text),
            names: Names::of(&study),
            study,
            texts,
            limits,
            brief: OnceLock::new(),
            found: OnceLock::new(),
            compare: OnceLock::new(),
            watch: OnceLock::new(),
            ledger: OnceLock::new(),
            impact: Job::default(),
            paths: OnceLock::new(),
            change: Job::default(),
            robust: Job::default(),
            linkage: Job::default(),
            later: None,
            score: OnceLock::new(),
            checked: OnceLock::new(),
            reading: Arc::default(),
        }
    }

    /// The same with what happened later: the case that has it, and what was sealed before.
    pub(crate) fn with_later(self, later: Option<(Case, Option<Seal>)>) -> Edition {
        Edition { later, ..self }
    }

    /// The same with drafts that wait for a decision.
    pub(crate) fn with_reading(self, reading: &Arc<Reading>) -> Edition {
        Edition { reading: reading.clone(), ..self }
    }

    /// Asks a question within the limits.
    pub(crate) fn ask<Q: Ask>(&self, question: &Q) -> Result<Q::Answer, String> {
        self.study.ask(question, &self.limits).map_err(|why| why.to_string())
    }

    fn once<'e, Q: Ask>(&self, cell: &'e Once<Q::Answer>, question: &Q) -> Result<&'e Q::Answer, &'e str> {
        cell.get_or_init(|| self.ask(question)).as_ref().map_err(String::as_str)
    }

    /// What the front page says, in sentences, with what each outcome is called.
    pub(crate) fn brief(&self) -> Result<&(Brief, Page, Vec<String>), &str> {
        let make = || {
            let brief = self.ask(&AskBrief::default())?;
            let (page, names) = (page(&self.study, &brief), outcome_names(&self.study, &brief));
            Ok((brief, page, names))
        };
        self.brief.get_or_init(make).as_ref().map_err(String::as_str)
    }

    /// For each account which states are stable for whom, under [`CONCEPTS`].
    pub(crate) fn found(&self) -> Result<&[Found], &str> {
        let one = |graph| {
            let found = analyze_within(graph, &CONCEPTS, &self.limits).map_err(|why| why.to_string())?;
            found.stopped().map_or(Ok(()), |limit| Err(limit.to_string()))?;
            Ok(found)
        };
        let make = || self.study.accounts.iter().map(|laid_out| one(&laid_out.graph)).collect();
        self.found.get_or_init(make).as_deref().map_err(String::as_str)
    }

    /// Where the accounts part.
    pub(crate) fn compare(&self) -> Result<&AccountComparison, &str> {
        self.once(&self.compare, &Compare::default())
    }

    /// What to watch for.
    pub(crate) fn watch(&self) -> Result<&WatchList, &str> {
        self.once(&self.watch, &AskWatch::default())
    }

    /// The evidence for each account.
    pub(crate) fn ledger(&self) -> Result<&Ledger, &str> {
        self.once(&self.ledger, &AskLedger::default())
    }

    /// How today leads to the outcomes.
    pub(crate) fn paths(&self) -> Result<&PathsReport, &str> {
        self.once(&self.paths, &AskPaths { concepts: vec!["nash".into()], ..AskPaths::default() })
    }

    /// What hangs on each claim.
    pub(crate) fn impact(&self, how: Wait) -> Seen<'_, Impact> {
        how.look(&self.impact, self.asked(AskImpact::default()))
    }

    /// How small a change of wishes would make an outcome fall.
    pub(crate) fn change(&self, how: Wait) -> Seen<'_, Distances> {
        how.look(&self.change, self.asked(AskChange::default()))
    }

    /// What holds only because issues are linked.
    pub(crate) fn linkage(&self, how: Wait) -> Seen<'_, Linkage> {
        how.look(&self.linkage, self.asked(AskLinkage::default()))
    }

    /// What holds when preferences are not known exactly.
    pub(crate) fn robust(&self, how: Wait) -> Seen<'_, Robustness> {
        how.look(&self.robust, self.work(robust))
    }

    /// How far a piece of long work is.
    pub(crate) fn how_far(&self, long: Long) -> Seen<'_, ()> {
        match long {
            Long::Impact => self.impact.look(Duration::ZERO).stage(),
            Long::Change => self.change.look(Duration::ZERO).stage(),
            Long::Robust => self.robust.look(Duration::ZERO).stage(),
            Long::Linkage => self.linkage.look(Duration::ZERO).stage(),
        }
    }

    /// Cancels a piece of long work.
    pub(crate) fn cancel(&self, long: Long) {
        match long {
            Long::Impact => self.impact.cancel(),
            Long::Change => self.change.cancel(),
            Long::Robust => self.robust.cancel(),
            Long::Linkage => self.linkage.cancel(),
        }
    }

    /// Begins a piece of long work, unless somebody asked for it before.
    pub(crate) fn begin_once(&self, long: Long) {
        if let Seen::NotBegun = self.how_far(long) {
            self.begin(long);
        }
    }

    /// Begins a piece of long work, also if it was cancelled before.
    pub(crate) fn begin(&self, long: Long) {
        match long {
            Long::Impact => self.impact.begin(self.asked(AskImpact::default())),
            Long::Change => self.change.begin(self.asked(AskChange::default())),
            Long::Robust => self.robust.begin(self.work(robust)),
            Long::Linkage => self.linkage.begin(self.asked(AskLinkage::default())),
        }
    }

    /// Work on this study within its limits, for a thread of its own.
    fn work<T>(
        &self,
        work: impl FnOnce(&Study, &Limits) -> Result<T, String> + Send + 'static,
    ) -> impl FnOnce(&Watch) -> Result<T, String> + Send + 'static {
        let (study, limits) = (self.study.clone(), self.limits.clone());
        move |watch| work(&study, &Limits { watch: watch.clone(), ..limits })
    }

    fn asked<Q: Ask + Send + 'static>(
        &self,
        question: Q,
    ) -> impl FnOnce(&Watch) -> Result<Q::Answer, String> + Send + 'static {
        self.work(move |study, limits| study.ask(&question, limits).map_err(|why| why.to_string()))
    }

    /// Whether it is known what happened later.
    pub(crate) fn is_scored(&self) -> bool {
        self.later.is_some()
    }

    /// What was predicted, against what happened; none if that is not known.
    pub(crate) fn score(&self) -> Option<Result<&Score, &str>> {
        let (case, sealed) = self.later.as_ref()?;
        let make = || {
            let mut study = self.study.clone();
            study.case = case.clone().into(); // what happened later changes no state
            let question = AskScore { sealed: sealed.clone().map(Box::new), ..AskScore::default() };
            study.ask(&question, &self.limits).map_err(|why| why.to_string())
        };
        Some(self.score.get_or_init(make).as_ref().map_err(String::as_str))
    }

    /// What independent code says of the verdicts that pages show, in a sentence.
    pub(crate) fn checked(&self) -> Result<&str, &str> {
        let found = self.checked.get_or_init(|| checked(&self.study, &self.limits));
        found.as_deref().map_err(String::as_str)
    }

    /// The same of a study that is only tried.
    pub(crate) fn checked_of(&self, tried: &Study) -> Result<String, String> {
        checked(tried, &self.limits)
    }

    /// Why a state holds or not.
    pub(crate) fn explain(&self, question: &Explain) -> Result<Explanation, String> {
        self.ask(question)
    }

    /// Computes what the first pages need, so that nobody waits for it.
    pub fn warm(&self) {
        let _ = (self.brief(), self.found(), self.watch(), self.compare()); // a page says what went wrong
        self.begin(Long::Impact);
    }
}

/// What independent code says of the verdicts of a study under [`CONCEPTS`].
fn checked(study: &Study, limits: &Limits) -> Result<String, String> {
    let concepts = CONCEPTS.iter().map(|concept| concept.key(&[])).collect();
    let question = Analyze { concepts, ..Analyze::default() };
    let found = study.ask(&question, limits).map_err(|why| why.to_string())?;
    Ok(found.checked_together().sentence() + ".")
}
