//! Between rows, polars and Arrow: columns of a frame from rows, and a frame as the record batch that its contract promises.
//!
//! Values are copied one by one. Dates travel through polars as days since 1970-01-01.

use std::collections::BTreeMap;
use std::sync::Arc;

use arrow::array::{
    ArrayRef, BooleanArray, Date32Array, Float64Array, Int64Array, ListBuilder, RecordBatch, StringArray, StringBuilder,
};
use arrow::datatypes::Field;
use polars::prelude::{
    Column, DataFrame, DataType, IdxCa, IntoSeries, ListBuilderTrait, ListStringChunkedBuilder, PolarsError, PolarsResult,
    SortMultipleOptions,
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

/// The same of `rows` rows whose columns are made when they are needed, so that only one of them is there twice.
pub(super) fn batch_of(
    rows: usize,
    column: impl Fn(&str) -> Option<Column>,
    contract: &Contract,
) -> Result<RecordBatch, JoinError> {
    let keys = contract.sort.iter().map(|name| column(name).ok_or_else(|| missing(name))).collect::<PolarsResult<_>>()?;
    let order = order(frame(rows, keys)?, &contract.sort)?;
    assemble(column, order, contract)
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
        Kind::Text => Arc::new(column.cast(&DataType::String)?.str()?.iter().collect::<StringArray>()),
        Kind::Int => Arc::new(column.cast(&DataType::Int64)?.i64()?.iter().collect::<Int64Array>()),
        Kind::Float => Arc::new(column.cast(&DataType::Float64)?.f64()?.iter().collect::<Float64Array>()),
        Kind::Bool => Arc::new(column.bool()?.iter().collect::<BooleanArray>()),
        Kind::Date => Arc::new(column.cast(&DataType::Int32)?.i32()?.iter().collect::<Date32Array>()),
    })
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
