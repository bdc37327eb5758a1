//! Damaged texts, pages, sheets, containers and collections (Word, Excel and PDF have theirs with their readers): each ends in documents or an issue, none in a panic, a hang or a full memory.
#![allow(clippy::unwrap_used)]

use std::time::{Duration, Instant};

use crate::testing::{encoded, gz, made, read_one, report, sample, warc};

/// So many versions of each sample.
const VERSIONS: usize = 300;

/// A number that looks like chance and is the same on every day.
fn chance(seed: usize) -> usize {
    let mut x = (seed as u64).wrapping_add(1).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    x = (x ^ (x >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    x = (x ^ (x >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    usize::try_from((x ^ (x >> 31)) >> 16).unwrap()
}

/// The sample cut off, with some bits flipped, or with a stretch of bytes replaced.
fn damaged(sample: &[u8], version: usize) -> Vec<u8> {
    let at = chance(version) % sample.len();
    let mut bytes = sample.to_vec();
    match version % 3 {
        0 => bytes.truncate(at),
        1 => (0..1 + version % 5).for_each(|n| bytes[chance(version * 7 + n) % sample.len()] ^= 1 << (chance(version + n) % 8)),
        _ => bytes
            .iter_mut()
            .skip(at)
            .take(1 + version % 9)
            .for_each(|byte| *byte = if version.is_multiple_of(2) { 0xff } else { 0 }),
    }
    bytes
}

fn survives(name: &str, sample: &[u8]) {
    let mut given = [0, 0];
    for version in 0..VERSIONS {
        let began = Instant::now();
        let (documents, issues) = read_one(name, damaged(sample, version));
        assert!(began.elapsed() < Duration::from_secs(10), "{name}, version {version}");
        assert!(documents.len() + issues.len() > 0, "{name}, version {version}: nothing came of it");
        given[usize::from(documents.is_empty())] += 1;
    }
    println!("{name}: {} with documents, {} without", given[0], given[1]);
}

#[test]
fn damaged_texts() {
    for encoding in ["UTF-8", "GB18030", "UTF-16LE", "UTF-16BE"] {
        survives("a.txt", &encoded(&report(), encoding));
    }
    let traditional = "新竹科學園區二〇二〇年營業額達一兆二千億元，較上年增長百分之八點三。\n".repeat(20);
    survives("a.txt", &encoded(&traditional, "Big5"));
    survives("a.md", format!("# 报告\n\n{}", report()).as_bytes());
}

#[test]
fn damaged_pages() {
    for name in ["news.html", "tables2000.html", "portal.html"] {
        survives(name, &sample(&format!("tests/data/pages/{name}")));
    }
}

#[test]
fn damaged_rows() {
    survives("a.csv", &sample("raw/collections/briefs-2020-2021.csv"));
    for name in ["figures-zones.csv", "figures-zones.tsv", "figures-years.tsv"] {
        survives(name, &sample(&format!("tests/data/office/{name}")));
    }
}

#[test]
fn damaged_archives() {
    for name in ["gbk.zip", "utf8.tar.gz", "utf8.tar.zst", "gbk.tar", "2018-04-17.txt.gz", "2018-04-17.txt.zst"] {
        survives(name, &made(name));
    }
}

#[test]
fn damaged_crawls() {
    for name in ["plain.warc", "crawl.warc.gz"] {
        survives(name, &made(name));
    }
    let page = format!("<html><p>{}</p></html>", report());
    let head = "HTTP/1.1 200 OK\nContent-Type: text/html\nContent-Encoding: gzip";
    survives("a.warc", &warc("http://a.cn/", head, &gz(page.as_bytes())).repeat(3));
}

#[test]
fn damaged_parquet() {
    for name in [
        "pyarrow-types.parquet",
        "pyarrow-snappy.parquet",
        "pyarrow-gzip.parquet",
        "polars.parquet",
        "duckdb.parquet",
        "sheet.parquet",
    ] {
        survives(name, &made(name));
    }
}

#[test]
fn damaged_arrow() {
    for name in ["pyarrow-lz4.feather", "pyarrow-stream.arrows", "polars.arrow", "pandas.feather"] {
        survives(name, &made(name));
    }
}

#[test]
fn damaged_json() {
    let text = serde_json::to_string(&report()).unwrap();
    survives("a.jsonl", format!("{{\"text\":{text},\"date\":\"2018-04-17\"}}\n").repeat(3).as_bytes());
    survives("a.json", format!("[{{\"text\":{text}}}, {{\"text\":{text}}}]").as_bytes());
}
