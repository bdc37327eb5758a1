//! `check`: whether the current release keeps its promises, read again from the tables and from the raw reports.

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;
use zonefacts_ingest::{RawFile, ingest, list};
use zonefacts_tables::{Tables, contract::Contracts, store};
use zonefacts_text::model::RawDocument;

use crate::{
    config::Places,
    failure::Failure,
    release::{self, DocumentRow, IssueRow, LedgerRow, ObservationRow, TableRow},
    terminal::say,
};

/// So many broken promises of one kind are listed; the rest is counted.
const LISTED: usize = 20;

/// Lists every promise that is broken.
pub(crate) fn check(places: &Places) -> Result<(), Failure> {
    let current = places.current();
    release::manifest(&current)?;
    let contracts = Contracts::load(&places.schemas).map_err(Failure::usage)?;
    let read = |name: &str| Ok((name.to_owned(), store::read_batch(&current.join(format!("{name}.parquet")))?));
    let tables: Tables = contracts.iter().map(|contract| read(&contract.table)).collect::<Result<_, Failure>>()?;
    let broken: Vec<String> = contracts.check(&tables).iter().map(ToString::to_string).collect();
    report("contracts", tables.len(), "tables", &broken);
    drop(tables);

    let printed = Printed::read(places)?;
    let files = list(&places.raw).map_err(Failure::work)?;
    let looked: Vec<Look> = files.par_iter().map(|file| printed.look(places, file)).collect();
    let mut seen = BTreeSet::new();
    let (mut spans, mut wrong) = (0, Vec::new());
    for look in looked {
        spans += look.spans;
        wrong.extend(look.wrong);
        seen.extend(look.documents);
    }
    let gone = printed.documents.keys().filter(|document| !seen.contains(*document));
    wrong.extend(gone.map(|document| format!("{document} is in the tables and not in the raw folder")));
    report("raw text", spans, "spans", &wrong);

    let total = broken.len() + wrong.len();
    if total > 0 { Err(Failure::work(format!("{total} promises are broken"))) } else { Ok(()) }
}

fn report(name: &str, count: usize, what: &str, broken: &[String]) {
    say!("{name}: {count} {what}, {} broken", broken.len());
    broken.iter().take(LISTED).for_each(|line| say!("  {line}"));
    if broken.len() > LISTED {
        say!("  and {} more", broken.len() - LISTED);
    }
}

/// What the tables say that the reports print, by document.
struct Printed {
    /// Accepted documents and their ids.
    documents: BTreeMap<String, String>,
    /// Documents and files that an issue speaks of.
    noted: BTreeSet<String>,
    spans: BTreeMap<String, Vec<(u32, u32, String)>>,
}

/// What came of reading one raw file again.
#[derive(Default)]
struct Look {
    documents: Vec<String>,
    spans: usize,
    wrong: Vec<String>,
}

impl Printed {
    fn read(places: &Places) -> Result<Self, Failure> {
        let current = places.current();
        let mut spans: BTreeMap<String, Vec<_>> = BTreeMap::new();
        for row in ObservationRow::read(&current)? {
            spans.entry(row.document).or_default().push((row.char_start, row.char_end, row.value_text));
        }
        for row in LedgerRow::read(&current)? {
            spans.entry(row.document).or_default().push((row.char_start, row.char_end, row.text));
        }
        let documents = DocumentRow::read(&current)?.into_iter().map(|row| (row.document, row.document_id)).collect();
        let noted = IssueRow::read(&current)?.into_iter().map(|row| row.document).collect();
        Ok(Self { documents, noted, spans })
    }

    /// Reads a file again, and compares what it prints.
    fn look(&self, places: &Places, file: &RawFile) -> Look {
        let mut look = Look::default();
        ingest(&places.raw, file, &places.columns, &mut |row| {
            for issue in row.issues.iter().filter(|issue| !self.noted.contains(&issue.document)) {
                look.wrong.push(format!("{}: {}, which no issue in the tables says", issue.document, issue.message));
            }
            if let Some(document) = row.value {
                self.compare(&document, &mut look);
                look.documents.push(document.head.document);
            }
        });
        look
    }

    fn compare(&self, raw: &RawDocument, look: &mut Look) {
        let name = &raw.head.document;
        match self.documents.get(name) {
            None if self.noted.contains(name) => return,
            None => return look.wrong.push(format!("{name} is in the raw folder and not in the tables; run again")),
            Some(id) if *id != raw.head.document_id => return look.wrong.push(format!("{name} has changed since the run")),
            Some(_) => {}
        }
        let mut starts: Vec<usize> = raw.text.char_indices().map(|(byte, _)| byte).collect();
        starts.push(raw.text.len());
        for (start, end, text) in self.spans.get(name).into_iter().flatten() {
            look.spans += 1;
            let bytes = starts.get(*start as usize).zip(starts.get(*end as usize));
            let printed = bytes.and_then(|(from, to)| raw.text.get(*from..*to));
            if printed != Some(text) {
                let printed = printed.unwrap_or("nothing");
                look.wrong.push(format!("{name} [{start}, {end}) prints {printed:?}, not {text:?}"));
            }
        }
    }
}
