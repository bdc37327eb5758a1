//! The bytes of one file, on disk or inside a container: their beginning for a look, then as a stream, as a whole, or for
//! reading here and there.

use std::{
    fs::File,
    io::{self, Cursor, Read, Seek, SeekFrom},
};

use crate::{limits::mib, source::Rejected};

/// So much of a file is looked at to tell its format.
const HEAD: u64 = 4096;

/// The bytes of a file that nobody has read yet.
pub(crate) struct Content<'a> {
    head: Vec<u8>,
    rest: Rest<'a>,
}

enum Rest<'a> {
    Disk(File),
    Packed(&'a mut dyn Read),
}

/// Bytes that can be read in any order.
pub(crate) enum Random {
    Disk(File),
    Memory(Vec<u8>),
}

/// Where bytes can be read in any order, whatever holds them.
pub(crate) trait ReadSeek: Read + Seek {}

impl<T: Read + Seek> ReadSeek for T {}

impl<'a> Content<'a> {
    /// A file on disk, from its beginning.
    pub(crate) fn on_disk(mut file: File) -> io::Result<Self> {
        file.seek(SeekFrom::Start(0))?;
        let head = beginning(&mut file)?;
        Ok(Self { head, rest: Rest::Disk(file) })
    }

    /// A file in a container.
    pub(crate) fn packed(stream: &'a mut dyn Read) -> io::Result<Self> {
        Ok(Self { head: beginning(stream)?, rest: Rest::Packed(stream) })
    }

    /// Its first bytes.
    pub(crate) fn head(&self) -> &[u8] {
        &self.head
    }

    /// All its bytes, one after another.
    pub(crate) fn stream(self) -> Box<dyn Read + 'a> {
        let head = Cursor::new(self.head);
        match self.rest {
            Rest::Disk(file) => Box::new(head.chain(file)),
            Rest::Packed(stream) => Box::new(head.chain(stream)),
        }
    }

    /// All its bytes at once, when they are no more than `limit`.
    pub(crate) fn whole(self, limit: u64) -> Result<Vec<u8>, Rejected> {
        let mut bytes = Vec::new();
        self.stream().take(limit.saturating_add(1)).read_to_end(&mut bytes)?;
        if bytes.len() as u64 > limit {
            return Err(Rejected(format!("it is larger than {} and has to be read as a whole", mib(limit))));
        }
        Ok(bytes)
    }

    /// Its bytes in any order; those of a packed file are held as a whole, when they are no more than `limit`.
    pub(crate) fn random(self, limit: u64) -> Result<Random, Rejected> {
        match self.rest {
            Rest::Disk(mut file) => {
                file.seek(SeekFrom::Start(0))?;
                Ok(Random::Disk(file))
            }
            Rest::Packed(_) => Ok(Random::Memory(self.whole(limit)?)),
        }
    }
}

impl Random {
    pub(crate) fn boxed(self) -> Box<dyn ReadSeek> {
        match self {
            Self::Disk(file) => Box::new(file),
            Self::Memory(bytes) => Box::new(Cursor::new(bytes)),
        }
    }
}

fn beginning(stream: &mut (impl Read + ?Sized)) -> io::Result<Vec<u8>> {
    let mut head = Vec::new();
    stream.take(HEAD).read_to_end(&mut head)?;
    Ok(head)
}
