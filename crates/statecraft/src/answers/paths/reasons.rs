//! Why a state cannot be reached, in words.

use crate::case::OneWay;
use crate::model::{ModelOption, OptionId};
use crate::paths::{Paths, WhyNot};
use crate::phrase::english::list;
use crate::study::LaidOut;

/// Why a state cannot be reached.
#[derive(Clone, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct WhyUnreached {
    /// `stopped`, `twice-running`, `nobody-leaves`, `fixed`, `nobody-enters` or `no-sequence`.
    pub because: String,
    /// The options that stand one way in all states that can be reached, and the other way in this one.
    pub options: Vec<String>,
    /// The same in a sentence.
    pub words: String,
}

impl WhyUnreached {
    pub(crate) fn of(laid_out: &LaidOut, paths: &Paths, why: WhyNot) -> WhyUnreached {
        let start = laid_out.graph.state_name(paths.start());
        let plain = |because: &str, words: &str| WhyUnreached {
            because: because.to_string(),
            options: Vec::new(),
            words: words.to_string(),
        };
        match why {
            WhyNot::Stopped => {
                plain("stopped", "every path there goes on past a state that holds under every concept asked for")
            }
            WhyNot::TwiceRunning => {
                plain("twice-running", "every sequence of moves there has an actor move twice running")
            }
            WhyNot::NobodyLeaves => plain("nobody-leaves", &format!("nobody can move from state {start}")),
            WhyNot::NobodyEnters => plain("nobody-enters", "nobody can move there from anywhere"),
            WhyNot::NoSequence => plain("no-sequence", "no sequence of moves leads there"),
            WhyNot::Fixed(options) => {
                let of = |option: &OptionId| &laid_out.model.options()[option.index()];
                let stay: Vec<String> =
                    options.iter().map(|option| stays(laid_out, paths, *option, of(option))).collect();
                let words = format!("whoever moves, {}", list(&stay));
                WhyUnreached {
                    because: "fixed".to_string(),
                    options: options.iter().map(|one| of(one).key.clone()).collect(),
                    words,
                }
            }
        }
    }
}

/// `“Complete the withdrawal” stays taken, as it cannot be dropped`.
fn stays(laid_out: &LaidOut, paths: &Paths, at: OptionId, option: &ModelOption) -> String {
    let taken = laid_out.graph.holding(&crate::expr::Expr::Taken(at)).contains(paths.start());
    let why = match (taken, option.one_way) {
        (true, Some(OneWay::Take)) => ", as it cannot be dropped",
        (false, Some(OneWay::Drop)) => ", as it cannot be taken up",
        _ => "",
    };
    let name = &laid_out.model.actors[option.actor.index()].name;
    if option.level.is_some() && !taken {
        return format!("“{}” ({name}) never comes about", option.label);
    }
    let how = if taken { "taken" } else { "not taken" };
    format!("“{}” ({name}) stays {how}{why}", option.label)
}
