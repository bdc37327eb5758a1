//! What was known on a day: the documents that were published by then.

use std::collections::BTreeSet;

use zonefacts_text::model::{Date, Issue, IssueCode, Resolved, Severity};

/// The documents that were out by a day, and what there is to say of them; each of the others leaves one issue that says why.
///
/// A document is out when the latest date that it bears has come. One without a date cannot be told to have been out, and to
/// count it would let later knowledge in: it is left out.
pub fn known_by(day: Date, documents: Vec<Resolved>, mut issues: Vec<Issue>) -> (Vec<Resolved>, Vec<Issue>) {
    let latest =
        |document: &Resolved| document.observations.iter().filter_map(|o| o.published).chain(document.head.published).max();
    let (known, unknown): (Vec<_>, Vec<_>) =
        documents.into_iter().partition(|document| latest(document).is_some_and(|date| date <= day));
    let names: BTreeSet<&str> = unknown.iter().map(|document| document.head.document.as_str()).collect();
    issues.retain(|issue| !names.contains(issue.document.as_str()));
    issues.extend(unknown.iter().map(|document| {
        let (severity, message) = match latest(document) {
            Some(date) => (Severity::Info, format!("published on {date}, after {day}")),
            None => (Severity::Warning, format!("no date tells that it was published by {day}")),
        };
        let document = document.head.document.clone();
        Issue { document, span: None, code: IssueCode::LeftOut, severity, message }
    }));
    (known, issues)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{document, figure};
    use zonefacts_text::model::{Bound, Measure};

    #[test]
    fn what_came_later_or_bears_no_date_is_left_out_with_a_reason() {
        let dated = |id: &str, date: &str| {
            document(id, "", date, vec![figure("changchun", 2016, Measure::Level, "72.6", "0.05", Bound::Eq)])
        };
        let mut page = dated("page", "2019-06-30");
        page.observations[0].published = Date::new(2019, 7, 1);
        let note = |document: &str| Issue {
            document: document.into(),
            span: None,
            code: IssueCode::YearUnknown,
            severity: Severity::Info,
            message: String::new(),
        };
        let documents = vec![dated("old", "2019-06-30"), dated("new", "2019-07-01"), dated("open", ""), page];
        let issues = vec![note("old.txt"), note("new.txt"), note("lost.txt")];
        let Some(day) = Date::new(2019, 6, 30) else { unreachable!() };
        let (known, issues) = known_by(day, documents, issues);
        assert_eq!(known.iter().map(|document| document.head.document_id.as_str()).collect::<Vec<_>>(), ["old"]);
        let told: Vec<(&str, &str)> = issues.iter().map(|issue| (issue.document.as_str(), issue.code.as_str())).collect();
        let left = ["new.txt", "open.txt", "page.txt"].map(|name| (name, "left_out"));
        assert_eq!(told, [[("old.txt", "year_unknown"), ("lost.txt", "year_unknown")].as_slice(), &left].concat());
        assert_eq!(issues[3].severity, Severity::Warning);
    }
}
