//! Lines: what each line of a cleaned text is, by itself and beside its neighbours.

use std::ops::Range;

use super::super::passes::{ends_sentence, is_han};
use super::super::words::{Class, CleanWords};
use super::parts::parts;
use super::{bylines, dividers, masthead, spaced, tables, titles};
use crate::model::YEARS;

/// No title is longer, in characters.
pub(super) const MAX_TITLE: usize = 70;
/// No heading is longer.
pub(super) const MAX_HEADING: usize = 40;
/// No line of site furniture that is told by its opening words is longer.
const MAX_FURNITURE: usize = 120;
/// No notice of a site is longer, but for disclaimers.
const MAX_NOTICE: usize = 200;
/// No link of a navigation list is longer.
const MAX_LINK: usize = 20;
/// So many links in a row are a navigation list.
const MIN_LINKS: usize = 3;
/// So many dots lead to the number of a page.
const MIN_LEADER: usize = 5;
/// So many marks between them make a trail of pages: `首页 > 新闻 > 正文`.
const MIN_CRUMBS: usize = 2;
/// Site names and menus stand within so many lines of the top.
const TOP: usize = 8;

/// What a line is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    /// A rule between articles.
    Separator,
    /// Site furniture.
    Furniture,
    /// Date, source, author.
    Byline,
    /// Cells with dividers between them.
    Row,
    /// One cell of a table that prints each on its own line; the first of a row, and of the table.
    Cell { row: bool, table: bool },
    /// A numbered heading, by the kind of its number: the lower, the higher it stands.
    Heading(u8),
    /// An entry of a list.
    Item,
    /// A short line that ends without a mark: a title, a heading, a name, a caption.
    Short,
    /// Running text.
    Prose,
}

/// A line of the cleaned text, or a part of one that stands for itself.
#[derive(Clone, Debug)]
pub(super) struct Line<'a> {
    pub range: Range<usize>,
    pub text: &'a str,
    pub chars: usize,
    pub role: Role,
}

impl Line<'_> {
    /// Text that reports something, as against titles and furniture.
    pub(super) fn is_body(&self) -> bool {
        matches!(self.role, Role::Row | Role::Cell { .. } | Role::Heading(_) | Role::Item | Role::Prose)
    }
}

/// The lines of a text with their roles.
pub(super) fn read<'a>(text: &'a str, words: &CleanWords) -> Vec<Line<'a>> {
    let mut lines = Vec::new();
    let mut start = 0;
    for line in text.split('\n') {
        for part in parts(line, words) {
            let range = start + part.start..start + part.end;
            let text = &line[part];
            if !text.trim().is_empty() {
                lines.push(Line { range, text, chars: text.chars().count(), role: role(text, words) });
            }
        }
        start += line.len() + 1;
    }
    let rules = tables::take_rules(&mut lines);
    titles::mark(&mut lines, words);
    spaced::mark(&mut lines, words);
    dividers::mark(&mut lines, words);
    spread_furniture(&mut lines, words);
    tables::mark_cells(&mut lines);
    tables::join_sections(&mut lines, words);
    tables::put_rules(&mut lines, rules);
    lines
}

/// What a line is by itself.
fn role(line: &str, words: &CleanWords) -> Role {
    let chars = line.chars().count();
    if is_separator(line) {
        Role::Separator
    } else if let Some(role) = masthead::role(line, chars, words) {
        role
    } else if words.start(Class::RecordOpen, line).is_some() || bylines::is_byline(line, chars, words) {
        if is_furniture(line, chars, words) { Role::Furniture } else { Role::Byline }
    } else if is_furniture(line, chars, words) {
        Role::Furniture
    } else if tables::has_cells(line) {
        Role::Row
    } else {
        text_role(line, chars, words)
    }
}

/// What a line of text is by itself.
fn text_role(line: &str, chars: usize, words: &CleanWords) -> Role {
    if let Some(kind) = ordinal(line, words) {
        // 二、今年干什么?: a question may head what answers it.
        let plain = is_plain(line.trim_end_matches('?'));
        let heading = kind > 0 && chars <= MAX_HEADING && plain && !has_figure(line, words);
        if heading { Role::Heading(kind) } else { Role::Item }
    } else if chars <= MAX_TITLE && is_plain(line) || is_slogan(line, chars, words) {
        Role::Short
    } else {
        Role::Prose
    }
}

/// A year with a mark of exclamation heads what follows: 2025,这样干!
fn is_slogan(line: &str, chars: usize, words: &CleanWords) -> bool {
    let Some(text) = line.strip_suffix('!').filter(|_| chars <= MAX_LINK) else { return false };
    let mut numbers = text.split(|c: char| !c.is_ascii_digit()).filter(|number| !number.is_empty());
    let year = numbers.next().is_some_and(|number| number.len() == 4 && number.parse().is_ok_and(|year| YEARS.contains(&year)));
    year && numbers.next().is_none() && is_plain(text) && !has_figure(text, words)
}

/// No sentence ends in it, and it does not end in the middle of one.
pub(super) fn is_plain(line: &str) -> bool {
    let last = line.chars().next_back().unwrap_or(' ');
    !line.contains(['。', ';']) && !ends_sentence(last) && !matches!(last, ',' | '、' | ':')
}

/// A rule: four or more equal marks and nothing else; three of those that only part texts.
pub(in crate::clean) fn is_separator(line: &str) -> bool {
    let mut chars = line.chars().filter(|c| *c != ' ');
    let Some(first) = chars.next() else { return false };
    let least = match first {
        '*' | '◆' | '◇' | '★' | '☆' | '■' | '●' | '○' | '※' => 3,
        '-' | '—' | '–' | '─' | '━' | '═' | '=' | '_' | '·' | '.' | '~' | '#' | '…' => 4,
        _ => return false,
    };
    chars.clone().count() + 1 >= least && chars.all(|c| c == first)
}

/// True when the line begins with a bullet, an ordinal or the opening of an attachment.
pub(in crate::clean) fn opens_item(line: &str, words: &CleanWords) -> bool {
    ordinal(line, words).is_some() || words.start(Class::Attachment, line).is_some()
}

/// The kind of the ordinal that a line begins with, from 1 for a chapter to 6 for `(1)`; 0 for a bullet.
pub(super) fn ordinal(line: &str, words: &CleanWords) -> Option<u8> {
    let mut chars = line.chars();
    let first = chars.next()?;
    let second = chars.next()?;
    let numeral = |c: char| words.has_char(Class::Numeral, c);
    match first {
        '•' | '●' | '■' | '◆' | '▲' | '◇' | '○' | '★' | '※' | '▶' | '►' | '➢' | '□' | '·' => Some(0),
        '-' | '*' if second == ' ' => Some(0),
        '—' if second == '—' && line.trim_start_matches('—').chars().next().is_some_and(is_han) => Some(0),
        '①'..='⑳' => Some(6),
        '(' => {
            let (inner, _) = line[1..].split_once(')')?;
            if !inner.is_empty() && inner.chars().all(numeral) && inner.chars().count() <= 3 {
                Some(4)
            } else if matches!(inner.len(), 1 | 2) && inner.bytes().all(|b| b.is_ascii_digit()) {
                Some(6)
            } else {
                None
            }
        }
        '0'..='9' => {
            let rest = line.trim_start_matches(|c: char| c.is_ascii_digit());
            let mut after = rest.chars();
            let mark = matches!(after.next(), Some('.' | '、' | '·'));
            let text = after.as_str();
            // `3.2002年` is the third entry, `3.6倍` is a figure.
            let year = text.bytes().take_while(u8::is_ascii_digit).count() == 4
                && text[4..].chars().next().is_some_and(|c| words.has_char(Class::YearMark, c));
            (line.len() - rest.len() <= 2 && mark && (year || !text.starts_with(|c: char| c.is_ascii_digit()))).then_some(5)
        }
        _ if words.has_char(Class::ChapterOpen, first) => {
            let rest = line[first.len_utf8()..].trim_start_matches(|c: char| c.is_ascii_digit() || numeral(c));
            let number = line.len() - first.len_utf8() - rest.len();
            match () {
                _ if number == 0 => None,
                _ if words.start(Class::ChapterMark, rest).is_some() => Some(1),
                _ if words.start(Class::SectionMark, rest).is_some() => Some(2),
                _ => None,
            }
        }
        _ if numeral(first) => {
            let rest = line.trim_start_matches(numeral);
            let digits = line[..line.len() - rest.len()].chars().count();
            (digits <= 3 && rest.starts_with(['、', '.'])).then_some(3)
        }
        _ => None,
    }
}

/// True when a digit is followed by a unit or a percent sign: the line states something.
pub(super) fn has_figure(line: &str, words: &CleanWords) -> bool {
    let mut before = ' ';
    let mut chars = line.chars().peekable();
    let calendar = |c| [Class::YearMark, Class::MonthMark, Class::DayMark].into_iter().any(|class| words.has_char(class, c));
    let mut opener = ' ';
    while let Some(c) = chars.next() {
        if c.is_ascii_digit() && !before.is_ascii_digit() && before != '.' {
            opener = before;
        }
        let unit = chars.peek().is_some_and(|&next| next == '%' || words.has_char(Class::Unit, next) && !calendar(next));
        if c.is_ascii_digit() && unit && !words.has_char(Class::ChapterOpen, opener) {
            return true;
        }
        before = c;
    }
    false
}

fn is_furniture(line: &str, chars: usize, words: &CleanWords) -> bool {
    let bare = line.trim_start_matches(['*', '-', '【', '[', ' ']);
    !line.contains(char::is_alphanumeric) && !tables::has_cells(line)
        || is_contents(line)
        || words.is(Class::FurnitureLine, line)
        || words.start(Class::Disclaimer, bare).is_some()
        || chars <= MAX_FURNITURE && line.matches('>').count() >= MIN_CRUMBS && !has_figure(line, words)
        || chars <= MAX_FURNITURE && words.start(Class::FurnitureStart, bare).is_some()
        || chars <= MAX_NOTICE && words.within(Class::FurnitureAnywhere, line)
}

/// A line of a table of contents: dots lead from a heading to its page, `第一章 总则…………… 3`.
pub(super) fn is_contents(line: &str) -> bool {
    let heading = line.trim_end_matches(|c: char| c.is_ascii_digit() || matches!(c, ' ' | '\t' | '(' | ')' | '-'));
    let leader = heading.trim_end_matches(['…', '.', '·', '⋯', ' ']);
    let dots = |c: char| if c == '…' || c == '⋯' { 3 } else { usize::from(c != ' ') };
    heading.len() < line.len() && !leader.is_empty() && heading[leader.len()..].chars().map(dots).sum::<usize>() >= MIN_LEADER
}

/// What the neighbours say: menus, the site's name above them, the links below an article.
fn spread_furniture(lines: &mut [Line], words: &CleanWords) {
    mark_runs(lines, |line| is_link(line, words), MIN_LINKS);
    // What stands below the record of a document in the same form is one more entry of it.
    for i in 1..lines.len() {
        let record = lines[i - 1].role == Role::Byline && tables::has_cells(lines[i - 1].text);
        if lines[i].role == Role::Row && record && words.start(Class::BylineLabel, lines[i].text).is_some() {
            lines[i].role = Role::Byline;
        }
    }
    for i in 0..lines.len() {
        let row = |line: Option<&Line>| line.is_some_and(|line| line.role == Role::Row);
        // 经济发展: the name of a part may stand between the header of a table and its rows.
        let part = |line: &&Line| line.role == Role::Short && line.chars <= MAX_LINK && !has_figure(line.text, words);
        let marks = |line: &Line| line.text.matches('|').count();
        let headed = lines.get(i + 1).filter(part).and(lines.get(i + 2)).filter(|row| marks(row) == marks(&lines[i]));
        let above = |back: usize| i.checked_sub(back).and_then(|at| lines.get(at));
        let parted = above(1).filter(part).and(above(2)).filter(|row| marks(row) == marks(&lines[i]));
        let alone = ![above(1), lines.get(i + 1), headed, parted].into_iter().any(row);
        let line = &mut lines[i];
        if line.role == Role::Row && alone && tables::is_menu(line.text, words) {
            line.role = Role::Furniture;
        } else if line.role == Role::Row && alone && (!has_figure(line.text, words) || ordinal(line.text, words) == Some(0)) {
            // Words set wide apart are no table; nor is an entry of a list with bars between its parts.
            line.role = text_role(line.text, line.chars, words);
        }
    }
    // A title may end in a cry, where a byline stands right below it.
    if let Some(i) = lines.iter().position(|line| line.role != Role::Furniture)
        && lines.get(i + 1).is_some_and(|next| next.role == Role::Byline)
        && lines[i].role == Role::Prose
        && lines[i].chars <= MAX_TITLE
        && lines[i].text.ends_with(['!', '?'])
        && !lines[i].text.contains(['。', ';'])
    {
        lines[i].role = Role::Short;
    }
    for i in 1..lines.len() {
        let label_only = lines[i - 1].role == Role::Byline && lines[i - 1].text.ends_with(':');
        let follows = lines[i - 1].role == Role::Furniture;
        let number = lines[i].text.bytes().all(|b| b.is_ascii_digit());
        if lines[i].role == Role::Short && label_only && lines[i].chars <= MAX_LINK {
            lines[i].role = Role::Byline;
        } else if follows && number {
            lines[i].role = Role::Furniture;
        }
    }
    // A table of contents, with its heading, is no menu.
    let contents = |i: usize| lines[i..].iter().take(2).any(|line| is_contents(line.text));
    let text = lines.iter().position(|line| matches!(line.role, Role::Prose | Role::Heading(_))).unwrap_or(lines.len());
    // Nor is the empty corner of a table that prints each cell on a line of its own.
    let corner = |i: usize| lines[i].text.chars().all(|c| matches!(c, '|' | ' '));
    let menu = (0..text.min(TOP)).rfind(|&i| lines[i].role == Role::Furniture && !contents(i) && !corner(i)).unwrap_or(0);
    for i in 0..menu {
        let below =
            |byline: &dyn Fn(&Line) -> bool| lines[i + 1..].iter().find(|line| line.role != Role::Furniture && !byline(line));
        let byline = below(&|_| false).is_some_and(|line| line.role == Role::Byline);
        // A title stands right above its byline, unless another stands below it.
        let other = below(&|line| line.role == Role::Byline).is_some_and(|line| line.role == Role::Short);
        let title = byline && !other;
        // 某高新区经济运行月报: so does the only one of an official text, above the lines that say who printed it.
        let other = |line: &Line| line.role == Role::Short && words.within(Class::TitleSubject, line.text);
        let only = !lines[i + 1..text].iter().any(other) && titles::is_official(lines[i].text, words);
        let named = title || only || titles::is_file_name(lines[i].text);
        if lines[i].role == Role::Short && lines[i].chars <= MAX_LINK && !named && !has_figure(lines[i].text, words) {
            lines[i].role = Role::Furniture;
        }
    }
    let mut links = false;
    for line in lines {
        // 推荐阅读:甲|乙: the links may stand in the line itself.
        let follow = words.start(Class::LinksFollow, line.text);
        let titled = follow.is_some_and(|word| line.text[word.len()..].starts_with(':'));
        let opens = follow.is_some() && (line.chars <= MAX_LINK || titled);
        links = opens
            || links && !matches!(line.role, Role::Prose | Role::Heading(_) | Role::Row)
            || links && line.text.ends_with(':');
        if links && line.role != Role::Separator {
            line.role = Role::Furniture;
        }
        links &= line.role != Role::Separator;
    }
}

/// Gives the role of furniture to every run of at least `min` lines that all answer to `is`.
fn mark_runs(lines: &mut [Line], is: impl Fn(&Line) -> bool, min: usize) {
    for run in lines.chunk_by_mut(|a, b| is(a) == is(b)) {
        if run.len() >= min && run.first().is_some_and(&is) {
            run.iter_mut().for_each(|line| line.role = Role::Furniture);
        }
    }
}

/// A bullet with a few words that state nothing.
fn is_link(line: &Line, words: &CleanWords) -> bool {
    let bullet = line.role == Role::Item && line.text.starts_with(['-', '•', '·', '*']);
    bullet && line.chars <= MAX_LINK && is_plain(line.text) && !line.text.contains(',') && !has_figure(line.text, words)
}
