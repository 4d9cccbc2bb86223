//! What is written, and what is not.

use super::{HOST, House, Reply, case, request};
use axum::http::Method;
use std::fs;
use std::path::PathBuf;

/// A copy of a case that is removed in the end.
pub(crate) struct Copy(pub(crate) PathBuf);

impl Copy {
    pub(crate) fn of(name: &str, test: &str) -> Copy {
        let folder = std::env::temp_dir().join(format!("statecraft-web-{test}-{}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        fs::copy(case(name).join("case.toml"), folder.join("case.toml")).unwrap();
        Copy(folder)
    }

    pub(crate) fn text(&self) -> String {
        fs::read_to_string(self.0.join("case.toml")).unwrap()
    }
}

impl Drop for Copy {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

pub(crate) fn post(house: &House, path: &str, body: &str) -> Reply {
    let cookie = house.cookie();
    let form = ("content-type", "application/x-www-form-urlencoded");
    let headers = [("host", HOST), ("origin", "http://127.0.0.1:4000"), ("cookie", cookie.as_str()), form];
    house.send(request(Method::POST, path, &headers, body))
}

/// The version that a page was made of.
pub(crate) fn version(house: &House) -> String {
    house.get("/version").body
}

#[test]
fn a_saved_draft_changes_its_lines_alone_and_can_be_taken_back_and_made_again() {
    let copy = Copy::of("prisoners-dilemma", "save");
    let before = copy.text();
    let house = House::open(&copy.0);
    let actor = before.lines().find_map(|line| line.strip_prefix("[actors.")?.strip_suffix(']')).unwrap().to_string();
    let draft = "~:1%3E2";
    let tried = house.get(&format!("/preferences?who={actor}&draft={draft}"));
    assert!(tried.body.contains("Tried, not written"), "{}", tried.body);
    assert_eq!(copy.text(), before, "trying writes nothing");
    let saved = post(&house, "/save", &format!("who={actor}&draft={draft}&version={}", version(&house)));
    assert_eq!(saved.status, 303, "{}", saved.body);
    let after = copy.text();
    assert_ne!(after, before);
    let comments = |text: &str| {
        text.lines().filter(|line| line.trim_start().starts_with('#')).map(String::from).collect::<Vec<_>>()
    };
    assert_eq!(comments(&after), comments(&before));
    assert!(house.get("/preferences?saved=yes").body.contains("Undo last save"));
    assert_eq!(post(&house, "/undo", "").status, 303);
    assert_eq!(copy.text(), before);
    assert_eq!(post(&house, "/undo", "").status, 422, "nothing is left to take back");
    assert_eq!(post(&house, "/redo", "").status, 303);
    assert_eq!(copy.text(), after);
}

#[test]
fn a_file_that_was_changed_meanwhile_is_not_written_and_both_are_shown() {
    let copy = Copy::of("prisoners-dilemma", "conflict");
    let house = House::open(&copy.0);
    let actor = first_actor(&copy);
    house.get("/preferences");
    let old = version(&house);
    let theirs = format!("# a line by somebody else\n{}", copy.text());
    fs::write(copy.0.join("case.toml"), &theirs).unwrap();
    let refused = post(&house, "/save", &format!("who={actor}&draft=~:1%3E2&version={old}"));
    assert_eq!(refused.status, 409);
    assert!(refused.body.contains("a line by somebody else") && refused.body.contains("Nothing was written"));
    assert!(refused.body.contains("draft=~:1%3E2"), "the draft is kept: {}", refused.body);
    assert_eq!(copy.text(), theirs);
    let now = version(&house);
    assert_eq!(post(&house, "/save", &format!("who={actor}&draft=~:1%3E2&version={now}")).status, 303);
    assert!(copy.text().starts_with("# a line by somebody else\n"));
}

/// Both versions and what was there stand side by side; what is chosen part by part is written, and only if every part is chosen.
#[test]
fn a_conflict_is_solved_part_by_part() {
    let copy = Copy::of("prisoners-dilemma", "merge");
    let house = House::open(&copy.0);
    let (actor, before) = (first_actor(&copy), copy.text());
    house.get("/preferences");
    let base = version(&house);
    let theirs = format!("# a line by somebody else\n{before}");
    fs::write(copy.0.join("case.toml"), &theirs).unwrap();
    let page = post(&house, "/save", &format!("who={actor}&draft=~:1%3E2&version={base}")).body;
    assert!(page.contains("only you changed it") && page.contains("only the other changed it"), "{page}");
    let parts = page.matches("<fieldset").count();
    let now = version(&house);
    let send = |choices: &[&str]| {
        let choices: String = choices.iter().enumerate().map(|(at, choice)| format!("&part-{at}={choice}")).collect();
        post(&house, "/merge", &format!("who={actor}&draft=~:1%3E2&base={base}&version={now}{choices}"))
    };
    assert_eq!(send(&[]).status, 422, "not every part was chosen");
    assert_eq!(copy.text(), theirs);
    assert_eq!(send(&vec!["theirs"; parts]).status, 303);
    assert_eq!(copy.text(), theirs);
    assert_eq!(send(&vec!["yours"; parts]).status, 303);
    let merged = copy.text();
    assert!(merged != before && !merged.contains("somebody else"), "mine alone");
    assert_eq!(post(&house, "/undo", "").status, 303);
    assert_eq!(copy.text(), theirs);
}

#[test]
fn a_broken_file_leaves_the_last_sound_edition_and_says_so() {
    let copy = Copy::of("prisoners-dilemma", "broken");
    let house = House::open(&copy.0);
    let sound = copy.text();
    fs::write(copy.0.join("case.toml"), format!("{sound}\n[nonsense")).unwrap();
    let page = house.get("/");
    assert_eq!(page.status, 200);
    assert!(page.body.contains("can no longer be used"), "{}", page.body);
    fs::write(copy.0.join("case.toml"), format!("{sound}\n# sound again\n")).unwrap();
    assert!(!house.get("/").body.contains("can no longer be used"));
}

#[test]
fn what_cannot_be_is_refused_in_words() {
    let copy = Copy::of("prisoners-dilemma", "refused");
    let before = copy.text();
    let house = House::open(&copy.0);
    let actor = first_actor(&copy);
    for draft in
        ["~:9%3E1", "~:!77", "no-account:1%3E2", "~:%2Bnot*20*known:why", "%3Cscript%3E", "~:1%3E99999999999999999999"]
    {
        let tried = house.get(&format!("/preferences?who={actor}&draft={draft}"));
        assert_eq!(tried.status, 200, "{draft}");
        assert!(tried.body.contains("role=\"alert\"") && !tried.body.contains("<script>"), "{draft}");
        let saved = post(&house, "/save", &format!("who={actor}&draft={draft}&version={}", version(&house)));
        assert_eq!(saved.status, 422, "{draft}");
    }
    assert_eq!(copy.text(), before);
}

#[test]
fn twenty_writers_lose_no_edit() {
    let copy = Copy::of("prisoners-dilemma", "writers");
    let house = House::open(&copy.0);
    let actor = first_actor(&copy);
    let wrote: usize = std::thread::scope(|scope| {
        let writer = |_| {
            scope.spawn(|| {
                let draft = "~:%2Bnot*20*nobody"; // refused: it counts as no edit
                let _ = post(&house, "/save", &format!("who={actor}&draft={draft}&version=x"));
                (0..3)
                    .filter(|_| {
                        post(&house, "/save", &format!("who={actor}&draft=~:1%3E2&version={}", version(&house))).status
                            == 303
                    })
                    .count()
            })
        };
        let writers: Vec<_> = (0..6).map(writer).collect();
        writers.into_iter().map(|writer| writer.join().unwrap()).sum()
    });
    assert!(wrote > 0);
    for _ in 0..wrote {
        assert_eq!(post(&house, "/undo", "").status, 303, "each saved edit can be taken back");
    }
    assert_eq!(copy.text(), fs::read_to_string(case("prisoners-dilemma").join("case.toml")).unwrap());
}

#[test]
fn marked_words_become_a_claim_if_they_stand_in_the_source_once() {
    let copy = Copy::of("tutorial-harbour-strike", "claim");
    fs::create_dir_all(copy.0.join("sources")).unwrap();
    for entry in fs::read_dir(case("tutorial-harbour-strike").join("sources")).unwrap() {
        let path = entry.unwrap().path();
        fs::copy(&path, copy.0.join("sources").join(path.file_name().unwrap())).unwrap();
    }
    let house = House::open(&copy.0);
    let page = house.get("/sources").body;
    let source = page.split("data-draft-of=\"").nth(1).unwrap().split('"').next().unwrap().to_string();
    let form = |quote: &str| format!("source={source}&quote={quote}&says=Prices+rose&version={}", version(&house));
    for quote in ["", "these+words+stand+nowhere", "ile+prices+in+the+tow"] {
        assert_eq!(post(&house, "/claim", &form(quote)).status, 422, "{quote}");
    }
    let made = post(&house, "/claim", &form("while+prices+in+the+town"));
    assert_eq!(made.status, 303, "{}", made.body);
    assert!(made.header("location").starts_with("/sources#claim-"));
    assert!(copy.text().contains("while prices in the town"));
    assert!(house.get("/sources").body.contains("Prices rose"));
}

/// The first actor of a case.
fn first_actor(copy: &Copy) -> String {
    let text = copy.text();
    let name = text.lines().find_map(|line| line.strip_prefix("[actors.")?.strip_suffix(']'));
    name.unwrap().to_string()
}
