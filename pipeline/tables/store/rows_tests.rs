//! Tests of files of rows: every type that is stored comes back as it was, whole and in slices.
#![allow(clippy::unwrap_used)]

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
    let block =
        Block { kind: BlockKind::Table, level: 0, start: 0, end: 9, rows: vec![Row { cells: vec![Cell { start: 1, end: 4 }] }] };
    let article = Article { title: Some("题".into()), published: None, blocks: vec![block] };
    round_trip(Document {
        head: head(),
        source: "高新区".into(),
        text: Mapped::identity("高新区"),
        dropped: vec![Span::new(1, 2)],
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
        told: Some(2011),
        base: Some(TimeMeaning { year: Some(2008), ..TimeMeaning::default() }),
        stock: false,
        sums: true,
        undated: true,
        stated: Some(("gdp".into(), String::new())),
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
