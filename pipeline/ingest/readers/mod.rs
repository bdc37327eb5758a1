//! READERS: every format that is read as a whole. A new one is one file and one line here.

mod delimited;
mod html;
pub(crate) mod rows;
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
];

impl Reader {
    pub(crate) fn read(&self, source: &Source) -> Read {
        (self.read)(source)
    }
}
