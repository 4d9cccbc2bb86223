//! Drafted claims are decided on a page, in the same file as in the terminal.

use super::saving::{Copy, post, version};
use super::{House, Reply};
use statecraft::case::Case;
use statecraft::graph::Limits;
use statecraft_desk::{Journal, Verdict};
use statecraft_read::claims::{Claim, Tier};
use statecraft_read::document::Document;
use statecraft_read::draft::{Drafted, draft};
use statecraft_web::App;
use std::fs;
use std::path::{Path, PathBuf};

/// Two papers; the second has a quotation that nobody is named for.
const FIRST: &str = "Ferry crews refuse the new rota\n\nThe ferry company could cancel the night crossing, Ruta Alm said on Friday. \"We will not sail with tired crews,\" she said.\n\nThe harbour master warned that the island might run short of fuel.\n";
const SECOND: &str =
    "Island waits\n\n\"Nobody asked us <b>at all</b>.\"\n\nThe mayor said the island needs a crossing on every day.\n";

/// A case of its own with two reports drafted beside it.
struct Desk {
    copy: Copy,
    drafts: Vec<Drafted>,
}

impl Desk {
    fn new(test: &str) -> Desk {
        let copy = Copy::of("prisoners-dilemma", test);
        let reports = [("first.txt", FIRST), ("second.txt", SECOND)];
        for (name, text) in reports {
            fs::write(copy.0.join(name), text).unwrap();
        }
        let drafts: Vec<Drafted> = reports.iter().map(|(name, text)| draft(&Document::new(name, text))).collect();
        let lines: String = drafts.iter().map(|draft| serde_json::to_string(draft).unwrap() + "\n").collect();
        fs::write(copy.0.join("drafts.jsonl"), lines).unwrap();
        Desk { copy, drafts }
    }

    fn house(&self) -> House {
        House::open(&self.copy.0)
    }

    fn path(&self, name: &str) -> PathBuf {
        self.copy.0.join(name)
    }

    /// All claims with the fingerprints of their reports.
    fn claims(&self) -> Vec<(&str, &Claim)> {
        self.drafts.iter().flat_map(|draft| draft.claims.iter().map(|claim| (draft.sha256.as_str(), claim))).collect()
    }

    fn journal(&self) -> String {
        fs::read_to_string(self.path("reading.jsonl")).unwrap_or_default()
    }
}

/// The form of a claim with a decision.
fn form(house: &House, (sha256, claim): (&str, &Claim), rest: &str) -> String {
    let spans: Vec<String> = claim.spans.iter().map(|[start, end]| format!("{start}-{end}")).collect();
    format!("sha256={sha256}&spans={}&version={}&kind=said&{rest}", spans.join("%2C"), version(house))
}

fn decide(house: &House, claim: (&str, &Claim), rest: &str) -> Reply {
    post(house, "/review", &form(house, claim, rest))
}

fn comments(text: &str) -> Vec<&str> {
    text.lines().filter(|line| line.trim_start().starts_with('#')).collect()
}

#[test]
fn accepting_writes_a_claim_whose_words_are_the_reports_and_undo_takes_it_out() {
    let desk = Desk::new("review-accept");
    let (house, before) = (desk.house(), desk.copy.text());
    let claims = desk.claims();
    let page = house.get("/review").body;
    assert!(page.contains(&format!("0 of {} decided", claims.len())), "{page}");
    assert!(page.contains("<mark>") && page.contains("data-press=\"y\"") && !page.contains("data-press=\"u\""));
    for (at, claim) in claims.iter().enumerate() {
        let reply = decide(&house, *claim, "who=name%3ARuta+Alm&do=accept");
        assert_eq!(reply.status, 303, "{}", reply.body);
        assert_eq!(reply.header("location"), format!("/review?at={at}"));
    }
    let after = desk.copy.text();
    assert_eq!(comments(&after), comments(&before));
    let (case, problems) = Case::read(desk.path("case.toml")).unwrap();
    assert!(!problems.iter().any(|problem| problem.is_error()), "{problems:?}");
    for (sha256, claim) in &claims {
        let text = if *sha256 == desk.drafts[0].sha256 { FIRST } else { SECOND };
        let words = &text[claim.spans[0][0]..claim.spans.last().unwrap()[1]];
        let written = case.claims.iter().find(|written| written.anchor.quote == words).expect(words);
        assert_eq!(written.speaker.as_deref(), Some("Ruta Alm"));
    }
    assert!(house.get("/review").body.contains("Every claim is decided"));
    assert_eq!(fs::read_to_string(desk.path("sources/first.txt")).unwrap(), FIRST);
    for left in (0..claims.len()).rev() {
        let undo = post(&house, "/review", &format!("do=undo&version={}", version(&house)));
        assert_eq!((undo.status.as_u16(), undo.header("location")), (303, format!("/review?at={left}").as_str()));
    }
    assert_eq!(desk.copy.text(), before, "byte by byte");
    assert_eq!(desk.journal(), "");
    assert_eq!(post(&house, "/review", &format!("do=undo&version={}", version(&house))).status, 422);
}

/// What is decided in the pages is decided in the terminal, and the other way round; after a new start undo is an edit.
#[test]
fn decisions_are_those_of_the_terminal() {
    let desk = Desk::new("review-resume");
    let claims = desk.claims();
    let by_hand = format!(
        "{{\"sha256\":\"{}\",\"spans\":{},\"decision\":\"rejected\"}}\n",
        claims[0].0,
        serde_json::to_string(&claims[0].1.spans).unwrap()
    );
    fs::write(desk.path("reading.jsonl"), &by_hand).unwrap();
    let house = desk.house();
    assert!(house.get("/review").body.contains(&format!("1 of {} decided", claims.len())));
    assert_eq!(decide(&house, claims[1], "who=report&do=accept&kind=wants").status, 303);
    let journal = Journal::open(desk.path("reading.jsonl")).unwrap();
    assert_eq!(journal.verdict(claims[1].0, claims[1].1), Some(Verdict::Accepted));
    let last = journal.last().unwrap();
    let (case, _) = Case::read(desk.path("case.toml")).unwrap();
    assert!(case.claim(last.claim.as_deref().unwrap()).is_some() && last.speaker.is_none());
    assert!(desk.journal().starts_with(&by_hand));
    let again = desk.house();
    let undo = post(&again, "/review", &format!("do=undo&version={}", version(&again)));
    assert_eq!(undo.status, 303, "{}", undo.body);
    assert_eq!(desk.journal(), by_hand);
    assert!(!desk.copy.text().contains("accepted_by"), "the claim is out: {}", desk.copy.text());
}

#[test]
fn words_that_nobody_is_named_for_are_asked_about_and_never_ticked() {
    let desk = Desk::new("review-whose");
    let house = desk.house();
    let claims = desk.claims();
    let asked: Vec<usize> = (0..claims.len()).filter(|&at| claims[at].1.tier == Tier::Whose).collect();
    assert!(!asked.is_empty() && asked.len() < claims.len());
    for at in 0..claims.len() {
        let page = house.get(&format!("/review?at={at}")).body;
        let ticked = page.contains(" checked data-press=");
        assert_eq!(ticked, !asked.contains(&at), "claim {at}: {page}");
    }
    let reply = decide(&house, claims[asked[0]], "do=accept");
    assert_eq!(reply.status, 422);
    assert!(reply.body.contains("say first whose words they are"));
    assert!(!desk.copy.text().contains("accepted_by") && desk.journal().is_empty());
    assert_eq!(decide(&house, claims[asked[0]], "who=other&name=+A+deck%0Ahand+&do=accept").status, 303);
    assert!(desk.copy.text().contains("speaker = \"A deck hand\""), "{}", desk.copy.text());
}

#[test]
fn nothing_is_written_over_a_changed_file_or_from_words_that_do_not_stand_in_the_text() {
    let desk = Desk::new("review-refused");
    let house = desk.house();
    let claims = desk.claims();
    let stale = form(&house, claims[0], "who=report&do=accept");
    let theirs = format!("# a line by somebody else\n{}", desk.copy.text());
    fs::write(desk.path("case.toml"), &theirs).unwrap();
    let reply = post(&house, "/review", &stale);
    assert_eq!(reply.status, 409);
    assert!(reply.body.contains("changed meanwhile"));
    assert_eq!((desk.copy.text(), desk.journal()), (theirs.clone(), String::new()));
    // Drafts that lie about their words, of a text that is there.
    let drafts = fs::read_to_string(desk.path("drafts.jsonl")).unwrap();
    let quote = &claims[0].1.quotes[0];
    fs::write(desk.path("drafts.jsonl"), drafts.replace(quote.as_str(), "They will pay us all")).unwrap();
    let page = house.get("/review").body;
    assert!(page.contains("do not stand at their place") && page.contains("disabled"), "{page}");
    assert_eq!(decide(&house, claims[0], "who=report&do=accept").status, 422);
    // A text that is another, and places that are none.
    fs::write(desk.path("first.txt"), "Another text.").unwrap();
    assert!(house.get("/review").body.contains("The text of this report is not here"));
    for places in ["", "9-", "99999999999999999999-1", "5-3", "0-99999"] {
        let form =
            format!("sha256={}&spans={places}&version={}&kind=said&who=report&do=accept", claims[0].0, version(&house));
        assert_eq!(post(&house, "/review", &form).status, 422, "{places}");
    }
    assert_eq!((desk.copy.text(), desk.journal()), (theirs, String::new()));
    fs::write(desk.path("drafts.jsonl"), "{}\n").unwrap();
    assert!(house.get("/review").body.contains("is damaged in line 1"));
    fs::remove_file(desk.path("drafts.jsonl")).unwrap();
    assert!(house.get("/review").body.contains("There are no drafts") && !house.get("/").body.contains("\"/review\""));
}

/// Drafts that come with a case lead to no file elsewhere, and nothing of them becomes markup.
#[test]
fn drafts_are_nobodys_orders() {
    let desk = Desk::new("review-evil");
    let outside = std::env::temp_dir().join(format!("statecraft-web-outside-{}.txt", std::process::id()));
    fs::rename(desk.path("first.txt"), &outside).unwrap();
    let evil = "<script>alert(1)</script>";
    let drafts = fs::read_to_string(desk.path("drafts.jsonl")).unwrap();
    let drafts = drafts.replace("first.txt", outside.to_str().unwrap()).replace("Ruta Alm", evil);
    fs::write(desk.path("drafts.jsonl"), drafts.replace("Ferry crews refuse", evil)).unwrap();
    let house = desk.house();
    for at in 0..desk.claims().len() {
        let page = house.get(&format!("/review?at={at}")).body;
        assert!(!page.contains("<script>alert") && !page.contains("<b>at all"), "{page}");
    }
    assert!(house.get("/review").body.contains("The text of this report is not here"));
    let app = App::open(&desk.copy.0, None, Limits::default()).unwrap();
    let named = House { app: app.with_drafts(Some(desk.path("drafts.jsonl")), Vec::new()).into(), ..desk.house() };
    assert!(!named.get("/review").body.contains("The text of this report is not here"), "who names them means them");
    fs::remove_file(&outside).unwrap();
}

#[test]
fn readers_stand_side_by_side() {
    let (one, other) = (Desk::new("review-one"), Desk::new("review-other"));
    let (first, second) = (one.house(), other.house());
    let claims = one.claims();
    for (at, claim) in claims.iter().enumerate() {
        decide(&first, *claim, "who=report&do=accept");
        let rest = match at {
            0 => "do=refuse",
            1 => "who=name%3AHer+deputy&do=accept",
            _ => "who=report&do=accept",
        };
        decide(&second, *claim, rest);
    }
    assert!(!first.get("/").body.contains("\"/readers\""));
    let app = App::open(&one.copy.0, None, Limits::default()).unwrap();
    let house = House { app: app.with_drafts(None, vec![other.copy.0.clone()]).into(), ..one.house() };
    assert!(house.get("/").body.contains("\"/readers\""));
    let page = house.get("/readers").body;
    for words in ["they differ on 2", "refuses it", "said by <bdi>Her deputy", "Cohen’s kappa", "Krippendorff’s alpha"]
    {
        assert!(page.contains(words), "{words}: {page}");
    }
    let app = App::open(&one.copy.0, None, Limits::default()).unwrap();
    let house = House { app: app.with_drafts(None, vec![Path::new("/nowhere").into()]).into(), ..one.house() };
    assert!(house.get("/readers").body.contains("is not there"));
}

/// Claims that were written unseen are asked about too: accepted where they stand, or taken out unless something rests on them.
#[test]
fn drafts_in_the_case_are_accepted_where_they_stand_or_taken_out() {
    let desk = Desk::new("review-unseen");
    let claims = desk.claims();
    let mut terminal = statecraft_desk::Desk::open(&desk.copy.0).unwrap();
    let document = Document::new("first.txt", FIRST);
    let keys: Vec<String> =
        (0..2).map(|at| terminal.add(&document, claims[at].1, Some("Ruta Alm"), false).unwrap().key).collect();
    let unseen = desk.copy.text();
    assert_eq!(unseen.matches("not reviewed").count(), 2);
    let house = desk.house();
    assert!(house.get("/review").body.contains(&format!("0 of {} decided", claims.len())));
    assert!(house.get("/review").body.contains("as a draft that nobody has looked at"));
    assert_eq!(decide(&house, claims[0], "who=name%3AAnn+Alm&do=accept").status, 303);
    let accepted = desk.copy.text();
    assert_eq!((accepted.matches("not reviewed").count(), accepted.matches("accepted_by").count()), (1, 1));
    let (case, _) = Case::read(desk.path("case.toml")).unwrap();
    assert_eq!(case.claim(&keys[0]).unwrap().speaker.as_deref(), Some("Ann Alm"));
    assert_eq!(decide(&house, claims[1], "do=refuse").status, 303);
    assert!(Case::read(desk.path("case.toml")).unwrap().0.claim(&keys[1]).is_none());
    for text in [&accepted, &unseen] {
        assert_eq!(post(&house, "/review", &format!("do=undo&version={}", version(&house))).status, 303);
        assert_eq!(desk.copy.text(), **text, "byte by byte");
    }
    assert_eq!(decide(&house, claims[0], "who=name%3ARuta+Alm&do=accept").status, 303);
    let again = desk.house();
    assert_eq!(post(&again, "/review", &format!("do=undo&version={}", version(&again))).status, 303);
    let (case, _) = Case::read(desk.path("case.toml")).unwrap();
    assert!(case.claim(&keys[0]).unwrap().accepted_by.is_none(), "a draft again, and still there");
    // What something rests on is not taken out in silence.
    let rests = format!("claims = [\"{}\"] }}", keys[0]);
    let cited = desk.copy.text().replacen("assumption = \"as in the game\" }", &rests, 1);
    assert!(cited.contains(&rests));
    fs::write(desk.path("case.toml"), &cited).unwrap();
    let reply = decide(&again, claims[0], "do=refuse");
    assert_eq!(reply.status, 422);
    assert!(reply.body.contains("rests on it"), "{}", reply.body);
    assert_eq!(desk.copy.text(), cited);
}
