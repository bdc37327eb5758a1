//! Two releases cell by cell: what came, went or changed, and for each difference exactly one cause.
//!
//! `diff` compares two published releases, `plan --cells` the current one with what a run would make: the same code tells both.

mod cause;
mod edits;
mod snapshot;

use std::{
    cmp::Ordering,
    collections::{BTreeMap, BTreeSet},
};

use serde::Serialize;
use serde_json::{Map, Value, json};

use crate::{
    cell::Cell,
    failure::Failure,
    release::{FactRow, ObservationRow},
};

use cause::World;
pub(crate) use cause::{By, Cause};
pub(crate) use snapshot::Snapshot;

/// Columns in which another value stands, rather than the same one on other statements.
const VALUE: [&str; 3] = ["value", "value_high", "bound"];

/// What became of a cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Change {
    /// No report stated it before.
    Added,
    /// No report states it any more.
    Gone,
    /// Another value stands.
    Changed,
    /// The same value stands, on other statements or for another reason.
    Support,
}

/// A cell on one side: its fact and the statements that compete for it.
#[derive(Debug)]
pub(crate) struct Side {
    pub(crate) fact: FactRow,
    pub(crate) statements: Vec<ObservationRow>,
}

/// One cell that differs.
#[derive(Debug)]
pub(crate) struct Difference {
    pub(crate) cell: Cell,
    pub(crate) change: Change,
    pub(crate) cause: Cause,
    /// The documents, rows of word lists or stages that make the cause.
    pub(crate) by: Vec<By>,
    /// The columns of the fact that differ; none for a cell that came or went.
    pub(crate) columns: Vec<String>,
    pub(crate) old: Option<Side>,
    pub(crate) new: Option<Side>,
}

/// Every cell that differs, by cause, then by change, then in the order of the cells.
pub(crate) fn compare(old: &Snapshot, new: &Snapshot) -> Result<Vec<Difference>, Failure> {
    let (mut before, mut after) = unequal(old.facts()?, new.facts()?);
    let cells: BTreeSet<Cell> = before.keys().chain(after.keys()).cloned().collect();
    let (mut went, mut came) = (old.statements(&cells)?, new.statements(&cells)?);
    let world = World::new(old, new)?;
    let mut differences: Vec<Difference> = cells
        .into_iter()
        .map(|cell| {
            let old = side(&cell, &mut before, &mut went);
            let new = side(&cell, &mut after, &mut came);
            let columns = columns(old.as_ref(), new.as_ref());
            let change = match (&old, &new) {
                (None, _) => Change::Added,
                (_, None) => Change::Gone,
                _ if columns.iter().any(|column| VALUE.contains(&column.as_str())) => Change::Changed,
                _ => Change::Support,
            };
            let (cause, by) = world.cause(old.as_ref(), new.as_ref(), &columns);
            Difference { cell, change, cause, by, columns, old, new }
        })
        .collect();
    differences.sort_by(|a, b| (a.cause, a.change, &a.cell).cmp(&(b.cause, b.change, &b.cell)));
    Ok(differences)
}

/// Of the facts of both sides, each in order, those that the other side does not hold alike.
fn unequal(old: Vec<FactRow>, new: Vec<FactRow>) -> (BTreeMap<Cell, FactRow>, BTreeMap<Cell, FactRow>) {
    let (mut before, mut after) = (BTreeMap::new(), BTreeMap::new());
    let (mut old, mut new) = (old.into_iter().peekable(), new.into_iter().peekable());
    let keyed = |fact: FactRow| (Cell::of(&fact), fact);
    loop {
        let order = match (old.peek(), new.peek()) {
            (None, None) => return (before, after),
            (Some(_), None) => Ordering::Less,
            (None, Some(_)) => Ordering::Greater,
            (Some(one), Some(other)) => Cell::key(one).cmp(&Cell::key(other)),
        };
        let one = if order.is_le() { old.next() } else { None };
        let other = if order.is_ge() { new.next() } else { None };
        if one != other {
            before.extend(one.map(keyed));
            after.extend(other.map(keyed));
        }
    }
}

fn side(cell: &Cell, facts: &mut BTreeMap<Cell, FactRow>, statements: &mut BTreeMap<Cell, Vec<ObservationRow>>) -> Option<Side> {
    let fact = facts.remove(cell)?;
    Some(Side { fact, statements: statements.remove(cell).unwrap_or_default() })
}

/// The columns in which the two facts of a cell differ.
fn columns(old: Option<&Side>, new: Option<&Side>) -> Vec<String> {
    let (Some(old), Some(new)) = (old, new) else { return Vec::new() };
    let (old, new) = (row(&old.fact), row(&new.fact));
    new.into_iter().filter(|(column, value)| old.get(column) != Some(value)).map(|(column, _)| column).collect()
}

/// A row as a JSON object; the rows of the tables are all plain.
fn row(of: &impl Serialize) -> Map<String, Value> {
    match serde_json::to_value(of) {
        Ok(Value::Object(fields)) => fields,
        _ => Map::new(),
    }
}

impl Side {
    /// The documents that state the cell.
    pub(crate) fn documents(&self) -> BTreeSet<&str> {
        self.statements.iter().map(|statement| statement.document.as_str()).collect()
    }

    /// The fact without the cell's own columns, and the documents that state it.
    fn json(&self, cell: &Map<String, Value>) -> Value {
        let mut fields = row(&self.fact);
        fields.retain(|column, _| !cell.contains_key(column));
        fields.insert("documents".to_owned(), json!(self.documents()));
        Value::Object(fields)
    }
}

impl Difference {
    /// One object for a machine: `change`, `cause`, `by`, `cell`, `columns`, `old`, `new`.
    pub(crate) fn json(&self) -> Value {
        let cell = row(&self.cell);
        let side = |side: &Option<Side>| side.as_ref().map(|side| side.json(&cell));
        json!({
            "change": self.change, "cause": self.cause, "by": self.by, "columns": self.columns,
            "old": side(&self.old), "new": side(&self.new), "cell": cell,
        })
    }
}
