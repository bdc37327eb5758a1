//! `plan`: what a run would do, and why.

use std::collections::{BTreeMap, BTreeSet};

use zonefacts_ingest::RawFile;
use zonefacts_tables::{
    contract::Contracts,
    store::{Cause, Part},
};

use super::diff;
use crate::{
    cli::{Format, Log},
    compare::{Snapshot, compare},
    config::Config,
    failure::Failure,
    run,
    stage::{Makes, Stage},
    terminal::{Terminal, first_few, say},
    workshop::{Keeps, Workshop, file_hashes, input_name},
};

/// Prints the parts to make and to remove, stage by stage, each with its causes.
pub(crate) fn plan(config: &Config) -> Result<(), Failure> {
    let terminal = Terminal::new(Log::Plain);
    let contracts = Contracts::load(&config.places.schemas).map_err(Failure::usage)?;
    let shop = Workshop::open(config, &terminal, Keeps::InMemory)?;
    let parts = run::parts(&shop)?;
    let ids: BTreeSet<&str> = parts.iter().map(|part| part.id.as_str()).collect();
    // What the stage before makes again, as the next one names it.
    let mut waits: BTreeSet<String> = BTreeSet::new();
    let mut nothing = true;
    for stage in Stage::ALL.into_iter().filter(|stage| shop.works(*stage)) {
        let steps = steps(&shop, stage, &parts, &contracts, &waits);
        let gone = if stage.makes() == Makes::Parts {
            shop.store(stage).made().keys().filter(|id| !ids.contains(id.as_str())).count()
        } else {
            0
        };
        if !steps.is_empty() || gone > 0 {
            nothing = false;
            print(stage, &steps, gone);
        }
        waits = steps.into_keys().map(|part| input_name(stage, part)).collect();
    }
    if nothing {
        say!("nothing to do");
    }
    Ok(())
}

/// Prints the cells in which the release that a run would make differs from the current one.
pub(crate) fn plan_cells(mut config: Config, format: Format) -> Result<(), Failure> {
    if *config.stages.end() < Stage::Join {
        return Err(Failure::usage(format!("--cells: no cell is made before {}", Stage::Join)));
    }
    config.stages = *config.stages.start()..=Stage::Join;
    let current = Snapshot::published(&config.places.current())?;
    let terminal = Terminal::new(Log::Auto);
    terminal.note("what a run would make is made in memory and not stored: this takes the time and memory of a run");
    let foreseen = run::foresee(&config, &terminal);
    terminal.end();
    let (tables, made_of) = foreseen?;
    diff::print(&compare(&current, &Snapshot::foreseen(tables, made_of, config.places.schemas))?, format);
    Ok(())
}

/// What a stage has to make, with the causes.
fn steps<'p>(
    shop: &Workshop<'_>,
    stage: Stage,
    parts: &'p [Part<RawFile>],
    contracts: &Contracts,
    waits: &BTreeSet<String>,
) -> BTreeMap<&'p str, Vec<Cause>> {
    let stored = |part: &Part<RawFile>| stage.previous().and_then(|before| shop.stored_input(before, &part.id));
    let mut steps = BTreeMap::new();
    match stage.makes() {
        Makes::Parts => {
            for part in parts {
                let inputs =
                    if stage.previous().is_none() { file_hashes(&part.files) } else { stored(part).into_iter().collect() };
                let wait = stage.previous().map(|before| input_name(before, &part.id)).filter(|name| waits.contains(name));
                steps.insert(part.id.as_str(), waiting(wait, shop.causes(stage, &part.id, &shop.recipe(stage, inputs))));
            }
        }
        Makes::Tables => {
            let recipe = shop.recipe(stage, parts.iter().filter_map(stored).collect());
            let causes: BTreeSet<Cause> =
                contracts.iter().flat_map(|contract| shop.causes(stage, &contract.table, &recipe)).collect();
            steps.insert("tables", waiting(waits.first().cloned(), causes.into_iter().collect()));
        }
        Makes::Release => {
            let tables = contracts
                .iter()
                .filter_map(|contract| stage.previous().and_then(|before| shop.stored_input(before, &contract.table)));
            let inputs = tables.chain(shop.sources(parts)).collect();
            steps.insert("release", waiting(waits.first().cloned(), shop.release_causes(stage, &shop.recipe(stage, inputs))));
        }
    }
    steps.retain(|_, causes| !causes.is_empty());
    steps
}

/// What waits for another part is known to be stale only for causes of its own.
fn waiting(wait: Option<String>, mut causes: Vec<Cause>) -> Vec<Cause> {
    if let Some(name) = wait {
        causes.retain(|cause| matches!(cause, Cause::SchemaChanged(_) | Cause::CodeChanged | Cause::Forced));
        causes.insert(0, Cause::Upstream(name));
    }
    causes
}

fn print(stage: Stage, steps: &BTreeMap<&str, Vec<Cause>>, gone: usize) {
    say!("{stage}");
    let mut by_causes: BTreeMap<String, Vec<&str>> = BTreeMap::new();
    for (part, causes) in steps {
        by_causes.entry(first_few(causes)).or_default().push(part);
    }
    for (causes, parts) in by_causes {
        say!("  make {}: {causes}", first_few(&parts));
    }
    if gone > 0 {
        say!("  remove {gone}: the files are gone");
    }
}
