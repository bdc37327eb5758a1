//! A contract as an Arrow schema, with everything that it says as metadata of the table and its fields.

use std::collections::HashMap;
use std::sync::Arc;

use arrow::datatypes::{DataType, Field, Schema, SchemaRef};

use super::{Column, Contract, Holds, Kind};

impl Contract {
    /// The Arrow schema of the table.
    pub fn schema(&self) -> SchemaRef {
        let fields: Vec<Field> = self.columns.iter().map(Column::field).collect();
        Arc::new(Schema::new_with_metadata(fields, self.metadata().into_iter().collect()))
    }

    /// What the file says of the table as a whole.
    pub fn metadata(&self) -> Vec<(String, String)> {
        let entry = |name: &str, value: &str| (name.to_owned(), value.to_owned());
        vec![
            entry("title", &self.title),
            entry("description", &self.description),
            entry("grain", &self.grain),
            entry("key", &self.key.join(", ")),
            entry("sort", &self.sort.join(", ")),
        ]
    }
}

impl Column {
    /// The Arrow field of the column.
    pub fn field(&self) -> Field {
        let mut metadata =
            HashMap::from([("title".to_owned(), self.title.clone()), ("description".to_owned(), self.description.clone())]);
        metadata.extend(self.unit.as_ref().map(|unit| ("unit".to_owned(), unit.clone())));
        if !self.allowed.is_empty() {
            metadata.insert("allowed".to_owned(), self.allowed.join("|"));
        }
        Field::new(&self.name, self.data_type(), self.holds == Holds::Optional).with_metadata(metadata)
    }

    /// The Arrow type of the column.
    pub fn data_type(&self) -> DataType {
        match (self.holds, self.kind.data_type()) {
            (Holds::Any, item) => DataType::List(Arc::new(Field::new_list_field(item, false))),
            (Holds::One | Holds::Optional, item) => item,
        }
    }
}

impl Kind {
    fn data_type(self) -> DataType {
        match self {
            Self::Text => DataType::Utf8,
            Self::Int => DataType::Int64,
            Self::Float => DataType::Float64,
            Self::Bool => DataType::Boolean,
            Self::Date => DataType::Date32,
        }
    }
}
