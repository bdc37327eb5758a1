//! The checks, on small reports in prose: each section of `tests/checks/*.md` against the checks and the derived intervals that are
//! listed below it, all of them.
//!
//! A section holds one or more reports, each with its date, and a list: `kind metric year: verdict (reason): arithmetic` for a check,
//! `kind metric year follows: arithmetic` for a derived interval.

use std::{collections::BTreeSet, fmt::Write as _, fs};

use zonefacts_facts::{Book, Books, Policy, Things, Verdict, check, families, kinds, said};
use zonefacts_text::model::{Date, DocumentHead, IssueCode, RawDocument, Resolved};

use crate::{corpus::ENGINE, release::root};

/// The title of every report.
const TITLE: &str = "长春高新区经济简报";

struct Section {
    name: String,
    /// Date and text.
    reports: Vec<(String, String)>,
    expected: BTreeSet<String>,
}

/// The sections of every file.
fn sections() -> Vec<Section> {
    let mut files: Vec<_> = fs::read_dir(root().join("tests/checks")).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    let mut sections = Vec::new();
    for path in files {
        let text = fs::read_to_string(&path).unwrap();
        for part in text.split("\n## ").skip(1) {
            let (heading, body) = part.split_once('\n').unwrap();
            let name = format!("{}: {heading}", path.file_stem().unwrap().to_string_lossy());
            let mut fences = body.split("```");
            let mut rest = String::from(fences.next().unwrap());
            let mut reports = Vec::new();
            while let Some(fenced) = fences.next() {
                let (date, report) = fenced.split_once('\n').unwrap();
                reports.push((date.trim_start_matches("text").trim().to_owned(), report.to_owned()));
                rest.push_str(fences.next().unwrap());
            }
            let expected = rest.lines().filter_map(|line| line.strip_prefix("- ")).map(str::to_owned).collect();
            sections.push(Section { name, reports, expected });
        }
    }
    assert!(sections.len() > 50, "{} sections", sections.len());
    sections
}

/// What is made of the reports of a section: a line for each check and each derived interval.
fn made(section: &Section, verdicts: &mut BTreeSet<(&'static str, Verdict)>) -> BTreeSet<String> {
    let read = |(at, (date, text)): (usize, &(String, String))| {
        let published = Date::parse(date);
        assert!(published.is_some(), "{}: no date: {date}", section.name);
        let document = format!("{at}.txt");
        let head = DocumentHead { document: document.clone(), document_id: document, published, ..DocumentHead::default() };
        ENGINE.read(RawDocument { head, text: format!("{TITLE}\n\n{text}") })
    };
    let documents: Vec<Resolved> = section.reports.iter().enumerate().map(read).collect();
    let policy = Policy::load(&fs::read_to_string(root().join("schemas/policy.toml")).unwrap()).unwrap();
    let families = families(&documents, &policy.families);
    let things = Things::new(ENGINE.vocab.dimensions());
    let weighed: Vec<Book> =
        said(&documents, &families, &policy).into_iter().map(|said| Book::weigh(said, &policy).value).collect();
    let books: Books = weighed.iter().map(|book| (book.subject, book)).collect();
    let mut lines = BTreeSet::new();
    for book in books.values() {
        let findings = check(book, &books, &things, &policy);
        for check in &findings.checks {
            let cell = &check.cell;
            let (verdict, reason) = (check.verdict.as_str(), check.reason.as_str());
            verdicts.insert((check.kind, check.verdict));
            lines.insert(format!("{} {} {}: {verdict} ({reason}): {}", check.kind, cell.metric_id, cell.year, check.arithmetic));
            let issue = check.issue();
            assert_eq!(issue.is_some(), check.verdict == Verdict::Inconsistent);
            let Some(issue) = issue else { continue };
            assert_eq!(issue.code, IssueCode::CheckFailed);
            assert!(issue.message.contains(&check.arithmetic), "{}", issue.message);
        }
        for derived in &findings.derived {
            let cell = &derived.cell;
            lines.insert(format!("{} {} {} follows: {}", derived.kind, cell.metric_id, cell.year, derived.arithmetic));
        }
    }
    lines
}

#[test]
fn every_kind_of_check_on_reports_in_prose() {
    let (mut out, mut verdicts) = (String::new(), BTreeSet::new());
    for section in sections() {
        let made = made(&section, &mut verdicts);
        if made != section.expected {
            writeln!(out, "\n{}", section.name).unwrap();
            section.expected.difference(&made).for_each(|line| writeln!(out, "    missing: {line}").unwrap());
            made.difference(&section.expected).for_each(|line| writeln!(out, "    - {line}").unwrap());
        }
    }
    assert!(out.is_empty(), "{out}");
    let all = [Verdict::Consistent, Verdict::Inconsistent, Verdict::CannotTell];
    let lacking: Vec<_> =
        kinds().flat_map(|kind| all.map(|verdict| (kind, verdict))).filter(|one| !verdicts.contains(one)).collect();
    assert!(lacking.is_empty(), "no section shows {lacking:?}");
}
