//! How one file of the raw folder goes in: told by name and first bytes, it is a report, a collection of reports or a
//! container of files, which go in by the same door. Whatever goes wrong on the way becomes an issue that names its place.

use std::collections::BTreeMap;

use zonefacts_text::model::{Issue, IssueCode, RawDocument, Severity, Staged};

use crate::{
    Columns, RawFile, charset,
    containers::{Container, Unpacking},
    content::Content,
    formats::{self, Format},
    limits::{Budget, mib},
    mojibake,
    panics::guarded,
    source::{Given, Origin, Rejected, Source},
};

/// One file on its way in, with everything that is packed in it.
pub(crate) struct Intake<'a> {
    pub(crate) columns: &'a Columns,
    pub(crate) budget: &'a Budget,
    /// Takes each document with the issues that name it, and the issues that name none.
    each: &'a mut dyn FnMut(Staged<Option<RawDocument>>),
    /// How many were handed on.
    count: usize,
}

impl<'a> Intake<'a> {
    pub(crate) fn new(columns: &'a Columns, budget: &'a Budget, each: &'a mut dyn FnMut(Staged<Option<RawDocument>>)) -> Self {
        Self { columns, budget, each, count: 0 }
    }

    /// Reads a file that stands inside `depth` containers.
    pub(crate) fn file(&mut self, file: &RawFile, given: &Given, content: Content, depth: usize) {
        let before = self.count;
        let format = match formats::format_of(&file.path, given.format, content.head()) {
            _ if content.head().is_empty() => return self.reject(file, IssueCode::FileRejected, "the file is empty"),
            Ok(format) => format,
            Err(reason) => return self.reject(file, IssueCode::FormatUnknown, reason),
        };
        // A reader's own fault is no reason to lose the other files.
        let read = guarded(|| self.read(file, given, content, depth, format));
        let outcome = read.unwrap_or_else(|| Err(Rejected::because("its reader broke off, which is a fault of the reader")));
        match outcome {
            Ok(()) if self.count == before => self.reject(file, IssueCode::FileRejected, "the file holds no record"),
            Ok(()) => {}
            Err(Rejected(reason)) if self.count == before => self.reject(file, IssueCode::FileRejected, reason),
            Err(Rejected(reason)) => {
                let kept = self.count - before;
                self.reject(file, IssueCode::PartUnread, format!("after {kept} of its documents and issues: {reason}"));
            }
        }
    }

    fn read(&mut self, file: &RawFile, given: &Given, content: Content, depth: usize, format: Format) -> Result<(), Rejected> {
        let (columns, limits) = (self.columns, self.budget.limits);
        match format {
            Format::Report(reader) => {
                let bytes = content.whole(limits.held)?;
                let origin = Origin { file, columns, format: reader.name, given };
                let staged = reader.read(&Source { origin, bytes: &bytes })?;
                self.all(staged);
                Ok(())
            }
            Format::Collection(collection) => {
                collection.read(content, &Origin { file, columns, format: collection.name, given }, self)
            }
            Format::Container(_) if depth >= limits.depth => {
                Err(Rejected(format!("containers are read {} deep, and this one lies deeper", limits.depth)))
            }
            Format::Container(container) => self.unpack(container, file, content, depth),
        }
    }

    fn unpack(&mut self, container: &Container, file: &RawFile, content: Content, depth: usize) -> Result<(), Rejected> {
        if !container.is_packed() {
            return container.read(content, &mut Unpacking::new(self, file, depth));
        }
        let budget = self.budget;
        let mut stream = budget.meter(container.unpacked(content.stream())?);
        container.read(Content::packed(&mut stream)?, &mut Unpacking::new(self, file, depth))
    }

    /// Hands on a document, unless it is larger than any report.
    pub(crate) fn document(&mut self, document: RawDocument, mut issues: Vec<Issue>) {
        let longest = self.budget.limits.record;
        if document.text.len() as u64 > longest {
            let (code, severity) = (IssueCode::FileRejected, Severity::Error);
            let message = format!("its text is larger than {}, so it is no report", mib(longest));
            return self.issue(Issue { document: document.head.document, span: None, code, severity, message });
        }
        issues.extend(undecodable(&document));
        issues.extend(mojibake::issue(&document));
        self.hand(Some(document), issues);
    }

    /// Hands on an issue about no document.
    pub(crate) fn issue(&mut self, issue: Issue) {
        self.hand(None, vec![issue]);
    }

    /// Notes that a file gives nothing, or less than it should.
    pub(crate) fn reject(&mut self, file: &RawFile, code: IssueCode, message: impl Into<String>) {
        let (document, message) = (file.path.clone(), message.into());
        self.issue(Issue { document, span: None, code, severity: Severity::Error, message });
    }

    /// Hands on what a reader made of a whole file: each document with the issues that name it, then the other issues.
    pub(crate) fn all(&mut self, staged: Staged<Vec<RawDocument>>) {
        let mut noted: BTreeMap<String, Vec<Issue>> = BTreeMap::new();
        for issue in staged.issues {
            noted.entry(issue.document.clone()).or_default().push(issue);
        }
        for document in staged.value {
            let issues = noted.remove(&document.head.document).unwrap_or_default();
            self.document(document, issues);
        }
        noted.into_values().for_each(|issues| self.hand(None, issues));
    }

    fn hand(&mut self, value: Option<RawDocument>, issues: Vec<Issue>) {
        self.count += 1;
        (self.each)(Staged { value, issues });
    }
}

/// The issue of a text in which some bytes could not be decoded.
fn undecodable(document: &RawDocument) -> Option<Issue> {
    let (count, first) = charset::replaced(&document.text)?;
    let encoding = &document.head.encoding;
    Some(Issue {
        document: document.head.document.clone(),
        span: Some(first),
        code: IssueCode::CharsetDoubtful,
        severity: Severity::Warning,
        message: format!("{count} places could not be decoded as {encoding}; the first is here"),
    })
}
