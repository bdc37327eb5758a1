//! What contracts find: in one table, and between tables.

#![allow(clippy::unwrap_used)]

use std::sync::Arc;

use arrow::array::{ArrayRef, Int64Array, RecordBatch, StringArray};
use arrow::datatypes::{Field, Schema};

use crate::Tables;
use crate::contract::{ContractError, Contracts};
use crate::testing::{contracts, document, figure, schemas, tables};

fn good() -> Tables {
    tables(vec![document(
        "a",
        "2017-01-01",
        vec![figure("changchun", 2016, "gdp", "72.6"), figure("jingyue", 2016, "gdp", "30.1")],
    )])
}

/// What is found after one column of one table has been exchanged.
fn found(table: &str, column: &str, exchange: impl Fn(&ArrayRef) -> ArrayRef) -> Vec<String> {
    let mut tables = good();
    let batch = tables.get(table).unwrap();
    let schema = batch.schema();
    let columns: Vec<ArrayRef> = batch
        .columns()
        .iter()
        .zip(schema.fields())
        .map(|(array, field)| if field.name() == column { exchange(array) } else { array.clone() })
        .collect();
    let fields: Vec<Field> = schema
        .fields()
        .iter()
        .zip(&columns)
        .map(|(field, array)| Field::new(field.name(), array.data_type().clone(), true))
        .collect();
    tables.insert(table.into(), RecordBatch::try_new(Arc::new(Schema::new(fields)), columns).unwrap());
    contracts().check(&tables).iter().map(ToString::to_string).collect()
}

fn texts(values: [&str; 2]) -> ArrayRef {
    Arc::new(StringArray::from(values.to_vec()))
}

#[test]
fn good_tables_keep_their_contracts() {
    assert_eq!(contracts().check(&good()), []);
    assert_eq!(contracts().check(&tables(Vec::new())), [], "no document at all");
}

#[test]
fn wrong_types_values_and_nulls_are_found() {
    assert_eq!(
        found("fact_observation", "article", |_| texts(["0", "0"])),
        ["fact_observation: column article is Utf8, not int"]
    );
    assert_eq!(
        found("fact_observation", "bound", |_| texts(["eq", "perhaps"])),
        ["fact_observation: column bound: value `perhaps` is not allowed (1 rows)"]
    );
    let nulls = |_: &ArrayRef| Arc::new(Int64Array::from(vec![None, Some(0)])) as ArrayRef;
    assert_eq!(found("fact_observation", "article", nulls), ["fact_observation: column article is empty in 1 rows"]);
    assert!(
        found("fact_observation", "year", |_| Arc::new(Int64Array::from(vec![None, Some(2016)]))).is_empty(),
        "a year may be empty"
    );
}

#[test]
fn keys_order_and_references_are_held() {
    let repeated = found("fact_observation", "observation_id", |_| texts(["a-0", "a-0"]));
    assert_eq!(repeated[0], "fact_observation: key (observation_id) repeats in 1 rows");
    let unsorted = found("dim_zone", "zone_id", |_| texts(["jingyue", "changchun"]));
    assert_eq!(unsorted, ["dim_zone: rows are not sorted by (zone_id): row 1"]);
    let dangling = found("fact_observation", "metric_id", |_| texts(["gdp", "luck"]));
    assert_eq!(dangling, ["fact_observation: column metric_id: 1 values are not in dim_metric.metric_id, as `luck`"]);
}

#[test]
fn the_ledger_accounts_for_every_observation() {
    let renamed = found("fact_observation", "observation_id", |_| texts(["a-0", "zz"]));
    assert!(renamed.contains(&"number_ledger: 1 observations stand in no row".to_owned()), "{renamed:?}");
    assert!(
        renamed.iter().any(|message| message.starts_with("number_ledger: column observation_id: 1 values are not in")),
        "{renamed:?}"
    );
    let denied = found("number_ledger", "disposition", |_| Arc::new(StringArray::from(vec!["date", "observation", "date"])));
    assert_eq!(denied, ["number_ledger: 1 rows are observations without an id, or have an id and are none"]);
}

#[test]
fn missing_and_stray_tables_and_columns_are_found() {
    let mut tables = good();
    let issue = tables.remove("issue").unwrap();
    tables.insert("gossip".into(), issue);
    let zones = tables.get_mut("dim_year").unwrap();
    *zones = zones.project(&[0, 2, 3]).unwrap();
    let messages: Vec<String> = contracts().check(&tables).iter().map(ToString::to_string).collect();
    assert_eq!(
        messages,
        ["gossip: no contract for this table", "dim_year: column five_year_plan is missing", "issue: the table is missing"]
    );
}

#[test]
fn schemas_that_contradict_themselves_are_refused() {
    let refused = |file: &str, from: &str, to: &str| {
        let mut files = schemas();
        let text = files.get_mut(file).unwrap();
        assert!(text.contains(from));
        *text = text.replace(from, to);
        Contracts::load(&files).map(|_| ()).unwrap_err().to_string()
    };
    assert_eq!(
        refused("tables/dim_year.toml", "\"plan_end?\"", "\"plan_finis?\""),
        "schemas: tables/dim_year.toml: no field `plan_finis` in fields.toml"
    );
    assert_eq!(
        refused("tables/dim_year.toml", "key = [\"year\"]", "key = [\"day\"]"),
        "schemas: tables/dim_year.toml: no column `day`"
    );
    assert!(
        refused("tables/fact_zone.toml", "zone_id = \"dim_zone\"", "zone_id = \"dim_planet\"")
            .contains("no column `dim_planet.zone_id` to refer to")
    );
    assert!(refused("fields.toml", "type = \"bool\"", "type = \"maybe\"").contains("fields.toml"));
    assert!(matches!(Contracts::load(&Default::default()), Err(ContractError::Missing("fields.toml"))));
}

#[test]
fn the_closed_sets_of_the_code_are_those_of_the_schemas() {
    use zonefacts_text::model::{Bound, Measure, Status, SubjectKind};
    let contracts = contracts();
    let allowed = |table: &str, column: &str| contracts.get(table).unwrap().column(column).unwrap().allowed.clone();
    assert_eq!(allowed("fact_observation", "measure"), Measure::ALL.iter().map(|m| m.as_str()).collect::<Vec<_>>());
    assert_eq!(allowed("fact_observation", "bound"), Bound::ALL.iter().map(|b| b.as_str()).collect::<Vec<_>>());
    assert_eq!(allowed("fact_observation", "status"), Status::ALL.iter().map(|s| s.as_str()).collect::<Vec<_>>());
    assert_eq!(allowed("fact_observation", "subject_kind"), SubjectKind::ALL.iter().map(|k| k.as_str()).collect::<Vec<_>>());
    let reasons: Vec<&str> = std::iter::once(zonefacts_facts::ONLY_STATEMENT)
        .chain(contracts.policy().lines().map(|(criterion, _)| criterion.as_str()))
        .collect();
    assert_eq!(allowed("fact_zone_year_metric", "chosen_because"), reasons);
}

#[test]
fn the_dictionary_shows_types_units_and_patterns() {
    let contracts = contracts();
    let wide = contracts.get("zone_year_wide").unwrap().dictionary();
    assert!(wide.iter().any(|entry| entry.column == "<metric_id>_growth" && entry.r#type == "float?"));
    let ledger = contracts.get("number_ledger").unwrap().dictionary();
    assert!(ledger.iter().any(|entry| entry.column == "observation_id" && entry.r#type == "text[]"));
    let every = contracts.iter().flat_map(|contract| contract.dictionary());
    assert!(every.into_iter().all(|entry| entry.description.ends_with('.')));
}

#[test]
fn field_metadata_says_what_the_schemas_say() {
    let schema = contracts().get("fact_observation").unwrap().schema();
    let bound = schema.field_with_name("bound").unwrap();
    assert_eq!(bound.metadata()["allowed"], "eq|approx|over|under|range");
    assert_eq!(schema.field_with_name("char_start").unwrap().metadata()["unit"], "code point");
    assert!(schema.field_with_name("year").unwrap().is_nullable() && !bound.is_nullable());
}
