//! People in the loop: corrections with their guards, tables as of a day, and a check that finds whatever was tampered with.

#![allow(clippy::unwrap_used)]

use std::{
    fs::{self, File},
    path::PathBuf,
    sync::Arc,
};

use arrow::{
    array::{ArrayRef, AsArray, BooleanArray, Float64Array, Int64Array, RecordBatch, StringArray},
    compute::filter_record_batch,
    datatypes::{Float64Type, Int64Type},
};
use parquet::arrow::ArrowWriter;

use crate::{
    cli::{Room, copy},
    release::{read, root, rows},
};

const HEAD: &str = "document,locator,action,value,reason,expect,decided_by,decided_on\n";

/// A room with schemas of its own, in which these corrections stand.
fn corrected(room: &Room, lines: &str) {
    if !room.path("schemas").exists() {
        copy(&root().join("schemas"), &room.path("schemas"));
    }
    fs::write(room.path("schemas/corrections.csv"), HEAD.to_owned() + lines).unwrap();
}

/// Code, document and message of the issues that begin so.
fn issues(room: &Room, code: &str) -> Vec<Vec<String>> {
    let issues = rows(&read(&room.path("output/current"))["issue"], &["code", "severity", "document", "message"]);
    issues.into_iter().filter(|issue| issue[0].starts_with(code)).collect()
}

#[test]
fn a_correction_is_applied_from_resolve_on_and_leaves_its_reason() {
    let room = Room::with_reports();
    corrected(&room, "");
    room.does(&["run"]);
    corrected(&room, "report00.txt,实现地区生产总值,year,2014,the figure is last year's,100亿元,Li Wei,2026-01-05\n");
    let planned = room.does(&["plan"]);
    assert!(planned.contains("corrections.csv has changed"), "{planned}");
    let stages: Vec<&str> = planned.lines().filter(|line| !line.starts_with(' ')).collect();
    assert_eq!(stages, ["resolve", "join", "write"]);
    let made = room.made(&[]);
    assert!(made.contains_key("resolve") && !made.contains_key("extract"), "{made:?}");

    let tables = read(&room.path("output/current"));
    let figures = rows(&tables["fact_observation"], &["document", "value_text", "year", "rule_id", "year_basis"]);
    let figure = figures.iter().find(|row| row[0] == "report00.txt" && row[1] == "100亿元").unwrap();
    assert_eq!(figure[2..], ["2014", "level+corrected", "correction by Li Wei, 2026-01-05"]);
    let applied = issues(&room, "correction_");
    assert_eq!((applied.len(), applied[0][0].as_str(), applied[0][1].as_str()), (1, "correction_applied", "info"));
    for part in ["line 2", "the figure is last year's", "Li Wei, 2026-01-05"] {
        assert!(applied[0][3].contains(part), "{part} in {}", applied[0][3]);
    }
    assert!(room.does(&["explain", "长春高新区", "2014", "gdp"]).contains("level+corrected"));
    room.does(&["check"]);
    room.does(&["run", "--strict"]);
}

#[test]
fn a_stale_correction_is_an_error_and_a_malformed_one_a_refusal() {
    let room = Room::with_reports();
    corrected(
        &room,
        "report00.txt,实现地区生产总值,drop,,x,101亿元,Li Wei,2026-01-05\nlost.txt,实现,drop,,x,1亿元,Li Wei,2026-01-05\n",
    );
    room.does(&["run"]);
    let stale = issues(&room, "correction_stale");
    let told: Vec<(&str, &str)> = stale.iter().map(|issue| (issue[1].as_str(), issue[2].as_str())).collect();
    assert_eq!(told, [("error", "lost.txt"), ("error", "report00.txt")]);
    assert!(stale[0][3].contains("line 3") && stale[1][3].contains("line 2"), "{stale:?}");
    let (status, said) = room.ask(&["run", "--strict", "--force"]);
    assert!(status == 3 && said.contains("correction_stale"), "{status}: {said}");
    corrected(&room, "report00.txt,x,drop,,x,101亿元,Li Wei,soon\n");
    let (status, said) = room.ask(&["run"]);
    assert!(status == 2 && said.contains("corrections.csv, line 2: decided_on is no date"), "{status}: {said}");
}

#[test]
fn tables_as_of_a_day_hold_what_was_published_by_then_beside_the_full_release() {
    let room = Room::with_reports();
    let dated = |date: &str, billions: &str| {
        format!("青海高新区2016年总结\n\n{date}\n\n2016年，青海高新区实现地区生产总值{billions}亿元。\n")
    };
    room.report("a.txt", &dated("2017年3月1日", "50.1"));
    room.report("b.txt", &dated("2019年3月1日", "52.3"));
    room.does(&["run"]);
    let full = room.release();
    let made = room.made(&["--as-of", "2018-06-30"]);
    assert_eq!(made.into_keys().collect::<Vec<_>>(), ["join", "write"]);
    assert!(room.release() == full, "the full release stands");
    assert!(room.does(&["run"]).contains("nothing to do"));
    assert!(room.does(&["run", "--as-of", "2018-06-30"]).contains("nothing to do"));

    let tables = read(&room.path("output/as-of/2018-06-30/current"));
    assert_eq!(rows(&tables["dim_document"], &["document"]), [["a.txt"]]);
    let facts = rows(&tables["fact_zone_year_metric"], &["zone_id", "year", "value", "agreement", "last_published"]);
    assert_eq!(facts, [["qinghai", "2016", "5010000000.0", "single", "2017-03-01"]]);
    let left = rows(&tables["issue"], &["code", "severity", "document"]);
    assert!(left.contains(&["left_out", "info", "b.txt"].map(str::to_owned).to_vec()), "{left:?}");
    assert!(left.contains(&["left_out", "warning", "report00.txt"].map(str::to_owned).to_vec()), "without a date");

    let status = room.does(&["status", "--as-of", "2018-06-30"]);
    assert!(status.contains("2018-06-30: 41 documents came later or bear no date") && status.contains("1 accepted"), "{status}");
    assert!(!room.does(&["status"]).contains("as of"));
    let said = room.does(&["explain", "--as-of", "2018-06-30", "qinghai", "2016", "gdp"]);
    assert!(said.contains(">>50.1亿元<<") && said.contains("[metric gdp]"), "{said}");
    room.does(&["check", "--as-of", "2018-06-30"]);
    let manifest = fs::read_to_string(room.path("output/as-of/2018-06-30/current/manifest.json")).unwrap();
    assert!(manifest.contains("\"as_of\": \"2018-06-30\""), "{manifest}");
    assert_eq!(room.ask(&["run", "--as-of", "soon"]).0, 2);
}

/// The published file of a table.
fn file(room: &Room, table: &str) -> PathBuf {
    room.path(&format!("output/current/{table}.parquet"))
}

/// Writes a table of the current release anew, in another way.
fn tamper(room: &Room, table: &str, change: impl FnOnce(RecordBatch) -> RecordBatch) {
    let batch = change(read(&room.path("output/current")).remove(table).unwrap());
    let mut writer = ArrowWriter::try_new(File::create(file(room, table)).unwrap(), batch.schema(), None).unwrap();
    writer.write(&batch).unwrap();
    writer.close().unwrap();
}

/// The table with another column in the place of one.
fn with(batch: &RecordBatch, name: &str, column: ArrayRef) -> RecordBatch {
    let mut columns = batch.columns().to_vec();
    columns[batch.schema().index_of(name).unwrap()] = column;
    RecordBatch::try_new(batch.schema(), columns).unwrap()
}

/// `check` fails, and says all of this.
fn finds(room: &Room, broken: &[&str]) {
    let (status, said) = room.ask(&["check"]);
    assert_eq!(status, 1, "{said}");
    let silent: Vec<_> = broken.iter().filter(|part| !said.contains(**part)).collect();
    assert!(silent.is_empty(), "nothing of {silent:?} in\n{said}");
}

#[test]
fn check_finds_another_value() {
    let room = Room::with_reports();
    room.does(&["run"]);
    tamper(&room, "fact_observation", |batch| {
        let values = batch.column_by_name("value").unwrap().as_primitive::<Float64Type>().clone();
        let other = values.iter().enumerate().map(|(row, value)| value.map(|value| if row == 0 { value * 2.0 } else { value }));
        with(&batch, "value", Arc::new(other.collect::<Float64Array>()))
    });
    finds(
        &room,
        &[
            "fact_observation.parquet is not the file that was written: its hash differs",
            "1 facts are not what the observation says that was chosen",
            "prints \"100亿元\", which is not 20000000000 CNY",
            "3 promises are broken",
        ],
    );
}

#[test]
fn check_finds_a_lost_row() {
    let room = Room::with_reports();
    room.does(&["run"]);
    tamper(&room, "number_ledger", |batch| {
        let fates = batch.column_by_name("disposition").unwrap().as_string::<i32>().clone();
        let lost = fates.iter().position(|fate| fate == Some("observation")).unwrap();
        let keep: BooleanArray = (0..batch.num_rows()).map(|row| Some(row != lost)).collect();
        filter_record_batch(&batch, &keep).unwrap()
    });
    finds(&room, &["1 observations stand in no row", "column n_numbers is not the number of rows", "rows, manifest.json says"]);
}

#[test]
fn check_finds_rows_out_of_order_and_values_out_of_range() {
    let room = Room::with_reports();
    room.does(&["run"]);
    tamper(&room, "fact_observation", |batch| {
        let far = |row: usize, year: Option<i64>| if row == 3 { Some(3016) } else { year };
        let years = batch.column_by_name("year").unwrap().as_primitive::<Int64Type>().clone();
        let years: Int64Array = years.iter().enumerate().map(|(row, year)| far(row, year)).collect();
        let ends = batch.column_by_name("char_end").unwrap().as_primitive::<Int64Type>().clone();
        let ends: Int64Array = ends.iter().enumerate().map(|(row, end)| if row == 0 { Some(1) } else { end }).collect();
        let batch = with(&with(&batch, "year", Arc::new(years)), "char_end", Arc::new(ends));
        let statuses = batch.column_by_name("status").unwrap().as_string::<i32>().clone();
        let moods: StringArray = statuses.iter().map(|_| Some("hoped")).collect();
        with(&batch, "status", Arc::new(moods))
    });
    tamper(&room, "dim_zone", |batch| {
        let rows = batch.num_rows();
        arrow::compute::concat_batches(&batch.schema(), &[batch.slice(1, rows - 1), batch.slice(0, 1)]).unwrap()
    });
    finds(
        &room,
        &[
            "column year: 1 values are out of range, as 3016",
            "values are not in dim_year.year",
            "column char_start is greater than char_end in 1 rows",
            "value `hoped` is not allowed",
            "dim_zone: rows are not sorted by (zone_id)",
            "fact_zone_year_metric: ",
        ],
    );
}

#[test]
fn check_finds_files_that_changed_came_or_went() {
    let room = Room::with_reports();
    room.does(&["run"]);
    fs::remove_file(room.path("raw/report07.txt")).unwrap();
    room.report("new.txt", "成都高新区2019年地区生产总值2285.7亿元。");
    fs::copy(file(&room, "dim_year"), file(&room, "dim_mood")).unwrap();
    let manifest = room.path("output/current/manifest.json");
    fs::write(&manifest, fs::read_to_string(&manifest).unwrap().replace("\"accepted\": 40", "\"accepted\": 41")).unwrap();
    fs::write(file(&room, "dim_place"), b"PAR1").unwrap();
    finds(
        &room,
        &[
            "report07.txt was read by the run and is not in the raw folder",
            "new.txt is in the raw folder and not in the tables",
            "dim_mood.parquet is in the release and not in manifest.json",
            "manifest.json counts 41 documents accepted, 0 rejected, 0 left out, the tables 40",
            "the files that describe the release have changed",
            "dim_place.parquet",
            "dim_place: the table is missing",
        ],
    );
}

#[test]
fn the_prints_of_the_samples_prove_their_values() {
    let output = tempfile::tempdir().unwrap();
    crate::release::run(&root().join("raw"), &root().join("schemas"), output.path(), 0);
    let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_zonefacts"));
    command.arg("check").arg("--raw").arg(root().join("raw")).arg("--schemas").arg(root().join("schemas"));
    let checked = command.arg("--output").arg(output.path()).output().unwrap();
    let said = String::from_utf8(checked.stdout).unwrap();
    assert!(checked.status.success(), "{said}");
    let line = said.lines().find_map(|line| line.strip_prefix("values: ")).unwrap();
    let number = |what: &str| -> u32 {
        let words: Vec<&str> = line.split([' ', ',']).filter(|word| !word.is_empty()).collect();
        words[words.iter().position(|word| *word == what).unwrap() - 1].parse().unwrap()
    };
    assert!(number("proven") * 100 >= number("values") * 97, "{line}");
}
