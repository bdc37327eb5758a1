//! What a score compares: figures as found and as annotated, and which of their fields are the same.

use std::{fs, path::Path};

use serde_json::{Map, Value};

use crate::{failure::Failure, release::ObservationRow};

/// What is compared of an observation or an annotation.
#[derive(Clone, Debug, Default)]
pub(super) struct Figure {
    pub(super) document: String,
    pub(super) start: u32,
    pub(super) end: u32,
    pub(super) subject: String,
    pub(super) metric: String,
    pub(super) measure: String,
    pub(super) value: Option<f64>,
    pub(super) unit: String,
    pub(super) year: Option<i64>,
    pub(super) status: String,
    pub(super) segment: String,
    pub(super) bound: String,
    pub(super) period: String,
    pub(super) scope: String,
    pub(super) text: String,
    pub(super) quote: String,
    pub(super) rule: String,
}

/// An annotation: the reading that it gives, and others that are right as well.
#[derive(Debug)]
pub(super) struct Gold {
    pub(super) figure: Figure,
    pub(super) others: Vec<Figure>,
    pub(super) optional: bool,
}

/// A field that is compared.
pub(super) struct Field {
    pub(super) name: &'static str,
    pub(super) core: bool,
    pub(super) same: fn(&Figure, &Figure) -> bool,
    pub(super) print: fn(&Figure) -> String,
}

macro_rules! field {
    ($name:ident, $core:literal, $same:expr) => {
        Field { name: stringify!($name), core: $core, same: $same, print: |figure| serde_json::json!(figure.$name).to_string() }
    };
}

pub(super) const FIELDS: [Field; 12] = [
    field!(subject, true, |a, b| a.subject == b.subject),
    field!(metric, true, |a, b| a.metric == b.metric),
    field!(measure, true, |a, b| a.measure == b.measure),
    field!(value, true, |a, b| same_number(a.value, b.value)),
    field!(unit, true, |a, b| a.unit == b.unit
        || matches!((a.unit.as_str(), b.unit.as_str()), ("count", "person") | ("person", "count"))),
    field!(year, true, |a, b| a.year == b.year),
    field!(status, true, |a, b| a.status == b.status),
    Field {
        name: "has_segment",
        core: true,
        same: |a, b| a.segment.is_empty() == b.segment.is_empty(),
        print: |figure| (!figure.segment.is_empty()).to_string(),
    },
    field!(bound, false, |a, b| a.bound == b.bound),
    field!(period, false, |a, b| a.period == b.period),
    field!(scope, false, |a, b| a.scope == b.scope),
    field!(segment, false, |a, b| a.segment == b.segment || within(&a.segment, &b.segment) || within(&b.segment, &a.segment)),
];

fn same_number(a: Option<f64>, b: Option<f64>) -> bool {
    match (a, b) {
        (Some(a), Some(b)) => (a - b).abs() <= (1e-6 * a.abs().max(b.abs())).max(1e-9),
        (a, b) => a.is_none() && b.is_none(),
    }
}

fn within(part: &str, whole: &str) -> bool {
    !part.is_empty() && whole.contains(part)
}

impl Gold {
    pub(super) fn agrees(&self, field: &Field, figure: &Figure) -> bool {
        std::iter::once(&self.figure).chain(&self.others).any(|reading| (field.same)(figure, reading))
    }

    pub(super) fn wrong<'a>(&'a self, figure: &'a Figure) -> impl Iterator<Item = &'static Field> + 'a {
        FIELDS.iter().filter(|field| field.core && !self.agrees(field, figure))
    }
}

/// The file's own name, which annotations go by.
fn base_name(document: &str) -> String {
    document.rsplit('/').next().unwrap_or(document).to_owned()
}

impl From<ObservationRow> for Figure {
    fn from(row: ObservationRow) -> Self {
        Self {
            document: base_name(&row.document),
            start: row.char_start,
            end: row.char_end,
            subject: row.subject,
            metric: row.metric_id,
            measure: row.measure,
            value: Some(row.value),
            unit: row.unit,
            year: row.year.map(i64::from),
            status: row.status,
            segment: row.segment.trim().to_owned(),
            bound: row.bound,
            period: row.period,
            scope: row.scope,
            text: row.value_text,
            quote: row.sentence,
            rule: row.rule_id,
        }
    }
}

pub(super) fn read_gold(path: &Path) -> Result<Vec<Gold>, Failure> {
    let text = fs::read_to_string(path).map_err(|error| Failure::usage(format!("{}: {error}", path.display())))?;
    let lines = text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
    lines
        .map(|(number, line)| {
            let fail = |error| Failure::usage(format!("{} line {}: {error}", path.display(), number + 1));
            let row: Map<String, Value> = serde_json::from_str(line).map_err(fail)?;
            // Another right reading is given by the fields in which it differs.
            let others = row.get("alt").and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_object);
            let others = others.map(|other| figure_of(&row.clone().into_iter().chain(other.clone()).collect())).collect();
            let optional = row.get("optional").and_then(Value::as_bool).unwrap_or(false);
            Ok(Gold { figure: figure_of(&row), others, optional })
        })
        .collect()
}

pub(super) fn figure_of(row: &Map<String, Value>) -> Figure {
    let text = |names: [&str; 2]| {
        let found = names.iter().filter_map(|name| row.get(*name)).find_map(Value::as_str);
        found.unwrap_or_default().to_owned()
    };
    let position = |name| row.get(name).and_then(Value::as_u64).and_then(|n| u32::try_from(n).ok()).unwrap_or_default();
    let one = |name| text([name, name]);
    Figure {
        document: base_name(&text(["doc", "document"])),
        start: position("char_start"),
        end: position("char_end"),
        subject: one("subject"),
        metric: text(["metric", "metric_id"]),
        measure: one("measure"),
        value: row.get("value").and_then(Value::as_f64),
        unit: one("unit"),
        year: row.get("year").and_then(Value::as_i64),
        status: one("status"),
        segment: one("segment").trim().to_owned(),
        bound: one("bound"),
        period: one("period"),
        scope: one("scope"),
        text: one("value_text"),
        quote: text(["quote", "sentence"]),
        rule: String::new(),
    }
}
