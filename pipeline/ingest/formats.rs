//! What a file is: told by its name, unless its first bytes say plainly that it is something else.

use crate::{
    collections::{COLLECTIONS, Collection},
    containers::{CONTAINERS, Container},
    readers::{READERS, Reader},
};

/// So many times a comment or a declaration is looked for above a page.
const NOTES: usize = 8;

/// What a file is.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Format {
    /// Read as a whole.
    Report(&'static Reader),
    /// Read record by record.
    Collection(&'static Collection),
    /// Holds other files.
    Container(&'static Container),
}

impl Format {
    fn name(self) -> &'static str {
        match self {
            Self::Report(reader) => reader.name,
            Self::Collection(collection) => collection.name,
            Self::Container(container) => container.name,
        }
    }

    fn extensions(self) -> &'static [&'static str] {
        match self {
            Self::Report(reader) => reader.extensions,
            Self::Collection(collection) => collection.extensions,
            Self::Container(container) => container.extensions,
        }
    }
}

/// All formats.
pub(crate) fn formats() -> impl Iterator<Item = Format> {
    let reports = READERS.iter().map(Format::Report);
    reports.chain(COLLECTIONS.iter().map(Format::Collection)).chain(CONTAINERS.iter().map(Format::Container))
}

/// What a file of this name with these first bytes is, where something else may declare it, or why that cannot be told.
pub(crate) fn format_of(path: &str, declared: Option<&str>, head: &[u8]) -> Result<Format, String> {
    let by_name = |name: &str| formats().find(|format| format.name() == name);
    let named = declared.and_then(by_name).or_else(|| named(path));
    let can_be = looks_like(head);
    if let Some(format) = named.filter(|format| can_be.is_empty() || can_be.contains(&format.name())) {
        return Ok(format);
    }
    let found = can_be.iter().find_map(|name| by_name(name));
    found.or(named).ok_or_else(|| match can_be.first() {
        Some(name) => format!("it looks like {name}, which nothing here reads"),
        None => {
            let known: Vec<&str> = formats().flat_map(|format| format.extensions()).copied().collect();
            format!("no reader knows this extension; known are: {}", known.join(", "))
        }
    })
}

/// True for the name of a collection or a container.
pub(crate) fn holds_many(path: &str) -> bool {
    named(path).is_some_and(|format| !matches!(format, Format::Report(_)))
}

/// The format that a file's name tells; of `.gz` and `.tar.gz` the longer one.
fn named(path: &str) -> Option<Format> {
    let name = path.rsplit('/').next().unwrap_or(path).to_ascii_lowercase();
    let ends = |extension: &&&str| name.strip_suffix(**extension).is_some_and(|stem| stem.ends_with('.'));
    let length = |format: &Format| format.extensions().iter().filter(ends).map(|extension| extension.len()).max();
    formats().filter_map(|format| Some((length(&format)?, format))).max_by_key(|(length, _)| *length).map(|(_, format)| format)
}

/// The names of the formats that begin so, the likeliest first; empty when the bytes say nothing.
fn looks_like(head: &[u8]) -> &'static [&'static str] {
    let holds = |words: &[u8]| head.windows(words.len()).any(|window| window == words);
    match head {
        [0x1f, 0x8b, 8, ..] => &["gz", "tar.gz", "warc.gz"],
        [0x28, 0xb5, 0x2f, 0xfd, ..] => &["zst", "tar.zst"],
        [b'P', b'K', 3, 4, ..] if holds(b"word/") => &["docx", "zip"],
        [b'P', b'K', 3, 4, ..] if holds(b"xl/") => &["xlsx", "zip"],
        [b'P', b'K', 3, 4, ..] | [b'P', b'K', 5, 6, ..] => &["zip", "docx", "xlsx"],
        [b'P', b'A', b'R', b'1', ..] => &["parquet"],
        [b'A', b'R', b'R', b'O', b'W', b'1', ..] => &["arrow"],
        [b'W', b'A', b'R', b'C', b'/', ..] => &["warc"],
        [b'%', b'P', b'D', b'F', b'-', ..] => &["pdf"],
        _ if head.get(257..262) == Some(b"ustar") => &["tar"],
        _ if opens_a_page(head) => &["html", "md"],
        _ => &[],
    }
}

/// True for bytes that begin with the first element of a page, below the notes of who saved it. A part of a page is text with tags.
fn opens_a_page(head: &[u8]) -> bool {
    let head = below_notes(head.strip_prefix(&[0xef, 0xbb, 0xbf]).unwrap_or(head));
    let begins = |words: &[u8]| head.get(..words.len()).is_some_and(|start| start.eq_ignore_ascii_case(words));
    [&b"<!doctype html"[..], b"<html", b"<head>", b"<body"].into_iter().any(begins)
}

/// What follows comments and the declaration of XML.
fn below_notes(head: &[u8]) -> &[u8] {
    let mut head = head.trim_ascii_start();
    for (open, close) in [(&b"<?xml"[..], &b"?>"[..]), (b"<!--", b"-->")].into_iter().cycle().take(NOTES) {
        if head.starts_with(open)
            && let Some(end) = head.windows(close.len()).position(|window| window == close)
        {
            head = head[end + close.len()..].trim_ascii_start();
        }
    }
    head
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn formats_have_names_and_extensions_of_their_own() {
        let mut names: Vec<_> = formats().map(Format::name).collect();
        let mut extensions: Vec<_> = formats().flat_map(Format::extensions).collect();
        for list in [&mut names, &mut extensions.iter().map(|extension| **extension).collect()] {
            let count = list.len();
            list.sort();
            list.dedup();
            assert_eq!((list.len(), list.iter().any(|name| name.is_empty())), (count, false));
        }
        extensions.sort();
    }

    #[test]
    fn the_name_tells_unless_the_bytes_say_otherwise() {
        for (path, head, expected) in [
            ("a/b.TXT", &b"x"[..], "txt"),
            ("b.tar.gz", b"\x1f\x8b\x08", "tar.gz"),
            ("b.warc.gz", b"\x1f\x8b\x08", "warc.gz"),
            ("b.txt.gz", b"\x1f\x8b\x08", "gz"),
            ("page.htm", b"\x1f\x8b\x08", "gz"),
            ("page", b"\xef\xbb\xbf\n<!DOCTYPE HTML>", "html"),
            ("page.txt", b"<html lang=zh>", "html"),
            ("page.txt", b"<?xml version='1.0'?>\n<!-- saved from url=x -->\n<!DOCTYPE html>", "html"),
            ("part.txt", b"<div>", "txt"),
            ("notes.txt", b"<!-- a note -->\nx", "txt"),
            ("notes.md", b"<html>", "md"),
            ("a.html", b"<p>", "html"),
            ("rows.dat", b"PAR1", "parquet"),
            ("archive.bin", b"PK\x03\x04....report.txt", "zip"),
            ("words.zip", b"PK\x03\x04....word/a.txt", "zip"),
        ] {
            assert_eq!(format_of(path, None, head).unwrap().name(), expected, "{path}");
        }
        assert!(format_of("gz", None, b"x").is_err());
        assert!(format_of("a.unknown", None, b"x").is_err());
    }
}
