//! The commands: exit codes, what goes to which stream, what programs read, and what a slip of the user leads to.

use crate::run::{PROGRAM, Ran, copy, root, scratch, statecraft};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::fs;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Command, Stdio};

const STRIKE: &str = "cases/tutorial-harbour-strike";
const PRISONERS: &str = "cases/prisoners-dilemma";
const CONCEPTS: [&str; 5] = ["nash", "gmr", "smr", "seq", "symseq"];

/// Every command that opens a case, in every format.
const OPENING: [&[&str]; 11] = [
    &["check"],
    &["check", "--format", "json"],
    &["show"],
    &["states"],
    &["states", "--format", "json"],
    &["states", "--format", "csv"],
    &["analyze"],
    &["analyze", "--format", "json"],
    &["analyze", "--format", "csv"],
    &["coalitions"],
    &["coalitions", "--format", "json"],
];

fn on(command: &[&str], case: &str) -> Ran {
    statecraft(&[command, &[case]].concat())
}

/// A case folder with this text.
fn case(name: &str, text: impl AsRef<[u8]>) -> String {
    let folder = scratch(name);
    fs::write(folder.join("case.toml"), text).unwrap();
    folder.to_str().unwrap().to_string()
}

/// The tutorial's case with something replaced.
pub(crate) fn changed(name: &str, from: &str, to: &str) -> String {
    let text = fs::read_to_string(root().join(STRIKE).join("case.toml")).unwrap();
    assert!(text.contains(from), "{from}");
    let folder = case(name, text.replace(from, to));
    copy(&root().join(STRIKE).join("sources"), &Path::new(&folder).join("sources"));
    folder
}

fn data(args: &[&str]) -> Value {
    let ran = statecraft(args);
    assert_eq!(ran.code, Some(0), "{args:?}: {}", ran.err);
    serde_json::from_str(&ran.out).unwrap()
}

fn refused(args: &[&str], code: i32, words: &str) {
    let ran = statecraft(args);
    assert_eq!(ran.code, Some(code), "{args:?}: {}", ran.err);
    assert!(ran.err.contains(words), "{args:?}: {}", ran.err);
    assert_eq!(ran.out, "", "{args:?}: data beside an error");
}

#[test]
fn a_sound_case_gives_data_and_no_messages() {
    for command in OPENING {
        let ran = on(command, STRIKE);
        assert_eq!((ran.code, ran.err.as_str()), (Some(0), ""), "{command:?}");
        assert!(ran.out.ends_with('\n') && ran.out.len() > 100, "{command:?}: {}", ran.out);
        assert_eq!(on(command, &format!("{STRIKE}/case.toml")).code, Some(0), "{command:?}: the file itself");
    }
}

#[test]
fn warnings_are_a_message_beside_the_data() {
    let folder = changed("warned", r#"claims = ["could_block"]"#, "claims = []");
    let warnings = data(&["check", &folder, "--format", "json"])["problems"].as_array().unwrap().len();
    let message = format!("{warnings} warnings; `statecraft check {folder}` shows them\n");
    assert!(warnings > 1);
    for command in OPENING {
        let ran = on(command, &folder);
        // Problems are the data of check, and other commands do not repeat what it says.
        let expected = if command[0] == "show" { &message } else { "" };
        assert_eq!((ran.code, ran.err.as_str()), (Some(0), expected), "{command:?}");
        if command.contains(&"json") {
            serde_json::from_str::<Value>(&ran.out).expect("data");
        }
    }
}

#[test]
fn errors_in_a_case_end_with_1() {
    let folder = changed("broken", "iff not company.raise", "iff not company.rise");
    for command in OPENING {
        let ran = on(command, &folder);
        assert_eq!(ran.code, Some(1), "{command:?}");
        let (words, silent) = if command[0] == "check" { (&ran.out, &ran.err) } else { (&ran.err, &ran.out) };
        assert!(words.contains("`company` has no option `rise`") && words.contains("company.raise"), "{words}");
        assert_eq!(silent, "", "{command:?}");
    }
}

/// What is wrong in the file comes before what is asked of it.
#[test]
fn an_unknown_account_does_not_hide_errors() {
    let folder = changed("broken-account", "iff not company.raise", "iff not company.rise");
    let ran = on(&["analyze", "--account", "nobody"], &folder);
    assert!(ran.code == Some(1) && ran.err.contains("has no option `rise`") && !ran.err.contains("nobody"), "{ran:?}");
}

#[test]
fn what_is_wrong_is_also_data() {
    let folder = changed("broken-data", "iff not company.raise", "iff not company.rise");
    let check: Value = serde_json::from_str(&on(&["check", "--format", "json"], &folder).out).unwrap();
    assert_eq!((&check["format"], &check["errors"]), (&json!("statecraft-check"), &json!(true)));
    let [problem] = check["problems"].as_array().unwrap().as_slice() else { panic!("{check}") };
    assert_eq!((&problem["severity"], &problem["code"]), (&json!("error"), &json!("unknown-name")));
    let line = fs::read_to_string(format!("{folder}/case.toml")).unwrap();
    let line = line.lines().nth(problem["at"]["line"].as_u64().unwrap() as usize - 1).unwrap().to_string();
    let column = |key: &str| problem["at"][key].as_u64().unwrap() as usize - 1;
    assert_eq!(&line[column("column")..column("end_column")], "company.rise");
}

#[test]
fn a_wrong_command_line_ends_with_2() {
    refused(&["chekc", STRIKE], 2, "check");
    refused(&["analyze"], 2, "CASE");
    refused(&["analyze", STRIKE, "--format", "xml"], 2, "json");
    refused(&["analyze", STRIKE, "--concept", "symsec"], 2, "symseq");
    refused(&["analyze", STRIKE, "--limit-states", "many"], 2, "many");
    refused(&["analyze", STRIKE, "--account", "pya"], 2, "there is no account `pya`; did you mean `pay`?");
    refused(&["states", STRIKE, "--account", "somewhere"], 2, "there are: pay, jobs");
    refused(&["show", PRISONERS, "--account", "pay"], 2, "the case has no accounts; leave out --account");
    refused(&["check", STRIKE, "--texts", "cases/nowhere"], 2, "cases/nowhere is not a folder");
}

#[test]
fn what_cannot_be_read_ends_with_2() {
    let empty = scratch("empty-folder");
    let garbled = case("garbled", b"title = \"A case\"\nquestion = \"Wer z\xe4hlt?\"\n");
    let long = case("long", vec![b'#'; (16 << 20) + 1]);
    for command in OPENING {
        refused(&[command, &["cases/nowhere"]].concat(), 2, "cases/nowhere");
        refused(&[command, &[empty.to_str().unwrap()]].concat(), 2, "case.toml");
        refused(&[command, &[&garbled]].concat(), 2, "line 2 has bytes that are not UTF-8");
        refused(&[command, &[&long]].concat(), 2, "larger than 16 MB");
    }
}

#[test]
fn a_limit_ends_with_3() {
    for command in OPENING {
        let ran = statecraft(&[command, &["--limit-states", "5", STRIKE]].concat());
        assert_eq!(ran.code, Some(3), "{command:?}");
        assert!(ran.err.contains("stopped: the case has more than 5 states"), "{command:?}: {}", ran.err);
        assert_eq!(ran.out.is_empty(), command[0] != "check", "{command:?}: nothing is shown in part");
        assert_eq!(statecraft(&[command, &["--limit-states", "18", STRIKE]].concat()).code, Some(0), "{command:?}");
    }
}

#[test]
fn the_data_of_analyze_has_the_shape_that_is_promised() {
    let answer = data(&["analyze", PRISONERS, "--format", "json"]);
    let [account] = answer["accounts"].as_array().unwrap().as_slice() else { panic!("{answer}") };
    assert_eq!(answer["case"], "The prisoner's dilemma");
    assert_eq!(account["id"], Value::Null);
    assert_eq!(account["states"], 4);
    assert_eq!(account["status_quo"], Value::Null);
    assert_eq!(account["options"], json!(["first.silent", "second.silent"]));
    let both = json!(["first.silent", "second.silent"]);
    assert_eq!(account["state"], json!({ "1": [], "2": ["first.silent"], "3": ["second.silent"], "4": both }));
    let farsighted = json!({ "first": [1, 3, 4], "second": [1, 2, 4] });
    let nash = json!({ "first": [1, 3], "second": [1, 2] });
    assert_eq!(
        account["stable"],
        json!({ "nash": nash, "gmr": farsighted, "smr": farsighted, "seq": farsighted, "symseq": farsighted })
    );
    let two = json!([1, 4]);
    assert_eq!(account["equilibria"], json!({ "nash": [1], "gmr": two, "smr": two, "seq": two, "symseq": two }));
}

#[test]
fn states_are_numbered_from_1_in_ascending_binary_order() {
    let answer = data(&["analyze", STRIKE, "--format", "json"]);
    for account in answer["accounts"].as_array().unwrap() {
        let options: Vec<&str> = strings(&account["options"]);
        let state = account["state"].as_object().unwrap();
        let number = |taken: &Value| -> u64 {
            strings(taken).iter().map(|name| 1 << options.iter().position(|option| option == name).unwrap()).sum()
        };
        let codes: BTreeMap<usize, u64> =
            state.iter().map(|(id, taken)| (id.parse().unwrap(), number(taken))).collect();
        assert!(codes.keys().copied().eq(1..=18) && codes.values().is_sorted(), "{codes:?}");
        assert_eq!(account["states"], 18);
        assert_eq!(codes[&(account["status_quo"].as_u64().unwrap() as usize)], 1, "union.strike alone");
    }
    let ids: Vec<&Value> = answer["accounts"].as_array().unwrap().iter().map(|account| &account["id"]).collect();
    assert_eq!(ids, ["pay", "jobs"]);
}

fn strings(list: &Value) -> Vec<&str> {
    list.as_array().unwrap().iter().map(|item| item.as_str().unwrap()).collect()
}

const BARE_GRAPH: &str = r#"
title = "Two roads"
[states]
talks = { label = "They talk", assumption = "a sample" }
war   = { label = "They fight", assumption = "a sample" }
[[moves]]
actor = "north"
from = "talks"
to = "war"
assumption = "a sample"
[actors.north]
name = "North"
[status_quo]
state = "war"
assumption = "a sample"
[preferences]
north = { ranking = ["talks", "war"], assumption = "a sample" }
"#;

#[test]
fn states_of_a_bare_graph_go_by_name() {
    let folder = case("bare-graph", BARE_GRAPH);
    let account = &data(&["analyze", &folder, "--format", "json"])["accounts"][0];
    assert_eq!((&account["states"], &account["status_quo"]), (&json!(2), &json!("war")));
    assert_eq!((&account["options"], &account["state"]), (&json!([]), &json!({ "talks": [], "war": [] })));
    assert_eq!(account["stable"]["seq"], json!({ "north": ["talks", "war"] }));
    assert_eq!(account["equilibria"]["nash"], json!(["talks", "war"]));
    assert_eq!(rows(&["states", &folder, "--format", "csv"]), [["account", "state"], ["", "talks"], ["", "war"]]);
    refused(&["states", &folder, "--where", "north.go"], 2, "bare graph");
    for command in [["show"], ["states"], ["analyze"]] {
        assert!(on(&command, &folder).out.contains("They talk"), "{command:?}");
    }
}

#[test]
fn a_merged_state_says_what_is_open() {
    let header = ["account", "state", "moe.modify", "uniroyal.delay", "uniroyal.accept", "uniroyal.abandon"];
    let rows = rows(&["states", "cases/elmira", "--format", "csv"]);
    assert_eq!(rows[0][..6], header);
    assert_eq!(rows[9], ["", "9", "?", "0", "0", "1", "?"]);
    let account = &data(&["states", "cases/elmira", "--format", "json"])["accounts"][0];
    assert_eq!(account["state"]["9"], json!(["uniroyal.abandon"]));
}

#[test]
fn concepts_and_accounts_can_be_chosen() {
    let all = data(&["analyze", STRIKE, "--format", "json"]);
    let some = data(&["analyze", STRIKE, "--format", "json", "--account", "jobs", "--concept", "symseq,nash"]);
    let [account] = some["accounts"].as_array().unwrap().as_slice() else { panic!("{some}") };
    for part in ["stable", "equilibria"] {
        let keys: Vec<&String> = account[part].as_object().unwrap().keys().collect();
        assert_eq!(keys, ["nash", "symseq"], "{part}");
        keys.iter().for_each(|key| assert_eq!(account[part][key], all["accounts"][1][part][key], "{part} {key}"));
    }
    let twice = data(&["analyze", STRIKE, "--format", "json", "--concept", "nash", "--concept", "symseq"]);
    assert_eq!(twice["accounts"][1]["stable"], account["stable"]);
    let text = statecraft(&["analyze", STRIKE, "--account", "jobs", "--concept", "seq"]).out;
    assert!(text.contains("SEQ") && !text.contains("Nash") && !text.contains("about pay"), "{text}");
}

#[test]
fn csv_says_the_same_as_json() {
    let answer = data(&["analyze", STRIKE, "--format", "json"]);
    let rows = rows(&["analyze", STRIKE, "--format", "csv"]);
    let actors = ["union", "company", "town"];
    let columns = CONCEPTS.iter().flat_map(|concept| {
        actors.iter().chain(&["all"]).map(move |actor| format!("{concept}.{actor}")).collect::<Vec<_>>()
    });
    let header: Vec<String> = ["account", "state", "taken"].map(String::from).into_iter().chain(columns).collect();
    assert_eq!(rows[0], header);
    assert_eq!(rows.len(), 1 + 2 * 18);
    for row in &rows[1..] {
        let cell: BTreeMap<&str, &str> =
            header.iter().map(String::as_str).zip(row.iter().map(String::as_str)).collect();
        let accounts = answer["accounts"].as_array().unwrap();
        let account = accounts.iter().find(|account| account["id"] == cell["account"]).unwrap();
        let id: u64 = cell["state"].parse().unwrap();
        assert_eq!(strings(&account["state"][cell["state"]]).join(" "), cell["taken"]);
        for concept in CONCEPTS {
            let holds = |list: &Value| list.as_array().unwrap().iter().any(|state| *state == id);
            let flag = |holds: bool| if holds { "1" } else { "0" };
            for actor in actors {
                assert_eq!(cell[&*format!("{concept}.{actor}")], flag(holds(&account["stable"][concept][actor])));
            }
            assert_eq!(cell[&*format!("{concept}.all")], flag(holds(&account["equilibria"][concept])));
        }
    }
}

fn rows(args: &[&str]) -> Vec<Vec<String>> {
    let text = statecraft(args).out;
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(text.as_bytes());
    reader.records().map(|row| row.unwrap().iter().map(String::from).collect()).collect()
}

#[test]
fn states_are_picked_by_a_statement() {
    let condition = "company.raise and not (union.strike or town.review)";
    let listed = data(&["states", STRIKE, "--account", "pay", "--where", condition, "--format", "json"]);
    assert_eq!(listed["accounts"][0]["state"], json!({ "4": ["company.raise"] }));
    assert_eq!(listed["accounts"][0]["states"], 18, "of how many");
    assert!(statecraft(&["states", STRIKE, "--where", condition]).out.contains("1 of 18 states"));
    let none = data(&["states", STRIKE, "--where", "union.block and not union.strike", "--format", "json"]);
    assert_eq!(none["accounts"][0]["state"], json!({}));
}

#[test]
fn a_wrong_statement_is_pointed_at() {
    refused(&["states", STRIKE, "--where", "company.rise and union.strike"], 2, "did you mean `company.raise`?");
    let ran = statecraft(&["states", STRIKE, "--where", "union.strike & company.raise"]);
    assert_eq!((ran.code, ran.out.as_str()), (Some(2), ""));
    let lines: Vec<&str> = ran.err.lines().collect();
    let shown = lines.iter().position(|line| line.contains("union.strike & company.raise")).expect(&ran.err);
    assert_eq!(lines[shown].find('&'), lines[shown + 1].find('^'), "{}", ran.err);
    assert!(ran.err.contains("write `and`"), "{}", ran.err);
}

#[test]
fn a_new_case_runs_as_it_stands() {
    let folder = scratch("new").join("my-case");
    let path = folder.to_str().unwrap();
    let ran = statecraft(&["new", path]);
    assert_eq!((ran.code, ran.err.as_str()), (Some(0), ""), "{ran:?}");
    for command in OPENING {
        assert!(ran.out.contains(&format!("statecraft check {path}")));
        let ran = on(command, path);
        assert_eq!((ran.code, ran.err.as_str()), (Some(0), ""), "{command:?}");
    }
    assert!(on(&["check"], path).out.contains("no errors, no warnings"));
    let before = fs::read(folder.join("case.toml")).unwrap();
    refused(&["new", path], 2, "is there already");
    assert_eq!(fs::read(folder.join("case.toml")).unwrap(), before, "an existing folder is left alone");
}

#[test]
fn new_leaves_nothing_behind_when_it_fails() {
    let folder = scratch("new-fails");
    fs::write(folder.join("a-file"), "").unwrap();
    refused(&["new", folder.join("a-file/my-case").to_str().unwrap()], 2, "cannot make");
    let names: Vec<_> = fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert_eq!(names, ["a-file"]);
}

#[test]
fn texts_that_are_not_shipped_can_be_checked() {
    let text = fs::read_to_string(root().join(STRIKE).join("case.toml")).unwrap();
    let kept: Vec<&str> = text.lines().filter(|line| !line.starts_with("text ")).collect();
    let folder = case("not-shipped", kept.join("\n"));
    let texts = scratch("texts");
    copy(&root().join(STRIKE).join("sources"), &texts);
    let with_texts = || statecraft(&["check", &folder, "--texts", texts.to_str().unwrap()]);
    assert!(on(&["check"], &folder).out.contains("18 quotes not looked for"));
    assert!(with_texts().out.contains("18 of 18 quotes found"), "{}", with_texts().out);

    let courier = texts.join("courier.txt");
    fs::write(&courier, fs::read_to_string(&courier).unwrap() + "A later edition.\n").unwrap();
    assert!(with_texts().out.contains("no document has the fingerprint of `courier`"), "{}", with_texts().out);
    assert_eq!(with_texts().code, Some(0));
}

#[test]
fn there_are_no_colours_without_a_terminal() {
    let broken = changed("broken-colours", "iff not company.raise", "iff not company.rise");
    let lines: [&[&str]; 6] = [
        &["check", &broken],
        &["analyze", &broken],
        &["analyze", STRIKE],
        &["chekc"],
        &["--help"],
        &["states", STRIKE, "--where", "nobody.does"],
    ];
    for line in lines {
        for no_color in [None, Some(""), Some("1")] {
            let mut command = Command::new(PROGRAM);
            command.args(line).current_dir(root()).stdin(Stdio::null()).env_remove("NO_COLOR");
            let output = command.envs(no_color.map(|value| ("NO_COLOR", value))).output().unwrap();
            let all = [output.stdout, output.stderr].concat();
            assert!(!all.is_empty() && !all.contains(&0x1b), "{line:?}, NO_COLOR {no_color:?}");
        }
    }
}

#[test]
fn a_reader_who_has_seen_enough_is_no_error() {
    let long = "cases/iran-taliban-2021-first";
    let lines: [&[&str]; 5] = [
        &["states", long, "--all"],
        &["states", long, "--format", "json"],
        &["states", long, "--format", "csv"],
        &["analyze", long, "--format", "json"],
        &["analyze", long, "--format", "csv"],
    ];
    for line in lines {
        let mut command = Command::new(PROGRAM);
        command.args(line).current_dir(root()).stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut running = command.spawn().unwrap();
        let mut reader = BufReader::with_capacity(16, running.stdout.take().unwrap());
        assert!(!reader.fill_buf().unwrap().is_empty());
        drop(reader);
        let output = running.wait_with_output().unwrap();
        assert_eq!((output.status.code(), String::from_utf8_lossy(&output.stderr).as_ref()), (Some(0), ""), "{line:?}");
    }
}

#[test]
fn two_runs_give_the_same_bytes() {
    for command in OPENING {
        for case in ["cases/iran-taliban-2021-first", "cases/elmira", "cases/rapoport-guyer-78"] {
            assert_eq!(on(command, case), on(command, case), "{command:?} {case}");
        }
    }
}

#[test]
fn every_command_explains_itself() {
    let commands: [&[&str]; 7] = [&[], &["new"], &["check"], &["show"], &["states"], &["analyze"], &["coalitions"]];
    let help = |command: &&[&str]| {
        let command: &[&str] = command;
        let ran = statecraft(&[command, &["--help"]].concat());
        assert_eq!((ran.code, ran.err.as_str()), (Some(0), ""), "{command:?}");
        ran.out
    };
    insta::assert_snapshot!("help", commands.iter().map(help).collect::<Vec<_>>().join("\n────\n\n"));
}

/// Four actors with four options each, some one-way: enough states for threads to be worth their while.
fn many_states() -> String {
    let mut text = "title = 'Many states'\n".to_string();
    for actor in 0..4 {
        text += &format!("[actors.a{actor}]\nname = 'a{actor}'\n[actors.a{actor}.options]\n");
        for option in 0..4 {
            let way = if option == actor { "one_way = 'take', " } else { "" };
            text += &format!("o{option} = {{ {way}label = 'o{option}' }}\n");
        }
    }
    text += "[[rules]]\nnever = 'a0.o0 and a1.o1 and not a2.o2'\n[preferences]\n";
    for actor in 0..4 {
        let (next, last) = ((actor + 1) % 4, (actor + 3) % 4);
        let lines: Vec<String> = (0..4)
            .map(|at| format!("'(a{actor}.o{at} iff a{next}.o{}) or not a{last}.o{at}'", (at + 1) % 4))
            .chain((0..4).map(|at| format!("'a{next}.o{at} if a{actor}.o{}'", (at + 2) % 4)))
            .collect();
        text += &format!("a{actor} = [{}]\n", lines.join(", "));
    }
    text
}

#[test]
fn the_number_of_threads_changes_nothing() {
    let case = case("threads", many_states());
    let on_threads = |threads: &str| {
        let args = ["analyze", case.as_str(), "--format", "json"];
        let output = Command::new(PROGRAM).args(args).env("RAYON_NUM_THREADS", threads).output().unwrap();
        assert!(output.status.success());
        output.stdout
    };
    let one = on_threads("1");
    let states = serde_json::from_slice::<Value>(&one).unwrap()["accounts"][0]["states"].as_u64();
    assert!(states.is_some_and(|states| states > 1 << 14), "too few states for threads: {states:?}");
    assert!(one == on_threads("2") && one == on_threads("7"), "the answer depends on the number of threads");
}

#[test]
fn coalitions_are_asked_as_told() {
    let elmira = "cases/elmira";
    let report = data(&["coalitions", elmira, "--concept", "nash", "--format", "json"]);
    let account = &report["accounts"][0];
    assert_eq!(account["outcomes"], json!([5, 8, 9]));
    assert_eq!(account["held_by_all"], json!([8, 9]));
    let way = json!({ "from": 5, "members": ["moe", "uniroyal"], "to": 8, "to_outcome": true,
        "moves": [{ "by": ["moe"], "to": 6 }, { "by": ["uniroyal"], "to": 8 }] });
    assert_eq!(account["departures"], json!([way]));
    assert_eq!(account["between_outcomes"], json!([way]));
    assert_eq!(account["coalitions"].as_array().unwrap().len(), 7);

    let one = data(&["coalitions", elmira, "--coalition", "moe,local", "--format", "json"]);
    let asked = json!([{ "members": ["moe", "local"], "leaves": [] }]);
    assert_eq!((&one["every"], &one["accounts"][0]["coalitions"]), (&json!(false), &asked));

    let blocks = data(&["coalitions", elmira, "--structure", "moe+uniroyal", "--format", "json"]);
    let account = &blocks["accounts"][0];
    assert_eq!(blocks["structure"], json!([["moe", "uniroyal"]]));
    assert_eq!((&account["outcomes_alone"], &account["outcomes"]), (&json!([5, 8, 9]), &json!([1, 7, 8, 9])));

    // Two blocks and three actors on nine states each.
    assert_eq!(account["checked"], json!({ "verdicts": 45, "checked": 45, "failed": [] }));

    let state = statecraft(&["coalitions", elmira, "--state", "1"]);
    assert!(
        state.out.contains("2 of the 7 coalitions asked would leave today's situation (state 1);"),
        "{}",
        state.out
    );
    let jump = statecraft(&["coalitions", "cases/prisoners-dilemma", "--moves", "jump", "--concept", "nash"]);
    assert!(jump.out.contains("takes up “Keep silent” (to state 4)"), "{}", jump.out);
    let pareto = data(&["coalitions", elmira, "--improvement", "pareto", "--seq", "joint", "--format", "json"]);
    assert_eq!((&pareto["improvement"], &pareto["seq"]), (&json!("pareto"), &json!("joint")));
}

#[test]
fn coalitions_that_cannot_be_asked_are_refused() {
    let elmira = "cases/elmira";
    let lines: [(&[&str], &str); 6] = [
        (&["--moves", "jump"], "not defined where `same` rules merge states"),
        (&["--coalition", "moe,uniroil"], "did you mean `uniroyal`?"),
        (&["--structure", "moe+local,local"], "write each name once"),
        (&["--concept", "sim"], "nash, gmr, smr, seq or symseq"),
        (&["--concept", "sec"], "did you mean `seq`?"),
        (&["--state", "10"], "there is no state 10"),
    ];
    for (line, words) in lines {
        refused(&[&["coalitions", elmira], line].concat(), 2, words);
    }
    let ran =
        statecraft(&["coalitions", "cases/iran-taliban-2021-first", "--account", "isis", "--limit-memory", "300K"]);
    assert_eq!(ran.code, Some(3), "{}", ran.err);
    assert!(ran.err.contains("of memory") && ran.out.contains("Not done: the account isis."), "{ran:?}");
}

const GISBORNE: &str = "cases/lake-gisborne-unknown-preference";

/// Other structures of preference stand in fields of their own, and the ordinary ones stay as they are.
#[test]
fn structures_of_preference_are_answered_beside_the_ordinary_verdicts() {
    let unread = ["analyze", GISBORNE, "--account", "unread", "--format", "json"];
    let plain = data(&unread);
    let mut all = data(&[&unread[..], &["--unknown", "all", "--strength", "--attitudes", "strict"]].concat());
    let fields = all.as_object_mut().unwrap();
    let unknown = fields.remove("unknown").unwrap();
    assert_eq!(unknown[0]["b"]["equilibria"]["nash"], json!([4, 6]));
    assert_eq!((&unknown[0]["orders"], &unknown[0]["not_listed"]), (&json!(120), &Value::Null));
    assert_eq!(unknown[0]["in_all_orders"]["equilibria"]["gmr"], json!([]));
    let strength = fields.remove("strength").unwrap();
    assert_eq!(strength[0]["general"]["stable"]["gmr"], plain["accounts"][0]["stable"]["gmr"]);
    let attitudes = fields.remove("attitudes").unwrap();
    assert_eq!(attitudes[0]["strict"]["equilibria"]["seq"], plain["accounts"][0]["equilibria"]["seq"]);
    assert_eq!(all, plain);
    assert_eq!(plain["accounts"][0]["not_counted"][0]["read_by"], "unknown");
    let hint = "with what is unknown:  statecraft analyze cases/lake-gisborne-unknown-preference --unknown all";
    assert!(statecraft(&["analyze", GISBORNE]).out.contains(hint));
    assert!(!statecraft(&["analyze", GISBORNE, "--unknown", "all"]).out.contains(hint));
    assert_eq!(data(&["analyze", STRIKE, "--format", "json"])["accounts"][0].get("not_counted"), None);
}

#[test]
fn structures_of_preference_are_refused_where_they_mean_nothing() {
    refused(&["analyze", GISBORNE, "--strength", "--format", "csv"], 2, "ordinary verdicts only");
    refused(&["analyze", GISBORNE, "--unknown", "a", "--concept", "symseq"], 2, "nash, gmr, smr and seq");
    refused(&["analyze", GISBORNE, "--attitudes", "loose"], 2, "weak, strict");
}

#[test]
fn an_actor_of_whom_nothing_is_known_is_not_passed_over() {
    let folder = changed(
        "unknown-town",
        "[accounts.jobs]",
        "[accounts.silent]\ntitle = \"Silent\"\n[accounts.silent.preferences]\ntown = \"unknown\"\nunion = []\n\n[accounts.jobs]",
    );
    let text = statecraft(&["analyze", &folder, "--account", "silent", "--unknown", "d"]).out;
    assert!(text.contains("Nothing is known of what Town wants"), "{text}");
    assert!(text.contains("Not looked at order by order: nothing is known of what Town wants"), "{text}");
}

#[test]
fn scenarios_are_among_the_names_of_states() {
    let case = "cases/iran-taliban-2021-first";
    let ran = statecraft(&["explain", case, "--state", "setlement"]);
    assert!(ran.err.contains("did you mean the scenario `settlement`?"), "{}", ran.err);
    let ran = statecraft(&["explain", case, "--state", "9999"]);
    assert!(
        ran.err.contains("from 1 to 1824, or by scenario; there are: hosted_settlement, settlement,"),
        "{}",
        ran.err
    );
}
