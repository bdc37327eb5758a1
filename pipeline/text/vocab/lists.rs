//! The single word lists: what each row becomes.

use super::csv_rows::ListRow;
use super::lexicon::{Entries, Sense};
use super::VocabError;
use crate::model::{Dimensions, Metric, Place, PlaceLevel, Zone};

/// Declares a closed set of word classes with their names in the list.
macro_rules! classes {
    ($(#[$doc:meta])* $type:ident { $($(#[$item:meta])* $variant:ident = $name:literal),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $type { $($(#[$item])* $variant),+ }

        impl $type {
            pub(super) fn parse(row: &ListRow) -> Result<Self, VocabError> {
                match row.get("class") {
                    $($name => Ok(Self::$variant),)+
                    other => Err(row.fault(format!("unknown class {other}"))),
                }
            }
        }
    };
}

classes! {
    /// Words of grammar.
    Cue {
        /// A rise.
        Up = "up",
        /// A fall.
        Down = "down",
        /// A rate of change as a noun.
        Rate = "rate",
        /// A rate of fall as a noun.
        FallRate = "fall_rate",
        /// Makes a growth an average one.
        Average = "average",
        /// A gain of the period, before its metric.
        Gain = "gain",
        /// A net gain.
        NetGain = "net_gain",
        /// A part of a parent.
        Share = "share",
        /// A position.
        Rank = "rank",
        /// A gain of positions.
        RankMove = "rank_move",
        /// A loss of positions.
        RankFall = "rank_fall",
        /// A share of a target.
        Completion = "completion",
        /// A distance to another place or average.
        Gap = "gap",
        /// A contribution.
        Pull = "pull",
        /// Aimed at.
        Target = "target",
        /// Aimed at, where it opens its clause: 计划新增, but not 英才计划.
        TargetWeak = "target_weak",
        /// In a heading: what stands below is to come.
        TargetHeading = "target_heading",
        /// Expected.
        Estimate = "estimate",
        /// Has happened.
        Actual = "actual",
        /// More than, before the number.
        Over = "over",
        /// Less than, before the number.
        Under = "under",
        /// About, before the number.
        Approx = "approx",
        /// More than, after the number.
        OverAfter = "over_after",
        /// Less than, after the number.
        UnderAfter = "under_after",
        /// About, after the number.
        ApproxAfter = "approx_after",
        /// Carries a metric to its figure and means nothing else.
        Light = "light",
        /// A part follows.
        OfWhich = "of_which",
        /// A series is dealt out in order.
        Respectively = "respectively",
        /// One figure for several.
        Each = "each",
        /// Before the base of a comparison.
        Compare = "compare",
        /// Before an old value.
        From = "from",
        /// Before a new value.
        To = "to",
        /// The figure is one firm's or one building's.
        Entity = "entity",
        /// A project.
        Project = "project",
        /// A rule for one case.
        PerCase = "per_case",
        /// The verb of a rule.
        Rule = "rule",
        /// A count of things that no metric counts.
        Drop = "drop",
        /// A word that joins or quantifies and means nothing else.
        AllWord = "all_word",
        /// An adjective that does not narrow.
        Whole = "whole",
        /// People or firms that were given a title.
        Honoured = "honoured",
        /// In a heading: what stands below has been done.
        ActualHeading = "actual_heading",
        /// In a title: its year is the paper's, not the figures'.
        ReportTitle = "report_title",
        /// Joins two items.
        Joint = "joint",
        /// Before a rank: within.
        Top = "top",
        /// Right before a percentage: a share of the plan.
        Done = "done",
        /// Header of a column of units.
        UnitHead = "unit_head",
        /// Header or label of a note.
        NoteHead = "note_head",
    }
}

classes! {
    /// Words for a subject that the context names.
    Generic {
        /// The zone of the report.
        Zone = "zone",
        /// The whole that the report is about.
        Whole = "whole",
        /// The host city.
        City = "city",
        /// The host province.
        Province = "province",
        /// The host county.
        County = "district",
        /// The country.
        Nation = "nation",
        /// All zones of the country.
        Zones = "zones",
        /// All zones of the province or city.
        ZonesOfPlace = "zones_province",
        /// Letters that hide a name.
        Anonymous = "anon",
    }
}

classes! {
    /// Words that narrow a metric.
    Narrower {
        /// An industry.
        Industry = "industry",
        /// An administrative level.
        Level = "level",
        /// A kind.
        Kind = "kind",
        /// The end of a phrase that narrows.
        Suffix = "suffix",
    }
}

classes! {
    /// What a word for a time does.
    TimeWordKind {
        /// A year counted from the report's.
        Relative = "relative",
        /// The whole year.
        FullYear = "full_year",
        /// A part of a year.
        Part = "part",
        /// A five-year plan.
        Plan = "plan",
        /// Now.
        Now = "now",
        /// After a plan: its last year.
        PlanEnd = "plan_end",
        /// After a plan or a year: all of it.
        PlanSpan = "plan_span",
        /// After a year: its last day.
        EndOfYear = "end_of_year",
        /// After a date: from then on.
        Since = "since",
        /// After a number of years: that many years up to now.
        YearsBack = "years_back",
        /// Before a number of years.
        Recent = "recent",
        /// Before a date: up to it.
        Until = "until",
        /// The base of a comparison.
        SamePeriod = "same_period",
        /// The character for a year.
        YearMark = "year_mark",
        /// The character for a month.
        MonthMark = "month_mark",
        /// The character for a day.
        DayMark = "day_mark",
        /// After a year: its first days.
        Beginning = "beginning",
    }
}

impl TimeWordKind {
    /// True for a word that means a time without a number before it.
    pub fn stands_alone(self) -> bool {
        use TimeWordKind::{FullYear, Now, Part, Plan, Recent, Relative, SamePeriod, Until};
        matches!(self, Relative | FullYear | Part | Plan | Now | Until | SamePeriod | Recent)
    }
}

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
}

/// A phrase that makes another metric of a metric: 高新技术产业 实现 产值.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Compound {
    /// The phrase.
    pub phrase: String,
    /// The metric that it narrows.
    pub metric: String,
    /// The metric that both are.
    pub becomes: String,
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
        });
    }
    Ok((metrics, traits))
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
        let generic = Generic::parse(row)?;
        row.words("words").for_each(|word| entries.add(word, Sense::Generic(generic)));
    }
    Ok(())
}

/// Words that narrow.
pub(super) fn segments(entries: &mut Entries, rows: &[ListRow]) -> Result<(), VocabError> {
    let mut suffixes: Vec<&str> = Vec::new();
    for row in rows {
        if Narrower::parse(row)? == Narrower::Suffix {
            suffixes.extend(row.words("words"));
        }
    }
    for row in rows {
        let narrower = Narrower::parse(row)?;
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
        let cue = Cue::parse(row)?;
        row.words("words").for_each(|word| entries.add(word, Sense::Cue(cue)));
    }
    Ok(())
}

/// Words that the tables print, by label.
pub(super) fn labels(rows: &[ListRow]) -> std::collections::BTreeMap<String, String> {
    rows.iter().map(|row| (row.get("label").to_owned(), row.get("word").to_owned())).collect()
}

/// Phrases that make another metric.
pub(super) fn compounds(rows: &[ListRow]) -> Vec<Compound> {
    let compound = |row: &ListRow, phrase: &str| Compound {
        phrase: phrase.to_owned(),
        metric: row.get("metric_id").to_owned(),
        becomes: row.get("becomes").to_owned(),
    };
    rows.iter().flat_map(|row| row.words("phrase").map(move |phrase| compound(row, phrase))).collect()
}
