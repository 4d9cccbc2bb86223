//! What must be found whatever else changes. How well the desk reads as a whole is measured by `xtask score-reading`.

use statecraft_read::claims::{Claim, Kind, Tier, claims};
use statecraft_read::document::Document;

fn read(text: &str) -> Vec<Claim> {
    claims(&Document::new("text", text))
}

fn one(text: &str) -> Claim {
    let found = read(text);
    assert_eq!(found.len(), 1, "{found:#?}");
    found.into_iter().next().unwrap()
}

#[test]
fn a_quotation_that_goes_on_is_one_claim_in_two_pieces() {
    let claim = one("“We will stay,” Mara Lind said. “Nobody will make us leave.”");
    assert_eq!(claim.quotes, ["We will stay", "Nobody will make us leave."]);
    assert_eq!(claim.speaker.as_deref(), Some("Mara Lind"));
    let claim = one("\"We will stay,\" said Mara Lind, \"and nobody will make us leave.\"");
    assert_eq!(claim.quotes, ["We will stay", "and nobody will make us leave."]);
}

#[test]
fn a_floating_quotation_is_asked_about() {
    let claim = one("“Nobody in this town has ever seen such a thing.”");
    assert_eq!((claim.speaker, claim.tier), (None, Tier::Whose));
}

#[test]
fn no_speaker_is_taken_from_another_paragraph() {
    let found =
        read("Mara Lind, the mayor, spoke for an hour in the square.\n\n“Nobody will ever make us leave this place.”");
    assert_eq!(found.last().and_then(|claim| claim.speaker.clone()), None);
}

#[test]
fn according_to_names_its_source_and_leaves_two_pieces() {
    let claim = one("The convoy, according to the harbour master, left the port before dawn.");
    assert_eq!(claim.speaker.as_deref(), Some("the harbour master"));
    assert_eq!(claim.quotes.len(), 2);
}

#[test]
fn kinds_are_told_apart() {
    let kind = |text: &str| one(text).kind;
    assert_eq!(kind("The council denied that the bridge had been closed."), Kind::Denies);
    assert_eq!(kind("The council believes that the bridge will be closed."), Kind::Believes);
    assert_eq!(kind("The council wants to close the bridge for good."), Kind::Wants);
    assert_eq!(kind("The council said that the bridge had been closed."), Kind::Said);
}

#[test]
fn who_is_not_to_be_named_is_no_claim() {
    assert!(read("The officer asked not to be named.").is_empty());
}

#[test]
fn a_pronoun_stands_for_the_speaker_named_before_it_in_the_paragraph() {
    let found = read("Mara Lind said that the bridge was closed. She added that it would stay closed.");
    assert_eq!(found[1].speaker.as_deref(), Some("She"));
    assert_eq!(found[1].stands_for.as_deref(), Some("Mara Lind"));
}
