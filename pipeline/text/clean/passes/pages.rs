//! Pages: what a book prints at the head and the foot of each, where its text was cut in pages: numbers, `— 12 —`, and running heads.
//!
//! A number with its marks says so itself; a bare one only where it counts on through the text, or stands at the break of a page.
//! A running head is a line that is said again beside such numbers or breaks. They go, and a sentence that they broke closes up.

use std::collections::BTreeMap;
use std::ops::Range;

use super::{CleanWords, ends_sentence, is_han, lines};
use crate::clean::layout;
use crate::clean::words::Class;
use crate::model::{Mapped, MappedBuilder};

/// So many bare numbers that count on are those of pages …
const MIN_BARE: usize = 2;
/// … with so many lines between them at least.
const MIN_PAGE: usize = 5;
/// No number of a page has more digits.
const MAX_DIGITS: usize = 3;
/// So often a running head is said.
const MIN_HEADS: usize = 2;
/// No running head is longer, in characters.
const MAX_HEAD: usize = 40;
/// A shorter line is a heading or a name: no sentence runs over from it.
const MIN_OPEN: usize = 12;

/// What a line is to its page.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    Text,
    Blank,
    /// A number that may be one of a page.
    Bare(usize),
    Number,
    Head,
}

struct Line<'a> {
    range: Range<usize>,
    text: &'a str,
    part: Part,
    /// A page begins with it.
    breaks: bool,
}

pub(super) fn run(text: Mapped, words: &CleanWords) -> Mapped {
    let mut all = read(text.text(), words);
    settle_bare(&mut all);
    mark_heads(&mut all);
    if !all.iter().any(|line| matches!(line.part, Part::Number | Part::Head)) {
        return text;
    }
    let mut out = MappedBuilder::with_capacity(text.text().len());
    let mut above: Option<&Line> = None;
    let mut cut = false;
    for line in &all {
        match line.part {
            Part::Number | Part::Head => cut = true,
            Part::Blank if cut => {}
            _ => {
                let joined = cut && above.is_some_and(|above| runs_over(above, line, words));
                if let Some(end) = above.map(|above| above.range.end).filter(|_| !joined) {
                    out.push('\n', text.origin(end));
                }
                out.extend(text.slice(line.range.clone()));
                (above, cut) = (Some(line), false);
            }
        }
    }
    out.finish(text.source_chars())
}

fn read<'a>(source: &'a str, words: &CleanWords) -> Vec<Line<'a>> {
    let mut all: Vec<Line> = Vec::new();
    for range in lines(source) {
        let whole = &source[range.clone()];
        let text = whole.trim();
        let part = match text {
            "" => Part::Blank,
            _ if is_number(text, words) => Part::Number,
            _ => bare(text).map_or(Part::Text, Part::Bare),
        };
        all.push(Line { range, text, part, breaks: whole.starts_with('\u{C}') });
    }
    all
}

/// `— 12 —`, `- 3 -`, `·5·`, `第3页`, `第3页 共9页`, `Page 3 of 9`.
fn is_number(text: &str, words: &CleanWords) -> bool {
    let digits = |c: char| c.is_ascii_digit() || ('０'..='９').contains(&c);
    let mark = |c: char| matches!(c, '-' | '—' | '–' | '－' | '─' | '·' | '~' | '～' | '•' | '―');
    let framed = text.starts_with(mark) && text.ends_with(mark) && !text.trim_matches(mark).is_empty();
    let number = text.trim_matches(mark).trim();
    let short = |number: &str| (1..=MAX_DIGITS).contains(&number.chars().count()) && number.chars().all(digits);
    if framed && short(number) {
        return true;
    }
    let mut parts = text.split(|c: char| !digits(c)).filter(|part| !part.is_empty());
    let (first, last) = (parts.next().unwrap_or_default(), parts.next());
    if !short(first) || last.is_some_and(|last| !short(last)) || parts.next().is_some() {
        return false;
    }
    let rest: String = text.chars().filter(|c| c.is_alphabetic()).collect();
    words.is(Class::PageFrame, &rest.to_lowercase()) && !text.contains(['。', '：', ':'])
}

/// The number of a page without marks, `12`, or with how many there are, `3/9`.
fn bare(text: &str) -> Option<usize> {
    let number = |text: &str| {
        let digits = (1..=MAX_DIGITS).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
        text.parse().ok().filter(|_| digits)
    };
    match text.split_once('/') {
        Some((page, pages)) => number(page.trim()).filter(|page| number(pages.trim()).is_some_and(|pages| *page <= pages)),
        None => number(text),
    }
}

/// Bare numbers are those of pages where all of them count on, page after page, or where each stands at a break.
fn settle_bare(all: &mut [Line]) {
    let bare: Vec<(usize, usize)> = all
        .iter()
        .enumerate()
        .filter_map(|(i, line)| if let Part::Bare(number) = line.part { Some((i, number)) } else { None })
        .collect();
    let text = |range: Range<usize>| all[range].iter().filter(|line| line.part == Part::Text).count();
    let counts = bare.windows(2).all(|pair| pair[1].1 == pair[0].1 + 1 && text(pair[0].0..pair[1].0) >= MIN_PAGE);
    let pages = bare.len() >= MIN_BARE && counts;
    let filled = |line: &&Line| line.part != Part::Blank;
    let at_break = |i: usize| {
        let below = all[i + 1..].iter().find(filled);
        let first = all[..=i].iter().rev().take_while(|line| !line.breaks).find(|line| line.part == Part::Text).is_none();
        below.is_some_and(|below| below.breaks) || all[..=i].iter().any(|line| line.breaks) && first
    };
    let broken: Vec<bool> = bare.iter().map(|(i, _)| at_break(*i)).collect();
    for ((i, _), broken) in bare.iter().zip(broken) {
        all[*i].part = if pages || broken { Part::Number } else { Part::Text };
    }
}

/// Lines beside the numbers or breaks of pages that are said again, there or as the first line of all; numbers in them may differ.
fn mark_heads(all: &mut [Line]) {
    let name = |text: &str| text.chars().filter(|c| !c.is_whitespace() && !c.is_ascii_digit()).collect::<String>();
    let filled = |line: &&Line| line.part != Part::Blank;
    let beside = |i: usize| {
        let edge = |line: Option<&Line>| line.is_some_and(|line| line.part == Part::Number);
        let above = all[..i].iter().rfind(filled);
        let below = all[i + 1..].iter().find(filled);
        edge(above) || edge(below) || all[i].breaks || below.is_some_and(|below| below.breaks)
    };
    let mut said: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    let short = |line: &Line| {
        line.part == Part::Text
            && line.text.chars().count() <= MAX_HEAD
            && !line.text.contains(['。', '|', '\t', ',', '，', '；'])
    };
    for i in (0..all.len()).filter(|&i| short(&all[i])) {
        said.entry(name(all[i].text)).or_default().push(i);
    }
    let heads: Vec<usize> = said
        .into_iter()
        .filter(|(name, places)| name.chars().filter(|c| is_han(*c)).count() >= MIN_HEADS && places.len() >= MIN_HEADS)
        .flat_map(|(_, mut places)| {
            // Said first, it is the title or a heading.
            places.remove(0);
            places
        })
        .filter(|&i| beside(i))
        .collect();
    heads.into_iter().for_each(|i| all[i].part = Part::Head);
}

/// A sentence that ends on one page and goes on on the next.
fn runs_over(above: &Line, below: &Line, words: &CleanWords) -> bool {
    let Some(last) = above.text.chars().next_back() else { return false };
    let open = is_han(last) || last.is_ascii_alphanumeric() || matches!(last, ',' | '，' | '、' | '.' | '%');
    let divided = |text: &str| text.contains(['|', '\t']) || layout::opens_item(text, words) || layout::is_row(text);
    let prose = |text: &str| text.contains(['，', '。', '、', '；', ',']);
    let goes_on = below.text.contains(['。', '；', '，', ',']) || below.text.chars().next_back().is_some_and(ends_sentence);
    let long = above.text.chars().count() >= MIN_OPEN && prose(above.text);
    open && long && goes_on && !above.text.contains(['|', '\t']) && !layout::is_row(above.text) && !divided(below.text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clean::testing::words;

    fn kept(text: &str) -> String {
        let out = run(Mapped::identity(text), words());
        assert_eq!(run(out.clone(), words()).text(), out.text());
        out.text().to_owned()
    }

    #[test]
    fn numbers_and_running_heads_go_and_sentences_close_up() {
        let text = "某区规划纲要\n园区产值稳步提高，占全市的比重由57%上升到68.\n— 2 —\n某区规划纲要\n5%。企业增多。\n\n- 3 -\n某区 规划纲要\n第二章 目标";
        assert_eq!(kept(text), "某区规划纲要\n园区产值稳步提高，占全市的比重由57%上升到68.5%。企业增多。\n\n第二章 目标");
        for number in ["第2页", "第 2 页 共 9 页", "第2页/共9页", "·2·", "Page 2 of 9", "－２－", "P2"] {
            assert_eq!(kept(&format!("园区稳步发展。\n{number}\n产值12亿元。")), "园区稳步发展。\n产值12亿元。", "{number}");
        }
    }

    #[test]
    fn bare_numbers_go_where_they_count_the_pages() {
        let page = "园区产值增长。\n税收增长。\n企业增多。\n人才增多。\n项目增多。\n";
        assert_eq!(kept(&format!("{page}1\n{page}2\n{page}3")), format!("{page}{page}{}", page.trim_end()));
        assert_eq!(kept(&format!("{page}1/2\n{page}2 / 2")), format!("{page}{}", page.trim_end()));
        assert_eq!(kept("园区产值增长。\n7\n\u{C}税收增长。"), "园区产值增长。\n\u{C}税收增长。");
    }

    #[test]
    fn figures_and_headings_stay() {
        for text in [
            "企业数\n12\n项目数\n13\n人才数\n14",
            "-5%\n-12-家",
            "2/3的企业",
            "第3版",
            "项目\n— | —\n—",
            "一、总体\n产值增长。\n一、总体",
        ] {
            assert_eq!(kept(text), text);
        }
    }
}
