//! A page as lines of text: one for each block, row of a table or entry of a list, without what stands beside the report.

use scraper::{ElementRef, Html, Node};

use super::{beside::Beside, stored, table};
use crate::Columns;

/// What never prints a report; of ruby text, the readings. Forms are read: whole sites stand inside one.
const NO_TEXT: &[&str] = &[
    "button", "datalist", "head", "iframe", "noscript", "object", "rp", "rt", "rtc", "script", "select", "style", "svg",
    "template", "textarea",
];

/// What stands in its line; every other element has lines of its own.
const INLINE: &[&str] = &[
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font", "i", "img", "input",
    "ins", "kbd", "label", "mark", "nobr", "q", "rb", "ruby", "s", "samp", "small", "span", "strike", "strong", "sub", "sup",
    "time", "tt", "u", "var", "wbr",
];

/// True for an element that prints nothing.
pub(super) fn is_no_text(name: &str) -> bool {
    NO_TEXT.contains(&name)
}

/// True for an element that stands in its line.
pub(super) fn is_inline(name: &str) -> bool {
    INLINE.contains(&name) || NO_TEXT.contains(&name)
}

/// The lines of a page's report. Where a script shows what a form field stores, that stands in the place of the field.
pub(super) fn report(page: &Html, columns: &Columns) -> Vec<String> {
    let beside = Beside::new(page, columns);
    let stored = stored::find(page, beside.words());
    let part = |element: ElementRef| stored.as_ref().filter(|stored| stored.place == element.id()).map(|stored| &stored.page);
    walk(page.root_element(), Some(&beside), |element, lines| {
        if let Some(page) = part(element) {
            lines.end();
            lines.done.extend(walk(page.root_element(), Some(&Beside::new(page, columns)), |_, _| false));
            return true;
        }
        false
    })
}

/// The lines of an element, all of them.
pub(super) fn lines(root: ElementRef) -> Vec<String> {
    walk(root, None, |_, _| false)
}

/// The lines of an element; `instead` may write its own for an element and says whether it did.
fn walk(root: ElementRef, beside: Option<&Beside>, instead: impl Fn(ElementRef, &mut Lines) -> bool) -> Vec<String> {
    let mut lines = Lines::default();
    // A stack of our own: a page may be deeper than a thread's stack.
    let mut stack = vec![(*root, false)];
    while let Some((node, seen)) = stack.pop() {
        let Some(element) = ElementRef::wrap(node) else {
            match node.value() {
                Node::Text(text) => lines.push(text),
                _ => stack.extend(node.children().rev().map(|child| (child, false))),
            }
            continue;
        };
        let name = element.value().name();
        if seen {
            lines.close(name);
        } else if instead(element, &mut lines) || is_no_text(name) || beside.is_some_and(|beside| beside.holds(element)) {
            // Written already, or no part of the report.
            lines.part(name);
        } else if name == "table" && !table::is_layout(element) && !beside.is_some_and(|beside| beside.is_frame(element)) {
            lines.end();
            lines.done.extend(table::lines(element));
        } else {
            lines.open(name);
            stack.push((node, true));
            let teasers = beside.map(|beside| beside.teasers(element)).unwrap_or_default();
            stack.extend(node.children().rev().filter(|child| !teasers.contains(&child.id())).map(|child| (child, false)));
        }
    }
    lines.end();
    lines.done
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

    /// A block that is left out still parts the lines around it.
    fn part(&mut self, name: &str) {
        if !is_inline(name) {
            self.end();
        }
    }

    fn push(&mut self, text: &str) {
        for c in text.chars() {
            match c {
                '\n' if self.verbatim > 0 => self.end(),
                // Columns may stand in it.
                c if c.is_whitespace() && self.verbatim > 0 && !self.line.is_empty() => self.line.push(c),
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
        self.line.truncate(self.line.trim_end().len());
        if !self.line.is_empty() {
            self.done.push(std::mem::take(&mut self.line));
        }
        self.gap = false;
    }
}
