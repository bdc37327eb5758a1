//! `score`: precision, recall and F1 of the published observations against annotations.
//!
//! An observation and an annotation are paired when their spans overlap, each is used once, best agreement first. `found` is a
//! pair; `core` is a pair with every core field right. Optional annotations count for nothing, found or missed.

mod figure;
mod pairing;

use std::collections::BTreeMap;

use crate::{
    cli::{By, ScoreArgs, Show},
    config,
    failure::Failure,
    release::{self, ObservationRow, TableRow},
    terminal::say,
};
use figure::{FIELDS, Figure, read_gold};
use pairing::{Counts, Pairing, Sheet};

/// Prints the score.
pub(crate) fn score(args: &ScoreArgs) -> Result<(), Failure> {
    let mut documents: BTreeMap<String, Sheet> = BTreeMap::new();
    for path in &args.gold {
        for gold in read_gold(path)? {
            documents.entry(gold.figure.document.clone()).or_default().golds.push(gold);
        }
    }
    let current = config::current(&args.output.results());
    release::manifest(&current)?;
    for row in ObservationRow::read(&current).map_err(Failure::work)? {
        let figure = Figure::from(row);
        if let Some(sheet) = documents.get_mut(&figure.document) {
            sheet.found.push(figure);
        }
    }
    let mut total = Counts::default();
    let mut groups: BTreeMap<String, Counts> = BTreeMap::new();
    let mut lines = Vec::new();
    for (document, sheet) in &documents {
        let pairing = sheet.pair();
        show(document, &pairing, &args.show);
        let counts = Counts::of(sheet, &pairing);
        lines.push((document.as_str(), counts));
        total.add(&counts);
        if let Some(by) = args.by {
            group(&mut groups, &pairing, by);
        }
    }
    lines.push(("ALL", total));
    say!("{:40} {:>5} {:>5} | found  P     R     F1   | core   P     R     F1", "document", "gold", "pred");
    for (document, counts) in lines {
        let (found, core) = (counts.rates(counts.pairs), counts.rates(counts.core));
        say!(
            "{:40} {:5} {:5} | {:9.3} {:5.3} {:5.3} | {:9.3} {:5.3} {:5.3}",
            document.chars().take(40).collect::<String>(),
            counts.gold,
            counts.predicted,
            found.0,
            found.1,
            found.2,
            core.0,
            core.1,
            core.2
        );
    }
    let shares = FIELDS
        .iter()
        .zip(total.right)
        .map(|(field, right)| format!("{} {:.3}", field.name, right as f64 / total.pairs.max(1) as f64));
    say!("fields right among found: {}", shares.collect::<Vec<_>>().join("  "));
    if !groups.is_empty() {
        say!("\n{:40} {:>5} {:>5} {:>5} {:>5}", "", "gold", "found", "core", "extra");
        for (name, counts) in groups {
            say!("{name:40} {:5} {:5} {:5} {:5}", counts.gold, counts.pairs, counts.core, counts.predicted - counts.pairs);
        }
    }
    Ok(())
}

/// Counts pairs and misses under the annotation's name, extras under their own; a rule can only be known of what was found.
fn group(groups: &mut BTreeMap<String, Counts>, pairing: &Pairing<'_>, by: By) {
    let name = |figure: &Figure| match by {
        By::Measure => figure.measure.clone(),
        By::Metric => figure.metric.clone(),
        By::Rule => figure.rule.clone(),
    };
    for (figure, gold) in pairing.counted() {
        let counts = groups.entry(if by == By::Rule { name(figure) } else { name(&gold.figure) }).or_default();
        counts.gold += 1;
        counts.predicted += 1;
        counts.pair(figure, gold);
    }
    for gold in pairing.misses.iter().filter(|_| by != By::Rule) {
        groups.entry(name(&gold.figure)).or_default().gold += 1;
    }
    for figure in &pairing.extras {
        groups.entry(name(figure)).or_default().predicted += 1;
    }
}

fn show(document: &str, pairing: &Pairing<'_>, wanted: &[Show]) {
    let line = |kind: &str, figure: &Figure| {
        let Figure { start, text, subject, metric, measure, status, quote, .. } = figure;
        let year = figure.year.map_or("None".to_owned(), |year| year.to_string());
        say!("{kind:5} {document}:{start} {text} {subject} {metric} {measure} {year} {status} | {quote}");
    };
    if wanted.contains(&Show::Wrong) {
        for (figure, gold) in pairing.counted() {
            let told: Vec<String> = gold
                .wrong(figure)
                .map(|field| format!("{} {} want {}", field.name, (field.print)(figure), (field.print)(&gold.figure)))
                .collect();
            if !told.is_empty() {
                say!("WRONG {document}:{} {} | {} | {}", gold.figure.start, gold.figure.text, told.join("; "), gold.figure.quote);
            }
        }
    }
    if wanted.contains(&Show::Misses) {
        pairing.misses.iter().for_each(|gold| line("MISS", &gold.figure));
    }
    if wanted.contains(&Show::Extras) {
        pairing.extras.iter().for_each(|figure| line("EXTRA", figure));
    }
}
