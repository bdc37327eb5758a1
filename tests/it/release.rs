//! The release of the sample reports, made by the program and read back: what the golden tables and the contract tests look at.

use std::{
    collections::BTreeMap,
    fs::{self, File},
    path::Path,
    process::{Command, Output, Stdio},
    sync::LazyLock,
};

use arrow::{array::RecordBatch, compute::concat_batches, util::display::array_value_to_string};
use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;

/// Name of the table → its rows.
pub(crate) type Tables = BTreeMap<String, RecordBatch>;

/// The tables of one run over `raw/`.
pub(crate) static SAMPLES: LazyLock<Tables> = LazyLock::new(|| {
    let output = tempfile::tempdir().unwrap();
    run(&root().join("raw"), &root().join("schemas"), output.path(), 0);
    read(&output.path().join("current"))
});

/// The root of the repository.
pub(crate) fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Runs the program, which has to end with this status, and gives what it said.
pub(crate) fn run(raw: &Path, schemas: &Path, output: &Path, status: i32) -> String {
    let mut command = Command::new(env!("CARGO_BIN_EXE_zonefacts"));
    command.arg("run").arg("--raw").arg(raw).arg("--schemas").arg(schemas).arg("--output").arg(output);
    let Output { status: ended, stdout, stderr } = command.stdin(Stdio::null()).output().unwrap();
    let said = String::from_utf8(stdout).unwrap() + &String::from_utf8(stderr).unwrap();
    assert_eq!(ended.code(), Some(status), "{said}");
    said
}

/// Every Parquet file of a release.
pub(crate) fn read(release: &Path) -> Tables {
    let mut tables = Tables::new();
    for path in fs::read_dir(release).unwrap().map(|entry| entry.unwrap().path()) {
        if path.extension().is_some_and(|extension| extension == "parquet") {
            let builder = ParquetRecordBatchReaderBuilder::try_new(File::open(&path).unwrap()).unwrap();
            let schema = builder.schema().clone();
            let batches: Vec<RecordBatch> = builder.build().unwrap().map(Result::unwrap).collect();
            let table = path.file_stem().unwrap().to_string_lossy().into_owned();
            tables.insert(table, concat_batches(&schema, &batches).unwrap());
        }
    }
    tables
}

/// A column's values as texts, an empty one for null.
pub(crate) fn column(table: &RecordBatch, name: &str) -> Vec<String> {
    let values = table.column_by_name(name).unwrap_or_else(|| panic!("no column {name}"));
    (0..table.num_rows()).map(|row| array_value_to_string(values, row).unwrap()).collect()
}

/// The rows of some columns as texts.
pub(crate) fn rows(table: &RecordBatch, names: &[&str]) -> Vec<Vec<String>> {
    let columns: Vec<Vec<String>> = names.iter().map(|name| column(table, name)).collect();
    (0..table.num_rows()).map(|row| columns.iter().map(|column| column[row].clone()).collect()).collect()
}

/// The parts of a list of texts, as `array_value_to_string` prints it.
pub(crate) fn list(printed: &str) -> Vec<&str> {
    let inner = printed.trim_start_matches('[').trim_end_matches(']');
    inner.split(", ").filter(|item| !item.is_empty()).collect()
}
