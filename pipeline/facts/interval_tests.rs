//! What printed figures allow, and that the arithmetic holds every value that they allow.

#![allow(clippy::unwrap_used)]

use proptest::prelude::*;
use zonefacts_text::model::{Bound, Decimal, Measure};

use super::Interval;
use crate::testing::figure;

fn interval(value: &str, precision: &str, bound: Bound) -> Interval {
    Interval::of(&figure("z", 2016, Measure::Level, value, precision, bound), Decimal::new(1, 1))
}

fn ends(low: &str, high: &str) -> Interval {
    let end = |text: &str| (text != "-").then(|| text.parse::<Decimal>().unwrap());
    Interval { low: end(low), high: end(high) }
}

#[test]
fn rounded_figures_meet_and_different_ones_do_not() {
    let exact = interval("72.63", "0.005", Bound::Eq);
    assert!(exact.meets(interval("72.6", "0.05", Bound::Eq)));
    assert!(exact.meets(interval("73", "0.5", Bound::Eq)));
    assert!(!exact.meets(interval("72.7", "0.05", Bound::Eq)));
}

#[test]
fn bounds_widen() {
    let exact = interval("4010", "5", Bound::Eq);
    assert!(exact.meets(interval("4000", "500", Bound::Over)));
    assert!(!exact.meets(interval("4100", "50", Bound::Over)));
    assert!(exact.meets(interval("4100", "50", Bound::Under)));
    assert!(exact.meets(interval("3700", "50", Bound::Approx)));
    assert!(!exact.meets(interval("3600", "50", Bound::Approx)));
    assert!(!interval("10", "0.5", Bound::Over).meets(interval("9", "0.5", Bound::Under)));
}

#[test]
fn a_fall_has_a_margin_too() {
    assert!(interval("-10", "0.5", Bound::Approx).meets(interval("-10.9", "0.05", Bound::Eq)));
    assert!(!interval("-10", "0.5", Bound::Approx).meets(interval("10", "0.5", Bound::Eq)));
}

#[test]
fn arithmetic_takes_the_ends_that_reach_farthest() {
    let (a, b) = (ends("2", "3"), ends("4", "5"));
    assert_eq!(a.plus(b), ends("6", "8"));
    assert_eq!(a.minus(b), ends("-3", "-1"));
    assert_eq!(ends("-3", "2").times(b), ends("-15", "10"));
    assert_eq!(a.over(b).unwrap(), ends("0.4", "0.75"));
    assert_eq!(ends("-3", "-2").over(b).unwrap(), ends("-0.75", "-0.4"));
    assert_eq!(b.change_from(a).unwrap(), ends("33.3333333333", "150"));
    assert_eq!(ends("10", "20").factor(), ends("1.10", "1.20"));
    assert_eq!(ends("1.1", "1.2").power(3), ends("1.331", "1.728"));
    assert_eq!(a.over(ends("0", "5")), None, "nothing is a multiple of nothing");
}

#[test]
fn open_ends_stay_open() {
    let more = ends("4", "-");
    assert_eq!(more.plus(ends("1", "2")), ends("5", "-"));
    assert_eq!(ends("1", "2").minus(more), ends("-", "-2"));
    assert_eq!(ends("8", "9").over(more).unwrap(), ends("0", "2.25"));
    assert_eq!(ends("-9", "-8").over(more).unwrap(), ends("-2.25", "0"));
    assert_eq!(more.times(more), ends("16", "-"));
    assert!(more.meets(ends("-", "4")) && !more.meets(ends("-", "3")));
}

#[test]
fn what_cannot_be_held_is_open() {
    let huge = Interval::exactly(Decimal::MAX);
    assert_eq!(huge.plus(huge), ends("-", "-"));
    assert_eq!(huge.power(2), ends("-", "-"));
}

fn decimals() -> impl Strategy<Value = Decimal> {
    (-1_000_000_000_i64..1_000_000_000, 0_u32..5).prop_map(|(digits, scale)| Decimal::new(digits, scale))
}

/// An interval, and a value in it.
fn holding() -> impl Strategy<Value = (Interval, Decimal)> {
    (decimals(), 0_i64..1000, 0_i64..1000).prop_map(|(value, below, above)| {
        let (low, high) = (value - Decimal::new(below, 2), value + Decimal::new(above, 2));
        (Interval { low: Some(low), high: Some(high) }, value)
    })
}

fn holds(interval: Interval, value: Decimal) -> bool {
    interval.low.is_none_or(|low| low <= value) && interval.high.is_none_or(|high| value <= high)
}

proptest! {
    #[test]
    fn every_result_holds_what_the_values_come_to((a, x) in holding(), (b, y) in holding()) {
        prop_assert!(holds(a.plus(b), x + y));
        prop_assert!(holds(a.minus(b), x - y));
        if let Some(quotient) = a.over(b) {
            prop_assert!(holds(quotient, x / y));
            prop_assert!(holds(a.times(b), x * y));
        }
        prop_assert!(holds(a.outwards(), x));
    }

    #[test]
    fn a_root_holds_the_value_whose_power_it_is_of(digits in 100_000_i64..3_000_000, n in 1_u32..7) {
        let value = Decimal::new(digits, 6);
        let power = Interval::exactly(value).power(n);
        prop_assert!(holds(power.root(n), value), "{power:?} {:?}", power.root(n));
        let width = power.root(n).high.unwrap() - power.root(n).low.unwrap();
        prop_assert!(n > 1 || width <= Decimal::new(1, 11));
    }
}

#[test]
fn what_is_counted_one_by_one_is_exact() {
    let counted = |value: &str, precision: &str| {
        let figure = figure("z", 2016, Measure::Level, value, precision, Bound::Eq);
        Interval::of(&zonefacts_text::model::Observation { unit: "count".into(), ..figure }, Decimal::ZERO)
    };
    assert_eq!(counted("43", "0.5"), ends("43", "43"));
    assert!(!counted("43", "0.5").meets(counted("44", "0.5")));
    assert_eq!(counted("12000", "500"), ends("11500", "12500"));
}
