//! Cases in formats that other tools read.
//!
//! [`write`](fn@write) takes a study and gives an [`Exported`]: the file, and what of the case the format does not carry. Most formats hold one account:
//! a model (`gmcr`, `nfg`), its graph (`graphml`, `dot`, `prism`), the graph with what decides outcomes (`lp`), or tables (`csv`,
//! `xlsx`). The others hold the case as a whole: all of it (`json`), its verdicts (`parquet`), its quotes (`webannotation`), or the
//! argument that it makes (`gsn`).

mod annotations;
mod argument;
mod game;
mod gmcr;
mod graph;
mod logic;
mod parts;
mod patterns;
mod prism;
mod rows;
mod workbook;

use parts::{Part, not_carried};
use statecraft::graph::{LimitReached, Limits};
use statecraft::stability::{Concept, Found, analyze_within};
use statecraft::study::{LaidOut, Study};

/// The formats that are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Target {
    /// A graph model as gmcr-py reads it.
    Gmcr,
    /// A game in strategic form, as Gambit reads it.
    Nfg,
    /// The graph of states and moves, with ranks and verdicts, as GraphML.
    Graphml,
    /// The same as a picture for Graphviz.
    Dot,
    /// The states with their options and ranks, as rows.
    Csv,
    /// Options, states, outcomes and evidence as a workbook.
    Xlsx,
    /// The case, with the keys of its file.
    Json,
    /// Every verdict, as rows.
    Parquet,
    /// The graph as a module of PRISM.
    Prism,
    /// The graph and the five concepts as an answer-set program.
    Lp,
    /// The quotes as W3C Web Annotations.
    Webannotation,
    /// The argument as goals, evidence and defeaters.
    Gsn,
}

impl Target {
    /// Whether it holds one account.
    pub fn is_of_one_account(self) -> bool {
        !matches!(self, Target::Json | Target::Parquet | Target::Webannotation | Target::Gsn)
    }

    /// The parts of a case that it carries.
    fn carries(self) -> &'static [Part] {
        use Part::{
            Accounts, Actors, Barred, Evidence, Merged, OneWay, Perceptions, Rules, StatusQuo, Strength, Variants,
        };
        match self {
            Target::Gmcr => &[Actors, Rules, OneWay, Perceptions],
            Target::Nfg => &[Actors],
            Target::Graphml | Target::Dot | Target::Prism | Target::Lp => {
                &[Actors, Rules, OneWay, Barred, Merged, StatusQuo]
            }
            Target::Csv => &[Actors, Rules],
            Target::Xlsx => &[Actors, Rules, OneWay, StatusQuo],
            Target::Json => {
                &[Actors, Rules, OneWay, Barred, Merged, StatusQuo, Evidence, Accounts, Strength, Perceptions, Variants]
            }
            Target::Parquet => &[Actors, Rules, OneWay, Barred, Merged, StatusQuo, Accounts],
            Target::Webannotation => &[Evidence],
            Target::Gsn => &[Actors, Rules, OneWay, Barred, Merged, StatusQuo, Evidence, Accounts, Strength],
        }
    }
}

/// A case in another format.
#[derive(Clone, Debug)]
pub struct Exported {
    /// The file.
    pub bytes: Vec<u8>,
    /// What of the case it does not carry: a sentence each, without a full stop.
    pub notes: Vec<String>,
}

/// Why a case cannot be written in a format.
#[derive(Clone, Debug, thiserror::Error)]
#[non_exhaustive]
pub enum NotExported {
    /// The format holds one account, and the case has several.
    #[error("this format holds one account, and the case has several: {}", .0.join(", "))]
    Accounts(Vec<String>),
    /// Nobody acts in the case.
    #[error("the case has no actors, and this format holds a model")]
    NoActors,
    /// The format knows options only.
    #[error("this format knows states by their options, and the case lists states and moves")]
    NoOptions,
    /// A file would be larger than anybody reads.
    #[error("the file would have more than {0} {1}")]
    TooLarge(usize, &'static str),
    /// A limit was reached on the way.
    #[error(transparent)]
    Limit(#[from] LimitReached),
    /// The outcomes were not computed.
    #[error("the outcomes could not be computed: {0}")]
    Outcomes(String),
    /// The program was built without this format.
    #[error("this program was built without Parquet; build it with the feature `parquet`")]
    NotBuilt,
    /// The file could not be put together.
    #[error("the file could not be put together: {0}")]
    Writer(String),
}

/// Files that list states have so many of them at most; those that list moves so many moves.
const MOST_STATES: usize = 1 << 20;
const MOST_MOVES: usize = 1 << 22;

/// Writes a case. A study with one account is needed for formats that hold one: [`Study::only`].
///
/// # Errors
/// Why the format cannot hold this case.
pub fn write(study: &Study, target: Target, limits: &Limits) -> Result<Exported, NotExported> {
    let mut notes = Vec::new();
    let bytes = if target.is_of_one_account() {
        let laid_out = one(study)?;
        notes = not_carried(study, Some(laid_out), target.carries());
        of_account(study, laid_out, target, limits, &mut notes)?
    } else {
        notes.extend(not_carried(study, None, target.carries()));
        of_case(study, target, limits, &mut notes)?
    };
    Ok(Exported { bytes, notes })
}

fn of_account(
    study: &Study,
    laid_out: &LaidOut,
    target: Target,
    limits: &Limits,
    notes: &mut Vec<String>,
) -> Result<Vec<u8>, NotExported> {
    let found = || outcomes(laid_out, limits);
    if laid_out.graph.len() > MOST_STATES {
        return Err(NotExported::TooLarge(MOST_STATES, "states"));
    }
    match target {
        Target::Gmcr => gmcr::write(study, laid_out, notes),
        Target::Nfg => game::write(study, laid_out, notes),
        Target::Graphml => graph::graphml(study, laid_out, &found()?),
        Target::Dot => graph::dot(study, laid_out, &found()?),
        Target::Csv => rows::csv(laid_out, notes),
        Target::Xlsx => workbook::write(study, laid_out, &found()?, notes),
        Target::Prism => prism::write(study, laid_out, &found()?, notes),
        _ => logic::write(study, laid_out),
    }
}

fn of_case(study: &Study, target: Target, limits: &Limits, notes: &mut Vec<String>) -> Result<Vec<u8>, NotExported> {
    let json = match target {
        Target::Parquet => return parquet(study, limits),
        Target::Webannotation => annotations::write(study, notes),
        Target::Gsn => argument::write(study),
        _ => study.case.to_json().unwrap_or_default(),
    };
    let mut bytes = serde_json::to_vec_pretty(&json).map_err(|error| NotExported::Writer(error.to_string()))?;
    bytes.push(b'\n');
    Ok(bytes)
}

#[cfg(feature = "parquet")]
fn parquet(study: &Study, limits: &Limits) -> Result<Vec<u8>, NotExported> {
    let refused = |refused: &dyn std::fmt::Display| NotExported::Outcomes(refused.to_string());
    let analysis =
        statecraft::answers::Analysis::unchecked(study, &Concept::USUAL, limits).map_err(|why| refused(&why))?;
    let mut bytes = Vec::new();
    analysis.write_parquet(study, &mut bytes).map_err(|error| NotExported::Writer(error.to_string()))?;
    Ok(bytes)
}

#[cfg(not(feature = "parquet"))]
fn parquet(_: &Study, _: &Limits) -> Result<Vec<u8>, NotExported> {
    Err(NotExported::NotBuilt)
}

/// The only account.
fn one(study: &Study) -> Result<&LaidOut, NotExported> {
    match study.accounts.as_slice() {
        [one] => Ok(one),
        [] => Err(NotExported::NoActors),
        several => {
            Err(NotExported::Accounts(several.iter().filter_map(|one| one.account.id()).map(String::from).collect()))
        }
    }
}

fn outcomes(laid_out: &LaidOut, limits: &Limits) -> Result<Found, NotExported> {
    let found = analyze_within(&laid_out.graph, &Concept::USUAL, limits);
    let found = found.map_err(|refused| NotExported::Outcomes(refused.to_string()))?;
    found.stopped().map_or(Ok(()), |limit| Err(limit.into())).map(|()| found)
}

/// What the file says of itself: the title, and the account if it has a name.
fn title(study: &Study, laid_out: &LaidOut) -> String {
    let account = laid_out.account.title.as_deref().or(laid_out.account.id());
    account.map_or(study.case.title.clone(), |account| format!("{}: {account}", study.case.title))
}

/// Every move: who, from where, where to.
fn moves(laid_out: &LaidOut) -> Result<Vec<Move>, NotExported> {
    let graph = &laid_out.graph;
    let mut found = Vec::new();
    for from in graph.state_ids() {
        for actor in graph.actor_ids() {
            found.extend(graph.moves_from(actor, from).into_iter().map(|to| Move {
                actor: actor.index(),
                from: from.index(),
                to: to.index(),
                improves: graph.prefers(actor, to, from),
            }));
        }
        if found.len() > MOST_MOVES {
            return Err(NotExported::TooLarge(MOST_MOVES, "moves"));
        }
    }
    Ok(found)
}

/// A move; actors and states by place from 0.
struct Move {
    actor: usize,
    from: usize,
    to: usize,
    improves: bool,
}
