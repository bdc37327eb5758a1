//! Parts of a line that stand for themselves: the record of a legal text, and a heading that has run into its first entry.

use std::ops::Range;

use super::super::passes::{ends_sentence, is_han};
use super::super::words::{Class, CleanWords};
use super::lines::{MAX_HEADING, ordinal};

/// The parts of a line, in order; most have one.
pub(super) fn parts(line: &str, words: &CleanWords) -> Vec<Range<usize>> {
    if let Some(entry) = first_entry(line, words) {
        return vec![0..entry, entry..line.len()];
    }
    let whole = 0..line.len();
    let Some(open) = words.find(Class::RecordOpen, line) else { return vec![whole] };
    let Some(close) = words.find(Class::RecordClose, &line[open.end..]) else { return vec![whole] };
    let end = open.end + close.end;
    [0..open.start, open.start..end, end..line.len()].into_iter().filter(|part| !part.is_empty()).collect()
}

/// 二、总体要求和主要目标1.坚持创新驱动。: where the first entry below a heading begins, when only its number parts them.
fn first_entry(line: &str, words: &CleanWords) -> Option<usize> {
    let heading = ordinal(line, words).filter(|kind| (1..=4).contains(kind))?;
    let mut before = ' ';
    for (at, c) in line.char_indices().take(MAX_HEADING) {
        if ends_sentence(c) || ",;:".contains(c) {
            return None;
        }
        let number = c == '(' || c.is_ascii_digit();
        if number && is_han(before) && ordinal(&line[at..], words).is_some_and(|entry| entry > heading) {
            return Some(at);
        }
        before = c;
    }
    None
}
