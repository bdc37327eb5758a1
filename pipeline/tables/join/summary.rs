//! The tables at a glance: by zone, by year, by metric.

use polars::prelude::{
    DataFrame, Expr, IntoLazy, JoinArgs, JoinType, LazyFrame, NULL, QuantileMethod, SortMultipleOptions, col, len, lit, when,
};

use super::JoinError;
use super::frame::{flag, frame, text};

/// Units in which levels do not add up.
const NOT_ADDITIVE: [&str; 6] = ["percent", "permille", "pp", "times", "rank", "day"];

/// A metric with this in its id is a ratio whatever its unit (`gdp_per_capita`), and does not add up either.
const RATIO: &str = "_per_";

/// One row for each zone that a figure is about, with its headline metrics from its last row in the wide table.
pub(super) fn zones(observations: &DataFrame, facts: &DataFrame, wide: &DataFrame) -> Result<DataFrame, JoinError> {
    let stated = observations
        .clone()
        .lazy()
        .filter(col("zone_id").is_not_null())
        .group_by([col("zone_id")])
        .agg([len().alias("n_observations"), col("document_id").n_unique().alias("n_documents")]);
    let cells = facts.clone().lazy().group_by([col("zone_id")]).agg([
        col("year").min().alias("first_year"),
        col("year").max().alias("last_year"),
        col("year").n_unique().alias("n_years"),
        col("metric_id").n_unique().alias("n_metrics"),
        len().alias("n_cells"),
        conflicts(),
    ]);
    let by_year = SortMultipleOptions::default().with_maintain_order(true);
    let wide = wide.clone().lazy().sort(["zone_id", "year"], by_year).with_column(col("year").alias("headline_year"));
    let latest = wide.group_by_stable([col("zone_id")]).agg([polars::prelude::all().as_expr().last()]);
    let glance = left(left(stated, cells, "zone_id"), latest, "zone_id");
    Ok(glance.with_columns(["n_years", "n_metrics", "n_cells", "n_conflicts"].map(none_is_zero)).collect()?)
}

/// One row for each year, metric, measure, scope and unit: how the annual figures are spread over the zones.
pub(super) fn years(annual: LazyFrame, metrics: &DataFrame) -> Result<DataFrame, JoinError> {
    let key = ["year", "metric_id", "measure", "scope", "unit"];
    let order: Vec<&str> = key.into_iter().chain(["value", "zone_id"]).collect();
    let value = || col("value");
    let quartile = |share: f64| value().quantile(lit(share), QuantileMethod::Linear);
    let zone_of = |extreme: Expr| col("zone_id").filter(value().eq(extreme)).first();
    let adds_up = col("measure").first().eq(lit("level")).and(col("adds_up").first());
    let annual = left(annual, additive(metrics)?.lazy(), "metric_id");
    let spread =
        annual.sort(order, SortMultipleOptions::default().with_maintain_order(true)).group_by_stable(key.map(col)).agg([
            col("zone_id").n_unique().alias("n_zones"),
            when(adds_up).then(value().sum()).otherwise(lit(NULL)).alias("value_sum"),
            value().min().alias("value_min"),
            zone_of(value().min()).alias("min_zone_id"),
            quartile(0.25).alias("value_q1"),
            value().median().alias("value_median"),
            quartile(0.75).alias("value_q3"),
            value().max().alias("value_max"),
            zone_of(value().max()).alias("max_zone_id"),
        ]);
    Ok(spread.collect()?)
}

/// One row for each metric that a figure measures.
pub(super) fn metrics(observations: &DataFrame, facts: &DataFrame, metrics: &DataFrame) -> Result<DataFrame, JoinError> {
    let named = metrics.clone().lazy().select([col("metric_id"), col("unit")]);
    let stated = observations
        .clone()
        .lazy()
        .group_by([col("metric_id")])
        .agg([len().alias("n_observations"), col("document_id").n_unique().alias("n_documents")]);
    let cells = facts.clone().lazy().group_by([col("metric_id")]).agg([
        col("zone_id").n_unique().alias("n_zones"),
        col("year").n_unique().alias("n_years"),
        col("year").min().alias("first_year"),
        col("year").max().alias("last_year"),
        len().alias("n_cells"),
        conflicts(),
    ]);
    let is = |name: &str, value: &str| col(name).eq(lit(value));
    let own_unit = named.clone().select([col("metric_id"), col("unit").alias("own_unit")]);
    let levels = left(facts.clone().lazy(), own_unit, "metric_id")
        .filter(
            is("measure", "level")
                .and(is("status", "actual"))
                .and(is("segment", ""))
                .and(is("subarea", ""))
                .and(col("unit").eq(col("own_unit"))),
        )
        .group_by([col("metric_id")])
        .agg([col("value").min().alias("value_min"), col("value").max().alias("value_max")]);
    let glance = left(left(left(stated, named, "metric_id"), cells, "metric_id"), levels, "metric_id")
        .with_columns(["n_zones", "n_years", "n_cells", "n_conflicts"].map(none_is_zero))
        .with_column(
            when(col("n_cells").gt(lit(0)))
                .then(col("n_conflicts") / col("n_cells").cast(polars::prelude::DataType::Float64))
                .otherwise(lit(NULL))
                .alias("conflict_share"),
        );
    Ok(glance.collect()?)
}

fn left(table: LazyFrame, other: LazyFrame, on: &str) -> LazyFrame {
    table.join(other, [col(on)], [col(on)], JoinArgs::new(JoinType::Left))
}

fn conflicts() -> Expr {
    col("agreement").eq(lit("conflict")).sum().alias("n_conflicts")
}

fn none_is_zero(name: &str) -> Expr {
    col(name).fill_null(lit(0))
}

/// Whether a metric's levels may be summed over zones.
fn additive(metrics: &DataFrame) -> Result<DataFrame, JoinError> {
    let ids: Vec<&str> = metrics.column("metric_id")?.str()?.iter().flatten().collect();
    let units = metrics.column("unit")?.str()?.iter().flatten();
    let adds_up = ids.iter().zip(units).map(|(id, unit)| !id.contains(RATIO) && !NOT_ADDITIVE.contains(&unit));
    let adds_up = flag("adds_up", adds_up);
    frame(ids.len(), vec![text("metric_id", ids.into_iter()), adds_up])
}
