//! Grouping of raw files into parts, with boundaries that depend on the files' own paths, so that a file that comes,
//! goes or changes moves no other part.

use super::hash;

/// A part closes when it holds so many bytes.
const FULL: u64 = 32 << 20;
/// A path closes its part when its hash falls on one of so many numbers.
const EVERY: u8 = 8;

/// Files that go through the stages together, up to `resolve`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part<F> {
    /// Hash of the first file's path: 16 hex digits.
    pub id: String,
    /// Its files, by path.
    pub files: Vec<F>,
}

/// Groups files, which are sorted by path; `describe` tells a file's path and size.
pub fn divide<F>(files: Vec<F>, describe: impl Fn(&F) -> (&str, u64)) -> Vec<Part<F>> {
    let mut parts: Vec<Part<F>> = Vec::new();
    let (mut open, mut bytes) = (false, 0);
    for file in files {
        let (path, size) = describe(&file);
        let digest = blake3::hash(path.as_bytes());
        bytes += size;
        let closes = digest.as_bytes()[31].is_multiple_of(EVERY) || bytes >= FULL;
        match parts.last_mut().filter(|_| open) {
            Some(part) => part.files.push(file),
            None => parts.push(Part { id: hash(path.as_bytes()), files: vec![file] }),
        }
        open = !closes;
        if closes {
            bytes = 0;
        }
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(names: &[String]) -> Vec<Part<String>> {
        divide(names.to_vec(), |name| (name, 1000))
    }

    #[test]
    fn one_file_more_or_less_touches_two_parts_at_most() {
        let names: Vec<String> = (0..200).map(|n| format!("report{n:03}.txt")).collect();
        let before = parts(&names);
        assert!(before.len() > 10, "{} parts", before.len());
        assert_eq!(before.iter().flat_map(|part| part.files.clone()).collect::<Vec<_>>(), names);
        for gone in 0..200 {
            let mut fewer = names.clone();
            fewer.remove(gone);
            let changed = parts(&fewer).into_iter().filter(|part| !before.contains(part)).count();
            assert!(changed <= 1, "without {gone}: {changed} parts");
        }
    }

    #[test]
    fn a_full_part_closes() {
        let parts = divide(vec!["a", "b", "c"], |name| (name, FULL));
        assert_eq!(parts.len(), 3);
    }
}
