//! CONTAINERS: every format that holds files. A new one is one file and one line here.

mod single;
mod tar;
mod warc;
mod zip;

use std::{
    collections::BTreeMap,
    io::{self, Read},
};

use zonefacts_text::model::{Issue, IssueCode, Severity};

use crate::{
    RawFile, charset,
    content::Content,
    intake::Intake,
    source::{Given, Rejected},
};

/// One format.
#[derive(Debug)]
pub struct Container {
    /// Its name.
    pub name: &'static str,
    /// The file extensions that it goes by, in lower case.
    pub extensions: &'static [&'static str],
    packing: Packing,
    read: fn(Content, &mut Unpacking) -> Result<(), Rejected>,
}

/// How the container itself is packed, as one stream.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Packing {
    None,
    Gzip,
    Zstd,
}

/// The list.
pub const CONTAINERS: &[Container] = &[
    Container { name: "zip", extensions: &["zip"], packing: Packing::None, read: zip::read },
    Container { name: "tar", extensions: &["tar"], packing: Packing::None, read: tar::read },
    Container { name: "tar.gz", extensions: &["tar.gz", "tgz"], packing: Packing::Gzip, read: tar::read },
    Container { name: "tar.zst", extensions: &["tar.zst", "tzst"], packing: Packing::Zstd, read: tar::read },
    Container { name: "warc", extensions: &["warc"], packing: Packing::None, read: warc::read },
    Container { name: "warc.gz", extensions: &["warc.gz"], packing: Packing::Gzip, read: warc::read },
    Container { name: "gz", extensions: &["gz"], packing: Packing::Gzip, read: single::read },
    Container { name: "zst", extensions: &["zst"], packing: Packing::Zstd, read: single::read },
];

impl Container {
    /// True when its files can only be had by unpacking it from the beginning.
    pub(crate) fn is_packed(&self) -> bool {
        self.packing != Packing::None
    }

    /// The stream without its packing.
    pub(crate) fn unpacked<'a>(&self, stream: Box<dyn Read + 'a>) -> io::Result<Box<dyn Read + 'a>> {
        Ok(match self.packing {
            Packing::None => stream,
            Packing::Gzip => Box::new(flate2::read::MultiGzDecoder::new(stream)),
            Packing::Zstd => {
                let mut decoder = zstd::Decoder::new(stream)?;
                decoder.window_log_max(WINDOW)?;
                Box::new(decoder)
            }
        })
    }

    /// Hands on its files, in stored order.
    pub(crate) fn read(&self, content: Content, unpacking: &mut Unpacking) -> Result<(), Rejected> {
        (self.read)(content, unpacking)
    }
}

/// The largest window of zstd that is read, as a power of two: 128 MiB, what its own `--long` writes.
const WINDOW: u32 = 27;

/// A container whose files are on their way in.
pub(crate) struct Unpacking<'i, 'a> {
    intake: &'i mut Intake<'a>,
    file: &'i RawFile,
    /// How many containers this one lies in.
    depth: usize,
    /// How often each name has come.
    names: BTreeMap<String, usize>,
}

impl<'i, 'a> Unpacking<'i, 'a> {
    pub(crate) fn new(intake: &'i mut Intake<'a>, file: &'i RawFile, depth: usize) -> Self {
        Self { intake, file, depth, names: BTreeMap::new() }
    }

    /// The container's own name.
    pub(crate) fn own_name(&self) -> &str {
        self.file.path.rsplit('/').next().unwrap_or(&self.file.path)
    }

    /// How much a container may be, that has to be held as a whole.
    pub(crate) fn held(&self) -> u64 {
        self.intake.budget.limits.held
    }

    /// Takes in one packed file; an error when nothing more may be unpacked. `unpacks` tells that reading it makes more
    /// bytes than the container has shown so far.
    pub(crate) fn entry(&mut self, name: &str, given: &Given, unpacks: bool, stream: &mut dyn Read) -> Result<(), Rejected> {
        let inner = self.named(name);
        let budget = self.intake.budget;
        budget.entry();
        if let Some(reason) = budget.over() {
            return Err(Rejected(reason));
        }
        let mut metered = budget.meter(&mut *stream);
        let content = if unpacks { Content::packed(&mut metered) } else { Content::packed(stream) };
        match content {
            Ok(content) => self.intake.file(&inner, given, content, self.depth + 1),
            Err(error) => self.intake.reject(&inner, IssueCode::FileRejected, Rejected::from(error).0),
        }
        budget.over().map_or(Ok(()), |reason| Err(Rejected(reason)))
    }

    /// Notes a packed file that cannot be read.
    pub(crate) fn unreadable(&mut self, name: &str, reason: impl Into<String>) {
        let inner = self.named(name);
        self.intake.reject(&inner, IssueCode::FileRejected, reason);
    }

    /// Notes what holds for the container as a whole.
    pub(crate) fn remark(&mut self, severity: Severity, message: String) {
        let (document, code) = (self.file.path.clone(), IssueCode::PartUnread);
        self.intake.issue(Issue { document, span: None, code, severity, message });
    }

    /// The packed file of this name. A name that comes again gets a number.
    fn named(&mut self, name: &str) -> RawFile {
        let times = self.names.entry(name.to_owned()).or_default();
        *times += 1;
        let again = if *times > 1 { format!("({times})/") } else { String::new() };
        RawFile { path: format!("{}!/{again}{name}", self.file.path), ..self.file.clone() }
    }
}

/// The path of a packed file below its container, `/`-separated; none for folders and hidden files.
fn visible(name: &str) -> Option<String> {
    let name = name.replace('\\', "/");
    let parts: Vec<&str> = name.split('/').filter(|part| !matches!(*part, "" | "." | "..")).collect();
    let hidden = |part: &&str| part.starts_with('.') || *part == "__MACOSX";
    (!name.ends_with('/') && !parts.is_empty() && !parts.iter().any(hidden)).then(|| parts.join("/"))
}

/// A stream of a known length; one that ends before is cut off, which is an error.
struct Exactly<R> {
    inner: io::Take<R>,
}

impl<R: Read> Exactly<R> {
    fn new(inner: R, length: u64) -> Self {
        Self { inner: inner.take(length) }
    }
}

impl<R: Read> Read for Exactly<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.inner.read(buffer)?;
        if count == 0 && self.inner.limit() > 0 && !buffer.is_empty() {
            return Err(io::Error::other(format!("it is cut off {} bytes before its end", self.inner.limit())));
        }
        Ok(count)
    }
}

/// A name as a container stores it, which need not be UTF-8.
pub(crate) fn decoded_name(raw: &[u8]) -> String {
    match std::str::from_utf8(raw) {
        Ok(name) => name.to_owned(),
        Err(_) => charset::decode(raw).map_or_else(|| String::from_utf8_lossy(raw).into_owned(), |decoded| decoded.text),
    }
}

#[cfg(test)]
mod tests;
