//! What holds only because issues are linked, and the papers that carry it, against their definitions on random models.

use crate::engine::laid_out;
use crate::oracle::{equilibria, improvements, joint_improvements, joint_moves, others, verdicts};
use crate::spec::random::stream;
use crate::spec::{Actor, Choice, Plain, Preference, Spec, Statement, World};
use rand::RngExt;
use rand::seq::SliceRandom;
use rand_chacha::ChaCha8Rng;
use statecraft::answers::AskLinkage;
use statecraft::graph::Limits;
use statecraft::linkage::{CONCEPTS, Carried, Linked, Under};
use statecraft::model::{OptionSet, positions};
use statecraft::study::Study;
use std::collections::{BTreeMap, BTreeSet};

const MODELS: usize = 2_000;
/// In the order of the concepts: Nash, GMR, SMR, SEQ, SymSEQ.
const ESCAPES: [bool; 5] = [false, false, true, false, true];
const CREDIBLE: [bool; 5] = [false, false, false, true, true];

/// Issue, who is tempted, its options that change and whether they are taken up; who answers, and the same of its options.
type Deal = (usize, usize, Vec<(usize, bool)>, usize, Vec<(usize, bool)>);

/// The definitions, on a model as plain data and the issue of each option.
struct Oracle<'s> {
    spec: &'s Spec,
    issue_of: &'s [usize],
    whole: Plain,
    /// For each issue the model in which nobody can change anything else.
    parts: Vec<Plain>,
    /// The last member of each state.
    settings: Vec<usize>,
}

impl Oracle<'_> {
    fn of<'s>(spec: &'s Spec, issue_of: &'s [usize]) -> Oracle<'s> {
        let whole = spec.plain();
        let members = spec.members();
        let part = |issue: usize| {
            let within =
                |s: usize, t: usize| (0..issue_of.len()).all(|o| s >> o & 1 == t >> o & 1 || issue_of[o] == issue);
            let can = |actor: usize, from: usize, to: usize| {
                let mut pairs = members[from].iter().flat_map(|&s| members[to].iter().map(move |&t| (s, t)));
                pairs.any(|(s, t)| spec.can_set(actor, s, t) && within(s, t))
            };
            let keep = |actor: usize, from: usize, to: &usize| can(actor, from, *to);
            let moves = whole.moves.iter().enumerate().map(|(actor, by_state)| {
                let of = |(from, ends): (usize, &Vec<usize>)| {
                    ends.iter().copied().filter(|to| keep(actor, from, to)).collect()
                };
                by_state.iter().enumerate().map(of).collect()
            });
            Plain { moves: moves.collect(), ..whole.clone() }
        };
        let issues = issue_of.iter().max().map_or(0, |last| last + 1);
        let settings = members.iter().map(|members| *members.last().unwrap()).collect();
        Oracle { spec, issue_of, parts: (0..issues).map(part).collect(), whole, settings }
    }

    /// Concept, state: does it hold in the whole; does it hold issue by issue?
    fn holds(&self) -> Vec<Vec<(bool, bool)>> {
        let states = self.whole.states;
        let whole = verdicts(&self.whole).map(|of| equilibria(&of, states));
        let parts: Vec<_> = self.parts.iter().map(|part| verdicts(part).map(|of| equilibria(&of, states))).collect();
        let of = |concept: usize, s: usize| (whole[concept][s], parts.iter().all(|part| part[concept][s]));
        (0..5).map(|concept| (0..states).map(|s| of(concept, s)).collect()).collect()
    }

    /// Whether nothing within an issue deters a move that tempts.
    fn is_undeterred(&self, concept: usize, issue: usize, actor: usize, s: usize, t: usize) -> bool {
        let (part, rank) = (&self.parts[issue], &self.whole.rank[actor]);
        let replies = match concept {
            0 => return true,
            _ if CREDIBLE[concept] => joint_improvements(part, &others(part, actor), t),
            _ => joint_moves(part, &others(part, actor), t),
        };
        let escapes = |u: usize| ESCAPES[concept] && part.moves[actor][u].iter().any(|&v| rank[v] > rank[s]);
        !replies.into_iter().any(|u| rank[u] <= rank[s] && !escapes(u))
    }

    fn change(&self, actor: usize, from: usize, to: usize) -> Vec<(usize, bool)> {
        let taken = |state: usize, option: usize| self.settings[state] >> option & 1 == 1;
        let differ = |&option: &usize| taken(from, option) != taken(to, option);
        self.spec.own_options(actor).filter(differ).map(|option| (option, taken(to, option))).collect()
    }

    /// The answer of an actor that makes a paper, if it has one: of several the one that changes fewest options, then the first.
    fn answer(
        &self,
        concept: usize,
        (issue, actor): (usize, usize),
        (s, t): (usize, usize),
        by: usize,
    ) -> Option<usize> {
        let rank = &self.whole.rank[actor];
        let escapes = |u: usize| ESCAPES[concept] && self.whole.moves[actor][u].iter().any(|&v| rank[v] > rank[s]);
        let elsewhere = |u: usize| self.change(by, t, u).iter().any(|&(option, _)| self.issue_of[option] != issue);
        let all = crate::believable::answers(self.spec, &self.whole, by, s, t).into_iter();
        let makes_one = all.filter(|&u| rank[u] <= rank[s] && !escapes(u) && elsewhere(u));
        makes_one.min_by_key(|&u| (self.change(by, t, u).len(), u))
    }

    /// The deals that stand in a state, and whether they meet every move that its issue leaves undeterred.
    fn papers(&self, concept: usize, s: usize) -> (BTreeSet<Deal>, bool) {
        let (mut deals, mut all) = (BTreeSet::new(), true);
        for issue in 0..self.parts.len() {
            for actor in 0..self.whole.actors {
                for t in improvements(&self.parts[issue], actor, s) {
                    if !self.is_undeterred(concept, issue, actor, s, t) {
                        continue;
                    }
                    let mut met = false;
                    for by in others(&self.whole, actor) {
                        if let Some(u) = self.answer(concept, (issue, actor), (s, t), by) {
                            met = true;
                            deals.insert((issue, actor, self.change(actor, s, t), by, self.change(by, t, u)));
                        }
                    }
                    all &= met;
                }
            }
        }
        (deals, all)
    }
}

/// The issue of each option, drawn; written below the case.
fn drawn_issues(spec: &Spec, rng: &mut ChaCha8Rng) -> Option<(Vec<usize>, String)> {
    let options = spec.options();
    if !(2..=6).contains(&options) || spec.members().len() > 24 {
        return None;
    }
    let issues = if options > 3 && rng.random_bool(0.3) { 3 } else { 2 };
    let mut issue_of: Vec<usize> = (0..options).map(|at| at % issues).collect();
    issue_of.shuffle(rng);
    let text = written(spec, &issue_of);
    Some((issue_of, text))
}

fn written(spec: &Spec, issue_of: &[usize]) -> String {
    let keys = spec.option_names();
    let issues = issue_of.iter().max().map_or(0, |last| last + 1);
    let issue = |issue: usize| {
        let own: Vec<&String> = keys.iter().zip(issue_of).filter(|(_, of)| **of == issue).map(|it| it.0).collect();
        format!("\n[issues.issue{issue}]\ntitle = \"Issue {issue}\"\noptions = {own:?}\n")
    };
    spec.to_toml() + &(0..issues).map(issue).collect::<String>()
}

/// What the library finds.
fn found(text: &str) -> Vec<(Under, Carried)> {
    let (model, graph) = laid_out(text);
    let limits = Limits::default();
    let linked = Linked::of(&model, &graph, &limits).unwrap().expect("it has issues");
    let under = linked.under(&CONCEPTS, &limits).unwrap();
    let each = under.into_iter().map(|under| {
        let carried = linked.papers(&under, usize::MAX, &limits).unwrap();
        (under, carried)
    });
    each.collect()
}

fn options_of((taken, dropped): (OptionSet, OptionSet)) -> Vec<(usize, bool)> {
    let changed = positions(taken | dropped);
    changed.map(|at| (at, taken >> at & 1 == 1)).collect()
}

#[test]
fn links_and_papers_agree_with_the_definition() {
    let (mut linked, mut lost, mut some, mut all, mut models) = ([0; 5], [0; 5], 0, 0, 0);
    for k in (0..).step_by(2) {
        let spec = Spec::random(k);
        let Some((issue_of, text)) = drawn_issues(&spec, &mut stream(k + 9_000_000)) else { continue };
        let oracle = Oracle::of(&spec, &issue_of);
        let holds = oracle.holds();
        for (concept, (under, carried)) in found(&text).iter().enumerate() {
            let mut deals: BTreeMap<Deal, BTreeSet<usize>> = BTreeMap::new();
            for state in 0..oracle.whole.states {
                let (whole, apart) = holds[concept][state];
                let id = statecraft::graph::StateId::new(state);
                assert_eq!(under.only_linked().contains(id), whole && !apart, "{concept} {state}\n{text}");
                assert_eq!(under.lost().contains(id), apart && !whole, "{concept} {state}\n{text}");
                linked[concept] += usize::from(whole && !apart);
                lost[concept] += usize::from(apart && !whole);
                let only_linked = whole && !apart;
                let (papers, met) = if only_linked { oracle.papers(concept, state) } else { (BTreeSet::new(), false) };
                assert_eq!(carried.some.contains(id), !papers.is_empty(), "{concept} {state}\n{text}");
                assert_eq!(carried.all.contains(id), met, "{concept} {state}\n{text}");
                some += usize::from(!papers.is_empty());
                all += usize::from(met);
                papers.into_iter().for_each(|deal| {
                    deals.entry(deal).or_default().insert(state);
                });
            }
            let of_library = carried.deals.iter().map(|(deal, (_, outcomes))| {
                let statecraft::linkage::Deal { issue, mover, change, by, answer } = *deal;
                let deal = (issue, mover.index(), options_of(change), by.index(), options_of(answer));
                (deal, outcomes.iter().map(|state| state.index()).collect())
            });
            assert_eq!(of_library.collect::<BTreeMap<Deal, BTreeSet<usize>>>(), deals, "{concept}\n{text}");
        }
        models += 1;
        if models == MODELS {
            break;
        }
    }
    assert_eq!(linked[0], 0, "nobody answers under Nash");
    assert!(linked[1..].iter().all(|count| *count > 50), "{linked:?}");
    assert!(lost.iter().all(|count| *count > 20), "{lost:?}");
    assert!(some > 200 && all > 100 && some > all, "{some} {all}");
}

/// One common actor, who ranks lexicographically, and two local ones; no rules across the issues.
fn lexicographic(rng: &mut ChaCha8Rng) -> (Spec, Vec<usize>) {
    let options =
        |many: usize, first: usize| (first..first + many).map(|at| Choice { key: format!("o{at}"), one_way: None });
    let own = [rng.random_range(1..=2), rng.random_range(1..=2)];
    let local = [rng.random_range(1..=2), rng.random_range(1..=2)];
    // The common actor's options of both issues come first, then those of the local ones.
    let issue_of: Vec<usize> = [vec![0; own[0]], vec![1; own[1]], vec![0; local[0]], vec![1; local[1]]].concat();
    let of_issue = |issue: usize| (0..issue_of.len()).filter(|&at| issue_of[at] == issue).collect::<Vec<_>>();
    let places = [of_issue(0), of_issue(1)];
    let mut wishes = |issue: usize| {
        let count = rng.random_range(2..=6);
        let one = |_| Statement::random(rng, places[issue].len(), 2).renumbered(&places[issue]);
        (0..count).map(one).collect::<Vec<_>>()
    };
    let actors = [("common", [wishes(0), wishes(1)].concat()), ("first", wishes(0)), ("second", wishes(1))];
    let many = [own[0] + own[1], local[0], local[1]];
    let mut actors: Vec<Actor> = actors
        .into_iter()
        .map(|(key, wishes)| Actor { key: key.into(), options: vec![], preference: Preference::Statements(wishes) })
        .collect();
    for (actor, many) in actors.iter_mut().zip(many) {
        actor.options = options(many, 0).collect();
    }
    let spec = Spec { title: "Linked".into(), actors, world: World::Options(vec![]), sparing: true, account: false };
    (spec, issue_of)
}

/// The facts that are known of lexicographic preferences over issues.
#[test]
fn where_preferences_are_lexicographic_the_product_holds() {
    let (mut linked, mut lost) = ([0; 5], [0; 5]);
    for k in 0..1_500 {
        let (spec, issue_of) = lexicographic(&mut stream(k + 11_000_000));
        let (model, graph) = laid_out(&written(&spec, &issue_of));
        let linked_issues = Linked::of(&model, &graph, &Limits::default()).unwrap().expect("it has issues");
        for (concept, under) in linked_issues.under(&CONCEPTS, &Limits::default()).unwrap().iter().enumerate() {
            linked[concept] += usize::from(!under.only_linked().is_empty());
            lost[concept] += usize::from(!under.lost().is_empty());
        }
    }
    assert_eq!(linked[0], 0, "Nash outcomes are the product");
    assert_eq!(lost[..4], [0; 4], "Nash, GMR, SMR and SEQ lose nothing");
    assert!(lost[4] > 0 && linked[1..].iter().all(|models| *models > 20), "{linked:?} {lost:?}");
}

/// Two villages share a road and a well. The first would close the road; the second then would close the well, which it likes better
/// while the road is closed, and which hurts the first more than the road helps.
const VILLAGES: &str = r#"
title = "A road and a well"
[actors.up]
name = "Uphill"
options.close = { label = "Close the road", drop = "Open the road", assumption = "a sample" }
[actors.down]
name = "Downhill"
options.dam = { label = "Dam the well", drop = "Open the well", assumption = "a sample" }
[issues.road]
title = "The road"
options = ["up.close"]
[issues.well]
title = "The well"
options = ["down.dam"]
[preferences]
up = { wants = ['not down.dam', 'up.close'], assumption = "a sample" }
down = { wants = ['not up.close', 'down.dam iff up.close'], assumption = "a sample" }
"#;

#[test]
fn a_threat_across_issues_is_told() {
    let study = Study::from_text(VILLAGES, &Limits::default());
    assert!(study.problems.is_empty(), "{:?}", study.problems);
    let linkage = study.ask(&AskLinkage::default(), &Limits::default()).unwrap();
    let account = &linkage.accounts[0];
    let seq = account.concepts.iter().find(|under| under.concept == "seq").unwrap();
    assert_eq!(seq.only_linked.iter().map(|name| name.to_string()).collect::<Vec<_>>(), ["1"]);
    assert_eq!((seq.some_paper.len(), seq.papers_alone.len(), seq.lost.len()), (1, 1, 0));
    let [paper] = account.papers.as_slice() else { panic!("{:?}", account.papers) };
    assert_eq!((paper.issue.as_str(), paper.temptation.by.as_str()), ("road", "up"));
    assert_eq!((paper.answered_in.as_slice(), paper.answer.by.as_str()), (["well".to_string()].as_slice(), "down"));
    assert_eq!(
        (paper.temptation.takes_up.as_slice(), paper.answer.takes_up.as_slice()),
        (["up.close".to_string()].as_slice(), ["down.dam".to_string()].as_slice())
    );
    let text = linkage.text(&study, statecraft::text::TextOptions { width: 100, all: true });
    assert!(text.contains("In “The road” Uphill could move to state 2: takes up “Close the road”."), "{text}");
    assert!(text.contains("In “The well” Downhill would then move to state 4: takes up “Dam the well”."), "{text}");
    let json = serde_json::to_string(&linkage).unwrap();
    assert_eq!(serde_json::from_str::<statecraft::answers::Linkage>(&json).unwrap(), linkage);
}

/// The first edition of the shipped case, divided in two: what was computed of it independently.
#[test]
fn the_first_edition_has_no_paper_in_leverage() {
    let file = std::fs::read_to_string("../../cases/iran-taliban-2021-first/case.toml").unwrap();
    let issues = r#"
[issues.nuclear]
title = "The nuclear talks"
options = ["iran.press", "iran.comply", "us.lift", "israel.strike"]
[issues.afghanistan]
title = "Afghanistan"
options = ["iran.court", "iran.host", "iran.disrupt", "taliban.offensive", "taliban.settle", "taliban.curb", "kabul.share", "us.withdraw", "isis.expand"]
"#;
    let study = Study::from_text(&(file + issues), &Limits::default());
    let linkage = study.ask(&AskLinkage::default(), &Limits::default()).unwrap();
    assert_eq!(linkage.common, ["iran", "us"]);
    let account = &linkage.accounts[0];
    assert_eq!((account.id.as_deref(), account.settings.as_slice()), (Some("leverage"), [12, 152].as_slice()));
    let count = |key: &str| {
        let under = account.concepts.iter().find(|under| under.concept == key).unwrap();
        (under.only_linked.len(), under.outcomes())
    };
    let counts = ["nash", "gmr", "smr", "seq", "symseq"].map(count);
    assert_eq!(counts[1..], [(24, 69), (12, 47), (12, 20), (0, 8)]);
    assert_eq!(counts[0].0, 0);
    assert!(account.papers.is_empty(), "{:?}", account.papers);
}
