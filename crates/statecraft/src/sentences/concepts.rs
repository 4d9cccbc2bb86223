//! Concepts as readers call them.

use crate::answers::compare::AccountComparison;
use crate::model::Model;
use crate::phrase::english::list;
use crate::stability::Concept;
use crate::study::Study;

/// The concept that has this key where the actors are those of a model.
pub(crate) fn concept(model: &Model, key: &str) -> Option<Concept> {
    Concept::parse(key, &model.actor_keys()).ok()
}

/// The name of the concept with this key; what is not known is called by its key.
pub(crate) fn name(model: &Model, key: &str) -> String {
    concept(model, key).map_or(key.to_string(), |concept| concept.name(&model.actor_keys()))
}

/// `GMR, SMR and SEQ`.
pub(crate) fn names(model: &Model, keys: &[impl AsRef<str>]) -> String {
    list(&keys.iter().map(|key| name(model, key.as_ref())).collect::<Vec<_>>())
}

impl AccountComparison {
    /// What readers call the concepts.
    pub(crate) fn concept_names(&self, study: &Study) -> Vec<String> {
        let called = |key: &String| study.accounts.first().map_or(key.clone(), |first| name(&first.model, key));
        self.concepts.iter().map(|compared| called(&compared.concept)).collect()
    }
}
