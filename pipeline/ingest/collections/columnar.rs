//! Record batches, which Parquet and Arrow files hold: one report in each row, or all rows together a sheet of figures.

use arrow::{
    array::{Array, ArrayRef, RecordBatch},
    compute::cast,
    datatypes::{DataType, Schema},
    error::ArrowError,
    util::display::{ArrayFormatter, FormatOptions},
};

use super::report;
use crate::{
    columns::{Role, normal},
    intake::Intake,
    readers::rows,
    source::{About, Origin, Rejected},
};

/// Text in these formats is UTF-8 by definition.
const ENCODING: &str = "UTF-8";

/// The batches of one file on their way in.
pub(super) struct Batches<'b, 'o, 'i> {
    origin: &'b Origin<'o>,
    intake: &'b mut Intake<'i>,
    shape: Shape,
}

enum Shape {
    /// Rows are reports; how many have come.
    Reports(usize),
    /// Rows are rows; the lines so far.
    Sheet(Vec<String>),
}

impl<'b, 'o, 'i> Batches<'b, 'o, 'i> {
    /// What a file of this schema is, and the columns that are wanted of it.
    pub(super) fn new(schema: &Schema, origin: &'b Origin<'o>, intake: &'b mut Intake<'i>) -> (Self, Vec<usize>) {
        let columns = origin.columns;
        let is_named = |at: &usize, roles: &[Role]| {
            let name = normal(schema.field(*at).name());
            roles.iter().any(|role| columns.names(*role).contains(&name))
        };
        let flat: Vec<usize> = (0..schema.fields().len()).filter(|at| is_flat(schema.field(*at).data_type())).collect();
        let (shape, wanted) = if flat.iter().any(|at| is_named(at, &[Role::Text]) && is_text(schema.field(*at).data_type())) {
            (Shape::Reports(0), flat.into_iter().filter(|at| is_named(at, &Role::ALL)).collect())
        } else {
            let names = flat.iter().map(|at| schema.field(*at).name());
            (Shape::Sheet(rows::line(names).into_iter().collect()), flat)
        };
        (Self { origin, intake, shape }, wanted)
    }

    /// Takes in the rows of a batch.
    pub(super) fn take(&mut self, batch: &RecordBatch) -> Result<(), Rejected> {
        let limits = self.intake.budget.limits;
        let options = FormatOptions::default();
        let columns: Vec<ArrayRef> = batch.columns().iter().map(at_a_known_clock).collect::<Result<_, _>>()?;
        let cells: Vec<Cells> = columns.iter().map(|column| Cells::new(column, &options)).collect();
        match &mut self.shape {
            Shape::Reports(number) => {
                let names: Vec<String> = batch.schema().fields().iter().map(|field| normal(field.name())).collect();
                for row in 0..batch.num_rows() {
                    *number += 1;
                    let value = |name: &str| cells.get(names.iter().position(|column| column == name)?)?.text(row);
                    match report(self.origin.columns, "column", value) {
                        Ok((text, about)) => {
                            self.intake.budget.spend(1 + text.len() as u64)?;
                            self.intake.document(self.origin.record(*number, text, ENCODING, about), Vec::new());
                        }
                        Err(reason) => self.intake.issue(self.origin.rejected(*number, reason)),
                    }
                }
            }
            Shape::Sheet(lines) => {
                for row in 0..batch.num_rows() {
                    let line = rows::line(cells.iter().map(|cells| cells.text(row).unwrap_or_default()));
                    self.intake.budget.spend(1 + line.as_ref().map_or(0, String::len) as u64)?;
                    lines.extend(line);
                }
                if lines.iter().map(String::len).sum::<usize>() as u64 > limits.record {
                    return Err(Rejected::because("no column is known to hold text, and it is too large for a sheet of figures"));
                }
            }
        }
        Ok(())
    }

    /// The end of the file: a sheet is complete.
    pub(super) fn end(self) -> Result<(), Rejected> {
        if let Shape::Sheet(lines) = self.shape {
            let staged = self.origin.whole(lines.join("\n"), ENCODING, About::default())?;
            self.intake.all(staged);
        }
        Ok(())
    }
}

/// A column whose values are printed one by one.
struct Cells<'a> {
    column: &'a ArrayRef,
    /// None where they cannot be: moments by a clock that is not known, of which even the day is open.
    printed: Option<ArrayFormatter<'a>>,
}

impl<'a> Cells<'a> {
    fn new(column: &'a ArrayRef, options: &FormatOptions<'a>) -> Self {
        Self { column, printed: ArrayFormatter::try_new(column.as_ref(), options).ok() }
    }

    /// The value of a row, when there is one.
    fn text(&self, row: usize) -> Option<String> {
        let printed = self.printed.as_ref().filter(|_| !self.column.is_null(row))?;
        printed.value(row).try_to_string().ok()
    }
}

/// Clocks that go by a name and have no summer time.
const CLOCKS: [(&str, &str); 8] = [
    ("UTC", "+00:00"),
    ("Etc/UTC", "+00:00"),
    ("GMT", "+00:00"),
    ("Asia/Shanghai", "+08:00"),
    ("PRC", "+08:00"),
    ("Asia/Chongqing", "+08:00"),
    ("Asia/Hong_Kong", "+08:00"),
    ("Asia/Taipei", "+08:00"),
];

/// Moments by one of these clocks as moments by its distance from Greenwich; other columns as they are.
fn at_a_known_clock(column: &ArrayRef) -> Result<ArrayRef, ArrowError> {
    let DataType::Timestamp(unit, Some(name)) = column.data_type() else { return Ok(column.clone()) };
    match CLOCKS.iter().find(|(clock, _)| *clock == &**name) {
        Some((_, distance)) => cast(column, &DataType::Timestamp(*unit, Some((*distance).into()))),
        None => Ok(column.clone()),
    }
}

/// True for columns of one value a row.
fn is_flat(kind: &DataType) -> bool {
    match kind {
        DataType::Dictionary(_, values) => is_flat(values),
        DataType::Binary | DataType::LargeBinary | DataType::BinaryView | DataType::FixedSizeBinary(_) => false,
        kind => !kind.is_nested(),
    }
}

fn is_text(kind: &DataType) -> bool {
    match kind {
        DataType::Dictionary(_, values) => is_text(values),
        DataType::Utf8 | DataType::LargeUtf8 | DataType::Utf8View => true,
        _ => false,
    }
}
