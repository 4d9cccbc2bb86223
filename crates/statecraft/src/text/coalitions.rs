//! Who would leave an outcome together, made for reading.

use crate::answers::analysis::verdicts::StateNames;
use crate::answers::coalitions::{AccountCoalitions, CoalitionReport, Way};
use crate::answers::explain::why::Comparison;
use crate::answers::naming::Names;
use crate::coalitions::{Coalition, Departure, Improvement, Joint, Move, Sanctions, smallest};
use crate::graph::{StateId, StateSet, StateSpace};
use crate::model::{ActorId, OptionSet};
use crate::phrase::english::{capital, count, form, list, number};
use crate::sentences::concepts;
use crate::sentences::explain::in_brief;
use crate::stability::Concept;
use crate::study::{LaidOut, StateName, Study};
use crate::text::analysis::TextOptions;
use crate::text::table::{Align, Table};
use crate::text::words::wrapped;
use std::collections::HashMap;

/// So many coalitions of an account are put in words unless all are asked for.
const IN_WORDS: usize = 3;
/// So many rows of the table are shown unless all are asked for.
const ROWS: usize = 10;
/// So many states are listed by number.
const BY_NUMBER: usize = 12;

/// One of the smallest coalitions with the ways in which it leaves.
type Group<'a> = (Coalition, Vec<&'a Departure>);

impl CoalitionReport {
    /// The whole answer as text, with the words of the study that was asked; accounts that it has not are left out.
    pub fn text(&self, study: &Study, options: TextOptions) -> String {
        let mut text = format!("{}\n", self.header.case);
        let pages = self.accounts.iter().filter_map(|account| Page::of(self, account, study));
        pages.for_each(|page| text += &format!("\n{}", page.text(options)));
        let not_done = &self.header.accounts_not_done;
        if !not_done.is_empty() {
            let accounts = if not_done.len() == 1 { "account" } else { "accounts" };
            let line = format!("Not done: the {accounts} {}.", list(not_done));
            text += &format!("\n{}", wrapped("", &line, options.width));
        }
        if !self.accounts.is_empty() {
            text += "\n";
            text += &wrapped("", &meaning(self), options.width);
        }
        text
    }
}

/// What it means that a coalition keeps a state.
fn meaning(asked: &CoalitionReport) -> String {
    let better = match asked.improvement {
        Improvement::Strict => "every member likes it better",
        Improvement::Pareto => "some member likes it better and none likes it less",
    };
    let moves = match asked.moves {
        Joint::Sequence => "Its members move one after another, none twice running.",
        Joint::Jump => "Its members change their options at one moment.",
    };
    let whose = match asked.seq.unwrap_or_default() {
        Sanctions::Individual => "each step improving the position of the actor that takes it",
        Sanctions::Joint => "each step improving the positions of a coalition among them",
    };
    let stays = match Concept::parse(&asked.concept, &[]) {
        Ok(Concept::Nash) => "it can reach none that is better".to_string(),
        Ok(Concept::Gmr) => "those outside could answer every gain so that it is no better off".to_string(),
        Ok(Concept::Smr) => {
            "those outside could answer every gain so that it is no better off and cannot become so".to_string()
        }
        Ok(Concept::Seq) => format!("those outside could answer every gain so that it is no better off, {whose}"),
        _ => {
            format!("those outside could answer every gain so that it is no better off and cannot become so, {whose}")
        }
    };
    format!("A state is better for a coalition if {better}. {moves} It keeps a state if {stays}.")
}

/// An account of the answer beside what the study knows of it.
struct Page<'p> {
    of: &'p CoalitionReport,
    account: &'p AccountCoalitions,
    study: &'p Study,
    laid_out: &'p LaidOut,
    outcomes: StateSet,
    /// The names of the states.
    names: Names<'p>,
    held: StateSet,
    /// The coalitions asked, each with what it would leave.
    leaves: Vec<(Coalition, &'p StateNames)>,
    ways: Vec<Departure>,
}

impl<'p> Page<'p> {
    /// Nothing if the study has not the account, or the account not all that is named.
    fn of(of: &'p CoalitionReport, account: &'p AccountCoalitions, study: &'p Study) -> Option<Page<'p>> {
        let laid_out = study.account(account.id.as_deref())?;
        let graph = &laid_out.graph;
        let leaves = account.coalitions.iter();
        let leaves = leaves.map(|one| Some((coalition(laid_out, &one.members)?, &one.leaves)));
        Some(Page {
            of,
            account,
            study,
            laid_out,
            names: Names::new(study, laid_out),
            outcomes: account.outcomes.in_graph(graph),
            held: account.held_by_all.in_graph(graph),
            leaves: leaves.collect::<Option<_>>()?,
            ways: account.departures.iter().map(|way| departure(laid_out, way)).collect::<Option<_>>()?,
        })
    }

    fn text(&self, options: TextOptions) -> String {
        let mut text = match (&self.account.id, &self.account.title) {
            (Some(id), Some(title)) => wrapped(&format!("Account {id}: "), title, options.width),
            _ => String::new(),
        };
        text += &wrapped("", &self.summary(), options.width);
        let groups = self.groups();
        let shown = if options.all { usize::MAX } else { IN_WORDS };
        for (coalition, ways) in groups.iter().take(shown) {
            text += "\n";
            text += &self.coalition(*coalition, ways, options);
        }
        if !groups.is_empty() {
            text += "\n";
            text += &self.table(&groups, options);
        }
        if !groups.is_empty() {
            text += "\n";
        }
        text += &wrapped("", &format!("{}.", self.account.checked.sentence()), options.width);
        text
    }

    /// How many outcomes there are, how many of them hold against every coalition, and which.
    fn summary(&self) -> String {
        if let Some(state) = self.account.about.as_ref().and_then(|name| self.laid_out.state(name)) {
            return self.about(state);
        }
        let concept = concepts::name(&self.laid_out.model, &self.of.concept);
        let (all, held) = (self.outcomes.len(), &self.held);
        let blocks = self.of.structure.is_some();
        let who = if blocks { "block" } else { "actor alone" };
        let coalition = if self.of.every { "coalition" } else { "coalition asked" };
        let alone = self.account.outcomes_alone.as_ref().map(|alone| alone.in_graph(&self.laid_out.graph));
        let alone = alone.map_or(String::new(), |alone| match alone.len() {
            0 => " With every actor for itself none would.".to_string(),
            many => format!(" With every actor for itself {} would: {}.", number(many), self.names(&alone)),
        });
        if all == 0 {
            return format!("Under {concept} no outcome holds: each state some {who} would leave.{alone}");
        }
        let (hold, them) = if all == 1 { ("holds", "it") } else { ("hold", "them") };
        let outcomes =
            format!("Under {concept} {} {hold}: no {who} would leave {them}", count(all, "outcome", "outcomes"));
        let rest = match held.len() {
            _ if blocks => format!(": {}.", self.names(held)),
            kept if kept == all => format!(", and no {coalition} would: {}.", self.names(held)),
            0 if all == 1 => format!(". But some {coalition} would."),
            0 => format!(". But each of them some {coalition} would."),
            kept => {
                let hold = if kept == 1 { "holds" } else { "hold" };
                let fall =
                    if all - kept == 1 { "other falls".into() } else { format!("other {} fall", number(all - kept)) };
                format!(
                    ". Of these, {} {hold} against every {coalition}: {}. The {fall}.",
                    number(kept),
                    self.names(held)
                )
            }
        };
        outcomes + &rest + &alone
    }

    /// One state: who would leave it.
    fn about(&self, state: StateId) -> String {
        let concept = concepts::name(&self.laid_out.model, &self.of.concept);
        let asked = StateName::of(&self.laid_out.graph, state);
        let leaving = self.leaves.iter().filter(|(_, leaves)| leaves.contains(&asked));
        let leaving: Vec<Coalition> = leaving.map(|(coalition, _)| *coalition).collect();
        let name = self.called(state);
        let asked = self.leaves.len();
        match leaving.len() {
            0 => format!(
                "Under {concept} none of the {} asked would leave {name}.",
                count(asked, "coalition", "coalitions")
            ),
            some => {
                let least: Vec<String> = smallest(&leaving).into_iter().map(|who| self.who(who)).collect();
                let which = if least.len() == 1 { "the smallest is" } else { "the smallest are" };
                format!(
                    "Under {concept} {} of the {} asked would leave {name}; {which} {}.",
                    number(some),
                    count(asked, "coalition", "coalitions"),
                    list(&least)
                )
            }
        }
    }

    /// The smallest coalitions, those that leave most first.
    fn groups(&self) -> Vec<Group<'_>> {
        let mut by_coalition: HashMap<Coalition, Vec<&Departure>> = HashMap::new();
        self.ways.iter().for_each(|way| by_coalition.entry(way.coalition).or_default().push(way));
        let leaves = self.leaves.iter();
        let mut groups: Vec<Group> = leaves.filter_map(|(one, _)| by_coalition.remove_entry(one)).collect();
        groups.sort_by_key(|(coalition, ways)| (std::cmp::Reverse(ways.len()), coalition.len()));
        groups
    }

    /// What one coalition leaves, with an example, or with everything.
    fn coalition(&self, coalition: Coalition, ways: &[&Departure], options: TextOptions) -> String {
        let who = capital(&self.who(coalition));
        let together = if coalition.len() == 1 { " alone" } else { " together" };
        let head = match ways {
            [only] => format!("{who}{together} would leave {}.", self.called(only.from)),
            many => format!("{who}{together} would leave {} of them.", number(many.len())),
        };
        let mut text = wrapped("", &head, options.width);
        let shown = if options.all { ways.len() } else { 1 };
        // An example that ends in an outcome says most.
        let mut ordered = ways.to_vec();
        ordered.sort_by_key(|way| (!self.outcomes.contains(way.to), way.moves.len()));
        ordered.into_iter().take(shown).for_each(|way| text += &self.way(way, ways.len() > 1 && !options.all, options));
        text
    }

    /// One way of leaving: where to, by which moves, and what each member gains.
    fn way(&self, way: &Departure, example: bool, options: TextOptions) -> String {
        let kind = if self.outcomes.contains(way.to) { ", an outcome as well" } else { "" };
        let first = if example { "For example from" } else { "From" };
        let (from, to) = (self.called(way.from), self.called(way.to));
        let mut text = wrapped("  ", &format!("{first} {from} to {to}{kind}:"), options.width);
        let mut before = way.from;
        for step in &way.moves {
            text += &self.one_move(before, step, options.width);
            before = step.to;
        }
        let moved = way.moves.iter().fold(Coalition::default(), |all, step| all.union(step.by));
        for actor in way.coalition.members().filter(|&actor| !moved.contains(actor)) {
            let actor = &self.laid_out.model.actors[actor.index()];
            let (makes, its) = (form(actor.plural, "makes", "make"), form(actor.plural, "its", "their"));
            let line = format!("{} {makes} no move: {its} part is not to answer", capital(&actor.in_text));
            text += &wrapped("    · ", &line, options.width);
        }
        for actor in way.coalition.members() {
            let name = capital(&self.laid_out.model.actors[actor.index()].in_text);
            text += &wrapped("    ", &format!("{name} {}", self.gain(actor, way.from, way.to)), options.width);
        }
        text
    }

    /// Who moves and what changes.
    fn one_move(&self, before: StateId, step: &Move, width: usize) -> String {
        let model = &self.laid_out.model;
        let mut text = String::new();
        for actor in step.by.members() {
            let (name, plural) = (capital(&model.actors[actor.index()].in_text), model.actors[actor.index()].plural);
            let changes = self.changes(actor, before, step.to);
            let what = match (changes.is_empty(), step.by.len()) {
                (true, 1) => format!("{} to {}", form(plural, "goes", "go"), self.called(step.to)),
                (true, _) => continue,
                _ => format!("{} (to state {})", list(&changes), self.laid_out.graph.state_name(step.to)),
            };
            text += &wrapped("    · ", &format!("{name} {what}"), width);
        }
        text
    }

    /// What an actor takes up and drops between two states.
    fn changes(&self, actor: ActorId, before: StateId, after: StateId) -> Vec<String> {
        let StateSpace::Settings(states) = &self.laid_out.graph.states else { return Vec::new() };
        let model = &self.laid_out.model;
        let (sure, open) = (states.taken(after), states.taken(after) | states.open(after));
        let (was, was_open) = (states.taken(before), states.taken(before) | states.open(before));
        let labels = |bits: OptionSet| {
            let own = model.actors[actor.index()].options.clone().filter(move |at| bits >> at & 1 == 1);
            own.map(|at| format!("“{}”", model.options()[at].label)).collect::<Vec<_>>()
        };
        let takes = sure & !was_open;
        let plural = model.actors[actor.index()].plural;
        let parts = [
            (form(plural, "takes up", "take up"), labels(takes)),
            (form(plural, "drops", "drop"), labels(model.to_tell(takes, was & !open))),
        ];
        parts
            .iter()
            .filter(|(_, labels)| !labels.is_empty())
            .map(|(verb, labels)| format!("{verb} {}", list(labels)))
            .collect()
    }

    /// Why an actor likes a state better: the most important of its statements that parts the two.
    fn gain(&self, actor: ActorId, from: StateId, to: StateId) -> String {
        let (graph, plural) = (&self.laid_out.graph, self.laid_out.model.actors[actor.index()].plural);
        if !graph.prefers(actor, to, from) {
            return form(plural, "is as well off", "are as well off").to_string();
        }
        match in_brief(&Comparison::of(&self.study.case, self.laid_out, actor, from, to)) {
            Some(wish) => format!("{} by {wish}", form(plural, "gains", "gain")),
            None => form(plural, "likes it better", "like it better").to_string(),
        }
    }

    /// For each of the smallest coalitions how many it leaves, and one way.
    fn table(&self, groups: &[Group], options: TextOptions) -> String {
        let shown = if options.all { groups.len() } else { ROWS };
        let row = |(coalition, ways): &Group| {
            let way = format!("from {} to {}", self.called(ways[0].from), self.called(ways[0].to));
            vec![capital(&self.who(*coalition)), number(ways.len()), way]
        };
        let table = Table {
            head: ["Smallest coalitions", "would leave", "for example"].map(String::from).to_vec(),
            rows: groups.iter().take(shown).map(row).collect(),
            names: 1,
            align: &[Align::Right, Align::Left],
        };
        let mut text = table.text(options.width);
        if groups.len() > shown {
            text += &format!("  … and {} more\n", number(groups.len() - shown));
        }
        text
    }

    /// What a state is called in a sentence.
    fn called(&self, state: StateId) -> String {
        self.names.called(state)
    }

    /// The names of some states, as many as are read with ease.
    fn names(&self, states: &StateSet) -> String {
        self.names.list(states.iter(), BY_NUMBER)
    }

    /// The names of the members.
    fn who(&self, coalition: Coalition) -> String {
        let names: Vec<&str> =
            coalition.members().map(|actor| self.laid_out.model.actors[actor.index()].in_text.as_str()).collect();
        list(&names)
    }
}

/// The coalition of these actors; nothing if the account has not all of them.
fn coalition(laid_out: &LaidOut, members: &[String]) -> Option<Coalition> {
    let members = members.iter().map(|key| laid_out.model.actor(key));
    Some(Coalition::of(members.collect::<Option<Vec<ActorId>>>()?))
}

/// The way as states and actors of the account; nothing if it has not all of them.
fn departure(laid_out: &LaidOut, way: &Way) -> Option<Departure> {
    let state = |name: &StateName| laid_out.state(name);
    let moves = way.moves.iter().map(|step| Some(Move { by: coalition(laid_out, &step.by)?, to: state(&step.to)? }));
    Some(Departure {
        coalition: coalition(laid_out, &way.members)?,
        from: state(&way.from)?,
        to: state(&way.to)?,
        moves: moves.collect::<Option<_>>()?,
    })
}
