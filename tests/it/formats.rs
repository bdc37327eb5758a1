//! One report in every format and encoding: the same observations, each value where the text prints it.

use std::{collections::BTreeMap, fs, path::Path};

use encoding_rs::{BIG5, Encoding, GB18030};
use serde_json::json;
use zonefacts_ingest::{COLLECTIONS, CONTAINERS, Columns, READERS, ingest, list};
use zonefacts_text::model::{Issue, RawDocument, Severity};

use crate::{corpus::ENGINE, office::line, property::traditional, release::root, reprints::utf16};

/// The report, which `tests/data` holds as other programs wrote it.
const SOURCE: &str = "raw/jinzhou/2017-profile.txt";

/// What a file of this name and content gives.
fn read(name: &str, content: &[u8]) -> (Vec<RawDocument>, Vec<Issue>) {
    let columns = Columns::load(&fs::read_to_string(root().join("schemas/vocab/columns.csv")).unwrap()).unwrap();
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join(name), content).unwrap();
    let (mut documents, mut issues) = (Vec::new(), Vec::new());
    ingest(folder.path(), &list(folder.path()).unwrap()[0], &columns, &mut |row| {
        documents.extend(row.value);
        issues.extend(row.issues);
    });
    (documents, issues)
}

/// What a report states, in order; each value is checked against the text that was read.
fn stated(raw: RawDocument) -> Vec<String> {
    let text: Vec<char> = raw.text.chars().collect();
    let observations = ENGINE.read(raw).observations;
    for o in &observations {
        assert!(o.value_text.chars().eq(text[o.span.start as usize..o.span.end as usize].iter().copied()));
    }
    observations.iter().map(line).collect()
}

/// The report as text, a page, rows and records, in each encoding.
fn written_here(text: &str) -> Vec<(String, Vec<u8>)> {
    let (title, body) = text.split_once("\n\n").unwrap();
    let paragraphs = body.lines().filter(|line| !line.is_empty()).collect::<Vec<_>>().join("</p><p>");
    let page = |charset: &str| {
        format!(
            "<!doctype html><html><head><meta charset='{charset}'><title>{title}</title></head><body>\
             <nav><a href='/'>首页</a> <a href='/zw'>政务</a></nav><h1>{title}</h1><p>{paragraphs}</p>\
             <footer>版权所有 辽ICP备05000001号</footer></body></html>"
        )
    };
    let rows = |comma: char| format!("标题{comma}正文{comma}发布日期\n{title}{comma}\"{text}\"{comma}2018-04-17\n");
    let record = json!({ "title": title, "full_text": text, "publish_date": "2018-04-17" }).to_string();
    let encoded = |text: &str, encoding: &'static Encoding| {
        let (bytes, _, unknown) = encoding.encode(text);
        let lacks = |c: &char| encoding.encode(c.encode_utf8(&mut [0; 4])).2;
        assert!(!unknown, "{} lacks {:?}", encoding.name(), text.chars().filter(lacks).collect::<String>());
        bytes.into_owned()
    };
    // Big5 lacks these variants of traditional characters.
    let for_big5 = |text: &str| traditional(text).replace('縂', "總").replace('麪', "面");
    let mut files = Vec::new();
    for (format, content) in [
        ("txt", text.to_owned()),
        ("md", text.to_owned()),
        ("html", page("utf-8")),
        ("htm", page("gb2312")),
        ("csv", rows(',')),
        ("tsv", rows('\t')),
        ("json", format!("[{record}]")),
        ("jsonl", record.clone()),
        ("ndjson", format!("{record}\n")),
    ] {
        files.extend([
            (format!("utf8.{format}"), content.clone().into_bytes()),
            (format!("utf8-mark.{format}"), format!("\u{feff}{content}").into_bytes()),
            (format!("gb18030.{format}"), encoded(&content, GB18030)),
            (format!("utf16le.{format}"), utf16(&content, u16::to_le_bytes)),
            (format!("utf16be.{format}"), utf16(&content, u16::to_be_bytes)),
            (format!("utf16le-no-mark.{format}"), utf16(&content, u16::to_le_bytes)[2..].to_vec()),
            (format!("utf16be-no-mark.{format}"), utf16(&content, u16::to_be_bytes)[2..].to_vec()),
            (format!("traditional.{format}"), traditional(&content).into_bytes()),
            (format!("big5.{format}"), encoded(&for_big5(&content), BIG5)),
        ]);
    }
    files
}

/// The report as other programs wrote it: every sample of these folders but the one that holds a sheet of figures.
fn written_by_programs() -> Vec<(String, Vec<u8>)> {
    let folders = ["boxes", "formats"].map(|folder| root().join("tests/data").join(folder));
    let paths = folders.iter().flat_map(|folder| fs::read_dir(folder).unwrap()).map(|entry| entry.unwrap().path());
    let name = |path: &Path| path.file_name().unwrap().to_str().unwrap().to_owned();
    let files = paths.map(|path| (name(&path), fs::read(&path).unwrap()));
    files.filter(|(name, _)| !["make.py", "sheet.parquet"].contains(&name.as_str())).collect()
}

#[test]
#[cfg_attr(not(feature = "pdf"), ignore = "some samples are PDF, which a lean build does not read")]
fn a_report_states_the_same_in_every_format_and_encoding() {
    let bytes = fs::read(root().join(SOURCE)).unwrap();
    let text = GB18030.decode(&bytes).0.replace("\r\n", "\n");
    let expected = stated(read("2017-profile.txt", &bytes).0.remove(0));
    assert_eq!(expected.len(), 45, "{expected:#?}");
    let files = [written_here(&text), written_by_programs()].concat();
    let formats =
        READERS.iter().map(|it| it.name).chain(COLLECTIONS.iter().map(|it| it.name)).chain(CONTAINERS.iter().map(|it| it.name));
    for format in formats {
        assert!(files.iter().any(|(name, _)| name.ends_with(&format!(".{format}"))), "no sample of {format}");
    }
    let mut others = BTreeMap::new();
    for (name, content) in files {
        let (documents, issues) = read(&name, &content);
        let doubts: Vec<_> = issues.iter().filter(|issue| issue.severity > Severity::Info).collect();
        assert!(!documents.is_empty() && doubts.is_empty(), "{name}: {doubts:?}");
        for document in documents {
            let which = document.head.document.clone();
            let stated = stated(document);
            let [lost, added] = [(&expected, &stated), (&stated, &expected)]
                .map(|(here, there)| here.iter().filter(|line| !there.contains(line)).cloned().collect::<Vec<_>>());
            if stated != expected {
                others.insert(which, (lost, added));
            }
        }
    }
    assert!(others.is_empty(), "lost and added: {others:#?}");
}
