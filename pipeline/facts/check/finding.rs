//! What a check comes to: a verdict on a tie whose figures are all stated, or an interval for the one that is not.

use zonefacts_text::model::{Issue, IssueCode, Observation, Severity, SubjectKind};

use crate::cell::{Cell, Entry, Statement};
use crate::interval::Interval;
use crate::things::NATION;

/// What the arithmetic says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Verdict {
    /// The figures were weighed and neither bear each other out nor contradict each other.
    CannotTell,
    /// Some true values would be printed like this.
    Consistent,
    /// No true values would.
    Inconsistent,
}

impl Verdict {
    /// The name in the tables.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::CannotTell => "cannot_tell",
            Self::Consistent => "consistent",
            Self::Inconsistent => "inconsistent",
        }
    }
}

/// Why a check ends as it does: a closed set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reason {
    /// The found and the expected interval meet.
    Meets,
    /// They do not.
    Misses,
    /// Only more than, or less than, is said of a figure: nothing contradicts, nothing bears out.
    OpenBound,
    /// The growth is in constant prices, the levels are not.
    RealTerms,
    /// The base was restated before the growth was computed.
    RestatedBase,
    /// A stock has no date of its own.
    MomentUnknown,
    /// What is new is counted without what was lost.
    LossesUnknown,
    /// It may have grown from one moment to the other.
    MayHaveGrown,
    /// There may be parts that are not stated.
    PartsUnknown,
    /// Small numbers may well multiply.
    SmallNumbers,
    /// A base that is not greater than 0 has no multiples.
    BaseNotPositive,
    /// The years that an average runs over can be counted in two ways.
    SpanUnclear,
}

impl Reason {
    /// The name in the tables.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Meets => "meets",
            Self::Misses => "misses",
            Self::OpenBound => "open_bound",
            Self::RealTerms => "real_terms",
            Self::RestatedBase => "restated_base",
            Self::MomentUnknown => "moment_unknown",
            Self::LossesUnknown => "losses_unknown",
            Self::MayHaveGrown => "may_have_grown",
            Self::PartsUnknown => "parts_unknown",
            Self::SmallNumbers => "small_numbers",
            Self::BaseNotPositive => "base_not_positive",
            Self::SpanUnclear => "span_unclear",
        }
    }
}

/// One check.
#[derive(Clone, Debug)]
pub struct Check<'a> {
    /// Which kind, by its name among the checks.
    pub kind: &'static str,
    /// The cell of the figure that is checked.
    pub cell: Cell<'a>,
    /// The figure that is checked.
    pub figure: &'a Observation,
    /// Its document.
    pub document: &'a str,
    /// The figures that it is checked against.
    pub operands: Vec<&'a Observation>,
    /// What these allow, in the unit of the figure.
    pub expected: Interval,
    /// What is printed.
    pub found: Interval,
    /// The verdict.
    pub verdict: Verdict,
    /// Why.
    pub reason: Reason,
    /// The reckoning in words.
    pub arithmetic: String,
}

impl Check<'_> {
    /// The issue that a failed check raises.
    pub fn issue(&self) -> Option<Issue> {
        let Cell { subject, year, period, metric_id, segment, measure, .. } = &self.cell;
        let of = if segment.is_empty() { String::new() } else { format!(" of {segment}") };
        (self.verdict == Verdict::Inconsistent).then(|| Issue {
            document: self.document.to_owned(),
            span: Some(self.figure.span),
            code: IssueCode::CheckFailed,
            severity: Severity::Warning,
            message: format!(
                "{subject} {year} ({period}): {metric_id}{of}, {}, fails the check {}: {}",
                measure.as_str(),
                self.kind,
                self.arithmetic
            ),
        })
    }
}

/// What follows of a cell that no report states.
#[derive(Clone, Debug)]
pub struct Derived<'a> {
    /// The kind of check that the missing figure keeps from being made.
    pub kind: &'static str,
    /// The cell.
    pub cell: Cell<'a>,
    /// What kind of subject it is of.
    pub subject_kind: SubjectKind,
    /// What its value must be.
    pub interval: Interval,
    /// The figure that ties it to the others.
    pub figure: &'a Observation,
    /// The others.
    pub operands: Vec<&'a Observation>,
    /// The reckoning in words.
    pub arithmetic: String,
}

/// What a kind of checks makes of a figure.
pub(crate) enum Finding<'a> {
    /// All figures of the tie are stated.
    Tie(Tie<'a>),
    /// One is not.
    Follows(Follows<'a>),
}

/// A tie whose figures are all stated.
pub(crate) struct Tie<'a> {
    pub(crate) operands: Vec<Statement<'a>>,
    /// What they allow; none when they cannot be reckoned with.
    pub(crate) expected: Option<Interval>,
    pub(crate) found: Interval,
    /// The reckoning, as far as its result.
    pub(crate) formula: String,
    /// Why a miss would be no contradiction.
    pub(crate) excuse: Option<Reason>,
    /// Why nothing can be told, whatever the figures.
    pub(crate) mute: Option<Reason>,
}

impl<'a> Tie<'a> {
    /// The check at the figure that stands for a cell.
    pub(super) fn check(self, kind: &'static str, entry: &Entry<'a>) -> Check<'a> {
        let chosen = entry.chosen();
        let expected = self.expected.map_or(Interval { low: None, high: None }, Interval::outwards);
        let (verdict, reason) = match (self.mute, self.expected, self.excuse) {
            (Some(mute), ..) => (Verdict::CannotTell, mute),
            (None, None, _) => (Verdict::CannotTell, Reason::BaseNotPositive),
            (None, Some(expected), excuse) if !expected.meets(self.found) => match excuse {
                Some(excuse) => (Verdict::CannotTell, excuse),
                None => (Verdict::Inconsistent, Reason::Misses),
            },
            _ if !self.operands.iter().all(|operand| operand.interval.closed()) => (Verdict::CannotTell, Reason::OpenBound),
            _ => (Verdict::Consistent, Reason::Meets),
        };
        let fall = if chosen.figure.value.is_sign_negative() { "a fall of " } else { "" };
        let told = told(expected, &chosen.figure.unit);
        let arithmetic = format!("{} = {told}, stated {fall}{}", self.formula, chosen.printed());
        Check {
            kind,
            cell: entry.fact.cell.clone(),
            figure: chosen.figure,
            document: &chosen.head.document,
            operands: self.operands.iter().map(|operand| operand.figure).collect(),
            expected,
            found: self.found.outwards(),
            verdict,
            reason,
            arithmetic,
        }
    }
}

/// What follows where one figure of a tie is not stated.
pub(crate) struct Follows<'a> {
    pub(crate) cell: Cell<'a>,
    pub(crate) operands: Vec<Statement<'a>>,
    pub(crate) interval: Interval,
    pub(crate) formula: String,
}

impl<'a> Follows<'a> {
    /// The derived interval; none when it says no more than that there is something.
    pub(super) fn derived(self, kind: &'static str, entry: &Entry<'a>) -> Option<Derived<'a>> {
        let interval = self.interval.outwards();
        let some = interval.positive() || interval.high.is_some();
        some.then(|| Derived {
            kind,
            arithmetic: format!("{} = {}", self.formula, told(interval, self.cell.unit)),
            subject_kind: match self.cell.subject {
                subject if subject == entry.fact.cell.subject => entry.chosen().figure.subject_kind,
                NATION => SubjectKind::Nation,
                _ => SubjectKind::Place,
            },
            cell: self.cell,
            interval,
            figure: entry.chosen().figure,
            operands: self.operands.iter().map(|operand| operand.figure).collect(),
        })
    }
}

/// An interval in words, to six significant digits or so.
fn told(interval: Interval, unit: &str) -> String {
    let shown = |end: zonefacts_text::model::Decimal| end.round_sf(6).unwrap_or(end).normalize();
    match (interval.low.map(shown), interval.high.map(shown)) {
        (Some(low), Some(high)) if low == high => format!("{low} {unit}"),
        (Some(low), Some(high)) => format!("{low} to {high} {unit}"),
        (Some(low), None) => format!("{low} {unit} or more"),
        (None, Some(high)) => format!("{high} {unit} or less"),
        (None, None) => "anything".to_owned(),
    }
}
