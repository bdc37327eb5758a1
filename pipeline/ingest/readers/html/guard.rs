//! What no parser should be given: a page so deep or so large that reading it would not end.

use std::collections::BTreeMap;

use crate::source::Rejected;

/// More open elements than this at one place are no report; parsing time grows with the square of the depth.
const DEPTH: usize = 512;

/// A page larger than this is a dump of something.
const BYTES: usize = 32 << 20;

/// Elements that never hold others, or that the next of their kind closes.
const FLAT: &[&str] = &[
    "area", "base", "br", "col", "dd", "dt", "embed", "hr", "img", "input", "li", "link", "meta", "option", "p", "param",
    "source", "tbody", "td", "tfoot", "th", "thead", "tr", "track", "wbr",
];

/// Elements whose content is no markup.
const RAW: &[&str] = &["script", "style", "textarea", "title", "noscript", "xmp"];

/// Rejects a page that is too large or too deep.
pub(super) fn check(page: &str) -> Result<(), Rejected> {
    if page.len() > BYTES {
        return Err(Rejected(format!("the page is larger than {} MiB", BYTES >> 20)));
    }
    let mut open: BTreeMap<String, usize> = BTreeMap::new();
    let mut depth = 0;
    let mut rest = page;
    while let Some(at) = rest.find('<') {
        rest = &rest[at + 1..];
        if let Some(comment) = rest.strip_prefix("!--") {
            rest = comment.find("-->").map_or("", |end| &comment[end..]);
            continue;
        }
        let (closes, tag) = rest.strip_prefix('/').map_or((false, rest), |tag| (true, tag));
        let name = &tag[..tag.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(tag.len())];
        if name.is_empty() {
            continue;
        }
        let name = name.to_ascii_lowercase();
        if FLAT.contains(&name.as_str()) {
            continue;
        }
        if closes {
            // A closing tag counts only against an open element of its own name, as in the parser.
            if let Some(count) = open.get_mut(&name).filter(|count| **count > 0) {
                *count -= 1;
                depth -= 1;
            }
        } else if RAW.contains(&name.as_str()) {
            rest = after_raw(tag, &name);
        } else {
            *open.entry(name).or_default() += 1;
            depth += 1;
        }
        if depth > DEPTH {
            return Err(Rejected(format!("the page nests more than {DEPTH} elements")));
        }
    }
    Ok(())
}

/// What follows a raw element: its text may hold anything but its own closing tag.
fn after_raw<'a>(tag: &'a str, name: &str) -> &'a str {
    let closing = |at: &usize| tag[at + 2..].get(..name.len()).is_some_and(|found| found.eq_ignore_ascii_case(name));
    tag.match_indices("</").map(|(at, _)| at).find(closing).map_or("", |at| &tag[at..])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn deep_pages_are_rejected() {
        assert!(check(&"<div>".repeat(20_000)).is_err());
        assert!(check(&"<div></span>".repeat(600)).is_err());
        assert!(check(&"<Table><tr><td>".repeat(600)).is_err());
    }

    #[test]
    fn long_but_flat_pages_are_not() {
        assert!(check(&"<div><p>a<br><li>b</div>".repeat(2000)).is_ok());
        assert!(check(&"<p>".repeat(2000)).is_ok());
        assert!(check(&format!("<script>{}</script><!-- {} -->", "'<div>'".repeat(2000), "<div>".repeat(2000))).is_ok());
        assert!(check("甲<乙 </ < 1<2 </").is_ok());
    }
}
