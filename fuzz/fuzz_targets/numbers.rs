//! Any text as a report: nothing panics, every span prints its text.
#![no_main]

use libfuzzer_sys::fuzz_target;
use zonefacts_fuzz::{VOCAB, WORDS};
use zonefacts_text::clean::clean;
use zonefacts_text::model::RawDocument;
use zonefacts_text::{extract::extract, resolve::resolve};

fuzz_target!(|text: &str| {
    let document = clean(RawDocument { text: text.to_owned(), ..RawDocument::default() }, &WORDS).value;
    let resolved = resolve(extract(document, &VOCAB).value, &VOCAB).value;
    for row in &resolved.ledger {
        assert_eq!(row.span.slice(text), row.text);
    }
    for observation in &resolved.observations {
        assert_eq!(observation.span.slice(text), observation.value_text);
    }
});
