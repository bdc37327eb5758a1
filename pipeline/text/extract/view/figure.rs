//! What a sentence has said, what a series deals out, and what a rule makes of a quantity.

use crate::model::{Bound, Decimal, Disposition, Measure, TimeMeaning};

/// The metric that a sentence is still about, with what was last said of it.
#[derive(Clone, Debug, Default)]
pub(in super::super) struct Topic {
    /// The metric.
    pub metric: Option<u16>,
    /// What narrows it.
    pub segment: String,
    /// What of it was last ranked, where it was not the amount.
    pub aspect: String,
    /// What was last said of it.
    pub measure: Option<Measure>,
    /// Within what.
    pub scope: String,
    /// The token of the quantity that said it.
    pub token: usize,
    /// It was read as a gain of the period.
    pub gain: bool,
    /// It was a fall.
    pub fell: bool,
    /// The metric whose gains were counted, where it is another one.
    pub base: Option<u16>,
    /// What narrowed the metric by name, before both made another: 规上工业企业 of 规上工业企业实现营业收入.
    pub head: String,
    /// The words that named the metric, with what narrows it and the verb of its gain.
    pub phrase: String,
    /// The part of the zone that it was said of, if one.
    pub part: String,
    /// The last amount was of a thing that no metric measures.
    pub unmeasured: bool,
    /// The last figure was one firm's.
    pub firm: bool,
}

/// A figure that the sentence has stated before.
#[derive(Clone, Debug)]
pub(in super::super) struct Said {
    /// The metric.
    pub metric: u16,
    /// What narrows it.
    pub segment: String,
    /// What it said of the metric.
    pub measure: Measure,
    /// The token of its quantity; 0 for one of the sentence before.
    pub token: usize,
}

impl Said {
    /// The metric, with what narrows it.
    pub(in super::super) fn found(&self) -> (u16, String) {
        (self.metric, self.segment.clone())
    }
}

/// What a series (分别) dealt to one quantity.
#[derive(Clone, Debug, Default)]
pub(in super::super) struct Dealt {
    /// The metric, where the item names one.
    pub metric: Option<u16>,
    /// What narrows it.
    pub segment: String,
    /// What of the metric in force the item names for a rank: 增速.
    pub aspect: String,
    /// The place or zone, where the item names one: the scope of a share or a rank, the subject of any other figure.
    pub scope: String,
    /// The token that names it.
    pub named: Option<usize>,
    /// The time of its figure, where the series runs over years.
    pub time: Option<TimeMeaning>,
    /// It goes to the figure so many figures before (甲1亿元、乙2亿元,分别增长3%和4%).
    pub echo: Option<usize>,
}

/// A figure that a rule read.
#[derive(Clone, Debug)]
pub(in super::super) struct Figure {
    /// The metric.
    pub metric: u16,
    /// What narrows it.
    pub segment: String,
    /// What is ranked of it, where it is not the amount (增速, 占比); printed as the segment of the rank.
    pub aspect: String,
    /// What it says of the metric.
    pub measure: Measure,
    /// The value, where it is not the quantity's own.
    pub value: Option<Decimal>,
    /// The unit, where it is not the quantity's own.
    pub unit: Option<String>,
    /// The bound, where it is not the quantity's own.
    pub bound: Option<Bound>,
    /// Within what.
    pub scope: String,
    /// The sentence gives the old value of a change without its year.
    pub undated: bool,
    /// The metric that this one counts the gains of, where the sentence named that.
    pub base: Option<u16>,
}

/// What a rule makes of a quantity.
#[derive(Debug)]
pub(in super::super) enum Outcome {
    /// It states these figures.
    Take(Vec<Figure>),
    /// It is no observation, but what is said next may be of its metric: 完成投资32.7亿元,完成年度计划的104.6%.
    Aside(Figure),
    /// It is no observation, for this reason.
    Drop(Disposition),
    /// Not this rule's family.
    Pass,
}
