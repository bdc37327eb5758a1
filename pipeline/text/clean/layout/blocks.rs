//! Blocks: the parts of one article, by the roles of its lines and their places.

use std::ops::Range;

use super::super::words::{Class, CleanWords};
use super::lines::{Line, MAX_TITLE, Role, has_figure, is_separator};
use super::titles::{self, is_subtitle};
use super::{Laid, articles, bylines, dates, tables};
use crate::model::{Article, Block, BlockKind};

/// No unnumbered heading is longer, in characters.
const MAX_HEADING: usize = 40;
/// No name of a site above a title is longer.
const MAX_NAME: usize = 12;
/// No office with a name is longer.
const MAX_OFFICE: usize = 24;
/// The number of the issue stands within so many lines of the name of a bulletin.
const MAX_MASTHEAD: usize = 3;
/// A title has at least so many characters, else it is a name of the site.
const MIN_TITLE: usize = 5;

/// One article from its lines.
pub(super) fn build(lines: &[Line], words: &CleanWords) -> Laid {
    let frame = Frame::new(lines, words);
    let mut blocks: Vec<Block> = Vec::new();
    let mut numbered = 0;
    for (i, line) in lines.iter().enumerate() {
        let kind = match line.role {
            Role::Row if row_of_table(lines, i, words) => BlockKind::Table,
            Role::Cell { .. } => BlockKind::Table,
            Role::Separator | Role::Furniture => BlockKind::Boilerplate,
            Role::Byline => BlockKind::Byline,
            Role::Item => BlockKind::ListItem,
            Role::Row | Role::Prose => BlockKind::Paragraph,
            Role::Heading(_) => BlockKind::Heading,
            Role::Short => frame.short(lines, i, words),
        };
        let level = match (kind, line.role) {
            (BlockKind::Heading, Role::Heading(kind)) => {
                numbered = frame.level(kind);
                numbered
            }
            (BlockKind::Heading, _) => {
                if words.start(Class::Attachment, line.text).is_some() {
                    numbered = 0;
                }
                numbered + 1
            }
            _ => 0,
        };
        place(&mut blocks, (kind, level), lines, i, words);
    }
    let published = dates::published(lines, words);
    let article = Article { title: frame.title, published: published.as_ref().map(|(date, _)| *date), blocks };
    Laid { article, published_at: published.map(|(_, range)| range) }
}

/// What holds for an article as a whole.
struct Frame {
    /// The lines that hold the title.
    titles: Range<usize>,
    /// The title itself.
    title: Option<String>,
    /// From the first line of body to the last.
    body: Range<usize>,
    /// The kinds of numbers that its headings bear, from the highest.
    kinds: Vec<u8>,
}

impl Frame {
    fn new(lines: &[Line], words: &CleanWords) -> Self {
        let first = lines.iter().position(Line::is_body).unwrap_or(lines.len());
        let last = lines.iter().rposition(Line::is_body).unwrap_or(0);
        let titles = title_lines(&lines[..first], lines, words);
        let title = lines[titles.clone()].iter().rfind(|line| is_title(line, words) && !words.ends(Class::OrganEnd, line.text));
        let title =
            title.or_else(|| lines[titles.clone()].iter().rfind(|line| is_title(line, words))).map(|line| line.text.to_owned());
        let title = title.or_else(|| lines[..first].iter().find_map(|line| labelled_title(line, words)));
        // 政府工作报告 ——在某市第十五届人民代表大会上: the meeting tells whose report it is.
        let meeting = lines[..first].iter().find(|line| line.chars <= MAX_TITLE && words.within(Class::Congress, line.text));
        let named = |title: &String, meeting: &&Line| !title.contains(meeting.text);
        let title = title.map(|title| match meeting.filter(|meeting| named(&title, meeting)) {
            Some(meeting) => format!("{title} {}", meeting.text),
            None => title,
        });
        let kinds = lines.iter().filter_map(|line| if let Role::Heading(kind) = line.role { Some(kind) } else { None });
        let mut kinds: Vec<u8> = kinds.collect();
        kinds.sort_unstable();
        kinds.dedup();
        Self { titles, title, body: first..last, kinds }
    }

    /// The level of a numbered heading: the rank of its kind among those that the article uses.
    fn level(&self, kind: u8) -> u8 {
        self.kinds.partition_point(|&other| other <= kind) as u8
    }

    /// What a short line is, by its place.
    fn short(&self, lines: &[Line], i: usize, words: &CleanWords) -> BlockKind {
        let line = &lines[i];
        if i < self.titles.end {
            // Above the title the site or the column is named.
            let site = line.chars <= MAX_NAME && i + 1 < self.titles.end && !titles::is_official(line.text, words);
            return if site || i < self.titles.start { BlockKind::Boilerplate } else { BlockKind::Title };
        }
        if i == self.titles.end && is_subtitle(line) && dates::find(line.text, words).is_none() {
            return BlockKind::Title;
        }
        let author = is_name(line.text) || line.chars <= MAX_OFFICE && words.within(Class::Office, line.text);
        let signs = author || words.ends(Class::OrganEnd, line.text);
        if i < self.body.start && (author || is_note(line, words)) || i > self.body.end && signs {
            BlockKind::Byline
        } else if words.start(Class::NoteOpen, line.text).is_some() {
            BlockKind::Paragraph
        } else if has_figure(line.text, words) {
            BlockKind::ListItem
        } else if line.chars <= MAX_HEADING
            && lines.get(i + 1).is_some_and(|next| !matches!(next.role, Role::Byline | Role::Separator))
        {
            BlockKind::Heading
        } else {
            BlockKind::Paragraph
        }
    }
}

/// The lines that hold the title: from the first line that may be one to the byline, to where it is said again, or alone.
fn title_lines(head: &[Line], lines: &[Line], words: &CleanWords) -> Range<usize> {
    let Some(first) = head.iter().position(|line| is_title(line, words)) else { return 0..0 };
    // Below the name of the site and the record of the document stands its official title.
    let official = |line: &Line| {
        is_title(line, words) && words.within(Class::TitleLink, line.text) && words.within(Class::TitleEnd, line.text)
    };
    if let Some(title) = head.iter().rposition(official).filter(|title| *title > first && !official(&head[first])) {
        return title..title + 1;
    }
    // 某省科技简报, 第9期, and below that the title of what it prints.
    let issue = head[first..].iter().take(MAX_MASTHEAD).position(|line| bylines::is_issue(line.text, words)).map(|at| first + at);
    let first = issue.and_then(|at| (at..head.len()).find(|i| is_title(&head[*i], words))).unwrap_or(first);
    let ends = |line: &Line| line.role == Role::Byline || line.chars < MIN_TITLE || is_note(line, words);
    let byline = head[first..].iter().position(ends).map(|n| first + n);
    let repeated = || (first..head.len()).rposition(|i| articles::repeats(lines, i) || head[i].text == head[first].text);
    let end = byline.or_else(|| repeated().map(|n| first + n + 1)).unwrap_or(first + 1);
    // Furniture between the title and the byline belongs to neither.
    let last = head[first..end].iter().rposition(|line| line.role == Role::Short).unwrap_or(0);
    first..first + last + 1
}

/// The value of a byline that is labelled as the title.
fn labelled_title(line: &Line, words: &CleanWords) -> Option<String> {
    let label = words.start(Class::TitleLabel, line.text).filter(|_| line.role == Role::Byline)?;
    let title = line.text[label.len()..].trim_start_matches([':', ' ', '|', '\t']);
    (title.chars().count() >= MIN_TITLE && !title.contains(['|', '\t'])).then(|| title.to_owned())
}

fn is_title(line: &Line, words: &CleanWords) -> bool {
    line.role == Role::Short && line.chars >= MIN_TITLE && !is_note(line, words)
}

/// A note to a title: in brackets, after a dash, or with a date.
fn is_note(line: &Line, words: &CleanWords) -> bool {
    let bracket = line.text.starts_with('(') && line.text.ends_with(')') && !has_figure(line.text, words);
    let dated = dates::find(line.text, words).is_some_and(|date| date.whole && date.range.start == 0);
    bracket || dated || is_subtitle(line)
}

/// A few words of two to four characters, or one: names of people and their offices.
fn is_name(text: &str) -> bool {
    text.split(' ').all(|word| (2..=4).contains(&word.chars().count()) && !word.contains(|c: char| c.is_ascii_digit()))
}

/// A line with dividers is a row when its neighbour is one, or when it states something.
fn row_of_table(lines: &[Line], i: usize, words: &CleanWords) -> bool {
    let row = |line: Option<&Line>| line.is_some_and(|line| line.role == Role::Row);
    row(i.checked_sub(1).and_then(|i| lines.get(i))) || row(lines.get(i + 1)) || has_figure(lines[i].text, words)
}

/// Adds a line to the blocks: rows to the table before them, anything else as its own block.
fn place(blocks: &mut Vec<Block>, (kind, level): (BlockKind, u8), lines: &[Line], i: usize, words: &CleanWords) {
    let line = &lines[i];
    let (start, end) = (line.range.start as u32, line.range.end as u32);
    let goes_on = match line.role {
        Role::Row => i > 0 && lines[i - 1].role == Role::Row,
        Role::Cell { table, .. } => !table,
        _ => false,
    };
    if kind != BlockKind::Table || !goes_on {
        blocks.push(Block { kind, level, start, end, rows: Vec::new() });
    }
    let Some(block) = blocks.last_mut().filter(|block| block.kind == BlockKind::Table && kind == BlockKind::Table) else {
        return;
    };
    block.end = end;
    match line.role {
        Role::Cell { row, .. } => {
            if row {
                block.rows.push(Default::default());
            }
            if let Some(row) = block.rows.last_mut() {
                row.cells.push(crate::model::Cell { start, end });
            }
        }
        _ if tables::is_rule(line.text) || is_separator(line.text) => {}
        _ => block.rows.push(tables::cells(line, words)),
    }
}
