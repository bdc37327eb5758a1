//! The invariants of the house: who may name whom, where words live, who touches files.

use std::fs;
use std::path::{Path, PathBuf};

/// A source file of the pipeline: its path from the repository's root, its text, and its code without comments and tests.
struct Source {
    path: String,
    text: String,
    code: String,
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn files(folder: &Path, out: &mut Vec<PathBuf>) {
    let mut entries: Vec<PathBuf> =
        fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path()).collect();
    entries.sort();
    for path in entries {
        if path.is_dir() {
            files(&path, out);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            out.push(path);
        }
    }
}

fn sources() -> Vec<Source> {
    let mut paths = Vec::new();
    files(&root().join("pipeline"), &mut paths);
    let source = |path: &PathBuf| {
        let text = fs::read_to_string(path).expect("a source file");
        let path = path.strip_prefix(root()).expect("a path under the root").to_string_lossy().replace('\\', "/");
        Source { code: code(&text), path, text }
    };
    let sources: Vec<Source> = paths.iter().map(source).collect();
    assert!(sources.len() > 60, "the walk over pipeline/ found only {} files", sources.len());
    sources
}

/// The text without line comments and without what follows `#[cfg(test)]` with a body.
fn code(text: &str) -> String {
    let mut out = String::new();
    let mut lines = text.lines().peekable();
    while let Some(line) = lines.next() {
        let declares = |next: &&str| next.trim_start().starts_with("mod ") && next.trim_end().ends_with(';');
        if line.trim() == "#[cfg(test)]" && !lines.peek().is_some_and(declares) {
            break;
        }
        out.push_str(line.find("//").filter(|at| !line[..*at].ends_with(':')).map_or(line, |at| &line[..at]));
        out.push('\n');
    }
    out
}

/// Files that only tests compile, and examples.
fn is_test(path: &str) -> bool {
    path.ends_with("/tests.rs") || path.ends_with("_tests.rs") || path.ends_with("/testing.rs") || path.contains("/examples/")
}

fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{323af}')
}

/// Every fault, one a line, or none.
fn none(faults: Vec<String>) {
    assert!(faults.is_empty(), "\n{}", faults.join("\n"));
}

#[test]
fn no_stage_names_another() {
    let walls: &[(&str, &[&str])] = &[
        ("pipeline/text/model/", &["vocab", "clean", "extract", "resolve"]),
        ("pipeline/text/vocab/", &["clean", "extract", "resolve"]),
        ("pipeline/text/clean/", &["extract", "resolve"]),
        ("pipeline/text/extract/", &["clean", "resolve"]),
        ("pipeline/text/resolve/", &["clean", "extract"]),
        ("pipeline/tables/contract/", &["join", "write", "store"]),
        ("pipeline/tables/join/", &["write", "store"]),
        ("pipeline/tables/write/", &["join", "store"]),
        ("pipeline/tables/store/", &["contract", "join", "write"]),
    ];
    let mut faults = Vec::new();
    for source in sources().iter().filter(|source| !is_test(&source.path)) {
        for (folder, others) in walls.iter().filter(|(folder, _)| source.path.starts_with(folder)) {
            for other in others.iter().filter(|other| source.code.contains(&format!("crate::{other}"))) {
                faults.push(format!("{} names {other}, over the wall of {folder}", source.path));
            }
        }
        if !source.path.starts_with("pipeline/text/")
            && source.path.matches('/').count() > 1
            && !source.path.starts_with("pipeline/commands/")
        {
            let stages = ["clean", "extract", "resolve", "vocab"].map(|stage| format!("zonefacts_text::{stage}"));
            faults.extend(
                stages
                    .iter()
                    .filter(|stage| source.code.contains(stage.as_str()))
                    .map(|stage| format!("{} names {stage}", source.path)),
            );
        }
    }
    none(faults);
}

#[test]
fn only_run_names_two_stages() {
    let stages = ["clean::{", "extract::extract", "resolve::resolve", "join::join", "write::{"];
    let names = |source: &Source| stages.iter().filter(|stage| source.code.contains(**stage)).count();
    let diagrams: Vec<String> =
        sources().iter().filter(|source| !is_test(&source.path) && names(source) > 1).map(|source| source.path.clone()).collect();
    assert_eq!(diagrams, ["pipeline/run.rs"]);
}

#[test]
fn words_are_data() {
    let mut faults = Vec::new();
    for source in sources().iter().filter(|source| !is_test(&source.path)) {
        for (number, line) in source.code.lines().enumerate().filter(|(_, line)| line.contains(is_han)) {
            faults.push(format!("{}:{}: a Chinese literal: {}", source.path, number + 1, line.trim()));
        }
    }
    none(faults);
}

#[test]
fn only_the_edges_touch_files() {
    let edges = [
        "pipeline/ingest/",
        "pipeline/tables/store/",
        "pipeline/tables/write/",
        "pipeline/commands/",
        "pipeline/schemas.rs",
        "pipeline/release.rs",
        "pipeline/build.rs",
    ];
    let touches = ["fs::", "File::", "OpenOptions"];
    let mut faults = Vec::new();
    for source in
        sources().iter().filter(|source| !is_test(&source.path) && !edges.iter().any(|edge| source.path.starts_with(edge)))
    {
        faults.extend(
            touches.iter().filter(|call| source.code.contains(**call)).map(|call| format!("{} uses {call}", source.path)),
        );
    }
    none(faults);
}

#[test]
fn nothing_reads_the_clock_or_the_environment() {
    // The terminal shows how long a stage took, and a waiting run counts its seconds; nothing of it reaches a table.
    let timed = ["pipeline/terminal.rs", "pipeline/workshop.rs", "pipeline/tables/store/lock.rs"];
    let mut faults = Vec::new();
    for source in sources().iter().filter(|source| !is_test(&source.path) && source.path != "pipeline/build.rs") {
        if source.code.contains("SystemTime") || source.code.contains("chrono::Utc") || source.code.contains("chrono::Local") {
            faults.push(format!("{} reads the clock", source.path));
        }
        if source.code.contains("Instant::now") && !timed.contains(&source.path.as_str()) {
            faults.push(format!("{} measures time", source.path));
        }
        if source.code.contains("env::var") {
            faults.push(format!("{} reads the environment", source.path));
        }
    }
    none(faults);
}

#[test]
fn order_never_comes_from_a_hash() {
    // Arrow's own type for the metadata of a field; the Parquet writer sorts it.
    let arrow = "pipeline/tables/contract/schema.rs";
    let mut faults = Vec::new();
    for source in sources().iter().filter(|source| !is_test(&source.path) && source.path != arrow) {
        let hashed = ["HashMap", "HashSet"].into_iter().filter(|kind| source.code.contains(kind));
        faults.extend(hashed.map(|kind| format!("{} uses {kind}", source.path)));
    }
    none(faults);
}

#[test]
fn no_rule_knows_a_zone_or_a_document() {
    let zones = fs::read_to_string(root().join("schemas/vocab/zones.csv")).expect("the zones");
    let ids: Vec<String> =
        zones.lines().skip(1).filter_map(|line| line.split(',').next()).map(|id| format!("\"{id}\"")).collect();
    assert!(ids.len() > 200, "only {} zones", ids.len());
    let mut faults = Vec::new();
    for source in sources().iter().filter(|source| !is_test(&source.path)) {
        faults.extend(ids.iter().filter(|id| source.code.contains(id.as_str())).map(|id| format!("{} knows {id}", source.path)));
    }
    none(faults);
}

#[test]
fn every_file_says_what_it_is_for_and_stays_readable() {
    let mut faults = Vec::new();
    for source in sources() {
        if !source.text.starts_with("//!") {
            faults.push(format!("{} does not say what it is for", source.path));
        }
        let lines = source.text.lines().count();
        if lines > 400 {
            faults.push(format!("{} has {lines} lines", source.path));
        }
    }
    none(faults);
}

#[test]
fn reading_text_never_depends_on_polars() {
    for name in ["text", "facts", "ingest"] {
        let manifest = fs::read_to_string(root().join(format!("pipeline/{name}/Cargo.toml"))).expect("a manifest");
        for heavy in ["polars.workspace", "zonefacts-tables"] {
            assert!(!manifest.contains(heavy), "pipeline/{name} depends on {heavy}");
        }
    }
}
