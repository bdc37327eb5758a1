//! Articles: where one text ends and the next begins, in newspaper pages, dumps and joined documents.

use std::ops::Range;

use super::super::passes::is_han;
use super::super::words::{Class, CleanWords};
use super::lines::{Line, Role, has_figure, is_contents};
use super::titles::{self, MIN_LONG_TITLE, is_credit, is_subtitle};
use super::{dates, dividers};

/// A title that is told by what follows has at least so many characters.
const MIN_TITLE: usize = 6;
/// So many news articles make a newspaper page; so many titles of one form, or texts that their authors sign, a collection.
const MIN_NEWS: usize = 2;
/// So many titles of texts about zones make a page of snippets.
const MIN_SNIPPETS: usize = 3;
/// No name of an author at the end of a text is longer.
const MAX_SIGNATURE: usize = 10;
/// So many lines of furniture inside a text part two articles.
const MIN_FURNITURE: usize = 3;

/// The ranges of lines of the articles; together they hold every line.
pub(super) fn cut(lines: &[Line], words: &CleanWords) -> Vec<Range<usize>> {
    let page = Page::new(lines, words);
    let mut pieces = Vec::new();
    let mut start = 0;
    for i in 1..lines.len() {
        if page.begins(i) {
            pieces.push(start..i);
            start = i;
        }
    }
    if start < lines.len() {
        pieces.push(start..lines.len());
    }
    join_empty(pieces, lines)
}

/// A piece without a body is the title of the next one, or where it has none the foot of the one before.
fn join_empty(pieces: Vec<Range<usize>>, lines: &[Line]) -> Vec<Range<usize>> {
    let mut articles: Vec<Range<usize>> = Vec::new();
    let mut open: Option<usize> = None;
    for piece in pieces {
        let start = open.take().unwrap_or(piece.start);
        let body = lines[piece.clone()].iter().any(Line::is_body);
        let title = lines[piece.clone()].iter().any(|line| line.role == Role::Short);
        match articles.last_mut() {
            Some(last) if !body && !title => last.end = piece.end,
            _ if body || piece.end == lines.len() => articles.push(start..piece.end),
            _ => open = Some(start),
        }
    }
    articles
}

/// The lines with what the page as a whole is.
struct Page<'a> {
    lines: &'a [Line<'a>],
    words: &'a CleanWords,
    /// From its first line of body to its last.
    body: Range<usize>,
    /// Several of its articles open with a dateline.
    newspaper: bool,
    /// Some of its texts repeat their title.
    joined: bool,
    /// Its titles are numbered: an entry of a list with a byline below it.
    numbered: bool,
    /// Its texts are counted: 第2篇:某高新区工作总结.
    pieces: bool,
    /// Its titles end with their dates in brackets.
    dated: bool,
    /// Its titles are labelled as such.
    labelled: bool,
    /// Its texts end with their authors' names in brackets.
    signed: bool,
    /// It joins snippets, each below the title of an official text or the name of a zone.
    snippets: bool,
}

impl<'a> Page<'a> {
    fn new(lines: &'a [Line<'a>], words: &'a CleanWords) -> Self {
        let first = lines.iter().position(Line::is_body).unwrap_or(lines.len());
        let last = lines.iter().rposition(Line::is_body).unwrap_or(first);
        let mut page = Self {
            lines,
            words,
            body: first..last,
            newspaper: false,
            joined: false,
            numbered: false,
            pieces: false,
            dated: false,
            labelled: false,
            signed: false,
            snippets: false,
        };
        let news = (1..lines.len()).filter(|&i| lines[i - 1].role == Role::Short && page.is_news(i)).count();
        page.newspaper = news >= MIN_NEWS;
        page.joined = (0..lines.len()).any(|i| repeats(lines, i));
        let habit = |is: &dyn Fn(usize) -> bool| (0..lines.len()).filter(|&i| is(i)).count() >= MIN_NEWS;
        (page.numbered, page.labelled, page.signed) =
            (habit(&|i| page.is_numbered_title(i)), habit(&|i| page.is_title_label(i)), habit(&|i| page.is_signed(i)));
        page.pieces = habit(&|i| dividers::is_piece(&lines[i], words));
        page.dated = habit(&|i| dates::is_dated_title(&lines[i], words));
        page.snippets = (0..lines.len()).filter(|&i| page.is_snippet_title(i)).count() >= MIN_SNIPPETS;
        page
    }

    fn role(&self, i: usize) -> Option<Role> {
        self.lines.get(i).map(|line| line.role)
    }

    fn is_news(&self, i: usize) -> bool {
        self.lines.get(i).is_some_and(|line| line.role == Role::Prose && dates::dateline_end(line.text, self.words).is_some())
    }

    /// True when an article begins at line `i`.
    fn begins(&self, i: usize) -> bool {
        let line = &self.lines[i];
        if self.role(i - 1) == Some(Role::Separator) {
            return line.role != Role::Separator;
        }
        if self.ends_furniture(i) {
            return true;
        }
        // A title was told before: the lines between it and its text begin nothing.
        if repeats(self.lines, i) {
            return !(self.role(i - 1) == Some(Role::Short) && repeats(self.lines, i - 1));
        }
        if self.pieces && dividers::is_piece(line, self.words)
            || self.dated && dates::is_dated_title(line, self.words)
            || self.numbered && self.is_numbered_title(i)
            || self.labelled && self.is_title_label(i)
            || self.is_dated_page(i)
        {
            return true;
        }
        if self.snippets && self.is_snippet_title(i) {
            return true;
        }
        if line.role != Role::Short || line.chars < MIN_TITLE {
            return false;
        }
        let title_above = self.role(i - 1) == Some(Role::Short) && !has_figure(self.lines[i - 1].text, self.words);
        self.words.start(Class::Attachment, line.text).is_some()
            || !title_above
                && (self.is_labelled(i)
                    || self.has_byline(i)
                    || self.is_news(i + 1)
                    || (self.role(i + 1) == Some(Role::Short) && self.is_news(i + 2))
                    || self.is_page_title(i)
                    || self.is_official_title(i)
                    || self.signed && self.is_signed(i - 1) && self.role(i + 1) == Some(Role::Prose))
    }

    /// The title of an official text about a zone, or a title that opens with the name of one: 某高新区:势头强劲; text below it.
    fn is_snippet_title(&self, i: usize) -> bool {
        let line = &self.lines[i];
        let body = |role: Option<Role>| matches!(role, Some(Role::Prose | Role::Item | Role::Heading(_) | Role::Byline));
        if line.role != Role::Short || line.chars < MIN_LONG_TITLE || !body(self.role(i + 1)) {
            return false;
        }
        let subject = |text: &str| self.words.within(Class::TitleSubject, text);
        let named = line.text.split_once(':').is_some_and(|(name, _)| self.words.ends(Class::TitleSubject, name));
        // 高新区党工委书记作工作报告: one who holds an office stands in a caption.
        let caption = self.words.within(Class::Office, line.text);
        let official = subject(line.text) && self.words.within(Class::TitleEnd, line.text) && !caption;
        named || official
    }

    /// An entry of a list with a byline below it.
    fn is_numbered_title(&self, i: usize) -> bool {
        let line = &self.lines[i];
        let entry = matches!(line.role, Role::Item | Role::Heading(_)) && line.chars >= MIN_TITLE && !line.text.contains('。');
        entry && self.has_byline(i)
    }

    /// A byline that is labelled as the title, where none stands right above.
    fn is_title_label(&self, i: usize) -> bool {
        let label = self.words.start(Class::TitleLabel, self.lines[i].text);
        let label = label.is_some_and(|label| self.lines[i].text[label.len()..].starts_with(':'));
        label && self.role(i) == Some(Role::Byline) && (i == 0 || self.role(i - 1) != Some(Role::Byline))
    }

    /// The mark of a newspaper's page with its date, between texts.
    fn is_dated_page(&self, i: usize) -> bool {
        let page = self.role(i) == Some(Role::Byline) && dividers::is_page(&self.lines[i], self.words);
        page && self.body.start < i && i < self.body.end
    }

    /// A text that ends with a name in brackets.
    fn is_signed(&self, i: usize) -> bool {
        let line = &self.lines[i];
        let name = line.text.strip_suffix(')').and_then(|text| text.rsplit_once("。(")).map(|(_, name)| name);
        let is_name = |name: &str| {
            name.chars().count() > 1 && name.chars().count() <= MAX_SIGNATURE && name.chars().all(|c| is_han(c) || c == ' ')
        };
        line.role == Role::Prose && name.is_some_and(is_name)
    }

    /// Text after a block of furniture that itself came after text.
    fn ends_furniture(&self, i: usize) -> bool {
        // A table of contents stands inside its text.
        let furniture = |line: &&Line| line.role == Role::Furniture && !is_contents(line.text);
        if self.role(i) == Some(Role::Furniture) || self.role(i - 1) != Some(Role::Furniture) {
            return false;
        }
        // 1018.6亿元: a figure by itself is no title.
        if self.role(i) == Some(Role::Short) && has_figure(self.lines[i].text, self.words) {
            return false;
        }
        let run = self.lines[..i].iter().rev().take_while(furniture).count();
        // Fewer where they head links: what stands above is over.
        let links = || self.lines[i - run..i].iter().any(|line| self.words.start(Class::LinksFollow, line.text).is_some());
        (run >= MIN_FURNITURE || self.role(i) == Some(Role::Prose) && links()) && self.body.start < i - run
    }

    /// `【…】` or `[…]` before a title.
    fn is_labelled(&self, i: usize) -> bool {
        let text = self.lines[i].text;
        let rest = text.strip_prefix('【').and_then(|text| text.split_once('】'));
        let rest = rest.or_else(|| text.strip_prefix('[').and_then(|text| text.split_once(']')));
        let title = rest.is_some_and(|(_, title)| title.chars().count() >= MIN_TITLE);
        // 【相关文章】某高新区工作总结…报告: the title of an official text may stand above the labels of its record.
        let official = self.words.within(Class::TitleSubject, text) && self.words.within(Class::TitleEnd, text);
        title && (official || matches!(self.role(i + 1), Some(Role::Prose | Role::Byline)))
    }

    /// A byline below, which is not the date under the name of the body that signs.
    fn has_byline(&self, i: usize) -> bool {
        let i = i + usize::from(self.lines.get(i + 1).is_some_and(is_subtitle));
        let Some(next) = self.lines.get(i + 1) else { return false };
        let note = next.role == Role::Short && next.text.starts_with('(') && next.text.ends_with(')');
        if next.role != Role::Byline && !note {
            return false;
        }
        let date = dates::find(next.text, self.words).filter(|date| date.whole);
        if note && date.is_none() {
            return false;
        }
        let bare = date.as_ref().is_some_and(|date| date.range == (0..next.text.len()));
        let source = self.words.start(Class::SourceLabel, next.text).is_some();
        let signature = bare && self.words.ends(Class::OrganEnd, self.lines[i].text);
        let author = self.role(i + 2) == Some(Role::Prose)
            && self
                .words
                .start(Class::BylineLabel, next.text.trim_start_matches(['□', '■', '◎', '●', '◆']))
                .is_some_and(|label| self.words.within(Class::Office, label));
        let credit = is_credit(next.text, next.chars, self.words);
        (date.is_some() || source || author || credit) && !signature && self.body.end > i
    }

    /// On a newspaper page: a line between two texts that names a zone; one with a figure names it before a colon.
    fn is_page_title(&self, i: usize) -> bool {
        let line = &self.lines[i];
        let named = line.text.split_once(':').map_or(line.text, |(name, _)| name);
        self.newspaper
            && line.chars >= MIN_LONG_TITLE
            && self.words.within(Class::TitleSubject, named)
            && !has_figure(named, self.words)
            && self.role(i - 1) == Some(Role::Prose)
            && self.role(i + 1) == Some(Role::Prose)
    }

    /// Among joined documents: a line between two texts that has the words of an official title.
    fn is_official_title(&self, i: usize) -> bool {
        let line = &self.lines[i];
        let words = || self.words.within(Class::TitleLink, line.text) && self.words.within(Class::TitleEnd, line.text);
        self.joined && words() && line.chars >= MIN_LONG_TITLE && self.role(i + 1) == Some(Role::Prose)
    }
}

/// True when line `i` is a title that the next line says again, whole or nearly.
pub(super) fn repeats(lines: &[Line], i: usize) -> bool {
    let (Some(line), Some(next)) = (lines.get(i), lines.get(i + 1)) else { return false };
    if line.role != Role::Short || line.chars < MIN_LONG_TITLE {
        return false;
    }
    let same = line.text.chars().zip(next.text.chars()).take_while(|(a, b)| a == b).count();
    let early = |title: &str| next.text.find(title).is_some_and(|at| at <= 2 * line.text.len());
    // 园区观察 从盐碱地到创新城: the name of the column stands before the title.
    let title = line.text.split_once(' ').map_or(line.text, |(_, title)| title);
    same >= MIN_LONG_TITLE && same * 10 >= line.chars * 7
        || titles::glued(line.text, next.text).is_some()
        || title.chars().count() >= MIN_LONG_TITLE && early(title)
        || early(line.text)
}
