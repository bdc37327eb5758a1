//! `status`: what the current release holds.

use comfy_table::{CellAlignment, Table, presets};

use crate::{cli::OutputArgs, config, failure::Failure, overview::overview, release, terminal::say};

/// Prints the release's id, its tables with their rows, and the overview.
pub(crate) fn status(args: &OutputArgs) -> Result<(), Failure> {
    let current = config::current(&args.results());
    let manifest = release::manifest(&current)?;
    say!("{:13} {}", "release", release::current_id(&current).unwrap_or_default());
    for (name, text) in overview(&current)? {
        say!("{name:13} {text}");
    }
    let mut tables = Table::new();
    tables.load_style(presets::NOTHING).set_header(["table", "rows"]);
    for entry in manifest.tables {
        tables.add_row([entry.table, entry.rows.to_string()]);
    }
    if let Some(rows) = tables.column_mut(1) {
        rows.set_cell_alignment(CellAlignment::Right);
    }
    say!("\n{tables}");
    Ok(())
}
