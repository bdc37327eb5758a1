//! What the tables say of small sets of documents.

#![allow(clippy::unwrap_used)]

use arrow::array::{Array, AsArray, RecordBatch};
use arrow::datatypes::{Float64Type, Int64Type};
use zonefacts_text::model::{Observation, Period, Status};

use crate::testing::{document, figure, growth, tables};

/// The rows of a batch, each as the text of these columns.
fn rows(batch: &RecordBatch, columns: &[&str]) -> Vec<String> {
    let cell = |column: &str, row: usize| {
        let array = batch.column_by_name(column).unwrap();
        if array.is_null(row) {
            "-".to_owned()
        } else if let Some(numbers) = array.as_primitive_opt::<Int64Type>() {
            numbers.value(row).to_string()
        } else if let Some(numbers) = array.as_primitive_opt::<Float64Type>() {
            numbers.value(row).to_string()
        } else {
            array.as_string::<i32>().value(row).to_owned()
        }
    };
    (0..batch.num_rows()).map(|row| columns.iter().map(|column| cell(column, row)).collect::<Vec<_>>().join(" ")).collect()
}

fn as_of(period: &str, figure: Observation) -> Observation {
    Observation { period: Period::parse(period).unwrap(), ..figure }
}

#[test]
fn the_wide_table_has_a_column_for_each_headline_and_its_growth() {
    let tables = tables(vec![document(
        "a",
        "2017-01-01",
        vec![
            figure("changchun", 2016, "gdp", "72.6"),
            growth("changchun", 2016, "gdp", "8.1"),
            figure("changchun", 2016, "gdp_per_capita", "9"),
            figure("jingyue", 2015, "gdp", "30.5"),
            Observation { unit: "USD".into(), ..figure("jingyue", 2016, "gdp", "5") },
            Observation { segment: "软件".into(), ..figure("jingyue", 2017, "gdp", "6") },
            Observation { period: Period::YearToDate(6), ..figure("jingyue", 2018, "gdp", "7") },
        ],
    )]);
    let wide = &tables["zone_year_wide"];
    let columns = ["zone_id", "year", "name_zh", "five_year_plan", "gdp", "gdp_growth", "listed_companies"];
    let expected =
        ["changchun 2016 长春高新区 13th (2016-2020) 72.6 8.1 -", "jingyue 2015 长春净月高新区 12th (2011-2015) 30.5 - -"];
    assert_eq!(rows(wide, &columns), expected);
    assert!(wide.column_by_name("gdp_per_capita").is_none(), "no headline");
    let zones = rows(
        &tables["fact_zone"],
        &["zone_id", "first_year", "last_year", "headline_year", "gdp", "n_metrics", "n_cells", "n_observations"],
    );
    assert_eq!(zones, ["changchun 2016 2016 2016 72.6 2 3 3", "jingyue 2015 2018 2015 30.5 1 4 4"]);
}

#[test]
fn a_stock_takes_the_figure_nearest_to_the_end_of_the_year() {
    let stock = |period, value| as_of(period, figure("changchun", 2016, "listed_companies", value));
    let wide = |figures| rows(&tables(vec![document("a", "", figures)])["zone_year_wide"], &["listed_companies"]);
    assert_eq!(wide(vec![stock("asof:2016-06", "1"), stock("asof:2016-09-30", "2")]), ["2"]);
    assert_eq!(wide(vec![stock("asof:2016-06", "1"), stock("asof", "3")]), ["3"]);
    assert_eq!(wide(vec![stock("asof", "3"), stock("asof:2016-12-31", "4")]), ["4"]);
    assert_eq!(wide(vec![stock("year", "5"), stock("asof:2016-12-31", "4")]), ["5"]);
}

#[test]
fn an_actual_figure_stands_before_an_estimate_which_is_marked() {
    let estimate = |figure| Observation { status: Status::Estimate, ..figure };
    let tables = tables(vec![document(
        "a",
        "",
        vec![
            estimate(figure("changchun", 2016, "gdp", "72.6")),
            figure("changchun", 2016, "gdp", "71.9"),
            estimate(growth("changchun", 2016, "gdp", "8")),
            estimate(figure("changchun", 2017, "gdp", "80")),
            as_of("asof", figure("changchun", 2017, "listed_companies", "3")),
            estimate(figure("changchun", 2017, "listed_companies", "4")),
        ],
    )]);
    let wide = &tables["zone_year_wide"];
    let columns = ["year", "gdp", "gdp_growth", "listed_companies"];
    assert_eq!(rows(wide, &columns), ["2016 71.9 8 -", "2017 80 - 3"]);
    let marked = wide.column_by_name("estimates").unwrap().as_list::<i32>();
    let marked: Vec<String> = (0..2).map(|row| marked.value(row).as_string::<i32>().iter().flatten().collect()).collect();
    assert_eq!(marked, ["gdp_growth", "gdp"]);
    assert_eq!(rows(&tables["fact_year"], &["year", "metric_id"]), ["2016 gdp", "2017 listed_companies"], "actual figures only");
    assert_eq!(rows(&tables["fact_zone"], &["headline_year", "gdp"]), ["2017 -"]);
}

#[test]
fn a_year_is_summed_up_over_its_zones() {
    let tables = tables(vec![document(
        "a",
        "",
        vec![
            figure("changchun", 2016, "gdp", "0.1"),
            figure("jingyue", 2016, "gdp", "0.2"),
            growth("changchun", 2016, "gdp", "8"),
            growth("jingyue", 2016, "gdp", "8"),
            figure("changchun", 2016, "gdp_per_capita", "5"),
        ],
    )]);
    let columns = [
        "metric_id",
        "measure",
        "n_zones",
        "value_sum",
        "value_min",
        "min_zone_id",
        "value_q1",
        "value_median",
        "value_max",
        "max_zone_id",
    ];
    let sum = 0.1 + 0.2;
    let expected = [
        "gdp growth 2 - 8 changchun 8 8 8 changchun".to_owned(),
        format!("gdp level 2 {sum} 0.1 changchun 0.125 {} 0.2 jingyue", sum / 2.0),
        "gdp_per_capita level 1 - 5 changchun 5 5 5 changchun".to_owned(),
    ];
    assert_eq!(rows(&tables["fact_year"], &columns), expected);
}

#[test]
fn a_metric_shows_its_coverage_and_conflicts() {
    let tables = tables(vec![
        document("a", "2017-01-01", vec![figure("changchun", 2016, "gdp", "70"), figure("changchun", 2015, "gdp", "60")]),
        document(
            "b",
            "2017-02-01",
            vec![figure("changchun", 2016, "gdp", "80"), Observation { year: None, ..figure("changchun", 2016, "gdp", "9") }],
        ),
    ]);
    let columns = [
        "metric_id",
        "n_zones",
        "n_years",
        "n_observations",
        "n_documents",
        "n_cells",
        "n_conflicts",
        "conflict_share",
        "value_min",
        "value_max",
    ];
    assert_eq!(rows(&tables["fact_metric"], &columns), ["gdp 1 2 4 2 2 1 0.5 60 80"]);
    assert_eq!(rows(&tables["issue"], &["document", "code", "severity"]), ["b.txt cell_conflict warning"]);
    assert_eq!(
        rows(&tables["dim_document"], &["document", "n_observations", "n_numbers", "n_issues"]),
        ["a.txt 2 3 0", "b.txt 2 3 1"]
    );
}

#[test]
fn a_second_copy_of_a_text_is_an_issue() {
    let mut copy = document("a", "", vec![figure("changchun", 2016, "gdp", "70")]);
    copy.head.document = "copy.txt".into();
    let tables = tables(vec![copy, document("a", "", vec![figure("changchun", 2016, "gdp", "70")])]);
    assert_eq!(rows(&tables["dim_document"], &["document"]), ["a.txt"]);
    assert_eq!(rows(&tables["issue"], &["document", "code"]), ["copy.txt document_duplicate"]);
    assert_eq!(tables["fact_observation"].num_rows(), 1);
}

#[test]
fn the_order_of_documents_does_not_matter() {
    let documents = |order: [usize; 3]| {
        let years = |id: &str, year| {
            document(id, "", vec![figure("changchun", year, "gdp", "70.1"), figure("jingyue", year, "gdp", "0.3")])
        };
        let mut all: Vec<_> = [years("a", 2016), years("b", 2015), years("c", 2016)].into_iter().map(Some).collect();
        tables(order.into_iter().map(|at| all[at].take().unwrap()).collect())
    };
    assert_eq!(documents([0, 1, 2]), documents([2, 0, 1]));
}
