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
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use zonefacts_text::model::*;

    fn write<T: Serialize + DeserializeOwned>(path: &Path, slices: &[&[T]]) -> (String, u64) {
        let mut file = RowsFile::create(path).unwrap();
        slices.iter().for_each(|rows| file.add(rows).unwrap());
        file.finish().unwrap()
    }

    fn round_trip<T: Serialize + DeserializeOwned + PartialEq + std::fmt::Debug>(value: T) {
        let folder = tempfile::tempdir().unwrap();
        let (one, two) = (folder.path().join("one.parquet"), folder.path().join("two.parquet"));
        let span = Some(Span::new(3, 9));
        let issue = |span, code, severity| Issue { document: "a.txt".into(), span, code, severity, message: "why".into() };
        let rows = [
            StoredRow { value: Some(value), issues: vec![issue(span, IssueCode::YearUnknown, Severity::Warning)] },
            StoredRow { value: None, issues: vec![issue(None, IssueCode::FileRejected, Severity::Error)] },
        ];
        let written = write(&one, &[&rows]);
        assert_eq!(read_rows::<StoredRow<T>>(&one).unwrap(), rows);
        assert_eq!(written, (super::super::hash(&std::fs::read(&one).unwrap()), std::fs::metadata(&one).unwrap().len()));
        assert_eq!(write(&two, &[&rows]), written, "same rows, same bytes");
    }

    fn head() -> DocumentHead {
        DocumentHead {
            document_id: "0123456789abcdef".into(),
            published: Date::new(2019, 7, 5),
            file_bytes: 1 << 40,
            ..Default::default()
        }
    }

    #[test]
    fn every_stage_result_comes_back_as_it_was_stored() {
        round_trip(RawDocument { head: head(), text: "高新区GDP\n72.6亿元".into() });
        let block = Block {
            kind: BlockKind::Table,
            level: 0,
            start: 0,
            end: 9,
            rows: vec![Row { cells: vec![Cell { start: 1, end: 4 }] }],
        };
        let article = Article { title: Some("题".into()), published: None, blocks: vec![block] };
        round_trip(Document {
            head: head(),
            source: "高新区".into(),
            text: Mapped::identity("高新区"),
            articles: vec![article, Article::default()],
        });
        let candidate = Candidate {
            number: 0,
            article: 0,
            sentence: "增长15.8%".into(),
            metric_id: "gdp".into(),
            segment: String::new(),
            measure: Measure::Growth,
            value: Decimal::new(158, 1),
            value_high: None,
            unit: "percent".into(),
            precision: Decimal::new(5, 2),
            bound: Bound::Approx,
            status: Status::Estimate,
            scope: String::new(),
            subarea: String::new(),
            rule_id: "growth".into(),
            status_by_heading: true,
            status_basis: "预计".into(),
            subjects: vec![SubjectEvidence {
                level: Level::Heading,
                words: "全区".into(),
                meaning: "generic:whole".into(),
                span: Span::new(1, 3),
            }],
            times: vec![TimeEvidence {
                level: Level::Clause,
                words: "目前".into(),
                meaning: TimeMeaning::default(),
                span: Span::new(0, 2),
            }],
            base: Some(TimeMeaning { year: Some(2008), ..TimeMeaning::default() }),
            stock: false,
            undated: true,
        };
        let number = NumberSeen {
            span: Span::new(2, 7),
            text: "15.8%".into(),
            number: Some(Decimal::new(158, 1)),
            disposition: Disposition::Observation,
        };
        let frame = ArticleFrame {
            published: Date::new(2020, 1, 31),
            zones: vec!["wuxi".into()],
            years: vec![2020],
            fingerprint: Fingerprint { letters: 9, text: u64::MAX, figures: vec![0, u64::MAX] },
            ..Default::default()
        };
        round_trip(Observed {
            head: head(),
            articles: vec![frame, ArticleFrame::default()],
            candidates: vec![candidate],
            numbers: vec![number],
            source: "高新区增长15.8%".into(),
        });
        let observation = Observation {
            observation_id: "00000000000000ff".into(),
            article: 0,
            span: Span::new(2, 7),
            value_text: "15.8%".into(),
            sentence: "增长15.8%".into(),
            subject: "wuxi".into(),
            subject_kind: SubjectKind::Zone,
            subarea: String::new(),
            metric_id: "gdp".into(),
            segment: String::new(),
            measure: Measure::Growth,
            value: Decimal::new(-158, 1),
            value_high: Some(Decimal::ONE),
            unit: "percent".into(),
            precision: Decimal::new(5, 2),
            bound: Bound::Range,
            year: Some(2021),
            base_year: Some(2015),
            period: Period::Years(2016, 2020),
            status: Status::Target,
            scope: "city".into(),
            rule_id: "growth".into(),
            year_basis: "2021年".into(),
            subject_basis: "全区".into(),
            published: Date::new(2021, 10, 1),
        };
        let row = LedgerRow {
            span: Span::new(2, 7),
            text: "15.8%".into(),
            number: None,
            disposition: Disposition::NoMetric,
            observation_ids: vec!["00000000000000ff".into()],
        };
        let fingerprint = Fingerprint { letters: 9, text: u64::MAX - 1, figures: vec![1 << 63] };
        let article = ResolvedArticle { published: Date::new(2021, 10, 1), fingerprint };
        round_trip(Resolved {
            head: head(),
            observations: vec![observation],
            ledger: vec![row],
            articles: vec![article, ResolvedArticle::default()],
        });
    }

    #[test]
    fn a_row_without_a_value_passes_a_stage_untouched() {
        let row: StoredRow<u8> = StoredRow { value: None, issues: vec![] };
        assert_eq!(row.then(|n| Staged::clean(n + 1)).value, None);
        let row = StoredRow { value: Some(1), issues: vec![] };
        assert_eq!(row.then(|n| Staged::clean(n + 1)).value, Some(2));
    }

    #[test]
    fn slices_come_back_as_they_were_added() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.parquet");
        let spans: Vec<Span> = (0..5000).map(|n| Span::new(n, n + 1)).collect();
        write(&path, &[&spans[..3000], &spans[3000..]]);
        let lengths: Vec<usize> = read_slices::<Span>(&path).unwrap().map(|slice| slice.unwrap().len()).collect();
        assert_eq!((lengths, read_rows::<Span>(&path).unwrap()), (vec![3000, 2000], spans));
        write::<Span>(&path, &[]);
        assert_eq!(read_rows::<Span>(&path).unwrap(), []);
    }

    #[test]
    fn a_missing_file_is_an_error_that_names_it() {
        let error = read_rows::<RawDocument>(Path::new("no/such.parquet")).unwrap_err();
        assert!(error.to_string().starts_with("no/such.parquet"), "{error}");
    }
}
