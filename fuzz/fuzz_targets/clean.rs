//! Any text through each cleaning pass and through the stage: maps lead back, blocks cover all, cleaning settles.
#![no_main]

use libfuzzer_sys::fuzz_target;
use zonefacts_fuzz::{WORDS, check_map};
use zonefacts_text::clean::{PASSES, clean};
use zonefacts_text::model::{Mapped, RawDocument};

fuzz_target!(|text: &str| {
    let source = Mapped::identity(text);
    for pass in PASSES {
        check_map(&(pass.run)(source.clone(), &WORDS), text);
    }
    let document = clean(RawDocument { text: text.to_owned(), ..RawDocument::default() }, &WORDS).value;
    check_map(&document.text, text);
    let cleaned = document.text.text();
    let mut at = 0;
    for block in document.articles.iter().flat_map(|article| &article.blocks) {
        assert!(cleaned[at..block.range().start].trim().is_empty(), "text outside of blocks");
        for cell in block.rows.iter().flat_map(|row| &row.cells) {
            assert!(block.range().start <= cell.range().start && cell.range().end <= block.range().end);
            assert!(cleaned.get(cell.range()).is_some());
        }
        at = block.range().end;
    }
    assert!(cleaned[at..].trim().is_empty(), "text after the last block");
});
