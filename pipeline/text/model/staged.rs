//! What a stage returns: its value, and the problems that travel beside it.

use super::Issue;

/// A stage's result with the issues that it raised; a problem never stops the run, it travels.
#[derive(Clone, Debug, Default)]
pub struct Staged<T> {
    /// The result itself.
    pub value: T,
    /// What a person should know about it.
    pub issues: Vec<Issue>,
}

impl<T> Staged<T> {
    /// A result without issues.
    pub fn clean(value: T) -> Self {
        Self { value, issues: Vec::new() }
    }
}
