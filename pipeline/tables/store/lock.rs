//! One run at a time in an output folder.

use std::{
    fs::{self, File, TryLockError},
    io::{Read, Seek, Write},
    path::Path,
    time::{Duration, Instant},
};

use super::StoreError;

/// How often a waiting run looks again.
const LOOK: Duration = Duration::from_millis(100);

/// Held as long as it lives; the system lets go of it however the process ends.
#[derive(Debug)]
pub struct Lock {
    _file: File,
}

/// Why the folder could not be locked.
#[derive(Debug, thiserror::Error)]
pub enum LockError {
    /// Another run holds it.
    #[error("another run holds the lock: {holder}")]
    Held {
        /// Its process id and command, as it wrote them.
        holder: String,
    },
    /// The lock file could not be used.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl Lock {
    /// Takes the lock of an output folder, waiting at most `wait`; `holder` tells others who holds it.
    pub fn take(output: &Path, wait: Duration, holder: &str) -> Result<Self, LockError> {
        fs::create_dir_all(output).map_err(StoreError::disk(output))?;
        let path = output.join(".lock");
        let disk = |error| LockError::Store(StoreError::disk(&path)(error));
        let mut file = File::options().read(true).write(true).create(true).truncate(false).open(&path).map_err(disk)?;
        let began = Instant::now();
        loop {
            match file.try_lock() {
                Ok(()) => break,
                Err(TryLockError::WouldBlock) if began.elapsed() < wait => std::thread::sleep(LOOK.min(wait)),
                Err(TryLockError::WouldBlock) => {
                    let mut holder = String::new();
                    file.read_to_string(&mut holder).map_err(disk)?;
                    return Err(LockError::Held { holder: holder.trim().to_owned() });
                }
                Err(TryLockError::Error(error)) => return Err(disk(error)),
            }
        }
        file.set_len(0).and_then(|()| file.rewind()).and_then(|()| writeln!(file, "{holder}")).map_err(disk)?;
        Ok(Self { _file: file })
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn the_second_hears_who_holds_it_and_gets_it_afterwards() {
        let output = tempfile::tempdir().unwrap();
        let first = Lock::take(output.path(), Duration::ZERO, "first").unwrap();
        let refused = Lock::take(output.path(), Duration::from_millis(150), "second").unwrap_err();
        assert_eq!(refused.to_string(), "another run holds the lock: first");
        drop(first);
        Lock::take(output.path(), Duration::ZERO, "second").unwrap();
    }
}
