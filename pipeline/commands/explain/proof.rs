//! What other tables say of a statement: the checks that it stands in, and the corrections and doubts noted at its place.

use serde::Serialize;

use crate::release::{CheckRow, IssueRow, ObservationRow};

/// What is known of a statement besides the statement.
#[derive(Serialize)]
pub(super) struct Proof<'a> {
    /// The checks that it decides, then those that it is weighed in, with their arithmetic.
    pub(super) checks: Vec<&'a CheckRow>,
    /// The issues that speak of its place in the document, or of a rival's: corrections too.
    pub(super) issues: Vec<&'a IssueRow>,
}

impl<'a> Proof<'a> {
    /// What the tables of a release say of one of its statements, and note at its place and those of its rivals.
    pub(super) fn of<'r>(
        row: &'r ObservationRow,
        rivals: impl Iterator<Item = &'r ObservationRow>,
        checks: &'a [CheckRow],
        issues: &'a [IssueRow],
    ) -> Self {
        let own = |check: &&CheckRow| check.observation_id == row.observation_id;
        let weighed = |check: &&CheckRow| !own(check) && check.operand_id.contains(&row.observation_id);
        let at = |row: &ObservationRow, issue: &IssueRow| {
            let meets = |(start, end): (u32, u32)| start < row.char_end && row.char_start < end;
            issue.document == row.document && issue.char_start.zip(issue.char_end).is_some_and(meets)
        };
        let places: Vec<&ObservationRow> = rivals.chain([row]).collect();
        Self {
            checks: checks.iter().filter(own).chain(checks.iter().filter(weighed)).collect(),
            issues: issues.iter().filter(|issue| places.iter().any(|row| at(row, issue))).collect(),
        }
    }
}
