//! What a correction can change: columns of a figure, columns of a document.

use crate::model::{Date, Decimal, Measure, Observation, Observed, Period, Status, YEARS};
use crate::resolve::subject;
use crate::vocab::Vocab;

/// A column of a figure with its right value.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Change {
    Subject(String),
    Subarea(String),
    Metric(String),
    Segment(String),
    Measure(Measure),
    Value(Decimal),
    Unit(String),
    Year(Option<i32>),
    Period(Period),
    Status(Status),
    Scope(String),
}

impl Change {
    /// Reads the value of a column; what it names has to be known.
    pub(super) fn parse(column: &str, value: &str, vocab: &Vocab) -> Result<Self, String> {
        let text = || value.to_owned();
        let wrong = || format!("{column} cannot be {value:?}");
        let known = |known: bool| if known { Ok(text()) } else { Err(wrong()) };
        Ok(match column {
            "subject" => Self::Subject(known(is_subject(value, vocab))?),
            "subarea" => Self::Subarea(text()),
            "metric_id" => Self::Metric(known(vocab.metric_by_id(value).is_some())?),
            "segment" => Self::Segment(text()),
            "measure" => Self::Measure(Measure::parse(value).ok_or_else(wrong)?),
            "value" => Self::Value(value.parse().map_err(|_| wrong())?),
            "unit" => Self::Unit(known(vocab.dimensions().units.iter().any(|unit| unit.unit == value))?),
            "year" if value.is_empty() => Self::Year(None),
            "year" => Self::Year(Some(value.parse::<i32>().ok().filter(|year| YEARS.contains(year)).ok_or_else(wrong)?)),
            "period" => Self::Period(Period::parse(value).filter(has_an_end).ok_or_else(wrong)?),
            "status" => Self::Status(Status::parse(value).ok_or_else(wrong)?),
            "scope" => Self::Scope(text()),
            _ => return Err(format!("no such action: {column:?}")),
        })
    }

    /// The column.
    pub(super) fn column(&self) -> &'static str {
        match self {
            Self::Subject(_) => "subject",
            Self::Subarea(_) => "subarea",
            Self::Metric(_) => "metric_id",
            Self::Segment(_) => "segment",
            Self::Measure(_) => "measure",
            Self::Value(_) => "value",
            Self::Unit(_) => "unit",
            Self::Year(_) => "year",
            Self::Period(_) => "period",
            Self::Status(_) => "status",
            Self::Scope(_) => "scope",
        }
    }

    /// What the column says of a figure.
    pub(super) fn said(&self, figure: &Observation) -> String {
        match self {
            Self::Subject(_) => figure.subject.clone(),
            Self::Subarea(_) => figure.subarea.clone(),
            Self::Metric(_) => figure.metric_id.clone(),
            Self::Segment(_) => figure.segment.clone(),
            Self::Measure(_) => figure.measure.as_str().to_owned(),
            Self::Value(_) => figure.value.to_string(),
            Self::Unit(_) => figure.unit.clone(),
            Self::Year(_) => figure.year.map_or_else(String::new, |year| year.to_string()),
            Self::Period(_) => figure.period.to_string(),
            Self::Status(_) => figure.status.as_str().to_owned(),
            Self::Scope(_) => figure.scope.clone(),
        }
    }

    /// Makes the column of a figure say what is right; `signature` stands for the words that decided.
    pub(super) fn apply(&self, signature: &str, figure: &mut Observation) {
        match self {
            Self::Subject(subject) => {
                figure.subject.clone_from(subject);
                figure.subject_kind = subject::kind(subject);
                figure.subject_basis = signature.to_owned();
            }
            Self::Subarea(subarea) => figure.subarea.clone_from(subarea),
            Self::Metric(metric) => figure.metric_id.clone_from(metric),
            Self::Segment(segment) => figure.segment.clone_from(segment),
            Self::Measure(measure) => figure.measure = *measure,
            Self::Value(value) => {
                figure.precision = rescaled(figure.precision, figure.value, *value);
                figure.value = value.normalize();
            }
            Self::Unit(unit) => figure.unit.clone_from(unit),
            Self::Year(year) => {
                figure.year = *year;
                figure.year_basis = signature.to_owned();
            }
            Self::Period(period) => figure.period = period.clone(),
            Self::Status(status) => figure.status = *status,
            Self::Scope(scope) => figure.scope.clone_from(scope),
        }
    }
}

/// Where the value moves by powers of ten (万元 for 亿元) its last printed digit moves along; otherwise it stays.
fn rescaled(precision: Decimal, old: Decimal, new: Decimal) -> Decimal {
    let ten_to_some = |ratio: Decimal| ratio.normalize().mantissa().to_string().trim_end_matches('0') == "1";
    let moved = new.checked_div(old).filter(|ratio| ten_to_some(*ratio)).and_then(|ratio| precision.checked_mul(ratio));
    moved.map_or(precision, |precision| precision.normalize())
}

/// True when the calendar has the period: no thirteenth month, no span that ends before it begins.
fn has_an_end(period: &Period) -> bool {
    let (start, end) = period.bounds(Some(*YEARS.end()));
    end.is_some() && start <= end
}

/// True for a known zone or place, the country, all zones of one of these, or a hidden name.
fn is_subject(subject: &str, vocab: &Vocab) -> bool {
    match subject.split_once(':') {
        None => vocab.dimensions().zones.iter().any(|zone| zone.zone_id == subject),
        Some(("place", adcode)) => vocab.place(adcode).is_some(),
        Some(("zones", of)) => of == "CN" || vocab.place(of).is_some(),
        Some(("nation", of)) => of == "CN",
        Some(("anon", name)) => !name.is_empty(),
        Some(_) => false,
    }
}

/// A column of a document with its right value.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum DocumentChange {
    Title(String),
    Publisher(String),
    Published(Date),
}

impl DocumentChange {
    /// Reads the value of a column; none when the column is no document's.
    pub(super) fn parse(column: &str, value: &str) -> Result<Option<Self>, String> {
        Ok(Some(match column {
            "title" => Self::Title(value.to_owned()),
            "publisher" => Self::Publisher(value.to_owned()),
            "published_date" => Self::Published(Date::parse(value).ok_or_else(|| format!("{column} is no date: {value:?}"))?),
            _ => return Ok(None),
        }))
    }

    /// Makes the column say what is right, where it says what is expected; what was changed, or why nothing was.
    pub(super) fn apply(&self, expect: &str, signature: String, observed: &mut Observed) -> Result<String, String> {
        let head = &mut observed.head;
        let (old, new) = match self {
            Self::Title(title) => (head.title.clone().unwrap_or_default(), title.clone()),
            Self::Publisher(publisher) => (head.publisher.clone().unwrap_or_default(), publisher.clone()),
            Self::Published(date) => (head.published.map_or_else(String::new, |date| date.to_string()), date.to_string()),
        };
        if old != expect {
            return Err(format!("the document says {old:?}, not {expect:?}"));
        }
        if old == new {
            return Err(format!("the document already says {new:?}"));
        }
        let some = |text: &String| Some(text.clone()).filter(|text| !text.is_empty());
        match self {
            Self::Title(title) => head.title = some(title),
            Self::Publisher(publisher) => head.publisher = some(publisher),
            Self::Published(date) => {
                // The articles that the wrong date was read from, or that it was given to, bear the right one.
                let dated = observed.articles.iter_mut().filter(|frame| frame.published.is_some());
                dated.filter(|frame| frame.published == head.published).for_each(|frame| frame.published = Some(*date));
                head.published = Some(*date);
                head.published_basis = Some(signature);
            }
        }
        Ok(format!("{old:?} is now {new:?}"))
    }
}
