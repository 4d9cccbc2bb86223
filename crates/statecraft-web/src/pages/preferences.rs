//! What an actor wants, account by account, most important first. Lines can be moved, turned into their opposite, left out and added;
//! what would change is said at once; nothing is written until it is saved.

use super::why::wished;
use crate::draft::{Draft, Step};
use crate::links::{To, address, escaped};
use crate::shell::Sheet;
use crate::three::{self, Choice, Part};
use crate::words::{ActorName, View, chip};
use maud::{Markup, html};
use statecraft::case::{Case, Order, Ranked, Support};
use statecraft::evidence::fingerprint;
use statecraft::graph::{Graph, Limits, StateId, StateSpace};
use statecraft::model::{ActorId, OptionSet, Preference};
use statecraft::phrase::{capital, count, list, small, statement};
use statecraft::stability::{Concept, analyze_within};
use statecraft::study::{LaidOut, StateName, Study};
use std::collections::BTreeSet;

/// So many dots are drawn.
const MOST_DOTS: usize = 60;

/// What is asked for.
#[derive(Clone, Debug, Default)]
pub(crate) struct Asked {
    pub(crate) who: String,
    pub(crate) draft: String,
    /// Whether the page comes after something was saved.
    pub(crate) saved: bool,
    /// Whether a saved change can be taken back, and made again.
    pub(crate) can: (bool, bool),
    /// The version of the file that the page is made of.
    pub(crate) version: String,
    /// A wish to be added: in which account, what, and why.
    pub(crate) add: Option<(String, String, String)>,
}

/// A list of wishes: whose account it is written in, and which accounts follow it.
struct Column {
    owner: Option<String>,
    accounts: Vec<usize>,
}

pub(crate) fn sheet(view: View, asked: &Asked) -> Sheet {
    Sheet { to: To::Preferences, title: "Preferences".into(), main: main(view, asked) }
}

fn main(view: View, asked: &Asked) -> Markup {
    let actors = &view.names().actors;
    let Some(at) = actors.iter().position(|actor| actor.key == asked.who).or((!actors.is_empty()).then_some(0)) else {
        return html! { div.head { h1 { "What who wants" } p { "The case has no actors yet." } } };
    };
    let actor = &actors[at];
    let study = view.study();
    let read = Draft::read(&actor.key, &asked.draft, &study.case);
    let unread = read.is_none();
    let mut draft = read.unwrap_or(Draft { actor: actor.key.clone(), steps: Vec::new() });
    if let Some((owner, wants, why)) = &asked.add {
        let owner = (owner != "~").then_some(owner.as_str());
        draft = draft.with(owner, Step::Add(wants.clone(), why.clone()));
    }
    let (tried, refused) = match draft.tried(study, &Limits::default()) {
        Ok(tried) => (tried, None),
        Err(why) => {
            draft.steps.clear();
            (study.clone(), Some(why_refused(&why)))
        }
    };
    let written = draft.written();
    let check = format!("/checked?who={}&draft={}", escaped(&actor.key), escaped(&written));
    let page = Page { view, actor, at, draft, study, tried: &tried, asked };
    html! {
        @if !written.is_empty() { span hidden data-check=(check) {} }
        div.pick { nav.seg aria-label="Actor" { @for other in actors {
            a href=(address(To::Preferences, &[("who", &other.key)])) aria-current=[(other.key == actor.key).then_some("page")] { (chip(other)) bdi { (capital(&other.in_text)) } }
        } } }
        div.head { h1 { "What " (chip(actor)) bdi { (actor.in_text) } " " (actor.verb("wants", "want")) @if view.is_several() { ", under each explanation" } }
            p { "Most important first: of the wishes in which two situations differ, the first decides. Drag a line, or lift it with Enter and move it with the arrow keys." } }
        @if unread { p.refuse role="alert" { "The address names changes that cannot be read; none is made." } }
        @if let Some(why) = refused { p.refuse role="alert" { "That cannot be: " (why) } }
        @if asked.saved { p.note role="status" { "Saved." } }
        (page.effect())
        div.prefcols.prefpage { @for column in page.columns() { (page.column(&column)) } }
        p.note { "Full dot: a source says so. Half: a source, as the analyst reads it. Open: the analyst assumes it. No two wishes are equally important: where their order is not known, write unsure = true beside the line in the file, and How sure looks at the other orders too." }
    }
}

fn why_refused(why: &statecraft::study::Refused) -> String {
    match why {
        statecraft::study::Refused::Case(problems) => {
            list(&problems.iter().map(|problem| problem.message.clone()).collect::<Vec<_>>()) + "."
        }
        other => format!("{other}."),
    }
}

struct Page<'p> {
    view: View<'p>,
    actor: &'p ActorName,
    /// The actor's place.
    at: usize,
    draft: Draft,
    study: &'p Study,
    tried: &'p Study,
    asked: &'p Asked,
}

/// The statements of an actor in an account, with what each rests on.
fn lines<'s>(case: &'s Case, laid_out: &'s LaidOut, actor: usize) -> Option<Vec<(String, String, &'s Support)>> {
    let Preference::Statements(wishes) = laid_out.model.preferences().get(actor)? else { return None };
    let key = laid_out.model.actors().get(actor)?.key.as_str();
    let Order::Statements { lines, .. } = &case.preference_in(&laid_out.account, key)?.order else { return None };
    let words = |wish: &statecraft::model::Wish| statement(&laid_out.model, ActorId::new(actor), &wish.statement.tree);
    Some(
        wishes
            .iter()
            .zip(lines)
            .map(|(wish, line)| (words(wish), wish.statement.text.clone(), &line.support))
            .collect(),
    )
}

/// So many places of a ranking are told, and so many situations in one.
const MOST_RANKS: usize = 24;

/// The place of an account among those of its study.
fn column_place(study: &Study, laid_out: &LaidOut) -> usize {
    study.accounts.iter().position(|known| known.account.id() == laid_out.account.id()).unwrap_or(0)
}

impl Page<'_> {
    /// The lists that there are: of accounts with wishes of their own, and the common one.
    fn columns(&self) -> Vec<Column> {
        let mut columns: Vec<Column> = Vec::new();
        for (at, laid_out) in self.tried.accounts.iter().enumerate() {
            let own = laid_out.account.preference(&self.actor.key).is_some();
            let owner = laid_out.account.id().filter(|_| own).map(String::from);
            match columns.iter_mut().find(|column| column.owner == owner) {
                Some(column) => column.accounts.push(at),
                None => columns.push(Column { owner, accounts: vec![at] }),
            }
        }
        columns
    }

    fn link(&self, draft: &Draft) -> String {
        address(To::Preferences, &[("who", &self.actor.key), ("draft", &draft.written())])
    }

    fn column(&self, column: &Column) -> Markup {
        let laid_out = &self.tried.accounts[column.accounts[0]];
        let names: Vec<&str> =
            column.accounts.iter().map(|at| self.view.names().accounts[*at].short.as_str()).collect();
        let found = lines(&self.tried.case, laid_out, self.at);
        let before =
            self.study.accounts.get(column.accounts[0]).and_then(|laid_out| lines(&self.study.case, laid_out, self.at));
        let owner = column.owner.clone().unwrap_or("~".into());
        html! {
            div.pcol {
                header { @for at in &column.accounts { (self.view.ring(*at, "z", "explanation")) " " } b { bdi { (list(&names)) } }
                    @if column.accounts.len() > 1 { p { "The same under each." } } }
                @match &found {
                    None => (self.not_wishes(column)),
                    Some(found) => {
                        ol.pl data-owner=(owner) data-draft=(self.draft.written()) data-who=(self.actor.key) {
                            @for (place, line) in found.iter().enumerate() { (self.line(column, place, line, found.len(), before.as_deref())) }
                        }
                        @if found.is_empty() { p.note { "Nothing says what " bdi { (self.actor.in_text) } " " (self.actor.verb("wants", "want")) "." } }
                        (self.add(&owner))
                    },
                }
            }
        }
    }

    /// An order that is not given as wishes: a ranking with its ties as groups, else what to do.
    fn not_wishes(&self, column: &Column) -> Markup {
        let laid_out = &self.tried.accounts[column.accounts[0]];
        let order =
            self.tried.case.preference_in(&laid_out.account, &self.actor.key).map(|preference| &preference.order);
        let Some(Order::Ranking(ranking)) = order else {
            return html! { p.note { "This order is not given as wishes; change it in the file." } };
        };
        let ties = ranking.lists.iter().any(|list| list.len() > 1);
        html! {
            ol.ties { @for (place, list) in ranking.lists.iter().take(MOST_RANKS).enumerate() {
                li { span.rk { (place + 1) } div { @for one in list.iter().take(MOST_RANKS) { span.tag { bdi { (self.ranked(laid_out, one)) } } " " } @if list.len() > MOST_RANKS { (count(list.len() - MOST_RANKS, "more", "more")) } } }
            } }
            @if ranking.lists.len() > MOST_RANKS { p.note { (count(ranking.lists.len() - MOST_RANKS, "place follows", "places follow")) "." } }
            p.note { "Best first." @if ties { " What stands in one place is just as good." } " This order is given situation by situation; change it in the file." }
        }
    }

    /// A situation of a ranking: never by its number.
    fn ranked(&self, laid_out: &LaidOut, one: &Ranked) -> String {
        match one {
            Ranked::Where(statement) => statement.text.clone(),
            Ranked::Taken(names, _) => list(&names.iter().map(|name| name.value.to_string()).collect::<Vec<_>>()),
            Ranked::Name(name) => match laid_out.state(&StateName::from(name.value.as_str())) {
                Some(state) => {
                    let spot = self.view.spot_of(column_place(self.tried, laid_out), state);
                    let changes = self.view.unlike_today(&spot);
                    let words: Vec<String> = changes.iter().map(|change| small(&change.words)).collect();
                    if words.is_empty() {
                        self.view.title(&spot)
                    } else {
                        format!("{}: {}", self.view.title(&spot), list(&words))
                    }
                }
                None => name.value.clone(),
            },
        }
    }

    fn line(
        &self,
        column: &Column,
        place: usize,
        line: &(String, String, &Support),
        of: usize,
        before: Option<&[(String, String, &Support)]>,
    ) -> Markup {
        let (words, text, support) = line;
        let owner = column.owner.as_deref();
        let moved = before.is_some_and(|before| before.get(place).is_none_or(|(_, was, _)| was != text));
        let to = |step: Step| self.link(&self.draft.with(owner, step));
        let id = format!("wish-{}-{}", owner.unwrap_or("all"), place + 1);
        html! {
            li.moved[moved] data-place=(place + 1) {
                button.hd type="button" data-keys="" id=(id) aria-label=(format!("Move wish {}: {}", place + 1, words)) {}
                span.rk { (place + 1) }
                div {
                    span.w { bdi { (capital(&wished(self.view, words))) } }
                    (self.support(support))
                    details.menu { summary { "Change" }
                        @if place > 0 { a href=(to(Step::Move(place + 1, place))) data-swap { "Move up" } }
                        @if place + 1 < of { a href=(to(Step::Move(place + 1, place + 2))) data-swap { "Move down" } }
                        a href=(to(Step::Negate(place + 1))) data-swap { "Want the opposite" }
                        a href=(to(Step::Drop(place + 1))) data-swap { "Leave out" }
                    }
                }
            }
        }
    }

    /// Who says so.
    fn support(&self, support: &Support) -> Markup {
        let speaker = |key: &str| {
            let claim = self.view.study().case.claim(key)?;
            Some(claim.speaker.clone().unwrap_or_else(|| {
                self.view
                    .study()
                    .case
                    .source(&claim.source.value)
                    .map(|source| source.title.clone())
                    .unwrap_or_default()
            }))
        };
        let who: BTreeSet<String> = support.claims.iter().filter_map(|claim| speaker(&claim.value)).collect();
        let who = list(&who.into_iter().collect::<Vec<_>>());
        html! {
            @match (support.claims.is_empty(), &support.assumption) {
                (true, Some(why)) => span.r.as { "assumed: " bdi { (why) } },
                (false, Some(why)) => span.r.bo { bdi { (who) } ", as read: " bdi { (why) } },
                (false, None) => span.r { bdi { (who) } },
                (true, None) => {},
            }
        }
    }

    fn add(&self, owner: &str) -> Markup {
        html! {
            details.addwish { summary.btn { "Add a wish" }
                form method="get" action="/preferences" {
                    input type="hidden" name="who" value=(self.actor.key); input type="hidden" name="draft" value=(self.draft.written()); input type="hidden" name="owner" value=(owner);
                    label { "What is wanted" input name="wants" required spellcheck="false" autocomplete="off" placeholder="not iran.press"; }
                    label { "Why it is assumed" input name="because" required autocomplete="off"; }
                    button.btn { "Try it" }
                }
            }
        }
    }

    /// What the draft would change, for both readings; and the way to save it.
    fn effect(&self) -> Markup {
        let empty = self.draft.steps.is_empty();
        html! {
            section.effect #effect aria-live="polite" {
                div { h2 { @if empty { "As the file has it" } @else { (capital(&count(self.draft.steps.len(), "change", "changes"))) } } p { @if empty { "Nothing is written until you save." } @else { "Tried, not written." } } }
                (self.reading("With everybody looking at the own next move only", Concept::Nash))
                (self.reading("With credible answers in view", Concept::Seq))
                div.act {
                    form method="post" action="/save" {
                        input type="hidden" name="who" value=(self.actor.key); input type="hidden" name="draft" value=(self.draft.written()); input type="hidden" name="version" value=(self.asked.version);
                        button.btn.pri #save disabled[empty] { "Save" }
                    }
                    @if !empty { a.btn #back href=(address(To::Preferences, &[("who", &self.actor.key)])) data-swap { "Put back" } }
                    @for (can, action, words) in [(self.asked.can.0, "/undo", "Undo last save"), (self.asked.can.1, "/redo", "Redo")] {
                        @if can && empty { form method="post" action=(action) { input type="hidden" name="who" value=(self.actor.key); button.btn { (words) } } }
                    }
                }
            }
        }
    }

    fn reading(&self, words: &str, concept: Concept) -> Markup {
        let mut sentences: Vec<String> = Vec::new();
        let mut dots: Vec<&'static str> = Vec::new();
        for (at, name) in self.view.names().accounts.iter().enumerate() {
            let (Some(before), Some(after)) = (self.study.accounts.get(at), self.tried.accounts.get(at)) else {
                continue;
            };
            let (before, after) = (outcomes(&before.graph, concept), outcomes(&after.graph, concept));
            let (Some(before), Some(after)) = (before, after) else { continue };
            let (stay, fall, come) = (
                before.intersection(&after).count(),
                before.difference(&after).count(),
                after.difference(&before).count(),
            );
            dots.extend(
                std::iter::repeat_n("", stay)
                    .chain(std::iter::repeat_n("x", fall))
                    .chain(std::iter::repeat_n("new", come)),
            );
            if fall + come > 0 {
                let under = if self.view.is_several() { format!("Under {}: ", name.short) } else { String::new() };
                let come = if come > 0 { format!(", {come} come") } else { String::new() };
                sentences.push(format!("{under}{fall} of {} fall{come}", before.len()));
            }
        }
        html! {
            div {
                p { (words) }
                div.dots aria-hidden="true" { @for dot in dots.iter().take(MOST_DOTS) { i class=(dot) {} } @if dots.len() > MOST_DOTS { span.note { "and " (dots.len() - MOST_DOTS) " more" } } }
                p { @if self.draft.steps.is_empty() { (count(dots.len(), "outcome lasts", "outcomes last")) } @else if sentences.is_empty() { b { "No change." } } @else { b { (sentences.join("; ")) } } }
            }
        }
    }
}

/// What holds, by setting.
fn outcomes(graph: &Graph, concept: Concept) -> Option<BTreeSet<OptionSet>> {
    let found = analyze_within(graph, &[concept], &Limits::default()).ok()?;
    let code = |state: StateId| match &graph.states {
        StateSpace::Settings(states) => states.code(state),
        StateSpace::Named(_) => state.index() as OptionSet,
    };
    Some(found.equilibria(concept).iter().map(code).collect())
}

/// What stands where nothing was written since the file had changed: both versions and what was there, part by part.
pub(crate) fn conflict(view: View, clash: &Clash) -> Markup {
    let Clash { who, draft, version, base, theirs } = *clash;
    let yours = Draft::read(who, draft, &view.study().case).zip(base).and_then(|(draft, base)| draft.made(base).ok());
    html! {
        div.head { h1 { "The file was changed meanwhile" } p { "Nothing was written, and nothing is lost: your changes are kept in this address, and the file stays as the other left it." } }
        p.pick {
            a.btn.pri href=(address(To::Preferences, &[("who", who), ("draft", draft)])) { "Try mine on the file as it is now" }
            a.btn href=(address(To::Preferences, &[("who", who)])) { "Leave mine, show theirs" }
        }
        @match (base, &yours) {
            (Some(base), Some(yours)) => (by_parts(clash, version, &three::parts(base, yours, theirs))),
            (Some(base), None) => section.sec { h2 { "What has changed in the file" } pre.diff { @for (added, line) in difference(base, theirs) { span class=(if added { "add" } else { "del" }) { (if added { "+ " } else { "− " }) (line) "\n" } } } },
            (None, _) => p { "The text that your page was made of is no longer remembered, so the two cannot be put side by side." },
        }
    }
}

/// A draft that met a changed file.
pub(crate) struct Clash<'c> {
    pub(crate) who: &'c str,
    pub(crate) draft: &'c str,
    /// Of the text that the draft was made on.
    pub(crate) version: &'c str,
    /// That text, if it is remembered.
    pub(crate) base: Option<&'c str>,
    /// The text of the file as it is now.
    pub(crate) theirs: &'c str,
}

fn by_parts(clash: &Clash, version: &str, parts: &[Part]) -> Markup {
    let changed: Vec<&Part> = parts.iter().filter(|part| part.is_changed()).collect();
    let side = |at: usize, part: &Part, choice: Choice, words: &str| {
        html! {
            label.side3 {
                span { input type="radio" name=(format!("part-{at}")) value=(choice.key()) checked[part.usual() == Some(choice)] required; " " (words) }
                pre.diff { @if part.taken(choice).is_empty() { i { "nothing" } } @else { (part.taken(choice)) } }
            }
        }
    };
    html! {
        h2 { "Or part by part" }
        form.merge method="post" action="/merge" {
            input type="hidden" name="who" value=(clash.who); input type="hidden" name="draft" value=(clash.draft);
            input type="hidden" name="base" value=(version); input type="hidden" name="version" value=(fingerprint(clash.theirs));
            @for (at, part) in changed.iter().enumerate() {
                fieldset {
                    legend { "Line " (part.line) ": " @match part.usual() { Some(Choice::Yours) => "only you changed it", Some(_) if part.yours == part.theirs => "both changed it alike", Some(_) => "only the other changed it", None => b { "both changed it: choose" } } }
                    (side(at, part, Choice::Before, "What was there")) (side(at, part, Choice::Yours, "Yours")) (side(at, part, Choice::Theirs, "Theirs"))
                }
            }
            button.btn.pri #merge { "Write what is chosen" }
        }
    }
}

/// The lines that one text has and another has not, at most a hundred.
fn difference(before: &str, after: &str) -> Vec<(bool, String)> {
    let diff = similar::TextDiff::from_lines(before, after);
    let changes = diff.iter_all_changes().filter_map(|change| match change.tag() {
        similar::ChangeTag::Insert => Some((true, change.value().trim_end().to_string())),
        similar::ChangeTag::Delete => Some((false, change.value().trim_end().to_string())),
        similar::ChangeTag::Equal => None,
    });
    changes.take(100).collect()
}
