//! Zip archives: by their list of contents, or, where that is lost, file by file from the beginning.

use std::io::{self, BufReader, Seek, SeekFrom};

use zip::{ZipArchive, read::read_zipfile_from_stream, result::ZipError};
use zonefacts_text::model::Severity;

use super::{Unpacking, decoded_name, visible};
use crate::{
    charset,
    content::{Content, ReadSeek},
    source::{Given, Rejected},
};

pub(super) fn read(content: Content, unpacking: &mut Unpacking) -> Result<(), Rejected> {
    let mut bytes = BufReader::new(content.random(unpacking.held())?.boxed());
    match ZipArchive::new(&mut bytes) {
        Ok(archive) => by_list(archive, unpacking),
        Err(error) => {
            bytes.seek(SeekFrom::Start(0))?;
            from_the_beginning(bytes, unpacking)?;
            Err(Rejected(format!("the archive's list of contents is damaged ({error}); files after the damage may be lost")))
        }
    }
}

fn by_list<R: ReadSeek>(mut archive: ZipArchive<R>, unpacking: &mut Unpacking) -> Result<(), Rejected> {
    let raw: Vec<Vec<u8>> = archive.file_names_raw().map(<[u8]>::to_vec).collect();
    if archive.has_duplicate_names() {
        let message = "files of the same name are in it; of each name one was read".to_owned();
        unpacking.remark(Severity::Error, message);
    }
    for (at, name) in names(&raw).iter().enumerate() {
        let Some(name) = visible(name) else { continue };
        match archive.by_index(at) {
            Ok(file) if file.is_dir() || file.is_symlink() => {}
            Ok(mut file) => unpacking.entry(&name, &Given::default(), true, &mut file)?,
            Err(error) => unpacking.unreadable(&name, explained(error)),
        }
    }
    Ok(())
}

/// The files whose own heads are whole.
fn from_the_beginning(mut bytes: impl io::Read, unpacking: &mut Unpacking) -> Result<(), Rejected> {
    while let Ok(Some(mut file)) = read_zipfile_from_stream(&mut bytes) {
        if let Some(name) = visible(&decoded_name(file.name_raw())) {
            unpacking.entry(&name, &Given::default(), true, &mut file)?;
        }
    }
    Ok(())
}

/// The names as text. Programs on Chinese systems store them in GBK: all names together tell the encoding better than each.
fn names(raw: &[Vec<u8>]) -> Vec<String> {
    let foreign: Vec<&[u8]> = raw.iter().map(Vec::as_slice).filter(|name| std::str::from_utf8(name).is_err()).collect();
    let together = charset::decode(&foreign.join(&b"\n"[..])).map(|decoded| decoded.text).unwrap_or_default();
    let mut lines = together.split('\n');
    let whole = lines.clone().count() == foreign.len();
    raw.iter()
        .map(|name| match std::str::from_utf8(name) {
            Ok(name) => name.to_owned(),
            Err(_) => lines.next().filter(|_| whole).map_or_else(|| decoded_name(name), str::to_owned),
        })
        .collect()
}

fn explained(error: ZipError) -> String {
    match error {
        ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED) => "it is locked with a password".to_owned(),
        error => format!("the archive holds it in a form that cannot be read: {error}"),
    }
}
