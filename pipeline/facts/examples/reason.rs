//! The fast loop for checks: `reason SCHEMAS FILE...` reads UTF-8 texts and prints conflicts, checks and what follows, without polars.

#[path = "../../text/examples/common/mod.rs"]
mod common;

use std::path::Path;

use zonefacts_facts::{Book, Books, Policy, Things, check, families, said};
use zonefacts_text::model::Resolved;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let schemas = Path::new(args.first().ok_or("usage: reason SCHEMAS FILE...")?);
    let reader = common::Reader::load(schemas)?;
    let policy = Policy::load(&std::fs::read_to_string(schemas.join("policy.toml"))?)?;
    let documents: Vec<Resolved> = args[1..].iter().map(|path| reader.read(Path::new(path))).collect::<Result<_, _>>()?;
    let families = families(&documents, &policy.families);
    let things = Things::new(reader.vocab.dimensions());
    let weighed: Vec<_> = said(&documents, &families, &policy).into_iter().map(|said| Book::weigh(said, &policy)).collect();
    let books: Books = weighed.iter().map(|staged| (staged.value.subject, &staged.value)).collect();
    for issue in weighed.iter().flat_map(|staged| &staged.issues) {
        println!("conflict: {}", issue.message);
    }
    for book in books.values() {
        let findings = check(book, &books, &things, &policy);
        for check in findings.checks {
            let (verdict, reason, cell) = (check.verdict.as_str(), check.reason.as_str(), &check.cell);
            println!(
                "{} {} {}{} {}: {verdict} ({reason}): {} | {}",
                check.kind, cell.subject, cell.metric_id, cell.segment, cell.year, check.arithmetic, check.figure.sentence
            );
        }
        for derived in findings.derived {
            let cell = &derived.cell;
            println!(
                "derived by {}: {} {}{} {} {}: {}",
                derived.kind, cell.subject, cell.metric_id, cell.segment, cell.year, cell.period, derived.arithmetic
            );
        }
    }
    Ok(())
}
