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

/// What a number can begin with, or its ordinal mark; the others only follow.
const OPENERS: &[NumeralClass] = &[
    NumeralClass::Digit,
    NumeralClass::Scale,
    NumeralClass::Vague,
    NumeralClass::OfHundred,
    NumeralClass::OfThousand,
    NumeralClass::Doubling,
    NumeralClass::HalfOf,
    NumeralClass::First,
    NumeralClass::Ordinal,
];

/// A set of classes.
#[derive(Clone, Copy, Debug, Default)]
struct Classes(u16);

impl Classes {
    fn of(classes: &[NumeralClass]) -> Self {
        Self(classes.iter().fold(0, |set, class| set | 1 << *class as u16))
    }

    fn meets(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }
}

/// The numeral words.
#[derive(Debug)]
pub struct Numerals {
    words: Heads<(NumeralClass, Decimal)>,
    /// By character, as far as there are words: the classes of those that begin with it.
    classes: Vec<Classes>,
}

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
        let mut classes: Vec<Classes> = Vec::new();
        for (word, (class, _)) in &words {
            for first in word.chars().take(1).map(|first| first as usize) {
                classes.resize(classes.len().max(first + 1), Classes::default());
                classes[first].0 |= Classes::of(&[*class]).0;
            }
        }
        Ok(Self { words: words.into_iter().collect(), classes })
    }

    /// The classes of the words that begin with a character.
    fn classes(&self, first: char) -> Classes {
        self.classes.get(first as usize).copied().unwrap_or_default()
    }

    /// True when a number, its sign or its ordinal mark can begin with this character.
    pub fn opens(&self, c: char) -> bool {
        c.is_ascii_digit() || c == '-' || self.classes(c).meets(Classes::of(OPENERS))
    }

    /// True when a numeral word or a sign begins with this character, be it one that only follows a number.
    pub fn begins(&self, c: char) -> bool {
        c.is_ascii_digit() || c == '-' || self.words.begins(c)
    }

    /// The longest word of one of these classes at the head of a text: its length in bytes, class and value.
    #[inline]
    pub fn head(&self, text: &str, classes: &[NumeralClass]) -> Option<(usize, NumeralClass, Decimal)> {
        let wanted = Classes::of(classes);
        if !self.classes(text.chars().next()?).meets(wanted) {
            return None;
        }
        self.longest(text, wanted)
    }

    fn longest(&self, text: &str, wanted: Classes) -> Option<(usize, NumeralClass, Decimal)> {
        let (len, (class, value)) = self.words.head(text, |(class, _)| wanted.meets(Classes::of(&[*class])))?;
        Some((len, *class, *value))
    }
}
