//! Files that real programs made, as text; then the same files damaged. `tests/data/README.md` tells how they were made.
#![allow(clippy::unwrap_used)]

use std::{
    fs,
    path::Path,
    time::{Duration, Instant},
};

use zonefacts_text::model::{Issue, RawDocument, Severity};

use crate::testing::read_one;

const SAMPLES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/data/office");

fn sample(name: &str) -> Vec<u8> {
    fs::read(Path::new(SAMPLES).join(name)).unwrap()
}

fn read_sample(name: &str) -> (Vec<RawDocument>, Vec<Issue>) {
    read_one(name, sample(name))
}

fn text_of(name: &str) -> String {
    let (documents, issues) = read_sample(name);
    assert_eq!((documents.len(), issues), (1, Vec::new()), "{name}");
    documents[0].text.clone()
}

fn said(issues: &[Issue]) -> Vec<(Severity, &str)> {
    issues.iter().map(|issue| (issue.severity, issue.message.as_str())).collect()
}

const REPORT: &str = "襄阳高新区2021年经济运行情况
发布日期：2022-01-28 来源：襄阳高新区统计中心
一、综合
初步核算，2021年全区实现地区生产总值612.4亿元，比上年增长9.2%。全年一般公共预算收入41.7亿元，增长6.8%。
二、创新
- 高新技术企业达到421家，比上年增加57家。
- 全年专利授权6130件，增长12.4%。
三、主要指标
指标 | 单位 | 2021年
 |  | 绝对额 | 增长（%）
规模以上工业总产值 | 亿元 | 1873.6 | 14.1
固定资产投资 | 亿元 | — | 17.5
进出口总额 | 万美元 | 96400 | 21.3
园区企业在岗职工13.8万人，与上年基本持平。";

#[test]
fn a_report_from_word() {
    for name in ["report.docx", "report.doc"] {
        assert_eq!(text_of(name), format!("{REPORT}\n注：核算口径含托管的米庄镇。"), "{name}");
    }
    assert_eq!(text_of("report-python.docx"), REPORT);
}

#[test]
fn what_properties_say_counts_where_it_is_likely() {
    let head = |name: &str| read_sample(name).0.remove(0).head;
    for name in ["report.docx", "report.doc"] {
        let head = head(name);
        assert_eq!(head.title.as_deref(), Some("襄阳高新区2021年经济运行情况"), "{name}");
        let published = head.published.map(|date| date.to_string());
        assert_eq!(
            (published.as_deref(), head.published_basis.as_deref()),
            (Some("2022-01-27"), Some("property modified")),
            "{name}"
        );
    }
    let head = head("report-python.docx");
    assert_eq!((head.title, head.published), (None, None));
    // The name of a file is what people gave it.
    let (documents, _) = read_one("2022-01-29.docx", sample("report.docx"));
    assert_eq!(documents[0].head.published_basis.as_deref(), Some("file name"));
}

#[test]
fn sheets_as_they_show() {
    let expected = "2022年湖北省高新区主要指标
单位：亿元、%
高新区 | 地区生产总值 |  | 一般公共预算收入
 | 绝对额 | 增速 | 绝对额 | 增速
襄阳高新区 | 1052.3 | 5.2% | 46.3 | 7.1%
宜昌高新区 | 905.40 | 6.1% | 38.9 | -1.2%
孝感高新区 | 1,240 | 4.7% | 29.5 | 3.0%";
    let years = "襄阳高新区历年主要指标
指标 | 单位 | 2020年 | 2021年 | 2022年
规模以上工业总产值 | 亿元 | 1642.1 | 1873.6 | 2011.4
高新技术企业 | 家 | 364 | 421 | 503
实际利用外资 | 万美元 | 5210 | 6088 | 6402";
    for name in ["figures.xlsx", "figures.xls"] {
        assert_eq!(text_of(name), format!("{expected}\n历年数据\n{years}"), "{name}");
    }
    for format in ["csv", "tsv"] {
        assert_eq!(text_of(&format!("figures-zones.{format}")), expected);
        assert_eq!(text_of(&format!("figures-years.{format}")), years);
    }
}

#[test]
fn what_a_sheet_does_not_show_is_said() {
    for name in ["doubts.xlsx", "doubts.xls"] {
        let (documents, issues) = read_sample(name);
        let text = "襄阳高新区月报\n指标 | 2022年6月 | 增长（%）\n工业总产值（亿元） | 158.2\n税收收入（亿元） |  | 4.1\n出口总额（亿元） | 20.4";
        assert_eq!(documents[0].text, text, "{name}");
        let expected = [
            (Severity::Warning, "sheet 襄阳高新区月报: 2 formulas were saved without a result and read as empty: C2, B3"),
            (Severity::Warning, "sheet 襄阳高新区月报: 1 cells show an error and read as empty: C4"),
            (Severity::Info, "sheet 底稿 is hidden and was not read"),
        ];
        assert_eq!(said(&issues), expected, "{name}");
    }
}

#[test]
fn a_workbook_of_reports() {
    let (documents, issues) = read_sample("reports.xlsx");
    let found: Vec<_> = documents.iter().map(|document| (document.head.document.as_str(), document.text.as_str())).collect();
    let expected = [
        ("reports.xlsx#简报!2", "上半年，孝感高新区实现工业总产值402.6亿元，增长8.1%。\n新开工项目31个。"),
        ("reports.xlsx#简报!4", "上半年，宜昌高新区固定资产投资增长11.9%。"),
    ];
    assert_eq!(found, expected);
    let head = &documents[0].head;
    assert_eq!(
        (head.title.as_deref(), head.published.unwrap().to_string().as_str()),
        (Some("孝感高新区上半年简报"), "2022-07-20")
    );
    assert_eq!(issues.iter().map(|issue| issue.document.as_str()).collect::<Vec<_>>(), ["reports.xlsx#简报!3"]);
}

#[test]
fn the_bytes_decide_what_a_file_is() {
    let page = "<html><body><table><tr><td>工业总产值<td>12.5亿元</table></body></html>";
    assert_eq!(read_one("export.xls", page.as_bytes()).0[0].text, "工业总产值 | 12.5亿元");
    for bytes in [&b"{\\rtf1 x}"[..], b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"plain"] {
        let (documents, issues) = read_one("a.doc", bytes);
        assert_eq!((documents.len(), issues.len()), (0, 1), "{bytes:?}");
    }
    // A workbook that bears the name of a document.
    assert_eq!(read_one("a.docx", sample("figures.xlsx")).0[0].head.format, "xlsx");
}

#[test]
fn a_locked_file_says_so() {
    for name in ["locked.xlsx", "locked.docx"] {
        let (documents, issues) = read_one(name, sample("locked.xlsx"));
        assert_eq!((documents.len(), said(&issues)), (0, vec![(Severity::Error, "the file is locked by a password")]), "{name}");
    }
}

/// Truncations and flipped bits, the same in every run.
fn damaged(bytes: &[u8], count: usize) -> impl Iterator<Item = Vec<u8>> {
    let mut state = 0x9e37_79b9_7f4a_7c15_u64;
    let mut next = move |below: usize| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) as usize % below
    };
    (0..count).map(move |turn| {
        let mut copy = bytes.to_vec();
        if turn % 3 == 0 {
            copy.truncate(1 + next(bytes.len() - 1));
        } else {
            for _ in 0..1 + turn % 8 {
                copy[next(bytes.len())] ^= 1 << next(8);
            }
        }
        copy
    })
}

#[test]
fn damage_ends_in_documents_or_issues() {
    for name in ["report.docx", "report.doc", "figures.xlsx", "figures.xls", "doubts.xls", "reports.xlsx"] {
        let bytes = sample(name);
        for (turn, copy) in damaged(&bytes, 300).enumerate() {
            let begun = Instant::now();
            let (documents, issues) = read_one(name, &copy);
            assert!(!documents.is_empty() || !issues.is_empty(), "{name} {turn}");
            assert!(begun.elapsed() < Duration::from_secs(10), "{name} {turn}");
        }
    }
}
