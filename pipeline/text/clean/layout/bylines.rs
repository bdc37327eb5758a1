//! Bylines: date, source, author, reading count, each told by its label, its date or its place.

use super::super::words::{Class, CleanWords};
use super::lines::{MAX_HEADING, MAX_TITLE};
use super::{dates, titles};

/// No byline is longer.
const MAX_BYLINE: usize = 100;
/// What may follow a date in a byline: a time, a source.
const MAX_AFTER_DATE: usize = 12;
/// The label of a record of one pair is at least so long.
const MIN_RECORD_LABEL: usize = 3;

pub(super) fn is_byline(line: &str, chars: usize, words: &CleanWords) -> bool {
    if chars <= MAX_HEADING && words.ends(Class::BylineEnd, line) && words.within(Class::Office, line) {
        return true;
    }
    if titles::is_credit(line, chars, words) || chars <= MAX_TITLE && dates::is_issue(line, words) {
        return true;
    }
    if chars > MAX_BYLINE || line.contains('。') {
        return false;
    }
    if is_record(line, words) || is_issue(line, words) || chars <= MAX_TITLE && is_organ_dated(line, words) {
        return true;
    }
    if line.contains('|') {
        return false;
    }
    let bare = line.trim_start_matches(['(', '[', '【', ' ', '□', '■', '◎', '●', '◆']);
    if let Some(label) = words.start(Class::BylineLabel, bare) {
        let rest = bare[label.len()..].trim_start();
        let boxed = line.starts_with(['[', '【']) && rest.starts_with([']', '】']);
        let value = bare[label.len()..].trim_start_matches([' ', '\t']);
        let spaced = value.len() < bare.len() - label.len() && value.chars().count() <= MAX_AFTER_DATE;
        if rest.starts_with(':') && bare[label.len()..].starts_with(':') || boxed || spaced {
            return true;
        }
    }
    if let Some(date) = dates::find(bare, words).filter(|date| date.range.start == 0 && date.whole) {
        let rest = &bare[date.range.end..];
        return rest.chars().count() <= MAX_AFTER_DATE && !rest.contains(',') || has_label(rest, words);
    }
    // 滨高新发布 2025年2月8日 18:30: the minute is that of publication.
    let date = dates::find(line, words).filter(|date| date.whole);
    let clock = date.as_ref().is_some_and(|date| is_clock(line[date.range.end..].trim_start()));
    // 【某某日报 2020年9月25日 A03版】: the paper and its day.
    let cited = date.as_ref().is_some_and(|date| {
        let paper = line[..date.range.start].trim_end_matches([' ', '》', ',', '\t']);
        words.ends(Class::PaperEnd, paper) && paper.chars().count() <= MAX_AFTER_DATE
    });
    let marked = date.is_some() && words.within(Class::BylineMark, line);
    // 园区观察 2023-02-16 20:15 发表于福建 点击关注,…: both tell, whatever the account says of itself behind them.
    chars <= MAX_TITLE && (cited || marked && clock || !line.contains(',') && (marked || clock || has_label(line, words)))
}

/// The number of an issue of a bulletin: 第 9 期(总第312期).
pub(super) fn is_issue(line: &str, words: &CleanWords) -> bool {
    let Some(open) = words.start(Class::ChapterOpen, line) else { return false };
    let rest =
        line[open.len()..].trim_start_matches(|c: char| c == ' ' || c.is_ascii_digit() || words.has_char(Class::Numeral, c));
    let Some(mark) = words.start(Class::IssueMark, rest).filter(|_| rest.len() < line.len() - open.len()) else { return false };
    let note = rest[mark.len()..].trim();
    note.is_empty() || note.starts_with('(') && note.ends_with(')')
}

/// The body that prints a bulletin, and the day: 某省科学技术厅办公室编 2021年4月6日.
fn is_organ_dated(line: &str, words: &CleanWords) -> bool {
    let date = dates::find(line, words).filter(|date| date.whole && date.range.end == line.trim_end().len());
    let organ = date.map_or("", |date| &line[..date.range.start]);
    let apart = organ.ends_with([' ', '\t']);
    let organ = organ.trim_end();
    let organ =
        words.list(Class::PrintedBy).iter().find_map(|word| organ.strip_suffix(word.as_str())).unwrap_or(organ).trim_end();
    apart && words.ends(Class::OrganEnd, organ) && !organ.contains([',', '。'])
}

/// True for what begins with a time of day: 18:30.
fn is_clock(text: &str) -> bool {
    let hour = text.bytes().take_while(u8::is_ascii_digit).count();
    let minute = text[hour..].strip_prefix(':').map_or(0, |rest| rest.bytes().take_while(u8::is_ascii_digit).count());
    (1..=2).contains(&hour) && minute == 2
}

/// Labels with their values between dividers: `[ 来源:本站 | 发布时间:2021-05-14 | 浏览:37次 ]`, `发布机构 | 统计局 | 发布日期 | 2021-05-20`.
fn is_record(line: &str, words: &CleanWords) -> bool {
    if !line.contains(['|', '\t']) {
        return false;
    }
    let parts: Vec<&str> = line.split(['|', '\t']).map(|part| part.trim_matches([' ', '[', ']', '(', ')', '【', '】'])).collect();
    let parts: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    let label =
        |part: &&&str| words.start(Class::BylineLabel, part).is_some_and(|label| label.len() == part.trim_end_matches(':').len());
    let pair = |part: &&str| {
        words.start(Class::BylineLabel, part).is_some_and(|label| part[label.len()..].trim_start().starts_with(':'))
    };
    let dated = |part: &&str| dates::find(part, words).is_some_and(|date| date.whole && date.range.start == 0);
    let pairs = parts.iter().filter(|part| pair(part) || dated(part)).count();
    let labels = parts.iter().step_by(2).filter(label).count();
    // A table may begin with a short word that is a label elsewhere: 名称 | 数值.
    let long = parts.len() > 2 || parts.iter().take(1).all(|part| part.chars().count() >= MIN_RECORD_LABEL);
    pairs * 2 > parts.len() || parts.len() >= 2 && labels * 2 == parts.len() && long
}

/// A label of two characters or more after a space, with a colon or a space after it.
fn has_label(line: &str, words: &CleanWords) -> bool {
    line.match_indices([' ', '\t']).any(|(at, _)| {
        let rest = &line[at + 1..];
        let label = words.start(Class::BylineLabel, rest).filter(|label| label.chars().count() > 1);
        label.is_some_and(|label| rest[label.len()..].starts_with([':', ' ']))
    })
}
