//! The passes: small named functions from mapped text to mapped text, run in this order.
//!
//! Each is one scan, keeps the origin of every character that it keeps, and changes nothing in a text that it made.

mod breaks;
mod lookalikes;
mod markup;
mod notes;
mod pages;
mod pinyin;
mod script;
mod spaces;
mod width;
mod wraps;

use std::ops::Range;

use memchr::memchr2;

use super::words::CleanWords;
use crate::model::{Mapped, MappedBuilder, ideographs};

pub(super) use script::detect as detect_script;

/// One pass over the text.
pub struct Pass {
    /// Its name, for people.
    pub name: &'static str,
    /// What it does.
    pub run: fn(Mapped, &CleanWords) -> Mapped,
}

/// The passes, in the order in which they run.
pub const PASSES: &[Pass] = &[
    Pass { name: "pinyin", run: pinyin::run },
    Pass { name: "markup", run: markup::run },
    Pass { name: "pages", run: pages::run },
    Pass { name: "script", run: script::run },
    Pass { name: "width", run: width::run },
    Pass { name: "lookalikes", run: lookalikes::run },
    Pass { name: "breaks", run: breaks::run },
    Pass { name: "wraps", run: wraps::run },
    Pass { name: "notes", run: notes::run },
    Pass { name: "spaces", run: spaces::run },
];

/// A text that still changes after so many rounds is no text.
const ROUNDS: usize = 8;

/// Runs the passes until they change nothing, so that cleaning a cleaned text is cleaning it once.
///
/// One round does nearly always; a line that was joined may uncover that the next one goes on too.
pub(super) fn settle(mut text: Mapped, words: &CleanWords) -> Mapped {
    for _ in 0..ROUNDS {
        let before = text.text().to_owned();
        text = PASSES.iter().fold(text, |text, pass| (pass.run)(text, words));
        if text.text() == before {
            break;
        }
    }
    text
}

/// The text with each of these characters, by its byte offset, replaced by what `change` makes of it, where that drops it
/// or is another; none where nothing changes.
fn replaced(
    text: &Mapped,
    chars: impl Iterator<Item = (usize, char)>,
    change: impl Fn(usize, char) -> Option<char>,
) -> Option<Mapped> {
    let mut changed = None;
    let mut same = 0;
    for (at, c) in chars {
        let new = change(at, c);
        if new != Some(c) {
            let out = changed.get_or_insert_with(|| MappedBuilder::with_capacity(text.text().len()));
            out.extend(text.slice(same..at));
            new.into_iter().for_each(|new| out.push(new, text.origin(at)));
            same = at + c.len_utf8();
        }
    }
    let mut out = changed?;
    out.extend(text.slice(same..text.text().len()));
    Some(out.finish(text.source_chars()))
}

/// The characters of a text that are no common ideographs, by their byte offsets: a small part of a Chinese text.
fn marks(text: &str) -> impl Iterator<Item = (usize, char)> {
    let mut end = 0;
    std::iter::from_fn(move || {
        let at = end + ideographs(&text[end..]);
        let c = text[at..].chars().next()?;
        end = at + c.len_utf8();
        Some((at, c))
    })
}

/// The byte ranges of the lines of a text, without their line breaks.
fn lines(text: &str) -> impl Iterator<Item = Range<usize>> + '_ {
    let mut start = 0;
    text.split('\n').map(move |line| {
        let range = start..start + line.len();
        start = range.end + 1;
        range
    })
}

/// True when a space or a tab stands in a text.
fn has_blank(text: &str) -> bool {
    memchr2(b' ', b'\t', text.as_bytes()).is_some()
}

/// A Han character.
pub(super) fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{3FFFF}' | '〇')
}

/// A mark that ends a sentence.
pub(super) fn ends_sentence(c: char) -> bool {
    matches!(c, '。' | '!' | '?' | ';' | '…')
}
