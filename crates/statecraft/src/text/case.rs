//! A case in words: who acts, what each can do, what cannot be, who wants what, and who says so.

use crate::case::{
    Account, Along, Attitude, Case, Claim, Issue, Line, NamedMove, OneWay, Order, Preference, Ranked, Ranking, Rule,
    Scenario, Support, Today, Toward, Within,
};
use crate::diag::Span;
use crate::expr::{Expr, Written};
use crate::phrase::english::{capital, form, list, or_levels};
use crate::phrase::rule::{presence_as_written, rule_as_written};
use crate::study::{LaidOut, Study};
use crate::text::words::{column, padded, wrapped};
use std::collections::{HashMap, HashSet};

/// The whole case as text of this width; without the accounts that were not laid out.
pub fn describe(opened: &Study, width: usize) -> String {
    let claims = opened.case.claims.iter().map(|claim| (claim.key.value.as_str(), claim)).collect();
    let page = Page { case: &opened.case, claims, width };
    let mut text = page.head();
    text += &page.sources();
    text += &page.actors();
    text += &page.issues();
    text += &page.rules("What cannot be", &opened.case.rules);
    text += &page.bare_graph();
    text += &page.scenarios();
    if opened.case.has_actors() && opened.case.accounts.iter().any(|account| account.status_quo.is_none()) {
        text += &page.today("Today", opened.case.status_quo.as_ref());
    }
    for laid_out in &opened.accounts {
        text += &page.account(laid_out);
    }
    if !opened.case.has_actors() {
        text += &page.explanations();
    }
    text + &page.later()
}

struct Page<'c> {
    case: &'c Case,
    claims: HashMap<&'c str, &'c Claim>,
    width: usize,
}

impl Page<'_> {
    fn line(&self, first: &str, text: &str) -> String {
        wrapped(first, text, self.width)
    }

    fn head(&self) -> String {
        let case = self.case;
        let mut text = format!("{}\n", case.title);
        if let Some(question) = &case.question {
            text += &self.line("", question);
        }
        if let Some(day) = &case.as_of {
            text += &format!("As of {day}\n");
        }
        if let Some(day) = case.horizon.as_ref().map(|day| &day.value) {
            text += &format!("Watched until {day}\n");
        }
        text
    }

    fn sources(&self) -> String {
        let mut text = if self.case.sources.is_empty() { String::new() } else { "\nSources\n".to_string() };
        let mut claims: HashMap<&str, usize> = HashMap::new();
        self.case.claims.iter().for_each(|claim| *claims.entry(&claim.source.value).or_default() += 1);
        for source in &self.case.sources {
            let details = [&source.author, &source.publisher, &source.date].into_iter().flatten();
            let details: Vec<&str> = details.map(String::as_str).collect();
            let by = if details.is_empty() { String::new() } else { format!(" ({})", details.join(", ")) };
            let claims = claims.get(source.key.value.as_str()).copied().unwrap_or(0);
            let claims = crate::phrase::english::count(claims, "claim", "claims");
            let basis = source.basis.as_ref().map(|basis| format!(" ({basis})")).unwrap_or_default();
            let graded = source.reliability.map(|grade| format!("; reliability {}{basis}", grade.letter()));
            let what = format!("{}{by}; {claims}{}", source.title, graded.unwrap_or_default());
            text += &self.line(&format!("  {}  ", source.key.value), &what);
        }
        text
    }

    /// What happened after the day that the case describes, the first day first.
    fn later(&self) -> String {
        let later = &self.case.later;
        if later.is_empty() {
            return String::new();
        }
        let label = |name: &crate::diag::Spanned<crate::expr::Name>| {
            let key = name.value.to_string();
            let options = self.case.actors.iter().flat_map(|actor| {
                actor.options.iter().map(move |option| (format!("{}.{}", actor.key.value, option.key.value), option))
            });
            let mut of = options.filter(|(known, _)| *known == key);
            of.next().map_or(key.clone(), |(_, option)| format!("“{}”", option.label))
        };
        let part = |word: &str, names: &[crate::diag::Spanned<crate::expr::Name>]| {
            let labels: Vec<String> = names.iter().map(label).collect();
            (!labels.is_empty()).then(|| format!("{word}: {}", labels.join(", ")))
        };
        let mut entries: Vec<&crate::case::LaterEntry> = later.entries.iter().collect();
        entries.sort_by(|one, other| one.date.value.cmp(&other.date.value));
        let mut text = "\nWhat happened later\n".to_string();
        for entry in entries {
            let set = &entry.settings;
            let parts = [part("done", &set.taken), part("not done", &set.dropped), part("unclear", &set.unclear)];
            let what: Vec<String> = entry.says.clone().into_iter().chain(parts.into_iter().flatten()).collect();
            let claims: Vec<&str> = entry.claims.iter().map(|claim| claim.value.as_str()).collect();
            let why = match &entry.assumption {
                _ if !claims.is_empty() => format!(" [{}]", claims.join(", ")),
                Some(assumption) => format!(" (assumed: {assumption})"),
                None => String::new(),
            };
            text += &self.line(&format!("  {}  ", entry.date.value), &format!("{}{why}", what.join("; ")));
        }
        for coding in &later.codings {
            let reason = coding.reason.as_ref().map(|reason| format!(": {reason}")).unwrap_or_default();
            text += &self.line("  otherwise read: ", &format!("{}{reason}", coding.title));
        }
        text
    }

    /// The accounts of a case without actors, and what was seen.
    fn explanations(&self) -> String {
        let mut text = "\nThe explanations\n".to_string();
        for account in &self.case.accounts {
            let id = account.id().unwrap_or_default();
            text += &self.line(&format!("  {id}  "), account.title.as_deref().unwrap_or_default());
        }
        if !self.case.evidence.is_empty() {
            text += "\nWhat was seen\n";
        }
        for item in &self.case.evidence {
            let claims: Vec<&str> = item.claims.iter().map(|claim| claim.value.as_str()).collect();
            let why = match (&item.absence, &item.assumption) {
                _ if !claims.is_empty() => format!(" [{}]", claims.join(", ")),
                (Some(absence), _) => format!(" (not found: {absence})"),
                (_, Some(assumption)) => format!(" (assumed: {assumption})"),
                _ => String::new(),
            };
            text += &self.line(&format!("  {}  ", item.key.value), &format!("{}{why}", item.says));
        }
        text + "\nNobody acts yet: the case has no actors.\n"
    }

    fn actors(&self) -> String {
        if !self.case.has_actors() {
            return String::new();
        }
        let mut text = "\nWho acts, and what each can do\n".to_string();
        let key = |actor: &crate::case::Actor, option: &crate::case::ActorOption| {
            format!("{}.{}", actor.key.value, option.key.value)
        };
        let choice_key = |actor: &crate::case::Actor, choice: &crate::case::Choice| {
            format!("{}.{}", actor.key.value, choice.key.value)
        };
        let options = |actor: &crate::case::Actor| {
            let plain = actor.plain_options().iter().map(|option| key(actor, option));
            plain.chain(actor.choices.iter().map(|choice| choice_key(actor, choice))).collect::<Vec<_>>()
        };
        let keys: Vec<String> = self.case.actors.iter().flat_map(options).collect();
        let margin = column(keys.iter().map(String::as_str), self.width);
        for actor in &self.case.actors {
            text += &self.line("  ", &format!("{} ({})", capital(&actor.name), actor.key.value));
            for option in actor.plain_options() {
                let way = match option.one_way {
                    None => "",
                    Some(OneWay::Take) => "; once taken up, never dropped",
                    Some(OneWay::Drop) => "; once dropped, never taken up",
                };
                let after = option.after.iter().map(|after| format!("; only after {}", after.text));
                let then = option.then.iter().map(|then| format!("; with it {}", then.text));
                let more: String = after.chain(then).collect();
                let what = format!("{}{way}{more}{}", option.label, self.rests_on(&option.support));
                text += &self.line(&format!("    {}  ", padded(&key(actor, option), margin)), &what);
            }
            for choice in &actor.choices {
                let what = self.choice(choice);
                text += &self.line(&format!("    {}  ", padded(&choice_key(actor, choice), margin)), &what);
            }
            if let Some(presence) = &actor.presence {
                let says = presence_as_written(actor, presence);
                text += &self.line("    ", &format!("{says}{}", self.rests_on(&presence.support)));
            }
        }
        text
    }

    /// `Enrich uranium: stop, to 3.67 % or to 60 %; only to later levels`.
    fn choice(&self, choice: &crate::case::Choice) -> String {
        let way = match choice.one_way {
            None => "",
            Some(Along::Up) => "; only to later levels",
            Some(Along::Down) => "; only to earlier levels",
        };
        let levels: Vec<(usize, &String)> = choice.levels.iter().map(|level| &level.value).enumerate().collect();
        format!("{}: {}{way}{}", choice.label, or_levels(&levels), self.rests_on(&choice.support))
    }

    fn issues(&self) -> String {
        let issues = &self.case.issues;
        let margin = column(issues.iter().map(|issue| issue.key.value.as_str()), self.width);
        let line = |issue: &Issue| {
            let options: Vec<String> = issue.options.iter().map(|name| name.value.to_string()).collect();
            let first = format!("  {}  ", padded(&issue.key.value, margin));
            self.line(&first, &format!("{}: {}", issue.title, list(&options)))
        };
        let lines: String = issues.iter().map(line).collect();
        if lines.is_empty() { lines } else { format!("\nIssues\n{lines}") }
    }

    fn scenarios(&self) -> String {
        let scenarios = &self.case.scenarios;
        let margin = column(scenarios.iter().map(|scenario| scenario.key.value.as_str()), self.width);
        let line = |scenario: &Scenario| {
            let states = match &scenario.within {
                Within::Where(statement) => statement.text.clone(),
                Within::States(names) => list(&names.iter().map(|name| &name.value).collect::<Vec<_>>()),
            };
            let first = format!("  {}  ", padded(&scenario.key.value, margin));
            self.line(&first, &format!("{}: {states}", scenario.title))
        };
        let lines: String = scenarios.iter().map(line).collect();
        if lines.is_empty() { lines } else { format!("\nScenarios\n{lines}") }
    }

    fn rules(&self, title: &str, rules: &[Rule]) -> String {
        let mut text = if rules.is_empty() { String::new() } else { format!("\n{title}\n") };
        for rule in rules {
            let reason = rule.reason.as_ref().map(|reason| format!(": {reason}")).unwrap_or_default();
            let assumption =
                rule.support.assumption.clone().filter(|assumption| Some(assumption) != rule.reason.as_ref());
            let support = Support { assumption, ..rule.support.clone() };
            text += &self
                .line("  ", &format!("{}{reason}{}", rule_as_written(self.case, &rule.kind), self.rests_on(&support)));
        }
        text
    }

    fn bare_graph(&self) -> String {
        if self.case.states.is_empty() {
            return String::new();
        }
        let mut text = "\nStates and moves\n".to_string();
        let mut moves: HashMap<&str, Vec<&NamedMove>> = HashMap::new();
        self.case.moves.iter().for_each(|step| moves.entry(&step.from.value).or_default().push(step));
        for state in &self.case.states {
            text += &self.line(&format!("  {}  ", state.key.value), state.label.as_deref().unwrap_or(""));
            for step in moves.get(state.key.value.as_str()).into_iter().flatten() {
                text +=
                    &self.line("    ", &format!("{} can move to {}", self.name_of(&step.actor.value), step.to.value));
            }
        }
        text
    }

    fn today(&self, title: &str, today: Option<&crate::case::StatusQuo>) -> String {
        let Some(today) = today else { return String::new() };
        let what = match &today.today {
            Today::Taken(names) if names.is_empty() => "nothing is taken".to_string(),
            Today::Taken(names) => names.iter().map(|name| name.value.to_string()).collect::<Vec<_>>().join(", "),
            Today::State(name) => name.value.clone(),
        };
        format!("\n{title}\n{}", self.line("  ", &format!("{what}{}", self.rests_on(&today.support))))
    }

    fn account(&self, laid_out: &LaidOut) -> String {
        let LaidOut { account, model, graph, .. } = laid_out;
        let states = crate::phrase::english::count(graph.len(), "state", "states");
        let mut text = match (account.id(), &account.title) {
            (Some(id), Some(title)) => format!("\nAccount {id}: {title} ({states})\n"),
            _ => format!("\nWho wants what ({states})\n"),
        };
        if !account.sources.is_empty() {
            let sources: Vec<&str> = account.sources.iter().map(|source| source.value.as_str()).collect();
            text += &format!("  given by {}\n", list(&sources));
        }
        text += &self.relations(account);
        text += &self.rules(&format!("  Also not possible under {}", account.id().unwrap_or("it")), &account.rules);
        text += &self.today(&format!("  Today under {}", account.id().unwrap_or("it")), account.status_quo.as_ref());
        for actor in &model.actors {
            text += &self.wishes(account, &actor.key);
            text += &self.attitudes(account, &actor.key);
        }
        text
    }

    /// What it refines, what it excludes and what it is the same as.
    fn relations(&self, account: &Account) -> String {
        let parts = [
            ("refines", &account.refines),
            ("excludes", &account.excludes),
            ("gives the same explanation as", &account.same_as),
        ];
        let said = parts.into_iter().filter(|(_, others)| !others.is_empty()).map(|(verb, others)| {
            let others: Vec<&str> = others.iter().map(|other| other.value.as_str()).collect();
            format!("{verb} {}", list(&others))
        });
        let said: Vec<String> = said.collect();
        if said.is_empty() { String::new() } else { self.line("  ", &said.join("; ")) }
    }

    fn wishes(&self, account: &Account, actor: &str) -> String {
        let Some(preference) = self.case.preference_in(account, actor) else { return String::new() };
        let of = self.case.actors.iter().find(|known| known.key.value == actor);
        let (name, wants) = (capital(self.name_of(actor)), form(of.is_some_and(|of| of.plural), "wants", "want"));
        let own = account.preferences.iter().any(|own| own.actor.value == actor);
        let shared = match (account.id().is_some(), own) {
            (true, false) => " (as in every account that says nothing else)",
            (true, true) if self.shares_lines(account, preference) => " (some lines are those of other accounts)",
            _ => "",
        };
        self.line("  ", &format!("{name} {wants}{shared}")) + &self.order(preference)
    }

    /// Whether a list has lines that stand in another list, which it changes or which changes it.
    fn shares_lines(&self, account: &Account, preference: &Preference) -> bool {
        let others = self.case.accounts.iter().filter(|other| other.id() != account.id());
        let others = others.flat_map(|other| &other.preferences).chain(&self.case.preferences);
        let theirs: HashSet<Span> = others.flat_map(|other| lines_of(&other.order)).map(|line| line.item).collect();
        lines_of(&preference.order).iter().any(|line| theirs.contains(&line.item))
    }

    fn order(&self, preference: &Preference) -> String {
        match &preference.order {
            Order::Statements { lines, .. } if lines.is_empty() => {
                "    nothing: all states are the same to it\n".to_string()
            }
            Order::Statements { lines, .. } => {
                lines.iter().enumerate().map(|(place, line)| self.wish(place + 1, line)).collect()
            }
            Order::Unknown(support) => self.line("    ", &format!("it is not known what{}", self.rests_on(support))),
            Order::Ranking(Ranking { lists, degrees, within, incomparable, support, .. }) => {
                let mut order = String::new();
                for (place, states) in lists.iter().enumerate() {
                    let degree = place.checked_sub(1).map(|before| degrees.get(before).copied().unwrap_or(1));
                    order += &degree.map_or(String::new(), |degree| format!(" {} ", ">".repeat(degree.into())));
                    order += &states.iter().map(Ranked::to_string).collect::<Vec<_>>().join(" = ");
                }
                let within: Vec<String> = within.iter().map(|statement| statement.tree.to_string()).collect();
                if !within.is_empty() {
                    order += &format!("; among equals first {}", within.join(", then "));
                }
                for list in incomparable {
                    let names: Vec<String> = list.iter().map(Ranked::to_string).collect();
                    let within = if names.len() == 1 { "the states of " } else { "" };
                    order += &format!("; not compared: {within}{}", names.join(", "));
                }
                self.line("    ", &format!("states in this order: {order}{}", self.rests_on(support)))
            }
            Order::Weights(weights, _, support) => {
                let weights: Vec<String> =
                    weights.iter().map(|(what, weight)| format!("{} {weight}", weighed(&what.tree))).collect();
                self.line("    ", &format!("by weight: {}{}", weights.join(", "), self.rests_on(support)))
            }
        }
    }

    fn wish(&self, place: usize, line: &Line) -> String {
        let strongly = if line.degree > 1 { format!("; degree {}", line.degree) } else { String::new() };
        let unsure = if line.unsure { "; its place among its neighbours is not known" } else { "" };
        let what = format!("{}{strongly}{unsure}{}", line.wants.tree, self.rests_on(&line.support));
        self.line(&format!("    {place:>2}. "), &what)
    }

    fn attitudes(&self, account: &Account, actor: &str) -> String {
        let Some(attitudes) = self.case.attitudes_in(account, actor) else { return String::new() };
        let mut text = String::new();
        for Toward { actor: other, attitude, support } in &attitudes.toward {
            let whom = if other.value == actor { "itself" } else { self.name_of(&other.value) };
            let what = match attitude {
                Attitude::Positive => "+, wants what it wants",
                Attitude::Neutral => "0, does not care",
                Attitude::Negative => "-, wants the opposite of what it wants",
            };
            text += &self.line("    ", &format!("toward {whom}: {what}{}", self.rests_on(support)));
        }
        text
    }

    fn name_of<'a>(&'a self, actor: &'a str) -> &'a str {
        self.case.actors.iter().find(|known| known.key.value == actor).map_or(actor, |known| &known.name)
    }

    /// ` [who says so; what is assumed]`.
    fn rests_on(&self, support: &Support) -> String {
        let mut grounds: Vec<String> = Vec::new();
        for key in &support.claims {
            let said = self.claims.get(key.value.as_str()).map(|claim| match &claim.speaker {
                Some(speaker) => format!("{speaker} in {}", claim.source.value),
                None => claim.source.value.clone(),
            });
            grounds.extend(said.filter(|said| !grounds.contains(said)));
        }
        grounds.extend(support.assumption.as_ref().map(|assumption| format!("assumed: {assumption}")));
        grounds.extend(support.leap.as_ref().map(|leap| format!("a leap: {leap}")));
        if grounds.is_empty() { String::new() } else { format!(" [{}]", grounds.join("; ")) }
    }
}

fn lines_of(order: &Order) -> &[Line] {
    if let Order::Statements { lines, .. } = order { lines } else { &[] }
}

/// A statement beside its weight: in parentheses if it is more than an option.
fn weighed(tree: &Written) -> String {
    if matches!(tree, Expr::Taken(_)) { tree.to_string() } else { format!("({tree})") }
}
