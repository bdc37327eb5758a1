//! Tokens of markup: tags by the name of their element, entities by the character that they name. What they do, the writer tells.

use std::ops::Range;

use memchr::memchr2;

use Element::{Block, Cell, Flow, Inline, Layout, Line, NoText, Row, Table};

/// No tag is longer, in bytes.
const MAX_TAG: usize = 4000;
/// No entity is longer.
const MAX_ENTITY: usize = 12;
/// What an element does to the text in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Element {
    /// Stands in its line.
    Inline,
    /// Ends a line and holds nothing.
    Line,
    /// Has lines of its own; those of the source count.
    Block,
    /// Is one line, however its source is broken.
    Flow,
    /// The same, and no cell of a table of figures holds one.
    Layout,
    Table,
    Row,
    Cell,
    /// Prints nothing of what it holds.
    NoText,
}

/// The elements that pages use.
#[rustfmt::skip]
const ELEMENTS: &[(&str, Element)] = &[
    ("a", Inline), ("abbr", Inline), ("b", Inline), ("big", Inline), ("center", Block), ("cite", Inline), ("code", Inline),
    ("del", Inline), ("em", Inline), ("font", Inline), ("i", Inline), ("img", Inline), ("input", Inline), ("ins", Inline),
    ("label", Inline), ("mark", Inline), ("nobr", Inline), ("q", Inline), ("s", Inline), ("small", Inline), ("span", Inline),
    ("strike", Inline), ("strong", Inline), ("sub", Inline), ("sup", Inline), ("time", Inline), ("u", Inline), ("wbr", Inline),
    ("meta", Inline), ("link", Inline), ("ruby", Inline), ("rb", Inline), ("col", Inline),
    ("br", Line), ("hr", Line),
    ("html", Block), ("head", Block), ("body", Block), ("div", Block), ("section", Block), ("article", Block), ("main", Block),
    ("header", Block), ("footer", Block), ("nav", Block), ("aside", Block), ("form", Block), ("fieldset", Block), ("pre", Block),
    ("blockquote", Block), ("figure", Block), ("dl", Block), ("ul", Layout), ("ol", Layout),
    ("p", Flow), ("title", Flow), ("li", Flow), ("dt", Flow), ("dd", Flow), ("caption", Flow), ("figcaption", Flow),
    ("h1", Layout), ("h2", Layout), ("h3", Layout), ("h4", Layout), ("h5", Layout), ("h6", Layout),
    ("table", Table), ("tbody", Block), ("thead", Block), ("tfoot", Block), ("colgroup", Block), ("tr", Row), ("td", Cell),
    ("th", Cell),
    ("script", NoText), ("style", NoText), ("noscript", NoText), ("iframe", NoText), ("object", NoText), ("svg", NoText),
    ("select", NoText), ("button", NoText), ("template", NoText), ("rp", NoText), ("rt", NoText),
];

/// The entities that Chinese pages use; any other is a number.
const ENTITIES: &[(&str, char)] = &[
    ("nbsp", '\u{A0}'),
    ("ensp", '\u{2002}'),
    ("emsp", '\u{2003}'),
    ("thinsp", '\u{2009}'),
    ("zwnj", '\u{200C}'),
    ("zwj", '\u{200D}'),
    ("amp", '&'),
    ("lt", '<'),
    ("gt", '>'),
    ("quot", '"'),
    ("apos", '\''),
    ("ldquo", '“'),
    ("rdquo", '”'),
    ("lsquo", '‘'),
    ("rsquo", '’'),
    ("laquo", '«'),
    ("raquo", '»'),
    ("mdash", '—'),
    ("ndash", '–'),
    ("hellip", '…'),
    ("middot", '·'),
    ("bull", '•'),
    ("permil", '‰'),
    ("percnt", '%'),
    ("times", '×'),
    ("divide", '÷'),
    ("plusmn", '±'),
    ("minus", '−'),
    ("le", '≤'),
    ("ge", '≥'),
    ("deg", '°'),
    ("yen", '¥'),
    ("copy", '©'),
    ("reg", '®'),
    ("sup2", '²'),
    ("sup3", '³'),
    ("frac12", '½'),
];

/// What editors for Windows write as numbers below those of Unicode.
const WINDOWS: &[(u32, char)] = &[(133, '…'), (145, '‘'), (146, '’'), (147, '“'), (148, '”'), (149, '•'), (150, '–'), (151, '—')];

/// A piece of markup, in bytes.
pub(super) struct Token {
    pub(super) range: Range<usize>,
    pub(super) kind: Kind,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// A tag by the place of its name in [`ELEMENTS`].
    Open(usize),
    Close(usize),
    /// A comment, a declaration, an element of a program or one that prints nothing.
    Nothing,
    /// A tag that pages do not know: none where the text is no page.
    Foreign,
    /// An entity.
    Char(char),
}

impl Token {
    pub(super) fn element(&self) -> Option<Element> {
        match self.kind {
            Kind::Open(at) | Kind::Close(at) => Some(ELEMENTS[at].1),
            _ => None,
        }
    }

    pub(super) fn opens(&self, element: Element) -> bool {
        matches!(self.kind, Kind::Open(at) if ELEMENTS[at].1 == element)
    }

    pub(super) fn closes(&self, element: Element) -> bool {
        matches!(self.kind, Kind::Close(at) if ELEMENTS[at].1 == element)
    }

    pub(super) fn named(&self, name: &str) -> bool {
        matches!(self.kind, Kind::Open(at) if ELEMENTS[at].0 == name)
    }
}

pub(super) fn read(text: &str) -> Vec<Token> {
    let mut all = Vec::new();
    let mut at = 0;
    while let Some(next) = memchr2(b'<', b'&', &text.as_bytes()[at..]) {
        at += next;
        match tag(text, at).or_else(|| entity(text, at)) {
            Some(token) => {
                at = token.range.end;
                all.push(token);
            }
            None => at += 1,
        }
    }
    let page = all.iter().any(|token| matches!(token.kind, Kind::Open(_) | Kind::Close(_) | Kind::Nothing));
    all.retain(|token| page || token.kind != Kind::Foreign);
    all
}

/// The tag, comment or declaration that begins at `start`.
fn tag(text: &str, start: usize) -> Option<Token> {
    let rest = text[start..].strip_prefix('<')?;
    let token = |len: usize, kind| Some(Token { range: start..start + 1 + len, kind });
    if let Some(comment) = rest.strip_prefix("!--") {
        return token(3 + comment.find("-->")? + 3, Kind::Nothing);
    }
    if rest.starts_with("![")
        || rest.starts_with("?xml")
        || rest.get(..8).is_some_and(|name| name.eq_ignore_ascii_case("!doctype"))
    {
        return token(tag_end(rest)?, Kind::Nothing);
    }
    let close = rest.starts_with('/');
    let name = &rest[usize::from(close)..];
    let len = name.bytes().take_while(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b':' | b'-' | b'_')).count();
    let (name, after) = name.split_at(len);
    if !name.starts_with(|c: char| c.is_ascii_alphabetic()) || !after.starts_with(['>', '/', ' ', '\t', '\r', '\n']) {
        return None;
    }
    let end = tag_end(rest)?;
    let known = ELEMENTS.iter().position(|(known, _)| known.eq_ignore_ascii_case(name));
    match known {
        Some(at) if close => token(end, Kind::Close(at)),
        Some(at) if ELEMENTS[at].1 == NoText => token(end + no_text(&rest[end..], name), Kind::Nothing),
        Some(at) => token(end, Kind::Open(at)),
        None => token(end, Kind::Foreign),
    }
}

/// Where the tag ends, behind its `>`; one in quotes is part of a value.
fn tag_end(rest: &str) -> Option<usize> {
    let mut quote = None;
    for (at, byte) in rest.bytes().enumerate().take(MAX_TAG) {
        match (quote, byte) {
            (None, b'>') => return Some(at + 1),
            (None, b'<') => return None,
            (None, b'"' | b'\'') => quote = Some(byte),
            (Some(open), _) if open == byte => quote = None,
            _ => {}
        }
    }
    None
}

/// How many bytes an element that prints nothing holds, its closing tag included; none where that is missing.
fn no_text(rest: &str, name: &str) -> usize {
    let closes = |at: &usize| rest.get(at + 2..at + 2 + name.len()).is_some_and(|found| found.eq_ignore_ascii_case(name));
    let close = rest.match_indices("</").map(|(at, _)| at).find(closes);
    close.and_then(|at| Some(at + rest[at..].find('>')? + 1)).unwrap_or(0)
}

/// The entity that begins at `start`; one that was escaped again, `&amp;nbsp;`, is the same.
fn entity(text: &str, start: usize) -> Option<Token> {
    let mut name = text[start..].strip_prefix('&')?;
    while let Some(again) = name.strip_prefix("amp;").filter(|again| named(again).is_some()) {
        name = again;
    }
    let (c, len) = named(name)?;
    let end = text.len() - name.len() + len;
    Some(Token { range: start..end, kind: Kind::Char(c) })
}

/// The character that a name with its semicolon stands for, and the bytes of both.
fn named(text: &str) -> Option<(char, usize)> {
    let end = text.bytes().take(MAX_ENTITY).position(|byte| byte == b';')?;
    let name = &text[..end];
    let code = name.strip_prefix('#').and_then(|code| match code.strip_prefix(['x', 'X']) {
        Some(hex) => u32::from_str_radix(hex, 16).ok(),
        None => code.parse().ok(),
    });
    let windows = code.and_then(|code| WINDOWS.iter().find(|(known, _)| *known == code)).map(|(_, c)| *c);
    let numbered = || code.and_then(char::from_u32).filter(|c| !c.is_control() || c.is_whitespace());
    let known = || ENTITIES.iter().find(|(known, _)| *known == name).map(|(_, c)| *c);
    windows.or_else(numbered).or_else(known).map(|c| (c, end + 1))
}
