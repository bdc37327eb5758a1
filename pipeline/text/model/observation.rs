//! One figure that a report states, as it is meant: the atom of every table.

use serde::{Deserialize, Serialize};

use super::{Date, Decimal, DocumentHead, Fingerprint, LedgerRow, Period, Span, decimal_text, decimal_text_option};

/// What the figure says about its metric.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Measure {
    /// The metric itself.
    Level,
    /// An absolute gain or loss.
    Increase,
    /// Relative change against the base, percent.
    Growth,
    /// Average yearly growth over a span, percent.
    GrowthAvg,
    /// Change of a percentage, percentage points.
    PointChange,
    /// Level over the base year's level, times.
    Multiple,
    /// Part of a parent, percent.
    Share,
    /// Position.
    Rank,
    /// Positions gained or lost.
    RankChange,
    /// Share of a target reached, percent.
    Completion,
}

/// How exact the printed figure claims to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Bound {
    /// As printed.
    Eq,
    /// About.
    Approx,
    /// More than.
    Over,
    /// Less than.
    Under,
    /// Between `value` and `value_high`.
    Range,
}

/// Whether the figure has happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// Stated as fact.
    Actual,
    /// Expected.
    Estimate,
    /// Aimed at.
    Target,
}

/// What kind of thing the figure is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SubjectKind {
    /// One zone.
    Zone,
    /// All zones of the country, a province or a city.
    Zones,
    /// An administrative place.
    Place,
    /// The country.
    Nation,
    /// A zone whose name the report hides.
    Anonymous,
}

macro_rules! names {
    ($type:ident { $($variant:ident => $name:literal),+ $(,)? }) => {
        impl $type {
            /// Every value, in order.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The name in the tables.
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $name),+ }
            }

            /// The value of that name.
            pub fn parse(name: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|value| value.as_str() == name)
            }
        }
    };
}

names!(Measure {
    Level => "level", Increase => "increase", Growth => "growth", GrowthAvg => "growth_avg", PointChange => "point_change",
    Multiple => "multiple", Share => "share", Rank => "rank", RankChange => "rank_change", Completion => "completion",
});
names!(Bound { Eq => "eq", Approx => "approx", Over => "over", Under => "under", Range => "range" });
names!(Status { Actual => "actual", Estimate => "estimate", Target => "target" });
names!(SubjectKind { Zone => "zone", Zones => "zones", Place => "place", Nation => "nation", Anonymous => "anonymous" });

/// The rule of a figure that a correction added; after a `+`, the end of the rule of a figure that a correction changed.
pub const CORRECTED: &str = "corrected";

/// One row of `fact_observation`, but for the document's own columns.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Observation {
    /// Hash of document content, span, subject, metric, segment, measure: 16 hex digits.
    pub observation_id: String,
    /// Which article of the document, from 0.
    pub article: u32,
    /// The printed value.
    pub span: Span,
    /// What is printed there.
    pub value_text: String,
    /// The sentence around it, as cleaned.
    pub sentence: String,
    /// Who it is about: a zone id, `place:<adcode>`, `nation:CN`, `zones:CN`, `zones:<adcode>`, `anon:<text>`.
    pub subject: String,
    /// What kind of subject that is.
    pub subject_kind: SubjectKind,
    /// The part of the zone that it is about; empty for the whole.
    pub subarea: String,
    /// The metric.
    pub metric_id: String,
    /// What narrows the metric, simplified; empty for the whole.
    pub segment: String,
    /// What it says of the metric.
    pub measure: Measure,
    /// The number in the canonical unit.
    #[serde(with = "decimal_text")]
    pub value: Decimal,
    /// Upper end of a range.
    #[serde(with = "decimal_text_option")]
    pub value_high: Option<Decimal>,
    /// Canonical unit.
    pub unit: String,
    /// Half a unit of the last printed digit, in the canonical unit.
    #[serde(with = "decimal_text")]
    pub precision: Decimal,
    /// How exact.
    pub bound: Bound,
    /// The year that it is about.
    pub year: Option<i32>,
    /// The period in it.
    pub period: Period,
    /// Actual, estimate or target.
    pub status: Status,
    /// For a share or a rank: within what.
    pub scope: String,
    /// The rule that read it.
    pub rule_id: String,
    /// The words that decided the year.
    pub year_basis: String,
    /// The words that decided the subject.
    pub subject_basis: String,
    /// The article's or the document's date of publication.
    pub published: Option<Date>,
}

/// What `resolve` makes of one document.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Resolved {
    /// What is known of it.
    pub head: DocumentHead,
    /// Its observations, by span.
    pub observations: Vec<Observation>,
    /// Every number in it, by span.
    pub ledger: Vec<LedgerRow>,
    /// Its articles, in order.
    pub articles: Vec<ResolvedArticle>,
}

/// What is told of an article beside its figures.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ResolvedArticle {
    /// Its own date of publication or, where that fits, the document's.
    pub published: Option<Date>,
    /// What it is recognised by when it is printed again.
    pub fingerprint: Fingerprint,
}
