//! That figures which were rounded from true ones are never found to contradict each other, and that slips always are. What each
//! kind makes of reports in prose is shown in `tests/checks`.

#![allow(clippy::unwrap_used)]

use proptest::prelude::*;
use zonefacts_text::model::{Bound, Decimal, Measure, Observation, Period, Resolved, Staged};

use super::{Books, Verdict, check, kinds};
use crate::testing::{POLICY, dimensions, document, figure};
use crate::{Book, Policy, Things, families, said};

/// Kind and verdict of each check that the documents give rise to, and how many intervals follow.
fn run(documents: &[Resolved]) -> (Vec<(&'static str, Verdict)>, usize) {
    let policy = Policy::load(POLICY).unwrap();
    let families = families(documents, &policy.families);
    let books: Vec<Book> = said(documents, &families, &policy)
        .into_iter()
        .map(|said| {
            let Staged { value, .. } = Book::weigh(said, &policy);
            value
        })
        .collect();
    let books: Books = books.iter().map(|book| (book.subject, book)).collect();
    let dimensions = dimensions();
    let things = Things::new(&dimensions);
    let (mut checks, mut derived) = (Vec::new(), 0);
    for book in books.values() {
        let findings = check(book, &books, &things, &policy);
        checks.extend(findings.checks.iter().map(|check| (check.kind, check.verdict)));
        derived += findings.derived.len();
        assert!(findings.checks.iter().all(|check| (check.verdict == Verdict::Inconsistent) == check.issue().is_some()));
    }
    (checks, derived)
}

/// A true value as it is printed with so many digits behind the point.
fn printed(year: i32, measure: Measure, value: Decimal, digits: u32) -> Observation {
    let shown = value.round_dp_with_strategy(digits, rust_decimal::RoundingStrategy::MidpointAwayFromZero);
    let precision = Decimal::new(5, digits + 1).to_string();
    let unit = match measure {
        Measure::Level | Measure::Increase => "CNY",
        Measure::Multiple => "times",
        _ => "percent",
    };
    Observation { unit: unit.into(), ..figure("changchun", year, measure, &shown.to_string(), &precision, Bound::Eq) }
}

/// A level of some size and how many of its digits are printed.
fn levels() -> impl Strategy<Value = (Decimal, u32)> {
    (1_000_000_i64..100_000_000_000, 0_u32..5).prop_map(|(digits, shown)| (Decimal::new(digits, 5), shown))
}

fn failed(checks: &[(&str, Verdict)]) -> Vec<String> {
    checks.iter().filter(|(_, verdict)| *verdict == Verdict::Inconsistent).map(|(kind, _)| (*kind).to_owned()).collect()
}

/// Every way to tie two levels of years that stand next to each other, said truly.
fn tied(old: Decimal, new: Decimal, digits: u32) -> Vec<Observation> {
    let hundred = Decimal::ONE_HUNDRED;
    let whole = old + new;
    vec![
        printed(2016, Measure::Growth, (new / old - Decimal::ONE) * hundred, digits),
        Observation { base_year: Some(2015), ..printed(2016, Measure::Multiple, new / old, digits) },
        printed(2016, Measure::Increase, new - old, digits),
        Observation { scope: "总量".into(), ..printed(2016, Measure::Share, new / whole * hundred, digits) },
        Observation { metric_id: "total".into(), ..printed(2016, Measure::Level, whole, digits) },
    ]
}

proptest! {
    #[test]
    fn what_was_rounded_from_true_values_never_contradicts((old, a) in levels(), (new, b) in levels(), digits in 0_u32..4) {
        let mut figures = vec![printed(2015, Measure::Level, old, a), printed(2016, Measure::Level, new, b)];
        figures.extend(tied(old, new, digits));
        let (checks, _) = run(&[document("a", "", "", figures)]);
        let mut failures = failed(&checks);
        // Levels that leap a thousandfold within a year are doubted, and rightly.
        failures.retain(|kind| kind != "magnitude");
        prop_assert!(failures.is_empty(), "{failures:?}");
        for kind in ["growth", "multiple", "increase", "share"] {
            prop_assert!(checks.iter().any(|(other, _)| *other == kind), "no {kind} in {checks:?}");
        }
    }

    #[test]
    fn a_slip_of_ten_thousand_is_always_found((old, a) in levels(), (new, b) in levels(), digits in 1_u32..4) {
        let slipped = new * Decimal::from(10_000);
        let mut figures = vec![printed(2015, Measure::Level, old, a), printed(2016, Measure::Level, slipped, b)];
        figures.extend(tied(old, new, digits));
        let (checks, _) = run(&[document("a", "", "", figures)]);
        let failures = failed(&checks);
        for kind in ["growth", "increase", "share"] {
            prop_assert!(failures.iter().any(|other| other == kind), "{kind} not in {failures:?}");
        }
    }

    #[test]
    fn an_average_growth_that_was_rounded_never_contradicts((old, a) in levels(), percent in 1_i64..3000, years in 2_u32..8, digits in 0_u32..3) {
        let rate = Decimal::new(percent, 2);
        let factor = Decimal::ONE + rate / Decimal::ONE_HUNDRED;
        let new = (0..years).fold(old, |level, _| level * factor);
        let from = 2017 - years as i32;
        let average = Observation { period: Period::Years(from, 2016), ..printed(2016, Measure::GrowthAvg, rate, digits) };
        let ends = [printed(from - 1, Measure::Level, old, a), printed(2016, Measure::Level, new, digits), average];
        let (checks, derived) = run(&[document("a", "", "", ends.to_vec())]);
        prop_assert!(checks.contains(&("average_growth", Verdict::Consistent)), "{checks:?}");
        prop_assert_eq!(derived, 0);
        let [_, new, average] = ends;
        prop_assert_eq!(run(&[document("a", "", "", vec![new, average])]), (vec![], 1));
    }
}

#[test]
fn kinds_have_names_of_their_own() {
    let names: std::collections::BTreeSet<&str> = kinds().collect();
    assert_eq!(names.len(), kinds().count());
}

#[test]
fn a_figure_without_partners_is_not_checked() {
    assert_eq!(run(&[document("a", "", "", vec![printed(2016, Measure::Level, 72.into(), 1)])]), (vec![], 0));
}

#[test]
fn a_statement_of_the_same_document_goes_before_what_stands() {
    let level = |year, value: &str| figure("changchun", year, Measure::Level, value, "0.05", Bound::Eq);
    let growth = printed(2016, Measure::Growth, 10.into(), 1);
    let first = document("a", "x", "2017-01-01", vec![level(2015, "100"), level(2016, "110"), growth]);
    let revised = document("b", "x", "2018-01-01", vec![level(2015, "90")]);
    let (checks, _) = run(&[first, revised]);
    assert!(checks.contains(&("growth", Verdict::Consistent)), "{checks:?}");
}
