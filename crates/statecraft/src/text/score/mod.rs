//! How predictions did against what happened, made for reading.

mod signs;

pub(super) use signs::signs;
mod steps;

use super::TextOptions;
use super::table::{Align, Table};
use super::words::wrapped;
use crate::answers::compare::called;
use crate::answers::score::{CodingScore, ConceptScore, Facts, Score};
use crate::hindsight::Inside;
use crate::phrase::english::{capital, count, list, number};
use crate::phrase::names::Words;
use crate::sentences::concepts::name;
use crate::study::Study;
use crate::text::change::would_hold;

impl Score {
    /// The answer as text, with the words of the study that was asked.
    pub fn text(&self, study: &Study, options: TextOptions) -> String {
        let Some(laid_out) = study.accounts.first() else { return String::new() };
        let page = Page { score: self, study, words: Words(&laid_out.model), options };
        let mut text = format!("{}\n", self.header.case);
        text += &page.line("", &page.lead());
        text += &page.line("", &page.foresight());
        text += &page.line("", &facts(&self.facts));
        let Some(first) = self.codings.first() else { return text };
        text += &page.came_about(first);
        text += &page.beyond();
        text += &page.baselines(first);
        text += &page.sets(first);
        text += &page.by_coding();
        text += &page.forecasts();
        text += &page.steps();
        text += &page.signs();
        text += &page.surprises();
        text + &page.repairs()
    }
}

/// What the parts of the text are made from.
struct Page<'p> {
    score: &'p Score,
    study: &'p Study,
    words: Words<'p>,
    options: TextOptions,
}

impl Page<'_> {
    fn line(&self, first: &str, text: &str) -> String {
        wrapped(first, text, self.options.width)
    }

    fn lead(&self) -> String {
        let from = self.score.as_of.as_ref().map(|day| format!(" after {day}")).unwrap_or_default();
        let at = self.score.at.as_ref().map(|day| format!(", as things stood on {day}")).unwrap_or_default();
        format!("What the case predicts, against what happened{from}{at}.")
    }

    fn foresight(&self) -> String {
        match &self.score.sealed {
            None => "Nothing was sealed: what is scored is the case as it is now, which may have been written by somebody who knew the end. Then this tells how well it fits, not how well it foresees.".into(),
            Some(seal) => {
                let same = if seal.same_case { "" } else { " The case file has changed since; what is scored is what was sealed." };
                let when = if seal.before {
                    "before anything told here happened".to_string()
                } else {
                    "when some of what is told here had happened already, so for that it is no test of foresight".into()
                };
                format!("The predictions name {} as the day on which they were sealed, {when}.{same}", seal.sealed)
            }
        }
    }

    fn came_about(&self, coding: &CodingScore) -> String {
        let mut text = "\nWhat came about\n".to_string();
        let rows = coding.options.iter().map(|option| {
            let actor = option.option.split('.').next().unwrap_or_default();
            let label = self.words.option(&option.option);
            vec![capital(self.words.actor(actor)), label.to_string(), option.how().to_string()]
        });
        let table = Table {
            head: vec!["Who".into(), "What".into(), "In the end".into()],
            rows: rows.collect(),
            names: 2,
            align: &[Align::Left],
        };
        text += &table.text(self.options.width);
        text
    }

    fn beyond(&self) -> String {
        if self.score.beyond.is_empty() {
            return String::new();
        }
        let lines = self.score.beyond.iter().map(|it| self.line(&format!("  {}  ", it.date), &it.says));
        "\nWhat happened that no option of the case can say\n".to_string() + &lines.collect::<String>()
    }

    /// The predictions that need no model.
    fn baselines(&self, coding: &CodingScore) -> String {
        let of = count(coding.clear, "option", "options");
        let mut text = format!("\nHow far it was foreseen, of {of} that can be told\n");
        if let Some(same) = coding.nothing_changes {
            text += &self.line("  ", &format!("“Nothing changes” would have been right about {same}."));
        }
        let mut averages: Vec<f64> = coding.accounts.iter().map(|account| account.at_random).collect();
        averages.dedup();
        let averages: Vec<String> = averages.iter().map(|average| format!("{average:.1}")).collect();
        text + &self.line("  ", &format!("A state drawn at random is right about {} on average.", list(&averages)))
    }

    fn sets(&self, coding: &CodingScore) -> String {
        let mut rows = Vec::new();
        for account in &coding.accounts {
            let id = called(account.account.as_deref());
            rows.extend(account.concepts.iter().map(|of| self.row(id, of)));
        }
        rows.extend(coding.together.iter().map(|of| self.row("all together", of)));
        let head = ["Account", "Concept", "Outcomes", "Right about", "Average", "Has the end", "Bits"];
        let table = Table {
            head: head.map(String::from).to_vec(),
            rows,
            names: 2,
            align: &[Align::Right, Align::Right, Align::Right, Align::Left, Align::Right],
        };
        let note = "Right about: in so many options the nearest outcome agrees, and the farthest. Bits: by how much the outcomes narrow the states down, where what came about is among them; a set that allows everything gains none.";
        table.text(self.options.width) + &self.line("  ", note)
    }

    fn row(&self, id: &str, of: &ConceptScore) -> Vec<String> {
        let inside = match of.inside {
            None => "no outcome",
            Some(Inside::Yes) => "yes",
            Some(Inside::Perhaps) => "perhaps",
            Some(Inside::No) => "no",
        };
        vec![
            id.to_string(),
            name(self.words.0, &of.concept),
            format!("{} of {}", figure(of.outcomes), figure(of.states)),
            span(of.best, of.worst),
            of.average.map(|average| format!("{average:.1}")).unwrap_or_default(),
            inside.to_string(),
            of.bits.map(|bits| format!("{bits:.1}")).unwrap_or_default(),
        ]
    }

    /// The score under the first concept in each reading of what is unclear.
    fn by_coding(&self) -> String {
        if self.score.codings.len() < 2 {
            return String::new();
        }
        let head = ["Reading", "Of", "No change"].map(String::from).to_vec();
        let ids = self.score.codings[0].accounts.iter().map(|it| called(it.account.as_deref()).to_string());
        let rows = self.score.codings.iter().map(|coding| {
            let same = coding.nothing_changes.map(|same| same.to_string()).unwrap_or_default();
            let title = coding.title.clone().unwrap_or("as the entries have it".into());
            let scores = coding.accounts.iter().map(|it| it.concepts.first().map(each).unwrap_or_default());
            [title, coding.clear.to_string(), same].into_iter().chain(scores).collect()
        });
        let table = Table {
            head: head.into_iter().chain(ids).collect(),
            rows: rows.collect(),
            names: 1,
            align: &[Align::Right],
        };
        let concept = self.score.codings[0].accounts.first().and_then(|it| it.concepts.first());
        let under = concept.map(|of| name(self.words.0, &of.concept)).unwrap_or_default();
        format!("\nOther readings of what is unclear, each outcome under {under}\n") + &table.text(self.options.width)
    }

    /// The probabilities that the analyst gave.
    fn forecasts(&self) -> String {
        let Some(of) = &self.score.forecasts else { return String::new() };
        let range = |low: f64, high: f64| if low < high { format!("{low} to {high}") } else { low.to_string() };
        let mut text = "\nHow the analyst's probabilities did\n".to_string();
        for it in &of.listed {
            let came = match it.came {
                Some(true) => "it came",
                Some(false) => "it did not come",
                None => "cannot be told",
            };
            let brier = it.brier.map(|it| format!("; Brier score {}", range(it.best, it.worst))).unwrap_or_default();
            let said = range(it.said.low, it.said.high);
            text +=
                &self.line("  ", &format!("{} ({}), held {said}: {came}{brier}.", it.said.forecast, it.said.condition));
        }
        let mean = of.brier.map(|it| format!("The mean Brier score is {}", range(it.best, it.worst)));
        let log = of.log.map(|it| format!(", the mean logarithmic score {} bits", range(it.best, it.worst)));
        let mean =
            mean.map(|mean| format!("{mean}{}; always to say a half has 0.25 and 1 bit.", log.unwrap_or_default()));
        text + &mean.map(|mean| self.line("  ", &mean)).unwrap_or_default()
    }

    fn surprises(&self) -> String {
        if self.score.surprises.is_empty() {
            return String::new();
        }
        let mut text = "\nWhat surprised every account\n".to_string();
        for it in &self.score.surprises {
            let how = if it.taken {
                "came about, and no outcome has it"
            } else {
                "did not come about, and every outcome has it"
            };
            text += &self.line("  ", &format!("{} — {how} ({})", self.words.option(&it.option), it.option));
        }
        text
    }

    fn repairs(&self) -> String {
        let concept = self.score.codings.first().and_then(|coding| coding.accounts.first());
        let Some(concept) = concept.and_then(|account| account.concepts.first()) else { return String::new() };
        if self.score.repairs.is_empty() {
            return String::new();
        }
        let mut text = "\nWhich lines would have to be wrong for the end to hold\n".to_string();
        for account in &self.score.repairs {
            text += &would_hold(self.study, account, &concept.concept, self.options);
        }
        text
    }
}

fn figure(of: u64) -> String {
    number(usize::try_from(of).unwrap_or(usize::MAX))
}

/// `9 and 7`: the outcomes one by one where they are few, else the nearest and the farthest.
fn each(of: &ConceptScore) -> String {
    if of.listed.is_empty() {
        return span(of.best, of.worst);
    }
    let agrees: Vec<String> = of.listed.iter().map(|outcome| outcome.agrees.to_string()).collect();
    list(&agrees)
}

fn span(best: Option<u32>, worst: Option<u32>) -> String {
    match (best, worst) {
        (Some(best), Some(worst)) if best != worst => format!("{best} to {worst}"),
        (Some(only), _) => only.to_string(),
        _ => String::new(),
    }
}

fn facts(facts: &Facts) -> String {
    let claims = facts.in_text + facts.in_excerpt + facts.recalled;
    let part = |many: usize, how: &str| match many {
        0 => None,
        all if all == claims => Some(format!("all {how}")),
        some => Some(format!("{some} {how}")),
    };
    let parts = [
        part(facts.in_text, "read in the text of a source"),
        part(facts.in_excerpt, "read in an excerpt only"),
        part(facts.recalled, "recalled and not read"),
    ];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    let mut text = format!(
        "What happened is told by {}, which {} on {} from {}{}{}.",
        count(facts.entries, "entry", "entries"),
        if facts.entries == 1 { "rests" } else { "rest" },
        count(claims, "claim", "claims"),
        count(facts.origins, "origin", "origins"),
        if parts.is_empty() { "" } else { ": " },
        list(&parts)
    );
    if facts.without_claim > 0 {
        text += &format!(" {} on no claim.", capital(&count(facts.without_claim, "entry rests", "entries rest")));
    }
    if !facts.unsaid.is_empty() {
        let unsaid = list(&facts.unsaid);
        text += &format!(" No entry speaks of {unsaid}: that counts as left as it was, where it is known how it was.");
    }
    text
}
