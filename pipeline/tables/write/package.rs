//! `datapackage.json`: the release as a Frictionless Data Package, from the contracts.
//!
//! It says what the `frictionless` program can hold a Parquet file to. That program counts no bytes of Parquet and takes a property
//! `bytes` for broken: sizes stand in `manifest.json`.

use serde::Serialize;
use serde_json::Number;

use super::release::TableFile;
use crate::contract::{Column, Contract, Contracts, Holds, Kind, Reference};

#[derive(Serialize)]
pub(super) struct Package<'a> {
    profile: &'static str,
    name: &'static str,
    title: &'static str,
    description: &'static str,
    resources: Vec<Resource<'a>>,
}

#[derive(Serialize)]
struct Resource<'a> {
    name: &'a str,
    r#type: &'static str,
    path: String,
    scheme: &'static str,
    format: &'static str,
    mediatype: &'static str,
    title: &'a str,
    description: &'a str,
    grain: &'a str,
    rows: usize,
    hash: String,
    schema: Schema<'a>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Schema<'a> {
    fields: Vec<Field<'a>>,
    /// No text stands for a missing value: an empty segment is the whole.
    missing_values: [&'static str; 0],
    primary_key: &'a [String],
    #[serde(skip_serializing_if = "Vec::is_empty")]
    foreign_keys: Vec<ForeignKey<'a>>,
}

#[derive(Serialize)]
struct Field<'a> {
    name: &'a str,
    r#type: &'static str,
    title: &'a str,
    description: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    unit: Option<&'a str>,
    /// Where a number may be missing: so pandas, through which Parquet is read, prints the gap.
    #[serde(rename = "missingValues", skip_serializing_if = "Option::is_none")]
    missing_values: Option<[&'static str; 1]>,
    #[serde(skip_serializing_if = "Constraints::is_empty")]
    constraints: Constraints<'a>,
}

#[derive(Serialize)]
struct Constraints<'a> {
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    required: bool,
    #[serde(rename = "enum", skip_serializing_if = "<[String]>::is_empty")]
    allowed: &'a [String],
    #[serde(skip_serializing_if = "Option::is_none")]
    minimum: Option<Number>,
    #[serde(skip_serializing_if = "Option::is_none")]
    maximum: Option<Number>,
}

#[derive(Serialize)]
struct ForeignKey<'a> {
    fields: [&'a str; 1],
    reference: Target<'a>,
}

#[derive(Serialize)]
struct Target<'a> {
    /// Empty for the table itself.
    resource: &'a str,
    fields: [&'a str; 1],
}

/// The package of these files; `contracts` hold the columns of the headline metrics.
pub(super) fn package<'a>(contracts: &'a Contracts, files: &'a [TableFile]) -> Package<'a> {
    Package {
        profile: "data-package",
        name: "zonefacts",
        title: "Figures of China's high-tech zones",
        description: "What reports state about China's high-tech zones, place, year and metric, each value traced to the characters that state it.",
        resources: files.iter().filter_map(|file| Some(resource(contracts.get(&file.table)?, file))).collect(),
    }
}

fn resource<'a>(contract: &'a Contract, file: &'a TableFile) -> Resource<'a> {
    Resource {
        name: &contract.table,
        r#type: "table",
        path: file.name(),
        scheme: "file",
        format: "parquet",
        mediatype: "application/vnd.apache.parquet",
        title: &contract.title,
        description: &contract.description,
        grain: &contract.grain,
        rows: file.rows,
        hash: format!("sha256:{}", file.sha256),
        schema: Schema {
            fields: contract.columns.iter().map(field).collect(),
            missing_values: [],
            primary_key: &contract.key,
            foreign_keys: contract
                .references
                .iter()
                .filter(|reference| refers(contract, reference))
                .map(|r| foreign_key(contract, r))
                .collect(),
        },
    }
}

fn field(column: &Column) -> Field<'_> {
    Field {
        name: &column.name,
        r#type: match (column.holds, column.kind) {
            // Lists come from Parquet as arrays of numpy, which are no `array` to `frictionless`.
            (Holds::Any, _) => "any",
            (_, Kind::Text) => "string",
            (_, Kind::Int) => "integer",
            (_, Kind::Float) => "number",
            (_, Kind::Bool) => "boolean",
            (_, Kind::Date) => "date",
        },
        title: &column.title,
        description: &column.description,
        unit: column.unit.as_deref(),
        missing_values: (column.holds == Holds::Optional && matches!(column.kind, Kind::Int | Kind::Float)).then_some(["nan"]),
        constraints: Constraints {
            required: column.holds == Holds::One,
            allowed: &column.allowed,
            minimum: column.range.0.and_then(|least| bound(least, column.kind)),
            maximum: column.range.1.and_then(|most| bound(most, column.kind)),
        },
    }
}

/// An end of a range, as the column's numbers are written.
fn bound(end: f64, kind: Kind) -> Option<Number> {
    if kind == Kind::Int { Some((end as i64).into()) } else { Number::from_f64(end) }
}

impl Constraints<'_> {
    fn is_empty(&self) -> bool {
        !self.required && self.allowed.is_empty() && self.minimum.is_none() && self.maximum.is_none()
    }
}

/// A list cannot be a foreign key of a data package.
fn refers(contract: &Contract, reference: &Reference) -> bool {
    contract.column(&reference.column).is_some_and(|column| column.holds != Holds::Any)
}

fn foreign_key<'a>(contract: &Contract, reference: &'a Reference) -> ForeignKey<'a> {
    let resource = if reference.table == contract.table { "" } else { &reference.table };
    ForeignKey { fields: [&reference.column], reference: Target { resource, fields: [&reference.target] } }
}
