//! `check`: whether the current release keeps its promises, read again from its files, its tables and the raw reports.

mod raw;
mod values;

use zonefacts_tables::{
    Tables,
    contract::{Contracts, sums},
    store, write,
};
use zonefacts_text::vocab::Vocab;

use crate::{
    config::Places,
    failure::Failure,
    release::{self, ObservationRow, TableRow},
    terminal::say,
};

/// So many broken promises of one kind are listed; the rest is counted.
const LISTED: usize = 20;

/// Lists every promise that is broken.
pub(crate) fn check(places: &Places) -> Result<(), Failure> {
    let current = places.current();
    let manifest = release::manifest(&current)?;
    let contracts = Contracts::load(&places.schemas).map_err(Failure::usage)?;
    let vocab = Vocab::load(&places.schemas).map_err(Failure::usage)?;

    let mut tables = Tables::new();
    let mut files = Vec::new();
    for contract in contracts.iter() {
        match store::read_batch(&current.join(format!("{}.parquet", contract.table))) {
            Ok(table) => drop(tables.insert(contract.table.clone(), table)),
            Err(unreadable) => files.push(unreadable.to_string()),
        }
    }
    match write::verify(&current, &tables) {
        Ok(broken) => files.extend(broken),
        Err(unreadable) => files.push(unreadable.to_string()),
    }
    let mut total = report("files", tables.len(), "tables", &files);
    let promises = contracts.check(&tables).into_iter().chain(sums(&tables));
    let promises: Vec<String> = promises.map(|violation| violation.to_string()).collect();
    total += report("contracts", tables.len(), "tables", &promises);
    drop(tables);

    let observations = ObservationRow::read(&current)?;
    let proof = values::prove(&observations, &vocab);
    let what = format!("values, {} proven by their print, {} left open by it", proof.proven, proof.open);
    total += report("values", observations.len(), &what, &proof.refuted);
    let (spans, wrong) = raw::compare(places, &manifest, observations)?;
    total += report("raw text", spans, "spans", &wrong);
    if total > 0 { Err(Failure::work(format!("{total} promises are broken"))) } else { Ok(()) }
}

/// Tells the promises of one kind that are broken, and how many there are.
fn report(name: &str, count: usize, what: &str, broken: &[String]) -> usize {
    say!("{name}: {count} {what}, {} broken", broken.len());
    broken.iter().take(LISTED).for_each(|line| say!("  {line}"));
    if broken.len() > LISTED {
        say!("  and {} more", broken.len() - LISTED);
    }
    broken.len()
}
