//! What changed from one case to another, made for reading.

use crate::answers::Diff;
use crate::answers::diff::outcome::called;
use crate::answers::diff::{
    AccountDiff, ChangeInWords, DiffLine, JudgementInWords, Record, RecordKind, Role, Touch, TouchedAccount,
};
use crate::answers::impact::AccountChange;
use crate::diff::How;
use crate::phrase::english::{capital, count, form, list, number};
use crate::sentences::concepts;
use crate::study::Study;
use crate::text::analysis::TextOptions;
use crate::text::words::wrapped;
use std::collections::BTreeSet;

/// So many items of a kind are shown unless all are asked for.
const ROWS: usize = 12;
/// So many causes of one judgement are told.
const CAUSES: usize = 4;
/// What is counted of an account.
const COUNTED: &str = "outcomes, counted under each concept";

impl Diff {
    /// The answer as text; the study is that of the new case.
    pub fn text(&self, study: &Study, options: TextOptions) -> String {
        let page = Page { diff: self, study, options };
        let mut text = if self.header.case == self.old_case {
            format!("{}\n", self.header.case)
        } else {
            wrapped("", &format!("From “{}” to “{}”", self.old_case, self.header.case), options.width)
        };
        text += &wrapped("", &self.in_short(), options.width);
        text += &page.changes();
        self.accounts.iter().for_each(|account| text += &page.account(account));
        text += &page.records();
        text + &page.touches()
    }

    /// How much changed.
    fn in_short(&self) -> String {
        let bearing = self.changes.iter().filter(|change| change.bears).count();
        let changed = match bearing {
            0 => "nothing that a judgement depends on".to_string(),
            some => count(some, "change that a judgement could depend on", "changes that judgements could depend on"),
        };
        let left =
            if self.accounts.iter().any(|account| account.undecided.is_some()) { " that can be said" } else { "" };
        let (judgements, be) = (self.judgements(), form(bearing > 1, "is", "are"));
        match judgements {
            0 if self.changes.is_empty() && self.records.is_empty() => "Nothing changed.".into(),
            0 => format!("No judgement changed{left}. Between the two there {be} {changed}."),
            some => format!(
                "{} changed, each of one outcome under one concept. Between the two there {be} {changed}.",
                count(some, "judgement", "judgements")
            ),
        }
    }
}

struct Page<'p> {
    diff: &'p Diff,
    study: &'p Study,
    options: TextOptions,
}

impl Page<'_> {
    fn most(&self, rows: usize) -> usize {
        if self.options.all { usize::MAX } else { rows }
    }

    /// The number of a change in the text, among those that a judgement could depend on.
    fn number(&self, at: usize) -> usize {
        self.diff.changes.iter().take(at + 1).filter(|change| change.bears).count()
    }

    /// The first few lines of a list, and how many more there are.
    fn few(&self, margin: &str, all: &[String]) -> String {
        let most = self.most(ROWS);
        let mut text: String = all.iter().take(most).map(|line| wrapped(margin, line, self.options.width)).collect();
        if all.len() > most {
            let blank = " ".repeat(margin.chars().count());
            text += &format!("{blank}… and {} more\n", number(all.len() - most));
        }
        text
    }

    fn changes(&self) -> String {
        let told = |change: &ChangeInWords| {
            let lines = if change.new.is_empty() { &change.old } else { &change.new };
            let grounds: Vec<String> = lines.iter().take(1).map(grounds).collect();
            let grounds = grounds.first().map(|it| format!(" ({it})")).unwrap_or_default();
            format!("{}{grounds}.", capital(&change.says))
        };
        let numbered = self.diff.changes.iter().enumerate();
        let (bearing, other): (Vec<_>, Vec<_>) = numbered.partition(|(_, change)| change.bears);
        let mut text = String::new();
        if !bearing.is_empty() {
            text += "\nWhat changed\n";
            let most = self.most(ROWS);
            for (at, change) in bearing.iter().take(most) {
                text += &wrapped(&format!("  {:>2}  ", self.number(*at)), &told(change), self.options.width);
            }
            if bearing.len() > most {
                text += &format!("      … and {} more\n", number(bearing.len() - most));
            }
            text += &self.idle();
        }
        if !other.is_empty() {
            text += "\nWhat says the same in other words, or rests on something else\n";
            text += &self.few("  ", &other.iter().map(|(_, change)| told(change)).collect::<Vec<_>>());
        }
        text
    }

    /// The changes that are behind no judgement.
    fn idle(&self) -> String {
        let judgements = self.diff.accounts.iter().flat_map(|account| &account.judgements);
        let behind: BTreeSet<usize> = judgements.flat_map(|it| it.alone.iter().chain(&it.together)).copied().collect();
        let bearing = self.diff.changes.iter().enumerate().filter(|(_, change)| change.bears);
        let idle: Vec<String> =
            bearing.filter(|(at, _)| !behind.contains(at)).map(|(at, _)| self.number(at).to_string()).collect();
        let whole = self.diff.header.limit.is_none() && self.diff.accounts.iter().all(|account| account.left_out == 0);
        if idle.is_empty() || behind.is_empty() || !whole {
            return String::new();
        }
        let what = form(idle.len() > 1, "Change", "Changes");
        let verb = form(idle.len() > 1, "is", "are");
        wrapped(
            "  ",
            &format!("{what} {} {verb} needed for none of the judgements that changed.", list(&idle)),
            self.options.width,
        )
    }

    fn account(&self, account: &AccountDiff) -> String {
        if account.judgements.is_empty() && account.undecided.is_none() {
            return String::new();
        }
        let head = self.account_head(account);
        let mut text = format!("\n{}", wrapped("", &head, self.options.width));
        if let Some(why) = &account.undecided {
            return text + &wrapped("  ", &format!("Nothing can be said of it: {why}."), self.options.width);
        }
        let mut groups: Vec<(&JudgementInWords, Vec<&JudgementInWords>)> = Vec::new();
        for judgement in &account.judgements {
            let same = |known: &&mut (&JudgementInWords, _)| {
                (&known.0.alone, &known.0.together) == (&judgement.alone, &judgement.together)
            };
            match groups.iter_mut().find(same) {
                Some((_, all)) => all.push(judgement),
                None => groups.push((judgement, vec![judgement])),
            }
        }
        for (first, all) in groups {
            text += &wrapped("  ", &self.causes(first), self.options.width);
            let told = |it: &&JudgementInWords| {
                let concepts = self.concepts(&it.concepts);
                format!("{} {}, under {concepts}", if it.holds { "now:" } else { "no longer:" }, it.says)
            };
            text += &self.few("    ", &all.iter().map(told).collect::<Vec<_>>());
        }
        if account.left_out > 0 {
            let more = count(account.left_out, "more judgement", "more judgements");
            text += &format!("  … and {more} changed, too many to look for why\n");
        }
        text
    }

    fn account_head(&self, account: &AccountDiff) -> String {
        let id = account.id.as_deref();
        let title = id.and_then(|id| self.study.case.account(id)).and_then(|account| account.title.as_deref());
        let name = match (id, title) {
            (None, _) => "Which judgements changed, and why".to_string(),
            (Some(_), Some(title)) => format!("Under “{title}”"),
            (Some(id), None) => format!("Under the account {id}"),
        };
        let counts = match (account.before, account.after) {
            (Some(before), Some(after)) => format!(" ({COUNTED}: {} before, {} now)", number(before), number(after)),
            (None, Some(after)) => format!(" (new; {COUNTED}: {})", number(after)),
            (Some(before), None) => format!(" (gone; {COUNTED}: {} before)", number(before)),
            (None, None) => String::new(),
        };
        name + &counts
    }

    fn concepts(&self, keys: &[String]) -> String {
        match (self.study.accounts.first(), keys.len() == self.diff.concepts.len() && keys.len() > 1) {
            (_, true) => "all concepts".into(),
            (Some(first), _) => concepts::names(&first.model, keys),
            (None, _) => list(keys),
        }
    }

    fn causes(&self, judgement: &JudgementInWords) -> String {
        let clause = |at: &usize| {
            let says = self.diff.changes.get(*at).map(|change| change.says.as_str()).unwrap_or_default();
            format!("{says} ({})", self.number(*at))
        };
        let told = |all: &[usize], joint: &str| {
            let most = self.most(CAUSES);
            let mut clauses: Vec<String> = all.iter().take(most).map(clause).collect();
            if all.len() > most {
                clauses.push(format!("{} more", number(all.len() - most)));
            }
            clauses.join(joint)
        };
        match (judgement.alone.as_slice(), judgement.together.as_slice()) {
            ([], []) => "It was not found out why:".into(),
            ([only], _) => format!("Because {}, which alone is enough:", clause(only)),
            ([], all) => {
                format!("It takes several changes together, none of which is enough alone: {}:", told(all, "; and "))
            }
            (all, _) => format!("Because {}, each of which is enough alone:", told(all, "; or because ")),
        }
    }

    fn records(&self) -> String {
        let kinds = [
            (RecordKind::Source, "Sources"),
            (RecordKind::Claim, "Claims"),
            (RecordKind::Evidence, "Evidence"),
            (RecordKind::Account, "What is said of accounts as a whole"),
            (RecordKind::Case, "What is said of the case as a whole"),
        ];
        let mut text = String::new();
        for (kind, title) in kinds {
            let of_kind: Vec<String> =
                self.diff.records.iter().filter(|record| record.kind == kind).map(record).collect();
            if !of_kind.is_empty() {
                text += &format!("\n{title}\n");
                text += &self.few("  ", &of_kind);
            }
        }
        text
    }

    fn touches(&self) -> String {
        if self.diff.touches.is_empty() {
            return String::new();
        }
        let mut text = "\nWhat the new sources and claims touch\n".to_string();
        let most = self.most(ROWS);
        self.diff.touches.iter().take(most).for_each(|touch| text += &self.touch(touch));
        if self.diff.touches.len() > most {
            text += &format!("  … and {} more\n", number(self.diff.touches.len() - most));
        }
        text
    }

    fn touch(&self, touch: &Touch) -> String {
        let without = &touch.without;
        let what = match without.kind.as_str() {
            "source" => {
                format!("The source “{}”, with {}:", without.says, count(touch.claims.len(), "claim", "claims"))
            }
            kind => format!("The {kind} {}:", without.says),
        };
        let mut told: Vec<String> = touch.accounts.iter().filter_map(|of| self.role(of)).collect();
        if !touch.evidence.is_empty() {
            let items = form(touch.evidence.len() > 1, "item", "items");
            told.push(format!("It stands behind the {items} of evidence {}.", list(&touch.evidence)));
        }
        for (lines, lead) in
            [(&without.falls, "Rests on it alone"), (&without.stands, "Rests on it and on something else")]
        {
            told.extend(lines.iter().map(|line| format!("{lead}: line {}, {}.", line.line, line.says)));
        }
        told.extend(self.lost(&without.accounts));
        if told.is_empty() {
            told.push("Nothing rests on it yet.".into());
        }
        wrapped("  ", &what, self.options.width) + &self.few("    ", &told)
    }

    fn role(&self, of: &TouchedAccount) -> Option<String> {
        let id = of.account.as_deref()?;
        let title = self.study.case.account(id).and_then(|account| account.title.as_deref()).unwrap_or(id);
        let told = of.roles.iter().map(|role| match role {
            Role::Gives => "gives",
            Role::Cited => "is cited in",
            Role::Favours => "speaks for",
            Role::Against => "speaks against",
        });
        Some(format!("It {} “{title}”.", list(&told.collect::<Vec<_>>())))
    }

    /// The outcomes that rest on a source, account by account.
    fn lost(&self, accounts: &[AccountChange]) -> Vec<String> {
        let of = |account: &AccountChange| {
            let laid_out = self.study.account(account.id.as_deref())?;
            let under = account.id.as_ref().map(|id| format!("under {id}, ")).unwrap_or_default();
            if let Some(why) = &account.undecided {
                return Some(capital(&format!("{under}nothing can be said without it: {why}.")));
            }
            let mut names: Vec<String> = Vec::new();
            for state in account.concepts.iter().flat_map(|concept| &concept.lost) {
                let name = laid_out.state(state).map_or_else(|| state.to_string(), |state| called(laid_out, state));
                if !names.contains(&name) {
                    names.push(name);
                }
            }
            let (shown, more) = names.split_at(names.len().min(self.most(ROWS)));
            let mut shown = shown.to_vec();
            shown.extend((!more.is_empty()).then(|| format!("{} more", number(more.len()))));
            (!shown.is_empty()).then(|| {
                capital(&format!("{under}without it these hold no longer, under some concept: {}.", list(&shown)))
            })
        };
        accounts.iter().filter_map(of).collect()
    }
}

/// Where a line stands and what it rests on.
fn grounds(line: &DiffLine) -> String {
    let rests = match (line.claims.first(), &line.assumption) {
        (Some(claim), _) => {
            let by = claim.speaker.as_ref().unwrap_or(&claim.title);
            let more = line.claims.len() - 1;
            let more = if more > 0 {
                format!(", and {}", count(more, "more sentence", "more sentences"))
            } else {
                String::new()
            };
            format!(": “{}”, {by}{more}", claim.quote.split_whitespace().collect::<Vec<_>>().join(" "))
        }
        (None, Some(why)) => format!(", assumed: {why}"),
        (None, None) => String::new(),
    };
    format!("line {}{rests}", line.line.line)
}

fn record(of: &Record) -> String {
    let how = match of.how {
        How::Added => "new",
        How::Removed => "gone",
        _ => "otherwise",
    };
    let says = match of.kind {
        RecordKind::Claim => format!("{}, “{}”", of.name, of.says),
        _ if of.says.is_empty() => of.name.clone(),
        _ => format!("{}, {}", of.name, of.says),
    };
    let keys = if of.keys.is_empty() { String::new() } else { format!(", in {}", list(&of.keys)) };
    format!("{how}{keys}: {says}")
}
