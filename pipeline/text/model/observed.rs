//! What `extract` reads in a document: candidate observations as the text says them, and every number with its fate.

use serde::{Deserialize, Serialize};

use super::{
    Bound, Date, Decimal, Disposition, DocumentHead, Fingerprint, Measure, Span, Status, SubjectEvidence, TimeEvidence,
    TimeMeaning, decimal_text, decimal_text_option,
};

/// A figure as the text says it: what it measures is read, whom and when it is about is evidence, still to be weighed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Candidate {
    /// Index into [`Observed::numbers`] of the number that it rests on.
    pub number: u32,
    /// Which article, from 0.
    pub article: u32,
    /// The sentence around it, as cleaned.
    pub sentence: String,
    /// The metric.
    pub metric_id: String,
    /// What narrows it, as cleaned; empty for the whole.
    pub segment: String,
    /// What it says of the metric.
    pub measure: Measure,
    /// The number in the canonical unit, signed.
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
    /// Actual, estimate or target, by the cues in reach.
    pub status: Status,
    /// Its status is the heading's, not its sentence's own.
    pub status_by_heading: bool,
    /// The words that say so; empty where none do.
    pub status_basis: String,
    /// For a share or a rank: the words that say within what, or their class (`city`, `zones` …).
    pub scope: String,
    /// The part of the zone that is named; empty for the whole.
    pub subarea: String,
    /// The rule that read it.
    pub rule_id: String,
    /// Words that may name its subject, nearest first.
    pub subjects: Vec<SubjectEvidence>,
    /// Words that may date it, nearest first.
    pub times: Vec<TimeEvidence>,
    /// The year with which its paragraph opened: a number of years to come may count from it.
    pub told: Option<i32>,
    /// What it is compared with, where its part of the sentence says so: 比2008年, 较“十二五”末, 五年净增.
    pub base: Option<TimeMeaning>,
    /// True for a stock (a count or a level at a moment) rather than a flow over a period.
    pub stock: bool,
    /// It can be a sum, a gain or an average over several years, rather than what the last of them has come to.
    pub sums: bool,
    /// The sentence gives it as the old value of a change, without saying when.
    pub undated: bool,
    /// For a rank of a zone as a whole: the metric that the sentence had stated before, with its segment, which is what is ranked where
    /// it turns out to be about no zone.
    pub stated: Option<(String, String)>,
}

/// A number with its fate so far.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct NumberSeen {
    /// Where it stands, unit included.
    pub span: Span,
    /// What is printed there.
    pub text: String,
    /// The bare number, unscaled by a unit, where it is one.
    #[serde(with = "decimal_text_option")]
    pub number: Option<Decimal>,
    /// Its fate.
    pub disposition: Disposition,
}

/// What `extract` makes of one document.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Observed {
    /// What is known of it.
    pub head: DocumentHead,
    /// What each article names as a whole, in order.
    pub articles: Vec<ArticleFrame>,
    /// Candidate observations, by number.
    pub candidates: Vec<Candidate>,
    /// Every number, by span.
    pub numbers: Vec<NumberSeen>,
    /// The text as ingested, in which corrections find their place.
    pub source: String,
}

/// What an article names as a whole: the frame for words that only point to something (全市, 高新区, 去年).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ArticleFrame {
    /// Its title.
    pub title: Option<String>,
    /// Its own date of publication, where it prints one.
    pub published: Option<Date>,
    /// The day of what it tells first, where it opens with that: 2022年4月20日,某高新区召开….
    pub opened: Option<Date>,
    /// Zones that it names, in title first, then by frequency: zone ids.
    pub zones: Vec<String>,
    /// Places that it names, in title first, then by frequency: codes.
    pub places: Vec<String>,
    /// How often it says 高新区 or the like without a name.
    pub zone_words: u32,
    /// How often 全区 or the like stands there.
    pub whole_words: u32,
    /// How often its text speaks of the national zones as such: 国家高新区.
    pub national: u32,
    /// The first words that do; empty where none does.
    pub national_words: String,
    /// How often it names its most named zone or place, in title or text; names in a title weigh more.
    pub most_named: u32,
    /// It is about three zones or more, none of them named in half of all places.
    pub several: bool,
    /// Two zones or more share it: none is named in two thirds of all places.
    pub shared: bool,
    /// How often it speaks of the year in which it was written (今年).
    pub this_year: u32,
    /// Mentions of the year before it.
    pub last_year: u32,
    /// Years that it states facts of, by frequency.
    pub years: Vec<i32>,
    /// What it is recognised by when it is printed again.
    pub fingerprint: Fingerprint,
}
