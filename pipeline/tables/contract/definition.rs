//! Reading the contracts from the TOML files of the schemas folder, and telling what is wrong with them.

use std::collections::BTreeMap;

use serde::Deserialize;
use zonefacts_facts::{Policy, PolicyError};

use super::{Column, Contract, Contracts, Holds, Kind, Reference};

/// Why the contracts cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum ContractError {
    /// A file that must be there is not.
    #[error("schemas: {0} is missing")]
    Missing(&'static str),
    /// A file is not TOML, or not of the right shape.
    #[error("schemas: {file}: {source}")]
    Shape {
        /// The file under the schemas folder.
        file: String,
        /// What is wrong with it.
        source: toml::de::Error,
    },
    /// A table names something that is not defined.
    #[error("schemas: tables/{table}.toml: {what}")]
    Table {
        /// The table.
        table: String,
        /// What it names.
        what: String,
    },
    /// The policy cannot be used.
    #[error("schemas: {0}")]
    Policy(#[from] PolicyError),
}

/// A column name in `fields.toml`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Field {
    r#type: Kind,
    title: String,
    description: String,
    unit: Option<String>,
    #[serde(default)]
    allowed: Vec<String>,
    min: Option<f64>,
    max: Option<f64>,
}

/// A table in `tables/*.toml`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Table {
    title: String,
    grain: String,
    description: String,
    columns: Vec<String>,
    #[serde(default)]
    headline: Vec<String>,
    key: Vec<String>,
    /// The key, where it is not given.
    sort: Option<Vec<String>>,
    #[serde(default)]
    order: Vec<[String; 2]>,
    #[serde(default)]
    rows: Rows,
    /// `column = "table"` (its column of the same name) or `column = "table.target"`.
    #[serde(default)]
    references: BTreeMap<String, String>,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Rows {
    #[serde(default)]
    min: u64,
    max: Option<u64>,
}

pub(super) fn load(files: &BTreeMap<String, String>) -> Result<Contracts, ContractError> {
    let text = |name: &'static str| files.get(name).ok_or(ContractError::Missing(name));
    let fields: BTreeMap<String, Field> = parse("fields.toml", text("fields.toml")?)?;
    let policy = Policy::load(text("policy.toml")?)?;
    let mut tables = BTreeMap::new();
    for (file, text) in files {
        if let Some(name) = file.strip_prefix("tables/").and_then(|file| file.strip_suffix(".toml")) {
            tables.insert(name.to_owned(), contract(name, parse(file, text)?, &fields)?);
        }
    }
    if tables.is_empty() {
        return Err(ContractError::Missing("tables/*.toml"));
    }
    tables.values().try_for_each(|contract| names_exist(contract, &tables))?;
    Ok(Contracts { tables, policy })
}

fn parse<T: serde::de::DeserializeOwned>(file: &str, text: &str) -> Result<T, ContractError> {
    toml::from_str(text).map_err(|source| ContractError::Shape { file: file.to_owned(), source })
}

fn contract(name: &str, table: Table, fields: &BTreeMap<String, Field>) -> Result<Contract, ContractError> {
    let reference = |(column, target): (String, String)| {
        let (table, target) = target.split_once('.').unwrap_or((&target, &column));
        Reference { table: table.to_owned(), target: target.to_owned(), column }
    };
    Ok(Contract {
        table: name.to_owned(),
        title: table.title,
        grain: table.grain,
        description: table.description,
        columns: table.columns.iter().map(|notation| column(name, notation, fields)).collect::<Result<_, _>>()?,
        headline: table.headline,
        sort: table.sort.unwrap_or_else(|| table.key.clone()),
        key: table.key,
        order: table.order,
        references: table.references.into_iter().map(reference).collect(),
        rows: (table.rows.min, table.rows.max),
    })
}

fn column(table: &str, notation: &str, fields: &BTreeMap<String, Field>) -> Result<Column, ContractError> {
    let (name, holds) = if let Some(name) = notation.strip_suffix('?') {
        (name, Holds::Optional)
    } else if let Some(name) = notation.strip_suffix("[]") {
        (name, Holds::Any)
    } else {
        (notation, Holds::One)
    };
    let Some(field) = fields.get(name) else {
        return Err(ContractError::Table { table: table.to_owned(), what: format!("no field `{name}` in fields.toml") });
    };
    Ok(Column {
        name: name.to_owned(),
        kind: field.r#type,
        holds,
        title: field.title.clone(),
        description: field.description.clone(),
        unit: field.unit.clone(),
        allowed: field.allowed.clone(),
        range: (field.min, field.max),
    })
}

/// Keys, sort order and references name columns that exist, once each.
fn names_exist(contract: &Contract, tables: &BTreeMap<String, Contract>) -> Result<(), ContractError> {
    let error = |what| Err(ContractError::Table { table: contract.table.clone(), what });
    for (at, column) in contract.columns.iter().enumerate() {
        if contract.columns[..at].iter().any(|earlier| earlier.name == column.name) {
            return error(format!("column `{}` stands twice", column.name));
        }
    }
    let used = contract.key.iter().chain(&contract.sort).chain(contract.order.as_flattened());
    let used = used.chain(contract.references.iter().map(|reference| &reference.column));
    for name in used {
        if contract.column(name).is_none() {
            return error(format!("no column `{name}`"));
        }
    }
    for Reference { table, target, .. } in &contract.references {
        if tables.get(table).and_then(|contract| contract.column(target)).is_none() {
            return error(format!("no column `{table}.{target}` to refer to"));
        }
    }
    Ok(())
}
