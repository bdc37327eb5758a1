//! Containers and collections from outside: what is packed is read, proven and brought up to date like any other file.

use std::{
    fs,
    path::Path,
    process::{Command, Stdio},
};

fn made(name: &str) -> Vec<u8> {
    fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/boxes").join(name)).unwrap()
}

/// What the program says, and how it ends.
fn ask(folder: &Path, args: &[&str]) -> (i32, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_zonefacts"));
    let output = command.current_dir(folder).args(args).stdin(Stdio::null()).output().unwrap();
    (output.status.code().unwrap(), String::from_utf8(output.stdout).unwrap() + &String::from_utf8(output.stderr).unwrap())
}

/// The same, for what has to end well.
fn does(folder: &Path, args: &[&str]) -> String {
    let (status, said) = ask(folder, args);
    assert_eq!(status, 0, "{args:?}: {said}");
    said
}

#[test]
fn packed_reports_are_proven_and_brought_up_to_date() {
    let room = tempfile::tempdir().unwrap();
    let folder = room.path();
    fs::create_dir(folder.join("raw")).unwrap();
    let put = |name: &str, bytes: &[u8]| fs::write(folder.join("raw").join(name), bytes).unwrap();
    put("a.zip", &made("gbk.zip"));
    put("b.parquet", &made("pyarrow-types.parquet"));
    put("c.warc.gz", &made("crawl.warc.gz"));
    let said = does(folder, &["run"]);
    assert!(said.contains("3 accepted"), "{said}");
    assert!(does(folder, &["check"]).contains("0 broken"));
    let said = does(folder, &["explain", "锦州高新区", "2017", "gdp"]);
    assert!(said.contains("72.6") && said.contains("a.zip!/高新区/锦州2018-04-17.txt"), "{said}");
    assert!(does(folder, &["plan"]).contains("nothing to do"));

    put("a.zip", &made("utf8.zip"));
    let said = does(folder, &["plan"]);
    assert!(said.contains("a.zip has changed") && !said.contains("b.parquet"), "{said}");
    let (status, said) = ask(folder, &["check"]);
    assert_eq!((status, said.contains("0 broken")), (0, true), "the same report, packed by another program: {said}");
    put("a.zip", b"PK\x03\x04");
    assert!(ask(folder, &["check"]).1.contains("a.zip"), "what is gone is missed");
    assert_eq!(ask(folder, &["run", "--strict"]).0, 3);
}

#[test]
fn a_collection_in_slices_is_the_same_with_any_number_of_threads() {
    let room = tempfile::tempdir().unwrap();
    let folder = room.path();
    fs::create_dir(folder.join("raw")).unwrap();
    // More text than goes through a stage at once.
    let filling = "园区持续优化营商环境。".repeat(600);
    let line =
        |n: u32| format!("{{\"text\":\"2020年，无锡高新区实现地区生产总值{n}.5亿元。{filling}{n}\",\"date\":\"2021-02-03\"}}\n");
    fs::write(folder.join("raw/many.jsonl"), (100..600).map(line).collect::<String>()).unwrap();
    let said = does(folder, &["run", "--threads", "1", "--output", "one"]);
    assert!(said.contains("500 accepted"), "{said}");
    does(folder, &["run", "--threads", "3", "--output", "three"]);
    for stage in ["ingest", "clean", "extract", "resolve"] {
        let part = |output: &str| {
            let mut parts = fs::read_dir(folder.join(output).join("stages").join(stage)).unwrap();
            fs::read(parts.next().unwrap().unwrap().path()).unwrap()
        };
        assert_eq!(part("one"), part("three"), "{stage}");
    }
    assert!(does(folder, &["check", "--output", "one"]).contains("0 broken"));
    assert!(does(folder, &["run", "--from", "extract", "--output", "one"]).contains("nothing to do"));
}
