//! Breaks: lines without space around them, no empty lines, and a paragraph that begins inside a line gets its own.

use std::ops::Range;

use super::{CleanWords, ends_sentence, has_blank, lines};
use crate::model::{Mapped, MappedBuilder};

/// So many spaces after the end of a sentence are the indent of the next paragraph.
const INDENT: usize = 2;

pub(super) fn run(text: Mapped, _words: &CleanWords) -> Mapped {
    let source = text.text();
    let mut pieces = Vec::new();
    lines(source).for_each(|line| paragraphs(source, line, &mut pieces));
    // One line break behind each piece but the last, and nothing else: they are the lines already.
    if pieces.iter().map(|piece| piece.len() + 1).sum::<usize>() == source.len() + 1 {
        return text;
    }
    let mut out = MappedBuilder::with_capacity(source.len());
    let mut pending = None;
    for piece in pieces {
        if let Some(origin) = pending {
            out.push('\n', origin);
        }
        pending = Some(text.origin(piece.end));
        out.extend(text.slice(piece));
    }
    out.finish(text.source_chars())
}

/// Adds the parts of a line that an indent after the end of a sentence divides, without the space around them.
fn paragraphs(text: &str, line: Range<usize>, pieces: &mut Vec<Range<usize>>) {
    let blank = |byte: &u8| matches!(byte, b' ' | b'\t');
    let ended = |before: &str| {
        let last = before.trim_end_matches([' ', '\t', '”', ')']).chars().next_back();
        last.is_some_and(|c| ends_sentence(c) && c != ';')
    };
    let end = line.start + text[line.clone()].trim_end().len();
    let mut start = end - text[line.start..end].trim_start().len();
    if start == end {
        return;
    }
    let mut at = if has_blank(&text[start..end]) { start } else { end };
    while let Some(gap) = text.as_bytes()[at..end].iter().position(blank) {
        let before = at + gap;
        at = before + text.as_bytes()[before..end].iter().take_while(|byte| blank(byte)).count();
        if at - before >= INDENT && ended(&text[line.start..before]) {
            pieces.push(start..before);
            start = at;
        }
    }
    pieces.push(start..end);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clean::testing::words;

    #[test]
    fn an_indent_after_a_sentence_begins_a_line() {
        let text = Mapped::identity("  园区稳步发展。  二是创新提速。 三是\n\n \n  末行 ");
        let out = run(text.clone(), words());
        assert_eq!(out.text(), "园区稳步发展。\n二是创新提速。 三是\n末行");
        assert_eq!(run(out.clone(), words()).text(), out.text());
    }

    #[test]
    fn nothing_comes_of_nothing() {
        assert_eq!(run(Mapped::identity(" \n \n"), words()).text(), "");
    }
}
