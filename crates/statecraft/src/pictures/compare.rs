//! A comparison as boxes and arrows: from today by each account to what holds there.

use crate::accounts::SettingPattern;
use crate::answers::compare::build::wording;
use crate::answers::compare::{AccountComparison, Compared, ComparedAccount, NamedSetting, Prediction};
use crate::draw::{Arrow, Look, Node, Picture};
use crate::phrase::english::{count, number};
use crate::phrase::settings::Wording;
use crate::study::Study;

/// So many outcomes that hold in the same accounts have boxes of their own.
const SHOWN: usize = 6;

impl AccountComparison {
    /// A box for today, one for each account and one for each outcome under the first concept, in which stand the options that the
    /// accounts do not agree on; an arrow from an account says in how many moves improvements lead to the outcome, if they do.
    pub fn picture(&self, study: &Study) -> Picture {
        let wording = wording(&self.laid_out(study));
        let under =
            self.concept_names(study).into_iter().next().map(|name| format!(" under {name}")).unwrap_or_default();
        let mut picture = Picture { title: format!("{}: accounts{under}", self.header.case), ..Picture::default() };
        picture.boxes.push(Node { title: "Today".into(), lines: Vec::new(), look: Look::Start });
        for account in &self.accounts {
            let lines = account.title.iter().cloned().collect();
            picture.boxes.push(Node { title: account.name().into(), lines, look: Look::Plain });
            let to = picture.boxes.len() - 1;
            picture.arrows.push(Arrow { from: 0, to, label: String::new(), look: Look::Plain });
        }
        for held in self.concepts.first().into_iter().flat_map(|first| &first.held) {
            for setting in held.listed.iter().take(SHOWN) {
                self.outcome(&mut picture, wording, setting, &held.accounts);
            }
            let more = held.outcomes - held.listed.len().min(SHOWN);
            if more > 0 {
                let title = format!("{} more", number(more));
                self.add(&mut picture, Node { title, lines: Vec::new(), look: Look::Faint }, &held.accounts, &|_| None);
            }
        }
        picture
    }

    fn outcome(&self, picture: &mut Picture, wording: Wording, setting: &NamedSetting, accounts: &[String]) {
        let moves = |account: &ComparedAccount| {
            let state = setting.state.get(account.name())?;
            let ends = account.from_today.as_ref()?.ends.as_ref()?;
            ends.iter().find(|end| end.state == *state).map(|end| end.moves)
        };
        let reached = self.accounts.iter().any(|account| moves(account).is_some());
        let names: Vec<String> =
            setting.state.iter().filter(|(id, _)| accounts.contains(id)).map(|(_, state)| state.to_string()).collect();
        let title = if names.iter().all(|name| *name == names[0]) {
            format!("State {}", names[0])
        } else {
            format!("States {}", names.join(", "))
        };
        let lines = self.concepts.first().map(|first| wording.clauses(differing(first, setting))).unwrap_or_default();
        let look = if reached { Look::Good } else { Look::Plain };
        self.add(picture, Node { title, lines, look }, accounts, &moves);
    }

    /// A box with an arrow from each of its accounts.
    fn add(
        &self,
        picture: &mut Picture,
        node: Node,
        accounts: &[String],
        moves: &dyn Fn(&ComparedAccount) -> Option<usize>,
    ) {
        picture.boxes.push(node);
        let to = picture.boxes.len() - 1;
        let concerned = |account: &ComparedAccount| accounts.iter().any(|name| name == account.name());
        for (at, account) in self.accounts.iter().enumerate().filter(|(_, account)| concerned(account)) {
            let moves = moves(account);
            picture.arrows.push(Arrow {
                from: at + 1,
                to,
                label: moves.map(|moves| count(moves, "move", "moves")).unwrap_or_default(),
                look: if moves.is_some() { Look::Good } else { Look::Faint },
            });
        }
    }
}

/// The options that the accounts do not agree on, as they are in a setting.
fn differing(first: &Compared, setting: &NamedSetting) -> SettingPattern {
    let differs =
        |fits: Vec<&Prediction>| fits.iter().any(|fit| *fit != fits[0]) || fits.contains(&&Prediction::Sometimes);
    let options = first.options.iter().enumerate().filter(|(_, option)| differs(option.taken.values().collect()));
    options.fold(SettingPattern::default(), |seen, (at, option)| {
        seen.and(SettingPattern::one(at, setting.taken.contains(&option.option)))
    })
}
