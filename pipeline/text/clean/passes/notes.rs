//! Notes: the marks of footnotes, `地区生产总值[2]812.4亿元`, `总产值①`, `税收*`, that stand between a word and its figure. They go
//! where the note itself stands below, or where they count through the text; the notes keep theirs.

use std::{collections::BTreeSet, ops::Range};

use super::{CleanWords, is_han, lines};
use crate::clean::words::Class;
use crate::model::{Mapped, MappedBuilder};

/// So many marks in brackets that count up from one are those of notes, even where the notes were cut off.
const MIN_COUNTED: usize = 3;
/// No number of a note has more digits.
const MAX_DIGITS: usize = 2;

pub(super) fn run(text: Mapped, words: &CleanWords) -> Mapped {
    let source = text.text();
    let all = found(source, words);
    if all.is_empty() {
        return text;
    }
    // Each note by its mark: the last place where it is told.
    let told: BTreeSet<(&str, usize)> =
        all.iter().filter(|mark| mark.tells).map(|mark| (&source[mark.range.clone()], mark.range.start)).collect();
    let counted = counts_up(source, &all);
    let goes = |mark: &&Mark| {
        let name = &source[mark.range.clone()];
        let below = || told.range((name, mark.range.end)..).next().is_some_and(|(other, _)| *other == name);
        !mark.tells && mark.behind && (below() || counted && name.starts_with('['))
    };
    let mut out = MappedBuilder::with_capacity(source.len());
    let mut at = 0;
    for mark in all.iter().filter(goes) {
        out.extend(text.slice(at..mark.range.start));
        at = mark.range.end;
    }
    if at == 0 {
        return text;
    }
    out.extend(text.slice(at..source.len()));
    out.finish(text.source_chars())
}

/// What may be the mark of a note.
struct Mark {
    range: Range<usize>,
    /// It opens the line of the note, or stands in one that is labelled as notes.
    tells: bool,
    /// It follows a word or a figure without a space, as marks of notes do.
    behind: bool,
}

fn found(text: &str, words: &CleanWords) -> Vec<Mark> {
    let mut all = Vec::new();
    let labels: Vec<char> = words.list(Class::NoteMark).iter().filter_map(|word| word.chars().next()).collect();
    for line in lines(text) {
        let labelled = words.start(Class::NoteOpen, &text[line.clone()]).is_some();
        let mut end = line.start;
        for (at, c) in text[line.clone()].char_indices().filter(|(_, c)| !is_han(*c) || labels.contains(c)) {
            let start = line.start + at;
            let Some(len) = mark(&text[start..line.end], c, &labels).filter(|_| start >= end) else { continue };
            end = start + len;
            let before = text[line.start..start].chars().next_back();
            let after = text[end..line.end].chars().next();
            let circled = matches!(c, '①'..='⑳');
            let word =
                |c: char| is_han(c) || c.is_ascii_alphanumeric() || matches!(c, '%' | ')' | '”' | '》') || !circled && c == '。';
            let behind = before.is_some_and(word)
                && (c != '*' || after.is_none_or(|c| !is_han(c) && c != '*' && !c.is_ascii_alphabetic()));
            all.push(Mark { range: start..end, tells: start == line.start || labelled, behind });
        }
    }
    all
}

/// The bytes of the mark that a text begins with: `[2]`, `[1-3]`, `(注1)`, `注1`, `①`, `*`.
fn mark(text: &str, first: char, labels: &[char]) -> Option<usize> {
    let number = |text: &str| {
        let digits = text.bytes().take_while(u8::is_ascii_digit).count();
        let circled = text.chars().next().filter(|c| matches!(c, '①'..='⑳')).map(char::len_utf8);
        circled.or((1..=MAX_DIGITS).contains(&digits).then_some(digits))
    };
    let label = |text: &str| text.chars().next().filter(|c| labels.contains(c)).map_or(0, char::len_utf8);
    match first {
        '①'..='⑳' | '*' => Some(first.len_utf8()),
        '[' | '〔' | '【' | '(' => {
            let open = first.len_utf8();
            let label = label(&text[open..]);
            let mut end = open + label;
            end += number(&text[end..])?;
            while let Some(rest) = text[end..].strip_prefix(['-', ',']) {
                end += 1 + number(rest)?;
            }
            let close = text[end..].chars().next().filter(|c| matches!(c, ']' | '〕' | '】' | ')'))?;
            (label > 0 || first != '(').then_some(end + close.len_utf8())
        }
        _ if labels.contains(&first) => number(&text[first.len_utf8()..]).map(|len| first.len_utf8() + len),
        _ => None,
    }
}

/// True when the marks in square brackets behind words count up from one.
fn counts_up(text: &str, all: &[Mark]) -> bool {
    let number = |mark: &Mark| text[mark.range.clone()].strip_prefix('[')?.strip_suffix(']')?.parse::<usize>().ok();
    let mut next = 1;
    for number in all.iter().filter(|mark| mark.behind && !mark.tells).filter_map(number) {
        match number {
            _ if number == next => next += 1,
            _ if number < next => {}
            _ => return false,
        }
    }
    next > MIN_COUNTED
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
    fn marks_go_where_the_note_stands_below() {
        assert_eq!(kept("总产值[2]812.4亿元。\n[2]按现价计算。"), "总产值812.4亿元。\n[2]按现价计算。");
        assert_eq!(kept("税收① 12\n利润①③\n①为快报数。"), "税收 12\n利润③\n①为快报数。");
        assert_eq!(kept("税收注1为12亿元\n注1:快报数"), "税收为12亿元\n注1:快报数");
        assert_eq!(kept("税收* | 12\n*快报数"), "税收 | 12\n*快报数");
        assert_eq!(
            kept("税收(注1)12亿元,利润①3亿元\n注:①快报数。\n(注1)含南区"),
            "税收12亿元,利润3亿元\n注:①快报数。\n(注1)含南区"
        );
    }

    #[test]
    fn marks_that_count_through_the_text_go_alone() {
        assert_eq!(kept("产值12亿元。[1]税收3亿元[2]。利润1亿元[3]。"), "产值12亿元。税收3亿元。利润1亿元。");
    }

    #[test]
    fn entries_and_values_in_brackets_stay() {
        for text in [
            "重点是:①做强产业;②引进人才。",
            "①做强产业\n②引进人才",
            "能耗下降 | — | [16]\n能耗累计下降[16]%",
            "关注12家企业\n重点关注3个项目",
            "**园区**发展\n* 产值12亿元",
            "[2003]5号文件\n[1]甲\n[2]乙",
        ] {
            assert_eq!(kept(text), text);
        }
    }
}
