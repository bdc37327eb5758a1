//! READERS: every format that is read as a whole. A new one is one file and one line here.

mod delimited;
mod html;
mod office;
#[cfg(feature = "pdf")]
mod pdf;
mod records;
pub(crate) mod rows;
mod text;

use crate::source::{Read, Source};

/// A lean build knows the format but has no reader for it.
#[cfg(not(feature = "pdf"))]
mod pdf {
    use crate::source::{Read, Rejected, Source};

    pub(super) fn read(_: &Source) -> Read {
        Err(Rejected::because("this build reads no PDF; build it with the feature `pdf`"))
    }
}

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
    Reader { name: "pdf", extensions: &["pdf"], read: pdf::read },
    Reader { name: "docx", extensions: &["docx"], read: office::read_words },
    Reader { name: "doc", extensions: &["doc"], read: office::read_words },
    Reader { name: "xlsx", extensions: &["xlsx"], read: office::read_sheets },
    Reader { name: "xls", extensions: &["xls"], read: office::read_sheets },
];

impl Reader {
    pub(crate) fn read(&self, source: &Source) -> Read {
        (self.read)(source)
    }
}
