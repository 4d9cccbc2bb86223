//! Perceptions made for reading.

use crate::answers::compare::NamedSetting;
use crate::answers::naming::Names;
use crate::answers::perceptions::{Belief, Mistaken, Perceived, Perceptions};
use crate::model::Model;
use crate::phrase::english::{capital, count, form, list, number};
use crate::phrase::names::{Words, by_actor};
use crate::phrase::settings::small;
use crate::sentences::concepts::name;
use crate::stability::Concept;
use crate::study::{LaidOut, StateName, Study};
use crate::text::analysis::TextOptions;
use crate::text::explain::cited_sources;
use crate::text::table::{Align, Table};
use crate::text::words::{column, padded, wrapped};

/// So many settings of a kind are shown unless all are asked for.
const SHOWN: usize = 6;

impl Perceived {
    /// The whole answer as text; in full under the first concept, and under SEQ.
    pub fn text(&self, study: &Study, options: TextOptions) -> String {
        // All accounts of a case have the same actors and options.
        let Some(account) = study.accounts.first() else { return format!("{}\n", self.header.case) };
        let view = |belief: &Belief| study.account(Some(&belief.account));
        let views = self.perceptions.iter().filter_map(view).collect();
        let names = self.concepts.iter().map(|found| name(&account.model, &found.concept)).collect();
        Page { data: self, study, model: &account.model, views, names }.text(options)
    }
}

/// Perceptions with the words of their case.
struct Page<'a> {
    data: &'a Perceived,
    study: &'a Study,
    model: &'a Model,
    /// The account that each actor believes.
    views: Vec<&'a LaidOut>,
    /// What readers call the concepts.
    names: Vec<String>,
}

impl<'a> Page<'a> {
    fn text(&self, options: TextOptions) -> String {
        let width = options.width;
        let mut text = format!("{}\n", self.data.header.case);
        text += &self.data.header.question.as_ref().map(|question| wrapped("", question, width)).unwrap_or_default();
        text += "\nWho believes which account\n";
        let margin = column(self.model.actors.iter().map(|actor| actor.mark.as_str()), width);
        for (belief, view) in self.data.perceptions.iter().zip(&self.views) {
            let title = view.account.title.as_deref().map(|title| format!(": {title}")).unwrap_or_default();
            let by =
                if belief.sources.is_empty() { String::new() } else { format!(" [{}]", belief.sources.join(", ")) };
            let line = format!("{}{title}{by}", belief.account);
            text += &wrapped(&format!("  {}  ", padded(Words(self.model).mark(&belief.actor), margin)), &line, width);
        }
        text += &self.sights(width);
        for (at, (found, name)) in self.data.concepts.iter().zip(&self.names).enumerate() {
            if at == 0 || found.concept == Concept::Seq.key(&[]) {
                text += &self.outcomes(found, name, options);
            }
        }
        text += &self.course(options);
        text + &self.overview(width) + &cited_sources(&self.data.sources, width)
    }

    fn name(&self, actor: &'a str) -> &'a str {
        Words(self.model).actor(actor)
    }

    fn all_names(&self, actors: &'a [String]) -> String {
        list(&actors.iter().map(|actor| self.name(actor)).collect::<Vec<_>>())
    }

    /// Who does not see what others see.
    fn sights(&self, width: usize) -> String {
        let blind = self.data.perceptions.iter().filter(|belief| belief.does_not_see > 0);
        let line = |belief: &'a Belief| {
            let unseen = count(belief.does_not_see, "state that others see", "states that others see");
            let does = form(Words(self.model).is_plural(&belief.actor), "does", "do");
            format!("{} {does} not see {unseen}", self.name(&belief.actor))
        };
        let lines: Vec<String> = blind.map(line).collect();
        if lines.is_empty() {
            "  All see the same states; they differ in what they think that others want.\n".into()
        } else {
            wrapped("  ", &capital(&format!("{}.", list(&lines))), width)
        }
    }

    fn outcomes(&self, found: &'a Perceptions, concept: &str, options: TextOptions) -> String {
        let (width, counts) = (options.width, found.counts);
        let mut text = format!("\nWhat holds under {concept} when each decides by what it believes\n");
        let line = match counts.holds {
            0 => "Nothing: in every state that all see, somebody would rather be elsewhere.".to_string(),
            1 => "1 state.".to_string(),
            many => format!("{} states.", number(many)),
        };
        text += &wrapped("  ", &line, width);
        text += &self.each(&found.holds, counts.holds, options, |setting| self.described(setting));
        if counts.holds > 0 {
            let line = match counts.believed_by_all {
                0 => "There is none of which all believe that it would last.".to_string(),
                all if all == counts.holds => "All believe that this would last.".to_string(),
                some => format!("All believe that {} of them would last.", number(some)),
            };
            text += &wrapped("  ", &line, width);
        }
        let head = "False expectations: all stay, while somebody expects another to leave";
        text += &self.mistakes(head, &found.waited, counts.waited, ("expected to leave", "by"), options);
        let head = "False agreements: somebody believes that all would stay, and somebody leaves";
        text += &self.mistakes(head, &found.relied_on, counts.relied_on, ("would leave", "unexpected by"), options);
        if counts.undecided > 0 {
            text += "\nNot decided: all who see it would stay, and somebody does not see it\n";
            text += &self.each(&found.undecided, counts.undecided, options, |undecided| {
                let who = self.all_names(&undecided.unseen_by);
                format!("{}. What would {who} do there?", self.described(&undecided.setting))
            });
        }
        text
    }

    fn mistakes(
        &self,
        head: &str,
        all: &'a [Mistaken],
        count: usize,
        (what, by): (&str, &str),
        options: TextOptions,
    ) -> String {
        if count == 0 {
            return String::new();
        }
        let line = |mistaken: &'a Mistaken| {
            let mut groups: Vec<(&[String], Vec<&str>)> = Vec::new();
            for mistake in &mistaken.who {
                match groups.iter_mut().find(|(about, _)| *about == mistake.about) {
                    Some((_, actors)) => actors.push(self.name(&mistake.actor)),
                    None => groups.push((&mistake.about, vec![self.name(&mistake.actor)])),
                }
            }
            let each = groups.iter().map(|(about, who)| format!("{} ({by} {})", self.all_names(about), list(who)));
            let each: Vec<String> = each.collect();
            format!("{}; {what}: {}", self.described(&mistaken.setting), each.join(", "))
        };
        format!("\n{}{}", wrapped("", head, options.width), self.each(all, count, options, line))
    }

    /// Some of a kind, a line for each, and how many more there are.
    fn each<T>(&self, all: &'a [T], count: usize, options: TextOptions, line: impl Fn(&'a T) -> String) -> String {
        let shown = if options.all { all.len() } else { SHOWN.min(all.len()) };
        let mut text: String = all[..shown].iter().map(|one| wrapped("  - ", &line(one), options.width)).collect();
        if count > shown {
            text += &format!("  … and {} more\n", number(count - shown));
        }
        text
    }

    /// Which state it is, and what is done in it.
    fn described(&self, setting: &NamedSetting) -> String {
        let states: Vec<String> = setting.state.values().map(StateName::to_string).collect();
        let state = if states.iter().all(|state| *state == states[0]) {
            format!("State {}", states[0])
        } else {
            let each = setting.state.iter().map(|(id, state)| format!("{state} in {id}"));
            format!("State {}", list(&each.collect::<Vec<_>>()))
        };
        let name = setting.state.iter().find_map(|(id, state)| {
            let laid_out = self.study.account(Some(id))?;
            Names::new(self.study, laid_out).name(laid_out.state(state)?)
        });
        let state = name.map_or(state.clone(), |name| format!("{} ({})", capital(&name), small(&state)));
        if self.model.options().is_empty() {
            return state;
        }
        let taken: Vec<&str> = setting.taken.iter().map(String::as_str).collect();
        let deeds = by_actor(self.model, &taken);
        let deeds = if deeds.is_empty() { "nothing is taken".to_string() } else { deeds };
        format!("{state}: {deeds}")
    }

    fn course(&self, options: TextOptions) -> String {
        let Some(from_today) = &self.data.from_today else {
            return format!("\n{}", wrapped("", &self.no_today(), options.width));
        };
        let mut text = "\nFrom today, by what each mover takes for an improvement\n".to_string();
        let today = small(&self.described(&from_today.today));
        text += &wrapped("  ", &format!("All begin in {today}."), options.width);
        if !from_today.unseen_by.is_empty() {
            let line = format!(
                "Not decided: what would {} do? They do not see today's state.",
                self.all_names(&from_today.unseen_by)
            );
            text += &wrapped("  ", &line, options.width);
        }
        match from_today.ends.as_slice() {
            [] if from_today.cut => text += "  There are too many moves to follow.\n",
            [] => text += "  No path ends where all would stay.\n",
            ends => {
                text += "  It can end here, where nobody would move on:\n";
                text += &self.each(ends, ends.len(), options, |setting| self.described(setting));
            }
        }
        if !from_today.surprises.is_empty() {
            text += "  Surprises: moves into a state that somebody does not see\n";
            text += &self.each(&from_today.surprises, from_today.surprises.len(), options, |surprise| {
                let to = small(&self.described(&surprise.to));
                let (mover, who) = (self.name(&surprise.mover), self.all_names(&surprise.unseen_by));
                let moves = form(Words(self.model).is_plural(&surprise.mover), "moves", "move");
                format!("{} {moves} to {to}. What would {who} do there?", capital(mover))
            });
        }
        text
    }

    /// Why it is not clear what today is.
    fn no_today(&self) -> String {
        let mut told: Vec<(String, Vec<&str>)> = Vec::new();
        for (belief, view) in self.data.perceptions.iter().zip(&self.views) {
            let state = match view.graph.status_quo {
                Some(today) => format!("{} in {}", view.called(today), belief.account),
                None => format!("not said in {}", belief.account),
            };
            match told.iter_mut().find(|(known, _)| *known == state) {
                Some((_, actors)) => actors.push(self.name(&belief.actor)),
                None => told.push((state, vec![self.name(&belief.actor)])),
            }
        }
        if self.views.iter().all(|view| view.graph.status_quo.is_none()) {
            return "Nothing says where things stand today, so nothing is said of what comes next.".into();
        }
        let each: Vec<String> = told.iter().map(|(state, actors)| format!("{state} ({})", list(actors))).collect();
        format!(
            "It is not clear from where things go on, as not all believe in the same today: {}. Ask with accounts that agree on it.",
            each.join(", ")
        )
    }

    fn overview(&self, width: usize) -> String {
        if self.data.concepts.len() < 2 {
            return String::new();
        }
        let head =
            ["How many", "hold", "false expectations", "false agreements", "not decided"].map(String::from).to_vec();
        let rows = self.names.iter().zip(&self.data.concepts).map(|(name, found)| {
            let counts = [found.counts.holds, found.counts.waited, found.counts.relied_on, found.counts.undecided];
            std::iter::once(name.clone()).chain(counts.map(number)).collect()
        });
        let table = Table { head, rows: rows.collect(), names: 1, align: &[Align::Right] };
        format!("\n{}", table.text(width))
    }
}
