//! Which claims bear on which account.
//!
//! A *ground* is a line in force in an account together with the origin of a claim that it cites. A ground that every account has
//! tells nothing apart: the same wish on the same word, wherever in the list it stands. The claims on all other grounds of an
//! account are for it, and so are those that it lists itself. Against it is only what the analyst lists, for no line says what
//! speaks against it.

use crate::case::{
    Account, Case, Order, Origin, Preference, Ranked, Ranking, Rule, RuleKind, Statement, StatusQuo, Support, Today,
};
use crate::diag::Spanned;
use std::collections::{BTreeSet, HashMap};

/// A line, as far as it matters whether two accounts have the same; and an origin behind it.
type LineAndOrigin<'o> = (String, &'o Origin);

/// The claims that bear on the accounts of a case, by name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Bearing<'c> {
    /// For each account those that speak for it and not for all alike.
    pub favours: Vec<BTreeSet<&'c str>>,
    /// For each account those that speak against it.
    pub against: Vec<BTreeSet<&'c str>>,
    /// Those that stand behind lines which every account has; none where there is only one account.
    pub alike: BTreeSet<&'c str>,
}

impl<'c> Bearing<'c> {
    /// What bears on the accounts of a case; `origins` are those of its claims.
    pub fn of(case: &'c Case, origins: &[Origin]) -> Bearing<'c> {
        let origins =
            case.claims.iter().zip(origins).map(|(claim, origin)| (claim.key.value.as_str(), origin)).collect();
        let all: Vec<Vec<(LineAndOrigin, &str)>> =
            case.accounts.iter().map(|account| grounds(case, account, &origins)).collect();
        let alike = match all.as_slice() {
            [first, rest @ ..] if !rest.is_empty() => {
                rest.iter().fold(without_claims(first), |alike, next| &alike & &without_claims(next))
            }
            _ => BTreeSet::new(),
        };
        let favours = |(account, grounds): (&'c Account, &Vec<(LineAndOrigin, &'c str)>)| {
            let own = grounds.iter().filter(|(ground, _)| !alike.contains(ground)).map(|(_, claim)| *claim);
            own.chain(named(&account.favours)).collect()
        };
        let shared = all.iter().flatten().filter(|(ground, _)| alike.contains(ground));
        Bearing {
            favours: case.accounts.iter().zip(&all).map(favours).collect(),
            against: case.accounts.iter().map(|account| named(&account.against).collect()).collect(),
            alike: shared.map(|(_, claim)| *claim).collect(),
        }
    }
}

fn named(claims: &[Spanned<String>]) -> impl Iterator<Item = &str> {
    claims.iter().map(|claim| claim.value.as_str())
}

fn without_claims<'o>(grounds: &[(LineAndOrigin<'o>, &str)]) -> BTreeSet<LineAndOrigin<'o>> {
    grounds.iter().map(|(ground, _)| ground.clone()).collect()
}

/// The grounds of the lines in force in an account, each with its claim.
fn grounds<'c, 'o>(
    case: &'c Case,
    account: &'c Account,
    origins: &HashMap<&str, &'o Origin>,
) -> Vec<(LineAndOrigin<'o>, &'c str)> {
    let mut lines: Vec<(String, &Support)> = Vec::new();
    for actor in &case.actors {
        let key = &actor.key.value;
        lines.extend(actor.options.iter().map(|option| (format!("{key} can {}", option.key.value), &option.support)));
        lines.extend(case.preference_in(account, key).into_iter().flat_map(wishes));
        for toward in case.attitudes_in(account, key).into_iter().flat_map(|attitudes| &attitudes.toward) {
            let line = format!("{key} toward {} {}", toward.actor.value, toward.attitude.sign());
            lines.push((line, &toward.support));
        }
    }
    lines.extend(case.states.iter().map(|state| (format!("state {}", state.key.value), &state.support)));
    lines.extend(
        case.moves
            .iter()
            .map(|step| (format!("{} from {} to {}", step.actor.value, step.from.value, step.to.value), &step.support)),
    );
    lines.extend(case.rules_in(account).map(|rule| (rule_line(rule), &rule.support)));
    lines.extend(case.status_quo_in(account).map(|today| (today_line(today), &today.support)));
    let mut found = Vec::new();
    for (line, support) in lines {
        let known = named(&support.claims).filter_map(|claim| Some((*origins.get(claim)?, claim)));
        found.extend(known.map(|(origin, claim)| ((line.clone(), origin), claim)));
    }
    found
}

/// The lines of a preference. Their place in the list is left out: it is what the analyst says, not what a claim does.
fn wishes(preference: &Preference) -> Vec<(String, &Support)> {
    let actor = &preference.actor.value;
    match &preference.order {
        Order::Statements { lines, .. } => {
            lines.iter().map(|line| (format!("{actor} wants {}", line.wants.tree), &line.support)).collect()
        }
        Order::Ranking(Ranking { lists, degrees, within, incomparable, support, .. }) => {
            let tied = |list: &Vec<Ranked>| list.iter().map(Ranked::to_string).collect();
            let lists: Vec<BTreeSet<String>> = lists.iter().map(tied).collect();
            let within: Vec<String> = within.iter().map(|statement| statement.tree.to_string()).collect();
            let incomparable: BTreeSet<BTreeSet<String>> = incomparable.iter().map(tied).collect();
            vec![(format!("{actor} ranks {lists:?} {degrees:?} {within:?} {incomparable:?}"), support)]
        }
        Order::Weights(weights, _, support) => {
            let weights: BTreeSet<String> =
                weights.iter().map(|(what, weight)| format!("{} {weight}", what.tree)).collect();
            vec![(format!("{actor} weighs {weights:?}"), support)]
        }
        Order::Unknown(support) => vec![(format!("{actor} wants what is not known"), support)],
    }
}

fn rule_line(rule: &Rule) -> String {
    let one = |statement: &Statement| statement.tree.to_string();
    let all = |list: &[Statement]| format!("{:?}", list.iter().map(one).collect::<BTreeSet<_>>());
    match &rule.kind {
        RuleKind::Never(never) => format!("never {}", one(never)),
        RuleKind::Needs(when, needs) => format!("when {} needs {}", one(when), one(needs)),
        RuleKind::AtMostOne(list) => format!("at most one {}", all(list)),
        RuleKind::AtLeastOne(list) => format!("at least one {}", all(list)),
        RuleKind::ExactlyOne(list) => format!("exactly one {}", all(list)),
        RuleKind::Same(same) => format!("same {}", one(same)),
        RuleKind::Cannot(actor, from, to) => format!("{} cannot from {} to {}", actor.value, one(from), one(to)),
    }
}

fn today_line(today: &StatusQuo) -> String {
    match &today.today {
        Today::Taken(names) => {
            format!("today {:?}", names.iter().map(|name| name.value.to_string()).collect::<BTreeSet<_>>())
        }
        Today::State(name) => format!("today {}", name.value),
    }
}
