//! The corpus of sentences: what the engine reads of each section of `tests/corpus/*.md`, against the table below it.
//!
//! `tests/corpus/README.md` tells the format. Sections of `gaps.md` must still differ, so that a mended one is moved to its family.

use std::{
    collections::BTreeMap,
    fmt::Write as _,
    fs,
    path::{Path, PathBuf},
    sync::LazyLock,
};

use zonefacts_text::{
    clean::{CleanWords, clean},
    extract::extract,
    model::{Date, Decimal, DocumentHead, Observation, RawDocument, Resolved},
    resolve::resolve,
    vocab::Vocab,
};

/// The file of sections that are not read yet.
const GAPS: &str = "gaps.md";
/// The report that a sentence stands in, unless its section says otherwise.
const TITLE: &str = "长春高新区经济简报";
const PUBLISHED: &str = "2021-02-10";
/// The columns of a table, and what one that is left out stands for (empty: anything).
const COLUMNS: [(&str, &str); 13] = [
    ("text", ""),
    ("subject", "changchun"),
    ("metric", ""),
    ("segment", "-"),
    ("measure", ""),
    ("value", ""),
    ("unit", ""),
    ("bound", "eq"),
    ("year", ""),
    ("period", ""),
    ("status", "actual"),
    ("scope", ""),
    ("subarea", ""),
];

/// The stages of the text engine with the word lists of the repository.
pub(crate) struct Engine {
    pub(crate) words: CleanWords,
    pub(crate) vocab: Vocab,
}

/// The only one: loading takes longer than reading the corpus.
pub(crate) static ENGINE: LazyLock<Engine> = LazyLock::new(Engine::load);

impl Engine {
    fn load() -> Self {
        let mut files = BTreeMap::new();
        for path in listed("schemas/vocab") {
            let name = format!("vocab/{}", path.file_name().unwrap().to_str().unwrap());
            files.insert(name, fs::read_to_string(&path).unwrap());
        }
        Self { words: CleanWords::load(&files["vocab/clean.csv"]).unwrap(), vocab: Vocab::load(&files).unwrap() }
    }

    pub(crate) fn read(&self, raw: RawDocument) -> Resolved {
        let document = clean(raw, &self.words).value;
        resolve(extract(document, &self.vocab).value, &self.vocab).value
    }
}

/// One section of a file: a small report and the observations that a careful reader takes from it.
pub(crate) struct Section {
    /// `file: name`.
    pub(crate) name: String,
    pub(crate) title: String,
    published: String,
    pub(crate) text: String,
    rows: Vec<Row>,
}

/// Column → cell, every column present.
type Row = BTreeMap<&'static str, String>;

impl Section {
    /// The report, with `text` for its body.
    pub(crate) fn report(&self, text: &str) -> RawDocument {
        let published = Date::parse(&self.published);
        assert!(published.is_some() || self.published == "-", "{}: no date: {}", self.name, self.published);
        let head =
            DocumentHead { document: self.name.clone(), document_id: self.name.clone(), published, ..DocumentHead::default() };
        RawDocument { head, text: format!("{}\n\n{text}", self.title) }
    }

    /// What differs between the table and what is read, a line for each difference.
    fn differences(&self) -> String {
        let mut read = ENGINE.read(self.report(&self.text)).observations;
        let mut open: Vec<&Row> = Vec::new();
        for row in &self.rows {
            match read.iter().position(|o| o.value_text == row["text"] && wrong(row, o).is_empty()) {
                Some(at) => drop(read.remove(at)),
                None => open.push(row),
            }
        }
        let mut out = String::new();
        for row in open {
            let nearest =
                read.iter().enumerate().filter(|(_, o)| o.value_text == row["text"]).min_by_key(|(_, o)| wrong(row, o).len());
            let Some((at, observation)) = nearest else {
                writeln!(out, "    {}: {} {} is not read", row["text"], row["metric"], row["measure"]).unwrap();
                continue;
            };
            for (column, expected, got) in wrong(row, observation) {
                writeln!(out, "    {}: {column} is {got}, not {expected}", row["text"]).unwrap();
            }
            read.remove(at);
        }
        for o in read {
            writeln!(
                out,
                "    {}: {} {} ({}) is read, and should not be",
                o.value_text,
                o.metric_id,
                o.measure.as_str(),
                o.subject
            )
            .unwrap();
        }
        out
    }
}

/// The columns in which an observation is not what the row says: column, expected, got.
fn wrong(row: &Row, observation: &Observation) -> Vec<(&'static str, String, String)> {
    let differs = |column: &'static str| {
        let (expected, got) = (row[column].as_str(), printed(observation, column));
        let same = match expected {
            "" => true,
            "-" => got.is_empty(),
            _ if column == "value" => numbers(expected) == (observation.value.round_dp(4), observation.value_high),
            _ => expected == got,
        };
        (!same).then(|| (column, expected.to_owned(), if got.is_empty() { "-".to_owned() } else { got }))
    };
    COLUMNS.iter().filter_map(|(column, _)| differs(column)).collect()
}

fn printed(o: &Observation, column: &str) -> String {
    match column {
        "text" => o.value_text.clone(),
        "subject" => o.subject.clone(),
        "metric" => o.metric_id.clone(),
        "segment" => o.segment.clone(),
        "measure" => o.measure.as_str().to_owned(),
        "value" => o.value_high.map_or(o.value.to_string(), |high| format!("{}..{high}", o.value)),
        "unit" => o.unit.clone(),
        "bound" => o.bound.as_str().to_owned(),
        "year" => o.year.map(|year| year.to_string()).unwrap_or_default(),
        "period" => o.period.to_string(),
        "status" => o.status.as_str().to_owned(),
        "scope" => o.scope.clone(),
        "subarea" => o.subarea.clone(),
        _ => panic!("no column {column}"),
    }
}

/// `72.6亿`, `5..8`.
fn numbers(cell: &str) -> (Decimal, Option<Decimal>) {
    let one = |text: &str| {
        let (digits, scale) = match text.strip_suffix('亿') {
            Some(digits) => (digits, 100_000_000),
            None => text.strip_suffix('万').map_or((text, 1), |digits| (digits, 10_000)),
        };
        let digits: Decimal = digits.parse().unwrap_or_else(|_| panic!("not a number: {cell}"));
        (digits * Decimal::from(scale)).normalize()
    };
    cell.split_once("..").map_or_else(|| (one(cell), None), |(low, high)| (one(low), Some(one(high))))
}

/// The files of a folder of the repository, sorted.
fn listed(folder: &str) -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let mut paths: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    paths
}

/// Every section of the corpus, gaps included.
pub(crate) fn sections() -> Vec<Section> {
    let files = listed("tests/corpus").into_iter().filter(|path| !path.ends_with("README.md"));
    files.flat_map(|path| parse(path.file_name().unwrap().to_str().unwrap(), &fs::read_to_string(&path).unwrap())).collect()
}

/// Reads one file.
fn parse(file: &str, markdown: &str) -> Vec<Section> {
    let mut out: Vec<Section> = Vec::new();
    let mut fence = None;
    let mut header: Vec<&str> = Vec::new();
    for line in markdown.lines() {
        if let Some(name) = line.strip_prefix("## ").filter(|_| fence.is_none()) {
            let name = format!("{file}: {name}");
            assert!(out.iter().all(|section| section.name != name), "{name} is there twice");
            out.push(Section {
                name,
                title: TITLE.to_owned(),
                published: PUBLISHED.to_owned(),
                text: String::new(),
                rows: Vec::new(),
            });
            header.clear();
            continue;
        }
        let Some(section) = out.last_mut() else { continue };
        match (line.strip_prefix("```"), fence) {
            (Some(kind), None) => fence = Some(kind),
            (Some(_), Some(_)) => fence = None,
            (None, Some("text")) => section.text += &format!("{line}\n"),
            (None, Some("context")) => match line.split_once(": ") {
                Some(("title", title)) => section.title = title.to_owned(),
                Some(("published", date)) => section.published = date.to_owned(),
                _ => panic!("{}: no context: {line}", section.name),
            },
            (None, Some(kind)) => panic!("{}: no such block: {kind}", section.name),
            (None, None) if line.starts_with('|') => {
                let cells: Vec<&str> = line.trim_matches('|').split('|').map(str::trim).collect();
                if header.is_empty() {
                    header = cells;
                    assert!(
                        header.iter().all(|name| COLUMNS.iter().any(|(column, _)| column == name)),
                        "{}: {header:?}",
                        section.name
                    );
                } else if !cells[0].starts_with("--") {
                    assert_eq!(cells.len(), header.len(), "{}: {line}", section.name);
                    let cell = |(column, usual): &(&'static str, &str)| {
                        let at = header.iter().position(|name| name == column);
                        (*column, at.map_or(*usual, |at| cells[at]).to_owned())
                    };
                    section.rows.push(COLUMNS.iter().map(cell).collect());
                }
            }
            (None, None) => assert!(line.trim().is_empty(), "{}: text outside of a block: {line}", section.name),
        }
    }
    out
}

#[test]
fn every_sentence_is_read_as_a_careful_person_reads_it() {
    let mut wrong = String::new();
    for section in sections().iter().filter(|section| !section.name.starts_with(GAPS)) {
        let differences = section.differences();
        if !differences.is_empty() {
            write!(wrong, "\n{}\n    {}\n{differences}", section.name, section.text.trim().replace('\n', " ⏎ ")).unwrap();
        }
    }
    assert!(wrong.is_empty(), "\n{wrong}");
}

#[test]
fn every_gap_is_still_one() {
    let sections = sections();
    let mended = sections.iter().filter(|section| section.name.starts_with(GAPS) && section.differences().is_empty());
    let mended: Vec<&str> = mended.map(|section| section.name.as_str()).collect();
    assert!(mended.is_empty(), "now read right, so they belong to their families: {mended:#?}");
}

#[test]
fn the_corpus_is_large_and_a_quarter_of_it_states_nothing() {
    let sections = sections();
    let negatives = sections.iter().filter(|section| section.rows.is_empty()).count();
    assert!(sections.len() >= 250 && negatives * 4 >= sections.len(), "{} sections, {negatives} negatives", sections.len());
}

#[test]
fn a_section_that_is_not_understood_is_refused() {
    let refused = |markdown: &'static str| std::panic::catch_unwind(|| parse("x.md", markdown)).is_err();
    assert!(!refused("# A\n\nprose\n\n## b\n\n```text\nc\n```\n\n| text |\n|------|\n"));
    assert!(refused("## b\n\n| tetx |\n|------|\n"), "a column that is none");
    assert!(refused("## b\n\nc\n"), "text outside of a block");
    assert!(refused("## b\n## b\n"), "one name twice");
}
