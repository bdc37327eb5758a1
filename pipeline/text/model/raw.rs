//! A report as ingested: its text before any cleaning, and what is known about it as a document.

use serde::{Deserialize, Serialize};

use super::Date;

/// What is known of a document beside its text.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct DocumentHead {
    /// Hash of the ingested text: 16 hex digits.
    pub document_id: String,
    /// Path under the raw folder, `/`-separated; `archive.zip!/inner.txt`, `dump.jsonl#17` (record, from 1) inside containers.
    pub document: String,
    /// Name of the reader that read it, as in the reader list (`txt`, `html`, `csv` …).
    pub format: String,
    /// Name of the encoding that the bytes were decoded with (`UTF-8`, `GB18030` …).
    pub encoding: String,
    /// Hash of the bytes of the file that holds the document: 16 hex digits.
    pub file_hash: String,
    /// Size of that file in bytes.
    pub file_bytes: u64,
    /// Length of the ingested text in code points.
    pub chars: u32,
    /// Title from the metadata or the text.
    pub title: Option<String>,
    /// Publisher or source, from the metadata or the text.
    pub publisher: Option<String>,
    /// Date of publication.
    pub published: Option<Date>,
    /// The words or the place that `published` was read from.
    pub published_basis: Option<String>,
    /// Address that the report was taken from.
    pub url: Option<String>,
    /// Script of the text as `clean` finds it: `zh-Hans`, `zh-Hant`, or `und`; empty before.
    pub script: String,
}

/// What `ingest` makes of one document.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct RawDocument {
    /// What is known of it.
    pub head: DocumentHead,
    /// The text as ingested; every span counts its code points.
    pub text: String,
}
