//! One thing that a person should know about an input or a result.

use serde::{Deserialize, Serialize};

use super::Span;

/// How much an issue matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// Worth knowing; nothing is wrong.
    Info,
    /// Something was left open or doubtful.
    Warning,
    /// An input was rejected or a promise broken; `--strict` publishes nothing.
    Error,
}

/// The closed set of issue kinds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum IssueCode {
    /// A file could not be read at all; the message says why.
    FileRejected,
    /// No reader knows the file's extension.
    FormatUnknown,
    /// Some bytes did not decode and were replaced.
    CharsetDoubtful,
    /// A collection lacks a text column or a record lacks text.
    RecordRejected,
    /// A part of a file was not read: a hidden sheet, a formula whose result was not saved, a damaged part.
    PartUnread,
    /// The same text as another document, which is counted instead.
    DocumentDuplicate,
    /// No date of publication was found.
    DateUnknown,
    /// A figure's year could not be told from the report.
    YearUnknown,
    /// A figure's subject could not be told from the report.
    SubjectUnknown,
    /// A value could not be represented exactly.
    ValueUnreadable,
    /// A correction was applied.
    CorrectionApplied,
    /// A correction does not fit its document any more, or its document is not there.
    CorrectionStale,
    /// A document was not out yet, or bears no date, in tables as of a day.
    LeftOut,
    /// Two statements of one cell disagree.
    CellConflict,
}

impl IssueCode {
    /// The name in the `issue` table.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::FileRejected => "file_rejected",
            Self::FormatUnknown => "format_unknown",
            Self::CharsetDoubtful => "charset_doubtful",
            Self::RecordRejected => "record_rejected",
            Self::PartUnread => "part_unread",
            Self::DocumentDuplicate => "document_duplicate",
            Self::DateUnknown => "date_unknown",
            Self::YearUnknown => "year_unknown",
            Self::SubjectUnknown => "subject_unknown",
            Self::ValueUnreadable => "value_unreadable",
            Self::CorrectionApplied => "correction_applied",
            Self::CorrectionStale => "correction_stale",
            Self::LeftOut => "left_out",
            Self::CellConflict => "cell_conflict",
        }
    }
}

impl Severity {
    /// The name in the `issue` table.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Info => "info",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

/// One row of the `issue` table.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Issue {
    /// The document's path under the raw folder, or the rejected file's.
    pub document: String,
    /// Where in the ingested text, when the issue is about a place in it.
    pub span: Option<Span>,
    /// Its kind.
    pub code: IssueCode,
    /// How much it matters.
    pub severity: Severity,
    /// One sentence for a person, with the cause.
    pub message: String,
}
