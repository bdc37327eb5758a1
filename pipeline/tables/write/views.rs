//! `views.sql`: the release as views of DuckDB, with comments on tables and columns.

use std::fmt::Write;

use crate::contract::{Contract, Contracts};

/// The opening of the file.
const HEAD: &str = "\
-- The tables of this release as views: cd into its folder, then `duckdb -init views.sql`.
";

/// Facts with the names of zones and metrics.
const NAMED: &str = "
CREATE OR REPLACE VIEW zone_year_metric_named AS
SELECT
    fact.zone_id, zone.name_zh AS zone_zh, zone.name_en AS zone_en, zone.province_zh, zone.city_zh, zone.zone_level,
    fact.metric_id, metric.name_zh AS metric_zh, metric.name_en AS metric_en, metric.metric_group,
    fact.* EXCLUDE (zone_id, metric_id),
    observation.document, observation.value_text, observation.sentence
FROM fact_zone_year_metric AS fact
JOIN dim_zone AS zone USING (zone_id)
JOIN dim_metric AS metric USING (metric_id)
JOIN fact_observation AS observation USING (observation_id);
COMMENT ON VIEW zone_year_metric_named IS 'Facts with the names of zone and metric, and the sentence that states the chosen value.';
";

/// What was stated by a day; the facts chosen from it are what `run --as-of` makes.
const STATED_BY: &str = "
-- Every figure that was published by a day: SELECT * FROM stated_by(DATE '2019-06-30').
CREATE OR REPLACE MACRO stated_by(day) AS TABLE SELECT * FROM fact_observation WHERE published_date <= day;
";

/// The text of `views.sql`; `contracts` hold the columns of the headline metrics.
pub(super) fn views(contracts: &Contracts) -> String {
    let mut sql = HEAD.to_owned();
    contracts.iter().for_each(|contract| sql.push_str(&view(contract)));
    sql.push_str(NAMED);
    sql.push_str(STATED_BY);
    sql
}

fn view(contract: &Contract) -> String {
    let table = &contract.table;
    let mut sql = format!("\nCREATE OR REPLACE VIEW {table} AS SELECT * FROM read_parquet('{table}.parquet');\n");
    let about = format!("{}: {} Grain: {}.", contract.title, contract.description, contract.grain);
    // Writing to a String cannot fail.
    let _ = writeln!(sql, "COMMENT ON VIEW {table} IS {};", quoted(&about));
    for column in &contract.columns {
        let unit = column.unit.as_ref().map(|unit| format!(" Unit: {unit}.")).unwrap_or_default();
        let _ = writeln!(
            sql,
            "COMMENT ON COLUMN {table}.\"{}\" IS {};",
            column.name,
            quoted(&format!("{}{unit}", column.description))
        );
    }
    sql
}

fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\'', "''"))
}
