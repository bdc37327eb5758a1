//! HTML pages: guarded, parsed, rendered as text, their metadata read.

mod guard;
mod metadata;
mod render;
mod table;

use scraper::Html;

use crate::source::{Read, Source};

pub(super) fn read(source: &Source) -> Read {
    let decoded = source.decode()?;
    guard::check(&decoded.text)?;
    let page = Html::parse_document(&decoded.text);
    let about = metadata::about(&page, source.columns);
    source.whole(render::text(&page), decoded.encoding, about)
}
