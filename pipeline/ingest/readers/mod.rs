//! READERS: every format that can be read. A new one is one file and one line here.

mod delimited;
mod html;
mod jsonl;
mod office;
mod records;
mod rows;
mod text;

use crate::source::{Read, Source};

/// One format.
#[derive(Debug)]
pub struct Reader {
    /// Its name, as documents carry it.
    pub name: &'static str,
    /// The file extensions that it reads, in lower case.
    pub extensions: &'static [&'static str],
    read: fn(&Source) -> Read,
}

/// The list.
pub const READERS: &[Reader] = &[
    Reader { name: "txt", extensions: &["txt", "text"], read: text::read },
    Reader { name: "md", extensions: &["md", "markdown"], read: text::read },
    Reader { name: "html", extensions: &["html", "htm", "xhtml", "shtml"], read: html::read },
    Reader { name: "csv", extensions: &["csv"], read: delimited::read_commas },
    Reader { name: "tsv", extensions: &["tsv", "tab"], read: delimited::read_tabs },
    Reader { name: "docx", extensions: &["docx"], read: office::read_words },
    Reader { name: "doc", extensions: &["doc"], read: office::read_words },
    Reader { name: "xlsx", extensions: &["xlsx"], read: office::read_sheets },
    Reader { name: "xls", extensions: &["xls"], read: office::read_sheets },
    Reader { name: "jsonl", extensions: &["jsonl", "ndjson"], read: jsonl::read },
];

impl Reader {
    pub(crate) fn read(&self, source: &Source) -> Read {
        (self.read)(source)
    }
}

/// The reader for a file of this name.
pub(crate) fn reader_of(path: &str) -> Option<&'static Reader> {
    let name = path.rsplit('/').next().unwrap_or(path);
    let extension = name.rsplit_once('.')?.1.to_ascii_lowercase();
    READERS.iter().find(|reader| reader.extensions.contains(&extension.as_str()))
}

/// All extensions, for messages.
pub(crate) fn extensions() -> impl Iterator<Item = &'static str> {
    READERS.iter().flat_map(|reader| reader.extensions).copied()
}
