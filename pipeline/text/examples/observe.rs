//! The fast loop for rules and word lists: `observe SCHEMAS FILE...` reads UTF-8 texts and prints observations as JSON lines.
//!
//! Builds without polars. The lines have the fields that `zonefacts score` and notebooks know; `--ledger` prints the numbers instead.

mod common;

use std::path::Path;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut args: Vec<String> = std::env::args().skip(1).collect();
    let ledger = args.iter().position(|arg| arg == "--ledger").map(|at| args.remove(at)).is_some();
    let reader = common::Reader::load(Path::new(args.first().ok_or("usage: observe SCHEMAS FILE...")?))?;
    for path in &args[1..] {
        let resolved = reader.read(Path::new(path))?;
        let document = &resolved.head.document;
        if ledger {
            for row in &resolved.ledger {
                println!("{document}\t{}\t{}\t{}", row.span.start, row.disposition.as_str(), row.text.replace('\n', "⏎"));
            }
            continue;
        }
        for o in &resolved.observations {
            let line = serde_json::json!({
                "document": document, "char_start": o.span.start, "char_end": o.span.end, "value_text": o.value_text,
                "sentence": o.sentence, "subject": o.subject, "metric_id": o.metric_id, "segment": o.segment,
                "measure": o.measure.as_str(), "value": o.value.to_string().parse::<f64>()?,
                "value_high": o.value_high.map(|v| v.to_string().parse::<f64>()).transpose()?,
                "unit": o.unit, "bound": o.bound.as_str(), "year": o.year, "base_year": o.base_year, "period": o.period.to_string(),
                "status": o.status.as_str(), "scope": o.scope,
            "subarea": o.subarea, "rule_id": o.rule_id, "year_basis": o.year_basis, "subject_basis": o.subject_basis,
            });
            println!("{line}");
        }
    }
    Ok(())
}
