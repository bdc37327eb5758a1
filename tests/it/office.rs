//! One report in the formats of Word, one workbook in those of Excel: the same observations, each value where the text prints it.

use std::{fs, path::Path};

use zonefacts_ingest::{Columns, ingest, list};
use zonefacts_text::model::{Observation, RawDocument};

use crate::corpus::ENGINE;

const FOLDER: &str = "tests/data/office";

/// The documents of a sample.
fn documents(name: &str) -> Vec<RawDocument> {
    let columns = Columns::load(&fs::read_to_string("schemas/vocab/columns.csv").unwrap()).unwrap();
    let file = list(Path::new(FOLDER)).unwrap().into_iter().find(|file| file.path == name).unwrap();
    let mut documents = Vec::new();
    ingest(Path::new(FOLDER), &file, &columns, &mut |row| documents.extend(row.value));
    documents
}

/// What a sample states, sorted; every value is checked against the text that was read.
fn stated(name: &str) -> Vec<String> {
    let mut stated = Vec::new();
    for raw in documents(name) {
        let text: Vec<char> = raw.text.chars().collect();
        for o in ENGINE.read(raw).observations {
            let printed: String = text[o.span.start as usize..o.span.end as usize].iter().collect();
            assert_eq!(printed, o.value_text, "{name}");
            stated.push(line(&o));
        }
    }
    stated.sort();
    stated
}

pub(crate) fn line(o: &Observation) -> String {
    let (value, year) = (o.value.normalize(), o.year.unwrap_or_default());
    let of = [&o.subject, &o.metric_id, &o.segment, o.measure.as_str()].map(|part: &str| part.to_owned()).join(" ");
    format!("{of} {value} {} {year} {} {}", o.unit, o.period, o.status.as_str())
}

#[test]
fn a_report_states_the_same_in_every_format_of_word() {
    let plain = stated("report.txt");
    assert_eq!(plain.len(), 14, "{plain:#?}");
    for name in ["report.docx", "report.doc", "report-python.docx"] {
        assert_eq!(stated(name), plain, "{name}");
    }
}

#[test]
fn a_workbook_states_the_same_in_every_format() {
    let book = stated("figures.xlsx");
    assert_eq!(book.len(), 21, "{book:#?}");
    assert_eq!(stated("figures.xls"), book);
    for format in ["csv", "tsv"] {
        let mut sheets = [stated(&format!("figures-zones.{format}")), stated(&format!("figures-years.{format}"))].concat();
        sheets.sort();
        assert_eq!(sheets, book, "{format}");
    }
}

#[test]
fn what_a_sheet_does_not_show_is_no_observation() {
    for name in ["doubts.xlsx", "doubts.xls"] {
        let values: Vec<String> =
            documents(name).into_iter().flat_map(|raw| ENGINE.read(raw).observations).map(|o| o.value_text).collect();
        assert_eq!(values, ["158.2", "4.1", "20.4"], "{name}");
    }
}

#[test]
fn a_row_of_a_collection_is_a_report() {
    let stated = stated("reports.xlsx");
    assert_eq!(stated.len(), 4, "{stated:#?}");
}
