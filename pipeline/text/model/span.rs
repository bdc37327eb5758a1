//! A half-open range of Unicode code points in the text as ingested.

use serde::{Deserialize, Serialize};

/// `text[start..end]`, counted in code points of the ingested text, before any cleaning.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Span {
    /// First code point.
    pub start: u32,
    /// One past the last code point.
    pub end: u32,
}

impl Span {
    /// The span from `start` to `end`; an inverted pair becomes empty at `start`.
    pub fn new(start: u32, end: u32) -> Self {
        Self { start, end: end.max(start) }
    }

    /// The characters that the span covers in `text` (the text as ingested).
    pub fn slice(self, text: &str) -> String {
        text.chars().skip(self.start as usize).take((self.end - self.start) as usize).collect()
    }
}
