//! The annual figure of a whole zone, actual or else estimated, one for each year, metric, measure, scope and unit, and the wide
//! table made of them.

use polars::prelude::{DataFrame, Expr, IntoLazy, LazyFrame, SortMultipleOptions, col, lit};

use super::JoinError;
use crate::contract::Contract;

const KEY: [&str; 6] = ["zone_id", "year", "metric_id", "measure", "scope", "unit"];

/// Of the facts that speak for a whole year, the one that speaks best; sorted by [`KEY`].
pub(super) fn annual(facts: &DataFrame) -> LazyFrame {
    let order = SortMultipleOptions::default().with_order_descending_multi(KEY.map(|_| false).into_iter().chain([true]));
    let by: Vec<&str> = KEY.into_iter().chain(["annual"]).collect();
    let speaking = facts.clone().lazy().filter(col("annual").is_not_null()).sort(by, order.with_maintain_order(true));
    speaking.group_by_stable(KEY.map(col)).agg(["value", "status", "wide_column"].map(|column| col(column).first()))
}

/// Those of them that have happened.
pub(super) fn actual(annual: LazyFrame) -> LazyFrame {
    annual.filter(col("status").eq(lit("actual")))
}

/// One row for each zone and year with a headline figure, one column for each headline metric and measure.
pub(super) fn wide(
    annual: LazyFrame,
    metrics: &DataFrame,
    zones: &DataFrame,
    years: &DataFrame,
    contract: &Contract,
) -> Result<DataFrame, JoinError> {
    let headline = metrics.clone().lazy().filter(col("headline")).select([col("metric_id"), col("unit").alias("own_unit")]);
    let own_unit = col("measure").neq(lit("level")).or(col("unit").eq(col("own_unit")));
    let measures = contract.headline.iter().map(|measure| col("measure").eq(lit(measure.as_str()))).reduce(Expr::or);
    let figures = annual
        .inner_join(headline, col("metric_id"), col("metric_id"))
        .filter(col("scope").eq(lit("")).and(own_unit).and(measures.unwrap_or(lit(false))));
    let ids = headline_ids(metrics)?;
    let mut columns: Vec<Expr> =
        ids.iter().flat_map(|metric| contract.headline.iter().map(|measure| cell(metric, measure))).collect();
    let estimates = col("wide_column").filter(col("status").eq(lit("estimate"))).alias("estimates");
    columns.push(estimates);
    let named = zones.clone().lazy().select(["zone_id", "name_zh", "name_en", "province_zh", "city_zh", "zone_level"].map(col));
    let planned = years.clone().lazy().select(["year", "five_year_plan"].map(col));
    let wide = figures
        .sort(["zone_id", "year"], SortMultipleOptions::default().with_maintain_order(true))
        .group_by_stable([col("zone_id"), col("year")])
        .agg(columns)
        .left_join(named, col("zone_id"), col("zone_id"))
        .left_join(planned, col("year"), col("year"));
    Ok(wide.collect()?)
}

/// The value of a headline metric's measure within one zone and year.
fn cell(metric: &str, measure: &str) -> Expr {
    let this = col("metric_id").eq(lit(metric)).and(col("measure").eq(lit(measure)));
    col("value").filter(this).first().alias(Contract::headline_column(metric, measure))
}

fn headline_ids(metrics: &DataFrame) -> Result<Vec<String>, JoinError> {
    let flags = metrics.column("headline")?.bool()?;
    let ids = metrics.column("metric_id")?.str()?;
    Ok(ids.iter().zip(flags.iter()).filter(|(_, flag)| *flag == Some(true)).filter_map(|(id, _)| id.map(str::to_owned)).collect())
}
