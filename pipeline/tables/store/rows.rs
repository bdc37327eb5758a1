//! Rows of any serialisable type as a Parquet file and back, nested values as nested columns.

use std::{
    fs::File,
    io::{self, BufWriter, Write},
    marker::PhantomData,
    path::{Path, PathBuf},
    sync::Arc,
};

use arrow::{
    array::RecordBatch,
    compute::concat_batches,
    datatypes::{FieldRef, Schema, SchemaRef},
};
use parquet::{
    arrow::{
        ArrowWriter, ProjectionMask,
        arrow_reader::{ArrowReaderMetadata, ParquetRecordBatchReaderBuilder},
    },
    basic::{Compression, ZstdLevel},
    file::properties::WriterProperties,
};
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use serde_arrow::schema::{SchemaLike, TracingOptions};
use zonefacts_text::model::{Issue, Staged};

use super::StoreError;

/// One row of a stage's part: what became of one document, and everything that was noted about it on the way.
///
/// A rejected input has issues and no value; its row travels through all stages, so that nothing is lost.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct StoredRow<T> {
    /// The stage's result.
    pub value: Option<T>,
    /// The issues of this stage and of those before it.
    pub issues: Vec<Issue>,
}

impl<T> StoredRow<T> {
    /// Takes the row one stage further; a row without a value stays as it is.
    pub fn then<U>(self, stage: impl FnOnce(T) -> Staged<U>) -> StoredRow<U> {
        let Self { value, mut issues } = self;
        let value = value.map(stage).map(|staged| {
            issues.extend(staged.issues);
            staged.value
        });
        StoredRow { value, issues }
    }
}

/// A Parquet file of rows in the making: slice by slice, so that it never has to be in memory as a whole. The same slices
/// give the same bytes.
pub struct RowsFile<T> {
    path: PathBuf,
    fields: Vec<FieldRef>,
    writer: ArrowWriter<Hashed>,
    rows: PhantomData<T>,
}

impl<T: Serialize + DeserializeOwned> RowsFile<T> {
    /// Begins a file; what stood at the path stays until the end.
    pub fn create(path: &Path) -> Result<Self, StoreError> {
        Self::begin(path, Hashed::create(path)?)
    }

    /// Begins a file that is weighed and never written.
    pub(super) fn weighed(path: &Path) -> Result<Self, StoreError> {
        Self::begin(path, Hashed::nowhere())
    }

    fn begin(path: &Path, to: Hashed) -> Result<Self, StoreError> {
        let fields = fields_of::<T>(path)?;
        let schema = Arc::new(Schema::new(fields.clone()));
        Ok(Self { path: path.to_owned(), fields, writer: writer(path, to, schema)?, rows: PhantomData })
    }

    /// Adds a slice, which [`read_slices`] gives back as one.
    pub fn add(&mut self, rows: &[T]) -> Result<(), StoreError> {
        let batch = serde_arrow::to_record_batch(&self.fields, &rows).map_err(StoreError::content(&self.path))?;
        self.writer.write(&batch).map_err(StoreError::content(&self.path))?;
        self.writer.flush().map_err(StoreError::content(&self.path))
    }

    /// Puts the file into its place, and returns its bytes' hash and number.
    pub fn finish(self) -> Result<(String, u64), StoreError> {
        let hashed = self.writer.into_inner().map_err(StoreError::content(&self.path))?;
        hashed.end(&self.path)
    }
}

/// Writes a table as a Parquet file, and returns its bytes' hash and number.
pub fn write_batch(path: &Path, batch: &RecordBatch) -> Result<(String, u64), StoreError> {
    let mut writer = writer(path, Hashed::create(path)?, batch.schema())?;
    writer.write(batch).map_err(StoreError::content(path))?;
    writer.into_inner().map_err(StoreError::content(path))?.end(path)
}

fn writer(path: &Path, to: Hashed, schema: SchemaRef) -> Result<ArrowWriter<Hashed>, StoreError> {
    let settings = WriterProperties::builder()
        .set_created_by("zonefacts".to_owned())
        .set_compression(Compression::ZSTD(ZstdLevel::default()))
        .build();
    ArrowWriter::try_new(to, schema, Some(settings)).map_err(StoreError::content(path))
}

/// A new file beside the one that it will replace, hashed as it is written; or no file, for the hash alone.
struct Hashed {
    file: Option<BufWriter<File>>,
    hasher: blake3::Hasher,
    bytes: u64,
}

impl Hashed {
    fn create(path: &Path) -> Result<Self, StoreError> {
        let fresh = super::fresh(path);
        let file = File::create(&fresh).map_err(StoreError::disk(&fresh))?;
        Ok(Self { file: Some(BufWriter::new(file)), ..Self::nowhere() })
    }

    fn nowhere() -> Self {
        Self { file: None, hasher: blake3::Hasher::new(), bytes: 0 }
    }

    /// Puts the file into its place, and returns its bytes' hash and number.
    fn end(mut self, path: &Path) -> Result<(String, u64), StoreError> {
        self.flush().map_err(StoreError::disk(path))?;
        if self.file.is_some() {
            std::fs::rename(super::fresh(path), path).map_err(StoreError::disk(path))?;
        }
        Ok((super::named(&self.hasher.finalize()), self.bytes))
    }
}

impl Write for Hashed {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let count = self.file.as_mut().map_or(Ok(bytes.len()), |file| file.write(bytes))?;
        self.hasher.update(&bytes[..count]);
        self.bytes += count as u64;
        Ok(count)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.as_mut().map_or(Ok(()), BufWriter::flush)
    }
}

/// Reads the table of a Parquet file.
pub fn read_batch(path: &Path) -> Result<RecordBatch, StoreError> {
    let builder = open(path)?;
    let schema = builder.schema().clone();
    let batches: Result<Vec<_>, _> = builder.build().map_err(StoreError::content(path))?.collect();
    concat_batches(&schema, &batches.map_err(StoreError::content(path))?).map_err(StoreError::content(path))
}

/// Reads the rows of a Parquet file, those columns only that `T` names.
pub fn read_rows<T: DeserializeOwned>(path: &Path) -> Result<Vec<T>, StoreError> {
    let mut rows = Vec::new();
    read_each(path, |row| rows.push(row))?;
    Ok(rows)
}

/// Hands on the rows of a Parquet file one after the other, a batch of them in memory at a time.
pub fn read_each<T: DeserializeOwned>(path: &Path, take: impl FnMut(T)) -> Result<(), StoreError> {
    hand_on(path, open(path)?, &fields_of::<T>(path)?, take)
}

/// Hands on the rows that a reader of the file comes upon.
fn hand_on<T: DeserializeOwned>(
    path: &Path,
    reader: ParquetRecordBatchReaderBuilder<File>,
    wanted: &[FieldRef],
    mut take: impl FnMut(T),
) -> Result<(), StoreError> {
    let schema = reader.schema();
    let roots = wanted.iter().filter_map(|field| schema.index_of(field.name()).ok());
    let columns = ProjectionMask::roots(reader.parquet_schema(), roots);
    for batch in reader.with_projection(columns).build().map_err(StoreError::content(path))? {
        let batch = batch.map_err(StoreError::content(path))?;
        let rows: Vec<T> = serde_arrow::from_record_batch(&batch).map_err(StoreError::content(path))?;
        rows.into_iter().for_each(&mut take);
    }
    Ok(())
}

/// The rows of a table in memory, those columns only that `T` names; `name` is the table's, for errors.
pub fn rows_of<T: DeserializeOwned>(name: &str, batch: &RecordBatch) -> Result<Vec<T>, StoreError> {
    let name = Path::new(name);
    let wanted = fields_of::<T>(name)?;
    let columns: Vec<usize> = wanted.iter().filter_map(|field| batch.schema().index_of(field.name()).ok()).collect();
    let batch = batch.project(&columns).map_err(StoreError::content(name))?;
    serde_arrow::from_record_batch(&batch).map_err(StoreError::content(name))
}

/// Reads the rows of a Parquet file slice by slice, as they were added.
pub fn read_slices<T: DeserializeOwned>(
    path: &Path,
) -> Result<impl Iterator<Item = Result<Vec<T>, StoreError>> + use<T>, StoreError> {
    let path = path.to_owned();
    let file = File::open(&path).map_err(StoreError::disk(&path))?;
    let metadata = ArrowReaderMetadata::load(&file, Default::default()).map_err(StoreError::content(&path))?;
    let wanted = fields_of::<T>(&path)?;
    let slices = metadata.metadata().num_row_groups();
    let slice = move |at: usize| {
        let file = file.try_clone().map_err(StoreError::disk(&path))?;
        let reader = ParquetRecordBatchReaderBuilder::new_with_metadata(file, metadata.clone()).with_row_groups(vec![at]);
        let mut rows = Vec::new();
        hand_on(&path, reader, &wanted, |row| rows.push(row))?;
        Ok(rows)
    };
    Ok((0..slices).map(slice))
}

fn open(path: &Path) -> Result<ParquetRecordBatchReaderBuilder<File>, StoreError> {
    let file = File::open(path).map_err(StoreError::disk(path))?;
    ParquetRecordBatchReaderBuilder::try_new(file).map_err(StoreError::content(path))
}

/// The Arrow fields of a row type, as its own deserialisation tells them.
fn fields_of<T: DeserializeOwned>(path: &Path) -> Result<Vec<FieldRef>, StoreError> {
    let options = TracingOptions::default().enums_without_data_as_strings(true).allow_null_fields(true);
    Vec::<FieldRef>::from_type::<T>(options).map_err(StoreError::content(path))
}

#[cfg(test)]
#[path = "rows_tests.rs"]
mod tests;
