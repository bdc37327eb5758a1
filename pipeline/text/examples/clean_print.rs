//! Prints what cleaning makes of a text file: its articles and blocks. `cargo run --example clean_print -p zonefacts-text -- FILE…`

use std::{env, error::Error, fs};

use zonefacts_text::clean::{CleanWords, clean};
use zonefacts_text::model::RawDocument;

fn main() -> Result<(), Box<dyn Error>> {
    let list = concat!(env!("CARGO_MANIFEST_DIR"), "/../../schemas/vocab/clean.csv");
    let words = CleanWords::load(&fs::read_to_string(list)?)?;
    for file in env::args().skip(1) {
        let text = fs::read_to_string(&file)?;
        let document = clean(RawDocument { text, ..RawDocument::default() }, &words).value;
        let head = &document.head;
        println!(
            "== {file}\n   {:?} {:?} {:?} {:?} {}",
            head.title, head.publisher, head.published, head.published_basis, head.script
        );
        let text = document.text.text();
        for article in &document.articles {
            println!("-- {:?} {:?}", article.title, article.published.map(|date| date.to_string()));
            for block in &article.blocks {
                println!("   {:?} {} {}", block.kind, block.level, text[block.range()].replace('\n', " ⏎ "));
                for row in &block.rows {
                    let cells: Vec<&str> = row.cells.iter().map(|cell| &text[cell.range()]).collect();
                    println!("      {}", cells.join(" ¦ "));
                }
            }
        }
    }
    Ok(())
}
