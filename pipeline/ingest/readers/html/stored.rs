//! Text that a page stores instead of printing it: a content system's form field that a script shows, the body that the
//! page's data for search engines repeats.

use ego_tree::NodeId;
use scraper::{ElementRef, Html};

use super::guard;

/// A page inside the page.
pub(super) struct Stored {
    /// The element that holds it.
    pub(super) place: NodeId,
    pub(super) page: Html,
}

/// The form field with more Chinese than `words`, which is how many characters the page prints itself. (A field may also hold the
/// state of a server program, in Latin letters and of any length.)
pub(super) fn find(page: &Html, words: usize) -> Option<Stored> {
    let chinese = |text: &str| text.chars().filter(|c| *c >= '\u{3400}' && c.is_alphabetic()).count();
    let fields = page.root_element().descendent_elements().filter_map(|element| {
        let markup = content(element)?;
        Some((chinese(&markup), element, markup))
    });
    let (_, element, markup) = fields.filter(|(count, ..)| *count > words).max_by_key(|(count, ..)| *count)?;
    let page = parse(&markup)?;
    Some(Stored { place: element.id(), page })
}

/// Markup that stands as text in a page, read as a page; none when no parser should be given it.
pub(super) fn parse(markup: &str) -> Option<Html> {
    guard::check(markup).is_ok().then(|| Html::parse_fragment(markup))
}

fn content(element: ElementRef) -> Option<String> {
    match element.value().name() {
        "textarea" => Some(element.text().collect()),
        "input" if element.attr("type").is_some_and(|kind| kind.eq_ignore_ascii_case("hidden")) => {
            element.attr("value").map(str::to_owned)
        }
        _ => None,
    }
}
