//! A text that remembers, for each of its characters, which character of the ingested text it came from.

use std::ops::Range;

use serde::{Deserialize, Serialize};

use super::Span;

/// A cleaned text with its offset map.
///
/// Positions in the cleaned text are byte offsets (`Range<usize>`, on character boundaries); positions in the ingested
/// text are code points ([`Span`]). The map is monotone: later characters come from later origins.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "Stored", into = "Stored")]
pub struct Mapped {
    text: String,
    /// For each byte of `text`, the code point of the ingested text that its character came from; one more at the end.
    origin: Vec<u32>,
}

/// The stored form: the text, and the places where the origins do not simply count on.
#[derive(Clone, Serialize, Deserialize)]
struct Stored {
    text: String,
    /// Pairs (character of `text`, its origin) at which a new run of consecutive origins begins, flattened.
    runs: Vec<u32>,
    /// Length of the ingested text.
    source_chars: u32,
}

impl Mapped {
    /// The text as ingested, every character its own origin.
    pub fn identity(text: &str) -> Self {
        let mut chars = 0;
        let mut origin = Vec::with_capacity(text.len() + 1);
        origin.extend(text.bytes().map(|byte| {
            // Every byte of a character but its first is 10xxxxxx.
            chars += u32::from(byte & 0xC0 != 0x80);
            chars - 1
        }));
        origin.push(chars);
        Self { text: text.to_owned(), origin }
    }

    /// The cleaned text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Length of the ingested text in code points.
    pub fn source_chars(&self) -> u32 {
        self.origin.last().copied().unwrap_or(0)
    }

    /// The origin of the character at this byte; at the end of the text, the length of the ingested text.
    pub fn origin(&self, byte: usize) -> u32 {
        self.origin[byte]
    }

    /// The span of ingested text from the first to the last character of a byte range of the cleaned text.
    pub fn span(&self, range: Range<usize>) -> Span {
        self.whole().span(range)
    }

    /// All of it, borrowed.
    pub fn whole(&self) -> MappedStr<'_> {
        MappedStr { text: &self.text, origin: &self.origin }
    }

    /// Characters with their byte offset and origin, in order: what a pass reads.
    pub fn chars(&self) -> impl Iterator<Item = (usize, char, u32)> + '_ {
        self.whole().chars()
    }

    /// A part of the cleaned text, with its map.
    pub fn slice(&self, range: Range<usize>) -> MappedStr<'_> {
        MappedStr { text: &self.text[range.clone()], origin: &self.origin[range.start..=range.end] }
    }
}

/// A part of a [`Mapped`] text, borrowed; positions are byte offsets in the part.
#[derive(Clone, Copy, Debug)]
pub struct MappedStr<'t> {
    text: &'t str,
    origin: &'t [u32],
}

impl<'t> MappedStr<'t> {
    /// Its text.
    pub fn text(self) -> &'t str {
        self.text
    }

    /// The span of ingested text from the first to the last character of a byte range.
    pub fn span(self, range: Range<usize>) -> Span {
        let start = self.origin[range.start];
        let end = if range.end > range.start { self.origin[range.end - 1] + 1 } else { start };
        Span::new(start, end)
    }

    /// Characters with their byte offset and origin, in order.
    pub fn chars(self) -> impl Iterator<Item = (usize, char, u32)> + 't {
        self.text.char_indices().map(move |(byte, c)| (byte, c, self.origin[byte]))
    }
}

/// Builds a [`Mapped`] character by character; a pass pushes what it keeps, with the origin that it was given.
#[derive(Debug, Default)]
pub struct MappedBuilder {
    text: String,
    origin: Vec<u32>,
}

impl MappedBuilder {
    /// Room for a text of so many bytes.
    pub fn with_capacity(bytes: usize) -> Self {
        Self { text: String::with_capacity(bytes), origin: Vec::with_capacity(bytes + 1) }
    }

    /// Adds one character that came from `origin`.
    pub fn push(&mut self, c: char, origin: u32) {
        self.text.push(c);
        self.origin.extend(std::iter::repeat_n(origin, c.len_utf8()));
    }

    /// Adds a part of another text, with its origins.
    pub fn extend(&mut self, part: MappedStr<'_>) {
        self.text.push_str(part.text);
        self.origin.extend_from_slice(&part.origin[..part.text.len()]);
    }

    /// Bytes so far.
    pub fn len(&self) -> usize {
        self.text.len()
    }

    /// True before the first character.
    pub fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// The last character so far.
    pub fn last(&self) -> Option<char> {
        self.text.chars().next_back()
    }

    /// Takes the last character back.
    pub fn pop(&mut self) -> Option<char> {
        let c = self.text.pop()?;
        self.origin.truncate(self.text.len());
        Some(c)
    }

    /// The finished text; `source_chars` is the length of the ingested text ([`Mapped::source_chars`] of the input).
    pub fn finish(mut self, source_chars: u32) -> Mapped {
        self.origin.push(source_chars);
        Mapped { text: self.text, origin: self.origin }
    }
}

impl From<Mapped> for Stored {
    fn from(mapped: Mapped) -> Self {
        let mut runs = Vec::new();
        let mut expected = None;
        for (n, (_, _, origin)) in mapped.chars().enumerate() {
            if expected != Some(origin) {
                runs.extend([n as u32, origin]);
            }
            expected = Some(origin + 1);
        }
        let source_chars = mapped.source_chars();
        Stored { text: mapped.text, runs, source_chars }
    }
}

impl From<Stored> for Mapped {
    fn from(stored: Stored) -> Self {
        let mut out = MappedBuilder::with_capacity(stored.text.len());
        let mut runs = stored.runs.chunks_exact(2).peekable();
        let mut next = 0;
        for (n, c) in stored.text.chars().enumerate() {
            if runs.peek().is_some_and(|run| run[0] == n as u32) {
                next = runs.next().map_or(next, |run| run[1]);
            }
            out.push(c, next);
            next += 1;
        }
        out.finish(stored.source_chars)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slice_of_a_pruned_text_points_to_what_was_printed() {
        let raw = "高新區(qū)GDP";
        let kept: Vec<(char, u32)> = raw.chars().zip(0..).filter(|(c, _)| !"(qū)".contains(*c)).collect();
        let mut out = MappedBuilder::default();
        for (c, origin) in kept {
            out.push(c, origin);
        }
        let mapped = out.finish(raw.chars().count() as u32);
        assert_eq!(mapped.text(), "高新區GDP");
        let gdp = mapped.text().find("GDP").unwrap_or_default();
        assert_eq!(mapped.span(gdp..gdp + 3).slice(raw), "GDP");
        assert_eq!(mapped.slice(gdp..gdp + 3).span(0..3).slice(raw), "GDP");
        assert_eq!(Mapped::from(Stored::from(mapped.clone())), mapped);
    }
}
