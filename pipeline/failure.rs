//! How the program ends when it does not end well: one message, one exit status.

use std::{fmt::Display, process::ExitCode};

use zonefacts_tables::store::{LockError, StoreError};

/// What went wrong, and the status that tells scripts so.
#[derive(Debug)]
pub(crate) struct Failure {
    status: u8,
    message: String,
}

impl Failure {
    /// The work failed; what stood before still stands.
    pub(crate) fn work(error: impl Display) -> Self {
        Self { status: 1, message: error.to_string() }
    }

    /// The arguments or the configuration are wrong.
    pub(crate) fn usage(error: impl Display) -> Self {
        Self { status: 2, message: error.to_string() }
    }

    /// `--strict` refused.
    pub(crate) fn strict(error: impl Display) -> Self {
        Self { status: 3, message: error.to_string() }
    }

    /// Prints the message, and gives the status.
    pub(crate) fn end(self) -> ExitCode {
        eprintln!("zonefacts: {}", self.message);
        ExitCode::from(self.status)
    }
}

impl From<StoreError> for Failure {
    fn from(error: StoreError) -> Self {
        Self::work(error)
    }
}

impl From<LockError> for Failure {
    fn from(error: LockError) -> Self {
        match error {
            LockError::Held { .. } => Self { status: 75, message: error.to_string() },
            LockError::Store(error) => error.into(),
        }
    }
}
