//! What a page says of itself: its `meta` elements, its data for search engines, its title, its headings, its address.

use scraper::{ElementRef, Html, Node};

use super::super::rows::on_one_line;
use crate::{
    columns::{Columns, normal},
    source::About,
};

/// A line that stands for the title has at least so many characters …
const MIN_TITLE: usize = 5;
/// … and is at least the title's such part: the rest is the name of the site.
const TITLE_PART: usize = 2;
/// A browser's note stands at the head of a page that it saved.
const MAX_COMMENTS: usize = 8;

/// What the page says; `data` are the pairs of its article for search engines, `lines` its report.
pub(super) fn about(page: &Html, data: Vec<(String, String)>, columns: &Columns, lines: &[String]) -> About {
    let among = |pairs: Vec<(String, String)>| {
        move |name: &str| pairs.iter().find(|(key, _)| key == name).map(|(_, content)| content.clone())
    };
    let about = columns.about("meta", among(named(page)));
    let linked = columns.about("json-ld", among(data));
    let title = about.title.or(linked.title).or_else(|| first(page, "title").map(inner)).filter(|title| !title.is_empty());
    let canonical = || elements(page, "link").find(|link| link.attr("rel") == Some("canonical"))?.attr("href").map(str::to_owned);
    About {
        title: shorter(title, first(page, "h1").map(inner), lines),
        publisher: about.publisher.or(linked.publisher),
        published: about.published.or(linked.published),
        url: about.url.or_else(canonical).or(linked.url).or_else(|| saved_from(page)),
        ..About::default()
    }
}

/// The named contents of the page's `meta` elements, and of others that name theirs, that are not empty.
fn named(page: &Html) -> Vec<(String, String)> {
    let name = |meta: &ElementRef| ["name", "property", "itemprop"].iter().find_map(|key| meta.attr(key)).map(normal);
    let content = |meta: ElementRef| meta.attr("content").or_else(|| meta.attr("datetime")).map(on_one_line);
    let pair = |meta: ElementRef| Some((name(&meta)?, content(meta)?));
    let all = page.root_element().descendent_elements().filter_map(pair);
    all.filter(|(_, content)| !content.is_empty()).collect()
}

/// A title often carries the site's name; where the page's heading, or a line of its text, stands inside it, that is the title.
fn shorter(title: Option<String>, heading: Option<String>, lines: &[String]) -> Option<String> {
    let heading = heading.filter(|heading| !heading.is_empty());
    let Some(title) = title else { return heading };
    let long = |line: &&String| {
        let chars = line.chars().count();
        chars >= MIN_TITLE && chars * TITLE_PART >= title.chars().count()
    };
    let inside = |line: &&String| title.contains(line.as_str());
    let line = || lines.iter().filter(long).filter(inside).max_by_key(|line| line.len()).cloned();
    Some(heading.filter(|heading| title.contains(heading)).or_else(line).unwrap_or(title))
}

/// The address that a browser notes in a page that it saves: `saved from url=(0038)https://…`, `url: https://…`.
fn saved_from(page: &Html) -> Option<String> {
    let comments = page.tree.root().descendants().filter_map(|node| match node.value() {
        Node::Comment(comment) => Some(comment.to_string()),
        _ => None,
    });
    let address = |comment: String| {
        let (before, _) = comment.split_once("http")?;
        let noted = before.to_ascii_lowercase();
        let noted = (noted.contains("saved from") || noted.contains("saved with")) && noted.contains("url");
        noted.then(|| comment[before.len()..].split_whitespace().next().map(str::to_owned))?
    };
    comments.take(MAX_COMMENTS).find_map(address)
}

fn elements<'a>(page: &'a Html, name: &'static str) -> impl Iterator<Item = ElementRef<'a>> {
    page.root_element().descendent_elements().filter(move |element| element.value().name() == name)
}

fn first<'a>(page: &'a Html, name: &'static str) -> Option<ElementRef<'a>> {
    elements(page, name).next()
}

fn inner(element: ElementRef) -> String {
    on_one_line(&element.text().collect::<String>())
}
