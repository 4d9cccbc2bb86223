//! Other drafters: good, lying, slow and broken.

use statecraft_read::claims::Tier;
use statecraft_read::document::Document;
use statecraft_read::drafters::{Failed, check, from_endpoint, merge};
use std::io::{Read, Write};
use std::net::TcpListener;

const TEXT: &str = "Mara Lind promised in the square to close the bridge for good.";

fn document() -> Document {
    Document::new("text", TEXT)
}

/// Serves one answer after the other on the loopback, each after some milliseconds; gives the address.
fn stub(answers: Vec<(u64, String)>) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    std::thread::spawn(move || {
        for (wait, answer) in answers {
            let Ok((mut stream, _)) = listener.accept() else { return };
            let mut seen = Vec::new();
            let mut buffer = [0; 4096];
            // The request is read whole: its head, then as many bytes as that says.
            while let Ok(count) = stream.read(&mut buffer) {
                seen.extend_from_slice(&buffer[..count]);
                let text = String::from_utf8_lossy(&seen).to_lowercase();
                let length = text
                    .split("content-length: ")
                    .nth(1)
                    .and_then(|rest| rest.split("\r\n").next()?.parse::<usize>().ok());
                let head = text.find("\r\n\r\n").map(|at| at + 4);
                if count == 0 || head.zip(length).is_some_and(|(head, length)| seen.len() >= head + length) {
                    break;
                }
            }
            std::thread::sleep(std::time::Duration::from_millis(wait));
            let _ = stream.write_all(answer.as_bytes());
        }
    });
    address
}

fn http(status: &str, body: &str) -> String {
    format!(
        "HTTP/1.1 {status}\r\ncontent-type: application/json\r\ncontent-length: {}\r\nconnection: close\r\n\r\n{body}",
        body.len()
    )
}

fn chat(content: &str) -> String {
    http("200 OK", &serde_json::json!({"choices": [{"message": {"content": content}}]}).to_string())
}

const GOOD: &str = r#"{"claims": [{"speaker": "Mara Lind", "cue": "promised", "quotes": ["to close the bridge for good"], "kind": "said"}]}"#;

#[test]
fn a_good_endpoint_drafts_and_agrees_with_the_rules() {
    let url = stub(vec![(0, chat(&format!("Here you are:\n```json\n{GOOD}\n```")))]);
    let checked = from_endpoint(&document(), &url, "m", 5).unwrap();
    assert_eq!(checked.claims[0].quotes, ["to close the bridge for good"]);
    let mut claims = check(&document(), "other", GOOD).unwrap().claims;
    assert_eq!(claims[0].tier, Tier::One);
    merge(&mut claims, checked.claims);
    assert_eq!((claims.len(), claims[0].tier), (1, Tier::Agreed));
}

#[test]
fn a_server_that_refuses_the_schema_is_asked_without() {
    let url = stub(vec![(0, http("400 Bad Request", "{}")), (0, chat(GOOD))]);
    assert_eq!(from_endpoint(&document(), &url, "m", 5).unwrap().claims.len(), 1);
}

#[test]
fn a_lying_endpoint_is_dropped_quote_by_quote() {
    let lies = r#"{"claims": [{"speaker": "Mara Lind", "quotes": ["to burn the bridge"], "kind": "said"},
        {"speaker": "Nobody", "quotes": ["to close the bridge"], "kind": "said"}, {"speaker": "Mara Lind", "quotes": [], "kind": "said"},
        {"quotes": ["to close the bridge"], "kind": "shouts"}, 7, {"spans": [[0, 99999]]}, {"spans": [[5, 2]]}, {"spans": [["a"]]}]}"#;
    let url = stub(vec![(0, chat(lies))]);
    let checked = from_endpoint(&document(), &url, "m", 5).unwrap();
    assert_eq!((checked.claims.len(), checked.dropped.len()), (0, 8), "{checked:#?}");
}

#[test]
fn slow_and_broken_endpoints_are_told_of() {
    let slow = stub(vec![(3_000, chat(GOOD))]);
    assert!(matches!(from_endpoint(&document(), &slow, "m", 1), Err(Failed::TooSlow(..))));
    let broken = stub(vec![(0, "HTTP/1.1 200 OK\r\ncontent-length: 5\r\n\r\n{{{{{".to_owned())]);
    assert!(matches!(from_endpoint(&document(), &broken, "m", 5), Err(Failed::Unreadable(..))));
    let gone = stub(vec![(0, String::new())]);
    assert!(from_endpoint(&document(), &gone, "m", 5).is_err());
}

#[test]
fn places_are_between_letters_or_refused() {
    let text = Document::new("text", "Él dijo “no”.");
    let given = r#"{"claims": [{"spans": [[1, 3]]}, {"spans": [[0, 3]]}, {"spans": [[-1, 3]]}]}"#;
    let checked = check(&text, "d", given).unwrap();
    assert_eq!((checked.claims.len(), checked.dropped.len()), (1, 2));
}

#[cfg(unix)]
mod commands {
    use super::{Failed, GOOD, document};
    use statecraft_read::drafters::from_command;
    use std::os::unix::fs::PermissionsExt;

    fn script(name: &str, body: &str) -> String {
        let path = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
        std::fs::write(&path, format!("#!/bin/sh\n{body}\n")).unwrap();
        std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o755)).unwrap();
        format!("sh {}", path.display())
    }

    #[test]
    fn a_program_gets_the_text_and_gives_claims() {
        let good = script("good.sh", &format!("grep -q 'Mara Lind' && cat <<'END'\n{GOOD}\nEND"));
        assert_eq!(from_command(&document(), &good, 10).unwrap().claims.len(), 1);
    }

    #[test]
    fn a_program_that_fails_hangs_or_is_not_there_is_told_of() {
        assert!(matches!(from_command(&document(), &script("fails.sh", "exit 3"), 10), Err(Failed::Refused(..))));
        assert!(matches!(from_command(&document(), &script("hangs.sh", "exec sleep 20"), 1), Err(Failed::TooSlow(..))));
        assert!(matches!(from_command(&document(), &script("mute.sh", "exit 0"), 10), Err(Failed::Unreadable(..))));
        assert!(matches!(from_command(&document(), "no-such-program-here", 10), Err(Failed::Unrunnable(..))));
    }
}
