//! What a printed figure allows the true value to be, and arithmetic with that: every result holds each value that the
//! operands allow, rounded outwards where a quotient or a root has no end.

use rust_decimal::RoundingStrategy::{ToNegativeInfinity, ToPositiveInfinity};
use zonefacts_text::model::{Bound, Decimal, Observation};

/// Units of what is counted one by one: a number that is printed to the last digit is exact.
pub(crate) const COUNTED: [&str; 3] = ["count", "person", "rank"];

/// Digits behind the point of a quotient or a root.
const DIGITS: u32 = 12;

/// A closed interval; none is without end on that side.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Interval {
    /// The least value.
    pub low: Option<Decimal>,
    /// The greatest value.
    pub high: Option<Decimal>,
}

impl Interval {
    /// The interval of a figure: half a unit of the last printed digit to either side, widened as its bound says.
    pub(crate) fn of(figure: &Observation, approx_tolerance: Decimal) -> Self {
        let value = figure.value;
        let exact = figure.precision < Decimal::ONE && COUNTED.contains(&figure.unit.as_str());
        let precision = if exact { Decimal::ZERO } else { figure.precision };
        let around = |margin: Decimal| Self { low: Some(value.saturating_sub(margin)), high: Some(value.saturating_add(margin)) };
        match figure.bound {
            Bound::Eq => around(precision),
            Bound::Approx => around(precision.max(value.abs().saturating_mul(approx_tolerance))),
            Bound::Over => Self { low: Some(value), high: None },
            Bound::Under => Self { low: None, high: Some(value) },
            Bound::Range => {
                let other = figure.value_high.unwrap_or(value);
                Self { low: Some(value.min(other)), high: Some(value.max(other)) }
            }
        }
    }

    /// One value.
    pub(crate) fn exactly(value: Decimal) -> Self {
        Self { low: Some(value), high: Some(value) }
    }

    /// True when some value satisfies both.
    pub(crate) fn meets(self, other: Self) -> bool {
        !self.above(other) && !other.above(self)
    }

    /// True when every value of it is greater than every value of the other.
    pub(crate) fn above(self, other: Self) -> bool {
        self.low.zip(other.high).is_some_and(|(low, high)| low > high)
    }

    /// True when it has both ends.
    pub(crate) fn closed(self) -> bool {
        self.low.is_some() && self.high.is_some()
    }

    /// True when every value of it is greater than 0.
    pub(crate) fn positive(self) -> bool {
        self.low.is_some_and(|low| low > Decimal::ZERO)
    }

    /// All sums.
    pub(crate) fn plus(self, other: Self) -> Self {
        let sum = |a: Option<Decimal>, b: Option<Decimal>| a?.checked_add(b?);
        Self { low: sum(self.low, other.low), high: sum(self.high, other.high) }
    }

    /// All differences.
    pub(crate) fn minus(self, other: Self) -> Self {
        let negative = |end: Option<Decimal>| end.map(|end| -end);
        self.plus(Self { low: negative(other.high), high: negative(other.low) })
    }

    /// All products with a factor, which is not negative.
    pub(crate) fn scaled(self, factor: Decimal) -> Self {
        let scaled = |end: Option<Decimal>| end?.checked_mul(factor);
        Self { low: scaled(self.low), high: scaled(self.high) }
    }

    /// All products with the values of a positive interval.
    pub(crate) fn times(self, other: Self) -> Self {
        let falls = |end: Decimal| end < Decimal::ZERO;
        let product = |end: Decimal, factor: Option<Decimal>| {
            if end.is_zero() { Some(end) } else { end.checked_mul(factor?) }
        };
        Self {
            low: self.low.and_then(|low| product(low, if falls(low) { other.high } else { other.low })),
            high: self.high.and_then(|high| product(high, if falls(high) { other.low } else { other.high })),
        }
    }

    /// All quotients by the values of a positive interval; none when that is not positive.
    pub(crate) fn over(self, other: Self) -> Option<Self> {
        if !other.positive() {
            return None;
        }
        let quotient = |end: Decimal, by: Option<Decimal>| match by {
            Some(by) => end.checked_div(by),
            None => Some(Decimal::ZERO),
        };
        let falls = |end: Decimal| end < Decimal::ZERO;
        let low = self.low.and_then(|low| quotient(low, if falls(low) { other.low } else { other.high }));
        let high = self.high.and_then(|high| quotient(high, if falls(high) { other.high } else { other.low }));
        Some(Self { low, high }.outwards())
    }

    /// All n-th powers of its values, which are not negative.
    pub(crate) fn power(self, n: u32) -> Self {
        let power = |end: Option<Decimal>| (1..n).try_fold(end?, |product, _| product.checked_mul(end?));
        Self { low: power(self.low), high: power(self.high) }
    }

    /// All n-th roots of its values, which are not negative.
    pub(crate) fn root(self, n: u32) -> Self {
        Self {
            low: self.low.and_then(|low| root(low, n)).map(|(low, _)| low),
            high: self.high.and_then(|high| root(high, n)).map(|(_, high)| high),
        }
    }

    /// The relative change, in percent, that leads from the values of a positive interval to these.
    pub(crate) fn change_from(self, old: Self) -> Option<Self> {
        let hundred = Self::exactly(Decimal::ONE_HUNDRED);
        Some(self.over(old)?.scaled(Decimal::ONE_HUNDRED).minus(hundred))
    }

    /// The factor that a relative change in percent stands for.
    pub(crate) fn factor(self) -> Self {
        self.plus(Self::exactly(Decimal::ONE_HUNDRED)).scaled(Decimal::new(1, 2))
    }

    /// Rounds each end outwards, so that it can be printed and stored.
    pub(crate) fn outwards(self) -> Self {
        Self {
            low: self.low.map(|low| low.round_dp_with_strategy(DIGITS, ToNegativeInfinity).normalize()),
            high: self.high.map(|high| high.round_dp_with_strategy(DIGITS, ToPositiveInfinity).normalize()),
        }
    }
}

/// Two neighbours, so near that no digit lies between, which hold the n-th root; none when it is beyond reckoning.
fn root(value: Decimal, n: u32) -> Option<(Decimal, Decimal)> {
    let (mut low, mut high) = (Decimal::ZERO, value.max(Decimal::ONE));
    let step = Decimal::new(1, DIGITS);
    while high - low > step {
        let middle = ((low + high) / Decimal::TWO).round_dp_with_strategy(DIGITS, ToNegativeInfinity);
        if middle <= low || middle >= high {
            break;
        }
        // A power too large to hold is too large.
        let below = (1..n).try_fold(middle, |product, _| product.checked_mul(middle)).is_some_and(|power| power <= value);
        if below { low = middle } else { high = middle }
    }
    (value >= Decimal::ZERO).then_some((low, high))
}

#[cfg(test)]
#[path = "interval_tests.rs"]
mod tests;
