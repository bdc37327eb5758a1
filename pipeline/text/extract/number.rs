//! Reads one number at the head of a text: Arabic or Chinese, with scales, fractions and open ends.
//!
//! What follows the number is `quantity`'s; of units it only asks whether a scale begins one (千瓦时).

use rust_decimal::Decimal;

use crate::vocab::{NumeralClass as Class, Numerals, Vocab};

/// A number as printed.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Number {
    /// Bytes read.
    pub len: usize,
    /// Its value, scales applied.
    pub value: Decimal,
    /// The value of one unit of its last printed digit.
    pub step: Decimal,
    /// More than printed: 40余, 数十, 上千.
    pub more: bool,
    /// What the words themselves say it is.
    pub kind: NumberKind,
    /// Written with Arabic digits.
    pub arabic: bool,
}

/// What a number's own words say it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum NumberKind {
    /// A bare number; its unit follows.
    Plain,
    /// A part of a hundred: 三成, 六分之一, 百分之五, 半数.
    Percent,
    /// Times a base: 翻一番.
    Times,
    /// A position: 首位.
    Rank,
}

/// 万.
const TEN_THOUSAND: Decimal = Decimal::from_parts(10_000, 0, 0, false, 0);
/// 亿.
const HUNDRED_MILLION: Decimal = Decimal::from_parts(100_000_000, 0, 0, false, 0);

const SCALES: &[Class] = &[Class::Scale];

/// The number at the head of `text`, if there is one.
pub(super) fn number(text: &str, vocab: &Vocab) -> Option<Number> {
    let numerals = &vocab.numerals;
    if text.starts_with(|c: char| c.is_ascii_digit()) {
        return arabic(text, vocab);
    }
    if !numerals.opens(text.chars().next()?) {
        return None;
    }
    if let Some(number) = fixed(text, numerals) {
        return Some(number);
    }
    if let Some((len, class, _)) = numerals.head(text, &[Class::OfHundred, Class::OfThousand])
        && let Some(number) = of_scale(text, len, class, numerals)
    {
        return Some(number);
    }
    let first = whole(text, numerals)?;
    if let Some(part) = fraction(&first, text, numerals) {
        return Some(part);
    }
    let mut number = first;
    scales(&mut number, text, vocab);
    Some(number)
}

/// Words that are a number of their own: 翻一番, 半数, 首位.
fn fixed(text: &str, numerals: &Numerals) -> Option<Number> {
    let (len, class, value) = numerals.head(text, &[Class::Doubling, Class::HalfOf, Class::First])?;
    // 前三 is a position, 前三年 and 前三名企业 are none.
    if class == Class::First && value > Decimal::ONE && text[len..].starts_with(char::is_alphabetic) {
        return None;
    }
    let kind = match class {
        Class::Doubling => NumberKind::Times,
        Class::HalfOf => NumberKind::Percent,
        _ => NumberKind::Rank,
    };
    Some(Number { len, value, step: Decimal::ONE, more: false, kind, arabic: false })
}

/// A part in words, of so many.
fn percent(len: usize, value: Decimal, step: Decimal) -> Number {
    Number { len, value, step, more: false, kind: NumberKind::Percent, arabic: false }
}

/// 百分之五, 千分之三.
fn of_scale(text: &str, len: usize, class: Class, numerals: &Numerals) -> Option<Number> {
    let part = whole(&text[len..], numerals)?;
    let scale = if class == Class::OfHundred { Decimal::ONE } else { Decimal::new(1, 1) };
    Some(percent(len + part.len, part.value.checked_mul(scale)?, part.step.checked_mul(scale)?))
}

/// What follows a number makes it a fraction: 三分之一, 三成, 三成半.
fn fraction(first: &Number, text: &str, numerals: &Numerals) -> Option<Number> {
    let rest = &text[first.len..];
    if let Some((len, ..)) = numerals.head(rest, &[Class::Fraction]) {
        let part = whole(&rest[len..], numerals)?;
        let value = part.value.checked_mul(Decimal::ONE_HUNDRED)?.checked_div(first.value)?.round_dp(4);
        return Some(percent(first.len + len + part.len, value, Decimal::new(1, 4)));
    }
    let (len, _, tenth) = numerals.head(rest, &[Class::Tenth])?;
    let after = &rest[len..];
    if numerals.head(after, &[Class::TenthNot]).is_some() || first.value > Decimal::TEN {
        return None;
    }
    // 三成半, 四成一: half a tenth more, or so many hundredths.
    let ends = |len: usize| !after[len..].starts_with(|c| numerals.begins(c));
    let digit = |(len, _, digit): (usize, _, Decimal)| Some((len, digit)).filter(|_| ends(len));
    let half = numerals.head(after, &[Class::Half]).map(|(len, ..)| (len, Decimal::from(5)));
    let (more, plus) = half.or_else(|| numerals.head(after, &[Class::Digit]).and_then(digit)).unwrap_or((0, Decimal::ZERO));
    let value = first.value * tenth * Decimal::ONE_HUNDRED + plus;
    Some(percent(first.len + len + more, value, if more > 0 { Decimal::ONE } else { Decimal::TEN }))
}

/// Digits with thousands separators and decimals, then scales: 1,052.3亿, 1.5万亿, 20多万.
fn arabic(text: &str, vocab: &Vocab) -> Option<Number> {
    let bytes = text.as_bytes();
    let (mut at, mut commas, mut point) = (0, 0, false);
    while let Some(byte) = bytes.get(at) {
        let digits = at - commas;
        match byte {
            b'0'..=b'9' => {}
            b'.' if !point && bytes.get(at + 1).is_some_and(u8::is_ascii_digit) => point = true,
            b',' if at > 0 && !point && digits <= 3 + 3 * digits / 4 && grouped(&bytes[at + 1..]) => commas += 1,
            _ => break,
        }
        at += 1;
    }
    let printed = &text[..at];
    let value: Decimal = if commas == 0 { printed.parse() } else { printed.replace(',', "").parse() }.ok()?;
    let step = Decimal::new(1, value.scale());
    let mut number = Number { len: at, value, step, more: false, kind: NumberKind::Plain, arabic: true };
    scales(&mut number, text, vocab);
    lower_scale(&mut number, text, vocab);
    tenths(&mut number, text, &vocab.numerals);
    parts(&mut number, text);
    Some(number)
}

/// 12亿5000万, 3亿2千多万, 3万5千: what stands behind a scale in a lower one is a part of the same number.
fn lower_scale(number: &mut Number, text: &str, vocab: &Vocab) {
    let least = match number.step {
        step if step == HUNDRED_MILLION => TEN_THOUSAND,
        step if step == TEN_THOUSAND => Decimal::ONE_HUNDRED,
        _ => return,
    };
    let rest = &text[number.len..];
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    let Ok(value) = rest[..digits].parse::<Decimal>() else { return };
    let mut part = Number { len: digits, value, step: Decimal::ONE, more: false, kind: NumberKind::Plain, arabic: true };
    scales(&mut part, rest, vocab);
    if !number.more && part.step >= least && part.value < number.step {
        // Less than one more of the higher scale: no overflow.
        (number.len, number.value) = (number.len + part.len, number.value + part.value);
        (number.step, number.more) = (part.step, part.more);
    }
}

/// True when exactly three digits follow: a thousands group, not two numbers.
fn grouped(rest: &[u8]) -> bool {
    rest.len() >= 3 && rest[..3].iter().all(u8::is_ascii_digit) && !rest.get(3).is_some_and(u8::is_ascii_digit)
}

/// 5成 with an Arabic digit.
fn tenths(number: &mut Number, text: &str, numerals: &Numerals) {
    let rest = &text[number.len..];
    if let Some((len, _, tenth)) = numerals.head(rest, &[Class::Tenth])
        && number.value <= Decimal::TEN
        && numerals.head(&rest[len..], &[Class::TenthNot]).is_none()
    {
        // At most ten tenths: no overflow.
        number.len += len;
        number.value *= tenth * Decimal::ONE_HUNDRED;
        number.step *= tenth * Decimal::ONE_HUNDRED;
        number.kind = NumberKind::Percent;
    }
}

/// 1/8 of a whole.
fn parts(number: &mut Number, text: &str) {
    let Some(rest) = text[number.len..].strip_prefix('/') else { return };
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    let Ok(whole) = rest[..digits].parse::<Decimal>() else { return };
    let proper = number.value.scale() == 0 && !number.more && number.value < whole && whole <= Decimal::ONE_HUNDRED;
    if proper && !rest[digits..].starts_with(['/', '.']) {
        number.len += 1 + digits;
        number.value = (number.value * Decimal::ONE_HUNDRED / whole).round_dp(4);
        number.step = Decimal::new(1, 4);
        number.kind = NumberKind::Percent;
    }
}

/// 余, 多 and the scales after a number: 40余, 2万多, 1.5万亿, 20多万.
fn scales(number: &mut Number, text: &str, vocab: &Vocab) {
    let numerals = &vocab.numerals;
    // 十数家, but 2018上半年, 2019数据.
    let open: &[Class] = if number.arabic { &[Class::More] } else { &[Class::More, Class::Vague] };
    loop {
        let rest = &text[number.len..];
        if let Some((len, _, scale)) = numerals.head(rest, SCALES) {
            // 千瓦时 and 千米 are units, not a thousand of something.
            if vocab.units.head(rest).is_some() {
                return;
            }
            let Some((value, step)) = number.value.checked_mul(scale).zip(number.step.checked_mul(scale)) else { return };
            (number.len, number.value, number.step) = (number.len + len, value, step);
        } else if let Some((len, ..)) = numerals.head(rest, open)
            && !number.more
        {
            number.len += len;
            number.more = true;
        } else {
            return;
        }
    }
}

/// A Chinese number without an open end, at least one digit or scale: 一百二十三点五亿, 两, 数十, 千亿, 二〇一八.
fn whole(text: &str, numerals: &Numerals) -> Option<Number> {
    let (mut total, mut section, mut digits) = (Decimal::ZERO, Decimal::ZERO, None::<Decimal>);
    let (mut step, mut at, mut more, mut written) = (Decimal::ONE, 0, false, false);
    // The last scale that counted ten thousands or more.
    let mut last = Decimal::ZERO;
    if let Some((len, ..)) = numerals.head(text, &[Class::Vague])
        && numerals.head(&text[len..], SCALES).is_some()
    {
        (at, more) = (len, true);
    }
    loop {
        let rest = &text[at..];
        if let Some((len, _, digit)) = numerals.head(rest, &[Class::Digit]) {
            // 四五年前, 七八百亿元: two digits in order leave open which it is.
            let next = |first: Decimal| !first.is_zero() && digit == first + Decimal::ONE && digit < Decimal::TEN;
            if digits.is_some_and(next) && numerals.head(&rest[len..], &[Class::Digit]).is_none() {
                (at, more) = (at + len, true);
                continue;
            }
            digits = Some(digits.unwrap_or_default().checked_mul(Decimal::TEN)?.checked_add(digit)?);
            (at, step, written) = (at + len, Decimal::ONE, true);
        } else if let Some((len, _, scale)) = numerals.head(rest, SCALES) {
            if scale < Decimal::from(10_000) {
                section = section.checked_add(digits.take().unwrap_or(Decimal::ONE).checked_mul(scale)?)?;
                step = scale;
            } else {
                let part = section.checked_add(digits.take().unwrap_or_default())?;
                // A bare 万 or 亿 is a unit's scale (亿元以上), not a number; 首破万亿元 is one, so is 上亿元.
                let twice = numerals.head(&rest[len..], SCALES).is_some_and(|(_, _, next)| next > scale);
                let part = if part.is_zero() && total.is_zero() && (twice || more) { Decimal::ONE } else { part };
                if part.is_zero() && total.is_zero() {
                    break;
                }
                // 一万二千亿 is so many of them all; of 八十三亿七千万, 万 counts only what stands between.
                total = if scale < last {
                    total.checked_add(part.checked_mul(scale)?)?
                } else {
                    total.checked_add(part)?.checked_mul(scale)?
                };
                (section, step, last) = (Decimal::ZERO, step.checked_mul(scale)?, scale);
            }
            (at, written) = (at + len, true);
        } else if let Some((len, ..)) = numerals.head(rest, &[Class::Point])
            && written
            && numerals.head(&rest[len..], &[Class::Digit]).is_some()
        {
            section = section.checked_add(digits.take().unwrap_or_default())?;
            at += len;
            let mut place = Decimal::ONE;
            while let Some((len, _, digit)) = numerals.head(&text[at..], &[Class::Digit]) {
                place /= Decimal::TEN;
                section = section.checked_add(digit * place)?;
                at += len;
            }
            step = place;
        } else {
            break;
        }
    }
    let value = total.checked_add(section)?.checked_add(digits.unwrap_or_default())?;
    written.then_some(Number { len: at, value, step, more, kind: NumberKind::Plain, arabic: false })
}
