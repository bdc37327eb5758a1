//! The fast loop for checks: `reason SCHEMAS FILE...` reads UTF-8 texts and prints conflicts, checks and what follows, without polars.

use std::collections::BTreeMap;
use std::path::Path;

use zonefacts_facts::{Book, Books, Policy, Things, check, families, said};
use zonefacts_text::clean::{CleanWords, clean};
use zonefacts_text::model::{Date, DocumentHead, RawDocument, Resolved};
use zonefacts_text::vocab::Vocab;
use zonefacts_text::{extract::extract, resolve::resolve};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let schemas = Path::new(args.first().ok_or("usage: reason SCHEMAS FILE...")?);
    let mut files = BTreeMap::new();
    for entry in std::fs::read_dir(schemas.join("vocab"))? {
        let path = entry?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        files.insert(format!("vocab/{name}"), std::fs::read_to_string(&path)?);
    }
    let words = CleanWords::load(files.get("vocab/clean.csv").map_or("", String::as_str))?;
    let vocab = Vocab::load(&files)?;
    let policy = Policy::load(&std::fs::read_to_string(schemas.join("policy.toml"))?)?;
    let mut documents: Vec<Resolved> = Vec::new();
    for path in &args[1..] {
        let text = std::fs::read_to_string(path)?;
        let document = Path::new(path).file_name().unwrap_or_default().to_string_lossy().into_owned();
        // A date in the name of the file is that of its publication: 2021-02-10-report.txt.
        let published = document.get(..10).and_then(Date::parse);
        let head = DocumentHead { document: document.clone(), document_id: document, published, ..DocumentHead::default() };
        documents.push(resolve(extract(clean(RawDocument { head, text }, &words).value, &vocab).value, &vocab).value);
    }
    let families = families(&documents, &policy.families);
    let things = Things::new(vocab.dimensions());
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
