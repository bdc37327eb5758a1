//! Where a correction applies: the characters that print `expect` right behind the words of `locator`, wherever they have moved to.

use crate::model::Span;

/// The text of a document as ingested, and the same without white space and in narrow characters, in which quotations are looked
/// for: they may come from the report or from the cleaned sentence that `explain` prints.
pub(super) struct Source {
    text: Vec<char>,
    dense: Vec<char>,
    /// For each character of `dense`, its place in `text`.
    places: Vec<u32>,
}

impl Source {
    pub(super) fn new(text: String) -> Self {
        let text: Vec<char> = text.chars().collect();
        let (places, dense) =
            text.iter().zip(0_u32..).filter(|(c, _)| !c.is_whitespace()).map(|(c, at)| (at, narrow(*c))).unzip();
        Self { text, dense, places }
    }

    /// The span of `expect` behind `locator`, which together have to stand once in the text; or why there is none.
    pub(super) fn find(&self, locator: &str, expect: &str) -> Result<Span, String> {
        let dense = |text: &str| text.chars().filter(|c| !c.is_whitespace()).map(narrow).collect::<Vec<char>>();
        let (before, printed) = (dense(locator), dense(expect));
        let wanted: Vec<char> = before.iter().chain(&printed).copied().collect();
        let mut found = (0..).zip(self.dense.windows(wanted.len())).filter(|(_, window)| *window == wanted).map(|(at, _)| at);
        let quoted = || format!("“{}{}”", locator.trim(), expect.trim());
        let Some(at) = found.next() else { return Err(format!("the text no longer prints {}", quoted())) };
        if found.next().is_some() {
            return Err(format!("the text prints {} more than once; quote more of what stands before it", quoted()));
        }
        let first = self.places[at + before.len()];
        let last = self.places[at + wanted.len() - 1];
        Ok(Span::new(first, last + 1))
    }

    /// What the span prints.
    pub(super) fn print(&self, span: Span) -> String {
        self.text[span.start as usize..span.end as usize].iter().collect()
    }

    /// The sentence around a span, without white space at its ends.
    pub(super) fn sentence(&self, span: Span) -> String {
        let ends = |c: &char| matches!(c, '。' | '!' | '！' | '?' | '？' | '\n');
        let (start, end) = (span.start as usize, span.end as usize);
        let from = self.text[..start].iter().rposition(ends).map_or(0, |at| at + 1);
        let to = self.text[end..].iter().position(ends).map_or(self.text.len(), |at| end + at + 1);
        self.text[from..to].iter().collect::<String>().trim().to_owned()
    }
}

/// The narrow form of a full-width letter, digit or mark.
fn narrow(c: char) -> char {
    match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
        _ => c,
    }
}
