//! `diff` and `plan --cells`: for each cause a pair of releases that has it, and a plan that foretells what `diff` then shows.

#![allow(clippy::unwrap_used)]

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
};

use serde_json::{Value, json};

use crate::{
    cli::{Room, copy},
    release::root,
};

/// What a command prints as JSON lines.
fn lines(room: &Room, args: &[&str]) -> Vec<Value> {
    let said = room.does(args);
    said.lines().filter(|line| line.starts_with('{')).map(|line| serde_json::from_str(line).unwrap()).collect()
}

/// Runs, and tells what `diff` shows between the last two releases.
fn after_run(room: &Room) -> Vec<Value> {
    room.does(&["run"]);
    lines(room, &["diff", "previous", "current", "--format", "json"])
}

/// Every difference has this cause, made by what bears one of these names; there is at least one.
fn all_by(differences: &[Value], cause: &str, names: &[&str]) {
    assert!(!differences.is_empty(), "nothing differs");
    for difference in differences {
        assert_eq!(difference["cause"], cause, "{difference}");
        let by = difference["by"].as_array().unwrap();
        assert!(!by.is_empty() && by.iter().all(|by| names.contains(&by["name"].as_str().unwrap())), "{difference}");
    }
}

/// The difference of a metric's level in a zone and year.
fn level<'a>(differences: &'a [Value], zone: &str, year: i32, metric: &str) -> &'a Value {
    let of = |difference: &&Value| {
        let cell = &difference["cell"];
        cell["zone_id"] == zone && cell["year"] == year && cell["metric_id"] == metric && cell["measure"] == "level"
    };
    differences.iter().find(of).unwrap_or_else(|| panic!("{zone} {year} {metric} is not among {differences:#?}"))
}

/// Reports, and schemas of the room's own.
fn with_schemas() -> Room {
    let room = Room::with_reports();
    copy(&root().join("schemas"), &room.path("schemas"));
    room
}

fn edit(room: &Room, file: &str, from: &str, to: &str) {
    let path = room.path("schemas").join(file);
    let text = fs::read_to_string(&path).unwrap();
    assert!(text.contains(from), "{file} has no {from}");
    fs::write(path, text.replacen(from, to, 1)).unwrap();
}

/// Every file below a folder with its bytes.
fn files(folder: PathBuf) -> BTreeSet<(PathBuf, Vec<u8>)> {
    let mut found = BTreeSet::new();
    let mut folders = vec![folder];
    while let Some(folder) = folders.pop() {
        for path in fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).filter(|path| !path.is_symlink()) {
            if path.is_dir() {
                folders.push(path);
            } else if path.file_name().unwrap() != ".lock" {
                let bytes = fs::read(&path).unwrap();
                found.insert((path, bytes));
            }
        }
    }
    found
}

/// Adds a row to a list of corrections.
fn correct(schemas: &Path, row: &str) {
    let path = schemas.join("corrections.csv");
    let text = fs::read_to_string(&path).unwrap();
    fs::write(path, format!("{}\n{row},Li Wei,2026-01-05\n", text.trim_end())).unwrap();
}

const LATER: &str = "长春高新区2015年公报\n\n2015年，长春高新区实现地区生产总值100.4亿元，税收收入12.5亿元。\n";

#[test]
fn a_new_document_and_its_removal_are_causes() {
    let room = Room::with_reports();
    room.does(&["run"]);
    room.report("later.txt", LATER);
    let came = after_run(&room);
    all_by(&came, "new_document", &["later.txt"]);
    let gdp = level(&came, "changchun", 2015, "gdp");
    assert_eq!((&gdp["change"], &gdp["old"]["value"], &gdp["new"]["value"]), (&json!("changed"), &json!(1e10), &json!(1.004e10)));
    assert_eq!(gdp["new"]["documents"], json!(["later.txt", "report00.txt"]));
    assert!(gdp["columns"].as_array().unwrap().contains(&json!("agreement")), "{gdp}");
    assert_eq!(level(&came, "changchun", 2015, "tax_revenue")["change"], "added");

    fs::remove_file(room.path("raw/later.txt")).unwrap();
    let went = after_run(&room);
    all_by(&went, "document_removed", &["later.txt"]);
    assert_eq!(went.len(), came.len());
    assert_eq!(level(&went, "changchun", 2015, "tax_revenue")["change"], "gone");
}

#[test]
fn a_changed_document_is_the_cause_of_all_its_cells() {
    let room = Room::with_reports();
    room.does(&["run"]);
    let text = fs::read_to_string(room.path("raw/report05.txt")).unwrap();
    room.report("report05.txt", &text.replace("105亿元", "106亿元"));
    let differences = after_run(&room);
    all_by(&differences, "document_changed", &["report05.txt"]);
    assert_eq!(level(&differences, "wuxi", 2015, "gdp")["change"], "changed");
    // Its other figures stand as they did, in a text that is another one.
    let support: Vec<&Value> = differences.iter().filter(|difference| difference["change"] == "support").collect();
    assert!(!support.is_empty() && support.iter().all(|one| one["columns"] == json!(["observation_id"])), "{support:?}");
}

#[test]
fn a_text_that_moved_is_no_other_text() {
    let room = Room::with_reports();
    let record = |zone: &str| json!({ "content": format!("{zone}2012年总结\n\n2012年，{zone}地区生产总值51亿元。") }).to_string();
    room.report("dump.jsonl", &record("成都高新区"));
    room.does(&["run"]);
    room.report("dump.jsonl", &[record("无锡高新区"), record("成都高新区")].join("\n"));
    fs::rename(room.path("raw/report07.txt"), room.path("raw/renamed.txt")).unwrap();
    let differences = after_run(&room);
    all_by(&differences, "new_document", &["dump.jsonl#1"]);
    assert!(differences.iter().all(|difference| difference["cell"]["zone_id"] == "wuxi"));
}

#[test]
fn a_plan_foretells_what_an_edited_alias_does() {
    let room = with_schemas();
    room.report("scale.txt", "成都高新区2010年总结\n\n2010年，成都高新区经济盘子达到300亿元。\n");
    room.does(&["run"]);
    edit(&room, "vocab/metrics.csv", "生产总值|GDP|", "生产总值|经济盘子|GDP|");
    let before = files(room.path("output"));
    let foretold = lines(&room, &["plan", "--cells", "--format", "json"]);
    assert!(files(room.path("output")) == before, "a plan stores nothing");
    assert!(room.does(&["plan"]).contains("vocab/metrics.csv has changed"));

    let told = after_run(&room);
    assert_eq!(foretold, told);
    all_by(&told, "word_list", &["vocab/metrics.csv"]);
    let gdp = level(&told, "chengdu", 2010, "gdp");
    assert_eq!((&gdp["change"], &gdp["new"]["value"]), (&json!("added"), &json!(3e10)));
    assert_eq!(gdp["by"], json!([{ "name": "vocab/metrics.csv", "row": "gdp", "words": ["经济盘子"] }]));
    assert!(room.does(&["diff", "previous", "current"]).contains("vocab/metrics.csv, row gdp: 经济盘子"));
    assert!(room.does(&["plan", "--cells"]).contains("no cell differs"));

    edit(&room, "vocab/metrics.csv", "经济盘子|", "");
    let foretold = lines(&room, &["plan", "--cells", "--format", "json"]);
    assert_eq!(level(&foretold, "chengdu", 2010, "gdp")["change"], "gone");
    assert_eq!(foretold, after_run(&room));
}

#[test]
fn a_plan_foretells_documents_too() {
    let room = Room::with_reports();
    room.does(&["run"]);
    room.report("later.txt", LATER);
    fs::remove_file(room.path("raw/report09.txt")).unwrap();
    let foretold = lines(&room, &["plan", "--cells", "--format", "json"]);
    let causes: BTreeSet<&str> = foretold.iter().map(|one| one["cause"].as_str().unwrap()).collect();
    assert_eq!(causes, ["document_removed", "new_document"].into());
    assert_eq!(foretold, after_run(&room));
    assert_eq!(room.ask(&["plan", "--cells", "--to", "clean"]).0, 2);
}

#[test]
fn a_plan_foretells_what_comes_in_slices() {
    let room = Room::with_reports();
    room.does(&["run"]);
    // More text than goes through a stage at once.
    let filling = "园区持续优化营商环境。".repeat(600);
    let line = |n: u32| {
        let year = 2000 + n % 16;
        format!("{{\"text\":\"{year}年，无锡高新区实现地区生产总值{year}.5亿元。{filling}{n}\"}}\n")
    };
    room.report("many.jsonl", &(0..480).map(line).collect::<String>());
    let foretold = lines(&room, &["plan", "--cells", "--format", "json"]);
    assert!(foretold.len() >= 10, "{foretold:?}");
    assert_eq!(foretold, after_run(&room));
}

#[test]
fn a_plan_foretells_what_a_correction_does() {
    let room = with_schemas();
    let bulletin = |date: &str, value: &str| {
        format!("西安高新区2011年公报\n{date}  来源：西安日报\n\n2011年，西安高新区地区生产总值{value}亿元。\n")
    };
    room.report("a.txt", &bulletin("2012-02-01", "100.43"));
    room.report("b.txt", &bulletin("2012-03-01", "110").replace("西安日报", "陕西日报"));
    room.does(&["run"]);
    correct(&room.path("schemas"), "report00.txt,实现地区生产总值,year,2014,the figure is last year's,100亿元");
    let foretold = lines(&room, &["plan", "--cells", "--format", "json"]);
    let told = after_run(&room);
    assert_eq!(foretold, told);
    all_by(&told, "correction", &["corrections.csv"]);
    let (gone, came) = (level(&told, "changchun", 2015, "gdp"), level(&told, "changchun", 2014, "gdp"));
    assert_eq!((&gone["change"], &came["change"]), (&json!("gone"), &json!("added")));
    assert_eq!(came["by"][0]["row"], "report00.txt");
    assert_eq!(came["by"][0]["words"], json!(["100亿元", "实现地区生产总值"]));

    // The same statements, but now the later one is a restatement.
    correct(&room.path("schemas"), "b.txt,,publisher,西安日报,it was their report,陕西日报");
    let foretold = lines(&room, &["plan", "--cells", "--format", "json"]);
    let told = after_run(&room);
    assert_eq!(foretold, told);
    all_by(&told, "correction", &["corrections.csv"]);
    let gdp = level(&told, "xian", 2011, "gdp");
    assert_eq!((&gdp["old"]["agreement"], &gdp["new"]["agreement"]), (&json!("conflict"), &json!("revised")));
}

#[test]
fn what_another_day_leaves_out_is_not_there() {
    let room = Room::with_reports();
    let dated = |date: &str, billions: &str| {
        format!("青海高新区2016年总结\n\n{date}\n\n2016年，青海高新区实现地区生产总值{billions}亿元。\n")
    };
    room.report("a.txt", &dated("2017年3月1日", "50.1"));
    room.report("b.txt", &dated("2019年3月1日", "52.3"));
    room.does(&["run"]);
    room.does(&["run", "--as-of", "2018-06-30"]);
    let then = "output/as-of/2018-06-30/current";
    let came = lines(&room, &["diff", then, "current", "--format", "json"]);
    let reports: Vec<String> = (0..40).map(|n| format!("report{n:02}.txt")).collect();
    let unknown: Vec<&str> = reports.iter().map(String::as_str).chain(["b.txt"]).collect();
    all_by(&came, "new_document", &unknown);
    let gdp = level(&came, "qinghai", 2016, "gdp");
    assert_eq!((&gdp["old"]["value"], &gdp["new"]["documents"]), (&json!(5.01e9), &json!(["a.txt", "b.txt"])));
    let went = lines(&room, &["diff", "current", then, "--format", "json"]);
    all_by(&went, "document_removed", &unknown);
    assert_eq!(went.len(), came.len());

    // A plan for a day goes by what was known on it.
    assert!(room.does(&["plan", "--cells", "--as-of", "2018-06-30"]).contains("no cell differs"));
    room.report("c.txt", &dated("2017年4月1日", "50.2"));
    room.report("d.txt", &dated("2020年4月1日", "53"));
    let foretold = lines(&room, &["plan", "--cells", "--as-of", "2018-06-30", "--format", "json"]);
    all_by(&foretold, "new_document", &["c.txt"]);
    room.does(&["run", "--as-of", "2018-06-30"]);
    let told = lines(&room, &["diff", "previous", "current", "--as-of", "2018-06-30", "--format", "json"]);
    assert_eq!(foretold, told);
    assert_eq!(room.ask(&["diff", "previous", "current"]).0, 2, "only one release of all reports");
}

/// A pair of releases that differ by an edited alias, copied so that their manifests can tell another story.
struct Pair {
    room: Room,
}

impl Pair {
    fn new() -> Self {
        let room = with_schemas();
        room.report("scale.txt", "成都高新区2010年总结\n\n2010年，成都高新区经济盘子达到300亿元。\n");
        room.does(&["run"]);
        copy(&room.path("output/current"), &room.path("old"));
        edit(&room, "vocab/metrics.csv", "生产总值|GDP|", "生产总值|经济盘子|GDP|");
        room.does(&["run"]);
        copy(&room.path("output/current"), &room.path("new"));
        Self { room }
    }

    fn manifest(&self, side: &str, change: impl FnOnce(&mut Value)) {
        let path = self.room.path(side).join("manifest.json");
        let mut manifest = serde_json::from_slice(&fs::read(&path).unwrap()).unwrap();
        change(&mut manifest);
        fs::write(path, manifest.to_string()).unwrap();
    }

    /// The old release was made by the word lists of the new one.
    fn same_schemas(&self) {
        copy(&self.room.path("new/schemas"), &self.room.path("old/schemas"));
        let new: Value = serde_json::from_slice(&fs::read(self.room.path("new/manifest.json")).unwrap()).unwrap();
        self.manifest("old", |manifest| manifest["schemas"] = new["schemas"].clone());
    }

    fn diff(&self) -> Vec<Value> {
        lines(&self.room, &["diff", "old", "new", "--format", "json"])
    }
}

#[test]
fn code_is_the_cause_where_documents_and_words_are_the_same() {
    let pair = Pair::new();
    let other_code = |manifest: &mut Value| manifest["code"]["extract"] = json!("0000000000000000");
    pair.manifest("old", other_code);
    all_by(&pair.diff(), "word_list", &["vocab/metrics.csv"]);
    pair.same_schemas();
    all_by(&pair.diff(), "rule_or_code", &["extract"]);
}

#[test]
fn a_correction_is_the_cause_where_it_quotes_the_figure() {
    let pair = Pair::new();
    pair.same_schemas();
    correct(&pair.room.path("new/schemas"), "scale.txt,成都高新区经济盘子达到,metric_id,gdp,the scale is the product,300亿元");
    pair.manifest("new", |manifest| manifest["schemas"]["corrections.csv"] = json!("0000000000000000"));
    pair.manifest("new", |manifest| manifest["code"]["resolve"] = json!("0000000000000000"));
    let differences = pair.diff();
    all_by(&differences, "correction", &["corrections.csv"]);
    assert_eq!(differences[0]["by"][0]["row"], "scale.txt");
}

#[test]
fn a_release_that_recorded_little_is_compared_all_the_same() {
    let pair = Pair::new();
    fs::remove_dir_all(pair.room.path("old/schemas")).unwrap();
    pair.manifest("old", |manifest| {
        manifest.as_object_mut().unwrap().retain(|name, _| !["schemas", "code"].contains(&name.as_str()));
    });
    let differences = pair.diff();
    assert_eq!(differences[0]["cause"], "rule_or_code", "it recorded no code");
}

#[test]
fn the_policy_is_the_cause_where_the_same_statements_are_weighed_otherwise() {
    let room = with_schemas();
    let bulletin = |date: &str, value: &str| {
        format!("西安高新区2011年公报\n{date}  来源：西安日报\n\n2011年，西安高新区地区生产总值{value}亿元。\n")
    };
    room.report("a.txt", &bulletin("2012-02-01", "100.43"));
    room.report("b.txt", &bulletin("2012-03-01", "110").replace("西安日报", "陕西日报"));
    room.does(&["run"]);
    edit(&room, "policy.toml", "criterion = \"more_precise\"", "criterion = \"then\"");
    edit(&room, "policy.toml", "criterion = \"later_published\"", "criterion = \"more_precise\"");
    edit(&room, "policy.toml", "criterion = \"then\"", "criterion = \"later_published\"");
    let foretold = lines(&room, &["plan", "--cells", "--format", "json"]);
    let told = after_run(&room);
    assert_eq!(foretold, told);
    all_by(&told, "policy", &["policy.toml"]);
    let gdp = level(&told, "xian", 2011, "gdp");
    assert_eq!(
        (&gdp["old"]["chosen_because"], &gdp["new"]["chosen_because"]),
        (&json!("more_precise"), &json!("later_published"))
    );
    assert_eq!((&gdp["old"]["value"], &gdp["new"]["value"]), (&json!(1.0043e10), &json!(1.1e10)));
}

#[test]
fn releases_are_named_by_word_id_and_path() {
    let room = Room::with_reports();
    assert_eq!(room.ask(&["diff", "current", "current"]).0, 2, "no release yet");
    room.does(&["run"]);
    assert_eq!(room.ask(&["diff", "previous", "current"]).0, 2, "no previous one");
    let first = fs::read_link(room.path("output/current")).unwrap().file_name().unwrap().to_str().unwrap().to_owned();
    room.report("later.txt", LATER);
    room.does(&["run"]);
    let said = room.does(&["diff", "previous", "current"]);
    assert!(said.contains("new document") && said.contains("+ changchun 2015 tax_revenue (level, actual, year)"), "{said}");
    for old in [first.as_str(), &first[..6], &format!("output/releases/{first}")] {
        assert_eq!(room.does(&["diff", old, "current"]), said, "{old}");
    }
    assert_eq!(room.does(&["diff", "current", "output/current"]).trim(), "no cell differs");
    let (status, said) = room.ask(&["diff", "nothing", "current"]);
    assert!(status == 2 && said.contains(&first), "{said}");
}
