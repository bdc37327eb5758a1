//! JSON Lines: one report in each line.

use std::io::{BufRead, BufReader, Read};

use serde_json::{Map, Value};

use super::report_in_object;
use crate::{
    charset,
    content::Content,
    intake::Intake,
    limits::mib,
    source::{About, Origin, Rejected},
};

pub(super) fn read(content: Content, origin: &Origin, intake: &mut Intake) -> Result<(), Rejected> {
    let text = charset::Stream::open(content.stream())?;
    let encoding = text.encoding();
    let mut lines = BufReader::new(text);
    let longest = intake.budget.limits.record;
    let mut number = 0;
    let mut line = Vec::new();
    loop {
        line.clear();
        if lines.by_ref().take(longest).read_until(b'\n', &mut line)? == 0 {
            return Ok(());
        }
        if line.trim_ascii().is_empty() {
            continue;
        }
        number += 1;
        let found = if line.len() as u64 == longest && !line.ends_with(b"\n") {
            lines.skip_until(b'\n')?;
            Err(format!("the line is longer than {}", mib(longest)))
        } else {
            report(&line, origin)
        };
        match found {
            Ok((text, about)) => intake.document(origin.record(number, text, encoding, about), Vec::new()),
            Err(reason) => intake.issue(origin.rejected(number, reason)),
        }
    }
}

/// The report in a line, or why there is none.
fn report(line: &[u8], origin: &Origin) -> Result<(String, About), String> {
    let object: Map<String, Value> =
        serde_json::from_slice(line).map_err(|error| format!("the line is no JSON object: {error}"))?;
    report_in_object(origin.columns, &object)
}
