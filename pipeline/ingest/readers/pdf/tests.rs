//! Files that real programs made of the texts beside them, and what damage does to one.
#![allow(clippy::unwrap_used)]

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};

use zonefacts_text::{
    clean::{CleanWords, clean},
    extract::extract,
    model::{Issue, IssueCode, RawDocument, Severity},
    resolve::resolve,
    vocab::Vocab,
};

use crate::{Columns, RawFile, ingest, list};

fn project() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn folder() -> PathBuf {
    project().join("tests/data/pdf")
}

fn read_in(root: &Path, name: &str) -> (Vec<RawDocument>, Vec<Issue>) {
    let columns = Columns::load(include_str!("../../../../schemas/vocab/columns.csv")).unwrap();
    let file = list(root).unwrap().into_iter().find(|file| file.path == name).unwrap();
    let staged = ingest(root, &file, &columns);
    (staged.value, staged.issues)
}

fn read(name: &str) -> RawDocument {
    let (mut documents, issues) = read_in(&folder(), name);
    assert_eq!((documents.len(), issues), (1, vec![]), "{name}");
    documents.remove(0)
}

fn source(name: &str) -> String {
    fs::read_to_string(folder().join(name)).unwrap().trim_end().to_owned()
}

fn rejection(name: &str) -> String {
    let (documents, issues) = read_in(&folder(), name);
    assert_eq!((documents.len(), issues.len(), issues[0].code), (0, 1, IssueCode::FileRejected));
    issues[0].message.clone()
}

/// What the figures of a text say, in order of reading.
fn observations(raw: RawDocument) -> Vec<String> {
    let vocab = project().join("schemas/vocab");
    let files: BTreeMap<String, String> = fs::read_dir(vocab)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .map(|path| (format!("vocab/{}", path.file_name().unwrap().to_str().unwrap()), fs::read_to_string(path).unwrap()))
        .collect();
    let words = CleanWords::load(&files["vocab/clean.csv"]).unwrap();
    let vocab = Vocab::load(&files).unwrap();
    let ingested = raw.text.clone();
    let resolved = resolve(extract(clean(raw, &words).value, &vocab).value, &vocab).value;
    let found = resolved.observations.iter().map(|found| {
        let stated: String =
            ingested.chars().skip(found.span.start as usize).take((found.span.end - found.span.start) as usize).collect();
        let what = (&found.subject, &found.metric_id, &found.segment, found.measure.as_str(), found.status.as_str());
        format!("{what:?} {} {} {:?} {} from {}", found.value, found.unit, found.year, found.period, stated.replace('\n', ""))
    });
    found.collect()
}

/// The observations of a file are those of its source as plain text, published on the same day.
fn assert_same_observations(name: &str, plain: &str) {
    let document = read(name);
    let mut same = RawDocument { text: source(plain), ..RawDocument::default() };
    same.head.published = document.head.published;
    same.head.published_basis.clone_from(&document.head.published_basis);
    let expected = observations(same);
    assert!(expected.len() > 10);
    assert_eq!(observations(document), expected, "{name}");
}

#[test]
fn one_column_over_two_pages() {
    assert_eq!(read("report.pdf").text, source("report.txt"));
    assert_same_observations("report.pdf", "report.txt");
}

#[test]
fn two_columns_over_two_pages() {
    assert_eq!(read("columns.pdf").text, source("report.txt"));
    assert_same_observations("columns.pdf", "report.txt");
}

#[test]
fn a_headline_over_two_columns_and_a_table_over_their_break() {
    assert_eq!(read("bulletin.pdf").text, source("bulletin.txt"));
    assert_same_observations("bulletin.pdf", "bulletin.txt");
}

#[test]
fn newspaper_pages_with_running_heads() {
    let document = read("newspaper.pdf");
    assert_eq!(document.text, source("newspaper.txt"));
    let published = document.head.published.unwrap().to_string();
    assert_eq!((published.as_str(), document.head.published_basis.as_deref()), ("2021-11-02", Some("running head")));
    assert_same_observations("newspaper.pdf", "newspaper.txt");
}

#[test]
fn a_font_that_is_not_embedded_and_a_table_without_rulings() {
    // The program drops ideographic spaces.
    let bare = |text: String| text.replace(['\u{3000}', ' '], "");
    assert_eq!(bare(read("plain.pdf").text), bare(source("report.txt")));
    assert_same_observations("plain.pdf", "report.txt");
}

#[test]
fn two_articles_and_a_box_on_one_newspaper_page() {
    let table = source("bulletin.txt").lines().filter(|line| line.contains(" | ")).collect::<Vec<_>>().join("\n");
    assert_eq!(read("mixed.pdf").text, format!("{}\n主要指标\n{table}", source("newspaper.txt")));
}

#[test]
fn a_page_that_is_read_from_its_side() {
    assert_eq!(read("sideways.pdf").text, source("bulletin.txt"));
}

#[test]
fn what_a_password_closes_is_rejected_and_what_anybody_opens_is_read() {
    assert!(rejection("locked.pdf").contains("password"));
    assert_eq!(read("restricted.pdf").text, source("bulletin.txt"));
}

#[test]
fn a_scanned_document_is_rejected() {
    assert!(rejection("scanned.pdf").contains("no text layer"));
}

#[test]
fn titles_are_believed_where_the_text_has_them() {
    assert_eq!(read("report.pdf").head.title.as_deref(), Some("潍坊高新区2021年经济运行情况"));
    assert_eq!(read("bulletin.pdf").head.title, None);
    assert_eq!(read("plain.pdf").head.title, None);
}

#[test]
fn a_font_without_a_map_is_reported() {
    let (documents, issues) = read_in(&folder(), "unmapped.pdf");
    let codes: Vec<_> = issues.iter().map(|issue| (issue.code, issue.severity)).collect();
    assert_eq!((documents.len(), codes), (1, vec![(IssueCode::CharsetDoubtful, Severity::Warning)]));
}

/// 150 truncations and 150 files with flipped bits, the same ones every time: each ends in a document or an issue.
#[test]
fn damage_ends_in_a_document_or_an_issue() {
    let whole = fs::read(folder().join("columns.pdf")).unwrap();
    let root = tempfile::tempdir().unwrap();
    let columns = Columns::default();
    let mut state = 1_u64;
    let mut random = |below: usize| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) as usize % below
    };
    let (mut read, mut rejected) = (0, 0);
    for round in 0..300 {
        let mut bytes = whole.clone();
        if round % 2 == 0 {
            bytes.truncate(1 + random(whole.len() - 1));
        } else {
            for _ in 0..1 + random(20) {
                let at = random(whole.len());
                bytes[at] ^= 1 << random(8);
            }
        }
        fs::write(root.path().join("a.pdf"), bytes).unwrap();
        let file: RawFile = list(root.path()).unwrap().remove(0);
        let begun = std::time::Instant::now();
        let staged = ingest(root.path(), &file, &columns);
        assert!(begun.elapsed().as_secs() < 10, "round {round}");
        assert!(!staged.value.is_empty() || !staged.issues.is_empty(), "round {round}");
        read += staged.value.len();
        rejected += usize::from(staged.value.is_empty());
    }
    assert!(read > 0 && rejected > 0, "{read} read, {rejected} rejected");
}
