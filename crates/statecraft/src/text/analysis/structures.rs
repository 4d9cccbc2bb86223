//! The same, made for reading; and what the ordinary verdicts leave out.

use crate::answers::analysis::Analysis;
use crate::answers::analysis::structures::{Readings, Structures};
use crate::graph::StateSet;
use crate::model::Attitude;
use crate::phrase::english::{capital, list, number};
use crate::structures::{Extension, Named, Verdicts};
use crate::study::{LaidOut, Study};
use crate::text::analysis::TextOptions;
use crate::text::words::{column, padded, wrapped};

/// So many states are listed unless all are asked for.
const LISTED: usize = 24;

impl Analysis {
    /// What follows under other structures of preference, where that was asked.
    pub(crate) fn structures_text(&self, study: &Study, options: TextOptions) -> String {
        let Structures { attitudes, strength, unknown } = &self.structures;
        let mut text = String::new();
        for (title, meaning, accounts) in [
            (
                "When actors follow their attitudes",
                "An actor goes where everybody whom it is for is better off and everybody whom it is against is worse off. \
                 RNash: no move leads there; RGMR, RSMR, RSEQ: or the others can lead it elsewhere.",
                attitudes,
            ),
            (
                "How strongly outcomes hold",
                "In general an answer deters when the actor ends no better off than before; at level k when it ends worse off \
                 by degree k at least. Strong is level 2, weak is general and not strong.",
                strength,
            ),
            (
                "What holds although not all is known",
                "Where it is not known which of two states an actor prefers, it:",
                unknown,
            ),
        ] {
            let Some(first) = accounts.first() else { continue };
            text += &format!("\n{title}\n{}", wrapped("  ", meaning, options.width));
            text += &meanings(first, options.width);
            for account in accounts {
                let Some(laid_out) = study.account(account.id.as_deref()) else { continue };
                let account = Shown { of: account, laid_out, readings: account.named(laid_out) };
                text += &account.heading(options.width);
                text += &account.lines(options);
                text += &wrapped("  ", &format!("{}.", account.of.checked.sentence()), options.width);
            }
        }
        text
    }
}

/// What the readings are called, where that needs more words.
fn meanings(of: &Readings, width: usize) -> String {
    let mut text = String::new();
    for (name, _) in of.readings.iter() {
        let extension = Extension::ALL.into_iter().find(|extension| extension.key() == name);
        text += &match name {
            "weak" if of.readings.iter().count() == 1 => {
                wrapped("  ", "Weak, as printed: as well off counts as better, as badly off as worse.", width)
            }
            "strict" => {
                wrapped("  ", "Strict: as well off does not count as better, nor as badly off as worse.", width)
            }
            _ => extension.map_or(String::new(), |it| wrapped(&format!("    {name}  "), it.meaning(), width)),
        };
    }
    text
}

/// The readings of one account beside what the study knows of it.
struct Shown<'a> {
    of: &'a Readings,
    laid_out: &'a LaidOut,
    readings: Vec<Named>,
}

impl Shown<'_> {
    fn heading(&self, width: usize) -> String {
        match (self.laid_out.account.id(), &self.laid_out.account.title) {
            (Some(id), Some(title)) => format!("\n{}", wrapped(&format!("  Account {id}: "), title, width)),
            _ => "\n".to_string(),
        }
    }

    fn lines(&self, options: TextOptions) -> String {
        match self.readings.as_slice() {
            [one] if self.of.orders.is_none() && self.of.not_listed.is_none() => self.by_actor(&one.verdicts, options),
            _ => self.by_concept(options),
        }
    }

    /// Who is for and against whom; then who would keep what, by concept and actor.
    fn by_actor(&self, verdicts: &[Verdicts], options: TextOptions) -> String {
        let actors = &self.laid_out.model.actors;
        let mut text = String::new();
        for (from, actor) in actors.iter().enumerate() {
            text += &wrapped(&format!("  {} ", capital(&actor.name)), &self.cares(from), options.width);
        }
        for verdicts in verdicts {
            let mut rows: Vec<(String, &StateSet)> =
                actors.iter().map(|actor| actor.mark.clone()).zip(&verdicts.stable).collect();
            rows.push(("All together".into(), &verdicts.equilibria));
            text += &self.rows(&format!("R{} ", verdicts.concept.name(&[])), &rows, options);
        }
        text
    }

    /// For whom and against whom an actor is.
    fn cares(&self, from: usize) -> String {
        let model = &self.laid_out.model;
        let toward = |wanted: Attitude| {
            let name = |to: usize| if to == from { "itself" } else { model.actors[to].name.as_str() };
            let row = model.attitudes[from].iter().enumerate().filter(|(_, attitude)| **attitude == wanted);
            list(&row.map(|(to, _)| name(to)).collect::<Vec<_>>())
        };
        match (toward(Attitude::Positive), toward(Attitude::Negative)) {
            (nobody, others) if nobody.is_empty() && others.is_empty() => "cares for nobody".into(),
            (friends, nobody) if nobody.is_empty() => format!("is for {friends}"),
            (nobody, foes) if nobody.is_empty() => format!("is against {foes}"),
            (friends, foes) => format!("is for {friends}, against {foes}"),
        }
    }

    /// What holds, by concept and reading.
    fn by_concept(&self, options: TextOptions) -> String {
        let mut text = String::new();
        let concepts = self.readings.first().map_or(0, |first| first.verdicts.len());
        for at in 0..concepts {
            let mut rows = Vec::new();
            for Named { name, verdicts, .. } in &self.readings {
                rows.push((name.replace('_', " "), &verdicts[at].equilibria));
            }
            text += &self.rows(&self.readings[0].verdicts[at].concept.name(&[]), &rows, options);
        }
        match (self.of.orders, &self.of.not_listed) {
            (Some(1), _) => text += &wrapped("  ", "Only one order is compatible with what is known.", options.width),
            (Some(orders), _) => {
                text += &wrapped("  ", &format!("{orders} orders are compatible with what is known."), options.width);
            }
            (None, Some(reason)) => {
                text += &wrapped("  ", &format!("Not looked at order by order: {reason}."), options.width)
            }
            (None, None) => {}
        }
        text
    }

    /// A line for each row: what it is, and its states.
    fn rows(&self, concept: &str, rows: &[(String, &StateSet)], options: TextOptions) -> String {
        let margin = column(rows.iter().map(|(label, _)| label.as_str()), options.width);
        let mut text = String::new();
        for (place, (label, states)) in rows.iter().enumerate() {
            let concept = if place == 0 { concept } else { "" };
            text += &wrapped(
                &format!("  {concept:<6} {}  ", padded(label, margin)),
                &self.listed(states, options.all),
                options.width,
            );
        }
        text
    }

    fn listed(&self, states: &StateSet, all: bool) -> String {
        let most = if all { usize::MAX } else { LISTED };
        let names: Vec<String> = states.iter().take(most).map(|state| self.laid_out.graph.state_name(state)).collect();
        match (names.len(), states.len()) {
            (0, _) => "none".into(),
            (shown, count) if shown < count => format!("{} and {} more", names.join(", "), number(count - shown)),
            _ => names.join(", "),
        }
    }
}
