//! Markup: pages, or parts of pages, that were saved as text with their tags. Tags go, what they part comes apart, entities become
//! the characters that they name, and the cells of a table stand between dividers.
//!
//! A text is read so where it holds an element that pages use; `<` before anything else stays. What an element is called decides;
//! attributes are not read, but for the spans of cells. Where a page ends and what stands beside its report, layout tells.

mod table;
mod tokens;

use std::ops::Range;

use super::{CleanWords, is_han};
use crate::model::{Mapped, MappedBuilder};

use tokens::Element::{Flow, Inline, Layout, Line, Table};
use tokens::{Kind, Token};

pub(super) fn run(text: Mapped, _words: &CleanWords) -> Mapped {
    let tokens = tokens::read(text.text());
    if tokens.is_empty() {
        return text;
    }
    let mut writer = Writer { text: &text, tokens: &tokens, out: MappedBuilder::with_capacity(text.text().len()), gap: None };
    writer.lines(0..text.text().len(), 0..tokens.len());
    writer.out.finish(text.source_chars())
}

struct Writer<'a> {
    text: &'a Mapped,
    tokens: &'a [Token],
    out: MappedBuilder,
    /// Where words were parted since the last one, by its origin.
    gap: Option<u32>,
}

impl Writer<'_> {
    /// Writes a part of the page as lines.
    fn lines(&mut self, bytes: Range<usize>, tokens: Range<usize>) {
        let all = self.tokens;
        let (mut at, mut i, mut one_line) = (bytes.start, tokens.start, false);
        while i < tokens.end {
            let token = &all[i];
            self.words(at..token.range.start, one_line);
            at = token.range.end;
            i += 1;
            match (token.kind, token.element()) {
                (Kind::Char(c), _) => self.entity(c, &token.range),
                (_, None | Some(Inline)) => {}
                (Kind::Open(_), Some(Table)) => {
                    self.end_line(token.range.start);
                    if let Some(end) = self.table_end(i, tokens.end).filter(|end| !self.is_layout(i..*end)) {
                        self.table(i - 1..end);
                        (i, at) = (end, all[end].range.start);
                    }
                    one_line = false;
                }
                (_, Some(element)) => {
                    self.end_line(token.range.start);
                    one_line = one_line && element == Line || self.is_one_line(i - 1);
                }
            }
        }
        self.words(at..bytes.end, one_line);
    }

    /// Writes words of the source; on one line its line ends are spaces at most.
    fn words(&mut self, bytes: Range<usize>, one_line: bool) {
        let words = self.text.slice(bytes.clone()).text();
        if !one_line || !words.contains(['\n', '\r']) {
            self.bridge(words.chars().next());
            return self.out.extend(self.text.slice(bytes));
        }
        let mut at = bytes.start;
        for piece in words.split_inclusive(['\n', '\r']) {
            let kept = piece.trim();
            let start = at + piece.len() - piece.trim_start().len();
            if !kept.is_empty() {
                self.bridge(kept.chars().next());
                self.out.extend(self.text.slice(start..start + kept.len()));
            }
            at += piece.len();
            if piece.ends_with(['\n', '\r']) {
                self.gap = Some(self.text.origin(at - 1));
            }
        }
    }

    /// A space where two words would run together at a gap; Chinese needs none.
    fn bridge(&mut self, next: Option<char>) {
        let parted = |c: char| c.is_whitespace() || c == '|';
        let han = |c: char| is_han(c) || !c.is_ascii() && !c.is_alphanumeric();
        let Some(next) = next else { return };
        if let (Some(origin), Some(last)) = (self.gap.take(), self.out.last())
            && !parted(last)
            && !parted(next)
            && !(han(last) && han(next))
        {
            self.out.push(' ', origin);
        }
    }

    /// An entity comes from its last character, so that a figure that ends with one is printed whole.
    fn entity(&mut self, c: char, range: &Range<usize>) {
        self.bridge(Some(c));
        self.out.push(c, self.text.origin(range.end - 1));
    }

    fn end_line(&mut self, at: usize) {
        self.gap = None;
        if self.out.last().is_some_and(|last| last != '\n') {
            self.out.push('\n', self.text.origin(at));
        }
    }

    /// An element that holds nothing but words: the next tag that ends a line closes it.
    fn is_one_line(&self, open: usize) -> bool {
        let Kind::Open(name) = self.tokens[open].kind else { return false };
        let words = matches!(self.tokens[open].element(), Some(Flow | Layout));
        let next = self.tokens[open + 1..].iter().find(|token| !matches!(token.element(), None | Some(Inline | Line)));
        words && next.is_some_and(|next| next.kind == Kind::Close(name))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clean::testing::words;

    fn printed(text: &str) -> String {
        let out = run(Mapped::identity(text), words());
        assert_eq!(run(out.clone(), words()).text(), out.text());
        out.text().lines().map(str::trim).filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n")
    }

    #[test]
    fn tags_part_lines_or_stand_in_them() {
        let text = "<div class=\"a>b\">园区概况</div><P style='x'>产值<b>12</b>亿元,<br/>增长5%。</P>\n<!-- 打印 <p> --><script>if (a<b) { x('</p>') }</script>税收<font color=red>3</font>亿元";
        assert_eq!(printed(text), "园区概况\n产值12亿元,\n增长5%。\n税收3亿元");
    }

    #[test]
    fn a_paragraph_is_one_line_and_the_lines_of_a_block_stay() {
        assert_eq!(printed("<p>\n  园区产值\n  12亿元,IT\r\n  parks\n</p>"), "园区产值 12亿元,IT parks");
        assert_eq!(printed("<div>产值12亿元\n税收3亿元</div>"), "产值12亿元\n税收3亿元");
        assert_eq!(printed("<p>产值12亿元\n<p>税收3亿元\n企业9家"), "产值12亿元\n税收3亿元\n企业9家");
    }

    #[test]
    fn entities_become_characters_and_are_printed_whole() {
        let out = run(Mapped::identity("增长9.7&#37;&nbsp;,&amp;nbsp;R&D&lt;5%,A&B;"), words());
        assert_eq!(out.text(), "增长9.7%\u{A0},\u{A0}R&D<5%,A&B;");
        let at = out.text().find("9.7").unwrap_or_default();
        assert_eq!(out.span(at..at + 4).slice("增长9.7&#37;&nbsp;"), "9.7&#37;");
    }

    #[test]
    fn tables_of_figures_have_dividers() {
        let text = "<table><caption>主要指标</caption><tr><td rowspan=\"2\">指&nbsp;标</td><td colspan='2'>1-6月</td></tr>\n<tr>\n<td>总量</td>\n<td>同比<br>(%)</td></tr>\n<tr><td>产值<td align=right><p>12</p><td>-3.5<tr><td colspan=3>注:快报数</td></tr></table>后文";
        assert_eq!(
            printed(text),
            "主要指标\n| 指\u{A0}标 | 1-6月 | |\n| | 总量 | 同比 (%) |\n| 产值 | 12 | -3.5 |\n注:快报数\n后文"
        );
    }

    #[test]
    fn tables_that_lay_out_a_page_are_lines() {
        let text = "<table><tr><td><ul><li>首页<li>要闻</ul></td><td><p>产值12亿元。</p><p>税收3亿元。</p></td></tr></table>";
        assert_eq!(printed(text), "首页\n要闻\n产值12亿元。\n税收3亿元。");
    }

    #[test]
    fn other_brackets_stay() {
        for text in ["增速<5%,研发投入>3%", "<高新区条例>施行", "若a<b则停", "<xyz>产值", "增长<p 5%", "R&D经费", "<"]
        {
            assert_eq!(printed(text), text);
        }
        assert_eq!(printed("<o:p>产值</o:p>12亿元<br>"), "产值12亿元");
    }
}
