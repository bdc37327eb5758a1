//! Dividers: lines that part the texts of a collection: marks of a newspaper's pages, numbers of documents, mastheads, addresses.
//!
//! One such line says nothing; a page has the habit when several of one kind stand with text between them.

use std::collections::BTreeMap;

use super::super::words::{Class, CleanWords};
use super::dates;
use super::lines::{Line, MAX_TITLE, Role};

/// No divider is longer, in characters; an address may be.
const MAX_DIVIDER: usize = 30;
/// So many of one kind make a habit.
const MIN_DIVIDERS: usize = 2;

/// So many lines at most between a masthead and its date or source.
const MAX_HEAD: usize = 3;

/// What kind of divider a line may be.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Kind {
    /// A newspaper's page: 第03版, A03.
    Page,
    /// An address of the web, alone.
    Address,
    /// The first line of the document, said again, but for a number that counts on.
    Series,
}

/// Gives the role of a separator to the dividers of a page that has the habit, and that of a title to those that count its texts.
pub(super) fn mark(lines: &mut [Line], words: &CleanWords) {
    for is in [is_piece, dates::is_dated_title] {
        let titles: Vec<usize> = (0..lines.len()).filter(|&i| is(&lines[i], words)).collect();
        if titles.len() >= MIN_DIVIDERS {
            titles.into_iter().for_each(|i| lines[i].role = Role::Short);
        }
    }
    let mut kinds: BTreeMap<Kind, Vec<usize>> = BTreeMap::new();
    let series = series(lines);
    for (i, line) in lines.iter().enumerate() {
        let kind = match () {
            () if is_address(line.text) => Kind::Address,
            () if line.chars > MAX_DIVIDER || dates::find(line.text, words).is_some() => continue,
            () if is_page(line, words) => Kind::Page,
            () if series.contains(&i) => Kind::Series,
            () => continue,
        };
        kinds.entry(kind).or_default().push(i);
    }
    for places in kinds.into_values().filter(|places| places.len() >= MIN_DIVIDERS) {
        let text_between = |pair: &[usize]| lines[pair[0]..pair[1]].iter().any(Line::is_body);
        if places.windows(2).all(text_between) {
            places.into_iter().for_each(|i| lines[i].role = Role::Separator);
        }
    }
}

/// True when the line names a newspaper's page.
pub(super) fn is_page(line: &Line, words: &CleanWords) -> bool {
    let numbered = line.text.match_indices(|c| words.has_char(Class::ChapterOpen, c)).any(|(at, open)| {
        let rest = &line.text[at + open.len()..];
        let after = rest.trim_start_matches(|c: char| c.is_ascii_digit() || words.has_char(Class::Numeral, c));
        after.len() < rest.len() && words.start(Class::PageMark, after).is_some()
    });
    let mut chars = line.text.chars();
    let letter = chars.next().is_some_and(|c| c.is_ascii_uppercase());
    let number = chars.by_ref().take(2).filter(char::is_ascii_digit).count() == 2;
    let ends =
        chars.next().is_none_or(|c| matches!(c, ' ' | ':' | '\t') || words.start(Class::PageMark, &c.to_string()).is_some());
    line.chars <= MAX_DIVIDER && line.role != Role::Prose && (numbered || letter && number && ends)
}

/// The counted title of a text in a collection: 第2篇:…, 篇二:….
pub(super) fn is_piece(line: &Line, words: &CleanWords) -> bool {
    let Some((label, title)) = line.text.split_once(':').filter(|_| line.chars <= MAX_TITLE) else { return false };
    let label = label.trim_matches(|c| "【】[] ".contains(c));
    let numeral = |c: char| c.is_ascii_digit() || words.has_char(Class::Numeral, c);
    let behind = words.start(Class::PieceMark, label).map(|mark| &label[mark.len()..]);
    let before = words.start(Class::ChapterOpen, label).and_then(|open| {
        let marks = words.list(Class::PieceMark).iter();
        label[open.len()..].strip_suffix(marks.map(String::as_str).find(|mark| label.ends_with(mark))?)
    });
    behind.or(before).is_some_and(|number| !number.is_empty() && number.chars().all(numeral)) && !title.is_empty()
}

fn is_address(text: &str) -> bool {
    (text.starts_with("http://") || text.starts_with("https://")) && text.bytes().all(|b| b.is_ascii_graphic())
}

/// Lines that say the first line again: with a number that counts on and a title below, or word for word and a date or source
/// below. (A running head or the number of a page has running text below it.)
fn series(lines: &[Line]) -> Vec<usize> {
    let Some(first) = lines.first().filter(|line| matches!(line.role, Role::Short | Role::Byline | Role::Furniture)) else {
        return Vec::new();
    };
    let (words, mut number) = numbered(first.text);
    let mut found = Vec::new();
    for (i, line) in lines.iter().enumerate() {
        let (these, this) = numbered(line.text);
        if these != words {
            continue;
        }
        let mut below = lines.iter().skip(i + 1).take(MAX_HEAD);
        match (this, number) {
            (Some(this), Some(last)) if i == 0 || this == last + 1 => {
                if !below.next().is_some_and(|next| next.role == Role::Short) {
                    return Vec::new();
                }
                number = Some(this);
            }
            (None, None) if below.any(|next| next.role == Role::Byline) => {}
            // One that does not fit: the line is something else.
            _ => return Vec::new(),
        }
        found.push(i);
    }
    found
}

/// The line without its number, and the number, if it has just one.
fn numbered(text: &str) -> (String, Option<u32>) {
    let words = text.replace(|c: char| c.is_ascii_digit(), "");
    let mut numbers = text.split(|c: char| !c.is_ascii_digit()).filter(|digits| !digits.is_empty());
    let number = numbers.next().and_then(|digits| digits.parse().ok());
    (words, number.filter(|_| numbers.next().is_none()))
}
