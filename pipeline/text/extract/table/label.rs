//! What a row is about, as its label says: a metric, a part of one, a zone or a place, a time.

use std::ops::Range;

use super::super::number;
use super::words::Words;
use crate::vocab::{Cue, Narrower};

/// The label of a row.
#[derive(Clone, Debug)]
pub(super) struct Label {
    /// The words, without the ordinal and the sign of a part before them.
    pub range: Range<usize>,
    /// How deep its ordinal says that it stands; none without one.
    pub depth: Option<u8>,
    /// It says itself that it is a part of the row above: 其中.
    pub part: bool,
    /// What it is.
    pub about: About,
}

/// What a label names, besides metrics.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum About {
    /// A zone or a place.
    Subject,
    /// A time.
    Time,
    /// The whole: 合计.
    Whole,
    /// A part of the zone that no list knows.
    Area,
    /// Something that narrows a metric; `known` when the word lists have it.
    Segment {
        /// It is an industry, a level or a kind of the lists.
        known: bool,
    },
}

/// Reads the label in a cell under this head.
pub(super) fn read(cell: Range<usize>, head: Option<&Range<usize>>, words: &Words<'_>) -> Label {
    let (depth, range) = ordinal(cell, words);
    let (part, range) = part_sign(range, words);
    let (inner, range) = if depth.is_none() { ordinal(range, words) } else { (None, range) };
    let depth = depth.or(inner);
    let area = head.is_some_and(|head| words.listed(head.clone(), "area_heads"));
    let tokens = words.tokens(range.clone());
    let named: usize = tokens.tokens.iter().filter(|token| token.is_subject()).map(|token| token.range.len()).sum();
    let timed: usize = tokens.tokens.iter().filter(|token| token.time().is_some()).map(|token| token.range.len()).sum();
    let all = range.len();
    let subject = named > 0 && (area || named == all);
    let narrow = |narrower: Narrower| narrower != Narrower::Suffix;
    let known = tokens.tokens.iter().any(|token| token.narrower().is_some_and(narrow) && !token.cue(Cue::Light));
    let about = match () {
        () if words.listed(range.clone(), "whole_rows") => About::Whole,
        () if timed == all && all > 0 || words.bare_time(range.clone()) => About::Time,
        () if subject => About::Subject,
        () if area => About::Area,
        () => About::Segment { known },
    };
    Label { range, depth, part, about }
}

/// A cell without the ordinal before its words, and the depth of that: `一、` 1, `(一)` 2, `1.` 3, `(1)` 4.
fn ordinal(range: Range<usize>, words: &Words<'_>) -> (Option<u8>, Range<usize>) {
    let cell = words.text(range.clone());
    let open = cell.starts_with('(');
    let body = &cell[usize::from(open)..];
    let Some(number) = number::number(body, words.vocab) else { return (None, range) };
    let rest = &body[number.len..];
    let mark = rest.chars().next().filter(|c| if open { *c == ')' } else { "、.)".contains(*c) });
    let Some(mark) = mark else { return (None, range) };
    let depth = 1 + u8::from(open) + 2 * u8::from(number.arabic);
    let words = rest[mark.len_utf8()..].trim_start();
    (Some(depth), range.end - words.len()..range.end)
}

/// A label without the sign that it is a part: 其中:, #.
fn part_sign(range: Range<usize>, words: &Words<'_>) -> (bool, Range<usize>) {
    let text = words.text(range.clone());
    let tokens = words.tokens(range.clone());
    let opens = tokens.tokens.first().filter(|token| token.cue(Cue::OfWhich) && token.range.start == 0);
    let rest = match opens {
        Some(token) => text[token.range.end..].trim_start_matches([':', ',', '、', ' ']),
        None => text.trim_start_matches(['#', '*', '·', '-', '—', ' ']),
    };
    (rest.len() < text.len(), range.end - rest.len()..range.end)
}
