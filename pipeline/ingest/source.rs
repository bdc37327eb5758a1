//! What a reader gets and gives: one file's bytes in, its documents out, each with the head that the format tells.

use std::{fmt::Display, io, ops::Deref};

use zonefacts_text::model::{Date, DocumentHead, Issue, IssueCode, RawDocument, Severity, Staged};

use crate::{Columns, RawFile, charset, charset::Decoded, date, list};

/// Why a whole file gives no document.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Rejected(pub(crate) String);

impl Rejected {
    pub(crate) fn because(reason: impl Into<String>) -> Self {
        Self(reason.into())
    }
}

impl From<io::Error> for Rejected {
    fn from(error: io::Error) -> Self {
        Self(format!("the file cannot be read: {error}"))
    }
}

/// What a reader returns: documents and issues about single records, or the reason against the whole file.
pub(crate) type Read = Result<Staged<Vec<RawDocument>>, Rejected>;

/// One file on its way through a reader that needs all its bytes.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Source<'a> {
    pub(crate) origin: Origin<'a>,
    pub(crate) bytes: &'a [u8],
}

impl<'a> Deref for Source<'a> {
    type Target = Origin<'a>;

    fn deref(&self) -> &Origin<'a> {
        &self.origin
    }
}

/// Where documents come from.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Origin<'a> {
    /// The file, or the file in a container: its path is the document's, its size and hash are those of the outer file.
    pub(crate) file: &'a RawFile,
    pub(crate) columns: &'a Columns,
    pub(crate) format: &'static str,
    pub(crate) given: &'a Given,
}

/// What a container says of a file in it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Given {
    /// The address that it was taken from.
    pub(crate) url: Option<String>,
    /// The name of its format.
    pub(crate) format: Option<&'static str>,
}

/// What a format says of a document beside its text.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct About {
    pub(crate) title: Option<String>,
    pub(crate) publisher: Option<String>,
    pub(crate) published: Option<(Date, String)>,
    /// When its writing ended, where nothing says when it was published.
    pub(crate) written: Option<(Date, String)>,
    pub(crate) url: Option<String>,
}

impl Source<'_> {
    /// The file's bytes as text.
    pub(crate) fn decode(&self) -> Result<Decoded, Rejected> {
        charset::decode(self.bytes).ok_or_else(|| Rejected::because("the bytes are no text in any known encoding"))
    }
}

impl Origin<'_> {
    /// The document that fills the whole file.
    pub(crate) fn whole(&self, text: String, encoding: &str, mut about: About) -> Read {
        if text.trim().is_empty() {
            return Err(Rejected::because("the file holds no text"));
        }
        // Of a collection the file's name tells when it was collected; of a single report, when it was published.
        let named = || Some((date::in_file_name(&self.file.path)?, "file name".to_owned()));
        about.published = about.published.or_else(named).or_else(|| about.written.take());
        Ok(Staged::clean(vec![self.document(self.file.path.clone(), text, encoding, about)]))
    }

    /// The document in one record; its place is a number counted from 1, or what else finds it in the file.
    pub(crate) fn record(&self, place: impl Display, text: String, encoding: &str, about: About) -> RawDocument {
        self.document(self.locator(place), text, encoding, about)
    }

    /// The issue of a record that gives no document.
    pub(crate) fn rejected(&self, place: impl Display, message: impl Into<String>) -> Issue {
        let (code, severity) = (IssueCode::RecordRejected, Severity::Error);
        Issue { document: self.locator(place), span: None, code, severity, message: message.into() }
    }

    /// The issue of a part of the file that gave less than it should have.
    pub(crate) fn unread(&self, severity: Severity, message: impl Into<String>) -> Issue {
        let (document, code) = (self.file.path.clone(), IssueCode::PartUnread);
        Issue { document, span: None, code, severity, message: message.into() }
    }

    fn locator(&self, place: impl Display) -> String {
        format!("{}#{place}", self.file.path)
    }

    fn document(&self, document: String, text: String, encoding: &str, about: About) -> RawDocument {
        let url = about.url.or_else(|| self.given.url.clone());
        let in_address = || Some((date::in_address(url.as_deref()?)?, "address".to_owned()));
        let (published, published_basis) = about.published.or_else(in_address).unzip();
        let head = DocumentHead {
            document_id: list::short_hash(&blake3::hash(text.as_bytes())),
            document,
            format: self.format.to_owned(),
            encoding: encoding.to_owned(),
            file_hash: self.file.hash.clone(),
            file_bytes: self.file.bytes,
            chars: u32::try_from(text.chars().count()).unwrap_or(u32::MAX),
            title: about.title,
            publisher: about.publisher,
            published,
            published_basis,
            url,
            script: String::new(),
        };
        RawDocument { head, text }
    }
}
