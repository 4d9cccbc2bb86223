//! **case**: the case as it is written.
//!
//! A case is a folder with `case.toml`. This room turns the file into plain values that still know where they stand:
//! sources and claims, actors and options, rules, status quo, preferences, accounts. [`Case::open`] reads the file
//! (`read`, one file per section), follows every name to what it names (`links`), looks for every quote in its text (`quotes`)
//! and for what is probably not meant (`doubts`, `alike`, `beliefs`, `scale`). It reports *all* problems of a file at once. A [`Case`] that exists has no
//! errors; what its words *mean* is the business of [`crate::model`].

mod alike;
mod beliefs;
mod beside;
mod builder;
mod confirmed;
mod decimal;
mod document;
mod doubts;
#[cfg(feature = "files")]
pub(crate) mod files;
mod grade;
mod later;
mod likelihood;
mod line;
mod links;
mod origins;
mod provenance;
mod quotes;
mod read;
mod relations;
mod scale;
mod weight;
mod write;

pub use builder::CaseBuilder;
pub use decimal::Decimal;
#[cfg(feature = "files")]
pub use files::{NotRead, later_beside, read_bytes};
pub use grade::{Credibility, Grade, Graded, Reliability};
pub(crate) use later::is_day;
pub use later::{Coding, Later, LaterEntry, Settings};
pub use likelihood::{Directness, Evidence, MAX_EVIDENCE, Range};
pub(crate) use line::written;
pub use line::{LineId, LineRef, LineSays};
pub(crate) use links::unknown;
pub use origins::Origin;
pub use provenance::Provenance;
pub use quotes::{QuoteReport, check_quotes};
pub use scale::Scale;
pub use weight::{Weight, whole};
#[cfg(feature = "text")]
pub(crate) use write::statement;

use crate::diag::{Diagnostic, SourceFile, Span, Spanned, in_order};
use crate::evidence::{Anchor, Document};
use crate::expr::{Name, Written};
use std::fmt::{self, Display, Formatter};
use std::path::PathBuf;

/// A case file larger than this is not read.
pub const MAX_BYTES: u64 = 16 << 20;

/// Degrees of preference go from 1 to this.
pub const MOST_DEGREES: u8 = 9;

/// A case as it is written, without errors.
#[derive(Clone, Debug)]
pub struct Case {
    /// The file.
    pub file: SourceFile,
    /// What the case is called.
    pub title: String,
    /// What it is meant to answer.
    pub question: Option<String>,
    /// The day that the status quo describes.
    pub as_of: Option<String>,
    /// The day by which what is watched for should have been seen.
    pub horizon: Option<Spanned<String>>,
    /// The scale of its words of likelihood.
    pub scale: Option<Scale>,
    /// The documents that are quoted.
    pub sources: Vec<Source>,
    /// What they say.
    pub claims: Vec<Claim>,
    /// Who acts, and what each can do.
    pub actors: Vec<Actor>,
    /// The parts of the conflict; none, or every option is in exactly one.
    pub issues: Vec<Issue>,
    /// What cannot be, in every account.
    pub rules: Vec<Rule>,
    /// The states of a bare graph; empty in a case with options.
    pub states: Vec<NamedState>,
    /// The moves of a bare graph.
    pub moves: Vec<NamedMove>,
    /// Sets of states that have a name.
    pub scenarios: Vec<Scenario>,
    /// What another honest reader could write.
    pub variants: Vec<Variant>,
    /// The case told step by step.
    pub story: Vec<StoryStep>,
    /// Today's state, unless an account says otherwise.
    pub status_quo: Option<StatusQuo>,
    /// Who wants what, unless an account says otherwise.
    pub preferences: Vec<Preference>,
    /// Who wants what for whom, unless an account says otherwise.
    pub attitudes: Vec<Attitudes>,
    /// The explanations; at least one.
    pub accounts: Vec<Account>,
    /// Which account each actor believes; none, or one for each actor.
    pub perceptions: Vec<Perception>,
    /// What was seen, and how likely the analyst holds it under each account.
    pub evidence: Vec<Evidence>,
    /// How likely the analyst holds something to come.
    pub forecasts: Vec<Forecast>,
    /// What happened after the day that the status quo describes.
    pub later: Later,
    /// What is probably not meant, as far as the file alone shows it.
    pub warnings: Vec<Diagnostic>,
    /// Each quote of a source whose text is shipped, and what became of it.
    pub quotes: Vec<QuoteReport>,
    /// The fingerprint of each text that is shipped, by its source.
    pub texts: Vec<(String, String)>,
    /// How much of the file these values are.
    pub(crate) reading: Reading,
}

/// How much of a file could be read. What would need more is not looked for, so that one mistake is one problem.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Reading {
    /// Something declared may be missing, so that a name may only seem unknown.
    Parts,
    /// All that is declared, but not all that is said of it, so that the states would not be those that are meant.
    Names,
    /// All of it.
    Whole,
}

/// What a line rests on.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Support {
    /// The claims cited.
    pub claims: Vec<Spanned<String>>,
    /// The analyst's own judgement, with its reason.
    pub assumption: Option<String>,
    /// Why it should be so, where somebody's belief stands behind what another wants or what cannot be.
    pub leap: Option<String>,
}

impl Support {
    /// Whether the line rests on nothing.
    pub fn is_none(&self) -> bool {
        self.claims.is_empty() && self.assumption.is_none()
    }
}

/// A document.
#[derive(Clone, Debug)]
pub struct Source {
    /// Its name in the file.
    pub key: Spanned<String>,
    /// Its title.
    pub title: String,
    /// Who published it.
    pub publisher: Option<String>,
    /// Who wrote it.
    pub author: Option<String>,
    /// When it appeared.
    pub date: Option<String>,
    /// Where it can be found.
    pub url: Option<String>,
    /// The fingerprint of the text that was quoted.
    pub sha256: Option<Spanned<String>>,
    /// Where the text is shipped, relative to the case folder.
    pub text: Option<Spanned<String>>,
    /// What it goes back to, if not itself.
    pub origin: Option<Spanned<String>>,
    /// How far the analyst relies on it.
    pub reliability: Option<Reliability>,
    /// What that grade rests on.
    pub basis: Option<String>,
    /// What is known of it: its access, its record, its possible bias.
    pub descriptor: Option<String>,
    /// When it was read.
    pub accessed: Option<String>,
    /// When a copy was put away, or where it lies.
    pub archived: Option<String>,
}

/// What a source says.
#[derive(Clone, Debug)]
pub struct Claim {
    /// Its name in the file.
    pub key: Spanned<String>,
    /// The source that says it.
    pub source: Spanned<String>,
    /// Who says it, if not the source itself.
    pub speaker: Option<String>,
    /// A paraphrase.
    pub says: Option<String>,
    /// How directly it comes.
    pub directness: Option<Directness>,
    /// When it was said, if not when the source appeared.
    pub date: Option<String>,
    /// What it goes back to, if not its speaker or source; see [`Case::origins`].
    pub origin: Option<Spanned<String>>,
    /// How credible the analyst holds it.
    pub credibility: Option<Spanned<Credibility>>,
    /// Claims that say the same.
    pub confirms: Vec<Spanned<String>>,
    /// Whose view it reports, if it is the view of one actor.
    pub holder: Option<Spanned<String>>,
    /// Whether the source itself vouches for that view: it says that the actor knows it.
    pub factive: bool,
    /// How far its words were read; without it in the text of the source.
    pub provenance: Option<Provenance>,
    /// Who or what drafted the claim.
    pub drafted_by: Option<String>,
    /// Who accepted it, and when.
    pub accepted_by: Option<String>,
    /// The words and what tells their place.
    pub anchor: Anchor,
    /// Where the quote stands in the file.
    pub quote_span: Span,
}

/// A decision maker.
#[derive(Clone, Debug)]
pub struct Actor {
    /// Its name in the file.
    pub key: Spanned<String>,
    /// Its name for readers.
    pub name: String,
    /// The name as it stands inside a sentence, such as `the United States`; the name itself unless another is given.
    pub in_text: String,
    /// A short name for tables, such as `US`; the name itself unless another is given.
    pub mark: String,
    /// Whether verbs stand in the plural with it: `the Taliban want`.
    pub plural: bool,
    /// What it can do, in the order declared; then each level of each choice.
    pub options: Vec<ActorOption>,
    /// Its options with levels, in the order declared.
    pub choices: Vec<Choice>,
    /// Since when and until when it acts, if not always.
    pub presence: Option<Presence>,
}

/// When an actor acts: where it does not, it has no moves and no say in whether a state holds.
#[derive(Clone, Debug)]
pub struct Presence {
    /// It acts only where this is true.
    pub begins: Option<Statement>,
    /// It acts no more where this is true.
    pub ends: Option<Statement>,
    /// What is pointless where it acts no more, options of any actor: it is dropped there.
    pub moot: Vec<Spanned<Name>>,
    /// What that rests on.
    pub support: Support,
    /// Where it is said.
    pub span: Span,
}

/// An option with levels, of which exactly one holds. Each level is an option of the actor, called `choice = 'level'`.
#[derive(Clone, Debug)]
pub struct Choice {
    /// Its name in the file, without the actor's.
    pub key: Spanned<String>,
    /// What is chosen, for readers.
    pub label: String,
    /// Its levels, the lowest first.
    pub levels: Vec<Spanned<String>>,
    /// Whether the level can be changed in one direction only.
    pub one_way: Option<Along>,
    /// What it rests on.
    pub support: Support,
    /// Where its levels stand among the actor's options.
    pub options: std::ops::Range<usize>,
}

/// The one direction in which the level of a choice can be changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Along {
    /// To later levels only.
    Up,
    /// To earlier levels only.
    Down,
}

impl Actor {
    /// The options that are no levels of a choice.
    pub fn plain_options(&self) -> &[ActorOption] {
        let plain = self.choices.first().map_or(self.options.len(), |choice| choice.options.start);
        self.options.get(..plain).unwrap_or_default()
    }
}

/// Something an actor does or does not do.
#[derive(Clone, Debug)]
pub struct ActorOption {
    /// Its name in the file, without the actor's.
    pub key: Spanned<String>,
    /// What is done when it is taken.
    pub label: String,
    /// What is done when it is dropped, if that has words of its own.
    pub drop: Option<String>,
    /// What would count as seeing it done or not, for whoever watches.
    pub indicator: Option<String>,
    /// Whether it can be changed in one direction only.
    pub one_way: Option<OneWay>,
    /// It can be taken up only where this is true already.
    pub after: Option<Statement>,
    /// What becomes of other options when it is taken up.
    pub then: Option<Statement>,
    /// What it rests on.
    pub support: Support,
}

/// The one direction in which an option can be changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OneWay {
    /// May be taken up, never dropped.
    Take,
    /// May be dropped, never taken up.
    Drop,
}

/// Another reading of the same sources, as edits of the case.
#[derive(Clone, Debug)]
pub struct Variant {
    /// Its name in the file.
    pub key: Spanned<String>,
    /// What it reads otherwise.
    pub title: String,
    /// The edits in their order, a table for each.
    pub edits: Vec<Spanned<toml::Value>>,
}

/// A statement as it is written.
#[derive(Clone, Debug)]
pub struct Statement {
    /// Its words.
    pub text: String,
    /// Where they stand.
    pub span: Span,
    /// Its tree.
    pub tree: Written,
}

/// A part of the conflict: some options, of one actor or several.
#[derive(Clone, Debug)]
pub struct Issue {
    /// Its name in the file.
    pub key: Spanned<String>,
    /// Its title.
    pub title: String,
    /// Its options and choices, `actor.option`.
    pub options: Vec<Spanned<Name>>,
}

/// A set of states that has a name.
#[derive(Clone, Debug)]
pub struct Scenario {
    /// Its name in the file.
    pub key: Spanned<String>,
    /// Its title.
    pub title: String,
    /// Its states.
    pub within: Within,
    /// Whether no other scenario may have states in common with it.
    pub exclusive: bool,
}

/// The states of a scenario.
#[derive(Clone, Debug)]
pub enum Within {
    /// All in which a statement is true.
    Where(Statement),
    /// These, in a bare graph.
    States(Vec<Spanned<String>>),
}

/// How likely the analyst holds something to come.
#[derive(Clone, Debug)]
pub struct Forecast {
    /// Its name in the file.
    pub key: Spanned<String>,
    /// What would be true in the end.
    pub statement: Statement,
    /// The probability, from the least to the most that the analyst holds possible.
    pub probability: Range,
}

/// What a step of a story can show.
pub const SHOWN: [&str; 7] = ["board", "why", "outcomes", "paths", "explanations", "sources", "how-sure"];

/// A step of a story.
#[derive(Clone, Debug)]
pub struct StoryStep {
    /// What it is called.
    pub title: String,
    /// What is told, in paragraphs.
    pub text: String,
    /// What is looked at, one of [`SHOWN`]; the board if nothing is said.
    pub show: Option<String>,
    /// The options taken in the situation that is looked at; today's if none are named.
    pub taken: Option<Vec<Spanned<Name>>>,
    /// The account under which it is looked at.
    pub account: Option<Spanned<String>>,
    /// The actor of whom it is asked why.
    pub actor: Option<Spanned<String>>,
    /// The claims on which it rests.
    pub claims: Vec<Spanned<String>>,
    /// Where it stands.
    pub span: Span,
}

/// What cannot be.
#[derive(Clone, Debug)]
pub struct Rule {
    /// What the rule says.
    pub kind: RuleKind,
    /// Why.
    pub reason: Option<String>,
    /// What it rests on; a reason counts as an assumption.
    pub support: Support,
    /// Where it stands.
    pub span: Span,
}

/// The kinds of rules.
#[derive(Clone, Debug)]
pub enum RuleKind {
    /// No state where it is true.
    Never(Statement),
    /// No state where the first is true and the second is not.
    Needs(Statement, Statement),
    /// No state where more than one is true.
    AtMostOne(Vec<Statement>),
    /// No state where none is true.
    AtLeastOne(Vec<Statement>),
    /// No state where none or more than one is true.
    ExactlyOne(Vec<Statement>),
    /// All states where it is true are one.
    Same(Statement),
    /// No move of the actor from a state where the first is true to one where the second is.
    Cannot(Spanned<String>, Statement, Statement),
}

/// A state of a bare graph.
#[derive(Clone, Debug)]
pub struct NamedState {
    /// Its name.
    pub key: Spanned<String>,
    /// What it is, for readers.
    pub label: Option<String>,
    /// What it rests on.
    pub support: Support,
}

/// A move of a bare graph.
#[derive(Clone, Debug)]
pub struct NamedMove {
    /// Who moves.
    pub actor: Spanned<String>,
    /// From which state.
    pub from: Spanned<String>,
    /// To which state.
    pub to: Spanned<String>,
    /// What it rests on.
    pub support: Support,
}

/// Today's state.
#[derive(Clone, Debug)]
pub struct StatusQuo {
    /// The options taken, or the state of a bare graph.
    pub today: Today,
    /// What it rests on.
    pub support: Support,
    /// Where it stands.
    pub span: Span,
}

/// How today's state is written.
#[derive(Clone, Debug)]
pub enum Today {
    /// By the options that are taken.
    Taken(Vec<Spanned<Name>>),
    /// By the name of a state of a bare graph.
    State(Spanned<String>),
}

/// What an actor wants.
#[derive(Clone, Debug)]
pub struct Preference {
    /// Whose preference.
    pub actor: Spanned<String>,
    /// The order.
    pub order: Order,
}

/// The ways to write an order over states, or to say that it is not known.
#[derive(Clone, Debug)]
pub enum Order {
    /// Statements, the most important first.
    Statements {
        /// The statements.
        lines: Vec<Line>,
        /// Where their list stands in the file, with its brackets; of a single statement, where that stands.
        span: Span,
    },
    /// All states, best first.
    Ranking(Ranking),
    /// A weight for each of some statements, most often single options.
    Weights(Vec<(Statement, Weight)>, Span, Support),
    /// Nothing is known of it.
    Unknown(Support),
}

/// All states, best first.
#[derive(Clone, Debug)]
pub struct Ranking {
    /// Ties stand in one list.
    pub lists: Vec<Vec<Ranked>>,
    /// The degrees of preference between neighbouring lists, if any are given.
    pub degrees: Vec<u8>,
    /// What decides between states of one list, the most important first.
    pub within: Vec<Statement>,
    /// States that are not compared: those of different entries of one list; of a list with one entry all of its states.
    pub incomparable: Vec<Vec<Ranked>>,
    /// The fingerprint of the states that its numbers were written for.
    pub states: Option<Spanned<String>>,
    /// What it rests on.
    pub support: Support,
    /// Where its key stands.
    pub span: Span,
}

impl Ranking {
    /// All that names states.
    pub(crate) fn entries(&self) -> impl Iterator<Item = &Ranked> {
        self.lists.iter().chain(&self.incomparable).flatten()
    }
}

/// States of a ranking, as they are named.
#[derive(Clone, Debug)]
pub enum Ranked {
    /// One, by its number or, in a bare graph, its name; or all of a scenario, by its name.
    Name(Spanned<String>),
    /// One, by the options that are taken.
    Taken(Vec<Spanned<Name>>, Span),
    /// All in which a statement is true.
    Where(Statement),
}

impl Ranked {
    /// Whether it is a state by its number.
    pub(crate) fn is_number(&self) -> bool {
        matches!(self, Ranked::Name(name) if name.value.bytes().all(|byte| byte.is_ascii_digit()))
    }
}

impl Display for Ranked {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Ranked::Name(name) => f.write_str(&name.value),
            Ranked::Taken(options, _) => {
                let names: Vec<String> = options.iter().map(|option| option.value.to_string()).collect();
                write!(f, "{{{}}}", names.join(", "))
            }
            Ranked::Where(statement) => write!(f, "({})", statement.tree),
        }
    }
}

/// One line of a preference by statements.
#[derive(Clone, Debug)]
pub struct Line {
    /// What the actor wants true.
    pub wants: Statement,
    /// How strongly: two states that first differ in this line differ by this degree, from 1 to [`MOST_DEGREES`].
    pub degree: u8,
    /// Whether its place among its neighbours is not known.
    pub unsure: bool,
    /// Where it is written; statements of one list in `wants` are written in one place and rest on the same.
    pub item: Span,
    /// What that rests on.
    pub support: Support,
}

/// What an actor wants for the actors, itself among them.
#[derive(Clone, Debug)]
pub struct Attitudes {
    /// Whose attitudes.
    pub actor: Spanned<String>,
    /// Toward whom which; toward those that are not named it has the attitude that goes without saying.
    pub toward: Vec<Toward>,
}

/// What an actor wants for one actor.
#[derive(Clone, Debug)]
pub struct Toward {
    /// Toward whom.
    pub actor: Spanned<String>,
    /// What.
    pub attitude: Attitude,
    /// What that rests on.
    pub support: Support,
}

/// What one actor wants for another (Inohara, Hipel & Walker 2007).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Attitude {
    /// What the other wants.
    Positive,
    /// Nothing: it does not care.
    Neutral,
    /// The opposite of what the other wants.
    Negative,
}

impl Attitude {
    /// As it is written.
    pub fn sign(self) -> &'static str {
        match self {
            Attitude::Positive => "+",
            Attitude::Neutral => "0",
            Attitude::Negative => "-",
        }
    }

    /// The attitude of an actor toward another, or toward itself, that goes without saying: each cares for itself alone.
    pub fn unsaid(toward_itself: bool) -> Attitude {
        if toward_itself { Attitude::Positive } else { Attitude::Neutral }
    }
}

/// One explanation.
#[derive(Clone, Debug, Default)]
pub struct Account {
    /// Its name in the file; the only account of a case without accounts has none.
    pub key: Option<Spanned<String>>,
    /// Its title.
    pub title: Option<String>,
    /// The sources that give it.
    pub sources: Vec<Spanned<String>>,
    /// Rules added to the common ones.
    pub rules: Vec<Rule>,
    /// Its own status quo.
    pub status_quo: Option<StatusQuo>,
    /// Preferences that replace the common ones.
    pub preferences: Vec<Preference>,
    /// Attitudes that replace the common ones.
    pub attitudes: Vec<Attitudes>,
    /// Claims that speak for it, besides those that its lines cite.
    pub favours: Vec<Spanned<String>>,
    /// Claims that speak against it.
    pub against: Vec<Spanned<String>>,
    /// How likely the analyst holds it before looking at the evidence.
    pub prior: Option<Range>,
    /// Accounts of which it is a narrower form: where it is true, they are.
    pub refines: Vec<Spanned<String>>,
    /// Accounts that cannot be true beside it. Others may be: accounts are not taken to exclude each other.
    pub excludes: Vec<Spanned<String>>,
    /// Accounts that give the same explanation in other words.
    pub same_as: Vec<Spanned<String>>,
}

/// Which account an actor believes.
#[derive(Clone, Debug)]
pub struct Perception {
    /// The actor.
    pub actor: Spanned<String>,
    /// The account.
    pub account: Spanned<String>,
}

impl Account {
    /// The account's name, if it has one.
    pub fn id(&self) -> Option<&str> {
        self.key.as_ref().map(|key| key.value.as_str())
    }

    /// What the account itself says of an actor's preference.
    pub fn preference(&self, actor: &str) -> Option<&Preference> {
        self.preferences.iter().find(|preference| preference.actor.value == actor)
    }
}

/// A file that is not a case, with everything that is wrong with it.
#[derive(Clone, Debug)]
pub struct Rejected {
    /// The file.
    pub file: SourceFile,
    /// Its problems in reading order; at least one is an error.
    pub problems: Vec<Diagnostic>,
}

/// Why a case could not be opened.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum OpenError {
    /// There is no such file, or it cannot be read.
    #[error("{}: {reason}", path.display())]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// What the system says, or one thing to try.
        reason: String,
    },
    /// The file has errors.
    #[error("{} has errors", .0.file.name)]
    Rejected(Rejected),
}

impl Claim {
    /// Whether it has words of its source; what is recalled may have none.
    pub fn has_quote(&self) -> bool {
        !self.anchor.quote.is_empty()
    }
}

impl Case {
    /// Reads a case from its text alone; the texts of sources are not looked at.
    ///
    /// # Errors
    /// Everything that is wrong with it.
    pub fn parse(text: &str) -> Result<Case, Rejected> {
        let (case, problems) = Case::read_text(text);
        case.unless_errors(problems)
    }

    /// Reads as much of a case as can be read from its text alone, with everything that is wrong with it.
    pub fn read_text(text: &str) -> (Case, Vec<Diagnostic>) {
        Case::build(SourceFile::new("case.toml", text), &|_| None)
    }

    /// The case with another text of its file; what became of quotes in the texts of sources is taken over.
    pub(crate) fn with_text(&self, text: &str) -> (Case, Vec<Diagnostic>) {
        let (mut case, problems) = Case::build(SourceFile::new(&self.file.name, text), &|_| None);
        let same = |report: &&QuoteReport| {
            let (before, after) = (self.claim(&report.claim), case.claim(&report.claim));
            before.zip(after).is_some_and(|(before, after)| before.anchor.quote == after.anchor.quote)
        };
        case.quotes = self.quotes.iter().filter(same).cloned().collect();
        case.texts.clone_from(&self.texts);
        (case, problems)
    }

    fn build(
        file: SourceFile,
        shipped: &dyn Fn(&Source) -> Option<Result<Document, Diagnostic>>,
    ) -> (Case, Vec<Diagnostic>) {
        let (mut case, mut problems) = read::case(file);
        if case.reading > Reading::Parts {
            problems.extend(links::check(&case));
            problems.extend(relations::check(&case));
            problems.extend(later::check(&case, &case.later));
            let quotes::Shipped { reports, texts, problems: lost } = quotes::check_shipped(&case, shipped);
            (case.quotes, case.texts) = (reports, texts);
            problems.extend(lost);
        }
        (case, in_order(problems))
    }

    fn unless_errors(mut self, problems: Vec<Diagnostic>) -> Result<Case, Rejected> {
        if problems.iter().any(Diagnostic::is_error) {
            return Err(Rejected { file: self.file, problems });
        }
        self.warnings = in_order(problems.into_iter().chain(self.doubts()).collect());
        Ok(self)
    }

    /// What is in order, and still probably not what was meant; nothing of a case that could not be read as a whole.
    pub(crate) fn doubts(&self) -> Vec<Diagnostic> {
        let whole = self.reading == Reading::Whole;
        if whole {
            [doubts::check(self), alike::check(self), beliefs::check(self), scale::check(self)].concat()
        } else {
            Vec::new()
        }
    }

    /// The account of this name.
    pub fn account(&self, id: &str) -> Option<&Account> {
        self.accounts.iter().find(|account| account.id() == Some(id))
    }

    /// Whether somebody acts: without actors a case has evidence and explanations only.
    pub fn has_actors(&self) -> bool {
        !self.actors.is_empty()
    }

    /// Whether the case lists states and moves instead of options.
    pub fn is_bare_graph(&self) -> bool {
        !self.states.is_empty() || !self.moves.is_empty()
    }

    /// The rules that hold in an account: the common ones, then its own.
    pub fn rules_in<'a>(&'a self, account: &'a Account) -> impl Iterator<Item = &'a Rule> {
        self.rules.iter().chain(&account.rules)
    }

    /// The status quo of an account: its own, else the common one.
    pub fn status_quo_in<'a>(&'a self, account: &'a Account) -> Option<&'a StatusQuo> {
        account.status_quo.as_ref().or(self.status_quo.as_ref())
    }

    /// The preference of an actor in an account: the account's own, else the common one.
    pub fn preference_in<'a>(&'a self, account: &'a Account, actor: &str) -> Option<&'a Preference> {
        account.preference(actor).or_else(|| self.preference(None, actor))
    }

    /// The attitudes of an actor in an account: the account's own, else the common ones; none if nothing is said of them.
    pub fn attitudes_in<'a>(&'a self, account: &'a Account, actor: &str) -> Option<&'a Attitudes> {
        account.attitudes.iter().chain(&self.attitudes).find(|attitudes| attitudes.actor.value == actor)
    }

    /// What the lines in force in an account rest on: options, rules, status quo, preferences, attitudes.
    pub fn supports_in<'a>(&'a self, account: &'a Account) -> Vec<&'a Support> {
        links::supports_in(self, account)
    }

    /// The claim of this name.
    pub fn claim(&self, key: &str) -> Option<&Claim> {
        self.claims.iter().find(|claim| claim.key.value == key)
    }

    /// The scenario of this name.
    pub fn scenario(&self, key: &str) -> Option<&Scenario> {
        self.scenarios.iter().find(|scenario| scenario.key.value == key)
    }

    /// The source of this name.
    pub fn source(&self, key: &str) -> Option<&Source> {
        self.sources.iter().find(|source| source.key.value == key)
    }
}
