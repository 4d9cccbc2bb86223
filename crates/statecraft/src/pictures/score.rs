//! What was predicted against what happened, option by option and account by account.

use crate::answers::score::{AccountScore, CameAbout, CodingScore, ConceptScore, Score};
use crate::draw::{Mark, Matrix, MatrixRow};
use crate::stability::Concept;
use crate::study::Study;

impl Score {
    /// A line for each option with how it came, a column for each account with whether all its outcomes had it so, under the first
    /// concept and as the entries have what is unclear. Below: of how many options each is right, beside "nothing changes".
    pub fn picture(&self, study: &Study) -> Matrix {
        let under = self.codings.first().and_then(|coding| coding.accounts.first()?.concepts.first());
        let concept = under.and_then(|under| Concept::USUAL.into_iter().find(|known| known.key(&[]) == under.concept));
        let under = concept.map(|concept| format!(" under {}", concept.name(&[]))).unwrap_or_default();
        let title = format!("{}: what was predicted{under}, and what happened", self.header.case);
        let Some(coding) = self.codings.first() else { return Matrix { title, ..Matrix::default() } };
        let mut rows: Vec<MatrixRow> = coding.options.iter().map(|came| row(study, coding, came)).collect();
        rows.push(total("right at best", coding, |under| under.best));
        rows.push(total("right at worst", coding, |under| under.worst));
        let same = coding.nothing_changes.map(|same| {
            format!("“Nothing changes” is right of {same} of the {} options that can be told.", coding.clear)
        });
        let legend = "Disc: every outcome has it as it came. Cross: every outcome has it otherwise. Ring: the outcomes differ. \
                      Empty: it cannot be told.";
        Matrix {
            title,
            columns: coding.accounts.iter().map(|account| named(study, account)).collect(),
            rows,
            notes: std::iter::once(legend.to_string()).chain(same).collect(),
        }
    }
}

fn named(study: &Study, account: &AccountScore) -> String {
    let id = account.account.as_deref();
    let title = study.account(id).and_then(|laid_out| laid_out.account.title.clone());
    title.or_else(|| id.map(String::from)).unwrap_or_else(|| "The case".into())
}

fn row(study: &Study, coding: &CodingScore, came: &CameAbout) -> MatrixRow {
    let options = study.accounts.first().map(|laid_out| laid_out.model.options()).unwrap_or_default();
    let label = options.iter().find(|option| option.key == came.option).map(|option| option.label.clone());
    let says = match (came.taken, came.before) {
        (None, _) => "cannot be told",
        (Some(true), Some(false)) => "taken up",
        (Some(false), Some(true)) => "dropped",
        (Some(true), _) => "taken",
        (Some(false), _) => "not taken",
    };
    let mark = |account: &AccountScore| {
        let under = account.concepts.first();
        let among = |list: fn(&ConceptScore) -> &Vec<String>| under.is_some_and(|it| list(it).contains(&came.option));
        match () {
            () if among(|it| &it.right) => Mark::Right,
            () if among(|it| &it.wrong) => Mark::Wrong,
            () if among(|it| &it.says_nothing) => Mark::Open,
            () => Mark::Empty,
        }
    };
    MatrixRow {
        label: label.unwrap_or_else(|| came.option.clone()),
        says: says.into(),
        cells: coding.accounts.iter().map(mark).collect(),
    }
}

fn total(label: &str, coding: &CodingScore, of: fn(&ConceptScore) -> Option<u32>) -> MatrixRow {
    let cell = |account: &AccountScore| account.concepts.first().and_then(of).map_or(Mark::Empty, Mark::Count);
    MatrixRow {
        label: label.into(),
        says: format!("of {}", coding.clear),
        cells: coding.accounts.iter().map(cell).collect(),
    }
}
