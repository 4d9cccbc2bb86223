//! Random cases and games, the same for the same seed; for the tests and for `examples/exchange`, which writes them for other readers.

use std::fmt::Write;

/// A stream of numbers (splitmix64, Steele, Lea & Flood 2014).
pub(crate) struct Random(u64);

impl Random {
    pub(crate) fn new(seed: u64) -> Random {
        Random(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15).wrapping_add(1))
    }

    pub(crate) fn below(&mut self, most: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mixed = (self.0 ^ self.0 >> 30).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let mixed = (mixed ^ mixed >> 27).wrapping_mul(0x94D0_49BB_1331_11EB);
        ((mixed ^ mixed >> 31) % most as u64) as usize
    }

    fn often(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }
}

/// What a random case may have, besides options, rules and wishes.
#[derive(Clone, Copy, Default)]
pub(crate) struct May {
    pub(crate) choices: bool,
    pub(crate) one_way: bool,
    pub(crate) weights: bool,
    /// States that are one, and moves that cannot be made.
    pub(crate) more_rules: bool,
}

pub(crate) const ALL: May = May { choices: true, one_way: true, weights: true, more_rules: true };

/// The text of a case of two to four actors with one to six options; some contradict themselves.
pub(crate) fn case(seed: u64, may: May) -> String {
    let mut random = Random::new(seed);
    let (actors, mut names, mut text) = (2 + random.below(3), Vec::new(), format!("title = \"Case {seed}\"\n"));
    for actor in 0..actors {
        let _ = writeln!(text, "[actors.a{actor}]\nname = \"Actor {actor}\"");
        if may.choices && random.often(25) {
            let levels: Vec<String> = (0..2 + random.below(2)).map(|level| format!("level {level}")).collect();
            let quoted: Vec<String> = levels.iter().map(|level| format!("\"{level}\"")).collect();
            let _ = writeln!(text, "choices.c = {{ label = \"Choose\", levels = [{}] }}", quoted.join(", "));
            names.extend(levels.iter().map(|level| format!("a{actor}.c = '{level}'")));
        } else {
            for option in 0..1 + random.below(2) {
                let way = if random.often(50) { "take" } else { "drop" };
                let way =
                    if may.one_way && random.often(25) { format!(", one_way = \"{way}\"") } else { String::new() };
                let _ = writeln!(text, "options.o{option} = {{ label = \"Do {option} & \\\"more\\\"\"{way} }}");
                names.push(format!("a{actor}.o{option}"));
            }
        }
    }
    for _ in 0..random.below(3) {
        let rule = rule(&mut random, &names, actors, may);
        let _ = writeln!(text, "[[rules]]\n{rule}");
    }
    text += "[preferences]\n";
    for actor in 0..actors {
        let weights = may.weights && random.often(25);
        let mut wishes: Vec<String> = (0..random.below(5)).map(|_| statement(&mut random, &names, 2)).collect();
        wishes.dedup();
        let wish = |wish: &String| format!("\"{}\"", wish.replace('"', "\\\""));
        if weights && !wishes.is_empty() {
            let weigh = |wish: &String, random: &mut Random| format!("{wish} = {}", random.below(7) as i64 - 3);
            wishes.sort();
            wishes.dedup();
            let all: Vec<String> = wishes.iter().map(|one| weigh(&wish(one), &mut random)).collect();
            let _ = writeln!(text, "a{actor} = {{ weights = {{ {} }} }}", all.join(", "));
        } else {
            let all: Vec<String> = wishes.iter().map(wish).collect();
            let _ = writeln!(text, "a{actor} = [{}]", all.join(", "));
        }
    }
    text
}

fn rule(random: &mut Random, names: &[String], actors: usize, may: May) -> String {
    let mut one = |depth| format!("\"{}\"", statement(random, names, depth));
    let (first, second, third) = (one(1), one(0), one(0));
    match random.below(if may.more_rules { 6 } else { 4 }) {
        0 => format!("never = {first}"),
        1 => format!("when = {first}\nneeds = {second}"),
        2 => format!("at_most_one = [{first}, {second}]"),
        3 => format!("at_least_one = [{first}, {second}, {third}]"),
        4 => format!("same = {second}"),
        _ => format!("actor = \"a{}\"\nfrom = {second}\nto = {third}\ncannot = true", random.below(actors)),
    }
}

fn statement(random: &mut Random, names: &[String], depth: usize) -> String {
    if depth == 0 || random.often(35) {
        return names[random.below(names.len())].clone();
    }
    let (one, other) = (statement(random, names, depth - 1), statement(random, names, depth - 1));
    match random.below(6) {
        0 => format!("not ({one})"),
        1 => format!("({one}) and ({other})"),
        2 => format!("({one}) or ({other})"),
        3 => format!("({one}) if ({other})"),
        4 => format!("({one}) iff ({other})"),
        _ => format!("({one}) unless ({other})"),
    }
}

/// The text of a bare graph of three to eight states.
pub(crate) fn graph(seed: u64) -> String {
    let mut random = Random::new(seed);
    let (actors, states) = (2 + random.below(2), 3 + random.below(6));
    let mut text = format!("title = \"Graph {seed}\"\n");
    for actor in 0..actors {
        let _ = writeln!(text, "[actors.a{actor}]\nname = \"Actor {actor}\"");
    }
    for state in 0..states {
        let _ = writeln!(text, "[states.s{state}]");
    }
    for actor in 0..actors {
        for (from, to) in (0..states * states).map(|at| (at / states, at % states)) {
            if from != to && random.often(25) {
                let _ = writeln!(text, "[[moves]]\nactor = \"a{actor}\"\nfrom = \"s{from}\"\nto = \"s{to}\"");
            }
        }
    }
    text += "[preferences]\n";
    for actor in 0..actors {
        let mut lists = vec![Vec::new(); states];
        (0..states).for_each(|state| lists[random.below(states)].push(format!("\"s{state}\"")));
        lists.retain(|list| !list.is_empty());
        let lists: Vec<String> = lists.iter().map(|list| format!("[{}]", list.join(", "))).collect();
        let _ = writeln!(text, "a{actor} = {{ ranking = [{}] }}", lists.join(", "));
    }
    text
}

/// A game of two or three players with two to four strategies, and its payoffs; some are fractions or decimals, many are equal.
pub(crate) fn game(seed: u64) -> String {
    let mut random = Random::new(seed);
    let sizes: Vec<usize> = (0..2 + random.below(2)).map(|_| 2 + random.below(3)).collect();
    let names = |size: &usize| (0..*size).map(|at| format!("\"s{at}\"")).collect::<Vec<_>>().join(" ");
    let players: Vec<String> = (0..sizes.len()).map(|player| format!("\"Player {player}\"")).collect();
    let strategies: Vec<String> = sizes.iter().map(|size| format!("{{ {} }}", names(size))).collect();
    let mut text = format!("NFG 1 R \"Game {seed}\" {{ {} }}\n\n{{ {} }}\n", players.join(" "), strategies.join("\n"));
    let profiles: usize = sizes.iter().product();
    let payoff = |random: &mut Random| match random.below(8) {
        0 => format!("{}/3", random.below(13) as i64 - 6),
        1 => format!("{}.{}", random.below(4), random.below(100)),
        2 => format!("-{}", random.below(5)),
        _ => random.below(5).to_string(),
    };
    if random.often(30) {
        text += "\"with outcomes\"\n\n{\n";
        let outcomes = 1 + random.below(6);
        for outcome in 0..outcomes {
            let pays: Vec<String> = sizes.iter().map(|_| payoff(&mut random)).collect();
            let _ = writeln!(text, "{{ \"o{outcome}\" {} }}", pays.join(", "));
        }
        text += "}\n";
        let chosen: Vec<String> = (0..profiles).map(|_| random.below(outcomes + 1).to_string()).collect();
        text += &chosen.join(" ");
    } else {
        text += "\"\"\n\n";
        let pays: Vec<String> = (0..profiles * sizes.len()).map(|_| payoff(&mut random)).collect();
        text += &pays.join(" ");
    }
    text + "\n"
}
