//! JSON Lines: one report in each line.

use std::collections::BTreeMap;

use serde_json::{Map, Value};
use zonefacts_text::model::Staged;

use crate::{
    columns::{Columns, Role, normal},
    source::{About, Read, Source},
};

pub(super) fn read(source: &Source) -> Read {
    let decoded = source.decode()?;
    let lines = decoded.text.lines().filter(|line| !line.trim().is_empty());
    let mut staged = Staged::<Vec<_>>::default();
    for (line, number) in lines.zip(1..) {
        match report(line, source.columns) {
            Ok((text, about)) => staged.value.push(source.record(number, text, decoded.encoding, about)),
            Err(reason) => staged.issues.push(source.rejected(number, reason)),
        }
    }
    Ok(staged)
}

/// The report in a line, or why there is none.
fn report(line: &str, columns: &Columns) -> Result<(String, About), String> {
    let record: Map<String, Value> =
        serde_json::from_str(line).map_err(|error| format!("the line is no JSON object: {error}"))?;
    let fields: BTreeMap<String, String> = record.iter().filter_map(|(key, value)| Some((normal(key), plain(value)?))).collect();
    let value = |name: &str| fields.get(name).cloned();
    let text = columns.first(Role::Text, |name| value(name).filter(|text| !text.trim().is_empty()));
    let (_, text) = text.ok_or("the record holds no text")?;
    Ok((text, columns.about("field", value)))
}

fn plain(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}
