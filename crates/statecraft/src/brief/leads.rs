//! What would come about: the bottom line, where each explanation leads, who moves first, who together could upset it.

use super::page::{Block, Sentence};
use super::words::{MOST, Writer, plain};
use crate::answers::brief::{Bargain, BargainFrom, Brief, BriefOutcome, FirstMove, Holds, OptionSign, Settled, Way};
use crate::believable::Hold;
use crate::phrase::english::{capital, clauses, list, or_list};

/// In so many ways an exchange is told at most.
const WAYS: usize = 2;

/// Whether what is settled is worth a word: what is not done today and is not done then is not.
fn is_said(settled: &&Settled) -> bool {
    settled.taken || settled.today == Some(true)
}

/// What the same actors would do together, in whichever ways.
struct Exchange<'b>(Vec<&'b Bargain>);

impl<'b> Exchange<'b> {
    fn from(&self) -> impl Iterator<Item = &'b BargainFrom> {
        self.0.iter().flat_map(|bargain| &bargain.from)
    }

    fn leaves(&self, holds: &Holds) -> bool {
        self.from().any(|from| from.account == holds.account && from.state == holds.state)
    }

    fn accounts(&self) -> Vec<String> {
        accounts(self.from())
    }
}

/// The exchanges, those from most outcomes first.
fn exchanges(brief: &Brief) -> Vec<Exchange<'_>> {
    let mut found: Vec<Exchange> = Vec::new();
    for bargain in &brief.bargains {
        match found.iter_mut().find(|exchange| exchange.0.iter().any(|known| known.members == bargain.members)) {
            Some(known) => known.0.push(bargain),
            None => found.push(Exchange(vec![bargain])),
        }
    }
    found.sort_by_key(|exchange| std::cmp::Reverse(exchange.from().count()));
    found
}

/// The accounts of some outcomes that are left, each once.
fn accounts<'b>(from: impl IntoIterator<Item = &'b BargainFrom>) -> Vec<String> {
    let mut ids: Vec<String> = Vec::new();
    for id in from.into_iter().filter_map(|from| from.account.as_ref()) {
        if !ids.contains(id) {
            ids.push(id.clone());
        }
    }
    ids
}

impl<'s> Writer<'s> {
    /// A note of the states that a sentence speaks of.
    fn states(&mut self, outcome: &BriefOutcome) -> usize {
        let mut alike: Vec<(&Holds, Vec<String>)> = Vec::new();
        for holds in &outcome.holds {
            match alike.iter_mut().find(|(known, _)| (known.hold, &known.state) == (holds.hold, &holds.state)) {
                Some((_, ids)) => ids.extend(holds.account.clone()),
                None => alike.push((holds, holds.account.iter().cloned().collect())),
            }
        }
        let told = |(holds, ids): &(&Holds, Vec<String>)| {
            let under = if ids.is_empty() { String::new() } else { format!("{}, ", self.under(ids)) };
            let why = match holds.hold {
                Hold::AtRest => format!("nobody gains by moving alone{}", self.term("Nash")),
                _ => format!("every gain meets an answer that one may believe{}", self.term("SEQ")),
            };
            format!("{under}{why} (state {})", holds.state)
        };
        let told: Vec<String> = alike.iter().map(told).collect();
        self.notes.say(capital(&told.join("; ")))
    }

    pub(super) fn bottom_line(&mut self) -> Block {
        let mut told = Vec::new();
        let (settled, also): (Vec<Settled>, Vec<Settled>) =
            self.brief.settled.iter().cloned().partition(|settled| settled.everywhere);
        let which = match (self.is_several(), self.brief.outcomes.len()) {
            (true, _) => "Whichever of the explanations is right, ",
            (false, 1) => "",
            (false, _) => "In every outcome ",
        };
        told.extend(self.settled(&settled, which));
        if told.is_empty() {
            told.extend(self.nothing_settled().map(plain));
        }
        let at_rest = format!("Where no answer is feared{}, ", self.term("Nash"));
        told.extend(self.settled(&also, &at_rest));
        if self.brief.outcomes.is_empty() {
            told.push(plain("No outcome holds that one may believe: wherever things stand, somebody gains by moving, and no single answer would deter it."));
        }
        let is_told = |sign: &&OptionSign| also.iter().filter(is_said).any(|it| it.option == sign.option);
        let mut signs: Vec<&OptionSign> = self.signs().into_iter().filter(|sign| !is_told(sign)).collect();
        signs.sort_by_key(|sign| sign.open.len());
        for sign in signs.into_iter().take(if self.left_out >= 6 { 1 } else { 2 }) {
            told.push(self.contrast(sign));
        }
        if let Some(exchange) = exchanges(self.brief).first() {
            let first = self.goes_first(exchange).map(|actor| format!(", if {actor} went first, at a loss"));
            told.push(plain(capital(&format!("{}{}.", self.leaving(exchange), first.unwrap_or_default()))));
        }
        told.extend(self.today(&told));
        Block::Paragraph(told)
    }

    /// What is the same everywhere: what changes from today, and what goes on; what is not done today and is not done then is left out.
    fn settled(&mut self, settled: &[Settled], which: &str) -> Option<Sentence> {
        let keys = |taken: bool| {
            settled
                .iter()
                .filter(is_said)
                .filter(|it| it.taken == taken)
                .map(|it| it.option.clone())
                .collect::<Vec<_>>()
        };
        let text = self.clauses(&keys(true), &keys(false));
        let notes = settled.iter().filter(is_said).flat_map(|it| self.notes.option(&it.option)).collect();
        (!text.is_empty()).then(|| Sentence { text: capital(&format!("{which}{text}.")), notes })
    }

    /// Where nothing is to be said of every outcome: the outcomes themselves, if they are few.
    fn nothing_settled(&self) -> Option<String> {
        let outcomes = &self.brief.outcomes;
        Some(match self.names.as_slice() {
            [] => return None,
            [name] if self.model.options().is_empty() => format!("Only {name} can last."),
            [_] => format!("Only one outcome can last: {}.", self.nothing_of(&outcomes[0].taken)),
            names if !self.is_several() && names.len() <= 3 => {
                let many = if names.len() == 2 { "Two" } else { "Three" };
                format!("{many} outcomes can last: {}.", list(names))
            }
            _ => "No option goes the same way in every outcome.".to_string(),
        })
    }

    /// Where explanations part on an option.
    fn contrast(&mut self, sign: &OptionSign) -> Sentence {
        let option = std::slice::from_ref(&sign.option);
        let part = |what: String, ids: &[String]| (!ids.is_empty()).then(|| format!("{}, {what}", self.under(ids)));
        let parts = [
            part(self.clauses(option, &[]), &sign.always),
            part(if sign.always.is_empty() { self.clauses(&[], option) } else { "not".into() }, &sign.never),
            part("either is possible".into(), &sign.open),
        ];
        let parts: Vec<String> = parts.into_iter().flatten().collect();
        let told = format!("{}.", parts.join("; "));
        // Where no account says which way it goes, the option has not been named.
        let named = !sign.always.is_empty() || !sign.never.is_empty();
        let text = if named { capital(&told) } else { format!("{}: {told}", self.label(&sign.option)) };
        Sentence { text, notes: self.notes.option(&sign.option) }
    }

    /// Whether today lasts, unless that is told already.
    fn today(&self, told: &[Sentence]) -> Option<Sentence> {
        let known: Vec<bool> = self.brief.accounts.iter().filter_map(|account| account.today).collect();
        let lasts = known.iter().filter(|lasts| **lasts).count();
        let text = match (known.len(), lasts) {
            (0, _) => return None,
            (1, 0) => "Today's situation does not last.".to_string(),
            (1, _) if told.iter().any(|it| it.text.contains("today's situation")) => return None,
            (1, _) => "Today's situation lasts.".to_string(),
            (_, 0) => "Today's situation lasts under none of them.".to_string(),
            (all, some) if all == some => "Today's situation lasts under each of them.".to_string(),
            _ => {
                let lasting = self.brief.accounts.iter().filter(|account| account.today == Some(true));
                let ids: Vec<String> = lasting.filter_map(|account| account.id.clone()).collect();
                format!("Today's situation lasts only {}.", self.under(&ids))
            }
        };
        Some(plain(text))
    }

    pub(super) fn outcomes(&mut self) -> Vec<Block> {
        let mut groups: Vec<(Vec<String>, Vec<usize>)> = Vec::new();
        for account in &self.brief.accounts {
            let shown = self.shown_in(&account.id);
            let ids: Vec<String> = account.id.iter().cloned().collect();
            match groups.iter_mut().find(|(_, other)| *other == shown) {
                Some((known, _)) => known.extend(ids),
                None => groups.push((ids, shown)),
            }
        }
        groups.retain(|(_, shown)| !shown.is_empty());
        let shared: Vec<usize> = match groups.as_slice() {
            [(_, first), rest @ ..] if !rest.is_empty() => {
                first.iter().copied().filter(|at| rest.iter().all(|(_, shown)| shown.contains(at))).collect()
            }
            _ => Vec::new(),
        };
        let mut points: Vec<Vec<Sentence>> = Vec::new();
        if !shared.is_empty() {
            let ids: Vec<String> = groups.iter().flat_map(|(ids, _)| ids.clone()).collect();
            points.push(self.led_to(&ids, &shared, false));
        }
        for (ids, shown) in &groups {
            let own: Vec<usize> = shown.iter().copied().filter(|at| !shared.contains(at)).collect();
            if !own.is_empty() {
                points.push(self.led_to(ids, &own, shared.is_empty()));
            }
        }
        let more = self.brief.accounts.iter().filter(|account| account.told < account.at_rest);
        let ids: Vec<String> = more.filter_map(|account| account.id.clone()).collect();
        if self.brief.accounts.iter().any(|account| account.told < account.at_rest) {
            let under = if ids.is_empty() { String::new() } else { format!("{}, ", self.under(&ids)) };
            points.push(vec![plain(capital(&format!("{under}more outcomes hold than are told here.")))]);
        }
        vec![Block::Points(points)]
    }

    /// The outcomes that are told of an account, by place: those from which nobody gains by moving, and others that are nobody's exchange.
    fn shown_in(&self, account: &Option<String>) -> Vec<usize> {
        let shown = |outcome: &BriefOutcome| {
            let here = outcome.holds.iter().find(|holds| holds.account == *account);
            here.is_some_and(|holds| {
                holds.hold == Hold::AtRest || !(outcome.exchange || self.is_exchange_in(account, outcome))
            })
        };
        (0..self.brief.outcomes.len()).filter(|&at| shown(&self.brief.outcomes[at])).collect()
    }

    /// Whether an outcome differs from one that a group leaves in an account by what its members decide.
    fn is_exchange_in(&self, account: &Option<String>, outcome: &BriefOutcome) -> bool {
        let left = |bargain: &Bargain, other: &BriefOutcome| {
            let is_left =
                |holds: &Holds| bargain.from.iter().any(|from| (&from.account, &from.state) == (account, &holds.state));
            other.holds.iter().any(|holds| holds.account == *account && is_left(holds))
        };
        let differ =
            |other: &BriefOutcome| self.model.option_bits(&outcome.taken) ^ self.model.option_bits(&other.taken);
        let own = |bargain: &Bargain| {
            let of = self.model.actors.iter().filter(|actor| bargain.members.contains(&actor.key));
            of.fold(0, |all, actor| all | actor.own())
        };
        let mut pairs =
            self.brief.bargains.iter().flat_map(|it| self.brief.outcomes.iter().map(move |other| (it, other)));
        pairs.any(|(bargain, other)| left(bargain, other) && differ(other) & !own(bargain) == 0)
    }

    /// Where some accounts lead: what is the same in their outcomes, if these are all, then each.
    fn led_to(&mut self, ids: &[String], shown: &[usize], all: bool) -> Vec<Sentence> {
        let only_at_rest = self.is_only_at_rest(ids, shown);
        let outcomes: Vec<BriefOutcome> = shown.iter().map(|&at| self.brief.outcomes[at].clone()).collect();
        let by_title = self.left_out >= 2 && outcomes.iter().all(|outcome| self.has_title_alone(outcome));
        // What is settled wherever no answer is feared stands in the bottom line.
        let settled = self.brief.settled.iter().filter(|it| it.everywhere || (only_at_rest && by_title));
        let settled: Vec<&String> = settled.map(|it| &it.option).collect();
        let open: Vec<String> = self.model.options().iter().map(|option| option.key.clone()).collect();
        let open: Vec<String> = open.into_iter().filter(|option| !settled.contains(&option)).collect();
        let taken_in = |option: &String| outcomes.iter().filter(|outcome| outcome.taken.contains(option)).count();
        let (common, apart): (Vec<String>, Vec<String>) = open
            .into_iter()
            .partition(|option| all && outcomes.len() > 1 && [0, outcomes.len()].contains(&taken_in(option)));
        let mut told = Vec::new();
        let under = match ids.len() {
            0 => String::new(),
            all if all == self.brief.accounts.len() && all > 1 => "under each explanation, ".to_string(),
            _ => format!("{}, ", self.under(ids)),
        };
        let under = if only_at_rest { format!("{under}where no answer is feared, ") } else { under };
        let said = outcomes.first().map(|first| self.against_today(&common, &first.taken)).unwrap_or_default();
        if !said.is_empty() {
            told.push(plain(capital(&format!("{under}{said}."))));
        }
        if by_title {
            let under = if told.is_empty() { under.as_str() } else { "" };
            told.push(self.titles(under, ids, shown, &apart));
            return told;
        }
        for (number, (outcome, &at)) in outcomes.iter().zip(shown).enumerate() {
            let what = match self.against_today(&apart, &outcome.taken) {
                _ if self.from_today[at] => String::new(),
                nothing if nothing.is_empty() && !self.model.options().is_empty() => self.nothing_of(&outcome.taken),
                what => what,
            };
            let lead = match number {
                0 if told.is_empty() => under.clone(),
                _ => String::new(),
            };
            // What is done follows at once, so that a title needs nothing beside it.
            let title = outcome.scenario.as_deref().and_then(|key| self.study.case.scenario(key));
            let name = title.map_or_else(|| self.names[at].clone(), |scenario| format!("“{}”", scenario.title));
            let mut notes = vec![self.states(outcome)];
            let what = if what.is_empty() { what } else { format!(": {what}") };
            let held = if held_by_fear(ids, outcome) { ", held by the fear of an answer" } else { "" };
            notes.extend(outcome.begins.iter().filter(|it| apart.contains(it)).flat_map(|it| self.notes.option(it)));
            told.push(Sentence { text: capital(&format!("{lead}{name}{what}{held}.")), notes });
        }
        told
    }

    /// Whether nobody gains by leaving any of the outcomes shown of some accounts, and others hold there that are not shown.
    fn is_only_at_rest(&self, ids: &[String], shown: &[usize]) -> bool {
        let here = |holds: &&Holds| holds.account.as_ref().is_none_or(|id| ids.contains(id));
        let at_rest =
            |outcome: &BriefOutcome| outcome.holds.iter().filter(here).all(|holds| holds.hold == Hold::AtRest);
        let not_shown = |holds: &Holds, at: usize| here(&holds) && !self.shown_in(&holds.account).contains(&at);
        let mut all = self.brief.outcomes.iter().enumerate();
        shown.iter().all(|&at| at_rest(&self.brief.outcomes[at]))
            && all.any(|(at, outcome)| outcome.holds.iter().any(|holds| not_shown(holds, at)))
    }

    /// The outcomes of some accounts by their titles alone; what is done in each stands in the notes.
    fn titles(&mut self, under: &str, ids: &[String], shown: &[usize], apart: &[String]) -> Sentence {
        let mut notes = Vec::new();
        let mut names = Vec::new();
        for &at in shown {
            let outcome = self.brief.outcomes[at].clone();
            let name = self.names[at].clone();
            notes.push(self.states(&outcome));
            let what = self.against_today(apart, &outcome.taken);
            notes.extend((!what.is_empty()).then(|| self.notes.say(format!("{name}: {what}"))));
            names.push(if held_by_fear(ids, &outcome) {
                format!("{name}, held by the fear of an answer{}", self.term("SEQ"))
            } else {
                name
            });
        }
        Sentence { text: capital(&format!("{under}what lasts is {}.", or_list(&names))), notes }
    }

    /// Whether its title is that of no other outcome told.
    fn has_title_alone(&self, outcome: &BriefOutcome) -> bool {
        outcome.scenario.is_some() && self.told().filter(|(other, _)| other.scenario == outcome.scenario).count() == 1
    }

    /// What of some options is done or no longer done; what is not done today and is not done then is left out.
    fn against_today(&self, options: &[String], taken: &[String]) -> String {
        let now = self.wording.today.unwrap_or_default();
        let (does, not): (Vec<String>, Vec<String>) = options.iter().cloned().partition(|it| taken.contains(it));
        let goes_on = |it: &String| now & self.wording.bits(std::slice::from_ref(it)) != 0;
        let does: Vec<String> = does.into_iter().filter(|it| self.left_out < 6 || !goes_on(it)).collect();
        let ends: Vec<String> = not.into_iter().filter(goes_on).collect();
        self.clauses(&does, &ends)
    }

    /// Of an outcome of which nothing else is to be said, what is not done in it.
    fn nothing_of(&self, taken: &[String]) -> String {
        let open = self.model.options().iter().map(|option| option.key.clone()).filter(|key| !taken.contains(key));
        self.clauses(&[], &open.collect::<Vec<_>>())
    }

    pub(super) fn first_moves(&mut self) -> Vec<Sentence> {
        let mut told: Vec<Sentence> = Vec::new();
        let shared = self.brief.first_moves.iter().any(|step| step.in_all);
        let steps: Vec<FirstMove> =
            self.brief.first_moves.iter().filter(|step| step.in_all || !shared).take(MOST).cloned().collect();
        let mut groups: Vec<Vec<FirstMove>> = Vec::new();
        for step in steps {
            match groups.iter_mut().find(|group| group[0].accounts == step.accounts) {
                Some(group) => group.push(step),
                None => groups.push(vec![step]),
            }
        }
        told.extend(groups.iter().map(|group| self.first_moves_of(group)));
        told.extend(self.ways());
        told
    }

    /// `the United States would gain by taking up “X”`.
    pub(super) fn gain(&self, step: &FirstMove) -> String {
        let (actor, doing) = (self.words().actor(&step.actor), self.doing(&step.takes, &step.drops));
        let doing = if doing.is_empty() { "moving".to_string() } else { doing };
        format!("{actor} would gain by {doing}")
    }

    /// First moves in the same accounts.
    fn first_moves_of(&mut self, group: &[FirstMove]) -> Sentence {
        let gains: Vec<String> = group.iter().map(|step| self.gain(step)).collect();
        let under = match (self.is_several(), group[0].in_all) {
            (false, _) => "today ".to_string(),
            (true, true) => "today, under each explanation, ".to_string(),
            (true, false) => format!("today, {}, ", self.under(&group[0].accounts)),
        };
        let options = group.iter().flat_map(|step| step.takes.iter().chain(&step.drops));
        let notes = options.flat_map(|option| self.notes.option(option)).collect();
        Sentence { text: capital(&format!("{under}{}.", clauses(&gains))), notes }
    }

    /// Which outcomes come about by gains alone, and what the others cost whom: of those from which nobody gains by moving alone.
    fn ways(&self) -> Vec<Sentence> {
        let mut groups: Vec<(Way, Vec<String>)> = Vec::new();
        for (outcome, name) in self.told() {
            let holds = outcome.holds.iter().filter(|holds| holds.hold == Hold::AtRest || !outcome.is_at_rest());
            let ways: Vec<(&Option<String>, &Way)> =
                holds.filter_map(|holds| Some((&holds.account, holds.way.as_ref()?))).collect();
            let alike = ways.iter().all(|(_, way)| *way == ways[0].1);
            for (account, way) in ways {
                let name = match account {
                    Some(id) if !alike => format!("{name} {}", self.under(std::slice::from_ref(id))),
                    _ => name.clone(),
                };
                match groups.iter_mut().find(|(other, _)| other == way) {
                    Some((_, names)) if names.contains(&name) => {}
                    Some((_, names)) => names.push(name),
                    None => groups.push((way.clone(), vec![name])),
                }
            }
        }
        groups.retain(|(way, _)| *way != Way::Here);
        groups.sort_by_key(|(_, names)| std::cmp::Reverse(names.len()));
        let first = groups.first().filter(|(_, names)| groups.len() > 1 && names.len() > 1).map(|(way, _)| way.clone());
        let told = |(way, names): &(Way, Vec<String>)| {
            let which = match (groups.len() == 1 && names.len() > 1, first.as_ref() == Some(way)) {
                (true, _) => "every outcome".to_string(),
                (_, true) => "every other outcome".to_string(),
                _ => list(names),
            };
            let many = names.len() > 1 && !which.starts_with("every");
            let come = if many { "come" } else { "comes" };
            plain(capital(&match way {
                Way::Here => String::new(), // left out above
                Way::Gains => format!("{which} {come} about by steps that are each a gain to whoever takes them."),
                Way::Bundles => {
                    format!("{which} {come} about only if somebody takes a loss along with a gain in one step.")
                }
                Way::Concession { actor, loss } => {
                    let price = if *loss { "at a loss" } else { "without gain" };
                    format!("{which} {come} about only if {} takes a step {price}.", self.words().actor(actor))
                }
                Way::Never => format!("no moves lead from today to {which}."),
            }))
        };
        groups.iter().rev().map(told).collect()
    }

    pub(super) fn bargains(&mut self) -> Vec<Sentence> {
        let most = if self.left_out >= 1 { 1 } else { 2 };
        let exchanges: Vec<Exchange> = exchanges(self.brief).into_iter().take(most).collect();
        exchanges.iter().enumerate().flat_map(|(place, exchange)| self.exchange(exchange, place == 0)).collect()
    }

    /// The outcomes that a group leaves, by their names.
    fn left_by(&self, exchange: &Exchange) -> Vec<String> {
        let left = self.told().filter(|(outcome, _)| outcome.holds.iter().any(|holds| exchange.leaves(holds)));
        left.map(|(_, name)| name.clone()).collect()
    }

    /// `under “Pay”, `, if a group leaves outcomes there, and not wherever nobody gains by leaving them alone.
    fn only_under(&self, exchange: &Exchange) -> String {
        let holds = self.brief.outcomes.iter().flat_map(|outcome| &outcome.holds);
        let mut at_rest = holds.filter(|holds| holds.hold == Hold::AtRest);
        let ids = exchange.accounts();
        let everywhere = at_rest.all(|holds| holds.account.as_ref().is_none_or(|id| ids.contains(id)));
        if ids.is_empty() || everywhere { String::new() } else { format!("{}, ", self.under(&ids)) }
    }

    /// Whether these are the names of all outcomes from which nobody gains by moving alone, and several.
    pub(super) fn is_all(&self, names: &[String]) -> bool {
        names.len() > 1 && names.len() == self.told().filter(|(outcome, _)| outcome.is_at_rest()).count()
    }

    /// `under “Pay”, Iran and Israel would together leave “Deadlock”`.
    fn leaving(&self, exchange: &Exchange) -> String {
        let members = exchange.0.first().map(|bargain| bargain.members.as_slice()).unwrap_or_default();
        let members: Vec<&str> = members.iter().map(|key| self.words().actor(key)).collect();
        let left = self.left_by(exchange);
        let which = if self.is_all(&left) { "any of these outcomes".to_string() } else { or_list(&left) };
        format!("{}{} would together leave {which}", self.only_under(exchange), list(&members))
    }

    /// `the union dropping “Strike”, and the company taking up “Raise wages”`.
    fn gives(&self, bargain: &Bargain) -> Option<String> {
        let gives = bargain
            .gives
            .iter()
            .map(|gives| (self.words().actor(&gives.actor), self.doing(&gives.takes, &gives.drops)));
        let gives: Vec<String> =
            gives.filter(|(_, doing)| !doing.is_empty()).map(|(actor, doing)| format!("{actor} {doing}")).collect();
        (!gives.is_empty()).then(|| clauses(&gives))
    }

    fn exchange(&mut self, exchange: &Exchange, first: bool) -> Vec<Sentence> {
        let one_way = exchange.0.len() == 1;
        let gives = exchange.0.iter().filter_map(|bargain| {
            let gives = self.gives(bargain)?;
            Some(if one_way { gives } else { format!("{}, {gives}", self.under(&accounts(&bargain.from))) })
        });
        let gives: Vec<String> = gives.collect();
        let shown = gives.len().min(if self.left_out >= 3 { 1 } else { WAYS });
        let such = if shown < gives.len() { "for example " } else { "" };
        let gives = if gives.is_empty() { String::new() } else { format!(": {such}{}", gives[..shown].join("; ")) };
        let changed = exchange.0.iter().flat_map(|bargain| &bargain.gives);
        let changed = changed.flat_map(|gives| gives.takes.iter().chain(&gives.drops));
        let notes = changed.flat_map(|option| self.notes.option(option)).collect();
        let mut told = vec![Sentence { text: capital(&format!("{}{gives}.", self.leaving(exchange))), notes }];
        // Of the first, who goes first stands in the bottom line, if it is the same everywhere.
        let is_told = first && self.goes_first(exchange).is_some();
        let at_loss: Vec<&String> = exchange.from().filter_map(|from| from.first_at_loss.as_ref()).collect();
        if let Some(actor) = at_loss.first().filter(|actor| !is_told && at_loss.iter().all(|other| other == *actor)) {
            let each = if at_loss.len() == exchange.from().count() { "" } else { " in some of them" };
            told.push(plain(format!("{} must go first{each}, at a loss.", capital(self.words().actor(actor)))));
        }
        told.extend(self.lasts(exchange));
        told
    }

    /// Who must go first, at a loss, from whichever outcome.
    fn goes_first(&self, exchange: &Exchange) -> Option<String> {
        let first = exchange.from().next()?.first_at_loss.as_ref()?;
        let always = exchange.from().all(|from| from.first_at_loss.as_ref() == Some(first));
        always.then(|| self.words().actor(first).to_string())
    }

    /// What the outcome is called that a group agrees on, if it is always the same.
    fn agreed(&self, exchange: &Exchange) -> Option<&String> {
        let is_end = |outcome: &BriefOutcome, from: &BargainFrom| {
            outcome.holds.iter().any(|holds| holds.account == from.account && holds.state == from.to)
        };
        let mut named = self.brief.outcomes.iter().zip(&self.names);
        named.find(|(outcome, _)| exchange.from().all(|from| is_end(outcome, from))).map(|(_, name)| name)
    }

    /// Whether what they agree on lasts.
    fn lasts(&self, exchange: &Exchange) -> Option<Sentence> {
        let (lasting, doubtful): (Vec<&BargainFrom>, Vec<&BargainFrom>) =
            exchange.from().partition(|from| from.lasts <= Hold::Believable);
        let ids = accounts(lasting.iter().copied());
        let elsewhere = accounts(doubtful.iter().copied());
        let fear = lasting.iter().any(|from| from.lasts == Hold::Believable);
        let why = if fear {
            format!(", for fear of the answer{}", self.term("SEQ"))
        } else {
            format!(": nobody would gain by leaving it{}", self.term("Nash"))
        };
        let what = match self.agreed(exchange) {
            Some(name) => format!("What they agree on, {name}, then lasts"),
            None => "What they agree on then lasts".to_string(),
        };
        Some(plain(match (lasting.is_empty(), doubtful.is_empty()) {
            (true, _) => {
                "Whether that lasts is doubtful: no single answer that one may believe holds them to it.".to_string()
            }
            (_, true) => format!("{what}{why}."),
            _ if ids.iter().any(|id| elsewhere.contains(id)) || ids.is_empty() => {
                format!("{what} from some of these outcomes{why}; from the others that is doubtful.")
            }
            _ => format!("{what} {}{why}; elsewhere that is doubtful.", self.under(&ids)),
        }))
    }
}

/// Whether an outcome holds in some accounts for fear of an answer alone.
fn held_by_fear(ids: &[String], outcome: &BriefOutcome) -> bool {
    let mut here = outcome.holds.iter().filter(|holds| holds.account.as_ref().is_none_or(|id| ids.contains(id)));
    here.all(|holds| holds.hold == Hold::Believable)
}
