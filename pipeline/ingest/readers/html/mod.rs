//! HTML pages: guarded, parsed, rendered as text without what stands beside it, their metadata read.

mod beside;
mod guard;
mod linked_data;
mod metadata;
mod render;
mod stored;
mod table;

#[cfg(test)]
mod tests;

use scraper::Html;

use crate::source::{Read, Rejected, Source};

pub(super) fn read(source: &Source) -> Read {
    let decoded = source.decode()?;
    guard::check(&decoded.text)?;
    let page = Html::parse_document(&decoded.text);
    let data = linked_data::read(&page);
    let mut lines = render::report(&page, source.columns);
    if lines.is_empty() {
        // The page's data for search engines may repeat the text that a script would show.
        let body = data.iter().find(|(name, _)| name == linked_data::BODY).and_then(|(_, body)| stored::parse(body));
        lines = body.map(|body| render::report(&body, source.columns)).unwrap_or_default();
    }
    let has = |name: &str| page.root_element().descendent_elements().any(|element| element.value().name() == name);
    if !lines.iter().any(|line| states(line)) && (has("a") || has("script")) {
        let reason = if has("script") { "; a script may load its text" } else { "" };
        return Err(Rejected(format!("the page holds no text but titles and links{reason}")));
    }
    let about = metadata::about(&page, data, source.columns, &lines);
    source.whole(lines.join("\n"), decoded.encoding, about)
}

/// Holds a sentence or a figure, as a page of titles alone does not.
fn states(line: &str) -> bool {
    line.contains(|c: char| c.is_ascii_digit() || matches!(c, '。' | '，' | '；' | '：' | '.' | ',' | '０'..='９'))
}
