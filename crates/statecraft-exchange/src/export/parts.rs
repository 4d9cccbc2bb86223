//! Which parts a case has, so that a format can say which of them it leaves out.

use statecraft::case::LineId;
use statecraft::model::{Form, Preference};
use statecraft::study::{LaidOut, Study};

/// A part of a case that some formats carry and others do not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    Actors,
    Rules,
    OneWay,
    Barred,
    Merged,
    StatusQuo,
    Evidence,
    Accounts,
    Strength,
    Perceptions,
    Variants,
}

impl Part {
    const ALL: [Part; 11] = [
        Part::Actors,
        Part::Rules,
        Part::OneWay,
        Part::Barred,
        Part::Merged,
        Part::StatusQuo,
        Part::Evidence,
        Part::Accounts,
        Part::Strength,
        Part::Perceptions,
        Part::Variants,
    ];

    fn words(self) -> &'static str {
        match self {
            Part::Actors => "actors, options and preferences",
            Part::Rules => "rules: what cannot be",
            Part::OneWay => "options that go one way only",
            Part::Barred => "moves that cannot be made, and what follows a move",
            Part::Merged => "states that are one: their members stand for themselves",
            Part::StatusQuo => "today",
            Part::Evidence => "sources, claims, assumptions and evidence",
            Part::Accounts => "other accounts",
            Part::Strength => "how strongly or surely actors prefer, what is unknown, and attitudes",
            Part::Perceptions => "who believes which account",
            Part::Variants => "issues, scenarios, variants, forecasts, the story and what happened later",
        }
    }

    /// That a format does not have it.
    pub(super) fn left_out(self) -> String {
        format!("not carried: {}", self.words())
    }

    fn is_in(self, study: &Study, laid_out: Option<&LaidOut>) -> bool {
        let case = &study.case;
        let accounts: Vec<&LaidOut> = laid_out.map_or_else(|| study.accounts.iter().collect(), |one| vec![one]);
        let some = |holds: fn(&LaidOut) -> bool| accounts.iter().any(|one| holds(one));
        match self {
            Part::Actors => case.has_actors(),
            Part::Rules => some(has_rules),
            Part::OneWay => some(|one| one.model.options().iter().any(|option| option.one_way.is_some())),
            Part::Barred => some(|one| one.graph.barred),
            Part::Merged => some(|one| matches!(one.model.form(), Form::Options(form) if !form.merges.is_empty())),
            Part::StatusQuo => some(|one| one.graph.status_quo.is_some()),
            Part::Evidence => {
                !case.sources.is_empty()
                    || !case.evidence.is_empty()
                    || case.lines().iter().any(|line| !line.support.is_none())
            }
            Part::Accounts => case.accounts.len() > 1,
            Part::Strength => {
                some(has_strength) || case.lines().iter().any(|line| matches!(line.id, LineId::Attitude { .. }))
            }
            Part::Perceptions => !case.perceptions.is_empty(),
            Part::Variants => {
                !(case.issues.is_empty()
                    && case.scenarios.is_empty()
                    && case.variants.is_empty()
                    && case.forecasts.is_empty()
                    && case.story.is_empty()
                    && case.later.entries.is_empty())
            }
        }
    }
}

/// What of the case is not among these parts.
pub(super) fn not_carried(study: &Study, laid_out: Option<&LaidOut>, carried: &[Part]) -> Vec<String> {
    let lost = Part::ALL.into_iter().filter(|part| !carried.contains(part) && part.is_in(study, laid_out));
    lost.map(Part::left_out).collect()
}

/// Whether rules leave states out, besides those that say of a choice that one level holds.
fn has_rules(one: &LaidOut) -> bool {
    let Form::Options(form) = one.model.form() else { return false };
    let choices = form.options.iter().filter_map(|option| option.level.as_ref()).map(|level| level.all.start);
    let choices = choices.collect::<std::collections::BTreeSet<_>>().len();
    form.rules.len() > choices
}

fn has_strength(one: &LaidOut) -> bool {
    let preferences = one.model.preferences();
    preferences.iter().any(|preference| match preference {
        Preference::Statements(wishes) => wishes.iter().any(|wish| wish.unsure || wish.degree > 1),
        Preference::Ranking(ranking) => {
            !ranking.incomparable.is_empty() || ranking.degrees.iter().any(|degree| *degree > 1)
        }
        Preference::Weights(..) => false,
        Preference::Unknown(_) => true,
    })
}
