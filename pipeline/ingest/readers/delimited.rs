//! Comma- and tab-separated files: one report in each record, or a sheet of figures that is one report.

use csv::StringRecord;
use zonefacts_text::model::{Issue, Staged};

use super::rows;
use crate::{
    columns::{Columns, Role, normal},
    source::{About, Read, Rejected, Source},
};

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
        return source.whole(sheet(&records), decoded.encoding, About::default());
    }
    let mut staged = Staged::<Vec<_>>::default();
    for (number, record) in records.iter().enumerate().skip(1) {
        match header.report(record, source.columns) {
            Ok((text, about)) => staged.value.push(source.record(number, text, decoded.encoding, about)),
            Err(reason) => staged.issues.push(source.rejected(number, reason)),
        }
    }
    staged.issues.extend(unclosed_quote(source, &decoded.text, records.len()));
    Ok(staged)
}

/// The names of the columns, in the form in which names are compared.
struct Header(Vec<String>);

impl Header {
    fn new(record: &StringRecord) -> Self {
        Self(record.iter().map(normal).collect())
    }

    fn has_text(&self, columns: &Columns) -> bool {
        columns.names(Role::Text).iter().any(|name| self.0.contains(name))
    }

    /// The report in a record, or why there is none.
    fn report(&self, record: &StringRecord, columns: &Columns) -> Result<(String, About), String> {
        if let Some(surplus) = record.iter().skip(self.0.len()).find(|field| !field.trim().is_empty()) {
            let (fields, names) = (record.len(), self.0.len());
            let surplus: String = surplus.chars().take(20).collect();
            return Err(format!(
                "{fields} fields under {names} column names, beginning with {surplus:?}: an unquoted separator?"
            ));
        }
        let value = |name: &str| record.get(self.0.iter().position(|column| column == name)?).map(str::to_owned);
        let text = columns.first(Role::Text, |name| value(name).filter(|text| !text.trim().is_empty()));
        let (_, text) = text.ok_or("the record holds no text")?;
        Ok((text, columns.about("column", value)))
    }
}

/// Quotation marks come in pairs; an odd one may have swallowed the records after it.
fn unclosed_quote(source: &Source, text: &str, records: usize) -> Option<Issue> {
    let odd = text.matches('"').count() % 2 == 1;
    odd.then(|| source.rejected(records.saturating_sub(1), "a quotation mark is not closed; records may have been taken for one"))
}

fn sheet(records: &[StringRecord]) -> String {
    records.iter().filter_map(rows::line).collect::<Vec<_>>().join("\n")
}
