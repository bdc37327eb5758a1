//! A number with its unit: `72.6亿元`, `第2位`, `1-3个工作日`, `1.6:41.8:56.6`.

use std::ops::Range;

use rust_decimal::Decimal;

use super::number::{Number, NumberKind, number};
use crate::model::Bound;
use crate::vocab::{Cue, NumeralClass, Sense, Vocab};

/// Half of the last printed digit's worth from which a bare number can be money: 300亿, 千亿.
const LEAST_BARE_MONEY: u32 = 5_000_000;
/// The precision of a number of hundreds of millions with two decimals, half a digit.
const LEAST_PART: u32 = 500_000;
/// The scale 亿.
const HUNDRED_MILLION: u32 = 100_000_000;

/// A half.
const HALF: Decimal = Decimal::from_parts(5, 0, 0, false, 1);

/// A quantity mention.
#[derive(Clone, Debug)]
pub(super) struct Quantity<'v> {
    /// Byte range in the sentence, unit included.
    pub range: Range<usize>,
    /// The bare number before scales of the unit.
    pub number: Decimal,
    /// Value in the canonical unit.
    pub value: Decimal,
    /// Upper end of a range.
    pub high: Option<Decimal>,
    /// Half a unit of the last printed digit, in the canonical unit.
    pub precision: Decimal,
    /// Canonical unit; empty for a bare number.
    pub unit: &'v str,
    /// What the unit measures; empty for a bare number.
    pub dimension: &'v str,
    /// Bound by its own words (余, 多, a range); else `Eq`.
    pub bound: Bound,
    /// Written after 第.
    pub ordinal: bool,
    /// Written with Arabic digits.
    pub arabic: bool,
    /// Its own words say what it is (首位, 三成, 翻番), not a unit.
    pub fixed: bool,
    /// Place in a ratio a:b:c: (index from 0, number of parts).
    pub ratio: Option<(u8, u8)>,
}

impl Quantity<'_> {
    /// True when it only tells which one is meant: 第一次, 第3届, 第2批.
    pub(super) fn numbers(&self) -> bool {
        self.is("occasion") || self.ordinal && !["rank", ""].contains(&self.dimension)
    }

    /// 收入过千亿: true for a bare number in hundreds of millions, which is money.
    pub(super) fn bare_money(&self) -> bool {
        // 税收2.96亿: or tens of millions, where it is a part of a hundred.
        let least = if self.value >= Decimal::from(HUNDRED_MILLION) { LEAST_PART } else { LEAST_BARE_MONEY };
        self.dimension.is_empty() && self.precision >= Decimal::from(least)
    }

    /// True when the unit measures this.
    pub(super) fn is(&self, dimension: &str) -> bool {
        self.dimension == dimension
    }
}

/// Adds the quantities that begin at byte `at` of the sentence: one, or all parts of a ratio; none when no number stands there.
///
/// `first` is the number that stands there without a sign or an ordinal mark.
pub(super) fn quantities<'v>(text: &str, at: usize, first: Option<Number>, vocab: &'v Vocab, out: &mut Vec<Quantity<'v>>) {
    let (lead, ordinal) = match vocab.numerals.head(&text[at..], &[NumeralClass::Ordinal]) {
        Some((len, ..)) => (len, true),
        None => (usize::from(negative(text, at)), false),
    };
    let first = if lead == 0 { first } else { number(&text[at + lead..], vocab) };
    let Some(first) = first else { return };
    let end = at + lead + first.len;
    let unit = unit_at(text, end, first.kind, vocab);
    if first.arabic && first.kind == NumberKind::Plain && !ordinal && lead == 0 {
        let parts = ratio(text, at, &first, vocab);
        if !parts.is_empty() {
            return out.extend(parts);
        }
        if let Some(range) = ranged(text, at, &first, unit, vocab) {
            return out.push(range);
        }
    }
    let unit = unit.or_else(|| shared(text, end, &first, vocab));
    // A Chinese numeral is a quantity only with a unit or after 第: 三 in 三创 is part of a word.
    // 收入过千亿: hundreds of millions need none.
    let amount = first.step >= Decimal::from(HUNDRED_MILLION);
    if !first.arabic && unit.is_none() && !ordinal && first.kind == NumberKind::Plain && !first.more && !amount {
        return;
    }
    let Some(mut quantity) = made(at..end, &first, unit, ordinal) else { return };
    if lead > 0 && !ordinal {
        (quantity.value, quantity.number) = (-quantity.value, -quantity.number);
    }
    // 3个多百分点: or inside it.
    let more = |at: usize| vocab.numerals.head(&text[at..], &[NumeralClass::More]).is_some();
    let printed = &text[end..quantity.range.end];
    if quantity.is("points") && printed.char_indices().any(|(offset, _)| more(end + offset)) {
        quantity.bound = Bound::Over;
    }
    // 余 may stand behind the unit: 100亿元余, 3个多.
    if let Some((len, ..)) = vocab.numerals.head(&text[quantity.range.end..], &[NumeralClass::More])
        && quantity.dimension == "duration"
    {
        quantity.range.end += len;
        quantity.bound = Bound::Over;
    }
    out.push(quantity);
}

/// A minus sign that belongs to the number: not a dash between two numbers or words.
fn negative(text: &str, at: usize) -> bool {
    let before = text[..at].chars().next_back();
    text[at..].starts_with('-')
        && text[at + 1..].starts_with(|c: char| c.is_ascii_digit())
        && !before.is_some_and(|c| c.is_ascii_alphanumeric() || c == '-')
}

/// A unit as printed.
#[derive(Clone, Copy)]
struct Printed<'v> {
    /// Bytes, with the space before it.
    len: usize,
    unit: &'v str,
    dimension: &'v str,
    factor: Decimal,
}

/// The unit that stands at a byte, one space allowed before it; a number's own words may make one.
fn unit_at<'v>(text: &str, at: usize, kind: NumberKind, vocab: &'v Vocab) -> Option<Printed<'v>> {
    let own = |unit, dimension| Some(Printed { len: 0, unit, dimension, factor: Decimal::ONE });
    match kind {
        NumberKind::Percent => own("percent", "ratio"),
        NumberKind::Times => own("times", "times"),
        NumberKind::Rank => own("rank", "rank"),
        NumberKind::Plain => {
            let rest = &text[at..];
            let unspaced = rest.strip_prefix(' ').unwrap_or(rest);
            let (len, unit) = vocab.units.head(unspaced)?;
            // 120个亿元以上项目: so many of such a size, not so much money.
            let sized = || vocab.label_starts("sized", &unspaced[len..]);
            let counter = (unit.dimension == "money" && sized()).then(|| vocab.units.counter(unspaced)).flatten();
            let (len, unit) = counter.unwrap_or((len, unit));
            let len = len + rest.len() - unspaced.len();
            Some(Printed { len, unit: &unit.unit, dimension: &unit.dimension, factor: unit.factor })
        }
    }
}

/// 分别为8.3、7.9和6.4亿元: the unit that only the last of some numbers prints. A whole number may be one of a list.
fn shared<'v>(text: &str, at: usize, first: &Number, vocab: &'v Vocab) -> Option<Printed<'v>> {
    if first.kind != NumberKind::Plain || !first.arabic || first.value.scale() == 0 {
        return None;
    }
    let rest = &text[at..];
    let len = rest.chars().next()?.len_utf8();
    if rest[..len] != *"、" && !vocab.lexicon.word(&rest[..len]).contains(&Sense::Cue(Cue::Joint)) {
        return None;
    }
    let next = number(&rest[len..], vocab).filter(|next| next.arabic)?;
    let end = at + len + next.len;
    let unit = unit_at(text, end, next.kind, vocab).or_else(|| shared(text, end, &next, vocab))?;
    let digits = rest[len..].find(|c: char| !c.is_ascii_digit() && c != '.').map_or(next.len, |end| end.min(next.len));
    let scale = next.value.checked_div(rest[len..len + digits].parse().ok()?)?;
    let factor = unit.factor.checked_mul(scale)?;
    ["ratio", "points", "times", "money", "area"].contains(&unit.dimension).then_some(Printed { len: 0, factor, ..unit })
}

/// A number and its unit; none when the value in the canonical unit is beyond what a decimal holds.
fn made<'v>(printed: Range<usize>, first: &Number, unit: Option<Printed<'v>>, ordinal: bool) -> Option<Quantity<'v>> {
    let unit = unit.unwrap_or(Printed { len: 0, unit: "", dimension: "", factor: Decimal::ONE });
    Some(Quantity {
        range: printed.start..printed.end + unit.len,
        number: first.value,
        value: first.value.checked_mul(unit.factor)?.normalize(),
        high: None,
        precision: first.step.checked_mul(unit.factor)?.checked_mul(HALF)?.normalize(),
        unit: unit.unit,
        dimension: unit.dimension,
        bound: if first.more { Bound::Over } else { Bound::Eq },
        ordinal,
        arabic: first.arabic,
        fixed: first.kind != NumberKind::Plain,
        ratio: None,
    })
}

/// `a:b` or `a:b:c` of bare numbers; where spaces stand at the colons (1.9 :77.5: 20.6), only parts of a hundred.
fn ratio<'v>(text: &str, at: usize, first: &Number, vocab: &'v Vocab) -> Vec<Quantity<'v>> {
    let mut parts = vec![(at..at + first.len, first.clone())];
    let mut spaced = false;
    loop {
        let end = parts.last().map_or(at, |(range, _)| range.end);
        let Some(rest) = text[end..].trim_start_matches(' ').strip_prefix(':') else { break };
        let rest = rest.trim_start_matches(' ');
        let Some(next) = number(rest, vocab).filter(|next| next.arabic) else { break };
        let start = text.len() - rest.len();
        spaced |= start > end + 1;
        parts.push((start..start + next.len, next));
    }
    let sum = total(&parts);
    let hundred = sum.is_some_and(|sum| (sum - Decimal::ONE_HUNDRED).abs() < Decimal::ONE);
    // Two whole numbers up to 59 are a time of day.
    let clock = parts.iter().all(|(_, part)| part.value.scale() == 0) && sum != Some(Decimal::ONE_HUNDRED);
    if !(2..=3).contains(&parts.len()) || clock || (spaced && !hundred) {
        return Vec::new();
    }
    let count = parts.len() as u8;
    parts
        .into_iter()
        .zip(0..)
        .filter_map(|((range, part), index)| {
            let (unit, dimension) = ("percent", "ratio");
            Some(Quantity { unit, dimension, ratio: Some((index, count)), ..made(range, &part, None, false)? })
        })
        .collect()
}

/// The sum of the parts of a ratio, where it can be held.
fn total(parts: &[(Range<usize>, Number)]) -> Option<Decimal> {
    parts.iter().try_fold(Decimal::ZERO, |sum, (_, part)| sum.checked_add(part.value))
}

/// True when a word for an old value stands right before: 由5至8家 is a change, not a range.
fn changes(text: &str, at: usize, vocab: &Vocab) -> bool {
    let before = text[..at].chars().next_back().map_or("", |c| &text[at - c.len_utf8()..at]);
    vocab.lexicon.word(before).contains(&Sense::Cue(Cue::From))
}

/// Two numbers joined by a dash, or by 至 or 到 with a unit on both: `1-3个工作日`, `60万-200万元`, `3个到5个`.
fn ranged<'v>(text: &str, at: usize, first: &Number, first_unit: Option<Printed<'v>>, vocab: &'v Vocab) -> Option<Quantity<'v>> {
    let joint = at + first.len + first_unit.map_or(0, |unit| unit.len);
    let rest = &text[joint..];
    let (len, dash) = if rest.starts_with('-') {
        (1, true)
    } else {
        let len = rest.chars().next()?.len_utf8();
        let digit = rest[len..].starts_with(|c: char| c.is_ascii_digit());
        if !digit || !vocab.lexicon.word(&rest[..len]).contains(&Sense::Cue(Cue::To)) {
            return None;
        }
        (len, false)
    };
    let second = number(&rest[len..], vocab).filter(|second| second.arabic && second.kind == NumberKind::Plain)?;
    let second_end = joint + len + second.len;
    let second_unit = unit_at(text, second_end, NumberKind::Plain, vocab)?;
    let same = first_unit.is_none_or(|unit| unit.dimension == second_unit.dimension);
    let times = ["time", "clock"].contains(&second_unit.dimension);
    // 5至8家, 前移3至5位: without a unit on the first, only counts and places are ranges, and 由5家至8家 is a change.
    let counts = ["number", "rank"].contains(&second_unit.dimension);
    // 30万至40万平方米: so does a scale on the first.
    let scaled = !text[..at + first.len].ends_with(|c: char| c.is_ascii_digit());
    let bare = !dash && (first_unit.is_none() && !counts && !scaled || changes(text, at, vocab));
    if !same || times || bare || (!dash && second.value < first.value) {
        return None;
    }
    // 60万-200万元: the scale stands on both; 1-3万: on the second only.
    let factor = first_unit.map_or(second_unit.factor, |unit| unit.factor);
    let low = first.value.checked_mul(factor)?;
    let mut quantity = made(at..second_end, &second, Some(second_unit), false)?;
    quantity.high = Some(quantity.value);
    quantity.value = low.normalize();
    quantity.bound = Bound::Range;
    (quantity.high > Some(quantity.value)).then_some(quantity)
}
