//! Broken files are told: where, what, and one thing to try; whatever is broken, nothing panics.

use crate::models::Random;
use crate::read::{file, files};
use statecraft::case::Rejected;
use statecraft::graph::Limits;
use statecraft_exchange::import::{Source, read};
use std::fs;

/// What is wrong, and the words that it is about.
fn told(name: &str, text: &str) -> (String, String) {
    let limits = Limits { states: 1 << 16, ..Limits::default() };
    let Rejected { file, problems } = read(name, text.as_bytes(), None, &limits).map(|_| ()).unwrap_err();
    let problem = &problems[0];
    assert!(problem.help.as_ref().is_some_and(|help| !help.is_empty()), "{problem:?}");
    (problem.message.clone(), file.text[problem.span.start..problem.span.end].to_string())
}

fn check(name: &str, text: &str, message: &str, place: &str) {
    let (said, at) = told(name, text);
    assert!(said.contains(message), "{said}\n{text}");
    assert_eq!(at, place, "{said}\n{text}");
}

#[test]
fn models() {
    let model = String::from_utf8(file("misperceived.gmcr")).unwrap();
    let with = |old: &str, new: &str| {
        let squeezed = serde_json::from_str::<serde_json::Value>(&model).unwrap().to_string();
        assert!(squeezed.contains(old), "{squeezed}");
        squeezed.replacen(old, new, 1)
    };
    check("x.gmcr", "{\"options\": [", "this is not JSON", "");
    check("x.gmcr", "[1]", "`options` is missing", "[1]");
    check("x.gmcr", &with("\"options\":[2]", "\"options\":[7]"), "there is no option 7", "7");
    check("x.gmcr", &with("\"options\":[2]", "\"options\":[1]"), "two decision makers have this option", "1");
    check(
        "x.gmcr",
        &with("\"options\":[2]", "\"options\":[]"),
        "no decision maker has this option",
        "{\"name\":\"Mine\",\"permittedDirection\":\"both\"}",
    );
    check("x.gmcr", &with("\"both\"", "\"left\""), "direction is not known", "\"left\"");
    check("x.gmcr", &with("[[2,\"N\"]]", "[[2,\"M\"]]"), "is taken, Y, or not, N", "\"M\"");
    check("x.gmcr", &with("[[2,\"N\"]]", "[[2]]"), "this is no pair", "[2]");
    check("x.gmcr", &with("[[2,\"N\"]]", "[]"), "says nothing of any option", "[]");
    check("x.gmcr", &with("\"name\":\"North\"", "\"name\":5"), "a text should stand here", "5");
    let ranked = String::from_utf8(file("ranked.gmcr")).unwrap();
    let ranked = serde_json::from_str::<serde_json::Value>(&ranked).unwrap().to_string();
    check(
        "x.gmcr",
        &ranked.replace("[2,[5,6],1,4,3]", "[2,[5,6],1,4]"),
        "state 3 is not in this ranking",
        "[2,[5,6],1,4]",
    );
    check("x.gmcr", &ranked.replace("[2,[5,6],1,4,3]", "[2,[5,6],1,4,3,5]"), "in the ranking twice", "5");
    check("x.gmcr", &ranked.replace("[2,[5,6],1,4,3]", "[2,[5,6],1,4,7]"), "there is no state 7", "7");
}

#[test]
fn games() {
    let head = "NFG 1 R \"t\" { \"A\" \"B\" } { 2 2 } ";
    let with = |rest: &str| format!("{head}{rest}");
    check("x.nfg", "EFG 2 R \"t\"", "no game in strategic form", "EFG");
    check("x.nfg", "NFG 2 R \"t\"", "version 2", "2");
    check("x.nfg", "NFG 1 R \"t", "never closed", "\"");
    check("x.nfg", "NFG 1 R \"t\" { }", "at least one player", "");
    check("x.nfg", "NFG 1 R \"t\" { \"A\" } { { } }", "A has no strategy", "}");
    check("x.nfg", "NFG 1 R \"t\" { \"A\" } { 0 }", "should be counted", "0");
    check("x.nfg", "NFG 1 R \"t\" { \"A\" } { 2 2 } ", "where the end of the strategies", "2");
    check("x.nfg", &with("1 2 3 4 5 6 7"), "a payoff of profile 4 of 4", "");
    check("x.nfg", &with("1 2 3 4 5 6 7 8 9"), "goes on after the last", "9");
    check("x.nfg", &with("1 2 3 4 x 6 7 8"), "`x` is no number", "x");
    check("x.nfg", &with("1 2 3 4 1/0 6 7 8"), "`1/0` is no number", "1/0");
    check("x.nfg", &with("{ { \"o\" 1 2 } } 1 1 2 0"), "no outcome `2`", "2");
    check("x.nfg", &with("{ { \"o\" 1 } } 1 1 1 0"), "a payoff of an outcome", "}");
    check("x.nfg", "NFG 1 R \"t\" { \"A\" \"B\" } { 900 900 } 1", "more than 65536 profiles", "1");
    let many = format!("NFG 1 R \"t\" {{ \"A\" \"B\" }} {{ 70 70 }} {}", "0 ".repeat(9800));
    assert!(told("x.nfg", &many).0.contains("room for 128 strategies"));
}

#[test]
fn matrices() {
    check("x.scw", "-v\n#", "a variant without a descriptor", "-v");
    check("x.scw", "&A\n-a\n-b\n#\n1,2\n#", "row 2 of the matrix is missing", "#");
    check("x.scw", "&A\n-a\n-b\n#\n1,2\n", "row 2 of the matrix is missing", "");
    check("x.scw", "&A\n-a\n-b\n#\n1,2,3\n1,2,3", "this row has 3 numbers", "1,2,3");
    check("x.scw", "&A\n-a\n-b\n#\n1,2\n1,x", "row 2 of the matrix is missing", "1,x");
    assert!(told("x.scw", "&A\n&B\n-b\n#").0.contains("A has no variant"));
    assert!(told("x.scw", "#").0.contains("no descriptor"));
}

#[test]
fn tables() {
    check("x.csv", "colour,size\nred,1", "headings do not tell", "colour");
    check("x.csv", "actor,option,one way\nUS,Strike,sideways", "“sideways” is no direction", "sideways");
    check("x.csv", "actor,option\nUS,Strike\nUS,Strike", "stands here twice", "Strike");
    check("x.csv", "actor,option\n,Strike", "this row has no actor", "");
    check("x.csv", "actor,option,US\nUS,Strike,much", "“much” is no weight", "much");
    check("x.csv", "actor,option\nUS,Strike,3", "under no heading", "3");
    check("x.csv", "option,US,USSR\nStrike,x,x", "has 2 owners", "Strike");
    check("x.csv", "option,US,USSR\nStrike,maybe,x", "neither yes nor no", "maybe");
    check("x.csv", "state,a.x,b.y,rank.a\n1,0,0,1\n2,0,0,2", "same options as another", "2");
    check("x.csv", "state,a.x,b.y,rank.a\n1,0,0,first", "“first” is no rank", "first");
    check("x.csv", "state,a.x\n1,0", "no column has the ranks", "state");
    check("x.csv", "state,Strike,rank.a\n1,0,1\n2,1,2", "whose option is “Strike”?", "Strike");
    check("x.csv", "evidence,H1,H2\nA letter,C,perhaps", "says nothing of the hypothesis", "perhaps");
    check("x.csv", "evidence,H1,H2\n,C,I", "this row has no words", "");
    assert!(told("x.csv", "").0.contains("the table is empty"));
    assert!(told("notes", "hello").0.contains("neither the name nor the beginning"));
}

#[test]
fn workbooks_are_bounded() {
    let no_book = read("x.xlsx", b"PK\x03\x04 and nothing else", None, &Limits::default()).unwrap_err();
    assert!(no_book.problems[0].message.contains("this is no workbook"), "{:?}", no_book.problems);
    // A small file whose one part unpacks to a hundred megabytes.
    let mut bomb = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    bomb.start_file("xl/workbook.xml", zip::write::SimpleFileOptions::default()).unwrap();
    let zeros = vec![b' '; 1 << 20];
    (0..100).for_each(|_| std::io::Write::write_all(&mut bomb, &zeros).unwrap());
    let bomb = bomb.finish().unwrap().into_inner();
    assert!(bomb.len() < 1 << 20);
    let bomb = read("x.xlsx", &bomb, None, &Limits::default()).unwrap_err();
    assert!(bomb.problems[0].message.contains("larger than 64 MB"), "{:?}", bomb.problems);
    // A sheet with two cells, the second in the last corner.
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet();
    sheet.write_string(0, 0, "state").unwrap();
    sheet.write_string(1_048_575, 16_383, "far").unwrap();
    let wide = read("x.xlsx", &book.save_to_buffer().unwrap(), None, &Limits::default()).unwrap_err();
    assert!(wide.problems[0].message.contains("is larger than"), "{:?}", wide.problems);
}

/// A byte here and there of a good file is changed, or a piece is taken out.
#[test]
fn nothing_panics() {
    let limits = Limits { states: 1 << 12, ..Limits::default() };
    let (mut refused, mut read_all) = (0, 0);
    for path in files() {
        let (name, good) = (path.to_string_lossy().into_owned(), fs::read(&path).unwrap());
        for seed in 0..300 {
            let (mut random, mut bytes) = (Random::new(seed), good.clone());
            for _ in 0..1 + random.below(3) {
                let at = random.below(bytes.len().max(1));
                match random.below(3) {
                    0 if at < bytes.len() => bytes[at] = b"{}[]\",-0aY\n\xff&#."[random.below(15)],
                    1 => drop(bytes.drain(at.min(bytes.len())..(at + 1 + random.below(20)).min(bytes.len()))),
                    _ => bytes.truncate(at.max(1)),
                }
            }
            match read(&name, &bytes, None, &limits) {
                Ok(_) => read_all += 1,
                Err(rejected) => {
                    refused += 1;
                    let problem = &rejected.problems[0];
                    assert!(
                        rejected.file.text.get(problem.span.start..problem.span.end).is_some(),
                        "{name}: {problem:?}"
                    );
                }
            }
        }
    }
    assert!(refused > 100 && read_all > 50, "{refused} {read_all}");
    for source in Source::ALL {
        assert!(read("x", b"\x00\xff{\"", Some(source), &limits).is_err());
    }
}
