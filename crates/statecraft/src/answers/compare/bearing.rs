//! Whose word a sign rests on: the preference lines that mention its options, account by account.

use crate::case::{self, Case, LineId, LineRef, LineSays, Order, Support};
use crate::model::{ActorId, Model, OptionId, Preference, Ranking, Statement, Wish};
use crate::phrase::statement::statement as in_words;
use crate::study::LaidOut;
use serde::{Deserialize, Serialize};

/// A line of an account's preferences that mentions an option of a sign.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct BearingLine {
    /// Whose preference.
    pub actor: String,
    /// What it wants.
    pub wants: String,
    /// The same in words, and whose it is.
    pub words: String,
    /// Its place in the list, from 1; none where the order is not a list of statements.
    pub place: Option<usize>,
    /// Whether the account says so itself, and not the case for all accounts.
    pub own: bool,
    /// The claims it cites.
    pub claims: Vec<Cited>,
    /// The analyst's assumption.
    pub assumption: Option<String>,
}

impl BearingLine {
    /// Whether two accounts say the same of the same actor, on the same grounds.
    pub(crate) fn says_the_same(&self, other: &BearingLine) -> bool {
        let comparable = self.place.is_some() || !(self.own || other.own); // what a ranking says, only its states show
        let same = (&self.actor, &self.wants, &self.assumption) == (&other.actor, &other.wants, &other.assumption);
        comparable && same && self.claims == other.claims
    }
}

/// A claim that is cited.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Cited {
    /// Its name in the file.
    pub claim: String,
    /// The source that says it.
    pub source: String,
    /// Who says it, if not the source itself.
    pub speaker: Option<String>,
    /// The words.
    pub quote: String,
}

/// The claims of a support.
pub(crate) fn cited(case: &Case, support: &Support) -> Vec<Cited> {
    let claims = support.claims.iter().filter_map(|name| case.claim(&name.value));
    let cited = |claim: &case::Claim| Cited {
        claim: claim.key.value.clone(),
        source: claim.source.value.clone(),
        speaker: claim.speaker.clone(),
        quote: claim.anchor.quote.clone(),
    };
    claims.map(cited).collect()
}

/// The lines of an account that mention one of these options, given by their names; actor by actor, in order of importance.
/// A preference that is a ranking mentions every option, as nobody can tell which ones it hangs on.
pub(crate) fn lines(case: &Case, laid_out: &LaidOut, options: &[String]) -> Vec<BearingLine> {
    let actors = laid_out.model.actor_ids();
    actors.flat_map(|actor| Wants { case, model: &laid_out.model, actor, options }.lines()).collect()
}

/// What an actor wants, as far as it bears on some options.
struct Wants<'a> {
    case: &'a Case,
    model: &'a Model,
    actor: ActorId,
    options: &'a [String],
}

impl Wants<'_> {
    fn lines(&self) -> Vec<BearingLine> {
        match &self.model.preferences[self.actor.index()] {
            Preference::Statements(wishes) => {
                let about = |wish: &Wish| wish.statement.tree.atoms().iter().any(|option| self.mentions(option));
                let about = wishes.iter().enumerate().filter(|(_, wish)| about(wish));
                about.filter_map(|(at, wish)| self.wish(at, wish)).collect()
            }
            Preference::Weights(weights, line) => self.weights(weights, line).unwrap_or_default(),
            Preference::Ranking(Ranking { line, .. }) | Preference::Unknown(line) => {
                self.order(line).unwrap_or_default()
            }
        }
    }

    fn mentions(&self, option: &OptionId) -> bool {
        self.options.contains(&self.model.options()[option.index()].key)
    }

    fn wish(&self, at: usize, wish: &Wish) -> Option<BearingLine> {
        let line = self.case.line(&wish.line)?;
        let meant = in_words(self.model, self.actor, &wish.statement.tree);
        let words = format!("a wish of {}, {meant}", self.in_text());
        Some(self.line(&line, wish.statement.text.clone(), words, Some(at + 1)))
    }

    fn in_text(&self) -> &str {
        &self.model.actors[self.actor.index()].in_text
    }

    /// The weights that bear on the options, with the numbers as they are written.
    fn weights(&self, weights: &[(Statement, i128)], id: &LineId) -> Option<Vec<BearingLine>> {
        let line = self.case.line(id)?;
        let LineSays::Order(case::Preference { order: Order::Weights(written, ..), .. }) = line.says else {
            return None;
        };
        let about = |statement: &Statement| statement.tree.atoms().into_iter().any(|option| self.mentions(option));
        let both = weights.iter().zip(written).filter(|((statement, _), _)| about(statement));
        let told = both.map(|((statement, _), (_, weight))| {
            let (name, meant) = (self.in_text(), in_words(self.model, self.actor, &statement.tree));
            let wants = format!("{} by weight {weight}", statement.text);
            self.line(&line, wants, format!("for {name} {meant} has the weight {weight}"), None)
        });
        Some(told.collect())
    }

    /// A preference that is not known, or a list of states.
    fn order(&self, id: &LineId) -> Option<Vec<BearingLine>> {
        let line = self.case.line(id)?;
        let LineSays::Order(preference) = line.says else { return None };
        let name = self.in_text();
        let one = |wants: &str, words: String| vec![self.line(&line, wants.into(), words, None)];
        Some(match &preference.order {
            Order::Ranking(..) => one("its ranking of all states", format!("the ranking of all states by {name}")),
            _ => one("that nothing is known of what it wants", format!("nothing is known of what {name} may want")),
        })
    }

    fn line(&self, line: &LineRef, wants: String, words: String, place: Option<usize>) -> BearingLine {
        BearingLine {
            actor: self.model.actors[self.actor.index()].key.clone(),
            wants,
            words,
            place,
            own: line.id.account().is_some(),
            claims: cited(self.case, line.support),
            assumption: line.support.assumption.clone(),
        }
    }
}
