//! The raw folder as a sorted list of files. Reads no content but to hash it.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use crate::formats;

/// What stops a run before its first file.
#[derive(Debug, thiserror::Error)]
pub enum IngestError {
    /// The raw folder is missing, no folder, or closed to us.
    #[error("cannot list the raw folder {path}: {source}")]
    RawFolder {
        /// The folder as it was named.
        path: PathBuf,
        /// The system's reason.
        source: io::Error,
    },
}

/// One file under the raw folder.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct RawFile {
    /// Path under the raw folder, `/`-separated.
    pub path: String,
    /// Size in bytes.
    pub bytes: u64,
    /// Hash of the content: 16 hex digits; empty when the file could not be read, which `ingest` then reports.
    pub hash: String,
    /// The same path as the system names it; differs from `path` only where a name is no UTF-8.
    pub(crate) location: PathBuf,
}

/// A file from this size on may hold more than one report.
const LARGE: u64 = 4 << 20;

impl RawFile {
    /// True when it may hold so many reports that they are better taken as they come than all together.
    pub fn may_hold_many(&self) -> bool {
        self.bytes >= LARGE || formats::holds_many(&self.path)
    }
}

/// All files under `root`, sorted by path. Hidden files are skipped, links are followed but never round in a circle; what
/// cannot be read is listed too, so that `ingest` reports it.
pub fn list(root: &Path) -> Result<Vec<RawFile>, IngestError> {
    let refused = |source| IngestError::RawFolder { path: root.to_path_buf(), source };
    fs::read_dir(root).map_err(refused)?;
    let mut walk = Walk { root, above: Vec::new(), files: Vec::new() };
    walk.folder(Path::new(""));
    walk.files.sort();
    Ok(walk.files)
}

/// The first 16 hex digits of a hash: what documents and files are known by.
pub(crate) fn short_hash(hash: &blake3::Hash) -> String {
    hash.to_hex().chars().take(16).collect()
}

struct Walk<'a> {
    root: &'a Path,
    /// The real places of the folders that the walk stands in; a link to one of them would never end.
    above: Vec<PathBuf>,
    files: Vec<RawFile>,
}

impl Walk<'_> {
    fn folder(&mut self, folder: &Path) {
        let path = self.root.join(folder);
        let (Ok(real), Ok(entries)) = (path.canonicalize(), fs::read_dir(&path)) else {
            return self.unreadable(folder);
        };
        if self.above.contains(&real) {
            return;
        }
        self.above.push(real);
        for entry in entries {
            match entry {
                Ok(entry) if is_hidden(entry.file_name().as_encoded_bytes()) => {}
                Ok(entry) => self.entry(folder.join(entry.file_name())),
                Err(_) => self.unreadable(folder),
            }
        }
        self.above.pop();
    }

    fn entry(&mut self, location: PathBuf) {
        let path = self.root.join(&location);
        match fs::metadata(&path) {
            Ok(metadata) if metadata.is_dir() => self.folder(&location),
            // A pipe or a device may never end: only regular files are opened.
            Ok(metadata) if metadata.is_file() => match hash(&path) {
                Ok(hash) => self.file(&location, metadata.len(), hash),
                Err(_) => self.unreadable(&location),
            },
            _ => self.unreadable(&location),
        }
    }

    fn unreadable(&mut self, location: &Path) {
        self.file(location, 0, String::new());
    }

    fn file(&mut self, location: &Path, bytes: u64, hash: String) {
        let names: Vec<_> = location.iter().map(|name| name.to_string_lossy()).collect();
        self.files.push(RawFile { path: names.join("/"), bytes, hash, location: location.to_path_buf() });
    }
}

/// Hidden by its name, or what an open Word or Excel leaves beside its file: `~$report.docx`.
fn is_hidden(name: &[u8]) -> bool {
    name.starts_with(b".") || name.starts_with(b"~$")
}

/// The hash of a file's content.
pub(crate) fn hash(path: &Path) -> io::Result<String> {
    let mut hasher = blake3::Hasher::new();
    hasher.update_reader(fs::File::open(path)?)?;
    Ok(short_hash(&hasher.finalize()))
}
