//! What is known of zones, places and metrics beyond what reports say: which place holds which, how metrics hang together.

use std::collections::BTreeMap;

use zonefacts_text::model::{Account, Dimensions, GrowthBasis, Metric, Place, PlaceLevel, Zone};

/// The subject of a place's figures.
const PLACE: &str = "place:";

/// The country as a subject.
pub(crate) const NATION: &str = "nation:CN";

/// Zones, places and metrics by their ids.
pub struct Things<'a> {
    zones: BTreeMap<&'a str, &'a Zone>,
    places: BTreeMap<&'a str, &'a Place>,
    /// The subject of each place's figures, by its code.
    subjects: BTreeMap<&'a str, String>,
    metrics: BTreeMap<&'a str, &'a Metric>,
    /// Metrics by their names and aliases.
    names: BTreeMap<&'a str, &'a str>,
    accounts: BTreeMap<&'a str, &'a Account>,
}

impl<'a> Things<'a> {
    /// The things of the word lists.
    pub fn new(dimensions: &'a Dimensions) -> Self {
        let Dimensions { zones, places, metrics, accounts, .. } = dimensions;
        let mut names = BTreeMap::new();
        for metric in metrics {
            for name in metric.aliases.iter().chain([&metric.name_zh]) {
                names.entry(name.as_str()).or_insert(metric.metric_id.as_str());
            }
        }
        Self {
            zones: zones.iter().map(|zone| (zone.zone_id.as_str(), zone)).collect(),
            places: places.iter().map(|place| (place.adcode.as_str(), place)).collect(),
            subjects: places.iter().map(|place| (place.adcode.as_str(), format!("{PLACE}{}", place.adcode))).collect(),
            metrics: metrics.iter().map(|metric| (metric.metric_id.as_str(), metric)).collect(),
            names,
            accounts: accounts.iter().map(|account| (account.metric_id.as_str(), account)).collect(),
        }
    }

    /// The subject that is the whole when a figure of `subject` is a part within `scope`; none when that is no place.
    pub(crate) fn whole(&self, subject: &str, scope: &str) -> Option<&str> {
        let level = match scope {
            "nation" => return Some(NATION),
            "province" => PlaceLevel::Province,
            "city" => PlaceLevel::Prefecture,
            _ => return None,
        };
        let code = match subject.strip_prefix(PLACE) {
            Some(code) => code,
            None => self.zones.get(subject)?.adcode.as_str(),
        };
        let mut place = self.places.get(code)?;
        // The districts of a municipality lie in no prefecture: their city is the municipality.
        while place.level > level
            && let Some(above) = self.places.get(place.parent_adcode.as_str())
        {
            place = above;
        }
        let subject = self.subjects.get(place.adcode.as_str()).filter(|whole| *whole != subject);
        subject.filter(|_| place.level <= level).map(String::as_str)
    }

    /// The metric that words name.
    pub(crate) fn named(&self, words: &str) -> Option<&'a str> {
        self.names.get(words).copied()
    }

    /// The metric of this id.
    pub(crate) fn metric(&self, metric_id: &str) -> Option<&'a Metric> {
        self.metrics.get(metric_id).copied()
    }

    /// What the growth of a metric is measured in.
    pub(crate) fn growth_basis(&self, metric_id: &str) -> GrowthBasis {
        self.accounts.get(metric_id).map(|account| account.growth_basis).unwrap_or_default()
    }

    /// The metrics that add up to this one; empty where none are known.
    pub(crate) fn parts(&self, metric_id: &str) -> &'a [String] {
        self.accounts.get(metric_id).map(|account| account.parts.as_slice()).unwrap_or_default()
    }

    /// The segment of a composition by sector that a metric is.
    pub(crate) fn sector(&self, metric_id: &str) -> Option<&'a str> {
        self.accounts.get(metric_id).map(|account| account.sector.as_str()).filter(|sector| !sector.is_empty())
    }

    /// The metric that a segment of a composition by sector is the share of, and the metric that it is a part of.
    pub(crate) fn of_sector(&self, segment: &str) -> Option<(&'a str, &'a str)> {
        let part = self.accounts.values().find(|account| account.sector == segment && !segment.is_empty())?;
        let whole = self.accounts.values().find(|account| account.parts.contains(&part.metric_id))?;
        Some((&part.metric_id, &whole.metric_id))
    }
}
