//! THE DIAGRAM: raw reports → ingest → clean → extract → resolve, part by part, then → join → write over all of them.
//!
//! The only file that names two stages. What has to be made and what stands is for `workshop` to say.

use std::{collections::BTreeSet, time::Duration};

use rayon::prelude::*;
use zonefacts_facts::known_by;
use zonefacts_ingest::{RawFile, ingest, list};
use zonefacts_tables::{
    Tables,
    contract::Contracts,
    join::join,
    store::{Lock, Part, StoredRow, divide},
    write::{Input, Provenance, release},
};
use zonefacts_text::{
    clean::{CleanWords, clean},
    extract::extract,
    model::{RawDocument, Resolved, Severity, Staged},
    resolve::Corrections,
    vocab::Vocab,
};

use crate::{
    config::{self, Config, Places, RunConfig},
    failure::Failure,
    release::IssueRow,
    schemas,
    stage::{Makes, Stage},
    terminal::Terminal,
    workshop::{Held, HeldTables, Inputs, Keeps, Outcome, Put, Workshop, file_hashes},
};

/// So many bytes of text go through a stage at once: memory is bounded by slices, however much one file holds.
const SLICE: usize = 8 << 20;
/// What a row takes beside its text, about.
const ROW: usize = 512;

/// The definitions that the stages work by.
struct Definitions {
    clean: CleanWords,
    vocab: Vocab,
    corrections: Corrections,
    contracts: Contracts,
}

/// Brings the stages that are asked for up to date.
pub(crate) fn run(run: &RunConfig, terminal: &Terminal) -> Result<Outcome, Failure> {
    let config = &run.config;
    let last = *config.stages.end();
    let _lock = Lock::take(&config.places.output, run.wait, &run.holder)?;
    let definitions = Definitions::load(&config.places)?;
    let shop = Workshop::open(config, terminal, Keeps::Stored)?;
    let parts = parts(&shop)?;
    terminal.begin(config.stages.clone(), parts.len());

    let resolved = resolved(&shop, &definitions, &parts)?;
    let ids: BTreeSet<&str> = parts.iter().map(|part| part.id.as_str()).collect();
    Stage::ALL.into_iter().filter(|stage| stage.makes() == Makes::Parts).try_for_each(|stage| shop.retain(stage, &ids))?;
    if last < Stage::Join {
        return Ok(Outcome::Ended);
    }
    let tables = together(&shop, &definitions, resolved)?;
    if run.strict {
        refuse_errors(&shop)?;
    }
    if last < Stage::Write {
        return Ok(Outcome::Ended);
    }
    publish(&shop, &definitions, &parts, tables)
}

/// The tables that a run would make now and what it would make them from. Nothing is stored, nothing published; what stands is
/// read from the stores, so that no run may go on at the same time.
pub(crate) fn foresee(config: &Config, terminal: &Terminal) -> Result<(Tables, Provenance), Failure> {
    let _lock = Lock::take(&config.places.output, Duration::ZERO, &config::holder())?;
    let definitions = Definitions::load(&config.places)?;
    let shop = Workshop::open(config, terminal, Keeps::InMemory)?;
    let parts = parts(&shop)?;
    terminal.begin(config.stages.clone(), parts.len());
    let resolved = resolved(&shop, &definitions, &parts)?;
    let tables = together(&shop, &definitions, resolved)?;
    Ok((shop.tables(tables)?, provenance(&shop, shop.sources(&parts))))
}

/// The parts of the raw folder, or of the stage that a later beginning stands upon.
pub(crate) fn parts(shop: &Workshop<'_>) -> Result<Vec<Part<RawFile>>, Failure> {
    if !shop.works(Stage::Ingest) {
        return shop.stored_parts();
    }
    let files = list(&shop.places().raw).map_err(Failure::work)?;
    Ok(divide(files, |file| (&file.path, file.bytes)))
}

/// All parts, each from raw files to what they mean.
fn resolved(shop: &Workshop<'_>, definitions: &Definitions, parts: &[Part<RawFile>]) -> Result<Vec<Held<Resolved>>, Failure> {
    let mut resolved = Vec::with_capacity(parts.len());
    // As many parts at once as there are threads.
    for some in parts.chunks(rayon::current_num_threads()) {
        let through = some.par_iter().map(|part| Ok(shop.put_down(through(shop, definitions, part)?)));
        resolved.extend(through.collect::<Result<Vec<_>, Failure>>()?);
    }
    Ok(resolved)
}

/// One part, document by document, from raw files to what they mean.
fn through(shop: &Workshop<'_>, definitions: &Definitions, part: &Part<RawFile>) -> Result<Held<Resolved>, Failure> {
    let raw = shop.make(Stage::Ingest, &part.id, file_hashes(&part.files), |put| read(shop.places(), &part.files, put))?;
    let document = shop.next(Stage::Clean, raw, |raw| clean(raw, &definitions.clean))?;
    let observed = shop.next(Stage::Extract, document, |document| extract(document, &definitions.vocab))?;
    shop.next(Stage::Resolve, observed, |observed| definitions.corrections.resolve(observed, &definitions.vocab))
}

/// All parts, to tables.
fn together(shop: &Workshop<'_>, definitions: &Definitions, parts: Vec<Held<Resolved>>) -> Result<HeldTables, Failure> {
    let names = definitions.contracts.iter().map(|contract| contract.table.as_str()).collect();
    let inputs = shop.inputs(Stage::Join, &parts)?;
    shop.make_tables(Stage::Join, &names, inputs, || {
        let (mut documents, mut issues) = (Vec::<Resolved>::new(), Vec::new());
        for part in parts {
            shop.slices(part, |rows| {
                for row in rows {
                    documents.extend(row.value);
                    issues.extend(row.issues);
                }
                Ok(())
            })?;
        }
        issues.extend(definitions.corrections.unmatched(documents.iter().map(|document| &document.head)));
        if let Some(day) = shop.places().as_of {
            (documents, issues) = known_by(day, documents, issues);
        }
        shop.gathers(Stage::Join, documents.len());
        join(documents, issues, definitions.vocab.dimensions(), &definitions.contracts).map_err(Failure::work)
    })
}

/// The tables, to a release.
fn publish(
    shop: &Workshop<'_>,
    definitions: &Definitions,
    parts: &[Part<RawFile>],
    tables: HeldTables,
) -> Result<Outcome, Failure> {
    let sources = shop.sources(parts);
    let inputs = sources.clone().into_iter().chain(tables.inputs()).collect();
    shop.make_release(Stage::Write, inputs, || {
        let places = shop.places();
        let tables = shop.tables(tables)?;
        let schemas = schemas::beside(&places.schemas);
        let published = release(&tables, &definitions.contracts, &provenance(shop, sources), &schemas, &places.results());
        Ok(published.map_err(Failure::work)?.id)
    })
}

/// What a release says that it was made from: enough to tell later why another one differs.
fn provenance(shop: &Workshop<'_>, sources: Inputs) -> Provenance {
    Provenance {
        code_version: format!("{}+{}", env!("CARGO_PKG_VERSION"), Stage::Write.code()),
        schema_version: schemas::version(&shop.places().schemas),
        code: Stage::ALL.into_iter().map(|stage| (stage.name().to_owned(), stage.code().to_owned())).collect(),
        schemas: Stage::ALL.into_iter().flat_map(|stage| shop.recipe(stage, Inputs::new()).schemas).collect(),
        as_of: shop.places().as_of.map(|day| day.to_string()),
        inputs: sources.into_iter().map(|(path, hash)| Input { path, hash }).collect(),
    }
}

/// The documents of a part's files, in slices: small files side by side, the others as they hand on what they hold.
fn read(places: &Places, files: &[RawFile], put: Put<'_, RawDocument>) -> Result<(), Failure> {
    let mut slices = Slices { rows: Vec::new(), bytes: 0, put, outcome: Ok(()) };
    for some in files.chunk_by(|one, next| !one.may_hold_many() && !next.may_hold_many()) {
        if let [file] = some {
            ingest(&places.raw, file, &places.columns, &mut |row| slices.add(row));
            continue;
        }
        let read = |file: &RawFile| {
            let mut rows = Vec::new();
            ingest(&places.raw, file, &places.columns, &mut |row| rows.push(row));
            rows
        };
        let rows: Vec<Vec<_>> = some.par_iter().map(read).collect();
        rows.into_iter().flatten().for_each(|row| slices.add(row));
    }
    slices.end()
}

/// Rows that are collected until they make a slice.
struct Slices<'p> {
    rows: Vec<StoredRow<RawDocument>>,
    bytes: usize,
    put: Put<'p, RawDocument>,
    /// The first slice that could not be put; none is put after it.
    outcome: Result<(), Failure>,
}

impl Slices<'_> {
    fn add(&mut self, row: Staged<Option<RawDocument>>) {
        self.bytes += ROW + row.value.as_ref().map_or(0, |raw| raw.text.len());
        self.rows.push(StoredRow { value: row.value, issues: row.issues });
        if self.bytes >= SLICE {
            self.put();
        }
    }

    fn put(&mut self) {
        self.bytes = 0;
        let rows = std::mem::take(&mut self.rows);
        if self.outcome.is_ok() {
            self.outcome = (self.put)(rows);
        }
    }

    fn end(mut self) -> Result<(), Failure> {
        self.put();
        self.outcome
    }
}

impl Definitions {
    fn load(places: &Places) -> Result<Self, Failure> {
        let texts = &places.schemas;
        let words = texts.get("vocab/clean.csv").ok_or_else(|| Failure::usage("the schemas lack vocab/clean.csv"))?;
        let vocab = Vocab::load(texts).map_err(Failure::usage)?;
        let corrections = texts.get("corrections.csv").map(|text| Corrections::load(text, &vocab)).transpose();
        Ok(Self {
            clean: CleanWords::load(words).map_err(Failure::usage)?,
            corrections: corrections.map_err(Failure::usage)?.unwrap_or_default(),
            vocab,
            contracts: Contracts::load(texts).map_err(Failure::usage)?,
        })
    }
}

/// With `--strict`, an error among the issues keeps the tables from being published.
fn refuse_errors(shop: &Workshop<'_>) -> Result<(), Failure> {
    let issues: Vec<IssueRow> = shop.store(Stage::Join).read("issue")?;
    let errors: Vec<_> = issues.iter().filter(|issue| issue.severity == Severity::Error.as_str()).collect();
    match errors.first() {
        None => Ok(()),
        Some(first) => Err(Failure::strict(format!(
            "{} errors, nothing published; the first is {} of {}",
            errors.len(),
            first.code,
            first.document
        ))),
    }
}
