//! What has to be made and what stands: runs one stage's work on one part where its recipe, its file or the user asks for it.

use std::{
    collections::{BTreeMap, BTreeSet},
    time::Instant,
};

use rayon::prelude::*;
use serde::{Serialize, de::DeserializeOwned};
use zonefacts_ingest::RawFile;
use zonefacts_tables::{
    Tables,
    store::{self, Cause, Made, Part, Recipe, RowsFile, StageStore, StoredRow},
};
use zonefacts_text::model::Staged;

use crate::{
    config::{Config, Places},
    failure::Failure,
    release, schemas,
    stage::{Makes, Stage},
    terminal::Terminal,
};

/// The stores of all stages, and the rules by which a run uses them.
pub(crate) struct Workshop<'a> {
    config: &'a Config,
    terminal: &'a Terminal,
    stores: Vec<StageStore>,
    keeps: Keeps,
}

/// Where what is made goes.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Keeps {
    /// To the stores.
    Stored,
    /// Nowhere: it is in memory as long as it is held, and the stores stay as they are.
    InMemory,
}

/// A part of a stage's results: in memory when it was just made and came in one slice or is stored nowhere, on disk when it
/// stands, or not there at all.
pub(crate) struct Held<T> {
    stage: Stage,
    part: String,
    made: Option<Made>,
    slices: Option<Vec<Vec<StoredRow<T>>>>,
}

/// The tables, in memory or on disk.
pub(crate) struct HeldTables {
    stage: Stage,
    made: BTreeMap<String, Made>,
    tables: Option<Tables>,
}

/// What a run came to.
pub(crate) enum Outcome {
    /// This release was published, or came out as it was.
    Published(String),
    /// There was nothing to do; this release stands.
    Stands(String),
    /// The run ended before the last stage.
    Ended,
}

/// What is named by the hash of its content, as the next recipe names it.
pub(crate) type Inputs = BTreeMap<String, String>;

/// Takes the next slice of a part's rows.
pub(crate) type Put<'p, T> = &'p mut dyn FnMut(Vec<StoredRow<T>>) -> Result<(), Failure>;

/// Under which name the store notes what the release was made from.
const RELEASE: &str = "release";

impl<'a> Workshop<'a> {
    /// Opens the stores below the output folder.
    pub(crate) fn open(config: &'a Config, terminal: &'a Terminal, keeps: Keeps) -> Result<Self, Failure> {
        let open = |stage: Stage| match stage.makes() {
            Makes::Parts => StageStore::open(&config.places.output, stage.name()),
            Makes::Tables | Makes::Release => StageStore::open(&config.places.results(), stage.name()),
        };
        Ok(Self { config, terminal, stores: Stage::ALL.into_iter().map(open).collect::<Result<_, _>>()?, keeps })
    }

    /// True when the stage is one of those to bring up to date.
    pub(crate) fn works(&self, stage: Stage) -> bool {
        self.config.stages.contains(&stage)
    }

    /// Where the run reads and writes.
    pub(crate) fn places(&self) -> &Places {
        &self.config.places
    }

    /// The store of a stage.
    pub(crate) fn store(&self, stage: Stage) -> &StageStore {
        &self.stores[stage as usize]
    }

    /// The parts that are stored of the stage before those at work: what a run that does not begin at the beginning goes by.
    pub(crate) fn stored_parts(&self) -> Result<Vec<Part<RawFile>>, Failure> {
        let parts = |stage: Stage| {
            self.store(stage).made().keys().map(|id| Part { id: id.clone(), files: Vec::new() }).collect::<Vec<_>>()
        };
        let before = Stage::ALL.into_iter().rfind(|stage| stage < self.config.stages.start() && stage.makes() == Makes::Parts);
        match before.map(|stage| (stage, parts(stage))) {
            Some((stage, parts)) if parts.is_empty() => {
                Err(Failure::work(format!("{stage} has stored nothing to go on from; run it first")))
            }
            before => Ok(before.map(|(_, parts)| parts).unwrap_or_default()),
        }
    }

    /// What a part of a stage is made from.
    pub(crate) fn recipe(&self, stage: Stage, inputs: Inputs) -> Recipe {
        let places = &self.config.places;
        let mut schemas = schemas::hashes(&places.schemas, stage);
        if stage.previous().is_none() && !places.mappings.is_empty() {
            schemas.insert("--columns".to_owned(), store::hash(places.mappings.join(",").as_bytes()));
        }
        Recipe { inputs, schemas, code: stage.code().to_owned() }
    }

    /// Why a part has to be made; nothing when it stands.
    pub(crate) fn causes(&self, stage: Stage, part: &str, recipe: &Recipe) -> Vec<Cause> {
        self.or_forced(self.store(stage).causes(part, recipe))
    }

    /// `--force` is a cause where there is no other.
    pub(crate) fn or_forced(&self, mut causes: Vec<Cause>) -> Vec<Cause> {
        if causes.is_empty() && self.config.force {
            causes.push(Cause::Forced);
        }
        causes
    }

    /// Makes a part of a stage, unless it stands; `work` hands on its rows in slices.
    pub(crate) fn make<T: Serialize + DeserializeOwned>(
        &self,
        stage: Stage,
        part: &str,
        inputs: Inputs,
        work: impl FnOnce(Put<'_, T>) -> Result<(), Failure>,
    ) -> Result<Held<T>, Failure> {
        let store = self.store(stage);
        let mut held = Held { stage, part: part.to_owned(), made: store.made().get(part).cloned(), slices: None };
        if self.works(stage) {
            let recipe = self.recipe(stage, inputs);
            if self.causes(stage, part, &recipe).is_empty() {
                self.terminal.stood(stage);
            } else {
                let began = Instant::now();
                let mut count = 0;
                held.slices = Some(Vec::new());
                let fill = |file: &mut RowsFile<StoredRow<T>>| {
                    work(&mut |rows| {
                        file.add(&rows)?;
                        count += rows.len();
                        self.terminal.rows(stage, rows.len());
                        match &mut held.slices {
                            Some(slices) if slices.is_empty() || self.keeps == Keeps::InMemory => slices.push(rows),
                            slices => *slices = None,
                        }
                        Ok(())
                    })
                };
                let made = match self.keeps {
                    Keeps::Stored => store.put(part, recipe, fill),
                    Keeps::InMemory => store.weigh(part, recipe, fill),
                };
                held.made = Some(made?);
                self.terminal.made(stage, part, count, began);
            }
        }
        Ok(held)
    }

    /// Takes a part one stage further, document by document, in order.
    pub(crate) fn next<T, U>(
        &self,
        stage: Stage,
        before: Held<T>,
        work: impl Fn(T) -> Staged<U> + Sync,
    ) -> Result<Held<U>, Failure>
    where
        T: DeserializeOwned + Send,
        U: Serialize + DeserializeOwned + Send,
    {
        let inputs = self.inputs(stage, [&before])?;
        let part = before.part.clone();
        self.make(stage, &part, inputs, |put| {
            self.slices(before, |rows| put(rows.into_par_iter().map(|row| row.then(&work)).collect()))
        })
    }

    /// Parts as inputs of the stage after them; nothing where that stage is not to be brought up to date.
    pub(crate) fn inputs<'h, T: 'h>(
        &self,
        stage: Stage,
        parts: impl IntoIterator<Item = &'h Held<T>>,
    ) -> Result<Inputs, Failure> {
        let input = |held: &Held<T>| match &held.made {
            Some(made) => Ok((input_name(held.stage, &held.part), made.hash.clone())),
            None => Err(Failure::work(format!("{} has no result for part {}; run it first", held.stage, held.part))),
        };
        parts.into_iter().filter(|_| self.works(stage)).map(input).collect()
    }

    /// Lets go of a part's rows where they are on disk.
    pub(crate) fn put_down<T>(&self, mut held: Held<T>) -> Held<T> {
        if self.keeps == Keeps::Stored {
            held.slices = None;
        }
        held
    }

    /// The rows of a part, slice by slice.
    pub(crate) fn slices<T: DeserializeOwned>(
        &self,
        held: Held<T>,
        mut each: impl FnMut(Vec<StoredRow<T>>) -> Result<(), Failure>,
    ) -> Result<(), Failure> {
        match held.slices {
            Some(slices) => slices.into_iter().try_for_each(each),
            None => self.store(held.stage).slices(&held.part)?.try_for_each(|slice| each(slice?)),
        }
    }

    /// Tells that a stage has so many documents to make one thing of.
    pub(crate) fn gathers(&self, stage: Stage, documents: usize) {
        self.terminal.gathers(stage, documents);
    }

    /// Makes the tables of a stage, unless they stand; `names` are the tables that there must be.
    pub(crate) fn make_tables(
        &self,
        stage: Stage,
        names: &BTreeSet<&str>,
        inputs: Inputs,
        work: impl FnOnce() -> Result<Tables, Failure>,
    ) -> Result<HeldTables, Failure> {
        let store = self.store(stage);
        let mut held = HeldTables { stage, made: store.made().clone(), tables: None };
        held.made.retain(|name, _| names.contains(name.as_str()));
        if self.works(stage) {
            let recipe = self.recipe(stage, inputs);
            if names.iter().all(|table| self.causes(stage, table, &recipe).is_empty()) {
                self.terminal.stood(stage);
            } else {
                let began = Instant::now();
                let tables = work()?;
                for (name, batch) in tables.iter().filter(|_| self.keeps == Keeps::Stored) {
                    let made = store.put_with(name, recipe.clone(), |path| store::write_batch(path, batch))?;
                    held.made.insert(name.clone(), made);
                }
                self.retain(stage, names)?;
                self.terminal.made(stage, "tables", tables.len(), began);
                held.tables = Some(tables);
            }
        }
        let there = |name: &str| match &held.tables {
            Some(tables) => tables.contains_key(name),
            None => held.made.contains_key(name),
        };
        match names.iter().find(|name| !there(name)) {
            Some(name) => Err(Failure::work(format!("{stage} has no result for {name}; run it first"))),
            None => Ok(held),
        }
    }

    /// The tables themselves.
    pub(crate) fn tables(&self, held: HeldTables) -> Result<Tables, Failure> {
        match held.tables {
            Some(tables) => Ok(tables),
            None => {
                held.made.keys().map(|name| Ok((name.clone(), store::read_batch(&self.store(held.stage).path(name))?))).collect()
            }
        }
    }

    /// Why the release has to be made; nothing when it is the current one.
    pub(crate) fn release_causes(&self, stage: Stage, recipe: &Recipe) -> Vec<Cause> {
        let made = self.store(stage).made().get(RELEASE);
        let mut causes = recipe.differs(made.map(|made| &made.recipe));
        if causes.is_empty() && made.map(|made| &made.hash) != release::current_id(&self.places().current()).as_ref() {
            causes.push(Cause::Missing);
        }
        self.or_forced(causes)
    }

    /// Publishes a release, unless it is the current one; `work` tells its id.
    pub(crate) fn make_release(
        &self,
        stage: Stage,
        inputs: Inputs,
        work: impl FnOnce() -> Result<String, Failure>,
    ) -> Result<Outcome, Failure> {
        let recipe = self.recipe(stage, inputs);
        if let (true, Some(current)) =
            (self.release_causes(stage, &recipe).is_empty(), release::current_id(&self.places().current()))
        {
            self.terminal.stood(stage);
            return Ok(if self.terminal.nothing_done() { Outcome::Stands(current) } else { Outcome::Published(current) });
        }
        let began = Instant::now();
        let made = self.store(stage).put_with(RELEASE, recipe, |_| Ok::<_, Failure>((work()?, 0)))?;
        self.terminal.made(stage, RELEASE, 1, began);
        Ok(Outcome::Published(made.hash))
    }

    /// The raw files that the parts were made from, as they were read.
    pub(crate) fn sources(&self, parts: &[Part<RawFile>]) -> Inputs {
        let [first, ..] = Stage::ALL;
        if self.works(first) {
            return parts.iter().flat_map(|part| file_hashes(&part.files)).collect();
        }
        let made = |part: &Part<RawFile>| self.store(first).made().get(&part.id);
        parts.iter().filter_map(made).flat_map(|made| made.recipe.inputs.clone()).collect()
    }

    /// A stored part as an input of the next stage.
    pub(crate) fn stored_input(&self, stage: Stage, part: &str) -> Option<(String, String)> {
        self.store(stage).made().get(part).map(|made| (input_name(stage, part), made.hash.clone()))
    }

    /// Removes what is stored of parts that are no more.
    pub(crate) fn retain(&self, stage: Stage, keep: &BTreeSet<&str>) -> Result<(), Failure> {
        if self.works(stage) && self.keeps == Keeps::Stored {
            self.terminal.gone(stage, self.store(stage).retain(keep)?);
        }
        Ok(())
    }
}

impl HeldTables {
    /// The tables as inputs of the next stage.
    pub(crate) fn inputs(&self) -> Inputs {
        self.made.iter().map(|(name, made)| (input_name(self.stage, name), made.hash.clone())).collect()
    }
}

/// Raw files as inputs of a recipe.
pub(crate) fn file_hashes(files: &[RawFile]) -> Inputs {
    files.iter().map(|file| (file.path.clone(), file.hash.clone())).collect()
}

/// How a recipe names a part of the stage before.
pub(crate) fn input_name(stage: Stage, part: &str) -> String {
    format!("{stage}/{part}")
}
