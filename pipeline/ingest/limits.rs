//! LIMITS: how much one file may unpack to, so that a small file never fills the memory, the disk or the day.

use std::{
    cell::Cell,
    io::{self, Read},
};

/// What one file of the raw folder may cost, with everything that is packed in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Bytes that it unpacks to, all together.
    pub total: u64,
    /// How many times its own size it unpacks to …
    pub ratio: u64,
    /// … beyond this many bytes, below which a ratio says nothing.
    pub free: u64,
    /// Files packed in it, all together.
    pub entries: u64,
    /// How deep containers may be nested: `a.zip!/b.tar.gz!/c.txt` is two deep.
    pub depth: usize,
    /// Bytes of a file that its reader has to hold as a whole.
    pub held: u64,
    /// Bytes of one report, also as a record of a collection.
    pub record: u64,
}

/// The limits that hold for every file.
pub const LIMITS: Limits =
    Limits { total: 64 << 30, ratio: 250, free: 64 << 20, entries: 1_000_000, depth: 2, held: 256 << 20, record: 32 << 20 };

/// What one file may still cost.
#[derive(Debug)]
pub(crate) struct Budget {
    pub(crate) limits: Limits,
    /// Bytes that it may unpack to.
    allowed: u64,
    bytes: Cell<u64>,
    entries: Cell<u64>,
}

impl Budget {
    /// The budget of a file of this size.
    pub(crate) fn new(limits: Limits, size: u64) -> Self {
        let allowed = size.saturating_mul(limits.ratio).max(limits.free).min(limits.total);
        Self { limits, allowed, bytes: Cell::new(0), entries: Cell::new(0) }
    }

    /// Counts an unpacked file.
    pub(crate) fn entry(&self) {
        self.entries.set(self.entries.get() + 1);
    }

    /// Counts unpacked bytes; an error when they are too many.
    pub(crate) fn spend(&self, bytes: u64) -> io::Result<()> {
        self.bytes.set(self.bytes.get().saturating_add(bytes));
        if self.bytes.get() > self.allowed { Err(io::Error::other(self.bytes_over())) } else { Ok(()) }
    }

    /// Why nothing more may be unpacked.
    pub(crate) fn over(&self) -> Option<String> {
        if self.bytes.get() > self.allowed {
            Some(self.bytes_over())
        } else {
            let over = self.entries.get() > self.limits.entries;
            over.then(|| format!("it holds more than {} files; the others were not read", self.limits.entries))
        }
    }

    fn bytes_over(&self) -> String {
        let (size, ratio) = (mib(self.allowed), self.limits.ratio);
        if self.allowed == self.limits.total {
            format!("it unpacks to more than {size}; the rest was not read")
        } else {
            format!("it unpacks to more than {size}, which is over {ratio} times its size; the rest was not read")
        }
    }

    /// Counts what is read through it.
    pub(crate) fn meter<R: Read>(&self, inner: R) -> Metered<'_, R> {
        Metered { budget: self, inner }
    }
}

/// A size for a message.
pub(crate) fn mib(bytes: u64) -> String {
    if bytes < 1 << 20 { format!("{bytes} bytes") } else { format!("{} MiB", bytes >> 20) }
}

/// Unpacked bytes on their way, each of them paid for.
pub(crate) struct Metered<'a, R> {
    budget: &'a Budget,
    inner: R,
}

impl<R: Read> Read for Metered<'_, R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.inner.read(buffer)?;
        self.budget.spend(count as u64)?;
        Ok(count)
    }
}

/// A stream whose reader may take so many bytes between two refills: what takes more at once is no record.
pub(crate) struct Rationed<'a, R> {
    inner: R,
    left: &'a Cell<u64>,
    ration: u64,
}

impl<'a, R: Read> Rationed<'a, R> {
    pub(crate) fn new(inner: R, left: &'a Cell<u64>, ration: u64) -> Self {
        left.set(ration);
        Self { inner, left, ration }
    }
}

impl<R: Read> Read for Rationed<'_, R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.inner.read(buffer)? as u64;
        let left = self.left.get().checked_sub(count);
        self.left.set(left.ok_or_else(|| io::Error::other(format!("a record is larger than {}", mib(self.ration))))?);
        usize::try_from(count).map_err(io::Error::other)
    }
}
