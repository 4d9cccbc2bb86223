//! The board: the situation as a table that can be played. Rows are actors with their options as switches, columns are accounts. Each
//! switch and each move is a link to the board after it, so that everything works without script, and a line of play is an address.

mod cells;
mod refusal;

use crate::edition::CONCEPTS;
use crate::links::To;
use crate::shell::{Sheet, no_answer};
use crate::words::{Spot, View, chip, in_one, token};
use cells::Cell;
use maud::{Markup, html};
use statecraft::graph::StateId;
use statecraft::model::{ActorId, Model, ModelOption, OneWay, OptionSet};
use statecraft::phrase::{capital, count, list};
use statecraft::stability::{Concept, Found};

/// With more actors than so many, those who can do nothing stand in one line.
const MANY: usize = 8;
/// Of a choice with more levels than so many, those that do not hold are folded away.
const MANY_LEVELS: usize = 6;

/// How far everybody looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Look {
    /// At the own next move only.
    Own,
    /// At answers that the others would really give.
    Credible,
    /// At any answer.
    Any,
}

impl Look {
    const ALL: [Look; 3] = [Look::Own, Look::Credible, Look::Any];

    fn key(self) -> &'static str {
        match self {
            Look::Own => "",
            Look::Credible => "credible",
            Look::Any => "any",
        }
    }

    fn name(self) -> &'static str {
        match self {
            Look::Own => "Own next move",
            Look::Credible => "Credible answers",
            Look::Any => "Any answer",
        }
    }

    fn concept(self) -> Concept {
        match self {
            Look::Own => CONCEPTS[0],
            Look::Credible => CONCEPTS[2],
            Look::Any => CONCEPTS[1],
        }
    }
}

/// What the address asks for.
#[derive(Clone, Debug, Default)]
pub(crate) struct Asked {
    /// Where play began; today if nothing is said.
    pub(crate) at: String,
    /// The moves played, with commas between; each the options that it changes, with `~` between.
    pub(crate) line: String,
    /// How far everybody looks.
    pub(crate) look: String,
    /// An option whose change was refused.
    pub(crate) refused: String,
}

/// A move that was played.
struct Step {
    actor: usize,
    from: OptionSet,
    to: OptionSet,
}

/// The board at one moment of play.
pub(crate) struct Board<'e> {
    view: View<'e>,
    model: &'e Model,
    found: &'e [Found],
    /// How the address names the beginning.
    begin: String,
    line: String,
    steps: Vec<Step>,
    now: Spot,
    look: Look,
    refused: String,
}

pub(crate) fn sheet(view: View, asked: &Asked) -> Sheet {
    Sheet { to: To::Board, title: "Board".into(), main: main(view, asked) }
}

pub(crate) fn main(view: View, asked: &Asked) -> Markup {
    let found = match view.edition.found() {
        Ok(found) => found,
        Err(why) => return no_answer(why),
    };
    let Some(model) = view.model() else {
        return html! { div.head { h1 { "There is nobody to play" } p { "The case has no actors yet." } } };
    };
    let (spot, note) = match view.spot_at(&asked.at) {
        Some(spot) => (Some(spot), None),
        None => (
            view.today(),
            (!asked.at.is_empty()).then_some("The address names something that the case no longer has; this is today."),
        ),
    };
    let anywhere = || {
        view.study()
            .accounts
            .first()
            .and_then(|first| first.graph.state_ids().next())
            .map(|state| view.spot_of(0, state))
    };
    let Some(start) = spot.or_else(anywhere) else { return no_answer("the case has no situation") };
    let (steps, line) = played(view, model, start.code, &asked.line);
    let now = steps.last().map_or(start.clone(), |step| view.spot(step.to));
    let look = Look::ALL.into_iter().find(|look| look.key() == asked.look).unwrap_or(Look::Own);
    let board =
        Board { view, model, found, begin: view.at(&start), line, steps, now, look, refused: asked.refused.clone() };
    html! { @if let Some(note) = note { p.note role="status" { (note) } } (board.drawn()) }
}

/// The moves that an address names, as far as they can be followed, and the part of the address that names them.
fn played(view: View, model: &Model, start: OptionSet, line: &str) -> (Vec<Step>, String) {
    let mut steps: Vec<Step> = Vec::new();
    let mut words: Vec<&str> = Vec::new();
    for part in line.split(',').filter(|part| !part.is_empty()) {
        let from = steps.last().map_or(start, |step| step.to);
        let place = |key: &str| model.options().iter().position(|option| token(&option.key) == key);
        let Some(options) = part.split('~').map(place).collect::<Option<Vec<usize>>>() else { break };
        let to = options.iter().fold(from, |code, option| code ^ 1 << option);
        let Some(first) = options.first() else { break };
        if view.spot(to).states.iter().all(Option::is_none) {
            break;
        }
        steps.push(Step { actor: model.options()[*first].actor.index(), from, to });
        words.push(part);
    }
    (steps, words.join(","))
}

impl Board<'_> {
    /// The address of the board after one more move.
    fn after(&self, to: OptionSet) -> Option<String> {
        let changed = self.model.option_keys(self.now.code ^ to).into_iter().map(token).collect::<Vec<_>>().join("~");
        let line = if self.line.is_empty() { changed } else { format!("{},{changed}", self.line) };
        self.address(&line, self.look, "")
    }

    fn address(&self, line: &str, look: Look, refused: &str) -> Option<String> {
        let query = [("at", self.begin.as_str()), ("line", line), ("look", look.key()), ("refused", refused)];
        (!self.view.links.is_report()).then(|| crate::links::address(To::Board, &query))
    }

    fn state(&self, account: usize) -> Option<StateId> {
        self.now.states.get(account).copied().flatten()
    }

    /// The setting after an actor changes one of its options; the level of a choice takes the place of the level before.
    fn flipped(&self, at: usize, option: &ModelOption) -> OptionSet {
        let code = self.now.code ^ 1 << at;
        match &option.level {
            Some(level) if code >> at & 1 == 1 => {
                level.all.clone().filter(|other| *other != at).fold(code, |code, other| code & !(1 << other))
            }
            _ => code,
        }
    }

    /// Whether an actor can go there in some account.
    fn is_open(&self, actor: ActorId, to: OptionSet) -> bool {
        let spot = self.view.spot(to);
        self.view.study().accounts.iter().enumerate().any(|(at, laid_out)| {
            match (self.state(at), spot.states.get(at).copied().flatten()) {
                (Some(from), Some(to)) => laid_out.graph.moves_from(actor, from).contains(&to),
                _ => false,
            }
        })
    }

    fn drawn(&self) -> Markup {
        let columns = self.view.names().accounts.len();
        let rows: Vec<(usize, Vec<Cell>)> =
            (0..self.model.actors().len()).map(|actor| (actor, self.cells(actor))).collect();
        let many = rows.len() > MANY;
        let idle = |(actor, cells): &(usize, Vec<Cell>)| {
            many && self.model.actors()[*actor].options.is_empty() && cells.iter().all(Cell::is_quiet)
        };
        html! {
            (self.head())
            div.scroll { div class=(format!("board n{}", columns.min(8))) {
                div.bh.corner {}
                @for at in 0..columns { (self.column(at, &rows)) }
                @for (actor, cells) in rows.iter().filter(|row| !idle(row)) { (self.row(*actor, cells)) }
            } }
            (self.idle(rows.iter().filter(|row| idle(row)).map(|(actor, _)| *actor).collect()))
            @if !self.model.options().is_empty() { (self.strip()) }
        }
    }

    /// Those who can do nothing, in one line.
    fn idle(&self, actors: Vec<usize>) -> Markup {
        let names: Vec<&str> = actors.iter().map(|at| self.view.names().actors[*at].in_text.as_str()).collect();
        html! { @if !names.is_empty() { p.note { (count(names.len(), "other cannot move", "others cannot move")) ": " bdi { (list(&names)) } "." } } }
    }

    fn head(&self) -> Markup {
        let title = self.view.title(&self.now);
        let changes = self.view.unlike_today(&self.now);
        let is_today = self.view.today().as_ref() == Some(&self.now);
        html! {
            div.bhead {
                div {
                    (self.chooser())
                    h1 { bdi { (title) } }
                    p #sub aria-live="polite" {
                        @if is_today { "Flip a switch, or play a suggested move. Each column asks one explanation what would follow." }
                        @else if changes.len() > 7 { (count(changes.len(), "thing differs", "things differ")) " from today; they are marked below." }
                        @else if !changes.is_empty() { span { "Unlike today:" } @for change in &changes { span class=(format!("chg {}", self.view.names().actors[change.actor].class)) { bdi { (change.words) } } } }
                    }
                }
                fieldset.look { legend { "How far does everybody look?" } div.seg { @for (at, look) in Look::ALL.into_iter().enumerate() { (self.look_tab(at, look)) } } }
            }
        }
    }

    fn look_tab(&self, at: usize, look: Look) -> Markup {
        let current = (look == self.look).then_some("true");
        match self.address(&self.line, look, "") {
            Some(href) => {
                html! { a href=(href) aria-current=[current] data-swap id=(format!("look-{}", at + 1)) { (look.name()) } }
            }
            None => html! { span aria-current=[current] { (look.name()) } },
        }
    }

    /// From where play begins: today, or an outcome.
    fn chooser(&self) -> Markup {
        let told = self.view.edition.brief().ok();
        let outcomes =
            told.map(|(brief, _, names)| brief.outcomes.iter().zip(names).collect::<Vec<_>>()).unwrap_or_default();
        html! {
            @if self.view.links.is_report() { p.kick { "Board" } } @else {
                form.kick method="get" action="/board" {
                    label for="from" { "Board" } " "
                    select #from name="at" data-send {
                        @if self.view.today().is_some() { option value="today" selected[self.begin == "today"] { "Begin today" } }
                        @for (outcome, name) in outcomes {
                            @if let Some(spot) = outcome.holds.first().and_then(|holds| super::brief::spot(self.view, holds)) {
                                @let at = self.view.at(&spot);
                                @if at != "today" { option value=(at) selected[self.begin == at] { (super::brief::plain(name)) @if outcome.exchange { ", after a bargain" } } }
                            }
                        }
                    } " "
                    @if self.look != Look::Own { input type="hidden" name="look" value=(self.look.key()); }
                    button.btn { "Go" }
                }
            }
        }
    }

    /// The head of an account's column: whether the situation lasts there.
    fn column(&self, at: usize, rows: &[(usize, Vec<Cell>)]) -> Markup {
        let account = &self.view.names().accounts[at];
        let moving = rows.iter().filter(|(_, cells)| matches!(cells.get(at), Some(Cell::Tempted { .. }))).count();
        let there = self.state(at).is_some();
        html! {
            div.bh.col {
                div.nm { (self.view.ring(at, if there && moving == 0 { "y" } else { "z" }, if !there { "not possible" } else if moving == 0 { "lasts" } else { "would not last" })) " " b { bdi { (account.short) } } }
                div.vd { @if !there { "Not possible: its own rules forbid it" } @else if moving == 0 { b { "Lasts:" } " nobody would move" } @else { "Would not last: " b { (moving) " of " (rows.len()) } " would move" } }
            }
        }
    }

    fn row(&self, actor: usize, cells: &[Cell]) -> Markup {
        let name = &self.view.names().actors[actor];
        let mut groups: Vec<(usize, usize)> = Vec::new();
        for at in 0..cells.len() {
            match groups.last_mut() {
                Some((from, to)) if cells[*from].is_same(&cells[at]) => *to = at + 1,
                _ => groups.push((at, at + 1)),
            }
        }
        html! {
            div class=(format!("card {}", name.class)) {
                h2 { (chip(name)) bdi { (capital(&name.in_text)) } }
                @for at in self.model.actors()[actor].options.clone() { (self.option(at)) }
                (self.refusal(actor))
            }
            @for (from, to) in groups { (self.cell(actor, &cells[from], from, to)) }
        }
    }

    /// The switch of an option. Of a choice with many levels the one that holds is shown, and the others where they are asked for.
    fn option(&self, at: usize) -> Markup {
        let level = self.model.options()[at].level.as_ref().filter(|level| level.all.len() > MANY_LEVELS);
        let Some(level) = level else { return self.switch(at) };
        if at != level.all.start {
            return html! {};
        }
        let (holding, others): (Vec<usize>, Vec<usize>) =
            level.all.clone().partition(|at| self.now.code >> at & 1 == 1);
        html! {
            @for at in holding { (self.switch(at)) }
            details.more { summary { (count(others.len(), "other level", "other levels")) } @for at in others { (self.switch(at)) } }
        }
    }

    /// A switch: a link to the board after it is flipped, or to the rule that forbids it.
    fn switch(&self, at: usize) -> Markup {
        let option = &self.model.options()[at];
        let on = self.now.code >> at & 1 == 1;
        let today = self.view.today().map(|today| today.code >> at & 1 == 1);
        let for_good = matches!((option.one_way, on), (Some(OneWay::Take), true) | (Some(OneWay::Drop), false));
        let to = self.flipped(at, option);
        let href = if self.is_open(option.actor, to) {
            self.after(to)
        } else {
            self.address(&self.line, self.look, &token(&option.key))
        };
        let changed = today.is_some_and(|today| today != on);
        let inside = html! {
            i class=(if today == Some(true) { "t1" } else { "t0" }) aria-hidden="true" {} span { bdi { (option.label) } }
            @if changed { em { @if on { "today: no" } @else { "today: yes" } } } @else if for_good { em.good { "for good" } }
        };
        let id = format!("sw-{}", token(&option.key));
        match href {
            Some(href) => {
                html! { a.sw role="switch" aria-checked=(on.to_string()) href=(href) data-swap id=(id) { (inside) } }
            }
            None => {
                html! { div.sw role="img" aria-label=(format!("{}: {}", option.label, if on { "yes" } else { "no" })) data-on=(on.to_string()) { (inside) } }
            }
        }
    }

    /// The line of play.
    fn strip(&self) -> Markup {
        if self.view.links.is_report() {
            return html! {};
        }
        let at = self.view.at(&self.now);
        let before = self.line.rsplit_once(',').map_or("", |(before, _)| before);
        html! {
            section.strip aria-label="Line of play" {
                div.tools {
                    h2 { "Line of play" } @if !self.steps.is_empty() { span.note { (count(self.steps.len(), "move", "moves")) } } span.grow {}
                    @if !self.steps.is_empty() { a.btn id="undo" href=[self.address(before, self.look, "")] data-swap { "Undo" } }
                    a.btn href=[self.view.links.query(To::Paths, &[("from", &at)])] { "What next?" }
                    a.btn href=[self.view.links.query(To::Why, &[("at", &at)])] { "Why?" }
                }
                ol #line {
                    li.st.now[self.steps.is_empty()] { a id="step-0" href=[self.address("", self.look, "")] data-swap { i.pin {} " " (self.view.title(&self.view.spot_at(&self.begin).unwrap_or(self.now.clone()))) } }
                    @for (place, step) in self.steps.iter().enumerate() { (self.step(place, step)) }
                    @if self.steps.is_empty() { li.hint { "Your moves will line up here." } }
                }
                @if !self.steps.is_empty() { details.keep { summary { "Keep as a story" } p.note { "Steps for the case file, to be put at its end; the address of this page is the line of play as a link." } pre.diff { (self.as_story()) } } }
            }
        }
    }

    /// The line of play as steps of a story, to be copied into the case file.
    fn as_story(&self) -> String {
        let quoted = |text: &str| format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""));
        let told = |step: &Step| {
            let actor = &self.view.names().actors[step.actor];
            let words = in_one(&self.view.changes(step.from, step.to));
            let taken = self.model.option_keys(step.to).into_iter().map(quoted).collect::<Vec<_>>().join(", ");
            let text =
                format!("{}: {}, {}.", capital(&actor.in_text), statecraft::phrase::small(&words), self.gain(step));
            format!("[[story]]\ntitle = {}\ntext  = {}\ntaken = [{taken}]\n", quoted(&words), quoted(&text))
        };
        self.steps.iter().map(told).collect::<Vec<_>>().join("\n")
    }

    fn step(&self, place: usize, step: &Step) -> Markup {
        let line: Vec<&str> = self.line.split(',').take(place + 1).collect();
        let words = in_one(&self.view.changes(step.from, step.to));
        html! {
            li.now[place + 1 == self.steps.len()] { a id=(format!("step-{}", place + 1)) href=[self.address(&line.join(","), self.look, "")] data-swap {
                span { (self.view.chip_at(step.actor)) span.t { bdi { (words) } } }
                span.g { (self.gain(step)) }
            } }
        }
    }

    /// Under which accounts a move was a gain.
    fn gain(&self, step: &Step) -> String {
        let (from, to) = (self.view.spot(step.from), self.view.spot(step.to));
        let actor = ActorId::new(step.actor);
        let gains = |at: &usize| match (from.states[*at], to.states[*at]) {
            (Some(from), Some(to)) => self.view.study().accounts[*at].graph.prefers(actor, to, from),
            _ => false,
        };
        let all = self.view.names().accounts.len();
        let gaining: Vec<usize> = (0..all).filter(gains).collect();
        match gaining.len() {
            0 => "a concession: no gain".to_string(),
            some if some == all => {
                if all == 1 {
                    "a gain".into()
                } else {
                    "a gain under all".into()
                }
            }
            _ => format!(
                "a gain under {}",
                list(&gaining.iter().map(|at| self.view.names().accounts[*at].short.clone()).collect::<Vec<_>>())
            ),
        }
    }
}
