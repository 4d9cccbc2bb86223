//! A comparison as boxes and arrows: from today by each account to what holds there.

use crate::accounts::Seen;
use crate::answers::compare::Comparison;
use crate::answers::compare::build::id;
use crate::answers::compare::data::Compared;
use crate::answers::compare::data::{ComparedAccount, NamedSetting};
use crate::answers::compare::signs::Fit;
use crate::draw::{Arrow, Look, Node, Picture};
use crate::phrase::english::{count, number};

/// So many outcomes that hold in the same accounts have boxes of their own.
const SHOWN: usize = 6;

impl Comparison<'_> {
    /// A box for today, one for each account and one for each outcome under the first concept, in which stand the options that the
    /// accounts do not agree on; an arrow from an account says in how many moves improvements lead to the outcome, if they do.
    pub fn picture(&self) -> Picture {
        let under = self.names.first().map(|name| format!(" under {name}")).unwrap_or_default();
        let mut picture = Picture { title: format!("{}: accounts{under}", self.title), ..Picture::default() };
        picture.boxes.push(Node { title: "Today".into(), lines: Vec::new(), look: Look::Start });
        for account in &self.laid_out {
            let lines = account.account.title.iter().cloned().collect();
            picture.boxes.push(Node { title: id(account).into(), lines, look: Look::Plain });
            let to = picture.boxes.len() - 1;
            picture.arrows.push(Arrow { from: 0, to, label: String::new(), look: Look::Plain });
        }
        for held in self.concepts.first().into_iter().flat_map(|first| &first.held) {
            for setting in held.listed.iter().take(SHOWN) {
                self.outcome(&mut picture, setting, &held.accounts);
            }
            let more = held.outcomes - held.listed.len().min(SHOWN);
            if more > 0 {
                let title = format!("{} more", number(more));
                self.add(&mut picture, Node { title, lines: Vec::new(), look: Look::Faint }, &held.accounts, &|_| None);
            }
        }
        picture
    }

    fn outcome(&self, picture: &mut Picture, setting: &NamedSetting, accounts: &[&str]) {
        let moves = |account: &ComparedAccount| {
            let state = setting.state.get(account.id.unwrap_or("the case"))?;
            let ends = account.from_today.as_ref()?.ends.as_ref()?;
            ends.iter().find(|end| end.state == *state).map(|end| end.moves)
        };
        let reached = self.accounts.iter().any(|account| moves(account).is_some());
        let names: Vec<String> =
            setting.state.iter().filter(|(id, _)| accounts.contains(id)).map(|(_, state)| state.to_string()).collect();
        let title = match names.iter().all(|name| *name == names[0]) {
            true => format!("State {}", names[0]),
            false => format!("States {}", names.join(", ")),
        };
        let lines = self.concepts.first().map(|first| self.differing(first, setting)).unwrap_or_default();
        let look = if reached { Look::Good } else { Look::Plain };
        self.add(picture, Node { title, lines, look }, accounts, &moves);
    }

    /// A box with an arrow from each of its accounts.
    fn add(
        &self,
        picture: &mut Picture,
        node: Node,
        accounts: &[&str],
        moves: &dyn Fn(&ComparedAccount) -> Option<usize>,
    ) {
        picture.boxes.push(node);
        let to = picture.boxes.len() - 1;
        for (at, account) in
            self.accounts.iter().enumerate().filter(|(at, _)| accounts.contains(&id(self.laid_out[*at])))
        {
            let moves = moves(account);
            picture.arrows.push(Arrow {
                from: at + 1,
                to,
                label: moves.map(|moves| count(moves, "move", "moves")).unwrap_or_default(),
                look: if moves.is_some() { Look::Good } else { Look::Faint },
            });
        }
    }

    /// The options that the accounts do not agree on, as they are in a setting.
    fn differing(&self, first: &Compared, setting: &NamedSetting) -> Vec<String> {
        let differs = |fits: Vec<&Fit>| fits.iter().any(|fit| *fit != fits[0]) || fits.contains(&&Fit::Sometimes);
        let options = first.options.iter().enumerate().filter(|(_, option)| differs(option.taken.values().collect()));
        let seen = options.fold(Seen::default(), |seen, (at, option)| {
            seen.and(Seen::one(at, setting.taken.contains(&option.option)))
        });
        self.wording.clauses(seen, "")
    }
}
