//! Choices with so many levels that a state has more than 64 options: two actors with 33 to 45 levels each.
//!
//! Each random model is worked out from its meaning, with the level of either actor as a number, and held against the library, which
//! has an option for each level.

use crate::certificates::{opened, written_and_read};
use crate::engine::answer;
use crate::oracle;
use crate::spec::random::stream;
use crate::spec::{Plain, Statement};
use rand::RngExt;
use statecraft::answers::Analysis;
use statecraft::case::Case;
use statecraft::certificate::Verification;
use statecraft::coalitions::{About, Coalitions, Question};
use statecraft::graph::{Limits, StateId, StateSet, StateSpace};
use statecraft::patterns::{Pattern, patterns};
use statecraft::stability::Concept;

/// What statements are made of: that the level of an actor compares so with one of its levels.
struct Compared {
    actor: usize,
    way: &'static str,
    level: usize,
}

/// Two actors, each with one choice.
struct Wide {
    levels: [usize; 2],
    one_way: [Option<&'static str>; 2],
    compared: Vec<Compared>,
    /// What never is, and what either wants, over what is compared.
    never: Vec<Statement>,
    wishes: [Vec<Statement>; 2],
    today: [usize; 2],
}

impl Wide {
    fn random(k: u64) -> Wide {
        let mut rng = stream(11_000_000 + k);
        let levels = [0, 1].map(|_| rng.random_range(33..=45));
        let one_way = [0, 1].map(|_| [None, None, Some("up"), Some("down")][rng.random_range(0..4)]);
        let compared: Vec<Compared> = (0..10)
            .map(|at| Compared {
                actor: at % 2,
                way: ["=", "<", "<=", ">", ">="][rng.random_range(0..5)],
                level: rng.random_range(1..levels[at % 2] - 1),
            })
            .collect();
        let wishes = [0, 1].map(|_| {
            let lines = rng.random_range(3..=8);
            (0..lines).map(|_| Statement::random(&mut rng, compared.len(), 2)).collect()
        });
        let never =
            (0..rng.random_range(0..=2)).map(|_| Statement::random_pattern(&mut rng, compared.len(), 3)).collect();
        let found = Wide { levels, one_way, compared, never, wishes, today: [0, 0] };
        let states = found.states();
        if states.is_empty() {
            return Wide::random(k + 1_000);
        }
        Wide { today: states[rng.random_range(0..states.len())], ..found }
    }

    /// Which comparisons are true of two levels, a bit each.
    fn truth(&self, at: [usize; 2]) -> usize {
        let is_true = |it: &Compared| match it.way {
            "=" => at[it.actor] == it.level,
            "<" => at[it.actor] < it.level,
            "<=" => at[it.actor] <= it.level,
            ">" => at[it.actor] > it.level,
            _ => at[it.actor] >= it.level,
        };
        self.compared.iter().enumerate().map(|(place, it)| usize::from(is_true(it)) << place).sum()
    }

    /// All pairs of levels that can be; the level of the second actor, whose options come last, decides about their order first.
    fn states(&self) -> Vec<[usize; 2]> {
        let all = (0..self.levels[1]).flat_map(|second| (0..self.levels[0]).map(move |first| [first, second]));
        all.filter(|&at| !self.never.iter().any(|never| never.holds(self.truth(at)))).collect()
    }

    fn plain(&self) -> Plain {
        let states = self.states();
        let leads = |actor: usize, from: [usize; 2], to: [usize; 2]| {
            let by_it = from[1 - actor] == to[1 - actor] && from != to;
            by_it
                && match self.one_way[actor] {
                    Some("up") => to[actor] > from[actor],
                    Some(_) => to[actor] < from[actor],
                    None => true,
                }
        };
        let moves = |actor: usize| {
            let from = |&from: &[usize; 2]| (0..states.len()).filter(|&to| leads(actor, from, states[to])).collect();
            states.iter().map(from).collect()
        };
        // The first wish is worth more than all that come after it.
        let worth = |actor: usize, at: [usize; 2]| {
            self.wishes[actor].iter().fold(0, |worth, wish| 2 * worth + i64::from(wish.holds(self.truth(at))))
        };
        Plain {
            actors: 2,
            states: states.len(),
            moves: [0, 1].map(moves).into(),
            rank: [0, 1].map(|actor| states.iter().map(|&at| worth(actor, at)).collect()).into(),
            names: (1..=states.len()).map(|number| number.to_string()).collect(),
        }
    }

    fn text(&self) -> String {
        let names: Vec<String> =
            self.compared.iter().map(|it| format!("a{}.c {} 'level {}'", it.actor, it.way, it.level)).collect();
        let mut text = String::from("title = \"Wide\"\n");
        for actor in [0, 1] {
            let levels: Vec<String> = (0..self.levels[actor]).map(|level| format!("level {level}")).collect();
            let way = self.one_way[actor].map(|way| format!(", one_way = {way:?}")).unwrap_or_default();
            text += &format!("[actors.a{actor}]\nname = \"A{actor}\"\n");
            text += &format!("choices.c = {{ label = \"Set the level\", levels = {levels:?}{way} }}\n");
        }
        let [first, second] = self.today;
        text += &format!("[status_quo]\ntaken = [\"a0.c = 'level {first}'\", \"a1.c = 'level {second}'\"]\n");
        for never in &self.never {
            text += &format!("[[rules]]\nnever = {:?}\n", never.write(&names, true));
        }
        text += "[preferences]\n";
        for actor in [0, 1] {
            let wishes: Vec<String> = self.wishes[actor].iter().map(|wish| wish.write(&names, true)).collect();
            text += &format!("a{actor} = {wishes:?}\n");
        }
        text
    }
}

#[test]
fn two_actors_with_some_forty_levels_each_are_as_defined() {
    let (mut one_way, mut ruled) = (0, 0);
    for k in 0..12 {
        let wide = Wide::random(k);
        let (text, plain) = (wide.text(), wide.plain());
        let found = answer(&text);
        assert_eq!(found.states, plain.names, "{text}");
        assert!(found.verdicts == oracle::verdicts(&plain), "{text}");
        one_way += usize::from(wide.one_way.iter().any(Option::is_some));
        ruled += usize::from(!wide.never.is_empty());
    }
    assert!(one_way > 4 && ruled > 4, "{one_way} go one way, {ruled} have rules");
}

/// Each state of a set fits one pattern, no other state fits any, and levels on one side of a border take no pattern each.
#[test]
fn patterns_of_so_many_levels_are_few_and_exact() {
    for k in 0..6 {
        let wide = Wide::random(k);
        let (text, states) = (wide.text(), wide.states());
        let opened = opened(Case::parse(&text).expect("a case"));
        let laid_out = &opened.accounts[0];
        let StateSpace::Settings(settings) = &laid_out.graph.states else { panic!("options have settings") };
        let said = |set: &StateSet| {
            let patterns = patterns(laid_out, set).expect("they are few");
            for (at, state) in (0..states.len()).map(StateId::new).enumerate() {
                let fits = |pattern: &&Pattern| {
                    let bits = |names: &[String]| laid_out.model.option_bits(names);
                    let (taken, not_taken) = (bits(&pattern.taken), bits(&pattern.not_taken));
                    settings.code(state) & (taken | not_taken) == taken
                };
                let fitting = patterns.iter().filter(fits).count();
                assert_eq!(fitting, usize::from(set.contains(state)), "{:?}\n{text}", states[at]);
            }
            assert_eq!(patterns.iter().map(|pattern| pattern.states).sum::<usize>(), set.len(), "{text}");
            patterns.len()
        };
        for wish in wide.wishes.iter().flatten().take(3) {
            said(&StateSet::of(states.len(), |state| wish.holds(wide.truth(states[state.index()]))));
        }
        let corner =
            StateSet::of(states.len(), |state| states[state.index()][0] >= 12 && states[state.index()][1] < 20);
        let patterns = said(&corner);
        assert!(patterns == 1 || !wide.never.is_empty() && patterns < 20, "{patterns} patterns\n{text}");
    }
}

/// Where levels can be set at will, a coalition keeps a state under Nash exactly if no state is better for all of its members that
/// differs from it in what they set alone; most of the second actor's options stand behind the first 64.
#[test]
fn coalitions_of_actors_with_so_many_levels_are_as_defined() {
    let mut of_each = [[0; 2]; 2];
    for k in 0..6 {
        let wide = Wide { one_way: [None; 2], never: Vec::new(), ..Wide::random(k) };
        let (text, plain, states) = (wide.text(), wide.plain(), wide.states());
        let opened = opened(Case::parse(&text).expect("a case"));
        let laid_out = &opened.accounts[0];
        let (question, limits) = (Question::of(Concept::Nash), Limits::default());
        let coalitions = Coalitions::of(&laid_out.graph, &laid_out.model, &question, &limits).expect("an answer");
        let mut stay = vec![true; states.len()]; // whether no actor alone would leave
        for about in [About::All, About::Outcomes] {
            for (who, keeps) in coalitions.keeps(&about).expect("an answer").keeps {
                let members: Vec<usize> = who.members().map(|actor| actor.index()).collect();
                let leaves = |from: usize, to: usize| {
                    (0..2).all(|actor| members.contains(&actor) || states[from][actor] == states[to][actor])
                        && members.iter().all(|&actor| plain.rank[actor][to] > plain.rank[actor][from])
                };
                let asked = |&from: &usize| matches!(about, About::All) || stay[from];
                let verdicts: Vec<(usize, bool)> = (0..states.len())
                    .filter(asked)
                    .map(|from| (from, !(0..states.len()).any(|to| leaves(from, to))))
                    .collect();
                for (from, stays) in verdicts {
                    assert_eq!(keeps.contains(StateId::new(from)), stays, "{members:?} {:?}\n{text}", states[from]);
                    stay[from] &= stays || members.len() > 1;
                    of_each[members.len() - 1][usize::from(stays)] += 1;
                }
            }
        }
    }
    assert!(of_each.as_flattened().iter().all(|&of| of > 100), "{of_each:?}");
}

#[test]
fn certificates_of_so_many_levels_hold() {
    let text = Wide::random(3).text();
    let opened = opened(Case::parse(&text).expect("a case"));
    let analysis = Analysis::of(&opened, &[Concept::Seq], &Limits::default()).expect("it applies");
    assert!(!analysis.is_defective());
    let verification = Verification::of(&opened.case, &written_and_read(&opened, &analysis));
    assert!(verification.holds(), "{}\n{text}", verification.text());
}
