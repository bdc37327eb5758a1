//! `explain`: one value back to the characters that state it, what the reader saw there, the words that decided, and the
//! statements that it stands against.
//!
//! `Explanation` is what is told, for a person (`print`) as for a machine (`--format json`); each part of it is made in a file of
//! its own.

mod competition;
mod decided;
mod print;
mod proof;
mod reading;

use std::{
    collections::{BTreeMap, BTreeSet},
    path::Path,
};

use serde::Serialize;
use serde_json::json;

use crate::{
    cell::Cell,
    cli::{Format, OutputArgs},
    config,
    failure::Failure,
    release::{self, CheckRow, DocumentRow, FactRow, IssueRow, MetricRow, ObservationRow, TableRow, ZoneRow},
    schemas::{self, Texts},
    terminal::say,
};

use competition::Competition;
use decided::Decided;
use proof::Proof;
use reading::{Reading, Stored};

/// One statement, with all that is known of it.
#[derive(Serialize)]
struct Explanation<'a> {
    /// The cell that it speaks for; none unless it is about one zone and one year.
    cell: Option<Cell>,
    observation: &'a ObservationRow,
    /// The sentence up to the value, the value as printed, and the rest.
    marked: [&'a str; 3],
    document: Option<&'a DocumentRow>,
    /// The words that decided whom, when and what it is about.
    decided: Decided,
    /// What the reader sees in its sentence; none where the cleaned text is no longer stored.
    reading: Option<Reading>,
    /// How the statements of the cell stand to each other; none without a cell.
    competition: Option<Competition>,
    /// The checks that it stands in, and what is noted at its place.
    proof: Proof<'a>,
}

/// Prints the derivation of an observation, or of every fact of a zone, year and metric.
pub(crate) fn explain(what: &[String], output: &OutputArgs, format: Format) -> Result<(), Failure> {
    let current = config::current(&output.results());
    release::manifest(&current)?;
    let book = Book::open(&output.output, &current)?;
    let rows = match what {
        [id] => vec![book.one(id)?],
        [zone, year, metric] => {
            let year = year.parse().map_err(|_| Failure::usage(format!("{year} is no year")))?;
            book.standing(zone_id(&current, zone)?, year, metric_id(&current, metric)?)?
        }
        _ => return Err(Failure::usage("explain takes an observation's id, or a zone, a year and a metric")),
    };
    let explained = rows.into_iter().map(|row| book.explain(row)).collect::<Result<Vec<_>, _>>()?;
    match format {
        Format::Json => say!("{}", json!({ "release": release::current_id(&current), "explained": explained })),
        Format::Text => explained.iter().for_each(print::print),
    }
    Ok(())
}

/// The observations and facts of a release, and the word lists that it was made by.
struct Book {
    observations: Vec<ObservationRow>,
    facts: Vec<FactRow>,
    checks: Vec<CheckRow>,
    issues: Vec<IssueRow>,
    documents: BTreeMap<String, DocumentRow>,
    schemas: Texts,
    stored: Stored,
}

impl Book {
    fn open(output: &Path, release: &Path) -> Result<Self, Failure> {
        let documents = DocumentRow::read(release)?;
        // A release of an older program keeps no schemas: then nothing is read again.
        let schemas = schemas::of_release(release).unwrap_or_default();
        Ok(Self {
            observations: ObservationRow::read(release)?,
            facts: FactRow::read(release)?,
            checks: CheckRow::read(release)?,
            issues: IssueRow::read(release)?,
            documents: documents.into_iter().map(|row| (row.document_id.clone(), row)).collect(),
            stored: Stored::open(output, release, &schemas)?,
            schemas,
        })
    }

    /// The observation with an id that begins so.
    fn one(&self, id: &str) -> Result<&ObservationRow, Failure> {
        let found: Vec<_> = self.observations.iter().filter(|row| row.observation_id.starts_with(id)).collect();
        match found[..] {
            [] => Err(Failure::work(format!("no observation has the id {id}"))),
            [row] => Ok(row),
            _ => Err(Failure::usage(format!("{} observations have ids that begin with {id}", found.len()))),
        }
    }

    /// The observations that stand for the cells of a zone, year and metric.
    fn standing(&self, zone: String, year: i32, metric: String) -> Result<Vec<&ObservationRow>, Failure> {
        let facts = self.facts.iter().filter(|fact| fact.zone_id == zone && fact.year == year && fact.metric_id == metric);
        let rows: Vec<_> = facts.map(|fact| self.one(&fact.observation_id)).collect::<Result<_, _>>()?;
        if rows.is_empty() {
            return Err(Failure::work(format!("no report states {metric} of {zone} for {year}")));
        }
        Ok(rows)
    }

    fn explain<'a>(&'a self, row: &'a ObservationRow) -> Result<Explanation<'a>, Failure> {
        let cell = Cell::stated(row);
        let fact = self.facts.iter().find(|fact| cell.as_ref() == Some(&Cell::of(fact)));
        let reading = self.stored.reading(row)?;
        let competition = fact.map(|fact| self.competition(fact)).transpose()?;
        let rivals = competition.iter().flat_map(|competition| &competition.rivals).map(|rival| &rival.observation);
        Ok(Explanation {
            decided: Decided::of(row, reading.as_ref().and_then(|reading| reading.candidate(row))),
            document: self.documents.get(&row.document_id),
            marked: self.marked(row),
            proof: Proof::of(row, rivals, &self.checks, &self.issues),
            competition,
            observation: row,
            reading,
            cell,
        })
    }

    /// The sentence in three parts: the value is the n-th place where it is printed, for the n-th value printed like it. A value
    /// that the sentence prints otherwise stands alone behind it.
    fn marked<'a>(&self, row: &'a ObservationRow) -> [&'a str; 3] {
        let earlier = self.observations.iter().filter(|other| {
            let same =
                (&other.document_id, &other.sentence, &other.value_text) == (&row.document_id, &row.sentence, &row.value_text);
            same && other.char_start < row.char_start
        });
        let nth = earlier.map(|other| other.char_start).collect::<BTreeSet<_>>().len();
        let places = || row.sentence.match_indices(&row.value_text);
        match places().nth(nth).or_else(|| places().next()) {
            Some((at, text)) => [&row.sentence[..at], text, &row.sentence[at + text.len()..]],
            None => [&row.sentence, &row.value_text, ""],
        }
    }
}

fn zone_id(release: &Path, name: &str) -> Result<String, Failure> {
    let zones = ZoneRow::read(release)?.into_iter().map(|zone| {
        let names = [zone.name_zh, zone.short_zh, zone.name_en].into_iter().chain(zone.aliases).collect();
        (zone.zone_id, names)
    });
    named("zone", name, zones.collect())
}

fn metric_id(release: &Path, name: &str) -> Result<String, Failure> {
    let metrics = MetricRow::read(release)?.into_iter().map(|metric| {
        let names = [metric.name_zh, metric.name_en].into_iter().chain(metric.aliases).collect();
        (metric.metric_id, names)
    });
    named("metric", name, metrics.collect())
}

/// The one thing of that id or name; the id goes first.
fn named(kind: &str, name: &str, things: BTreeMap<String, Vec<String>>) -> Result<String, Failure> {
    if things.contains_key(name) {
        return Ok(name.to_owned());
    }
    let wanted = name.to_lowercase();
    let bears = |names: &Vec<String>| names.iter().any(|name| name.to_lowercase() == wanted);
    let found: Vec<String> = things.into_iter().filter(|(_, names)| bears(names)).map(|(id, _)| id).collect();
    match &found[..] {
        [id] => Ok(id.clone()),
        [] => Err(Failure::usage(format!("no {kind} is called {name}"))),
        _ => Err(Failure::usage(format!("several are called {name}: {}", found.join(", ")))),
    }
}
