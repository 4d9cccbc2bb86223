//! Probabilities that the analyst gave, scored; none is made out of a model.

use crate::answers::seal::SealedForecast;
use crate::expr;
use crate::hindsight::Stand;
use crate::model::Model;
use serde::{Deserialize, Serialize};

/// How the analyst's probabilities did.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ForecastScores {
    /// Each of them.
    pub listed: Vec<ForecastScore>,
    /// The mean Brier score of those that can be told; always to say a half has 0.25.
    pub brier: Option<Spread>,
    /// The mean logarithmic score, in bits; always to say a half has 1.
    pub log: Option<Spread>,
}

/// How one probability did.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ForecastScore {
    /// What was said.
    #[serde(flatten)]
    pub said: SealedForecast,
    /// Whether it was true in the end; none if that cannot be told.
    pub came: Option<bool>,
    /// The square of how far it was off.
    pub brier: Option<Spread>,
    /// The surprise in bits; none where what came was called impossible.
    pub log: Option<Spread>,
}

/// A score over a range of probabilities; lower is better.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Spread {
    /// By the end of the range that did best.
    pub best: f64,
    /// By the other.
    pub worst: f64,
}

/// The score of these probabilities; nothing if there are none.
pub(super) fn score(model: &Model, said: Vec<SealedForecast>, stand: Stand) -> Option<ForecastScores> {
    let listed: Vec<ForecastScore> = said.into_iter().map(|said| one(model, said, stand)).collect();
    let brier = mean(listed.iter().filter_map(|it| it.brier));
    // One that was called impossible and came leaves no mean.
    let logs: Option<Vec<Spread>> = listed.iter().filter(|it| it.came.is_some()).map(|it| it.log).collect();
    let log = mean(logs.unwrap_or_default());
    (!listed.is_empty()).then_some(ForecastScores { listed, brier, log })
}

fn one(model: &Model, said: SealedForecast, stand: Stand) -> ForecastScore {
    let how = |option: &crate::model::OptionId| {
        let bit = 1 << option.index();
        (stand.clear() & bit != 0).then_some(stand.taken & bit != 0)
    };
    let tree = expr::parse(&said.condition, 0).ok().and_then(|read| model.resolve(&read).ok());
    let came: Option<bool> = tree.and_then(|tree| tree.eval(&how));
    // The probability of what came, by either end.
    let of = came.map(|came| if came { (said.high, said.low) } else { (1.0 - said.low, 1.0 - said.high) });
    let spread = |score: &dyn Fn(f64) -> f64| {
        of.map(|(best, worst)| Spread { best: rounded(score(best)), worst: rounded(score(worst)) })
    };
    let log = spread(&|of| if of > 0.0 { -of.log2() } else { f64::INFINITY });
    ForecastScore {
        brier: spread(&|of| (1.0 - of) * (1.0 - of)),
        log: log.filter(|log| log.worst.is_finite()),
        came,
        said,
    }
}

fn mean(of: impl IntoIterator<Item = Spread>) -> Option<Spread> {
    let of: Vec<Spread> = of.into_iter().collect();
    let count = of.len() as f64;
    let mean = |sum: f64| rounded(sum / count);
    let (best, worst) = (of.iter().map(|it| it.best).sum(), of.iter().map(|it| it.worst).sum());
    (!of.is_empty()).then(|| Spread { best: mean(best), worst: mean(worst) })
}

/// To six decimals, so that the same score is written the same everywhere; never a negative nothing.
fn rounded(number: f64) -> f64 {
    (number * 1_000_000.0).round() / 1_000_000.0 + 0.0
}
