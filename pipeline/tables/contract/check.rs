//! Whether one table keeps its contract.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use arrow::array::{Array, ArrayRef, AsArray, RecordBatch};
use arrow::compute::kernels::cmp::gt;
use arrow::datatypes::{Float64Type, Int64Type};
use arrow::error::ArrowError;
use arrow::row::{RowConverter, Rows, SortField};

use super::{Column, Contract, Holds};

/// A promise that a table does not keep.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Violation {
    /// The table.
    pub table: String,
    /// What is wrong, with the column and the number of rows where that helps.
    pub message: String,
}

impl fmt::Display for Violation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.table, self.message)
    }
}

impl Contract {
    /// What `batch` breaks of this contract; nothing when it keeps it.
    pub fn check(&self, batch: &RecordBatch) -> Vec<Violation> {
        let mut messages = self.wrong_columns(batch);
        for column in &self.columns {
            if let Some(array) = batch.column_by_name(&column.name).filter(|array| *array.data_type() == column.data_type()) {
                messages.extend(column.empty_values(array));
                messages.extend(column.strange_values(array));
                messages.extend(column.far_values(array));
            }
        }
        messages.extend(self.wrong_row_count(batch.num_rows() as u64));
        messages.extend(self.repeated_keys(batch));
        messages.extend(self.unsorted_rows(batch));
        messages.extend(self.order.iter().filter_map(|pair| reversed(pair, batch)));
        messages.into_iter().map(|message| self.violation(message)).collect()
    }

    pub(super) fn violation(&self, message: String) -> Violation {
        Violation { table: self.table.clone(), message }
    }

    /// Columns that are missing, of the wrong type, too many or in another order.
    fn wrong_columns(&self, batch: &RecordBatch) -> Vec<String> {
        let mut messages = Vec::new();
        for column in &self.columns {
            match batch.column_by_name(&column.name).map(|array| array.data_type()) {
                None => messages.push(format!("column {} is missing", column.name)),
                Some(found) if *found != column.data_type() => {
                    messages.push(format!("column {} is {found}, not {}", column.name, column.type_name()))
                }
                Some(_) => {}
            }
        }
        let schema = batch.schema();
        let found: Vec<&str> = schema.fields().iter().map(|field| field.name().as_str()).collect();
        messages.extend(
            found.iter().filter(|name| self.column(name).is_none()).map(|name| format!("column {name} is not in the contract")),
        );
        if messages.is_empty() && !found.iter().eq(self.columns.iter().map(|column| &column.name)) {
            messages.push("columns stand in another order".to_owned());
        }
        messages
    }

    fn wrong_row_count(&self, rows: u64) -> Option<String> {
        let (min, max) = self.rows;
        if rows < min {
            return Some(format!("{rows} rows, at least {min} promised"));
        }
        max.filter(|max| rows > *max).map(|max| format!("{rows} rows, at most {max} promised"))
    }

    fn repeated_keys(&self, batch: &RecordBatch) -> Option<String> {
        let rows = comparable(batch, &self.key)?.ok()?;
        let mut seen = BTreeSet::new();
        let repeated = rows.iter().filter(|row| !seen.insert(row.data().to_vec())).count();
        (repeated > 0).then(|| format!("key ({}) repeats in {repeated} rows", self.key.join(", ")))
    }

    fn unsorted_rows(&self, batch: &RecordBatch) -> Option<String> {
        let rows = comparable(batch, &self.sort)?.ok()?;
        let at = (1..rows.num_rows()).find(|at| rows.row(at - 1) > rows.row(*at))?;
        Some(format!("rows are not sorted by ({}): row {at}", self.sort.join(", ")))
    }
}

impl Column {
    /// Nulls where each row must hold a value.
    fn empty_values(&self, array: &ArrayRef) -> Option<String> {
        let empty = array.null_count();
        (empty > 0 && self.holds != Holds::Optional).then(|| format!("column {} is empty in {empty} rows", self.name))
    }

    /// Numbers outside the range; one that is no number is outside any.
    fn far_values(&self, array: &ArrayRef) -> Option<String> {
        let (min, max) = self.range;
        let within = |number: f64| !number.is_nan() && min.is_none_or(|min| number >= min) && max.is_none_or(|max| number <= max);
        let whole = array.as_primitive_opt::<Int64Type>().into_iter().flatten().flatten().map(|number| number as f64);
        let numbers = array.as_primitive_opt::<Float64Type>().into_iter().flatten().flatten();
        let far: Vec<f64> = whole.chain(numbers).filter(|number| !within(*number)).collect();
        let first = far.first()?;
        Some(format!("column {}: {} values are out of range, as {first}", self.name, far.len()))
    }

    /// Values outside the closed set.
    fn strange_values(&self, array: &ArrayRef) -> Vec<String> {
        let mut strange: BTreeMap<&str, usize> = BTreeMap::new();
        if !self.allowed.is_empty() {
            let values = texts(array).filter(|value| !self.allowed.iter().any(|allowed| allowed == value));
            values.for_each(|value| *strange.entry(value).or_default() += 1);
        }
        strange
            .into_iter()
            .map(|(value, rows)| format!("column {}: value `{value}` is not allowed ({rows} rows)", self.name))
            .collect()
    }
}

/// Rows whose first column is greater than the second.
fn reversed([low, high]: &[String; 2], batch: &RecordBatch) -> Option<String> {
    let greater = gt(batch.column_by_name(low)?, batch.column_by_name(high)?).ok()?;
    let rows = greater.true_count();
    (rows > 0).then(|| format!("column {low} is greater than {high} in {rows} rows"))
}

/// The rows of these columns as bytes that compare as the rows do (nulls first); none when a column is missing or none is asked for.
pub(super) fn comparable(batch: &RecordBatch, columns: &[String]) -> Option<Result<Rows, ArrowError>> {
    let arrays: Vec<ArrayRef> = columns.iter().map(|name| batch.column_by_name(name).cloned()).collect::<Option<_>>()?;
    if arrays.is_empty() {
        return None;
    }
    let fields = arrays.iter().map(|array| SortField::new(array.data_type().clone())).collect();
    Some(RowConverter::new(fields).and_then(|converter| converter.convert_columns(&arrays)))
}

/// The texts of a text column or of the lists of one, nulls left out; nothing for other types.
pub(super) fn texts(array: &ArrayRef) -> impl Iterator<Item = &str> {
    let values = array.as_list_opt::<i32>().map_or(array, |list| list.values());
    values.as_string_opt::<i32>().into_iter().flatten().flatten()
}

#[cfg(test)]
#[path = "check_tests.rs"]
mod tests;
