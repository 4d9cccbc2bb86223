//! What holds only because several issues are linked, and whose threats carry it.

use super::analysis::StateNames;
use super::explain::sources::{cited, sources};
use super::explain::{Cited, CitedSource, Comparison, Move};
use super::header::Header;
use super::question::concepts;
use super::states::StateTable;
use crate::graph::{LimitReached, Limits, Phase, StateId, StateSet, StateSpace, parallel};
use crate::linkage::{self, Carried, Deal, Linked, Under};
use crate::model::{ActorId, OptionSet};
use crate::stability::Concept;
use crate::study::{Ask, LaidOut, Refused, Study};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// So many papers of an account are told.
const MOST_PAPERS: usize = 64;
/// Of so many outcomes that are lost under a concept it is told who leaves them.
const MOST_LOST: usize = 3;
/// The search for papers of one concept stops after about so many steps.
const MOST_STEPS: usize = 1 << 24;

/// Asks what holds only because the issues of a case are linked.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
pub struct AskLinkage {
    /// In these accounts; in all if none is named.
    pub accounts: Vec<String>,
    /// Under these of the usual five concepts; under all of them if none is named.
    pub concepts: Vec<String>,
}

impl Ask for AskLinkage {
    type Answer = Linkage;

    fn answer(&self, study: &Study, limits: &Limits) -> Result<Linkage, Refused> {
        let study = study.only(&self.accounts)?;
        Linkage::of(&study, &concepts(&study, &self.concepts)?, limits)
    }
}

/// What holds only because the issues of a case are linked, account by account: `statecraft-linkage`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Linkage {
    /// What every answer opens with.
    #[serde(flatten)]
    pub header: Header,
    /// The issues, in the order of the file.
    pub issues: Vec<IssueTable>,
    /// The actors with options in more than one issue, by their keys.
    pub common: Vec<String>,
    /// The accounts.
    pub accounts: Vec<AccountLinkage>,
    /// The claims on which the papers rest.
    pub claims: BTreeMap<String, Cited>,
    /// The sources of these claims.
    pub sources: BTreeMap<String, CitedSource>,
}

/// An issue and who sits at its table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct IssueTable {
    /// Its key.
    pub key: String,
    /// Its title.
    pub title: String,
    /// Its options, by their keys.
    pub options: Vec<String>,
    /// The actors that own them, by their keys.
    pub actors: Vec<String>,
}

/// What holds in one account only because the issues are linked.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct AccountLinkage {
    /// Its name; none if the case has no accounts.
    pub id: Option<String>,
    /// Its title.
    pub title: Option<String>,
    /// How many states there are.
    pub states: usize,
    /// For each issue how many settings of its options there are.
    pub settings: Vec<usize>,
    /// What holds under each concept.
    pub concepts: Vec<LinkageUnder>,
    /// The papers, those that stand in most outcomes first; a paper that says more than another and stands nowhere else is left out, and so
    /// are those after the first 64.
    pub papers: Vec<Paper>,
    /// How many there are, told or not.
    pub papers_in_all: usize,
    /// How some of the outcomes are left that the link loses.
    pub losses: Vec<Loss>,
    /// The options and, for each state that a paper or a loss speaks of, which are taken.
    #[serde(flatten)]
    pub table: StateTable,
}

/// What holds under one concept, in the whole and issue by issue.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct LinkageUnder {
    /// The concept, by its key.
    pub concept: String,
    /// The outcomes that also hold issue by issue.
    pub issue_by_issue: StateNames,
    /// The outcomes that hold only because the issues are linked.
    pub only_linked: StateNames,
    /// Those among them in which a paper stands.
    pub some_paper: StateNames,
    /// Those among these where papers meet every move that its issue by itself leaves undeterred: no other answer is needed.
    pub papers_alone: StateNames,
    /// In so many of the outcomes that hold only by the link papers were looked for: in all, unless there are too many.
    pub looked_at: usize,
    /// The states that hold issue by issue and not in the whole.
    pub lost: StateNames,
}

/// A threat across issues: one actor is tempted in an issue, and another answers elsewhere. Told in one outcome where it stands.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Paper {
    /// Under these concepts, by their keys.
    pub concepts: Vec<String>,
    /// The issue in which the first actor is tempted, by its key.
    pub issue: String,
    /// The issues in which the other answers; the first may be among them, with others.
    pub answered_in: Vec<String>,
    /// What tempts the first actor, and why.
    pub temptation: Move,
    /// What the other would then do, and why.
    pub answer: Move,
    /// What that leaves the first actor with, beside where it began.
    pub end: Comparison,
    /// The outcomes in which the same move would meet the same answer.
    pub outcomes: StateNames,
}

/// How an outcome is left that would hold issue by issue.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Loss {
    /// Under these concepts, by their keys.
    pub concepts: Vec<String>,
    /// A move from there that nothing deters.
    pub leaves: Move,
}

impl Paper {
    /// Why each of the two does as it does, and what that leaves the first with.
    fn comparisons(&self) -> [&Comparison; 3] {
        [&self.temptation.for_the_mover, &self.answer.for_the_mover, &self.end]
    }
}

impl Linkage {
    /// What holds under these concepts only because the issues are linked.
    ///
    /// # Errors
    /// The case names no issues; a concept is not one of the usual five; or a limit.
    pub fn of(study: &Study, concepts: &[Concept], limits: &Limits) -> Result<Linkage, Refused> {
        if let Some(other) = concepts.iter().find(|concept| !linkage::CONCEPTS.contains(concept)) {
            let message =
                format!("linkage is asked under nash, gmr, smr, seq and symseq, not under {}", other.key(&[]));
            return Err(Refused::question("concept", message));
        }
        if study.case.issues.is_empty() {
            let message =
                "the case names no issues; name its parts, each as [issues.NAME] with a title and its options";
            return Err(Refused::question("issues", message));
        }
        let mut report = Linkage::empty(study);
        let taken: u64 = study.accounts.iter().map(|laid_out| laid_out.graph.bytes).sum();
        for laid_out in &study.accounts {
            match AccountLinkage::of(study, laid_out, concepts, &limits.less(taken)) {
                Ok(account) => report.accounts.push(account),
                Err(Refused::Limit(limit)) => {
                    report.header.stop(limit);
                    report.header.accounts_not_done.extend(laid_out.account.id().map(String::from));
                }
                Err(refused) => return Err(refused),
            }
        }
        limits.watch.begin(Phase::Report, 0);
        let comparisons = report.accounts.iter().flat_map(AccountLinkage::comparisons);
        let claims = cited(&study.case, comparisons);
        report.sources = sources(&study.case, claims.values().map(|claim| claim.source.as_str()));
        report.claims = claims;
        Ok(report)
    }

    fn empty(study: &Study) -> Linkage {
        let model = study.accounts.first().map(|laid_out| &laid_out.model);
        let issue = |issue: &crate::model::Issue| {
            let keys = model.map(|model| model.option_keys(issue.options)).unwrap_or_default();
            let options: Vec<String> = keys.into_iter().map(String::from).collect();
            let actors: Vec<String> = study.case.actors.iter().map(|actor| actor.key.value.clone()).collect();
            let owns = |actor: &String| options.iter().any(|key| key.split('.').next() == Some(actor.as_str()));
            let actors = actors.into_iter().filter(owns).collect();
            IssueTable { key: issue.key.clone(), title: issue.title.clone(), options, actors }
        };
        let issues: Vec<IssueTable> = model.map(|model| model.issues().iter().map(issue).collect()).unwrap_or_default();
        let tables = |actor: &String| issues.iter().filter(|issue| issue.actors.contains(actor)).count();
        let actors = study.case.actors.iter().map(|actor| actor.key.value.clone());
        let common = actors.filter(|actor| tables(actor) > 1).collect();
        let (claims, sources) = Default::default();
        let header = Header::new("statecraft-linkage", 1, study);
        Linkage { header, issues, common, accounts: Vec::new(), claims, sources }
    }
}

impl AccountLinkage {
    fn of(study: &Study, laid_out: &LaidOut, concepts: &[Concept], limits: &Limits) -> Result<AccountLinkage, Refused> {
        let LaidOut { account, model, graph, .. } = laid_out;
        let linked = Linked::of(model, graph, limits)?;
        let linked = linked.ok_or_else(|| Refused::question("issues", "the case names no issues"))?;
        let under = linked.under(concepts, limits)?;
        let carried = parallel::map(&under, |under| linked.papers(under, MOST_STEPS, limits));
        let carried = carried.into_iter().collect::<Result<Vec<Carried>, LimitReached>>()?;
        let told = Told { study, laid_out };
        let (papers, papers_in_all) = told.papers(&under, &carried);
        let losses = told.losses(&linked, &under, limits)?;
        let mut named = StateSet::empty(graph.len());
        let moves = papers.iter().flat_map(|paper| [&paper.temptation, &paper.answer]);
        for step in moves.chain(losses.iter().map(|loss| &loss.leaves)) {
            [&step.from, &step.to].into_iter().filter_map(|name| laid_out.state(name)).for_each(|it| named.insert(it));
        }
        Ok(AccountLinkage {
            id: account.id().map(String::from),
            title: account.title.clone(),
            states: graph.len(),
            settings: model.issues().iter().map(|issue| settings(&graph.states, issue.options)).collect(),
            concepts: under.iter().zip(&carried).map(|(under, carried)| told.under(under, carried)).collect(),
            papers,
            papers_in_all,
            losses,
            table: StateTable::only(laid_out, named),
        })
    }

    /// All that is said of why somebody prefers something.
    fn comparisons(&self) -> impl Iterator<Item = &Comparison> {
        let papers = self.papers.iter().flat_map(Paper::comparisons);
        papers.chain(self.losses.iter().map(|loss| &loss.leaves.for_the_mover))
    }
}

/// How many settings of some options there are.
fn settings(states: &StateSpace, options: OptionSet) -> usize {
    let StateSpace::Settings(settings) = states else { return 0 };
    let mut codes: Vec<OptionSet> = (0..settings.len()).map(|at| settings.code(StateId::new(at)) & options).collect();
    codes.sort_unstable();
    codes.dedup();
    codes.len()
}

/// An account while it is put in names.
struct Told<'t> {
    study: &'t Study,
    laid_out: &'t LaidOut,
}

/// The same deal under several concepts.
struct Gathered {
    deal: Deal,
    example: linkage::Paper,
    concepts: Vec<Concept>,
    outcomes: BTreeSet<StateId>,
}

impl Told<'_> {
    fn key(&self, concept: Concept) -> String {
        concept.key(&self.laid_out.model.actor_keys())
    }

    fn names(&self, set: StateSet) -> StateNames {
        StateNames::of(&self.laid_out.graph, set)
    }

    fn under(&self, under: &Under, carried: &Carried) -> LinkageUnder {
        LinkageUnder {
            concept: self.key(under.concept),
            issue_by_issue: self.names(under.whole.intersection(&under.issue_by_issue)),
            only_linked: self.names(under.only_linked()),
            some_paper: self.names(carried.some.clone()),
            papers_alone: self.names(carried.all.clone()),
            looked_at: carried.looked.len(),
            lost: self.names(under.lost()),
        }
    }

    /// The papers of all concepts together, and how many different ones there are.
    fn papers(&self, under: &[Under], carried: &[Carried]) -> (Vec<Paper>, usize) {
        let mut by_deal: BTreeMap<Deal, Gathered> = BTreeMap::new();
        for (under, carried) in under.iter().zip(carried) {
            for (&deal, (example, outcomes)) in &carried.deals {
                let new = || Gathered { deal, example: *example, concepts: Vec::new(), outcomes: BTreeSet::new() };
                let gathered = by_deal.entry(deal).or_insert_with(new);
                gathered.concepts.push(under.concept);
                gathered.outcomes.extend(outcomes);
                gathered.example = *example; // the last concept asks most of an answer
            }
        }
        let mut all: Vec<Gathered> = by_deal.into_values().collect();
        let count = all.len();
        all.sort_by_key(|it| (std::cmp::Reverse(it.outcomes.len()), it.size(), it.deal));
        let mut kept: Vec<Gathered> = Vec::new();
        for one in all {
            if kept.len() < MOST_PAPERS && !kept.iter().any(|other| one.says_no_more_than(other)) {
                kept.push(one);
            }
        }
        (kept.iter().map(|it| self.paper(it)).collect(), count)
    }

    fn paper(&self, of: &Gathered) -> Paper {
        let (case, laid_out) = (&self.study.case, self.laid_out);
        let issues = laid_out.model.issues();
        let linkage::Paper { outcome, mover, tempted_to, by, answered_to, .. } = of.example;
        let (taken, dropped) = of.deal.answer;
        let touched = issues.iter().filter(|issue| issue.options & (taken | dropped) != 0);
        let set = StateSet::of(laid_out.graph.len(), |state| of.outcomes.contains(&state));
        Paper {
            concepts: of.concepts.iter().map(|&concept| self.key(concept)).collect(),
            issue: issues.get(of.deal.issue).map(|issue| issue.key.clone()).unwrap_or_default(),
            answered_in: touched.map(|issue| issue.key.clone()).collect(),
            temptation: Move::of(case, laid_out, mover, outcome, tempted_to),
            answer: Move::of(case, laid_out, by, tempted_to, answered_to),
            end: Comparison::of(case, laid_out, mover, outcome, answered_to),
            outcomes: self.names(set),
        }
    }

    /// How the first few outcomes are left that the link loses.
    fn losses(&self, linked: &Linked, under: &[Under], limits: &Limits) -> Result<Vec<Loss>, LimitReached> {
        let mut found: Vec<((StateId, ActorId, StateId), Vec<String>)> = Vec::new();
        for under in under {
            let lost: Vec<StateId> = under.lost().iter().take(MOST_LOST).collect();
            let leaves = linked.undeterred(under.concept, &lost, limits)?;
            for (from, leaves) in lost.into_iter().zip(leaves) {
                let Some(step) = leaves.map(|leaves| (from, leaves.by, leaves.to)) else { continue };
                match found.iter_mut().find(|(known, _)| *known == step) {
                    Some((_, concepts)) => concepts.push(self.key(under.concept)),
                    None => found.push((step, vec![self.key(under.concept)])),
                }
            }
        }
        let loss = |((from, by, to), concepts)| Loss {
            concepts,
            leaves: Move::of(&self.study.case, self.laid_out, by, from, to),
        };
        Ok(found.into_iter().map(loss).collect())
    }
}

impl Gathered {
    /// How many options the two change.
    fn size(&self) -> u32 {
        let of = |(taken, dropped): (OptionSet, OptionSet)| (taken | dropped).count_ones();
        of(self.deal.change) + of(self.deal.answer)
    }

    /// Whether another says the same with fewer changes, wherever this one stands.
    fn says_no_more_than(&self, other: &Gathered) -> bool {
        let is_part = |(part_taken, part_dropped): (OptionSet, OptionSet), (taken, dropped): (OptionSet, OptionSet)| {
            part_taken & !taken == 0 && part_dropped & !dropped == 0
        };
        let who = |deal: &Deal| (deal.issue, deal.mover, deal.by);
        who(&self.deal) == who(&other.deal)
            && is_part(other.deal.change, self.deal.change)
            && is_part(other.deal.answer, self.deal.answer)
            && self.outcomes.is_subset(&other.outcomes)
    }
}

impl LinkageUnder {
    /// How many outcomes the whole has.
    pub fn outcomes(&self) -> usize {
        self.issue_by_issue.len() + self.only_linked.len()
    }
}
