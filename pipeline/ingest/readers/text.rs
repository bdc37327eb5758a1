//! Plain text and Markdown: the decoded bytes are the report.

use crate::source::{About, Read, Source};

pub(super) fn read(source: &Source) -> Read {
    let decoded = source.decode()?;
    source.whole(decoded.text, decoded.encoding, About::default())
}
