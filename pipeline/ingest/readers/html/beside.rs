//! What stands beside a page's report: navigation, side bars, comments, lists of links, teasers of other pages, what is hidden.
//!
//! Judged by what the parts are made of (own words against links) and by what the page calls them. Rather keeps too much than
//! loses a paragraph: a part with most of the page's own words stays, whatever it is called.

use std::collections::{BTreeMap, BTreeSet};

use ego_tree::{NodeId, NodeRef, iter::Edge};
use scraper::{ElementRef, Html, Node};

use super::render::{is_inline, is_no_text};
use crate::{Columns, Role};

/// So many links make a list of links …
const MIN_LINKS: usize = 2;
/// … when they hold so many times the words beside them.
const MOSTLY: usize = 2;
/// So many parts of one form, each led by a link, are teasers of other pages.
const MIN_TEASERS: usize = 2;
/// So many line ends, and statements, make a cell a part of the page.
const FRAMED: usize = 2;
/// No teaser has more characters outside its link; a longer part is an article of its own.
const MAX_TEASER: usize = 200;

/// What the text under an element is made of; characters are letters and digits.
#[derive(Clone, Copy, Debug, Default)]
struct Weight {
    /// Characters outside links.
    plain: usize,
    /// Characters inside links.
    linked: usize,
    /// Links that hold text.
    links: usize,
    /// Those of them that lead to another page.
    away: usize,
    /// Pieces of text outside links that hold a sentence or a figure.
    statements: usize,
}

impl Weight {
    fn of(text: &str) -> Self {
        let states = is_statement(text);
        // A date says nothing of its own: it stands beside a link, or in a byline.
        let dated = !states && text.contains(|c: char| c.is_ascii_digit());
        let plain = if dated { 0 } else { text.chars().filter(|c| c.is_alphanumeric()).count() };
        Self { plain, statements: usize::from(states), ..Self::default() }
    }

    fn add(&mut self, other: Self) {
        self.plain += other.plain;
        self.linked += other.linked;
        self.links += other.links;
        self.away += other.away;
        self.statements += other.statements;
    }

    /// The same text as a link to `address`.
    fn link(self, address: &str) -> Self {
        let linked = self.plain + self.linked;
        let text = usize::from(linked > 0);
        let here = address.starts_with('#') || address.starts_with("javascript:");
        Self { linked, links: text, away: if here { 0 } else { text }, ..Self::default() }
    }

    /// Holds words, and hardly any outside links.
    fn is_links(self) -> bool {
        self.links >= MIN_LINKS && self.statements == 0 && self.linked >= MOSTLY * self.plain
    }
}

/// A page whose parts were weighed.
pub(super) struct Beside<'a> {
    weights: BTreeMap<NodeId, Weight>,
    all: Weight,
    /// The elements that the page declares to be its text.
    declared: Vec<ElementRef<'a>>,
    /// What classes and ids call a part that stands beside the text.
    names: &'a [String],
}

impl<'a> Beside<'a> {
    pub(super) fn new(page: &'a Html, columns: &'a Columns) -> Self {
        let root = page.root_element();
        let weights = weights(root);
        let all = weights.get(&root.id()).copied().unwrap_or_default();
        let declared = root.descendent_elements().filter(|element| is_declared(*element)).collect();
        Self { weights, all, declared, names: columns.names(Role::Beside) }
    }

    /// Characters of the page outside links.
    pub(super) fn words(&self) -> usize {
        self.all.plain
    }

    /// True when the element is no part of the report.
    pub(super) fn holds(&self, element: ElementRef) -> bool {
        let set_apart = is_beside_by_kind(element) || is_hidden(element) || self.is_named(element);
        set_apart && !self.is_bulk(element) || !is_inline(element.value().name()) && self.is_links(element)
    }

    /// Those children of an element that announce other pages: several of one form, each led by a link, with few words more.
    pub(super) fn teasers(&self, parent: ElementRef) -> BTreeSet<NodeId> {
        let mut forms: BTreeMap<(&str, Option<&str>), BTreeSet<NodeId>> = BTreeMap::new();
        for child in parent.child_elements().filter(|child| self.is_teaser(*child)) {
            forms.entry((child.value().name(), child.attr("class"))).or_default().insert(child.id());
        }
        forms.into_values().filter(|form| form.len() >= MIN_TEASERS).flatten().collect()
    }

    /// True when a table is only the frame of a page: its rows have one cell, or one cell of it holds most of its words, in
    /// several lines and statements.
    pub(super) fn is_frame(&self, table: ElementRef) -> bool {
        let all = self.weight(*table).plain;
        let is_cell = |element: &ElementRef| matches!(element.value().name(), "td" | "th");
        let lines = |cell: ElementRef| cell.descendent_elements().filter(|element| element.value().name() == "br").count();
        let holds_most = |cell: ElementRef| {
            let own = self.weight(*cell);
            own.plain * 3 > all * 2 && own.statements >= FRAMED && lines(cell) >= FRAMED
        };
        let mut rows = table.descendent_elements().filter(|element| element.value().name() == "tr");
        rows.all(|row| row.child_elements().filter(is_cell).count() < 2)
            || table.descendent_elements().filter(is_cell).any(holds_most)
    }

    fn weight(&self, node: NodeRef<Node>) -> Weight {
        match node.value() {
            Node::Text(text) => Weight::of(text),
            _ => self.weights.get(&node.id()).copied().unwrap_or_default(),
        }
    }

    /// Most of the page's own words stand here, and the page does not declare that its text stands elsewhere.
    fn is_bulk(&self, element: ElementRef) -> bool {
        let own = self.weight(*element);
        let elsewhere = |declared: &ElementRef| {
            let all = self.weight(**declared).statements;
            let within = |inner: ElementRef, outer: ElementRef| inner.ancestors().any(|above| above.id() == outer.id());
            let shared = if declared.id() == element.id() || within(*declared, element) {
                all
            } else if within(element, *declared) {
                own.statements
            } else {
                0
            };
            all > shared
        };
        own.plain * 2 > self.all.plain && !self.declared.iter().any(elsewhere)
    }

    /// A list of links; a heading of the page is none.
    fn is_links(&self, element: ElementRef) -> bool {
        self.weight(*element).is_links() && !element.descendent_elements().any(|inner| inner.value().name() == "h1")
    }

    fn is_named(&self, element: ElementRef) -> bool {
        let attributes = [element.attr("class"), element.attr("id")];
        attributes.into_iter().flatten().flat_map(words).any(|word| self.names.contains(&word))
    }

    /// A link on a line of its own comes first, a few words follow.
    fn is_teaser(&self, element: ElementRef) -> bool {
        let weight = self.weight(*element);
        weight.away > 0 && (1..=MAX_TEASER).contains(&weight.plain) && self.is_led_by_link(*element)
    }

    fn is_led_by_link(&self, mut node: NodeRef<Node>) -> bool {
        loop {
            let mut children = node.children().filter(|child| {
                let weight = self.weight(*child);
                weight.plain + weight.linked > 0
            });
            let Some(first) = children.next() else { return false };
            let weight = self.weight(first);
            if weight.links == 0 {
                return false;
            }
            if weight.plain == 0 {
                return is_block(first) || children.next().is_none_or(is_block);
            }
            node = first;
        }
    }
}

/// The weights of all elements, in one walk.
fn weights(root: ElementRef) -> BTreeMap<NodeId, Weight> {
    let mut weights = BTreeMap::new();
    let mut open = vec![Weight::default()];
    for edge in root.traverse() {
        match edge {
            Edge::Open(node) => match node.value() {
                Node::Text(text) => open.last_mut().into_iter().for_each(|above| above.add(Weight::of(text))),
                _ => open.push(Weight::default()),
            },
            Edge::Close(node) if node.value().is_text() => {}
            Edge::Close(node) => {
                let mut weight = open.pop().unwrap_or_default();
                if let Some(element) = ElementRef::wrap(node) {
                    match element.attr("href").filter(|_| element.value().name() == "a") {
                        _ if is_no_text(element.value().name()) => weight = Weight::default(),
                        Some(address) => weight = weight.link(address),
                        None => {}
                    }
                    weights.insert(node.id(), weight);
                }
                open.last_mut().into_iter().for_each(|above| above.add(weight));
            }
        }
    }
    weights
}

/// A sentence, or a figure that is no date: one run of digits, or two with a point or comma between.
fn is_statement(text: &str) -> bool {
    if text.contains(['。', '；', '，']) {
        return true;
    }
    let mut runs = text.split(|c: char| !c.is_ascii_digit() && !matches!(c, '.' | ',')).filter(|run| {
        // A point or comma without digits is none.
        run.contains(|c: char| c.is_ascii_digit())
    });
    runs.next().is_some_and(|run| run.matches(['.', ',']).count() < 2) && runs.next().is_none()
}

/// What the page declares to be its text.
fn is_declared(element: ElementRef) -> bool {
    matches!(element.value().name(), "article" | "main")
        || element.attr("role") == Some("main")
        || element.attr("itemprop") == Some("articleBody")
}

/// Beside the text by its name or its role. An article's own header and footer hold its title and byline.
fn is_beside_by_kind(element: ElementRef) -> bool {
    let own = || element.ancestors().filter_map(ElementRef::wrap).any(is_declared);
    match element.value().name() {
        "aside" | "dialog" | "nav" => true,
        "header" | "footer" => !own(),
        _ => element.attr("role").is_some_and(|role| {
            matches!(role, "banner" | "complementary" | "contentinfo" | "dialog" | "menu" | "navigation" | "search" | "toolbar")
        }),
    }
}

fn is_hidden(element: ElementRef) -> bool {
    let style = || element.attr("style").map(|style| style.to_ascii_lowercase().replace(char::is_whitespace, ""));
    element.attr("hidden").is_some()
        || style().is_some_and(|style| style.contains("display:none") || style.contains("visibility:hidden"))
}

fn is_block(node: NodeRef<Node>) -> bool {
    ElementRef::wrap(node).is_some_and(|element| !is_inline(element.value().name()))
}

/// The words of a class or an id: `side-bar leftMenu` is side, bar, left, menu.
fn words(names: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut lower = false;
    for c in names.chars() {
        if !c.is_alphanumeric() || lower && c.is_uppercase() {
            words.push(String::new());
        }
        if c.is_alphanumeric() {
            words.last_mut().into_iter().for_each(|word| word.extend(c.to_lowercase()));
        }
        lower = c.is_lowercase();
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_fall_into_words() {
        assert_eq!(words("side-bar leftMenu"), ["side", "bar", "left", "menu"]);
        assert_eq!(words("TRS_Editor"), ["trs", "editor"]);
    }

    #[test]
    fn dates_state_nothing() {
        for text in ["2021-05-01", "05-01", "[2021.05.01 10:22]", "2021年5月1日", "下一页", ""] {
            assert!(!is_statement(text), "{text}");
        }
        for text in ["产值120亿元", "12.5", "1,023家", "全区稳步发展。"] {
            assert!(is_statement(text), "{text}");
        }
    }
}
