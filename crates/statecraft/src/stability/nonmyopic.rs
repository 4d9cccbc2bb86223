//! **Non-myopic stability** (Brams & Wittman 1981; Kilgour 1984, 1985; Fang, Hipel & Kilgour 1993): two actors look as far ahead
//! as they like.
//!
//! `s` is stable for `i` iff from some number of moves on it is `L_h`-stable for every `h`. What both expect with `h` moves left
//! is determined by what they expect with `h − 1`, so it repeats at last: a cycle, often of length one (for 2×2 games: Rêgo, de
//! Oliveira, Vieira & Kilgour 2025). `s` is stable iff it is `L_h`-stable all around the cycle. With ties, as under `L_h`: stable
//! whatever is picked among equally good moves.
//!
//! The cycle is found with two levels in memory (Brent 1980). Cost: a level for each move looked ahead, up to about three times
//! as many as until the first repetition; at [`MOST_MOVES`] it stops, undecided.

use super::anticipation::{AnticipatedOutcomes, Duel};
use super::refused::Reason;
use crate::graph::{Graph, Limits, StateSet};

/// So many moves are looked ahead.
const MOST_MOVES: usize = 1 << 12;

/// For each actor the stable states.
pub(super) fn stable(graph: &Graph, limits: &Limits) -> Result<Vec<StateSet>, Reason> {
    let mut duel = Duel::of(graph, limits)?;
    let (mut level, period) = on_the_cycle(&mut duel, MOST_MOVES)?;
    let mut stable = duel.stays(&level);
    for _ in 1..period {
        level = duel.next(&level)?;
        stable = stable.iter().zip(duel.stays(&level)).map(|(all, now)| all.intersection(&now)).collect();
    }
    Ok(stable)
}

/// A level of the cycle, and how long the cycle is; undecided after `most` moves.
fn on_the_cycle(duel: &mut Duel, most: usize) -> Result<(AnticipatedOutcomes, usize), Reason> {
    let mut marked = duel.start();
    let mut level = duel.next(&marked)?;
    let (mut since, mut patience) = (1, 1);
    for _ in 0..most {
        if level == marked {
            return Ok((level, since));
        }
        if since == patience {
            marked = level.copied();
            (since, patience) = (0, patience * 2);
        }
        level = duel.next(&level)?;
        since += 1;
    }
    Err(Reason::NoPeriod(most))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::case::Case;
    use crate::model::Model;

    /// Matching pennies: what is foreseen alternates.
    const CASE: &str = r#"
        title = "Matching pennies"
        actors.a = { name = "A", options.heads = { label = "Show heads" } }
        actors.b = { name = "B", options.heads = { label = "Show heads" } }
        preferences.a = ['a.heads iff b.heads']
        preferences.b = ['not (a.heads iff b.heads)']
    "#;

    #[test]
    fn a_cycle_is_found_or_the_answer_undecided() -> Result<(), Box<dyn std::error::Error>> {
        let case = Case::parse(CASE).map_err(|_| "the case is refused")?;
        let model = Model::from_case(&case, &case.accounts[0]).map_err(|_| "no model")?;
        let graph = Graph::explore(&model, &Limits::default())?;
        let limits = Limits::default();
        let period = |most| on_the_cycle(&mut Duel::of(&graph, &limits)?, most).map(|(_, period)| period);
        assert_eq!(period(MOST_MOVES), Ok(2));
        assert_eq!(period(2), Err(Reason::NoPeriod(2)));
        Ok(())
    }
}
