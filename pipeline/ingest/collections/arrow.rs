//! Arrow IPC, as a file (`.arrow`, Feather) or as a stream: both hold the same messages one after another, so both are read
//! as a stream, and what stands before damage is read.

use std::io::{self, Cursor, Read};

use ::arrow::{
    error::ArrowError,
    ipc::{Message, RecordBatch, convert::fb_to_schema, reader::StreamReader, root_as_message},
};

use super::columnar::Batches;
use crate::{
    content::Content,
    intake::Intake,
    limits::mib,
    source::{Origin, Rejected},
};

/// How a file begins, where a stream has its first message.
const FILE: &[u8; 8] = b"ARROW1\0\0";

/// What stands before the length of a message; old writers left it out.
const CONTINUES: u32 = u32::MAX;

pub(super) fn read(content: Content, origin: &Origin, intake: &mut Intake) -> Result<(), Rejected> {
    let is_file = content.head().starts_with(FILE);
    let mut stream = content.stream();
    if is_file {
        stream.read_exact(&mut [0; FILE.len()])?;
    }
    let mut messages = Messages { stream, limit: intake.budget.limits.held, loaded: Cursor::default(), ended: false };
    messages.load()?;
    let schema = messages.message()?.header_as_schema().map(fb_to_schema);
    let schema = schema.ok_or_else(|| Rejected::because("the Arrow file does not begin with a schema"))?;
    let (mut batches, wanted) = Batches::new(&schema, origin, intake);
    let mut reader = StreamReader::try_new(messages, Some(wanted))?;
    for batch in reader.by_ref() {
        batches.take(&batch?)?;
    }
    if is_file && !reader.get_ref().ended {
        return Err(Rejected::because("the Arrow file is cut off"));
    }
    batches.end()
}

/// The messages of a stream, handed on one by one after a look at every length that they claim: the reader behind
/// believes them, and a damaged one would have it ask for more memory than there is.
struct Messages<R> {
    stream: R,
    limit: u64,
    /// One message as it stands in the stream; its metadata begins at [`Self::METADATA`].
    loaded: Cursor<Vec<u8>>,
    /// The mark of the end has come.
    ended: bool,
}

impl<R: Read> Messages<R> {
    const METADATA: usize = 8;

    /// Loads the next message, if there is one.
    fn load(&mut self) -> io::Result<()> {
        self.loaded = Cursor::default();
        if self.ended {
            return Ok(());
        }
        let Some(first) = self.number()? else { return Ok(()) };
        let length = if first == CONTINUES { self.number()?.ok_or(io::ErrorKind::UnexpectedEof)? } else { first };
        let mut bytes = [CONTINUES.to_le_bytes(), length.to_le_bytes()].concat();
        self.ended = length == 0;
        self.append(&mut bytes, u64::from(length))?;
        self.loaded = Cursor::new(bytes);
        if !self.ended {
            let body = u64::try_from(self.message()?.bodyLength()).map_err(io::Error::other)?;
            let mut bytes = std::mem::take(self.loaded.get_mut());
            let start = bytes.len();
            self.append(&mut bytes, body)?;
            self.loaded = Cursor::new(bytes);
            self.check(start)?;
        }
        Ok(())
    }

    fn append(&mut self, bytes: &mut Vec<u8>, count: u64) -> io::Result<()> {
        if count > self.limit {
            return Err(io::Error::other(format!("a message of it claims to be larger than {}", mib(self.limit))));
        }
        if self.stream.by_ref().take(count).read_to_end(bytes)? as u64 == count {
            Ok(())
        } else {
            Err(io::Error::other("it is cut off inside a message"))
        }
    }

    /// Four bytes as a number, or none at the end.
    fn number(&mut self) -> io::Result<Option<u32>> {
        let mut bytes = Vec::new();
        self.stream.by_ref().take(4).read_to_end(&mut bytes)?;
        match <[u8; 4]>::try_from(bytes) {
            Ok(bytes) => Ok(Some(u32::from_le_bytes(bytes))),
            Err(bytes) if bytes.is_empty() => Ok(None),
            Err(_) => Err(io::ErrorKind::UnexpectedEof.into()),
        }
    }

    /// The message that is loaded.
    fn message(&self) -> io::Result<Message<'_>> {
        let bytes = self.loaded.get_ref().get(Self::METADATA..).unwrap_or_default();
        root_as_message(bytes).map_err(|error| io::Error::other(format!("a message of it is damaged: {error}")))
    }

    /// What the buffers in the body claim to unpack to.
    fn check(&self, body: usize) -> io::Result<()> {
        let message = self.message()?;
        let dictionary = message.header_as_dictionary_batch().and_then(|dictionary| dictionary.data());
        let Some(batch) = message.header_as_record_batch().or(dictionary) else { return Ok(()) };
        let body = self.loaded.get_ref().get(body..).unwrap_or_default();
        if batch.compression().is_some() && unpacked(&batch, body).is_none_or(|bytes| bytes > self.limit) {
            return Err(io::Error::other(format!("a batch of it claims to unpack to more than {}", mib(self.limit))));
        }
        Ok(())
    }
}

/// How many bytes the packed buffers of a batch claim to unpack to; none when a claim makes no sense.
fn unpacked(batch: &RecordBatch, body: &[u8]) -> Option<u64> {
    let mut total = 0_u64;
    for buffer in batch.buffers()?.iter().filter(|buffer| buffer.length() > 0) {
        let start = usize::try_from(buffer.offset()).ok()?;
        let claim = i64::from_le_bytes(body.get(start..start.checked_add(8)?)?.try_into().ok()?);
        // −1 stands for a buffer that is not packed.
        total = total.checked_add(u64::try_from(claim.max(0)).ok()?)?;
    }
    Some(total)
}

impl<R: Read> Read for Messages<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.loaded.position() as usize >= self.loaded.get_ref().len() {
            self.load()?;
        }
        self.loaded.read(buffer)
    }
}

impl From<ArrowError> for Rejected {
    fn from(error: ArrowError) -> Self {
        Self(format!("the Arrow file cannot be read: {error}"))
    }
}
