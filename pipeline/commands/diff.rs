//! `diff`: every cell that differs between two releases, by its cause. `plan --cells` prints the same of a run to come.

use std::{collections::BTreeMap, path::Path};

use crate::{
    cell,
    cli::Format,
    compare::{Cause, Change, Difference, Side, Snapshot, compare},
    failure::Failure,
    release,
    terminal::{first_few, say},
};

/// Prints how the cells of the second release differ from those of the first.
pub(crate) fn diff(old: &str, new: &str, output: &Path, format: Format) -> Result<(), Failure> {
    let (old, new) = (release::find(output, old)?, release::find(output, new)?);
    print(&compare(&Snapshot::published(&old)?, &Snapshot::published(&new)?)?, format);
    Ok(())
}

/// Prints differences: one object a line for a machine, grouped by cause for a person.
pub(super) fn print(differences: &[Difference], format: Format) {
    if format == Format::Json {
        differences.iter().for_each(|difference| say!("{}", difference.json()));
        return;
    }
    let mut counts: BTreeMap<(Option<Cause>, Change), usize> = BTreeMap::new();
    for difference in differences {
        for cause in [None, Some(difference.cause)] {
            *counts.entry((cause, difference.change)).or_default() += 1;
        }
    }
    let told = |cause: Option<Cause>| {
        let of = counts.iter().filter(|((of, _), _)| *of == cause);
        of.map(|((_, change), count)| format!("{count} {}", name(*change))).collect::<Vec<_>>().join(", ")
    };
    if differences.is_empty() {
        return say!("no cell differs");
    }
    say!("cells: {}", told(None));
    for group in differences.chunk_by(|a, b| a.cause == b.cause) {
        if let Some(first) = group.first() {
            say!("\n{}: {}", first.cause.name(), told(Some(first.cause)));
        }
        group.iter().for_each(one);
    }
}

fn name(change: Change) -> &'static str {
    match change {
        Change::Added => "added",
        Change::Gone => "gone",
        Change::Changed => "changed",
        Change::Support => "with other support",
    }
}

/// One cell: its sign, what it is of, the cause, and what stands on each side.
fn one(difference: &Difference) {
    let sign = match difference.change {
        Change::Added => '+',
        Change::Gone => '-',
        Change::Changed => '~',
        Change::Support => '=',
    };
    say!("{sign} {}", difference.cell);
    let columns =
        if difference.change == Change::Support { format!(" ({})", difference.columns.join(", ")) } else { String::new() };
    say!(
        "    by   {}{columns}",
        if difference.by.is_empty() { "nothing that the releases recorded".to_owned() } else { first_few(&difference.by) }
    );
    difference.old.iter().for_each(|side| say!("    old  {}", stands(side)));
    difference.new.iter().for_each(|side| say!("    new  {}", stands(side)));
}

/// The value that stands, how the statements agree, why it was chosen, and the documents.
fn stands(side: &Side) -> String {
    let fact = &side.fact;
    let value = cell::value(fact.value, fact.value_high, &fact.unit, &fact.bound);
    let documents: Vec<&str> = side.documents().into_iter().collect();
    format!("{value}, {} ({}): {}", fact.agreement, fact.chosen_because, first_few(&documents))
}
