//! What a correction does to the figures of a resolved document, and to the ledger of its numbers.

use super::change::Change;
use super::place::Source;
use crate::model::{
    Bound, CORRECTED, Date, Decimal, Disposition, LedgerRow, Measure, Observation, Period, Resolved, Span, Status, SubjectKind,
};
use crate::printed::Printed;
use crate::resolve::observation_id;
use crate::vocab::Vocab;

/// What can be done to the figure at a place.
#[derive(Clone, Debug)]
pub(super) enum FigureAction {
    /// It is none.
    Drop,
    /// It is one, and says this.
    Add(Vec<Change>),
    /// It says something else.
    Change(Change),
}

/// The place that a correction is about.
pub(super) struct Place<'a> {
    pub(super) span: Span,
    pub(super) source: &'a Source,
    /// The dates that the articles print.
    pub(super) dates: &'a [Option<Date>],
    pub(super) vocab: &'a Vocab,
}

impl FigureAction {
    /// Does it; what was done, or why nothing was.
    pub(super) fn apply(&self, place: &Place<'_>, signature: String, resolved: &mut Resolved) -> Result<String, String> {
        match self {
            Self::Drop => drop_figures(place, resolved),
            Self::Add(changes) => add_figure(place, changes, &signature, resolved),
            Self::Change(change) => change_figures(place, change, &signature, resolved),
        }
    }
}

/// Where the figures of the place stand; an error when none is read there.
fn figures_at(place: &Place<'_>, resolved: &Resolved) -> Result<Vec<usize>, String> {
    let span = place.span;
    let all = || resolved.observations.iter();
    let found: Vec<usize> = (0..).zip(all()).filter(|(_, figure)| figure.span == span).map(|(at, _)| at).collect();
    let near = all().find(|figure| figure.span.start < span.end && span.start < figure.span.end);
    match (found.is_empty(), near) {
        (false, _) => Ok(found),
        (true, Some(near)) => Err(format!("the figure read there is {:?}", near.value_text)),
        (true, None) => Err("no figure is read there".to_owned()),
    }
}

fn drop_figures(place: &Place<'_>, resolved: &mut Resolved) -> Result<String, String> {
    let gone: Vec<String> =
        figures_at(place, resolved)?.into_iter().map(|at| resolved.observations[at].observation_id.clone()).collect();
    resolved.observations.retain(|figure| !gone.contains(&figure.observation_id));
    for row in &mut resolved.ledger {
        let before = row.observation_ids.len();
        row.observation_ids.retain(|id| !gone.contains(id));
        if before > 0 && row.observation_ids.is_empty() {
            row.disposition = Disposition::Corrected;
        }
    }
    Ok(format!("“{}” is no figure", place.source.print(place.span)))
}

fn change_figures(place: &Place<'_>, change: &Change, signature: &str, resolved: &mut Resolved) -> Result<String, String> {
    let mut olds = Vec::new();
    for at in figures_at(place, resolved)? {
        let mut figure = resolved.observations[at].clone();
        let old = change.said(&figure);
        change.apply(signature, &mut figure);
        let now = change.said(&figure);
        if old == now {
            return Err(format!("“{}” already says {now:?}", figure.value_text));
        }
        if !figure.rule_id.ends_with(CORRECTED) {
            figure.rule_id = format!("{}+{CORRECTED}", figure.rule_id);
        }
        let before = figure.observation_id.clone();
        figure.observation_id = new_id(&figure, Some(at), resolved)?;
        let ids = resolved.ledger.iter_mut().flat_map(|row| &mut row.observation_ids);
        ids.filter(|id| **id == before).for_each(|id| id.clone_from(&figure.observation_id));
        olds.push(format!("“{}”: {old:?} is now {now:?}", figure.value_text));
        resolved.observations[at] = figure;
    }
    Ok(olds.join(", "))
}

fn add_figure(place: &Place<'_>, changes: &[Change], signature: &str, resolved: &mut Resolved) -> Result<String, String> {
    let mut figure = blank(place, resolved);
    let text = figure.value_text.clone();
    for change in changes {
        change.apply(signature, &mut figure);
    }
    let metric = place.vocab.metric_by_id(&figure.metric_id).map(|metric| place.vocab.metric(metric));
    if let Some(metric) = metric {
        if changes.iter().all(|change| change.column() != "unit") {
            figure.unit = unit_of(figure.measure, &metric.unit).to_owned();
        }
        if metric.stock && changes.iter().all(|change| change.column() != "period") {
            figure.period = Period::AsOf(None);
        }
    }
    let printed = Printed::read(&text, place.vocab).ok_or_else(|| format!("“{text}” is not read as a figure"))?;
    let stated = changes.iter().any(|change| change.column() == "value");
    match printed.in_unit(&figure.unit) {
        Some((value, high)) => {
            (figure.value_high, figure.bound) = (high, if high.is_some() { Bound::Range } else { Bound::Eq });
            figure.value = if stated { figure.value } else { value };
        }
        None if stated => {}
        None => return Err(format!("“{text}” names no {}: the value has to be given", figure.unit)),
    }
    if printed.states(figure.value, figure.value_high, &figure.unit, place.vocab) != Some(true) {
        return Err(format!("“{text}” does not print {} {}", figure.value, figure.unit));
    }
    figure.precision = printed.precision(figure.value);
    figure.observation_id = new_id(&figure, None, resolved)?;
    enter(&figure, &mut resolved.ledger);
    let told = format!("“{text}” is {} {} of {}", figure.value, figure.unit, figure.subject);
    resolved.observations.push(figure);
    resolved.observations.sort_by_key(|figure| figure.span);
    Ok(told)
}

/// The figure at the place before anything is said of it: an actual level, dated as what stands before it.
fn blank(place: &Place<'_>, resolved: &Resolved) -> Observation {
    let before = resolved.observations.iter().rfind(|figure| figure.span.start <= place.span.start);
    let article = before.map_or(0, |figure| figure.article);
    let own = place.dates.get(article as usize).copied().flatten();
    Observation {
        observation_id: String::new(),
        article,
        span: place.span,
        value_text: place.source.print(place.span),
        sentence: place.source.sentence(place.span),
        subject: String::new(),
        subject_kind: SubjectKind::Zone,
        subarea: String::new(),
        metric_id: String::new(),
        segment: String::new(),
        measure: Measure::Level,
        value: Decimal::ZERO,
        value_high: None,
        unit: String::new(),
        precision: Decimal::ZERO,
        bound: Bound::Eq,
        year: None,
        period: Period::Year,
        status: Status::Actual,
        scope: String::new(),
        rule_id: CORRECTED.to_owned(),
        year_basis: String::new(),
        subject_basis: String::new(),
        published: own.or(resolved.head.published),
    }
}

/// The unit of what is measured, of a metric in this unit.
fn unit_of(measure: Measure, unit: &str) -> &str {
    match measure {
        Measure::Level | Measure::Increase => unit,
        Measure::PointChange => "pp",
        Measure::Multiple => "times",
        Measure::Rank | Measure::RankChange => "rank",
        Measure::Growth | Measure::GrowthAvg | Measure::Share | Measure::Completion => "percent",
    }
}

/// The id that a figure has now; an error when another figure of the document has it already.
fn new_id(figure: &Observation, at: Option<usize>, resolved: &Resolved) -> Result<String, String> {
    let id = observation_id(&resolved.head.document_id, figure);
    let taken = (0..).zip(&resolved.observations).any(|(other, row)| Some(other) != at && row.observation_id == id);
    if taken { Err(format!("the report already states this with “{}”", figure.value_text)) } else { Ok(id) }
}

/// Notes the figure in the ledger: with the number that it rests on, else in a row of its own.
fn enter(figure: &Observation, ledger: &mut Vec<LedgerRow>) {
    let id = figure.observation_id.clone();
    let rests = |row: &&mut LedgerRow| row.span.start < figure.span.end && figure.span.start < row.span.end;
    if let Some(row) = ledger.iter_mut().find(rests) {
        row.disposition = Disposition::Observation;
        row.observation_ids.push(id);
        return;
    }
    ledger.push(LedgerRow {
        span: figure.span,
        text: figure.value_text.clone(),
        number: None,
        disposition: Disposition::Observation,
        observation_ids: vec![id],
    });
    ledger.sort_by_key(|row| row.span);
}
