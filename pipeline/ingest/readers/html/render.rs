//! A page as lines of text: one for each block, row of a table or entry of a list. Does not judge what is navigation.

use scraper::{ElementRef, Html, Node};

use super::table;

/// What never holds a report. Forms are read: whole sites stand inside one.
const SKIPPED: &[&str] = &[
    "aside", "button", "datalist", "footer", "head", "header", "iframe", "nav", "noscript", "object", "script", "select",
    "style", "svg", "template", "textarea",
];

/// What stands in its line; every other element has lines of its own.
const INLINE: &[&str] = &[
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font", "i", "img", "input",
    "ins", "kbd", "label", "mark", "nobr", "q", "rb", "rp", "rt", "ruby", "s", "samp", "small", "span", "strike", "strong",
    "sub", "sup", "time", "tt", "u", "var", "wbr",
];

/// The page's text.
pub(super) fn text(page: &Html) -> String {
    lines(page.root_element()).join("\n")
}

/// The lines of an element.
pub(super) fn lines(root: ElementRef) -> Vec<String> {
    let mut lines = Lines::default();
    // A stack of our own: a page may be deeper than a thread's stack.
    let mut stack = vec![(*root, false)];
    while let Some((node, seen)) = stack.pop() {
        match (node.value(), ElementRef::wrap(node)) {
            (Node::Text(text), _) => lines.push(text),
            (_, Some(element)) if seen => lines.close(element.value().name()),
            (_, Some(element)) if is_skipped(element) => {}
            (_, Some(element)) if element.value().name() == "table" && !table::is_layout(element) => {
                lines.end();
                lines.done.extend(table::lines(element));
            }
            (_, element) => {
                if let Some(element) = element {
                    lines.open(element.value().name());
                    stack.push((node, true));
                }
                stack.extend(node.children().rev().map(|child| (child, false)));
            }
        }
    }
    lines.end();
    lines.done
}

/// An article's own header and footer hold its title and its byline; those of the page do not.
fn is_skipped(element: ElementRef) -> bool {
    let name = element.value().name();
    let own = || element.ancestors().filter_map(ElementRef::wrap).any(|above| matches!(above.value().name(), "article" | "main"));
    SKIPPED.contains(&name) && !(matches!(name, "header" | "footer") && own())
}

/// The lines so far, and the one being written.
#[derive(Default)]
struct Lines {
    done: Vec<String>,
    line: String,
    /// White space was seen since the last character of the line.
    gap: bool,
    /// The line begins an entry of a list.
    entry: bool,
    /// How many elements keep their line ends.
    verbatim: usize,
}

impl Lines {
    fn open(&mut self, name: &str) {
        match name {
            _ if INLINE.contains(&name) => return,
            "pre" => self.verbatim += 1,
            _ => {}
        }
        self.end();
        self.entry |= name == "li";
    }

    fn close(&mut self, name: &str) {
        match name {
            _ if INLINE.contains(&name) => return,
            "pre" => self.verbatim -= 1,
            _ => {}
        }
        self.end();
        self.entry &= name != "li";
    }

    fn push(&mut self, text: &str) {
        for c in text.chars() {
            match c {
                '\n' if self.verbatim > 0 => self.end(),
                c if c.is_whitespace() => self.gap = true,
                c => self.push_char(c),
            }
        }
    }

    fn push_char(&mut self, c: char) {
        if self.line.is_empty() {
            if std::mem::take(&mut self.entry) {
                self.line.push_str("- ");
            }
        } else if self.gap {
            self.line.push(' ');
        }
        self.gap = false;
        self.line.push(c);
    }

    fn end(&mut self) {
        if !self.line.is_empty() {
            self.done.push(std::mem::take(&mut self.line));
        }
        self.gap = false;
    }
}
