//! `describe`: the data dictionary, from the contracts.

use std::{io::IsTerminal, path::Path};

use comfy_table::{ContentArrangement, Table, presets};
use zonefacts_tables::contract::{Contract, Contracts};

use crate::{failure::Failure, schemas, terminal::say};

/// How wide the dictionary is printed where no terminal tells.
const WIDTH: u16 = 120;

/// Prints one table's contract, or all of them.
pub(crate) fn describe(table: Option<&str>, folder: Option<&Path>) -> Result<(), Failure> {
    let contracts = Contracts::load(&schemas::load(folder).map_err(Failure::usage)?).map_err(Failure::usage)?;
    match table {
        None => contracts.iter().for_each(print),
        Some(name) => match contracts.get(name) {
            Some(contract) => print(contract),
            None => {
                let known: Vec<&str> = contracts.iter().map(|contract| contract.table.as_str()).collect();
                return Err(Failure::usage(format!("there is no table {name}; the tables are {}", known.join(", "))));
            }
        },
    }
    Ok(())
}

fn print(contract: &Contract) {
    say!("{}: {}\n{}", contract.table, contract.title, contract.description);
    say!("grain: {}; key: {}\n", contract.grain, contract.key.join(", "));
    let mut dictionary = Table::new();
    dictionary.load_style(presets::NOTHING).set_content_arrangement(ContentArrangement::Dynamic);
    if !std::io::stdout().is_terminal() {
        dictionary.set_width(WIDTH);
    }
    dictionary.set_header(["column", "type", "unit", "meaning"]);
    for entry in contract.dictionary() {
        dictionary.add_row([entry.column, entry.r#type, entry.unit, entry.description]);
    }
    say!("{dictionary}\n");
}
