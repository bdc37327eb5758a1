//! Breaks: lines without space around them, no empty lines, and a paragraph that begins inside a line gets its own.

use super::{CleanWords, ends_sentence, has_blank, lines};
use crate::model::{Mapped, MappedBuilder};

/// So many spaces after the end of a sentence are the indent of the next paragraph.
const INDENT: usize = 2;

pub(super) fn run(text: &Mapped, _words: &CleanWords) -> Mapped {
    let mut out = MappedBuilder::with_capacity(text.text().len());
    let source = text.text();
    let mut pending = None;
    for line in lines(source) {
        let trimmed = source[line.clone()].trim();
        let start = line.start + (source[line.clone()].len() - source[line.clone()].trim_start().len());
        if trimmed.is_empty() {
            continue;
        }
        for piece in paragraphs(trimmed) {
            let range = start + piece.start..start + piece.end;
            if let Some(origin) = pending {
                out.push('\n', origin);
            }
            pending = Some(text.origin(range.end));
            out.extend(text.slice(range));
        }
    }
    out.finish(text.source_chars())
}

/// The parts of a line that an indent after the end of a sentence divides.
fn paragraphs(line: &str) -> Vec<std::ops::Range<usize>> {
    let blank = |byte: &u8| matches!(byte, b' ' | b'\t');
    let ended = |before: &str| {
        let last = before.trim_end_matches([' ', '\t', '”', ')']).chars().next_back();
        last.is_some_and(|c| ends_sentence(c) && c != ';')
    };
    let mut parts = Vec::new();
    if !has_blank(line) {
        parts.push(0..line.len());
        return parts;
    }
    let (mut start, mut at) = (0, 0);
    while let Some(gap) = line.as_bytes()[at..].iter().position(blank) {
        let end = at + gap;
        at = end + line.as_bytes()[end..].iter().take_while(|byte| blank(byte)).count();
        if at - end >= INDENT && ended(&line[..end]) {
            parts.push(start..end);
            start = at;
        }
    }
    parts.push(start..line.len());
    parts
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clean::testing::words;

    #[test]
    fn an_indent_after_a_sentence_begins_a_line() {
        let text = Mapped::identity("  园区稳步发展。  二是创新提速。 三是\n\n \n  末行 ");
        let out = run(&text, words());
        assert_eq!(out.text(), "园区稳步发展。\n二是创新提速。 三是\n末行");
        assert_eq!(run(&out, words()).text(), out.text());
    }

    #[test]
    fn nothing_comes_of_nothing() {
        assert_eq!(run(&Mapped::identity(" \n \n"), words()).text(), "");
    }
}
