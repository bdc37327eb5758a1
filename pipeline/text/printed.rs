//! Reads one printed figure by itself, a second time and otherwise than `extract` does: what a span prints proves the value that
//! was read there, or shows that it is another.
//!
//! It knows numerals and units, and nothing of the sentence around: a unit that stands elsewhere (in the head of a table) is open.

use crate::model::Decimal;
use crate::vocab::{Cue, NumeralClass as Class, Sense, Vocab};

/// The largest power of ten that a unit in the head of a table can scale a bare number by: 万亿.
const LARGEST_SCALE: u32 = 12;

/// What a span prints.
#[derive(Clone, Debug, PartialEq)]
pub struct Printed {
    low: Amount,
    high: Option<Amount>,
    /// Units that are spelled so, each with its factor; empty where the print names none.
    units: Vec<(String, Decimal)>,
}

/// A number without its unit.
#[derive(Clone, Debug, PartialEq)]
struct Amount {
    value: Decimal,
    /// One unit of the last printed digit.
    step: Decimal,
    /// The unit that its own words name: percent in 三成, times in 翻一番, rank in 首位.
    unit: Option<&'static str>,
}

impl Printed {
    /// Reads what a span prints; none where it is no figure that this reader knows from end to end.
    pub fn read(text: &str, vocab: &Vocab) -> Option<Self> {
        let text = plain(text);
        let mut rest = text.strip_prefix('-').unwrap_or(&text);
        if let Some((len, ..)) = vocab.numerals.head(rest, &[Class::Ordinal]) {
            rest = &rest[len..];
        }
        let (low, after) = amount(rest, vocab)?;
        let (high, after) = upper(after, vocab).map_or((None, after), |(high, after)| (Some(high), after));
        let unit = high.as_ref().unwrap_or(&low).unit;
        let units = match (unit, after) {
            (Some(unit), "") => vec![(unit.to_owned(), Decimal::ONE)],
            (Some(_), _) => return None,
            (None, "") => Vec::new(),
            (None, spelling) => Some(units(spelling, vocab)).filter(|units| !units.is_empty())?,
        };
        Some(Self { low, high, units })
    }

    /// Whether the print states this value in this unit; the sign is the sentence's. None where the print leaves it open.
    pub fn states(&self, value: Decimal, high: Option<Decimal>, unit: &str, vocab: &Vocab) -> Option<bool> {
        let is = |amount: &Amount, factor: Decimal, value: Decimal| {
            amount.value.checked_mul(factor).map(|product| product.normalize() == value.abs().normalize())
        };
        let both = |factor: Decimal| match (&self.high, high) {
            (Some(printed), Some(high)) => Some(is(&self.low, factor, value)? && is(printed, factor, high)?),
            (None, None) => is(&self.low, factor, value),
            // A range of which one end was taken, as in a ratio.
            _ => None,
        };
        if self.units.is_empty() {
            let factors: Vec<Decimal> =
                spellings(vocab).filter(|(of, ..)| *of == unit).filter_map(|(_, _, factor)| factor.parse().ok()).collect();
            let scales = (0..=LARGEST_SCALE).map(|power| Decimal::from(10_u64.pow(power)));
            let mut scaled = scales.flat_map(|scale| factors.iter().filter_map(move |factor| factor.checked_mul(scale)));
            return Some(scaled.any(|factor| both(factor) == Some(true)));
        }
        let fits: Vec<&(String, Decimal)> = self.units.iter().filter(|(printed, _)| same_kind(printed, unit)).collect();
        let verdicts: Option<Vec<bool>> = fits.iter().map(|(_, factor)| both(*factor)).collect();
        Some(verdicts?.contains(&true))
    }

    /// Half a unit of the last printed digit, where the print states this value in some unit.
    pub fn precision(&self, value: Decimal) -> Decimal {
        let factor = value.abs().checked_div(self.low.value).unwrap_or(Decimal::ONE);
        self.low.step.saturating_mul(factor).saturating_mul(Decimal::new(5, 1)).normalize()
    }

    /// Value and upper end in a unit that the print names.
    pub fn in_unit(&self, unit: &str) -> Option<(Decimal, Option<Decimal>)> {
        let (_, factor) = self.units.iter().find(|(printed, _)| same_kind(printed, unit))?;
        let scaled = |number: Decimal| number.checked_mul(*factor).map(|number| number.normalize());
        let high = match &self.high {
            Some(high) => Some(scaled(high.value)?),
            None => None,
        };
        Some((scaled(self.low.value)?, high))
    }
}

/// People are counted in either unit, and a place is printed as a count (位, 名).
fn same_kind(printed: &str, unit: &str) -> bool {
    let counts = |unit: &str| ["count", "person", "rank"].contains(&unit);
    // 提高2.3% of a share says percentage points.
    let ratios = |unit: &str| ["percent", "pp"].contains(&unit);
    printed == unit || counts(printed) && counts(unit) || ratios(printed) && ratios(unit)
}

/// Without white space, in narrow and simplified characters, every dash as `-`.
fn plain(text: &str) -> String {
    let narrow = |c: char| match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
        '—' | '–' | '−' | '~' => '-',
        _ => c,
    };
    let narrowed: String = text.chars().filter(|c| !c.is_whitespace()).map(narrow).collect();
    let mut simplified = fast2s::convert(&narrowed).replace('~', "-");
    while simplified.contains("--") {
        simplified = simplified.replace("--", "-");
    }
    simplified
}

/// A dash or a word like it, and the number behind; the first number may have a unit of its own.
fn upper<'t>(text: &'t str, vocab: &Vocab) -> Option<(Amount, &'t str)> {
    let joins = |c: char| {
        let mut word = [0; 4];
        c == '-' || vocab.lexicon.word(c.encode_utf8(&mut word)).contains(&Sense::Cue(Cue::To))
    };
    let (unit, rest) = text.split_once(joins)?;
    if !unit.is_empty() && units(unit, vocab).is_empty() {
        return None;
    }
    amount(rest, vocab)
}

/// The number at the head of a text, and what follows it.
fn amount<'t>(text: &'t str, vocab: &Vocab) -> Option<(Amount, &'t str)> {
    let numerals = &vocab.numerals;
    if let Some((len, class, value)) = numerals.head(text, &[Class::Doubling, Class::HalfOf, Class::First]) {
        let unit = match class {
            Class::Doubling => "times",
            Class::HalfOf => "percent",
            _ => "rank",
        };
        return Some((Amount { value, step: Decimal::ONE, unit: Some(unit) }, &text[len..]));
    }
    if let Some((len, class, _)) = numerals.head(text, &[Class::OfHundred, Class::OfThousand]) {
        let (part, rest) = count(&text[len..], vocab)?;
        let scale = if class == Class::OfHundred { Decimal::ONE } else { Decimal::new(1, 1) };
        return Some((percent(part.value.checked_mul(scale)?, part.step.checked_mul(scale)?), rest));
    }
    let (number, rest) = count(text, vocab)?;
    if let Some((len, _, tenth)) = numerals.head(rest, &[Class::Tenth]) {
        let rest = &rest[len..];
        let half = numerals.head(rest, &[Class::Half]);
        let plus = half.map_or(Decimal::ZERO, |_| Decimal::from(5));
        let value = number.value.checked_mul(tenth)?.checked_mul(Decimal::ONE_HUNDRED)?.checked_add(plus)?;
        return Some((percent(value, Decimal::TEN), &rest[half.map_or(0, |(len, ..)| len)..]));
    }
    let slash = rest.strip_prefix('/').filter(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
    let words = numerals.head(rest, &[Class::Fraction]).map(|(len, ..)| &rest[len..]);
    if let Some((second, rest)) = slash.or(words).and_then(|rest| count(rest, vocab)) {
        let (whole, part) = if slash.is_some() { (second.value, number.value) } else { (number.value, second.value) };
        let value = part.checked_mul(Decimal::ONE_HUNDRED)?.checked_div(whole)?.round_dp(4);
        return Some((percent(value, Decimal::new(1, 4)), rest));
    }
    Some((number, rest))
}

fn percent(value: Decimal, step: Decimal) -> Amount {
    Amount { value, step, unit: Some("percent") }
}

/// Digits and scales of either script, words for an open end passed over: 1,052.3亿, 一百二十三点五亿, 20多万, 数十.
fn count<'t>(text: &'t str, vocab: &Vocab) -> Option<(Amount, &'t str)> {
    let numerals = &vocab.numerals;
    let (mut total, mut section, mut digits) = (Decimal::ZERO, Decimal::ZERO, None::<Decimal>);
    let (mut step, mut rest, mut read) = (Decimal::ONE, text, false);
    loop {
        // 千米 and 个 are units, not scales.
        if read && !units(rest, vocab).is_empty() {
            break;
        }
        let printed = rest.len() - rest.trim_start_matches(|c: char| c.is_ascii_digit() || ".,".contains(c)).len();
        if digits.is_none() && printed > 0 {
            let number: Decimal = rest[..printed].replace(',', "").parse().ok()?;
            (step, digits, rest) = (Decimal::new(1, number.scale()), Some(number), &rest[printed..]);
        } else if let Some((len, class, value)) = numerals.head(rest, &[Class::Digit, Class::Scale, Class::More, Class::Vague]) {
            match class {
                Class::Digit => {
                    digits = Some(digits.unwrap_or_default().checked_mul(Decimal::TEN)?.checked_add(value)?);
                    step = Decimal::ONE;
                }
                Class::Scale if value < Decimal::from(10_000) => {
                    section = section.checked_add(digits.take().unwrap_or(Decimal::ONE).checked_mul(value)?)?;
                    step = step.min(Decimal::ONE).checked_mul(value)?;
                }
                Class::Scale => {
                    let part = total.checked_add(section)?.checked_add(digits.take().unwrap_or_default())?;
                    let part = if part.is_zero() && !read { Decimal::ONE } else { part };
                    (total, section, step) = (part.checked_mul(value)?, Decimal::ZERO, step.checked_mul(value)?);
                }
                _ => {}
            }
            rest = &rest[len..];
        } else if let (true, Some((len, ..))) = (digits.is_some(), numerals.head(rest, &[Class::Point])) {
            rest = &rest[len..];
            step = Decimal::ONE;
            while let Some((len, _, digit)) = numerals.head(rest, &[Class::Digit]) {
                step /= Decimal::TEN;
                digits = Some(digits.unwrap_or_default().checked_add(digit.checked_mul(step)?)?);
                rest = &rest[len..];
            }
        } else {
            break;
        }
        read = true;
    }
    let value = total.checked_add(section)?.checked_add(digits.unwrap_or_default())?;
    read.then_some((Amount { value, step, unit: None }, rest))
}

/// The units that are spelled so, an open end behind the spelling passed over (100亿元余).
fn units(spelling: &str, vocab: &Vocab) -> Vec<(String, Decimal)> {
    let more = |word: &str| vocab.numerals.head(word, &[Class::More]).is_some_and(|(len, ..)| len == word.len());
    let spelled = |known: &str| spelling.strip_prefix(known).is_some_and(|rest| rest.is_empty() || more(rest));
    let spelled = spellings(vocab).filter(|(_, known, _)| spelled(known));
    spelled.filter_map(|(unit, _, factor)| Some((unit.to_owned(), factor.parse().ok()?))).collect()
}

/// All spellings of units: the unit, the spelling, the factor as it is listed.
fn spellings(vocab: &Vocab) -> impl Iterator<Item = (&str, &str, &str)> {
    vocab.dimensions().units.iter().flat_map(|unit| {
        let parts = unit.spellings.iter().filter_map(|item| item.rsplit_once('='));
        parts.map(|(spelling, factor)| (unit.unit.as_str(), spelling, factor))
    })
}

#[cfg(test)]
#[path = "printed_tests.rs"]
mod tests;
