//! What a page says of itself: its `meta` elements, its title, its first heading, its canonical address.

use scraper::{ElementRef, Html};

use super::super::rows::on_one_line;
use crate::{
    columns::{Columns, normal},
    source::About,
};

pub(super) fn about(page: &Html, columns: &Columns) -> About {
    let metas = named(page);
    let value = |name: &str| metas.iter().find(|(key, _)| key == name).map(|(_, content)| content.clone());
    let about = columns.about("meta", value);
    let heading = first(page, "h1").map(inner);
    let title = about.title.or_else(|| first(page, "title").map(inner)).filter(|title| !title.is_empty());
    let canonical = || elements(page, "link").find(|link| link.attr("rel") == Some("canonical"))?.attr("href").map(str::to_owned);
    About { title: shorter(title, heading), url: about.url.or_else(canonical), ..about }
}

/// The named contents of the page's `meta` elements that are not empty.
fn named(page: &Html) -> Vec<(String, String)> {
    let name = |meta: &ElementRef| ["name", "property", "itemprop"].iter().find_map(|key| meta.attr(key)).map(normal);
    let pair = |meta: ElementRef| Some((name(&meta)?, on_one_line(meta.attr("content")?)));
    elements(page, "meta").filter_map(pair).filter(|(_, content)| !content.is_empty()).collect()
}

/// A title often carries the site's name; where the page's heading stands inside it, the heading is the title.
fn shorter(title: Option<String>, heading: Option<String>) -> Option<String> {
    let heading = heading.filter(|heading| !heading.is_empty());
    match (title, heading) {
        (Some(title), Some(heading)) if !title.contains(&heading) => Some(title),
        (title, heading) => heading.or(title),
    }
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
