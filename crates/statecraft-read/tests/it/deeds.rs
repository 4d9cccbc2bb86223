//! Who does what to whom, and what is made of it: texts written for the purpose, with the answers beside them.

use statecraft_read::compare::{Relation, compare};
use statecraft_read::deeds::{Deed, Sign, Status};
use statecraft_read::document::Document;
use statecraft_read::draft::{Drafted, draft};
use statecraft_read::proposal::propose;
use statecraft_read::ties::ties;
use statecraft_read::times::{Date, date_of, times};

fn drafted(text: &str) -> Drafted {
    draft(&Document::new("report.txt", text))
}

fn deed<'a>(draft: &'a Drafted, verb: &str) -> &'a Deed {
    draft.deeds.iter().find(|deed| deed.verb == verb).unwrap_or_else(|| panic!("no {verb} in {:?}", draft.deeds))
}

#[test]
fn a_deed_has_its_actor_status_and_speaker() {
    let draft = drafted(
        "The union plans to block the harbour gates. The company refuses to raise wages. Mara Tolle said the town will review the licence.",
    );
    let block = deed(&draft, "block");
    assert_eq!((block.actor.as_str(), block.status), ("union", Status::Planned));
    assert!(block.wish.as_ref().is_some_and(|wish| wish.wanted));
    assert_eq!(block.label, "block the harbour gates");
    let raise = deed(&draft, "raise");
    assert_eq!((raise.actor.as_str(), raise.status), ("company", Status::Refused));
    assert!(raise.wish.as_ref().is_some_and(|wish| !wish.wanted));
    let review = deed(&draft, "review");
    assert_eq!((review.actor.as_str(), review.status), ("town", Status::Planned));
    assert_eq!(review.by.as_deref(), Some("Mara Tolle"));
    assert_eq!(block.by, None, "what nobody is cited for the report says itself");
}

#[test]
fn a_proposal_has_options_with_deeds_and_only_wishes_that_are_said() {
    let reports = [drafted(
        "The union plans to block the harbour gates. The company refuses to raise wages. The town runs the ferries.",
    )];
    let model = propose(&reports);
    let mut keys: Vec<&str> = model.actors.iter().map(|actor| actor.key.as_str()).collect();
    keys.sort_unstable();
    assert_eq!(keys, ["company", "town", "union"]);
    let town = model.actors.iter().position(|actor| actor.key == "town").unwrap();
    assert_eq!(model.actors[town].options[0].today.len(), 1, "it runs them today");
    assert!(model.wishes.iter().all(|wish| wish.whose != town), "nothing is concluded from what somebody does");
    assert_eq!(model.wishes.iter().filter(|wish| !wish.wanted).count(), 1, "the company's refusal");
    for choice in model.actors.iter().flat_map(|actor| &actor.options) {
        assert!(!choice.deeds.is_empty());
    }
}

#[test]
fn ties_have_signs_and_the_one_between_is_asked_about() {
    let draft = drafted(
        "Norland attacked Sudmark. Westria supports Norland. Westria supports Sudmark. Eastria did not attack Norland.",
    );
    let found = ties(&[draft], &[None]);
    let sign =
        |from: &str, to: &str| found.ties.iter().find(|tie| tie.from == from && tie.to == to).map(|tie| tie.sign);
    assert_eq!(sign("Norland", "Sudmark"), Some(Sign::Hostile));
    assert_eq!(sign("Westria", "Norland"), Some(Sign::Supportive));
    assert_eq!(sign("Eastria", "Norland"), None, "not to attack is no tie");
    assert_eq!(found.triangles.len(), 1);
    assert!(!found.triangles[0].balanced);
    assert_eq!(found.odd.len(), 1);
    assert_eq!(found.odd[0].actor, "Westria");
}

#[test]
fn two_reports_differ_in_sign_and_number_and_silence_is_no_denial() {
    let one = drafted("Norland attacked Sudmark. Westria deployed 500 soldiers. Eastria invited the rebels.");
    let two = drafted("Norland did not attack Sudmark. Westria deployed 900 soldiers.");
    let found = compare(&[one, two], [None, None]);
    let relations: Vec<Relation> = found.pairs.iter().map(|pair| pair.relation).collect();
    assert_eq!(relations, [Relation::Sign, Relation::Value]);
    assert_eq!(found.only_first.len(), 1);
    assert_eq!(found.only_first[0].actor, "Eastria");
    assert!(found.only_second.is_empty());
}

#[test]
fn times_are_days_against_the_date_of_the_report() {
    // 15 May 2024 was a Wednesday.
    let report: Date = "2024-05-15".parse().unwrap();
    let days = |text: &str| {
        let found = times(text, Some(report));
        assert_eq!(found.len(), 1, "{text}");
        found[0].days.map(|(first, last)| format!("{first} {last}"))
    };
    for (text, expected) in [
        ("They met yesterday.", "2024-05-14 2024-05-14"),
        ("They met on Monday.", "2024-05-13 2024-05-13"),
        ("They meet next Monday.", "2024-05-20 2024-05-20"),
        ("They met last week.", "2024-05-06 2024-05-12"),
        ("They met last January.", "2024-01-01 2024-01-31"),
        ("They met in June.", "2023-06-01 2023-06-30"),
        ("Signed in 2018.", "2018-01-01 2018-12-31"),
        ("They met on 3 March 2021.", "2021-03-03 2021-03-03"),
        ("They met on March 3, 2021.", "2021-03-03 2021-03-03"),
    ] {
        assert_eq!(days(text).as_deref(), Some(expected), "{text}");
    }
    assert_eq!(times("They met on Monday.", None)[0].days, None, "nothing tells which");
    assert!(times("They may march.", Some(report)).is_empty());
    assert_eq!(date_of("Dockers stay out\n14 May 2024\n\nThe dockers …"), "2024-05-14".parse().ok());
}

#[test]
fn a_verb_that_looks_like_a_noun_has_its_speaker() {
    let draft = drafted("The council fears that the bridge will close.");
    let claim = draft.claims.iter().find(|claim| claim.cue.as_deref() == Some("fears")).unwrap();
    assert_eq!(claim.speaker.as_deref(), Some("The council"));
    assert_eq!(claim.quotes, ["the bridge will close"]);
}

#[test]
fn options_read_as_a_person_would_write_them() {
    let reports = [drafted(
        "Ravenia stops the ferries. US President Hale stipulated that Ravenia should stop its drilling in exchange for aid. \
         The administration of US President Hale withdrew from the treaty last January. What Ravenia wants is to receive some guarantees from the rebels. \
         The rebels accused the army of theft. A rebels delegation visited Ravenia on Monday. The firm said it would not sell the mill.",
    )];
    let model = propose(&reports);
    let labels = |name: &str| {
        let actor = model.actors.iter().find(|actor| actor.name == name);
        let options = actor.unwrap_or_else(|| panic!("no {name} in {:#?}", model.actors)).options.iter();
        options.map(|option| option.label.as_str()).collect::<Vec<_>>()
    };
    assert!(labels("Ravenia").contains(&"Stop its drilling"), "not what it is exchanged for");
    assert_eq!(
        labels("United States"),
        ["Withdraw from the treaty"],
        "an administration acts for its state, and the time is no part"
    );
    assert!(labels("Rebels").contains(&"Give some guarantees to Ravenia"), "who is to receive waits for who gives");
    assert!(!labels("Rebels").iter().any(|label| label.starts_with("Accuse")), "words are no option");
    assert_eq!(labels("Firm"), ["Sell the mill"]);
    let wish = |whose: &str, label: &str| {
        model.wishes.iter().find(|wish| {
            model.actors[wish.whose].name == whose && model.actors[wish.option.0].options[wish.option.1].label == label
        })
    };
    assert!(wish("United States", "Stop its drilling").is_some_and(|wish| wish.wanted));
    assert!(wish("Ravenia", "Give some guarantees to Ravenia").is_some_and(|wish| wish.wanted));
    assert!(wish("Firm", "Sell the mill").is_some_and(|wish| !wish.wanted));
}
