//! Opens a case, moves one wish, asks again and prints what changed.
//! `cargo run --release -p statecraft --example edit -- cases/iran-taliban-2021 spoiler iran 1 5`

use statecraft::answers::{Analysis, Analyze};
use statecraft::edit::{Edit, Wish};
use statecraft::graph::Limits;
use statecraft::study::Study;
use std::error::Error;
use std::io::{Write, stdout};

fn main() -> Result<(), Box<dyn Error>> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let [path, account, actor, place, to] = args.as_slice() else {
        return Err("usage: edit CASE ACCOUNT ACTOR PLACE TO".into());
    };
    let limits = Limits::default();
    let study = Study::open(path, &limits)?;
    let wish = Wish { account: Some(account.clone()), actor: actor.clone(), place: place.parse()? };
    let edited = study.edit(&Edit::Move { wish, to: to.parse()? }, &limits)?;

    let question = Analyze { accounts: vec![account.clone()], check: false, ..Analyze::default() };
    let (before, after) = (study.ask(&question, &limits)?, edited.ask(&question, &limits)?);
    let outcomes = |of: &Analysis, concept| of.accounts[0].verdicts.equilibria.get(concept).cloned();
    for concept in &before.concepts {
        let (Some(before), Some(after)) = (outcomes(&before, concept), outcomes(&after, concept)) else { continue };
        let gone: Vec<String> = before.iter().filter(|state| !after.contains(state)).map(|it| it.to_string()).collect();
        let new: Vec<String> = after.iter().filter(|state| !before.contains(state)).map(|it| it.to_string()).collect();
        writeln!(stdout(), "{concept}: {} before, {} after; gone {gone:?}; new {new:?}", before.len(), after.len())?;
    }
    Ok(())
}
