//! `docs/gallery.md` shows every case of the catalogue, with what holds in it and a picture. `cargo run -p xtask -- gallery` makes it anew.

use crate::run::{root, statecraft};
use serde_json::Value;
use std::collections::BTreeMap;
use std::fs;

const CONCEPTS: [(&str, &str); 5] =
    [("nash", "Nash"), ("gmr", "GMR"), ("smr", "SMR"), ("seq", "SEQ"), ("symseq", "SymSEQ")];
/// A case with more accounts is told in one line, without a picture.
const MOST_ACCOUNTS: usize = 6;
const HEAD: &str = "<!-- made by `cargo run -p xtask -- gallery`; changes here are lost -->\n# The gallery\n\n\
    Every case of the catalogue. A figure is the number of outcomes under a concept; the pictures show where today leads, as `paths` or,\n\
    with several accounts, `compare` draw it.\n";

#[test]
fn the_gallery_shows_the_catalogue() {
    let made = made();
    let folder = root().join("docs/gallery");
    if std::env::var_os("UPDATE_DOCS").is_some() {
        fs::create_dir_all(&folder).unwrap();
        made.iter().for_each(|(name, text)| fs::write(root().join("docs").join(name), text).unwrap());
    }
    let stale = |(name, text): &(&String, &String)| {
        fs::read_to_string(root().join("docs").join(name)).ok().as_ref() != Some(*text)
    };
    let wrong: Vec<&String> = made.iter().filter(stale).map(|(name, _)| name).collect();
    assert!(wrong.is_empty(), "`cargo run -p xtask -- gallery` makes {wrong:?} anew");
    assert_eq!(fs::read_dir(folder).unwrap().count(), made.len() - 1);
}

/// The page and its pictures, by their place in `docs`.
fn made() -> BTreeMap<String, String> {
    let entries = fs::read_dir(root().join("cases")).unwrap().map(|entry| entry.unwrap().file_name());
    let mut cases: Vec<String> = entries.map(|name| name.to_string_lossy().into_owned()).collect();
    cases.sort();
    let (mut page, mut found) = (HEAD.to_string(), BTreeMap::new());
    for case in cases {
        let ran = statecraft(&["analyze", &format!("cases/{case}"), "--format", "json"]);
        let answer: Value = serde_json::from_str(&ran.out).unwrap();
        page += &entry(&case, &answer);
        if let Some(svg) = picture(&case, accounts(&answer).len()) {
            page += &format!("\n![Where today leads](gallery/{case}.svg)\n");
            found.insert(format!("gallery/{case}.svg"), svg);
        }
    }
    found.insert("gallery.md".into(), page);
    found
}

fn accounts(answer: &Value) -> &[Value] {
    answer["accounts"].as_array().unwrap()
}

fn entry(case: &str, answer: &Value) -> String {
    let (accounts, text) = (accounts(answer), |value: &Value| value.as_str().unwrap_or_default().to_string());
    let (title, question) = (text(&answer["case"]), text(&answer["question"]));
    let actors = accounts[0]["stable"]["nash"].as_object().unwrap().len();
    let options = accounts[0]["options"].as_array().unwrap().len();
    let mut entry =
        format!("\n## {title}\n\n{question} {actors} actors, {options} options, {} states.\n", accounts[0]["states"]);
    let outcomes = |account: &Value, concept: &str| account["equilibria"][concept].as_array().unwrap().len();
    entry += &format!(
        "\n| |{}\n|---|{}\n",
        CONCEPTS.map(|(_, name)| format!(" {name} |")).concat(),
        "---|".repeat(CONCEPTS.len())
    );
    if accounts.len() > MOST_ACCOUNTS {
        let with = |(concept, _)| accounts.iter().filter(|account| outcomes(account, concept) > 0).count();
        let cells = CONCEPTS.map(with).map(|count| format!(" {count} |")).concat();
        entry += &format!("| accounts with an outcome, of {} |{cells}\n", accounts.len());
    } else {
        for account in accounts {
            let cells = CONCEPTS.map(|(concept, _)| format!(" {} |", outcomes(account, concept))).concat();
            entry += &format!("| {} |{cells}\n", account["title"].as_str().unwrap_or("outcomes"));
        }
    }
    let published = fs::read_to_string(root().join("cases").join(case).join("published.toml"));
    let source = published.map_or("Our own.".into(), |text| cited(&text.parse().unwrap()));
    entry + &format!("\n{source} [The case](../cases/{case}/case.toml)\n")
}

/// Whose model it is, and whether the figures that it is held against were read or recalled.
fn cited(published: &toml::Table) -> String {
    let recalled =
        if published["provenance"].as_str() == Some("recalled") { " (recalled, not read again)" } else { "" };
    format!("Model and published results{recalled}: {}.", published["citation"].as_str().unwrap())
}

/// Where today leads, if the case says what today is.
fn picture(case: &str, accounts: usize) -> Option<String> {
    let command = match accounts {
        1 => "paths",
        2..=MOST_ACCOUNTS => "compare",
        _ => return None,
    };
    let ran = statecraft(&[command, &format!("cases/{case}"), "--format", "svg"]);
    (ran.code == Some(0) && ran.out.starts_with("<svg")).then_some(ran.out)
}
