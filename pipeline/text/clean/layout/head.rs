//! Head: what the text itself tells about the document, where ingest could not tell.

use super::super::passes::is_han;
use super::super::words::{Class, CleanWords};
use super::Laid;
use crate::model::{BlockKind, DocumentHead};

/// The weakest bases of a date: the text's own date replaces them.
const WEAK: [&str; 3] = ["file name", "file made", "property modified"];
/// No name of a publisher is longer, in characters.
const MAX_PUBLISHER: usize = 24;

/// Fills title, date and publisher from the articles.
pub(in crate::clean) fn fill(head: &mut DocumentHead, text: &str, articles: &[Laid], words: &CleanWords) {
    if head.title.is_none() {
        head.title = articles.iter().find_map(|laid| laid.article.title.clone());
    }
    if head.published.is_none() || head.published_basis.as_deref().is_some_and(|basis| WEAK.contains(&basis)) {
        let dated = |laid: &Laid| Some((laid.article.published?, laid.published_at.clone()?));
        // A document is no older than the youngest text in it.
        let latest = || articles.iter().filter_map(dated).max_by_key(|(date, _)| *date);
        if let Some((date, place)) = articles.first().and_then(dated).or_else(latest) {
            head.published = Some(date);
            head.published_basis = Some(text[place].to_owned());
        }
    }
    if head.publisher.is_none() {
        let first = articles.first();
        head.publisher = first.and_then(|laid| publisher(text, laid, words).or_else(|| site(text, laid, words)));
    }
}

/// The value behind the first label of a source in the bylines of an article.
fn publisher(text: &str, laid: &Laid, words: &CleanWords) -> Option<String> {
    let mut bylines = laid.article.blocks.iter().filter(|block| block.kind == BlockKind::Byline).peekable();
    while let Some(block) = bylines.next() {
        let line = &text[block.range()];
        let Some(label) = words.find(Class::SourceLabel, line).filter(|label| opens_word(&line[..label.start])) else { continue };
        let rest = line[label.end..].trim_start_matches([':', '】', ']', ' ', '|', '\t']);
        // Below a bare label the value stands on the next line.
        let rest = if rest.is_empty() { bylines.peek().map_or("", |next| &text[next.range()]) } else { rest };
        let value = rest.split([' ', '\t', '【', '•', ')', ',']).next().unwrap_or_default();
        let known =
            !value.is_empty() && !words.is(Class::SourceUnknown, value) && words.start(Class::BylineLabel, value).is_none();
        if known && value.chars().count() <= MAX_PUBLISHER {
            return Some(value.to_owned());
        }
    }
    None
}

/// The body whose site the page is of: the first line of all, above the title.
fn site(text: &str, laid: &Laid, words: &CleanWords) -> Option<String> {
    let first = laid.article.blocks.first().filter(|block| block.kind == BlockKind::Boilerplate)?;
    let name = text[first.range()].trim();
    let body = words.ends(Class::OrganEnd, name) && name.chars().all(is_han) && name.chars().count() <= MAX_PUBLISHER;
    body.then(|| name.to_owned())
}

/// True when what stands before a label does not make it part of a longer word.
fn opens_word(before: &str) -> bool {
    before.chars().next_back().is_none_or(|c| !is_han(c))
}
