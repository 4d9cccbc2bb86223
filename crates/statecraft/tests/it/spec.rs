//! Random models as plain data, worked out by hand.
//!
//! A [`Spec`] knows nothing of the library: it can be written as a case file ([`Spec::to_toml`]) for the library to
//! read, and it can be worked out literally ([`Spec::plain`]) for the library's answers to be compared with.

pub(crate) mod random;
mod statement;
mod write;

pub(crate) use statement::Statement;

/// A model as an analyst would write it down.
#[derive(Clone, Debug)]
pub(crate) struct Spec {
    pub title: String,
    pub actors: Vec<Actor>,
    pub world: World,
    /// Statements are written with as few parentheses as precedence allows.
    pub sparing: bool,
    /// Every second rule and preference is said by an account instead of by the case.
    pub account: bool,
}

#[derive(Clone, Debug)]
pub(crate) struct Actor {
    pub key: String,
    pub options: Vec<Choice>,
    pub preference: Preference,
}

/// One option of an actor.
#[derive(Clone, Debug)]
pub(crate) struct Choice {
    pub key: String,
    pub one_way: Option<OneWay>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum OneWay {
    Take,
    Drop,
}

/// The part of 1 in which weights are counted: thousandths and thirds are whole numbers of it.
pub(crate) const PARTS: i64 = 3000;

#[derive(Clone, Debug)]
pub(crate) enum Preference {
    /// The most important first.
    Statements(Vec<Statement>),
    /// (statement, weight in parts of [`PARTS`]): whole numbers, so that sums are exact.
    Weights(Vec<(Statement, i64)>),
    /// Best first; states by position from 0.
    Ranking(Vec<Vec<usize>>),
}

#[derive(Clone, Debug)]
pub(crate) enum World {
    Options(Vec<Rule>),
    Graph {
        states: Vec<String>,
        /// (actor, from, to)
        moves: Vec<(usize, usize, usize)>,
    },
}

#[derive(Clone, Debug)]
pub(crate) enum Rule {
    Never(Statement),
    Needs { when: Statement, needs: Statement },
    AtMostOne(Vec<Statement>),
    AtLeastOne(Vec<Statement>),
    ExactlyOne(Vec<Statement>),
    Same(Statement),
    Cannot { actor: usize, from: Statement, to: Statement },
}

/// A graph model in full: every state, every move, every rank.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Plain {
    pub actors: usize,
    pub states: usize,
    /// Actor, state: where the actor can take the conflict in one step.
    pub moves: Vec<Vec<Vec<usize>>>,
    /// Actor, state: higher is better, equal is tied.
    pub rank: Vec<Vec<i64>>,
    pub names: Vec<String>,
}

impl Spec {
    /// The model, worked out from its meaning one setting and one pair of states at a time.
    pub(crate) fn plain(&self) -> Plain {
        let (names, moves, members) = match &self.world {
            World::Options(rules) => {
                let members = self.members();
                let names = (1..=members.len()).map(|number| number.to_string()).collect();
                (names, self.option_moves(rules, &members), members)
            }
            World::Graph { states, moves } => (states.clone(), self.listed_moves(states.len(), moves), vec![]),
        };
        let states = names.len();
        let rank = self.actors.iter().map(|actor| rank(&actor.preference, states, &members)).collect();
        Plain { actors: self.actors.len(), states, moves, rank, names }
    }

    /// How many options all actors have together.
    pub(crate) fn options(&self) -> usize {
        self.actors.iter().map(|actor| actor.options.len()).sum()
    }

    /// The options of one actor, by position among all options.
    pub(crate) fn own_options(&self, actor: usize) -> std::ops::Range<usize> {
        let first = self.actors[..actor].iter().map(|actor| actor.options.len()).sum();
        first..first + self.actors[actor].options.len()
    }

    /// The settings that no rule forbids, ascending.
    pub(crate) fn feasible(&self) -> Vec<usize> {
        let World::Options(rules) = &self.world else { return vec![] };
        (0..1usize << self.options()).filter(|&setting| rules.iter().all(|rule| rule.allows(setting))).collect()
    }

    /// The states: each the settings that are one state, ascending, in the order of their last members.
    pub(crate) fn members(&self) -> Vec<Vec<usize>> {
        let World::Options(rules) = &self.world else { return vec![] };
        let mut states: Vec<Vec<usize>> = self.feasible().into_iter().map(|setting| vec![setting]).collect();
        for rule in rules {
            if let Rule::Same(statement) = rule {
                let alike = |state: &Vec<usize>| state.iter().any(|&setting| statement.holds(setting));
                let (one, rest): (Vec<_>, Vec<_>) = states.into_iter().partition(alike);
                states = rest;
                if !one.is_empty() {
                    states.push(one.concat());
                }
            }
        }
        for state in &mut states {
            state.sort_unstable();
        }
        states.sort_by_key(|state| state.last().copied());
        states
    }

    /// An actor can move from one state to another when it can from some member of the one to some member of the other.
    fn option_moves(&self, rules: &[Rule], members: &[Vec<usize>]) -> Vec<Vec<Vec<usize>>> {
        let can = |actor, from: &[usize], to: &[usize]| {
            from.iter().any(|&s| to.iter().any(|&t| self.can_change(rules, actor, s, t)))
        };
        let targets = |actor: usize, from: usize| {
            (0..members.len()).filter(|&to| to != from && can(actor, &members[from], &members[to])).collect()
        };
        (0..self.actors.len()).map(|actor| (0..members.len()).map(|from| targets(actor, from)).collect()).collect()
    }

    /// The same with the rules of its own world.
    pub(crate) fn can_set(&self, actor: usize, s: usize, t: usize) -> bool {
        match &self.world {
            World::Options(rules) => self.can_change(rules, actor, s, t),
            World::Graph { .. } => false,
        }
    }

    /// Can the actor take the conflict from setting `s` to setting `t`: by its own options only, none against its one
    /// way, and no rule against it?
    fn can_change(&self, rules: &[Rule], actor: usize, s: usize, t: usize) -> bool {
        let own = self.own_options(actor);
        let others_agree = (0..self.options()).filter(|option| !own.contains(option)).all(|o| s >> o & 1 == t >> o & 1);
        let ways_kept = self.actors[actor].options.iter().zip(own).all(|(choice, o)| {
            let (before, after) = (s >> o & 1, t >> o & 1);
            match choice.one_way {
                None => true,
                Some(OneWay::Take) => after >= before,
                Some(OneWay::Drop) => after <= before,
            }
        });
        let barred = rules.iter().any(|rule| match rule {
            Rule::Cannot { actor: whose, from, to } => *whose == actor && from.holds(s) && to.holds(t),
            _ => false,
        });
        s != t && others_agree && ways_kept && !barred
    }

    fn listed_moves(&self, states: usize, listed: &[(usize, usize, usize)]) -> Vec<Vec<Vec<usize>>> {
        let targets =
            |actor: usize, from: usize| (0..states).filter(|&to| listed.contains(&(actor, from, to))).collect();
        (0..self.actors.len()).map(|actor| (0..states).map(|from| targets(actor, from)).collect()).collect()
    }
}

impl Rule {
    /// Does the rule leave this setting feasible?
    fn allows(&self, setting: usize) -> bool {
        let true_ones = |list: &[Statement]| list.iter().filter(|statement| statement.holds(setting)).count();
        match self {
            Rule::Never(statement) => !statement.holds(setting),
            Rule::Needs { when, needs } => !when.holds(setting) || needs.holds(setting),
            Rule::AtMostOne(list) => true_ones(list) <= 1,
            Rule::AtLeastOne(list) => true_ones(list) >= 1,
            Rule::ExactlyOne(list) => true_ones(list) == 1,
            Rule::Same(_) | Rule::Cannot { .. } => true,
        }
    }
}

/// The rank of each state. On a merged state a statement is true, and an option taken, when it is in every member.
fn rank(preference: &Preference, states: usize, members: &[Vec<usize>]) -> Vec<i64> {
    match preference {
        Preference::Ranking(best_first) => {
            let place =
                |state| best_first.iter().position(|tied| tied.contains(&state)).expect("all states are ranked");
            (0..states).map(|state| -(place(state) as i64)).collect()
        }
        Preference::Weights(weights) => {
            let holds = |state: usize, what: &Statement| members[state].iter().all(|&s| what.holds(s));
            let worth = |state| weights.iter().filter(|(what, _)| holds(state, what)).map(|(_, w)| w).sum();
            (0..states).map(worth).collect()
        }
        // A bare graph has no options, hence no statements: all its states are alike.
        Preference::Statements(none) if none.is_empty() => vec![0; states],
        Preference::Statements(statements) => {
            let truth = |state: &Vec<usize>| -> Vec<bool> {
                statements.iter().map(|statement| state.iter().all(|&s| statement.holds(s))).collect()
            };
            // Vectors of truth values compare as the statements do: the first difference decides, and true is more.
            let truths: Vec<Vec<bool>> = members.iter().map(truth).collect();
            truths.iter().map(|own| truths.iter().filter(|other| *other < own).count() as i64).collect()
        }
    }
}
