//! Characters and words that numbers are written with.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::VocabError;
use super::csv_rows::ListRow;

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

/// The numeral words by their first character, longest first.
#[derive(Debug)]
pub struct Numerals {
    by_first: BTreeMap<char, Vec<(String, NumeralClass, Decimal)>>,
    /// For each character of the basic plane: whether a number can begin with it. Most characters are none, and this says so fast.
    begins: Vec<bool>,
}

impl Numerals {
    pub(super) fn load(rows: &[ListRow]) -> Result<Self, VocabError> {
        let mut by_first: BTreeMap<char, Vec<(String, NumeralClass, Decimal)>> = BTreeMap::new();
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
            for word in row.words("words") {
                if let Some(first) = word.chars().next() {
                    by_first.entry(first).or_default().push((word.to_owned(), class, value));
                }
            }
        }
        for words in by_first.values_mut() {
            words.sort_by_key(|(word, ..)| std::cmp::Reverse(word.len()));
        }
        let mut begins = vec![false; 0x1_0000];
        for c in by_first.keys().copied().chain('0'..='9').chain(['-']) {
            if let Some(place) = begins.get_mut(c as usize) {
                *place = true;
            }
        }
        Ok(Self { by_first, begins })
    }

    /// True when a number, its sign or its ordinal mark can begin with this character.
    pub fn begins(&self, c: char) -> bool {
        self.begins.get(c as usize).copied().unwrap_or(false)
    }

    /// The longest word of one of these classes at the head of a text: its length in bytes, class and value.
    pub fn head(&self, text: &str, classes: &[NumeralClass]) -> Option<(usize, NumeralClass, Decimal)> {
        self.by_first
            .get(&text.chars().next()?)?
            .iter()
            .find(|(word, class, _)| classes.contains(class) && text.starts_with(word.as_str()))
            .map(|(word, class, value)| (word.len(), *class, *value))
    }
}
