//! Counts of origins and weighed ranges, against definitions worked out literally; and what must not change a figure.

use crate::spec::random::stream;
use rand::RngExt;
use rand::seq::{IndexedRandom, SliceRandom};
use rand_chacha::ChaCha8Rng;
use serde_json::{Value, json};
use statecraft::answers::Ledger;
use statecraft::case::Case;
use statecraft::graph::Limits;
use statecraft::stability::{self, Concept};
use statecraft::study::Study;
use statecraft::text::TextOptions;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

/// In twentieths.
type Range = (u32, u32);

const WORDS: [&str; 4] = ["said", "reported", "believed", "unnamed"];
const WISHES: [&str; 4] = ["a.x", "not a.y", "b.z", "a.y or b.z"];

/// A case that is all evidence, as plain data.
#[derive(Clone, Debug)]
struct Draw {
    /// Name, origin.
    sources: Vec<(String, Option<String>)>,
    claims: Vec<Claim>,
    accounts: Vec<Account>,
    items: Vec<Item>,
    /// The claims that the common wishes of `b` cite.
    common: Vec<String>,
}

#[derive(Clone, Debug)]
struct Claim {
    key: String,
    source: String,
    speaker: Option<String>,
    origin: Option<String>,
    directness: Option<usize>,
}

#[derive(Clone, Debug)]
struct Account {
    key: String,
    /// A wish of `a` and the claims that it cites.
    lines: Vec<(usize, Vec<String>)>,
    favours: Vec<String>,
    against: Vec<String>,
    prior: Option<Range>,
}

#[derive(Clone, Debug)]
struct Item {
    key: String,
    claims: Vec<String>,
    /// Account, range in twentieths.
    ranges: Vec<(String, Range)>,
}

fn some(rng: &mut ChaCha8Rng, of: &[String], most: usize) -> Vec<String> {
    let count = rng.random_range(0..=most);
    let mut all: Vec<String> = of.to_vec();
    all.shuffle(rng);
    all.truncate(count);
    all
}

fn range(rng: &mut ChaCha8Rng) -> Range {
    let (one, other) = (rng.random_range(1..=20), rng.random_range(1..=20));
    (one.min(other), one.max(other))
}

fn draw(k: u64) -> Draw {
    let mut rng = stream(9_000_000 + k);
    let rng = &mut rng;
    let names = ["s0", "s1", "s2"];
    let mut sources: Vec<(String, Option<String>)> = names.iter().map(|name| (name.to_string(), None)).collect();
    if rng.random_bool(0.4) {
        sources[1].1 = Some(["s0", "wire"][rng.random_range(0..2)].to_string());
    }
    if rng.random_bool(0.3) {
        sources[2].1 = Some(["s1", "wire", "Ann"][rng.random_range(0..3)].to_string());
    }
    let pick = |rng: &mut ChaCha8Rng, of: &[&str], often: f64| {
        rng.random_bool(often).then(|| of.choose(rng).unwrap().to_string())
    };
    let claims: Vec<Claim> = (0..rng.random_range(2..=9))
        .map(|at| Claim {
            key: format!("c{at}"),
            source: names.choose(rng).unwrap().to_string(),
            speaker: pick(rng, &["Ann", "Bob", "A. Nn"], 0.6),
            origin: pick(rng, &["Ann", "wire", "s0", "other"], 0.3),
            directness: rng.random_bool(0.8).then(|| rng.random_range(0..4)),
        })
        .collect();
    let keys: Vec<String> = claims.iter().map(|claim| claim.key.clone()).collect();
    let ids: Vec<String> = ["m", "k", "z", "b"].iter().take(rng.random_range(1..=4)).map(|id| id.to_string()).collect();
    let accounts = ids.iter().map(|id| {
        let mut wishes: Vec<usize> = (0..WISHES.len()).collect();
        wishes.shuffle(rng);
        wishes.truncate(rng.random_range(1..=3));
        Account {
            key: id.clone(),
            lines: wishes.into_iter().map(|wish| (wish, some(rng, &keys, 3))).collect(),
            favours: some(rng, &keys, 1),
            against: some(rng, &keys, 2),
            prior: rng.random_bool(0.4).then(|| range(rng)),
        }
    });
    let accounts: Vec<Account> = accounts.collect();
    let items = (0..rng.random_range(0..=5)).map(|at| {
        let mut claims = some(rng, &keys, 2);
        claims.extend(claims.is_empty().then(|| keys.choose(rng).unwrap().clone()));
        let mut ranges: Vec<(String, Range)> = ids.iter().map(|id| (id.clone(), range(rng))).collect();
        ranges.retain(|_| rng.random_bool(0.85));
        ranges.extend(ranges.is_empty().then(|| (ids[0].clone(), range(rng))));
        Item { key: format!("e{at}"), claims, ranges }
    });
    let items = items.collect();
    let common = some(rng, &keys, 3);
    Draw { sources, claims, accounts, items, common }
}

impl Draw {
    fn to_toml(&self) -> String {
        let mut text = "title = \"Evidence\"\n".to_string();
        let ends = |(low, high): Range| format!("[{}, {}]", f64::from(low) / 20.0, f64::from(high) / 20.0);
        for (key, origin) in &self.sources {
            let _ = write!(text, "[sources.{key}]\ntitle = \"T\"\n{}", key_of("origin", origin.as_deref()));
        }
        for claim in &self.claims {
            let _ = write!(text, "[claims.{}]\nsource = {:?}\nquote = \"q\"\n", claim.key, claim.source);
            text += &key_of("speaker", claim.speaker.as_deref());
            text += &key_of("origin", claim.origin.as_deref());
            text += &key_of("directness", claim.directness.map(|at| WORDS[at]));
        }
        text += "[actors.a.options]\nx = {}\ny = {}\n[actors.b.options]\nz = {}\n";
        let _ = write!(text, "[preferences]\nb = {{ wants = ['b.z', 'a.x'], claims = {:?} }}\n", self.common);
        for account in &self.accounts {
            let _ = write!(text, "[accounts.{}]\ntitle = \"T\"\n", account.key);
            let _ = write!(text, "for = {:?}\nagainst = {:?}\n", account.favours, account.against);
            text += &account.prior.map(|prior| format!("prior = {}\n", ends(prior))).unwrap_or_default();
            let line = |(wish, claims): &(usize, Vec<String>)| {
                format!("{{ wants = '{}', claims = {claims:?} }}", WISHES[*wish])
            };
            let lines: Vec<String> = account.lines.iter().map(line).collect();
            let _ = writeln!(text, "preferences.a = [{}]", lines.join(", "));
        }
        for item in &self.items {
            let ranges: Vec<String> =
                item.ranges.iter().map(|(id, range)| format!("{id} = {}", ends(*range))).collect();
            let _ = write!(text, "[evidence.{}]\nsays = \"w\"\nclaims = {:?}\n", item.key, item.claims);
            let _ = writeln!(text, "likelihood = {{ {} }}", ranges.join(", "));
        }
        text
    }

    fn ledger(&self) -> (Value, String) {
        let text = self.to_toml();
        let case = Case::parse(&text).unwrap_or_else(|problem| panic!("{problem:?}\n{text}"));
        let opened = Study::of(case, vec![], &Limits::default());
        let ledger = Ledger::of(&opened, &[], &Limits::default()).unwrap();
        (serde_json::to_value(&ledger).unwrap(), ledger.text(TextOptions { width: 80, all: true }))
    }

    /// What a claim goes back to, by the words of the reference: its origin; else a speaker, one person wherever the name is an origin and
    /// otherwise within the source; else the source. A source with an origin stands for that one.
    fn origin(&self, key: &str) -> String {
        let claim = self.claims.iter().find(|claim| claim.key == key).expect("a claim");
        let is_origin = |name: &String| {
            self.claims.iter().any(|claim| claim.origin.as_ref() == Some(name))
                || self.sources.iter().any(|(_, origin)| origin.as_ref() == Some(name))
        };
        let stands_for = |name: &String| {
            let mut last = name.clone();
            while let Some((_, Some(origin))) = self.sources.iter().find(|(key, _)| *key == last) {
                last = origin.clone();
            }
            last
        };
        match (&claim.origin, &claim.speaker) {
            (Some(origin), _) => stands_for(origin),
            (None, Some(speaker)) if is_origin(speaker) => stands_for(speaker),
            (None, Some(speaker)) => format!("{speaker} / {}", stands_for(&claim.source)),
            (None, None) => stands_for(&claim.source),
        }
    }

    fn counts(&self, claims: &BTreeSet<&String>) -> Value {
        let mut figures = [0; 5];
        let origins: BTreeSet<String> = claims.iter().map(|claim| self.origin(claim)).collect();
        for origin in &origins {
            let of =
                self.claims.iter().filter(|claim| claims.contains(&claim.key) && self.origin(&claim.key) == *origin);
            figures[of.map(|claim| claim.directness.unwrap_or(4)).min().expect("a claim")] += 1;
        }
        let [said, reported, believed, unnamed, unmarked] = figures;
        json!({ "said": said, "reported": reported, "believed": believed, "unnamed": unnamed, "unmarked": unmarked,
                "all": origins.len() })
    }

    /// The claims for an account: those on a line that not every account has on the word of the same origin, and those listed.
    fn favours<'a>(&'a self, account: &'a Account) -> BTreeSet<&'a String> {
        let has = |other: &Account, wish: usize, claim: &String| {
            other
                .lines
                .iter()
                .any(|(of, claims)| *of == wish && claims.iter().any(|known| self.origin(known) == self.origin(claim)))
        };
        let mut found: BTreeSet<&String> = account.favours.iter().collect();
        for (wish, claims) in &account.lines {
            let everywhere =
                |claim: &&String| self.accounts.len() > 1 && self.accounts.iter().all(|other| has(other, *wish, claim));
            found.extend(claims.iter().filter(|claim| !everywhere(claim)));
        }
        if self.accounts.len() == 1 {
            found.extend(&self.common);
        }
        found
    }
}

fn key_of(key: &str, value: Option<&str>) -> String {
    value.map(|value| format!("{key} = {value:?}\n")).unwrap_or_default()
}

/// Everything in a ledger that is a figure or a finding, whatever the order of entry and the names of what is repeated.
fn figures(ledger: &Value) -> BTreeMap<String, String> {
    let list = |value: &Value| value.as_array().unwrap().clone();
    let text = |value: &Value| value.as_str().unwrap_or("none").to_string();
    let mut found = BTreeMap::from([("leader".to_string(), text(&ledger["leader"]))]);
    found.insert("alike".into(), ledger["alike"]["origins"].to_string());
    for account in list(&ledger["accounts"]) {
        for side in ["for", "against"] {
            found.insert(format!("{side} {}", account["id"]), account[side]["origins"].to_string());
        }
    }
    for pair in list(&ledger["pairs"]) {
        let swapped = text(&pair["account"]) > text(&pair["other"]);
        let turn = |odds: &Value| match (odds["lower"].as_f64(), odds["upper"].as_f64()) {
            (Some(lower), Some(upper)) if swapped => format!("{:?} {:?}", 0.0 - upper, 0.0 - lower),
            (Some(lower), Some(upper)) => format!("{lower:?} {upper:?}"),
            _ => "none".into(),
        };
        let mut parts: Vec<String> = list(&pair["counted"]).iter().map(|part| turn(&part["adds"])).collect();
        parts.sort();
        let names = BTreeSet::from([text(&pair["account"]), text(&pair["other"])]);
        found.insert(format!("{names:?}"), format!("{} of {parts:?}", turn(&pair["log_odds"])));
        for (one, explains) in [("account", "explains"), ("other", "other_explains")] {
            let facts: BTreeSet<String> = list(&pair[explains]).iter().map(text).collect();
            found.insert(format!("{} in {names:?}", pair[one]), format!("{facts:?}"));
        }
    }
    found
}

#[test]
fn origins_are_counted_as_by_hand() {
    let mut shared = 0;
    for k in 0..600 {
        let draw = draw(k);
        let (ledger, _) = draw.ledger();
        let accounts = ledger["accounts"].as_array().unwrap();
        assert_eq!(accounts.len(), draw.accounts.len());
        for (found, account) in accounts.iter().zip(&draw.accounts) {
            let favours = draw.favours(account);
            assert_eq!(found["for"]["origins"], draw.counts(&favours), "for {}\n{}", account.key, draw.to_toml());
            let against = account.against.iter().collect();
            assert_eq!(found["against"]["origins"], draw.counts(&against), "against {}", account.key);
            shared += usize::from(favours.len() > draw.counts(&favours)["all"].as_u64().unwrap() as usize);
        }
    }
    assert!(shared > 200, "{shared}");
}

/// The same in another order of entry.
fn shuffled(draw: &Draw, rng: &mut ChaCha8Rng) -> Draw {
    let mut other = draw.clone();
    other.sources.shuffle(rng);
    other.claims.shuffle(rng);
    other.accounts.shuffle(rng);
    other.items.shuffle(rng);
    other.common.shuffle(rng);
    for account in &mut other.accounts {
        // The order of wishes is what an account says; that of the claims behind each is not.
        account.lines.iter_mut().for_each(|(_, claims)| claims.shuffle(rng));
        account.favours.shuffle(rng);
        account.against.shuffle(rng);
    }
    for item in &mut other.items {
        item.claims.shuffle(rng);
        item.ranges.shuffle(rng);
    }
    other
}

#[test]
fn the_order_of_entry_changes_no_figure() {
    for k in 0..300 {
        let (draw, mut rng) = (draw(k), stream(9_500_000 + k));
        let expected = figures(&draw.ledger().0);
        for _ in 0..3 {
            let other = shuffled(&draw, &mut rng);
            assert_eq!(figures(&other.ledger().0), expected, "{}\n{}", draw.to_toml(), other.to_toml());
        }
    }
}

/// Claims repeated by others with the same origin, no more directly; and items of evidence on them.
fn repeated(draw: &Draw, rng: &mut ChaCha8Rng) -> Draw {
    let mut other = draw.clone();
    let copied = draw.claims.choose(rng).unwrap();
    let echo = rng.random_bool(0.5);
    if echo {
        other.sources.push(("echo".into(), Some(copied.source.clone())));
    }
    let mut copy = Claim { key: "copy".into(), ..copied.clone() };
    copy.source = if echo { "echo".into() } else { copied.source.clone() };
    copy.directness =
        copied.directness.and_then(|at| (at..5).collect::<Vec<_>>().choose(rng).copied().filter(|&at| at < 4));
    other.claims.push(copy);
    let repeat = |claims: &mut Vec<String>, rng: &mut ChaCha8Rng| {
        if claims.contains(&copied.key) && rng.random_bool(0.7) {
            claims.insert(rng.random_range(0..=claims.len()), "copy".into());
        }
    };
    repeat(&mut other.common, rng);
    for account in &mut other.accounts {
        account.lines.iter_mut().for_each(|(_, claims)| repeat(claims, rng));
        repeat(&mut account.favours, rng);
        repeat(&mut account.against, rng);
    }
    other.items.iter_mut().for_each(|item| repeat(&mut item.claims, rng));
    let mut again: Vec<Item> = draw.items.iter().filter(|_| rng.random_bool(0.5)).cloned().collect();
    for item in &mut again {
        item.key += "-again";
        item.claims.iter_mut().filter(|claim| **claim == copied.key).for_each(|claim| *claim = "copy".into());
    }
    other.items.extend(again);
    other
}

#[test]
fn what_is_repeated_changes_no_figure() {
    let mut items = 0;
    for k in 0..600 {
        let (draw, mut rng) = (draw(k), stream(9_600_000 + k));
        let other = repeated(&draw, &mut rng);
        let other = repeated_twice_is_as_good(other, &mut rng);
        items += other.items.len() - draw.items.len();
        assert_eq!(figures(&other.ledger().0), figures(&draw.ledger().0), "{}\n{}", draw.to_toml(), other.to_toml());
    }
    assert!(items > 300, "{items}");
}

fn repeated_twice_is_as_good(draw: Draw, rng: &mut ChaCha8Rng) -> Draw {
    let mut other = draw.clone();
    other.items.extend(draw.items.iter().take(1).map(|item| Item { key: "third".into(), ..item.clone() }));
    shuffled(&other, rng)
}

/// Every corner of the ranges of two accounts, for every choice of items of which no two share an origin and to which none can be
/// added: numerator and denominator of the odds, in whole numbers.
fn corners(draw: &Draw, one: &Account, other: &Account) -> Vec<(u128, u128)> {
    let of =
        |item: &Item, account: &Account| item.ranges.iter().find(|(id, _)| *id == account.key).map(|(_, range)| *range);
    let ranges: Vec<(&Item, Range, Range)> =
        draw.items.iter().filter_map(|item| Some((item, of(item, one)?, of(item, other)?))).collect();
    let origins = |item: &Item| item.claims.iter().map(|claim| draw.origin(claim)).collect::<BTreeSet<String>>();
    let share = |a: usize, b: usize| !origins(ranges[a].0).is_disjoint(&origins(ranges[b].0));
    let sets: Vec<Vec<usize>> = (0..1usize << ranges.len())
        .map(|set| (0..ranges.len()).filter(|at| set >> at & 1 == 1).collect::<Vec<_>>())
        .filter(|set| set.iter().all(|&a| set.iter().all(|&b| a == b || !share(a, b))))
        .filter(|set| (0..ranges.len()).all(|more| set.contains(&more) || set.iter().any(|&a| share(a, more))))
        .collect();
    let priors = one.prior.zip(other.prior);
    let mut found = vec![];
    for set in sets {
        let mut counted: Vec<(Range, Range)> = set.iter().map(|&at| (ranges[at].1, ranges[at].2)).collect();
        counted.extend(priors);
        if counted.is_empty() {
            return vec![];
        }
        for corner in 0..1usize << (2 * counted.len()) {
            let end = |(low, high): Range, bit: usize| u128::from(if corner >> bit & 1 == 1 { high } else { low });
            let odds = counted.iter().enumerate().fold((1, 1), |(up, down), (at, (of_one, of_other))| {
                (up * end(*of_one, 2 * at), down * end(*of_other, 2 * at + 1))
            });
            found.push(odds);
        }
    }
    found
}

#[test]
fn ranges_come_to_what_their_corners_come_to() {
    let (mut weighed, mut leaders, mut tied) = (0, 0, 0);
    for k in 0..1_500 {
        let draw = draw(k);
        let (ledger, text) = draw.ledger();
        let mut leads: BTreeSet<(&str, &str)> = BTreeSet::new();
        for pair in ledger["pairs"].as_array().unwrap() {
            let account = |id: &Value| draw.accounts.iter().find(|account| account.key == *id).unwrap();
            let (one, other) = (account(&pair["account"]), account(&pair["other"]));
            let corners = corners(&draw, one, other);
            if corners.is_empty() {
                assert_eq!(pair["log_odds"], Value::Null, "{}", draw.to_toml());
                continue;
            }
            weighed += 1;
            let logs = corners.iter().map(|(up, down)| (*up as f64).ln() - (*down as f64).ln());
            let (lower, upper) = logs.fold((f64::MAX, f64::MIN), |(low, high), log| (low.min(log), high.max(log)));
            let near = |value: &Value, log: f64| (value.as_f64().unwrap() - log).abs() < 2e-9;
            let odds = &pair["log_odds"];
            assert!(
                near(&odds["lower"], lower) && near(&odds["upper"], upper),
                "{odds} {lower} {upper}\n{}",
                draw.to_toml()
            );
            leads.extend(corners.iter().all(|(up, down)| up > down).then_some((one.key.as_str(), other.key.as_str())));
            leads.extend(corners.iter().all(|(up, down)| up < down).then_some((other.key.as_str(), one.key.as_str())));
            tied +=
                usize::from(corners.iter().all(|(up, down)| up >= down) && corners.iter().any(|(up, down)| up == down));
        }
        let over_all = |one: &&Account| {
            draw.accounts
                .iter()
                .all(|other| other.key == one.key || leads.contains(&(one.key.as_str(), other.key.as_str())))
        };
        let leader = draw.accounts.iter().find(over_all).filter(|_| draw.accounts.len() > 1);
        let named = leader.map(|account| account.key.as_str());
        assert_eq!(ledger["leader"].as_str(), named, "{}", draw.to_toml());
        assert_eq!(
            text.contains("leads over the whole range.") && !text.contains("None leads"),
            named.is_some(),
            "{text}"
        );
        leaders += usize::from(named.is_some());
    }
    assert!(weighed > 1_000 && leaders > 40 && tied > 10, "{weighed} {leaders} {tied}");
}

/// Narrowing the ranges of a part that is called deciding, within themselves, can make one of the two lead; of another part, not.
#[test]
fn a_deciding_range_decides_when_it_is_narrow() {
    let (mut deciding, mut idle) = (0, 0);
    for k in 0..500 {
        let draw = draw(k);
        for pair in draw.ledger().0["pairs"].as_array().unwrap() {
            let account = |id: &Value| draw.accounts.iter().find(|account| account.key == *id).unwrap();
            let (one, other) = (account(&pair["account"]), account(&pair["other"]));
            let before = corners(&draw, one, other);
            let decided = |corners: &[(u128, u128)]| {
                corners.iter().all(|(up, down)| up > down) || corners.iter().all(|(up, down)| up < down)
            };
            for part in pair["counted"].as_array().unwrap() {
                let items: Vec<&str> =
                    part["items"].as_array().unwrap().iter().map(|item| item.as_str().unwrap()).collect();
                let narrowed = |first: bool| {
                    let to = |range: &mut Range, high: bool| {
                        *range = if high { (range.1, range.1) } else { (range.0, range.0) }
                    };
                    let mut narrow = draw.clone();
                    for item in narrow.items.iter_mut().filter(|item| items.contains(&item.key.as_str())) {
                        item.ranges.iter_mut().filter(|(id, _)| *id == one.key).for_each(|(_, range)| to(range, first));
                        item.ranges
                            .iter_mut()
                            .filter(|(id, _)| *id == other.key)
                            .for_each(|(_, range)| to(range, !first));
                    }
                    for account in narrow.accounts.iter_mut().filter(|_| items.is_empty()) {
                        let mine = account.key == one.key;
                        account.prior.iter_mut().for_each(|range| to(range, mine == first));
                    }
                    let by_key = |key: &str| narrow.accounts.iter().find(|account| account.key == key).unwrap();
                    decided(&corners(&narrow, by_key(&one.key), by_key(&other.key)))
                };
                let expected = !decided(&before) && (narrowed(true) || narrowed(false));
                assert_eq!(part["deciding"].as_bool(), Some(expected), "{items:?} in {pair}\n{}", draw.to_toml());
                deciding += usize::from(expected);
                idle += usize::from(!expected && !decided(&before));
            }
        }
    }
    assert!(deciding > 100 && idle > 100, "{deciding} {idle}");
}

#[test]
fn as_many_items_as_a_case_may_have_are_weighed() {
    let mut wide = draw(0);
    wide.claims = (0..64)
        .map(|at| Claim {
            key: format!("c{at}"),
            source: "s0".into(),
            speaker: Some(format!("P{at}")),
            origin: None,
            directness: None,
        })
        .collect();
    wide.accounts.truncate(1);
    wide.accounts.push(Account { key: "q".into(), ..wide.accounts[0].clone() });
    let ids: Vec<String> = wide.accounts.iter().map(|account| account.key.clone()).collect();
    for account in &mut wide.accounts {
        (account.lines, account.favours, account.against, account.prior) = (vec![(0, vec![])], vec![], vec![], None);
    }
    wide.common = vec![];
    wide.items = (0..64)
        .map(|at| Item {
            key: format!("e{at}"),
            claims: vec![format!("c{at}")],
            ranges: vec![(ids[0].clone(), (10, 20)), (ids[1].clone(), (10, 10))],
        })
        .collect();
    let odds = &wide.ledger().0["pairs"][0]["log_odds"];
    assert_eq!(odds["lower"], 0.0, "{odds}");
    assert!((odds["upper"].as_f64().unwrap() - 64.0 * 2f64.ln()).abs() < 1e-6, "{odds}");
}

/// The numbers of the states from which nobody gains by moving, account by account.
fn at_rest(text: &str) -> Vec<BTreeSet<u64>> {
    let study = Study::of(Case::parse(text).unwrap(), vec![], &Limits::default());
    let of = |laid_out: &statecraft::study::LaidOut| {
        let found = stability::analyze(&laid_out.graph, &[Concept::Nash]).unwrap();
        found.equilibria(Concept::Nash).iter().map(|state| state.index() as u64 + 1).collect()
    };
    study.accounts.iter().map(of).collect()
}

impl Draw {
    /// The file without the lines that cite these claims and no others.
    fn without(&self, gone: &BTreeSet<&str>) -> String {
        let falls = |claims: &[String]| !claims.is_empty() && claims.iter().all(|claim| gone.contains(claim.as_str()));
        let mut left = self.clone();
        left.accounts.iter_mut().for_each(|account| account.lines.retain(|(_, claims)| !falls(claims)));
        let text = left.to_toml();
        let common = format!("b = {{ wants = ['b.z', 'a.x'], claims = {:?} }}", self.common);
        assert!(text.contains(&common));
        if falls(&self.common) { text.replace(&common, "b = []") } else { text }
    }
}

/// What falls without each origin, against the file written without what rests on it; and the lines that cite nothing.
#[test]
fn what_rests_on_one_origin() {
    let mut carried = 0;
    // A wish that takes over where one above it falls.
    let opposed = |text: String| text.replace("'a.y or b.z'", "'not a.x and a.y'");
    for draw in (0..1_000).map(draw) {
        let written = opposed(draw.to_toml());
        let case = Case::parse(&written).unwrap();
        let study = Study::of(case.clone(), vec![], &Limits::default());
        let ledger = Ledger::of(&study, &[], &Limits::default()).unwrap();
        let text = ledger.text(TextOptions { width: 80, all: true });
        let ledger = serde_json::to_value(&ledger).unwrap();
        let origins = case.origins();
        let before = at_rest(&written);
        let mut expected = BTreeMap::new();
        for origin in origins.iter().collect::<BTreeSet<_>>() {
            let of_it = case.claims.iter().zip(&origins).filter(|(_, of)| *of == origin);
            let gone = of_it.map(|(claim, _)| claim.key.value.as_str()).collect();
            let after = at_rest(&opposed(draw.without(&gone)));
            for (account, (before, after)) in draw.accounts.iter().zip(before.iter().zip(&after)) {
                let lost: Vec<u64> = before.difference(after).copied().collect();
                if !lost.is_empty() {
                    expected.insert((account.key.clone(), origin.to_string()), (lost, before.len() as u64));
                }
            }
        }
        let sources = &ledger["sources"];
        let found = sources["on_one_origin"].as_array().unwrap().iter().map(|of| {
            let text = |key: &str| of[key].as_str().unwrap().to_string();
            let states = of["outcomes"].as_array().unwrap().iter().map(|it| it["state"].as_u64().unwrap());
            ((text("account"), text("origin")), (states.collect(), of["of"].as_u64().unwrap()))
        });
        let found: BTreeMap<(String, String), (Vec<u64>, u64)> = found.collect();
        assert_eq!(found, expected, "{written}");
        carried += found.len();
        let uncited = draw.accounts.iter().flat_map(|account| &account.lines).filter(|(_, claims)| claims.is_empty());
        let gaps = 3 + uncited.count() + usize::from(draw.common.is_empty());
        assert_eq!(sources["gaps"].as_array().unwrap().len(), gaps, "{written}");
        assert!(text.contains(&format!("{gaps} lines cite no claim; nothing stands in its place.")), "{text}");
    }
    assert!(carried > 150, "{carried}");
}
