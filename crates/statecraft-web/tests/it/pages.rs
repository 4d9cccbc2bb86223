//! What stands on the pages.

use super::{House, case};

/// Pages that every case has.
const PAGES: [&str; 13] = [
    "/board",
    "/preferences",
    "/",
    "/outcomes",
    "/why",
    "/paths",
    "/explanations",
    "/sources",
    "/situation",
    "/how-sure",
    "/review",
    "/readers",
    "/what-is-missing",
];

#[test]
fn every_page_of_every_kind_of_case_is_whole() {
    for name in
        ["prisoners-dilemma", "tutorial-harbour-strike", "rapoport-guyer-78", "lake-gisborne-unknown-preference"]
    {
        let house = House::open(&case(name));
        for page in PAGES {
            let reply = house.get(page);
            assert_eq!(reply.status, 200, "{name}{page}");
            assert!(reply.body.ends_with("</html>"), "{name}{page}");
            assert_eq!(reply.body.matches("<h1").count(), 1, "{name}{page}");
            assert!(
                !reply.body.contains(" style=") && !reply.body.contains("<style"),
                "{name}{page} has a style of its own"
            );
            assert!(!reply.body.contains(" onclick") && reply.body.matches("<script").count() == 2, "{name}{page}");
            assert!(!reply.body.contains("could not be computed"), "{name}{page}");
        }
    }
}

#[test]
fn no_page_shows_the_number_of_a_state() {
    let house = House::open(&case("tutorial-harbour-strike"));
    for page in PAGES {
        let body = house.get(page).body;
        let words = body.replace("state:", "");
        for number in 0..10 {
            assert!(!words.contains(&format!("state {number}")), "{page} speaks of state {number}…");
        }
    }
}

/// A page once no long work is under way any more: each time that it is asked for it waits a moment.
fn settled(house: &House, path: &str) -> String {
    let pages = (0..600).map(|_| house.get(path).body);
    pages.into_iter().find(|page| !page.contains("data-job=")).expect("the work ends")
}

/// The shipped case has issues, and its history is known: both pages say what the answers of the library say.
#[test]
fn linkage_and_track_record_tell_what_was_computed() {
    let house = House::open(&case("iran-taliban-2021-first"));
    let record = house.get("/track-record").body;
    assert!(record.contains("Nothing was sealed") || record.contains("Sealed on"), "whether it is a test of foresight");
    // 10 for “nothing changes” in coding a, against 9 and 7, 7 and 6, and 7 by the accounts.
    let row = record.split("<tr>").find(|row| row.contains("9 and 7")).expect("the first reading");
    for figure in [">10<", ">7 and 6<", ">7<"] {
        assert!(row.contains(figure), "{figure} in {row}");
    }
    assert!(!house.get("/").body.contains("/linkage"), "it has no issues, so there is no such page in the list");
    let house = House::open(&case("iran-taliban-2021"));
    assert!(house.get("/").body.contains("/linkage"));
    let linkage = settled(&house, "/linkage");
    for words in ["sit at more than one table", "12 only by the link", "Take the relief back", "Turbulence to Serve"] {
        assert!(linkage.contains(words), "{words}");
    }
}

/// The check of what is shown is a question of its own, and one of changes that are tried another.
#[test]
fn verdicts_are_checked_when_the_page_asks_for_it() {
    let house = House::open(&case("tutorial-harbour-strike"));
    assert!(house.get("/").body.contains("href=\"/checked\""), "also without script");
    for page in ["/checked", "/checked?who=union&draft=", "/checked?who=union&draft=nothing"] {
        let said = house.get(page);
        assert!(
            said.status == 200 && said.body.starts_with("Checked by independent code: all"),
            "{page}: {}",
            said.body
        );
    }
}

#[test]
fn text_of_the_case_never_becomes_markup() {
    let folder = std::env::temp_dir().join(format!("statecraft-web-markup-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let evil = "<script>alert(1)</script><img src=x onerror=alert(1)>\\\"'&";
    let text = format!(
        r#"
title = "{evil}"
question = "{evil}"
[sources.s]
title = "{evil}"
author = "{evil}"
[claims.c]
source = "s"
speaker = "{evil}"
quote = "{evil}"
says = "{evil}"
[actors.a]
name = "A {evil}"
options.x = {{ label = "X {evil}", drop = "Y {evil}", claims = ["c"] }}
[actors.b]
name = "B {evil}"
options.y = {{ label = "Z {evil}", assumption = "{evil}" }}
[[rules]]
never = 'a.x and b.y'
reason = "{evil}"
[status_quo]
taken = ["a.x"]
assumption = "{evil}"
[scenarios.end]
title = "{evil}"
where = 'b.y'
[preferences]
a = [{{ wants = 'a.x', claims = ["c"] }}, {{ wants = 'not b.y', assumption = "{evil}" }}]
b = [{{ wants = 'b.y', assumption = "{evil}" }}]
"#
    );
    std::fs::write(folder.join("case.toml"), text).unwrap();
    let house = House::open(&folder);
    for page in PAGES.iter().chain(&["/outcomes?where=%3Cscript%3E", "/why?at=a.x&who=%3Cscript%3E"]) {
        let body = house.get(page).body;
        assert!(!body.contains("<script>"), "{page}");
        assert!(!body.contains("<img"), "{page}");
    }
    std::fs::remove_dir_all(&folder).unwrap();
}

#[test]
fn a_case_tells_a_story_step_by_step() {
    let house = House::open(&case("iran-taliban-2021-first"));
    let first = house.get("/story").body;
    assert!(first.contains("Step 1 of 7") && first.contains("/story?step=2"));
    let last = house.get("/story?step=99").body;
    assert!(last.contains("Step 7 of 7") && last.contains("board"), "beyond the last step stands the last");
    assert!(house.get("/").body.contains("href=\"/story\""));
    let without = House::open(&case("prisoners-dilemma"));
    assert!(!without.get("/").body.contains("href=\"/story\""));
    assert_eq!(without.get("/story").status, 200);
}

#[test]
fn what_a_story_names_must_be_there() {
    let step = |line: &str| {
        let text = format!(
            "title = \"x\"\n[actors.a]\nname = \"A\"\noptions.x = {{ label = \"X\", assumption = \"y\" }}\n[preferences]\n\
             a = [{{ wants = 'a.x', assumption = \"y\" }}]\n[[story]]\ntitle = \"t\"\n{line}\n"
        );
        let (case, problems) = statecraft::case::Case::read_text(&text);
        (
            case.story.len(),
            problems.iter().filter(|problem| problem.is_error()).map(|problem| problem.code).collect::<Vec<_>>(),
        )
    };
    assert_eq!(step("text = \"words\"\nshow = \"why\"\ntaken = [\"a.x\"]\nactor = \"a\""), (1, vec![]));
    for (line, code) in [
        ("text = \"w\"\nclaims = [\"none\"]", "unknown-name"),
        ("text = \"w\"\naccount = \"none\"", "unknown-name"),
        ("text = \"w\"\nactor = \"none\"", "unknown-name"),
        ("text = \"w\"\ntaken = [\"a.none\"]", "unknown-name"),
        ("text = \"w\"\nshow = \"none\"", "bad-value"),
        ("show = \"why\"", "missing"),
    ] {
        assert_eq!(step(line).1, vec![code], "{line}");
    }
}

#[test]
fn the_board_follows_a_line_of_play_as_far_as_it_can_be_followed() {
    let house = House::open(&case("iran-taliban-2021-first"));
    let page = house.get("/board?line=us.withdraw,kabul.share").body;
    assert!(page.contains("a gain under all") && page.contains("2 moves"));
    let kept = page.split("<pre class=\"diff\">").nth(1).unwrap().split("</pre>").next().unwrap();
    let story = kept.replace("&quot;", "\"").replace("&amp;", "&");
    let text = std::fs::read_to_string(case("iran-taliban-2021-first").join("case.toml")).unwrap() + "\n" + &story;
    let (told, problems) = statecraft::case::Case::read_text(&text);
    assert_eq!((told.story.len(), problems.iter().filter(|problem| problem.is_error()).count()), (9, 0), "{story}");
    let broken = house.get("/board?line=us.withdraw,no.option,kabul.share").body;
    assert!(broken.contains("1 move<"), "what cannot be read ends the line");
    assert!(house.get("/board?at=no.option").body.contains("no longer has"));
    let refused = house.get("/board?refused=taliban.settle").body;
    assert!(refused.contains("Not possible as things stand"));
}

#[test]
fn ticked_signs_are_counted_for_and_against() {
    let house = House::open(&case("iran-taliban-2021-first"));
    let page = house.get("/explanations").body;
    assert!(!page.contains("id=\"tally\""), "nothing is ticked yet");
    let link =
        page.split("href=\"").filter_map(|part| part.split('"').next()).find(|href| href.contains("?seen=")).unwrap();
    let ticked = house.get(&link.replace("&amp;", "&")).body;
    assert!(ticked.contains("id=\"tally\"") && ticked.contains("1 for it, 0 against it"), "{link}");
    let again = ticked.split("href=\"").filter_map(|part| part.split('"').next());
    assert!(
        again.clone().filter(|href| href.contains("?seen=") && href.contains("%2C") || href.contains(',')).count() > 0,
        "ticks add up"
    );
}

/// How sure draws each share with its interval, and long work can be cancelled and begun again.
#[test]
fn shares_are_dots_and_long_work_can_be_asked_about() {
    let house = House::open(&case("tutorial-harbour-strike"));
    let page = settled(&house, "/how-sure");
    assert!(
        page.contains("class=\"track\"")
            && page.contains("by own next move: ")
            && page.contains("If the order of wishes is not quite so")
    );
    assert_eq!(house.get("/job?what=robust").body, "done");
    assert_eq!(house.get("/job?what=nothing").body, "done");
}

/// Two questions part the outcomes, and today has its place among them.
#[test]
fn outcomes_stand_in_a_grid_with_today() {
    let page = House::open(&case("tutorial-harbour-strike")).get("/outcomes").body;
    let grid = page.split("class=\"grid2\"").nth(1).expect("a grid").split("</table>").next().unwrap();
    assert_eq!(grid.matches("class=\"today\"").count(), 1, "{grid}");
    assert!(grid.contains("#scen-1") && page.contains("id=\"scen-1\""));
}

/// A path alone, and the way back to all.
#[test]
fn one_path_can_be_looked_at_alone() {
    let house = House::open(&case("tutorial-harbour-strike"));
    let all = house.get("/paths").body;
    let door = all.split("href=\"").find(|part| part.contains("Only this")).expect("a link to one path alone");
    let address = door.split('"').next().unwrap().replace("&amp;", "&");
    let one = house.get(&address).body;
    assert!(
        one.contains("Show every path") && one.matches("class=\"po\"").count() <= all.matches("class=\"po\"").count()
    );
}

/// The page of what is missing asks in its order, says what rests on nothing, and leads to where it is filled.
#[test]
fn what_is_missing_is_asked_in_order_and_says_where_it_is_filled() {
    let whole = House::open(&case("tutorial-harbour-strike")).get("/what-is-missing").body;
    assert!(whole.contains("Every question has an answer") && whole.matches("No gap.").count() == 6, "{whole}");
    let folder = std::env::temp_dir().join(format!("statecraft-web-missing-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let text = r#"
title = "x"
[sources.s]
title = "The report"
[claims.c]
source = "s"
quote = "words"
drafted_by = "a program"
[actors.a]
name = "Ann"
options.x = { label = "Leave", claims = ["c"] }
options.y = { label = "Stay on" }
[actors.b]
name = "Ben"
options.z = { label = "Pay", assumption = "he could" }
[preferences]
a = [{ wants = 'b.z' }]
b = []
"#;
    std::fs::write(folder.join("case.toml"), text).unwrap();
    let page = House::open(&folder).get("/what-is-missing").body;
    let told = [
        "1. Who acts",
        "Ann and Ben",
        "2. What can each do",
        "“Stay on” (Ann) rests on no sentence and on no assumption",
        "In the file, line 12.",
        "3. What cannot be",
        "No rule says",
        "[[rules]]",
        "4. Where do things stand",
        "[status_quo]",
        "as_of",
        "5. Who wants what",
        "1 wish of Ann rests on no sentence",
        "Nothing says what Ben wants",
        "/preferences?who=b",
        "6. What do the reports say",
        "1 claim was drafted that nobody has looked at",
        "The report",
    ];
    let mut rest = page.as_str();
    for words in told {
        rest = rest.split_once(words).unwrap_or_else(|| panic!("{words} in {rest}")).1;
    }
    std::fs::remove_dir_all(&folder).unwrap();
}
