//! Writes random models, the catalogue and random games for other readers, with what they should find: `.ci/exchange.py` reads them.
//!
//! `cargo run --release -p statecraft-exchange --example exchange -- FOLDER`

#[allow(missing_docs)]
#[path = "../tests/it/models.rs"]
mod models;

use serde_json::{Value, json};
use statecraft::graph::{Graph, Limits};
use statecraft::stability::{Concept, Found, analyze};
use statecraft::study::Study;
use statecraft_exchange::export::{Target, write};
use statecraft_exchange::import::read;
use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};

const MODELS: usize = 300;
const GAMES: u64 = 1000;
/// Models with more states than this are no work for a program that looks at every sequence of replies.
const MOST_STATES: usize = 100;

type Done<T> = Result<T, Box<dyn Error>>;

fn main() -> Done<()> {
    let folder = PathBuf::from(std::env::args().nth(1).ok_or("name a folder to write into")?);
    for part in ["lp", "graphml", "nfg", "xlsx"] {
        fs::create_dir_all(folder.join(part))?;
    }
    let mut models = Vec::new();
    for (at, study) in random_studies().chain(catalogue()?).enumerate() {
        models.push(model(&folder, at, &study)?);
    }
    let games = (0..GAMES).map(|seed| game(&folder, seed)).collect::<Done<Vec<_>>>()?;
    let manifest = json!({ "models": models, "games": games });
    Ok(fs::write(folder.join("manifest.json"), serde_json::to_vec(&manifest)?)?)
}

/// Random studies that do not contradict themselves: five with options to each bare graph.
fn random_studies() -> impl Iterator<Item = Study> {
    let text = |seed: u64| if seed % 6 == 5 { models::graph(seed) } else { models::case(seed, models::ALL) };
    let all = (0..).map(move |seed| Study::from_text(&text(seed), &Limits::default()));
    all.filter(|study| !study.has_errors() && study.accounts[0].graph.len() <= MOST_STATES).take(MODELS)
}

/// Each account of the catalogue that has few enough states.
fn catalogue() -> Done<Vec<Study>> {
    let cases = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../cases");
    let mut found = Vec::new();
    for entry in fs::read_dir(cases)? {
        let study = Study::open(entry?.path(), &Limits::default())?;
        for one in study.accounts.iter().filter(|one| one.graph.len() <= MOST_STATES) {
            found.push(study.only(&one.account.id().map(String::from).into_iter().collect::<Vec<_>>())?);
        }
    }
    Ok(found)
}

/// Writes a model in each format, and says what its readers should find.
fn model(folder: &Path, at: usize, study: &Study) -> Done<Value> {
    for (target, ending) in [(Target::Lp, "lp"), (Target::Graphml, "graphml"), (Target::Xlsx, "xlsx")] {
        let exported = write(study, target, &Limits::default())?;
        fs::write(folder.join(format!("{ending}/{at}.{ending}")), exported.bytes)?;
    }
    let one = &study.accounts[0];
    let found = analyze(&one.graph, &Concept::USUAL)?;
    let outcomes = Concept::USUAL.map(|concept| json!([concept.key(&[]), names(&one.graph, &found, concept)]));
    let mut moves = Vec::new();
    for from in one.graph.state_ids() {
        for actor in one.graph.actor_ids() {
            for to in one.graph.moves_from(actor, from) {
                let improves = one.graph.prefers(actor, to, from);
                let (from, to) = (one.graph.state_name(from), one.graph.state_name(to));
                moves.push(json!([one.model.actor_keys()[actor.index()], from, to, improves]));
            }
        }
    }
    let states: Vec<Value> =
        one.graph.state_ids().map(|state| json!([one.graph.state_name(state), one.taken(state)])).collect();
    Ok(json!({ "title": study.case.title, "outcomes": outcomes, "moves": moves, "states": states }))
}

fn names(graph: &Graph, found: &Found, concept: Concept) -> Vec<String> {
    found.equilibria(concept).iter().map(|state| graph.state_name(state)).collect()
}

/// Writes a random game, every tenth as it comes out of a case again, and its Nash outcomes as we read them.
fn game(folder: &Path, seed: u64) -> Done<Value> {
    let mut game = models::game(seed);
    if seed % 10 == 9 {
        let imported =
            read("game.nfg", game.as_bytes(), None, &Limits::default()).map_err(|no| format!("{:?}", no.problems))?;
        let study = Study::from_text(&imported.text, &Limits::default());
        game = String::from_utf8(write(&study, Target::Nfg, &Limits::default())?.bytes)?;
    }
    fs::write(folder.join(format!("nfg/{seed}.nfg")), &game)?;
    let imported =
        read("game.nfg", game.as_bytes(), None, &Limits::default()).map_err(|no| format!("{:?}", no.problems))?;
    let study = Study::from_text(&imported.text, &Limits::default());
    let one = &study.accounts[0];
    let found = analyze(&one.graph, &[Concept::Nash])?;
    let played = |state| -> Vec<String> {
        one.taken(state).iter().filter_map(|level| Some(level.split('\'').nth(1)?.to_string())).collect()
    };
    Ok(found.equilibria(Concept::Nash).iter().map(played).collect::<Vec<_>>().into())
}
