//! How fast one thread reads: `extract` alone, and all three text stages, in bytes of UTF-8 text a second.
//!
//! The texts come from the folder that ZONEFACTS_BENCH names, else from `raw/`; they are repeated to about a megabyte.

#![allow(clippy::expect_used)]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use divan::Bencher;
use divan::counter::BytesCount;
use zonefacts_ingest::{Columns, ingest, list};
use zonefacts_text::clean::{CleanWords, clean};
use zonefacts_text::extract::extract;
use zonefacts_text::model::{Document, RawDocument};
use zonefacts_text::resolve::resolve;
use zonefacts_text::vocab::Vocab;

/// The program's own allocator: the stages make many small strings.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Bytes of text that one round reads at least.
const ROUND: usize = 1_000_000;

fn main() {
    divan::main();
}

/// The definitions and the texts.
struct Bench {
    words: CleanWords,
    vocab: Vocab,
    raw: Vec<RawDocument>,
    bytes: usize,
}

impl Bench {
    fn new() -> Self {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        let mut files = BTreeMap::new();
        for entry in fs::read_dir(root.join("schemas/vocab")).expect("the word lists") {
            let path = entry.expect("a word list").path();
            let name = path.file_name().expect("a name").to_string_lossy().into_owned();
            files.insert(format!("vocab/{name}"), fs::read_to_string(&path).expect("a word list"));
        }
        let folder = std::env::var_os("ZONEFACTS_BENCH").map_or_else(|| root.join("raw"), PathBuf::from);
        let columns = Columns::load(&files["vocab/columns.csv"]).expect("the columns");
        let mut once: Vec<RawDocument> = Vec::new();
        for file in list(&folder).expect("a folder of texts") {
            ingest(&folder, &file, &columns, &mut |row| once.extend(row.value));
        }
        assert!(!once.is_empty(), "no texts in {}", folder.display());
        let mut raw = Vec::new();
        let mut bytes = 0;
        while bytes < ROUND {
            bytes += once.iter().map(|document| document.text.len()).sum::<usize>();
            raw.extend(once.iter().cloned());
        }
        let words = CleanWords::load(&files["vocab/clean.csv"]).expect("the words of clean");
        Self { words, vocab: Vocab::load(&files).expect("the word lists"), raw, bytes }
    }

    fn cleaned(&self) -> Vec<Document> {
        self.raw.iter().map(|raw| clean(raw.clone(), &self.words).value).collect()
    }
}

#[divan::bench(sample_count = 10)]
fn extract_alone(bencher: Bencher) {
    let bench = Bench::new();
    bencher.counter(BytesCount::new(bench.bytes)).with_inputs(|| bench.cleaned()).bench_local_values(|documents| {
        documents.into_iter().map(|document| extract(document, &bench.vocab).value.candidates.len()).sum::<usize>()
    });
}

#[divan::bench(sample_count = 10)]
fn clean_extract_resolve(bencher: Bencher) {
    let bench = Bench::new();
    bencher.counter(BytesCount::new(bench.bytes)).with_inputs(|| bench.raw.clone()).bench_local_values(|raw| {
        let read =
            |raw| resolve(extract(clean(raw, &bench.words).value, &bench.vocab).value, &bench.vocab).value.observations.len();
        raw.into_iter().map(read).sum::<usize>()
    });
}
