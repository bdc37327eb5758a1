//! What the reader sees in the sentence of a value: the stored cleaned text, read again by the stage itself.

use std::{collections::BTreeMap, path::Path};

use serde::Serialize;
use zonefacts_tables::store::{StageStore, StoredRow};
use zonefacts_text::{
    extract::{Seen, seen},
    model::{Candidate, Document, Span},
    vocab::Vocab,
};

use crate::{
    failure::Failure,
    release::{self, ObservationRow},
    schemas::Texts,
    stage::Stage,
};

/// What is seen of a number.
#[derive(Serialize)]
pub(super) struct Reading {
    /// The release was read by the same version of the code.
    pub(super) same_code: bool,
    /// The sentences in which the families of sentences were asked about it.
    pub(super) seen: Vec<Seen>,
}

/// The cleaned texts as they are stored, and the word lists that the release was made by.
pub(super) struct Stored {
    clean: StageStore,
    /// The part that each raw file went into.
    parts: BTreeMap<String, String>,
    vocab: Option<Vocab>,
    same_code: bool,
}

impl Stored {
    /// Opens the store below the output folder of a release.
    pub(super) fn open(output: &Path, release: &Path, schemas: &Texts) -> Result<Self, Failure> {
        let open = |stage: Stage| StageStore::open(output, stage.name());
        let mut parts = BTreeMap::new();
        for (part, made) in open(Stage::Ingest)?.made() {
            parts.extend(made.recipe.inputs.keys().map(|file| (file.clone(), part.clone())));
        }
        let made_by = release::manifest(release)?.made_of.code;
        Ok(Self {
            clean: open(Stage::Clean)?,
            parts,
            vocab: if schemas.is_empty() { None } else { Some(Vocab::load(schemas).map_err(Failure::work)?) },
            same_code: made_by.get(Stage::Extract.name()).is_some_and(|code| code == Stage::Extract.code()),
        })
    }

    /// What is seen of an observation's number; nothing where its text is not stored as it was.
    pub(super) fn reading(&self, row: &ObservationRow) -> Result<Option<Reading>, Failure> {
        let part = release::holders(&row.document).find_map(|file| self.parts.get(file));
        let part = part.filter(|part| self.clean.made().contains_key(*part));
        let (Some(part), Some(vocab)) = (part, &self.vocab) else { return Ok(None) };
        for slice in self.clean.slices::<StoredRow<Document>>(part)? {
            let mut documents = slice?.into_iter().filter_map(|row| row.value);
            if let Some(document) = documents.find(|document| document.head.document_id == row.document_id) {
                let seen = seen(document, vocab, Span::new(row.char_start, row.char_end));
                return Ok(Some(Reading { same_code: self.same_code, seen }));
            }
        }
        Ok(None)
    }
}

impl Reading {
    /// The candidate that became this observation.
    pub(super) fn candidate(&self, row: &ObservationRow) -> Option<&Candidate> {
        let all = || self.seen.iter().flat_map(|seen| &seen.candidates);
        let same = |candidate: &&Candidate| candidate.metric_id == row.metric_id && candidate.measure.as_str() == row.measure;
        all().filter(same).find(|candidate| candidate.segment == row.segment).or_else(|| all().find(same))
    }
}
