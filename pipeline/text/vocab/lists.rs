//! The single word lists: what each row becomes.

use std::collections::{BTreeMap, BTreeSet};

use super::VocabError;
use super::classes::{Cue, Generic, Narrower, Role};
use super::csv_rows::ListRow;
use super::heads::Heads;
use super::lexicon::{Entries, Lexicon, Sense};
use crate::model::{Account, Dimensions, GrowthBasis, Metric, Place, PlaceLevel, Zone};

/// How a metric behaves in sentences.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MetricTraits {
    /// A stock at a moment.
    pub stock: bool,
    /// Its level is itself a gain of the period (new firms, projects signed).
    pub counts_gains: bool,
    /// The metric that a gain of it is a level of.
    pub gain_metric: Option<String>,
    /// The metric that its share of a total is a level of.
    pub ratio_metric: Option<String>,
    /// It measures a group counted just before it, which then is its segment.
    pub of_group: bool,
    /// What the grammar does with it where a sentence does not name it.
    pub role: Option<Role>,
}

/// Metrics and their traits.
pub(super) fn metrics(rows: &[ListRow]) -> Result<(Vec<Metric>, Vec<MetricTraits>), VocabError> {
    let mut metrics = Vec::new();
    let mut traits = Vec::new();
    for row in rows {
        let kind = row.get("kind");
        if !["stock", "flow", "new"].contains(&kind) {
            return Err(row.fault(format!("unknown kind {kind}")));
        }
        let other = |column: &str| Some(row.get(column).to_owned()).filter(|id| !id.is_empty());
        metrics.push(Metric {
            metric_id: row.get("metric_id").to_owned(),
            group: row.get("group").to_owned(),
            unit: row.get("unit").to_owned(),
            stock: kind == "stock",
            headline: row.get("headline") == "yes",
            name_zh: row.get("name_zh").to_owned(),
            name_en: row.get("name_en").to_owned(),
            aliases: row.words("aliases").map(|alias| split_alias(alias).0.to_owned()).collect(),
        });
        traits.push(MetricTraits {
            stock: kind == "stock",
            counts_gains: kind == "new",
            gain_metric: other("gain_metric"),
            ratio_metric: other("ratio_metric"),
            of_group: row.get("of_group") == "yes",
            role: match row.get("role") {
                "" => None,
                _ => Some(Role::parse(row, "role")?),
            },
        });
    }
    Ok((metrics, traits))
}

/// How metrics hang together.
pub(super) fn accounts(rows: &[ListRow], metrics: &BTreeMap<String, u16>) -> Result<Vec<Account>, VocabError> {
    let known = |row: &ListRow, id: &str| match metrics.contains_key(id) {
        true => Ok(id.to_owned()),
        false => Err(row.fault(format!("unknown metric {id}"))),
    };
    let account = |row: &ListRow| {
        let growth_basis = match row.get("growth_basis") {
            "" => GrowthBasis::Nominal,
            "real" => GrowthBasis::Real,
            "restated" => GrowthBasis::Restated,
            other => return Err(row.fault(format!("unknown growth_basis {other}"))),
        };
        let parts = row.words("parts").map(|id| known(row, id)).collect::<Result<_, _>>()?;
        Ok(Account { metric_id: known(row, row.get("metric_id"))?, growth_basis, parts, sector: row.get("sector").to_owned() })
    };
    rows.iter().map(account).collect()
}

/// Zones.
pub(super) fn zones(rows: &[ListRow]) -> Result<Vec<Zone>, VocabError> {
    rows.iter()
        .map(|row| {
            let text = |column: &str| row.get(column).to_owned();
            Ok(Zone {
                zone_id: text("zone_id"),
                name_zh: text("name_zh"),
                short_zh: text("short_zh"),
                name_en: text("name_en"),
                level: text("level"),
                approved_year: row.number("approved_year")?,
                adcode: text("adcode"),
                province_zh: text("province_zh"),
                city_zh: text("city_zh"),
                county_zh: text("county_zh"),
                aliases: row.words("aliases").map(str::to_owned).collect(),
            })
        })
        .collect()
}

/// Places.
pub(super) fn places(rows: &[ListRow]) -> Result<Vec<Place>, VocabError> {
    rows.iter()
        .map(|row| {
            let text = |column: &str| row.get(column).to_owned();
            let level = match row.get("level") {
                "province" => PlaceLevel::Province,
                "prefecture" => PlaceLevel::Prefecture,
                "county" => PlaceLevel::County,
                other => return Err(row.fault(format!("unknown level {other}"))),
            };
            Ok(Place {
                adcode: text("adcode"),
                name_zh: text("name_zh"),
                short_zh: text("short_zh"),
                level,
                parent_adcode: text("parent_adcode"),
                name_en: text("name_en"),
            })
        })
        .collect()
}

/// Names of zones, places and metrics.
pub(super) fn name_dimensions(entries: &mut Entries, dimensions: &Dimensions) {
    for (zone, index) in dimensions.zones.iter().zip(0..) {
        for name in [&zone.name_zh, &zone.short_zh].into_iter().chain(&zone.aliases) {
            entries.add(name, Sense::Zone(index));
        }
    }
    for (place, index) in dimensions.places.iter().zip(0..) {
        // A county's name without its last character is too often an ordinary word.
        let short = (place.level < PlaceLevel::County).then_some(&place.short_zh);
        let long = (place.name_zh.chars().count() >= 3).then_some(&place.name_zh);
        for name in short.into_iter().chain(long).filter(|name| name.chars().count() >= 2) {
            entries.add(name, Sense::Place(index));
        }
    }
}

/// Names of metrics; an alias may name its own segment: `幼儿园>幼儿园`.
pub(super) fn name_metrics(entries: &mut Entries, rows: &[ListRow]) {
    for (row, index) in rows.iter().zip(0..) {
        for alias in [row.get("name_zh")].into_iter().chain(row.words("aliases")) {
            let (name, segment) = split_alias(alias);
            entries.add(name, Sense::Metric(index, segment.into()));
        }
    }
}

/// An alias and the segment that it names.
fn split_alias(alias: &str) -> (&str, &str) {
    alias.split_once('>').unwrap_or((alias, ""))
}

/// Well-known parts that stand for their zone.
pub(super) fn landmarks(entries: &mut Entries, rows: &[ListRow], dimensions: &Dimensions) -> Result<(), VocabError> {
    for row in rows {
        let zone = dimensions.zones.iter().zip(0..).find(|(zone, _)| zone.zone_id == row.get("zone_id"));
        let (_, index) = zone.ok_or_else(|| row.fault(format!("unknown zone {}", row.get("zone_id"))))?;
        row.words("words").for_each(|word| entries.add(word, Sense::Zone(index)));
    }
    Ok(())
}

/// Words for subjects that the context names.
pub(super) fn subjects(entries: &mut Entries, rows: &[ListRow]) -> Result<(), VocabError> {
    for row in rows {
        let generic = Generic::parse(row, "class")?;
        row.words("words").for_each(|word| entries.add(word, Sense::Generic(generic)));
    }
    Ok(())
}

/// Words that narrow.
pub(super) fn segments(entries: &mut Entries, rows: &[ListRow]) -> Result<(), VocabError> {
    let mut suffixes: Vec<&str> = Vec::new();
    for row in rows {
        if Narrower::parse(row, "class")? == Narrower::Suffix {
            suffixes.extend(row.words("words"));
        }
    }
    for row in rows {
        let narrower = Narrower::parse(row, "class")?;
        if narrower == Narrower::Parts {
            for (word, parts) in row.words("words").filter_map(|word| word.split_once('=')) {
                entries.add(word, Sense::Parts(parts.split('+').map(Box::from).collect()));
            }
            continue;
        }
        for word in row.words("words") {
            entries.add(word, Sense::Narrower(narrower));
            // 通用设备制造业 ends a phrase as its last character alone would.
            if suffixes.iter().any(|suffix| word.ends_with(suffix)) {
                entries.add(word, Sense::Narrower(Narrower::Suffix));
            }
        }
    }
    Ok(())
}

/// Words of grammar.
pub(super) fn cues(entries: &mut Entries, rows: &[ListRow]) -> Result<(), VocabError> {
    for row in rows {
        let cue = Cue::parse(row, "class")?;
        row.words("words").for_each(|word| entries.add(word, Sense::Cue(cue)));
    }
    Ok(())
}

/// What stands for a label.
#[derive(Debug)]
pub(super) struct Label {
    /// As it is printed.
    pub(super) word: String,
    /// Its parts, where it lists several: `合计|总计`.
    pub(super) words: Vec<String>,
}

/// What stands for the labels.
pub(super) type Labels = Heads<Label>;

/// Words that the tables print, by label; each has one row.
pub(super) fn labels(rows: &[ListRow]) -> Result<Labels, VocabError> {
    let mut seen = BTreeSet::new();
    if let Some(twice) = rows.iter().find(|row| !seen.insert(row.get("label"))) {
        return Err(twice.fault(format!("label {} is there twice", twice.get("label"))));
    }
    let label = |row: &ListRow| {
        let word = row.get("word").to_owned();
        Label { words: word.split('|').map(str::to_owned).collect(), word }
    };
    Ok(rows.iter().map(|row| (row.get("label").to_owned(), label(row))).collect())
}

/// Phrases with the metric that each makes and the segment that it keeps.
pub(super) type Compounds = Heads<Compound>;

/// A metric by index, and a segment.
type Compound = (u16, String);

/// By the metric that an industry and another metric make together, the other.
pub(super) fn common(rows: &[ListRow], metrics: &BTreeMap<String, u16>, lexicon: &Lexicon) -> BTreeMap<u16, u16> {
    let industry = |phrase: &str| lexicon.word(split_alias(phrase).0).contains(&Sense::Narrower(Narrower::Industry));
    let made = |row: &ListRow| {
        let (metric, becomes) = (*metrics.get(row.get("metric_id"))?, *metrics.get(row.get("becomes"))?);
        (metric != becomes && row.words("phrase").next().is_some_and(industry)).then_some((becomes, metric))
    };
    // The first row of a metric tells what it is made of; later ones lead from one sector to another.
    rows.iter().rev().filter_map(made).collect()
}

/// By metric, phrases that make another metric of it (高新技术产业 实现 产值), with the segment that a phrase may keep: `建筑业>建筑业`.
pub(super) fn compounds(rows: &[ListRow], metrics: &BTreeMap<String, u16>) -> Result<BTreeMap<u16, Compounds>, VocabError> {
    let mut phrases: BTreeMap<u16, Vec<(String, Compound)>> = BTreeMap::new();
    for row in rows {
        let metric = |column: &str| {
            let id = row.get(column);
            metrics.get(id).copied().ok_or_else(|| row.fault(format!("unknown metric {id}")))
        };
        let (metric, becomes) = (metric("metric_id")?, metric("becomes")?);
        let made = |phrase| {
            let (phrase, segment) = split_alias(phrase);
            (phrase.to_owned(), (becomes, segment.to_owned()))
        };
        phrases.entry(metric).or_default().extend(row.words("phrase").map(made));
    }
    Ok(phrases.into_iter().map(|(metric, phrases)| (metric, phrases.into_iter().collect())).collect())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::super::csv_rows::rows;
    use super::labels;

    #[test]
    fn a_label_that_is_there_twice_is_refused() {
        let read = |csv| labels(&rows("labels", csv).unwrap()).map(|_| ()).map_err(|error| error.to_string());
        assert_eq!(read("label,word\nscale,规模\nall,总\n"), Ok(()));
        assert_eq!(read("label,word\nscale,规模\nscale,体量\n"), Err("labels, row 2: label scale is there twice".to_owned()));
    }
}
