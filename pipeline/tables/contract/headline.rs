//! The columns that come from the word list of metrics: one for each headline metric and measure.

use arrow::array::{Array, BooleanArray, RecordBatch, StringArray};

use super::{Column, Contract, Contracts, Holds, Kind};

/// The measure whose column bears the plain name of the metric.
const LEVEL: &str = "level";

impl Contracts {
    /// The contracts with the columns that `headline = [measures]` stands for, made from the headline metrics of `dim_metric`.
    pub fn with_headlines(&self, dim_metric: &RecordBatch) -> Self {
        let metrics = headline_metrics(dim_metric);
        let mut contracts = self.clone();
        for contract in contracts.tables.values_mut() {
            let columns = metrics.iter().flat_map(|metric| contract.headline.iter().map(|measure| metric.column(measure)));
            contract.columns = std::mem::take(&mut contract.columns).into_iter().chain(columns).collect();
            contract.headline.clear();
        }
        contracts
    }
}

impl Contract {
    /// Name of the column for a headline metric's measure.
    pub fn headline_column(metric_id: &str, measure: &str) -> String {
        if measure == LEVEL { metric_id.to_owned() } else { format!("{metric_id}_{measure}") }
    }
}

struct Metric<'a> {
    id: &'a str,
    unit: &'a str,
    name_zh: &'a str,
    name_en: &'a str,
}

impl Metric<'_> {
    fn column(&self, measure: &str) -> Column {
        let (title, unit) = match measure {
            LEVEL => (self.name_en.to_owned(), self.unit),
            _ => (format!("{}, {measure}", self.name_en), "percent"),
        };
        Column {
            name: Contract::headline_column(self.id, measure),
            kind: Kind::Float,
            holds: Holds::Optional,
            description: format!("{title} ({}).", self.name_zh),
            title,
            unit: Some(unit.to_owned()),
            allowed: Vec::new(),
            range: (None, None),
        }
    }
}

fn headline_metrics(dim_metric: &RecordBatch) -> Vec<Metric<'_>> {
    let text = |name| dim_metric.column_by_name(name)?.as_any().downcast_ref::<StringArray>();
    let flags = dim_metric.column_by_name("headline").and_then(|column| column.as_any().downcast_ref::<BooleanArray>());
    let (Some(id), Some(unit), Some(name_zh), Some(name_en), Some(flags)) =
        (text("metric_id"), text("unit"), text("name_zh"), text("name_en"), flags)
    else {
        return Vec::new();
    };
    let metric =
        |row| Metric { id: id.value(row), unit: unit.value(row), name_zh: name_zh.value(row), name_en: name_en.value(row) };
    (0..flags.len()).filter(|row| flags.value(*row)).map(metric).collect()
}
