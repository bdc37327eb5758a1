//! Any bytes as a text file.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    zonefacts_fuzz::read_file("report.txt", bytes);
});
