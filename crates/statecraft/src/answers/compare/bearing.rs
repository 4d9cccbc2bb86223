//! Whose word a sign rests on: the preference lines that mention its options, account by account.

use crate::case::{Case, LineId, LineRef, LineSays, Order, Support};
use crate::expr::Name;
use crate::model::{ActorId, Model, OptionId, Preference, Ranking, Wish};
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
    let actors = laid_out.model.actor_ids();
    actors.flat_map(|actor| Wants { case, model: &laid_out.model, actor, options }.lines()).collect()
}

/// What an actor wants, as far as it bears on some options.
struct Wants<'c, 'o> {
    case: &'c Case,
    model: &'c Model,
    actor: ActorId,
    options: &'o [&'o str],
}

impl<'c> Wants<'c, '_> {
    fn lines(&self) -> Vec<BearingLine<'c>> {
        match &self.model.preferences[self.actor.index()] {
            Preference::Statements(wishes) => {
                let about = |wish: &Wish| wish.statement.tree.atoms().iter().any(|option| self.mentions(option));
                let about = wishes.iter().enumerate().filter(|(_, wish)| about(wish));
                about.filter_map(|(at, wish)| self.wish(at, wish)).collect()
            }
            Preference::Ranking(Ranking { line, .. }) | Preference::Weights(_, line) | Preference::Unknown(line) => {
                self.order(line).unwrap_or_default()
            }
        }
    }

    fn mentions(&self, option: &OptionId) -> bool {
        self.options.contains(&self.model.options()[option.index()].key.as_str())
    }

    fn wish(&self, at: usize, wish: &Wish) -> Option<BearingLine<'c>> {
        let line = self.case.line(&wish.line)?;
        let meant = statement(self.model, self.actor, &wish.statement.tree);
        let words = format!("a wish of {}, {meant}", self.name());
        Some(self.line(&line, wish.statement.text.clone(), words, Some(at + 1)))
    }

    fn name(&self) -> &'c str {
        &self.model.actors[self.actor.index()].name
    }

    /// A preference that is not by statements.
    fn order(&self, id: &LineId) -> Option<Vec<BearingLine<'c>>> {
        let line = self.case.line(id)?;
        let LineSays::Order(preference) = line.says else { return None };
        let name = self.name();
        let one = |wants: &str, words: String| vec![self.line(&line, wants.into(), words, None)];
        Some(match &preference.order {
            Order::Weights(weights, ..) => {
                let of_option = |name: &Name| self.model.options().iter().find(|of| of.key == name.to_string());
                let weights =
                    weights.iter().filter(|(option, _)| self.options.contains(&option.value.to_string().as_str()));
                let told = weights.map(|(option, weight)| {
                    let wants = format!("{} by weight {weight}", option.value);
                    let label =
                        of_option(&option.value).map_or_else(|| option.value.to_string(), |of| quoted(&of.label));
                    self.line(&line, wants, format!("for {name} {label} has the weight {weight}"), None)
                });
                told.collect()
            }
            Order::Ranking(..) => one("its ranking of all states", format!("the ranking of all states by {name}")),
            _ => one("that nothing is known of what it wants", format!("nothing is known of what {name} may want")),
        })
    }

    fn line(&self, line: &LineRef<'c>, wants: String, words: String, place: Option<usize>) -> BearingLine<'c> {
        BearingLine {
            actor: &self.model.actors[self.actor.index()].key,
            wants,
            words,
            place,
            own: line.id.account().is_some(),
            claims: cited(self.case, line.support),
            assumption: line.support.assumption.as_deref(),
        }
    }
}
