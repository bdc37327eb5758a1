//! JSON: one array of reports, or one report after another.

use std::{
    cell::Cell,
    fmt,
    io::{BufRead, BufReader},
};

use serde::de::{DeserializeSeed, Deserializer, SeqAccess, Visitor};
use serde_json::Value;

use super::report_in_object;
use crate::{
    charset,
    content::Content,
    intake::Intake,
    limits::Rationed,
    source::{Origin, Rejected},
};

pub(super) fn read(content: Content, origin: &Origin, intake: &mut Intake) -> Result<(), Rejected> {
    let text = charset::Stream::open(content.stream())?;
    let (left, ration) = (Cell::new(0), intake.budget.limits.record);
    let mut records = Records { origin, encoding: text.encoding(), intake, number: 0, left: &left, ration };
    let mut text = BufReader::new(Rationed::new(text, &left, ration));
    let damaged = |error: serde_json::Error| Rejected(format!("the JSON is damaged: {error}"));
    if first_sign(&mut text)? == Some(b'[') {
        let mut json = serde_json::Deserializer::from_reader(text);
        records.deserialize(&mut json).map_err(damaged)?;
        return json.end().map_err(damaged);
    }
    for value in serde_json::Deserializer::from_reader(text).into_iter() {
        records.take(value.map_err(damaged)?);
    }
    Ok(())
}

/// The first byte that is no blank; it stays to be read.
fn first_sign(text: &mut impl BufRead) -> Result<Option<u8>, Rejected> {
    loop {
        let bytes = text.fill_buf()?;
        match bytes.iter().position(|byte| !byte.is_ascii_whitespace()) {
            Some(at) => return Ok(bytes.get(at).copied()),
            None if bytes.is_empty() => return Ok(None),
            None => {
                let blank = bytes.len();
                text.consume(blank);
            }
        }
    }
}

/// The records on their way in.
struct Records<'r, 'o, 'i> {
    origin: &'r Origin<'o>,
    encoding: &'static str,
    intake: &'r mut Intake<'i>,
    number: usize,
    left: &'r Cell<u64>,
    ration: u64,
}

impl Records<'_, '_, '_> {
    fn take(&mut self, value: Value) {
        self.number += 1;
        self.left.set(self.ration);
        let found = match value {
            Value::Object(object) => report_in_object(self.origin.columns, &object),
            _ => Err("the record is no JSON object".to_owned()),
        };
        match found {
            Ok((text, about)) => {
                self.intake.document(self.origin.record(self.number, text, self.encoding, about), Vec::new());
            }
            Err(reason) => self.intake.issue(self.origin.rejected(self.number, reason)),
        }
    }
}

/// Takes the elements of an array one by one.
impl<'de> DeserializeSeed<'de> for &mut Records<'_, '_, '_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, json: D) -> Result<(), D::Error> {
        json.deserialize_seq(self)
    }
}

impl<'de> Visitor<'de> for &mut Records<'_, '_, '_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an array of reports")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut array: A) -> Result<(), A::Error> {
        while let Some(value) = array.next_element()? {
            self.take(value);
        }
        Ok(())
    }
}
