//! The sentences of a page.

use super::names;
use super::notes::{Notes, quote_of};
use super::page::{Block, Page, Section, Sentence};
use crate::accounts::SettingPattern;
use crate::answers::brief::{
    Bargain, BargainFrom, Brief, BriefOutcome, FirstMove, Fragile, Holds, Linchpin, OptionSign, ResponseTest, Settled,
    Way,
};
use crate::answers::change::EditInWords;
use crate::answers::compare::build::wording;
use crate::believable::Hold;
use crate::model::{Model, Preference};
use crate::phrase::english::{capital, clauses, list, or_list};
use crate::phrase::names::Words;
use crate::phrase::settings::Wording;
use crate::sentences;
use crate::study::Study;

/// So many points stand under one heading at most.
const MOST: usize = 5;

/// In so many ways an exchange is told at most.
const WAYS: usize = 2;

/// So many words are enough for a page, before its sources and notes.
const WORDS: usize = 500;

/// The page of a brief; the study is the one that was asked. If it becomes long, the least important sentences are left out, one kind
/// after another.
pub fn page(study: &Study, brief: &Brief) -> Page {
    page_for(study, brief, Audience::Reader)
}

/// Who reads a page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Audience {
    /// Somebody who knows the reports and not the method: none of its words.
    #[default]
    Reader,
    /// Somebody who knows the method: with the names of its concepts.
    Analyst,
}

/// The same for a certain audience. An analyst is told the same as a reader, with the method's words, and how it was computed; that
/// may be a few words more.
pub fn page_for(study: &Study, brief: &Brief, audience: Audience) -> Page {
    let Some(first) = study.accounts.first() else { return empty(study) };
    let page = |left_out, audience| Writer { audience, ..Writer::new(study, &first.model, brief, left_out) }.page();
    let fits = |left_out: &usize| page(*left_out, Audience::Reader).words() <= WORDS;
    let left_out = (0..Writer::MOST_LEFT_OUT).find(fits).unwrap_or(Writer::MOST_LEFT_OUT);
    page(left_out, audience)
}

fn empty(study: &Study) -> Page {
    let (title, question) = (study.case.title.clone(), study.case.question.clone());
    Page { title, question, sections: Vec::new(), notes: Vec::new(), sources: Vec::new() }
}

/// A section, unless it has nothing to say.
fn section(heading: &str, blocks: Vec<Block>) -> Option<Section> {
    let says = |block: &Block| match block {
        Block::Paragraph(sentences) => !sentences.is_empty(),
        Block::Points(points) | Block::Numbered(points) => !points.is_empty(),
    };
    let blocks: Vec<Block> = blocks.into_iter().filter(says).collect();
    (!blocks.is_empty()).then(|| Section { heading: heading.to_string(), blocks })
}

/// Whether what is settled is worth a word: what is not done today and is not done then is not.
fn is_said(settled: &&Settled) -> bool {
    settled.taken || settled.today == Some(true)
}

fn plain(text: impl Into<String>) -> Sentence {
    Sentence { text: text.into(), notes: Vec::new() }
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

pub(super) struct Writer<'s> {
    study: &'s Study,
    brief: &'s Brief,
    model: &'s Model,
    wording: Wording<'s>,
    /// What the outcomes are called, in their order.
    pub(super) names: Vec<String>,
    /// Whether a name tells all that is otherwise than today.
    from_today: Vec<bool>,
    notes: Notes<'s>,
    /// How many kinds of sentences are left out.
    left_out: usize,
    audience: Audience,
}

impl<'s> Writer<'s> {
    const MOST_LEFT_OUT: usize = 9;

    pub(super) fn new(study: &'s Study, model: &'s Model, brief: &'s Brief, left_out: usize) -> Writer<'s> {
        let wording = wording(&study.accounts.iter().collect::<Vec<_>>());
        let named = names::named(study, brief).into_iter().map(|name| (name.text, name.from_today));
        let ((names, from_today), notes) = (named.unzip(), Notes::new(&study.case));
        Writer { study, brief, model, wording, names, from_today, notes, left_out, audience: Audience::Reader }
    }

    fn page(mut self) -> Page {
        let leads = if self.is_several() { "Where each explanation leads" } else { "Where it leads" };
        let sections = vec![
            section("", vec![self.bottom_line()]),
            section(leads, self.outcomes()),
            section("Who moves first, at what price", vec![Block::Paragraph(self.first_moves())]),
            section("Who together could upset it", vec![Block::Paragraph(self.bargains())]),
            section("What it rests on", self.rests_on()),
            section("What to watch", vec![Block::Points(self.watch())]),
            section("How sure", vec![Block::Paragraph(self.how_sure())]),
            section("What this cannot show", vec![Block::Paragraph(self.cannot_show())]),
            section("How it was computed", vec![Block::Paragraph(self.method())]),
        ];
        Page {
            title: self.study.case.title.clone(),
            question: self.study.case.question.clone(),
            sections: sections.into_iter().flatten().collect(),
            sources: self.notes.cited(),
            notes: self.notes.texts,
        }
        .with_notes_in_order()
    }
}

impl<'s> Writer<'s> {
    fn words(&self) -> Words<'_> {
        Words(self.model)
    }

    /// `the three explanations`, for a case with several accounts.
    fn is_several(&self) -> bool {
        self.brief.accounts.len() > 1
    }

    fn label(&self, option: &str) -> String {
        let actor = option.split_once('.').map_or("", |(actor, _)| actor);
        format!("“{}” ({})", self.words().option(option), self.words().actor(actor))
    }

    /// What each actor would do of these options, as far as they are mentioned; against today, where all agree on it.
    fn clauses(&self, taken: &[String], not_taken: &[String]) -> String {
        let seen = SettingPattern { taken: self.wording.bits(taken), not_taken: self.wording.bits(not_taken) };
        clauses(&self.wording.clauses(seen))
    }

    /// `taking up “X” and dropping “Y”`.
    fn doing(&self, takes: &[String], drops: &[String]) -> String {
        let labels = |options: &[String]| {
            list(&options.iter().map(|key| format!("“{}”", self.words().option(key))).collect::<Vec<_>>())
        };
        let part =
            |word: &str, options: &[String]| (!options.is_empty()).then(|| format!("{word} {}", labels(options)));
        let told = self.model.to_tell(self.model.option_bits(takes), self.model.option_bits(drops));
        let drops: Vec<String> = self.model.option_keys(told).into_iter().map(String::from).collect();
        let parts: Vec<String> = [part("taking up", takes), part("dropping", &drops)].into_iter().flatten().collect();
        list(&parts)
    }

    fn under(&self, ids: &[String]) -> String {
        format!("under {}", names::accounts(self.study, ids))
    }

    /// The method's word for something, in parentheses; only for analysts.
    fn term(&self, word: &str) -> String {
        if self.audience == Audience::Analyst { format!(" ({word})") } else { String::new() }
    }

    /// Which concepts stand behind the words of the page; only for analysts.
    fn method(&self) -> Vec<Sentence> {
        if self.audience == Audience::Reader {
            return Vec::new();
        }
        let text = "Outcomes are the equilibria under Nash, and those under SEQ that hold by lean moves and fresh answers. \
                    Groups move by strict improvements in sequence. What rests on a sentence is counted over Nash.";
        vec![plain(text)]
    }

    /// A note of the states that a sentence speaks of.
    fn states(&mut self, outcome: &BriefOutcome) -> usize {
        let told: Vec<String> = outcome
            .holds
            .iter()
            .map(|holds| {
                let account = holds.account.as_ref().map(|id| format!("account {id}, ")).unwrap_or_default();
                let why = match holds.hold {
                    Hold::AtRest => format!("nobody gains by moving alone{}", self.term("Nash")),
                    _ => format!("every gain meets an answer that one may believe{}", self.term("SEQ")),
                };
                format!("{account}state {}: {why}", holds.state)
            })
            .collect();
        self.notes.say(capital(&told.join("; ")))
    }

    fn bottom_line(&mut self) -> Block {
        let mut told = Vec::new();
        let (settled, also): (Vec<Settled>, Vec<Settled>) =
            self.brief.settled.iter().cloned().partition(|settled| settled.everywhere);
        let which = match (self.is_several(), self.brief.outcomes.len()) {
            (true, _) => "Whichever of the explanations is right, ",
            (false, 1) => "",
            (false, _) => "In every outcome ",
        };
        told.extend(self.settled(&settled, which));
        if told.is_empty() && self.brief.outcomes.len() > 1 {
            told.push(plain(self.nothing_in_common()));
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

    /// Where no option goes the same way in every outcome: the outcomes themselves, if they are few.
    fn nothing_in_common(&self) -> String {
        match self.names.as_slice() {
            names if !self.is_several() && names.len() <= 3 => {
                let many = if names.len() == 2 { "Two" } else { "Three" };
                format!("{many} outcomes can last: {}.", list(names))
            }
            _ => "No option goes the same way in every outcome.".to_string(),
        }
    }

    /// The options that part the explanations; of a choice of two levels the one that does not hold today, as the other says the same.
    fn signs(&self) -> Vec<&'s OptionSign> {
        let repeats = |sign: &OptionSign| {
            let option = self.model.options().iter().find(|option| option.key == sign.option);
            let of_two = option.and_then(|option| option.level.as_ref()).is_some_and(|level| level.all.len() == 2);
            of_two && sign.today == Some(true)
        };
        self.brief.signs.iter().filter(|sign| !repeats(sign)).collect()
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

    fn outcomes(&mut self) -> Vec<Block> {
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
            here.is_some_and(|holds| holds.hold == Hold::AtRest || (!outcome.exchange && !outcome.is_at_rest()))
        };
        (0..self.brief.outcomes.len()).filter(|&at| shown(&self.brief.outcomes[at])).collect()
    }

    /// Where some accounts lead: what is the same in their outcomes, if these are all, then each.
    fn led_to(&mut self, ids: &[String], shown: &[usize], all: bool) -> Vec<Sentence> {
        let settled: Vec<&String> = self.brief.settled.iter().filter(|it| it.everywhere).map(|it| &it.option).collect();
        let open: Vec<String> = self.model.options().iter().map(|option| option.key.clone()).collect();
        let open: Vec<String> = open.into_iter().filter(|option| !settled.contains(&option)).collect();
        let outcomes: Vec<BriefOutcome> = shown.iter().map(|&at| self.brief.outcomes[at].clone()).collect();
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
        let said = outcomes.first().map(|first| self.against_today(&common, &first.taken)).unwrap_or_default();
        if !said.is_empty() {
            told.push(plain(capital(&format!("{under}{said}."))));
        }
        if self.left_out >= 2 && outcomes.iter().all(|outcome| self.has_title_alone(outcome)) {
            let under = if told.is_empty() { under.as_str() } else { "" };
            told.push(self.titles(under, shown, &apart));
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
            let held = outcome.holds.iter().all(|holds| holds.hold == Hold::Believable);
            let held = if held { ", held by the fear of an answer" } else { "" };
            notes.extend(outcome.begins.iter().filter(|it| apart.contains(it)).flat_map(|it| self.notes.option(it)));
            told.push(Sentence { text: capital(&format!("{lead}{name}{what}{held}.")), notes });
        }
        told
    }

    /// The outcomes of some accounts by their titles alone; what is done in each stands in the notes.
    fn titles(&mut self, under: &str, shown: &[usize], apart: &[String]) -> Sentence {
        let mut notes = Vec::new();
        let mut names = Vec::new();
        for &at in shown {
            let outcome = self.brief.outcomes[at].clone();
            let name = self.names[at].clone();
            notes.push(self.states(&outcome));
            let what = self.against_today(apart, &outcome.taken);
            notes.extend((!what.is_empty()).then(|| self.notes.say(format!("{name}: {what}"))));
            let held = outcome.holds.iter().all(|holds| holds.hold == Hold::Believable);
            names.push(if held { format!("{name}, held by the fear of an answer{}", self.term("SEQ")) } else { name });
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

    fn first_moves(&mut self) -> Vec<Sentence> {
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

    /// The outcomes that are not told as exchanges, with their names.
    fn told(&self) -> impl Iterator<Item = (&BriefOutcome, &String)> {
        self.brief.outcomes.iter().zip(&self.names).filter(|(outcome, _)| !outcome.exchange)
    }

    fn bargains(&mut self) -> Vec<Sentence> {
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

    /// `any of these outcomes`, or which.
    fn which(&self, names: &[String]) -> String {
        let all = names.len() > 1 && names.len() == self.told().filter(|(outcome, _)| outcome.is_at_rest()).count();
        if all { "any of these outcomes".to_string() } else { or_list(names) }
    }

    /// `under “Pay”, Iran and Israel would together leave “Deadlock”`.
    fn leaving(&self, exchange: &Exchange) -> String {
        let members = exchange.0.first().map(|bargain| bargain.members.as_slice()).unwrap_or_default();
        let members: Vec<&str> = members.iter().map(|key| self.words().actor(key)).collect();
        let which = self.which(&self.left_by(exchange));
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
        let gives = gives.take(if self.left_out >= 3 { 1 } else { WAYS }).collect::<Vec<_>>().join("; ");
        let gives = if gives.is_empty() { gives } else { format!(": {gives}") };
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
        Some(plain(match (lasting.is_empty(), doubtful.is_empty()) {
            (true, _) => {
                "Whether that lasts is doubtful: no single answer that one may believe holds them to it.".to_string()
            }
            (_, true) => format!("What they agree on then lasts{why}."),
            _ if ids.iter().any(|id| elsewhere.contains(id)) || ids.is_empty() => {
                format!(
                    "What they agree on then lasts from some of these outcomes{why}; from the others that is doubtful."
                )
            }
            _ => format!("What they agree on then lasts {}{why}; elsewhere that is doubtful.", self.under(&ids)),
        }))
    }

    fn rests_on(&mut self) -> Vec<Block> {
        let Some(rests) = self.brief.rests_on.clone() else { return Vec::new() };
        let most = if self.left_out >= 4 { 2 } else { 3 };
        let points =
            rests.claims.iter().take(most).map(|linchpin| vec![self.linchpin(linchpin, rests.outcomes)]).collect();
        let mut last = Vec::new();
        if let Some(assumption) = &rests.assumption {
            last.push(self.assumption(assumption, rests.outcomes));
        } else if rests.outcomes > 0 && rests.not_computed == 0 {
            last.push(plain("None of these outcomes falls with one assumption of the analyst."));
        }
        if self.study.case.lines().iter().all(|line| line.support.claims.is_empty()) {
            last.push(plain(
                "No sentence of a source stands behind any of this: every line is the analyst's assumption.",
            ));
        }
        vec![Block::Numbered(points), Block::Paragraph(last)]
    }

    /// What falls of the outcomes from which nobody gains by moving alone.
    fn falls(&self, linchpin: &Linchpin, of: usize) -> String {
        let named = |(outcome, name): (&BriefOutcome, &String)| {
            let gone = |holds: &&Holds| {
                linchpin.lost.iter().any(|(account, state)| *account == holds.account && *state == holds.state)
            };
            let at_rest = outcome.holds.iter().filter(|holds| holds.hold == Hold::AtRest).count();
            let lost: Vec<&Holds> = outcome.holds.iter().filter(gone).collect();
            let ids: Vec<String> = lost.iter().filter_map(|holds| holds.account.clone()).collect();
            match lost.len() {
                0 => None,
                some if some == at_rest => Some(name.clone()),
                _ => Some(format!("{name} {}", self.under(&ids))),
            }
        };
        let names: Vec<String> = self.told().filter_map(named).collect();
        match linchpin.lost.len() {
            all if all == of && of > 1 => "all of these outcomes fall".to_string(),
            _ if names.is_empty() => "outcomes fall that are not told here".to_string(),
            _ if names.len() == 1 => format!("{} no longer holds", names[0]),
            _ => format!("{} no longer hold", list(&names)),
        }
    }

    fn linchpin(&mut self, linchpin: &Linchpin, of: usize) -> Sentence {
        let key = linchpin.claim.clone().unwrap_or_default();
        let claim = self.study.case.claim(&key);
        let quote = claim.map(quote_of);
        let who = claim.and_then(|claim| claim.speaker.as_ref()).map(|who| format!(" ({who})")).unwrap_or_default();
        let notes = self.notes.claim(&key).into_iter().chain(self.notes.lines(&linchpin.lines)).collect();
        let text = format!("“{}”{who}: without it {}.", quote.unwrap_or_default(), self.falls(linchpin, of));
        Sentence { text, notes }
    }

    fn assumption(&mut self, linchpin: &Linchpin, of: usize) -> Sentence {
        let line = self.study.case.lines().into_iter().find(|line| linchpin.lines.contains(&line.id));
        let why = line.and_then(|line| line.support.assumption.clone()).unwrap_or_default();
        let notes = self.notes.lines(&linchpin.lines).into_iter().collect();
        let text = format!("One assumption carries most: “{why}”. Without it {}.", self.falls(linchpin, of));
        Sentence { text, notes }
    }

    fn watch(&mut self) -> Vec<Vec<Sentence>> {
        let mut points: Vec<Vec<Sentence>> = Vec::new();
        for test in self.brief.tests.clone().iter().take(2) {
            points.push(vec![self.response_test(test)]);
        }
        for sign in self.signs().into_iter().cloned().collect::<Vec<_>>() {
            points.push(vec![self.sign(&sign)]);
        }
        points.truncate(match self.left_out {
            9.. => 2,
            5.. => 3,
            _ => MOST,
        });
        let changes = |it: &&Settled| it.everywhere && it.today.is_some_and(|today| today != it.taken);
        let surprise: Vec<String> =
            self.brief.settled.iter().filter(changes).map(|it| self.label(&it.option)).collect();
        if !surprise.is_empty() && self.is_several() && self.left_out < 3 {
            let any = if surprise.len() == 1 { "that does" } else { "one of these does" };
            let text = format!("{}: if {any} not change, it speaks against every explanation.", list(&surprise));
            points.push(vec![plain(capital(&text))]);
        }
        points
    }

    fn response_test(&mut self, test: &ResponseTest) -> Sentence {
        let (actor, by) = (self.words().actor(&test.actor).to_string(), self.words().actor(&test.by).to_string());
        let responses: Vec<String> = test
            .responses
            .iter()
            .map(|response| match (response.takes.is_empty(), response.drops.is_empty()) {
                (true, true) => format!("doing nothing new, for {}", names::accounts(self.study, &response.accounts)),
                _ => format!(
                    "{} speaks for {}",
                    self.doing(&response.takes, &response.drops),
                    names::accounts(self.study, &response.accounts)
                ),
            })
            .collect();
        let mut responses = responses;
        responses.sort_by_key(|response| response.starts_with("doing nothing"));
        let notes = test.takes.iter().chain(&test.drops).flat_map(|option| self.notes.option(option)).collect();
        let doing = self.doing(&test.takes, &test.drops);
        let text = format!("If {actor} moves first by {doing}: {by} {}.", responses.join("; "));
        Sentence { text, notes }
    }

    fn sign(&mut self, sign: &OptionSign) -> Sentence {
        let label = self.label(&sign.option);
        let against = |ids: &[String]| format!("speaks against {}", names::accounts(self.study, ids));
        let (seen, unseen) = match sign.today {
            Some(true) => ("goes on", "ends"),
            _ => ("comes", "does not come"),
        };
        let parts = [
            (!sign.never.is_empty()).then(|| format!("{seen}, that {}", against(&sign.never))),
            (!sign.always.is_empty()).then(|| format!("{unseen}, that {}", against(&sign.always))),
        ];
        let parts: Vec<String> = parts.into_iter().flatten().collect();
        let text = format!("If {label} {}.", parts.join("; if it "));
        Sentence { text, notes: self.notes.option(&sign.option) }
    }

    fn how_sure(&mut self) -> Vec<Sentence> {
        let mut told = Vec::new();
        let fewest = self.brief.accounts.iter().map(|account| account.origins).min().unwrap_or(0);
        let thin = self.brief.accounts.iter().filter(|account| account.origins == fewest && fewest <= 1);
        let ids: Vec<String> = thin.filter_map(|account| account.id.clone()).collect();
        if !ids.is_empty() {
            let rests = if ids.len() == 1 { "rests" } else { "rest" };
            let on = match (fewest, ids.len()) {
                (0, 1) => "no source of its own",
                (0, _) => "no sources of their own",
                _ => "one origin alone",
            };
            told.push(plain(format!("{} {rests} on {on}.", names::accounts(self.study, &ids))));
        }
        for account in &self.brief.accounts {
            let (Some(id), false) = (&account.id, account.against.is_empty()) else { continue };
            let notes = account.against.iter().filter_map(|claim| self.notes.claim(claim)).collect();
            let first = account.against.first().and_then(|claim| self.study.case.claim(claim));
            let quote = first.map(quote_of);
            let account = names::account(self.study, id);
            let text = match quote {
                Some(quote) if self.left_out < 7 => format!("Against {account} stands “{quote}”."),
                _ => format!("The sources speak against {account} too."),
            };
            told.push(Sentence { text, notes });
        }
        told.extend(self.fragile());
        told
    }

    /// By how small a change the outcomes would fall from which nobody gains by moving alone.
    fn fragile(&mut self) -> Option<Sentence> {
        let all = self.brief.fragile.as_ref().filter(|all| !all.is_empty())?;
        let is_assumed = |edit: &EditInWords| edit.claims.is_empty();
        let same = |one: &EditInWords, other: &EditInWords| {
            (&one.actor, &one.does, &one.wants, &one.other.as_ref().map(|it| &it.wants))
                == (&other.actor, &other.does, &other.wants, &other.other.as_ref().map(|it| &it.wants))
        };
        let felled = |edit: &EditInWords| -> Vec<&Fragile> {
            all.iter().filter(|one| one.edits.iter().any(|other| same(edit, other))).collect()
        };
        let edits = all.iter().flat_map(|one| &one.edits);
        // The first of those that fell most; a change of an assumption before one of what a source says.
        let best = edits.rev().max_by_key(|edit| (felled(edit).len(), is_assumed(edit)));
        let Some(edit) = best else {
            let by_lines = |model: &Model| model.preferences.iter().all(|it| matches!(it, Preference::Statements(_)));
            if !self.study.accounts.iter().all(|account| by_lines(&account.model)) {
                return None;
            }
            let text =
                "No change of one wish alone would fell any of the outcomes that last without fear of an answer.";
            return Some(plain(text));
        };
        let fallen = felled(edit);
        let is_felled =
            |holds: &Holds| fallen.iter().any(|one| one.account == holds.account && one.state == holds.state);
        let told = self.told().filter(|(outcome, _)| outcome.holds.iter().any(is_felled));
        let names: Vec<String> = told.map(|(_, name)| name.clone()).collect();
        let mut ids: Vec<String> = fallen.iter().filter_map(|one| one.account.clone()).collect();
        ids.dedup();
        let everywhere = ids.is_empty() || ids.len() == self.brief.accounts.len();
        let under = if everywhere { String::new() } else { format!("{}, ", self.under(&ids)) };
        let change = if is_assumed(edit) { "one changed assumption fells" } else { "one changed wish fells" };
        let which = self.which(&names);
        let how = sentences::change::edit(self.model, edit);
        let how = if self.left_out >= 8 { String::new() } else { format!(": if {how}") };
        let text = format!("{under}{change} {which}{how}.");
        let notes = self.notes.lines(std::slice::from_ref(&edit.id)).into_iter().collect();
        Some(Sentence { text: capital(&text), notes })
    }

    fn cannot_show(&self) -> Vec<Sentence> {
        let explanations = if self.is_several() { "all of these explanations" } else { "the explanation" };
        let text = format!(
            "Only the choices that the case lists can change here. No dates, no odds; and {explanations} may be wrong."
        );
        vec![plain(text)]
    }
}
