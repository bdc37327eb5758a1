//! The fast loop for readers: `ingested COLUMNS.csv FOLDER` prints every document of a folder as it is ingested, and every issue.

use std::{env, error::Error, fs, path::Path};

use zonefacts_ingest::{Columns, ingest, list};

fn main() -> Result<(), Box<dyn Error>> {
    let args: Vec<String> = env::args().skip(1).collect();
    let [columns, folder] = &args[..] else { return Err("usage: ingested COLUMNS.csv FOLDER".into()) };
    let columns = Columns::load(&fs::read_to_string(columns)?)?;
    let root = Path::new(folder);
    for file in list(root)? {
        let staged = ingest(root, &file, &columns);
        for document in &staged.value {
            let head = &document.head;
            let date = head.published.map(|date| date.to_string());
            println!("== {} ({}, {})", head.document, head.format, head.encoding);
            println!("   {:?} {:?} {date:?} {:?} {:?}", head.title, head.publisher, head.published_basis, head.url);
            println!("{}", document.text);
        }
        for issue in &staged.issues {
            println!("!! {} {}: {}", issue.document, issue.code.as_str(), issue.message);
        }
    }
    Ok(())
}
