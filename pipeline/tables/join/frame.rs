//! Between rows, polars and Arrow: columns of a frame from rows, and a frame or rows as the record batch that the contract promises.
//!
//! Values are copied one by one. Of rows, only the column in the making is there in both forms: they may be millions. Dates travel through polars as days since 1970-01-01.

use std::collections::BTreeMap;
use std::sync::Arc;

use arrow::array::{
    ArrayRef, BooleanArray, Date32Array, Float64Array, Int64Array, ListBuilder, RecordBatch, StringArray, StringBuilder,
};
use arrow::datatypes::Field;
use polars::prelude::{
    Column, DataFrame, DataType, IdxCa, IntoSeries, ListBuilderTrait, ListStringChunkedBuilder, PolarsError, PolarsResult,
    SortMultipleOptions, StringChunked,
};
use zonefacts_text::model::{Date, Decimal};

use super::JoinError;
use crate::contract::{self, Contract, Holds, Kind};

/// The column that numbers the rows while they are sorted; no contract names it.
const ROW: &str = "#row";

/// A column of texts.
pub(super) fn text<'a, T: Into<Option<&'a str>>>(name: &str, values: impl Iterator<Item = T>) -> Column {
    Column::new(name.into(), values.map(Into::into).collect::<Vec<Option<&str>>>())
}

/// A column of whole numbers.
pub(super) fn int<T: Into<Option<i64>>>(name: &str, values: impl Iterator<Item = T>) -> Column {
    Column::new(name.into(), values.map(Into::into).collect::<Vec<Option<i64>>>())
}

/// A column of numbers: here exact decimals become the nearest floats.
pub(super) fn float<T: Into<Option<Decimal>>>(name: &str, values: impl Iterator<Item = T>) -> Column {
    let nearest = |decimal: Decimal| decimal.to_string().parse::<f64>().ok();
    Column::new(name.into(), values.map(|value| value.into().and_then(nearest)).collect::<Vec<Option<f64>>>())
}

/// A column of flags.
pub(super) fn flag(name: &str, values: impl Iterator<Item = bool>) -> Column {
    Column::new(name.into(), values.collect::<Vec<bool>>())
}

/// A column of dates.
pub(super) fn date(name: &str, values: impl Iterator<Item = Option<Date>>) -> Column {
    Column::new(name.into(), values.map(|value| value.map(Date::epoch_days)).collect::<Vec<Option<i32>>>())
}

/// A column of lists of texts.
pub(super) fn list<'a>(name: &str, values: impl Iterator<Item = &'a [String]>) -> Column {
    lists(name, values.map(|texts| texts.iter().map(String::as_str)))
}

/// The same, of anything that gives texts.
pub(super) fn lists<'a, T: Iterator<Item = &'a str>>(name: &str, values: impl Iterator<Item = T>) -> Column {
    let values: Vec<T> = values.collect();
    let mut builder = ListStringChunkedBuilder::new(name.into(), values.len(), values.len());
    values.into_iter().for_each(|texts| builder.append_values_iter(texts));
    builder.finish().into_series().into()
}

/// Rows that become a table, column by column.
pub(super) trait Rows {
    /// How many there are.
    fn count(&self) -> usize;

    /// The column of that name; none of another name.
    fn column(&self, name: &str) -> Option<Column>;
}

/// Some columns of rows.
pub(super) fn frame_of(rows: &impl Rows, names: &[impl AsRef<str>]) -> Result<DataFrame, JoinError> {
    let column = |name| rows.column(name).ok_or_else(|| missing(name));
    frame(rows.count(), names.iter().map(AsRef::as_ref).map(column).collect::<PolarsResult<_>>()?)
}

/// A frame of `rows` rows.
pub(super) fn frame(rows: usize, columns: Vec<Column>) -> Result<DataFrame, JoinError> {
    Ok(DataFrame::new(rows, columns)?)
}

/// The frame as its contract promises it: its columns in order, its types, sorted.
pub(super) fn batch(frame: DataFrame, contract: &Contract) -> Result<RecordBatch, JoinError> {
    let order = order(frame.select(&contract.sort)?, &contract.sort)?;
    let named = frame.into_columns().into_iter().map(|column| (column.name().to_string(), column));
    let mut columns: BTreeMap<String, Column> = named.collect();
    assemble(|name| columns.remove(name), order, contract)
}

/// The same of rows.
pub(super) fn batch_of(rows: &impl Rows, contract: &Contract) -> Result<RecordBatch, JoinError> {
    let order = order(frame_of(rows, &contract.sort)?, &contract.sort)?;
    assemble(|name| rows.column(name), order, contract)
}

fn assemble(
    mut column: impl FnMut(&str) -> Option<Column>,
    order: Option<IdxCa>,
    contract: &Contract,
) -> Result<RecordBatch, JoinError> {
    let mut arrays: Vec<ArrayRef> = Vec::with_capacity(contract.columns.len());
    for promise in &contract.columns {
        let column = column(&promise.name).ok_or_else(|| missing(&promise.name))?;
        let sorted = match &order {
            Some(order) => column.take(order)?,
            None => column,
        };
        arrays.push(array(&sorted, promise)?);
    }
    // A null that the contract forbids is reported by its check, not here: the arrays keep it, the fields let it pass.
    let schema = contract.schema();
    let fields: Vec<Field> = schema.fields().iter().map(|field| field.as_ref().clone()).collect();
    let fields: Vec<Field> = fields.into_iter().zip(&arrays).map(|(field, array)| tolerant(field, array)).collect();
    let schema = arrow::datatypes::Schema::new_with_metadata(fields, schema.metadata().clone());
    Ok(RecordBatch::try_new(Arc::new(schema), arrays)?)
}

fn missing(name: &str) -> PolarsError {
    PolarsError::ColumnNotFound(name.to_owned().into())
}

/// Where each row of the sorted frame stands among the keys; none when they are sorted as they stand.
fn order(keys: DataFrame, by: &[String]) -> PolarsResult<Option<IdxCa>> {
    if by.is_empty() {
        return Ok(None);
    }
    let keys = keys.with_row_index(ROW.into(), None)?;
    let sorted = keys.sort(by, SortMultipleOptions::default().with_maintain_order(true))?;
    let order = sorted.column(ROW)?.idx()?;
    let moved = order.iter().zip(0..).any(|(from, to)| from != Some(to));
    Ok(moved.then(|| order.clone()))
}

fn tolerant(field: Field, array: &ArrayRef) -> Field {
    let nullable = field.is_nullable() || array.null_count() > 0;
    field.with_nullable(nullable)
}

fn array(column: &Column, promise: &contract::Column) -> PolarsResult<ArrayRef> {
    if promise.holds == Holds::Any {
        return texts(column);
    }
    Ok(match promise.kind {
        Kind::Text => Arc::new(strings(column.cast(&DataType::String)?.str()?)),
        Kind::Int => Arc::new(column.cast(&DataType::Int64)?.i64()?.iter().collect::<Int64Array>()),
        Kind::Float => Arc::new(column.cast(&DataType::Float64)?.f64()?.iter().collect::<Float64Array>()),
        Kind::Bool => Arc::new(column.bool()?.iter().collect::<BooleanArray>()),
        Kind::Date => Arc::new(column.cast(&DataType::Int32)?.i32()?.iter().collect::<Date32Array>()),
    })
}

/// The same texts in no more room than they take.
fn strings(texts: &StringChunked) -> StringArray {
    let mut strings = StringBuilder::with_capacity(texts.len(), texts.iter().flatten().map(str::len).sum());
    strings.extend(texts.iter());
    strings.finish()
}

fn texts(column: &Column) -> PolarsResult<ArrayRef> {
    let mut builder =
        ListBuilder::new(StringBuilder::new()).with_field(Field::new_list_field(arrow::datatypes::DataType::Utf8, false));
    for row in column.list()?.amortized_iter() {
        match row {
            Some(values) => {
                values.as_ref().str()?.iter().flatten().for_each(|value| builder.values().append_value(value));
                builder.append(true);
            }
            None => builder.append(false),
        }
    }
    Ok(Arc::new(builder.finish()))
}
