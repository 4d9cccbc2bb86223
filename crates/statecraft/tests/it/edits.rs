//! Edits: all of them, on the catalogue and on files full of comments, dotted keys, tables in braces and lines that end in CRLF.

use statecraft::case::{Case, Order, Preference};
use statecraft::edit::{
    Acceptance, Applied, CaseFile, Edit, EditError, FileError, Kind, Line, NewClaim, NewOption, NewRule, NewSource,
    NewWish, Says, Today, Touches, Wish, accept, apply,
};
use statecraft::model::Model;
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

fn folder(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

/// The files written for this, each also with CRLF and a byte order mark, and all cases of the catalogue.
fn files() -> Vec<(String, String)> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder("tests/samples/edits")).unwrap() {
        let path = entry.unwrap().path();
        let (name, text) =
            (path.file_stem().unwrap().to_string_lossy().into_owned(), fs::read_to_string(&path).unwrap());
        found.push((format!("{name}, CRLF"), text.replace('\n', "\r\n")));
        found.push((format!("{name}, BOM, no newline at the end"), format!("\u{feff}{}", text.trim_end())));
        found.push((name, text));
    }
    for entry in fs::read_dir(folder("../../cases")).unwrap() {
        let path = entry.unwrap().path().join("case.toml");
        found.push((path.display().to_string(), fs::read_to_string(&path).unwrap()));
    }
    found.sort();
    assert!(found.len() > 20);
    found
}

fn parsed(text: &str) -> Case {
    Case::parse(text).unwrap_or_else(|rejected| panic!("{:#?}\n{text}", rejected.problems))
}

/// A wish with all that is said of it.
fn wishes(preference: &Preference) -> Option<Vec<String>> {
    let Order::Statements { lines, .. } = &preference.order else { return None };
    let told = |line: &statecraft::case::Line| {
        let claims: Vec<&str> = line.support.claims.iter().map(|claim| claim.value.as_str()).collect();
        format!("{}|{}|{}|{claims:?}|{:?}", line.wants.text, line.degree, line.unsure, line.support.assumption)
    };
    Some(lines.iter().map(told).collect())
}

/// Everything that the case says, without where it stands.
fn said(case: &Case) -> Vec<String> {
    let plain = |debug: String| {
        let parts = debug.split("Span {").map(|part| part.split_once('}').map_or(part, |(_, rest)| rest));
        debug.split("Span {").next().into_iter().chain(parts.skip(1)).collect::<String>()
    };
    let mut all = vec![format!("{:?}", (&case.title, &case.question, &case.as_of))];
    all.extend(case.sources.iter().map(|it| plain(format!("{it:?}"))));
    all.extend(case.claims.iter().map(|it| plain(format!("{it:?}"))));
    all.extend(case.actors.iter().map(|it| plain(format!("{it:?}"))));
    all.extend(case.issues.iter().map(|it| plain(format!("{it:?}"))));
    all.extend(case.rules.iter().map(|it| plain(format!("{it:?}"))));
    all.extend(case.states.iter().map(|it| plain(format!("{it:?}"))));
    all.extend(case.moves.iter().map(|it| plain(format!("{it:?}"))));
    all.push(plain(format!("{:?}", case.status_quo)));
    all.extend(case.preferences.iter().map(|it| plain(format!("{it:?}"))));
    all.extend(case.attitudes.iter().map(|it| plain(format!("{it:?}"))));
    all.extend(case.accounts.iter().map(|it| plain(format!("{it:?}"))));
    all.extend(case.perceptions.iter().map(|it| plain(format!("{it:?}"))));
    all.extend(case.evidence.iter().map(|it| plain(format!("{it:?}"))));
    all
}

/// Whose wishes there are to edit: in which account, of whom, how many; an account may go without its own.
fn lists(case: &Case) -> Vec<(Option<String>, String, Vec<String>)> {
    let of = |account: Option<&str>, preferences: &[Preference]| -> Vec<_> {
        let list = |it: &Preference| Some((account.map(str::to_string), it.actor.value.clone(), wishes(it)?));
        preferences.iter().filter_map(list).collect()
    };
    let mut found = of(None, &case.preferences);
    for account in case.accounts.iter().filter(|account| account.key.is_some()) {
        found.extend(of(account.id(), &account.preferences));
        let has_own = |it: &Preference| account.preferences.iter().any(|own| own.actor.value == it.actor.value);
        let common: Vec<Preference> = case.preferences.iter().filter(|it| !has_own(it)).cloned().collect();
        found.extend(of(account.id(), &common));
    }
    found
}

fn list(text: &str, account: &Option<String>, actor: &str) -> Vec<String> {
    let case = parsed(text);
    let found = lists(&case).into_iter().find(|(of, whose, _)| of == account && whose == actor);
    found.unwrap_or_else(|| panic!("no list of {actor}\n{text}")).2
}

fn wish(account: &Option<String>, actor: &str, place: usize) -> Wish {
    Wish { account: account.clone(), actor: actor.into(), place }
}

/// Applies an edit, and sees that its undo leaves every byte as it was, also after a journey through JSON.
fn applied(name: &str, edit: &Edit, text: &str) -> Result<String, EditError> {
    let json = serde_json::to_string(edit).unwrap();
    assert_eq!(&serde_json::from_str::<Edit>(&json).unwrap(), edit);
    let Applied { text: after, undo } = apply(edit, text)?;
    assert_eq!(undo.apply(&after).unwrap(), text, "{name}: {edit:?}");
    assert!(matches!(undo.apply(&format!("{after} ")), Ok(_) | Err(EditError::Changed)));
    only_line_ends(name, edit, text, &after);
    Ok(after)
}

/// A file with CRLF has no bare newline afterwards, and the other way round.
fn only_line_ends(name: &str, edit: &Edit, before: &str, after: &str) {
    let bare = |text: &str| text.matches('\n').count() - text.matches("\r\n").count();
    match before.contains("\r\n") {
        true => assert_eq!(bare(after), 0, "{name}: {edit:?}\n{after}"),
        false => assert!(!after.contains('\r'), "{name}: {edit:?}"),
    }
}

fn done(name: &str, edit: &Edit, text: &str) -> String {
    match applied(name, edit, text) {
        Ok(after) => after,
        Err(EditError::Breaks { file, problems }) => panic!("{name}: {edit:?}\n{problems:#?}\n{}", file.text),
        Err(error) => panic!("{name}: {edit:?}\n{error}"),
    }
}

/// The comments that repeat what their line wants (`#=`) or what the next line wants (`#^`) still do.
fn comments_are_true(name: &str, edit: &Edit, text: &str) -> usize {
    let lines: Vec<&str> = text.lines().collect();
    let mut count = 0;
    for (at, line) in lines.iter().enumerate() {
        if let Some((code, said)) = line.split_once("#= ") {
            assert!(code.contains(said.trim()), "{name}: {edit:?}\n{line}\n{text}");
            count += 1;
        }
        if let Some((_, said)) = line.split_once("#^ ") {
            let next = lines[at + 1..].iter().filter(|line| !line.trim_start().starts_with('#'));
            let mut next = next.skip_while(|line| line.trim().starts_with("[["));
            assert!(next.next().unwrap().contains(said.trim()), "{name}: {edit:?}\n{line}\n{text}");
            count += 1;
        }
    }
    count
}

/// All that a file says apart from the lists of one actor.
fn others(text: &str, account: &Option<String>, actor: &str) -> Vec<String> {
    let mut case = parsed(text);
    let lists = match account {
        None => &mut case.preferences,
        Some(account) => &mut case.accounts.iter_mut().find(|it| it.id() == Some(account)).unwrap().preferences,
    };
    lists.retain(|it| it.actor.value != actor);
    said(&case)
}

fn comments(text: &str) -> BTreeSet<&str> {
    text.lines().filter_map(|line| line.find('#').map(|at| line[at..].trim_end())).collect()
}

#[test]
fn wishes_move_to_every_place_with_their_comments() {
    for (name, text) in files() {
        for (account, actor, before) in lists(&parsed(&text)) {
            let own = parsed(&text)
                .accounts
                .iter()
                .any(|it| it.id() == account.as_deref() && it.preferences.iter().any(|it| it.actor.value == actor));
            let count = before.len();
            let few = if own || account.is_none() { 1 } else { 7 };
            let moves = (1..=count).flat_map(|from| (1..=count).map(move |to| (from, to)));
            for (from, to) in moves.step_by(few) {
                let edit = Edit::Move { wish: wish(&account, &actor, from), to };
                let after = done(&name, &edit, &text);
                let mut expected = before.clone();
                let moved = expected.remove(from - 1);
                expected.insert(to - 1, moved);
                assert_eq!(list(&after, &account, &actor), expected, "{name}: {edit:?}\n{after}");
                assert_eq!(others(&after, &account, &actor), others(&text, &account, &actor), "{name}: {edit:?}");
                if own || account.is_none() {
                    let count = |text: &str| comments_are_true(&name, &edit, text);
                    assert_eq!(count(&after), count(&text), "{name}: {edit:?}\n{after}");
                    assert_eq!(comments(&after).len(), comments(&text).len(), "{name}: {edit:?}\n{after}");
                }
            }
        }
    }
}

#[test]
fn wishes_are_dropped_negated_and_added() {
    for (name, text) in files() {
        for (account, actor, before) in lists(&parsed(&text)) {
            for place in 1..=before.len() {
                let edit = Edit::Drop(Line::Wish(wish(&account, &actor, place)));
                let after = done(&name, &edit, &text);
                let mut expected = before.clone();
                expected.remove(place - 1);
                assert_eq!(list(&after, &account, &actor), expected, "{name}: {edit:?}\n{after}");
                assert_eq!(others(&after, &account, &actor), others(&text, &account, &actor), "{name}: {edit:?}");
                comments_are_true(&name, &edit, &after);

                let edit = Edit::Negate(wish(&account, &actor, place));
                let after = done(&name, &edit, &text);
                let turned = list(&after, &account, &actor);
                let statement =
                    |line: &str| statecraft::expr::parse(line.split_once('|').unwrap().0, 0).unwrap().to_string();
                for (at, (old, new)) in before.iter().zip(&turned).enumerate() {
                    let (old, new) = (statement(old), statement(new));
                    let opposite = new == format!("not {old}")
                        || new == format!("not ({old})")
                        || old == format!("not {new}")
                        || old == format!("not ({new})");
                    assert_eq!(old != new, at + 1 == place, "{name}: {edit:?}\n{old}\n{new}");
                    assert!(old == new || opposite, "{name}: {edit:?}\n{old}\n{new}");
                }
                comments_are_true(&name, &edit, &after);
                let twice = list(&done(&name, &edit, &after), &account, &actor);
                assert!(twice.iter().zip(&before).all(|(twice, once)| statement(twice) == statement(once)));
            }
            for at in 1..=before.len() + 1 {
                add(&name, &text, &account, &actor, &before, at);
            }
        }
    }
}

fn add(name: &str, text: &str, account: &Option<String>, actor: &str, before: &[String], at: usize) {
    let case = parsed(text);
    let Some(option) =
        case.actors.iter().find_map(|actor| Some(format!("{}.{}", actor.key.value, actor.options.first()?.key.value)))
    else {
        return;
    };
    for assumption in [None, Some("it's \"so\"".to_string())] {
        let new = NewWish { wants: format!("not {option}"), assumption: assumption.clone(), ..NewWish::default() };
        let edit = Edit::Add { account: account.clone(), actor: actor.into(), at: Some(at), wish: new };
        match applied(name, &edit, text) {
            Ok(after) => {
                let mut expected = before.to_vec();
                expected.insert(at - 1, format!("not {option}|1|false|[]|{assumption:?}"));
                assert_eq!(list(&after, account, actor), expected, "{name}: {edit:?}\n{after}");
                assert_eq!(others(&after, account, actor), others(text, account, actor), "{name}: {edit:?}");
                comments_are_true(name, &edit, &after);
            }
            Err(EditError::Form(_)) => {}
            Err(error) => panic!("{name}: {edit:?}\n{error:?}"),
        }
    }
}

/// Names of every kind in a case.
fn names(case: &Case) -> Vec<(Kind, String)> {
    let mut found = Vec::new();
    found.extend(case.sources.iter().map(|it| (Kind::Source, it.key.value.clone())));
    found.extend(case.claims.iter().map(|it| (Kind::Claim, it.key.value.clone())));
    found.extend(case.states.iter().map(|it| (Kind::State, it.key.value.clone())));
    found.extend(case.evidence.iter().map(|it| (Kind::Evidence, it.key.value.clone())));
    found.extend(case.accounts.iter().filter_map(|it| Some((Kind::Account, it.id()?.to_string()))));
    for actor in &case.actors {
        found.push((Kind::Actor, actor.key.value.clone()));
        let options = actor.options.iter().map(|it| format!("{}.{}", actor.key.value, it.key.value));
        found.extend(options.map(|it| (Kind::Option, it)));
    }
    found
}

#[test]
fn names_are_changed_everywhere_and_back_again() {
    for (name, text) in files() {
        let case = parsed(&text);
        let few = 1 + names(&case).len() / 40;
        for (at, (kind, from)) in names(&case).into_iter().enumerate().step_by(few) {
            let new = ["zz-new_1", "übrig"][at / few % 2];
            let edit = Edit::Rename { kind, from: from.clone(), to: new.into() };
            let after = done(&name, &edit, &text);
            let (whole, last) = match from.split_once('.') {
                Some((actor, option)) => (format!("{actor}.{new}"), option.to_string()),
                None => (new.to_string(), from.clone()),
            };
            let renamed = parsed(&after);
            assert!(names(&renamed).contains(&(kind, whole.clone())), "{name}: {edit:?}\n{after}");
            assert!(!names(&renamed).contains(&(kind, from.clone())), "{name}: {edit:?}\n{after}");
            assert_eq!(renamed.warnings.len(), case.warnings.len(), "{name}: {edit:?}");
            assert_eq!(after.lines().count(), text.lines().count());
            let back = done(&name, &Edit::Rename { kind, from: whole, to: last }, &after);
            assert_eq!(said(&parsed(&back)), said(&case), "{name}: {edit:?}\n{back}");
            if new.is_ascii() {
                assert_eq!(back, text, "{name}: {edit:?}");
            }
            let clash = Edit::Rename { kind, from: from.clone(), to: from.rsplit('.').next().unwrap().into() };
            assert!(matches!(applied(&name, &clash, &text), Err(EditError::Taken { .. })), "{name}: {clash:?}");
        }
    }
}

#[test]
fn what_is_used_is_not_removed_and_what_is_added_can_be() {
    for (name, text) in files() {
        let case = parsed(&text);
        for (kind, key) in names(&case) {
            let edit = Edit::Remove { kind, name: key.clone(), cited: false };
            match applied(&name, &edit, &text) {
                Ok(after) => {
                    let without: Vec<_> =
                        names(&case).into_iter().filter(|it| !(it.0 == kind && it.1 == key)).collect();
                    assert!(names(&parsed(&after)).iter().all(|it| without.contains(it)), "{name}: {edit:?}\n{after}");
                }
                Err(EditError::InUse { places, .. }) => {
                    for place in places {
                        let word = &text[place.start..place.end];
                        assert!(key.ends_with(word) || word.contains('\\'), "{name}: {edit:?} {word}");
                    }
                }
                Err(EditError::Breaks { .. }) => {}
                Err(error) => panic!("{name}: {edit:?}\n{error:?}"),
            }
        }
        added_and_removed(&name, &text, &case);
    }
}

fn added_and_removed(name: &str, text: &str, case: &Case) {
    let source = NewSource {
        key: "new".into(),
        title: "A \"new\" one".into(),
        date: Some("2024-05-17".into()),
        ..NewSource::default()
    };
    let with_source = done(name, &Edit::AddSource(source), text);
    let claim =
        NewClaim { key: "fresh".into(), source: "new".into(), quote: "so\nit is".into(), ..NewClaim::default() };
    let with_claim = done(name, &Edit::AddClaim(claim), &with_source);
    is_accepted_and_taken_back(&with_claim);
    assert_eq!(parsed(&with_claim).claim("fresh").unwrap().anchor.quote, "so\nit is");
    let actor = &case.actors[0].key.value;
    let cites = |text: &str| comments(text).len();
    assert_eq!(cites(&with_claim), cites(text));
    let remove = |kind, key: &str| Edit::Remove { kind, name: key.into(), cited: false };
    let in_use = applied(name, &remove(Kind::Source, "new"), &with_claim);
    assert!(matches!(in_use, Err(EditError::InUse { places, .. }) if places.len() == 1));
    if !case.is_bare_graph() {
        let option = format!("{actor}.later");
        let new = NewOption {
            name: option.clone(),
            label: "Later".into(),
            claims: vec!["fresh".into()],
            ..NewOption::default()
        };
        // A ranking by number means other states once there are more.
        if let Ok(with_option) = applied(name, &Edit::AddOption(new), &with_claim) {
            let cited = Edit::Remove { kind: Kind::Claim, name: "fresh".into(), cited: true };
            let without = done(name, &cited, &with_option);
            let without = done(name, &remove(Kind::Option, &option), &without);
            let without = done(name, &remove(Kind::Source, "new"), &without);
            assert_eq!(said(&parsed(&without)), said(case), "{name}\n{without}");
        }
    }
    let without = done(name, &remove(Kind::Claim, "fresh"), &with_claim);
    let without = done(name, &remove(Kind::Source, "new"), &without);
    assert_eq!(said(&parsed(&without)), said(case), "{name}\n{without}");
}

#[test]
fn rules_are_added_dropped_given_and_taken() {
    for (name, text) in files() {
        let case = parsed(&text);
        let Some(option) =
            case.actors.iter().find_map(|it| Some(format!("{}.{}", it.key.value, it.options.first()?.key.value)))
        else {
            continue;
        };
        let rule = NewRule {
            says: Says::Never(format!("{option} and not {option}")),
            reason: Some("no".into()),
            claims: vec![],
        };
        let accounts: Vec<Option<String>> = std::iter::once(None)
            .chain(case.accounts.iter().filter_map(|it| it.id().map(|id| Some(id.to_string()))))
            .take(4)
            .collect();
        for account in &accounts {
            let with = done(&name, &Edit::AddRule { account: account.clone(), rule: rule.clone() }, &text);
            let count = |text: &str| {
                let case = parsed(text);
                account.as_ref().map_or(case.rules.len(), |id| case.account(id).unwrap().rules.len())
            };
            assert_eq!(count(&with), count(&text) + 1, "{name}\n{with}");
            let line = Line::Rule { account: account.clone(), place: count(&with) };
            let without = done(&name, &Edit::Drop(line.clone()), &with);
            assert_eq!(said(&parsed(&without)), said(&case), "{name}\n{without}");
            for other in accounts.iter().flatten().filter(|other| account.as_ref() != Some(other)) {
                match account {
                    Some(_) => {
                        let given = done(&name, &Edit::Give { line: line.clone(), to: other.clone() }, &with);
                        let rules = parsed(&given).account(other).unwrap().rules.len();
                        assert_eq!(rules, case.account(other).unwrap().rules.len() + 1, "{name}\n{given}");
                        assert_eq!(count(&given), count(&with));
                    }
                    None => {
                        let taken = done(&name, &Edit::Take { line: line.clone(), from: other.clone() }, &with);
                        for it in &parsed(&taken).accounts {
                            let more = usize::from(it.id() != Some(other));
                            assert_eq!(
                                it.rules.len(),
                                case.account(it.id().unwrap()).unwrap().rules.len() + more,
                                "{taken}"
                            );
                        }
                        assert_eq!(count(&taken), count(&text));
                    }
                }
            }
        }
        for place in 1..=case.rules.len() {
            if let Ok(after) = applied(&name, &Edit::Drop(Line::Rule { account: None, place }), &text) {
                let mut expected = case.clone();
                expected.rules.remove(place - 1);
                assert_eq!(said(&parsed(&after)), said(&expected), "{name}\n{after}");
            }
        }
    }
}

#[test]
fn wishes_are_given_and_taken() {
    for (name, text) in files() {
        let case = parsed(&text);
        for (account, actor, before) in lists(&case) {
            for to in case.accounts.iter().filter_map(|it| it.id()).filter(|id| account.as_deref() != Some(id)) {
                let to = Some(to.to_string());
                let Some((_, _, theirs)) = lists(&case).into_iter().find(|(of, whose, _)| *of == to && *whose == actor)
                else {
                    continue;
                };
                for place in 1..=before.len() {
                    let line = Line::Wish(wish(&account, &actor, place));
                    let edit = Edit::Give { line, to: to.clone().unwrap() };
                    match applied(&name, &edit, &text) {
                        Ok(after) => {
                            let mut expected = theirs.clone();
                            expected.push(before[place - 1].clone());
                            assert_eq!(list(&after, &to, &actor), expected, "{name}: {edit:?}\n{after}");
                            assert_eq!(others(&after, &to, &actor), others(&text, &to, &actor), "{name}: {edit:?}");
                        }
                        Err(EditError::Form(_)) => {}
                        Err(error) => panic!("{name}: {edit:?}\n{error:?}"),
                    }
                }
                for place in 1..=theirs.len() {
                    let edit = Edit::Take { line: Line::Wish(wish(&None, &actor, place)), from: to.clone().unwrap() };
                    let mut expected = theirs.clone();
                    expected.remove(place - 1);
                    assert_eq!(list(&done(&name, &edit, &text), &to, &actor), expected, "{name}: {edit:?}");
                }
            }
        }
    }
}

#[test]
fn today_is_what_is_said() {
    for (name, text) in files() {
        let case = parsed(&text);
        let accounts =
            std::iter::once(None).chain(case.accounts.iter().filter_map(|it| it.id().map(|id| Some(id.to_string()))));
        for account in accounts {
            let options: Vec<String> =
                names(&case).into_iter().filter(|it| it.0 == Kind::Option).map(|it| it.1).collect();
            let mut ways: Vec<Today> =
                vec![options.clone(), options.iter().rev().step_by(2).cloned().collect(), Vec::new()]
                    .into_iter()
                    .map(Today::Taken)
                    .collect();
            if case.is_bare_graph() {
                ways = case.states.iter().map(|it| Today::State(it.key.value.clone())).collect();
            }
            for today in ways {
                let edit = Edit::Today { account: account.clone(), today: today.clone() };
                let after = done(&name, &edit, &text);
                let after_case = parsed(&after);
                let found = match &account {
                    None => after_case.status_quo.as_ref(),
                    Some(id) => after_case.account(id).unwrap().status_quo.as_ref(),
                };
                match (&found.unwrap().today, today) {
                    (statecraft::case::Today::Taken(taken), Today::Taken(options)) => {
                        let taken: BTreeSet<String> = taken.iter().map(|it| it.value.to_string()).collect();
                        assert_eq!(taken, options.into_iter().collect(), "{name}\n{after}");
                    }
                    (statecraft::case::Today::State(state), Today::State(name)) => assert_eq!(state.value, name),
                    _ => panic!("{name}\n{after}"),
                }
            }
        }
    }
}

fn sample(name: &str) -> String {
    fs::read_to_string(folder(&format!("tests/samples/edits/{name}.toml"))).unwrap()
}

/// The lines that differ, old ones with `-`, new ones with `+`.
fn difference(before: &str, after: &str) -> String {
    let (old, new): (Vec<&str>, Vec<&str>) = (before.lines().collect(), after.lines().collect());
    let gone = old.iter().filter(|line| count(&old, line) > count(&new, line)).map(|line| format!("-{line}\n"));
    let come = new.iter().filter(|line| count(&new, line) > count(&old, line)).map(|line| format!("+{line}\n"));
    gone.chain(come).collect()
}

fn count(lines: &[&str], line: &str) -> usize {
    lines.iter().filter(|other| **other == line).count()
}

#[test]
fn whole_lines_are_moved_as_they_are() {
    let text = sample("rows");
    let edit = Edit::Move { wish: wish(&None, "us", 1), to: 3 };
    assert_eq!(difference(&text, &done("rows", &edit, &text)), "");
    let edit = Edit::Move { wish: wish(&None, "us", 1), to: 5 };
    let expected = concat!(
        "-  { wants = 'iran.host',               claims = [\"a\"] },       #= iran.host\n",
        "-  { wants = 'iran.court iff us.lift' }   #= iran.court iff us.lift\n",
        "+  { wants = 'iran.court iff us.lift' },   #= iran.court iff us.lift\n",
        "+  { wants = 'iran.host',               claims = [\"a\"] }       #= iran.host\n",
    );
    assert_eq!(difference(&text, &done("rows", &edit, &text)), expected);
}

#[test]
fn a_renamed_option_leaves_the_rest_of_its_statements() {
    let text = sample("dotted");
    let edit = Edit::Rename { kind: Kind::Option, from: "iran.court".into(), to: "woo".into() };
    let expected = r#"-actors.iran.options.court = { label = "c", claims = ["a",] }
-          { when = "us.lift", needs = 'iran.court', claims = ["b"] } ]
-status_quo.taken = ['iran.court', "us.lift"]
-preferences.iran.weights."iran.court" = -2   # weight
-preferences.us = { wants = ['iran.host', "iran.court \u0061nd us.lift", # second
-accounts.one = { title = "1", sources = ["mena"], preferences = { us = [ 'us.curb', 'iran.court' ] }, for = ["b"] }
-   iran.court""" ]
"#;
    let after = done("dotted", &edit, &text);
    let changed = difference(&text, &after);
    let (gone, come) = changed.split_at(changed.find("\n+").unwrap() + 1);
    assert_eq!(gone, expected);
    assert_eq!(
        come,
        expected
            .replace("\n-", "\n+")
            .replacen('-', "+", 1)
            .replace("iran.court", "iran.woo")
            .replace("options.court", "options.woo")
    );
}

#[test]
fn a_renamed_option_is_renamed_in_the_statements_that_weigh_too() {
    let text = sample("dotted").replace("weights.\"iran.court\" = -2", "weights.'us.lift if iran.court' = \"-2/3\"");
    for (from, to, renamed) in [
        ("iran.court", "woo", "'us.lift if iran.woo' = \"-2/3\""),
        ("us.lift", "ease", "'us.ease if iran.court' = \"-2/3\""),
    ] {
        let edit = Edit::Rename { kind: Kind::Option, from: from.into(), to: to.into() };
        let after = done("dotted", &edit, &text);
        assert!(after.contains(&format!("preferences.iran.weights.{renamed}")), "{after}");
    }
    let refused = Edit::Remove { kind: Kind::Option, name: "us.lift".into(), cited: false };
    let Err(EditError::InUse { places, .. }) = applied("dotted", &refused, &text) else { panic!("it is in use") };
    assert!(places.iter().any(|place| text[..place.start].ends_with("preferences.iran.weights.'us.")), "{places:?}");
}

#[test]
fn an_edit_that_breaks_the_case_is_refused() {
    let text = sample("rows");
    let new = |wants: &str| Edit::Add {
        account: None,
        actor: "us".into(),
        at: None,
        wish: NewWish { wants: wants.into(), ..NewWish::default() },
    };
    for wants in ["iran.cort", "iran.court and", "us.lift'\n"] {
        assert!(
            matches!(apply(&new(wants), &text), Err(EditError::Breaks { problems, .. }) if problems.len() == 1),
            "{wants}"
        );
    }
    let refused = |edit: Edit| apply(&edit, &text).unwrap_err().to_string();
    let rename = |kind, from: &str, to: &str| Edit::Rename { kind, from: from.into(), to: to.into() };
    assert_eq!(refused(rename(Kind::Actor, "iram", "x")), "there is no actor `iram`; did you mean `iran`?");
    assert_eq!(
        refused(rename(Kind::Option, "iran.curt", "x")),
        "there is no option `iran.curt`; did you mean `iran.court`?"
    );
    assert!(refused(rename(Kind::Actor, "iran", "if")).contains("cannot be a name"));
    assert!(refused(rename(Kind::Claim, "a", "x\"y")).contains("cannot be a name"));
    assert!(refused(rename(Kind::Source, "mena", "wire")).contains("already is a source `wire`"));
    let place = |account: Option<&str>, place| Edit::Negate(wish(&account.map(str::to_string), "iran", place));
    assert_eq!(
        refused(place(None, 1)),
        "`iran` has no wishes that are common to all; they stand in the accounts `one`, `two`"
    );
    assert_eq!(refused(place(Some("two"), 4)), "the list of what `iran` wants has 3 lines, from 1 to 3");
    assert_eq!(refused(place(Some("tow"), 1)), "there is no account `tow`; did you mean `two`?");
    assert!(
        matches!(apply(&place(None, 1), "a = = 1\n"), Err(EditError::Unreadable(problems)) if !problems.is_empty())
    );
}

#[test]
fn a_case_with_errors_can_be_edited_out_of_them() {
    let text = sample("rows").replace("'us.curb',   #= us.curb", "'us.crub',");
    assert!(Case::parse(&text).is_err() || apply(&Edit::Negate(wish(&None, "us", 1)), &text).is_ok());
    let after = apply(&Edit::Drop(Line::Wish(wish(&None, "us", 3))), &text).unwrap().text;
    parsed(&after);
}

#[test]
fn today_in_the_wrong_form_gives_way() {
    let text = include_str!("../samples/invalid/options-with-state.toml");
    let edit = Edit::Today { account: None, today: Today::Taken(vec!["union.strike".into()]) };
    let after = done("wrong form", &edit, text);
    assert_eq!(Model::from_case(&parsed(&after), &parsed(&after).accounts[0]).err(), None, "{after}");
}

#[test]
fn an_edit_says_what_it_touches() {
    let shift = Edit::Move { wish: wish(&Some("one".into()), "iran", 1), to: 2 };
    assert_eq!(shift.touches(), Touches::Wishes { account: Some("one".into()), actor: "iran".into() });
    assert_eq!(Edit::Drop(Line::Rule { account: None, place: 1 }).touches(), Touches::States);
}

#[test]
fn a_file_is_written_whole_and_not_over_another_text() {
    let folder = std::env::temp_dir().join(format!("statecraft-edits-{}", std::process::id()));
    fs::create_dir_all(&folder).unwrap();
    let path = folder.join("case.toml");
    fs::write(&path, "a").unwrap();
    let mut file = CaseFile::open(&folder).unwrap();
    file.write("b").unwrap();
    file.write("c").unwrap();
    assert_eq!(fs::read_to_string(&path).unwrap(), "c");
    fs::write(&path, "d").unwrap();
    assert!(matches!(file.write("e"), Err(FileError::Changed(_))));
    assert_eq!(fs::read_to_string(&path).unwrap(), "d");
    #[cfg(unix)]
    {
        use std::os::unix::fs::{PermissionsExt, symlink};
        let link = folder.join("link.toml");
        symlink("case.toml", &link).unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(0o640)).unwrap();
        CaseFile::open(&link).unwrap().write("f").unwrap();
        assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
        assert_eq!(fs::read_to_string(&path).unwrap(), "f");
        assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o640);
    }
    let left: Vec<_> = fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert!(left.iter().all(|name| !name.to_string_lossy().contains("unfinished")));
    fs::remove_dir_all(&folder).unwrap();
}

const RANKED: &str = r#"title = "Ranked"
actors.a = { name = "A", options = { x = { label = "x", assumption = "s" }, y = { label = "y", assumption = "s" } } }
[[rules]]
never = 'a.x and a.y'
[preferences]
a = { ranking = [[1, 3], 2], states = "FINGERPRINT", assumption = "s" }   # best first
"#;

#[test]
fn rankings_by_number_are_bound_anew_or_restated() {
    let case = parsed(&RANKED.replace("states = \"FINGERPRINT\", ", ""));
    let limits = statecraft::graph::Limits::default();
    let fingerprint = |case: &Case| {
        let model = statecraft::model::Model::from_case(case, &case.accounts[0]).unwrap();
        let graph = statecraft::graph::Graph::explore(&model, &limits).unwrap();
        let statecraft::graph::StateSpace::Settings(states) = &graph.states else { panic!() };
        statecraft::graph::fingerprint(model.options(), states)
    };
    let text = RANKED.replace("FINGERPRINT", &fingerprint(&case));
    let edit = Edit::Rename { kind: Kind::Option, from: "a.x".into(), to: "z".into() };
    let renamed = done("ranked", &edit, &text);
    fingerprint(&parsed(&renamed));
    let restated = done("ranked", &Edit::RestateRankings, &text);
    let line = r#"a = { ranking = [[{ taken = [] }, { taken = ["a.y"] }], { taken = ["a.x"] }], assumption = "s" }   # best first"#;
    assert_eq!(restated.lines().last().unwrap(), line);
    let renamed = done("ranked", &edit, &restated);
    assert_eq!(renamed.lines().last().unwrap(), line.replace("a.x", "a.z"));
    let rule = NewRule { says: Says::Never("a.y".into()), reason: None, claims: vec![] };
    assert!(apply(&Edit::AddRule { account: None, rule }, &text).is_ok(), "only the states show it");
}

/// A drafted claim is accepted with another speaker, and that is taken back; nothing else of the file changes.
fn is_accepted_and_taken_back(text: &str) {
    let before = parsed(text);
    let yes = Acceptance {
        claim: "fresh".into(),
        speaker: Some("Ann \"A\" Bell".into()),
        directness: Some("believed".into()),
        drafted_by: None,
        accepted_by: Some("a reader".into()),
    };
    let accepted = accept(&yes, text, &|text| Case::read_text(text).1).unwrap();
    let case = parsed(&accepted.text);
    let claim = case.claim("fresh").unwrap();
    assert_eq!((claim.speaker.clone(), claim.accepted_by.clone()), (yes.speaker.clone(), yes.accepted_by.clone()));
    assert_eq!(claim.anchor.quote, before.claim("fresh").unwrap().anchor.quote);
    assert_eq!(accept(&yes, &accepted.text, &|text| Case::read_text(text).1).unwrap().text, accepted.text);
    let no = Acceptance { claim: "fresh".into(), ..Acceptance::default() };
    let back = accept(&no, &accepted.text, &|text| Case::read_text(text).1).unwrap();
    assert_eq!(back.text, text);
    let nobody = Acceptance { claim: "nobody".into(), ..no };
    assert!(matches!(accept(&nobody, text, &|_| Vec::new()), Err(EditError::Unknown { .. })));
}
