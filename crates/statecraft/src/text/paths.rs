//! Paths to be read.

use crate::answers::explain::step::Move;
use crate::answers::explain::why::Rank;
use crate::answers::naming::Names;
use crate::answers::paths::goals::{Goal, Goals, Reached};
use crate::answers::paths::{AccountPaths, First, PathsReport, Towards};
use crate::phrase::english::{capital, count, form, list, number};
use crate::phrase::names::Words;
use crate::sentences::explain::{changes, compared, in_brief, state};
use crate::sentences::paths::{counts, in_short, moves, names, under};
use crate::study::{LaidOut, Study};
use crate::text::analysis::TextOptions;
use crate::text::plans::{only_order, plans, waits_below};
use crate::text::words::wrapped;

impl PathsReport {
    /// Everything in sentences, as text of this width, with the words of the study that was asked; accounts that it has not are
    /// left out. Of the kinds of goals only the first is told state by state, unless all are asked for.
    pub fn text(&self, study: &Study, TextOptions { width, all }: TextOptions) -> String {
        let mut text = format!("{}\n", self.header.case);
        for account in &self.accounts {
            let Some(laid_out) = study.account(account.id.as_deref()) else { continue };
            let names = Names::new(study, laid_out);
            let page = Page { of: self, account, laid_out, names, all };
            text += &format!("\n{}", page.text(width));
        }
        text += "\n";
        let fully = self.accounts.iter().flat_map(|account| told_fully(account, all));
        let mut told = fully.flat_map(|goals| &goals.told);
        let mut meaning =
            "A concession is a move after which its actor is no better off than before it. The easiest paths are \
                           those with the fewest concessions, and among these with the fewest moves."
                .to_string();
        if told.any(|goal| goal.way.iter().any(|step| step.for_the_mover.deciding().is_some())) {
            meaning += " Wishes are numbered from the most important down.";
        }
        text += &wrapped("", &meaning, width);
        text
    }
}

/// The kinds of goals of which each is told one by one: the first, unless all are asked for.
fn told_fully(account: &AccountPaths, all: bool) -> &[Goals] {
    if all { &account.goals } else { &account.goals[..account.goals.len().min(1)] }
}

/// An account of the answer beside what the study knows of it.
struct Page<'p> {
    of: &'p PathsReport,
    account: &'p AccountPaths,
    laid_out: &'p LaidOut,
    /// The names of states.
    names: Names<'p>,
    all: bool,
}

impl<'p> Page<'p> {
    fn text(&self, width: usize) -> String {
        let mut text = match (&self.account.id, &self.account.title) {
            (Some(id), Some(title)) => wrapped(&format!("Account {id}: "), title, width),
            (Some(id), None) => format!("Account {id}\n"),
            _ => String::new(),
        };
        let (first, rest) =
            self.account.goals.split_first().map_or((None, &[][..]), |(first, rest)| (Some(first), rest));
        let from = &self.account.from;
        let begin = if self.account.today {
            format!("Today is {}.", state(self.laid_out, from))
        } else {
            format!("The paths begin in {}.", self.names.of_name(from))
        };
        let lead = first.map_or("No state holds under any concept asked for.".to_string(), |goals| self.lead(goals));
        text += &wrapped("", format!("{begin} {lead}").trim_end(), width);
        if let Some(first) = first {
            text += &self.one_by_one(first, width);
        }
        if !rest.is_empty() {
            text += "\nOther outcomes\n";
        }
        for goals in rest {
            let line = format!("{}: {}", count(goals.states, "state", "states"), counts(&self.names, goals).join("; "));
            text += &wrapped("  ", &capital(&format!("{}, {line}.", self.under(goals))), width);
        }
        for goals in told_fully(self.account, self.all).iter().skip(1) {
            text += &self.one_by_one(goals, width);
        }
        text + "\n" + &self.first_moves(width) + "\n" + &wrapped("", &self.reach(), width)
    }

    fn words(&self) -> Words<'p> {
        Words(&self.laid_out.model)
    }

    fn one_by_one(&self, goals: &Goals, width: usize) -> String {
        let told = goals.told.iter().filter(|goal| goal.reached != Reached::Here);
        told.map(|goal| format!("\n{}", self.goal(goal, width))).collect()
    }

    fn under(&self, goals: &Goals) -> String {
        under(&self.laid_out.model, goals.holds_under.as_deref().unwrap_or_default(), &self.of.concepts)
    }

    /// How the states that matter most can be reached.
    fn lead(&self, goals: &Goals) -> String {
        let each = in_short(self.words(), &self.names, &goals.told);
        let shown = goals.told.len() == goals.states;
        match (&goals.asked_for, goals.states) {
            (Some(_), 1) if goals.unreached == 1 => String::new(), // what follows says so, and why
            (Some(_), 1) => capital(&each.join("; ")) + ".",
            (Some(asked), 0) => format!("No state has '{asked}'."),
            (Some(asked), many) if shown => {
                format!("Of the {} states with '{asked}', {}.", number(many), each.join("; "))
            }
            (Some(asked), many) => {
                format!("Of the {} states with '{asked}', {}.", number(many), counts(&self.names, goals).join("; "))
            }
            (None, 1) => format!("One outcome holds {}: {}.", self.under(goals), each.join("; ")),
            (None, many) => {
                let how = if shown { each } else { counts(&self.names, goals) };
                format!("Of the {} outcomes that hold {}, {}.", number(many), self.under(goals), how.join("; "))
            }
        }
    }

    /// One of the easiest paths to a goal, and what all have in common.
    fn goal(&self, goal: &Goal, width: usize) -> String {
        let end = self.names.of_name(&goal.state);
        if let Some(why) = &goal.why_unreached {
            return wrapped("", &capital(&format!("{end} cannot be reached: {}.", why.words)), width);
        }
        let many = moves(goal.moves.unwrap_or(0));
        let how = match (goal.reached, goal.moves) {
            (Reached::ByConcessions, _) => conceded(goal.moves.unwrap_or(0), goal.concessions.unwrap_or(0)),
            (_, Some(1)) => format!("{many}, an improvement for whoever makes it"),
            _ => format!("{many}, each an improvement for whoever makes it"),
        };
        let ways = match goal.ways {
            Some(1) => "no other way is as easy".to_string(),
            Some(ways) => format!("one of {} ways as easy", number(ways as usize)),
            None => "one of very many ways as easy".to_string(),
        };
        let mut text = wrapped("", &capital(&format!("To {end}: {how}; {ways}.")), width);
        let only = only_order(goal);
        if only.is_none() {
            text += &plans(self.words(), goal, self.all, width);
        }
        if goal.ways != Some(1) {
            text += "  One of these ways, move by move:\n";
        }
        for (at, step) in goal.way.iter().enumerate() {
            text += &self.step(at + 1, step, width);
            text += &only.map(|plan| waits_below(self.words(), plan, at, "     ", width)).unwrap_or_default();
        }
        for line in self.common(goal) {
            text += &wrapped("  ", &line, width);
        }
        text
    }

    fn step(&self, place: usize, step: &Move, width: usize) -> String {
        let words = self.words();
        let (who, to) = (capital(words.actor(&step.by)), state(self.laid_out, &step.to));
        let changes = changes(words, step);
        let line = if changes.is_empty() {
            format!("{who} moves to {to}.")
        } else {
            format!("{who} {changes} (state {}).", step.to)
        };
        let text = wrapped(&format!("  {place}. "), &line, width);
        match step.for_the_mover.is {
            Rank::Better => match in_brief(&step.for_the_mover) {
                Some(wish) => text + &wrapped("     ", &format!("For {wish}."), width),
                None => text,
            },
            _ => text + &wrapped("     ", &capital(&compared(words, &step.for_the_mover, "for it")), width),
        }
    }

    /// What all paths to a goal have in common, and what the easiest have.
    fn common(&self, goal: &Goal) -> Vec<String> {
        let mut lines = Vec::new();
        if !goal.who_must_move.is_empty() {
            lines.push(format!(
                "On every path there, easy or not: {} must move.",
                names(self.words(), &goal.who_must_move)
            ));
        }
        let known = |actor: &String| goal.who_must_move.contains(actor);
        let more: Vec<String> = goal.who_must_improve.iter().filter(|actor| !known(actor)).cloned().collect();
        if !more.is_empty() {
            lines.push(format!("On every path of improvements also {}.", names(self.words(), &more)));
        }
        if !goal.through.is_empty() && goal.ways != Some(1) {
            lines.push(format!("Every way as easy goes through {}.", self.names.list_of(&goal.through, usize::MAX)));
        }
        if let Some(fewest) = goal.fewest_moves.filter(|fewest| Some(*fewest) < goal.moves) {
            lines.push(format!("With more concessions {} would do.", moves(fewest)));
        }
        lines
    }

    /// What each actor can do first: its improvements, and what begins an easiest path.
    fn first_moves(&self, width: usize) -> String {
        let mut text = format!("What could be done {}\n", if self.account.today { "today" } else { "first" });
        let nothing = |first: &&First| first.improvements == 0 && first.towards.is_empty();
        for first in self.account.first_moves.iter().filter(|first| !nothing(first)) {
            text += &wrapped("  ", &self.improvements(first), width);
            let its = form(self.words().is_plural(&first.by), "Its", "Their");
            for Towards { step, leads_to } in &first.towards {
                let changes = changes(self.words(), step);
                let it = form(self.words().is_plural(&step.by), "it", "they");
                let how = if changes.is_empty() { String::new() } else { format!(", where {it} {changes},") };
                let cost = if step.for_the_mover.is == Rank::Better { "" } else { ", at the price of a concession" };
                let ends = list(&leads_to.iter().map(|to| self.names.of_name(to)).collect::<Vec<_>>());
                let line = match leads_to.as_slice() {
                    [only] if *only == step.to => format!("{its} move to {ends}{how} is the easiest path there{cost}."),
                    _ => format!("{its} move to state {}{how} begins an easiest path to {ends}{cost}.", step.to),
                };
                text += &wrapped("    ", &line, width);
            }
        }
        let idle: Vec<String> = self.account.first_moves.iter().filter(nothing).map(|first| first.by.clone()).collect();
        match idle.as_slice() {
            [] => text,
            [one] => {
                text + &wrapped(
                    "  ",
                    &capital(&format!(
                        "{} cannot improve {} position.",
                        self.words().actor(one),
                        form(self.words().is_plural(one), "its", "their")
                    )),
                    width,
                )
            }
            many => {
                text + &wrapped(
                    "  ",
                    &capital(&format!("{} cannot improve their positions.", names(self.words(), many))),
                    width,
                )
            }
        }
    }

    /// `Iran could improve its position by 2 of its 3 moves, to states 4 and 5.`
    fn improvements(&self, first: &First) -> String {
        let words = self.words();
        let its = form(words.is_plural(&first.by), "its", "their");
        let (who, all) = (capital(words.actor(&first.by)), count(first.moves, "move", "moves"));
        let how = match (first.improvements, first.moves) {
            (0, _) => return format!("{who} cannot improve {its} position."),
            (1, 1) => format!("by {its} only move"),
            (some, all) if some == all => format!("by each of {its} {} moves", number(all)),
            (some, _) => format!("by {} of {its} {all}", number(some)),
        };
        let more = match first.improvements - first.improving.len() {
            0 => String::new(),
            more => format!(" and {} more", number(more)),
        };
        let to = self.names.list_of(&first.improving, usize::MAX);
        format!("{who} could improve {its} position {how}, to {to}{more}.")
    }

    fn reach(&self) -> String {
        let AccountPaths { from, states, reached, reached_by_improvements, .. } = self.account;
        let (all, some) = (number(*states), number(*reached));
        let some = if reached == states {
            format!("All {all} states can be reached from state {from}")
        } else {
            format!("From state {from}, {some} of {all} states can be reached, itself counted")
        };
        let stop = if self.of.stop_at_equilibria {
            " No path goes on past a state that holds under every concept asked for."
        } else {
            ""
        };
        format!("{some}, {} of them by improvements alone.{stop}", number(*reached_by_improvements))
    }
}

/// `3 moves, 1 of them a concession`.
fn conceded(all: u32, concessions: u32) -> String {
    match (all, concessions) {
        (1, _) => "1 move, a concession".to_string(),
        (all, 1) => format!("{all} moves, 1 of them a concession"),
        (all, many) => format!("{all} moves, {many} of them concessions"),
    }
}
