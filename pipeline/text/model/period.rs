//! The stretch of time that a figure is about, in the notation of the tables.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::Date;

/// A period: a whole year, a part of one, a day, or a span of years.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Period {
    /// The whole year: `year`.
    Year,
    /// January to this month: `ytd:MM`.
    YearToDate(u32),
    /// One quarter: `quarter:N`.
    Quarter(u32),
    /// One month: `month:MM`.
    Month(u32),
    /// A stock; with a year and month, and a day, where the report dates it: `asof`, `asof:YYYY-MM`, `asof:YYYY-MM-DD`.
    AsOf(Option<(i32, u32, Option<u32>)>),
    /// A sum or an average over these years, both included: `span:YYYY-YYYY`.
    Years(i32, i32),
}

/// The kind of a period: what a cell of the fact table is keyed by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PeriodKind {
    /// The whole year.
    Year,
    /// January to some month.
    Ytd,
    /// A quarter.
    Quarter,
    /// A month.
    Month,
    /// A stock at some day.
    Asof,
    /// Several years.
    Span,
}

impl Period {
    /// Reads the notation of the tables.
    pub fn parse(text: &str) -> Option<Self> {
        let (kind, rest) = text.split_once(':').unwrap_or((text, ""));
        Some(match (kind, rest) {
            ("year", "") => Self::Year,
            ("ytd", _) => Self::YearToDate(rest.parse().ok()?),
            ("quarter", _) => Self::Quarter(rest.parse().ok()?),
            ("month", _) => Self::Month(rest.parse().ok()?),
            ("asof", "") => Self::AsOf(None),
            ("asof", _) => {
                let mut parts = rest.split('-');
                let year = parts.next()?.parse().ok()?;
                let month = parts.next()?.parse().ok()?;
                let day = parts.next().and_then(|d| d.parse().ok());
                Self::AsOf(Some((year, month, day)))
            }
            ("span", _) => {
                let (from, to) = rest.split_once('-')?;
                Self::Years(from.parse().ok()?, to.parse().ok()?)
            }
            _ => return None,
        })
    }

    /// Its kind.
    pub fn kind(&self) -> PeriodKind {
        match self {
            Self::Year => PeriodKind::Year,
            Self::YearToDate(_) => PeriodKind::Ytd,
            Self::Quarter(_) => PeriodKind::Quarter,
            Self::Month(_) => PeriodKind::Month,
            Self::AsOf(_) => PeriodKind::Asof,
            Self::Years(..) => PeriodKind::Span,
        }
    }

    /// First and last day, for a figure of `year`; a stock without a date of its own has its year's last day only.
    pub fn bounds(&self, year: Option<i32>) -> (Option<Date>, Option<Date>) {
        let january = |year: i32| Date::new(year, 1, 1);
        let Some(year) = year.or(match self {
            Self::AsOf(Some((year, ..))) | Self::Years(_, year) => Some(*year),
            _ => None,
        }) else {
            return (None, None);
        };
        match *self {
            Self::Year => (january(year), Date::last_of_month(year, 12)),
            Self::YearToDate(month) => (january(year), Date::last_of_month(year, month)),
            Self::Quarter(n) => (Date::new(year, n.saturating_mul(3).saturating_sub(2), 1), Date::last_of_month(year, n * 3)),
            Self::Month(month) => (Date::new(year, month, 1), Date::last_of_month(year, month)),
            Self::AsOf(Some((y, month, day))) => {
                let day = day.map_or_else(|| Date::last_of_month(y, month), |d| Date::new(y, month, d));
                (day, day)
            }
            Self::AsOf(None) => (None, Date::last_of_month(year, 12)),
            Self::Years(from, to) => (january(from), Date::last_of_month(to, 12)),
        }
    }
}

impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Year => f.write_str("year"),
            Self::YearToDate(month) => write!(f, "ytd:{month:02}"),
            Self::Quarter(n) => write!(f, "quarter:{n}"),
            Self::Month(month) => write!(f, "month:{month:02}"),
            Self::AsOf(None) => f.write_str("asof"),
            Self::AsOf(Some((y, m, None))) => write!(f, "asof:{y:04}-{m:02}"),
            Self::AsOf(Some((y, m, Some(d)))) => write!(f, "asof:{y:04}-{m:02}-{d:02}"),
            Self::Years(from, to) => write!(f, "span:{from:04}-{to:04}"),
        }
    }
}

impl PeriodKind {
    /// The name in the tables.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Year => "year",
            Self::Ytd => "ytd",
            Self::Quarter => "quarter",
            Self::Month => "month",
            Self::Asof => "asof",
            Self::Span => "span",
        }
    }
}

impl Serialize for Period {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Period {
    /// An empty text reads as `year`: schema tracing asks for one value of every type with empty text.
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        if text.is_empty() {
            return Ok(Self::Year);
        }
        Self::parse(&text).ok_or_else(|| serde::de::Error::custom(format!("not a period: {text}")))
    }
}
