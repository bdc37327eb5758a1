//! One side of a comparison: a published release, or the tables that a run would make.

use std::{
    collections::{BTreeMap, BTreeSet},
    path::{Path, PathBuf},
};

use zonefacts_tables::{Tables, write::Provenance};
use zonefacts_text::model::IssueCode;

use crate::{
    cell::Cell,
    failure::Failure,
    release::{self, DocumentRow, FactRow, IssueRow, ObservationRow, TableRow},
    schemas::{self, Texts},
};

/// Facts and statements with what they were made from.
pub(crate) struct Snapshot {
    tables: Source,
    /// Inputs, code versions and hashes of schemas.
    pub(crate) made_of: Provenance,
    /// The word lists and the policy themselves; empty where the release does not keep them.
    pub(crate) schemas: Texts,
}

enum Source {
    Folder(PathBuf),
    Memory(Tables),
}

impl Snapshot {
    /// A release in a folder.
    pub(crate) fn published(release: &Path) -> Result<Self, Failure> {
        let made_of = release::manifest(release)?.made_of;
        // What an older program published keeps hashes at most: its word lists are told apart by file, not by row.
        let schemas = schemas::of_release(release).unwrap_or_default();
        Ok(Self { tables: Source::Folder(release.to_owned()), made_of, schemas })
    }

    /// What a run would publish.
    pub(crate) fn foreseen(tables: Tables, made_of: Provenance, schemas: Texts) -> Self {
        Self { tables: Source::Memory(tables), made_of, schemas }
    }

    /// The facts, in the order of their cells.
    pub(super) fn facts(&self) -> Result<Vec<FactRow>, Failure> {
        let mut facts = Vec::new();
        self.each(|fact: FactRow| facts.push(fact))?;
        facts.sort_by(|a, b| Cell::key(a).cmp(&Cell::key(b)));
        Ok(facts)
    }

    /// The statements of these cells.
    pub(super) fn statements(&self, of: &BTreeSet<Cell>) -> Result<BTreeMap<Cell, Vec<ObservationRow>>, Failure> {
        let mut statements: BTreeMap<Cell, Vec<ObservationRow>> = BTreeMap::new();
        self.each(|row: ObservationRow| {
            if let Some(cell) = Cell::stated(&row).filter(|cell| of.contains(cell)) {
                statements.entry(cell).or_default().push(row);
            }
        })?;
        Ok(statements)
    }

    /// The documents.
    pub(super) fn documents(&self) -> Result<Vec<DocumentRow>, Failure> {
        let mut documents = Vec::new();
        self.each(|document| documents.push(document))?;
        Ok(documents)
    }

    /// The documents that are left out as not known by the day that the tables are as of.
    pub(super) fn left_out(&self) -> Result<BTreeSet<String>, Failure> {
        let mut documents = BTreeSet::new();
        self.each(|issue: IssueRow| {
            if issue.code == IssueCode::LeftOut.as_str() {
                documents.insert(issue.document);
            }
        })?;
        Ok(documents)
    }

    fn each<T: TableRow>(&self, take: impl FnMut(T)) -> Result<(), Failure> {
        match &self.tables {
            Source::Folder(release) => T::each(release, take)?,
            Source::Memory(tables) => T::of(tables)?.into_iter().for_each(take),
        }
        Ok(())
    }
}
