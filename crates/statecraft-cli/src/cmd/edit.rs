//! `statecraft edit`: changing a case file without touching the rest of it.

use super::{Exit, MOST_PROBLEMS, plural};
use crate::terminal;
use anyhow::bail;
use clap::{Subcommand, ValueEnum};
use similar::{ChangeTag, TextDiff};
use statecraft::case::Case;
use statecraft::diag::{Diagnostic, SourceFile};
use statecraft::edit::{
    CaseFile, Edit, EditError, Kind, Line, NewClaim, NewOption, NewRule, NewSource, NewWish, Says, Today, Wish,
    apply_checked,
};
use statecraft::graph::Limits;
use statecraft::study::Study;
use statecraft::text::render_all;
use std::io;
use std::path::PathBuf;

/// Change a case file; every comment and the layout of all other lines stay as they are
///
/// An edit that would leave the case with new errors is refused. Wishes are named by actor and number, as `statecraft show`
/// numbers them. Where an account is named, the edit concerns this account alone.
#[derive(clap::Args)]
pub(crate) struct Args {
    /// The case: a folder, or its case.toml
    #[arg(value_name = "CASE")]
    path: PathBuf,
    /// Only show what would change
    #[arg(long, global = true)]
    dry_run: bool,
    #[command(subcommand)]
    what: What,
}

#[derive(Subcommand)]
enum What {
    /// Move a wish to another place among the actor's wishes
    Move {
        #[command(flatten)]
        wish: WishArgs,
        /// The number that it has afterwards
        to: usize,
    },
    /// Drop a wish
    Drop(WishArgs),
    /// Turn a wish into its opposite
    Negate(WishArgs),
    /// Add a wish
    Add(AddArgs),
    /// Say which options are taken today, in a bare graph in which state things stand
    Today {
        /// All options that are taken, such as iran.court; or the state
        #[arg(value_name = "OPTION", required_unless_present = "none")]
        taken: Vec<String>,
        /// None is taken
        #[arg(long, conflicts_with = "taken")]
        none: bool,
        #[command(flatten)]
        account: AccountArg,
    },
    /// Give something another name, everywhere in the file
    Rename {
        /// What it is
        #[arg(value_enum)]
        kind: Named,
        /// Its name; of an option with its actor, such as iran.court
        name: String,
        /// Its new name; of an option without its actor
        new: String,
    },
    /// Remove what nothing else in the file refers to
    Remove {
        /// What it is
        #[arg(value_enum)]
        kind: Removed,
        /// Its name; of an option with its actor, of a rule its number among the rules in the file
        name: String,
        /// Of a claim: also take it out of the lists that cite it
        #[arg(long)]
        cited: bool,
        #[command(flatten)]
        account: AccountArg,
    },
    /// Name the states of rankings by the options that are taken, and not by numbers
    RestateRankings,
    /// Add a source
    AddSource(SourceArgs),
    /// Add a claim
    AddClaim(ClaimArgs),
    /// Add an option
    AddOption(OptionArgs),
    /// Add a rule
    AddRule(RuleArgs),
    /// Write a copy of a wish into another account
    Give {
        #[command(flatten)]
        wish: WishArgs,
        /// The account that is to have it
        #[arg(long, value_name = "ACCOUNT")]
        to: String,
    },
    /// Write a copy of an account's rule into another account
    GiveRule {
        /// Its number among the account's rules
        place: usize,
        #[command(flatten)]
        account: AccountArg,
        /// The account that is to have it
        #[arg(long, value_name = "ACCOUNT")]
        to: String,
    },
    /// Take a common wish from one account, which then has wishes of its own
    Take {
        /// Whose wish
        actor: String,
        /// Its number
        place: usize,
        /// The account that is not to have it
        #[arg(long, value_name = "ACCOUNT")]
        from: String,
    },
    /// Take a common rule from one account; the others then have it as their own
    TakeRule {
        /// Its number among the common rules
        place: usize,
        /// The account that is not to have it
        #[arg(long, value_name = "ACCOUNT")]
        from: String,
    },
}

#[derive(clap::Args)]
struct AccountArg {
    /// In this account alone; without it, in what is common to all
    #[arg(long, value_name = "ACCOUNT")]
    account: Option<String>,
}

#[derive(clap::Args)]
struct WishArgs {
    /// Whose wish
    actor: String,
    /// Its number, the most important being 1
    place: usize,
    #[command(flatten)]
    account: AccountArg,
}

#[derive(clap::Args)]
struct SupportArgs {
    /// A claim that it rests on; may be given more than once
    #[arg(long = "claim", value_name = "CLAIM")]
    claims: Vec<String>,
    /// Your own judgement, with its reason
    #[arg(long, value_name = "WHY")]
    assumption: Option<String>,
}

#[derive(clap::Args)]
struct AddArgs {
    /// Whose wish
    actor: String,
    /// What the actor wants, such as 'iran.court if not us.lift'
    statement: String,
    /// The number that it has afterwards; without it, the last
    #[arg(long, value_name = "N")]
    at: Option<usize>,
    /// How strongly, from 1 to 9
    #[arg(long, value_name = "N")]
    degree: Option<u8>,
    /// Its order against its neighbours is not known
    #[arg(long)]
    unsure: bool,
    #[command(flatten)]
    support: SupportArgs,
    #[command(flatten)]
    account: AccountArg,
}

#[derive(clap::Args)]
struct SourceArgs {
    /// Its name in the file
    key: String,
    #[arg(long)]
    title: String,
    #[arg(long)]
    publisher: Option<String>,
    #[arg(long)]
    author: Option<String>,
    /// Such as 2024-05-17, or words
    #[arg(long)]
    date: Option<String>,
    #[arg(long)]
    url: Option<String>,
    /// The fingerprint of the text that was quoted
    #[arg(long)]
    sha256: Option<String>,
    /// Where the text lies in the case folder
    #[arg(long)]
    text: Option<String>,
    /// What it goes back to, if not itself
    #[arg(long)]
    origin: Option<String>,
}

#[derive(clap::Args)]
struct ClaimArgs {
    /// Its name in the file
    key: String,
    /// The source that says it
    #[arg(long)]
    source: String,
    /// The words as they stand there
    #[arg(long)]
    quote: String,
    /// Who says it, if not the source itself
    #[arg(long)]
    speaker: Option<String>,
    /// A paraphrase
    #[arg(long)]
    says: Option<String>,
    /// said, reported, believed or unnamed
    #[arg(long)]
    directness: Option<String>,
    /// When it was said
    #[arg(long)]
    date: Option<String>,
    /// What it goes back to
    #[arg(long)]
    origin: Option<String>,
    /// Words right before the quote
    #[arg(long)]
    before: Option<String>,
    /// Words right after it
    #[arg(long)]
    after: Option<String>,
}

#[derive(clap::Args)]
struct OptionArgs {
    /// Its name with its actor, such as iran.court
    #[arg(value_name = "ACTOR.OPTION")]
    name: String,
    /// What is done when it is taken
    #[arg(long)]
    label: String,
    /// take: may be taken up, never dropped; drop: may be dropped, never taken up
    #[arg(long)]
    one_way: Option<String>,
    #[command(flatten)]
    support: SupportArgs,
}

#[derive(clap::Args)]
struct RuleArgs {
    #[command(flatten)]
    says: RuleSays,
    /// What is needed then
    #[arg(long, value_name = "STATEMENT", requires = "when")]
    needs: Option<String>,
    /// True before the move that cannot be made
    #[arg(long, value_name = "STATEMENT", requires = "cannot")]
    from: Option<String>,
    /// True after it
    #[arg(long, value_name = "STATEMENT", requires = "cannot")]
    to: Option<String>,
    /// Why
    #[arg(long, value_name = "WHY")]
    reason: Option<String>,
    /// A claim that it rests on; may be given more than once
    #[arg(long = "claim", value_name = "CLAIM")]
    claims: Vec<String>,
    #[command(flatten)]
    account: AccountArg,
}

#[derive(clap::Args)]
#[group(required = true, multiple = false)]
struct RuleSays {
    /// This is never true
    #[arg(long, value_name = "STATEMENT")]
    never: Option<String>,
    /// Where this is true, what --needs says is true
    #[arg(long, value_name = "STATEMENT", requires = "needs")]
    when: Option<String>,
    /// No more than one of these is true
    #[arg(long, value_name = "STATEMENT", num_args = 1..)]
    at_most_one: Vec<String>,
    /// At least one of these is true
    #[arg(long, value_name = "STATEMENT", num_args = 1..)]
    at_least_one: Vec<String>,
    /// One of these is true, and no other
    #[arg(long, value_name = "STATEMENT", num_args = 1..)]
    exactly_one: Vec<String>,
    /// All states where this is true are one state
    #[arg(long, value_name = "STATEMENT")]
    same: Option<String>,
    /// This actor cannot move as --from and --to say
    #[arg(long, value_name = "ACTOR", requires = "from", requires = "to")]
    cannot: Option<String>,
}

#[derive(Clone, Copy, ValueEnum)]
enum Named {
    Actor,
    Option,
    Account,
    Claim,
    Source,
    State,
    Evidence,
    Scenario,
}

#[derive(Clone, Copy, ValueEnum)]
enum Removed {
    Actor,
    Option,
    Account,
    Claim,
    Source,
    State,
    Evidence,
    Scenario,
    Rule,
}

pub(crate) fn run(args: &Args) -> anyhow::Result<Exit> {
    let mut file = CaseFile::open(&args.path)?;
    let edit = args.what.edit(&file.text)?;
    let read = |text: &str| {
        let (case, problems) = Case::read_as(&file.path, text.to_string());
        Study::of(case, problems, &Limits::default()).problems
    };
    let new = match apply_checked(&edit, &file.text, &read) {
        Ok(applied) => applied.text,
        Err(error) => return Ok(refused(&file, &error)),
    };
    if new == file.text {
        terminal::complain("the file says so already; nothing to change\n");
        return Ok(Exit::Fine);
    }
    if args.dry_run {
        terminal::say(&difference(&file, &new))?;
        return Ok(Exit::Fine);
    }
    let changed = changed_lines(&file.text, &new);
    file.write(&new)?;
    terminal::complain(&format!("{}: {} changed\n", file.path.display(), plural(changed, "line")));
    Ok(Exit::Fine)
}

/// Says why an edit was not made, with the places that matter.
fn refused(file: &CaseFile, error: &EditError) -> Exit {
    let style = terminal::style(&io::stderr());
    let old = SourceFile::new(file.path.display().to_string(), file.text.clone());
    let show = |file: &SourceFile, problems: &[Diagnostic]| {
        terminal::complain(&render_all(file, problems, Some(MOST_PROBLEMS), style));
    };
    match error {
        EditError::Unreadable(problems) => show(&old, problems),
        EditError::Breaks { file: new, problems } => {
            show(&SourceFile::new(format!("{}, after the edit", old.name), new.text.clone()), problems);
        }
        EditError::InUse { places, .. } => {
            let at = |span: &statecraft::diag::Span| Diagnostic::error("in-use", *span, "it is used here");
            show(&old, &places.iter().map(at).collect::<Vec<_>>());
        }
        EditError::Taken { at, .. } => show(&old, &[Diagnostic::error("taken", *at, "the name stands here")]),
        _ => {}
    }
    let hint = match error {
        EditError::Elsewhere { .. } => "; name one with --account",
        EditError::Breaks { problems, .. } if problems.iter().any(|problem| problem.code == "bad-ranking") => {
            "; restate-rankings first names its states by what is taken in them"
        }
        EditError::InUse { what: "claim", .. } => "; --cited takes it out of the lists that cite it",
        _ => "",
    };
    terminal::complain(&format!("error: {error}{hint}; nothing was changed\n"));
    match error {
        EditError::Unreadable(_) => Exit::CaseHasErrors,
        _ => Exit::Usage,
    }
}

fn difference(file: &CaseFile, new: &str) -> String {
    let name = file.path.display().to_string();
    TextDiff::from_lines(file.text.as_str(), new).unified_diff().header(&name, &name).to_string()
}

/// How many lines are new or gone; a line that is replaced counts once.
fn changed_lines(old: &str, new: &str) -> usize {
    let diff = TextDiff::from_lines(old, new);
    let count = |tag: ChangeTag| diff.iter_all_changes().filter(|change| change.tag() == tag).count();
    count(ChangeTag::Insert).max(count(ChangeTag::Delete))
}

impl What {
    fn edit(&self, text: &str) -> anyhow::Result<Edit> {
        Ok(match self {
            What::Move { wish, to } => Edit::Move { wish: wish.wish(), to: *to },
            What::Drop(wish) => Edit::Drop(Line::Wish(wish.wish())),
            What::Negate(wish) => Edit::Negate(wish.wish()),
            What::Add(add) => add.edit(),
            What::Today { taken, account, .. } => {
                Edit::Today { account: account.account.clone(), today: today(taken, text)? }
            }
            What::Rename { kind, name, new } => Edit::Rename { kind: kind.kind(), from: name.clone(), to: new.clone() },
            What::Remove { kind, name, cited, account } => remove(*kind, name, *cited, &account.account)?,
            What::RestateRankings => Edit::RestateRankings,
            What::AddSource(source) => source.edit(),
            What::AddClaim(claim) => claim.edit(),
            What::AddOption(option) => option.edit(),
            What::AddRule(rule) => rule.edit(),
            What::Give { wish, to } => Edit::Give { line: Line::Wish(wish.wish()), to: to.clone() },
            What::GiveRule { place, account, to } => {
                Edit::Give { line: Line::Rule { account: account.account.clone(), place: *place }, to: to.clone() }
            }
            What::Take { actor, place, from } => {
                let wish = Wish { account: None, actor: actor.clone(), place: *place };
                Edit::Take { line: Line::Wish(wish), from: from.clone() }
            }
            What::TakeRule { place, from } => {
                Edit::Take { line: Line::Rule { account: None, place: *place }, from: from.clone() }
            }
        })
    }
}

fn today(taken: &[String], text: &str) -> anyhow::Result<Today> {
    if !Case::read_text(text).0.is_bare_graph() {
        return Ok(Today::Taken(taken.to_vec()));
    }
    match taken {
        [state] => Ok(Today::State(state.clone())),
        _ => bail!("in a bare graph things stand in one state; name it"),
    }
}

fn remove(kind: Removed, name: &str, cited: bool, account: &Option<String>) -> anyhow::Result<Edit> {
    let kind = match kind {
        Removed::Rule => {
            let Ok(place) = name.parse() else {
                bail!("a rule goes by its number among the rules in the file, from 1")
            };
            return Ok(Edit::Drop(Line::Rule { account: account.clone(), place }));
        }
        _ if account.is_some() => bail!("only rules are removed from an account; leave out --account"),
        Removed::Actor => Kind::Actor,
        Removed::Option => Kind::Option,
        Removed::Account => Kind::Account,
        Removed::Claim => Kind::Claim,
        Removed::Source => Kind::Source,
        Removed::State => Kind::State,
        Removed::Evidence => Kind::Evidence,
        Removed::Scenario => Kind::Scenario,
    };
    Ok(Edit::Remove { kind, name: name.to_string(), cited })
}

impl Named {
    fn kind(self) -> Kind {
        match self {
            Named::Actor => Kind::Actor,
            Named::Option => Kind::Option,
            Named::Account => Kind::Account,
            Named::Claim => Kind::Claim,
            Named::Source => Kind::Source,
            Named::State => Kind::State,
            Named::Evidence => Kind::Evidence,
            Named::Scenario => Kind::Scenario,
        }
    }
}

impl WishArgs {
    fn wish(&self) -> Wish {
        Wish { account: self.account.account.clone(), actor: self.actor.clone(), place: self.place }
    }
}

impl AddArgs {
    fn edit(&self) -> Edit {
        let wish = NewWish {
            wants: self.statement.clone(),
            degree: self.degree,
            unsure: self.unsure,
            claims: self.support.claims.clone(),
            assumption: self.support.assumption.clone(),
        };
        Edit::Add { account: self.account.account.clone(), actor: self.actor.clone(), at: self.at, wish }
    }
}

impl SourceArgs {
    fn edit(&self) -> Edit {
        Edit::AddSource(NewSource {
            key: self.key.clone(),
            title: self.title.clone(),
            publisher: self.publisher.clone(),
            author: self.author.clone(),
            date: self.date.clone(),
            url: self.url.clone(),
            sha256: self.sha256.clone(),
            text: self.text.clone(),
            origin: self.origin.clone(),
        })
    }
}

impl ClaimArgs {
    fn edit(&self) -> Edit {
        Edit::AddClaim(NewClaim {
            key: self.key.clone(),
            source: self.source.clone(),
            quote: self.quote.clone(),
            speaker: self.speaker.clone(),
            says: self.says.clone(),
            directness: self.directness.clone(),
            date: self.date.clone(),
            origin: self.origin.clone(),
            before: self.before.clone(),
            after: self.after.clone(),
            ..NewClaim::default()
        })
    }
}

impl OptionArgs {
    fn edit(&self) -> Edit {
        Edit::AddOption(NewOption {
            name: self.name.clone(),
            label: self.label.clone(),
            one_way: self.one_way.clone(),
            claims: self.support.claims.clone(),
            assumption: self.support.assumption.clone(),
        })
    }
}

impl RuleArgs {
    fn edit(&self) -> Edit {
        let rule = NewRule { says: self.says(), reason: self.reason.clone(), claims: self.claims.clone() };
        Edit::AddRule { account: self.account.account.clone(), rule }
    }

    /// clap sees to it that one of them is given.
    fn says(&self) -> Says {
        let says = &self.says;
        let list =
            |given: &Vec<String>, says: fn(Vec<String>) -> Says| (!given.is_empty()).then(|| says(given.clone()));
        let given = |text: &Option<String>| text.clone().unwrap_or_default();
        let cannot =
            |actor: &String| Says::Cannot { actor: actor.clone(), from: given(&self.from), to: given(&self.to) };
        let lists = list(&says.at_most_one, Says::AtMostOne)
            .or(list(&says.at_least_one, Says::AtLeastOne))
            .or(list(&says.exactly_one, Says::ExactlyOne));
        lists
            .or(says.never.clone().map(Says::Never))
            .or(says.same.clone().map(Says::Same))
            .or(says.cannot.as_ref().map(cannot))
            .unwrap_or_else(|| Says::Needs(given(&says.when), given(&self.needs)))
    }
}
