//! Edits: some bytes choose an edit of what the text says, the rest is the text. An edit is refused or made; what takes it back
//! leaves every byte as it was; and what it leaves has no error that was not there.
#![no_main]

use libfuzzer_sys::fuzz_target;
use statecraft::case::Case;
use statecraft::diag::Diagnostic;
use statecraft::edit::{Edit, Kind, Line, NewRule, NewWish, Says, Today, Wish, apply};
use statecraft::model::Model;

fuzz_target!(|input: (u8, u8, u8, u8, &str)| {
    let (which, first, second, third, text) = input;
    let (case, errors) = read(text);
    let Some(edit) = edit(&case, which, [first, second, third]) else { return };
    let Ok(applied) = apply(&edit, text) else { return };
    assert_eq!(applied.undo.apply(&applied.text).expect("it is the text that was edited"), text, "{edit:?}");
    let (_, after) = read(&applied.text);
    assert!(!errors.is_empty() || after.is_empty(), "{edit:?}\n{after:?}\n{}", applied.text);
});

/// The case, and the errors that reading it and its models shows.
fn read(text: &str) -> (Case, Vec<Diagnostic>) {
    let (case, mut problems) = Case::read_text(text);
    problems.extend(case.accounts.iter().filter_map(|account| Model::from_case(&case, account).err()).flatten());
    problems.retain(Diagnostic::is_error);
    (case, problems)
}

/// The edit that these bytes choose among those that the case has room for.
fn edit(case: &Case, which: u8, picks: [u8; 3]) -> Option<Edit> {
    let pick = |from: &[String], at: usize| from.get(usize::from(picks[at]) % from.len().max(1)).cloned();
    let actors: Vec<String> = case.actors.iter().map(|actor| actor.key.value.clone()).collect();
    let options: Vec<String> = case
        .actors
        .iter()
        .flat_map(|actor| actor.options.iter().map(move |option| format!("{}.{}", actor.key.value, option.key.value)))
        .collect();
    let accounts: Vec<String> = case.accounts.iter().filter_map(|account| account.id().map(str::to_string)).collect();
    let account = accounts.get(usize::from(which / 16) % (accounts.len() + 1)).cloned();
    let wish = || Some(Wish { account: account.clone(), actor: pick(&actors, 0)?, place: usize::from(picks[1] % 6) });
    let rule = Line::Rule { account: account.clone(), place: usize::from(picks[1] % 6) };
    let line = || if picks[2] % 2 == 0 { Some(rule.clone()) } else { wish().map(Line::Wish) };
    let named = || match picks[1] % 7 {
        0 => Some((Kind::Actor, pick(&actors, 0)?)),
        1 => Some((Kind::Option, pick(&options, 0)?)),
        2 => Some((Kind::Account, pick(&accounts, 0)?)),
        3 => Some((Kind::Claim, pick(&keys(case.claims.iter().map(|it| &it.key.value)), 0)?)),
        4 => Some((Kind::Source, pick(&keys(case.sources.iter().map(|it| &it.key.value)), 0)?)),
        5 => Some((Kind::State, pick(&keys(case.states.iter().map(|it| &it.key.value)), 0)?)),
        _ => Some((Kind::Evidence, pick(&keys(case.evidence.iter().map(|it| &it.key.value)), 0)?)),
    };
    Some(match which % 11 {
        0 => Edit::Move { wish: wish()?, to: usize::from(picks[2] % 6) },
        1 => Edit::Drop(line()?),
        2 => Edit::Negate(wish()?),
        3 => {
            let wish = NewWish { wants: pick(&options, 1)?, unsure: picks[2] % 2 == 0, ..NewWish::default() };
            Edit::Add { account, actor: pick(&actors, 0)?, at: Some(usize::from(picks[2] % 6)), wish }
        }
        4 => Edit::Today { account, today: Today::Taken(vec![pick(&options, 0)?, pick(&options, 1)?]) },
        5 => {
            let (kind, from) = named()?;
            Edit::Rename { kind, from, to: ["new", "a b", "ü", "'", "not"][usize::from(picks[2]) % 5].to_string() }
        }
        6 => {
            let (kind, name) = named()?;
            Edit::Remove { kind, name, cited: picks[2] % 2 == 0 }
        }
        7 => Edit::Give { line: line()?, to: pick(&accounts, 0)? },
        8 => Edit::Take { line: line()?, from: pick(&accounts, 0)? },
        9 => {
            let says = Says::AtMostOne(vec![pick(&options, 0)?, pick(&options, 1)?]);
            Edit::AddRule { account, rule: NewRule { says, reason: Some("so".to_string()), claims: Vec::new() } }
        }
        _ => Edit::RestateRankings,
    })
}

fn keys<'a>(keys: impl Iterator<Item = &'a String>) -> Vec<String> {
    keys.cloned().collect()
}
