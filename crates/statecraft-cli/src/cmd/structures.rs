//! How `analyze` is asked for preferences that are more than an order, or less.

use super::Format;
use anyhow::bail;
use clap::ValueEnum;
use statecraft::answers::StructuresAsked;
use statecraft::phrase::not_counted::ReadBy;
use statecraft::stability::Concept;
use statecraft::structures::{CONCEPTS, Extension, Ties};

#[derive(clap::Args)]
pub(crate) struct StructureArgs {
    /// Also what holds when actors follow their attitudes; weak: a tie counts as reached, as in print; strict: it does not
    #[arg(long, value_name = "TIES")]
    attitudes: Option<AskedTies>,
    /// Also how strongly outcomes hold, by the degrees of preference
    #[arg(long)]
    strength: bool,
    /// Also what holds where preferences are not known: by one extension, a to d, or by all
    #[arg(long, value_name = "EXTENSION")]
    unknown: Option<AskedUnknown>,
}

#[derive(Clone, Copy, ValueEnum)]
enum AskedTies {
    Weak,
    Strict,
}

#[derive(Clone, Copy, ValueEnum)]
enum AskedUnknown {
    A,
    B,
    C,
    D,
    All,
}

impl StructureArgs {
    /// Whether preferences are read so, beside the ordinary way.
    pub(crate) fn reads(&self, by: ReadBy) -> bool {
        match by {
            ReadBy::Unknown => self.unknown.is_some(),
            ReadBy::Strength => self.strength,
            ReadBy::Attitudes => self.attitudes.is_some(),
        }
    }

    /// Whether anything is asked for.
    pub(crate) fn any(&self) -> bool {
        self.attitudes.is_some() || self.strength || self.unknown.is_some()
    }

    /// What is asked for, under those of the concepts chosen for which it is defined.
    pub(crate) fn asked(&self, concepts: &[Concept], format: Format) -> anyhow::Result<Option<StructuresAsked>> {
        let given = [
            ("--attitudes", self.attitudes.is_some()),
            ("--strength", self.strength),
            ("--unknown", self.unknown.is_some()),
        ];
        let Some((option, _)) = given.into_iter().find(|(_, given)| *given) else { return Ok(None) };
        if format == Format::Csv {
            bail!("the CSV has the ordinary verdicts only; with {option} write --format json or text");
        }
        let concepts: Vec<Concept> = CONCEPTS.into_iter().filter(|concept| concepts.contains(concept)).collect();
        if concepts.is_empty() {
            bail!(
                "{option} is defined for nash, gmr, smr and seq; ask for one of these with --concept, or leave it out"
            );
        }
        let attitudes = self.attitudes.map(|ties| match ties {
            AskedTies::Weak => Ties::Weak,
            AskedTies::Strict => Ties::Strict,
        });
        let unknown = self.unknown.map_or(Vec::new(), |extension| match extension {
            AskedUnknown::A => vec![Extension::A],
            AskedUnknown::B => vec![Extension::B],
            AskedUnknown::C => vec![Extension::C],
            AskedUnknown::D => vec![Extension::D],
            AskedUnknown::All => Extension::ALL.to_vec(),
        });
        Ok(Some(StructuresAsked { attitudes, strength: self.strength, unknown, concepts }))
    }
}
