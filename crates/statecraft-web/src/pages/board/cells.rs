//! What one actor would do in the situation under one account.

use super::super::why::wished;
use super::{Board, Look};
use crate::words::{chip, in_one};
use maud::{Markup, html};
use statecraft::answers::Explain;
use statecraft::answers::explain::{Answered, Comparison, Move, Rank, Temptation};
use statecraft::graph::{StateId, StateSpace};
use statecraft::model::{ActorId, OptionSet};
use statecraft::phrase::{capital, count, small};
use statecraft::study::{LaidOut, StateName, Which};
use std::cmp::Reverse;

/// So many further ways are listed.
const MOST_WAYS: usize = 30;

/// A move as it can be played: where it leads, in words, and the wish that decides.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Way {
    /// The setting, or in a bare graph the state's name.
    to: Result<OptionSet, String>,
    words: String,
    reason: String,
}

/// What an actor would do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Cell {
    /// The situation is none of this account.
    Nowhere,
    /// No move is open.
    NoMove,
    /// No move would be a gain; the best all the same.
    Stays(Option<Way>),
    /// It would move.
    Tempted { best: Way, more: Vec<Way> },
    /// It would gain by a move, but for the answer.
    Fears { best: Way, answers: Vec<(String, String)>, end: String },
}

impl Cell {
    /// Whether nothing would be done.
    pub(super) fn is_quiet(&self) -> bool {
        matches!(self, Cell::Stays(_) | Cell::NoMove | Cell::Nowhere)
    }

    /// Whether two cells say the same, so that they are said once.
    pub(super) fn is_same(&self, other: &Cell) -> bool {
        match (self, other) {
            (Cell::Stays(_), Cell::Stays(_)) => true, // which move would be the least bad does not matter to a reader
            _ => self == other,
        }
    }
}

impl Board<'_> {
    pub(super) fn cells(&self, actor: usize) -> Vec<Cell> {
        (0..self.view.names().accounts.len()).map(|at| self.verdict(actor, at)).collect()
    }

    fn verdict(&self, actor: usize, at: usize) -> Cell {
        let laid_out = &self.view.study().accounts[at];
        let Some(state) = self.state(at) else { return Cell::Nowhere };
        let id = ActorId::new(actor);
        let moves = laid_out.graph.moves_from(id, state);
        if moves.is_empty() {
            return Cell::NoMove;
        }
        let mut gains = laid_out.graph.improvements_from(id, state);
        let rank = |to: &StateId| laid_out.graph.ranks[actor][to.index()];
        let changes = |to: &StateId| (self.code(laid_out, *to) ^ self.now.code).count_ones();
        if gains.is_empty() {
            let best = moves.iter().max_by_key(|to| (rank(to), Reverse(changes(to))));
            return Cell::Stays(best.map(|to| self.way(laid_out, actor, state, *to)));
        }
        gains.sort_by_key(|to| (Reverse(rank(to)), changes(to)));
        let all = |gains: &[StateId]| gains.iter().map(|to| self.way(laid_out, actor, state, *to)).collect::<Vec<_>>();
        let stable = self.found[at].stable_in(self.look.concept(), id, state);
        if self.look == Look::Own || !stable {
            let first = if self.look == Look::Own { None } else { self.temptation(actor, at, state) };
            let first = first.and_then(|first| laid_out.state(&first.step.to));
            if let Some(place) = first.and_then(|first| gains.iter().position(|to| *to == first)) {
                gains.swap(0, place);
            }
            let mut ways = all(&gains[..gains.len().min(MOST_WAYS)]);
            let best = ways.remove(0);
            return Cell::Tempted { best, more: ways };
        }
        match self.temptation(actor, at, state) {
            Some(temptation) => self.fears(laid_out, actor, state, &temptation),
            None => Cell::Stays(None),
        }
    }

    fn code(&self, laid_out: &LaidOut, state: StateId) -> OptionSet {
        match &laid_out.graph.states {
            StateSpace::Settings(states) => states.code(state),
            StateSpace::Named(_) => 0,
        }
    }

    fn way(&self, laid_out: &LaidOut, actor: usize, from: StateId, to: StateId) -> Way {
        let case = &self.view.study().case;
        let why = Comparison::of(case, laid_out, ActorId::new(actor), from, to);
        let (to, words) = match &laid_out.graph.states {
            StateSpace::Settings(states) => {
                let code = states.code(to);
                (Ok(code), in_one(&self.view.changes(self.now.code, code)))
            }
            StateSpace::Named(names) => {
                let label = case.states.iter().find(|state| state.key.value == names[to.index()]);
                let name = names[to.index()].clone();
                (Err(name.clone()), label.and_then(|state| state.label.clone()).unwrap_or(name))
            }
        };
        Way { to, words, reason: self.reason(actor, &why) }
    }

    /// The wish that decides: `They want to press on with the offensive.`
    fn reason(&self, actor: usize, why: &Comparison) -> String {
        let name = &self.view.names().actors[actor];
        let (it, wants, loses) =
            (capital(name.it()), name.verb("wants", "want"), name.verb("would lose", "would lose"));
        match (why.deciding(), why.is) {
            (Some(wish), Rank::Better) => format!("{it} {wants} {}.", wished(self.view, &wish.words)),
            (Some(wish), _) => format!("{it} {loses} what it wants: {}.", wished(self.view, &wish.words)),
            (None, Rank::Same) => "Just the same wishes would come true.".to_string(),
            (None, Rank::Better) => "It stands higher in the order of what is wanted.".to_string(),
            (None, Rank::Worse) => "It stands lower in the order of what is wanted.".to_string(),
        }
    }

    /// What tempts an actor most, and what deters it, under the foresight that is looked with.
    fn temptation(&self, actor: usize, at: usize, state: StateId) -> Option<Temptation> {
        let laid_out = &self.view.study().accounts[at];
        let asked = Explain {
            accounts: laid_out.account.id().map(String::from).into_iter().collect(),
            state: Which::Named(StateName::of(&laid_out.graph, state)),
            concepts: vec![self.look.concept().key(&laid_out.model.actor_keys())],
            actor: Some(self.view.names().actors[actor].key.clone()),
            all: false,
        };
        let explained = self.view.edition.explain(&asked).ok()?;
        explained.accounts.into_iter().next()?.actors.into_iter().next()?.temptations.into_iter().next()
    }

    fn fears(&self, laid_out: &LaidOut, actor: usize, state: StateId, temptation: &Temptation) -> Cell {
        let Some(to) = laid_out.state(&temptation.step.to) else { return Cell::Stays(None) };
        let deterred = temptation.answers.iter().find_map(|answer| match &answer.what {
            Answered::Deterred { reply, end, .. } => Some((reply, end)),
            _ => None,
        });
        let best = self.way(laid_out, actor, state, to);
        let Some((reply, end)) = deterred else { return Cell::Stays(Some(best)) };
        let told = |step: &Move| (step.by.clone(), super::super::why::deed(self.view, step));
        let name = &self.view.names().actors[actor];
        let end = match end.is {
            Rank::Worse => format!("and {} would be worse off than now.", name.it()),
            _ => format!("and {} would be no better off than now.", name.it()),
        };
        Cell::Fears { best, answers: reply.iter().map(told).collect(), end }
    }

    /// A cell, said once for the accounts from one to another.
    pub(super) fn cell(&self, actor: usize, cell: &Cell, from: usize, to: usize) -> Markup {
        let quiet = cell.is_quiet();
        let accounts = &self.view.names().accounts;
        let which = if to - from == accounts.len() && accounts.len() > 1 {
            "under all".to_string()
        } else {
            let names: Vec<&str> = accounts[from..to].iter().map(|account| account.short.as_str()).collect();
            format!("under {}", statecraft::phrase::list(&names))
        };
        let several = to - from > 1;
        let id = format!("cel-{}-{from}", self.view.names().actors[actor].key);
        html! {
            div id=(id) class=(format!("cel sp{}{}", to - from, if quiet { " quiet" } else { "" })) {
                @if several { div.all.desk { i {} div { @if quiet { (self.said(actor, cell, from)) } span { (which) } } i {} } }
                @if accounts.len() > 1 { span.which.phone { (capital(&which)) } }
                div.phone[several && quiet] { (self.said(actor, cell, from)) }
            }
        }
    }

    fn said(&self, actor: usize, cell: &Cell, at: usize) -> Markup {
        let name = &self.view.names().actors[actor];
        let why = |words: &str| {
            let here = self.view.at(&self.now);
            let account = self.view.names().accounts[at].id.clone().unwrap_or_default();
            match self.view.links.is_report() {
                false => self.view.door(
                    crate::links::To::Why,
                    &[("at", &here), ("who", &name.key), ("account", &account)],
                    words,
                ),
                true => html! { (words) },
            }
        };
        match cell {
            Cell::Nowhere => html! { p.stay { "–" } },
            Cell::NoMove => html! { p.stay { "No move open" } },
            Cell::Stays(_) => html! { p.stay { (why(name.verb("Stays", "Stay"))) } },
            Cell::Tempted { best, more } => html! {
                div.tempt {
                    (self.button(actor, at, best, 0))
                    span.why { (best.reason) " " (why("Why?")) }
                    @if !more.is_empty() { details.more { summary { (count(more.len(), "more way", "more ways")) }
                        @for (place, way) in more.iter().enumerate() { div.tempt { (self.button(actor, at, way, place + 1)) span.why { (way.reason) } } } } }
                }
            },
            Cell::Fears { best, answers, end } => html! {
                div.deter {
                    b { (why(name.verb("Stays for fear", "Stay for fear"))) }
                    span.would { (capital(name.it())) " could " bdi { (small(&best.words)) } ";" }
                    @for (by, words) in answers.iter().take(3) { span.ghost { @if let Some(by) = self.view.actor(by) { (chip(by)) bdi { (by.in_text) } } " would then " bdi { (small(words)) } } }
                    @if answers.len() > 3 { span.ghost { "and " (count(answers.len() - 3, "more answer", "more answers")) } }
                    span.would { (end) }
                }
            },
        }
    }

    /// A move that can be played.
    fn button(&self, actor: usize, at: usize, way: &Way, place: usize) -> Markup {
        let name = &self.view.names().actors[actor];
        let href = match &way.to {
            Ok(code) => self.after(*code),
            Err(state) => self
                .view
                .links
                .query(crate::links::To::Board, &[("at", &format!("state:{state}")), ("look", self.look.key())]),
        };
        let flips = way
            .to
            .as_ref()
            .map(|code| {
                self.model
                    .option_keys(self.now.code ^ code)
                    .into_iter()
                    .map(crate::words::token)
                    .collect::<Vec<_>>()
                    .join(" ")
            })
            .unwrap_or_default();
        let inside = html! { span.arr aria-hidden="true" { "→" } span { bdi { (way.words) } } };
        let class = format!("move {}", name.class);
        match href {
            Some(href) => {
                html! { a class=(class) href=(href) data-swap data-flips=(flips) id=(format!("mv-{}-{at}-{place}", name.key)) { (inside) } }
            }
            None => html! { span class=(class) { (inside) } },
        }
    }
}
