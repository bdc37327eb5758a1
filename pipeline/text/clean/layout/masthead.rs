//! Mastheads: the line of an electronic newspaper that holds its page, its date and the links around them, and the lines that tell
//! when, where and with whom an event took place.

use super::super::words::{Class, CleanWords};
use super::dates;
use super::lines::{Role, has_figure};

/// No line of either kind is longer, in characters.
const MAX_LINE: usize = 100;
/// So many links at least make a line of them.
const MIN_PARTS: usize = 2;

/// What a line of a masthead is: a byline where it holds the date, `上一版3 2012年12月3日 星期一 放大 缩小`, else furniture.
pub(super) fn role(line: &str, chars: usize, words: &CleanWords) -> Option<Role> {
    if chars > MAX_LINE {
        return None;
    }
    if is_event(line, words) {
        return Some(Role::Byline);
    }
    let date = dates::find(line, words).filter(|date| date.whole);
    let (before, after) = date.as_ref().map_or((line, ""), |date| (&line[..date.range.start], &line[date.range.end..]));
    let parts: Vec<&str> =
        [before, after].into_iter().flat_map(|part| part.split([' ', '\t', '|'])).filter(|part| !part.is_empty()).collect();
    let links = parts.iter().filter(|part| is_link(part, words)).count();
    let known = parts.iter().all(|part| is_link(part, words) || is_weekday(part, words) || is_page(part, words));
    match date {
        _ if !known || links == 0 => None,
        Some(_) => Some(Role::Byline),
        None => (parts.len() >= MIN_PARTS).then_some(Role::Furniture),
    }
}

/// A label of an event and what it says, but no figure: 地点:市政务中心, 主持人:某某.
fn is_event(line: &str, words: &CleanWords) -> bool {
    let value = words.start(Class::EventLabel, line).and_then(|label| line[label.len()..].trim_start().strip_prefix(':'));
    value.is_some_and(|value| !value.trim().is_empty()) && !line.contains(['。', ';', '!', '?']) && !has_figure(line, words)
}

/// 上一版, 上一版3, 放大.
fn is_link(part: &str, words: &CleanWords) -> bool {
    words.is(Class::FurnitureLine, part.trim_end_matches(|c: char| c.is_ascii_digit()))
}

/// 星期一, (周日).
fn is_weekday(part: &str, words: &CleanWords) -> bool {
    let part = part.trim_matches(['(', ')', ',']);
    let day = words.start(Class::Weekday, part).map(|week| &part[week.len()..]);
    day.is_some_and(|day| {
        day.chars().count() == 1 && day.chars().all(|c| words.has_char(Class::Numeral, c) || words.has_char(Class::WeekEnd, c))
    })
}

/// 第16版:专题, A03版.
fn is_page(part: &str, words: &CleanWords) -> bool {
    let open = words.start(Class::ChapterOpen, part).map_or(0, str::len);
    let rest = part[open..].trim_start_matches(|c: char| c.is_ascii_uppercase());
    let number = rest.trim_start_matches(|c: char| c.is_ascii_digit() || words.has_char(Class::Numeral, c));
    number.len() < rest.len()
        && words
            .start(Class::PageMark, number)
            .is_some_and(|mark| matches!(number[mark.len()..].chars().next(), None | Some(':')))
}
