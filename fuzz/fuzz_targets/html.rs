//! Any bytes as a page.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    for document in zonefacts_fuzz::read_file("report.html", bytes) {
        assert!(!document.text.trim().is_empty());
    }
});
