//! What holds when preferences are not known exactly, as dots with intervals.

use crate::answers::naming::Names;
use crate::answers::robust::{AccountRobustness, Robustness};
use crate::draw::{Dot, DotRow, Dots};
use crate::phrase::english::{capital, count, number};
use crate::stability::Concept;
use crate::study::{StateName, Study};

/// So many outcomes of an account are drawn.
const MOST: usize = 12;
/// The concepts that are drawn: own next move, credible answers.
const CONCEPTS: [Concept; 2] = [Concept::Nash, Concept::Seq];

impl Robustness {
    /// For each account the outcomes that hold most often, each with the share of orders under which it does, and its interval.
    pub fn picture(&self, study: &Study) -> Dots {
        let name = |concept: Concept| format!("holds under {}", concept.name(&[]));
        Dots {
            title: format!("{}: what holds when preferences are not known exactly", self.header.case),
            marks: CONCEPTS.into_iter().map(name).collect(),
            rows: self.accounts.iter().flat_map(|account| rows(account, study)).collect(),
            notes: vec![self.accounts.iter().map(counted).collect::<Vec<_>>().join(" ")],
        }
    }
}

fn counted(account: &AccountRobustness) -> String {
    let of = account.id.as_ref().map(|id| format!("{id}: ")).unwrap_or_default();
    let orders = number(usize::try_from(account.counted()).unwrap_or(usize::MAX));
    match (account.compatible.is_empty(), account.all) {
        (true, _) => format!("{of}only the order that is written is compatible."),
        (_, true) => format!("{of}all {orders} combinations of orders, so the shares are exact."),
        (_, false) => format!("{of}{orders} combinations of orders drawn; lines are intervals of 95 %."),
    }
}

fn rows(account: &AccountRobustness, study: &Study) -> Vec<DotRow> {
    let laid_out = study.account(account.id.as_deref());
    let head = laid_out.and_then(|laid_out| laid_out.account.title.clone()).or_else(|| account.id.clone());
    let mut rows: Vec<DotRow> = head.into_iter().map(|label| DotRow { label, dots: Vec::new() }).collect();
    let concepts = CONCEPTS.map(|concept| concept.key(&[]));
    let ranked = account.ranked(&concepts);
    let names = laid_out.map(|laid_out| Names::new(study, laid_out));
    for name in ranked.iter().take(MOST) {
        let state = names.as_ref().map(|names| names.of_name(&StateName::from(*name)));
        let written = concepts.iter().any(|concept| account.share(concept, name).written);
        let label = capital(&state.unwrap_or_else(|| format!("state {name}")));
        let label = if written { label } else { label + ", not as written" };
        let dot = |(mark, concept): (usize, &String)| {
            let of = account.share(concept, name);
            (of.share > 0.0).then_some(Dot { mark, share: of.share, interval: of.interval })
        };
        rows.push(DotRow { label, dots: concepts.iter().enumerate().filter_map(dot).collect() });
    }
    if ranked.len() > MOST {
        let more = count(ranked.len() - MOST, "state holds", "states hold");
        rows.push(DotRow { label: format!("{more} less often."), dots: Vec::new() });
    }
    rows
}
