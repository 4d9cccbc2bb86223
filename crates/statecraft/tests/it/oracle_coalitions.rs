//! Coalitions by the definitions as they are printed: slow and obvious, from sets of states, one pair at a time.
//!
//! `H` is a set of actors, ascending. Nothing is shared with the library.

use crate::oracle::{ends_of_legal_sequences, improvements};
use crate::spec::{OneWay, Plain, Spec, World};

/// How the definitions are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Reading {
    pub pareto: bool,
    pub jump: bool,
    /// Sanctions under SEQ by coalitions of those outside, reading (b).
    pub joint: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Rule {
    Nash,
    Gmr,
    Smr,
    Seq,
    SymSeq,
}

pub(crate) const RULES: [Rule; 5] = [Rule::Nash, Rule::Gmr, Rule::Smr, Rule::Seq, Rule::SymSeq];

/// A model under one reading, with everything that its coalitions can do.
pub(crate) struct Group<'p> {
    plain: &'p Plain,
    reading: Reading,
    /// Coalition (one bit each), state: `R_H(s)`.
    reach: Vec<Vec<Vec<usize>>>,
    /// The sets of actors that take turns as one, none of them in two.
    blocks: Vec<usize>,
}

impl<'p> Group<'p> {
    /// Everybody for itself, or these blocks.
    pub(crate) fn of(spec: &Spec, plain: &'p Plain, reading: Reading, blocks: Option<Vec<usize>>) -> Group<'p> {
        let reach = |coalition: usize| {
            let one = |s| match reading.jump && coalition.count_ones() > 1 {
                true => jumps(spec, coalition, s),
                false => {
                    ends_of_legal_sequences(plain.states, &members(coalition), s, |i, t| plain.moves[i][t].clone())
                }
            };
            (0..plain.states).map(one).collect()
        };
        let blocks = blocks.unwrap_or((0..plain.actors).map(|i| 1 << i).collect());
        Group { plain, reading, reach: (0..1 << plain.actors).map(reach).collect(), blocks }
    }

    /// Is `t` an improvement for `H` over `s`? All members strictly better; Pareto: none worse, some better.
    pub(crate) fn better(&self, h: usize, t: usize, s: usize) -> bool {
        let rank = |i: usize, u: usize| self.plain.rank[i][u];
        match self.reading.pareto {
            false => members(h).iter().all(|&i| rank(i, t) > rank(i, s)),
            true => {
                members(h).iter().all(|&i| rank(i, t) >= rank(i, s))
                    && members(h).iter().any(|&i| rank(i, t) > rank(i, s))
            }
        }
    }

    /// `R_H⁺⁺(s)`: judged at the end only.
    pub(crate) fn coalition_improvements(&self, h: usize, s: usize) -> Vec<usize> {
        self.reach[h][s].iter().copied().filter(|&t| self.better(h, t, s)).collect()
    }

    /// Who may take turns against `H`, and what a turn is.
    fn replies(&self, h: usize, rule: Rule, s1: usize) -> Vec<usize> {
        let outside: Vec<usize> = self.blocks.iter().copied().filter(|block| block & h == 0).collect();
        let improving = matches!(rule, Rule::Seq | Rule::SymSeq);
        let unions: Vec<usize> = match improving && self.reading.joint {
            false => outside,
            true => (1..1usize << outside.len())
                .map(|chosen| outside.iter().enumerate().filter(|(at, _)| chosen >> at & 1 == 1).map(|(_, b)| b).sum())
                .collect(),
        };
        // No player takes two turns in a row; the players are these sets.
        ends_of_legal_sequences(self.plain.states, &unions, s1, |l, t| match improving {
            true if l.count_ones() == 1 => improvements(self.plain, members(l)[0], t),
            true => self.coalition_improvements(l, t),
            false => self.reach[l][t].clone(),
        })
    }

    /// For every state: does `H` keep it?
    pub(crate) fn keeps(&self, h: usize, rule: Rule) -> Vec<bool> {
        let all = 0..self.plain.states;
        let replies: Vec<Vec<usize>> = match rule {
            Rule::Nash => vec![vec![]; self.plain.states],
            _ => all.clone().map(|s1| self.replies(h, rule, s1)).collect(),
        };
        all.map(|s| {
            // φ_H^≃(s): what is no improvement over s.
            let deters = |t: usize| !self.better(h, t, s);
            let sanction = |s2: usize| match rule {
                Rule::Nash => false,
                Rule::Gmr | Rule::Seq => deters(s2),
                Rule::Smr | Rule::SymSeq => deters(s2) && self.reach[h][s2].iter().all(|&s3| deters(s3)),
            };
            self.coalition_improvements(h, s).into_iter().all(|s1| replies[s1].iter().any(|&s2| sanction(s2)))
        })
        .collect()
    }
}

pub(crate) fn members(coalition: usize) -> Vec<usize> {
    (0..usize::BITS as usize).filter(|i| coalition >> i & 1 == 1).collect()
}

/// Where `H` can jump: its members' options change at one moment, none against its one way; only the ends are feasible.
fn jumps(spec: &Spec, h: usize, s: usize) -> Vec<usize> {
    let members_of = spec.members();
    let before = members_of[s][0];
    let can = |after: usize| {
        members_of[s][0] != after
            && (0..spec.actors.len()).all(|actor| {
                spec.actors[actor].options.iter().zip(spec.own_options(actor)).all(|(choice, o)| {
                    let (was, is) = (before >> o & 1, after >> o & 1);
                    was == is
                        || h >> actor & 1 == 1
                            && match choice.one_way {
                                None => true,
                                Some(OneWay::Take) => is == 1,
                                Some(OneWay::Drop) => is == 0,
                            }
                })
            })
    };
    (0..members_of.len()).filter(|&t| can(members_of[t][0])).collect()
}

/// Are jumps defined: options, none merged, no move barred?
pub(crate) fn can_jump(spec: &Spec) -> bool {
    match &spec.world {
        World::Options(rules) => {
            let plain = |rule: &crate::spec::Rule| {
                !matches!(rule, crate::spec::Rule::Same(_) | crate::spec::Rule::Cannot { .. })
            };
            rules.iter().all(plain)
        }
        World::Graph { .. } => false,
    }
}
