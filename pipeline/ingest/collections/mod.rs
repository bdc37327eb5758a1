//! COLLECTIONS: every format that holds one report in each record, read record by record, so that size does not matter. A
//! new one is one file and one line here.

mod arrow;
mod columnar;
mod json;
mod jsonl;
mod parquet;

use serde_json::{Map, Value};

use crate::{
    columns::{Columns, Role, normal},
    content::Content,
    intake::Intake,
    source::{About, Origin, Rejected},
};

/// One format.
#[derive(Debug)]
pub struct Collection {
    /// Its name, as documents carry it.
    pub name: &'static str,
    /// The file extensions that it reads, in lower case.
    pub extensions: &'static [&'static str],
    read: fn(Content, &Origin, &mut Intake) -> Result<(), Rejected>,
}

/// The list.
pub const COLLECTIONS: &[Collection] = &[
    Collection { name: "jsonl", extensions: &["jsonl", "ndjson"], read: jsonl::read },
    Collection { name: "json", extensions: &["json"], read: json::read },
    Collection { name: "parquet", extensions: &["parquet", "pq"], read: parquet::read },
    Collection { name: "arrow", extensions: &["arrow", "arrows", "feather", "ipc"], read: arrow::read },
];

impl Collection {
    pub(crate) fn read(&self, content: Content, origin: &Origin, intake: &mut Intake) -> Result<(), Rejected> {
        (self.read)(content, origin, intake)
    }
}

/// The report in a record, whose fields `value` knows by name, or why there is none.
fn report(columns: &Columns, kind: &str, value: impl Fn(&str) -> Option<String>) -> Result<(String, About), String> {
    let text = columns.first(Role::Text, |name| value(name).filter(|text| !text.trim().is_empty()));
    let (_, text) = text.ok_or("the record holds no text")?;
    Ok((text, columns.about(kind, value)))
}

/// The report in a JSON object.
fn report_in_object(columns: &Columns, object: &Map<String, Value>) -> Result<(String, About), String> {
    let value = |name: &str| object.iter().find(|(key, _)| normal(key) == name).and_then(|(_, value)| plain(value));
    report(columns, "field", value)
}

fn plain(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

#[cfg(test)]
mod tests;
