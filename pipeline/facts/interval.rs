//! What a printed figure allows the true value to be.

use zonefacts_text::model::{Bound, Decimal, Observation};

/// A closed interval; none is without end on that side.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Interval {
    pub(crate) low: Option<Decimal>,
    pub(crate) high: Option<Decimal>,
}

impl Interval {
    /// The interval of a figure: half a unit of the last printed digit to either side, widened as its bound says.
    pub(crate) fn of(figure: &Observation, approx_tolerance: Decimal) -> Self {
        let value = figure.value;
        let around = |margin: Decimal| Self { low: Some(value.saturating_sub(margin)), high: Some(value.saturating_add(margin)) };
        match figure.bound {
            Bound::Eq => around(figure.precision),
            Bound::Approx => around(figure.precision.max(value.abs().saturating_mul(approx_tolerance))),
            Bound::Over => Self { low: Some(value), high: None },
            Bound::Under => Self { low: None, high: Some(value) },
            Bound::Range => {
                let other = figure.value_high.unwrap_or(value);
                Self { low: Some(value.min(other)), high: Some(value.max(other)) }
            }
        }
    }

    /// True when some value satisfies both.
    pub(crate) fn meets(self, other: Self) -> bool {
        let below = |low: Option<Decimal>, high: Option<Decimal>| low.zip(high).is_none_or(|(low, high)| low <= high);
        below(self.low, other.high) && below(other.low, self.high)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::figure;
    use zonefacts_text::model::Measure;

    fn interval(value: &str, precision: &str, bound: Bound) -> Interval {
        Interval::of(&figure("z", 2016, Measure::Level, value, precision, bound), Decimal::new(1, 1))
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
}
