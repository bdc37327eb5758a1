//! Why a cell differs between two releases: exactly one cause, by what the releases recorded of the cell's own documents.
//!
//! 1. What differs are the statements of the cell. Asked first is the one that stands in the new release if it was not there
//!    before, then the one that stood in the old release if it is gone, then the others; of several the cause that is listed
//!    first in [`Cause`]. The cause of one statement:
//!    * its document came, went (a release as of another day leaves it out), or has another text or other metadata, and so has
//!      the file that holds it;
//!    * else its document is read differently: by a changed row of `corrections.csv` that names the document and quotes the
//!      sentence; by a changed row of a word list of which a word stands in the sentence, in the words that decided, or in the
//!      title; by a changed correction of the document; by changed code of a stage that reads text; and where nothing of this
//!      tells, by whatever of lists and corrections has changed.
//! 2. Where the statements are the same, what differs is their weight, in this order: a document of the cell bears another name
//!    or other metadata, by a correction or of itself; documents of their families came, went or changed; where only `check_verdict` differs, any documents
//!    did; the policy; the code that joins; any documents; at last whatever else was recorded differently.

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt,
};

use serde::Serialize;

use super::edits::{Edit, edits};
use super::{Side, Snapshot};
use crate::{
    failure::Failure,
    release::{DocumentRow, ObservationRow, holders},
    stage::Stage,
};

const CORRECTIONS: &str = "corrections.csv";
const POLICY: &str = "policy.toml";
/// How recipes name the columns that were mapped on the command line.
const SETTING: &str = "--columns";
/// The column that hangs on the cells beside this one.
const CHECKED: &str = "check_verdict";
/// The stages that read a document.
const READING: [Stage; 4] = [Stage::Ingest, Stage::Clean, Stage::Extract, Stage::Resolve];

/// Why a cell differs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Cause {
    /// A document states it that was not there.
    NewDocument,
    /// A document that stated it is gone.
    DocumentRemoved,
    /// A document has another text or other metadata.
    DocumentChanged,
    /// A correction came, went or was edited.
    Correction,
    /// A word list was edited.
    WordList,
    /// The program or a definition of the tables has changed.
    RuleOrCode,
    /// Statements are weighed differently.
    Policy,
}

impl Cause {
    /// The name for a person.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::NewDocument => "new document",
            Self::DocumentRemoved => "document removed",
            Self::DocumentChanged => "document changed",
            Self::Correction => "correction",
            Self::WordList => "word list",
            Self::RuleOrCode => "rule or code",
            Self::Policy => "policy",
        }
    }
}

/// What makes a cause: a document, a file of the schemas folder with the row and the words in it, or a stage.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub(crate) struct By {
    /// The document, the file or the stage.
    name: String,
    /// What the row opens with, where it can be told.
    #[serde(skip_serializing_if = "Option::is_none")]
    row: Option<String>,
    /// The words of it that came or went.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    words: Vec<String>,
}

impl By {
    fn name(name: impl Into<String>) -> Self {
        Self { name: name.into(), ..Self::default() }
    }
}

impl fmt::Display for By {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.name)?;
        self.row.iter().try_for_each(|row| write!(f, ", row {row}"))?;
        if self.words.is_empty() { Ok(()) } else { write!(f, ": {}", self.words.join(", ")) }
    }
}

/// All that differs between two releases beside the cells.
pub(super) struct World {
    old: Documents,
    new: Documents,
    /// Schema files and settings of which the hashes differ.
    schemas: Vec<String>,
    /// Stages of which the code differs; not the last one, whose version is that of the whole program.
    code: Vec<Stage>,
    /// Edited rows of all lists.
    edits: Vec<Edit>,
}

/// The documents of a release, and the hashes of its raw files.
struct Documents {
    by_id: BTreeMap<String, DocumentRow>,
    /// The id of the text at each path.
    ids: BTreeMap<String, String>,
    files: BTreeMap<String, String>,
    /// What it leaves out as of its day, though the other release, as of another day, may not.
    left_out: BTreeSet<String>,
}

/// What became of a document in the other release.
enum Fate {
    /// It is not there.
    Absent,
    /// It has another text or other metadata there.
    Other,
    /// It is there, but one of these stages may read it differently.
    Same(&'static [Stage]),
}

/// The cause of one statement that one side has alone.
struct Told {
    /// The statement stands there for the cell.
    stands: bool,
    cause: Cause,
    by: Vec<By>,
}

impl World {
    /// What differs between two snapshots.
    pub(super) fn new(old: &Snapshot, new: &Snapshot) -> Result<Self, Failure> {
        let schemas = differing(&old.made_of.schemas, &new.made_of.schemas);
        let code = differing(&old.made_of.code, &new.made_of.code);
        let nothing = String::new();
        // A release that keeps no copy of its schemas tells files apart, not rows.
        let kept = !old.schemas.is_empty() && !new.schemas.is_empty();
        let edited = |file: &String| {
            let text = |side: &'_ Snapshot| side.schemas.get(file).unwrap_or(&nothing).clone();
            edits(file, &text(old), &text(new))
        };
        Ok(Self {
            old: Documents::of(old, new)?,
            new: Documents::of(new, old)?,
            edits: schemas.iter().filter(|file| kept && file.ends_with(".csv")).flat_map(edited).collect(),
            code: Stage::ALL.into_iter().filter(|s| *s < Stage::Write && code.iter().any(|name| name == s.name())).collect(),
            schemas,
        })
    }

    /// The one cause of a cell's difference, and what makes it.
    pub(super) fn cause(&self, old: Option<&Side>, new: Option<&Side>, columns: &[String]) -> (Cause, Vec<By>) {
        let (came, went) = (self.told(new, old, true), self.told(old, new, false));
        let first = |told: &[Told], all: bool| told.iter().filter(|told| all || told.stands).map(|told| told.cause).min();
        let rest = || first(&came, true).into_iter().chain(first(&went, true)).min();
        match first(&came, false).or_else(|| first(&went, false)).or_else(rest) {
            Some(cause) => {
                let by = came.into_iter().chain(went).filter(|told| told.cause == cause).flat_map(|told| told.by);
                (cause, by.collect::<BTreeSet<_>>().into_iter().collect())
            }
            None => self.weight(old, new, columns),
        }
    }

    /// The causes of the statements that a side has alone.
    fn told(&self, side: Option<&Side>, other: Option<&Side>, came: bool) -> Vec<Told> {
        let Some(side) = side else { return Vec::new() };
        let there = |row: &&ObservationRow| other.is_some_and(|other| other.statements.iter().any(|other| same(row, other)));
        let told = |row: &ObservationRow| {
            let (cause, by) = self.of_statement(row, came);
            Told { stands: row.observation_id == side.fact.observation_id, cause, by }
        };
        side.statements.iter().filter(|row| !there(row)).map(told).collect()
    }

    /// Why a statement came, or why it went.
    fn of_statement(&self, row: &ObservationRow, came: bool) -> (Cause, Vec<By>) {
        let (here, there) = if came { (&self.new, &self.old) } else { (&self.old, &self.new) };
        let own = || vec![By::name(&row.document)];
        match here.fate(&row.document_id, there) {
            Fate::Absent if came => (Cause::NewDocument, own()),
            Fate::Absent => (Cause::DocumentRemoved, own()),
            Fate::Other => (Cause::DocumentChanged, own()),
            Fate::Same(stages) => {
                let title = here.by_id.get(&row.document_id).and_then(|document| document.title.as_deref());
                self.reading(row, title.unwrap_or_default(), stages)
            }
        }
    }

    /// Why one of these stages reads a statement's document differently.
    fn reading(&self, row: &ObservationRow, title: &str, stages: &[Stage]) -> (Cause, Vec<By>) {
        // A correction opens with its document; words before the figure and the figure as printed tell which one it is about.
        let names = |edit: &&Edit| edit.file == CORRECTIONS && edit.row == row.document;
        let corrections: Vec<&Edit> = self.edits.iter().filter(names).collect();
        let said = |texts: &[&str], edits: &[&Edit]| -> Vec<By> {
            let told = edits.iter().map(|edit| By { words: edit.words_in(texts).into_iter().collect(), ..By::row(edit) });
            told.filter(|by| !by.words.is_empty()).collect()
        };
        let corrected = said(&[&*row.sentence, &*row.value_text], &corrections);
        if !corrected.is_empty() {
            return (Cause::Correction, corrected);
        }
        let read = |file: &str| is_list(file) && stages.iter().any(|stage| file == SETTING || stage.reads(file));
        let lists: Vec<&Edit> = self.edits.iter().filter(|edit| read(&edit.file)).collect();
        let texts = [&*row.sentence, &*row.subject_basis, &*row.year_basis, &*row.segment, &*row.scope, title];
        let words = said(&texts, &lists);
        if !words.is_empty() {
            return (Cause::WordList, words);
        }
        if !corrections.is_empty() {
            return (Cause::Correction, corrections.into_iter().map(By::row).collect());
        }
        let code: Vec<By> = self.code.iter().filter(|stage| stages.contains(stage)).map(|stage| By::name(stage.name())).collect();
        if !code.is_empty() {
            return (Cause::RuleOrCode, code);
        }
        let about = |edit: &&&Edit| [&row.metric_id, &row.unit].contains(&&edit.row) || row.zone_id.as_ref() == Some(&edit.row);
        let mut by: Vec<By> = lists.iter().filter(about).map(|edit| By::row(edit)).collect();
        if by.is_empty() {
            by = self.schemas.iter().filter(|file| read(file)).map(By::name).collect();
        }
        if by.is_empty() { self.anything() } else { (Cause::WordList, by) }
    }

    /// Why the same statements weigh differently.
    fn weight(&self, old: Option<&Side>, new: Option<&Side>, columns: &[String]) -> (Cause, Vec<By>) {
        let stating: BTreeSet<&String> = new.iter().flat_map(|side| &side.statements).map(|row| &row.document_id).collect();
        let described = |id: &&String| self.old.by_id.get(*id).map(description) != self.new.by_id.get(*id).map(description);
        let renamed: Vec<&DocumentRow> = stating.into_iter().filter(described).filter_map(|id| self.new.by_id.get(id)).collect();
        let same_file =
            |one: &&&DocumentRow| self.old.by_id.get(&one.document_id).is_some_and(|old| old.file_hash == one.file_hash);
        let unedited: BTreeSet<&str> = renamed.iter().filter(same_file).map(|document| document.document.as_str()).collect();
        let corrected = self.edits.iter().filter(|edit| edit.file == CORRECTIONS && unedited.contains(edit.row.as_str()));
        let corrected: Vec<By> = corrected.map(By::row).collect();
        if !corrected.is_empty() {
            return (Cause::Correction, corrected);
        }
        if !renamed.is_empty() {
            return (Cause::DocumentChanged, renamed.into_iter().map(|document| By::name(&document.document)).collect());
        }
        let (old, new) = (families(old), families(new));
        let regrouped = (old != new).then(|| self.elsewhere(|document| old.union(&new).any(|family| is_of(document, family))));
        let checked = columns.iter().all(|column| column == CHECKED);
        if let Some(told) = regrouped.flatten().or_else(|| self.elsewhere(|_| true).filter(|_| checked)) {
            return told;
        }
        if self.schemas.iter().any(|file| file == POLICY) {
            return (Cause::Policy, vec![By::name(POLICY)]);
        }
        if self.code.contains(&Stage::Join) {
            return (Cause::RuleOrCode, vec![By::name(Stage::Join.name())]);
        }
        self.elsewhere(|_| true).unwrap_or_else(|| self.anything())
    }

    /// Documents that came, went or changed, of those that are asked for.
    fn elsewhere(&self, among: impl Fn(&DocumentRow) -> bool) -> Option<(Cause, Vec<By>)> {
        let mut by: BTreeMap<Cause, BTreeSet<By>> = BTreeMap::new();
        for (here, there, absent) in [(&self.new, &self.old, Cause::NewDocument), (&self.old, &self.new, Cause::DocumentRemoved)]
        {
            for document in here.by_id.values().filter(|document| among(document)) {
                let cause = match here.fate(&document.document_id, there) {
                    Fate::Absent => absent,
                    Fate::Other => Cause::DocumentChanged,
                    Fate::Same(_) => continue,
                };
                by.entry(cause).or_default().insert(By::name(&document.document));
            }
        }
        by.into_iter().next().map(|(cause, by)| (cause, by.into_iter().collect()))
    }

    /// Whatever else the two releases recorded differently; nothing at all where an older program recorded less.
    fn anything(&self) -> (Cause, Vec<By>) {
        let files =
            |wanted: fn(&str) -> bool| -> Vec<By> { self.schemas.iter().filter(|file| wanted(file)).map(By::name).collect() };
        let code = self.code.iter().map(|stage| By::name(stage.name()));
        let definitions = files(|file| file.ends_with(".toml") && file != POLICY);
        let told = [
            (Cause::Correction, files(|file| file == CORRECTIONS)),
            (Cause::WordList, files(is_list)),
            (Cause::RuleOrCode, code.chain(definitions).collect()),
            (Cause::Policy, files(|file| file == POLICY)),
        ];
        told.into_iter().find(|(_, by)| !by.is_empty()).unwrap_or((Cause::RuleOrCode, Vec::new()))
    }
}

impl Documents {
    fn of(side: &Snapshot, other: &Snapshot) -> Result<Self, Failure> {
        let documents = side.documents()?;
        let same_day = side.made_of.as_of == other.made_of.as_of;
        Ok(Self {
            left_out: if same_day { BTreeSet::new() } else { side.left_out()? },
            ids: documents.iter().map(|row| (row.document.clone(), row.document_id.clone())).collect(),
            by_id: documents.into_iter().map(|row| (row.document_id.clone(), row)).collect(),
            files: side.made_of.inputs.iter().map(|input| (input.path.clone(), input.hash.clone())).collect(),
        })
    }

    /// What became of the document with this id in the other release. A text that moved is no other text: what has its path
    /// there replaces it only if it was not here before.
    fn fate(&self, id: &str, there: &Self) -> Fate {
        let Some(own) = self.by_id.get(id) else { return Fate::Absent };
        let same_file = |other: &DocumentRow| other.file_hash == own.file_hash;
        if let Some(other) = there.by_id.get(id) {
            return if metadata(own) == metadata(other) || same_file(other) { Fate::Same(&READING) } else { Fate::Other };
        }
        if there.left_out.contains(&own.document) {
            return Fate::Absent;
        }
        let successor = there.ids.get(&own.document).filter(|other| !self.by_id.contains_key(*other));
        if let Some(other) = successor.and_then(|other| there.by_id.get(other)) {
            return if same_file(other) { Fate::Same(&[Stage::Ingest]) } else { Fate::Other };
        }
        // The file is there as it was, but this document was not read in it.
        let file = self.file(&own.document);
        if file.is_some() && file == there.file(&own.document) { Fate::Same(&[Stage::Ingest]) } else { Fate::Absent }
    }

    /// The hash of the raw file that holds a document.
    fn file(&self, document: &str) -> Option<&String> {
        holders(document).find_map(|path| self.files.get(path))
    }
}

impl By {
    fn row(edit: &Edit) -> Self {
        Self { name: edit.file.clone(), row: Some(edit.row.clone()), words: Vec::new() }
    }
}

/// True when a statement says the same of a cell as another one.
fn same(a: &ObservationRow, b: &ObservationRow) -> bool {
    let said = |row: &ObservationRow| (row.value, row.value_high, row.precision);
    said(a) == said(b) && (&a.observation_id, &a.bound, &a.published_date) == (&b.observation_id, &b.bound, &b.published_date)
}

/// The families of the statements of a cell.
fn families(side: Option<&Side>) -> BTreeSet<&str> {
    side.iter().flat_map(|side| &side.statements).map(|row| row.family_id.as_str()).collect()
}

/// True for a document of which the largest article is of a family, or the article that the family is named after.
fn is_of(document: &DocumentRow, family: &str) -> bool {
    document.family_id == family || family.rsplit_once('#').is_some_and(|(first, _)| first == document.document_id)
}

/// What is known of a document beside its text.
fn metadata(row: &DocumentRow) -> impl PartialEq + '_ {
    (&row.title, &row.publisher, &row.published_date, &row.published_basis, &row.url)
}

/// The same, with its path.
fn description(row: &DocumentRow) -> impl PartialEq + '_ {
    (&row.document, metadata(row))
}

/// True for a word list, or a setting that stands for one.
fn is_list(file: &str) -> bool {
    file == SETTING || file.starts_with("vocab/")
}

/// The names under which two records hold different values.
fn differing(old: &BTreeMap<String, String>, new: &BTreeMap<String, String>) -> Vec<String> {
    let names: BTreeSet<&String> = old.keys().chain(new.keys()).collect();
    names.into_iter().filter(|name| old.get(*name) != new.get(*name)).cloned().collect()
}
