//! An answer of a web server: its status, its head, and its body as the server meant it.
//!
//! Crawlers that store a body unpacked or put together often leave the head as it was: the head is believed only where the
//! bytes agree.

use std::io::{self, BufRead, BufReader, Cursor, Read};

use super::{Fields, fields, line};

/// One answer; its body has not been read.
pub(super) struct Message<'a> {
    /// The code: `200` for a page.
    pub(super) status: String,
    fields: Fields,
    stream: Box<dyn Read + 'a>,
}

/// How a body is packed.
enum Packing {
    None,
    Gzip,
    Zlib,
}

impl<'a> Message<'a> {
    pub(super) fn open(stream: impl Read + 'a) -> io::Result<Self> {
        let mut stream = BufReader::new(stream);
        let first = line(&mut stream)?.unwrap_or_default();
        let status = first.split_whitespace().nth(1).unwrap_or_default().to_owned();
        Ok(Self { status, fields: fields(&mut stream)?, stream: Box::new(stream) })
    }

    pub(super) fn field(&self, name: &str) -> &str {
        self.fields.get(name).map_or("", String::as_str)
    }

    /// The body, and whether it is being unpacked.
    pub(super) fn body(self) -> io::Result<(Box<dyn Read + 'a>, bool)> {
        let chunked = self.field("transfer-encoding").to_ascii_lowercase().contains("chunked");
        let encoding = self.field("content-encoding").to_ascii_lowercase();
        let (start, mut stream) = peek(self.stream)?;
        if chunked && chunk_length(&start).is_some() {
            stream = Box::new(Chunks { stream: BufReader::new(stream), left: 0, ended: false });
        }
        let (start, stream) = peek(stream)?;
        Ok(match packing(&encoding, &start)? {
            Packing::None => (stream, false),
            Packing::Gzip => (Box::new(flate2::read::MultiGzDecoder::new(stream)), true),
            Packing::Zlib => (Box::new(flate2::read::ZlibDecoder::new(stream)), true),
        })
    }
}

fn packing(encoding: &str, start: &[u8]) -> io::Result<Packing> {
    match (encoding, start) {
        ("gzip" | "x-gzip", [0x1f, 0x8b, ..]) => Ok(Packing::Gzip),
        ("deflate", [first, second, ..]) if first & 0x0f == 8 && (u16::from(*first) << 8 | u16::from(*second)) % 31 == 0 => {
            Ok(Packing::Zlib)
        }
        ("" | "identity" | "gzip" | "x-gzip", _) => Ok(Packing::None),
        (_, start) if start.trim_ascii_start().starts_with(b"<") => Ok(Packing::None),
        (other, _) => Err(io::Error::other(format!("it is packed as {other:?}, which nothing here unpacks"))),
    }
}

/// The first bytes of a stream, and the stream with them.
fn peek<'a>(mut stream: Box<dyn Read + 'a>) -> io::Result<(Vec<u8>, Box<dyn Read + 'a>)> {
    let mut start = Vec::new();
    stream.by_ref().take(64).read_to_end(&mut start)?;
    Ok((start.clone(), Box::new(Cursor::new(start).chain(stream))))
}

/// A body that was sent in chunks, each under its length.
struct Chunks<R> {
    stream: R,
    left: u64,
    ended: bool,
}

impl<R: BufRead> Read for Chunks<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        while self.left == 0 && !self.ended {
            match line(&mut self.stream)? {
                // The end of the chunk before.
                Some(line) if line.is_empty() => {}
                Some(line) => {
                    let length = chunk_length(format!("{line}\n").as_bytes());
                    self.left = length.ok_or_else(|| io::Error::other("a chunk of it has no length"))?;
                    self.ended = self.left == 0;
                }
                None => return Err(io::Error::other("it is cut off between two chunks")),
            }
        }
        let count = self.stream.by_ref().take(self.left).read(buffer)?;
        if count == 0 && self.left > 0 && !buffer.is_empty() {
            return Err(io::Error::other("it is cut off inside a chunk"));
        }
        self.left -= count as u64;
        Ok(count)
    }
}

/// The length that a chunk's first line tells; none where that line is something else.
fn chunk_length(start: &[u8]) -> Option<u64> {
    let end = start.iter().position(|byte| *byte == b'\n')?;
    let line = std::str::from_utf8(&start[..end]).ok()?;
    let digits = line.split(';').next()?.trim();
    u64::from_str_radix(digits, 16).ok().filter(|_| digits.bytes().all(|byte| byte.is_ascii_hexdigit()))
}
