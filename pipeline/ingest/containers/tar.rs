//! Tar archives, read as a stream: what stands before damage is read.

use super::{Unpacking, decoded_name};
use crate::{
    content::Content,
    source::{Given, Rejected},
};

pub(super) fn read(content: Content, unpacking: &mut Unpacking) -> Result<(), Rejected> {
    let mut archive = tar::Archive::new(content.stream());
    for entry in archive.entries()? {
        let mut entry = entry.map_err(|error| Rejected(format!("the archive is damaged: {error}")))?;
        if entry.header().entry_type().is_file() {
            let name = decoded_name(&entry.path_bytes());
            let stored = entry.size();
            unpacking.entry(&name, &Given::default(), false, &mut Exactly { inner: &mut entry, left: stored })?;
        }
    }
    Ok(())
}

/// A stream of a known length; one that ends before is cut off, which is an error.
struct Exactly<R> {
    inner: R,
    left: u64,
}

impl<R: std::io::Read> std::io::Read for Exactly<R> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let count = self.inner.read(buffer)?;
        if count == 0 && self.left > 0 && !buffer.is_empty() {
            return Err(std::io::Error::other(format!("it is cut off {} bytes before its end", self.left)));
        }
        self.left = self.left.saturating_sub(count as u64);
        Ok(count)
    }
}
