//! The tables of things named: zones, places, metrics, units, years.

use std::collections::BTreeSet;

use polars::prelude::DataFrame;
use zonefacts_text::model::{Dimensions, Resolved};

use super::JoinError;
use super::frame::{flag, frame, int, list, text};

/// Zones of the word list.
pub(super) fn zones(dimensions: &Dimensions) -> Result<DataFrame, JoinError> {
    let zones = &dimensions.zones;
    let columns = vec![
        text("zone_id", zones.iter().map(|zone| zone.zone_id.as_str())),
        text("name_zh", zones.iter().map(|zone| zone.name_zh.as_str())),
        text("short_zh", zones.iter().map(|zone| zone.short_zh.as_str())),
        text("name_en", zones.iter().map(|zone| zone.name_en.as_str())),
        text("zone_level", zones.iter().map(|zone| zone.level.as_str())),
        int("approved_year", zones.iter().map(|zone| zone.approved_year.map(i64::from))),
        text("adcode", zones.iter().map(|zone| zone.adcode.as_str())),
        text("province_zh", zones.iter().map(|zone| zone.province_zh.as_str())),
        text("city_zh", zones.iter().map(|zone| zone.city_zh.as_str())),
        text("county_zh", zones.iter().map(|zone| zone.county_zh.as_str())),
        list("aliases", zones.iter().map(|zone| zone.aliases.as_slice())),
    ];
    frame(zones.len(), columns)
}

/// Places of the word list.
pub(super) fn places(dimensions: &Dimensions) -> Result<DataFrame, JoinError> {
    let places = &dimensions.places;
    let parents = places.iter().map(|place| place.parent_adcode.as_str());
    let columns = vec![
        text("adcode", places.iter().map(|place| place.adcode.as_str())),
        text("name_zh", places.iter().map(|place| place.name_zh.as_str())),
        text("short_zh", places.iter().map(|place| place.short_zh.as_str())),
        text("name_en", places.iter().map(|place| place.name_en.as_str())),
        text("place_level", places.iter().map(|place| place.level.as_str())),
        text("parent_adcode", parents.map(|code| Some(code).filter(|code| !code.is_empty()))),
    ];
    frame(places.len(), columns)
}

/// Metrics of the word list.
pub(super) fn metrics(dimensions: &Dimensions) -> Result<DataFrame, JoinError> {
    let metrics = &dimensions.metrics;
    let columns = vec![
        text("metric_id", metrics.iter().map(|metric| metric.metric_id.as_str())),
        text("metric_group", metrics.iter().map(|metric| metric.group.as_str())),
        text("unit", metrics.iter().map(|metric| metric.unit.as_str())),
        flag("stock", metrics.iter().map(|metric| metric.stock)),
        flag("headline", metrics.iter().map(|metric| metric.headline)),
        text("name_zh", metrics.iter().map(|metric| metric.name_zh.as_str())),
        text("name_en", metrics.iter().map(|metric| metric.name_en.as_str())),
        list("aliases", metrics.iter().map(|metric| metric.aliases.as_slice())),
    ];
    frame(metrics.len(), columns)
}

/// Units of the word list.
pub(super) fn units(dimensions: &Dimensions) -> Result<DataFrame, JoinError> {
    let units = &dimensions.units;
    let columns = vec![
        text("unit", units.iter().map(|unit| unit.unit.as_str())),
        text("dimension", units.iter().map(|unit| unit.dimension.as_str())),
        text("name_zh", units.iter().map(|unit| unit.name_zh.as_str())),
        text("name_en", units.iter().map(|unit| unit.name_en.as_str())),
        list("spellings", units.iter().map(|unit| unit.spellings.as_slice())),
    ];
    frame(units.len(), columns)
}

/// Years from the first to the last that a figure is about, or that something follows of.
pub(super) fn years(documents: &[Resolved], derived: BTreeSet<i32>) -> Result<DataFrame, JoinError> {
    let stated: BTreeSet<i32> =
        documents.iter().flat_map(|document| &document.observations).filter_map(|figure| figure.year).chain(derived).collect();
    let years: Vec<i32> = stated.first().zip(stated.last()).map(|(first, last)| (*first..=*last).collect()).unwrap_or_default();
    let plans: Vec<Option<Plan>> = years.iter().map(|year| Plan::of(*year)).collect();
    let names: Vec<Option<String>> = plans.iter().map(|plan| plan.as_ref().map(Plan::name)).collect();
    let columns = vec![
        int("year", years.iter().map(|year| i64::from(*year))),
        text("five_year_plan", names.iter().map(Option::as_deref)),
        int("plan_start", plans.iter().map(|plan| plan.as_ref().map(|plan| i64::from(plan.start)))),
        int("plan_end", plans.iter().map(|plan| plan.as_ref().map(|plan| i64::from(plan.start + 4)))),
    ];
    frame(years.len(), columns)
}

/// A five-year plan of China, by its number and first year.
struct Plan {
    number: i32,
    start: i32,
}

impl Plan {
    /// The plan that a year belongs to: the first began in 1953, the second in 1958, the third, after a pause, in 1966.
    fn of(year: i32) -> Option<Self> {
        let (number, start) = match year {
            1953..=1962 => (1, 1953),
            1966.. => (3, 1966),
            _ => return None,
        };
        let later = (year - start) / 5;
        Some(Self { number: number + later, start: start + later * 5 })
    }

    fn name(&self) -> String {
        let ending = match (self.number % 10, self.number % 100) {
            (_, 11..=13) => "th",
            (1, _) => "st",
            (2, _) => "nd",
            (3, _) => "rd",
            _ => "th",
        };
        format!("{}{ending} ({}-{})", self.number, self.start, self.start + 4)
    }
}

#[cfg(test)]
mod tests {
    use super::Plan;

    #[test]
    fn years_belong_to_plans() {
        let name = |year| Plan::of(year).map(|plan| plan.name());
        assert_eq!(name(2016).as_deref(), Some("13th (2016-2020)"));
        assert_eq!(name(2025).as_deref(), Some("14th (2021-2025)"));
        assert_eq!(name(2061).as_deref(), Some("22nd (2061-2065)"));
        assert_eq!(name(1961).as_deref(), Some("2nd (1958-1962)"));
        assert_eq!((name(1964), name(1949)), (None, None));
    }
}
