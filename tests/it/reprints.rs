//! Reprints from outside: copies of a report, however they come, change no verdict; what is only written alike stays apart.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::PathBuf,
};

use encoding_rs::{BIG5, GB18030};
use tempfile::TempDir;
use zonefacts_text::model::{Disposition, RawDocument, Resolved};

use crate::{
    corpus::ENGINE,
    property::{glossed, traditional, wrapped},
    release::{SAMPLES, Tables, column, read, root, rows, run},
};

/// The title and the text of a report, which says of each figure what year it is of.
const REPORT: (&str, &str) = (
    "长春高新区2020年经济运行情况",
    "2020年，长春高新区实现地区生产总值1234.5亿元，比上年增长7.8%；规模以上工业总产值5678.9亿元，增长6.5%。\
     2020年，长春高新区一般公共预算收入56.7亿元，增长4.3%，税收收入45.6亿元。\
     2020年，长春高新区固定资产投资432.1亿元，下降1.2%，其中工业投资达到123.4亿元。\
     2020年，长春高新区实际利用外资9.8亿美元，进出口总额345.6亿元，增长10.1%。\
     截至2020年底，长春高新区高新技术企业达到1234家，上市公司23家，从业人员18.7万人。",
);

/// What others say of the same year: one figure alike, one not, one that nobody else has.
const OTHERS: &str = "长春高新区发布五年成绩\n发布时间：2021-05-06　来源：吉林园区报\n\n\
    统计显示，2020年长春高新区地区生产总值为1234.5亿元，一般公共预算收入为65.7亿元，社会消费品零售总额210.9亿元。\n";

fn page(title: &str, published: &str, text: &str) -> String {
    format!("{title}\n发布时间：{published}　来源：长春日报\n\n　　{text}\n")
}

/// A folder of reports.
struct Raw(TempDir);

impl Raw {
    fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    fn path(&self) -> PathBuf {
        self.0.path().join("raw")
    }

    fn put(&self, name: &str, bytes: impl AsRef<[u8]>) -> &Self {
        fs::create_dir_all(self.path()).unwrap();
        fs::write(self.path().join(name), bytes).unwrap();
        self
    }

    fn tables(&self) -> Tables {
        let output = self.0.path().join("output");
        run(&self.path(), &root().join("schemas"), &output, 0);
        read(&output.join("current"))
    }
}

/// Each cell with its value, how it is agreed upon, and by how many families.
fn verdicts(tables: &Tables) -> BTreeMap<Vec<String>, Vec<String>> {
    let key = ["zone_id", "year", "period", "metric_id", "segment", "subarea", "scope", "measure", "status", "unit"];
    let facts = &tables["fact_zone_year_metric"];
    rows(facts, &key).into_iter().zip(rows(facts, &["value", "agreement", "n_families"])).collect()
}

fn families(tables: &Tables) -> BTreeSet<String> {
    column(&tables["fact_observation"], "family_id").into_iter().collect()
}

/// The families of the articles of a document that state something, by article.
fn of_articles(tables: &Tables, document: &str) -> BTreeMap<String, BTreeSet<String>> {
    let mut found: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for row in rows(&tables["fact_observation"], &["document", "article", "family_id"]) {
        if row[0] == document {
            found.entry(row[1].clone()).or_default().insert(row[2].clone());
        }
    }
    found
}

pub(crate) fn utf16(text: &str, bytes: fn(u16) -> [u8; 2]) -> Vec<u8> {
    "\u{feff}".encode_utf16().chain(text.encode_utf16()).flat_map(bytes).collect()
}

/// Ten copies of the report, each published after all that was known before.
fn copy(raw: &Raw) {
    let (title, text) = REPORT;
    let again = page(title, "2021-06-01", text);
    let sentences: Vec<&str> = text.split_inclusive('。').map(str::trim).collect();
    // Big5 lacks the first of the traditional characters of 总.
    let in_traditional = traditional(&page("长春高新区成果", "2021-06-02", text)).replace('縂', "總");
    let (big5, _, unknown) = BIG5.encode(&in_traditional);
    assert!(!unknown, "{in_traditional}");
    let html = format!(
        "<html><head><title>一年答卷_园区网</title><meta name='PubDate' content='2021-06-03'></head><body>\
         <nav><a href='/'>首页</a> <a href='/n'>新闻</a></nav><h1>一年答卷</h1><div>阅读：2315 编辑：小春</div>\
         <div class='content'><p>{}</p></div><div>上一篇：2021年6月2日要闻</div><footer>吉ICP备12345678号 版权所有</footer></body></html>",
        sentences.join("</p><p>")
    );
    let record = serde_json::json!({ "title": "转载", "date": "2021-06-04", "text": text });
    raw.put("retitled.txt", page("一份沉甸甸的成绩单", "2021-06-01", text))
        .put("gbk.txt", GB18030.encode(&again).0)
        .put("traditional.txt", big5)
        .put("utf16le.txt", utf16(&format!("{again}\n（转载）"), u16::to_le_bytes))
        .put("utf16be.txt", utf16(&format!("{again}\n（摘编）"), u16::to_be_bytes))
        .put("wrapped.txt", page("规模再上台阶", "2021-06-05", &wrapped(text)))
        .put("glossed.txt", glossed(&page("数说高新", "2021-06-05", text)))
        .put("furnished.html", html)
        .put("records.jsonl", record.to_string())
        .put("excerpt.txt", page("三句话看长春高新区", "2021-06-06", &sentences[1..4].concat()));
}

#[test]
fn ten_copies_of_a_report_change_no_verdict() {
    let raw = Raw::new();
    raw.put("report.txt", page(REPORT.0, "2021-02-10", REPORT.1)).put("others.txt", OTHERS);
    let before = raw.tables();
    let verdict = verdicts(&before);
    let kinds: BTreeSet<(&str, &str)> = verdict.values().map(|row| (row[1].as_str(), row[2].as_str())).collect();
    assert_eq!(kinds, BTreeSet::from([("single", "1"), ("agree", "2"), ("conflict", "2")]));
    assert_eq!(families(&before).len(), 2);

    copy(&raw);
    let after = raw.tables();
    let read = column(&after["dim_document"], "document");
    assert_eq!(read.len(), 12, "each copy is a document of its own: {read:?}");
    for document in &read {
        assert!(!of_articles(&after, document).is_empty(), "{document} states nothing");
    }
    assert_eq!(families(&after), families(&before));
    assert_eq!(verdicts(&after), verdict);
}

#[test]
fn reports_written_alike_year_after_year_stay_apart() {
    let (title, text) = REPORT;
    let shifted = |c: char| match c {
        '3'..='9' => char::from(c as u8 - 1),
        '1' => '9',
        c => c,
    };
    let next: String = text.replace("2020", "二〇一九").chars().map(shifted).collect();
    let raw = Raw::new();
    raw.put("2020.txt", page(title, "2021-02-10", text))
        .put("2019.txt", page(title, "2020-02-10", &next.replace("二〇一九", "2019")));
    assert_eq!(families(&raw.tables()).len(), 2);
}

#[test]
fn a_mirror_of_one_article_of_a_page_is_of_its_family_alone() {
    let page_name = "guangxi/2015-2020-zones-page.txt";
    let newspaper = fs::read_to_string(root().join("raw").join(page_name)).unwrap();
    let article = newspaper.split("\n\n").find(|part| part.starts_with("柳州高新区")).unwrap();
    let (_, text) = article.split_once('\n').unwrap();
    let raw = Raw::new();
    raw.put("page.txt", &newspaper).put("mirror.txt", page("柳州高新区的路", "2020-12-01", text));
    let tables = raw.tables();
    let page = of_articles(&tables, "page.txt");
    assert!(page.len() >= 3 && page.values().all(|families| families.len() == 1), "{page:?}");
    let mirror: BTreeSet<String> = of_articles(&tables, "mirror.txt").into_values().flatten().collect();
    assert_eq!(page.values().filter(|families| **families == mirror).count(), 1, "{mirror:?} of {page:?}");
    assert_eq!(families(&tables).len(), page.len());
}

#[test]
fn the_rewritten_reprint_among_the_samples_is_told() {
    let [source, reprint] =
        ["kunming/2023-half-year.txt", "mirror/kunming-half-year-reprint.html"].map(|document| of_articles(&SAMPLES, document));
    assert!(!source.is_empty());
    assert_eq!(source, reprint);
}

#[test]
fn a_paragraph_printed_twice_in_a_row_is_read_once() {
    let (title, text) = REPORT;
    let read = |text: String| ENGINE.read(RawDocument { text, ..RawDocument::default() });
    let twice = |resolved: &Resolved| resolved.ledger.iter().filter(|row| row.disposition == Disposition::DuplicateText).count();
    let once = read(format!("{title}\n\n　　{text}\n"));
    let again = read(format!("{title}\n\n　　{text}\n\n　　{text}\n"));
    assert_eq!((once.observations.len(), twice(&once)), (again.observations.len(), 0));
    assert_eq!(
        (again.ledger.len(), twice(&again)),
        (2 * once.ledger.len() - 1, once.ledger.len() - 1),
        "but for the title's year"
    );
    // Said again elsewhere, it is a statement of its own.
    let elsewhere = read(format!("{title}\n\n　　{text}\n\n　　以下是全文。\n\n　　{text}\n"));
    assert_eq!((elsewhere.observations.len(), twice(&elsewhere)), (2 * once.observations.len(), 0));
}
