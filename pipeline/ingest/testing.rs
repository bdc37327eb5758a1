//! Files on disk for tests, and what comes of them.
#![allow(clippy::unwrap_used)]

use std::{fs, io::Write, path::Path};

use encoding_rs::Encoding;
use zonefacts_text::model::{Issue, RawDocument, Staged};

use crate::{Columns, LIMITS, Limits, RawFile, ingest_within, list};

const COLUMNS: &str = include_str!("../../schemas/vocab/columns.csv");

/// The report that every format holds in its tests.
pub(crate) fn report() -> String {
    crate::charset::decode(include_bytes!("../../raw/jinzhou/2017-profile.txt")).unwrap().text.replace("\r\n", "\n")
}

pub(crate) fn columns() -> Columns {
    Columns::load(COLUMNS).unwrap()
}

/// What all files of a folder give together.
pub(crate) fn read_all(root: &Path, columns: &Columns) -> Staged<Vec<RawDocument>> {
    read_within(LIMITS, root, columns)
}

pub(crate) fn read_within(limits: Limits, root: &Path, columns: &Columns) -> Staged<Vec<RawDocument>> {
    let mut all = Staged::<Vec<_>>::default();
    for file in list(root).unwrap() {
        let one = read_file_within(limits, root, &file, columns);
        all.value.extend(one.value);
        all.issues.extend(one.issues);
    }
    all
}

/// What a file of a folder gives.
pub(crate) fn read_file(root: &Path, file: &RawFile) -> Staged<Vec<RawDocument>> {
    read_file_within(LIMITS, root, file, &columns())
}

fn read_file_within(limits: Limits, root: &Path, file: &RawFile, columns: &Columns) -> Staged<Vec<RawDocument>> {
    let mut all = Staged::<Vec<_>>::default();
    ingest_within(limits, root, file, columns, &mut |one| {
        all.value.extend(one.value);
        all.issues.extend(one.issues);
    });
    all
}

/// What one file of this name and content gives.
pub(crate) fn read_one(name: &str, content: impl AsRef<[u8]>) -> (Vec<RawDocument>, Vec<Issue>) {
    read_one_within(LIMITS, name, content)
}

pub(crate) fn read_one_within(limits: Limits, name: &str, content: impl AsRef<[u8]>) -> (Vec<RawDocument>, Vec<Issue>) {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join(name), content).unwrap();
    let staged = read_within(limits, folder.path(), &columns());
    (staged.value, staged.issues)
}

/// A file of the project.
pub(crate) fn sample(path: &str) -> Vec<u8> {
    fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").join(path)).unwrap()
}

/// A container or collection that another program made.
pub(crate) fn made(name: &str) -> Vec<u8> {
    sample(&format!("tests/data/boxes/{name}"))
}

pub(crate) fn encoded(text: &str, encoding: &str) -> Vec<u8> {
    let wide = |order: fn(u16) -> [u8; 2]| text.encode_utf16().flat_map(order).collect();
    match encoding {
        "UTF-16LE" => wide(u16::to_le_bytes),
        "UTF-16BE" => wide(u16::to_be_bytes),
        name => Encoding::for_label(name.as_bytes()).unwrap().encode(text).0.into_owned(),
    }
}

pub(crate) fn gz(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

pub(crate) fn zst(bytes: &[u8]) -> Vec<u8> {
    zstd::encode_all(bytes, 3).unwrap()
}

pub(crate) fn tar(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut builder = tar::Builder::new(Vec::new());
    for (name, bytes) in files {
        let mut header = tar::Header::new_gnu();
        header.set_size(bytes.len() as u64);
        header.set_cksum();
        builder.append_data(&mut header, name, *bytes).unwrap();
    }
    builder.into_inner().unwrap()
}

pub(crate) fn zip(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, bytes) in files {
        writer.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
        writer.write_all(bytes).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

/// A record of a crawl that answers for an address.
pub(crate) fn warc(address: &str, head: &str, body: &[u8]) -> Vec<u8> {
    let block = [head.replace('\n', "\r\n").as_bytes(), b"\r\n\r\n", body].concat();
    let record = format!(
        "WARC/1.1\r\nWARC-Type: response\r\nWARC-Target-URI: {address}\r\nContent-Type: application/http\r\nContent-Length: {}\r\n\r\n",
        block.len()
    );
    [record.as_bytes(), &block, b"\r\n\r\n"].concat()
}
