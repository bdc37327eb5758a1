//! Characters and words that numbers are written with.

use rust_decimal::Decimal;

use super::VocabError;
use super::csv_rows::ListRow;
use super::heads::Heads;

/// What a numeral word does in a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NumeralClass {
    /// A digit.
    Digit,
    /// Ten, hundred, thousand, ten thousand, hundred million.
    Scale,
    /// Between a whole part and its decimals.
    Point,
    /// A tenth: 成.
    Tenth,
    /// Not a tenth, since this follows it.
    TenthNot,
    /// A half: 半.
    Half,
    /// A digit left open: 几, 数.
    Vague,
    /// The rest above the printed number: 余, 多.
    More,
    /// Between denominator and numerator: 分之.
    Fraction,
    /// 百分之.
    OfHundred,
    /// 千分之.
    OfThousand,
    /// 翻一番 and its like: times the base.
    Doubling,
    /// 半数 and its like: percent.
    HalfOf,
    /// 首位 and its like: rank 1.
    First,
    /// 第.
    Ordinal,
}

/// The numeral words.
#[derive(Debug)]
pub struct Numerals(Heads<(NumeralClass, Decimal)>);

impl Numerals {
    pub(super) fn load(rows: &[ListRow]) -> Result<Self, VocabError> {
        let mut words = Vec::new();
        for row in rows {
            let class = match row.get("class") {
                "digit" => NumeralClass::Digit,
                "scale" => NumeralClass::Scale,
                "point" => NumeralClass::Point,
                "tenth" => NumeralClass::Tenth,
                "tenth_not" => NumeralClass::TenthNot,
                "half" => NumeralClass::Half,
                "vague" => NumeralClass::Vague,
                "more" => NumeralClass::More,
                "fraction" => NumeralClass::Fraction,
                "of_hundred" => NumeralClass::OfHundred,
                "of_thousand" => NumeralClass::OfThousand,
                "doubling" => NumeralClass::Doubling,
                "half_of" => NumeralClass::HalfOf,
                "first" => NumeralClass::First,
                "ordinal" => NumeralClass::Ordinal,
                other => return Err(row.fault(format!("unknown numeral class {other}"))),
            };
            let value = row.number("value")?.unwrap_or_default();
            words.extend(row.words("words").map(|word| (word.to_owned(), (class, value))));
        }
        Ok(Self(words.into_iter().collect()))
    }

    /// True when a number, its sign or its ordinal mark can begin with this character.
    pub fn begins(&self, c: char) -> bool {
        c.is_ascii_digit() || c == '-' || self.0.begins(c)
    }

    /// The longest word of one of these classes at the head of a text: its length in bytes, class and value.
    pub fn head(&self, text: &str, classes: &[NumeralClass]) -> Option<(usize, NumeralClass, Decimal)> {
        let (len, (class, value)) = self.0.head(text, |(class, _)| classes.contains(class))?;
        Some((len, *class, *value))
    }
}
