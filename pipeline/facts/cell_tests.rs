//! How statements of one cell agree, which stands, and what is said of the others.

#![allow(clippy::unwrap_used)]

use zonefacts_text::model::{Bound, Measure, Observation, Period, Resolved, Staged, SubjectKind};

use super::{Agreement, Fact, facts};
use crate::testing::{POLICY, document, figure};
use crate::{Policy, families};

fn run(documents: &[Resolved]) -> Staged<Vec<Fact>> {
    let policy = Policy::load(POLICY).unwrap();
    facts(documents, &families(documents, &policy.families), &policy)
}

/// The one fact that the documents make.
fn only(documents: &[Resolved]) -> Fact {
    let mut facts = run(documents).value;
    assert_eq!(facts.len(), 1);
    facts.remove(0)
}

fn gdp(value: &str, precision: &str, bound: Bound) -> Observation {
    figure("changchun", 2016, Measure::Level, value, precision, bound)
}

fn eq(value: &str) -> Observation {
    let digits = value.split_once('.').map_or(0, |(_, fraction)| fraction.len());
    gdp(value, &format!("0.{}5", "0".repeat(digits)), Bound::Eq)
}

#[test]
fn one_statement_is_single() {
    let fact = only(&[document("a", "", "2017-01-01", vec![eq("72.6")])]);
    assert_eq!((fact.agreement, fact.chosen_because, fact.n_observations), (Agreement::Single, "only_statement", 1));
    assert_eq!(fact.first_published, fact.last_published);
}

#[test]
fn roundings_agree_and_the_finer_one_stands() {
    let fact = only(&[
        document("a", "", "", vec![eq("73")]),
        document("b", "", "", vec![eq("72.63")]),
        document("c", "", "", vec![eq("72.6")]),
    ]);
    assert_eq!((fact.agreement, fact.chosen_because, fact.observation_id.as_str()), (Agreement::Agree, "more_precise", "b-0"));
    assert_eq!((fact.n_documents, fact.n_families), (3, 3));
    assert_eq!((fact.value_min.to_string(), fact.value_max.to_string()), ("72.6".into(), "73".into()));
}

#[test]
fn a_figure_as_printed_stands_before_a_finer_bound() {
    let fact = only(&[document("a", "", "", vec![gdp("72.635", "0.0005", Bound::Under)]), document("b", "", "", vec![eq("70")])]);
    assert_eq!((fact.agreement, fact.chosen_because, fact.bound), (Agreement::Agree, "exact_bound", Bound::Eq));
}

#[test]
fn a_contradiction_is_a_conflict_with_an_issue_that_names_both() {
    let staged = run(&[document("a", "x", "2017-01-01", vec![eq("72.6")]), document("b", "y", "2017-02-01", vec![eq("80.1")])]);
    assert_eq!((staged.value[0].agreement, staged.value[0].chosen_because), (Agreement::Conflict, "later_published"));
    let issue = &staged.issues[0];
    assert_eq!(staged.issues.len(), 1);
    for part in ["72.6 in a.txt", "80.1 in b.txt", "80.1 stands (later_published)", "changchun 2016"] {
        assert!(issue.message.contains(part), "{part} in {}", issue.message);
    }
}

#[test]
fn a_document_that_contradicts_itself_is_a_conflict() {
    assert_eq!(only(&[document("a", "x", "2017-01-01", vec![eq("72.6"), eq("80.1")])]).agreement, Agreement::Conflict);
}

#[test]
fn the_same_publisher_later_revises_even_against_other_voices() {
    let documents = [
        document("a", "x", "2017-01-01", vec![eq("72.6")]),
        document("b", "x", "2018-01-01", vec![eq("73.9")]),
        document("c", "y", "2018-01-02", vec![eq("73.9")]),
    ];
    let staged = run(&documents);
    assert_eq!((staged.value[0].agreement, staged.value[0].observation_id.as_str()), (Agreement::Revised, "c-0"));
    assert!(staged.issues.is_empty());
    let stubborn = document("d", "y", "2017-01-02", vec![eq("72.6")]);
    let [a, b, _] = documents;
    let fact = only(&[a, b, stubborn]);
    assert_eq!((fact.agreement, fact.value.to_string()), (Agreement::Conflict, "72.6".into()), "two voices against the revision");
}

#[test]
fn an_official_publisher_silences_only_those_it_contradicts() {
    let official = |value: &str| document("a", "锦州高新区管委会", "2017-01-01", vec![eq(value)]);
    let paper = |id: &str, value: &str| document(id, "晨报", "2017-02-01", vec![eq(value)]);
    let fact = only(&[official("72.6"), paper("b", "80.1"), paper("c", "80.12")]);
    assert_eq!((fact.chosen_because, fact.value.to_string()), ("official_publisher", "72.6".into()));
    let fact = only(&[official("72.6"), paper("b", "72.63"), paper("c", "80.1")]);
    assert_eq!((fact.chosen_because, fact.value.to_string()), ("more_precise", "72.63".into()), "a finer figure that agrees");
}

#[test]
fn reprints_are_one_voice() {
    let others = || (2000..2010).map(|year| figure("changchun", year, Measure::Level, "5", "0.5", Bound::Eq));
    let text = |value: &str| others().chain([eq(value)]).collect::<Vec<_>>();
    let documents =
        [document("a", "", "", text("80.1")), document("b", "", "", text("80.1")), document("c", "", "", text("80.1"))];
    let fact = run(&documents).value.pop().unwrap();
    assert_eq!((fact.n_documents, fact.n_families, fact.agreement), (3, 1, Agreement::Single));
    let [a, b, _] = documents;
    let against = [a, b, document("d", "", "", vec![eq("72.6")]), document("e", "", "", vec![eq("72.60")])];
    let fact = run(&against).value.pop().unwrap();
    assert_eq!((fact.chosen_because, fact.value.to_string()), ("more_precise", "72.60".into()), "two texts against one");
}

#[test]
fn a_reprint_makes_no_figure_younger() {
    let others = || (2000..2010).map(|year| figure("changchun", year, Measure::Level, "5", "0.5", Bound::Eq));
    let text = || others().chain([eq("72.6")]).collect::<Vec<_>>();
    let newest = |documents: &[Resolved]| run(documents).value.pop().unwrap();
    let documents = |publisher: &str| {
        [
            document("a", publisher, "2017-01-01", text()),
            document("b", publisher, "2017-06-01", vec![eq("80.1")]),
            document("mirror", publisher, "2018-01-01", text()),
        ]
    };
    let fact = newest(&documents(""));
    assert_eq!((fact.agreement, fact.value.to_string(), fact.n_families), (Agreement::Conflict, "80.1".into(), 2));
    let fact = newest(&documents("x"));
    assert_eq!((fact.agreement, fact.value.to_string()), (Agreement::Revised, "80.1".into()));
}

#[test]
fn different_things_are_different_cells() {
    let growth = figure("changchun", 2016, Measure::Growth, "72.6", "0.05", Bound::Eq);
    let figures = vec![
        eq("72.6"),
        growth,
        Observation { period: Period::YearToDate(6), ..eq("30") },
        Observation { period: Period::YearToDate(9), ..eq("50") },
        Observation { segment: "生物医药".into(), ..eq("5") },
        Observation { subarea: "北区".into(), ..eq("6") },
        Observation { unit: "USD".into(), ..eq("10") },
        Observation { year: None, ..eq("1") },
        Observation { subject: "place:220100".into(), subject_kind: SubjectKind::Place, ..eq("2") },
    ];
    let staged = run(&[document("a", "", "", figures)]);
    assert_eq!(staged.value.len(), 7);
    assert!(staged.value.iter().all(|fact| fact.agreement == Agreement::Single));
}
