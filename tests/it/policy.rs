//! The policy, line by line: for each of its lines two small reports between which that line, and no earlier one, decides.

#![allow(clippy::unwrap_used)]

use std::fs;

use crate::release::{column, read, root, rows, run};

/// A report as a line of a collection.
struct Report {
    publisher: &'static str,
    date: &'static str,
    text: &'static str,
}

/// What stands for the zone's output of 2016 in these reports: the printed value and the line of the policy.
fn decided(reports: &[Report]) -> (String, String, String) {
    let room = tempfile::tempdir().unwrap();
    let (raw, output) = (room.path().join("raw"), room.path().join("output"));
    fs::create_dir(&raw).unwrap();
    let line = |report: &Report| {
        let Report { publisher, date, text } = report;
        serde_json::json!({ "title": "成都高新区2016年总结", "publisher": publisher, "date": date, "content": text }).to_string()
            + "\n"
    };
    fs::write(raw.join("reports.jsonl"), reports.iter().map(line).collect::<String>()).unwrap();
    run(&raw, &root().join("schemas"), &output, 0);
    let tables = read(&output.join("current"));
    let facts = rows(
        &tables["fact_zone_year_metric"],
        &["zone_id", "year", "metric_id", "measure", "status", "chosen_because", "agreement", "observation_id"],
    );
    let wanted = ["chengdu", "2016", "gdp", "level", "actual"];
    let found: Vec<_> = facts.into_iter().filter(|fact| fact[..5] == wanted).collect();
    assert_eq!(found.len(), 1, "{found:?}");
    let [.., because, agreement, id] = &found[0][..] else { unreachable!() };
    let observations = rows(&tables["fact_observation"], &["observation_id", "value_text"]);
    let chosen = observations.iter().find(|row| row[0] == *id).unwrap();
    (chosen[1].clone(), because.clone(), agreement.clone())
}

/// The first report stands, by this line of the policy.
fn stands(reports: &[Report], because: &str, agreement: &str) {
    let (value, line, how) = decided(reports);
    assert_eq!((line.as_str(), how.as_str()), (because, agreement));
    assert!(reports[0].text.contains(&value), "{value} stands");
}

/// A paper that says so, and reports that differ in what they say of one thing.
fn paper(date: &'static str, text: &'static str) -> Report {
    Report { publisher: "成都日报", date, text }
}

fn other(date: &'static str, text: &'static str) -> Report {
    Report { publisher: "四川日报", date, text }
}

#[test]
fn one_statement_needs_no_line() {
    stands(&[paper("2017-02-01", "2016年，成都高新区地区生产总值1436.8亿元。")], "only_statement", "single");
}

#[test]
fn exact_bound() {
    let vague = other("2017-03-01", "2016年，成都高新区地区生产总值超过1400.00亿元。");
    stands(&[paper("2017-02-01", "2016年，成都高新区地区生产总值1436.8亿元。"), vague], "exact_bound", "agree");
}

#[test]
fn not_restated() {
    let first = paper("2017-02-01", "2016年，成都高新区地区生产总值1440.52亿元。");
    stands(&[paper("2018-02-01", "2016年，成都高新区地区生产总值1436.8亿元。"), first], "not_restated", "revised");
}

#[test]
fn official_publisher() {
    let official =
        Report {
            publisher: "成都高新区管委会", date: "2017-02-01", text: "2016年，成都高新区地区生产总值1436.8亿元。"
        };
    stands(&[official, other("2017-03-01", "2016年，成都高新区地区生产总值1440.52亿元。")], "official_publisher", "conflict");
}

#[test]
fn more_families() {
    let voices = [
        paper("2017-02-01", "2016年，成都高新区地区生产总值1436.8亿元。"),
        Report {
            publisher: "科技日报", date: "2017-02-02", text: "成都高新区2016年实现地区生产总值1436.8亿元。"
        },
        other("2017-03-01", "2016年，成都高新区地区生产总值1440.52亿元。"),
    ];
    stands(&voices, "more_families", "conflict");
}

#[test]
fn more_precise() {
    let rounded = other("2017-03-01", "2016年，成都高新区地区生产总值1437亿元。");
    stands(&[paper("2017-02-01", "2016年，成都高新区地区生产总值1436.8亿元。"), rounded], "more_precise", "agree");
}

#[test]
fn later_published() {
    let earlier = other("2017-02-01", "2016年，成都高新区地区生产总值1440.5亿元。");
    stands(&[paper("2017-03-01", "2016年，成都高新区地区生产总值1436.8亿元。"), earlier], "later_published", "conflict");
}

#[test]
fn first_stated() {
    let same_day = other("2017-02-01", "2016年，成都高新区地区生产总值1440.5亿元。");
    stands(&[paper("2017-02-01", "2016年，成都高新区地区生产总值1436.8亿元。"), same_day], "first_stated", "conflict");
}

#[test]
fn every_line_has_its_pair() {
    let policy = fs::read_to_string(root().join("schemas/policy.toml")).unwrap();
    let lines: Vec<&str> = policy.lines().filter_map(|line| line.strip_prefix("criterion = \"")?.strip_suffix('"')).collect();
    let pairs = fs::read_to_string(root().join("tests/it/policy.rs")).unwrap();
    let without: Vec<_> = lines.iter().filter(|line| !pairs.contains(&format!("fn {line}()"))).collect();
    assert!(lines.len() > 5 && without.is_empty(), "no pair of reports for {without:?}");
}

#[test]
fn an_actual_figure_stands_before_an_estimate_in_the_wide_table() {
    let room = tempfile::tempdir().unwrap();
    let (raw, output) = (room.path().join("raw"), room.path().join("output"));
    fs::create_dir(&raw).unwrap();
    let text = "成都高新区工作报告\n\n2017年1月10日\n\n预计2016年成都高新区地区生产总值1500亿元，预计2016年规模以上工业增加值600亿元。\n";
    fs::write(raw.join("january.txt"), text).unwrap();
    fs::write(raw.join("march.txt"), "成都高新区2016年总结\n\n2017年3月10日\n\n2016年，成都高新区地区生产总值1436.8亿元。\n")
        .unwrap();
    run(&raw, &root().join("schemas"), &output, 0);
    let wide = &read(&output.join("current"))["zone_year_wide"];
    assert_eq!(rows(wide, &["zone_id", "year", "gdp"]), [["chengdu", "2016", "143680000000.0"]]);
    assert_eq!(column(wide, "estimates"), ["[industrial_value_added_above_scale]"]);
}
