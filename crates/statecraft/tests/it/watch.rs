//! The watch list against outcomes worked out literally: what a sign says of an account no outcome at rest and no believable one
//! gives the lie, and the log and the calendar are what their formats ask for.

use crate::believable::{answers, believed, lean_improvements};
use crate::owned::studies;
use crate::signs::accounts;
use crate::spec::Spec;
use statecraft::answers::compare::Combination;
use statecraft::answers::watch::{AskWatch, Indicator, Kind, WatchList};
use statecraft::export::NoCalendar;
use statecraft::graph::Limits;
use statecraft::study::Study;
use std::collections::{BTreeMap, BTreeSet};

fn ask(study: &Study) -> WatchList {
    study.ask(&AskWatch::default(), &Limits::default()).unwrap()
}

/// The settings from which nobody gains by moving, and the other believable ones.
fn outcomes(spec: &Spec) -> Vec<usize> {
    let (plain, feasible) = (spec.plain(), spec.feasible());
    (0..plain.states).filter(|&state| believed(spec, &plain, state)).map(|state| feasible[state]).collect()
}

/// What may be otherwise than today on paths of lean improvements, one bit each.
fn possible(spec: &Spec, today: usize) -> usize {
    let (plain, feasible) = (spec.plain(), spec.feasible());
    let here = feasible.iter().position(|setting| *setting == today).unwrap();
    let (mut seen, mut open) = (BTreeSet::from([(here, usize::MAX)]), vec![(here, usize::MAX)]);
    let mut found = 0;
    while let Some((state, last)) = open.pop() {
        found |= feasible[state] ^ today;
        for actor in (0..plain.actors).filter(|actor| *actor != last) {
            for to in lean_improvements(spec, &plain, actor, state) {
                if seen.insert((to, actor)) {
                    open.push((to, actor));
                }
            }
        }
    }
    found
}

fn holds(what: &Combination, names: &[String], setting: usize) -> bool {
    let taken = |name: &String| setting >> names.iter().position(|known| known == name).unwrap() & 1 == 1;
    what.taken.iter().all(taken) && !what.not_taken.iter().any(taken)
}

/// That no outcome of an account gives the lie to what a sign says of it.
fn check_sign(it: &Indicator, names: &[String], outcomes: &[Vec<usize>], title: &str, said: &mut [usize; 4]) {
    let lies = |setting: usize| {
        holds(&it.seen, names, setting) && it.not_after.as_ref().is_none_or(|what| !holds(what, names, setting))
    };
    for (at, all) in outcomes.iter().enumerate() {
        let id = format!("k{at}");
        let with: Vec<usize> = all.iter().copied().filter(|&setting| lies(setting)).collect();
        let unless = it.unless.iter().find(|exception| exception.account == id);
        if it.yes.against.contains(&id) {
            let excepted = |setting: usize| {
                unless.is_some_and(|exception| exception.any_of.iter().any(|what| holds(what, names, setting)))
            };
            assert!(with.iter().all(|&setting| excepted(setting)), "{title}: {id} {it:?}");
            said[0] += 1;
            said[1] += usize::from(unless.is_some());
        } else {
            assert!(unless.is_none(), "{title}: {it:?}");
        }
        if it.yes.by.contains(&id) && it.not_after.is_none() {
            assert_eq!(with.len(), all.len(), "{title}: {id} {it:?}");
            said[2] += 1;
        }
        if let Some(no) = &it.no {
            assert!(!no.by.contains(&id) || with.is_empty(), "{title}: {id} {it:?}");
            assert!(!no.against.contains(&id) || with.len() == all.len(), "{title}: {id} {it:?}");
            said[3] += 1;
        }
    }
    let sides = [&it.yes.by, &it.yes.fits, &it.yes.against];
    let named: BTreeSet<&String> = sides.into_iter().flatten().collect();
    assert_eq!(named.len(), sides.iter().map(|side| side.len()).sum::<usize>(), "{title}: {it:?}");
    assert!(it.no.is_some() || sides.iter().filter(|side| !side.is_empty()).count() > 1, "{title}: {it:?}");
}

#[test]
fn no_outcome_gives_a_sign_the_lie() {
    let (mut said, mut cases, mut ids) = ([0; 4], 0, 0);
    for k in 0..1_600 {
        let Some((specs, today)) = accounts(k) else { continue };
        let names = specs[0].option_names();
        let outcomes: Vec<Vec<usize>> = specs.iter().map(outcomes).collect();
        let list = ask(&Study::from_text(&Spec::as_accounts(&specs, today), &Limits::default()));
        for it in &list.indicators {
            assert!(!it.seen.taken.is_empty() || !it.seen.not_taken.is_empty(), "{it:?}");
            if it.kind != Kind::Response {
                check_sign(it, &names, &outcomes, &specs[0].title, &mut said);
            }
        }
        let all = list.indicators.iter().chain(&list.surprises).chain(&list.expected);
        let known: BTreeSet<&str> = all.clone().map(|it| it.id.as_str()).collect();
        assert_eq!(known.len(), all.count(), "{}", specs[0].title);
        ids += known.len();
        cases += 1;
    }
    assert!(cases > 400 && ids > 1000 && said.iter().all(|count| *count > 100), "{cases} {ids} {said:?}");
}

#[test]
fn surprises_and_what_all_expect_are_so_by_definition() {
    let mut counts = [0; 3];
    for k in 0..1_600 {
        let Some((specs, today)) = accounts(k) else { continue };
        let names = specs[0].option_names();
        let outcomes: Vec<Vec<usize>> = specs.iter().map(outcomes).collect();
        let possible = specs.iter().fold(0, |all, spec| all | possible(spec, today));
        let list = ask(&Study::from_text(&Spec::as_accounts(&specs, today), &Limits::default()));
        for (at, name) in names.iter().enumerate() {
            let changed = |setting: &usize| (setting ^ today) >> at & 1 == 1;
            let some = outcomes.iter().all(|all| !all.is_empty());
            let expected = some && outcomes.iter().flatten().all(changed);
            let never = some && !outcomes.iter().flatten().any(changed) && possible >> at & 1 == 0;
            let has = |all: &[Indicator], kind: Kind| {
                let about =
                    |it: &&Indicator| it.kind == kind && it.seen.taken.iter().chain(&it.seen.not_taken).eq([name]);
                all.iter().filter(about).count()
            };
            let found = [
                has(&list.expected, Kind::Expected),
                has(&list.surprises, Kind::Stays),
                has(&list.surprises, Kind::Surprise),
            ];
            assert_eq!(found, [expected, expected, never].map(usize::from), "{}: {name}", specs[0].title);
            found.iter().zip(&mut counts).for_each(|(one, all)| *all += one);
        }
    }
    assert!(counts.iter().all(|count| *count > 40), "{counts:?}");
}

/// What an actor would answer to a change of one option of today, in each account: all its answers that one may believe, as bits that
/// change, the best of them first without what it would do anyway; nothing where the change cannot be made.
fn answered(spec: &Spec, today: usize, (mover, option): (usize, usize), by: usize) -> Option<(usize, Vec<usize>)> {
    let (plain, feasible) = (spec.plain(), spec.feasible());
    let place = |setting: usize| feasible.iter().position(|known| *known == setting);
    let (here, moved) = (place(today)?, place(today ^ 1 << option)?);
    if !plain.moves[mover][here].contains(&moved) {
        return None;
    }
    let best = |all: &[usize]| {
        let most = all.iter().map(|&to| plain.rank[by][to]).max()?;
        all.iter().copied().find(|&to| plain.rank[by][to] == most)
    };
    let all = answers(spec, &plain, by, here, moved);
    let anyway = best(&lean_improvements(spec, &plain, by, here)).map_or(0, |to| feasible[to] ^ today);
    let first = best(&all).map_or(0, |to| (feasible[to] ^ feasible[moved]) & !anyway);
    Some((first, all.iter().map(|&to| feasible[to] ^ feasible[moved]).collect()))
}

/// The best answer as bits that change, and all answers.
type Told = (usize, Vec<usize>);

/// For each test and answer the accounts for and against, by definition.
fn tests(specs: &[Spec], today: usize) -> BTreeMap<(usize, usize), (Vec<String>, Vec<String>)> {
    let mut found = BTreeMap::new();
    let actors = 0..specs[0].actors.len();
    for mover in actors.clone() {
        for option in specs[0].own_options(mover) {
            for by in actors.clone().filter(|by| *by != mover) {
                let told: Option<Vec<_>> =
                    specs.iter().map(|spec| answered(spec, today, (mover, option), by)).collect();
                let Some(told) = told else { continue };
                let new: BTreeSet<usize> = told.iter().map(|(first, _)| *first).filter(|first| *first != 0).collect();
                for answer in new {
                    let named = |fits: &dyn Fn(&Told) -> bool| {
                        let which = told.iter().enumerate().filter(|(_, told)| fits(told));
                        which.map(|(at, _)| format!("k{at}")).collect::<Vec<_>>()
                    };
                    let by_definition = (
                        named(&|(first, _)| *first == answer),
                        named(&|(_, all)| !all.iter().any(|change| change & answer == answer)),
                    );
                    if !by_definition.1.is_empty() {
                        found.insert((option, answer), by_definition);
                    }
                }
            }
        }
    }
    found
}

#[test]
fn response_tests_are_so_by_definition() {
    let (mut cases, mut seen) = (0, 0);
    for k in 0..1_600 {
        let Some((specs, today)) = accounts(k) else { continue };
        let names = specs[0].option_names();
        let list = ask(&Study::from_text(&Spec::as_accounts(&specs, today), &Limits::default()));
        let bits = |what: &Combination| {
            let at = |name: &String| 1 << names.iter().position(|known| known == name).unwrap();
            what.taken.iter().chain(&what.not_taken).map(at).sum::<usize>()
        };
        let told = list.indicators.iter().filter(|it| it.kind == Kind::Response).map(|it| {
            let option = bits(it.after.as_ref().unwrap()).trailing_zeros() as usize;
            ((option, bits(&it.seen)), (it.yes.by.clone(), it.yes.against.clone()))
        });
        let told: BTreeMap<_, _> = told.collect();
        assert_eq!(told, tests(&specs, today), "{}", specs[0].title);
        seen += told.len();
        cases += 1;
    }
    assert!(cases > 300 && seen > 100, "{cases} {seen}");
}

/// What a case says of two options, one of them in a way that a spreadsheet would take for a formula.
fn signal(label: &str) -> String {
    format!(
        r#"
title = "Signal"
as_of = 2024-05-17
horizon = 2024-06-30
[actors.a]
name = "{label}"
options.x = {{ label = "Signal; sign, or stay", indicator = "+1 flag, seen", assumption = "a" }}
[actors.b]
name = "Bob"
options.y = {{ label = "Answer", assumption = "a" }}
[status_quo]
taken = []
assumption = "a"
[preferences]
b = [{{ wants = 'b.y iff a.x', assumption = "a" }}]
[accounts.p]
title = "p"
preferences.a = [{{ wants = 'a.x', assumption = "a" }}]
[accounts.q]
title = "q"
preferences.a = [{{ wants = 'not a.x', assumption = "a" }}]
"#
    )
}

#[test]
fn the_log_has_no_formula_and_four_empty_columns() {
    let list = ask(&Study::from_text(&signal("Ann\\u0007"), &Limits::default()));
    assert!(!list.indicators.is_empty());
    let mut bytes = Vec::new();
    let mut wild = list.clone();
    wild.indicators[0].words = "=1+1\u{1b}\n".into();
    wild.write_csv(&mut bytes).unwrap();
    let text = String::from_utf8(bytes.clone()).unwrap();
    let mut reader = csv::Reader::from_reader(bytes.as_slice());
    assert_eq!(reader.headers().unwrap().iter().skip(12).collect::<Vec<_>>(), ["seen", "date", "source", "note"]);
    for row in reader.records() {
        let row = row.unwrap();
        assert!(row.iter().skip(12).all(str::is_empty));
        assert!(!row.iter().any(|cell| cell.starts_with(['=', '+', '-', '@'])), "{text}");
        assert!(!row.iter().any(|cell| cell.contains(char::is_control)), "{text}");
        assert!(row[11] == *"2024-06-30", "{text}");
    }
    assert!(text.contains("'=1+1") && text.contains("a.x: +1 flag, seen"), "{text}");
}

/// RFC 5545: lines of at most 75 bytes that end in CR and LF, texts escaped, and what an entry must have.
#[test]
fn the_calendar_is_one() {
    let mut checked = 0;
    let mut texts: Vec<String> = studies().iter().filter_map(|study| study.case.to_toml()).collect();
    texts.push(signal("Ann"));
    for text in texts {
        let text = if text.contains("\nhorizon") { text } else { format!("horizon = 2031-02-28\n{text}") };
        let list = ask(&Study::from_text(&text, &Limits::default()));
        let entries = list.indicators.len() + list.surprises.len();
        let Ok(calendar) = list.ics() else {
            assert_eq!((list.ics(), entries), (Err(NoCalendar::Nothing), 0));
            continue;
        };
        assert!(calendar.ends_with("\r\n") && !calendar.replace("\r\n", "").contains(char::is_control));
        assert!(calendar.split("\r\n").all(|line| line.len() <= 75));
        let whole = calendar.replace("\r\n ", "");
        let lines: Vec<&str> = whole.split("\r\n").collect();
        let count = |start: &str| lines.iter().filter(|line| line.starts_with(start)).count();
        assert_eq!((lines[0], lines[lines.len() - 2]), ("BEGIN:VCALENDAR", "END:VCALENDAR"));
        for start in
            ["BEGIN:VEVENT", "END:VEVENT", "UID:", "DTSTAMP:", "DTSTART;VALUE=DATE:20", "SUMMARY:", "DESCRIPTION:"]
        {
            assert_eq!(count(start), entries, "{start}");
        }
        let uids: BTreeSet<&&str> = lines.iter().filter(|line| line.starts_with("UID:")).collect();
        assert_eq!(uids.len(), entries);
        for line in lines.iter().filter(|line| line.starts_with("SUMMARY:")) {
            let bare = line.replace("\\\\", "").replace("\\,", "").replace("\\;", "").replace("\\n", "");
            assert!(!bare.contains([',', ';', '\\']), "{line}");
        }
        checked += entries;
    }
    assert!(checked > 20, "{checked}");
    let list = ask(&Study::from_text(&signal("Ann"), &Limits::default()));
    assert!(list.ics().unwrap().contains("\r\nDTSTAMP:20240517T000000Z\r\nDTSTART;VALUE=DATE:20240630\r\n"));
    assert_eq!(
        ask(&Study::from_text(&signal("Ann").replace("horizon", "#"), &Limits::default())).ics(),
        Err(NoCalendar::NoDay)
    );
}
