//! Injected pinyin: pages that print a reading after rare characters, `區(qū)`; a single gloss on another page stays.

use super::{CleanWords, is_han};
use crate::model::{Mapped, MappedBuilder};

/// A page has the habit when it glosses at least so many characters …
const MIN_GLOSSES: usize = 3;
/// … and one in at most so many of its Han characters.
const MAX_HAN_PER_GLOSS: usize = 400;
/// `zhuāng` is the longest reading.
const MAX_LETTERS: usize = 6;

pub(super) fn run(text: &Mapped, _words: &CleanWords) -> Mapped {
    let found = glosses(text.text());
    let han = || text.text().chars().filter(|&c| is_han(c)).count();
    if found.len() < MIN_GLOSSES || found.len() * MAX_HAN_PER_GLOSS < han() {
        return text.clone();
    }
    let mut out = MappedBuilder::with_capacity(text.text().len());
    let mut at = 0;
    for gloss in found {
        out.extend(text.slice(at..gloss.start));
        at = gloss.end;
    }
    out.extend(text.slice(at..text.text().len()));
    out.finish(text.source_chars())
}

/// Byte ranges of brackets that hold one reading and stand after a Han character.
fn glosses(text: &str) -> Vec<std::ops::Range<usize>> {
    let mut found = Vec::new();
    let mut before = ' ';
    for (at, c) in text.char_indices() {
        if matches!(c, '(' | '（') && is_han(before) {
            let inner = &text[at + c.len_utf8()..];
            found.extend(reading(inner).map(|len| at..at + c.len_utf8() + len));
        }
        before = c;
    }
    found
}

/// Bytes of the reading and its closing bracket at the start of `text`, when there is one.
fn reading(text: &str) -> Option<usize> {
    let mut toned = false;
    for (count, (at, c)) in text.char_indices().enumerate() {
        match c {
            ')' | '）' => return (toned && count > 0).then_some(at + c.len_utf8()),
            'a'..='z' | 'ü' | 'ê' if count < MAX_LETTERS => {}
            _ if "āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜńňǹḿ".contains(c) && count < MAX_LETTERS => toned = true,
            _ => return None,
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clean::testing::words;

    #[test]
    fn readings_go_where_the_page_has_the_habit() {
        let text = Mapped::identity("園區(qū)產(chǎn)值萬(wàn)元,女（nǚ）工(IT)、(一)項");
        let out = run(&text, words());
        assert_eq!(out.text(), "園區產值萬元,女工(IT)、(一)項");
        let at = out.text().find("元").unwrap_or_default();
        assert_eq!(out.span(at..at + 3).slice(text.text()), "元");
    }

    #[test]
    fn a_single_gloss_stays() {
        let text = Mapped::identity("睢(suī)县高新区位于县城东部");
        assert_eq!(run(&text, words()), text);
    }
}
