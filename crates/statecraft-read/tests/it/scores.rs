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

/// Texts, and of each claim the speaker and what its content begins with.
#[test]
fn the_speaker_is_whom_the_sentence_names_and_not_whoever_stands_nearest() {
    let cases: &[(&str, &[(&str, &str)])] = &[
        (
            "The dockers' union, whose members strike on Monday, wants guarantees from both sides.",
            &[("The dockers' union", "guarantees")],
        ),
        (
            "\"We made a fair offer,\" the firm's chief executive, Ines Draper, told analysts.",
            &[("the firm's chief executive, Ines Draper", "We made")],
        ),
        (
            "\"We have the readings,\" the deputy minister, Sven Corry, was quoted as saying.",
            &[("the deputy minister, Sven Corry", "We have")],
        ),
        (
            "Her colleague Milo Strand went further: \"Without a cap there will be no lake.\"",
            &[("Her colleague Milo Strand", "Without a cap")],
        ),
        (
            "Bea Thorn, asked whether the lake could recover, said that depended on the rain.",
            &[("Bea Thorn", "depended on")],
        ),
        (
            "Outside, Tomas Vik, whose brother drowned, said the families did not want revenge.",
            &[("Tomas Vik", "the families")],
        ),
        (
            "Owen Tallis said in a letter to shareholders that the board had not met, and warned that jobs would go.",
            &[("Owen Tallis", "the board"), ("Owen Tallis", "jobs would go")],
        ),
        (
            "He pointed to the log, which he said contained no entry, and asked the judge to strike it out.",
            &[("he", "contained no entry"), ("he", "the judge to")],
        ),
        ("The mayor urged both sides to sit down together.", &[("The mayor", "both sides to sit")]),
        ("MS VARGA: We believe that the ships will leave.", &[("MS VARGA", "the ships")]),
    ];
    for (text, claims) in cases {
        let found = read(text);
        let told: Vec<(&str, &str)> =
            found.iter().map(|claim| (claim.speaker.as_deref().unwrap_or("-"), claim.quotes[0].as_str())).collect();
        let alike = |(one, other): (&(&str, &str), &(&str, &str))| one.0 == other.0 && other.1.starts_with(one.1);
        assert!(claims.len() == told.len() && claims.iter().zip(&told).all(alike), "{text}\n{told:?}");
    }
}

#[test]
fn a_bare_quotation_is_not_given_to_the_sentence_behind_a_whole_one() {
    let found =
        read("As Taro Innes puts it, \"nobody wants to be the next border\". He predicts that talks will resume.");
    assert_eq!(found[0].speaker.as_deref(), Some("Taro Innes"));
    assert_eq!(found[1].speaker.as_deref(), Some("He"));
}
