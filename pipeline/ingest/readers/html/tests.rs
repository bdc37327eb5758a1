//! Pages of many families: what is kept of each, character for character, and what it says of itself.
#![allow(clippy::unwrap_used)]

use std::{collections::BTreeMap, fs, path::Path};

use zonefacts_text::model::{DocumentHead, IssueCode, RawDocument, Staged};

use crate::{Columns, ingest, list};

/// Every page of `tests/data/pages` as it is ingested, by name.
fn pages() -> BTreeMap<String, Staged<Vec<RawDocument>>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/data/pages");
    let columns = Columns::load(include_str!("../../../../schemas/vocab/columns.csv")).unwrap();
    let pages = list(&folder).unwrap().into_iter().filter(|file| file.path.ends_with(".html"));
    pages.map(|file| (file.path.trim_end_matches(".html").to_owned(), ingest(&folder, &file, &columns))).collect()
}

#[test]
fn the_report_is_kept_and_what_stands_beside_it_is_not() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/data/pages");
    let mut faults = String::new();
    for (name, staged) in pages() {
        // A page without the text that is expected of it is rejected.
        let expected = fs::read_to_string(folder.join(format!("{name}.txt"))).unwrap_or_default();
        let found = staged.value.first().map_or("", |document| &document.text);
        let rejected = staged.issues.iter().any(|issue| issue.code == IssueCode::FileRejected);
        if found != expected.trim_end() || rejected != expected.is_empty() {
            faults += &format!("== {name}: {:?}\n{found}\n", staged.issues);
        }
    }
    assert_eq!(faults, "");
}

#[test]
fn pages_say_what_they_are() {
    let said = |head: &DocumentHead| {
        let date = head.published.map(|date| date.to_string());
        [head.title.clone(), head.publisher.clone(), date, head.published_basis.clone(), head.url.clone()]
            .map(Option::unwrap_or_default)
    };
    let said: BTreeMap<_, _> =
        pages().into_iter().filter_map(|(name, staged)| Some((name, said(&staged.value.first()?.head)))).collect();
    assert_eq!(said["portal"], ["2021年高新区国民经济和社会发展统计公报", "区统计局", "2022-03-18", "meta pubdate", ""]);
    assert_eq!(
        said["news"],
        ["滨江高新区一季度营收增长12.6%", "江城日报", "2023-04-21", "json-ld datepublished", "https://news.example.cn/a/1.html"]
    );
    assert_eq!(said["mobile"], ["昆南高新区上半年数据发布", "", "2023-08-02", "meta datepublished", ""]);
    assert_eq!(said["breaks"][0], "园区概况-锦山高新区");
    assert_eq!(said["saved"], ["戊园区简讯", "", "", "", "https://www.example.gov.cn/a/b.html?id=1"]);
}

#[test]
fn a_page_that_a_script_fills_says_so() {
    let pages = pages();
    let message = |name: &str| pages[name].issues[0].message.as_str();
    assert_eq!(message("script"), "the page holds no text but titles and links; a script may load its text");
    assert_eq!(message("index"), "the page holds no text but titles and links");
}
