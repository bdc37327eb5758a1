//! The same reports out of every collection, whoever wrote it.
#![allow(clippy::unwrap_used)]

use zonefacts_text::model::IssueCode;

use crate::{
    LIMITS, Limits,
    testing::{gz, made, read_one, read_one_within, report, zip},
};

#[test]
fn what_other_programs_wrote() {
    let text = report();
    let (plain, _) = read_one("a.txt", &text);
    for name in [
        "pyarrow-snappy.parquet",
        "pyarrow-gzip.parquet",
        "pyarrow-lz4.parquet",
        "pyarrow-types.parquet",
        "pyarrow-lz4.feather",
        "pyarrow-stream.arrows",
        "pandas.parquet",
        "pandas.feather",
        "polars.parquet",
        "polars.arrow",
        "duckdb.parquet",
    ] {
        let (documents, issues) = read_one(name, made(name));
        assert_eq!(issues, [], "{name}");
        let found: Vec<_> = documents.iter().map(|document| document.head.document.clone()).collect();
        assert_eq!(found, [format!("{name}#1"), format!("{name}#2")]);
        let head = &documents[0].head;
        assert_eq!((&documents[0].text, &head.document_id), (&text, &plain[0].head.document_id), "{name}");
        assert_eq!(
            (head.title.as_deref(), head.url.as_deref()),
            (Some("锦州高新区概况"), Some("http://www.example.cn/art/2018/4/17/a.html")),
            "{name}"
        );
        let published = head.published.map(|date| date.to_string());
        assert_eq!(
            (published.as_deref(), head.published_basis.as_deref()),
            (Some("2018-04-17"), Some("column publish_date")),
            "{name}"
        );
        let head = &documents[1].head;
        assert_eq!((&head.title, head.published, &head.url), (&None, None, &None), "{name}");
    }
}

#[test]
fn a_table_without_texts_is_a_sheet() {
    let (documents, issues) = read_one("sheet.parquet", made("sheet.parquet"));
    assert_eq!(issues, []);
    assert_eq!(documents[0].text, "指标 | 2017年(亿元) | 增长(%)\n地区生产总值 | 72.6 | 15.8\n固定资产投资 | 37.3");
    assert_eq!(documents[0].head.document, "sheet.parquet");
}

#[test]
fn collections_in_containers() {
    let lines = "{\"text\":\"甲\"}\n{\"text\":\"乙\"}\n";
    let (documents, issues) = read_one("a.jsonl.gz", gz(lines.as_bytes()));
    let found: Vec<_> = documents.iter().map(|document| (document.head.document.as_str(), document.text.as_str())).collect();
    assert_eq!((found, issues), (vec![("a.jsonl.gz!/a.jsonl#1", "甲"), ("a.jsonl.gz!/a.jsonl#2", "乙")], vec![]));
    let (documents, _) = read_one("a.zip", zip(&[("polars.parquet", &made("polars.parquet"))]));
    assert_eq!(documents[1].head.document, "a.zip!/polars.parquet#2");
}

#[test]
fn arrays_and_rows_of_json() {
    for (content, expected) in [
        ("[{\"text\":\"甲\",\"date\":\"2018-04-17\"}, 3, {\"title\":\"无\"}, {\"正文\":\"乙\"}]", &["#1", "#4"][..]),
        (" {\"text\":\"甲\"}", &["#1"]),
        ("{\"text\":\"甲\"}\n{\"text\":\n\"乙\"}", &["#1", "#2"]),
    ] {
        let (documents, issues) = read_one("a.json", content);
        let found: Vec<_> = documents.iter().map(|document| document.head.document.trim_start_matches("a.json")).collect();
        assert_eq!(
            (found, issues.len()),
            (expected.to_vec(), if expected.len() == 2 && content.starts_with('[') { 2 } else { 0 })
        );
    }
    let (documents, issues) = read_one("a.json", "[{\"text\":\"甲\"}, {\"text\":\"乙");
    assert_eq!((documents.len(), issues[0].code), (1, IssueCode::PartUnread));
    let (documents, issues) = read_one("a.json", "[]");
    assert_eq!((documents.len(), issues[0].code), (0, IssueCode::FileRejected));
}

#[test]
fn encodings_of_a_stream() {
    let lines: String = (0..4000).map(|n| format!("{{\"text\":\"第{n}篇：某高新区实现产值{n}亿元\"}}\n")).collect();
    let wide: Vec<u8> = lines.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let (gbk, ..) = encoding_rs::GB18030.encode(&lines);
    for (content, encoding) in [(lines.as_bytes(), "UTF-8"), (&gbk[..], "GB18030"), (&wide[..], "UTF-16LE")] {
        let (documents, issues) = read_one("a.jsonl", content);
        assert_eq!((documents.len(), issues.len(), documents[3999].head.encoding.as_str()), (4000, 0, encoding));
        assert_eq!(documents[3999].text, "第3999篇：某高新区实现产值3999亿元");
    }
}

#[test]
fn a_record_that_is_too_long_is_one_issue() {
    let limits = Limits { record: 1000, ..LIMITS };
    let long = "长".repeat(1000);
    let lines = format!("{{\"text\":\"甲\"}}\n{{\"text\":\"{long}\"}}\n{{\"text\":\"乙\"}}");
    let (documents, issues) = read_one_within(limits, "a.jsonl", &lines);
    let found: Vec<_> = documents.iter().map(|document| document.head.document.as_str()).collect();
    assert_eq!((found, issues[0].document.as_str()), (vec!["a.jsonl#1", "a.jsonl#3"], "a.jsonl#2"));
    let (documents, issues) =
        read_one_within(limits, "a.json", format!("[{{\"text\":\"甲\"}},\n{{\"text\":\"{}\"}}]", long.repeat(200)));
    assert_eq!((documents.len(), issues.len()), (1, 1));
}
