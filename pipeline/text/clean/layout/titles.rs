//! Titles by what stands beside them: second halves behind a dash, entries above a dateline, and the names of authors below.

use super::super::passes::is_han;
use super::super::words::{Class, CleanWords};
use super::dates;
use super::lines::{Line, MAX_TITLE, Role, is_plain};

/// Opens the second half of a title.
const SUBTITLE: &str = "——";
/// Endings of the names of files that hold reports.
const FILE_ENDINGS: [&str; 8] = ["doc", "docx", "pdf", "ppt", "pptx", "txt", "wps", "xls"];
/// A title that is told by being repeated, or by its words, has at least so many characters.
pub(super) const MIN_LONG_TITLE: usize = 10;
/// No name of a column that is glued to a title is longer.
const MAX_COLUMN: usize = 12;
/// No line with the names of those who wrote and photographed is longer.
const MAX_CREDIT: usize = 16;

/// Marks the lines that are titles beside their neighbours.
pub(super) fn mark(lines: &mut [Line<'_>], words: &CleanWords) {
    mark_subtitles(lines);
    mark_signed_titles(lines, words);
}

/// A line below a title that opens with a double dash is its second half: ——某高新区上半年经济运行观察.
fn mark_subtitles(lines: &mut [Line<'_>]) {
    for i in 1..lines.len() {
        let below = lines[i - 1].role == Role::Short && matches!(lines.get(i + 1), Some(next) if next.role != Role::Item);
        let line = &mut lines[i];
        if below && line.role == Role::Item && line.chars <= MAX_TITLE && is_subtitle(line) && is_plain(line.text) {
            line.role = Role::Short;
        }
    }
}

/// ▲昆明高新区:一季度工业加速跑: an entry of a list above the dateline of a news article is its title.
fn mark_signed_titles(lines: &mut [Line<'_>], words: &CleanWords) {
    for i in 0..lines.len().saturating_sub(1) {
        let news = lines[i + 1].role == Role::Prose && dates::dateline_end(lines[i + 1].text, words).is_some();
        let line = &mut lines[i];
        let sign = line.text.starts_with(|c: char| !c.is_alphanumeric());
        if news && sign && line.role == Role::Item && line.chars <= MAX_TITLE && is_plain(line.text) {
            line.role = Role::Short;
        }
    }
}

/// Bytes at the head of a text that say its title again, or the beginning of it.
pub(super) fn repeated(title: &str, text: &str) -> Option<usize> {
    let same = title.chars().zip(text.chars()).take_while(|(a, b)| a == b);
    let (count, bytes) = same.fold((0, 0), |(count, bytes), (c, _)| (count + 1, bytes + c.len_utf8()));
    (count >= MIN_LONG_TITLE).then_some(bytes).or_else(|| glued(title, text))
}

/// 某高新区某高新区:做强新材料: bytes at the head of a text that say its title again, which the name of a column is glued to.
pub(super) fn glued(title: &str, text: &str) -> Option<usize> {
    let starts = title.char_indices().skip(1).take(MAX_COLUMN).map(|(at, _)| &title[at..]);
    starts.take_while(|title| title.chars().count() >= MIN_LONG_TITLE).find(|title| text.starts_with(title)).map(str::len)
}

/// True for the title of an official text about a zone: 某高新区经济运行月报.
pub(super) fn is_official(line: &str, words: &CleanWords) -> bool {
    words.within(Class::TitleSubject, line) && words.within(Class::TitleEnd, line)
}

/// True for a name of a file, under which sites that share papers show them: 某高新区发展规划.docx.
pub(super) fn is_file_name(line: &str) -> bool {
    let (name, ending) = line.rsplit_once('.').unwrap_or_default();
    name.contains(is_han) && FILE_ENDINGS.contains(&ending)
}

/// True for a line that opens as the second half of a title does.
pub(super) fn is_subtitle(line: &Line<'_>) -> bool {
    line.text.starts_with(SUBTITLE)
}

/// True for the names of those who wrote and photographed: 林海 文/图, 文/王小明.
pub(super) fn is_credit(line: &str, chars: usize, words: &CleanWords) -> bool {
    let credit = words.start(Class::BylineCredit, line).is_some() || words.ends(Class::BylineCredit, line);
    credit && chars <= MAX_CREDIT && !line.contains([',', '。', ':'])
}
