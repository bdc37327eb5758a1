//! The words that decided whom and when a value is about, whether it has happened, and what narrows it.

use serde::Serialize;
use zonefacts_text::model::{CORRECTED, Candidate, Level, TimeEvidence};

use crate::release::ObservationRow;

/// What was decided, and by which words.
#[derive(Serialize)]
pub(super) struct Decided {
    pub(super) subject: Decision,
    pub(super) year: Decision,
    pub(super) period: Decision,
    pub(super) status: Decision,
    pub(super) segment: Decision,
}

/// One decision.
#[derive(Default, Serialize)]
pub(super) struct Decision {
    /// As the tables say it; empty for none.
    pub(super) value: String,
    /// The words that decided; empty where none did.
    pub(super) words: String,
    /// How near they stand to the value, the nearest first; empty where it is not known.
    pub(super) at: Vec<Level>,
    /// What decided where no words did, or what weighed more than they.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) otherwise: Option<&'static str>,
}

impl Decided {
    /// What was decided of an observation; `candidate` is what was read of it, where its text could be read again.
    pub(super) fn of(row: &ObservationRow, candidate: Option<&Candidate>) -> Self {
        let subjects = candidate.iter().flat_map(|candidate| &candidate.subjects);
        let subject = subjects.filter(|evidence| *evidence.words == *row.subject_basis).map(|evidence| evidence.level);
        Self {
            subject: Decision {
                value: row.subject.clone(),
                words: row.subject_basis.clone(),
                at: subject.take(1).collect(),
                otherwise: None,
            },
            year: year(row, candidate),
            period: period(row, candidate),
            status: status(row, candidate),
            segment: Decision {
                value: row.segment.clone(),
                words: candidate.map(|candidate| candidate.segment.clone()).unwrap_or_default(),
                ..Decision::default()
            },
        }
    }
}

/// The evidence for the time of which the words are among those that decided, each once.
fn times<'a>(row: &'a ObservationRow, candidate: Option<&'a Candidate>) -> impl Iterator<Item = &'a TimeEvidence> {
    let mut left: Vec<&str> = row.year_basis.split(' ').collect();
    candidate.into_iter().flat_map(|candidate| &candidate.times).filter(move |evidence| {
        let at = left.iter().position(|words| *words == &*evidence.words);
        at.map(|at| left.remove(at)).is_some()
    })
}

fn year(row: &ObservationRow, candidate: Option<&Candidate>) -> Decision {
    let published = row.published_date.as_ref().is_some_and(|date| *date == row.year_basis);
    Decision {
        value: row.year.map(|year| year.to_string()).unwrap_or_default(),
        words: row.year_basis.clone(),
        at: times(row, candidate).map(|evidence| evidence.level).collect(),
        otherwise: published.then_some("no words: the date of publication"),
    }
}

/// Of the words that decided the year, those that tell a part of it, a span of years, or a day.
fn period(row: &ObservationRow, candidate: Option<&Candidate>) -> Decision {
    let told: Vec<_> = times(row, candidate)
        .filter(|evidence| {
            let meaning = &evidence.meaning;
            let dated = meaning.stock_month.is_some() || meaning.from.is_some() || meaning.back.is_some();
            !meaning.part.is_empty() || dated || meaning.at_end || meaning.now
        })
        .collect();
    let usual = match candidate {
        _ if is_corrected(row) => "no words, or a correction",
        Some(candidate) if candidate.stock => "no words: a stock",
        _ => "no words: the whole year",
    };
    Decision {
        value: row.period.clone(),
        words: told.iter().map(|evidence| &*evidence.words).collect::<Vec<_>>().join(" "),
        at: told.iter().map(|evidence| evidence.level).collect(),
        otherwise: (candidate.is_some() && told.is_empty()).then_some(usual),
    }
}

/// True when a correction says something of the figure; which column it is about, only a basis tells.
fn is_corrected(row: &ObservationRow) -> bool {
    row.rule_id.ends_with(CORRECTED)
}

/// The words of its sentence or of a heading, unless its time outweighs them.
fn status(row: &ObservationRow, candidate: Option<&Candidate>) -> Decision {
    let value = row.status.clone();
    let Some(candidate) = candidate else { return Decision { value, ..Decision::default() } };
    let words = candidate.status_basis.clone();
    let at = match (words.is_empty(), candidate.status_by_heading) {
        (true, _) => Vec::new(),
        (_, true) => vec![Level::Heading],
        (_, false) => vec![Level::Sentence],
    };
    let otherwise = if candidate.status.as_str() != value {
        Some(if is_corrected(row) { "its time or a correction, against its words" } else { "its time, against its words" })
    } else {
        words.is_empty().then_some("no words: stated as fact")
    };
    Decision { value, words, at, otherwise }
}
