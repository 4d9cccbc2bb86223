//! **statecraft** turns the strategic situation that reports describe into a model that runs.
//!
//! An analyst writes down who the actors are, what each can do, what cannot be, where things stand and what each actor wants,
//! every line citing the sentence it rests on, with rival explanations side by side as *accounts*. The library computes
//! which outcomes hold, for whom, and against what foresight. The method is the Graph Model for Conflict Resolution (Kilgour,
//! Hipel & Fraser 1987; Fang, Hipel & Kilgour 1993).
//!
//! # A tour
//!
//! The data walks through the rooms of the house in one direction: text becomes a case, the case a model, the model a graph,
//! the graph verdicts, the verdicts answers, and an answer text, a picture or rows.
//!
//! ```
//! use statecraft::{case::Case, graph::{Graph, Limits}, model::Model, stability::{self, Concept}};
//!
//! let case = Case::parse(r#"
//!     title = "Two prisoners"
//!     [actors.one]
//!     name = "Prisoner one"
//!     options.confess = { label = "Confess", assumption = "as in the story" }
//!     [actors.two]
//!     name = "Prisoner two"
//!     options.confess = { label = "Confess", assumption = "as in the story" }
//!     [preferences]
//!     one = { wants = ['not two.confess', 'one.confess'], assumption = "years in prison" }
//!     two = { wants = ['not one.confess', 'two.confess'], assumption = "years in prison" }
//! "#).expect("a case without errors");
//!
//! let model = Model::from_case(&case, &case.accounts[0]).expect("all names are known");
//! let graph = Graph::explore(&model, &Limits::default()).expect("four states");
//! let found = stability::analyze(&graph, &Concept::USUAL).expect("they apply to every case");
//!
//! let names = |concept| found.equilibria(concept).iter().map(|state| graph.state_name(state)).collect::<Vec<_>>();
//! assert_eq!(names(Concept::Nash), ["4"]);          // both confess
//! assert_eq!(names(Concept::Seq), ["1", "4"]);      // or nobody does, for fear of the answer
//! ```
//!
//! # The rooms
//!
//! | room | what it is |
//! |---|---|
//! | [`diag`] | where something is wrong, and what to try |
//! | [`expr`] | the statement language |
//! | [`evidence`] | quotes, looked for in documents |
//! | [`case`] | the file as it is written |
//! | [`model`] | the case as it is meant, account by account |
//! | [`edit`] | changes of a case in the text of its file |
//! | [`graph`] | states, moves and ranks |
//! | [`stability`] | which states hold, for whom, under which concept |
//! | [`symbolic`] | the same verdicts as decision diagrams, without listing states |
//! | [`believable`] | which moves, answers and outcomes one may believe |
//! | [`linkage`] | what holds only because several issues are one conflict |
//! | [`hindsight`] | what happened, and how well predictions agree with it |
//! | [`structures`] | the same where preferences are more than an order, or less |
//! | [`paths`] | how one state leads to others |
//! | [`coalitions`] | who would leave a state together |
//! | [`accounts`] | what tells explanations apart |
//! | [`ledger`] | the evidence for each explanation |
//! | [`change`], [`impact`], [`robust`] | how small a mistake would change the answer |
//! | [`diff`] | what changed from one case to another, and which judgements that turned |
//! | [`reasons`], [`witness`] | what proves a verdict, and the independent checker of proofs |
//! | [`phrase`] | the words of a case: statements, settings, rules, lines, names and numbers in English |
//! | [`study`] | a case opened and laid out: the one door to every question |
//! | [`patterns`] | sets of states as disjoint cubes |
//! | [`proofs`], [`certificate`] | verdicts checked on the way out; the proofs as a file |
//! | [`answers`] | one module for each question, owned data: `answers::compare` computes the answer of `compare` |
//! | [`brief`] | the one page that goes to a reader |
//! | `sentences` | steps, reasons and paths of an answer as sentences |
//! | [`text`] | an answer laid out for a terminal: `text::compare` |
//! | [`pictures`], [`draw`] | an answer as a picture; SVG and DOT |
//! | [`export`] | an answer as rows: CSV, JSON lines, Parquet |
//! | `schema` | the JSON Schemas of questions, answers and certificates |
//!
//! Imports only look upstream. No room opens a network connection, asks the time, or writes to a terminal.

// Some answers have small questions that only the layouts for a terminal ask.
#![cfg_attr(not(feature = "text"), allow(dead_code))]

pub mod accounts;
pub mod answers;
pub mod believable;
pub mod brief;
pub mod case;
pub mod certificate;
pub mod change;
pub mod coalitions;
pub mod diag;
pub mod diff;
pub mod draw;
pub mod edit;
pub mod evidence;
pub mod export;
pub mod expr;
pub mod graph;
pub mod hindsight;
pub mod impact;
pub mod ledger;
pub mod linkage;
pub mod model;
pub mod paths;
pub mod patterns;
pub mod phrase;
pub mod pictures;
pub mod proofs;
pub mod reasons;
pub mod robust;
#[cfg(feature = "schema")]
pub mod schema;
mod sentences;
pub mod stability;
pub mod structures;
pub mod study;
pub mod symbolic;
#[cfg(feature = "text")]
pub mod text;
pub mod witness;
