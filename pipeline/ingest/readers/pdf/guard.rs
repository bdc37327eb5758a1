//! What the PDF library should not be given: files on which it would not end, or end the program. Counts decide, not the clock.

use crate::source::Rejected;

/// A larger file is a collection of pictures.
const BYTES: usize = 128 << 20;
/// An object that nests deeper is no honest one; the library goes down one call for each level.
const LEVELS: usize = 10_000;
/// Where the table of its objects is lost, the library looks each of them through anew at every line, at most so many bytes …
const LOOKED_THROUGH: usize = 1 << 20;
/// … and several times: so many bytes looked at in one round take some seconds.
const STEPS: u64 = 500_000_000;

/// The content of a page nests no deeper …
const CONTENT_LEVELS: usize = 500;
/// … and what is not closed in it makes the library look at no more bytes.
const CONTENT_STEPS: u64 = 20_000_000;

/// A number that is longer is none, and is tried anew from each of its digits; glyphs named in hexadecimal digits may be many.
const DIGITS: usize = 20_000;

/// So many words without an operator are no operands; the library goes through them anew from each.
const OPERANDS: usize = 6_000;

/// Rejects a file that is too large, too deep, or too damaged.
pub(super) fn check(bytes: &[u8]) -> Result<(), Rejected> {
    if bytes.len() > BYTES {
        return Err(Rejected(format!("the PDF is larger than {} MiB", BYTES >> 20)));
    }
    if levels(bytes) > LEVELS {
        return Err(Rejected(format!("the PDF nests more than {LEVELS} objects")));
    }
    if !has_table(bytes) && steps(bytes) > STEPS {
        return Err(Rejected::because("the PDF has lost the table of its objects, and is too large to be searched for them"));
    }
    Ok(())
}

/// How deep arrays and dictionaries nest in the bytes; in pictures and packed streams the brackets balance well enough.
fn levels(bytes: &[u8]) -> usize {
    let (mut open, mut most) = (0_usize, 0);
    let mut before = 0;
    for &byte in bytes {
        match byte {
            b'[' => open += 1,
            b'<' if before == byte => open += 1,
            b']' => open = open.saturating_sub(1),
            b'>' if before == byte => open = open.saturating_sub(1),
            _ => {}
        }
        most = most.max(open);
        before = byte;
    }
    most
}

/// True when the file says at its end where the table of its objects stands, and it does stand there.
fn has_table(bytes: &[u8]) -> bool {
    let tail = &bytes[bytes.len().saturating_sub(1024)..];
    let Some(at) = tail.windows(9).rposition(|word| word == b"startxref") else { return false };
    let place: String = tail[at + 9..]
        .iter()
        .map(|byte| char::from(*byte))
        .skip_while(char::is_ascii_whitespace)
        .take_while(char::is_ascii_digit)
        .collect();
    let table = place.parse().ok().and_then(|place: usize| bytes.get(place..)).unwrap_or_default().trim_ascii_start();
    table.starts_with(b"xref") || table.first().is_some_and(u8::is_ascii_digit)
}

/// How many bytes a search for lost objects looks at: for each line of each object, what was read of it so far.
fn steps(bytes: &[u8]) -> u64 {
    let (mut lines, mut steps) = (0_u64, 0);
    let mut open: Vec<(usize, u64)> = Vec::new();
    for at in 0..bytes.len() {
        let rest = &bytes[at..];
        if rest.starts_with(b"endobj") || rest.len() == 1 {
            for (start, first) in open.drain(..) {
                let length = at - start;
                let read = length.min(LOOKED_THROUGH);
                let part = read as f64 / length.max(1) as f64;
                steps += ((lines - first) as f64 * part * read as f64 / 2.0) as u64;
            }
        } else if rest.starts_with(b" obj") {
            open.push((at, lines));
        }
        lines += u64::from(bytes[at] == b'\n');
    }
    steps
}

/// True for the content of a page in which so much is opened and never closed that reading it would not end: the library reads
/// from each opening to the end, and then from the next one again.
pub(super) fn is_endless(content: &[u8]) -> bool {
    let mut open: Vec<(u8, usize)> = Vec::new();
    let mut most = 0;
    let mut at = 0;
    while at < content.len() {
        let in_text = open.last().is_some_and(|(mark, _)| *mark == b'(');
        let doubled = content.get(at + 1) == Some(&content[at]);
        match content[at] {
            b'\\' if in_text => at += 1,
            b'(' => open.push((b'(', at)),
            b')' if in_text => _ = open.pop(),
            _ if in_text => {}
            b'[' => open.push((b'[', at)),
            b'<' if doubled => {
                open.push((b'<', at));
                at += 1;
            }
            b']' | b'>' => close(&mut open, content[at]),
            _ => {}
        }
        most = most.max(open.len());
        at += 1;
    }
    let read: usize = open.iter().map(|(_, from)| content.len() - from).sum();
    longest_number(content) > DIGITS || most_operands(content) > OPERANDS || most > CONTENT_LEVELS || read as u64 > CONTENT_STEPS
}

/// How long the longest run of digits, signs and points is.
fn longest_number(content: &[u8]) -> usize {
    let part = |byte: &u8| byte.is_ascii_digit() || matches!(byte, b'+' | b'-' | b'.');
    content.split(|byte| !part(byte)).map(<[u8]>::len).max().unwrap_or(0)
}

/// The most words in a row none of which is an operator; names and the `R` of references are operands.
fn most_operands(content: &[u8]) -> usize {
    let (mut row, mut most) = (0, 0);
    for word in content.split(u8::is_ascii_whitespace).filter(|word| !word.is_empty()) {
        // `]TJ` and `(a)'` end with their operator, `R]/Kids` ends with a name.
        let operator_byte = |byte: &u8| byte.is_ascii_alphabetic() || matches!(byte, b'\'' | b'"' | b'*');
        let letters = word.iter().rev().take_while(|byte| operator_byte(byte)).count();
        let (before, end) = word.split_at(word.len() - letters);
        let operator = letters > 0 && end != b"R" && !before.ends_with(b"/");
        row = if operator { 0 } else { row + 1 };
        most = most.max(row);
    }
    most
}

/// Closes the last array or dictionary, if it is of this kind; `>` alone ends a text in hexadecimal digits.
fn close(open: &mut Vec<(u8, usize)>, mark: u8) {
    let opening = if mark == b']' { b'[' } else { b'<' };
    if open.last().is_some_and(|(last, _)| *last == opening) {
        open.pop();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A file with one object, the table of its objects at its end.
    fn file(object: &str) -> Vec<u8> {
        let body = format!("%PDF-1.7\n1 0 obj\n{object}\nendobj\n");
        format!("{body}xref\n0 1\ntrailer\n<<>>\nstartxref\n{}\n%%EOF\n", body.len()).into_bytes()
    }

    #[test]
    fn deep_files_are_rejected() {
        assert!(check(&file(&"[".repeat(20_000))).is_err());
        assert!(check(&file(&"<</A ".repeat(20_000))).is_err());
        assert!(check(&file(&"[<</A (1)>>]".repeat(20_000))).is_ok());
    }

    #[test]
    fn long_objects_are_rejected_where_the_table_is_lost() {
        let whole = file(&"0\n".repeat(40_000));
        assert!(check(&whole).is_ok());
        assert!(check(&whole[..whole.len() - 20]).is_err());
        let short = file(&"0\n".repeat(400));
        assert!(check(&short[..short.len() - 20]).is_ok());
    }

    #[test]
    fn content_that_is_never_closed_is_endless() {
        for endless in ["[", "[<<", "(", "<</A ", "99", "-1", "/Kids [1 0 R] ", "/Kids [1 0 R]"] {
            assert!(is_endless(endless.repeat(20_000).as_bytes()), "{endless}");
        }
        for honest in ["[(a[[[\\()-5<5b>]TJ ", "/P <</MCID 0>> BDC (\\)) Tj EMC ", "(a(b)) Tj [1 2] 0 d "] {
            assert!(!is_endless(honest.repeat(20_000).as_bytes()), "{honest}");
        }
    }
}
