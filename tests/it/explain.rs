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
