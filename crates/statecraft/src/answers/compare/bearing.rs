//! Whose word a sign rests on: the preference lines that mention its options, account by account.

use crate::case::{Case, Order, Preference, Support};
use crate::model::{ActorId, Model};
use crate::phrase::statement::{quoted, statement};
use crate::study::LaidOut;
use serde::Serialize;

/// A line of an account's preferences that mentions an option of a sign.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct BearingLine<'c> {
    /// Whose preference.
    pub actor: &'c str,
    /// What it wants.
    pub wants: String,
    /// The same in words, and whose it is.
    #[serde(skip)]
    pub(crate) words: String,
    /// Its place in the list, from 1; none where the order is not a list of statements.
    pub place: Option<usize>,
    /// Whether the account says so itself, and not the case for all accounts.
    pub own: bool,
    /// The claims it cites.
    pub claims: Vec<Cited<'c>>,
    /// The analyst's assumption.
    pub assumption: Option<&'c str>,
}

impl BearingLine<'_> {
    /// Whether two accounts say the same of the same actor, on the same grounds.
    pub(crate) fn says_the_same(&self, other: &BearingLine) -> bool {
        let said = |line: &BearingLine| (line.actor.to_string(), line.wants.clone(), line.assumption.map(String::from));
        let comparable = self.place.is_some() || !(self.own || other.own); // what a ranking says, only its states show
        comparable && said(self) == said(other) && self.claims == other.claims
    }
}

/// A claim that is cited.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Cited<'c> {
    /// Its name in the file.
    pub claim: &'c str,
    /// The source that says it.
    pub source: &'c str,
    /// Who says it, if not the source itself.
    pub speaker: Option<&'c str>,
    /// The words.
    pub quote: &'c str,
}

/// The claims of a support.
pub(crate) fn cited<'c>(case: &'c Case, support: &'c Support) -> Vec<Cited<'c>> {
    let claims = support.claims.iter().filter_map(|name| case.claim(&name.value));
    let cited = |claim: &'c crate::case::Claim| Cited {
        claim: &claim.key.value,
        source: &claim.source.value,
        speaker: claim.speaker.as_deref(),
        quote: &claim.anchor.quote,
    };
    claims.map(cited).collect()
}

/// The lines of an account that mention one of these options, given by their names; actor by actor, in order of importance.
/// A preference that is a ranking mentions every option, as nobody can tell which ones it hangs on.
pub(crate) fn lines<'c>(case: &'c Case, laid_out: &'c LaidOut, options: &[&str]) -> Vec<BearingLine<'c>> {
    let account = &laid_out.account;
    let wishes = case.actors.iter().filter_map(|actor| case.preference_in(account, &actor.key.value));
    wishes.flat_map(|preference| of_preference(case, laid_out, preference, options)).collect()
}

fn of_preference<'c>(
    case: &'c Case,
    laid_out: &'c LaidOut,
    preference: &'c Preference,
    options: &[&str],
) -> Vec<BearingLine<'c>> {
    let model = &laid_out.model;
    let actor = model.actor_ids().find(|actor| model.actors[actor.index()].key == preference.actor.value);
    let name = actor.map_or(preference.actor.value.as_str(), |actor| &model.actors[actor.index()].name);
    let own = laid_out.account.preferences.iter().any(|own| own.actor.value == preference.actor.value);
    let line = |wants: String, words: String, place, support: &'c Support| BearingLine {
        actor: &preference.actor.value,
        wants,
        words,
        place,
        own,
        claims: cited(case, support),
        assumption: support.assumption.as_deref(),
    };
    let mentions = |name: &str| options.contains(&name);
    match &preference.order {
        Order::Statements(lines) => {
            let about =
                |line: &crate::case::Line| line.wants.tree.atoms().iter().any(|atom| mentions(&atom.value.to_string()));
            let lines = lines.iter().enumerate().filter(|(_, line)| about(line));
            let told = |(at, written): (usize, &'c crate::case::Line)| {
                let meant =
                    actor.and_then(|actor| meant(model, actor, at)).unwrap_or_else(|| written.wants.text.clone());
                line(written.wants.text.clone(), format!("a wish of {name}, {meant}"), Some(at + 1), &written.support)
            };
            lines.map(told).collect()
        }
        Order::Weights(weights, _, support) => {
            let weights = weights.iter().filter(|(name, _)| mentions(&name.value.to_string()));
            let told = weights.map(|(option, weight)| {
                let wants = format!("{} by weight {weight}", option.value);
                let known = model.options().iter().find(|known| known.key == option.value.to_string());
                let label = known.map_or_else(|| option.value.to_string(), |known| quoted(&known.label));
                line(wants, format!("for {name} {label} has the weight {weight}"), None, support)
            });
            told.collect()
        }
        Order::Ranking(_, _, support) => {
            vec![line(
                "its ranking of all states".into(),
                format!("the ranking of all states by {name}"),
                None,
                support,
            )]
        }
        Order::Unknown(support) => {
            let words = format!("nothing is known of what {name} may want");
            vec![line("that nothing is known of what it wants".into(), words, None, support)]
        }
    }
}

/// The wish at this place of an actor's list, with the labels of the options.
fn meant(model: &Model, actor: ActorId, at: usize) -> Option<String> {
    let crate::model::Preference::Statements(wishes) = &model.preferences[actor.index()] else { return None };
    Some(statement(model, actor, &wishes.get(at)?.statement.tree))
}
