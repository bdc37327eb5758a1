//! Corrections of one small report: what each action does, when it is stale, and which lines are refused.

#![allow(clippy::unwrap_used)]

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::LazyLock;

use super::Corrections;
use crate::clean::{CleanWords, clean};
use crate::extract::extract;
use crate::model::{DocumentHead, Issue, IssueCode, Observation, RawDocument, Resolved, Severity, Staged};
use crate::vocab::Vocab;

static FILES: LazyLock<BTreeMap<String, String>> = LazyLock::new(|| {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../schemas/vocab");
    let lists = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    lists
        .map(|path| (format!("vocab/{}", path.file_name().unwrap().to_str().unwrap()), std::fs::read_to_string(path).unwrap()))
        .collect()
});
static VOCAB: LazyLock<Vocab> = LazyLock::new(|| Vocab::load(&FILES).unwrap());

const REPORT: &str = "锦州高新区2017年工作总结\n\n2018年1月9日\n\n2017年，锦州高新区地区生产总值７２．６亿元，比上年增长15.8%；公共财政预算收入6.3 亿元，\
增长22.3%。园内树木8.2万株，路灯3盏。\n";
const HEAD: &str = "document,locator,action,value,reason,expect,decided_by,decided_on";

fn load(lines: &str) -> Result<Corrections, String> {
    Corrections::load(&format!("{HEAD}\n{lines}\n"), &VOCAB).map_err(|error| error.to_string())
}

/// The report with these corrections.
fn corrected(lines: &str) -> Staged<Resolved> {
    let head = DocumentHead { document: "a.txt".into(), document_id: "00".into(), ..DocumentHead::default() };
    let document = clean(RawDocument { head, text: REPORT.into() }, &CleanWords::load(&FILES["vocab/clean.csv"]).unwrap()).value;
    load(lines).unwrap().resolve(extract(document, &VOCAB).value, &VOCAB)
}

fn figure<'a>(resolved: &'a Resolved, text: &str) -> &'a Observation {
    resolved.observations.iter().find(|figure| figure.value_text == text).unwrap()
}

/// The one issue about a correction.
fn issue(staged: &Staged<Resolved>) -> &Issue {
    let about = |issue: &&Issue| [IssueCode::CorrectionApplied, IssueCode::CorrectionStale].contains(&issue.code);
    let found: Vec<&Issue> = staged.issues.iter().filter(about).collect();
    assert_eq!(found.len(), 1, "{found:?}");
    found[0]
}

/// Every id of the ledger is an observation's, and the other way round.
fn accounted(resolved: &Resolved) {
    let mut ledger: Vec<&String> = resolved.ledger.iter().flat_map(|row| &row.observation_ids).collect();
    let mut figures: Vec<&String> = resolved.observations.iter().map(|figure| &figure.observation_id).collect();
    ledger.sort();
    figures.sort();
    assert_eq!(ledger, figures);
}

#[test]
fn a_column_of_a_figure_is_set_and_its_id_follows() {
    let plain = corrected("");
    let year = corrected("a.txt,地区生产总值,year,2016,the report speaks of the year before,７２．６亿元,Li,2026-01-05");
    let (before, after) = (figure(&plain.value, "７２．６亿元"), figure(&year.value, "７２．６亿元"));
    assert_eq!((before.year, after.year, after.rule_id.as_str()), (Some(2017), Some(2016), "level+corrected"));
    assert_eq!((&before.observation_id, after.year_basis.as_str()), (&after.observation_id, "correction by Li, 2026-01-05"));
    let told = issue(&year);
    assert_eq!((told.code, told.severity, told.span), (IssueCode::CorrectionApplied, Severity::Info, Some(after.span)));
    for part in ["line 2", "\"2017\" is now \"2016\"", "the report speaks of", "Li, 2026-01-05"] {
        assert!(told.message.contains(part), "{part} in {}", told.message);
    }
    let zone = corrected("a.txt,地区生产总值,subject,place:210700,x,72.6亿元,Li,2026-01-05");
    let after = figure(&zone.value, "７２．６亿元");
    assert_eq!((after.subject_kind.as_str(), before.observation_id == after.observation_id), ("place", false));
    accounted(&zone.value);
}

#[test]
fn an_order_of_magnitude_moves_the_precision_along() {
    let staged = corrected(
        "a.txt,地区生产总值,value,726000000,a slip,72.6亿元,Li,2026-01-05\na.txt,比上年增长,value,15.9,a slip,15.8%,Li,2026-01-05",
    );
    let gdp = figure(&staged.value, "７２．６亿元");
    assert_eq!((gdp.value.to_string(), gdp.precision.to_string()), ("726000000".into(), "500000".into()));
    let growth = figure(&staged.value, "15.8%");
    assert_eq!((growth.value.to_string(), growth.precision.to_string()), ("15.9".into(), "0.05".into()));
}

#[test]
fn a_dropped_figure_leaves_its_number_in_the_ledger() {
    let staged = corrected("a.txt,公共财政预算收入,drop,,not the zone's,6.3亿元,Li,2026-01-05");
    assert!(staged.value.observations.iter().all(|figure| !figure.value_text.starts_with("6.3")));
    let row = staged.value.ledger.iter().find(|row| row.text.starts_with("6.3")).unwrap();
    assert_eq!((row.disposition.as_str(), row.observation_ids.len()), ("corrected", 0));
    accounted(&staged.value);
}

#[test]
fn an_added_figure_reads_what_its_span_prints() {
    let add = "subject=jinzhou; metric_id=patents_granted; year=2017";
    let staged = corrected(&format!("a.txt,园内树木,add,{add},missed,8.2万株,Li,2026-01-05"));
    let told = issue(&staged);
    assert_eq!(told.code, IssueCode::CorrectionApplied, "{}", told.message);
    let added = figure(&staged.value, "8.2万株");
    assert_eq!(
        (added.value.to_string(), added.precision.to_string(), added.unit.as_str()),
        ("82000".into(), "500".into(), "count")
    );
    assert_eq!((added.rule_id.as_str(), added.published.map(|date| date.year())), ("corrected", Some(2018)));
    assert!(added.sentence.contains("树木8.2万株"), "{}", added.sentence);
    accounted(&staged.value);
    let wrong = corrected(&format!("a.txt,园内树木,add,{add}; value=8200,missed,8.2万株,Li,2026-01-05"));
    assert!(issue(&wrong).message.contains("does not print 8200 count"), "{}", issue(&wrong).message);
}

#[test]
fn what_is_known_of_the_document_decides_the_years() {
    let staged = corrected("a.txt,,published_date,2019-01-09,a wrong date on the page,2018-01-09,Li,2026-01-05");
    assert_eq!(staged.value.head.published.unwrap().to_string(), "2019-01-09");
    assert!(staged.value.observations.iter().all(|figure| figure.published == staged.value.head.published));
    let title = corrected("a.txt,,publisher,锦州高新区管委会,x,,Li,2026-01-05");
    assert_eq!(title.value.head.publisher.as_deref(), Some("锦州高新区管委会"));
    let stale = corrected("a.txt,,published_date,2019-01-09,x,2018-01-10,Li,2026-01-05");
    assert_eq!(issue(&stale).code, IssueCode::CorrectionStale);
}

#[test]
fn what_the_report_no_longer_prints_is_stale_and_changes_nothing() {
    for (line, why) in [
        ("a.txt,地区生产总值,year,2016,x,72.7亿元,Li,2026-01-05", "no longer prints “地区生产总值72.7亿元”"),
        ("a.txt,增长,year,2016,x,2,Li,2026-01-05", "the figure read there is \"22.3%\""),
        ("a.txt,,year,2016,x,2017年,Li,2026-01-05", "more than once"),
        ("a.txt,,year,2016,x,锦州高新区2017年,Li,2026-01-05", "no figure is read there"),
        ("a.txt,地区生产总值,year,2017,x,72.6亿元,Li,2026-01-05", "already says \"2017\""),
        ("a.txt,,title,x,x,y,Li,2026-01-05", "the document says"),
        ("a.txt,地区生产总值,add,subject=jinzhou;metric_id=gdp;year=2017,x,72.6亿元,Li,2026-01-05", "already states this"),
    ] {
        let staged = corrected(line);
        let told = issue(&staged);
        assert_eq!((told.code, told.severity), (IssueCode::CorrectionStale, Severity::Error), "{line}");
        assert!(told.message.contains(why), "{why} in {}", told.message);
        assert_eq!(staged.value, corrected("").value, "{line}");
    }
}

#[test]
fn a_correction_without_its_document_is_stale() {
    let corrections =
        load("a.txt,x,drop,,r,1,Li,2026-01-05\nb.txt,x,drop,,r,1,Li,2026-01-05\nc.txt,x,drop,,r,1,Li,2026-01-05").unwrap();
    let head =
        |document: &str, id: &str| DocumentHead { document: document.into(), document_id: id.into(), ..DocumentHead::default() };
    let issues = corrections.unmatched(&[head("a.txt", "1"), head("b.txt", "1")]);
    let told: Vec<(&str, bool)> =
        issues.iter().map(|issue| (issue.document.as_str(), issue.message.contains("no such document"))).collect();
    assert_eq!(told, [("b.txt", false), ("c.txt", true)]);
    assert!(issues[0].message.contains("its text is that of a.txt"), "{}", issues[0].message);
}

#[test]
fn a_malformed_line_is_refused_by_its_number() {
    for (line, why) in [
        ("a.txt,x,fly,,r,1,Li,2026-01-05", "line 2: no such action"),
        ("a.txt,x,year,soon,r,1,Li,2026-01-05", "line 2: year cannot be \"soon\""),
        ("a.txt,x,drop,,r,1,Li,2026-01-05\na.txt,x,subject,nowhere,r,1,Li,2026-01-05", "line 3: subject cannot be"),
        ("a.txt,x,metric_id,luck,r,1,Li,2026-01-05", "line 2: metric_id cannot be"),
        ("a.txt,x,drop,,,1,Li,2026-01-05", "line 2: reason is empty"),
        ("a.txt,x,drop,,r,1,,2026-01-05", "line 2: decided_by is empty"),
        ("a.txt,x,drop,,r,1,Li,yesterday", "line 2: decided_on is no date"),
        ("a.txt,x,drop,,r,,Li,2026-01-05", "line 2: expect is empty"),
        ("a.txt,x,title,t,r,,Li,2026-01-05", "line 2: title is the whole document's"),
        ("a.txt,x,add,subject=wuxi,r,1,Li,2026-01-05", "line 2: add: the value has to name the metric_id"),
        ("a.txt,x,drop", "line 2"),
    ] {
        let error = load(line).unwrap_err();
        assert!(error.starts_with("corrections.csv, ") && error.contains(why), "{why} in {error}");
    }
    let error = Corrections::load("document,action\n", &VOCAB).unwrap_err();
    assert!(error.to_string().contains("line 1: the columns have to be"), "{error}");
    assert!(load("").is_ok());
}
