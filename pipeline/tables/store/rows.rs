//! Rows of any serialisable type as a Parquet file and back, nested values as nested columns.

use std::{fs::File, path::Path};

use arrow::{array::RecordBatch, compute::concat_batches, datatypes::FieldRef};
use parquet::{
    arrow::{ArrowWriter, ProjectionMask, arrow_reader::ParquetRecordBatchReaderBuilder},
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

/// Writes rows as a Parquet file, and returns its bytes' hash and number: the same rows give the same bytes.
pub fn write_rows<T: Serialize + DeserializeOwned>(path: &Path, rows: &[T]) -> Result<(String, u64), StoreError> {
    write_batch(path, &batch(path, rows)?)
}

/// Hash and number of the bytes that [`write_rows`] would write.
pub(super) fn weigh_rows<T: Serialize + DeserializeOwned>(path: &Path, rows: &[T]) -> Result<(String, u64), StoreError> {
    let bytes = encode(path, &batch(path, rows)?)?;
    Ok((super::hash(&bytes), bytes.len() as u64))
}

/// Writes a table as a Parquet file, and returns its bytes' hash and number.
pub fn write_batch(path: &Path, batch: &RecordBatch) -> Result<(String, u64), StoreError> {
    let bytes = encode(path, batch)?;
    super::replace(path, &bytes)?;
    Ok((super::hash(&bytes), bytes.len() as u64))
}

fn batch<T: Serialize + DeserializeOwned>(path: &Path, rows: &[T]) -> Result<RecordBatch, StoreError> {
    serde_arrow::to_record_batch(&fields_of::<T>(path)?, &rows).map_err(StoreError::content(path))
}

fn encode(path: &Path, batch: &RecordBatch) -> Result<Vec<u8>, StoreError> {
    let settings = WriterProperties::builder()
        .set_created_by("zonefacts".to_owned())
        .set_compression(Compression::ZSTD(ZstdLevel::default()))
        .build();
    let mut bytes = Vec::new();
    let mut writer = ArrowWriter::try_new(&mut bytes, batch.schema(), Some(settings)).map_err(StoreError::content(path))?;
    writer.write(batch).map_err(StoreError::content(path))?;
    writer.close().map_err(StoreError::content(path))?;
    Ok(bytes)
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
pub fn read_each<T: DeserializeOwned>(path: &Path, mut take: impl FnMut(T)) -> Result<(), StoreError> {
    let builder = open(path)?;
    let wanted = fields_of::<T>(path)?;
    let schema = builder.schema();
    let roots = wanted.iter().filter_map(|field| schema.index_of(field.name()).ok());
    let columns = ProjectionMask::roots(builder.parquet_schema(), roots);
    let reader = builder.with_projection(columns).build().map_err(StoreError::content(path))?;
    for batch in reader {
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

    fn round_trip<T: Serialize + DeserializeOwned + PartialEq + std::fmt::Debug>(value: T) {
        let folder = tempfile::tempdir().unwrap();
        let (one, two) = (folder.path().join("one.parquet"), folder.path().join("two.parquet"));
        let span = Some(Span::new(3, 9));
        let issue = |span, code, severity| Issue { document: "a.txt".into(), span, code, severity, message: "why".into() };
        let rows = [
            StoredRow { value: Some(value), issues: vec![issue(span, IssueCode::YearUnknown, Severity::Warning)] },
            StoredRow { value: None, issues: vec![issue(None, IssueCode::FileRejected, Severity::Error)] },
        ];
        let written = write_rows(&one, &rows).unwrap();
        assert_eq!(read_rows::<StoredRow<T>>(&one).unwrap(), rows);
        assert_eq!(write_rows(&two, &rows).unwrap(), written, "same rows, same bytes");
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
            ..Default::default()
        };
        round_trip(Observed {
            head: head(),
            articles: vec![frame, ArticleFrame::default()],
            candidates: vec![candidate],
            numbers: vec![number],
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
        round_trip(Resolved { head: head(), observations: vec![observation], ledger: vec![row], articles: 1 });
    }

    #[test]
    fn a_row_without_a_value_passes_a_stage_untouched() {
        let row: StoredRow<u8> = StoredRow { value: None, issues: vec![] };
        assert_eq!(row.then(|n| Staged::clean(n + 1)).value, None);
        let row = StoredRow { value: Some(1), issues: vec![] };
        assert_eq!(row.then(|n| Staged::clean(n + 1)).value, Some(2));
    }

    #[test]
    fn a_missing_file_is_an_error_that_names_it() {
        let error = read_rows::<RawDocument>(Path::new("no/such.parquet")).unwrap_err();
        assert!(error.to_string().starts_with("no/such.parquet"), "{error}");
    }
}
