//! One table as one Parquet file, the same bytes on every run, and back.

use std::fs::File;
use std::path::Path;

use ::parquet::arrow::ArrowWriter;
use ::parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;
use ::parquet::basic::{Compression, ZstdLevel};
use ::parquet::file::metadata::{KeyValue, SortingColumn};
use ::parquet::file::properties::{EnabledStatistics, WriterProperties};
use arrow::array::RecordBatch;
use arrow::compute::concat_batches;

use super::{WriteError, at};
use crate::Tables;
use crate::contract::Contract;

/// Who wrote the file: no version, so that the bytes change only when the table does.
const CREATED_BY: &str = "zonefacts";

/// The bytes of the table's file.
pub(super) fn encode(batch: &RecordBatch, contract: &Contract) -> Result<Vec<u8>, WriteError> {
    let batch = RecordBatch::try_new(contract.schema(), batch.columns().to_vec())?;
    let mut bytes = Vec::new();
    let mut writer = ArrowWriter::try_new(&mut bytes, contract.schema(), Some(properties(contract)?))?;
    writer.write(&batch)?;
    writer.close()?;
    Ok(bytes)
}

fn properties(contract: &Contract) -> Result<WriterProperties, WriteError> {
    let metadata = contract.metadata().into_iter().map(|(key, value)| KeyValue::new(key, value)).collect();
    // Each column, a list of texts too, is one leaf of the Parquet schema.
    let place = |name: &String| contract.columns.iter().position(|column| column.name == *name);
    let sorting = contract.sort.iter().filter_map(place).map(|column_idx| SortingColumn {
        column_idx: column_idx as i32,
        descending: false,
        nulls_first: true,
    });
    Ok(WriterProperties::builder()
        .set_created_by(CREATED_BY.to_owned())
        .set_compression(Compression::ZSTD(ZstdLevel::try_new(3)?))
        .set_dictionary_enabled(true)
        .set_statistics_enabled(EnabledStatistics::Page)
        .set_sorting_columns(Some(sorting.collect()))
        .set_key_value_metadata(Some(metadata))
        .build())
}

/// Reads a table back.
pub fn read(path: &Path) -> Result<RecordBatch, WriteError> {
    let builder = ParquetRecordBatchReaderBuilder::try_new(at(path, File::open(path))?)?;
    let schema = builder.schema().clone();
    let batches = builder.build()?.collect::<Result<Vec<_>, _>>()?;
    Ok(concat_batches(&schema, &batches)?)
}

/// Reads all tables of a release back.
pub fn read_tables(release: &Path) -> Result<Tables, WriteError> {
    let mut tables = Tables::new();
    for entry in at(release, std::fs::read_dir(release))? {
        let path = at(release, entry)?.path();
        if path.extension().is_some_and(|extension| extension == "parquet") {
            let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
            tables.insert(name, read(&path)?);
        }
    }
    Ok(tables)
}
