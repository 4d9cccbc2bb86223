//! The page for a reader: what it says is so, it speaks in names, and no text becomes markup.

use crate::samples;
use statecraft::answers::AskChange;
use statecraft::answers::brief::{AskBrief, Brief, Way};
use statecraft::believable::{Hold, hold};
use statecraft::brief::{Block, Page, Sentence, page};
use statecraft::graph::{Limits, StateId, StateSpace};
use statecraft::model::ActorId;
use statecraft::stability::{Concept, analyze};
use statecraft::study::{LaidOut, StateName, Study};
use std::fs;

fn asked(study: &Study) -> (Brief, Page) {
    let brief = study.ask(&AskBrief::default(), &Limits::default()).expect("a brief");
    let page = page(study, &brief);
    (brief, page)
}

/// The cases of the catalogue, and the valid samples.
fn studies() -> Vec<(String, Study)> {
    let folder = fs::read_dir("../../cases").unwrap().map(|entry| entry.unwrap().path().join("case.toml"));
    let mut found: Vec<(String, Study)> = folder
        .filter(|path| path.exists())
        .map(|path| (path.display().to_string(), Study::open(&path, &Limits::default()).unwrap()))
        .collect();
    found.extend(samples::names("valid").into_iter().map(|name| {
        let study = Study::from_text(&samples::text_of("valid", &name), &Limits::default());
        (name, study)
    }));
    found
}

fn iran() -> Study {
    Study::open("../../cases/iran-taliban-2021-first", &Limits::default()).unwrap()
}

fn sentences(page: &Page) -> Vec<&Sentence> {
    let blocks = page.sections.iter().flat_map(|section| &section.blocks);
    let all = blocks.flat_map(|block| match block {
        Block::Paragraph(sentences) => sentences.iter().collect::<Vec<_>>(),
        Block::Points(points) | Block::Numbered(points) => points.iter().flatten().collect(),
    });
    all.collect()
}

#[test]
fn a_page_speaks_in_names_and_every_note_is_there() {
    let mut told = 0;
    for (name, study) in studies() {
        let (brief, page) = asked(&study);
        let json = serde_json::to_string(&brief).unwrap();
        assert_eq!(serde_json::from_str::<Brief>(&json).unwrap(), brief, "{name}");
        let mut used: Vec<usize> = Vec::new();
        for sentence in sentences(&page) {
            let words: Vec<&str> = sentence.text.split(|c: char| !c.is_alphanumeric()).collect();
            let jargon = ["Nash", "GMR", "SMR", "SEQ", "SymSEQ", "equilibrium", "state"];
            let quoted = sentence.text.contains('“');
            assert!(quoted || !words.iter().any(|word| jargon.contains(word)), "{name}: {}", sentence.text);
            assert!(sentence.text.ends_with('.'), "{name}: {}", sentence.text);
            assert!(sentence.text.chars().next().is_some_and(|c| !c.is_lowercase()), "{name}: {}", sentence.text);
            assert!(sentence.notes.iter().all(|note| *note < page.notes.len()), "{name}: {}", sentence.text);
            used.extend(&sentence.notes);
            told += 1;
        }
        assert!((0..page.notes.len()).all(|note| used.contains(&note)), "{name}: a note that nothing refers to");
    }
    assert!(told > 200, "{told}");
}

/// Why each state is told, from the definitions: nobody has an improvement, or all of them meet an answer that one may believe.
#[test]
fn the_outcomes_told_are_those_that_hold() {
    let mut told = [0, 0];
    for (name, study) in studies() {
        let (brief, _) = asked(&study);
        for laid_out in &study.accounts {
            let id = laid_out.account.id().map(String::from);
            let holds: Vec<(StateId, Hold)> =
                laid_out.graph.state_ids().map(|it| (it, hold(&laid_out.graph, it))).collect();
            let count = |wanted: Hold| holds.iter().filter(|(_, hold)| *hold == wanted).count();
            let account = brief.accounts.iter().find(|account| account.id == id).unwrap();
            assert_eq!((account.at_rest, account.believable), (count(Hold::AtRest), count(Hold::Believable)), "{name}");
            let nash = analyze(&laid_out.graph, &[Concept::Nash]).unwrap().equilibria(Concept::Nash);
            assert_eq!(nash.len(), account.at_rest);
            let shown = brief.outcomes.iter().flat_map(|outcome| &outcome.holds).filter(|holds| holds.account == id);
            for shown in shown {
                let state = laid_out.state(&shown.state).unwrap();
                assert_eq!(hold(&laid_out.graph, state), shown.hold, "{name}");
                told[usize::from(shown.hold == Hold::Believable)] += 1;
            }
        }
        settled_as_enumerated(&study, &brief);
    }
    assert!(told.iter().all(|&told| told > 20), "{told:?}");
}

/// What is settled, outcome by outcome and option by option.
fn settled_as_enumerated(study: &Study, brief: &Brief) {
    let Some(first) = study.accounts.first() else { return };
    if brief.accounts.iter().any(|account| account.told == 0) {
        return assert!(brief.settled.is_empty());
    }
    for option in first.model.options() {
        let has = |laid_out: &LaidOut, outcome: &statecraft::answers::brief::BriefOutcome| {
            let here = outcome.holds.iter().find(|it| it.account.as_deref() == laid_out.account.id())?;
            let state = laid_out.state(&here.state)?;
            let open = laid_out.open(state).contains(&option.key.as_str());
            Some((!open).then_some(laid_out.taken(state).contains(&option.key.as_str())))
        };
        let all: Vec<Option<bool>> = study
            .accounts
            .iter()
            .flat_map(|laid_out| brief.outcomes.iter().filter_map(move |outcome| has(laid_out, outcome)))
            .collect();
        let same = all.first().copied().flatten().filter(|first| all.iter().all(|it| *it == Some(*first)));
        let found = brief.settled.iter().find(|settled| settled.option == option.key && settled.everywhere);
        assert_eq!(found.map(|settled| settled.taken), same, "{}", option.key);
    }
}

/// What two people found by hand in the two reports.
#[test]
fn the_page_of_the_shipped_case_says_what_was_found_by_hand() {
    let study = iran();
    let (brief, page) = asked(&study);
    let settled: Vec<(&str, bool)> = brief
        .settled
        .iter()
        .filter(|it| it.everywhere && (it.taken || it.today == Some(true)))
        .map(|it| (it.option.as_str(), it.taken))
        .collect();
    let expected = [
        ("iran.court", true),
        ("taliban.curb", true),
        ("kabul.share", true),
        ("us.withdraw", true),
        ("isis.expand", false),
    ];
    assert_eq!(settled, expected);
    let first: Vec<(&str, &str)> =
        brief.first_moves.iter().filter(|it| it.in_all).map(|it| (it.actor.as_str(), it.takes[0].as_str())).collect();
    assert_eq!(first, [("taliban", "taliban.curb"), ("us", "us.withdraw")]);
    let bargain = &brief.bargains[0];
    assert_eq!((bargain.members.join("+"), bargain.from.len()), ("iran+us".to_string(), 5));
    assert!(bargain.from.iter().all(|from| from.first_at_loss.as_deref() == Some("iran")));
    let rests = brief.rests_on.unwrap();
    let claims: Vec<&str> = rests.claims.iter().filter_map(|it| it.claim.as_deref()).collect();
    assert_eq!((rests.outcomes, claims), (5, vec!["rebuilt", "confront", "peace_talks"]));
    let ways = brief.outcomes.iter().flat_map(|outcome| &outcome.holds).filter(|holds| holds.hold == Hold::AtRest);
    let concession = Way::Concession { actor: "iran".into(), loss: false };
    let (gains, others): (Vec<Way>, Vec<Way>) =
        ways.filter_map(|holds| holds.way.clone()).partition(|it| *it == Way::Gains);
    assert_eq!((gains.len(), others), (4, vec![concession]));
    assert!(page.words() <= 500, "{} words", page.words());
    let second = Study::open("../../cases/iran-taliban-2021", &Limits::default()).unwrap();
    let (_, page) = asked(&second);
    assert!(page.words() <= 500, "{} words of the second edition", page.words());
}

/// Nothing is called today's situation where the case does not say where things stand, or where something else is so.
#[test]
fn only_today_is_called_today() {
    let mut seen = [0, 0];
    for (name, study) in studies() {
        let (brief, page) = asked(&study);
        let named = |text: &str| text.contains("today's situation:") || text.contains("today's situation.");
        let told = sentences(&page).iter().any(|sentence| named(&sentence.text.to_lowercase()));
        let is_today = |laid_out: &LaidOut, state: &StateName| laid_out.graph.status_quo == laid_out.state(state);
        let lasts = study.accounts.iter().any(|laid_out| {
            let id = laid_out.account.id().map(String::from);
            let mut holds = brief.outcomes.iter().flat_map(|outcome| &outcome.holds).filter(|it| it.account == id);
            laid_out.graph.status_quo.is_some() && holds.any(|it| is_today(laid_out, &it.state))
        });
        assert!(lasts || !told, "{name}");
        seen[usize::from(told)] += 1;
    }
    assert!(seen.iter().all(|&seen| seen > 0), "{seen:?}");
}

#[test]
fn no_text_becomes_markup() {
    let text = samples::text_of("valid", "plain");
    let hostile = text
        .replace("Two prisoners", "<script>alert(1)</script> *a* [b](c) `d`")
        .replace("Confess", "Confess <b>out</b> & *loud* \\u0007");
    assert_ne!(hostile, text);
    let study = Study::from_text(&hostile, &Limits::default());
    let (_, page) = asked(&study);
    let html = page.html();
    assert!(!html.contains("<script") && !html.contains("<b>"), "{html}");
    assert!(html.contains("&lt;script&gt;alert(1)"), "{html}");
    let markdown = page.markdown();
    assert!(markdown.contains(r"\<script\>alert(1)\</script\> \*a\* \[b\](c) \`d\`"), "{markdown}");
}

/// Who can go first, from the definition: every order of the members is tried, each bringing about its own part of the end.
#[test]
fn who_goes_first_at_a_loss_is_the_only_one_who_can() {
    let mut checked = [0, 0];
    for (name, study) in studies() {
        let (brief, _) = asked(&study);
        for bargain in &brief.bargains {
            for from in &bargain.from {
                let laid_out = study.account(from.account.as_deref()).unwrap();
                let (start, end) = (laid_out.state(&from.state).unwrap(), laid_out.state(&from.to).unwrap());
                let members: Vec<ActorId> =
                    bargain.members.iter().map(|key| laid_out.model.actor(key).unwrap()).collect();
                let StateSpace::Settings(_) = &laid_out.graph.states else { continue };
                let mut able: Vec<(ActorId, bool)> = Vec::new();
                for order in orders(&members) {
                    if let Some(loss) = first_of(laid_out, &order, start, end)
                        && !able.contains(&(order[0], loss))
                    {
                        able.push((order[0], loss));
                    }
                }
                let expected = match able.as_slice() {
                    [(first, true)] => Some(laid_out.model.actors()[first.index()].key.clone()),
                    _ => None,
                };
                assert_eq!(from.first_at_loss, expected, "{name}");
                checked[usize::from(expected.is_some())] += 1;
            }
        }
    }
    assert!(checked.iter().all(|&many| many > 0), "{checked:?}");
}

fn orders(members: &[ActorId]) -> Vec<Vec<ActorId>> {
    if members.is_empty() {
        return vec![Vec::new()];
    }
    let mut found = Vec::new();
    for &first in members {
        let rest: Vec<ActorId> = members.iter().copied().filter(|other| *other != first).collect();
        found.extend(orders(&rest).into_iter().map(|order| [vec![first], order].concat()));
    }
    found
}

/// Whether the first step is a loss, if the order is possible and every later step is a gain; those who have nothing to change are
/// passed over, but not as the first.
fn first_of(laid_out: &LaidOut, order: &[ActorId], start: StateId, end: StateId) -> Option<bool> {
    let graph = &laid_out.graph;
    let StateSpace::Settings(states) = &graph.states else { return None };
    let (mut at, mut loss) = (start, None);
    for &actor in order {
        let differ = |state: StateId| (states.code(state) ^ states.code(end)) & states.own(actor) != 0;
        if !differ(at) {
            loss?; // nobody goes first by doing nothing
            continue;
        }
        let next = graph.moves_from(actor, at).into_iter().find(|to| !differ(*to))?;
        match loss {
            None => loss = Some(graph.prefers(actor, at, next)),
            Some(_) if !graph.prefers(actor, next, at) => return None,
            Some(_) => {}
        }
        at = next;
    }
    (at == end).then_some(loss)?
}

/// The single edits are those that `change` finds among its least ways.
#[test]
fn the_smallest_change_is_what_change_finds() {
    let mut found = [0, 0];
    for (name, study) in studies() {
        let (brief, _) = asked(&study);
        let Some(fragile) = &brief.fragile else { continue };
        let Ok(distances) = study.ask(&AskChange { most: usize::MAX, ..AskChange::default() }, &Limits::default())
        else {
            continue;
        };
        for one in fragile {
            let account = distances.accounts.iter().find(|account| account.id == one.account).unwrap();
            let distance = account.states.iter().find(|distance| distance.state == one.state).unwrap();
            let single: Vec<_> = distance.ways.iter().filter(|way| way.len() == 1).flatten().cloned().collect();
            assert_eq!(one.edits, single, "{name}");
            found[usize::from(single.is_empty())] += 1;
        }
    }
    assert!(found.iter().all(|&many| many > 0), "{found:?}");
}
