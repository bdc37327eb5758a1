//! WARC, the format of web crawls: each page that a server answered with is a file, read by what its content type says.
//!
//! Read by hand and as a stream; what a record claims about its length is never believed before the bytes have come.

mod http;

use std::{
    collections::BTreeMap,
    io::{self, BufRead, BufReader, Read},
};

use zonefacts_text::model::Severity;

use super::{Exactly, Unpacking};
use crate::{
    content::Content,
    source::{Given, Rejected},
};

/// The head of a record, or of a message in it, is no longer than this.
const HEAD: u64 = 1 << 18;

/// Names and values of a head, the names in lower case.
type Fields = BTreeMap<String, String>;

pub(super) fn read(content: Content, unpacking: &mut Unpacking) -> Result<(), Rejected> {
    let mut stream = BufReader::new(content.stream());
    let mut passed = Passed::default();
    let mut number = 0_usize;
    let outcome = loop {
        match Record::next(&mut stream) {
            Ok(Some(record)) => {
                number += 1;
                passed.lost |= record.after_damage;
                let mut body = Exactly::new(&mut stream, record.length);
                let taken = record.take_in(number, &mut body, unpacking, &mut passed);
                if let Err(Rejected(reason)) = taken.and_then(|()| Ok(io::copy(&mut body, &mut io::sink())?)) {
                    break Err(Rejected(format!("record {number}: {reason}")));
                }
            }
            Ok(None) => break Ok(()),
            Err(error) => break Err(error.into()),
        }
    };
    passed.tell(unpacking);
    outcome
}

/// What was not taken for a report.
#[derive(Default)]
struct Passed {
    kinds: BTreeMap<String, usize>,
    /// Something stood between two records that is none.
    lost: bool,
}

impl Passed {
    fn over(&mut self, kind: &str) {
        *self.kinds.entry(kind.to_owned()).or_default() += 1;
    }

    fn tell(self, unpacking: &mut Unpacking) {
        if !self.kinds.is_empty() {
            let kinds: Vec<String> = self.kinds.iter().map(|(kind, count)| format!("{count} {kind}")).collect();
            let message = format!("answers that hold no report were passed over: {}", kinds.join(", "));
            unpacking.remark(Severity::Info, message);
        }
        if self.lost {
            let message = "bytes between two records belong to none; a record is lost".to_owned();
            unpacking.remark(Severity::Error, message);
        }
    }
}

/// The head of one record.
struct Record {
    fields: Fields,
    length: u64,
    after_damage: bool,
}

impl Record {
    /// The next record, or none at the end.
    fn next(stream: &mut impl BufRead) -> io::Result<Option<Self>> {
        let mut after_damage = false;
        loop {
            let Some(line) = line(stream)? else { return Ok(None) };
            if line.starts_with("WARC/") {
                let fields = fields(stream)?;
                let length = fields.get("content-length").and_then(|length| length.parse().ok());
                match length {
                    Some(length) => return Ok(Some(Self { fields, length, after_damage })),
                    None => after_damage = true,
                }
            } else {
                after_damage |= !line.trim().is_empty();
            }
        }
    }

    fn field(&self, name: &str) -> &str {
        self.fields.get(name).map_or("", String::as_str)
    }

    /// Takes in the page that the record holds, if it holds one.
    fn take_in(
        &self,
        number: usize,
        body: &mut dyn Read,
        unpacking: &mut Unpacking,
        passed: &mut Passed,
    ) -> Result<(), Rejected> {
        let address = self.field("warc-target-uri").trim_matches(['<', '>']);
        // What a crawler says of itself goes by addresses of this scheme.
        let is_page = matches!(self.field("warc-type"), "response" | "resource" | "conversion");
        if !is_page || address.starts_with("metadata:") {
            return Ok(());
        }
        let (_, place) = address.split_once("://").unwrap_or(("", address));
        let name = format!("{number}/{place}").trim_end_matches('/').to_owned();
        let content = Content::packed(body)?;
        if !content.head().starts_with(b"HTTP/") {
            return hand(unpacking, passed, &name, address, self.field("content-type"), false, &mut content.stream());
        }
        let message = http::Message::open(content.stream())?;
        if message.status != "200" {
            passed.over(&format!("status {}", message.status));
            return Ok(());
        }
        let kind = message.field("content-type").to_owned();
        match message.body() {
            Ok((mut body, unpacks)) => hand(unpacking, passed, &name, address, &kind, unpacks, &mut body),
            Err(error) => {
                unpacking.unreadable(&name, error.to_string());
                Ok(())
            }
        }
    }
}

/// Takes in a file of this content type, unless such files hold no reports.
fn hand(
    unpacking: &mut Unpacking,
    passed: &mut Passed,
    name: &str,
    address: &str,
    content_type: &str,
    unpacks: bool,
    stream: &mut dyn Read,
) -> Result<(), Rejected> {
    let kind = content_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    if holds_no_report(&kind) {
        passed.over(&kind);
        return Ok(());
    }
    let given = Given { url: Some(address.to_owned()).filter(|url| url.contains("://")), format: format_of(&kind) };
    unpacking.entry(name, &given, unpacks, stream)
}

/// The format that a content type declares; none where it only says that there are bytes.
fn format_of(kind: &str) -> Option<&'static str> {
    Some(match kind {
        "text/html" | "application/xhtml+xml" => "html",
        "text/plain" => "txt",
        "text/markdown" => "md",
        "text/csv" => "csv",
        "application/json" => "json",
        "application/x-ndjson" | "application/jsonl" => "jsonl",
        "application/pdf" => "pdf",
        "application/msword" => "doc",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document" => "docx",
        "application/vnd.ms-excel" => "xls",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet" => "xlsx",
        _ => return None,
    })
}

/// Pictures, sounds, fonts and programs.
fn holds_no_report(kind: &str) -> bool {
    let family = kind.split('/').next().unwrap_or_default();
    matches!(family, "image" | "video" | "audio" | "font")
        || kind == "text/css"
        || ["javascript", "ecmascript", "font", "shockwave"].iter().any(|word| kind.contains(word))
}

/// The fields of a head, up to its empty line; a line that begins with a blank goes on with the one before.
fn fields(stream: &mut impl BufRead) -> io::Result<Fields> {
    let mut head = stream.take(HEAD);
    let mut fields = Fields::new();
    let mut last = String::new();
    while let Some(line) = line(&mut head)? {
        if line.is_empty() {
            return Ok(fields);
        }
        match line.split_once(':') {
            _ if line.starts_with([' ', '\t']) => {
                if let Some(value) = fields.get_mut(&last) {
                    value.push(' ');
                    value.push_str(line.trim());
                }
            }
            Some((name, value)) => {
                last = name.trim().to_ascii_lowercase();
                fields.entry(last.clone()).or_insert_with(|| value.trim().to_owned());
            }
            None => {}
        }
    }
    Err(io::Error::other("the head of a record does not end"))
}

/// One line without its end, or none at the end of the stream; a line that is too long counts as several.
fn line(stream: &mut impl BufRead) -> io::Result<Option<String>> {
    let mut bytes = Vec::new();
    stream.take(HEAD).read_until(b'\n', &mut bytes)?;
    let text = String::from_utf8_lossy(&bytes);
    Ok((!bytes.is_empty()).then(|| text.trim_end_matches(['\r', '\n']).to_owned()))
}
