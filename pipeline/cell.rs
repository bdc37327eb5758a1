//! What a fact is the value of, as the published tables name it: what statements must have in common to compete.

use std::fmt;

use serde::Serialize;

use crate::release::{FactRow, ObservationRow};

/// The key of `fact_zone_year_metric`, in the order of its columns.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub(crate) struct Cell {
    pub(crate) zone_id: String,
    pub(crate) year: i32,
    pub(crate) period: String,
    pub(crate) metric_id: String,
    pub(crate) segment: String,
    pub(crate) subarea: String,
    pub(crate) scope: String,
    pub(crate) measure: String,
    pub(crate) base_year: Option<i32>,
    pub(crate) status: String,
    pub(crate) unit: String,
}

macro_rules! cell {
    ($row:expr, $zone_id:expr, $year:expr) => {
        Cell {
            zone_id: $zone_id,
            year: $year,
            period: $row.period.clone(),
            metric_id: $row.metric_id.clone(),
            segment: $row.segment.clone(),
            subarea: $row.subarea.clone(),
            scope: $row.scope.clone(),
            measure: $row.measure.clone(),
            base_year: $row.base_year,
            status: $row.status.clone(),
            unit: $row.unit.clone(),
        }
    };
}

/// A cell without a copy of its texts, in the same order.
type Key<'a> = (&'a str, i32, &'a str, &'a str, &'a str, &'a str, &'a str, &'a str, Option<i32>, &'a str, &'a str);

impl Cell {
    /// What orders facts as their cells.
    pub(crate) fn key(fact: &FactRow) -> Key<'_> {
        let FactRow { zone_id, year, period, metric_id, segment, subarea, scope, measure, base_year, status, unit, .. } = fact;
        (zone_id, *year, period, metric_id, segment, subarea, scope, measure, *base_year, status, unit)
    }

    /// The cell of a fact.
    pub(crate) fn of(fact: &FactRow) -> Self {
        cell!(fact, fact.zone_id.clone(), fact.year)
    }

    /// The cell that a statement speaks for; none unless it is about one zone and one year.
    pub(crate) fn stated(row: &ObservationRow) -> Option<Self> {
        Some(cell!(row, row.zone_id.clone()?, row.year?))
    }
}

impl fmt::Display for Cell {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { zone_id, year, metric_id, .. } = self;
        let what = [&self.measure, &self.status, &self.period, &self.segment, &self.subarea, &self.scope];
        let against = self.base_year.map(|year| format!("against {year}"));
        let what = what.into_iter().chain(&against).map(String::as_str).filter(|text| !text.is_empty());
        let what = what.collect::<Vec<_>>();
        write!(f, "{zone_id} {year} {metric_id} ({})", what.join(", "))
    }
}

/// A value for a person: its number or range, its unit, and its bound unless it is exact.
pub(crate) fn value(low: f64, high: Option<f64>, unit: &str, bound: &str) -> String {
    let number = high.map_or(low.to_string(), |high| format!("{low} to {high}"));
    let bound = if bound == "eq" { String::new() } else { format!(" ({bound})") };
    format!("{number} {unit}{bound}")
}
