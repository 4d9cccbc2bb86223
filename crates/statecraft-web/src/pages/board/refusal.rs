//! Why a switch cannot be flipped: the rule that forbids it, and the nearest change that is allowed.

use super::super::situation::rule_in_words;
use super::Board;
use crate::words::{dropped, in_one, token};
use maud::{Markup, html};
use statecraft::graph::StateSpace;
use statecraft::model::{Form, ModelOption, OptionSet};
use statecraft::phrase::{capital, small};

impl Board<'_> {
    /// The refusal below an actor's switches, if one of them was refused.
    pub(super) fn refusal(&self, actor: usize) -> Markup {
        let options = self.model.options().iter().enumerate();
        let mut own = options.filter(|(_, option)| option.actor.index() == actor);
        let Some((at, option)) = own.find(|(_, option)| !self.refused.is_empty() && token(&option.key) == self.refused)
        else {
            return html! {};
        };
        let to = self.flipped(at, option);
        if self.is_open(option.actor, to) {
            return html! {};
        }
        html! {
            p.refuse role="alert" {
                (self.why_not(at, option, to))
                @if let Some((to, words)) = self.nearest(at, option, to) { " " @if let Some(href) = self.after(to) { a.door href=(href) data-swap id="nearest" { (words) } } }
            }
        }
    }

    fn why_not(&self, at: usize, option: &ModelOption, to: OptionSet) -> String {
        if let Some(rule) = self.broken(to) {
            let does = if to >> at & 1 == 1 { small(&option.label) } else { small(&dropped(option)) };
            return format!("Not possible as things stand, to {does}. {}.", capital(&rule));
        }
        if option.one_way.is_some() {
            return "This cannot be taken back once it is done.".to_string();
        }
        if option.level.is_some() {
            return "One of the levels must hold; choose another instead.".to_string();
        }
        "The rules bar this move.".to_string()
    }

    /// The first rule that a setting breaks: its reason, or what it says.
    fn broken(&self, code: OptionSet) -> Option<String> {
        let case = &self.view.study().case;
        self.view.study().accounts.iter().find_map(|laid_out| {
            let Form::Options(form) = laid_out.model.form() else { return None };
            let taken = |option: &statecraft::model::OptionId| code >> option.index() & 1 == 1;
            let broken = form.rules.iter().find(|rule| rule.kind.is_broken(&taken))?;
            let written = case.rules_in(&laid_out.account).find(|rule| rule.span == broken.span)?;
            Some(written.reason.clone().unwrap_or_else(|| rule_in_words(self.view, &written.kind)))
        })
    }

    /// The nearest move of the same actor that sets the option so.
    fn nearest(&self, at: usize, option: &ModelOption, to: OptionSet) -> Option<(OptionSet, String)> {
        let wanted = to >> at & 1;
        let moves = self.view.study().accounts.iter().enumerate().flat_map(|(place, laid_out)| {
            let from = self.state(place);
            let moves = from.map(|from| laid_out.graph.moves_from(option.actor, from)).unwrap_or_default();
            let code = |state| match &laid_out.graph.states {
                StateSpace::Settings(states) => states.code(state),
                StateSpace::Named(_) => 0,
            };
            moves.into_iter().map(code).collect::<Vec<OptionSet>>()
        });
        let there =
            moves.filter(|code| code >> at & 1 == wanted).min_by_key(|code| ((code ^ to).count_ones(), *code))?;
        Some((there, in_one(&self.view.changes(self.now.code, there))))
    }
}
