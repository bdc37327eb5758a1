//! A release against what is promised of it: the tables and columns that others build on, keys, the account of numbers and documents.

use std::{collections::BTreeSet, fs, path::Path};

use crate::{
    cli::copy,
    release::{SAMPLES, column, list, read, root, rows, run},
};

/// Every table: its key, and the columns that it has at least. Written down here, so that a renamed column does not go unnoticed.
const PROMISED: [(&str, &str, &str); 16] = [
    (
        "fact_observation",
        "observation_id",
        "observation_id document_id document article char_start char_end value_text sentence subject subject_kind zone_id subarea \
         metric_id segment measure value value_high unit precision bound year period period_start period_end status scope rule_id \
         year_basis subject_basis published_date family_id",
    ),
    (
        "fact_zone_year_metric",
        "zone_id year period metric_id segment subarea scope measure base_year status unit",
        "zone_id year period_kind metric_id segment measure status value unit bound n_observations n_documents n_families value_min \
         value_max agreement observation_id chosen_because first_published last_published check_verdict",
    ),
    (
        "fact_check",
        "check_kind observation_id",
        "zone_id year metric_id observation_id operand_id expected_low expected_high found_low found_high unit verdict reason arithmetic",
    ),
    (
        "fact_derived",
        "check_kind observation_id",
        "zone_id subject year period metric_id segment measure status value_low value_high unit observation_id operand_id arithmetic",
    ),
    ("fact_zone", "zone_id", "zone_id first_year last_year n_metrics n_observations n_documents n_conflicts gdp"),
    (
        "fact_year",
        "year metric_id measure scope unit",
        "year metric_id measure n_zones value_sum value_median value_q1 value_q3 value_min min_zone_id value_max max_zone_id",
    ),
    ("fact_metric", "metric_id", "metric_id n_zones n_years n_observations n_documents conflict_share value_min value_max"),
    ("zone_year_wide", "zone_id year", "zone_id year gdp gdp_growth"),
    (
        "number_ledger",
        "document_id char_start char_end",
        "document_id document char_start char_end text number disposition observation_id",
    ),
    ("issue", "document char_start char_end code message", "code severity document char_start char_end message"),
    ("dim_zone", "zone_id", "zone_id name_zh name_en aliases adcode"),
    ("dim_place", "adcode", "adcode name_zh name_en parent_adcode"),
    ("dim_metric", "metric_id", "metric_id name_zh name_en aliases"),
    ("dim_unit", "unit", "unit name_zh name_en spellings"),
    ("dim_year", "year", "year five_year_plan"),
    (
        "dim_document",
        "document_id",
        "document_id document format encoding file_hash title publisher published_date language script file_bytes chars n_numbers \
         n_observations family_id",
    ),
];

fn words(text: &str) -> Vec<&str> {
    text.split_whitespace().collect()
}

#[test]
fn the_promised_tables_and_columns_are_there() {
    assert_eq!(SAMPLES.keys().collect::<BTreeSet<_>>(), PROMISED.map(|(table, ..)| table.to_owned()).iter().collect());
    let mut missing = Vec::new();
    for (table, _, columns) in PROMISED {
        let schema = SAMPLES[table].schema();
        let lost = words(columns).into_iter().filter(|name| schema.index_of(name).is_err());
        missing.extend(lost.map(|name| format!("{table}.{name}")));
    }
    assert!(missing.is_empty(), "missing: {missing:?}");
}

#[test]
fn keys_are_unique_and_say_what_the_file_says() {
    for (name, key, _) in PROMISED {
        let table = &SAMPLES[name];
        assert_eq!(table.schema().metadata()["key"], words(key).join(", "), "{name}");
        let keys = rows(table, &words(key));
        let different: BTreeSet<&Vec<String>> = keys.iter().collect();
        assert!(keys.len() == different.len(), "{name}: {} rows, {} keys", keys.len(), different.len());
    }
}

#[test]
fn every_column_is_described() {
    for (name, table) in &*SAMPLES {
        for field in table.schema().fields() {
            let description = field.metadata().get("description").map(String::as_str).unwrap_or_default();
            assert!(description.len() > 10, "{name}.{}: {description:?}", field.name());
        }
    }
}

#[test]
fn the_ledger_and_the_observations_match_one_to_one() {
    let ledger =
        rows(&SAMPLES["number_ledger"], &["observation_id", "disposition", "document", "char_start", "char_end", "text"]);
    let observations =
        rows(&SAMPLES["fact_observation"], &["observation_id", "document", "char_start", "char_end", "value_text"]);
    let mut accounted: Vec<&str> = Vec::new();
    for row in &ledger {
        let ids = list(&row[0]);
        assert_eq!(row[1] == "observation", !ids.is_empty(), "{row:?}");
        let start = |row: &[String]| (row[0].clone(), row[1].parse::<u64>().unwrap(), row[2].parse::<u64>().unwrap());
        let (document, from, to) = start(&row[2..]);
        for id in &ids {
            let stated = observations.iter().find(|observation| observation[0] == *id).unwrap_or_else(|| panic!("{row:?}"));
            let (its_document, its_from, its_to) = start(&stated[1..]);
            assert_eq!(document, its_document);
            assert!(from < its_to && its_from < to, "the number {row:?} is no part of {stated:?}");
        }
        accounted.extend(ids);
    }
    accounted.sort_unstable();
    let mut all: Vec<&str> = observations.iter().map(|row| row[0].as_str()).collect();
    all.sort_unstable();
    assert!(all.len() > 300 && accounted == all, "{} in the ledger, {} observations", accounted.len(), all.len());
}

#[test]
fn documents_are_accepted_or_rejected() {
    let room = tempfile::tempdir().unwrap();
    let raw = room.path().join("raw");
    copy(&root().join("raw"), &raw);
    fs::copy(raw.join("zibo/2023-highlights.md"), raw.join("zibo/again.md")).unwrap();
    fs::write(raw.join("empty.txt"), "").unwrap();
    fs::write(raw.join("header.csv"), "title,full_text\n").unwrap();
    fs::write(raw.join("picture.png"), b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR").unwrap();
    fs::write(
        raw.join("lines.jsonl"),
        "{\"title\": \"无正文\"}\nno json\n{\"content\": \"成都高新区2016年地区生产总值1436.8亿元。\"}\n",
    )
    .unwrap();
    let output = room.path().join("output");
    run(&raw, &root().join("schemas"), &output, 0);
    let tables = read(&output.join("current"));

    let accepted = column(&tables["dim_document"], "document");
    assert_eq!(accepted.len(), SAMPLES["dim_document"].num_rows() + 1);
    let rejected: Vec<Vec<String>> =
        rows(&tables["issue"], &["document", "severity"]).into_iter().filter(|row| !accepted.contains(&row[0])).collect();
    let names: BTreeSet<&str> = rejected.iter().map(|row| row[0].as_str()).collect();
    assert_eq!(names, ["empty.txt", "header.csv", "lines.jsonl#1", "lines.jsonl#2", "picture.png", "zibo/again.md"].into());

    let manifest: serde_json::Value = serde_json::from_slice(&fs::read(output.join("current/manifest.json")).unwrap()).unwrap();
    assert_eq!(manifest["documents"], serde_json::json!({ "accepted": accepted.len(), "rejected": names.len() }));
    let lost: Vec<&str> = manifest["inputs"]
        .as_array()
        .unwrap()
        .iter()
        .map(|input| input["path"].as_str().unwrap())
        .filter(|path| {
            let known = |name: &str| name == *path || name.starts_with(&format!("{path}#"));
            !accepted.iter().any(|name| known(name)) && !names.iter().any(|name| known(name))
        })
        .collect();
    assert!(lost.is_empty(), "{lost:?}");
}

/// Changes one file of a schemas folder.
fn edit(schemas: &Path, file: &str, from: &str, to: &str) {
    let text = fs::read_to_string(schemas.join(file)).unwrap();
    assert!(text.contains(from), "{file} has no {from}");
    fs::write(schemas.join(file), text.replacen(from, to, 1)).unwrap();
}

#[test]
fn a_column_without_code_fails_the_run_and_leaves_the_release() {
    let room = tempfile::tempdir().unwrap();
    let (raw, schemas, output) = (room.path().join("raw"), room.path().join("schemas"), room.path().join("output"));
    fs::create_dir(&raw).unwrap();
    fs::write(raw.join("a.txt"), "成都高新区2016年总结\n\n2016年，成都高新区地区生产总值1436.8亿元。\n").unwrap();
    copy(&root().join("schemas"), &schemas);
    run(&raw, &schemas, &output, 0);
    let release = fs::read_link(output.join("current")).unwrap();
    let whole = read(&output.join("current"));

    let stands = |status: i32, names: &str| {
        let said = run(&raw, &schemas, &output, status);
        assert!(said.contains(names), "{said}");
        assert_eq!(fs::read_link(output.join("current")).unwrap(), release);
        assert_eq!(read(&output.join("current")), whole);
    };
    let table = "tables/fact_zone.toml";
    edit(&schemas, table, "columns = [", "columns = [\"mood\", ");
    stands(2, "no field `mood` in fields.toml");
    let field = "[mood]\ntype = \"text\"\ntitle = \"Mood\"\ndescription = \"A column that no code fills.\"\n\n[document_id]";
    edit(&schemas, "fields.toml", "[document_id]", field);
    stands(1, "mood");
    edit(&schemas, table, "\"mood\", ", "");
    run(&raw, &schemas, &output, 0);
    // The manifest names the version of the schemas, so the release is another one, with the same tables.
    assert_eq!(read(&output.join("current")), whole);
}
