//! The word lists as one immutable [`Vocab`]: what words mean, and nothing about how they combine.
//!
//! Every list is a CSV file under `schemas/vocab/`; a row names one thing with all its surface forms, separated by `|`.

mod classes;
mod csv_rows;
mod heads;
mod lexicon;
mod lists;
mod numerals;
mod times;
mod units;

use std::collections::BTreeMap;

use crate::model::{Dimensions, Metric, Place};
use heads::Heads;

pub use classes::{Cue, Generic, Narrower, Role, TimeWordKind};
pub use csv_rows::VocabError;
pub use lexicon::{CueSet, Hit, Lexicon, Sense, Word};
pub use lists::MetricTraits;
pub use numerals::{NumeralClass, Numerals};
pub use times::{TimeWord, TimeWords};
pub use units::{UnitSpelling, Units};

/// All word lists, read once and shared by every stage that reads text.
#[derive(Debug)]
pub struct Vocab {
    /// Every word that means something, in one tree.
    pub lexicon: Lexicon,
    /// Words and characters that numbers are written with.
    pub numerals: Numerals,
    /// Words for times.
    pub times: TimeWords,
    /// Spellings of units.
    pub units: Units,
    dimensions: Dimensions,
    traits: Vec<MetricTraits>,
    roles: BTreeMap<Role, u16>,
    measures: Vec<String>,
    metric_index: BTreeMap<String, u16>,
    /// By code.
    place_index: BTreeMap<String, u16>,
    labels: lists::Labels,
    /// The parts of the country within which positions are.
    regions: Heads<()>,
    /// By metric: phrases that make another metric of it.
    compounds: BTreeMap<u16, lists::Compounds>,
    /// By the metric of a named industry, the one that all industries have: of the value added of high technology, value added.
    common: BTreeMap<u16, u16>,
}

impl Vocab {
    /// Reads the word lists; `files` maps paths under the schemas folder (`vocab/metrics.csv`) to their text.
    pub fn load(files: &BTreeMap<String, String>) -> Result<Self, VocabError> {
        let file = |name: &str| {
            let path = format!("vocab/{name}.csv");
            csv_rows::rows(&path, files.get(&path).ok_or_else(|| VocabError::Missing(path.clone()))?)
        };
        let metric_rows = file("metrics")?;
        let (metrics, traits) = lists::metrics(&metric_rows)?;
        let (units, unit_rows) = Units::load(&file("units")?)?;
        let metric_index: BTreeMap<String, u16> =
            metrics.iter().zip(0..).map(|(metric, index)| (metric.metric_id.clone(), index)).collect();
        let dimensions = Dimensions {
            zones: lists::zones(&file("zones")?)?,
            places: lists::places(&file("places")?)?,
            metrics,
            units: unit_rows,
            accounts: lists::accounts(&file("accounts")?, &metric_index)?,
        };
        let place_index = dimensions.places.iter().zip(0..).map(|(place, index)| (place.adcode.clone(), index)).collect();
        let roles = traits.iter().zip(0..).filter_map(|(traits, index)| Some((traits.role?, index))).collect();
        let measures = dimensions.metrics.iter().map(|metric| units.dimension(&metric.unit).to_owned()).collect();
        let mut entries = lexicon::Entries::default();
        lists::name_dimensions(&mut entries, &dimensions);
        lists::name_metrics(&mut entries, &metric_rows);
        lists::landmarks(&mut entries, &file("landmarks")?, &dimensions)?;
        lists::subjects(&mut entries, &file("subjects")?)?;
        lists::segments(&mut entries, &file("segments")?)?;
        lists::cues(&mut entries, &file("cues")?)?;
        let compound_rows = file("compounds")?;
        let compounds = lists::compounds(&compound_rows, &metric_index)?;
        let times = TimeWords::load(&file("times")?, &mut entries)?;
        let lexicon = entries.build(&dimensions)?;
        let labels = lists::labels(&file("labels")?)?;
        let regions = labels.word("regions").into_iter().flat_map(|label| &label.words);
        Ok(Self {
            common: lists::common(&compound_rows, &metric_index, &lexicon),
            lexicon,
            numerals: Numerals::load(&file("numerals")?)?,
            times,
            units,
            dimensions,
            traits,
            roles,
            measures,
            metric_index,
            place_index,
            regions: regions.map(|region| (region.clone(), ())).collect(),
            labels,
            compounds,
        })
    }

    /// Zones, places, metrics and units, each in the order of its list.
    pub fn dimensions(&self) -> &Dimensions {
        &self.dimensions
    }

    /// The place of this code.
    pub fn place(&self, adcode: &str) -> Option<&Place> {
        self.place_index.get(adcode).map(|index| &self.dimensions.places[usize::from(*index)])
    }

    /// The metric at this index.
    pub fn metric(&self, index: u16) -> &Metric {
        &self.dimensions.metrics[usize::from(index)]
    }

    /// What the unit of the metric at this index measures: `money`, `number`, `ratio` …
    pub fn measures(&self, index: u16) -> &str {
        &self.measures[usize::from(index)]
    }

    /// True when a figure of this dimension can state a level of the metric; people are counted in either unit.
    pub fn takes(&self, index: u16, dimension: &str) -> bool {
        let wants = self.measures(index);
        let counts = |dimension: &str| ["number", "person"].contains(&dimension);
        wants == dimension || counts(wants) && counts(dimension)
    }

    /// How the metric at this index behaves in sentences.
    pub fn metric_traits(&self, index: u16) -> &MetricTraits {
        &self.traits[usize::from(index)]
    }

    /// A word that the tables print (`sector_1`, `aspect_rate` …); the label itself where the list lacks it.
    pub fn label<'a>(&'a self, label: &'a str) -> &'a str {
        self.labels.word(label).map_or(label, |label| &label.word)
    }

    /// The words of a label that lists several, as `label_heads`; none where the list lacks it.
    pub fn label_words(&self, label: &str) -> &[String] {
        self.labels.word(label).map_or(&[], |label| &label.words)
    }

    /// True for a text that is one of the words of a label.
    pub fn label_is(&self, label: &str, text: &str) -> bool {
        self.label_words(label).iter().any(|word| word == text)
    }

    /// True for a text that starts with one of the words of a label.
    pub fn label_starts(&self, label: &str, text: &str) -> bool {
        self.label_words(label).iter().any(|word| text.starts_with(word.as_str()))
    }

    /// True for a text that ends with one of the words of a label.
    pub fn label_ends(&self, label: &str, text: &str) -> bool {
        self.label_words(label).iter().any(|word| text.ends_with(word.as_str()))
    }

    /// True for a text in which one of the words of a label stands.
    pub fn label_in(&self, label: &str, text: &str) -> bool {
        self.label_words(label).iter().any(|word| text.contains(word.as_str()))
    }

    /// Bytes of the longest name of a part of the country at the head of a text: 西部, 长江经济带.
    pub fn region(&self, text: &str) -> Option<usize> {
        self.regions.head(text, |()| true).map(|(len, ())| len)
    }

    /// True when some phrase makes another metric of it.
    pub fn has_compounds(&self, metric: u16) -> bool {
        self.compounds.contains_key(&metric)
    }

    /// The metric that a phrase and a metric make together (高新技术产业 + 产值), and what of the phrase still narrows it.
    pub fn compound(&self, phrase: &str, metric: u16) -> Option<(u16, String)> {
        let (len, (becomes, segment)) = self.compounds.get(&metric)?.head(phrase, |_| true)?;
        // A longer phrase is one of its own: 高新技术产业园.
        let rest = &phrase[len..];
        let level = rest.is_empty() || self.lexicon.word(rest).iter().any(|sense| matches!(sense, Sense::Narrower(_)));
        // 招商引资 新签约 工业 项目: the last of several words that make a metric makes it.
        if level { Some((*becomes, format!("{segment}{rest}"))) } else { self.compound(rest, metric) }
    }

    /// The metric that all industries have in common, of one that a named industry has to itself.
    pub fn common(&self, metric: u16) -> Option<u16> {
        self.common.get(&metric).copied()
    }

    /// True when a phrase ends in a word for a part of the zone: 沙文园, 双岛湾科技城.
    pub fn names_area(&self, phrase: &str) -> bool {
        let area = Sense::Narrower(Narrower::Area);
        self.lexicon.find(phrase).last().is_some_and(|hit| hit.range.end == phrase.len() && hit.senses.contains(&area))
    }

    /// True when the metric has this role in the grammar.
    pub fn has_role(&self, metric: u16, role: Role) -> bool {
        self.metric_traits(metric).role == Some(role)
    }

    /// The metric that has this role in the grammar.
    pub fn metric_of(&self, role: Role) -> Option<u16> {
        self.roles.get(&role).copied()
    }

    /// The index of a metric by its id.
    pub fn metric_by_id(&self, metric_id: &str) -> Option<u16> {
        self.metric_index.get(metric_id).copied()
    }
}
