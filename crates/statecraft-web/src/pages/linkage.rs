//! What holds only because several issues are one conflict, and whose threats carry it.

use super::not_there;
use super::why::{concept_in_words, ending, start, step};
use crate::edition::Long;
use crate::jobs::Seen;
use crate::links::To;
use crate::shell::{Sheet, head};
use crate::words::View;
use maud::{Markup, html};
use statecraft::answers::linkage::{AccountLinkage, IssueTable, Linkage, Paper};
use statecraft::phrase::{capital, count, list, number};

/// So many threats are told for each account.
const MOST: usize = 4;

pub(crate) fn sheet(view: View) -> Sheet {
    Sheet { to: To::Linkage, title: "Linkage".into(), main: main(view) }
}

fn main(view: View) -> Markup {
    html! {
        (head("What holds only because the issues are linked?", "Each issue is first looked at alone, with everything else as it is. Some outcomes hold so; others hold only because an actor fears an answer at another table."))
        @match view.edition.linkage(view.wait()) {
            Seen::There(linkage) => {
                (tables(view, linkage))
                @for account in &linkage.accounts { (of_account(view, linkage, account)) }
                p.note { "A threat across issues counts only where the answer serves whoever gives it better than any part of it would, and could not have been given for its own good before. Outcomes that hold only by the link, without such a threat, rest on answers that few would believe." }
            },
            other => (not_there(To::Linkage, Long::Linkage, &other.stage())),
        }
    }
}

/// The issues, each with those who sit at its table and what they can do there.
fn tables(view: View, linkage: &Linkage) -> Markup {
    let common: Vec<String> = linkage.common.iter().filter_map(|key| Some(view.actor(key)?.in_text.clone())).collect();
    html! {
        div.lanesof { @for issue in &linkage.issues { section.actor {
            h2 { bdi { (issue.title) } }
            p { @for actor in &issue.actors { (view.named(actor)) " " } }
            ul { @for option in &issue.options { (option_line(view, option)) } }
        } } }
        p.read { @match common.len() {
            0 => "Nobody sits at two tables, so nobody can trade one issue against another alone.",
            1 => { (capital(&common[0])) " alone sits at more than one table, and can trade one issue against another." },
            _ => { (capital(&list(&common))) " sit at more than one table, and can trade one issue against another." },
        } }
    }
}

fn option_line(view: View, key: &str) -> Markup {
    let option = view.model().and_then(|model| model.options().iter().find(|option| option.key == key));
    html! { @if let Some(option) = option { li { (view.chip_at(option.actor.index())) bdi { (option.label) } } } }
}

fn of_account(view: View, linkage: &Linkage, account: &AccountLinkage) -> Markup {
    let Some((at, name)) = view.account(account.id.as_deref()) else { return html! {} };
    html! {
        section.pa {
            header { (view.ring(at, "y", "explanation")) h2 { bdi { (name.short) } } p { (in_short(account)) } }
            (counts(account))
            @for paper in account.papers.iter().take(MOST) { (threat(view, linkage, at, paper)) }
            @if account.papers_in_all > MOST.min(account.papers.len()) {
                p.note { (capital(&count(account.papers_in_all - MOST.min(account.papers.len()), "other threat is", "other threats are"))) " not told here." }
            }
        }
    }
}

/// What the link does, under credible answers: the middle way between fearing nothing and fearing everything.
fn in_short(account: &AccountLinkage) -> String {
    let Some(under) = account.concepts.iter().find(|under| under.concept == "seq") else { return String::new() };
    let (alone, linked) = (under.issue_by_issue.len(), under.only_linked.len());
    let carried = under.some_paper.len();
    let first = format!(
        "Where only credible answers are feared, {} issue by issue and {} only by the link",
        count(alone, "outcome holds", "outcomes hold"),
        number(linked)
    );
    match (linked, carried) {
        (0, _) => first + ".",
        (_, 0) => first + "; no threat across issues carries any of these.",
        (_, some) => format!("{first}; a threat across issues carries {} of these.", number(some)),
    }
}

fn counts(account: &AccountLinkage) -> Markup {
    html! {
        div.scroll { table.mx {
            thead { tr {
                th scope="col" { "How far the actors look" } th.c scope="col" { "outcomes" } th.c scope="col" { "issue by issue" }
                th.c scope="col" { "only by the link" } th.c scope="col" { "with a threat" } th.c scope="col" { "lost" }
            } }
            tbody { @for under in &account.concepts {
                tr {
                    th.what scope="row" { (capital(concept_in_words(&under.concept))) }
                    td.c.num { (under.issue_by_issue.len() + under.only_linked.len()) } td.c.num { (under.issue_by_issue.len()) }
                    td.c.num { (under.only_linked.len()) } td.c.num { (under.some_paper.len()) } td.c.num { (under.lost.len()) }
                }
            } }
        } }
    }
}

/// Who is tempted at one table, and who would answer at another.
fn threat(view: View, linkage: &Linkage, at: usize, paper: &Paper) -> Markup {
    let laid_out = &view.study().accounts[at];
    let (Some(actor), Some(from)) = (view.actor(&paper.temptation.by), laid_out.state(&paper.temptation.from)) else {
        return html! {};
    };
    let spot = view.spot_of(at, from);
    let others = paper.outcomes.len().saturating_sub(1);
    let title = |key: &String| {
        linkage.issues.iter().find(|issue| issue.key == *key).map(|issue: &IssueTable| issue.title.as_str())
    };
    let tables: Vec<&str> = paper.answered_in.iter().filter_map(title).collect();
    html! {
        p.read { (capital(&actor.in_text)) " " (actor.verb("is", "are")) " tempted at the table of “" bdi { (title(&paper.issue).unwrap_or_default()) } "”. The answer would come at the table of “" bdi { (list(&tables)) } "”." }
        div.tree {
            (start(view, &spot))
            (step(view, 1, "Move by", &paper.temptation, true))
            (step(view, 2, "Answer by", &paper.answer, true))
            (ending(view, actor, &paper.end, "where that leaves it"))
        }
        @if others > 0 { p.note { "In the same way in " (count(others, "other outcome", "other outcomes")) "." } }
    }
}
