//! Whether the raw reports still print, at every span, what the tables say that they print.

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;
use zonefacts_ingest::{RawFile, ingest, list};
use zonefacts_text::model::RawDocument;

use crate::{
    config::Places,
    failure::Failure,
    release::{DocumentRow, IssueRow, LedgerRow, Manifest, ObservationRow, TableRow},
};

/// Reads every raw file again; the number of spans that were compared, and all that is wrong.
pub(super) fn compare(
    places: &Places,
    manifest: &Manifest,
    observations: Vec<ObservationRow>,
) -> Result<(usize, Vec<String>), Failure> {
    let stated = Stated::read(places, manifest, observations)?;
    let files = list(&places.raw).map_err(Failure::work)?;
    let looked: Vec<Look> = files.par_iter().map(|file| stated.look(places, file)).collect();
    let there: BTreeSet<&str> = files.iter().map(|file| file.path.as_str()).collect();
    let gone: Vec<&String> = stated.inputs.keys().filter(|path| !there.contains(path.as_str())).collect();
    let (mut spans, mut wrong, mut seen) = (0, Vec::new(), BTreeSet::new());
    for look in looked {
        spans += look.spans;
        wrong.extend(look.wrong);
        seen.extend(look.documents);
    }
    wrong.extend(gone.iter().map(|path| format!("{path} was read by the run and is not in the raw folder")));
    let lost = stated.documents.keys().filter(|document| !seen.contains(*document));
    let lost = lost.filter(|document| !gone.iter().any(|path| document.starts_with(path.as_str())));
    wrong.extend(lost.map(|document| format!("{document} is in the tables and not in the raw folder")));
    Ok((spans, wrong))
}

/// What the release says of the raw folder.
struct Stated {
    /// Raw files and the hashes of their bytes.
    inputs: BTreeMap<String, String>,
    /// Accepted documents and their ids.
    documents: BTreeMap<String, String>,
    /// Documents and files that an issue speaks of.
    noted: BTreeSet<String>,
    /// By document, where it prints what.
    spans: BTreeMap<String, Vec<(u32, u32, String)>>,
}

/// What came of reading one raw file again.
#[derive(Default)]
struct Look {
    documents: Vec<String>,
    spans: usize,
    wrong: Vec<String>,
}

impl Stated {
    fn read(places: &Places, manifest: &Manifest, observations: Vec<ObservationRow>) -> Result<Self, Failure> {
        let current = places.current();
        let mut spans: BTreeMap<String, Vec<_>> = BTreeMap::new();
        for row in observations {
            spans.entry(row.document).or_default().push((row.char_start, row.char_end, row.value_text));
        }
        for row in LedgerRow::read(&current)? {
            spans.entry(row.document).or_default().push((row.char_start, row.char_end, row.text));
        }
        let documents = DocumentRow::read(&current)?.into_iter().map(|row| (row.document, row.document_id)).collect();
        let noted = IssueRow::read(&current)?.into_iter().map(|row| row.document).collect();
        let inputs = manifest.made_of.inputs.iter().map(|input| (input.path.clone(), input.hash.clone())).collect();
        Ok(Self { inputs, documents, noted, spans })
    }

    /// Reads a file again, and compares what it prints.
    fn look(&self, places: &Places, file: &RawFile) -> Look {
        let mut look = Look::default();
        let changed = self.inputs.get(&file.path).is_some_and(|hash| *hash != file.hash);
        if changed {
            look.wrong.push(format!("{} has changed since the run", file.path));
        }
        ingest(&places.raw, file, &places.columns, &mut |row| {
            for issue in row.issues.iter().filter(|issue| !self.noted.contains(&issue.document) && !changed) {
                look.wrong.push(format!("{}: {}, which no issue in the tables says", issue.document, issue.message));
            }
            if let Some(document) = row.value {
                self.compare(&document, changed, &mut look);
                look.documents.push(document.head.document);
            }
        });
        look
    }

    fn compare(&self, raw: &RawDocument, changed: bool, look: &mut Look) {
        let name = &raw.head.document;
        match self.documents.get(name) {
            None if self.noted.contains(name) => return,
            None => return look.wrong.push(format!("{name} is in the raw folder and not in the tables; run again")),
            // Of a file that has changed nothing else is expected.
            Some(id) if *id != raw.head.document_id && changed => return,
            Some(id) if *id != raw.head.document_id => return look.wrong.push(format!("{name} reads otherwise than in the run")),
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
