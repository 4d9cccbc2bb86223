//! Response tests: what another actor would answer to a first move under one account and not under another.

use super::maker::{Maker, id};
use super::{Indicator, Kind, Sides};
use crate::accounts::SettingPattern;
use crate::answers::brief::{Response, ResponseTest, Told, could_answer, response_tests};
use crate::model::{ActorId, Model};

/// For each test each answer that is something new.
pub(super) fn responses(maker: &Maker) -> Vec<Indicator> {
    let tests = response_tests(&maker.told);
    let of = |test: &ResponseTest| {
        let new = |response: &&Response| !(response.takes.is_empty() && response.drops.is_empty());
        test.responses.iter().filter(new).filter_map(|response| one(maker, test, response)).collect::<Vec<_>>()
    };
    tests.iter().flat_map(of).collect()
}

/// One answer; nothing if no account rules it out.
fn one(maker: &Maker, test: &ResponseTest, response: &Response) -> Option<Indicator> {
    let bits = |keys: &[String]| maker.wording.bits(keys);
    let pattern = |takes: &[String], drops: &[String]| SettingPattern { taken: bits(takes), not_taken: bits(drops) };
    let mut yes = Sides::default();
    for told in &maker.told {
        let account = id(told.laid_out);
        if response.accounts.contains(&account) {
            yes.by.push(account);
        } else if could_come(told, test, response) {
            yes.fits.push(account);
        } else {
            yes.against.push(account);
        }
    }
    let after = maker.combination(pattern(&test.takes, &test.drops));
    let seen = maker.combination(pattern(&response.takes, &response.drops));
    let indicator = Indicator { yes, ..maker.indicator(Kind::Response, Some(after), seen) };
    (!indicator.yes.against.is_empty()).then_some(indicator)
}

/// Whether the answer is one that may be believed under an account, though another is better or as good.
fn could_come(told: &Told, test: &ResponseTest, response: &Response) -> bool {
    let model: &Model = &told.laid_out.model;
    let option = model.option_bits(&test.takes) | model.option_bits(&test.drops);
    let actor =
        |key: &str| -> Option<ActorId> { model.actor_ids().find(|actor| model.actors()[actor.index()].key == key) };
    let (Some(mover), Some(by)) = (actor(&test.actor), actor(&test.by)) else { return false };
    could_answer(told, (mover, option), by, (&response.takes, &response.drops))
}
