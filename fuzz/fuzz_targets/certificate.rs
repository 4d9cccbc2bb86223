//! The reader and the checker of certificates: whatever is accepted is true of the case, verdict by verdict.
#![no_main]

use libfuzzer_sys::fuzz_target;
use statecraft::certificate::{Certificate, Verification, Why};
use statecraft::graph::Limits;
use statecraft::stability::{Concept, analyze};
use statecraft::study::Study;
use std::sync::LazyLock;

static STUDY: LazyLock<Study> =
    LazyLock::new(|| Study::from_text(include_str!("../../cases/prisoners-dilemma/case.toml"), &Limits::default()));

fuzz_target!(|json: &[u8]| {
    let Ok(certificate) = Certificate::read(json) else { return };
    let written = serde_json::to_vec(&certificate).expect("it is written");
    assert_eq!(Certificate::read(&written).expect("what was written is read"), certificate);
    if !Verification::of(&STUDY.case, &certificate).holds() {
        return;
    }
    for account in &certificate.accounts {
        let laid_out = STUDY.account(account.id.as_deref()).expect("the checker found it");
        let keys: Vec<&str> = laid_out.model.actors().iter().map(|actor| actor.key.as_str()).collect();
        for (actor, verdicts) in &account.verdicts {
            let actor = laid_out.actor(actor).expect("the checker found it");
            for (concept, whys) in verdicts {
                let concept = Concept::parse(concept, &keys).expect("the checker found it");
                let found = analyze(&laid_out.graph, &[concept]).expect("it applies");
                for ((name, _), why) in account.states.iter().zip(whys) {
                    let state = laid_out.state(name).expect("the checker found it");
                    let Some(why) = why else { continue };
                    assert_eq!(found.stable_in(concept, actor, state), matches!(why, Why::Stays(_)));
                }
            }
        }
    }
});
