//! Proposed scenarios: each names the outcomes that it says it does, and pasted into the case it is a scenario without a warning.

use crate::owned::studies;
use crate::spec::Spec;
use statecraft::answers::scenarios::{AskScenarios, Proposals};
use statecraft::graph::Limits;
use statecraft::stability::{self, Concept};
use statecraft::study::{StateName, Study};
use std::collections::BTreeSet;

fn ask(study: &Study) -> Proposals {
    study.ask(&AskScenarios::default(), &Limits::default()).unwrap()
}

#[test]
fn what_is_proposed_tells_outcomes_apart() {
    let mut proposed = 0;
    for number in 0..300 {
        let text = Spec::random(number).to_toml();
        let study = Study::from_text(&text, &Limits::default());
        let proposals = ask(&study);
        for it in &proposals.proposed {
            proposed += 1;
            for outcomes in &it.outcomes {
                let account = study.account(outcomes.account.as_deref()).unwrap();
                let graph = &account.graph;
                let found = stability::analyze(graph, &[Concept::Nash, Concept::Seq]).unwrap();
                let equilibria = found.equilibria(Concept::Nash).union(&found.equilibria(Concept::Seq));
                let fits = account.states_where(&it.condition).unwrap().intersection(&equilibria);
                let named: BTreeSet<&StateName> = outcomes.states.iter().collect();
                assert!(!named.is_empty() && named.len() <= outcomes.count && outcomes.count <= fits.len(), "{number}");
                assert!(
                    named.iter().all(|name| fits.iter().any(|state| StateName::of(graph, state) == **name)),
                    "{number}"
                );
            }
        }
    }
    assert!(proposed > 200, "{proposed}");
}

#[test]
fn pasted_into_their_case_they_name_every_outcome_told() {
    let mut pasted = 0;
    for study in studies().iter().filter(|study| study.case.scenarios.is_empty()) {
        let proposals = ask(study);
        if proposals.proposed.is_empty() {
            continue;
        }
        let mut text = study.case.to_toml().unwrap();
        for it in &proposals.proposed {
            text += &format!("\n[scenarios.{}]\ntitle = \"{}\"\nwhere = '{}'\n", it.key, it.key, it.condition);
        }
        let again = Study::from_text(&text, &Limits::default());
        let wrong = again.problems.iter().find(|problem| problem.message.contains("scenario"));
        assert!(wrong.is_none(), "{}: {wrong:?}", study.case.title);
        assert!(ask(&again).proposed.is_empty(), "{}: {:?}", study.case.title, ask(&again).proposed);
        pasted += 1;
    }
    assert!(pasted > 2, "{pasted}");
}
