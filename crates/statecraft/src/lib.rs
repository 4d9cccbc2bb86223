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
//! the graph verdicts, the verdicts a report.
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
//! [`diag`] says where something is wrong · [`expr`] is the statement language · [`evidence`] looks for quotes in documents ·
//! [`case`] is the file as it is written · [`model`] is the case as it is meant · [`graph`] lays out states, moves and ranks ·
//! [`stability`] decides what holds · [`structures`] the same where preferences are more than an order, or less ·
//! [`paths`] tells how one gets there · [`coalitions`] asks who would leave it together · [`accounts`] finds what tells explanations
//! apart, [`ledger`] counts the evidence for each · [`reasons`] finds what proves a verdict, [`witness`] checks the proof · [`edit`] changes the file · [`change`], [`impact`] and [`robust`] ask how
//! small a mistake would change the answer · [`draw`] makes pictures · [`report`] says it, as text, JSON or CSV.
//!
//! Imports only look upstream. No room opens a network connection, asks the time, or writes to a terminal.

pub mod accounts;
pub mod case;
pub mod change;
pub mod coalitions;
pub mod diag;
pub mod draw;
pub mod edit;
pub mod evidence;
pub mod expr;
pub mod graph;
pub mod impact;
pub mod ledger;
pub mod model;
pub mod paths;
pub mod reasons;
pub mod report;
pub mod robust;
pub mod stability;
pub mod structures;
pub mod witness;
