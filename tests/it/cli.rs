//! The program from outside: what a run leaves, what it skips, what it says, and how it ends.

#![allow(clippy::unwrap_used)]

use std::{
    collections::BTreeMap,
    fs::{self, File},
    path::{Path, PathBuf},
    process::{Command, Output, Stdio},
    thread,
    time::Duration,
};

use arrow::array::AsArray;
use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;
use tempfile::TempDir;

const ZONES: [&str; 6] = ["长春高新区", "成都高新区", "西安高新区", "武汉东湖高新区", "苏州工业园区", "无锡高新区"];

/// Enough of them for several parts.
const REPORTS: usize = 40;

/// A folder of its own, with reports, that the program runs in.
pub(crate) struct Room {
    folder: TempDir,
}

impl Room {
    /// Small reports.
    pub(crate) fn with_reports() -> Self {
        // Below the target folder: a room that the whole process shares is never dropped.
        let room = Self { folder: tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).unwrap() };
        fs::create_dir(room.path("raw")).unwrap();
        for n in 0..REPORTS {
            room.report(&format!("report{n:02}.txt"), &report(n, 100 + n));
        }
        room
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub(crate) fn report(&self, name: &str, text: &str) {
        fs::write(self.path("raw").join(name), text).unwrap();
    }

    pub(crate) fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_zonefacts"));
        command.current_dir(self.folder.path()).args(args).stdin(Stdio::null());
        command
    }

    /// What the program says, and how it ends.
    pub(crate) fn ask(&self, args: &[&str]) -> (i32, String) {
        let Output { status, stdout, stderr } = self.command(args).output().unwrap();
        (status.code().unwrap(), String::from_utf8(stdout).unwrap() + &String::from_utf8(stderr).unwrap())
    }

    /// The same, for what has to end well.
    pub(crate) fn does(&self, args: &[&str]) -> String {
        let (status, said) = self.ask(args);
        assert_eq!(status, 0, "{args:?}: {said}");
        said
    }

    /// The bytes of every file of the current release.
    pub(crate) fn release(&self) -> BTreeMap<String, Vec<u8>> {
        let files = fs::read_dir(self.path("output/current")).unwrap().map(|entry| entry.unwrap().path());
        let files = files.filter(|path| path.is_file());
        files.map(|path| (path.file_name().unwrap().to_string_lossy().into_owned(), fs::read(&path).unwrap())).collect()
    }

    /// Values of a text column of a published table.
    pub(crate) fn column(&self, table: &str, column: &str) -> Vec<String> {
        let file = File::open(self.path(&format!("output/current/{table}.parquet"))).unwrap();
        let batches = ParquetRecordBatchReaderBuilder::try_new(file).unwrap().build().unwrap();
        let texts = |batch: arrow::array::RecordBatch| {
            let column = batch.column_by_name(column).unwrap().as_string::<i32>().clone();
            column.iter().flatten().map(str::to_owned).collect::<Vec<_>>()
        };
        batches.map(Result::unwrap).flat_map(texts).collect()
    }

    /// Which parts a run made, by stage.
    pub(crate) fn made(&self, args: &[&str]) -> BTreeMap<String, usize> {
        let mut made = BTreeMap::new();
        for line in self.does(&[&["run", "--log", "json"], args].concat()).lines() {
            let event: serde_json::Value = serde_json::from_str(line).unwrap();
            if event["event"] == "made" {
                *made.entry(event["stage"].as_str().unwrap().to_owned()).or_default() += 1;
            }
        }
        made
    }
}

fn report(n: usize, billions: usize) -> String {
    let (zone, year) = (ZONES[n % ZONES.len()], 2015 + n / ZONES.len());
    format!(
        "{zone}{year}年工作总结\n\n{year}年，{zone}实现地区生产总值{billions}亿元，同比增长{n}.5%；新增高新技术企业{n}2家。\n"
    )
}

/// Copies a folder with all that is in it.
pub(crate) fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let path = entry.unwrap().path();
        let target = to.join(path.file_name().unwrap());
        if path.is_dir() { copy(&path, &target) } else { fs::copy(&path, &target).map(drop).unwrap() }
    }
}

#[test]
fn a_run_publishes_and_a_second_one_does_nothing() {
    let room = Room::with_reports();
    let said = room.does(&["run"]);
    assert!(said.contains(&format!("{REPORTS} accepted")), "{said}");
    assert_eq!(room.column("dim_document", "document").len(), REPORTS);
    assert!(room.column("fact_observation", "zone_id").len() >= REPORTS);
    let before = room.release();
    let said = room.does(&["run"]);
    assert!(said.contains("nothing to do"), "{said}");
    assert_eq!(room.does(&["plan"]).trim(), "nothing to do");
    assert!(room.release() == before);
    let said = room.does(&["check"]);
    assert!(said.contains("spans, 0 broken"), "{said}");
    assert!(room.does(&["status"]).contains("fact_observation"));
}

#[test]
fn a_lost_release_is_made_again_from_what_is_stored() {
    let room = Room::with_reports();
    room.does(&["run"]);
    let before = room.release();
    fs::remove_file(room.path("output/current")).unwrap();
    assert_eq!(room.made(&[]), BTreeMap::from([("write".to_owned(), 1)]));
    assert!(room.release() == before);
}

#[test]
fn a_changed_file_makes_its_part_again_and_no_other() {
    let room = Room::with_reports();
    let parts = room.made(&[])["clean"];
    assert!(parts > 1, "{parts} parts");
    room.report("report05.txt", &report(5, 999));
    let planned = room.does(&["plan"]);
    assert!(planned.contains("report05.txt has changed"), "{planned}");
    let made = room.made(&[]);
    assert_eq!((made["ingest"], made["clean"], made["extract"], made["resolve"]), (1, 1, 1, 1));
    assert!(room.column("fact_observation", "value_text").contains(&"999亿元".to_owned()));
}

#[test]
fn what_comes_out_equal_stops_the_run_there() {
    let room = Room::with_reports();
    room.does(&["run"]);
    let release = room.release();
    let made = room.made(&["--only", "clean", "--force"]);
    assert!(made["clean"] > 1 && made.len() == 1, "{made:?}");
    assert!(room.does(&["run"]).contains("nothing to do"));
    assert!(room.release() == release);
}

#[test]
fn a_removed_file_takes_its_facts_along() {
    let room = Room::with_reports();
    room.does(&["run"]);
    let stored = || fs::read_dir(room.path("output/stages/clean")).unwrap().count();
    let before = stored();
    for n in 1..REPORTS {
        fs::remove_file(room.path(&format!("raw/report{n:02}.txt"))).unwrap();
    }
    room.does(&["run"]);
    let documents = room.column("fact_observation", "document");
    assert!(!documents.is_empty() && documents.iter().all(|document| document == "report00.txt"), "{documents:?}");
    assert!(before > 1 && stored() == 1, "parts that are no more are removed");
}

#[test]
fn a_changed_word_list_makes_the_stages_from_there_on_stale() {
    let room = Room::with_reports();
    copy(&Path::new(env!("CARGO_MANIFEST_DIR")).join("schemas"), &room.path("schemas"));
    room.does(&["run"]);
    let list = room.path("schemas/vocab/segments.csv");
    fs::write(&list, fs::read_to_string(&list).unwrap() + "\n").unwrap();
    let planned = room.does(&["plan"]);
    assert!(planned.contains("vocab/segments.csv has changed"), "{planned}");
    let stages: Vec<&str> = planned.lines().filter(|line| !line.starts_with(' ')).collect();
    assert_eq!(stages, ["extract", "resolve", "join", "write"]);
    let made = room.made(&[]);
    assert!(made.contains_key("extract") && !made.contains_key("ingest") && !made.contains_key("clean"), "{made:?}");
    assert!(!made.contains_key("join"), "an empty line changes no observation: {made:?}");
}

#[test]
fn a_rejected_file_is_an_issue_and_with_strict_a_refusal() {
    let room = Room::with_reports();
    room.report("empty.txt", "");
    let (status, said) = room.ask(&["run", "--strict"]);
    assert_eq!(status, 3, "{said}");
    assert!(said.contains("empty.txt"), "{said}");
    assert!(!room.path("output/current").exists());
    let said = room.does(&["run"]);
    assert!(said.contains("1 rejected") && said.contains("error         empty.txt: the file is empty"), "{said}");
    assert!(room.column("issue", "document").contains(&"empty.txt".to_owned()));
    assert_eq!(room.column("dim_document", "document").len(), REPORTS);
    assert_eq!(room.ask(&["run", "--strict"]).0, 3);
}

#[test]
fn two_runs_at_once_are_one_too_many() {
    let room = Room::with_reports();
    fs::create_dir(room.path("output")).unwrap();
    let lock = File::create(room.path("output/.lock")).unwrap();
    fs::write(room.path("output/.lock"), "process 1: someone").unwrap();
    lock.lock().unwrap();
    let (status, said) = room.ask(&["run"]);
    assert_eq!(status, 75);
    assert!(said.contains("process 1: someone"), "{said}");
    let waiting = room.command(&["run", "--wait", "60"]).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
    thread::sleep(Duration::from_millis(200));
    drop(lock);
    assert!(waiting.wait_with_output().unwrap().status.success());
}

#[test]
fn single_stages_stand_upon_what_is_stored() {
    let room = Room::with_reports();
    let (status, said) = room.ask(&["run", "--only", "join"]);
    assert!(status == 1 && said.contains("resolve has stored nothing"), "{said}");
    room.does(&["run", "--to", "clean"]);
    assert!(room.path("output/stages/clean").is_dir() && !room.path("output/stages/extract").exists());
    assert_eq!(room.ask(&["run", "--from", "resolve"]).0, 1);
    assert!(!room.path("output/current").exists());
    room.does(&["run", "--from", "extract"]);
    assert_eq!(room.column("dim_document", "document").len(), REPORTS);
    assert!(room.does(&["run"]).contains("nothing to do"));
}

#[test]
fn threads_and_folders_do_not_matter() {
    let (one, two) = (Room::with_reports(), Room::with_reports());
    one.does(&["run", "--threads", "1"]);
    two.does(&["run", "--threads", "2"]);
    assert!(one.release() == two.release());
}

#[test]
fn a_killed_run_leaves_nothing_that_the_next_one_trips_over() {
    let undisturbed = Room::with_reports();
    undisturbed.does(&["run"]);
    let room = Room::with_reports();
    for delay in [1, 5, 10, 20, 40, 80, 160, 320] {
        let mut run = room.command(&["run", "--force"]).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
        thread::sleep(Duration::from_millis(delay));
        run.kill().unwrap();
        run.wait().unwrap();
    }
    room.does(&["run"]);
    assert!(room.release() == undisturbed.release());
}

#[test]
fn explain_follows_a_value_back_to_its_words() {
    let room = Room::with_reports();
    room.does(&["run"]);
    let said = room.does(&["explain", "长春高新区", "2015", "gdp"]);
    assert!(said.contains(">>100亿元<<") && said.contains("report00.txt"), "{said}");
    let id = room.column("fact_observation", "observation_id").swap_remove(0);
    assert!(room.does(&["explain", &id]).contains(&id));
    assert_eq!(room.ask(&["explain", "长春高新区", "1999", "gdp"]).0, 1);
    assert_eq!(room.ask(&["explain", "nowhere", "2015", "gdp"]).0, 2);
}

#[test]
fn explain_keeps_statements_against_other_bases_apart() {
    let room = Room::with_reports();
    room.report("grown.txt", "长春高新区2019年工作总结\n\n2019年，长春高新区营业收入1500亿元，同比增长10%，比2015年增长60%。");
    room.does(&["run"]);
    let said = room.does(&["explain", "长春高新区", "2019", "operating_revenue"]);
    assert!(said.contains("(growth, actual, year): 10 percent"), "{said}");
    assert!(said.contains("(growth, actual, year, against 2015): 60 percent"), "{said}");
    assert!(!said.contains("rival"), "{said}");
}

#[test]
fn check_finds_a_report_that_no_longer_prints_what_was_read() {
    let room = Room::with_reports();
    room.does(&["run"]);
    room.report("report03.txt", "别的文字");
    let (status, said) = room.ask(&["check"]);
    assert_eq!(status, 1);
    assert!(said.contains("report03.txt has changed since the run"), "{said}");
}

#[test]
fn score_counts_what_was_found() {
    let room = Room::with_reports();
    room.does(&["run"]);
    let text = fs::read_to_string(room.path("raw/report00.txt")).unwrap();
    let start = text[..text.find("100亿元").unwrap()].chars().count();
    let gold = serde_json::json!({
        "doc": "report00.txt", "char_start": start, "char_end": start + 5, "value_text": "100亿元", "subject": "changchun", "metric": "gdp",
        "segment": "", "measure": "level", "value": 1e10, "unit": "CNY", "bound": "eq", "year": 2015, "period": "year", "status": "actual", "scope": "",
    });
    fs::write(room.path("gold.jsonl"), gold.to_string()).unwrap();
    let said = room.does(&["score", "--gold", "gold.jsonl"]);
    let total = said.lines().find(|line| line.starts_with("ALL")).unwrap();
    let recall: Vec<&str> = total.split('|').map(|rates| rates.split_whitespace().nth(1).unwrap()).skip(1).collect();
    assert_eq!(recall, ["1.000", "1.000"], "{said}");
}

#[test]
fn describe_tells_every_column() {
    let room = Room::with_reports();
    let said = room.does(&["describe", "fact_observation"]);
    assert!(said.contains("subject_basis") && !said.contains("dim_place"), "{said}");
    assert!(room.does(&["describe"]).contains("dim_place"));
    assert_eq!(room.ask(&["describe", "nothing"]).0, 2);
}

#[test]
fn what_makes_no_sense_is_refused() {
    let room = Room::with_reports();
    for args in [
        &["run", "--only", "bake"][..],
        &["run", "--from", "join", "--to", "clean"],
        &["run", "--raw", "nowhere"],
        &["run", "--columns", "text"],
        &["run", "--schemas", "nowhere"],
        &["run", "--threads", "0"],
        &["fly"],
    ] {
        let (status, said) = room.ask(args);
        assert_eq!(status, 2, "{args:?}: {said}");
    }
    assert_eq!(room.ask(&["status"]).0, 1, "no release yet");
}
