//! The things that observations are about, as the word lists define them: zones, places, metrics, units.

use serde::{Deserialize, Serialize};

/// One high-tech zone.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Zone {
    /// Its id, e.g. `changchun`.
    pub zone_id: String,
    /// Full Chinese name.
    pub name_zh: String,
    /// Short Chinese name.
    pub short_zh: String,
    /// English name.
    pub name_en: String,
    /// `national`, `provincial` or `other`.
    pub level: String,
    /// Year of its approval at that level.
    pub approved_year: Option<i32>,
    /// Code of the place that hosts it.
    pub adcode: String,
    /// Province, by name.
    pub province_zh: String,
    /// City, by name.
    pub city_zh: String,
    /// County or district, by name; empty where it lies in several.
    pub county_zh: String,
    /// Other names.
    pub aliases: Vec<String>,
}

/// How high a place stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PlaceLevel {
    /// Province, autonomous region or municipality.
    Province,
    /// Prefecture or city.
    Prefecture,
    /// County or district.
    County,
}

impl PlaceLevel {
    /// The name in the tables.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Province => "province",
            Self::Prefecture => "prefecture",
            Self::County => "county",
        }
    }
}

/// One administrative place.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Place {
    /// Six-digit code.
    pub adcode: String,
    /// Full Chinese name.
    pub name_zh: String,
    /// Short Chinese name.
    pub short_zh: String,
    /// How high it stands.
    pub level: PlaceLevel,
    /// Code of the place above; empty for a province.
    pub parent_adcode: String,
    /// English name.
    pub name_en: String,
}

/// One metric of the vocabulary.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Metric {
    /// Its id, e.g. `gdp`.
    pub metric_id: String,
    /// Its group, e.g. `output`.
    pub group: String,
    /// Canonical unit of its level.
    pub unit: String,
    /// True for a stock at a moment, false for a flow over a period.
    pub stock: bool,
    /// True for a metric that is a column of `zone_year_wide`.
    pub headline: bool,
    /// Chinese name.
    pub name_zh: String,
    /// English name.
    pub name_en: String,
    /// Other names.
    pub aliases: Vec<String>,
}

/// What a stated growth of a metric is measured in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum GrowthBasis {
    /// As the levels are: it follows from two of them.
    #[default]
    Nominal,
    /// In constant prices, while the levels are in those of their year.
    Real,
    /// Against a base that is restated first.
    Restated,
}

/// How the figures of a metric hang together with one another and with those of others.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Account {
    /// The metric.
    pub metric_id: String,
    /// What its growth is measured in.
    pub growth_basis: GrowthBasis,
    /// The metrics that add up to it; empty where none are known.
    pub parts: Vec<String>,
    /// The segment of a composition by sector that it is; empty for most.
    pub sector: String,
}

/// One canonical unit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Unit {
    /// Its code, e.g. `CNY`.
    pub unit: String,
    /// What it measures: `money`, `number`, `ratio`, `area`, …
    pub dimension: String,
    /// Chinese name.
    pub name_zh: String,
    /// English name.
    pub name_en: String,
    /// Spellings that reports use, each with the factor to the canonical unit, as `spelling=factor`.
    pub spellings: Vec<String>,
}

/// All of them, each list in the order of its word list.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Dimensions {
    /// Zones.
    pub zones: Vec<Zone>,
    /// Places.
    pub places: Vec<Place>,
    /// Metrics.
    pub metrics: Vec<Metric>,
    /// Units.
    pub units: Vec<Unit>,
    /// How metrics hang together, for those of which there is something to say.
    pub accounts: Vec<Account>,
}
