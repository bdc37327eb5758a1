//! The data dictionary as rows for a person.

use super::{Column, Contract, Holds, Kind};

/// One line of the data dictionary.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Name of the column; `<metric_id>` for a column of each headline metric.
    pub column: String,
    /// Its type: `text`, `float?` where it may be empty, `text[]` for a list.
    pub r#type: String,
    /// Its unit, where it has one.
    pub unit: String,
    /// What it means, and the values that it may take.
    pub description: String,
}

impl Contract {
    /// The columns of the table, in order.
    pub fn dictionary(&self) -> Vec<Entry> {
        let generated = self.headline.iter().map(|measure| Entry {
            column: Self::headline_column("<metric_id>", measure),
            r#type: "float?".to_owned(),
            unit: "of the metric".to_owned(),
            description: format!("The {measure} of each headline metric of dim_metric."),
        });
        self.columns.iter().map(Column::entry).chain(generated).collect()
    }
}

impl Column {
    fn entry(&self) -> Entry {
        let description = match self.allowed.as_slice() {
            [] => self.description.clone(),
            allowed => format!("{} One of: {}.", self.description, allowed.join(", ")),
        };
        let description = match self.range {
            (Some(min), Some(max)) => format!("{description} From {min} to {max}."),
            (Some(min), None) => format!("{description} At least {min}."),
            (None, Some(max)) => format!("{description} At most {max}."),
            (None, None) => description,
        };
        Entry { column: self.name.clone(), r#type: self.type_name(), unit: self.unit.clone().unwrap_or_default(), description }
    }

    /// Its type in the notation of the schemas.
    pub fn type_name(&self) -> String {
        let holds = match self.holds {
            Holds::One => "",
            Holds::Optional => "?",
            Holds::Any => "[]",
        };
        format!("{}{holds}", self.kind.as_str())
    }
}

impl Kind {
    /// The name in the schemas.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Int => "int",
            Self::Float => "float",
            Self::Bool => "bool",
            Self::Date => "date",
        }
    }
}
