//! Comma- and tab-separated files: one report in each record, or a sheet of figures that is one report.

use csv::StringRecord;
use zonefacts_text::model::{Issue, Staged};

use super::{records::Header, rows};
use crate::source::{About, Read, Rejected, Source};

pub(super) fn read_commas(source: &Source) -> Read {
    read(source, b',')
}

pub(super) fn read_tabs(source: &Source) -> Read {
    read(source, b'\t')
}

fn read(source: &Source, delimiter: u8) -> Read {
    let decoded = source.decode()?;
    let mut reader = csv::ReaderBuilder::new();
    let reader = reader.delimiter(delimiter).has_headers(false).flexible(true).from_reader(decoded.text.as_bytes());
    let records = reader.into_records().collect::<Result<Vec<_>, _>>().map_err(|error| Rejected(error.to_string()))?;
    let header = Header::new(records.first().unwrap_or(&StringRecord::new()));
    if !header.has_text(source.columns) {
        return source.whole(rows::sheet(&records), decoded.encoding, About::default());
    }
    let mut staged = Staged::<Vec<_>>::default();
    for (number, record) in records.iter().enumerate().skip(1) {
        match header.report(&record.iter().collect::<Vec<_>>(), source.columns) {
            Ok((text, about)) => staged.value.push(source.record(number, text, decoded.encoding, about)),
            Err(reason) => staged.issues.push(source.rejected(number, reason)),
        }
    }
    staged.issues.extend(unclosed_quote(source, &decoded.text, records.len()));
    Ok(staged)
}

/// Quotation marks come in pairs; an odd one may have swallowed the records after it.
fn unclosed_quote(source: &Source, text: &str, records: usize) -> Option<Issue> {
    let odd = text.matches('"').count() % 2 == 1;
    odd.then(|| source.rejected(records.saturating_sub(1), "a quotation mark is not closed; records may have been taken for one"))
}
