//! Laws of the concepts of other foresight.

use statecraft::stability::{Concept, Horizon};

use crate::engine::{laid_out, verdicts};
use crate::spec::Spec;

/// Other models than those of the comparisons.
const FIRST: u64 = 2_000_000;
const MODELS: u64 = 800;

fn mr(moves: u8) -> Concept {
    Concept::Mr(Horizon::new(moves).expect("a horizon in range"))
}

fn cmr(moves: u8) -> Concept {
    Concept::Cmr(Horizon::new(moves).expect("a horizon in range"))
}

fn l(moves: u8) -> Concept {
    Concept::Limited(Horizon::new(moves).expect("a horizon in range"))
}

fn specs() -> impl Iterator<Item = Spec> {
    (FIRST..FIRST + MODELS).map(Spec::random)
}

/// MR_1 = Nash, MR_2 = GMR, MR_3 = SMR; CMR_1 = Nash, CMR_2 = SEQ, CMR_3 = SymSEQ; L_1 = Nash (Zeng, Fang, Hipel & Kilgour 2006;
/// Kilgour 1985).
#[test]
fn short_horizons_are_the_usual_concepts() {
    let same = [
        (mr(1), Concept::Nash),
        (mr(2), Concept::Gmr),
        (mr(3), Concept::Smr),
        (cmr(1), Concept::Nash),
        (cmr(2), Concept::Seq),
        (cmr(3), Concept::SymSeq),
    ];
    for spec in specs() {
        let (_, graph) = laid_out(&spec.to_toml());
        let pairs = same.iter().copied().chain((spec.actors.len() == 2).then_some((l(1), Concept::Nash)));
        for (one, other) in pairs {
            let [one, other] = [one, other].map(|concept| verdicts(&graph, concept).expect("it applies"));
            assert_eq!(one, other, "{}\n{}", spec.title, spec.to_toml());
        }
    }
}

/// One move more at the end by the others can only stabilise, by the actor only destabilise: MR_3 ⊆ MR_5 ⊆ … ⊆ MR_4 ⊆ MR_2, and
/// Nash is within all. The same for CMR; and CMR_h ⊆ MR_h for even h, where only the others' moves differ.
#[test]
fn longer_horizons_lie_between_shorter_ones() {
    let chain = [1, 3, 5, 7, 9, 8, 6, 4, 2];
    let mut strict = vec![0; chain.len() - 1];
    for spec in specs() {
        let (_, graph) = laid_out(&spec.to_toml());
        for concept in [mr, cmr] {
            let found = chain.map(|moves| verdicts(&graph, concept(moves)).expect("it applies"));
            for (place, pair) in found.windows(2).enumerate() {
                assert!(is_within(&pair[0], &pair[1]), "{} at {place}\n{}", spec.title, spec.to_toml());
                strict[place] += usize::from(pair[0] != pair[1]);
            }
        }
        for moves in [2, 3] {
            let [credible, free] =
                [cmr(moves), mr(moves)].map(|concept| verdicts(&graph, concept).expect("it applies"));
            assert!(is_within(&credible, &free), "{}\n{}", spec.title, spec.to_toml());
        }
    }
    assert!(strict[0] > 20 && strict[strict.len() - 1] > 20, "{strict:?}");
}

/// Without ties, who is stable under L_h is stable under MR_h (Rêgo et al. 2024); with ties too, when stable means whatever is
/// picked among equals.
#[test]
fn limited_moves_are_within_metarationality() {
    let mut compared = 0;
    for spec in (FIRST..FIRST + 4 * MODELS).map(Spec::random).filter(|spec| spec.actors.len() == 2) {
        let (_, graph) = laid_out(&spec.to_toml());
        for moves in 1..=6 {
            let [limited, free] = [l(moves), mr(moves)].map(|concept| verdicts(&graph, concept).expect("it applies"));
            assert!(is_within(&limited, &free), "{}, {moves} moves\n{}", spec.title, spec.to_toml());
            compared += 1;
        }
    }
    assert!(compared > 2_000, "{compared}");
}

/// Nash ⊆ SIM; SEQ or SIM holds wherever either does.
#[test]
fn simultaneous_stability_includes_nash() {
    let mut strict = 0;
    for spec in specs() {
        let (_, graph) = laid_out(&spec.to_toml());
        let Ok(sim) = verdicts(&graph, Concept::Sim) else { continue };
        let [nash, seq, either] = [Concept::Nash, Concept::Seq, Concept::SeqOrSim]
            .map(|concept| verdicts(&graph, concept).expect("it applies"));
        assert!(is_within(&nash, &sim) && is_within(&sim, &either) && is_within(&seq, &either), "{}", spec.title);
        strict += usize::from(sim != seq);
    }
    assert!(strict > 20, "{strict}");
}

fn is_within(inner: &[Vec<bool>], outer: &[Vec<bool>]) -> bool {
    inner.iter().flatten().zip(outer.iter().flatten()).all(|(inner, outer)| *outer || !*inner)
}
