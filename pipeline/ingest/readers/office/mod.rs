//! Word and Excel files, new and old: opened within limits, their text handed on with what they say of themselves.

mod biff;
mod book;
mod number;
mod word;
mod xls;
mod xlsx;

use std::{io::Cursor, thread};

use office_oxide::{Document, DocumentFormat, limits::Limits};
use zonefacts_text::model::{Date, Severity};

use crate::{
    charset, date, panics,
    source::{About, Read, Rejected, Source},
};

/// A file larger than this is mostly pictures, or no report.
const BYTES: usize = 64 << 20;

/// What a packed file may unpack to, in all and in one part.
const UNPACKED: u64 = 256 << 20;
const UNPACKED_PART: u64 = 128 << 20;

/// A part above 64 MiB may be so many times as large as it is packed; prose packs to a tenth.
const RATIO: u64 = 100;

/// Parts of one package.
const PARTS: usize = 10_000;

/// Workbooks set into a document.
const EMBEDDED: usize = 32;

/// What a small file may make large: the gaps of a sparse sheet, pictures.
const MEMORY: u64 = 256 << 20;

/// Parsers descend as deep as a file nests; a stack of their own never runs over.
const STACK: usize = 32 << 20;

/// A text whose writing took longer, in days, may have been begun as another one, or saved again long after.
const WRITTEN_WITHIN: i32 = 92;

/// A title of fewer characters is a word of some program.
const MIN_TITLE: usize = 5;

/// So many characters from the top hold a document's title.
const TOP: usize = 400;

/// Reads a `.docx` or `.doc`.
pub(super) fn read_words(source: &Source) -> Read {
    let format = match container(source)? {
        Container::Package => DocumentFormat::Docx,
        Container::Compound => DocumentFormat::Doc,
        Container::Page => return super::html::read(source),
    };
    let bytes = source.bytes.to_vec();
    let ir = guarded(move || Ok(Document::from_reader(Cursor::new(bytes), format).map_err(unreadable)?.to_ir()))?;
    let about = &ir.metadata;
    if about.text_truncated {
        return Err(Rejected(format!("parts of the document are damaged or too large: {}", some(&about.warnings))));
    }
    let (text, notices) = word::text(&ir);
    let properties = Properties { title: about.title.clone(), created: about.created.clone(), modified: about.modified.clone() };
    let mut staged = source.whole(text.clone(), ENCODING, properties.about(&text))?;
    let notices = [about.warnings.as_slice(), &notices].concat();
    staged.issues.extend(mended(&notices).map(|message| source.unread(Severity::Warning, message)));
    Ok(staged)
}

/// Reads an `.xlsx` or `.xls`.
pub(super) fn read_sheets(source: &Source) -> Read {
    let bytes = source.bytes;
    let book = match container(source)? {
        Container::Package => guarded(|| xlsx::open(bytes))?,
        Container::Compound => guarded(|| xls::open(bytes))?,
        Container::Page => return super::html::read(source),
    };
    book.read(source)
}

/// The text is Unicode in the file too, in several forms.
const ENCODING: &str = "Unicode";

/// How a file is built, whatever its name says.
enum Container {
    /// XML in a zip: docx, xlsx.
    Package,
    /// A compound file: doc, xls.
    Compound,
    /// A web page that bears the name of an office file, as many sites export them.
    Page,
}

fn container(source: &Source) -> Result<Container, Rejected> {
    if source.bytes.len() > BYTES {
        return Err(Rejected(format!("the file is larger than {} MiB", BYTES >> 20)));
    }
    match source.bytes {
        [b'P', b'K', ..] => Ok(Container::Package),
        [0xd0, 0xcf, 0x11, 0xe0, ..] if is_locked(source.bytes) => Err(Rejected::because("the file is locked by a password")),
        [0xd0, 0xcf, 0x11, 0xe0, ..] => Ok(Container::Compound),
        [b'{', b'\\', b'r', b't', b'f', ..] => Err(Rejected::because("the file is RTF; save it as .docx")),
        _ if is_page(source) => Ok(Container::Page),
        _ => Err(Rejected::because("the bytes are neither a Word nor an Excel file")),
    }
}

/// True where the list of contents of a compound file, in entries of 128 bytes that open with a name, has a locked package.
fn is_locked(bytes: &[u8]) -> bool {
    let name: Vec<u8> = "EncryptedPackage\0".encode_utf16().flat_map(u16::to_le_bytes).collect();
    bytes.chunks_exact(128).any(|entry| entry.starts_with(&name))
}

fn is_page(source: &Source) -> bool {
    let decoded = source.decode();
    let start = decoded.as_ref().map(|decoded| decoded.text.trim_start()).unwrap_or_default();
    let start: String = start.chars().take(200).collect::<String>().to_lowercase();
    start.starts_with('<') && ["<html", "<table", "<meta"].iter().any(|tag| start.contains(tag))
}

/// Runs the crates that parse office files where a panic of theirs, or a deep file, ends nothing but this one file.
fn guarded<T: Send>(parse: impl FnOnce() -> Result<T, Rejected> + Send) -> Result<T, Rejected> {
    limit();
    let broken = || Rejected::because("the file is damaged: its reader gave up");
    thread::scope(|scope| {
        let run = thread::Builder::new().stack_size(STACK).spawn_scoped(scope, || panics::guarded(parse))?;
        run.join().ok().flatten().unwrap_or_else(|| Err(broken()))
    })
}

/// The limits are the crate's own, and hold for the process: they are the same for every file.
fn limit() {
    let mut limits = Limits::default();
    limits.package_entries = PARTS;
    limits.package_bytes = UNPACKED;
    limits.part_bytes = UNPACKED_PART;
    limits.inflate_ratio = RATIO;
    limits.embedded_depth = 1;
    limits.embedded_packages = EMBEDDED;
    limits.memory_bytes = MEMORY;
    limits.apply();
}

fn unreadable(error: impl std::fmt::Display) -> Rejected {
    Rejected(format!("the file is damaged or protected: {error}"))
}

/// The message about what was mended or left out while reading.
fn mended(notices: &[String]) -> Option<String> {
    (!notices.is_empty()).then(|| format!("not all of the file is sound; what could be read was: {}", some(notices)))
}

/// The first of several messages.
fn some(messages: &[String]) -> String {
    messages.iter().take(3).map(String::as_str).collect::<Vec<_>>().join("; ")
}

/// What the properties of a file say; programs and templates fill them as well as people do.
#[derive(Debug, Default)]
struct Properties {
    title: Option<String>,
    created: Option<String>,
    modified: Option<String>,
}

impl Properties {
    /// A title counts where the text opens with it too; a date where one sitting of some weeks wrote the text, and neither a
    /// program in one instant nor a copy of last year's report.
    fn about(&self, text: &str) -> About {
        let dense = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
        let top: String = dense(text).chars().take(TOP).collect();
        let said = |title: &&String| dense(title).chars().count() >= MIN_TITLE && top.contains(&dense(title));
        let title = self.title.as_deref().map(decoded);
        let title = title.as_ref().filter(said).map(|title| super::rows::on_one_line(title));
        About { title, written: self.written().map(|date| (date, "property modified".to_owned())), ..About::default() }
    }

    fn written(&self) -> Option<Date> {
        let (created, modified) = self.created.as_ref().zip(self.modified.as_ref())?;
        let (begun, ended) = date::in_metadata(created).zip(date::in_metadata(modified))?;
        let days = ended.epoch_days() - begun.epoch_days();
        (created != modified && (0..=WRITTEN_WITHIN).contains(&days)).then_some(ended)
    }
}

/// The reader of old files hands Chinese code pages on byte for byte, each byte as a character.
fn decoded(text: &str) -> String {
    let bytes: Option<Vec<u8>> = text.chars().map(|c| u8::try_from(c).ok()).collect();
    let decoded = bytes.and_then(|bytes| charset::decode(&bytes));
    decoded.map_or_else(|| text.to_owned(), |decoded| decoded.text)
}

#[cfg(test)]
mod tests;
