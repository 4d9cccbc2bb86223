//! `statecraft mcp` as an assistant's program meets it: one message on each line, in and out.

use crate::run::{PROGRAM, copy, root, scratch};
use serde_json::{Value, json};
use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

/// The program, and a talk with it.
struct Talk {
    program: Child,
    say: Option<ChildStdin>,
    hear: BufReader<ChildStdout>,
    last: u64,
}

impl Talk {
    fn begin(args: &[&str], folder: &Path) -> Talk {
        let mut command = Command::new(PROGRAM);
        command.arg("mcp").arg(folder).args(args).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
        let mut program = command.spawn().unwrap();
        let (say, hear) = (program.stdin.take(), BufReader::new(program.stdout.take().unwrap()));
        let mut talk = Talk { program, say, hear, last: 0 };
        let hello = json!({
            "protocolVersion": "2025-06-18", "capabilities": {}, "clientInfo": { "name": "a test", "version": "1" },
        });
        let info = talk.ask("initialize", &hello);
        assert_eq!(info["result"]["serverInfo"]["name"], "statecraft", "{info}");
        talk.tell(&json!({ "jsonrpc": "2.0", "method": "notifications/initialized" }));
        talk
    }

    fn tell(&mut self, message: &Value) {
        writeln!(self.say.as_mut().unwrap(), "{message}").unwrap();
    }

    /// Sends a request without waiting; gives its number.
    fn send(&mut self, method: &str, params: &Value) -> u64 {
        self.last += 1;
        let id = self.last;
        self.tell(&json!({ "jsonrpc": "2.0", "id": id, "method": method, "params": params }));
        id
    }

    /// The next message; every line of standard output must be one.
    fn next(&mut self) -> Value {
        let mut line = String::new();
        assert!(self.hear.read_line(&mut line).unwrap() > 0, "the server has ended");
        let message: Value = serde_json::from_str(&line).unwrap_or_else(|_| panic!("not a message: {line}"));
        assert_eq!(message["jsonrpc"], "2.0");
        message
    }

    fn ask(&mut self, method: &str, params: &Value) -> Value {
        let id = self.send(method, params);
        loop {
            let message = self.next();
            if message["id"] == id {
                return message;
            }
        }
    }

    /// What a tool gives: whether it was refused, and what is structured.
    fn call(&mut self, tool: &str, arguments: &Value) -> (bool, Value) {
        let answer = self.ask("tools/call", &json!({ "name": tool, "arguments": arguments }));
        let result = &answer["result"];
        assert!(result["content"][0]["text"].is_string(), "{tool}: {answer}");
        (result["isError"] == true, result["structuredContent"].clone())
    }

    fn gives(&mut self, tool: &str, arguments: &Value) -> Value {
        let (refused, given) = self.call(tool, arguments);
        assert!(!refused, "{tool}: {given}");
        given
    }

    fn refuses(&mut self, tool: &str, arguments: &Value) -> String {
        let (refused, given) = self.call(tool, arguments);
        assert!(refused, "{tool}: {given}");
        given["code"].as_str().unwrap().to_string()
    }
}

impl Drop for Talk {
    fn drop(&mut self) {
        drop(self.say.take()); // with it the server ends by itself
        let ended = self.program.wait();
        if !std::thread::panicking() {
            assert!(ended.unwrap().success());
        }
    }
}

const ASKING: [&str; 15] = [
    "check",
    "states",
    "analyze",
    "explain",
    "compare",
    "brief",
    "impact",
    "ledger",
    "change",
    "paths",
    "coalitions",
    "scenarios",
    "variants",
    "watch",
    "show",
];

#[test]
fn questions_of_a_case_are_answered_as_the_commands_answer_them() {
    let mut talk = Talk::begin(&[], &root().join("cases/iran-taliban-2021"));
    let tools = talk.ask("tools/list", &json!({}));
    let tools = tools["result"]["tools"].as_array().unwrap();
    let names: Vec<&str> = tools.iter().map(|tool| tool["name"].as_str().unwrap()).collect();
    assert!(ASKING.iter().all(|name| names.contains(name)), "{names:?}");
    assert!(!names.contains(&"edit") && !names.contains(&"begin"), "a server that only reads offers to write");
    assert!(tools.iter().all(|tool| tool["inputSchema"]["type"] == "object"));
    for name in ASKING {
        talk.gives(name, &json!({}));
    }
    let given = talk.gives("analyze", &json!({ "concepts": ["nash"] }));
    let command =
        crate::run::statecraft(&["analyze", "cases/iran-taliban-2021", "--concept", "nash", "--format", "json"]);
    assert_eq!(given["accounts"], serde_json::from_str::<Value>(&command.out).unwrap()["accounts"]);
}

#[test]
fn what_does_not_fit_is_refused_with_a_code() {
    let mut talk = Talk::begin(&[], &root().join("cases"));
    assert_eq!(talk.refuses("analyze", &json!({})), "which-case");
    let case = "iran-taliban-2021";
    assert_eq!(talk.refuses("analyze", &json!({ "case": case, "concept": ["nash"] })), "argument");
    assert_eq!(talk.refuses("analyze", &json!({ "case": case, "concepts": ["nahs"] })), "concept");
    assert_eq!(talk.refuses("show", &json!({ "case": 7 })), "argument");
    assert_eq!(talk.refuses("nothing", &json!({})), "tool");
    assert_eq!(talk.refuses("states", &json!({ "condition": "x".repeat(300 << 10) })), "too-large");
    assert_eq!(talk.refuses("edit", &json!({ "case": case, "version": "", "edits": [] })), "read-only");
    for outside in ["../cases/iran-taliban-2021", "/etc", "iran-taliban-2021/../..", ".git"] {
        assert_eq!(talk.refuses("show", &json!({ "case": outside })), "outside", "{outside}");
    }
    for outside in ["../Cargo.toml", "/etc/passwd", "..\\x.txt"] {
        let code = talk.refuses("read", &json!({ "file": outside }));
        assert!(["outside", "no-text"].contains(&code.as_str()), "{outside}: {code}");
    }
}

#[test]
fn resources_are_the_cases_their_texts_and_the_glossary() {
    let folder = scratch("mcp-resources");
    copy(&root().join("cases/tutorial-harbour-strike"), &folder);
    fs::write(folder.join("a report.txt"), "One.\n").unwrap();
    fs::write(folder.join("key.pem"), "secret").unwrap();
    let mut talk = Talk::begin(&[], &folder);
    let listed = talk.ask("resources/list", &json!({}));
    let uris: Vec<String> = listed["result"]["resources"]
        .as_array()
        .unwrap()
        .iter()
        .map(|resource| resource["uri"].as_str().unwrap().to_string())
        .collect();
    assert!(uris.contains(&"statecraft:file/a%20report.txt".to_string()), "{uris:?}");
    assert!(uris.contains(&"statecraft:file/case.toml".to_string()), "{uris:?}");
    for uri in &uris {
        let read = talk.ask("resources/read", &json!({ "uri": uri }));
        assert!(read["result"]["contents"][0]["text"].is_string(), "{uri}: {read}");
    }
    for uri in
        ["statecraft:file/key.pem", "statecraft:file/..%2Fx.txt", "statecraft:file//etc/passwd", "file:///etc/passwd"]
    {
        let read = talk.ask("resources/read", &json!({ "uri": uri }));
        assert!(read["error"].is_object(), "{uri}: {read}");
    }
}

#[cfg(unix)]
#[test]
fn links_do_not_lead_out_of_the_folder() {
    let (folder, outside) = (scratch("mcp-links"), scratch("mcp-links-outside"));
    fs::write(outside.join("private.txt"), "Not yours.\n").unwrap();
    fs::write(outside.join("case.toml"), "title = \"Not yours\"\n").unwrap();
    std::os::unix::fs::symlink(outside.join("private.txt"), folder.join("report.txt")).unwrap();
    std::os::unix::fs::symlink(&outside, folder.join("case")).unwrap();
    let mut talk = Talk::begin(&["--write"], &folder);
    assert_eq!(talk.refuses("read", &json!({ "file": "report.txt" })), "outside");
    assert_eq!(talk.refuses("show", &json!({ "case": "case" })), "outside");
    let begin = json!({ "case": "case", "title": "T", "question": "Q?", "sources": [], "actors": [], "options": [] });
    assert_eq!(talk.refuses("begin", &begin), "outside");
    assert_eq!(talk.gives("open", &json!({}))["texts"], json!([]));
}

const REPORT: &str =
    "The union said it would strike unless the pay rises. The owner fears a strike more than the cost.\n";
const LETTER: &str = "The owner will not raise the pay before the harvest, its director wrote.\n";

/// Two texts, and what an assistant makes of them.
fn two_texts(name: &str) -> (std::path::PathBuf, Value) {
    let folder = scratch(name);
    fs::write(folder.join("report.txt"), REPORT).unwrap();
    fs::write(folder.join("letter.txt"), LETTER).unwrap();
    let draft = json!({
        "title": "Pay", "question": "Will there be a strike?", "as_of": "2024-05-16",
        "sources": [
            { "key": "report", "title": "A report", "text": "report.txt" },
            { "key": "letter", "title": "A letter", "text": "letter.txt" },
        ],
        "claims": [
            { "key": "threat", "source": "report", "quote": "it would strike unless the pay rises", "accepted_by": "somebody" },
            { "key": "fear", "source": "report", "quote": "fears a strike more than the cost" },
            { "key": "no", "source": "letter", "quote": "will not raise the pay before the harvest" },
        ],
        "actors": [{ "key": "union", "name": "Union" }, { "key": "owner", "name": "Owner" }],
        "options": [
            { "name": "union.strike", "label": "Strike", "claims": ["threat"] },
            { "name": "owner.raise", "label": "Raise the pay", "claims": ["no"] },
        ],
        "today_claims": ["no"],
        "accounts": [
            { "key": "fearful", "title": "The owner gives way", "sources": ["report"] },
            { "key": "firm", "title": "The owner stays firm", "sources": ["letter"] },
        ],
        "edits": [
            wish("fearful", "union", "owner.raise", "threat"), wish("fearful", "union", "union.strike if not owner.raise", "threat"),
            wish("fearful", "owner", "not union.strike", "fear"), wish("fearful", "owner", "not owner.raise", "no"),
            wish("firm", "union", "owner.raise", "threat"), wish("firm", "union", "union.strike if not owner.raise", "threat"),
            wish("firm", "owner", "not owner.raise", "no"), wish("firm", "owner", "not union.strike", "fear"),
        ],
    });
    (folder, draft)
}

fn wish(account: &str, actor: &str, wants: &str, claim: &str) -> Value {
    json!({ "add": { "account": account, "actor": actor, "wish": { "wants": wants, "claims": [claim] } } })
}

#[test]
fn two_texts_become_a_case_and_a_lying_quote_is_refused() {
    let (folder, draft) = two_texts("mcp-begin");
    let file = folder.join("case.toml");
    let mut talk = Talk::begin(&["--write"], &folder);
    let mut lying = draft.clone();
    lying["claims"][1]["quote"] = json!("fears nothing");
    assert_eq!(talk.refuses("begin", &lying), "quote");
    let mut elsewhere = draft.clone();
    elsewhere["sources"][0]["text"] = json!("../report.txt");
    assert_eq!(talk.refuses("begin", &elsewhere), "outside");
    assert!(!file.exists());
    let begun = talk.gives("begin", &draft);
    assert_eq!(begun["check"]["errors"], false, "{begun}");
    let text = fs::read_to_string(&file).unwrap();
    assert_eq!(text.matches("drafted_by = \"a test (statecraft mcp), not reviewed\"").count(), 3, "{text}");
    assert!(!text.contains("accepted_by"), "{text}");
    assert_eq!(talk.refuses("begin", &draft), "exists");
    talk.gives("brief", &json!({}));
    assert_eq!(fs::read_to_string(&file).unwrap(), text);
}

#[test]
fn an_edit_is_made_whole_or_not_at_all() {
    let (folder, draft) = two_texts("mcp-edit");
    let file = folder.join("case.toml");
    let mut talk = Talk::begin(&["--write"], &folder);
    let version = talk.gives("begin", &draft)["version"].clone();
    let begun = fs::read_to_string(&file).unwrap();
    let claim = |key: &str, quote: &str| json!({ "add_claim": { "key": key, "source": "letter", "quote": quote } });
    let good = claim("director", "its director wrote");
    for (edits, code) in [
        (json!([good, claim("lie", "the owner gives in")]), "edit"),
        (
            json!([good, { "add_source": { "key": "talk", "title": "A talk" } }, { "add_claim": { "key": "t", "source": "talk", "quote": "Yes" } }]),
            "quote",
        ),
        (json!([good, { "add_source": { "key": "out", "title": "Out", "text": "../x.txt" } }]), "outside"),
        (json!([good, { "add_claim": { "key": "x", "source": "letter", "qoute": "The owner" } }]), "argument"),
    ] {
        assert_eq!(talk.refuses("edit", &json!({ "version": version, "edits": edits })), code);
        assert_eq!(fs::read_to_string(&file).unwrap(), begun);
    }
    talk.gives("edit", &json!({ "version": version, "edits": [good], "dry_run": true }));
    assert_eq!(fs::read_to_string(&file).unwrap(), begun);
    let written = talk.gives("edit", &json!({ "version": version, "edits": [good] }));
    assert_eq!(talk.refuses("edit", &json!({ "version": version, "edits": [claim("again", "The owner")] })), "changed");
    fs::write(&file, fs::read_to_string(&file).unwrap() + "# by hand\n").unwrap();
    assert_eq!(
        talk.refuses("edit", &json!({ "version": written["version"], "edits": [claim("again", "The owner")] })),
        "changed"
    );
    assert!(fs::read_to_string(&file).unwrap().ends_with("# by hand\n"));
}

/// More work than anybody could wait for.
fn endless() -> Value {
    json!({ "every_line": true, "samples": 1_000_000_000_000_u64 })
}

#[test]
fn a_call_that_is_cancelled_makes_way_for_the_next() {
    let mut talk = Talk::begin(&["--time-limit", "1000000"], &root().join("cases/iran-taliban-2021"));
    let id = talk.send("tools/call", &json!({ "name": "robust", "arguments": endless() }));
    talk.tell(&json!({ "jsonrpc": "2.0", "method": "notifications/cancelled", "params": { "requestId": id } }));
    talk.gives("check", &json!({})); // waits for its turn
    talk.send("tools/call", &json!({ "name": "robust", "arguments": endless() })); // and the end of input stops this one
}

#[test]
fn a_call_ends_with_its_time() {
    let mut talk = Talk::begin(&["--time-limit", "0.5"], &root().join("cases/iran-taliban-2021"));
    let (refused, given) = talk.call("robust", &endless());
    assert!(refused && given["code"] == "time" || given["limit"].is_object() || given["limit"].is_string(), "{given}");
}
