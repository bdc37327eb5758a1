//! `explain` on the sample reports, for a person and for a machine.

#![allow(clippy::unwrap_used)]

use std::{fs, sync::LazyLock};

use insta::assert_snapshot;
use serde_json::Value;

use crate::{
    cli::{Room, copy},
    release::root,
};

/// A room with the sample reports and a release of them.
static SAMPLES: LazyLock<Room> = LazyLock::new(|| {
    let room = Room::with_reports();
    fs::remove_dir_all(room.path("raw")).unwrap();
    copy(&root().join("raw"), &room.path("raw"));
    room.does(&["run"]);
    room
});

fn explained(what: &[&str]) -> String {
    SAMPLES.does(&[&["explain"], what].concat())
}

#[test]
fn a_value_of_prose_with_a_rival() {
    assert_snapshot!(explained(&["jinzhou", "2017", "fixed_asset_investment"]));
}

#[test]
fn a_value_of_a_table() {
    assert_snapshot!(explained(&["haikou", "2017", "industrial_output"]));
}

#[test]
fn a_target() {
    assert_snapshot!(explained(&["jinzhou", "2018", "financial_support"]));
}

#[test]
fn a_value_for_a_machine() {
    let mut told: Value =
        serde_json::from_str(&explained(&["jinzhou", "2017", "fixed_asset_investment", "--format", "json"])).unwrap();
    assert_eq!(told["release"].as_str().map(str::len), Some(16));
    // The release's id changes with every version of the program.
    told["release"] = "".into();
    assert_snapshot!(serde_json::to_string_pretty(&told).unwrap());
}

#[test]
fn without_the_stored_text_the_tables_still_explain() {
    let room = Room::with_reports();
    room.does(&["run"]);
    let whole = room.does(&["explain", "changchun", "2015", "gdp"]);
    assert!(whole.contains("[metric gdp]") && whole.contains("in the sentence"), "{whole}");
    fs::remove_dir_all(room.path("output/stages")).unwrap();
    let said = room.does(&["explain", "changchun", "2015", "gdp"]);
    assert!(said.contains("not stored") && said.contains(">>100亿元<<") && !said.contains("[metric gdp]"), "{said}");
}

#[test]
fn a_value_that_a_check_and_a_correction_speak_of() {
    let room = Room::with_reports();
    room.report("a.txt", "锦州高新区2016年总结\n\n2017年1月9日\n\n2016年，锦州高新区实现营业收入100亿元。\n");
    room.report("b.txt", "锦州高新区2017年总结\n\n2018年1月9日\n\n2017年，锦州高新区实现营业收入130亿元，增长12%。\n");
    room.does(&["run"]);
    let said = room.does(&["explain", "jinzhou", "2017", "operating_revenue"]);
    let checks: Vec<&str> = said.lines().filter(|line| line.starts_with("  check ") && line.contains("growth ")).collect();
    assert_eq!(checks.len(), 2, "the rate decides the check, the level is weighed in it: {said}");
    assert!(checks.iter().all(|line| line.contains("inconsistent") && line.contains("130亿元 / 100亿元")), "{said}");
    assert!(said.contains("warning       check_failed"), "{said}");

    copy(&root().join("schemas"), &room.path("schemas"));
    let line = "a.txt,实现营业收入,year,2015,the figure is older,100亿元,Li Wei,2026-01-05\n";
    let head = fs::read_to_string(root().join("schemas/corrections.csv")).unwrap();
    fs::write(room.path("schemas/corrections.csv"), head + line).unwrap();
    room.does(&["run", "--schemas", "schemas"]);
    let said = room.does(&["explain", "jinzhou", "2015", "operating_revenue"]);
    assert!(said.contains("info          correction_applied") && said.contains("the figure is older"), "{said}");

    // 100亿元 of a.txt is now a rival of what c.txt says of that year: the correction is told with it.
    room.report("c.txt", "锦州高新区2015年总结\n\n2018年1月9日\n\n2015年，锦州高新区实现营业收入104亿元。\n");
    room.does(&["run", "--schemas", "schemas"]);
    let said = room.does(&["explain", "jinzhou", "2015", "operating_revenue"]);
    assert!(said.contains(">>104亿元<<") && said.contains("rival") && said.contains("the figure is older"), "{said}");
}
